"""Crash worlds: what is done at a desk, life after life, by processes that are killed wherever they stand."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random
from typing import Any, Final

from sqlalchemy import Engine, event, select

from returnkit.effects import EffectState
from returnkit.errors import CommandError, TransitionError
from returnkit.ids import ReturnId, ShopId
from returnkit.lifecycle import Disposed, Disposition, Event, Outlook, Return
from returnkit.policy import Policy
from returnkit.service import Exchange, ReturnDesk
from returnkit.storage import Topic
from returnkit.storage.sql import SqlStore
from tests.builders import a_policy
from tests.counting import Counter, Kind, Strike, refunds_of, shop_of
from tests.crash_plans import GIVEN_UP, Plan, Step
from tests.desks import ANN, AT, LABEL, PLAIN, SHOPPER, found, usd
from tests.forks import append, lines

POLICY: Final[Policy] = a_policy(PLAIN, LABEL)
LIFE: Final = timedelta(hours=100)
"""Between the beginnings of two lives: every lease, wait and window of the one before has passed."""
ROUND: Final = timedelta(hours=2)
ROUNDS: Final = 48
"""The most of a life; those of the next one are later."""


class Clock:
    """Tells the time of a life: it goes on as ours does, and forward when it is told to."""

    def __init__(self, begun: float, life: int) -> None:
        self._begun, self.ahead = begun, LIFE * life

    def now(self) -> datetime:
        return AT + timedelta(seconds=time.monotonic() - self._begun) + self.ahead


@dataclass(slots=True)
class Kill:
    """Where a process ends itself: at the so-manieth time that it comes by there, from 0.

    Attributes:
        where: `sql` is around each statement and commit, `far` around each request, `told` around
            what handlers are told, `call` at each call of a function; an empty word is nowhere.
        number: Which time; -1 is never.
        seen: How often it came by, by the place.
    """

    where: str = ""
    number: int = -1
    seen: dict[str, int] = field(default_factory=dict)

    def __call__(self, where: str) -> None:
        self.seen[where] = at = self.seen.get(where, -1) + 1
        if where == self.where and at == self.number:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self, engine: Engine) -> None:
        """Be told of what happens at the database, and of each call where that is asked for."""

        def border(*_: object, **__: object) -> None:
            self("sql")

        for name in ("before_cursor_execute", "after_cursor_execute", "commit"):
            event.listen(engine, name, border)
        event.listen(engine.pool, "reset", border)  # right after a commit, among others
        if self.where == "call":
            sys.setprofile(lambda *_: self("call"))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run takes place: its database, its shop there, and the folder of what stands outside."""

    url: str
    shop: ShopId
    folder: Path
    begun: float = field(default_factory=time.monotonic)


