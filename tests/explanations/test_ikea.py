"""IKEA: what each of its cases is told to the three readers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.explanations.told import WRITES, Told, check_complete, each, told, write

TOLD: Final[Told] = {
    "shopper en": {
        "IK1": """\
Chair can be returned until 10 January 2027. You can get a refund.
""",
        "IK2": """\
Plant can be returned until 10 January 2027. You can get store credit. We check it when it arrives.
Dirty, damaged, incomplete or adapted goods can't be returned.
""",
        "IK3": """\
Chair can't be returned. Dirty, damaged, incomplete or adapted goods can't be returned.
""",
        "IK4": """\
Mattress can be returned until 10 January 2027. You can get an exchange.
""",
        "IK5": """\
Mattress can't be returned. A mattress can be exchanged once.
""",
        "IK6": """\
Chair can be returned until 10 January 2027. You can get store credit.
""",
    },
    "shopper ko": {
        "IK1": """\
Chair: 2027년 1월 10일까지 반품하실 수 있습니다. 처리 방법: 환불.
""",
        "IK2": """\
Plant: 2027년 1월 10일까지 반품하실 수 있습니다. 처리 방법: 적립금. 상품이 도착하면 상태를
확인합니다. Dirty, damaged, incomplete or adapted goods can't be returned.
""",
        "IK3": """\
Chair: 반품하실 수 없습니다. Dirty, damaged, incomplete or adapted goods can't be returned.
""",
        "IK4": """\
Mattress: 2027년 1월 10일까지 반품하실 수 있습니다. 처리 방법: 교환.
""",
        "IK5": """\
Mattress: 반품하실 수 없습니다. A mattress can be exchanged once.
""",
        "IK6": """\
Chair: 2027년 1월 10일까지 반품하실 수 있습니다. 처리 방법: 적립금.
""",
    },
    "agent en": {
        "IK1": """\
order #1001 · policy ikea-be · as of 30 Dec 2026 12:00 Brussels

Chair · eligible · refund
  window  `a-year` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 CET
  spoke   `money` (item.category is "chair", item.is_from_bargain_corner is false,
          request.has_proof_of_purchase is true) · `a-year` (always)
  silent  `not-fit-for-sale` (inspection.is_dirty is false, inspection.is_damaged is false,
          inspection.has_missing_parts is false, inspection.is_adapted is false) ·
          `voucher` (item.category is "chair", item.is_from_bargain_corner is false,
          request.has_proof_of_purchase is true)
""",
        "IK2": """\
order #1001 · policy ikea-be · as of 1 Feb 2026 12:00 Brussels

Plant · eligible · `voucher`
  window  `a-year` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 CET
  later   `not-fit-for-sale` (the inspection tells inspection.is_dirty, inspection.is_damaged,
          inspection.has_missing_parts)
  spoke   `voucher` (item.category is "plant") · `a-year` (always)
  silent  `money` (item.category is "plant")
""",
        "IK3": """\
order #1001 · policy ikea-be · as of 1 Feb 2026 12:00 Brussels

Chair · ineligible
  refused by  `not-fit-for-sale` (condition): Dirty, damaged, incomplete or adapted goods can't be
              returned.
  window      `a-year` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 CET
  spoke       `not-fit-for-sale` (inspection.is_dirty is true) ·
              `money` (item.category is "chair", item.is_from_bargain_corner is false,
              request.has_proof_of_purchase is true) · `a-year` (always)
  silent      `voucher` (item.category is "chair", item.is_from_bargain_corner is false,
              request.has_proof_of_purchase is true)
""",
        "IK4": """\
order #1001 · policy ikea-us-older · as of 1 Mar 2026 12:00 New York

Mattress · eligible · exchange
  window  `a-year` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 EST
  asks    photo_id 1 before the decision (`love-it-or-exchange-it`), there
  spoke   `love-it-or-exchange-it` (item.category is "mattress") · `what-we-offer` (always) ·
          `a-year` (always)
  silent  `stained-mattress` (inspection.is_stained is false) ·
          `without-proof` (request.has_proof_of_purchase is true) ·
          `credit` (request.has_proof_of_purchase is true)
""",
        "IK5": """\
order #1001 · policy ikea-us-older · as of 1 Mar 2026 12:00 New York

