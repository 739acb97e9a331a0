"""Ordinary: what a policy grants an ordinary return: one that no rule with a condition speaks about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

from returnkit.ids import RuleId
from returnkit.policy import Rule, Window

from .reach import Reach, reach_of
from .statements import Statement
from .voice import Voice

Mark: TypeAlias = tuple[RuleId, str, str]
"""A statement: its rule, its effect, and the thing it speaks about."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of structured data.

    Attributes:
        data: Properties and their values.
        said: The statements in it, each with whether it says all of them.
    """

    data: Mapping[str, Any]  # Any: as JSON-LD has it
    said: Mapping[Mark, bool]


@dataclass(frozen=True)
class Ordinary:
    """A policy and what it grants an ordinary return.

    Attributes:
        voice: The words of the policy.
        rules: Its rules, without those of overrides.
        reach: For which returns each holds, same order.
    """

    voice: Voice
    rules: tuple[Rule, ...]
    reach: tuple[Reach, ...]

    @property
    def pairs(self) -> Iterator[tuple[Rule, Reach]]:
        """Each rule with its reach."""
        return zip(self.rules, self.reach, strict=True)

    @cached_property
    def always(self) -> tuple[Rule, ...]:
        """The rules that hold for every return."""
        return tuple(rule for rule, reach in self.pairs if reach.is_always)

    @cached_property
    def made(self) -> tuple[str, ...]:
        """The offers that are always made, open or not."""
        return tuple(dict.fromkeys(offer.name for rule in self.always for offer in rule.offer))

    @cached_property
    def closing(self) -> Mapping[str, Rule]:
        """The rule that always refuses or withholds an offer, by its name."""
        found = {name: _decides(self.always, name) for name in self.voice.offers}
        return {name: rule for name, rule in found.items() if rule is not None and not rule.allow}

    @cached_property
    def open(self) -> tuple[str, ...]:
        """The offers that are always made and not always closed."""
        return tuple(name for name in self.made if name not in self.closing)

    @cached_property
    def window_rule(self) -> Rule | None:
        """The rule with the window of the first open offer that opens at once; of none, of any offer."""
        names = self.open or tuple(name for name in self.voice.offers if name not in self.closing)
        rules = (self._window_of(name) for name in names)
        return next((rule for rule in rules if rule is not None and not rule.after), None)

    @property
    def window(self) -> Window | None:
        """The window of an ordinary return."""
        return self.window_rule.within if self.window_rule else None

    @cached_property
    def offers(self) -> tuple[str, ...]:
        """The open offers that have this window; all of them where none has one."""
        rule = self.window_rule
        return tuple(name for name in self.open if rule is None or self._window_of(name) is rule)

    def covers(self, rule: Rule) -> bool:
        """Return whether *rule* binds all offers of an ordinary return."""
        return not rule.binds or (bool(self.offers) and set(self.offers) <= set(rule.binds))

    def touches(self, rule: Rule) -> bool:
        """Return whether *rule* may bind some of them."""
        return not rule.binds or not self.offers or not set(self.offers).isdisjoint(rule.binds)

    def _window_of(self, name: str) -> Rule | None:
        bound = (rule for rule in self.always if rule.within and (not rule.binds or name in rule.binds))
        return next(bound, None)


def ordinary(voice: Voice, rules: tuple[Rule, ...], country: str | None) -> Ordinary:
    """Return what *rules* grant an ordinary return, one from *country* where that is told."""
    return Ordinary(voice, rules, tuple(reach_of(voice, rule, country) for rule in rules))


def mark(statement: Statement) -> Mark:
    """Return what tells *statement* from others."""
    return statement.rule.id, statement.effect, statement.thing


def _decides(rules: tuple[Rule, ...], offer: str) -> Rule | None:
    """Return the first of *rules* that speaks about the standing of *offer*."""
    for rule in rules:
        if offer in rule.withhold or (rule.only and offer not in rule.only):
            return rule
        if (rule.refuse or rule.allow) and (not rule.binds or offer in rule.binds):
            return rule
    return None
