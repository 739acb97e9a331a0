"""Laws of warnings: what is warned of is so for every order, with the bug that breaks each.

Where a rule is told never to count, the policy without it decides alike. That holds where all facts are
known: of a fact that is not, the rule may still be asked, and counts among what is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, Final

from returnkit.decision import ItemDecision, Status
from returnkit.decision.prepare import prepare
from returnkit.errors import DocumentError
from returnkit.facts import Attributes
from returnkit.ids import PolicyId
from returnkit.policy import (
    NOBODY,
    CompiledPolicy,
    Extension,
    Period,
    Policy,
    Rule,
    Search,
    Standing,
    civil_day,
    compile_policy,
    warnings_of,
)
from tests.cases import DEFINE, FACTS, OFFERS, Case, case, completed
from tests.decision_laws import item_of
from tests.seasons import a_move, a_period, a_window

Fields = dict[str, Any]  # Any: a rule as a document writes it

_ATOMS: Final = (
    'item.category == "shoes"', 'item.category in ["shoes", "bags"]', 'item.category != "bags"', "faulty",
    'request.reason == "damaged"', "heavy", "item.weight > 20", "item.weight <= 5", "vip", "not vip",
    'customer.risk == "low"', "item.opened", "not item.opened", 'item.grade == "a"',
    'item.grade in ["a", "b"]', 'item.grade != "c"', "history.swaps > 1", "history.swaps > 3",
    "history.swaps == 2", "order.total >= 50", "order.total > 100", "item.opened ? heavy : vip",
)  # fmt: skip
_EFFECTS: Final = (
    *("refuse", "refuse", "withhold", "only", "allow", "allow", "review", "within", "extend", "defer"),
    *("offer", "fee", "fee", "waive", "waive", "rate", "ask", "limit", "whole", "by", "not_by"),
)
_FEES: Final = ("label", "restocking")
_OF_NO_OFFER: Final = frozenset({"by", "not_by", "whole"})
_STANDINGS: Final = frozenset({"refuse", "withhold", "only", "allow"})


@cache
def warned_case(seed: int) -> Case:
    """Return the facts of the case of *seed*, all known, and a policy that is likely to be warned of."""
    asked = case(seed)
    random = Random(f"warnings {seed}")
    policy = a_policy(random, asked)
    known = completed(random, asked, inspected=True)
    line = known.order.lines[0]
    if line.attributes.get("weight") == 0:  # what divides by it fails, and what fails is not known
        heavier = line.evolve(attributes=Attributes(dict(line.attributes) | {"weight": 6}))
        known = replace(known, order=known.order.evolve(lines=(heavier,)))
    return known.under(policy.evolve(currency=known.order.currency))


def a_policy(random: Random, asked: Case) -> Policy:
    """Return a policy without faults; its rules share few conditions."""
    while True:
        offers = random.sample(list(OFFERS), random.randint(1, 3))
        pool = random.sample(_ATOMS, 4)
        rules = [_rule(random, offers, pool, asked) for _ in range(random.randint(2, 7))]
        for name in offers:
            fields: Fields = {"when": _text(random, pool)} if random.random() < 0.5 else {}
            rules.insert(random.randint(0, len(rules)), fields | {"offer": (_offered(name),)})
        for fee in _FEES:
            fields = {"when": _text(random, pool)} if random.random() < 0.7 else {}
            rules.insert(random.randint(0, len(rules)), fields | {"fee": _fee(random, fee)})
        if random.random() < 0.3:
            rules = [fields for fields in rules if "within" not in fields and "defer" not in fields]
            rules.append(_at_the_edge(random, asked))
        rules.append({"within": "30 days of delivery"})
        policy = Policy(
            id=PolicyId("generated"),
            timezone=asked.policy.timezone,
            facts=FACTS,
            define=DEFINE,
            rules=tuple(Rule.model_validate({"id": f"r{n}"} | fields) for n, fields in enumerate(rules)),
        )
        try:
            compile_policy(policy)
        except DocumentError:
            continue
        return policy


def _at_the_edge(random: Random, asked: Case) -> Fields:
    """Return a rule that extends thirty days of a season that begins about when the order was placed."""
    first = date.fromordinal(civil_day(asked.order.placed_at, asked.policy.zone) - random.choice((0, 0, 1)))
    until = first + timedelta(days=30 + random.choice((-1, 0, 1, 2)))
    return {"placed": Period(first=first), "extend": Extension(until=until)}


def _offered(name: str) -> Fields:
    return {"name": name, "gives": OFFERS[name]}


def _fee(random: Random, name: str) -> Fields:
    return {"name": name, "flat": random.choice((2, 5)), "per": "line"}


def _rule(random: Random, offers: list[str], pool: list[str], asked: Case) -> Fields:
    fields: Fields = {}
    if random.random() < 0.85:
        fields["when"] = _text(random, pool)
    if random.random() < 0.2:
        fields["unless"] = _text(random, pool)
    if random.random() < 0.25:
        fields["placed"] = a_period(random, asked.order.placed_at)
    some = tuple(random.sample(offers, random.randint(1, len(offers))))
    effects = random.sample(_EFFECTS, random.choice((1, 1, 2)))
    of_no_offer = _OF_NO_OFFER.intersection(effects)
    if random.random() < 0.3 and not of_no_offer:
        fields["scope"] = tuple(random.sample(offers, random.randint(1, len(offers))))
    for effect in effects:
        if effect in _STANDINGS and _STANDINGS.intersection(fields):
            continue
        if effect in ("by", "not_by") and fields.keys() & {"by", "not_by"}:
            continue
        if effect in ("extend", "defer"):
            fields |= a_move(random, asked.order.placed_at)
            continue
        asking = {random.choice(("photo", "serial")): 1, "before": "refund"}
        fields[effect] = {
            "refuse": {}, "withhold": some, "only": some, "allow": True, "review": {},
            "within": a_window(random), "offer": (_offered(random.choice(offers)),),
            "fee": _fee(random, random.choice(_FEES)), "waive": random.choice(_FEES),
            "rate": random.choice((50, 80)), "ask": asking,
            "limit": {"units": 3, "counter": "swaps"}, "whole": random.choice(("bundle", "line")),
            "by": random.choice(("mail", "store")), "not_by": random.choice(("mail", "store")),
        }[effect]  # fmt: skip
    if fields.get("waive") == fields.get("fee", {}).get("name", ""):
        fields.pop("waive")
    return fields


def _text(random: Random, pool: list[str]) -> str:
    text = random.choice(pool)
    if random.random() < 0.5:
        text = f"({text}) {random.choice(('and', 'and', 'or'))} ({random.choice(pool)})"
    return text


def warnings_in(policy: Policy) -> list[tuple[str, int, str, str]]:
    """Return code, place of the rule, key and message of each warning about a rule."""
    return [
        (fault.code.removeprefix("policy."), int(path[1]), str(path[2]), fault.message)
        for path, fault in warnings_of(policy)
        if path[0] == "rules"
    ]


def silenced(policy: Policy, number: int, key: str) -> Policy:
    """Return *policy* with the effect *key* of the rule *number* in a rule that never applies."""
    rules, rule = list(policy.rules), policy.rules[number]
    scope = () if key in _OF_NO_OFFER else rule.binds
    dead = Rule.model_validate(
        {"id": f"{rule.id}-dead", "when": "false", "scope": scope, key: getattr(rule, key)}
    )
    rules[number : number + 1] = [*_without(rule, key), dead]
    return policy.evolve(rules=tuple(rules))


def _without(rule: Rule, key: str) -> tuple[Rule, ...]:
    """Return *rule* without its effect *key*; none where nothing is left of it."""
    if rule.effects == (key,):
        return ()
    none = False if key == "allow" else () if isinstance(getattr(rule, key), tuple) else None
    # Without its offers the rest of it is about the same ones; what is about none keeps no scope.
    keeps_scope = key == "offer" and not _OF_NO_OFFER.intersection(rule.effects)
    return (rule.evolve(**{key: none}, **({"scope": rule.binds} if keeps_scope else {})),)


def deciding(asked: Case) -> dict[str, tuple[str | None, Any]]:
    """Return which rule decides each thing, and what it says; nothing of what is not there."""
    compiled = compile_policy(asked.policy)
    facts = prepare(
        compiled,
        asked.order,
        asked.item,
        asked.request,
        asked.at,
        history=asked.history,
        inspection=asked.inspection,
    )
    found: dict[str, tuple[str | None, Any]] = {}
    for thing, search in searches_of(compiled, facts.views).items():
        position, *others = search.positions(facts.views)
        assert others == [], "all is known"
        if position != NOBODY:
            found[thing] = search.conditions[position].rule, search.effects[position]
    return found


def searches_of(compiled: CompiledPolicy, views: Sequence[Any]) -> dict[str, Search[Any]]:
    found: dict[str, Search[Any]] = {}
    for offer in compiled.offers:
        found |= {f"{offer.name} exists": offer.exists, f"{offer.name} standing": offer.standing}
        if offer.exists.positions(views) == (NOBODY,):
            continue  # that it is refused may be told all the same
        found |= {f"{offer.name} window": offer.window}
        for several in (offer.asks, offer.limits, offer.terms):
            found |= {f"{offer.name} {key}": search for key, search in several}
    found |= {f"group {group}": search for group, search in compiled.groups}
    return found | {f"door {method}": compiled.door(method) for method in (*compiled.methods, "other")}


def truth_of(asked: Case, number: int) -> object:
    """Return whether the rule *number* applies."""
    compiled = compile_policy(asked.policy)
    facts = prepare(
        compiled,
        asked.order,
        asked.item,
        asked.request,
        asked.at,
        history=asked.history,
        inspection=asked.inspection,
    )
    return next(each for each in compiled.conditions if each.number == number).ask(facts.views)


def decides_alike(asked: Case, policy: Policy, *, but_for: str = "") -> None:
    """Assert that *policy* decides as the policy of *asked* does; a review *but_for* this rule counts."""
    other = asked.under(policy)

    assert without_waived(item_of(asked), but_for) == without_waived(item_of(other), but_for)
    was, now = (
        # Allowed, or waived, is what nobody has spoken of as well.
        {thing: said for thing, said in deciding(each).items() if said[1] not in (None, Standing.ALLOWED)}
        for each in (asked, other)
    )
    assert was == now


def without_waived(item: ItemDecision, reviewing: str = "") -> ItemDecision:
    """Return *item* without the terms that are waived, whether or not a rule would have charged them.

    A rule that is *reviewing* is not among those that mark its offers.
    """
    offers = (
        replace(
            offer,
            terms=tuple(each for each in offer.terms if any(said.effect for said in each.possible)),
            reviewed_by=tuple(rule for rule in offer.reviewed_by if rule != reviewing),
        )
        for offer in item.offers
    )
    return replace(item, offers=tuple(offers))


def law_what_never_counts_can_go(asked: Case, seen: Counter[str]) -> None:
    """Broken by: a rule silenced by one that need not apply, or speaks of other things, or stands below."""
    for code, number, key, message in warnings_in(asked.policy):
        is_whole = message.startswith(f"`{key}`") or code in ("shelters_nothing", "never_moves")
        if code not in ("never_speaks", "shelters_nothing", "never_moves") or not is_whole:
            continue
        seen[f"{code} {key}"] += truth_of(asked, number) is True
        decides_alike(asked, silenced(asked.policy, number, key))


def law_a_waive_of_nothing_can_go(asked: Case, seen: Counter[str]) -> None:
    """Broken by: a fee below that is not looked for."""
    for code, number, key, _ in warnings_in(asked.policy):
        if code == "waives_nothing":
            seen[code] += truth_of(asked, number) is True
            decides_alike(asked, silenced(asked.policy, number, key))


def law_what_is_never_true_never_applies(asked: Case, seen: Counter[str]) -> None:
    """Broken by: values that exclude each other and do not."""
    for code, number, _, _ in warnings_in(asked.policy):
        if code == "never_true":
            seen[code] += 1
            assert truth_of(asked, number) is False


def law_offers_are_as_told(asked: Case, seen: Counter[str]) -> None:
    """Broken by: an allow above that is overlooked; an offer that another rule makes."""
    offers = {offer.name: offer for offer in item_of(asked).offers}
    for code, number, key, message in warnings_in(asked.policy):
        name = message.split("`")[1]
        if code in ("never_stands", "never_offered") and truth_of(asked, number) is True:
            seen[code] += 1
            if code == "never_offered":
                assert name not in offers
            else:
                assert key == "offer"
                assert offers[name].statuses == (Status.NO,)


def law_less_is_possible_without_what_never_counts(asked: Case, unknown: Case) -> None:
    """Broken by: a rule silenced by one of which it is not known whether it speaks."""
    unknown = unknown.under(asked.policy)
    for code, number, key, message in warnings_in(asked.policy):
        # What a rule that may speak marks by itself is certain only as long as one rule says both.
        if asked.policy.rules[number].review:
            continue
        if code == "never_speaks" and message.startswith(f"`{key}`"):
            before, after = item_of(unknown), item_of(unknown.under(silenced(asked.policy, number, key)))
            possible = {offer.name: set(offer.statuses) for offer in before.offers}
            for offer in after.offers:
                assert set(offer.statuses) <= possible[offer.name]


LAWS: Final[tuple[Callable[[Case, Counter[str]], None], ...]] = (
    law_what_never_counts_can_go,
    law_a_waive_of_nothing_can_go,
    law_what_is_never_true_never_applies,
    law_offers_are_as_told,
)
