"""Laws of settlements, all of them asked of each generated order."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.modes import SEED, size
from tests.settlement_cases import SettlementCase, settlement_case
from tests.settlement_laws import LAWS, broken

if TYPE_CHECKING:
    from tests.evidence import Evidence

pytestmark = pytest.mark.fuzz

SIZE = size(ci=1_500, full=50_000)


@settings(max_examples=SIZE, deadline=None)
@given(st.randoms(use_true_random=False))
def test_every_law_holds_of_the_order(random: Random) -> None:
    case = settlement_case(random)

    assert not broken(case), case


def test_the_orders_reach_the_edges(evidence: Evidence) -> None:
    found: Counter[str] = Counter()
    for seed in range(SEED, SEED + SIZE):
        found.update(edges(settlement_case(Random(seed))))
    shares = {edge: round(100 * count / SIZE) for edge, count in sorted(found.items())}

    assert not {edge: share for edge, share in shares.items() if share < 10}
    evidence("settlement-laws", {"cases": SIZE, "laws": len(LAWS), "percent": shares})


def edges(case: SettlementCase) -> set[str]:
    """Return the edges that *case* reaches."""
    order = case.order
    found = {
        "discount": any(line.discount for line in order.lines),
        "tax inside": order.prices_include_tax,
        "tax on top": not order.prices_include_tax and any(line.tax for line in order.lines),
        "prior refund": bool(order.refunds),
        "no decimals": order.currency in ("KRW", "JPY"),
        "three decimals": order.currency == "KWD",
        "several tenders": len(case.ledger.tenders) > 1,
        "five lines or more": len(order.lines) >= 5,
        "several returns": len(case.parts) > 1,
        "credit": case.offer == "store_credit",
    }
    return {edge for edge, is_there in found.items() if is_there}
