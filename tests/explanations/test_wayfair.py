"""Wayfair: what each of its cases is told to the three readers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.explanations.told import WRITES, Told, check_complete, each, told, write

TOLD: Final[Told] = {
    "shopper en": {
        "WF1 WF2": """\
Lamp can be returned until 31 March 2026. You can choose a refund or store credit.
""",
        "WF3": """\
Dining set can't be returned. A set can be returned only as a whole.
""",
        "WF4": """\
Lamp can't be returned. Open-box, clearance and personalized goods, plants and swatches can't be
returned.
""",
    },
    "shopper ko": {
        "WF1 WF2": """\
Lamp: 2026년 3월 31일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 적립금.
""",
        "WF3": """\
Dining set: 반품하실 수 없습니다. A set can be returned only as a whole.
""",
        "WF4": """\
Lamp: 반품하실 수 없습니다. Open-box, clearance and personalized goods, plants and swatches can't be
returned.
""",
    },
    "agent en": {
        "WF1 WF2": """\
order #1001 · policy wayfair-us · as of 20 Mar 2026 12:00 New York

Lamp · eligible · refund, store credit
  window   `standard` 30 days of delivery (delivered 1 Mar 2026) → closes 31 Mar 2026 24:00 EDT
  methods  `freight` open
  spoke    `whole-sets` (always) · `what-we-offer` (always) · `standard` (always)
  silent   `never` (item.sold_condition is "new", item.clearance is false, item.is_personalised is
           false, item.category is "lamp") ·
           `freight` (item.longest_side_inches is 0, item.weight_grams is null) ·
           `installed-appliances` (item.category is "lamp") ·
           `as-it-came` (item.condition is "unassembled") · `mattresses` (item.category is "lamp") ·
           `large-appliances` (item.category is "lamp")

  return  `refund`: fee `label` 100 % of label per parcel (`label`)
""",
        "WF3": """\
order #1001 · policy wayfair-us · as of 20 Mar 2026 12:00 New York

Dining set · ineligible
  refused by  `whole-sets` wants the whole set
  window      `standard` 30 days of delivery (delivered 1 Mar 2026) → closes 31 Mar 2026 24:00 EDT
  methods     `freight` open
  spoke       `whole-sets` (always) · `what-we-offer` (always) · `standard` (always)
  silent      `never` (item.sold_condition is "new", item.clearance is false, item.is_personalised
              is false, item.category is "dining_set") ·
              `freight` (item.longest_side_inches is 0, item.weight_grams is null) ·
              `installed-appliances` (item.category is "dining_set") ·
              `as-it-came` (item.condition is "unassembled") ·
              `mattresses` (item.category is "dining_set") ·
              `large-appliances` (item.category is "dining_set")
""",
        "WF4": """\
order #1001 · policy wayfair-us · as of 20 Mar 2026 12:00 New York

Lamp · ineligible
  refused by  `never` (category): Open-box, clearance and personalized goods, plants and swatches
              can't be returned.
  window      `standard` 30 days of delivery (delivered 1 Mar 2026) → closes 31 Mar 2026 24:00 EDT
  methods     `freight` open
  spoke       `never` (item.clearance is true) · `whole-sets` (always) · `what-we-offer` (always) ·
              `standard` (always)
  silent      `freight` (item.longest_side_inches is 0, item.weight_grams is null) ·
              `installed-appliances` (item.category is "lamp") ·
              `as-it-came` (item.condition is "unassembled") ·
              `mattresses` (item.category is "lamp") · `large-appliances` (item.category is "lamp")
""",
    },
    "agent ko": {
        "WF1 WF2": """\
주문 #1001 · 정책 wayfair-us · 기준 2026.3.20 12:00 New York

Lamp · 반품 가능 · 환불, 적립금
  기한    `standard` 배송 완료 후 30일 (배송 완료 2026.3.1) → 2026.3.31 24:00 EDT 마감
  방법    `freight` 가능
  적용    `whole-sets` (항상) · `what-we-offer` (항상) · `standard` (항상)
  미적용  `never` (item.sold_condition: "new", item.clearance: false, item.is_personalised: false,
          item.category: "lamp") ·
          `freight` (item.longest_side_inches: 0, item.weight_grams: null) ·
          `installed-appliances` (item.category: "lamp") ·
          `as-it-came` (item.condition: "unassembled") · `mattresses` (item.category: "lamp") ·
          `large-appliances` (item.category: "lamp")

  반품 전체  `refund`: 수수료 `label` 상자당 운송장 비용의 100 % (`label`)
