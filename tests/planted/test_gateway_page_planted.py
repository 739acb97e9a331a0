"""Bugs planted into the gateway of the how-to: the suite must notice each over a real connection."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.unit.effects.test_suites_bite import failing

pytestmark = pytest.mark.fuzz

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "how-to" / "write-a-refund-gateway.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
CODE = "\n".join(block for block in BLOCKS if not re.search(r"\b(?:print|resolve)\(", block))
IMPORTS = """
from examples.payments_double import SECRET, PaymentsDouble
from returnkit.testing import MovableClock
"""
NO_ANSWER = 'raise AnswerLostError(f"no answer'


def suite_of(code: str) -> object:
    namespace: dict[str, Any] = {"__name__": "page"}  # Any: whatever the page defines
    exec(IMPORTS + code, namespace)
    found: object = namespace["TestPaymentsGateway"]()
    return found


def test_without_a_bug_every_scenario_holds() -> None:
    assert failing(suite_of(CODE)) == set()


BUGS = [
    (', "Idempotency-Key": key', "", "the_same_key_twice_is_one_refund"),
    (
        '"amount": order.amount.minor}',
        '"amount": int(float(order.amount.decimal) * 100)}',
        "a_refund_moves_its_amount_once",
    ),
    (
        NO_ANSWER,
        NO_ANSWER.replace("AnswerLost", "Refused"),
        "a_dropped_connection_does_not_move_it_again",
    ),
    (
        NO_ANSWER,
        NO_ANSWER.replace("AnswerLost", "NotSent"),
        "a_timeout_after_it_happened_does_not_move_it_again",
    ),
    ("status >= 500", "status >= 600", "an_ambiguous_answer_moves_it_once_or_is_listed"),
    ("(401, 403, 429)", "(401, 403)", "a_rate_limit_delays_it"),
    ("NotSentError(message, retry_after_seconds=wait)", "NotSentError(message)", "a_rate_limit_delays_it"),
    (
        "self._same_currency(order)\n        fields",
        "fields",
        "another_currency_than_was_captured_is_refused_and_nothing_moves",
    ),
    ('.get("returnkit") == order.key and', '.get("returnkit") and', "what_was_never_ordered_is_not_found"),
    (
        'and "code" not in error',
        'and "code" in error',
        "one_minor_unit_over_is_refused_and_nothing_moves",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "caught"), BUGS)
def test_a_bug_in_the_gateway_is_noticed(right: str, wrong: str, caught: str) -> None:
    assert CODE.count(right) == 1

    assert caught in failing(suite_of(CODE.replace(right, wrong)))
