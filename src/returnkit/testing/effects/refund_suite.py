"""The suite for gateways: whatever goes wrong, money moves once or not at all, and it is known which."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import ClassVar, Final
from unittest import SkipTest

from returnkit.effects import (
    EffectRecord,
    EffectState,
    FindingRefundGateway,
    MemoryEffectLedger,
    RefundOrder,
    RefundReceipt,
    perform,
    perform_all,
    refund_far_side,
    refund_intent,
    refund_key,
)
from returnkit.effects.steps import begun
from returnkit.errors import FarSideError, IntentConflictError, RefusedError
from returnkit.ids import ReturnId
from returnkit.money import Money

from .faults import Fault
from .refund_bench import RefundBench

ROUNDS: Final = 5
"""How often an effect is performed again, each time after the settle window."""
THREADS: Final = 8


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
                    payment = bench.capture(amount)

                    record = _perform(bench, _order(payment, amount))

                    assert bench.refunded(payment) == (amount,), f"{amount} was ordered"
                    assert record.state is EffectState.DONE, f"{amount}: {record}"

    def test_two_partial_refunds_add_up(self) -> None:
        with self.bench() as bench:
            parts = self._money(1999), self._money(57)
            payment = bench.capture(self._money(5000))

            for number, part in enumerate(parts, start=1):
                record = _perform(bench, _order(payment, part, number=number))
                assert record.state is EffectState.DONE, str(record)

            assert bench.refunded(payment) == parts

    def test_a_payment_can_be_exhausted_exactly(self) -> None:
        with self.bench() as bench:
            payment = bench.capture(self._money(2056))

            for number, minor in enumerate((1999, 57), start=1):
                record = _perform(bench, _order(payment, self._money(minor), number=number))
                assert record.state is EffectState.DONE, str(record)
            over = _perform(bench, _order(payment, self._money(1), number=3))

            assert _moved(bench, payment) == 2056
            assert over.state is EffectState.FAILED, "one cent more than was captured"

    def test_one_minor_unit_over_is_refused_and_nothing_moves(self) -> None:
        for currency in self.currencies:
            with self.bench() as bench:
                payment = bench.capture(Money(1000, currency))

                record = _perform(bench, _order(payment, Money(1001, currency)))

                assert bench.refunded(payment) == (), "more than was captured"
                assert record.state is EffectState.FAILED, str(record)
                assert record.conclusion is not None
                assert record.conclusion.code == "over_refund", str(record.conclusion)

    def test_an_unknown_payment_is_refused(self) -> None:
        with self.bench() as bench:
            record = _perform(bench, _order("no-such-payment", self._money(100)))

            assert record.state is EffectState.FAILED, str(record)

    def test_another_currency_than_was_captured_is_refused_and_nothing_moves(self) -> None:
        captured, *takes = self.currencies
        other = next(each for each in (*reversed(takes), "EUR", "USD") if each != captured)
        with self.bench() as bench:
            payment = bench.capture(Money(5000, captured))

            record = _perform(bench, _order(payment, Money(1999, other)))

            assert bench.refunded(payment) == (), f"{captured} was captured"
            assert record.state is EffectState.FAILED, str(record)

    def test_the_same_key_twice_is_one_refund(self) -> None:
        with self.bench() as bench:
            payment = bench.capture(self._money(5000))
            order, ledger = _order(payment, self._money(1999)), MemoryEffectLedger()

            first = _perform(bench, order, ledger)
            again = _perform(bench, order, ledger)
            if bench.gateway.guarantees.honours_key_for:
                bench.gateway.refund(order)  # as after a crash: the ledger does not know of it

            assert first == again, "what is done is not performed"
            assert bench.refunded(payment) == (order.amount,), "the key was honoured once only"

    def test_the_same_key_with_another_amount_is_refused(self) -> None:
        with self.bench() as bench:
            payment = bench.capture(self._money(5000))
            order, ledger = _order(payment, self._money(1999)), MemoryEffectLedger()
            other = order.evolve(amount=self._money(2000))
            _perform(bench, order, ledger)

            assert _raises(lambda: _perform(bench, other, ledger), IntentConflictError)
            if bench.gateway.guarantees.honours_key_for:
                assert _raises(lambda: bench.gateway.refund(other), RefusedError), "by the gateway as well"

            assert bench.refunded(payment) == (order.amount,)

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
            payment = bench.capture(self._money(5000))
            order, ledger = _order(payment, self._money(1999)), MemoryEffectLedger()
            bench.inject(Fault.RATE_LIMITED)

            first = _perform(bench, order, ledger)

            assert first.state is EffectState.INTENDED, f"nothing happened: {first}"
            assert bench.refunded(payment) == ()
            assert first.not_before is not None, "the gateway says how long to wait"
            assert self._in_the_end(bench, order, ledger).state is EffectState.DONE

    def test_a_definite_decline_moves_nothing(self) -> None:
        self._can_order(Fault.DECLINED)
        with self.bench() as bench:
            payment = bench.capture(self._money(5000))
            order, ledger = _order(payment, self._money(1999)), MemoryEffectLedger()
            bench.inject(Fault.DECLINED)

            _perform(bench, order, ledger)
            record = self._in_the_end(bench, order, ledger)

            assert record.state is EffectState.FAILED, f"it was declined: {record}"
            assert bench.refunded(payment) == ()

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
            payment = bench.capture(self._money(5000))
            order, ledger = _order(payment, self._money(1999)), MemoryEffectLedger()
            record = ledger.intend(refund_intent(order), at=bench.clock.now())
            ledger.advance(begun(record, at=bench.clock.now()))
            bench.gateway.refund(order)

            self._is_told_truly(bench, order, ledger)

    def test_eight_threads_with_one_key_move_it_once(self) -> None:
        with self.bench() as bench:
            payment = bench.capture(self._money(90_000))
            order, ledger = _order(payment, self._money(1999)), MemoryEffectLedger()

            with ThreadPoolExecutor(THREADS) as pool:
                jobs = [pool.submit(_perform, bench, order, ledger) for _ in range(THREADS)]
                for job in jobs:
                    job.result()

            assert bench.refunded(payment) == (order.amount,)
            assert ledger.get(order.key).state is EffectState.DONE

    def test_what_was_never_ordered_is_not_found(self) -> None:
        with self.bench() as bench:
            payment = bench.capture(self._money(5000))
            gateway, order = bench.gateway, _order(payment, self._money(1999))
            _perform(bench, _order(payment, order.amount, number=2))

            if isinstance(gateway, FindingRefundGateway):
                assert not isinstance(gateway.find(order), RefundReceipt), "that is another refund"
            else:
                assert not gateway.guarantees.is_find_final, "it has no `find` that could be final"

    def _money(self, minor: int) -> Money:
        return Money(minor, self.currencies[0])

    def _can_order(self, fault: Fault) -> None:
        if fault not in self.faults:
            raise SkipTest(f"the bench cannot order `{fault}`")

    def _survives(self, fault: Fault) -> None:
        self._can_order(fault)
        with self.bench() as bench:
            payment = bench.capture(self._money(5000))
            order, ledger = _order(payment, self._money(1999)), MemoryEffectLedger()
            bench.inject(fault)

            first = _perform(bench, order, ledger)

            said = f"{fault}: nobody can know that it did not happen: {first}"
            assert first.state in (EffectState.UNKNOWN, EffectState.DONE), said
            assert len(bench.refunded(payment)) <= 1, f"{fault}: it moved more than once"
            # Some services keep an error under the key as well: then the same request cannot tell.
            self._is_told_truly(bench, order, ledger, keeps_errors=fault is Fault.AMBIGUOUS)

    def _is_told_truly(
        self,
        bench: RefundBench,
        order: RefundOrder,
        ledger: MemoryEffectLedger,
        *,
        keeps_errors: bool = False,
    ) -> None:
        record = self._in_the_end(bench, order, ledger)
        moved, guarantees = bench.refunded(order.payment), bench.gateway.guarantees
        if record.state is EffectState.UNKNOWN:
            assert record in ledger.unresolved(), "what is unknown is listed"
            can_tell = guarantees.honours_key_for or guarantees.is_find_final
            assert keeps_errors or not can_tell, f"the gateway could have told: {record}"
            assert moved in ((), (order.amount,)), f"{order.amount} was ordered"
        else:
            assert record.state is EffectState.DONE, f"nobody refused it: {record}"
            assert moved == (order.amount,), f"{order.amount} is told as done"

    def _in_the_end(self, bench: RefundBench, order: RefundOrder, ledger: MemoryEffectLedger) -> EffectRecord:
        record = ledger.get(order.key)
        for _ in range(ROUNDS):
            bench.clock.advance(bench.gateway.guarantees.settle_window + timedelta(minutes=1))
            record = _perform(bench, order, ledger)
        return record


def _order(payment: str, amount: Money, *, number: int = 1) -> RefundOrder:
    return RefundOrder(key=refund_key(ReturnId("R-1"), payment, number), payment=payment, amount=amount)


def _perform(
    bench: RefundBench, order: RefundOrder, ledger: MemoryEffectLedger | None = None
) -> EffectRecord:
    ledger = ledger or MemoryEffectLedger()
    return perform(refund_intent(order), refund_far_side(bench.gateway), ledger, clock=bench.clock)


def _moved(bench: RefundBench, payment: str) -> int:
    return sum(each.minor for each in bench.refunded(payment))


def _raises(call: Callable[[], object], error: type[FarSideError | IntentConflictError]) -> bool:
    try:
        call()
    except error:
        return True
    return False