""",
        "WF3": """\
주문 #1001 · 정책 wayfair-us · 기준 2026.3.20 12:00 New York

Dining set · 반품 불가
  불가 사유  `whole-sets` 세트 전체 필요
  기한       `standard` 배송 완료 후 30일 (배송 완료 2026.3.1) → 2026.3.31 24:00 EDT 마감
  방법       `freight` 가능
  적용       `whole-sets` (항상) · `what-we-offer` (항상) · `standard` (항상)
  미적용     `never` (item.sold_condition: "new", item.clearance: false, item.is_personalised:
             false, item.category: "dining_set") ·
             `freight` (item.longest_side_inches: 0, item.weight_grams: null) ·
             `installed-appliances` (item.category: "dining_set") ·
             `as-it-came` (item.condition: "unassembled") ·
             `mattresses` (item.category: "dining_set") ·
             `large-appliances` (item.category: "dining_set")
""",
        "WF4": """\
주문 #1001 · 정책 wayfair-us · 기준 2026.3.20 12:00 New York

Lamp · 반품 불가
  불가 사유  `never` (category): Open-box, clearance and personalized goods, plants and swatches
             can't be returned.
  기한       `standard` 배송 완료 후 30일 (배송 완료 2026.3.1) → 2026.3.31 24:00 EDT 마감
  방법       `freight` 가능
  적용       `never` (item.clearance: true) · `whole-sets` (항상) · `what-we-offer` (항상) ·
             `standard` (항상)
  미적용     `freight` (item.longest_side_inches: 0, item.weight_grams: null) ·
             `installed-appliances` (item.category: "lamp") ·
             `as-it-came` (item.condition: "unassembled") · `mattresses` (item.category: "lamp") ·
             `large-appliances` (item.category: "lamp")
""",
    },
    "auditor en": {
        "WF1 WF2": """\
order #1001 · policy wayfair-us · as of 20 Mar 2026 12:00 New York
  policy     `wayfair-us`, for all orders
  hash       sha256 2089ec9be59ef006b38142ad8b2132172384c54d119cfb7e63b258a6f9df9709
  instant    2026-03-20T16:00:00Z, days counted in America/New_York
  history    given
  inspected  0 of 1
  calendars  none

Lamp · eligible · refund, store credit
  window   `standard` 30 days of delivery (delivered 1 Mar 2026) → closes 31 Mar 2026 24:00 EDT
  methods  `freight` open
  assumed  nothing
  facts    events: order 2026-02-25T17:00:00Z · delivery 2026-03-01T17:00:00Z
           order: item.category is "lamp" · item.clearance is false ·
           item.is_personalised is false · item.longest_side_inches is 0 ·
           item.sold_condition is "new" · item.weight_grams is null
           shopper: item.condition is "unassembled" · item.is_installed is not known: not asked yet
           history: history.mattress_returns is 0
  `never`                 silent · refuses every offer (category)
                          [item.sold_condition == "open_box" → false: item.sold_condition is "new"]
                          or [item.clearance → false]
                          or [item.is_personalised → false]
                          or [item.category in ["plant", "swatch"] → false: item.category is "lamp"]
  `whole-sets`            spoke · whole bundle or nothing
                          always
  `freight`               silent · opens `freight`, closes other methods
                          too_big := ([item.longest_side_inches > 108 → false:
                          item.longest_side_inches is 0] or [(item.weight_grams ?? 0) > 68038 →
                          false: item.weight_grams is null])
  `installed-appliances`  silent · refuses every offer (condition)
                          (large_appliance := [item.category == "large_appliance" → false:
                          item.category is "lamp"])
                          and [item.is_installed → not reached]
  `as-it-came`            silent · refuses every offer (condition)
                          not ((mattress := [item.category == "mattress" → false: item.category is
                          "lamp"]) or [item.condition == "unassembled" → true: item.condition is
                          "unassembled"])
  `what-we-offer`         spoke · offers refund, store credit
                          always
  `mattresses`            silent · window of every offer: 100 days of delivery ·
                          limit 1 for `mattress_returns`, on every offer
                          mattress := [item.category == "mattress" → false: item.category is "lamp"]
  `large-appliances`      silent · window of every offer: 48 hours of delivery
                          large_appliance := [item.category == "large_appliance" → false:
                          item.category is "lamp"]
  `standard`              spoke · window of every offer: 30 days of delivery
                          always

  return  `refund`: fee `label` 100 % of label per parcel (`label`)
  `label`  spoke · fee `label` on refund: 100 % of label per parcel
           always
