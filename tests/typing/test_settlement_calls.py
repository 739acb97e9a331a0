"""Calls of settlements that must type-check under `mypy --strict`, and hold when run."""

from __future__ import annotations

from decimal import Decimal
from typing import assert_type

from returnkit import (
    ItemChoice,
    Ledger,
    Money,
    MoneyRules,
    Settlement,
    decide,
    default_choices,
    explain_settlement,
    opened,
    settle,
    simulate,
)
from returnkit.ids import LineId, ReturnId
from returnkit.settlement import (
    Account,
    Component,
    LedgerEntry,
    Payout,
    Promotion,
    Rewards,
    SettlementExplanation,
    Simulation,
    taken_apart,
)
from tests.builders import a_line, a_policy, a_request, an_order
from tests.settling import NOW


def test_what_is_settled_has_the_types_that_are_told() -> None:
    order = an_order([a_line()])
    decision = decide(a_policy(), order, a_request("line-1"), at=NOW)
    ledger = opened(order, captured=order.total, presentment=Money.of("36.00", "EUR"))
    choices = default_choices(decision)
    spring = Promotion(label="SPRING", percent_off=Decimal(20))
    found = settle(
        decision,
        choices,
        ledger,
        rules=MoneyRules(fees_are_taxed=True),
        return_id=ReturnId("R-1"),
        labels=[Money.of("4.99", "USD")],
        closed_tenders={0},
        promotions=(spring,),
        rewards=Rewards(points=5),
    )

    assert_type(ledger, Ledger)
    assert_type(choices, tuple[ItemChoice, ...])
    assert_type(found, Settlement)
    assert_type(found.components, tuple[Component, ...])
    assert_type(found.payouts, tuple[Payout, ...])
    assert_type(found.entries(NOW), tuple[LedgerEntry, ...])
    assert_type(ledger.after(found.entries(NOW)), Ledger)
    assert_type(ledger.money(Account.CAPTURED), Money)
    assert_type(simulate(decision, choices, ledger), Simulation)
    assert_type(explain_settlement(found, audience="agent", locale="ko"), SettlementExplanation)
    assert found.total == order.total


def test_a_set_is_taken_apart_into_lines() -> None:
    apart = taken_apart(an_order([a_line("set")]), LineId("set"), {"a": Money.of("1", "USD")})

    assert_type(apart.lines[0].id, LineId)
    assert apart.lines[0].id == "set/a"