class World:
    """One life at a desk: a process opens the database that it finds, and goes on.

    Args:
        place: Where.
        plan: What is done.
        life: Which life it is, from 0.
        kill: Where it ends.
    """

    def __init__(self, place: Place, plan: Plan, life: int, kill: Kill | None = None) -> None:
        self.place, self.plan = place, plan
        self.kill = kill or Kill()
        strike: Strike = self.kill
        luck = Random(f"{plan.seed}/{life}")
        self.refunds = Counter(place.folder, "refunds", plan.refunds, luck, strike)
        self.shop = Counter(place.folder, "shop", plan.shop, luck, strike)
        self.clock = Clock(place.begun, life)
        self.store = SqlStore(place.url)
        self.desk = ReturnDesk(
            self.store,
            POLICY,
            shop=place.shop,
            refunds=refunds_of(self.refunds),
            shop_gateway=shop_of(self.shop),
            clock=self.clock,
            publishes=True,
            draw=luck.randrange,
        )
        self.desk.subscribe(self._hear)
        self.kill.watch(self.store.engine)
        self.catch_up()

    # --- a life --------------------------------------------------------------------------------------

    def live(self) -> None:
        """Go on with the plan where it was acknowledged, then see to it that nothing is left undone.

        Raises:
            StorageError: The database did not do something; what comes then is this once more.
        """
        try:
            known = {told["step"] for told in self.told()}
            for step in self.plan.steps:
                if step.number not in known:
                    self.take(step)
            self.finish()
        finally:
            sys.setprofile(None)

    def take(self, step: Step) -> None:
        """Do one step, and acknowledge it once it has returned."""
        begun = self.place.folder / "begun"
        if step.is_given_up and str(step.number) in lines(begun):
            self.tell({"step": step.number, "given_up": True})
            return
        append(begun, str(step.number))
        try:
            after = self.act(step)
        except (TransitionError, CommandError) as exc:
            # Without a key the call before may have been stored, and not acknowledged; one that was given up
            # may have left nothing to settle.
            if step.key is not None and step.what not in GIVEN_UP:
                raise
            self.tell({"step": step.number, "refused": exc.code})
            return
        self.tell({"step": step.number, **(said_of(after) if after else {})})

    def act(self, step: Step) -> Return | None:
        """Call the desk."""
        desk, key = self.desk, step.key
        if step.what == "work":
            desk.work(limit=6)
            return None
        if step.what == "submit":
            return self._submit(step)
        id = self.id_of(step.task)
        match step.what:
            case "approve":
                return desk.approve(id, by=ANN, key=key)
            case "note":
                return desk.note(id, f"step {step.number}", by=ANN, key=key)
            case "receive_one":
                return desk.receive(id, {0: 1}, by=ANN, key=key)
            case "receive":
                return desk.receive(id, by=ANN, key=key)
            case "inspect":
                return desk.inspect(id, [found(0, 1, grade="b")], by=ANN, key=key)
            case "refund":
                return desk.refund(id, by=ANN, key=key)
            case "refund_first":
                return desk.refund(id, by=ANN, in_advance=True, key=key)
            case "credit":
                return desk.refund(id, by=ANN, offer="store_credit", key=key)
            case "exchange":
                sent = Exchange(place=0, variant_id="coat-xl", price=usd("100.00"), tax=usd("0"))
                return desk.exchange(id, [sent], by=ANN, key=key)
            case "restock":
                goods = Disposed(place=0, quantity=1, disposition=Disposition.RESTOCK)
                return desk.dispose(id, [goods], by=ANN, key=key)
            case _:
                raise AssertionError(step.what)

    def _submit(self, step: Step) -> Return:
        order, request = self.plan.order(step.task), self.plan.request(step.task)
        filed = self.desk.submit(order, request, by=SHOPPER, key=step.key)
        assert filed.return_ is not None
        return filed.return_

    # --- the end -------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Work until nothing is left; a person looks at what nobody else can tell."""
        quiet, is_patient = 0, self.plan.is_patient
        for _ in range(ROUNDS):
            self.desk.work()
            self._order_again()
            if self.is_done():
                return
            quiet = quiet + 1 if self._waits_for_a_person() else 0
            if quiet > 1 and (not is_patient or self.desk.dead_letters()):
                self._look()
                quiet, is_patient = 0, False
            self.pass_time(ROUND)
        raise AssertionError(f"there is no end: {self.waiting()}, {self.undone()}")

    def is_done(self) -> bool:
        """Whether no message waits, and all that was ordered was done or replaced."""
        return not self.waiting() and not self.undone()

    def waiting(self) -> list[tuple[str, str]]:
        """Return the topic and the id of every message of the shop, dead letters too."""
        outbox = self.store.tables.outbox.c
        with self.store._access.reading() as rows:  # what it does not do is told as by the store
            asked = select(outbox.topic, outbox.id).where(outbox.shop == self.place.shop)
            return [(row.topic, row.id) for row in rows.execute(asked)]

    def undone(self) -> list[str]:
        """Return the keys of effects that are neither done nor replaced by others."""
        ends = (Outlook.ORDERED, Outlook.FAILED)
        return [each.key for return_ in self.returns() for each in return_.effects if each.outlook in ends]

    def returns(self) -> list[Return]:
        """Return every return of the plan."""
        orders = range(len(self.plan.tasks))
        return [
            each for task in orders for each in self.store.of_order(self.place.shop, self.plan.order(task).id)
        ]

    def counter(self, key: str) -> Counter:
        """Return the far side of the effect of *key*."""
        return self.refunds if key.startswith("refund:") else self.shop

    def _waits_for_a_person(self) -> bool:
        open_ = {each.intent.key: each.state for each in self.desk.unresolved()}
        left = {id for topic, id in self.waiting() if topic == Topic.EFFECT.value}
        return left == open_.keys() and all(
            self.counter(key).kind is Kind.NEITHER and state is EffectState.UNKNOWN
            for key, state in open_.items()
        )

    def _look(self) -> None:
        """Be the person: say of each effect that is listed what really happened, and revive dead letters."""
        for record in self.desk.unresolved():
            key = record.intent.key
            assert self.counter(key).kind is Kind.NEITHER, f"{key} could be told"
            append(self.place.folder / "listed", key)
            happened = self.counter(key).found(key)
            word = {"as_failed": "it is not there"} if happened is None else {"as_done": happened}
            self.desk.resolve_effect(key, by=ANN, **word)
        for letter in self.desk.dead_letters():
            self.desk.revive(letter.message.topic, letter.message.id)

    def _order_again(self) -> None:
        for return_ in self.returns():
            for effect in return_.effects:
                if effect.outlook is Outlook.FAILED:
                    self.desk.order_again(return_.id, effect.key, by=ANN, key=f"again:{effect.key}")

    # --- what stands around it -----------------------------------------------------------------------

    def pass_time(self, time_: timedelta) -> None:
        """Let time pass; what is late happens before."""
        self.catch_up()
        self.clock.ahead += time_

    def catch_up(self) -> None:
        """Let happen what is late."""
        self.refunds.catch_up()
        self.shop.catch_up()

    def tell(self, told: dict[str, Any]) -> None:  # Any: JSON
        """Acknowledge."""
        append(self.place.folder / "told", json.dumps(told))

    def told(self) -> list[dict[str, Any]]:  # Any: JSON
        """Return what was acknowledged."""
        return [json.loads(line) for line in lines(self.place.folder / "told")]

    def id_of(self, task: int) -> ReturnId:
        """Return the return of a task, as it was acknowledged."""
        number = next(s.number for s in self.plan.steps if (s.task, s.what) == (task, "submit"))
        return next(ReturnId(told["return"]) for told in self.told() if told["step"] == number)

    def _hear(self, event_: Event) -> None:
        self.kill("told")
        append(self.place.folder / "heard", event_.id)
        self.kill("told")


def said_of(return_: Return) -> dict[str, Any]:  # Any: JSON
    """Return what is acknowledged of a return: which one, of which version, and all of it by a hash."""
    text = return_.model_dump_json()
    return {
        "return": return_.id,
        "version": return_.version,
        "hash": sha256(text.encode()).hexdigest(),
    }
