"""REI: what each of its cases is told to the three readers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.explanations.told import WRITES, Told, check_complete, each, told, write

TOLD: Final[Told] = {
    "shopper en": {
        "RE1": """\
Boots can be returned until 10 January 2027. You can choose a refund or an exchange.
""",
        "RE2": """\
Boots can no longer be returned. This was possible until 10 April 2026.
""",
        "RE3": """\
Outdoor electronics can no longer be returned. This was possible until 10 April 2026.
""",
        "RE4": """\
Used gear can't be returned. Used gear bought in a store is a final sale.
""",
        "RE5": """\
Used gear can be returned until 9 February 2026. You can choose a refund or an exchange.
""",
        "RE6": """\
Gift card can't be returned. Memberships, tickets, passes and gift cards can't be returned.
""",
    },
    "shopper ko": {
        "RE1": """\
Boots: 2027년 1월 10일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 교환.
""",
        "RE2": """\
Boots: 반품 기간이 지났습니다. 신청 가능 기간: 2026년 4월 10일까지.
""",
        "RE3": """\
Outdoor electronics: 반품 기간이 지났습니다. 신청 가능 기간: 2026년 4월 10일까지.
""",
        "RE4": """\
Used gear: 반품하실 수 없습니다. Used gear bought in a store is a final sale.
""",
        "RE5": """\
Used gear: 2026년 2월 9일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 교환.
""",
        "RE6": """\
Gift card: 반품하실 수 없습니다. Memberships, tickets, passes and gift cards can't be returned.
""",
    },
    "agent en": {
        "RE1": """\
order #1001 · policy rei-us · as of 10 Jan 2027 12:00 Los Angeles

Boots · eligible · refund, exchange
  window      `members` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 PST
  spoke       `what-we-offer` (always) · `members` (customer.tier is "member")
  silent      `never` (item.category is "boots", item.is_gift_card is false) ·
              `used-gear-from-a-store` (item.sold_as is "new", item.category is "boots") ·
              `worn-out` (item.condition is "used") ·
              `used-by-non-members` (customer.tier is "member") ·
              `used-gear` (item.sold_as is "new", item.category is "boots") ·
              `electronics` (item.category is "boots")
  not needed  `standard` (`members` decides)
""",
        "RE2": """\
order #1001 · policy rei-us · as of 11 Apr 2026 12:00 Los Angeles

Boots · ineligible
  window  `standard` 90 days of order (ordered 10 Jan 2026) → closed 10 Apr 2026 24:00 PDT
  spoke   `what-we-offer` (always) · `standard` (always)
  silent  `never` (item.category is "boots", item.is_gift_card is false) ·
          `used-gear-from-a-store` (item.sold_as is "new", item.category is "boots") ·
          `worn-out` (item.condition is "unused") ·
          `used-by-non-members` (item.condition is "unused") ·
          `used-gear` (item.sold_as is "new", item.category is "boots") ·
          `electronics` (item.category is "boots") · `members` (customer.tier is null)
""",
        "RE3": """\
order #1001 · policy rei-us · as of 1 May 2026 12:00 Los Angeles

Outdoor electronics · ineligible
  window      `electronics` 90 days of order (ordered 10 Jan 2026) → closed 10 Apr 2026 24:00 PDT
  spoke       `what-we-offer` (always) · `electronics` (item.category is "outdoor_electronics")
  silent      `never` (item.category is "outdoor_electronics", item.is_gift_card is false) ·
              `used-gear-from-a-store` (item.sold_as is "new", item.category is
              "outdoor_electronics") · `worn-out` (item.condition is "unused") ·
              `used-by-non-members` (item.condition is "unused") ·
              `used-gear` (item.sold_as is "new", item.category is "outdoor_electronics")
  not needed  `members` (`electronics` decides) · `standard` (`electronics` decides)
""",
        "RE4": """\
order #1001 · policy rei-us · as of 12 Jan 2026 12:00 Los Angeles

Used gear · ineligible
  refused by  `used-gear-from-a-store` (final_sale): Used gear bought in a store is a final sale.
  window      `used-gear` 30 days of order (ordered 10 Jan 2026) → closes 9 Feb 2026 24:00 PST
  spoke       `used-gear-from-a-store` (item.sold_as is "used", order.channel is "store") ·
              `what-we-offer` (always) · `used-gear` (item.sold_as is "used")
  silent      `never` (item.category is "used_gear", item.is_gift_card is false) ·
              `worn-out` (item.condition is "used") ·
              `used-by-non-members` (customer.tier is "member") ·
              `electronics` (item.category is "used_gear")
  not needed  `members` (`used-gear` decides) · `standard` (`used-gear` decides)
""",
        "RE5": """\
order #1001 · policy rei-us · as of 9 Feb 2026 12:00 Los Angeles

Used gear · eligible · refund, exchange
  window      `used-gear` 30 days of order (ordered 10 Jan 2026) → closes 9 Feb 2026 24:00 PST
  spoke       `what-we-offer` (always) · `used-gear` (item.sold_as is "used")
  silent      `never` (item.category is "used_gear", item.is_gift_card is false) ·
              `used-gear-from-a-store` (order.channel is "web") ·
              `worn-out` (item.condition is "unused") ·
              `used-by-non-members` (item.condition is "unused") ·
              `electronics` (item.category is "used_gear")
  not needed  `members` (`used-gear` decides) · `standard` (`used-gear` decides)
