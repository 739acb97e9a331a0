"""Values: what a decision says. Nothing here is text for people; `explain` writes that."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from returnkit.clock import UNKNOWN_ZONE_DATA
from returnkit.facts import (
    Inspection,
    Order,
    RequestedItem,
    Resolution,
    ReturnHistory,
    ReturnRequest,
)
from returnkit.ids import LineId, PolicyId, RuleId
from returnkit.policy import (
    Approval,
    Before,
    Bonus,
    Evidence,
    Fee,
    PaidTo,
    Policy,
    Question,
    ShippingBack,
    TermKind,
    ValueBasis,
    compile_policy,
)
from returnkit.record import record


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
    LIMIT = "limit"
    SET = "set"
    METHOD = "method"
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


Effect: TypeAlias = Fee | Bonus | ValueBasis | PaidTo | ShippingBack | Decimal | str
"""What a rule says of a term; a rate is a percentage, or the expression that computes it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What may hold of a term.

    Attributes:
        effect: What the rule says; None is a fee that is waived, or, without a rule, that none speaks.
        rule: The rule that says so; None when no rule speaks.
    """

    effect: Effect | None
    rule: RuleId | None


@dataclass(frozen=True, slots=True)
class Term:
    """A term of an offer as the policy states it; settlement counts it.

    Attributes:
        kind: What it is.
        name: Of a fee, its name; else empty.
        possible: What may hold, in document order; one when all is known.
        source: The policy that states it: of a floor's offer the floor's or the shop's own.
    """

    kind: TermKind
    name: str
    possible: tuple[Said, ...]
    source: PolicyId


@dataclass(frozen=True, slots=True)
class ReturnTerm:
    """A term of the whole return: what holds once, if an accepted item takes the offer.

    Attributes:
        offer: The offer's name.
        term: The term.
        floor: The floor whose offer it is; None is the policy's own.
    """

    offer: str
    term: Term
    floor: PolicyId | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """Something that the policy asks for.

    Attributes:
        wanted: The evidence or the question.
        before: By when.
        rule: The rule that asks.
        offers: The offers it asks for.
        is_met: Whether the request brings it.
        is_certain: Whether it is known that the rule asks.
    """

    wanted: Evidence | Question
    before: Before
    rule: RuleId
    offers: tuple[str, ...]
    is_met: bool
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Door:
    """Whether goods may come back by a method.

    Attributes:
        method: The method.
        possible: What may hold; one when all is known.
        rules: The rules that say so, or may.
    """

    method: str
    possible: tuple[bool, ...]
    rules: tuple[RuleId, ...]


@record
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
        terms: What it costs and gives, as rules state it; a term without a rule is left out.
        floor: The floor that grants it; None for the policy's own.
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
    terms: tuple[Term, ...] = ()
    floor: PolicyId | None = None

    def renamed(self, name: str, gives: Resolution, terms: tuple[Term, ...] | None = None) -> OfferDecision:
        """Return the same about the offer *name*, with its *terms* where they are given."""
        # Written out: `replace` takes three times as long, and `decide` does this for most offers.
        return OfferDecision(
            name,
            gives,
            self.statuses,
            self.opens,
            self.closes,
            self.closes_earliest,
            self.is_closing_certain,
            self.accepted_until,
            self.goods_back_by,
            self.window_rule,
            self.reasons,
            self.reviewed_by,
            self.assumed,
            self.calendars,
            self.terms if terms is None else terms,
            self.floor,
        )


@record
class ItemDecision:
    """The answer for one requested item, or for a part of its units that a limit sets apart.

    Attributes:
        item: What was asked back; its quantity is that of the part.
        line_id: The order line.
        place: The place of the item in the request, from 0.
        verdict: The answer.
        offers: Every offer that may be on the table, in the policy's order.
        reason: On a no, why.
        refusals: On a no, every further reason, in the same order.
        missing: Paths of the facts that are not known and leave the answer open, sorted.
        subject_to: Rules that the inspection may still make speak; they count as silent now.
        demands: What the policy asks for, or may ask for.
        doors: The methods that the policy names, in its order.
    """

    item: RequestedItem
    line_id: LineId
    place: int
    verdict: Verdict
    offers: tuple[OfferDecision, ...]
    reason: Reason | None
    refusals: tuple[Reason, ...]
    missing: tuple[str, ...]
    subject_to: tuple[RuleId, ...]
    demands: tuple[Demand, ...] = ()
    doors: tuple[Door, ...] = ()

    @property
    def open_offers(self) -> tuple[OfferDecision, ...]:
        """The offers that surely stand, open or under review, in the policy's order."""
        return tuple(offer for offer in self.offers if Status.NO not in offer.statuses)

    @property
    def open_until(self) -> datetime | None:
        """The last closing among the offers that stand, exclusive, UTC; None is never, or none stands."""
        closings = [offer.closes for offer in self.open_offers]
        return None if not closings or None in closings else max(c for c in closings if c is not None)


@record
class Decision:
    """The answer for a request, and all that is needed to give it again.

    Attributes:
        policy: The policy it was made under.
        order: The order.
        request: The request.
        at: The instant it was made for, UTC.
        items: One or more a requested item, same order.
        terms: What holds for the whole return, as rules state it.
        approval: Whether the return is approved by itself.
        approved_by: The rule that approves it by itself; None where a person does.
        history: The customer's past as it was known; None is not known.
        inspections: What was found when the goods came in, by requested item.
        zone_data: The version of the time zone data that days were counted with, as `clock.zone_data`
            tells it; the versions of calendars stand with the offers.
    """

    policy: Policy
    order: Order
    request: ReturnRequest
    at: datetime
    items: tuple[ItemDecision, ...]
    terms: tuple[ReturnTerm, ...] = ()
    approval: Approval = Approval.MANUAL
    approved_by: RuleId | None = None
    history: ReturnHistory | None = None
    inspections: tuple[Inspection | None, ...] = ()
    zone_data: str = UNKNOWN_ZONE_DATA

    @property
    def policy_hash(self) -> str:
        """The hash of what the policy says, the same in every notation."""
        return compile_policy(self.policy).hash
