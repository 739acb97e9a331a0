"""Storage in tests: the suite for whoever writes a store."""

from .commit_suite import CommitConformance
from .outbox_suite import OutboxConformance
from .search_suite import SearchConformance


class ReturnStoreConformance(CommitConformance, OutboxConformance, SearchConformance):
    """What every store has to do. Derive a class `Test…` from it that gives a store; pytest runs it."""


__all__ = ["CommitConformance", "OutboxConformance", "ReturnStoreConformance", "SearchConformance"]
