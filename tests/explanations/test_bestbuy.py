"""Best Buy: what each of its cases is told to the three readers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.explanations.told import WRITES, Told, check_complete, each, told, write

TOLD: Final[Told] = {
    "shopper en": {
        "BB1": """\
TV can be returned until 17 March 2026. You can choose a refund or an exchange.
""",
        "BB2": """\
TV can no longer be returned. This was possible until 17 March 2026.
""",
        "BB3": """\
TV can be returned until 1 May 2026. You can choose a refund or an exchange.
""",
        "BB4 BB5 BB6 BB7 BB10": """\
Drone can be returned until 17 March 2026. You can choose a refund or an exchange.
""",
        "BB8 BB14": """\
Activatable device can be returned until 16 March 2026. You can choose a refund or an exchange.
""",
        "BB9": """\
Activatable device can be returned until 1 April 2026. You can choose a refund or an exchange.
""",
        "BB11": """\
TV can be returned until 13 January 2024. You can choose a refund or an exchange.
""",
        "BB12": """\
Activatable device can no longer be returned. This was possible until 4 December 2023.
""",
        "BB13": """\
TV can be returned until 18 February 2024. You can choose a refund or an exchange.
""",
    },
    "shopper ko": {
        "BB1": """\
TV: 2026년 3월 17일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 교환.
""",
        "BB2": """\
TV: 반품 기간이 지났습니다. 신청 가능 기간: 2026년 3월 17일까지.
""",
        "BB3": """\
TV: 2026년 5월 1일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 교환.
""",
        "BB4 BB5 BB6 BB7 BB10": """\
Drone: 2026년 3월 17일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 교환.
""",
        "BB8 BB14": """\
Activatable device: 2026년 3월 16일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 교환.
""",
        "BB9": """\
Activatable device: 2026년 4월 1일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 교환.
""",
        "BB11": """\
TV: 2024년 1월 13일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 교환.
""",
        "BB12": """\
Activatable device: 반품 기간이 지났습니다. 신청 가능 기간: 2023년 12월 4일까지.
""",
        "BB13": """\
TV: 2024년 2월 18일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 교환.
""",
    },
    "agent en": {
        "BB1": """\
order #1001 · policy bestbuy-us-2023 · as of 17 Mar 2026 12:00 Chicago

TV · eligible · refund, exchange
  window  `standard` 15 days of delivery (delivered 2 Mar 2026) → closes 17 Mar 2026 24:00 CDT
  spoke   `what-we-offer` (always) · `standard` (always)
  silent  `final-sale` (item.is_final_sale is false) ·
          `never` (item.category is "tv", item.is_personalised is false, item.is_made_to_order is
          false) · `verizon-devices` (item.category is "tv") ·
          `activatable-devices` (item.category is "tv") ·
          `holiday-decorations` (item.category is "tv") · `members` (customer.tier is null) ·
          `holidays` (order.placed_at is 2 Mar 2026 12:00 Chicago) ·
          `without-receipt` (request.has_proof_of_purchase is true) ·
          `much-cash` (order.paid_by is ["card"]) ·
          `no-restocking-fee` (request.is_opened is true, request.reason is "unwanted", order.region
          is "MI") · `restocking-devices` (item.category is "tv") ·
          `restocking` (item.category is "tv", item.is_special_order is false)
""",
        "BB2": """\
order #1001 · policy bestbuy-us-2023 · as of 18 Mar 2026 12:00 Chicago

TV · ineligible
  window  `standard` 15 days of delivery (delivered 2 Mar 2026) → closed 17 Mar 2026 24:00 CDT
  spoke   `what-we-offer` (always) · `standard` (always)
  silent  `final-sale` (item.is_final_sale is false) ·
          `never` (item.category is "tv", item.is_personalised is false, item.is_made_to_order is
          false) · `verizon-devices` (item.category is "tv") ·
          `activatable-devices` (item.category is "tv") ·
          `holiday-decorations` (item.category is "tv") · `members` (customer.tier is null) ·
          `holidays` (order.placed_at is 2 Mar 2026 12:00 Chicago) ·
          `without-receipt` (request.has_proof_of_purchase is true) ·
          `much-cash` (order.paid_by is ["card"]) ·
          `no-restocking-fee` (request.is_opened is true, request.reason is "unwanted", order.region
          is "MI") · `restocking-devices` (item.category is "tv") ·
          `restocking` (item.category is "tv", item.is_special_order is false)
""",
        "BB3": """\
order #1001 · policy bestbuy-us-2023 · as of 1 May 2026 12:00 Chicago

TV · eligible · refund, exchange
  window      `members` 60 days of delivery (delivered 2 Mar 2026) → closes 1 May 2026 24:00 CDT
  spoke       `what-we-offer` (always) · `members` (customer.tier is "plus")
  silent      `final-sale` (item.is_final_sale is false) ·
              `never` (item.category is "tv", item.is_personalised is false, item.is_made_to_order
              is false) · `verizon-devices` (item.category is "tv") ·
              `activatable-devices` (item.category is "tv") ·
              `holiday-decorations` (item.category is "tv") ·
              `holidays` (order.placed_at is 2 Mar 2026 12:00 Chicago) ·
              `without-receipt` (request.has_proof_of_purchase is true) ·
              `much-cash` (order.paid_by is ["card"]) ·
              `no-restocking-fee` (request.is_opened is true, request.reason is "unwanted",
              order.region is "MI") · `restocking-devices` (item.category is "tv") ·
              `restocking` (item.category is "tv", item.is_special_order is false)
  not needed  `standard` (`members` decides)
""",
        "BB4": """\
order #1001 · policy bestbuy-us-2023 · as of 10 Mar 2026 12:00 Chicago

Drone · eligible · refund, exchange
  window  `standard` 15 days of delivery (delivered 2 Mar 2026) → closes 17 Mar 2026 24:00 CDT
  terms   refund, exchange: fee `restocking` 15 % of paid per line (`restocking`)
  spoke   `what-we-offer` (always) · `standard` (always) · `restocking` (item.category is "drone")
  silent  `final-sale` (item.is_final_sale is false) ·
          `never` (item.category is "drone", item.is_personalised is false, item.is_made_to_order is
          false) · `verizon-devices` (item.category is "drone") ·
          `activatable-devices` (item.category is "drone") ·
          `holiday-decorations` (item.category is "drone") · `members` (customer.tier is null) ·
          `holidays` (order.placed_at is 2 Mar 2026 12:00 Chicago) ·
          `without-receipt` (request.has_proof_of_purchase is true) ·
          `much-cash` (order.paid_by is ["card"]) ·
          `no-restocking-fee` (request.is_opened is true, request.reason is "unwanted", order.region
          is "MI") · `restocking-devices` (item.category is "drone")
""",
        "BB5": """\
order #1001 · policy bestbuy-us-2023 · as of 10 Mar 2026 12:00 Chicago

Drone · eligible · refund, exchange
  window      `standard` 15 days of delivery (delivered 2 Mar 2026) → closes 17 Mar 2026 24:00 CDT
  terms       refund, exchange: fee `restocking` waived (`no-restocking-fee`)
  spoke       `what-we-offer` (always) · `standard` (always) ·
              `no-restocking-fee` (request.is_opened is false)
  silent      `final-sale` (item.is_final_sale is false) ·
              `never` (item.category is "drone", item.is_personalised is false,
              item.is_made_to_order is false) · `verizon-devices` (item.category is "drone") ·
              `activatable-devices` (item.category is "drone") ·
              `holiday-decorations` (item.category is "drone") · `members` (customer.tier is null) ·
              `holidays` (order.placed_at is 2 Mar 2026 12:00 Chicago) ·
              `without-receipt` (request.has_proof_of_purchase is true) ·
              `much-cash` (order.paid_by is ["card"]) ·
              `restocking-devices` (item.category is "drone")
  not needed  `restocking` (`no-restocking-fee` decides)
""",
        "BB6": """\
order #1001 · policy bestbuy-us-2023 · as of 10 Mar 2026 12:00 Chicago

Drone · eligible · refund, exchange
  window      `standard` 15 days of delivery (delivered 2 Mar 2026) → closes 17 Mar 2026 24:00 CDT
  terms       refund, exchange: fee `restocking` waived (`no-restocking-fee`)
  spoke       `what-we-offer` (always) · `standard` (always) ·
              `no-restocking-fee` (order.region is "OH", request.region is "OH")
  silent      `final-sale` (item.is_final_sale is false) ·
              `never` (item.category is "drone", item.is_personalised is false,
              item.is_made_to_order is false) · `verizon-devices` (item.category is "drone") ·
              `activatable-devices` (item.category is "drone") ·
              `holiday-decorations` (item.category is "drone") · `members` (customer.tier is null) ·
              `holidays` (order.placed_at is 2 Mar 2026 12:00 Chicago) ·
              `without-receipt` (request.has_proof_of_purchase is true) ·
              `much-cash` (order.paid_by is ["card"]) ·
              `restocking-devices` (item.category is "drone")
  not needed  `restocking` (`no-restocking-fee` decides)
""",
        "BB7": """\
order #1001 · policy bestbuy-us-2023 · as of 10 Mar 2026 12:00 Chicago

Drone · eligible · refund, exchange
  window  `standard` 15 days of delivery (delivered 2 Mar 2026) → closes 17 Mar 2026 24:00 CDT
  terms   refund, exchange: fee `restocking` 15 % of paid per line (`restocking`)
  spoke   `what-we-offer` (always) · `standard` (always) · `restocking` (item.category is "drone")
  silent  `final-sale` (item.is_final_sale is false) ·
          `never` (item.category is "drone", item.is_personalised is false, item.is_made_to_order is
          false) · `verizon-devices` (item.category is "drone") ·
          `activatable-devices` (item.category is "drone") ·
          `holiday-decorations` (item.category is "drone") · `members` (customer.tier is null) ·
          `holidays` (order.placed_at is 2 Mar 2026 12:00 Chicago) ·
          `without-receipt` (request.has_proof_of_purchase is true) ·
          `much-cash` (order.paid_by is ["card"]) ·
          `no-restocking-fee` (request.is_opened is true, request.reason is "unwanted",
          request.region is "MI") · `restocking-devices` (item.category is "drone")
""",
        "BB8": """\
order #1001 · policy bestbuy-us-2023 · as of 16 Mar 2026 12:00 Chicago

Activatable device · eligible · refund, exchange
  window      `activatable-devices` 14 days of delivery (delivered 2 Mar 2026) → closes 16 Mar 2026
              24:00 CDT
  terms       refund, exchange: fee `restocking` 45.00 per unit (`restocking-devices`)
  spoke       `what-we-offer` (always) ·
              `activatable-devices` (item.category is "activatable_device") ·
              `restocking-devices` (item.category is "activatable_device", item.prepaid is false)
  silent      `final-sale` (item.is_final_sale is false) ·
              `never` (item.category is "activatable_device", item.is_personalised is false,
              item.is_made_to_order is false) · `verizon-devices` (item.carrier is "other") ·
              `holiday-decorations` (item.category is "activatable_device") ·
              `members` (customer.tier is null) ·
              `holidays` (order.placed_at is 2 Mar 2026 12:00 Chicago) ·
              `without-receipt` (request.has_proof_of_purchase is true) ·
              `much-cash` (order.paid_by is ["card"]) ·
              `no-restocking-fee` (request.is_opened is true, request.reason is "unwanted",
              order.region is "MI") ·
              `restocking` (item.category is "activatable_device", item.is_special_order is false)
  not needed  `standard` (`activatable-devices` decides)
""",
        "BB9": """\
order #1001 · policy bestbuy-us-2023 · as of 1 Apr 2026 12:00 Chicago

Activatable device · eligible · refund, exchange
  window      `verizon-devices` 30 days of delivery (delivered 2 Mar 2026) → closes 1 Apr 2026 24:00
              CDT
  terms       refund, exchange: fee `restocking` 45.00 per unit (`restocking-devices`)
  spoke       `what-we-offer` (always) ·
              `verizon-devices` (item.category is "activatable_device", item.carrier is "verizon") ·
              `restocking-devices` (item.category is "activatable_device", item.prepaid is false)
  silent      `final-sale` (item.is_final_sale is false) ·
              `never` (item.category is "activatable_device", item.is_personalised is false,
              item.is_made_to_order is false) ·
              `holiday-decorations` (item.category is "activatable_device") ·
              `members` (customer.tier is null) ·
              `holidays` (order.placed_at is 2 Mar 2026 12:00 Chicago) ·
              `without-receipt` (request.has_proof_of_purchase is true) ·
              `much-cash` (order.paid_by is ["card"]) ·
              `no-restocking-fee` (request.is_opened is true, request.reason is "unwanted",
              order.region is "MI") ·
              `restocking` (item.category is "activatable_device", item.is_special_order is false)
  not needed  `activatable-devices` (`verizon-devices` decides) ·
              `standard` (`verizon-devices` decides)
""",
        "BB10": """\
order #1001 · policy bestbuy-us-2023 · as of 10 Mar 2026 12:00 Chicago

