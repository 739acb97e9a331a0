"""Target: what each of its cases is told to the three readers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.explanations.told import WRITES, Told, check_complete, each, told, write

TOLD: Final[Told] = {
    "shopper en": {
        "TG1": """\
Apparel can be returned until 1 March 2027. You can choose a refund or an exchange.
""",
        "TG2": """\
Home can be returned until 29 June 2026. You can choose a refund or an exchange.
""",
        "TG3": """\
Electronics can no longer be returned. This was possible until 31 March 2026.
""",
    },
    "shopper ko": {
        "TG1": """\
Apparel: 2027년 3월 1일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 교환.
""",
        "TG2": """\
Home: 2026년 6월 29일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 교환.
""",
        "TG3": """\
Electronics: 반품 기간이 지났습니다. 신청 가능 기간: 2026년 3월 31일까지.
""",
    },
    "agent en": {
        "TG1": """\
order #1001 · policy target-us · as of 1 Mar 2027 12:00 Chicago

Apparel · eligible · refund, exchange
  window      `own-brands` 1 year of invoice else order (ordered 1 Mar 2026) → closes 1 Mar 2027
              24:00 CST
  spoke       `what-we-offer` (always) · `own-brands` (item.brand is "own_brand")
  silent      `opened-media` (item.category is "apparel") · `phones` (item.category is "apparel") ·
              `apple` (item.brand is "own_brand") · `electronics` (item.category is "apparel") ·
              `store-card` (order.paid_by is ["card"]) ·
              `opened-phones` (item.category is "apparel")
  not needed  `standard` (`own-brands` decides)
""",
        "TG2": """\
order #1001 · policy target-us · as of 29 Jun 2026 12:00 Chicago

Home · eligible · refund, exchange
  window  `standard` 90 days of invoice else order (ordered 1 Mar 2026) → closes 29 Jun 2026 24:00
          CDT · extended 30 days
  spoke   `what-we-offer` (always) · `standard` (always) ·
          `store-card` (order.paid_by is ["card", "store_card"])
  silent  `opened-media` (item.category is "home") · `own-brands` (item.brand is "national_brand") ·
          `phones` (item.category is "home") · `apple` (item.brand is "national_brand") ·
          `electronics` (item.category is "home") · `opened-phones` (item.category is "home")
""",
        "TG3": """\
order #1001 · policy target-us · as of 1 Apr 2026 12:00 Chicago

Electronics · ineligible
  window      `electronics` 30 days of invoice else order (ordered 1 Mar 2026) → closed 31 Mar 2026
              24:00 CDT
  spoke       `what-we-offer` (always) · `electronics` (item.category is "electronics")
  silent      `opened-media` (item.category is "electronics") ·
              `own-brands` (item.brand is "national_brand") ·
              `phones` (item.category is "electronics") · `apple` (item.brand is "national_brand") ·
              `store-card` (order.paid_by is ["card"]) ·
              `opened-phones` (item.category is "electronics")
  not needed  `standard` (`electronics` decides)
""",
    },
    "agent ko": {
        "TG1": """\
주문 #1001 · 정책 target-us · 기준 2027.3.1 12:00 Chicago

Apparel · 반품 가능 · 환불, 교환
  기한    `own-brands` 청구(없으면 주문) 후 1년 (주문 2026.3.1) → 2027.3.1 24:00 CST 마감
  적용    `what-we-offer` (항상) · `own-brands` (item.brand: "own_brand")
  미적용  `opened-media` (item.category: "apparel") · `phones` (item.category: "apparel") ·
          `apple` (item.brand: "own_brand") · `electronics` (item.category: "apparel") ·
          `store-card` (order.paid_by: ["card"]) · `opened-phones` (item.category: "apparel")
  불필요  `standard` (`own-brands` 우선)
""",
        "TG2": """\
주문 #1001 · 정책 target-us · 기준 2026.6.29 12:00 Chicago

