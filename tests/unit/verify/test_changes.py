"""What is said otherwise is told, by rule and key; what is not, is not."""

from __future__ import annotations

import pytest

from returnkit.policy import Policy, load_policy
from returnkit.verify import ChangeKind, Extent, changes

RULES = {
    "final": "{id: final, when: item.discount_percent >= 70, refuse: {code: final_sale}}",
    "offers": "{id: offers, offer: [refund, exchange]}",
    "members": '{id: members, when: customer.tier == "member", within: 60 days of delivery}',
    "standard": "{id: standard, within: 30 days of delivery}",
}


def a_shop(*names: str, head: str = "", **instead: str) -> Policy:
    rules = "".join(f"- {(RULES | instead)[name]}\n" for name in names or RULES)
    text = f"policy: shop\ntimezone: America/Chicago\n{head}rules:\n{rules}"
    return load_policy(text, name="shop.yaml")


def test_a_policy_differs_in_nothing_from_itself() -> None:
    assert changes(a_shop(), a_shop()) == ()


def test_a_rule_that_is_new_is_told_with_its_place() -> None:
    found = changes(a_shop("final", "offers", "standard"), a_shop())

    assert [str(each) for each in found] == ["+ members  below offers, above standard"]


def test_a_rule_that_is_gone_is_told() -> None:
    found = changes(a_shop(), a_shop("final", "offers", "standard"))

    assert [(each.kind, each.rule) for each in found] == [(ChangeKind.REMOVED, "members")]


def test_a_rule_with_another_name_is_the_same_rule() -> None:
    renamed = RULES["members"].replace("id: members", "id: loyal")

    (found,) = changes(a_shop(), a_shop(members=renamed))

    assert str(found) == "~ loyal  was called members"


def test_a_rule_that_moved_is_told_alone() -> None:
    found = changes(a_shop(), a_shop("offers", "members", "standard", "final"))

    assert [str(each) for each in found] == ["~ final  moved below standard"]


def test_a_rule_that_moved_to_the_top_is_told_so() -> None:
    (found,) = changes(a_shop(), a_shop("members", "final", "offers", "standard"))

    assert str(found) == "~ members  moved to the top, above final"


def test_an_effect_is_told_before_and_after() -> None:
    (found,) = changes(a_shop(), a_shop(standard="{id: standard, within: 31 days of delivery}"))

    assert str(found) == "~ standard  within: 30 days of delivery → 31 days of delivery"


def test_an_effect_that_is_new_was_nothing() -> None:
    charging = "{id: standard, within: 30 days of delivery, rate: 50}"

    (found,) = changes(a_shop(), a_shop(standard=charging))

    assert (found.key, found.before, found.after) == ("rate", "", "50 %")


@pytest.mark.parametrize(
    ("when", "extent"),
    [
        ("item.discount_percent >= 60", Extent.NO_FEWER),
        ("item.discount_percent >= 80", Extent.NO_MORE),
        ("item.discount_percent >= 70 or item.discount_percent > 75", Extent.SAME),
        ("item.is_final_sale", None),
    ],
)
def test_the_extent_of_a_condition_is_told_where_it_is_proved(when: str, extent: Extent | None) -> None:
    other = RULES["final"].replace("item.discount_percent >= 70", when)

    (found,) = changes(a_shop(), a_shop(final=other))

    assert (found.key, found.extent) == ("when", extent)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        # What is asked of the product changes nothing, which is not proved.
        (
            "item.discount_percent >= 70 and not (item.discount_percent * item.quantity == 0)",
            "perhaps of fewer",
        ),
        ("item.discount_percent >= 70 or item.discount_percent * item.quantity < 0", "perhaps of more"),
    ],
)
def test_that_there_are_more_orders_or_fewer_is_not_claimed(when: str, said: str) -> None:
    other = RULES["final"].replace("item.discount_percent >= 70", when)

    (found,) = changes(a_shop(), a_shop(final=other))

    assert str(found).endswith(f"and {said})")


def test_settings_are_told_first_and_names_one_by_one() -> None:
    head = "currency: EUR\ndefine:\n  gift: item.is_gift_card\n"

    found = changes(a_shop(), a_shop("offers", "standard", head=head))

    assert [str(each) for each in found[:2]] == [
        "~ policy  currency: USD → EUR",
        "~ policy  define gift: nothing → item.is_gift_card",
    ]
    assert all(each.kind is ChangeKind.REMOVED for each in found[2:])
