"""Answers: the events of commands that say what is asked, whether it is to be, and when it is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from returnkit.facts import ReturnRequest
from returnkit.ids import ReturnId
from returnkit.settlement import LedgerEntry, Units

from .actors import Actor
from .commands import (
    AddNote,
    Approve,
    Attach,
    Cancel,
    Clear,
    Edit,
    Expire,
    GrantOverride,
    Raise,
    RecordTimer,
    Reject,
    Reopen,
    Resolve,
    Submit,
)
from .draft import Draft, units
from .events import (
    DocumentAttached,
    Event,
    ExceptionCleared,
    NoteAdded,
    OverrideGranted,
    ReturnApproved,
    ReturnCancelled,
    ReturnEdited,
    ReturnExpired,
    ReturnRejected,
    ReturnReopened,
    ReturnResolved,
    ReturnSubmitted,
    TimerElapsed,
    WithdrawalReceived,
)
from .fitting import (
    fault,
    if_in,
    if_settled,
    if_under_way,
    if_unpaid,
    of_accepted,
    of_currencies,
    of_places,
    of_request,
    of_room,
    of_submitted,
    refuse,
)


def submitted(command: Submit, by: Actor, at: datetime) -> Iterator[Event]:
    """Yield that a return was asked for, and that a withdrawal was received."""
    refuse(of_submitted(command))
    told: dict[str, Any] = {  # Any: what every event of it tells
        "shop": command.shop,
        "return_id": command.return_id,
        "at": at,
        "by": by,
        "policy": command.policy,
        "rules": command.rules,
    }
    yield ReturnSubmitted(
        **told,
        number=1,
        rma=command.rma,
        kind=command.kind,
        order=command.order,
        request=command.request,
        opening=command.opening,
        uses=command.uses,
        goods_back_by=command.goods_back_by,
        history=command.history,
        entries=_asked(command.return_id, at, command.request),
    )
    if command.statement is not None:
        yield WithdrawalReceived(**told, number=2, statement=command.statement, received_at=at)


def edited(draft: Draft, command: Edit) -> Iterator[Event]:
    """Yield that something else is asked for."""
    refuse(of_request(draft.return_.order, command.request))
    yield draft.made(
        ReturnEdited,
        request=command.request,
        uses=command.uses,
        goods_back_by=command.goods_back_by,
        history=command.history,
        entries=(*draft.released(), *_asked(draft.return_.id, draft.at, command.request)),
    )


def approved(draft: Draft, command: Approve) -> Iterator[Event]:
    """Yield that it may come back."""
    return_, accepted = draft.return_, command.accepted
    if accepted is None:
        accepted = tuple(item.asked.quantity for item in return_.items)
    refuse(of_accepted(return_, accepted))
    yield draft.made(
        ReturnApproved,
        accepted=accepted,
        uses=return_.uses if command.uses is None else command.uses,
        entries=draft.counted([each for each in enumerate(accepted) if each[1]], Units.ACCEPTED),
    )


def rejected(draft: Draft, command: Reject) -> Iterator[Event]:
    """Yield that it is refused."""
    refuse(if_settled(draft.return_, "a return that something was settled of is not rejected"))
    yield draft.made(ReturnRejected, reason=command.reason, entries=draft.released())


def cancelled(draft: Draft, command: Cancel) -> Iterator[Event]:
    """Yield that it is taken back."""
    refuse(if_under_way(draft.return_, draft.by.kind))
    yield draft.made(ReturnCancelled, reason=command.reason, entries=draft.released())


def expired(draft: Draft, command: Expire) -> Iterator[Event]:  # noqa: ARG001 - every answer takes its command
    """Yield that it is given up."""
    faults = if_in(draft.return_, "a return that units came in of does not expire")
    refuse(faults + if_settled(draft.return_, "a return that something was settled of does not expire"))
    yield draft.made(ReturnExpired, entries=draft.released())


def reopened(draft: Draft, command: Reopen) -> Iterator[Event]:
    """Yield that it goes on."""
    yield draft.made(ReturnReopened, reason=command.reason, entries=draft.claimed())


def resolved(draft: Draft, command: Resolve) -> Iterator[Event]:  # noqa: ARG001 - every answer takes its command
    """Yield that it is closed."""
    refuse(if_unpaid(draft.return_, draft.by.kind))
    yield draft.made(ReturnResolved, entries=draft.released())


def overridden(draft: Draft, command: GrantOverride) -> Iterator[Event]:
    """Yield that rules stand above all others for it."""
    if command.cost is not None:
        refuse(of_currencies(draft.return_, [("cost", command.cost)]))
    yield draft.made(OverrideGranted, override=command.override, cost=command.cost)


def raised(draft: Draft, command: Raise) -> Iterator[Event]:
    """Yield that a person has to look at it, where none has to yet."""
    yield from draft.raised(command.exception, command.reason)


def cleared(draft: Draft, command: Clear) -> Iterator[Event]:
    """Yield that a person saw to it."""
    if command.exception not in draft.return_.exceptions:
        refuse([fault("exception", "exception", f"`{command.exception}` is not raised")])
    yield draft.made(ExceptionCleared, exception=command.exception, reason=command.reason)


def timed(draft: Draft, command: RecordTimer) -> Iterator[Event]:
    """Yield that a timer ran out that only tells; nothing where it did already."""
    if command.key not in draft.return_.elapsed:
        yield draft.made(TimerElapsed, kind=command.kind, key=command.key, cause=command.cause)


def noted(draft: Draft, command: AddNote) -> Iterator[Event]:
    """Yield that something was written down."""
    refuse(of_room(len(draft.return_.notes), "notes", "note"))
    yield draft.made(NoteAdded, note=command.note)


def attached(draft: Draft, command: Attach) -> Iterator[Event]:
    """Yield that something was handed in."""
    return_, place = draft.return_, command.document.place
    faults = of_room(len(return_.documents), "documents", "document")
    refuse(faults + of_places(return_, [] if place is None else [place], "document.place"))
    yield draft.made(DocumentAttached, document=command.document)


def _asked(return_id: ReturnId, at: datetime, request: ReturnRequest) -> tuple[LedgerEntry, ...]:
    return tuple(units(return_id, at, Units.REQUESTED, item.line_id, item.quantity) for item in request.items)
