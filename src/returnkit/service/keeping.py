"""Keeping: one order for every change, load, decide, act, save, publish; anew where others were first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, TypeAlias
from urllib.parse import unquote

from pydantic_core import PydanticSerializationError

from returnkit.clock import Clock
from returnkit.decision import Decision, decide
from returnkit.diagnostics import Diagnostic
from returnkit.effects import Intent
from returnkit.errors import (
    CommandError,
    ConflictError,
    IdempotencyError,
    ReturnkitError,
    UnknownReturnError,
)
from returnkit.facts import Order, ReturnHistory
from returnkit.ids import ReturnId, ShopId
from returnkit.lifecycle import (
    Actor,
    Command,
    Correct,
    Dispose,
    Event,
    OrderAgain,
    Return,
    Settle,
    TimerRules,
    apply,
    handle,
    history_of,
    order_ledger,
    replay,
    timers,
)
from returnkit.model import Frozen
from returnkit.policy import PolicyBook
from returnkit.settlement import Ledger, opened
from returnkit.storage import Answer, Commit, Message, ReturnStore, Topic

from .deciding import policy_of
from .sources import OrderSource

TRIES: Final = 50
"""How often a change is decided anew when others were first."""
Decided: TypeAlias = tuple[Sequence[Command], tuple[Intent, ...]]
"""Commands to a return, and what they mean to happen outside."""
Deciding: TypeAlias = Callable[[Return], Decided]
"""What is to be done with a return as it stands."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """Keeps the returns of one shop.

    Attributes:
        store: Where they are kept.
        policies: The policies of the shop.
        shop: The shop.
        orders: Where orders are found; None: the past is that of the returns kept here.
        clock: What time it is.
        timers: When timers run.
        publishes: Whether events are kept for those who subscribe.
    """

    store: ReturnStore
    policies: PolicyBook
    shop: ShopId
    orders: OrderSource | None
    clock: Clock
    timers: TimerRules
    publishes: bool = False

    def perform(
        self, return_id: ReturnId, deciding: Deciding, *, by: Actor, key: str | None, told: tuple[object, ...]
    ) -> Return:
        """Perform what *deciding* says of the return as it stands, and return it as it stands then.

        Args:
            return_id: The return.
            deciding: Asked anew each time somebody else was first.
            by: Who asks.
            key: An idempotency key, or None.
            told: All that was asked, to tell another command under the key from the same one.

        Raises:
            UnknownReturnError: The shop has no such return.
            ConflictError: Others were first each time.
        """
        stamp = "" if key is None else stamped(by, return_id, *told)
        for _ in range(TRIES):
            return_ = self.store.load(self.shop, return_id)
            guards = self.store.guards(self.shop, guarded(return_.order))
            # relies on (read last): the same call that was stored before all this is found by its key here.
            if again := self.again(key, stamp):
                return again
            try:
                after, events, intents = self._decided(return_, deciding, by)
            except ReturnkitError:
                if self.is_current(guards, return_):
                    raise
                continue
            if not events:
                if self.is_current(guards, return_):
                    return after
                continue
            with suppress(ConflictError):
                self.save(after, events, guards=guards, intents=intents, answer=answer_of(key, stamp, after))
                return after
        raise ConflictError(f"return:{return_id}")

    def save(
        self,
        return_: Return,
        events: Sequence[Event],
        *,
        guards: Mapping[str, int],
        intents: tuple[Intent, ...] = (),
        answer: Answer | None = None,
    ) -> None:
        """Store *events* and what they made of the return, with what is to be done about them."""
        now = return_.updated_at
        messages: list[Message] = []
        if self.publishes:
            messages += [Message(event.id, Topic.EVENT, self.shop, return_.id, now) for event in events]
        messages += [Message(each.key, Topic.EFFECT, self.shop, return_.id, now) for each in intents]
        upcoming = timers(return_, self.timers)
        self.store.commit(
            Commit(
                return_=return_,
                events=tuple(events),
                guards=guards,
                messages=tuple(messages),
                intents=intents,
                answer=answer,
                due_at=upcoming[0].at if upcoming else None,
            )
        )

    def is_current(self, guards: Mapping[str, int], return_: Return | None = None) -> bool:
        """Return whether nobody has changed since then what was read after *guards*, and *return_*.

        INVARIANT (a no is of one state): what was decided is stored only where nobody was first, and it is
        refused only there, too. Else half of what it rests on may be of before, and half of after; and who
        was first may have been the same call.
        """
        if return_ is not None and self.store.load(self.shop, return_.id).version != return_.version:
            return False
        return self.store.guards(self.shop, guards) == guards

    def again(self, key: str | None, stamp: str) -> Return | None:
        """Return the return as the command of *key* left it, where there was one.

        Raises:
            IdempotencyError: The key stands for another command.
        """
        answer = self.store.answered(self.shop, key) if key is not None else None
        if answer is None:
            return None
        if answer.fingerprint != stamp:
            raise IdempotencyError(answer.key)
        return replay(self.store.events(self.shop, answer.return_id)[: answer.version])

    def history(self, order: Order, *, but: ReturnId | None = None) -> ReturnHistory | None:
        """Return the customer's past: what the shop knows, and the returns kept here but one."""
        known = self.orders.history(order) if self.orders else ReturnHistory()
        if known is None:
            return None
        if order.customer is not None:
            returns = self.store.of_customer(self.shop, order.customer.id)
        else:
            returns = self.store.of_order(self.shop, order.id)
        return history_of(known, [each for each in returns if each.id != but])

    def others(self, return_: Return) -> tuple[Return, ...]:
        """Return the other returns of the order of *return_*."""
        of_order = self.store.of_order(self.shop, return_.order.id)
        return tuple(each for each in of_order if each.id != return_.id)

    def ledger(self, order: Order) -> Ledger:
        """Return the money and the units of *order* over all of its returns."""
        returns = self.store.of_order(self.shop, order.id)
        return order_ledger(order, returns) if returns else opened(order)

    def owner(self, effect: str) -> Return | None:
        """Return the return of the shop that an effect is of; None where it is of none."""
        # relies on (keys name their return): every key is `kind:return:…`.
        parts = effect.split(":")
        if len(parts) < 2:
            return None
        try:
            owner = self.store.load(self.shop, ReturnId(unquote(parts[1])))
        except UnknownReturnError:
            return None
        return owner if owner.effect(effect) else None

    def decision_of(self, return_: Return) -> Decision:
        """Return the decision that a return was submitted by, decided again."""
        policy = policy_of(self.policies, return_, at=return_.submitted_at)
        given = (policy, return_.order, return_.request)
        return decide(*given, at=return_.submitted_at, history=return_.history)

    def _decided(
        self, return_: Return, deciding: Deciding, by: Actor
    ) -> tuple[Return, list[Event], tuple[Intent, ...]]:
        """Return what *deciding* makes of the return, the events that do, and what is meant to happen."""
        commands, intents = deciding(return_)
        _check_intents(commands, intents)
        at, after = self.clock.now(), return_
        events: list[Event] = []
        for command in commands:
            moves = isinstance(command, Settle | OrderAgain | Correct)
            ledger = self.ledger(return_.order) if moves else None
            made = handle(after, command, by=by, at=at, ledger=ledger)
            events += made
            after = folded(after, made)
        return after, events, intents


