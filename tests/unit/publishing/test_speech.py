"""Conditions as prose: exact, in words where there are some, in their own notation where there are none."""

from __future__ import annotations

import pytest

from returnkit.facts import STANDARD, TOTALS
from returnkit.messages import STANDARD as CATALOGUE
from returnkit.messages import Catalogue
from returnkit.publishing import policy_page
from tests.unit.publishing.shops import a_policy, condition, of_rule

HEAD = """\
facts:
  item.clearance: {type: boolean, default: false, doc: Whether it was sold in the clearance.}
  item.state: {type: [new, worn_out], ask: shopper, doc: How the goods are now.}
  item.grade: {type: [a, b], nullable: true, doc: Its grade.}
  item.bare: {type: boolean, nullable: true}
  item.size: {type: number, default: 0}
define:
  media: item.category in ["book", "film"]
  states: '["AL", "CO"]'
  low: "20"
"""

NOVEMBER = "1 November 2026, 00:00 (UTC)"
WEIGHT = "the weight of one unit"
OPENED, UNOPENED = "you opened the item", "you did not open the item"
CLEARED = "it was sold in the clearance"


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("item.is_final_sale", "the item was a final sale"),
        ("not item.is_final_sale", "the item was no final sale"),
        ("item.is_final_sale == false", "the item was no final sale"),
        ("request.is_opened != false", "you opened the item"),
        ("item.clearance", "it was sold in the clearance"),
        ("not item.clearance", "it is not so that it was sold in the clearance"),
        ('item.state == "worn_out"', "“How the goods are now” is worn out"),
        ('item.category == "gift_card"', "the product type is gift card"),
        ('item.category == "A & B"', "the product type is “A & B”"),
        ('"gift_card" == item.category', "the product type is gift card"),
        ('item.category != "bags"', "the product type is not bags"),
        ('item.category in ["bags", "hats", "gloves"]', "the product type is bags, hats or gloves"),
        ('item.category not in ["bags", "hats"]', "the product type is not bags or hats"),
        ("media", "the product type is book or film"),
        ("not media", "the product type is not book or film"),
        ("order.region in states", "the region of delivery is AL or CO"),
        ("item.category == null", "the product type is not known"),
        ("item.category != null", "the product type is known"),
        ("order.region == request.region", "the region of delivery is the region you return it from"),
        ('"store_card" in order.paid_by', "the payment includes store card"),
        ('not ("store_card" in order.paid_by)', "the payment does not include store card"),
        ("order.total > 800", "the total of the order is more than 800.00 USD"),
        ("order.total >= 12.345", "the total of the order is at least 12.345 USD"),
        ("800 < order.total", "the total of the order is more than 800.00 USD"),
        ("not (order.total > 800)", "the total of the order is at most 800.00 USD"),
        ("item.discount_percent >= 50", "the discount is at least 50 %"),
        ("history.return_rate_90d >= 0.075", "your share of returns in 90 days is at least 7.5 %"),
        ("item.seller_window_days == 14", "the days that the seller grants is 14 days"),
        ("item.seller_window_days == 1", "the days that the seller grants is 1 day"),
        ("(item.weight_grams ?? low) > 5", f"{WEIGHT} is more than 5 g or {WEIGHT} is not known"),
        ("item.quantity < low", "the number of units you return is less than 20"),
        ('item.sold_condition == "open_box"', "the condition it was sold in is open box"),
        ('request.reason == "too_small"', "your reason is “Too small”"),
        ('request.reason == "its_smell"', "your reason is its smell"),
        ('request.resolution == "store_credit"', "your wish is store credit"),
        ('order.placed_at < d"2026-11-01T00:00:00Z"', f"the time of the order is before {NOVEMBER}"),
        ('item.title.starts_with("Gift ")', "the name of the item begins with “Gift ”"),
        ('not item.title.ends_with("x")', "the name of the item does not end with x"),
        ('(item.weight_grams ?? 0) > 500', f"{WEIGHT} is more than 500 g"),
        ("not ((item.weight_grams ?? 0) > 500)", f"{WEIGHT} is at most 500 g or {WEIGHT} is not known"),
        ("(item.weight_grams ?? 900) > 500", f"{WEIGHT} is more than 500 g or {WEIGHT} is not known"),
        ('(customer.tier ?? "none") == "gold"', "your member tier on the day of purchase is gold"),
        ('(customer.tier ?? "none") != "gold"', "your member tier on the day of purchase is not gold"),
        ('(item.grade ?? "a") in ["a", "b"]', "“Its grade” is a or b or “Its grade” is not known"),
        ("item.bare ?? false", "`item.bare` holds"),
    ],
)  # fmt: skip
def test_a_leaf_is_said_in_words(text: str, spoken: str) -> None:
    assert condition(text, head=HEAD) == spoken


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        (
            'media and request.is_opened and order.channel == "web"',
            "(the product type is book or film), you opened the item and the place of the order is web",
        ),
        (
            'item.is_gift_card or (request.is_opened and item.category == "bags")',
            "the item is a gift card or (you opened the item and the product type is bags)",
        ),
        (
            "not (item.is_gift_card or request.is_opened)",
            "the item is no gift card and you did not open the item",
        ),
        (
            "not (item.is_gift_card and not request.is_opened)",
            "the item is no gift card or you opened the item",
        ),
        (
            "request.is_opened ? item.is_gift_card : item.clearance",
            f"({OPENED} and the item is a gift card) or ({UNOPENED} and {CLEARED})",
        ),
        (
            "not (request.is_opened ? item.is_gift_card : item.clearance)",
            f"({OPENED} and the item is no gift card) or ({UNOPENED} and it is not so that {CLEARED})",
        ),
        (
            'item.category not in ["bags", "hats"] or item.is_gift_card',
            "(the product type is not bags or hats) or the item is a gift card",
        ),
    ],
)
def test_parts_are_joined_so_that_no_reader_can_doubt(text: str, spoken: str) -> None:
    assert condition(text, head=HEAD) == spoken


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("item.unit_paid * 2 > 50", "`(item.unit_paid * 2) > 50` holds"),
        ("not (item.unit_paid * 2 > low)", "`(item.unit_paid * 2) > 20` does not hold"),
        ('(item.sku ?? "") =~ "A[0-9]"', '`(item.sku ?? "") =~ "A[0-9]"` holds'),
        ('item.title == "a  `b`"', "the name of the item is “a  `b`”"),
        ("item.tags.length > 2", "`item.tags.length > 2` holds"),
    ],
)
def test_what_has_no_words_is_quoted_with_its_names_written_out(text: str, spoken: str) -> None:
    assert condition(text, head=HEAD) == spoken


