"""`returnkit settle` in this process: what it prints, what it reads back, and every way to leave."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.shell import ORDER
from tests.unit.cli.conftest import Shell

ACME = "examples/acme.yaml"
ASKED = ("--at", "2026-12-05T10:00-08:00", "--item", "910001", "--reason", "too_small")
APPROVED = ("--approved",)
PAID = ("--captured", "299.56")

TOLD = """\
Merino sweater (`910001`): 70.20 USD
Tax: 5.62 USD
Restocking fee — 15 % of paid per line, on 70.20 USD, `restocking`: -10.53 USD
Return shipping — 6.50 per return, `label`: -6.50 USD
Total: 58.79 USD
58.79 USD to the means you paid with
"""


def settle(shell: Shell, *more: str) -> Any:  # Any: what the shell ran
    return shell("settle", ORDER, ACME, *ASKED, *APPROVED, *more)


def test_staff_read_every_cause_with_its_rule(shell: Shell) -> None:
    ran = settle(shell, "--offer", "refund", *PAID)

    assert (ran.returncode, ran.stdout) == (0, TOLD)
    assert "warning: the delivery date" in ran.stderr


def test_the_reader_and_the_language_can_be_chosen(shell: Shell) -> None:
    ran = settle(shell, "--offer", "store_credit", *PAID, "--audience", "shopper", "--lang", "ko")

    assert ran.stdout.splitlines() == [
        "Merino sweater: 70.20 USD",
        "세금: 5.62 USD",
        "추가 적립: 7.02 USD",
        "합계: 82.84 USD",
        "82.84 USD 적립금 (추가 적립 7.02 USD 포함)",
    ]


def test_json_has_every_figure_and_the_next_settlement_reads_its_entries(
    shell: Shell, tmp_path: Path
) -> None:
    first = tmp_path / "first.json"
    ran = settle(shell, "--offer", "0=refund", *PAID, "--json", "--return", "R-1")
    first.write_text(ran.stdout, encoding="utf-8")
    found = json.loads(ran.stdout)

    assert (found["total"], found["due"], found["currency"], found["return"]) == (
        "58.79",
        "0.00",
        "USD",
        "R-1",
    )
    assert sum(Decimal(each["amount"]) for each in found["components"]) == Decimal(found["total"])
    assert found["components"][2] == {
        "code": "fee",
        "label": "component.fee",
        "amount": "-10.53",
        "offer": "refund",
        "item": 0,
        "line": "910001",
        "units": 1,
        "name": "restocking",
        "kind": "restocking",
        "rule": "restocking",
        "source": "acme",
        "base": "70.20",
        "figure": "15 % of paid per line",
        "stated": None,
    }
    assert found["payouts"] == [
        {
            "offer": "refund",
            "to": "original",
            "amount": "58.79",
            "bonus": "0.00",
            "tender": 0,
            "instead_of": None,
        }
    ]
    again = settle(shell, "--offer", "refund", *PAID, "--after", str(first))
    assert again.returncode == 1
    assert "0 are left" in again.stderr


def test_labels_and_deliveries_are_told_by_options(shell: Shell) -> None:
    label = shell(
        "settle",
        ORDER,
        "examples/policies/wayfair.yaml",
        *("--at", "2026-11-20T10:00-08:00", "--item", "910001", "--reason", "unwanted"),
        *("--answer", "item.condition=unassembled", "--offer", "refund", *PAID, "--label", "7.25"),
    )

    assert "Return shipping" in label.stdout
    assert "-7.25 USD" in label.stdout


def test_what_is_open_is_told_as_a_range(shell: Shell) -> None:
    asked = ("--at", "2026-12-10T10:00-08:00", "--item", "910003", "--answer", "item.condition=gently_used")
    command = ("settle", ORDER, "examples/policies/sephora.yaml", *asked, *PAID)

    closed, open_ = shell(*command), shell(*command, "--range")

    assert closed.returncode == 1
    assert "the shipping is not certain" in closed.stderr
    assert open_.returncode == 0
    assert [line for line in open_.stdout.splitlines() if line.startswith("Total")] == [
        "Total: 43.74 USD",
        "Total: 51.69 USD",
    ]


def test_a_range_of_what_is_certain_is_one(shell: Shell) -> None:
    assert settle(shell, "--offer", "refund", *PAID, "--range").stdout == TOLD


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--offer", "refund"), "does not say what was received"),
        (("--offer", "refund", "--captured", "1.005"), "more decimals than USD has"),
        (("--offer", "7=refund", *PAID), "no item at place `7`"),
        (("--offer", "x=refund", *PAID), "no item at place `x`"),
        (("--offer", "refund", *PAID, "--set-fee", "condition"), "is no fee"),
        (("--offer", "refund", *PAID, "--set-fee", "condition=x"), "is not a number"),
        (("--offer", "refund", *PAID, "--after", ORDER), "is no settlement"),
        (("--offer", "refund", *PAID, "--json", "--range"), "JSON holds one settlement"),
    ],
)
def test_an_option_that_does_not_fit_is_told(shell: Shell, options: tuple[str, ...], told: str) -> None:
    ran = settle(shell, *options)

    assert ran.returncode == 2
    assert told in " ".join(ran.stderr.split())


@pytest.mark.parametrize("options", [("--offer", "refnd"), ("--captured", "0", "--offer", "refund")])
def test_what_cannot_be_settled_leaves_with_1(shell: Shell, options: tuple[str, ...]) -> None:
    ran = settle(shell, *PAID, *options)

    assert ran.returncode == 1
    assert not ran.stdout


def test_an_offer_that_may_not_stand_needs_a_persons_approval(shell: Shell) -> None:
    ran = shell("settle", ORDER, ACME, *ASKED, *PAID, "--offer", "refund")

    assert ran.returncode == 1
    assert "does not surely stand" in ran.stderr


def test_where_no_offer_surely_stands_one_has_to_be_named(shell: Shell) -> None:
    ran = shell("settle", ORDER, ACME, *ASKED[:4], *PAID)

    assert ran.returncode == 2
    assert "no offer surely stands" in ran.stderr
