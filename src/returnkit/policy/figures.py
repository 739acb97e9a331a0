"""Figures: numbers of a policy's terms, written out or computed from facts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Final, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

_DIGITS: Final = 15
_DECIMALS: Final = 10
_NUMBER: Final = re.compile(rf"[0-9]{{1,{_DIGITS}}}(\.[0-9]{{1,{_DECIMALS}}})?")
_PERCENT: Final = re.compile(rf"(?P<number>{_NUMBER.pattern}) *%?")
_WHOLE: Final = Decimal(100)


def read_figure(given: Any) -> Any:  # Any: what a document holds
    """Read a number, or the text of one; another text is an expression."""
    if isinstance(given, bool | float):
        raise ValueError(f"`{given}` is no exact number: write it as `6.50`")
    if isinstance(given, int):
        return Decimal(given)
    if isinstance(given, str):
        text = given.strip()
        return Decimal(text) if _NUMBER.fullmatch(text) else text
    return given


def read_share(given: Any) -> Any:  # Any: what a document holds
    """Read a figure that may end in `%`."""
    if isinstance(given, str) and (found := _PERCENT.fullmatch(given.strip())):
        return Decimal(found["number"])
    return read_figure(given)


def _in_bounds(figure: Decimal | str) -> Decimal | str:
    if isinstance(figure, str):
        return figure
    if not figure >= 0:
        raise ValueError(f"`{figure}` is below 0")
    # Its text has to be read as the same number again; a longer one would be taken for an expression.
    exponent = figure.as_tuple().exponent
    if figure.adjusted() >= _DIGITS or (isinstance(exponent, int) and exponent < -_DECIMALS):
        raise ValueError(f"`{figure}` has more than {_DIGITS} digits, or more than {_DECIMALS} decimals")
    return figure.copy_abs()  # `-0.00` is zero


def _at_most_whole(figure: Decimal | str) -> Decimal | str:
    if isinstance(figure, Decimal) and figure > _WHOLE:
        raise ValueError(f"{figure} is above 100")
    return figure


def figure_text(figure: Decimal | str) -> str:
    """Return *figure* as a document writes it."""
    return figure if isinstance(figure, str) else format(figure, "f")


Expression: TypeAlias = Annotated[str, Field(min_length=1, max_length=2_000)]
"""A number of the rule language, such as `item.unit_paid * 2`."""

_FORM: Final = (AfterValidator(_in_bounds), PlainSerializer(figure_text))

Figure: TypeAlias = Annotated[Decimal | Expression, BeforeValidator(read_figure), *_FORM]
"""An amount in major units of the policy's currency, from 0 up, or an expression that computes it."""

Percent: TypeAlias = Annotated[
    Decimal | Expression, BeforeValidator(read_share), AfterValidator(_at_most_whole), *_FORM
]
"""A share in percent, 0 to 100, or an expression that computes it; `50`, `50 %` and `"50"` are one."""

OpenPercent: TypeAlias = Annotated[Decimal | Expression, BeforeValidator(read_share), *_FORM]
"""A share in percent from 0 up, or an expression that computes it."""


def expressions_in(*figures: Decimal | str | None) -> tuple[str, ...]:
    """Return the expressions among *figures*, each once."""
    return tuple(dict.fromkeys(figure for figure in figures if isinstance(figure, str)))
