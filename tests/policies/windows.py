"""Windows: cases of C1 to C4, each on both sides of every bound.

An order of 27 February 2026, delivered on 2 March, unless told.
"""

from __future__ import annotations

from typing import Final

from returnkit.facts import Payment, Seller, SellerType, SoldCondition, Tender, TenderKind

from .constructs import Case, both_sides, case

OTHER_LAMP: Final = {"category": "lamps", "brand": "Northglow"}
OWN_LAMP: Final = {"category": "lamps", "brand": "Lumenholt"}
BULB: Final = {"category": "bulbs"}
OWN_BULB: Final = {"category": "bulbs", "brand": "Lumenholt"}
OPENED: Final = {"is_opened": True}
SEALED: Final = {"is_opened": False}
OPEN_BOX: Final = {"sold_condition": SoldCondition.OPEN_BOX}
FOR_THE_GARDEN: Final = {"tags": frozenset({"garden", "iron"})}

BY_ITEM: Final = (
    *both_sides("a lamp", "day 40", "everything-else", line=OTHER_LAMP),
    *both_sides("an own-brand lamp", "day 200", "own-brand", line=OWN_LAMP),
    *both_sides("an opened bulb", "day 10", "opened-bulbs", line=BULB, item=OPENED),
    *both_sides("a bulb in its box", "day 40", "everything-else", line=BULB, item=SEALED),
    *both_sides("an own-brand bulb, opened", "day 10", "opened-bulbs", line=OWN_BULB, item=OPENED),
    *both_sides("an own-brand bulb in its box", "day 200", "own-brand", line=OWN_BULB, item=SEALED),
    case(
        "a bulb, opened or not, in ten days",
        "day 10, 23:59",
        "eligible",
        "refund, exchange until 2026-03-12 at least",
        line=BULB,
    ),
    case(
        "a bulb, opened or not, afterwards",
        "day 11, 00:00",
        "needs_info: request.is_opened",
        "refund, exchange perhaps until 2026-03-12 at least",
        line=BULB,
    ),
    *both_sides("a display piece", "day 15", "display-pieces", line=OPEN_BOX),
    *both_sides("50.0 % less", "day 20", "half-price", line={"price": "100.00", "discount": "50.00"}),
    *both_sides("49.9 % less", "day 40", "everything-else", line={"price": "100.00", "discount": "49.90"}),
    *both_sides("for 900.01", "day 90", "chandeliers", line={"price": "900.01"}),
    *both_sides("for 900.00", "day 40", "everything-else", line={"price": "900.00"}),
    *both_sides("for the garden", "day 60", "garden", line=FOR_THE_GARDEN),
)

BY_TIER: Final = (
    *both_sides("gold then, left since", "day 75", "gold", customer={"tier": "gold", "tags": frozenset()}),
    *both_sides("none then, gold since", "day 30", "everybody", customer={"tags": frozenset({"gold"})}),
    *both_sides("silver then", "day 30", "everybody", customer={"tier": "silver"}),
)


def paid_by(*programs: str | None) -> dict[str, Payment]:
    """Return what an order has that cards of these programmes paid."""
    return {
        "payment": Payment(tenders=tuple(Tender(kind=TenderKind.CARD, program=each) for each in programs))
    }


MATTRESS: Final = {"category": "mattresses"}

BY_PAYMENT: Final = (
    *both_sides("another card", "day 45", "everything-else", order=paid_by(None)),
    *both_sides("the house card", "day 65", "everything-else", order=paid_by("house_card")),
    *both_sides("the house card for a part", "day 65", "everything-else", order=paid_by(None, "house_card")),
    *both_sides("a mattress", "day 100", "mattresses", line=MATTRESS, order=paid_by(None)),
    *both_sides(
        "a mattress, the house card", "day 120", "mattresses", line=MATTRESS, order=paid_by("house_card")
    ),
    case(
        "nobody tells what paid",
        "day 46, 00:00",
        "review: order.paid_by",
        "refund, exchange perhaps until 2026-04-16 at least (everything-else)",
    ),
)


def sold_by(name: str, days: int | None) -> dict[str, Seller]:
    """Return what an order or a line has whose seller chose *days*."""
    return {"seller": Seller(id=name, type=SellerType.PARTNER, window_days=days)}


BY_SELLER: Final = (
    *both_sides("a seller's 5 days", "day 10", "sellers", order=sold_by("kiln", 5)),
    *both_sides("a seller's 10 days", "day 10", "sellers", order=sold_by("kiln", 10)),
    *both_sides("a seller's 11 days", "day 11", "sellers", order=sold_by("kiln", 11)),
    *both_sides("a seller's 60 days", "day 60", "sellers", order=sold_by("kiln", 60)),
    *both_sides("a seller's 61 days", "day 60", "sellers", order=sold_by("kiln", 61)),
    *both_sides("a seller that tells none", "day 14", "sellers", order=sold_by("kiln", None)),
    *both_sides(
        "another seller's line", "day 30", "sellers", order=sold_by("kiln", 12), line=sold_by("loom", 30)
    ),
    *both_sides(
        "from the platform's warehouse",
        "day 30",
        "shipped-by-us",
        order=sold_by("kiln", 60),
        line={"attributes": {"shipped_by": "platform"}},
    ),
)

WINDOWS: Final[dict[str, tuple[Case, ...]]] = {
    "c01-window-by-item": BY_ITEM,
    "c02-window-by-tier": BY_TIER,
    "c03-window-by-payment": BY_PAYMENT,
    "c04-window-by-seller": BY_SELLER,
}
