"""The two modes of testing: small (the default) and full (`dev.py test --full`)."""

from __future__ import annotations

import os
import secrets
from typing import TypeVar

T = TypeVar("T")

FULL = os.environ.get("RETURNKIT_FULL") == "1"

if FULL:
    # Children of the test process repeat the same run.
    os.environ.setdefault("RETURNKIT_SEED", str(secrets.randbelow(2**32)))

# One seed for Hypothesis and for every generator of ours; fixed in small mode, so that it repeats itself.
SEED = int(os.environ["RETURNKIT_SEED"]) if FULL else 0


def size(*, ci: T, full: T) -> T:
    """Return the size of a test in the current mode.

    Usable at import time: `@settings(max_examples=size(ci=200, full=20_000))`.
    """
    return full if FULL else ci
