"""Importers: orders from other systems as facts, with everything that was lost named."""

from . import shopify
from .result import ImportResult, NotAnOrderError

__all__ = ["ImportResult", "NotAnOrderError", "shopify"]
