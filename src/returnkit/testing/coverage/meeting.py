"""Meeting: which obligations a decision meets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from returnkit.decision import (
    Decision,
    ItemDecision,
    OfferDecision,
    Outcome,
    Reason,
    ReasonCode,
    Status,
    decide,
)
from returnkit.decision.judge import Judge
from returnkit.decision.replay import replays
from returnkit.decision.replayed_whole import rules_of_return
from returnkit.decision.values import Verdict
from returnkit.decision.whole import Whole, whole_of
from returnkit.expr.backends.kleene import Truth
from returnkit.expr.backends.python import LOWERINGS
from returnkit.expr.ir import Node, children
from returnkit.expr.schema import is_unknown
from returnkit.ids import RuleId
from returnkit.policy import Condition, Policy, compile_policy, holding, raised

from .obligations import (
    DAY,
    Aspect,
    Decides,
    Does,
    Ends,
    Meets,
    Obligation,
    Precedes,
    Side,
    Wants,
    conditions_by_rule,
    obligations,
    unit_of,
)

_BLOCKING: Final = (ReasonCode.LIMIT, ReasonCode.SET, ReasonCode.METHOD)
_KEPT_RAISED: Final = "_raised"
_KEPT_HELD: Final = "_held"
_KEPT_OWED: Final = "_owed"  # beside the fields of a policy, as its compiled form is

Path = tuple[int, ...]
Views = Sequence[Any]  # Any: a view has the attributes that the policy names


def met_by(decision: Decision, *, among: Collection[str] | None = None) -> frozenset[str]:
    """Return the keys of the obligations of its policy that *decision* meets.

    A rule matters to an item where the decision about it would be another if the rule's condition were the
    opposite of what it is.

    Args:
        decision: As `decide` or `situations.decided` made it.
        among: The keys that are of interest; None is all. The fewer, the quicker.

    Raises:
        ReplayError: The policy does not decide so on these facts.
    """
    return frozenset(_Meeting(decision).met(among))


class Seen:
    """A part of a rule, asked of facts where the rule matters.

    Attributes:
        part: The key of the rule that it is.
        condition: What was asked.
        views: The facts.
    """

    def __init__(self, part: str, condition: Condition, views: Views) -> None:
        self.part, self.condition, self.views = part, condition, views
        self._truths: dict[Path, Truth] = {}
        if condition.node is not None:
            _gather(condition.node, (), iter(condition.outcomes(views)), self._truths)

    def meets(self, wants: Wants) -> bool:
        """Return whether this shows what an obligation *wants* of a leaf."""
        if not isinstance(wants, Decides | Meets) or wants.part != self.part or not self._decides(wants.path):
            return False
        truth = self._truths[wants.path]
        if isinstance(wants, Decides):
            return truth is wants.truth
        value = self._value_of(wants.fact)
        if isinstance(wants.value, datetime):
            return isinstance(value, datetime) and wants.value <= value < wants.value + DAY
        return bool(value == wants.value) and (truth is True or not isinstance(wants.value, str))

    def _decides(self, path: Path) -> bool:
        """Return whether the truth of the whole would be another if the leaf's alone were."""
        node, truths = self.condition.node, self._truths
        leaf = truths.get(path)
        if node is None or leaf is None or is_unknown(leaf):
            return False
        now, then = _value(node, (), truths), _value(node, (), {**truths, path: not leaf})
        return not is_unknown(now) and not is_unknown(then) and now is not then

    def _value_of(self, fact: str) -> Any:  # Any: a value of the fact
        root = next(root for root, field in self.condition.fields if field.path == fact)
        return getattr(self.views[root], fact.partition(".")[2])


