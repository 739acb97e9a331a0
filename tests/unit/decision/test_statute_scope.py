"""What statutes are about: which orders, which goods and which reasons."""

from __future__ import annotations

from typing import Any, Final

import pytest

from returnkit.decision import Verdict, decide, explain
from returnkit.facts import Customer, Inspection
from returnkit.ids import CustomerId
from returnkit.policy.statutes import STATUTES, statutes_for
from tests.builders import a_line, a_request
from tests.unit.decision.statute_orders import bought, decided, noon, recorded

EU_EXCLUDED: Final[dict[str, dict[str, Any]]] = {
    "performed_service": {"is_performed_service": True},
    "market_price": {"has_market_price": True},
    "perishable": {"is_perishable": True},
    "mixed": {"is_mixed_inseparably": True},
    "forward_alcohol": {"is_forward_alcohol": True},
    "urgent_repair": {"is_urgent_repair": True},
    "press": {"is_press": True},
    "auction": {"is_auctioned": True},
    "dated_service": {"is_dated_service": True},
    "digital_begun": {"is_digital_begun": True},
    "unsealed_hygiene": {"is_sealed_for_health": True, "is_unsealed": True},
    "unsealed_media": {"is_sealed_media": True, "is_unsealed": True},
}
KR_EXCLUDED: Final[dict[str, dict[str, Any]]] = {
    "damaged": {"is_lost_or_damaged_by_customer": True},
    "devalued_by_use": {"is_devalued_by_use": True},
    "devalued_by_time": {"is_devalued_by_time": True},
    "unsealed_media": {"is_copyable": True, "is_unsealed": True},
    "digital_begun": {"is_digital_begun": True},
    "personalised": {"is_withdrawal_renounced": True},
}


@pytest.mark.parametrize(
    ("statute", "code", "attributes"),
    [("DE", code, given) for code, given in EU_EXCLUDED.items()]
    + [("KR", code, given) for code, given in KR_EXCLUDED.items()],
)
def test_what_the_law_excepts_is_refused(statute: str, code: str, attributes: dict[str, Any]) -> None:
    order = bought(statute, noon("2026-03-03", "UTC"), lines=[a_line(attributes=recorded(**attributes))])

    found = decided(statute, order, noon("2026-03-04", "UTC"), reason="unwanted")

    refusals = {rule.id: rule.refuse.code for rule in STATUTES[statute].policy.rules if rule.refuse}
    assert found.verdict is Verdict.INELIGIBLE
    assert found.reason
    assert found.reason.rule
    assert refusals[found.reason.rule] == code


@pytest.mark.parametrize("line", [{"is_personalised": True}, {"is_made_to_order": True}])
def test_made_for_the_customer_is_excepted_in_europe_and_in_korea_only_when_renounced(
    line: dict[str, Any],
) -> None:
    german, korean = (
        bought(country, noon("2026-03-03", "UTC"), lines=[a_line(**line)]) for country in ("DE", "KR")
    )
    at = noon("2026-03-04", "UTC")

    assert decided("DE", german, at).verdict is Verdict.INELIGIBLE
    assert decided("KR", korean, at).verdict is Verdict.ELIGIBLE


@pytest.mark.parametrize("line", [{"is_final_sale": True}, {"discount": "30.00"}, {"is_special_order": True}])
@pytest.mark.parametrize("country", ["DE", "FR", "KR"])
def test_final_sales_and_discounted_goods_are_not_excepted(country: str, line: dict[str, Any]) -> None:
    order = bought(country, noon("2026-03-03", "UTC"), lines=[a_line(**line)])

    assert decided(country, order, noon("2026-03-04", "UTC")).verdict is Verdict.ELIGIBLE


