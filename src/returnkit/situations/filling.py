"""Filling: the typical facts, and what is told written over them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from returnkit.diagnostics import Diagnostic
from returnkit.errors import AmountError, SituationError
from returnkit.expr.schema import Name, is_unknown
from returnkit.policy import Policy, compile_policy

from .draft import Draft
from .keys import AT
from .moments import EVENTS, After
from .values import Given
from .writers import WRITERS, Writer


def filled(policy: Policy, told: Mapping[str, Given], life: Mapping[str, datetime]) -> Draft:
    """Return the typical facts with what is *told* written into them.

    Args:
        policy: Whose declared names are answered typically.
        told: Values by key.
        life: The instants of the order's life.
    """
    draft = _typical(policy, told, life)
    schema = compile_policy(policy).vocabulary.schema
    for path in policy.facts:
        if path not in told and _needs_typical(policy, schema[path]):
            _write_declared(draft, schema[path], schema[path].typical)
    for path, given in told.items():
        if path in life and not is_unknown(given):
            continue
        value = _instant_of(given, life, policy.zone) if isinstance(given, After) else given
        family, _, word = path.partition(".")
        if (writer := WRITERS.get(path)) is not None:
            _write(writer, draft, path, value)
        elif path in policy.facts:
            _write_declared(draft, schema[path], value)
        elif family == "evidence":
            draft.item.setdefault("evidence", {})[word] = int(str(value))
        elif family == "answers":
            draft.attributes["answers"][word] = value
        elif family == "counters":
            draft.counters[word] = int(str(value))
        elif family == "household_counters":
            draft.counters[f"household_{word}"] = int(str(value))
    return draft


def _write(writer: Writer, draft: Draft, path: str, value: object) -> None:
    try:
        writer(draft, value)
    except AmountError as exc:
        raise SituationError((Diagnostic("situation.value", str(exc), path=path),)) from exc


def _instant_of(after: After, life: Mapping[str, datetime], zone: ZoneInfo) -> datetime:
    """Return the instant that *after* tells; what is no event of the order's life may be told by one."""
    return after.from_(life[EVENTS[after.event]], zone)


def _typical(policy: Policy, told: Mapping[str, Given], life: Mapping[str, datetime]) -> Draft:
    currency = str(told.get("order.currency", policy.currency))
    draft = Draft(currency, told, life[AT])
    draft.order |= {path.partition(".")[2]: instant for path, instant in life.items() if path != AT}
    draft.order |= {"currency": currency, "number": "#1001", "channel": "web", "tags": frozenset()}
    draft.tenders = ({"kind": "card"},)
    draft.address |= {"country": "US"}
    draft.customer |= {"tags": frozenset()}
    draft.line |= {"title": "Linen shirt", "category": "shirts", "tags": frozenset()}
    draft.item |= {"reason": "unwanted", "condition": "unused", "is_opened": False}
    draft.request |= {"proof_of_purchase": True, "method": "mail"}
    return draft


def _needs_typical(policy: Policy, name: Name) -> bool:
    """Return whether *name* is not known unless something is told of it, and typically would be."""
    given = policy.facts[name.path]
    is_open = given.default is None and not given.nullable
    return is_open and name.ask != "inspection" and name.path not in WRITERS


def _write_declared(draft: Draft, name: Name, value: Any) -> None:  # Any: each name has its own kind
    """Write a name that a policy declares where its reader looks for it."""
    if value is None or is_unknown(value):
        return
    stored = int(value) if isinstance(value, Decimal) and value == int(value) else value
    if name.root == "history":
        draft.counters[name.attribute] = int(str(stored))
    elif name.ask == "inspection" or name.root == "inspection":
        draft.inspection.setdefault("answers", {})[name.attribute] = stored
    elif name.ask == "staff":
        draft.attributes["staff_answers"][name.attribute] = stored
    elif name.ask == "shopper" or name.root == "request":
        draft.attributes["answers"][name.attribute] = stored
    else:
        draft.attributes[name.root][name.attribute] = stored
