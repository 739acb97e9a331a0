"""The Home Depot: what each of its cases is told to the three readers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.explanations.told import WRITES, Told, check_complete, each, told, write

TOLD: Final[Told] = {
    "shopper en": {
        "HD1": """\
Tool can be returned until 1 March 2027. You can choose a refund or store credit.
""",
        "HD2": """\
Tool can no longer be returned. This was possible until 30 May 2026.
""",
        "HD3": """\
Tree can be returned until 1 March 2027. You can get store credit.
""",
        "HD4": """\
Major appliance can be returned before 10:00 on 3 March 2026 (New York time). You can choose a
refund or store credit.
""",
        "HD5": """\
Major appliance can't be returned. Major appliances can be returned when damaged or defective.
""",
        "HD6": """\
Tool can be returned until 30 May 2026. You can choose a refund or store credit.
""",
        "HD7": """\
Major appliance can no longer be returned. This was possible before 10:00 on 3 March 2026 (New York
time).
""",
    },
    "shopper ko": {
        "HD1": """\
Tool: 2027년 3월 1일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 적립금.
""",
        "HD2": """\
Tool: 반품 기간이 지났습니다. 신청 가능 기간: 2026년 5월 30일까지.
""",
        "HD3": """\
Tree: 2027년 3월 1일까지 반품하실 수 있습니다. 처리 방법: 적립금.
""",
        "HD4": """\
Major appliance: 2026년 3월 3일 10:00 전까지(New York 시간) 반품하실 수 있습니다. 처리 방법(선택):
환불 또는 적립금.
""",
        "HD5": """\
Major appliance: 반품하실 수 없습니다. Major appliances can be returned when damaged or defective.
""",
        "HD6": """\
Tool: 2026년 5월 30일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 적립금.
""",
        "HD7": """\
Major appliance: 반품 기간이 지났습니다. 신청 가능 기간: 2026년 3월 3일 10:00 전까지(New York 시간).
""",
    },
    "agent en": {
        "HD1": """\
order #1001 · policy homedepot-us · as of 20 Feb 2027 12:00 New York

Tool · eligible · refund, store credit
  window      `store-account` 365 days of order (ordered 1 Mar 2026) → closes 1 Mar 2027 24:00 EST
  methods     `store` open · `design_center` open
  spoke       `what-we-offer` (always) ·
              `store-account` (order.paid_by is ["card", "store_consumer_card"])
  silent      `never` (item.is_gift_card is false, item.category is "tool") ·
              `appliances-for-a-fault-only` (item.category is "tool") ·
              `flammable` (item.is_flammable is false) ·
              `design-center` (order.channel is "store") ·
              `blinds-were-remade` (item.category is "tool") ·
              `blinds-are-remade` (item.category is "tool") ·
              `plants-for-credit` (item.category is "tool") ·
              `without-receipt` (request.has_proof_of_purchase is true) ·
              `major-appliances` (item.category is "tool") ·
              `thirty-days` (item.category is "tool") · `plants` (item.category is "tool") ·
              `special-orders` (item.is_special_order is false)
  not needed  `standard` (`store-account` decides)
""",
        "HD2": """\
order #1001 · policy homedepot-us · as of 1 Jun 2026 12:00 New York

Tool · ineligible
  window   `standard` 90 days of order (ordered 1 Mar 2026) → closed 30 May 2026 24:00 EDT
  methods  `store` open · `design_center` open
  spoke    `what-we-offer` (always) · `standard` (always)
  silent   `never` (item.is_gift_card is false, item.category is "tool") ·
           `appliances-for-a-fault-only` (item.category is "tool") ·
           `flammable` (item.is_flammable is false) · `design-center` (order.channel is "store") ·
           `blinds-were-remade` (item.category is "tool") ·
           `blinds-are-remade` (item.category is "tool") ·
           `plants-for-credit` (item.category is "tool") ·
           `without-receipt` (request.has_proof_of_purchase is true) ·
           `major-appliances` (item.category is "tool") · `thirty-days` (item.category is "tool") ·
           `plants` (item.category is "tool") · `store-account` (order.paid_by is ["card"]) ·
           `special-orders` (item.is_special_order is false)
""",
        "HD3": """\
order #1001 · policy homedepot-us · as of 1 Feb 2027 12:00 New York

Tree · eligible · store credit
  window      `plants` 1 year of order (ordered 1 Mar 2026) → closes 1 Mar 2027 24:00 EST
  methods     `store` open · `design_center` open
  spoke       `plants-for-credit` (item.category is "tree") · `what-we-offer` (always) ·
              `plants` (item.category is "tree")
  silent      `never` (item.is_gift_card is false, item.category is "tree") ·
              `appliances-for-a-fault-only` (item.category is "tree") ·
              `flammable` (item.is_flammable is false) ·
              `design-center` (order.channel is "store") ·
              `blinds-were-remade` (item.category is "tree") ·
              `blinds-are-remade` (item.category is "tree") ·
              `without-receipt` (request.has_proof_of_purchase is true) ·
              `major-appliances` (item.category is "tree") ·
              `thirty-days` (item.category is "tree") ·
              `store-account` (order.paid_by is ["card"]) ·
              `special-orders` (item.is_special_order is false)
  not needed  `standard` (`plants` decides)
""",
        "HD4": """\
order #1001 · policy homedepot-us · as of 3 Mar 2026 09:59 New York

Major appliance · eligible · refund, store credit
  window      `major-appliances` 48 hours of delivery (delivered 1 Mar 2026) → closes 3 Mar 2026
              10:00 EST
  methods     `store` open · `design_center` open
  spoke       `what-we-offer` (always) · `major-appliances` (item.category is "major_appliance")
  silent      `never` (item.is_gift_card is false, item.category is "major_appliance") ·
              `appliances-for-a-fault-only` (request.reason is "damaged") ·
              `flammable` (item.is_flammable is false) · `design-center` (order.channel is "web") ·
              `blinds-were-remade` (item.category is "major_appliance") ·
              `blinds-are-remade` (item.category is "major_appliance") ·
              `plants-for-credit` (item.category is "major_appliance") ·
              `without-receipt` (request.has_proof_of_purchase is true) ·
              `thirty-days` (item.category is "major_appliance") ·
              `plants` (item.category is "major_appliance") ·
              `special-orders` (item.is_special_order is false)
  not needed  `store-account` (`major-appliances` decides) · `standard` (`major-appliances` decides)
""",
        "HD5": """\
order #1001 · policy homedepot-us · as of 2 Mar 2026 10:00 New York

Major appliance · ineligible
  refused by  `appliances-for-a-fault-only` (reason): Major appliances can be returned when damaged
              or defective.
  window      `major-appliances` 48 hours of delivery (delivered 1 Mar 2026) → closes 3 Mar 2026
              10:00 EST
  methods     `store` open · `design_center` open
  spoke       `appliances-for-a-fault-only` (item.category is "major_appliance", request.reason is
              "unwanted") · `what-we-offer` (always) ·
              `major-appliances` (item.category is "major_appliance")
  silent      `never` (item.is_gift_card is false, item.category is "major_appliance") ·
              `flammable` (item.is_flammable is false) · `design-center` (order.channel is "web") ·
              `blinds-were-remade` (item.category is "major_appliance") ·
              `blinds-are-remade` (item.category is "major_appliance") ·
              `plants-for-credit` (item.category is "major_appliance") ·
              `without-receipt` (request.has_proof_of_purchase is true) ·
              `thirty-days` (item.category is "major_appliance") ·
              `plants` (item.category is "major_appliance") ·
              `special-orders` (item.is_special_order is false)
  not needed  `store-account` (`major-appliances` decides) · `standard` (`major-appliances` decides)
