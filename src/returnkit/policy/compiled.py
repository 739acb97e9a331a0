"""Compiled: a policy sorted by the things its rules speak about, with every fault found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from returnkit.diagnostics import Diagnostic, Source
from returnkit.documents import Path, path_text
from returnkit.errors import DefinitionError, DocumentError, ExpressionError, FaultsError
from returnkit.expr.backends.python import compile_value
from returnkit.expr.compile import define, read, read_number
from returnkit.expr.ir import And, Compare, Comparison, Field, Kind, Literal, Node, Not, fields
from returnkit.facts import STANDARD, Declaration, Resolution, Vocabulary, declare

from .civil import midnight
from .clocks import Per
from .document import Policy, Rule, binds, offers_of
from .faults import Fault, structure_faults
from .periods import Deferral, Extension
from .search import Condition, Effect, Search
from .windows import Window


class Standing(StrEnum):
    """What a rule says about an offer's standing."""

    ALLOWED = "allowed"
    WITHHELD = "withheld"
    REFUSED = "refused"


@dataclass(frozen=True, eq=False)
class CompiledOffer:
    """One offer and the searches that decide it.

    Attributes:
        name: What rules call it.
        gives: The resolution.
        exists: The rules that put it on the table.
        standing: The rules that refuse, withhold or allow it.
        reviews: The rules that mark it for a person.
        window: The rules that give it a window.
        extends: The rules that move its closing back.
        defers: The rules that let its clock start later.
    """

    name: str
    gives: Resolution
    exists: Search[None]
    standing: Search[Standing]
    reviews: tuple[Condition, ...]
    window: Search[Window]
    extends: tuple[tuple[Condition, Extension], ...] = ()
    defers: tuple[tuple[Condition, Deferral], ...] = ()

    @property
    def is_moved(self) -> bool:
        """Whether any rule may move its window."""
        return bool(self.extends or self.defers)


class CompiledPolicy:
    """A policy ready to decide.

    Attributes:
        policy: The policy.
        vocabulary: The standard names and the declared ones.
        conditions: One a rule, same order.
        offers: In the order they first appear.
    """

    def __init__(
        self,
        policy: Policy,
        vocabulary: Vocabulary,
        nodes: Sequence[Node | None],
        amounts: Mapping[str, Node],
    ) -> None:
        self.policy, self.vocabulary, self._amounts = policy, vocabulary, dict(amounts)
        self.roots = (*vocabulary.schema.roots, ELAPSED)
        self.conditions = tuple(
            Condition(rule, number, node, self.roots, vocabulary.schema)
            for number, (rule, node) in enumerate(zip(policy.rules, nodes, strict=True))
        )
        self._searches: dict[object, Any] = {}  # Any: each search has its own kind of effect
        self.offers = tuple(self._offer(name, gives) for name, gives in offers_of(policy).items())

    @cached_property
    def names(self) -> frozenset[str]:
        """The paths that its conditions read."""
        nodes = [condition.node for condition in self.conditions if condition.node is not None]
        return frozenset(field.path for node in (*nodes, *self._amounts.values()) for field in fields(node))

    @cached_property
    def amounts(self) -> dict[str, Callable[..., int | Decimal]]:
        """The functions of computed amounts, by their text; each takes the views, and may raise."""
        return {text: compile_value(node, self.roots) for text, node in self._amounts.items()}

    def facts_of_amount(self, text: str) -> tuple[tuple[int, Field], ...]:
        """Return the facts that a computed amount reads, with the place of each one's root."""
        return tuple((self.roots.index(field.root), field) for field in fields(self._amounts[text]))

    @cached_property
    def counts_whole_orders(self) -> bool:
        """Whether a window counts from an event of the order rather than of the line."""
        return any(part.per is not Per.LINE for window in self.windows for part in (window, *window.parts))

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        """Every window of its rules, each once."""
        return tuple(dict.fromkeys(rule.within for rule in self.policy.rules if rule.within))

    def _offer(self, name: str, gives: Resolution) -> CompiledOffer:
        rules = list(enumerate(self.policy.rules))
        offering: list[tuple[int, None]] = [
            (number, None) for number, rule in rules if any(o.name == name for o in rule.offer)
        ]
        standing = [(number, said) for number, rule in rules if (said := standing_of(rule, name))]
        windows = [(number, rule.within) for number, rule in rules if rule.within and binds(rule, name)]
        bound = [(self.conditions[number], rule) for number, rule in rules if binds(rule, name)]
        return CompiledOffer(
            name,
            gives,
            self._search(offering),
            self._search(standing),
            tuple(condition for condition, rule in bound if rule.review),
            self._search(windows),
            tuple((condition, rule.extend) for condition, rule in bound if rule.extend),
            tuple((condition, rule.defer) for condition, rule in bound if rule.defer),
        )

    def _search(self, entries: Sequence[tuple[int, Effect]]) -> Search[Effect]:
        """Return the search over *entries*; offers with the same rules share one."""
        key = tuple(entries)
        if key not in self._searches:
            conditions = [self.conditions[number] for number, _ in entries]
            self._searches[key] = Search(conditions, [effect for _, effect in entries], self.roots)
        found: Search[Effect] = self._searches[key]
        return found


ELAPSED = "elapsed"
"""The root of prepared time: civil days and durations since each clock. No condition can name it."""


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


