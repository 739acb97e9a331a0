"""Questions: searches of a shop's returns, each also as a query written by hand over the same indexes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from random import Random
from typing import Any, Final

from sqlalchemy import Connection, Engine

from returnkit.ids import OrderId, ReturnId
from returnkit.lifecycle import ApprovalStatus, MoneyStatus, ReturnStatus, ShippingStatus
from returnkit.storage import Filter, Match, Search, Sort, Summary
from returnkit.storage.conditions import Conditions, Period, Term, conditions_of
from returnkit.storage.fields import FIELDS, INSTANT_FIELDS, WORD_FIELDS, InstantField
from returnkit.storage.sql.lookups import SORTED
from returnkit.storage.sql.tables import PREFIX
from returnkit.storage.sql.writing import instant_key
from returnkit.storage.texts import after_prefix, instant, microseconds

from .inputs import SEED
from .lives import SHOP

PAGE: Final = 50
ORDERS: Final = tuple(product(Sort, (True, False)))
"""What a page is sorted by, and whether the last comes first."""
SPANS: Final = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}
_TERMS, _RETURNS = f"{PREFIX}terms", f"{PREFIX}returns"
_SHOWN: Final = (
    *("number", "id", "rma", "order_id", "order_number", "customer_id"),
    *("status", "approval", "shipping", "money", "requested", "updated"),
)
_COLUMNS: Final = ", ".join(f"r.{name}" for name in _SHOWN)
_IN_ROW: Final = ("status", "approval", "shipping", "money")
_Given = list[Any]  # Any: the values of a query


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it is given to the driver."""

    text: str
    given: tuple[Any, ...]

    def rows(self, rows: Connection) -> Sequence[Any]:  # Any: rows
        """Return what it finds."""
        return rows.exec_driver_sql(self.text, self.given).all()

    def page(self, engine: Engine) -> tuple[tuple[Summary, ...], bool]:
        """Return what it finds as a list shows it, and whether there is more, by a connection of its own."""
        with engine.connect() as connection:
            rows = self.rows(connection)
        shown = tuple(
            Summary(
                id=ReturnId(id),
                rma=rma,
                order_id=OrderId(order_id),
                order_number=order_number,
                customer_id=customer_id,
                status=ReturnStatus(status),
                approval=ApprovalStatus(approval),
                shipping=ShippingStatus(shipping),
                money=MoneyStatus(money),
                submitted_at=instant(requested),
                updated_at=instant(updated),
            )
            for (
                _,
                id,
                rma,
                order_id,
                order_number,
                customer_id,
                status,
                approval,
                shipping,
                money,
                requested,
                updated,
            ) in rows[:PAGE]
        )
        return shown, len(rows) > PAGE


@dataclass(frozen=True, slots=True)
class Sampled:
    """A return that was drawn: its texts by field, and its instants in microseconds."""

    texts: dict[str, list[str]]
    instants: dict[str, int]


def sampled(rows: Connection, many: int) -> list[Sampled]:
    """Return *many* returns of those that are stored, so that what is frequent is asked for frequently."""
    random = Random(SEED)
    last = rows.exec_driver_sql(f"SELECT max(number) FROM {_RETURNS}").scalar_one()
    names = [field.name for field in INSTANT_FIELDS]
    numbers = ", ".join(str(random.randint(1, last)) for _ in range(many))
    text = f"SELECT terms, {', '.join(names)} FROM {_RETURNS} WHERE number IN ({numbers}) ORDER BY number"
    found = []
    for row in rows.exec_driver_sql(text):
        texts: dict[str, list[str]] = {}
        for field, value in json.loads(row.terms):
            if field not in names:
                texts.setdefault(field, []).append(value)
        instants = {name: at for name in names if (at := getattr(row, name)) is not None}
        found.append(Sampled(texts, instants))
    random.shuffle(found)
    return found


def filters(drawn: Sequence[Sampled], many: int) -> Iterator[tuple[str, list[Search]]]:
    """Yield each kind of search by its name, with up to *many* of it, not yet sorted."""
    for name in FIELDS:
        if isinstance(FIELDS[name], InstantField):
            for span, time in SPANS.items():
                found = [Search((_within(each, name, time),)) for each in drawn if name in each.instants]
                yield f"{name}, a {span}", found[:many]
        else:
            found = [Search((_is(each, name),)) for each in drawn if name in each.texts]
            yield name, found[:many]
    for length in (3, 8):
        found = [Search(words=(_word(each, length),)) for each in drawn]
        yield f"a word of {length} signs", found[:many]
    combined = {
        "status and country": ("status", "country"),
        "status, reason and a month": ("status", "reason", "requested"),
        "tag, but not the status": ("tag", "-status"),
        "product and reason": ("product", "reason"),
        "carrier and a week of receiving": ("carrier", "received"),
        "customer and status": ("customer", "status"),
    }
    for name, parts in combined.items():
        yield name, list(_combined(drawn, parts))[:many]
    two = [Search((Filter("status", Match.IS, _two(drawn, number)),)) for number in range(len(drawn))]
    yield "either of two statuses", two[:many]
    yield "nothing", [Search()] * min(many, 5)


