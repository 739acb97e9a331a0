"""Names of `request`: what is asked back, why, and how it comes."""

from __future__ import annotations

from typing import Final

from returnkit.expr.ir import Kind
from returnkit.money import Money

from ..customer import Address
from ..request import Resolution
from ..signals import wears_to_an_event
from ..vocabulary import NOT_ASKED, Subject, Value
from .entries import asked, count, flag, maybe, money, truth, words
from .item import comes_back_whole, paid_for


def _from_place(subject: Subject) -> Address | None:
    return subject.request.ships_from or subject.order.shipping_address


def _resolution(subject: Subject) -> str | None:
    wish = subject.request.resolution
    return None if wish is None else wish.value


def _evidence(subject: Subject) -> frozenset[str]:
    given = (subject.item.evidence, subject.request.evidence)
    return frozenset(kind for counts in given for kind, number in counts.items() if number)


def _photos(subject: Subject) -> int:
    return subject.item.evidence.get("photo", 0) + subject.request.evidence.get("photo", 0)


def _has_proof(subject: Subject) -> Value:
    stated = subject.request.proof_of_purchase
    if stated is None:
        return True if "receipt" in _evidence(subject) else NOT_ASKED
    return stated


def _components(subject: Subject) -> frozenset[str]:
    stated, bundle = subject.item.components, subject.line.bundle
    if stated is None:
        return bundle.components if bundle else frozenset()
    return stated


def _is_bundle_complete(subject: Subject) -> bool:
    bundle = subject.line.bundle
    if bundle is None:
        return True
    lines = (line for line in subject.order.lines if line.bundle and line.bundle.id == bundle.id)
    return all(comes_back_whole(subject.request, line) for line in lines)


def _value(subject: Subject) -> Money:
    lines = ((subject.order.line(item.line_id), item.quantity) for item in subject.request.items)
    paid = (paid_for(line, quantity) for line, quantity in lines if line is not None)
    return sum(paid, start=Money.zero(subject.order.currency))


REQUEST: Final = (
    asked("request.reason", Kind.STRING, "Code of the stated reason.", lambda s: s.item.reason, "too_small"),
    asked(
        "request.condition",
        Kind.STRING,
        "Code of the stated condition.",
        lambda s: s.item.condition,
        "unused",
    ),
    asked(
        "request.is_opened",
        Kind.BOOLEAN,
        "Whether the shopper says it was opened.",
        lambda s: s.item.is_opened,
        typical=False,
    ),
    asked(
        "request.resolution",
        Kind.STRING,
        "What the customer wishes.",
        _resolution,
        "refund",
        values=tuple(wish.value for wish in Resolution),
        flip=True,
    ),
    asked(
        "request.method",
        Kind.STRING,
        "How the goods are to come back, such as `mail`, `store` or `pickup`.",
        lambda s: s.request.method,
        "mail",
        flip=True,
    ),
    maybe(
        "request.location_id",
        "The store they are brought to; null for no store.",
        lambda s: s.request.location_id,
        "store-12",
        flip=True,
    ),
    maybe(
        "request.country",
        "Country the goods come back from; the delivery address unless stated, null without either.",
        lambda s: place.country if (place := _from_place(s)) else None,
        "US",
    ),
    maybe(
        "request.region",
        "Subdivision the goods come back from; the delivery address unless stated, null without one.",
        lambda s: place.region if (place := _from_place(s)) else None,
        "CA",
    ),
    flag(
        "request.is_gift_return",
        "Whether the recipient of a gift asks, not the buyer.",
        lambda s: s.request.is_gift_return,
    ),
    asked(
        "request.has_proof_of_purchase",
        Kind.BOOLEAN,
        "Whether there is proof that the goods are of this order; a receipt handed in is one.",
        _has_proof,
        typical=True,
        flip=True,
    ),
    words(
        "request.evidence",
        "Kinds of evidence handed in, for the item or the whole return.",
        _evidence,
        "photo",
        flip=True,
    ),
    count(
        "request.photos",
        "Photos handed in, for the item or the whole return.",
        _photos,
        unit="photos",
        flip=True,
    ),
    words("request.components", "Which parts of each unit come back.", _components, "table"),
    truth(
        "request.is_bundle_complete",
        "Whether all of the item's set that is left is asked back; true for goods on their own.",
        _is_bundle_complete,
        typical=True,
    ),
    count(
        "request.quantity",
        "Units asked back, over all items.",
        lambda s: sum(item.quantity for item in s.request.items),
        least=1,
    ),
    money("request.value", "What was paid for all units asked back; tax as in price.", _value, "36.00"),
    asked(
        "request.has_wardrobing_signs",
        Kind.BOOLEAN,
        "Whether goods of a category bought for one day come back in a condition of use.",
        wears_to_an_event,
        typical=False,
    ),
)

OF_RETURN: Final = frozenset(
    f"request.{name}"
    for name in (
        *("resolution", "method", "location_id", "country", "region"),
        *("is_gift_return", "quantity", "value"),
    )
)
"""The names that are the same for every item of one return."""
