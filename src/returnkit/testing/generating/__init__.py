"""Generating: cases that show what a policy does, found without a solver."""

from .search import Searcher
from .suites import Generated, Level, Suite, generate
from .writing import as_table

__all__ = ["Generated", "Level", "Searcher", "Suite", "as_table", "generate"]