Mattress · ineligible
  refused by  `love-it-or-exchange-it` limit reached
  window      `a-year` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 EST
  also        `love-it-or-exchange-it` withholds refund
  spoke       `love-it-or-exchange-it` (item.category is "mattress") · `what-we-offer` (always) ·
              `a-year` (always)
  silent      `stained-mattress` (inspection.is_stained is false) ·
              `without-proof` (request.has_proof_of_purchase is true) ·
              `credit` (request.has_proof_of_purchase is true)
""",
        "IK6": """\
order #1001 · policy ikea-be · as of 1 Feb 2026 12:00 Brussels

Chair · eligible · `voucher`
  window  `a-year` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 CET
  spoke   `voucher` (request.has_proof_of_purchase is false) · `a-year` (always)
  silent  `not-fit-for-sale` (inspection.is_dirty is false, inspection.is_damaged is false,
          inspection.has_missing_parts is false, inspection.is_adapted is false) ·
          `money` (request.has_proof_of_purchase is false)
""",
    },
    "agent ko": {
        "IK1": """\
주문 #1001 · 정책 ikea-be · 기준 2026.12.30 12:00 Brussels

Chair · 반품 가능 · 환불
  기한    `a-year` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 CET 마감
  적용    `money` (item.category: "chair", item.is_from_bargain_corner: false,
          request.has_proof_of_purchase: true) · `a-year` (항상)
  미적용  `not-fit-for-sale` (inspection.is_dirty: false, inspection.is_damaged: false,
          inspection.has_missing_parts: false, inspection.is_adapted: false) ·
          `voucher` (item.category: "chair", item.is_from_bargain_corner: false,
          request.has_proof_of_purchase: true)
""",
        "IK2": """\
주문 #1001 · 정책 ikea-be · 기준 2026.2.1 12:00 Brussels

Plant · 반품 가능 · `voucher`
  기한     `a-year` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 CET 마감
  검수 시  `not-fit-for-sale` (검수 후 확인: inspection.is_dirty, inspection.is_damaged,
           inspection.has_missing_parts)
  적용     `voucher` (item.category: "plant") · `a-year` (항상)
  미적용   `money` (item.category: "plant")
""",
        "IK3": """\
주문 #1001 · 정책 ikea-be · 기준 2026.2.1 12:00 Brussels

Chair · 반품 불가
  불가 사유  `not-fit-for-sale` (condition): Dirty, damaged, incomplete or adapted goods can't be
             returned.
  기한       `a-year` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 CET 마감
  적용       `not-fit-for-sale` (inspection.is_dirty: true) ·
             `money` (item.category: "chair", item.is_from_bargain_corner: false,
             request.has_proof_of_purchase: true) · `a-year` (항상)
  미적용     `voucher` (item.category: "chair", item.is_from_bargain_corner: false,
             request.has_proof_of_purchase: true)
""",
        "IK4": """\
주문 #1001 · 정책 ikea-us-older · 기준 2026.3.1 12:00 New York

Mattress · 반품 가능 · 교환
  기한    `a-year` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 EST 마감
  요청    photo_id 1, 결정 전 (`love-it-or-exchange-it`), 제출됨
  적용    `love-it-or-exchange-it` (item.category: "mattress") · `what-we-offer` (항상) ·
          `a-year` (항상)
  미적용  `stained-mattress` (inspection.is_stained: false) ·
          `without-proof` (request.has_proof_of_purchase: true) ·
          `credit` (request.has_proof_of_purchase: true)
""",
        "IK5": """\
주문 #1001 · 정책 ikea-us-older · 기준 2026.3.1 12:00 New York

Mattress · 반품 불가
  불가 사유  `love-it-or-exchange-it` 한도 도달
  기한       `a-year` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 EST 마감
  추가 사유  `love-it-or-exchange-it` 제외: 환불
  적용       `love-it-or-exchange-it` (item.category: "mattress") · `what-we-offer` (항상) ·
             `a-year` (항상)
  미적용     `stained-mattress` (inspection.is_stained: false) ·
             `without-proof` (request.has_proof_of_purchase: true) ·
             `credit` (request.has_proof_of_purchase: true)
""",
        "IK6": """\
주문 #1001 · 정책 ikea-be · 기준 2026.2.1 12:00 Brussels

Chair · 반품 가능 · `voucher`
  기한    `a-year` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 CET 마감
  적용    `voucher` (request.has_proof_of_purchase: false) · `a-year` (항상)
  미적용  `not-fit-for-sale` (inspection.is_dirty: false, inspection.is_damaged: false,
          inspection.has_missing_parts: false, inspection.is_adapted: false) ·
          `money` (request.has_proof_of_purchase: false)
