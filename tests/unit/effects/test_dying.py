"""A worker that dies at any line of the protocol: whoever goes on loses nothing and repeats nothing."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from returnkit import effects
from returnkit.effects import CONCLUDED, EffectState, perform
from returnkit.testing import Fault
from tests.effect_laws import ROUNDS
from tests.effect_worlds import DiedError, Life, World, an_intent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

FOLDER = Path(effects.__file__).parent
LEDGER = str(FOLDER / "ledger.py")  # what it keeps outlives the process, and so must its lock
GATEWAYS = [(True, True), (True, False), (False, True), (False, False)]


@contextmanager
def death_at(line: int) -> Iterator[None]:
    """Let the *line*-th line of the room that runs, from 0, be the one at which the process ends."""
    passed = count()

    def trace(frame: FrameType, event: str, _: object) -> Any:  # Any: a trace function returns one
        file = frame.f_code.co_filename
        if file == LEDGER or not file.startswith(str(FOLDER)):
            return None
        if event == "line" and next(passed) == line:
            raise DiedError
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        yield
    finally:
        sys.settrace(before)


def dies(world: World, line: int) -> bool:
    try:
        with death_at(line):
            perform(an_intent(world), world.far_side, world.ledger, clock=world.clock)
    except DiedError:
        return True
    return False


@pytest.mark.parametrize("fault", [None, Fault.TIMEOUT_AFTER, Fault.LATE, Fault.RATE_LIMITED])
@pytest.mark.parametrize(("honours_keys", "finds"), GATEWAYS)
@pytest.mark.parametrize("of_shop", [False, True])
def test_whoever_goes_on_after_a_death_at_any_line_performs_it_once(
    of_shop: bool, honours_keys: bool, finds: bool, fault: Fault | None
) -> None:
    life = Life(of_shop=of_shop, honours_keys=honours_keys, finds=finds, is_find_final=True, lag=10, turns=())
    for line in count():
        world = World(life)
        world.fake.inject(fault)
        has_died = dies(world, line)
        intent = an_intent(world)
        world.fake.forget_faults()
        for _ in range(ROUNDS):
            world.clock.advance(timedelta(seconds=90))
            record = perform(intent, world.far_side, world.ledger, clock=world.clock)

        moved = world.moved(intent.key)
        assert world.faults == [], f"line {line}: {world.faults}"
        assert moved <= 1, f"line {line}: it happened {moved} times"
        assert record.state is not EffectState.INTENDED, f"line {line}: it was not tried again"
        if honours_keys or finds:
            assert record.state is EffectState.DONE, f"line {line}: {record}"
        if record.state in CONCLUDED:
            assert moved == (record.state is EffectState.DONE), f"line {line}: told as {record.state}"
        if not has_died:
            break
    assert line > 50, "the room runs for more lines than that"
