"""Demands: what a request has to bring, how often, as what and by which door."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Any, Final, Self, TypeAlias

from pydantic import Field, model_serializer, model_validator

from returnkit.model import Frozen

from .effects import Say
from .terms import SEVERAL, word

Word: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=100)]
"""A name of a method, a counter, a piece of evidence or a question."""

Count: TypeAlias = Annotated[int, Field(ge=1, le=9_999)]
"""How many pieces."""

_RANGE: Final = re.compile(r"(?P<least>[0-9]{1,4})(?P<dots>\.\.(?P<most>[0-9]{1,4})?)?")


class Before(StrEnum):
    """By when something asked has to be there."""

    DECISION = "decision"
    REFUND = "refund"


class Evidence(Frozen):
    """Something to hand in, such as photos: a number, a range `1..5`, or open `1..`.

    Attributes:
        name: Its kind, as requests count it.
        least: How many at least.
        most: How many at most; None is no bound.
    """

    name: Word
    least: Count = 1
    most: Count | None = None

    @model_validator(mode="after")
    def _its_range_is_in_order(self) -> Self:
        if self.most is not None and self.most < self.least:
            raise ValueError(f"`{self.least}..{self.most}` ends before it begins")
        return self

    def __str__(self) -> str:
        if self.most == self.least:
            return str(self.least)
        return f"{self.least}..{'' if self.most is None else self.most}"


class Question(Frozen):
    """Something to answer.

    Attributes:
        name: The name of the answer.
        text: How it is put.
    """

    name: Word
    text: Say

    @model_validator(mode="after")
    def _it_is_put_in_words(self) -> Self:
        if _range(self.text):
            raise ValueError(f"`{self.text}` is how many, not the words of a question")
        return self


class Ask(Frozen):
    """What a request has to bring: evidence by kind, and questions by name.

    In a document each key is a name: `{photo: 1..5, serial: What is its serial number?, before: decision}`.

    Attributes:
        evidence: What has to be handed in.
        questions: What has to be answered.
        before: By when.
    """

    evidence: tuple[Evidence, ...] = ()
    questions: tuple[Question, ...] = ()
    before: Annotated[Before, word(Before)]

    @model_validator(mode="before")
    @classmethod
    def _each_key_is_a_name(cls, given: Any) -> Any:  # Any: what a document holds
        if not isinstance(given, Mapping) or any(
            isinstance(given.get(field), list | tuple) for field in ("evidence", "questions")
        ):
            return given  # not by name: as Python makes it
        if "before" not in given:
            raise ValueError("say by when: `before: decision` or `before: refund`")
        evidence, questions = [], []
        for name, wanted in given.items():
            if name == "before":
                continue
            if found := _range(wanted):
                evidence.append({"name": name, **found})
            elif isinstance(wanted, str):
                questions.append({"name": name, "text": wanted})
            else:
                raise ValueError(f"`{name}` is how many, such as `1..5`, or the words of a question")
        return {"evidence": tuple(evidence), "questions": tuple(questions), "before": given["before"]}

    @model_validator(mode="after")
    def _it_asks_for_something(self) -> Self:
        if not self.names:
            raise ValueError("name what is asked for, such as `photo: 1..5`")
        return self

    @model_validator(mode="after")
    def _each_name_is_a_key_of_its_own(self) -> Self:
        keys = [*self.names, "before"]
        if twice := next((name for name in keys if keys.count(name) > 1), None):
            raise ValueError(f"`{twice}` cannot name two things: choose another name")
        return self

    @model_serializer
    def _by_name(self) -> dict[str, str]:
        asked = {each.name: str(each) for each in self.evidence}
        return asked | {each.name: each.text for each in self.questions} | {"before": self.before.value}

    @property
    def wanted(self) -> tuple[Evidence | Question, ...]:
        """All that is asked for, evidence first."""
        return (*self.evidence, *self.questions)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all that is asked for."""
        return tuple(each.name for each in self.wanted)


def _range(wanted: Any) -> dict[str, int | None] | None:  # Any: what a document holds
    if isinstance(wanted, int) and not isinstance(wanted, bool):
        return {"least": wanted, "most": wanted}
    found = _RANGE.fullmatch(wanted.strip()) if isinstance(wanted, str) else None
    if found is None:
        return None
    least = int(found["least"])
    most = int(found["most"]) if found["most"] else None if found["dots"] else least
    return {"least": least, "most": most}


class Counted(StrEnum):
    """Over whom a counter counts."""

    CUSTOMER = "customer"
    HOUSEHOLD = "household"


class Limit(Frozen):
    """How many units of a kind come back, ever.

    Attributes:
        units: The most there may be, those of the past included.
        counter: The name under which they are counted; the past is in the history's counters.
        of: Whose they are.
    """

    units: Annotated[int, Field(ge=0)]
    counter: Word
    of: Annotated[Counted, word(Counted)] = Counted.CUSTOMER


class Whole(StrEnum):
    """What comes back as a whole or not at all."""

    BUNDLE = "bundle"
    """The set that the goods were sold in or as."""
    LINE = "line"
    """All units of the line that are left."""
    ORDER = "order"
    """All that is left of the order."""


Methods: TypeAlias = Annotated[tuple[Word, ...], SEVERAL]
"""Names of methods, such as `mail`, `store`, `pickup`: one, or a list."""
