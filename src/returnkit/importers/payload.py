"""Payload: reading another system's JSON, each value with its place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, NoReturn, TypeVar

from pydantic import ValidationError

from returnkit.clock import to_utc
from returnkit.errors import AmountError, InstantError, PayloadError
from returnkit.facts import MAX_TEXT, Scalar
from returnkit.money import Money, exponent

T = TypeVar("T")

_MISSING: Final = object()
_AMOUNT: Final = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")
_INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
_FLOAT_HELP: Final = "give the JSON text, or read it with `json.loads(text, parse_float=Decimal)`"


class Node:
    """A value of a payload and where it is. What is missing is a node, too."""

    __slots__ = ("_value", "path")

    def __init__(self, value: object, path: str = "") -> None:
        self._value = value
        self.path = path

    def __getitem__(self, key: str) -> Node:
        where = f"{self.path}.{key}" if self.path else key
        return Node(self.mapping().get(key, _MISSING), where)

    def __contains__(self, key: str) -> bool:
        return isinstance(self._value, Mapping) and key in self._value

    @property
    def is_given(self) -> bool:
        """Whether it is there and not null."""
        return self._value is not _MISSING and self._value is not None

    @property
    def is_empty(self) -> bool:
        """Whether it is the empty text."""
        return self._value == ""

    @property
    def is_list(self) -> bool:
        """Whether it is a list."""
        return isinstance(self._value, list | tuple)

    @property
    def is_zero(self) -> bool:
        """Whether it is the whole number 0, which some platforms write for none."""
        return type(self._value) is int and self._value == 0

    def at(self, path: str) -> Node:
        """Return the same value at another *path*."""
        return Node(self._value, path)

    def refuse(self, message: str, *, help: str | None = None) -> NoReturn:
        """Raise a `PayloadError` here; a value not given is refused as such."""
        if not self.is_given:
            message = "this is missing" if self._value is _MISSING else "this is null"
        raise PayloadError(message, path=self.path, help=help)

    def _shown(self) -> str:
        text = repr(self._value) if not isinstance(self._value, str) else self._value
        return f"`{text[:40]}…`" if len(text) > 40 else f"`{text}`"

    def mapping(self) -> Mapping[Any, object]:  # Any: JSON has string keys, a given mapping may have others
        """Return the object."""
        if not isinstance(self._value, Mapping):
            self.refuse("this is not an object")
        return self._value

    def items(self) -> Iterator[Node]:
        """Yield the elements of the list; none when it is not given."""
        if self.is_given:
            yield from self.required_items()

    def required_items(self) -> Iterator[Node]:
        """Yield the elements of the list."""
        if not isinstance(self._value, list | tuple):
            self.refuse("this is not a list")
        for index, value in enumerate(self._value):
            yield Node(value, f"{self.path}[{index}]")

    def text(self) -> str:
        """Return the text; empty text is refused."""
        if not isinstance(self._value, str) or not self._value:
            self.refuse(f"{self._shown()} is not a text")
        try:
            self._value.encode()
        except UnicodeEncodeError:
            self.refuse("this is not valid Unicode text")
        return str(self._value)

    def optional_text(self) -> str | None:
        """Return the text, or None when it is not given or empty."""
        return self.text() if self.is_given and not self.is_empty else None

    def identifier(self) -> str:
        """Return the identifier, a positive number or a text, as text."""
        if isinstance(self._value, int) and not isinstance(self._value, bool) and 0 < self._value < 10**30:
            return str(self._value)
        if isinstance(self._value, int):
            self.refuse(f"{self._shown()} is not an identifier")
        return self.text()

    def signed_whole(self) -> int:
        """Return the whole number; it may be below zero."""
        if not isinstance(self._value, int) or isinstance(self._value, bool):
            self.refuse(f"{self._shown()} is not a whole number")
        if abs(self._value) >= 10**9:
            self.refuse(f"{self._shown()} is not a usable quantity")
        return self._value

    def whole(self) -> int:
        """Return the whole number, from zero up."""
        number = self.signed_whole()
        if number < 0:
            self.refuse(f"{self._shown()} is not a usable quantity")
        return number

    def truth(self, *, default: bool) -> bool:
        """Return the boolean, *default* when it is not given."""
        if not self.is_given:
            return default
        if not isinstance(self._value, bool):
            self.refuse(f"{self._shown()} is not true or false")
        return self._value

    def currency(self) -> str:
        """Return the code of a currency (ISO 4217)."""
        code = self.text()
        try:
            exponent(code)
        except ValueError:
            self.refuse(f"unknown currency `{code[:40]}`")
        return code

    def signed_money(self, currency: str) -> Money:
        """Return the amount, exactly as stored; it may be below zero."""
        if isinstance(self._value, float):
            self.refuse(f"{self._shown()} is a float, which is not exact", help=_FLOAT_HELP)
        if isinstance(self._value, bool) or not isinstance(self._value, str | int | Decimal):
            self.refuse(f"{self._shown()} is not an amount")
        if isinstance(self._value, str) and not _AMOUNT.fullmatch(self._value):
            self.refuse(f"{self._shown()} is not an amount")
        try:
            return Money.of(self._value, currency)
        except AmountError as exc:
            self.refuse(str(exc), help=exc.help)
        except ValueError:  # a whole number of more digits than Python turns into text
            self.refuse("this is not a usable amount")

    def money(self, currency: str) -> Money:
        """Return the amount, exactly as stored, from zero up."""
        amount = self.signed_money(currency)
        if amount.minor < 0:
            self.refuse(f"{self._shown()} is below zero")
        return amount

    def instant(self) -> datetime:
        """Return the ISO 8601 date and time in UTC."""
        text = self.text()
        if not _INSTANT.match(text):
            self.refuse(f"{self._shown()} is not a date and time")
        try:
            return to_utc(datetime.fromisoformat(text))
        except InstantError as exc:
            self.refuse(str(exc), help=exc.help)
        except ValueError:
            self.refuse(f"{self._shown()} is not a date and time")

    def scalar(self) -> Scalar | None:
        """Return a plain value, or None when it is not given or none that can be kept exactly."""
        value = self._value
        if isinstance(value, str):
            return self.text() if 0 < len(value) <= MAX_TEXT else None
        if isinstance(value, bool):
            return value
        if isinstance(value, int):
            return value if abs(value) < 10**18 else None
        return (
            value if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 30 else None
        )

    def build(self, make: Callable[[], T]) -> T:
        """Return what *make* makes; a value that the facts refuse is refused here."""
        try:
            return make()
        except ValidationError as exc:
            first = exc.errors(include_url=False, include_input=False, include_context=False)[0]
            self.refuse(str(first["msg"]).removeprefix("Value error, "))


def parse(payload: Mapping[str, object] | Sequence[object] | str | bytes) -> Node:
    """Return the root of *payload*, a JSON text or what was read from one.

    Raises:
        PayloadError: The text is not JSON.
    """
    return Node(loaded(payload))


def loaded(payload: object) -> Any:  # Any: JSON
    """Return what a JSON text holds, its numbers exact; anything else as it is.

    Raises:
        PayloadError: The text is not JSON.
    """
    if not isinstance(payload, str | bytes | bytearray):
        return payload
    try:
        return json.loads(payload, parse_float=Decimal, parse_constant=_no_constant)
    except json.JSONDecodeError as exc:
        message = f"this is not JSON: {exc.msg.lower()} (line {exc.lineno}, column {exc.colno})"
        raise PayloadError(message, path="") from exc
    except UnicodeDecodeError as exc:
        raise PayloadError("this is not JSON: it is not valid UTF-8", path="") from exc
    except RecursionError as exc:
        raise PayloadError("this is nested too deeply", path="") from exc
    except (ValueError, ArithmeticError) as exc:
        raise PayloadError("this is not JSON: a number is out of range", path="") from exc


def _no_constant(_: str) -> NoReturn:
    raise ValueError
