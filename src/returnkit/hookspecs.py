"""Hooks: what packages of others may add, by functions that returnkit calls."""

from __future__ import annotations

from collections.abc import Iterable
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


class RegisterCarrier(Protocol):
    """Registers a carrier."""

    def __call__(
        self,
        name: str,
        factory: str,
        *,
        summary: str = "",
        capabilities: Iterable[str],
        settings: Iterable[str] = (),
        options: Iterable[str] = (),
        api: int = 1,
    ) -> None:
        """Register the carrier *name*.

        Args:
            name: Lower-case letters, digits and hyphens, such as `acme-parcels`; one that no other has.
            factory: `module:Class`, imported when the carrier is first opened: called with the document
                store as `documents` and with settings by name, it returns a carrier.
            summary: What it is, in a few words.
            capabilities: What it can do at most, in the words of `returnkit.carriers.Capability`.
            settings: The settings that it needs, by name, such as `token`.
            options: The settings that may be left out.
            api: The version of this contract that it is written for.
        """
        ...


@hookspec
def returnkit_register_carriers(register: RegisterCarrier) -> None:
    """Register carriers.

    Args:
        register: Call it once a carrier; where it raises, nothing of the plugin is registered.
    """


@hookspec
def returnkit_register_importers(register: RegisterImporter) -> None:
    """Register sources of orders.

    Args:
        register: Call it once a source; where it raises, nothing of the plugin is registered.
    """
