"""Outlook: what is open in a decision and what could be otherwise, asked for one reader."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from returnkit.decision import (
    Audience,
    Counterfactuals,
    Decision,
    OpenQuestion,
    QuestionKind,
    Verdict,
    counterfactuals,
    questions,
)
from returnkit.decision.layout import BETWEEN, columns, wrapped
from returnkit.decision.writing import Writer, one_line
from returnkit.messages import STANDARD
from returnkit.policy import zone_of_windows


@dataclass(frozen=True, slots=True)
class Outlook:
    """What is open and what could be otherwise.

    Attributes:
        decision: What it is about.
        audience: Who reads: a shopper is shown no question to staff.
        locale: The language.
        questions: What may be asked now.
        otherwise: Of every item of the request, in its order.
    """

    decision: Decision
    audience: Audience
    locale: str
    questions: tuple[OpenQuestion, ...]
    otherwise: tuple[Counterfactuals, ...]


def outlook(decision: Decision, audience: Audience, locale: str) -> Outlook:
    """Return what is open and what could be otherwise, as far as *audience* may know."""
    places = range(len(decision.request.items))
    return Outlook(
        decision,
        audience,
        locale,
        questions(decision, of="shopper" if audience is Audience.SHOPPER else None, locale=locale),
        tuple(
            counterfactuals(decision, place=place, audience=audience.value, locale=locale) for place in places
        ),
    )


def sections(found: Outlook) -> Iterator[tuple[str, str]]:
    """Yield the two sections of a page, each with its title."""
    decision = found.decision
    write = Writer(STANDARD, found.locale, zone_of_windows(decision.policy.timezone, decision.order))
    asked = ["\n".join(_question(write, each, found.audience)) for each in found.questions]
    yield write.say("open.title"), "\n\n".join(asked or [write.say("open.nothing")])
    texts = (text for each in found.otherwise for text in _otherwise(write, decision, each))
    yield write.say("otherwise.title"), "\n".join(line for text in texts for line in wrapped(text))


def _question(write: Writer, question: OpenQuestion, audience: Audience) -> Iterator[str]:
    yield from wrapped(f"{question.key}: {one_line(question.text)}")
    rows = [] if audience is Audience.SHOPPER else [("of", write.say(f"asked.{question.of}"))]
    rows.append(("answer", BETWEEN.join(_answers(write, question))))
    rows.append(("moves", BETWEEN.join(write.say(f"moves.{each.value}") for each in question.moves)))
    yield from columns([(write.say(f"label.{label}"), text) for label, text in rows])


def _answers(write: Writer, question: OpenQuestion) -> Iterator[str]:
    """Yield what can be answered, as `--answer` takes it."""
    for choice in question.choices:
        value = str(choice.value).lower() if isinstance(choice.value, bool) else str(choice.value)
        label = one_line(choice.label)
        yield value if label == value else write.say("answer.choice", value=value, label=label)
    if question.choices:
        if not question.is_closed:
            yield write.say("answer.other")
        return
    kinds = {QuestionKind.NUMBER: "number", QuestionKind.EVIDENCE: "evidence"}
    yield write.say(f"answer.{kinds.get(question.kind, 'text')}")
    if question.least is not None:
        yield write.say("answer.least", least=f"{question.least:f}")
    if question.most is not None:
        yield write.say("answer.most", most=f"{question.most:f}")


def _otherwise(write: Writer, decision: Decision, found: Counterfactuals) -> Iterator[str]:
    parts = [item for item in decision.items if item.place == found.place]
    item = write.title(decision.order, parts[0])
    if found.is_eligible and found.until is None:
        yield write.say("otherwise.always", item=item)
    elif found.is_eligible and found.until is not None:
        yield write.say("otherwise.until", item=item, end=write.end(found.until))
    elif any(part.verdict is Verdict.NEEDS_INFO for part in parts):
        yield write.say("otherwise.open", item=item)
    elif not found.ways:
        yield write.say("otherwise.nothing" if found.is_complete else "otherwise.incomplete", item=item)
    else:
        yield from (way.text for way in found.ways)
        if not found.is_complete:
            yield write.say("otherwise.incomplete", item=item)
