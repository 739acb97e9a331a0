"""Speech: what a rule speaks about, by the words of its document that say so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

from ..document import binds
from ..rules import Rule
from ..things import TermKind, asked_by, door_of, limits_of, standing_of, terms_of

Thing: TypeAlias = tuple[str, ...]
"""Something that the first rule to speak about it decides."""

OTHER_METHODS: Final = "*"  # no name of a method

STANDINGS: Final = ("refuse", "withhold", "only", "allow")
"""The effects that decide whether an offer stands; a rule has one of them at most."""


class Word(NamedTuple):
    """A place of a rule that speaks: an effect, and what it names there.

    Attributes:
        key: The effect.
        name: The one of several things that it names, such as a fee; empty where it names none.
    """

    key: str
    name: str = ""


class Said(NamedTuple):
    """A word, the thing that it speaks about, and the offer that this is of; None is of none."""

    word: Word
    thing: Thing
    offer: str | None = None


def said_by(rule: Rule, offers: tuple[str, ...], methods: tuple[str, ...]) -> Iterator[Said]:
    """Yield what *rule* says.

    A review marks and ends no search; what it needs is that the search for the standing goes on.

    Args:
        rule: The rule.
        offers: The names of the policy's offers.
        methods: The methods that its rules name.
    """
    yield from (Said(Word("offer", offer.name), ("offer", offer.name), offer.name) for offer in rule.offer)
    for offer in offers:
        yield from _said_of(rule, offer)
    for method in (*methods, OTHER_METHODS):
        if door_of(rule, method) is not None:
            yield Said(Word("by") if rule.by else Word("not_by", method), ("door", method))
    if rule.whole:
        yield Said(Word("whole"), ("whole", rule.whole))
    if rule.approve:
        yield Said(Word("approve"), ("approval",))


def _said_of(rule: Rule, offer: str) -> Iterator[Said]:
    """Yield what *rule* says of *offer*, but that it is there."""
    if rule.within and binds(rule, offer):
        yield Said(Word("within"), ("window", offer), offer)
    if standing_of(rule, offer):
        key = next(key for key in STANDINGS if rule.does(key))
        yield Said(Word(key, offer if key == "withhold" else ""), ("standing", offer), offer)
    if rule.review and binds(rule, offer):
        yield Said(Word("review"), ("standing", offer), offer)
    for (kind, name), term in terms_of(rule, offer):
        word = "waive" if kind is TermKind.FEE and term is None else kind.value
        yield Said(Word(word, name), (kind, name, offer), offer)
    for name, _ in asked_by(rule, offer):
        yield Said(Word("ask", name), ("asked", name, offer), offer)
    for counter, _ in limits_of(rule, offer):
        yield Said(Word("limit"), ("limit", counter, offer), offer)