Home · 반품 가능 · 환불, 교환
  기한    `standard` 청구(없으면 주문) 후 90일 (주문 2026.3.1) → 2026.6.29 24:00 CDT 마감 ·
          연장 30일
  적용    `what-we-offer` (항상) · `standard` (항상) ·
          `store-card` (order.paid_by: ["card", "store_card"])
  미적용  `opened-media` (item.category: "home") · `own-brands` (item.brand: "national_brand") ·
          `phones` (item.category: "home") · `apple` (item.brand: "national_brand") ·
          `electronics` (item.category: "home") · `opened-phones` (item.category: "home")
""",
        "TG3": """\
주문 #1001 · 정책 target-us · 기준 2026.4.1 12:00 Chicago

Electronics · 반품 불가
  기한    `electronics` 청구(없으면 주문) 후 30일 (주문 2026.3.1) → 2026.3.31 24:00 CDT 마감됨
  적용    `what-we-offer` (항상) · `electronics` (item.category: "electronics")
  미적용  `opened-media` (item.category: "electronics") ·
          `own-brands` (item.brand: "national_brand") · `phones` (item.category: "electronics") ·
          `apple` (item.brand: "national_brand") · `store-card` (order.paid_by: ["card"]) ·
          `opened-phones` (item.category: "electronics")
  불필요  `standard` (`electronics` 우선)
""",
    },
    "auditor en": {
        "TG1": """\
order #1001 · policy target-us · as of 1 Mar 2027 12:00 Chicago
  policy     `target-us`, for all orders
  hash       sha256 1444d93ad2170c6a80945611e28f233690fc02f7b878475e8bd1c543c4ec2b86
  instant    2027-03-01T18:00:00Z, days counted in America/Chicago
  history    given
  inspected  0 of 1
  calendars  none

Apparel · eligible · refund, exchange
  window   `own-brands` 1 year of invoice else order (ordered 1 Mar 2026) → closes 1 Mar 2027 24:00
           CST
  assumed  `own-brands` counts from order, as invoice is not known
  facts    events: order 2026-03-01T18:00:00Z · invoice not known
           order: item.brand is "own_brand" · item.category is "apparel" · order.paid_by is ["card"]
           shopper: request.is_opened is not known: not asked yet
  `opened-media`   silent · leaves only exchange
                   [item.category == "media" → false: item.category is "apparel"]
                   and [request.is_opened → not reached]
  `what-we-offer`  spoke · offers refund, exchange
                   always
  `own-brands`     spoke · window of every offer: 1 year of invoice else order
                   [item.brand == "own_brand" → true: item.brand is "own_brand"]
  `phones`         silent · window of every offer: 14 days of invoice else order
                   [item.category == "phone" → false: item.category is "apparel"]
  `apple`          silent · window of every offer: 15 days of invoice else order
                   [item.brand == "apple" → false: item.brand is "own_brand"]
  `electronics`    silent · window of every offer: 30 days of invoice else order
                   [item.category == "electronics" → false: item.category is "apparel"]
  `standard`       not needed, `own-brands` decided ·
                   window of every offer: 90 days of invoice else order
                   always
  `store-card`     silent · extends every offer: 30 days
                   ["store_card" in order.paid_by → false: order.paid_by is ["card"]]
  `opened-phones`  silent · fee `restocking` on every offer: 35.00 per unit, set by the inspection
                   [item.category == "phone" → false: item.category is "apparel"]
                   and [request.is_opened → not reached]
""",
        "TG2": """\
