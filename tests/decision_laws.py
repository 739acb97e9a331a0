"""The laws of decisions. Each raises AssertionError when it does not hold for a case.

Behind each law stands a bug that breaks it; `tests/planted/test_decision_planted.py` plants them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from random import Random
from typing import Any

from returnkit.decision import Answer, Decision, ItemDecision, OfferDecision, Status, Verdict
from returnkit.documents import Format
from returnkit.facts import Declaration
from returnkit.policy import Policy, Rule, Window, load_policy
from returnkit.policy import build as built
from tests import naive
from tests.cases import LEAST, Case, Fields, completed
from tests.seasons import a_move

# The packages give the functions of these names; bugs are planted in the modules.
deciding: Any = import_module("returnkit.decision.decide")
judging: Any = import_module("returnkit.decision.verdict")

_ORDER = (Status.NO, Status.REVIEW, Status.YES)


def decision_of(case: Case) -> Decision:
    decision: Decision = deciding.decide(
        case.policy,
        case.order,
        case.request,
        at=case.at,
        history=case.history,
        inspections=(case.inspection,),
    )
    return decision


def item_of(case: Case) -> ItemDecision:
    (item,) = decision_of(case).items
    return item


def offers_of(case: Case) -> dict[str, OfferDecision]:
    return {offer.name: offer for offer in item_of(case).offers}


def reasons_of(item: ItemDecision) -> tuple[tuple[str, str | None], ...]:
    told = ((item.reason,) if item.reason else ()) + item.refusals
    return tuple((reason.code.value, reason.rule) for reason in told)


def law_decide_is_naive(case: Case) -> None:
    """Broken by: a closing that is inclusive; the last rule wins; an allow that does not shelter."""
    said = naive.judge(
        case.policy, case.order, case.item, case.request, case.at, case.history, case.inspection
    )
    item = item_of(case)

    assert item.verdict == said.verdict
    assert [offer.name for offer in item.offers] == list(said.offers)
    for offer in item.offers:
        expected = said.offers[offer.name]
        assert frozenset(offer.statuses) == expected.statuses, offer.name
        assert offer.statuses == tuple(sorted(offer.statuses, key=_ORDER.index))
        assert (offer.closes, offer.closes_earliest) == (expected.closes, expected.earliest), offer.name
        assert offer.is_closing_certain is expected.certain
        assert {(reason.code, reason.rule) for reason in offer.reasons} == expected.reasons
        assert offer.opens == expected.opens, offer.name
        assert (offer.accepted_until, offer.assumed) == (expected.accepted, expected.assumed), offer.name
    assert reasons_of(item) == said.reasons
    assert item.missing == said.missing
    assert item.subject_to == said.subject_to


def law_verdict_is_decide(case: Case) -> None:
    """Broken by: codes that are swapped in the compiled form."""
    answer = judging.verdict(
        case.policy,
        case.order,
        case.item,
        case.request,
        at=case.at,
        history=case.history,
        inspection=case.inspection,
    )
    item = item_of(case)

    assert answer == Answer(item.verdict, item.reason)


def law_known_is_certain(case: Case) -> None:
    """Broken by: a search that goes on below a true rule."""
    known = completed(Random(case.seed), case, inspected=True)
    if known.order.lines[0].attributes.get("weight") == 0:
        return  # dividing by it fails, and what fails is not known
    if known.order.currency != known.policy.currency:
        known = known.under(known.policy.evolve(currency=known.order.currency))
    item = item_of(known)

    assert all(len(offer.statuses) == 1 for offer in item.offers)
    assert all(offer.is_closing_certain and offer.window_rule for offer in item.offers)
    assert item.verdict is not Verdict.NEEDS_INFO
    assert item.verdict is not Verdict.REVIEW or any(offer.reviewed_by for offer in item.offers)
    assert item.missing == item.subject_to == ()
    assert len(item.open_offers) > 0 or item.verdict is Verdict.INELIGIBLE


def law_more_facts_never_widen(case: Case) -> None:
    """Broken by: an unknown fact, or a clock that is missing, taken for an answer."""
    before, random = item_of(case), Random(case.seed)
    # Where a fallback stands in for an event, learning the event may move the closing either way.
    falls_back = any(part.fallbacks for rule in case.policy.rules for part in _parts(rule.within or Window()))
    for _ in range(3):
        after = item_of(completed(random, case, clocks=not falls_back))
        possible = {offer.name: offer for offer in before.offers}
        now = {offer.name: offer for offer in after.offers}
        for name, offer in possible.items():
            told = set(now[name].statuses) if name in now else {Status.NO}
            assert told <= set(offer.statuses), name
        for name, offer in now.items():
            assert name in possible
            was = possible[name]
            if was.is_closing_certain:
                assert (offer.closes, offer.is_closing_certain) == (was.closes, True)
            elif offer.closes is not None:
                assert was.closes_earliest is not None
                assert was.closes_earliest <= offer.closes
        if before.verdict in (Verdict.ELIGIBLE, Verdict.INELIGIBLE):
            assert after.verdict is before.verdict


def law_same_question_same_answer(case: Case) -> None:
    """Broken by: reasons in the order of a set."""
    again = case.under(case.policy.evolve())

    assert decision_of(case) == decision_of(case) == decision_of(again)
    assert repr(decision_of(case)) == repr(decision_of(case))


def law_a_no_is_final(case: Case) -> None:
    """Broken by: a window that opens again."""
    if case.at < case.order.placed_at:
        return  # not yet is no answer
    before, ladders = item_of(case), any(rule.after for rule in case.policy.rules)
    opening_later = {name for rule in case.policy.rules if rule.after for name in rule.binds}
    for later in (LEAST, timedelta(days=2), timedelta(days=20), timedelta(days=400)):
        after = item_of(replace(case, at=case.at + later))
        now = {offer.name: offer for offer in after.offers}
        for offer in before.offers:
            if offer.name in opening_later:
                continue
            if offer.statuses == (Status.NO,):
                assert now[offer.name].statuses == (Status.NO,)
            if Status.NO in offer.statuses:
                assert Status.NO in now[offer.name].statuses
        if before.verdict is Verdict.INELIGIBLE and not ladders:
            assert after.verdict is Verdict.INELIGIBLE


def law_moves_commute(case: Case) -> None:
    """Broken by: the first extension wins; an extension on top of another."""
    random, rules = Random(case.seed), case.policy.rules
    kept, moving = _moves_apart(rules)
    random.shuffle(moving)
    for rule in moving:
        kept.insert(random.randint(0, len(kept)), rule)

    _assert_same_offers(item_of(case), item_of(case.under(case.policy.evolve(rules=tuple(kept)))))


def law_the_latest_move_holds(case: Case) -> None:
    """Broken by: a maybe that is ignored; an extension that shortens."""
    kept, _ = _moves_apart(case.policy.rules)
    if any(rule.after for rule in kept):
        return  # what closes later opens others later
    move = a_move(Random(case.seed), case.order.placed_at)
    rule = Rule.model_validate({"id": "moving", "when": "item.mystery"} | move)
    facts = dict(case.policy.facts) | {"item.mystery": Declaration(type="boolean", ask="shopper")}
    policy = case.policy.evolve(facts=facts)
    never, maybe, surely = (
        offers_of(case.under(policy.evolve(rules=(*more, *policy.rules))))
        for more in ((), (rule,), (rule.evolve(when=None),))
    )
    for name, offer in maybe.items():
        before, after = never[name], surely[name]
        assert {*before.statuses, *after.statuses} == {*offer.statuses}, name
        assert offer.closes_earliest == before.closes_earliest, name
        if before.closes_earliest is not None and after.closes_earliest is not None:
            assert before.closes_earliest <= after.closes_earliest, name
        if offer.is_closing_certain:
            assert before.closes == offer.closes == after.closes, name
        assert min(map(_ORDER.index, before.statuses)) <= min(map(_ORDER.index, after.statuses)), name


def law_a_silent_rung_delays_nothing(case: Case) -> None:
    """Broken by: a rung that is refused, withheld or not made, and delays those below it."""
    rules = case.policy.rules
    for upper in dict.fromkeys(rule.after for rule in rules if rule.after):
        free = tuple(rule.evolve(after=None) if rule.after == upper else rule for rule in rules)
        for said in ({"scope": (upper,), "refuse": {}}, {"withhold": (upper,)}):
            silent = Rule.model_validate({"id": "silent"} | said)
            below, alone = (
                offers_of(case.under(case.policy.evolve(rules=(silent, *each)))) for each in (rules, free)
            )
            assert below == alone


def law_rungs_in_any_order(case: Case) -> None:
    """Broken by: a rung that opens only after those written above it."""
    rules, random = list(case.policy.rules), Random(case.seed)
    if not any(rule.after for rule in rules):
        return
    names = list(dict.fromkeys(offer.name for rule in rules for offer in rule.offer))
    things = {rule.id: _things(rule, names) for rule in rules}
    for place in random.choices(range(len(rules) - 1), k=4 * len(rules)):
        if things[rules[place].id].isdisjoint(things[rules[place + 1].id]):
            rules[place : place + 2] = reversed(rules[place : place + 2])

    _assert_same_offers(item_of(case), item_of(case.under(case.policy.evolve(rules=tuple(rules)))))


def _assert_same_offers(before: ItemDecision, after: ItemDecision) -> None:
    assert before.verdict is after.verdict
    assert set(reasons_of(before)) == set(reasons_of(after))
    assert (before.missing, set(before.subject_to)) == (after.missing, set(after.subject_to))
    told = {offer.name: offer for offer in after.offers}
    assert told.keys() == {offer.name for offer in before.offers}
    for offer in before.offers:
        assert offer == told[offer.name]


def _moves_apart(rules: Sequence[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Return the rules without moves, and the rules that do nothing but move windows."""
    moving = [rule for rule in rules if not _stands(rule) and not rule.within]
    return [rule for rule in rules if rule not in moving], moving


