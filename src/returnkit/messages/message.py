"""Message: one thing the house says, in every language it says it in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Message:
    """One entry.

    Attributes:
        key: Stable; texts may change, keys do not.
        doc: When it is said and what its placeholders stand for.
        texts: Templates by locale.
    """

    key: str
    doc: str
    texts: Mapping[str, str]


def message(key: str, doc: str, en: str, ko: str) -> Message:
    """Return the message *key* in English and Korean."""
    return Message(key, doc, MappingProxyType({"en": en, "ko": ko}))
