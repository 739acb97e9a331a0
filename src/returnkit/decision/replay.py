"""Replay: the traced twin asked again on the same facts, and what became of every rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from returnkit.errors import ReplayError
from returnkit.expr.backends.kleene import Truth as Value
from returnkit.expr.backends.printer import to_text
from returnkit.expr.backends.python import LOWERINGS, is_leaf, leaves
from returnkit.expr.ir import And, If, Named, Node, Or, children, fields, walk
from returnkit.expr.schema import Unknown, is_unknown
from returnkit.ids import RuleId
from returnkit.policy import NOBODY, CompiledPolicy, Condition, Search, compile_policy

from .about import about_of
from .decide import decide
from .explanation import FactRead, Leaf, Outcome, RuleExplanation, Truth
from .floors import floors_of
from .prepare import Prepared, prepare
from .values import Decision, ItemDecision

_NOT_REACHED: Final = Unknown("not_reached")
_AS_MADE: Final = "explain a decision as `decide` made it"

Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Replay:
    """One item, decided again with every condition traced.

    Attributes:
        compiled: The policy.
        prepared: The facts.
        item: The decision, the same as the first time; of a floor, with its own offers only.
        rules: What became of every rule about items, in document order.
        floors: The same for each floor of the policy.
    """

    compiled: CompiledPolicy
    prepared: Prepared
    item: ItemDecision
    rules: tuple[RuleExplanation, ...]
    floors: tuple[Replay, ...] = ()


def replay(decision: Decision, item: ItemDecision) -> Replay:
    """Return *item* of *decision* decided again.

    Raises:
        ReplayError: The answer is another one, or the traces say otherwise.
    """
    return next(each for each in replays(decision, (item,)))


def replays(decision: Decision, items: Sequence[ItemDecision]) -> Iterator[Replay]:
    """Yield *items* of *decision* decided again.

    Raises:
        ReplayError: The answer is another one, or the traces say otherwise.
    """
    given = (decision.policy, decision.order, decision.request)
    again = decide(*given, at=decision.at, history=decision.history, inspections=decision.inspections)
    if _of_return(again) != _of_return(decision):
        message = "the decision about the return is not what its policy says on its facts"
        raise ReplayError(message, help=_AS_MADE)
    floors = floors_of(decision.policy, decision.order) if decision.policy.floor else ()
    for item in items:
        if item not in again.items:
            message = f"the decision about line `{item.line_id}` is not what its policy says on its facts"
            raise ReplayError(message, help=_AS_MADE)
        own = _replay(decision, item, compile_policy(decision.policy))
        yield replace(own, floors=tuple(_of_floor(decision, item, each) for each in floors))


def _of_return(decision: Decision) -> object:
    return decision.terms, decision.approval, decision.approved_by


def _of_floor(decision: Decision, item: ItemDecision, floor: CompiledPolicy) -> Replay:
    """Return *item* with the offers of *floor* only, decided again by it."""
    id = floor.policy.id
    granted = replace(item, offers=tuple(offer for offer in item.offers if offer.floor == id))
    again = _replay(decision, granted, floor)
    return replace(again, rules=tuple(replace(rule, floor=id) for rule in again.rules))


def _replay(decision: Decision, item: ItemDecision, compiled: CompiledPolicy) -> Replay:
    place = item.place
    found = decision.inspections[place] if place < len(decision.inspections) else None
    order, request, at = decision.order, decision.request, decision.at
    asked = request.items[place]
    prepared = prepare(compiled, order, asked, request, at, history=decision.history, inspection=found)
    views = prepared.views
    traces = {condition.number: condition.trace(views) for condition in compiled.conditions}
    truths = {each.number: _counted(each, traces[each.number][0], views) for each in compiled.conditions}
    for search in _searches(compiled, item):
        if tuple(_positions(search, truths)) != search.positions(views):
            raise ReplayError(f"the traces of line `{item.line_id}` differ from its decision")
    deciders = _deciders(compiled, item, truths)
    rules = tuple(
        _explained(compiled, each, traces[each.number], truths[each.number], deciders[each.number], views)
        for each in compiled.conditions
    )
    return Replay(compiled, prepared, item, rules)


def _counted(condition: Condition, truth: Value, views: Sequence[object]) -> Value:
    """Return *truth*; where only the inspection can tell, it counts as false."""
    return False if is_unknown(truth) and condition.is_subject(views) else truth


def _searches(compiled: CompiledPolicy, item: ItemDecision) -> Iterator[Search[Any]]:
    """Yield the searches that the decision about *item* rests on, each once."""
    on_table = {offer.name for offer in item.offers}
    found: dict[int, Search[Any]] = {}
    for offer in compiled.offers:
        found[id(offer.exists)] = offer.exists
        if offer.name in on_table or not on_table:
            found[id(offer.standing)] = offer.standing
        if offer.name in on_table:
            for search in (offer.window, *_by_key(offer.asks), *_by_key(offer.limits), *_by_key(offer.terms)):
                found[id(search)] = search
    doors = (compiled.door(method) for method in compiled.methods)
    for search in (*_by_key(compiled.groups), *doors):
        found[id(search)] = search
    yield from found.values()


def _by_key(searches: Iterable[tuple[Any, Search[Any]]]) -> Iterator[Search[Any]]:
    yield from (search for _, search in searches)


def _positions(search: Search[Any], truths: Mapping[int, Value]) -> Iterator[int]:
    """Yield the positions that may decide, as `Search.positions` does, from the traces."""
    for position, condition in enumerate(search.conditions):
        truth = truths[condition.number]
        if truth is not False:
            yield position
        if truth is True:
            return
    yield NOBODY


def _deciders(
    compiled: CompiledPolicy, item: ItemDecision, truths: Mapping[int, Value]
) -> dict[int, set[int]]:
    """Return for each rule the rules that decide, or may decide, the things it speaks about."""
    deciders: dict[int, set[int]] = {each.number: set() for each in compiled.conditions}
    for search in _searches(compiled, item):
        speaking = _speaking(search, truths)
        for condition in search.conditions:
            deciders[condition.number] |= speaking
    marks = {rule for offer in item.offers for rule in offer.reviewed_by}
    on_table = {offer.name for offer in item.offers}
    for offer in compiled.offers:
        for condition, _ in (*offer.extends, *offer.defers) if offer.name in on_table else ():
            if truths[condition.number] is not False:
                deciders[condition.number].add(condition.number)
    for offer in compiled.offers:
        for review in offer.reviews:
            deciders[review.number] |= (
                {review.number} if review.rule in marks else _speaking(offer.standing, truths)
            )
    return deciders


def _speaking(search: Search[Any], truths: Mapping[int, Value]) -> set[int]:
    return {
        search.conditions[position].number for position in _positions(search, truths) if position != NOBODY
    }


def _explained(
    compiled: CompiledPolicy,
    condition: Condition,
    trace: tuple[Value, tuple[Value | None, ...]],
    truth: Value,
    deciders: set[int],
    views: Sequence[object],
) -> RuleExplanation:
    rules = compiled.policy.rules
    outcome = outcome_of(truth, condition.number, deciders)
    names: tuple[RuleId, ...] = ()
    if outcome is Outcome.NOT_NEEDED:
        names = tuple(rules[number].id for number in sorted(deciders))
    return RuleExplanation(
        rule=condition.rule,
        is_internal=condition.is_internal,
        condition=None if condition.node is None else to_text(condition.node),
        outcome=outcome,
        leaves=tuple(leaves_of(condition, trace[1], views)),
        decided_by=names,
        awaits_inspection=is_unknown(trace[0]) and truth is False,
        about=about_of(rules[condition.number]),
    )


def outcome_of(truth: Value, number: int, deciders: set[int]) -> Outcome:
    """Return what became of the rule *number* whose condition is *truth*, by what *deciders* decide."""
    if truth is False:
        return Outcome.SILENT
    if number not in deciders:
        return Outcome.NOT_NEEDED
    return Outcome.SPOKE if truth is True else Outcome.UNKNOWN


def leaves_of(
    condition: Condition, values: Sequence[Value | None], views: Sequence[object]
) -> Iterator[Leaf]:
    """Yield the leaves of *condition* with their *values*; one that is None was not asked."""
    if condition.node is None:
        return
    roots = {field.path: root for root, field in condition.fields}
    found = list(leaves(condition.node))
    truths = {
        path: _NOT_REACHED if value is None else value for (path, _), value in zip(found, values, strict=True)
    }
    deciding = set(_deciding(condition.node, (), truths))
    for path, leaf in found:
        facts = tuple(
            fact_of(field.path, getattr(views[roots[field.path]], field.attribute)) for field in fields(leaf)
        )
        names = tuple((each.name, to_text(each.body)) for each in walk(leaf) if isinstance(each, Named))
        yield Leaf(path, to_text(leaf), _truth(truths[path]), facts, path in deciding, names)


def fact_of(path: str, value: Any) -> FactRead:  # Any: whatever a fact can be
    """Return the fact *path* as it was read."""
    return FactRead(path, None, value.code) if is_unknown(value) else FactRead(path, value)


def _truth(value: Value) -> Truth:
    if value is _NOT_REACHED:
        return Truth.NOT_REACHED
    if is_unknown(value):
        return Truth.UNKNOWN
    return Truth.TRUE if value else Truth.FALSE


def _deciding(node: Node, path: Path, truths: Mapping[Path, Value]) -> Iterator[Path]:
    """Yield the leaves from which the truth of *node* follows."""
    below = [(child, (*path, number)) for number, child in enumerate(children(node))]
    match node:
        case _ if is_leaf(node):
            yield path
            return
        case And() | Or():
            # One false term decides `and`, one true term `or`; otherwise all do that are as the whole is.
            alone = isinstance(node, Or)
            values = [_value(child, at, truths) for child, at in below]
            first = next((part for part, value in zip(below, values, strict=True) if value is alone), None)
            if first is not None:
                below = [first]
            elif any(map(is_unknown, values)):
                below = [part for part, value in zip(below, values, strict=True) if is_unknown(value)]
        case If():
            test = _value(*below[0], truths)
            if not is_unknown(test):
                below = [below[0], below[1 if test else 2]]
    for child, at in below:
        yield from _deciding(child, at, truths)


def _value(node: Node, path: Path, truths: Mapping[Path, Value]) -> Value:
    """Return the truth of *node* from those of its leaves."""
    joins = LOWERINGS[type(node)].joins
    if joins is None:
        return truths[path]
    return joins(*(_value(child, (*path, number), truths) for number, child in enumerate(children(node))))
