"""Sets: a line that was sold as one, taken apart so that its parts can come back one by one."""

from __future__ import annotations

from collections.abc import Mapping

from returnkit.diagnostics import Diagnostic
from returnkit.errors import SettlementError
from returnkit.facts import Bundle, Fulfillment, LineItem, LineQuantity, Order
from returnkit.ids import LineId
from returnkit.money import Money


def taken_apart(order: Order, line_id: LineId, prices: Mapping[str, Money]) -> Order:
    """Return *order* with a line for each part of the set that was sold on *line_id*.

    Price, discount and tax of the set are shared by what the parts cost alone, to the minor unit, so that all
    parts together are refunded what was paid. The parts stay one set to the rules.

    Args:
        order: The order; nothing of the line may have been refunded.
        line_id: The line of the set.
        prices: What each part costs alone, in the order's currency; by its name.

    Returns:
        The order with lines called `LINE/PART`, in the order of *prices*, where the set's line was.

    Raises:
        SettlementError: There is no such line, it is no set of these parts, or some of it was refunded.
    """
    line = order.line(line_id)
    if faults := _faults(order, line, line_id, prices):
        raise SettlementError(faults)
    assert line  # noqa: S101  # of `_faults`; narrows the type
    parts = _parts(line, prices)
    lines = tuple(each for one in order.lines for each in (parts if one.id == line_id else (one,)))
    shipments = tuple(_shipped(each, line_id, parts) for each in order.fulfillments)
    return order.evolve(lines=lines, fulfillments=shipments)


def _parts(line: LineItem, prices: Mapping[str, Money]) -> tuple[LineItem, ...]:
    unit_prices = line.unit_price.allocate([price.minor for price in prices.values()])
    wholes = [price.minor * line.quantity for price in unit_prices]
    discounts, taxes = line.discount.allocate(wholes), line.tax.allocate(wholes)
    bundle = line.bundle
    is_one = Bundle(id=bundle.id, name=bundle.name) if bundle else Bundle(id=line.id)
    return tuple(
        line.evolve(
            id=LineId(f"{line.id}/{name}"),
            title=f"{line.title}: {name}",
            unit_price=price,
            discount=discount,
            tax=tax,
            lowest_recent_price=None,
            weight_grams=None,
            bundle=is_one,
        )
        for name, price, discount, tax in zip(prices, unit_prices, discounts, taxes, strict=True)
    )


def _shipped(shipment: Fulfillment, line_id: LineId, parts: tuple[LineItem, ...]) -> Fulfillment:
    lines = tuple(
        sent
        for each in shipment.lines
        for sent in (
            [LineQuantity(line_id=part.id, quantity=each.quantity) for part in parts]
            if each.line_id == line_id
            else [each]
        )
    )
    return shipment.evolve(lines=lines)


def _faults(
    order: Order, line: LineItem | None, line_id: LineId, prices: Mapping[str, Money]
) -> tuple[Diagnostic, ...]:
    if line is None:
        message = f"order `{order.number}` has no line `{line_id}`"
        return (Diagnostic("settlement.line", message, path="line_id"),)
    faults: list[Diagnostic] = []
    known = line.bundle.components if line.bundle else frozenset()
    if not prices or (known and prices.keys() != known):
        listed = ", ".join(f"`{name}`" for name in sorted(known)) or "not told"
        message = f"the prices are not of the parts of line `{line_id}`, which are {listed}"
        faults.append(Diagnostic("settlement.parts", message, path="prices"))
    for name, price in prices.items():
        if price.currency != order.currency:
            message = f"`{price}` is not in the order's currency {order.currency}"
            faults.append(Diagnostic("settlement.currency", message, path=f"prices.{name}"))
        elif price.minor < 0:
            faults.append(Diagnostic("settlement.amount", f"`{price}` is below zero", path=f"prices.{name}"))
    if any(part.line_id == line_id for refund in order.refunds for part in refund.lines):
        message = f"units of line `{line_id}` were refunded whole"
        faults.append(Diagnostic("settlement.parts", message, path="line_id"))
    return tuple(faults)
