"""Laws of windows, asked of generated windows, clocks and seasons."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from tests import window_laws
from tests.modes import SEED, size
from tests.window_cases import WindowCase, window_case
from tests.window_laws import reckoned

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.evidence import Evidence

SIZE = size(ci=600, full=10_000)
LAWS: dict[str, Callable[[WindowCase], None]] = {
    name.removeprefix("law_"): law for name, law in vars(window_laws).items() if name.startswith("law_")
}


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_the_law_holds(law: Callable[[WindowCase], None]) -> None:
    for seed in range(SEED, SEED + SIZE):
        case = window_case(seed)
        try:
            law(case)
        except AssertionError as exc:
            raise AssertionError(f"seed {seed}: {case}") from exc


def test_the_cases_reach_the_edges(evidence: Evidence) -> None:
    found: Counter[str] = Counter()
    for seed in range(SEED, SEED + SIZE):
        case = window_case(seed)
        closing = reckoned(case)
        found.update(step.code.value for step in set(closing.steps))
        found.update({"assumed": closing.assumed, "not certain": not closing.is_certain})
        found.update({str(case.window.unit): 1, "combination": bool(case.window.parts)})
    shares: dict[str, Any] = {edge: round(100 * count / SIZE) for edge, count in sorted(found.items())}

    rare = {edge: share for edge, share in shares.items() if share < 5 and edge not in RARE}
    assert not rare
    evidence("window-laws", {"cases": SIZE, "laws": len(LAWS), "percent": shares})


RARE = {"None", "no_amount"}
