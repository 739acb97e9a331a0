"""Coverage cases: small policies as documents, orders under each, and what a plain reader sees of them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, cached_property
from itertools import product
from random import Random
from typing import Any, Final

from returnkit.decision import Decision, decide
from returnkit.errors import DocumentError
from returnkit.expr.schema import Unknown
from returnkit.facts import Attributes, Inspection, Order, ReturnRequest
from returnkit.policy import Policy, compile_policy, load_policy
from tests.builders import a_line, a_request, an_item, an_order
from tests.modes import SEED

Fields = dict[str, Any]  # Any: a rule as a document writes it
Facts = dict[str, Any]  # Any: a value of any kind, or unknown

ZONE: Final = "America/Chicago"
DELIVERED: Final = datetime(2026, 10, 22, 15, 30, tzinfo=UTC)
"""Ten days before the clocks change: one of the last days has 25 hours."""
WINDOWS: Final = (5, 10, 20)
PERIOD: Final = "2026-10-10..2026-10-15"
_ENDS: Final = (datetime(2026, 10, 10, 5, tzinfo=UTC), datetime(2026, 10, 16, 5, tzinfo=UTC))
ANSWERS: Final = ("one", "two", "three")
SIZES: Final = (0, 1, 2, 3)
FACTS: Final = {
    **{f"item.{name}": {"type": "boolean", "ask": "shopper"} for name in ANSWERS},
    "item.mark": {"type": ["a", "b"], "ask": "inspection"},
    "item.size": {"type": "number"},
    "item.sure": {"type": "boolean", "default": True},
    "order.sure": {"type": "boolean", "default": True},
}
_ATOMS: Final = (
    *("item.one", "item.two", "item.three", "item.one", "item.two"),
    *("item.size > 1", "item.size >= 1", "item.size in [1, 3]", "item.size == 2"),
    *('item.mark == "a"', "two_or_three"),
)
_EFFECTS: Final[tuple[Fields, ...]] = (
    *({"refuse": "No."}, {"refuse": "No."}, {"allow": True}, {"allow": True}, {"review": True}),
    *({"withhold": "exchange"}, {"only": "refund"}, {"rate": 50}, {"waive": "label"}),
    *({"fee": {"name": "label", "flat": 3, "per": "unit"}}, {"within": "5 days of delivery"}),
    *({"within": "10 days of delivery"}, {"ask": {"photo": 1, "before": "decision"}}),
)
_OF_RETURN: Final[tuple[Fields, ...]] = (
    {"approve": "automatic"},
    {"fee": {"name": "label", "flat": 2, "per": "return"}},
    {"fee": {"name": "box", "flat": 5, "per": "return"}},
)


@dataclass(frozen=True)
class Small:
    """A small policy, written as a document.

    Attributes:
        rules: Its rules, as the document writes them.
    """

    rules: tuple[Fields, ...]

    @cached_property
    def policy(self) -> Policy:
        document = {"policy": "small", "timezone": ZONE, "facts": FACTS, "rules": self.rules}
        document |= {"define": {"two_or_three": "item.two or item.three"}}
        return load_policy(json.dumps(document), name="small.json")

    @cached_property
    def numbers(self) -> dict[str, int]:
        return {fields["id"]: number for number, fields in enumerate(self.rules)}

    def holding(self, number: int, *, truth: bool) -> Small:
        """Return the policy with a rule that always applies, or never: one fact that is so is all it asks."""
        key = (number, truth)
        if key not in self._others:
            fields = {k: v for k, v in self.rules[number].items() if k not in CONDITIONS}
            sure = "order.sure" if is_of_return(fields) else "item.sure"
            fields["when"] = sure if truth else f"not {sure}"
            self._others[key] = Small((*self.rules[:number], fields, *self.rules[number + 1 :]))
        return self._others[key]

    def moved(self, number: int, place: int) -> Small:
        """Return the policy with a rule taken out and put back at *place*."""
        key = (number, place, "moved")
        if key not in self._others:
            rules = [*self.rules]
            rules.insert(place, rules.pop(number))
            self._others[key] = Small(tuple(rules))
        return self._others[key]

    @cached_property
    def _others(self) -> dict[object, Small]:
        return {}


CONDITIONS: Final = ("when", "unless", "when_any", "when_all", "placed")


def is_of_return(fields: Fields) -> bool:
    return "approve" in fields or fields.get("fee", {}).get("per") == "return"


@dataclass(frozen=True)
class Asked:
    """An order, and what is asked of it.

    Attributes:
        small: The policy.
        order: The order.
        request: The request, of one item or two.
        at: The instant.
        inspections: What was found, where somebody looked.
    """

    small: Small
    order: Order
    request: ReturnRequest
    at: datetime
    inspections: tuple[Inspection | None, ...] = ()

    @cached_property
    def decision(self) -> Decision:
        return self.under(self.small)

    def under(self, small: Small) -> Decision:
        return decide(small.policy, self.order, self.request, at=self.at, inspections=self.inspections)

    def facts(self, place: int) -> Facts:
        """Return what a plain reader sees of the item at *place*."""
        item = self.request.items[place]
        line = self.order.line(item.line_id)
        assert line
        found = self.inspections[place] if place < len(self.inspections) else None
        return {
            **{f"item.{name}": item.answers.get(name, Unknown()) for name in ANSWERS},
            "item.size": line.attributes["size"],
            "item.mark": found.answers["mark"] if found else Unknown(),
            "item.sure": True,
            "order.sure": True,
            "order.placed_at": self.order.placed_at,
        }


ASKS: Final = dict.fromkeys((*FACTS, "order.placed_at", "accepted.quantity")) | {"item.mark": "inspection"}


@cache
def small(seed: int) -> Small:
    """Return the policy of *seed*; one that does not load is drawn anew."""
    random = Random(f"{SEED} {seed}")
    while True:
        made = Small(tuple(_rules(random)))
        try:
            compile_policy(made.policy)
        except DocumentError:
            continue
        return made


def _rules(random: Random) -> Iterator[Fields]:
    depth = random.choice((0, 1, 2))
    for number in range(random.randint(2, 4)):
        fields: Fields = {"id": f"r{number}", "when": _condition(random, depth)} | random.choice(_EFFECTS)
        if random.random() < 0.2:
            fields["placed"] = PERIOD
        if random.random() < 0.2:
            fields["unless"] = _condition(random, 1)
        if random.random() < 0.2:
            fields["internal"] = True
        yield fields
    for number in range(random.choice((1, 1, 2))):
        yield {"id": f"w{number}"} | _of_return(random, min(depth, 1)) | random.choice(_OF_RETURN)
    offered = {"offer": ["refund", "exchange"], "within": f"{random.choice(WINDOWS)} days of delivery"}
    yield {"id": "all", "when": "item.sure"} | offered


def _of_return(random: Random, depth: int) -> Fields:
    fields: Fields = {}
    if random.random() < 0.4:
        fields["when"] = random.choice(("accepted.quantity > 1", "accepted.quantity >= 1", "order.sure"))
    for key in ("when_any", "when_all"):
        if random.random() < 0.5:
            fields[key] = _condition(random, depth)
    return fields or {"when_any": _condition(random, depth)}


def _condition(random: Random, depth: int) -> str:
    if depth == 0 or random.random() < 0.2:
        atom = random.choice(_ATOMS)
        return atom if random.random() < 0.7 else f"not ({atom})"
    parts = [_condition(random, depth - 1) for _ in range(3)]
    if random.random() < 0.1:
        return f"(({parts[0]}) ? ({parts[1]}) : ({parts[2]}))"
    joint = random.choice((" and ", " or "))
    return f"({joint.join(parts[: random.randint(2, 3)])})"


def asked(seed: int, number: int) -> Asked:
    """Return the order *number* under the policy of *seed*."""
    random = Random(f"{SEED} {seed} {number}")
    answers = [_answers(random) for _ in range(random.choice((1, 2)))]
    sizes = [random.choice(SIZES) for _ in answers]
    found = tuple(random.choice((None, "a", "b")) for _ in answers)
    windows = [int(fields["within"].split()[0]) for fields in small(seed).rules if "within" in fields]
    day = random.choice(windows) + random.choice((-1, 0, 0, 1, 1, 2))
    # Local midnight after so many days, before the clocks change or after, and a moment of that day.
    midnight = datetime(2026, 10, 22, 5, tzinfo=UTC) + timedelta(days=day, hours=day > 10)
    at = midnight + random.choice((timedelta(0), timedelta(hours=5), timedelta(hours=23, minutes=59)))
    placed = random.choice(_ENDS) + timedelta(days=random.choice((-1, 0, 1)), seconds=random.choice((-1, 0)))
    return an_asked(small(seed), answers, sizes, found, at, placed, quantity=random.choice((1, 2)))


def _answers(random: Random) -> Facts:
    known = random.choice((0.6, 0.8, 1))
    return {name: random.random() < 0.5 for name in ANSWERS if random.random() < known}


def an_asked(
    of: Small,
    answers: Sequence[Facts],
    sizes: Sequence[int],
    found: Sequence[str | None],
    at: datetime,
    placed: datetime,
    *,
    quantity: int = 1,
) -> Asked:
    lines = [
        a_line(f"line-{number}", quantity=3, attributes=Attributes({"size": size}))
        for number, size in enumerate(sizes)
    ]
    items = [an_item(line, quantity, answers=told) for line, told in zip(lines, answers, strict=True)]
    order = an_order(lines, placed_at=placed, shipped_at=DELIVERED, delivered_at=DELIVERED)
    inspections = tuple(Inspection(answers=Attributes({"mark": each})) if each else None for each in found)
    return Asked(of, order, a_request(*items), at, inspections)


def every_order(of: Small) -> Iterator[Asked]:
    """Yield one item with every assignment of the facts, placed around both ends of the period."""
    for truths in product((True, False), repeat=len(ANSWERS)):
        answers = dict(zip(ANSWERS, truths, strict=True))
        for size, grade, placed in product(SIZES, "ab", _ENDS):
            for days in (-1, 0):
                when = placed + timedelta(days=days)
                yield an_asked(of, [answers], [size], [grade], DELIVERED + timedelta(days=4), when)
