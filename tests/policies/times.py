"""Times: cases of C5 to C8, C24 and C26: what starts a clock, how days are counted, what moves an end.

An order of 27 February 2026, delivered on 2 March, unless told. Clocks go forward on 8 March.
"""

from __future__ import annotations

from typing import Final

from .constructs import Case, Row, both_sides, case

COLLECTED: Final = [{"ready_at": "2026-03-04 09:00", "collected_at": "2026-03-20 17:00"}]
SHIPPED: Final = [{"shipped_at": "2026-03-01 08:00"}]
SEEN: Final = [{"shipped_at": "2026-02-28 09:00", "last_scan_at": "2026-03-02 07:10"}]
IN_TWO: Final = [
    {"lines": [1], "delivered_at": "2026-03-02 15:30"},
    {"lines": [2], "delivered_at": "2026-03-20 11:00"},
]
SOFA: Final = [{"category": "furniture"}, {"category": "cushions"}]
CLOTH: Final = [{"category": "linen"}, {"category": "cushions"}]
ABROAD: Final = {"tags": frozenset({"from_abroad"})}
BUSINESS: Final = {"channel": "business", "invoiced_at": "2026-03-10 08:00"}
CLICKED: Final = {"channel": "click_and_collect"}
FIRST: Final = {"line": 1}

STARTS: Final = (
    *both_sides("in a store: ordered", "2026-03-29", "bought-in-a-store", order={"channel": "store"}),
    *both_sides(
        "click-and-collect: ready", "2026-04-03", "click-and-collect", order=CLICKED, parcels=COLLECTED
    ),
    case(
        "click-and-collect: not ready yet",
        "2026-03-01 12:00",
        "eligible",
        "refund, exchange until 2026-03-29 at least (click-and-collect)",
        order=CLICKED,
        parcels=[{}],
    ),
    *both_sides(
        "a locker: collected", "2026-04-19", "lockers", order={"channel": "locker"}, parcels=COLLECTED
    ),
    *both_sides("a business: invoiced", "2026-04-09", "business-customers", order=BUSINESS),
    *both_sides(
        "from abroad: shipped, and a week", "2026-04-07", "from-abroad", line=ABROAD, parcels=SHIPPED
    ),
    *both_sides("a sofa: the last parcel", "2026-04-19", "furniture", lines=SOFA, parcels=IN_TWO, item=FIRST),
    *both_sides(
        "a cloth: its own parcel", "2026-04-01", "home-delivery", lines=CLOTH, parcels=IN_TWO, item=FIRST
    ),
    *both_sides("at home: delivered", "day 30", "home-delivery"),
    case(
        "at home: never scanned as delivered",
        "2026-04-01 23:59",
        "eligible",
        "refund, exchange until 2026-04-01 (home-delivery), assumed",
        parcels=SEEN,
    ),
)

ON_THE_1ST: Final[Row] = {"delivered": "2026-03-01 15:30"}
ON_SATURDAY: Final[Row] = {"line": {"category": "fridges"}, "delivered": "2026-03-07 14:00"}
ON_FRIDAY: Final[Row] = {"line": {"category": "herbs"}, "delivered": "2026-03-06 10:00"}
VOUCHER: Final[Row] = {"line": {"category": "vouchers"}, "placed": "2026-03-01 15:30", **ON_THE_1ST}

COUNTS: Final = (
    *both_sides("five days from the 1st, inclusive", "2026-03-05", "everything-else", **ON_THE_1ST),
    *both_sides("five days from the 1st, exclusive", "2026-03-06", "gift-vouchers", **VOUCHER),
    case(
        "36 hours, and a night whose clocks skip one",
        "2026-03-09 02:59",
        "eligible",
        "refund, exchange until 2026-03-09 03:00 (fridges)",
        **ON_SATURDAY,
    ),
    case("after 36 hours", "2026-03-09 03:00", "ineligible: window (fridges)", **ON_SATURDAY),
    case(
        "24 hours over a weekend",
        "2026-03-09 09:59",
        "eligible",
        "refund, exchange until 2026-03-09 10:00 (herbs)",
        **ON_FRIDAY,
    ),
    case("after 24 hours and a weekend", "2026-03-09 10:00", "ineligible: window (herbs)", **ON_FRIDAY),
)

DAY_BEFORE: Final[Row] = {"placed": "2026-11-09 23:59", "delivered": "2026-11-13 12:00"}
FIRST_DAY: Final[Row] = {"placed": "2026-11-10 00:00", "delivered": "2026-11-13 12:00"}
LAST_DAY: Final[Row] = {"placed": "2026-11-30 23:59", "delivered": "2026-12-02 12:00"}
DAY_AFTER: Final[Row] = {"placed": "2026-12-01 00:00", "delivered": "2026-12-02 12:00"}
LATE: Final[Row] = {"placed": "2026-11-20 12:00", "delivered": "2026-12-28 12:00"}
LATER: Final[Row] = {"placed": "2026-11-20 12:00", "delivered": "2027-01-05 12:00"}
GOLD: Final[Row] = {"customer": {"tier": "gold"}}
CAMERA: Final[Row] = {"line": {"category": "cameras"}}
BATTERIES: Final[Row] = {"line": {"category": "batteries"}}