def _stands(rule: Rule) -> bool:
    return any((rule.offer, rule.refuse, rule.withhold, rule.only, rule.allow, rule.review))


def _parts(window: Window) -> tuple[Window, ...]:
    return window.parts or (window,)


def law_strangers_may_swap(case: Case) -> None:
    """Broken by: a true rule that silences what is about other things."""
    names = list(dict.fromkeys(offer.name for rule in case.policy.rules for offer in rule.offer))
    rules = list(case.policy.rules)
    for place in Random(case.seed).sample(range(len(rules) - 1), len(rules) - 1):
        if _things(rules[place], names).isdisjoint(_things(rules[place + 1], names)):
            break
    else:
        return
    rules[place : place + 2] = reversed(rules[place : place + 2])
    before, after = item_of(case), item_of(case.under(case.policy.evolve(rules=tuple(rules))))

    assert before.verdict is after.verdict
    assert sorted(before.offers, key=lambda offer: offer.name) == sorted(
        after.offers, key=lambda offer: offer.name
    )
    assert set(reasons_of(before)) == set(reasons_of(after))
    assert (before.missing, set(before.subject_to)) == (after.missing, set(after.subject_to))


def _things(rule: Rule, names: list[str]) -> set[tuple[str, str]]:
    things = {("exists", offer.name) for offer in rule.offer}
    for name in names:
        if naive.says(rule, name) or naive.marks(rule, name):
            things.add(("standing", name))
        if rule.within is not None and naive.binds(rule, name):
            things.add(("window", name))
    return things


