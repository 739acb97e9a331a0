"""H&M: what each of its cases is told to the three readers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.explanations.told import WRITES, Told, check_complete, each, told, write

TOLD: Final[Told] = {
    "shopper en": {
        "HM1 HM2": """\
Shirt can be returned until 31 March 2026. You can get a refund.
""",
        "HM3": """\
Shirt can't be returned. Online purchases can't be returned to stores in Puerto Rico; send it by
mail.
""",
        "HM4": """\
Shirt can be returned at any time. You can get store credit.
""",
    },
    "shopper ko": {
        "HM1 HM2": """\
Shirt: 2026년 3월 31일까지 반품하실 수 있습니다. 처리 방법: 환불.
""",
        "HM3": """\
Shirt: 반품하실 수 없습니다. Online purchases can't be returned to stores in Puerto Rico; send it by
mail.
""",
        "HM4": """\
Shirt: 기한 없이 반품하실 수 있습니다. 처리 방법: 적립금.
""",
    },
    "agent en": {
        "HM1": """\
order #1001 · policy hm-us · as of 20 Mar 2026 12:00 New York

Shirt · eligible · refund
  window   refund: `money` 30 days of delivery (delivered 1 Mar 2026) → closes 31 Mar 2026 24:00 EDT
           `merchandise_credit`: `late` unlimited → never closes ·
           after `refund`: opens 31 Mar 2026 24:00 EDT
  methods  `store` open · `mail` open
  spoke    `money` (always) · `late` (always)
  silent   `final` (item.category is "shirt") ·
           `swimwear-without-its-seal` (item.category is "shirt") ·
           `furniture-put-together` (item.category is "shirt") ·
           `puerto-rico` (request.region is null) · `furniture` (item.category is "shirt") ·
           `wrong-or-missing` (request.reason is "unwanted") ·
           `collaborations` (item.is_collaboration is false)

  return  `refund`: fee `label` 5.99 per return (`mail`)
""",
        "HM2": """\
order #1001 · policy hm-us · as of 20 Mar 2026 12:00 New York

Shirt · eligible · refund
  window   refund: `money` 30 days of delivery (delivered 1 Mar 2026) → closes 31 Mar 2026 24:00 EDT
           `merchandise_credit`: `late` unlimited → never closes ·
           after `refund`: opens 31 Mar 2026 24:00 EDT
  methods  `store` open · `mail` open
  spoke    `money` (always) · `late` (always)
  silent   `final` (item.category is "shirt") ·
           `swimwear-without-its-seal` (item.category is "shirt") ·
           `furniture-put-together` (item.category is "shirt") ·
           `puerto-rico` (request.region is null) · `furniture` (item.category is "shirt") ·
           `wrong-or-missing` (request.reason is "unwanted") ·
           `collaborations` (item.is_collaboration is false)
""",
        "HM3": """\
order #1001 · policy hm-us · as of 20 Mar 2026 12:00 New York

Shirt · ineligible
  refused by  `puerto-rico` closes the method
  window      refund: `money` 30 days of delivery (delivered 1 Mar 2026) → closes 31 Mar 2026 24:00
              EDT
              `merchandise_credit`: `late` unlimited → never closes ·
              after `refund`: opens 31 Mar 2026 24:00 EDT
  also        `late` window not open yet
  methods     `store` closed (`puerto-rico`) · `mail` open
  spoke       `puerto-rico` (order.channel is "web", request.region is "PR") · `money` (always) ·
              `late` (always)
  silent      `final` (item.category is "shirt") ·
              `swimwear-without-its-seal` (item.category is "shirt") ·
              `furniture-put-together` (item.category is "shirt") ·
              `furniture` (item.category is "shirt") ·
              `wrong-or-missing` (request.reason is "unwanted") ·
              `collaborations` (item.is_collaboration is false)
""",
        "HM4": """\
order #1001 · policy hm-us · as of 5 Apr 2026 12:00 New York