""",
        "RE6": """\
order #1001 · policy rei-us · as of 11 Jan 2026 12:00 Los Angeles

Gift card · ineligible
  refused by  `never` (category): Memberships, tickets, passes and gift cards can't be returned.
  window      `members` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 PST
  spoke       `never` (item.is_gift_card is true) · `what-we-offer` (always) ·
              `members` (customer.tier is "member")
  silent      `used-gear-from-a-store` (item.sold_as is "new", item.category is "gift_card") ·
              `worn-out` (item.condition is "unused") ·
              `used-by-non-members` (item.condition is "unused") ·
              `used-gear` (item.sold_as is "new", item.category is "gift_card") ·
              `electronics` (item.category is "gift_card")
  not needed  `standard` (`members` decides)
""",
    },
    "agent ko": {
        "RE1": """\
주문 #1001 · 정책 rei-us · 기준 2027.1.10 12:00 Los Angeles

Boots · 반품 가능 · 환불, 교환
  기한    `members` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 PST 마감
  적용    `what-we-offer` (항상) · `members` (customer.tier: "member")
  미적용  `never` (item.category: "boots", item.is_gift_card: false) ·
          `used-gear-from-a-store` (item.sold_as: "new", item.category: "boots") ·
          `worn-out` (item.condition: "used") · `used-by-non-members` (customer.tier: "member") ·
          `used-gear` (item.sold_as: "new", item.category: "boots") ·
          `electronics` (item.category: "boots")
  불필요  `standard` (`members` 우선)
""",
        "RE2": """\
주문 #1001 · 정책 rei-us · 기준 2026.4.11 12:00 Los Angeles

Boots · 반품 불가
  기한    `standard` 주문 후 90일 (주문 2026.1.10) → 2026.4.10 24:00 PDT 마감됨
  적용    `what-we-offer` (항상) · `standard` (항상)
  미적용  `never` (item.category: "boots", item.is_gift_card: false) ·
          `used-gear-from-a-store` (item.sold_as: "new", item.category: "boots") ·
          `worn-out` (item.condition: "unused") · `used-by-non-members` (item.condition: "unused") ·
          `used-gear` (item.sold_as: "new", item.category: "boots") ·
          `electronics` (item.category: "boots") · `members` (customer.tier: null)
""",
        "RE3": """\
주문 #1001 · 정책 rei-us · 기준 2026.5.1 12:00 Los Angeles

Outdoor electronics · 반품 불가
  기한    `electronics` 주문 후 90일 (주문 2026.1.10) → 2026.4.10 24:00 PDT 마감됨
  적용    `what-we-offer` (항상) · `electronics` (item.category: "outdoor_electronics")
  미적용  `never` (item.category: "outdoor_electronics", item.is_gift_card: false) ·
          `used-gear-from-a-store` (item.sold_as: "new", item.category: "outdoor_electronics") ·
          `worn-out` (item.condition: "unused") · `used-by-non-members` (item.condition: "unused") ·
          `used-gear` (item.sold_as: "new", item.category: "outdoor_electronics")
  불필요  `members` (`electronics` 우선) · `standard` (`electronics` 우선)
""",
        "RE4": """\
주문 #1001 · 정책 rei-us · 기준 2026.1.12 12:00 Los Angeles

Used gear · 반품 불가
  불가 사유  `used-gear-from-a-store` (final_sale): Used gear bought in a store is a final sale.
  기한       `used-gear` 주문 후 30일 (주문 2026.1.10) → 2026.2.9 24:00 PST 마감
  적용       `used-gear-from-a-store` (item.sold_as: "used", order.channel: "store") ·
             `what-we-offer` (항상) · `used-gear` (item.sold_as: "used")
  미적용     `never` (item.category: "used_gear", item.is_gift_card: false) ·
             `worn-out` (item.condition: "used") · `used-by-non-members` (customer.tier: "member") ·
             `electronics` (item.category: "used_gear")
  불필요     `members` (`used-gear` 우선) · `standard` (`used-gear` 우선)
""",
        "RE5": """\
주문 #1001 · 정책 rei-us · 기준 2026.2.9 12:00 Los Angeles

Used gear · 반품 가능 · 환불, 교환
  기한    `used-gear` 주문 후 30일 (주문 2026.1.10) → 2026.2.9 24:00 PST 마감
  적용    `what-we-offer` (항상) · `used-gear` (item.sold_as: "used")
  미적용  `never` (item.category: "used_gear", item.is_gift_card: false) ·
          `used-gear-from-a-store` (order.channel: "web") · `worn-out` (item.condition: "unused") ·
          `used-by-non-members` (item.condition: "unused") ·
          `electronics` (item.category: "used_gear")
  불필요  `members` (`used-gear` 우선) · `standard` (`used-gear` 우선)
""",
        "RE6": """\
주문 #1001 · 정책 rei-us · 기준 2026.1.11 12:00 Los Angeles