""",
    },
    "auditor en": {
        "IK1": """\
order #1001 · policy ikea-be · as of 30 Dec 2026 12:00 Brussels
  policy     `ikea-be`, for all orders
  hash       sha256 579d63b2fa9bf316bd8803ad229385e74bcc2246e263f66e13feb500b3ce640e
  instant    2026-12-30T11:00:00Z, days counted in Europe/Brussels
  history    given
  inspected  1 of 1
  calendars  none

Chair · eligible · refund
  window   `a-year` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 CET
  assumed  nothing
  facts    events: order 2026-01-10T11:00:00Z
           order: item.category is "chair" · item.is_from_bargain_corner is false
           shopper: request.has_proof_of_purchase is true
           inspection: inspection.has_missing_parts is false · inspection.is_adapted is false ·
           inspection.is_damaged is false · inspection.is_dirty is false
  `not-fit-for-sale`  silent · refuses every offer (condition)
                      [inspection.is_dirty → false]
                      or [inspection.is_damaged → false]
                      or [inspection.has_missing_parts → false]
                      or [inspection.is_adapted → false]
  `money`             spoke · offers refund
                      not (voucher_only := ((voucher_goods := [item.category in ["custom_worktop",
                      "food", "fabric_by_the_metre", "plant"] → false: item.category is "chair"]) or
                      [item.is_from_bargain_corner → false] or not [request.has_proof_of_purchase →
                      true]))
  `voucher`           silent · offers `voucher` (store credit)
                      voucher_only := ((voucher_goods := [item.category in ["custom_worktop",
                      "food", "fabric_by_the_metre", "plant"] → false: item.category is "chair"]) or
                      [item.is_from_bargain_corner → false] or not [request.has_proof_of_purchase →
                      true])
  `a-year`            spoke · window of every offer: 365 days of order
                      always
""",
        "IK2": """\
@@
-order #1001 · policy ikea-be · as of 30 Dec 2026 12:00 Brussels
+order #1001 · policy ikea-be · as of 1 Feb 2026 12:00 Brussels
@@
-  instant    2026-12-30T11:00:00Z, days counted in Europe/Brussels
+  instant    2026-02-01T11:00:00Z, days counted in Europe/Brussels
@@
-  inspected  1 of 1
+  inspected  0 of 1
@@
-Chair · eligible · refund
+Plant · eligible · `voucher`
@@
+  later    `not-fit-for-sale` (the inspection tells inspection.is_dirty, inspection.is_damaged,
+           inspection.has_missing_parts)
@@
-           order: item.category is "chair" · item.is_from_bargain_corner is false
+           order: item.category is "plant" · item.is_from_bargain_corner is false
@@
-           inspection: inspection.has_missing_parts is false · inspection.is_adapted is false ·
-           inspection.is_damaged is false · inspection.is_dirty is false
-  `not-fit-for-sale`  silent · refuses every offer (condition)
-                      [inspection.is_dirty → false]
-                      or [inspection.is_damaged → false]
-                      or [inspection.has_missing_parts → false]
+           inspection: inspection.has_missing_parts is not known: not asked yet ·
+           inspection.is_adapted is false · inspection.is_damaged is not known: not asked yet ·
+           inspection.is_dirty is not known: not asked yet
+  `not-fit-for-sale`  silent until the inspection · refuses every offer (condition)
+                      [inspection.is_dirty → unknown: not asked yet]
+                      or [inspection.is_damaged → unknown: not asked yet]
+                      or [inspection.has_missing_parts → unknown: not asked yet]
@@
-  `money`             spoke · offers refund
+  `money`             silent · offers refund
@@
-                      "food", "fabric_by_the_metre", "plant"] → false: item.category is "chair"]) or
-                      [item.is_from_bargain_corner → false] or not [request.has_proof_of_purchase →
-                      true]))
-  `voucher`           silent · offers `voucher` (store credit)
+                      "food", "fabric_by_the_metre", "plant"] → true: item.category is "plant"]) or
+                      [item.is_from_bargain_corner → not reached] or not
+                      [request.has_proof_of_purchase → not reached]))
+  `voucher`           spoke · offers `voucher` (store credit)
@@
-                      "food", "fabric_by_the_metre", "plant"] → false: item.category is "chair"]) or
-                      [item.is_from_bargain_corner → false] or not [request.has_proof_of_purchase →
-                      true])
+                      "food", "fabric_by_the_metre", "plant"] → true: item.category is "plant"]) or
+                      [item.is_from_bargain_corner → not reached] or not
+                      [request.has_proof_of_purchase → not reached])
""",
        "IK3": """\
