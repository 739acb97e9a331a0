"""Every evaluation of a condition compared with rule_engine's own, and with each other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC
from decimal import localcontext
from random import Random
from types import SimpleNamespace
from typing import Any, Final

import rule_engine

from returnkit.errors import ExpressionError
from returnkit.expr import stored
from returnkit.expr.backends import index, printer, python, twins
from returnkit.expr.backends.kleene import Truth
from returnkit.expr.compile import define, read
from returnkit.expr.ir import And, If, Kind, Literal, Named, Node, Not, Or, walk
from returnkit.expr.ir import fields as fields_of
from returnkit.expr.rewrite import rewrite
from returnkit.expr.schema import is_unknown
from returnkit.expr.types import DECIMAL
from tests.generated_facts import Facts, facts, things
from tests.generators import SCHEMA, Conditions, Written, definitions
from tests.refused_texts import refused, refused_definitions

FACTS_PER_BATCH: Final = 25
TEXTS_PER_BATCH: Final = 36
BOUNDS_PER_BATCH: Final = 10

Outcome = bool | type[Exception]
"""What asking a condition came to: its value, or the class of what was raised."""


@dataclass(frozen=True, slots=True)
class Lowerings:
    """The evaluations that are compared."""

    plain: Callable[..., Callable[..., bool]] = python.compile_predicate
    traced: Callable[..., Callable[..., Any]] = twins.compile_traced
    kleene: Callable[..., Callable[..., Any]] = twins.compile_kleene
    indexed: Callable[..., Callable[..., int]] = index.compile_indexed
    rewrite: Callable[[Node], Node] = rewrite
    to_text: Callable[[Node], str] = printer.to_text
    dump: Callable[[Node], Any] = stored.dump
    load: Callable[[Any], Node] = stored.load


class DifferenceError(AssertionError):
    """Two evaluations disagree."""


@dataclass(slots=True)
class Counts:
    """What was compared.

    Attributes:
        comparisons: Pairs of a condition and facts.
        texts: Texts read, refused ones included.
        accepted: Texts that passed.
        nodes: Comparisons by class of node that the tree has.
        refused: Refusals by code.
        raised: Comparisons by class of exception raised.
        folded: Texts accepted whose constants fail once names are replaced by texts.
        lists: Look-ups of the first true condition of a list.
        edges: Comparisons that reach an edge: a null, a value equal to a constant, a failure.
    """

    comparisons: int = 0
    texts: int = 0
    accepted: int = 0
    folded: int = 0
    lists: int = 0
    nodes: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    raised: Counter[str] = field(default_factory=Counter)
    edges: Counter[str] = field(default_factory=Counter)

    def edge_shares(self) -> dict[str, float]:
        """Return which share of the comparisons reaches each edge."""
        return {
            name: round(self.edges[name] / self.comparisons, 3) for name in ("null", "boundary", "failure")
        }


@dataclass(frozen=True, slots=True)
class Case:
    """A condition, rewritten, and what it came to for the facts of its batch."""

    tree: Node
    small: Node
    plain: list[Outcome]
    kleene: list[bool | str]


# --- the oracle ----------------------------------------------------------------------------------

_DATA = rule_engine.DataType
_TYPES: Final[dict[Kind, Any]] = {
    Kind.BOOLEAN: _DATA.BOOLEAN,
    Kind.NUMBER: _DATA.FLOAT,
    Kind.STRING: _DATA.STRING,
    Kind.INSTANT: _DATA.DATETIME,
    Kind.DURATION: _DATA.TIMEDELTA,
    Kind.STRINGS: _DATA.SET(_DATA.STRING),
}


def oracle_context() -> Any:
    """Return rule_engine's context with a type for every root of `SCHEMA`."""
    roots = {
        root: _DATA.OBJECT(
            root,
            {
                entry.attribute: _DATA.NULLABLE(_TYPES[entry.kind]) if entry.nullable else _TYPES[entry.kind]
                for entry in SCHEMA
                if entry.root == root
            },
        )
        for root in SCHEMA.roots
    }
    return rule_engine.Context(
        type_resolver=rule_engine.type_resolver_from_dict(roots),
        resolver=lambda thing, name: thing[name],
        default_timezone=UTC,
        decimal_context=DECIMAL,
    )


def oracle_things(values: Facts) -> dict[str, SimpleNamespace]:
    """Return the objects that rule_engine is asked of; it knows sets, and no frozen ones."""
    thawed = {path: set(value) if isinstance(value, frozenset) else value for path, value in values.items()}
    return dict(zip(SCHEMA.roots, things(thawed), strict=True))


_FOLDING: Final = (ArithmeticError, rule_engine.errors.ArithmeticError)


# --- the loop ------------------------------------------------------------------------------------