def test_sealed_goods_are_refused_once_the_inspection_finds_them_unsealed() -> None:
    line = a_line(attributes=recorded(is_sealed_for_health=True))
    order, at = bought("DE", noon("2026-03-03", "UTC"), lines=[line]), noon("2026-03-04", "UTC")

    asked = decided("DE", order, at)
    kept, opened = (
        decided("DE", order, at, inspection=Inspection(answers=recorded(is_unsealed=answer)))
        for answer in (False, True)
    )

    assert asked.verdict is Verdict.ELIGIBLE
    assert asked.subject_to == ("unsealed",)
    assert kept.verdict is Verdict.ELIGIBLE
    assert opened.verdict is Verdict.INELIGIBLE


@pytest.mark.parametrize(
    ("fields", "is_covered"),
    [
        ({"channel": "web"}, True),
        ({"channel": None}, True),
        ({"channel": "marketplace-7"}, True),
        ({"channel": "web", "location_id": "store-12"}, True),
        ({"channel": "phone", "location_id": "store-12"}, True),
        ({"channel": "store"}, False),
        ({"channel": "pos"}, False),
        ({"channel": None, "location_id": "store-12"}, False),
        ({"channel": "design_center", "location_id": "store-12"}, False),
        ({"channel": "store", "attributes": recorded(is_distance_sale=True)}, True),
        ({"channel": "web", "attributes": recorded(is_distance_sale=False)}, False),
        ({"customer": None}, True),
        ({"customer": Customer(id=CustomerId("c"), attributes=recorded(is_business=True))}, False),
    ],
)
@pytest.mark.parametrize("country", ["DE", "KR"])
def test_only_what_consumers_bought_at_a_distance_is_covered(
    country: str, fields: dict[str, Any], is_covered: bool
) -> None:
    order = bought(country, noon("2026-03-03", "UTC"), **fields)

    found = decided(country, order, noon("2026-03-04", "UTC"), reason="defective")

    assert bool(found.offers) is is_covered
    assert found.verdict is (Verdict.ELIGIBLE if is_covered else Verdict.INELIGIBLE)


def test_an_order_of_the_united_states_has_no_statute_to_ask() -> None:
    order = bought("US", noon("2026-03-03", "UTC"))
    assert order.shipping_address

    assert statutes_for(order.shipping_address.country, order.placed_at.date()) == ()


@pytest.mark.parametrize(
    ("reason", "open_names"),
    [("defective", ["mismatch", "withdrawal"]), ("damaged_in_transit", ["mismatch", "withdrawal"]),
     ("unwanted", ["withdrawal"]), ("too_small", ["withdrawal"]), ("other", ["withdrawal"])],
)  # fmt: skip
def test_a_mismatch_is_offered_first_where_it_is_the_fault_of_the_merchant_or_carrier(
    reason: str, open_names: list[str]
) -> None:
    order = bought("KR", noon("2026-03-03", "Asia/Seoul"))

    found = decided("KR", order, noon("2026-03-05", "Asia/Seoul"), reason=reason)

    assert [each.name for each in found.open_offers] == open_names


def test_a_mismatch_of_excepted_goods_can_still_be_withdrawn_from() -> None:
    line = a_line(attributes=recorded(is_withdrawal_renounced=True, is_devalued_by_use=True))
    order = bought("KR", noon("2026-03-03", "Asia/Seoul"), lines=[line])

    found = decided("KR", order, noon("2026-03-20", "Asia/Seoul"), reason="defective")

    assert [each.name for each in found.open_offers] == ["mismatch"]


@pytest.mark.parametrize("locale", ["en", "ko"])
@pytest.mark.parametrize("statute", ["DE", "KR"])
def test_what_a_statute_says_can_be_explained(statute: str, locale: str) -> None:
    order = bought(statute, noon("2026-03-03", "UTC"), lines=[a_line(is_personalised=True)])
    decision = decide(STATUTES[statute].policy, order, a_request(), at=noon("2026-03-04", "UTC"))

    assert "Linen shirt" in str(explain(decision, locale=locale))