EXTENDED: Final = (
    *both_sides("bought the day before", "2026-12-13", "thirty-days", **DAY_BEFORE),
    *both_sides("bought on the first day", "2027-01-20", "thirty-days", **FIRST_DAY),
    *both_sides("bought on the last day", "2027-01-20", "thirty-days", **LAST_DAY),
    *both_sides("bought the day after", "2027-01-01", "thirty-days", **DAY_AFTER),
    *both_sides("whose own end is later", "2027-01-27", "thirty-days", **LATE),
    *both_sides("a camera", "2026-12-13", "thirty-days", **FIRST_DAY, **CAMERA),
    *both_sides("gold", "2027-01-31", "thirty-days", **FIRST_DAY, **GOLD),
    *both_sides("gold, the day before", "2026-12-13", "thirty-days", **DAY_BEFORE, **GOLD),
    *both_sides("gold, the last day", "2027-01-31", "thirty-days", **LAST_DAY, **GOLD),
    *both_sides("gold, the day after", "2027-01-01", "thirty-days", **DAY_AFTER, **GOLD),
    *both_sides("a camera for gold", "2026-12-13", "thirty-days", **FIRST_DAY, **GOLD, **CAMERA),
)

DEFERRED: Final = (
    *both_sides("bought the day before", "2026-12-13", "thirty-days", **DAY_BEFORE),
    *both_sides("bought on the first day", "2027-02-01", "thirty-days", **FIRST_DAY),
    *both_sides("bought on the last day", "2027-02-01", "thirty-days", **LAST_DAY),
    *both_sides("bought the day after", "2027-01-01", "thirty-days", **DAY_AFTER),
    *both_sides("delivered in January", "2027-02-04", "thirty-days", **LATER),
    *both_sides("batteries", "2026-12-13", "thirty-days", **FIRST_DAY, **BATTERIES),
    case(
        "nobody has to wait for January",
        "2026-11-14 09:00",
        "eligible",
        "refund, exchange until 2027-02-01 (thirty-days)",
        **FIRST_DAY,
    ),
)

A_PART: Final = "late_credit until 2026-05-11 (part-of-the-value); rate 60 % (part-of-the-value)"

RUNGS: Final = (
    case("on the first day", "day 0, 18:00", "eligible", "refund until 2026-03-23 (money)"),
    case("day 21", "day 21, 23:59", "eligible", "refund until 2026-03-23 (money)"),
    case("day 22", "day 22, 00:00", "eligible", "store_credit until 2026-04-21 (credit)"),
    case("day 50", "day 50, 23:59", "eligible", "store_credit until 2026-04-21 (credit)"),
    case("day 51", "day 51, 00:00", "eligible", A_PART),
    case("day 70", "day 70, 23:59", "eligible", A_PART),
    case("day 71", "day 71, 00:00", "ineligible: window (money)"),
)

TWO_ENDS: Final = (
    case(
        "on the day of delivery",
        "day 0, 18:00",
        "eligible",
        "refund until 2026-03-22 (in-time), goods here by 2026-04-06",
        "exchange until 2026-03-22 (exchanges), goods here by 2026-03-12",
    ),
    case(
        "day 20",
        "day 20, 23:59",
        "eligible",
        "refund until 2026-03-22 (in-time), goods here by 2026-04-06",
        "exchange until 2026-03-22 (exchanges), goods here by 2026-04-01",
    ),
    case("day 21", "day 21, 00:00", "ineligible: window (in-time)"),
)

IN_MAY: Final[Row] = {"placed": "2026-05-31 23:59", "delivered": "2026-06-03 12:00"}
IN_JUNE: Final[Row] = {"placed": "2026-06-01 00:00", "delivered": "2026-06-03 12:00"}

TIMES: Final[dict[str, tuple[Case, ...]]] = {
    "c05-start-event": STARTS,
    "c06-day-counting": COUNTS,
    "c07-season-extended": EXTENDED,
    "c07-season-deferred": DEFERRED,
    "c08-outcome-by-age": RUNGS,
    "c24-two-deadlines": TWO_ENDS,
    "c26-version-by-order-date": (
        *both_sides("ordered before June", "day 90", "before-june", **IN_MAY),
        *both_sides("ordered from June on", "day 45", "from-june", **IN_JUNE),
    ),
}
