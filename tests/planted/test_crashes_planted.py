"""Bugs planted into the desk: the crash law must notice each within a bounded number of runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, Final

import pytest

from returnkit.effects import EffectState, perform
from returnkit.effects.steps import answered, begun
from returnkit.errors import FarSideError
from returnkit.lifecycle import SYSTEM
from returnkit.service import ReturnDesk
from returnkit.service.keeping import Keeper
from returnkit.service.working import Worker, outcome
from returnkit.storage import Topic
from returnkit.storage.sql import SqlStore
from tests.crash_law import (
    Measures,
    SqlitePlaces,
    law_a_kill_loses_nothing_and_does_nothing_twice,
    warm,
)
from tests.crowds import fill_outbox, law_one_tab_is_first, relay, two_tabs
from tests.forks import all_of, append, lines, quick_folder
from tests.modes import SEED

pytestmark = pytest.mark.fuzz


@pytest.fixture
def folder() -> Generator[Path]:
    with quick_folder() as place:
        yield place


Patch = pytest.MonkeyPatch
# Any, below: what is planted has the signature of what it replaces.
RUNS: Final = 40
"""Within as many a bug is noticed; most are in the first few."""


def is_noticed(folder: Path, many: int) -> bool:
    """Return whether the law fails in one of so many runs."""
    places = SqlitePlaces(folder)
    measures = Measures()
    for number in range(many):
        place = places.place(f"run-{number}")
        try:
            law_a_kill_loses_nothing_and_does_nothing_twice(place, f"{SEED}/{number}", measures)
        except AssertionError:
            return True
    return False


def far_sides(patch: Patch) -> dict[str, Any]:
    """Return what will hold the far sides of the desk that was made last."""
    found: dict[str, Any] = {}
    init = ReturnDesk.__init__

    def made(desk: Any, *args: Any, **told: Any) -> None:
        init(desk, *args, **told)
        found.clear()
        found.update(desk._far_sides())

    patch.setattr(ReturnDesk, "__init__", made)
    return found


def the_effect_comes_before_the_commit(patch: Patch) -> None:
    sides, save = far_sides(patch), Keeper.save

    def saved(keeper: Any, return_: Any, events: Any, *, intents: Any = (), **told: Any) -> None:
        for intent in intents:
            perform(intent, sides[intent.kind], keeper.store.effects, clock=keeper.clock)
        save(keeper, return_, events, intents=intents, **told)

    patch.setattr(Keeper, "save", saved)


def the_effect_comes_before_the_commit_and_before_its_record(patch: Patch) -> None:
    sides, save = far_sides(patch), Keeper.save

    def answer_of(intent: Any) -> Any:
        try:
            return sides[intent.kind].perform(intent)
        except FarSideError as exc:
            return exc

    def saved(keeper: Any, return_: Any, events: Any, *, intents: Any = (), **told: Any) -> None:
        ledger, answers = keeper.store.effects, [answer_of(intent) for intent in intents]
        save(keeper, return_, events, intents=intents, **told)
        for intent, answer in zip(intents, answers, strict=True):
            record = ledger.advance(begun(ledger.get(intent.key), at=keeper.clock.now()))
            ledger.advance(answered(record, 0, answer, at=keeper.clock.now()))

    patch.setattr(Keeper, "save", saved)


def there_is_no_outbox(patch: Patch) -> None:
    sides, save, commit = far_sides(patch), Keeper.save, SqlStore.commit

    def committed(store: Any, one: Any) -> None:
        events = tuple(each for each in one.messages if each.topic is Topic.EVENT)
        commit(store, replace(one, messages=events))

    def saved(keeper: Any, return_: Any, events: Any, *, intents: Any = (), **told: Any) -> None:
        save(keeper, return_, events, intents=intents, **told)
        for intent in intents:
            command = None
            for _ in range(3):  # it even tries again
                record = perform(intent, sides[intent.kind], keeper.store.effects, clock=keeper.clock)
                command = command or outcome(record)
            if command is not None:
                told_ = ("effect", intent.key)
                decide = lambda _, command=command: ((command,), ())  # noqa: E731
                keeper.perform(return_.id, decide, by=SYSTEM, key=None, told=told_)

    patch.setattr(SqlStore, "commit", committed)
    patch.setattr(Keeper, "save", saved)


def what_is_unknown_is_sent_again(patch: Patch) -> None:
    performing: Any = import_module("returnkit.effects.perform")
    patch.setattr(
        performing, "may_be_sent", lambda record, given, *, at: record.state is not EffectState.DONE
    )


def a_message_is_finished_before_its_work(patch: Patch) -> None:
    one = Worker._one

    def finished(worker: Any, lease: Any) -> Any:
        worker.keeper.store.finish(lease)
        return one(worker, lease)

    patch.setattr(Worker, "_one", finished)


def a_commit_is_stored_with_the_one_after_it(patch: Patch) -> None:
    waiting: list[Any] = []
    commit, engine_of = SqlStore.commit, SqlStore.__init__

    def made(store: Any, *args: Any, **told: Any) -> None:
        engine_of(store, *args, **told)
        waiting.clear()

    def committed(store: Any, one: Any) -> None:
        waiting.append(one)
        if len(waiting) > 1 or one.return_.version > len(one.events):
            while waiting:
                commit(store, waiting.pop(0))

    patch.setattr(SqlStore, "__init__", made)
    patch.setattr(SqlStore, "commit", committed)


def test_without_a_bug_the_law_holds(folder: Path) -> None:
    warm(SqlitePlaces(folder).place("warm"))

    assert not is_noticed(folder, 5)


@pytest.mark.parametrize(
    "bug",
    [
        the_effect_comes_before_the_commit,
        the_effect_comes_before_the_commit_and_before_its_record,
        there_is_no_outbox,
        what_is_unknown_is_sent_again,
        a_message_is_finished_before_its_work,
        a_commit_is_stored_with_the_one_after_it,
    ],
)
def test_a_bug_is_noticed(bug: Callable[[Patch], None], monkeypatch: Patch, folder: Path) -> None:
    bug(monkeypatch)

    assert is_noticed(folder, RUNS)


# --- processes that meet -------------------------------------------------------------------------------

TABS, ROUNDS, MESSAGES, RELAYS = 10, 8, 200, 4


def nobody_guards_what_is_read_beside_the_return(patch: Patch) -> None:
    commit = SqlStore.commit
    patch.setattr(SqlStore, "commit", lambda store, one: commit(store, replace(one, guards={})))


def test_a_bug_is_noticed_by_two_tabs(monkeypatch: Patch, folder: Path) -> None:
    nobody_guards_what_is_read_beside_the_return(monkeypatch)
    places = SqlitePlaces(folder)

    def both(number: int) -> None:
        place = places.place(f"tabs-{number}")
        all_of(two_tabs(place, ROUNDS), place.folder)
        law_one_tab_is_first(place, ROUNDS)

    def all_tabs() -> None:
        for number in range(TABS):
            both(number)

    with pytest.raises(AssertionError):
        all_tabs()


def leases_end_at_once(patch: Patch) -> None:
    claim = SqlStore.claim

    def claimed(store: Any, *, lease: Any, **told: Any) -> Any:
        return claim(store, lease=timedelta(0), **told)

    patch.setattr(SqlStore, "claim", claimed)


def test_a_bug_is_noticed_by_four_relays(monkeypatch: Patch, folder: Path) -> None:
    place = SqlitePlaces(folder).place("relays")
    ids = fill_outbox(place, MESSAGES)
    leases_end_at_once(monkeypatch)

    def tell(event_id: str) -> None:
        append(place.folder / "heard", event_id)

    all_of([partial(relay, place, each, 0, apply=tell) for each in range(RELAYS)], place.folder)

    heard = Counter(lines(place.folder / "heard"))
    assert heard.keys() == ids
    assert max(heard.values()) > 1
