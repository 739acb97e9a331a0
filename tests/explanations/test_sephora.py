"""Sephora: what each of its cases is told to the three readers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.explanations.told import WRITES, Told, check_complete, each, told, write

TOLD: Final[Told] = {
    "shopper en": {
        "SE1": """\
Makeup can be returned until 31 March 2026. You can get a refund.
""",
        "SE2 SE4 SE5": """\
Makeup can be returned until 30 April 2026. You can get store credit.
""",
        "SE3": """\
Makeup can no longer be returned. This was possible until 30 April 2026.
""",
    },
    "shopper ko": {
        "SE1": """\
Makeup: 2026년 3월 31일까지 반품하실 수 있습니다. 처리 방법: 환불.
""",
        "SE2 SE4 SE5": """\
Makeup: 2026년 4월 30일까지 반품하실 수 있습니다. 처리 방법: 적립금.
""",
        "SE3": """\
Makeup: 반품 기간이 지났습니다. 신청 가능 기간: 2026년 4월 30일까지.
""",
    },
    "agent en": {
        "SE1": """\
order #1001 · policy sephora-us · as of 31 Mar 2026 12:00 Los Angeles

Makeup · eligible · refund
  window  refund: `money` 30 days of order, goods back within 30 days (ordered 1 Mar 2026) → closes
          31 Mar 2026 24:00 PDT
          store credit: `credit` 60 days of order, goods back within 60 days (ordered 1 Mar 2026) →
          closes 30 Apr 2026 24:00 PDT · after `refund`: opens 31 Mar 2026 24:00 PDT
  spoke   `money` (always) · `credit` (always)
  silent  `condition` (item.condition is "gently_used") ·
          `gift-card` (order.paid_by_gift_card_only is false)
""",
        "SE2": """\
order #1001 · policy sephora-us · as of 1 Apr 2026 12:00 Los Angeles

Makeup · eligible · store credit
  window  refund: `money` 30 days of order, goods back within 30 days (ordered 1 Mar 2026) → closed
          31 Mar 2026 24:00 PDT
          store credit: `credit` 60 days of order, goods back within 60 days (ordered 1 Mar 2026) →
          closes 30 Apr 2026 24:00 PDT · after `refund`: opens 31 Mar 2026 24:00 PDT
  spoke   `money` (always) · `credit` (always)
  silent  `condition` (item.condition is "gently_used") ·
          `gift-card` (order.paid_by_gift_card_only is false)
""",
        "SE3": """\
order #1001 · policy sephora-us · as of 1 May 2026 12:00 Los Angeles

Makeup · ineligible
  window  refund: `money` 30 days of order, goods back within 30 days (ordered 1 Mar 2026) → closed
          31 Mar 2026 24:00 PDT
          store credit: `credit` 60 days of order, goods back within 60 days (ordered 1 Mar 2026) →
          closed 30 Apr 2026 24:00 PDT · after `refund`: opens 31 Mar 2026 24:00 PDT
  also    `credit` window closed
  spoke   `money` (always) · `credit` (always)
  silent  `condition` (item.condition is "gently_used") ·
          `gift-card` (order.paid_by_gift_card_only is false)
""",
        "SE4": """\
order #1001 · policy sephora-us · as of 5 Mar 2026 12:00 Los Angeles

Makeup · eligible · store credit
  window  refund: `money` 30 days of order, goods back within 30 days (ordered 1 Mar 2026) → closes
          31 Mar 2026 24:00 PDT
          store credit: `credit` 60 days of order, goods back within 60 days (ordered 1 Mar 2026) →
          closes 30 Apr 2026 24:00 PDT
  spoke   `gift-card` (order.paid_by_gift_card_only is true) · `money` (always) · `credit` (always)
  silent  `condition` (item.condition is "gently_used")
""",
        "SE5": """\
order #1001 · policy sephora-us · as of 30 Apr 2026 12:00 Los Angeles

