"""Port: what a store of returns keeps, and what it promises. Memory is the specification (`memory`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, Protocol

from returnkit.effects import EffectLedger, Intent
from returnkit.ids import CustomerId, OrderId, ReturnId, ShopId
from returnkit.lifecycle import Event, Return

from .query import Page, Search

NO_GUARDS: Final[Mapping[str, int]] = MappingProxyType({})


class Topic(StrEnum):
    """What a message is about."""

    EVENT = "event"
    """Something happened; whoever listens is told."""
    EFFECT = "effect"
    """Something is to be done outside."""


@dataclass(frozen=True, slots=True)
class Message:
    """Something that is to be done once what it belongs to is stored.

    Attributes:
        id: What tells it from all others of its shop and topic: an event's id, an effect's key.
        topic: What it is about.
        shop: The shop.
        return_id: The return.
        due_at: From when it may be taken up, UTC.
    """

    id: str
    topic: Topic
    shop: ShopId
    return_id: ReturnId
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Lease:
    """A message that one worker has, until its lease ends; then another one may take it up.

    Attributes:
        message: The message.
        attempt: How often it was taken up, from 1.
        until: When the lease ends, UTC.
        token: What tells this lease from an earlier one of the same message.
    """

    message: Message
    attempt: int
    until: datetime
    token: str


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that was given up, for a person to look at.

    Attributes:
        message: The message.
        attempts: How often it was tried.
        error: What went wrong last.
        at: When it was given up, UTC.
    """

    message: Message
    attempts: int
    error: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command with an idempotency key came to; the same key gives it again.

    Attributes:
        key: The key, unique in its shop.
        fingerprint: A hash of the command; another command under the key is an error.
        return_id: The return.
        version: How many events it was made of afterwards.
    """

    key: str
    fingerprint: str
    return_id: ReturnId
    version: int


@dataclass(frozen=True, slots=True)
class Commit:
    """What is stored at once, or not at all.

    Attributes:
        return_: The return as it stands after *events*.
        events: What happened to it since it was loaded: its last events. None where nothing did.
        guards: Versions of what else was read, by name, such as `order:1001`; each must still be of that
            version, and is raised by one. 0 is: there is none yet.
        messages: What is to be done afterwards. One that waits, or was given up, already stays as it is.
        intents: Effects that are meant to happen; they are recorded in the ledger of the store, as of the
            instant of the last event.
        answer: What the command came to; None without a key.
        due_at: When its next timer runs out, UTC; None is none.
    """

    return_: Return
    events: tuple[Event, ...]
    guards: Mapping[str, int] = field(default_factory=lambda: NO_GUARDS)
    messages: tuple[Message, ...] = ()
    intents: tuple[Intent, ...] = ()
    answer: Answer | None = None
    due_at: datetime | None = None


class ReturnStore(Protocol):
    """Keeps returns. `returnkit.testing.ReturnStoreConformance` asks all of it.

    INVARIANT (one commit): the events, the return as it stands, guards, messages, intents and the answer of a
    commit are stored together or not at all, and once `commit` returns they are stored for good.
    INVARIANT (one shop): whatever is asked in the name of a shop sees and changes nothing of another one.
    """

    @property
    def effects(self) -> EffectLedger:
        """The ledger of effects that commits record their intents in."""
        ...

    def load(self, shop: ShopId, return_id: ReturnId) -> Return:
        """Return the return as it stands.

        Raises:
            UnknownReturnError: The shop has none of that id.
        """
        ...

    def by_rma(self, shop: ShopId, rma: str) -> Return:
        """Return the return of that number, as `RmaNumbers.read` gives it.

        Raises:
            UnknownReturnError: The shop has none of that number.
        """
        ...

    def events(self, shop: ShopId, return_id: ReturnId) -> tuple[Event, ...]:
        """Return the whole log of a return, in order.

        Raises:
            UnknownReturnError: The shop has none of that id.
        """
        ...

    def of_order(self, shop: ShopId, order_id: OrderId) -> tuple[Return, ...]:
        """Return every return of an order, in the order they were submitted."""
        ...

    def of_customer(self, shop: ShopId, customer_id: CustomerId) -> tuple[Return, ...]:
        """Return every return of a customer, in the order they were submitted."""
        ...

    def guards(self, shop: ShopId, names: Collection[str]) -> Mapping[str, int]:
        """Return the version of each of *names*; 0 where there is none yet.

        Read them before what they guard.
        """
        ...

    def answered(self, shop: ShopId, key: str) -> Answer | None:
        """Return what the command of that idempotency key came to; None where there was none."""
        ...

    def commit(self, commit: Commit) -> None:
        """Store *commit*.

        Raises:
            ConflictError: The return, or a guard, is not of the version that was read; or its id, its number
                or the key of its answer is taken. Its `what` is `return`, the name of the guard, `rma` or
                `answer`. Nothing was stored.
            IntentConflictError: The key of an intent stands for another effect. Nothing was stored.
            LogError: The events are not the last ones of the return.
            StorageError: An identifier cannot be kept, or something is of another return.
        """
        ...

    def search(self, shop: ShopId, search: Search) -> Page:
        """Return a page of the returns of a shop.

        Raises:
            QueryError: It cannot be asked, with every fault; or the cursor is not one of this search.
        """
        ...

    def due(
        self, *, now: datetime, limit: int, shop: ShopId | None = None
    ) -> tuple[tuple[ShopId, ReturnId], ...]:
        """Return the returns that a timer has run out of by *now*, the earliest first; None is every shop."""
        ...

    def claim(
        self,
        *,
        now: datetime,
        lease: timedelta,
        limit: int,
        shop: ShopId | None = None,
        topic: Topic | None = None,
    ) -> tuple[Lease, ...]:
        """Take up to *limit* messages that are due by *now* and that nobody has.

        None is of every shop, and of every topic.

        No message is claimed by two at once. One that was claimed and not finished comes back once its lease
        has ended. The earliest due come first.
        """
        ...

    def finish(self, lease: Lease) -> bool:
        """Say that the message is done with; False where the lease was lost to another worker."""
        ...

    def postpone(self, lease: Lease, *, due_at: datetime, error: str) -> bool:
        """Give the message back, to be taken up from *due_at*; False where the lease was lost."""
        ...

    def bury(self, lease: Lease, *, error: str, at: datetime) -> bool:
        """Give the message up; False where the lease was lost."""
        ...

    def dead_letters(self, shop: ShopId) -> tuple[DeadLetter, ...]:
        """Return the messages of a shop that were given up, in order."""
        ...

    def revive(self, shop: ShopId, topic: Topic, id: str, *, due_at: datetime) -> bool:
        """Let a message that was given up be tried again, as if never before; False where there is none."""
        ...
