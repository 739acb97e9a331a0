"""Domain: what can be told of a situation under a policy, and the values that the policy tells apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Final, TypeAlias

from returnkit.decision.possible import conditions_of
from returnkit.expr.ir import Choices, Literal, Node, fields, walk
from returnkit.expr.schema import is_unknown
from returnkit.facts import NOT_SUPPLIED
from returnkit.policy import ClockName, CompiledPolicy, Counted, Limit, Policy, Rule, compile_policy
from returnkit.situations import UNKNOWN, After, Given, key_of, spread

Values: TypeAlias = Mapping[str, Sequence[Given]]
"""Values to choose from, by key; the first is the simplest."""

_OF_TOTALS: Final = {"accepted.value": "item.unit_paid", "accepted.quantity": "item.quantity"}
"""By which key a total of the whole return comes to a constant."""
_LAST: Final = time(23, 59, 59, 999_999)
_EVENTS: Final[Values] = {
    "shipment": (After(0, "days", "order"), UNKNOWN),
    "delivery": (
        After(2, "days", "shipment", time(0)),
        After(2, "days", "shipment", _LAST),
        After(0, "hours", "order"),
        UNKNOWN,
    ),
    "invoice": (After(1, "days", "order"), After(9, "days", "order"), UNKNOWN),
    "last_scan": (After(1, "days", "shipment"), UNKNOWN),
    "ready": (After(1, "days", "shipment"), UNKNOWN),
    "collection": (After(3, "days", "shipment"), UNKNOWN),
}
"""When an event may be, beside when it typically is."""
_KEYS: Final = {
    "shipment": "order.shipped_at",
    "delivery": "order.delivered_at",
    "invoice": "order.invoiced_at",
    "last_scan": "order.last_scan_at",
    "ready": "order.ready_at",
    "collection": "order.collected_at",
}
_BESIDE: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Domain:
    """What can be told under one policy.

    Attributes:
        groups: The keys that belong together, with values: of each rule those it reads and what it
            demands, then the events that windows count from. Never empty, and no group is.
        doubts: The keys that can be unknown.
    """

    groups: tuple[Values, ...]
    doubts: tuple[str, ...]

    def of(self, keys: Iterable[str]) -> Domain:
        """Return what is told under *keys* only."""
        kept = frozenset(keys)
        found = ({key: group[key] for key in group if key in kept} for group in self.groups)
        return Domain(
            tuple(group for group in found if group), tuple(key for key in self.doubts if key in kept)
        )

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys, each once."""
        return tuple(dict.fromkeys(key for group in self.groups for key in group))


def domain(policy: Policy) -> Domain:
    """Return what can be told under *policy*.

    Raises:
        DocumentError: The policy has faults.
    """
    compiled, told = compile_policy(policy), spread(policy)
    by_rule: dict[str, dict[str, Sequence[Given]]] = {rule.id: {} for rule in policy.rules}
    for condition in conditions_of(compiled, internal=True):
        if condition.node is not None:
            by_rule[condition.rule] |= _read(condition.node, told)
    for rule in policy.rules:
        by_rule[rule.id] |= dict(_demanded(rule, compiled))
    groups = [*by_rule.values(), *({_KEYS[e]: _EVENTS[e]} for e in compiled.events if e in _EVENTS)]
    groups = [group for group in groups if group]
    keys = dict.fromkeys(key for group in groups for key in group)
    return Domain(tuple(groups), tuple(key for key in keys if _can_be_unknown(policy, key)))


def _can_be_unknown(policy: Policy, key: str) -> bool:
    found = key_of(policy, key)
    return found is not None and found.can_be_unknown


def _read(node: Node, told: Values) -> Iterator[tuple[str, Sequence[Given]]]:
    """Yield what a condition reads, with the values that it can tell apart itself."""
    constants = frozenset(_constants(node))
    for field in fields(node):
        if (key := _OF_TOTALS.get(field.path)) is not None:
            step = Decimal("0.01") if key == "item.unit_paid" else Decimal(1)
            amounts = sorted(value for value in constants if isinstance(value, Decimal) and value > step)
            yield key, tuple(value + by for value in amounts for by in (Decimal(0), -step, step))
        elif field.path in told:
            values = told[field.path]
            near = [value for value in values[1:] if _is_near(value, constants)]
            yield field.path, (values[0], *near)


def _constants(node: Node) -> Iterator[object]:
    for part in walk(node):
        if isinstance(part, Literal):
            yield part.value
        elif isinstance(part, Choices):
            yield from part.values


def _is_near(value: Given, constants: frozenset[object]) -> bool:
    """Return whether *value* is one of *constants* or beside one, or of a kind that has no neighbours."""
    match value:
        case bool():
            return True
        case Decimal():
            numbers = [each for each in constants if isinstance(each, Decimal)]
            return not numbers or any(abs(value - each) <= 1 for each in numbers)
        case datetime():
            return any(isinstance(each, datetime) and abs(value - each) <= _BESIDE for each in constants)
        case str():
            texts = [each for each in constants if isinstance(each, str)]
            return not texts or value in constants or value == "something_else"
        case frozenset():
            return not value or bool(value & constants)
        case _:
            return True


def _demanded(rule: Rule, compiled: CompiledPolicy) -> Iterator[tuple[str, Sequence[Given]]]:
    """Yield what a rule is about beside its conditions: amounts, evidence, limits, doors and sets."""
    for _, text in rule.expressions:
        for _, field in compiled.facts_of_amount(text):
            yield field.path, tuple(map(Decimal, (1, 0, 7, 30))) if field.kind == "number" else ()
    for wanted in rule.ask.evidence if rule.ask else ():
        counts = (wanted.least, wanted.least - 1, *((wanted.most, wanted.most + 1) if wanted.most else ()))
        yield f"evidence.{wanted.name}", tuple(map(Decimal, counts))
    for question in rule.ask.questions if rule.ask else ():
        yield f"answers.{question.name}", ("An answer.",)
    if rule.limit:
        yield from _limited(rule.limit)
    if rule.by or rule.not_by:
        yield "request.method", (*rule.by, *rule.not_by, "by_hand", UNKNOWN)
    if rule.whole:
        yield "item.is_returned_in_full", (True, False)
        yield "request.is_bundle_complete", (True, False)


def _limited(limit: Limit) -> Iterator[tuple[str, Sequence[Given]]]:
    family = "counters" if limit.of is Counted.CUSTOMER else "household_counters"
    past = sorted({max(limit.units + by, 0) for by in (-1, 0, 1)})
    yield f"{family}.{limit.counter}", tuple(map(Decimal, past))
    yield "item.quantity", tuple(map(Decimal, (1, limit.units or 1, limit.units + 1)))
