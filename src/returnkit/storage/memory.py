"""Memory: a store of returns that is gone with its process. It says how every other one behaves."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from threading import RLock

from returnkit.clock import to_utc
from returnkit.effects import EffectLedger, Intent, MemoryEffectLedger, intended, same_intent
from returnkit.errors import ConflictError, UnknownEffectError, UnknownReturnError
from returnkit.ids import CustomerId, EffectKey, OrderId, ReturnId, ShopId
from returnkit.lifecycle import Event, Return

from .commits import expected_version
from .conditions import Conditions, conditions_of
from .cursors import Place, cursor, place_of
from .entries import Entry, entry_of
from .port import Answer, Commit, DeadLetter, Lease, Message, Topic
from .query import Page, Search
from .texts import legible


@dataclass(slots=True)
class _Kept:
    number: int
    return_: Return
    events: tuple[Event, ...]
    entry: Entry
    due_at: datetime | None


@dataclass(slots=True)
class _Waiting:
    number: int
    message: Message
    attempts: int = 0
    until: datetime | None = None
    token: str = ""
    error: str = ""
    dead_at: datetime | None = None


class MemoryStore:
    """A store in memory; threads may share it."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._effects = MemoryEffectLedger(self._lock)
        self._returns: dict[tuple[ShopId, ReturnId], _Kept] = {}
        self._rmas: dict[tuple[ShopId, str], ReturnId] = {}
        self._guards: dict[tuple[ShopId, str], int] = {}
        self._answers: dict[tuple[ShopId, str], Answer] = {}
        self._outbox: dict[tuple[ShopId, Topic, str], _Waiting] = {}
        self._numbers = count(1)

    @property
    def effects(self) -> EffectLedger:
        """The ledger of effects that commits record their intents in."""
        return self._effects

    # --- returns -------------------------------------------------------------------------------------

    def load(self, shop: ShopId, return_id: ReturnId) -> Return:
        """Return the return as it stands."""
        return self._kept(shop, return_id).return_

    def by_rma(self, shop: ShopId, rma: str) -> Return:
        """Return the return of that number."""
        with self._lock:
            return_id = self._rmas.get((shop, rma))
        if return_id is None:
            raise UnknownReturnError(rma)
        return self.load(shop, return_id)

    def events(self, shop: ShopId, return_id: ReturnId) -> tuple[Event, ...]:
        """Return the whole log of a return, in order."""
        return self._kept(shop, return_id).events

    def of_order(self, shop: ShopId, order_id: OrderId) -> tuple[Return, ...]:
        """Return every return of an order, in the order they were submitted."""
        return self._submitted(shop, lambda return_: return_.order.id == order_id)

    def of_customer(self, shop: ShopId, customer_id: CustomerId) -> tuple[Return, ...]:
        """Return every return of a customer, in the order they were submitted."""
        return self._submitted(
            shop, lambda return_: (who := return_.order.customer) is not None and who.id == customer_id
        )

    def guards(self, shop: ShopId, names: Collection[str]) -> Mapping[str, int]:
        """Return the version of each of *names*; 0 where there is none yet."""
        with self._lock:
            return {name: self._guards.get((shop, name), 0) for name in names}

    def answered(self, shop: ShopId, key: str) -> Answer | None:
        """Return what the command of that idempotency key came to; None where there was none."""
        with self._lock:
            return self._answers.get((shop, key))

    def commit(self, commit: Commit) -> None:
        """Store *commit*."""
        return_ = commit.return_
        shop = return_.shop
        before = expected_version(commit)
        entry = entry_of(return_)
        with self._lock:
            self._refuse_conflicts(commit, before)
            # INVARIANT (one commit): from here on nothing fails.
            kept = self._returns.get((shop, return_.id))
            if kept is None:
                number = next(self._numbers)
                self._returns[shop, return_.id] = _Kept(number, return_, commit.events, entry, commit.due_at)
                self._rmas[shop, return_.rma] = return_.id
            else:
                kept.return_, kept.entry, kept.due_at = return_, entry, commit.due_at
                kept.events += commit.events
            for name, version in commit.guards.items():
                self._guards[shop, name] = version + 1
            for message in commit.messages:
                place = (shop, message.topic, message.id)
                self._outbox.setdefault(place, _Waiting(next(self._numbers), message))
            for intent in commit.intents:
                self._effects.intend(intent, at=return_.updated_at)
            if commit.answer is not None:
                self._answers[shop, commit.answer.key] = commit.answer

    # --- lists ---------------------------------------------------------------------------------------

    def search(self, shop: ShopId, search: Search) -> Page:
        """Return a page of the returns of a shop."""
        conditions = conditions_of(search)
        after = place_of(shop, search)

        def at(kept: _Kept) -> tuple[int | str, int]:
            return kept.entry.sort_key(search.sort), kept.number

        with self._lock:
            found = [replace(kept) for kept in self._of(shop) if _holds(conditions, kept.entry)]
        found.sort(key=at, reverse=search.descending)
        if after is not None:
            limit = (after.key, after.number)
            found = [kept for kept in found if (at(kept) < limit if search.descending else at(kept) > limit)]
        page = found[: search.limit]
        more = len(found) > len(page)
        place = Place(*at(page[-1])) if more else None
        return Page(
            returns=tuple(kept.entry.summary for kept in page),
            next=cursor(shop, search, place) if place else None,
        )

    def due(
        self, *, now: datetime, limit: int, shop: ShopId | None = None
    ) -> tuple[tuple[ShopId, ReturnId], ...]:
        """Return the returns that a timer has run out of by *now*, the earliest first."""
        now = to_utc(now)
        with self._lock:
            found = [
                (kept.due_at, kept.number, place)
                for place, kept in self._returns.items()
                if kept.due_at is not None and kept.due_at <= now and shop in (None, place[0])
            ]
        return tuple(place for _, _, place in sorted(found)[:limit])

    # --- outbox --------------------------------------------------------------------------------------

    def claim(
        self,
        *,
        now: datetime,
        lease: timedelta,
        limit: int,
        shop: ShopId | None = None,
        topic: Topic | None = None,
    ) -> tuple[Lease, ...]:
        """Take up to *limit* messages that are due by *now* and that nobody has."""
        now = to_utc(now)
        with self._lock:
            free = [
                each
                for each in self._outbox.values()
                if each.dead_at is None
                and shop in (None, each.message.shop)
                and topic in (None, each.message.topic)
                and each.message.due_at <= now
                and (each.until is None or each.until <= now)
            ]
            free.sort(key=lambda each: (each.message.due_at, each.number))
            return tuple(self._leased(each, now + lease) for each in free[:limit])

    def finish(self, lease: Lease) -> bool:
        """Say that the message is done with; False where the lease was lost to another worker."""
        with self._lock:
            if self._held(lease) is None:
                return False
            del self._outbox[_place(lease.message)]
            return True

    def postpone(self, lease: Lease, *, due_at: datetime, error: str) -> bool:
        """Give the message back, to be taken up from *due_at*; False where the lease was lost."""
        with self._lock:
            held = self._held(lease)
            if held is None:
                return False
            held.message = replace(held.message, due_at=to_utc(due_at))
            held.until, held.token, held.error = None, "", legible(error)
            return True

    def bury(self, lease: Lease, *, error: str, at: datetime) -> bool:
        """Give the message up; False where the lease was lost."""
        with self._lock:
            held = self._held(lease)
            if held is None:
                return False
            held.until, held.token, held.error, held.dead_at = None, "", legible(error), to_utc(at)
            return True

    def dead_letters(self, shop: ShopId) -> tuple[DeadLetter, ...]:
        """Return the messages of a shop that were given up, in order."""
        with self._lock:
            dead = [
                (each.number, DeadLetter(each.message, each.attempts, each.error, each.dead_at))
                for each in self._outbox.values()
                if each.dead_at is not None and each.message.shop == shop
            ]
        return tuple(letter for _, letter in sorted(dead, key=lambda each: (each[1].at, each[0])))

    def revive(self, shop: ShopId, topic: Topic, id: str, *, due_at: datetime) -> bool:
        """Let a message that was given up be tried again; False where there is none."""
        with self._lock:
            dead = self._outbox.get((shop, topic, id))
            if dead is None or dead.dead_at is None:
                return False
            dead.message = replace(dead.message, due_at=to_utc(due_at))
            dead.attempts, dead.error, dead.dead_at = 0, "", None
            return True

    # --- within --------------------------------------------------------------------------------------

    def _of(self, shop: ShopId) -> Iterator[_Kept]:
        return (kept for (of, _), kept in self._returns.items() if of == shop)

    def _kept(self, shop: ShopId, return_id: ReturnId) -> _Kept:
        with self._lock:
            kept = self._returns.get((shop, return_id))
            if kept is None:
                raise UnknownReturnError(return_id)
            return replace(kept)

    def _submitted(self, shop: ShopId, is_asked: Callable[[Return], bool]) -> tuple[Return, ...]:
        with self._lock:
            found = [replace(kept) for kept in self._of(shop) if is_asked(kept.return_)]
        found.sort(key=lambda kept: (kept.return_.submitted_at, kept.number))
        return tuple(kept.return_ for kept in found)

    def _refuse_conflicts(self, commit: Commit, before: int) -> None:
        return_ = commit.return_
        shop = return_.shop
        kept = self._returns.get((shop, return_.id))
        if (kept.return_.version if kept else 0) != before:
            raise ConflictError("return")
        if self._rmas.get((shop, return_.rma), return_.id) != return_.id:
            raise ConflictError("rma")
        for name, version in commit.guards.items():
            if self._guards.get((shop, name), 0) != version:
                raise ConflictError(name)
        if commit.answer is not None and (shop, commit.answer.key) in self._answers:
            raise ConflictError("answer")
        given: dict[EffectKey, Intent] = {}
        for intent in commit.intents:
            same_intent(intended(given.setdefault(intent.key, intent), at=return_.updated_at), intent)
            with suppress(UnknownEffectError):
                same_intent(self._effects.get(intent.key), intent)

    def _leased(self, each: _Waiting, until: datetime) -> Lease:
        each.attempts += 1
        each.until, each.token = until, str(next(self._numbers))
        return Lease(each.message, each.attempts, until, each.token)

    def _held(self, lease: Lease) -> _Waiting | None:
        held = self._outbox.get(_place(lease.message))
        return held if held is not None and held.token == lease.token and held.token else None


def _holds(conditions: Conditions, entry: Entry) -> bool:
    return (
        all(
            any((term.field, key) in entry.terms for key in term.keys) is not term.is_not
            for term in conditions.terms
        )
        and all(period.holds(entry.instants[period.field]) for period in conditions.periods)
        and all(any(key.startswith(word) for key in entry.words) for word in conditions.words)
    )


def _place(message: Message) -> tuple[ShopId, Topic, str]:
    return message.shop, message.topic, message.id
