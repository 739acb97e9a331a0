"""Importers: orders from other systems as facts, with everything that was lost named."""

from . import csv_orders, shopify, woocommerce
from .result import ImportResult

__all__ = ["ImportResult", "csv_orders", "shopify", "woocommerce"]
