"""Crowds: processes that meet at the same returns, and what their logs say of it afterwards."""

from __future__ import annotations

import json
import multiprocessing
from collections import Counter as Count
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Final

from returnkit.clock import Clock, FixedClock
from returnkit.errors import ReturnkitError, StorageError
from returnkit.facts import ReturnRequest
from returnkit.ids import ReturnId
from returnkit.lifecycle import (
    Actor,
    ActorKind,
    AddNote,
    Disposed,
    Disposition,
    Event,
    Note,
    Return,
    handle,
    replay,
)
from returnkit.policy import Policy
from returnkit.service import ReturnDesk
from returnkit.service.keeping import folded
from returnkit.service.working import LEASE
from returnkit.settlement import Account
from returnkit.storage import Commit, Message, Topic
from returnkit.storage.sql import SqlStore
from tests.builders import a_policy, a_request, an_item
from tests.counting import Counter, Kind, refunds_of, shop_of
from tests.crash_world import Place, said_of
from tests.desks import ANN, AT, PLAIN, SHOPPER, a_paid_order, found
from tests.forks import append, lines

ORDER: Final = a_paid_order()
POLICY: Final = a_policy(PLAIN)
ONCE: Final = a_policy(PLAIN, "{id: once, limit: {units: 1, counter: pieces}}")
COMMANDS: Final = {
    "note": 4,
    "approve": 2,
    "receive": 3,
    "inspect": 2,
    "refund": 2,
    "refund_first": 1,
    "restock": 2,
    "flag": 1,
    "clear": 1,
    "submit": 2,
    "cancel": 1,
    "work": 2,
}
"""What members of a crowd do, and how often."""
SILENT: Final = frozenset({"work", "flag", "clear"})
"""What may change nothing, or is done in the name of the desk."""


@contextmanager
def a_desk_at(
    place: Place,
    number: int,
    *,
    policy: Policy = POLICY,
    shop: str | None = None,
    clock: Clock = FixedClock(AT),  # noqa: B008 - frozen
) -> Iterator[ReturnDesk]:
    """Give a desk of a process of its own, at far sides that all of them share."""
    luck = Random(f"{place.shop}/{number}")
    refunds = Counter(place.folder, "refunds", Kind.FINDS, luck, lambda _: None)
    of_shop = Counter(place.folder, "shop", Kind.KEYS, luck, lambda _: None)
    store = SqlStore(place.url)
    try:
        yield ReturnDesk(
            store,
            policy,
            shop=type(place.shop)(shop or place.shop),
            refunds=refunds_of(refunds),
            shop_gateway=shop_of(of_shop),
            clock=clock,
            publishes=True,
            draw=luck.randrange,
        )
    finally:
        store.close()


# --- a crowd at a few returns --------------------------------------------------------------------------


def begin(place: Place) -> None:
    """Take in the returns that a crowd meets at: one of each line, one of them answered already."""
    with a_desk_at(place, -1) as desk:
        for request in (a_request(an_item("coat", 1)), a_request("hat")):
            desk.submit(ORDER, request, by=SHOPPER)
        (first, _) = desk.store.of_order(desk.shop, ORDER.id)
        desk.approve(first.id, by=ANN)


def act_in_a_crowd(place: Place, number: int, commands: int) -> None:
    """Do so many things to the same returns, each in a name of its own, and tell what was acknowledged."""
    luck = Random(f"{place.shop}/{number}/commands")
    with a_desk_at(place, number) as desk:
        for at in range(commands):
            actor = Actor(kind=ActorKind.STAFF, id=f"{number}-{at}")
            what = luck.choices(list(COMMANDS), list(COMMANDS.values()))[0]
            returns = desk.store.of_order(desk.shop, ORDER.id)
            told: dict[str, Any] = {"by": actor.id, "what": what}  # Any: JSON
            try:
                after = _act(desk, what, luck.choice(returns).id, actor)
                told |= said_of(after) if after else {}
            except StorageError:
                raise
            except ReturnkitError as exc:
                told["refused"] = exc.code
            append(place.folder / "told", json.dumps(told))