@@
-order #1001 · policy ikea-be · as of 30 Dec 2026 12:00 Brussels
+order #1001 · policy ikea-be · as of 1 Feb 2026 12:00 Brussels
@@
-  instant    2026-12-30T11:00:00Z, days counted in Europe/Brussels
+  instant    2026-02-01T11:00:00Z, days counted in Europe/Brussels
@@
-Chair · eligible · refund
-  window   `a-year` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 CET
-  assumed  nothing
-  facts    events: order 2026-01-10T11:00:00Z
-           order: item.category is "chair" · item.is_from_bargain_corner is false
-           shopper: request.has_proof_of_purchase is true
-           inspection: inspection.has_missing_parts is false · inspection.is_adapted is false ·
-           inspection.is_damaged is false · inspection.is_dirty is false
-  `not-fit-for-sale`  silent · refuses every offer (condition)
-                      [inspection.is_dirty → false]
-                      or [inspection.is_damaged → false]
-                      or [inspection.has_missing_parts → false]
-                      or [inspection.is_adapted → false]
+Chair · ineligible
+  refused by  `not-fit-for-sale` (condition): Dirty, damaged, incomplete or adapted goods can't be
+              returned.
+  window      `a-year` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 CET
+  assumed     nothing
+  facts       events: order 2026-01-10T11:00:00Z
+              order: item.category is "chair" · item.is_from_bargain_corner is false
+              shopper: request.has_proof_of_purchase is true
+              inspection: inspection.has_missing_parts is false · inspection.is_adapted is false ·
+              inspection.is_damaged is false · inspection.is_dirty is true
+  `not-fit-for-sale`  spoke · refuses every offer (condition)
+                      [inspection.is_dirty → true]
+                      or [inspection.is_damaged → not reached]
+                      or [inspection.has_missing_parts → not reached]
+                      or [inspection.is_adapted → not reached]
""",
        "IK4": """\
order #1001 · policy ikea-us-older · as of 1 Mar 2026 12:00 New York
  policy     `ikea-us-older`, for all orders
  hash       sha256 028e7f4cddb213b0c7a3d02bc7bf3984332ec46922f7af79d745e377fbabc739
  instant    2026-03-01T17:00:00Z, days counted in America/New_York
  history    given
  inspected  1 of 1
  calendars  none

Mattress · eligible · exchange
  window   `a-year` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 EST
  asks     photo_id 1 before the decision (`love-it-or-exchange-it`), there
  assumed  nothing
  facts    events: order 2026-01-10T17:00:00Z
           order: item.category is "mattress"
           shopper: request.has_proof_of_purchase is true
           history: history.mattress_exchanges is 0
           inspection: inspection.is_stained is false
  `stained-mattress`        silent · refuses every offer (condition)
                            (mattress := [item.category == "mattress" → true: item.category is
                            "mattress"])
                            and [inspection.is_stained → false]
  `love-it-or-exchange-it`  spoke · leaves only exchange ·
                            asks for photo_id 1 before the decision, for every offer ·
                            limit 1 for `mattress_exchanges`, on every offer
                            mattress := [item.category == "mattress" → true: item.category is
                            "mattress"]
  `without-proof`           silent · leaves only `merchandise_credit`
                            not [request.has_proof_of_purchase → true]
  `what-we-offer`           spoke · offers refund, exchange
                            always
  `credit`                  silent · offers `merchandise_credit` (store credit) ·
                            value in `merchandise_credit`: lowest recent price
                            not [request.has_proof_of_purchase → true]
  `a-year`                  spoke · window of every offer: 365 days of order
                            always
""",
        "IK5": """\
