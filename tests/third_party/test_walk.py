"""The whole walk over every sample order: decided and explained to both readers in both languages."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from returnkit.decision import decide, explain, verdict
from returnkit.errors import NotAnOrderError, PayloadError
from returnkit.facts import RequestedItem, ReturnRequest
from returnkit.importers import ImportResult
from returnkit.importers.shopify import order_from_rest, orders_from_rest
from returnkit.policy import Policy, load_policy
from tests.evidence import Evidence

pytestmark = pytest.mark.third_party

AT = datetime(2026, 12, 5, 18, tzinfo=UTC)
EXAMPLE = Path(__file__).parents[2] / "examples" / "policies" / "rei.yaml"


@pytest.fixture(scope="module")
def policy() -> Policy:
    return load_policy(EXAMPLE.read_text(encoding="utf-8"), name=EXAMPLE.name)


def results(path: Path) -> tuple[ImportResult, ...]:
    text = path.read_text(encoding="utf-8")
    try:
        return (order_from_rest(text),)
    except NotAnOrderError:
        return orders_from_rest(text)


def test_every_sample_order_is_decided_and_explained(
    third_party: Path, policy: Policy, evidence: Evidence
) -> None:
    counts = {"files": 0, "not orders": 0, "refused": 0, "orders": 0, "items": 0, "explanations": 0}
    for path in sorted((third_party / "payloads" / "shopify").glob("*.json")):
        counts["files"] += 1
        try:
            found = results(path)
        except NotAnOrderError:
            counts["not orders"] += 1
            continue
        except PayloadError:
            counts["refused"] += 1
            continue
        for result in found:
            counts["orders"] += 1
            request = ReturnRequest(
                items=tuple(RequestedItem(line_id=line.id) for line in result.order.lines)
            )
            decision = decide(policy, result.order, request, at=AT)
            for item in decision.items:
                answer = verdict(policy, result.order, item.item, request, at=AT)
                assert (answer.verdict, answer.reason) == (item.verdict, item.reason)
            counts["items"] += len(decision.items)
            for locale in ("en", "ko"):
                shopper = explain(decision, locale=locale)
                agent = explain(decision, audience="agent", locale=locale)
                counts["explanations"] += 2
                assert len(str(shopper).split("\n\n")) == len(decision.items)
                assert all(str(line.title) in str(agent) for line in result.order.lines)

    assert counts["orders"] >= 28
    assert counts["explanations"] == 4 * counts["orders"]
    evidence("shopify-walk", counts)
