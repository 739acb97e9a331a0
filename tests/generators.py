"""Generators: conditions of the rule language, seeded.

A condition is written twice: as we read it, with defined names, and with each name replaced by what it
stands for and instants in UTC, as rule_engine is asked. Constants come from small pools, which
`tests.generated_facts` shares, so that boundaries are hit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import Final, TypeVar

from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name, Schema

X = TypeVar("X")

B, N, S, W, D, T = Kind.BOOLEAN, Kind.NUMBER, Kind.STRING, Kind.INSTANT, Kind.DURATION, Kind.STRINGS

SCHEMA: Final = Schema(
    [
        Name(path="order.total", kind=N, unit="money"),
        Name(path="order.discount", kind=N, nullable=True),
        Name(path="order.country", kind=S, values=("DE", "FR", "US")),
        Name(path="order.channel", kind=S, nullable=True),
        Name(path="order.placed_at", kind=W),
        Name(path="order.delivered_at", kind=W, nullable=True),
        Name(path="order.age", kind=D),
        Name(path="order.paid", kind=B),
        Name(path="order.gift", kind=B, nullable=True),
        Name(path="order.tags", kind=T),
        Name(path="item.price", kind=N),
        Name(path="item.quantity", kind=N, scale=0),
        Name(path="item.weight", kind=N, nullable=True, scale=2),
        Name(path="item.huge", kind=N),
        Name(path="item.sku", kind=S),
        Name(path="item.brand", kind=S, nullable=True),
        Name(path="item.category", kind=S, values=("bags", "shirts", "shoes")),
        Name(path="item.labels", kind=T, nullable=True),
        Name(path="item.made_at", kind=W),
        Name(path="item.held", kind=D, nullable=True),
        Name(path="item.sealed", kind=B),
        Name(path="item.opened", kind=B, nullable=True),
    ]
)

NUMBERS: Final = ("0", "1", "2", "3", "7", "10", "0.1", "0.01", "49.99", "100", "1e30", "1e-30")
TEXTS: Final = ("", "a", "A", "b", "ab", "AB-12", "ab-7", "sale", "é", 'q"q', "b\\s", "two\nlines", "😀")
CLOSED: Final = {entry.path: entry.values for entry in SCHEMA if entry.values}
INSTANTS: Final = (
    "2026-01-01T00:00:00Z",
    "2026-03-29T01:30:00+01:00",
    "2026-03-29T00:30:00.5Z",
    "2026-11-01T00:00:00-05:00",
    "9999-12-31T00:00:00Z",
    "0001-01-02T00:00:00Z",
)
DURATIONS: Final = ("P0D", "P1D", "P2W", "P30D", "PT48H", "PT1S", "P36525D")
PATTERNS: Final = ("a", "^a", "b$", "AB-[0-9]+", "(a|b)+-?", "[^a-z]", "sal.", "a{2,3}", r"\\.", "q")

# Facts of closed values and the one of extreme values are asked about in ways of their own.
_BY_KIND: Final = {
    (kind, nullable): tuple(
        entry.path
        for entry in SCHEMA
        if (entry.kind, entry.nullable) == (kind, nullable) and not entry.values and entry.path != "item.huge"
    )
    for kind in Kind
    for nullable in (False, True)
}
_ORDER: Final = ("<", "<=", ">", ">=", "==", "!=")


@dataclass(frozen=True, slots=True)
class Written:
    """A text, and the same with every defined name replaced by its text."""

    text: str
    expanded: str

    @classmethod
    def plain(cls, text: str) -> Written:
        """Return a text without defined names."""
        return cls(text, text)


def put(form: str, *parts: Written) -> Written:
    """Return *form* with `{}` filled by *parts*."""
    return Written(
        form.format(*(part.text for part in parts)), form.format(*(part.expanded for part in parts))
    )


class Conditions:
    """Writes conditions of the kinds asked for.

    Attributes:
        names: The defined names it may use: name to kind and expanded text.
        daring: Whether it computes whatever may fail: quotients, and sums near the ends of the calendar.
    """

    def __init__(
        self, random: Random, names: Mapping[str, tuple[Kind, str]] | None = None, *, daring: bool = False
    ) -> None:
        self.random = random
        self.names = dict(names or {})
        self.daring = daring
        self.bounded = 0  # inside a trait that writes a number out, however long

    def condition(self, depth: int = 4) -> Written:
        """Return something true or false, of about *depth* levels."""
        if depth <= 0:
            return self.flag()
        return self.pick(
            (6 if self.daring else 3, lambda: self.joined("and", depth)),
            (4 if self.daring else 3, lambda: self.joined("or", depth)),
            (2, lambda: put("not ({})", self.condition(depth - 1))),
            (2, lambda: put("not ({})", self.compared(depth - 1))),
            (2, self.alternatives),
            (1, lambda: put("(({}) ? ({}) : ({}))", *self.some(3, depth - 1))),
            (1, lambda: put("({} ? ({}) : ({}))", self.compared(depth - 1), *self.some(2, depth - 2))),
            (20 if self.daring else 5, lambda: self.compared(depth - 1)),
            (4, lambda: self.null_compared(depth - 1)),
            (3, lambda: self.member(depth - 1)),
            (1, lambda: self.matches(depth - 1)),
            (1, lambda: self.ends(depth - 1)),
            (1, lambda: put("{}.is_empty", self.reader(self.choose((S, T)), depth - 1))),
            (1, lambda: put("({} ?? ({}))", self.nullable(B, depth - 1), self.condition(depth - 1))),
            (1, lambda: put("(({}) == ({}))", *self.some(2, depth - 1))),
            (1, self.flag),
        )

    def flag(self) -> Written:
        """Return the least condition."""
        return self.pick(
            (4, lambda: self.field(B)),
            (1, lambda: Written.plain(self.choose(("true", "false")))),
            (2, lambda: put("{} " + self.choose(("==", "!=")) + " true", self.field(B))),
            (2, lambda: self.named(B) or self.field(B)),
        )

    def joined(self, word: str, depth: int) -> Written:
        """Return two to four terms joined."""
        terms = self.some(self.random.choice((2, 2, 3, 4)), depth - 1)
        return put(f" {word} ".join(["({})"] * len(terms)), *terms)

    def alternatives(self) -> Written:
        """Return one text compared with several constants, as people write it."""
        path = self.choose(_BY_KIND[S, self.random.random() < 0.5])
        constants = [self.literal(S).text for _ in range(self.random.choice((2, 3)))]
        terms = [self.choose((f"{path} == {constant}", f"{path} in [{constant}]")) for constant in constants]
        return Written.plain(f"({' or '.join(terms)})")

    def bounds(self) -> Written:
        """Return what rules mostly say, and an index knows: a few names compared with constants."""
        return put(
            " and ".join(["({})"] * 2),
            self.bound(),
            self.pick((3, self.bound), (1, lambda: self.condition(2))),
        )

    def bound(self) -> Written:
        """Return one name compared with constants."""
        kind = self.choose((N, N, S, S, W, D, B))
        path = self.choose(_BY_KIND[kind, self.random.random() < 0.2 or kind is B][:2])
        if path not in _BY_KIND[kind, False]:
            word, literal = self.choose(("==", "!=")), "true" if kind is B else self.literal(kind).expanded
            return Written.plain(f"{path} {word} {self.choose((literal, 'null'))}")
        few = ", ".join(self.literal(kind).expanded for _ in range(self.random.choice((1, 3, 4))))
        return self.pick(
            (2, self.closed),
            (1, lambda: Written.plain(self.choose(("", "not ")) + self.choose(_BY_KIND[B, False]))),
            (2, lambda: Written.plain(f"{path} {self.choose(('in', 'not in'))} [{few}]")),
            (1, lambda: Written.plain(f"{self.literal(kind).expanded} {self.choose(_ORDER)} {path}")),
            (4, lambda: Written.plain(f"{path} {self.choose(_ORDER)} {self.literal(kind).expanded}")),
        )

    def some(self, count: int, depth: int) -> list[Written]:
        """Return *count* conditions."""
        return [self.condition(depth) for _ in range(count)]

    def compared(self, depth: int) -> Written:
        """Return two values compared."""
        kind = self.choose((N, N, N, W, D) if self.daring else (N, N, N, S, W, D, D))
        left = self.closed() if kind is S and self.random.random() < 0.3 else None
        if left is not None:
            return left
        return put("{} " + self.choose(_ORDER) + " {}", self.value(kind, depth), self.value(kind, depth - 1))

    def closed(self) -> Written:
        """Return a closed value compared with one of its constants."""
        path = self.choose(tuple(CLOSED))
        if self.random.random() < 0.5:
            return Written.plain(f'{path} {self.choose(("==", "!="))} "{self.choose(CLOSED[path])}"')
        chosen = ", ".join(f'"{value}"' for value in self.random.sample(CLOSED[path], 2))
        return Written.plain(f"{path} {self.choose(('in', 'not in'))} [{chosen}]")

    def null_compared(self, depth: int) -> Written:
        """Return something that may be null compared with null or a value."""
        kind = self.choose((N, S, W, D, B))
        other = Written.plain("null") if self.random.random() < 0.5 else self.value(kind, depth - 1)
        return put("{} " + self.choose(("==", "!=")) + " {}", self.nullable(kind, depth), other)

    def member(self, depth: int) -> Written:
        """Return something looked up: in constants, in a set, in a text."""
        word = self.choose(("in", "not in"))
        return self.pick(
            (1, self.closed),
            (2, lambda: put("{} " + word + " {}", self.value(S, depth), self.value(T, depth))),
            (1, lambda: put("{} " + word + " {}", self.value(S, depth), self.value(S, depth))),
            (4, lambda: put("{} " + word + " {}", *self.looked_up(depth))),
        )

    def looked_up(self, depth: int) -> tuple[Written, Written]:
        """Return a value and a list of constants of its kind."""
        kind = self.choose((N, S, W, D))
        constants = [self.literal(kind).expanded for _ in range(self.random.choice((0, 1, 2, 3, 5)))]
        shape = "[{}]" if not constants or self.random.random() < 0.7 else "{{{}}}"
        asked = self.value(kind, depth) if self.random.random() < 0.7 else self.nullable(kind, depth)
        return asked, Written.plain(shape.format(", ".join(constants)))

    def matches(self, depth: int) -> Written:
        """Return a pattern looked for."""
        operator, pattern = self.choose(("=~", "=~~", "!~", "!~~")), self.choose(PATTERNS)
        return put(
            "{} " + operator + ' "' + pattern.replace("{", "{{").replace("}", "}}") + '"',
            self.value(S, depth),
        )

    def ends(self, depth: int) -> Written:
        """Return a text asked how it starts or ends."""
        method = self.choose(("starts_with", "ends_with"))
        return put("{}." + method + "({})", self.reader(S, depth), self.value(S, depth - 1))

    def reader(self, kind: Kind, depth: int) -> Written:
        """Return something a trait can be read off: a name, or a value in brackets."""
        if depth <= 0 or self.random.random() < 0.7:
            return self.field(kind)
        return put("({})", self.value(kind, depth))

    def value(self, kind: Kind, depth: int) -> Written:
        """Return a value of *kind* that is not null."""
        if kind is B:
            return put("({})", self.condition(depth))
        if depth <= 0:
            return self.field(kind) if kind is T or self.random.random() < 0.5 else self.literal(kind)
        choices: list[tuple[int, Callable[[], Written]]] = [
            (5, lambda: self.field(kind)),
            (0 if kind is T else 3, lambda: self.literal(kind)),
            (2, lambda: put("({} ?? {})", self.nullable(kind, depth - 1), self.value(kind, depth - 1))),
            (1, lambda: self.chosen(kind, depth)),
            (2, lambda: self.named(kind) or self.field(kind)),
        ]
        computed = self.computed(kind, depth - 1)
        return (
            self.pick(*computed)
            if self.daring and computed and self.random.random() < 0.7
            else self.pick(*choices, *computed)
        )

    def computed(self, kind: Kind, depth: int) -> list[tuple[int, Callable[[], Written]]]:
        """Return the ways to compute a value of *kind* from others, with their weights."""

        def two(left: Kind, operator: str, right: Kind) -> Callable[[], Written]:
            return lambda: put("({} " + operator + " {})", self.value(left, depth), self.value(right, depth))

        match kind:
            case Kind.NUMBER:
                return [
                    (6, two(N, self.choose(("+", "-", "*", "/", "/", "//", "%", "%")), N)),
                    (1, lambda: put("(-({}))", self.value(N, depth))),
                    (2, lambda: self.read(N, self.choose(("ceiling", "floor")), depth)),
                    (1, lambda: self.read(D, self.choose(("days", "total_seconds")), depth)),
                    (1, lambda: self.read(self.choose((S, T)), "length", depth)),
                ]
            case Kind.STRING:
                return [(2, lambda: self.read(S, self.choose(("as_lower", "as_upper")), depth))]
            case Kind.INSTANT:
                return [(3, two(W, self.choose("+-"), D)), (1, two(D, "+", W))]
            case Kind.DURATION:
                return [
                    (3, two(W, "-", W)),
                    (2, two(D, self.choose("+-"), D)),
                    (1, lambda: put("(-({}))", self.value(D, depth))),
                ]
            case _:
                return []

    def read(self, kind: Kind, trait: str, depth: int) -> Written:
        """Return a trait read off a value of *kind*."""
        self.bounded += 1
        try:
            return put("{}." + trait, self.reader(kind, depth))
        finally:
            self.bounded -= 1

    def chosen(self, kind: Kind, depth: int) -> Written:
        """Return one of two values."""
        then, otherwise = self.value(kind, depth - 1), self.value(kind, depth - 1)
        return put("(({}) ? {} : {})", self.condition(depth - 1), then, otherwise)

    def nullable(self, kind: Kind, depth: int) -> Written:
        """Return a value of *kind* that may be null."""
        if depth > 0 and self.random.random() < 0.2:
            parts = [self.nullable(kind, depth - 1), self.value(kind, depth - 1)]
            self.random.shuffle(parts)
            return put("(({}) ? {} : {})", self.condition(depth - 1), *parts)
        return Written.plain(self.choose(_BY_KIND[kind, True]))

    def field(self, kind: Kind) -> Written:
        """Return a name of the vocabulary."""
        if kind is N and not self.bounded and self.random.random() < (0.5 if self.daring else 0.25):
            return Written.plain("item.huge")
        return Written.plain(self.choose(_BY_KIND[kind, False]))

    def named(self, kind: Kind) -> Written | None:
        """Return a defined name of *kind*, if there is one."""
        fitting = [name for name, (found, _) in self.names.items() if found is kind]
        if not fitting or self.bounded:
            return None
        name = self.choose(tuple(fitting))
        return Written(name, f"({self.names[name][1]})")

    def literal(self, kind: Kind) -> Written:
        """Return a constant."""
        match kind:
            case Kind.NUMBER:
                sign = "-" if self.random.random() < 0.15 else ""
                return Written.plain(sign + self.choose(NUMBERS))
            case Kind.STRING:
                return Written.plain(quoted(self.choose(TEXTS)))
            case Kind.INSTANT:
                return instant(self.choose(INSTANTS))
            case _:
                sign = "-" if self.random.random() < 0.15 else ""
                return Written.plain(f'{sign}t"{self.choose(DURATIONS)}"')

    def choose(self, among: Sequence[X]) -> X:
        """Return one of *among*."""
        return self.random.choice(among)

    def pick(self, *weighted: tuple[int, Callable[[], Written]]) -> Written:
        """Return what one of *weighted* gives."""
        return self.random.choices([each for _, each in weighted], [weight for weight, _ in weighted])[0]()


def instant(text: str) -> Written:
    """Return an instant, which an engine that computes with wall clocks is given in UTC."""
    return Written(f'd"{text}"', f'd"{datetime.fromisoformat(text).astimezone(UTC).isoformat()}"')


def quoted(value: str) -> str:
    """Return *value* as a string of the language."""
    shown = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{shown}"'


def definitions(random: Random) -> dict[str, tuple[Kind, Written]]:
    """Return a few definitions, some of which use those before them."""
    found: dict[str, tuple[Kind, Written]] = {}
    for name in ("small", "fresh", "pairs", "label", "since", "spell", "late"):
        kind = {"small": B, "fresh": B, "pairs": N, "label": S, "since": W, "spell": D, "late": B}[name]
        before = {other: (of, written.expanded) for other, (of, written) in found.items()}
        writer = Conditions(random, before)
        found[name] = kind, writer.condition(2) if kind is B else writer.value(kind, 2)
    return found
