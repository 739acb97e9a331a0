"""What staff read, in both languages."""

from __future__ import annotations

import pytest

from returnkit.decision import explain
from tests.unit.decision.situations import SITUATIONS

ENGLISH = {
    "open": """\
Linen shirt · eligible · refund, exchange
  window  `standard` 30 days of delivery (delivered 5 Nov 2026) → closes 5 Dec 2026 24:00 CST
  spoke   `standard` (always)
  silent  `members` (customer.tier is null)
""",
    "refused in the policy's words": """\
Linen shirt · ineligible
  refused by  `sale` (final_sale): Sale goods stay sold.
  window      `standard` 30 days of delivery (delivered 5 Nov 2026) → closes 5 Dec 2026 24:00 CST
  spoke       `sale` (item.discount_percent is 50.0, item.is_gift_card is false) ·
              `standard` (always)
  not needed  `shirts` (`sale` decides)
""",
    "refused by a code": """\
Linen shirt · ineligible
  refused by  `sale` (final_sale)
  window      `standard` 30 days of delivery (delivered 5 Nov 2026) → closes 5 Dec 2026 24:00 CST
  spoke       `sale` (item.tags is ["sale", "summer"]) · `standard` (always)
""",
    "closed at midnight": """\
Linen shirt · ineligible
  window  `standard` 30 days of delivery (delivered 5 Nov 2026) → closed 5 Dec 2026 24:00 CST
  spoke   `standard` (always)
""",
    "review": """\
Linen shirt · review · refund, exchange
  window  `standard` 30 days of delivery (delivered 5 Nov 2026) → closes 5 Dec 2026 24:00 CST
  review  `dear`: Dear things are looked at.
  spoke   `dear` (item.unit_paid is 40.00) · `standard` (always)
""",
    "asks": """\
Linen shirt · needs info · refund?, exchange?
  window   `standard` 30 days of delivery (delivered 5 Nov 2026) → closes 5 Dec 2026 24:00 CST
  missing  request.reason (ask the shopper)
  spoke    `standard` (always)
  unknown  `unwanted` (request.reason is not known: not asked yet)
""",
    "offers end apart": """\
Linen shirt · eligible · store credit, exchange, repair, replacement
  window  refund: `money` 14 days of delivery (delivered 5 Nov 2026) → closed 19 Nov 2026 24:00 CST
          store credit: `credit` unlimited → never closes
          exchange: `swap` 400 hours of delivery (delivered 5 Nov 2026) → closes 22 Nov 2026 01:30
          CST
          repair, replacement: `fix` 400 hours of delivery (delivered 5 Nov 2026) → closes 22 Nov
          2026 01:30 CST
  spoke   `money` (always) · `credit` (always) · `swap` (always) · `fix` (always)
""",
    "not delivered": """\
Linen shirt · eligible · refund, exchange
  window  `standard` 30 days of delivery → delivery not known: counted from the order it is open
          until at least 29 Nov 2026 24:00 CST
  spoke   `standard` (always)
""",
    "not delivered, perhaps late": """\
Linen shirt · review · refund?, exchange?
  window  `standard` 30 days of delivery → delivery not known: counted from the order it closed 29
          Nov 2026 24:00 CST, it may still be open
  spoke   `standard` (always)
""",
    "end not certain": """\
Linen shirt · eligible · refund, exchange
  window   `faulty` 60 days of delivery (delivered 5 Nov 2026) → closes 4 Jan 2027 24:00 CST, if it
           applies
           `standard` 30 days of delivery (delivered 5 Nov 2026) → closes 5 Dec 2026 24:00 CST, if
           it applies
  spoke    `standard` (always)
  unknown  `faulty` (request.reason is not known: not asked yet)
""",
    "withheld": """\
Linen shirt · ineligible
  refused by  `none` withholds refund
  window      `old` 3 days of order (ordered 30 Oct 2026) → closed 2 Nov 2026 24:00 CST
  spoke       `none` (always) · `old` (always)
""",
    "nothing on offer": """\
Linen shirt · ineligible
  refused by  no rule makes an offer
  silent      `gold` (customer.tier is null)
""",
    "inspection": """\
Linen shirt · eligible · refund, exchange
  window  `standard` 30 days of delivery (delivered 5 Nov 2026) → closes 5 Dec 2026 24:00 CST
  later   `dirty` (the inspection tells item.grade)
  spoke   `standard` (always)
""",
    "one offer reviewed": """\
Linen shirt · eligible · refund, exchange (review)
  window  `standard` 30 days of delivery (delivered 5 Nov 2026) → closes 5 Dec 2026 24:00 CST
  review  `swaps`: Exchanges are checked.
  spoke   `swaps` (always) · `standard` (always)
""",
    "several units": """\
2 × Tea [31m towel · eligible · keep
  window  `all` 1 day of order (ordered 30 Oct 2026) → closes 31 Oct 2026 24:00 CDT
  spoke   `all` (always)
""",
}

