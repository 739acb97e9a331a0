"""Performing: one request at most, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from returnkit.effects import (
    NOT_YET_KNOWN,
    EffectRecord,
    EffectState,
    FindingFarSide,
    Found,
    Guarantees,
    Intent,
    MemoryEffectLedger,
    Outcome,
    effect_key,
    perform,
    perform_all,
    resolve,
)
from returnkit.errors import (
    AnswerLostError,
    EffectConcludedError,
    EffectMovedError,
    InstantError,
    IntentConflictError,
    NotSentError,
    RefusedError,
    UnknownEffectError,
)
from returnkit.testing import MovableClock

WINDOW = timedelta(seconds=60)
DONE = Outcome(reference="re_1")


class Side:
    """A far side that answers as told, and counts."""

    def __init__(self, *answers: object, guarantees: Guarantees | None = None) -> None:
        self._answers: Iterator[object] = iter(answers)
        self.guarantees = guarantees or Guarantees(WINDOW)
        self.sent: list[str] = []

    def perform(self, intent: Intent) -> Outcome:
        self.sent.append(intent.key)
        answer = next(self._answers)
        if isinstance(answer, BaseException):
            raise answer
        return answer  # type: ignore[return-value]


class Seeing(Side):
    found: object = None
    looks = 0

    def find(self, intent: Intent) -> Found:
        self.looks += 1
        if isinstance(self.found, Exception):
            raise self.found
        return self.found  # type: ignore[return-value]


def an_intent(number: int = 1) -> Intent:
    return Intent(key=effect_key("refund", number), kind="refund", payload={"number": number})


def test_what_is_done_is_not_sent_again() -> None:
    side, ledger, clock = Side(DONE), MemoryEffectLedger(), MovableClock()

    records = [perform(an_intent(), side, ledger, clock=clock) for _ in range(3)]

    assert side.sent == ["refund:1"]
    assert records[0] == records[2] == ledger.get(an_intent().key)


def test_what_was_refused_is_not_sent_again() -> None:
    side, ledger, clock = Side(RefusedError("no")), MemoryEffectLedger(), MovableClock()

    record = [perform(an_intent(), side, ledger, clock=clock) for _ in range(2)][-1]

    assert side.sent == ["refund:1"]
    assert record.conclusion is not None
    assert (record.conclusion.reason, record.conclusion.code) == ("no", "refused")


def test_what_was_not_sent_is_sent_at_the_next_call() -> None:
    side, ledger, clock = Side(NotSentError("busy"), DONE), MemoryEffectLedger(), MovableClock()

    states = [perform(an_intent(), side, ledger, clock=clock).state for _ in range(2)]

    assert states == [EffectState.INTENDED, EffectState.DONE]


@pytest.mark.parametrize(
    "answer", [AnswerLostError("?"), ConnectionResetError("gone"), KeyError("id"), None, "re_1"]
)
def test_whatever_is_no_answer_is_ambiguous(answer: object) -> None:
    side, ledger, clock = Side(answer), MemoryEffectLedger(), MovableClock()

    for _ in range(3):
        record = perform(an_intent(), side, ledger, clock=clock)
        clock.advance(timedelta(days=1))

    assert record.state is EffectState.UNKNOWN
    assert side.sent == ["refund:1"]
    assert ledger.unresolved() == (record,)


def test_an_error_of_the_far_sides_code_is_on_record_with_its_name() -> None:
    ledger = MemoryEffectLedger()

    record = perform(an_intent(), Side(KeyError("id")), ledger, clock=MovableClock())

    assert record.attempts[0].note == "far side `Side`: KeyError: 'id'"


def test_what_may_have_happened_is_looked_for_at_once_and_adopted() -> None:
    side, ledger, clock = Seeing(AnswerLostError("?")), MemoryEffectLedger(), MovableClock()
    side.found = DONE

    assert perform(an_intent(), side, ledger, clock=clock).state is EffectState.DONE
    assert side.looks == 1


@pytest.mark.parametrize("found", [NOT_YET_KNOWN, ConnectionError("down"), "re_1"])
def test_a_look_that_cannot_tell_leaves_it_unknown(found: object) -> None:
    final = Guarantees(WINDOW, is_find_final=True)
    side = Seeing(AnswerLostError("?"), guarantees=final)
    ledger, clock = MemoryEffectLedger(), MovableClock()
    side.found = found

    perform(an_intent(), side, ledger, clock=clock)
    clock.advance(timedelta(days=1))
    record = perform(an_intent(), side, ledger, clock=clock)

    assert record.state is EffectState.UNKNOWN
    assert len(side.sent) == 1


def test_what_a_final_look_does_not_see_is_sent_again_after_the_window() -> None:
    final = Guarantees(WINDOW, is_find_final=True)
    side = Seeing(AnswerLostError("?"), DONE, guarantees=final)
    ledger, clock = MemoryEffectLedger(), MovableClock()

    perform(an_intent(), side, ledger, clock=clock)
    clock.advance(WINDOW - timedelta(seconds=1))
    perform(an_intent(), side, ledger, clock=clock)
    assert len(side.sent) == 1

    clock.advance(timedelta(seconds=1))
    assert perform(an_intent(), side, ledger, clock=clock).state is EffectState.DONE
    assert len(side.sent) == 2


def test_whether_it_can_look_is_asked_by_type() -> None:
    assert isinstance(Seeing(), FindingFarSide)
    assert not isinstance(Side(), FindingFarSide)


def test_another_effect_under_the_key_is_not_sent() -> None:
    side, ledger, clock = Side(DONE), MemoryEffectLedger(), MovableClock()
    perform(an_intent(), side, ledger, clock=clock)
    other = an_intent().evolve(payload={"number": 2})

    with pytest.raises(IntentConflictError) as raised:
        perform(other, side, ledger, clock=clock)

    assert raised.value.recorded == an_intent().payload_hash
    assert raised.value.given == other.payload_hash
    assert {raised.value.recorded, raised.value.given} <= set(str(raised.value).replace("`", " ").split())
    assert len(side.sent) == 1


@pytest.mark.parametrize(
    ("window", "life"),
    [(timedelta(0), timedelta(0)), (-WINDOW, timedelta(0)), (WINDOW, timedelta(seconds=-1))],
)
def test_nobody_guarantees_less_than_nothing(window: timedelta, life: timedelta) -> None:
    with pytest.raises(ValueError, match="give"):
        Guarantees(window, life, is_find_final=True)


@pytest.mark.parametrize(
    ("held", "sent"), [(WINDOW / 2 - timedelta(microseconds=1), 1), (WINDOW / 2, 0), (WINDOW, 0)]
)
def test_who_was_held_up_for_half_of_the_window_does_not_send(held: timedelta, sent: int) -> None:
    clock = MovableClock()

    class Slow(MemoryEffectLedger):
        def advance(self, record: EffectRecord) -> EffectRecord:
            kept = super().advance(record)
            if record.is_under_way:
                clock.advance(held)
            return kept

    side = Side(DONE)

    record = perform(an_intent(), side, Slow(), clock=clock)

    assert len(side.sent) == sent
    assert record.state is (EffectState.DONE if sent else EffectState.INTENDED)


def test_a_look_that_began_within_the_window_says_nothing_however_long_it_took() -> None:
    clock, ledger = MovableClock(), MemoryEffectLedger()

    class Slow(Seeing):
        def find(self, intent: Intent) -> Found:
            clock.advance(timedelta(seconds=2))
            return super().find(intent)

    side = Slow(AnswerLostError("?"), DONE, guarantees=Guarantees(WINDOW, is_find_final=True))
    perform(an_intent(), side, ledger, clock=clock)
    clock.advance(WINDOW - timedelta(seconds=3))  # the first look took two seconds

    record = perform(an_intent(), side, ledger, clock=clock)

    assert record.state is EffectState.UNKNOWN
    assert len(side.sent) == 1


def test_an_answer_is_kept_though_others_changed_the_record_meanwhile() -> None:
    clock, ledger = MovableClock(), MemoryEffectLedger()

    class Meeting(Seeing):
        def perform(self, intent: Intent) -> Outcome:
            if not self.sent:
                self.sent.append(intent.key)
                perform(intent, self, ledger, clock=clock)  # looks in vain, and says so in the record
            return DONE

    side = Meeting()

    record = perform(an_intent(), side, ledger, clock=clock)

    assert (record.state, record.version, side.looks) == (EffectState.DONE, 4, 1)
    assert side.sent == ["refund:1"]


def test_one_that_fails_does_not_keep_back_those_after_it() -> None:
    side = Side(DONE, RefusedError("no"), AnswerLostError("?"), NotSentError("busy"))
    ledger, clock = MemoryEffectLedger(), MovableClock()

    report = perform_all(map(an_intent, range(1, 5)), side, ledger, clock=clock)

    parts = (report.done, report.failed, report.unknown, report.waiting)
    assert [[each.intent.key for each in part] for part in parts] == [[f"refund:{n}"] for n in range(1, 5)]
    assert not report.is_done


def test_all_are_recorded_before_the_first_is_sent() -> None:
    class Dies(Side):
        def perform(self, intent: Intent) -> Outcome:
            raise KeyboardInterrupt

    ledger = MemoryEffectLedger()

    with pytest.raises(KeyboardInterrupt):
        perform_all(map(an_intent, range(1, 4)), Dies(), ledger, clock=MovableClock())

    assert [each.state for each in ledger.unresolved()] == [
        EffectState.UNKNOWN,
        EffectState.INTENDED,
        EffectState.INTENDED,
    ]


def test_one_that_conflicts_keeps_all_from_being_sent() -> None:
    side, ledger, clock = Side(DONE), MemoryEffectLedger(), MovableClock()
    ledger.intend(an_intent(2).evolve(payload={}), at=clock.now())

    with pytest.raises(IntentConflictError):
        perform_all(map(an_intent, (1, 2)), side, ledger, clock=clock)

    assert side.sent == []


def test_a_person_resolves_what_is_unknown() -> None:
    side, ledger, clock = Side(AnswerLostError("?")), MemoryEffectLedger(), MovableClock()
    perform(an_intent(), side, ledger, clock=clock)

    record = resolve(an_intent().key, ledger, as_done="re_9", by="ann", at=clock.now())

    assert ledger.unresolved() == ()
    assert record.conclusion is not None
    assert (record.conclusion.reference, record.conclusion.by) == ("re_9", "ann")
    assert perform(an_intent(), side, ledger, clock=clock) == record
    with pytest.raises(EffectConcludedError) as raised:
        resolve(an_intent().key, ledger, as_failed="no", by="ann", at=clock.now())
    assert raised.value.help == "for another effect choose another key"


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"as_done": "re_1", "as_failed": "no"},
        {"as_done": ""},
        {"as_failed": ""},
        {"as_done": "", "as_failed": "no"},
        {"as_done": "re_1", "by": ""},
    ],
)
def test_a_person_with_a_name_says_one_thing(words: dict[str, str]) -> None:
    ledger, clock = MemoryEffectLedger(), MovableClock()
    ledger.intend(an_intent(), at=clock.now())

    with pytest.raises(ValueError, match="somebody says either as done, by which reference, or as failed"):
        resolve(an_intent().key, ledger, **{"by": "ann"} | words, at=clock.now())
    assert ledger.get(an_intent().key).version == 1


def test_a_person_says_when_by_an_instant() -> None:
    ledger = MemoryEffectLedger()
    ledger.intend(an_intent(), at=MovableClock().now())

    with pytest.raises(InstantError):
        resolve(an_intent().key, ledger, as_done="re_1", by="ann", at=datetime(2026, 11, 5))  # noqa: DTZ001


def test_what_is_not_recorded_cannot_be_resolved() -> None:
    with pytest.raises(UnknownEffectError, match="`refund:1`: nothing is recorded") as raised:
        resolve(an_intent().key, MemoryEffectLedger(), as_done="x", by="ann", at=MovableClock().now())

    assert raised.value.help == "record it first by `intend`"


def test_a_ledger_that_never_lets_an_answer_be_written_is_told() -> None:
    class Stubborn(MemoryEffectLedger):
        def advance(self, record):  # type: ignore[no-untyped-def]
            if record.is_under_way:
                return super().advance(record)
            raise EffectMovedError(key=record.intent.key, version=record.version)

    ledger = Stubborn()

    with pytest.raises(EffectMovedError):
        perform(an_intent(), Side(DONE), ledger, clock=MovableClock())
    assert ledger.get(an_intent().key).is_under_way, "it is looked for, or a person decides"
