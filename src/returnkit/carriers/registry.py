"""Registry: every carrier by name, those of plugins among them. What they are made of loads on first use."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from returnkit.diagnostics import suggest
from returnkit.effects.far_side import Guarantees
from returnkit.errors import CarrierSettingsError, PluginError, ReturnkitError, UnknownCarrierError

from .capabilities import Capability
from .port import Carrier
from .store import DocumentStore

if TYPE_CHECKING:
    from returnkit.plugins import Plugin

# Any: settings and what comes back are the plugin's, and checked.
Factory: TypeAlias = Callable[..., Any]

API: Final = 1
"""The version of the contract for carriers."""
METHODS: Final[Mapping[Capability, tuple[str, ...]]] = {
    Capability.RATES: ("rates",),
    Capability.FIND: ("find",),
    Capability.VOID: ("void", "find_void"),
    Capability.TRACK: ("track",),
}
"""The methods of each capability, beside `buy` that every carrier has."""
_HOOK: Final = "returnkit_register_carriers"
_NAME: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_FACTORY: Final = re.compile(r"\w+(\.\w+)*:\w+")
_SETTING: Final = re.compile(r"[a-z][a-z0-9_]*")
_WORDS: Final = tuple(each.value for each in Capability)


@dataclass(frozen=True, slots=True)
class RegisteredCarrier:
    """A carrier that can be opened, or a plugin that cannot.

    Attributes:
        name: What it is called; of a plugin that registers nothing, the name of its entry point.
        origin: The distribution that brings it, with its version; `returnkit` for what comes along.
        summary: What it is.
        capabilities: What it can do at most.
        settings: The settings that it needs.
        options: The settings that may be left out.
        error: Why its plugin is disabled; None when it is not.
    """

    name: str
    origin: str
    summary: str = ""
    capabilities: frozenset[Capability] = frozenset()
    settings: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    error: str | None = None


def carriers() -> tuple[RegisteredCarrier, ...]:
    """Return every carrier, those that come along first, then plugins that are broken, with their error.

    Nothing of theirs is imported but the modules with the hooks.
    """
    found, broken = _registered()
    lost = (RegisteredCarrier(plugin.name, plugin.origin, error=plugin.error) for plugin in broken)
    return (*(each.carrier for each in found.values()), *lost)


def open_carrier(name: str, /, *, documents: DocumentStore, **settings: Any) -> Carrier:  # Any: its own
    """Open a carrier with the settings of an account.

    Of plugins that are broken a `PluginWarning` tells.

    Args:
        name: The carrier, such as `manual`.
        documents: Where the bytes of its labels are kept.
        settings: Its settings, such as a token.

    Raises:
        UnknownCarrierError: There is no such carrier.
        CarrierSettingsError: A setting that it needs is missing, or one is given that it does not take.
        PluginError: It is a plugin's, and cannot be loaded, or is not what it was registered as.
    """
    entry = find_entry(name)
    known = entry.carrier
    missing = tuple(each for each in known.settings if settings.get(each) in (None, ""))
    unknown = tuple(each for each in settings if each not in (*known.settings, *known.options))
    if missing or unknown:
        taken = ", ".join(f"`{each}`" for each in (*known.settings, *known.options))
        help_ = f"it takes {taken}" if taken else "it takes none"
        raise CarrierSettingsError(carrier=name, missing=missing, unknown=unknown, help=help_)
    factory = entry.load()
    try:
        carrier = factory(documents=documents, **settings)
    except ReturnkitError:
        raise
    except Exception as exc:  # a plugin of others may raise anything
        raise PluginError(f"it fails with `{type(exc).__name__}: {exc}`", plugin=entry.named) from exc
    return entry.checked(carrier)


def lacking(carrier: object, capabilities: Iterable[Capability]) -> tuple[str, ...]:
    """Return the methods that *carrier*, or its class, lacks for *capabilities*, in their order."""
    wanted = ("buy", *(method for each in capabilities for method in METHODS.get(each, ())))
    return tuple(name for name in wanted if not callable(getattr(carrier, name, None)))


@dataclass(frozen=True, slots=True)
class Entry:
    """A registered carrier and its factory."""

    carrier: RegisteredCarrier
    factory: str

    @property
    def named(self) -> str:
        """The carrier and where it comes from."""
        return f"{self.carrier.name} of {self.carrier.origin}"

    def load(self) -> Factory:
        """Import the factory.

        Raises:
            PluginError: It cannot be imported, or cannot be called.
            MissingExtraError: It needs an extra that is not installed.
        """
        module, _, name = self.factory.partition(":")
        try:
            function: Factory = getattr(import_module(module), name)
        except ReturnkitError:
            raise
        except (Exception, SystemExit) as exc:  # a plugin of others may raise anything
            raise PluginError(f"`{self.factory}` cannot be loaded: {exc}", plugin=self.named) from exc
        if not callable(function):
            raise PluginError(f"`{self.factory}` is no class or function", plugin=self.named)
        return function

    def checked(self, carrier: Any) -> Carrier:  # Any: whatever the factory returned
        """Return *carrier*, which is what was registered.

        Raises:
            PluginError: It can do more than it was registered for, or lacks a method.
        """
        able = getattr(carrier, "capabilities", None)
        if not isinstance(able, frozenset) or not all(isinstance(each, Capability) for each in able):
            raise PluginError("its `capabilities` are no frozenset of `Capability`", plugin=self.named)
        if more := sorted(able - self.carrier.capabilities):
            listed = ", ".join(f"`{each}`" for each in more)
            raise PluginError(f"it is not registered for {listed}", plugin=self.named)
        if missing := lacking(carrier, sorted(able)):
            raise PluginError(f"it has no `{missing[0]}`", plugin=self.named)
        if not isinstance(getattr(carrier, "guarantees", None), Guarantees):
            raise PluginError("its `guarantees` are none", plugin=self.named)
        if getattr(carrier, "name", None) != self.carrier.name:
            raise PluginError(f"its `name` is not `{self.carrier.name}`", plugin=self.named)
        found: Carrier = carrier
        return found


def find_entry(name: str) -> Entry:
    """Return the registered carrier *name*.

    Raises:
        UnknownCarrierError: There is no such carrier.
    """
    from returnkit.plugins import warn_of

    found, broken = _registered()
    warn_of(broken)
    if name not in found:
        lost = ", ".join(f"`{plugin.name}` of {plugin.origin}: {plugin.error}" for plugin in broken)
        help_ = suggest(name, found) or f"there are {', '.join(f'`{each}`' for each in found)}"
        raise UnknownCarrierError(
            f"there is no carrier `{name[:60]}`", help=f"{help_}; broken plugins: {lost}" if lost else help_
        )
    return found[name]


@dataclass(slots=True)
class _Registering:
    """What one plugin registers; kept only if all of it is."""

    plugin: Plugin
    taken: Mapping[str, Entry]
    entries: dict[str, Entry] = field(default_factory=dict)

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
        if api != API:
            message = f"`{name}` is written for version {api} of the contract for carriers, and this is {API}"
            raise ValueError(f"{message}: upgrade whichever is older")
        if not _NAME.fullmatch(name):
            raise ValueError(f"`{name}` is no name of a carrier: lower-case letters, digits and hyphens")
        if not _FACTORY.fullmatch(factory):
            raise ValueError(f"`{factory}` is no factory: `module:Class`")
        other = self.taken.get(name) or self.entries.get(name)
        if other is not None:
            raise ValueError(f"the name `{name}` is taken by {other.carrier.origin}")
        needed, optional = _settings(settings), _settings(options)
        if twice := {*needed} & {*optional}:
            raise ValueError(f"`{min(twice)}` is both needed and an option")
        able = _capabilities(capabilities)
        carrier = RegisteredCarrier(name, self.plugin.origin, str(summary), able, needed, optional)
        self.entries[name] = Entry(carrier, factory)


def _capabilities(words: Iterable[str]) -> frozenset[Capability]:
    given = (words,) if isinstance(words, str) else tuple(words)
    for word in given:
        if word not in _WORDS:
            hint = suggest(str(word), _WORDS) or f"there are {', '.join(f'`{each}`' for each in _WORDS)}"
            raise ValueError(f"`{word}` is no capability: {hint}")
    return frozenset(map(Capability, given))


def _settings(names: Iterable[str]) -> tuple[str, ...]:
    given = (names,) if isinstance(names, str) else tuple(names)
    for name in given:
        if not _SETTING.fullmatch(name) or name == "documents":
            raise ValueError(f"`{name}` is no name of a setting: lower-case letters, digits and `_`")
    return given


def _registered() -> tuple[dict[str, Entry], list[Plugin]]:
    """Return what works by name, and the plugins that are broken."""
    # Plugins are looked for when they are first asked for: importing this room stays light.
    from returnkit.plugins import call, plugins

    found: dict[str, Entry] = {}
    broken = []
    for plugin in plugins():
        registering = _Registering(plugin, found)
        called = call(plugin, _HOOK, register=registering)
        if called.error is None:
            found |= registering.entries
        else:
            broken.append(called)
    return found, broken
