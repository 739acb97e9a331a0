"""Index: the first true condition of thousands, by masks of the ones still possible.

For each indexed field a table gives the set of conditions its value leaves possible, as the bits of an
integer; a few AND operations leave the candidates, of which only the parts that no table covers are
asked. The method is Lucent's bit-vector classification.
Source: Lakshman and Stiliadis, "High-speed policy-based packet forwarding", SIGCOMM 1998.
"""

from __future__ import annotations

import ast
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

from ..ir import And, Comparison, Node, Scalar
from .bounds import Bound
from .python import LOWERINGS, Builder, compile_predicate, name

CROSSOVER: Final = 40
"""From how many conditions on an index is faster than asking one after the other (measured)."""

_MAX_CUTS: Final = 4096  # more constants than this on one field cost more memory than they save time
_MIN_SHARE: Final = 0.05  # a field that fewer conditions ask about is not worth its AND


def compile_indexed(nodes: Sequence[Node | None], roots: Sequence[str]) -> Callable[..., int]:
    """Return a function that gives the number of the first true condition, or -1.

    A condition that is None is always true. It raises where a candidate's remaining part raises, or
    where an indexed field is not known.
    """
    bounded = [[(part, LOWERINGS[type(part)].bound(part)) for part in _conjuncts(node)] for node in nodes]
    tables = _choose(bounded)
    residual: list[Callable[..., bool] | None] = []
    for number, parts in enumerate(bounded):
        rest: list[Node] = []
        for part, bound in parts:
            table = tables.get(_key(bound)) if bound else None
            if bound and table is not None:
                table.append((number, bound))
            else:
                rest.append(part)
        residual.append(_predicate(rest, roots))
    return _assemble(tables, residual, roots)


_Key = tuple[str, bool]
_Table = list[tuple[int, Bound]]


def _conjuncts(node: Node | None) -> tuple[Node, ...]:
    if node is None:
        return ()
    return node.terms if isinstance(node, And) else (node,)


def _key(bound: Bound) -> _Key:
    return bound.field.path, bound.order is not None


def _choose(bounded: list[list[tuple[Node, Bound | None]]]) -> dict[_Key, _Table]:
    """Return an empty table for each field that is worth one."""
    asked: Counter[_Key] = Counter()
    cuts: dict[_Key, set[Scalar]] = {}
    for parts in bounded:
        bounds = [bound for _, bound in parts if bound]
        asked.update({_key(bound) for bound in bounds})
        for bound in bounds:
            cuts.setdefault(_key(bound), set()).update(bound.values)
    least = max(1.0, _MIN_SHARE * len(bounded))
    return {key: [] for key, count in asked.items() if count >= least and len(cuts[key]) <= _MAX_CUTS}


def _predicate(parts: list[Node], roots: Sequence[str]) -> Callable[..., bool] | None:
    if not parts:
        return None
    return compile_predicate(parts[0] if len(parts) == 1 else And(tuple(parts)), roots)


def _assemble(
    tables: dict[_Key, _Table], residual: list[Callable[..., bool] | None], roots: Sequence[str]
) -> Callable[..., int]:
    build = Builder(roots)
    everyone = (1 << len(residual)) - 1
    masks: list[ast.expr] = []
    for (_, is_range), table in tables.items():
        value = build.value(table[0][1].field)
        if is_range:
            cuts, cells = _range_masks(table, everyone)
            look_up = build.constant(_cell_of(cuts, cells), object())
            masks.append(ast.Call(look_up, [value], []))
        else:
            by_value, otherwise = _choice_masks(table, everyone)
            look_up = build.constant(by_value.get, object())
            masks.append(ast.Call(look_up, [value, build.constant(otherwise)], []))
    possible: ast.expr = build.constant(everyone)
    for mask in masks:
        possible = mask if mask is masks[0] else ast.BinOp(possible, ast.BitAnd(), mask)
    search = ast.Call(build.constant(_first_of(residual), object()), [possible, *map(name, roots)], [])
    return build.function("indexed", [ast.Return(search)])


def _first_of(residual: list[Callable[..., bool] | None]) -> Callable[..., int]:
    def first(possible: int, *facts: Any) -> int:  # Any: the roots, whatever the vocabulary makes them
        while possible:
            lowest = possible & -possible
            number = lowest.bit_length() - 1
            asked = residual[number]
            if asked is None or asked(*facts):
                return number
            possible ^= lowest
        return -1

    return first


def _choice_masks(table: _Table, everyone: int) -> tuple[dict[Scalar, int], int]:
    """Return the conditions possible for each value named, and for any other value."""
    demanded: dict[int, set[Scalar]] = {}
    barred: dict[int, set[Scalar]] = {}
    for number, bound in table:
        values = set(bound.values)
        if bound.holds:
            demanded[number] = demanded.get(number, values) & values
        else:
            barred[number] = barred.get(number, set()) | values
    named = {value for _, bound in table for value in bound.values}
    choosy = sum(1 << number for number in demanded)
    by_value = dict.fromkeys(named, everyone & ~choosy)
    for number, values in demanded.items():
        for value in values:
            by_value[value] |= 1 << number
    for number, values in barred.items():
        for value in values:
            by_value[value] &= ~(1 << number)
    return by_value, everyone & ~choosy


def _range_masks(table: _Table, everyone: int) -> tuple[list[Any], list[int]]:
    """Return the sorted constants, and the conditions possible below, at and between them."""
    cuts: list[Any] = sorted({bound.values[0] for _, bound in table})  # Any: one ordered kind
    where = {cut: place for place, cut in enumerate(cuts)}
    barred = [0] * (2 * len(cuts) + 2)  # differences: bits that begin to be barred at a cell
    cells = [everyone] * (2 * len(cuts) + 1)
    for number, bound in table:
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
    for number, bound in table:
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
