"""Verdicts: the compiled policy against handwritten Python and against other engines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from returnkit.expr.backends.twins import compile_traced

from .handwritten import handwritten
from .inputs import cases, prepared
from .measure import Views, asking, race
from .opponents import PEERS, Opponent, is_here, rule_engine
from .policies import fast, the_policy
from .results import Result, at_least, at_most, not_run, printed

INPUTS: Final = 1000


@dataclass(frozen=True, slots=True)
class Effort:
    """How much to measure.

    Attributes:
        is_smoke: Whether only to see that everything runs.
        rounds: How often rivals take turns.
        sizes: Rules of the growing policies, the smallest first.
        stored: Returns of the databases, the smaller one first.
    """

    is_smoke: bool
    rounds: int
    sizes: tuple[int, ...]
    stored: tuple[int, int]


FULL: Final = Effort(is_smoke=False, rounds=45, sizes=(25, 1000, 10_000), stored=(1_000, 1_000_000))
SMOKE: Final = Effort(is_smoke=True, rounds=5, sizes=(25, 1000, 2000), stored=(1_000, 20_000))


class UnequalError(AssertionError):
    """Two rivals disagree: their times mean nothing."""


def check_equal(name: str, given: Sequence[int], wanted: Sequence[int]) -> None:
    """Check that a rival gives the answers wanted.

    Raises:
        UnequalError: It does not.
    """
    differing = [number for number, pair in enumerate(zip(given, wanted, strict=True)) if pair[0] != pair[1]]
    if differing:
        first = differing[0]
        message = f"{name}: {len(differing)} of {len(wanted)} answers differ, the first at input {first}: "
        raise UnequalError(message + f"{given[first]} instead of {wanted[first]}")


def against_handwritten(effort: Effort) -> Iterator[Result]:
    """Measure the compiled verdict against Python written by hand, and the full trace against it."""
    compiled = the_policy()
    verdict, answers = fast(compiled).functions[0], fast(compiled).answers
    inputs = prepared(compiled, cases(INPUTS))
    wanted = [verdict(*views) for views in inputs]
    if set(wanted) != set(range(len(answers))):
        raise UnequalError(f"of {len(answers)} answers only {sorted(set(wanted))} occur")
    check_equal("handwritten", [handwritten(*views) for views in inputs], wanted)
    traced = compile_traced([condition.node for condition in compiled.conditions], compiled.roots)
    _check_traces(traced, inputs)
    rivals: dict[str, Callable[..., object]] = {
        "compiled": verdict,
        "handwritten": handwritten,
        "traced": traced,
        "nothing": lambda _order, _item, _customer, _request, _history, _inspection, _elapsed: 0,
    }
    times = race({name: asking(ask, inputs, 5) for name, ask in rivals.items()}, effort.rounds)
    ratio = times.ratio("compiled", "handwritten")
    yield at_most("compiled verdict, 25 rules / handwritten Python", ratio, 1.25)
    yield at_most("trace of all 25 rules / compiled verdict", times.ratio("traced", "compiled"), 8)
    yield printed("compiled verdict, 25 rules", times.of("compiled"), "us")
    yield printed("handwritten Python, 25 rules", times.of("handwritten"), "us")
    yield printed("of either, the measuring loop", times.of("nothing"), "us")
    yield printed("inputs, every one of 25 answers among them", INPUTS, "")


def _check_traces(traced: Callable[..., Sequence[tuple[Any, Any]]], inputs: Sequence[Views]) -> None:
    conditions = the_policy().conditions
    for views in inputs[:100]:
        given = [int(truth is True) for truth, _ in traced(*views)]
        check_equal("traced", given, [int(condition.ask(views) is True) for condition in conditions])


def against_rule_engine(effort: Effort) -> Iterator[Result]:
    """Measure against rule_engine, which reads the same language."""
    times = _play({"rule_engine": rule_engine(the_policy(), _views())}, effort)
    yield at_least("rule_engine / compiled verdict", times["rule_engine"], 150)


def against_peers(effort: Effort) -> Iterator[Result]:
    """Measure against engines written in Rust; converting inputs for them is not charged."""
    missing = [name for name, (module, _) in PEERS.items() if not is_here(module)]
    opponents = {
        name: make(the_policy(), _views()) for name, (_, make) in PEERS.items() if name not in missing
    }
    name = "fastest of zen-engine, CEL, cedarpy / compiled verdict"
    if missing:
        pip = "not run here: " + ", ".join(missing) + "; pip install -r requirements/bench.txt"
        yield not_run(f"{name} ({pip})", 40, ok=effort.is_smoke)
    if opponents:
        ratios = _play(opponents, effort)
        if not missing:
            yield at_least(name, min(ratios.values()), 40)
        for peer, ratio in ratios.items():
            yield Result(f"{peer} / compiled verdict", round(ratio, 1), "x", None, "higher", ok=True)


def _views() -> list[Views]:
    return prepared(the_policy(), cases(INPUTS))


def _play(opponents: dict[str, Opponent], effort: Effort) -> dict[str, float]:
    """Return what each opponent costs in terms of the compiled verdict; all answers are equal."""
    verdict, inputs = fast(the_policy()).functions[0], _views()
    wanted = [verdict(*views) for views in inputs]
    # As many repeats as make a turn of ours about as long as one of theirs.
    rivals = {"compiled": asking(verdict, inputs, 4 if effort.is_smoke else 20)}
    for name, opponent in opponents.items():
        check_equal(name, [int(opponent.ask(each)) for each in opponent.inputs], wanted)
        rivals[name] = _turn(opponent)
    times = race(rivals, max(3, effort.rounds // 3))
    for name in rivals:
        print(f"  {name}: {times.of(name):.3g} us", file=sys.stderr)
    return {name: times.ratio(name, "compiled") for name in opponents}


def _turn(opponent: Opponent) -> Callable[[], int]:
    def work() -> int:
        ask = opponent.ask
        for each in opponent.inputs:
            ask(each)
        return len(opponent.inputs)

    return work
