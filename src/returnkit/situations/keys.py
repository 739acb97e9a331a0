"""Keys: what can be told of a situation: the names of the vocabulary, events, evidence, counters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from returnkit.diagnostics import suggest
from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name
from returnkit.policy import Policy, compile_policy

AT: Final = "at"
"""The key of the instant that the request is judged for."""


@dataclass(frozen=True, slots=True)
class Key:
    """Something that can be told.

    Attributes:
        path: How it is written, such as `item.category`, `at` or `evidence.photo`.
        kind: The shape of its value.
        doc: What it means, one sentence.
        name: The entry of the vocabulary that it is; None for what no condition can read.
        can_be_unknown: Whether it can be told that it is not known.
    """

    path: str
    kind: Kind
    doc: str
    name: Name | None = None
    can_be_unknown: bool = False

    @property
    def can_be_null(self) -> bool:
        """Whether null is one of its values."""
        return self.name is not None and self.name.nullable


def _event(path: str, doc: str) -> Key:
    return Key(path, Kind.INSTANT, doc, can_be_unknown=path not in (AT, "order.placed_at"))


EVENT_KEYS: Final = (
    _event(AT, "When the request is judged."),
    _event("order.shipped_at", "When everything left."),
    _event("order.delivered_at", "When everything arrived."),
    _event("order.ready_at", "When it lay ready for collection."),
    _event("order.collected_at", "When the customer collected it."),
    _event("order.last_scan_at", "When the carrier scanned it last."),
    Key("order.promised_lead_days", Kind.NUMBER, "Days promised from the order to shipping."),
    Key("order.promised_transit_days", Kind.NUMBER, "Days promised from shipping to arrival."),
    Key("history", Kind.STRING, "`unknown` where the customer's past was not supplied.", can_be_unknown=True),
    Key("inspection", Kind.STRING, "`unknown` where nobody looked at the goods yet.", can_be_unknown=True),
)
"""What can be told beside the vocabulary."""

FAMILIES: Final = {
    "evidence": Key("evidence.KIND", Kind.NUMBER, "Pieces of evidence of this kind that were handed in."),
    "answers": Key("answers.NAME", Kind.STRING, "The answer to the question of this name."),
    "counters": Key("counters.NAME", Kind.NUMBER, "What the customer's history counts under this name."),
    "household_counters": Key(
        "household_counters.NAME", Kind.NUMBER, "What the household's history counts under this name."
    ),
}
"""Keys with a name of the policy's own after the dot."""

_WORD: Final = re.compile(r"[a-z][a-z0-9_]*")
_MAY_BE_UNKNOWN: Final = frozenset(
    {"item.tags", "customer.tags", "order.paid_by", "order.paid_by_gift_card_only"}
)


def keys_of(policy: Policy) -> tuple[Key, ...]:
    """Return everything that can be told of a situation under *policy*, families by their pattern.

    Raises:
        DocumentError: The policy has faults.
    """
    return (*EVENT_KEYS, *_names(policy), *FAMILIES.values())


def key_of(policy: Policy, path: str) -> Key | None:
    """Return the key that is written *path*, or None.

    Raises:
        DocumentError: The policy has faults.
    """
    if (found := next((key for key in EVENT_KEYS if key.path == path), None)) is not None:
        return found
    name = compile_policy(policy).vocabulary.schema.get(path)
    if name is not None:
        return _key(name)
    root, dot, word = path.partition(".")
    family = FAMILIES.get(root) if dot and _WORD.fullmatch(word) else None
    return family and Key(path, family.kind, family.doc)


def nearest(policy: Policy, path: str) -> str:
    """Return the way out where *path* is no key."""
    known = [key.path for key in keys_of(policy) if not key.path[-1].isupper()]
    return suggest(path, known) or "the reference of tables lists all names: `returnkit test --names POLICY`"


def _names(policy: Policy) -> Iterator[Key]:
    yield from map(_key, compile_policy(policy).vocabulary.schema)


def _key(name: Name) -> Key:
    unknown = name.ask is not None or name.root == "history" or name.path in _MAY_BE_UNKNOWN
    return Key(name.path, name.kind, name.doc, name, can_be_unknown=unknown)
