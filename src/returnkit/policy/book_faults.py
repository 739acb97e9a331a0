"""What is wrong in a book: orders with two policies or none, and revisions that take back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, pairwise
from typing import NamedTuple

from returnkit.diagnostics import Diagnostic
from returnkit.documents import path_text
from returnkit.errors import DocumentError

from .document import vocabularies_of
from .entries import BookEntry
from .examine import compile_policy
from .generosity import less_generous

_DAY = timedelta(days=1)


class _Numbered(NamedTuple):
    """An entry and its place in the book."""

    number: int
    entry: BookEntry

    @property
    def first(self) -> date:
        """The first day of its orders."""
        orders = self.entry.orders
        return orders.first if orders and orders.first else date.min

    @property
    def last(self) -> date:
        """The last day of its orders."""
        orders = self.entry.orders
        return orders.last if orders and orders.last else date.max


def book_faults(entries: Sequence[BookEntry]) -> Iterator[Diagnostic]:
    """Yield every fault of a book of *entries*, placed as `entries[2].policy.rules[0].within`."""
    numbered = [_Numbered(number, entry) for number, entry in enumerate(entries)]
    faulty = False
    for each in numbered:
        for fault in _alone(each):
            faulty = True
            yield fault
    if faulty:
        return  # what policies are to one another cannot be told while one is none
    versions: dict[tuple[object, ...], list[_Numbered]] = {}
    for each in numbered:
        key = (each.entry.policy.id, each.entry.scope, each.entry.orders)
        versions.setdefault(key, []).append(each)
    for revisions in versions.values():
        yield from _revisions(sorted(revisions, key=lambda each: each.entry.revision))
    first = [revisions[0] for revisions in versions.values()]
    yield from _overlaps(first)
    yield from _gaps(first)
    yield from _zones(numbered)
    yield from _namesakes(numbered)


def _fault(code: str, at: _Numbered, message: str, help: str) -> Diagnostic:
    return Diagnostic(code, message, path=f"entries[{at.number}]", help=help)


def _alone(each: _Numbered) -> Iterator[Diagnostic]:
    """Yield what is wrong with a policy by itself."""
    policy = each.entry.policy
    try:
        compile_policy(policy)
    except DocumentError as exc:
        path = f"entries[{each.number}].policy"
        yield from (fault.at(path=f"{path}.{fault.path}" if fault.path else path) for fault in exc.faults)
    if policy.overrides:
        help_ = "keep the policy without it in the book"
        yield _fault("book.override", each, f"`{policy.id}` is overridden for one return", help_)


def _revisions(revisions: list[_Numbered]) -> Iterator[Diagnostic]:
    """Yield what is wrong among the texts of one version, given in the order of their numbers."""
    for expected, each in enumerate(revisions, 1):
        if each.entry.revision != expected:
            message = f"{each.entry} has a revision {each.entry.revision} where {expected} is expected"
            yield _fault("book.revision", each, message, "number revisions 1, 2, 3 without holes")
            return
    for before, after in pairwise(revisions):
        was, now = before.entry.policy.version, after.entry.policy.version
        if was is None or now is None:
            continue  # a policy without a version has one text
        if now.published is None or (was.published and now.published <= was.published):
            message = (
                f"revision {now.revision} of {after.entry} is not published after revision {was.revision}"
            )
            yield _fault("book.revision", after, message, "say in its `version` from when it is `published`")
        if now.against_shopper is None:
            for path, fault in less_generous(before.entry.policy, after.entry.policy):
                place = path_text(("entries", after.number, "policy", *path))
                yield fault.at(path=place)


def _overlaps(versions: list[_Numbered]) -> Iterator[Diagnostic]:
    """Yield versions that could both be for one order."""
    for one, other in combinations(versions, 2):
        begins, ends = max(one.first, other.first), min(one.last, other.last)
        if begins <= ends and one.entry.scope.meets(other.entry.scope):
            when = f"placed on {begins}" if begins > date.min else "placed before all periods"
            message = f"an order {when} has two policies: {one.entry} and {other.entry}"
            help_ = (
                "end one period before the other begins, or tell their scopes apart: `not_market`, `not_tag`"
            )
            yield _fault("book.overlap", other, message, help_)


def _gaps(versions: list[_Numbered]) -> Iterator[Diagnostic]:
    """Yield holes between the periods of one scope."""
    by_scope: dict[object, list[_Numbered]] = {}
    for each in versions:
        by_scope.setdefault(each.entry.scope, []).append(each)
    for several in by_scope.values():
        latest, *later = sorted(several, key=lambda each: each.first)
        for each in later:
            if (each.first - latest.last).days > 1:
                begins, ends = latest.last + _DAY, each.first - _DAY
                message = f"orders from {begins} to {ends} have no policy"
                help_ = f"let {each.entry} begin on {begins}, or {latest.entry} end on {ends}"
                yield _fault("book.gap", each, message, help_)
            latest = max(latest, each, key=lambda each: each.last)


def _zones(entries: list[_Numbered]) -> Iterator[Diagnostic]:
    """Yield entries whose days begin elsewhere: around midnight an order would have two policies or none."""
    for place, each in enumerate(entries):
        for other in entries[:place]:
            one, two = other.entry.policy.zone.key, each.entry.policy.zone.key
            if one != two and each.entry.scope.meets(other.entry.scope):
                message = f"{each.entry} counts days of {two}, and {other.entry} those of {one}"
                help_ = "end both with one zone, the shop's: `timezone: [destination, Europe/Berlin]`"
                yield _fault("book.zone", each, message, help_)
                break


def _namesakes(entries: list[_Numbered]) -> Iterator[Diagnostic]:
    """Yield policies of one id, beginning and revision that are for different scopes and not the same."""
    for one, other in combinations(entries, 2):
        names = {(each.entry.policy.id, each.first, each.entry.revision) for each in (one, other)}
        if len(names) == 1 and one.entry.scope != other.entry.scope and _differ(one, other):
            message = f"{other.entry} is another policy for {other.entry.scope} than for {one.entry.scope}"
            yield _fault("book.namesake", other, message, "give the two different ids")


def _differ(one: _Numbered, other: _Numbered) -> bool:
    this, that = one.entry.policy, other.entry.policy
    return this != that or vocabularies_of(this) != vocabularies_of(that)
