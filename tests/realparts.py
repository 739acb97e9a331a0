"""Real parts a test may need: present, or named as not run here, or (in CI) required.

`RETURNKIT_REQUIRE=NAME,NAME` turns the absence of a part from a skip into a failure.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

NOT_RUN_HERE = "not run here: "
THIRD_PARTY_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def require_part(name: str, how: str, *, present: bool) -> None:
    """Go on when the part is *present*; otherwise skip the running test, or fail it where CI requires *name*.

    Args:
        name: The part, one short name without commas: `third-party-data`, `postgresql`.
        how: How to get it, in one line.
        present: Whether it was found.
    """
    if present:
        return
    if name in os.environ.get("RETURNKIT_REQUIRE", "").split(","):
        pytest.fail(f"required here but absent: {name}, {how}", pytrace=False)
    pytest.skip(f"{NOT_RUN_HERE}{name}, {how}")


def third_party_data() -> Path:
    """Return the folder of other people's payloads and datasets; skip the test where there is none."""
    how = "place it at ../shared/data beside the checkout"
    require_part("third-party-data", how, present=THIRD_PARTY_DATA.is_dir())
    return THIRD_PARTY_DATA
