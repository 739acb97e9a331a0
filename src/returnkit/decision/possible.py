"""Possible: the values of a fact that a policy tells apart, one of each kind it treats alike."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Final

from returnkit.expr.ir import Choices, Compare, Ends, Kind, Literal, Member, Node, Scalar, fields, walk
from returnkit.expr.schema import Name
from returnkit.facts import Reason, ReasonCatalogue
from returnkit.policy import CompiledPolicy, Condition

OTHER: Final = "something_else"
"""Stands for every text that no rule names."""

SIZES: Final = tuple(map(Decimal, (0, 1, 10, 100, 1000)))
"""Stand for a number that no rule compares with a constant."""

Stated = bool | Decimal | str
"""What somebody says when asked for a fact."""


def conditions_of(compiled: CompiledPolicy, *, internal: bool = False) -> Iterator[Condition]:
    """Yield the conditions of the policy's rules, those about the whole return last.

    Args:
        compiled: The policy.
        internal: Whether those of internal rules are among them.
    """
    found = list(compiled.conditions)
    for each in compiled.whole.conditions if compiled.whole else ():
        found += [part for part in (each.whole, each.of_any, each.of_all) if part is not None]
    yield from (each for each in found if internal or not each.is_internal)


def methods_of(compiled: CompiledPolicy, *, internal: bool = False) -> tuple[str, ...]:
    """Return the methods that the policy's rules name, in their order.

    Args:
        compiled: The policy.
        internal: Whether those that only internal rules name are among them.
    """
    rules = (rule for rule in compiled.policy.rules if internal or not rule.internal)
    return tuple(dict.fromkeys(method for rule in rules for method in (*rule.by, *rule.not_by)))


def literals(compiled: CompiledPolicy, path: str, *, internal: bool = False) -> tuple[Scalar, ...]:
    """Return the constants that conditions compare the fact *path* with, in the order written."""
    found: dict[Scalar, None] = {}
    for condition in conditions_of(compiled, internal=internal):
        if condition.node is not None:
            found |= dict.fromkeys(constants_of(condition.node, path))
    return tuple(found)


def constants_of(node: Node, path: str) -> Iterator[Scalar]:
    """Yield the constants that *node* compares the fact *path* with, in the order written."""
    for asked in walk(node):
        if isinstance(asked, Compare | Member | Ends) and any(f.path == path for f in fields(asked)):
            for part in walk(asked):
                if isinstance(part, Literal):
                    yield part.value
                elif isinstance(part, Choices):
                    yield from part.values


def possible_values(
    compiled: CompiledPolicy, name: Name, at: datetime, *, internal: bool = False
) -> tuple[Stated, ...]:
    """Return values of *name*, so that every one there is is treated as one of these.

    Args:
        compiled: The policy.
        name: A fact that somebody can state.
        at: When it is asked: reasons can be chosen from the first day to the last.
        internal: Whether what only internal rules tell apart counts.
    """
    if name.kind is Kind.BOOLEAN:
        return (True, False)
    if name.values:
        return name.values
    known = literals(compiled, name.path, internal=internal)
    if name.kind is Kind.NUMBER:
        return _numbers(name, [value for value in known if isinstance(value, Decimal)])
    texts = [value for value in known if isinstance(value, str)]
    if name.path == "request.reason":
        return _reasons(compiled, texts, at)
    if name.path == "request.method":
        methods = methods_of(compiled, internal=internal)
        return tuple(dict.fromkeys((*methods, *texts))) or (str(name.typical),)
    return (*dict.fromkeys(texts), OTHER)


def _numbers(name: Name, known: list[Decimal]) -> tuple[Decimal, ...]:
    """Return each constant with its neighbours, inside the name's bounds, least first.

    Where a number is only counted with, it is some of every size.
    """
    step = Decimal(1).scaleb(-(name.scale or 0))
    near = {value + by for value in known for by in (-step, Decimal(0), step)} or set(SIZES)
    return tuple(sorted(filter(name.allows, near)))


def _reasons(compiled: CompiledPolicy, texts: list[str], at: datetime) -> tuple[str, ...]:
    """Return one reason of each kind: by its code where a rule names it, by its group and fault elsewhere."""
    kinds: dict[object, str] = {}
    names, catalogue = compiled.names, compiled.vocabulary.reasons
    for code in (*(reason.code for reason in reasons_at(catalogue, at)), *texts):
        kind: tuple[object, ...] = (
            code if code in texts else None,
            catalogue.group(code) if "request.reason_parent" in names else None,
            catalogue.fault(code) if "request.fault" in names else None,
        )
        kinds.setdefault(kind, code)
    return tuple(kinds.values())


def reasons_at(catalogue: ReasonCatalogue, at: datetime) -> tuple[Reason, ...]:
    """Return the reasons of *catalogue* that can be chosen at *at*, without the groups above them."""
    active = catalogue.active(at)
    above = {reason.parent for reason in active}
    return tuple(reason for reason in active if reason.code not in above)