Gift card · 반품 불가
  불가 사유  `never` (category): Memberships, tickets, passes and gift cards can't be returned.
  기한       `members` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 PST 마감
  적용       `never` (item.is_gift_card: true) · `what-we-offer` (항상) ·
             `members` (customer.tier: "member")
  미적용     `used-gear-from-a-store` (item.sold_as: "new", item.category: "gift_card") ·
             `worn-out` (item.condition: "unused") ·
             `used-by-non-members` (item.condition: "unused") ·
             `used-gear` (item.sold_as: "new", item.category: "gift_card") ·
             `electronics` (item.category: "gift_card")
  불필요     `standard` (`members` 우선)
""",
    },
    "auditor en": {
        "RE1": """\
order #1001 · policy rei-us · as of 10 Jan 2027 12:00 Los Angeles
  policy     `rei-us`, for all orders
  hash       sha256 ac20fbceddd6b64e1dcd8bd2666d2046df10b2b4f8caf764bc15f3a558ca6650
  instant    2027-01-10T20:00:00Z, days counted in America/Los_Angeles
  history    given
  inspected  0 of 1
  calendars  none

Boots · eligible · refund, exchange
  window   `members` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 PST
  assumed  nothing
  facts    events: order 2026-01-10T20:00:00Z
           order: customer.tier is "member" · item.category is "boots" ·
           item.is_gift_card is false · item.sold_as is "new" · order.channel is "store"
           shopper: item.condition is "used"
  `never`                   silent · refuses every offer (category)
                            [item.category in ["membership", "lift_ticket", "pass"] → false:
                            item.category is "boots"]
                            or [item.is_gift_card → false]
  `used-gear-from-a-store`  silent · refuses every offer (final_sale)
                            (used_gear := ([item.sold_as == "used" → false: item.sold_as is "new"]
                            or [item.category == "used_gear" → false: item.category is "boots"]))
                            and [order.channel == "store" → not reached]
  `worn-out`                silent · refuses every offer (condition)
                            [item.condition in ["worn_out", "damaged"] → false: item.condition is
                            "used"]
  `used-by-non-members`     silent · refuses every offer (condition)
                            [item.condition == "used" → true: item.condition is "used"]
                            and not (member := [customer.tier == "member" → true: customer.tier is
                            "member"])
  `what-we-offer`           spoke · offers refund, exchange
                            always
  `used-gear`               silent · window of every offer: 30 days of order
                            used_gear := ([item.sold_as == "used" → false: item.sold_as is "new"] or
                            [item.category == "used_gear" → false: item.category is "boots"])
  `electronics`             silent · window of every offer: 90 days of order
                            [item.category == "outdoor_electronics" → false: item.category is
                            "boots"]
  `members`                 spoke · window of every offer: 365 days of order
                            member := [customer.tier == "member" → true: customer.tier is "member"]
  `standard`                not needed, `members` decided · window of every offer: 90 days of order
                            always
""",
        "RE2": """\
@@
-order #1001 · policy rei-us · as of 10 Jan 2027 12:00 Los Angeles
+order #1001 · policy rei-us · as of 11 Apr 2026 12:00 Los Angeles
@@
-  instant    2027-01-10T20:00:00Z, days counted in America/Los_Angeles
+  instant    2026-04-11T19:00:00Z, days counted in America/Los_Angeles
@@
-Boots · eligible · refund, exchange
-  window   `members` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 PST
+Boots · ineligible
+  window   `standard` 90 days of order (ordered 10 Jan 2026) → closed 10 Apr 2026 24:00 PDT
@@
-           order: customer.tier is "member" · item.category is "boots" ·
-           item.is_gift_card is false · item.sold_as is "new" · order.channel is "store"
-           shopper: item.condition is "used"
+           order: customer.tier is null · item.category is "boots" · item.is_gift_card is false ·
+           item.sold_as is "new" · order.channel is "store"
+           shopper: item.condition is "unused"
@@
-                            "used"]
+                            "unused"]
@@
-                            [item.condition == "used" → true: item.condition is "used"]
-                            and not (member := [customer.tier == "member" → true: customer.tier is
-                            "member"])
+                            [item.condition == "used" → false: item.condition is "unused"]
+                            and not (member := [customer.tier == "member" → not reached])
@@
-  `members`                 spoke · window of every offer: 365 days of order
-                            member := [customer.tier == "member" → true: customer.tier is "member"]
-  `standard`                not needed, `members` decided · window of every offer: 90 days of order
+  `members`                 silent · window of every offer: 365 days of order
+                            member := [customer.tier == "member" → false: customer.tier is null]
+  `standard`                spoke · window of every offer: 90 days of order
""",
        "RE3": """\
