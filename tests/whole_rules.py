"""Rules that generated policies hold beyond standing and windows, seeded.

Fees and payouts, demands, limits, sets, doors, and rules about the whole return, mixed with the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any, Final

from returnkit.facts import Order, ReturnRequest
from returnkit.ids import PolicyId
from returnkit.policy import ClockName, Policy, Rule, Window
from tests import seasons
from tests.cases import DEFINE, FACTS, OFFERS, a_rule, without_dead_windows
from tests.naive_return import paid_for

Fields = dict[str, Any]  # Any: a rule as a document writes it

METHODS: Final = ("mail", "store", "courier")
COUNTERS: Final = ("swaps", "mattresses")
EVIDENCE: Final = ("photo", "receipt")
QUESTIONS: Final = ("serial", "why")
_DEFINE: Final[Mapping[str, str]] = {**DEFINE, "small": "accepted.value < 100 or accepted.quantity == 1"}
_OF_ITEM: Final = (
    "item.opened", "not item.opened", "item.opened", "item.sealed", "faulty", "heavy", "vip", "item.final",
    'item.grade == "a"', "item.complete", "inspection.is_worn", 'item.category == "shoes"',
    'item.category in ["shoes", "bags"]', "item.bundle != null", "item.is_returned_in_full", "item.term > 3",
    "history.swaps > 1", 'request.reason == "damaged"', 'request.method == "mail"', "item.unit_price > 50",
    "item.quantity > 1",
)  # fmt: skip
_OF_RETURN: Final = (
    "accepted.value < 100", "accepted.value >= 60", "accepted.quantity > 2", "accepted.lines > 1", "small",
    "kept.quantity == 0", "kept.value > 50", 'order.channel == "web"', "history.swaps > 1", "true", "true",
    "history.returns_90d == 0", 'customer.risk == "high"', 'request.method == "mail"', "order.total >= 100",
    "accepted.value > 40 and history.swaps < 3", "kept.quantity > accepted.quantity", "not small",
)  # fmt: skip
_FEES: Final = (
    {"name": "restocking", "percent": 15, "of": "paid"},
    {"name": "restocking", "percent": 25, "of": "price", "at_most": "20.00"},
    {"name": "restocking", "flat": "item.unit_paid / 10", "per": "unit"},
    {"name": "cleaning", "flat": 5, "per": "unit", "decided": "inspection"},
    {"name": "cleaning", "flat": "7.50", "per": "line", "kind": "condition"},
)
_FEES_OF_RETURN: Final = (
    {"name": "label", "flat": "6.50", "per": "return"},
    {"name": "label", "flat": "4.00", "per": "parcel"},
    {"name": "pickup", "percent": 50, "of": "label", "kind": "label"},
)
_DOUBTS: Final = ("heavy", "item.opened", "item.sealed", "history.swaps > 1", "faulty")
_CLOCKS: Final = (ClockName.ORDER, ClockName.DELIVERY)
_ABOUT_ITEMS: Final = (
    *("fee", "fee", "fee", "waive", "rate", "value", "bonus", "to"),
    *("ask", "ask", "ask", "ask", "ask", "doors", "doors", "doors", "limit", "limit", "limit", "limit"),
    *("whole", "whole", "whole"),
)
_ABOUT_RETURN: Final = ("fee", "fee", "fee", "fee", "waive", "shipping", "shipping", *["approve"] * 5)


def a_whole_policy(random: Random, zone: str, placed: datetime) -> Policy:
    """Return a policy without faults that speaks about everything."""
    offers = random.sample(list(OFFERS), random.choice((1, 2, 2, 3)))
    rules = [a_rule(random, offers) for _ in range(random.choice((0, 0, 1, 2, 3)))]
    rules.append({"within": _a_window(random)})
    if random.random() < 0.2:
        rules = seasons.seasoned(random, rules, offers, placed)
    for name in offers:
        offering: Fields = {"when": _condition(random, _OF_ITEM)} if random.random() < 0.3 else {}
        offering["offer"] = ({"name": name, "gives": OFFERS[name]},)
        rules.insert(random.randint(0, len(rules) - 1), offering)
    for _ in range(random.randint(3, 7)):
        _put(random, rules, _about_items(random, offers))
    for _ in range(random.choice((0, 2, 3, 4, 5))):
        _put(random, rules, _about_return(random, offers))
    if len(offers) > 1 and random.random() < 0.2:  # one of several offers is in doubt
        doubt: Fields = {"scope": (random.choice(offers),), "when": random.choice(_DOUBTS)}
        _put(random, rules, doubt | random.choice(({"refuse": {}}, {"refuse": {}}, {"review": {}})))
    if random.random() < 0.5:
        when = {"when": _condition(random, _OF_RETURN)} if random.random() < 0.3 else {}
        rules.insert(0, {"approve": "automatic"} | when)
    for fee in {fee["name"]: None for fields in rules for fee in fields.get("fee", ())}:
        if random.random() < 0.4:
            atoms = _OF_RETURN if fee in ("label", "pickup") else _OF_ITEM
            when = {"when": _condition(random, atoms)} if random.random() < 0.7 else {}
            rules.insert(0, {"waive": (fee,)} | when)
    return Policy(
        id=PolicyId("whole"),
        timezone=zone,
        facts=FACTS,
        define=_DEFINE,
        rules=tuple(
            Rule.model_validate({"id": f"r{number}"} | fields)
            for number, fields in enumerate(_without_idle_waivers(without_dead_windows(rules, offers)))
        ),
    )


def _a_window(random: Random) -> Window:
    days = random.choice((14, 30, 60))
    if random.random() < 0.2:
        # Nothing is collected: the fallback stands in, and that is assumed.
        return Window.model_validate({"days": days, "of": ["collection", "delivery"]})
    return Window(days=days, of=random.choice(_CLOCKS))


def at_the_edge(random: Random, policy: Policy, order: Order, request: ReturnRequest) -> Policy:
    """Return *policy* under a rule whose bound is what the whole request comes to, if all is accepted."""
    units = {line.id: sum(i.quantity for i in request.items if i.line_id == line.id) for line in order.lines}
    value = sum(paid_for(line, units[line.id]) for line in order.lines)
    left = sum(paid_for(line, line.current_quantity) for line in order.lines)
    bounds = {
        "accepted.value": Decimal(value).scaleb(-2),
        "kept.value": Decimal(left - value).scaleb(-2),
        "accepted.quantity": sum(units.values()),
        "kept.quantity": sum(line.current_quantity for line in order.lines) - sum(units.values()),
    }
    name = random.choice(("accepted.value", "accepted.value", *bounds))
    said = random.choice(({"approve": "automatic"}, {"shipping": "refund_paid"}, {"shipping": "none"}))
    when = f"{name} {random.choice(('==', '!=', '>', '>=', '<', '<='))} {bounds[name]}"
    rule = Rule.model_validate({"id": "edge", "when": when} | said)
    return policy.evolve(rules=(rule, *policy.rules))


def a_floor(random: Random, zone: str, number: int) -> Policy:
    """Return a small policy, such as a statute, the one of this *number* under a policy."""
    name = f"law_{number}"
    gives = OFFERS["refund"]
    within = Window(days=random.choice((2, 14)), of=random.choice(_CLOCKS))
    rules: list[Fields] = [{"offer": ({"name": name, "gives": gives},), "within": within}]
    if random.random() < 0.5:
        rules.insert(0, {"refuse": {}} | {"when": _condition(random, _OF_ITEM)})
    if random.random() < 0.3:
        rules.append({"ask": _an_ask(random), "when": _condition(random, _OF_ITEM)})
    if random.random() < 0.3:
        rules.append({"fee": (_FEES[0],)})
    numbered = [Rule.model_validate({"id": f"s{number}"} | fields) for number, fields in enumerate(rules)]
    return Policy(
        id=PolicyId(f"floor-{number}"), timezone=zone, facts=FACTS, define=DEFINE, rules=tuple(numbered)
    )


def _put(random: Random, rules: list[Fields], fields: Fields) -> None:
    rules.insert(random.randint(0, len(rules) - 1), fields)


def _condition(random: Random, atoms: tuple[str, ...]) -> str:
    first = random.choice(atoms)
    if random.random() < 0.8:
        return first
    return f"({first}) {random.choice(('and', 'or'))} ({random.choice(atoms)})"


def _about_items(random: Random, offers: list[str]) -> Fields:
    """Return a rule with one or two effects on items, seldom with one on their standing."""
    fields: Fields = {}
    for kind in random.sample(_ABOUT_ITEMS, random.choice((1, 1, 1, 2))):
        fields |= _effect(random, kind)
    for one, other in (("fee", "waive"), ("by", "not_by")):
        if one in fields:
            fields.pop(other, None)
    if random.random() < 0.08:
        fields |= random.choice(({"review": {}}, {"allow": True}))
    if random.random() < 0.7:
        fields["when"] = _condition(random, _OF_ITEM)
    if random.random() < 0.1:
        fields["unless"] = _condition(random, _OF_ITEM)
    if random.random() < (0.5 if "ask" in fields else 0.15):
        fields["internal"] = True
    if random.random() < 0.3 and not fields.keys() & {"by", "not_by", "whole"}:
        fields["scope"] = tuple(random.sample(offers, random.randint(1, len(offers))))
    return fields


def _effect(random: Random, kind: str) -> Fields:
    match kind:
        case "fee":
            return {"fee": (random.choice(_FEES),)}
        case "waive":
            return {"waive": (random.choice(("restocking", "cleaning")),)}
        case "rate":
            return {"rate": random.choice(("50 %", "80 %", "item.opened ? 50 : 90"))}
        case "value":
            return {"value": random.choice(("price", "lowest_recent_price"))}
        case "bonus":
            return {"bonus": random.choice(({"percent": 10, "at_most": "25.00"}, {"flat": "5.00"}))}
        case "to":
            return {"to": random.choice(("gift_card", "bank_transfer"))}
        case "ask":
            return {"ask": _an_ask(random)}
        case "doors":
            some = tuple(random.sample(METHODS, random.choice((1, 2))))
            return {random.choice(("by", "not_by")): some}
        case "limit":
            counter = random.choice(COUNTERS)
            counted = {"of": "household"} if counter == COUNTERS[-1] else {}
            limit = {"units": random.choice((0, 1, 1, 2, 2, 3)), "counter": counter}
            return {"limit": limit | counted}
        case _:
            return {"whole": random.choice(("bundle", "bundle", "line", "order"))}


def _an_ask(random: Random) -> Fields:
    asked: Fields = {"before": random.choice(("decision", "decision", "decision", "refund", "refund"))}
    if random.random() < 0.7:
        asked[random.choice(EVIDENCE)] = random.choice(("1", "2", "1..5", "2.."))
    if len(asked) == 1 or random.random() < 0.2:
        asked[random.choice(QUESTIONS)] = "Would you tell us?"
    return asked


def _about_return(random: Random, offers: list[str]) -> Fields:
    fields: Fields = {}
    match random.choice(_ABOUT_RETURN):
        case "fee":
            fields["fee"] = (random.choice(_FEES_OF_RETURN),)
        case "waive":
            fields["waive"] = (random.choice(("label", "pickup")),)
        case "shipping":
            fields["shipping"] = random.choice(("refund_paid", "refund_standard", "none"))
        case _:
            fields["approve"] = random.choice(("automatic", "automatic", "automatic", "manual"))
    if random.random() < 0.3 and "approve" not in fields:
        fields["scope"] = tuple(random.sample(offers, random.randint(1, len(offers))))
    if random.random() < 0.5:
        fields["when"] = _condition(random, _OF_RETURN)
    if random.random() < 0.15:
        fields["unless"] = _condition(random, _OF_RETURN)
    for key in ("when_any", "when_all"):
        if random.random() < 0.25:
            fields[key] = _condition(random, _OF_ITEM)
    return fields


def _without_idle_waivers(rules: list[Fields]) -> list[Fields]:
    """Return *rules* without those that waive what nothing charges."""
    charged = {fee["name"] for fields in rules for fee in fields.get("fee", ())}
    kept = [
        {key: given for key, given in fields.items() if key != "waive" or charged.issuperset(given)}
        for fields in rules
    ]
    beside = {"when", "unless", "placed", "internal", "scope", "when_any", "when_all"}
    return [fields for fields in kept if fields.keys() - beside]
