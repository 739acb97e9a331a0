"""Migrations: what makes the tables of each release out of those of the one before."""

from typing import Final

HEAD: Final = "0001"
"""The version that this release works with."""