@@
-order #1001 · policy rei-us · as of 10 Jan 2027 12:00 Los Angeles
+order #1001 · policy rei-us · as of 1 May 2026 12:00 Los Angeles
@@
-  instant    2027-01-10T20:00:00Z, days counted in America/Los_Angeles
+  instant    2026-05-01T19:00:00Z, days counted in America/Los_Angeles
@@
-Boots · eligible · refund, exchange
-  window   `members` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 PST
+Outdoor electronics · ineligible
+  window   `electronics` 90 days of order (ordered 10 Jan 2026) → closed 10 Apr 2026 24:00 PDT
@@
-           order: customer.tier is "member" · item.category is "boots" ·
+           order: customer.tier is "member" · item.category is "outdoor_electronics" ·
@@
-           shopper: item.condition is "used"
+           shopper: item.condition is "unused"
@@
-                            item.category is "boots"]
+                            item.category is "outdoor_electronics"]
@@
-                            or [item.category == "used_gear" → false: item.category is "boots"]))
+                            or [item.category == "used_gear" → false: item.category is
+                            "outdoor_electronics"]))
@@
-                            "used"]
+                            "unused"]
@@
-                            [item.condition == "used" → true: item.condition is "used"]
-                            and not (member := [customer.tier == "member" → true: customer.tier is
-                            "member"])
+                            [item.condition == "used" → false: item.condition is "unused"]
+                            and not (member := [customer.tier == "member" → not reached])
@@
-                            [item.category == "used_gear" → false: item.category is "boots"])
-  `electronics`             silent · window of every offer: 90 days of order
-                            [item.category == "outdoor_electronics" → false: item.category is
-                            "boots"]
-  `members`                 spoke · window of every offer: 365 days of order
+                            [item.category == "used_gear" → false: item.category is
+                            "outdoor_electronics"])
+  `electronics`             spoke · window of every offer: 90 days of order
+                            [item.category == "outdoor_electronics" → true: item.category is
+                            "outdoor_electronics"]
+  `members`                 not needed, `electronics` decided ·
+                            window of every offer: 365 days of order
@@
-  `standard`                not needed, `members` decided · window of every offer: 90 days of order
+  `standard`                not needed, `electronics` decided ·
+                            window of every offer: 90 days of order
""",
        "RE4": """\
@@
-order #1001 · policy rei-us · as of 10 Jan 2027 12:00 Los Angeles
+order #1001 · policy rei-us · as of 12 Jan 2026 12:00 Los Angeles
@@
-  instant    2027-01-10T20:00:00Z, days counted in America/Los_Angeles
+  instant    2026-01-12T20:00:00Z, days counted in America/Los_Angeles
@@
-Boots · eligible · refund, exchange
-  window   `members` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 PST
-  assumed  nothing
-  facts    events: order 2026-01-10T20:00:00Z
-           order: customer.tier is "member" · item.category is "boots" ·
-           item.is_gift_card is false · item.sold_as is "new" · order.channel is "store"
-           shopper: item.condition is "used"
+Used gear · ineligible
+  refused by  `used-gear-from-a-store` (final_sale): Used gear bought in a store is a final sale.
+  window      `used-gear` 30 days of order (ordered 10 Jan 2026) → closes 9 Feb 2026 24:00 PST
+  assumed     nothing
+  facts       events: order 2026-01-10T20:00:00Z
+              order: customer.tier is "member" · item.category is "used_gear" ·
+              item.is_gift_card is false · item.sold_as is "used" · order.channel is "store"
+              shopper: item.condition is "used"
@@
-                            item.category is "boots"]
+                            item.category is "used_gear"]
@@
-  `used-gear-from-a-store`  silent · refuses every offer (final_sale)
-                            (used_gear := ([item.sold_as == "used" → false: item.sold_as is "new"]
-                            or [item.category == "used_gear" → false: item.category is "boots"]))
-                            and [order.channel == "store" → not reached]
+  `used-gear-from-a-store`  spoke · refuses every offer (final_sale)
+                            (used_gear := ([item.sold_as == "used" → true: item.sold_as is "used"]
+                            or [item.category == "used_gear" → not reached]))
+                            and [order.channel == "store" → true: order.channel is "store"]
@@
-  `used-gear`               silent · window of every offer: 30 days of order
-                            used_gear := ([item.sold_as == "used" → false: item.sold_as is "new"] or
-                            [item.category == "used_gear" → false: item.category is "boots"])
+  `used-gear`               spoke · window of every offer: 30 days of order
+                            used_gear := ([item.sold_as == "used" → true: item.sold_as is "used"] or
+                            [item.category == "used_gear" → not reached])
@@
-                            "boots"]
-  `members`                 spoke · window of every offer: 365 days of order
+                            "used_gear"]
+  `members`                 not needed, `used-gear` decided ·
+                            window of every offer: 365 days of order
@@
-  `standard`                not needed, `members` decided · window of every offer: 90 days of order
+  `standard`                not needed, `used-gear` decided ·
+                            window of every offer: 90 days of order
""",
        "RE5": """\
