"""Bugs planted into the protocol of effects: its laws must notice each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from hypothesis import Phase, given, settings

from returnkit.effects import EffectReport, EffectState, NotYetKnown, Result, Step
from returnkit.errors import EffectMovedError
from tests.effect_laws import (
    law_a_later_run_performs_only_what_is_not_done,
    law_a_person_concludes_by_what_the_far_side_shows,
    law_an_effect_happens_once,
)
from tests.effect_worlds import LIVES, RARE, Life

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
# Any, below: what is planted has the signature of what it replaces.

# Any: the package gives the function of this name.
performing: Any = import_module("returnkit.effects.perform")
steps: Any = import_module("returnkit.effects.steps")
records: Any = import_module("returnkit.effects.records")
EXAMPLES = 1_500


def notices(law: Callable[[Life], object]) -> bool:
    """Return whether *law* fails for one of the lives, whichever way it shows."""

    @settings(max_examples=EXAMPLES, phases=[Phase.generate], report_multiple_bugs=False)
    @given(LIVES)
    def hold(life: Life) -> None:
        law(life)

    try:
        for life in RARE:
            law(life)
        hold()
    except (AssertionError, ValueError, KeyError, EffectMovedError):
        return True
    return False


@pytest.mark.parametrize(
    "law",
    [
        law_an_effect_happens_once,
        law_a_person_concludes_by_what_the_far_side_shows,
        law_a_later_run_performs_only_what_is_not_done,
    ],
)
def test_without_a_bug_the_laws_hold(law: Callable[[Life], object]) -> None:
    assert not notices(law)


def what_is_ambiguous_is_sent_again(patch: Patch) -> None:
    patch.setattr(performing, "may_be_sent", lambda record, given, *, at: record.conclusion is None)


def the_attempt_is_recorded_after_the_call(patch: Patch) -> None:
    def sent(record: Any, far_side: Any, ledger: Any, clock: Any) -> Any:
        number = len(record.attempts)
        answer = performing._answer(record.intent, far_side)
        try:
            record = ledger.advance(steps.begun(record, at=clock.now()))
        except EffectMovedError:
            return ledger.get(record.intent.key)
        return ledger.advance(steps.answered(record, number, answer, at=clock.now()))

    patch.setattr(performing, "_sent", sent)


def a_dead_attempt_is_taken_for_never_sent(patch: Patch) -> None:
    patch.setattr(performing, "may_be_sent", lambda record, given, *, at: _never_heard(record, given, at))


def _never_heard(record: Any, given: Any, at: Any) -> bool:
    is_dead = record.state is EffectState.UNKNOWN and all(each.result is None for each in record.attempts)
    return is_dead or steps.may_be_sent(record, given, at=at)


def looks_are_ignored(patch: Patch) -> None:
    patch.setattr(performing, "_find", lambda intent, far_side: (None, "nobody looked"))


def the_window_is_skipped(patch: Patch) -> None:
    patch.setattr(records.EffectRecord, "is_settled", lambda record, window, *, at: True)


def what_could_not_be_told_is_taken_for_absent(patch: Patch) -> None:
    find = performing._find

    def told(intent: Any, far_side: Any) -> Any:
        found, note = find(intent, far_side)
        return (None if isinstance(found, NotYetKnown) else found), note

    patch.setattr(performing, "_find", told)


def every_look_is_taken_for_final(patch: Patch) -> None:
    def looked(record: Any, found: Any, given: Any, *, at: Any, note: str) -> Any:
        return steps.looked(record, found, replace(given, is_find_final=True), at=at, note=note)

    patch.setattr(performing, "looked", looked)


def a_key_is_trusted_for_ever(patch: Patch) -> None:
    def may_be_sent(record: Any, given: Any, *, at: Any) -> Any:
        if given.honours_key_for:
            given = replace(given, honours_key_for=timedelta(days=10_000))
        return steps.may_be_sent(record, given, at=at)

    patch.setattr(performing, "may_be_sent", may_be_sent)


def the_life_of_a_key_counts_from_what_is_open(patch: Patch) -> None:
    def may_be_sent(record: Any, given: Any, *, at: Any) -> Any:
        opened = tuple(each for each in record.attempts if each.is_open)
        is_unknown = record.state is EffectState.UNKNOWN
        return steps.may_be_sent(record.evolve(attempts=opened) if is_unknown else record, given, at=at)

    patch.setattr(performing, "may_be_sent", may_be_sent)


def a_key_that_nobody_honours_is_trusted(patch: Patch) -> None:
    def may_be_sent(record: Any, given: Any, *, at: Any) -> Any:
        given = replace(given, honours_key_for=timedelta(days=1))
        return steps.may_be_sent(record, given, at=at)

    patch.setattr(performing, "may_be_sent", may_be_sent)


def a_worker_that_was_held_up_sends(patch: Patch) -> None:
    patch.setattr(performing, "_held_up", lambda record, given, now: None)


def a_record_that_has_moved_is_sent_all_the_same(patch: Patch) -> None:
    class Deaf:
        def __init__(self, ledger: Any) -> None:
            self._ledger = ledger

        def __getattr__(self, name: str) -> Any:
            return getattr(self._ledger, name)

        def advance(self, record: Any) -> Any:
            try:
                return self._ledger.advance(record)
            except EffectMovedError:
                return record

    sent = performing._sent
    patch.setattr(
        performing, "_sent", lambda record, side, ledger, clock: sent(record, side, Deaf(ledger), clock)
    )


def a_lost_answer_is_taken_for_a_no(patch: Patch) -> None:
    result = steps._result

    def told(answer: Any) -> Any:
        return Result.REFUSED if result(answer) is Result.LOST else result(answer)

    patch.setattr(steps, "_result", told)


@pytest.mark.parametrize(
    "bug",
    [
        what_is_ambiguous_is_sent_again,
        the_attempt_is_recorded_after_the_call,
        a_dead_attempt_is_taken_for_never_sent,
        looks_are_ignored,
        the_window_is_skipped,
        what_could_not_be_told_is_taken_for_absent,
        every_look_is_taken_for_final,
        a_key_is_trusted_for_ever,
        the_life_of_a_key_counts_from_what_is_open,
        a_key_that_nobody_honours_is_trusted,
        a_worker_that_was_held_up_sends,
        a_record_that_has_moved_is_sent_all_the_same,
        a_lost_answer_is_taken_for_a_no,
    ],
)
def test_a_bug_in_performing_is_noticed(bug: Callable[[Patch], None], monkeypatch: Patch) -> None:
    bug(monkeypatch)

    assert notices(law_an_effect_happens_once)


def a_refusal_speaks_for_attempts_that_are_open(patch: Patch) -> None:
    moved = steps._moved

    def told(record: Any, step: Any, **changes: Any) -> Any:
        last = changes["attempts"][-1] if changes.get("attempts") else None
        if step is Step.LEAVE_OPEN and last is not None and last.result is Result.REFUSED:
            word = records.Conclusion(at=last.ended_at, source=records.Source.ANSWER, reason=last.note)
            return moved(record, Step.FAIL, **changes, conclusion=word)
        return moved(record, step, **changes)

    patch.setattr(steps, "_moved", told)


def test_a_bug_in_concluding_is_noticed(monkeypatch: Patch) -> None:
    a_refusal_speaks_for_attempts_that_are_open(monkeypatch)

    assert notices(law_a_person_concludes_by_what_the_far_side_shows)


def a_run_stops_at_the_first_that_fails(patch: Patch) -> None:
    def perform_all(intents: Any, far_side: Any, ledger: Any, *, clock: Any) -> EffectReport:
        found = []
        for intent in intents:
            found.append(performing.perform(intent, far_side, ledger, clock=clock))
            if found[-1].state is EffectState.FAILED:
                break
        return EffectReport(tuple(found))

    laws = import_module("tests.effect_laws")
    patch.setattr(laws, "perform_all", perform_all)


def test_a_bug_in_performing_several_is_noticed(monkeypatch: Patch) -> None:
    a_run_stops_at_the_first_that_fails(monkeypatch)

    assert notices(law_a_later_run_performs_only_what_is_not_done)
