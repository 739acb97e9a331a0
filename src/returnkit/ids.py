"""Identifiers: strings that cannot be taken for one another."""

from __future__ import annotations

from typing import NewType

OrderId = NewType("OrderId", str)
LineId = NewType("LineId", str)
FulfillmentId = NewType("FulfillmentId", str)
CustomerId = NewType("CustomerId", str)
PolicyId = NewType("PolicyId", str)
RuleId = NewType("RuleId", str)
EffectKey = NewType("EffectKey", str)
ReturnId = NewType("ReturnId", str)
ShopId = NewType("ShopId", str)
EventId = NewType("EventId", str)
