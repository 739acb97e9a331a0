"""Handwritten decisions: the policy of 25 rules from the order itself, as a good engineer writes it.

It gives what `decide` tells of a policy of this kind: of each item the verdict with its reason, and of each
offer whether it stands, when it closes and by which rule. Written to win: facts are read when they matter,
what lines share is read once, and what a rule needs is in local variables.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from returnkit.facts import Fulfillment, LineItem, Order, RequestedItem, ReturnRequest

_ZONE: Final = ZoneInfo("America/New_York")
_CUSTOM: Final = re.compile("CUST-[0-9]").match
_HOLIDAYS: Final = datetime(2026, 11, 1, 5, tzinfo=UTC)
_CHRISTMAS: Final = datetime(2026, 12, 25, 5, tzinfo=UTC)
_FAULTY: Final = frozenset({"defective", "damaged_in_transit", "wrong_item"})
_BODY: Final = frozenset({"underwear", "swimwear", "cosmetics", "earrings"})
_OPENED: Final = frozenset({"opened", "used", "washed"})
_USED: Final = frozenset({"used", "washed"})
_DEVICES: Final = frozenset({"electronics", "cameras", "phones"})
_UNION: Final = frozenset({"DE", "FR", "ES", "IT", "NL", "PL", "SE"})


class OfferTold(NamedTuple):
    """One offer: its name, whether it stands, from when until when, and by which rule."""

    name: str
    stands: bool
    opens: datetime
    closes: datetime
    window_rule: str


class ItemTold(NamedTuple):
    """One item: whether it may come back, why not, and its offers."""

    is_eligible: bool
    reason: tuple[str, str | None] | None
    offers: tuple[OfferTold, ...]


@lru_cache(maxsize=4096)
def _end(start: datetime, days: int) -> datetime:
    day = start.astimezone(_ZONE).toordinal()
    return datetime.combine(date.fromordinal(day + days + 1), time(), _ZONE).astimezone(UTC)


def handwritten_decide(order: Order, request: ReturnRequest, at: datetime) -> list[ItemTold]:
    """Return what the policy says of each item of *request* at *at*."""
    address, customer = order.shipping_address, order.customer
    country, region = (address.country, address.region) if address else (None, None)
    place = request.ships_from or address
    channel, placed = order.channel, order.placed_at
    is_guest = customer is None or customer.is_guest
    tier, tags = (customer.tier, customer.tags) if customer else (None, frozenset())
    same = (place.country if place else None) == country or order.total.minor >= 5000
    credit = not is_guest and channel in ("web", "app", "store")
    found: list[ItemTold] = []
    for item in request.items:
        line = order.line(item.line_id)
        assert line is not None  # noqa: S101  # the inputs name lines that are there
        faulty = item.reason in _FAULTY
        names = (("refund", "exchange") if same or faulty else ()) + (("store_credit",) if credit else ())
        refused = _refusal(order, line, item, country, tier, faulty=faulty)
        if not names:
            reason = ("refused", refused) if refused else ("nothing_offered", None)
            found.append(ItemTold(False, reason, ()))
            continue
        rule, days, hours, event = _window(order, line, item, country, region, tier, tags, faulty=faulty)
        start = placed if event == "order" else _last(order, line, event)
        closes = start + timedelta(hours=hours) if hours else _end(start, days)
        is_open = placed <= at < closes
        stands = is_open and refused is None
        why = None if stands else ("refused", refused) if refused else ("window", rule)
        offers = tuple(OfferTold(name, stands, placed, closes, rule) for name in names)
        found.append(ItemTold(stands, why, offers))
    return found


def _percent(line: LineItem) -> Decimal:
    price = line.unit_price.minor * line.quantity
    share = Decimal(line.discount.minor * 100) / price if price else Decimal(0)
    return share.quantize(Decimal("0.1"), ROUND_HALF_UP)


def _refusal(
    order: Order, line: LineItem, item: RequestedItem, country: str | None, tier: str | None, *, faulty: bool
) -> str | None:
    """Return the rule that refuses, or None."""
    if order.is_cancelled:
        return "cancelled"
    category, tags = line.category, line.tags or ()
    if line.is_gift_card or category in ("gift_card", "voucher"):
        return "gift-cards"
    if not line.requires_shipping and item.reason != "wrong_item":
        return "nothing-to-send"
    if not faulty:
        if line.attributes.get("is_final_sale"):
            return "final-sale"
        if "personalised" in tags or (line.sku is not None and _CUSTOM(line.sku)):
            return "made-to-order"
    if category in _BODY and item.condition in _OPENED:
        return "hygiene"
    if category == "grocery" and not faulty and item.reason != "late":
        return "perishable"
    if country not in ("US", None) and (category == "batteries" or "hazmat" in tags):
        return "dangerous-abroad"
    if not faulty:
        if item.condition in _USED and line.vendor != "Northfold":
            return "worn"
        if tier != "platinum" and _percent(line) >= 70:
            return "clearance"
    return None


def _window(
    order: Order,
    line: LineItem,
    item: RequestedItem,
    country: str | None,
    region: str | None,
    tier: str | None,
    marks: frozenset[str] | None,
    *,
    faulty: bool,
) -> tuple[str, int, int, str]:
    """Return the rule that gives the window, its days or hours, and the event it counts from."""
    category = line.category
    if faulty and category not in ("grocery", "outlet"):
        return "faulty-goods", 730, 0, "delivery"
    if category != "electronics" and _HOLIDAYS <= order.placed_at < _CHRISTMAS:
        return "holidays", 75, 0, "order"
    percent = _percent(line)
    if tier == "platinum" and percent < 50:
        return "platinum", 365, 0, "delivery"
    if category in _DEVICES:
        if _unit_paid(line) > 50_000:
            return "dear-electronics", 14, 0, "delivery"
        return "electronics", 30, 0, "delivery"
    if category == "batteries":
        return "electronics", 30, 0, "delivery"
    if (
        category in ("furniture", "mattress")
        and line.unit_price.minor >= 20_000
        and region not in ("AK", "HI")
    ):
        return "furniture", 0, 72, "delivery"
    tags = line.tags or ()
    if category == "mattress" or "trial" in tags:
        return "mattress-trial", 100, 0, "delivery"
    if country in _UNION and order.channel in ("web", "app") and line.quantity <= 3:
        return "distance-sales", 60, 0, "delivery"
    if (tier in ("gold", "silver") or "vip" in (marks or ())) and not any(
        each.discount.minor for each in order.lines
    ):
        return "friends", 90, 0, "delivery"
    if percent >= 40 or category == "outlet" or "outlet" in order.tags:
        return "outlet", 7, 0, "shipment"
    if item.quantity >= 5 and _unit_paid(line) * item.quantity > 30_000:
        return "bulk", 21, 0, "shipment"
    if country not in ("US", "CA") or (country == "US" and region in ("AK", "HI")):
        return "far-away", 45, 0, "delivery"
    return "standard", 30, 0, "delivery"


def _unit_paid(line: LineItem) -> int:
    paid = line.unit_price.minor * line.quantity - line.discount.minor
    return (2 * paid + line.quantity) // (2 * line.quantity)


def _last(order: Order, line: LineItem, event: str) -> datetime:
    """Return when the last unit of *line* was shipped or delivered; the inputs have all of them."""
    parcels = [parcel for parcel in order.fulfillments if _units(parcel, line)]
    found = [parcel.shipped_at if event == "shipment" else parcel.delivered_at for parcel in parcels]
    if None in found or sum(_units(parcel, line) for parcel in parcels) < line.quantity:
        raise NotImplementedError("a unit that did not arrive needs the whole decision")
    return max(instant for instant in found if instant is not None)


def _units(parcel: Fulfillment, line: LineItem) -> int:
    return sum(part.quantity for part in parcel.lines if part.line_id == line.id) if parcel.counts else 0
