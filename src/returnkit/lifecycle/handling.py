"""Handling: what a command comes to as events, or why it does not fit. Pure: nothing is changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, assert_never

from returnkit.clock import to_utc
from returnkit.diagnostics import Diagnostic
from returnkit.errors import ActorError, CommandError, HeldError
from returnkit.facts import Order, ReturnRequest
from returnkit.money import Money
from returnkit.settlement import LedgerEntry, Units, UnitsEntry

from .actors import Actor, ActorKind, RequestKind
from .axes import ApprovalStatus, ReturnException, ShippingStatus
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
from .events import (
    DocumentAttached,
    EffectDone,
    EffectFailed,
    EffectReordered,
    EntriesCorrected,
    Event,
    ExceptionCleared,
    ExceptionRaised,
    ItemsDisposed,
    ItemsInspected,
    ItemsReceived,
    NoteAdded,
    OverrideGranted,
    ReturnApproved,
    ReturnCancelled,
    ReturnEdited,
    ReturnExpired,
    ReturnRejected,
    ReturnReopened,
    ReturnResolved,
    ReturnSettled,
    ReturnSubmitted,
    ShipmentAttached,
    ShipmentDelivered,
    ShipmentSent,
    ShipmentVoided,
    TimerElapsed,
    WithdrawalReceived,
)
from .folding import FAILURES
from .items import Disposition
from .parts import EffectKind, Outlook, ReturnEffect
from .state import Return
from .transitions import after

SHOPPER_MAY: Final = frozenset({"submit", "edit", "cancel", "attach_shipment", "add_note", "attach"})
"""What whoever asked for a return may do by themselves."""
HELD: Final = frozenset({"approve", "reject", "expire", "resolve", "settle", "dispose", "reopen"})
"""What does not happen by itself while an exception waits for a person."""
_UNDER_WAY: Final = frozenset({ShippingStatus.IN_TRANSIT, ShippingStatus.DELIVERED})
_PAYS: Final = frozenset({EffectKind.REFUND, EffectKind.PAYOUT})
_SENDS: Final = _PAYS | {EffectKind.EXCHANGE_ORDER}


def handle(return_: Return | None, command: Command, *, by: Actor, at: datetime) -> tuple[Event, ...]:
    """Return the events that *command* comes to; none where it says nothing new.

    Args:
        return_: The return as it stands; None where it is to be submitted.
        command: What is asked.
        by: Who asks.
        at: When, aware. What happens later is never dated before what happened earlier.

    Raises:
        TransitionError: The return does not take the command as it stands.
        ActorError: Not theirs to ask.
        HeldError: It would happen by itself while an exception waits for a person.
        CommandError: It does not fit the return, with every fault; nothing is changed.
        InstantError: *at* has no zone.
    """
    name = command.command
    after(return_.approval if return_ else None, name)
    if by.kind is ActorKind.SHOPPER and name not in SHOPPER_MAY:
        raise ActorError(command=name, actor=by.kind)
    if return_ and return_.exceptions and by.kind is ActorKind.SYSTEM and name in HELD:
        raise HeldError(command=name, exceptions=tuple(each.value for each in return_.exceptions))
    at = to_utc(at)
    if isinstance(command, Submit):
        return _submitted(command, by, at)
    assert return_ is not None  # noqa: S101  # the table takes only `submit` without a return
    return tuple(_Events(return_, by, max(at, return_.updated_at)).of(command))


def _submitted(command: Submit, by: Actor, at: datetime) -> tuple[Event, ...]:
    order = command.order
    _refuse([*_of_order(order), *_of_request(order, command.request), *_of_kind(command)])
    told: dict[str, Any] = {  # Any: what every event of it tells
        "shop": command.shop,
        "return_id": command.return_id,
        "at": at,
        "by": by,
        "policy": command.policy,
        "rules": command.rules,
    }
    first = ReturnSubmitted(
        **told,
        number=1,
        rma=command.rma,
        kind=command.kind,
        order=order,
        request=command.request,
        opening=command.opening,
        uses=command.uses,
        goods_back_by=command.goods_back_by,
        history=command.history,
        entries=tuple(
            _units(command.return_id, at, Units.REQUESTED, item.line_id, item.quantity)
            for item in command.request.items
        ),
    )
    if command.statement is None:
        return (first,)
    return (first, WithdrawalReceived(**told, number=2, statement=command.statement, received_at=at))


class _Events:
    """The events of one command, numbered after those of the return."""

    def __init__(self, return_: Return, by: Actor, at: datetime) -> None:
        self.return_, self.by, self.at = return_, by, at
        self._number = return_.version

    def of(self, command: Command) -> Iterator[Event]:
        rules = command.rules
        match command:
            case Submit():
                raise AssertionError("a return is submitted once")
            case Edit():
                _refuse(_of_request(self.return_.order, command.request))
                yield self._edited(command)
            case Approve():
                yield self._approved(command)
            case Reject():
                _refuse(self._if_settled("a return that something was settled of is not rejected"))
                yield self._made(ReturnRejected, reason=command.reason, rules=rules, entries=self._released())
            case Cancel():
                _refuse(self._if_under_way())
                entries = self._released()
                yield self._made(ReturnCancelled, reason=command.reason, rules=rules, entries=entries)
            case Expire():
                _refuse(self._if_in("a return that units came in of does not expire"))
                _refuse(self._if_settled("a return that something was settled of does not expire"))
                yield self._made(ReturnExpired, rules=rules, entries=self._released())
            case Reopen():
                entries = self._claimed()
                yield self._made(ReturnReopened, reason=command.reason, rules=rules, entries=entries)
            case Resolve():
                _refuse(self._if_unpaid())
                yield self._made(ReturnResolved, rules=rules, entries=self._released())
            case GrantOverride():
                granted = {"override": command.override, "cost": command.cost}
                yield self._made(OverrideGranted, **granted, rules=rules)
            case AttachShipment():
                yield from self._shipment_attached(command)
            case RecordSent() | RecordDelivered() | VoidShipment():
                yield from self._shipment_moved(command)
            case Receive():
                yield self._received(command)
            case Inspect():
                yield self._inspected(command)
            case Dispose():
                yield self._disposed(command)
            case Settle():
                yield self._settled(command)
            case RecordDone():
                yield from self._done(command)
            case RecordFailed():
                yield from self._failed(command)
            case OrderAgain():
                yield from self._again(command)
            case Correct():
                yield from self._corrected(command)
            case Raise():
                if command.exception not in self.return_.exceptions:
                    yield self._raised(command.exception, command.reason)
            case Clear():
                if command.exception not in self.return_.exceptions:
                    _refuse([_fault("exception", "exception", f"`{command.exception}` is not raised")])
                told = {"exception": command.exception, "reason": command.reason}
                yield self._made(ExceptionCleared, **told, rules=rules)
            case RecordTimer():
                if command.key not in self.return_.elapsed:
                    ran = {"kind": command.kind, "key": command.key, "cause": command.cause}
                    yield self._made(TimerElapsed, **ran, rules=rules)
            case AddNote():
                yield self._made(NoteAdded, note=command.note, rules=rules)
            case Attach():
                place = command.document.place
                if place is not None:
                    _refuse(self._places([place], "document.place"))
                yield self._made(DocumentAttached, document=command.document, rules=rules)
            case _ as never:
                assert_never(never)

    # --- the answer ----------------------------------------------------------------------------------

    def _edited(self, command: Edit) -> Event:
        return_id = self.return_.id
        asked = tuple(
            _units(return_id, self.at, Units.REQUESTED, item.line_id, item.quantity)
            for item in command.request.items
        )
        return self._made(
            ReturnEdited,
            request=command.request,
            uses=command.uses,
            goods_back_by=command.goods_back_by,
            rules=command.rules,
            entries=(*self._released(), *asked),
        )

    def _approved(self, command: Approve) -> Event:
        items = self.return_.items
        accepted = command.accepted
        if accepted is None:
            accepted = tuple(item.asked.quantity for item in items)
        faults = []
        if len(accepted) != len(items):
            faults.append(_fault("items", "accepted", f"{len(accepted)} counts of {len(items)} items"))
        for place, (item, count) in enumerate(zip(items, accepted, strict=False)):
            if count > item.asked.quantity:
                message = f"{count} units would be accepted of {item.asked.quantity}"
                faults.append(_fault("quantity", f"accepted[{place}]", message))
        if not any(accepted):
            help_ = "reject it, and say why"
            faults.append(_fault("nothing", "accepted", "no unit would be accepted", help_))
        _refuse(faults)
        entries = tuple(
            _units(self.return_.id, self.at, Units.ACCEPTED, item.line_id, count)
            for item, count in zip(items, accepted, strict=True)
            if count
        )
        uses = self.return_.uses if command.uses is None else command.uses
        return self._made(ReturnApproved, accepted=accepted, uses=uses, rules=command.rules, entries=entries)

    # --- parcels -------------------------------------------------------------------------------------

    def _shipment_attached(self, command: AttachShipment) -> Iterator[Event]:
        before = self.return_.shipment(command.shipment.id)
        if before == command.shipment:
            return
        if before is not None:
            message = f"there is another parcel `{before.id}` already"
            _refuse([_fault("shipment", "shipment.id", message, "give it a name of its own")])
        if command.shipment.label_cost is not None:
            _refuse(self._currencies([("shipment.label_cost", command.shipment.label_cost)]))
        yield self._made(ShipmentAttached, shipment=command.shipment, rules=command.rules)

    def _shipment_moved(self, command: RecordSent | RecordDelivered | VoidShipment) -> Iterator[Event]:
        parcel = self.return_.shipment(command.shipment_id)
        if parcel is None:
            known = ", ".join(f"`{each.id}`" for each in self.return_.shipments) or "none"
            message = f"there is no parcel `{command.shipment_id}`"
            _refuse([_fault("shipment", "shipment_id", message, f"its parcels are: {known}")])
            return
        if isinstance(command, VoidShipment):
            if parcel.delivered_at or parcel.is_void:
                message = "it was handed over" if parcel.delivered_at else "it was called off already"
                _refuse([_fault("shipment", "shipment_id", message)])
            yield self._made(ShipmentVoided, shipment_id=parcel.id, rules=command.rules)
        elif isinstance(command, RecordSent):
            if parcel.sent_at is None:  # carriers tell it again
                yield self._made(ShipmentSent, shipment_id=parcel.id, rules=command.rules)
        elif parcel.delivered_at is None:
            yield self._made(ShipmentDelivered, shipment_id=parcel.id, rules=command.rules)

    # --- goods ---------------------------------------------------------------------------------------

    def _received(self, command: Receive) -> Event:
        room = [item.accepted - item.received for item in self.return_.items]
        claimed = self._claimed() if self.return_.approval is ApprovalStatus.EXPIRED else ()
        given = [(each.place, each.quantity) for each in command.items]
        _refuse(self._counts(given, room, "received", "accepted and not in yet"))
        if command.shipment_id is not None and self.return_.shipment(command.shipment_id) is None:
            _refuse([_fault("shipment", "shipment_id", f"there is no parcel `{command.shipment_id}`")])
        return self._made(
            ItemsReceived,
            items=command.items,
            location_id=command.location_id,
            shipment_id=command.shipment_id,
            rules=command.rules,
            entries=(*claimed, *self._entries(given, Units.RECEIVED)),
        )

    def _inspected(self, command: Inspect) -> Event:
        room = [item.received - item.graded for item in self.return_.items]
        given = [(each.place, each.quantity) for each in command.items]
        faults = self._counts(given, room, "graded", "in and not graded yet")
        for number, each in enumerate(command.items):
            if each.inspection.received_quantity is not None:
                path = f"items[{number}].inspection.received_quantity"
                faults.append(_fault("quantity", path, "say it by the `quantity` of the units found alike"))
        _refuse(faults)
        return self._made(ItemsInspected, items=command.items, rules=command.rules)

    def _disposed(self, command: Dispose) -> Event:
        room = [item.received - item.disposed for item in self.return_.items]
        given = [(each.place, each.quantity) for each in command.items]
        faults = self._counts(given, room, "disposed of", "in and still there")
        faults += self._new_effects(command.effects, frozenset({EffectKind.RESTOCK}))
        _refuse(faults)
        back = [
            (each.place, each.quantity) for each in command.items if each.disposition is Disposition.RESTOCK
        ]
        return self._made(
            ItemsDisposed,
            items=command.items,
            effects=command.effects,
            rules=command.rules,
            entries=self._entries(back, Units.RESTOCKED),
        )

    # --- money ---------------------------------------------------------------------------------------

    def _settled(self, command: Settle) -> Event:
        faults = self._new_effects(command.effects, _SENDS)
        rooms: dict[tuple[int, int | None], int] = {}
        for place, item in enumerate(self.return_.items):
            rooms[place, None] = item.accepted - item.graded - item.settled_unseen
            rooms |= {(place, n): each.quantity - each.settled for n, each in enumerate(item.gradings)}
        for number, each in enumerate(command.items):
            room = rooms.get((each.place, each.grading))
            if room is None:
                faults.append(_fault("item", f"items[{number}]", "there are no such units"))
            elif each.quantity > room:
                message = f"{each.quantity} units would be settled, {room} are left"
                faults.append(_fault("quantity", f"items[{number}].quantity", message))
            else:
                rooms[each.place, each.grading] = room - each.quantity
        faults += self._currencies([("total", command.total), ("due", command.due)])
        faults += self._own(command.entries)
        _refuse(faults)
        pays = sum(each.amount.minor for each in command.effects if each.amount and each.kind in _PAYS)
        if pays - command.due.minor != command.total.minor:
            # INVARIANT (every minor unit has a cause): what is paid less what is due is the total.
            _refuse([_fault("total", "total", f"`{command.total}` is not what is paid less what is due")])
        return self._made(
            ReturnSettled,
            items=command.items,
            total=command.total,
            due=command.due,
            effects=command.effects,
            rules=command.rules,
            entries=command.entries,
        )

    def _done(self, command: RecordDone) -> Iterator[Event]:
        effect = self._known(command.key)
        if effect.outlook is Outlook.DONE:
            return
        told = {"key": command.key, "reference": command.reference}
        yield self._made(EffectDone, **told, rules=command.rules)
        if effect.outlook is Outlook.REPLACED and ReturnException.FLAGGED not in self.return_.exceptions:
            reason = f"`{command.key}` happened after all, though something else was done in its place"
            yield self._raised(ReturnException.FLAGGED, reason)

    def _failed(self, command: RecordFailed) -> Iterator[Event]:
        effect = self._known(command.key)
        if effect.outlook is not Outlook.ORDERED:
            return
        yield self._made(EffectFailed, key=command.key, reason=command.reason, rules=command.rules)
        exception = FAILURES[effect.kind]
        if exception not in self.return_.exceptions:
            yield self._raised(exception, f"`{command.key}`: {command.reason}"[:2_000])

    def _again(self, command: OrderAgain) -> Iterator[Event]:
        effect = self._known(command.key)
        faults = self._new_effects([command.effect], frozenset({effect.kind}))
        if effect.outlook is not Outlook.FAILED:
            faults.append(_fault("effect", "key", f"`{command.key}` has not failed: it is {effect.outlook}"))
        if command.effect.amount != effect.amount:
            faults.append(_fault("effect", "effect.amount", f"it was of {effect.amount}"))
        _refuse(faults)
        yield self._made(EffectReordered, key=command.key, effect=command.effect, rules=command.rules)
        yield from self._seen_to(effect)

    def _corrected(self, command: Correct) -> Iterator[Event]:
        faults = self._own(command.entries)
        effect = None
        if command.instead_of is not None:
            effect = self._known(command.instead_of)
            if effect.outlook is not Outlook.FAILED:
                faults.append(_fault("effect", "instead_of", f"`{effect.key}` has not failed"))
        _refuse(faults)
        told = {"reason": command.reason, "instead_of": command.instead_of}
        yield self._made(EntriesCorrected, **told, rules=command.rules, entries=command.entries)
        if effect is not None:
            yield from self._seen_to(effect)

    def _seen_to(self, effect: ReturnEffect) -> Iterator[Event]:
        """Yield that the exception of *effect* is cleared, where no other effect holds it up."""
        exception = FAILURES[effect.kind]
        others = (
            each.outlook is Outlook.FAILED and FAILURES[each.kind] is exception
            for each in self.return_.effects
            if each.key != effect.key
        )
        if exception in self.return_.exceptions and not any(others):
            reason = f"`{effect.key}` was seen to"
            yield self._made(ExceptionCleared, exception=exception, reason=reason)

    def _raised(self, exception: ReturnException, reason: str) -> Event:
        return self._made(ExceptionRaised, exception=exception, reason=reason)

    # --- what makes events ---------------------------------------------------------------------------

    def _made(self, kind: type[Any], /, **told: Any) -> Event:  # Any: an event, and its own fields
        self._number += 1
        return_ = self.return_
        made: Event = kind(
            shop=return_.shop,
            return_id=return_.id,
            number=self._number,
            at=self.at,
            by=self.by,
            policy=return_.policy,
            **told,
        )
        return made

    def _entries(self, given: Sequence[tuple[int, int]], counter: Units) -> tuple[LedgerEntry, ...]:
        items, id = self.return_.items, self.return_.id
        return tuple(_units(id, self.at, counter, items[place].line_id, n) for place, n in given)

    def _released(self) -> tuple[LedgerEntry, ...]:
        """Return the entries that give up the units that were neither settled nor given up yet."""
        return self._held(-1)

    def _claimed(self) -> tuple[LedgerEntry, ...]:
        """Return the entries that take them up again."""
        return self._held(1)

    def _held(self, sign: int) -> tuple[LedgerEntry, ...]:
        found: list[LedgerEntry] = []
        is_answered = self.return_.approval is not ApprovalStatus.SUBMITTED
        for item in self.return_.items:
            for counter, units in ((Units.REQUESTED, item.asked.quantity), (Units.ACCEPTED, item.accepted)):
                left = units - item.settled
                if left > 0 and (counter is Units.REQUESTED or is_answered):
                    found.append(_units(self.return_.id, self.at, counter, item.line_id, sign * left))
        return tuple(found)

    # --- what does not fit ---------------------------------------------------------------------------

    def _known(self, key: str) -> ReturnEffect:
        effect = self.return_.effect(key)
        if effect is None:
            raise CommandError((_fault("effect", "key", f"the return has no effect `{key}`"),))
        return effect

    def _places(self, places: Sequence[int], path: str) -> list[Diagnostic]:
        count = len(self.return_.items)
        return [
            _fault("item", path, f"the return has {count} items, none at place {place}", "places begin at 0")
            for place in places
            if place >= count
        ]

    def _counts(
        self, given: Sequence[tuple[int, int]], room: Sequence[int], verb: str, rest: str
    ) -> list[Diagnostic]:
        faults: list[Diagnostic] = []
        counted: Counter[int] = Counter()
        for number, (place, quantity) in enumerate(given):
            if found := self._places([place], f"items[{number}].place"):
                faults += found
                continue
            left = room[place] - counted[place]
            counted[place] += quantity
            if quantity > left:
                message = f"{quantity} units would be {verb}, {max(0, left)} are {rest}"
                faults.append(_fault("quantity", f"items[{number}].quantity", message))
        return faults

    def _new_effects(self, effects: Sequence[ReturnEffect], kinds: frozenset[EffectKind]) -> list[Diagnostic]:
        faults: list[Diagnostic] = []
        known = {each.key for each in self.return_.effects}
        for number, effect in enumerate(effects):
            path = f"effects[{number}]"
            if effect.key in known:
                faults.append(_fault("effect", f"{path}.key", f"`{effect.key}` is there already"))
            known.add(effect.key)
            if effect.kind not in kinds:
                faults.append(_fault("effect", f"{path}.kind", f"`{effect.kind}` is not ordered by this"))
            if effect.outlook is not Outlook.ORDERED:
                faults.append(_fault("effect", f"{path}.outlook", "what is ordered has not happened yet"))
            if (effect.amount is not None) is not (effect.kind in _PAYS):
                faults.append(
                    _fault("effect", f"{path}.amount", "what pays says how much, nothing else does")
                )
            elif effect.amount is not None:
                faults += self._currencies([(f"{path}.amount", effect.amount)])
        return faults

    def _currencies(self, amounts: Sequence[tuple[str, Money]]) -> list[Diagnostic]:
        currency = self.return_.order.currency
        return [
            _fault("currency", path, f"`{amount}` is not in the order's currency {currency}")
            for path, amount in amounts
            if amount.currency != currency
        ]

    def _own(self, entries: Sequence[LedgerEntry]) -> list[Diagnostic]:
        return [
            _fault("entry", f"entries[{number}].return_id", f"it is not of return `{self.return_.id}`")
            for number, entry in enumerate(entries)
            if entry.return_id != self.return_.id
        ]

    def _if_settled(self, message: str) -> list[Diagnostic]:
        settled = any(item.settled for item in self.return_.items)
        return (
            [_fault("settled", "", message, "settle or correct what is left, and resolve it")]
            if settled
            else []
        )

    def _if_in(self, message: str) -> list[Diagnostic]:
        units = any(item.received for item in self.return_.items)
        return [_fault("received", "", message)] if units else []

    def _if_under_way(self) -> list[Diagnostic]:
        faults = self._if_in("a return that units came in of is not cancelled")
        faults += self._if_settled("a return that something was settled of is not cancelled")
        if self.by.kind is ActorKind.SHOPPER and self.return_.shipping in _UNDER_WAY:
            faults.append(_fault("shipped", "", "the goods are on their way", "ask the shop"))
        return faults

    def _if_unpaid(self) -> list[Diagnostic]:
        return [
            _fault("unpaid", f"effects[{number}]", f"`{each.key}` is {each.outlook}")
            for number, each in enumerate(self.return_.effects)
            if each.outlook in (Outlook.ORDERED, Outlook.FAILED)
        ]


def _units(return_id: Any, at: datetime, counter: Units, line_id: Any, quantity: int) -> UnitsEntry:
    return UnitsEntry(at=at, return_id=return_id, counter=counter, line_id=line_id, quantity=quantity)


def _of_order(order: Order) -> list[Diagnostic]:
    if type(order) is Order:
        return []
    message = f"an order of `{type(order).__name__}` would lose what it has beside the fields of `Order`"
    return [_fault("order", "order", message, "keep custom values in its `attributes`")]


def _of_request(order: Order, request: ReturnRequest) -> list[Diagnostic]:
    faults: list[Diagnostic] = []
    asked: Counter[str] = Counter()
    for number, item in enumerate(request.items):
        line = order.line(item.line_id)
        if line is None:
            message = f"order `{order.number}` has no line `{item.line_id}`"
            faults.append(_fault("line", f"request.items[{number}].line_id", message))
            continue
        asked[line.id] += item.quantity
        if asked[line.id] > line.quantity:
            message = f"{asked[line.id]} units are asked back of {line.quantity}"
            faults.append(_fault("quantity", f"request.items[{number}].quantity", message))
    return faults


def _of_kind(command: Submit) -> list[Diagnostic]:
    is_withdrawal = command.kind is RequestKind.WITHDRAWAL
    if is_withdrawal is (command.statement is not None):
        return []
    message = "a withdrawal, and nothing else, has the statement of the customer"
    return [_fault("statement", "statement", message)]


def _fault(code: str, path: str, message: str, help: str | None = None) -> Diagnostic:
    return Diagnostic(f"command.{code}", message, path=path, help=help)


def _refuse(faults: Sequence[Diagnostic]) -> None:
    if faults:
        raise CommandError(tuple(faults))
