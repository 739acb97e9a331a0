"""Command line: `returnkit …`. It reads files, asks the rooms and prints; it decides nothing itself."""

from .main import main

__all__ = ["main"]
