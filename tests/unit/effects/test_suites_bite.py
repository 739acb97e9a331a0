"""The suites for ports notice what is wrong with a gateway or a ledger, each by the scenarios named here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from unittest import SkipTest
from uuid import UUID

import pytest

from returnkit.effects import EffectLedger, EffectRecord, Guarantees, Intent, MemoryEffectLedger
from returnkit.effects.refunds import RefundOrder, RefundReceipt
from returnkit.effects.steps import intended
from returnkit.errors import EffectMovedError, FarSideError, RefusedError, ReturnkitError
from returnkit.ids import EffectKey
from returnkit.money import Money
from returnkit.testing import (
    EffectLedgerConformance,
    FakeRefundBench,
    FakeRefundGateway,
    Fault,
    RefundBench,
    RefundGatewayConformance,
)


def failing(suite: object) -> set[str]:
    """Return the scenarios of *suite* that do not hold."""
    found = set()
    for name in dir(suite):
        if name.startswith("test_"):
            try:
                getattr(suite, name)()
            except (AssertionError, ReturnkitError, ArithmeticError):
                found.add(name.removeprefix("test_"))
    return found


# --- gateways --------------------------------------------------------------------------------------


class Wrapped:
    """A gateway that does what the fake behind it does."""

    def __init__(self, fake: FakeRefundGateway) -> None:
        self.fake = fake

    @property
    def guarantees(self) -> Guarantees:
        return self.fake.guarantees

    def refund(self, order: RefundOrder) -> RefundReceipt:
        return self.fake.refund(order)


class RefundsAgainOnATimeout(Wrapped):
    def refund(self, order: RefundOrder) -> RefundReceipt:
        try:
            return self.fake.refund(order)
        except (FarSideError, ConnectionError) as exc:
            if isinstance(exc, RefusedError):
                raise
            return self.fake.refund(order)


class ReckonsInFloats(Wrapped):
    def refund(self, order: RefundOrder) -> RefundReceipt:
        units = 10 ** -int(order.amount.decimal.as_tuple().exponent)
        minor = int(float(order.amount.decimal) * units)
        self.fake.refund(order.evolve(amount=Money(max(minor, 1), order.amount.currency)))
        return RefundReceipt(reference="re", amount=order.amount)


class SwallowsErrors(Wrapped):
    def refund(self, order: RefundOrder) -> RefundReceipt:
        try:
            return self.fake.refund(order)
        except (FarSideError, ConnectionError):
            return RefundReceipt(reference="re", amount=order.amount)


class AcceptsTooMuch(Wrapped):
    def refund(self, order: RefundOrder) -> RefundReceipt:
        if order.payment in self.fake._captured:
            self.fake.capture(order.payment, Money(10**12, order.amount.currency))
        return self.fake.refund(order)


class ForgetsTheKey(Wrapped):
    calls = 0

    def refund(self, order: RefundOrder) -> RefundReceipt:
        self.calls += 1
        return self.fake.refund(order.evolve(key=f"{UUID(int=self.calls)}"))


class TakesATimeoutForANo(Wrapped):
    def refund(self, order: RefundOrder) -> RefundReceipt:
        try:
            return self.fake.refund(order)
        except (FarSideError, ConnectionError) as exc:
            raise RefusedError("it did not work") from exc


class FindsByPayment(Wrapped):
    def find(self, order: RefundOrder) -> RefundReceipt | None:
        found = [each for each in self.fake.log if each.payment == order.payment]
        return RefundReceipt(reference=found[0].reference, amount=found[0].amount) if found else None


class FindsNothing(Wrapped):
    @property
    def guarantees(self) -> Guarantees:
        return Guarantees(self.fake.guarantees.settle_window, is_find_final=True)

    def find(self, order: RefundOrder) -> RefundReceipt | None:
        return None


LOST = {
    "a_timeout_after_it_happened_does_not_move_it_again",
    "a_dropped_connection_does_not_move_it_again",
}


@pytest.mark.parametrize(
    ("gateway", "honours_keys", "caught"),
    [
        (RefundsAgainOnATimeout, False, LOST | {"a_rate_limit_delays_it"}),
        (ReckonsInFloats, True, {"a_refund_moves_its_amount_once"}),
        (SwallowsErrors, True, {"a_definite_decline_moves_nothing", "an_unknown_payment_is_refused"}),
        (AcceptsTooMuch, True, {"one_minor_unit_over_is_refused_and_nothing_moves"}),
        (
            ForgetsTheKey,
            True,
            LOST | {"the_same_key_twice_is_one_refund", "the_same_key_with_another_amount_is_refused"},
        ),
        (TakesATimeoutForANo, True, LOST | {"an_ambiguous_answer_moves_it_once_or_is_listed"}),
        (FindsByPayment, True, {"what_was_never_ordered_is_not_found"}),
        (FindsNothing, False, LOST | {"a_late_execution_does_not_move_it_again"}),
    ],
)
def test_a_faulty_gateway_is_caught(
    gateway: Callable[[FakeRefundGateway], Wrapped], honours_keys: bool, caught: set[str]
) -> None:
    class Suite(RefundGatewayConformance):
        @contextmanager
        def bench(self) -> Iterator[RefundBench]:
            with FakeRefundBench.opened(honours_keys=honours_keys, finds=False) as bench:
                yield FakeRefundBench(bench.fake, gateway(bench.fake), bench.clock)

    assert caught <= failing(Suite())


def test_a_gateway_without_fault_passes() -> None:
    class Suite(RefundGatewayConformance):
        def bench(self) -> AbstractContextManager[RefundBench]:
            return FakeRefundBench.opened(finds=False)

    assert failing(Suite()) == set()


class TakesEuros(Wrapped):
    def refund(self, order: RefundOrder) -> RefundReceipt:
        if order.amount.currency != "EUR":
            raise RefusedError("this gateway takes euros")
        return self.fake.refund(order)


class TakesEurosForAny(Wrapped):
    def refund(self, order: RefundOrder) -> RefundReceipt:
        found = self.fake.refund(order.evolve(amount=Money(order.amount.minor, "EUR")))
        return found.evolve(amount=order.amount)


@pytest.mark.parametrize(
    ("gateway", "fails"),
    [
        (TakesEuros, set()),
        (TakesEurosForAny, {"another_currency_than_was_captured_is_refused_and_nothing_moves"}),
    ],
)
def test_a_gateway_of_one_currency_is_asked_in_it(
    gateway: Callable[[FakeRefundGateway], Wrapped], fails: set[str]
) -> None:
    class Suite(RefundGatewayConformance):
        currencies = ("EUR",)

        @contextmanager
        def bench(self) -> Iterator[RefundBench]:
            with FakeRefundBench.opened(finds=False) as bench:
                yield FakeRefundBench(bench.fake, gateway(bench.fake), bench.clock)

    assert failing(Suite()) == fails


def test_what_a_bench_cannot_order_is_skipped_by_name() -> None:
    class Suite(RefundGatewayConformance):
        faults = frozenset({Fault.DECLINED})

        def bench(self) -> AbstractContextManager[RefundBench]:
            return FakeRefundBench.opened()

    suite = Suite()

    suite.test_a_definite_decline_moves_nothing()
    with pytest.raises(SkipTest, match="cannot order `late`"):
        suite.test_a_late_execution_does_not_move_it_again()


# --- ledgers ---------------------------------------------------------------------------------------


class WritesAfterTheCall(MemoryEffectLedger):
    """Nothing is kept until an effect is concluded."""

    def __init__(self) -> None:
        super().__init__()
        self.pending: dict[EffectKey, EffectRecord] = {}

    def intend(self, intent: Intent, *, at: datetime) -> EffectRecord:
        return self._records.get(intent.key) or intended(intent, at=at)

    def advance(self, record: EffectRecord) -> EffectRecord:
        if record.conclusion is not None:
            self._records[record.intent.key] = record
        return record


class LastWriteWins(MemoryEffectLedger):
    def advance(self, record: EffectRecord) -> EffectRecord:
        self.get(record.intent.key)
        self._records[record.intent.key] = record
        return record


class LosesTheAttempt(MemoryEffectLedger):
    def advance(self, record: EffectRecord) -> EffectRecord:
        before = self.get(record.intent.key)
        if not record.is_under_way:
            return super().advance(record)
        if record.version != before.version + 1:
            raise EffectMovedError(key=record.intent.key, version=record.version)
        self._records[record.intent.key] = before.evolve(version=record.version)
        return record


class TakesAnyIntent(MemoryEffectLedger):
    def intend(self, intent: Intent, *, at: datetime) -> EffectRecord:
        return self._records.setdefault(intent.key, intended(intent, at=at))


class ListsOnlyWhatIsUnderWay(MemoryEffectLedger):
    def unresolved(self) -> tuple[EffectRecord, ...]:
        return tuple(each for each in super().unresolved() if each.is_under_way)


class ListsTheNewestFirst(MemoryEffectLedger):
    def unresolved(self) -> tuple[EffectRecord, ...]:
        return super().unresolved()[::-1]


class ForgetsTheLook(MemoryEffectLedger):
    def advance(self, record: EffectRecord) -> EffectRecord:
        return super().advance(record.evolve(last_look=None))


class ForgetsTheName(MemoryEffectLedger):
    def advance(self, record: EffectRecord) -> EffectRecord:
        word = record.conclusion
        return super().advance(record.evolve(conclusion=word and word.evolve(by=None)))


class ClosesForGood(MemoryEffectLedger):
    def advance(self, record: EffectRecord) -> EffectRecord:
        before = self.get(record.intent.key)
        return before if before.conclusion else super().advance(record)


@pytest.mark.parametrize(
    ("ledger", "caught"),
    [
        (
            WritesAfterTheCall,
            {"an_intent_is_there_before_anything_goes_out", "an_attempt_is_on_record_while_it_is_under_way"},
        ),
        (LastWriteWins, {"a_record_follows_the_one_that_is_there", "of_eight_workers_one_begins"}),
        (LosesTheAttempt, {"an_attempt_is_on_record_while_it_is_under_way", "all_that_is_known_is_kept"}),
        (TakesAnyIntent, {"a_key_stands_for_one_effect", "of_eight_intents_under_one_key_one_is_recorded"}),
        (ListsOnlyWhatIsUnderWay, {"what_is_neither_done_nor_failed_is_listed"}),
        (ListsTheNewestFirst, {"what_is_neither_done_nor_failed_is_listed"}),
        (ForgetsTheLook, {"all_that_is_known_is_kept"}),
        (ForgetsTheName, {"all_that_is_known_is_kept"}),
        (ClosesForGood, {"all_that_is_known_is_kept"}),
    ],
)
def test_a_faulty_ledger_is_caught(ledger: Callable[[], EffectLedger], caught: set[str]) -> None:
    class Suite(EffectLedgerConformance):
        def ledger(self) -> AbstractContextManager[EffectLedger]:
            return nullcontext(ledger())

    assert caught <= failing(Suite())


def test_a_ledger_without_fault_passes() -> None:
    class Suite(EffectLedgerConformance):
        def ledger(self) -> AbstractContextManager[EffectLedger]:
            return nullcontext(MemoryEffectLedger())

    assert failing(Suite()) == set()