def compile_policy(policy: Policy) -> CompiledPolicy:
    """Return *policy* ready to decide; computed once for each policy object.

    Raises:
        DocumentError: With every fault, each with its path. A policy that was loaded has none.
    """
    known: CompiledPolicy | None = vars(policy).get(_KEPT)
    if known is not None:
        return known
    compiled, faults = examine(policy)
    if compiled is None:
        placed = tuple(fault.at(path=path_text(path)) for path, fault in faults)
        raise DocumentError(tuple(_without_span(fault) for fault in placed), source=Source(policy.id, ""))
    return remember(policy, compiled)


def remember(policy: Policy, compiled: CompiledPolicy) -> CompiledPolicy:
    """Keep *compiled* with the policy it was made from, and return it."""
    vars(policy)[_KEPT] = compiled
    return compiled


_KEPT: Final = "_compiled"  # beside the fields, as a cached property would be; equality looks at fields only


def _without_span(fault: Diagnostic) -> Diagnostic:
    # Built in Python there is no text to point into, only the path.
    return Diagnostic(fault.code, fault.message, fault.severity, fault.path, None, fault.help)


def examine(policy: Policy) -> tuple[CompiledPolicy | None, tuple[Fault, ...]]:
    """Return *policy* compiled and no faults, or None and all of them."""
    texts: dict[Path, str] = {
        ("rules", number, key): text
        for number, rule in enumerate(policy.rules)
        for key, text in (("when", rule.when), ("unless", rule.unless))
        if text is not None
    }
    amounts: dict[Path, tuple[str, ...]] = {
        ("rules", number, "within"): rule.within.expressions
        for number, rule in enumerate(policy.rules)
        if rule.within
    }
    vocabulary, nodes, numbers, faults = read_conditions(policy.facts, policy.define, texts, amounts)
    faults += structure_faults(policy)
    if faults:
        return None, tuple(faults)
    joined = [
        _joined(
            _placed(rule, policy),
            nodes.get(("rules", number, "when")),
            nodes.get(("rules", number, "unless")),
        )
        for number, rule in enumerate(policy.rules)
    ]
    return CompiledPolicy(policy, vocabulary, joined, numbers), ()


def _placed(rule: Rule, policy: Policy) -> Node | None:
    """Return the period of a rule as a condition on when the order was placed; None is no period."""
    if rule.placed is None:
        return None
    placed = Field("order.placed_at", Kind.INSTANT)
    first, last = rule.placed.first, rule.placed.last
    bounds: list[Node] = []
    if first is not None and (begins := _midnight(first.toordinal(), policy)):
        bounds.append(Compare(Comparison.GE, placed, Literal(begins)))
    if last is not None and (ends := _midnight(last.toordinal() + 1, policy)):
        bounds.append(Compare(Comparison.LT, placed, Literal(ends)))
    return And(tuple(bounds)) if len(bounds) > 1 else bounds[0] if bounds else None


def _midnight(day: int, policy: Policy) -> datetime | None:
    """Return when *day* begins, UTC; None at the ends of the calendar, which bound nothing."""
    try:
        return midnight(day, policy.zone)
    except OverflowError:
        return None


def read_conditions(
    facts: Mapping[str, Declaration],
    definitions: Mapping[str, str],
    texts: Mapping[Path, str],
    amounts: Mapping[Path, Sequence[str]] = MappingProxyType({}),
) -> tuple[Vocabulary, dict[Path, Node], dict[str, Node], list[Fault]]:
    """Return the vocabulary with *facts*, the checked conditions by path, amounts by text, every fault."""
    faults: list[Fault] = []
    vocabulary, names = STANDARD, {}
    try:
        vocabulary = declare(STANDARD, facts)
    except FaultsError as exc:
        faults += [(("facts", *_split(fault.path, facts)), fault) for fault in exc.faults]
    try:
        names = define(definitions, vocabulary.schema)
    except DefinitionError as exc:
        faults += [(("define", name), fault) for name, found in exc.by_name.items() for fault in found]
    # A name whose own definition or declaration is faulty is not reported again where it is used.
    broken = (
        {f"unknown name `{name}`" for name in (*definitions, *facts) if name not in names} if faults else ()
    )
    nodes: dict[Path, Node] = {}
    numbers: dict[str, Node] = {}
    for path, text in texts.items():
        try:
            nodes[path] = read(text, vocabulary.schema, names)
        except ExpressionError as exc:
            faults += [(path, fault) for fault in exc.faults if fault.message not in broken]
    for path, several in amounts.items():
        for text in several:
            try:
                numbers[text] = read_number(text, vocabulary.schema, names)
            except ExpressionError as exc:
                faults += [(path, fault) for fault in exc.faults if fault.message not in broken]
    return vocabulary, nodes, numbers, faults


def _split(path: str, facts: Mapping[str, Declaration]) -> Path:
    """Turn `item.grade.type` into the key of the document and what stands below it."""
    name = next((name for name in facts if path == name or path.startswith(name + ".")), path)
    below = path[len(name) + 1 :]
    return (name, below) if below else (name,)


def _joined(placed: Node | None, when: Node | None, unless: Node | None) -> Node | None:
    """Return the condition of a rule; None is always true."""
    if when == Literal(value=True):
        when = None
    parts = [part for part in (placed, when, None if unless is None else Not(unless)) if part is not None]
    flat = tuple(term for part in parts for term in (part.terms if isinstance(part, And) else (part,)))
    return And(flat) if len(flat) > 1 else flat[0] if flat else None
