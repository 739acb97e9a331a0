"""Plugins: packages that add to returnkit by its hooks; a broken one disables only itself."""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Coroutine, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from importlib.metadata import Distribution, EntryPoint, distributions
from typing import Final

import pluggy

from returnkit.errors import PluginError

from . import hookspecs

BUILT_IN: Final = "returnkit"
ALLOWED: Final = "RETURNKIT_LOAD_PLUGINS"
"""The variable that lists the distributions whose plugins are loaded, joined by commas; unset is all."""
STRICT: Final = "RETURNKIT_STRICT_PLUGINS"
"""The variable that, set to `1`, makes a broken plugin an error."""
# Named by text, and loaded as strangers are: the rooms that hold them are above this one.
_BUILT_INS: Final = ("returnkit.carriers.standard", "returnkit.importers.standard")


class PluginWarning(UserWarning):
    """A plugin is disabled."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plugin, working or not.

    Attributes:
        name: The name of its entry point.
        origin: The distribution that brings it with its version, `returnkit` for what comes along.
        value: What its entry point names.
        error: Why it is disabled; None when it works.
        cause: The error behind that, where there is one.
        hooks: The hooks as it alone answers them; None when it is disabled.
    """

    name: str
    origin: str
    value: str
    error: str | None = None
    cause: BaseException | None = field(default=None, repr=False, compare=False)
    hooks: pluggy.HookRelay | None = field(default=None, repr=False, compare=False)

    def disabled(self, cause: BaseException) -> Plugin:
        """Return the same plugin, disabled by *cause*."""
        return replace(self, error=_told(cause), cause=cause, hooks=None)


@cache
def plugins() -> tuple[Plugin, ...]:
    """Return every plugin: those that come along, then those installed, by distribution and name.

    They are looked for once a process. Of those installed, the variable `RETURNKIT_LOAD_PLUGINS` may list
    the distributions whose plugins are loaded; the others are as if they were not installed.

    Raises:
        PluginError: One is broken, and `RETURNKIT_STRICT_PLUGINS` is 1.
    """
    own = (EntryPoint(name, name, hookspecs.PROJECT) for name in _BUILT_INS)
    found = [_borne(_loaded(Plugin(point.name, BUILT_IN, point.value), point)) for point in own]
    installed = sorted(_installed(), key=lambda pair: (pair[0].origin.casefold(), pair[0].name))
    return (*found, *(_borne(_loaded(plugin, point)) for plugin, point in installed))


def call(plugin: Plugin, hook: str, **arguments: object) -> Plugin:
    """Call *hook* of a working plugin, if it has it; return the plugin, disabled where it fails.

    Args:
        plugin: The plugin.
        hook: The hook's name.
        arguments: The hook's arguments.

    Raises:
        PluginError: It fails, and `RETURNKIT_STRICT_PLUGINS` is 1.
    """
    return _borne(_called(plugin, hook, arguments))


def warn_of(broken: Iterable[Plugin]) -> None:
    """Warn of plugins that are disabled, of each once a process."""
    for plugin in broken:
        told = f"plugin `{plugin.name}` of {plugin.origin} is disabled: {plugin.error}"
        warnings.warn(told, PluginWarning, stacklevel=3)


def _called(plugin: Plugin, hook: str, arguments: dict[str, object]) -> Plugin:
    if plugin.hooks is None:
        return plugin
    try:
        answers = getattr(plugin.hooks, hook)(**arguments)
    except (Exception, SystemExit) as exc:  # noqa: BLE001 - a plugin of others may raise anything
        return plugin.disabled(exc)
    for answer in answers:
        if isinstance(answer, Coroutine):
            answer.close()
            return plugin.disabled(
                TypeError(f"its `{hook}` is a coroutine function; hooks are plain functions")
            )
    return plugin


def _borne(plugin: Plugin) -> Plugin:
    """Return *plugin*, unless it is broken and such are errors here."""
    if plugin.error is not None and os.environ.get(STRICT) == "1":
        message = f"it is disabled: {plugin.error}"
        raise PluginError(message, plugin=f"{plugin.name} of {plugin.origin}") from plugin.cause
    return plugin


def _installed() -> Iterator[tuple[Plugin, EntryPoint]]:
    told: set[str] = set()
    listed = os.environ.get(ALLOWED)
    allowed = None if listed is None else {_normal(name) for name in listed.split(",")}
    for distribution in distributions():
        points = _points(distribution)
        # As imports do: of two distributions with one name, the first on the path counts.
        if not points or (name := distribution.name) in told:
            continue
        told.add(name)
        if allowed is not None and _normal(name) not in allowed:
            continue
        for point in points:
            yield Plugin(point.name, f"{name} {distribution.version}", point.value), point


def _normal(name: str) -> str:
    """Return the name of a distribution as installers compare it."""
    return re.sub(r"[-_.]+", "-", name.strip()).lower()


def _points(distribution: Distribution) -> tuple[EntryPoint, ...]:
    try:
        return tuple(point for point in distribution.entry_points if point.group == hookspecs.PROJECT)
    except Exception:  # noqa: BLE001 - what is installed beside us may be damaged in any way; it is not ours to tell
        return ()


def _loaded(plugin: Plugin, point: EntryPoint) -> Plugin:
    # One manager a plugin: what one does wrong cannot reach another.
    manager = pluggy.PluginManager(hookspecs.PROJECT)
    manager.add_hookspecs(hookspecs)
    try:
        module = import_module(point.value) if plugin.origin == BUILT_IN else point.load()
        manager.register(module, name=point.name)
        manager.check_pending()
    except (Exception, SystemExit) as exc:  # noqa: BLE001 - a plugin of others may raise anything
        return plugin.disabled(exc)
    if not manager.get_hookcallers(module):
        return replace(plugin, error="it has no hook of returnkit")
    return replace(plugin, hooks=manager.hook)


def _told(cause: BaseException) -> str:
    return " ".join(str(cause).split()) or type(cause).__name__
