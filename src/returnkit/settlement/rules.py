"""Rules of the house: how a shop counts and pays what its policies do not say."""

from __future__ import annotations

from enum import StrEnum

from returnkit.facts import TenderKind
from returnkit.model import Frozen
from returnkit.policy import PaidTo


class Rounding(StrEnum):
    """How a share that is no whole minor unit is rounded."""

    HALF_UP = "half_up"
    HALF_EVEN = "half_even"
    DOWN = "down"


class TenderOrder(StrEnum):
    """In which order the means that paid are refunded."""

    AS_PAID = "as_paid"
    """Each by its part of what was paid and is not yet given back."""
    CARD_FIRST = "card_first"
    """Gift cards and store credit last."""
    GIFT_FIRST = "gift_first"
    """Gift cards and store credit first."""
    BY_KIND = "by_kind"
    """By the kinds that `tender_kinds` lists."""


class ShareOf(StrEnum):
    """What a percentage of what was paid is of."""

    NET = "net"
    """Of the merchandise without tax."""
    AS_PRICED = "as_priced"
    """Of the amount as prices are shown: with tax where they have it."""


class DutiesBack(StrEnum):
    """What of the import duties is given back."""

    NONE = "none"
    SHARE = "share"
    """The share that the returned goods bear, by what was paid for them."""


class MoneyRules(Frozen):
    """How a shop counts and pays; the same for all its policies.

    Attributes:
        tender_order: In which order the means that paid are refunded.
        tender_kinds: With `by_kind`, the kinds in their order; the others follow.
        fallback: Where that goes which no means that paid can take back.
        share_of: What percentages of fees and bonuses are of.
        rounding: How refunds, rates and bonuses are rounded.
        fee_rounding: How fees are rounded; `down` is to the customer's favour.
        duties: What of the import duties is given back.
        fees_are_taxed: Whether a fee lessens the tax that is given back by its own share.
        same_article_is_even: Whether an exchange for the same article costs and gives nothing.
    """

    tender_order: TenderOrder = TenderOrder.AS_PAID
    tender_kinds: tuple[TenderKind, ...] = ()
    fallback: PaidTo = PaidTo.STORE_CREDIT
    share_of: ShareOf = ShareOf.NET
    rounding: Rounding = Rounding.HALF_UP
    fee_rounding: Rounding = Rounding.HALF_UP
    duties: DutiesBack = DutiesBack.NONE
    fees_are_taxed: bool = False
    same_article_is_even: bool = True
