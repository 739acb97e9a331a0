"""Every search is answered by an index, on both databases: what they say they would do is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing, suppress
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from returnkit.effects.steps import begun
from returnkit.errors import ConflictError
from returnkit.lifecycle import Approve
from returnkit.storage import FIELDS, InstantField, Sort, parse_search
from returnkit.storage.conditions import conditions_of
from returnkit.storage.cursors import Place
from returnkit.storage.sql import SqlStore, upgrade
from returnkit.storage.sql.lookups import shape_of, values_of
from returnkit.storage.sql.searching import Searcher
from returnkit.testing.storage.lives import AT, HOUR, REFUND, SHOP, after, intent, message, submission

PLACE = {Sort.REQUESTED: Place(1, 1), Sort.UPDATED: Place(1, 1), Sort.ORDER: Place("a", 1)}
SHAPES = (
    "",
    *(
        f"{field.name}:{(field.values or ('x',))[0]}"
        for field in FIELDS.values()
        if not isinstance(field, InstantField)
    ),
    *(f"{field.name}:2026-11" for field in FIELDS.values() if isinstance(field, InstantField)),
    "-status:approved",
    "-received:2026-11",
    "status:approved,exception",
    "status:approved country:us -reason:too_small",
    "sku:x received:2026-11 -shipped:2026",
    "requested:>=2026-10 updated:<2026-12",
    "r-1",
    "r-1 10 status:pending",
    "r-1 received:2026-11 -country:us",
)


UTC = ZoneInfo("UTC")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """A store; what it would do does not depend on what is in it."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('plans') / 'returns.db'}"
        with closing(SqlStore(url)) as store:
            store.commit(submission())
            yield store
        return
    with request.getfixturevalue("postgres").database() as url:
        upgrade(url)
        with closing(SqlStore(url)) as store:
            store.commit(submission())
            yield store


def explain(rows: sa.Connection, statement: str, parameters: Any) -> str:  # Any: as a driver takes them
    """Return what the database says it would do."""
    how = "explain query plan" if rows.dialect.name == "sqlite" else "explain"
    return "\n".join(str(row[-1]) for row in rows.exec_driver_sql(f"{how} {statement}", parameters))


def plan(rows: sa.Connection, statement: sa.Select[Any], values: dict[str, Any]) -> str:
    """Return the same of a statement that is not text yet."""
    made: Any = statement.compile(rows)
    given = {**made.params, **values}
    return explain(
        rows, str(made), tuple(given[name] for name in made.positiontup) if made.positiontup else given
    )


@pytest.mark.parametrize("text", SHAPES)
def test_no_search_reads_all_returns(store: SqlStore, text: str) -> None:
    searcher = Searcher(store.tables, store.engine.dialect)
    for sort in Sort:
        for descending in (True, False):
            for place in (None, PLACE[sort]):
                search = parse_search(text, zone=UTC, sort=sort, descending=descending)
                conditions = conditions_of(search)
                shape, values = (
                    shape_of(search, conditions, place),
                    values_of(SHOP, search, conditions, place),
                )
                edge = {"edge_key": PLACE[sort].key, "edge_number": 1, "turn": 9, "more": 9}
                for way, part, statement in searcher.statements(shape):
                    with store.engine.connect() as rows:
                        searcher.settle(rows, way)
                        told = plan(rows, statement, {**values, **edge})

                    case = f"{text or 'all'} by {sort}, {way} {part}:\n{told}"
                    assert not re.search(r"SCAN returnkit_(?!.*USING (COVERING )?INDEX)|Seq Scan", told), case
                    assert "AUTOMATIC" not in told, case
                    is_walk = way not in ("count", "gather") and not (part is not None and part.keys > 1)
                    if is_walk:
                        assert told.count("TEMP B-TREE") + told.count("Sort ") <= (part is not None), case
                    if place is not None and is_walk and "terms_key" in told and part is not None:
                        assert re.search(r"\(requested,number\)[<>]|ROW\(", told), (
                            f"a page is looked for: {case}"
                        )


def test_nothing_else_reads_a_whole_table(store: SqlStore) -> None:
    said: list[tuple[str, Any]] = []  # Any: as a driver takes them

    def heard(_: Any, __: Any, statement: str, parameters: Any, ___: Any, is_many: bool) -> None:
        said.append((statement, parameters[0] if is_many else parameters))

    sa.event.listen(store.engine, "before_cursor_execute", heard)
    return_ = submission(2).return_
    told = {"messages": (message(return_, "m"), message(return_, "n")), "intents": (intent(),)}
    store.commit(submission(2, commit={**told, "guards": {"order:1": 0}}))
    step = after(store.load(SHOP, return_.id), Approve(), commit={"guards": {"order:1": 1}})
    store.commit(step)
    with suppress(ConflictError):
        store.commit(step)
    store.by_rma(SHOP, "R-2")
    store.events(SHOP, return_.id)
    store.of_order(SHOP, return_.order.id)
    store.guards(SHOP, ["a", "b"])
    store.answered(SHOP, "key")
    for shop in (None, SHOP):
        store.due(now=AT, limit=9, shop=shop)
        for lease in store.claim(now=AT, lease=HOUR, limit=1, shop=shop):
            store.postpone(lease, due_at=AT, error="")
    first, second = store.claim(now=AT, lease=HOUR, limit=2)
    store.bury(first, error="", at=AT)
    store.dead_letters(SHOP)
    store.revive(SHOP, first.message.topic, first.message.id, due_at=AT)
    store.finish(second)
    store.effects.advance(begun(store.effects.get(REFUND), at=AT))
    store.effects.unresolved()
    sa.event.remove(store.engine, "before_cursor_execute", heard)

    asked = [each for each in said if re.match(r"SELECT|UPDATE|DELETE|WITH", each[0])]
    assert len(asked) > 25
    with store.engine.connect() as rows:
        if rows.dialect.name == "postgresql":
            rows.exec_driver_sql("set local enable_seqscan = off")
        for statement, parameters in asked:
            how = explain(rows, statement, parameters)
            assert not re.search(r"SCAN returnkit_(?!.*USING)|Seq Scan", how), f"{statement}\n{how}"