@@
-order #1001 · policy target-us · as of 1 Mar 2027 12:00 Chicago
+order #1001 · policy target-us · as of 29 Jun 2026 12:00 Chicago
@@
-  instant    2027-03-01T18:00:00Z, days counted in America/Chicago
+  instant    2026-06-29T17:00:00Z, days counted in America/Chicago
@@
-Apparel · eligible · refund, exchange
-  window   `own-brands` 1 year of invoice else order (ordered 1 Mar 2026) → closes 1 Mar 2027 24:00
-           CST
-  assumed  `own-brands` counts from order, as invoice is not known
+Home · eligible · refund, exchange
+  window   `standard` 90 days of invoice else order (ordered 1 Mar 2026) → closes 29 Jun 2026 24:00
+           CDT · extended 30 days
+  assumed  `standard` counts from order, as invoice is not known
@@
-           order: item.brand is "own_brand" · item.category is "apparel" · order.paid_by is ["card"]
+           order: item.brand is "national_brand" · item.category is "home" ·
+           order.paid_by is ["card", "store_card"]
@@
-                   [item.category == "media" → false: item.category is "apparel"]
+                   [item.category == "media" → false: item.category is "home"]
@@
-  `own-brands`     spoke · window of every offer: 1 year of invoice else order
-                   [item.brand == "own_brand" → true: item.brand is "own_brand"]
+  `own-brands`     silent · window of every offer: 1 year of invoice else order
+                   [item.brand == "own_brand" → false: item.brand is "national_brand"]
@@
-                   [item.category == "phone" → false: item.category is "apparel"]
+                   [item.category == "phone" → false: item.category is "home"]
@@
-                   [item.brand == "apple" → false: item.brand is "own_brand"]
+                   [item.brand == "apple" → false: item.brand is "national_brand"]
@@
-                   [item.category == "electronics" → false: item.category is "apparel"]
-  `standard`       not needed, `own-brands` decided ·
-                   window of every offer: 90 days of invoice else order
+                   [item.category == "electronics" → false: item.category is "home"]
+  `standard`       spoke · window of every offer: 90 days of invoice else order
@@
-  `store-card`     silent · extends every offer: 30 days
-                   ["store_card" in order.paid_by → false: order.paid_by is ["card"]]
+  `store-card`     spoke · extends every offer: 30 days
+                   ["store_card" in order.paid_by → true: order.paid_by is ["card", "store_card"]]
@@
-                   [item.category == "phone" → false: item.category is "apparel"]
+                   [item.category == "phone" → false: item.category is "home"]
""",
        "TG3": """\
@@
-order #1001 · policy target-us · as of 1 Mar 2027 12:00 Chicago
+order #1001 · policy target-us · as of 1 Apr 2026 12:00 Chicago
@@
-  instant    2027-03-01T18:00:00Z, days counted in America/Chicago
+  instant    2026-04-01T17:00:00Z, days counted in America/Chicago
@@
-Apparel · eligible · refund, exchange
-  window   `own-brands` 1 year of invoice else order (ordered 1 Mar 2026) → closes 1 Mar 2027 24:00
-           CST
-  assumed  `own-brands` counts from order, as invoice is not known
+Electronics · ineligible
+  window   `electronics` 30 days of invoice else order (ordered 1 Mar 2026) → closed 31 Mar 2026
+           24:00 CDT
+  assumed  `electronics` counts from order, as invoice is not known
@@
-           order: item.brand is "own_brand" · item.category is "apparel" · order.paid_by is ["card"]
+           order: item.brand is "national_brand" · item.category is "electronics" ·
+           order.paid_by is ["card"]
@@
-                   [item.category == "media" → false: item.category is "apparel"]
+                   [item.category == "media" → false: item.category is "electronics"]
@@
-  `own-brands`     spoke · window of every offer: 1 year of invoice else order
-                   [item.brand == "own_brand" → true: item.brand is "own_brand"]
+  `own-brands`     silent · window of every offer: 1 year of invoice else order
+                   [item.brand == "own_brand" → false: item.brand is "national_brand"]
@@
-                   [item.category == "phone" → false: item.category is "apparel"]
+                   [item.category == "phone" → false: item.category is "electronics"]
@@
-                   [item.brand == "apple" → false: item.brand is "own_brand"]
-  `electronics`    silent · window of every offer: 30 days of invoice else order
-                   [item.category == "electronics" → false: item.category is "apparel"]
-  `standard`       not needed, `own-brands` decided ·
+                   [item.brand == "apple" → false: item.brand is "national_brand"]
+  `electronics`    spoke · window of every offer: 30 days of invoice else order
+                   [item.category == "electronics" → true: item.category is "electronics"]
+  `standard`       not needed, `electronics` decided ·
@@
-                   [item.category == "phone" → false: item.category is "apparel"]
+                   [item.category == "phone" → false: item.category is "electronics"]
""",
    },
    "auditor ko": {
        "TG1": """\
