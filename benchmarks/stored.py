"""Stored: a database of very many returns, copied from some that a desk led, by the database itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection
from sqlalchemy import text as sql

from returnkit.lifecycle import timers
from returnkit.storage import Commit
from returnkit.storage.fields import FIELDS, INSTANT_FIELDS
from returnkit.storage.sql import SqlStore
from returnkit.storage.sql.documents import once_of
from returnkit.storage.sql.tables import PREFIX
from returnkit.storage.sql.writing import Prepared, prepared

from .lives import COPY, SHOP, lives

SPAN: Final = timedelta(days=730)
"""Over which the returns of a database were asked for."""
_MOST: Final = 2_000
"""Returns that a desk leads; all others are copies of them, later and with other identifiers."""
_SHIFTED: Final = (*(field.name for field in INSTANT_FIELDS), "due_at")
_TEXTS: Final = ("rma", "order_id", "order_number", "order_key", "customer_id", "words", "terms", "snapshot")
_PLAIN: Final = ("shop", "version", "status", "approval", "shipping", "money")
_INSTANT_KEY: Final = {
    "sqlite": "printf('%018d', {} + 10000000000000000)",
    "postgresql": "lpad(({} + 10000000000000000)::text, 18, '0')",
}
"""How each database writes what `instant_key` does."""


def seed(store: SqlStore, count: int) -> None:
    """Put *count* returns into *store*, which is empty, the last ones as late as the first ones are early."""
    many = min(_MOST, max(1, count // 40))
    copies = count // many
    shift = SPAN / copies
    found = []
    for keeper, return_ in lives(many, shift):
        due = next((timer.at for timer in timers(return_)), None)
        commit = Commit(return_=return_, events=keeper.events(SHOP, return_.id), due_at=due)
        found.append((prepared(commit), once_of(return_)))
    store.close()
    with store.engine.connect() as rows:
        is_sqlite = rows.dialect.name == "sqlite"
        if is_sqlite:
            # A log of all that is written would be written twice. The next connection takes it up again.
            for setting in (
                "journal_mode=DELETE",
                "journal_mode=OFF",
                "synchronous=OFF",
                "cache_size=-1000000",
            ):
                rows.exec_driver_sql(f"PRAGMA {setting}").close()
        _lead(rows, found)
        _codes(rows, copies)
        for statement in _copying(rows.dialect.name, many, int(shift / timedelta(microseconds=1))):
            rows.execute(sql(statement))
            rows.commit()
        for name in ("led", "led_terms", "led_events", "copies"):
            rows.execute(sql(f"DROP TABLE seed_{name}"))
        rows.commit()
        if is_sqlite:
            rows.exec_driver_sql("ANALYZE")
            rows.exec_driver_sql("PRAGMA journal_mode=WAL").close()
        else:
            rows.execution_options(isolation_level="AUTOCOMMIT")
            rows.execute(sql("VACUUM ANALYZE"))
    store.close()


def _lead(rows: Connection, found: Sequence[tuple[Prepared, str]]) -> None:
    """Store the returns that a desk led, beside the tables of the store."""
    columns = ("id", *_PLAIN, *_TEXTS, *_SHIFTED)
    typed = [f"{name} {'BIGINT' if name in _SHIFTED else 'TEXT'}" for name in columns if name != "version"]
    rows.execute(
        sql(f"CREATE TABLE seed_led (number INTEGER, version INTEGER, document TEXT, {', '.join(typed)})")
    )
    rows.execute(sql("CREATE TABLE seed_led_terms (number INTEGER, field TEXT, value TEXT)"))
    rows.execute(sql("CREATE TABLE seed_led_events (of_number INTEGER, number INTEGER, event TEXT)"))
    led: list[dict[str, Any]] = []
    terms: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    for number, (ready, once) in enumerate(found, 1):
        led.append({"number": number, "document": once} | {name: ready.row[name] for name in columns})
        terms += [
            {"number": number, "field": field, "value": value}
            for field, value in ready.terms
            if field not in _SHIFTED
        ]
        events += [{"of_number": number, **event} for event in ready.events]
    for table, given in (("led", led), ("led_terms", terms), ("led_events", events)):
        names = list(given[0])
        values = ", ".join(f":{name}" for name in names)
        rows.execute(sql(f"INSERT INTO seed_{table} ({', '.join(names)}) VALUES ({values})"), given)
    rows.commit()


def _codes(rows: Connection, copies: int) -> None:
    """Store what tells copies apart: letters, so that order numbers sort by them as they are."""
    codes = [{"number": number, "code": _letters(number)} for number in range(copies)]
    rows.execute(sql("CREATE TABLE seed_copies (number INTEGER PRIMARY KEY, code TEXT)"))
    rows.execute(sql("INSERT INTO seed_copies VALUES (:number, :code)"), codes)
    rows.commit()


def _copying(dialect: str, many: int, shift: int) -> Iterator[str]:
    """Yield the statements that copy what was stored beside, each in the order of its table's key."""
    instant = _INSTANT_KEY[dialect]
    number, both = f"c.number * {many} + l.number", "seed_copies c CROSS JOIN seed_led l"
    in_time = "ORDER BY c.number, l.number"
    names = ("number", "id", *_PLAIN, *_TEXTS, *_SHIFTED)
    values = (
        number,
        "l.id || c.code",
        *(f"l.{name}" for name in _PLAIN),
        *(_of_copy(f"l.{name}") for name in _TEXTS),
        *(f"l.{name} + c.number * {shift}" for name in _SHIFTED),
    )
    yield f"INSERT INTO {PREFIX}returns ({', '.join(names)}) SELECT {', '.join(values)} FROM {both} {in_time}"
    yield f"INSERT INTO {PREFIX}documents SELECT {number}, {_of_copy('l.document')} FROM {both} {in_time}"
    yield (
        f"INSERT INTO {PREFIX}events SELECT {number}, e.number, {_of_copy('e.event')} FROM {both} "
        f"JOIN seed_led_events e ON e.of_number = l.number {in_time}, e.number"
    )
    for field in sorted(FIELDS):
        if field in ("requested", "updated"):
            continue
        if field in _SHIFTED:
            at = instant.format(field)
            yield (
                f"INSERT INTO {PREFIX}terms SELECT shop, '{field}', {at}, requested, number "
                f"FROM {PREFIX}returns WHERE {field} IS NOT NULL ORDER BY {field}, requested, number"
            )
        else:
            # Identifiers too come in the order of their keys, which the tree of an index is filled best in.
            yield (
                f"INSERT INTO {PREFIX}terms SELECT l.shop, '{field}', replace(t.value, '{COPY}', c.code), "
                f"l.requested + c.number * {shift}, {number} FROM {both} "
                f"JOIN seed_led_terms t ON t.number = l.number AND t.field = '{field}' ORDER BY 3, 4, 5"
            )
    guard = f"SELECT '{SHOP}', '{{0}}:' || {{0}}_id, count(*) FROM {PREFIX}returns WHERE {{0}}_id IS NOT NULL"
    for name in ("customer", "order"):
        yield f"INSERT INTO {PREFIX}guards {guard.format(name)} GROUP BY 2 ORDER BY 2"


def _of_copy(text: str) -> str:
    return f"replace(replace({text}, l.id, l.id || c.code), '{COPY}', c.code)"


def _letters(number: int) -> str:
    return "".join(chr(ord("a") + (number >> bits & 15)) for bits in (12, 8, 4, 0))
