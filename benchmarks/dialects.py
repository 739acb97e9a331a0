"""Dialects: the conditions of a policy in the languages of other engines, made from the checked trees.

Each engine is given what it is fastest at, for nothing: whole numbers instead of decimals and instants, an
empty text for null, a prefix instead of a pattern, and time since each event already computed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from returnkit.decision.values import Reason, ReasonCode
from returnkit.expr.ir import (
    And,
    Arithmetic,
    Choices,
    Coalesce,
    Compare,
    Field,
    Literal,
    Matches,
    Member,
    Node,
    Not,
    Operation,
    Or,
)
from returnkit.policy import CompiledPolicy, Window

from .measure import Views
from .policies import fast

_SCALE: Final = 100  # makes amounts and percents whole
_WHOLE: Final = ("item.quantity", "item.quantity_ordered")
_ROOTS: Final = ("order", "item", "customer", "request")
_CLOCKS: Final = ("delivery", "delivery_days", "order_days", "shipment_days")


@dataclass(frozen=True, slots=True)
class Dialect:
    """How one engine writes each part of a condition."""

    fact: str
    both: str
    either: str
    negation: str
    choice: str
    listed: str
    tagged: str
    begins: str

    def write(self, node: Node) -> str:
        """Return the text of *node*."""
        match node:
            case And(terms):
                return f"({self.both.join(map(self.write, terms))})"
            case Or(terms):
                return f"({self.either.join(map(self.write, terms))})"
            case Not(operand):
                return self.negation.format(self.write(operand))
            case Field():
                return self.fact.format(node.root, node.attribute)
            case Arithmetic(Operation.MULTIPLY, left, right):
                return f"{self.write(left)} * {self.write(right)}"
            case Compare(comparison, left, Literal(value)):
                path = left.path if isinstance(left, Field) else ""
                return f"{self.write(left)} {comparison.value} {json.dumps(plain(path, value))}"
            case Compare(comparison, left, right):
                return f"{self.write(left)} {comparison.value} {self.write(right)}"
            case Coalesce(value, Literal("")):
                return self.write(value)
            case Coalesce(value, Literal(str() as fallback)):
                text = self.write(value)
                return self.choice.format(f'{text} == ""', json.dumps(fallback), text)
            case Member(item, Choices(values)):
                return self.listed.format(self.write(item), json.dumps(values))
            case Member(Literal(str() as tag), tags):
                return self.tagged.format(json.dumps(tag), self.write(tags))
            case Matches(operand, "CUST-[0-9]"):
                return self.begins.format(self.write(operand), "CUST-")
        raise TypeError(f"no text for {node!r}")

    def inside(self, window: Window) -> str:
        """Return the text that *window* is open."""
        if window.hours is not None:
            return f"{self.fact.format('elapsed', window.of)} < {3600 * window.hours}"
        return f"{self.fact.format('elapsed', f'{window.of}_days')} <= {window.days}"


ZEN: Final = Dialect(
    fact="{0}_{1}",
    both=" and ",
    either=" or ",
    negation="not ({0})",
    choice="({0} ? {1} : {2})",
    listed="{0} in {1}",
    tagged="{0} in {1}",
    begins='startsWith({0}, "{1}")',
)
CEL: Final = Dialect(
    fact="{0}_{1}",
    both=" && ",
    either=" || ",
    negation="!({0})",
    choice="({0} ? {1} : {2})",
    listed="{0} in {1}",
    tagged="{0} in {1}",
    begins='{0}.startsWith("{1}")',
)
CEDAR: Final = Dialect(
    fact="principal.{0}_{1}",
    both=" && ",
    either=" || ",
    negation="!({0})",
    choice="(if {0} then {1} else {2})",
    listed="{1}.contains({0})",
    tagged="{1}.contains({0})",
    begins='{0} like "{1}*"',
)


def plain(path: str, value: Any) -> Any:  # Any: whatever a view holds, and JSON
    """Return a fact as the other engines are given it."""
    match value:
        case None:
            return ""
        case bool() | str():
            return value
        case frozenset():
            return sorted(value)
        case datetime():
            return int(value.timestamp())
        case timedelta():
            return int(value.total_seconds())
        case _:
            return int(value) if path in _WHOLE else int(value * _SCALE)


def facts(compiled: CompiledPolicy, views: Views) -> dict[str, Any]:
    """Return the facts that the policy reads, and the time since each event."""
    by_root: Mapping[str, Any] = dict(zip(_ROOTS, views, strict=False))
    found = {}
    for path in sorted(compiled.names):
        root, _, attribute = path.partition(".")
        found[f"{root}_{attribute}"] = plain(path, getattr(by_root[root], attribute))
    elapsed = views[-1]
    found |= {f"elapsed_{clock}": getattr(elapsed, clock) for clock in _CLOCKS[1:]}
    return found | {"elapsed_delivery": plain("", elapsed.delivery)}


@dataclass(frozen=True, slots=True)
class Step:
    """One rule as a step of a first-match list.

    Attributes:
        condition: When it applies; None is always.
        answer: The number of the answer then; of a window, when it has closed. While open it is 0.
        window: The window it gives, or None.
    """

    condition: Node | None
    answer: int
    window: Window | None = None


def steps(compiled: CompiledPolicy) -> list[Step]:
    """Return the whole verdict as one first-match list: nothing offered, refusals, windows."""
    return list(_steps(compiled))


def _steps(compiled: CompiledPolicy) -> Iterator[Step]:
    answers = {answer.reason: number for number, answer in enumerate(fast(compiled).answers)}
    offering: Sequence[Node] = [
        node
        for node in dict.fromkeys(c.fast for offer in compiled.offers for c in offer.exists.conditions)
        if node is not None
    ]
    yield Step(Not(Or(tuple(offering))), answers[Reason(ReasonCode.NOTHING_OFFERED, None)])
    offer = compiled.offers[0]
    for condition in offer.standing.conditions:
        yield Step(condition.fast, answers[Reason(ReasonCode.REFUSED, condition.rule)])
    for condition, window in zip(offer.window.conditions, offer.window.effects, strict=True):
        yield Step(condition.fast, answers[Reason(ReasonCode.WINDOW, condition.rule)], window)
