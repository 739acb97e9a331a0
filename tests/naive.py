"""The naive interpreter: the policy semantics word by word, slow and plain, sharing no code with ours.

It reads the checked tree of a condition and walks every possibility by brute force: each rule that may
speak is tried as speaking and as silent, each rule that may move a window as moving it and not. Nothing
here comes from `returnkit.decision` or from a lowering; closings are those of the day walker.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product
from typing import Any, Final
from zoneinfo import ZoneInfo

from returnkit.expr import ir
from returnkit.expr.compile import define, read, read_number
from returnkit.expr.schema import is_unknown
from returnkit.facts import (
    STANDARD,
    FulfillmentStatus,
    Inspection,
    Order,
    RequestedItem,
    ReturnHistory,
    ReturnRequest,
    Subject,
    declare,
)
from returnkit.policy import ClockName, Clocks, Deferral, Extension, Policy, Rule, Window
from tests.day_walker import NEVER, begins, day_of, walked
from tests.window_cases import WindowCase

NOW: Final = "unknown, and known at the request or never"
LATER: Final = "unknown, through facts of the inspection only"

Truth = bool | str
Facts = Callable[[str], Any]  # Any: a value of any kind, or unknown
Things = tuple[frozenset[object], ...]


@dataclass(frozen=True)
class NaiveOffer:
    """What is said of one offer: possible statuses, closing as (earliest, certain), possible reasons."""

    statuses: frozenset[str]
    opens: datetime | None
    closes: datetime | None
    earliest: datetime | None
    certain: bool
    accepted: datetime | None
    assumed: bool
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
    policy: Policy,
    order: Order,
    item: RequestedItem,
    request: ReturnRequest,
    at: datetime,
    history: ReturnHistory | None = None,
    inspection: Inspection | None = None,
) -> NaiveItem:
    """Return what the semantics say of *item* at *at*."""
    at = at.astimezone(UTC)
    vocabulary = declare(STANDARD, policy.facts)
    names = define(policy.define, vocabulary.schema)
    line = next(line for line in order.lines if line.id == item.line_id)
    subject = Subject(order, line, item, request, policy.currency, history, inspection, at)
    readers = {fact.name.path: fact.read for fact in vocabulary.facts}
    asks = {fact.name.path: fact.name.ask for fact in vocabulary.facts}

    def facts(path: str) -> Any:
        return readers[path](subject)

    nodes = [_condition(rule, lambda text: read(text, vocabulary.schema, names)) for rule in policy.rules]
    zone = ZoneInfo(policy.timezone)
    today = day_of(order.placed_at, zone)
    said: list[Truth] = [
        truth(node, facts, asks) if rule.placed is None or today in rule.placed else False
        for rule, node in zip(policy.rules, nodes, strict=True)
    ]
    subject_to = tuple(rule.id for rule, truth in zip(policy.rules, said, strict=True) if truth is LATER)
    truths: list[bool | None] = [None if t is NOW else False if t is LATER else t is True for t in said]

    texts = {text for rule in policy.rules if rule.within for text in rule.within.expressions}
    amounts = {text: read_number(text, vocabulary.schema, names) for text in texts}
    numbers = {text: _number(node, facts) for text, node in amounts.items()}
    clocks = Clocks(zone, **{clock.value: started(clock, order, item.line_id) for clock in ClockName})  # type: ignore[arg-type]  # the order's is known
    judged = _Item(policy, truths, clocks, numbers, at, {})
    offers = {name: found for name in judged.names if (found := judged.offer(name)) is not None}
    rank = ("no", "review", "yes")
    low = max((min(map(rank.index, offer.statuses)) for offer in offers.values()), default=0)
    high = max((max(map(rank.index, offer.statuses)) for offer in offers.values()), default=0)
    missing: set[str] = set()
    if low == high:
        verdict = ("ineligible", "review", "eligible")[low]
    else:
        unsettled = [name for name, offer in offers.items() if max(map(rank.index, offer.statuses)) > low]
        asked = [
            nodes[n] for name in unsettled for n in judged.differing(name) if not policy.rules[n].internal
        ]
        asked += [amounts[text] for name in unsettled for text in judged.differing_amounts(name)]
        missing = {f.path for node in asked for f in ir.fields(node) if is_unknown(facts(f.path))}
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


def _number(node: ir.Node, facts: Facts) -> Decimal | None:
    """Return a computed amount, or None where it is not known."""
    try:
        return Decimal(value(node, facts))
    except (_MissingError, ArithmeticError):
        return None


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
class _Span:
    """A window as it may be: a closing and, with grace, what is accepted; an opening.

    What is not certain is that instant or a later one.
    """

    rule: int
    opens: tuple[datetime, bool]
    closes: tuple[datetime, bool]
    accepted: datetime

    def inside(self, at: datetime) -> frozenset[bool]:
        (opening, is_opening_sure), (_, is_closing_sure) = self.opens, self.closes
        found = {True}
        if at < opening:
            return frozenset({False})
        if not is_opening_sure:
            found.add(False)
        if at >= self.accepted:
            found = {False} if is_closing_sure else {True, False}
        return frozenset(found)


@dataclass(frozen=True)
class _Asked(WindowCase):
    """What the day walker is asked, of a window that is already there."""

    held: Window

    @property
    def window(self) -> Window:
        return self.held


@dataclass(frozen=True)
class _Item:
    policy: Policy
    truths: Sequence[bool | None]
    clocks: Clocks
    numbers: Mapping[str, Decimal | None]
    at: datetime
    found: dict[str, list[_Span]]

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

    def moves(self, offer: str) -> list[tuple[list[Extension], list[Deferral]]]:
        """Return the extensions and deferrals of *offer*, for every way in which the rules may speak."""
        rules = self.policy.rules
        moving = [n for n, rule in enumerate(rules) if (rule.extend or rule.defer) and binds(rule, offer)]
        found = []
        for world in self.speaking(moving):
            speaking = [rules[n] for n, speaks in world.items() if speaks]
            extends = [rule.extend for rule in speaking if rule.extend]
            found.append((extends, [rule.defer for rule in speaking if rule.defer]))
        return found

    def spans(self, offer: str) -> list[_Span]:
        """Return every window that *offer* may have."""
        if offer not in self.found:
            self.found[offer] = list(self.walked(offer))
        return self.found[offer]

    def walked(self, offer: str) -> Iterator[_Span]:
        for n in sorted(self.windows(offer)):
            rule = self.policy.rules[n]
            window = computed(rule.within or Window(), self.numbers)
            for extends, defers in self.moves(offer):
                asked = _Asked({}, self.clocks, tuple(defers), tuple(extends), 0, window)
                closes, is_certain = walked(asked)
                accepted = graced(closes, window, ZoneInfo(window.zone) if window.zone else self.clocks.zone)
                for opens in self.openings(rule.after):
                    yield _Span(n, opens, (closes, is_certain), accepted)

    def openings(self, after: str | None) -> set[tuple[datetime, bool]]:
        """Return when an offer may open that opens after the one called *after*."""
        placed = (self.clocks.order, True)
        if after is None:
            return {placed}
        found: set[tuple[datetime, bool]] = set()
        for is_there, (word, _) in product(self.exists(after), self.standings(after)):
            if is_there and word not in ("refuse", "withhold"):
                found |= {span.closes for span in self.spans(after)}
            else:
                found.add(placed)
        return found

    def offer(self, offer: str) -> NaiveOffer | None:
        exists = self.exists(offer)
        if exists == {False}:
            return None
        spans = self.spans(offer)
        statuses: set[str] = set()
        reasons: set[tuple[str, str | None]] = set()
        for is_there, (word, by), span in product(exists, self.standings(offer), spans):
            for is_inside in span.inside(self.at):
                if not is_there:
                    statuses.add("no")
                elif word in ("refuse", "withhold"):
                    statuses.add("no")
                    reasons.add(({"refuse": "refused", "withhold": "withheld"}[word], by))
                elif is_inside:
                    statuses.add(word)
                else:
                    statuses.add("no")
                    reasons.add(("window", self.policy.rules[span.rule].id))
        earliest = min(closes for closes, _ in (span.closes for span in spans))
        closes = known({span.closes for span in spans})
        accepted = known({(span.accepted, span.closes[1]) for span in spans}) if closes else None
        rules = [self.policy.rules[span.rule].within for span in spans]
        return NaiveOffer(
            frozenset(statuses),
            none_if_never(known({span.opens for span in spans})),
            none_if_never(closes),
            none_if_never(earliest),
            closes is not None,
            none_if_never(accepted),
            any(self.assumes(window) for window in rules if window),
            frozenset(reasons),
        )

    def assumes(self, window: Window) -> bool:
        """Whether a fallback stands in for the event of *window*, or of a part of it."""
        if window.parts:
            return any(map(self.assumes, window.parts))
        known = [getattr(self.clocks, start.event) is not None for start in window.chain]
        return any(known) and not known[0]

    # Step 6: which rules' facts may still move the verdict, and why the answer is no.

    def differing(self, offer: str) -> set[int]:
        """Return the unknown rules of those things of *offer* whose possible values differ in status."""
        rules = self.policy.rules
        found: set[int] = set()
        if len(self.exists(offer)) > 1:
            found |= {n for n, rule in enumerate(rules) if offer in [o.name for o in rule.offer]}
        if len({inside for span in self.spans(offer) for inside in span.inside(self.at)}) > 1:
            found |= self.timing(offer)
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

    def differing_amounts(self, offer: str) -> set[str]:
        """Return the amounts that are not known, where *offer* may be inside its window and outside."""
        if len({inside for span in self.spans(offer) for inside in span.inside(self.at)}) == 1:
            return set()
        rules = [rule for n in self.timing(offer) if (rule := self.policy.rules[n]).within]
        texts = [
            text for rule in rules if not rule.internal and rule.within for text in rule.within.expressions
        ]
        return {text for text in texts if self.numbers[text] is None}

    def timing(self, offer: str) -> set[int]:
        """Return the rules that tell when *offer* opens and closes, or may do so."""
        rules = self.policy.rules
        found = self.windows(offer)
        for above in {after for n in found if (after := rules[n].after)}:
            found |= {n for n, rule in enumerate(rules) if above in [o.name for o in rule.offer]}
            found |= self.standing_rules(above)
            found |= self.timing(above)
        return found | {n for n, r in enumerate(rules) if (r.extend or r.defer) and binds(r, offer)}

    def standing_rules(self, offer: str) -> set[int]:
        """Return the rules that may refuse, withhold or allow *offer*."""
        found = set()
        for n, rule in enumerate(self.policy.rules):
            if says(rule, offer) and self.truths[n] is not False:
                found.add(n)
                if self.truths[n] is True:
                    break
        return found

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
    if clock is ClockName.INVOICE:
        return order.invoiced_at
    found: list[datetime] = []
    for parcel in order.fulfillments:
        when: datetime | None = getattr(parcel, _TOLD[clock])
        for part in parcel.lines:
            if part.line_id == line_id and parcel.status not in dead and when is not None:
                found += [when] * part.quantity
    return max(found) if found and len(found) >= owed else None


_TOLD: Final = {
    ClockName.SHIPMENT: "shipped_at",
    ClockName.DELIVERY: "delivered_at",
    ClockName.LAST_SCAN: "last_scan_at",
    ClockName.READY: "ready_at",
    ClockName.COLLECTION: "collected_at",
}


def ends(window: Window, start: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when *window* of days or hours ends, counted from *start*; None is never."""
    if window.hours is not None:
        return start + timedelta(hours=window.hours)
    if window.days is None:
        return None
    return begins(day_of(start, zone) + timedelta(days=window.days + 1), zone)


