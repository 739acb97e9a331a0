"""The naive interpreter of a whole return: demands, terms, floors, step 5, and the return itself (step 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from itertools import zip_longest
from math import floor
from typing import Any, Final

from returnkit.expr import ir
from returnkit.expr.compile import define, read
from returnkit.expr.schema import Schema, Unknown
from returnkit.facts import (
    STANDARD,
    TOTALS,
    Inspection,
    LineItem,
    Order,
    RequestedItem,
    ReturnHistory,
    ReturnRequest,
    declare,
)
from returnkit.money import Money
from returnkit.policy import Approval, Before, Evidence, Policy, Question, Rule, TermKey
from tests.naive import Causes, NaiveOffer, Reading, in_order, is_placed, judged_by, read_item, zones_of
from tests.naive_conditions import NOW, Truth, all_of, any_of, condition, settled, truth
from tests.naive_shares import NOTHING, Reason, Share, Stand, kept_whole, let_in, limited
from tests.naive_things import SILENCE, Said, approvals, asks, first_said, of_return, terms

Terms = Mapping[TermKey, Said]

EVIDENCE: Final[Causes] = frozenset({("", "shopper")})
"""Something that has to be handed in before the decision: it has no path."""


@dataclass(frozen=True)
class NaiveDemand:
    """Something that may be asked for before an offer, by a rule."""

    offer: str
    name: str
    before: str
    rule: str | None
    is_met: bool
    is_certain: bool


@dataclass(frozen=True)
class NaivePart:
    """What is said of some units of a requested item that stand alike.

    `offers` are in the policy's order, floors first; `demands` those of the offers that may stand.
    """

    line_id: str
    place: int
    quantity: int
    verdict: str
    offers: tuple[NaiveOffer, ...]
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    subject_to: tuple[str, ...]
    demands: frozenset[NaiveDemand]

    @property
    def may_be_accepted(self) -> bool:
        return self.verdict != "ineligible"

    @property
    def is_surely_accepted(self) -> bool:
        return any("no" not in offer.statuses for offer in self.offers)


@dataclass(frozen=True)
class NaiveReturn:
    """What is said of a request: its parts in order, the return's terms by offer, the approval.

    The terms are of the policy's own offers that are on the table for a part that may be accepted. A term
    about which surely nobody speaks is left out, here and in the offers of parts.
    """

    parts: tuple[NaivePart, ...]
    terms: Mapping[str, Terms]
    approval: str


def judge_return(
    policy: Policy,
    order: Order,
    request: ReturnRequest,
    at: datetime,
    history: ReturnHistory | None = None,
    inspections: Sequence[Inspection | None] = (),
    floors: Sequence[Policy] = (),
) -> NaiveReturn:
    """Return what the semantics say of *request* at *at*."""
    asked = [*zip_longest(request.items, inspections)]
    read_by = [
        [read_item(each, order, item, request, at, history, found) for item, found in asked]
        for each in (*floors, policy)
    ]
    readings = read_by[-1]
    shares = [
        Share(
            place,
            item.quantity,
            tuple(
                stand
                for each in read_by
                for stand in _stands(each[place], item, request, is_floor=each is not readings)
            ),
        )
        for place, item in enumerate(request.items)
    ]
    shares = limited(policy, shares, readings, history)
    shares = kept_whole(policy, shares, readings, order, request)
    shares = let_in(policy, shares, readings, request.method)
    parts = merged(_part(share, [each[share.place] for each in read_by], request) for share in shares)
    return _whole_return(policy, order, readings, parts)


def merged(parts: Iterable[NaivePart]) -> tuple[NaivePart, ...]:
    """Return *parts* with neighbours of one item of which the same is said as one."""
    found: list[NaivePart] = []
    for part in parts:
        if found and replace(found[-1], quantity=part.quantity) == part:
            found[-1] = replace(part, quantity=found[-1].quantity + part.quantity)
        else:
            found.append(part)
    return tuple(found)


# --- step 3: terms and demands; step 6: verdicts ------------------------------------------------------


def _stands(reading: Reading, item: RequestedItem, request: ReturnRequest, *, is_floor: bool) -> list[Stand]:
    """Return every offer that may be on the table for *item*, before limits, sets and doors."""
    found = []
    for name, judged in reading.offers().items():
        said = {key: reading.first(says) for key, says in terms(reading.policy, name).items()}
        spoken = {key: each for key, each in said.items() if each != SILENCE}
        ends, turns = reading.hanging_on(name, only_no=True), reading.hanging_on(name)
        statuses = judged.statuses
        if statuses != {"no"}:
            is_open, causes = _lacks(reading, name, item, request)
            statuses |= {"no"} if is_open else set()
            ends, turns = ends | causes, turns | causes
        found.append(Stand(replace(judged, statuses=statuses, terms=spoken), is_floor, ends, turns))
    return found


def _lacks(reading: Reading, offer: str, item: RequestedItem, request: ReturnRequest) -> tuple[bool, Causes]:
    """Return whether something may be missing that is asked for before the decision, and what it hangs on."""
    is_open, causes = False, NOTHING
    for says in asks(reading.policy, offer).values():
        said = reading.first(says)
        lacking = {rule: _lacks_now(asked, item, request) for asked, rule in said}
        if not any(lacking.values()):
            continue
        is_open = True
        hidden = {rule.id for rule in reading.policy.rules if rule.internal}
        if any(is_lacking and rule not in hidden for rule, is_lacking in lacking.items()):
            causes |= EVIDENCE
        if not all(lacking.values()):
            causes |= reading.causes(says)
    return is_open, causes


Asked = tuple[Evidence | Question, Before]


def _lacks_now(asked: Asked | None, item: RequestedItem, request: ReturnRequest) -> bool:
    return asked is not None and asked[1] is Before.DECISION and not _is_met(asked[0], item, request)


def _is_met(wanted: Evidence | Question, item: RequestedItem, request: ReturnRequest) -> bool:
    if isinstance(wanted, Evidence):
        return item.evidence.get(wanted.name, 0) + request.evidence.get(wanted.name, 0) >= wanted.least
    answers = (item.answers, item.staff_answers, request.answers, request.staff_answers)
    return any(wanted.name in each for each in answers)


def _demands(reading: Reading, offer: str, item: RequestedItem, request: ReturnRequest) -> set[NaiveDemand]:
    found = set()
    for name, says in asks(reading.policy, offer).items():
        said = reading.first(says)
        for asked, rule in said:
            if asked is not None:
                wanted, before = asked
                is_met = _is_met(wanted, item, request)
                found.add(NaiveDemand(offer, name, before.value, rule, is_met, len(said) == 1))
    return found


def _part(share: Share, readings: Sequence[Reading], request: ReturnRequest) -> NaivePart:
    """Return *share* judged; *readings* are of its item, floors first."""
    item, own = request.items[share.place], readings[-1]
    offers = tuple(stand.offer for stand in share.stands)
    verdict, missing = judged_by([(stand.offer.statuses, stand.turns) for stand in share.stands])
    reasons = {reason for stand in share.own for reason in stand.offer.reasons}
    if not share.own:
        reasons |= own.judged.reasons_without_offers()
    policies = [reading.policy for reading in readings]
    may_stand = {offer.name for offer in offers if offer.statuses != {"no"}}
    demands = {
        demand
        for reading in readings
        for name in reading.offers()
        if name in may_stand
        for demand in _demands(reading, name, item, request)
    }
    return NaivePart(
        item.line_id,
        share.place,
        share.quantity,
        verdict,
        offers,
        in_order(reasons, policies) if verdict == "ineligible" else (),
        missing,
        own.subject_to,
        frozenset(demands),
    )


# --- step 7: the return -----------------------------------------------------------------------------


def _whole_return(
    policy: Policy, order: Order, readings: Sequence[Reading], parts: tuple[NaivePart, ...]
) -> NaiveReturn:
    """Return the return over *parts*; *readings* are of the requested items."""
    accepted = [part for part in parts if part.may_be_accepted]
    if not accepted:
        return NaiveReturn(parts, {}, Approval.MANUAL.value)
    truths = _truths(policy, order, readings, accepted)
    later = of_return(policy)
    may_be_taken = {offer.name for part in accepted for offer in part.offers if offer.statuses != {"no"}}
    found: dict[str, Terms] = {}
    for name in dict.fromkeys(made.name for rule in policy.rules for made in rule.offer):
        if name not in may_be_taken:
            continue
        of_offer = {}
        for key, says in terms(policy, name).items():
            said = first_said({n: each for n, each in says.items() if n in later}, truths, policy)
            if said != SILENCE:
                of_offer[key] = said
        if of_offer:
            found[name] = of_offer
    approved = {word for word, _ in first_said(approvals(policy), truths, policy)}
    is_automatic = approved == {Approval.AUTOMATIC} and not any(map(_needs_a_person, accepted))
    return NaiveReturn(parts, found, (Approval.AUTOMATIC if is_automatic else Approval.MANUAL).value)


def _needs_a_person(part: NaivePart) -> bool:
    return part.verdict in ("review", "needs_info") or any(
        offer.assumed
        or "review" in offer.statuses
        or (len(offer.statuses) > 1 and any(code == "refused" for code, _ in offer.reasons))
        for offer in part.offers
    )


def _truths(
    policy: Policy, order: Order, readings: Sequence[Reading], accepted: Sequence[NaivePart]
) -> list[bool | None]:
    """Return of each rule about the return whether it applies; other rules are false."""
    schema = Schema((*declare(STANDARD, policy.facts).schema, *TOTALS))
    names = define(policy.define, schema)
    totals = _totals(policy, order, accepted)
    of_return_, (first, *_) = of_return(policy), readings

    def facts(path: str) -> Any:
        return totals[path] if path in totals else first.facts(path)

    who: dict[str, str | None] = {name.path: name.ask for name in schema}

    def tree(text: str) -> ir.Node:
        return read(text, schema, names)

    def of_part(text: str) -> Callable[[NaivePart], Truth]:
        return lambda part: truth(tree(text), readings[part.place].facts, who)

    def told(rule: Rule) -> Truth:
        if not is_placed(rule, order, zones_of(policy, order)[1]):
            return False
        asked = [truth(condition(rule, tree), facts, who)]
        if rule.when_any is not None:
            asked.append(_of_any(accepted, of_part(rule.when_any)))
        if rule.when_all is not None:
            asked.append(_of_all(accepted, of_part(rule.when_all)))
        return all_of(asked)

    return [settled(told(rule)) if n in of_return_ else False for n, rule in enumerate(policy.rules)]


def _of_any(parts: Sequence[NaivePart], ask: Callable[[NaivePart], Truth]) -> Truth:
    """Return whether it is true of some part that is accepted."""
    return any_of(all_of([True if part.is_surely_accepted else NOW, ask(part)]) for part in parts)


def _of_all(parts: Sequence[NaivePart], ask: Callable[[NaivePart], Truth]) -> Truth:
    """Return whether it is true of every part that is accepted."""
    return all_of(any_of([False if part.is_surely_accepted else NOW, ask(part)]) for part in parts)


_UNDECIDED: Final = Unknown("undecided")
_FOREIGN: Final = Unknown("foreign_currency")


def _totals(policy: Policy, order: Order, accepted: Sequence[NaivePart]) -> dict[str, Any]:
    """Return the totals of what comes back and of what stays."""
    if not all(part.is_surely_accepted for part in accepted):
        return {name.path: _UNDECIDED for name in TOTALS}
    units = {line.id: 0 for line in order.lines}
    for part in accepted:
        units[part.line_id] += part.quantity  # type: ignore[index]  # ids of lines
    value = sum(paid_for(line, units[line.id]) for line in order.lines)
    left = sum(paid_for(line, line.current_quantity) for line in order.lines)
    count = sum(units.values())
    found: dict[str, Any] = {
        "accepted.quantity": count,
        "accepted.lines": len([line for line in order.lines if units[line.id] > 0]),
        "kept.quantity": sum(line.current_quantity for line in order.lines) - count,
    }
    for path, minor in (("accepted.value", value), ("kept.value", left - value)):
        is_ours = order.currency == policy.currency
        found[path] = Money(minor, order.currency).decimal if is_ours else _FOREIGN
    return found


def paid_for(line: LineItem, units: int) -> int:
    """Return what was paid for *units* of *line*, in minor units, rounded half up."""
    paid = Fraction(line.unit_price.minor * line.quantity - line.discount.minor, line.quantity)
    return floor(paid * units + Fraction(1, 2))
