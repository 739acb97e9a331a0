"""Statements: what each rule says, effect by effect, with its condition, in the words of one voice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from returnkit.expr.compile import read
from returnkit.expr.ir import Literal
from returnkit.policy import Before, Rule

from . import terms, times
from .operands import percent
from .speech import clause
from .voice import Voice, plain


class Topic(StrEnum):
    """What a section of a page is about, in the order of the page."""

    GOODS = "goods"
    TIME = "time"
    OFFERS = "offers"
    COSTS = "costs"
    WANTED = "wanted"
    METHODS = "methods"
    LIMITS = "limits"
    CHECKS = "checks"
    ALWAYS = "always"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class Statement:
    """What one rule says with one effect.

    Attributes:
        rule: The rule.
        effect: The effect's name, as a key of the document.
        thing: What it speaks about: of statements about one thing the first that fits holds.
        topic: Where on a page it belongs.
        key: The message of what it says.
        values: The values of that message.
        said: What it says, a part of a sentence.
        words: The policy's own words for the shopper; empty where it has none.
    """

    rule: Rule
    effect: str
    thing: str
    topic: Topic
    key: str
    values: tuple[tuple[str, str], ...]
    said: str
    words: str


_TOPICS: Final = {
    **dict.fromkeys(("refuse", "allow", "review", "approve"), Topic.GOODS),
    **dict.fromkeys(("within", "extend", "defer"), Topic.TIME),
    **dict.fromkeys(("offer", "withhold", "only", "value", "rate", "bonus", "to"), Topic.OFFERS),
    **dict.fromkeys(("fee", "waive", "shipping"), Topic.COSTS),
    **dict.fromkeys(("by", "not_by"), Topic.METHODS),
    **dict.fromkeys(("limit", "whole"), Topic.LIMITS),
    "ask": Topic.WANTED,
}
_THINGS: Final = {
    **dict.fromkeys(("refuse", "withhold", "only", "allow"), "standing"),
    **dict.fromkeys(("by", "not_by"), "doors"),
}
_NAMES_NO_OFFER: Final = ("offer", "withhold", "only", "by", "not_by", "whole", "approve")
"""Effects that name their offers themselves, or are about none."""


def statements(
    voice: Voice, rule: Rule, *, is_rest: bool = False, is_for_staff: bool = False
) -> Iterator[Statement]:
    """Yield what *rule* says, one statement an effect, one a fee.

    Args:
        voice: Whose words.
        rule: The rule, internal or not.
        is_rest: Whether its window is for what the windows above it leave.
        is_for_staff: Whether a window's grace is told, which shoppers are not to count on.
    """
    about = _for_some(voice, rule)
    for each in (
        *_standing(voice, rule),
        *_time(voice, rule, is_rest, is_for_staff),
        *_payout(voice, rule),
        *_rest(voice, rule),
    ):
        said = each.said
        if about and each.effect not in _NAMES_NO_OFFER and each.key != "page.refused.for":
            said = voice.say("page.for", offers=about, said=said)
        thing = each.thing or _THINGS.get(each.effect, each.effect)
        yield Statement(
            rule=rule,
            effect=each.effect,
            thing=thing,
            topic=_TOPICS[each.effect],
            key=each.key,
            values=tuple(each.values.items()),
            said=said,
            words=plain(each.words or ""),
        )


def sentence(voice: Voice, statement: Statement) -> str:
    """Return *statement* with its condition, as a sentence."""
    condition, exception = conditions(voice, statement.rule)
    if condition and exception:
        said = voice.say("page.said.if.unless", said=statement.said, condition=condition, exception=exception)
    elif exception:
        said = voice.say("page.said.unless", said=statement.said, exception=exception)
    elif condition:
        said = voice.say("page.said.if", said=statement.said, condition=condition)
    else:
        said = voice.say("page.said", said=statement.said)
    said = said[:1].upper() + said[1:]
    return voice.say("page.words", sentence=said, words=statement.words) if statement.words else said


def conditions(voice: Voice, rule: Rule) -> tuple[str, str]:
    """Return when *rule* applies and when not, as clauses; empty is always and never."""
    parts = [] if rule.placed is None else [times.period(voice, rule.placed)]
    if rule.when is not None and not is_true(voice, rule.when):
        parts.append(_clause(voice, rule.when))
    if rule.when_any is not None:
        parts.append(voice.say("page.any", condition=_clause(voice, rule.when_any)))
    if rule.when_all is not None:
        parts.append(voice.say("page.all", condition=_clause(voice, rule.when_all)))
    exception = "" if rule.unless is None else _clause(voice, rule.unless)
    return voice.all_of(parts) if parts else "", exception


def is_true(voice: Voice, text: str) -> bool:
    """Return whether the condition *text* is simply true."""
    return read(text, voice.schema, voice.names) == Literal(value=True)


def _clause(voice: Voice, text: str) -> str:
    return clause(voice, read(text, voice.schema, voice.names))


def _for_some(voice: Voice, rule: Rule) -> str:
    """Return the offers that *rule* is about, where these are not all there are."""
    names = rule.binds if voice.public - set(rule.binds) else ()
    return voice.offers_named(names) if names else ""


@dataclass(frozen=True, slots=True)
class _Said:
    """A statement before its rule, its offers and its topic are added."""

    effect: str
    key: str
    values: dict[str, str]
    said: str
    thing: str = ""
    words: str | None = None


def _said(voice: Voice, effect: str, key: str, words: str | None = None, **values: str) -> _Said:
    return _Said(effect, key, values, voice.say(key, **values), words=words)


def _standing(voice: Voice, rule: Rule) -> Iterator[_Said]:
    if rule.allow:
        yield _said(voice, "allow", "page.allowed")
    if rule.refuse:
        words = rule.refuse.say or voice.known(f"refused.{rule.refuse.code}")
        about = _for_some(voice, rule)
        if about:
            yield _said(voice, "refuse", "page.refused.for", words, offers=about)
        else:
            yield _said(voice, "refuse", "page.refused", words)
    if rule.review:
        yield _said(voice, "review", "page.reviewed", rule.review.say)
    if rule.withhold:
        yield _said(voice, "withhold", "page.withheld", offers=voice.offers_named(rule.withhold))
    if rule.only:
        yield _said(voice, "only", "page.only", offers=voice.offers_named(rule.only))


def _time(voice: Voice, rule: Rule, is_rest: bool, is_for_staff: bool) -> Iterator[_Said]:
    if rule.within:
        said = times.window(voice, rule.within)
        if is_for_staff and rule.within.grace:
            said = voice.say("page.grace", window=said, span=voice.span(rule.within.grace))
        if rule.after:
            said = voice.say("page.rung", offer=voice.offer(rule.after), window=said)
        if is_rest:
            said = voice.say("page.otherwise", window=said)
        yield _Said("within", "page.within", {"window": said}, said)
    if rule.extend:
        said = times.extension(voice, rule.extend)
        yield _Said("extend", "page.until", {"until": said}, said, "moves")
    if rule.defer:
        said = times.deferral(voice, rule.defer)
        yield _Said("defer", "page.deferred", {"to": said}, said, "moves")


def _payout(voice: Voice, rule: Rule) -> Iterator[_Said]:
    if rule.offer:
        yield _said(
            voice, "offer", "page.offered", offers=voice.offers_named(each.name for each in rule.offer)
        )
    if rule.value:
        yield _said(voice, "value", "page.value", worth=voice.say(f"phrase.value.{rule.value.value}"))
    if rule.rate is not None:
        yield _said(voice, "rate", "page.rate", percent=percent(voice, rule.rate))
    if rule.bonus:
        yield _said(voice, "bonus", "page.bonus", amount=terms.bonus(voice, rule.bonus))
    if rule.to:
        yield _said(voice, "to", "page.to", place=voice.say(f"phrase.to.{rule.to.value}"))
    for fee in rule.fee:
        key, values = terms.fee(voice, fee)
        yield _Said("fee", key, values, voice.say(key, **values), f"fee {fee.name}")
    for name in rule.waive:
        fees = terms.waived(voice, name)
        yield _Said(
            "waive", "page.waived", {"fees": fees}, voice.say("page.waived", fees=fees), f"fee {name}"
        )
    if rule.shipping:
        yield _said(voice, "shipping", f"phrase.shipping.{rule.shipping.value}")


def _rest(voice: Voice, rule: Rule) -> Iterator[_Said]:
    if rule.ask:
        key = "page.ask.decision" if rule.ask.before is Before.DECISION else "page.ask.refund"
        yield _said(voice, "ask", key, wanted=terms.wanted(voice, rule.ask))
    # A rule's `say` is told once, with the first of what it is about.
    words = rule.say
    for effect, key in (("by", "page.by"), ("not_by", "page.not_by")):
        if rule.does(effect):
            yield _said(voice, effect, key, words, methods=terms.methods(voice, getattr(rule, effect)))
            words = None
    if rule.limit:
        key, values = terms.limit(rule.limit)
        yield _Said("limit", key, values, voice.say(key, **values), f"limit {rule.limit.counter}", words)
        words = None
    if rule.whole:
        yield _said(voice, "whole", f"phrase.whole.{rule.whole.value}", words)
    if rule.approve:
        yield _said(voice, "approve", f"phrase.approve.{rule.approve.value}")