def _check_intents(commands: Sequence[Command], intents: Sequence[Intent]) -> None:
    """Refuse commands that order effects which nothing would perform."""
    # INVARIANT (ordered is meant): an effect is ordered together with the intent that performs it.
    meant = {each.key for each in intents}
    for command in commands:
        match command:
            case Settle() | Dispose():
                ordered = command.effects
            case OrderAgain():
                ordered = (command.effect,)
            case _:
                continue
        if faults := tuple(
            Diagnostic("command.intent", f"nothing would perform `{each.key}`", path=f"effects[{number}]")
            for number, each in enumerate(ordered)
            if each.key not in meant
        ):
            raise CommandError(faults)


def guarded(order: Order) -> tuple[str, ...]:
    """Return the names of what a change of a return of *order* rests on beside the return."""
    names = (f"order:{order.id}",)
    return (*names, f"customer:{order.customer.id}") if order.customer else names


def folded(return_: Return | None, events: Iterable[Event]) -> Return:
    """Return what *events* make of *return_*; None is before it was submitted."""
    for event in events:
        return_ = apply(return_, event)
    assert return_ is not None  # noqa: S101  # a submission has events, and all else has a return
    return return_


def answer_of(key: str | None, stamp: str, return_: Return) -> Answer | None:
    """Return what is kept of a command with an idempotency key; None without one."""
    return None if key is None else Answer(key, stamp, return_.id, return_.version)


def written(value: Frozen) -> str:
    """Return *value* as JSON.

    Raises:
        CommandError: A text has signs that no encoding has, so that it could not be stored.
    """
    try:
        return value.model_dump_json()
    except PydanticSerializationError as exc:
        message = "a text has signs that no encoding has"
        raise CommandError((Diagnostic("command.text", message, help="send it as UTF-8"),)) from exc


def stamped(*told: object) -> str:
    """Return a hash of what was asked."""
    return sha256("\0".join(str(each) for each in told).encode("utf-8", "backslashreplace")).hexdigest()