Shirt · eligible · `merchandise_credit`
  window   refund: `money` 30 days of delivery (delivered 1 Mar 2026) → closed 31 Mar 2026 24:00 EDT
           `merchandise_credit`: `late` unlimited → never closes ·
           after `refund`: opens 31 Mar 2026 24:00 EDT
  methods  `store` open · `mail` open
  spoke    `money` (always) · `late` (always)
  silent   `final` (item.category is "shirt") ·
           `swimwear-without-its-seal` (item.category is "shirt") ·
           `furniture-put-together` (item.category is "shirt") ·
           `puerto-rico` (request.region is null) · `furniture` (item.category is "shirt") ·
           `wrong-or-missing` (request.reason is "unwanted") ·
           `collaborations` (item.is_collaboration is false)
""",
    },
    "agent ko": {
        "HM1": """\
주문 #1001 · 정책 hm-us · 기준 2026.3.20 12:00 New York

Shirt · 반품 가능 · 환불
  기한    환불: `money` 배송 완료 후 30일 (배송 완료 2026.3.1) → 2026.3.31 24:00 EDT 마감
          `merchandise_credit`: `late` 무기한 → 마감 없음 ·
          `refund` 마감 후 시작 2026.3.31 24:00 EDT
  방법    `store` 가능 · `mail` 가능
  적용    `money` (항상) · `late` (항상)
  미적용  `final` (item.category: "shirt") · `swimwear-without-its-seal` (item.category: "shirt") ·
          `furniture-put-together` (item.category: "shirt") · `puerto-rico` (request.region: null) ·
          `furniture` (item.category: "shirt") · `wrong-or-missing` (request.reason: "unwanted") ·
          `collaborations` (item.is_collaboration: false)

  반품 전체  `refund`: 수수료 `label` 반품당 5.99 (`mail`)
""",
        "HM2": """\
주문 #1001 · 정책 hm-us · 기준 2026.3.20 12:00 New York

Shirt · 반품 가능 · 환불
  기한    환불: `money` 배송 완료 후 30일 (배송 완료 2026.3.1) → 2026.3.31 24:00 EDT 마감
          `merchandise_credit`: `late` 무기한 → 마감 없음 ·
          `refund` 마감 후 시작 2026.3.31 24:00 EDT
  방법    `store` 가능 · `mail` 가능
  적용    `money` (항상) · `late` (항상)
  미적용  `final` (item.category: "shirt") · `swimwear-without-its-seal` (item.category: "shirt") ·
          `furniture-put-together` (item.category: "shirt") · `puerto-rico` (request.region: null) ·
          `furniture` (item.category: "shirt") · `wrong-or-missing` (request.reason: "unwanted") ·
          `collaborations` (item.is_collaboration: false)
""",
        "HM3": """\
주문 #1001 · 정책 hm-us · 기준 2026.3.20 12:00 New York

Shirt · 반품 불가
  불가 사유  `puerto-rico` 방법 불가
  기한       환불: `money` 배송 완료 후 30일 (배송 완료 2026.3.1) → 2026.3.31 24:00 EDT 마감
             `merchandise_credit`: `late` 무기한 → 마감 없음 ·
             `refund` 마감 후 시작 2026.3.31 24:00 EDT
  추가 사유  `late` 기한 시작 전
  방법       `store` 불가 (`puerto-rico`) · `mail` 가능
  적용       `puerto-rico` (order.channel: "web", request.region: "PR") · `money` (항상) ·
             `late` (항상)
  미적용     `final` (item.category: "shirt") ·
             `swimwear-without-its-seal` (item.category: "shirt") ·
             `furniture-put-together` (item.category: "shirt") ·
             `furniture` (item.category: "shirt") ·
             `wrong-or-missing` (request.reason: "unwanted") ·
             `collaborations` (item.is_collaboration: false)
""",
        "HM4": """\
주문 #1001 · 정책 hm-us · 기준 2026.4.5 12:00 New York

Shirt · 반품 가능 · `merchandise_credit`
  기한    환불: `money` 배송 완료 후 30일 (배송 완료 2026.3.1) → 2026.3.31 24:00 EDT 마감됨
          `merchandise_credit`: `late` 무기한 → 마감 없음 ·
          `refund` 마감 후 시작 2026.3.31 24:00 EDT
  방법    `store` 가능 · `mail` 가능
  적용    `money` (항상) · `late` (항상)
  미적용  `final` (item.category: "shirt") · `swimwear-without-its-seal` (item.category: "shirt") ·
          `furniture-put-together` (item.category: "shirt") · `puerto-rico` (request.region: null) ·
          `furniture` (item.category: "shirt") · `wrong-or-missing` (request.reason: "unwanted") ·
          `collaborations` (item.is_collaboration: false)
