"""Whole cases: policies that speak about everything, and requests of several items, seeded.

One to four requested items of one to three lines; unknown facts, lost clocks, missing evidence and
histories that were not supplied included. Small enough to try out every possibility.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache, cached_property
from random import Random
from typing import Final

from hypothesis import strategies as st

from returnkit.facts import (
    Attributes,
    Bundle,
    Customer,
    Fulfillment,
    FulfillmentStatus,
    Inspection,
    LineItem,
    LineQuantity,
    Order,
    RequestedItem,
    ReturnHistory,
    ReturnRequest,
)
from returnkit.ids import CustomerId, FulfillmentId
from returnkit.policy import Policy
from tests import seasons
from tests.builders import a_line, an_item, an_order
from tests.cases import CATEGORIES, LEAST, PLACES, REASONS, Fields, an_instant
from tests.modes import size
from tests.naive_return import NaiveReturn, judge_return
from tests.whole_rules import COUNTERS, EVIDENCE, METHODS, QUESTIONS, a_floor, a_whole_policy, at_the_edge

_PARTS: Final = frozenset({"table", "chair"})


@dataclass(frozen=True)
class WholeCase:
    """One question to a policy about a whole request."""

    seed: int
    policy: Policy
    order: Order
    request: ReturnRequest
    at: datetime
    history: ReturnHistory | None = None
    inspections: tuple[Inspection | None, ...] = ()
    floors: tuple[Policy, ...] = ()

    @cached_property
    def on_floors(self) -> Policy:
        """The policy with its floors; built once, because what is built anew is compiled anew."""
        return self.policy.evolve(floor=self.floors) if self.floors else self.policy

    @cached_property
    def judged(self) -> NaiveReturn:
        """What the naive interpreter says; asked once, because it reads every rule's text anew."""
        return judge_return(
            self.policy, self.order, self.request, self.at, self.history, self.inspections, self.floors
        )

    def under(self, policy: Policy) -> WholeCase:
        return replace(self, policy=policy)


@cache
def whole_case(seed: int) -> WholeCase:
    """Return the case of *seed*."""
    random = Random(f"{seed} as a whole")
    zone, placed = random.choice(PLACES)
    policy = a_whole_policy(random, zone, placed)
    certainty = random.choice((0.6, 0.8, 1.0))
    order = _an_order(random, placed, certainty)
    request = _a_request(random, order, certainty)
    if random.random() < 0.3:
        policy = at_the_edge(random, policy, order, request)
    inspections = tuple(
        seasons.a_finding(random) for _ in range(random.choice((0, 0, len(request.items), 1)))
    )
    return WholeCase(
        seed, policy, order, request, _an_instant(random, policy, order), _a_past(random), inspections
    )


@cache
def floor_case(seed: int) -> WholeCase:
    """Return the case of *seed* with one floor or two under its policy."""
    random, case = Random(f"{seed} on a floor"), whole_case(seed)
    floors = tuple(a_floor(random, case.policy.zone.key, n) for n in range(random.choice((1, 1, 2))))
    return replace(case, floors=floors)


WHOLE_SIZE: Final = size(ci=300, full=20_000)

whole_cases: Final = st.integers(0, WHOLE_SIZE - 1).map(whole_case)
floor_cases: Final = st.integers(0, WHOLE_SIZE - 1).map(floor_case)


def _an_order(random: Random, placed: datetime, certainty: float) -> Order:
    """Return an order of one to three lines, often with a bundle among them."""
    currency = "USD" if random.random() < 0.93 else "EUR"
    has_bundle = random.random() < 0.6
    lines = [
        _line(random, number, currency, certainty, in_bundle=has_bundle and random.random() < 0.8)
        for number in range(1, random.choice((1, 2, 2, 3)) + 1)
    ]
    customer = Customer(
        id=CustomerId("customer-1"),
        tags=frozenset(),
        tier=random.choice(("gold", "silver", None)),
        attributes=Attributes({"risk": random.choice(("low", "high"))} if random.random() < 0.6 else {}),
    )
    return an_order(
        lines,
        placed_at=placed,
        currency=currency,
        customer=customer if random.random() < 0.9 else None,
        channel=random.choice(("web", "store", None)),
        fulfillments=tuple(_parcel(random, line, placed, certainty) for line in lines),
    )


