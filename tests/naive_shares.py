"""Limits, sets and doors, read plainly: step 5 of the semantics, over a whole request.

A share is some units of a requested item that stand alike. What is not known is tried out: how many units
of a counter were used before, whether an offer stands, which limit holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby, product
from typing import Final

from returnkit.facts import LineItem, Order, ReturnHistory, ReturnRequest
from returnkit.policy import Counted, Policy, Whole
from tests.naive import Causes, NaiveOffer, Reading
from tests.naive_things import Says, doors, limits, wholes

NOTHING: Final[Causes] = frozenset()
Reason = tuple[str, str | None]


@dataclass(frozen=True)
class Stand:
    """One offer of some units as it stands so far.

    `ends` is what it hangs on whether it is no, `turns` what its status hangs on.
    """

    offer: NaiveOffer
    is_floor: bool
    ends: Causes
    turns: Causes

    @property
    def refusals(self) -> set[bool]:
        """Whether it is no, as far as is known."""
        return {status == "no" for status in self.offer.statuses}

    def ended(self, is_no: set[bool], reasons: Iterable[Reason], causes: Causes) -> Stand:
        """Return it after a step that makes it no, or may do so. What is no already stays as it is."""
        if self.is_floor or True not in is_no or False not in self.refusals:
            return self
        if False not in is_no:  # what only may have made it no is no reason any more
            offer = replace(self.offer, statuses=frozenset({"no"}), reasons=frozenset(reasons))
            return replace(self, offer=offer, ends=NOTHING, turns=NOTHING)
        more = self.offer.reasons | frozenset(reasons)
        offer = replace(self.offer, statuses=self.offer.statuses | {"no"}, reasons=more)
        return replace(self, offer=offer, ends=self.ends | causes, turns=self.turns | causes)

    def together(self, other: Stand) -> Stand:
        """Return it for more units, of which the same is said."""
        return replace(self, ends=self.ends | other.ends, turns=self.turns | other.turns)


@dataclass(frozen=True)
class Share:
    """Some consecutive units of the requested item at a place, all of which stand alike."""

    place: int
    quantity: int
    stands: tuple[Stand, ...]

    @property
    def own(self) -> list[Stand]:
        """The offers of the policy itself."""
        return [stand for stand in self.stands if not stand.is_floor]


def joined(shares: Iterable[Share]) -> list[Share]:
    """Return *shares* with neighbours of one item that stand alike as one, which hangs on what each does."""
    found = []
    for _, group in groupby(shares, key=lambda share: (share.place, [stand.offer for stand in share.stands])):
        first, *others = group
        for share in others:
            stands = tuple(map(Stand.together, first.stands, share.stands))
            first = Share(first.place, first.quantity + share.quantity, stands)
        found.append(first)
    return found


# --- limits ----------------------------------------------------------------------------------------


def limited(
    policy: Policy, shares: Sequence[Share], readings: Sequence[Reading], history: ReturnHistory | None
) -> list[Share]:
    """Return *shares* after the limits of *policy*, counter by counter, divided where they divide them."""
    found = [*shares]
    for counter in dict.fromkeys(rule.limit.counter for rule in policy.rules if rule.limit):
        pass_ = _Pass.begun(policy, counter, history)
        found = joined(part for share in found for part in pass_.over(share, readings[share.place]))
    return found


@dataclass
class _Pass:
    """One pass of one counter: what is used so far, at least and at most, and why that is not one."""

    policy: Policy
    counter: str
    least: int
    most: int
    causes: Causes = NOTHING

    @classmethod
    def begun(cls, policy: Policy, counter: str, history: ReturnHistory | None) -> _Pass:
        """Return the pass before the first item: what was used in the past, and any number where unknown."""
        limits_ = [rule.limit for rule in policy.rules if rule.limit and rule.limit.counter == counter]
        is_household = limits_[0].of is Counted.HOUSEHOLD
        if history is None:
            # More than all limits allow is as good as all that they allow.
            path = f"history.{'household_' if is_household else ''}{counter}"
            most = max(limit.units for limit in limits_)
            return cls(policy, counter, 0, most, frozenset({(path, None)}))
        used = (history.household_counters if is_household else history.counters).get(counter, 0)
        return cls(policy, counter, used, used)

    def over(self, share: Share, reading: Reading) -> list[Share]:
        """Return *share*, divided, and take its units."""
        says = {
            stand.offer.name: limits(self.policy, stand.offer.name).get(self.counter, {})
            for stand in share.own
        }
        units = [
            Share(
                share.place,
                1,
                tuple(
                    stand if stand.is_floor else self.judged(stand, unit, says[stand.offer.name], reading)
                    for stand in share.stands
                ),
            )
            for unit in range(share.quantity)
        ]
        self.take(share, says, reading)
        return joined(units)

    def judged(self, stand: Stand, unit: int, says: Says, reading: Reading) -> Stand:
        """Return *stand* of the unit of this number, from 0, in its share."""
        fates: list[Outcome] = []
        reasons: set[Reason] = set()
        for used in self.worlds():
            for limit, rule in reading.first(says):
                is_no = limit is not None and used + unit >= limit.units
                fates.append(((used, (limit, rule)), is_no))
                reasons |= {("limit", rule)} if is_no else set()
        hanging = self.causes if _matters(fates, 0) else NOTHING
        hanging |= reading.turning(says, lambda choice: _comes_of(fates, 1, choice))
        return stand.ended({bool(is_no) for _, is_no in fates}, reasons, hanging)

    def take(self, share: Share, says: Mapping[str, Says], reading: Reading) -> None:
        """Count the units that *share* takes: what the most generous of its offers that are not no allows."""
        said = {name: reading.first(rules) for name, rules in says.items()}
        bound = [stand for stand in share.own if any(limit for limit, _ in said[stand.offer.name])]
        taken: list[Outcome] = []
        after: set[int] = set()
        choices = [[*product(stand.refusals, said[stand.offer.name])] for stand in bound]
        for used in self.worlds():
            for chosen in product(*choices):
                allowed = [
                    max(0, limit.units - used)
                    for is_no, (limit, _) in chosen
                    if limit is not None and not is_no
                ]
                units = min(share.quantity, max(allowed, default=0))
                apart = (choice for both in chosen for choice in both)
                taken.append(((used, *apart), units))
                after.add(used + units)
        for number, stand in enumerate(bound):
            self.causes |= stand.ends if _matters(taken, 1 + 2 * number) else NOTHING
            comes_of = partial(_comes_of, taken, 2 + 2 * number)
            self.causes |= reading.turning(says[stand.offer.name], comes_of)
        self.least, self.most = min(after), max(after)

    def worlds(self) -> Iterator[int]:
        """Yield how many units may have been used so far."""
        yield from range(self.least, self.most + 1)


Outcome = tuple[tuple[object, ...], object]
"""What was chosen for each thing that is not known, and what comes of it."""


def _matters(outcomes: Iterable[Outcome], place: int) -> bool:
    """Return whether choosing otherwise at *place*, and nowhere else, leads to another outcome."""
    found: dict[tuple[object, ...], set[object]] = {}
    for choices, outcome in outcomes:
        found.setdefault((*choices[:place], *choices[place + 1 :]), set()).add(outcome)
    return any(len(several) > 1 for several in found.values())


def _comes_of(outcomes: Iterable[Outcome], place: int, choice: object) -> frozenset[Outcome]:
    """Return what may come of *choice* at *place*, by all that is chosen elsewhere."""
    return frozenset(
        ((*choices[:place], *choices[place + 1 :]), outcome)
        for choices, outcome in outcomes
        if choices[place] == choice
    )


# --- sets ------------------------------------------------------------------------------------------


def kept_whole(
    policy: Policy, shares: Sequence[Share], readings: Sequence[Reading], order: Order, request: ReturnRequest
) -> list[Share]:
    """Return *shares* after the sets of *policy*, one pass for each kind of group."""
    before = [*shares]
    for kind, says in wholes(policy).items():
        after: list[Share] = []
        for share in before:
            reading = readings[share.place]
            lines = _group(kind, order, request.items[share.place].line_id)
            said = reading.first(says) if lines else frozenset({(None, None)})
            broken, causes = _broken(lines, before, order, request)
            speaking = {kind is not None for kind, _ in said}
            hanging = causes if True in speaking else NOTHING
            if True in broken and len(speaking) > 1:
                hanging |= reading.causes(says)
            is_no = {speaks and is_broken for speaks, is_broken in product(speaking, broken)}
            reasons = {("set", rule) for _, rule in said if rule is not None}
            stands = tuple(stand.ended(is_no, reasons, hanging) for stand in share.stands)
            after.append(replace(share, stands=stands))
        before = after
    return joined(before)


def _group(kind: Whole, order: Order, line_id: str) -> list[LineItem]:
    """Return the lines that come back together with the line of *line_id*."""
    own = next(line for line in order.lines if line.id == line_id)
    match kind:
        case Whole.LINE:
            return [own]
        case Whole.BUNDLE:
            bundle = own.bundle
            return [line for line in order.lines if bundle and line.bundle and line.bundle.id == bundle.id]
        case Whole.ORDER:
            return [line for line in order.lines if line.current_quantity > 0]


def _broken(
    lines: Sequence[LineItem], shares: Sequence[Share], order: Order, request: ReturnRequest
) -> tuple[set[bool], Causes]:
    """Return whether the group of *lines* does not come back whole, and what that hangs on."""
    if not all(_is_asked_back_whole(line, request) for line in lines):
        return {True}, NOTHING
    ids = {line.id for line in lines}
    members = [share for share in shares if request.items[share.place].line_id in ids]
    lost = [{all(world) for world in product(*(stand.refusals for stand in share.own))} for share in members]
    broken = {any(world) for world in product(*lost)}
    if len(broken) == 1:
        return broken, NOTHING
    hanging = [share for share, is_lost in zip(members, lost, strict=True) if len(is_lost) > 1]
    undecided = [stand for share in hanging for stand in share.own if len(stand.refusals) > 1]
    return broken, frozenset(cause for stand in undecided for cause in stand.ends)


def _is_asked_back_whole(line: LineItem, request: ReturnRequest) -> bool:
    parts = line.bundle.components if line.bundle else frozenset()
    units = 0
    for item in request.items:
        if item.line_id == line.id and (item.components is None or parts <= item.components):
            units += item.quantity
    return units >= line.current_quantity


# --- doors -----------------------------------------------------------------------------------------


def let_in(
    policy: Policy, shares: Sequence[Share], readings: Sequence[Reading], method: str | None
) -> list[Share]:
    """Return *shares* after the doors of *policy*."""
    if method is None:
        return [*shares]
    says, found = doors(policy, method), []
    for share in shares:
        reading = readings[share.place]
        said = reading.first(says)
        is_no = {is_open is False for is_open, _ in said}
        reasons = {("method", rule) for is_open, rule in said if is_open is False}
        causes = reading.turning(says, lambda choice: choice[0] is False)
        stands = tuple(stand.ended(is_no, reasons, causes) for stand in share.stands)
        found.append(replace(share, stands=stands))
    return joined(found)
