"""Storage: where returns are kept, so that nothing that was acknowledged is lost.

`SqlStore` is in `returnkit.storage.sql`, which needs the extra `sql`.
"""

from .fields import FIELDS, InstantField, TextField
from .language import parse_search
from .memory import MemoryStore
from .port import (
    Answer,
    Commit,
    DeadLetter,
    Lease,
    Message,
    ReturnStore,
    Topic,
)
from .query import MAX_PAGE, Filter, Match, Page, Search, Sort, Summary

__all__ = [
    "FIELDS",
    "MAX_PAGE",
    "Answer",
    "Commit",
    "DeadLetter",
    "Filter",
    "InstantField",
    "Lease",
    "Match",
    "MemoryStore",
    "Message",
    "Page",
    "ReturnStore",
    "Search",
    "Sort",
    "Summary",
    "TextField",
    "Topic",
    "parse_search",
]
