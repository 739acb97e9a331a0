"""The suite for shops notices what is wrong with a gateway, each by the scenarios named here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from unittest import SkipTest

import pytest

from returnkit.effects import (
    ExchangeOrder,
    Guarantees,
    PayOut,
    Restock,
    ShopOrder,
    ShopReceipt,
    effect_key,
)
from returnkit.errors import FarSideError, RefusedError
from returnkit.money import Money
from returnkit.testing import (
    FakeShopBench,
    FakeShopGateway,
    Fault,
    ShopBench,
    ShopGatewayConformance,
)
from tests.unit.effects.test_suites_bite import failing

LOST = {
    "a_timeout_after_it_happened_does_not_do_it_again",
    "a_dropped_connection_does_not_do_it_again",
}


class Wrapped:
    """A gateway that does what the fake behind it does."""

    def __init__(self, fake: FakeShopGateway) -> None:
        self.fake = fake

    @property
    def guarantees(self) -> Guarantees:
        return self.fake.guarantees

    def do(self, order: ShopOrder) -> ShopReceipt:
        return self.fake.do(order)


class DoesItAgainOnATimeout(Wrapped):
    def do(self, order: ShopOrder) -> ShopReceipt:
        try:
            return self.fake.do(order)
        except (FarSideError, ConnectionError) as exc:
            if isinstance(exc, RefusedError):
                raise
            return self.fake.do(order)


class IgnoresTheKey(Wrapped):
    calls = 0

    def do(self, order: ShopOrder) -> ShopReceipt:
        self.calls += 1
        return self.fake.do(order.evolve(key=effect_key("call", self.calls)))


class TakesATimeoutForANo(Wrapped):
    def do(self, order: ShopOrder) -> ShopReceipt:
        try:
            return self.fake.do(order)
        except (FarSideError, ConnectionError) as exc:
            raise RefusedError("it did not work") from exc


class SwallowsErrors(Wrapped):
    def do(self, order: ShopOrder) -> ShopReceipt:
        try:
            return self.fake.do(order)
        except (FarSideError, ConnectionError):
            return ShopReceipt(reference="so")


class SaysRefusedThoughItDid(Wrapped):
    def do(self, order: ShopOrder) -> ShopReceipt:
        receipt = self.fake.do(order)
        if isinstance(order, Restock):
            raise RefusedError(f"`{receipt.reference}` could not be read")
        return receipt


class ReckonsInFloats(Wrapped):
    def do(self, order: ShopOrder) -> ShopReceipt:
        if isinstance(order, PayOut):
            units = 10 ** -int(order.amount.decimal.as_tuple().exponent)
            minor = max(int(float(order.amount.decimal) * units), 1)
            order = order.evolve(amount=Money(minor, order.amount.currency))
        return self.fake.do(order)


class SellsWhatIsNotThere(Wrapped):
    def do(self, order: ShopOrder) -> ShopReceipt:
        for item in order.items if isinstance(order, ExchangeOrder) else ():
            self.fake.stock(item.variant_id or "", 10)
        return self.fake.do(order)


class SendsWhatIsThere(Wrapped):
    def do(self, order: ShopOrder) -> ShopReceipt:
        if isinstance(order, ExchangeOrder):
            there = [each for each in order.items if self.fake.in_stock(each.variant_id or "") != 0]
            order = order.evolve(items=tuple(there) or order.items)
        return self.fake.do(order)


class SendsOneUnit(Wrapped):
    def do(self, order: ShopOrder) -> ShopReceipt:
        if isinstance(order, ExchangeOrder):
            order = order.evolve(items=tuple(each.evolve(quantity=1) for each in order.items))
        return self.fake.do(order)


class ForgetsWhatWasPaid(Wrapped):
    def do(self, order: ShopOrder) -> ShopReceipt:
        if isinstance(order, ExchangeOrder):
            order = order.evolve(paid=Money.zero(order.paid.currency))
        return self.fake.do(order)


class PaysWhereItLikes(Wrapped):
    def do(self, order: ShopOrder) -> ShopReceipt:
        return self.fake.do(order.evolve(to="bank_transfer") if isinstance(order, PayOut) else order)


class PaysInAnyCurrency(Wrapped):
    def do(self, order: ShopOrder) -> ShopReceipt:
        if isinstance(order, PayOut):
            sold = self.fake._orders.get(order.order_id)
            currency = sold.currency if sold else order.amount.currency
            order = order.evolve(amount=Money(order.amount.minor, currency))
        return self.fake.do(order)


class FindsByOrder(Wrapped):
    def find(self, order: ShopOrder) -> ShopReceipt | None:
        found = [each for each in self.fake.log if each.order.order_id == order.order_id]
        return found[0].receipt if found else None


class FindsNothing(Wrapped):
    @property
    def guarantees(self) -> Guarantees:
        return Guarantees(self.fake.guarantees.settle_window, is_find_final=True)

    def find(self, order: ShopOrder) -> ShopReceipt | None:
        return None


class FindsWhatNeverWas(Wrapped):
    def find(self, order: ShopOrder) -> ShopReceipt:
        return ShopReceipt(reference="so")


@pytest.mark.parametrize(
    ("gateway", "honours_keys", "caught"),
    [
        (DoesItAgainOnATimeout, False, LOST | {"a_rate_limit_delays_it"}),
        (
            IgnoresTheKey,
            True,
            LOST | {"the_same_key_twice_is_one_order", "the_same_key_with_another_order_is_refused"},
        ),
        (TakesATimeoutForANo, True, LOST | {"an_ambiguous_answer_does_it_once_or_is_listed"}),
        (SwallowsErrors, True, {"a_definite_no_does_nothing", "an_unknown_order_is_refused"}),
        (SaysRefusedThoughItDid, True, {"units_go_back_on_sale_once_and_as_many_as_told"}),
        (ReckonsInFloats, True, {"a_payout_is_of_its_amount_and_to_where_it_belongs"}),
        (
            SellsWhatIsNotThere,
            True,
            {
                "what_is_out_of_stock_is_refused_and_nothing_is_sent",
                "of_eight_who_want_the_last_unit_one_gets_it",
            },
        ),
        (SendsWhatIsThere, True, {"where_one_of_several_is_out_of_stock_none_is_sent"}),
        (
            SendsOneUnit,
            True,
            {
                "an_exchange_is_sent_once_and_to_the_letter",
                "an_even_exchange_of_the_same_article_is_sent_once",
            },
        ),
        (ForgetsWhatWasPaid, True, {"an_exchange_is_sent_once_and_to_the_letter"}),
        (PaysWhereItLikes, True, {"a_payout_is_of_its_amount_and_to_where_it_belongs"}),
        (
            PaysInAnyCurrency,
            True,
            {"another_currency_than_it_was_sold_in_is_refused_and_nothing_is_paid"},
        ),
        (FindsByOrder, True, {"what_was_never_ordered_is_not_found"}),
        (FindsNothing, False, LOST | {"a_late_execution_does_not_do_it_again"}),
        (
            FindsWhatNeverWas,
            False,
            {"a_timeout_before_it_happened_does_it_once_or_is_listed", "what_was_never_ordered_is_not_found"},
        ),
    ],
)
def test_a_faulty_shop_is_caught(
    gateway: Callable[[FakeShopGateway], Wrapped], honours_keys: bool, caught: set[str]
) -> None:
    class Suite(ShopGatewayConformance):
        @contextmanager
        def bench(self) -> Iterator[ShopBench]:
            with FakeShopBench.opened(honours_keys=honours_keys, finds=False) as bench:
                yield FakeShopBench(bench.fake, gateway(bench.fake), bench.clock)

    assert caught <= failing(Suite())


@pytest.mark.parametrize("gateway", [Wrapped, None])
def test_a_shop_without_fault_passes(gateway: Callable[[FakeShopGateway], Wrapped] | None) -> None:
    class Suite(ShopGatewayConformance):
        @contextmanager
        def bench(self) -> Iterator[ShopBench]:
            with FakeShopBench.opened(finds=False) as bench:
                yield FakeShopBench(bench.fake, gateway(bench.fake), bench.clock) if gateway else bench

    assert failing(Suite()) == set()


def test_a_kind_that_is_not_promised_has_to_be_refused() -> None:
    class Suite(ShopGatewayConformance):
        kinds = ("exchange_order", "restock")

        def bench(self) -> AbstractContextManager[ShopBench]:
            return FakeShopBench.opened()

    suite = Suite()

    with pytest.raises(AssertionError):
        suite.test_what_the_shop_does_not_do_is_refused()
    with pytest.raises(SkipTest, match="the shop does no `payout`"):
        suite.test_a_payout_is_of_its_amount_and_to_where_it_belongs()


def test_what_a_bench_cannot_order_is_skipped_by_name() -> None:
    class Suite(ShopGatewayConformance):
        faults = frozenset({Fault.DECLINED})

        def bench(self) -> AbstractContextManager[ShopBench]:
            return FakeShopBench.opened()

    suite = Suite()

    suite.test_a_definite_no_does_nothing()
    with pytest.raises(SkipTest, match="cannot order `late`"):
        suite.test_a_late_execution_does_not_do_it_again()
