"""Outbox: messages as rows, each with one worker at a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, Delete, Select, Update, and_, bindparam, delete, or_, select, update

from returnkit.clock import to_utc
from returnkit.ids import ReturnId, ShopId
from returnkit.storage.commits import is_id
from returnkit.storage.port import DeadLetter, Lease, Message, Topic
from returnkit.storage.texts import instant, legible, microseconds

from .tables import Tables


class OutboxRows:
    """The statements of an outbox, made once; what they do belongs to the transaction that they are given."""

    def __init__(self, tables: Tables, dialect: str) -> None:
        outbox = tables.outbox.c
        self._columns = (
            outbox.shop,
            outbox.topic,
            outbox.id,
            outbox.return_id,
            outbox.due_at,
            outbox.attempts,
            outbox.error,
        )
        free = (
            select(outbox.number)
            .where(
                outbox.dead_at.is_(None),
                outbox.due_at <= bindparam("now"),
                or_(outbox.claimed_until.is_(None), outbox.claimed_until <= bindparam("now")),
            )
            .order_by(outbox.due_at, outbox.number)
            .limit(bindparam("many"))
        )
        is_postgres = dialect == "postgresql"

        def claiming(free: Select[int]) -> Update:
            # Workers do not wait for each other: what another one is about to take is passed over.
            taken = free.with_for_update(skip_locked=True) if is_postgres else free
            return (
                update(tables.outbox)
                .where(outbox.number.in_(select(taken.cte("taken").c.number)))
                .values(
                    claimed_until=bindparam("until"), token=bindparam("token"), attempts=outbox.attempts + 1
                )
                .returning(outbox.number, *self._columns)
            )

        of_shop, of_topic = outbox.shop == bindparam("of_shop"), outbox.topic == bindparam("of_topic")
        self._claims = {
            (False, False): claiming(free),
            (True, False): claiming(free.where(of_shop)),
            (False, True): claiming(free.where(of_topic)),
            (True, True): claiming(free.where(of_shop, of_topic)),
        }
        held = and_(
            outbox.shop == bindparam("of_shop"),
            outbox.topic == bindparam("of_topic"),
            outbox.id == bindparam("of_id"),
        )
        mine = and_(held, outbox.token == bindparam("of_token"))
        self._finish = delete(tables.outbox).where(mine)
        free_again = {"claimed_until": None, "token": None}
        self._postpone = (
            update(tables.outbox)
            .where(mine)
            .values(due_at=bindparam("due_at"), error=bindparam("error"), **free_again)
        )
        self._bury = (
            update(tables.outbox)
            .where(mine)
            .values(dead_at=bindparam("dead_at"), error=bindparam("error"), **free_again)
        )
        self._dead = (
            select(*self._columns, outbox.dead_at)
            .where(outbox.shop == bindparam("of_shop"), outbox.dead_at.is_not(None))
            .order_by(outbox.dead_at, outbox.number)
        )
        self._revive = (
            update(tables.outbox)
            .where(held, outbox.dead_at.is_not(None))
            .values(due_at=bindparam("due_at"), attempts=0, error=None, dead_at=None)
        )

    def claim(
        self,
        rows: Connection,
        *,
        now: datetime,
        lease: timedelta,
        limit: int,
        shop: ShopId | None,
        topic: Topic | None,
    ) -> tuple[Lease, ...]:
        """Take messages that are due and free."""
        until, token = to_utc(now) + lease, token_hex(16)
        given: dict[str, Any] = {  # Any: the values of a statement
            "now": microseconds(to_utc(now)),
            "until": microseconds(until),
            "token": token,
            "many": limit,
        }
        given |= {} if shop is None else {"of_shop": shop}
        given |= {} if topic is None else {"of_topic": topic.value}
        found = rows.execute(self._claims[shop is not None, topic is not None], given)
        # Neither database gives the rows that it changed in an order.
        taken = sorted(found.all(), key=lambda row: (row.due_at, row.number))
        return tuple(Lease(_message(row), row.attempts, until, token) for row in taken)

    def finish(self, rows: Connection, lease: Lease) -> bool:
        """Forget the message; False where the lease was lost."""
        return _is_one(rows, self._finish, _held(lease))

    def postpone(self, rows: Connection, lease: Lease, *, due_at: datetime, error: str) -> bool:
        """Give the message back; False where the lease was lost."""
        row = {**_held(lease), "due_at": microseconds(to_utc(due_at)), "error": legible(error)}
        return _is_one(rows, self._postpone, row)

    def bury(self, rows: Connection, lease: Lease, *, error: str, at: datetime) -> bool:
        """Give the message up; False where the lease was lost."""
        row = {**_held(lease), "dead_at": microseconds(to_utc(at)), "error": legible(error)}
        return _is_one(rows, self._bury, row)

    def dead_letters(self, rows: Connection, shop: ShopId) -> tuple[DeadLetter, ...]:
        """Return the messages of a shop that were given up."""
        found = rows.execute(self._dead, {"of_shop": shop})
        return tuple(
            DeadLetter(_message(row), row.attempts, row.error, instant(row.dead_at)) for row in found
        )

    def revive(self, rows: Connection, shop: ShopId, topic: Topic, id: str, *, due_at: datetime) -> bool:
        """Let a message that was given up be tried again; False where there is none."""
        row = {"of_shop": shop, "of_topic": topic.value, "of_id": id}
        return rows.execute(self._revive, {**row, "due_at": microseconds(to_utc(due_at))}).rowcount == 1


def _message(row: Any) -> Message:  # Any: a row of the columns that are named above
    return Message(row.id, Topic(row.topic), ShopId(row.shop), ReturnId(row.return_id), instant(row.due_at))


def _is_one(rows: Connection, change: Delete | Update, row: dict[str, Any]) -> bool:
    asked = (row["of_shop"], row["of_id"], row["of_token"])
    return all(is_id(each) for each in asked) and rows.execute(change, row).rowcount == 1


def _held(lease: Lease) -> dict[str, Any]:  # Any: the values of a statement
    message = lease.message
    return {
        "of_shop": message.shop,
        "of_topic": message.topic.value,
        "of_id": message.id,
        "of_token": lease.token,
    }
