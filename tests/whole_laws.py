"""The laws of decisions on whole returns. Each raises AssertionError when it does not hold for a case.

They ask whoever answers: the engine's decision (`decided`), or the naive interpreter (`judged`), which has
to obey them as well. Those that compare the two are in `whole_comparison`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from random import Random
from typing import Any

from returnkit.facts import Attributes
from returnkit.policy import Approval, Policy, Rule
from tests.naive import NaiveOffer
from tests.naive_return import NaiveDemand, NaivePart, NaiveReturn
from tests.whole_cases import WholeCase, completed_whole
from tests.whole_rules import COUNTERS, EVIDENCE, METHODS, QUESTIONS
from tests.whole_told import told

# The package gives the function of this name; bugs are planted in the module.
deciding: Any = import_module("returnkit.decision.decide")

Answering = Callable[[WholeCase], NaiveReturn]
_RANK = ("no", "review", "yes")


def judged(case: WholeCase) -> NaiveReturn:
    return case.judged


def decision_of(case: WholeCase) -> Any:  # Any: a decision; `told` knows its form
    return deciding.decide(
        case.on_floors,
        case.order,
        case.request,
        at=case.at,
        history=case.history,
        inspections=case.inspections,
    )


def decided(case: WholeCase) -> NaiveReturn:
    return told(decision_of(case))


# --- what holds whoever answers -------------------------------------------------------------------------


def law_no_unit_is_lost(case: WholeCase, answer: Answering) -> None:
    """Broken by: a division that drops what a limit leaves over."""
    parts = answer(case).parts

    assert [part.place for part in parts] == sorted(part.place for part in parts)
    for place, item in enumerate(case.request.items):
        of_item = [part for part in parts if part.place == place]
        assert sum(part.quantity for part in of_item) == item.quantity
        assert all(part.quantity > 0 and part.line_id == item.line_id for part in of_item)


def law_more_facts_never_widen(case: WholeCase, answer: Answering) -> None:
    """Broken by: an unknown counter taken for zero; a set that falls for a maybe; a condition guessed."""
    before, random = answer(case), Random(case.seed)
    # Where a fallback stands in for an event, learning the event may move the closing either way.
    windows = [rule.within for policy in (case.policy, *case.floors) for rule in policy.rules if rule.within]
    falls_back = any(part.fallbacks for window in windows for part in (window.parts or (window,)))
    for _ in range(2):
        after = answer(completed_whole(random, case, clocks=not falls_back))
        now = [*_units(after)]
        for was, known in zip(_units(before), now, strict=True):
            statuses, stood = ({o.name: o for o in part.offers} for part in (known, was))
            for name, offer in stood.items():
                if name in statuses:
                    assert statuses[name].statuses <= offer.statuses, (name_of(was), name)
                    for key, said in statuses[name].terms.items():
                        assert said <= offer.terms.get(key, said - said), (name, key)
            assert all("no" in offer.statuses for name, offer in stood.items() if name not in statuses)
            assert statuses.keys() <= stood.keys()
            if was.verdict in ("eligible", "ineligible"):
                assert known.verdict == was.verdict, name_of(was)
        for name, terms in after.terms.items():
            for key, said in terms.items():
                assert said <= before.terms[name][key], (name, key)
        if before.approval == "automatic":
            assert after.approval == "automatic"


def law_known_is_certain(case: WholeCase, answer: Answering) -> None:
    """Broken by: a search that goes on below a true rule; a counter that is not there taken for unknown."""
    known = completed_whole(Random(case.seed), case, inspected=True)
    if known.order.currency != known.policy.currency:
        return  # amounts in another currency are not known
    said = answer(known)

    terms = [term for of_offer in said.terms.values() for term in of_offer.values()]
    for part in said.parts:
        assert part.verdict != "needs_info"
        assert part.missing == part.subject_to == ()
        assert all(demand.is_certain for demand in part.demands)
        assert all(len(offer.statuses) == 1 for offer in part.offers)
        terms += [term for offer in part.offers for term in offer.terms.values()]
    assert all(len(term) == 1 for term in terms)


def law_a_limit_is_never_passed(case: WholeCase, answer: Answering) -> None:
    """Broken by: a counter that starts anew at each item; the past forgotten; a household counted for the
    customer.
    """
    if case.history is None:
        return
    random, floors = Random(case.seed), _floors(case)
    name = random.choice(_names(case.policy))
    counter = random.choice(COUNTERS)
    of = "household" if counter == COUNTERS[-1] else "customer"  # as the other rules have it
    past = case.history.counters if of == "customer" else case.history.household_counters
    limit = {"units": 2, "counter": counter, "of": of}
    rule = Rule.model_validate({"id": "limit", "scope": (name,), "limit": limit})
    parts = answer(case.under(_topped(case.policy, rule))).parts
    standing = [part for part in parts for offer in _own(floors, part) if _stands(offer, name)]

    assert sum(part.quantity for part in standing) <= max(0, 2 - past.get(counter, 0))


def law_a_set_comes_back_whole(case: WholeCase, answer: Answering) -> None:
    """Broken by: a member that is no and does not count; lines that were not asked back left out; components
    that stay and are not missed; a set that falls for a maybe.
    """
    rule, floors = Rule.model_validate({"id": "whole", "whole": "order"}), _floors(case)
    plain = _only(case, lambda rule: _without(rule, ("whole", "by", "not_by"))).policy
    before, after = answer(case.under(plain)), answer(case.under(_topped(plain, rule)))
    asked = Counter[str]()
    for item in case.request.items:
        bundle = next(line.bundle for line in case.order.lines if line.id == item.line_id)
        if item.components is None or bundle is None or bundle.components <= item.components:
            asked[item.line_id] += item.quantity
    is_whole = all(asked[line.id] >= line.current_quantity for line in case.order.lines)
    is_lost = any(all(offer.statuses == {"no"} for offer in _own(floors, part)) for part in before.parts)
    may_be_lost = any(all("no" in offer.statuses for offer in _own(floors, part)) for part in before.parts)
    for was, now in zip(_units(before), _units(after), strict=True):
        for stood, offer in zip(_own(floors, was), _own(floors, now), strict=True):
            if not is_whole or is_lost:
                assert offer.statuses == {"no"}
            elif may_be_lost:
                assert offer.statuses == stood.statuses | {"no"}
    if is_whole and not may_be_lost:
        assert after.parts == before.parts


def law_a_closed_door_is_no(case: WholeCase, answer: Answering) -> None:
    """Broken by: a door that closes for those who did not say how; a door that reaches a floor."""
    shut, floors = Rule.model_validate({"id": "shut", "not_by": METHODS}), _floors(case)
    plain = _only(case, lambda rule: _without(rule, ("by", "not_by"))).policy
    before, after = (answer(case.under(policy)) for policy in (plain, _topped(plain, shut)))
    if case.request.method is None:
        assert after == before
        return
    for was, now in zip(_units(before), _units(after), strict=True):
        assert all(offer.statuses == {"no"} for offer in _own(floors, now))
        assert now.offers[: floors[now.place]] == was.offers[: floors[was.place]]
        if not case.floors:
            assert now.verdict == "ineligible"
            assert (("method", "shut") in now.reasons) is (was.verdict != "ineligible")


def law_met_demands_are_forgotten(case: WholeCase, answer: Answering) -> None:
    """Broken by: evidence that is counted for the item only; an answer for the whole return that is not
    read; a range that asks for its most.
    """
    # Two of each are enough for every demand: of the item, of the return, or one of either.
    counts = Random(case.seed).choice(((2, 0), (0, 2), (1, 1)))
    of_item, of_return = (dict.fromkeys(EVIDENCE, count) for count in counts)
    items = tuple(item.evolve(evidence=of_item) for item in case.request.items)
    answers = Attributes({**case.request.answers, **dict.fromkeys(QUESTIONS, "told")})
    request = case.request.evolve(items=items, evidence=of_return, answers=answers)
    handed_in = replace(case, request=request)
    silent = _only(handed_in, lambda rule: _without(rule, ("ask",)))

    _assert_same_but(answer(handed_in), answer(silent), demands=True)


def law_demands_before_the_refund_wait_for_it(case: WholeCase, answer: Answering) -> None:
    """Broken by: a demand before the refund that leaves the verdict open."""

    def patient(rule: Rule) -> Rule | None:
        return rule.evolve(ask=rule.ask.evolve(before="refund")) if rule.ask else rule

    waiting, silent = _only(case, patient), _only(case, lambda rule: _without(rule, ("ask",)))

    _assert_same_but(answer(waiting), answer(silent), demands=True)


def law_terms_move_no_verdict(case: WholeCase, answer: Answering) -> None:
    """Broken by: a rule that charges and thereby allows."""
    terms = ("fee", "waive", "rate", "value", "bonus", "to", "shipping")
    free = answer(_only(case, lambda rule: _without(rule, terms)))
    before = answer(case)

    _assert_same_but(before, free, terms=True)
    assert before.approval == free.approval


def law_the_first_rule_decides_a_term(case: WholeCase, answer: Answering) -> None:
    """Broken by: the last rule wins a term; a waiver taken for silence."""
    floors, told = _floors(case), {"rate": "1 %", "bonus": {"flat": 1}, "to": "cash", "value": "price"}
    charged = {fee.name for rule in case.policy.rules for fee in rule.fee if not fee.is_of_return}
    top = Rule.model_validate({"id": "top", "waive": tuple(sorted(charged)), **told})
    for part in answer(case.under(_topped(case.policy, top))).parts:
        for offer in _own(floors, part):
            assert {rule for said in offer.terms.values() for _, rule in said} == {"top"}
            waived = {key.name for key, said in offer.terms.items() if said == {(None, "top")}}
            assert waived == charged


def law_items_without_limits_stand_in_any_order(case: WholeCase, answer: Answering) -> None:
    """Broken by: a set that is judged while it is passed; totals of the first item only; an item that has
    the events of the one above; a plain offer known by its rules and not by its event.
    """
    free = _only(case, lambda rule: _without(rule, ("limit",)))
    # A rule that may ask for some items and surely does for others: sets alone seldom come to that.
    rule = Rule.model_validate({"id": "set", "whole": "order", "when": "item.opened"})
    count = len(case.request.items)
    inspections = (*case.inspections, *[None] * (count - len(case.inspections)))
    for policy in (free.policy, _topped(free.policy, rule)):
        asked = case.under(policy)
        turned = replace(
            asked,
            request=case.request.evolve(items=case.request.items[::-1]),
            inspections=inspections[::-1],
        )
        before, after = answer(asked), answer(turned)

        back = tuple(replace(part, place=count - 1 - part.place) for part in after.parts[::-1])
        assert back == before.parts
        assert (after.terms, after.approval) == (before.terms, before.approval)


def law_a_person_approves_what_is_reviewed(case: WholeCase, answer: Answering) -> None:
    """Broken by: an approval that does not look at reviews; nothing accepted and yet approved."""
    approve = Rule.model_validate({"id": "approve", "approve": Approval.AUTOMATIC})
    review = Rule.model_validate({"id": "look", "review": {}})
    approved = answer(case.under(_topped(case.policy, approve)))
    looked_at = answer(case.under(_topped(case.policy, approve, review)))
    accepted = [part for part in approved.parts if part.may_be_accepted]
    by_hand = answer(case.under(_topped(case.policy, approve.evolve(approve=Approval.MANUAL))))

    assert by_hand.approval == "manual"
    assert looked_at.approval == "manual" or all(
        "review" not in offer.statuses for part in looked_at.parts for offer in part.offers
    )
    if approved.approval == "automatic":
        assert accepted
        assert all(part.verdict == "eligible" for part in accepted)
    if not accepted:
        assert not approved.terms
    sure = [offer for part in accepted for offer in part.offers]
    if accepted and all(offer.statuses == {"yes"} and not offer.assumed for offer in sure):
        assert approved.approval == "automatic"


def law_nothing_touches_a_floor(case: WholeCase, answer: Answering) -> None:
    """Broken by: a refusal that reaches a floor; a demand that reaches a floor; a limit that reaches a floor;
    a set that reaches a floor; a door that reaches a floor.
    """
    names, floors = _names(case.policy), _floors(case)
    rules: list[dict[str, Any]] = [  # Any: a rule as a document writes it
        {"refuse": {}},
        {"review": {}},
        {"ask": {"photo": "9..", "before": "decision"}},
        {"limit": {"units": 0, "counter": "swaps"}, "scope": names},
        {"whole": "order"},
        {"not_by": METHODS},
    ]
    before = [*_units(answer(case))]
    for fields in Random(case.seed).sample(rules, 2):
        rule = Rule.model_validate({"id": "above"} | fields)
        for was, now in zip(before, _units(answer(case.under(_topped(case.policy, rule)))), strict=True):
            count = floors[was.place]
            assert now.offers[:count] == was.offers[:count], rule.effects


# --- means ------------------------------------------------------------------------------------------------


def name_of(part: NaivePart) -> tuple[int, str, int]:
    return part.place, part.line_id, part.quantity


def _units(said: NaiveReturn) -> Iterator[NaivePart]:
    """Yield the part of each unit that is asked back."""
    for part in said.parts:
        yield from [part] * part.quantity


def _names(policy: Policy) -> tuple[str, ...]:
    return tuple(dict.fromkeys(offer.name for rule in policy.rules for offer in rule.offer))


def _floors(case: WholeCase) -> Mapping[int, int]:
    """Return by place how many offers are of floors: those that are there without the policy."""
    if not case.floors:
        return dict.fromkeys(range(len(case.request.items)), 0)
    alone = judged(replace(case, policy=case.floors[-1], floors=case.floors[:-1]))
    return {part.place: len(part.offers) for part in alone.parts}


def _own(floors: Mapping[int, int], part: NaivePart) -> Sequence[NaiveOffer]:
    return part.offers[floors[part.place] :]


def _stands(offer: NaiveOffer, name: str) -> bool:
    return offer.name == name and "no" not in offer.statuses


def _topped(policy: Policy, *rules: Rule) -> Policy:
    return policy.evolve(rules=(*rules, *policy.rules))


def _only(case: WholeCase, change: Callable[[Rule], Rule | None]) -> WholeCase:
    """Return *case* with each rule of its policy changed; None is a rule that goes."""
    rules = [changed for rule in case.policy.rules if (changed := change(rule)) is not None]
    return case.under(case.policy.evolve(rules=tuple(rules)))


def _without(rule: Rule, effects: Sequence[str]) -> Rule | None:
    """Return *rule* without *effects*, or None where nothing is left of it."""
    none: Mapping[str, Any] = {"fee": (), "waive": (), "by": (), "not_by": ()}  # Any: a value of the field
    if all(effect in effects for effect in rule.effects):
        return None
    return rule.evolve(**{effect: none.get(effect) for effect in effects})


def _assert_same_but(
    one: NaiveReturn, other: NaiveReturn, *, demands: bool = False, terms: bool = False
) -> None:
    """Assert that of each unit the same is said, but for its demands or its terms."""

    def bare(part: NaivePart) -> NaivePart:
        offers = tuple(replace(offer, terms={} if terms else offer.terms) for offer in part.offers)
        kept = frozenset[NaiveDemand]() if demands else part.demands
        # Rules that are gone cannot be told as still to come.
        return replace(part, quantity=0, offers=offers, demands=kept, subject_to=())

    assert list(map(bare, _units(one))) == list(map(bare, _units(other)))
