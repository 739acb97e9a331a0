"""The suite for ledgers: what is recorded stays, and of two who change one record only one does."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from returnkit.clock import FixedClock
from returnkit.effects import (
    EffectLedger,
    EffectRecord,
    EffectState,
    Guarantees,
    Intent,
    Outcome,
    effect_key,
    perform,
    resolve,
)
from returnkit.effects.steps import answered, begun, decided, looked
from returnkit.errors import (
    AnswerLostError,
    EffectError,
    EffectMovedError,
    IntentConflictError,
    NotSentError,
    RefusedError,
    UnknownEffectError,
)
from returnkit.money import Money

AT: Final = datetime(2026, 11, 5, 15, 30, 0, 123456, tzinfo=UTC)
SECOND: Final = timedelta(seconds=1)
THREADS: Final = 8
_SETTLED: Final = Guarantees(settle_window=SECOND)


class EffectLedgerConformance:
    """What every ledger has to do. Derive a class `Test…` from it that gives a ledger; pytest runs it."""

    def ledger(self) -> AbstractContextManager[EffectLedger]:
        """Open a new, empty ledger that threads may share."""
        raise NotImplementedError("a suite for a ledger gives one")

    def reopened(self, ledger: EffectLedger) -> EffectLedger:
        """Return what a new process would open after the one that has *ledger* died."""
        return ledger

    def test_an_intent_is_there_before_anything_goes_out(self) -> None:
        with self.ledger() as ledger:
            intent = _intent()

            recorded = ledger.intend(intent, at=AT)

            assert recorded.state is EffectState.INTENDED
            assert (recorded.version, recorded.recorded_at, recorded.attempts) == (1, AT, ())
            assert self.reopened(ledger).get(intent.key) == recorded

    def test_the_same_intent_again_is_the_record_that_is_there(self) -> None:
        with self.ledger() as ledger:
            ledger.intend(_intent(), at=AT)
            moved = ledger.advance(begun(ledger.get(_intent().key), at=AT))

            again = ledger.intend(_intent(), at=AT + SECOND)

            assert again == moved
            assert self.reopened(ledger).get(_intent().key) == moved

    def test_a_key_stands_for_one_effect(self) -> None:
        with self.ledger() as ledger:
            first = ledger.intend(_intent(), at=AT)
            others = [
                _intent().evolve(payload={"payment": "pay_1", "amount": Money(2000, "USD")}),
                _intent().evolve(kind="other"),
            ]

            for other in others:
                error = _error(partial(ledger.intend, other, at=AT))

                assert isinstance(error, IntentConflictError), f"it took another intent: {error}"
                assert error.recorded == first.intent.payload_hash
                assert error.given == other.payload_hash
            assert self.reopened(ledger).get(first.intent.key) == first

    def test_the_order_of_names_does_not_make_another_effect(self) -> None:
        with self.ledger() as ledger:
            first = ledger.intend(_intent(), at=AT)
            payload = dict(reversed([*_intent().payload.items()]))

            assert ledger.intend(_intent().evolve(payload=payload), at=AT) == first

    def test_what_is_not_recorded_is_not_there(self) -> None:
        with self.ledger() as ledger, self.ledger() as other:
            record = begun(other.intend(_intent(), at=AT), at=AT)

            assert isinstance(_error(lambda: ledger.get(record.intent.key)), UnknownEffectError)
            assert isinstance(_error(lambda: ledger.advance(record)), UnknownEffectError)
            assert ledger.unresolved() == ()

    def test_a_record_follows_the_one_that_is_there(self) -> None:
        with self.ledger() as ledger:
            first = ledger.intend(_intent(), at=AT)
            second = ledger.advance(begun(first, at=AT))
            stale = begun(first, at=AT + SECOND)
            skipping = second.evolve(version=second.version + 2)

            for wrong in (stale, skipping, second, first):
                error = _error(partial(ledger.advance, wrong))
                assert isinstance(error, EffectMovedError), f"version {wrong.version} was taken: {error}"

            assert self.reopened(ledger).get(first.intent.key) == second

    def test_a_record_keeps_its_intent(self) -> None:
        with self.ledger() as ledger:
            record = begun(ledger.intend(_intent(), at=AT), at=AT)
            other = record.evolve(intent=_intent().evolve(payload={"payment": "pay_2"}))

            assert isinstance(_error(lambda: ledger.advance(other)), IntentConflictError)

    def test_all_that_is_known_is_kept(self) -> None:
        with self.ledger() as ledger:
            for number, history in enumerate((_done, _refused, _absent, _given_up), start=1):
                key = _intent(number).key
                for record in history(ledger, _intent(number)):
                    assert ledger.advance(record) == record
                    assert self.reopened(ledger).get(key) == record, "something of it was lost"

    def test_an_attempt_is_on_record_while_it_is_under_way(self) -> None:
        with self.ledger() as ledger:
            seen: list[EffectRecord] = []
            far_side = _Looking(lambda: seen.append(self.reopened(ledger).get(_intent().key)))

            perform(_intent(), far_side, ledger, clock=FixedClock(AT))

            assert [each.state for each in seen] == [EffectState.UNKNOWN], "as it goes out"
            assert seen[0].is_under_way, "its attempt is not on record"
            assert ledger.get(_intent().key).state is EffectState.DONE

    def test_what_is_neither_done_nor_failed_is_listed(self) -> None:
        with self.ledger() as ledger:
            for number in (3, 1, 2, 4):
                ledger.intend(_intent(number), at=AT)
            ledger.advance(begun(ledger.get(_intent(1).key), at=AT))
            resolve(_intent(2).key, ledger, as_done="re_2", by="ann", at=AT)
            resolve(_intent(4).key, ledger, as_failed="the shop closed", by="ann", at=AT)

            listed = self.reopened(ledger).unresolved()

            assert [each.intent.key for each in listed] == [_intent(3).key, _intent(1).key]
            assert listed[1] == ledger.get(_intent(1).key)

    def test_of_eight_workers_one_begins(self) -> None:
        with self.ledger() as ledger:
            first = ledger.intend(_intent(), at=AT)

            won = _at_once(lambda number: ledger.advance(begun(first, at=AT + number * SECOND)))

            wins = [each for each in won if isinstance(each, EffectRecord)]
            assert len(wins) == 1, f"{len(wins)} workers began"
            assert all(isinstance(each, EffectMovedError) for each in won if each not in wins)
            assert ledger.get(first.intent.key) == wins[0]

    def test_of_eight_intents_under_one_key_one_is_recorded(self) -> None:
        with self.ledger() as ledger:
            intents = [_intent().evolve(payload={"number": number}) for number in range(THREADS)]

            won = _at_once(lambda number: ledger.intend(intents[number], at=AT))

            wins = [each for each in won if isinstance(each, EffectRecord)]
            assert len(wins) == 1, f"{len(wins)} intents were recorded under one key"
            assert all(isinstance(each, IntentConflictError) for each in won if each not in wins)


class _Looking:
    guarantees = _SETTLED

    def __init__(self, look: Callable[[], None]) -> None:
        self._look = look

    def perform(self, intent: Intent) -> Outcome:
        self._look()
        return Outcome(reference=f"for {intent.key}")


def _intent(number: int = 1) -> Intent:
    payload = {"payment": "pay_1", "amount": Money(1999, "USD"), "texts": ["é", "\x00", ""], "none": None}
    return Intent(key=effect_key("refund", "R/1", number), kind="refund", payload=payload)


def _done(ledger: EffectLedger, intent: Intent) -> list[EffectRecord]:
    first = begun(ledger.intend(intent, at=AT), at=AT + SECOND)
    limited = answered(first, 0, NotSentError("slow down", retry_after_seconds=7), at=AT + 2 * SECOND)
    sent = begun(limited, at=AT + 3 * SECOND)
    lost = answered(sent, 1, AnswerLostError("no answer"), at=AT + 4 * SECOND)
    not_seen = looked(lost, None, _SETTLED, at=AT + 5 * SECOND, note="it is not there")
    outcome = Outcome(reference="re_1", answer={"status": ["pending", 1, True, None], "of": {"a": {}}})
    return [first, limited, sent, lost, not_seen, answered(not_seen, 1, outcome, at=AT + 6 * SECOND)]


def _refused(ledger: EffectLedger, intent: Intent) -> list[EffectRecord]:
    sent = begun(ledger.intend(intent, at=AT), at=AT)
    return [sent, answered(sent, 0, RefusedError("declined"), at=AT + SECOND)]


def _absent(ledger: EffectLedger, intent: Intent) -> list[EffectRecord]:
    sent = begun(ledger.intend(intent, at=AT), at=AT)
    final = Guarantees(settle_window=SECOND, is_find_final=True)
    return [sent, looked(sent, None, final, at=AT + SECOND, note="it is not there")]


def _given_up(ledger: EffectLedger, intent: Intent) -> list[EffectRecord]:
    sent = begun(ledger.intend(intent, at=AT), at=AT)
    given_up = decided(sent, reference=None, reason="it is not there", by="ann", at=AT + SECOND)
    return [sent, given_up, answered(given_up, 0, Outcome(reference="re_1"), at=AT + 2 * SECOND)]


def _error(call: Callable[[], object]) -> EffectError | None:
    try:
        call()
    except EffectError as exc:
        return exc
    return None


def _at_once(call: Callable[[int], EffectRecord]) -> list[EffectRecord | EffectError]:
    def tried(number: int) -> EffectRecord | EffectError:
        try:
            return call(number)
        except EffectError as exc:
            return exc

    with ThreadPoolExecutor(THREADS) as pool:
        return [*pool.map(tried, range(THREADS))]
