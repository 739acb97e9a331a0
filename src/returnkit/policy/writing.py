"""Writing: a policy as a document, the way a merchant would write it."""

from __future__ import annotations

from typing import Final

from returnkit.documents import Format, Manner, plain, write

from .document import Policy

_MANNER: Final = Manner(
    first=(
        *("returnkit", "policy", "version", "currency", "timezone", "floor"),
        *("id", "placed", "when", "unless", "when_any", "when_all", "internal"),
        *("for", "offer", "after", "within", "extend", "defer"),
    ),
    last=("facts", "define", "rules"),
    # What amounts and days are counted in is not left to what a reader has to know.
    always=frozenset({"returnkit", "currency", "timezone"}),
)


def write_policy(policy: Policy, format: Format = "yaml") -> str:
    """Return *policy* as a document: `load_policy` gives it back as it is.

    What a policy assumes by itself is left out, and everything stands in its shortest form, except that the
    currency and the zone are always told. Faults among the rules are written as they are.

    Args:
        policy: The policy.
        format: The notation.

    Raises:
        WritingError: No document gives *policy* back, such as one with a control character in a text.
    """
    return write(plain(policy, _MANNER), format)
