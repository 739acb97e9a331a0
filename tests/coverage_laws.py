"""Laws of coverage: what a decision meets is what a plain reading of the policy's documents says it does.

The bugs named below are planted in `tests/planted/test_coverage_planted.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any, Final
from zoneinfo import ZoneInfo

from returnkit.decision import Decision, ItemDecision, Status, Verdict
from returnkit.expr.ir import Literal as Constant
from returnkit.expr.ir import Node, children, with_children
from returnkit.expr.schema import Unknown, is_unknown
from returnkit.policy import compile_policy
from returnkit.testing.coverage import Obligation, obligations
from returnkit.testing.coverage.obligations import (
    Aspect,
    Decides,
    Does,
    Ends,
    Meets,
    Precedes,
    Side,
    conditions_by_rule,
)
from tests.coverage_cases import (
    ASKS,
    DELIVERED,
    ZONE,
    Asked,
    Facts,
    Small,
    asked,
    every_order,
    is_of_return,
    small,
)
from tests.naive_conditions import NOW, Truth, all_of, any_of, truth

meeting: Any = import_module("returnkit.testing.coverage.meeting")
feasible: Any = import_module("returnkit.testing.coverage.feasible")
suites: Any = import_module("returnkit.testing.generating.suites")
"""The modules in which bugs are planted: asked through them, so that these show. Any: modules."""

ORDERS: Final = 3
"""How many orders are asked under each policy."""


def law_a_decision_meets_what_a_plain_reader_sees(seed: int, seen: Counter[str]) -> None:
    """A leaf decides: forced alone to the opposite it turns the condition; a rule matters: so turned, the
    answer is another.

    Broken by: leaves counted that do not decide; what is not known counted as false; mattering not asked,
    of items or of the return; other items compared; neighbours of a value counted as the value; parts
    counted that do not turn the rule; what is left counted though nothing stands; a window a day longer;
    orders met where only one rule applies, or by what stands between; rules counted that another silences.
    """
    for number in range(ORDERS):
        case = asked(seed, number)
        found, shown = meeting.met_by(case.decision), set[str]()
        for each in obligations(case.small.policy):
            if isinstance(each.wants, Does):
                _asserts_speaking(case, each, is_met=each.key in found)
                continue
            expected = is_shown(case, each)
            assert (each.key in found) is expected, (seed, number, each.key)
            shown.add(f"{each.kind}" if expected else f"no {each.kind}")
        seen.update(shown)


def law_asking_for_some_is_all_but_for_the_others(seed: int) -> None:
    """Broken by: what is of interest is not looked at."""
    case = asked(seed, 0)
    every = meeting.met_by(case.decision)
    keys = [each.key for each in obligations(case.small.policy)]
    for among in (keys[::2], keys[1::3], keys[:1], keys[-3:], []):
        assert meeting.met_by(case.decision, among=among) == every & {*among}, (seed, among)


def law_what_is_infeasible_is_never_met(seed: int) -> int:
    """Return how many are proved; no assignment of the facts meets one.

    Broken by: a part of an `or` taken for one of an `and`; what stands beside a leaf taken for false; one
    value of several taken for all; rules below, or that only may apply, taken to decide first; one thing that
    is decided above taken for all.
    """
    of = small(seed)
    proved = feasible.infeasible(of.policy)
    if proved:
        for case in every_order(of):
            assert not meeting.met_by(case.decision, among=proved), (seed, case.decision.request)
    return len(proved)


def law_generated_cases_show_what_they_claim(seed: int) -> int:
    """Return how many cases are generated; with what is missing they are what is owed.

    Broken by: a case left out that is needed; cases that were not decided; what was shown by chance called
    missing.
    """
    policy = small(seed).policy
    suite = suites.generate(policy)
    owed = {each.key for each in obligations(policy)} - feasible.infeasible(policy).keys()
    named: dict[str, set[str]] = {}
    for each in obligations(policy):
        named.setdefault(f"{each.rule}: {each.text}", set()).add(each.key)

    assert all(meeting.met_by(case.decision) == case.shows for case in suite.cases), seed
    assert all(named[case.name] & case.shows for case in suite.cases), seed
    missing, met = {each.key for each in suite.missing}, {*()}.union(*(case.shows for case in suite.cases))
    assert missing.isdisjoint(met), seed
    assert missing | (met & owed) == owed, seed
    return len(suite.cases)


# --- a plain reading ---------------------------------------------------------------------------------


def is_shown(case: Asked, each: Obligation) -> bool:
    number = case.small.numbers[each.rule]
    match each.wants:
        case Decides() | Meets() as wants if is_of_return(case.small.rules[number]):
            return any(_shows(facts, wants) and turns for facts, turns in _of_return(case, number, wants))
        case Decides() | Meets() as wants:
            places = range(len(case.request.items))
            return any(_shows_in_item(case, place, number, wants) for place in places)
        case Ends(side, _):
            return any(_is_beside(case, item, number, side) for item in case.decision.items)
        case Precedes(lower):
            return _is_in_order(case, number, case.small.numbers[lower])
    raise AssertionError(each)


def tree_of(of: Small, number: int, part: str = "when") -> Node | None:
    condition = conditions_by_rule(compile_policy(of.policy))[number].get(part)
    return condition.node if condition else None


def forced(node: Node, path: tuple[int, ...], value: Constant) -> Node:
    """Return *node* with the leaf at *path* replaced by *value*."""
    if not path:
        return value
    below = [*children(node)]
    below[path[0]] = forced(below[path[0]], path[1:], value)
    return with_children(node, tuple(below))


def asks(node: Node | None, facts: Facts) -> Truth:
    return True if node is None else truth(node, facts.__getitem__, ASKS)


def _shows(facts: Facts, wants: Decides | Meets) -> bool:
    """Return whether the leaf is as it is wanted."""
    told = asks(wants.leaf, facts)
    if isinstance(wants, Decides):
        return told is wants.truth
    value = facts[wants.fact]
    if is_unknown(value) or not isinstance(told, bool):
        return False
    if isinstance(wants.value, datetime):
        return bool(timedelta(0) <= value - wants.value < timedelta(days=1))
    return bool(value == wants.value)


def _turned(node: Node, wants: Decides | Meets, facts: Facts) -> Truth:
    """Return what the condition is with the leaf forced to the opposite; `NOW` where it has none."""
    told = asks(wants.leaf, facts)
    return asks(forced(node, wants.path, Constant(not told)), facts) if isinstance(told, bool) else NOW


def _shows_in_item(case: Asked, place: int, number: int, wants: Decides | Meets) -> bool:
    facts, node = case.facts(place), tree_of(case.small, number)
    assert node is not None
    now, then = asks(node, facts), _turned(node, wants, facts)
    if not isinstance(now, bool) or not isinstance(then, bool) or now is then or not _shows(facts, wants):
        return False
    return _said(case, case.small.holding(number, truth=not now), place) != _said(case, case.small, place)


def _said(case: Asked, of: Small, place: int) -> list[ItemDecision]:
    decision = case.decision if of is case.small else case.under(of)
    return [item for item in decision.items if item.place == place]


def _is_beside(case: Asked, item: ItemDecision, number: int, side: Side) -> bool:
    """Return whether it is the last day that the rule gives, or the first after it, by the calendar."""
    days = int(str(case.small.rules[number]["within"]).split()[0])
    there = ZoneInfo(ZONE)
    last: date = DELIVERED.astimezone(there).date() + timedelta(days=days)
    today = case.at.astimezone(there).date()
    for offer in item.offers:
        if offer.window_rule != case.small.rules[number]["id"]:
            continue
        codes = {reason.code.value for reason in offer.reasons}
        if side is Side.LAST and today == last and Status.NO not in offer.statuses:
            return True
        if side is Side.LATE and today == last + timedelta(days=1) and codes == {"window"}:
            return offer.statuses == (Status.NO,)
    return False


def _is_in_order(case: Asked, upper: int, lower: int) -> bool:
    """Return whether an item that the upper rule decides is answered otherwise with the lower one above it.

    The lower one stands right above the upper one, rather than right below it, and both apply.
    """
    above, below = case.small.moved(lower, upper), case.small.moved(lower, upper + 1)
    return any(
        all(asks(tree_of(case.small, number), case.facts(place)) is True for number in (upper, lower))
        and _marks_if_it_reviews(case, upper, place)
        and _said(case, above, place) != _said(case, below, place)
        for place in range(len(case.request.items))
    )


def _marks_if_it_reviews(case: Asked, number: int, place: int) -> bool:
    """Return whether a rule that only reviews marks an offer; of other rules it is always so.

    A review decides nothing where a rule below it refuses, whatever stands between it and that rule.
    """
    if "review" not in case.small.rules[number]:
        return True
    items = [item for item in case.decision.items if item.place == place]
    id = case.small.policy.rules[number].id
    return any(id in offer.reviewed_by for item in items for offer in item.offers)


def _asserts_speaking(case: Asked, each: Obligation, *, is_met: bool) -> None:
    """Assert that a rule that is said to decide applies, and that one without which all is other decides.

    Likewise of what a rule leaves: of the places where one of the offers that it leaves stands.
    """
    number = case.small.numbers[each.rule]
    never = case.small.holding(number, truth=False)
    if is_of_return(case.small.rules[number]):
        applies = _whole(case, number) is True
        matters = applies and whole_said(case.under(never)) != whole_said(case.decision)
    else:
        tree = tree_of(case.small, number)
        places = [n for n in range(len(case.request.items)) if asks(tree, case.facts(n)) is True]
        if each.wants == Does(Aspect.LEAVES):
            places = [place for place in places if _stands(case, place, case.small.policy.rules[number].only)]
        applies = bool(places)
        matters = any(_said(case, never, place) != _said(case, case.small, place) for place in places)
    assert applies or not is_met, each.key
    assert is_met or not matters, each.key


def _stands(case: Asked, place: int, offers: Collection[str]) -> bool:
    items = [item for item in case.decision.items if item.place == place]
    return any(
        offer.name in offers and Status.NO not in offer.statuses for item in items for offer in item.offers
    )


# --- a plain reading of the whole return -------------------------------------------------------------


def whole_said(decision: Decision) -> object:
    return decision.terms, decision.approval, decision.approved_by


def _accepted(case: Asked) -> list[tuple[Facts, bool]]:
    """Return the facts of what may be accepted, and whether it surely is."""
    items = [item for item in case.decision.items if item.verdict is not Verdict.INELIGIBLE]
    return [
        (case.facts(item.place), not all(Status.NO in offer.statuses for offer in item.offers))
        for item in items
    ]


def _return_facts(case: Asked) -> Facts:
    accepted = [item for item in case.decision.items if item.verdict is not Verdict.INELIGIBLE]
    is_certain = all(is_sure for _, is_sure in _accepted(case))
    quantity = sum(item.item.quantity for item in accepted)
    facts = case.facts(0)
    return facts | {"accepted.quantity": quantity if is_certain else Unknown()}


def _whole(case: Asked, number: int, force: tuple[str, int, Node] | None = None) -> Truth:
    """Return the truth of a rule about the return; with a part, asked of one item, forced to a condition."""
    accepted = _accepted(case)
    if not accepted:
        return NOW

    def part(key: str, place: int, facts: Facts) -> Truth:
        node = force[2] if force and force[:2] == (key, place) else tree_of(case.small, number, key)
        return asks(node, facts)

    found = [part("when", 0, _return_facts(case))]
    if tree_of(case.small, number, "when_any"):
        some = [(part("when_any", n, facts), is_sure) for n, (facts, is_sure) in enumerate(accepted)]
        found.append(any_of(told if is_sure or told is False else NOW for told, is_sure in some))
    if tree_of(case.small, number, "when_all"):
        every = [(part("when_all", n, facts), is_sure) for n, (facts, is_sure) in enumerate(accepted)]
        found.append(all_of(told if is_sure or told is True else NOW for told, is_sure in every))
    return all_of(found)


def _of_return(case: Asked, number: int, wants: Decides | Meets) -> Iterator[tuple[Facts, bool]]:
    """Yield what the part of the leaf is asked of, and whether the leaf alone turns the answer about it."""
    node = tree_of(case.small, number, wants.part)
    assert node is not None
    now = _whole(case, number)
    if not isinstance(now, bool):
        return
    other = case.under(case.small.holding(number, truth=not now))
    matters = whole_said(other) != whole_said(case.decision)
    of_return = [(_return_facts(case), True)]
    for place, (facts, _) in enumerate(of_return if wants.part == "when" else _accepted(case)):
        told = asks(wants.leaf, facts)
        if isinstance(told, bool):
            turned = forced(node, wants.path, Constant(not told))
            then = _whole(case, number, (wants.part, place, turned))
            yield facts, matters and isinstance(then, bool) and then is not now
