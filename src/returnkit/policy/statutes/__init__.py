"""Statutes: the law of some countries as dated policies with sources. Data to opt into, never advice."""

from .statute import LegalSource, Statute
from .table import STATUTES, statutes_for

__all__ = ["STATUTES", "LegalSource", "Statute", "statutes_for"]
