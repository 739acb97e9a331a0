"""Conditions as texts that combine, before they meet a vocabulary."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition: text of the rule language, or several joined by `&` and `|`.

    Attributes:
        parts: The texts joined, at least one.
        word: `and` or `or`; what joins them.
    """

    parts: tuple[str, ...]
    word: str = "and"

    @property
    def text(self) -> str:
        """The whole as one text; joined parts stand in brackets."""
        if len(self.parts) == 1:
            return self.parts[0]
        return f" {self.word} ".join(f"({part})" for part in self.parts)

    def _join(self, other: Condition, word: str) -> Condition:
        both = (self, other)
        flat = [part for one in both for part in (one.parts if one.word == word else (one.text,))]
        return Condition(tuple(flat), word)

    def __and__(self, other: Condition) -> Condition:
        return self._join(other, "and")

    def __or__(self, other: Condition) -> Condition:
        return self._join(other, "or")

    def __invert__(self) -> Condition:
        return Condition((f"not ({self.text})",))


def when(text: str) -> Condition:
    """Return the condition written in *text*; it is read when the policy is.

    `when("item.is_sealed") & ~when("fault")` is the text `(item.is_sealed) and (not (fault))`.
    """
    return Condition((text,))