Drone · eligible · refund, exchange
  window      `standard` 15 days of delivery (delivered 2 Mar 2026) → closes 17 Mar 2026 24:00 CDT
  terms       refund, exchange: fee `restocking` waived (`no-restocking-fee`)
  spoke       `what-we-offer` (always) · `standard` (always) ·
              `no-restocking-fee` (request.reason is "defective")
  silent      `final-sale` (item.is_final_sale is false) ·
              `never` (item.category is "drone", item.is_personalised is false,
              item.is_made_to_order is false) · `verizon-devices` (item.category is "drone") ·
              `activatable-devices` (item.category is "drone") ·
              `holiday-decorations` (item.category is "drone") · `members` (customer.tier is null) ·
              `holidays` (order.placed_at is 2 Mar 2026 12:00 Chicago) ·
              `without-receipt` (request.has_proof_of_purchase is true) ·
              `much-cash` (order.paid_by is ["card"]) ·
              `restocking-devices` (item.category is "drone")
  not needed  `restocking` (`no-restocking-fee` decides)
""",
        "BB11": """\
order #1001 · policy bestbuy-us-2023 · as of 13 Jan 2024 12:00 Chicago

TV · eligible · refund, exchange
  window  `standard` 15 days of delivery (delivered 20 Nov 2023) → closes 13 Jan 2024 24:00 CST ·
          extended until 2024-01-13
  spoke   `what-we-offer` (always) · `standard` (always) ·
          `holidays` (order.placed_at is 20 Nov 2023 12:00 Chicago, item.category is "tv")
  silent  `final-sale` (item.is_final_sale is false) ·
          `never` (item.category is "tv", item.is_personalised is false, item.is_made_to_order is
          false) · `verizon-devices` (item.category is "tv") ·
          `activatable-devices` (item.category is "tv") ·
          `holiday-decorations` (item.category is "tv") · `members` (customer.tier is null) ·
          `without-receipt` (request.has_proof_of_purchase is true) ·
          `much-cash` (order.paid_by is ["card"]) ·
          `no-restocking-fee` (request.is_opened is true, request.reason is "unwanted", order.region
          is "MI") · `restocking-devices` (item.category is "tv") ·
          `restocking` (item.category is "tv", item.is_special_order is false)
""",
        "BB12": """\
order #1001 · policy bestbuy-us-2023 · as of 13 Jan 2024 12:00 Chicago

Activatable device · ineligible
  window      `activatable-devices` 14 days of delivery (delivered 20 Nov 2023) → closed 4 Dec 2023
              24:00 CST
  spoke       `what-we-offer` (always) ·
              `activatable-devices` (item.category is "activatable_device") ·
              `restocking-devices` (item.category is "activatable_device", item.prepaid is false)
  silent      `final-sale` (item.is_final_sale is false) ·
              `never` (item.category is "activatable_device", item.is_personalised is false,
              item.is_made_to_order is false) · `verizon-devices` (item.carrier is "other") ·
              `holiday-decorations` (item.category is "activatable_device") ·
              `members` (customer.tier is null) ·
              `holidays` (item.category is "activatable_device") ·
              `without-receipt` (request.has_proof_of_purchase is true) ·
              `much-cash` (order.paid_by is ["card"]) ·
              `no-restocking-fee` (request.is_opened is true, request.reason is "unwanted",
              order.region is "MI") ·
              `restocking` (item.category is "activatable_device", item.is_special_order is false)
  not needed  `standard` (`activatable-devices` decides)
""",
        "BB13": """\
order #1001 · policy bestbuy-us-2023 · as of 18 Feb 2024 12:00 Chicago

TV · eligible · refund, exchange
  window      `members` 60 days of delivery (delivered 20 Dec 2023) → closes 18 Feb 2024 24:00 CST
  spoke       `what-we-offer` (always) · `members` (customer.tier is "plus") ·
              `holidays` (order.placed_at is 20 Dec 2023 12:00 Chicago, item.category is "tv")
  silent      `final-sale` (item.is_final_sale is false) ·
              `never` (item.category is "tv", item.is_personalised is false, item.is_made_to_order
              is false) · `verizon-devices` (item.category is "tv") ·
              `activatable-devices` (item.category is "tv") ·
              `holiday-decorations` (item.category is "tv") ·
              `without-receipt` (request.has_proof_of_purchase is true) ·
              `much-cash` (order.paid_by is ["card"]) ·
              `no-restocking-fee` (request.is_opened is true, request.reason is "unwanted",
              order.region is "MI") · `restocking-devices` (item.category is "tv") ·
              `restocking` (item.category is "tv", item.is_special_order is false)
  not needed  `standard` (`members` decides)
""",
        "BB14": """\
order #1001 · policy bestbuy-us-2023 · as of 16 Mar 2026 12:00 Chicago

Activatable device · eligible · refund, exchange
  window      `activatable-devices` 14 days of delivery (delivered 2 Mar 2026) → closes 16 Mar 2026
              24:00 CDT
  spoke       `what-we-offer` (always) ·
              `activatable-devices` (item.category is "activatable_device")
  silent      `final-sale` (item.is_final_sale is false) ·
              `never` (item.category is "activatable_device", item.is_personalised is false,
              item.is_made_to_order is false) · `verizon-devices` (item.carrier is "other") ·
              `holiday-decorations` (item.category is "activatable_device") ·
              `members` (customer.tier is null) ·
              `holidays` (order.placed_at is 2 Mar 2026 12:00 Chicago) ·
              `without-receipt` (request.has_proof_of_purchase is true) ·
              `much-cash` (order.paid_by is ["card"]) ·
              `no-restocking-fee` (request.is_opened is true, request.reason is "unwanted",
              order.region is "MI") · `restocking-devices` (item.prepaid is true) ·
              `restocking` (item.category is "activatable_device", item.is_special_order is false)
  not needed  `standard` (`activatable-devices` decides)
""",
    },
    "agent ko": {
        "BB1": """\
주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.17 12:00 Chicago

TV · 반품 가능 · 환불, 교환
  기한    `standard` 배송 완료 후 15일 (배송 완료 2026.3.2) → 2026.3.17 24:00 CDT 마감
  적용    `what-we-offer` (항상) · `standard` (항상)
  미적용  `final-sale` (item.is_final_sale: false) ·
          `never` (item.category: "tv", item.is_personalised: false, item.is_made_to_order: false) ·
          `verizon-devices` (item.category: "tv") · `activatable-devices` (item.category: "tv") ·
          `holiday-decorations` (item.category: "tv") · `members` (customer.tier: null) ·
          `holidays` (order.placed_at: 2026.3.2 12:00 Chicago) ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `much-cash` (order.paid_by: ["card"]) ·
          `no-restocking-fee` (request.is_opened: true, request.reason: "unwanted", order.region:
          "MI") · `restocking-devices` (item.category: "tv") ·
          `restocking` (item.category: "tv", item.is_special_order: false)
""",
        "BB2": """\
주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.18 12:00 Chicago

TV · 반품 불가
  기한    `standard` 배송 완료 후 15일 (배송 완료 2026.3.2) → 2026.3.17 24:00 CDT 마감됨
  적용    `what-we-offer` (항상) · `standard` (항상)
  미적용  `final-sale` (item.is_final_sale: false) ·
          `never` (item.category: "tv", item.is_personalised: false, item.is_made_to_order: false) ·
          `verizon-devices` (item.category: "tv") · `activatable-devices` (item.category: "tv") ·
          `holiday-decorations` (item.category: "tv") · `members` (customer.tier: null) ·
          `holidays` (order.placed_at: 2026.3.2 12:00 Chicago) ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `much-cash` (order.paid_by: ["card"]) ·
          `no-restocking-fee` (request.is_opened: true, request.reason: "unwanted", order.region:
          "MI") · `restocking-devices` (item.category: "tv") ·
          `restocking` (item.category: "tv", item.is_special_order: false)
""",
        "BB3": """\
주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.5.1 12:00 Chicago

TV · 반품 가능 · 환불, 교환
  기한    `members` 배송 완료 후 60일 (배송 완료 2026.3.2) → 2026.5.1 24:00 CDT 마감
  적용    `what-we-offer` (항상) · `members` (customer.tier: "plus")
  미적용  `final-sale` (item.is_final_sale: false) ·
          `never` (item.category: "tv", item.is_personalised: false, item.is_made_to_order: false) ·
          `verizon-devices` (item.category: "tv") · `activatable-devices` (item.category: "tv") ·
          `holiday-decorations` (item.category: "tv") ·
          `holidays` (order.placed_at: 2026.3.2 12:00 Chicago) ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `much-cash` (order.paid_by: ["card"]) ·
          `no-restocking-fee` (request.is_opened: true, request.reason: "unwanted", order.region:
          "MI") · `restocking-devices` (item.category: "tv") ·
          `restocking` (item.category: "tv", item.is_special_order: false)
  불필요  `standard` (`members` 우선)
""",
        "BB4": """\
주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.10 12:00 Chicago

Drone · 반품 가능 · 환불, 교환
  기한    `standard` 배송 완료 후 15일 (배송 완료 2026.3.2) → 2026.3.17 24:00 CDT 마감
  조건    환불, 교환: 수수료 `restocking` 주문 항목당 결제 금액의 15 % (`restocking`)
  적용    `what-we-offer` (항상) · `standard` (항상) · `restocking` (item.category: "drone")
  미적용  `final-sale` (item.is_final_sale: false) ·
          `never` (item.category: "drone", item.is_personalised: false, item.is_made_to_order:
          false) · `verizon-devices` (item.category: "drone") ·
          `activatable-devices` (item.category: "drone") ·
          `holiday-decorations` (item.category: "drone") · `members` (customer.tier: null) ·
          `holidays` (order.placed_at: 2026.3.2 12:00 Chicago) ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `much-cash` (order.paid_by: ["card"]) ·
          `no-restocking-fee` (request.is_opened: true, request.reason: "unwanted", order.region:
          "MI") · `restocking-devices` (item.category: "drone")
""",
        "BB5": """\
주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.10 12:00 Chicago

Drone · 반품 가능 · 환불, 교환
  기한    `standard` 배송 완료 후 15일 (배송 완료 2026.3.2) → 2026.3.17 24:00 CDT 마감
  조건    환불, 교환: 수수료 `restocking` 면제 (`no-restocking-fee`)
  적용    `what-we-offer` (항상) · `standard` (항상) ·
          `no-restocking-fee` (request.is_opened: false)
  미적용  `final-sale` (item.is_final_sale: false) ·
          `never` (item.category: "drone", item.is_personalised: false, item.is_made_to_order:
          false) · `verizon-devices` (item.category: "drone") ·
          `activatable-devices` (item.category: "drone") ·
          `holiday-decorations` (item.category: "drone") · `members` (customer.tier: null) ·
          `holidays` (order.placed_at: 2026.3.2 12:00 Chicago) ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `much-cash` (order.paid_by: ["card"]) · `restocking-devices` (item.category: "drone")
  불필요  `restocking` (`no-restocking-fee` 우선)
""",
        "BB6": """\
주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.10 12:00 Chicago

Drone · 반품 가능 · 환불, 교환
  기한    `standard` 배송 완료 후 15일 (배송 완료 2026.3.2) → 2026.3.17 24:00 CDT 마감
  조건    환불, 교환: 수수료 `restocking` 면제 (`no-restocking-fee`)
  적용    `what-we-offer` (항상) · `standard` (항상) ·
          `no-restocking-fee` (order.region: "OH", request.region: "OH")
  미적용  `final-sale` (item.is_final_sale: false) ·
          `never` (item.category: "drone", item.is_personalised: false, item.is_made_to_order:
          false) · `verizon-devices` (item.category: "drone") ·
          `activatable-devices` (item.category: "drone") ·
          `holiday-decorations` (item.category: "drone") · `members` (customer.tier: null) ·
          `holidays` (order.placed_at: 2026.3.2 12:00 Chicago) ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `much-cash` (order.paid_by: ["card"]) · `restocking-devices` (item.category: "drone")
  불필요  `restocking` (`no-restocking-fee` 우선)
""",
        "BB7": """\
주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.10 12:00 Chicago

Drone · 반품 가능 · 환불, 교환
  기한    `standard` 배송 완료 후 15일 (배송 완료 2026.3.2) → 2026.3.17 24:00 CDT 마감
  조건    환불, 교환: 수수료 `restocking` 주문 항목당 결제 금액의 15 % (`restocking`)
  적용    `what-we-offer` (항상) · `standard` (항상) · `restocking` (item.category: "drone")
  미적용  `final-sale` (item.is_final_sale: false) ·
          `never` (item.category: "drone", item.is_personalised: false, item.is_made_to_order:
          false) · `verizon-devices` (item.category: "drone") ·
          `activatable-devices` (item.category: "drone") ·
          `holiday-decorations` (item.category: "drone") · `members` (customer.tier: null) ·
          `holidays` (order.placed_at: 2026.3.2 12:00 Chicago) ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `much-cash` (order.paid_by: ["card"]) ·
          `no-restocking-fee` (request.is_opened: true, request.reason: "unwanted", request.region:
          "MI") · `restocking-devices` (item.category: "drone")
""",
        "BB8": """\
주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.16 12:00 Chicago

