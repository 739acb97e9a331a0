"""Documents: YAML, TOML or JSON as text, read to a model with every fault located, and written from one.

All three formats give the same plain values: texts, whole numbers, `Decimal`, true and false,
nothing, lists and mappings. There is no float and no date; a model reads dates from texts.
"""

from .loading import load, parse, validate
from .plain import Manner, plain
from .tree import Document, Format, Path, path_text
from .writing import write

__all__ = ["Document", "Format", "Manner", "Path", "load", "parse", "path_text", "plain", "validate", "write"]
