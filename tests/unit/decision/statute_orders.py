"""Orders that statutes decide by themselves, and their answers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from returnkit.decision import ItemDecision, OfferDecision, decide
from returnkit.facts import Attributes, Order
from returnkit.policy.statutes import STATUTES
from tests.builders import a_request, an_item, an_order

# Any, below: what a test does not name goes to the builders, whose models validate it.


def local(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def noon(day: str, zone: str) -> datetime:
    return local(f"{day}T12:00", zone)


def bought(country: str, delivered: datetime | None, **fields: Any) -> Order:
    sent = (delivered or datetime(2026, 3, 3, tzinfo=UTC)) - timedelta(days=2)
    defaults = {"placed_at": sent - timedelta(days=1), "shipped_at": sent, "region": None}
    return an_order(country=country, delivered_at=delivered, **defaults | fields)


def decided(statute: str, order: Order, at: datetime, **item: Any) -> ItemDecision:
    inspection = item.pop("inspection", None)
    found = decide(
        STATUTES[statute].policy, order, a_request(an_item(**item)), at=at, inspections=(inspection,)
    )
    return found.items[0]


def offer(decision: ItemDecision, name: str = "withdrawal") -> OfferDecision:
    return next(each for each in decision.offers if each.name == name)


def recorded(**values: bool | int) -> Attributes:
    return Attributes(values)
