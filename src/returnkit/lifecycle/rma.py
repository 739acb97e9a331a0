"""RMA numbers: short, read aloud without doubt, and one wrong character is noticed.

The alphabet has 31 signs: digits and letters without I, L, O, Q and U. Whoever types these is understood all
the same. 31 is prime, so that a weighted sum notices every wrong sign and every two that changed places.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Protocol

from returnkit.errors import RmaError

ALPHABET: Final = "0123456789ABCDEFGHJKMNPRSTVWXYZ"
_LIKE: Final = str.maketrans({"I": "1", "L": "1", "O": "0", "Q": "0", "U": "V"})
_VALUES: Final = {sign: value for value, sign in enumerate(ALPHABET)}
_BETWEEN: Final = str.maketrans("", "", " -._/\t\r\n\u00a0\u2010\u2011\u2012\u2013\u2014")
_LONGEST: Final = 100


class RmaNumbers(Protocol):
    """How a shop numbers its returns. Numbers are unique in a shop; the store sees to that."""

    @property
    def many(self) -> int:
        """How many numbers there are; `number` is asked for one below it."""
        ...

    def number(self, drawn: int) -> str:
        """Return the number that stands for *drawn*, from 0 and below `many`."""
        ...

    def read(self, text: str) -> str:
        """Return the number that somebody typed as *text*, as it is stored.

        Raises:
            RmaError: It is no number of this shop.
        """
        ...


@dataclass(frozen=True, slots=True)
class CheckedNumbers:
    """Numbers such as `R-7K2M9PX`: a prefix, a body, a check character.

    Attributes:
        length: Signs of the body, 4 to 12; six make 887 million numbers.
        prefix: What they begin with; empty for nothing. Letters and digits.

    Raises:
        ValueError: The length or the prefix cannot be.
    """

    length: int = 6
    prefix: str = "R"

    def __post_init__(self) -> None:
        if not 4 <= self.length <= 12:
            raise ValueError(f"a body of `{self.length}` signs cannot be: give 4 to 12")
        if self.prefix and not (self.prefix.isascii() and self.prefix.isalnum() and len(self.prefix) <= 8):
            raise ValueError(f"the prefix `{self.prefix}` cannot be: give up to 8 letters and digits")

    @property
    def many(self) -> int:
        """How many numbers there are."""
        return int(len(ALPHABET) ** self.length)

    def number(self, drawn: int) -> str:
        """Return the number that stands for *drawn*.

        Raises:
            ValueError: *drawn* is below zero, or not below `many`.
        """
        if not 0 <= drawn < self.many:
            raise ValueError(f"`{drawn}` is not between 0 and {self.many - 1}")
        signs = ""
        for _ in range(self.length):
            drawn, value = divmod(drawn, len(ALPHABET))
            signs = ALPHABET[value] + signs
        return self._written(signs + _check(signs))

    def read(self, text: str) -> str:
        """Return the number that somebody typed: in any case, with or without prefix, dashes and spaces.

        Raises:
            RmaError: Too long or short, a sign that is none, or a check character that does not fit.
        """
        if len(text) > _LONGEST:
            raise RmaError(text, f"a number has {self.length + 1} letters and digits")
        typed = text.upper().translate(_BETWEEN)
        if self.prefix and len(typed) == len(self.prefix) + self.length + 1:
            start, typed = typed[: len(self.prefix)], typed[len(self.prefix) :]
            if start.translate(_LIKE) != self.prefix.upper().translate(_LIKE):
                raise RmaError(text, f"numbers begin with `{self.prefix}`")
        signs = typed.translate(_LIKE)
        if len(signs) != self.length + 1 or any(sign not in _VALUES for sign in signs):
            raise RmaError(text, f"a number has {self.length + 1} letters and digits")
        if _check(signs[:-1]) != signs[-1]:
            raise RmaError(text, "one of its signs is wrong, or two have changed places")
        return self._written(signs)

    def _written(self, signs: str) -> str:
        return f"{self.prefix}-{signs}" if self.prefix else signs


def _check(signs: str) -> str:
    total = sum(weight * _VALUES[sign] for weight, sign in enumerate(signs, 2))
    return ALPHABET[total % len(ALPHABET)]
