"""Rules: one rule of a policy as it is written."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Final, Self, TypeAlias

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from returnkit.ids import RuleId
from returnkit.model import Frozen

from .charges import FeeNames, Fees
from .demands import Ask, Limit, Methods, Whole
from .effects import OfferName, OfferNames, Offers, Refusal, Review, Say
from .figures import Percent, expressions_in
from .payouts import Approval, Bonus, PaidTo, ShippingBack, ValueBasis
from .periods import Deferral, Extension, Period
from .terms import word
from .windows import Window


def read_constant(given: Any) -> Any:  # Any: what a document holds
    """Read the text of a condition; a bare truth or number is its text."""
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, Decimal):
        return format(given, "f")
    return str(given) if isinstance(given, int) else given  # `f` makes a float of an int


SLUG: Final = Field(pattern=r"^[a-zA-Z0-9][a-zA-Z0-9_.-]*$", max_length=100)

ConditionText: TypeAlias = Annotated[str, BeforeValidator(read_constant)]
"""A condition or constant of the rule language; a bare `true` or number of a document is its text."""


EFFECTS: Final = (
    *("offer", "within", "extend", "defer", "refuse", "withhold", "only", "allow", "review"),
    *("fee", "waive", "rate", "value", "bonus", "to", "ask", "by", "not_by", "limit", "whole"),
    *("approve", "shipping"),
)
"""The keys by which a rule does something."""

_OF_NO_OFFER: Final = ("by", "not_by", "whole", "approve")


class Rule(Frozen):
    """One rule: when it applies, to which offers, and what it does.

    Attributes:
        id: Unique in its policy.
        when: Applies when this is true; None is always.
        unless: Applies when this is false; None is never in the way.
        placed: Applies to orders placed in this period, by the civil days of the policy's zone.
        internal: Whether the shopper sees only its `say`: no id, condition or value.
        scope: The offers that its effects are about; empty: the ones it offers, else every offer.
        offer: Offers it puts on the table.
        within: The window of the offers it is about.
        after: With a window: they open when the offer of this name closes, if that one stands.
        extend: Moves the closing of the offers it is about back; of several the latest holds.
        defer: Starts the clocks of the offers it is about no earlier; of several the latest holds.
        refuse: Refuses the offers it is about.
        withhold: Offers it takes off the table, without a refusal.
        only: Withholds all offers but these.
        allow: Shelters the offers it is about from refusals and reviews below.
        review: Marks the offers it is about for a person to look at.
        fee: What it charges on the offers it is about.
        waive: Names of fees that it does not charge on them.
        rate: The share of their worth that they pay, in percent.
        value: What the goods are worth in them.
        bonus: What they give on top.
        to: Where they are paid to.
        ask: What the request has to bring for them.
        by: The methods by which goods may come back; the others are closed.
        not_by: Methods by which they may not.
        limit: How many units may ever come back for them.
        whole: What comes back as a whole or not at all.
        say: What the shopper reads where its limit, its set or its doors are in the way.
        approve: Whether the return is approved by itself.
        shipping: What of the order's delivery is given back with them.
        when_any: Of a rule about the whole return: applies when this is true of an accepted item.
        when_all: Likewise, of every accepted item.
    """

    model_config = ConfigDict(populate_by_name=True, validate_by_name=True, validate_by_alias=True)

    id: Annotated[RuleId, SLUG]
    when: ConditionText | None = None
    unless: ConditionText | None = None
    placed: Period | None = None
    internal: bool = False
    scope: Annotated[OfferNames, Field(alias="for")] = ()
    offer: Offers = ()
    within: Window | None = None
    after: OfferName | None = None
    extend: Extension | None = None
    defer: Deferral | None = None
    refuse: Refusal | None = None
    withhold: OfferNames = ()
    only: OfferNames = ()
    allow: bool = False
    review: Review | None = None
    fee: Fees = ()
    waive: FeeNames = ()
    rate: Percent | None = None
    value: Annotated[ValueBasis | None, word(ValueBasis)] = None
    bonus: Bonus | None = None
    to: Annotated[PaidTo | None, word(PaidTo)] = None
    ask: Ask | None = None
    by: Methods = ()
    not_by: Methods = ()
    limit: Limit | None = None
    whole: Annotated[Whole | None, word(Whole)] = None
    say: Say | None = None
    approve: Annotated[Approval | None, word(Approval)] = None
    shipping: Annotated[ShippingBack | None, word(ShippingBack)] = None
    when_any: ConditionText | None = None
    when_all: ConditionText | None = None

    @model_validator(mode="after")
    def _it_does_something(self) -> Self:
        if not self.effects:
            raise ValueError("the rule does nothing: give it an effect such as `offer` or `refuse`")
        return self

    @model_validator(mode="after")
    def _it_names_a_fee_once(self) -> Self:
        names = [fee.name for fee in self.fee] + list(self.waive)
        if twice := next((name for name in names if names.count(name) > 1), None):
            raise ValueError(f"the rule speaks about the fee `{twice}` twice")
        return self

    @model_validator(mode="after")
    def _it_says_one_thing_about_doors(self) -> Self:
        if self.by and self.not_by:
            raise ValueError("`by` closes every other method: drop `not_by`")
        return self

    @model_validator(mode="after")
    def _it_says_why_it_is_in_the_way(self) -> Self:
        if self.say and not (self.limit or self.whole or self.by or self.not_by):
            raise ValueError("`say` is for `limit`, `whole`, `by` and `not_by`; other effects have their own")
        return self

    @model_validator(mode="after")
    def _what_is_of_no_offer_names_none(self) -> Self:
        said = [name for name in _OF_NO_OFFER if self.does(name)]
        if said and self.scope:
            raise ValueError(f"`{said[0]}` is not about an offer: drop `for`")
        return self

    @model_validator(mode="after")
    def _what_opens_after_another_has_a_window(self) -> Self:
        if self.after is not None and self.within is None:
            raise ValueError("`after` says when a window opens: give the rule a `within`")
        if self.after in {offer.name for offer in self.offer}:
            raise ValueError(f"`{self.after}` cannot open after itself")
        return self

    @model_validator(mode="after")
    def _it_says_one_thing_about_standing(self) -> Self:
        said = [name for name in ("refuse", "withhold", "only", "allow") if getattr(self, name)]
        if len(said) > 1:
            raise ValueError(
                f"`{said[0]}` and `{said[1]}` in one rule contradict each other: make it two rules"
            )
        return self

    def does(self, effect: str) -> bool:
        """Return whether it has the effect of this name."""
        said = getattr(self, effect)
        return said is not None and said is not False and said != ()  # a `rate` of 0 equals False

    @property
    def effects(self) -> tuple[str, ...]:
        """The names of its effects."""
        return tuple(name for name in EFFECTS if self.does(name))

    @property
    def expressions(self) -> tuple[tuple[str, str], ...]:
        """The effects whose figures are computed, each with the expression that computes it."""
        within = self.within.expressions if self.within else ()
        found = {
            "within": within,
            "fee": tuple(text for fee in self.fee for text in fee.expressions),
            "rate": expressions_in(self.rate),
            "bonus": self.bonus.expressions if self.bonus else (),
        }
        return tuple((effect, text) for effect, texts in found.items() for text in texts)

    @property
    def binds(self) -> tuple[str, ...]:
        """The offers its effects are about; empty is every offer."""
        return self.scope or tuple(offer.name for offer in self.offer)