@@
-order #1001 · policy rei-us · as of 10 Jan 2027 12:00 Los Angeles
+order #1001 · policy rei-us · as of 9 Feb 2026 12:00 Los Angeles
@@
-  instant    2027-01-10T20:00:00Z, days counted in America/Los_Angeles
+  instant    2026-02-09T20:00:00Z, days counted in America/Los_Angeles
@@
-Boots · eligible · refund, exchange
-  window   `members` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 PST
+Used gear · eligible · refund, exchange
+  window   `used-gear` 30 days of order (ordered 10 Jan 2026) → closes 9 Feb 2026 24:00 PST
@@
-           order: customer.tier is "member" · item.category is "boots" ·
-           item.is_gift_card is false · item.sold_as is "new" · order.channel is "store"
-           shopper: item.condition is "used"
+           order: customer.tier is "member" · item.category is "used_gear" ·
+           item.is_gift_card is false · item.sold_as is "used" · order.channel is "web"
+           shopper: item.condition is "unused"
@@
-                            item.category is "boots"]
+                            item.category is "used_gear"]
@@
-                            (used_gear := ([item.sold_as == "used" → false: item.sold_as is "new"]
-                            or [item.category == "used_gear" → false: item.category is "boots"]))
-                            and [order.channel == "store" → not reached]
+                            (used_gear := ([item.sold_as == "used" → true: item.sold_as is "used"]
+                            or [item.category == "used_gear" → not reached]))
+                            and [order.channel == "store" → false: order.channel is "web"]
@@
-                            "used"]
+                            "unused"]
@@
-                            [item.condition == "used" → true: item.condition is "used"]
-                            and not (member := [customer.tier == "member" → true: customer.tier is
-                            "member"])
+                            [item.condition == "used" → false: item.condition is "unused"]
+                            and not (member := [customer.tier == "member" → not reached])
@@
-  `used-gear`               silent · window of every offer: 30 days of order
-                            used_gear := ([item.sold_as == "used" → false: item.sold_as is "new"] or
-                            [item.category == "used_gear" → false: item.category is "boots"])
+  `used-gear`               spoke · window of every offer: 30 days of order
+                            used_gear := ([item.sold_as == "used" → true: item.sold_as is "used"] or
+                            [item.category == "used_gear" → not reached])
@@
-                            "boots"]
-  `members`                 spoke · window of every offer: 365 days of order
+                            "used_gear"]
+  `members`                 not needed, `used-gear` decided ·
+                            window of every offer: 365 days of order
@@
-  `standard`                not needed, `members` decided · window of every offer: 90 days of order
+  `standard`                not needed, `used-gear` decided ·
+                            window of every offer: 90 days of order
""",
        "RE6": """\
@@
-order #1001 · policy rei-us · as of 10 Jan 2027 12:00 Los Angeles
+order #1001 · policy rei-us · as of 11 Jan 2026 12:00 Los Angeles
@@
-  instant    2027-01-10T20:00:00Z, days counted in America/Los_Angeles
+  instant    2026-01-11T20:00:00Z, days counted in America/Los_Angeles
@@
-Boots · eligible · refund, exchange
-  window   `members` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 PST
-  assumed  nothing
-  facts    events: order 2026-01-10T20:00:00Z
-           order: customer.tier is "member" · item.category is "boots" ·
-           item.is_gift_card is false · item.sold_as is "new" · order.channel is "store"
-           shopper: item.condition is "used"
-  `never`                   silent · refuses every offer (category)
+Gift card · ineligible
+  refused by  `never` (category): Memberships, tickets, passes and gift cards can't be returned.
+  window      `members` 365 days of order (ordered 10 Jan 2026) → closes 10 Jan 2027 24:00 PST
+  assumed     nothing
+  facts       events: order 2026-01-10T20:00:00Z
+              order: customer.tier is "member" · item.category is "gift_card" ·
+              item.is_gift_card is true · item.sold_as is "new" · order.channel is "store"
+              shopper: item.condition is "unused"
+  `never`                   spoke · refuses every offer (category)
@@
-                            item.category is "boots"]
-                            or [item.is_gift_card → false]
+                            item.category is "gift_card"]
+                            or [item.is_gift_card → true]
@@
-                            or [item.category == "used_gear" → false: item.category is "boots"]))
+                            or [item.category == "used_gear" → false: item.category is
+                            "gift_card"]))
@@
-                            "used"]
+                            "unused"]
@@
-                            [item.condition == "used" → true: item.condition is "used"]
-                            and not (member := [customer.tier == "member" → true: customer.tier is
-                            "member"])
+                            [item.condition == "used" → false: item.condition is "unused"]
+                            and not (member := [customer.tier == "member" → not reached])
@@
-                            [item.category == "used_gear" → false: item.category is "boots"])
+                            [item.category == "used_gear" → false: item.category is "gift_card"])
@@
-                            "boots"]
+                            "gift_card"]
""",
    },
    "auditor ko": {
        "RE1": """\
주문 #1001 · 정책 rei-us · 기준 2027.1.10 12:00 Los Angeles
  정책       `rei-us`, 모든 주문
  해시       sha256 ac20fbceddd6b64e1dcd8bd2666d2046df10b2b4f8caf764bc15f3a558ca6650
  기준 시각  2027-01-10T20:00:00Z, 날짜 기준 America/Los_Angeles
  이력       제공됨
  검수       1개 중 0개
  달력       없음