주문 #1001 · 정책 target-us · 기준 2027.3.1 12:00 Chicago
  정책       `target-us`, 모든 주문
  해시       sha256 1444d93ad2170c6a80945611e28f233690fc02f7b878475e8bd1c543c4ec2b86
  기준 시각  2027-03-01T18:00:00Z, 날짜 기준 America/Chicago
  이력       제공됨
  검수       1개 중 0개
  달력       없음

Apparel · 반품 가능 · 환불, 교환
  기한  `own-brands` 청구(없으면 주문) 후 1년 (주문 2026.3.1) → 2027.3.1 24:00 CST 마감
  가정  `own-brands` 기산점 주문 (시점 미확인: 청구)
  사실  시점: 주문 2026-03-01T18:00:00Z · 청구 시점 미확인
        주문: item.brand: "own_brand" · item.category: "apparel" · order.paid_by: ["card"]
        고객: request.is_opened: 알 수 없음, 아직 묻지 않음
  `opened-media`   미적용 · 다음만 허용: 교환
                   [item.category == "media" → 거짓: item.category: "apparel"]
                   and [request.is_opened → 확인 안 함]
  `what-we-offer`  적용 · 제공: 환불, 교환
                   항상
  `own-brands`     적용 · 기한 (모든 제안): 청구(없으면 주문) 후 1년
                   [item.brand == "own_brand" → 참: item.brand: "own_brand"]
  `phones`         미적용 · 기한 (모든 제안): 청구(없으면 주문) 후 14일
                   [item.category == "phone" → 거짓: item.category: "apparel"]
  `apple`          미적용 · 기한 (모든 제안): 청구(없으면 주문) 후 15일
                   [item.brand == "apple" → 거짓: item.brand: "own_brand"]
  `electronics`    미적용 · 기한 (모든 제안): 청구(없으면 주문) 후 30일
                   [item.category == "electronics" → 거짓: item.category: "apparel"]
  `standard`       불필요 (`own-brands` 우선) · 기한 (모든 제안): 청구(없으면 주문) 후 90일
                   항상
  `store-card`     미적용 · 연장 (모든 제안): 30일
                   ["store_card" in order.paid_by → 거짓: order.paid_by: ["card"]]
  `opened-phones`  미적용 · 수수료 `restocking` (모든 제안): 개당 35.00, 검수 후 확정
                   [item.category == "phone" → 거짓: item.category: "apparel"]
                   and [request.is_opened → 확인 안 함]
""",
        "TG2": """\
@@
-주문 #1001 · 정책 target-us · 기준 2027.3.1 12:00 Chicago
+주문 #1001 · 정책 target-us · 기준 2026.6.29 12:00 Chicago
@@
-  기준 시각  2027-03-01T18:00:00Z, 날짜 기준 America/Chicago
+  기준 시각  2026-06-29T17:00:00Z, 날짜 기준 America/Chicago
@@
-Apparel · 반품 가능 · 환불, 교환
-  기한  `own-brands` 청구(없으면 주문) 후 1년 (주문 2026.3.1) → 2027.3.1 24:00 CST 마감
-  가정  `own-brands` 기산점 주문 (시점 미확인: 청구)
+Home · 반품 가능 · 환불, 교환
+  기한  `standard` 청구(없으면 주문) 후 90일 (주문 2026.3.1) → 2026.6.29 24:00 CDT 마감 · 연장 30일
+  가정  `standard` 기산점 주문 (시점 미확인: 청구)
@@
-        주문: item.brand: "own_brand" · item.category: "apparel" · order.paid_by: ["card"]
+        주문: item.brand: "national_brand" · item.category: "home" ·
+        order.paid_by: ["card", "store_card"]
@@
-                   [item.category == "media" → 거짓: item.category: "apparel"]
+                   [item.category == "media" → 거짓: item.category: "home"]
@@
-  `own-brands`     적용 · 기한 (모든 제안): 청구(없으면 주문) 후 1년
-                   [item.brand == "own_brand" → 참: item.brand: "own_brand"]
+  `own-brands`     미적용 · 기한 (모든 제안): 청구(없으면 주문) 후 1년
+                   [item.brand == "own_brand" → 거짓: item.brand: "national_brand"]
@@
-                   [item.category == "phone" → 거짓: item.category: "apparel"]
+                   [item.category == "phone" → 거짓: item.category: "home"]
@@
-                   [item.brand == "apple" → 거짓: item.brand: "own_brand"]
+                   [item.brand == "apple" → 거짓: item.brand: "national_brand"]
@@
-                   [item.category == "electronics" → 거짓: item.category: "apparel"]
-  `standard`       불필요 (`own-brands` 우선) · 기한 (모든 제안): 청구(없으면 주문) 후 90일
+                   [item.category == "electronics" → 거짓: item.category: "home"]
+  `standard`       적용 · 기한 (모든 제안): 청구(없으면 주문) 후 90일
@@
-  `store-card`     미적용 · 연장 (모든 제안): 30일
-                   ["store_card" in order.paid_by → 거짓: order.paid_by: ["card"]]
+  `store-card`     적용 · 연장 (모든 제안): 30일
+                   ["store_card" in order.paid_by → 참: order.paid_by: ["card", "store_card"]]
@@
-                   [item.category == "phone" → 거짓: item.category: "apparel"]
+                   [item.category == "phone" → 거짓: item.category: "home"]
""",
        "TG3": """\
