"""Importers: orders from other systems as facts, with everything that was lost named."""

from . import shopify, woocommerce
from .result import ImportResult

__all__ = ["ImportResult", "shopify", "woocommerce"]
