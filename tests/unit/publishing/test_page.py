"""The page: everything that is public is on it and traced, and nothing internal is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from returnkit import load_policy, offer, override, rule, within
from returnkit.messages import STANDARD as CATALOGUE
from returnkit.publishing import Page, Topic, html, markdown, policy_page
from tests.unit.publishing.shops import RETAILERS, STANDARD, a_policy, of_rule, retailer, texts

LOCALES = ("en", "ko")

TARGET = """\
# Return policy

## How long you have

The first of these that fits holds.

- Within 1 year of the invoice (where that is not known, of the order), if the brand is own brand.
- Within 14 days of the invoice (where that is not known, of the order), if the product type is phone.
- Within 15 days of the invoice (where that is not known, of the order), if the brand is apple.
- Within 30 days of the invoice (where that is not known, of the order), if the product type is electronics.
- Otherwise within 90 days of the invoice (where that is not known, of the order).
- The time is 30 days longer, if the payment includes store card.

## What you get

- Only an exchange, if the product type is media and you opened the item.
- You can get a refund or an exchange.

## What it costs

- Restocking fee: up to 35.00 USD per unit, by what we find when it arrives, if the product type is phone \
and you opened the item.

## What we check when it arrives

- What is due as restocking fee.

## Please note

- All amounts are in USD.
- Days begin and end as in Chicago.
"""
ZALANDO = """\
# 반품 정책

## 반품 가능한 상품

- 반품 불가 (조건: 상품 종류: beauty 그리고 개봉한 상품). Beauty goods can be returned sealed only.

## 반품 기간

다음 중 먼저 해당하는 기간이 적용됩니다.

- 배송 완료 후 100일 이내 (조건: 주문일 2025년 1월 6일까지).
- 그 외: 배송 완료 후 30일 이내.

## 처리 방법

- 처리 방법: 환불.

## 참고

- 금액 통화: EUR.
- 날짜 기준 시간대: Berlin.
"""
SECRET = """\
facts:
  customer.score: {type: number, default: 0, doc: The hidden score of a customer.}
define:
  risky: customer.score > 77
