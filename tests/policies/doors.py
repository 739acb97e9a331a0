"""Doors: cases of C17, C18, C21 and C27: by which way goods come back, together with what, and how many.

An order of 27 February 2026, delivered on 2 March, asked back on day 10.
"""

from __future__ import annotations

from typing import Any, Final

from returnkit.facts import Bundle

from .constructs import Case, case

TODAY: Final = "day 10, 12:00"
BOTH: Final = "refund, exchange until 2026-04-01 (what-we-offer)"


def goes_by(
    name: str, method: str | None, *says: str, request: dict[str, Any] | None = None, **given: Any
) -> Case:
    """Return the case of goods that are to come back by *method*; what is said stands above its doors."""
    open_, *rest = says
    lines = (open_, BOTH, *rest) if open_ == "eligible" else says
    return case(name, TODAY, *lines, request={"method": method, **(request or {})}, **given)


BATTERY: Final = {"category": "batteries"}
TV: Final = {"category": "tvs"}
ISLAND: Final = {"region": "HI"}
FROM_STORE_12: Final = {"location_id": "store-12"}
COUNTER: Final = "doors: store open (batteries), mail shut (batteries), pickup shut (batteries)"
POST: Final = "doors: store shut (islands), mail open (islands), pickup shut (islands)"
ANY: Final = "doors: store open, mail open, pickup open"
NOT_HERE: Final = "doors: store shut (original-store-only), mail open, pickup open"
TOO_FAR: Final = "doors: store open, mail open, pickup shut (far-from-a-store)"
BIG: Final = "doors: store open (tvs), mail shut (tvs), pickup open (tvs)"


def away(kilometres: int) -> dict[str, Any]:
    return {"attributes": {"nearest_store_km": kilometres}}


CHANNELS: Final = (
    goes_by("a battery to a store", "store", "eligible", COUNTER, line=BATTERY),
    goes_by("a battery by mail", "mail", "ineligible: method (batteries)", COUNTER, line=BATTERY),
    goes_by("a battery, nobody said how", None, "eligible", COUNTER, line=BATTERY),
    goes_by("from an island by mail", "mail", "eligible", POST, order=ISLAND),
    goes_by("from an island to a store", "store", "ineligible: method (islands)", POST, order=ISLAND),
    goes_by("a battery from an island", "store", "eligible", COUNTER, line=BATTERY, order=ISLAND),
    goes_by(
        "to the store that sold it", "store", "eligible", ANY, order=FROM_STORE_12, request=FROM_STORE_12
    ),
    goes_by(
        "to another store",
        "store",
        "ineligible: method (original-store-only)",
        NOT_HERE,
        order=FROM_STORE_12,
        request={"location_id": "store-13"},
    ),
    goes_by("to a store, not said which", "store", "eligible", ANY, order=FROM_STORE_12),
    goes_by("sold on the web, to any store", "store", "eligible", ANY, request={"location_id": "store-13"}),
    goes_by("picked up 80 km away", "pickup", "eligible", ANY, order=away(80)),
    goes_by(
        "picked up 81 km away", "pickup", "ineligible: method (far-from-a-store)", TOO_FAR, order=away(81)
    ),
    goes_by("a TV by mail", "mail", "ineligible: method (tvs)", BIG, line=TV),
    goes_by("a TV picked up", "pickup", "eligible", BIG, line=TV),
)

FREIGHT: Final = "doors: freight open (freight), mail shut (freight), store shut (freight)"
PARCEL: Final = "doors: freight shut (parcels), mail open (parcels), store open (parcels)"


def sized(longest_mm: int, weight: int) -> dict[str, Any]:
    return {"weight_grams": weight, "attributes": {"longest_side_mm": longest_mm}}


SIZES: Final = (
    goes_by("150 cm and 25 kg by mail", "mail", "eligible", PARCEL, line=sized(1500, 25_000)),
    goes_by("150.1 cm by mail", "mail", "ineligible: method (freight)", FREIGHT, line=sized(1501, 25_000)),
    goes_by("150.1 cm by freight", "freight", "eligible", FREIGHT, line=sized(1501, 25_000)),
    goes_by("25.001 kg by mail", "mail", "ineligible: method (freight)", FREIGHT, line=sized(1500, 25_001)),
    goes_by("25.001 kg, nobody said how", None, "eligible", FREIGHT, line=sized(1500, 25_001)),
    goes_by(
        "150 cm and 25 kg by freight",
        "freight",
        "ineligible: method (parcels)",
        PARCEL,
        line=sized(1500, 25_000),
    ),
    goes_by("nobody weighed it", "mail", "eligible", PARCEL),
)

CHESS: Final = {"bundle": Bundle(id="chess")}
PIECES: Final = frozenset({"board", "men", "bag"})
IN_ONE_BOX: Final = {"bundle": Bundle(id="chess", components=PIECES)}
GIVEN_BACK: Final = "return, refund: shipping refund_paid (everything)"

SETS: Final = (
    case("the board alone", TODAY, "ineligible: set (sets)", lines=[CHESS, CHESS, {}], item={"line": 1}),
    case(
        "the board and the men, a clock kept",
        TODAY,
        *("line-1 × 1: eligible", BOTH, "line-2 × 1: eligible", BOTH),
        lines=[CHESS, CHESS, {}],
        items=[{"line": 1}, {"line": 2}],
    ),
    case("the clock, the set kept", TODAY, "eligible", BOTH, lines=[CHESS, CHESS, {}], item={"line": 3}),
    case(
        "everything",
        TODAY,
        *(
            "line-1 × 1: eligible",
            BOTH,
            "line-2 × 1: eligible",
            BOTH,
            "line-3 × 1: eligible",
            BOTH,
            GIVEN_BACK,
        ),
        lines=[CHESS, CHESS, {}],
    ),
    case("a box with every piece", TODAY, "eligible", BOTH, GIVEN_BACK, line=IN_ONE_BOX),
    case(
        "a box without its bag",
        TODAY,
        "ineligible: set (sets)",
        line=IN_ONE_BOX,
        item={"components": PIECES - {"bag"}},
    ),
)

REVIEWED: Final = f"{BOTH}, reviewed (many)"

QUANTITIES: Final = (
    case("five", TODAY, "eligible", BOTH, line={"quantity": 5}),
    case("six", TODAY, "review", REVIEWED, line={"quantity": 6}),
    case("eleven of twelve", TODAY, "review", REVIEWED, line={"quantity": 12}, item={"quantity": 11}),
    case("twelve", TODAY, "ineligible: refused as wholesale (wholesale)", line={"quantity": 12}),
    case(
        "twelve for two reasons are twice six",
        TODAY,
        *("line-1 × 6: review", REVIEWED, "line-1 × 6: review", REVIEWED),
        line={"quantity": 12},
        items=[{"quantity": 6, "reason": "defective"}, {"quantity": 6, "reason": "unwanted"}],
    ),
)

DOORS: Final[dict[str, tuple[Case, ...]]] = {
    "c17-channels": CHANNELS,
    "c18-parcel-limits": SIZES,
    "c21-whole-sets": SETS,
    "c27-quantity-limit": QUANTITIES,
}
