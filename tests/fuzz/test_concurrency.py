"""Processes that meet: at the same returns, at the last of something, at one outbox."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from functools import partial
from pathlib import Path
from random import Random

import pytest

from tests.crash_law import Places, PostgresPlaces, SqlitePlaces, warm
from tests.crowds import (
    act_in_a_crowd,
    begin,
    fill_outbox,
    law_one_tab_is_first,
    law_the_log_explains_what_a_crowd_did,
    relay,
    told_once,
    two_tabs,
)
from tests.evidence import Evidence
from tests.forks import Fork, all_of, append, lines, quick_folder
from tests.modes import SEED, size

pytestmark = pytest.mark.fuzz

DATABASES = ("sqlite", "postgresql")
CROWD, RELAYS = 8, 4
CROWDS, COMMANDS = size(ci=1, full=10), size(ci=10, full=40)
ROUNDS = size(ci=5, full=100)
MESSAGES = size(ci=400, full=2_000)


@pytest.fixture
def folder() -> Generator[Path]:
    with quick_folder() as place:
        yield place


@pytest.fixture(scope="module")
def by_database(evidence: Evidence) -> Generator[dict[str, dict[str, int]]]:
    """Counts by the name of the database; evidence once all tests have counted."""
    counts: dict[str, dict[str, int]] = {name: {} for name in DATABASES}
    yield counts
    wanted = {"acknowledged", "rounds", "messages", "killed relays"}
    if all(each.keys() >= wanted for each in counts.values()):
        evidence("concurrency", counts)


@pytest.fixture(params=DATABASES)
def counts(request: pytest.FixtureRequest, by_database: dict[str, dict[str, int]]) -> dict[str, int]:
    """The counts of the database of this test."""
    return by_database[request.param]


@pytest.fixture
def places(
    counts: dict[str, int],
    by_database: dict[str, dict[str, int]],
    request: pytest.FixtureRequest,
    folder: Path,
) -> Places:
    warm(SqlitePlaces(folder).place("warm"))
    if counts is by_database["sqlite"]:
        return SqlitePlaces(folder)
    return PostgresPlaces(folder, request.getfixturevalue("postgres_url"))


def test_the_log_explains_what_eight_processes_did_to_the_same_returns(
    places: Places, counts: dict[str, int]
) -> None:
    told: Counter[str] = Counter()
    for number in range(CROWDS):
        place = places.place(f"crowd-{SEED}-{number}")
        begin(place)
        all_of([partial(act_in_a_crowd, place, each, COMMANDS) for each in range(CROWD)], place.folder)
        told += law_the_log_explains_what_a_crowd_did(place)

    assert told["acknowledged"] > CROWDS * CROWD * COMMANDS // 4
    assert told["effects"]
    counts.update(told, processes=CROWD)


def test_two_tabs_cannot_both_take_the_last_of_a_limit_nor_the_same_unit_nor_use_a_key_twice(
    places: Places, counts: dict[str, int]
) -> None:
    place = places.place("tabs")

    all_of(two_tabs(place, ROUNDS), place.folder)

    law_one_tab_is_first(place, ROUNDS)
    counts["rounds"] = ROUNDS


def test_four_relays_tell_each_message_of_an_outbox_exactly_once(
    places: Places, counts: dict[str, int]
) -> None:
    place = places.place("relays")
    ids = fill_outbox(place, MESSAGES)

    def tell(event_id: str) -> None:
        append(place.folder / "heard", event_id)

    all_of([partial(relay, place, each, 0, apply=tell) for each in range(RELAYS)], place.folder)

    assert Counter(lines(place.folder / "heard")) == Counter(ids)
    counts["messages"] = MESSAGES


def test_relays_that_are_killed_tell_each_message_at_least_once(
    places: Places, counts: dict[str, int]
) -> None:
    place, luck = places.place("killed"), Random(SEED)
    ids = fill_outbox(place, MESSAGES // 2)
    (place.folder / "applied").mkdir()
    apply, kills = partial(told_once, place.folder), 0

    for life in range(3):
        relays = [
            Fork(partial(relay, place, each, life, apply=apply), place.folder / f"relay-{life}-{each}")
            for each in range(RELAYS)
        ]
        kills += sum(each.killed_after(luck.random() * 0.2) < 0 for each in relays)
    relay(place, RELAYS, 3, apply=apply)

    heard = Counter(lines(place.folder / "heard"))
    assert kills
    assert heard.keys() == ids
    assert len(list((place.folder / "applied").iterdir())) == len(ids)
    counts["killed relays"] = kills
