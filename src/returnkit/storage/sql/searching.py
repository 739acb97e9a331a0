"""Searching: a page of returns, found by an index whatever is asked, on both databases alike.

There are two ways to a page. A condition is *gathered*: all of its entries are taken, what else is asked is
looked up for each, and what is left is sorted. Or the order that is asked for is *walked* until the page is
full. Which one is shorter no database knows well enough, and so they take turns: if no condition has few
entries, few steps are walked; if these do not fill the page, it is asked for more of both. It costs no more
than a few times what the shorter one does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Connection, Dialect, Select, bindparam, func, select, tuple_, union
from sqlalchemy import text as sql

from returnkit.ids import CustomerId, OrderId, ReturnId, ShopId
from returnkit.lifecycle import ApprovalStatus, MoneyStatus, ReturnStatus, ShippingStatus
from returnkit.storage.commits import is_id
from returnkit.storage.conditions import conditions_of
from returnkit.storage.cursors import Place, cursor, place_of
from returnkit.storage.query import Page, Search, Sort, Summary
from returnkit.storage.texts import instant

from .lookups import Lookups, Part, Shape, shape_of, values_of
from .spoken import Spoken, Values
from .tables import Tables

TURNS: Final = (250, 1_000, 4_000, 16_000, 64_000, 256_000)
"""So many entries are gathered at most, and so many steps walked, in each turn."""
_LIGHT: Final = 8
"""So many entries are gathered at the cost of one, where nothing is looked up for any of them."""
_RARE: Final = ("rma", "order_id", "order", "exchange", "tracking", "customer")
"""Fields of which a text is that of one thing or person: it has few entries, and they are not counted."""
_MOST_SHAPES: Final = 1_000
"""Statements that are kept; there is one for each way and shape."""
_SHOWN: Final = (
    "number",
    "id",
    "rma",
    "order_id",
    "order_number",
    "order_key",
    "customer_id",
    "status",
    "approval",
    "shipping",
    "money",
    "requested",
    "updated",
)
# PostgreSQL takes every value for rare: it would rather read all entries of one and sort them.
_SETTINGS: Final = ("enable_seqscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin", "jit")
_OFF: Final = ", ".join(f"set_config('{each}', 'off', true)" for each in _SETTINGS)
_GATHERING, _WALKING = (
    sql(f"select set_config('enable_sort', '{each}', true), {_OFF}") for each in ("on", "off")
)
Way: TypeAlias = Literal["count", "gather", "edge", "walk", "walk to the edge"]
Rows: TypeAlias = Sequence[Any]  # Any: rows, whose columns are in the text


class Searcher:
    """Finds returns in the tables of one prefix; what it says is made once for all searches of a shape."""

    def __init__(self, tables: Tables, dialect: Dialect) -> None:
        self._returns = tables.returns
        self._dialect = dialect
        self._is_postgres = dialect.name == "postgresql"
        self._look = Lookups(tables, dialect.name)
        self._shown = [tables.returns.c[name] for name in _SHOWN]
        self._text = lru_cache(maxsize=_MOST_SHAPES)(self._made)

    def page(self, rows: Connection, shop: ShopId, search: Search) -> Page:
        """Return a page of the returns of a shop; settings of the transaction are changed."""
        conditions, after = conditions_of(search), place_of(shop, search)
        if not is_id(shop):
            return Page((), None)
        shape, values = shape_of(search, conditions, after), values_of(shop, search, conditions, after)
        found = self._found(rows, shape, values, many=search.limit + 1)
        shown, place = found[: search.limit], None
        if len(found) > len(shown):
            place = Place(getattr(shown[-1], shape.column), shown[-1].number)
        return Page(
            returns=tuple(_summary(row) for row in shown),
            next=None if place is None else cursor(shop, search, place),
        )

    def settle(self, rows: Connection, way: Way) -> None:
        """Let the database do what it is told, for the transaction of *rows*."""
        if self._is_postgres:
            rows.execute(_GATHERING if way in ("count", "gather") else _WALKING)

    def statements(self, shape: Shape) -> Iterator[tuple[Way, Part | None, Select[Any]]]:
        """Yield every statement that a search of *shape* may make, with its way and condition."""
        leads = {None, *(part for part in _drivers(shape) if _is_walked(shape, part))}
        for part in _drivers(shape):
            for way in ("count", "gather"):
                yield way, part, self._select(way, shape, part)
        for lead in leads:
            yield "walk", lead, self._select("walk", shape, lead)
            if lead is None or lead.keys == 1:
                yield "edge", lead, self._select("edge", shape, lead)
                yield "walk to the edge", lead, self._select("walk to the edge", shape, lead)

    def _found(self, rows: Connection, shape: Shape, values: Values, *, many: int) -> Rows:
        """Return the rows of a page, and one more where there is one."""
        drivers = _drivers(shape)
        leads = [part for part in drivers if _is_walked(shape, part)]
        lead = leads[0] if leads else None
        if len(drivers) == len(leads) < 2:
            return self._rows(rows, "walk", shape, lead, values)
        rare = next((part for part in drivers if part.field in _RARE), None)
        if rare is not None:
            way: Way = "walk" if rare in leads else "gather"
            return self._rows(rows, way, shape, rare, values)
        near = lead if lead is not None and lead.keys == 1 else None
        for turn in TURNS:
            given = {**values, "turn": turn}
            cheapest = self._cheapest(rows, shape, drivers, given)
            if cheapest is not None:
                way = "walk" if cheapest in leads else "gather"
                return self._rows(rows, way, shape, cheapest, values)
            edge = self._rows(rows, "edge", shape, near, given)
            if not edge:
                break
            key, number = edge[0]
            given |= {"edge_key": key, "edge_number": number}
            found = self._rows(rows, "walk to the edge", shape, near, given)
            if len(found) == many:
                return found
        return self._rows(rows, "walk", shape, lead, values)

    def _cheapest(
        self, rows: Connection, shape: Shape, drivers: Sequence[Part], given: dict[str, str | int]
    ) -> Part | None:
        """Return the condition that costs least to gather, where it is no more than a turn."""
        cheapest, least = None, float(given["turn"])
        # An entry tells when its return was asked for.
        each = 1 / _LIGHT if shape.sort is Sort.REQUESTED and len(shape.parts) == 1 else 1
        for part in drivers:
            most = int(least / each) + 1
            count = self._rows(rows, "count", shape, part, {**given, "more": most})[0][0]
            if count < most:
                cheapest, least = part, count * each
        return cheapest

    def _rows(self, rows: Connection, way: Way, shape: Shape, part: Part | None, values: Values) -> Rows:
        self.settle(rows, way)
        return self._text(way, shape, part).run(rows, values).all()

    def _made(self, way: Way, shape: Shape, part: Part | None) -> Spoken:
        return Spoken.of(self._select(way, shape, part), self._dialect)

    # --- statements ----------------------------------------------------------------------------------

    def _select(self, way: Way, shape: Shape, part: Part | None) -> Select[Any]:
        match way:
            case "count":
                assert part is not None  # noqa: S101  # a condition is counted
                few = self._look.entries(part).limit(bindparam("more")).subquery()
                return select(func.count()).select_from(few)
            case "gather":
                assert part is not None  # noqa: S101  # a condition is gathered
                return self._gathered(shape, part)
            case "edge":
                return self._edge(shape, part)
            case _:
                return self._walked(shape, part, is_to_edge=way == "walk to the edge")

    def _gathered(self, shape: Shape, part: Part) -> Select[Any]:
        """Return what sorts all that *part* finds."""
        row = self._returns.c
        entries = self._look.entries(part)
        # An instant is one of its return, a text may be one of several.
        found = (entries if part.kind == "period" else entries.distinct()).cte("found")
        found = found.prefix_with("MATERIALIZED")
        if shape.sort is Sort.REQUESTED and not self._look.needs_row(shape, but=part):
            key, number = found.c.requested, found.c.number
            probes = self._look.probes(shape, found.c, None, but=part)
            page = shape.paged(select(key.label("key"), number).where(*probes), key, number)
            return self._shown_of(shape, page)
        # Fenced, so that PostgreSQL does not walk its order after all and look for each in what is gathered.
        kept = (
            select(row[shape.column].label("key"), row.number)
            .select_from(found.join(self._returns, row.number == found.c.number))
            .where(*self._look.probes(shape, found.c, row, but=part))
            .cte("kept")
            .prefix_with("MATERIALIZED")
        )
        return self._shown_of(
            shape, shape.paged(select(kept.c.key, kept.c.number), kept.c.key, kept.c.number)
        )

    def _walked(self, shape: Shape, part: Part | None, *, is_to_edge: bool) -> Select[Any]:
        """Return what walks the order over the entries of a text, or over all returns of the shop."""
        row = self._returns.c
        if part is None:
            walked = select(*self._shown).where(row.shop == bindparam("shop"))
            return self._steps(shape, walked, row, row[shape.column], but=None, is_to_edge=is_to_edge)
        walks = []
        for place in range(part.keys):
            entries = self._look.entries_of_key(part, place)
            entry = entries.selected_columns
            walked = entries.join(self._returns, row.number == entry.number)
            walked = walked.with_only_columns(*self._shown)
            walks.append(self._steps(shape, walked, entry, entry.requested, but=part, is_to_edge=is_to_edge))
        if len(walks) == 1:
            return walks[0]
        # The same return may have two of the keys: a union has it once.
        each = union(*(select(walk.subquery(f"walk_{n}")) for n, walk in enumerate(walks))).subquery("each")
        return shape.paged(select(each), each.c.requested, each.c.number)

    def _steps(
        self, shape: Shape, walked: Select[Any], place: Any, key: Any, *, but: Part | None, is_to_edge: bool
    ) -> Select[Any]:  # Any: columns
        walked = walked.where(
            *self._look.probes(shape, place, self._returns.c, but=but, is_walk=True),
            *self._look.bounds(shape, key, is_to_edge=is_to_edge),
        )
        if is_to_edge:
            here, edge = tuple_(key, place.number), tuple_(bindparam("edge_key"), bindparam("edge_number"))
            walked = walked.where(here >= edge if shape.is_down else here <= edge)
        return shape.paged(walked, key, place.number)

    def _edge(self, shape: Shape, part: Part | None) -> Select[Any]:
        """Return how far a turn walks: the place that is so many steps away."""
        row = self._returns.c
        steps: Select[Any] = select(row[shape.column], row.number)
        steps = steps.where(row.shop == bindparam("shop"))
        if part is not None:
            steps = self._look.entries_of_key(part, 0)
        key, number = steps.selected_columns
        steps = steps.where(*self._look.bounds(shape, key))
        return shape.paged(steps, key, number).limit(1).offset(bindparam("turn"))

    def _shown_of(self, shape: Shape, page: Select[Any]) -> Select[Any]:
        """Return the rows of the returns of *page*, its `key` and `number`."""
        of_page = page.subquery("page")
        number = self._returns.c.number
        shown = select(*self._shown).select_from(of_page.join(self._returns, number == of_page.c.number))
        return shape.ordered(shown, of_page.c.key, of_page.c.number)


def _drivers(shape: Shape) -> tuple[Part, ...]:
    """Return the conditions that can be gathered; one of what is sorted by bounds the walk instead."""
    return tuple(
        part
        for part in shape.parts
        if not part.is_not and not (part.kind == "period" and part.field == shape.column)
    )


def _is_walked(shape: Shape, part: Part) -> bool:
    """Return whether the entries of *part* come in the order that is asked for."""
    return shape.sort is Sort.REQUESTED and part.kind == "term"


def _summary(row: Sequence[Any]) -> Summary:  # Any: the columns are named above
    _, id, rma, order_id, order_number, _, customer_id, *axes, asked, updated = row
    status, approval, shipping, money = axes
    return Summary(
        id=ReturnId(id),
        rma=rma,
        order_id=OrderId(order_id),
        order_number=order_number,
        customer_id=None if customer_id is None else CustomerId(customer_id),
        status=ReturnStatus(status),
        approval=ApprovalStatus(approval),
        shipping=ShippingStatus(shipping),
        money=MoneyStatus(money),
        submitted_at=instant(asked),
        updated_at=instant(updated),
    )