def _line(random: Random, number: int, currency: str, certainty: float, *, in_bundle: bool) -> LineItem:
    recorded: Fields = {"window_days": random.randrange(30)} if random.random() < 0.6 else {}
    if random.random() < certainty:
        recorded["weight"] = random.choice((2, 6, 50))
    if random.random() < 0.3:
        recorded["final"] = random.random() < 0.3
    if random.random() < 0.3:
        recorded |= {"grade": random.choice("abc"), "complete": random.random() < 0.5}
    quantity = random.choice((1, 2, 2, 3, 4))
    parts = _PARTS if random.random() < 0.4 else frozenset[str]()
    return a_line(
        f"line-{number}",
        quantity=quantity,
        # Of the first line something is left, so that something can be asked back.
        current_quantity=max(1 if number == 1 else 0, quantity - random.choice((0, 0, 0, 0, 1))),
        category=random.choice(CATEGORIES),
        attributes=Attributes(recorded),
        currency=currency,
        price=random.choice(("20.00", "40.00", "75.99")),
        # A cent off the whole line: what two or three units cost is not a multiple of what one does.
        discount=random.choice(("0", "0.01", "0.01", "3.33")),
        bundle=Bundle(id=random.choice(("set-1", "set-1", "set-2")), components=parts) if in_bundle else None,
    )


def _parcel(random: Random, line: LineItem, placed: datetime, certainty: float) -> Fulfillment:
    shipped = placed + timedelta(minutes=random.randint(0, 3_000))
    delivered = shipped + timedelta(minutes=random.randint(0, 3_000))
    return Fulfillment(
        id=FulfillmentId(f"parcel-of-{line.id}"),
        status=FulfillmentStatus.DELIVERED,
        shipped_at=shipped if random.random() < certainty else None,
        delivered_at=delivered if random.random() < certainty else None,
        lines=(LineQuantity(line_id=line.id, quantity=line.quantity),),
    )


def _a_request(random: Random, order: Order, certainty: float) -> ReturnRequest:
    """Return a request: in half of them all that is left comes back, perhaps without some parts."""
    is_of_all = random.random() < 0.5
    left = {line.id: line.current_quantity for line in order.lines}
    items: list[RequestedItem] = []
    for line in random.sample(order.lines, len(order.lines)):
        while len(items) < 4 and left[line.id] and (is_of_all or not items or random.random() < 0.6):
            units = left[line.id] if random.random() < 0.6 else random.randint(1, left[line.id])
            left[line.id] -= units
            items.append(_item(random, line, units, certainty))
    return ReturnRequest(
        items=tuple(items),
        method=random.choice((None, *METHODS, *METHODS)),
        evidence=_handed_in(random, 0.15),
        answers=Attributes({name: "yes" for name in QUESTIONS if random.random() < 0.2}),
    )


def _item(random: Random, line: LineItem, units: int, certainty: float) -> RequestedItem:
    def known() -> bool:
        return random.random() < certainty

    answers: Fields = {"opened": random.random() < 0.5} if known() else {}
    answers |= {"term": random.randrange(30)} if known() else {}
    told = {name: random.random() for name in QUESTIONS}
    answers |= {name: "because" for name, draw in told.items() if draw < 0.2}
    by_staff: Fields = {name: "looked up" for name, draw in told.items() if 0.2 <= draw < 0.4}
    parts = random.choice((None, None, None, _PARTS, frozenset({"table"}))) if line.bundle else None
    return an_item(
        line,
        units,
        reason=random.choice([reason for reason in REASONS if reason]) if known() else None,
        components=parts,
        evidence=_handed_in(random, 0.45),
        answers=Attributes(answers),
        staff_answers=Attributes(by_staff | ({"sealed": random.random() < 0.5} if known() else {})),
    )