""",
        "HD6": """\
order #1001 · policy homedepot-us · as of 20 Mar 2026 12:00 New York

Tool · eligible · refund, store credit
  window   `standard` 90 days of order (ordered 1 Mar 2026) → closes 30 May 2026 24:00 EDT
  terms    refund, store credit: fee `special_order` 15 % of paid per line (`special-orders`)
  methods  `store` open · `design_center` open
  spoke    `what-we-offer` (always) · `standard` (always) ·
           `special-orders` (item.is_special_order is true)
  silent   `never` (item.is_gift_card is false, item.category is "tool") ·
           `appliances-for-a-fault-only` (item.category is "tool") ·
           `flammable` (item.is_flammable is false) · `design-center` (order.channel is "store") ·
           `blinds-were-remade` (item.category is "tool") ·
           `blinds-are-remade` (item.category is "tool") ·
           `plants-for-credit` (item.category is "tool") ·
           `without-receipt` (request.has_proof_of_purchase is true) ·
           `major-appliances` (item.category is "tool") · `thirty-days` (item.category is "tool") ·
           `plants` (item.category is "tool") · `store-account` (order.paid_by is ["card"])
""",
        "HD7": """\
order #1001 · policy homedepot-us · as of 3 Mar 2026 10:01 New York

Major appliance · ineligible
  window      `major-appliances` 48 hours of delivery (delivered 1 Mar 2026) → closed 3 Mar 2026
              10:00 EST
  methods     `store` open · `design_center` open
  spoke       `what-we-offer` (always) · `major-appliances` (item.category is "major_appliance")
  silent      `never` (item.is_gift_card is false, item.category is "major_appliance") ·
              `appliances-for-a-fault-only` (request.reason is "damaged") ·
              `flammable` (item.is_flammable is false) · `design-center` (order.channel is "web") ·
              `blinds-were-remade` (item.category is "major_appliance") ·
              `blinds-are-remade` (item.category is "major_appliance") ·
              `plants-for-credit` (item.category is "major_appliance") ·
              `without-receipt` (request.has_proof_of_purchase is true) ·
              `thirty-days` (item.category is "major_appliance") ·
              `plants` (item.category is "major_appliance") ·
              `special-orders` (item.is_special_order is false)
  not needed  `store-account` (`major-appliances` decides) · `standard` (`major-appliances` decides)
""",
    },
    "agent ko": {
        "HD1": """\
주문 #1001 · 정책 homedepot-us · 기준 2027.2.20 12:00 New York

Tool · 반품 가능 · 환불, 적립금
  기한    `store-account` 주문 후 365일 (주문 2026.3.1) → 2027.3.1 24:00 EST 마감
  방법    `store` 가능 · `design_center` 가능
  적용    `what-we-offer` (항상) · `store-account` (order.paid_by: ["card", "store_consumer_card"])
  미적용  `never` (item.is_gift_card: false, item.category: "tool") ·
          `appliances-for-a-fault-only` (item.category: "tool") ·
          `flammable` (item.is_flammable: false) · `design-center` (order.channel: "store") ·
          `blinds-were-remade` (item.category: "tool") ·
          `blinds-are-remade` (item.category: "tool") ·
          `plants-for-credit` (item.category: "tool") ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `major-appliances` (item.category: "tool") · `thirty-days` (item.category: "tool") ·
          `plants` (item.category: "tool") · `special-orders` (item.is_special_order: false)
  불필요  `standard` (`store-account` 우선)
""",
        "HD2": """\
주문 #1001 · 정책 homedepot-us · 기준 2026.6.1 12:00 New York

Tool · 반품 불가
  기한    `standard` 주문 후 90일 (주문 2026.3.1) → 2026.5.30 24:00 EDT 마감됨
  방법    `store` 가능 · `design_center` 가능
  적용    `what-we-offer` (항상) · `standard` (항상)
  미적용  `never` (item.is_gift_card: false, item.category: "tool") ·
          `appliances-for-a-fault-only` (item.category: "tool") ·
          `flammable` (item.is_flammable: false) · `design-center` (order.channel: "store") ·
          `blinds-were-remade` (item.category: "tool") ·
          `blinds-are-remade` (item.category: "tool") ·
          `plants-for-credit` (item.category: "tool") ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `major-appliances` (item.category: "tool") · `thirty-days` (item.category: "tool") ·
          `plants` (item.category: "tool") · `store-account` (order.paid_by: ["card"]) ·
          `special-orders` (item.is_special_order: false)
""",
        "HD3": """\
주문 #1001 · 정책 homedepot-us · 기준 2027.2.1 12:00 New York

Tree · 반품 가능 · 적립금
  기한    `plants` 주문 후 1년 (주문 2026.3.1) → 2027.3.1 24:00 EST 마감
  방법    `store` 가능 · `design_center` 가능
  적용    `plants-for-credit` (item.category: "tree") · `what-we-offer` (항상) ·
          `plants` (item.category: "tree")
  미적용  `never` (item.is_gift_card: false, item.category: "tree") ·
          `appliances-for-a-fault-only` (item.category: "tree") ·
          `flammable` (item.is_flammable: false) · `design-center` (order.channel: "store") ·
          `blinds-were-remade` (item.category: "tree") ·
          `blinds-are-remade` (item.category: "tree") ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `major-appliances` (item.category: "tree") · `thirty-days` (item.category: "tree") ·
          `store-account` (order.paid_by: ["card"]) ·
          `special-orders` (item.is_special_order: false)
  불필요  `standard` (`plants` 우선)
""",
        "HD4": """\
주문 #1001 · 정책 homedepot-us · 기준 2026.3.3 09:59 New York

Major appliance · 반품 가능 · 환불, 적립금
  기한    `major-appliances` 배송 완료 후 48시간 (배송 완료 2026.3.1) → 2026.3.3 10:00 EST 마감
  방법    `store` 가능 · `design_center` 가능
  적용    `what-we-offer` (항상) · `major-appliances` (item.category: "major_appliance")
  미적용  `never` (item.is_gift_card: false, item.category: "major_appliance") ·
          `appliances-for-a-fault-only` (request.reason: "damaged") ·
          `flammable` (item.is_flammable: false) · `design-center` (order.channel: "web") ·
          `blinds-were-remade` (item.category: "major_appliance") ·
          `blinds-are-remade` (item.category: "major_appliance") ·
          `plants-for-credit` (item.category: "major_appliance") ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `thirty-days` (item.category: "major_appliance") ·
          `plants` (item.category: "major_appliance") ·
          `special-orders` (item.is_special_order: false)
  불필요  `store-account` (`major-appliances` 우선) · `standard` (`major-appliances` 우선)
""",
        "HD5": """\
주문 #1001 · 정책 homedepot-us · 기준 2026.3.2 10:00 New York

Major appliance · 반품 불가
  불가 사유  `appliances-for-a-fault-only` (reason): Major appliances can be returned when damaged
             or defective.
  기한       `major-appliances` 배송 완료 후 48시간 (배송 완료 2026.3.1) → 2026.3.3 10:00 EST 마감
  방법       `store` 가능 · `design_center` 가능
  적용       `appliances-for-a-fault-only` (item.category: "major_appliance", request.reason:
             "unwanted") · `what-we-offer` (항상) ·
             `major-appliances` (item.category: "major_appliance")
  미적용     `never` (item.is_gift_card: false, item.category: "major_appliance") ·
             `flammable` (item.is_flammable: false) · `design-center` (order.channel: "web") ·
             `blinds-were-remade` (item.category: "major_appliance") ·
             `blinds-are-remade` (item.category: "major_appliance") ·
             `plants-for-credit` (item.category: "major_appliance") ·
             `without-receipt` (request.has_proof_of_purchase: true) ·
             `thirty-days` (item.category: "major_appliance") ·
             `plants` (item.category: "major_appliance") ·
             `special-orders` (item.is_special_order: false)
  불필요     `store-account` (`major-appliances` 우선) · `standard` (`major-appliances` 우선)