def test_a_name_without_a_phrase_is_called_by_its_doc() -> None:
    missing = ("phrase.item.sku", "phrase.item.is_final_sale")
    ours = Catalogue({key: texts for key, texts in CATALOGUE.texts.items() if key not in missing})
    policy = a_policy("{id: it, when: 'item.is_final_sale and item.sku == \"a\"', review: true}")

    (text,) = of_rule(policy_page(policy, catalogue=ours), "it")

    assert text == (
        "We look at the case before we answer, if the shop sold it as final "
        "and “Stock keeping unit; null when not recorded” is a."
    )


def test_every_name_of_the_vocabulary_has_words_of_its_own() -> None:
    names = [*STANDARD.schema, *TOTALS]

    assert [name.path for name in names if f"phrase.{name.path}" not in CATALOGUE] == []
    booleans = [name.path for name in names if name.kind == "boolean"]
    assert [path for path in booleans if f"phrase.{path}.not" not in CATALOGUE] == []


def test_every_closed_value_of_the_vocabulary_has_words_of_its_own() -> None:
    closed = [(name.path, value) for name in STANDARD.schema for value in name.values]
    keys = {f"phrase.{path}.{value}" for path, value in closed if path != "request.resolution"}

    assert {key for key in keys if key not in CATALOGUE} == set()


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("item.is_final_sale and request.is_opened", "반품 불가 조건으로 판매된 상품 그리고 개봉한 상품"),
        ('item.category == "bags"', "상품 종류: bags"),
        ("order.total > 800", "주문 총액: 800.00 USD 초과"),
        ('request.reason == "too_small"', "반품 사유: “작아요”"),
        ("item.clearance", "“it was sold in the clearance”: 예"),
        ("not item.clearance", "“it was sold in the clearance”: 아니요"),
    ],
)
def test_korean_puts_values_before_colons(text: str, spoken: str) -> None:
    assert condition(text, head=HEAD, locale="ko") == spoken
