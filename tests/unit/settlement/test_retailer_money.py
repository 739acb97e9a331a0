"""Policies of real retailers, settled: what their published cases expect of fees and refunds."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any, Final

import pytest

from returnkit.decision import Verdict, decide
from returnkit.facts import Resolution
from returnkit.money import Money
from returnkit.policy import PaidTo
from returnkit.settlement import ComponentCode, Settlement, default_choices, opened, settle
from tests.retailers import Case, facts_of
from tests.settling import balanced
from tests.unit.policy.test_retailers import CASES, policy_of

MONEY: Final = ("fee", "refund", "refund_method", "fee_settlement")
SETTLED: Final = [(name, case) for _, name, case in CASES if not case["expected"].keys().isdisjoint(MONEY)]
FEES: Final = (ComponentCode.FEE, ComponentCode.FEE_DUE)


def settled(name: str, case: Case) -> Settlement:
    """Return the settlement of the offer that is wished for, or of the first that stands."""
    policy = policy_of(name)
    decision = decide(policy, **facts_of(case, policy))
    order = decision.order
    assert decision.items[0].verdict in (Verdict.ELIGIBLE, Verdict.REVIEW)
    cost = order.attributes.get("label_cost")
    labels = None if cost is None else (Money.of(str(cost), order.currency),)
    (choice,) = default_choices(decision)
    return settle(decision, (choice,), opened(order, captured=order.total), labels=labels)


def check(settlement: Settlement, expected: Any) -> None:  # Any: JSON
    """Compare what is settled with what the case expects of money."""
    fees = [each for each in settlement.components if each.code in FEES]
    for key, value in expected.items():
        if key == "fee":
            assert -sum(each.amount.decimal for each in fees) == Decimal(value)
        elif key == "refund":
            assert settlement.paid_out.decimal == Decimal(value)
        elif key == "fee_settlement":
            assert value == "prepaid_by_customer"
            assert all(each.code is ComponentCode.FEE_DUE for each in fees)
            assert settlement.due.decimal == Decimal(expected["fee"])
        elif key == "refund_method":
            to, offer = settlement.payouts[0].to, settlement.items[0].offer
            is_credit = settlement.decision.items[0].open_offers
            assert value in (to.value, offer, {"refund": "original_payment"}.get(offer))
            gives = next(each.gives for each in is_credit if each.name == offer)
            assert (to is PaidTo.ORIGINAL) == (value == "original_payment")
            assert (gives is Resolution.STORE_CREDIT) == (value != "original_payment")


@pytest.mark.parametrize(("name", "case"), SETTLED, ids=[case["id"] for _, case in SETTLED])
def test_a_case_settles_as_it_was_published(name: str, case: Case) -> None:
    found = settled(name, case)

    assert balanced(found)
    check(found, case["expected"])


def test_every_expectation_of_money_is_looked_at() -> None:
    counted = Counter(key for _, case in SETTLED for key in case["expected"] if key in MONEY)

    assert counted == {"fee": 19, "refund": 6, "refund_method": 11, "fee_settlement": 2}
