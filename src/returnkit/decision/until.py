"""Until: how staff read the windows of an item, what they count from, and what moved them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from returnkit.policy import CompiledOffer, Extension, Step, StepCode, Window

from .explanation import Line
from .judge import Judge
from .replay import Replay
from .spans import Span
from .values import OfferDecision
from .wording import extension_text, window_text
from .writing import Writer, quoted


def window_lines(write: Writer, replay: Replay, at: datetime) -> Iterator[Line]:
    """Yield each window that may hold, once for all offers that it holds for."""
    compiled = {offer.name: offer for offer in replay.compiled.offers}
    until = _Until(write, replay, at)
    texts: dict[str, list[OfferDecision]] = {}
    own = [offer for offer in replay.item.offers if offer.floor is None]
    for offer in own:
        for text in until.texts(compiled[offer.name]):
            texts.setdefault(text, []).append(offer)
    for text, offers in texts.items():
        if len(offers) == len(own):
            yield write.words(text, "window")
        else:
            names = write.listed(map(write.offer, offers))
            yield write.line("agent.window.of", "window", offers=names, line=text)


class _Until:
    def __init__(self, write: Writer, replay: Replay, at: datetime) -> None:
        self._write, self._at = write, at
        self._judge = Judge(replay.compiled, replay.prepared, at)
        self._clocks, self._placed = replay.prepared.clocks, replay.prepared.clocks.order
        self._rules = {rule.id: rule for rule in replay.compiled.policy.rules}

    def texts(self, offer: CompiledOffer) -> Iterator[str]:
        """Yield the windows that *offer* may have."""
        spans = self._judge.spans(offer)
        for span in spans:
            text = self._window(span)
            yield text if len(spans) == 1 else self._write.say("agent.window.maybe", line=text)

    def _window(self, span: Span) -> str:
        say = self._write.say
        window = self._rules[span.rule].within
        assert window is not None  # noqa: S101  # a span is of a rule with a window
        shown, ends, closing = window_text(self._write, window), self._ends(window, span), span.closing
        clock = closing.clock
        began = self._clocks.seen(window.per).start(clock.event) if clock else None
        if clock is None or began is None:
            text = say("agent.window.bare", rule=quoted(span.rule), window=shown, ends=ends)
        else:
            # The event itself: what is added to it, or defers it, is told beside.
            event = say(f"event.{clock.event.value}", date=self._write.day(began, short=True))
            text = say("agent.window", rule=quoted(span.rule), window=shown, event=event, ends=ends)
        for step in closing.steps:
            if step.code in _TOLD:
                text = say(_TOLD[step.code], line=text, by=self._by(step), at=self._reached(step))
        if span.moved_by:
            rules = ", ".join(quoted(condition.rule) for condition in span.moved_by)
            text = say("agent.window.may_move", line=text, rules=rules)
        return self._opened(text, span)

    def _ends(self, window: Window, span: Span) -> str:
        say, closes = self._write.say, span.closing.closes
        if closes is None:
            return say("ends.never")
        is_open, at = self._at < closes, self._write.end(closes)
        if span.closing.is_certain:
            return say("ends.open" if is_open else "ends.closed", at=at)
        if window.of is not None and span.closing.clock is None:
            clock = say(f"clock.{window.of.value}")
            return say("ends.least" if is_open else "ends.past", at=at, clock=clock)
        return say("ends.open.least" if is_open else "ends.closed.maybe", at=at)

    def _by(self, step: Step) -> str:
        if step.code is not StepCode.EXTENDED:
            return step.by
        return extension_text(self._write, Extension.model_validate(step.by))

    def _reached(self, step: Step) -> str:
        return self._write.say("ends.never") if step.at is None else self._write.end(step.at)

    def _opened(self, text: str, span: Span) -> str:
        if span.after is None or span.opens == (self._placed, self._placed):
            return text
        opens = span.opens[0]
        if opens is None:
            return self._write.say("agent.window.never_opens", line=text, offer=quoted(span.after))
        at = self._write.end(opens)
        return self._write.say("agent.window.after", line=text, offer=quoted(span.after), at=at)


# Steps that a reader could not guess from the window and its end.
_TOLD: Final = {
    StepCode.DEFERRED: "agent.window.deferred",
    StepCode.ROLLED: "agent.window.rolled",
    StepCode.EXTENDED: "agent.window.extended",
    StepCode.GRACE: "agent.window.grace",
    StepCode.NO_CALENDAR: "agent.window.no_calendar",
}
