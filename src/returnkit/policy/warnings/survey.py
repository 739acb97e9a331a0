"""Survey: a policy read for its warnings: when each rule applies, and with which others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from returnkit.diagnostics import Diagnostic, Severity
from returnkit.documents import Path
from returnkit.expr.compile import define
from returnkit.expr.ir import Node
from returnkit.expr.propositions import Proposition
from returnkit.expr.schema import Schema
from returnkit.facts import TOTALS

from ..compiled import CompiledPolicy
from ..document import Fault, Policy, binds
from ..examine import CONDITIONS, compile_policy, read_conditions
from ..rules import Rule
from ..things import TermKind, terms_of
from ..windows import Window
from .premises import Premise, premises_of
from .reach import Reach, places
from .speech import Said, Thing, said_by


@dataclass(frozen=True, eq=False)
class Survey:
    """A policy without faults, and what is proved of its rules.

    Rules are named by their place in the policy, from 0. Two are compared where both may have to do with
    one thing and neither their constants nor their ranges tell; each pair once.

    Attributes:
        policy: The policy.
        compiled: The same, ready to decide.
        nodes: The checked conditions by their paths.
        amounts: The checked computed amounts by their texts.
        schema: The names that they may use.
        premises: When each rule applies, same order.
    """

    policy: Policy
    compiled: CompiledPolicy
    nodes: Mapping[Path, Node]
    amounts: Mapping[str, Node]
    schema: Schema
    premises: tuple[Premise, ...]
    _implied: dict[tuple[int, int], bool] = field(default_factory=dict, init=False, repr=False)
    _excluded: dict[tuple[int, int], bool] = field(default_factory=dict, init=False, repr=False)
    _followed: dict[tuple[int, Node], bool] = field(default_factory=dict, init=False, repr=False)
    _silencers: dict[tuple[int, Thing], int | None] = field(default_factory=dict, init=False, repr=False)
    _offered: dict[tuple[str, int], bool] = field(default_factory=dict, init=False, repr=False)

    @property
    def comparisons(self) -> int:
        """How many times two conditions have been compared so far."""
        return len(self._implied) + len(self._excluded) + len(self._followed)

    def __str__(self) -> str:
        return f"{len(self.premises)} rules, {len(self.speakers)} things, {self.comparisons} comparisons"

    @cached_property
    def offers(self) -> tuple[str, ...]:
        """The names of all offers."""
        return tuple(offer.name for offer in self.compiled.offers)

    @cached_property
    def definitions(self) -> dict[str, Node]:
        """The checked bodies of the defined names."""
        return define(self.policy.define, self.schema)

    @cached_property
    def speaking(self) -> tuple[tuple[int, Rule], ...]:
        """The rules that can apply, each with its place, in document order."""
        rules = enumerate(self.policy.rules)
        return tuple((n, rule) for n, rule in rules if not self.premises[n].is_never_true)

    @cached_property
    def said(self) -> dict[int, tuple[Said, ...]]:
        """What each rule that can apply says."""
        return {n: tuple(said_by(rule, self.offers, self.compiled.methods)) for n, rule in self.speaking}

    @cached_property
    def speakers(self) -> dict[Thing, int]:
        """The rules that decide each thing where they apply, as bits; a review decides none."""
        found: dict[Thing, int] = {}
        for number, said in self.said.items():
            for each in said:
                if each.word.key != "review":
                    found[each.thing] = found.get(each.thing, 0) | 1 << number
        return found

    @cached_property
    def reach(self) -> Reach:
        """Which rules may have to do with which."""
        return Reach({number: self.premises[number] for number, _ in self.speaking})

    def implies(self, number: int, other: int) -> bool:
        """Return whether the rule *other* applies wherever the rule *number* does; both can apply."""
        if number == other or self.premises[other].is_always_true:
            return True
        if not self.reach.wider(number) >> other & 1:
            return False
        pair = (number, other)
        if pair not in self._implied:
            self._implied[pair] = self.premises[number].implies(self.premises[other])
        return self._implied[pair]

    def excludes(self, number: int, other: int) -> bool:
        """Return whether the rules *number* and *other* never apply together; each can apply."""
        if not self.reach.meeting(number) >> other & 1:
            return True
        if number == other or not self.reach.beside(number) >> other & 1:
            return False
        pair = (min(number, other), max(number, other))
        if pair not in self._excluded:
            self._excluded[pair] = self.premises[pair[0]].excludes(self.premises[pair[1]])
        return self._excluded[pair]

    def follows(self, number: int, condition: Node) -> bool:
        """Return whether a checked *condition* on an item is true wherever the rule *number* applies."""
        if (number, condition) not in self._followed:
            asked = Proposition.of(condition, self.schema)
            self._followed[number, condition] = self.premises[number].whole.implies(asked)
        return self._followed[number, condition]

    def silencer(self, number: int, thing: Thing) -> int | None:
        """Return the first rule above that speaks of *thing* wherever the rule *number* applies, or None."""
        if (number, thing) not in self._silencers:
            above = self.speakers.get(thing, 0) & ((1 << number) - 1) & self.reach.wider(number)
            found = (n for n in places(above) if self.implies(number, n))
            self._silencers[number, thing] = next(found, None)
        return self._silencers[number, thing]

    def deciding(self, number: int, thing: Thing) -> tuple[tuple[int, ...], bool]:
        """Return the rules that may decide *thing* where the rule *number* applies, and whether one does."""
        may: list[int] = []
        for n in places(self.speakers.get(thing, 0) & self.reach.meeting(number)):
            if self.excludes(number, n):
                continue
            if self.silencer(n, thing) is None:
                may.append(n)
            if self.implies(number, n):
                return tuple(may), True
        return tuple(may), False

    def term(self, number: int, kind: TermKind, name: str, offer: str) -> Any:  # Any: each has its own form
        """Return what the rule *number* says of a term of *offer*; None is a fee waived."""
        said = terms_of(self.policy.rules[number], offer)
        return next(effect for key, effect in said if key == (kind, name))

    def can_be_offered(self, offer: str, number: int) -> bool:
        """Return whether *offer* can be on the table where the rule *number* applies."""
        if (offer, number) not in self._offered:
            offering = self.speakers.get(("offer", offer), 0)
            meeting = places(offering & self.reach.meeting(number))
            self._offered[offer, number] = bool(offering >> number & 1) or any(
                not self.excludes(number, n) for n in meeting
            )
        return self._offered[offer, number]

    def offers_of(self, number: int) -> tuple[str, ...]:
        """Return the offers that the rule *number* is about and that can be there where it applies."""
        rule = self.policy.rules[number]
        return tuple(name for name in self.offers if binds(rule, name) and self.can_be_offered(name, number))

    def windows_for(self, offer: str, number: int) -> dict[int, Window]:
        """Return the windows that may hold for *offer* where the rule *number* applies, by their rules."""
        windows = {n: self.policy.rules[n].within for n in self.deciding(number, ("window", offer))[0]}
        return {n: window for n, window in windows.items() if window is not None}

    def named(self, numbers: Iterable[int]) -> str:
        """Return the ids of rules as messages list them."""
        *others, last = (f"`{self.policy.rules[number].id}`" for number in dict.fromkeys(numbers))
        return f"{', '.join(others)} and {last}" if others else last


def survey(policy: Policy) -> Survey:
    """Return the survey of *policy*.

    Raises:
        DocumentError: The policy has faults.
    """
    compiled = compile_policy(policy)
    texts: dict[Path, str] = {
        ("rules", number, key): text
        for number, rule in enumerate(policy.rules)
        for key in CONDITIONS
        if (text := getattr(rule, key)) is not None
    }
    amounts: dict[Path, tuple[str, ...]] = {
        ("rules", number): tuple(text for _, text in rule.expressions)
        for number, rule in enumerate(policy.rules)
    }
    vocabulary, nodes, numbers, _ = read_conditions(
        policy.vocabulary, policy.facts, policy.define, texts, amounts
    )
    schema = Schema((*vocabulary.schema, *TOTALS))
    return Survey(policy, compiled, nodes, numbers, schema, tuple(premises_of(compiled, schema)))


def warning(path: Path, code: str, message: str, help: str | None = None) -> Fault:
    """Return a warning at *path*."""
    return path, Diagnostic(code, message, Severity.WARNING, help=help)
