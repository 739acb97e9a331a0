"""The crash law: what a kill cannot lose, and what it cannot do twice."""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter as Count
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Final, Protocol

from returnkit.effects import EffectState
from returnkit.ids import EffectKey, ShopId
from returnkit.lifecycle import EffectKind, Outlook, replay
from returnkit.settlement import Account
from returnkit.storage.sql import SqlStore, upgrade
from tests.counting import HARMLESS, Fate, Kind
from tests.crash_plans import Plan
from tests.crash_world import Kill, Place, World, said_of
from tests.forks import KILLED, Fork, lines

LIVES: Final = 4
"""The most lives of a run; the last one is not killed."""
WHERES: Final = ("time", "time", "sql", "sql", "far", "far", "told", "call")
"""How a life ends: at an instant that the parent chooses, or at a border in it."""


@dataclass(slots=True)
class Measures:
    """What a life that nobody ends comes to, by which the ends of others are drawn."""

    seconds: float = 0.4
    seen: dict[str, int] = field(default_factory=lambda: {"sql": 900, "far": 12, "told": 50, "call": 250_000})


def law_a_kill_loses_nothing_and_does_nothing_twice(
    place: Place, seed: str, measures: Measures
) -> Count[str]:
    """What was acknowledged is there, what was ordered is done once, what nobody can tell is listed.

    Planted bugs: the effect comes before the commit, by the protocol or around it; there is no outbox; what
    is unknown is sent again; a message is finished before its work; a commit is stored with the one after it.
    """
    plan, luck = Plan.of(seed), Random(f"{seed}/kills")
    counts: Count[str] = Count(runs=1)
    kills = luck.randint(1, LIVES - 1)
    for life in range(kills):
        where = luck.choice(WHERES)
        share = luck.random()
        number = -1 if where == "time" else int(share * measures.seen[where])
        kill = Kill("" if where == "time" else where, number)
        child = _child(place, lambda life=life, kill=kill: World(place, plan, life, kill).live(), life)  # type: ignore[misc]
        code = child.killed_after(share * measures.seconds) if where == "time" else child.wait()
        if code == KILLED:
            counts["kills"] += 1
            counts[f"killed by {where}"] += 1

    def last() -> None:
        world = World(place, plan, kills)
        world.live()
        found = verified(world)
        (place.folder / "counts").write_text(json.dumps(found), encoding="utf-8")

    _child(place, last, kills).wait()
    counts.update(json.loads((place.folder / "counts").read_text(encoding="utf-8")))
    return counts


def warm(place: Place) -> None:
    """Live once here, so that every child has what is made at the first time; nothing stays open."""
    world = World(place, Plan.of("warm"), 0)
    world.live()
    verified(world)
    world.store.close()


def measured(place: Place) -> Measures:
    """Return what a life comes to that nobody ends."""
    plan = Plan.of("measured")

    def live() -> None:
        world = World(place, plan, 0, Kill("call"))
        world.live()
        (place.folder / "seen").write_text(json.dumps(world.kill.seen), encoding="utf-8")

    begun = time.monotonic()
    _child(place, live, 0).wait()
    seconds = time.monotonic() - begun
    return Measures(seconds / 2, json.loads((place.folder / "seen").read_text(encoding="utf-8")))


def verified(world: World) -> Count[str]:
    """Return what was counted in a run that is over.

    Raises:
        AssertionError: The law does not hold.
    """
    assert world.is_done(), f"left undone: {world.waiting()}, {world.undone()}"
    counts: Count[str] = Count()
    _acknowledged(world, counts)
    _explained(world, counts)
    _once(world, counts)
    _in_the_books(world)
    return counts


def _acknowledged(world: World, counts: Count[str]) -> None:
    """All that was acknowledged is in the log as it was told, and told again by its key."""
    shop, steps = world.place.shop, {step.number: step for step in world.plan.steps}
    told = world.told()
    assert {each["step"] for each in told} == set(steps), "a step was never acknowledged"
    for each in told:
        counts["acknowledged"] += 1
        if "return" not in each:
            counts["given up"] += "given_up" in each
            continue
        log = world.store.events(shop, each["return"])
        assert len(log) >= each["version"], f"{each} is not in the log"
        said = {name: value for name, value in each.items() if name != "step"}
        assert said_of(replay(log[: each["version"]])) == said, f"{each} is not what the log says"
        step = steps[each["step"]]
        if step.key is not None:
            again = world.act(step)
            assert again is not None
            assert said_of(again) == said, f"{step} is told otherwise when it is asked again"
            counts["asked again"] += 1