""",
    },
    "auditor en": {
        "HM1": """\
order #1001 · policy hm-us · as of 20 Mar 2026 12:00 New York
  policy     `hm-us`, for all orders
  hash       sha256 2b88532139987a75658fbc7df545cde9e6e32a465b5884416c6de1dc7c9d6aed
  instant    2026-03-20T16:00:00Z, days counted in America/New_York
  history    given
  inspected  0 of 1
  calendars  none

Shirt · eligible · refund
  window   refund: `money` 30 days of delivery (delivered 1 Mar 2026) → closes 31 Mar 2026 24:00 EDT
           `merchandise_credit`: `late` unlimited → never closes ·
           after `refund`: opens 31 Mar 2026 24:00 EDT
  methods  `store` open · `mail` open
  assumed  nothing
  facts    events: order 2026-02-26T17:00:00Z · delivery 2026-03-01T17:00:00Z
           order: item.category is "shirt" · item.is_collaboration is false · order.channel is "web"
           request: request.region is null
           shopper: item.is_assembled is not known: not asked yet · request.reason is "unwanted"
           inspection: inspection.is_tag_missing is not known: not asked yet
  `final`                      silent · refuses every offer (hygiene)
                               [item.category in ["cosmetics", "underwear"] → false: item.category
                               is "shirt"]
  `swimwear-without-its-seal`  silent · refuses every offer (hygiene)
                               [item.category == "swimwear" → false: item.category is "shirt"]
                               and [inspection.is_tag_missing → not reached]
  `furniture-put-together`     silent · refuses every offer (condition)
                               [item.category == "furniture" → false: item.category is "shirt"]
                               and [item.is_assembled → not reached]
  `puerto-rico`                silent · closes `store`
                               [order.channel == "web" → true: order.channel is "web"]
                               and [request.region == "PR" → false: request.region is null]
  `furniture`                  silent · opens `mail`, closes other methods
                               [item.category == "furniture" → false: item.category is "shirt"]
  `wrong-or-missing`           silent · opens `mail`, closes other methods
                               not_what_was_ordered := [request.reason in ["wrong_item",
                               "wrong_variant", "missing_item", "missing_parts"] → false:
                               request.reason is "unwanted"]
  `collaborations`             silent · has every offer reviewed
                               [item.is_collaboration → false]
  `money`                      spoke · offers refund · window of refund: 30 days of delivery
                               always
  `late`                       spoke · offers `merchandise_credit` (store credit) ·
                               window of `merchandise_credit`: unlimited, after refund
                               always

  return  `refund`: fee `label` 5.99 per return (`mail`)
  `mail-for-plus-members`  silent · waives fee `label` on every offer
                           [customer.tier == "plus" → false: customer.tier is null]
  `mail-for-members`       silent · fee `label` on every offer: 2.99 per return
                           [customer.tier == "member" → false: customer.tier is null]
                           and (by_mail := [request.method == "mail" → not reached])
  `mail`                   spoke · fee `label` on every offer: 5.99 per return
                           by_mail := [request.method == "mail" → true: request.method is "mail"]
""",
        "HM2": """\
@@
-  return  `refund`: fee `label` 5.99 per return (`mail`)
@@
-  `mail`                   spoke · fee `label` on every offer: 5.99 per return
-                           by_mail := [request.method == "mail" → true: request.method is "mail"]
+  `mail`                   silent · fee `label` on every offer: 5.99 per return
+                           by_mail := [request.method == "mail" → false: request.method is "store"]
""",
        "HM3": """\
