"""Commits: what every store asks of one before it keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from returnkit.errors import LogError, StorageError
from returnkit.lifecycle import Return

from .port import Commit

MAX_ID: Final = 200
"""Characters of an identifier, as every database can index them."""
MAX_NAME: Final = 400
"""Characters of the name of a guard, and of an idempotency key."""


def expected_version(commit: Commit) -> int:
    """Return the version that the return has to be of in the store; 0 is: it must not be there.

    Raises:
        LogError: The events are not the last ones of the return.
        StorageError: Something of it is of another return, or an identifier cannot be kept.
    """
    return_ = commit.return_
    before = return_.version - len(commit.events)
    for number, event in enumerate(commit.events, before + 1):
        if (event.shop, event.return_id, event.number) != (return_.shop, return_.id, number) or number < 1:
            raise LogError(f"event `{event.id}` is not event {number} of return `{return_.id}`")
    for message in commit.messages:
        if (message.shop, message.return_id) != (return_.shop, return_.id):
            raise StorageError(f"message `{message.id}` is not of return `{return_.id}`")
    if commit.answer is not None and commit.answer.return_id != return_.id:
        raise StorageError(f"the answer is not of return `{return_.id}`")
    for what, text, longest in _identifiers(commit, return_, is_new=before == 0):
        if not is_id(text, longest):
            raise StorageError(
                f"the {what} `{text[:40]!a}` cannot be kept",
                help=f"give 1 to {longest} characters, and no control characters",
            )
    return before


def is_id(text: str, longest: int = MAX_NAME) -> bool:
    """Return whether *text* can be an identifier that is kept; nothing is found by one that cannot."""
    if text.isascii() and text.isprintable():
        return 0 < len(text) <= longest
    is_clean = all(sign >= " " and not "\ud800" <= sign <= "\udfff" for sign in text)
    return is_clean and 0 < len(text) <= longest


def _identifiers(commit: Commit, return_: Return, *, is_new: bool) -> Iterator[tuple[str, str, int]]:
    if is_new:  # later commits are of a return that is there
        customer = return_.order.customer
        yield "shop", return_.shop, MAX_ID
        yield "return", return_.id, MAX_ID
        yield "number of the return", return_.rma, MAX_ID
        yield "order", return_.order.id, MAX_ID
        yield "customer", customer.id if customer else "-", MAX_ID
    for name in commit.guards:
        yield "guard", name, MAX_NAME
    for message in commit.messages:
        yield "message", message.id, MAX_NAME
    if commit.answer is not None:
        yield "idempotency key", commit.answer.key, MAX_NAME
