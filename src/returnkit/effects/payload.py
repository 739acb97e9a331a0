"""Payloads: what an effect says, as JSON that is exact, cannot change, and hashes alike everywhere."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Any, Final, TypeAlias, cast

from pydantic import PlainSerializer, PlainValidator

from returnkit.model import Entries
from returnkit.money import Money

MAX_DEPTH: Final = 32
"""How deep a payload may be nested."""

Json: TypeAlias = "bool | int | str | tuple[Json, ...] | Mapping[str, Json] | None"
"""JSON without floats; a number that is not whole is a text or `Money`."""


def exact(value: object) -> Mapping[str, Json]:
    """Return *value* as a payload: an object of JSON without floats, that cannot be changed.

    Money becomes its minor units and currency. Lists become tuples.

    Raises:
        ValueError: Not an object, a float, a key that is no text, or something else than JSON.
    """
    if not isinstance(value, Mapping):
        raise ValueError("a payload is an object: names and values")
    return cast("Mapping[str, Json]", _frozen(value, "payload", MAX_DEPTH))  # a mapping was given


def plain(value: Json) -> Any:  # Any: what `json` writes
    """Return *value* as the dictionaries and lists that `json` writes."""
    match value:
        case Mapping():
            return {name: plain(each) for name, each in value.items()}
        case tuple():
            return [plain(each) for each in value]
        case _:
            return value


def payload_hash(kind: str, payload: Mapping[str, Json]) -> str:
    """Return the SHA-256 of *kind* and *payload*: the same on every machine, in every order of names."""
    text = json.dumps([kind, plain(payload)], ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode("ascii")).hexdigest()


# Any: lists and Money are taken too; what is kept is `Json`.
Payload = Annotated[Mapping[str, Any], PlainValidator(exact), PlainSerializer(plain)]


def _frozen(value: object, path: str, depth: int) -> Json:
    if depth == 0:
        raise ValueError(f"`{path}` is nested deeper than {MAX_DEPTH}")
    match value:
        case None | bool():
            return value
        case int():
            return int(value)
        case str():
            return _text(value, path)
        case Money():
            return Entries({"minor": value.minor, "currency": value.currency})
        case float():
            raise ValueError(f"`{path}` is the float `{value}`: give Money, a whole number or a text")
        case Mapping():
            names = {name: _text(name, path) for name in value}
            return Entries(
                {text: _frozen(value[name], f"{path}.{text}", depth - 1) for name, text in names.items()}
            )
        case list() | tuple():
            return tuple(_frozen(each, f"{path}[{n}]", depth - 1) for n, each in enumerate(value))
        case _:
            raise ValueError(f"`{path}` is no JSON: give a text, a whole number, a list or an object")


def _text(value: object, path: str) -> str:
    if not isinstance(value, str) or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise ValueError(f"`{path}` has a name or a text that is none")
    return str.__str__(value)  # of an enumeration the value, where its `str` is the name
