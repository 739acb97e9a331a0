"""Fees in structured data: told as far as schema.org has words, for goods at fault and for others."""

from __future__ import annotations

import pytest

from returnkit.publishing import merchant_return_policy
from tests.schema_org import faults_of
from tests.unit.publishing.shops import a_policy, plain, unsaid

USD = {"@type": "MonetaryAmount", "currency": "USD", "value": "5.99"}


@pytest.mark.parametrize(
    ("fee", "said", "left"),
    [
        (
            "{name: label, flat: 5.99, per: return}",
            {"returnFees": "ReturnShippingFees", "returnShippingFeesAmount": USD},
            [],
        ),
        (
            "{name: label, flat: 5.99, per: parcel}",
            {"returnFees": "ReturnShippingFees", "returnShippingFeesAmount": USD},
            [("fee", True)],
        ),
        ("{name: label, percent: 100, of: label}", {"returnFees": "ReturnFeesCustomerResponsibility"}, []),
        ("{name: label, percent: 50, of: label}", {"returnFees": "ReturnShippingFees"}, [("fee", True)]),
        (
            "{name: label, flat: 5.99, per: return, at_most: 4}",
            {"returnFees": "ReturnShippingFees"},
            [("fee", True)],
        ),
        (
            "{name: restocking, percent: 15, of: paid}",
            {"returnFees": "RestockingFees", "restockingFee": 15},
            [],
        ),
        (
            "{name: restocking, percent: 12.50, of: paid}",
            {"returnFees": "RestockingFees", "restockingFee": "12.5"},
            [],
        ),
        ("{name: restocking, percent: 15, of: price}", {"returnFees": "RestockingFees"}, [("fee", True)]),
        (
            "{name: box, kind: restocking, flat: 5.99, per: unit}",
            {"returnFees": "RestockingFees", "restockingFee": USD},
            [],
        ),
        ("{name: restocking, percent: 15, of: paid, decided: inspection}", {}, [("fee", False)]),
        ("{name: label, flat: request.value, per: return}", {}, [("fee", False)]),
        ("{name: handling, flat: 1, per: line}", {}, [("fee", False)]),
        ("{name: label, flat: 0, per: return}", {"returnFees": "FreeReturn"}, []),
        (
            "[{name: label, flat: 1, per: return}, {name: way, kind: label, flat: 2, per: return}]",
            {"returnFees": "ReturnShippingFees"},
            [("fee", True), ("fee", True)],
        ),
    ],
)
def test_a_fee_is_told_as_far_as_there_are_words_for_it(fee: str, said: object, left: object) -> None:
    rule = f"{{id: it, fee: {fee}}}"

    data = plain(rule)

    assert {name: each for name, each in data.items() if "Fee" in name or "restocking" in name} == said
    assert unsaid(merchant_return_policy(a_policy(rule))) == left


@pytest.mark.parametrize(
    "rule",
    [
        "{id: it, when: item.is_gift_card, fee: {name: restocking, percent: 15, of: paid}}",
        "{id: it, for: refund, fee: {name: restocking, percent: 15, of: paid}}",
        "{id: it, placed: 2026-11-01.., fee: {name: restocking, percent: 15, of: paid}}",
        "{id: it, internal: true, fee: {name: restocking, percent: 15, of: paid}}",
    ],
)
def test_returns_are_not_called_free_where_some_fee_may_be_charged(rule: str) -> None:
    found = merchant_return_policy(a_policy(rule))

    assert "returnFees" not in found.data
    assert unsaid(found) == [("fee", False)]


def test_a_fee_that_is_always_waived_is_free() -> None:
    found = merchant_return_policy(
        a_policy("{id: it, waive: label}", "{id: below, fee: {name: label, flat: 5, per: return}}")
    )

    assert found.data["returnFees"] == "https://schema.org/FreeReturn"
    assert unsaid(found) == []
    assert unsaid(found, "below") == [("fee", False)]


def test_fees_of_several_kinds_are_a_list() -> None:
    data = plain(
        "{id: it, fee: {name: label, flat: 5.99, per: return}}",
        "{id: other, fee: {name: restocking, percent: 15, of: paid}}",
    )

    assert data["returnFees"] == ["ReturnShippingFees", "RestockingFees"]
    assert (data["returnShippingFeesAmount"], data["restockingFee"]) == (USD, 15)


def test_goods_at_fault_have_properties_of_their_own() -> None:
    rules = (
        '{id: it, when_any: request.fault == "merchant", waive: label}',
        "{id: label, fee: {name: label, flat: 5.99, per: return}}",
    )

    data = plain(*rules)

    assert data["itemDefectReturnFees"] == "FreeReturn"
    assert data["customerRemorseReturnFees"] == "ReturnShippingFees"
    assert data["customerRemorseReturnShippingFeesAmount"] == USD
    assert "returnFees" not in data
    found = merchant_return_policy(a_policy(*rules))
    assert unsaid(found) == unsaid(found, "label") == []


@pytest.mark.parametrize(
    "condition",
    [
        'unless: request.fault == "merchant"',
        'when: request.fault != "merchant"',
        'when: \'request.fault in ["shopper", "nobody"]\'',
        'when: not theirs and request.fault == "shopper"',
    ],
)
def test_a_restocking_fee_for_changed_minds_only_has_no_amount(condition: str) -> None:
    head = 'define:\n  theirs: request.fault == "merchant"\n'
    policy = a_policy(f"{{id: it, {condition}, fee: {{name: restocking, percent: 15, of: paid}}}}", head=head)

    found = merchant_return_policy(policy)

    assert faults_of(found.data) == []
    assert found.data["customerRemorseReturnFees"] == "https://schema.org/RestockingFees"
    assert found.data["itemDefectReturnFees"] == "https://schema.org/FreeReturn"
    assert "restockingFee" not in found.data
    assert unsaid(found) == [("fee", True)]
