"""Producer for the page of messages: every sentence of the catalogue, by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from returnkit.messages import MESSAGES

from .markdown import code, table

if TYPE_CHECKING:
    from collections.abc import Callable


def messages() -> str:
    """Return every message with its texts."""
    locales = tuple(dict.fromkeys(locale for message in MESSAGES for locale in message.texts))
    rows = [
        (code(message.key), message.doc, *(code(message.texts[locale].strip()) for locale in locales))
        for message in MESSAGES
    ]
    return table(("key", "when it is said", *locales), rows)


PRODUCERS: Final[dict[str, Callable[[], str]]] = {"messages": messages}
