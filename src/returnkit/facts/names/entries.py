"""Entries: how the built-in names are made, one function for each way a value can be missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name
from returnkit.money import Money

from ..history import ReturnHistory
from ..inspection import Inspection
from ..vocabulary import FOREIGN_CURRENCY, NOT_ASKED, NOT_SUPPLIED, Fact, Subject, Value

Read = Callable[[Subject], Value]

# Any, below: the remaining fields of Name.


def text(path: str, doc: str, read: Read, typical: str, **more: Any) -> Fact:
    """Return a name for a text that every order has."""
    return Fact(Name(path=path, kind=Kind.STRING, doc=doc, typical=typical, **more), read)


def maybe(path: str, doc: str, read: Read, typical: str, **more: Any) -> Fact:
    """Return a name for a text that may be null."""
    return text(path, doc, read, typical, nullable=True, **more)


def truth(path: str, doc: str, read: Read, *, typical: bool = False, **more: Any) -> Fact:
    """Return a name for a claim."""
    return Fact(Name(path=path, kind=Kind.BOOLEAN, doc=doc, typical=typical, **more), read)


def flag(path: str, doc: str, read: Read, *, default: bool = False) -> Fact:
    """Return a name for a claim that is *default* unless the shop says otherwise."""
    return Fact(Name(path=path, kind=Kind.BOOLEAN, doc=doc, typical=default), read, default)


def count(
    path: str, doc: str, read: Read, *, unit: str = "units", least: int = 0, typical: int = 1, **more: Any
) -> Fact:
    """Return a name for a whole number."""
    minimum = Decimal(least)
    name = Name(
        path=path, kind=Kind.NUMBER, doc=doc, scale=0, unit=unit, minimum=minimum, typical=typical, **more
    )
    return Fact(name, read)


def fraction(path: str, doc: str, read: Read, typical: str) -> Fact:
    """Return a name for a share from 0 to 1, with four decimals."""
    name = Name(
        path=path,
        kind=Kind.NUMBER,
        doc=doc,
        scale=4,
        unit="share",
        minimum=Decimal(0),
        maximum=Decimal(1),
        typical=Decimal(typical),
    )
    return Fact(name, read)


def money(
    path: str, doc: str, read: Callable[[Subject], Money | None], typical: str, *, nullable: bool = False
) -> Fact:
    """Return a name for an amount in the policy's currency."""
    name = Name(
        path=path,
        kind=Kind.NUMBER,
        nullable=nullable,
        doc=doc,
        unit="money",
        minimum=Decimal(0),
        typical=Decimal(typical),
    )
    return Fact(name, in_policy_currency(read))


def in_policy_currency(read: Callable[[Subject], Money | None]) -> Read:
    """Return a reader of the amount in major units; another currency's is unknown."""

    def read_decimal(subject: Subject) -> Value:
        amount = read(subject)
        if amount is None:
            return None
        return amount.decimal if amount.currency == subject.currency else FOREIGN_CURRENCY

    return read_decimal


def instant(path: str, doc: str, read: Read, typical: datetime, *, nullable: bool = False) -> Fact:
    """Return a name for an instant."""
    return Fact(Name(path=path, kind=Kind.INSTANT, nullable=nullable, doc=doc, typical=typical), read)


def words(
    path: str, doc: str, read: Callable[[Subject], frozenset[str] | None], typical: str, **more: Any
) -> Fact:
    """Return a name for a set of texts; None is unknown: not handed on."""
    name = Name(path=path, kind=Kind.STRINGS, doc=doc, typical=frozenset({typical}), **more)
    return Fact(name, or_else(read, NOT_SUPPLIED))


def asked(path: str, kind: Kind, doc: str, read: Read, typical: object, **more: Any) -> Fact:
    """Return a name that the shopper is asked for; None is unknown: not asked."""
    name = Name(path=path, kind=kind, doc=doc, ask="shopper", typical=typical, **more)
    return Fact(name, or_else(read, NOT_ASKED))


def found(
    path: str, kind: Kind, doc: str, read: Callable[[Inspection], Value], typical: object, **more: Any
) -> Fact:
    """Return a name that the inspection brings; None is unknown: not asked."""

    def read_finding(subject: Subject) -> Value:
        value = None if subject.inspection is None else read(subject.inspection)
        return NOT_ASKED if value is None else value

    return Fact(Name(path=path, kind=kind, doc=doc, ask="inspection", typical=typical, **more), read_finding)


def past(read: Callable[[ReturnHistory, datetime, Subject], Value]) -> Read:
    """Return a reader of the history at the instant that is judged for; without either it is unknown."""

    def read_past(subject: Subject) -> Value:
        if subject.history is None or subject.at is None:
            return NOT_SUPPLIED
        return read(subject.history, subject.at, subject)

    return read_past


def or_else(read: Read, otherwise: Value) -> Read:
    """Return a reader that gives *otherwise* in place of None."""

    def read_or_else(subject: Subject) -> Value:
        value = read(subject)
        return otherwise if value is None else value

    return read_or_else
