"""Zalando: what each of its cases is told to the three readers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.explanations.told import WRITES, Told, check_complete, each, told, write

TOLD: Final[Told] = {
    "shopper en": {
        "ZA1": """\
Shoes can be returned until 11 August 2023. You can get a refund.
""",
        "ZA2": """\
Shoes can no longer be returned. This was possible until 2 June 2025.
""",
        "ZA3": """\
Shoes can be returned until 19 April 2025. You can get a refund.
""",
        "ZA4": """\
Shoes can no longer be returned. This was possible until 8 February 2025.
""",
    },
    "shopper ko": {
        "ZA1": """\
Shoes: 2023년 8월 11일까지 반품하실 수 있습니다. 처리 방법: 환불.
""",
        "ZA2": """\
Shoes: 반품 기간이 지났습니다. 신청 가능 기간: 2025년 6월 2일까지.
""",
        "ZA3": """\
Shoes: 2025년 4월 19일까지 반품하실 수 있습니다. 처리 방법: 환불.
""",
        "ZA4": """\
Shoes: 반품 기간이 지났습니다. 신청 가능 기간: 2025년 2월 8일까지.
""",
    },
    "agent en": {
        "ZA1": """\
order #1001 · policy zalando-eu · as of 11 Aug 2023 12:00 Berlin

Shoes · eligible · refund
  window      `hundred-days` 100 days of delivery (delivered 3 May 2023) → closes 11 Aug 2023 24:00
              CEST
  spoke       `money` (always) · `hundred-days` (order.placed_at is 1 May 2023 12:00 Berlin)
  silent      `beauty-without-its-seal` (item.category is "shoes")
  not needed  `thirty-days` (`hundred-days` decides)
""",
        "ZA2": """\
order #1001 · policy zalando-eu · as of 3 Jun 2025 12:00 Berlin

Shoes · ineligible
  window  `thirty-days` 30 days of delivery (delivered 3 May 2025) → closed 2 Jun 2025 24:00 CEST
  spoke   `money` (always) · `thirty-days` (always)
  silent  `beauty-without-its-seal` (item.category is "shoes") ·
          `hundred-days` (order.placed_at is 1 May 2025 12:00 Berlin)
""",
        "ZA3": """\
order #1001 · policy zalando-eu · as of 19 Apr 2025 12:00 Berlin

Shoes · eligible · refund
  window      `hundred-days` 100 days of delivery (delivered 9 Jan 2025) → closes 19 Apr 2025 24:00
              CEST
  spoke       `money` (always) · `hundred-days` (order.placed_at is 6 Jan 2025 12:00 Berlin)
  silent      `beauty-without-its-seal` (item.category is "shoes")
  not needed  `thirty-days` (`hundred-days` decides)
""",
        "ZA4": """\
order #1001 · policy zalando-eu · as of 9 Feb 2025 12:00 Berlin

Shoes · ineligible
  window  `thirty-days` 30 days of delivery (delivered 9 Jan 2025) → closed 8 Feb 2025 24:00 CET
  spoke   `money` (always) · `thirty-days` (always)
  silent  `beauty-without-its-seal` (item.category is "shoes") ·
          `hundred-days` (order.placed_at is 7 Jan 2025 12:00 Berlin)
""",
    },
    "agent ko": {
        "ZA1": """\
주문 #1001 · 정책 zalando-eu · 기준 2023.8.11 12:00 Berlin

Shoes · 반품 가능 · 환불
  기한    `hundred-days` 배송 완료 후 100일 (배송 완료 2023.5.3) → 2023.8.11 24:00 CEST 마감
  적용    `money` (항상) · `hundred-days` (order.placed_at: 2023.5.1 12:00 Berlin)
  미적용  `beauty-without-its-seal` (item.category: "shoes")
  불필요  `thirty-days` (`hundred-days` 우선)
""",
        "ZA2": """\
주문 #1001 · 정책 zalando-eu · 기준 2025.6.3 12:00 Berlin

Shoes · 반품 불가
  기한    `thirty-days` 배송 완료 후 30일 (배송 완료 2025.5.3) → 2025.6.2 24:00 CEST 마감됨
  적용    `money` (항상) · `thirty-days` (항상)
  미적용  `beauty-without-its-seal` (item.category: "shoes") ·
          `hundred-days` (order.placed_at: 2025.5.1 12:00 Berlin)
""",
        "ZA3": """\
주문 #1001 · 정책 zalando-eu · 기준 2025.4.19 12:00 Berlin

Shoes · 반품 가능 · 환불
  기한    `hundred-days` 배송 완료 후 100일 (배송 완료 2025.1.9) → 2025.4.19 24:00 CEST 마감
  적용    `money` (항상) · `hundred-days` (order.placed_at: 2025.1.6 12:00 Berlin)
  미적용  `beauty-without-its-seal` (item.category: "shoes")
  불필요  `thirty-days` (`hundred-days` 우선)
