"""Async: the same desk for programs that must not wait; each call is handed to a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar

from .desk import ReturnDesk

_P = ParamSpec("_P")
_R = TypeVar("_R")


def _handed(
    method: Callable[Concatenate[ReturnDesk, _P], _R],
) -> Callable[Concatenate[AsyncReturnDesk, _P], Coroutine[Any, Any, _R]]:
    """Return *method* as one that is awaited."""

    async def call(self: AsyncReturnDesk, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        return await asyncio.to_thread(method, self.desk, *args, **kwargs)

    call.__name__, call.__doc__, call.__qualname__ = method.__name__, method.__doc__, method.__qualname__
    return call


class AsyncReturnDesk:
    """A `ReturnDesk` whose methods are awaited. A call that is cancelled goes on in its thread.

    Args:
        desk: The desk; its store, gateways and handlers are called from threads.
    """

    def __init__(self, desk: ReturnDesk) -> None:
        self.desk = desk

    find_order = _handed(ReturnDesk.find_order)
    assess = _handed(ReturnDesk.assess)
    show = _handed(ReturnDesk.show)
    find = _handed(ReturnDesk.find)
    log = _handed(ReturnDesk.log)
    search = _handed(ReturnDesk.search)
    ledger = _handed(ReturnDesk.ledger)
    unresolved = _handed(ReturnDesk.unresolved)
    submit = _handed(ReturnDesk.submit)
    edit = _handed(ReturnDesk.edit)
    approve = _handed(ReturnDesk.approve)
    reject = _handed(ReturnDesk.reject)
    cancel = _handed(ReturnDesk.cancel)
    expire = _handed(ReturnDesk.expire)
    reopen = _handed(ReturnDesk.reopen)
    resolve = _handed(ReturnDesk.resolve)
    override = _handed(ReturnDesk.override)
    attach_shipment = _handed(ReturnDesk.attach_shipment)
    record_sent = _handed(ReturnDesk.record_sent)
    record_delivered = _handed(ReturnDesk.record_delivered)
    void_shipment = _handed(ReturnDesk.void_shipment)
    buy_label = _handed(ReturnDesk.buy_label)
    void_label = _handed(ReturnDesk.void_label)
    receive = _handed(ReturnDesk.receive)
    inspect = _handed(ReturnDesk.inspect)
    dispose = _handed(ReturnDesk.dispose)
    quote = _handed(ReturnDesk.quote)
    settle = _handed(ReturnDesk.settle)
    refund = _handed(ReturnDesk.refund)
    exchange = _handed(ReturnDesk.exchange)
    order_again = _handed(ReturnDesk.order_again)
    correct = _handed(ReturnDesk.correct)
    resolve_effect = _handed(ReturnDesk.resolve_effect)
    note = _handed(ReturnDesk.note)
    attach = _handed(ReturnDesk.attach)
    flag = _handed(ReturnDesk.flag)
    clear = _handed(ReturnDesk.clear)
    perform = _handed(ReturnDesk.perform)
    work = _handed(ReturnDesk.work)
    dead_letters = _handed(ReturnDesk.dead_letters)
    revive = _handed(ReturnDesk.revive)
