"""What each effect says on the page, in English and Korean."""

from __future__ import annotations

import pytest

from returnkit.policy.rules import EFFECTS
from tests.unit.publishing.shops import said

ROLLED = "or on the next working day if the last day is none."
ROLLED_KO = "(마감일이 영업일이 아니면 다음 영업일까지)."
SEASON = "from 1 November 2026 to 31 December 2026"
FOUND = "by what we find when it arrives."

SAID = [
    ("refuse", "refuse: Sold as seen.", "Not returnable. Sold as seen.", "반품 불가. Sold as seen."),
    ("refuse", "refuse: {code: final_sale}", "Not returnable. It was a final sale.",
     "반품 불가. 반품 불가 조건으로 판매된 상품입니다."),
    ("refuse", "refuse: {code: odd}", "Not returnable.", "반품 불가."),
    ("refuse", "refuse: No cash., for: refund", "Not available: a refund. No cash.", "불가: 환불. No cash."),
    ("allow", "allow: true", "Accepted, whatever the lines below say.", "아래 내용과 관계없이 가능."),
    ("review", "review: Give us a day.", "We look at the case before we answer. Give us a day.",
     "담당자 확인 후 안내. Give us a day."),
    ("withhold", "withhold: refund", "Not on offer: a refund.", "제공되지 않음: 환불."),
    ("only", "only: [exchange, refund]", "Only an exchange or a refund.", "교환 또는 환불만 가능."),
    ("offer", "offer: {voucher: store_credit}", "You can get store credit (voucher).",
     "처리 방법: 적립금(voucher)."),
    ("offer", "offer: [keep, repair]", "You can get a settlement without sending it back or a repair.",
     "처리 방법: 반송 없는 처리 또는 수리."),
    ("within", "within: 48 hours of delivery", "Within 48 hours of delivery.", "배송 완료 후 48시간 이내."),
    ("within", "within: 1 day of order", "Within 1 day of the order.", "주문 후 1일 이내."),
    ("within", "for: refund, within: unlimited", "For a refund: without a time limit.", "환불: 기한 없음."),
    ("within", "within: '7 days of delivery, counting inclusive'",
     "Within 7 days of delivery, that day included.",
     "배송 완료 후 7일 이내(당일 포함)."),
    ("within", "within: '7 days of delivery else order + 10 days'",
     "Within 7 days of delivery (where that is not known, of the order plus 10 days).",
     "배송 완료(확인되지 않으면 주문 + 10일) 후 7일 이내."),
    ("within", "within: '7 days of shipment + transit + lead'",
     "Within 7 days of shipment plus the transit time we promised plus the preparation time we promised.",
     "발송 + 안내된 배송 기간 + 안내된 준비 기간 후 7일 이내."),
    ("within", "within: '7 days of delivery, per order_last'",
     "Within 7 days of delivery of the order's last item.",
     "주문의 마지막 상품 배송 완료 후 7일 이내."),
    ("within", "within: '7 days of delivery, per order_first'",
     "Within 7 days of delivery of the order's first item.",
     "주문의 첫 상품 배송 완료 후 7일 이내."),
    ("within",
     "within: '5 business days of delivery, calendar DE, roll next_working_day, zone Europe/Berlin'",
     "Within 5 working days of delivery, working days as in DE, days as in Berlin, " + ROLLED,
     f"배송 완료 후 영업일 5일 이내(영업일 기준: DE)(기준 시간대: Berlin){ROLLED_KO}"),
    ("within", "within: '30 days of order, goods_back 7 days of request, grace 3 days'",
     "Within 30 days of the order, and the goods have to be with us within 7 days of your request.",
     "주문 후 30일 이내, 상품 도착 기한: 반품 신청 후 7일 이내."),
    ("within", "within: '30 days of order, goods_back 40 days'",
     "Within 30 days of the order, and the goods have to be with us within 40 days of the order.",
     "주문 후 30일 이내, 상품 도착 기한: 주문 후 40일 이내."),
    ("within", "within: '(item.seller_window_days ?? 30) days of order, at_least 7, at_most 60'",
     "Within `item.seller_window_days ?? 30` days, at least 7 days, at most 60 days of the order.",
     "주문 후 `item.seller_window_days ?? 30`일, 최소 7일, 최대 60일 이내."),
    ("within", "within: {longest: [30 days of delivery, 60 days of order]}",
     "Until the latest of these: within 30 days of delivery; within 60 days of the order.",
     "다음 중 가장 늦은 기한: 배송 완료 후 30일 이내; 주문 후 60일 이내."),
    ("within", "within: {shortest: [30 days of delivery, 60 days of order]}",
     "Until the earliest of these: within 30 days of delivery; within 60 days of the order.",
     "다음 중 가장 이른 기한: 배송 완료 후 30일 이내; 주문 후 60일 이내."),
    ("extend", "extend: until 2027-01-15", "The time runs until 15 January 2027 at least.",
     "적어도 2027년 1월 15일까지 연장."),
    ("extend", "extend: until 2027-01-15 in Asia/Seoul",
     "The time runs until 15 January 2027 at least, days as in Seoul.",
     "적어도 2027년 1월 15일까지 연장(기준 시간대: Seoul)."),
    ("extend", "extend: 20 days", "The time is 20 days longer.", "기간 20일 연장."),
    ("defer", "defer: to 2027-01-02", "The time starts on 2 January 2027 at the earliest.",
     "기간 시작: 빨라도 2027년 1월 2일."),
    ("fee", "fee: {name: restocking, percent: 15, of: paid}",
     "Restocking fee: 15 % of what you paid per order line.",
     "재입고 수수료: 주문 항목당 결제 금액의 15 %."),
    ("fee", "fee: {name: box, flat: 2, percent: 7.5, of: paid, per: unit, at_least: 1.50, at_most: 9}",
     "Fee (box): 2.00 USD plus 7.5 % of what you paid per unit, at least 1.50 USD, at most 9.00 USD.",
     "수수료(box): 상품 1개당 2.00 USD + 결제 금액의 7.5 %, 최소 1.50 USD, 최대 9.00 USD."),
    ("fee", "fee: {name: wear, kind: condition, percent: 50, of: value, decided: inspection}",
     "Deduction for the condition (wear): up to 50 % of what the goods are worth per order line, " + FOUND,
     "상품 상태에 따른 공제(wear): 최대 주문 항목당 상품 가치의 50 %, 도착 후 확인하여 결정."),
    ("fee", "fee: {name: label, flat: item.unit_paid, per: unit}",
     "Return shipping: the price you paid for one unit per unit.", "반송 배송비: 상품 1개당 개당 결제 금액."),
    ("fee", "for: refund, fee: {name: label, percent: 100, of: label}",
     "For a refund: return shipping: 100 % of what the label costs per parcel.",
     "환불: 반송 배송비: 소포당 반송 라벨 비용의 100 %."),
    ("waive", "waive: handling", "Not charged: handling fee.", "면제: 취급 수수료."),
    ("rate", "rate: 50", "You get 50 % of what the goods are worth.", "지급률: 상품 가치의 50 %."),
    ("value", "value: lowest_recent_price", "The goods count at the lowest recent price.",
     "상품 가치 기준: 최근 최저가."),
    ("bonus", "bonus: {flat: 5, percent: 10, at_most: 25}",
     "You get 5.00 USD plus 10 % of the amount, at most 25.00 USD on top.",
     "추가 지급: 5.00 USD + 지급액의 10 %, 최대 25.00 USD."),
    ("to", "to: gift_card", "We pay as a gift card.", "지급 방법: 상품권."),
    ("ask", "ask: {photo: 1..5, serial: What is its number?, before: decision}",
     "Before we decide we need photos (1 to 5) and your answer to “What is its number?”.",
     "결정 전 필요: 사진 (1~5) 그리고 “What is its number?” 답변."),
    ("ask", "ask: {video: 1, scan: 2.., x_ray: 3, before: refund}",
     "Before we pay we need a video, scan (2 or more) and x ray (3).",
     "지급 전 필요: 동영상, scan (2 이상) 그리고 x ray (3)."),
    ("by", "by: [mail, freight], say: It is heavy.", "Only by mail or by freight. It is heavy.",
     "우편 또는 freight만 가능. It is heavy."),
    ("not_by", "not_by: [store, pickup]", "Not in a store or by pickup.", "불가: 매장 또는 방문 수거."),
    ("limit", "limit: {units: 2, counter: test_kits}, say: Two only.",
     "At most 2 per customer in all (test kits). Two only.",
     "고객당 누적 최대 2개(test kits). Two only."),
    ("limit", "for: refund, limit: {units: 2, counter: kits, of: household}",
     "For a refund: at most 2 per household in all (kits).", "환불: 가구당 누적 최대 2개(kits)."),
    ("whole", "whole: bundle", "A set comes back whole or not at all.", "세트는 전체를 함께 반품."),
    ("whole", "whole: order, say: All of it.", "An order comes back whole or not at all. All of it.",
     "주문은 전체를 함께 반품. All of it."),
    ("approve", "approve: automatic", "We approve the return at once.", "반품 자동 승인."),
    ("approve", "approve: manual", "We look at the return before we approve it.",
     "담당자 확인 후 반품 승인."),
    ("shipping", "shipping: refund_standard", "The delivery is refunded, up to the cheapest one on offer.",
     "가장 저렴한 배송 방법의 금액까지 배송비 환불."),
    ("shipping", "for: refund, shipping: none", "For a refund: the delivery is not refunded.",
     "환불: 배송비 환불 없음."),
]  # fmt: skip
CHARGED = "{id: charged, fee: {name: handling, flat: 1, per: line}}"
OF_THE_RETURN = ("approve:", "shipping:", "of: label")


