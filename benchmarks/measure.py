"""Measure: rivals timed in turns, so that a busy machine disturbs all of them alike."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median
from time import get_clock_info, perf_counter_ns, process_time_ns
from typing import Any

Views = tuple[Any, Any, Any, Any, Any, Any, Any]  # Any: a view has the attributes that a policy names
"""One a root, as `prepare` gives them: order, item, customer, request, history, inspection, elapsed."""
Clock = Callable[[], int]

wall_nanoseconds: Clock = perf_counter_ns
"""Of what waits, for a disk or another process."""
# The processor's time, where it is counted finely: it does not run while another program does.
nanoseconds: Clock = process_time_ns if get_clock_info("process_time").resolution < 1e-6 else perf_counter_ns


@dataclass(frozen=True, slots=True)
class Times:
    """Microseconds a call of several rivals, one figure a round each.

    Attributes:
        rounds: By rival, in the order of the rounds.
    """

    rounds: Mapping[str, Sequence[float]]

    def of(self, rival: str) -> float:
        """Return the median time of *rival*."""
        return median(self.rounds[rival])

    def ratio(self, dear: str, cheap: str) -> float:
        """Return how much *dear* costs in terms of *cheap*: the median over the rounds."""
        pairs = zip(self.rounds[dear], self.rounds[cheap], strict=True)
        return median(one / other for one, other in pairs)


def race(rivals: Mapping[str, Callable[[], int]], rounds: int, *, clock: Clock = nanoseconds) -> Times:
    """Time each of *rivals* once a round; a rival does its work and returns how many calls that were."""
    times: dict[str, list[float]] = {name: [] for name in rivals}
    names, order = list(rivals), Random(0)
    for work in rivals.values():
        work()  # warm
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        for _ in range(rounds):
            order.shuffle(names)  # nobody always runs in the caches of the same predecessor
            for name in names:
                start = clock()
                calls = rivals[name]()
                times[name].append((clock() - start) / calls / 1000)
    finally:
        if was_enabled:
            gc.enable()
    return Times(times)


def asking(ask: Callable[..., object], inputs: Sequence[Views], times: int = 1) -> Callable[[], int]:
    """Return work for `race`: *ask* each of *inputs*, *times* over."""

    def work() -> int:
        for _ in range(times):
            for order, item, customer, request, history, inspection, elapsed in inputs:
                ask(order, item, customer, request, history, inspection, elapsed)
        return times * len(inputs)

    return work
