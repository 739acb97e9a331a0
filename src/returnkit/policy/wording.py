"""Wording: windows as texts, `7 days of delivery, counting inclusive`, and as mappings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from returnkit.diagnostics import suggest

from .clocks import ClockName, read_chain
from .spans import Unit, check_length, read_unit

COMBINATIONS: Final = ("longest", "shortest")

CLAUSES: Final = (
    "at_least", "at_most", "per", "counting", "calendar", "zone", "roll", "grace", "goods_back",
)  # fmt: skip
"""What may follow the amount and the clock, in the order in which it is written."""

_BOUNDS: Final = ("at_least", "at_most")
_HELP: Final = "write it as `30 days of delivery` or `unlimited`"
_HEAD: Final = re.compile(r"(?P<amount>[0-9]{1,6}) +(?P<unit>[a-z]+(?: +[a-z]+)?) +of +(?P<of>.+)")
# An expression may have several lines, and texts in it that hold a `;` or an escaped quote.
_COMPUTED: Final = re.compile(r"\((?P<text>.+)\) +(?P<unit>[a-z]+(?: +[a-z]+)?) +of +(?P<rest>.+)", re.DOTALL)
_COMBINED: Final = re.compile(
    r"(?P<how>longest|shortest) +of +\((?P<parts>.*)\)(?:, (?P<rest>.*))?", re.DOTALL
)
_PART: Final = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^;"'])+""")


def read_window(given: Any) -> Any:  # Any: what a document holds
    """Return the fields of the window that *given* writes, as a text or as a mapping.

    Raises:
        ValueError: A text is no window.
    """
    if isinstance(given, int | Decimal) and not isinstance(given, bool):
        given = str(given)
    if isinstance(given, str):
        return _fields(dict(_read(given.strip())))
    return _fields(given) if isinstance(given, Mapping) else given


def _fields(given: Mapping[Any, Any]) -> dict[Any, Any]:
    """Part a chain of events into first and fallbacks, and take computed amounts out of their keys."""
    fields = dict(given)
    for unit in Unit:
        if isinstance(fields.get(unit.value), str):
            fields["computed"] = {"text": fields.pop(unit.value), "unit": unit}
    for how in COMBINATIONS:
        if isinstance(fields.get(how), list):
            fields[how] = tuple(fields[how])
    of = fields.get("of")
    if of is None or isinstance(of, ClockName):
        return fields
    try:
        first, *fallbacks = read_chain(of)
    except ValueError:
        return fields  # the field `of` tells it, at its own place
    fields |= {"of": first.event, "plus": first.plus} if first.plus else {"of": first.event}
    return fields | {"fallbacks": tuple(fallbacks)} if fallbacks else fields


def _read(text: str) -> Iterator[tuple[str, Any]]:
    combined = _COMBINED.fullmatch(text)
    computed = _COMPUTED.fullmatch(text)
    if combined:
        yield combined["how"], tuple(part.strip() for part in _PART.findall(combined["parts"]))
        clauses = combined["rest"].split(",") if combined["rest"] else []
    elif computed:
        of, *clauses = computed["rest"].split(",")
        yield read_unit(computed["unit"]).value, computed["text"]
        yield "of", _chain(of)
    else:
        head, *clauses = text.split(",")
        yield from _head(head.strip())
    for clause in clauses:
        yield _clause(clause.strip())


def _head(text: str) -> Iterator[tuple[str, Any]]:
    if text == "unlimited":
        return
    found = _HEAD.fullmatch(text)
    if not found:
        raise ValueError(f"`{text}` is not a window: {suggest(text, ('unlimited',)) or _HELP}")
    unit, amount, of = read_unit(found["unit"]), int(found["amount"]), _chain(found["of"])
    read_chain(of)  # the event is told before the length
    check_length(amount, unit, shown=text)
    yield from ((unit.value, amount), ("of", of))


def _chain(text: str) -> tuple[str, ...]:
    return tuple(start.strip() for start in re.split(r"\belse\b", text))


def _clause(text: str) -> tuple[str, Any]:
    key, _, said = text.partition(" ")
    if key not in CLAUSES or not said:
        known = ", ".join(f"`{clause}`" for clause in CLAUSES)
        help_ = suggest(key, CLAUSES) if key not in CLAUSES else None
        raise ValueError(
            f"`{text}` says nothing about a window: {help_ or f'after a comma goes one of {known}'}"
        )
    return (key, int(said)) if key in _BOUNDS and said.isdecimal() else (key, said)
