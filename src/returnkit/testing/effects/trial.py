"""Trial: one effect that something befalls, and what has to be known of it in the end."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from returnkit.effects import EffectRecord, EffectState, FarSide, Intent, MemoryEffectLedger, perform
from returnkit.effects.steps import begun

from .clock import MovableClock
from .faults import Fault

ROUNDS: Final = 5
"""How often an effect is performed again, each time after the settle window."""
THREADS: Final = 8


@dataclass(frozen=True, slots=True)
class Trial:
    """An effect on trial.

    Attributes:
        intent: What is meant to happen.
        far_side: Where.
        clock: The clock; the far side goes by it too.
        happened: Asks the far side itself what really happened, each time.
        wanted: What has happened once the effect is done.
        ledger: Where it is recorded.
    """

    intent: Intent
    far_side: FarSide
    clock: MovableClock
    happened: Callable[[], tuple[object, ...]]
    wanted: object
    ledger: MemoryEffectLedger = field(default_factory=MemoryEffectLedger)

    def perform(self) -> EffectRecord:
        """Perform the effect once."""
        return perform(self.intent, self.far_side, self.ledger, clock=self.clock)

    def in_the_end(self) -> EffectRecord:
        """Return the record after rounds, each after the settle window."""
        record = self.ledger.get(self.intent.key)
        for _ in range(ROUNDS):
            self.clock.advance(self.far_side.guarantees.settle_window + timedelta(minutes=1))
            record = self.perform()
        return record

    def is_done(self) -> None:
        """Ask that it is done at once, to the letter."""
        record = self.perform()

        assert self.happened() == (self.wanted,), f"`{self.wanted}` was ordered"
        assert record.state is EffectState.DONE, f"`{self.wanted}`: {record}"

    def is_refused(self) -> EffectRecord:
        """Ask that it is refused, and nothing happens that had not before."""
        before = self.happened()
        record = self.perform()

        assert self.happened() == before, f"`{self.wanted}` is to be refused"
        assert record.state is EffectState.FAILED, str(record)
        return record

    def survives(self, fault: Fault, inject: Callable[[Fault], None]) -> None:
        """Ask that it happens once or is listed where the answer to its request is lost by *fault*."""
        inject(fault)

        first = self.perform()

        said = f"{fault}: nobody can know that it did not happen: {first}"
        assert first.state in (EffectState.UNKNOWN, EffectState.DONE), said
        assert len(self.happened()) <= 1, f"{fault}: it happened more than once"
        # Some services keep an error under the key as well: then the same request cannot tell.
        self.is_told_truly(keeps_errors=fault is Fault.AMBIGUOUS)

    def is_delayed(self, inject: Callable[[Fault], None]) -> None:
        """Ask that a rate limit delays it."""
        inject(Fault.RATE_LIMITED)

        first = self.perform()

        assert first.state is EffectState.INTENDED, f"nothing happened: {first}"
        assert self.happened() == ()
        assert first.not_before is not None, "the gateway says how long to wait"
        assert self.in_the_end().state is EffectState.DONE

    def is_declined(self, inject: Callable[[Fault], None]) -> None:
        """Ask that nothing happens once it was declined."""
        inject(Fault.DECLINED)

        self.perform()
        record = self.in_the_end()

        assert record.state is EffectState.FAILED, f"it was declined: {record}"
        assert self.happened() == ()

    def survives_death(self, request: Callable[[], object]) -> None:
        """Ask that it happens once where the process died after *request*, before it heard the answer."""
        record = self.ledger.intend(self.intent, at=self.clock.now())
        self.ledger.advance(begun(record, at=self.clock.now()))
        request()

        self.is_told_truly()

    def survives_threads(self) -> None:
        """Ask that it happens once where many threads perform it."""
        with ThreadPoolExecutor(THREADS) as pool:
            for job in [pool.submit(self.perform) for _ in range(THREADS)]:
                job.result()

        assert self.happened() == (self.wanted,)
        assert self.ledger.get(self.intent.key).state is EffectState.DONE

    def is_told_truly(self, *, keeps_errors: bool = False) -> None:
        """Ask that in the end it is done, or unknown and listed where the gateway cannot tell."""
        record = self.in_the_end()
        happened, guarantees = self.happened(), self.far_side.guarantees
        if record.state is EffectState.UNKNOWN:
            assert record in self.ledger.unresolved(), "what is unknown is listed"
            can_tell = guarantees.honours_key_for or guarantees.is_find_final
            assert keeps_errors or not can_tell, f"the gateway could have told: {record}"
            assert happened in ((), (self.wanted,)), f"`{self.wanted}` was ordered"
        else:
            assert record.state is EffectState.DONE, f"nobody refused it: {record}"
            assert happened == (self.wanted,), f"`{self.wanted}` is told as done"


def raises(call: Callable[[], object], error: type[Exception]) -> bool:
    """Return whether *call* ends with *error*."""
    try:
        call()
    except error:
        return True
    return False