KOREAN = {
    "open": """\
Linen shirt · 반품 가능 · 환불, 교환
  기한    `standard` 배송 완료 후 30일 (배송 완료 2026.11.5) → 2026.12.5 24:00 CST 마감
  적용    `standard` (항상)
  미적용  `members` (customer.tier: null)
""",
    "refused in the policy's words": """\
Linen shirt · 반품 불가
  불가 사유  `sale` (final_sale): Sale goods stay sold.
  기한       `standard` 배송 완료 후 30일 (배송 완료 2026.11.5) → 2026.12.5 24:00 CST 마감
  적용       `sale` (item.discount_percent: 50.0, item.is_gift_card: false) · `standard` (항상)
  불필요     `shirts` (`sale` 우선)
""",
    "refused by a code": """\
Linen shirt · 반품 불가
  불가 사유  `sale` (final_sale)
  기한       `standard` 배송 완료 후 30일 (배송 완료 2026.11.5) → 2026.12.5 24:00 CST 마감
  적용       `sale` (item.tags: ["sale", "summer"]) · `standard` (항상)
""",
    "closed at midnight": """\
Linen shirt · 반품 불가
  기한  `standard` 배송 완료 후 30일 (배송 완료 2026.11.5) → 2026.12.5 24:00 CST 마감됨
  적용  `standard` (항상)
""",
    "review": """\
Linen shirt · 검토 필요 · 환불, 교환
  기한  `standard` 배송 완료 후 30일 (배송 완료 2026.11.5) → 2026.12.5 24:00 CST 마감
  검토  `dear`: Dear things are looked at.
  적용  `dear` (item.unit_paid: 40.00) · `standard` (항상)
""",
    "asks": """\
Linen shirt · 정보 필요 · 환불?, 교환?
  기한       `standard` 배송 완료 후 30일 (배송 완료 2026.11.5) → 2026.12.5 24:00 CST 마감
  누락 정보  request.reason (고객에게 확인)
  적용       `standard` (항상)
  미확정     `unwanted` (request.reason: 알 수 없음, 아직 묻지 않음)
""",
    "offers end apart": """\
Linen shirt · 반품 가능 · 적립금, 교환, 수리, 교체
  기한  환불: `money` 배송 완료 후 14일 (배송 완료 2026.11.5) → 2026.11.19 24:00 CST 마감됨
        적립금: `credit` 무기한 → 마감 없음
        교환: `swap` 배송 완료 후 400시간 (배송 완료 2026.11.5) → 2026.11.22 01:30 CST 마감
        수리, 교체: `fix` 배송 완료 후 400시간 (배송 완료 2026.11.5) → 2026.11.22 01:30 CST 마감
  적용  `money` (항상) · `credit` (항상) · `swap` (항상) · `fix` (항상)
""",
    "not delivered": """\
Linen shirt · 반품 가능 · 환불, 교환
  기한  `standard` 배송 완료 후 30일 → 배송 완료 시점 미확인: 주문 기준으로 적어도 2026.11.29 24:00
        CST까지 유효
  적용  `standard` (항상)
""",
    "not delivered, perhaps late": """\
Linen shirt · 검토 필요 · 환불?, 교환?
  기한  `standard` 배송 완료 후 30일 → 배송 완료 시점 미확인: 주문 기준으로는 2026.11.29 24:00 CST
        마감, 아직 유효할 수 있음
  적용  `standard` (항상)
""",
    "end not certain": """\
Linen shirt · 반품 가능 · 환불, 교환
  기한    `faulty` 배송 완료 후 60일 (배송 완료 2026.11.5) → 2027.1.4 24:00 CST 마감 (적용되는 경우)
          `standard` 배송 완료 후 30일 (배송 완료 2026.11.5) → 2026.12.5 24:00 CST 마감 (적용되는
          경우)
  적용    `standard` (항상)
  미확정  `faulty` (request.reason: 알 수 없음, 아직 묻지 않음)
""",
    "withheld": """\
Linen shirt · 반품 불가
  불가 사유  `none` 제외: 환불
  기한       `old` 주문 후 3일 (주문 2026.10.30) → 2026.11.2 24:00 CST 마감됨
  적용       `none` (항상) · `old` (항상)
""",
    "nothing on offer": """\
Linen shirt · 반품 불가
  불가 사유  제공하는 규칙 없음
  미적용     `gold` (customer.tier: null)
""",
    "inspection": """\
Linen shirt · 반품 가능 · 환불, 교환
  기한     `standard` 배송 완료 후 30일 (배송 완료 2026.11.5) → 2026.12.5 24:00 CST 마감
  검수 시  `dirty` (검수 후 확인: item.grade)
  적용     `standard` (항상)
""",
    "one offer reviewed": """\
Linen shirt · 반품 가능 · 환불, 교환(검토)
  기한  `standard` 배송 완료 후 30일 (배송 완료 2026.11.5) → 2026.12.5 24:00 CST 마감
  검토  `swaps`: Exchanges are checked.
  적용  `swaps` (항상) · `standard` (항상)
""",
    "several units": """\
Tea [31m towel 2개 · 반품 가능 · 반송 없음
  기한  `all` 주문 후 1일 (주문 2026.10.30) → 2026.10.31 24:00 CDT 마감
  적용  `all` (항상)
""",
}


@pytest.mark.parametrize("name", SITUATIONS)
@pytest.mark.parametrize(("locale", "expected"), [("en", ENGLISH), ("ko", KOREAN)])
def test_every_situation_is_told_in_the_words_of_the_language(
    name: str, locale: str, expected: dict[str, str]
) -> None:

    head, _, shown = str(explain(SITUATIONS[name](), audience="agent", locale=locale)).partition("\n\n")

    assert head.startswith(
        {"en": "order #1001 · policy acme · as of ", "ko": "주문 #1001 · 정책 acme · 기준 "}[locale]
    )
    assert head.endswith(" Chicago")
    assert shown == expected[name].strip()
