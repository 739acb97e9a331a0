"""The naive interpreter: the policy semantics word by word, slow and plain, sharing no code with ours.

It reads the checked tree of a condition and walks every possibility by brute force: each rule that may
speak is tried as speaking and as silent, each rule that may move a window as moving it and not. Nothing
here comes from `returnkit.decision` or from a lowering; closings are those of the day walker. This file
judges one item (steps 1 to 3 and 6); `naive_return` judges a whole return.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from returnkit.expr import ir
from returnkit.expr.compile import define, read, read_number
from returnkit.expr.schema import Schema, is_unknown
from returnkit.facts import (
    STANDARD,
    TOTALS,
    Inspection,
    Order,
    RequestedItem,
    ReturnHistory,
    ReturnRequest,
    Subject,
    declare,
)
from returnkit.policy import ClockName, Clocks, Deferral, Extension, Policy, Rule, TermKey, Window
from tests.day_walker import day_of, walked
from tests.naive_clocks import computed, graced, known, none_if_never, started
from tests.naive_conditions import LATER, Facts, Truth, condition, number, settled, truth
from tests.naive_things import Said, first_said, of_return, undecided
from tests.naive_things import binds as binds  # noqa: PLC0414  laws of decisions read it here
from tests.window_cases import WindowCase

Causes = frozenset[tuple[str, str | None]]
"""What an answer still hangs on: paths of facts, each with who can be asked; evidence has no path."""


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
    name: str = ""
    terms: Mapping[TermKey, Said] = field(default_factory=dict)


@dataclass(frozen=True)
class NaiveItem:
    """What is said of one item."""

    verdict: str
    offers: dict[str, NaiveOffer]
    reasons: tuple[tuple[str, str | None], ...]
    missing: tuple[str, ...]
    subject_to: tuple[str, ...]


RANK = ("no", "review", "yes")


def judge(
    policy: Policy,
    order: Order,
    item: RequestedItem,
    request: ReturnRequest,
    at: datetime,
    history: ReturnHistory | None = None,
    inspection: Inspection | None = None,
) -> NaiveItem:
    """Return what the semantics say of *item* at *at*, by standing and windows alone."""
    reading = read_item(policy, order, item, request, at, history, inspection)
    offers = reading.offers()
    turns = {name: reading.hanging_on(name) for name in offers}
    verdict, missing = judged_by([(offer.statuses, turns[name]) for name, offer in offers.items()])
    reasons = reading.reasons(offers.values()) if verdict == "ineligible" else ()
    return NaiveItem(verdict, offers, reasons, missing, reading.subject_to)


def judged_by(offers: Sequence[tuple[frozenset[str], Causes]]) -> tuple[str, tuple[str, ...]]:
    """Return the verdict over *offers* with what their statuses hang on, and the facts it hangs on."""
    low = max((min(map(RANK.index, statuses)) for statuses, _ in offers), default=0)
    high = max((max(map(RANK.index, statuses)) for statuses, _ in offers), default=0)
    if low == high:
        return ("ineligible", "review", "eligible")[low], ()
    causes = {
        cause for statuses, causes in offers if max(map(RANK.index, statuses)) > low for cause in causes
    }
    verdict = "needs_info" if any(who in ("shopper", "staff") for _, who in causes) else "review"
    return verdict, tuple(sorted({path for path, _ in causes if path}))


# --- step 2: the facts and conditions of one item ---------------------------------------------------


@dataclass(frozen=True)
class Reading:
    """One item as one policy reads it."""

    policy: Policy
    nodes: Sequence[ir.Node]
    said: Sequence[Truth]
    amounts: Mapping[str, ir.Node]
    facts: Facts
    asks: dict[str, str | None]
    judged: ItemRules

    @property
    def subject_to(self) -> tuple[str, ...]:
        return tuple(
            rule.id for rule, told in zip(self.policy.rules, self.said, strict=True) if told is LATER
        )

    def offers(self) -> dict[str, NaiveOffer]:
        judged = self.judged
        return {name: found for name in judged.names if (found := judged.offer(name)) is not None}

    def hanging_on(self, offer: str, *, only_no: bool = False) -> Causes:
        """Return what the status of *offer* hangs on; with *only_no* what its being no or not does."""
        nodes = [self.amounts[text] for text in self.judged.differing_amounts(offer)]
        return self.unknown_of(self.judged.differing(offer, only_no=only_no)) | self.unknown_in(nodes)

    def first(self, says: Mapping[int, Any]) -> Said:
        """Return what may be said first by the rules *says*, and by which of them."""
        return first_said(says, self.judged.truths, self.policy)

    def causes(self, says: Mapping[int, Any]) -> Causes:
        """Return the facts on which it hangs who of the rules *says* is the first to speak."""
        return self.unknown_of(undecided(says, self.judged.truths))

    def turning(self, says: Mapping[int, Any], outcome: Callable[[tuple[Any, str | None]], object]) -> Causes:
        """Return the facts on which it hangs what comes of that: *outcome* of what is said and by whom."""
        found = []
        for n in undecided(says, self.judged.truths):
            said = (says[n], self.policy.rules[n].id)
            below = self.first({number: each for number, each in says.items() if number > n})
            if {outcome(each) for each in below} != {outcome(said)}:
                found.append(n)
        return self.unknown_of(found)

    def unknown_of(self, rules: Iterable[int]) -> Causes:
        """Return the facts that leave *rules* unknown and that the shopper may read of."""
        return self.unknown_in([self.nodes[n] for n in rules if not self.policy.rules[n].internal])

    def unknown_in(self, nodes: Iterable[ir.Node]) -> Causes:
        paths = {found.path for node in nodes for found in ir.fields(node)}
        return frozenset((path, self.asks[path]) for path in paths if is_unknown(self.facts(path)))

    def reasons(self, offers: Iterable[NaiveOffer]) -> tuple[tuple[str, str | None], ...]:
        found = {reason for offer in offers for reason in offer.reasons}
        if not offers:
            found |= self.judged.reasons_without_offers()
        return in_order(found, [self.policy])


CODES = ("refused", "limit", "set", "method", "withheld", "window", "nothing_offered")


def in_order(
    reasons: Iterable[tuple[str, str | None]], policies: Iterable[Policy]
) -> tuple[tuple[str, str | None], ...]:
    """Return *reasons* by their kind, then in the order of the rules of *policies*."""
    ids: list[str | None] = [None, *(rule.id for policy in policies for rule in policy.rules)]
    return tuple(sorted(reasons, key=lambda reason: (CODES.index(reason[0]), ids.index(reason[1]))))


def read_item(
    policy: Policy,
    order: Order,
    item: RequestedItem,
    request: ReturnRequest,
    at: datetime,
    history: ReturnHistory | None = None,
    inspection: Inspection | None = None,
) -> Reading:
    """Return *item* as *policy* reads it; rules about the whole return are silent about items."""
    at = at.astimezone(UTC)
    vocabulary = declare(STANDARD, policy.facts)
    later = of_return(policy)
    names = define(policy.define, Schema((*vocabulary.schema, *TOTALS)))
    line = next(line for line in order.lines if line.id == item.line_id)
    subject = Subject(order, line, item, request, policy.currency, history, inspection, at)
    readers = {fact.name.path: fact.read for fact in vocabulary.facts}
    asks = {fact.name.path: fact.name.ask for fact in vocabulary.facts}

    def facts(path: str) -> Any:
        return readers[path](subject)

    never = ir.Literal(value=False)
    nodes = [
        never if n in later else condition(rule, lambda text: read(text, vocabulary.schema, names))
        for n, rule in enumerate(policy.rules)
    ]
    zone, shops = zones_of(policy, order)
    said: list[Truth] = [
        truth(node, facts, asks) if is_placed(rule, order, shops) else False
        for rule, node in zip(policy.rules, nodes, strict=True)
    ]
    texts = {text for rule in policy.rules if rule.within for text in rule.within.expressions}
    amounts = {text: read_number(text, vocabulary.schema, names) for text in texts}
    numbers = {text: number(node, facts) for text, node in amounts.items()}
    clocks = Clocks(zone, **{clock.value: started(clock, order, item.line_id) for clock in ClockName})  # type: ignore[arg-type]  # the order's is known
    rules = ItemRules(policy, [settled(told) for told in said], clocks, numbers, at, {})
    return Reading(policy, nodes, said, amounts, facts, asks, rules)


def is_placed(rule: Rule, order: Order, zone: ZoneInfo) -> bool:
    return rule.placed is None or day_of(order.placed_at, zone) in rule.placed


def zones_of(policy: Policy, order: Order) -> tuple[ZoneInfo, ZoneInfo]:
    """Return the zone of windows and that of periods."""
    names = [policy.timezone] if isinstance(policy.timezone, str) else list(policy.timezone)
    place = order.shipping_address.timezone if order.shipping_address else None
    known = [place if name == "destination" else name for name in names]
    return ZoneInfo(next(name for name in known if name)), ZoneInfo(names[-1])


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
class ItemRules:
    """The rules of one policy about the standing and the windows of one item, with their truths."""

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
        if True in self.stands(offer) and not any(True in span.inside(self.at) for span in spans):
            # Too late in any case: what only may have refused it is no reason.
            reasons = {(code, rule) for code, rule in reasons if code == "window"}
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
            offer,
        )

    def assumes(self, window: Window) -> bool:
        """Whether a fallback stands in for the event of *window*, or of a part of it."""
        if window.parts:
            return any(map(self.assumes, window.parts))
        known = [getattr(self.clocks, start.event) is not None for start in window.chain]
        return any(known) and not known[0]

    # Step 6: which rules' facts may still move the verdict, and why the answer is no.

    def differing(self, offer: str, *, only_no: bool = False) -> set[int]:
        """Return the unknown rules of those things of *offer* whose possible values differ in status.

        With *only_no* a review and a yes do not differ.
        """
        rules = self.policy.rules
        found: set[int] = set()
        if len(self.exists(offer)) > 1:
            found |= {n for n, rule in enumerate(rules) if offer in [o.name for o in rule.offer]}
        if len({inside for span in self.spans(offer) for inside in span.inside(self.at)}) > 1:
            found |= self.timing(offer)
        is_fine = not only_no
        words = {word if word in ("yes", "review") else "no" for word, _ in self.standings(offer)}
        if len(words if is_fine else {word == "no" for word in words}) > 1:
            for n, rule in enumerate(rules):
                if (said := says(rule, offer)) and self.truths[n] is not False:
                    found.add(n)
                    found |= self.open_marks(offer, n) if said == "allow" and is_fine else set()
                    if self.truths[n] is True:
                        break
            else:
                found |= self.open_marks(offer, len(rules)) if is_fine else set()
        return {n for n in found if self.truths[n] is None}

    def differing_amounts(self, offer: str) -> set[str]:
        """Return the amounts that are not known, where *offer* may be inside its window and outside."""
        if len({inside for span in self.spans(offer) for inside in span.inside(self.at)}) == 1:
            return set()
        rules = [self.policy.rules[n] for n in self.counted(offer)]
        texts = [
            text for rule in rules if not rule.internal and rule.within for text in rule.within.expressions
        ]
        return {text for text in texts if self.numbers[text] is None}

    def counted(self, offer: str) -> set[int]:
        """Return the rules whose windows tell when *offer* opens and closes, or may do so."""
        rungs = [self.counted(above) for above in self.rungs(offer)]
        return self.windows(offer).union(*rungs)

    def rungs(self, offer: str) -> set[str]:
        """Return the offers whose closing lets *offer* open, or may do so."""
        above = {after for n in self.windows(offer) if (after := self.policy.rules[n].after)}
        return {name for name in above if True in self.exists(name) and True in self.stands(name)}

    def stands(self, offer: str) -> set[bool]:
        """Return whether *offer* stands, or may, if it is made."""
        return {word not in ("refuse", "withhold") for word, _ in self.standings(offer)}

    def timing(self, offer: str) -> set[int]:
        """Return the rules that tell when *offer* opens and closes, or may do so."""
        rules = self.policy.rules
        found = self.windows(offer)
        for above in self.rungs(offer):
            if len(self.exists(above)) > 1:
                found |= {n for n, rule in enumerate(rules) if above in [o.name for o in rule.offer]}
            if len(self.stands(above)) > 1:
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

    def reasons_without_offers(self) -> set[tuple[str, str | None]]:
        """Return why nothing stands where nothing is on the table."""
        standings = [self.standings(name) for name in self.names]
        found: set[tuple[str, str | None]] = {("nothing_offered", None)}
        if all(len(said) == 1 and next(iter(said))[0] == "refuse" for said in standings):
            found |= {("refused", by) for said in standings for _, by in said}
        return found


def says(rule: Rule, offer: str) -> str | None:
    """Return what *rule* says of the standing of *offer*."""
    if offer in rule.withhold or (rule.only and offer not in rule.only):
        return "withhold"
    if rule.refuse is not None and binds(rule, offer):
        return "refuse"
    return "allow" if rule.allow and binds(rule, offer) else None


def marks(rule: Rule, offer: str) -> bool:
    return rule.review is not None and binds(rule, offer)
