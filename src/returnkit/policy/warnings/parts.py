"""Parts: conditions, and parts of them, that decide nothing: always true, always false, or there already."""

from __future__ import annotations

from collections.abc import Iterator

from returnkit.documents import Path
from returnkit.expr.backends.printer import to_text
from returnkit.expr.constants import Constant, constants_in
from returnkit.expr.ir import Kind, Literal, Named, Node, Not
from returnkit.expr.types import type_of

from ..document import Fault
from ..examine import CONDITIONS
from .survey import Survey, warning


def constant_part(found: Survey) -> Iterator[Fault]:
    """Yield the conditions, and the parts of conditions, that are always true or always false."""
    told = (
        (path, _message(str(path[-1]), whole, each), _way_out(path, whole, each))
        for path, whole, each in constants_of(found)
        if not each.is_repeated
    )
    for path, message, help_ in dict.fromkeys(told):
        yield warning(path, "policy.constant_part", message, help_)


def constants_of(found: Survey) -> Iterator[tuple[Path, Node, Constant]]:
    """Yield the constant parts by the paths of their conditions, with the conditions."""
    for name, node in found.definitions.items():
        if type_of(node).kind is Kind.BOOLEAN:
            yield from ((("define", name), node, each) for each in _told(found, node))
    for number, _ in found.speaking:
        for key, node, beside in _asked(found, number):
            yield from ((("rules", number, key), node, each) for each in _told(found, node, beside))


def _asked(found: Survey, number: int) -> Iterator[tuple[str, Node, Node | None]]:
    """Yield the conditions of the rule *number* by their keys, each with what is true beside it."""
    when, unless, of_any, of_all = (found.nodes.get(("rules", number, key)) for key in CONDITIONS)
    if unless is not None:
        yield "unless", unless, when
        # What is constant beside the other stands on it: the other is judged without it.
        inside = constants_in(unless, found.schema, when)
        stands = all(each.is_alone and each.part != unless for each in inside)
        unless = Not(unless) if stands else None
    if when is not None:
        yield "when", when, unless
    if of_any is not None:
        yield "when_any", of_any, None
    if of_all is not None:
        yield "when_all", of_all, None


def _told(found: Survey, node: Node, beside: Node | None = None) -> Iterator[Constant]:
    """Yield what is worth telling: not a lone `true`, and what a name always is once, at its definition."""
    if isinstance(node, Literal):
        return
    for each in constants_in(node, found.schema, beside):
        if not (each.is_alone and isinstance(each.part, Named)):
            yield each


def _message(key: str, whole: Node, each: Constant) -> str:
    always = f"is always {'true' if each.value else 'false'}"
    if each.part == whole:
        other = "unless" if key == "when" else "when"
        return f"`{key}` {always}" if each.is_alone else f"`{key}` {always} beside `{other}`"
    return f"`{to_text(each.part)}` in `{key}` {always}{'' if each.is_alone else ' where it is asked'}"


def _way_out(path: Path, whole: Node, each: Constant) -> str:
    if each.part != whole:
        return "leave it out, or change what was meant otherwise"
    if path[0] == "define":
        return f"write `{'true' if each.value else 'false'}`, or change what was meant otherwise"
    return f"drop `{path[-1]}`, or change what was meant otherwise"
