"""The law of overlaps: where two rules that apply say different things, it is told, or one stands inside the
other.
"""

from __future__ import annotations

from collections import Counter

from returnkit.decision.prepare import prepare
from returnkit.policy import NOBODY, Standing, compile_policy
from returnkit.policy.warnings import survey
from returnkit.verify import overlaps
from tests.cases import Case
from tests.warning_laws import searches_of

_TAKEN = (Standing.REFUSED, Standing.WITHHELD)


def law_rules_that_differ_cross_or_nest(asked: Case, seen: Counter[str]) -> None:
    """Broken by: a rule that is overlooked above another; conditions of other values that never meet."""
    compiled, found = compile_policy(asked.policy), survey(asked.policy)
    facts = prepare(
        compiled,
        asked.order,
        asked.item,
        asked.request,
        asked.at,
        history=asked.history,
        inspection=asked.inspection,
    )
    told = {(each.upper, each.lower) for each in overlaps(asked.policy)}
    rules = asked.policy.rules
    gone = {
        f"{offer.name} standing"
        for offer in compiled.offers
        if offer.exists.positions(facts.views) == (NOBODY,)
    }
    for thing, search in searches_of(compiled, facts.views).items():
        if thing in gone:
            continue  # whether an offer that is not there stands decides nothing
        said = list(zip(search.conditions, search.effects, strict=True))
        true = [(each.number, effect) for each, effect in said if each.ask(facts.views) is True]
        for (upper, above), (lower, below) in zip(true[:1] * len(true), true[1:], strict=False):
            if above == below or (above in _TAKEN and below in _TAKEN):
                continue
            seen["differ"] += 1
            is_told = (rules[upper].id, rules[lower].id) in told
            seen["told"] += is_told
            earlier = [each.number for each, _ in said if each.number < lower]
            one_stands_inside = found.implies(upper, lower) or found.implies(lower, upper)
            assert is_told or one_stands_inside or any(found.implies(lower, n) for n in earlier)


def law_what_crosses_neither_nests_nor_is_apart(asked: Case, seen: Counter[str]) -> None:
    """Broken by: an exception that is told; rules that never meet."""
    found = survey(asked.policy)
    places = {rule.id: number for number, rule in enumerate(asked.policy.rules)}
    for each in overlaps(asked.policy):
        one, other = (found.premises[places[rule]] for rule in (each.upper, each.lower))
        seen["crosses"] += 1
        assert not one.implies(other)
        assert not other.implies(one)
        assert not one.excludes(other)
