"""Musinsa: what each of its cases is told to the three readers."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.explanations.told import WRITES, Told, check_complete, each, told, write

TOLD: Final[Told] = {
    "shopper en": {
        "MU1 MU4": """\
Coat can be returned until 14 March 2026. You can choose an exchange or a refund.
""",
        "MU2": """\
Coat can no longer be returned. This was possible until 14 March 2026.
""",
        "MU3": """\
Socks can be returned until 14 March 2026. You can choose an exchange or a refund.
""",
    },
    "shopper ko": {
        "MU1 MU4": """\
Coat: 2026년 3월 14일까지 반품하실 수 있습니다. 처리 방법(선택): 교환 또는 환불.
""",
        "MU2": """\
Coat: 반품 기간이 지났습니다. 신청 가능 기간: 2026년 3월 14일까지.
""",
        "MU3": """\
Socks: 2026년 3월 14일까지 반품하실 수 있습니다. 처리 방법(선택): 교환 또는 환불.
""",
    },
    "agent en": {
        "MU1": """\
order #1001 · policy musinsa-kr · as of 14 Mar 2026 12:00 Seoul

Coat · eligible · exchange, refund
  window  `seven-days` 7 days of delivery, counting inclusive (delivered 8 Mar 2026) → closes 14 Mar
          2026 24:00 KST
  spoke   `what-we-offer` (always) · `seven-days` (always)

  return  `refund`: fee `label` order.return_fee per parcel, paid beside and not deducted
          (`fee-is-paid-first`) or order.return_fee per parcel (`return-fee`)
""",
        "MU2": """\
order #1001 · policy musinsa-kr · as of 15 Mar 2026 12:00 Seoul

Coat · ineligible
  window  `seven-days` 7 days of delivery, counting inclusive (delivered 8 Mar 2026) → closed 14 Mar
          2026 24:00 KST
  spoke   `what-we-offer` (always) · `seven-days` (always)
""",
        "MU3": """\
order #1001 · policy musinsa-kr · as of 10 Mar 2026 12:00 Seoul

Socks · eligible · exchange, refund
  window  `seven-days` 7 days of delivery, counting inclusive (delivered 8 Mar 2026) → closes 14 Mar
          2026 24:00 KST
  spoke   `what-we-offer` (always) · `seven-days` (always)

  return  `refund`: fee `label` order.return_fee per parcel, paid beside and not deducted
          (`fee-is-paid-first`)
""",
        "MU4": """\
order #1001 · policy musinsa-kr · as of 10 Mar 2026 12:00 Seoul

Coat · eligible · exchange, refund
  window  `seven-days` 7 days of delivery, counting inclusive (delivered 8 Mar 2026) → closes 14 Mar
          2026 24:00 KST
  spoke   `what-we-offer` (always) · `seven-days` (always)

  return  `refund`: fee `label` order.return_fee per parcel, paid beside and not deducted
          (`fee-is-paid-first`)
""",
    },
    "agent ko": {
        "MU1": """\
주문 #1001 · 정책 musinsa-kr · 기준 2026.3.14 12:00 Seoul

Coat · 반품 가능 · 교환, 환불
  기한  `seven-days` 배송 완료 후 7일, 당일 포함 (배송 완료 2026.3.8) → 2026.3.14 24:00 KST 마감
  적용  `what-we-offer` (항상) · `seven-days` (항상)

  반품 전체  `refund`: 수수료 `label` 상자당 order.return_fee, 공제 없이 별도 결제
             (`fee-is-paid-first`) 또는 상자당 order.return_fee (`return-fee`)
""",
        "MU2": """\
주문 #1001 · 정책 musinsa-kr · 기준 2026.3.15 12:00 Seoul

Coat · 반품 불가
  기한  `seven-days` 배송 완료 후 7일, 당일 포함 (배송 완료 2026.3.8) → 2026.3.14 24:00 KST 마감됨
  적용  `what-we-offer` (항상) · `seven-days` (항상)
""",
        "MU3": """\
주문 #1001 · 정책 musinsa-kr · 기준 2026.3.10 12:00 Seoul