Activatable device · 반품 가능 · 환불, 교환
  기한    `activatable-devices` 배송 완료 후 14일 (배송 완료 2026.3.2) → 2026.3.16 24:00 CDT 마감
  조건    환불, 교환: 수수료 `restocking` 개당 45.00 (`restocking-devices`)
  적용    `what-we-offer` (항상) · `activatable-devices` (item.category: "activatable_device") ·
          `restocking-devices` (item.category: "activatable_device", item.prepaid: false)
  미적용  `final-sale` (item.is_final_sale: false) ·
          `never` (item.category: "activatable_device", item.is_personalised: false,
          item.is_made_to_order: false) · `verizon-devices` (item.carrier: "other") ·
          `holiday-decorations` (item.category: "activatable_device") ·
          `members` (customer.tier: null) · `holidays` (order.placed_at: 2026.3.2 12:00 Chicago) ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `much-cash` (order.paid_by: ["card"]) ·
          `no-restocking-fee` (request.is_opened: true, request.reason: "unwanted", order.region:
          "MI") · `restocking` (item.category: "activatable_device", item.is_special_order: false)
  불필요  `standard` (`activatable-devices` 우선)
""",
        "BB9": """\
주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.4.1 12:00 Chicago

Activatable device · 반품 가능 · 환불, 교환
  기한    `verizon-devices` 배송 완료 후 30일 (배송 완료 2026.3.2) → 2026.4.1 24:00 CDT 마감
  조건    환불, 교환: 수수료 `restocking` 개당 45.00 (`restocking-devices`)
  적용    `what-we-offer` (항상) ·
          `verizon-devices` (item.category: "activatable_device", item.carrier: "verizon") ·
          `restocking-devices` (item.category: "activatable_device", item.prepaid: false)
  미적용  `final-sale` (item.is_final_sale: false) ·
          `never` (item.category: "activatable_device", item.is_personalised: false,
          item.is_made_to_order: false) ·
          `holiday-decorations` (item.category: "activatable_device") ·
          `members` (customer.tier: null) · `holidays` (order.placed_at: 2026.3.2 12:00 Chicago) ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `much-cash` (order.paid_by: ["card"]) ·
          `no-restocking-fee` (request.is_opened: true, request.reason: "unwanted", order.region:
          "MI") · `restocking` (item.category: "activatable_device", item.is_special_order: false)
  불필요  `activatable-devices` (`verizon-devices` 우선) · `standard` (`verizon-devices` 우선)
""",
        "BB10": """\
주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.10 12:00 Chicago

Drone · 반품 가능 · 환불, 교환
  기한    `standard` 배송 완료 후 15일 (배송 완료 2026.3.2) → 2026.3.17 24:00 CDT 마감
  조건    환불, 교환: 수수료 `restocking` 면제 (`no-restocking-fee`)
  적용    `what-we-offer` (항상) · `standard` (항상) ·
          `no-restocking-fee` (request.reason: "defective")
  미적용  `final-sale` (item.is_final_sale: false) ·
          `never` (item.category: "drone", item.is_personalised: false, item.is_made_to_order:
          false) · `verizon-devices` (item.category: "drone") ·
          `activatable-devices` (item.category: "drone") ·
          `holiday-decorations` (item.category: "drone") · `members` (customer.tier: null) ·
          `holidays` (order.placed_at: 2026.3.2 12:00 Chicago) ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `much-cash` (order.paid_by: ["card"]) · `restocking-devices` (item.category: "drone")
  불필요  `restocking` (`no-restocking-fee` 우선)
""",
        "BB11": """\
주문 #1001 · 정책 bestbuy-us-2023 · 기준 2024.1.13 12:00 Chicago

TV · 반품 가능 · 환불, 교환
  기한    `standard` 배송 완료 후 15일 (배송 완료 2023.11.20) → 2024.1.13 24:00 CST 마감 ·
          연장 until 2024-01-13
  적용    `what-we-offer` (항상) · `standard` (항상) ·
          `holidays` (order.placed_at: 2023.11.20 12:00 Chicago, item.category: "tv")
  미적용  `final-sale` (item.is_final_sale: false) ·
          `never` (item.category: "tv", item.is_personalised: false, item.is_made_to_order: false) ·
          `verizon-devices` (item.category: "tv") · `activatable-devices` (item.category: "tv") ·
          `holiday-decorations` (item.category: "tv") · `members` (customer.tier: null) ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `much-cash` (order.paid_by: ["card"]) ·
          `no-restocking-fee` (request.is_opened: true, request.reason: "unwanted", order.region:
          "MI") · `restocking-devices` (item.category: "tv") ·
          `restocking` (item.category: "tv", item.is_special_order: false)
""",
        "BB12": """\
주문 #1001 · 정책 bestbuy-us-2023 · 기준 2024.1.13 12:00 Chicago

Activatable device · 반품 불가
  기한    `activatable-devices` 배송 완료 후 14일 (배송 완료 2023.11.20) → 2023.12.4 24:00 CST
          마감됨
  적용    `what-we-offer` (항상) · `activatable-devices` (item.category: "activatable_device") ·
          `restocking-devices` (item.category: "activatable_device", item.prepaid: false)
  미적용  `final-sale` (item.is_final_sale: false) ·
          `never` (item.category: "activatable_device", item.is_personalised: false,
          item.is_made_to_order: false) · `verizon-devices` (item.carrier: "other") ·
          `holiday-decorations` (item.category: "activatable_device") ·
          `members` (customer.tier: null) · `holidays` (item.category: "activatable_device") ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `much-cash` (order.paid_by: ["card"]) ·
          `no-restocking-fee` (request.is_opened: true, request.reason: "unwanted", order.region:
          "MI") · `restocking` (item.category: "activatable_device", item.is_special_order: false)
  불필요  `standard` (`activatable-devices` 우선)
""",
        "BB13": """\
주문 #1001 · 정책 bestbuy-us-2023 · 기준 2024.2.18 12:00 Chicago

TV · 반품 가능 · 환불, 교환
  기한    `members` 배송 완료 후 60일 (배송 완료 2023.12.20) → 2024.2.18 24:00 CST 마감
  적용    `what-we-offer` (항상) · `members` (customer.tier: "plus") ·
          `holidays` (order.placed_at: 2023.12.20 12:00 Chicago, item.category: "tv")
  미적용  `final-sale` (item.is_final_sale: false) ·
          `never` (item.category: "tv", item.is_personalised: false, item.is_made_to_order: false) ·
          `verizon-devices` (item.category: "tv") · `activatable-devices` (item.category: "tv") ·
          `holiday-decorations` (item.category: "tv") ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `much-cash` (order.paid_by: ["card"]) ·
          `no-restocking-fee` (request.is_opened: true, request.reason: "unwanted", order.region:
          "MI") · `restocking-devices` (item.category: "tv") ·
          `restocking` (item.category: "tv", item.is_special_order: false)
  불필요  `standard` (`members` 우선)
""",
        "BB14": """\
주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.16 12:00 Chicago

Activatable device · 반품 가능 · 환불, 교환
  기한    `activatable-devices` 배송 완료 후 14일 (배송 완료 2026.3.2) → 2026.3.16 24:00 CDT 마감
  적용    `what-we-offer` (항상) · `activatable-devices` (item.category: "activatable_device")
  미적용  `final-sale` (item.is_final_sale: false) ·
          `never` (item.category: "activatable_device", item.is_personalised: false,
          item.is_made_to_order: false) · `verizon-devices` (item.carrier: "other") ·
          `holiday-decorations` (item.category: "activatable_device") ·
          `members` (customer.tier: null) · `holidays` (order.placed_at: 2026.3.2 12:00 Chicago) ·
          `without-receipt` (request.has_proof_of_purchase: true) ·
          `much-cash` (order.paid_by: ["card"]) ·
          `no-restocking-fee` (request.is_opened: true, request.reason: "unwanted", order.region:
          "MI") · `restocking-devices` (item.prepaid: true) ·
          `restocking` (item.category: "activatable_device", item.is_special_order: false)
  불필요  `standard` (`activatable-devices` 우선)
""",
    },
    "auditor en": {
        "BB1": """\
order #1001 · policy bestbuy-us-2023 · as of 17 Mar 2026 12:00 Chicago
  policy     `bestbuy-us-2023`, for all orders
  hash       sha256 90ded005d851776169fda5f19e14abd5b676242164d1bba6419845ebdffed29a
  instant    2026-03-17T17:00:00Z, days counted in America/Chicago
  history    given
  inspected  0 of 1
  calendars  none

TV · eligible · refund, exchange
  window   `standard` 15 days of delivery (delivered 2 Mar 2026) → closes 17 Mar 2026 24:00 CDT
  assumed  nothing
  facts    events: order 2026-03-02T18:00:00Z · delivery 2026-03-02T18:00:00Z
           order: customer.tier is null · item.carrier is "other" · item.category is "tv" ·
           item.is_final_sale is false · item.is_made_to_order is false ·
           item.is_personalised is false · item.is_special_order is false · item.prepaid is false ·
           order.paid_by is ["card"] · order.placed_at is d"2026-03-02T18:00:00+00:00" ·
           order.region is "MI" · order.total is 500.00
           request: request.region is "MI"
           shopper: request.has_proof_of_purchase is true · request.is_opened is true ·
           request.reason is "unwanted"
  `final-sale`           silent · refuses every offer (final_sale)
                         [item.is_final_sale → false]
  `never`                silent · refuses every offer (category)
                         [item.category in ["digital", "prepaid_card"] → false: item.category is
                         "tv"]
                         or [item.is_personalised → false]
                         or [item.is_made_to_order → false]
  `what-we-offer`        spoke · offers refund, exchange
                         always
  `verizon-devices`      silent · window of every offer: 30 days of delivery
                         (activatable := [item.category == "activatable_device" → false:
                         item.category is "tv"])
                         and [item.carrier == "verizon" → not reached]
  `activatable-devices`  silent · window of every offer: 14 days of delivery
                         activatable := [item.category == "activatable_device" → false:
                         item.category is "tv"]
  `holiday-decorations`  silent · window of every offer: 15 days of delivery
                         [item.category == "holiday_decoration" → false: item.category is "tv"]
  `members`              silent · window of every offer: 60 days of delivery
                         member := [customer.tier in ["plus", "total"] → false: customer.tier is
                         null]
  `standard`             spoke · window of every offer: 15 days of delivery
                         always
  `holidays`             silent · extends every offer: until 2024-01-13
                         [order.placed_at >= d"2023-10-27T05:00:00+00:00" → true: order.placed_at is
                         d"2026-03-02T18:00:00+00:00"]
                         and [order.placed_at < d"2023-12-31T06:00:00+00:00" → false:
                         order.placed_at is d"2026-03-02T18:00:00+00:00"]
                         and not ((activatable := [item.category == "activatable_device" → not
                         reached]) or [item.category == "applecare" → not reached])
  `without-receipt`      silent · asks for photo_id 1 before the decision, for every offer
                         not [request.has_proof_of_purchase → true]
  `much-cash`            silent · refund paid to cheque
                         ["cash" in order.paid_by → false: order.paid_by is ["card"]]
                         and [order.total > 800 → not reached]
  `no-restocking-fee`    silent · waives fee `restocking` on every offer
                         not [request.is_opened → true]
                         or [request.reason == "defective" → false: request.reason is "unwanted"]
                         or ([order.region in no_fee_states → false: order.region is "MI",
                         no_fee_states := ["AL", "CO", "HI", "IA", "MS", "OH", "OK", "SC"]] and
                         [request.region in no_fee_states → not reached])
  `restocking-devices`   silent · fee `restocking` on every offer: 45.00 per unit
                         (activatable := [item.category == "activatable_device" → false:
                         item.category is "tv"])
                         and not [item.prepaid → not reached]
  `restocking`           silent · fee `restocking` on every offer: 15 % of paid per line
                         [item.category in ["drone", "camera", "lens", "projector", "e_bike"] →
                         false: item.category is "tv"]
                         or [item.is_special_order → false]
""",
        "BB2": """\
@@
-order #1001 · policy bestbuy-us-2023 · as of 17 Mar 2026 12:00 Chicago
+order #1001 · policy bestbuy-us-2023 · as of 18 Mar 2026 12:00 Chicago
@@
-  instant    2026-03-17T17:00:00Z, days counted in America/Chicago
+  instant    2026-03-18T17:00:00Z, days counted in America/Chicago
@@
-TV · eligible · refund, exchange
-  window   `standard` 15 days of delivery (delivered 2 Mar 2026) → closes 17 Mar 2026 24:00 CDT
+TV · ineligible
+  window   `standard` 15 days of delivery (delivered 2 Mar 2026) → closed 17 Mar 2026 24:00 CDT
""",
        "BB3": """\
@@
-order #1001 · policy bestbuy-us-2023 · as of 17 Mar 2026 12:00 Chicago
+order #1001 · policy bestbuy-us-2023 · as of 1 May 2026 12:00 Chicago
@@
-  instant    2026-03-17T17:00:00Z, days counted in America/Chicago
+  instant    2026-05-01T17:00:00Z, days counted in America/Chicago
@@
-  window   `standard` 15 days of delivery (delivered 2 Mar 2026) → closes 17 Mar 2026 24:00 CDT
+  window   `members` 60 days of delivery (delivered 2 Mar 2026) → closes 1 May 2026 24:00 CDT
@@
-           order: customer.tier is null · item.carrier is "other" · item.category is "tv" ·
+           order: customer.tier is "plus" · item.carrier is "other" · item.category is "tv" ·
@@
-  `members`              silent · window of every offer: 60 days of delivery
-                         member := [customer.tier in ["plus", "total"] → false: customer.tier is
-                         null]
-  `standard`             spoke · window of every offer: 15 days of delivery
+  `members`              spoke · window of every offer: 60 days of delivery
+                         member := [customer.tier in ["plus", "total"] → true: customer.tier is
+                         "plus"]
+  `standard`             not needed, `members` decided · window of every offer: 15 days of delivery
""",
        "BB4": """\
