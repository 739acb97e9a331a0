"""Models that documents are read to in these tests."""

from __future__ import annotations

from datetime import date, time, timedelta
from decimal import Decimal
from enum import IntEnum, StrEnum
from typing import Annotated, Literal

import pytest
from pydantic import (
    AwareDatetime,
    ConfigDict,
    Discriminator,
    Field,
    ValidationInfo,
    field_validator,
    model_validator,
)

from returnkit.diagnostics import Diagnostic, Source, Span
from returnkit.documents import load
from returnkit.errors import AmountError, DocumentError, ExpressionError
from returnkit.model import Frozen


class Grade(StrEnum):
    AS_NEW = "as_new"
    WORN = "worn"


class Level(IntEnum):
    ONE = 1


class Fee(Frozen):
    name: str
    percent: Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)] = Decimal(0)


class Offer(Frozen):
    kind: Literal["offer"]
    what: tuple[str, ...]


class Refuse(Frozen):
    kind: Literal["refuse", "reject"]
    say: Annotated[str, Field(min_length=2, max_length=9, pattern="^[A-Z]")]


class Rule(Frozen):
    model_config = ConfigDict(validate_by_name=True)

    id: str
    when: str | None = None
    fee: Fee | None = None
    act: Annotated[Offer | Refuse, Discriminator("kind")] | None = None
    within: str | tuple[str, ...] | Fee | None = None
    applies: Annotated[str | None, Field(alias="for")] = None
    internal: bool = False
    grade: Grade = Grade.AS_NEW
    mode: Literal["manual", "automatic"] = "manual"
    tags: frozenset[str] = frozenset()
    nested: tuple[Rule, ...] = ()
    by_name: dict[Grade, Annotated[int, Field(gt=0)]] = Field(default_factory=dict)

    @field_validator("when")
    @classmethod
    def _condition_has_no_faults(cls, text: str | None, info: ValidationInfo) -> str | None:
        word = (info.context or {}).get("refused", "catgory")
        if text and word in text:
            at = text.index(word)
            line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
            span = Span(line, column, len(word))
            fault = Diagnostic("expr.unknown_name", f"unknown name `{word}`", span=span, help="h")
            raise ExpressionError((fault, Diagnostic("expr.cost", "too dear")), source=Source("", text))
        return text


class Policy(Frozen):
    policy: str
    rules: Annotated[tuple[Rule, ...], Field(min_length=1, max_length=3)]
    since: date | None = None
    at: AwareDatetime | None = None
    noon: time | None = None
    lasts: timedelta | None = None
    level: Level | None = None
    count: int = 0

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Policy:
        if len({rule.id for rule in self.rules}) < len(self.rules):
            raise AmountError("two rules have one id", help="rename one")
        return self


def faults(text: str, model: type = Policy) -> list[str]:
    with pytest.raises(DocumentError) as caught:
        load(text, model, name="a.yaml")
    return [
        f"{fault.span.line}:{fault.span.column} {fault.code.removeprefix('document.')} {fault.path}: "
        + fault.message
        + (f" / {fault.help}" if fault.help else "")
        for fault in caught.value.faults
        if fault.span
    ]


def rule(text: str) -> list[str]:
    return faults(f"policy: p\nrules:\n- id: a\n  {text}\n")
