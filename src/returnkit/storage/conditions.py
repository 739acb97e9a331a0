"""Conditions: a search as stores answer it, checked, with all that is wrong with it at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from returnkit.clock import to_utc
from returnkit.diagnostics import Diagnostic, suggest
from returnkit.errors import InstantError, QueryError

from .fields import FIELDS, InstantField, TextField
from .query import MAX_CONDITIONS, MAX_PAGE, MAX_VALUES, Filter, Match, Search
from .texts import MAX_WORD, search_key


@dataclass(frozen=True, slots=True)
class Term:
    """A text of a field has one of the keys.

    Attributes:
        field: The field.
        keys: The keys, each once.
        is_not: Whether none of them must be there.
    """

    field: str
    keys: tuple[str, ...]
    is_not: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """The instant of a field lies within two others.

    Attributes:
        field: The field.
        start: At or after it, UTC; None is any.
        end: Strictly before it, UTC; None is any.
        is_not: Whether it must not lie there; where there is no instant, it does not.
    """

    field: str
    start: datetime | None
    end: datetime | None
    is_not: bool = False

    def holds(self, instant: datetime | None) -> bool:
        """Return whether it holds of *instant*."""
        is_within = (
            instant is not None
            and (self.start is None or instant >= self.start)
            and (self.end is None or instant < self.end)
        )
        return is_within is not self.is_not


@dataclass(frozen=True, slots=True)
class Conditions:
    """All that has to hold of what a search finds."""

    terms: tuple[Term, ...]
    periods: tuple[Period, ...]
    words: tuple[str, ...]


def conditions_of(search: Search) -> Conditions:
    """Return what has to hold of what *search* finds.

    Raises:
        QueryError: It cannot be asked, with every fault.
    """
    faults = list(_faults(search))
    if faults:
        raise QueryError(tuple(faults))
    terms = [
        Term(each.name, tuple(dict.fromkeys(search_key(str(value)) for value in each.values)), each.is_not)
        for each in search.filters
        if each.match is Match.IS
    ]
    periods = [_period(each) for each in search.filters if each.match is not Match.IS]
    words = tuple(dict.fromkeys(search_key(word) for word in search.words))
    return Conditions(tuple(terms), tuple(periods), words)


def unknown_field(name: str) -> Diagnostic:
    """Return the fault of a field that there is not."""
    help_ = suggest(name, FIELDS) or f"there are {', '.join(FIELDS)}"
    return Diagnostic("query.field", f"returns are not searched by `{name[:80]}`", help=help_)


def unknown_value(field: TextField, value: str) -> Diagnostic:
    """Return the fault of a value that *field* never has."""
    help_ = suggest(value, field.values) or f"it is one of {', '.join(field.values)}"
    return Diagnostic("query.value", f"`{field.name}` is never `{value[:80]}`", help=help_)


def word_fault(word: str) -> Diagnostic | None:
    """Return what is wrong with a word that is searched for, or None."""
    if not word.strip():
        return Diagnostic("query.empty", "there is nothing to look for")
    if len(search_key(word)) > MAX_WORD:
        return Diagnostic(
            "query.long", f"a word has more than {MAX_WORD} signs", help="its beginning will do"
        )
    return None


def _faults(search: Search) -> Iterator[Diagnostic]:
    if len(search.filters) + len(search.words) > MAX_CONDITIONS:
        yield Diagnostic("query.long", f"a search has at most {MAX_CONDITIONS} conditions", path="filters")
        return
    for number, each in enumerate(search.filters):
        for fault in _faults_of(each):
            yield fault.at(path=f"filters[{number}].{fault.path}")
    for number, word in enumerate(search.words):
        if (wrong := word_fault(word)) is not None:
            yield wrong.at(path=f"words[{number}]")
    if not 1 <= search.limit <= MAX_PAGE:
        yield Diagnostic("query.limit", f"a page has 1 to {MAX_PAGE} returns", path="limit")


def _faults_of(filter_: Filter) -> Iterator[Diagnostic]:
    field = FIELDS.get(filter_.name)
    if field is None:
        yield unknown_field(filter_.name).at(path="name")
        return
    if (filter_.match is Match.IS) is isinstance(field, InstantField):
        help_ = "give days, such as `from` one" if isinstance(field, InstantField) else "give its texts"
        message = f"`{field.name}` is not compared by `{filter_.match}`"
        yield Diagnostic("query.match", message, path="match", help=help_)
        return
    values = filter_.values
    if isinstance(field, TextField):
        if not values:
            yield Diagnostic("query.empty", "there is nothing to compare with", path="values")
        if len(values) > MAX_VALUES:
            yield Diagnostic("query.long", f"a filter has at most {MAX_VALUES} values", path="values")
            return
        for number, value in enumerate(values):
            path = f"values[{number}]"
            if not isinstance(value, str) or not value.strip():
                yield Diagnostic("query.empty", "there is nothing to compare with", path=path)
            elif field.values and search_key(value) not in field.values:
                yield unknown_value(field, value).at(path=path)
        return
    wanted = 2 if filter_.match is Match.WITHIN else 1
    if len(values) != wanted:
        message = f"`{filter_.match}` takes {wanted} instant{'s' if wanted > 1 else ''}"
        yield Diagnostic("query.match", message, path="values")
    for number, value in enumerate(values):
        if not isinstance(value, datetime):
            yield Diagnostic("query.instant", "it is no instant", path=f"values[{number}]")
            continue
        try:
            to_utc(value)
        except InstantError as exc:
            yield Diagnostic("query.instant", str(exc), path=f"values[{number}]", help=exc.help)


def _period(filter_: Filter) -> Period:
    instants = [to_utc(value) for value in filter_.values if isinstance(value, datetime)]
    match filter_.match:
        case Match.FROM:
            return Period(filter_.name, instants[0], None, filter_.is_not)
        case Match.BEFORE:
            return Period(filter_.name, None, instants[0], filter_.is_not)
        case _:
            return Period(filter_.name, instants[0], instants[1], filter_.is_not)
