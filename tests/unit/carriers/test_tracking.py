"""Tracking: every word of every vocabulary has a meaning, what is not a word has one too, and order holds."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnkit.carriers import (
    STATUS_WORDS,
    TERMINAL,
    StatusWords,
    Tracking,
    TrackingEvent,
    TrackingStatus,
)

DATA = Path(__file__).parents[2] / "data" / "carriers" / "tracking_canonical.json"
TABLE: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))  # Any: a table of ours, as JSON
AT = datetime(2026, 11, 5, tzinfo=UTC)

STATUSES = {
    "easypost": TABLE["easypost"]["status"],
    "shippo": TABLE["shippo"]["status"],
    "karrio": TABLE["karrio"],
    "aftership": TABLE["aftership"]["tag"],
}
WORDS = [(name, word, meaning) for name, words in STATUSES.items() for word, meaning in words.items()]


def details() -> list[tuple[str, str, str, str, bool]]:
    """Return vocabulary, status, detail, meaning, and whether somebody has to act."""
    easypost = TABLE["easypost"]["status_detail_override"].items()
    subtags = TABLE["aftership"]["subtag_known"].items()
    return [
        *(("easypost", "in_transit", word, meaning or "in_transit", False) for word, meaning in easypost),
        *(
            ("shippo", each["status"], each["code"], each["canonical"], each["action_required"])
            for each in TABLE["shippo"]["substatus"]
        ),
        *(("aftership", word.partition("_")[0], word, meaning, False) for word, meaning in subtags),
    ]


def test_there_are_the_thirteen_statuses_in_order_and_the_final_ones() -> None:
    assert [each.value for each in TrackingStatus] == TABLE["canonical"]
    assert {each.value for each in TERMINAL} == set(TABLE["terminal"])
    assert STATUS_WORDS.keys() == STATUSES.keys()


@pytest.mark.parametrize(("name", "word", "meaning"), WORDS)
def test_a_word_means_what_the_table_says(name: str, word: str, meaning: str) -> None:
    for typed in (word, word.upper(), f"  {word.lower()}\n"):
        assert STATUS_WORDS[name].read(typed).status == meaning


@pytest.mark.parametrize(("name", "status", "detail", "meaning", "act"), details())
def test_a_second_word_adds_what_the_table_says(
    name: str, status: str, detail: str, meaning: str, act: bool
) -> None:
    found = STATUS_WORDS[name].read(status, f" {detail.upper()}")

    assert (found.status.value, found.is_action_required) == (meaning, act)
    assert found.raw_detail == f" {detail.upper()}"


def test_no_table_has_a_word_that_the_data_lack() -> None:
    for name, words in STATUS_WORDS.items():
        assert len(words.statuses) == len(STATUSES[name])
        listed = {detail.casefold() for vocabulary, _, detail, _, _ in details() if vocabulary == name}
        assert {*words.details, *words.actions} <= listed


@pytest.mark.parametrize("words", STATUS_WORDS.values(), ids=STATUS_WORDS)
@given(status=st.text() | st.none() | st.integers() | st.lists(st.text()), detail=st.text() | st.none())
def test_nothing_raises_and_what_came_is_kept(words: StatusWords, status: object, detail: str | None) -> None:
    found = words.read(status, detail)

    assert isinstance(found.status, TrackingStatus)
    assert found.raw_status == ("" if status is None else str(status))
    assert found.raw_detail == detail


@pytest.mark.parametrize("words", STATUS_WORDS.values(), ids=STATUS_WORDS)
def test_no_second_word_takes_back_what_is_final(words: StatusWords) -> None:
    for word, status in words.statuses.items():
        for detail in words.details:
            if status in TERMINAL:
                assert words.read(word, detail).status is status


def an_event(hours: int, status: TrackingStatus) -> TrackingEvent:
    return TrackingEvent(at=AT + timedelta(hours=hours), status=status, raw_status=status.value)


def test_late_news_of_earlier_days_do_not_turn_back_a_parcel() -> None:
    delivered, moving = an_event(9, TrackingStatus.DELIVERED), an_event(3, TrackingStatus.IN_TRANSIT)

    found = Tracking(tracking_number="1", events=(delivered, moving))

    assert found.events == (moving, delivered)
    assert (found.status, found.is_final) == (TrackingStatus.DELIVERED, True)


def test_a_word_that_is_unknown_does_not_hide_the_one_before_it() -> None:
    events = (an_event(1, TrackingStatus.ACCEPTED), an_event(2, TrackingStatus.UNKNOWN))

    found = Tracking(tracking_number="1", events=events)

    assert (found.status, found.is_final) == (TrackingStatus.ACCEPTED, False)
    assert Tracking(tracking_number="1").status is TrackingStatus.UNKNOWN
