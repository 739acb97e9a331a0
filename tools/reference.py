"""Producers for reference pages: the vocabulary, the errors, the keys of documents."""

from __future__ import annotations

import pkgutil
import re
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import returnkit
from returnkit.errors import ReturnkitError
from returnkit.expr.schema import Name, Schema, is_unknown
from returnkit.facts import STANDARD, TOTALS, Declaration, Resolution
from returnkit.policy import (
    Approval,
    Before,
    Bonus,
    ClockName,
    Collect,
    Counted,
    DecidedBy,
    Fee,
    FeeBase,
    FeeKind,
    FeePer,
    Limit,
    Offer,
    Override,
    PaidTo,
    Policy,
    Refusal,
    Review,
    Rule,
    ShippingBack,
    ValueBasis,
    Version,
    Whole,
)

from .markdown import attributes, code, summary, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from returnkit.model import Frozen

_UNKNOWN: Final = re.compile(r'^[A-Z]\w+: Final = Unknown\("(\w+)"\)\n"""(.+?)"""', re.MULTILINE | re.DOTALL)
_SOURCES: Final = Path(returnkit.__file__).parent


def vocabulary() -> str:
    """Return the standard names, one table a root."""
    parts = []
    schema = Schema((*STANDARD.schema, *TOTALS))
    for root in schema.roots:
        rows = [_name_row(name) for name in schema if name.root == root]
        head = ("name", "kind", "may be null", "unit and bounds", "typical", "asked of", "what it means")
        parts.append(f"### {root}\n\n{table(head, rows)}")
    return "\n\n".join(parts)


def unknown_codes() -> str:
    """Return why a fact may be unknown, by code: each `Unknown` that the sources name and document."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(_SOURCES.rglob("*.py"))]
    found = {name: " ".join(doc.split()) for text in texts for name, doc in _UNKNOWN.findall(text)}
    return table(("code", "why"), [(code(name), found[name]) for name in sorted(found)])


_SCRIPTS = ("__main__", ".env")
"""Modules that are run, and not imported: of alembic the one that runs migrations."""


def error_classes() -> list[type[ReturnkitError]]:
    """Return every error of the package, each once and after its first base."""
    for module in pkgutil.walk_packages(returnkit.__path__, "returnkit."):
        if not module.name.endswith(_SCRIPTS):
            import_module(module.name)
    return list(dict.fromkeys(_tree(ReturnkitError)))


def errors() -> str:
    """Return the tree of errors: code, bases, attributes, meaning."""
    rows = []
    for error in error_classes():
        bases = ", ".join(code(base.__name__) for base in error.__bases__)
        own = "; ".join(f"{code(name)}: {text}" for name, text in attributes(error).items())
        home = code(f"{error.__module__}.{error.__name__}")
        rows.append((code(error.code), home, bases, summary(error), own))
    return table(("code", "error", "bases", "meaning", "its own attributes"), rows)


def policy_keys() -> str:
    """Return the keys of a policy."""
    return _keys(Policy)


def rule_keys() -> str:
    """Return the keys of a rule."""
    return _keys(Rule)


def part_keys() -> str:
    """Return the keys of the smaller parts of a policy."""
    parts: dict[str, type[Frozen]] = {
        "version": Version,
        "offer": Offer,
        "refuse": Refusal,
        "review": Review,
        "fee": Fee,
        "bonus": Bonus,
        "limit": Limit,
        "facts": Declaration,
        "overrides": Override,
    }
    return "\n\n".join(f"**{code(key)}**: {summary(model)}\n\n{_keys(model)}" for key, model in parts.items())


def words() -> str:
    """Return the closed lists of words that a policy uses."""
    lists: dict[str, type[StrEnum]] = {
        "a resolution (what an offer gives)": Resolution,
        "a clock (what a window counts from)": ClockName,
        "`kind` of a fee": FeeKind,
        "`of` of a fee": FeeBase,
        "`per` of a fee": FeePer,
        "`decided` of a fee": DecidedBy,
        "`collect` of a fee": Collect,
        "`value`": ValueBasis,
        "`to`": PaidTo,
        "`before` of `ask`": Before,
        "`of` of a limit": Counted,
        "`whole`": Whole,
        "`approve`": Approval,
        "`shipping`": ShippingBack,
    }
    rows = [(what, ", ".join(code(each.value) for each in words)) for what, words in lists.items()]
    return table(("what", "words"), rows)


def _keys(model: type[Frozen]) -> str:
    documented = attributes(model)
    rows = []
    for name, field in model.model_fields.items():
        default = "required" if field.is_required() else _shown(field.get_default(call_default_factory=True))
        rows.append((code(field.alias or name), default, documented[name]))
    return table(("key", "default", "meaning"), rows)


def _tree(error: type[ReturnkitError]) -> Iterator[type[ReturnkitError]]:
    yield error
    for below in sorted(error.__subclasses__(), key=lambda each: each.__name__):
        if below.__module__.startswith("returnkit."):
            yield from _tree(below)


def _name_row(name: Name) -> tuple[str, ...]:
    kind = name.kind.value if not name.values else "one of " + ", ".join(map(code, name.values))
    asked = (name.ask or "") + (", may flip" if name.flip else "")
    return (
        code(name.path),
        kind,
        "yes" if name.nullable else "",
        _bounds(name),
        _shown(name.typical),
        asked,
        name.doc,
    )


def _bounds(name: Name) -> str:
    parts = [name.unit] if name.unit else []
    if name.scale is not None:
        parts.append(
            "whole" if name.scale == 0 else f"{name.scale} decimals" if name.scale > 1 else "1 decimal"
        )
    if name.minimum is not None:
        parts.append(f"≥ {name.minimum}")
    if name.maximum is not None:
        parts.append(f"≤ {name.maximum}")
    return ", ".join(parts)


def _shown(value: Any) -> str:  # Any: a default or a typical value of any field
    if value is None or is_unknown(value):
        return ""
    match value:
        case bool():
            return code("true" if value else "false")
        case str():
            return code(value)
        case frozenset():
            return ", ".join(code(each) for each in sorted(value))
        case _ if hasattr(value, "isoformat"):
            return str(value.isoformat())
        case _ if hasattr(value, "__len__"):
            return "" if not len(value) else str(value)
        case _:
            return str(value)


PRODUCERS: Final[dict[str, Callable[[], str]]] = {
    "vocabulary": vocabulary,
    "unknown-codes": unknown_codes,
    "errors": errors,
    "policy-keys": policy_keys,
    "rule-keys": rule_keys,
    "part-keys": part_keys,
    "policy-words": words,
}
