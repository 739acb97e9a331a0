"""Documents: YAML, TOML or JSON as text, read to a model with every fault located.

All three formats give the same plain values: texts, whole numbers, `Decimal`, true and false,
nothing, lists and mappings. There is no float and no date; a model reads dates from texts.
"""

from .loading import load, parse, validate
from .tree import Document, Format, Path, path_text

__all__ = ["Document", "Format", "Path", "load", "parse", "path_text", "validate"]
