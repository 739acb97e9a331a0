"""Examination: whether a carrier keeps the contract, as far as can be told without asking it anything."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from returnkit.errors import ReturnkitError

from .registry import Entry, Factory, find_entry, lacking


def examine(name: str) -> tuple[str, ...]:
    """Return what is wrong with the carrier *name*; nothing where it keeps the contract.

    Its factory is imported and not called. What only shows when it is asked something,
    `returnkit.testing.CarrierConformance` asks.

    Raises:
        UnknownCarrierError: There is no such carrier.
    """
    entry = find_entry(name)
    try:
        factory = entry.load()
    except ReturnkitError as exc:
        return (f"{exc}; {exc.help}" if exc.help else str(exc),)
    return tuple(_faults(entry, factory))


def _faults(entry: Entry, factory: Factory) -> Iterator[str]:
    known = entry.carrier
    try:
        signature = inspect.signature(factory)
    except (TypeError, ValueError):
        yield f"`{entry.factory}` does not say what it takes"
        return
    for names in (known.settings, (*known.settings, *known.options)):
        given: dict[str, object] = dict.fromkeys(("documents", *names))
        try:
            signature.bind(**given)
        except TypeError as exc:
            yield f"`{entry.factory}` cannot be called with {', '.join(f'`{each}`' for each in given)}: {exc}"
            return
    if inspect.isclass(factory):
        for method in lacking(factory, sorted(known.capabilities)):
            yield f"`{entry.factory}` has no `{method}`, which its capabilities need"
