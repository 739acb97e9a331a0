"""Constructs: cases of the fragments in `examples/constructs`, as rows that a merchant can read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final

from returnkit.clock import to_utc
from returnkit.decision import Decision, decide
from returnkit.facts import Attributes, Customer, Fulfillment, Order, ReturnHistory, ReturnRequest
from returnkit.ids import CustomerId, LineId
from returnkit.policy import Policy, load_policy
from tests.builders import a_line, a_past_order, a_past_return, a_request, a_shipment, an_item, an_order
from tests.repo.tracked import ROOT

FOLDER: Final = ROOT / "examples" / "constructs"
PLACED: Final = "2026-02-27 12:00"
DELIVERED: Final = "2026-03-02 15:30"

Fields = Mapping[str, Any]  # Any: what a row names goes to a builder, which validates it

OFFERS: Final = "refund, exchange"
"""What most fragments offer."""

Row = dict[str, Any]
"""What several rows have in common."""

_DAY: Final = re.compile(r"day (?P<days>\d+)(?:, (?P<time>\d\d:\d\d))?")


@dataclass(frozen=True, kw_only=True)
class Case:
    """One question to a fragment, and all that the decision says. Times are local to the policy.

    Attributes:
        name: What it is about.
        at: When it is asked: `2026-05-16 23:59`, or `day 75, 23:59` after the day of delivery.
        says: The lines of the decision.
        placed: When the order was placed.
        delivered: When its one parcel arrived; None is not, as far as is known.
        lines: Fields of its lines, `line-1` first; a linen shirt each unless told.
        order: Fields of the order.
        customer: Fields of the customer.
        parcels: Fields of its parcels in the place of the one: `lines` by number, and events.
        items: Fields of what is asked back, `line` by number; each line in full unless told.
        request: Fields of the request.
        past: Earlier orders: days ago, worth, and what of it was given back.
        counters: What the customer's history counts.
        household: What the household's history counts.
    """

    name: str
    at: str
    says: tuple[str, ...]
    placed: str = PLACED
    delivered: str | None = DELIVERED
    lines: Sequence[Fields] = ({},)
    order: Fields = field(default_factory=dict)
    customer: Fields = field(default_factory=dict)
    parcels: Sequence[Fields] = ()
    items: Sequence[Fields] = ()
    request: Fields = field(default_factory=dict)
    past: Sequence[tuple[float, str, str]] | None = None
    counters: Mapping[str, int] | None = None
    household: Mapping[str, int] | None = None


def case(
    name: str,
    at: str,
    *says: str,
    line: Fields | None = None,
    item: Fields | None = None,
    **rest: Any,  # Any: other fields of the case
) -> Case:
    """Return a row; *line* and *item* stand for the only ones."""
    if line is not None:
        rest["lines"] = (line,)
    if item is not None:
        rest["items"] = (item,)
    return Case(name=name, at=at, says=says, **rest)


def both_sides(name: str, last: str, rule: str, **given: Any) -> tuple[Case, Case]:
    """Return the last minute of a window and the next one.

    Args:
        name: What it is about.
        last: The last day, `2027-01-20` or `day 40`.
        rule: The rule whose window it is.
        given: What `case` takes.
    """
    day = _DAY.fullmatch(last)
    delivered = date.fromisoformat(given.get("delivered", DELIVERED)[:10])
    ends = delivered + timedelta(days=int(day["days"])) if day else date.fromisoformat(last)
    return (
        case(f"{name}: in time", f"{ends} 23:59", "eligible", f"{OFFERS} until {ends} ({rule})", **given),
        case(f"{name}: late", f"{ends + timedelta(days=1)} 00:00", f"ineligible: window ({rule})", **given),
    )


@cache
def policy_of(file: str) -> Policy:
    """Return the policy of a fragment by its name without `.yaml`."""
    path = FOLDER / f"{file}.yaml"
    return load_policy(path.read_text(encoding="utf-8"), name=path.name)


def decided(policy: Policy, row: Case) -> Decision:
    """Return what *policy* decides on the case."""
    at = _instant(row.at, row, policy)
    order = _order(row, policy)
    return decide(policy, order, _request(row), at=at, history=_history(row, at))


def _instant(text: str, row: Case, policy: Policy) -> datetime:
    if found := _DAY.fullmatch(text):
        assert row.delivered, "a day is counted from the delivery"
        day = datetime.fromisoformat(row.delivered).date() + timedelta(days=int(found["days"]))
        text = f"{day} {found['time']}"
    return to_utc(datetime.fromisoformat(text).replace(tzinfo=policy.zone))


def _order(row: Case, policy: Policy) -> Order:
    lines = [
        a_line(f"line-{number}", currency=policy.currency, **_with_attributes(fields))
        for number, fields in enumerate(row.lines, 1)
    ]

    def parcel(number: int, fields: Fields) -> Fulfillment:
        events = {key: _instant(text, row, policy) for key, text in fields.items() if key.endswith("_at")}
        inside = [lines[place - 1] for place in fields.get("lines", range(1, len(lines) + 1))]
        empty = a_shipment(inside, f"parcel-{number}", shipped_at=None, delivered_at=None)
        return empty.evolve(**events)

    one = ({"shipped_at": row.placed, "delivered_at": row.delivered},) if row.delivered else ()
    fields = dict(row.order)
    for key in [key for key in fields if key.endswith("_at")]:
        fields[key] = _instant(fields[key], row, policy)
    known = {"id": CustomerId("customer-1"), "tags": frozenset()}
    return an_order(
        lines,
        placed_at=_instant(row.placed, row, policy),
        currency=policy.currency,
        customer=Customer(**known | dict(row.customer)),
        fulfillments=tuple(parcel(number, each) for number, each in enumerate(row.parcels or one, 1)),
        **_with_attributes(fields),
    )


def _with_attributes(fields: Fields) -> dict[str, Any]:
    given = dict(fields)
    return given | {"attributes": Attributes(given["attributes"])} if "attributes" in given else given


def _request(row: Case) -> ReturnRequest:
    asked = row.items or [
        {"line": number, "quantity": fields.get("quantity", 1)} for number, fields in enumerate(row.lines, 1)
    ]
    items = []
    for each in asked:
        fields = dict(each)
        items.append(an_item(LineId(f"line-{fields.pop('line', 1)}"), **fields))
    return a_request(*items, **row.request)


def _history(row: Case, at: datetime) -> ReturnHistory | None:
    if row.past is None and row.counters is None and row.household is None:
        return None
    orders, returns = [], []
    for number, (days_ago, worth, back) in enumerate(row.past or (), 1):
        orders.append(a_past_order(f"past-{number}", days_ago=days_ago, value=worth, at=at))
        if back != "0":
            returns.append(a_past_return(f"past-{number}", days_ago=days_ago - 1, value=back, at=at))
    return ReturnHistory(
        orders=tuple(orders),
        returns=tuple(returns),
        counters=row.counters or {},
        household_counters=row.household or {},
    )
