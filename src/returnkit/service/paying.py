"""Paying: a settlement as a command to its return, and as intents to the outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from returnkit.decision import Decision, Status
from returnkit.diagnostics import Diagnostic
from returnkit.effects import (
    ExchangeOrder,
    Intent,
    PayOut,
    RefundOrder,
    Sent,
    effect_key,
    refund_intent,
    refund_key,
    shop_intent,
)
from returnkit.errors import CommandError
from returnkit.facts import Order, Resolution
from returnkit.ids import RuleId
from returnkit.lifecycle import EffectKind, Return, ReturnEffect, Settle, SettledUnits
from returnkit.money import Money
from returnkit.policy import PaidTo
from returnkit.settlement import ItemChoice, Replacement, Settlement

from .deciding import Group

SENDS: Final = frozenset({Resolution.EXCHANGE, Resolution.REPLACE})


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is sent instead of units of an item.

    Attributes:
        place: The item of the return, from 0.
        variant_id: What is sent, as the shop's catalogue names it; None is the same article.
        price: What all units of it cost; with tax where the order's prices have it.
        tax: The tax on it.
        is_same_article: Whether it is the same article, such as in another size.
        is_in_stock: Whether it can be sent; if not, the item is refunded.
    """

    place: int
    price: Money
    tax: Money
    variant_id: str | None = None
    is_same_article: bool = False
    is_in_stock: bool = True


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be settled, and how.

    Attributes:
        places: The items; None is all of them.
        offer: The offer that is taken; None is what the customer wishes, else the first that stands.
        offers: The offers of some items, by place.
        exchanges: What is sent instead.
        set_fees: Fees of items, by place and name, over all units of the item that are settled; they stand
            above those that an inspection set.
        in_advance: Whether units count that have not come in.
    """

    places: frozenset[int] | None = None
    offer: str | None = None
    offers: Mapping[int, str] = field(default_factory=dict)
    exchanges: tuple[Exchange, ...] = ()
    set_fees: Mapping[int, Mapping[str, Money]] = field(default_factory=dict)
    in_advance: bool = False


def choices_of(
    decision: Decision, groups: Sequence[Group], wanted: Wanted
) -> tuple[tuple[ItemChoice, SettledUnits], ...]:
    """Return what is chosen of *decision*, each with the units of the return that it is of.

    Raises:
        CommandError: There is nothing to settle, or an item has no offer that stands.
    """
    left = [group.open if wanted.in_advance else group.here for group in groups]
    # What was settled before was of the first units: a limit may divide an item, and counts them too.
    gone = [group.quantity - group.open for group in groups]
    exchanges = {each.place: each for each in wanted.exchanges}
    found: list[tuple[ItemChoice, SettledUnits]] = []
    faults: list[Diagnostic] = []
    for number, item in enumerate(decision.items):
        group = groups[item.place]
        before = min(gone[item.place], item.item.quantity)
        gone[item.place] -= before
        units = min(left[item.place], item.item.quantity - before)
        if not units or (wanted.places is not None and group.place not in wanted.places):
            continue
        left[item.place] -= units
        exchange = exchanges.get(group.place)
        asked = wanted.offers.get(group.place, wanted.offer)
        standing = [offer for offer in item.offers if offer.statuses != (Status.NO,)]
        if asked is None:
            wish = Resolution.EXCHANGE if exchange else decision.request.resolution
            fitting = [offer for offer in standing if offer.gives is wish]
            # What sends something instead is chosen by those who say what, and by nobody else.
            others = [offer for offer in standing if (offer.gives in SENDS) is (exchange is not None)]
            if exchange is None:
                others += standing
            chosen = next(iter([*fitting, *others]), None)
            name, floor = (chosen.name, chosen.floor) if chosen else (None, None)
        else:
            named = next((offer for offer in item.offers if offer.name == asked), None)
            name, floor = (named.name, named.floor) if named else (asked, None)
        if name is None:
            message = f"no {'exchange' if exchange else 'offer'} stands for item {group.place}"
            help_ = "an override by staff can let one stand"
            faults.append(Diagnostic("command.no_offer", message, path=f"items[{group.place}]", help=help_))
            continue
        choice = ItemChoice(
            place=number,
            offer=name,
            floor=floor,
            quantity=units,
            set_fees=_share(group.fees, units, group.quantity),
        )
        units_ = SettledUnits(place=group.place, grading=group.grading, quantity=units, offer=name)
        found.append((choice, units_))
    if not found and not faults:
        raise nothing_to_settle()
    # A part that may not come back does not hold up those that may, unless somebody named it.
    if faults and not (found and wanted.places is None):
        raise CommandError(tuple(faults))
    for exchange in wanted.exchanges:
        _put(exchange, found)
    for place, fees in wanted.set_fees.items():
        _charge(place, fees, found)
    return tuple(found)


def nothing_to_settle() -> CommandError:
    """Return the error that no unit is left that can be settled."""
    help_ = "approve it and receive units first, or settle them in advance"
    return CommandError(
        (Diagnostic("command.nothing", "there is nothing to settle", path="items", help=help_),)
    )


def _share(fees: Mapping[str, Money], units: int, of: int) -> dict[str, Money]:
    """Return what of *fees*, set for *of* units, is of the first *units* of them."""
    return {name: fee.allocate([units, of - units])[0] for name, fee in fees.items()}


def _charge(place: int, fees: Mapping[str, Money], found: list[tuple[ItemChoice, SettledUnits]]) -> None:
    """Set *fees* for the units of an item, spread over them as they were found."""
    places = [n for n, (_, units) in enumerate(found) if units.place == place]
    weights = [found[n][1].quantity for n in places]
    for name, fee in fees.items() if places else ():
        for number, part in zip(places, fee.allocate(weights), strict=True):
            choice, units = found[number]
            found[number] = (choice.evolve(set_fees={**choice.set_fees, name: part}), units)


def _put(exchange: Exchange, found: list[tuple[ItemChoice, SettledUnits]]) -> None:
    """Say what is sent instead of the units of its item, spread over them as they were found."""
    places = [n for n, (_, units) in enumerate(found) if units.place == exchange.place]
    if not places:
        return
    weights = [found[n][1].quantity for n in places]
    shares = zip(places, exchange.price.allocate(weights), exchange.tax.allocate(weights), strict=True)
    for number, price, tax in shares:
        choice, units = found[number]
        sent = Replacement(
            price=price, tax=tax, is_same_article=exchange.is_same_article, is_in_stock=exchange.is_in_stock
        )
        found[number] = (choice.evolve(replacement=sent), units)


def settle_command(
    return_: Return,
    settlement: Settlement,
    units: Sequence[SettledUnits],
    wanted: Wanted,
    *,
    payment: Callable[[Order, int], str],
    shipments: tuple[str, ...],
    at: datetime,
) -> tuple[Settle, tuple[Intent, ...]]:
    """Return the command that takes *settlement* as it is, and the intents of what it pays and sends.

    Args:
        return_: The return.
        settlement: What was settled.
        units: The units of the return that each of its items is of, same order.
        wanted: What was to be settled.
        payment: What the refund gateway calls the payment of the means at a place.
        shipments: The parcels that fees were counted for.
        at: When.
    """
    made = [*_payouts(return_, settlement, payment), *_exchanges(return_, settlement, units, wanted)]
    settled = zip(settlement.items, units, strict=True)
    command = Settle(
        items=tuple(each.evolve(offer=item.offer) for item, each in settled),
        total=settlement.total,
        due=settlement.due,
        effects=tuple(effect for effect, _ in made),
        shipments=shipments,
        entries=settlement.entries(at),
        rules=_rules(settlement),
    )
    return command, tuple(intent for _, intent in made)


def _rules(settlement: Settlement) -> tuple[RuleId, ...]:
    return tuple(dict.fromkeys(each.rule for each in settlement.components if each.rule is not None))


def _payouts(
    return_: Return, settlement: Settlement, payment: Callable[[Order, int], str]
) -> Iterator[tuple[ReturnEffect, Intent]]:
    order, count = return_.order, len(return_.effects)
    for number, payout in enumerate(settlement.payouts, count + 1):
        if payout.to is PaidTo.ORIGINAL:
            tender = payout.tender or 0
            key = refund_key(return_.id, f"tender-{tender}", number)
            told = RefundOrder(
                key=key,
                payment=payment(order, tender),
                amount=payout.amount,
                metadata={"order": order.number, "return": return_.rma},
            )
            yield (
                ReturnEffect(key=key, kind=EffectKind.REFUND, amount=payout.amount, tender=tender),
                refund_intent(told),
            )
        else:
            key = effect_key(EffectKind.PAYOUT, return_.id, payout.to.value, number)
            told_ = PayOut(
                key=key,
                order_id=order.id,
                return_id=return_.id,
                to=payout.to.value,
                amount=payout.amount,
                customer_id=order.customer.id if order.customer else None,
            )
            yield ReturnEffect(key=key, kind=EffectKind.PAYOUT, amount=payout.amount), shop_intent(told_)


def _exchanges(
    return_: Return, settlement: Settlement, units: Sequence[SettledUnits], wanted: Wanted
) -> Iterator[tuple[ReturnEffect, Intent]]:
    """Yield the order of what is sent instead, one for all items that were settled at once."""
    decision, exchanges = settlement.decision, {each.place: each for each in wanted.exchanges}
    sent: list[Sent] = []
    for item, unit in zip(settlement.items, units, strict=True):
        of_item = decision.items[item.choice.place]
        # One that stands in for what is out of stock may be of a floor; no two offers share a name.
        offer = next(each for each in of_item.offers if each.name == item.offer)
        if offer.gives not in SENDS or not item.quantity:
            continue
        exchange = exchanges.get(unit.place)
        sent.append(
            Sent(
                line_id=of_item.line_id,
                variant_id=exchange.variant_id if exchange else None,
                quantity=item.quantity,
                price=item.choice.replacement.price if item.choice.replacement and item.settles else None,
            )
        )
    if not sent:
        return
    zero = Money.zero(return_.order.currency)
    received = sum((each.amount for each in settlement.exchanged), start=zero)
    on_top = settlement.granted - sum((each.bonus for each in settlement.payouts), start=zero)
    order = ExchangeOrder(
        key=effect_key(EffectKind.EXCHANGE_ORDER, return_.id, len(return_.effects) + 1),
        order_id=return_.order.id,
        return_id=return_.id,
        items=tuple(sent),
        paid=received + on_top,
    )
    yield ReturnEffect(key=order.key, kind=EffectKind.EXCHANGE_ORDER), shop_intent(order)
