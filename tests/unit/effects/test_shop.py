"""Shop: orders to it as intents and back, and a gateway as the far side of the protocol."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from returnkit.effects import (
    NOT_YET_KNOWN,
    SHOP_KINDS,
    EffectState,
    ExchangeOrder,
    FindingFarSide,
    Guarantees,
    Intent,
    MemoryEffectLedger,
    PayOut,
    Restock,
    Sent,
    ShopOrder,
    ShopReceipt,
    effect_key,
    perform,
    shop_far_side,
    shop_intent,
    shop_order,
)
from returnkit.effects.payload import Json
from returnkit.effects.shop import FoundInShop
from returnkit.errors import RefusedError
from returnkit.ids import CustomerId, LineId, OrderId, ReturnId
from returnkit.money import Money
from returnkit.testing import MovableClock

# Any, below: what a test does not name goes to the model, which validates it.
ABOUT: dict[str, Any] = {"order_id": OrderId("order-1"), "return_id": ReturnId("R-7")}
LINE = LineId("line-1")
TOLD: dict[str, dict[str, Json]] = {
    "exchange_order": {
        "order_id": "order-1",
        "return_id": "R-7",
        "items": ({"line_id": "line-1", "quantity": 1},),
        "paid": {"minor": 0, "currency": "KWD"},
    },
    "payout": {
        "order_id": "order-1",
        "return_id": "R-7",
        "to": "gift_card",
        "amount": {"minor": 1, "currency": "KRW"},
    },
    "restock": {"order_id": "order-1", "return_id": "R-7", "line_id": "line-1", "quantity": 1},
}


def an_exchange(*items: Sent, paid: Money | None = None) -> ExchangeOrder:
    items = items or (Sent(line_id=LINE, quantity=1),)
    return ExchangeOrder(key=effect_key("a"), items=items, paid=paid or Money(0, "KWD"), **ABOUT)


def a_payout(**fields: Any) -> PayOut:
    given = {"key": effect_key("a"), "to": "gift_card", "amount": Money(1, "KRW")}
    return PayOut.model_validate(given | ABOUT | fields)


def a_restock(**fields: Any) -> Restock:
    given = {"key": effect_key("a"), "line_id": LINE, "quantity": 1}
    return Restock.model_validate(given | ABOUT | fields)


@pytest.mark.parametrize(
    "order",
    [
        an_exchange(),
        an_exchange(
            Sent(line_id=LINE, variant_id="shirt-l", quantity=2, price=Money(99_999_999_999, "KWD")),
            Sent(line_id=LineId("line-2"), quantity=1, price=Money(57, "KWD")),
            paid=Money(1999, "KWD"),
        ),
        a_payout(),
        a_payout(to="store_credit", amount=Money(1001, "KWD"), customer_id=CustomerId("c-1")),
        a_restock(),
        a_restock(quantity=3, location_id="hall 2"),
    ],
)
def test_an_order_comes_back_from_its_intent(order: ShopOrder) -> None:
    assert shop_order(shop_intent(order)) == order


@pytest.mark.parametrize("order", [an_exchange(), a_payout(), a_restock()])
def test_an_intent_tells_the_same_in_every_version(order: ShopOrder) -> None:
    intent = shop_intent(order)

    assert (intent.key, intent.kind, intent.payload) == ("a", order.kind, TOLD[order.kind])


def test_an_amount_is_told_in_whole_minor_units() -> None:
    told = shop_intent(a_payout(amount=Money.of("19.99", "USD"))).payload

    assert told["amount"] == {"minor": 1999, "currency": "USD"}


def test_every_kind_has_an_order() -> None:
    assert SHOP_KINDS == tuple(TOLD) == tuple(each.kind for each in (an_exchange(), a_payout(), a_restock()))


MALFORMED: list[tuple[str, dict[str, Json]]] = [
    ("refund", TOLD["payout"]),
    ("payout", TOLD["restock"]),
    ("payout", {}),
    ("payout", TOLD["payout"] | {"note": "x"}),
    ("payout", TOLD["payout"] | {"key": "b"}),
    ("restock", TOLD["restock"] | {"kind": "restock"}),
    ("payout", TOLD["payout"] | {"to": ""}),
    ("payout", TOLD["payout"] | {"amount": "0.01"}),
    ("payout", TOLD["payout"] | {"amount": {"minor": 0, "currency": "USD"}}),
    ("payout", TOLD["payout"] | {"amount": {"minor": -1, "currency": "USD"}}),
    ("payout", TOLD["payout"] | {"amount": {"minor": "1", "currency": "USD"}}),
    ("payout", TOLD["payout"] | {"amount": {"minor": True, "currency": "USD"}}),
    ("payout", TOLD["payout"] | {"amount": {"minor": 1, "currency": "XXX"}}),
    ("payout", TOLD["payout"] | {"amount": {"minor": 1, "currency": {"a": 1}}}),
    ("payout", TOLD["payout"] | {"amount": {"minor": 1}}),
    ("payout", TOLD["payout"] | {"to": {"minor": 1, "currency": "USD"}}),
    ("restock", TOLD["restock"] | {"quantity": 0}),
    ("restock", TOLD["restock"] | {"quantity": True}),
    ("restock", TOLD["restock"] | {"quantity": "1"}),
    ("restock", TOLD["restock"] | {"order_id": 1}),
    ("exchange_order", TOLD["exchange_order"] | {"items": ()}),
    ("exchange_order", TOLD["exchange_order"] | {"items": {"line_id": "line-1", "quantity": 1}}),
    ("exchange_order", TOLD["exchange_order"] | {"items": ({"line_id": "line-1"},)}),
    (
        "exchange_order",
        TOLD["exchange_order"]
        | {"items": ({"line_id": "l", "quantity": 1, "price": {"minor": 1, "currency": "USD"}},)},
    ),
]


@pytest.mark.parametrize(("kind", "payload"), MALFORMED)
def test_what_is_no_order_is_refused(kind: str, payload: dict[str, Json]) -> None:
    with pytest.raises(RefusedError, match="`a` is nothing that a shop is told") as told:
        shop_order(Intent(key=effect_key("a"), kind=kind, payload=payload))

    assert told.value.help == "make it by `shop_intent`"


@pytest.mark.parametrize(
    ("order", "fields"),
    [
        (a_payout(), {"amount": 19.99}),
        (a_payout(), {"amount": "19.99"}),
        (a_payout(), {"amount": Money(0, "USD")}),
        (a_restock(), {"quantity": 1.0}),
        (a_restock(), {"quantity": True}),
        (an_exchange(), {"paid": 0}),
    ],
)
def test_an_order_is_exact(order: ShopOrder, fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        order.evolve(**fields)


class Shop:
    """A gateway is one by its methods; it derives from nothing."""

    guarantees = Guarantees(timedelta(minutes=2))

    def __init__(self) -> None:
        self.done: list[ShopOrder] = []

    def do(self, order: ShopOrder) -> ShopReceipt:
        self.done.append(order)
        return ShopReceipt(reference="so_1", details={"name": "#1002"})


class FindingShop(Shop):
    def __init__(self, found: FoundInShop) -> None:
        super().__init__()
        self.found = found

    def do(self, order: ShopOrder) -> ShopReceipt:
        super().do(order)
        raise TimeoutError("no answer")

    def find(self, order: ShopOrder) -> FoundInShop:
        assert order in self.done
        return self.found


def test_a_far_side_does_the_order_and_keeps_what_the_shop_said() -> None:
    shop = Shop()

    record = perform(
        shop_intent(a_restock()), shop_far_side(shop), MemoryEffectLedger(), clock=MovableClock()
    )

    assert shop.done == [a_restock()]
    assert record.conclusion is not None
    assert (record.conclusion.reference, record.conclusion.answer) == ("so_1", {"name": "#1002"})


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (ShopReceipt(reference="so_1"), EffectState.DONE),
        (NOT_YET_KNOWN, EffectState.UNKNOWN),
        (None, EffectState.UNKNOWN),
    ],
)
def test_what_was_lost_is_looked_for(found: FoundInShop, state: EffectState) -> None:
    shop = FindingShop(found)

    record = perform(shop_intent(a_payout()), shop_far_side(shop), MemoryEffectLedger(), clock=MovableClock())

    assert record.state is state
    assert shop.done == [a_payout()]


def test_a_far_side_can_look_where_its_gateway_can() -> None:
    assert isinstance(shop_far_side(FindingShop(None)), FindingFarSide)
    assert not isinstance(shop_far_side(Shop()), FindingFarSide)


@pytest.mark.parametrize(("kind", "payload"), MALFORMED)
def test_nothing_goes_out_of_what_is_no_order(kind: str, payload: dict[str, Json]) -> None:
    shop = Shop()
    intent = Intent(key=effect_key("a"), kind=kind, payload=payload)

    record = perform(intent, shop_far_side(shop), MemoryEffectLedger(), clock=MovableClock())

    assert record.state is EffectState.FAILED
    assert shop.done == []
