"""Told: values that are told of names which the facts compute, read in the place of the computed ones.

A name such as `history.return_rate_90d` follows from a whole past. A situation that tells its value tells
just that; the policy then reads the value where one is told, and what the facts say everywhere else.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name, is_unknown
from returnkit.facts import NOT_SUPPLIED, Fact, Scalar, Subject, Value
from returnkit.policy import Policy, compile_policy, over

from .values import Given
from .writers import WRITERS

_MARK: Final = "="
"""Begins the attributes of an order that hold what is told; no rule can read a name that begins so."""
_NULL: Final = "null"
_UNKNOWN: Final = "unknown"
_KEPT: Final = "_told"  # beside the fields of a policy, as its compiled form is


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
    is_declared = path in policy.facts
    return path not in WRITERS and not is_declared and policy.vocabulary.get(path) is not None


def marked(path: str) -> str:
    """Return the attribute of an order that holds what is told of *path*."""
    return _MARK + path


def unmarked(attribute: str) -> str:
    """Return the path of which *attribute* holds what is told."""
    return attribute.removeprefix(_MARK)


def is_marked(attribute: str) -> bool:
    """Return whether *attribute* holds what is told of a name."""
    return attribute.startswith(_MARK)


def coded(value: Given) -> Scalar:
    """Return *value* as an attribute holds it."""
    if is_unknown(value):
        return _UNKNOWN
    match value:
        case bool() | Decimal():
            return value
        case frozenset():
            return "\n".join((_MARK, *sorted(value)))
        case datetime():
            return _MARK + value.isoformat()
        case _:
            return _NULL if value is None else f"{_MARK}{value}"


def _told(fact: Fact) -> Fact:
    name, read, attribute = fact.name, fact.read, marked(fact.name.path)

    def read_told(subject: Subject) -> Value:
        told = subject.order.attributes.get(attribute)
        return read(subject) if told is None else _decoded(name, told)

    return replace(fact, read=read_told)


def _decoded(name: Name, told: Scalar) -> Value:
    if not isinstance(told, str):
        return told
    if told in (_NULL, _UNKNOWN):
        return None if told == _NULL else NOT_SUPPLIED
    text = told.removeprefix(_MARK)
    match name.kind:
        case Kind.STRINGS:
            return frozenset(text.split("\n")[1:])
        case Kind.INSTANT:
            return datetime.fromisoformat(text)
        case _:
            return text
