"""Fake shops: they do what a return takes as real ones do, fail on order, and log what really happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import assert_never

from returnkit.clock import Clock
from returnkit.effects import (
    SHOP_KINDS,
    ExchangeOrder,
    Guarantees,
    PayOut,
    Restock,
    ShopOrder,
    ShopReceipt,
    shop_intent,
)
from returnkit.errors import RefusedError
from returnkit.facts import LineItem, Order
from returnkit.ids import LineId, OrderId

from .faults import Fault
from .wire import SETTLE_WINDOW, Happened, Wire


class FakeShopGateway:
    """A shop in memory, without a way to look. Threads may share it.

    What it is asked is refused where it does not know the order or the line, where an amount is not in the
    order's currency, and where an article is not in stock; then nothing of the whole is done.

    Args:
        clock: What time it is there.
        orders: The customers' orders that it knows.
        kinds: The kinds of effects that it does.
        honours_keys: Whether a key is known for a day from the first request under it, whatever became of
            that one: the same request again is answered and not executed.
        settle_window: What it guarantees; a late request is executed after a third of it.
    """

    def __init__(
        self,
        clock: Clock,
        orders: Iterable[Order] = (),
        *,
        kinds: Collection[str] = SHOP_KINDS,
        honours_keys: bool = True,
        settle_window: timedelta = SETTLE_WINDOW,
    ) -> None:
        self._orders = {order.id: order for order in orders}
        self._kinds = frozenset(kinds)
        self._stock: dict[str, int] = {}
        self._wire: Wire[ShopOrder, ShopReceipt] = Wire(
            self._execute,
            shop_intent,
            clock,
            honours_keys=honours_keys,
            settle_window=settle_window,
            declined="the shop does not do that",
        )

    @property
    def guarantees(self) -> Guarantees:
        """What it guarantees."""
        return self._wire.guarantees()

    @property
    def log(self) -> tuple[Happened[ShopOrder, ShopReceipt], ...]:
        """Every order that it really did until now, in order."""
        return self._wire.happened()

    def sell(self, order: Order) -> None:
        """Let a customer's order be there."""
        with self._wire.lock:
            self._orders[order.id] = order

    def stock(self, article: str, units: int) -> None:
        """Let there be *units* of an article: a variant, or a line that has none.

        Of an article that was never counted there is always enough.
        """
        with self._wire.lock:
            self._stock[article] = units

    def in_stock(self, article: str) -> int | None:
        """Return how many units of an article there are; None where they are not counted."""
        with self._wire.lock:
            self._wire.happened()  # what was late has left by now
            return self._stock.get(article)

    def inject(self, *faults: Fault | None) -> None:
        """Let the next requests fail so, in this order; None is no fault."""
        self._wire.inject(*faults)

    def forget_faults(self) -> None:
        """Let no request fail any more."""
        self._wire.forget_faults()

    def do(self, order: ShopOrder) -> ShopReceipt:
        """Do *order*, unless a fault was ordered."""
        return self._wire.send(order)

    def _execute(self, order: ShopOrder) -> ShopReceipt:
        if order.kind not in self._kinds:
            raise RefusedError(f"this shop does no `{order.kind}`")
        match order:
            case ExchangeOrder():
                self._send(order)
            case PayOut():
                _check_currency(order.amount.currency, self._order(order.order_id))
            case Restock():
                article = _article(self._line(order.order_id, order.line_id))
                if article in self._stock:
                    self._stock[article] += order.quantity
            case _:
                assert_never(order)
        return ShopReceipt(reference=f"{order.kind}_{len(self._wire.happened()) + 1}")

    def _send(self, order: ExchangeOrder) -> None:
        _check_currency(order.paid.currency, self._order(order.order_id))
        wanted: Counter[str] = Counter()
        for item in order.items:
            line = self._line(order.order_id, item.line_id)
            wanted[item.variant_id or _article(line)] += item.quantity
        for article, units in wanted.items():
            there = self._stock.get(article, units)
            if there < units:
                raise RefusedError(f"`{article}` is out of stock: {units} wanted, {there} there")
        for article, units in wanted.items():
            if article in self._stock:
                self._stock[article] -= units

    def _order(self, order_id: OrderId) -> Order:
        if order_id not in self._orders:
            raise RefusedError(f"there is no order `{order_id}`")
        return self._orders[order_id]

    def _line(self, order_id: OrderId, line_id: LineId) -> LineItem:
        line = self._order(order_id).line(line_id)
        if line is None:
            raise RefusedError(f"order `{order_id}` has no line `{line_id}`")
        return line


class FakeFindingShopGateway(FakeShopGateway):
    """One that can be looked at too.

    Args:
        clock: What time it is there.
        orders: The customers' orders that it knows.
        kinds: The kinds of effects that it does.
        honours_keys: Whether a key is known for a day.
        settle_window: What it guarantees.
        lag: How long something takes to show; at most a sixth of the window where looks are final.
        is_find_final: Whether it guarantees that what a look does not see after the window has not happened.
    """

    def __init__(
        self,
        clock: Clock,
        orders: Iterable[Order] = (),
        *,
        kinds: Collection[str] = SHOP_KINDS,
        honours_keys: bool = True,
        settle_window: timedelta = SETTLE_WINDOW,
        lag: timedelta = timedelta(0),
        is_find_final: bool = True,
    ) -> None:
        super().__init__(clock, orders, kinds=kinds, honours_keys=honours_keys, settle_window=settle_window)
        self._lag = lag
        self._is_find_final = is_find_final

    @property
    def guarantees(self) -> Guarantees:
        """What it guarantees."""
        return self._wire.guarantees(is_find_final=self._is_find_final)

    def fail_finds(self, count: int) -> None:
        """Let the next *count* looks fail."""
        self._wire.fail_looks(count)

    def find(self, order: ShopOrder) -> ShopReceipt | None:
        """Return what was answered to the first order under the key of *order* that shows by now."""
        return self._wire.look(order, lag=self._lag)


def _article(line: LineItem) -> str:
    return line.variant_id or line.id


def _check_currency(currency: str, order: Order) -> None:
    if currency != order.currency:
        raise RefusedError(f"order `{order.id}` is in {order.currency}")