def law_widening_never_closes(case: Case) -> None:
    """Broken by: windows that wrap around."""
    random = Random(case.seed)
    places = [place for place, rule in enumerate(case.policy.rules) if rule.within]
    place = random.choice(places)
    rules = list(case.policy.rules)
    window = rules[place].within
    if window is None or window.of is None:
        return
    if window.amount is None or window.unit is None or any(rule.after for rule in rules):
        return  # a wider window of an offer lets those after it open later
    more = random.choice((1, 13, 300))
    wide = window.evolve(**{window.unit: window.amount + (24 * more if window.hours else more)})
    rules[place] = rules[place].evolve(within=random.choice((wide, wide, Window())))
    narrow, wider = offers_of(case), offers_of(case.under(case.policy.evolve(rules=tuple(rules))))

    assert list(narrow) == list(wider)
    for name, offer in narrow.items():
        was, now = (list(map(_ORDER.index, statuses)) for statuses in (offer.statuses, wider[name].statuses))
        assert (min(now), max(now)) >= (min(was), max(was))
        assert min(now) >= min(was)
        assert max(now) >= max(was)


def law_notations_agree(case: Case) -> None:
    """Broken by: a notation that loses a key."""
    document = as_document(case.policy)
    expected = decision_of(case)
    for text, format in written(document):
        loaded = load_policy(text, name="policy", format=format)
        assert loaded == case.policy, format
        assert decision_of(case.under(loaded)) == expected, format
    in_python = as_built(case.policy)
    assert in_python == case.policy
    assert decision_of(case.under(in_python)) == expected


# --- a policy in every notation ----------------------------------------------------------------------