def _combined(drawn: Sequence[Sampled], parts: Sequence[str]) -> Iterator[Search]:
    for number, each in enumerate(drawn):
        names = [part.removeprefix("-") for part in parts]
        other = drawn[number - 1]
        if not all(name in each.texts or name in each.instants for name in names):
            continue
        found = []
        for part, name in zip(parts, names, strict=True):
            if name in each.instants:
                length = SPANS["month"] if name == "requested" else SPANS["week"]
                found.append(_within(each, name, length))
            elif part != name:
                found.append(_is(other, name, is_not=True))
            else:
                found.append(_is(each, name))
        yield Search(tuple(found))


def _is(drawn: Sampled, name: str, *, is_not: bool = False) -> Filter:
    return Filter(name, Match.IS, (drawn.texts[name][0],), is_not=is_not)


def _two(drawn: Sequence[Sampled], number: int) -> tuple[str, ...]:
    return tuple({drawn[number].texts["status"][0], drawn[number - 1].texts["status"][0]})


def _within(drawn: Sampled, name: str, length: timedelta) -> Filter:
    start = instant(drawn.instants[name]).replace(hour=0, minute=0, second=0, microsecond=0)
    return Filter(name, Match.WITHIN, (start, start + length))


def _word(drawn: Sampled, length: int) -> str:
    field = next(name for name in ("sku", "tracking", "rma") if name in drawn.texts)
    return drawn.texts[field][0][:length]


class Hand:
    """Writes queries: of the ways there are to find a page it takes the one that looks at the fewest rows."""

    def __init__(self, rows: Connection) -> None:
        self._rows = rows
        self._is_postgres = rows.dialect.name == "postgresql"
        self._all = self._count(f"SELECT count(*) FROM {_RETURNS}", [])

    def query(self, search: Search) -> Query:
        """Return the query of *search*."""
        conditions = conditions_of(search)
        sources: list[Term | Period | str] = [
            *(each for each in conditions.terms if not each.is_not),
            *(each for each in conditions.periods if not each.is_not),
            *conditions.words,
        ]
        counts = {number: self._matches(each) for number, each in enumerate(sources)}
        both = self._of_both(conditions, sources, counts)
        looked = {("walk", -1): min(self._all, self._all * (PAGE + 1) / max(both, 1))}
        for number, each in enumerate(sources):
            looked["gather", number] = counts[number]
            if search.sort is Sort.REQUESTED and isinstance(each, Term) and len(each.keys) == 1:
                looked["walk", number] = min(counts[number], counts[number] * (PAGE + 1) / max(both, 1))
        way, place = min(looked, key=lambda key: looked[key])
        return self._written(
            search, conditions, sources[place] if place >= 0 else None, is_walk=way == "walk"
        )

    def _of_both(self, conditions: Conditions, sources: Sequence[Any], counts: dict[int, int]) -> int:
        if not sources:
            return self._all
        fewest = min(counts, key=lambda key: counts[key])
        is_alone = len(sources) == len(conditions.terms) + len(conditions.periods) + len(conditions.words)
        if is_alone and len(sources) == 1:
            return counts[fewest]
        search = Search(limit=PAGE)
        query = self._written(search, conditions, sources[fewest], is_walk=False, is_count=True)
        return int(query.rows(self._rows)[0][0])

    def _matches(self, source: Term | Period | str) -> int:
        entries, given = _entries(source)
        return self._count(f"SELECT count(*) FROM ({entries}) x", given)

    def _count(self, text: str, given: _Given) -> int:
        return int(self._rows.exec_driver_sql(self._marked(text), tuple(given)).scalar_one())

    def _written(
        self,
        search: Search,
        conditions: Conditions,
        source: Any,  # Any: a condition, or None
        *,
        is_walk: bool,
        is_count: bool = False,
    ) -> Query:
        given: _Given = []
        join = "JOIN" if self._is_postgres else "CROSS JOIN"
        key = f"r.{SORTED[search.sort]}"
        tail = "r.number"
        if source is None:
            origin, where = f"{_RETURNS} r", ["r.shop = ?"]
            given.append(SHOP)
            for clause, value in _ends(search, conditions):
                where.append(clause)
                given.append(value)
        elif is_walk:
            origin = f"{_TERMS} t {join} {_RETURNS} r ON r.number = t.number"
            where = ["t.shop = ?", "t.field = ?", "t.value = ?"]
            given += [SHOP, source.field, source.keys[0]]
            key, tail = "t.requested", "t.number"
        elif isinstance(source, Period) and source.field in ("requested", "updated"):
            origin = f"{_RETURNS} r"
            bounds, values = _bounds(f"r.{source.field}", source)
            where = ["r.shop = ?", *bounds]
            given += [SHOP, *values]
        else:
            entries, values = _entries(source)
            origin = f"({entries}) d {join} {_RETURNS} r ON r.number = d.number"
            where = []
            given += values
        for clause, values in _probes(conditions, source, is_postgres=self._is_postgres):
            where.append(clause)
            given += values
        tests = f"WHERE {' AND '.join(where)}" if where else ""
        if is_count:
            return Query(self._marked(f"SELECT count(*) FROM {origin} {tests}"), tuple(given))
        down = " DESC" if search.descending else ""
        text = f"SELECT {_COLUMNS} FROM {origin} {tests} ORDER BY {key}{down}, {tail}{down} LIMIT {PAGE + 1}"
        return Query(self._marked(text), tuple(given))

    def _marked(self, text: str) -> str:
        return text.replace("?", "%s") if self._is_postgres else text


