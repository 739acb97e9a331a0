"""Situations: decisions that explanations are tested on, by name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from returnkit.decision import Decision, decide
from returnkit.facts import Declaration, Order, ReturnRequest
from returnkit.ids import PolicyId
from returnkit.policy import Policy, Rule, offer, refuse, review, rule, scope, when, withhold, within
from tests.builders import a_line, a_request, an_item, an_order

AT: Final = datetime(2026, 11, 20, 17, tzinfo=UTC)
OPEN_30_DAYS: Final = rule("standard", offer("refund", "exchange"), within("30 days of delivery"))
GRADE: Final = Declaration(type=("new", "dirty"), ask="inspection")


def decided(
    *rules: Rule,
    order: Order | None = None,
    request: ReturnRequest | None = None,
    at: datetime = AT,
    **fields: Any,  # Any: other fields of the policy, which it validates
) -> Decision:
    """Return the decision of a policy of *rules* in Chicago, made on 20 November 2026 unless told."""
    policy = Policy(id=PolicyId("acme"), timezone="America/Chicago", rules=rules, **fields)
    return decide(policy, order or an_order(), request or a_request(), at=at)


SITUATIONS: Final[dict[str, Callable[[], Decision]]] = {
    "open": lambda: decided(
        rule("members", when('customer.tier in ["plus", "total"]'), within("60 days of delivery")),
        OPEN_30_DAYS,
    ),
    "refused in the policy's words": lambda: decided(
        rule(
            "sale",
            when("item.discount_percent >= 50 and not item.is_gift_card"),
            refuse("Sale goods stay sold.", code="final_sale"),
        ),
        rule("shirts", when('item.category == "shirts"'), refuse(code="hygiene")),
        OPEN_30_DAYS,
        order=an_order([a_line(price="40.00", discount="20.00")]),
    ),
    "refused by a code": lambda: decided(
        rule("sale", when('"sale" in item.tags'), refuse(code="final_sale")),
        OPEN_30_DAYS,
        order=an_order([a_line(tags=frozenset({"sale", "summer"}))]),
    ),
    "closed at midnight": lambda: decided(OPEN_30_DAYS, at=datetime(2026, 12, 6, 6, tzinfo=UTC)),
    "review": lambda: decided(
        rule("dear", when("item.unit_paid > 30"), review("Dear things are looked at.")), OPEN_30_DAYS
    ),
    "asks": lambda: decided(
        rule("unwanted", when('request.reason == "unwanted"'), refuse("Only faulty goods come back.")),
        OPEN_30_DAYS,
    ),
    "offers end apart": lambda: decided(
        rule("money", offer("refund"), within("14 days of delivery")),
        rule("credit", offer("store_credit"), within("unlimited")),
        rule("swap", offer("exchange"), within("400 hours of delivery")),
        rule("fix", offer("repair", "replace"), within("400 hours of delivery")),
    ),
    "not delivered": lambda: decided(OPEN_30_DAYS, order=an_order(delivered_at=None)),
    "not delivered, perhaps late": lambda: decided(
        OPEN_30_DAYS, order=an_order(delivered_at=None), at=datetime(2026, 12, 20, tzinfo=UTC)
    ),
    "end not certain": lambda: decided(
        rule("faulty", when('request.reason == "defective"'), within("60 days of delivery")), OPEN_30_DAYS
    ),
    "withheld": lambda: decided(
        rule("none", withhold("refund")), rule("old", offer("refund"), within("3 days of order"))
    ),
    "nothing on offer": lambda: decided(
        rule("gold", when('customer.tier == "gold"'), offer("refund"), within("30 days of delivery"))
    ),
    "inspection": lambda: decided(
        rule("dirty", when('item.grade == "dirty"'), refuse("Dirty goods are sent back.")),
        OPEN_30_DAYS,
        facts={"item.grade": GRADE},
    ),
    "one offer reviewed": lambda: decided(
        rule("swaps", scope("exchange"), review("Exchanges are checked.")), OPEN_30_DAYS
    ),
    "several units": lambda: decided(
        rule("all", offer("keep"), within("1 day of order")),
        order=an_order([a_line(quantity=3, title="Tea\x1b[31m\ntowel")]),
        request=a_request(an_item(quantity=2)),
        at=datetime(2026, 10, 31, tzinfo=UTC),
    ),
}
