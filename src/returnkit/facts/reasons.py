"""Reasons: why goods come back, as data that a shop can replace."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import AfterValidator, model_validator

from returnkit.model import Frozen

from .fields import Instant, Text, TextMap


def _with_english(labels: TextMap) -> TextMap:
    if "en" not in labels:
        raise ValueError("a reason has a label in `en`")
    return labels


class FaultSide(StrEnum):
    """Whose fault it is that goods come back."""

    SHOPPER = "shopper"
    MERCHANT = "merchant"
    CARRIER = "carrier"
    NOBODY = "nobody"


class Reason(Frozen):
    """One reason of a catalogue.

    Attributes:
        code: What facts and rules call it.
        parent: The reason above it; None for a group of its own.
        labels: What people read, by language; `en` at least.
        fault: Whose fault it is; None: as its parent says.
        questions: Names to ask for when it is stated, such as `request.is_opened`.
        evidence: Kinds of evidence wanted when it is stated, such as `photo`.
        active_from: The instant from which on it can be chosen; None: always could.
        active_to: The instant from which on it no longer can; None: still can.
    """

    code: Text
    parent: Text | None = None
    labels: Annotated[TextMap, AfterValidator(_with_english)]
    fault: FaultSide | None = None
    questions: tuple[Text, ...] = ()
    evidence: tuple[Text, ...] = ()
    active_from: Instant | None = None
    active_to: Instant | None = None

    @model_validator(mode="after")
    def _it_ends_after_it_begins(self) -> Self:
        if self.active_from and self.active_to and self.active_to <= self.active_from:
            raise ValueError(f"the reason `{self.code}` ends before it begins")
        return self

    def is_active(self, at: datetime) -> bool:
        """Return whether it can be chosen at the instant *at*."""
        started = self.active_from is None or self.active_from <= at
        return started and (self.active_to is None or at < self.active_to)

    def label(self, locale: str) -> str:
        """Return its label in the language *locale*, else in English."""
        return self.labels.get(locale) or self.labels["en"]


class ReasonCatalogue(Frozen):
    """The reasons of a shop, each below its parent.

    A request may state a code that is not here: it is kept, and its group and fault are null. A reason that
    is no longer active keeps its meaning for the requests that state it.

    Attributes:
        reasons: In the order in which shoppers see them; codes are unique, parents are among them.
    """

    reasons: tuple[Reason, ...]

    @cached_property
    def _by_code(self) -> dict[str, Reason]:
        return {reason.code: reason for reason in self.reasons}

    @model_validator(mode="after")
    def _every_code_is_there_once(self) -> Self:
        if len(self._by_code) < len(self.reasons):
            codes = [reason.code for reason in self.reasons]
            twice = next(code for code in codes if codes.count(code) > 1)
            raise ValueError(f"the reason `{twice}` is there twice")
        return self

    @model_validator(mode="after")
    def _every_parent_leads_to_a_group(self) -> Self:
        for reason in self.reasons:
            above, seen = reason, {reason.code}
            while above.parent is not None:
                if above.parent not in self._by_code:
                    raise ValueError(
                        f"the reason `{above.code}` is below `{above.parent}`, which is not there"
                    )
                above = self._by_code[above.parent]
                if above.code in seen:
                    raise ValueError(f"the reason `{above.code}` is above itself")
                seen.add(above.code)
        return self

    def get(self, code: str) -> Reason | None:
        """Return the reason of that code, or None."""
        return self._by_code.get(code)

    def group(self, code: str) -> str | None:
        """Return the code of the topmost reason above *code*, or itself; None when it is not here."""
        return next((reason.code for reason in reversed(tuple(self._upward(code)))), None)

    def fault(self, code: str) -> FaultSide | None:
        """Return whose fault *code* is: its own word, else its parents'; None when nobody says."""
        return next((reason.fault for reason in self._upward(code) if reason.fault is not None), None)

    def codes_of(self, group: str) -> frozenset[str]:
        """Return the code *group* and every code below it."""
        below = (reason.code for reason in self.reasons if self.group(reason.code) == group)
        return frozenset({group, *below})

    def active(self, at: datetime) -> tuple[Reason, ...]:
        """Return the reasons that can be chosen at the instant *at*; none below one that cannot."""
        return tuple(
            reason for reason in self.reasons if all(each.is_active(at) for each in self._upward(reason.code))
        )

    def _upward(self, code: str) -> Iterator[Reason]:
        """Yield the reason of *code* and those above it, if it is here."""
        reason = self._by_code.get(code)
        while reason is not None:
            yield reason
            reason = None if reason.parent is None else self._by_code[reason.parent]
