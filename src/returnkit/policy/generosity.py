"""Generosity: what a revision may take away from shoppers, found by comparing texts.

Nothing is solved here. A change passes when one of a few rules proves that no order can be answered worse
by it; every other change may be less generous. Worse is, for the same accepted items, an offer that is gone,
withheld, refused or marked for review, opens later, closes earlier, charges more or gives less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from returnkit.diagnostics import Diagnostic

from .document import Fault, Policy, offers_of, vocabularies_of
from .increments import fee_no_dearer, gives_no_less, only_words, reaches_as_far
from .rules import EFFECTS, Rule

_CONDITIONS: Final = ("when", "unless", "placed", "when_any", "when_all", "internal", "after")
_SETTINGS: Final = ("currency", "timezone", "floor")
_OF_OFFERS: Final = frozenset(EFFECTS) - {
    *("withhold", "only", "by", "not_by", "limit", "whole", "approve", "shipping"),
}
"""Effects that are about nothing but the offers that their rule binds."""

_HELP: Final = "say why in `version: {against_shopper: …}`, or keep what the revision before says"


def less_generous(before: Policy, after: Policy) -> tuple[Fault, ...]:
    """Return what makes *after* perhaps less generous than *before*, each with its place in *after*.

    Both are without faults. None means: surely not less generous.
    """
    return tuple(
        (path, Diagnostic("book.less_generous", message, help=_HELP))
        for path, message in (
            *_settings(before, after),
            *_names(before, after),
            *_Rules(before, after).told(),
        )
    )


_Told = tuple[tuple[str | int, ...], str]


def _settings(before: Policy, after: Policy) -> Iterator[_Told]:
    for key in _SETTINGS:
        if getattr(before, key) != getattr(after, key):
            yield (key,), f"`{key}` is another than before"


def _names(before: Policy, after: Policy) -> Iterator[_Told]:
    if vocabularies_of(before) != vocabularies_of(after):
        yield (), "its names are those of another vocabulary than before: put both `over` one"
    # A name that is gone or new is read by no rule that stayed as it was.
    for name, text in before.define.items():
        if after.define.get(name, text) != text:
            yield ("define", name), f"`{name}` means something else than before"
    for name, given in before.facts.items():
        if after.facts.get(name, given).evolve(doc="") != given.evolve(doc=""):
            yield ("facts", name), f"`{name}` is declared otherwise than before"


class _Rules:
    """Compares the rules of two policies, effect by effect: each thing is decided by itself (LAW 12)."""

    def __init__(self, before: Policy, after: Policy) -> None:
        self._before, self._after = before, after
        self._old = {rule.id: rule for rule in before.rules}
        self._new = {rule.id: (number, rule) for number, rule in enumerate(after.rules)}
        rules = (*before.rules, *after.rules)
        self._rungs = {rule.after for rule in rules if rule.after}
        self._has_limits = any(rule.limit for rule in rules)
        self._charged = {fee.name for rule in after.rules for fee in rule.fee}

    def told(self) -> Iterator[_Told]:
        """Yield each change that no rule here proves to be harmless."""
        for rule in self._before.rules:
            if rule.id not in self._new:
                for effect in rule.effects:
                    if not self._may_go(rule, effect):
                        yield ("rules",), f"`{rule.id}` is gone with its `{effect}`{self._because(effect)}"
        stayed = [rule.id for rule in self._before.rules if rule.id in self._new]
        places = iter(stayed)
        for number, rule in enumerate(self._after.rules):
            old = self._old.get(rule.id)
            if old is None:
                for effect in rule.effects:
                    if not self._may_come(rule, effect):
                        message = f"`{rule.id}` is new, and so is its `{effect}`{self._because(effect)}"
                        yield ("rules", number, effect), message
                continue
            if next(places) != rule.id:
                yield ("rules", number), f"`{rule.id}` stands in another place among the rules than before"
            yield from ((("rules", number, *path), said) for path, said in self._changes(old, rule))

    def _changes(self, old: Rule, new: Rule) -> Iterator[_Told]:
        for key in _CONDITIONS:
            if getattr(old, key) != getattr(new, key):
                yield (key,), f"`{key}` of `{new.id}` is another than before"
        if set(old.binds) != set(new.binds):
            yield (), f"`{new.id}` is about other offers than before"
            return
        for effect in dict.fromkeys((*old.effects, *new.effects)):
            if getattr(old, effect) == getattr(new, effect):
                continue
            if not new.does(effect):
                may, said = self._may_go(old, effect), "gone"
            elif not old.does(effect):
                may, said = self._may_come(new, effect), "new"
            else:
                may, said = self._may_change(old, new, effect), "another than before"
            if not may:
                yield (effect,), f"`{effect}` of `{new.id}` is {said}{self._because(effect)}"

    def _may_go(self, rule: Rule, effect: str) -> bool:
        match effect:
            case "review":
                return True
            case "refuse" | "withhold" | "only":
                return self._is_free(self._stopped(rule, effect))
            case "fee":
                return self._charged.isdisjoint(fee.name for fee in rule.fee)
            case "waive":
                return self._charged.isdisjoint(rule.waive)
            case _:
                return False

    def _may_come(self, rule: Rule, effect: str) -> bool:
        match effect:
            case "waive":
                return True
            case "allow" | "extend":
                return self._is_free(rule.binds)
            case _:
                return effect in _OF_OFFERS and self._is_about_additions(rule)

    def _may_change(self, old: Rule, new: Rule, effect: str) -> bool:
        was, now = getattr(old, effect), getattr(new, effect)
        match effect:
            case "refuse" | "review" | "ask":
                return only_words(was, now)
            case "within" | "extend":
                return reaches_as_far(was, now) and self._is_free(new.binds)
            case "rate" | "bonus":
                return gives_no_less(was, now)
            case "fee":
                charged = {fee.name: fee for fee in was}
                return all(
                    fee.name in charged and fee_no_dearer(charged.pop(fee.name), fee) for fee in now
                ) and (self._charged.isdisjoint(charged))
            case "waive":
                return self._charged.isdisjoint(set(was) - set(now))
            case "withhold":
                return set(now) <= set(was) and self._is_free(set(was) - set(now))
            case "only":
                return set(was) <= set(now) and self._is_free(set(now) - set(was))
            case _:
                return False

    def _stopped(self, rule: Rule, effect: str) -> Iterable[str]:
        """Return the offers that *rule* takes away by *effect*; none named is all."""
        match effect:
            case "withhold":
                return rule.withhold
            case "only":
                return ()
            case _:
                return rule.binds

    def _is_free(self, offers: Iterable[str]) -> bool:
        """Return whether *offers* may stand longer without harm to others; none named is all."""
        named = set(offers)
        return not self._has_limits and self._rungs.isdisjoint(named or self._rungs)

    @cached_property
    def _additions(self) -> frozenset[str]:
        """The offers that are new, if they stand behind all others: the first is what one gets by default."""
        known, now = list(offers_of(self._before)), list(offers_of(self._after))
        return frozenset(now[len(known) :]) if now[: len(known)] == known else frozenset()

    def _is_about_additions(self, rule: Rule) -> bool:
        return bool(rule.binds) and not self._has_limits and self._additions.issuperset(rule.binds)

    def _because(self, effect: str) -> str:
        if effect in _STANDING and self._has_limits:
            return ": under a `limit` what one item is granted another may lack"
        if effect in _STANDING and self._rungs:
            return f": {', '.join(f'`{name}`' for name in sorted(self._rungs))} delays what opens after it"
        return ""


_STANDING: Final = frozenset({"refuse", "withhold", "only", "allow", "within", "extend"})
"""Effects by which offers stand, on which ladders and limits may rest."""
