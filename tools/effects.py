"""Producers for the pages on effects: states, steps, and what the suites ask."""

from __future__ import annotations

import ast
import inspect
from typing import TYPE_CHECKING, Final

from returnkit.effects import (
    TRANSITIONS,
    Attempt,
    Conclusion,
    EffectRecord,
    EffectState,
    ExchangeOrder,
    Guarantees,
    Intent,
    Outcome,
    PayOut,
    RefundOrder,
    RefundReceipt,
    Restock,
    Result,
    Sent,
    ShopReceipt,
    Step,
)
from returnkit.testing import (
    EffectLedgerConformance,
    Fault,
    OrderSourceConformance,
    RefundGatewayConformance,
    ShopGatewayConformance,
)

from .markdown import attributes, block, code, summary, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

VALUES: Final = (
    Intent,
    EffectRecord,
    Attempt,
    Conclusion,
    Outcome,
    Guarantees,
    RefundOrder,
    RefundReceipt,
    ExchangeOrder,
    Sent,
    PayOut,
    Restock,
    ShopReceipt,
)


def states() -> str:
    """Return the states of an effect."""
    return members(EffectState, "state")


def results() -> str:
    """Return what can come of an attempt."""
    return members(Result, "result")


def faults() -> str:
    """Return what can go wrong on order."""
    return members(Fault, "fault")


def steps() -> str:
    """Return the steps between states, each with the changes that it makes."""
    says = meanings(Step)
    rows = []
    for step in Step:
        changes = [
            f"{start} → {end}" if start is not end else f"{start} stays"
            for (start, taken), end in TRANSITIONS.items()
            if taken is step
        ]
        rows.append((code(step.value), says[step.name], "; ".join(changes)))
    return table(("step", "when", "changes"), rows)


def diagram() -> str:
    """Return the states and steps as a drawing in text."""
    lines = []
    for state in EffectState:
        ways: dict[EffectState, list[str]] = {}
        for (start, step), end in TRANSITIONS.items():
            if start is state:
                ways.setdefault(end, []).append(step.value)
        arrows = [f" ── {', '.join(names)} ".ljust(24, "─") + f"► {end}" for end, names in ways.items()]
        heads = [state.value, *[""] * len(arrows)]
        lines += [f"{head:<8}{arrow}".rstrip() for head, arrow in zip(heads, arrows or [""], strict=False)]
    return block("\n".join(lines))


def values() -> str:
    """Return the attributes of every value of the room."""
    rows = []
    for value in VALUES:
        rows.append((code(value.__name__), "", summary(value)))
        rows += [("", code(name), text) for name, text in attributes(value).items()]
    return table(("value", "attribute", "what it is"), rows)


def gateway_scenarios() -> str:
    """Return what every gateway is asked."""
    return _scenarios(RefundGatewayConformance)


def shop_scenarios() -> str:
    """Return what every gateway to a shop is asked."""
    return _scenarios(ShopGatewayConformance)


def source_scenarios() -> str:
    """Return what every source of orders is asked."""
    return _scenarios(OrderSourceConformance)


def ledger_scenarios() -> str:
    """Return what every ledger is asked."""
    return _scenarios(EffectLedgerConformance)


def _scenarios(suite: type) -> str:
    names = [name.removeprefix("test_") for name in vars(suite) if name.startswith("test_")]
    return "\n".join(f"- {name.replace('_', ' ')}" for name in names)


def members(enum: type[StrEnum], head: str) -> str:
    """Return the members of *enum*, each with the text below it."""
    says = meanings(enum)
    return table((head, "meaning"), [(code(each.value), says.get(each.name, "")) for each in enum])


def meanings(enum: type[StrEnum]) -> dict[str, str]:
    """Return the text below each member of *enum*."""
    (body,) = ast.parse(inspect.getsource(enum)).body
    assert isinstance(body, ast.ClassDef)  # noqa: S101 - the source of a class
    found, name = {}, ""
    for part in body.body:
        match part:
            case ast.Assign(targets=[ast.Name(id=member)]):
                name = member
            case ast.Expr(value=ast.Constant(value=str(text))) if name:
                found[name] = " ".join(text.split())
    return found


PRODUCERS: Final[dict[str, Callable[[], str]]] = {
    "effect-states": states,
    "effect-steps": steps,
    "effect-diagram": diagram,
    "effect-results": results,
    "effect-values": values,
    "effect-faults": faults,
    "gateway-scenarios": gateway_scenarios,
    "shop-scenarios": shop_scenarios,
    "source-scenarios": source_scenarios,
    "ledger-scenarios": ledger_scenarios,
}
