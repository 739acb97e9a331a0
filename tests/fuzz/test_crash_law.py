"""Processes that are killed at any point of a desk's work: nothing acknowledged is lost, or done twice."""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from collections.abc import Generator
from functools import partial
from pathlib import Path
from random import Random

import pytest

from returnkit.errors import StorageError
from tests.crash_law import (
    Measures,
    Places,
    PostgresPlaces,
    SqlitePlaces,
    law_a_kill_loses_nothing_and_does_nothing_twice,
    measured,
    verified,
    warm,
)
from tests.crash_plans import Plan
from tests.crash_world import Place, World
from tests.evidence import Evidence
from tests.forks import Fork, quick_folder
from tests.modes import SEED, size
from tests.postgres import PostgresServer

pytestmark = pytest.mark.fuzz

SQLITE_RUNS = size(ci=40, full=500)
POSTGRES_RUNS = size(ci=15, full=200)
WORKERS, RESTARTS = 4, 3


@pytest.fixture(scope="module")
def by_database(evidence: Evidence) -> Generator[dict[str, dict[str, int]]]:
    """Counts by the name of the database; evidence once both are there."""
    counts: dict[str, dict[str, int]] = {}
    yield counts
    if counts.keys() >= {"sqlite", "postgresql"}:
        evidence("crash-law", counts)


@pytest.fixture
def folder() -> Generator[Path]:
    with quick_folder() as place:
        yield place


def runs(places: Places, many: int, folder: Path) -> dict[str, int]:
    """Ask the law of so many runs, and return what they came to."""
    warm(SqlitePlaces(folder).place("warm"))
    measures: Measures = measured(places.place("measured"))
    counts: Counter[str] = Counter()
    for number in range(many):
        place = places.place(f"run-{number}")
        counts += law_a_kill_loses_nothing_and_does_nothing_twice(place, f"{SEED}/{number}", measures)
        shutil.rmtree(place.folder)

    assert counts["kills"] >= many, "too few are killed"
    assert all(counts[name] for name in ("unresolved", "effects", "asked again"))
    return dict(sorted(counts.items()))


def test_a_kill_loses_nothing_and_does_nothing_twice_on_sqlite(
    folder: Path, by_database: dict[str, dict[str, int]]
) -> None:
    by_database["sqlite"] = runs(SqlitePlaces(folder), SQLITE_RUNS, folder)


def test_a_kill_loses_nothing_and_does_nothing_twice_on_postgresql(
    folder: Path, postgres_url: str, by_database: dict[str, dict[str, int]]
) -> None:
    by_database["postgresql"] = runs(PostgresPlaces(folder, postgres_url), POSTGRES_RUNS, folder)


@pytest.mark.full
def test_a_server_that_crashes_under_load_loses_nothing_that_was_acknowledged(
    folder: Path, postgres: PostgresServer, postgres_url: str, by_database: dict[str, dict[str, int]]
) -> None:
    warm(SqlitePlaces(folder).place("warm"))
    places, luck = PostgresPlaces(folder, postgres_url), Random(SEED)

    def worked(place: Place, number: int) -> None:
        world = World(place, Plan.of(f"{SEED}/worker-{number}", tasks=25), 0)
        cut = 0
        while True:
            try:
                world.live()
                break
            except StorageError as exc:
                if type(exc) is not StorageError:
                    raise
                cut += 1
                time.sleep(0.02)
        counts = verified(world) + Counter(cut=cut)
        (place.folder / "counts").write_text(json.dumps(counts), encoding="utf-8")

    taken = [places.place(f"worker-{number}") for number in range(WORKERS)]
    workers = [
        Fork(partial(worked, place, number), place.folder / "failed") for number, place in enumerate(taken)
    ]
    for _ in range(RESTARTS):
        time.sleep(0.5 + luck.random())
        postgres.restart()
    for worker in workers:
        worker.wait()

    counts: Counter[str] = Counter(restarts=RESTARTS)
    for place in taken:
        counts.update(json.loads((place.folder / "counts").read_text(encoding="utf-8")))
    assert counts["cut"] >= RESTARTS, "nobody was cut off"
    by_database["postgresql restarted"] = dict(sorted(counts.items()))