""",
        "HD6": """\
주문 #1001 · 정책 homedepot-us · 기준 2026.3.20 12:00 New York

Tool · 반품 가능 · 환불, 적립금
  기한    `standard` 주문 후 90일 (주문 2026.3.1) → 2026.5.30 24:00 EDT 마감
  조건    환불, 적립금: 수수료 `special_order` 주문 항목당 결제 금액의 15 % (`special-orders`)
  방법    `store` 가능 · `design_center` 가능
  적용    `what-we-offer` (항상) · `standard` (항상) ·
          `special-orders` (item.is_special_order: true)
  미적용  `never` (item.is_gift_card: false, item.category: "tool") ·
          `appliances-for-a-fault-only` (item.category: "tool") ·
          `flammable` (item.is_flammable: false) · `design-center` (order.channel: "store") ·
          `blinds-were-remade` (item.category: "tool") ·
          `blinds-are-remade` (item.category: "tool") ·
          `plants-for-credit` (item.category: "tool") ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `major-appliances` (item.category: "tool") · `thirty-days` (item.category: "tool") ·
          `plants` (item.category: "tool") · `store-account` (order.paid_by: ["card"])
""",
        "HD7": """\
주문 #1001 · 정책 homedepot-us · 기준 2026.3.3 10:01 New York

Major appliance · 반품 불가
  기한    `major-appliances` 배송 완료 후 48시간 (배송 완료 2026.3.1) → 2026.3.3 10:00 EST 마감됨
  방법    `store` 가능 · `design_center` 가능
  적용    `what-we-offer` (항상) · `major-appliances` (item.category: "major_appliance")
  미적용  `never` (item.is_gift_card: false, item.category: "major_appliance") ·
          `appliances-for-a-fault-only` (request.reason: "damaged") ·
          `flammable` (item.is_flammable: false) · `design-center` (order.channel: "web") ·
          `blinds-were-remade` (item.category: "major_appliance") ·
          `blinds-are-remade` (item.category: "major_appliance") ·
          `plants-for-credit` (item.category: "major_appliance") ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `thirty-days` (item.category: "major_appliance") ·
          `plants` (item.category: "major_appliance") ·
          `special-orders` (item.is_special_order: false)
  불필요  `store-account` (`major-appliances` 우선) · `standard` (`major-appliances` 우선)
""",
    },
    "auditor en": {
        "HD1": """\
order #1001 · policy homedepot-us · as of 20 Feb 2027 12:00 New York
  policy     `homedepot-us`, for all orders
  hash       sha256 4d4b5742af6ab9e6becf4c9d5363220bf4cd8f9617f789b0d6bc2477b6aff9b4
  instant    2027-02-20T17:00:00Z, days counted in America/New_York
  history    given
  inspected  0 of 1
  calendars  none

Tool · eligible · refund, store credit
  window   `store-account` 365 days of order (ordered 1 Mar 2026) → closes 1 Mar 2027 24:00 EST
  methods  `store` open · `design_center` open
  assumed  nothing
  facts    events: order 2026-03-01T17:00:00Z · delivery 2026-03-01T17:00:00Z
           order: item.category is "tool" · item.is_flammable is false ·
           item.is_gift_card is false · item.is_special_order is false · order.channel is "store" ·
           order.paid_by is ["card", "store_consumer_card"]
           shopper: request.has_proof_of_purchase is true · request.reason is "unwanted"
           history: history.household_blind_remakes is 0
  `never`                        silent · refuses every offer (category)
                                 [item.is_gift_card → false]
                                 or [item.category in ["tinted_paint", "utility_trailer",
                                 "cut_flowers", "labor"] → false: item.category is "tool"]
  `appliances-for-a-fault-only`  silent · refuses every offer (reason)
                                 [item.category == "major_appliance" → false: item.category is
                                 "tool"]
                                 and not [request.reason in ["damaged", "damaged_in_transit",
                                 "defective"] → not reached]
  `flammable`                    silent · opens `store`, closes other methods
                                 [item.is_flammable → false]
  `design-center`                silent · opens `design_center`, closes other methods
                                 [order.channel == "design_center" → false: order.channel is
                                 "store"]
  `blinds-were-remade`           silent · limit 0 for `blind_remakes`, on every offer
                                 (blinds := [item.category == "custom_blinds" → false: item.category
                                 is "tool"])
                                 and [history.household_blind_remakes >= 1 → not reached]
  `blinds-are-remade`            silent · offers replacement ·
                                 window of replacement: 15 days of order · leaves only replacement ·
                                 limit 4 for `blind_remakes`, on replacement
                                 blinds := [item.category == "custom_blinds" → false: item.category
                                 is "tool"]
  `plants-for-credit`            silent · leaves only store credit
                                 plants := [item.category in ["perennial", "tree", "rose", "shrub"]
                                 → false: item.category is "tool"]
  `without-receipt`              silent · leaves only store credit ·
                                 asks for photo_id 1 before the decision, for every offer
                                 not [request.has_proof_of_purchase → true]
  `what-we-offer`                spoke · offers refund, store credit
                                 always
  `major-appliances`             silent · window of every offer: 48 hours of delivery
                                 [item.category == "major_appliance" → false: item.category is
                                 "tool"]
  `thirty-days`                  silent · window of every offer: 30 days of order
                                 [item.category in ["furniture", "gas_equipment",
                                 "sealed_generator", "tv", "computer", "paint_sprayer"] → false:
                                 item.category is "tool"]
  `plants`                       silent · window of every offer: 1 year of order
                                 plants := [item.category in ["perennial", "tree", "rose", "shrub"]
                                 → false: item.category is "tool"]
  `store-account`                spoke · window of every offer: 365 days of order
                                 store_account := (["store_consumer_card" in order.paid_by → true:
                                 order.paid_by is ["card", "store_consumer_card"]] or
                                 ["store_pro_card" in order.paid_by → not reached] or
                                 ["store_commercial_account" in order.paid_by → not reached])
  `standard`                     not needed, `store-account` decided ·
                                 window of every offer: 90 days of order
                                 always
  `special-orders`               silent · fee `special_order` on every offer: 15 % of paid per line
                                 [item.is_special_order → false]
""",
        "HD2": """\
@@
-order #1001 · policy homedepot-us · as of 20 Feb 2027 12:00 New York
+order #1001 · policy homedepot-us · as of 1 Jun 2026 12:00 New York
@@
-  instant    2027-02-20T17:00:00Z, days counted in America/New_York
+  instant    2026-06-01T16:00:00Z, days counted in America/New_York
@@
-Tool · eligible · refund, store credit
-  window   `store-account` 365 days of order (ordered 1 Mar 2026) → closes 1 Mar 2027 24:00 EST
+Tool · ineligible
+  window   `standard` 90 days of order (ordered 1 Mar 2026) → closed 30 May 2026 24:00 EDT
@@
-           order.paid_by is ["card", "store_consumer_card"]
+           order.paid_by is ["card"]
@@
-  `store-account`                spoke · window of every offer: 365 days of order
-                                 store_account := (["store_consumer_card" in order.paid_by → true:
-                                 order.paid_by is ["card", "store_consumer_card"]] or
-                                 ["store_pro_card" in order.paid_by → not reached] or
-                                 ["store_commercial_account" in order.paid_by → not reached])
-  `standard`                     not needed, `store-account` decided ·
-                                 window of every offer: 90 days of order
+  `store-account`                silent · window of every offer: 365 days of order
+                                 store_account := (["store_consumer_card" in order.paid_by → false:
+                                 order.paid_by is ["card"]] or ["store_pro_card" in order.paid_by →
+                                 false: order.paid_by is ["card"]] or ["store_commercial_account" in
+                                 order.paid_by → false: order.paid_by is ["card"]])
+  `standard`                     spoke · window of every offer: 90 days of order
""",
        "HD3": """\
