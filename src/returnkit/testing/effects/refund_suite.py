"""The suite for gateways: whatever goes wrong, money moves once or not at all, and it is known which."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import ClassVar
from unittest import SkipTest

from returnkit.effects import (
    EffectState,
    FindingRefundGateway,
    MemoryEffectLedger,
    RefundOrder,
    RefundReceipt,
    perform_all,
    refund_far_side,
    refund_intent,
    refund_key,
)
from returnkit.errors import IntentConflictError, RefusedError
from returnkit.ids import ReturnId
from returnkit.money import Money

from .faults import Fault
from .refund_bench import RefundBench
from .trial import Trial, raises


class RefundGatewayConformance:
    """What every gateway has to do. Derive a class `Test…` from it that gives a bench; pytest runs it.

    Attributes:
        currencies: Those that the gateway takes, with 0, 2 and 3 decimals where it can; the first is used
            where any would do.
        faults: Those that the bench can order; scenarios that need another one are skipped, by name.
    """

    currencies: ClassVar[tuple[str, ...]] = ("USD", "KRW", "KWD")
    faults: ClassVar[frozenset[Fault]] = frozenset(Fault)

    def bench(self) -> AbstractContextManager[RefundBench]:
        """Open a new bench: nothing is captured, and no fault is ordered."""
        raise NotImplementedError("a suite for a gateway gives a bench")

    def test_a_refund_moves_its_amount_once(self) -> None:
        for currency in self.currencies:
            for minor in (1, 57, 1999, 1001, 99_999_999):  # 0.57 and 19.99 are no floats
                with self.bench() as bench:
                    amount = Money(minor, currency)

                    _trial(bench, _order(bench.capture(amount), amount)).is_done()

    def test_two_partial_refunds_add_up(self) -> None:
        with self.bench() as bench:
            parts = self._money(1999), self._money(57)
            payment = bench.capture(self._money(5000))

            for number, part in enumerate(parts, start=1):
                record = _trial(bench, _order(payment, part, number=number)).perform()
                assert record.state is EffectState.DONE, str(record)

            assert bench.refunded(payment) == parts

    def test_a_payment_can_be_exhausted_exactly(self) -> None:
        with self.bench() as bench:
            payment = bench.capture(self._money(2056))

            for number, minor in enumerate((1999, 57), start=1):
                record = _trial(bench, _order(payment, self._money(minor), number=number)).perform()
                assert record.state is EffectState.DONE, str(record)
            over = _trial(bench, _order(payment, self._money(1), number=3)).perform()

            assert _moved(bench, payment) == 2056
            assert over.state is EffectState.FAILED, "one cent more than was captured"

    def test_one_minor_unit_over_is_refused_and_nothing_moves(self) -> None:
        for currency in self.currencies:
            with self.bench() as bench:
                payment = bench.capture(Money(1000, currency))

                record = _trial(bench, _order(payment, Money(1001, currency))).is_refused()

                assert record.conclusion is not None
                assert record.conclusion.code == "over_refund", str(record.conclusion)

    def test_an_unknown_payment_is_refused(self) -> None:
        with self.bench() as bench:
            record = _trial(bench, _order("no-such-payment", self._money(100))).perform()

            assert record.state is EffectState.FAILED, str(record)

    def test_another_currency_than_was_captured_is_refused_and_nothing_moves(self) -> None:
        captured, *takes = self.currencies
        other = next(each for each in (*reversed(takes), "EUR", "USD") if each != captured)
        with self.bench() as bench:
            payment = bench.capture(Money(5000, captured))

            _trial(bench, _order(payment, Money(1999, other))).is_refused()

    def test_the_same_key_twice_is_one_refund(self) -> None:
        with self.bench() as bench:
            trial, order = self._captured(bench)

            first, again = trial.perform(), trial.perform()
            if bench.gateway.guarantees.honours_key_for:
                bench.gateway.refund(order)  # as after a crash: the ledger does not know of it

            assert first == again, "what is done is not performed"
            assert trial.happened() == (order.amount,), "the key was honoured once only"

    def test_the_same_key_with_another_amount_is_refused(self) -> None:
        with self.bench() as bench:
            trial, order = self._captured(bench)
            other = order.evolve(amount=self._money(2000))
            trial.perform()

            assert raises(_trial(bench, other, trial.ledger).perform, IntentConflictError)
            if bench.gateway.guarantees.honours_key_for:
                assert raises(lambda: bench.gateway.refund(other), RefusedError), "by the gateway as well"

            assert trial.happened() == (order.amount,)

    def test_a_timeout_before_it_happened_moves_it_once_or_is_listed(self) -> None:
        self._survives(Fault.TIMEOUT_BEFORE)

    def test_a_timeout_after_it_happened_does_not_move_it_again(self) -> None:
        self._survives(Fault.TIMEOUT_AFTER)

    def test_a_dropped_connection_does_not_move_it_again(self) -> None:
        self._survives(Fault.DROPPED)

    def test_a_late_execution_does_not_move_it_again(self) -> None:
        self._survives(Fault.LATE)

    def test_an_ambiguous_answer_moves_it_once_or_is_listed(self) -> None:
        self._survives(Fault.AMBIGUOUS)

    def test_a_rate_limit_delays_it(self) -> None:
        self._can_order(Fault.RATE_LIMITED)
        with self.bench() as bench:
            self._captured(bench)[0].is_delayed(bench.inject)

    def test_a_definite_decline_moves_nothing(self) -> None:
        self._can_order(Fault.DECLINED)
        with self.bench() as bench:
            self._captured(bench)[0].is_declined(bench.inject)

    def test_a_second_tender_that_fails_leaves_the_first_done(self) -> None:
        self._can_order(Fault.DECLINED)
        with self.bench() as bench:
            ledger, clock = MemoryEffectLedger(), bench.clock
            orders = [
                _order(bench.capture(self._money(5000)), self._money(1000), number=number)
                for number in (1, 2, 3)
            ]
            bench.inject(None)
            bench.inject(Fault.DECLINED)

            far_side, intents = refund_far_side(bench.gateway), [*map(refund_intent, orders)]
            report = perform_all(intents, far_side, ledger, clock=clock)
            again = perform_all(intents, far_side, ledger, clock=clock)

            keys = [[each.intent.key for each in part] for part in (report.done, report.failed)]
            assert keys == [[orders[0].key, orders[2].key], [orders[1].key]]
            assert again == report, "what is done or failed is not performed"
            assert [_moved(bench, order.payment) for order in orders] == [1000, 0, 1000]

    def test_a_process_that_died_before_it_heard_the_answer_moved_it_once(self) -> None:
        with self.bench() as bench:
            trial, order = self._captured(bench)

            trial.survives_death(lambda: bench.gateway.refund(order))

    def test_eight_threads_with_one_key_move_it_once(self) -> None:
        with self.bench() as bench:
            self._captured(bench, 90_000)[0].survives_threads()

    def test_what_was_never_ordered_is_not_found(self) -> None:
        with self.bench() as bench:
            payment = bench.capture(self._money(5000))
            gateway, order = bench.gateway, _order(payment, self._money(1999))
            _trial(bench, _order(payment, order.amount, number=2)).perform()

            if isinstance(gateway, FindingRefundGateway):
                assert not isinstance(gateway.find(order), RefundReceipt), "that is another refund"
            else:
                assert not gateway.guarantees.is_find_final, "it has no `find` that could be final"

    def _money(self, minor: int) -> Money:
        return Money(minor, self.currencies[0])

    def _captured(self, bench: RefundBench, minor: int = 5000) -> tuple[Trial, RefundOrder]:
        """Return a part of a captured payment on trial: a second refund of it would pass."""
        order = _order(bench.capture(self._money(minor)), self._money(1999))
        return _trial(bench, order), order

    def _can_order(self, fault: Fault) -> None:
        if fault not in self.faults:
            raise SkipTest(f"the bench cannot order `{fault}`")

    def _survives(self, fault: Fault) -> None:
        self._can_order(fault)
        with self.bench() as bench:
            self._captured(bench)[0].survives(fault, bench.inject)


def _order(payment: str, amount: Money, *, number: int = 1) -> RefundOrder:
    return RefundOrder(key=refund_key(ReturnId("R-1"), payment, number), payment=payment, amount=amount)


def _trial(bench: RefundBench, order: RefundOrder, ledger: MemoryEffectLedger | None = None) -> Trial:
    return Trial(
        refund_intent(order),
        refund_far_side(bench.gateway),
        bench.clock,
        lambda: bench.refunded(order.payment),
        order.amount,
        ledger or MemoryEffectLedger(),
    )


def _moved(bench: RefundBench, payment: str) -> int:
    return sum(each.minor for each in bench.refunded(payment))
