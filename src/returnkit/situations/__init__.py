"""Situations: one item of an order and what is asked of it, told by names instead of built by hand."""

from .keys import Key, counter_of, key_of, keys_of
from .moments import After, shown_instant
from .situation import Situation, decided, facts_in, situation
from .spread import spread
from .values import UNKNOWN, Given, as_given, as_told, quoted, read_value, written_value

__all__ = [
    "UNKNOWN",
    "After",
    "Given",
    "Key",
    "Situation",
    "as_given",
    "as_told",
    "counter_of",
    "decided",
    "facts_in",
    "key_of",
    "keys_of",
    "quoted",
    "read_value",
    "shown_instant",
    "situation",
    "spread",
    "written_value",
]