@@
-order #1001 · policy homedepot-us · as of 20 Feb 2027 12:00 New York
+order #1001 · policy homedepot-us · as of 1 Feb 2027 12:00 New York
@@
-  instant    2027-02-20T17:00:00Z, days counted in America/New_York
+  instant    2027-02-01T17:00:00Z, days counted in America/New_York
@@
-Tool · eligible · refund, store credit
-  window   `store-account` 365 days of order (ordered 1 Mar 2026) → closes 1 Mar 2027 24:00 EST
+Tree · eligible · store credit
+  window   `plants` 1 year of order (ordered 1 Mar 2026) → closes 1 Mar 2027 24:00 EST
@@
-           order: item.category is "tool" · item.is_flammable is false ·
+           order: item.category is "tree" · item.is_flammable is false ·
@@
-           order.paid_by is ["card", "store_consumer_card"]
+           order.paid_by is ["card"]
@@
-                                 "cut_flowers", "labor"] → false: item.category is "tool"]
+                                 "cut_flowers", "labor"] → false: item.category is "tree"]
@@
-                                 "tool"]
+                                 "tree"]
@@
-                                 is "tool"])
+                                 is "tree"])
@@
-                                 is "tool"]
-  `plants-for-credit`            silent · leaves only store credit
+                                 is "tree"]
+  `plants-for-credit`            spoke · leaves only store credit
@@
-                                 → false: item.category is "tool"]
+                                 → true: item.category is "tree"]
@@
-                                 "tool"]
+                                 "tree"]
@@
-                                 item.category is "tool"]
-  `plants`                       silent · window of every offer: 1 year of order
+                                 item.category is "tree"]
+  `plants`                       spoke · window of every offer: 1 year of order
@@
-                                 → false: item.category is "tool"]
-  `store-account`                spoke · window of every offer: 365 days of order
-                                 store_account := (["store_consumer_card" in order.paid_by → true:
-                                 order.paid_by is ["card", "store_consumer_card"]] or
-                                 ["store_pro_card" in order.paid_by → not reached] or
-                                 ["store_commercial_account" in order.paid_by → not reached])
-  `standard`                     not needed, `store-account` decided ·
+                                 → true: item.category is "tree"]
+  `store-account`                silent · window of every offer: 365 days of order
+                                 store_account := (["store_consumer_card" in order.paid_by → false:
+                                 order.paid_by is ["card"]] or ["store_pro_card" in order.paid_by →
+                                 false: order.paid_by is ["card"]] or ["store_commercial_account" in
+                                 order.paid_by → false: order.paid_by is ["card"]])
+  `standard`                     not needed, `plants` decided ·
""",
        "HD4": """\
@@
-order #1001 · policy homedepot-us · as of 20 Feb 2027 12:00 New York
+order #1001 · policy homedepot-us · as of 3 Mar 2026 09:59 New York
@@
-  instant    2027-02-20T17:00:00Z, days counted in America/New_York
+  instant    2026-03-03T14:59:00Z, days counted in America/New_York
@@
-Tool · eligible · refund, store credit
-  window   `store-account` 365 days of order (ordered 1 Mar 2026) → closes 1 Mar 2027 24:00 EST
+Major appliance · eligible · refund, store credit
+  window   `major-appliances` 48 hours of delivery (delivered 1 Mar 2026) → closes 3 Mar 2026 10:00
+           EST
@@
-  facts    events: order 2026-03-01T17:00:00Z · delivery 2026-03-01T17:00:00Z
-           order: item.category is "tool" · item.is_flammable is false ·
-           item.is_gift_card is false · item.is_special_order is false · order.channel is "store" ·
+  facts    events: order 2026-02-20T17:00:00Z · delivery 2026-03-01T15:00:00Z
+           order: item.category is "major_appliance" · item.is_flammable is false ·
+           item.is_gift_card is false · item.is_special_order is false · order.channel is "web" ·
@@
-           shopper: request.has_proof_of_purchase is true · request.reason is "unwanted"
+           shopper: request.has_proof_of_purchase is true · request.reason is "damaged"
@@
-                                 "cut_flowers", "labor"] → false: item.category is "tool"]
+                                 "cut_flowers", "labor"] → false: item.category is
+                                 "major_appliance"]
@@
-                                 [item.category == "major_appliance" → false: item.category is
-                                 "tool"]
+                                 [item.category == "major_appliance" → true: item.category is
+                                 "major_appliance"]
@@
-                                 "defective"] → not reached]
+                                 "defective"] → true: request.reason is "damaged"]
@@
-                                 [order.channel == "design_center" → false: order.channel is
-                                 "store"]
+                                 [order.channel == "design_center" → false: order.channel is "web"]
@@
-                                 is "tool"])
+                                 is "major_appliance"])
@@
-                                 is "tool"]
+                                 is "major_appliance"]
@@
-                                 → false: item.category is "tool"]
+                                 → false: item.category is "major_appliance"]
@@
-  `major-appliances`             silent · window of every offer: 48 hours of delivery
-                                 [item.category == "major_appliance" → false: item.category is
-                                 "tool"]
+  `major-appliances`             spoke · window of every offer: 48 hours of delivery
+                                 [item.category == "major_appliance" → true: item.category is
+                                 "major_appliance"]
@@
-                                 item.category is "tool"]
+                                 item.category is "major_appliance"]
@@
-                                 → false: item.category is "tool"]
-  `store-account`                spoke · window of every offer: 365 days of order
+                                 → false: item.category is "major_appliance"]
+  `store-account`                not needed, `major-appliances` decided ·
+                                 window of every offer: 365 days of order
@@
-  `standard`                     not needed, `store-account` decided ·
+  `standard`                     not needed, `major-appliances` decided ·
""",
        "HD5": """\