@@
-주문 #1001 · 정책 target-us · 기준 2027.3.1 12:00 Chicago
+주문 #1001 · 정책 target-us · 기준 2026.4.1 12:00 Chicago
@@
-  기준 시각  2027-03-01T18:00:00Z, 날짜 기준 America/Chicago
+  기준 시각  2026-04-01T17:00:00Z, 날짜 기준 America/Chicago
@@
-Apparel · 반품 가능 · 환불, 교환
-  기한  `own-brands` 청구(없으면 주문) 후 1년 (주문 2026.3.1) → 2027.3.1 24:00 CST 마감
-  가정  `own-brands` 기산점 주문 (시점 미확인: 청구)
+Electronics · 반품 불가
+  기한  `electronics` 청구(없으면 주문) 후 30일 (주문 2026.3.1) → 2026.3.31 24:00 CDT 마감됨
+  가정  `electronics` 기산점 주문 (시점 미확인: 청구)
@@
-        주문: item.brand: "own_brand" · item.category: "apparel" · order.paid_by: ["card"]
+        주문: item.brand: "national_brand" · item.category: "electronics" · order.paid_by: ["card"]
@@
-                   [item.category == "media" → 거짓: item.category: "apparel"]
+                   [item.category == "media" → 거짓: item.category: "electronics"]
@@
-  `own-brands`     적용 · 기한 (모든 제안): 청구(없으면 주문) 후 1년
-                   [item.brand == "own_brand" → 참: item.brand: "own_brand"]
+  `own-brands`     미적용 · 기한 (모든 제안): 청구(없으면 주문) 후 1년
+                   [item.brand == "own_brand" → 거짓: item.brand: "national_brand"]
@@
-                   [item.category == "phone" → 거짓: item.category: "apparel"]
+                   [item.category == "phone" → 거짓: item.category: "electronics"]
@@
-                   [item.brand == "apple" → 거짓: item.brand: "own_brand"]
-  `electronics`    미적용 · 기한 (모든 제안): 청구(없으면 주문) 후 30일
-                   [item.category == "electronics" → 거짓: item.category: "apparel"]
-  `standard`       불필요 (`own-brands` 우선) · 기한 (모든 제안): 청구(없으면 주문) 후 90일
+                   [item.brand == "apple" → 거짓: item.brand: "national_brand"]
+  `electronics`    적용 · 기한 (모든 제안): 청구(없으면 주문) 후 30일
+                   [item.category == "electronics" → 참: item.category: "electronics"]
+  `standard`       불필요 (`electronics` 우선) · 기한 (모든 제안): 청구(없으면 주문) 후 90일
@@
-                   [item.category == "phone" → 거짓: item.category: "apparel"]
+                   [item.category == "phone" → 거짓: item.category: "electronics"]
""",
    },
}

if WRITES:
    write(Path(__file__), "target")


def test_every_case_is_told_to_every_reader() -> None:
    check_complete(TOLD, "target")


@each(TOLD)
def test_a_case_is_told_so(id: str, reader: str, locale: str, text: str) -> None:
    assert told(id, reader, locale) == text.removesuffix("\n")
