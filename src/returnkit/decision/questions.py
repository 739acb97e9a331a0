"""Questions: what is still open in a decision, as a form that a page can show.

# INVARIANT (no question of an internal rule): only facts that other rules read are asked for, and of their
# values only those that other rules name are offered.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Literal

from returnkit.expr.ir import Kind
from returnkit.messages import STANDARD, Catalogue
from returnkit.policy import Before, compile_policy, zone_of_windows

from .moves import Asked, Candidate, Moves, candidates, moved_by
from .possible import OTHER, Stated, reasons_at
from .terms import wanted_text
from .values import Decision
from .writing import Writer


class QuestionKind(StrEnum):
    """What kind of answer a question takes."""

    TRUTH = "truth"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose.

    Attributes:
        value: What `answer` takes.
        label: What a person reads.
    """

    value: Stated
    label: str


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """Something that may be asked now, because the answer moves something.

    Attributes:
        key: What `answer` takes: `items[0].request.reason`, `request.method`, `items[0].evidence.photo`.
        name: The name of the fact, of the evidence or of the answer.
        place: The item it is about, from 0; None for the whole return.
        of: Who is asked.
        kind: What kind of answer it takes.
        text: How it is put, in the language asked for.
        choices: The answers to choose from, in order; none where any can be given.
        is_closed: Whether there are no others than *choices*.
        least: The least number, or pieces of evidence; None is no bound.
        most: The most, likewise.
        unit: What a number counts, such as `days`; else empty.
        moves: What the answer moves, in order of weight.
        before: By when it is needed.
    """

    key: str
    name: str
    place: int | None
    of: Literal["shopper", "staff"]
    kind: QuestionKind
    text: str
    choices: tuple[Choice, ...]
    is_closed: bool
    least: Decimal | None
    most: Decimal | None
    unit: str
    moves: tuple[Moves, ...]
    before: Before


def questions(
    decision: Decision,
    *,
    of: Literal["shopper", "staff"] | None = None,
    locale: str = "en",
    catalogue: Catalogue = STANDARD,
) -> tuple[OpenQuestion, ...]:
    """Return what may be asked now: every fact whose value still moves something, and nothing else.

    Those that move a verdict come first, of them the one that is most likely to settle it; ask it, give the
    answer to `answer`, and ask the new decision again.

    Args:
        decision: As `decide` made it.
        of: Whom to ask; None is everybody.
        locale: The language of the texts.
        catalogue: The messages.
    """
    write = Writer(catalogue, locale, zone_of_windows(decision.policy.timezone, decision.order))
    among = candidates(decision)
    found = [(each, moved_by(decision, each, among)) for each in among]
    asked = [(each, moved) for each, moved in found if moved and of in (None, each.of)]
    asked.sort(key=lambda each: (Moves.VERDICT not in each[1].moves, -each[1].settled))
    return tuple(_question(write, decision, each, moved.moves) for each, moved in asked)


def _question(write: Writer, decision: Decision, asked: Candidate, moves: tuple[Moves, ...]) -> OpenQuestion:
    name, demand = asked.name, asked.demand
    least, most = (name.minimum, name.maximum) if name else (None, None)
    kind = _KINDS[name.kind] if name else QuestionKind.TEXT
    choices = tuple(_choices(write, decision, asked))
    if demand is not None and asked.asks is Asked.EVIDENCE:
        kind, least = QuestionKind.EVIDENCE, Decimal(getattr(demand.wanted, "least", 1))
        bound = getattr(demand.wanted, "most", None)
        most = None if bound is None else Decimal(bound)
    elif kind is QuestionKind.TEXT and choices:
        kind = QuestionKind.CHOICE
    return OpenQuestion(
        key=asked.key,
        name=asked.title,
        place=asked.place,
        of=asked.of,
        kind=kind,
        text=_text(write, asked),
        choices=choices,
        is_closed=bool(choices) and (name is None or bool(name.values) or name.kind is Kind.BOOLEAN),
        least=least,
        most=most,
        unit=name.unit if name else "",
        moves=moves,
        before=demand.before if demand else Before.DECISION,
    )


_KINDS: Final = {
    Kind.BOOLEAN: QuestionKind.TRUTH,
    Kind.NUMBER: QuestionKind.NUMBER,
    Kind.STRING: QuestionKind.TEXT,
}


def _text(write: Writer, asked: Candidate) -> str:
    if asked.demand is not None:
        wanted = wanted_text(write, asked.demand)
        return write.say("question.evidence", wanted=wanted) if asked.asks is Asked.EVIDENCE else wanted
    return put(write, asked.title, asked.name.doc if asked.name else "")


def put(write: Writer, path: str, doc: str) -> str:
    """Return how the fact *path* is asked for: in the house's words, else in the words of its *doc*."""
    key = f"question.{path}"
    words = doc.removesuffix(".") or path.partition(".")[2].replace("_", " ")
    return write.say(key) if key in write.catalogue else words


def _choices(write: Writer, decision: Decision, asked: Candidate) -> Iterator[Choice]:
    name = asked.name
    if name is None or name.kind not in (Kind.BOOLEAN, Kind.STRING):
        return
    values = asked.values
    if name.path == "request.reason":
        reasons = compile_policy(decision.policy).vocabulary.reasons
        values = tuple(each.code for each in reasons_at(reasons, decision.at))
    for value in values:
        if value != OTHER:
            yield Choice(value, called(write, decision, name.path, value))


def called(write: Writer, decision: Decision, path: str, value: Stated) -> str:
    """Return what people call *value* of the fact *path*."""
    reasons = compile_policy(decision.policy).vocabulary.reasons
    if path == "request.reason" and (reason := reasons.get(str(value))):
        return reason.label(write.locale)
    word = str(value).lower() if isinstance(value, bool) else str(value)
    for key in (f"choice.{path}.{word}", f"choice.{word}"):
        if key in write.catalogue:
            return write.say(key)
    return word.replace("_", " ")