@@
-Mattress · eligible · exchange
-  window   `a-year` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 EST
-  asks     photo_id 1 before the decision (`love-it-or-exchange-it`), there
-  assumed  nothing
-  facts    events: order 2026-01-10T17:00:00Z
-           order: item.category is "mattress"
-           shopper: request.has_proof_of_purchase is true
-           history: history.mattress_exchanges is 0
-           inspection: inspection.is_stained is false
+Mattress · ineligible
+  refused by  `love-it-or-exchange-it` limit reached
+  window      `a-year` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 EST
+  also        `love-it-or-exchange-it` withholds refund
+  assumed     nothing
+  facts       events: order 2026-01-10T17:00:00Z
+              order: item.category is "mattress"
+              shopper: request.has_proof_of_purchase is true
+              history: history.mattress_exchanges is 1
+              inspection: inspection.is_stained is false
""",
        "IK6": """\
@@
-order #1001 · policy ikea-be · as of 30 Dec 2026 12:00 Brussels
+order #1001 · policy ikea-be · as of 1 Feb 2026 12:00 Brussels
@@
-  instant    2026-12-30T11:00:00Z, days counted in Europe/Brussels
+  instant    2026-02-01T11:00:00Z, days counted in Europe/Brussels
@@
-Chair · eligible · refund
+Chair · eligible · `voucher`
@@
-           shopper: request.has_proof_of_purchase is true
+           shopper: request.has_proof_of_purchase is false
@@
-  `money`             spoke · offers refund
+  `money`             silent · offers refund
@@
-                      true]))
-  `voucher`           silent · offers `voucher` (store credit)
+                      false]))
+  `voucher`           spoke · offers `voucher` (store credit)
@@
-                      true])
+                      false])
""",
    },
    "auditor ko": {
        "IK1": """\
주문 #1001 · 정책 ikea-be · 기준 2026.12.30 12:00 Brussels
  정책       `ikea-be`, 모든 주문
  해시       sha256 579d63b2fa9bf316bd8803ad229385e74bcc2246e263f66e13feb500b3ce640e
  기준 시각  2026-12-30T11:00:00Z, 날짜 기준 Europe/Brussels
  이력       제공됨
  검수       1개 중 1개
  달력       없음

Chair · 반품 가능 · 환불
  기한  `a-year` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 CET 마감
  가정  없음
  사실  시점: 주문 2026-01-10T11:00:00Z
        주문: item.category: "chair" · item.is_from_bargain_corner: false
        고객: request.has_proof_of_purchase: true
        검수: inspection.has_missing_parts: false · inspection.is_adapted: false ·
        inspection.is_damaged: false · inspection.is_dirty: false
  `not-fit-for-sale`  미적용 · 불가: 모든 제안 (condition)
                      [inspection.is_dirty → 거짓]
                      or [inspection.is_damaged → 거짓]
                      or [inspection.has_missing_parts → 거짓]
                      or [inspection.is_adapted → 거짓]
  `money`             적용 · 제공: 환불
                      not (voucher_only := ((voucher_goods := [item.category in ["custom_worktop",
                      "food", "fabric_by_the_metre", "plant"] → 거짓: item.category: "chair"]) or
                      [item.is_from_bargain_corner → 거짓] or not [request.has_proof_of_purchase →
                      참]))
  `voucher`           미적용 · 제공: `voucher` (적립금)
                      voucher_only := ((voucher_goods := [item.category in ["custom_worktop",
                      "food", "fabric_by_the_metre", "plant"] → 거짓: item.category: "chair"]) or
                      [item.is_from_bargain_corner → 거짓] or not [request.has_proof_of_purchase →
                      참])
  `a-year`            적용 · 기한 (모든 제안): 주문 후 365일
                      항상
""",
        "IK2": """\