Makeup · eligible · store credit
  window  refund: `money` 30 days of order, goods back within 30 days (ordered 1 Mar 2026) → closed
          31 Mar 2026 24:00 PDT
          store credit: `credit` 60 days of order, goods back within 60 days (ordered 1 Mar 2026) →
          closes 30 Apr 2026 24:00 PDT · after `refund`: opens 31 Mar 2026 24:00 PDT
  spoke   `money` (always) · `credit` (always)
  silent  `condition` (item.condition is "gently_used") ·
          `gift-card` (order.paid_by_gift_card_only is false)
""",
    },
    "agent ko": {
        "SE1": """\
주문 #1001 · 정책 sephora-us · 기준 2026.3.31 12:00 Los Angeles

Makeup · 반품 가능 · 환불
  기한    환불: `money` 주문 후 30일, 상품 도착 30일 이내 (주문 2026.3.1) → 2026.3.31 24:00 PDT 마감
          적립금: `credit` 주문 후 60일, 상품 도착 60일 이내 (주문 2026.3.1) → 2026.4.30 24:00 PDT
          마감 · `refund` 마감 후 시작 2026.3.31 24:00 PDT
  적용    `money` (항상) · `credit` (항상)
  미적용  `condition` (item.condition: "gently_used") ·
          `gift-card` (order.paid_by_gift_card_only: false)
""",
        "SE2": """\
주문 #1001 · 정책 sephora-us · 기준 2026.4.1 12:00 Los Angeles

Makeup · 반품 가능 · 적립금
  기한    환불: `money` 주문 후 30일, 상품 도착 30일 이내 (주문 2026.3.1) → 2026.3.31 24:00 PDT
          마감됨
          적립금: `credit` 주문 후 60일, 상품 도착 60일 이내 (주문 2026.3.1) → 2026.4.30 24:00 PDT
          마감 · `refund` 마감 후 시작 2026.3.31 24:00 PDT
  적용    `money` (항상) · `credit` (항상)
  미적용  `condition` (item.condition: "gently_used") ·
          `gift-card` (order.paid_by_gift_card_only: false)
""",
        "SE3": """\
주문 #1001 · 정책 sephora-us · 기준 2026.5.1 12:00 Los Angeles

Makeup · 반품 불가
  기한       환불: `money` 주문 후 30일, 상품 도착 30일 이내 (주문 2026.3.1) → 2026.3.31 24:00 PDT
             마감됨
             적립금: `credit` 주문 후 60일, 상품 도착 60일 이내 (주문 2026.3.1) → 2026.4.30 24:00
             PDT 마감됨 · `refund` 마감 후 시작 2026.3.31 24:00 PDT
  추가 사유  `credit` 기한 경과
  적용       `money` (항상) · `credit` (항상)
  미적용     `condition` (item.condition: "gently_used") ·
             `gift-card` (order.paid_by_gift_card_only: false)
""",
        "SE4": """\
주문 #1001 · 정책 sephora-us · 기준 2026.3.5 12:00 Los Angeles

Makeup · 반품 가능 · 적립금
  기한    환불: `money` 주문 후 30일, 상품 도착 30일 이내 (주문 2026.3.1) → 2026.3.31 24:00 PDT 마감
          적립금: `credit` 주문 후 60일, 상품 도착 60일 이내 (주문 2026.3.1) → 2026.4.30 24:00 PDT
          마감
  적용    `gift-card` (order.paid_by_gift_card_only: true) · `money` (항상) · `credit` (항상)
  미적용  `condition` (item.condition: "gently_used")
""",
        "SE5": """\
주문 #1001 · 정책 sephora-us · 기준 2026.4.30 12:00 Los Angeles

Makeup · 반품 가능 · 적립금
  기한    환불: `money` 주문 후 30일, 상품 도착 30일 이내 (주문 2026.3.1) → 2026.3.31 24:00 PDT
          마감됨
          적립금: `credit` 주문 후 60일, 상품 도착 60일 이내 (주문 2026.3.1) → 2026.4.30 24:00 PDT
          마감 · `refund` 마감 후 시작 2026.3.31 24:00 PDT
  적용    `money` (항상) · `credit` (항상)
  미적용  `condition` (item.condition: "gently_used") ·
          `gift-card` (order.paid_by_gift_card_only: false)
""",
    },
    "auditor en": {
        "SE1": """\
