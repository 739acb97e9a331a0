"""Compiled: a policy sorted by the things its rules speak about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from returnkit.expr.backends.python import compile_value
from returnkit.expr.ir import Field, Literal, Node, fields
from returnkit.expr.schema import Schema
from returnkit.facts import TOTALS, Reader, Resolution, Vocabulary
from returnkit.ids import RuleId

from .clocks import ClockName, Per
from .demands import Limit, Whole
from .document import Policy, binds, offers_of
from .hashing import content_hash
from .periods import Deferral, Extension
from .rules import Rule
from .search import Condition, Effect, Search
from .things import (
    Asked,
    Standing,
    TermKey,
    TermKind,
    asked_by,
    door_of,
    fees_of_return,
    is_of_return,
    limits_of,
    standing_of,
    terms_of,
)
from .whole import ELAPSED, RuleNodes, compile_return
from .windows import Window


@dataclass(frozen=True, eq=False)
class CompiledOffer:
    """One offer and the searches that decide it.

    Attributes:
        name: What rules call it.
        gives: The resolution.
        exists: The rules that put it on the table.
        standing: The rules that refuse, withhold or allow it.
        reviews: The rules that mark it for a person.
        window: The rules that give it a window.
        extends: The rules that move its closing back.
        defers: The rules that let its clock start later.
        asks: The rules that ask for something before it, by the name of what they ask for.
        limits: The rules that limit how many units it may ever take, by counter.
        terms: The rules about each of its terms.
        is_rung: Whether a rule lets it open after another.
    """

    name: str
    gives: Resolution
    exists: Search[None]
    standing: Search[Standing]
    reviews: tuple[Condition, ...]
    window: Search[Window]
    extends: tuple[tuple[Condition, Extension], ...] = ()
    defers: tuple[tuple[Condition, Deferral], ...] = ()
    asks: tuple[tuple[str, Search[Asked]], ...] = ()
    limits: tuple[tuple[str, Search[Limit]], ...] = ()
    terms: tuple[tuple[TermKey, Search[Any]], ...] = ()  # Any: each term has its own form
    is_rung: bool = False

    @cached_property
    def is_plain(self) -> bool:
        """Whether its existence, its standing and one window that counts time decide it, and nothing else."""
        others = (self.reviews, self.asks, self.extends, self.defers, self.is_rung)
        windows = self.window.effects
        return not any(others) and all(window.is_plain and not window.goods_back for window in windows)

    @property
    def is_moved(self) -> bool:
        """Whether any rule may move its window."""
        return bool(self.extends or self.defers)

    @cached_property
    def searches(self) -> tuple[object, ...]:
        """All that decides it; offers of which these are the same stand and fall together."""
        return (
            *(self.exists, self.standing, self.window),
            *(self.reviews, self.extends, self.defers, self.asks, self.limits, self.terms),
        )


_KINDS: Final = tuple(TermKind)


def _told(term: tuple[TermKey, Search[Any]]) -> int:
    return _KINDS.index(term[0].kind)


_Said: TypeAlias = Iterable[tuple[int, Iterable[tuple[Any, Any]]]]
"""Numbers of rules, each with the keys it speaks about and what it says of them."""


class CompiledPolicy:
    """A policy ready to decide.

    Attributes:
        policy: The policy.
        vocabulary: The standard names and the declared ones.
        schema: Its names, and the totals that rules about the whole return read.
        conditions: One a rule about items, in document order.
        offers: In the order they first appear.
        methods: The methods that its rules name, in the order they first appear.
        whole: What its rules say about the whole return; None where they say nothing.
    """

    def __init__(
        self,
        policy: Policy,
        vocabulary: Vocabulary,
        nodes: Sequence[RuleNodes],
        amounts: Mapping[str, Node],
        *,
        known: Mapping[int, Condition] = MappingProxyType({}),
    ) -> None:
        self.policy, self.vocabulary, self._amounts = policy, vocabulary, dict(amounts)
        self._nodes = tuple(nodes)
        self._figures: dict[str, tuple[frozenset[str], Callable[..., int | Decimal]]] = {}
        self.schema = Schema((*vocabulary.schema, *TOTALS))
        self.roots = (*vocabulary.schema.roots, ELAPSED)
        self._fees_of_return = fees_of_return(policy)
        self._of_items = {
            number: known.get(number) or self._condition(rule, number, nodes[number].when, self.roots)
            for number, rule in enumerate(policy.rules)
            if not self._is_of_return(rule)
        }
        self.conditions = tuple(self._of_items.values())
        self._searches: dict[object, Any] = {}  # Any: each search has its own kind of effect
        self.offers = tuple(self._offer(name, gives) for name, gives in offers_of(policy).items())
        named = (method for rule in policy.rules for method in (*rule.by, *rule.not_by))
        self.methods = tuple(dict.fromkeys(named))
        self.whole = None
        if len(self.conditions) < len(policy.rules):
            later = {n: nodes[n] for n in range(len(nodes)) if n not in self._of_items}
            self.whole = compile_return(policy, vocabulary, later, tuple(o.name for o in self.offers))

    def holding(self, policy: Policy, number: int, *, truth: bool) -> CompiledPolicy:
        """Return the form of *policy*, a copy of this one's, whose rule *number* always or never applies."""
        held = RuleNodes(Literal(truth))
        nodes = [held if place == number else node for place, node in enumerate(self._nodes)]
        # The conditions of the others are what they are: none is made ready twice.
        others = {place: condition for place, condition in self._of_items.items() if place != number}
        return CompiledPolicy(policy, self.vocabulary, nodes, self._amounts, known=others)

    def reordered(self, policy: Policy, places: Sequence[int]) -> CompiledPolicy:
        """Return the form of *policy*, a copy of this one's with its rules in the order of *places*."""
        return CompiledPolicy(policy, self.vocabulary, [self._nodes[n] for n in places], self._amounts)

    @cached_property
    def names(self) -> frozenset[str]:
        """The paths that conditions and windows about items read."""
        nodes = [condition.node for condition in self.conditions if condition.node is not None]
        if self.whole:
            parts = [part for each in self.whole.conditions for part in (each.of_any, each.of_all)]
            nodes += [part.node for part in parts if part and part.node is not None]
        nodes += [self._amounts[text] for window in self.windows for text in window.expressions]
        return frozenset(field.path for node in nodes for field in fields(node))

    @cached_property
    def hash(self) -> str:
        """The hash of what the policy says."""
        return content_hash(self.policy)

    @cached_property
    def reader(self) -> Reader:
        """What reads its names."""
        return self.vocabulary.reader(self.names)

    @cached_property
    def amounts(self) -> dict[str, Callable[..., int | Decimal]]:
        """The functions of windows' computed amounts, by their text; each takes the views, and may raise."""
        texts = dict.fromkeys(text for window in self.windows for text in window.expressions)
        return {text: compile_value(self._amounts[text], self.roots) for text in texts}

    def figure(self, text: str) -> tuple[frozenset[str], Callable[..., int | Decimal]]:
        """Return the names that the expression of a term reads, and its function over the views of a reader.

        The function takes one view a root of `vocabulary.schema.roots`, and may raise.
        """
        if text not in self._figures:
            node = self._amounts[text]
            names = frozenset(field.path for field in fields(node))
            self._figures[text] = names, compile_value(node, self.vocabulary.schema.roots)
        return self._figures[text]

    def facts_of_amount(self, text: str) -> tuple[tuple[int, Field], ...]:
        """Return the facts that a computed amount reads, with the place of each one's root."""
        return tuple((self.roots.index(field.root), field) for field in fields(self._amounts[text]))

    @cached_property
    def counts_whole_orders(self) -> bool:
        """Whether a window counts from an event of the order rather than of the line."""
        return any(part.per is not Per.LINE for window in self.windows for part in (window, *window.parts))

    @cached_property
    def events(self) -> frozenset[ClockName]:
        """The events that its windows may count from."""
        parts = [part for window in self.windows for part in (window, *window.parts)]
        return frozenset(start.event for part in parts for start in part.chain)

    @cached_property
    def numbers(self) -> dict[RuleId, int]:
        """The place of each rule."""
        return {rule.id: number for number, rule in enumerate(self.policy.rules)}

    @cached_property
    def waiting(self) -> tuple[Condition, ...]:
        """The conditions that read what only the inspection brings."""
        return tuple(condition for condition in self.conditions if condition.can_wait)

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        """Every window of its rules, each once."""
        return tuple(dict.fromkeys(rule.within for rule in self.policy.rules if rule.within))

    @cached_property
    def groups(self) -> tuple[tuple[Whole, Search[Whole]], ...]:
        """The rules about what comes back as a whole, by the group they name."""
        named = dict.fromkeys(rule.whole for rule in self.policy.rules if rule.whole)
        entries = {
            group: [(n, rule.whole) for n, rule in enumerate(self.policy.rules) if rule.whole is group]
            for group in named
        }
        return tuple((group, self._search(found)) for group, found in entries.items())

    def door(self, method: str) -> Search[bool]:
        """Return the rules about the door *method*: whether goods may come back by it."""
        doors = ((number, door_of(rule, method)) for number, rule in enumerate(self.policy.rules))
        return self._search([(number, is_open) for number, is_open in doors if is_open is not None])

    def first_of(self, gives: Resolution) -> str | None:
        """Return the name of the first offer that gives this, or None."""
        return next((offer.name for offer in self.offers if offer.gives is gives), None)

    @cached_property
    def asks(self) -> bool:
        """Whether a rule asks for evidence or an answer."""
        return any(rule.ask for rule in self.policy.rules)

    @cached_property
    def is_of_items_alone(self) -> bool:
        """Whether neither the other items nor the method decide an item's verdict."""
        others = ("limit", "whole", "by", "not_by")
        return not any(rule.does(effect) for rule in self.policy.rules for effect in others)

    def _condition(self, rule: Rule, number: int, node: Node | None, roots: Sequence[str]) -> Condition:
        return Condition(rule, number, node, roots, self.schema)

    def _is_of_return(self, rule: Rule) -> bool:
        return is_of_return(rule, self._fees_of_return)

    def _offer(self, name: str, gives: Resolution) -> CompiledOffer:
        rules = [(n, rule) for n, rule in enumerate(self.policy.rules) if n in self._of_items]
        bound = [(self._of_items[n], rule) for n, rule in rules if binds(rule, name)]
        return CompiledOffer(
            name,
            gives,
            self._search([(n, None) for n, rule in rules if any(o.name == name for o in rule.offer)]),
            self._search([(n, said) for n, rule in rules if (said := standing_of(rule, name))]),
            tuple(condition for condition, rule in bound if rule.review),
            self._search([(n, rule.within) for n, rule in rules if rule.within and binds(rule, name)]),
            tuple((condition, rule.extend) for condition, rule in bound if rule.extend),
            tuple((condition, rule.defer) for condition, rule in bound if rule.defer),
            asks=self._by_key((n, asked_by(rule, name)) for n, rule in rules),
            limits=self._by_key((n, limits_of(rule, name)) for n, rule in rules),
            is_rung=any(rule.after for _, rule in bound),
            terms=tuple(sorted(self._by_key((n, terms_of(rule, name)) for n, rule in rules), key=_told)),
        )

    def _by_key(self, said: _Said) -> tuple[tuple[Any, Search[Any]], ...]:
        """Return one search a key, in the order in which rules first speak about them."""
        entries: dict[object, list[tuple[int, Any]]] = {}
        for number, several in said:
            for key, effect in several:
                entries.setdefault(key, []).append((number, effect))
        return tuple((key, self._search(found)) for key, found in entries.items())

    def _search(self, entries: Sequence[tuple[int, Effect]]) -> Search[Effect]:
        """Return the search over *entries*; offers with the same rules share one."""
        key = tuple(entries)
        if key not in self._searches:
            conditions = [self._of_items[number] for number, _ in entries]
            self._searches[key] = Search(conditions, [effect for _, effect in entries], self.roots)
        found: Search[Effect] = self._searches[key]
        return found
