"""Document: a policy as it is written, in YAML, TOML, JSON or Python."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, Self, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

from returnkit.facts import Currency, Declaration, Resolution
from returnkit.ids import PolicyId, RuleId
from returnkit.model import Frozen

from .civil import ZoneName
from .effects import OfferName, OfferNames, Offers, Refusal, Review
from .periods import Deferral, Extension, Period
from .windows import Window


def _constant(given: Any) -> Any:  # Any: what a document holds
    if isinstance(given, bool):
        return "true" if given else "false"
    if isinstance(given, Decimal):
        return format(given, "f")
    return str(given) if isinstance(given, int) else given  # `f` makes a float of an int


_SLUG: Final = Field(pattern=r"^[a-zA-Z0-9][a-zA-Z0-9_.-]*$", max_length=100)

ConditionText: TypeAlias = Annotated[str, BeforeValidator(_constant)]
"""A condition or constant of the rule language; a bare `true` or number of a document is its text."""


def _nothing() -> Any:  # Any: as `Field` gives it
    # A factory: pydantic copies a default it cannot hash, and a mapping proxy cannot be copied.
    return Field(default_factory=lambda: MappingProxyType({}))


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
    """

    model_config = ConfigDict(populate_by_name=True, validate_by_name=True, validate_by_alias=True)

    id: Annotated[RuleId, _SLUG]
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

    @model_validator(mode="after")
    def _it_does_something(self) -> Self:
        moves = (self.within, self.extend, self.defer)
        stands = (self.offer, self.refuse, self.withhold, self.only, self.allow, self.review)
        if not any((*moves, *stands)):
            raise ValueError("the rule does nothing: give it an effect such as `offer` or `refuse`")
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

    @property
    def binds(self) -> tuple[str, ...]:
        """The offers its effects are about; empty is every offer."""
        return self.scope or tuple(offer.name for offer in self.offer)


# A mapping that cannot be changed, and is written as any other.
_FROZEN = (AfterValidator(MappingProxyType), PlainSerializer(dict))


class Policy(Frozen):
    """An immutable list of rules; the first rule that speaks about a thing decides that thing.

    Attributes:
        returnkit: Version of the form of the document.
        id: The policy's name; `policy:` in a document.
        currency: ISO 4217; every amount in a rule is in it.
        timezone: IANA name of the zone whose civil days windows count.
        facts: Names that conditions may use beyond the standard vocabulary.
        define: Named conditions and constants.
        rules: In order of priority.
    """

    model_config = ConfigDict(populate_by_name=True, validate_by_name=True, validate_by_alias=True)

    returnkit: Literal[1] = 1
    id: Annotated[PolicyId, _SLUG, Field(alias="policy")]
    currency: Currency = "USD"
    timezone: ZoneName = "UTC"
    facts: Annotated[Mapping[str, Declaration], *_FROZEN] = _nothing()
    define: Annotated[Mapping[str, ConditionText], *_FROZEN] = _nothing()
    rules: Annotated[tuple[Rule, ...], Field(min_length=1, strict=False)]

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone whose civil days windows count."""
        return ZoneInfo(self.timezone)


def offers_of(policy: Policy) -> dict[str, Resolution]:
    """Return the resolution of every offer by its name, in the order they first appear."""
    found: dict[str, Resolution] = {}
    for rule in policy.rules:
        for offer in rule.offer:
            found.setdefault(offer.name, offer.gives)
    return found


def binds(rule: Rule, offer: str) -> bool:
    """Return whether the effects of *rule* are about *offer*."""
    return not rule.binds or offer in rule.binds
