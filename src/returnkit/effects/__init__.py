"""Effects: the one protocol for what reaches the outside. What is ambiguous is never sent twice."""

from .far_side import NOT_YET_KNOWN, FarSide, FindingFarSide, Found, Guarantees, NotYetKnown, Outcome
from .intent import Intent, checked_key, effect_key
from .ledger import EffectLedger, MemoryEffectLedger, same_intent
from .payload import Json, payload_hash
from .perform import EffectReport, perform, perform_all, resolve
from .records import Attempt, Conclusion, EffectRecord, Look, Result, Source
from .refunds import (
    FindingRefundGateway,
    FoundRefund,
    OverRefundError,
    RefundGateway,
    RefundOrder,
    RefundReceipt,
    refund_far_side,
    refund_intent,
    refund_key,
    refund_order,
)
from .states import CONCLUDED, TRANSITIONS, EffectState, Step
from .steps import intended

__all__ = [
    "CONCLUDED",
    "NOT_YET_KNOWN",
    "TRANSITIONS",
    "Attempt",
    "Conclusion",
    "EffectLedger",
    "EffectRecord",
    "EffectReport",
    "EffectState",
    "FarSide",
    "FindingFarSide",
    "FindingRefundGateway",
    "Found",
    "FoundRefund",
    "Guarantees",
    "Intent",
    "Json",
    "Look",
    "MemoryEffectLedger",
    "NotYetKnown",
    "Outcome",
    "OverRefundError",
    "RefundGateway",
    "RefundOrder",
    "RefundReceipt",
    "Result",
    "Source",
    "Step",
    "checked_key",
    "effect_key",
    "intended",
    "payload_hash",
    "perform",
    "perform_all",
    "refund_far_side",
    "refund_intent",
    "refund_key",
    "refund_order",
    "resolve",
    "same_intent",
]
