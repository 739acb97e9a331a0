"""Result: an imported order, and what was lost or assumed on the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from returnkit.diagnostics import Diagnostic, Severity
from returnkit.facts import Order

from .payload import Node

NO_DELIVERY: Final = (
    "no delivery date; windows counted from delivery are open at least as long as counted from placement"
)
"""What it means that a platform does not say when goods arrived."""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """An order read from another system.

    Attributes:
        order: The order.
        warnings: What was lost or assumed, each with a stable code and its place in the payload.
    """

    order: Order
    warnings: tuple[Diagnostic, ...] = ()


class Warnings:
    """Collects warnings while a payload is read."""

    __slots__ = ("_found", "_platform")

    def __init__(self, platform: str) -> None:
        self._platform = platform
        self._found: list[Diagnostic] = []

    def add(self, code: str, node: Node, message: str, *, help: str | None = None) -> None:
        """Note a warning about *node*."""
        code = f"{self._platform}.{code}"
        self._found.append(Diagnostic(code, message, Severity.WARNING, path=node.path, help=help))

    def found(self) -> tuple[Diagnostic, ...]:
        """Return what was noted, in order."""
        return tuple(self._found)
