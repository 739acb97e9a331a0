"""`python -m benchmarks [--smoke] [--json]`: every measurement, and whether its goal is reached."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from typing import Final

from .decisions import five_line_orders
from .desks import submitting
from .figures import imports, whole_decisions
from .growth import crossover, growing
from .results import Result, table
from .searches import stored
from .settlements import five_line_settlements
from .verdicts import FULL, SMOKE, Effort, against_handwritten, against_peers, against_rule_engine

MEASUREMENTS: Final[tuple[Callable[[Effort], Iterator[Result]], ...]] = (
    against_handwritten,
    against_rule_engine,
    against_peers,
    growing,
    crossover,
    five_line_orders,
    whole_decisions,
    five_line_settlements,
    submitting,
    stored,
    imports,
)


def main() -> int:
    """Measure, print, and return 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--smoke", action="store_true", help="few rounds and sizes; no goal is judged")
    parser.add_argument("--json", action="store_true", help="one object a line")
    names = [measurement.__name__ for measurement in MEASUREMENTS]
    parser.add_argument("--only", nargs="+", choices=names, default=names, help="these measurements")
    given = parser.parse_args()
    effort = SMOKE if given.smoke else FULL
    results: list[Result] = []
    for measurement in (each for each in MEASUREMENTS if each.__name__ in given.only):
        print((measurement.__doc__ or "").splitlines()[0], file=sys.stderr, flush=True)
        for result in measurement(effort):
            results.append(result)
            if given.json:
                print(result.as_json, flush=True)
    if not given.json:
        print(table(results))
    return 0 if given.smoke or all(result.ok for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
