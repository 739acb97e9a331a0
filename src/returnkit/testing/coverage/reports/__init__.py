"""Reports: coverage as text, as JSON and as a page."""

from .json import as_json
from .text import as_text

__all__ = ["as_json", "as_text"]
