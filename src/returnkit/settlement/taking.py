"""Taking: the choices of a settlement, checked against the decision, the ledger and what came in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from returnkit.decision import Decision, ItemDecision, OfferDecision, Status
from returnkit.diagnostics import Diagnostic, suggest
from returnkit.facts import LineItem, Resolution
from returnkit.ids import LineId, PolicyId

from .account import EXCHANGES, Counting, Pot, Taken
from .choices import ItemChoice
from .entries import Units
from .ledger import Ledger
from .stated import Open, Pick, Terms

_CLOSED: Final = (Status.NO,)
_REFUNDED: Final = Units.REFUNDED
_FALLBACKS = (Resolution.REFUND, Resolution.STORE_CREDIT)


def taken_of(
    decision: Decision,
    choices: Sequence[ItemChoice],
    counting: Counting,
    pick: Pick,
    *,
    may_be_open: bool,
) -> tuple[list[Taken], list[Pot], list[Diagnostic]]:
    """Return what is taken, with its terms; what each offer pays over all of it; and every fault.

    What is not certain is a fault too, told beside those of the choices.
    """
    ledger, items, own = counting.ledger, decision.items, decision.policy.id
    faults = _other_order(decision, ledger) if ledger.order is not decision.order else []
    arrived: dict[int, int] = {}
    settled: dict[LineId, int] = {}
    asked: dict[int, int] = {}
    pots: dict[tuple[str, PolicyId | None], Pot] = {}
    taken: list[Taken] = []
    for number, choice in enumerate(choices):
        place = choice.place
        if place >= len(items):
            message = f"the decision has {len(items)} items, none at place {place}"
            faults.append(Diagnostic("settlement.place", message, path=f"choices[{number}].place"))
            continue
        item = items[place]
        try:
            offer = _offer(choice, item)
        except Open as fault:
            faults.append(fault.at(f"choices[{number}].offer"))
            continue
        if len(offer.statuses) > 1 and not may_be_open and Status.NO in offer.statuses:
            faults.append(_not_sure(choice, offer).at(f"choices[{number}].offer"))
            continue
        line_id, most = item.line_id, item.item.quantity
        wanted = choice.quantity or most
        asked[place] = units = asked.get(place, 0) + wanted
        if units > most:
            message = f"{units} units of line `{line_id}` are chosen, {most} were asked back"
            faults.append(Diagnostic("settlement.quantity", message, path=f"choices[{number}].quantity"))
            continue
        came = _arrived(decision, item, arrived, wanted) if decision.inspections else wanted
        before = settled.get(line_id, 0)
        settled[line_id] = units = before + came
        if units > (left := ledger.units_left(line_id)):
            message = f"{units} units of line `{line_id}` would be settled, {left} are left"
            path = f"choices[{number}].quantity"
            help_ = "units that were refunded or removed before cannot be settled again"
            faults.append(Diagnostic("settlement.quantity", message, path=path, help=help_))
            continue
        if choice.set_fees or choice.replacement is not None:
            faults += _amounts(choice, ledger, f"choices[{number}]")
        line = ledger.order.line(line_id)
        assert line  # noqa: S101  # it has units left; narrows the type
        if (parts := item.item.components) is not None and line.bundle and parts < line.bundle.components:
            faults.append(_parts_of_a_set(line, parts, f"choices[{number}].place"))
            continue
        try:
            terms = _terms(offer, taken, own, pick)
        except Open as fault:
            faults.append(fault.at(f"choices[{number}].offer"))
            continue
        pot = pots.get((offer.name, offer.floor))
        if pot is None:
            pot = pots[offer.name, offer.floor] = Pot(offer.name, offer.floor, offer.gives)
        earlier = ledger.units(line_id, _REFUNDED)
        made = Taken(choice, place, item, offer, line, came, terms, pot, earlier, earlier + before)
        pot.takers.append(made)
        taken.append(made)
    return taken, list(pots.values()), faults


def _other_order(decision: Decision, ledger: Ledger) -> list[Diagnostic]:
    if ledger.order.id == decision.order.id:
        return []
    message = f"the ledger is of order `{ledger.order.number}`, the decision of `{decision.order.number}`"
    return [Diagnostic("settlement.order", message, path="ledger")]


def _offer(choice: ItemChoice, item: ItemDecision) -> OfferDecision:
    """Return the offer that is chosen, or the one that stands in where its replacement is out of stock.

    Raises:
        Open: There is no such offer, or it surely does not stand.
    """
    name, floor = choice.offer, choice.floor
    for offer in item.offers:
        if offer.name == name and offer.floor == floor:
            break
    else:
        names = [each.name for each in item.offers if each.floor == floor]
        listed = ", ".join(f"`{name}`" for name in names) or "none"
        of = f"of floor `{floor}`" if floor else "of the policy"
        help_ = suggest(name, names) or f"the offers {of} for it are {listed}"
        message = f"item {choice.place} has no offer `{name}` {of}"
        raise Open("settlement.offer", message, help=help_)
    sent = choice.replacement
    if sent is not None and not sent.is_in_stock and offer.gives in EXCHANGES:
        stands = [each for each in item.open_offers if each.gives not in EXCHANGES]
        for gives in _FALLBACKS:
            if found := next((each for each in stands if each.gives is gives), None):
                return found
        message = f"the replacement for item {choice.place} is out of stock, and no refund stands instead"
        raise Open("settlement.out_of_stock", message, help="choose another replacement, or override")
    if offer.statuses == _CLOSED:
        rules = ", ".join(f"`{reason.rule}`" for reason in offer.reasons if reason.rule)
        message = f"offer `{offer.name}` does not stand for item {choice.place}"
        help_ = f"{rules} says no; an override by staff would have to stand above it" if rules else ""
        raise Open("settlement.offer_is_closed", message, help=help_ or "its window does not admit it")
    return offer


def _terms(offer: OfferDecision, taken: Sequence[Taken], own: PolicyId, pick: Pick) -> Terms:
    """Return the terms of *offer*; the items of an order mostly have those of the one before."""
    if taken and taken[-1].offer.terms == offer.terms and taken[-1].offer.floor == offer.floor:
        return taken[-1].terms
    return Terms(offer.terms, own, offer.floor, pick)


def _not_sure(choice: ItemChoice, offer: OfferDecision) -> Open:
    rules = ", ".join(f"`{reason.rule}`" for reason in offer.reasons if reason.rule)
    message = f"offer `{offer.name}` does not surely stand for item {choice.place}"
    may = f"{rules} may say no; " if rules else ""
    help_ = f"{may}answer what the decision asks, or have a person approve it: `is_approved=True`"
    return Open("settlement.offer_is_open", message, help=help_)


def _parts_of_a_set(line: LineItem, parts: Collection[str], path: str) -> Diagnostic:
    listed = ", ".join(f"`{name}`" for name in sorted(parts))
    message = f"of the set on line `{line.id}` only {listed} comes back, and what that is worth is not told"
    help_ = "take the set apart by what its parts cost alone: `taken_apart(order, line_id, prices)`"
    return Diagnostic("settlement.parts", message, path=path, help=help_)


def _arrived(decision: Decision, item: ItemDecision, arrived: dict[int, int], wanted: int) -> int:
    """Return how many of the *wanted* units came in, as far as somebody counted; take them off."""
    found = decision.inspections[item.place] if item.place < len(decision.inspections) else None
    if found is None or found.received_quantity is None:
        return wanted
    left = arrived.setdefault(item.place, found.received_quantity)
    arrived[item.place] = left - min(left, wanted)
    return min(left, wanted)


def _amounts(choice: ItemChoice, ledger: Ledger, path: str) -> Iterator[Diagnostic]:
    currency, sent = ledger.order.currency, choice.replacement
    amounts = {f"set_fees.{name}": amount for name, amount in choice.set_fees.items()}
    if sent is not None:
        amounts |= {"replacement.price": sent.price, "replacement.tax": sent.tax}
    for where, amount in amounts.items():
        if amount.currency != currency:
            message = f"`{amount}` is not in the order's currency {currency}"
            yield Diagnostic("settlement.currency", message, path=f"{path}.{where}")
        elif amount.minor < 0:
            yield Diagnostic("settlement.amount", f"`{amount}` is below zero", path=f"{path}.{where}")