class _Meeting:
    """One decision, asked again."""

    def __init__(self, decision: Decision) -> None:
        self.decision, self.policy = decision, decision.policy
        self.compiled = compile_policy(decision.policy)
        self.again = tuple(replays(decision, decision.items))
        self.owed = owed(decision.policy)
        self.numbers = self.compiled.numbers
        self.conditions = conditions_by_rule(self.compiled)

    def met(self, among: Collection[str] | None) -> Iterator[str]:
        spoke = self._spoke()
        for rule, owed_by in self.owed.items():
            number = self.numbers[rule]
            matters: list[Seen] | None = None
            for each in owed_by:
                if among is not None and each.key not in among:
                    continue
                match each.wants:
                    case Does(aspect):
                        if self._does(rule, aspect, spoke):
                            yield each.key
                    case Precedes(lower):
                        if self._precedes(number, self.numbers[lower]):
                            yield each.key
                    case Ends(side):
                        if self._ends(number, side):
                            yield each.key
                    case _:
                        if matters is None:
                            matters = list(self._mattering(number))
                        if any(seen.meets(each.wants) for seen in matters):
                            yield each.key

    def _spoke(self) -> set[str]:
        rules = [rule for replay in self.again for rule in replay.rules]
        rules += [rule for rule in rules_of_return(self.decision, self.again) if rule.floor is None]
        return {rule.rule for rule in rules if rule.outcome is Outcome.SPOKE}

    def _does(self, rule: str, aspect: Aspect, spoke: set[str]) -> bool:
        if aspect is Aspect.SPEAKS:
            return rule in spoke
        reasons = [reason for item in self.decision.items for reason in _reasons(item)]
        blocks = any(each.rule == rule and each.code in _BLOCKING for each in reasons)
        passes = rule in spoke and any(
            item.verdict is not Verdict.INELIGIBLE
            and all(each.rule != rule or each.code not in _BLOCKING for each in _reasons(item))
            for item in self.decision.items
        )
        return blocks if aspect is Aspect.BLOCKS else passes

    def _ends(self, number: int, side: Side) -> bool:
        rule, at = self.policy.rules[number], self.decision.at
        if rule.within is None:
            return False
        unit = unit_of(rule.within)
        return any(
            _is_beside(offer, rule.id, side, at, unit)
            for item in self.decision.items
            for offer in item.offers
            if offer.floor is None
        )

    def _precedes(self, upper: int, lower: int) -> bool:
        """Return whether both rules apply to an item that would be decided otherwise with *lower* above."""
        both = [self.conditions[number][0][1] for number in (upper, lower)]
        apply = [
            replay
            for replay in self.again
            if all(each.node is None or each.ask(replay.prepared.views) is True for each in both)
        ]
        return bool(apply) and _items(self._under(_raised(self.policy, lower, upper))) != _items(
            self.decision
        )

    def _mattering(self, number: int) -> Iterator[Seen]:
        """Yield what was asked of which facts, wherever the rule *number* matters."""
        (key, first), *_ = self.conditions[number]
        if len(self.conditions[number]) == 1 and first.node is not None and self._is_of_items(number):
            flipped: dict[object, Decision] = {}
            for replay in self.again:
                views = replay.prepared.views
                truth = first.ask(views)
                if is_unknown(truth):
                    continue  # it cannot be the opposite
                if truth not in flipped:
                    flipped[truth] = self._held(number, truth=not truth)
                if _about(self.decision, replay.item.place) != _about(flipped[truth], replay.item.place):
                    yield Seen(key, first, views)
            return
        yield from self._mattering_to_return(number)

    def _mattering_to_return(self, number: int) -> Iterator[Seen]:
        compiled, decision = self.compiled, self.decision
        judges = [Judge(compiled, each.prepared, decision.at) for each in self.again]
        whole = whole_of(compiled, decision.order, decision.request, decision.history, decision.items, judges)
        if whole is None or compiled.whole is None:
            return
        condition = next(each for each in compiled.whole.conditions if each.whole.number == number)
        truth = whole.ask(condition)
        if is_unknown(truth):
            return
        other = self._held(number, truth=not truth)
        if _of_return(other) == _of_return(decision):
            return
        for key, part, views in _asked_of(whole, self.conditions[number]):
            if _flips(whole, self.conditions[number], key, views):
                yield Seen(key, part, views)

    def _is_of_items(self, number: int) -> bool:
        return any(condition.number == number for condition in self.compiled.conditions)

    def _held(self, number: int, *, truth: bool) -> Decision:
        return self._under(_holding(self.policy, number, truth=truth))

    def _under(self, policy: Policy) -> Decision:
        decision = self.decision
        return decide(
            policy,
            decision.order,
            decision.request,
            at=decision.at,
            history=decision.history,
            inspections=decision.inspections,
        )


