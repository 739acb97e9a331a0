"""Inputs: an order of any source and a policy; the faults of both are told at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from returnkit.diagnostics import Source, suggest
from returnkit.errors import (
    FaultsError,
    InstantError,
    NotAnOrderError,
    PayloadError,
    ReturnkitError,
    TableError,
    UnknownSourceError,
)
from returnkit.importers import ImportResult, read
from returnkit.policy import Policy

from .asked import OptionError
from .notation import read_policy
from .streams import STDIN, read_text, shown_name

SHOPIFY: Final = "shopify-rest"

_OPTIONS: Final[Mapping[str, frozenset[str]]] = {
    "csv": frozenset({"timezone"}),
    "shopify-graphql": frozenset(),
    SHOPIFY: frozenset(),
    "woocommerce": frozenset({"refunds", "timezone"}),
}
"""What the sources that come along take; those of plugins are given what was asked for."""
_MOST_LISTED: Final = 8


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an order comes from.

    Attributes:
        path: Its file; `-` is standard input.
        source: The name of the system that handed it out.
        number: Which order, where there are several; None where there is one.
        refunds: The file of its refunds; None where they are in it, or there are none.
        timezone: The zone of times that do not say theirs; None where all do.
    """

    path: str
    source: str = SHOPIFY
    number: str | None = None
    refunds: str | None = None
    timezone: str | None = None


class InputError(ReturnkitError, ValueError):
    """An order or a policy cannot be used as it is."""

    code = "input"


def inputs(origin: Origin, policy: str) -> tuple[ImportResult, Policy]:
    """Return the order and the policy in the file at *policy*.

    Raises:
        OptionError: An option does not fit the source or what is in the file.
        InputError: With the faults of both.
    """
    if [origin.path, origin.refunds, policy].count(STDIN) > 1:
        raise OptionError("ORDER", "standard input cannot be both", help="give one of the two as a file")
    faults: list[str] = []
    found: ImportResult | None = None
    rules: Policy | None = None
    try:
        found = order_of(origin)
    except OptionError:
        raise
    except ReturnkitError as exc:
        faults.append(told(exc))
    try:
        rules = read_policy(policy)
    except ReturnkitError as exc:
        faults.append(told(exc))
    if found is None or rules is None:
        raise InputError("\n".join(faults))
    return found, rules


def order_of(origin: Origin) -> ImportResult:
    """Return the order that is meant.

    Raises:
        OptionError: An option does not fit the source or what is in the file.
        ReturnkitError: The order, or its refunds, cannot be read; there is none, or there are several.
    """
    options = _options(origin)
    text = read_text(origin.path)
    refunds = None if origin.refunds is None else read_text(origin.refunds)
    found = _chosen(_read(origin, text, options), origin)
    if refunds is None:
        return found
    # A list takes the refunds by the id of their order, which only the order tells.
    is_list = text.lstrip().startswith("[")
    given = {int(found.order.id): refunds} if is_list and found.order.id.isdecimal() else refunds
    return _chosen(_read(origin, text, {**options, "refunds": given}), origin)


def told(error: ReturnkitError) -> str:
    """Return *error* with its way out."""
    # The text of a document's faults has their help in it.
    return str(error) if isinstance(error, FaultsError) or not error.help else f"{error}\n   {error.help}"


def _options(origin: Origin) -> dict[str, Any]:  # Any: the source's own
    takes = _OPTIONS.get(origin.source)
    for option in ("refunds", "timezone"):
        if getattr(origin, option) is not None and takes is not None and option not in takes:
            able = ", ".join(f"`{name}`" for name, taken in _OPTIONS.items() if option in taken)
            message = f"orders of `{origin.source}` are read without it"
            raise OptionError(f"--{option}", message, help=f"it is for {able}")
    return {} if origin.timezone is None else {"timezone": origin.timezone}


def _read(origin: Origin, text: str, options: Mapping[str, Any]) -> tuple[ImportResult, ...]:
    name = shown_name(origin.path)
    try:
        return read(origin.source, text, **options)
    except UnknownSourceError as exc:
        raise OptionError("--from", str(exc), help=exc.help) from exc
    except InstantError as exc:
        if origin.timezone is None:
            raise InputError(f"{name}: {exc}", help=exc.help) from exc
        raise OptionError("--timezone", str(exc), help=exc.help) from exc
    except NotAnOrderError as exc:
        help_ = f"it was read as `{origin.source}`; name another source with `--from`"
        raise InputError(f"{name}: {exc}", help=help_) from exc
    except PayloadError as exc:
        raise InputError(f"{name}: {exc}", help=exc.help) from exc
    except TableError as exc:
        raise TableError(exc.faults, source=Source(name, text)) from exc


def _chosen(results: Sequence[ImportResult], origin: Origin) -> ImportResult:
    name, number = shown_name(origin.path), origin.number
    if not results:
        raise InputError(f"{name}: there is no order in it")
    numbers = [result.order.number for result in results]
    if number is None:
        if len(results) > 1:
            message = f"{name}: there are {len(results)} orders in it"
            raise InputError(message, help=f"pick one with `--order`: {_listed(numbers)}")
        return results[0]
    # A shell takes `#` for a comment, so it may be left out.
    meant = [each for each in results if each.order.number == number] or [
        each for each in results if each.order.number.removeprefix("#") == number.removeprefix("#")
    ]
    if not meant:
        help_ = suggest(number, numbers) or f"its orders are {_listed(numbers)}"
        raise OptionError("--order", f"{name} has no order `{number}`", help=help_)
    if len(meant) > 1:
        raise InputError(f"{name}: {len(meant)} orders in it are called `{number}`", help="keep one of them")
    return meant[0]


def _listed(numbers: Sequence[str]) -> str:
    more = f" and {len(numbers) - _MOST_LISTED} more" if len(numbers) > _MOST_LISTED else ""
    return ", ".join(f"`{number}`" for number in numbers[:_MOST_LISTED]) + more
