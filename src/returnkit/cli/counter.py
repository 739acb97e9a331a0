"""Counter: the desk that commands work at, opened and closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from returnkit.ids import ShopId
from returnkit.lifecycle import Actor, ActorKind
from returnkit.policy import PolicyBook
from returnkit.service import ReturnDesk

from .asked import OptionError
from .notation import read_policy


@contextmanager
def desk_of(
    db: str, shop: str, policies: Sequence[str] | None, who: str, *, needs_policy: bool = False
) -> Iterator[tuple[ReturnDesk, Actor]]:
    """Yield the desk over the database at *db*, and who works there.

    Raises:
        OptionError: An option does not fit.
        StorageError: The database cannot be used as it is.
    """
    from returnkit.storage.sql import SqlStore

    if needs_policy and not policies:
        raise OptionError(
            "--policy", "no policy is given", help="give the shop's policies, or RETURNKIT_POLICY"
        )
    book = PolicyBook.of(*map(read_policy, policies or ()))
    by = actor(who)
    with closing(SqlStore(url_of(db))) as store:
        yield ReturnDesk(store, book, shop=ShopId(shop)), by


def url_of(db: str) -> str:
    """Return the URL of a database: what is none is a file of SQLite."""
    return db if "://" in db else f"sqlite:///{db}"


def file_of(url: str) -> Path | None:
    """Return the file that a URL of SQLite names; None of another database, or of a file named by a URI."""
    kind, _, path = url.partition(":///")
    name = path.partition("?")[0]
    is_file = kind.partition("+")[0] == "sqlite" and not name.startswith("file:")
    return Path(name) if is_file else None


def actor(text: str) -> Actor:
    """Return who `staff:ann` is.

    Raises:
        OptionError: The kind is none.
    """
    kind, colon, id = text.partition(":")
    known = [each.value for each in ActorKind]
    if not colon or kind not in known or not id or len(id) > 200:
        raise OptionError(
            "--as", f"`{text[:80]}` is nobody", help=f"write it as `staff:ann`; kinds: {', '.join(known)}"
        )
    return Actor(kind=ActorKind(kind), id=id)


def zone(option: str, name: str) -> ZoneInfo:
    """Return the zone of that IANA name.

    Raises:
        OptionError: There is none.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = f"`{name[:80]}` is no zone"
        raise OptionError(option, message, help="use an IANA name such as `Europe/Berlin`") from None


def far_side(option: str, name: str | None) -> Any:  # Any: a port of others; the protocol of effects asks it
    """Return what `module:name` is, or makes; None where nothing is given.

    Raises:
        OptionError: It cannot be loaded.
    """
    if name is None:
        return None
    module, colon, attribute = name.partition(":")
    if not colon:
        raise OptionError(option, f"`{name}` is not `module:name`")
    try:
        found = getattr(import_module(module), attribute)
        return found if hasattr(found, "guarantees") else found()
    except Exception as exc:  # others' code may raise anything
        raise OptionError(option, f"`{name}` cannot be loaded: {type(exc).__name__}: {exc}") from exc