@@
-order #1001 · policy bestbuy-us-2023 · as of 17 Mar 2026 12:00 Chicago
+order #1001 · policy bestbuy-us-2023 · as of 10 Mar 2026 12:00 Chicago
@@
-  instant    2026-03-17T17:00:00Z, days counted in America/Chicago
+  instant    2026-03-10T17:00:00Z, days counted in America/Chicago
@@
-TV · eligible · refund, exchange
+Drone · eligible · refund, exchange
@@
+  terms    refund, exchange: fee `restocking` 15 % of paid per line (`restocking`)
@@
-           order: customer.tier is null · item.carrier is "other" · item.category is "tv" ·
+           order: customer.tier is null · item.carrier is "other" · item.category is "drone" ·
@@
-           order.region is "MI" · order.total is 500.00
+           order.region is "MI" · order.total is 799.99
@@
-                         "tv"]
+                         "drone"]
@@
-                         item.category is "tv"])
+                         item.category is "drone"])
@@
-                         item.category is "tv"]
+                         item.category is "drone"]
@@
-                         [item.category == "holiday_decoration" → false: item.category is "tv"]
+                         [item.category == "holiday_decoration" → false: item.category is "drone"]
@@
-                         item.category is "tv"])
+                         item.category is "drone"])
@@
-  `restocking`           silent · fee `restocking` on every offer: 15 % of paid per line
+  `restocking`           spoke · fee `restocking` on every offer: 15 % of paid per line
@@
-                         false: item.category is "tv"]
-                         or [item.is_special_order → false]
+                         true: item.category is "drone"]
+                         or [item.is_special_order → not reached]
""",
        "BB5": """\
@@
-order #1001 · policy bestbuy-us-2023 · as of 17 Mar 2026 12:00 Chicago
+order #1001 · policy bestbuy-us-2023 · as of 10 Mar 2026 12:00 Chicago
@@
-  instant    2026-03-17T17:00:00Z, days counted in America/Chicago
+  instant    2026-03-10T17:00:00Z, days counted in America/Chicago
@@
-TV · eligible · refund, exchange
+Drone · eligible · refund, exchange
@@
+  terms    refund, exchange: fee `restocking` waived (`no-restocking-fee`)
@@
-           order: customer.tier is null · item.carrier is "other" · item.category is "tv" ·
+           order: customer.tier is null · item.carrier is "other" · item.category is "drone" ·
@@
-           order.region is "MI" · order.total is 500.00
+           order.region is "MI" · order.total is 799.99
@@
-           shopper: request.has_proof_of_purchase is true · request.is_opened is true ·
+           shopper: request.has_proof_of_purchase is true · request.is_opened is false ·
@@
-                         "tv"]
+                         "drone"]
@@
-                         item.category is "tv"])
+                         item.category is "drone"])
@@
-                         item.category is "tv"]
+                         item.category is "drone"]
@@
-                         [item.category == "holiday_decoration" → false: item.category is "tv"]
+                         [item.category == "holiday_decoration" → false: item.category is "drone"]
@@
-  `no-restocking-fee`    silent · waives fee `restocking` on every offer
-                         not [request.is_opened → true]
-                         or [request.reason == "defective" → false: request.reason is "unwanted"]
-                         or ([order.region in no_fee_states → false: order.region is "MI",
-                         no_fee_states := ["AL", "CO", "HI", "IA", "MS", "OH", "OK", "SC"]] and
-                         [request.region in no_fee_states → not reached])
+  `no-restocking-fee`    spoke · waives fee `restocking` on every offer
+                         not [request.is_opened → false]
+                         or [request.reason == "defective" → not reached]
+                         or ([order.region in no_fee_states → not reached] and [request.region in
+                         no_fee_states → not reached])
@@
-                         item.category is "tv"])
+                         item.category is "drone"])
@@
-  `restocking`           silent · fee `restocking` on every offer: 15 % of paid per line
+  `restocking`           not needed, `no-restocking-fee` decided ·
+                         fee `restocking` on every offer: 15 % of paid per line
@@
-                         false: item.category is "tv"]
-                         or [item.is_special_order → false]
+                         true: item.category is "drone"]
+                         or [item.is_special_order → not reached]
""",
        "BB6": """\
@@
-order #1001 · policy bestbuy-us-2023 · as of 17 Mar 2026 12:00 Chicago
+order #1001 · policy bestbuy-us-2023 · as of 10 Mar 2026 12:00 Chicago
@@
-  instant    2026-03-17T17:00:00Z, days counted in America/Chicago
+  instant    2026-03-10T17:00:00Z, days counted in America/Chicago
@@
-TV · eligible · refund, exchange
+Drone · eligible · refund, exchange
@@
+  terms    refund, exchange: fee `restocking` waived (`no-restocking-fee`)
@@
-           order: customer.tier is null · item.carrier is "other" · item.category is "tv" ·
+           order: customer.tier is null · item.carrier is "other" · item.category is "drone" ·
@@
-           order.region is "MI" · order.total is 500.00
-           request: request.region is "MI"
+           order.region is "OH" · order.total is 799.99
+           request: request.region is "OH"
@@
-                         "tv"]
+                         "drone"]
@@
-                         item.category is "tv"])
+                         item.category is "drone"])
@@
-                         item.category is "tv"]
+                         item.category is "drone"]
@@
-                         [item.category == "holiday_decoration" → false: item.category is "tv"]
+                         [item.category == "holiday_decoration" → false: item.category is "drone"]
@@
-  `no-restocking-fee`    silent · waives fee `restocking` on every offer
+  `no-restocking-fee`    spoke · waives fee `restocking` on every offer
@@
-                         or ([order.region in no_fee_states → false: order.region is "MI",
+                         or ([order.region in no_fee_states → true: order.region is "OH",
@@
-                         [request.region in no_fee_states → not reached])
+                         [request.region in no_fee_states → true: request.region is "OH",
+                         no_fee_states := ["AL", "CO", "HI", "IA", "MS", "OH", "OK", "SC"]])
@@
-                         item.category is "tv"])
+                         item.category is "drone"])
@@
-  `restocking`           silent · fee `restocking` on every offer: 15 % of paid per line
+  `restocking`           not needed, `no-restocking-fee` decided ·
+                         fee `restocking` on every offer: 15 % of paid per line
@@
-                         false: item.category is "tv"]
-                         or [item.is_special_order → false]
+                         true: item.category is "drone"]
+                         or [item.is_special_order → not reached]
""",
        "BB7": """\
@@
-order #1001 · policy bestbuy-us-2023 · as of 17 Mar 2026 12:00 Chicago
+order #1001 · policy bestbuy-us-2023 · as of 10 Mar 2026 12:00 Chicago
@@
-  instant    2026-03-17T17:00:00Z, days counted in America/Chicago
+  instant    2026-03-10T17:00:00Z, days counted in America/Chicago
@@
-TV · eligible · refund, exchange
+Drone · eligible · refund, exchange
@@
+  terms    refund, exchange: fee `restocking` 15 % of paid per line (`restocking`)
@@
-           order: customer.tier is null · item.carrier is "other" · item.category is "tv" ·
+           order: customer.tier is null · item.carrier is "other" · item.category is "drone" ·
@@
-           order.region is "MI" · order.total is 500.00
+           order.region is "OH" · order.total is 799.99
@@
-                         "tv"]
+                         "drone"]
@@
-                         item.category is "tv"])
+                         item.category is "drone"])
@@
-                         item.category is "tv"]
+                         item.category is "drone"]
@@
-                         [item.category == "holiday_decoration" → false: item.category is "tv"]
+                         [item.category == "holiday_decoration" → false: item.category is "drone"]
@@
-                         or ([order.region in no_fee_states → false: order.region is "MI",
+                         or ([order.region in no_fee_states → true: order.region is "OH",
@@
-                         [request.region in no_fee_states → not reached])
+                         [request.region in no_fee_states → false: request.region is "MI",
+                         no_fee_states := ["AL", "CO", "HI", "IA", "MS", "OH", "OK", "SC"]])
@@
-                         item.category is "tv"])
+                         item.category is "drone"])
@@
-  `restocking`           silent · fee `restocking` on every offer: 15 % of paid per line
+  `restocking`           spoke · fee `restocking` on every offer: 15 % of paid per line
@@
-                         false: item.category is "tv"]
-                         or [item.is_special_order → false]
+                         true: item.category is "drone"]
+                         or [item.is_special_order → not reached]
""",
        "BB8": """\
@@
-order #1001 · policy bestbuy-us-2023 · as of 17 Mar 2026 12:00 Chicago
+order #1001 · policy bestbuy-us-2023 · as of 16 Mar 2026 12:00 Chicago
@@
-  instant    2026-03-17T17:00:00Z, days counted in America/Chicago
+  instant    2026-03-16T17:00:00Z, days counted in America/Chicago
@@
-TV · eligible · refund, exchange
-  window   `standard` 15 days of delivery (delivered 2 Mar 2026) → closes 17 Mar 2026 24:00 CDT
+Activatable device · eligible · refund, exchange
+  window   `activatable-devices` 14 days of delivery (delivered 2 Mar 2026) → closes 16 Mar 2026
+           24:00 CDT
+  terms    refund, exchange: fee `restocking` 45.00 per unit (`restocking-devices`)
@@
-           order: customer.tier is null · item.carrier is "other" · item.category is "tv" ·
-           item.is_final_sale is false · item.is_made_to_order is false ·
-           item.is_personalised is false · item.is_special_order is false · item.prepaid is false ·
-           order.paid_by is ["card"] · order.placed_at is d"2026-03-02T18:00:00+00:00" ·
-           order.region is "MI" · order.total is 500.00
+           order: customer.tier is null · item.carrier is "other" ·
+           item.category is "activatable_device" · item.is_final_sale is false ·
+           item.is_made_to_order is false · item.is_personalised is false ·
+           item.is_special_order is false · item.prepaid is false · order.paid_by is ["card"] ·
+           order.placed_at is d"2026-03-02T18:00:00+00:00" · order.region is "MI" ·
+           order.total is 999.00
@@
-                         "tv"]
+                         "activatable_device"]
@@
-                         (activatable := [item.category == "activatable_device" → false:
-                         item.category is "tv"])
-                         and [item.carrier == "verizon" → not reached]
-  `activatable-devices`  silent · window of every offer: 14 days of delivery
-                         activatable := [item.category == "activatable_device" → false:
-                         item.category is "tv"]
+                         (activatable := [item.category == "activatable_device" → true:
+                         item.category is "activatable_device"])
+                         and [item.carrier == "verizon" → false: item.carrier is "other"]
+  `activatable-devices`  spoke · window of every offer: 14 days of delivery
+                         activatable := [item.category == "activatable_device" → true: item.category
+                         is "activatable_device"]
@@
-                         [item.category == "holiday_decoration" → false: item.category is "tv"]
+                         [item.category == "holiday_decoration" → false: item.category is
+                         "activatable_device"]
@@
-  `standard`             spoke · window of every offer: 15 days of delivery
+  `standard`             not needed, `activatable-devices` decided ·
+                         window of every offer: 15 days of delivery
@@
-  `restocking-devices`   silent · fee `restocking` on every offer: 45.00 per unit
-                         (activatable := [item.category == "activatable_device" → false:
-                         item.category is "tv"])
-                         and not [item.prepaid → not reached]
+  `restocking-devices`   spoke · fee `restocking` on every offer: 45.00 per unit
+                         (activatable := [item.category == "activatable_device" → true:
+                         item.category is "activatable_device"])
+                         and not [item.prepaid → false]
@@
-                         false: item.category is "tv"]
+                         false: item.category is "activatable_device"]
""",
        "BB9": """\
