"""The suite for shops, run for the fakes; what the fakes tell beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from unittest import SkipTest

import pytest

from returnkit.effects import ExchangeOrder, Restock, Sent, effect_key
from returnkit.errors import AnswerLostError, RefusedError
from returnkit.ids import LineId, OrderId, ReturnId
from returnkit.money import Money
from returnkit.testing import (
    FakeFindingShopGateway,
    FakeShopBench,
    FakeShopGateway,
    Fault,
    MovableClock,
    ShopBench,
    ShopGatewayConformance,
    a_line,
    an_order,
)


class TestKeysAndLooks(ShopGatewayConformance):
    def bench(self) -> AbstractContextManager[ShopBench]:
        return FakeShopBench.opened()


class TestKeysOnly(ShopGatewayConformance):
    def bench(self) -> AbstractContextManager[ShopBench]:
        return FakeShopBench.opened(finds=False)


class TestLooksOnly(ShopGatewayConformance):
    def bench(self) -> AbstractContextManager[ShopBench]:
        return FakeShopBench.opened(honours_keys=False)


class TestNeither(ShopGatewayConformance):
    def bench(self) -> AbstractContextManager[ShopBench]:
        return FakeShopBench.opened(honours_keys=False, finds=False)


class TestLooksThatMissWhatHappened(ShopGatewayConformance):
    @contextmanager
    def bench(self) -> Iterator[ShopBench]:
        clock = MovableClock()
        fake = FakeFindingShopGateway(clock, honours_keys=False, lag=timedelta(days=1), is_find_final=False)
        yield FakeShopBench(fake, fake, clock)


class Uncounted(FakeShopGateway):
    def stock(self, article: str, units: int) -> None:
        pass


class OnlyPaysOut(ShopGatewayConformance):
    kinds = ("payout",)
    pays_to = ("gift_card", "bank_transfer")

    @contextmanager
    def bench(self) -> Iterator[ShopBench]:
        clock = MovableClock()
        fake = FakeShopGateway(clock, kinds=self.kinds)
        yield FakeShopBench(fake, fake, clock)


class CountsNoStock(ShopGatewayConformance):
    kinds = ("exchange_order", "restock")
    pays_to = ()
    counts_stock = False

    @contextmanager
    def bench(self) -> Iterator[ShopBench]:
        clock = MovableClock()
        fake = Uncounted(clock, kinds=self.kinds)
        yield FakeShopBench(fake, fake, clock)


STOCK = {
    "what_is_out_of_stock_is_refused_and_nothing_is_sent",
    "where_one_of_several_is_out_of_stock_none_is_sent",
    "of_eight_who_want_the_last_unit_one_gets_it",
}
PAYOUTS = {
    "a_payout_is_of_its_amount_and_to_where_it_belongs",
    "another_currency_than_it_was_sold_in_is_refused_and_nothing_is_paid",
}
GOODS = {
    "an_exchange_is_sent_once_and_to_the_letter",
    "an_even_exchange_of_the_same_article_is_sent_once",
    "units_go_back_on_sale_once_and_as_many_as_told",
    "an_unknown_line_is_refused",
}


@pytest.mark.parametrize(
    ("suite", "skipped"), [(OnlyPaysOut(), GOODS | STOCK), (CountsNoStock(), PAYOUTS | STOCK)]
)
def test_a_shop_is_asked_only_what_it_does(suite: ShopGatewayConformance, skipped: set[str]) -> None:
    found = set()
    for name in dir(suite):
        if name.startswith("test_"):
            try:
                getattr(suite, name)()
            except SkipTest:
                found.add(name.removeprefix("test_"))

    assert found == skipped


ORDER = an_order([a_line(variant_id="shirt-m", quantity=2), a_line("line-2")])


def a_shop() -> FakeShopGateway:
    return FakeShopGateway(MovableClock(), [ORDER])


def an_exchange(*items: Sent, number: int = 1) -> ExchangeOrder:
    return ExchangeOrder(
        key=effect_key("x", number),
        order_id=ORDER.id,
        return_id=ReturnId("R-1"),
        items=items,
        paid=Money(0, "USD"),
    )


def a_restock(line: str = "line-1", number: int = 9) -> Restock:
    return Restock(
        key=effect_key("x", number),
        order_id=ORDER.id,
        return_id=ReturnId("R-1"),
        line_id=LineId(line),
        quantity=2,
    )


def same(line: str = "line-1", quantity: int = 1) -> Sent:
    return Sent(line_id=LineId(line), quantity=quantity)


def test_what_is_sent_leaves_the_stock_and_what_comes_back_is_in_it() -> None:
    shop = a_shop()
    shop.stock("shirt-m", 3)
    shop.stock("line-2", 1)

    shop.do(an_exchange(same(quantity=2), same("line-2")))
    left = shop.in_stock("shirt-m"), shop.in_stock("line-2")
    shop.do(a_restock())

    assert left == (1, 0)
    assert shop.in_stock("shirt-m") == 3
    assert [each.key for each in shop.log] == ["x:1", "x:9"]
    assert [each.receipt.reference for each in shop.log] == ["exchange_order_1", "restock_2"]


def test_items_of_one_article_are_wanted_together() -> None:
    shop = a_shop()
    shop.stock("shirt-m", 1)

    with pytest.raises(RefusedError, match="`shirt-m` is out of stock: 2 wanted, 1 there"):
        shop.do(an_exchange(same(), Sent(line_id=LineId("line-2"), variant_id="shirt-m", quantity=1)))

    assert shop.in_stock("shirt-m") == 1


def test_of_what_was_never_counted_there_is_enough() -> None:
    shop = a_shop()

    shop.do(an_exchange(same(quantity=2)))
    shop.do(a_restock())

    assert shop.in_stock("shirt-m") is None


@pytest.mark.parametrize(
    ("order", "told"),
    [
        (an_exchange(same("line-9")), "order `order-1` has no line `line-9`"),
        (a_restock().evolve(order_id=OrderId("order-2")), "there is no order `order-2`"),
        (an_exchange(same()).evolve(paid=Money(0, "EUR")), "order `order-1` is in USD"),
    ],
)
def test_the_fake_says_why_it_refuses(order: ExchangeOrder | Restock, told: str) -> None:
    with pytest.raises(RefusedError, match=told):
        a_shop().do(order)


def test_what_was_late_leaves_the_stock_late() -> None:
    clock = MovableClock()
    shop = FakeFindingShopGateway(clock, [ORDER])
    shop.stock("shirt-m", 1)
    shop.inject(Fault.LATE)
    shop.fail_finds(1)

    with pytest.raises(AnswerLostError):
        shop.do(an_exchange(same()))
    with pytest.raises(ConnectionRefusedError):
        shop.find(an_exchange(same()))
    before = shop.in_stock("shirt-m"), shop.find(an_exchange(same()))
    clock.advance(timedelta(seconds=20))

    assert before == (1, None)
    assert shop.in_stock("shirt-m") == 0
    assert shop.find(an_exchange(same())) is not None
