"""Schema.org: what is wrong with structured data, by the vocabulary around `MerchantReturnPolicy`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

VOCABULARY: Final = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
CONTEXT: Final = "https://schema.org"
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")

Node = Mapping[str, Any]  # Any: as JSON-LD has it


def faults_of(data: Node) -> list[str]:
    """Return what is wrong with the document *data*; nothing where it is valid."""
    context = [] if data.get("@context") == CONTEXT else ["it is not in the context of schema.org"]
    return [*context, *_faults(data, "$")]


def _faults(node: Node, path: str) -> Iterator[str]:
    kind: Any = node.get("@type")
    if kind not in VOCABULARY["classes"]:
        yield f"{path}: there is no class `{kind}`"
        return
    for name, value in node.items():
        if name.startswith("@"):
            continue
        known = VOCABULARY["properties"].get(name)
        if known is None:
            yield f"{path}: there is no property `{name}`"
        elif not set(_lineage(kind)) & set(known["domain"]):
            yield f"{path}: `{name}` is no property of `{kind}`"
        else:
            yield from _faults_of_value(node, value, known, f"{path}.{name}")


def _faults_of_value(node: Node, value: Any, known: Mapping[str, Any], path: str) -> Iterator[str]:
    for number, each in enumerate(value if isinstance(value, list) else [value]):
        if not any(_fits(each, kind) for kind in known["range"]):
            yield f"{path}[{number}]: `{each}` is none of {', '.join(known['range'])}"
        if isinstance(each, Mapping):
            yield from _faults(each, path)
    for other, member in known.get("needs", {}).items():
        said = node.get(other)
        if f"{CONTEXT}/{member}" not in (said if isinstance(said, list) else [said]):
            yield f"{path}: it applies only where `{other}` is `{member}`"


def _lineage(kind: str) -> Iterator[str]:
    yield kind
    for parent in VOCABULARY["classes"][kind]:
        yield from _lineage(parent)


def _fits(value: Any, kind: str) -> bool:
    if kind in VOCABULARY["members"]:
        return value in [f"{CONTEXT}/{member}" for member in VOCABULARY["members"][kind]]
    if kind in _LITERALS:
        return _LITERALS[kind](value)
    return isinstance(value, Mapping) and kind in _lineage(value.get("@type", "Thing"))


def _is_read_by(read: Callable[[str], object]) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        try:
            read(value)
        except (TypeError, ValueError):
            return False
        return True

    return fits


def _is_number(value: Any) -> bool:
    # No float: what is exact here would not be there.
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    return is_whole or (isinstance(value, str) and bool(_NUMBER.fullmatch(value)))


_LITERALS: Final[dict[str, Callable[[Any], bool]]] = {
    "Text": lambda value: isinstance(value, str),
    "URL": lambda value: isinstance(value, str) and value.startswith(("https://", "http://")),
    "Boolean": lambda value: isinstance(value, bool),
    "Integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "Number": _is_number,
    "Date": _is_read_by(date.fromisoformat),
    "DateTime": _is_read_by(datetime.fromisoformat),
}
