"""Seasons: what generated policies say beyond plain windows, seeded.

Periods, whole windows with fallbacks and computed amounts, extensions, deferrals, and ladders of offers.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any, Final

from returnkit.facts import Attributes, Declaration, Inspection, ReturnHistory
from returnkit.policy import Deferral, Extension, Period, Window

Fields = dict[str, Any]  # Any: a rule or a window as a document writes it

FACTS: Final = {
    "item.term": Declaration(type="number", ask="shopper"),
    "item.window_days": Declaration(type="number"),
    "history.swaps": Declaration(type="number"),
}
ATOMS: Final = (
    "item.opened", "not item.opened", "item.sealed", "faulty", "heavy", "vip", "item.final", "true",
    "history.swaps > 1", "history.returns_90d == 0", "inspection.is_worn", "not inspection.is_damaged",
    'item.grade == "a"', "item.term > 3", "item.window_days >= 14", 'order.channel == "web"',
)  # fmt: skip
_AMOUNTS: Final = (
    "item.term", "item.window_days", "history.swaps", "item.opened ? 3 : 14", "40 / item.weight",
    "item.term * 1.5", "item.window_days - 20",
)  # fmt: skip
_CHAINS: Final = (
    ["delivery"], ["delivery"], ["shipment"], ["order"], ["invoice"], ["shipment + 2 days"],
    ["delivery", "shipment + 5 days"], ["delivery", "shipment + 12 hours", "order + 2 weeks"],
    ["collection", "delivery"],
)  # fmt: skip
_MOST: Final = {"days": 40, "hours": 300, "weeks": 6, "months": 3, "business_days": 25}


def seasoned(random: Random, rules: list[Fields], offers: list[str], placed: datetime) -> list[Fields]:
    """Return *rules* with seasons, the last of them as it was; a rule may then have a dead window."""
    # Where all windows are plain, only moves and ladders keep the verdict from being compiled.
    is_plain = random.random() < 0.35
    make_window = a_plain_window if is_plain else a_window
    if is_plain:
        rules = [{key: value for key, value in fields.items() if key != "review"} for fields in rules]
    *above, last = [_varied(random, dict(fields), placed, make_window) for fields in rules]
    if len(offers) > 1:
        ladder = _ladder(random, offers)
        for upper, lower in ladder:
            fields = _conditions(random) if random.random() < 0.4 else {}
            rung = fields | {"scope": (lower,), "within": make_window(random), "after": upper}
            above.insert(random.choice((0, 0, random.randint(0, len(above)))), rung)
        if random.random() < 0.6:
            scope = (random.choice(ladder)[0] if ladder else random.choice(offers),)
            standing: Fields = random.choice(({"refuse": {}}, {"withhold": scope}, {"allow": True}))
            bound = {} if "withhold" in standing else {"scope": scope}
            when = _conditions(random) if random.random() < 0.6 else {}
            above.insert(random.randint(0, len(above)), when | bound | standing)
    for _ in range(random.choice((0, 0, 0, 1) if is_plain else (0, 1, 2, 3, 3))):
        fields = a_move(random, placed) | _conditions(random)
        if random.random() < 0.3:
            fields["scope"] = tuple(random.sample(offers, random.randint(1, len(offers))))
        above.insert(random.randint(0, len(above)), fields)
    return [*above, last]


def _ladder(random: Random, offers: list[str]) -> list[tuple[str, str]]:
    """Return which offer opens after which: two or three rungs, in an order of their own; or none."""
    rungs = random.sample(offers, random.choice((1, 2, len(offers), len(offers))))
    return list(pairwise(rungs))


def _varied(
    random: Random, fields: Fields, placed: datetime, make_window: Callable[[Random], Window]
) -> Fields:
    if "within" in fields and random.random() < 0.6:
        fields["within"] = make_window(random)
    if "when" in fields and random.random() < 0.25:
        fields["when"] = random.choice(ATOMS)
    if "when" in fields and random.random() < 0.3:
        fields["placed"] = a_period(random, placed)
    return fields


def _conditions(random: Random) -> Fields:
    fields: Fields = {"when": random.choice(ATOMS)}
    if random.random() < 0.15:
        fields["internal"] = True
    return fields


def a_period(random: Random, placed: datetime) -> Period:
    """Return a period that begins or ends beside the day of the order, if not elsewhere."""
    first = placed.date() + timedelta(days=random.choice((-40, -1, 0, 1, 2)))
    last = max(first, placed.date() + timedelta(days=random.choice((-1, 0, 0, 1, 50))))
    return random.choice((Period(first=first, last=last), Period(first=first), Period(last=first)))


def a_move(random: Random, placed: datetime) -> Fields:
    """Return a rule's extension or deferral, often to a day beside the window's own days."""
    day = _day(random, placed)
    if random.random() < 0.4:
        return {"defer": Deferral(to=day)}
    if random.random() < 0.5:
        return {"extend": Extension(days=random.randrange(1, 40))}
    return {"extend": Extension(until=day)}


def _day(random: Random, placed: datetime) -> date:
    return placed.date() + timedelta(days=random.randrange(-3, 50))


def a_plain_window(random: Random) -> Window:
    """Return a window of days after an event."""
    event = random.choice(("order", "shipment", "delivery"))
    return Window.model_validate(f"{random.randrange(1, 40)} days of {event}")


def a_window(random: Random) -> Window:
    """Return a window that says more than days after an event."""
    if random.random() < 0.15:
        how = random.choice(("longest", "shortest"))
        fields: Fields = {how: [_single(random) for _ in range(random.choice((2, 2, 3)))]}
    else:
        fields = _single(random)
    if random.random() < 0.3 and fields:
        fields["grace"] = random.choice(("3 days", "7 days", "12 hours"))
    return Window.model_validate(fields)


def _single(random: Random) -> Fields:
    unit = random.choice(("days", "days", "days", *_MOST))
    fields: Fields = {unit: random.randrange(1, _MOST[unit]), "of": random.choice(_CHAINS)}
    if random.random() < 0.25:
        fields[unit] = random.choice(_AMOUNTS)
        if random.random() < 0.6:
            fields["at_least"] = random.randrange(1, 15)
        if random.random() < 0.3:
            fields["at_most"] = random.randrange(15, 30)
    if unit != "hours" and random.random() < 0.25:
        fields["counting"] = "inclusive"
    if unit != "hours" and random.random() < 0.25:
        fields["roll"] = "next_working_day"
    if random.random() < 0.1:
        fields["zone"] = random.choice(("Asia/Seoul", "America/New_York"))
    return fields


def a_past(random: Random) -> ReturnHistory | None:
    """Return a history, or None where it is not known."""
    if random.random() < 0.4:
        return None
    return ReturnHistory(counters={"swaps": random.randrange(5)} if random.random() < 0.8 else {})


def a_finding(random: Random) -> Inspection | None:
    """Return what was found, perhaps not all of it, or None before the inspection."""
    if random.random() < 0.6:
        return None
    looked = {name: random.random() < 0.5 for name in ("is_worn", "is_damaged") if random.random() < 0.7}
    found = {"grade": random.choice("abc")} if random.random() < 0.5 else {}
    return Inspection.model_validate(looked | {"answers": Attributes(found)})
