"""Fields: what returns are searched by, in one table; stores, the query language and the docs read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from returnkit.facts import Address, LineItem, Resolution
from returnkit.lifecycle import (
    ActorKind,
    ApprovalStatus,
    EffectKind,
    MoneyStatus,
    Outlook,
    RequestKind,
    Return,
    ReturnException,
    ReturnStatus,
    ShippingStatus,
)


@dataclass(frozen=True, slots=True)
class TextField:
    """Something that is told by texts, compared as a whole and in any case.

    Attributes:
        name: What it is called in a search.
        doc: What it is, in one line.
        read: The texts of a return; None are left out.
        values: The only ones there are; none where every text may be.
    """

    name: str
    doc: str
    read: Callable[[Return], Iterable[str | None]]
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InstantField:
    """Something that is told by an instant; it is compared by days, months and years.

    Attributes:
        name: What it is called in a search.
        doc: What it is, in one line.
        read: The instant of a return, or None.
    """

    name: str
    doc: str
    read: Callable[[Return], datetime | None]


def _lines(return_: Return) -> Iterator[LineItem]:
    order = return_.order
    for item in return_.items:
        line = order.line(item.line_id)
        if line is not None:
            yield line


def _product_tags(return_: Return) -> Iterator[str]:
    for line in _lines(return_):
        yield from line.tags or ()


def _from(return_: Return) -> Address | None:
    return return_.request.ships_from or return_.order.shipping_address


def _exchanges(return_: Return) -> Iterator[str | None]:
    for effect in return_.effects:
        if effect.kind is EffectKind.EXCHANGE_ORDER and effect.outlook is Outlook.DONE:
            yield effect.reference


UPSELL: Final = "upsell"
_GIVES: Final = {
    EffectKind.REFUND: Resolution.REFUND,
    EffectKind.EXCHANGE_ORDER: Resolution.EXCHANGE,
}
_RESOLUTIONS: Final = frozenset(Resolution)


def _outcomes(return_: Return) -> Iterator[str | None]:
    if not return_.offers:
        yield return_.request.resolution
        return
    given = {Resolution(offer) for offer in return_.offers if offer in _RESOLUTIONS}
    given |= {_GIVES[effect.kind] for effect in return_.effects if effect.kind in _GIVES}
    yield from given
    if return_.due.minor > 0 and Resolution.EXCHANGE in given:
        yield UPSELL


def _values(words: type[StrEnum]) -> tuple[str, ...]:
    return tuple(word.value for word in words)


_SEARCHED: Final[tuple[TextField | InstantField, ...]] = (
    TextField("rma", "The number of the return.", lambda r: (r.rma,)),
    TextField("order", "What the shopper calls the order, such as `#1001`.", lambda r: (r.order.number,)),
    TextField("order_id", "The platform's identifier of the order.", lambda r: (r.order.id,)),
    TextField("exchange", "The order of what was sent instead.", _exchanges),
    TextField(
        "customer",
        "The shop's identifier of the customer.",
        lambda r: (r.order.customer.id,) if r.order.customer else (),
    ),
    TextField("sku", "Stock keeping unit of something asked back.", lambda r: (x.sku for x in _lines(r))),
    TextField("product", "The platform's product asked back.", lambda r: (x.product_id for x in _lines(r))),
    TextField("variant", "The platform's variant asked back.", lambda r: (x.variant_id for x in _lines(r))),
    TextField(
        "category",
        "The shop's product type of something asked back.",
        lambda r: (x.category for x in _lines(r)),
    ),
    TextField(
        "tracking", "The carrier's number of a parcel.", lambda r: (x.tracking_number for x in r.shipments)
    ),
    TextField("carrier", "The carrier of a parcel.", lambda r: (x.carrier for x in r.shipments)),
    TextField(
        "country",
        "Country that the goods come back from, ISO 3166-1.",
        lambda r: (place.country,) if (place := _from(r)) else (),
    ),
    TextField(
        "region",
        "Its subdivision, without the country.",
        lambda r: (place.region,) if (place := _from(r)) else (),
    ),
    TextField(
        "postal_code", "Its postal code.", lambda r: (place.postal_code,) if (place := _from(r)) else ()
    ),
    TextField("status", "One word for the return.", lambda r: (r.status,), _values(ReturnStatus)),
    TextField("approval", "Whether it is to be.", lambda r: (r.approval,), _values(ApprovalStatus)),
    TextField("shipping", "Where the goods are.", lambda r: (r.shipping,), _values(ShippingStatus)),
    TextField("money", "How much of it is paid.", lambda r: (r.money,), _values(MoneyStatus)),
    TextField("exception", "What waits for a person.", lambda r: r.exceptions, _values(ReturnException)),
    TextField("kind", "What kind of request it is.", lambda r: (r.kind,), _values(RequestKind)),
    TextField("filed_by", "Who asked for it.", lambda r: (r.filed_by.kind,), _values(ActorKind)),
    TextField(
        "outcome",
        "What the customer got, `upsell` too where an exchange cost more; wishes while nothing is settled.",
        _outcomes,
        (*_values(Resolution), UPSELL),
    ),
    TextField("method", "How the goods come back.", lambda r: (r.request.method,)),
    TextField("reason", "Code of a stated reason.", lambda r: (x.reason for x in r.request.items)),
    TextField("policy", "The policy that it keeps.", lambda r: (r.policy.id,)),
    TextField("tag", "A tag of the order.", lambda r: r.order.tags),
    TextField("product_tag", "A tag of a product asked back.", _product_tags),
    TextField("channel", "Where the order was placed.", lambda r: (r.order.channel,)),
    TextField("market", "The shop's market.", lambda r: (r.order.market,)),
    InstantField("requested", "When it was asked for.", lambda r: r.submitted_at),
    InstantField("ordered", "When the order was placed.", lambda r: r.order.placed_at),
    InstantField("updated", "When something happened to it last.", lambda r: r.updated_at),
    InstantField("received", "When units came in last.", lambda r: r.received_at),
    InstantField(
        "shipped",
        "When a carrier had its first parcel.",
        lambda r: min((x.sent_at for x in r.shipments if x.sent_at), default=None),
    ),
    InstantField("closed", "When it was closed.", lambda r: r.closed_at),
)

FIELDS: Final[Mapping[str, TextField | InstantField]] = MappingProxyType(
    {field.name: field for field in _SEARCHED}
)
"""What returns are searched by, by name."""

TEXT_FIELDS: Final = tuple(field for field in _SEARCHED if isinstance(field, TextField))
INSTANT_FIELDS: Final = tuple(field for field in _SEARCHED if isinstance(field, InstantField))

WORD_FIELDS: Final = ("rma", "order", "tracking", "sku")
"""What the words of a search are looked for in, by their beginnings."""
