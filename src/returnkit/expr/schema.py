"""The schema: the names a condition may use, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import NoReturn, TypeGuard

from returnkit.errors import UnknownFactError
from returnkit.expr.ir import Kind


class Unknown:
    """A fact that is not known. It is no value: not null, not false.

    # INVARIANT (unknown is never a value): every use of it as one raises `UnknownFactError`, so code
    # that forgot to ask cannot take it for an answer. Look at it with `is_unknown` only.

    Attributes:
        code: Why it is not known, such as `not_asked` or `foreign_currency`.
    """

    __slots__ = ("code",)

    def __init__(self, code: str = "not_supplied") -> None:
        self.code = code

    def _refuse(self, *_: object) -> NoReturn:
        raise UnknownFactError(self.code)

    __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __hash__ = __bool__ = __len__ = __iter__ = __contains__ = __neg__ = _refuse

    def __getattr__(self, name: str) -> NoReturn:
        raise UnknownFactError(self.code)

    def __copy__(self) -> Unknown:
        return self

    def __deepcopy__(self, memo: object) -> Unknown:
        return self

    def __reduce__(self) -> tuple[type[Unknown], tuple[str]]:
        return Unknown, (self.code,)

    def __repr__(self) -> str:
        return f"Unknown({self.code!r})"


def is_unknown(value: object) -> TypeGuard[Unknown]:
    """Return whether *value* is a fact that is not known."""
    return type(value) is Unknown


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One entry of the vocabulary.

    Attributes:
        path: How a condition writes it, such as `item.category`.
        kind: The shape of its value.
        nullable: Whether `null` is one of its known values.
        doc: What it means, one sentence.
        scale: Decimals of a number (0: whole); None where unlimited or no number.
        unit: What a number counts: `days`, `grams`, `money` (the policy's currency).
        minimum: Least value of a number, or None.
        maximum: Greatest value of a number, or None.
        values: The closed list of a string's values, in order of life; empty when open.
        typical: A value an ordinary order has; for examples and generated tests.
        ask: Who can be asked when it is not known; None when it is known with the order.
        flip: Whether the shopper could change it, so that a counterfactual may.
    """

    path: str
    kind: Kind
    nullable: bool = False
    doc: str = ""
    scale: int | None = None
    unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    values: tuple[str, ...] = ()
    typical: object = None
    ask: str | None = None
    flip: bool = False

    @property
    def root(self) -> str:
        """The thing it belongs to: `item` of `item.category`."""
        return self.path.partition(".")[0]

    @property
    def attribute(self) -> str:
        """The rest of the path: `category` of `item.category`."""
        return self.path.partition(".")[2]

    @property
    def is_decimal(self) -> bool:
        """Whether its numbers come as decimals: amounts, and those with a fixed number of decimals."""
        return self.unit == "money" or bool(self.scale)

    def allows(self, number: Decimal) -> bool:
        """Return whether *number* lies within its bounds."""
        low, high = self.minimum, self.maximum
        return (low is None or number >= low) and (high is None or number <= high)


class Schema:
    """An immutable table of names, in order; what conditions are checked against."""

    __slots__ = ("_names", "roots")

    def __init__(self, names: Iterable[Name]) -> None:
        self._names: Mapping[str, Name] = MappingProxyType({name.path: name for name in names})
        self.roots: tuple[str, ...] = tuple(dict.fromkeys(name.root for name in self))

    def get(self, path: str) -> Name | None:
        """Return the entry of *path*, or None."""
        return self._names.get(path)

    def __getitem__(self, path: str) -> Name:
        return self._names[path]

    def __contains__(self, path: object) -> bool:
        return path in self._names

    def __iter__(self) -> Iterator[Name]:
        return iter(self._names.values())

    def __len__(self) -> int:
        return len(self._names)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path, in order."""
        return tuple(self._names)