Boots · 반품 가능 · 환불, 교환
  기한  `members` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 PST 마감
  가정  없음
  사실  시점: 주문 2026-01-10T20:00:00Z
        주문: customer.tier: "member" · item.category: "boots" · item.is_gift_card: false ·
        item.sold_as: "new" · order.channel: "store"
        고객: item.condition: "used"
  `never`                   미적용 · 불가: 모든 제안 (category)
                            [item.category in ["membership", "lift_ticket", "pass"] → 거짓:
                            item.category: "boots"]
                            or [item.is_gift_card → 거짓]
  `used-gear-from-a-store`  미적용 · 불가: 모든 제안 (final_sale)
                            (used_gear := ([item.sold_as == "used" → 거짓: item.sold_as: "new"] or
                            [item.category == "used_gear" → 거짓: item.category: "boots"]))
                            and [order.channel == "store" → 확인 안 함]
  `worn-out`                미적용 · 불가: 모든 제안 (condition)
                            [item.condition in ["worn_out", "damaged"] → 거짓: item.condition:
                            "used"]
  `used-by-non-members`     미적용 · 불가: 모든 제안 (condition)
                            [item.condition == "used" → 참: item.condition: "used"]
                            and not (member := [customer.tier == "member" → 참: customer.tier:
                            "member"])
  `what-we-offer`           적용 · 제공: 환불, 교환
                            항상
  `used-gear`               미적용 · 기한 (모든 제안): 주문 후 30일
                            used_gear := ([item.sold_as == "used" → 거짓: item.sold_as: "new"] or
                            [item.category == "used_gear" → 거짓: item.category: "boots"])
  `electronics`             미적용 · 기한 (모든 제안): 주문 후 90일
                            [item.category == "outdoor_electronics" → 거짓: item.category: "boots"]
  `members`                 적용 · 기한 (모든 제안): 주문 후 365일
                            member := [customer.tier == "member" → 참: customer.tier: "member"]
  `standard`                불필요 (`members` 우선) · 기한 (모든 제안): 주문 후 90일
                            항상
""",
        "RE2": """\
@@
-주문 #1001 · 정책 rei-us · 기준 2027.1.10 12:00 Los Angeles
+주문 #1001 · 정책 rei-us · 기준 2026.4.11 12:00 Los Angeles
@@
-  기준 시각  2027-01-10T20:00:00Z, 날짜 기준 America/Los_Angeles
+  기준 시각  2026-04-11T19:00:00Z, 날짜 기준 America/Los_Angeles
@@
-Boots · 반품 가능 · 환불, 교환
-  기한  `members` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 PST 마감
+Boots · 반품 불가
+  기한  `standard` 주문 후 90일 (주문 2026.1.10) → 2026.4.10 24:00 PDT 마감됨
@@
-        주문: customer.tier: "member" · item.category: "boots" · item.is_gift_card: false ·
+        주문: customer.tier: null · item.category: "boots" · item.is_gift_card: false ·
@@
-        고객: item.condition: "used"
+        고객: item.condition: "unused"
@@
-                            "used"]
+                            "unused"]
@@
-                            [item.condition == "used" → 참: item.condition: "used"]
-                            and not (member := [customer.tier == "member" → 참: customer.tier:
-                            "member"])
+                            [item.condition == "used" → 거짓: item.condition: "unused"]
+                            and not (member := [customer.tier == "member" → 확인 안 함])
@@
-  `members`                 적용 · 기한 (모든 제안): 주문 후 365일
-                            member := [customer.tier == "member" → 참: customer.tier: "member"]
-  `standard`                불필요 (`members` 우선) · 기한 (모든 제안): 주문 후 90일
+  `members`                 미적용 · 기한 (모든 제안): 주문 후 365일
+                            member := [customer.tier == "member" → 거짓: customer.tier: null]
+  `standard`                적용 · 기한 (모든 제안): 주문 후 90일
""",
        "RE3": """\
@@
-주문 #1001 · 정책 rei-us · 기준 2027.1.10 12:00 Los Angeles
+주문 #1001 · 정책 rei-us · 기준 2026.5.1 12:00 Los Angeles
@@
-  기준 시각  2027-01-10T20:00:00Z, 날짜 기준 America/Los_Angeles
+  기준 시각  2026-05-01T19:00:00Z, 날짜 기준 America/Los_Angeles
@@
-Boots · 반품 가능 · 환불, 교환
-  기한  `members` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 PST 마감
+Outdoor electronics · 반품 불가
+  기한  `electronics` 주문 후 90일 (주문 2026.1.10) → 2026.4.10 24:00 PDT 마감됨
@@
-        주문: customer.tier: "member" · item.category: "boots" · item.is_gift_card: false ·
-        item.sold_as: "new" · order.channel: "store"
-        고객: item.condition: "used"
+        주문: customer.tier: "member" · item.category: "outdoor_electronics" ·
+        item.is_gift_card: false · item.sold_as: "new" · order.channel: "store"
+        고객: item.condition: "unused"
@@
-                            item.category: "boots"]
+                            item.category: "outdoor_electronics"]
@@
-                            [item.category == "used_gear" → 거짓: item.category: "boots"]))
+                            [item.category == "used_gear" → 거짓: item.category:
+                            "outdoor_electronics"]))
@@
-                            "used"]
+                            "unused"]
@@
-                            [item.condition == "used" → 참: item.condition: "used"]
-                            and not (member := [customer.tier == "member" → 참: customer.tier:
-                            "member"])
+                            [item.condition == "used" → 거짓: item.condition: "unused"]
+                            and not (member := [customer.tier == "member" → 확인 안 함])
@@
-                            [item.category == "used_gear" → 거짓: item.category: "boots"])
-  `electronics`             미적용 · 기한 (모든 제안): 주문 후 90일
-                            [item.category == "outdoor_electronics" → 거짓: item.category: "boots"]
-  `members`                 적용 · 기한 (모든 제안): 주문 후 365일
+                            [item.category == "used_gear" → 거짓: item.category:
+                            "outdoor_electronics"])
+  `electronics`             적용 · 기한 (모든 제안): 주문 후 90일
+                            [item.category == "outdoor_electronics" → 참: item.category:
+                            "outdoor_electronics"]
+  `members`                 불필요 (`electronics` 우선) · 기한 (모든 제안): 주문 후 365일
@@
-  `standard`                불필요 (`members` 우선) · 기한 (모든 제안): 주문 후 90일
+  `standard`                불필요 (`electronics` 우선) · 기한 (모든 제안): 주문 후 90일
""",
        "RE4": """\
