"""Standings: cases of C11, C14, C15 and C22: what may be had at all, and what has to be there first.

An order of 27 February 2026, delivered on 2 March, asked back on day 10 unless told.
"""

from __future__ import annotations

from typing import Any, Final

from .constructs import Case, both_sides, case

TODAY: Final = "day 10, 12:00"
SIXTY: Final = "until 2026-05-01 (what-we-offer)"

PILLOW: Final = {"category": "pillows"}
TOPPER: Final = {"category": "toppers"}

RESOLUTIONS: Final = (
    case("anything else", TODAY, "eligible", f"refund, exchange, replace, store_credit {SIXTY}"),
    case("a pillow", TODAY, "eligible", f"exchange {SIXTY}", line=PILLOW, household={}),
    case(
        "a pillow, somebody at home had one",
        TODAY,
        "ineligible: limit (pillows)",
        line=PILLOW,
        household={"pillow_exchanges": 1},
    ),
    case(
        "two pillows at once",
        TODAY,
        "line-1 × 1: eligible",
        f"exchange {SIXTY}",
        "line-1 × 1: ineligible: limit (pillows)",
        line={**PILLOW, "quantity": 2},
        household={},
    ),
    case(
        "a pillow, nobody told the past",
        TODAY,
        "review: history.household_pillow_exchanges",
        f"exchange perhaps {SIXTY}",
        line=PILLOW,
    ),
    case(
        "a topper, the second",
        TODAY,
        "eligible",
        f"replace {SIXTY}",
        line=TOPPER,
        counters={"topper_replacements": 1},
    ),
    case(
        "a topper, the third",
        TODAY,
        "ineligible: limit (toppers)",
        line=TOPPER,
        counters={"topper_replacements": 2},
    ),
    case("from the outlet", TODAY, "eligible", f"store_credit {SIXTY}", line={"tags": frozenset({"outlet"})}),
)

LOOKED_AT: Final = "refund, repair without end (any-time), reviewed (any-time)"

HUMAN: Final = (
    case("on day 10", TODAY, "review", LOOKED_AT),
    case("after twenty years", "2046-03-02 12:00", "review", LOOKED_AT),
    case(
        "engraved",
        TODAY,
        "ineligible: refused as personalised (engraved)",
        line={"is_personalised": True},
    ),
)

MONEY_OR_CREDIT: Final = "until 2026-04-01 (what-we-offer)"
OPEN: Final = f"refund, store_credit {MONEY_OR_CREDIT}"
PENDING: Final = f"refund, store_credit perhaps {MONEY_OR_CREDIT}"
PROVED: Final = {"proof_of_purchase": True}


def brought(name: str, line: dict[str, Any], item: dict[str, Any], *says: str, proof: bool = True) -> Case:
    """Return the case of an item that is no longer wanted, unless told, with or without its receipt."""
    item = {"reason": "unwanted"} | item
    return case(name, TODAY, *says, line=line, item=item, request={"proof_of_purchase": proof})


def violin(price: str) -> dict[str, str]:
    return {"category": "violins", "price": price}


REPORT: Final = "luthier_report, due before the decision (violins)"
CERTIFICATE: Final = "origin_certificate, due before the decision (bows)"
PHOTOS: Final = "photo, due before the decision (faulty)"
PHOTO_ID: Final = "photo_id, due before the decision (without-proof)"

EVIDENCE: Final = (
    brought("a violin for 3,000.00", violin("3000.00"), {}, "eligible", OPEN),
    brought("a violin for 3,000.01", violin("3000.01"), {}, "needs_info", PENDING, f"lacks {REPORT}"),
    brought(
        "a violin for 3,000.01, with the report",
        violin("3000.01"),
        {"evidence": {"luthier_report": 1}},
        "eligible",
        OPEN,
        f"has {REPORT}",
    ),
    brought("a case for 3,000.01", {"category": "cases", "price": "3000.01"}, {}, "eligible", OPEN),
    brought("a bow", {"category": "bows"}, {}, "needs_info", PENDING, f"lacks {CERTIFICATE}"),
    brought(
        "a bow with its certificate",
        {"category": "bows"},
        {"evidence": {"origin_certificate": 1}},
        "eligible",
        OPEN,
        f"has {CERTIFICATE}",
    ),
    brought(
        "faulty, one photo",
        {},
        {"reason": "defective", "evidence": {"photo": 1}},
        "needs_info",
        PENDING,
        f"lacks {PHOTOS}",
    ),
    brought(
        "faulty, two photos",
        {},
        {"reason": "defective", "evidence": {"photo": 2}},
        "eligible",
        OPEN,
        f"has {PHOTOS}",
    ),
    brought("no receipt", {}, {}, "needs_info", PENDING, f"lacks {PHOTO_ID}", proof=False),
    brought(
        "no receipt, an ID",
        {},
        {"evidence": {"photo_id": 1}},
        "eligible",
        OPEN,
        f"has {PHOTO_ID}",
        proof=False,
    ),
    case(
        "nobody said why",
        TODAY,
        "needs_info: request.fault",
        PENDING,
        f"perhaps lacks {PHOTOS}",
        request=PROVED,
    ),
)


EARPLUGS: Final = {"category": "earplugs"}
USED: Final = {"condition": "used"}

PLACES: Final = (
    case(
        "used, elsewhere",
        TODAY,
        "ineligible: refused as hygiene (used-earplugs)",
        line=EARPLUGS,
        item=USED,
        order={"country": "DE"},
    ),
    *both_sides(
        "used, where the law says otherwise",
        "day 28",
        "longer-by-law",
        line=EARPLUGS,
        item=USED,
        order={"country": "IS"},
    ),
    *both_sides(
        "unused, elsewhere",
        "day 14",
        "elsewhere",
        line=EARPLUGS,
        item={"condition": "unused"},
        order={"country": "DE"},
    ),
    case(
        "used or not, elsewhere",
        TODAY,
        "needs_info: request.condition",
        "refund, exchange perhaps until 2026-03-16 (elsewhere)",
        line=EARPLUGS,
        order={"country": "DE"},
    ),
)

STANDINGS: Final[dict[str, tuple[Case, ...]]] = {
    "c11-restricted-resolutions": RESOLUTIONS,
    "c14-human-verdict": HUMAN,
    "c15-pending-evidence": EVIDENCE,
    "c22-law-of-the-place": PLACES,
}
