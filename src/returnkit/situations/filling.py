"""Filling: the typical facts, and what is told written over them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from returnkit.diagnostics import Diagnostic
from returnkit.errors import AmountError, CurrencyError, SituationError
from returnkit.expr.schema import Name, is_unknown
from returnkit.money import exponent
from returnkit.policy import Policy, compile_policy

from .draft import Draft
from .keys import AT, FAMILIES
from .values import Given
from .writers import WRITERS, Writer

_HOUSEHOLD: Final = "household_"
"""Begins the names that a policy declares of the household's history."""


def filled(policy: Policy, told: Mapping[str, Given], life: Mapping[str, datetime]) -> Draft:
    """Return the typical facts with what is *told* written into them.

    Args:
        policy: Whose declared names are answered typically.
        told: Values by key; none is an instant that an event tells.
        life: The instants of the order's life.

    Raises:
        SituationError: An amount does not fit its currency.
    """
    draft = _typical(policy, told, life)
    schema = compile_policy(policy).vocabulary.schema
    for path in policy.facts:
        if path not in told and _needs_typical(policy, schema[path]):
            _write_declared(draft, schema[path], schema[path].typical)
    for path, value in told.items():
        if path in life:
            continue
        family, _, word = path.partition(".")
        if (writer := WRITERS.get(path)) is not None:
            _write(writer, draft, path, value)
        elif path in policy.facts:
            _write_declared(draft, schema[path], value)
        elif family == "answers":
            draft.attributes["answers"][word] = value
        elif isinstance(value, Decimal) and family in FAMILIES:
            _counts_of(draft, family)[word] = int(value)
    return draft


def _counts_of(draft: Draft, family: str) -> dict[str, int]:
    if family == "evidence":
        handed_in: dict[str, int] = draft.item.setdefault("evidence", {})
        return handed_in
    return draft.household if family == "household_counters" else draft.counters


def _write(writer: Writer, draft: Draft, path: str, value: object) -> None:
    try:
        writer(draft, value)
    except AmountError as exc:
        raise SituationError((Diagnostic("situation.value", str(exc), path=path),)) from exc


def _typical(policy: Policy, told: Mapping[str, Given], life: Mapping[str, datetime]) -> Draft:
    currency = str(told.get("order.currency", policy.currency))
    try:
        exponent(currency)
    except CurrencyError as exc:
        fault = Diagnostic("situation.value", str(exc), path="order.currency", help=exc.help)
        raise SituationError((fault,)) from exc
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
        if isinstance(value, int | Decimal) and not isinstance(value, bool):  # a count, or nowhere kept
            own = name.attribute.removeprefix(_HOUSEHOLD)
            (draft.counters if own == name.attribute else draft.household)[own] = int(value)
    elif name.ask == "inspection" or name.root == "inspection":
        draft.inspection.setdefault("answers", {})[name.attribute] = stored
    elif name.ask == "staff":
        draft.attributes["staff_answers"][name.attribute] = stored
    elif name.ask == "shopper" or name.root == "request":
        draft.attributes["answers"][name.attribute] = stored
    else:
        draft.attributes[name.root][name.attribute] = stored
