"""Meeting: which obligations a decision meets."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from returnkit.decision import Decision, ItemDecision, OfferDecision, Outcome, ReasonCode, Status, decide
from returnkit.decision.judge import Judge
from returnkit.decision.replay import Replay, replays
from returnkit.decision.replayed_whole import rules_of_return
from returnkit.decision.values import Verdict
from returnkit.decision.whole import Whole, whole_of
from returnkit.expr.schema import Unknown, is_unknown
from returnkit.ids import RuleId
from returnkit.policy import Condition, Policy, ReturnCondition, compile_policy, holding, moved, raised

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
    conditions_by_rule,
    obligations,
)
from .seen import Seen, Views, shown_by

_BLOCKING: Final = (ReasonCode.LIMIT, ReasonCode.SET, ReasonCode.METHOD)
_KEPT_RAISED: Final = "_raised"
_KEPT_HELD: Final = "_held"
_KEPT_OWED: Final = "_owed"
_PARTS: Final = {"when": "whole", "when_any": "of_any", "when_all": "of_all"}


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


class _Meeting:
    """One decision, asked again."""

    def __init__(self, decision: Decision) -> None:
        self.decision, self.policy = decision, decision.policy
        self.compiled = compile_policy(decision.policy)
        self.again = tuple(replays(decision, decision.items))
        self.numbers = self.compiled.numbers
        self.conditions = conditions_by_rule(self.compiled)
        self._truths: dict[tuple[int, int], bool | Unknown] = {}
        self._others: dict[tuple[int, bool], Decision] = {}

    def met(self, among: Collection[str] | None) -> Iterator[str]:
        for rule, several in owed(self.policy).items():
            number = self.numbers[rule]
            of_leaves: list[Obligation] = []
            for each in several:
                if among is not None and each.key not in among:
                    continue
                match each.wants:
                    case Does(aspect):
                        is_met = self._does(number, aspect)
                    case Precedes(lower):
                        is_met = self._precedes(number, self.numbers[lower])
                    case Ends() as ends:
                        is_met = self._ends(rule, ends)
                    case Decides() | Meets():
                        of_leaves.append(each)
                        continue
                if is_met:
                    yield each.key
            if of_leaves:
                yield from self._shown(number, of_leaves)

    def _does(self, number: int, aspect: Aspect) -> bool:
        rule = self.policy.rules[number]
        match aspect:
            case Aspect.SPEAKS:
                return rule.id in self._spoke
            case Aspect.BLOCKS:
                return any(_is_blocked(offer, rule.id) for each in self.again for offer in _own(each.item))
            case Aspect.PASSES:
                is_asked = self.decision.request.method is not None or not (rule.by or rule.not_by)
                return is_asked and any(_passes(each, number, rule.id) for each in self.again)
            case Aspect.LEAVES:
                return any(_leaves(each, number, rule.only) for each in self.again)

    @cached_property
    def _spoke(self) -> frozenset[RuleId]:
        rules = [rule for replay in self.again for rule in replay.rules]
        rules += [rule for rule in rules_of_return(self.decision, self.again) if rule.floor is None]
        return frozenset(rule.rule for rule in rules if rule.outcome is Outcome.SPOKE)

    def _ends(self, rule: RuleId, ends: Ends) -> bool:
        offers = [offer for item in self.decision.items for offer in _own(item) if offer.window_rule == rule]
        return any(_is_beside(offer, ends, self.decision.at, self.policy.zone) for offer in offers)

    def _precedes(self, upper: int, lower: int) -> bool:
        """Return whether both rules apply to an item that is decided otherwise when they change places.

        The lower one stands right below the upper one, then right above: what stands between them now is
        no part of it.
        """
        apply = [
            replay
            for place, replay in enumerate(self.again)
            if _spoke_in(replay, upper) and self._asked(upper, place) is True is self._asked(lower, place)
        ]
        if not apply:
            return False
        above = self._under(_raised(self.policy, lower, upper))
        below = self.decision if lower == upper + 1 else self._under(_raised(self.policy, lower, upper + 1))
        return any(_about(above, replay) != _about(below, replay) for replay in apply)

    def _asked(self, number: int, place: int) -> bool | Unknown:
        """Return the truth of a rule about items for what is at *place* among the items decided."""
        if (number, place) not in self._truths:
            condition = self.conditions[number]["when"]
            self._truths[number, place] = condition.ask(self.again[place].prepared.views)
        return self._truths[number, place]

    def _shown(self, number: int, several: Sequence[Obligation]) -> Iterator[str]:
        """Yield the keys of those of *several* that the rule *number* shows where it matters."""
        if number not in self._wholes:
            condition = self.conditions[number]["when"]
            for place, replay in enumerate(self.again):
                keys = shown_by(Seen("when", condition, replay.prepared.views), several)
                if keys and self._matters(number, place):
                    yield from keys
        elif self._whole is not None:
            rule = self._wholes[number]
            for key, part, views in _asked_of(self._whole, self.conditions[number]):
                keys = shown_by(Seen(key, part, views), several)
                if keys and _turns(self._whole, rule, key, views) and self._matters_to_return(number):
                    yield from keys

    def _matters(self, number: int, place: int) -> bool:
        """Return whether the item would be decided otherwise if the rule's truth were the opposite."""
        truth, replay = self._asked(number, place), self.again[place]
        if is_unknown(truth) or (truth and not _spoke_in(replay, number)):
            return False
        other = self._held(number, truth=not truth)
        if _about(other, replay) == _about(self.decision, replay):
            return False
        # What the rule says of another item may leave this one less, or more, of a limit.
        return truth or len(self.again) == 1 or _would_speak_in(other, replay, number)

    def _matters_to_return(self, number: int) -> bool:
        truth = None if self._whole is None else self._whole.ask(self._wholes[number])
        if truth is None or is_unknown(truth):
            return False
        return _of_return(self._held(number, truth=not truth)) != _of_return(self.decision)

    @cached_property
    def _wholes(self) -> dict[int, ReturnCondition]:
        """The rules about the whole return, by their places."""
        conditions = self.compiled.whole.conditions if self.compiled.whole else ()
        return {condition.whole.number: condition for condition in conditions}

    @cached_property
    def _whole(self) -> Whole | None:
        decision = self.decision
        judges = [Judge(self.compiled, each.prepared, decision.at) for each in self.again]
        given = (decision.order, decision.request, decision.history, decision.items)
        return whole_of(self.compiled, *given, judges)

    def _held(self, number: int, *, truth: bool) -> Decision:
        if (number, truth) not in self._others:
            self._others[number, truth] = self._under(_holding(self.policy, number, truth=truth))
        return self._others[number, truth]

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
    kept = _kept(policy, _KEPT_OWED)
    if not kept:
        for each in obligations(policy):
            kept.setdefault(each.rule, []).append(each)
    return kept


