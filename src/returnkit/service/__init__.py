"""Service: the desk that performs what the rooms decide."""

from .aio import AsyncReturnDesk
from .desk import ReturnDesk
from .filing import Filed
from .paying import Exchange, Wanted
from .sources import MemoryOrderSource, OrderSource
from .working import Handler, WorkReport

__all__ = [
    "AsyncReturnDesk",
    "Exchange",
    "Filed",
    "Handler",
    "MemoryOrderSource",
    "OrderSource",
    "ReturnDesk",
    "Wanted",
    "WorkReport",
]