def graced(closes: datetime, window: Window, zone: ZoneInfo) -> datetime:
    """Return until when a request is accepted in *window*, whose grace is in days or hours."""
    grace = window.grace
    if grace is None or closes == NEVER:
        return closes
    if grace.unit == "hours":
        return closes + timedelta(hours=grace.amount)
    day, more = day_of(closes, zone), timedelta(days=grace.amount)
    if closes == begins(day, zone):
        return begins(day + more, zone)
    return (closes.astimezone(zone) + more).astimezone(UTC)


def computed(window: Window, numbers: Mapping[str, Decimal | None]) -> Window:
    """Return *window* with the amounts that are known in the place of those that are computed."""
    for how in ("longest", "shortest"):
        if parts := getattr(window, how):
            return window.evolve(**{how: tuple(computed(part, numbers) for part in parts)})
    if window.computed is None or (number := numbers[window.computed.text]) is None:
        return window
    least = 1 if window.counting == "inclusive" or window.computed.unit == "hours" else 0
    most = math.inf if window.at_most is None else window.at_most
    amount = max(least, int(min(most, max(window.at_least or 0, math.ceil(number)))))
    return window.evolve(computed=None, at_least=None, at_most=None, **{window.computed.unit: amount})


def known(found: set[tuple[datetime, bool]]) -> datetime | None:
    """Return the one instant among *found*, or None where there are more or it is not certain."""
    (instant, is_certain), *others = found
    return instant if is_certain and not others else None


def none_if_never(instant: datetime | None) -> datetime | None:
    return None if instant == NEVER else instant