@@
-order #1001 · policy bestbuy-us-2023 · as of 17 Mar 2026 12:00 Chicago
+order #1001 · policy bestbuy-us-2023 · as of 1 Apr 2026 12:00 Chicago
@@
-  instant    2026-03-17T17:00:00Z, days counted in America/Chicago
+  instant    2026-04-01T17:00:00Z, days counted in America/Chicago
@@
-TV · eligible · refund, exchange
-  window   `standard` 15 days of delivery (delivered 2 Mar 2026) → closes 17 Mar 2026 24:00 CDT
+Activatable device · eligible · refund, exchange
+  window   `verizon-devices` 30 days of delivery (delivered 2 Mar 2026) → closes 1 Apr 2026 24:00
+           CDT
+  terms    refund, exchange: fee `restocking` 45.00 per unit (`restocking-devices`)
@@
-           order: customer.tier is null · item.carrier is "other" · item.category is "tv" ·
-           item.is_final_sale is false · item.is_made_to_order is false ·
-           item.is_personalised is false · item.is_special_order is false · item.prepaid is false ·
-           order.paid_by is ["card"] · order.placed_at is d"2026-03-02T18:00:00+00:00" ·
-           order.region is "MI" · order.total is 500.00
+           order: customer.tier is null · item.carrier is "verizon" ·
+           item.category is "activatable_device" · item.is_final_sale is false ·
+           item.is_made_to_order is false · item.is_personalised is false ·
+           item.is_special_order is false · item.prepaid is false · order.paid_by is ["card"] ·
+           order.placed_at is d"2026-03-02T18:00:00+00:00" · order.region is "MI" ·
+           order.total is 999.00
@@
-                         "tv"]
+                         "activatable_device"]
@@
-  `verizon-devices`      silent · window of every offer: 30 days of delivery
-                         (activatable := [item.category == "activatable_device" → false:
-                         item.category is "tv"])
-                         and [item.carrier == "verizon" → not reached]
-  `activatable-devices`  silent · window of every offer: 14 days of delivery
-                         activatable := [item.category == "activatable_device" → false:
-                         item.category is "tv"]
+  `verizon-devices`      spoke · window of every offer: 30 days of delivery
+                         (activatable := [item.category == "activatable_device" → true:
+                         item.category is "activatable_device"])
+                         and [item.carrier == "verizon" → true: item.carrier is "verizon"]
+  `activatable-devices`  not needed, `verizon-devices` decided ·
+                         window of every offer: 14 days of delivery
+                         activatable := [item.category == "activatable_device" → true: item.category
+                         is "activatable_device"]
@@
-                         [item.category == "holiday_decoration" → false: item.category is "tv"]
+                         [item.category == "holiday_decoration" → false: item.category is
+                         "activatable_device"]
@@
-  `standard`             spoke · window of every offer: 15 days of delivery
+  `standard`             not needed, `verizon-devices` decided ·
+                         window of every offer: 15 days of delivery
@@
-  `restocking-devices`   silent · fee `restocking` on every offer: 45.00 per unit
-                         (activatable := [item.category == "activatable_device" → false:
-                         item.category is "tv"])
-                         and not [item.prepaid → not reached]
+  `restocking-devices`   spoke · fee `restocking` on every offer: 45.00 per unit
+                         (activatable := [item.category == "activatable_device" → true:
+                         item.category is "activatable_device"])
+                         and not [item.prepaid → false]
@@
-                         false: item.category is "tv"]
+                         false: item.category is "activatable_device"]
""",
        "BB10": """\
@@
-order #1001 · policy bestbuy-us-2023 · as of 17 Mar 2026 12:00 Chicago
+order #1001 · policy bestbuy-us-2023 · as of 10 Mar 2026 12:00 Chicago
@@
-  instant    2026-03-17T17:00:00Z, days counted in America/Chicago
+  instant    2026-03-10T17:00:00Z, days counted in America/Chicago
@@
-TV · eligible · refund, exchange
+Drone · eligible · refund, exchange
@@
+  terms    refund, exchange: fee `restocking` waived (`no-restocking-fee`)
@@
-           order: customer.tier is null · item.carrier is "other" · item.category is "tv" ·
+           order: customer.tier is null · item.carrier is "other" · item.category is "drone" ·
@@
-           order.region is "MI" · order.total is 500.00
+           order.region is "MI" · order.total is 799.99
@@
-           request.reason is "unwanted"
+           request.reason is "defective"
@@
-                         "tv"]
+                         "drone"]
@@
-                         item.category is "tv"])
+                         item.category is "drone"])
@@
-                         item.category is "tv"]
+                         item.category is "drone"]
@@
-                         [item.category == "holiday_decoration" → false: item.category is "tv"]
+                         [item.category == "holiday_decoration" → false: item.category is "drone"]
@@
-  `no-restocking-fee`    silent · waives fee `restocking` on every offer
+  `no-restocking-fee`    spoke · waives fee `restocking` on every offer
@@
-                         or [request.reason == "defective" → false: request.reason is "unwanted"]
-                         or ([order.region in no_fee_states → false: order.region is "MI",
-                         no_fee_states := ["AL", "CO", "HI", "IA", "MS", "OH", "OK", "SC"]] and
-                         [request.region in no_fee_states → not reached])
+                         or [request.reason == "defective" → true: request.reason is "defective"]
+                         or ([order.region in no_fee_states → not reached] and [request.region in
+                         no_fee_states → not reached])
@@
-                         item.category is "tv"])
+                         item.category is "drone"])
@@
-  `restocking`           silent · fee `restocking` on every offer: 15 % of paid per line
+  `restocking`           not needed, `no-restocking-fee` decided ·
+                         fee `restocking` on every offer: 15 % of paid per line
@@
-                         false: item.category is "tv"]
-                         or [item.is_special_order → false]
+                         true: item.category is "drone"]
+                         or [item.is_special_order → not reached]
""",
        "BB11": """\
@@
-order #1001 · policy bestbuy-us-2023 · as of 17 Mar 2026 12:00 Chicago
+order #1001 · policy bestbuy-us-2023 · as of 13 Jan 2024 12:00 Chicago
@@
-  instant    2026-03-17T17:00:00Z, days counted in America/Chicago
+  instant    2024-01-13T18:00:00Z, days counted in America/Chicago
@@
-  window   `standard` 15 days of delivery (delivered 2 Mar 2026) → closes 17 Mar 2026 24:00 CDT
+  window   `standard` 15 days of delivery (delivered 20 Nov 2023) → closes 13 Jan 2024 24:00 CST ·
+           extended until 2024-01-13
@@
-  facts    events: order 2026-03-02T18:00:00Z · delivery 2026-03-02T18:00:00Z
+  facts    events: order 2023-11-20T18:00:00Z · delivery 2023-11-20T18:00:00Z
@@
-           order.paid_by is ["card"] · order.placed_at is d"2026-03-02T18:00:00+00:00" ·
+           order.paid_by is ["card"] · order.placed_at is d"2023-11-20T18:00:00+00:00" ·
@@
-  `holidays`             silent · extends every offer: until 2024-01-13
+  `holidays`             spoke · extends every offer: until 2024-01-13
@@
-                         d"2026-03-02T18:00:00+00:00"]
-                         and [order.placed_at < d"2023-12-31T06:00:00+00:00" → false:
-                         order.placed_at is d"2026-03-02T18:00:00+00:00"]
-                         and not ((activatable := [item.category == "activatable_device" → not
-                         reached]) or [item.category == "applecare" → not reached])
+                         d"2023-11-20T18:00:00+00:00"]
+                         and [order.placed_at < d"2023-12-31T06:00:00+00:00" → true: order.placed_at
+                         is d"2023-11-20T18:00:00+00:00"]
+                         and not ((activatable := [item.category == "activatable_device" → false:
+                         item.category is "tv"]) or [item.category == "applecare" → false:
+                         item.category is "tv"])
""",
        "BB12": """\
@@
-order #1001 · policy bestbuy-us-2023 · as of 17 Mar 2026 12:00 Chicago
+order #1001 · policy bestbuy-us-2023 · as of 13 Jan 2024 12:00 Chicago
@@
-  instant    2026-03-17T17:00:00Z, days counted in America/Chicago
+  instant    2024-01-13T18:00:00Z, days counted in America/Chicago
@@
-TV · eligible · refund, exchange
-  window   `standard` 15 days of delivery (delivered 2 Mar 2026) → closes 17 Mar 2026 24:00 CDT
+Activatable device · ineligible
+  window   `activatable-devices` 14 days of delivery (delivered 20 Nov 2023) → closed 4 Dec 2023
+           24:00 CST
@@
-  facts    events: order 2026-03-02T18:00:00Z · delivery 2026-03-02T18:00:00Z
-           order: customer.tier is null · item.carrier is "other" · item.category is "tv" ·
-           item.is_final_sale is false · item.is_made_to_order is false ·
-           item.is_personalised is false · item.is_special_order is false · item.prepaid is false ·
-           order.paid_by is ["card"] · order.placed_at is d"2026-03-02T18:00:00+00:00" ·
-           order.region is "MI" · order.total is 500.00
+  facts    events: order 2023-11-20T18:00:00Z · delivery 2023-11-20T18:00:00Z
+           order: customer.tier is null · item.carrier is "other" ·
+           item.category is "activatable_device" · item.is_final_sale is false ·
+           item.is_made_to_order is false · item.is_personalised is false ·
+           item.is_special_order is false · item.prepaid is false · order.paid_by is ["card"] ·
+           order.placed_at is d"2023-11-20T18:00:00+00:00" · order.region is "MI" ·
+           order.total is 500.00
@@
-                         "tv"]
+                         "activatable_device"]
@@
-                         (activatable := [item.category == "activatable_device" → false:
-                         item.category is "tv"])
-                         and [item.carrier == "verizon" → not reached]
-  `activatable-devices`  silent · window of every offer: 14 days of delivery
-                         activatable := [item.category == "activatable_device" → false:
-                         item.category is "tv"]
+                         (activatable := [item.category == "activatable_device" → true:
+                         item.category is "activatable_device"])
+                         and [item.carrier == "verizon" → false: item.carrier is "other"]
+  `activatable-devices`  spoke · window of every offer: 14 days of delivery
+                         activatable := [item.category == "activatable_device" → true: item.category
+                         is "activatable_device"]
@@
-                         [item.category == "holiday_decoration" → false: item.category is "tv"]
+                         [item.category == "holiday_decoration" → false: item.category is
+                         "activatable_device"]
@@
-  `standard`             spoke · window of every offer: 15 days of delivery
+  `standard`             not needed, `activatable-devices` decided ·
+                         window of every offer: 15 days of delivery
@@
-                         d"2026-03-02T18:00:00+00:00"]
-                         and [order.placed_at < d"2023-12-31T06:00:00+00:00" → false:
-                         order.placed_at is d"2026-03-02T18:00:00+00:00"]
-                         and not ((activatable := [item.category == "activatable_device" → not
-                         reached]) or [item.category == "applecare" → not reached])
+                         d"2023-11-20T18:00:00+00:00"]
+                         and [order.placed_at < d"2023-12-31T06:00:00+00:00" → true: order.placed_at
+                         is d"2023-11-20T18:00:00+00:00"]
+                         and not ((activatable := [item.category == "activatable_device" → true:
+                         item.category is "activatable_device"]) or [item.category == "applecare" →
+                         not reached])
@@
-  `restocking-devices`   silent · fee `restocking` on every offer: 45.00 per unit
-                         (activatable := [item.category == "activatable_device" → false:
-                         item.category is "tv"])
-                         and not [item.prepaid → not reached]
+  `restocking-devices`   spoke · fee `restocking` on every offer: 45.00 per unit
+                         (activatable := [item.category == "activatable_device" → true:
+                         item.category is "activatable_device"])
+                         and not [item.prepaid → false]
@@
-                         false: item.category is "tv"]
+                         false: item.category is "activatable_device"]
""",
        "BB13": """\
@@
-order #1001 · policy bestbuy-us-2023 · as of 17 Mar 2026 12:00 Chicago
+order #1001 · policy bestbuy-us-2023 · as of 18 Feb 2024 12:00 Chicago
@@
-  instant    2026-03-17T17:00:00Z, days counted in America/Chicago
+  instant    2024-02-18T18:00:00Z, days counted in America/Chicago
@@
-  window   `standard` 15 days of delivery (delivered 2 Mar 2026) → closes 17 Mar 2026 24:00 CDT
+  window   `members` 60 days of delivery (delivered 20 Dec 2023) → closes 18 Feb 2024 24:00 CST
@@
-  facts    events: order 2026-03-02T18:00:00Z · delivery 2026-03-02T18:00:00Z
-           order: customer.tier is null · item.carrier is "other" · item.category is "tv" ·
+  facts    events: order 2023-12-20T18:00:00Z · delivery 2023-12-20T18:00:00Z
+           order: customer.tier is "plus" · item.carrier is "other" · item.category is "tv" ·
@@
-           order.paid_by is ["card"] · order.placed_at is d"2026-03-02T18:00:00+00:00" ·
+           order.paid_by is ["card"] · order.placed_at is d"2023-12-20T18:00:00+00:00" ·
@@
-  `members`              silent · window of every offer: 60 days of delivery
-                         member := [customer.tier in ["plus", "total"] → false: customer.tier is
-                         null]
-  `standard`             spoke · window of every offer: 15 days of delivery
+  `members`              spoke · window of every offer: 60 days of delivery
+                         member := [customer.tier in ["plus", "total"] → true: customer.tier is
+                         "plus"]
+  `standard`             not needed, `members` decided · window of every offer: 15 days of delivery
@@
-  `holidays`             silent · extends every offer: until 2024-01-13
+  `holidays`             spoke · extends every offer: until 2024-01-13
@@
-                         d"2026-03-02T18:00:00+00:00"]
-                         and [order.placed_at < d"2023-12-31T06:00:00+00:00" → false:
-                         order.placed_at is d"2026-03-02T18:00:00+00:00"]
-                         and not ((activatable := [item.category == "activatable_device" → not
-                         reached]) or [item.category == "applecare" → not reached])
+                         d"2023-12-20T18:00:00+00:00"]
+                         and [order.placed_at < d"2023-12-31T06:00:00+00:00" → true: order.placed_at
+                         is d"2023-12-20T18:00:00+00:00"]
+                         and not ((activatable := [item.category == "activatable_device" → false:
+                         item.category is "tv"]) or [item.category == "applecare" → false:
+                         item.category is "tv"])
""",
        "BB14": """\
