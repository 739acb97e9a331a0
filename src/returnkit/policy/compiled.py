"""Compiled: a policy sorted by the things its rules speak about, with every fault found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from returnkit.diagnostics import Diagnostic, Source, suggest
from returnkit.documents import Path, path_text
from returnkit.errors import DefinitionError, DocumentError, ExpressionError, FaultsError
from returnkit.expr.compile import define, read
from returnkit.expr.ir import And, Literal, Node, Not, fields
from returnkit.facts import STANDARD, Declaration, Resolution, Vocabulary, declare

from .document import Policy, Rule
from .search import Condition, Effect, Search
from .windows import Window

Fault = tuple[Path, Diagnostic]
"""Where in the policy, and what is wrong there; a span counts inside the text at that place."""


class Standing(StrEnum):
    """What a rule says about an offer's standing."""

    ALLOWED = "allowed"
    WITHHELD = "withheld"
    REFUSED = "refused"


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
    """

    name: str
    gives: Resolution
    exists: Search[None]
    standing: Search[Standing]
    reviews: tuple[Condition, ...]
    window: Search[Window]


class CompiledPolicy:
    """A policy ready to decide.

    Attributes:
        policy: The policy.
        vocabulary: The standard names and the declared ones.
        conditions: One a rule, same order.
        offers: In the order they first appear.
    """

    def __init__(self, policy: Policy, vocabulary: Vocabulary, nodes: Sequence[Node | None]) -> None:
        self.policy, self.vocabulary = policy, vocabulary
        self.roots = (*vocabulary.schema.roots, ELAPSED)
        self.conditions = tuple(
            Condition(rule, number, node, self.roots, vocabulary.schema)
            for number, (rule, node) in enumerate(zip(policy.rules, nodes, strict=True))
        )
        self._searches: dict[object, Any] = {}  # Any: each search has its own kind of effect
        self.offers = tuple(self._offer(name, gives) for name, gives in offers_of(policy).items())

    @cached_property
    def names(self) -> frozenset[str]:
        """The paths that its conditions read."""
        nodes = [condition.node for condition in self.conditions if condition.node is not None]
        return frozenset(field.path for node in nodes for field in fields(node))

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        """Every window of its rules, each once."""
        return tuple(dict.fromkeys(rule.within for rule in self.policy.rules if rule.within))

    def _offer(self, name: str, gives: Resolution) -> CompiledOffer:
        rules = list(enumerate(self.policy.rules))
        offering: list[tuple[int, None]] = [
            (number, None) for number, rule in rules if any(o.name == name for o in rule.offer)
        ]
        standing = [(number, said) for number, rule in rules if (said := standing_of(rule, name))]
        windows = [(number, rule.within) for number, rule in rules if rule.within and binds(rule, name)]
        reviews = [self.conditions[number] for number, rule in rules if rule.review and binds(rule, name)]
        return CompiledOffer(
            name,
            gives,
            self._search(offering),
            self._search(standing),
            tuple(reviews),
            self._search(windows),
        )

    def _search(self, entries: Sequence[tuple[int, Effect]]) -> Search[Effect]:
        """Return the search over *entries*; offers with the same rules share one."""
        key = tuple(entries)
        if key not in self._searches:
            conditions = [self.conditions[number] for number, _ in entries]
            self._searches[key] = Search(conditions, [effect for _, effect in entries], self.roots)
        found: Search[Effect] = self._searches[key]
        return found


ELAPSED = "elapsed"
"""The root of prepared time: civil days and durations since each clock. No condition can name it."""


def binds(rule: Rule, offer: str) -> bool:
    """Return whether the effects of *rule* are about *offer*."""
    return not rule.binds or offer in rule.binds


def standing_of(rule: Rule, offer: str) -> Standing | None:
    """Return what *rule* says about the standing of *offer*, or None when it is silent."""
    if offer in rule.withhold or (rule.only and offer not in rule.only):
        return Standing.WITHHELD
    if binds(rule, offer):
        if rule.refuse:
            return Standing.REFUSED
        if rule.allow:
            return Standing.ALLOWED
    return None


def offers_of(policy: Policy) -> dict[str, Resolution]:
    """Return the resolution of every offer by its name, in the order they first appear."""
    found: dict[str, Resolution] = {}
    for rule in policy.rules:
        for offer in rule.offer:
            found.setdefault(offer.name, offer.gives)
    return found


def compile_policy(policy: Policy) -> CompiledPolicy:
    """Return *policy* ready to decide; computed once for each policy object.

    Raises:
        DocumentError: With every fault, each with its path. A policy that was loaded has none.
    """
    known: CompiledPolicy | None = vars(policy).get(_KEPT)
    if known is not None:
        return known
    compiled, faults = examine(policy)
    if compiled is None:
        placed = tuple(fault.at(path=path_text(path)) for path, fault in faults)
        raise DocumentError(tuple(_without_span(fault) for fault in placed), source=Source(policy.id, ""))
    return remember(policy, compiled)


def remember(policy: Policy, compiled: CompiledPolicy) -> CompiledPolicy:
    """Keep *compiled* with the policy it was made from, and return it."""
    vars(policy)[_KEPT] = compiled
    return compiled


_KEPT: Final = "_compiled"  # beside the fields, as a cached property would be; equality looks at fields only


def _without_span(fault: Diagnostic) -> Diagnostic:
    # Built in Python there is no text to point into, only the path.
    return Diagnostic(fault.code, fault.message, fault.severity, fault.path, None, fault.help)


def examine(policy: Policy) -> tuple[CompiledPolicy | None, tuple[Fault, ...]]:
    """Return *policy* compiled and no faults, or None and all of them."""
    texts: dict[Path, str] = {
        ("rules", number, key): text
        for number, rule in enumerate(policy.rules)
        for key, text in (("when", rule.when), ("unless", rule.unless))
        if text is not None
    }
    vocabulary, nodes, faults = read_conditions(policy.facts, policy.define, texts)
    faults += _structure_faults(policy)
    if faults:
        return None, tuple(faults)
    joined = [
        _joined(nodes.get(("rules", number, "when")), nodes.get(("rules", number, "unless")))
        for number in range(len(policy.rules))
    ]
    return CompiledPolicy(policy, vocabulary, joined), ()


def read_conditions(
    facts: Mapping[str, Declaration], definitions: Mapping[str, str], texts: Mapping[Path, str]
) -> tuple[Vocabulary, dict[Path, Node], list[Fault]]:
    """Return the vocabulary with *facts*, the checked conditions by path, and every fault."""
    faults: list[Fault] = []
    vocabulary, names = STANDARD, {}
    try:
        vocabulary = declare(STANDARD, facts)
    except FaultsError as exc:
        faults += [(("facts", *_split(fault.path, facts)), fault) for fault in exc.faults]
    try:
        names = define(definitions, vocabulary.schema)
    except DefinitionError as exc:
        faults += [(("define", name), fault) for name, found in exc.by_name.items() for fault in found]
    # A name whose own definition or declaration is faulty is not reported again where it is used.
    broken = (
        {f"unknown name `{name}`" for name in (*definitions, *facts) if name not in names} if faults else ()
    )
    nodes: dict[Path, Node] = {}
    for path, text in texts.items():
        try:
            nodes[path] = read(text, vocabulary.schema, names)
        except ExpressionError as exc:
            faults += [(path, fault) for fault in exc.faults if fault.message not in broken]
    return vocabulary, nodes, faults


def _split(path: str, facts: Mapping[str, Declaration]) -> Path:
    """Turn `item.grade.type` into the key of the document and what stands below it."""
    name = next((name for name in facts if path == name or path.startswith(name + ".")), path)
    below = path[len(name) + 1 :]
    return (name, below) if below else (name,)


def _joined(when: Node | None, unless: Node | None) -> Node | None:
    """Return the condition of a rule; None is always true."""
    if when == Literal(value=True):
        when = None
    if unless is None:
        return when
    return Not(unless) if when is None else And((when, Not(unless)))


def _structure_faults(policy: Policy) -> Iterator[Fault]:
    """Yield what is wrong among the rules: their ids, the offers they name, their windows."""
    seen: dict[str, int] = {}
    gives: dict[str, Resolution] = {}
    offers = offers_of(policy)
    for number, rule in enumerate(policy.rules):
        if rule.id in seen:
            message = f"`{rule.id}` is already the id of `rules[{seen[rule.id]}]`"
            yield (
                ("rules", number, "id"),
                Diagnostic("policy.duplicate_rule", message, help="choose another id"),
            )
        seen.setdefault(rule.id, number)
        for offer in rule.offer:
            if gives.setdefault(offer.name, offer.gives) is not offer.gives:
                message = f"`{offer.name}` gives {offer.gives.value} here and {gives[offer.name].value} above"
                help_ = "one name is one offer: choose another name"
                yield ("rules", number, "offer"), Diagnostic("policy.offer_differs", message, help=help_)
        for key, named in (("for", rule.scope), ("withhold", rule.withhold), ("only", rule.only)):
            for name in named:
                if name not in offers:
                    help_ = suggest(name, offers) or "some rule has to `offer` it"
                    message = f"nothing offers `{name}`"
                    yield ("rules", number, key), Diagnostic("policy.unknown_offer", message, help=help_)
    yield from _window_faults(policy, offers)


def _window_faults(policy: Policy, offers: Mapping[str, Resolution]) -> Iterator[Fault]:
    """Yield offers that can be without a window, and windows that can never hold."""
    closed: dict[str, str] = {}  # offers that an unconditional window binds, and the rule it stands in
    for number, rule in enumerate(policy.rules):
        if rule.within is None:
            continue
        bound = rule.binds or tuple(offers)
        if bound and all(name in closed for name in bound):
            message = f"the window can never hold: `{closed[bound[0]]}` above it always does"
            help_ = "move the rule up, or give the one above a condition"
            yield ("rules", number, "within"), Diagnostic("policy.dead_window", message, help=help_)
        if _is_unconditional(rule):
            closed.update({name: closed.get(name, rule.id) for name in bound})
    for number, rule in enumerate(policy.rules):
        for offer in rule.offer:
            if offer.name not in closed and (rule.within is None or not binds(rule, offer.name)):
                message = f"`{offer.name}` can be on offer without a window"
                help_ = "give this rule a `within`, or close the list with a window that has no condition"
                yield ("rules", number, "offer"), Diagnostic("policy.no_window", message, help=help_)


def _is_unconditional(rule: Rule) -> bool:
    return rule.unless is None and (rule.when is None or rule.when.strip() == "true")
