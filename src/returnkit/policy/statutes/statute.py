"""Statute: a law as dated data, with the policy that says what it grants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from ..document import Policy
from ..periods import Period


@dataclass(frozen=True, slots=True)
class LegalSource:
    """Where a part of a statute comes from.

    Attributes:
        document: The act, directive or judgment.
        articles: The articles that are meant; empty is all of it.
        about: What was taken from it.
        read: The month in which the record of it was made, such as `2026-11`.
        is_confirmed: Whether the text of the law was read for it; else the record is unconfirmed.
    """

    document: str
    articles: str
    about: str
    read: str
    is_confirmed: bool


@dataclass(frozen=True)
class Statute:
    """What a law grants the shopper, as a policy that is evaluated on its own.

    Attributes:
        id: A word for it, such as `EU-CRD-NL`, `DE`, `KR`.
        law: The entry of the data that it is written from, such as `EU-CRD`.
        name: What the right is called.
        countries: Where the shopper is, ISO 3166-1.
        applies: The orders it is about, by the day on which they were placed.
        status: What of the data was confirmed, in the data's own words.
        sources: Where it comes from.
        notes: What was decided where the law leaves it open, and what is not expressed.
    """

    id: str
    law: str
    name: str
    countries: tuple[str, ...]
    applies: Period
    status: str
    sources: tuple[LegalSource, ...]
    notes: tuple[str, ...]
    write: Callable[[], Policy] = field(repr=False, compare=False)
    """Writes the policy; called once, when it is first asked for."""

    @cached_property
    def policy(self) -> Policy:
        """The policy; its offers have names of their own, such as `withdrawal`."""
        return self.write()

    @property
    def is_confirmed(self) -> bool:
        """Whether the text of the law was read for every part of it."""
        return all(source.is_confirmed for source in self.sources)


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of *text*, each on one line."""
    return tuple(" ".join(each.split()) for each in text.strip().split("\n\n"))