def _entries(source: Term | Period | str) -> tuple[str, _Given]:
    """Return what finds the numbers of the returns that *source* holds of, each once."""
    start = f"{_TERMS} t WHERE t.shop = ? AND t.field"
    match source:
        case Term(field=field, keys=keys):
            marks = ", ".join("?" * len(keys))
            once = "DISTINCT " if len(keys) > 1 else ""
            return f"SELECT {once}t.number FROM {start} = ? AND t.value IN ({marks})", [SHOP, field, *keys]
        case Period(field=("requested" | "updated") as field):
            bounds, values = _bounds(f"r.{field}", source)
            text = f"SELECT r.number FROM {_RETURNS} r WHERE r.shop = ? AND {' AND '.join(bounds)}"
            return text, [SHOP, *values]
        case Period(field=field):
            assert source.start is not None and source.end is not None  # noqa: S101, PT018
            ends = [instant_key(microseconds(at)) for at in (source.start, source.end)]
            return f"SELECT t.number FROM {start} = ? AND t.value >= ? AND t.value < ?", [SHOP, field, *ends]
        case _:
            marks = ", ".join("?" * len(WORD_FIELDS))
            text = f"SELECT DISTINCT t.number FROM {start} IN ({marks}) AND t.value >= ? AND t.value < ?"
            return text, [SHOP, *WORD_FIELDS, source, after_prefix(source)]


def _ends(search: Search, conditions: Conditions) -> Iterator[tuple[str, int]]:
    """Yield what a period says of what is sorted by: nothing is before its request, or after its update."""
    for period in conditions.periods:
        if search.sort is Sort.REQUESTED and period.field in ("updated", "received", "closed") and period.end:
            yield "r.requested < ?", microseconds(period.end)
        if (
            search.sort is Sort.UPDATED
            and period.field in ("requested", "received", "closed")
            and period.start
        ):
            yield "r.updated >= ?", microseconds(period.start)


def _bounds(column: str, period: Period) -> tuple[list[str], _Given]:
    assert period.start is not None and period.end is not None  # noqa: S101, PT018
    return [f"{column} >= ?", f"{column} < ?"], [microseconds(period.start), microseconds(period.end)]


def _probes(conditions: Conditions, but: object, *, is_postgres: bool) -> Iterator[tuple[str, _Given]]:
    for term in conditions.terms:
        if term is but:
            continue
        marks = ", ".join("?" * len(term.keys))
        no = "NOT " if term.is_not else ""
        if term.field in _IN_ROW:
            yield f"r.{term.field} {no}IN ({marks})", list(term.keys)
        else:
            entry = (
                f"{no}EXISTS (SELECT 1 FROM {_TERMS} o WHERE o.shop = ? AND o.field = ? "
                f"AND o.value IN ({marks}) AND o.requested = r.requested AND o.number = r.number)"
            )
            yield entry, [SHOP, term.field, *term.keys]
    for period in conditions.periods:
        if period is not but:
            bounds, values = _bounds(f"r.{period.field}", period)
            yield " AND ".join(bounds), values
    for word in conditions.words:
        if word is not but:
            yield ("strpos" if is_postgres else "instr") + "(r.words, ?) > 0", [f"\n{word}"]