Socks · 반품 가능 · 교환, 환불
  기한  `seven-days` 배송 완료 후 7일, 당일 포함 (배송 완료 2026.3.8) → 2026.3.14 24:00 KST 마감
  적용  `what-we-offer` (항상) · `seven-days` (항상)

  반품 전체  `refund`: 수수료 `label` 상자당 order.return_fee, 공제 없이 별도 결제
             (`fee-is-paid-first`)
""",
        "MU4": """\
주문 #1001 · 정책 musinsa-kr · 기준 2026.3.10 12:00 Seoul

Coat · 반품 가능 · 교환, 환불
  기한  `seven-days` 배송 완료 후 7일, 당일 포함 (배송 완료 2026.3.8) → 2026.3.14 24:00 KST 마감
  적용  `what-we-offer` (항상) · `seven-days` (항상)

  반품 전체  `refund`: 수수료 `label` 상자당 order.return_fee, 공제 없이 별도 결제
             (`fee-is-paid-first`)
""",
    },
    "auditor en": {
        "MU1": """\
order #1001 · policy musinsa-kr · as of 14 Mar 2026 12:00 Seoul
  policy     `musinsa-kr`, for all orders
  hash       sha256 539a0f079e495115ad322caa1429189bc8dce6c20c310152be280bfa09abd95e
  instant    2026-03-14T03:00:00Z, days counted in Asia/Seoul
  history    given
  inspected  0 of 1
  calendars  none

Coat · eligible · exchange, refund
  window   `seven-days` 7 days of delivery, counting inclusive (delivered 8 Mar 2026) → closes 14
           Mar 2026 24:00 KST
  assumed  nothing
  facts    events: order 2026-03-05T03:00:00Z · delivery 2026-03-08T03:00:00Z
  `what-we-offer`  spoke · offers exchange, refund
                   always
  `seven-days`     spoke · window of every offer: 7 days of delivery, counting inclusive
                   always

  return  `refund`: fee `label` order.return_fee per parcel, paid beside and not deducted
          (`fee-is-paid-first`) or order.return_fee per parcel (`return-fee`)
  `fee-is-paid-first`  unknown ·
                       fee `label` on refund: order.return_fee per parcel, paid beside and not
                       deducted
                       [accepted.value < order.return_fee → unknown: accepted.value is 99000,
                       order.return_fee is not known: not supplied]
                       or ["mobile_bill" in order.paid_by → false: order.paid_by is ["card"]]
  `return-fee`         spoke · fee `label` on refund: order.return_fee per parcel
                       always
  `islands`            silent · fee `island` on every offer: order.island_surcharge per parcel
                       [order.island_surcharge > 0 → false: order.island_surcharge is 0]
  `from-abroad`        silent · fee `freight` on every offer: order.freight per parcel ·
                       fee `customs` on every offer: order.customs per parcel
                       [order.freight > 0 → false: order.freight is 0]
  `another-carrier`    silent · fee `carrier` on every offer: order.extra_fare per parcel
                       [order.extra_fare > 0 → false: order.extra_fare is 0]
""",
        "MU2": """\
@@
-order #1001 · policy musinsa-kr · as of 14 Mar 2026 12:00 Seoul
+order #1001 · policy musinsa-kr · as of 15 Mar 2026 12:00 Seoul
@@
-  instant    2026-03-14T03:00:00Z, days counted in Asia/Seoul
+  instant    2026-03-15T03:00:00Z, days counted in Asia/Seoul
@@
-Coat · eligible · exchange, refund
-  window   `seven-days` 7 days of delivery, counting inclusive (delivered 8 Mar 2026) → closes 14
+Coat · ineligible
+  window   `seven-days` 7 days of delivery, counting inclusive (delivered 8 Mar 2026) → closed 14
@@
-  return  `refund`: fee `label` order.return_fee per parcel, paid beside and not deducted
-          (`fee-is-paid-first`) or order.return_fee per parcel (`return-fee`)
-  `fee-is-paid-first`  unknown ·
+  `fee-is-paid-first`  changes nothing here ·
@@
-                       [accepted.value < order.return_fee → unknown: accepted.value is 99000,
-                       order.return_fee is not known: not supplied]
-                       or ["mobile_bill" in order.paid_by → false: order.paid_by is ["card"]]
-  `return-fee`         spoke · fee `label` on refund: order.return_fee per parcel
+                       [accepted.value < order.return_fee or "mobile_bill" in order.paid_by → not
+                       reached]
+  `return-fee`         changes nothing here · fee `label` on refund: order.return_fee per parcel
@@
-  `islands`            silent · fee `island` on every offer: order.island_surcharge per parcel
-                       [order.island_surcharge > 0 → false: order.island_surcharge is 0]
-  `from-abroad`        silent · fee `freight` on every offer: order.freight per parcel ·
+  `islands`            changes nothing here ·
+                       fee `island` on every offer: order.island_surcharge per parcel
+                       [order.island_surcharge > 0 → not reached]
+  `from-abroad`        changes nothing here ·
+                       fee `freight` on every offer: order.freight per parcel ·
@@
-                       [order.freight > 0 → false: order.freight is 0]
-  `another-carrier`    silent · fee `carrier` on every offer: order.extra_fare per parcel
-                       [order.extra_fare > 0 → false: order.extra_fare is 0]
+                       [order.freight > 0 → not reached]
+  `another-carrier`    changes nothing here ·
+                       fee `carrier` on every offer: order.extra_fare per parcel
+                       [order.extra_fare > 0 → not reached]
""",
        "MU3": """\