""",
        "WF3": """\
@@
-Lamp · eligible · refund, store credit
-  window   `standard` 30 days of delivery (delivered 1 Mar 2026) → closes 31 Mar 2026 24:00 EDT
-  methods  `freight` open
-  assumed  nothing
-  facts    events: order 2026-02-25T17:00:00Z · delivery 2026-03-01T17:00:00Z
-           order: item.category is "lamp" · item.clearance is false ·
-           item.is_personalised is false · item.longest_side_inches is 0 ·
-           item.sold_condition is "new" · item.weight_grams is null
-           shopper: item.condition is "unassembled" · item.is_installed is not known: not asked yet
-           history: history.mattress_returns is 0
+Dining set · ineligible
+  refused by  `whole-sets` wants the whole set
+  window      `standard` 30 days of delivery (delivered 1 Mar 2026) → closes 31 Mar 2026 24:00 EDT
+  methods     `freight` open
+  assumed     nothing
+  facts       events: order 2026-02-25T17:00:00Z · delivery 2026-03-01T17:00:00Z
+              order: item.category is "dining_set" · item.clearance is false ·
+              item.is_personalised is false · item.longest_side_inches is 0 ·
+              item.sold_condition is "new" · item.weight_grams is null
+              shopper: item.condition is "unassembled" ·
+              item.is_installed is not known: not asked yet
+              history: history.mattress_returns is 0
@@
-                          or [item.category in ["plant", "swatch"] → false: item.category is "lamp"]
+                          or [item.category in ["plant", "swatch"] → false: item.category is
+                          "dining_set"]
@@
-                          item.category is "lamp"])
+                          item.category is "dining_set"])
@@
-                          "lamp"]) or [item.condition == "unassembled" → true: item.condition is
-                          "unassembled"])
+                          "dining_set"]) or [item.condition == "unassembled" → true: item.condition
+                          is "unassembled"])
@@
-                          mattress := [item.category == "mattress" → false: item.category is "lamp"]
+                          mattress := [item.category == "mattress" → false: item.category is
+                          "dining_set"]
@@
-                          item.category is "lamp"]
+                          item.category is "dining_set"]
@@
-  return  `refund`: fee `label` 100 % of label per parcel (`label`)
-  `label`  spoke · fee `label` on refund: 100 % of label per parcel
+  `label`  changes nothing here · fee `label` on refund: 100 % of label per parcel
""",
        "WF4": """\
@@
-Lamp · eligible · refund, store credit
-  window   `standard` 30 days of delivery (delivered 1 Mar 2026) → closes 31 Mar 2026 24:00 EDT
-  methods  `freight` open
-  assumed  nothing
-  facts    events: order 2026-02-25T17:00:00Z · delivery 2026-03-01T17:00:00Z
-           order: item.category is "lamp" · item.clearance is false ·
-           item.is_personalised is false · item.longest_side_inches is 0 ·
-           item.sold_condition is "new" · item.weight_grams is null
-           shopper: item.condition is "unassembled" · item.is_installed is not known: not asked yet
-           history: history.mattress_returns is 0
-  `never`                 silent · refuses every offer (category)
+Lamp · ineligible
+  refused by  `never` (category): Open-box, clearance and personalized goods, plants and swatches
+              can't be returned.
+  window      `standard` 30 days of delivery (delivered 1 Mar 2026) → closes 31 Mar 2026 24:00 EDT
+  methods     `freight` open
+  assumed     nothing
+  facts       events: order 2026-02-25T17:00:00Z · delivery 2026-03-01T17:00:00Z
+              order: item.category is "lamp" · item.clearance is true ·
+              item.is_personalised is false · item.longest_side_inches is 0 ·
+              item.sold_condition is "new" · item.weight_grams is null
+              shopper: item.condition is "unassembled" ·
+              item.is_installed is not known: not asked yet
+              history: history.mattress_returns is 0
+  `never`                 spoke · refuses every offer (category)
@@
-                          or [item.clearance → false]
-                          or [item.is_personalised → false]
-                          or [item.category in ["plant", "swatch"] → false: item.category is "lamp"]
+                          or [item.clearance → true]
+                          or [item.is_personalised → not reached]
+                          or [item.category in ["plant", "swatch"] → not reached]
@@
-  return  `refund`: fee `label` 100 % of label per parcel (`label`)
-  `label`  spoke · fee `label` on refund: 100 % of label per parcel
+  `label`  changes nothing here · fee `label` on refund: 100 % of label per parcel
""",
    },
    "auditor ko": {
        "WF1 WF2": """\