def compare(
    seed: int, comparisons: int, lowerings: Lowerings | None = None, *, refusals_per_text: float = 1.0
) -> Counts:
    """Compare on at least *comparisons* pairs of a generated condition and facts.

    Raises:
        DifferenceError: At the first disagreement, with the text and the facts.
    """
    counts, number = Counts(), 0
    while counts.comparisons < comparisons:
        Batch(Random(f"{seed}/{number}"), counts, lowerings or Lowerings()).run(refusals_per_text)
        number += 1
    return counts


class Batch:
    """Conditions and facts that share definitions, so that conditions can be put into lists."""

    def __init__(self, random: Random, counts: Counts, lowerings: Lowerings) -> None:
        self.random, self.counts, self.lowerings = random, counts, lowerings
        self.context = oracle_context()
        self.expanded: dict[str, tuple[Kind, str]] = {}
        self.names: dict[str, Node] = {}
        for name, (kind, written) in definitions(random).items():
            try:
                self.names |= define({**self.texts(), name: written.text}, SCHEMA)
            except ExpressionError:
                continue  # a constant part fails; those that use it are refused too
            self.expanded[name] = kind, written.expanded
            self._texts[name] = written.text
        self.facts = [facts(random) for _ in range(FACTS_PER_BATCH)]
        self.things = [things(each) for each in self.facts]
        self.oracle_things = [oracle_things(each) for each in self.facts]
        self.cases: list[Case] = []
        self.ordinary = 0  # where the cases begin that an index knows

    def texts(self) -> dict[str, str]:
        """Return the definitions so far."""
        if not hasattr(self, "_texts"):
            self._texts: dict[str, str] = {}
        return self._texts

    def run(self, refusals_per_text: float) -> None:
        """Compare every text, then lists of those accepted."""
        for number in range(TEXTS_PER_BATCH):
            daring = number % 4 != 3
            writer = Conditions(self.random, self.expanded, daring=daring)
            depth = self.random.choice((2, 3, 3, 4) if daring else (1, 2, 3, 4))
            self.accept_or_refuse(writer.compared(depth) if number % 2 == 0 else writer.condition(depth))
        self.ordinary = len(self.cases)
        for _ in range(BOUNDS_PER_BATCH):
            self.accept_or_refuse(Conditions(self.random).bounds())
        for _ in range(round(TEXTS_PER_BATCH * refusals_per_text)):
            self.accept_or_refuse(Written.plain(refused(self.random)))
        for _ in range(3):
            self.refuse_definitions(refused_definitions(self.random))
        if self.cases:
            for _ in range(6):
                self.first_of_lists()

    def accept_or_refuse(self, written: Written) -> None:
        """Read one text; a refusal has codes, places and words, a pass is compared."""
        self.counts.texts += 1
        try:
            tree = read(written.text, SCHEMA, self.names)
        except ExpressionError as exc:
            self.refusal(written.text, exc)
            return
        self.counts.accepted += 1
        try:
            with blamed(f"we read it, rule_engine does not: {written.expanded}"), localcontext(DECIMAL):
                oracle = rule_engine.Rule(written.expanded, context=self.context)
        except DifferenceError as exc:
            # The one exception: constants that meet only through a defined name, and fail. Ours fail
            # when asked; with the name replaced by its text, rule_engine folds them while it reads.
            if written.text == written.expanded or not isinstance(exc.__cause__, _FOLDING):
                raise
            self.counts.folded += 1
            return
        self.same_again(written.text, tree)
        self.evaluations(written.text, tree, oracle)

    def refuse_definitions(self, texts: Mapping[str, str]) -> None:
        """Read definitions that are at fault."""
        try:
            define(texts, SCHEMA)
        except ExpressionError as exc:
            self.refusal(str(texts), exc)
        else:
            raise DifferenceError(f"definitions that are at fault pass: {texts}")

    def refusal(self, text: str, exc: ExpressionError) -> None:
        """Count the codes of a refusal, once each."""
        check(bool(exc.faults), f"refused without a fault: {text}")
        for fault in exc.faults:
            check(fault.code.startswith("expr.") and bool(fault.message), f"{fault} for {text}")
        self.counts.refused.update({fault.code for fault in exc.faults})

    def same_again(self, text: str, tree: Node) -> None:
        """The printed and the stored form give the same tree."""
        with blamed(f"cannot be printed and read: {text}"):
            printed = self.lowerings.to_text(tree)
            again = read(printed, SCHEMA, self.names)
        check(again == tree, f"reads otherwise when printed: {text}\n{printed}")
        with blamed(f"cannot be stored and loaded: {text}"):
            loaded = self.lowerings.load(json.loads(json.dumps(self.lowerings.dump(tree))))
        check(loaded == tree, f"loads otherwise than stored: {text}")

    def evaluations(self, text: str, tree: Node, oracle: Any) -> None:
        """Ask the condition every way, of all facts."""
        use, roots = self.lowerings, SCHEMA.roots
        with blamed(f"cannot be compiled: {text}"):
            plain, traced, kleene = use.plain(tree, roots), use.traced([tree], roots), use.kleene(tree, roots)
            small = use.rewrite(tree)
            plain_small, kleene_small = use.plain(small, roots), use.kleene(small, roots)
        alone = [(path, python.compile_predicate(leaf, roots)) for path, leaf in python.leaves(tree)]
        nodes = {type(node).__name__ for node in walk(tree)}
        constants = [
            node.value for node in walk(tree) if isinstance(node, Literal) and node.value is not None
        ]
        asked = [each.path for each in fields_of(tree)]
        case = Case(tree, small, [], [])
        for values, roots_of, of_oracle in zip(self.facts, self.things, self.oracle_things, strict=True):
            with blamed(f"{text}\nof { ({path: values[path] for path in asked}) }"):
                found = outcome(plain, *roots_of)
                expected = outcome(oracle.matches, of_oracle)
                agree("plain", found, expected)
                leaf_outcomes = {path: outcome(leaf, *roots_of) for path, leaf in alone}
                self.trace(tree, traced, roots_of, found, leaf_outcomes)
                truth = self.three_values(kleene, roots_of, found, tuple(leaf_outcomes.values()))
                check(kleene_value(tree, leaf_outcomes) == shown(truth), f"three-valued is {truth}")
                agree("rewritten", outcome(plain_small, *roots_of), found)
                # A join inside a comparison is one leaf; without the comparison its parts are asked apart.
                known = shown(kleene_small(*roots_of)[0])
                check(known == shown(truth) or is_unknown(truth), f"three-valued, rewritten, is {known}")
            case.plain.append(found)
            case.kleene.append(known)
            self.counts.comparisons += 1
            self.counts.nodes.update(nodes)
            self.edges(found, [values[path] for path in asked], constants)
        self.cases.append(case)

    def edges(self, found: Outcome, asked: Sequence[Any], constants: Sequence[Any]) -> None:
        """Count the edges that one comparison reaches."""
        if isinstance(found, type):
            self.counts.raised[found.__name__] += 1
            self.counts.edges["failure"] += 1
        self.counts.edges["null"] += any(value is None for value in asked)
        self.counts.edges["boundary"] += any(value in constants for value in asked if value is not None)

    def trace(
        self,
        tree: Node,
        traced: Callable[..., Any],
        roots: tuple[SimpleNamespace, ...],
        found: Outcome,
        alone: Mapping[tuple[int, ...], Outcome],
    ) -> None:
        """The traced function does as the plain one, and notes the leaves a reader would ask."""
        if isinstance(found, type):
            agree("traced", outcome(traced, *roots), found)
            return
        ((result, leaves),) = traced(*roots)
        check(result is found, f"traced is {result}, plain {found}")
        asked: dict[tuple[int, ...], Outcome] = {}
        short_circuit(tree, alone, asked)
        check(leaves == tuple(asked.get(path) for path in alone), f"traced leaves {leaves}, alone {alone}")

    def three_values(
        self,
        kleene: Callable[..., Any],
        roots: tuple[SimpleNamespace, ...],
        found: Outcome,
        alone: tuple[Outcome, ...],
    ) -> Truth:
        """The three-valued function gives the plain value, and asks every leaf."""
        truth, leaves = kleene(*roots)
        if isinstance(found, bool):
            check(truth is found, f"three-valued is {truth}, plain {found}")
        expected = tuple(each if isinstance(each, bool) else "unknown" for each in alone)
        check(tuple(map(shown, leaves)) == expected, f"three-valued leaves {leaves}, alone {alone}")
        return truth  # type: ignore[no-any-return]  # what a compiled function returns is not typed

    def first_of_lists(self) -> None:
        """Look up the first true condition of a list, some of them unconditional."""
        length = self.random.randint(1, 120)
        rare = sorted(self.cases, key=lambda case: case.kleene.count(True))
        among = (
            self.random.choice((self.cases, rare[: len(rare) // 3], self.cases[self.ordinary :]))
            or self.cases
        )
        chosen = [self.random.choice(among) for _ in range(length)]
        if self.random.random() < 0.5:  # conjunctions are what an index is made for
            chosen = [
                self.both(one, self.random.choice(self.cases[self.ordinary :] or among)) for one in chosen
            ]
        open_end = self.random.random() < 0.3
        nodes: list[Node | None] = [case.small for case in chosen]
        with blamed("cannot be indexed"):
            first = self.lowerings.indexed([*nodes, None] if open_end else nodes, SCHEMA.roots)
        for number, roots in enumerate(self.things):
            self.counts.lists += 1
            truths = [case.kleene[number] for case in chosen]
            plain = [case.plain[number] for case in chosen]
            text = "\n".join(f"{case.plain[number]}: {printer.to_text(case.tree)}" for case in chosen)
            with blamed(f"of {self.facts[number]}:\n{text}"):
                consistent(outcome(first, *roots), truths, plain, length if open_end else -1)

    def both(self, one: Case, other: Case) -> Case:
        """Return the conjunction of two cases, as a policy would write it."""
        plain = [a if a is not True else b for a, b in zip(one.plain, other.plain, strict=True)]
        pairs = zip(one.kleene, other.kleene, strict=True)
        kleene = [False if a is False or b is False else b if a is True else a for a, b in pairs]
        tree = And((one.tree, other.tree))
        return Case(tree, rewrite(tree), plain, kleene)


def consistent(found: Any, truths: Sequence[bool | str], plain: Sequence[Outcome], otherwise: int) -> None:
    """The first condition not false is found, and is true; where one fails, it may raise."""
    place = next((number for number, truth in enumerate(truths) if truth is not False), len(truths))
    first = next((number for number, value in enumerate(plain) if value is not False), len(plain))
    if isinstance(found, type):
        check(
            first < len(plain) and isinstance(plain[first], type), f"raises {found}, but nothing before does"
        )
    elif place < len(truths):
        check(truths[place] is True and found == place, f"found {found}, expected {place}: {truths[place]}")
    else:
        check(found == otherwise, f"found {found}, but all are false")


# --- an independent reading of a tree's joins ------------------------------------------------------


def short_circuit(
    tree: Node,
    alone: Mapping[tuple[int, ...], Outcome],
    asked: dict[tuple[int, ...], Outcome],
    path: tuple[int, ...] = (),
) -> bool:
    """Return the value of a tree from its leaves', and note the leaves asked on the way."""
    if path in alone:
        asked[path] = alone[path]
        return bool(asked[path])

    def below(number: int, node: Node) -> bool:
        return short_circuit(node, alone, asked, (*path, number))

    match tree:
        case Not(operand):
            return not below(0, operand)
        case And(terms):
            return all(below(number, term) for number, term in enumerate(terms))
        case Or(terms):
            return any(below(number, term) for number, term in enumerate(terms))
        case If(test, then, otherwise):
            return below(1, then) if below(0, test) else below(2, otherwise)
        case Named(_, body):
            return below(0, body)
        case _:
            raise AssertionError(f"{tree} joins nothing")


def kleene_value(
    tree: Node, alone: Mapping[tuple[int, ...], Outcome], path: tuple[int, ...] = ()
) -> bool | str:
    """Return the three-valued value of a tree from its leaves': true, false or `unknown`."""
    if path in alone:
        value = alone[path]
        return value if isinstance(value, bool) else "unknown"

    def below(number: int, node: Node) -> bool | str:
        return kleene_value(node, alone, (*path, number))

    match tree:
        case Not(operand):
            inner = below(0, operand)
            return not inner if isinstance(inner, bool) else inner
        case And(terms) | Or(terms):
            found = {below(number, term) for number, term in enumerate(terms)}
            decisive = isinstance(tree, Or)
            return decisive if decisive in found else "unknown" if "unknown" in found else not decisive
        case If(test, then, otherwise):
            asked, both = below(0, test), (below(1, then), below(2, otherwise))
            if isinstance(asked, bool):
                return both[0] if asked else both[1]
            return both[0] if both[0] == both[1] else "unknown"
        case Named(_, body):
            return below(0, body)
        case _:
            raise AssertionError(f"{tree} joins nothing")


# --- helpers -------------------------------------------------------------------------------------


def outcome(asked: Callable[..., Any], *given: Any) -> Any:
    """Return what *asked* returns, or the class of what it raises."""
    try:
        return asked(*given)
    except Exception as exc:  # noqa: BLE001 - what is raised is what is compared
        return type(exc)


def shown(truth: Truth) -> bool | str:
    """Return a three-valued truth in comparable form."""
    return "unknown" if is_unknown(truth) else bool(truth)


def agree(what: str, found: Any, expected: Any) -> None:
    """Both are one value, or both raise."""
    same = (
        found is expected
        if isinstance(expected, bool)
        else isinstance(found, type) and isinstance(expected, type)
    )
    check(same, f"{what} is {found}, expected {expected}")


def check(holds: bool, message: str) -> None:
    """Raise the difference that *message* tells, unless it *holds*."""
    if not holds:
        raise DifferenceError(message)


@contextmanager
def blamed(about: str) -> Iterator[None]:
    """Say in any failure what it is about."""
    try:
        yield
    except DifferenceError as exc:
        raise DifferenceError(f"{exc}\n{about}") from exc
    except Exception as exc:
        raise DifferenceError(f"{type(exc).__name__}: {exc}\n{about}") from exc