def owed(policy: Policy) -> dict[RuleId, list[Obligation]]:
    """Return the obligations of *policy* by rule; computed once for each policy object."""
    known: dict[RuleId, list[Obligation]] | None = vars(policy).get(_KEPT_OWED)
    if known is None:
        known = {}
        for each in obligations(policy):
            known.setdefault(each.rule, []).append(each)
        vars(policy)[_KEPT_OWED] = known
    return known


def _raised(policy: Policy, lower: int, upper: int) -> Policy:
    found: dict[tuple[int, int], Policy] = vars(policy).setdefault(_KEPT_RAISED, {})
    if (lower, upper) not in found:
        found[lower, upper] = raised(policy, lower, above=upper)
    return found[lower, upper]


def _items(decision: Decision) -> object:
    return decision.items, _of_return(decision)


def _holding(policy: Policy, number: int, *, truth: bool) -> Policy:
    held: dict[tuple[int, bool], Policy] = vars(policy).setdefault(_KEPT_HELD, {})
    if (number, truth) not in held:
        held[number, truth] = holding(policy, number, truth=truth)
    return held[number, truth]


def _gather(node: Node, path: Path, outcomes: Iterator[Truth | None], truths: dict[Path, Truth]) -> None:
    if LOWERINGS[type(node)].joins is None:
        outcome = next(outcomes)
        assert outcome is not None  # noqa: S101  # the three-valued twin asks every leaf; narrows the type
        truths[path] = outcome
        return
    for number, child in enumerate(children(node)):
        _gather(child, (*path, number), outcomes, truths)


def _value(node: Node, path: Path, truths: Mapping[Path, Truth]) -> Truth:
    joins = LOWERINGS[type(node)].joins
    if joins is None:
        return truths[path]
    return joins(*(_value(child, (*path, number), truths) for number, child in enumerate(children(node))))


def _asked_of(whole: Whole, parts: Sequence[tuple[str, Condition]]) -> Iterator[tuple[str, Condition, Views]]:
    for key, part in parts:
        if part.node is not None:
            for views in (whole.views,) if key == "when" else [views for views, _ in whole.items]:
                yield key, part, views


def _flips(whole: Whole, parts: Sequence[tuple[str, Condition]], key: str, views: Views) -> bool:
    """Return whether the rule's truth would be another if this one part were, asked of *views*."""

    def joined(*, other: bool) -> Truth:
        of_part: dict[str, list[Truth]] = {}
        for name, part, seen in _asked_of(whole, parts):
            truth = part.ask(seen)
            if other and name == key and seen is views and not is_unknown(truth):
                truth = not truth
            of_part.setdefault(name, []).append(truth)
        if any(is_unknown(truth) for truths in of_part.values() for truth in truths):
            return next(t for truths in of_part.values() for t in truths if is_unknown(t))
        return all((any if name == "when_any" else all)(truths) for name, truths in of_part.items())

    now, then = joined(other=False), joined(other=True)
    return not is_unknown(now) and not is_unknown(then) and now is not then


def _about(decision: Decision, place: int) -> object:
    return [item for item in decision.items if item.place == place], _of_return(decision)


def _of_return(decision: Decision) -> object:
    return decision.terms, decision.approval, decision.approved_by


def _reasons(item: ItemDecision) -> tuple[Reason, ...]:
    of_offers = tuple(reason for offer in item.offers for reason in offer.reasons)
    return ((item.reason, *item.refusals) if item.reason else ()) + of_offers


def _is_beside(offer: OfferDecision, rule: str, side: Side, at: datetime, unit: timedelta) -> bool:
    """Return whether *offer* is asked for beside an end of its window, and the window is what counts."""
    if offer.window_rule != rule:
        return False
    stands = Status.NO not in offer.statuses
    is_shut = any(each.code is ReasonCode.WINDOW for each in offer.reasons) and offer.statuses == (Status.NO,)
    opens, ends = offer.opens, offer.accepted_until
    match side:
        case Side.FIRST:
            return stands and opens is not None and opens <= at < opens + unit
        case Side.EARLY:
            return is_shut and opens is not None and opens - unit <= at < opens
        case Side.LAST:
            return stands and ends is not None and ends - unit <= at < ends
        case Side.LATE:
            return is_shut and ends is not None and ends <= at < ends + unit
