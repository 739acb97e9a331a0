"""Truth: what structured data say of an ordinary return is what is decided of one."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from returnkit import Decision, Policy, Verdict, decide
from returnkit.facts import Attributes, Payment, ReturnHistory, Tender, TenderKind
from returnkit.publishing import merchant_return_policy
from tests.builders import a_line, a_request, an_item, an_order
from tests.unit.publishing.shops import RETAILERS, retailer

TYPES: Final = {
    "refund": "https://schema.org/FullRefund",
    "exchange": "https://schema.org/ExchangeRefund",
    "store_credit": "https://schema.org/StoreCreditRefund",
}
DAYS: Final = {
    "bestbuy-2018": 15, "bestbuy-2019": 15, "bestbuy-2023": 15, "hm": 30, "musinsa": 6, "wayfair": 30,
    "zalando": 30,
}  # fmt: skip


def decided(policy: Policy, days: int) -> Decision:
    """Return what is decided of an ordinary return asked so many civil days after delivery."""
    delivered = datetime(2026, 3, 5, 12, tzinfo=policy.zone)
    line = a_line(currency=policy.currency, price="40")
    order = an_order(
        [line],
        currency=policy.currency,
        placed_at=delivered - timedelta(days=4),
        shipped_at=delivered - timedelta(days=2),
        delivered_at=delivered,
        region="TX",
        payment=Payment(tenders=(Tender(kind=TenderKind.CARD),)),
        attributes=Attributes({"return_fee": 0}),
    )
    answers = Attributes({"condition": "unassembled"} if "wayfair" in policy.id else {})
    item = an_item(line, is_opened=False, reason="unwanted", answers=answers)
    request = a_request(item, method="mail", proof_of_purchase=True)
    at = (delivered + timedelta(days=days)).replace(hour=23, minute=59)
    return decide(policy, order, request, at=at, history=ReturnHistory())


@pytest.mark.parametrize("path", RETAILERS, ids=lambda path: path.stem)
def test_days_and_types_of_a_retailer_are_those_of_an_ordinary_return(path: Path) -> None:
    policy = retailer(path.stem)

    data = merchant_return_policy(policy).data

    days = data.get("merchantReturnDays")
    assert days == DAYS.get(path.stem)
    if days is not None:
        (last,), (after,) = decided(policy, days).items, decided(policy, days + 1).items
        given = data["refundType"]
        assert last.verdict is Verdict.ELIGIBLE
        offers = [offer for offer in last.offers if offer.statuses[0].value == "yes"]
        assert [TYPES[offer.gives.value] for offer in offers] == (
            given if isinstance(given, list) else [given]
        )
        assert [offer.name for offer in after.offers if offer.statuses[0].value == "yes"] in (
            [],
            ["merchandise_credit"],  # of H&M: it opens when the refund closes, and no data speak of it
        )
