"""Writers: one a notation, each giving a text that its reader reads as the same values."""

from . import json, toml, yaml

__all__ = ["json", "toml", "yaml"]
