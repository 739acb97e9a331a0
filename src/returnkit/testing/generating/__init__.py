"""Generating: situations that show what a policy does, found without a solver."""

from .search import Searcher
from .suites import Level, Suite, generate

__all__ = ["Level", "Searcher", "Suite", "generate"]
