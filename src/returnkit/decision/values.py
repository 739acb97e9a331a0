"""Values: what a decision says. Nothing here is text for people; `explain` writes that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from returnkit.facts import (
    Inspection,
    Order,
    RequestedItem,
    Resolution,
    ReturnHistory,
    ReturnRequest,
)
from returnkit.ids import LineId, RuleId
from returnkit.policy import Policy


class Verdict(StrEnum):
    """The answer for one item, from no to yes."""

    INELIGIBLE = "ineligible"
    NEEDS_INFO = "needs_info"
    REVIEW = "review"
    ELIGIBLE = "eligible"


class Status(StrEnum):
    """How an offer stands at the instant of the decision, in order."""

    NO = "no"
    REVIEW = "review"
    YES = "yes"


class ReasonCode(StrEnum):
    """Why an item is ineligible; of several reasons the first in this order is told."""

    REFUSED = "refused"
    WITHHELD = "withheld"
    WINDOW = "window"
    NOTHING_OFFERED = "nothing_offered"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an offer does not stand.

    Attributes:
        code: The kind of reason.
        rule: The rule that says so; None when it is that no rule speaks.
    """

    code: ReasonCode
    rule: RuleId | None


@dataclass(frozen=True, slots=True)
class OfferDecision:
    """One offer for one item.

    Attributes:
        name: The offer's name in the policy.
        gives: What the customer gets.
        statuses: What its status may be, in order; one when all is known.
        opens: From when it stands, UTC; None is never, or not certain.
        closes: The exclusive instant at which it ends, UTC; None is never, or not certain.
        closes_earliest: The earliest instant it may end; equal to *closes* when that is certain.
        is_closing_certain: Whether *closes* is known.
        accepted_until: The exclusive instant until which a request is accepted, grace included.
        goods_back_by: The exclusive instant by which the goods have to arrive; None is no such deadline.
        window_rule: The rule whose window counts; None when that is not certain.
        reasons: Why it may be no, in order of `ReasonCode`, then of the rules.
        reviewed_by: The rules that mark it for a person.
        assumed: Whether a declared fallback stands in for the event that the window counts from.
        calendars: Name and version of each calendar that was asked.
    """

    name: str
    gives: Resolution
    statuses: tuple[Status, ...]
    opens: datetime | None
    closes: datetime | None
    closes_earliest: datetime | None
    is_closing_certain: bool
    accepted_until: datetime | None
    goods_back_by: datetime | None
    window_rule: RuleId | None
    reasons: tuple[Reason, ...]
    reviewed_by: tuple[RuleId, ...]
    assumed: bool = False
    calendars: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemDecision:
    """The answer for one requested item.

    Attributes:
        item: What was asked back.
        line_id: The order line.
        verdict: The answer.
        offers: Every offer that may be on the table, in the policy's order.
        reason: On a no, why.
        refusals: On a no, every further reason, in the same order.
        missing: Paths of the facts that are not known and leave the answer open, sorted.
        subject_to: Rules that the inspection may still make speak; they count as silent now.
    """

    item: RequestedItem
    line_id: LineId
    verdict: Verdict
    offers: tuple[OfferDecision, ...]
    reason: Reason | None
    refusals: tuple[Reason, ...]
    missing: tuple[str, ...]
    subject_to: tuple[RuleId, ...]

    @property
    def open_offers(self) -> tuple[OfferDecision, ...]:
        """The offers that surely stand, open or under review, in the policy's order."""
        return tuple(offer for offer in self.offers if Status.NO not in offer.statuses)

    @property
    def open_until(self) -> datetime | None:
        """The last closing among the offers that stand, exclusive, UTC; None is never, or none stands."""
        closings = [offer.closes for offer in self.open_offers]
        return None if not closings or None in closings else max(c for c in closings if c is not None)


@dataclass(frozen=True, slots=True)
class Decision:
    """The answer for a request, and all that is needed to give it again.

    Attributes:
        policy: The policy it was made under.
        order: The order.
        request: The request.
        at: The instant it was made for, UTC.
        items: One a requested item, same order.
        history: The customer's past as it was known; None is not known.
        inspections: What was found when the goods came in, by requested item.
    """

    policy: Policy
    order: Order
    request: ReturnRequest
    at: datetime
    items: tuple[ItemDecision, ...]
    history: ReturnHistory | None = None
    inspections: tuple[Inspection | None, ...] = ()
