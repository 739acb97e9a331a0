"""The laws of policies put together, compared and named. Each raises AssertionError where it fails.

Behind each law stands a bug that breaks it; `tests/planted/test_policies_planted.py` plants them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from importlib import import_module
from random import Random
from typing import Any, Final

from returnkit.decision import Decision, ItemDecision, OfferDecision, Status, Term, Verdict, decide
from returnkit.errors import DocumentError
from returnkit.facts import Declaration
from returnkit.ids import PolicyId
from returnkit.policy import Approval, Bonus, Fee, Policy, Rule, TermKind, Window, load_policy
from tests import decision_laws
from tests.cases import Case, case, completed
from tests.decision_laws import as_document, item_of, written
from tests.revisions import a_revision
from tests.whole_cases import WholeCase, completed_whole

# The packages give the functions of these names; bugs are planted in the modules.
composing: Any = import_module("returnkit.policy.compose")
comparing: Any = import_module("returnkit.policy.generosity")
hashing: Any = import_module("returnkit.policy.hashing")

_RANK: Final = (Status.NO, Status.REVIEW, Status.YES)
_VERDICTS: Final = (Verdict.INELIGIBLE, Verdict.REVIEW, Verdict.ELIGIBLE)
_ELSEWHERE: Final = ("Asia/Seoul", "America/Los_Angeles", "Pacific/Apia", None)


# --- put together ------------------------------------------------------------------------------------


def law_addition_is_associative(asked: Case) -> None:
    """Broken by: rules that are not put whole below the others."""
    random = Random(asked.seed)
    a, b, c = (_a_part(random, asked.seed + number, str(number)) for number in range(3))

    assert _sum(lambda: (a + b) + c) == _sum(lambda: a + (b + c))
    rule = a.rules[0]
    assert _sum(lambda: (rule + b) + c) == _sum(lambda: rule + (b + c))


def _a_part(random: Random, seed: int, name: str) -> Policy:
    """Return a policy, seldom with a rule, a fact, a floor or a currency that others have as well."""
    policy = case(seed % 50).policy
    rules = tuple(rule.evolve(id=f"{name}-{rule.id}") for rule in policy.rules)
    if random.random() < 0.1:
        rules = (*rules, Rule.model_validate({"id": "shared", "review": {}}))
    facts = dict(policy.facts)
    if random.random() < 0.3:
        facts["item.own"] = Declaration(type=random.choice(("boolean", "boolean", "number")))
    floor = tuple(random.sample(("statute", "eu", "strict"), random.randrange(3)))
    currency = "EUR" if random.random() < 0.05 else "USD"
    return policy.evolve(id=PolicyId(name), rules=rules, facts=facts, floor=floor, currency=currency)


def _sum(make: Callable[[], Policy]) -> Policy | None:
    try:
        return make()
    except DocumentError:
        return None


def law_a_scope_is_a_condition_of_every_rule(asked: Case) -> None:
    """Broken by: a rule without a condition that stays without; `or`; a text that falls apart."""
    policy = asked.policy
    assert composing.scoped(policy, "true") == policy
    closing = Rule.model_validate({"id": "closing", "within": Window()})
    for condition, holds in (
        ("order.quantity_ordered >= 1 or item.final", True),
        ('order.channel == "web"', asked.order.channel == "web"),
        ("item.quantity < 1", False),
    ):
        here = item_of(asked.under(composing.scoped(policy, condition) + closing))
        if holds:
            _assert_same(item_of(asked), here)
        else:
            assert here.offers == ()
            assert here.verdict is Verdict.INELIGIBLE


def _assert_same(before: ItemDecision, after: ItemDecision) -> None:
    assert before.verdict is after.verdict
    assert before.offers == after.offers
    assert (before.reason, before.refusals) == (after.reason, after.refusals)
    assert (before.missing, before.subject_to) == (after.missing, after.subject_to)


def law_a_replaced_rule_keeps_its_place(asked: Case) -> None:
    """Broken by: a rule that is put on top instead."""
    place = Random(asked.seed).randrange(len(asked.policy.rules))
    rule = asked.policy.rules[place].evolve(internal=not asked.policy.rules[place].internal)

    changed = composing.replace(asked.policy, rule)

    assert changed.rules[place] == rule
    assert [each.id for each in changed.rules] == [each.id for each in asked.policy.rules]
    assert composing.replace(changed, asked.policy.rules[place]) == asked.policy


def law_an_ended_override_leaves_no_trace(asked: Case) -> None:
    """Broken by: an override that goes on; one that ends too early."""
    rule = Rule.model_validate({"id": "by-hand", "allow": True})
    on_top = rule + asked.policy
    for name, until in (("now", asked.at), ("later", asked.at.replace(year=asked.at.year + 1))):
        under = composing.override(asked.policy, [rule], who="kim", why=name, until=until)
        again = composing.overridden(asked.policy, under.overrides[0], at=asked.at)

        found = composing.in_force(under, at=asked.at)

        assert found == again
        assert found.rules == (asked.policy.rules if name == "now" else on_top.rules)
        assert (found == asked.policy) is (name == "now")


# --- compared ----------------------------------------------------------------------------------------


def law_a_revision_that_passes_takes_nothing(asked: Case) -> None:
    """Broken by: a change that is taken for harmless and is not."""
    random = Random(f"{asked.seed} revised")
    for _ in range(3):
        revised, _ = a_revision(random, asked.policy)
        if comparing.less_generous(asked.policy, revised):
            continue
        known = completed(random, asked, inspected=True)
        for each in (asked, known):
            _assert_no_worse(item_of(each), item_of(each.under(revised)))
        before, after = item_of(known), item_of(known.under(revised))
        if before.verdict in _VERDICTS and after.verdict in _VERDICTS:
            assert _VERDICTS.index(before.verdict) <= _VERDICTS.index(after.verdict)


def _assert_no_worse(before: ItemDecision, after: ItemDecision) -> None:
    told = {offer.name: offer for offer in after.offers}
    for offer in before.offers:
        now = told[offer.name]
        assert _range(now)[0] >= _range(offer)[0], offer.name
        assert _range(now)[1] >= _range(offer)[1], offer.name
        assert now.opens == offer.opens, offer.name
        if now.closes_earliest is not None:
            assert offer.closes_earliest is not None, offer.name
            assert now.closes_earliest >= offer.closes_earliest, offer.name
        terms = {(term.kind, term.name): term for term in now.terms}
        for term in offer.terms:
            _assert_no_less(term, terms.pop((term.kind, term.name), None))
        assert all(each.effect is None for term in terms.values() for each in term.possible)
    assert [offer.name for offer in after.offers if offer.name in {each.name for each in before.offers}] == [
        offer.name for offer in before.offers
    ]
    assert before.verdict is not Verdict.ELIGIBLE or after.verdict is Verdict.ELIGIBLE


def _range(offer: OfferDecision) -> tuple[int, int]:
    return _RANK.index(offer.statuses[0]), _RANK.index(offer.statuses[-1])


def law_a_revision_that_passes_takes_nothing_from_a_whole_return(asked: WholeCase) -> None:
    """Broken by: a dearer fee, a lower rate or bonus that passes; a limit that is forgotten."""
    random = Random(f"{asked.seed} revised")
    for _ in range(3):
        revised, _ = a_revision(random, asked.policy, money=True)
        if comparing.less_generous(asked.policy, revised):
            continue
        known = completed_whole(random, asked, inspected=True)
        for each in (asked, known):
            before, after = whole_decision(each), whole_decision(each.under(revised))
            assert [item.place for item in before.items] == [item.place for item in after.items]
            for was, now in zip(before.items, after.items, strict=True):
                _assert_no_worse(was, now)
            if [item.verdict for item in before.items] == [item.verdict for item in after.items]:
                terms = {(each.offer, each.term.kind, each.term.name): each.term for each in after.terms}
                for each_term in before.terms:
                    key = (each_term.offer, each_term.term.kind, each_term.term.name)
                    _assert_no_less(each_term.term, terms.get(key))
                assert before.approval is Approval.MANUAL or after.approval is Approval.AUTOMATIC


def whole_decision(asked: WholeCase) -> Decision:
    return decide(
        asked.policy,
        asked.order,
        asked.request,
        at=asked.at,
        history=asked.history,
        inspections=asked.inspections,
    )


def _assert_no_less(before: Term, after: Term | None) -> None:
    """Say that no figure is worse for the shopper; an expression counts as one figure of its own."""
    for base in map(Decimal, (0, 7, 40, 333)):
        was = [_worth(before, each.effect, base) for each in before.possible]
        now = [_worth(before, each.effect, base) for each in after.possible] if after else [Decimal(0)]
        assert (min(now), max(now)) >= (min(was), max(was)), before
        assert max(now) >= max(was), before
    if before.kind not in (TermKind.FEE, TermKind.BONUS, TermKind.RATE):
        assert after is not None
        assert [each.effect for each in after.possible] == [each.effect for each in before.possible]


def _worth(term: Term, effect: object, base: Decimal) -> Decimal:
    """Return what an effect is worth to the shopper, of goods that are worth *base*."""
    if effect is None:
        return Decimal(100 if term.kind is TermKind.RATE else 0)
    if isinstance(effect, Fee | Bonus):
        amount = _figure(effect.flat) + _figure(effect.percent) * base / 100
        if effect.at_most is not None:
            amount = min(amount, _figure(effect.at_most))
        if isinstance(effect, Bonus):
            return amount
        return -max(amount, _figure(effect.at_least))
    return _figure(effect) if term.kind is TermKind.RATE else Decimal(0)


def _figure(figure: object) -> Decimal:
    return figure if isinstance(figure, Decimal) else Decimal(0 if figure is None else 3)


# --- named -------------------------------------------------------------------------------------------


def law_one_hash_in_every_notation(asked: Case) -> None:
    """Broken by: a hash of the text; a hash that forgets the order of rules."""
    found = hashing.content_hash(asked.policy)
    for text, format in written(as_document(asked.policy)):
        assert hashing.content_hash(load_policy(text, name="policy", format=format)) == found
    for other in (case((asked.seed + 1) % 50).policy, a_revision(Random(asked.seed), asked.policy)[0]):
        assert (hashing.content_hash(other) == found) is (other == asked.policy)
    turned = asked.policy.evolve(rules=asked.policy.rules[::-1])
    assert (hashing.content_hash(turned) == found) is (len(asked.policy.rules) == 1)


# --- zones -------------------------------------------------------------------------------------------


def law_windows_count_where_the_goods_arrived(asked: Case) -> None:
    """Broken by: windows in the shop's zone; periods in the destination's."""
    decision_laws.law_decide_is_naive(abroad(asked))


def abroad(asked: Case) -> Case:
    """Return *asked* with goods delivered to another zone, as far as that is known."""
    random = Random(f"{asked.seed} abroad")
    timezone = ("destination", random.choice(("UTC", "Europe/Berlin", asked.policy.zone.key)))
    address = asked.order.shipping_address
    order = asked.order.evolve(
        shipping_address=address and address.evolve(timezone=random.choice(_ELSEWHERE))
    )
    return replace(asked, policy=asked.policy.evolve(timezone=timezone), order=order)
