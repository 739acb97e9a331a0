"""Payouts: cases of C19, C20 and C25: what offers give, and where that goes, as rules state it.

An order of 27 February 2026, delivered on 2 March, asked back on day 10 unless told.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from returnkit.facts import Payment, Tender, TenderKind

from .constructs import Case, case

TODAY: Final = "day 10, 12:00"


def by(kind: TenderKind) -> dict[str, Payment]:
    """Return what an order has that this paid."""
    return {"payment": Payment(tenders=(Tender(kind=kind),))}


CREDIT: Final = "store_credit until 2026-04-01 (what-we-offer)"
MONEY: Final = "refund until 2026-04-01 (what-we-offer); to "

TENDERS: Final = (
    case("a gift card", TODAY, "eligible", CREDIT, order=by(TenderKind.GIFT_CARD)),
    case("a card", TODAY, "eligible", f"{MONEY}original (same-way)", CREDIT, order=by(TenderKind.CARD)),
    case(
        "500.00 in cash",
        TODAY,
        "eligible",
        f"{MONEY}original (same-way)",
        CREDIT,
        line={"price": "500.00"},
        order=by(TenderKind.CASH),
    ),
    case(
        "500.01 in cash",
        TODAY,
        "eligible",
        f"{MONEY}cheque (much-cash)",
        CREDIT,
        line={"price": "500.01"},
        order=by(TenderKind.CASH),
    ),
    case(
        "500.01 by card",
        TODAY,
        "eligible",
        f"{MONEY}original (same-way)",
        CREDIT,
        line={"price": "500.01"},
        order=by(TenderKind.CARD),
    ),
    case(
        "a phone bill",
        TODAY,
        "eligible",
        f"{MONEY}bank_transfer (phone-bills)",
        CREDIT,
        "lacks bank_account, due before the refund (phone-bills)",
        order=by(TenderKind.MOBILE_BILL),
    ),
    case(
        "a phone bill, and an account",
        TODAY,
        "eligible",
        f"{MONEY}bank_transfer (phone-bills)",
        CREDIT,
        "has bank_account, due before the refund (phone-bills)",
        order=by(TenderKind.MOBILE_BILL),
        request={"answers": {"bank_account": "the usual one"}},
    ),
)

WITH_RECEIPT: Final = {"proof_of_purchase": True}
SIXTY: Final = "until 2026-05-01 (what-we-offer)"
DIFFERENCE: Final = "rate 100 - 100 * (item.price_today ?? item.unit_paid) / item.unit_paid (price-drop)"
DROP: Final = f"price_drop until 2026-03-13 (price-drop); {DIFFERENCE}"


def now_at(price: str) -> dict[str, object]:
    """Return a line that was sold for 40.00 and costs *price* today."""
    return {"attributes": {"price_today": Decimal(price)}}


VALUES: Final = (
    case("a receipt", TODAY, "eligible", f"refund, store_credit {SIXTY}", request=WITH_RECEIPT),
    case(
        "no receipt",
        TODAY,
        "eligible",
        f"store_credit {SIXTY}; value lowest_recent_price (no-receipt)",
        request={"proof_of_purchase": False},
    ),
    case(
        "a receipt or none",
        TODAY,
        "eligible",
        f"refund perhaps {SIXTY}; value lowest_recent_price (no-receipt) or none",
        f"store_credit {SIXTY}; value lowest_recent_price (no-receipt) or none",
    ),
    case(
        "cheaper today",
        "2026-03-13 23:59",
        "eligible",
        DROP,
        f"refund, store_credit {SIXTY}",
        line=now_at("39.99"),
        request=WITH_RECEIPT,
    ),
    case(
        "cheaper today, after fourteen days",
        "2026-03-14 00:00",
        "eligible",
        f"refund, store_credit {SIXTY}",
        line=now_at("39.99"),
        request=WITH_RECEIPT,
    ),
    case(
        "as dear as ever",
        TODAY,
        "eligible",
        f"refund, store_credit {SIXTY}",
        line=now_at("40.00"),
        request=WITH_RECEIPT,
    ),
)

FORTY_FIVE: Final = "until 2026-04-16 (what-we-offer)"

PAYOUTS: Final[dict[str, tuple[Case, ...]]] = {
    "c19-tender-rules": TENDERS,
    "c20-other-value": VALUES,
    "c25-gift-return": (
        case("the buyer asks", TODAY, "eligible", f"refund, exchange, store_credit {FORTY_FIVE}"),
        case(
            "the recipient asks",
            TODAY,
            "eligible",
            f"store_credit {FORTY_FIVE}; to gift_card (gifts)",
            request={"is_gift_return": True},
        ),
    ),
}