def _act(desk: ReturnDesk, what: str, id: ReturnId, by: Actor) -> Return | None:
    match what:
        case "note":
            return desk.note(id, f"by {by.id}", by=by)
        case "approve":
            return desk.approve(id, by=by)
        case "receive":
            return desk.receive(id, {0: 1}, by=by)
        case "inspect":
            return desk.inspect(id, [found(0, 1, grade="b")], by=by)
        case "refund":
            return desk.refund(id, by=by)
        case "refund_first":
            return desk.refund(id, by=by, in_advance=True)
        case "restock":
            goods = Disposed(place=0, quantity=1, disposition=Disposition.RESTOCK)
            return desk.dispose(id, [goods], by=by)
        case "flag":
            return desk.flag(id, "look at it", by=by)
        case "clear":
            return desk.clear(id, "seen", by=by)
        case "submit":
            return desk.submit(ORDER, a_request(an_item("coat", 1)), by=by).return_
        case "cancel":
            return desk.cancel(id, by=by)
        case _:
            desk.work(limit=4)
            return None


def law_the_log_explains_what_a_crowd_did(place: Place) -> Count[str]:
    """Each return is what its log says; the log has what was acknowledged, once, and nothing refused."""
    counts: Count[str] = Count()
    with a_desk_at(place, -2) as desk:
        by: dict[str, list[Event]] = {}
        effects = set()
        for return_ in desk.store.of_order(desk.shop, ORDER.id):
            log = desk.log(return_.id)
            assert [each.number for each in log] == list(range(1, len(log) + 1)), "a number is missing"
            assert replay(log) == return_, "the log does not explain the return"
            for event in log:
                by.setdefault(event.by.id, []).append(event)
            effects |= {each.key for each in return_.effects}
            counts.update(returns=1, events=len(log))
        for told in map(json.loads, lines(place.folder / "told")):
            events = by.pop(told["by"], [])
            if "refused" in told:
                assert not events, f"{told} was refused, and is in the log"
                counts[f"refused: {told['refused']}"] += 1
                continue
            counts["acknowledged"] += 1
            if not events:
                assert told["what"] in SILENT or "return" not in told, f"{told} is lost"
                continue
            numbers = [each.number for each in events]
            assert {each.return_id for each in events} == {told["return"]}
            assert numbers == list(range(numbers[0], told["version"] + 1)), f"{told} is not there once"
            said = said_of(replay(desk.log(ReturnId(told["return"]))[: told["version"]]))
            assert said == {name: told[name] for name in said}
        known = {ANN.id, SHOPPER.id, "returnkit"}
        assert by.keys() <= known, f"nobody told of {by.keys() - known}"
        for counter in (_counter(desk.refunds), _counter(desk.shop_gateway)):
            happened = counter.happened()
            assert all(len(each) == 1 for each in happened.values()), "it happened twice"
            assert happened.keys() <= effects
            counts["effects"] += len(happened)
        ledger = desk.ledger(ORDER)
        assert ORDER.payment.captured is not None
        assert ledger.money(Account.REFUNDED).minor <= ORDER.payment.captured.minor
    return counts


def _counter(gateway: Any) -> Counter:  # Any: a gateway of ours
    counter: Counter = gateway.counter
    return counter


# --- two tabs ------------------------------------------------------------------------------------------


