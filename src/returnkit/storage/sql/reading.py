"""Reading: returns, their logs and what belongs to them, from their rows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, select

from returnkit.clock import to_utc
from returnkit.errors import UnknownReturnError
from returnkit.ids import CustomerId, OrderId, ReturnId, ShopId
from returnkit.lifecycle import Event, Return
from returnkit.storage.commits import is_id
from returnkit.storage.port import Answer
from returnkit.storage.texts import microseconds, search_key

from .documents import events_of, return_of
from .tables import Tables


class Reader:
    """Reads what is stored; its statements are made once. By what is no identifier nothing is found."""

    def __init__(self, tables: Tables) -> None:
        returns, events, documents = tables.returns.c, tables.events.c, tables.documents.c
        of_shop = returns.shop == bindparam("shop")
        # Any, below: two texts.
        whole: Select[Any] = select(returns.snapshot, documents.document).join_from(
            tables.returns, tables.documents, documents.number == returns.number
        )
        self._by_id = whole.where(of_shop, returns.id == bindparam("id"))
        self._by_rma = whole.where(of_shop, returns.rma == bindparam("rma"))
        self._log = (
            select(events.event, documents.document)
            .join_from(tables.returns, tables.events, returns.number == events.return_number)
            .join(tables.documents, documents.number == events.return_number)
            .where(of_shop, returns.id == bindparam("id"))
            .order_by(events.number)
        )
        terms = tables.terms.c
        self._submitted = (
            whole.join(tables.terms, terms.number == returns.number)
            .where(
                terms.shop == bindparam("shop"),
                terms.field == bindparam("field"),
                terms.value == bindparam("value"),
            )
            .order_by(terms.requested, terms.number)
        )
        guards, answers = tables.guards.c, tables.answers.c
        self._guard = select(guards.version).where(
            guards.shop == bindparam("shop"), guards.name == bindparam("name")
        )
        self._answer = select(answers.fingerprint, answers.return_id, answers.version).where(
            answers.shop == bindparam("shop"), answers.key == bindparam("key")
        )
        self._due = (
            select(returns.shop, returns.id)
            .where(returns.due_at <= bindparam("now"))
            .order_by(returns.due_at, returns.number)
            .limit(bindparam("many"))
        )
        self._due_of = self._due.where(of_shop)

    def load(self, rows: Connection, shop: ShopId, return_id: ReturnId) -> Return:
        """Return the return as it stands."""
        return _one(rows, self._by_id, {"shop": shop, "id": return_id}, return_id)

    def by_rma(self, rows: Connection, shop: ShopId, rma: str) -> Return:
        """Return the return of that number."""
        return _one(rows, self._by_rma, {"shop": shop, "rma": rma}, rma)

    def events(self, rows: Connection, shop: ShopId, return_id: ReturnId) -> tuple[Event, ...]:
        """Return the whole log of a return, in order."""
        found = (
            rows.execute(self._log, {"shop": shop, "id": return_id}).all()
            if _are_ids(shop, return_id)
            else ()
        )
        if not found:
            raise UnknownReturnError(return_id)
        return events_of([row.event for row in found], found[0].document)

    def of_order(self, rows: Connection, shop: ShopId, order_id: OrderId) -> tuple[Return, ...]:
        """Return every return of an order, in the order they were submitted."""
        found = self._of(rows, shop, "order_id", order_id)
        return tuple(each for each in found if each.order.id == order_id)

    def of_customer(self, rows: Connection, shop: ShopId, customer_id: CustomerId) -> tuple[Return, ...]:
        """Return every return of a customer, in the order they were submitted."""
        found = self._of(rows, shop, "customer", customer_id)
        return tuple(each for each in found if each.order.customer and each.order.customer.id == customer_id)

    def guards(self, rows: Connection, shop: ShopId, names: Collection[str]) -> Mapping[str, int]:
        """Return the version of each of *names*; 0 where there is none yet."""
        versions = dict.fromkeys(names, 0)
        # A list of names would be another statement for each number of them, made anew each time.
        for name in versions:
            if _are_ids(shop, name):
                found = rows.execute(self._guard, {"shop": shop, "name": name}).scalar_one_or_none()
                versions[name] = found or 0
        return versions

    def answered(self, rows: Connection, shop: ShopId, key: str) -> Answer | None:
        """Return what the command of that key came to; None where there was none."""
        if not _are_ids(shop, key):
            return None
        found = rows.execute(self._answer, {"shop": shop, "key": key}).first()
        return (
            None
            if found is None
            else Answer(key, found.fingerprint, ReturnId(found.return_id), found.version)
        )

    def due(
        self, rows: Connection, *, now: datetime, limit: int, shop: ShopId | None
    ) -> tuple[tuple[ShopId, ReturnId], ...]:
        """Return the returns that a timer has run out of by *now*, the earliest first."""
        given: dict[str, Any] = {"now": microseconds(to_utc(now)), "many": limit}
        if shop is None:
            found = rows.execute(self._due, given)
        elif _are_ids(shop):
            found = rows.execute(self._due_of, {**given, "shop": shop})
        else:
            return ()
        return tuple((ShopId(row.shop), ReturnId(row.id)) for row in found)

    def _of(self, rows: Connection, shop: ShopId, field: str, text: str) -> Iterable[Return]:
        # A key is that of other texts too, such as those in another case: whoever asks looks again.
        given = {"shop": shop, "field": field, "value": search_key(text)}
        found = rows.execute(self._submitted, given).all() if _are_ids(shop, text) else ()
        return (return_of(row.snapshot, row.document) for row in found)


def _one(rows: Connection, wanted: Select[Any], given: dict[str, Any], asked: str) -> Return:
    found = rows.execute(wanted, given).first() if _are_ids(*given.values()) else None
    if found is None:
        raise UnknownReturnError(asked)
    return return_of(found.snapshot, found.document)


def _are_ids(*texts: str) -> bool:
    return all(is_id(text) for text in texts)