""",
        "ZA4": """\
주문 #1001 · 정책 zalando-eu · 기준 2025.2.9 12:00 Berlin

Shoes · 반품 불가
  기한    `thirty-days` 배송 완료 후 30일 (배송 완료 2025.1.9) → 2025.2.8 24:00 CET 마감됨
  적용    `money` (항상) · `thirty-days` (항상)
  미적용  `beauty-without-its-seal` (item.category: "shoes") ·
          `hundred-days` (order.placed_at: 2025.1.7 12:00 Berlin)
""",
    },
    "auditor en": {
        "ZA1": """\
order #1001 · policy zalando-eu · as of 11 Aug 2023 12:00 Berlin
  policy     `zalando-eu`, for all orders
  hash       sha256 ee9828a7476ef2f71890ba0d995cc6841e97a60c4956ca2786c27a862501ccfa
  instant    2023-08-11T10:00:00Z, days counted in Europe/Berlin
  history    given
  inspected  0 of 1
  calendars  none

Shoes · eligible · refund
  window   `hundred-days` 100 days of delivery (delivered 3 May 2023) → closes 11 Aug 2023 24:00
           CEST
  assumed  nothing
  facts    events: order 2023-05-01T10:00:00Z · delivery 2023-05-03T10:00:00Z
           order: item.category is "shoes" · order.placed_at is d"2023-05-01T10:00:00+00:00"
           shopper: request.is_opened is not known: not asked yet
  `beauty-without-its-seal`  silent · refuses every offer (hygiene)
                             [item.category == "beauty" → false: item.category is "shoes"]
                             and [request.is_opened → not reached]
  `money`                    spoke · offers refund
                             always
  `hundred-days`             spoke · window of every offer: 100 days of delivery
                             [order.placed_at < d"2025-01-06T23:00:00+00:00" → true: order.placed_at
                             is d"2023-05-01T10:00:00+00:00"]
  `thirty-days`              not needed, `hundred-days` decided ·
                             window of every offer: 30 days of delivery
                             always
""",
        "ZA2": """\
@@
-order #1001 · policy zalando-eu · as of 11 Aug 2023 12:00 Berlin
+order #1001 · policy zalando-eu · as of 3 Jun 2025 12:00 Berlin
@@
-  instant    2023-08-11T10:00:00Z, days counted in Europe/Berlin
+  instant    2025-06-03T10:00:00Z, days counted in Europe/Berlin
@@
-Shoes · eligible · refund
-  window   `hundred-days` 100 days of delivery (delivered 3 May 2023) → closes 11 Aug 2023 24:00
-           CEST
+Shoes · ineligible
+  window   `thirty-days` 30 days of delivery (delivered 3 May 2025) → closed 2 Jun 2025 24:00 CEST
@@
-  facts    events: order 2023-05-01T10:00:00Z · delivery 2023-05-03T10:00:00Z
-           order: item.category is "shoes" · order.placed_at is d"2023-05-01T10:00:00+00:00"
+  facts    events: order 2025-05-01T10:00:00Z · delivery 2025-05-03T10:00:00Z
+           order: item.category is "shoes" · order.placed_at is d"2025-05-01T10:00:00+00:00"
@@
-  `hundred-days`             spoke · window of every offer: 100 days of delivery
-                             [order.placed_at < d"2025-01-06T23:00:00+00:00" → true: order.placed_at
-                             is d"2023-05-01T10:00:00+00:00"]
-  `thirty-days`              not needed, `hundred-days` decided ·
-                             window of every offer: 30 days of delivery
+  `hundred-days`             silent · window of every offer: 100 days of delivery
+                             [order.placed_at < d"2025-01-06T23:00:00+00:00" → false:
+                             order.placed_at is d"2025-05-01T10:00:00+00:00"]
+  `thirty-days`              spoke · window of every offer: 30 days of delivery
""",
        "ZA3": """\
@@
-order #1001 · policy zalando-eu · as of 11 Aug 2023 12:00 Berlin
+order #1001 · policy zalando-eu · as of 19 Apr 2025 12:00 Berlin
@@
-  instant    2023-08-11T10:00:00Z, days counted in Europe/Berlin
+  instant    2025-04-19T10:00:00Z, days counted in Europe/Berlin
@@
-  window   `hundred-days` 100 days of delivery (delivered 3 May 2023) → closes 11 Aug 2023 24:00
+  window   `hundred-days` 100 days of delivery (delivered 9 Jan 2025) → closes 19 Apr 2025 24:00
@@
-  facts    events: order 2023-05-01T10:00:00Z · delivery 2023-05-03T10:00:00Z
-           order: item.category is "shoes" · order.placed_at is d"2023-05-01T10:00:00+00:00"
+  facts    events: order 2025-01-06T11:00:00Z · delivery 2025-01-09T11:00:00Z
+           order: item.category is "shoes" · order.placed_at is d"2025-01-06T11:00:00+00:00"
@@
-                             is d"2023-05-01T10:00:00+00:00"]
+                             is d"2025-01-06T11:00:00+00:00"]
""",
        "ZA4": """\
