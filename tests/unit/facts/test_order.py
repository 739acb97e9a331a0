"""Orders refuse what cannot be."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from returnkit.facts import (
    Attributes,
    FulfillmentStatus,
    Order,
    Refund,
    RefundedLine,
    RequestedItem,
    ReturnRequest,
)
from returnkit.ids import LineId
from returnkit.money import Money
from tests.builders import PLACED, a_line, a_request, a_shipment, an_item, an_order


def usd(amount: str) -> Money:
    return Money.of(amount, "USD")


def a_refund(line: str = "line-1", quantity: int = 1) -> Refund:
    part = RefundedLine(line_id=LineId(line), quantity=quantity, amount=usd("40.00"), tax=usd("0"))
    return Refund(id="refund-1", at=PLACED, amount=usd("40.00"), lines=(part,))


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: an_order([]), "no lines"),
        (lambda: an_order([a_line("a"), a_line("a")]), "line id `a` is there twice"),
        (
            lambda: an_order([a_line("a"), a_line("b", currency="EUR")], total=usd("80")),
            "not in the order's currency",
        ),
        (lambda: an_order(fulfillments=(a_shipment([a_line()]), a_shipment([a_line()]))), "is there twice"),
        (lambda: an_order(fulfillments=(a_shipment([a_line("x")]),)), "`x` is fulfilled but not ordered"),
        (
            lambda: an_order(fulfillments=(a_shipment([a_line(quantity=2)]),)),
            "`2` units fulfilled of `1` ordered",
        ),
        (lambda: an_order(refunds=(a_refund("x"),)), "`x` is refunded but not ordered"),
        (lambda: an_order(refunds=(a_refund(quantity=2),)), "`2` units refunded of `1` ordered"),
        (lambda: a_line(quantity=1, current_quantity=2), "`2` units are left of `1` ordered"),
        (lambda: a_line(price="10", discount="10.01"), "more than the line's price"),
        (lambda: a_line(price="-1"), "is negative"),
        (lambda: a_line(quantity=0), "greater than or equal to 1"),
        (lambda: an_order(currency="USX", lines=1), "unknown currency `USX`"),
        (lambda: an_order(country="usa"), "should match pattern"),
        (lambda: an_order(placed_at=datetime(2026, 10, 30)), "has no zone"),  # noqa: DTZ001
        (
            lambda: an_order(placed_at=datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=9)))),
            "not between 1900 and 9000",
        ),
        (lambda: an_order(colour="green"), "Extra inputs"),
        (lambda: ReturnRequest(items=()), "at least 1 item"),
        (lambda: an_item(quantity=0), "greater than or equal to 1"),
        (lambda: an_item(answers={"weight": 1.5}), "should be"),
        (lambda: an_item(answers={"weight": Decimal("NaN")}), "finite"),
    ],
)
def test_what_cannot_be_is_refused(make: Callable[[], object], sentence: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 the sentence is compared below
        make()

    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    "instant", [1_700_000_000, "1700000000", "2026-10-30", "2026-10-30T09:00:00", True, None]
)
def test_an_instant_in_json_is_a_date_and_time_with_an_offset(instant: object) -> None:
    written = json.loads(an_order().model_dump_json()) | {"placed_at": instant}

    with pytest.raises(ValidationError, match="placed_at"):
        Order.model_validate_json(json.dumps(written))


@pytest.mark.parametrize(
    "money",
    [
        {"minor": True, "currency": "USD"},
        {"minor": 1.0, "currency": "USD"},
        {"minor": "1", "currency": "USD"},
        {"minor": 1, "currency": "usd"},
        {"minor": 1},
        {"minor": 1, "currency": "USD", "rate": 1},
        "1.00",
        1,
    ],
)
def test_money_in_json_is_whole_minor_units_of_a_known_currency(money: object) -> None:
    written = json.loads(an_order().model_dump_json()) | {"total": money}

    with pytest.raises(ValidationError, match="total"):
        Order.model_validate_json(json.dumps(written))


def test_an_instant_is_kept_in_utc() -> None:
    order = an_order(placed_at=datetime(2026, 10, 30, 9, tzinfo=timezone(timedelta(hours=-7))))

    assert order.placed_at == datetime(2026, 10, 30, 16, tzinfo=UTC)
    assert order.placed_at.tzinfo is UTC


def test_a_cancelled_shipment_does_not_count_as_fulfilled() -> None:
    line = a_line()
    cancelled = a_shipment([line], "one", delivered_at=None, status=FulfillmentStatus.CANCELLED)

    order = an_order([line], fulfillments=(cancelled, a_shipment([line], "two")))

    assert [shipment.counts for shipment in order.fulfillments] == [False, True]


def test_facts_are_values() -> None:
    order = an_order([a_line(attributes={"b": True, "a": Decimal("1.50"), "c": "1.50"})])

    assert order == an_order([a_line(attributes={"c": "1.50", "a": Decimal("1.50"), "b": True})])
    assert len({order, pickle.loads(pickle.dumps(order)), order.evolve(number="#1001")}) == 1
    assert order.line(LineId("line-1")) is order.lines[0]
    assert order.line(LineId("line-2")) is None


def test_attributes_cannot_be_changed() -> None:
    attributes: Any = Attributes({"b": 1, "a": 2})

    with pytest.raises(TypeError):
        attributes["a"] = 3
    assert list(attributes) == ["a", "b"]
    assert attributes.get("a") == 2
    assert attributes.get("c") is None
    assert repr(attributes) == "Attributes({'a': 2, 'b': 1})"


_SCALARS = (
    st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.text(max_size=8)
    | st.decimals(-(10**18), 10**18, places=4)
)
_ATTRIBUTES = st.dictionaries(st.text(max_size=6), _SCALARS, max_size=4)
_TAGS = st.frozensets(st.text(max_size=4), max_size=4)


@st.composite
def orders(draw: st.DrawFn) -> Order:
    currency = draw(st.sampled_from(["USD", "KRW", "KWD"]))
    lines = []
    for number in range(draw(st.integers(1, 4))):
        quantity, price = draw(st.integers(1, 5)), draw(st.integers(0, 10**9))
        line = a_line(
            f"line-{number}",
            quantity=quantity,
            currency=currency,
            title=draw(st.text(max_size=10)),
            tags=draw(st.none() | _TAGS),
            current_quantity=draw(st.integers(0, quantity)),
            attributes=draw(_ATTRIBUTES),
        )
        discount = Money(draw(st.integers(0, price * quantity)), currency)
        lines.append(line.evolve(unit_price=Money(price, currency), discount=discount))
    placed_at = draw(st.datetimes(datetime(1970, 1, 2), datetime(8999, 12, 30), timezones=st.timezones()))  # noqa: DTZ001
    return an_order(
        lines, placed_at=placed_at, currency=currency, tags=draw(_TAGS), attributes=draw(_ATTRIBUTES)
    )


@given(order=orders())
def test_an_order_survives_json(order: Order) -> None:
    read = Order.model_validate_json(order.model_dump_json())

    assert read == order
    assert read.model_dump_json() == order.model_dump_json()
    assert [{name: type(value) for name, value in line.attributes.items()} for line in read.lines] == [
        {name: type(value) for name, value in line.attributes.items()} for line in order.lines
    ]


@given(answers=_ATTRIBUTES, reason=st.none() | st.text(min_size=1, max_size=5))
def test_a_request_survives_json(answers: dict[str, Any], reason: str | None) -> None:
    request = a_request(an_item(answers=answers, reason=reason), answers=answers)

    assert ReturnRequest.model_validate_json(request.model_dump_json()) == request


def test_a_number_in_json_is_exact() -> None:
    item = RequestedItem.model_validate_json('{"line_id": "a", "answers": {"weight": 1.5, "note": "1.5"}}')

    assert dict(item.answers) == {"note": "1.5", "weight": Decimal("1.5")}


def test_the_json_schema_can_be_written() -> None:
    assert Order.model_json_schema()["additionalProperties"] is False
    assert ReturnRequest.model_json_schema()["required"] == ["items"]


@pytest.mark.parametrize("answer", [Decimal("1e400"), Decimal("1e-400"), 10**40, "x" * 2_001])
def test_an_answer_that_would_cost_too_much_to_judge_is_refused(answer: Decimal | int | str) -> None:
    with pytest.raises(ValidationError, match=r"at most|valid"):
        an_item(answers={"weight": answer})
