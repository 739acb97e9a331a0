"""Table: cases of one policy, each told and expected so that the policy can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from returnkit.diagnostics import Source, Span
from returnkit.policy import Policy
from returnkit.situations import Situation, written_value

from .expectations import Expectations


@dataclass(frozen=True, slots=True)
class Case:
    """A case, ready to be run.

    Attributes:
        name: What it is called.
        policy: The policy that is asked.
        situation: What it tells, over what is typical.
        expect: What it expects, with the defaults.
        place: Where it stands.
        source: The name of its table.
        reviewed: Whether a person confirmed it.
        note: Why it is so; empty where it does not say.
        skip: Why it is not run; empty where it is.
    """

    name: str
    policy: Policy
    situation: Situation
    expect: Expectations
    place: Span
    source: str
    reviewed: bool = True
    note: str = ""
    skip: str = ""

    @property
    def given(self) -> Mapping[str, str]:
        """What is told, by key, as a cell holds it."""
        zone = self.policy.zone
        return {path: written_value(value, zone) for path, value in self.situation.given.items()}


@dataclass(frozen=True, slots=True)
class Table:
    """The cases of one policy.

    Attributes:
        policy: The policy.
        cases: At least one of them is run.
        source: The text they stand in.
        file: The file of the policy; None where it was not read from one.
    """

    policy: Policy
    cases: tuple[Case, ...]
    source: Source
    file: Path | None = None