@@
-order #1001 · policy zalando-eu · as of 11 Aug 2023 12:00 Berlin
+order #1001 · policy zalando-eu · as of 9 Feb 2025 12:00 Berlin
@@
-  instant    2023-08-11T10:00:00Z, days counted in Europe/Berlin
+  instant    2025-02-09T11:00:00Z, days counted in Europe/Berlin
@@
-Shoes · eligible · refund
-  window   `hundred-days` 100 days of delivery (delivered 3 May 2023) → closes 11 Aug 2023 24:00
-           CEST
+Shoes · ineligible
+  window   `thirty-days` 30 days of delivery (delivered 9 Jan 2025) → closed 8 Feb 2025 24:00 CET
@@
-  facts    events: order 2023-05-01T10:00:00Z · delivery 2023-05-03T10:00:00Z
-           order: item.category is "shoes" · order.placed_at is d"2023-05-01T10:00:00+00:00"
+  facts    events: order 2025-01-07T11:00:00Z · delivery 2025-01-09T11:00:00Z
+           order: item.category is "shoes" · order.placed_at is d"2025-01-07T11:00:00+00:00"
@@
-  `hundred-days`             spoke · window of every offer: 100 days of delivery
-                             [order.placed_at < d"2025-01-06T23:00:00+00:00" → true: order.placed_at
-                             is d"2023-05-01T10:00:00+00:00"]
-  `thirty-days`              not needed, `hundred-days` decided ·
-                             window of every offer: 30 days of delivery
+  `hundred-days`             silent · window of every offer: 100 days of delivery
+                             [order.placed_at < d"2025-01-06T23:00:00+00:00" → false:
+                             order.placed_at is d"2025-01-07T11:00:00+00:00"]
+  `thirty-days`              spoke · window of every offer: 30 days of delivery
""",
    },
    "auditor ko": {
        "ZA1": """\
주문 #1001 · 정책 zalando-eu · 기준 2023.8.11 12:00 Berlin
  정책       `zalando-eu`, 모든 주문
  해시       sha256 ee9828a7476ef2f71890ba0d995cc6841e97a60c4956ca2786c27a862501ccfa
  기준 시각  2023-08-11T10:00:00Z, 날짜 기준 Europe/Berlin
  이력       제공됨
  검수       1개 중 0개
  달력       없음

Shoes · 반품 가능 · 환불
  기한  `hundred-days` 배송 완료 후 100일 (배송 완료 2023.5.3) → 2023.8.11 24:00 CEST 마감
  가정  없음
  사실  시점: 주문 2023-05-01T10:00:00Z · 배송 완료 2023-05-03T10:00:00Z
        주문: item.category: "shoes" · order.placed_at: d"2023-05-01T10:00:00+00:00"
        고객: request.is_opened: 알 수 없음, 아직 묻지 않음
  `beauty-without-its-seal`  미적용 · 불가: 모든 제안 (hygiene)
                             [item.category == "beauty" → 거짓: item.category: "shoes"]
                             and [request.is_opened → 확인 안 함]
  `money`                    적용 · 제공: 환불
                             항상
  `hundred-days`             적용 · 기한 (모든 제안): 배송 완료 후 100일
                             [order.placed_at < d"2025-01-06T23:00:00+00:00" → 참: order.placed_at:
                             d"2023-05-01T10:00:00+00:00"]
  `thirty-days`              불필요 (`hundred-days` 우선) · 기한 (모든 제안): 배송 완료 후 30일
                             항상
""",
        "ZA2": """\
