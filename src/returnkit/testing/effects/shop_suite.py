"""The suite for shops: whatever goes wrong, an order is done once or not at all, and it is known which."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from functools import partial
from typing import ClassVar, assert_never
from unittest import SkipTest

from returnkit.effects import (
    SHOP_KINDS,
    EffectState,
    ExchangeOrder,
    FindingShopGateway,
    MemoryEffectLedger,
    PayOut,
    Restock,
    Sent,
    ShopOrder,
    ShopReceipt,
    effect_key,
    perform_all,
    shop_far_side,
    shop_intent,
)
from returnkit.errors import IntentConflictError, RefusedError
from returnkit.facts import Order
from returnkit.ids import LineId, OrderId, ReturnId
from returnkit.money import Money

from .faults import Fault
from .shop_bench import ShopBench
from .trial import THREADS, Trial, raises

_RETURN = ReturnId("R-1")


class ShopGatewayConformance:
    """What every gateway to a shop has to do. Derive a class `Test…` from it that gives a bench.

    Attributes:
        kinds: The kinds of effects that the shop does; the others it has to refuse.
        pays_to: Where it pays out to, at least one where it pays out at all.
        counts_stock: Whether it knows what is in stock; scenarios that need it are skipped where it does not.
        currencies: Those that the shop sells in, with 0, 2 and 3 decimals where it can; the first is used
            where any would do.
        faults: Those that the bench can order; scenarios that need another one are skipped, by name.
    """

    kinds: ClassVar[tuple[str, ...]] = SHOP_KINDS
    pays_to: ClassVar[tuple[str, ...]] = ("store_credit",)
    counts_stock: ClassVar[bool] = True
    currencies: ClassVar[tuple[str, ...]] = ("USD", "KRW", "KWD")
    faults: ClassVar[frozenset[Fault]] = frozenset(Fault)

    def bench(self) -> AbstractContextManager[ShopBench]:
        """Open a new bench: nothing was done for any order, and no fault is ordered."""
        raise NotImplementedError("a suite for a shop gives a bench")

    def test_an_exchange_is_sent_once_and_to_the_letter(self) -> None:
        self._does("exchange_order")
        for currency in self.currencies:
            for minor in (1, 57, 1999, 99_999_999):  # 0.57 and 19.99 are no floats
                with self.bench() as bench:
                    sold = bench.sell(currency)
                    price, paid = Money(minor, currency), Money(minor // 2, currency)
                    items = _sent(sold, bench.article(9), 2, price), _sent(sold, bench.article(9), 1, price)

                    _trial(bench, sold, _exchange(sold, *items, paid=paid)).is_done()

    def test_an_even_exchange_of_the_same_article_is_sent_once(self) -> None:
        self._does("exchange_order")
        with self.bench() as bench:
            sold = bench.sell(self.currencies[0])

            _trial(bench, sold, _exchange(sold, _sent(sold, None, 2))).is_done()

    def test_a_payout_is_of_its_amount_and_to_where_it_belongs(self) -> None:
        self._does("payout")
        for currency in self.currencies:
            for minor in (1, 57, 1999, 1001, 99_999_999):
                for to in self.pays_to:
                    with self.bench() as bench:
                        sold = bench.sell(currency)

                        _trial(bench, sold, _payout(sold, Money(minor, currency), to=to)).is_done()

    def test_units_go_back_on_sale_once_and_as_many_as_told(self) -> None:
        self._does("restock")
        for units in (1, 3):
            with self.bench() as bench:
                sold = bench.sell(self.currencies[0])

                _trial(bench, sold, _restock(sold, units)).is_done()

    def test_what_has_its_own_key_is_its_own(self) -> None:
        for kind in self.kinds:
            with self.bench() as bench:
                sold = bench.sell(self.currencies[0])
                orders = self._make(kind, bench, sold, 1), self._make(kind, bench, sold, 2)

                for order in orders:
                    record = _trial(bench, sold, order).perform()
                    assert record.state is EffectState.DONE, str(record)

                assert _done(bench, sold) == tuple(_told(each, sold) for each in orders)

    def test_what_the_shop_does_not_do_is_refused(self) -> None:
        for kind in SHOP_KINDS:
            if kind not in self.kinds:
                with self.bench() as bench:
                    sold = bench.sell(self.currencies[0])

                    _trial(bench, sold, self._make(kind, bench, sold, 1)).is_refused()

    def test_an_unknown_order_is_refused(self) -> None:
        for kind in self.kinds:
            with self.bench() as bench:
                sold = bench.sell(self.currencies[0])
                order = self._make(kind, bench, sold, 1).evolve(order_id=OrderId("no-such-order"))

                _trial(bench, sold, order).is_refused()

    def test_an_unknown_line_is_refused(self) -> None:
        self._does("restock")
        with self.bench() as bench:
            sold = bench.sell(self.currencies[0])

            _trial(bench, sold, _restock(sold, 1).evolve(line_id=LineId("no-such-line"))).is_refused()

    def test_another_currency_than_it_was_sold_in_is_refused_and_nothing_is_paid(self) -> None:
        self._does("payout")
        sold_in, *others = self.currencies
        other = next(each for each in (*reversed(others), "EUR", "USD") if each != sold_in)
        with self.bench() as bench:
            sold = bench.sell(sold_in)

            _trial(bench, sold, _payout(sold, Money(1999, other), to=self.pays_to[0])).is_refused()

    def test_what_is_out_of_stock_is_refused_and_nothing_is_sent(self) -> None:
        self._knows_stock()
        with self.bench() as bench:
            sold, there = bench.sell(self.currencies[0]), bench.article(1)

            _trial(bench, sold, _exchange(sold, _sent(sold, there, 2))).is_refused()
            _trial(bench, sold, _exchange(sold, _sent(sold, there, 1), number=2)).is_done()

    def test_where_one_of_several_is_out_of_stock_none_is_sent(self) -> None:
        self._knows_stock()
        with self.bench() as bench:
            sold, there = bench.sell(self.currencies[0]), bench.article(1)
            items = _sent(sold, there, 1), _sent(sold, bench.article(0), 1)

            _trial(bench, sold, _exchange(sold, *items)).is_refused()
            _trial(bench, sold, _exchange(sold, items[0], number=2)).is_done()

    def test_of_eight_who_want_the_last_unit_one_gets_it(self) -> None:
        self._knows_stock()
        with self.bench() as bench:
            sold, last = bench.sell(self.currencies[0]), bench.article(1)
            numbers = range(1, THREADS + 1)
            wanted = [_exchange(sold, _sent(sold, last, 1), number=number) for number in numbers]
            trials = [_trial(bench, sold, each) for each in wanted]

            with ThreadPoolExecutor(THREADS) as pool:
                states = [job.result().state for job in [pool.submit(each.perform) for each in trials]]

            assert sorted(states) == [EffectState.DONE, *[EffectState.FAILED] * (THREADS - 1)]
            assert len(bench.done(sold.id)) == 1, "there was one unit"

    def test_the_same_key_twice_is_one_order(self) -> None:
        for kind in self.kinds:
            with self._on_trial(kind) as (trial, bench, order):
                first, again = trial.perform(), trial.perform()
                if bench.gateway.guarantees.honours_key_for:
                    bench.gateway.do(order)  # as after a crash: the ledger does not know of it

                assert first == again, "what is done is not performed"
                assert trial.happened() == (trial.wanted,), "the key was honoured once only"

    def test_the_same_key_with_another_order_is_refused(self) -> None:
        for kind in self.kinds:
            with self._on_trial(kind) as (trial, bench, order):
                other, gateway = _another(order), bench.gateway
                trial.perform()

                assert raises(replace(trial, intent=shop_intent(other)).perform, IntentConflictError)
                if gateway.guarantees.honours_key_for:
                    assert raises(partial(gateway.do, other), RefusedError), "by the gateway as well"

                assert trial.happened() == (trial.wanted,)

    def test_a_timeout_before_it_happened_does_it_once_or_is_listed(self) -> None:
        self._survives(Fault.TIMEOUT_BEFORE)

    def test_a_timeout_after_it_happened_does_not_do_it_again(self) -> None:
        self._survives(Fault.TIMEOUT_AFTER)

    def test_a_dropped_connection_does_not_do_it_again(self) -> None:
        self._survives(Fault.DROPPED)

    def test_a_late_execution_does_not_do_it_again(self) -> None:
        self._survives(Fault.LATE)

    def test_an_ambiguous_answer_does_it_once_or_is_listed(self) -> None:
        self._survives(Fault.AMBIGUOUS)

    def test_a_rate_limit_delays_it(self) -> None:
        self._can_order(Fault.RATE_LIMITED)
        for kind in self.kinds:
            with self._on_trial(kind) as (trial, bench, _):
                trial.is_delayed(bench.inject)

    def test_a_definite_no_does_nothing(self) -> None:
        self._can_order(Fault.DECLINED)
        for kind in self.kinds:
            with self._on_trial(kind) as (trial, bench, _):
                trial.is_declined(bench.inject)

    def test_a_second_order_that_fails_leaves_the_first_done(self) -> None:
        self._can_order(Fault.DECLINED)
        for kind in self.kinds:
            with self.bench() as bench:
                sold, ledger = bench.sell(self.currencies[0]), MemoryEffectLedger()
                orders = [self._make(kind, bench, sold, number) for number in (1, 2, 3)]
                bench.inject(None)
                bench.inject(Fault.DECLINED)

                far_side, intents = shop_far_side(bench.gateway), [*map(shop_intent, orders)]
                report = perform_all(intents, far_side, ledger, clock=bench.clock)
                again = perform_all(intents, far_side, ledger, clock=bench.clock)

                keys = [[each.intent.key for each in part] for part in (report.done, report.failed)]
                assert keys == [[orders[0].key, orders[2].key], [orders[1].key]]
                assert again == report, "what is done or failed is not performed"
                assert _done(bench, sold) == tuple(_told(each, sold) for each in (orders[0], orders[2]))

    def test_a_process_that_died_before_it_heard_the_answer_did_it_once(self) -> None:
        for kind in self.kinds:
            with self._on_trial(kind) as (trial, bench, order):
                trial.survives_death(partial(bench.gateway.do, order))

    def test_eight_threads_with_one_key_do_it_once(self) -> None:
        for kind in self.kinds:
            with self._on_trial(kind) as (trial, _, _):
                trial.survives_threads()

    def test_what_was_never_ordered_is_not_found(self) -> None:
        for kind in self.kinds:
            with self.bench() as bench:
                sold, gateway = bench.sell(self.currencies[0]), bench.gateway
                order = self._make(kind, bench, sold, 1)
                _trial(bench, sold, order.evolve(key=effect_key(kind, _RETURN, 2))).perform()

                if isinstance(gateway, FindingShopGateway):
                    assert not isinstance(gateway.find(order), ShopReceipt), "that is another order"
                else:
                    assert not gateway.guarantees.is_find_final, "it has no `find` that could be final"

    def _make(self, kind: str, bench: ShopBench, sold: Order, number: int) -> ShopOrder:
        """Return an order of *kind* with the key of its number; a second one like it would pass."""
        if kind == "exchange_order":
            price = Money(1999, sold.currency)
            return _exchange(sold, _sent(sold, bench.article(9), 1, price), paid=price, number=number)
        if kind == "payout":
            to = next(iter(self.pays_to), "store_credit")
            return _payout(sold, Money(1999, sold.currency), to=to, number=number)
        return _restock(sold, 1, number=number)

    @contextmanager
    def _on_trial(self, kind: str) -> Iterator[tuple[Trial, ShopBench, ShopOrder]]:
        with self.bench() as bench:
            sold = bench.sell(self.currencies[0])
            order = self._make(kind, bench, sold, 1)
            yield _trial(bench, sold, order), bench, order

    def _does(self, kind: str) -> None:
        if kind not in self.kinds:
            raise SkipTest(f"the shop does no `{kind}`")

    def _knows_stock(self) -> None:
        self._does("exchange_order")
        if not self.counts_stock:
            raise SkipTest("the shop counts no stock")

    def _can_order(self, fault: Fault) -> None:
        if fault not in self.faults:
            raise SkipTest(f"the bench cannot order `{fault}`")

    def _survives(self, fault: Fault) -> None:
        self._can_order(fault)
        for kind in self.kinds:
            with self._on_trial(kind) as (trial, bench, _):
                trial.survives(fault, bench.inject)


def _sent(sold: Order, variant_id: str | None, quantity: int, price: Money | None = None) -> Sent:
    return Sent(line_id=sold.lines[0].id, variant_id=variant_id, quantity=quantity, price=price)


def _exchange(sold: Order, *items: Sent, paid: Money | None = None, number: int = 1) -> ExchangeOrder:
    return ExchangeOrder(
        key=effect_key("exchange_order", _RETURN, number),
        order_id=sold.id,
        return_id=_RETURN,
        items=items,
        paid=paid or Money.zero(sold.currency),
    )


def _payout(sold: Order, amount: Money, *, to: str, number: int = 1) -> PayOut:
    return PayOut(
        key=effect_key("payout", _RETURN, number),
        order_id=sold.id,
        return_id=_RETURN,
        to=to,
        amount=amount,
        customer_id=sold.customer.id if sold.customer else None,
    )


def _restock(sold: Order, quantity: int, *, number: int = 1) -> Restock:
    return Restock(
        key=effect_key("restock", _RETURN, number),
        order_id=sold.id,
        return_id=_RETURN,
        line_id=sold.lines[0].id,
        quantity=quantity,
    )


def _trial(bench: ShopBench, sold: Order, order: ShopOrder) -> Trial:
    return Trial(
        shop_intent(order),
        shop_far_side(bench.gateway),
        bench.clock,
        lambda: _done(bench, sold),
        _told(order, sold),
    )


def _done(bench: ShopBench, sold: Order) -> tuple[ShopOrder, ...]:
    return tuple(_told(each, sold) for each in bench.done(sold.id))


def _another(order: ShopOrder) -> ShopOrder:
    """Return another order under the same key."""
    match order:
        case ExchangeOrder():
            return order.evolve(items=tuple(each.evolve(quantity=2) for each in order.items))
        case PayOut():
            return order.evolve(amount=order.amount + Money(1, order.amount.currency))
        case Restock():
            return order.evolve(quantity=2)
        case _:
            assert_never(order)


def _told(order: ShopOrder, sold: Order) -> ShopOrder:
    """Return *order* as it is compared: without what a shop need not keep."""
    order = order.evolve(key="any", return_id=_RETURN)
    if not isinstance(order, ExchangeOrder):
        return order
    again, nothing = sold.lines[0].variant_id, Money.zero(sold.currency)
    return order.evolve(
        items=tuple(
            each.evolve(
                variant_id=each.variant_id or again, price=None if each.price == nothing else each.price
            )
            for each in order.items
        )
    )
