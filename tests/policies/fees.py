"""Fees: cases of C9, C10, C12, C13 and C16: what offers cost, as rules state it.

An order of 27 February 2026, delivered on 2 March, asked back on day 10 unless told.
"""

from __future__ import annotations

from typing import Final

from returnkit.facts import Address

from .constructs import Case, Row, case

TODAY: Final = "day 10, 12:00"
BOTH: Final = "refund, exchange until 2026-04-01 (what-we-offer)"

UNWANTED: Final = {"reason": "unwanted", "is_opened": True}
FAULTY: Final = {"reason": "defective", "is_opened": True}
SEALED: Final = {"reason": "unwanted", "is_opened": False}
CHARGED: Final = "fee restocking 12 % of price per line, at least 2.00, at most 150.00 (restocking)"
HANDLED: Final = "return, refund, exchange: fee handling 3.00 per return (handling)"
KEPT: Final = "return, refund, exchange: fee handling waived (enough-is-kept)"
HAWAII: Final = {"region": "HI"}
FROM_TEXAS: Final = {"ships_from": Address(country="US", region="TX")}

WAIVED: Final = (
    case("opened", TODAY, "eligible", f"{BOTH}; {CHARGED}", HANDLED, item=UNWANTED),
    case("sealed", TODAY, "eligible", f"{BOTH}; fee restocking waived (sealed)", HANDLED, item=SEALED),
    case(
        "opened or not",
        TODAY,
        "eligible",
        f"{BOTH}; fee restocking waived (sealed) or {CHARGED.removeprefix('fee restocking ')}",
        HANDLED,
        item={"reason": "unwanted"},
    ),
    case(
        "our fault",
        TODAY,
        "eligible",
        f"{BOTH}; fee restocking waived (our-fault)",
        "return, refund, exchange: fee handling waived (some-fault)",
        item=FAULTY,
    ),
    case(
        "bought in Hawaii, sent from there",
        TODAY,
        "eligible",
        f"{BOTH}; fee restocking waived (no-fee-states)",
        HANDLED,
        order=HAWAII,
        item=UNWANTED,
    ),
    case(
        "bought in Hawaii, sent from Texas",
        TODAY,
        "eligible",
        f"{BOTH}; {CHARGED}",
        HANDLED,
        order=HAWAII,
        item=UNWANTED,
        request=FROM_TEXAS,
    ),
    *(
        case(
            f"{price} of the order is kept",
            TODAY,
            "eligible",
            f"{BOTH}; {CHARGED}",
            fee,
            lines=[{"price": "15.00"}, {"price": price}],
            item={"line": 1, **UNWANTED},
        )
        for price, fee in (("79.99", HANDLED), ("80.00", KEPT))
    ),
)

LATE: Final = (
    "late_refund until 2026-05-01 (late); fee late 30 % of paid per line, set by the inspection (late)"
)

CEILING: Final = (
    case("day 30", "day 30, 23:59", "eligible", "refund until 2026-04-01 (in-time)"),
    case("day 31", "day 31, 00:00", "eligible", LATE),
    case("day 60", "day 60, 23:59", "eligible", LATE),
    case("day 61", "day 61, 00:00", "ineligible: window (in-time)"),
)

LABEL: Final = (
    case(
        "money pays the label, credit does not",
        "day 30, 23:59",
        "eligible",
        "refund, store_credit until 2026-04-01 (what-we-offer)",
        "return, refund: fee label 100 % of label per parcel (label)",
    ),
    case("nothing pays when nothing is open", "day 31, 00:00", "ineligible: window (what-we-offer)"),
)


def pays(fee: str) -> tuple[str, str, str]:
    """Return what is said of a return whose one item may come back for this fee."""
    return "eligible", BOTH, f"return, refund, exchange: fee label {fee}"


TWO: Final[list[Row]] = [{}, {}]
OF_TWO: Final = ("line-1 × 1: eligible", BOTH, "line-2 × 1: eligible", BOTH)

WHO_PAYS: Final = (
    case("a wrong size", TODAY, *pays("4.00 per return (wrong-size)"), item={"reason": "too_small"}),
    case("a change of mind", TODAY, *pays("7.00 per return (change-of-mind)"), item={"reason": "unwanted"}),
    case("our fault", TODAY, *pays("waived (our-fault)"), item={"reason": "defective"}),
    case(
        "a wrong size, for a member",
        TODAY,
        *pays("waived (members)"),
        item={"reason": "too_small"},
        customer={"tier": "member"},
    ),
    case(
        "a wrong size and a change of mind",
        TODAY,
        *OF_TWO,
        "return, refund, exchange: fee label 7.00 per return (change-of-mind)",
        lines=TWO,
        items=[{"line": 1, "reason": "too_small"}, {"line": 2, "reason": "unwanted"}],
    ),
    case(
        "our fault and a change of mind",
        TODAY,
        *OF_TWO,
        "return, refund, exchange: fee label waived (our-fault)",
        lines=TWO,
        items=[{"line": 1, "reason": "defective"}, {"line": 2, "reason": "unwanted"}],
    ),
    case(
        "nobody said why",
        TODAY,
        *pays(
            "waived (our-fault) or 4.00 per return (wrong-size) or 7.00 per return (change-of-mind)",
        ),
    ),
)

PER_PARCEL: Final = "return, refund, exchange: fee handling 3.50 per parcel (most-of-it)"


def five(back: str) -> list[tuple[int, str, str]]:
    """Return five orders of a hundred, a hundred days old, of each of which *back* came back."""
    return [(100, "100.00", back)] * 5


METRICS: Final = (
    case("0.6000", TODAY, "eligible", BOTH, past=five("60.00")),
    case("0.6001", TODAY, "eligible", BOTH, PER_PARCEL, past=five("60.01")),
    case("four orders are chance", TODAY, "eligible", BOTH, past=five("60.01")[1:]),
    case(
        "29 days: not settled", TODAY, "eligible", BOTH, PER_PARCEL, past=[*five("60.01"), (29, "9.00", "0")]
    ),
    case("30 days: settled", TODAY, "eligible", BOTH, past=[*five("60.01"), (30, "9.00", "0")]),
    case("269 days: counted", TODAY, "eligible", BOTH, past=[*five("60.01"), (269, "9.00", "0")]),
    case("270 days: too old", TODAY, "eligible", BOTH, PER_PARCEL, past=[*five("60.01"), (270, "9.00", "0")]),
    case("0.9000", TODAY, "eligible", BOTH, PER_PARCEL, past=five("90.00")),
    case("0.9001", TODAY, "ineligible: refused as return_rate (nearly-everything)", past=five("90.01")),
    case(
        "nobody told the past",
        TODAY,
        "review",
        "refund, exchange perhaps until 2026-04-01 (what-we-offer)",
        f"{PER_PARCEL} or none",
    ),
)


FEES: Final[dict[str, tuple[Case, ...]]] = {
    "c09-fee": WAIVED,
    "c10-fee-ceiling": CEILING,
    "c12-method-decides-who-pays": LABEL,
    "c13-who-pays": WHO_PAYS,
    "c16-customer-metrics": METRICS,
}