@@
-주문 #1001 · 정책 rei-us · 기준 2027.1.10 12:00 Los Angeles
+주문 #1001 · 정책 rei-us · 기준 2026.1.12 12:00 Los Angeles
@@
-  기준 시각  2027-01-10T20:00:00Z, 날짜 기준 America/Los_Angeles
+  기준 시각  2026-01-12T20:00:00Z, 날짜 기준 America/Los_Angeles
@@
-Boots · 반품 가능 · 환불, 교환
-  기한  `members` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 PST 마감
-  가정  없음
-  사실  시점: 주문 2026-01-10T20:00:00Z
-        주문: customer.tier: "member" · item.category: "boots" · item.is_gift_card: false ·
-        item.sold_as: "new" · order.channel: "store"
-        고객: item.condition: "used"
+Used gear · 반품 불가
+  불가 사유  `used-gear-from-a-store` (final_sale): Used gear bought in a store is a final sale.
+  기한       `used-gear` 주문 후 30일 (주문 2026.1.10) → 2026.2.9 24:00 PST 마감
+  가정       없음
+  사실       시점: 주문 2026-01-10T20:00:00Z
+             주문: customer.tier: "member" · item.category: "used_gear" · item.is_gift_card: false ·
+             item.sold_as: "used" · order.channel: "store"
+             고객: item.condition: "used"
@@
-                            item.category: "boots"]
+                            item.category: "used_gear"]
@@
-  `used-gear-from-a-store`  미적용 · 불가: 모든 제안 (final_sale)
-                            (used_gear := ([item.sold_as == "used" → 거짓: item.sold_as: "new"] or
-                            [item.category == "used_gear" → 거짓: item.category: "boots"]))
-                            and [order.channel == "store" → 확인 안 함]
+  `used-gear-from-a-store`  적용 · 불가: 모든 제안 (final_sale)
+                            (used_gear := ([item.sold_as == "used" → 참: item.sold_as: "used"] or
+                            [item.category == "used_gear" → 확인 안 함]))
+                            and [order.channel == "store" → 참: order.channel: "store"]
@@
-  `used-gear`               미적용 · 기한 (모든 제안): 주문 후 30일
-                            used_gear := ([item.sold_as == "used" → 거짓: item.sold_as: "new"] or
-                            [item.category == "used_gear" → 거짓: item.category: "boots"])
+  `used-gear`               적용 · 기한 (모든 제안): 주문 후 30일
+                            used_gear := ([item.sold_as == "used" → 참: item.sold_as: "used"] or
+                            [item.category == "used_gear" → 확인 안 함])
@@
-                            [item.category == "outdoor_electronics" → 거짓: item.category: "boots"]
-  `members`                 적용 · 기한 (모든 제안): 주문 후 365일
+                            [item.category == "outdoor_electronics" → 거짓: item.category:
+                            "used_gear"]
+  `members`                 불필요 (`used-gear` 우선) · 기한 (모든 제안): 주문 후 365일
@@
-  `standard`                불필요 (`members` 우선) · 기한 (모든 제안): 주문 후 90일
+  `standard`                불필요 (`used-gear` 우선) · 기한 (모든 제안): 주문 후 90일
""",
        "RE5": """\
