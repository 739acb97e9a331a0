"""Fitting: what of a command does not fit its return, every fault with its place in the command."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from returnkit.diagnostics import Diagnostic
from returnkit.errors import CommandError, LedgerError
from returnkit.facts import Customer, LineItem, Order, RequestedItem, ReturnHistory, ReturnRequest
from returnkit.money import Money
from returnkit.settlement import (
    Account,
    ComponentEntry,
    Ledger,
    LedgerEntry,
    MoneyEntry,
    Units,
    UnitsEntry,
)

from .actors import ActorKind, RequestKind
from .axes import ShippingStatus
from .commands import OrderAgain, Settle, Submit
from .parts import EffectKind, Outlook, ReturnEffect, Shipment, ShipmentSource
from .state import PAYS, Return

MOST: Final = 500
"""Parcels, notes, documents and effects that one return keeps, at most, each."""
_UNDER_WAY: Final = frozenset({ShippingStatus.IN_TRANSIT, ShippingStatus.DELIVERED})
_SENDS: Final = PAYS | {EffectKind.EXCHANGE_ORDER}
_OUT: Final = frozenset({Account.REFUNDED, Account.CREDITED, Account.EXCHANGED})
_COUNTED: Final = frozenset({Units.REQUESTED, Units.ACCEPTED, Units.RECEIVED})
_OF_SHOP: Final = "it is of a class of the shop, and what that has beside the fields of `{}` would be lost"


def refuse(faults: Sequence[Diagnostic]) -> None:
    """Refuse the command, if there are faults.

    Raises:
        CommandError: With all of *faults*.
    """
    if faults:
        raise CommandError(tuple(faults))


def fault(code: str, path: str, message: str, help: str | None = None) -> Diagnostic:
    """Return a fault of a command."""
    return Diagnostic(f"command.{code}", message, path=path, help=help)


# --- a return that begins ----------------------------------------------------------------------------


def of_submitted(command: Submit) -> list[Diagnostic]:
    """Return what of a return cannot begin so."""
    order = command.order
    faults = list(_lost(order)) + of_request(order, command.request)
    if command.history is not None and type(command.history) is not ReturnHistory:
        faults.append(fault("class", "history", _OF_SHOP.format("ReturnHistory")))
    if (command.kind is RequestKind.WITHDRAWAL) is not (command.statement is not None):
        message = "a withdrawal, and nothing else, has the statement of the customer"
        faults.append(fault("statement", "statement", message))
    try:
        Ledger(order, command.opening)
    except LedgerError as exc:
        faults += [each.at(path=f"opening: {each.path}") for each in exc.faults]
    return faults


def of_request(order: Order, request: ReturnRequest) -> list[Diagnostic]:
    """Return what of *request* does not fit its order."""
    faults: list[Diagnostic] = []
    if type(request) is not ReturnRequest:
        faults.append(fault("class", "request", _OF_SHOP.format("ReturnRequest")))
    asked: Counter[str] = Counter()
    for number, item in enumerate(request.items):
        path = f"request.items[{number}]"
        if type(item) is not RequestedItem:
            faults.append(fault("class", path, _OF_SHOP.format("RequestedItem")))
        line = order.line(item.line_id)
        if line is None:
            message = f"order `{order.number}` has no line `{item.line_id}`"
            faults.append(fault("line", f"{path}.line_id", message))
            continue
        asked[line.id] += item.quantity
        if asked[line.id] > line.quantity:
            message = f"{asked[line.id]} units are asked back of {line.quantity}"
            faults.append(fault("quantity", f"{path}.quantity", message))
    return faults


def _lost(order: Order) -> Iterator[Diagnostic]:
    help_ = "keep custom values in its `attributes`"
    if type(order) is not Order:
        yield fault("class", "order", _OF_SHOP.format("Order"), help_)
    if order.customer is not None and type(order.customer) is not Customer:
        yield fault("class", "order.customer", _OF_SHOP.format("Customer"), help_)
    for number, line in enumerate(order.lines):
        if type(line) is not LineItem:
            yield fault("class", f"order.lines[{number}]", _OF_SHOP.format("LineItem"), help_)


# --- parts of it -------------------------------------------------------------------------------------


def of_accepted(return_: Return, accepted: Sequence[int]) -> list[Diagnostic]:
    """Return what of these counts cannot be accepted."""
    items, faults = return_.items, []
    if len(accepted) != len(items):
        faults.append(fault("items", "accepted", f"{len(accepted)} counts of {len(items)} items"))
    for place, (item, count) in enumerate(zip(items, accepted, strict=False)):
        if count > item.asked.quantity:
            message = f"{count} units would be accepted of {item.asked.quantity}"
            faults.append(fault("quantity", f"accepted[{place}]", message))
    if not any(accepted):
        faults.append(fault("nothing", "accepted", "no unit would be accepted", "reject it, and say why"))
    return faults


def of_shipment(return_: Return, shipment: Shipment, by: ActorKind) -> list[Diagnostic]:
    """Return what of a parcel cannot be made known so."""
    faults = of_room(len(return_.shipments), "parcels", "shipment")
    if return_.shipment(shipment.id) is not None:
        message = f"there is another parcel `{shipment.id}` already"
        faults.append(fault("shipment", "shipment.id", message, "give it a name of its own"))
    if shipment.sent_at or shipment.delivered_at or shipment.is_void:
        message = "what is made known has not travelled yet"
        faults.append(fault("shipment", "shipment", message, "record that afterwards"))
    if by is ActorKind.SHOPPER:
        if shipment.source is not ShipmentSource.SHOPPER_UPLOAD:
            faults.append(fault("shipment", "shipment.source", f"a shopper has no `{shipment.source}`"))
        if shipment.label_cost is not None or shipment.reference is not None:
            faults.append(fault("shipment", "shipment", "a shopper does not say what the shop paid"))
    if shipment.label_cost is not None:
        faults += of_currencies(return_, [("shipment.label_cost", shipment.label_cost)])
    return faults


def of_bought(return_: Return, effect: ReturnEffect, shipment: Shipment, by: ActorKind) -> list[Diagnostic]:
    """Return what of a parcel cannot be made known by a label that was bought."""
    faults = of_shipment(return_, shipment, by)
    if effect.kind is not EffectKind.LABEL:
        faults.append(fault("effect", "shipment", f"`{effect.kind}` makes no parcel known"))
    return faults


def of_parcel(return_: Return, shipment_id: str) -> list[Diagnostic]:
    """Return the fault that the return has no such parcel, if so."""
    if return_.shipment(shipment_id) is not None:
        return []
    known = ", ".join(f"`{each.id}`" for each in return_.shipments[:8]) or "none"
    message = f"there is no parcel `{shipment_id[:80]}`"
    return [fault("shipment", "shipment_id", message, f"its parcels are: {known}")]


def of_places(return_: Return, places: Sequence[int], path: str) -> list[Diagnostic]:
    """Return which of *places* are none of its items."""
    count = len(return_.items)
    return [
        fault("item", path, f"the return has {count} items, none at place {place}", "places begin at 0")
        for place in places
        if place >= count
    ]


def of_counts(
    return_: Return, given: Sequence[tuple[int, int]], room: Sequence[int], verb: str, rest: str
) -> list[Diagnostic]:
    """Return which of *given*, places with quantities, there is no *room* for."""
    faults: list[Diagnostic] = []
    counted: Counter[int] = Counter()
    for number, (place, quantity) in enumerate(given):
        if found := of_places(return_, [place], f"items[{number}].place"):
            faults += found
            continue
        left = room[place] - counted[place]
        counted[place] += quantity
        if quantity > left:
            message = f"{quantity} units would be {verb}, {max(0, left)} are {rest}"
            faults.append(fault("quantity", f"items[{number}].quantity", message))
    return faults


def of_room(count: int, noun: str, path: str) -> list[Diagnostic]:
    """Return the fault that there is no room for one more, if so."""
    if count < MOST:
        return []
    return [fault("too_many", path, f"a return keeps {MOST} {noun} at most")]


def of_currencies(return_: Return, amounts: Sequence[tuple[str, Money]]) -> list[Diagnostic]:
    """Return which of *amounts*, by their paths, are not in the currency of the order."""
    currency = return_.order.currency
    return [
        fault("currency", path, f"`{amount}` is not in the order's currency {currency}")
        for path, amount in amounts
        if amount.currency != currency
    ]


# --- money and effects -------------------------------------------------------------------------------


def of_effects(
    return_: Return, effects: Sequence[ReturnEffect], kinds: Collection[EffectKind], path: str = "effects[{}]"
) -> list[Diagnostic]:
    """Return what of *effects* cannot be ordered by a command that orders *kinds*."""
    faults = of_room(len(return_.effects) + max(0, len(effects) - 1), "effects", "effects") if effects else []
    known = {each.key for each in return_.effects}
    for number, effect in enumerate(effects):
        at = path.format(number)
        if effect.key in known:
            faults.append(fault("effect", f"{at}.key", f"`{effect.key}` is there already"))
        known.add(effect.key)
        if effect.kind not in kinds:
            faults.append(fault("effect", f"{at}.kind", f"`{effect.kind}` is not ordered by this"))
        if effect.outlook is not Outlook.ORDERED or effect.reference or effect.reason:
            faults.append(fault("effect", f"{at}.outlook", "what is ordered has not happened yet"))
        if bool(effect.amount) is not (effect.kind in PAYS):
            faults.append(fault("effect", f"{at}.amount", "what pays says how much, nothing else does"))
        elif effect.amount is not None:
            faults += of_currencies(return_, [(f"{at}.amount", effect.amount)])
    return faults


def of_entries(return_: Return, entries: Sequence[LedgerEntry]) -> list[Diagnostic]:
    """Return which of *entries* the ledger of the order could not count, whatever else it counts."""
    order = return_.order
    means = max(1, len(order.payment.tenders or ()))
    faults: list[Diagnostic] = []
    for number, entry in enumerate(entries):
        path = f"entries[{number}]"
        if entry.return_id != return_.id:
            faults.append(fault("entry", f"{path}.return_id", f"it is not of return `{return_.id}`"))
        if not isinstance(entry, MoneyEntry) and entry.line_id and order.line(entry.line_id) is None:
            message = f"order `{order.number}` has no line `{entry.line_id[:80]}`"
            faults.append(fault("line", f"{path}.line_id", message))
        if not isinstance(entry, UnitsEntry):
            faults += of_currencies(return_, [(f"{path}.amount", entry.amount)])
        if isinstance(entry, MoneyEntry) and entry.tender is not None and entry.tender >= means:
            message = f"the order has {means} means of payment, none at place {entry.tender}"
            faults.append(fault("tender", f"{path}.tender", message, "places begin at 0"))
    return faults


def of_settled(return_: Return, command: Settle) -> list[Diagnostic]:
    """Return what cannot be settled so."""
    faults = of_effects(return_, command.effects, _SENDS)
    rooms: dict[tuple[int, int | None], int] = {}
    for place, item in enumerate(return_.items):
        rooms[place, None] = item.accepted - item.graded - item.settled_unseen
        rooms |= {(place, n): each.quantity - each.settled for n, each in enumerate(item.gradings)}
    units: Counter[str] = Counter()
    for number, each in enumerate(command.items):
        room = rooms.get((each.place, each.grading))
        if room is None:
            faults.append(fault("item", f"items[{number}]", "there are no such units"))
        elif each.quantity > room:
            message = f"{each.quantity} units would be settled, {room} are left"
            faults.append(fault("quantity", f"items[{number}].quantity", message))
        else:
            rooms[each.place, each.grading] = room - each.quantity
            units[return_.items[each.place].line_id] += each.quantity
    faults += of_currencies(return_, [("total", command.total), ("due", command.due)])
    faults += of_entries(return_, command.entries)
    # Amounts of two currencies are not compared.
    return faults or [*_of_units(command, units), *_of_amounts(command)]


def _of_units(command: Settle, units: Counter[str]) -> Iterator[Diagnostic]:
    left = units.copy()
    for number, entry in enumerate(command.entries):
        if isinstance(entry, UnitsEntry):
            left[entry.line_id] -= entry.quantity
            if entry.counter is not Units.REFUNDED or entry.quantity < 0 or left[entry.line_id] < 0:
                message = f"it counts other units of line `{entry.line_id}` than are settled"
                yield fault("entry", f"entries[{number}]", message)


def _of_amounts(command: Settle) -> Iterator[Diagnostic]:
    # INVARIANT (every minor unit has a cause): the causes sum to the total, which is what is paid less what
    # is due; and what is paid is what the ledger counts, as far as it was not given on top.
    pays, total = _paid(command.effects), command.total
    if pays - command.due.minor != total.minor:
        yield fault("total", "total", f"`{total}` is not what is paid less what is due")
    causes = sum(each.amount.minor for each in command.entries if isinstance(each, ComponentEntry))
    if causes != total.minor:
        yield fault("total", "entries", f"the causes do not sum to `{total}`")
    counted = _moved(command.entries, frozenset({Account.REFUNDED, Account.CREDITED}))
    granted = _moved(command.entries, frozenset({Account.GRANTED}))
    if not counted <= pays <= counted + granted:
        paid = Money(pays, total.currency)
        yield fault("entry", "entries", f"they do not count the `{paid}` that the effects pay")


def of_again(return_: Return, effect: ReturnEffect, command: OrderAgain) -> list[Diagnostic]:
    """Return why this cannot be ordered in the place of *effect*."""
    new = command.effect
    kinds = PAYS if effect.kind in PAYS else {effect.kind}
    faults = of_effects(return_, [new], kinds, "effect") + of_entries(return_, command.entries)
    if effect.outlook is not Outlook.FAILED:
        faults.append(fault("effect", "key", f"`{effect.key}` has not failed: it is {effect.outlook}"))
    if new.amount != effect.amount:
        faults.append(fault("effect", "effect.amount", f"it was of `{effect.amount}`"))
    moves_on = (new.kind, new.tender) != (effect.kind, effect.tender)
    if not faults and moves_on is not bool(command.entries):
        message = "entries say what goes elsewhere than it was counted, and only that"
        faults.append(fault("entry", "entries", message))
    elif not faults and _moved(command.entries, _OUT):
        faults.append(fault("entry", "entries", "they take away from one place what they count at another"))
    return faults


def of_corrected(
    return_: Return, entries: Sequence[LedgerEntry], effect: ReturnEffect | None
) -> list[Diagnostic]:
    """Return what of a correction, one that makes *effect* good or none, cannot be recorded."""
    faults = of_entries(return_, entries)
    for number, entry in enumerate(entries):
        if isinstance(entry, UnitsEntry) and entry.counter in _COUNTED:
            message = f"what is {entry.counter.value} is counted by the return itself"
            faults.append(fault("entry", f"entries[{number}].counter", message))
    if effect is None:
        return faults or ([] if entries else [fault("nothing", "entries", "nothing moved")])
    if effect.outlook is not Outlook.FAILED:
        faults.append(fault("effect", "instead_of", f"`{effect.key}` has not failed: it is {effect.outlook}"))
    if not faults and effect.kind in PAYS and _moved(entries, _OUT) > 0:
        message = f"`{effect.amount}` was counted when it was settled"
        help_ = "take that back by a reversed entry, and count where it went instead"
        faults.append(fault("entry", "entries", message, help_))
    return faults


def _paid(effects: Sequence[ReturnEffect]) -> int:
    return sum(each.amount.minor for each in effects if each.amount and each.kind in PAYS)


def _moved(entries: Sequence[LedgerEntry], accounts: Collection[Account]) -> int:
    return sum(
        -each.amount.minor if each.is_reversed else each.amount.minor
        for each in entries
        if isinstance(each, MoneyEntry) and each.account in accounts
    )


# --- a return that ends ------------------------------------------------------------------------------


def if_settled(return_: Return, message: str) -> list[Diagnostic]:
    """Return the fault that something was settled, if so."""
    if not any(item.settled for item in return_.items):
        return []
    return [fault("settled", "", message, "settle or correct what is left, and resolve it")]


def if_in(return_: Return, message: str) -> list[Diagnostic]:
    """Return the fault that units came in, if so."""
    return [fault("received", "", message)] if any(item.received for item in return_.items) else []


def if_under_way(return_: Return, by: ActorKind) -> list[Diagnostic]:
    """Return why the return cannot be taken back any more."""
    faults = if_in(return_, "a return that units came in of is not cancelled")
    faults += if_settled(return_, "a return that something was settled of is not cancelled")
    if by is ActorKind.SHOPPER and return_.shipping in _UNDER_WAY:
        faults.append(fault("shipped", "", "the goods are on their way", "ask the shop"))
    return faults


def if_unpaid(return_: Return, by: ActorKind) -> list[Diagnostic]:
    """Return why the return cannot be closed yet."""
    faults = [
        fault("unpaid", "", f"`{each.key}` is {each.outlook}")
        for each in return_.effects
        if each.outlook in (Outlook.ORDERED, Outlook.FAILED)
    ]
    if by is ActorKind.SYSTEM and return_.owed:
        message = f"the customer owes `{return_.owed}` still"
        faults.append(fault("owed", "", message, "collect it, or let a person close it"))
    return faults
