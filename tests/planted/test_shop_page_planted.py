"""Bugs planted into the shop of the how-to: the suites must notice each."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.unit.effects.test_suites_bite import failing

pytestmark = pytest.mark.fuzz

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "how-to" / "connect-a-shop.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
CODE = "\n".join(block for block in BLOCKS if not re.search(r"\bprint\(", block))
IMPORTS = """
from pathlib import Path
from examples.shop_double import ShopDouble
from returnkit.effects import Sent
from returnkit.money import Money
from returnkit.testing import MovableClock
"""


@pytest.fixture(autouse=True)
def _beside_the_examples() -> Iterator[None]:
    before = Path.cwd()
    os.chdir(ROOT)
    yield
    os.chdir(before)


def failing_of(code: str, suite: str) -> set[str]:
    namespace: dict[str, Any] = {"__name__": "page"}  # Any: whatever the page defines
    exec(IMPORTS + code, namespace)
    try:
        return failing(namespace[suite]())
    except LookupError:  # the gateway breaks off where its own answer has no such name
        return {"breaks off"}


@pytest.mark.parametrize("suite", ["TestOrders", "TestShop"])
def test_without_a_bug_every_scenario_holds(suite: str) -> None:
    assert failing_of(CODE, suite) == set()


BUGS = [
    (
        "self.api.post(path, body, order.key)",
        "self.api.post(path, body, f'{id(body)}')",
        "the_same_key_twice_is_one_order",
    ),
    (
        'raise AnswerLostError(f"no answer',
        'raise RefusedError(f"no answer',
        "a_timeout_after_it_happened_does_not_do_it_again",
    ),
    (
        'raise AnswerLostError(f"no answer',
        'raise NotSentError(f"no answer',
        "a_dropped_connection_does_not_do_it_again",
    ),
    ("status >= 500", "status >= 600", "an_ambiguous_answer_does_it_once_or_is_listed"),
    ("status == 429", "status == 430", "a_rate_limit_delays_it"),
    ("status >= 400", "status >= 423", "breaks off"),
    (
        '"amount": order.amount.minor,',
        '"amount": int(float(order.amount.decimal) * 100),',
        "a_payout_is_of_its_amount_and_to_where_it_belongs",
    ),
    (
        '"quantity": each.quantity,\n                    "price"',
        '"quantity": 1,\n                    "price"',
        "an_exchange_is_sent_once_and_to_the_letter",
    ),
    (
        'answer["id"]) if status == 200 else None\n\n\ndef request',
        'answer.get("id", "?"))\n\n\ndef request',
        "what_was_never_ordered_is_not_found",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "caught"), BUGS)
def test_a_bug_in_the_shop_is_noticed(right: str, wrong: str, caught: str) -> None:
    assert CODE.count(right) == 1

    assert caught in failing_of(CODE.replace(right, wrong), "TestShop")


LEAKS = [
    ("payload and code and fits", "payload", "a_wrong_proof_is_a_miss"),
    ("payload and code and fits", "payload and fits or payload and not proof", "no_proof_is_a_miss"),
    ('name=f"#{plain(number)}"', "name=number", "an_order_is_found_however_its_number_is_typed"),
    ("encoded(plain(proof)), encoded(code)", "plain(proof), code", "odd_texts_are_a_miss"),
    (
        "if status == 200 else None\n\n    def history",
        "if payload else None\n\n    def history",
        "an_order_is_had_by_its_id_alone",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "caught"), LEAKS)
def test_a_leak_in_the_source_is_noticed(right: str, wrong: str, caught: str) -> None:
    assert CODE.count(right) == 1

    assert caught in failing_of(CODE.replace(right, wrong), "TestOrders")
