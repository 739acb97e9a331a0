"""Refunds: the port that gateways implement, and the far side that it is to the protocol."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Protocol, TypeAlias, runtime_checkable

from pydantic import AfterValidator, PlainSerializer, PlainValidator

from returnkit.errors import AnswerLostError, RefusedError
from returnkit.ids import EffectKey, ReturnId
from returnkit.model import Entries, Frozen
from returnkit.money import Money

from .far_side import FarSide, Guarantees, NotYetKnown, Outcome, Reference
from .intent import Intent, KeyField, effect_key
from .payload import Payload

KIND: Final = "refund"
_NONE: Final[Entries[str]] = Entries({})


def _more_than_zero(amount: Money) -> Money:
    if amount.minor <= 0:
        raise ValueError("a refund is of more than zero")
    return amount


def _texts(value: object) -> Entries[str]:
    if not isinstance(value, Mapping) or not all(
        isinstance(each, str) for pair in value.items() for each in pair
    ):
        raise ValueError("metadata are texts by name")
    return Entries({str.__str__(name): str.__str__(each) for name, each in value.items()})


RefundAmount = Annotated[Money, AfterValidator(_more_than_zero)]
Metadata = Annotated[Mapping[str, str], PlainValidator(_texts), PlainSerializer(dict)]


class RefundOrder(Frozen):
    """One refund to one tender.

    Attributes:
        key: The key of the effect; `refund_key` makes one.
        payment: What the gateway calls the captured payment that the money goes back to.
        amount: How much, more than zero, in the currency that was captured.
        reason: Why, for the merchant's books, or None.
        metadata: What else the gateway is to keep with it.
    """

    key: KeyField
    payment: Reference
    amount: RefundAmount
    reason: str | None = None
    metadata: Metadata = _NONE


class RefundReceipt(Frozen):
    """A refund that the gateway has accepted.

    Attributes:
        reference: What the gateway calls it.
        amount: How much, as the gateway says and not as it was asked.
        details: What else it said that is worth keeping, as exact JSON.
    """

    reference: Reference
    amount: RefundAmount
    details: Payload = _NONE


class OverRefundError(RefusedError):
    """A refund is of more than what is left of its payment; nothing moved.

    Attributes:
        payment: The payment.
        amount: What was to be refunded.
        refundable: What is left of it, or None where the gateway does not say.
    """

    code = "over_refund"

    def __init__(self, *, payment: str, amount: Money, refundable: Money | None = None) -> None:
        left = "what is left" if refundable is None else f"the {refundable} that is left"
        super().__init__(
            f"payment `{payment}`: a refund of {amount} is more than {left}",
            help="refund what is left, or the rest to another tender",
        )
        self.payment, self.amount, self.refundable = payment, amount, refundable


FoundRefund: TypeAlias = RefundReceipt | NotYetKnown | None


class RefundGateway(Protocol):
    """Refunds captured payments. `returnkit.testing.RefundGatewayConformance` asks all of it."""

    @property
    def guarantees(self) -> Guarantees:
        """What it guarantees."""
        ...

    def refund(self, order: RefundOrder) -> RefundReceipt:
        """Refund *order* in one request, under its key where the gateway knows keys.

        Raises:
            OverRefundError: More than is left of the payment; nothing moved.
            RefusedError: It was refused for another reason; nothing moved.
            NotSentError: Nothing moved, and it may be tried again.
            AnswerLostError: It may have moved. Any other error is taken for this one.
        """
        ...


@runtime_checkable
class FindingRefundGateway(RefundGateway, Protocol):
    """A gateway that can also look for a refund by what was ordered."""

    def find(self, order: RefundOrder) -> FoundRefund:
        """Return the refund made for the key of *order*; None where it is not seen."""
        ...


def refund_key(return_id: ReturnId, tender: str, number: int) -> EffectKey:
    """Return the key of one refund of a return, such as `refund:R-7:card:1`.

    Args:
        return_id: The return.
        tender: What is refunded to, by a word that is one tender of the order and stays so.
        number: Which refund of this return to this tender, from 1.

    Raises:
        EffectKeyError: A part is empty, or the whole is too long.
    """
    return effect_key(KIND, return_id, tender, number)


def refund_intent(order: RefundOrder) -> Intent:
    """Return *order* as an intent."""
    told: dict[str, object] = {"payment": order.payment, "amount": order.amount, "metadata": order.metadata}
    if order.reason is not None:
        told["reason"] = order.reason
    return Intent(key=order.key, kind=KIND, payload=told)


def refund_order(intent: Intent) -> RefundOrder:
    """Return the order that *intent* was made of.

    Raises:
        RefusedError: It is of another kind, or no order of ours.
    """
    told = dict(intent.payload)
    amount = told.pop("amount", None)
    if intent.kind != KIND or "key" in told or not isinstance(amount, Mapping):
        raise RefusedError(f"`{intent.key}` is no refund", help="make it by `refund_intent`")
    try:
        return RefundOrder.model_validate({"key": intent.key, "amount": Money(**amount), **told})
    except (TypeError, ValueError) as exc:
        raise RefusedError(f"`{intent.key}` is no refund", help="make it by `refund_intent`") from exc


def refund_far_side(gateway: RefundGateway) -> FarSide:
    """Return *gateway* as the far side of the protocol; it can find where the gateway can."""
    if isinstance(gateway, FindingRefundGateway):
        return _FindingRefunds(gateway)
    return _Refunds(gateway)


class _Refunds:
    def __init__(self, gateway: RefundGateway) -> None:
        self._gateway = gateway

    @property
    def guarantees(self) -> Guarantees:
        return self._gateway.guarantees

    def perform(self, intent: Intent) -> Outcome:
        order = refund_order(intent)
        return _outcome(order, self._gateway.refund(order))


class _FindingRefunds(_Refunds):
    def __init__(self, gateway: FindingRefundGateway) -> None:
        super().__init__(gateway)
        self._finding = gateway

    def find(self, intent: Intent) -> Outcome | NotYetKnown | None:
        order = refund_order(intent)
        found = self._finding.find(order)
        return _outcome(order, found) if isinstance(found, RefundReceipt) else found


def _outcome(order: RefundOrder, receipt: RefundReceipt) -> Outcome:
    """Return *receipt* as an outcome.

    Raises:
        AnswerLostError: It is of another amount: money moved, and a person has to see how much.
    """
    if receipt.amount != order.amount:
        raise AnswerLostError(
            f"refund `{receipt.reference}` is of {receipt.amount}, and {order.amount} was ordered",
            help="look at it there, and say by `resolve` what happened",
        )
    answer = {"amount": receipt.amount, "details": receipt.details}
    return Outcome(reference=receipt.reference, answer=answer)
