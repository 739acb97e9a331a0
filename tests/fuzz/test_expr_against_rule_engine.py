"""Our evaluations of a condition against rule_engine's own, and against each other.

What we accept, rule_engine accepts with a type for every name, and computes alike. Two things it is
asked otherwise: defined names, which it has not, are replaced by their texts; and instants are written
in UTC, since it computes with wall clocks, which end some hours before or after the calendar does.
The one exception: constants that meet only through a defined name and fail. They fail when asked, and
rule_engine folds them while it reads. They are counted, and rare.

We refuse more: what is never true, what may be null, what costs too much. Generated patterns stay
clear of `\\d`, `\\w` and a line break before `$`, which we read as every target does.
"""

from __future__ import annotations

import time

import pytest

from returnkit.expr.ir import NODES
from tests.differential import Counts, compare
from tests.evidence import Evidence
from tests.modes import SEED, size

CODES = (
    "character",
    "constant",
    "cycle",
    "forbidden",
    "literal",
    "name",
    "never_null",
    "nullable",
    "number",
    "regex",
    "syntax",
    "too_deep",
    "too_long",
    "type",
    "unknown_name",
    "unknown_value",
    "unsupported",
)
RAISED = ("DivisionByZero", "InvalidOperation", "Overflow", "OverflowError")


@pytest.fixture(scope="module")
def counts() -> Counts:
    """One run of the comparison, whose counts the tests judge."""
    began = time.perf_counter()
    found = compare(SEED, size(ci=16_000, full=240_000))
    print(f"{time.perf_counter() - began:.0f} s: {found}\n{found.edge_shares()}")
    return found


@pytest.mark.fuzz
def test_every_evaluation_agrees_with_rule_engine(counts: Counts, evidence: Evidence) -> None:
    assert counts.comparisons >= size(ci=16_000, full=200_000)
    assert counts.folded <= counts.accepted // 100
    assert counts.lists >= size(ci=1_500, full=20_000)

    evidence(
        "expr-fuzz",
        {
            "comparisons": counts.comparisons,
            "texts": counts.texts,
            "accepted": counts.accepted,
            "folded": counts.folded,
            "lists": counts.lists,
            "nodes": dict(sorted(counts.nodes.items())),
            "refused": dict(sorted(counts.refused.items())),
            "raised": dict(sorted(counts.raised.items())),
            "edges": counts.edge_shares(),
        },
    )


@pytest.mark.fuzz
def test_every_class_of_node_is_compared_often(counts: Counts) -> None:
    least = size(ci=20, full=500)

    assert {node.__name__ for node in NODES if counts.nodes[node.__name__] < least} == set()


@pytest.mark.fuzz
def test_every_class_of_error_occurs_often(counts: Counts) -> None:
    least = size(ci=3, full=50)

    assert set(counts.refused) == {f"expr.{code}" for code in CODES}
    assert {code for code, count in counts.refused.items() if count < least} == set()
    assert set(counts.raised) == set(RAISED)
    assert {name for name, count in counts.raised.items() if count < least} == set()


@pytest.mark.fuzz
def test_the_generator_reaches_the_edges(counts: Counts) -> None:
    shares = counts.edge_shares()

    assert min(shares.values()) >= 0.1, shares
