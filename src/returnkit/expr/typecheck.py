"""Type check: every name known, every comparison possible, no null unguarded. All faults at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from returnkit.diagnostics import Diagnostic, Span, did_you_mean, suggest
from returnkit.errors import ExpressionError

from .ir import (
    And,
    Arithmetic,
    Choices,
    Coalesce,
    Compare,
    Comparison,
    Ends,
    Field,
    If,
    Kind,
    Literal,
    Matches,
    Member,
    Named,
    Negate,
    Node,
    Not,
    Operation,
    Or,
    Read,
    Trait,
    children,
    with_children,
)
from .schema import Name, Schema
from .tokens import span_of
from .types import TRAITS, Type, type_of

_WORDS = {
    Kind.BOOLEAN: "true or false",
    Kind.NUMBER: "a number",
    Kind.STRING: "a text",
    Kind.INSTANT: "an instant",
    Kind.DURATION: "a duration",
    Kind.STRINGS: "a set of texts",
    None: "null",
}
_SAMPLES = {
    Kind.BOOLEAN: "false",
    Kind.NUMBER: "0",
    Kind.STRING: '""',
    Kind.INSTANT: 'd"2026-01-01T00:00:00Z"',
    Kind.DURATION: 't"P0D"',
}
TRAIT_WORDS = frozenset(str(trait) for trait in Trait)
_ORDERED = frozenset({Kind.NUMBER, Kind.STRING, Kind.INSTANT, Kind.DURATION})


def check(
    tree: Node, text: str, schema: Schema, names: Mapping[str, Node] | None = None, *, condition: bool = True
) -> Node:
    """Return *tree* with every name resolved and typed.

    Args:
        tree: What `parse` gave.
        text: The text it was parsed from, for the places in messages.
        schema: The vocabulary.
        names: Defined names and their checked bodies.
        condition: Whether the whole must be true or false; else any value will do.

    Raises:
        ExpressionError: With every fault found.
    """
    checker = _Checker(text, schema, names or {})
    checked = checker.resolve(tree)
    if condition and not checker.faults:
        checker.expect_truth(checked)
    if checker.faults:
        raise ExpressionError(tuple(checker.faults))
    return checked


class _Checker:
    """Walks one tree bottom up and collects faults; a faulty part is not judged further up."""

    def __init__(self, text: str, schema: Schema, names: Mapping[str, Node]) -> None:
        self.text, self.schema, self.names = text, schema, names
        self.faults: list[Diagnostic] = []
        self.named: list[tuple[Named, int]] = []  # the defined names met, each with its place

    def fault(self, code: str, message: str, node: Node, help: str | None = None) -> None:
        self.faults.append(Diagnostic(f"expr.{code}", message, span=self.span(node), help=help))

    def span(self, node: Node) -> Span:
        places = [place for place in self.places(node) if place[0] >= 0]
        if not places:
            return span_of(self.text, 0, len(self.text))
        start, length = min(places)
        return span_of(self.text, start, start + length)

    def places(self, node: Node) -> Iterator[tuple[int, int]]:
        """Yield start and length of each name in *node*; what a defined name holds stands in another text."""
        if isinstance(node, Field):
            yield node.start, len(node.path)
        elif isinstance(node, Named):
            yield next(start for named, start in self.named if named is node), len(node.name)
        else:
            for child in children(node):
                yield from self.places(child)

    def resolve(self, node: Node) -> Node:
        """Return *node* typed, its parts first."""
        if isinstance(node, Field):
            return self.name(node)
        before = len(self.faults)
        below = tuple(self.resolve(child) for child in children(node))
        resolved = with_children(node, below) if below else node
        return self.judge(resolved) if len(self.faults) == before else resolved

    def name(self, found: Field) -> Node:
        """Resolve a dotted name: a defined name or a fact, then the traits read off it."""
        parts = found.path.split(".")
        for taken in range(len(parts), 0, -1):
            path = ".".join(parts[:taken])
            node: Node
            if (entry := self.schema.get(path)) is not None:
                node = Field(path, entry.kind, entry.nullable, entry.is_decimal, found.start)
            elif taken == 1 and path in self.names:
                node = Named(path, self.names[path])
                self.named.append((node, found.start))
            else:
                continue
            for trait in parts[taken:]:
                if trait not in TRAIT_WORDS:
                    kind = _WORDS[type_of(node).kind]
                    self.fault(
                        "unknown_name", f"{kind} has no `.{trait}`", found, suggest(trait, TRAIT_WORDS)
                    )
                    return node
                node = self.judge(Read(Trait(trait), node))
            return node
        self.fault("unknown_name", f"unknown name `{found.path}`", found, self.nearest(found.path))
        return found

    def nearest(self, path: str) -> str | None:
        """Offer a name instead of *path*; where its root is known, one of the same root."""
        root, _, attribute = path.partition(".")
        of_root = [entry.attribute for entry in self.schema if entry.root == root]
        if not of_root:
            return suggest(path, (*self.schema.paths, *self.names))
        if not attribute:
            return f"name a fact of it, such as `{root}.{of_root[0]}`"
        near = did_you_mean(attribute, of_root) or did_you_mean(attribute.partition(".")[0], of_root)
        return f"did you mean `{root}.{near}`?" if near else None

    def judge(self, node: Node) -> Node:
        """Check one node whose parts are sound; return it, completed."""
        match node:
            case Not(operand):
                self.expect_truth(operand)
            case And(terms) | Or(terms):
                for term in terms:
                    self.expect_truth(term)
            case If(test, then, otherwise):
                self.expect_truth(test)
                self.expect_alike(then, otherwise, "the two outcomes")
            case Coalesce(value, fallback):
                self.coalesce(value, fallback)
            case Compare(comparison, left, right):
                self.compare(comparison, left, right)
            case Member(item, container):
                self.member(item, container)
            case Matches(operand, _, _):
                self.expect(operand, Kind.STRING, "a pattern is looked for in a text")
            case Ends(_, operand, part):
                self.expect(operand, Kind.STRING, "only a text starts or ends with something")
                self.expect(part, Kind.STRING, "the part is a text")
            case Arithmetic(operation, left, right):
                return self.arithmetic(node, operation, left, right)
            case Negate(operand):
                if type_of(operand).kind is not Kind.DURATION:
                    self.expect(operand, Kind.NUMBER, "minus is for numbers and durations")
            case Read(trait, operand):
                self.trait(trait, operand)
            case Choices(values):
                kinds = {type_of(Literal(value)).kind for value in values}
                if len(kinds) > 1 or None in kinds:
                    self.fault("type", "a list holds constants of one kind, and no null", node)
        return node

    def expect_truth(self, node: Node) -> None:
        """*node* must be true or false."""
        found = type_of(node)
        if found.kind is not Kind.BOOLEAN or found.choices:
            message = f"{self.show(node)} is {self.word(found)}, not true or false"
            self.fault("type", message, node, "compare it with something")
        elif found.nullable:
            self.guard_null(node, found)

    def expect(self, node: Node, kind: Kind, reason: str) -> None:
        """*node* must be of *kind* and not null."""
        found = type_of(node)
        if found.kind is not kind or found.choices:
            self.fault("type", f"{self.show(node)} is {self.word(found)}: {reason}", node)
        elif found.nullable:
            self.guard_null(node, found)

    def guard_null(self, node: Node, found: Type) -> None:
        shown = self.show(node)
        sample = _SAMPLES.get(found.kind) if found.kind else None
        fallback = f"write `({shown.strip('`')} ?? {sample})` with the value that null stands for"
        self.fault("nullable", f"{shown} may be null here", node, fallback if sample else None)

    def expect_alike(self, left: Node, right: Node, what: str) -> None:
        first, second = type_of(left), type_of(right)
        if (
            first.choices
            or second.choices
            or (None not in (first.kind, second.kind) and first.kind != second.kind)
        ):
            self.fault("type", f"{what} differ: {self.word(first)} and {self.word(second)}", left)

    def coalesce(self, value: Node, fallback: Node) -> None:
        found, other = type_of(value), type_of(fallback)
        if found.kind is not None and not found.nullable:
            message = f"{self.show(value)} is never null, so `??` does nothing"
            self.fault("never_null", message, value, "leave `?? …` out")
        elif found.kind != other.kind and None not in (found.kind, other.kind):
            message = f"{self.word(found)} cannot fall back to {self.word(other)}"
            help_ = f"`??` binds weaker than `==`: write `({self.show(value).strip('`')} ?? …)` in brackets"
            self.fault("type", message, value, help_)

    def compare(self, comparison: Comparison, left: Node, right: Node) -> None:
        first, second = type_of(left), type_of(right)
        if first.choices or second.choices or Kind.STRINGS in (first.kind, second.kind):
            self.fault("type", "a list or set is asked with `in`", left, 'write `"…" in …`')
        elif comparison in (Comparison.EQ, Comparison.NE):
            for one, other in ((first, right), (second, left)):
                if one.kind is None and type_of(other).kind is not None and not type_of(other).nullable:
                    self.fault("never_null", f"{self.show(other)} is never null", other)
            if first.kind != second.kind and None not in (first.kind, second.kind):
                message = (
                    f"{self.show(left)} is {self.word(first)}, {self.show(right)} is {self.word(second)}"
                )
                self.fault("type", f"{message}: they are never equal", left)
            self.closed(left, right)
            self.closed(right, left)
        elif first.kind != second.kind or first.kind not in _ORDERED:
            message = f"{self.show(left)} is {self.word(first)}, {self.show(right)} is {self.word(second)}"
            self.fault("type", f"{message}: `{comparison.value}` cannot order them", left)
        else:
            for node, found in ((left, first), (right, second)):
                if found.nullable:
                    self.guard_null(node, found)

    def closed(self, asked: Node, constant: Node) -> None:
        """A constant compared with a fact of closed values must be one of them."""
        entry = self.schema.get(asked.path) if isinstance(asked, Field) else None
        values = constant.values if isinstance(constant, Choices) else (getattr(constant, "value", None),)
        for value in values:
            if entry and entry.values and isinstance(value, str) and value not in entry.values:
                self.fault(
                    "unknown_value", f"`{entry.path}` is never `{value}`", asked, self.offer(value, entry)
                )

    @staticmethod
    def offer(value: str, entry: Name) -> str:
        return suggest(value, entry.values) or "it is one of " + ", ".join(
            f"`{known}`" for known in entry.values
        )

    def member(self, item: Node, container: Node) -> None:
        inside, outside = type_of(item), type_of(container)
        if outside.choices:
            if outside.kind is not None and inside.kind != outside.kind:
                held = self.word(Type(outside.kind))
                self.fault("type", f"{self.show(item)} is {self.word(inside)}, the list holds {held}", item)
            elif inside.kind not in (*_ORDERED, None):
                self.fault("type", f"{self.show(item)} is {self.word(inside)}: not a thing to look up", item)
            body = container.body if isinstance(container, Named) else container
            self.closed(item, body)
        elif outside.kind is Kind.STRINGS:
            if outside.nullable:
                self.guard_null(container, outside)
            if inside.kind is not Kind.STRING:
                self.fault("type", f"a set of texts never holds {self.word(inside)}", item)
        elif outside.kind is Kind.STRING:
            self.expect(item, Kind.STRING, "a part of a text is a text")
            self.expect(container, Kind.STRING, "only a text has parts")
        else:
            self.fault("type", f"nothing is `in` {self.word(outside)}", container)

    def arithmetic(self, node: Arithmetic, operation: Operation, left: Node, right: Node) -> Node:
        first, second = type_of(left), type_of(right)
        before = len(self.faults)
        for side, found in ((left, first), (right, second)):
            if found.nullable:
                self.guard_null(side, found)
        kind = None if first.choices or second.choices else _result(operation, first.kind, second.kind)
        if kind is None and len(self.faults) == before:
            message = f"`{operation.value}` does not take {self.word(first)} and {self.word(second)}"
            self.fault("type", message, node)
        if operation in _DIVISIONS and isinstance(right, Literal) and right.value == Decimal(0):
            self.fault("constant", "division by zero", node)
        return Arithmetic(operation, left, right, kind)

    def trait(self, trait: Trait, operand: Node) -> None:
        found = type_of(operand)
        kinds, _ = TRAITS[trait]
        if found.choices or found.kind not in kinds:
            self.fault("type", f"{self.word(found)} has no `.{trait.value}`", operand)
        elif found.nullable:
            self.guard_null(operand, found)

    @staticmethod
    def word(found: Type) -> str:
        return "a list" if found.choices else _WORDS[found.kind]

    @staticmethod
    def show(node: Node) -> str:
        match node:
            case Field(path):
                return f"`{path}`"
            case Named(name, _):
                return f"`{name}`"
            case Literal(str() as value):
                return f'`"{value}"`'
            case Literal(value):
                return f"`{str(value).lower() if isinstance(value, bool) else value}`"
            case _:
                return "this"


_DIVISIONS = frozenset({Operation.DIVIDE, Operation.FLOOR_DIVIDE, Operation.MODULO})


def _result(operation: Operation, left: Kind | None, right: Kind | None) -> Kind | None:
    """Return the kind of an operation's result, None where it has none."""
    if (left, right) == (Kind.NUMBER, Kind.NUMBER):
        return Kind.NUMBER
    if operation is Operation.ADD:
        if (left, right) in ((Kind.INSTANT, Kind.DURATION), (Kind.DURATION, Kind.INSTANT)):
            return Kind.INSTANT
        return Kind.DURATION if (left, right) == (Kind.DURATION, Kind.DURATION) else None
    if operation is Operation.SUBTRACT:
        if (left, right) == (Kind.INSTANT, Kind.INSTANT):
            return Kind.DURATION
        return left if right is Kind.DURATION and left in (Kind.INSTANT, Kind.DURATION) else None
    return None