주문 #1001 · 정책 wayfair-us · 기준 2026.3.20 12:00 New York
  정책       `wayfair-us`, 모든 주문
  해시       sha256 2089ec9be59ef006b38142ad8b2132172384c54d119cfb7e63b258a6f9df9709
  기준 시각  2026-03-20T16:00:00Z, 날짜 기준 America/New_York
  이력       제공됨
  검수       1개 중 0개
  달력       없음

Lamp · 반품 가능 · 환불, 적립금
  기한  `standard` 배송 완료 후 30일 (배송 완료 2026.3.1) → 2026.3.31 24:00 EDT 마감
  방법  `freight` 가능
  가정  없음
  사실  시점: 주문 2026-02-25T17:00:00Z · 배송 완료 2026-03-01T17:00:00Z
        주문: item.category: "lamp" · item.clearance: false · item.is_personalised: false ·
        item.longest_side_inches: 0 · item.sold_condition: "new" · item.weight_grams: null
        고객: item.condition: "unassembled" · item.is_installed: 알 수 없음, 아직 묻지 않음
        이력: history.mattress_returns: 0
  `never`                 미적용 · 불가: 모든 제안 (category)
                          [item.sold_condition == "open_box" → 거짓: item.sold_condition: "new"]
                          or [item.clearance → 거짓]
                          or [item.is_personalised → 거짓]
                          or [item.category in ["plant", "swatch"] → 거짓: item.category: "lamp"]
  `whole-sets`            적용 · 전체 반품만 가능: 세트
                          항상
  `freight`               미적용 · 반송 방법 한정: `freight`
                          too_big := ([item.longest_side_inches > 108 → 거짓:
                          item.longest_side_inches: 0] or [(item.weight_grams ?? 0) > 68038 → 거짓:
                          item.weight_grams: null])
  `installed-appliances`  미적용 · 불가: 모든 제안 (condition)
                          (large_appliance := [item.category == "large_appliance" → 거짓:
                          item.category: "lamp"])
                          and [item.is_installed → 확인 안 함]
  `as-it-came`            미적용 · 불가: 모든 제안 (condition)
                          not ((mattress := [item.category == "mattress" → 거짓: item.category:
                          "lamp"]) or [item.condition == "unassembled" → 참: item.condition:
                          "unassembled"])
  `what-we-offer`         적용 · 제공: 환불, 적립금
                          항상
  `mattresses`            미적용 · 기한 (모든 제안): 배송 완료 후 100일 ·
                          한도 (모든 제안): `mattress_returns` 1개
                          mattress := [item.category == "mattress" → 거짓: item.category: "lamp"]
  `large-appliances`      미적용 · 기한 (모든 제안): 배송 완료 후 48시간
                          large_appliance := [item.category == "large_appliance" → 거짓:
                          item.category: "lamp"]
  `standard`              적용 · 기한 (모든 제안): 배송 완료 후 30일
                          항상

  반품 전체  `refund`: 수수료 `label` 상자당 운송장 비용의 100 % (`label`)
  `label`  적용 · 수수료 `label` (환불): 상자당 운송장 비용의 100 %
           항상
""",
        "WF3": """\
