"""Reports: coverage as text, as JSON and as a page."""

from .html import as_html
from .json import as_json
from .text import as_text

__all__ = ["as_html", "as_json", "as_text"]
