"""Hooks: what packages of others may add, by functions that returnkit calls."""

from __future__ import annotations

from typing import Final, Protocol

import pluggy

PROJECT: Final = "returnkit"
"""The project of the hooks, and the group of entry points that names plugins."""

hookspec: Final = pluggy.HookspecMarker(PROJECT)
hookimpl: Final = pluggy.HookimplMarker(PROJECT)
"""Marks a function of a plugin as what a hook calls."""


class RegisterImporter(Protocol):
    """Registers a source of orders."""

    def __call__(self, name: str, factory: str, *, summary: str = "") -> None:
        """Register the source *name*.

        Args:
            name: Lower-case letters, digits and hyphens, such as `acme-shop`; one that no other has.
            factory: `module:function`, imported when it is first used: called with the payload and the
                caller's options, it returns a tuple of `ImportResult`.
            summary: What it reads, in a few words.
        """
        ...


@hookspec
def returnkit_register_importers(register: RegisterImporter) -> None:
    """Register sources of orders.

    Args:
        register: Call it once a source; where it raises, nothing of the plugin is registered.
    """
