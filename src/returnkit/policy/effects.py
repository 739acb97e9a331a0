"""Effects: what a rule does when it applies."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from returnkit.diagnostics import suggest
from returnkit.facts import Resolution
from returnkit.model import Frozen

from .terms import SEVERAL

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")

OfferName: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
"""A name of an offer: lower-case letters, digits and `_`; by default its resolution."""

Say: TypeAlias = Annotated[str, Field(min_length=1, max_length=500)]
"""A sentence for the shopper."""


class Offer(Frozen):
    """Something the customer can get.

    Attributes:
        name: What rules call it; unique in a policy's decisions.
        gives: The resolution.
    """

    name: OfferName
    gives: Resolution


class Refusal(Frozen):
    """Why an item cannot come back. In a document a bare text is its sentence.

    Attributes:
        code: A word for reports and integrations, such as `final_sale`.
        say: A sentence for the shopper; None leaves the words to the message catalogue.
    """

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")] = "refused"
    say: Say | None = None

    @model_validator(mode="before")
    @classmethod
    def _a_text_is_the_sentence(cls, given: Any) -> Any:  # Any: what a document holds
        return {"say": given} if isinstance(given, str) else given


class Review(Frozen):
    """A person has to look. In a document `true` is a review without words.

    Attributes:
        say: A sentence for the shopper; None leaves the words to the message catalogue.
    """

    say: Say | None = None

    @model_validator(mode="before")
    @classmethod
    def _true_is_a_review_and_a_text_its_sentence(cls, given: Any) -> Any:  # Any: what a document holds
        if given is True:
            return {}
        return {"say": given} if isinstance(given, str) else given


def read_offers(given: Any) -> Any:  # Any: what a document holds
    """Read `refund`, `[refund, exchange]` and `{late_credit: {gives: store_credit}}`."""
    if isinstance(given, str):
        given = [given]
    if isinstance(given, dict):
        return tuple(
            _checked({"name": name, **more} if isinstance(more, dict) else {"name": name, "gives": more})
            for name, more in given.items()
        )
    if isinstance(given, list | tuple):
        return tuple(_checked({"name": one, "gives": one}) if isinstance(one, str) else one for one in given)
    return given


def _checked(offer: dict[str, Any]) -> dict[str, Any]:  # Any: what a document holds
    # Said here, in the words of the document: the short forms have no `name` and no `gives` to point at.
    name, gives = offer["name"], offer.get("gives")
    if isinstance(gives, str) and gives not in list(Resolution):
        known = ", ".join(f"`{resolution.value}`" for resolution in Resolution)
        close = suggest(gives, Resolution) or f"use one of {known}"
        raise ValueError(f"`{gives}` is nothing that a customer can get: {close}")
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ValueError(f"`{name}` cannot name an offer: use lower-case letters, digits and `_`")
    return offer


Offers: TypeAlias = Annotated[tuple[Offer, ...], BeforeValidator(read_offers)]
"""Offers as a document writes them: a name, a list of names, or a mapping of names."""

OfferNames: TypeAlias = Annotated[tuple[OfferName, ...], SEVERAL]
"""Names of offers: one, or a list."""