@@
-Lamp · 반품 가능 · 환불, 적립금
-  기한  `standard` 배송 완료 후 30일 (배송 완료 2026.3.1) → 2026.3.31 24:00 EDT 마감
-  방법  `freight` 가능
-  가정  없음
-  사실  시점: 주문 2026-02-25T17:00:00Z · 배송 완료 2026-03-01T17:00:00Z
-        주문: item.category: "lamp" · item.clearance: false · item.is_personalised: false ·
-        item.longest_side_inches: 0 · item.sold_condition: "new" · item.weight_grams: null
-        고객: item.condition: "unassembled" · item.is_installed: 알 수 없음, 아직 묻지 않음
-        이력: history.mattress_returns: 0
+Dining set · 반품 불가
+  불가 사유  `whole-sets` 세트 전체 필요
+  기한       `standard` 배송 완료 후 30일 (배송 완료 2026.3.1) → 2026.3.31 24:00 EDT 마감
+  방법       `freight` 가능
+  가정       없음
+  사실       시점: 주문 2026-02-25T17:00:00Z · 배송 완료 2026-03-01T17:00:00Z
+             주문: item.category: "dining_set" · item.clearance: false ·
+             item.is_personalised: false · item.longest_side_inches: 0 ·
+             item.sold_condition: "new" · item.weight_grams: null
+             고객: item.condition: "unassembled" · item.is_installed: 알 수 없음, 아직 묻지 않음
+             이력: history.mattress_returns: 0
@@
-                          or [item.category in ["plant", "swatch"] → 거짓: item.category: "lamp"]
+                          or [item.category in ["plant", "swatch"] → 거짓: item.category:
+                          "dining_set"]
@@
-                          item.category: "lamp"])
+                          item.category: "dining_set"])
@@
-                          "lamp"]) or [item.condition == "unassembled" → 참: item.condition:
+                          "dining_set"]) or [item.condition == "unassembled" → 참: item.condition:
@@
-                          mattress := [item.category == "mattress" → 거짓: item.category: "lamp"]
+                          mattress := [item.category == "mattress" → 거짓: item.category:
+                          "dining_set"]
@@
-                          item.category: "lamp"]
+                          item.category: "dining_set"]
@@
-  반품 전체  `refund`: 수수료 `label` 상자당 운송장 비용의 100 % (`label`)
-  `label`  적용 · 수수료 `label` (환불): 상자당 운송장 비용의 100 %
+  `label`  영향 없음 · 수수료 `label` (환불): 상자당 운송장 비용의 100 %
""",
        "WF4": """\
@@
-Lamp · 반품 가능 · 환불, 적립금
-  기한  `standard` 배송 완료 후 30일 (배송 완료 2026.3.1) → 2026.3.31 24:00 EDT 마감
-  방법  `freight` 가능
-  가정  없음
-  사실  시점: 주문 2026-02-25T17:00:00Z · 배송 완료 2026-03-01T17:00:00Z
-        주문: item.category: "lamp" · item.clearance: false · item.is_personalised: false ·
-        item.longest_side_inches: 0 · item.sold_condition: "new" · item.weight_grams: null
-        고객: item.condition: "unassembled" · item.is_installed: 알 수 없음, 아직 묻지 않음
-        이력: history.mattress_returns: 0
-  `never`                 미적용 · 불가: 모든 제안 (category)
+Lamp · 반품 불가
+  불가 사유  `never` (category): Open-box, clearance and personalized goods, plants and swatches
+             can't be returned.
+  기한       `standard` 배송 완료 후 30일 (배송 완료 2026.3.1) → 2026.3.31 24:00 EDT 마감
+  방법       `freight` 가능
+  가정       없음
+  사실       시점: 주문 2026-02-25T17:00:00Z · 배송 완료 2026-03-01T17:00:00Z
+             주문: item.category: "lamp" · item.clearance: true · item.is_personalised: false ·
+             item.longest_side_inches: 0 · item.sold_condition: "new" · item.weight_grams: null
+             고객: item.condition: "unassembled" · item.is_installed: 알 수 없음, 아직 묻지 않음
+             이력: history.mattress_returns: 0
+  `never`                 적용 · 불가: 모든 제안 (category)
@@
-                          or [item.clearance → 거짓]
-                          or [item.is_personalised → 거짓]
-                          or [item.category in ["plant", "swatch"] → 거짓: item.category: "lamp"]
+                          or [item.clearance → 참]
+                          or [item.is_personalised → 확인 안 함]
+                          or [item.category in ["plant", "swatch"] → 확인 안 함]
@@
-  반품 전체  `refund`: 수수료 `label` 상자당 운송장 비용의 100 % (`label`)
-  `label`  적용 · 수수료 `label` (환불): 상자당 운송장 비용의 100 %
+  `label`  영향 없음 · 수수료 `label` (환불): 상자당 운송장 비용의 100 %
""",
    },
}

if WRITES:
    write(Path(__file__), "wayfair")


def test_every_case_is_told_to_every_reader() -> None:
    check_complete(TOLD, "wayfair")


@each(TOLD)
def test_a_case_is_told_so(id: str, reader: str, locale: str, text: str) -> None:
    assert told(id, reader, locale) == text.removesuffix("\n")