@@
-order #1001 · policy bestbuy-us-2023 · as of 17 Mar 2026 12:00 Chicago
+order #1001 · policy bestbuy-us-2023 · as of 16 Mar 2026 12:00 Chicago
@@
-  instant    2026-03-17T17:00:00Z, days counted in America/Chicago
+  instant    2026-03-16T17:00:00Z, days counted in America/Chicago
@@
-TV · eligible · refund, exchange
-  window   `standard` 15 days of delivery (delivered 2 Mar 2026) → closes 17 Mar 2026 24:00 CDT
+Activatable device · eligible · refund, exchange
+  window   `activatable-devices` 14 days of delivery (delivered 2 Mar 2026) → closes 16 Mar 2026
+           24:00 CDT
@@
-           order: customer.tier is null · item.carrier is "other" · item.category is "tv" ·
-           item.is_final_sale is false · item.is_made_to_order is false ·
-           item.is_personalised is false · item.is_special_order is false · item.prepaid is false ·
-           order.paid_by is ["card"] · order.placed_at is d"2026-03-02T18:00:00+00:00" ·
-           order.region is "MI" · order.total is 500.00
+           order: customer.tier is null · item.carrier is "other" ·
+           item.category is "activatable_device" · item.is_final_sale is false ·
+           item.is_made_to_order is false · item.is_personalised is false ·
+           item.is_special_order is false · item.prepaid is true · order.paid_by is ["card"] ·
+           order.placed_at is d"2026-03-02T18:00:00+00:00" · order.region is "MI" ·
+           order.total is 99.00
@@
-                         "tv"]
+                         "activatable_device"]
@@
-                         (activatable := [item.category == "activatable_device" → false:
-                         item.category is "tv"])
-                         and [item.carrier == "verizon" → not reached]
-  `activatable-devices`  silent · window of every offer: 14 days of delivery
-                         activatable := [item.category == "activatable_device" → false:
-                         item.category is "tv"]
+                         (activatable := [item.category == "activatable_device" → true:
+                         item.category is "activatable_device"])
+                         and [item.carrier == "verizon" → false: item.carrier is "other"]
+  `activatable-devices`  spoke · window of every offer: 14 days of delivery
+                         activatable := [item.category == "activatable_device" → true: item.category
+                         is "activatable_device"]
@@
-                         [item.category == "holiday_decoration" → false: item.category is "tv"]
+                         [item.category == "holiday_decoration" → false: item.category is
+                         "activatable_device"]
@@
-  `standard`             spoke · window of every offer: 15 days of delivery
+  `standard`             not needed, `activatable-devices` decided ·
+                         window of every offer: 15 days of delivery
@@
-                         (activatable := [item.category == "activatable_device" → false:
-                         item.category is "tv"])
-                         and not [item.prepaid → not reached]
+                         (activatable := [item.category == "activatable_device" → true:
+                         item.category is "activatable_device"])
+                         and not [item.prepaid → true]
@@
-                         false: item.category is "tv"]
+                         false: item.category is "activatable_device"]
""",
    },
    "auditor ko": {
        "BB1": """\
주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.17 12:00 Chicago
  정책       `bestbuy-us-2023`, 모든 주문
  해시       sha256 90ded005d851776169fda5f19e14abd5b676242164d1bba6419845ebdffed29a
  기준 시각  2026-03-17T17:00:00Z, 날짜 기준 America/Chicago
  이력       제공됨
  검수       1개 중 0개
  달력       없음

TV · 반품 가능 · 환불, 교환
  기한  `standard` 배송 완료 후 15일 (배송 완료 2026.3.2) → 2026.3.17 24:00 CDT 마감
  가정  없음
  사실  시점: 주문 2026-03-02T18:00:00Z · 배송 완료 2026-03-02T18:00:00Z
        주문: customer.tier: null · item.carrier: "other" · item.category: "tv" ·
        item.is_final_sale: false · item.is_made_to_order: false · item.is_personalised: false ·
        item.is_special_order: false · item.prepaid: false · order.paid_by: ["card"] ·
        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 500.00
        요청: request.region: "MI"
        고객: request.has_proof_of_purchase: true · request.is_opened: true ·
        request.reason: "unwanted"
  `final-sale`           미적용 · 불가: 모든 제안 (final_sale)
                         [item.is_final_sale → 거짓]
  `never`                미적용 · 불가: 모든 제안 (category)
                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category: "tv"]
                         or [item.is_personalised → 거짓]
                         or [item.is_made_to_order → 거짓]
  `what-we-offer`        적용 · 제공: 환불, 교환
                         항상
  `verizon-devices`      미적용 · 기한 (모든 제안): 배송 완료 후 30일
                         (activatable := [item.category == "activatable_device" → 거짓:
                         item.category: "tv"])
                         and [item.carrier == "verizon" → 확인 안 함]
  `activatable-devices`  미적용 · 기한 (모든 제안): 배송 완료 후 14일
                         activatable := [item.category == "activatable_device" → 거짓:
                         item.category: "tv"]
  `holiday-decorations`  미적용 · 기한 (모든 제안): 배송 완료 후 15일
                         [item.category == "holiday_decoration" → 거짓: item.category: "tv"]
  `members`              미적용 · 기한 (모든 제안): 배송 완료 후 60일
                         member := [customer.tier in ["plus", "total"] → 거짓: customer.tier: null]
  `standard`             적용 · 기한 (모든 제안): 배송 완료 후 15일
                         항상
  `holidays`             미적용 · 연장 (모든 제안): until 2024-01-13
                         [order.placed_at >= d"2023-10-27T05:00:00+00:00" → 참: order.placed_at:
                         d"2026-03-02T18:00:00+00:00"]
                         and [order.placed_at < d"2023-12-31T06:00:00+00:00" → 거짓:
                         order.placed_at: d"2026-03-02T18:00:00+00:00"]
                         and not ((activatable := [item.category == "activatable_device" → 확인 안
                         함]) or [item.category == "applecare" → 확인 안 함])
  `without-receipt`      미적용 · 요청 (모든 제안): photo_id 1, 결정 전
                         not [request.has_proof_of_purchase → 참]
  `much-cash`            미적용 · 지급 수단 (환불): 수표
                         ["cash" in order.paid_by → 거짓: order.paid_by: ["card"]]
                         and [order.total > 800 → 확인 안 함]
  `no-restocking-fee`    미적용 · 수수료 `restocking` 면제 (모든 제안)
                         not [request.is_opened → 참]
                         or [request.reason == "defective" → 거짓: request.reason: "unwanted"]
                         or ([order.region in no_fee_states → 거짓: order.region: "MI",
                         no_fee_states := ["AL", "CO", "HI", "IA", "MS", "OH", "OK", "SC"]] and
                         [request.region in no_fee_states → 확인 안 함])
  `restocking-devices`   미적용 · 수수료 `restocking` (모든 제안): 개당 45.00
                         (activatable := [item.category == "activatable_device" → 거짓:
                         item.category: "tv"])
                         and not [item.prepaid → 확인 안 함]
  `restocking`           미적용 · 수수료 `restocking` (모든 제안): 주문 항목당 결제 금액의 15 %
                         [item.category in ["drone", "camera", "lens", "projector", "e_bike"] →
                         거짓: item.category: "tv"]
                         or [item.is_special_order → 거짓]
""",
        "BB2": """\
@@
-주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.17 12:00 Chicago
+주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.18 12:00 Chicago
@@
-  기준 시각  2026-03-17T17:00:00Z, 날짜 기준 America/Chicago
+  기준 시각  2026-03-18T17:00:00Z, 날짜 기준 America/Chicago
@@
-TV · 반품 가능 · 환불, 교환
-  기한  `standard` 배송 완료 후 15일 (배송 완료 2026.3.2) → 2026.3.17 24:00 CDT 마감
+TV · 반품 불가
+  기한  `standard` 배송 완료 후 15일 (배송 완료 2026.3.2) → 2026.3.17 24:00 CDT 마감됨
""",
        "BB3": """\
@@
-주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.17 12:00 Chicago
+주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.5.1 12:00 Chicago
@@
-  기준 시각  2026-03-17T17:00:00Z, 날짜 기준 America/Chicago
+  기준 시각  2026-05-01T17:00:00Z, 날짜 기준 America/Chicago
@@
-  기한  `standard` 배송 완료 후 15일 (배송 완료 2026.3.2) → 2026.3.17 24:00 CDT 마감
+  기한  `members` 배송 완료 후 60일 (배송 완료 2026.3.2) → 2026.5.1 24:00 CDT 마감
@@
-        주문: customer.tier: null · item.carrier: "other" · item.category: "tv" ·
+        주문: customer.tier: "plus" · item.carrier: "other" · item.category: "tv" ·
@@
-  `members`              미적용 · 기한 (모든 제안): 배송 완료 후 60일
-                         member := [customer.tier in ["plus", "total"] → 거짓: customer.tier: null]
-  `standard`             적용 · 기한 (모든 제안): 배송 완료 후 15일
+  `members`              적용 · 기한 (모든 제안): 배송 완료 후 60일
+                         member := [customer.tier in ["plus", "total"] → 참: customer.tier: "plus"]
+  `standard`             불필요 (`members` 우선) · 기한 (모든 제안): 배송 완료 후 15일
""",
        "BB4": """\
@@
-주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.17 12:00 Chicago
+주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.10 12:00 Chicago
@@
-  기준 시각  2026-03-17T17:00:00Z, 날짜 기준 America/Chicago
+  기준 시각  2026-03-10T17:00:00Z, 날짜 기준 America/Chicago
@@
-TV · 반품 가능 · 환불, 교환
+Drone · 반품 가능 · 환불, 교환
@@
+  조건  환불, 교환: 수수료 `restocking` 주문 항목당 결제 금액의 15 % (`restocking`)
@@
-        주문: customer.tier: null · item.carrier: "other" · item.category: "tv" ·
+        주문: customer.tier: null · item.carrier: "other" · item.category: "drone" ·
@@
-        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 500.00
+        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 799.99
@@
-                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category: "tv"]
+                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category:
+                         "drone"]
@@
-                         item.category: "tv"])
+                         item.category: "drone"])
@@
-                         item.category: "tv"]
+                         item.category: "drone"]
@@
-                         [item.category == "holiday_decoration" → 거짓: item.category: "tv"]
+                         [item.category == "holiday_decoration" → 거짓: item.category: "drone"]
@@
-                         item.category: "tv"])
+                         item.category: "drone"])
@@
-  `restocking`           미적용 · 수수료 `restocking` (모든 제안): 주문 항목당 결제 금액의 15 %
-                         [item.category in ["drone", "camera", "lens", "projector", "e_bike"] →
-                         거짓: item.category: "tv"]
-                         or [item.is_special_order → 거짓]
+  `restocking`           적용 · 수수료 `restocking` (모든 제안): 주문 항목당 결제 금액의 15 %
+                         [item.category in ["drone", "camera", "lens", "projector", "e_bike"] → 참:
+                         item.category: "drone"]
+                         or [item.is_special_order → 확인 안 함]
""",
        "BB5": """\
@@
-주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.17 12:00 Chicago
+주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.10 12:00 Chicago
@@
-  기준 시각  2026-03-17T17:00:00Z, 날짜 기준 America/Chicago
+  기준 시각  2026-03-10T17:00:00Z, 날짜 기준 America/Chicago
@@
-TV · 반품 가능 · 환불, 교환
+Drone · 반품 가능 · 환불, 교환
@@
+  조건  환불, 교환: 수수료 `restocking` 면제 (`no-restocking-fee`)
@@
-        주문: customer.tier: null · item.carrier: "other" · item.category: "tv" ·
+        주문: customer.tier: null · item.carrier: "other" · item.category: "drone" ·
@@
-        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 500.00
+        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 799.99
@@
-        고객: request.has_proof_of_purchase: true · request.is_opened: true ·
+        고객: request.has_proof_of_purchase: true · request.is_opened: false ·
@@
-                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category: "tv"]
+                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category:
+                         "drone"]
@@
-                         item.category: "tv"])
+                         item.category: "drone"])
@@
-                         item.category: "tv"]
+                         item.category: "drone"]
@@
-                         [item.category == "holiday_decoration" → 거짓: item.category: "tv"]
+                         [item.category == "holiday_decoration" → 거짓: item.category: "drone"]
@@
-  `no-restocking-fee`    미적용 · 수수료 `restocking` 면제 (모든 제안)
-                         not [request.is_opened → 참]
-                         or [request.reason == "defective" → 거짓: request.reason: "unwanted"]
-                         or ([order.region in no_fee_states → 거짓: order.region: "MI",
-                         no_fee_states := ["AL", "CO", "HI", "IA", "MS", "OH", "OK", "SC"]] and
-                         [request.region in no_fee_states → 확인 안 함])
+  `no-restocking-fee`    적용 · 수수료 `restocking` 면제 (모든 제안)
+                         not [request.is_opened → 거짓]
+                         or [request.reason == "defective" → 확인 안 함]
+                         or ([order.region in no_fee_states → 확인 안 함] and [request.region in
+                         no_fee_states → 확인 안 함])
@@
-                         item.category: "tv"])
+                         item.category: "drone"])
@@
-  `restocking`           미적용 · 수수료 `restocking` (모든 제안): 주문 항목당 결제 금액의 15 %
-                         [item.category in ["drone", "camera", "lens", "projector", "e_bike"] →
-                         거짓: item.category: "tv"]
-                         or [item.is_special_order → 거짓]
+  `restocking`           불필요 (`no-restocking-fee` 우선) ·
+                         수수료 `restocking` (모든 제안): 주문 항목당 결제 금액의 15 %
+                         [item.category in ["drone", "camera", "lens", "projector", "e_bike"] → 참:
+                         item.category: "drone"]
+                         or [item.is_special_order → 확인 안 함]
""",
        "BB6": """\
