"""Subclasses: the further fields of a shop's own fact models, as names of the annotated types."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from returnkit.errors import VocabularyError
from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name, Unknown
from returnkit.money import Money

from .derived import fact_of
from .vocabulary import NOT_ASKED, NOT_SUPPLIED, Fact, Subject

_KINDS: Final[dict[object, tuple[Kind, dict[str, Any]]]] = {  # Any: fields of Name
    bool: (Kind.BOOLEAN, {}),
    int: (Kind.NUMBER, {"scale": 0}),
    Decimal: (Kind.NUMBER, {}),
    str: (Kind.STRING, {}),
    datetime: (Kind.INSTANT, {}),
    Money: (Kind.NUMBER, {"unit": "money"}),
    frozenset[str]: (Kind.STRINGS, {}),
}
_UNITS: Final = ("days", "grams", "percent", "units")


def field_facts(
    root: str, base: type[BaseModel], own: type[BaseModel], of: Callable[[Subject], object]
) -> Iterator[Fact]:
    """Yield a fact for each field that *own* has and *base* has not.

    The annotation gives the kind: `bool`, `int`, `Decimal`, `str`, `datetime`, `frozenset[str]`, an amount
    of money, and a `Literal` or `StrEnum` for a closed list of texts. One that may be None is nullable, but
    a set that is None is unknown.

    `Field(description=..., examples=[...], ge=..., le=...)` gives the meaning, a typical value and bounds; a
    name that ends in `_days` or `_grams` gives the unit. `json_schema_extra={"ask": "shopper"}` makes None
    unknown, to be asked for, as it always is of an inspection; `flip` can stand beside it.

    Args:
        root: What the fields become names of.
        base: The model of this library.
        own: A subclass of it.
        of: Finds the object in a subject; one that lacks the field leaves the name unknown.

    Raises:
        VocabularyError: A field has no description, or a type that rules cannot read.
    """
    for field, about in own.model_fields.items():
        if field not in base.model_fields:
            name = _name(f"{root}.{field}", about)
            yield fact_of(name, _reader(field, of, NOT_SUPPLIED if name.ask is None else NOT_ASKED))


def _reader(field: str, of: Callable[[Subject], object], missing: Unknown) -> Callable[[Subject], object]:
    def read(subject: Subject) -> object:
        found = of(subject)
        if not hasattr(found, field):
            return missing
        value = getattr(found, field)
        return missing if value is None and missing is NOT_ASKED else value

    return read


def _name(path: str, about: FieldInfo) -> Name:
    annotation, nullable = _without_none(about.annotation)
    annotation, inner = _without_metadata(annotation)
    kind, more = _kind(path, annotation)
    last = path.rpartition("_")[2]
    if kind is Kind.NUMBER and last in _UNITS:
        more = {"unit": last} | more
    for constraint in (*about.metadata, *inner):
        for bound, side in (("ge", "minimum"), ("le", "maximum")):
            if (limit := getattr(constraint, bound, None)) is not None:
                more = more | {side: Decimal(str(limit))}
    extra = about.json_schema_extra if isinstance(about.json_schema_extra, dict) else {}
    ask = "inspection" if path.startswith("inspection.") else extra.get("ask")  # None is "not looked at"
    return Name(
        path=path,
        kind=kind,
        nullable=nullable and kind is not Kind.STRINGS and ask is None,
        doc=about.description or "",
        typical=about.examples[0] if about.examples else None,
        ask=None if ask is None else str(ask),
        flip=bool(extra.get("flip")),
        **more,
    )


def _without_none(annotation: object) -> tuple[object, bool]:
    parts = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else ()
    kept = [part for part in parts if part is not NoneType]
    return (kept[0], True) if len(kept) == 1 and len(parts) == 2 else (annotation, False)


def _without_metadata(annotation: object) -> tuple[object, list[object]]:
    """Return an annotation inside `Annotated`, and the constraints beside it."""
    if get_origin(annotation) is not Annotated:
        return annotation, []
    kept, *beside = get_args(annotation)
    return kept, [
        each for part in beside for each in (part.metadata if isinstance(part, FieldInfo) else [part])
    ]


def _kind(path: str, annotation: object) -> tuple[Kind, dict[str, Any]]:
    known = _KINDS.get(annotation)
    if known is not None:
        return known
    if get_origin(annotation) is Literal and all(isinstance(value, str) for value in get_args(annotation)):
        return Kind.STRING, {"values": tuple(get_args(annotation))}
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return Kind.STRING, {"values": tuple(each.value for each in annotation)}
    message = f"`{path}` has a type that rules cannot read"
    raise VocabularyError(message, help="use a truth, number, text, instant, set of texts or amount of money")
