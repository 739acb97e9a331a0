"""Survey: a policy read for its warnings: when each rule applies, and with which others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

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


@dataclass(frozen=True)
class Premise:
    """When a rule applies.

    Attributes:
        whole: What it asks of the item; of a rule about the whole return, what it asks of the return.
        of_any: What it asks of some accepted item, and of every one; None is nothing of some item.
        of_all: What it asks of every accepted item; None is nothing.
    """

    whole: Proposition
    of_any: Proposition | None = None
    of_all: Proposition | None = None

    @property
    def is_never_true(self) -> bool:
        """Whether the rule never applies to a return of anything."""
        return any(each is not None and each.is_never_true for each in (self.whole, self.of_any, self.of_all))

    @property
    def is_always_true(self) -> bool:
        """Whether the rule always applies."""
        return self.of_any is None and self.of_all is None and self.whole.is_always_true

    def implies(self, other: Premise) -> bool:
        """Return whether the rule of *other* applies wherever this one does."""
        return (
            self.whole.implies(other.whole)
            and _follows(self.of_any, other.of_any)
            and _follows(self.of_all, other.of_all)
        )

    def excludes(self, other: Premise) -> bool:
        """Return whether the two rules never apply to one order."""
        if self.whole.excludes(other.whole):
            return True
        # Some item meets the one, and every item the other.
        pairs = ((self.of_any, other.of_all), (self.of_all, other.of_any))
        return any(one is not None and two is not None and one.excludes(two) for one, two in pairs)


def _follows(premise: Proposition | None, asked: Proposition | None) -> bool:
    return asked is None or (premise is not None and premise.implies(asked))


@dataclass(frozen=True, eq=False)
class Survey:
    """A policy without faults, and what is proved of its rules.

    Rules are named by their place in the policy, from 0.

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

    def implies(self, number: int, other: int) -> bool:
        """Return whether the rule *other* applies wherever the rule *number* does."""
        pair = (number, other)
        if pair not in self._implied:
            self._implied[pair] = self.premises[number].implies(self.premises[other])
        return self._implied[pair]

    def excludes(self, number: int, other: int) -> bool:
        """Return whether the rules *number* and *other* never apply together."""
        pair = (min(number, other), max(number, other))
        if pair not in self._excluded:
            self._excluded[pair] = self.premises[pair[0]].excludes(self.premises[pair[1]])
        return self._excluded[pair]

    def can_be_offered(self, offer: str, number: int) -> bool:
        """Return whether *offer* can be on the table where the rule *number* applies."""
        return any(
            any(each.name == offer for each in rule.offer) and not self.excludes(number, n)
            for n, rule in self.speaking
        )

    def offers_of(self, number: int) -> tuple[str, ...]:
        """Return the offers that the rule *number* is about and that can be there where it applies."""
        rule = self.policy.rules[number]
        return tuple(name for name in self.offers if binds(rule, name) and self.can_be_offered(name, number))

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
    return Survey(policy, compiled, nodes, numbers, schema, tuple(_premises(compiled, schema)))


def _premises(compiled: CompiledPolicy, schema: Schema) -> Iterator[Premise]:
    found: dict[int, Premise] = {}
    for condition in compiled.conditions:
        found[condition.number] = Premise(Proposition.of(condition.node, schema))
    for each in compiled.whole.conditions if compiled.whole else ():
        of_any, of_all = (
            None if part is None else Proposition.of(part.node, schema) for part in (each.of_any, each.of_all)
        )
        if of_any is not None and of_all is not None:
            of_any &= of_all
        found[each.whole.number] = Premise(Proposition.of(each.whole.node, schema), of_any, of_all)
    yield from (found[number] for number in sorted(found))


def warning(path: Path, code: str, message: str, help: str | None = None) -> Fault:
    """Return a warning at *path*."""
    return path, Diagnostic(code, message, Severity.WARNING, help=help)
