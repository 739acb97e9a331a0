"""The async face: the same desk, awaited, one method for each."""

from __future__ import annotations

import asyncio
import inspect
import threading

from returnkit.lifecycle import MoneyStatus
from returnkit.service import AsyncReturnDesk, ReturnDesk
from tests.builders import a_request
from tests.desks import ANN, SHOPPER, a_desk, a_paid_order

NOT_AWAITED = {"subscribe"}
"""What only notes something down."""


def test_every_method_of_the_desk_can_be_awaited() -> None:
    def methods(kind: type[object]) -> set[str]:
        return {name for name, _ in inspect.getmembers(kind, inspect.isfunction) if name[0] != "_"}

    assert methods(AsyncReturnDesk) == methods(ReturnDesk) - NOT_AWAITED
    assert all(
        inspect.iscoroutinefunction(getattr(AsyncReturnDesk, name)) for name in methods(AsyncReturnDesk)
    )


def test_a_return_goes_from_request_to_refund_without_holding_up_the_loop() -> None:
    case = a_desk()
    case.gateway.capture("order-1", a_paid_order().total)
    desk, threads = AsyncReturnDesk(case.desk), set[int]()

    async def walk() -> MoneyStatus:
        filed = await desk.submit(a_paid_order(), a_request("hat"), by=SHOPPER)
        assert filed.return_ is not None
        await desk.approve(filed.return_.id, by=ANN)
        await desk.receive(filed.return_.id, by=ANN)
        await desk.refund(filed.return_.id, by=ANN)
        await asyncio.gather(desk.work(), asyncio.to_thread(lambda: threads.add(threading.get_ident())))
        return (await desk.show(filed.return_.id)).money

    assert asyncio.run(walk()) is MoneyStatus.PAID
    assert threading.get_ident() not in threads
