"""Importers: orders from other systems as facts, with everything that was lost named."""

from . import shopify
from .result import ImportResult

__all__ = ["ImportResult", "shopify"]