order #1001 · policy sephora-us · as of 31 Mar 2026 12:00 Los Angeles
  policy     `sephora-us`, for all orders
  hash       sha256 4e266d7484b615376027557ca64e1bc68c3dd2e15a7dc2283bcc25f0bc1b6ab2
  instant    2026-03-31T19:00:00Z, days counted in America/Los_Angeles
  history    given
  inspected  0 of 1
  calendars  none

Makeup · eligible · refund
  window   refund: `money` 30 days of order, goods back within 30 days (ordered 1 Mar 2026) → closes
           31 Mar 2026 24:00 PDT
           store credit: `credit` 60 days of order, goods back within 60 days (ordered 1 Mar 2026) →
           closes 30 Apr 2026 24:00 PDT · after `refund`: opens 31 Mar 2026 24:00 PDT
  assumed  nothing
  facts    events: order 2026-03-01T20:00:00Z
           order: order.paid_by_gift_card_only is false
           shopper: item.condition is "gently_used" · request.fault is "shopper"
  `condition`  silent · refuses every offer (condition)
               [item.condition == "used_up" → false: item.condition is "gently_used"]
  `gift-card`  silent · withholds refund
               [order.paid_by_gift_card_only → false]
  `money`      spoke · offers refund · window of refund: 30 days of order, goods back within 30 days
               always
  `credit`     spoke · offers store credit ·
               window of store credit: 60 days of order, goods back within 60 days, after refund
               always

  `our-mistake`  silent · delivery paid back with every offer: what was paid
                 when_any, Makeup: [request.fault == "merchant" → false: request.fault is "shopper"]
""",
        "SE2": """\
@@
-order #1001 · policy sephora-us · as of 31 Mar 2026 12:00 Los Angeles
+order #1001 · policy sephora-us · as of 1 Apr 2026 12:00 Los Angeles
@@
-  instant    2026-03-31T19:00:00Z, days counted in America/Los_Angeles
+  instant    2026-04-01T19:00:00Z, days counted in America/Los_Angeles
@@
-Makeup · eligible · refund
-  window   refund: `money` 30 days of order, goods back within 30 days (ordered 1 Mar 2026) → closes
+Makeup · eligible · store credit
+  window   refund: `money` 30 days of order, goods back within 30 days (ordered 1 Mar 2026) → closed
""",
        "SE3": """\
@@
-order #1001 · policy sephora-us · as of 31 Mar 2026 12:00 Los Angeles
+order #1001 · policy sephora-us · as of 1 May 2026 12:00 Los Angeles
@@
-  instant    2026-03-31T19:00:00Z, days counted in America/Los_Angeles
+  instant    2026-05-01T19:00:00Z, days counted in America/Los_Angeles
@@
-Makeup · eligible · refund
-  window   refund: `money` 30 days of order, goods back within 30 days (ordered 1 Mar 2026) → closes
+Makeup · ineligible
+  window   refund: `money` 30 days of order, goods back within 30 days (ordered 1 Mar 2026) → closed
@@
-           closes 30 Apr 2026 24:00 PDT · after `refund`: opens 31 Mar 2026 24:00 PDT
+           closed 30 Apr 2026 24:00 PDT · after `refund`: opens 31 Mar 2026 24:00 PDT
+  also     `credit` window closed
@@
-  `our-mistake`  silent · delivery paid back with every offer: what was paid
-                 when_any, Makeup: [request.fault == "merchant" → false: request.fault is "shopper"]
+  `our-mistake`  changes nothing here · delivery paid back with every offer: what was paid
+                 [when_any: request.fault == "merchant" → not reached]
""",
        "SE4": """\
@@
-order #1001 · policy sephora-us · as of 31 Mar 2026 12:00 Los Angeles
+order #1001 · policy sephora-us · as of 5 Mar 2026 12:00 Los Angeles
@@
-  instant    2026-03-31T19:00:00Z, days counted in America/Los_Angeles
+  instant    2026-03-05T20:00:00Z, days counted in America/Los_Angeles
@@
-Makeup · eligible · refund
+Makeup · eligible · store credit
@@
-           closes 30 Apr 2026 24:00 PDT · after `refund`: opens 31 Mar 2026 24:00 PDT
+           closes 30 Apr 2026 24:00 PDT
@@
-           order: order.paid_by_gift_card_only is false
+           order: order.paid_by_gift_card_only is true
@@
-  `gift-card`  silent · withholds refund
-               [order.paid_by_gift_card_only → false]
+  `gift-card`  spoke · withholds refund
+               [order.paid_by_gift_card_only → true]
""",
        "SE5": """\
