"""Things: what rules speak about, and what each rule says of it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, NamedTuple

from .charges import FeeName
from .demands import Before, Evidence, Limit, Question, Word
from .document import Policy, binds
from .rules import Rule


class Standing(StrEnum):
    """What a rule says about an offer's standing."""

    ALLOWED = "allowed"
    WITHHELD = "withheld"
    REFUSED = "refused"


class TermKind(StrEnum):
    """A term of an offer, in the order in which they are told."""

    VALUE = "value"
    RATE = "rate"
    BONUS = "bonus"
    TO = "to"
    FEE = "fee"
    SHIPPING = "shipping"

    __hash__ = str.__hash__  # that of an enumeration is a call for every look-up


class TermKey(NamedTuple):
    """A term that rules speak about: its kind, and of a fee its name."""

    kind: TermKind
    name: FeeName = ""


class Asked(NamedTuple):
    """Something that a rule asks for, and by when."""

    wanted: Evidence | Question
    before: Before


def fees_of_return(policy: Policy) -> frozenset[str]:
    """Return the names of the fees that are charged on the return rather than on its items."""
    return frozenset(fee.name for rule in policy.rules for fee in rule.fee if fee.is_of_return)


def is_of_return(rule: Rule, fees: frozenset[str]) -> bool:
    """Return whether *rule* is about the whole return; *fees* are those that are charged on it."""
    return all(name in ("approve", "shipping", "fee", "waive") for name in rule.effects) and (
        all(fee.is_of_return for fee in rule.fee) and fees.issuperset(rule.waive)
    )


def standing_of(rule: Rule, offer: str) -> Standing | None:
    """Return what *rule* says about the standing of *offer*, or None when it is silent."""
    if offer in rule.withhold or (rule.only and offer not in rule.only):
        return Standing.WITHHELD
    if binds(rule, offer):
        if rule.refuse:
            return Standing.REFUSED
        if rule.allow:
            return Standing.ALLOWED
    return None


def terms_of(rule: Rule, offer: str) -> Iterator[tuple[TermKey, Any]]:  # Any: each term has its own form
    """Yield the terms of *offer* that *rule* speaks about, with what it says; None is a fee waived."""
    if not binds(rule, offer):
        return
    for kind in (TermKind.VALUE, TermKind.RATE, TermKind.BONUS, TermKind.TO, TermKind.SHIPPING):
        if (said := getattr(rule, kind.value)) is not None:
            yield TermKey(kind), said
    yield from ((TermKey(TermKind.FEE, fee.name), fee) for fee in rule.fee)
    yield from ((TermKey(TermKind.FEE, name), None) for name in rule.waive)


def asked_by(rule: Rule, offer: str) -> Iterator[tuple[Word, Asked]]:
    """Yield what *rule* asks for of a request for *offer*, by name."""
    if rule.ask and binds(rule, offer):
        for wanted in rule.ask.wanted:
            yield wanted.name, Asked(wanted, rule.ask.before)


def limits_of(rule: Rule, offer: str) -> Iterator[tuple[Word, Limit]]:
    """Yield the limit that *rule* sets *offer*, by its counter."""
    if rule.limit and binds(rule, offer):
        yield rule.limit.counter, rule.limit


def door_of(rule: Rule, method: str) -> bool | None:
    """Return whether *rule* opens the door *method*, closes it, or is silent."""
    if rule.by:
        return method in rule.by
    return False if method in rule.not_by else None
