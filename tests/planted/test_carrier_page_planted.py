"""Bugs planted into the carrier of the how-to: the suite must notice each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.unit.carriers.test_suite_bites import failing

pytestmark = pytest.mark.fuzz

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "how-to" / "write-a-carrier.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
CODE = "\n".join(block for block in BLOCKS if "print(" not in block)


def suite_of(code: str) -> Any:  # Any: whatever the page defines
    namespace: dict[str, Any] = {"__name__": "page"}
    exec(code, namespace)
    return namespace["TestDepotCarrier"]()


def test_without_a_bug_every_scenario_holds() -> None:
    assert failing(suite_of(CODE)) == set()


BUGS = [
    ('"sender": request.customer', '"sender": request.merchant', "goods_travel_from_the_customer"),
    ("Decimal(parcel.weight_grams) / 1000", "Decimal(parcel.weight_grams) / 1024", "a_parcel_has_its_weight"),
    ("parcel.width_mm, parcel.height_mm", "parcel.height_mm, parcel.width_mm", "a_parcel_has_its_weight"),
    ("raise AnswerLostError(", "raise RefusedError(", "a_dropped_connection_does_not_buy_it_again"),
    ('retry_after_seconds=answer.get("wait")', "retry_after_seconds=None", "a_rate_limit_delays_it"),
    ("post(request.key, body)", "post(id(body), body)", "the_same_key_twice_is_one_label"),
    (
        "raise error_of_status(status, ",
        "raise error_of_status(500, ",
        "a_definite_no_buys_nothing",
    ),
    (
        "frozenset({Capability.LABEL})",
        "frozenset({Capability.LABEL, Capability.QR_CODE})",
        "goods_travel_from_the_customer",
    ),
    ("frozenset({Capability.LABEL})", "frozenset({Capability.TRACK})", "it_has_the_methods"),
    ('answer["cents"], "EUR"', 'int(float(answer["cents"]) / 100), "EUR"', "a_label_costs_what_is_charged"),
]


@pytest.mark.parametrize(("right", "wrong", "caught"), BUGS)
def test_a_bug_in_the_carrier_is_noticed(right: str, wrong: str, caught: str) -> None:
    assert CODE.count(right) == 1

    assert any(name.startswith(caught) for name in failing(suite_of(CODE.replace(right, wrong))))