@@
-order #1001 · policy musinsa-kr · as of 14 Mar 2026 12:00 Seoul
+order #1001 · policy musinsa-kr · as of 10 Mar 2026 12:00 Seoul
@@
-  instant    2026-03-14T03:00:00Z, days counted in Asia/Seoul
+  instant    2026-03-10T03:00:00Z, days counted in Asia/Seoul
@@
-Coat · eligible · exchange, refund
+Socks · eligible · exchange, refund
@@
-          (`fee-is-paid-first`) or order.return_fee per parcel (`return-fee`)
-  `fee-is-paid-first`  unknown ·
+          (`fee-is-paid-first`)
+  `fee-is-paid-first`  spoke ·
@@
-                       [accepted.value < order.return_fee → unknown: accepted.value is 99000,
-                       order.return_fee is not known: not supplied]
-                       or ["mobile_bill" in order.paid_by → false: order.paid_by is ["card"]]
-  `return-fee`         spoke · fee `label` on refund: order.return_fee per parcel
+                       [accepted.value < order.return_fee → true: accepted.value is 2000,
+                       order.return_fee is 5000]
+                       or ["mobile_bill" in order.paid_by → not reached]
+  `return-fee`         not needed, `fee-is-paid-first` decided ·
+                       fee `label` on refund: order.return_fee per parcel
""",
        "MU4": """\
@@
-order #1001 · policy musinsa-kr · as of 14 Mar 2026 12:00 Seoul
+order #1001 · policy musinsa-kr · as of 10 Mar 2026 12:00 Seoul
@@
-  instant    2026-03-14T03:00:00Z, days counted in Asia/Seoul
+  instant    2026-03-10T03:00:00Z, days counted in Asia/Seoul
@@
-          (`fee-is-paid-first`) or order.return_fee per parcel (`return-fee`)
-  `fee-is-paid-first`  unknown ·
+          (`fee-is-paid-first`)
+  `fee-is-paid-first`  spoke ·
@@
-                       [accepted.value < order.return_fee → unknown: accepted.value is 99000,
-                       order.return_fee is not known: not supplied]
-                       or ["mobile_bill" in order.paid_by → false: order.paid_by is ["card"]]
-  `return-fee`         spoke · fee `label` on refund: order.return_fee per parcel
+                       [accepted.value < order.return_fee → false: accepted.value is 99000,
+                       order.return_fee is 5000]
+                       or ["mobile_bill" in order.paid_by → true: order.paid_by is ["mobile_bill"]]
+  `return-fee`         not needed, `fee-is-paid-first` decided ·
+                       fee `label` on refund: order.return_fee per parcel
""",
    },
    "auditor ko": {
        "MU1": """\
주문 #1001 · 정책 musinsa-kr · 기준 2026.3.14 12:00 Seoul
  정책       `musinsa-kr`, 모든 주문
  해시       sha256 539a0f079e495115ad322caa1429189bc8dce6c20c310152be280bfa09abd95e
  기준 시각  2026-03-14T03:00:00Z, 날짜 기준 Asia/Seoul
  이력       제공됨
  검수       1개 중 0개
  달력       없음