"""
INTERNAL = (
    "{id: h-refuse, internal: true, when: risky, refuse: {code: abuse, say: We can't accept this return.}}",
    "{id: h-review, internal: true, when: risky, review: true}",
    "{id: h-within, internal: true, when: risky, within: 11 days of delivery}",
    "{id: h-fee, internal: true, when: risky, fee: {name: zap, flat: 13, per: line, decided: inspection}}",
    "{id: h-by, internal: true, when: risky, by: [mail], say: Please send it by mail.}",
    "{id: h-limit, internal: true, when: risky, limit: {units: 17, counter: hidden_counter}}",
    "{id: h-found, internal: true, when: risky and inspection.is_worn, refuse: {code: condition}}",
)


@pytest.mark.parametrize("path", RETAILERS, ids=lambda path: path.stem)
@pytest.mark.parametrize("locale", LOCALES)
def test_every_rule_of_a_retailer_is_on_the_page_and_every_sentence_is_of_one(
    path: Path, locale: str
) -> None:
    policy = retailer(path.stem)

    page = policy_page(policy, locale)

    assert {each.id for each in policy.rules} == {name for each in page.sentences for name in each.rules}
    assert [each.text for each in page.sentences if not each.rules and not each.head] == []
    assert "`" not in markdown(page)  # all that these say has words


def test_the_page_of_target_reads_well() -> None:
    assert markdown(policy_page(retailer("target"))) == TARGET


def test_the_page_of_zalando_reads_well_in_korean() -> None:
    assert markdown(policy_page(retailer("zalando"), "ko")) == ZALANDO


def test_sections_stand_in_one_order_and_those_with_nothing_to_say_are_left_out() -> None:
    topics = [section.topic for section in policy_page(retailer("target")).sections]

    assert topics == [Topic.TIME, Topic.OFFERS, Topic.COSTS, Topic.CHECKS, Topic.NOTES]
    assert topics == sorted(topics, key=list(Topic).index)


def test_the_first_window_that_fits_is_said_to_hold_only_where_several_are_about_one_offer() -> None:
    both = a_policy("{id: members, when: customer.is_guest, within: 60 days of delivery}")
    rest = STANDARD.replace("standard,", "standard, for: exchange,")
    apart = a_policy("{id: r, for: refund, within: 60 days of delivery}", rest=rest)

    assert _leads(policy_page(both)) == ["The first of these that fits holds."]
    assert _leads(policy_page(apart)) == []


def test_a_window_that_others_precede_is_for_the_rest() -> None:
    page = policy_page(a_policy("{id: guests, when: customer.is_guest, within: 60 days of delivery}"))

    assert of_rule(page, "standard") == ["Otherwise within 30 days of delivery."]


def test_refusals_have_no_order_until_a_rule_shelters_from_them() -> None:
    gifts = "{id: gifts, when: item.is_gift_card, refuse: No gifts.}"
    sale = "{id: sale, when: item.is_final_sale, refuse: No sale.}"
    kind = "{id: kind, when: customer.is_guest, allow: true}"

    assert _leads(policy_page(a_policy(gifts, sale))) == []
    assert _leads(policy_page(a_policy(gifts, kind, sale))) == [CATALOGUE.text("page.first")]


def test_moves_stand_below_windows_and_the_latest_end_holds() -> None:
    page = policy_page(a_policy("{id: a, extend: 5 days}", "{id: b, extend: 9 days}"))

    (time,) = (section for section in page.sections if section.topic is Topic.TIME)
    assert [each.rules for each in time.sentences] == [("a", "b"), ("standard",), ("a",), ("b",)]
    assert time.lead[0].text == "Of several changes of this time, the latest end holds."


def test_what_the_inspection_looks_at_is_listed_with_every_rule_that_asks() -> None:
    page = policy_page(
        a_policy(
            "{id: worn, when: inspection.is_worn, refuse: Worn.}",
            "{id: used, when: inspection.is_worn and item.is_gift_card, withhold: exchange}",
            "{id: graded, unless: 'item.grade == \"a\"', review: true}",
            head="facts:\n  item.grade: {type: [a, b], ask: inspection, doc: The grade we give it.}\n",
        )
    )

    (checks,) = (section for section in page.sections if section.topic is Topic.CHECKS)
    assert [(each.text, each.rules) for each in checks.sentences] == [
        ("Whether the item shows signs of use.", ("worn", "used")),
        ("“The grade we give it”.", ("graded",)),
    ]


@pytest.mark.parametrize("locale", LOCALES)
def test_of_an_internal_rule_only_its_own_words_are_on_the_page(locale: str) -> None:
    public = policy_page(a_policy(head=SECRET), locale)

    page = policy_page(a_policy(*INTERNAL, head=SECRET), locale)

    shown = repr(page) + markdown(page) + html(page)
    added = set(page.sentences) - set(public.sentences)
    assert sorted(dict(each.values)["words"] for each in added) == [
        "Please send it by mail.",
        "We can't accept this return.",
    ]
    assert {(each.rules, each.head) for each in added} == {((), ("rules",))}
    for secret in (
        "h-",
        "risky",
        "score",
        "77",
        "11",
        "zap",
        "13",
        "hidden",
        "17",
        "abuse",
        "worn",
        "사용 흔적",
    ):
        assert secret not in shown, secret


def test_internal_words_are_told_as_of_some_cases_and_once() -> None:
    twice = [each.replace("h-refuse", f"h-{number}") for number, each in enumerate([INTERNAL[0]] * 2)]
    page = policy_page(a_policy(*twice, head=SECRET))

    goods = page.sections[0]
    assert texts(goods.sentences) == ["In some cases: We can't accept this return."]


def test_an_internal_window_leaves_no_trace_in_the_words_of_others() -> None:
    page = policy_page(a_policy(INTERNAL[2], head=SECRET))

    assert of_rule(page, "standard") == ["Within 30 days of delivery."]
    assert _leads(page) == []


def test_overrides_are_of_one_return_and_not_on_the_page() -> None:
    policy = a_policy()
    kind = rule("kind", offer(mended="repair"), within("90 days of order"))
    until = datetime(2026, 12, 1, tzinfo=UTC)

    page = policy_page(override(policy, [kind], who="kim", why="Broken in our store.", until=until))

    assert page == policy_page(policy)


def test_a_floor_stands_on_the_page_with_its_own_rules() -> None:
    floor = load_policy(
        "policy: law\nrules: [{id: offers, offer: {law_refund: refund}, within: 14 days of delivery}]"
    )
    policy = load_policy(f"policy: shop\nfloor: [law, statute]\nrules:\n{STANDARD}", library={"law": floor})

    page = policy_page(policy)

    (always,) = (section for section in page.sections if section.topic is Topic.ALWAYS)
    assert [(each.policy, each.rules, each.head) for each in always.sentences] == [
        ("shop", (), ("floor",)),
        ("law", ("offers",), ()),
        ("law", ("offers",), ()),
        ("law", (), ("currency",)),
        ("law", (), ("timezone",)),
        ("shop", (), ("floor",)),
    ]
    assert texts(always.sentences)[:3] == [
        "Whatever else this page says, you have at least this:",
        "Within 14 days of delivery.",
        "You can get a refund (law refund).",
    ]


def test_the_head_of_a_policy_is_told_in_notes() -> None:
    head = "version: {orders: 2026-11-01..}\ncurrency: KRW\ntimezone: [destination, Asia/Seoul]\n"

    notes = policy_page(a_policy(head=head)).sections[-1]

    assert texts(notes.sentences) == [
        "This page holds if you ordered on 1 November 2026 or later.",
        "All amounts are in KRW.",
        "Days begin and end as in the place of delivery; where that is not known, as in Seoul.",
    ]


def test_a_shop_words_its_own_page() -> None:
    ours = CATALOGUE.with_texts(
        "en", {"page.title": "Bring it back", "phrase.item.category": "the department"}
    )

    page = policy_page(a_policy('{id: no, when: item.category == "food", refuse: Food.}'), catalogue=ours)

    assert page.title == "Bring it back"
    assert of_rule(page, "no") == ["Not returnable, if the department is food. Food."]


def test_a_sentence_keeps_its_key_and_values() -> None:
    page = policy_page(a_policy("{id: gift, when: item.is_gift_card, to: gift_card}"))

    (sentence,) = (each for each in page.sentences if each.rules == ("gift",))
    assert (sentence.key, sentence.values) == ("page.to", (("place", "as a gift card"),))
    assert str(sentence) == sentence.text


def _leads(page: Page) -> list[str]:
    return [each.text for section in page.sections for each in section.lead]