@@
-주문 #1001 · 정책 ikea-be · 기준 2026.12.30 12:00 Brussels
+주문 #1001 · 정책 ikea-be · 기준 2026.2.1 12:00 Brussels
@@
-  기준 시각  2026-12-30T11:00:00Z, 날짜 기준 Europe/Brussels
+  기준 시각  2026-02-01T11:00:00Z, 날짜 기준 Europe/Brussels
@@
-  검수       1개 중 1개
+  검수       1개 중 0개
@@
-Chair · 반품 가능 · 환불
-  기한  `a-year` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 CET 마감
-  가정  없음
-  사실  시점: 주문 2026-01-10T11:00:00Z
-        주문: item.category: "chair" · item.is_from_bargain_corner: false
-        고객: request.has_proof_of_purchase: true
-        검수: inspection.has_missing_parts: false · inspection.is_adapted: false ·
-        inspection.is_damaged: false · inspection.is_dirty: false
-  `not-fit-for-sale`  미적용 · 불가: 모든 제안 (condition)
-                      [inspection.is_dirty → 거짓]
-                      or [inspection.is_damaged → 거짓]
-                      or [inspection.has_missing_parts → 거짓]
+Plant · 반품 가능 · `voucher`
+  기한     `a-year` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 CET 마감
+  검수 시  `not-fit-for-sale` (검수 후 확인: inspection.is_dirty, inspection.is_damaged,
+           inspection.has_missing_parts)
+  가정     없음
+  사실     시점: 주문 2026-01-10T11:00:00Z
+           주문: item.category: "plant" · item.is_from_bargain_corner: false
+           고객: request.has_proof_of_purchase: true
+           검수: inspection.has_missing_parts: 알 수 없음, 아직 묻지 않음 ·
+           inspection.is_adapted: false · inspection.is_damaged: 알 수 없음, 아직 묻지 않음 ·
+           inspection.is_dirty: 알 수 없음, 아직 묻지 않음
+  `not-fit-for-sale`  검수 전까지 미적용 · 불가: 모든 제안 (condition)
+                      [inspection.is_dirty → 알 수 없음: 아직 묻지 않음]
+                      or [inspection.is_damaged → 알 수 없음: 아직 묻지 않음]
+                      or [inspection.has_missing_parts → 알 수 없음: 아직 묻지 않음]
@@
-  `money`             적용 · 제공: 환불
+  `money`             미적용 · 제공: 환불
@@
-                      "food", "fabric_by_the_metre", "plant"] → 거짓: item.category: "chair"]) or
-                      [item.is_from_bargain_corner → 거짓] or not [request.has_proof_of_purchase →
-                      참]))
-  `voucher`           미적용 · 제공: `voucher` (적립금)
+                      "food", "fabric_by_the_metre", "plant"] → 참: item.category: "plant"]) or
+                      [item.is_from_bargain_corner → 확인 안 함] or not
+                      [request.has_proof_of_purchase → 확인 안 함]))
+  `voucher`           적용 · 제공: `voucher` (적립금)
@@
-                      "food", "fabric_by_the_metre", "plant"] → 거짓: item.category: "chair"]) or
-                      [item.is_from_bargain_corner → 거짓] or not [request.has_proof_of_purchase →
-                      참])
+                      "food", "fabric_by_the_metre", "plant"] → 참: item.category: "plant"]) or
+                      [item.is_from_bargain_corner → 확인 안 함] or not
+                      [request.has_proof_of_purchase → 확인 안 함])
""",
        "IK3": """\
@@
-주문 #1001 · 정책 ikea-be · 기준 2026.12.30 12:00 Brussels
+주문 #1001 · 정책 ikea-be · 기준 2026.2.1 12:00 Brussels
@@
-  기준 시각  2026-12-30T11:00:00Z, 날짜 기준 Europe/Brussels
+  기준 시각  2026-02-01T11:00:00Z, 날짜 기준 Europe/Brussels
@@
-Chair · 반품 가능 · 환불
-  기한  `a-year` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 CET 마감
-  가정  없음
-  사실  시점: 주문 2026-01-10T11:00:00Z
-        주문: item.category: "chair" · item.is_from_bargain_corner: false
-        고객: request.has_proof_of_purchase: true
-        검수: inspection.has_missing_parts: false · inspection.is_adapted: false ·
-        inspection.is_damaged: false · inspection.is_dirty: false
-  `not-fit-for-sale`  미적용 · 불가: 모든 제안 (condition)
-                      [inspection.is_dirty → 거짓]
-                      or [inspection.is_damaged → 거짓]
-                      or [inspection.has_missing_parts → 거짓]
-                      or [inspection.is_adapted → 거짓]
+Chair · 반품 불가
+  불가 사유  `not-fit-for-sale` (condition): Dirty, damaged, incomplete or adapted goods can't be
+             returned.
+  기한       `a-year` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 CET 마감
+  가정       없음
+  사실       시점: 주문 2026-01-10T11:00:00Z
+             주문: item.category: "chair" · item.is_from_bargain_corner: false
+             고객: request.has_proof_of_purchase: true
+             검수: inspection.has_missing_parts: false · inspection.is_adapted: false ·
+             inspection.is_damaged: false · inspection.is_dirty: true
+  `not-fit-for-sale`  적용 · 불가: 모든 제안 (condition)
+                      [inspection.is_dirty → 참]
+                      or [inspection.is_damaged → 확인 안 함]
+                      or [inspection.has_missing_parts → 확인 안 함]
+                      or [inspection.is_adapted → 확인 안 함]
""",
        "IK4": """\
