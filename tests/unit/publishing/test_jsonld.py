"""Structured data: valid, true, exact, and complete together with what it does not say."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from returnkit import load_policy
from returnkit.policy.rules import EFFECTS
from returnkit.publishing import json_ld, markdown, merchant_return_policy, policy_page
from tests.schema_org import faults_of
from tests.unit.publishing.shops import HEAD, RETAILERS, STANDARD, a_policy, plain, retailer, unsaid

PLANTED = {
    "offer": "offer: {voucher: store_credit}",
    "within": "within: 99 days of delivery",
    "extend": "extend: 9 days",
    "defer": "defer: to 2027-01-02",
    "refuse": "refuse: Sold as seen.",
    "withhold": "withhold: refund",
    "only": "only: exchange",
    "allow": "allow: true",
    "review": "review: true",
    "fee": "fee: {name: restocking, percent: 15, of: paid}",
    "waive": "waive: handling",
    "rate": "rate: 50",
    "value": "value: price",
    "bonus": "bonus: 10 %",
    "to": "to: cheque",
    "ask": "ask: {photo: 1, before: decision}",
    "by": "by: mail",
    "not_by": "not_by: mail",
    "limit": "limit: {units: 1, counter: kits}",
    "whole": "whole: bundle",
    "approve": "approve: automatic",
    "shipping": "shipping: refund_paid",
}
CHARGED = "{id: charged, when: item.is_add_on, fee: {name: handling, flat: 1, per: line}}"


@pytest.mark.parametrize("path", RETAILERS, ids=lambda path: path.stem)
@pytest.mark.parametrize("locale", ["en", "ko"])
def test_the_data_of_a_retailer_are_valid_and_nothing_is_lost(path: Path, locale: str) -> None:
    policy = retailer(path.stem)

    found = merchant_return_policy(policy, url="https://shop.example/returns", country="US", locale=locale)

    assert faults_of(found.data) == []
    assert found.data["@type"] == "MerchantReturnPolicy"
    assert found.data["returnPolicyCategory"] == "https://schema.org/MerchantReturnFiniteReturnWindow"
    assert [each for each in found.unsaid if not each.text] == []
    untold = {rule.id for rule in policy.rules} - {each.rule for each in found.unsaid}
    assert untold <= {"money", "what-we-offer", "standard", "thirty-days", "hundred-days", "seven-days"}


def test_the_data_of_zalando_say_its_window_its_season_and_that_returns_are_free() -> None:
    found = merchant_return_policy(retailer("zalando"), url="https://shop.example/returns", country="DE")

    assert found.data == {
        "@context": "https://schema.org",
        "@type": "MerchantReturnPolicy",
        "merchantReturnLink": "https://shop.example/returns",
        "applicableCountry": "DE",
        "returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": 30,
        "refundType": "https://schema.org/FullRefund",
        "returnFees": "https://schema.org/FreeReturn",
        "returnPolicySeasonalOverride": {
            "@type": "MerchantReturnPolicySeasonalOverride",
            "endDate": "2025-01-06",
            "returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow",
            "merchantReturnDays": 100,
        },
    }
    assert [(each.rule, each.effect) for each in found.unsaid] == [
        ("beauty-without-its-seal", "refuse"),
        (None, "timezone"),
    ]


# --- time ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window", "days", "is_whole"),
    [
        ("30 days of delivery", 30, True),
        ("2 weeks of delivery", 14, True),
        ("'7 days of delivery, counting inclusive'", 6, True),
        ("'30 days of delivery, zone Europe/Berlin'", 30, False),
        ("'30 days of delivery, roll next_working_day'", 30, False),
        ("'30 days of delivery, grace 3 days'", 30, False),
        ("'30 days of delivery, goods_back 40 days'", 30, False),
        ("30 days of delivery else order", 30, False),
        ("30 days of order", None, False),
        ("30 days of shipment", None, False),
        ("30 days of delivery + 2 days", None, False),
        ("'30 days of delivery, per order_last'", None, False),
        ("48 hours of delivery", None, False),
        ("1 month of delivery", None, False),
        ("5 business days of delivery", None, False),
        ("(item.size) days of delivery", None, False),
        ("{longest: [30 days of delivery, 20 days of order]}", None, False),
    ],
)
def test_days_are_told_only_where_they_count_from_delivery(
    window: str, days: int | None, is_whole: bool
) -> None:
    rest = f"- {{id: it, offer: refund, within: {window}}}\n"

    data = plain(rest=rest)

    found = merchant_return_policy(a_policy(rest=rest, head=HEAD))
    assert data["returnPolicyCategory"] == "MerchantReturnFiniteReturnWindow"
    assert data.get("merchantReturnDays") == days
    assert unsaid(found) == ([] if is_whole else [("within", True)])


def test_a_grace_is_told_to_staff_and_not_to_shoppers() -> None:
    policy = a_policy(rest="- {id: it, offer: refund, within: '30 days of delivery, grace 3 days'}\n")

    (left,) = (each for each in merchant_return_policy(policy).unsaid if each.rule == "it")

    assert left.text == "Within 30 days of delivery, and requests are accepted for 3 days more."
    assert "3 days more" not in markdown(policy_page(policy))


def test_no_refund_is_full_where_several_are_lowered() -> None:
    data = plain("{id: it, offer: {voucher: refund}}", "{id: half, rate: 50}")

    assert data["refundType"] == "ExchangeRefund"


def test_a_window_without_an_end_is_unlimited() -> None:
    data = plain(rest="- {id: it, offer: refund, within: unlimited}\n")

    assert data["returnPolicyCategory"] == "MerchantReturnUnlimitedWindow"
    assert "merchantReturnDays" not in data


def test_what_is_always_refused_is_not_permitted() -> None:
    found = merchant_return_policy(a_policy("{id: it, refuse: Sold as seen.}"))

    assert plain("{id: it, refuse: Sold as seen.}") == {"returnPolicyCategory": "MerchantReturnNotPermitted"}
    assert unsaid(found) == [("refuse", True)]  # its words
    assert unsaid(found, "offers") == [("offer", False)]


def test_a_refusal_below_one_that_shelters_is_not_told() -> None:
    data = plain("{id: kind, allow: true}", "{id: it, refuse: Sold as seen.}")

    assert data["returnPolicyCategory"] == "MerchantReturnFiniteReturnWindow"


def test_days_that_are_always_added_are_in_the_days() -> None:
    found = merchant_return_policy(a_policy("{id: it, extend: 9 days}", "{id: other, extend: 5 days}"))

    assert found.data["merchantReturnDays"] == 39
    assert unsaid(found) == unsaid(found, "other") == []


@pytest.mark.parametrize(
    ("effect", "days", "is_whole"),
    [
        ("within: 60 days of delivery", 60, True),
        ("within: 60 days of order", None, False),
        ("extend: 9 days", 39, True),
        ("extend: until 2027-01-15", "2027-01-15", False),
        ("defer: to 2027-01-01", "2027-01-31", False),
    ],
)
def test_a_season_overrides_the_ordinary_window(effect: str, days: object, is_whole: bool) -> None:
    rule = f"{{id: it, placed: 2026-11-01..2026-12-31, {effect}}}"

    override = plain(rule)["returnPolicySeasonalOverride"]

    assert (override["startDate"], override["endDate"]) == ("2026-11-01", "2026-12-31")
    assert override["returnPolicyCategory"] == "MerchantReturnFiniteReturnWindow"
    assert override.get("merchantReturnDays") == days
    found = merchant_return_policy(a_policy(rule))
    assert unsaid(found) == ([] if is_whole else [(effect.partition(":")[0], True)])


@pytest.mark.parametrize(
    "rule",
    [
        "{id: it, placed: 2026-11-01..2026-12-31, when: item.is_gift_card, extend: 9 days}",
        "{id: it, placed: 2026-11-01..2026-12-31, for: exchange, extend: 9 days}",
    ],
)
def test_a_season_for_some_returns_only_is_not_told(rule: str) -> None:
    found = merchant_return_policy(a_policy(rule))

    assert "returnPolicySeasonalOverride" not in found.data
    assert unsaid(found) == [("extend", False)]


def test_of_two_seasons_that_share_a_day_the_first_is_told() -> None:
    one = "{id: one, placed: 2026-11-01..2026-12-31, within: 60 days of delivery}"
    other = "{id: it, placed: 2026-12-31..2027-01-31, within: 90 days of delivery}"

    found = merchant_return_policy(a_policy(one, other))

    assert found.data["returnPolicySeasonalOverride"]["merchantReturnDays"] == 60
    assert unsaid(found) == [("within", False)]


def test_seasons_apart_are_a_list_and_those_that_are_over_are_left_out() -> None:
    rules = (
        "{id: one, placed: 2025-11-01..2025-12-31, within: 60 days of delivery}",
        "{id: two, placed: 2026-11-01..2026-12-31, within: 90 days of delivery}",
    )

    both = plain(*rules)["returnPolicySeasonalOverride"]
    left = plain(*rules, day=date(2026, 1, 1))["returnPolicySeasonalOverride"]
    last = plain(*rules, day=date(2025, 12, 31))["returnPolicySeasonalOverride"]

    assert [each["merchantReturnDays"] for each in both] == [60, 90]
    assert left["merchantReturnDays"] == 90
    assert last == both
    found = merchant_return_policy(a_policy(*rules), day=date(2026, 1, 1))
    assert unsaid(found, "one") == [("within", False)]


# --- what is given and how it comes back -----------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "types"),
    [
        ((), ["FullRefund", "ExchangeRefund"]),
        (("{id: it, withhold: refund}",), "ExchangeRefund"),
        (("{id: it, only: refund}",), "FullRefund"),
        (("{id: it, rate: 50}",), "ExchangeRefund"),
        (("{id: it, rate: 100}",), ["FullRefund", "ExchangeRefund"]),
        (("{id: it, for: exchange, rate: 50}",), ["FullRefund", "ExchangeRefund"]),
        (("{id: it, value: lowest_recent_price}",), "ExchangeRefund"),
        (("{id: it, to: store_credit}",), "ExchangeRefund"),
        (("{id: it, to: cheque}",), ["FullRefund", "ExchangeRefund"]),
        (
            ("{id: it, offer: {voucher: store_credit}}",),
            ["StoreCreditRefund", "FullRefund", "ExchangeRefund"],
        ),
        (("{id: it, offer: repair}",), ["FullRefund", "ExchangeRefund"]),
    ],
)
def test_a_refund_is_full_where_nothing_always_lowers_it(rules: tuple[str, ...], types: object) -> None:
    assert plain(*rules)["refundType"] == types


def test_an_offer_that_opens_after_another_is_not_told() -> None:
    rest = """\
