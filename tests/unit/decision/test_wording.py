"""Windows, charges and effects in words: in English as the policy writes them, in Korean in Korean."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest

from returnkit.decision.about import about_of
from returnkit.decision.wording import about_text, effect_text, window_text
from returnkit.decision.writing import Writer
from returnkit.messages import STANDARD
from returnkit.policy import Bonus, Fee, Window, load_policy
from returnkit.policy.rules import EFFECTS

ENGLISH, KOREAN = (Writer(STANDARD, locale, ZoneInfo("UTC")) for locale in ("en", "ko"))


@pytest.mark.parametrize(
    ("window", "korean"),
    [
        ("unlimited", "무기한"),
        ("1 day of order", "주문 후 1일"),
        ("30 days of delivery", "배송 완료 후 30일"),
        ("1 hour of order", "주문 후 1시간"),
        ("48 hours of shipment", "발송 후 48시간"),
        ("2 weeks of shipment", "발송 후 2주"),
        ("1 month of invoice", "청구 후 1개월"),
        ("12 months of delivery + 14 days", "배송 완료 + 14일 후 12개월"),
        ("1 year of invoice else order", "청구(없으면 주문) 후 1년"),
        ("5 business days of collection", "수령 후 5영업일"),
        ("8 business hours of delivery", "배송 완료 후 영업 8시간"),
        ("7 days of delivery, counting inclusive", "배송 완료 후 7일, 당일 포함"),
        (
            "14 days of delivery, calendar DE, roll next_working_day",
            "배송 완료 후 14일, DE 달력, 마감일이 휴일이면 다음 영업일",
        ),
        ("30 days of order, zone Asia/Seoul, grace 3 days", "주문 후 30일, Asia/Seoul 시간대, 접수 유예 3일"),
        (
            "longest of (30 days of delivery; 45 days of order)",
            "가장 긴 기한 (배송 완료 후 30일; 주문 후 45일)",
        ),
        (
            "30 days of shipment + transit else order + lead",
            "발송 + 약속된 배송 기간(없으면 주문 + 약속된 준비 기간) 후 30일",
        ),
        ("(item.seller_window_days ?? 20) days of order", "주문 후 (item.seller_window_days ?? 20)일"),
    ],
)
def test_a_window_reads_as_the_policy_writes_it(window: str, korean: str) -> None:
    found = Window.model_validate(window)

    assert window_text(ENGLISH, found) == str(found) == window
    assert window_text(KOREAN, found) == korean


@pytest.mark.parametrize(
    ("window", "english"),
    [
        ("30 days of order, goods_back 35 days", "30 days of order, goods back within 35 days"),
        (
            "7 days of order, goods_back 7 days of request",
            "7 days of order, goods back within 7 days of request",
        ),
        ("30 days of delivery, per order_last", "30 days of delivery, by the last of the order"),
        ("30 days of last_scan", "30 days of last scan"),
    ],
)
def test_a_word_that_is_no_english_is_put_in_english(window: str, english: str) -> None:
    assert window_text(ENGLISH, Window.model_validate(window)) == english


@pytest.mark.parametrize(
    ("fee", "korean"),
    [
        ({"percent": 15, "of": "paid"}, "주문 항목당 결제 금액의 15 %"),
        ({"flat": "6.50", "per": "return"}, "반품당 6.50"),
        ({"percent": 100, "of": "label"}, "상자당 운송장 비용의 100 %"),
        ({"flat": "item.unit_paid * 2", "per": "unit"}, "개당 item.unit_paid * 2"),
        (
            {"flat": 1, "percent": 3, "of": "value", "at_least": 2, "at_most": 9, "decided": "inspection"},
            "주문 항목당 1 + 산정 금액의 3 %, 최소 2, 최대 9, 검수 후 확정",
        ),
    ],
)
def test_a_fee_reads_as_the_policy_tells_it(fee: dict[str, object], korean: str) -> None:
    found = Fee.model_validate({"name": "restocking", **fee})

    assert effect_text(ENGLISH, found) == str(found)
    assert effect_text(KOREAN, found) == korean


def test_a_bonus_reads_as_the_policy_tells_it() -> None:
    found = Bonus.model_validate({"flat": 5, "percent": 10, "at_most": 25})

    assert effect_text(ENGLISH, found) == str(found) == "5 + 10 %, at most 25"
    assert effect_text(KOREAN, found) == "5 + 10 %, 최대 25"


ALL = """\
policy: acme
rules:
- {id: a, offer: {late: store_credit}, after: refund, within: 60 days of order}
- {id: b, when: item.quantity > 1, refuse: {code: many}}
- {id: c, when: item.quantity > 2, withhold: refund}
- {id: d, when: item.quantity > 3, only: exchange}
- {id: e, when: item.quantity > 4, allow: true}
- {id: f, when: item.quantity > 5, review: true, for: refund}
- {id: g, when: item.quantity > 6, extend: 30 days, for: refund}
- {id: h, when: item.quantity > 7, defer: to 2027-01-02}
- {id: i, fee: {name: restocking, percent: 15, of: paid}}
- {id: j, when: item.quantity > 8, waive: restocking}
- {id: k, when: item.quantity > 9, rate: 50, value: price, bonus: {percent: 10}, to: gift_card, for: exchange}
- {id: l, when: item.quantity > 10, ask: {photo: 1..5, serial: What is its number?, before: refund}}
- {id: m, when: item.quantity > 11, by: [store, mail]}
- {id: n, when: item.quantity > 12, not_by: mail}
- {id: o, when: item.quantity > 13, limit: {units: 2, counter: swaps}}
- {id: p, when: item.quantity > 14, whole: bundle}
- {id: q, approve: automatic, shipping: refund_paid}
- {id: z, offer: [refund, exchange], within: 30 days of delivery}
"""

SAID = {
    "a": ["offers `late` (store credit)", "window of `late`: 60 days of order, after refund"],
    "b": ["refuses every offer (many)"],
    "c": ["withholds refund"],
    "d": ["leaves only exchange"],
    "e": ["allows every offer"],
    "f": ["has refund reviewed"],
    "g": ["extends refund: 30 days"],
    "h": ["defers the clock of every offer: to 2027-01-02"],
    "i": ["fee `restocking` on every offer: 15 % of paid per line"],
    "j": ["waives fee `restocking` on every offer"],
    "k": [
        "rate of exchange: 50 %",
        "value in exchange: price",
        "bonus on exchange: 10 %",
        "exchange paid to gift card",
    ],
    "l": [
        "asks for photo 1..5 before the refund, for every offer",
        "asks for serial: What is its number? before the refund, for every offer",
    ],
    "m": ["opens `store`, `mail`, closes other methods"],
    "n": ["closes `mail`"],
    "o": ["limit 2 for `swaps`, on every offer"],
    "p": ["whole bundle or nothing"],
    "q": ["approval automatic", "delivery paid back with every offer: what was paid"],
    "z": ["offers refund, exchange", "window of refund, exchange: 30 days of delivery"],
}


def test_every_effect_is_told_with_what_it_says() -> None:
    policy = load_policy(ALL)

    found = {rule.id: [about_text(ENGLISH, rule, each) for each in about_of(rule)] for rule in policy.rules}

    assert found == SAID
    assert {effect for rule in policy.rules for effect in rule.effects} == {*EFFECTS}


def test_every_effect_is_told_in_korean() -> None:
    texts = [about_text(KOREAN, rule, each) for rule in load_policy(ALL).rules for each in about_of(rule)]

    assert [text for text in texts if not re.search("[가-힣]", text)] == []