주문 #1001 · 정책 ikea-us-older · 기준 2026.3.1 12:00 New York
  정책       `ikea-us-older`, 모든 주문
  해시       sha256 028e7f4cddb213b0c7a3d02bc7bf3984332ec46922f7af79d745e377fbabc739
  기준 시각  2026-03-01T17:00:00Z, 날짜 기준 America/New_York
  이력       제공됨
  검수       1개 중 1개
  달력       없음

Mattress · 반품 가능 · 교환
  기한  `a-year` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 EST 마감
  요청  photo_id 1, 결정 전 (`love-it-or-exchange-it`), 제출됨
  가정  없음
  사실  시점: 주문 2026-01-10T17:00:00Z
        주문: item.category: "mattress"
        고객: request.has_proof_of_purchase: true
        이력: history.mattress_exchanges: 0
        검수: inspection.is_stained: false
  `stained-mattress`        미적용 · 불가: 모든 제안 (condition)
                            (mattress := [item.category == "mattress" → 참: item.category:
                            "mattress"])
                            and [inspection.is_stained → 거짓]
  `love-it-or-exchange-it`  적용 · 다음만 허용: 교환 · 요청 (모든 제안): photo_id 1, 결정 전 ·
                            한도 (모든 제안): `mattress_exchanges` 1개
                            mattress := [item.category == "mattress" → 참: item.category:
                            "mattress"]
  `without-proof`           미적용 · 다음만 허용: `merchandise_credit`
                            not [request.has_proof_of_purchase → 참]
  `what-we-offer`           적용 · 제공: 환불, 교환
                            항상
  `credit`                  미적용 · 제공: `merchandise_credit` (적립금) ·
                            산정 기준 (`merchandise_credit`): 최근 최저가
                            not [request.has_proof_of_purchase → 참]
  `a-year`                  적용 · 기한 (모든 제안): 주문 후 365일
                            항상
""",
        "IK5": """\
@@
-Mattress · 반품 가능 · 교환
-  기한  `a-year` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 EST 마감
-  요청  photo_id 1, 결정 전 (`love-it-or-exchange-it`), 제출됨
-  가정  없음
-  사실  시점: 주문 2026-01-10T17:00:00Z
-        주문: item.category: "mattress"
-        고객: request.has_proof_of_purchase: true
-        이력: history.mattress_exchanges: 0
-        검수: inspection.is_stained: false
+Mattress · 반품 불가
+  불가 사유  `love-it-or-exchange-it` 한도 도달
+  기한       `a-year` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 EST 마감
+  추가 사유  `love-it-or-exchange-it` 제외: 환불
+  가정       없음
+  사실       시점: 주문 2026-01-10T17:00:00Z
+             주문: item.category: "mattress"
+             고객: request.has_proof_of_purchase: true
+             이력: history.mattress_exchanges: 1
+             검수: inspection.is_stained: false
""",
        "IK6": """\
@@
-주문 #1001 · 정책 ikea-be · 기준 2026.12.30 12:00 Brussels
+주문 #1001 · 정책 ikea-be · 기준 2026.2.1 12:00 Brussels
@@
-  기준 시각  2026-12-30T11:00:00Z, 날짜 기준 Europe/Brussels
+  기준 시각  2026-02-01T11:00:00Z, 날짜 기준 Europe/Brussels
@@
-Chair · 반품 가능 · 환불
+Chair · 반품 가능 · `voucher`
@@
-        고객: request.has_proof_of_purchase: true
+        고객: request.has_proof_of_purchase: false
@@
-  `money`             적용 · 제공: 환불
+  `money`             미적용 · 제공: 환불
@@
-                      참]))
-  `voucher`           미적용 · 제공: `voucher` (적립금)
+                      거짓]))
+  `voucher`           적용 · 제공: `voucher` (적립금)
@@
-                      참])
+                      거짓])
""",
    },
}

if WRITES:
    write(Path(__file__), "ikea")


def test_every_case_is_told_to_every_reader() -> None:
    check_complete(TOLD, "ikea")


@each(TOLD)
def test_a_case_is_told_so(id: str, reader: str, locale: str, text: str) -> None:
    assert told(id, reader, locale) == text.removesuffix("\n")