@pytest.mark.parametrize(("effect", "rule", "en", "ko"), SAID, ids=[f"{each[0]} {each[1]}" for each in SAID])
def test_an_effect_is_said_in_both_languages(effect: str, rule: str, en: str, ko: str) -> None:
    is_of_return = any(word in rule for word in OF_THE_RETURN)
    fact = "customer.is_guest" if is_of_return else "item.is_gift_card"
    written = f"{{id: it, when: {fact}, {rule}}}"

    found, found_ko = said(written, CHARGED), said(written, CHARGED, locale="ko")

    spoken = "you ordered without an account" if is_of_return else "the item is a gift card"
    assert _without(found, f", if {spoken}") == en
    assert _without(found_ko, f" (조건: {'비회원 주문' if is_of_return else '상품권'})") == ko


def test_every_effect_is_said_in_a_test() -> None:
    assert {effect for effect, *_ in SAID} == set(EFFECTS)


@pytest.mark.parametrize(
    ("when", "en"),
    [
        ("when: 'true'", "Sold."),
        ("unless: request.is_opened", "Not returnable, unless you opened the item. Sold."),
        (
            "when: item.is_gift_card, unless: request.is_opened",
            "Not returnable, if the item is a gift card; but not if you opened the item. Sold.",
        ),
        (
            "placed: 2026-11-01..2026-12-31, when: item.is_gift_card",
            f"Not returnable, if you ordered {SEASON} and the item is a gift card. Sold.",
        ),
        ("placed: 2026-11-01.., ", "Not returnable, if you ordered on 1 November 2026 or later. Sold."),
        ("placed: ..2026-11-01", "Not returnable, if you ordered on 1 November 2026 or earlier. Sold."),
    ],
)
def test_a_condition_an_exception_and_a_period_follow_what_is_said(when: str, en: str) -> None:
    assert said(f"{{id: it, refuse: Sold., {when}}}").removeprefix("Not returnable. ") == en


def test_what_is_asked_of_any_or_every_item_is_said() -> None:
    rule = "{id: it, when_any: item.is_gift_card, when_all: request.is_opened, approve: manual}"

    assert said(rule) == (
        "We look at the return before we approve it, if for one of the items the item is a gift card "
        "and for every item you opened the item."
    )


def _without(text: str, condition: str) -> str:
    assert condition in text
    return text.replace(condition, "")
