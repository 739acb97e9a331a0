"""A validator of JSON Schema: the part of draft 2020-12 that our schema uses, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final

Form = dict[str, Any]  # Any, here and below: JSON

_KINDS: Final[dict[str, Callable[[Any], bool]]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "number": lambda value: isinstance(value, int | Decimal) and not isinstance(value, bool),
    "integer": lambda value: _KINDS["number"](value) and value == int(value),
}
# What says nothing about the value; the parts of `$defs` are read where they are referred to.
_NOTES: Final = {"$schema", "$id", "$defs", "title", "description", "examples", "default", "format"}


class Validator:
    """Tells what is wrong with values, and keeps which branches of unions were taken.

    Attributes:
        taken: The places in the schema of the branches that fitted some value.
    """

    def __init__(self, schema: Form) -> None:
        self.schema = schema
        self.taken: set[str] = set()

    def faults(self, value: object) -> list[str]:
        """Return what is wrong with *value*, each with its path."""
        return list(self._faults(value, self.schema, "#", ""))

    def _faults(self, value: Any, form: Form | bool, place: str, path: str) -> Iterator[str]:
        if isinstance(form, bool):
            if not form:
                yield f"{path}: not allowed"
            return
        for keyword, said in form.items():
            if keyword not in _NOTES and keyword not in _CHECKS:
                raise NotImplementedError(f"{place}: keyword `{keyword}`")
            if keyword in _CHECKS:
                yield from _CHECKS[keyword](self, value, said, form, place, path)

    def ref(self, value: Any, said: str, _form: Form, _place: str, path: str) -> Iterator[str]:
        name = said.removeprefix("#/$defs/")
        yield from self._faults(value, self.schema["$defs"][name], said, path)

    def any_of(self, value: Any, said: list[Form], _form: Form, place: str, path: str) -> Iterator[str]:
        found: list[str] = []
        for number, branch in enumerate(said):
            where = f"{place}/anyOf/{number}"
            faults = list(self._faults(value, branch, where, path))
            if not faults:
                self.taken.add(where)
                return
            found += faults
        yield f"{path}: fits nothing: {'; '.join(found)}"

    def properties(self, value: Any, said: Form, _form: Form, place: str, path: str) -> Iterator[str]:
        for key in said.keys() & value.keys() if isinstance(value, dict) else ():
            yield from self._faults(value[key], said[key], f"{place}/{key}", f"{path}.{key}")

    def additional(self, value: Any, said: Form, form: Form, place: str, path: str) -> Iterator[str]:
        for key in value.keys() - form.get("properties", {}).keys() if isinstance(value, dict) else ():
            yield from self._faults(value[key], said, f"{place}/*", f"{path}.{key}")

    def names(self, value: Any, said: Form, _form: Form, place: str, path: str) -> Iterator[str]:
        for key in value if isinstance(value, dict) else ():
            yield from self._faults(key, said, f"{place}/names", f"{path}.{key}")

    def items(self, value: Any, said: Form, _form: Form, place: str, path: str) -> Iterator[str]:
        for number, item in enumerate(value if isinstance(value, list) else ()):
            yield from self._faults(item, said, f"{place}/items", f"{path}[{number}]")

    def kind(self, value: Any, said: str | list[str], _form: Form, _place: str, path: str) -> Iterator[str]:
        if not any(_KINDS[kind](value) for kind in ([said] if isinstance(said, str) else said)):
            yield f"{path}: `{value}` is no {said}"

    def words(self, value: Any, said: list[Any], _form: Form, _place: str, path: str) -> Iterator[str]:
        if not any(isinstance(value, bool) is isinstance(word, bool) and value == word for word in said):
            yield f"{path}: `{value}` is not one of {said}"

    def required(self, value: Any, said: list[str], _form: Form, _place: str, path: str) -> Iterator[str]:
        if isinstance(value, dict):
            yield from (f"{path}: no `{key}`" for key in said if key not in value)


def _simple(kind: Any, is_wrong: Callable[[Any, Any], bool]) -> Callable[..., Iterator[str]]:
    """Return the check of a keyword that asks about values of one *kind* only."""

    def check(_: Validator, value: Any, said: Any, _form: Form, _place: str, path: str) -> Iterator[str]:
        if isinstance(value, kind) and not isinstance(value, bool) and is_wrong(value, said):
            yield f"{path}: `{value}` against {said}"

    return check


_CHECKS: Final[dict[str, Callable[..., Iterator[str]]]] = {
    "$ref": Validator.ref,
    "anyOf": Validator.any_of,
    "properties": Validator.properties,
    "additionalProperties": Validator.additional,
    "propertyNames": Validator.names,
    "items": Validator.items,
    "type": Validator.kind,
    "required": Validator.required,
    "enum": Validator.words,
    "const": lambda self, value, said, *at: self.words(value, [said], *at),
    "pattern": _simple(str, lambda value, said: not re.search(said, value)),
    "minLength": _simple(str, lambda value, said: len(value) < said),
    "maxLength": _simple(str, lambda value, said: len(value) > said),
    "minimum": _simple(int | Decimal, lambda value, said: value < said),
    "maximum": _simple(int | Decimal, lambda value, said: value > said),
    "minItems": _simple(list, lambda value, said: len(value) < said),
    "uniqueItems": _simple(list, lambda value, said: said and len({repr(one) for one in value}) < len(value)),
    "minProperties": _simple(dict, lambda value, said: len(value) < said),
}