@@
-Shirt · eligible · refund
-  window   refund: `money` 30 days of delivery (delivered 1 Mar 2026) → closes 31 Mar 2026 24:00 EDT
-           `merchandise_credit`: `late` unlimited → never closes ·
-           after `refund`: opens 31 Mar 2026 24:00 EDT
-  methods  `store` open · `mail` open
-  assumed  nothing
-  facts    events: order 2026-02-26T17:00:00Z · delivery 2026-03-01T17:00:00Z
-           order: item.category is "shirt" · item.is_collaboration is false · order.channel is "web"
-           request: request.region is null
-           shopper: item.is_assembled is not known: not asked yet · request.reason is "unwanted"
-           inspection: inspection.is_tag_missing is not known: not asked yet
+Shirt · ineligible
+  refused by  `puerto-rico` closes the method
+  window      refund: `money` 30 days of delivery (delivered 1 Mar 2026) → closes 31 Mar 2026 24:00
+              EDT
+              `merchandise_credit`: `late` unlimited → never closes ·
+              after `refund`: opens 31 Mar 2026 24:00 EDT
+  also        `late` window not open yet
+  methods     `store` closed (`puerto-rico`) · `mail` open
+  assumed     nothing
+  facts       events: order 2026-02-26T17:00:00Z · delivery 2026-03-01T17:00:00Z
+              order: item.category is "shirt" · item.is_collaboration is false ·
+              order.channel is "web"
+              request: request.region is "PR"
+              shopper: item.is_assembled is not known: not asked yet · request.reason is "unwanted"
+              inspection: inspection.is_tag_missing is not known: not asked yet
@@
-  `puerto-rico`                silent · closes `store`
+  `puerto-rico`                spoke · closes `store`
@@
-                               and [request.region == "PR" → false: request.region is null]
+                               and [request.region == "PR" → true: request.region is "PR"]
@@
-  return  `refund`: fee `label` 5.99 per return (`mail`)
-  `mail-for-plus-members`  silent · waives fee `label` on every offer
-                           [customer.tier == "plus" → false: customer.tier is null]
-  `mail-for-members`       silent · fee `label` on every offer: 2.99 per return
-                           [customer.tier == "member" → false: customer.tier is null]
-                           and (by_mail := [request.method == "mail" → not reached])
-  `mail`                   spoke · fee `label` on every offer: 5.99 per return
-                           by_mail := [request.method == "mail" → true: request.method is "mail"]
+  `mail-for-plus-members`  changes nothing here · waives fee `label` on every offer
+                           [customer.tier == "plus" → not reached]
+  `mail-for-members`       changes nothing here · fee `label` on every offer: 2.99 per return
+                           [customer.tier == "member" and by_mail → not reached]
+  `mail`                   changes nothing here · fee `label` on every offer: 5.99 per return
+                           [by_mail → not reached]
""",
        "HM4": """\
@@
-order #1001 · policy hm-us · as of 20 Mar 2026 12:00 New York
+order #1001 · policy hm-us · as of 5 Apr 2026 12:00 New York
@@
-  instant    2026-03-20T16:00:00Z, days counted in America/New_York
+  instant    2026-04-05T16:00:00Z, days counted in America/New_York
@@
-Shirt · eligible · refund
-  window   refund: `money` 30 days of delivery (delivered 1 Mar 2026) → closes 31 Mar 2026 24:00 EDT
+Shirt · eligible · `merchandise_credit`
+  window   refund: `money` 30 days of delivery (delivered 1 Mar 2026) → closed 31 Mar 2026 24:00 EDT
@@
-  facts    events: order 2026-02-26T17:00:00Z · delivery 2026-03-01T17:00:00Z
+  facts    events: order 2026-03-01T17:00:00Z · delivery 2026-03-01T17:00:00Z
@@
-  return  `refund`: fee `label` 5.99 per return (`mail`)
@@
-  `mail`                   spoke · fee `label` on every offer: 5.99 per return
-                           by_mail := [request.method == "mail" → true: request.method is "mail"]
+  `mail`                   silent · fee `label` on every offer: 5.99 per return
+                           by_mail := [request.method == "mail" → false: request.method is "store"]
""",
    },
    "auditor ko": {
        "HM1": """\
주문 #1001 · 정책 hm-us · 기준 2026.3.20 12:00 New York
  정책       `hm-us`, 모든 주문
  해시       sha256 2b88532139987a75658fbc7df545cde9e6e32a465b5884416c6de1dc7c9d6aed
  기준 시각  2026-03-20T16:00:00Z, 날짜 기준 America/New_York
  이력       제공됨
  검수       1개 중 0개
  달력       없음