- {id: money, offer: refund, within: 30 days of delivery}
- {id: it, offer: store_credit, after: refund, within: unlimited}
"""
    found = merchant_return_policy(a_policy(rest=rest))

    assert found.data["refundType"] == "https://schema.org/FullRefund"
    assert found.data["merchantReturnDays"] == 30
    assert unsaid(found) == [("within", False), ("offer", False)]


@pytest.mark.parametrize(
    ("rules", "method", "left"),
    [
        (("{id: it, by: mail}",), "ReturnByMail", []),
        (("{id: it, by: [store, kiosk]}",), ["ReturnInStore", "ReturnAtKiosk"], []),
        (("{id: it, by: [mail, pickup]}",), "ReturnByMail", [("by", True)]),
        (("{id: it, by: freight}",), None, [("by", False)]),
        (("{id: it, not_by: mail}",), None, [("not_by", False)]),
        (("{id: no, not_by: store}", "{id: it, by: [mail, store]}"), "ReturnByMail", []),
        (("{id: it, when: item.is_gift_card, by: mail}",), None, [("by", False)]),
        (("{id: it, by: mail, say: Mail it.}",), "ReturnByMail", [("by", True)]),
    ],
)
def test_a_way_of_return_is_told_where_all_others_are_closed(
    rules: tuple[str, ...], method: object, left: object
) -> None:
    assert plain(*rules).get("returnMethod") == method
    assert unsaid(merchant_return_policy(a_policy(*rules))) == left


def test_goods_that_stay_with_the_shopper_are_kept() -> None:
    data = plain(rest="- {id: it, offer: keep, within: 30 days of delivery}\n")

    assert data["returnMethod"] == "KeepProduct"
    assert "refundType" not in data


# --- whole -----------------------------------------------------------------------------------------


def test_every_effect_is_planted() -> None:
    assert PLANTED.keys() == set(EFFECTS)


@pytest.mark.parametrize("effect", PLANTED)
@pytest.mark.parametrize("kind", ["some", "internal"])
def test_what_a_rule_with_a_condition_or_an_internal_one_says_is_unsaid(effect: str, kind: str) -> None:
    fact = "customer.is_guest" if effect in ("approve", "shipping") else "item.is_gift_card"
    mark = f"when: {fact}" if kind == "some" else "internal: true"
    if kind == "internal" and effect == "within":
        mark = f"internal: true, when: {fact}"
    planted = f"{{id: it, {mark}, {PLANTED[effect]}}}"

    found = merchant_return_policy(a_policy(planted, CHARGED))

    before = merchant_return_policy(a_policy(CHARGED))
    assert unsaid(found) == [(effect, False)]
    assert [each.is_internal for each in found.unsaid if each.rule == "it"] == [kind == "internal"]
    assert found.data == before.data
    assert "99" not in json_ld(found)


@pytest.mark.parametrize("effect", PLANTED)
def test_what_a_rule_without_a_condition_says_is_in_the_data_or_unsaid(effect: str) -> None:
    # A window below one without a condition would be dead.
    below = STANDARD if effect != "within" else STANDARD.partition("\n")[0] + "\n"

    found = merchant_return_policy(a_policy(f"{{id: it, {PLANTED[effect]}}}", CHARGED, rest=below))

    before = merchant_return_policy(a_policy(CHARGED))
    assert unsaid(found) or found.data != before.data
    assert faults_of(found.data) == []


def test_floors_versions_and_zones_are_unsaid() -> None:
    floor = load_policy(
        "policy: law\nrules: [{id: a, offer: {law_refund: refund}, within: 14 days of delivery}]"
    )
    policy = load_policy(
        f"policy: shop\nfloor: [law, statute]\nversion: {{orders: 2026-11-01..}}\nrules:\n{STANDARD}",
        library={"law": floor},
    )

    found = merchant_return_policy(policy)

    heads = [(each.effect, each.text) for each in found.unsaid if each.rule is None]
    assert [effect for effect, _ in heads] == [*["floor"] * 6, "version", "timezone"]
    assert ("floor", "Within 14 days of delivery.") in heads


def test_a_country_makes_the_rules_about_it_certain() -> None:
    rules = ('{id: it, when: order.country == "DE", within: 60 days of delivery}',)

    assert plain(*rules, country="DE")["merchantReturnDays"] == 60
    assert plain(*rules, country="FR")["merchantReturnDays"] == 30
    assert plain(*rules)["merchantReturnDays"] == 30


def test_data_are_json_without_floats_that_may_stand_in_a_page() -> None:
    policy = a_policy("{id: it, fee: {name: restocking, percent: 12.5, of: paid}}")
    found = merchant_return_policy(policy, url="https://shop.example/?a=1&b=</script>")

    text = json_ld(found)

    assert json.loads(text, parse_float=_refuse) == found.data
    assert not set(text) & set("<>&")


def test_a_policy_that_offers_only_under_conditions_has_a_category_and_no_types() -> None:
    found = merchant_return_policy(retailer("ikea-be"))

    assert "refundType" not in found.data
    assert found.data["returnPolicyCategory"] == "https://schema.org/MerchantReturnFiniteReturnWindow"


def _refuse(text: str) -> float:
    raise AssertionError(text)