@@
-order #1001 · policy homedepot-us · as of 20 Feb 2027 12:00 New York
+order #1001 · policy homedepot-us · as of 2 Mar 2026 10:00 New York
@@
-  instant    2027-02-20T17:00:00Z, days counted in America/New_York
+  instant    2026-03-02T15:00:00Z, days counted in America/New_York
@@
-Tool · eligible · refund, store credit
-  window   `store-account` 365 days of order (ordered 1 Mar 2026) → closes 1 Mar 2027 24:00 EST
-  methods  `store` open · `design_center` open
-  assumed  nothing
-  facts    events: order 2026-03-01T17:00:00Z · delivery 2026-03-01T17:00:00Z
-           order: item.category is "tool" · item.is_flammable is false ·
-           item.is_gift_card is false · item.is_special_order is false · order.channel is "store" ·
-           order.paid_by is ["card", "store_consumer_card"]
-           shopper: request.has_proof_of_purchase is true · request.reason is "unwanted"
-           history: history.household_blind_remakes is 0
+Major appliance · ineligible
+  refused by  `appliances-for-a-fault-only` (reason): Major appliances can be returned when damaged
+              or defective.
+  window      `major-appliances` 48 hours of delivery (delivered 1 Mar 2026) → closes 3 Mar 2026
+              10:00 EST
+  methods     `store` open · `design_center` open
+  assumed     nothing
+  facts       events: order 2026-02-20T17:00:00Z · delivery 2026-03-01T15:00:00Z
+              order: item.category is "major_appliance" · item.is_flammable is false ·
+              item.is_gift_card is false · item.is_special_order is false · order.channel is "web" ·
+              order.paid_by is ["card", "store_consumer_card"]
+              shopper: request.has_proof_of_purchase is true · request.reason is "unwanted"
+              history: history.household_blind_remakes is 0
@@
-                                 "cut_flowers", "labor"] → false: item.category is "tool"]
-  `appliances-for-a-fault-only`  silent · refuses every offer (reason)
-                                 [item.category == "major_appliance" → false: item.category is
-                                 "tool"]
+                                 "cut_flowers", "labor"] → false: item.category is
+                                 "major_appliance"]
+  `appliances-for-a-fault-only`  spoke · refuses every offer (reason)
+                                 [item.category == "major_appliance" → true: item.category is
+                                 "major_appliance"]
@@
-                                 "defective"] → not reached]
+                                 "defective"] → false: request.reason is "unwanted"]
@@
-                                 [order.channel == "design_center" → false: order.channel is
-                                 "store"]
+                                 [order.channel == "design_center" → false: order.channel is "web"]
@@
-                                 is "tool"])
+                                 is "major_appliance"])
@@
-                                 is "tool"]
+                                 is "major_appliance"]
@@
-                                 → false: item.category is "tool"]
+                                 → false: item.category is "major_appliance"]
@@
-  `major-appliances`             silent · window of every offer: 48 hours of delivery
-                                 [item.category == "major_appliance" → false: item.category is
-                                 "tool"]
+  `major-appliances`             spoke · window of every offer: 48 hours of delivery
+                                 [item.category == "major_appliance" → true: item.category is
+                                 "major_appliance"]
@@
-                                 item.category is "tool"]
+                                 item.category is "major_appliance"]
@@
-                                 → false: item.category is "tool"]
-  `store-account`                spoke · window of every offer: 365 days of order
+                                 → false: item.category is "major_appliance"]
+  `store-account`                not needed, `major-appliances` decided ·
+                                 window of every offer: 365 days of order
@@
-  `standard`                     not needed, `store-account` decided ·
+  `standard`                     not needed, `major-appliances` decided ·
""",
        "HD6": """\
@@
-order #1001 · policy homedepot-us · as of 20 Feb 2027 12:00 New York
+order #1001 · policy homedepot-us · as of 20 Mar 2026 12:00 New York
@@
-  instant    2027-02-20T17:00:00Z, days counted in America/New_York
+  instant    2026-03-20T16:00:00Z, days counted in America/New_York
@@
-  window   `store-account` 365 days of order (ordered 1 Mar 2026) → closes 1 Mar 2027 24:00 EST
+  window   `standard` 90 days of order (ordered 1 Mar 2026) → closes 30 May 2026 24:00 EDT
+  terms    refund, store credit: fee `special_order` 15 % of paid per line (`special-orders`)
@@
-           item.is_gift_card is false · item.is_special_order is false · order.channel is "store" ·
-           order.paid_by is ["card", "store_consumer_card"]
+           item.is_gift_card is false · item.is_special_order is true · order.channel is "store" ·
+           order.paid_by is ["card"]
@@
-  `store-account`                spoke · window of every offer: 365 days of order
-                                 store_account := (["store_consumer_card" in order.paid_by → true:
-                                 order.paid_by is ["card", "store_consumer_card"]] or
-                                 ["store_pro_card" in order.paid_by → not reached] or
-                                 ["store_commercial_account" in order.paid_by → not reached])
-  `standard`                     not needed, `store-account` decided ·
-                                 window of every offer: 90 days of order
+  `store-account`                silent · window of every offer: 365 days of order
+                                 store_account := (["store_consumer_card" in order.paid_by → false:
+                                 order.paid_by is ["card"]] or ["store_pro_card" in order.paid_by →
+                                 false: order.paid_by is ["card"]] or ["store_commercial_account" in
+                                 order.paid_by → false: order.paid_by is ["card"]])
+  `standard`                     spoke · window of every offer: 90 days of order
@@
-  `special-orders`               silent · fee `special_order` on every offer: 15 % of paid per line
-                                 [item.is_special_order → false]
+  `special-orders`               spoke · fee `special_order` on every offer: 15 % of paid per line
+                                 [item.is_special_order → true]
""",
        "HD7": """\
@@
-order #1001 · policy homedepot-us · as of 20 Feb 2027 12:00 New York
+order #1001 · policy homedepot-us · as of 3 Mar 2026 10:01 New York
@@
-  instant    2027-02-20T17:00:00Z, days counted in America/New_York
+  instant    2026-03-03T15:01:00Z, days counted in America/New_York
@@
-Tool · eligible · refund, store credit
-  window   `store-account` 365 days of order (ordered 1 Mar 2026) → closes 1 Mar 2027 24:00 EST
+Major appliance · ineligible
+  window   `major-appliances` 48 hours of delivery (delivered 1 Mar 2026) → closed 3 Mar 2026 10:00
+           EST
@@
-  facts    events: order 2026-03-01T17:00:00Z · delivery 2026-03-01T17:00:00Z
-           order: item.category is "tool" · item.is_flammable is false ·
-           item.is_gift_card is false · item.is_special_order is false · order.channel is "store" ·
+  facts    events: order 2026-02-20T17:00:00Z · delivery 2026-03-01T15:00:00Z
+           order: item.category is "major_appliance" · item.is_flammable is false ·
+           item.is_gift_card is false · item.is_special_order is false · order.channel is "web" ·
@@
-           shopper: request.has_proof_of_purchase is true · request.reason is "unwanted"
+           shopper: request.has_proof_of_purchase is true · request.reason is "damaged"
@@
-                                 "cut_flowers", "labor"] → false: item.category is "tool"]
+                                 "cut_flowers", "labor"] → false: item.category is
+                                 "major_appliance"]
@@
-                                 [item.category == "major_appliance" → false: item.category is
-                                 "tool"]
+                                 [item.category == "major_appliance" → true: item.category is
+                                 "major_appliance"]
@@
-                                 "defective"] → not reached]
+                                 "defective"] → true: request.reason is "damaged"]
@@
-                                 [order.channel == "design_center" → false: order.channel is
-                                 "store"]
+                                 [order.channel == "design_center" → false: order.channel is "web"]
@@
-                                 is "tool"])
+                                 is "major_appliance"])
@@
-                                 is "tool"]
+                                 is "major_appliance"]
@@
-                                 → false: item.category is "tool"]
+                                 → false: item.category is "major_appliance"]
@@
-  `major-appliances`             silent · window of every offer: 48 hours of delivery
-                                 [item.category == "major_appliance" → false: item.category is
-                                 "tool"]
+  `major-appliances`             spoke · window of every offer: 48 hours of delivery
+                                 [item.category == "major_appliance" → true: item.category is
+                                 "major_appliance"]
@@
-                                 item.category is "tool"]
+                                 item.category is "major_appliance"]
@@
-                                 → false: item.category is "tool"]
-  `store-account`                spoke · window of every offer: 365 days of order
+                                 → false: item.category is "major_appliance"]
+  `store-account`                not needed, `major-appliances` decided ·
+                                 window of every offer: 365 days of order
@@
-  `standard`                     not needed, `store-account` decided ·
+  `standard`                     not needed, `major-appliances` decided ·
""",
    },
    "auditor ko": {
        "HD1": """\
