"""Storage: where returns are kept, so that nothing that was acknowledged is lost."""

from .port import (
    Answer,
    Commit,
    DeadLetter,
    Lease,
    Message,
    ReturnStore,
    Topic,
)
from .query import Filter, Match, Page, Search, Sort, Summary

__all__ = [
    "Answer",
    "Commit",
    "DeadLetter",
    "Filter",
    "Lease",
    "Match",
    "Message",
    "Page",
    "ReturnStore",
    "Search",
    "Sort",
    "Summary",
    "Topic",
]