def as_document(policy: Policy) -> dict[str, Any]:  # Any: what documents hold
    """Return *policy* as a merchant writes it."""
    facts = {
        path: {"type": given.type if isinstance(given.type, str) else list(given.type)}
        | ({"default": given.default} if given.default is not None else {})
        | ({"ask": given.ask} if given.ask else {})
        | ({"nullable": True} if given.nullable else {})
        for path, given in policy.facts.items()
    }
    return {
        "returnkit": policy.returnkit,
        "policy": policy.id,
        "currency": policy.currency,
        "timezone": policy.timezone,
        "facts": facts,
        "define": dict(policy.define),
        "rules": [_rule_document(rule) for rule in policy.rules],
    }


def _rule_document(rule: Rule) -> Fields:
    fields: Fields = {"id": rule.id}
    if rule.placed:
        fields["placed"] = str(rule.placed)
    for key, given in (("when", rule.when), ("unless", rule.unless)):
        if given is not None:
            fields[key] = given == "true" or given
    if rule.internal:
        fields["internal"] = True
    for key, names in (("for", rule.scope), ("withhold", rule.withhold), ("only", rule.only)):
        if names:
            fields[key] = names[0] if len(names) == 1 else list(names)
    if rule.offer and all(offer.name == offer.gives for offer in rule.offer):
        fields["offer"] = [offer.name for offer in rule.offer]
    elif rule.offer:
        fields["offer"] = {offer.name: {"gives": offer.gives.value} for offer in rule.offer}
    if rule.after:
        fields["after"] = rule.after
    for key, said_of_time in (("within", rule.within), ("extend", rule.extend), ("defer", rule.defer)):
        if said_of_time:
            fields[key] = str(said_of_time)
    if rule.refuse:
        said = {"say": rule.refuse.say} if rule.refuse.say else {}
        fields["refuse"] = {"code": rule.refuse.code} | said
    if rule.allow:
        fields["allow"] = True
    if rule.review:
        fields["review"] = rule.review.say or True
    return fields


def written(document: dict[str, Any]) -> list[tuple[str, Format]]:
    """Return *document* in each notation."""
    return [(json.dumps(document), "json"), (as_yaml(document), "yaml"), (as_toml(document), "toml")]


def as_yaml(document: dict[str, Any]) -> str:
    lines: list[str] = []
    for key, given in document.items():
        if key == "rules":
            lines.append("rules:")
            for rule in given:
                pairs = [f"{name}: {json.dumps(value)}" for name, value in rule.items()]
                lines.append("- " + "\n  ".join(pairs))
        else:
            lines.append(f"{key}: {json.dumps(given)}")
    return "\n".join(lines) + "\n"


def as_toml(document: dict[str, Any]) -> str:
    def inline(given: Any) -> str:
        if isinstance(given, dict):
            return (
                "{" + ", ".join(f"{json.dumps(key)} = {inline(value)}" for key, value in given.items()) + "}"
            )
        if isinstance(given, list):
            return "[" + ", ".join(map(inline, given)) + "]"
        return json.dumps(given)

    lines = [f"{key} = {inline(given)}" for key, given in document.items() if key != "rules"]
    for rule in document["rules"]:
        lines += ["[[rules]]", *(f"{key} = {inline(given)}" for key, given in rule.items())]
    return "\n".join(lines) + "\n"


def as_built(policy: Policy) -> Policy:
    """Return *policy* made by the functions of `returnkit.policy.build`."""
    return Policy(
        id=policy.id,
        currency=policy.currency,
        timezone=policy.timezone,
        facts=dict(policy.facts),
        define=dict(policy.define),
        rules=tuple(map(_built, policy.rules)),
    )


def _built(rule: Rule) -> Rule:
    parts: list[Any] = []  # Any: conditions and effects
    if rule.when is not None:
        parts.append(built.when(rule.when))
    if rule.unless is not None:
        parts.append({"unless": rule.unless})
    if rule.offer:
        parts.append(built.offer(**{offer.name: offer.gives for offer in rule.offer}))
    if rule.within:
        parts.append(built.within(str(rule.within)))
    moves = {key: getattr(rule, key) for key in ("placed", "after", "extend", "defer")}
    parts.append({key: str(given) for key, given in moves.items() if given})
    if rule.refuse:
        parts.append(built.refuse(rule.refuse.say, code=rule.refuse.code))
    if rule.review:
        parts.append(built.review(rule.review.say))
    if rule.allow:
        parts.append(built.allow())
    for make, names in (
        (built.withhold, rule.withhold),
        (built.only, rule.only),
        (built.scope, rule.scope),
    ):
        if names:
            parts.append(make(*names))
    return built.rule(rule.id, *parts, internal=rule.internal)