Shirt · 반품 가능 · 환불
  기한  환불: `money` 배송 완료 후 30일 (배송 완료 2026.3.1) → 2026.3.31 24:00 EDT 마감
        `merchandise_credit`: `late` 무기한 → 마감 없음 · `refund` 마감 후 시작 2026.3.31 24:00 EDT
  방법  `store` 가능 · `mail` 가능
  가정  없음
  사실  시점: 주문 2026-02-26T17:00:00Z · 배송 완료 2026-03-01T17:00:00Z
        주문: item.category: "shirt" · item.is_collaboration: false · order.channel: "web"
        요청: request.region: null
        고객: item.is_assembled: 알 수 없음, 아직 묻지 않음 · request.reason: "unwanted"
        검수: inspection.is_tag_missing: 알 수 없음, 아직 묻지 않음
  `final`                      미적용 · 불가: 모든 제안 (hygiene)
                               [item.category in ["cosmetics", "underwear"] → 거짓: item.category:
                               "shirt"]
  `swimwear-without-its-seal`  미적용 · 불가: 모든 제안 (hygiene)
                               [item.category == "swimwear" → 거짓: item.category: "shirt"]
                               and [inspection.is_tag_missing → 확인 안 함]
  `furniture-put-together`     미적용 · 불가: 모든 제안 (condition)
                               [item.category == "furniture" → 거짓: item.category: "shirt"]
                               and [item.is_assembled → 확인 안 함]
  `puerto-rico`                미적용 · 반송 방법 제외: `store`
                               [order.channel == "web" → 참: order.channel: "web"]
                               and [request.region == "PR" → 거짓: request.region: null]
  `furniture`                  미적용 · 반송 방법 한정: `mail`
                               [item.category == "furniture" → 거짓: item.category: "shirt"]
  `wrong-or-missing`           미적용 · 반송 방법 한정: `mail`
                               not_what_was_ordered := [request.reason in ["wrong_item",
                               "wrong_variant", "missing_item", "missing_parts"] → 거짓:
                               request.reason: "unwanted"]
  `collaborations`             미적용 · 검토: 모든 제안
                               [item.is_collaboration → 거짓]
  `money`                      적용 · 제공: 환불 · 기한 (환불): 배송 완료 후 30일
                               항상
  `late`                       적용 · 제공: `merchandise_credit` (적립금) ·
                               기한 (`merchandise_credit`): 무기한, 환불 마감 후
                               항상

  반품 전체  `refund`: 수수료 `label` 반품당 5.99 (`mail`)
  `mail-for-plus-members`  미적용 · 수수료 `label` 면제 (모든 제안)
                           [customer.tier == "plus" → 거짓: customer.tier: null]
  `mail-for-members`       미적용 · 수수료 `label` (모든 제안): 반품당 2.99
                           [customer.tier == "member" → 거짓: customer.tier: null]
                           and (by_mail := [request.method == "mail" → 확인 안 함])
  `mail`                   적용 · 수수료 `label` (모든 제안): 반품당 5.99
                           by_mail := [request.method == "mail" → 참: request.method: "mail"]
""",
        "HM2": """\
@@
-  반품 전체  `refund`: 수수료 `label` 반품당 5.99 (`mail`)
@@
-  `mail`                   적용 · 수수료 `label` (모든 제안): 반품당 5.99
-                           by_mail := [request.method == "mail" → 참: request.method: "mail"]
+  `mail`                   미적용 · 수수료 `label` (모든 제안): 반품당 5.99
+                           by_mail := [request.method == "mail" → 거짓: request.method: "store"]
""",
        "HM3": """\
