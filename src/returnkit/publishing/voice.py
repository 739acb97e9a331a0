"""Voice: the words of a page, in one language, for one policy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from returnkit.errors import AmountError
from returnkit.expr.compile import define
from returnkit.expr.ir import Node
from returnkit.expr.schema import Schema
from returnkit.facts import Declaration, Resolution
from returnkit.messages import Catalogue
from returnkit.money import Money
from returnkit.policy import Policy, Rule, Span, Unit, compile_policy

CODE: Final = ("\ue000", "\ue001")
"""What stands around notation inside a text: no text of a policy holds them, as they do not print."""

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Voice:
    """Says things about one policy from one catalogue, in one language.

    Attributes:
        policy: The policy.
        catalogue: The texts.
        locale: The language.
        schema: The names that its conditions may read.
        names: What its definitions stand for.
        offers: The resolution of each of its offers.
        public: The names of the offers that everybody knows of.
    """

    policy: Policy
    catalogue: Catalogue
    locale: str
    schema: Schema
    names: Mapping[str, Node]
    offers: Mapping[str, Resolution]
    public: frozenset[str]

    @property
    def facts(self) -> Mapping[str, Declaration]:
        """The names that the policy declares itself."""
        return self.policy.facts

    def say(self, key: str, **values: str) -> str:
        """Return the message *key*."""
        return self.catalogue.text(key, self.locale, **values)

    def known(self, key: str, **values: str) -> str | None:
        """Return the message *key*, or None where there is no such key."""
        return self.say(key, **values) if key in self.catalogue else None

    def any_of(self, texts: Sequence[str]) -> str:
        """Return *texts*, at least one, as a choice: `a, b or c`."""
        first, last = self.listed(texts[:-1]), texts[-1]
        return self.say("list.or", first=first, last=last) if first else last

    def all_of(self, texts: Sequence[str]) -> str:
        """Return *texts*, at least one, joined: `a, b and c`."""
        first, last = self.listed(texts[:-1]), texts[-1]
        return self.say("page.and", first=first, last=last) if first else last

    def listed(self, texts: Iterable[str]) -> str:
        """Return *texts* with commas."""
        return self.say("list.comma").join(texts)

    def day(self, day: date) -> str:
        """Return *day* as prose writes it."""
        return self.catalogue.day(day, self.locale)

    def moment(self, instant: datetime) -> str:
        """Return *instant* in the shop's zone."""
        there = instant.astimezone(self.policy.zone)
        zone = place(self.policy.zone.key)
        return self.say("page.moment", date=self.day(there.date()), time=f"{there:%H:%M}", zone=zone)

    def span(self, span: Span) -> str:
        """Return a length of time."""
        return self.length(str(span.amount), span.unit)

    def length(self, amount: str, unit: Unit) -> str:
        """Return a length of time whose *amount* may be in words."""
        one = self.known(f"phrase.span.{unit}.one") if amount == "1" else None
        return one or self.say(f"phrase.span.{unit}", amount=amount)

    def money(self, amount: Decimal) -> str:
        """Return an amount in the policy's currency, with its decimals where it has no more than those."""
        currency = self.policy.currency
        try:
            exact = Money.of(amount, currency).decimal
        except AmountError:  # a bound inside a condition may be any number
            exact = amount
        return self.say("page.amount", number=format(exact, "f"), currency=currency)

    def offer(self, name: str) -> str:
        """Return what a shopper calls an offer."""
        gives = self.offers[name]
        said = self.say(f"resolution.{gives.value}")
        return said if name == gives.value else self.say("page.offer.named", offer=said, name=word(name))

    def offers_named(self, names: Iterable[str]) -> str:
        """Return several offers as a choice."""
        return self.any_of([self.offer(name) for name in names])

    def quoted(self, text: str) -> str:
        """Return a text of the policy as a part of a sentence."""
        return self.say("page.quoted", text=plain(text))


def voice_of(policy: Policy, locale: str, catalogue: Catalogue) -> Voice:
    """Return the voice for *policy*.

    Raises:
        DocumentError: The policy has faults.
    """
    compiled = compile_policy(policy)
    schema = compiled.schema
    offers = {offer.name: offer.gives for offer in compiled.offers}
    shown = (rule for rule in public_rules(policy) if not rule.internal)
    public = frozenset(offer.name for rule in shown for offer in rule.offer)
    return Voice(policy, catalogue, locale, schema, define(policy.define, schema), offers, public)


def public_rules(policy: Policy) -> tuple[Rule, ...]:
    """Return the rules that are for everybody: without those of overrides, which are for one return."""
    return policy.rules[len(policy.overriding) :]


def plain(text: str) -> str:
    """Return *text* on one line, without signs that do not print."""
    return " ".join(printable(text).split())


def printable(text: str) -> str:
    """Return *text* with a space for each sign that does not print."""
    return "".join(char if char.isprintable() else " " for char in text)


def code(text: str) -> str:
    """Return notation, marked as such."""
    return f"{CODE[0]}{printable(text)}{CODE[1]}"


def bare(text: str) -> str:
    """Return *text* with notation in backticks."""
    return text.replace(CODE[0], "`").replace(CODE[1], "`")


def word(name: str) -> str:
    """Return a name of the policy as prose: `gift_card` is `gift card`."""
    return plain(name.replace("_", " ")) if _WORD.fullmatch(name) else plain(name)


def is_word(text: str) -> bool:
    """Return whether *text* is a name, such as `gift_card`, rather than words of its own."""
    return bool(_WORD.fullmatch(text))


def place(zone: str) -> str:
    """Return the name of a zone as people say it: `Los Angeles`."""
    return zone.rpartition("/")[2].replace("_", " ")
