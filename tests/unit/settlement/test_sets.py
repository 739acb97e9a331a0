"""Sets whose parts come back one by one."""

from __future__ import annotations

from typing import Any

import pytest

from returnkit.errors import SettlementError
from returnkit.facts import Bundle, LineItem
from returnkit.ids import LineId
from returnkit.money import Money
from returnkit.settlement import opened, taken_apart
from tests.builders import PLACED, a_line, an_item
from tests.settling import NOW, a_paid_order, a_return


def usd(amount: str) -> Money:
    return Money.of(amount, "USD")


def a_set(**fields: Any) -> LineItem:
    """Return a pot with a lid and a spoon, two of them at 29.99, 10.00 off."""
    bundle = Bundle(id="pot-set", name="Pot set", components=frozenset({"pot", "lid", "spoon"}))
    more: dict[str, Any] = {
        "quantity": 2,
        "price": "29.99",
        "discount": "10.00",
        "tax": "4.11",
        "bundle": bundle,
    }
    return a_line("set", title="Pot set", **(more | fields))


PRICES = {"pot": usd("25.00"), "lid": usd("8.00"), "spoon": usd("3.00")}


def test_the_parts_together_are_refunded_what_was_paid_in_any_order() -> None:
    order = a_paid_order(a_set(), a_line())
    apart = taken_apart(order, LineId("set"), PRICES)

    ledger, total = opened(apart), usd("0")
    for name in ("spoon", "pot", "lid", "pot", "spoon", "lid"):
        found = a_return(apart, units={f"set/{name}": 1}, ledger=ledger)
        ledger, total = ledger.after(found.entries(NOW)), total + found.total

    assert total == order.total - usd("40.00")
    parts = ["set/pot", "set/lid", "set/spoon"]
    assert [line.id for line in apart.lines] == [*parts, "line-1"]
    assert {line.bundle.id for line in apart.lines if line.bundle} == {"pot-set"}
    assert [part.line_id for part in apart.fulfillments[0].lines] == [*parts, "line-1"]


@pytest.mark.parametrize("discount", ["0", "59.98", "0.01"])
def test_prices_discounts_and_taxes_are_shared_without_a_rest(discount: str) -> None:
    line = a_set(discount=discount)
    apart = taken_apart(a_paid_order(line), line.id, PRICES)

    for name in ("unit_price", "discount", "tax"):
        parts = [getattr(each, name) for each in apart.lines]
        assert sum(parts, usd("0")) == getattr(line, name)


def test_a_part_of_a_set_that_nobody_took_apart_is_told() -> None:
    order = a_paid_order(a_set())

    with pytest.raises(SettlementError, match="only `lid` comes back") as caught:
        a_return(order, items=[an_item("set", 1, components=frozenset({"lid"}))])

    assert [fault.code for fault in caught.value.faults] == ["settlement.parts"]
    assert a_return(order, items=[an_item("set", 1, components=frozenset(PRICES))]).total == usd("27.05")


@pytest.mark.parametrize(
    ("line_id", "prices", "expected"),
    [
        ("gone", PRICES, [("settlement.line", "line_id")]),
        ("set", {"pot": usd("1.00")}, [("settlement.parts", "prices")]),
        ("set", {}, [("settlement.parts", "prices")]),
        ("set", PRICES | {"lid": Money.of("1", "EUR")}, [("settlement.currency", "prices.lid")]),
        ("set", PRICES | {"lid": usd("-1.00")}, [("settlement.amount", "prices.lid")]),
    ],
)
def test_what_cannot_be_taken_apart_is_told(
    line_id: str, prices: dict[str, Money], expected: list[tuple[str, str]]
) -> None:
    with pytest.raises(SettlementError) as caught:
        taken_apart(a_paid_order(a_set()), LineId(line_id), prices)

    assert [(fault.code, fault.path) for fault in caught.value.faults] == expected


def test_a_set_that_was_refunded_whole_stays_whole() -> None:
    part = {"line_id": "set", "quantity": 1, "amount": usd("20.00"), "tax": usd("2.00")}
    refund = {"id": "r", "at": PLACED, "lines": (part,)}
    order = a_paid_order(a_set(current_quantity=1), refunds=(refund,))

    with pytest.raises(SettlementError, match="were refunded whole"):
        taken_apart(order, LineId("set"), PRICES)


def test_a_line_whose_parts_the_platform_did_not_tell_can_be_taken_apart() -> None:
    order = a_paid_order(a_line("set", price="10.00"))

    apart = taken_apart(order, LineId("set"), {"a": usd("1.00"), "b": usd("2.00")})

    assert [str(line.unit_price.decimal) for line in apart.lines] == ["3.33", "6.67"]