@@
-Shirt · 반품 가능 · 환불
-  기한  환불: `money` 배송 완료 후 30일 (배송 완료 2026.3.1) → 2026.3.31 24:00 EDT 마감
-        `merchandise_credit`: `late` 무기한 → 마감 없음 · `refund` 마감 후 시작 2026.3.31 24:00 EDT
-  방법  `store` 가능 · `mail` 가능
-  가정  없음
-  사실  시점: 주문 2026-02-26T17:00:00Z · 배송 완료 2026-03-01T17:00:00Z
-        주문: item.category: "shirt" · item.is_collaboration: false · order.channel: "web"
-        요청: request.region: null
-        고객: item.is_assembled: 알 수 없음, 아직 묻지 않음 · request.reason: "unwanted"
-        검수: inspection.is_tag_missing: 알 수 없음, 아직 묻지 않음
+Shirt · 반품 불가
+  불가 사유  `puerto-rico` 방법 불가
+  기한       환불: `money` 배송 완료 후 30일 (배송 완료 2026.3.1) → 2026.3.31 24:00 EDT 마감
+             `merchandise_credit`: `late` 무기한 → 마감 없음 ·
+             `refund` 마감 후 시작 2026.3.31 24:00 EDT
+  추가 사유  `late` 기한 시작 전
+  방법       `store` 불가 (`puerto-rico`) · `mail` 가능
+  가정       없음
+  사실       시점: 주문 2026-02-26T17:00:00Z · 배송 완료 2026-03-01T17:00:00Z
+             주문: item.category: "shirt" · item.is_collaboration: false · order.channel: "web"
+             요청: request.region: "PR"
+             고객: item.is_assembled: 알 수 없음, 아직 묻지 않음 · request.reason: "unwanted"
+             검수: inspection.is_tag_missing: 알 수 없음, 아직 묻지 않음
@@
-  `puerto-rico`                미적용 · 반송 방법 제외: `store`
+  `puerto-rico`                적용 · 반송 방법 제외: `store`
@@
-                               and [request.region == "PR" → 거짓: request.region: null]
+                               and [request.region == "PR" → 참: request.region: "PR"]
@@
-  반품 전체  `refund`: 수수료 `label` 반품당 5.99 (`mail`)
-  `mail-for-plus-members`  미적용 · 수수료 `label` 면제 (모든 제안)
-                           [customer.tier == "plus" → 거짓: customer.tier: null]
-  `mail-for-members`       미적용 · 수수료 `label` (모든 제안): 반품당 2.99
-                           [customer.tier == "member" → 거짓: customer.tier: null]
-                           and (by_mail := [request.method == "mail" → 확인 안 함])
-  `mail`                   적용 · 수수료 `label` (모든 제안): 반품당 5.99
-                           by_mail := [request.method == "mail" → 참: request.method: "mail"]
+  `mail-for-plus-members`  영향 없음 · 수수료 `label` 면제 (모든 제안)
+                           [customer.tier == "plus" → 확인 안 함]
+  `mail-for-members`       영향 없음 · 수수료 `label` (모든 제안): 반품당 2.99
+                           [customer.tier == "member" and by_mail → 확인 안 함]
+  `mail`                   영향 없음 · 수수료 `label` (모든 제안): 반품당 5.99
+                           [by_mail → 확인 안 함]
""",
        "HM4": """\
@@
-주문 #1001 · 정책 hm-us · 기준 2026.3.20 12:00 New York
+주문 #1001 · 정책 hm-us · 기준 2026.4.5 12:00 New York
@@
-  기준 시각  2026-03-20T16:00:00Z, 날짜 기준 America/New_York
+  기준 시각  2026-04-05T16:00:00Z, 날짜 기준 America/New_York
@@
-Shirt · 반품 가능 · 환불
-  기한  환불: `money` 배송 완료 후 30일 (배송 완료 2026.3.1) → 2026.3.31 24:00 EDT 마감
+Shirt · 반품 가능 · `merchandise_credit`
+  기한  환불: `money` 배송 완료 후 30일 (배송 완료 2026.3.1) → 2026.3.31 24:00 EDT 마감됨
@@
-  사실  시점: 주문 2026-02-26T17:00:00Z · 배송 완료 2026-03-01T17:00:00Z
+  사실  시점: 주문 2026-03-01T17:00:00Z · 배송 완료 2026-03-01T17:00:00Z
@@
-  반품 전체  `refund`: 수수료 `label` 반품당 5.99 (`mail`)
@@
-  `mail`                   적용 · 수수료 `label` (모든 제안): 반품당 5.99
-                           by_mail := [request.method == "mail" → 참: request.method: "mail"]
+  `mail`                   미적용 · 수수료 `label` (모든 제안): 반품당 5.99
+                           by_mail := [request.method == "mail" → 거짓: request.method: "store"]
""",
    },
}

if WRITES:
    write(Path(__file__), "hm")


def test_every_case_is_told_to_every_reader() -> None:
    check_complete(TOLD, "hm")


@each(TOLD)
def test_a_case_is_told_so(id: str, reader: str, locale: str, text: str) -> None:
    assert told(id, reader, locale) == text.removesuffix("\n")
