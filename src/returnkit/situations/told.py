"""Told: values that are told of names which the facts compute, read in the place of the computed ones.

A name such as `history.return_rate_90d` follows from a whole past. A situation that tells its value tells just
that; the policy then reads the value where one is told, and what the facts say everywhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name, Unknown, is_unknown
from returnkit.facts import NOT_SUPPLIED, Fact, Subject, Value
from returnkit.policy import Policy, compile_policy, over

from .writers import WRITERS

_MARK: Final = "="  # no name of an attribute: it cannot be read by any rule
_NULL: Final = "null"
_UNKNOWN: Final = "unknown"
_KEPT: Final = "_told"  # beside the fields, as the compiled form is


def over_told(policy: Policy) -> Policy:
    """Return *policy* over a vocabulary that reads what is told first; made once for each policy object.

    Raises:
        DocumentError: The policy has faults.
    """
    known: Policy | None = vars(policy).get(_KEPT)
    if known is None:
        facts = [_told(fact) for fact in policy.vocabulary.facts if fact.name.path not in WRITERS]
        known = over(policy, policy.vocabulary.extend(facts))
        compile_policy(known)
        vars(policy)[_KEPT] = known
    return known


def can_be_told(policy: Policy, path: str) -> bool:
    """Return whether *path* is a name that `over_told` reads what is told of."""
    return path not in WRITERS and policy.vocabulary.get(path) is not None


def marked(path: str) -> str:
    """Return the attribute of an order that holds what is told of *path*."""
    return _MARK + path


def coded(name: Name, value: Value) -> bool | str | Decimal | int:
    """Return *value* as an attribute holds it."""
    if value is None:
        return _NULL
    if is_unknown(value):
        return _UNKNOWN
    match value:
        case frozenset():
            return "\n".join(sorted(value))
        case datetime():
            return value.isoformat()
        case str():
            return _MARK + value
        case _:
            return value


def _told(fact: Fact) -> Fact:
    return replace(fact, read=_reader(fact.name, fact.read))


def _reader(name: Name, read: Callable[[Subject], Value]) -> Callable[[Subject], Value]:
    attribute = marked(name.path)

    def read_told(subject: Subject) -> Value:
        told = subject.order.attributes.get(attribute)
        return read(subject) if told is None else _decoded(name, told)

    return read_told


def _decoded(name: Name, told: bool | str | Decimal | int) -> Value:
    if told == _NULL and isinstance(told, str):
        return None
    if told == _UNKNOWN and isinstance(told, str):
        return Unknown(NOT_SUPPLIED.code)
    if not isinstance(told, str):
        return told
    match name.kind:
        case Kind.STRINGS:
            return frozenset(told.split("\n")) if told else frozenset()
        case Kind.INSTANT:
            return datetime.fromisoformat(told)
        case _:
            return told.removeprefix(_MARK)