def _explained(world: World, counts: Count[str]) -> None:
    """The log alone explains each return, one for each task; every event was told."""
    heard = Count(lines(world.place.folder / "heard"))
    for task in range(len(world.plan.tasks)):
        (return_,) = world.store.of_order(world.place.shop, world.plan.order(task).id)
        log = world.store.events(world.place.shop, return_.id)
        assert [each.number for each in log] == list(range(1, len(log) + 1))
        assert replay(log) == return_ == world.store.load(world.place.shop, return_.id)
        unheard = [each.id for each in log if not heard[each.id]]
        assert not unheard, f"nobody was told of {unheard}"
        counts["events"] += len(log)
        counts["told again"] += sum(heard[each.id] - 1 for each in log)


def _once(world: World, counts: Count[str]) -> None:
    """What is done happened once, what failed did not, and nothing happened that is not on record."""
    listed = set(lines(world.place.folder / "listed"))
    counts["unresolved"] += len(listed)
    ordered = {effect.key: effect for return_ in world.returns() for effect in return_.effects}
    for counter in (world.refunds, world.shop):
        happened, requests = counter.happened(), counter.requests()
        assert happened.keys() <= ordered.keys(), "something happened that nobody ordered"
        twice = {key: told for key, told in happened.items() if len(told) > 1}
        assert not twice, f"it happened twice: {twice}"
        counts["effects"] += len(happened)
        counts["requests"] += sum(map(len, requests.values()))
        if counter.kind is Kind.NEITHER:
            for key, fates in requests.items():
                sent = [fate for fate in fates if fate not in HARMLESS]
                assert len(sent) <= 1, f"`{key}` was sent again blindly: {fates}"
                if sent and sent[0] in (Fate.ANSWER_LOST, Fate.LOST, Fate.LATE):
                    assert key in listed, f"`{key}` is not listed"
    for key, effect in ordered.items():
        record = world.store.effects.get(EffectKey(key))
        is_done = key in world.counter(key).happened()
        assert effect.outlook in (Outlook.DONE, Outlook.REPLACED), f"{key} is {effect.outlook}"
        assert (effect.outlook is Outlook.DONE) is is_done, f"{key} is {effect.outlook}, and really {is_done}"
        assert record.state is (EffectState.DONE if is_done else EffectState.FAILED), f"{key}: {record.state}"
    assert world.desk.unresolved() == ()


def _in_the_books(world: World) -> None:
    """What really went back is what the ledger of the order counts, and not more than was captured."""
    happened = world.refunds.happened()
    for return_ in world.returns():
        order = return_.order
        ledger = world.desk.ledger(order)
        settled = ledger.money(Account.REFUNDED).minor
        keys = [each.key for each in return_.effects if each.kind is EffectKind.REFUND]
        moved = sum(int(told.split()[1]) for key in keys for told in happened.get(key, []))
        assert moved == settled, f"{moved} went back, and {settled} was settled"
        assert order.payment.captured is not None
        assert settled <= order.payment.captured.minor
        assert ledger.remaining.minor >= 0


def _child(place: Place, body: Callable[[], None], life: int) -> Fork:
    return Fork(body, place.folder / f"failed-{life}")


# --- where ---------------------------------------------------------------------------------------------


class Places(Protocol):
    """Gives a place for each run."""

    def place(self, name: str) -> Place:
        """Return a new place."""
        ...


class SqlitePlaces:
    """A database of its own for each run, copied from one with empty tables."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._template = folder, folder / "empty.db"
        self._template.unlink(missing_ok=True)
        SqlStore(f"sqlite:///{self._template}").close()

    def place(self, name: str) -> Place:
        """Return a new place."""
        folder = self._folder / name
        folder.mkdir()
        shutil.copy(self._template, folder / "returns.db")
        return Place(f"sqlite:///{folder / 'returns.db'}", ShopId(name), folder)


class PostgresPlaces:
    """One database, in which each run has a shop."""

    def __init__(self, folder: Path, url: str) -> None:
        self._folder, self._url = folder, url
        upgrade(url)

    def place(self, name: str) -> Place:
        """Return a new place."""
        folder = self._folder / name
        folder.mkdir()
        return Place(self._url, ShopId(name), folder)