def _kept(policy: Policy, name: str) -> dict[Any, Any]:  # Any: whatever is kept
    """Return what is kept of *policy* under *name*: with its compiled form, which no copy of it shares."""
    found: dict[Any, Any] = vars(compile_policy(policy)).setdefault(name, {})
    return found


def _raised(policy: Policy, lower: int, upper: int) -> Policy:
    found: dict[tuple[int, int], Policy] = _kept(policy, _KEPT_RAISED)
    if (lower, upper) not in found:
        found[lower, upper] = raised(policy, lower, above=upper)
    return found[lower, upper]


def _holding(policy: Policy, number: int, *, truth: bool) -> Policy:
    held: dict[tuple[int, bool], Policy] = _kept(policy, _KEPT_HELD)
    if (number, truth) not in held:
        held[number, truth] = holding(policy, number, truth=truth)
    return held[number, truth]


def _asked_of(whole: Whole, parts: Mapping[str, Condition]) -> Iterator[tuple[str, Condition, Views]]:
    for key, part in parts.items():
        if part.node is not None:
            for views in (whole.views,) if key == "when" else [views for views, _ in whole.items]:
                yield key, part, views


def _turns(whole: Whole, rule: ReturnCondition, key: str, views: Views) -> bool:
    """Return whether *rule* would come out otherwise if this one part, asked of *views*, did."""
    # A whole asks its parts nothing else than how they come out.
    turned = cast("Condition", _Turned(getattr(rule, _PARTS[key]), views))
    other = replace(rule, **{_PARTS[key]: turned})
    now, then = whole.staged(rule), whole.staged(other)
    return not is_unknown(now) and not is_unknown(then) and now is not then


