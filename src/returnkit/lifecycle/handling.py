"""Handling: what a command comes to as events, or why it does not fit. Pure: nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, assert_never

from returnkit.clock import to_utc
from returnkit.errors import ActorError, CommandError, HeldError, LedgerError
from returnkit.settlement import Ledger

from . import answers, goods, payments
from .actors import Actor, ActorKind
from .commands import (
    AddNote,
    Approve,
    Attach,
    AttachShipment,
    Cancel,
    Clear,
    Command,
    Correct,
    Dispose,
    Edit,
    Expire,
    GrantOverride,
    Inspect,
    OrderAgain,
    OrderLabel,
    OrderVoid,
    Raise,
    Receive,
    RecordDelivered,
    RecordDone,
    RecordFailed,
    RecordSent,
    RecordTimer,
    Reject,
    Reopen,
    Resolve,
    Settle,
    Submit,
    VoidShipment,
)
from .draft import Draft
from .events import Event
from .state import Return
from .transitions import after

SHOPPER_MAY: Final = frozenset({"submit", "edit", "cancel", "attach_shipment", "add_note", "attach"})
"""What whoever asked for a return may do by themselves."""
PEOPLE_MAY: Final = frozenset({"grant_override", "clear"})
"""What only a person of the shop does: a program neither makes exceptions nor sees to them."""
HELD: Final = frozenset(
    {"approve", "reject", "expire", "resolve", "settle", "dispose", "reopen", "order_again", "order_label"}
)
"""What does not happen by itself while an exception waits for a person."""


def handle(
    return_: Return | None, command: Command, *, by: Actor, at: datetime, ledger: Ledger | None = None
) -> tuple[Event, ...]:
    """Return the events that *command* comes to; none where it says nothing new.

    Args:
        return_: The return as it stands; None where it is to be submitted.
        command: What is asked.
        by: Who asks.
        at: When, aware. What happens later is never dated before what happened earlier.
        ledger: The ledger of the order over all of its returns, as `order_ledger` gives it: what it could
            not count is refused too. None is not looked at.

    Raises:
        TransitionError: The return does not take the command as it stands.
        ActorError: Not theirs to ask.
        HeldError: It would happen by itself while an exception waits for a person.
        CommandError: It does not fit the return, with every fault; nothing is changed.
        InstantError: *at* has no zone.
    """
    name = command.command
    after(return_.approval if return_ else None, name)
    is_theirs = name in SHOPPER_MAY if by.kind is ActorKind.SHOPPER else True
    if not is_theirs or (by.kind is ActorKind.SYSTEM and name in PEOPLE_MAY):
        raise ActorError(command=name, actor=by.kind)
    if return_ and return_.exceptions and by.kind is ActorKind.SYSTEM and name in HELD:
        raise HeldError(command=name, exceptions=tuple(each.value for each in return_.exceptions))
    at = to_utc(at)
    if isinstance(command, Submit):
        events = tuple(answers.submitted(command, by, at))
    else:
        assert return_ is not None  # noqa: S101  # the table takes only `submit` without a return
        draft = Draft(return_, by, max(at, return_.updated_at), command.rules)
        events = tuple(_events(draft, command))
    if ledger is not None:
        _count(events, ledger)
    return events


def _events(draft: Draft, command: Command) -> Iterator[Event]:
    match command:
        case Submit():
            raise AssertionError("a return is submitted once")
        case Edit():
            return answers.edited(draft, command)
        case Approve():
            return answers.approved(draft, command)
        case Reject():
            return answers.rejected(draft, command)
        case Cancel():
            return answers.cancelled(draft, command)
        case Expire():
            return answers.expired(draft, command)
        case Reopen():
            return answers.reopened(draft, command)
        case Resolve():
            return answers.resolved(draft, command)
        case GrantOverride():
            return answers.overridden(draft, command)
        case AttachShipment():
            return goods.shipment_attached(draft, command)
        case OrderLabel():
            return goods.label_ordered(draft, command)
        case OrderVoid():
            return goods.void_ordered(draft, command)
        case RecordSent() | RecordDelivered() | VoidShipment():
            return goods.shipment_moved(draft, command)
        case Receive():
            return goods.received(draft, command)
        case Inspect():
            return goods.inspected(draft, command)
        case Dispose():
            return goods.disposed(draft, command)
        case Settle():
            return payments.settled(draft, command)
        case RecordDone():
            return payments.done(draft, command)
        case RecordFailed():
            return payments.failed(draft, command)
        case OrderAgain():
            return payments.ordered_again(draft, command)
        case Correct():
            return payments.corrected(draft, command)
        case Raise():
            return answers.raised(draft, command)
        case Clear():
            return answers.cleared(draft, command)
        case RecordTimer():
            return answers.timed(draft, command)
        case AddNote():
            return answers.noted(draft, command)
        case Attach():
            return answers.attached(draft, command)
        case _ as never:
            assert_never(never)


def _count(events: tuple[Event, ...], ledger: Ledger) -> None:
    try:
        ledger.after(entry for event in events for entry in event.entries)
    except LedgerError as exc:
        raise CommandError(exc.faults) from exc