주문 #1001 · 정책 homedepot-us · 기준 2027.2.20 12:00 New York
  정책       `homedepot-us`, 모든 주문
  해시       sha256 4d4b5742af6ab9e6becf4c9d5363220bf4cd8f9617f789b0d6bc2477b6aff9b4
  기준 시각  2027-02-20T17:00:00Z, 날짜 기준 America/New_York
  이력       제공됨
  검수       1개 중 0개
  달력       없음

Tool · 반품 가능 · 환불, 적립금
  기한  `store-account` 주문 후 365일 (주문 2026.3.1) → 2027.3.1 24:00 EST 마감
  방법  `store` 가능 · `design_center` 가능
  가정  없음
  사실  시점: 주문 2026-03-01T17:00:00Z · 배송 완료 2026-03-01T17:00:00Z
        주문: item.category: "tool" · item.is_flammable: false · item.is_gift_card: false ·
        item.is_special_order: false · order.channel: "store" ·
        order.paid_by: ["card", "store_consumer_card"]
        고객: request.has_proof_of_purchase: true · request.reason: "unwanted"
        이력: history.household_blind_remakes: 0
  `never`                        미적용 · 불가: 모든 제안 (category)
                                 [item.is_gift_card → 거짓]
                                 or [item.category in ["tinted_paint", "utility_trailer",
                                 "cut_flowers", "labor"] → 거짓: item.category: "tool"]
  `appliances-for-a-fault-only`  미적용 · 불가: 모든 제안 (reason)
                                 [item.category == "major_appliance" → 거짓: item.category: "tool"]
                                 and not [request.reason in ["damaged", "damaged_in_transit",
                                 "defective"] → 확인 안 함]
  `flammable`                    미적용 · 반송 방법 한정: `store`
                                 [item.is_flammable → 거짓]
  `design-center`                미적용 · 반송 방법 한정: `design_center`
                                 [order.channel == "design_center" → 거짓: order.channel: "store"]
  `blinds-were-remade`           미적용 · 한도 (모든 제안): `blind_remakes` 0개
                                 (blinds := [item.category == "custom_blinds" → 거짓: item.category:
                                 "tool"])
                                 and [history.household_blind_remakes >= 1 → 확인 안 함]
  `blinds-are-remade`            미적용 · 제공: 교체 · 기한 (교체): 주문 후 15일 ·
                                 다음만 허용: 교체 · 한도 (교체): `blind_remakes` 4개
                                 blinds := [item.category == "custom_blinds" → 거짓: item.category:
                                 "tool"]
  `plants-for-credit`            미적용 · 다음만 허용: 적립금
                                 plants := [item.category in ["perennial", "tree", "rose", "shrub"]
                                 → 거짓: item.category: "tool"]
  `without-receipt`              미적용 · 다음만 허용: 적립금 ·
                                 요청 (모든 제안): photo_id 1, 결정 전
                                 not [request.has_proof_of_purchase → 참]
  `what-we-offer`                적용 · 제공: 환불, 적립금
                                 항상
  `major-appliances`             미적용 · 기한 (모든 제안): 배송 완료 후 48시간
                                 [item.category == "major_appliance" → 거짓: item.category: "tool"]
  `thirty-days`                  미적용 · 기한 (모든 제안): 주문 후 30일
                                 [item.category in ["furniture", "gas_equipment",
                                 "sealed_generator", "tv", "computer", "paint_sprayer"] → 거짓:
                                 item.category: "tool"]
  `plants`                       미적용 · 기한 (모든 제안): 주문 후 1년
                                 plants := [item.category in ["perennial", "tree", "rose", "shrub"]
                                 → 거짓: item.category: "tool"]
  `store-account`                적용 · 기한 (모든 제안): 주문 후 365일
                                 store_account := (["store_consumer_card" in order.paid_by → 참:
                                 order.paid_by: ["card", "store_consumer_card"]] or
                                 ["store_pro_card" in order.paid_by → 확인 안 함] or
                                 ["store_commercial_account" in order.paid_by → 확인 안 함])
  `standard`                     불필요 (`store-account` 우선) · 기한 (모든 제안): 주문 후 90일
                                 항상
  `special-orders`               미적용 ·
                                 수수료 `special_order` (모든 제안): 주문 항목당 결제 금액의 15 %
                                 [item.is_special_order → 거짓]
""",
        "HD2": """\
@@
-주문 #1001 · 정책 homedepot-us · 기준 2027.2.20 12:00 New York
+주문 #1001 · 정책 homedepot-us · 기준 2026.6.1 12:00 New York
@@
-  기준 시각  2027-02-20T17:00:00Z, 날짜 기준 America/New_York
+  기준 시각  2026-06-01T16:00:00Z, 날짜 기준 America/New_York
@@
-Tool · 반품 가능 · 환불, 적립금
-  기한  `store-account` 주문 후 365일 (주문 2026.3.1) → 2027.3.1 24:00 EST 마감
+Tool · 반품 불가
+  기한  `standard` 주문 후 90일 (주문 2026.3.1) → 2026.5.30 24:00 EDT 마감됨
@@
-        item.is_special_order: false · order.channel: "store" ·
-        order.paid_by: ["card", "store_consumer_card"]
+        item.is_special_order: false · order.channel: "store" · order.paid_by: ["card"]
@@
-  `store-account`                적용 · 기한 (모든 제안): 주문 후 365일
-                                 store_account := (["store_consumer_card" in order.paid_by → 참:
-                                 order.paid_by: ["card", "store_consumer_card"]] or
-                                 ["store_pro_card" in order.paid_by → 확인 안 함] or
-                                 ["store_commercial_account" in order.paid_by → 확인 안 함])
-  `standard`                     불필요 (`store-account` 우선) · 기한 (모든 제안): 주문 후 90일
+  `store-account`                미적용 · 기한 (모든 제안): 주문 후 365일
+                                 store_account := (["store_consumer_card" in order.paid_by → 거짓:
+                                 order.paid_by: ["card"]] or ["store_pro_card" in order.paid_by →
+                                 거짓: order.paid_by: ["card"]] or ["store_commercial_account" in
+                                 order.paid_by → 거짓: order.paid_by: ["card"]])
+  `standard`                     적용 · 기한 (모든 제안): 주문 후 90일
""",
        "HD3": """\