@@
-order #1001 · policy sephora-us · as of 31 Mar 2026 12:00 Los Angeles
+order #1001 · policy sephora-us · as of 30 Apr 2026 12:00 Los Angeles
@@
-  instant    2026-03-31T19:00:00Z, days counted in America/Los_Angeles
+  instant    2026-04-30T19:00:00Z, days counted in America/Los_Angeles
@@
-Makeup · eligible · refund
-  window   refund: `money` 30 days of order, goods back within 30 days (ordered 1 Mar 2026) → closes
+Makeup · eligible · store credit
+  window   refund: `money` 30 days of order, goods back within 30 days (ordered 1 Mar 2026) → closed
""",
    },
    "auditor ko": {
        "SE1": """\
주문 #1001 · 정책 sephora-us · 기준 2026.3.31 12:00 Los Angeles
  정책       `sephora-us`, 모든 주문
  해시       sha256 4e266d7484b615376027557ca64e1bc68c3dd2e15a7dc2283bcc25f0bc1b6ab2
  기준 시각  2026-03-31T19:00:00Z, 날짜 기준 America/Los_Angeles
  이력       제공됨
  검수       1개 중 0개
  달력       없음

Makeup · 반품 가능 · 환불
  기한  환불: `money` 주문 후 30일, 상품 도착 30일 이내 (주문 2026.3.1) → 2026.3.31 24:00 PDT 마감
        적립금: `credit` 주문 후 60일, 상품 도착 60일 이내 (주문 2026.3.1) → 2026.4.30 24:00 PDT
        마감 · `refund` 마감 후 시작 2026.3.31 24:00 PDT
  가정  없음
  사실  시점: 주문 2026-03-01T20:00:00Z
        주문: order.paid_by_gift_card_only: false
        고객: item.condition: "gently_used" · request.fault: "shopper"
  `condition`  미적용 · 불가: 모든 제안 (condition)
               [item.condition == "used_up" → 거짓: item.condition: "gently_used"]
  `gift-card`  미적용 · 제외: 환불
               [order.paid_by_gift_card_only → 거짓]
  `money`      적용 · 제공: 환불 · 기한 (환불): 주문 후 30일, 상품 도착 30일 이내
               항상
  `credit`     적용 · 제공: 적립금 · 기한 (적립금): 주문 후 60일, 상품 도착 60일 이내, 환불 마감 후
               항상

  `our-mistake`  미적용 · 배송비 환급 (모든 제안): 결제한 배송비
                 when_any, Makeup: [request.fault == "merchant" → 거짓: request.fault: "shopper"]
""",
        "SE2": """\
@@
-주문 #1001 · 정책 sephora-us · 기준 2026.3.31 12:00 Los Angeles
+주문 #1001 · 정책 sephora-us · 기준 2026.4.1 12:00 Los Angeles
@@
-  기준 시각  2026-03-31T19:00:00Z, 날짜 기준 America/Los_Angeles
+  기준 시각  2026-04-01T19:00:00Z, 날짜 기준 America/Los_Angeles
@@
-Makeup · 반품 가능 · 환불
-  기한  환불: `money` 주문 후 30일, 상품 도착 30일 이내 (주문 2026.3.1) → 2026.3.31 24:00 PDT 마감
+Makeup · 반품 가능 · 적립금
+  기한  환불: `money` 주문 후 30일, 상품 도착 30일 이내 (주문 2026.3.1) → 2026.3.31 24:00 PDT 마감됨
""",
        "SE3": """\