@@
-주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.17 12:00 Chicago
+주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.10 12:00 Chicago
@@
-  기준 시각  2026-03-17T17:00:00Z, 날짜 기준 America/Chicago
+  기준 시각  2026-03-10T17:00:00Z, 날짜 기준 America/Chicago
@@
-TV · 반품 가능 · 환불, 교환
+Drone · 반품 가능 · 환불, 교환
@@
+  조건  환불, 교환: 수수료 `restocking` 면제 (`no-restocking-fee`)
@@
-        주문: customer.tier: null · item.carrier: "other" · item.category: "tv" ·
+        주문: customer.tier: null · item.carrier: "other" · item.category: "drone" ·
@@
-        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 500.00
-        요청: request.region: "MI"
+        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "OH" · order.total: 799.99
+        요청: request.region: "OH"
@@
-                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category: "tv"]
+                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category:
+                         "drone"]
@@
-                         item.category: "tv"])
+                         item.category: "drone"])
@@
-                         item.category: "tv"]
+                         item.category: "drone"]
@@
-                         [item.category == "holiday_decoration" → 거짓: item.category: "tv"]
+                         [item.category == "holiday_decoration" → 거짓: item.category: "drone"]
@@
-  `no-restocking-fee`    미적용 · 수수료 `restocking` 면제 (모든 제안)
+  `no-restocking-fee`    적용 · 수수료 `restocking` 면제 (모든 제안)
@@
-                         or ([order.region in no_fee_states → 거짓: order.region: "MI",
-                         no_fee_states := ["AL", "CO", "HI", "IA", "MS", "OH", "OK", "SC"]] and
-                         [request.region in no_fee_states → 확인 안 함])
+                         or ([order.region in no_fee_states → 참: order.region: "OH", no_fee_states
+                         := ["AL", "CO", "HI", "IA", "MS", "OH", "OK", "SC"]] and [request.region in
+                         no_fee_states → 참: request.region: "OH", no_fee_states := ["AL", "CO",
+                         "HI", "IA", "MS", "OH", "OK", "SC"]])
@@
-                         item.category: "tv"])
+                         item.category: "drone"])
@@
-  `restocking`           미적용 · 수수료 `restocking` (모든 제안): 주문 항목당 결제 금액의 15 %
-                         [item.category in ["drone", "camera", "lens", "projector", "e_bike"] →
-                         거짓: item.category: "tv"]
-                         or [item.is_special_order → 거짓]
+  `restocking`           불필요 (`no-restocking-fee` 우선) ·
+                         수수료 `restocking` (모든 제안): 주문 항목당 결제 금액의 15 %
+                         [item.category in ["drone", "camera", "lens", "projector", "e_bike"] → 참:
+                         item.category: "drone"]
+                         or [item.is_special_order → 확인 안 함]
""",
        "BB7": """\
@@
-주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.17 12:00 Chicago
+주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.10 12:00 Chicago
@@
-  기준 시각  2026-03-17T17:00:00Z, 날짜 기준 America/Chicago
+  기준 시각  2026-03-10T17:00:00Z, 날짜 기준 America/Chicago
@@
-TV · 반품 가능 · 환불, 교환
+Drone · 반품 가능 · 환불, 교환
@@
+  조건  환불, 교환: 수수료 `restocking` 주문 항목당 결제 금액의 15 % (`restocking`)
@@
-        주문: customer.tier: null · item.carrier: "other" · item.category: "tv" ·
+        주문: customer.tier: null · item.carrier: "other" · item.category: "drone" ·
@@
-        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 500.00
+        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "OH" · order.total: 799.99
@@
-                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category: "tv"]
+                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category:
+                         "drone"]
@@
-                         item.category: "tv"])
+                         item.category: "drone"])
@@
-                         item.category: "tv"]
+                         item.category: "drone"]
@@
-                         [item.category == "holiday_decoration" → 거짓: item.category: "tv"]
+                         [item.category == "holiday_decoration" → 거짓: item.category: "drone"]
@@
-                         or ([order.region in no_fee_states → 거짓: order.region: "MI",
-                         no_fee_states := ["AL", "CO", "HI", "IA", "MS", "OH", "OK", "SC"]] and
-                         [request.region in no_fee_states → 확인 안 함])
+                         or ([order.region in no_fee_states → 참: order.region: "OH", no_fee_states
+                         := ["AL", "CO", "HI", "IA", "MS", "OH", "OK", "SC"]] and [request.region in
+                         no_fee_states → 거짓: request.region: "MI", no_fee_states := ["AL", "CO",
+                         "HI", "IA", "MS", "OH", "OK", "SC"]])
@@
-                         item.category: "tv"])
+                         item.category: "drone"])
@@
-  `restocking`           미적용 · 수수료 `restocking` (모든 제안): 주문 항목당 결제 금액의 15 %
-                         [item.category in ["drone", "camera", "lens", "projector", "e_bike"] →
-                         거짓: item.category: "tv"]
-                         or [item.is_special_order → 거짓]
+  `restocking`           적용 · 수수료 `restocking` (모든 제안): 주문 항목당 결제 금액의 15 %
+                         [item.category in ["drone", "camera", "lens", "projector", "e_bike"] → 참:
+                         item.category: "drone"]
+                         or [item.is_special_order → 확인 안 함]
""",
        "BB8": """\
@@
-주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.17 12:00 Chicago
+주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.16 12:00 Chicago
@@
-  기준 시각  2026-03-17T17:00:00Z, 날짜 기준 America/Chicago
+  기준 시각  2026-03-16T17:00:00Z, 날짜 기준 America/Chicago
@@
-TV · 반품 가능 · 환불, 교환
-  기한  `standard` 배송 완료 후 15일 (배송 완료 2026.3.2) → 2026.3.17 24:00 CDT 마감
+Activatable device · 반품 가능 · 환불, 교환
+  기한  `activatable-devices` 배송 완료 후 14일 (배송 완료 2026.3.2) → 2026.3.16 24:00 CDT 마감
+  조건  환불, 교환: 수수료 `restocking` 개당 45.00 (`restocking-devices`)
@@
-        주문: customer.tier: null · item.carrier: "other" · item.category: "tv" ·
+        주문: customer.tier: null · item.carrier: "other" · item.category: "activatable_device" ·
@@
-        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 500.00
+        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 999.00
@@
-                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category: "tv"]
+                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category:
+                         "activatable_device"]
@@
-                         (activatable := [item.category == "activatable_device" → 거짓:
-                         item.category: "tv"])
-                         and [item.carrier == "verizon" → 확인 안 함]
-  `activatable-devices`  미적용 · 기한 (모든 제안): 배송 완료 후 14일
-                         activatable := [item.category == "activatable_device" → 거짓:
-                         item.category: "tv"]
+                         (activatable := [item.category == "activatable_device" → 참: item.category:
+                         "activatable_device"])
+                         and [item.carrier == "verizon" → 거짓: item.carrier: "other"]
+  `activatable-devices`  적용 · 기한 (모든 제안): 배송 완료 후 14일
+                         activatable := [item.category == "activatable_device" → 참: item.category:
+                         "activatable_device"]
@@
-                         [item.category == "holiday_decoration" → 거짓: item.category: "tv"]
+                         [item.category == "holiday_decoration" → 거짓: item.category:
+                         "activatable_device"]
@@
-  `standard`             적용 · 기한 (모든 제안): 배송 완료 후 15일
+  `standard`             불필요 (`activatable-devices` 우선) · 기한 (모든 제안): 배송 완료 후 15일
@@
-  `restocking-devices`   미적용 · 수수료 `restocking` (모든 제안): 개당 45.00
-                         (activatable := [item.category == "activatable_device" → 거짓:
-                         item.category: "tv"])
-                         and not [item.prepaid → 확인 안 함]
+  `restocking-devices`   적용 · 수수료 `restocking` (모든 제안): 개당 45.00
+                         (activatable := [item.category == "activatable_device" → 참: item.category:
+                         "activatable_device"])
+                         and not [item.prepaid → 거짓]
@@
-                         거짓: item.category: "tv"]
+                         거짓: item.category: "activatable_device"]
""",
        "BB9": """\
@@
-주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.17 12:00 Chicago
+주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.4.1 12:00 Chicago
@@
-  기준 시각  2026-03-17T17:00:00Z, 날짜 기준 America/Chicago
+  기준 시각  2026-04-01T17:00:00Z, 날짜 기준 America/Chicago
@@
-TV · 반품 가능 · 환불, 교환
-  기한  `standard` 배송 완료 후 15일 (배송 완료 2026.3.2) → 2026.3.17 24:00 CDT 마감
+Activatable device · 반품 가능 · 환불, 교환
+  기한  `verizon-devices` 배송 완료 후 30일 (배송 완료 2026.3.2) → 2026.4.1 24:00 CDT 마감
+  조건  환불, 교환: 수수료 `restocking` 개당 45.00 (`restocking-devices`)
@@
-        주문: customer.tier: null · item.carrier: "other" · item.category: "tv" ·
+        주문: customer.tier: null · item.carrier: "verizon" · item.category: "activatable_device" ·
@@
-        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 500.00
+        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 999.00
@@
-                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category: "tv"]
+                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category:
+                         "activatable_device"]
@@
-  `verizon-devices`      미적용 · 기한 (모든 제안): 배송 완료 후 30일
-                         (activatable := [item.category == "activatable_device" → 거짓:
-                         item.category: "tv"])
-                         and [item.carrier == "verizon" → 확인 안 함]
-  `activatable-devices`  미적용 · 기한 (모든 제안): 배송 완료 후 14일
-                         activatable := [item.category == "activatable_device" → 거짓:
-                         item.category: "tv"]
+  `verizon-devices`      적용 · 기한 (모든 제안): 배송 완료 후 30일
+                         (activatable := [item.category == "activatable_device" → 참: item.category:
+                         "activatable_device"])
+                         and [item.carrier == "verizon" → 참: item.carrier: "verizon"]
+  `activatable-devices`  불필요 (`verizon-devices` 우선) · 기한 (모든 제안): 배송 완료 후 14일
+                         activatable := [item.category == "activatable_device" → 참: item.category:
+                         "activatable_device"]
@@
-                         [item.category == "holiday_decoration" → 거짓: item.category: "tv"]
+                         [item.category == "holiday_decoration" → 거짓: item.category:
+                         "activatable_device"]
@@
-  `standard`             적용 · 기한 (모든 제안): 배송 완료 후 15일
+  `standard`             불필요 (`verizon-devices` 우선) · 기한 (모든 제안): 배송 완료 후 15일
@@
-  `restocking-devices`   미적용 · 수수료 `restocking` (모든 제안): 개당 45.00
-                         (activatable := [item.category == "activatable_device" → 거짓:
-                         item.category: "tv"])
-                         and not [item.prepaid → 확인 안 함]
+  `restocking-devices`   적용 · 수수료 `restocking` (모든 제안): 개당 45.00
+                         (activatable := [item.category == "activatable_device" → 참: item.category:
+                         "activatable_device"])
+                         and not [item.prepaid → 거짓]
@@
-                         거짓: item.category: "tv"]
+                         거짓: item.category: "activatable_device"]
""",
        "BB10": """\
@@
-주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.17 12:00 Chicago
+주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.10 12:00 Chicago
@@
-  기준 시각  2026-03-17T17:00:00Z, 날짜 기준 America/Chicago
+  기준 시각  2026-03-10T17:00:00Z, 날짜 기준 America/Chicago
@@
-TV · 반품 가능 · 환불, 교환
+Drone · 반품 가능 · 환불, 교환
@@
+  조건  환불, 교환: 수수료 `restocking` 면제 (`no-restocking-fee`)
@@
-        주문: customer.tier: null · item.carrier: "other" · item.category: "tv" ·
+        주문: customer.tier: null · item.carrier: "other" · item.category: "drone" ·
@@
-        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 500.00
+        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 799.99
@@
-        request.reason: "unwanted"
+        request.reason: "defective"
@@
-                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category: "tv"]
+                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category:
+                         "drone"]
@@
-                         item.category: "tv"])
+                         item.category: "drone"])
@@
-                         item.category: "tv"]
+                         item.category: "drone"]
@@
-                         [item.category == "holiday_decoration" → 거짓: item.category: "tv"]
+                         [item.category == "holiday_decoration" → 거짓: item.category: "drone"]
@@
-  `no-restocking-fee`    미적용 · 수수료 `restocking` 면제 (모든 제안)
+  `no-restocking-fee`    적용 · 수수료 `restocking` 면제 (모든 제안)
@@
-                         or [request.reason == "defective" → 거짓: request.reason: "unwanted"]
-                         or ([order.region in no_fee_states → 거짓: order.region: "MI",
-                         no_fee_states := ["AL", "CO", "HI", "IA", "MS", "OH", "OK", "SC"]] and
-                         [request.region in no_fee_states → 확인 안 함])
+                         or [request.reason == "defective" → 참: request.reason: "defective"]
+                         or ([order.region in no_fee_states → 확인 안 함] and [request.region in
+                         no_fee_states → 확인 안 함])
@@
-                         item.category: "tv"])
+                         item.category: "drone"])
@@
-  `restocking`           미적용 · 수수료 `restocking` (모든 제안): 주문 항목당 결제 금액의 15 %
-                         [item.category in ["drone", "camera", "lens", "projector", "e_bike"] →
-                         거짓: item.category: "tv"]
-                         or [item.is_special_order → 거짓]
+  `restocking`           불필요 (`no-restocking-fee` 우선) ·
+                         수수료 `restocking` (모든 제안): 주문 항목당 결제 금액의 15 %
+                         [item.category in ["drone", "camera", "lens", "projector", "e_bike"] → 참:
+                         item.category: "drone"]
+                         or [item.is_special_order → 확인 안 함]
""",
        "BB11": """\