@@
-주문 #1001 · 정책 homedepot-us · 기준 2027.2.20 12:00 New York
+주문 #1001 · 정책 homedepot-us · 기준 2027.2.1 12:00 New York
@@
-  기준 시각  2027-02-20T17:00:00Z, 날짜 기준 America/New_York
+  기준 시각  2027-02-01T17:00:00Z, 날짜 기준 America/New_York
@@
-Tool · 반품 가능 · 환불, 적립금
-  기한  `store-account` 주문 후 365일 (주문 2026.3.1) → 2027.3.1 24:00 EST 마감
+Tree · 반품 가능 · 적립금
+  기한  `plants` 주문 후 1년 (주문 2026.3.1) → 2027.3.1 24:00 EST 마감
@@
-        주문: item.category: "tool" · item.is_flammable: false · item.is_gift_card: false ·
-        item.is_special_order: false · order.channel: "store" ·
-        order.paid_by: ["card", "store_consumer_card"]
+        주문: item.category: "tree" · item.is_flammable: false · item.is_gift_card: false ·
+        item.is_special_order: false · order.channel: "store" · order.paid_by: ["card"]
@@
-                                 "cut_flowers", "labor"] → 거짓: item.category: "tool"]
+                                 "cut_flowers", "labor"] → 거짓: item.category: "tree"]
@@
-                                 [item.category == "major_appliance" → 거짓: item.category: "tool"]
+                                 [item.category == "major_appliance" → 거짓: item.category: "tree"]
@@
-                                 "tool"])
+                                 "tree"])
@@
-                                 "tool"]
-  `plants-for-credit`            미적용 · 다음만 허용: 적립금
+                                 "tree"]
+  `plants-for-credit`            적용 · 다음만 허용: 적립금
@@
-                                 → 거짓: item.category: "tool"]
+                                 → 참: item.category: "tree"]
@@
-                                 [item.category == "major_appliance" → 거짓: item.category: "tool"]
+                                 [item.category == "major_appliance" → 거짓: item.category: "tree"]
@@
-                                 item.category: "tool"]
-  `plants`                       미적용 · 기한 (모든 제안): 주문 후 1년
+                                 item.category: "tree"]
+  `plants`                       적용 · 기한 (모든 제안): 주문 후 1년
@@
-                                 → 거짓: item.category: "tool"]
-  `store-account`                적용 · 기한 (모든 제안): 주문 후 365일
-                                 store_account := (["store_consumer_card" in order.paid_by → 참:
-                                 order.paid_by: ["card", "store_consumer_card"]] or
-                                 ["store_pro_card" in order.paid_by → 확인 안 함] or
-                                 ["store_commercial_account" in order.paid_by → 확인 안 함])
-  `standard`                     불필요 (`store-account` 우선) · 기한 (모든 제안): 주문 후 90일
+                                 → 참: item.category: "tree"]
+  `store-account`                미적용 · 기한 (모든 제안): 주문 후 365일
+                                 store_account := (["store_consumer_card" in order.paid_by → 거짓:
+                                 order.paid_by: ["card"]] or ["store_pro_card" in order.paid_by →
+                                 거짓: order.paid_by: ["card"]] or ["store_commercial_account" in
+                                 order.paid_by → 거짓: order.paid_by: ["card"]])
+  `standard`                     불필요 (`plants` 우선) · 기한 (모든 제안): 주문 후 90일
""",
        "HD4": """\
@@
-주문 #1001 · 정책 homedepot-us · 기준 2027.2.20 12:00 New York
+주문 #1001 · 정책 homedepot-us · 기준 2026.3.3 09:59 New York
@@
-  기준 시각  2027-02-20T17:00:00Z, 날짜 기준 America/New_York
+  기준 시각  2026-03-03T14:59:00Z, 날짜 기준 America/New_York
@@
-Tool · 반품 가능 · 환불, 적립금
-  기한  `store-account` 주문 후 365일 (주문 2026.3.1) → 2027.3.1 24:00 EST 마감
+Major appliance · 반품 가능 · 환불, 적립금
+  기한  `major-appliances` 배송 완료 후 48시간 (배송 완료 2026.3.1) → 2026.3.3 10:00 EST 마감
@@
-  사실  시점: 주문 2026-03-01T17:00:00Z · 배송 완료 2026-03-01T17:00:00Z
-        주문: item.category: "tool" · item.is_flammable: false · item.is_gift_card: false ·
-        item.is_special_order: false · order.channel: "store" ·
+  사실  시점: 주문 2026-02-20T17:00:00Z · 배송 완료 2026-03-01T15:00:00Z
+        주문: item.category: "major_appliance" · item.is_flammable: false ·
+        item.is_gift_card: false · item.is_special_order: false · order.channel: "web" ·
@@
-        고객: request.has_proof_of_purchase: true · request.reason: "unwanted"
+        고객: request.has_proof_of_purchase: true · request.reason: "damaged"
@@
-                                 "cut_flowers", "labor"] → 거짓: item.category: "tool"]
+                                 "cut_flowers", "labor"] → 거짓: item.category: "major_appliance"]
@@
-                                 [item.category == "major_appliance" → 거짓: item.category: "tool"]
+                                 [item.category == "major_appliance" → 참: item.category:
+                                 "major_appliance"]
@@
-                                 "defective"] → 확인 안 함]
+                                 "defective"] → 참: request.reason: "damaged"]
@@
-                                 [order.channel == "design_center" → 거짓: order.channel: "store"]
+                                 [order.channel == "design_center" → 거짓: order.channel: "web"]
@@
-                                 "tool"])
+                                 "major_appliance"])
@@
-                                 "tool"]
+                                 "major_appliance"]
@@
-                                 → 거짓: item.category: "tool"]
+                                 → 거짓: item.category: "major_appliance"]
@@
-  `major-appliances`             미적용 · 기한 (모든 제안): 배송 완료 후 48시간
-                                 [item.category == "major_appliance" → 거짓: item.category: "tool"]
+  `major-appliances`             적용 · 기한 (모든 제안): 배송 완료 후 48시간
+                                 [item.category == "major_appliance" → 참: item.category:
+                                 "major_appliance"]
@@
-                                 item.category: "tool"]
+                                 item.category: "major_appliance"]
@@
-                                 → 거짓: item.category: "tool"]
-  `store-account`                적용 · 기한 (모든 제안): 주문 후 365일
+                                 → 거짓: item.category: "major_appliance"]
+  `store-account`                불필요 (`major-appliances` 우선) · 기한 (모든 제안): 주문 후 365일
@@
-  `standard`                     불필요 (`store-account` 우선) · 기한 (모든 제안): 주문 후 90일
+  `standard`                     불필요 (`major-appliances` 우선) · 기한 (모든 제안): 주문 후 90일
""",
        "HD5": """\
@@
-주문 #1001 · 정책 homedepot-us · 기준 2027.2.20 12:00 New York
+주문 #1001 · 정책 homedepot-us · 기준 2026.3.2 10:00 New York
@@
-  기준 시각  2027-02-20T17:00:00Z, 날짜 기준 America/New_York
+  기준 시각  2026-03-02T15:00:00Z, 날짜 기준 America/New_York
@@
-Tool · 반품 가능 · 환불, 적립금
-  기한  `store-account` 주문 후 365일 (주문 2026.3.1) → 2027.3.1 24:00 EST 마감
-  방법  `store` 가능 · `design_center` 가능
-  가정  없음
-  사실  시점: 주문 2026-03-01T17:00:00Z · 배송 완료 2026-03-01T17:00:00Z
-        주문: item.category: "tool" · item.is_flammable: false · item.is_gift_card: false ·
-        item.is_special_order: false · order.channel: "store" ·
-        order.paid_by: ["card", "store_consumer_card"]
-        고객: request.has_proof_of_purchase: true · request.reason: "unwanted"
-        이력: history.household_blind_remakes: 0
+Major appliance · 반품 불가
+  불가 사유  `appliances-for-a-fault-only` (reason): Major appliances can be returned when damaged
+             or defective.
+  기한       `major-appliances` 배송 완료 후 48시간 (배송 완료 2026.3.1) → 2026.3.3 10:00 EST 마감
+  방법       `store` 가능 · `design_center` 가능
+  가정       없음
+  사실       시점: 주문 2026-02-20T17:00:00Z · 배송 완료 2026-03-01T15:00:00Z
+             주문: item.category: "major_appliance" · item.is_flammable: false ·
+             item.is_gift_card: false · item.is_special_order: false · order.channel: "web" ·
+             order.paid_by: ["card", "store_consumer_card"]
+             고객: request.has_proof_of_purchase: true · request.reason: "unwanted"
+             이력: history.household_blind_remakes: 0
@@
-                                 "cut_flowers", "labor"] → 거짓: item.category: "tool"]
-  `appliances-for-a-fault-only`  미적용 · 불가: 모든 제안 (reason)
-                                 [item.category == "major_appliance" → 거짓: item.category: "tool"]
+                                 "cut_flowers", "labor"] → 거짓: item.category: "major_appliance"]
+  `appliances-for-a-fault-only`  적용 · 불가: 모든 제안 (reason)
+                                 [item.category == "major_appliance" → 참: item.category:
+                                 "major_appliance"]
@@
-                                 "defective"] → 확인 안 함]
+                                 "defective"] → 거짓: request.reason: "unwanted"]
@@
-                                 [order.channel == "design_center" → 거짓: order.channel: "store"]
+                                 [order.channel == "design_center" → 거짓: order.channel: "web"]
@@
-                                 "tool"])
+                                 "major_appliance"])
@@
-                                 "tool"]
+                                 "major_appliance"]
@@
-                                 → 거짓: item.category: "tool"]
+                                 → 거짓: item.category: "major_appliance"]
@@
-  `major-appliances`             미적용 · 기한 (모든 제안): 배송 완료 후 48시간
-                                 [item.category == "major_appliance" → 거짓: item.category: "tool"]
+  `major-appliances`             적용 · 기한 (모든 제안): 배송 완료 후 48시간
+                                 [item.category == "major_appliance" → 참: item.category:
+                                 "major_appliance"]
@@
-                                 item.category: "tool"]
+                                 item.category: "major_appliance"]
@@
-                                 → 거짓: item.category: "tool"]
-  `store-account`                적용 · 기한 (모든 제안): 주문 후 365일
+                                 → 거짓: item.category: "major_appliance"]
+  `store-account`                불필요 (`major-appliances` 우선) · 기한 (모든 제안): 주문 후 365일
@@
-  `standard`                     불필요 (`store-account` 우선) · 기한 (모든 제안): 주문 후 90일
+  `standard`                     불필요 (`major-appliances` 우선) · 기한 (모든 제안): 주문 후 90일
""",
        "HD6": """\
