"""Cases: all that `decide` takes beside a policy, drawn where the policy turns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from hypothesis import strategies as st

from returnkit.decision.prepare import prepare
from returnkit.errors import SituationError
from returnkit.policy import Policy, compile_policy, reckon
from returnkit.situations import UNKNOWN, Given, Situation, as_told, decided, situation
from returnkit.situations.keys import AT

from .domain import Domain, Group, domain
from .terms import Told

_MOST_GROUPS: Final = 3
_FAILS: Final = 2
"""Of 0 to 2 the number at which a part of a condition is told so that it does not hold."""
_GAPS: Final = (*["none"] * 5, "null", "unknown")
_PLACED: Final = "order.placed_at"
_LEAST, _SECOND = timedelta(microseconds=1), timedelta(seconds=1)
_BESIDE: Final = (timedelta(0), -_LEAST, _LEAST, -_SECOND, _SECOND)
_MOST_DAYS: Final = 120
_WHEN: Final = (*["typically"] * 6, *["at a turn"] * 2, "at any turn", "some day")
_WHEN_TIMED: Final = (*["typically"] * 2, *["at a turn"] * 6, "at any turn", "some day")
"""When a case is judged that is about when something opens or closes."""


def cases(policy: Policy) -> st.SearchStrategy[Situation]:
    """Return situations under *policy*: an order, a request, an instant, a history, inspections.

    Names have the constants that the policy compares them with, and the values beside those; instants lie
    where an offer opens or closes, or a microsecond or second beside; facts are null or not known where they
    can be. The simplest is the typical situation, and `given` tells what differs from it.

    Ask what the policy says with `decided(policy, case)`.

    Raises:
        DocumentError: The policy has faults.
    """
    return _cases(policy, domain(policy))


@st.composite
def _cases(draw: st.DrawFn, policy: Policy, known: Domain) -> Situation:
    about = draw(_aims(known))
    found = possible(policy, _told(draw, about, known))
    is_timed = any(group.is_timed for group in about)
    at = _moment(draw, policy, found, _WHEN_TIMED if is_timed else _WHEN)
    if at is None:
        return found
    # Without it an order of which nothing else is told would be placed so long before `at`.
    placed: Told = {_PLACED: found.order.placed_at}
    return possible(policy, placed | dict(found.given) | {AT: at})


@st.composite
def givens(draw: st.DrawFn, known: Domain) -> Told:
    """Draw what differs from the typical situation; nothing is the simplest."""
    return _told(draw, draw(_aims(known)), known)


def _told(draw: st.DrawFn, about: list[Group], known: Domain) -> Told:
    """Draw what is told of what a case is about, and seldom that something is missing."""
    found: Told = {}
    for group in about:
        for term in group.terms:
            ways = term.failing if draw(st.integers(0, _FAILS)) == _FAILS else term.holding
            found |= draw(st.sampled_from(ways))
    gap = draw(st.sampled_from(_GAPS))
    if gap == "unknown" and known.doubts:
        found[draw(st.sampled_from(known.doubts))] = UNKNOWN
    if gap == "null" and known.blanks:
        found[draw(st.sampled_from(known.blanks))] = None
    return found


def _aims(known: Domain) -> st.SearchStrategy[list[Group]]:
    """Return what a case is about; seldom nothing, and seldom much, which gets in each other's way."""
    if not known.groups:
        return st.just([])
    groups = st.sampled_from(known.groups)
    one, some = groups.map(lambda group: [group]), st.lists(groups, max_size=_MOST_GROUPS)
    return st.one_of(some, one, one)


def possible(policy: Policy, given: Mapping[str, Given]) -> Situation:
    """Return the situation that *given* tells, without what contradicts the rest of it."""
    left = dict(given)
    while True:
        try:
            return situation(policy, as_told(left))
        except SituationError as exc:
            wrong = [fault.path for fault in exc.faults if fault.path in left]
            if not wrong:
                raise  # not even the typical situation is possible
            for key in wrong:
                del left[key]


def _moment(draw: st.DrawFn, policy: Policy, found: Situation, among: tuple[str, ...]) -> datetime | None:
    """Draw the instant at which *found* is judged; None is when it typically is."""
    when = draw(st.sampled_from(among))
    if when == "typically":
        return None
    held, others = turns_of(policy, found)
    turns = held if when == "at a turn" else (*held, *others)
    if when == "some day" or not turns:
        return found.order.placed_at + timedelta(days=draw(st.integers(0, _MOST_DAYS)))
    return draw(st.sampled_from(turns)) + draw(st.sampled_from(_BESIDE))


def turns_of(policy: Policy, found: Situation) -> tuple[tuple[datetime, ...], tuple[datetime, ...]]:
    """Return when offers open and close, and when they would by windows that other rules decide."""
    offers = [offer for item in decided(policy, found).items for offer in item.offers]
    held = dict.fromkeys(turn for o in offers for turn in (o.accepted_until, o.closes, o.opens))
    compiled, request = compile_policy(policy), found.request
    clocks = prepare(compiled, found.order, request.items[0], request, found.at).clocks
    others = dict.fromkeys(reckon(window, clocks).accepted_until for window in compiled.windows)
    placed = found.order.placed_at
    return (
        tuple(turn for turn in held if turn is not None and turn > placed),
        tuple(turn for turn in others if turn is not None and turn not in held),
    )
