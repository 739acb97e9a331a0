"""Examine: a policy checked as a whole and made ready to decide."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Final

from returnkit.diagnostics import Diagnostic, Source
from returnkit.documents import Path, path_text
from returnkit.errors import DefinitionError, DocumentError, ExpressionError, FaultsError
from returnkit.expr.compile import define, read, read_number
from returnkit.expr.ir import And, Compare, Comparison, Field, Kind, Literal, Node, Not, fields
from returnkit.expr.schema import Schema
from returnkit.facts import TOTALS, Declaration, Vocabulary, declare

from .civil import midnight
from .compiled import CompiledPolicy
from .document import Fault, Policy
from .faults import structure_faults
from .floors import base_fault, floor_faults
from .rules import Rule
from .things import fees_of_return, is_of_return
from .whole import RuleNodes

CONDITIONS: Final = ("when", "unless", "when_any", "when_all")
"""The keys of a rule that hold conditions."""


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


def holding(policy: Policy, number: int, *, truth: bool) -> Policy:
    """Return a copy of *policy* in which the rule at the place *number* always or never applies.

    What hangs on a rule shows where the copy decides otherwise. The copy says in its fields what *policy*
    says, and is for deciding only.

    Raises:
        DocumentError: The policy has faults.
    """
    copy = policy.model_copy()
    remember(copy, compile_policy(policy).holding(copy, number, truth=truth))
    return copy


def raised(policy: Policy, number: int, *, above: int) -> Policy:
    """Return a copy of *policy* in which the rule at *number* stands right above the one at *above*.

    For deciding only, as in `holding`.

    Raises:
        DocumentError: The policy has faults.
    """
    places = [place for place in range(len(policy.rules)) if place != number]
    places.insert(places.index(above), number)
    copy = policy.model_copy(update={"rules": tuple(policy.rules[place] for place in places)})
    remember(copy, compile_policy(policy).reordered(copy, places))
    return copy


_KEPT: Final = "_compiled"  # beside the fields, as a cached property would be; equality looks at fields only


def _without_span(fault: Diagnostic) -> Diagnostic:
    # Built in Python there is no text to point into, only the path.
    return Diagnostic(fault.code, fault.message, fault.severity, fault.path, None, fault.help)


def examine(
    policy: Policy, *, known: Collection[str] = ()
) -> tuple[CompiledPolicy | None, tuple[Fault, ...]]:
    """Return *policy* compiled and no faults, or None and all of them.

    Args:
        policy: The policy.
        known: Names of the policies at hand when it was loaded, for those it names in vain.
    """
    if policy.base is not None:
        return None, ((("base",), base_fault(policy.base, known)),)  # without it nothing can be judged
    texts: dict[Path, str] = {
        ("rules", number, key): text
        for number, rule in enumerate(policy.rules)
        for key in CONDITIONS
        if (text := getattr(rule, key)) is not None
    }
    amounts: dict[Path, tuple[str, ...]] = {}
    for number, rule in enumerate(policy.rules):
        for effect, text in rule.expressions:
            path: Path = ("rules", number, effect)
            amounts[path] = (*amounts.get(path, ()), text)
    vocabulary, nodes, numbers, faults = read_conditions(
        policy.vocabulary, policy.facts, policy.define, texts, amounts
    )
    faults += structure_faults(policy)
    faults += floor_faults(policy, known)
    faults += _inside_floors(policy)
    faults += _scope_faults(policy, vocabulary, nodes, numbers)
    if faults:
        return None, tuple(faults)
    joined = [
        RuleNodes(
            _joined(
                _placed(rule, policy),
                nodes.get(("rules", number, "when")),
                nodes.get(("rules", number, "unless")),
            ),
            nodes.get(("rules", number, "when_any")),
            nodes.get(("rules", number, "when_all")),
        )
        for number, rule in enumerate(policy.rules)
    ]
    return CompiledPolicy(policy, vocabulary, joined, numbers), ()


def _inside_floors(policy: Policy) -> Iterator[Fault]:
    """Yield what is wrong inside the floors of *policy*; one without faults is made ready to decide."""
    for number, floor in enumerate(policy.floor):
        if isinstance(floor, str) or _KEPT in vars(floor):
            continue
        compiled, faults = examine(floor)
        if compiled is not None:
            remember(floor, compiled)
        yield from ((("floor", number, *path), fault) for path, fault in faults)


_TOTALS: Final = frozenset(name.path for name in TOTALS)


def _scope_faults(
    policy: Policy, vocabulary: Vocabulary, nodes: Mapping[Path, Node], numbers: Mapping[str, Node]
) -> Iterator[Fault]:
    """Yield what a rule reads and cannot: of items in a rule about the return, or the other way round."""
    fees = fees_of_return(policy)
    read = list(nodes.items())
    for place, rule in enumerate(policy.rules):
        read += [(("rules", place, key), numbers[t]) for key, t in rule.expressions if t in numbers]
    for path, node in read:
        _, number, key = path
        is_asked_of_items = key in ("when_any", "when_all")
        if is_of_return(policy.rules[int(number)], fees) and not is_asked_of_items:
            yield from ((path, fault) for fault in _items_read(node, vocabulary))
        else:
            yield from ((path, fault) for fault in _totals_read(node))


def _items_read(node: Node, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    for field in fields(node):
        if field.path not in _TOTALS and vocabulary.is_of_item(field.path):
            message = f"`{field.path}` may differ from item to item, and the rule is about the whole return"
            help_ = "say `when_any` for some accepted item, or `when_all` for every one"
            yield Diagnostic("policy.item_in_return", message, help=help_)


def _totals_read(node: Node) -> Iterator[Diagnostic]:
    for field in fields(node):
        if field.path in _TOTALS:
            message = f"`{field.path}` is not known before every item is judged"
            help_ = "only rules about the whole return read it, in `when` and `unless`"
            yield Diagnostic("policy.total_in_item", message, help=help_)


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
    vocabulary: Vocabulary,
    facts: Mapping[str, Declaration],
    definitions: Mapping[str, str],
    texts: Mapping[Path, str],
    amounts: Mapping[Path, Sequence[str]] = MappingProxyType({}),
) -> tuple[Vocabulary, dict[Path, Node], dict[str, Node], list[Fault]]:
    """Return *vocabulary* with *facts*, the checked conditions by path, amounts by text, every fault."""
    faults: list[Fault] = []
    names = {}
    try:
        vocabulary = declare(vocabulary, facts)
    except FaultsError as exc:
        faults += [(("facts", *_split(fault.path, facts)), fault) for fault in exc.faults]
    schema = Schema((*vocabulary.schema, *TOTALS))
    try:
        names = define(definitions, schema)
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
            nodes[path] = read(text, schema, names)
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
