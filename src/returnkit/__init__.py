"""returnkit: returns, decided by policies that can be tested, explained and replayed.

Names load when they are first used, so `import returnkit` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from returnkit.decision import Answer, Decision, Verdict, decide, explain, verdict
    from returnkit.errors import DocumentError, ReturnkitError
    from returnkit.facts import Order, RequestedItem, ReturnRequest
    from returnkit.money import Money
    from returnkit.policy import (
        Policy,
        Rule,
        allow,
        defer,
        extend,
        load_policy,
        offer,
        only,
        placed,
        refuse,
        review,
        rule,
        scope,
        when,
        withhold,
        within,
    )

_HOMES = {
    "Answer": "decision",
    "Decision": "decision",
    "DocumentError": "errors",
    "Money": "money",
    "Order": "facts",
    "Policy": "policy",
    "RequestedItem": "facts",
    "ReturnRequest": "facts",
    "ReturnkitError": "errors",
    "Rule": "policy",
    "Verdict": "decision",
    "allow": "policy",
    "decide": "decision",
    "defer": "policy",
    "explain": "decision",
    "extend": "policy",
    "load_policy": "policy",
    "offer": "policy",
    "only": "policy",
    "placed": "policy",
    "refuse": "policy",
    "review": "policy",
    "rule": "policy",
    "scope": "policy",
    "verdict": "decision",
    "when": "policy",
    "withhold": "policy",
    "within": "policy",
}

__all__ = [
    "Answer",
    "Decision",
    "DocumentError",
    "Money",
    "Order",
    "Policy",
    "RequestedItem",
    "ReturnRequest",
    "ReturnkitError",
    "Rule",
    "Verdict",
    "allow",
    "decide",
    "defer",
    "explain",
    "extend",
    "load_policy",
    "offer",
    "only",
    "placed",
    "refuse",
    "review",
    "rule",
    "scope",
    "verdict",
    "when",
    "withhold",
    "within",
]


def __getattr__(name: str) -> Any:  # Any: whatever the front door offers
    if name == "__version__":
        from importlib.metadata import version

        return version("returnkit")
    if name not in _HOMES:
        raise AttributeError(f"module `returnkit` has no attribute `{name}`")
    value = getattr(import_module(f"returnkit.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