Coat · 반품 가능 · 교환, 환불
  기한  `seven-days` 배송 완료 후 7일, 당일 포함 (배송 완료 2026.3.8) → 2026.3.14 24:00 KST 마감
  가정  없음
  사실  시점: 주문 2026-03-05T03:00:00Z · 배송 완료 2026-03-08T03:00:00Z
  `what-we-offer`  적용 · 제공: 교환, 환불
                   항상
  `seven-days`     적용 · 기한 (모든 제안): 배송 완료 후 7일, 당일 포함
                   항상

  반품 전체  `refund`: 수수료 `label` 상자당 order.return_fee, 공제 없이 별도 결제
             (`fee-is-paid-first`) 또는 상자당 order.return_fee (`return-fee`)
  `fee-is-paid-first`  미확정 · 수수료 `label` (환불): 상자당 order.return_fee, 공제 없이 별도 결제
                       [accepted.value < order.return_fee → 알 수 없음: accepted.value: 99000,
                       order.return_fee: 알 수 없음, 제공되지 않음]
                       or ["mobile_bill" in order.paid_by → 거짓: order.paid_by: ["card"]]
  `return-fee`         적용 · 수수료 `label` (환불): 상자당 order.return_fee
                       항상
  `islands`            미적용 · 수수료 `island` (모든 제안): 상자당 order.island_surcharge
                       [order.island_surcharge > 0 → 거짓: order.island_surcharge: 0]
  `from-abroad`        미적용 · 수수료 `freight` (모든 제안): 상자당 order.freight ·
                       수수료 `customs` (모든 제안): 상자당 order.customs
                       [order.freight > 0 → 거짓: order.freight: 0]
  `another-carrier`    미적용 · 수수료 `carrier` (모든 제안): 상자당 order.extra_fare
                       [order.extra_fare > 0 → 거짓: order.extra_fare: 0]
""",
        "MU2": """\
@@
-주문 #1001 · 정책 musinsa-kr · 기준 2026.3.14 12:00 Seoul
+주문 #1001 · 정책 musinsa-kr · 기준 2026.3.15 12:00 Seoul
@@
-  기준 시각  2026-03-14T03:00:00Z, 날짜 기준 Asia/Seoul
+  기준 시각  2026-03-15T03:00:00Z, 날짜 기준 Asia/Seoul
@@
-Coat · 반품 가능 · 교환, 환불
-  기한  `seven-days` 배송 완료 후 7일, 당일 포함 (배송 완료 2026.3.8) → 2026.3.14 24:00 KST 마감
+Coat · 반품 불가
+  기한  `seven-days` 배송 완료 후 7일, 당일 포함 (배송 완료 2026.3.8) → 2026.3.14 24:00 KST 마감됨
@@
-  반품 전체  `refund`: 수수료 `label` 상자당 order.return_fee, 공제 없이 별도 결제
-             (`fee-is-paid-first`) 또는 상자당 order.return_fee (`return-fee`)
-  `fee-is-paid-first`  미확정 · 수수료 `label` (환불): 상자당 order.return_fee, 공제 없이 별도 결제
-                       [accepted.value < order.return_fee → 알 수 없음: accepted.value: 99000,
-                       order.return_fee: 알 수 없음, 제공되지 않음]
-                       or ["mobile_bill" in order.paid_by → 거짓: order.paid_by: ["card"]]
-  `return-fee`         적용 · 수수료 `label` (환불): 상자당 order.return_fee
+  `fee-is-paid-first`  영향 없음 ·
+                       수수료 `label` (환불): 상자당 order.return_fee, 공제 없이 별도 결제
+                       [accepted.value < order.return_fee or "mobile_bill" in order.paid_by → 확인
+                       안 함]
+  `return-fee`         영향 없음 · 수수료 `label` (환불): 상자당 order.return_fee
@@
-  `islands`            미적용 · 수수료 `island` (모든 제안): 상자당 order.island_surcharge
-                       [order.island_surcharge > 0 → 거짓: order.island_surcharge: 0]
-  `from-abroad`        미적용 · 수수료 `freight` (모든 제안): 상자당 order.freight ·
+  `islands`            영향 없음 · 수수료 `island` (모든 제안): 상자당 order.island_surcharge
+                       [order.island_surcharge > 0 → 확인 안 함]
+  `from-abroad`        영향 없음 · 수수료 `freight` (모든 제안): 상자당 order.freight ·
@@
-                       [order.freight > 0 → 거짓: order.freight: 0]
-  `another-carrier`    미적용 · 수수료 `carrier` (모든 제안): 상자당 order.extra_fare
-                       [order.extra_fare > 0 → 거짓: order.extra_fare: 0]
+                       [order.freight > 0 → 확인 안 함]
+  `another-carrier`    영향 없음 · 수수료 `carrier` (모든 제안): 상자당 order.extra_fare
+                       [order.extra_fare > 0 → 확인 안 함]
""",
        "MU3": """\
