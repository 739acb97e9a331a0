"""Figures: what else a decision costs; printed, without goals."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from returnkit.decision import decide
from returnkit.decision.prepare import prepare
from returnkit.decision.verdict import answer
from returnkit.ids import PolicyId
from returnkit.importers.shopify import order_from_rest
from returnkit.policy import Policy, offer, refuse, rule, when, within

from .inputs import Case, cases
from .measure import race
from .policies import the_policy
from .results import Result, printed
from .verdicts import Effort

_ORDER = Path(__file__).parent.parent / "examples" / "data" / "shopify_order.json"


def small_policy() -> Policy:
    """Return a policy of five rules."""
    return Policy(
        id=PolicyId("five-rules"),
        rules=(
            rule("final", when('item.category in ["outlet", "earrings"]'), refuse("Final sale.")),
            rule("worn", when('request.condition in ["used", "washed"]'), refuse("It was used.")),
            rule("offers", offer("refund", "exchange")),
            rule("members", when('customer.tier == "gold"'), within("90 days of delivery")),
            rule("standard", within("30 days of delivery")),
        ),
    )


def whole_decisions(effort: Effort) -> Iterator[Result]:
    """Measure the ways from facts to answers, and from a platform's order to facts."""
    single, five = cases(100), cases(100, lines=5)
    large, small = the_policy(), small_policy()
    prepared = [(c, prepare(large, c.order, c.request.items[0], c.request, c.at)) for c in single]
    text = _ORDER.read_bytes()

    def answering() -> int:
        for case, ready in prepared:
            answer(large, case.request.items[0], ready, case.at)
        return len(prepared)

    def importing() -> int:
        order_from_rest(text)
        return 1

    rivals: dict[str, Callable[[], int]] = {
        "prepare an item, 25 rules": lambda: _preparing(single),
        "answer for a prepared item, 25 rules": answering,
        "decide a five-line order, 5 rules": lambda: _deciding(small, five),
        "decide a five-line order, 25 rules": lambda: _deciding(large.policy, five),
        "import the example order of Shopify": importing,
    }
    times = race(rivals, effort.rounds)
    for name in rivals:
        yield printed(name, times.of(name), "us")


def _preparing(given: list[Case]) -> int:
    compiled = the_policy()
    for case in given:
        prepare(compiled, case.order, case.request.items[0], case.request, case.at)
    return len(given)


def _deciding(policy: Policy, given: list[Case]) -> int:
    for case in given:
        decide(policy, case.order, case.request, at=case.at)
    return len(given)


def imports(effort: Effort) -> Iterator[Result]:
    """Measure how long imports take, each in a fresh interpreter."""
    for statement in ("import returnkit", "from returnkit import decide, load_policy"):
        code = f"import time; t = time.perf_counter(); {statement}; print(time.perf_counter() - t)"
        seconds = [
            float(subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout)
            for _ in range(3 if effort.is_smoke else 9)
        ]
        yield printed(statement, median(seconds) * 1000, "ms")
