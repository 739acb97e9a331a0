"""Keys: what can be told of a situation: the names of the vocabulary, events, evidence, counters."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from returnkit.diagnostics import suggest
from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name
from returnkit.policy import Counted, Limit, Policy, compile_policy

AT: Final = "at"
"""The key of the instant that the request is judged for."""


COUNTED: Final = tuple(
    f"history.{name}"
    for name in (
        *("returns_7d", "returns_30d", "returns_90d", "returns_365d"),
        *("orders_365d", "settled_orders_365d", "returns_of_order"),
    )
)
"""Names of which each one counted is made; so many, and no more, can be told."""


@dataclass(frozen=True, slots=True)
class Key:
    """Something that can be told.

    Attributes:
        path: How it is written, such as `item.category`, `at` or `evidence.photo`.
        kind: The shape of its value.
        doc: What it means, one sentence.
        name: The entry of the vocabulary that it is; None for what no condition can read.
        can_be_unknown: Whether it can be told that it is not known.
        scale: Decimals of a number (0: whole); None where unlimited or no number.
        minimum: Least value of a number, or None.
        maximum: Greatest value of a number, or None.
    """

    path: str
    kind: Kind
    doc: str
    name: Name | None = None
    can_be_unknown: bool = False
    scale: int | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None

    @property
    def can_be_null(self) -> bool:
        """Whether null is one of its values."""
        return self.name is not None and self.name.nullable


def _event(path: str, doc: str) -> Key:
    return Key(path, Kind.INSTANT, doc, can_be_unknown=path != AT)


def _count(path: str, doc: str) -> Key:
    return Key(path, Kind.NUMBER, doc, scale=0, minimum=Decimal(0))


EVENT_KEYS: Final = (
    _event(AT, "When the request is judged."),
    _event("order.shipped_at", "When everything left."),
    _event("order.delivered_at", "When everything arrived."),
    _event("order.ready_at", "When it lay ready for collection."),
    _event("order.collected_at", "When the customer collected it."),
    _event("order.last_scan_at", "When the carrier scanned it last."),
    _count("order.promised_lead_days", "Days promised from the order to shipping."),
    _count("order.promised_transit_days", "Days promised from shipping to arrival."),
    Key("history", Kind.STRING, "`unknown` where the customer's past was not supplied.", can_be_unknown=True),
    Key("inspection", Kind.STRING, "`unknown` where nobody looked at the goods yet.", can_be_unknown=True),
)
"""What can be told beside the vocabulary."""

FAMILIES: Final = {
    "evidence": _count("evidence.KIND", "Pieces of evidence of this kind that were handed in."),
    "answers": Key("answers.NAME", Kind.STRING, "The answer to the question of this name."),
    "counters": _count("counters.NAME", "What the customer's history counts under this name."),
    "household_counters": _count(
        "household_counters.NAME", "What the household's history counts under this name."
    ),
}
"""Keys with a name of the policy's own after the dot."""

_WORD: Final = re.compile(r"[a-z][a-z0-9_]*")
_MAY_BE_UNKNOWN: Final = frozenset(
    {"item.tags", "customer.tags", "order.paid_by", "order.paid_by_gift_card_only"}
)
_MOST_COUNTED: Final = Decimal(10_000)


def keys_of(policy: Policy) -> tuple[Key, ...]:
    """Return everything that can be told of a situation under *policy*, families by their pattern.

    Raises:
        DocumentError: The policy has faults.
    """
    names = (_key(policy, name) for name in compile_policy(policy).vocabulary.schema)
    return (*EVENT_KEYS, *names, *FAMILIES.values())


def key_of(policy: Policy, path: str) -> Key | None:
    """Return the key that is written *path*, or None.

    Raises:
        DocumentError: The policy has faults.
    """
    if (found := next((key for key in EVENT_KEYS if key.path == path), None)) is not None:
        return found
    name = compile_policy(policy).vocabulary.schema.get(path)
    if name is not None:
        return _key(policy, name)
    root, dot, word = path.partition(".")
    family = FAMILIES.get(root) if dot and _WORD.fullmatch(word) else None
    return family and replace(family, path=path)


def counter_of(limit: Limit) -> str:
    """Return the key that tells what *limit* counted before."""
    family = "household_counters" if limit.of is Counted.HOUSEHOLD else "counters"
    return f"{family}.{limit.counter}"


def nearest(policy: Policy, path: str) -> str:
    """Return the way out where *path* is no key."""
    known = [key.path for key in keys_of(policy) if not key.path[-1].isupper()]
    return suggest(path, known) or "the reference of tables lists all names: `returnkit test --names POLICY`"


def _key(policy: Policy, name: Name) -> Key:
    # The history keeps what a policy declares of it as counters.
    is_counter = name.root == "history" and name.path in policy.facts and name.kind is Kind.NUMBER
    return Key(
        name.path,
        name.kind,
        name.doc,
        name,
        can_be_unknown=name.ask is not None or name.root == "history" or name.path in _MAY_BE_UNKNOWN,
        scale=0 if is_counter else name.scale,
        minimum=Decimal(0) if is_counter else name.minimum,
        maximum=_MOST_COUNTED if name.path in COUNTED else name.maximum,
    )
