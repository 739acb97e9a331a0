"""Testing: what tests of policies are made of: builders, and strategies for Hypothesis.

Names load when they are first used, so `import returnkit.testing` needs neither pytest nor Hypothesis.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .builders import (
        DELIVERED,
        PLACED,
        SHIPPED,
        a_line,
        a_past_order,
        a_past_return,
        a_policy,
        a_request,
        a_shipment,
        an_item,
        an_order,
    )
    from .strategies import (
        cases,
        conditions,
        histories,
        orders,
        policies,
        requests,
    )
    from .tables import Decided, decide_case, expects

_HOMES = {
    "DELIVERED": "builders",
    "Decided": "tables",
    "PLACED": "builders",
    "SHIPPED": "builders",
    "a_line": "builders",
    "a_past_order": "builders",
    "a_past_return": "builders",
    "a_policy": "builders",
    "a_request": "builders",
    "a_shipment": "builders",
    "an_item": "builders",
    "an_order": "builders",
    "cases": "strategies",
    "conditions": "strategies",
    "decide_case": "tables",
    "expects": "tables",
    "histories": "strategies",
    "orders": "strategies",
    "policies": "strategies",
    "requests": "strategies",
}

__all__ = [
    "DELIVERED",
    "PLACED",
    "SHIPPED",
    "Decided",
    "a_line",
    "a_past_order",
    "a_past_return",
    "a_policy",
    "a_request",
    "a_shipment",
    "an_item",
    "an_order",
    "cases",
    "conditions",
    "decide_case",
    "expects",
    "histories",
    "orders",
    "policies",
    "requests",
]

_OF_THE_EXTRA = ("hypothesis", "pytest")


def __getattr__(name: str) -> Any:  # Any: whatever the front door offers
    if name not in _HOMES:
        raise AttributeError(f"module `returnkit.testing` has no attribute `{name}`")
    try:
        value = getattr(import_module(f"returnkit.testing.{_HOMES[name]}"), name)
    except ModuleNotFoundError as exc:
        if exc.name not in _OF_THE_EXTRA:
            raise
        from returnkit.errors import MissingExtraError

        raise MissingExtraError("testing") from exc
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
