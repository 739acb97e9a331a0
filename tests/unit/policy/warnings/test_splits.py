"""What depends on how goods are split over returns, and what does not."""

from __future__ import annotations

import pytest

from tests.unit.policy.warnings.warned import ALL, found_in, told, warned


@pytest.mark.parametrize(
    ("split", "alike", "key"),
    [
        ("fee: {name: label, flat: 5, per: return}", "fee: {name: label, flat: 5, per: line}", "fee"),
        ("fee: {name: label, flat: 5, per: parcel}", "fee: {name: label, flat: 5, per: unit}", "fee"),
        ("fee: {name: label, percent: 50, of: label}", "fee: {name: label, percent: 50, of: paid}", "fee"),
        (
            "when: accepted.value < 100, approve: automatic",
            "when: order.total < 100, approve: automatic",
            "when",
        ),
        (
            "unless: kept.value > 80, shipping: refund_paid",
            "unless: order.total > 80, approve: manual",
            "unless",
        ),
    ],
)
def test_what_depends_on_the_split_is_told(split: str, alike: str, key: str) -> None:
    assert warned(f"{{id: a, {split}}}", ALL) == [f"split_sensitive rules[0].{key}"]
    assert warned(f"{{id: a, {alike}}}", ALL) == []


def test_a_threshold_inside_a_defined_name_is_found() -> None:
    head = "policy: shop\ndefine: {small: accepted.value < 100}\n"

    assert told("{id: a, when: small, approve: automatic}", ALL, head=head, names="") == {
        "split_sensitive rules[0].when": (
            "`when` depends on how the goods are split: `accepted.value` is of each return alone"
        )
    }


def test_each_fee_of_a_return_is_told() -> None:
    fees = "{id: a, fee: [{name: label, flat: 5, per: return}, {name: handling, flat: 1, per: parcel}]}"
    assert [message for _, message in found_in(fees, ALL)] == [
        "`label` depends on how the goods are split: it is charged once a return",
        "`handling` depends on how the goods are split: it is charged once a parcel",
    ]
