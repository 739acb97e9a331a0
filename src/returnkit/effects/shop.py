"""Shop: the port to the system that keeps orders, stock and credit, and the far side that it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal, Protocol, Self, TypeAlias, runtime_checkable

from pydantic import Field, TypeAdapter, model_validator

from returnkit.errors import RefusedError
from returnkit.ids import CustomerId, LineId, OrderId, ReturnId
from returnkit.model import Frozen
from returnkit.money import Money

from .far_side import FarSide, Guarantees, NotYetKnown, Outcome, Reference
from .intent import Intent, KeyField
from .payload import Payload
from .refunds import RefundAmount

Units = Annotated[int, Field(ge=1)]
Word = Annotated[str, Field(min_length=1, max_length=2_000)]


class _ShopOrder(Frozen):
    """What every order to the shop tells.

    Attributes:
        key: The key of the effect.
        order_id: The customer's order that it is about.
        return_id: The return that it belongs to.
    """

    key: KeyField
    order_id: OrderId
    return_id: ReturnId


class Sent(Frozen):
    """Units of an article that are sent instead of units that came back.

    Attributes:
        line_id: The line of the order whose units came back.
        variant_id: What is sent, as the shop's catalogue names it; None is the same article.
        quantity: How many.
        price: What all of them cost, with tax where the order's prices have it; None is an even exchange.
    """

    line_id: LineId
    variant_id: Word | None = None
    quantity: Units
    price: Money | None = None


class ExchangeOrder(_ShopOrder):
    """Make an order of what is sent instead; it is paid by what came back, and not charged.

    Attributes:
        kind: `exchange_order`.
        items: What is sent.
        paid: What of its price is paid by what came back; the rest is due from the customer.
    """

    kind: Literal["exchange_order"] = "exchange_order"
    items: Annotated[tuple[Sent, ...], Field(min_length=1)]
    paid: Money

    @model_validator(mode="after")
    def _every_price_is_in_the_currency_that_paid(self) -> Self:
        for item in self.items:
            if item.price is not None and item.price.currency != self.paid.currency:
                raise ValueError(f"`{item.price}` is not in {self.paid.currency}")
        return self


class PayOut(_ShopOrder):
    """Give the customer money in another way than back to what paid: as credit, on a gift card, by transfer.

    Attributes:
        kind: `payout`.
        to: Where it goes, such as `store_credit`, `gift_card`, `bank_transfer`.
        amount: How much, a bonus included.
        customer_id: Who gets it; None where the order has no customer.
    """

    kind: Literal["payout"] = "payout"
    to: Word
    amount: RefundAmount
    customer_id: CustomerId | None = None


class Restock(_ShopOrder):
    """Put units of a line back on sale.

    Attributes:
        kind: `restock`.
        line_id: The line of the order.
        quantity: How many.
        location_id: Where; None is where the shop keeps such goods.
    """

    kind: Literal["restock"] = "restock"
    line_id: LineId
    quantity: Units
    location_id: Word | None = None


ShopOrder: TypeAlias = Annotated[ExchangeOrder | PayOut | Restock, Field(discriminator="kind")]
"""What the shop is told to do."""
_ORDER: Final[TypeAdapter[ShopOrder]] = TypeAdapter(ShopOrder)
SHOP_KINDS: Final = ("exchange_order", "payout", "restock")
"""The kinds of effects that a shop gateway performs."""


class ShopReceipt(Frozen):
    """What the shop has done.

    Attributes:
        reference: What it calls it, such as the number of the new order.
        details: What else it said that is worth keeping, as exact JSON.
    """

    reference: Reference
    details: Payload = Field(default_factory=dict, validate_default=True)


FoundInShop: TypeAlias = ShopReceipt | NotYetKnown | None


class ShopGateway(Protocol):
    """Does in the shop's system what a return takes.

    `returnkit.testing.ShopGatewayConformance` asks all of it.
    """

    @property
    def guarantees(self) -> Guarantees:
        """What it guarantees."""
        ...

    def do(self, order: ShopOrder) -> ShopReceipt:
        """Do *order* in one request, under its key where the shop knows keys.

        Raises:
            RefusedError: It was refused; nothing happened.
            NotSentError: Nothing happened, and it may be tried again.
            AnswerLostError: It may have happened. Any other error is taken for this one.
        """
        ...


@runtime_checkable
class FindingShopGateway(ShopGateway, Protocol):
    """A shop that can also look whether it did something."""

    def find(self, order: ShopOrder) -> FoundInShop:
        """Return what was done for the key of *order*; None where it is not seen."""
        ...


def shop_intent(order: ShopOrder) -> Intent:
    """Return *order* as an intent."""
    told = order.model_dump(mode="json", exclude={"key", "kind"}, exclude_none=True)
    return Intent(key=order.key, kind=order.kind, payload=told)


def shop_order(intent: Intent) -> ShopOrder:
    """Return the order that *intent* was made of.

    Raises:
        RefusedError: It is of another kind, or no order of ours.
    """
    message, help_ = f"`{intent.key}` is nothing that a shop is told", "make it by `shop_intent`"
    if intent.payload.keys() & {"key", "kind"}:  # they would stand above those of the intent
        raise RefusedError(message, help=help_)
    try:
        return _ORDER.validate_python({"key": intent.key, "kind": intent.kind, **_plain(intent.payload)})
    except (TypeError, ValueError) as exc:
        raise RefusedError(message, help=help_) from exc


def shop_far_side(gateway: ShopGateway) -> FarSide:
    """Return *gateway* as the far side of the protocol; it can find where the gateway can."""
    if isinstance(gateway, FindingShopGateway):
        return _FindingShop(gateway)
    return _Shop(gateway)


class _Shop:
    def __init__(self, gateway: ShopGateway) -> None:
        self._gateway = gateway

    @property
    def guarantees(self) -> Guarantees:
        return self._gateway.guarantees

    def perform(self, intent: Intent) -> Outcome:
        return _outcome(self._gateway.do(shop_order(intent)))


class _FindingShop(_Shop):
    def __init__(self, gateway: FindingShopGateway) -> None:
        super().__init__(gateway)
        self._finding = gateway

    def find(self, intent: Intent) -> Outcome | NotYetKnown | None:
        found = self._finding.find(shop_order(intent))
        return _outcome(found) if isinstance(found, ShopReceipt) else found


def _outcome(receipt: ShopReceipt) -> Outcome:
    return Outcome(reference=receipt.reference, answer=receipt.details)


def _plain(payload: Mapping[str, object]) -> dict[str, object]:
    """Return *payload* as the models read it: amounts as Money."""

    def read(value: object) -> object:
        if isinstance(value, Mapping):
            if value.keys() == {"minor", "currency"}:
                return Money(**value)
            return {name: read(each) for name, each in value.items()}
        return tuple(read(each) for each in value) if isinstance(value, tuple) else value

    return {name: read(value) for name, value in payload.items()}
