"""Cases: small policies with orders, requests and instants, seeded; unknown facts and lost clocks included.

Constants come from small pools and instants from the closings of the policy itself, so edges are hit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Any, Final

from hypothesis import strategies as st

from returnkit.facts import (
    Attributes,
    Customer,
    Declaration,
    Fulfillment,
    FulfillmentStatus,
    Inspection,
    LineQuantity,
    Order,
    RequestedItem,
    Resolution,
    ReturnHistory,
    ReturnRequest,
)
from returnkit.ids import CustomerId, FulfillmentId, PolicyId
from returnkit.policy import ClockName, Policy, Rule, Window
from tests import seasons
from tests.builders import a_line, an_item, an_order
from tests.modes import size
from tests.naive import judge
from tests.naive_clocks import ends, started
from tests.naive_things import binds

Fields = dict[str, Any]  # Any: a rule as a document writes it

FACTS: Final[Mapping[str, Declaration]] = {
    "item.opened": Declaration(type="boolean", ask="shopper"),
    "item.sealed": Declaration(type="boolean", ask="staff"),
    "item.grade": Declaration(type=("a", "b", "c"), ask="inspection"),
    "item.complete": Declaration(type="boolean", ask="inspection"),
    "item.weight": Declaration(type="number"),
    "item.final": Declaration(type="boolean", default=False),
    "customer.risk": Declaration(type=("low", "high"), nullable=True),
    **seasons.FACTS,
}
DEFINE: Final[Mapping[str, str]] = {
    "vip": 'customer.tier == "gold" or customer.risk == "low"',
    "faulty": 'request.reason in ["damaged", "defective"]',
    "heavy": "item.weight > 5",
}
OFFERS: Final = {
    "refund": Resolution.REFUND,
    "exchange": Resolution.EXCHANGE,
    "late_credit": Resolution.STORE_CREDIT,
}
CATEGORIES: Final = ("shirts", "shoes", "bags", None)
REASONS: Final = ("damaged", "defective", "unwanted", None)
_ATOMS: Final = (
    'item.category == "shoes"', 'item.category in ["shoes", "bags"]', 'not (item.category == "bags")', "vip",
    "faulty", "heavy", "item.opened", "not item.opened", "item.sealed", 'item.grade == "a"', "item.complete",
    'item.grade in ["b", "c"]', "item.final", 'request.reason == "damaged"', 'request.reason != "unwanted"',
    "100 / item.weight > 20", 'customer.risk == "high"', '(customer.tier ?? "none") == "gold"',
    "order.total >= 50", 'order.channel == "web"', 'item.opened ? heavy : faulty', "customer.tier == null",
    'item.grade == "a" or item.opened', "item.complete and item.opened", "true", "false",
)  # fmt: skip
# Where clocks change over midnight, a day is skipped, or nothing happens.
PLACES: Final = (
    ("UTC", datetime(2026, 3, 1, 12, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 10, 25, 3, 59, 59, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 3, 27, 22, 30, tzinfo=UTC)),
    ("America/Sao_Paulo", datetime(2018, 11, 2, 2, 30, tzinfo=UTC)),
    ("Africa/Cairo", datetime(2026, 4, 22, 21, 59, tzinfo=UTC)),
    ("America/St_Johns", datetime(2010, 11, 5, 1, 0, tzinfo=UTC)),
    ("America/St_Johns", datetime(2010, 11, 7, 2, 45, tzinfo=UTC)),
    ("Pacific/Apia", datetime(2011, 12, 28, 23, 0, tzinfo=UTC)),
)
_AMOUNTS: Final = (0, 1, 2, 3, 14, 30)
_CLOCKS: Final = (ClockName.ORDER, ClockName.SHIPMENT, ClockName.DELIVERY)
LEAST: Final = timedelta(microseconds=1)


@dataclass(frozen=True)
class Case:
    """One question to a policy."""

    seed: int
    policy: Policy
    order: Order
    request: ReturnRequest
    at: datetime
    history: ReturnHistory | None = None
    inspection: Inspection | None = None

    @property
    def item(self) -> RequestedItem:
        return self.request.items[0]

    def under(self, policy: Policy) -> Case:
        return replace(self, policy=policy)


@cache
def case(seed: int) -> Case:
    """Return the case of *seed*: one in eight has more than forty rules about each thing."""
    random = Random(seed)
    zone, placed = random.choice(PLACES)
    season = Random(f"{seed} in season")
    if season.random() < 0.4:
        policy = a_policy(random, zone)
        order, request = some_facts(random, placed)
        return Case(seed, policy, order, request, an_instant(random, policy, order))
    policy = a_policy(random, zone, season=season, placed=placed)
    order, request = some_facts(random, placed, season=season)
    past, finding = seasons.a_past(season), seasons.a_finding(season)
    asked = Case(seed, policy, order, request, placed, past, finding)
    return replace(asked, at=an_instant_of_a_season(season, asked))


SIZE: Final = size(ci=300, full=20_000)

cases: Final = st.integers(0, SIZE - 1).map(case)
"""Cases, each built once: what the laws ask about them is much cheaper than to make them ready."""


# --- policies --------------------------------------------------------------------------------------


def a_policy(
    random: Random, zone: str, *, season: Random | None = None, placed: datetime | None = None
) -> Policy:
    """Return a policy without faults; with *season*, one that says more about time, around *placed*."""
    long = random.random() < 0.125
    offers = random.sample(list(OFFERS), random.randint(1, 3))
    rules = [a_rule(random, offers) for _ in range(random.randint(1, 6))]
    if long:
        rules += _long_lists(random)
        random.shuffle(rules)
    for name in offers:
        rules.insert(random.randint(0, len(rules)), _offering(random, name))
    if random.random() < 0.4:  # without reviews, so that the verdict is compiled
        rules = [{key: value for key, value in rule.items() if key != "review"} for rule in rules]
    rules.append({"within": _window(random)})
    if season and placed:
        rules = seasons.seasoned(season, rules, offers, placed)
    return Policy(
        id=PolicyId("generated"),
        timezone=zone,
        facts=FACTS,
        define=DEFINE,
        rules=tuple(
            Rule.model_validate({"id": f"r{number}"} | fields)
            for number, fields in enumerate(without_dead_windows(rules, offers))
        ),
    )


def a_rule(random: Random, offers: list[str]) -> Fields:
    fields: Fields = _conditions(random)
    if random.random() < 0.3:
        fields["scope"] = tuple(random.sample(offers, random.randint(1, len(offers))))
    some = tuple(random.sample(offers, random.randint(1, len(offers))))
    match random.choice(("refuse", "withhold", "only", "allow", "allow", "review", "review", "within")):
        case "refuse":
            fields["refuse"] = {"code": random.choice(("refused", "final_sale"))}
        case "withhold":
            fields["withhold"] = some
        case "only":
            fields["only"] = some
        case "allow":
            fields["allow"] = True
        case "review":
            fields["review"] = {}
            if random.random() < 0.3:
                fields |= random.choice(({"refuse": {}}, {"allow": True}))
        case _:
            fields["within"] = _window(random)
    if "within" not in fields and random.random() < 0.15:
        fields["within"] = _window(random)
    return fields


def _offering(random: Random, name: str) -> Fields:
    fields: Fields = _conditions(random) if random.random() < 0.4 else {}
    fields["offer"] = ({"name": name, "gives": OFFERS[name]},)
    if random.random() < 0.3:
        fields["within"] = _window(random)
    if random.random() < 0.1:
        fields["review"] = {}
    return fields


def _conditions(random: Random) -> Fields:
    fields: Fields = {}
    if random.random() < 0.9:
        fields["when"] = _text(random)
    if random.random() < 0.15:
        fields["unless"] = _text(random)
    if random.random() < 0.2:
        fields["internal"] = True
    return fields


def _text(random: Random) -> str:
    first = random.choice(_ATOMS)
    if random.random() < 0.5:
        return first
    return f"({first}) {random.choice(('and', 'or'))} ({random.choice(_ATOMS)})"


def _window(random: Random) -> Window:
    if random.random() < 0.1:
        return Window()
    amount, clock = random.choice(_AMOUNTS), random.choice(_CLOCKS)
    return (
        Window(hours=amount * 24 or 1, of=clock) if random.random() < 0.3 else Window(days=amount, of=clock)
    )


def _long_lists(random: Random) -> list[Fields]:
    """Return lists long enough for the index, with few true rules."""
    refusing: list[Fields] = [
        {"when": f'item.category == "c{number}"', random.choice(("refuse", "allow")): True}
        for number in range(41)
    ]
    refusing = [{"when": each["when"], "refuse": {}} if "refuse" in each else each for each in refusing]
    timing: list[Fields] = [
        {"when": f'item.unit_price > {500 - number} and item.category != "c"', "within": _window(random)}
        for number in range(41)
    ]
    special: list[Fields] = [
        {"when": f'item.category == "{random.choice(CATEGORIES)}"', "refuse": {}},
        {"when": "item.unit_price >= 40", "within": _window(random)},
    ]
    return refusing + (timing if random.random() < 0.5 else []) + special


def without_dead_windows(rules: list[Fields], offers: list[str]) -> list[Fields]:
    closed: set[str] = set()
    kept: list[Fields] = []
    for fields in rules:
        rule = Rule.model_validate({"id": "x", "allow": False, "review": {}} | fields)
        bound = {name for name in offers if binds(rule, name)}
        if rule.within is not None and bound <= closed:
            kept.append({key: value for key, value in fields.items() if key not in ("within", "after")})
        else:
            kept.append(fields)
            is_always = rule.unless is None and rule.placed is None and rule.when in (None, "true")
            if rule.within is not None and is_always:
                closed |= bound
    return [fields for fields in kept if fields.keys() - _NO_EFFECTS]


_NO_EFFECTS: Final = {"when", "unless", "placed", "internal", "scope"}


# --- facts -----------------------------------------------------------------------------------------


def some_facts(
    random: Random, placed: datetime, *, season: Random | None = None
) -> tuple[Order, ReturnRequest]:
    """Return an order and a request for one of its lines; in most, a third of what can be unknown is."""
    certainty = random.choice((0.65, 0.65, 1.0))

    def known() -> bool:
        return random.random() < certainty

    recorded: Fields = {}
    if known():
        recorded["weight"] = random.choice((0, 2, 6, 50))
    if random.random() < 0.3:
        recorded["final"] = random.random() < 0.5
    if random.random() < 0.3:
        recorded |= {"grade": random.choice("abc"), "complete": random.random() < 0.5}
    answered: Fields = {"opened": random.random() < 0.5} if known() else {}
    more: Fields = {}
    if season and season.random() < 0.6:
        answered["term"] = season.randrange(30)
    if season and season.random() < 0.6:
        recorded["window_days"] = season.randrange(30)
    if season and season.random() < 0.5:
        more["invoiced_at"] = placed + timedelta(minutes=season.randint(0, 4_000))
    answers = Attributes(answered)
    by_staff = Attributes({"sealed": random.random() < 0.5} if known() else {})
    risk = random.choice(("low", "high", None))
    customer = Customer(
        id=CustomerId("customer-1"),
        tags=frozenset(),
        tier=random.choice(("gold", "silver", None)),
        attributes=Attributes({"risk": risk} if risk else {}),
    )
    quantity = random.choice((1, 1, 2))
    category = random.choice((*CATEGORIES, "c3", "c40"))
    line = a_line(
        quantity=quantity,
        category=category,
        attributes=Attributes(recorded),
        currency="USD" if random.random() < 0.9 else "EUR",
        price=random.choice(("40.00", "470.00", "600.00")),
    )
    order = an_order(
        [line],
        placed_at=placed,
        currency=line.unit_price.currency,
        customer=customer if random.random() < 0.9 else None,
        channel=random.choice(("web", "store", None)),
        fulfillments=_parcels(random, quantity, placed, known),
        **more,
    )
    item = an_item(reason=random.choice(REASONS), answers=answers, staff_answers=by_staff)
    return order, ReturnRequest(items=(item,))


def _parcels(
    random: Random, quantity: int, placed: datetime, known: Callable[[], bool]
) -> tuple[Fulfillment, ...]:
    parcels = []
    for number in range(quantity):
        shipped = placed + timedelta(minutes=random.randint(0, 4_000))
        status = FulfillmentStatus.DELIVERED if random.random() < 0.9 else FulfillmentStatus.CANCELLED
        parcels.append(
            Fulfillment(
                id=FulfillmentId(f"parcel-{number}"),
                status=status,
                shipped_at=shipped if known() else None,
                delivered_at=shipped + timedelta(minutes=random.randint(0, 4_000)) if known() else None,
                lines=(LineQuantity(line_id=a_line().id, quantity=1),),
            )
        )
    return tuple(parcels)


def an_instant(random: Random, policy: Policy, order: Order) -> datetime:
    """Return an instant: often at a closing or just beside it, seldom before the order."""
    if random.random() < 0.08:
        return order.placed_at - random.choice((LEAST, timedelta(days=3)))
    windows = [rule.within for rule in policy.rules if rule.within]
    if random.random() < 0.7:
        window = random.choice((windows[-1], random.choice(windows)))
        start = started(window.of, order, order.lines[0].id) if window.of else None
        closes = ends(window, start or order.placed_at, policy.zone)
        if closes is not None:
            return closes + random.choice((-LEAST, timedelta(0), LEAST))
    return order.placed_at + timedelta(hours=random.choice((0, 1, 30, 100, 400, 1000)))


def an_instant_of_a_season(random: Random, asked: Case) -> datetime:
    """Return an instant: often where an offer opens or closes or just beside it."""
    placed = asked.order.placed_at
    if random.random() < 0.05:
        return placed - LEAST
    said = judge(
        asked.policy, asked.order, asked.item, asked.request, placed, asked.history, asked.inspection
    )
    turns = [
        turn
        for offer in said.offers.values()
        for turn in (offer.earliest, offer.accepted, offer.opens)
        if turn is not None and turn > placed
    ]
    if turns and random.random() < 0.75:
        return random.choice(turns) + random.choice((-LEAST, timedelta(0), LEAST))
    return placed + timedelta(hours=random.choice((1, 30, 100, 400, 1000, 2500)))


def completed(random: Random, case: Case, *, inspected: bool = False, clocks: bool = True) -> Case:
    """Return *case* with every fact known that can be at the request.

    With *inspected* those that come later are known as well; without *clocks* events stay unknown.
    """
    line, item, order = case.order.lines[0], case.item, case.order
    attributes: Fields = {"weight": random.choice((2, 6, 50)), "window_days": random.randrange(30)}
    attributes |= dict(line.attributes)
    inspection = case.inspection
    if inspected:
        attributes = {"grade": random.choice("abc"), "complete": random.random() < 0.5} | attributes
        looked = {"is_worn": random.random() < 0.5, "is_damaged": random.random() < 0.5}
        known = {name: found for name in looked if (found := getattr(inspection, name, None)) is not None}
        inspection = Inspection.model_validate(looked | known)
    told = {"opened": random.random() < 0.5, "term": random.randrange(30)}
    answers = Attributes(told | dict(item.answers))
    counters = {"swaps": random.randrange(5)} | dict(case.history.counters if case.history else {})
    past = ReturnHistory(counters=counters)
    by_staff = Attributes({"sealed": random.random() < 0.5} | dict(item.staff_answers))
    reason = item.reason or random.choice([reason for reason in REASONS if reason])
    line = line.evolve(attributes=Attributes(attributes))
    request = ReturnRequest(items=(item.evolve(reason=reason, answers=answers, staff_answers=by_staff),))
    case = replace(case, request=request, history=past, inspection=inspection)
    if not clocks:
        return replace(case, order=order.evolve(lines=(line,)))
    parcels: list[Fulfillment] = []
    sent = 0
    invoiced = order.invoiced_at or order.placed_at + timedelta(minutes=random.randint(0, 9_000))
    for parcel in order.fulfillments:
        shipped = parcel.shipped_at or order.placed_at + timedelta(minutes=random.randint(0, 9_000))
        delivered = parcel.delivered_at or order.placed_at + timedelta(minutes=random.randint(0, 20_000))
        parcels.append(parcel.evolve(shipped_at=shipped, delivered_at=delivered))
        sent += parcel.counts
    for number in range(sent, line.quantity):
        when = order.placed_at + timedelta(minutes=random.randint(0, 20_000))
        parcels.append(
            Fulfillment(
                id=FulfillmentId(f"later-{number}"),
                status=FulfillmentStatus.DELIVERED,
                shipped_at=when,
                delivered_at=when,
                lines=(LineQuantity(line_id=line.id, quantity=1),),
            )
        )
    return replace(
        case,
        order=order.evolve(lines=(line,), fulfillments=tuple(parcels), invoiced_at=invoiced),
    )