@@
-주문 #1001 · 정책 zalando-eu · 기준 2023.8.11 12:00 Berlin
+주문 #1001 · 정책 zalando-eu · 기준 2025.6.3 12:00 Berlin
@@
-  기준 시각  2023-08-11T10:00:00Z, 날짜 기준 Europe/Berlin
+  기준 시각  2025-06-03T10:00:00Z, 날짜 기준 Europe/Berlin
@@
-Shoes · 반품 가능 · 환불
-  기한  `hundred-days` 배송 완료 후 100일 (배송 완료 2023.5.3) → 2023.8.11 24:00 CEST 마감
+Shoes · 반품 불가
+  기한  `thirty-days` 배송 완료 후 30일 (배송 완료 2025.5.3) → 2025.6.2 24:00 CEST 마감됨
@@
-  사실  시점: 주문 2023-05-01T10:00:00Z · 배송 완료 2023-05-03T10:00:00Z
-        주문: item.category: "shoes" · order.placed_at: d"2023-05-01T10:00:00+00:00"
+  사실  시점: 주문 2025-05-01T10:00:00Z · 배송 완료 2025-05-03T10:00:00Z
+        주문: item.category: "shoes" · order.placed_at: d"2025-05-01T10:00:00+00:00"
@@
-  `hundred-days`             적용 · 기한 (모든 제안): 배송 완료 후 100일
-                             [order.placed_at < d"2025-01-06T23:00:00+00:00" → 참: order.placed_at:
-                             d"2023-05-01T10:00:00+00:00"]
-  `thirty-days`              불필요 (`hundred-days` 우선) · 기한 (모든 제안): 배송 완료 후 30일
+  `hundred-days`             미적용 · 기한 (모든 제안): 배송 완료 후 100일
+                             [order.placed_at < d"2025-01-06T23:00:00+00:00" → 거짓:
+                             order.placed_at: d"2025-05-01T10:00:00+00:00"]
+  `thirty-days`              적용 · 기한 (모든 제안): 배송 완료 후 30일
""",
        "ZA3": """\
@@
-주문 #1001 · 정책 zalando-eu · 기준 2023.8.11 12:00 Berlin
+주문 #1001 · 정책 zalando-eu · 기준 2025.4.19 12:00 Berlin
@@
-  기준 시각  2023-08-11T10:00:00Z, 날짜 기준 Europe/Berlin
+  기준 시각  2025-04-19T10:00:00Z, 날짜 기준 Europe/Berlin
@@
-  기한  `hundred-days` 배송 완료 후 100일 (배송 완료 2023.5.3) → 2023.8.11 24:00 CEST 마감
+  기한  `hundred-days` 배송 완료 후 100일 (배송 완료 2025.1.9) → 2025.4.19 24:00 CEST 마감
@@
-  사실  시점: 주문 2023-05-01T10:00:00Z · 배송 완료 2023-05-03T10:00:00Z
-        주문: item.category: "shoes" · order.placed_at: d"2023-05-01T10:00:00+00:00"
+  사실  시점: 주문 2025-01-06T11:00:00Z · 배송 완료 2025-01-09T11:00:00Z
+        주문: item.category: "shoes" · order.placed_at: d"2025-01-06T11:00:00+00:00"
@@
-                             d"2023-05-01T10:00:00+00:00"]
+                             d"2025-01-06T11:00:00+00:00"]
""",
        "ZA4": """\
@@
-주문 #1001 · 정책 zalando-eu · 기준 2023.8.11 12:00 Berlin
+주문 #1001 · 정책 zalando-eu · 기준 2025.2.9 12:00 Berlin
@@
-  기준 시각  2023-08-11T10:00:00Z, 날짜 기준 Europe/Berlin
+  기준 시각  2025-02-09T11:00:00Z, 날짜 기준 Europe/Berlin
@@
-Shoes · 반품 가능 · 환불
-  기한  `hundred-days` 배송 완료 후 100일 (배송 완료 2023.5.3) → 2023.8.11 24:00 CEST 마감
+Shoes · 반품 불가
+  기한  `thirty-days` 배송 완료 후 30일 (배송 완료 2025.1.9) → 2025.2.8 24:00 CET 마감됨
@@
-  사실  시점: 주문 2023-05-01T10:00:00Z · 배송 완료 2023-05-03T10:00:00Z
-        주문: item.category: "shoes" · order.placed_at: d"2023-05-01T10:00:00+00:00"
+  사실  시점: 주문 2025-01-07T11:00:00Z · 배송 완료 2025-01-09T11:00:00Z
+        주문: item.category: "shoes" · order.placed_at: d"2025-01-07T11:00:00+00:00"
@@
-  `hundred-days`             적용 · 기한 (모든 제안): 배송 완료 후 100일
-                             [order.placed_at < d"2025-01-06T23:00:00+00:00" → 참: order.placed_at:
-                             d"2023-05-01T10:00:00+00:00"]
-  `thirty-days`              불필요 (`hundred-days` 우선) · 기한 (모든 제안): 배송 완료 후 30일
+  `hundred-days`             미적용 · 기한 (모든 제안): 배송 완료 후 100일
+                             [order.placed_at < d"2025-01-06T23:00:00+00:00" → 거짓:
+                             order.placed_at: d"2025-01-07T11:00:00+00:00"]
+  `thirty-days`              적용 · 기한 (모든 제안): 배송 완료 후 30일
""",
    },
}

if WRITES:
    write(Path(__file__), "zalando")


def test_every_case_is_told_to_every_reader() -> None:
    check_complete(TOLD, "zalando")


@each(TOLD)
def test_a_case_is_told_so(id: str, reader: str, locale: str, text: str) -> None:
    assert told(id, reader, locale) == text.removesuffix("\n")
