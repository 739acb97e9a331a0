"""Worlds for the laws of effects: a gateway that fails, workers that die, are held up and meet each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from hypothesis import strategies as st

from returnkit.effects import (
    EffectLedger,
    EffectRecord,
    FarSide,
    FindingFarSide,
    Found,
    Guarantees,
    Intent,
    MemoryEffectLedger,
    Outcome,
    RefundOrder,
    Restock,
    effect_key,
    refund_far_side,
    refund_intent,
    refund_key,
    shop_far_side,
    shop_intent,
)
from returnkit.errors import UnknownEffectError
from returnkit.ids import EffectKey, ReturnId
from returnkit.money import Money
from returnkit.testing import (
    FakeFindingRefundGateway,
    FakeFindingShopGateway,
    FakeRefundGateway,
    FakeShopGateway,
    Fault,
    MovableClock,
    an_order,
)

WAITS: Final = (0, 1, 19, 29, 31, 59, 60, 61, 90, 50_000, 90_000)  # a window is 60 seconds, a key lives a day
BORDERS: Final = (None, 0, 1, 2, 3, 3, 3, 4, 4, 4, 5, 6, 7)  # 3 and 4: around the request
HELD: Final = (0, 0, 10, 29, 31, 61, 61, 61)


class DiedError(BaseException):
    """A process that ends where it stands; nothing catches it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One worker's attempt at the effect.

    Attributes:
        wait: Seconds before it.
        fault: What becomes of its request.
        failing_finds: How many of its looks fail.
        border: The border of a step at which it is interrupted, from 0; None for none.
        held: Seconds that it is held up there.
        meets: Whether another worker performs the same effect meanwhile.
        dies: Whether it ends there.
    """

    wait: int
    fault: Fault | None
    failing_finds: int
    border: int | None
    held: int
    meets: bool
    dies: bool


@dataclass(frozen=True, slots=True)
class Life:
    """What befalls one effect, and what its gateway can: that of a payment service, or of the shop."""

    of_shop: bool
    honours_keys: bool
    finds: bool
    is_find_final: bool
    lag: int
    turns: tuple[Turn, ...]


TURNS: Final = st.builds(
    Turn,
    wait=st.sampled_from(WAITS),
    fault=st.sampled_from([None, *Fault]),
    failing_finds=st.sampled_from([0, 0, 1]),
    border=st.sampled_from(BORDERS),
    held=st.sampled_from(HELD),
    meets=st.booleans(),
    dies=st.sampled_from([False, False, True]),
)
LIVES: Final = st.builds(
    Life,
    of_shop=st.booleans(),
    honours_keys=st.booleans(),
    finds=st.booleans(),
    is_find_final=st.sampled_from([True, True, False]),
    lag=st.sampled_from([0, 10]),
    turns=st.lists(TURNS, min_size=1, max_size=6).map(tuple),
)
# A key that was first heard long before the answer was lost: hardly ever drawn.
_HEARD: Final = Turn(
    wait=0, fault=Fault.RATE_LIMITED, failing_finds=0, border=None, held=0, meets=False, dies=False
)
_LOST: Final = replace(_HEARD, wait=50_000, fault=Fault.TIMEOUT_AFTER)
_AGAIN: Final = replace(_LOST, fault=None)
RARE: Final = tuple(
    Life(of_shop, honours_keys=True, finds=False, is_find_final=True, lag=0, turns=(_HEARD, _LOST, _AGAIN))
    for of_shop in (False, True)
)


@dataclass(slots=True)
class InterruptedLedger:
    """A ledger that calls *interrupt* before and after each step that it keeps."""

    inner: EffectLedger
    interrupt: Callable[[], None]

    def intend(self, intent: Intent, *, at: datetime) -> EffectRecord:
        self.interrupt()
        record = self.inner.intend(intent, at=at)
        self.interrupt()
        return record

    def advance(self, record: EffectRecord) -> EffectRecord:
        self.interrupt()
        kept = self.inner.advance(record)
        self.interrupt()
        return kept

    def get(self, key: EffectKey) -> EffectRecord:
        return self.inner.get(key)

    def unresolved(self) -> tuple[EffectRecord, ...]:
        return self.inner.unresolved()


class World:
    """A gateway, a ledger and a clock; `faults` are what the far side saw that must not be."""

    def __init__(self, life: Life) -> None:
        self.clock = MovableClock()
        self.ledger = MemoryEffectLedger()
        self.faults: list[str] = []
        self.fake = _gateway(life, self.clock)
        far_side = (
            shop_far_side(self.fake) if isinstance(self.fake, FakeShopGateway) else refund_far_side(self.fake)
        )
        self.far_side = (
            _FindingWatched(far_side, self)
            if isinstance(far_side, FindingFarSide)
            else _Watched(far_side, self)
        )

    def interrupted(self, turn: Turn, meanwhile: Callable[[], None]) -> InterruptedLedger:
        """Return the ledger as the worker of *turn* meets it."""
        borders = iter(range(10**6))

        def interrupt() -> None:
            if next(borders) == turn.border:
                self.clock.advance(timedelta(seconds=turn.held))
                if turn.meets:
                    meanwhile()
                if turn.dies:
                    raise DiedError

        return InterruptedLedger(self.ledger, interrupt)

    def record(self, key: EffectKey) -> EffectRecord | None:
        try:
            return self.ledger.get(key)
        except UnknownEffectError:
            return None

    def moved(self, key: EffectKey) -> int:
        return sum(each.key == key for each in self.fake.log)


def an_intent(world: World, number: int = 1) -> Intent:
    """Return what is meant to happen: a refund or an order to the shop, a second one of which would pass."""
    if isinstance(world.fake, FakeShopGateway):
        return shop_intent(_restock(world.fake, number))
    return refund_intent(_refund(world.fake, number))


def _refund(fake: FakeRefundGateway, number: int) -> RefundOrder:
    payment = f"pay_{number}"
    fake.capture(payment, Money(10_000, "USD"))
    key = refund_key(ReturnId("R-1"), "card", number)
    return RefundOrder(key=key, payment=payment, amount=Money(1999, "USD"))


def _restock(fake: FakeShopGateway, number: int) -> Restock:
    sold = an_order()
    fake.sell(sold)
    key = effect_key("restock", "R-1", number)
    return Restock(key=key, order_id=sold.id, return_id=ReturnId("R-1"), line_id=sold.lines[0].id, quantity=1)


def _gateway(life: Life, clock: MovableClock) -> FakeRefundGateway | FakeShopGateway:
    if not life.finds:
        blind = FakeShopGateway if life.of_shop else FakeRefundGateway
        return blind(clock, honours_keys=life.honours_keys)
    lag = timedelta(seconds=life.lag) if life.is_find_final else timedelta(days=100)
    finding = FakeFindingShopGateway if life.of_shop else FakeFindingRefundGateway
    return finding(clock, honours_keys=life.honours_keys, lag=lag, is_find_final=life.is_find_final)


class _Watched:
    def __init__(self, far_side: FarSide, world: World) -> None:
        self._far_side = far_side
        self._world = world

    @property
    def guarantees(self) -> Guarantees:
        return self._far_side.guarantees

    def perform(self, intent: Intent) -> Outcome:
        record = self._world.record(intent.key)
        if record is None or not any(each.result is None for each in record.attempts):
            self._world.faults.append(f"{intent.key} goes out and is not on record")
        return self._far_side.perform(intent)


class _FindingWatched(_Watched):
    def __init__(self, far_side: FindingFarSide, world: World) -> None:
        super().__init__(far_side, world)
        self._finding = far_side

    def find(self, intent: Intent) -> Found:
        return self._finding.find(intent)