def _handed_in(random: Random, share: float) -> dict[str, int]:
    return {name: random.choice((1, 2, 3)) for name in EVIDENCE if random.random() < share}


def _a_past(random: Random) -> ReturnHistory | None:
    """Return a history with counters or without, or None where it was not supplied."""
    if random.random() < 0.3:
        return None
    counters = {name: random.choice((0, 0, 1, 2)) for name in COUNTERS if random.random() < 0.6}
    household = {name: random.choice((0, 1, 2)) for name in COUNTERS if random.random() < 0.5}
    return ReturnHistory(counters=counters, household_counters=household)


def _an_instant(random: Random, policy: Policy, order: Order) -> datetime:
    """Return an instant: mostly while windows are open, else beside a closing or before the order."""
    draw = random.random()
    if draw < 0.03:
        return order.placed_at - LEAST
    plain = [
        rule for rule in policy.rules if rule.within and (rule.within.days is not None or rule.within.hours)
    ]
    if draw < 0.15 and plain:
        return an_instant(random, policy.evolve(rules=(*plain,)), order)
    return order.placed_at + timedelta(hours=random.choice((1, 80, 110, 110, 150)))


def completed_whole(
    random: Random, case: WholeCase, *, clocks: bool = True, inspected: bool = False
) -> WholeCase:
    """Return *case* with everything known and handed in that can be at the request, but the method.

    Without *clocks* events stay unknown; with *inspected* what comes later is known as well, and the method.
    """
    history = case.history
    if history is None:
        counters = {name: random.choice((0, 1, 2)) for name in COUNTERS}
        history = ReturnHistory(counters=counters, household_counters=counters)
    # A limit reads a counter that is not there as zero; the fact of the same name is then as well.
    history = history.evolve(counters={"swaps": 0, **history.counters})
    items = []
    for item in case.request.items:
        answers: Fields = {"opened": random.random() < 0.5, "term": random.randrange(30)}
        answers |= {**dict.fromkeys(QUESTIONS, "because"), **item.answers}
        by_staff: Fields = {"sealed": random.random() < 0.5, **item.staff_answers}
        items.append(
            item.evolve(
                reason=item.reason or random.choice([reason for reason in REASONS if reason]),
                evidence=dict.fromkeys(EVIDENCE, 5),
                answers=Attributes(answers),
                staff_answers=Attributes(by_staff),
            )
        )
    order, request, lines = case.order, case.request.evolve(items=tuple(items)), []
    for line in order.lines:
        recorded: Fields = {"weight": random.choice((2, 6, 50)), "window_days": random.randrange(30)}
        if inspected:
            recorded |= {"grade": random.choice("abc"), "complete": random.random() < 0.5}
        lines.append(line.evolve(attributes=Attributes(recorded | dict(line.attributes))))
    parcels = []
    for parcel in order.fulfillments:
        shipped = parcel.shipped_at or order.placed_at + timedelta(minutes=random.randint(0, 9_000))
        delivered = parcel.delivered_at or order.placed_at + timedelta(minutes=random.randint(0, 20_000))
        known = parcel.evolve(shipped_at=shipped, delivered_at=delivered)
        parcels.append(known if clocks else parcel)
    invoiced = order.placed_at + timedelta(minutes=random.randint(0, 9_000)) if clocks else None
    order = order.evolve(lines=tuple(lines), fulfillments=tuple(parcels), invoiced_at=invoiced)
    if inspected:
        looked = [Inspection(is_worn=random.random() < 0.5, is_damaged=random.random() < 0.5) for _ in items]
        case = replace(case, inspections=tuple(looked))
        request = request.evolve(method=request.method or random.choice(METHODS))
    return replace(case, order=order, request=request, history=history)
