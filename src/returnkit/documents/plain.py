"""Plain: a model as a document would hold it, each value in the shortest form that reads as the same.

Nothing here knows a model. A form is tried by reading it as the field reads it: a bare word for a list of
one, a text for a mapping of one key, a key left out. The first one that gives an equal value is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ValidationError
from pydantic_core import to_jsonable_python

from returnkit.errors import WritingError

from .scalars import MAX_DIGITS, NUMBER
from .schema import reader
from .tree import Path, path_text

Plain: TypeAlias = Any
"""What a document holds: dict, list, str, int, Decimal, bool, None."""

_Same: TypeAlias = Callable[[Plain, Any], bool]  # whether a form reads as the value; Any: of any field

_WORDS = {"true": True, "false": False}


class Listed(dict[str, Plain]):
    """A mapping whose keys are names that its author chose; it is written one a line."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the keys of models are written.

    Attributes:
        first: Keys that stand first, in this order; the others follow as their models have them.
        last: Keys that stand last, in this order.
        always: Keys that are written even where they say what holds without them.
    """

    first: Sequence[str] = ()
    last: Sequence[str] = ()
    always: Collection[str] = ()


def plain(value: BaseModel, manner: Manner) -> dict[str, Plain]:
    """Return *value* as a document would hold it; what its model assumes by itself is left out.

    Raises:
        WritingError: No document gives *value*.
    """
    model = type(value)

    def same(form: Plain, wanted: object) -> bool:
        return isinstance(form, dict) and _reads(model, form, wanted)

    found: dict[str, Plain] = _Writer(manner).written(value, same, ())
    return found


class _Writer:
    def __init__(self, manner: Manner) -> None:
        self.manner = manner

    def written(self, value: Any, same: _Same, path: Path, *, is_part: bool = False) -> Plain:
        """Return the first form of *value* that reads as the same; a part may not be read alone."""
        form: Plain = None
        for form in self.forms(value, same, path):
            if same(form, value):
                return form
        if is_part:
            return form  # the whole is read again with it
        shown = to_jsonable_python(value, fallback=repr, by_alias=True)
        raise WritingError(f"{path_text(path) or 'the document'}: no document gives `{shown}`")

    def forms(self, value: Any, same: _Same, path: Path) -> Iterator[Plain]:
        match value:
            case Enum():
                yield value.value
            case Decimal():
                yield from self.of_number(value, path)
            case None | bool() | int():
                yield value
            case str():
                yield from (_unquoted(value), value)
            case BaseModel():
                yield from self.of_model(value, same, path)
            case Mapping():
                items = value.items()
                parts = ((key, one, _at(key, same), (*path, key)) for key, one in items)
                yield Listed({key: self.written(*part, is_part=True) for key, *part in parts})
            case tuple() | list() | frozenset() | set():
                yield from self.of_several(value, same, path)
            case _:
                yield to_jsonable_python(value)

    def of_number(self, value: Decimal, path: Path) -> Iterator[Plain]:
        number = _number(value)
        if path and path[-1] != "percent":
            yield _share(number)
        yield number

    def of_model(self, value: BaseModel, same: _Same, path: Path) -> Iterator[Plain]:
        if type(value).__pydantic_decorators__.model_serializers:
            # The model has a text or a mapping of its own, and reads it.
            dumped = value.model_dump()
            yield from (_unquoted(dumped), dumped)
            return
        mapping = self.mapping(value, same, path)
        if not mapping:
            yield True
        if len({repr(said) for said in mapping.values()}) == 1:
            said = next(iter(mapping.values()))
            if isinstance(said, int | Decimal) and not isinstance(said, bool):
                yield _share(said)
            yield said
        yield mapping

    def mapping(self, value: BaseModel, same: _Same, path: Path) -> dict[str, Plain]:
        """Return the keys of *value* that are needed, those that are always written, and no others."""
        said: dict[str, Plain] = {}
        assumed: dict[str, tuple[str, Any]] = {}  # Any: as fields have it
        for name, field in type(value).model_fields.items():
            key, found = field.alias or name, getattr(value, name)
            if key in self.manner.always or field.is_required() or not _equal(found, _default(field)):
                said[key] = self.written(found, _in_field(type(value), name), (*path, key))
            else:
                assumed[key] = name, found
        if not same(said, value):
            # What a model assumes may rest on its other keys; what can be left out goes again below.
            said |= {
                key: self.written(found, _in_field(type(value), name), (*path, key))
                for key, (name, found) in assumed.items()
            }
        for key in [key for key in said if key not in self.manner.always]:
            without = {other: form for other, form in said.items() if other != key}
            if same(without, value):
                said = without
        keys = [field.alias or name for name, field in type(value).model_fields.items()]
        first, last = self.manner.first, self.manner.last
        order = [*first, *(key for key in keys if key not in (*first, *last)), *last]
        return {key: said[key] for key in sorted(said, key=order.index)}

    def of_several(self, value: Collection[Any], same: _Same, path: Path) -> Iterator[Plain]:
        kind: Any = type(value)  # of one of the kinds above, it is made of a list
        ordered = value if isinstance(value, list | tuple) else sorted(value)

        def same_item(form: Plain, wanted: object) -> bool:
            return same([form], kind([wanted]))

        items = [
            self.written(one, same_item, (*path, number), is_part=True) for number, one in enumerate(ordered)
        ]
        if any(isinstance(item, dict) for item in items):
            yield from _by_name(ordered, items)
        if len(items) == 1:
            yield items[0]
        yield items


def _by_name(values: Sequence[Any], items: Sequence[Plain]) -> Iterator[dict[str, Plain]]:
    """Yield *items* as a mapping by the first fields of their models, where these are names."""
    found: dict[str, Plain] = {}
    for value, item in zip(values, items, strict=True):
        first, *others = type(value).model_fields if isinstance(value, BaseModel) else ("",)
        name = getattr(value, first, None)
        if not isinstance(name, str) or name in found:
            return
        if isinstance(item, dict):
            rest = {key: form for key, form in item.items() if key != first}
            found[name] = next(iter(rest.values())) if len(others) == len(rest) == 1 else rest
        else:
            found[name] = item
    yield found


def _at(key: str, same: _Same) -> _Same:
    return lambda form, wanted: same({key: form}, {key: wanted})


@cache
def _in_field(model: type[BaseModel], name: str) -> _Same:
    """Return what tells whether a form reads as a value in the field *name* of *model*."""
    field = model.model_fields[name]
    kind: Any = field.annotation
    if field.metadata:
        kind = Annotated[(kind, *field.metadata)]
    return lambda form, wanted: _reads(kind, form, wanted)


def _reads(kind: Any, form: Plain, wanted: object) -> bool:  # Any: a type, with what is annotated to it
    try:
        found: object = reader(kind).validator.validate_python(form)
    except ValidationError:
        return False
    return _equal(found, wanted)


def _equal(left: object, right: object) -> bool:
    # True is not 1; of other values of two kinds, such as a Decimal and an int, the number counts.
    return isinstance(left, bool) is isinstance(right, bool) and left == right


def _default(field: Any) -> Any:  # Any: a field of pydantic's, and its value
    return field.get_default(call_default_factory=True)


def _number(value: Decimal) -> int | Decimal:
    """Return *value* as documents hold it: decimals are kept, powers of ten written out."""
    text = format(value, "f")
    return Decimal(text) if "." in text else int(text)


def _share(number: int | Decimal) -> str:
    return f"{Decimal(number):f} %"  # what is no share does not read it


def _unquoted(value: Plain) -> Plain:
    """Return *value* with a truth or a number for every text that is spelt as one."""
    match value:
        case dict():
            return {key: _unquoted(one) for key, one in value.items()}
        case str() if value in _WORDS:
            return _WORDS[value]
        case str() if len(value) <= MAX_DIGITS and NUMBER.fullmatch(value) and "e" not in value.lower():
            return Decimal(value) if "." in value else int(value)
        case _:
            return value
