"""Draft: the events of one command while they are made, numbered after those of the return."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from returnkit.ids import LineId, ReturnId, RuleId
from returnkit.settlement import LedgerEntry, Units, UnitsEntry

from .actors import Actor
from .axes import ApprovalStatus, ReturnException
from .events import Event, ExceptionRaised
from .state import Return


class Draft:
    """Makes the events of one command.

    Attributes:
        return_: The return as it stands.
        by: Who asks.
        at: When.
        rules: The rules that the command rests on.
    """

    def __init__(self, return_: Return, by: Actor, at: datetime, rules: tuple[RuleId, ...]) -> None:
        self.return_, self.by, self.at, self.rules = return_, by, at, rules
        self._number = return_.version

    def made(self, kind: type[Any], /, **told: Any) -> Event:  # Any: an event, and its own fields
        """Return the next event."""
        self._number += 1
        return_ = self.return_
        event: Event = kind(
            shop=return_.shop,
            return_id=return_.id,
            number=self._number,
            at=self.at,
            by=self.by,
            policy=return_.policy,
            rules=self.rules,
            **told,
        )
        return event

    def raised(self, exception: ReturnException, reason: str) -> Iterator[Event]:
        """Yield that *exception* waits for a person, where it does not yet."""
        if exception not in self.return_.exceptions:
            yield self.made(ExceptionRaised, exception=exception, reason=reason[:2_000])

    def counted(self, given: Iterable[tuple[int, int]], counter: Units) -> tuple[LedgerEntry, ...]:
        """Return the entries that count *given*, places of items with quantities."""
        items, id = self.return_.items, self.return_.id
        return tuple(units(id, self.at, counter, items[place].line_id, count) for place, count in given)

    def released(self) -> tuple[LedgerEntry, ...]:
        """Return the entries that give up the units that were not settled, where none were given up yet."""
        # INVARIANT (units held once): an open return holds its units, one that was given up or closed none.
        is_open = self.return_.approval in (ApprovalStatus.SUBMITTED, ApprovalStatus.APPROVED)
        return tuple(self._held(-1)) if is_open else ()

    def claimed(self) -> tuple[LedgerEntry, ...]:
        """Return the entries that take up again what was given up."""
        return tuple(self._held(1))

    def _held(self, sign: int) -> Iterator[LedgerEntry]:
        is_answered = self.return_.approval is not ApprovalStatus.SUBMITTED
        for item in self.return_.items:
            counts = [(Units.REQUESTED, item.asked.quantity)]
            counts += [(Units.ACCEPTED, item.accepted)] if is_answered else []
            for counter, count in counts:
                if left := count - item.settled:
                    yield units(self.return_.id, self.at, counter, item.line_id, sign * left)


def units(return_id: ReturnId, at: datetime, counter: Units, line_id: LineId, quantity: int) -> UnitsEntry:
    """Return the entry that counts units of a line for a return."""
    return UnitsEntry(at=at, return_id=return_id, counter=counter, line_id=line_id, quantity=quantity)
