"""Growth: what a verdict costs as policies grow, and what it costs to compile them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from returnkit.decision.verdict import compile_verdict
from returnkit.expr.backends.index import CROSSOVER, compile_indexed
from returnkit.expr.backends.lists import Branch, compile_lists
from returnkit.expr.compile import read
from returnkit.facts import STANDARD
from returnkit.ids import RuleId
from returnkit.policy import compile_policy

from .families import Family, family
from .measure import asking, nanoseconds, race
from .policies import fast
from .results import Result, at_most, printed
from .verdicts import Effort, check_equal

_GOALS: Final = {1000: 4.0, 2000: 8.0, 10_000: 8.0}
_SAMPLE: Final = 200
_COUNTS: Final = (10, 15, 20, 25, 30, 40, 60, 80, 120, 160)


def growing(effort: Effort) -> Iterator[Result]:
    """Measure the verdict of ever larger policies against the smallest, and compiling them."""
    rivals = {}
    for size in effort.sizes:
        grown = family(size)
        yield from _compiling(grown, size)
        verdict = _checked(grown)
        rivals[f"{size}"] = asking(verdict, grown.inputs)
    times = race(rivals, effort.rounds)
    smallest, *larger = effort.sizes
    for size in larger:
        name = f"verdict of {size:,} rules / of {smallest}"
        yield at_most(name, times.ratio(f"{size}", f"{smallest}"), _GOALS[size])
    for size in effort.sizes:
        yield printed(f"verdict of {size:,} rules, half of the inputs refused", times.of(f"{size}"), "us")


def _checked(grown: Family) -> Callable[..., int]:
    """Return the compiled verdict of a family, whose answers are right."""
    found = fast(compile_policy(grown.policy))
    numbers = {answer.reason.rule: n for n, answer in enumerate(found.answers) if answer.reason}
    verdict = found.functions[0]
    wanted = [0 if rule < 0 else numbers[RuleId(f"rule-{rule}")] for rule in grown.first]
    check_equal(grown.policy.id, [verdict(*views) for views in grown.inputs], wanted)
    return verdict


def _compiling(grown: Family, size: int) -> Iterator[Result]:
    """Measure how long a rule takes from its text to the function."""
    read("item.is_gift_card", STANDARD.schema)  # loads the parser
    sample = [rule.when for rule in grown.policy.rules[:_SAMPLE] if rule.when]
    start = nanoseconds()
    for text in sample:
        read(text, STANDARD.schema)
    reading = (nanoseconds() - start) / len(sample)
    start = nanoseconds()
    compile_verdict(compile_policy(grown.policy))
    each = (nanoseconds() - start) / size
    yield printed(f"compile {size:,} rules, each", each / 1000, "us")
    yield printed(f"compile {size:,} rules: guard, parse and check", 100 * reading / each, "%")


def crossover(effort: Effort) -> Iterator[Result]:
    """Find from how many conditions on the index is faster than the list."""
    for is_broad in (False, True):
        kind = "broad rules" if is_broad else "rules of one vendor each"
        counts = _COUNTS[::3] if effort.is_smoke else _COUNTS
        found = next((count for count in counts if _index_wins(count, effort, is_broad=is_broad)), counts[-1])
        yield printed(f"index faster than list from, {kind} (now {CROSSOVER})", found, "")


def _index_wins(count: int, effort: Effort, *, is_broad: bool) -> bool:
    grown = family(count + 2, is_broad=is_broad)
    compiled = compile_policy(grown.policy)
    roots, nodes = compiled.roots, [condition.fast for condition in compiled.conditions[:count]]
    branches = [Branch(node, number) for number, node in enumerate(nodes)]
    parts = [branches[start : start + CROSSOVER] for start in range(0, count, CROSSOVER)]
    listed, indexed = compile_lists(parts, -1, roots), compile_indexed(nodes, roots)
    check_equal("indexed", [indexed(*views) for views in grown.inputs], grown.first)
    check_equal("listed", [listed(*views) for views in grown.inputs], grown.first)
    rivals = {"listed": asking(listed, grown.inputs), "indexed": asking(indexed, grown.inputs)}
    return race(rivals, max(5, effort.rounds // 3)).ratio("indexed", "listed") < 1
