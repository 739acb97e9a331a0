"""States: every pair that is not listed does not happen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from returnkit.effects import (
    CONCLUDED,
    TRANSITIONS,
    EffectRecord,
    EffectState,
    Guarantees,
    Intent,
    Outcome,
    Result,
    Source,
    Step,
    effect_key,
    steps,
)
from returnkit.effects.steps import answered, begun, decided, intended, looked, may_be_sent
from returnkit.errors import AnswerLostError, EffectConcludedError, NotSentError, RefusedError

AT = datetime(2026, 11, 5, tzinfo=UTC)
SECOND = timedelta(seconds=1)
WINDOW = timedelta(seconds=60)
BLIND = Guarantees(WINDOW)
LOOKING = Guarantees(WINDOW, is_find_final=True)
KEYED = Guarantees(WINDOW, honours_key_for=timedelta(hours=1))
DONE = Outcome(reference="re_1")


def fresh() -> EffectRecord:
    return intended(Intent(key=effect_key("a"), kind="refund", payload={}), at=AT)


def sent() -> EffectRecord:
    return begun(fresh(), at=AT)


def lost() -> EffectRecord:
    return answered(sent(), 0, AnswerLostError("no answer"), at=AT)


def test_done_is_never_left() -> None:
    assert [step for state, step in TRANSITIONS if state is EffectState.DONE] == []


def test_from_failed_only_what_happened_leads_on() -> None:
    assert [step for state, step in TRANSITIONS if state is EffectState.FAILED] == [Step.DO]


def test_a_request_goes_out_only_where_nothing_is_concluded() -> None:
    assert {state for state, step in TRANSITIONS if step is Step.BEGIN} == set(EffectState) - CONCLUDED


IN_STATE: dict[EffectState, Callable[[], EffectRecord]] = {
    EffectState.INTENDED: fresh,
    EffectState.UNKNOWN: lost,
    EffectState.DONE: lambda: answered(sent(), 0, DONE, at=AT),
    EffectState.FAILED: lambda: answered(sent(), 0, RefusedError("no"), at=AT),
}
UNLISTED = [(state, step) for state in EffectState for step in Step if (state, step) not in TRANSITIONS]


@pytest.mark.parametrize(("state", "step"), UNLISTED)
def test_a_step_that_is_not_listed_is_not_taken(state: EffectState, step: Step) -> None:
    with pytest.raises(KeyError):
        steps._moved(IN_STATE[state](), step)


@pytest.mark.parametrize(
    ("answer", "state", "result"),
    [
        (DONE, EffectState.DONE, Result.DONE),
        (RefusedError("no"), EffectState.FAILED, Result.REFUSED),
        (NotSentError("busy"), EffectState.INTENDED, Result.NOT_SENT),
        (AnswerLostError("?"), EffectState.UNKNOWN, Result.LOST),
    ],
)
def test_an_answer_says_what_is_known(
    answer: Outcome | RefusedError, state: EffectState, result: Result
) -> None:
    record = answered(sent(), 0, answer, at=AT + SECOND)

    assert (record.state, record.attempts[0].result) == (state, result)
    assert record.version == 3


def test_an_attempt_without_an_answer_is_unknown_and_not_sent_again() -> None:
    assert sent().state is EffectState.UNKNOWN
    assert sent().is_under_way
    assert not may_be_sent(sent(), BLIND, at=AT + timedelta(days=365))
    assert not may_be_sent(sent(), LOOKING, at=AT + timedelta(days=365))


def test_a_key_that_is_honoured_lets_it_be_sent_after_the_window_and_before_it_is_forgotten() -> None:
    ages = [timedelta(0), WINDOW - SECOND, WINDOW, timedelta(hours=1) - SECOND, timedelta(hours=1)]

    assert [may_be_sent(lost(), KEYED, at=AT + age) for age in ages] == [False, False, True, True, False]


@pytest.mark.parametrize("error", [AnswerLostError("?"), NotSentError("busy")])
def test_the_life_of_a_key_counts_from_the_first_attempt(error: AnswerLostError | NotSentError) -> None:
    first = answered(sent(), 0, error, at=AT)
    again = answered(begun(first, at=AT + WINDOW), 1, AnswerLostError("?"), at=AT + WINDOW)

    assert may_be_sent(again, KEYED, at=AT + timedelta(hours=1) - SECOND)
    assert not may_be_sent(again, KEYED, at=AT + timedelta(hours=1))


def test_who_asks_to_wait_is_waited_for() -> None:
    record = answered(sent(), 0, NotSentError("busy", retry_after_seconds=30), at=AT)

    assert record.not_before == AT + 30 * SECOND
    assert not may_be_sent(record, BLIND, at=AT + 29 * SECOND)
    assert may_be_sent(record, BLIND, at=AT + 30 * SECOND)
    assert begun(record, at=AT + 30 * SECOND).not_before is None, "it was waited for"


@pytest.mark.parametrize(
    ("seconds", "waited"), [(-1, timedelta(0)), (86_400, timedelta(days=1)), (10**18, timedelta(days=1))]
)
def test_an_answer_is_kept_however_long_it_asks_to_wait(seconds: int, waited: timedelta) -> None:
    errors = [error("busy", retry_after_seconds=seconds) for error in (NotSentError, AnswerLostError)]

    records = [answered(sent(), 0, error, at=AT) for error in errors]

    assert [each.state for each in records] == [EffectState.INTENDED, EffectState.UNKNOWN]
    assert {each.not_before for each in records} == {AT + waited}


def test_a_look_within_the_window_says_nothing() -> None:
    record = looked(lost(), None, LOOKING, at=AT + WINDOW - SECOND, note="not there")

    assert record.state is EffectState.UNKNOWN
    assert record.last_look is not None
    assert record.last_look.note == "not there"


def test_the_window_counts_from_the_last_that_was_heard() -> None:
    late = answered(sent(), 0, AnswerLostError("no answer"), at=AT + 30 * SECOND)
    looks = [
        looked(late, None, LOOKING, at=AT + 30 * SECOND + age, note="") for age in (WINDOW - SECOND, WINDOW)
    ]

    assert [each.state for each in looks] == [EffectState.UNKNOWN, EffectState.INTENDED]


def test_a_look_that_is_not_final_says_nothing() -> None:
    assert looked(lost(), None, BLIND, at=AT + WINDOW, note="").state is EffectState.UNKNOWN


def test_a_final_look_lets_it_be_sent() -> None:
    record = looked(lost(), None, LOOKING, at=AT + WINDOW, note="not there")

    assert (record.state, record.attempts[0].result) == (EffectState.INTENDED, Result.ABSENT)
    assert record.attempts[0].ended_at == AT, "when something was last heard of it"


def test_what_a_look_finds_is_adopted() -> None:
    record = looked(lost(), DONE, LOOKING, at=AT, note="")

    assert record.conclusion is not None
    assert (record.state, record.conclusion.source) == (EffectState.DONE, Source.LOOK)


def test_a_refusal_says_nothing_of_an_earlier_attempt() -> None:
    again = begun(lost(), at=AT + WINDOW)

    assert answered(again, 1, RefusedError("no"), at=AT + WINDOW).state is EffectState.UNKNOWN


def test_a_late_answer_that_it_happened_is_kept_after_it_was_given_up() -> None:
    given_up = decided(sent(), reference=None, reason="it was not there", by="ann", at=AT)

    record = answered(given_up, 0, DONE, at=AT + SECOND)

    assert record.conclusion is not None
    assert (record.state, record.conclusion.reference) == (EffectState.DONE, "re_1")


def test_a_late_answer_that_says_nothing_new_changes_nothing() -> None:
    absent = looked(sent(), None, LOOKING, at=AT + WINDOW, note="not there")

    assert answered(absent, 0, AnswerLostError("?"), at=AT + WINDOW) is absent


def test_a_late_answer_of_a_second_worker_is_on_record_beside_the_first() -> None:
    adopted = looked(sent(), DONE, LOOKING, at=AT, note="")

    record = answered(adopted, 0, DONE, at=AT + SECOND)

    assert record.conclusion == adopted.conclusion
    assert record.attempts[0].result is Result.DONE


def test_a_person_decides_only_what_is_open() -> None:
    done = decided(lost(), reference="re_1", reason=None, by="ann", at=AT)

    assert done.conclusion is not None
    assert (done.state, done.conclusion.by) == (EffectState.DONE, "ann")
    with pytest.raises(EffectConcludedError, match="it is `done` already"):
        decided(done, reference=None, reason="no", by="ann", at=AT)


@pytest.mark.parametrize(
    "changes",
    [
        {"state": EffectState.INTENDED},
        {"state": EffectState.DONE},
        {"state": EffectState.FAILED},
        {"version": 0},
        {"recorded_at": datetime(2026, 11, 5)},  # noqa: DTZ001 - it names no instant
        {"attempts": ()},
    ],
)
def test_a_record_that_contradicts_itself_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        lost().evolve(**changes)


def test_what_is_done_has_a_reference_and_what_failed_has_none() -> None:
    done = decided(lost(), reference="re_1", reason=None, by="ann", at=AT)

    with pytest.raises(ValidationError, match="has a reference"):
        done.evolve(state=EffectState.FAILED)


SIGNS = "caf\udce9"  # as a text that was read from bytes of another encoding


@pytest.mark.parametrize(
    "record",
    [
        looked(lost(), None, LOOKING, at=AT + SECOND, note="not there"),
        looked(lost(), None, LOOKING, at=AT + SECOND, note=SIGNS),
        answered(sent(), 0, RefusedError(SIGNS), at=AT),
        answered(sent(), 0, AnswerLostError(SIGNS), at=AT),
        decided(lost(), reference=None, reason=SIGNS, by=SIGNS, at=AT),
    ],
)
def test_a_record_is_read_from_what_is_written(record: EffectRecord) -> None:
    assert EffectRecord.model_validate_json(record.model_dump_json()) == record


def test_what_no_encoding_has_is_kept_legibly() -> None:
    assert answered(sent(), 0, RefusedError(SIGNS), at=AT).attempts[0].note == r"caf\udce9"
