"""Index: the first true condition of thousands, by masks of the ones still possible.

For each indexed field a table gives the set of conditions its value leaves possible, as the bits of an
integer; a few AND operations leave the candidates, of which only the parts that no table covers are
asked. The method is Lucent's bit-vector classification.
Source: Lakshman and Stiliadis, "High-speed policy-based packet forwarding", SIGCOMM 1998.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from ..ir import And, Comparison, Field, Node, Scalar
from .bounds import Bound
from .python import LOWERINGS, Builder, compile_predicate, name

CROSSOVER: Final = 40
"""From how many conditions on an index is faster than asking one after the other (measured)."""

# Nanoseconds, measured: what a step costs, to judge which tables pay.
_CHOOSING: Final = 30.0
_RANGING: Final = 250.0
_ASKING: Final = 200.0
_AND: Final = 1 / 60  # for each bit of a mask

_MAX_CUTS: Final = 4096  # more constants than this on one field cost more memory than they save time


def compile_indexed(nodes: Sequence[Node | None], roots: Sequence[str]) -> Callable[..., int]:
    """Return a function that gives the number of the first true condition, or -1.

    A condition that is None is always true. It raises where a candidate's remaining part raises, or
    where an indexed field is not known.
    """
    bounded = [[(part, LOWERINGS[type(part)].bound(part)) for part in _conjuncts(node)] for node in nodes]
    tables = _choose(bounded, len(nodes))
    residual: list[Callable[..., bool] | None] = []
    for parts in bounded:
        rest = [part for part, bound in parts if bound is None or _key(bound) not in tables]
        residual.append(_predicate(rest, roots))
    return _assemble(tables, residual, roots)


_Key = tuple[str, bool]
_Bounds = list[tuple[int, Bound]]


@dataclass(frozen=True, slots=True)
class _Table:
    """What each value of one field leaves possible.

    Attributes:
        field: The field.
        look_up: From a value to the conditions that it leaves possible, as bits.
        others: For choices: what a value leaves possible that no condition names; None for ranges.
        share: How much of all conditions a value leaves, on average.
        cost: What a look-up costs, in nanoseconds.
    """

    field: Field
    look_up: Callable[..., int]
    others: int | None
    share: float
    cost: float


def _conjuncts(node: Node | None) -> tuple[Node, ...]:
    if node is None:
        return ()
    return node.terms if isinstance(node, And) else (node,)


def _key(bound: Bound) -> _Key:
    return bound.field.path, bound.order is not None


def _choose(bounded: list[list[tuple[Node, Bound | None]]], count: int) -> dict[_Key, _Table]:
    """Return the tables that pay: each spares more candidates than it costs, best first."""
    asked: dict[_Key, _Bounds] = {}
    # INVARIANT (the first condition is the highest bit): the length of a number tells that one at once.
    for bit, parts in enumerate(reversed(bounded)):
        for _, bound in parts:
            if bound:
                asked.setdefault(_key(bound), []).append((bit, bound))
    tables = {key: table for key, bounds in asked.items() if (table := _table(key, bounds, count))}
    chosen: dict[_Key, _Table] = {}
    candidates, asking = float(count), _ASKING + count * _AND

    def gain(key: _Key) -> float:
        return candidates * (1 - tables[key].share) * asking - tables[key].cost

    while tables and gain(best := max(tables, key=gain)) > 0:
        chosen[best] = tables.pop(best)
        candidates *= chosen[best].share
    return chosen


def _table(key: _Key, bounds: _Bounds, count: int) -> _Table | None:
    """Return the table of the field that *bounds* speak about; None when it would be too large."""
    if len({value for _, bound in bounds for value in bound.values}) > _MAX_CUTS:
        return None
    everyone, field, (_, is_range) = (1 << count) - 1, bounds[0][1].field, key
    if is_range:
        cuts, cells = _range_masks(bounds, everyone)
        return _Table(field, _cell_of(cuts, cells), None, _share(cells, count), _RANGING + count * _AND)
    by_value, others = _choice_masks(bounds, everyone)
    share = _share([*by_value.values(), others], count)
    return _Table(field, by_value.get, others, share, _CHOOSING + count * _AND)


def _share(masks: Sequence[int], count: int) -> float:
    return sum(mask.bit_count() for mask in masks) / (len(masks) * count)


def _predicate(parts: list[Node], roots: Sequence[str]) -> Callable[..., bool] | None:
    if not parts:
        return None
    return compile_predicate(parts[0] if len(parts) == 1 else And(tuple(parts)), roots)


def _assemble(
    tables: dict[_Key, _Table], residual: list[Callable[..., bool] | None], roots: Sequence[str]
) -> Callable[..., int]:
    build = Builder(roots)
    masks: list[ast.expr] = []
    for table in tables.values():
        given = [build.value(table.field)]
        if table.others is not None:
            given.append(build.constant(table.others))
        masks.append(ast.Call(build.constant(table.look_up, object()), given, []))
    possible: ast.expr = masks[0] if masks else build.constant((1 << len(residual)) - 1)
    for mask in masks[1:]:
        possible = ast.BinOp(possible, ast.BitAnd(), mask)
    search = ast.Call(build.constant(_first_of(residual), object()), [possible, *map(name, roots)], [])
    return build.function("indexed", [ast.Return(search)])


def _first_of(residual: list[Callable[..., bool] | None]) -> Callable[..., int]:
    last = len(residual) - 1

    def first(possible: int, *facts: Any) -> int:  # Any: the roots, whatever the vocabulary makes them
        while possible:
            bit = possible.bit_length() - 1
            asked = residual[last - bit]
            if asked is None or asked(*facts):
                return last - bit
            possible ^= 1 << bit
        return -1

    return first


def _choice_masks(bounds: _Bounds, everyone: int) -> tuple[dict[Scalar, int], int]:
    """Return the conditions possible for each value named, and for any other value."""
    demanded: dict[int, set[Scalar]] = {}
    barred: dict[int, set[Scalar]] = {}
    for number, bound in bounds:
        values = set(bound.values)
        if bound.holds:
            demanded[number] = demanded.get(number, values) & values
        else:
            barred[number] = barred.get(number, set()) | values
    named = {value for _, bound in bounds for value in bound.values}
    choosy = sum(1 << number for number in demanded)
    by_value = dict.fromkeys(named, everyone & ~choosy)
    for number, values in demanded.items():
        for value in values:
            by_value[value] |= 1 << number
    for number, values in barred.items():
        for value in values:
            by_value[value] &= ~(1 << number)
    return by_value, everyone & ~choosy


def _range_masks(bounds: _Bounds, everyone: int) -> tuple[list[Any], list[int]]:
    """Return the sorted constants, and the conditions possible below, at and between them."""
    cuts: list[Any] = sorted({bound.values[0] for _, bound in bounds})  # Any: one ordered kind
    where = {cut: place for place, cut in enumerate(cuts)}
    barred = [0] * (2 * len(cuts) + 2)  # differences: bits that begin to be barred at a cell
    cells = [everyone] * (2 * len(cuts) + 1)
    for number, bound in bounds:
        bit, at = 1 << number, 2 * where[bound.values[0]] + 1
        match bound.order:
            case Comparison.LT:
                barred[at] |= bit
            case Comparison.LE:
                barred[at + 1] |= bit
            case _:
                pass
    running = 0
    for cell in range(len(cells)):
        running |= barred[cell]
        cells[cell] &= ~running
    barred = [0] * (2 * len(cuts) + 2)
    for number, bound in bounds:
        bit, at = 1 << number, 2 * where[bound.values[0]] + 1
        if bound.order is Comparison.GT:
            barred[at] |= bit
        elif bound.order is Comparison.GE:
            barred[at - 1] |= bit
    running = 0
    for cell in reversed(range(len(cells))):
        running |= barred[cell]
        cells[cell] &= ~running
    return cuts, cells


def _cell_of(cuts: list[Any], cells: list[int]) -> Callable[[Any], int]:
    last = len(cuts)

    def cell(value: Any) -> int:
        place = bisect_left(cuts, value)
        return cells[2 * place + (place < last and cuts[place] == value)]

    return cell
