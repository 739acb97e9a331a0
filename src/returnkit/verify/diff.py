"""Diff: what changes from one policy to another, in its text and for orders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from returnkit.policy import Policy

from .changes import Change, changes
from .examples import Example, sampled


@dataclass(frozen=True, slots=True)
class PolicyDiff:
    """What changes. `str()` gives it as text.

    Attributes:
        changes: What the text says otherwise.
        examples: Orders that are decided differently, one of each kind.
        asked: How many situations were asked of both policies; no proof that the others are decided alike.
    """

    changes: tuple[Change, ...]
    examples: tuple[Example, ...]
    asked: int

    @property
    def is_empty(self) -> bool:
        """Whether the texts say the same, and no situation that was asked is decided differently."""
        return not self.changes and not self.examples

    def __str__(self) -> str:
        return "\n".join(_lines(self))


def diff(old: Policy, new: Policy) -> PolicyDiff:
    """Return what changes from *old* to *new*.

    The examples are found by asking both policies about situations around the constants of both; what is
    not found may exist all the same.

    Raises:
        DocumentError: One of them has faults.
    """
    said = changes(old, new)
    if not said:
        return PolicyDiff((), (), 0)
    found = sampled(old, new, said)
    return PolicyDiff(said, found.examples, found.asked)


def _lines(found: PolicyDiff) -> Iterator[str]:
    if not found.changes:
        yield "The policies say the same."
        return
    yield "In the text:"
    yield from (f"  {change}" for change in found.changes)
    yield ""
    if not found.examples:
        yield f"For orders: all {found.asked:,} situations that were asked are decided alike."
        yield "That proves nothing of the others."
        return
    yield f"For orders, found among {found.asked:,} situations:"
    for number, example in enumerate(found.examples, start=1):
        told = ", ".join(f"{key}: {value}" for key, value in example.told.items()) or "the typical order"
        more = f"  (and {example.count - 1:,} more like it)" if example.count > 1 else ""
        yield ""
        yield f"  {number}. {told}{more}"
        for aspect in example.differs:
            yield f"     {aspect}: {example.before[aspect]} → {example.after[aspect]}"
