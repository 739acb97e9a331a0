"""Importers: orders from other systems as facts, with everything that was lost named."""

from . import csv_orders, shopify, woocommerce
from .result import ImportResult
from .sources import Source, read, sources

__all__ = ["ImportResult", "Source", "csv_orders", "read", "shopify", "sources", "woocommerce"]