@@
-주문 #1001 · 정책 rei-us · 기준 2027.1.10 12:00 Los Angeles
+주문 #1001 · 정책 rei-us · 기준 2026.2.9 12:00 Los Angeles
@@
-  기준 시각  2027-01-10T20:00:00Z, 날짜 기준 America/Los_Angeles
+  기준 시각  2026-02-09T20:00:00Z, 날짜 기준 America/Los_Angeles
@@
-Boots · 반품 가능 · 환불, 교환
-  기한  `members` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 PST 마감
+Used gear · 반품 가능 · 환불, 교환
+  기한  `used-gear` 주문 후 30일 (주문 2026.1.10) → 2026.2.9 24:00 PST 마감
@@
-        주문: customer.tier: "member" · item.category: "boots" · item.is_gift_card: false ·
-        item.sold_as: "new" · order.channel: "store"
-        고객: item.condition: "used"
+        주문: customer.tier: "member" · item.category: "used_gear" · item.is_gift_card: false ·
+        item.sold_as: "used" · order.channel: "web"
+        고객: item.condition: "unused"
@@
-                            item.category: "boots"]
+                            item.category: "used_gear"]
@@
-                            (used_gear := ([item.sold_as == "used" → 거짓: item.sold_as: "new"] or
-                            [item.category == "used_gear" → 거짓: item.category: "boots"]))
-                            and [order.channel == "store" → 확인 안 함]
+                            (used_gear := ([item.sold_as == "used" → 참: item.sold_as: "used"] or
+                            [item.category == "used_gear" → 확인 안 함]))
+                            and [order.channel == "store" → 거짓: order.channel: "web"]
@@
-                            "used"]
+                            "unused"]
@@
-                            [item.condition == "used" → 참: item.condition: "used"]
-                            and not (member := [customer.tier == "member" → 참: customer.tier:
-                            "member"])
+                            [item.condition == "used" → 거짓: item.condition: "unused"]
+                            and not (member := [customer.tier == "member" → 확인 안 함])
@@
-  `used-gear`               미적용 · 기한 (모든 제안): 주문 후 30일
-                            used_gear := ([item.sold_as == "used" → 거짓: item.sold_as: "new"] or
-                            [item.category == "used_gear" → 거짓: item.category: "boots"])
+  `used-gear`               적용 · 기한 (모든 제안): 주문 후 30일
+                            used_gear := ([item.sold_as == "used" → 참: item.sold_as: "used"] or
+                            [item.category == "used_gear" → 확인 안 함])
@@
-                            [item.category == "outdoor_electronics" → 거짓: item.category: "boots"]
-  `members`                 적용 · 기한 (모든 제안): 주문 후 365일
+                            [item.category == "outdoor_electronics" → 거짓: item.category:
+                            "used_gear"]
+  `members`                 불필요 (`used-gear` 우선) · 기한 (모든 제안): 주문 후 365일
@@
-  `standard`                불필요 (`members` 우선) · 기한 (모든 제안): 주문 후 90일
+  `standard`                불필요 (`used-gear` 우선) · 기한 (모든 제안): 주문 후 90일
""",
        "RE6": """\
@@
-주문 #1001 · 정책 rei-us · 기준 2027.1.10 12:00 Los Angeles
+주문 #1001 · 정책 rei-us · 기준 2026.1.11 12:00 Los Angeles
@@
-  기준 시각  2027-01-10T20:00:00Z, 날짜 기준 America/Los_Angeles
+  기준 시각  2026-01-11T20:00:00Z, 날짜 기준 America/Los_Angeles
@@
-Boots · 반품 가능 · 환불, 교환
-  기한  `members` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 PST 마감
-  가정  없음
-  사실  시점: 주문 2026-01-10T20:00:00Z
-        주문: customer.tier: "member" · item.category: "boots" · item.is_gift_card: false ·
-        item.sold_as: "new" · order.channel: "store"
-        고객: item.condition: "used"
-  `never`                   미적용 · 불가: 모든 제안 (category)
+Gift card · 반품 불가
+  불가 사유  `never` (category): Memberships, tickets, passes and gift cards can't be returned.
+  기한       `members` 주문 후 365일 (주문 2026.1.10) → 2027.1.10 24:00 PST 마감
+  가정       없음
+  사실       시점: 주문 2026-01-10T20:00:00Z
+             주문: customer.tier: "member" · item.category: "gift_card" · item.is_gift_card: true ·
+             item.sold_as: "new" · order.channel: "store"
+             고객: item.condition: "unused"
+  `never`                   적용 · 불가: 모든 제안 (category)
@@
-                            item.category: "boots"]
-                            or [item.is_gift_card → 거짓]
+                            item.category: "gift_card"]
+                            or [item.is_gift_card → 참]
@@
-                            [item.category == "used_gear" → 거짓: item.category: "boots"]))
+                            [item.category == "used_gear" → 거짓: item.category: "gift_card"]))
@@
-                            "used"]
+                            "unused"]
@@
-                            [item.condition == "used" → 참: item.condition: "used"]
-                            and not (member := [customer.tier == "member" → 참: customer.tier:
-                            "member"])
+                            [item.condition == "used" → 거짓: item.condition: "unused"]
+                            and not (member := [customer.tier == "member" → 확인 안 함])
@@
-                            [item.category == "used_gear" → 거짓: item.category: "boots"])
+                            [item.category == "used_gear" → 거짓: item.category: "gift_card"])
@@
-                            [item.category == "outdoor_electronics" → 거짓: item.category: "boots"]
+                            [item.category == "outdoor_electronics" → 거짓: item.category:
+                            "gift_card"]
""",
    },
}

if WRITES:
    write(Path(__file__), "rei")


def test_every_case_is_told_to_every_reader() -> None:
    check_complete(TOLD, "rei")


@each(TOLD)
def test_a_case_is_told_so(id: str, reader: str, locale: str, text: str) -> None:
    assert told(id, reader, locale) == text.removesuffix("\n")
