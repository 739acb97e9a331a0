"""Compile: text to a checked tree. Guard, parse, check; the lowerings take it from there."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from keyword import iskeyword

from returnkit.diagnostics import Diagnostic, Source
from returnkit.errors import DefinitionError, ExpressionError

from .ir import Field, Kind, Node, depth, walk
from .schema import Schema
from .typecheck import check
from .types import type_of

# Of a condition with the names it uses written out: two names that each stand for two uses of another
# double at every step.
MAX_PARTS = 5_000
MAX_LEVELS = 100
_FEWER = "use fewer names inside names"

_RESERVED = frozenset({"and", "or", "not", "in", "true", "false", "null", "for", "if", "inf", "nan"})


def read(text: str, schema: Schema, names: Mapping[str, Node] | None = None) -> Node:
    """Return the checked tree of the condition *text*.

    Args:
        text: A condition; see `docs/reference/rule-language.md`.
        schema: The vocabulary its names come from.
        names: Defined names, as `define` gave them.

    Raises:
        ExpressionError: With every fault found, each with its place in *text*.
    """
    try:
        return _check(_parse(text), text, schema, names or {}, condition=True)
    except ExpressionError as exc:
        raise ExpressionError(exc.faults, source=Source("condition", text)) from exc


def read_number(text: str, schema: Schema, names: Mapping[str, Node] | None = None) -> Node:
    """Return the checked tree of the number *text*, such as `item.seller_window_days`.

    Raises:
        ExpressionError: With every fault found; also where it is no number, or may be null.
    """
    try:
        tree = _check(_parse(text), text, schema, names or {}, condition=False)
        found = type_of(tree)
        if found.kind is not Kind.NUMBER or found.choices or found.nullable:
            what = "may be null" if found.kind is Kind.NUMBER else "is no number"
            fault = Diagnostic("expr.type", f"`{text}` {what}", help="write a number, such as `(fact ?? 30)`")
            raise ExpressionError((fault,))
    except ExpressionError as exc:
        raise ExpressionError(exc.faults, source=Source("condition", text)) from exc
    return tree


def define(definitions: Mapping[str, str], schema: Schema) -> dict[str, Node]:
    """Return the checked trees of *definitions*, each of which may use the others, in any order.

    Raises:
        DefinitionError: With the faults of each definition that has some.
    """
    faults: dict[str, tuple[Diagnostic, ...]] = {}
    trees: dict[str, Node] = {}
    for name, text in definitions.items():
        try:
            _check_name(name, schema)
            trees[name] = _parse(text)
        except ExpressionError as exc:
            faults[name] = exc.faults
    done: dict[str, Node] = {}
    for name in trees:
        _define(name, definitions, trees, schema, done, faults, ())
    if faults:
        raise DefinitionError({name: found for name, found in faults.items() if found})
    return {name: done[name] for name in definitions}


def _define(
    name: str,
    texts: Mapping[str, str],
    trees: Mapping[str, Node],
    schema: Schema,
    done: dict[str, Node],
    faults: dict[str, tuple[Diagnostic, ...]],
    above: tuple[str, ...],
) -> None:
    """Check the definition *name* after those it uses; a faulty one stays out of *done*."""
    if name in done or name in faults:
        return
    if len(above) >= MAX_LEVELS:
        message = f"`{name}` is used through more than {MAX_LEVELS} other names"
        faults[name] = (Diagnostic("expr.too_deep", message, help=_FEWER),)
        return
    roots = [part.root for part in walk(trees[name]) if isinstance(part, Field)]
    for used in dict.fromkeys(roots):  # in the order written, so that messages do not vary
        if used in (*above, name):
            circle = " -> ".join([*above[above.index(used) :], name, used] if used in above else [name, used])
            message = f"`{name}` is defined by itself: {circle}"
            faults[name] = (Diagnostic("expr.cycle", message, help="break the circle"),)
            return
        if used in trees:
            _define(used, texts, trees, schema, done, faults, (*above, name))
    try:
        done[name] = _check(trees[name], texts[name], schema, done, condition=False)
    except ExpressionError as exc:
        broken = [fault for fault in exc.faults if not _follows(fault, faults)]
        faults[name] = tuple(broken)


def _check(tree: Node, text: str, schema: Schema, names: Mapping[str, Node], *, condition: bool) -> Node:
    """Return *tree* checked; refuse what short definitions of definitions have made too large."""
    checked = check(tree, text, schema, names, condition=condition)
    if sum(1 for _ in islice(walk(checked), MAX_PARTS + 1)) > MAX_PARTS:
        message = f"with its names written out it has more than {MAX_PARTS} parts"
        raise ExpressionError((Diagnostic("expr.too_long", message, help=_FEWER),))
    if (levels := depth(checked)) > MAX_LEVELS:
        message = f"with its names written out it is {levels} levels deep, more than {MAX_LEVELS}"
        raise ExpressionError((Diagnostic("expr.too_deep", message, help=_FEWER),))
    return checked


def _follows(fault: Diagnostic, faults: Mapping[str, object]) -> bool:
    """Return whether *fault* only says that a name is missing whose own definition is faulty."""
    return any(fault.message == f"unknown name `{name}`" for name in faults)


def _check_name(name: str, schema: Schema) -> None:
    if not name.isidentifier() or not name.isascii() or name in _RESERVED or iskeyword(name):
        message = f"`{name}` cannot be a name"
        help_ = "a name is letters, digits and `_`, and no word of the language"
        raise ExpressionError((Diagnostic("expr.name", message, help=help_),))
    if name in schema.roots or name in schema:
        message = f"`{name}` is already a word of the vocabulary"
        raise ExpressionError((Diagnostic("expr.name", message, help="choose another name"),))


def _parse(text: str) -> Node:
    from .parse import parse  # the parser's library is loaded only when a text is read

    return parse(text)
