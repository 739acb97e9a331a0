"""Documents: returns and events as JSON; what never changes of a return is written once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from returnkit.lifecycle import EVENT, Event, Return, ReturnSubmitted

ONCE: Final = ("order", "history", "opening")
"""The fields of a return that its submission tells and that nothing changes afterwards, with its names."""
_ONCE: Final = frozenset(ONCE)


def once_of(return_: Return) -> str:
    """Return what never changes of *return_*, as the inside of an object of JSON."""
    return return_.model_dump_json(include=set(_ONCE))[1:-1]


def snapshot_of(return_: Return) -> str:
    """Return *return_* as JSON without what never changes."""
    return return_.model_dump_json(exclude=set(_ONCE))


def return_of(snapshot: str, once: str) -> Return:
    """Return what `snapshot_of` and `once_of` wrote."""
    return Return.model_validate_json(_joined(snapshot, once))


def event_text(event: Event) -> str:
    """Return *event* as JSON; of a submission without what never changes."""
    # relies on (once): `once_of` of the return that it begins says the rest.
    return event.model_dump_json(exclude=set(_ONCE) if isinstance(event, ReturnSubmitted) else None)


def events_of(texts: Sequence[str], once: str) -> tuple[Event, ...]:
    """Return the log that `event_text` wrote, from its beginning."""
    first, *rest = texts
    return tuple(_events((_joined(first, once), *rest)))


def _events(texts: Iterable[str]) -> Iterable[Event]:
    return (EVENT.validate_json(text) for text in texts)


def _joined(text: str, once: str) -> str:
    return f"{text[:-1]},{once}}}"
