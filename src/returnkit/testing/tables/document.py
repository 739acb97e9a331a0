"""Document: a table of cases as it is written, in YAML, TOML or JSON; rows of cells give the same."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import Field

from returnkit.model import Frozen

from .expectations import Expectations

DEFAULTS: Final = "defaults"
"""The name of a case that is none: what it says holds for the cases below it."""

Line: TypeAlias = Annotated[str, Field(min_length=1, max_length=1_000)]
Told: TypeAlias = Annotated[Mapping[str, Any], Field(default_factory=lambda: MappingProxyType({}))]
"""What is told, by key. Any: only the policy knows the kind of each, and checks it."""
Expected: TypeAlias = Annotated[Expectations, Field(default_factory=Expectations)]


class DefaultsWritten(Frozen):
    """What holds for the cases that do not say otherwise.

    Attributes:
        given: What is told, by key.
        expect: What is expected; what cannot hold beside a case's own expectations is left out of it.
    """

    given: Told
    expect: Expected


class CaseWritten(DefaultsWritten):
    """One item of an order, and the decision about it.

    Attributes:
        case: What it is called; no other of the table is called so. `defaults` is no case: what it says
            holds for the cases below it.
        given: What is told, by names of the vocabulary and the other keys; the rest is typical.
        expect: What is expected; a bare word is the verdict.
        note: Why it is so, for whoever reads the table.
        skip: Why it is not run, where it is not.
        reviewed: Whether a person confirmed it; generated cases say `false`.
    """

    case: Line
    note: Line | None = None
    skip: Line | None = None
    reviewed: bool = True


class TableWritten(Frozen):
    """A table of cases for one policy.

    Attributes:
        returnkit: Version of the form of the document.
        policy: The file of the policy, seen from the folder of the table. Without it, it is NAME.yaml (or
            `.yml`, `.toml`, `.json`) for NAME.policytest.yaml, in the same folder or the one above.
        policy_id: The id that the policy has to have, where a mix-up is to be noticed.
        defaults: What holds for every case: `given` and `expect`.
        cases: The cases.
    """

    returnkit: Literal[1] = 1
    policy: Line | None = None
    policy_id: Line | None = None
    defaults: Any = None  # Any, and below: each is read by itself, so that one at fault hides no other
    cases: Annotated[tuple[Any, ...], Field(strict=False)]
