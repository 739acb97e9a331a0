"""Laws of checks: what is told of parts, repeats, ladders, charges and questions is so, with the bug that
breaks each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cache
from random import Random
from typing import Any, Final

from returnkit.decision import OfferDecision, Status
from returnkit.documents import Path
from returnkit.errors import DocumentError
from returnkit.expr.backends.printer import to_text
from returnkit.expr.ir import Node
from returnkit.facts import STANDARD, Attributes, Subject
from returnkit.ids import PolicyId
from returnkit.money import Money
from returnkit.policy import (
    Extension,
    Fee,
    FeePer,
    Policy,
    Rule,
    Standing,
    TermKind,
    ValueBasis,
    compile_policy,
)
from returnkit.policy.document import binds
from returnkit.policy.warnings.parts import constants_of
from returnkit.policy.warnings.survey import survey
from tests.cases import DEFINE, FACTS, LEAST, OFFERS, REASONS, Case, case, completed
from tests.decision_laws import item_of
from tests.implication_law import without
from tests.seasons import a_move
from tests.warning_laws import decides_alike, deciding, silenced, truth_of, warnings_in, without_waived

Fields = dict[str, Any]  # Any: a rule as a document writes it
Theme = Callable[[Random, list[str], Case], list[Fields]]
"""Makes rules from a pool of conditions, for the facts of a case."""

_ATOMS: Final = (
    'item.category == "shoes"', 'item.category in ["shoes", "bags"]', 'item.category != "bags"', "faulty",
    'request.reason == "damaged"', "heavy", "item.weight > 20", "vip", "item.opened", "item.sealed",
    'item.grade == "a"', 'item.grade != "c"', "item.unit_paid < 50", "item.unit_paid <= 40",
    "item.quantity > 0", "item.unit_paid > 100", "item.unit_price < 50", "item.opened ? heavy : vip",
    "customer.risk == null", 'customer.risk != "low"',
)  # fmt: skip
_WINDOWS: Final = (
    ("14 days of delivery", "2 weeks of delivery", "13 days of delivery", "15 days of delivery"),
    ("14 days of delivery", "14 days of delivery, grace 3 days", "14 days of order", "340 hours of delivery"),
    ("29 days of delivery", "30 days of delivery", "31 days of delivery", "1 month of delivery"),
    (
        "30 days of order",
        "31 days of order, counting inclusive",
        "30 days of order, roll next_working_day",
        "unlimited",
    ),
)
"""Windows that are nearly as long as the others beside them."""

_FEES: Final = ("opened", "restocking", "handling")


@cache
def checked_case(seed: int, theme: Theme | None = None) -> Case:
    """Return the facts of the case of *seed*, all known, and a policy that is likely to be warned of."""
    random = Random(f"checks {seed}")
    known = completed(random, case(seed), inspected=True)
    line = known.order.lines[0]
    weight = line.attributes.get("weight") or 6  # what divides by none fails, and what fails is not known
    line = line.evolve(
        unit_price=Money.of(random.choice(("40.00", "40.00", "120.00")), known.order.currency),
        attributes=Attributes(dict(line.attributes) | {"weight": weight}),
        discount=Money.of("30.00", known.order.currency),
    )
    known = replace(known, order=known.order.evolve(lines=(line,)))
    return known.under(a_policy(random, known, theme).evolve(currency=known.order.currency))


def a_policy(random: Random, asked: Case, theme: Theme | None) -> Policy:
    """Return a policy without faults, and with much to say of one *theme*; None is any."""
    theme = theme or random.choice((of_every_kind, rungs, charges, repeats))
    while True:
        pool = random.sample(_ATOMS, 4)
        near = random.choice(_WINDOWS)
        rules = theme(random, pool, asked)
        rules.insert(0, {"scope": ("late_credit",), "within": random.choice(near), "after": "refund"})
        if random.random() < 0.3:
            rules.append({"when": _text(random, pool), "scope": ("refund",), "within": random.choice(near)})
        for name in OFFERS:
            fields = {"when": _text(random, pool)} if random.random() < 0.1 else {}
            rules.append(fields | {"offer": ({"name": name, "gives": OFFERS[name]},)})
        rules.append({"within": random.choice(near)})
        try:
            policy = Policy(
                id=PolicyId("checked"),
                timezone=asked.policy.timezone,
                facts=FACTS,
                define=DEFINE,
                rules=tuple(Rule.model_validate({"id": f"r{n}"} | each) for n, each in enumerate(rules)),
            )
            compile_policy(policy)
        except DocumentError:
            continue
        return policy


def of_every_kind(random: Random, pool: list[str], asked: Case) -> list[Fields]:
    """Return rules of every kind that share conditions, some of them twice in other words."""
    rules = [_rule(random, pool, asked) for _ in range(random.randint(3, 8))]
    again = (random.choice(rules) for _ in range(random.choice((0, 1, 1, 2))))
    return [*rules, *(_in_other_words(random, fields) for fields in again)]


def rungs(random: Random, _pool: list[str], asked: Case) -> list[Fields]:
    """Return moves of one or more offers, seldom both."""
    some: tuple[Fields, ...] = ({"scope": ("late_credit",)}, {"scope": ("late_credit", "refund")}, {})
    moves = (random.choice(some) | a_move(random, asked.order.placed_at) for _ in range(2))
    return [fields for fields in moves if random.random() < 0.2]


def charges(random: Random, pool: list[str], _asked: Case) -> list[Fields]:
    """Return fees that meet, with what they are taken from."""
    when: Fields = {"when": random.choice(pool)}
    rules = [random.choice(({}, {}, when)) | {"fee": _fee(random)} for _ in range(4)]
    cheap = random.choice(("item.unit_paid < 50", "item.unit_paid <= 40", "item.unit_price < 50"))
    flat: Fields = {"name": "handling", "flat": 45, "per": random.choice(("unit", "line"))}
    flat |= random.choice(({}, {}, {"at_most": 20}))
    rules.insert(random.randint(0, 4), {"when": cheap, "fee": flat})
    if random.random() < 0.6:
        rules.append(when | {"rate": random.choice((20, 30, 50))})
    for likely, fields in (
        (0.3, {"rate": random.choice((30, 50))}),
        (0.7, {"value": "price"}),
        (0.4, {"waive": random.choice(_FEES)}),
    ):
        if random.random() < likely:
            place, asked = random.randint(0, 4), random.choice(({}, {}, when, _sometimes(random, pool)))
            rules.insert(place, asked | fields)
    return rules


def repeats(random: Random, pool: list[str], _asked: Case) -> list[Fields]:
    """Return rules that add to each other, nearly of the same, under conditions that are nearly one."""
    text, effects = random.choice(pool), ("extend", "extend", "review")
    words = (text, f"not (not ({text}))", f"({text}) and ({random.choice(pool)})")
    scopes: tuple[Fields, ...] = ({}, {"scope": ("refund",)}, {"scope": ("refund", "exchange")})
    said: dict[str, Fields] = {"extend": {"extend": Extension(days=30)}, "review": {"review": True}}
    usual, scope = said[random.choice(effects)], random.choice(scopes)
    others: tuple[Fields, ...] = (usual | {"rate": 50}, {"extend": Extension(days=60)})
    return [
        {"when": random.choice(words)}
        | (scope if random.random() < 0.7 else random.choice(scopes))
        | (usual if random.random() < 0.6 else random.choice(others))
        for _ in range(random.randint(2, 4))
    ]


def _rule(random: Random, pool: list[str], asked: Case) -> Fields:
    fields = _sometimes(random, pool)
    if random.random() < 0.3:
        fields["scope"] = tuple(random.sample(list(OFFERS), random.randint(1, 3)))
    if random.random() < 0.2:
        fields["to"] = random.choice(("gift_card", "cash"))
    match random.choice(("fee", "rate", "value", "move", "refuse", "allow", "review", "waive")):
        case "fee":
            fields["fee"] = _fee(random)
        case "rate":
            fields["rate"] = random.choice((30, 50, 80, 100))
        case "value":
            fields["value"] = random.choice(("paid", "price"))
        case "move":
            fields |= a_move(random, asked.order.placed_at)
        case "refuse":
            fields["refuse"] = {}
        case "waive":
            fields["waive"] = random.choice(_FEES)
        case effect:
            fields[effect] = True
    return fields


def _sometimes(random: Random, pool: list[str]) -> Fields:
    """Return when a rule applies."""
    fields: Fields = {"when": _text(random, pool)} if random.random() < 0.7 else {}
    return fields | ({"unless": _text(random, pool)} if random.random() < 0.25 else {})


def _fee(random: Random) -> Fields:
    fee: Fields = {"name": random.choice(_FEES), "per": random.choice(("unit", "unit", "line"))}
    if random.random() < 0.7:
        fee |= {
            "percent": random.choice((40, 60, 60)),
            "of": random.choice(("paid", "paid", "paid", "price", "value")),
        }
    if "percent" not in fee or random.random() < 0.3:
        fee["flat"] = random.choice((5, 30, 45, 500))
    if random.random() < 0.25:
        fee[random.choice(("at_least", "at_most"))] = 20
    return fee


def _in_other_words(random: Random, fields: Fields) -> Fields:
    text = fields.get("when")
    return fields if text is None else fields | {"when": random.choice((text, f"not (not ({text}))"))}


def _text(random: Random, pool: list[str]) -> str:
    text = random.choice(pool)
    while random.random() < 0.45:
        text = f"({text}) {random.choice(('and', 'or'))} ({random.choice(pool)})"
    return text


def law_constant_parts_can_go(asked: Case, seen: Counter[str]) -> None:
    """Broken by: a part that is asked beside what need not hold; one of two that stand for each other."""
    rules, constants = list(asked.policy.rules), dict[Path, tuple[Node, dict[int, bool]]]()
    for path, whole, each in constants_of(survey(asked.policy)):
        if path[0] == "rules":
            _, values = constants.setdefault(path, (whole, {}))
            values[id(each.part)] = each.value
            seen["repeated" if each.is_repeated else "constant"] += 1
    for (_, number, key), (whole, values) in constants.items():
        text = f"({to_text(without(whole, values))})"
        rules[int(number)] = rules[int(number)].evolve(**{str(key): text})
    if constants:
        decides_alike(asked, asked.policy.evolve(rules=tuple(rules)))


def law_what_is_written_twice_can_go(asked: Case, seen: Counter[str]) -> None:
    """Broken by: a rule that says the same of other offers, or under a condition that only follows."""
    for code, number, key, _ in warnings_in(asked.policy):
        if code == "written_twice" and key not in ("when", "unless"):
            seen[f"written_twice {'rule' if key == 'id' else 'effect'}"] += truth_of(asked, number) is True
            for effect in asked.policy.rules[number].effects if key == "id" else (key,):
                twin = asked.policy.rules[number].id
                decides_alike(asked, silenced(asked.policy, number, effect), but_for=twin)


def law_a_rung_that_closes_before_it_opens_is_closed(asked: Case, seen: Counter[str]) -> None:
    """Broken by: months taken for days; a move of the lower window alone; a window that may be shorter."""
    for code, number, _, _ in warnings_in(asked.policy):
        rule = asked.policy.rules[number]
        if code != "closes_before_it_opens" or rule.after is None:
            continue
        decided, decisions = deciding(asked), {offer.name: offer for offer in item_of(asked).offers}
        standing = decided.get(f"{rule.after} standing", (None, None))[1]
        for name in rule.binds:
            is_decided = decided.get(f"{name} window", (None, None))[0] == rule.id
            if is_decided and rule.after in decisions and standing in (None, Standing.ALLOWED):
                seen[code] += 1
                for at in _instants(asked, decisions[rule.after], decisions[name]):
                    offer = next(each for each in item_of(replace(asked, at=at)).offers if each.name == name)
                    assert Status.YES not in offer.statuses
                    assert Status.REVIEW not in offer.statuses


def _instants(asked: Case, *offers: OfferDecision) -> Iterator[Any]:
    turns = [turn for each in offers for turn in (each.opens, each.closes, each.accepted_until) if turn]
    yield from (turn + by for turn in turns for by in (-LEAST, timedelta(0), LEAST, timedelta(days=2)))
    yield asked.at


def law_what_is_charged_above_is_more_than_is_paid(asked: Case, seen: Counter[str]) -> None:
    """Broken by: a fee that may be waived; the rate of an offer that is not the least; a bound forgotten."""
    offers = {offer.name: offer for offer in item_of(asked).offers}
    for code, number, key, message in warnings_in(asked.policy):
        if code == "charges_above" and truth_of(asked, number) is True:
            name = next(each for each in message.split("`") if each in OFFERS)
            if name in offers and binds(asked.policy.rules[number], name):
                seen[f"{code} {key}"] += 1
                charged, paid = _settled(asked, offers[name])
                assert charged > paid


def _settled(asked: Case, offer: OfferDecision) -> tuple[Decimal, Decimal]:
    """Return what is charged of one unit, and what is paid for it without that."""
    said = {(term.kind, term.name): term.possible[0].effect for term in offer.terms}
    worths = {"paid": _read(asked, "item.unit_paid"), "price": _read(asked, "item.unit_price")}
    worth = worths[str(said.get((TermKind.VALUE, "")) or ValueBasis.PAID)]
    rate = said.get((TermKind.RATE, ""))
    fees = [fee for (kind, _), fee in said.items() if kind is TermKind.FEE and isinstance(fee, Fee)]
    charged = sum((_charged(fee, worths | {"value": worth}) for fee in fees), Decimal(0))
    return charged, worth * (Decimal(100) if rate is None else Decimal(str(rate))) / 100


def _charged(fee: Fee, worths: dict[str, Decimal]) -> Decimal:
    """Return what *fee* takes of one unit at least: a fee of a line is taken from all of its units."""
    share = Decimal(str(fee.percent)) / 100 * worths[fee.of.value] if fee.of else Decimal(0)
    if fee.per is not FeePer.UNIT:
        return share if fee.at_most is None else min(share, Decimal(0))
    amount = share + Decimal(str(fee.flat or 0))
    amount = max(amount, Decimal(str(fee.at_least or 0)))
    return amount if fee.at_most is None else min(amount, Decimal(str(fee.at_most)))


def _read(asked: Case, path: str) -> Decimal:
    order, request = asked.order, asked.request
    fact = STANDARD.get(path)
    assert fact is not None
    read = fact.read(Subject(order, order.lines[0], asked.item, request, order.currency))
    assert isinstance(read, Decimal)
    return read


def law_an_answer_in_vain_changes_nothing(asked: Case, seen: Counter[str]) -> None:
    """Broken by: a rule that reads the fact and counts in one of its effects; an answer that tells more."""
    from returnkit.policy import warnings_of

    for path, fault in warnings_of(asked.policy):
        if fault.code == "policy.never_asked":
            name = fault.message.split("`")[1]
            for other in _otherwise(asked, name):
                seen["never_asked"] += 1
                said = replace(item_of(other), item=asked.item)
                assert without_waived(said) == without_waived(item_of(asked)), path
                assert deciding(other) == deciding(asked)


def _otherwise(asked: Case, name: str) -> Iterator[Case]:
    """Yield *asked* with every other answer about the fact *name*."""
    item, line = asked.item, asked.order.lines[0]
    attribute = name.partition(".")[2]
    if name == "request.reason":
        for reason in REASONS:
            yield replace(asked, request=asked.request.evolve(items=(item.evolve(reason=reason or "late"),)))
        return
    values = (True, False) if FACTS[name].type == "boolean" else FACTS[name].type
    for value in values if isinstance(values, tuple) else ():
        match FACTS[name].ask:
            case "shopper":
                answers = Attributes(dict(item.answers) | {attribute: value})
                yield replace(asked, request=asked.request.evolve(items=(item.evolve(answers=answers),)))
            case "staff":
                answers = Attributes(dict(item.staff_answers) | {attribute: value})
                yield replace(
                    asked, request=asked.request.evolve(items=(item.evolve(staff_answers=answers),))
                )
            case _:
                known = Attributes(dict(line.attributes) | {attribute: value})
                yield replace(asked, order=asked.order.evolve(lines=(line.evolve(attributes=known),)))


def law_nothing_is_out_of_reach(asked: Case, seen: Counter[str]) -> None:
    """Broken by: a range that ends too early; null forgotten; a value of which only some rules ask."""
    found = survey(asked.policy)
    for number, _ in found.speaking:
        for other, _ in found.speaking:
            if number != other:
                one, two = found.premises[number], found.premises[other]
                seen["implied"] += one.implies(two)
                seen["excluded"] += one.excludes(two)
                assert found.implies(number, other) is (one.implies(two) or two.is_always_true)
                # A proof that takes too many steps one way round may be found the other way round.
                first, second = (one, two) if number < other else (two, one)
                assert found.excludes(number, other) is first.excludes(second)


LAWS: Final[tuple[Callable[[Case, Counter[str]], None], ...]] = (
    law_constant_parts_can_go,
    law_what_is_written_twice_can_go,
    law_a_rung_that_closes_before_it_opens_is_closed,
    law_what_is_charged_above_is_more_than_is_paid,
    law_an_answer_in_vain_changes_nothing,
    law_nothing_is_out_of_reach,
)