@@
-주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.17 12:00 Chicago
+주문 #1001 · 정책 bestbuy-us-2023 · 기준 2024.1.13 12:00 Chicago
@@
-  기준 시각  2026-03-17T17:00:00Z, 날짜 기준 America/Chicago
+  기준 시각  2024-01-13T18:00:00Z, 날짜 기준 America/Chicago
@@
-  기한  `standard` 배송 완료 후 15일 (배송 완료 2026.3.2) → 2026.3.17 24:00 CDT 마감
+  기한  `standard` 배송 완료 후 15일 (배송 완료 2023.11.20) → 2024.1.13 24:00 CST 마감 ·
+        연장 until 2024-01-13
@@
-  사실  시점: 주문 2026-03-02T18:00:00Z · 배송 완료 2026-03-02T18:00:00Z
+  사실  시점: 주문 2023-11-20T18:00:00Z · 배송 완료 2023-11-20T18:00:00Z
@@
-        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 500.00
+        order.placed_at: d"2023-11-20T18:00:00+00:00" · order.region: "MI" · order.total: 500.00
@@
-  `holidays`             미적용 · 연장 (모든 제안): until 2024-01-13
+  `holidays`             적용 · 연장 (모든 제안): until 2024-01-13
@@
-                         d"2026-03-02T18:00:00+00:00"]
-                         and [order.placed_at < d"2023-12-31T06:00:00+00:00" → 거짓:
-                         order.placed_at: d"2026-03-02T18:00:00+00:00"]
-                         and not ((activatable := [item.category == "activatable_device" → 확인 안
-                         함]) or [item.category == "applecare" → 확인 안 함])
+                         d"2023-11-20T18:00:00+00:00"]
+                         and [order.placed_at < d"2023-12-31T06:00:00+00:00" → 참: order.placed_at:
+                         d"2023-11-20T18:00:00+00:00"]
+                         and not ((activatable := [item.category == "activatable_device" → 거짓:
+                         item.category: "tv"]) or [item.category == "applecare" → 거짓:
+                         item.category: "tv"])
""",
        "BB12": """\
@@
-주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.17 12:00 Chicago
+주문 #1001 · 정책 bestbuy-us-2023 · 기준 2024.1.13 12:00 Chicago
@@
-  기준 시각  2026-03-17T17:00:00Z, 날짜 기준 America/Chicago
+  기준 시각  2024-01-13T18:00:00Z, 날짜 기준 America/Chicago
@@
-TV · 반품 가능 · 환불, 교환
-  기한  `standard` 배송 완료 후 15일 (배송 완료 2026.3.2) → 2026.3.17 24:00 CDT 마감
+Activatable device · 반품 불가
+  기한  `activatable-devices` 배송 완료 후 14일 (배송 완료 2023.11.20) → 2023.12.4 24:00 CST 마감됨
@@
-  사실  시점: 주문 2026-03-02T18:00:00Z · 배송 완료 2026-03-02T18:00:00Z
-        주문: customer.tier: null · item.carrier: "other" · item.category: "tv" ·
+  사실  시점: 주문 2023-11-20T18:00:00Z · 배송 완료 2023-11-20T18:00:00Z
+        주문: customer.tier: null · item.carrier: "other" · item.category: "activatable_device" ·
@@
-        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 500.00
+        order.placed_at: d"2023-11-20T18:00:00+00:00" · order.region: "MI" · order.total: 500.00
@@
-                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category: "tv"]
+                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category:
+                         "activatable_device"]
@@
-                         (activatable := [item.category == "activatable_device" → 거짓:
-                         item.category: "tv"])
-                         and [item.carrier == "verizon" → 확인 안 함]
-  `activatable-devices`  미적용 · 기한 (모든 제안): 배송 완료 후 14일
-                         activatable := [item.category == "activatable_device" → 거짓:
-                         item.category: "tv"]
+                         (activatable := [item.category == "activatable_device" → 참: item.category:
+                         "activatable_device"])
+                         and [item.carrier == "verizon" → 거짓: item.carrier: "other"]
+  `activatable-devices`  적용 · 기한 (모든 제안): 배송 완료 후 14일
+                         activatable := [item.category == "activatable_device" → 참: item.category:
+                         "activatable_device"]
@@
-                         [item.category == "holiday_decoration" → 거짓: item.category: "tv"]
+                         [item.category == "holiday_decoration" → 거짓: item.category:
+                         "activatable_device"]
@@
-  `standard`             적용 · 기한 (모든 제안): 배송 완료 후 15일
+  `standard`             불필요 (`activatable-devices` 우선) · 기한 (모든 제안): 배송 완료 후 15일
@@
-                         d"2026-03-02T18:00:00+00:00"]
-                         and [order.placed_at < d"2023-12-31T06:00:00+00:00" → 거짓:
-                         order.placed_at: d"2026-03-02T18:00:00+00:00"]
-                         and not ((activatable := [item.category == "activatable_device" → 확인 안
-                         함]) or [item.category == "applecare" → 확인 안 함])
+                         d"2023-11-20T18:00:00+00:00"]
+                         and [order.placed_at < d"2023-12-31T06:00:00+00:00" → 참: order.placed_at:
+                         d"2023-11-20T18:00:00+00:00"]
+                         and not ((activatable := [item.category == "activatable_device" → 참:
+                         item.category: "activatable_device"]) or [item.category == "applecare" →
+                         확인 안 함])
@@
-  `restocking-devices`   미적용 · 수수료 `restocking` (모든 제안): 개당 45.00
-                         (activatable := [item.category == "activatable_device" → 거짓:
-                         item.category: "tv"])
-                         and not [item.prepaid → 확인 안 함]
+  `restocking-devices`   적용 · 수수료 `restocking` (모든 제안): 개당 45.00
+                         (activatable := [item.category == "activatable_device" → 참: item.category:
+                         "activatable_device"])
+                         and not [item.prepaid → 거짓]
@@
-                         거짓: item.category: "tv"]
+                         거짓: item.category: "activatable_device"]
""",
        "BB13": """\
@@
-주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.17 12:00 Chicago
+주문 #1001 · 정책 bestbuy-us-2023 · 기준 2024.2.18 12:00 Chicago
@@
-  기준 시각  2026-03-17T17:00:00Z, 날짜 기준 America/Chicago
+  기준 시각  2024-02-18T18:00:00Z, 날짜 기준 America/Chicago
@@
-  기한  `standard` 배송 완료 후 15일 (배송 완료 2026.3.2) → 2026.3.17 24:00 CDT 마감
+  기한  `members` 배송 완료 후 60일 (배송 완료 2023.12.20) → 2024.2.18 24:00 CST 마감
@@
-  사실  시점: 주문 2026-03-02T18:00:00Z · 배송 완료 2026-03-02T18:00:00Z
-        주문: customer.tier: null · item.carrier: "other" · item.category: "tv" ·
+  사실  시점: 주문 2023-12-20T18:00:00Z · 배송 완료 2023-12-20T18:00:00Z
+        주문: customer.tier: "plus" · item.carrier: "other" · item.category: "tv" ·
@@
-        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 500.00
+        order.placed_at: d"2023-12-20T18:00:00+00:00" · order.region: "MI" · order.total: 500.00
@@
-  `members`              미적용 · 기한 (모든 제안): 배송 완료 후 60일
-                         member := [customer.tier in ["plus", "total"] → 거짓: customer.tier: null]
-  `standard`             적용 · 기한 (모든 제안): 배송 완료 후 15일
+  `members`              적용 · 기한 (모든 제안): 배송 완료 후 60일
+                         member := [customer.tier in ["plus", "total"] → 참: customer.tier: "plus"]
+  `standard`             불필요 (`members` 우선) · 기한 (모든 제안): 배송 완료 후 15일
@@
-  `holidays`             미적용 · 연장 (모든 제안): until 2024-01-13
+  `holidays`             적용 · 연장 (모든 제안): until 2024-01-13
@@
-                         d"2026-03-02T18:00:00+00:00"]
-                         and [order.placed_at < d"2023-12-31T06:00:00+00:00" → 거짓:
-                         order.placed_at: d"2026-03-02T18:00:00+00:00"]
-                         and not ((activatable := [item.category == "activatable_device" → 확인 안
-                         함]) or [item.category == "applecare" → 확인 안 함])
+                         d"2023-12-20T18:00:00+00:00"]
+                         and [order.placed_at < d"2023-12-31T06:00:00+00:00" → 참: order.placed_at:
+                         d"2023-12-20T18:00:00+00:00"]
+                         and not ((activatable := [item.category == "activatable_device" → 거짓:
+                         item.category: "tv"]) or [item.category == "applecare" → 거짓:
+                         item.category: "tv"])
""",
        "BB14": """\
@@
-주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.17 12:00 Chicago
+주문 #1001 · 정책 bestbuy-us-2023 · 기준 2026.3.16 12:00 Chicago
@@
-  기준 시각  2026-03-17T17:00:00Z, 날짜 기준 America/Chicago
+  기준 시각  2026-03-16T17:00:00Z, 날짜 기준 America/Chicago
@@
-TV · 반품 가능 · 환불, 교환
-  기한  `standard` 배송 완료 후 15일 (배송 완료 2026.3.2) → 2026.3.17 24:00 CDT 마감
+Activatable device · 반품 가능 · 환불, 교환
+  기한  `activatable-devices` 배송 완료 후 14일 (배송 완료 2026.3.2) → 2026.3.16 24:00 CDT 마감
@@
-        주문: customer.tier: null · item.carrier: "other" · item.category: "tv" ·
+        주문: customer.tier: null · item.carrier: "other" · item.category: "activatable_device" ·
@@
-        item.is_special_order: false · item.prepaid: false · order.paid_by: ["card"] ·
-        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 500.00
+        item.is_special_order: false · item.prepaid: true · order.paid_by: ["card"] ·
+        order.placed_at: d"2026-03-02T18:00:00+00:00" · order.region: "MI" · order.total: 99.00
@@
-                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category: "tv"]
+                         [item.category in ["digital", "prepaid_card"] → 거짓: item.category:
+                         "activatable_device"]
@@
-                         (activatable := [item.category == "activatable_device" → 거짓:
-                         item.category: "tv"])
-                         and [item.carrier == "verizon" → 확인 안 함]
-  `activatable-devices`  미적용 · 기한 (모든 제안): 배송 완료 후 14일
-                         activatable := [item.category == "activatable_device" → 거짓:
-                         item.category: "tv"]
+                         (activatable := [item.category == "activatable_device" → 참: item.category:
+                         "activatable_device"])
+                         and [item.carrier == "verizon" → 거짓: item.carrier: "other"]
+  `activatable-devices`  적용 · 기한 (모든 제안): 배송 완료 후 14일
+                         activatable := [item.category == "activatable_device" → 참: item.category:
+                         "activatable_device"]
@@
-                         [item.category == "holiday_decoration" → 거짓: item.category: "tv"]
+                         [item.category == "holiday_decoration" → 거짓: item.category:
+                         "activatable_device"]
@@
-  `standard`             적용 · 기한 (모든 제안): 배송 완료 후 15일
+  `standard`             불필요 (`activatable-devices` 우선) · 기한 (모든 제안): 배송 완료 후 15일
@@
-                         (activatable := [item.category == "activatable_device" → 거짓:
-                         item.category: "tv"])
-                         and not [item.prepaid → 확인 안 함]
+                         (activatable := [item.category == "activatable_device" → 참: item.category:
+                         "activatable_device"])
+                         and not [item.prepaid → 참]
@@
-                         거짓: item.category: "tv"]
+                         거짓: item.category: "activatable_device"]
""",
    },
}

if WRITES:
    write(Path(__file__), "bestbuy")


def test_every_case_is_told_to_every_reader() -> None:
    check_complete(TOLD, "bestbuy")


@each(TOLD)
def test_a_case_is_told_so(id: str, reader: str, locale: str, text: str) -> None:
    assert told(id, reader, locale) == text.removesuffix("\n")
