"""The naive interpreter: the policy semantics word by word, slow and plain, sharing no code with ours.

It reads the checked tree of a condition and walks every possibility by brute force: each rule that may
speak is tried as speaking and as silent. Nothing here comes from `returnkit.decision` or from a lowering.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import product
from typing import Any, Final
from zoneinfo import ZoneInfo

from returnkit.expr import ir
from returnkit.expr.compile import define, read
from returnkit.expr.schema import is_unknown
from returnkit.facts import STANDARD, FulfillmentStatus, Order, RequestedItem, ReturnRequest, Subject, declare
from returnkit.policy import ClockName, Policy, Rule, Window

NOW: Final = "unknown, and known at the request or never"
LATER: Final = "unknown, through facts of the inspection only"

Truth = bool | str
Facts = Callable[[str], Any]  # Any: a value of any kind, or unknown
Things = tuple[frozenset[object], ...]


@dataclass(frozen=True)
class NaiveOffer:
    """What is said of one offer: possible statuses, closing as (earliest, certain), possible reasons."""

    statuses: frozenset[str]
    closes: datetime | None
    earliest: datetime | None
    certain: bool
    reasons: frozenset[tuple[str, str | None]]


@dataclass(frozen=True)
class NaiveItem:
    """What is said of one item."""

    verdict: str
    offers: dict[str, NaiveOffer]
    reasons: tuple[tuple[str, str | None], ...]
    missing: tuple[str, ...]
    subject_to: tuple[str, ...]


def judge(
    policy: Policy, order: Order, item: RequestedItem, request: ReturnRequest, at: datetime
) -> NaiveItem:
    """Return what the semantics say of *item* at *at*."""
    at = at.astimezone(UTC)
    vocabulary = declare(STANDARD, policy.facts)
    names = define(policy.define, vocabulary.schema)
    line = next(line for line in order.lines if line.id == item.line_id)
    subject = Subject(order, line, item, request, policy.currency)
    readers = {fact.name.path: fact.read for fact in vocabulary.facts}
    asks = {fact.name.path: fact.name.ask for fact in vocabulary.facts}

    def facts(path: str) -> Any:
        return readers[path](subject)

    nodes = [_condition(rule, lambda text: read(text, vocabulary.schema, names)) for rule in policy.rules]
    said = [truth(node, facts, asks) for node in nodes]
    subject_to = tuple(rule.id for rule, truth in zip(policy.rules, said, strict=True) if truth is LATER)
    truths: list[bool | None] = [None if t is NOW else False if t is LATER else t is True for t in said]

    clocks = {clock: started(clock, order, item.line_id) for clock in ClockName}
    judged = _Item(policy, truths, clocks, order.placed_at, ZoneInfo(policy.timezone), at)
    offers = {name: found for name in judged.names if (found := judged.offer(name)) is not None}
    rank = ("no", "review", "yes")
    low = max((min(map(rank.index, offer.statuses)) for offer in offers.values()), default=0)
    high = max((max(map(rank.index, offer.statuses)) for offer in offers.values()), default=0)
    missing: set[str] = set()
    if low == high:
        verdict = ("ineligible", "review", "eligible")[low]
    else:
        differing = {
            number
            for name, offer in offers.items()
            if max(map(rank.index, offer.statuses)) > low
            for number in judged.differing(name)
        }
        missing = {
            field.path
            for number in differing
            if not policy.rules[number].internal
            for field in ir.fields(nodes[number])
            if is_unknown(facts(field.path))
        }
        verdict = "needs_info" if any(asks[path] in ("shopper", "staff") for path in missing) else "review"
    reasons = judged.reasons(offers) if verdict == "ineligible" else ()
    return NaiveItem(verdict, offers, reasons, tuple(sorted(missing)), subject_to)


# --- step 2: conditions ----------------------------------------------------------------------------


def _condition(rule: Rule, tree: Callable[[str], ir.Node]) -> ir.Node:
    when = ir.Literal(value=True) if rule.when is None else tree(rule.when)
    return when if rule.unless is None else ir.And((when, ir.Not(tree(rule.unless))))


def truth(node: ir.Node, facts: Facts, asks: dict[str, str | None]) -> Truth:
    """Return true, false, `NOW` or `LATER`; the parts that join truths are asked one by one."""

    def ask(part: ir.Node) -> Truth:
        return truth(part, facts, asks)

    match node:
        case ir.Not(operand):
            return not found if isinstance(found := ask(operand), bool) else found
        case ir.And(terms):
            found_all = [ask(term) for term in terms]
            return (
                False if False in found_all else NOW if NOW in found_all else LATER not in found_all or LATER
            )
        case ir.Or(terms):
            found_all = [ask(term) for term in terms]
            return True if True in found_all else NOW if NOW in found_all else LATER in found_all and LATER
        case ir.If(test, then, otherwise):
            found, branches = ask(test), (ask(then), ask(otherwise))
            if isinstance(found, bool):
                return branches[0] if found else branches[1]
            if isinstance(branches[0], bool) and branches[0] is branches[1]:
                return branches[0]
            return NOW if NOW in (found, *branches) else LATER
        case ir.Named(_, body):
            return ask(body)
    try:
        return bool(value(node, facts))
    except _MissingError:
        lacking = [field.path for field in ir.fields(node) if is_unknown(facts(field.path))]
        return LATER if all(asks[path] == "inspection" for path in lacking) else NOW
    except ArithmeticError:
        return NOW


class _MissingError(Exception):
    """A fact that is needed is not known."""


_COMPARED: Final[dict[ir.Comparison, Callable[[Any, Any], bool]]] = {
    ir.Comparison.EQ: lambda a, b: a == b,
    ir.Comparison.NE: lambda a, b: a != b,
    ir.Comparison.LT: lambda a, b: a < b,
    ir.Comparison.LE: lambda a, b: a <= b,
    ir.Comparison.GT: lambda a, b: a > b,
    ir.Comparison.GE: lambda a, b: a >= b,
}
_COMPUTED: Final[dict[ir.Operation, Callable[[Any, Any], Any]]] = {
    ir.Operation.ADD: lambda a, b: a + b,
    ir.Operation.SUBTRACT: lambda a, b: a - b,
    ir.Operation.MULTIPLY: lambda a, b: a * b,
    ir.Operation.DIVIDE: lambda a, b: Decimal(a) / Decimal(b),
}


def value(node: ir.Node, facts: Facts) -> Any:
    """Return the value of *node*; raise where a fact that is needed is not known."""
    match node:
        case ir.Literal(constant):
            return constant
        case ir.Choices(values):
            return values
        case ir.Field(path):
            found = facts(path)
            if is_unknown(found):
                raise _MissingError(path)
            return found
        case ir.Named(_, body):
            return value(body, facts)
        case ir.Not(operand):
            return not value(operand, facts)
        case ir.And(terms):
            return all(value(term, facts) for term in terms)
        case ir.Or(terms):
            return any(value(term, facts) for term in terms)
        case ir.If(test, then, otherwise):
            return value(then if value(test, facts) else otherwise, facts)
        case ir.Coalesce(first, fallback):
            return found if (found := value(first, facts)) is not None else value(fallback, facts)
        case ir.Compare(comparison, left, right):
            return _COMPARED[comparison](value(left, facts), value(right, facts))
        case ir.Member(item, container):
            return value(item, facts) in value(container, facts)
        case ir.Arithmetic(operation, left, right):
            return _COMPUTED[operation](value(left, facts), value(right, facts))
        case ir.Negate(operand):
            return -value(operand, facts)
        case ir.Matches(operand, pattern, anchored):
            text = value(operand, facts)
            return (re.match if anchored else re.search)(pattern, text) is not None
    raise NotImplementedError(f"the naive interpreter does not read {type(node).__name__}")


# --- step 3: offers --------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Item:
    policy: Policy
    truths: Sequence[bool | None]
    clocks: dict[ClockName, datetime | None]
    placed: datetime
    zone: ZoneInfo
    at: datetime

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(offer.name for rule in self.policy.rules for offer in rule.offer))

    def speaking(self, numbers: Sequence[int]) -> Iterator[dict[int, bool]]:
        """Yield every way in which the rules *numbers* may speak."""
        choices = [(True, False) if self.truths[n] is None else (self.truths[n] is True,) for n in numbers]
        for choice in product(*choices):
            yield dict(zip(numbers, choice, strict=True))

    # Each thing by itself: all values it may have.

    def exists(self, offer: str) -> set[bool]:
        rules = [n for n, rule in enumerate(self.policy.rules) if offer in [o.name for o in rule.offer]]
        return {any(world.values()) for world in self.speaking(rules)}

    def standings(self, offer: str) -> set[tuple[str, str | None]]:
        """Return the possible standings: a word, and the rule of a refusal."""
        found: set[tuple[str, str | None]] = set()
        rules = [n for n, rule in enumerate(self.policy.rules) if says(rule, offer) or marks(rule, offer)]
        # What stands below a rule that surely decides can change nothing.
        ends = [n for n in rules if self.truths[n] is True and says(self.policy.rules[n], offer)]
        for world in self.speaking([n for n in rules if not ends or n <= ends[0]]):
            is_marked, word, by = False, "allow", None
            for n in sorted(n for n, speaks in world.items() if speaks):
                is_marked = is_marked or marks(self.policy.rules[n], offer)
                if said := says(self.policy.rules[n], offer):
                    word, by = said, self.policy.rules[n].id
                    break
            found.add(("review" if is_marked else "yes", None) if word == "allow" else (word, by))
        return found

    def windows(self, offer: str) -> set[int]:
        """Return the numbers of the rules whose window may bind *offer*."""
        found: set[int] = set()
        for n, rule in enumerate(self.policy.rules):
            if rule.within is not None and binds(rule, offer) and self.truths[n] is not False:
                found.add(n)
                if self.truths[n] is True:
                    break
        return found

    def span(self, window: Window) -> tuple[datetime | None, bool, frozenset[bool]]:
        """Return the closing, whether it is certain, and whether the item is inside: perhaps both."""
        is_not_yet = self.at < self.placed
        if window.of is None:
            return None, True, frozenset({not is_not_yet})
        start = self.clocks[window.of]
        closes = ends(window, start or self.placed, self.zone)
        is_open = closes is None or self.at < closes
        if start is not None:
            return closes, True, frozenset({is_open and not is_not_yet})
        return closes, False, frozenset({not is_not_yet} if is_open else {True, False})

    def offer(self, offer: str) -> NaiveOffer | None:
        exists = self.exists(offer)
        if exists == {False}:
            return None
        windows = self.windows(offer)
        spans = {n: self.span(self.policy.rules[n].within or Window()) for n in windows}
        statuses: set[str] = set()
        reasons: set[tuple[str, str | None]] = set()
        for is_there, (word, by), n in product(exists, self.standings(offer), windows):
            for is_inside in spans[n][2]:
                if not is_there:
                    statuses.add("no")
                elif word in ("refuse", "withhold"):
                    statuses.add("no")
                    reasons.add(({"refuse": "refused", "withhold": "withheld"}[word], by))
                elif is_inside:
                    statuses.add(word)
                else:
                    statuses.add("no")
                    reasons.add(("window", self.policy.rules[n].id))
        closings = {closes for closes, _, _ in spans.values()}
        certain = len(closings) == 1 and all(certain for _, certain, _ in spans.values())
        earliest = min((closes for closes in closings if closes is not None), default=None)
        closes = next(iter(closings)) if certain else None
        return NaiveOffer(frozenset(statuses), closes, earliest, certain, frozenset(reasons))

    # Step 6: which rules' facts may still move the verdict, and why the answer is no.

    def differing(self, offer: str) -> set[int]:
        """Return the unknown rules of those things of *offer* whose possible values differ in status."""
        rules = self.policy.rules
        found: set[int] = set()
        if len(self.exists(offer)) > 1:
            found |= {n for n, rule in enumerate(rules) if offer in [o.name for o in rule.offer]}
        windows = self.windows(offer)
        if len({self.span(rules[n].within or Window())[2] for n in windows}) > 1:
            found |= windows
        if len({word if word in ("yes", "review") else "no" for word, _ in self.standings(offer)}) > 1:
            for n, rule in enumerate(rules):
                if (said := says(rule, offer)) and self.truths[n] is not False:
                    found.add(n)
                    found |= self.open_marks(offer, n) if said == "allow" else set()
                    if self.truths[n] is True:
                        break
            else:
                found |= self.open_marks(offer, len(rules))
        return {n for n in found if self.truths[n] is None}

    def open_marks(self, offer: str, end: int) -> set[int]:
        """Return the reviews that may mark *offer* above rule *end*, unless one surely does."""
        marking = {
            n
            for n, rule in enumerate(self.policy.rules[:end])
            if marks(rule, offer) and self.truths[n] is not False
        }
        return set() if any(self.truths[n] is True for n in marking) else marking

    def reasons(self, offers: dict[str, NaiveOffer]) -> tuple[tuple[str, str | None], ...]:
        found = {reason for offer in offers.values() for reason in offer.reasons}
        if not offers:
            standings = [self.standings(name) for name in self.names]
            if all(len(said) == 1 and next(iter(said))[0] == "refuse" for said in standings):
                found |= {("refused", by) for said in standings for _, by in said}
            found.add(("nothing_offered", None))
        codes = ("refused", "withheld", "window", "nothing_offered")
        ids: list[str | None] = [None, *(rule.id for rule in self.policy.rules)]
        return tuple(sorted(found, key=lambda reason: (codes.index(reason[0]), ids.index(reason[1]))))


def binds(rule: Rule, offer: str) -> bool:
    bound = [*rule.scope] or [made.name for made in rule.offer]
    return not bound or offer in bound


def says(rule: Rule, offer: str) -> str | None:
    """Return what *rule* says of the standing of *offer*."""
    if offer in rule.withhold or (rule.only and offer not in rule.only):
        return "withhold"
    if rule.refuse is not None and binds(rule, offer):
        return "refuse"
    return "allow" if rule.allow and binds(rule, offer) else None


def marks(rule: Rule, offer: str) -> bool:
    return rule.review is not None and binds(rule, offer)


# --- time ------------------------------------------------------------------------------------------


def started(clock: ClockName, order: Order, line_id: str) -> datetime | None:
    """Return when the last unit of the line left or arrived, if all of them are known to have."""
    if clock is ClockName.ORDER:
        return order.placed_at
    owed = next(line.quantity for line in order.lines if line.id == line_id)
    dead = (FulfillmentStatus.CANCELLED, FulfillmentStatus.FAILED)
    found: list[datetime] = []
    for parcel in order.fulfillments:
        when = parcel.shipped_at if clock is ClockName.SHIPMENT else parcel.delivered_at
        for part in parcel.lines:
            if part.line_id == line_id and parcel.status not in dead and when is not None:
                found += [when] * part.quantity
    return max(found) if found and len(found) >= owed else None


def ends(window: Window, start: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when *window* ends, counted from *start*; None is never."""
    if window.hours is not None:
        return start + timedelta(hours=window.hours)
    if window.days is None:
        return None
    # The civil day of an instant is the last that has begun by then.
    shown = start.astimezone(zone).date()
    near = [shown + timedelta(days=more) for more in (-1, 0, 1, 2)]
    civil = max(day for day in near if begins(day, zone) <= start)
    return begins(civil + timedelta(days=window.days + 1), zone)


@lru_cache(maxsize=4096)
def begins(day: date, zone: ZoneInfo) -> datetime:
    """Return the first minute in which the wall in *zone* shows *day* or a later one."""
    minute = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=16)
    while minute.astimezone(zone).date() < day:
        minute += timedelta(minutes=1)
    return minute