@@
-주문 #1001 · 정책 homedepot-us · 기준 2027.2.20 12:00 New York
+주문 #1001 · 정책 homedepot-us · 기준 2026.3.20 12:00 New York
@@
-  기준 시각  2027-02-20T17:00:00Z, 날짜 기준 America/New_York
+  기준 시각  2026-03-20T16:00:00Z, 날짜 기준 America/New_York
@@
-  기한  `store-account` 주문 후 365일 (주문 2026.3.1) → 2027.3.1 24:00 EST 마감
+  기한  `standard` 주문 후 90일 (주문 2026.3.1) → 2026.5.30 24:00 EDT 마감
+  조건  환불, 적립금: 수수료 `special_order` 주문 항목당 결제 금액의 15 % (`special-orders`)
@@
-        item.is_special_order: false · order.channel: "store" ·
-        order.paid_by: ["card", "store_consumer_card"]
+        item.is_special_order: true · order.channel: "store" · order.paid_by: ["card"]
@@
-  `store-account`                적용 · 기한 (모든 제안): 주문 후 365일
-                                 store_account := (["store_consumer_card" in order.paid_by → 참:
-                                 order.paid_by: ["card", "store_consumer_card"]] or
-                                 ["store_pro_card" in order.paid_by → 확인 안 함] or
-                                 ["store_commercial_account" in order.paid_by → 확인 안 함])
-  `standard`                     불필요 (`store-account` 우선) · 기한 (모든 제안): 주문 후 90일
+  `store-account`                미적용 · 기한 (모든 제안): 주문 후 365일
+                                 store_account := (["store_consumer_card" in order.paid_by → 거짓:
+                                 order.paid_by: ["card"]] or ["store_pro_card" in order.paid_by →
+                                 거짓: order.paid_by: ["card"]] or ["store_commercial_account" in
+                                 order.paid_by → 거짓: order.paid_by: ["card"]])
+  `standard`                     적용 · 기한 (모든 제안): 주문 후 90일
@@
-  `special-orders`               미적용 ·
+  `special-orders`               적용 ·
@@
-                                 [item.is_special_order → 거짓]
+                                 [item.is_special_order → 참]
""",
        "HD7": """\
@@
-주문 #1001 · 정책 homedepot-us · 기준 2027.2.20 12:00 New York
+주문 #1001 · 정책 homedepot-us · 기준 2026.3.3 10:01 New York
@@
-  기준 시각  2027-02-20T17:00:00Z, 날짜 기준 America/New_York
+  기준 시각  2026-03-03T15:01:00Z, 날짜 기준 America/New_York
@@
-Tool · 반품 가능 · 환불, 적립금
-  기한  `store-account` 주문 후 365일 (주문 2026.3.1) → 2027.3.1 24:00 EST 마감
+Major appliance · 반품 불가
+  기한  `major-appliances` 배송 완료 후 48시간 (배송 완료 2026.3.1) → 2026.3.3 10:00 EST 마감됨
@@
-  사실  시점: 주문 2026-03-01T17:00:00Z · 배송 완료 2026-03-01T17:00:00Z
-        주문: item.category: "tool" · item.is_flammable: false · item.is_gift_card: false ·
-        item.is_special_order: false · order.channel: "store" ·
+  사실  시점: 주문 2026-02-20T17:00:00Z · 배송 완료 2026-03-01T15:00:00Z
+        주문: item.category: "major_appliance" · item.is_flammable: false ·
+        item.is_gift_card: false · item.is_special_order: false · order.channel: "web" ·
@@
-        고객: request.has_proof_of_purchase: true · request.reason: "unwanted"
+        고객: request.has_proof_of_purchase: true · request.reason: "damaged"
@@
-                                 "cut_flowers", "labor"] → 거짓: item.category: "tool"]
+                                 "cut_flowers", "labor"] → 거짓: item.category: "major_appliance"]
@@
-                                 [item.category == "major_appliance" → 거짓: item.category: "tool"]
+                                 [item.category == "major_appliance" → 참: item.category:
+                                 "major_appliance"]
@@
-                                 "defective"] → 확인 안 함]
+                                 "defective"] → 참: request.reason: "damaged"]
@@
-                                 [order.channel == "design_center" → 거짓: order.channel: "store"]
+                                 [order.channel == "design_center" → 거짓: order.channel: "web"]
@@
-                                 "tool"])
+                                 "major_appliance"])
@@
-                                 "tool"]
+                                 "major_appliance"]
@@
-                                 → 거짓: item.category: "tool"]
+                                 → 거짓: item.category: "major_appliance"]
@@
-  `major-appliances`             미적용 · 기한 (모든 제안): 배송 완료 후 48시간
-                                 [item.category == "major_appliance" → 거짓: item.category: "tool"]
+  `major-appliances`             적용 · 기한 (모든 제안): 배송 완료 후 48시간
+                                 [item.category == "major_appliance" → 참: item.category:
+                                 "major_appliance"]
@@
-                                 item.category: "tool"]
+                                 item.category: "major_appliance"]
@@
-                                 → 거짓: item.category: "tool"]
-  `store-account`                적용 · 기한 (모든 제안): 주문 후 365일
+                                 → 거짓: item.category: "major_appliance"]
+  `store-account`                불필요 (`major-appliances` 우선) · 기한 (모든 제안): 주문 후 365일
@@
-  `standard`                     불필요 (`store-account` 우선) · 기한 (모든 제안): 주문 후 90일
+  `standard`                     불필요 (`major-appliances` 우선) · 기한 (모든 제안): 주문 후 90일
""",
    },
}

if WRITES:
    write(Path(__file__), "homedepot")


def test_every_case_is_told_to_every_reader() -> None:
    check_complete(TOLD, "homedepot")


@each(TOLD)
def test_a_case_is_told_so(id: str, reader: str, locale: str, text: str) -> None:
    assert told(id, reader, locale) == text.removesuffix("\n")