@@
-주문 #1001 · 정책 sephora-us · 기준 2026.3.31 12:00 Los Angeles
+주문 #1001 · 정책 sephora-us · 기준 2026.5.1 12:00 Los Angeles
@@
-  기준 시각  2026-03-31T19:00:00Z, 날짜 기준 America/Los_Angeles
+  기준 시각  2026-05-01T19:00:00Z, 날짜 기준 America/Los_Angeles
@@
-Makeup · 반품 가능 · 환불
-  기한  환불: `money` 주문 후 30일, 상품 도착 30일 이내 (주문 2026.3.1) → 2026.3.31 24:00 PDT 마감
-        적립금: `credit` 주문 후 60일, 상품 도착 60일 이내 (주문 2026.3.1) → 2026.4.30 24:00 PDT
-        마감 · `refund` 마감 후 시작 2026.3.31 24:00 PDT
-  가정  없음
-  사실  시점: 주문 2026-03-01T20:00:00Z
-        주문: order.paid_by_gift_card_only: false
-        고객: item.condition: "gently_used" · request.fault: "shopper"
+Makeup · 반품 불가
+  기한       환불: `money` 주문 후 30일, 상품 도착 30일 이내 (주문 2026.3.1) → 2026.3.31 24:00 PDT
+             마감됨
+             적립금: `credit` 주문 후 60일, 상품 도착 60일 이내 (주문 2026.3.1) → 2026.4.30 24:00
+             PDT 마감됨 · `refund` 마감 후 시작 2026.3.31 24:00 PDT
+  추가 사유  `credit` 기한 경과
+  가정       없음
+  사실       시점: 주문 2026-03-01T20:00:00Z
+             주문: order.paid_by_gift_card_only: false
+             고객: item.condition: "gently_used" · request.fault: "shopper"
@@
-  `our-mistake`  미적용 · 배송비 환급 (모든 제안): 결제한 배송비
-                 when_any, Makeup: [request.fault == "merchant" → 거짓: request.fault: "shopper"]
+  `our-mistake`  영향 없음 · 배송비 환급 (모든 제안): 결제한 배송비
+                 [when_any: request.fault == "merchant" → 확인 안 함]
""",
        "SE4": """\
@@
-주문 #1001 · 정책 sephora-us · 기준 2026.3.31 12:00 Los Angeles
+주문 #1001 · 정책 sephora-us · 기준 2026.3.5 12:00 Los Angeles
@@
-  기준 시각  2026-03-31T19:00:00Z, 날짜 기준 America/Los_Angeles
+  기준 시각  2026-03-05T20:00:00Z, 날짜 기준 America/Los_Angeles
@@
-Makeup · 반품 가능 · 환불
+Makeup · 반품 가능 · 적립금
@@
-        마감 · `refund` 마감 후 시작 2026.3.31 24:00 PDT
+        마감
@@
-        주문: order.paid_by_gift_card_only: false
+        주문: order.paid_by_gift_card_only: true
@@
-  `gift-card`  미적용 · 제외: 환불
-               [order.paid_by_gift_card_only → 거짓]
+  `gift-card`  적용 · 제외: 환불
+               [order.paid_by_gift_card_only → 참]
""",
        "SE5": """\
@@
-주문 #1001 · 정책 sephora-us · 기준 2026.3.31 12:00 Los Angeles
+주문 #1001 · 정책 sephora-us · 기준 2026.4.30 12:00 Los Angeles
@@
-  기준 시각  2026-03-31T19:00:00Z, 날짜 기준 America/Los_Angeles
+  기준 시각  2026-04-30T19:00:00Z, 날짜 기준 America/Los_Angeles
@@
-Makeup · 반품 가능 · 환불
-  기한  환불: `money` 주문 후 30일, 상품 도착 30일 이내 (주문 2026.3.1) → 2026.3.31 24:00 PDT 마감
+Makeup · 반품 가능 · 적립금
+  기한  환불: `money` 주문 후 30일, 상품 도착 30일 이내 (주문 2026.3.1) → 2026.3.31 24:00 PDT 마감됨
""",
    },
}

if WRITES:
    write(Path(__file__), "sephora")


def test_every_case_is_told_to_every_reader() -> None:
    check_complete(TOLD, "sephora")


@each(TOLD)
def test_a_case_is_told_so(id: str, reader: str, locale: str, text: str) -> None:
    assert told(id, reader, locale) == text.removesuffix("\n")