def two_tabs(place: Place, rounds: int) -> list[Callable[[], None]]:
    """Return what each of two tabs does, at the same instants: all that only one of them can have."""
    barrier = multiprocessing.get_context("fork").Barrier(2)

    def ask(desk: ReturnDesk, order: str, request: ReturnRequest, key: str | None = None) -> str | None:
        barrier.wait(timeout=60)
        try:
            filed = desk.submit(a_paid_order(order), request, by=SHOPPER, key=key)
        except ReturnkitError as exc:
            return exc.code
        return filed.return_.id if filed.return_ else None

    def tab(number: int) -> None:
        for at in range(rounds):
            told: dict[str, Any] = {"round": at}  # Any: JSON
            with a_desk_at(place, 2 * at + number, policy=ONCE, shop=f"{place.shop}-limit-{at}") as desk:
                told["limit"] = ask(desk, f"order-{number}", a_request("hat"))
            with a_desk_at(place, 2 * at + number, shop=f"{place.shop}-{at}") as desk:
                told["unit"] = ask(desk, "order-1", a_request("hat"))
                told["key"] = ask(desk, "order-2", a_request(an_item("coat", 1)), "key")
                told["version"] = _received(desk, ReturnId(told["key"]), barrier)
            append(place.folder / "tabs", json.dumps(told))

    return [partial(tab, number) for number in range(2)]


def _received(desk: ReturnDesk, id: ReturnId, barrier: Any) -> int:  # Any: a barrier of processes
    barrier.wait(timeout=60)
    desk.approve(id, by=ANN, key="approve")
    barrier.wait(timeout=60)
    return desk.receive(id, {0: 1}, by=ANN, key="receive").version


def law_one_tab_is_first(place: Place, rounds: int) -> None:
    """Of two that take the last of a limit, or the same unit, one has it; of a key there is one return."""
    told = [json.loads(line) for line in lines(place.folder / "tabs")]
    for at in range(rounds):
        one, other = (each for each in told if each["round"] == at)
        with a_desk_at(place, 0, shop=f"{place.shop}-limit-{at}") as desk:
            kept = [
                each.id
                for number in range(2)
                for each in desk.store.of_order(desk.shop, a_paid_order(f"order-{number}").id)
            ]
            assert len(kept) == 1, "both took the last of a limit"
            assert {one["limit"], other["limit"]} == {*kept, None}
        with a_desk_at(place, 0, shop=f"{place.shop}-{at}") as desk:
            (unit,) = desk.store.of_order(desk.shop, a_paid_order("order-1").id)
            assert {one["unit"], other["unit"]} == {unit.id, "command"}
            (keyed,) = desk.store.of_order(desk.shop, a_paid_order("order-2").id)
            assert one["key"] == other["key"] == keyed.id
            assert one["version"] == other["version"] == keyed.version == 3
            assert keyed.items[0].received == 1


# --- relays --------------------------------------------------------------------------------------------


def fill_outbox(place: Place, messages: int, *, each: int = 20) -> set[str]:
    """Store returns with notes until so many messages wait; return the ids of their events."""
    ids: set[str] = set()
    with a_desk_at(place, -3) as desk:
        request = a_request("hat")
        for number in range(messages // each):
            filed = desk.submit(a_paid_order(f"order-{number}"), request, by=SHOPPER)
            assert filed.return_ is not None
            after, events = filed.return_, list[Event]()
            for note in range(each - 1):
                made = handle(after, AddNote(note=Note(text=str(note))), by=ANN, at=AT)
                events += made
                after = folded(after, made)
            told = [Message(event.id, Topic.EVENT, desk.shop, after.id, AT) for event in events]
            desk.store.commit(Commit(after, tuple(events), messages=tuple(told)))
            ids |= {event.id for event in desk.log(after.id)}
    assert len(ids) == messages
    return ids


def relay(place: Place, number: int, life: int, *, apply: Callable[[str], None]) -> None:
    """Tell *apply* the ids of events until no message is due; a life is after the leases of those before."""
    with a_desk_at(place, number, clock=FixedClock(AT + 2 * LEASE * life)) as desk:
        desk.subscribe(lambda event: apply(event.id))
        while not desk.work(batch=25).is_idle:
            pass


def told_once(folder: Path, event_id: str) -> None:
    """Be a handler that knows an event by its id: apply it once, whoever is killed at it."""
    append(folder / "heard", event_id)
    mark = folder / "applied" / event_id.replace(":", "-")
    mark.touch()  # the id is what is stored: again, it is the same