@@
-주문 #1001 · 정책 musinsa-kr · 기준 2026.3.14 12:00 Seoul
+주문 #1001 · 정책 musinsa-kr · 기준 2026.3.10 12:00 Seoul
@@
-  기준 시각  2026-03-14T03:00:00Z, 날짜 기준 Asia/Seoul
+  기준 시각  2026-03-10T03:00:00Z, 날짜 기준 Asia/Seoul
@@
-Coat · 반품 가능 · 교환, 환불
+Socks · 반품 가능 · 교환, 환불
@@
-             (`fee-is-paid-first`) 또는 상자당 order.return_fee (`return-fee`)
-  `fee-is-paid-first`  미확정 · 수수료 `label` (환불): 상자당 order.return_fee, 공제 없이 별도 결제
-                       [accepted.value < order.return_fee → 알 수 없음: accepted.value: 99000,
-                       order.return_fee: 알 수 없음, 제공되지 않음]
-                       or ["mobile_bill" in order.paid_by → 거짓: order.paid_by: ["card"]]
-  `return-fee`         적용 · 수수료 `label` (환불): 상자당 order.return_fee
+             (`fee-is-paid-first`)
+  `fee-is-paid-first`  적용 · 수수료 `label` (환불): 상자당 order.return_fee, 공제 없이 별도 결제
+                       [accepted.value < order.return_fee → 참: accepted.value: 2000,
+                       order.return_fee: 5000]
+                       or ["mobile_bill" in order.paid_by → 확인 안 함]
+  `return-fee`         불필요 (`fee-is-paid-first` 우선) ·
+                       수수료 `label` (환불): 상자당 order.return_fee
""",
        "MU4": """\
@@
-주문 #1001 · 정책 musinsa-kr · 기준 2026.3.14 12:00 Seoul
+주문 #1001 · 정책 musinsa-kr · 기준 2026.3.10 12:00 Seoul
@@
-  기준 시각  2026-03-14T03:00:00Z, 날짜 기준 Asia/Seoul
+  기준 시각  2026-03-10T03:00:00Z, 날짜 기준 Asia/Seoul
@@
-             (`fee-is-paid-first`) 또는 상자당 order.return_fee (`return-fee`)
-  `fee-is-paid-first`  미확정 · 수수료 `label` (환불): 상자당 order.return_fee, 공제 없이 별도 결제
-                       [accepted.value < order.return_fee → 알 수 없음: accepted.value: 99000,
-                       order.return_fee: 알 수 없음, 제공되지 않음]
-                       or ["mobile_bill" in order.paid_by → 거짓: order.paid_by: ["card"]]
-  `return-fee`         적용 · 수수료 `label` (환불): 상자당 order.return_fee
+             (`fee-is-paid-first`)
+  `fee-is-paid-first`  적용 · 수수료 `label` (환불): 상자당 order.return_fee, 공제 없이 별도 결제
+                       [accepted.value < order.return_fee → 거짓: accepted.value: 99000,
+                       order.return_fee: 5000]
+                       or ["mobile_bill" in order.paid_by → 참: order.paid_by: ["mobile_bill"]]
+  `return-fee`         불필요 (`fee-is-paid-first` 우선) ·
+                       수수료 `label` (환불): 상자당 order.return_fee
""",
    },
}

if WRITES:
    write(Path(__file__), "musinsa")


def test_every_case_is_told_to_every_reader() -> None:
    check_complete(TOLD, "musinsa")


@each(TOLD)
def test_a_case_is_told_so(id: str, reader: str, locale: str, text: str) -> None:
    assert told(id, reader, locale) == text.removesuffix("\n")
