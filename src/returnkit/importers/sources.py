"""Sources: every system that orders can be read from, those of plugins among them, by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from returnkit.diagnostics import suggest
from returnkit.errors import PluginError, ReturnkitError, UnknownSourceError

from .result import ImportResult

if TYPE_CHECKING:
    from returnkit.plugins import Plugin

Payload: TypeAlias = Mapping[str, object] | Sequence[object] | str | bytes
# Any: options and what comes back are the plugin's, and checked.
Factory: TypeAlias = Callable[..., Any]

_HOOK: Final = "returnkit_register_importers"
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_FACTORY: Final = re.compile(r"\w+(\.\w+)*:\w+")


@dataclass(frozen=True, slots=True)
class Source:
    """A system that orders can be read from.

    Attributes:
        name: What it is called; of a plugin that registers nothing, the name of its entry point.
        origin: The distribution that brings it, with its version; `returnkit` for what comes along.
        summary: What it reads.
        error: Why nothing can be read from it; None when it works.
    """

    name: str
    origin: str
    summary: str = ""
    error: str | None = None


def sources() -> tuple[Source, ...]:
    """Return every source, those that come along first; broken ones with their error."""
    found, broken = _registered()
    listed = []
    for each in found.values():
        try:
            each.load()
            listed.append(each.source)
        except PluginError as exc:
            listed.append(replace(each.source, error=str(exc)))
    lost = (Source(plugin.name, plugin.origin, error=plugin.error) for plugin in broken)
    return (*listed, *lost)


def read(name: str, payload: Payload, /, **options: Any) -> tuple[ImportResult, ...]:  # Any: the source's own
    """Read the orders of *payload*, one or many.

    Args:
        name: The source, such as `woocommerce`.
        payload: What the system handed out: text, or what was read from it.
        options: Options of the source.

    Raises:
        UnknownSourceError: There is no such source.
        PluginError: The source is a plugin's, and fails otherwise than by an error of returnkit.
        PayloadError: Something in the payload cannot be read.
        TableError: The table has faults.
    """
    found, broken = _registered()
    if name not in found:
        lost = ", ".join(f"`{plugin.name}` of {plugin.origin}: {plugin.error}" for plugin in broken)
        help_ = suggest(name, found) or f"there are {', '.join(f'`{each}`' for each in found)}"
        raise UnknownSourceError(
            f"there is no source `{name[:60]}`", help=f"{help_}; broken plugins: {lost}" if lost else help_
        )
    entry = found[name]
    function = entry.load()
    if entry.is_built_in:
        return tuple(function(payload, **options))
    try:
        results = function(payload, **options)
    except ReturnkitError:
        raise
    except Exception as exc:  # a plugin of others may raise anything
        raise PluginError(f"it fails with `{type(exc).__name__}: {exc}`", plugin=entry.named) from exc
    if not isinstance(results, tuple) or not all(isinstance(each, ImportResult) for each in results):
        raise PluginError("it does not return a tuple of `ImportResult`", plugin=entry.named)
    return results


@dataclass(frozen=True, slots=True)
class _Entry:
    """A registered source and its factory."""

    source: Source
    factory: str
    is_built_in: bool

    @property
    def named(self) -> str:
        return f"{self.source.name} of {self.source.origin}"

    def load(self) -> Factory:
        module, _, name = self.factory.partition(":")
        try:
            function: Factory = getattr(import_module(module), name)
        except (Exception, SystemExit) as exc:  # a plugin of others may raise anything
            raise PluginError(f"`{self.factory}` cannot be loaded: {exc}", plugin=self.named) from exc
        if not callable(function):
            raise PluginError(f"`{self.factory}` is no function", plugin=self.named)
        return function


@dataclass(slots=True)
class _Registering:
    """What one plugin registers; kept only if all of it is."""

    plugin: Plugin
    taken: Mapping[str, _Entry]
    is_built_in: bool
    entries: dict[str, _Entry] = field(default_factory=dict)

    def __call__(self, name: str, factory: str, *, summary: str = "") -> None:
        if not _NAME.fullmatch(name):
            raise ValueError(f"`{name}` is no name of a source: lower-case letters, digits and hyphens")
        if not _FACTORY.fullmatch(factory):
            raise ValueError(f"`{factory}` is no factory: `module:function`")
        other = self.taken.get(name) or self.entries.get(name)
        if other is not None:
            raise ValueError(f"the name `{name}` is taken by {other.source.origin}")
        source = Source(name, self.plugin.origin, str(summary))
        self.entries[name] = _Entry(source, factory, self.is_built_in)


def _registered() -> tuple[dict[str, _Entry], list[Plugin]]:
    """Return what works by name, and the plugins that are broken."""
    # Plugins are looked for when they are first asked for: importing this room stays light.
    from returnkit.plugins import BUILT_IN, call, plugins

    found: dict[str, _Entry] = {}
    broken = []
    for plugin in plugins():
        registering = _Registering(plugin, found, plugin.origin == BUILT_IN)
        called = call(plugin, _HOOK, register=registering)
        if called.error is None:
            found |= registering.entries
        else:
            broken.append(called)
    return found, broken