class _Turned:
    """A condition whose truth is the opposite for some views."""

    def __init__(self, condition: Condition, views: Views) -> None:
        self._condition, self._views = condition, views

    def staged(self, views: Views) -> bool | Unknown:
        truth = self._condition.staged(views)
        return truth if is_unknown(truth) or views is not self._views else not truth


def _about(decision: Decision, replay: Replay) -> object:
    """Return what *decision* says of the item, in all its parts."""
    return [item for item in decision.items if item.place == replay.item.place]


def _of_return(decision: Decision) -> object:
    return decision.terms, decision.approval, decision.approved_by


def _spoke_in(replay: Replay, number: int) -> bool:
    position = next(n for n, each in enumerate(replay.compiled.conditions) if each.number == number)
    return replay.rules[position].outcome is Outcome.SPOKE


def _would_speak_in(other: Decision, replay: Replay, number: int) -> bool:
    """Return whether the rule speaks of the item in *other*, where it is held to apply."""
    items = [item for item in other.items if item.place == replay.item.place]
    return any(_spoke_in(again, number) for again in replays(other, items))


def _own(item: ItemDecision) -> Iterator[OfferDecision]:
    """Yield the offers of the policy itself: those of its floors are no concern of its rules."""
    yield from (offer for offer in item.offers if offer.floor is None)


def _blocking(offer: OfferDecision) -> set[RuleId | None]:
    return {reason.rule for reason in offer.reasons if reason.code in _BLOCKING}


def _is_blocked(offer: OfferDecision, rule: RuleId) -> bool:
    """Return whether *offer* is surely closed, and by the limit, the set or the doors of *rule* alone."""
    return offer.statuses == (Status.NO,) and _blocking(offer) == {rule}


def _passes(replay: Replay, number: int, rule: RuleId) -> bool:
    """Return whether the rule speaks of an item and is in the way of nothing that it may have."""
    is_free = all(rule not in _blocking(offer) for offer in _own(replay.item))
    return is_free and replay.item.verdict is not Verdict.INELIGIBLE and _spoke_in(replay, number)


def _leaves(replay: Replay, number: int, only: Collection[str]) -> bool:
    """Return whether the rule speaks of an item of which one of the offers that it leaves surely stands."""
    standing = (offer.name for offer in replay.item.open_offers if offer.floor is None)
    return _spoke_in(replay, number) and any(name in only for name in standing)


def _is_beside(offer: OfferDecision, ends: Ends, at: datetime, zone: ZoneInfo) -> bool:
    """Return whether *offer* is asked for beside an end of its window, and the window is what counts."""
    side = ends.side
    stands = Status.NO not in offer.statuses
    is_shut = offer.statuses == (Status.NO,) and {each.code for each in offer.reasons} == {ReasonCode.WINDOW}
    is_on_time = side in (Side.FIRST, Side.LAST)
    edge = offer.opens if side in (Side.FIRST, Side.EARLY) else offer.accepted_until
    if edge is None or not (stands if is_on_time else is_shut):
        return False
    if side in (Side.FIRST, Side.LATE):
        return edge <= at < _beside(edge, ends.unit, 1, zone)
    return _beside(edge, ends.unit, -1, zone) <= at < edge


def _beside(edge: datetime, unit: timedelta, count: int, zone: ZoneInfo) -> datetime:
    """Return the instant *count* hours, or days of the calendar, after *edge*."""
    return moved(edge, count, zone) if unit == DAY else edge + count * unit
