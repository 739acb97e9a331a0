"""Laws of expectations: a decision meets all that is said of it, and no other decision does."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from returnkit.decision import Decision, Outcome, Status, explain
from returnkit.diagnostics import Source
from returnkit.documents import Document, validate, write
from returnkit.errors import SituationError
from returnkit.policy import Policy, load_policy
from returnkit.situations import decided, situation, spread
from returnkit.testing.tables import (
    Expectations,
    contradictions,
    expected_of,
    failures_of,
    load_table,
    written,
)

EXAMPLES: Final = Path(__file__).resolve().parents[1] / "examples"
POLICIES: Final = (EXAMPLES / "acme.yaml", *sorted((EXAMPLES / "policies").glob("*.yaml")))
DAYS: Final = (
    *("day 0", "day 13, 23:59", "day 14", "day 15", "day 31", "day 61", "day 400"),
    *("5 hours after delivery", "48 hours after delivery"),
)

ARRIVALS: Final = ("2026-03-04 18:00", "2026-03-06 09:00", "2026-03-06 15:00", "unknown")
MANY_KINDS: Final = """
policy: kinds
timezone: Europe/Berlin
floor:
- policy: law
  timezone: Europe/Berlin
  rules:
  - id: withdrawal
    when: item.category == "books"
    offer: {law_refund: {gives: refund}}
    within: 14 days of delivery
  - {id: costs, fee: {name: label, flat: 2, per: return}}
rules:
- {id: code-like-a-reason, when: item.brand == "clash", refuse: {code: window}}
- {id: no-code, when: item.brand == "plain", refuse: {say: No.}}
- {id: worn, when: item.brand == "old", refuse: {code: condition}}
- {id: final, when: item.brand == "final", refuse: {code: final_sale}}
- {id: held, when: item.category == "tents", withhold: refund}
- {id: look, when: order.total > 500, review: true}
- {id: few, limit: {units: 2, counter: shirts}}
- id: ask
  when: request.reason == "defective"
  ask: {photo: 1..3, serial: What is its number?, before: decision}
- {id: half, for: refund, when: item.discount_percent > 50, rate: 50}
- {id: free, when: customer.tier == "gold", waive: restocking}
- {id: restocking, for: refund, fee: {name: restocking, percent: 15, of: paid, at_most: 20}}
- id: late
  when: customer.tier == "gold"
  offer: {late_credit: {gives: store_credit}}
  after: refund
  within: 60 days of delivery
- {id: label, for: refund, when: request.method == "mail", fee: {name: label, flat: 6.50, per: return}}
- {id: flowers, when: item.category == "flowers", within: 48 hours of delivery}
- {id: money, offer: refund, when: item.category != "food", within: 30 days of delivery}
- {id: trusted, when: accepted.value < 100, approve: automatic}
"""
"""A policy whose decisions differ in everything that can be expected."""

MOST_KINDS: Final = 26

TELLING: Final[tuple[dict[str, object], ...]] = (
    {"item.brand": "clash"},
    {"item.brand": "plain"},
    {"item.brand": "old"},
    {"item.brand": "final"},
    {"request.reason": "defective"},
    {"request.reason": "defective", "evidence.photo": 2},
    {"request.reason": "defective", "evidence.photo": 2, "answers.serial": "A-1"},
    {"request.reason": "unknown"},
    {"item.quantity": 3},
    {"item.quantity": 3, "counters.shirts": 1},
    {"item.category": "flowers", "order.delivered_at": "2026-03-06 09:00", "at": "day 1"},
    {"item.category": "flowers", "order.delivered_at": "2026-03-06 15:00", "at": "day 1"},
    {"order.delivered_at": "2026-03-04 18:00", "at": "2026-03-08"},
    {"order.delivered_at": "unknown", "at": "2026-03-08"},
    {"request.method": "store"},
    {"item.category": "food"},
    {"item.category": "books"},
    {"item.category": "books", "request.method": "store"},
    {"item.category": "tents"},
    {"customer.tier": "gold"},
    {"at": "day 31"},
    {"at": "day 31", "customer.tier": "gold"},
    {"request.reason": "unknown", "order.delivered_at": "unknown", "at": "2026-05-08"},
    {"at": "day 15", "item.discount_percent": 60},
)
"""What tells the rules of that policy apart."""


@cache
def policies() -> tuple[Policy, ...]:
    """Return the policies of the laws."""
    read = (load_policy(path.read_text(encoding="utf-8"), name=path.name) for path in POLICIES)
    return (load_policy(MANY_KINDS), *read)


@dataclass(frozen=True)
class Kind:
    """A decision with what it says by each name, and with what of that a table tells."""

    decision: Decision
    naive: dict[str, Any]
    told: dict[str, Any]


@dataclass(frozen=True)
class Found:
    """Decisions of one policy, and those of them that say something else, the first ones."""

    decisions: tuple[Decision, ...]

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        kinds: dict[str, Kind] = {}
        for decision in self.decisions:
            if len(kinds) < MOST_KINDS:
                naive = {aspect: read(decision) for aspect, read in NAIVE.items()}
                kinds.setdefault(repr(naive), Kind(decision, naive, _told(decision, naive)))
        return tuple(kinds.values())


Law = Callable[[Policy, Found, Counter[str]], None]


def decisions(policy: Policy, seed: int, count: int) -> Found:
    """Return decisions of *policy* in *count* situations that it tells apart, those without one left out."""
    draw = random.Random(seed)
    values: dict[str, Any] = {**spread(policy), "at": DAYS, "item.quantity": (1, 3)}
    values["order.delivered_at"] = ARRIVALS
    found = [decided(policy, situation(policy, told)) for told in TELLING if policy.id == "kinds"]
    for _ in range(count):
        names = draw.sample(sorted(values), k=min(len(values), draw.randint(0, 5)))
        try:
            found.append(
                decided(policy, situation(policy, {name: draw.choice(values[name]) for name in names}))
            )
        except SituationError:
            continue  # names that contradict each other
    return Found(tuple(found))


def law_a_decision_meets_all_that_is_said_of_it(policy: Policy, found: Found, seen: Counter[str]) -> None:
    for decision in found.decisions:
        expected = expected_of(decision)

        assert failures_of(decision, expected) == ()
        assert tuple(contradictions(expected)) == ()
        seen.update(expected.said)


def law_what_is_written_reads_as_the_same(policy: Policy, found: Found, seen: Counter[str]) -> None:
    for decision in found.decisions:
        expected = expected_of(decision)
        plain = written(expected)

        assert validate(Document(Source("", ""), plain), Expectations) == expected
        text = write({"cases": [{"case": "c", "expect": plain}]}, "yaml")
        assert load_table(text, policy, name="t.yaml").cases[0].expect == expected


def law_no_other_decision_meets_it(policy: Policy, found: Found, seen: Counter[str]) -> None:
    kinds = found.kinds
    for one in kinds:
        expected = expected_of(one.decision)
        for other in kinds:
            failures = failures_of(other.decision, expected)

            assert failures or one.told == other.told
            assert not failures or one.naive != other.naive
            seen.update(f"differs in {failure.aspect.partition('.')[0]}" for failure in failures)


def law_each_expectation_notices_its_own_difference(policy: Policy, found: Found, seen: Counter[str]) -> None:
    kinds = found.kinds
    for one in kinds:
        expected = expected_of(one.decision)
        for aspect in expected.said:
            alone = Expectations(**{aspect: getattr(expected, aspect)})
            for other in kinds:
                is_noticed = bool(failures_of(other.decision, alone))
                if aspect in ("until", "terms") and one.naive["until"].keys() != other.naive["until"].keys():
                    continue  # they are said of each offer, whichever there are
                is_bare = aspect == "reason" and one.naive["reason"][1] in (None, "refused")
                if is_bare and expected.reason in (other.naive["reason"] or ()):
                    continue  # without a code of its own it is the word for a kind, or for another's code

                assert not is_noticed or one.naive[aspect] != other.naive[aspect], aspect
                mine, its = (each.naive if aspect == "until" else each.told for each in (one, other))
                assert is_noticed or mine[aspect] == its[aspect], aspect


LAWS: Final[tuple[Law, ...]] = (
    law_a_decision_meets_all_that_is_said_of_it,
    law_what_is_written_reads_as_the_same,
    law_no_other_decision_meets_it,
    law_each_expectation_notices_its_own_difference,
)


# --- the naive definition ------------------------------------------------------------------------------


def _told(decision: Decision, naive: dict[str, Any]) -> dict[str, Any]:
    """Return what a table tells: on a no it is not told which offers end then, nor ever what is waived."""
    deadlines = naive["until"] if _standing(decision) else set(naive["until"].values())
    return {**naive, "until": deadlines, "terms": _charged(decision)}


def _charged(decision: Decision) -> object:
    return {each for each in _terms(decision) if set(each[4]) != {"None False"}}


def _first(decision: Decision) -> list[Any]:
    return [item for item in decision.items if item.place == 0]


def _verdict(decision: Decision) -> object:
    units = Counter[str]()
    for item in _first(decision):
        units[item.verdict] += item.item.quantity
    return units if len(units) > 1 else set(units)


def _standing(decision: Decision) -> list[Any]:
    return [o for item in _first(decision) for o in item.offers if Status.NO not in o.statuses]


def _until(decision: Decision) -> dict[str, Any]:
    offers = _standing(decision) or [offer for item in _first(decision) for offer in item.offers]
    return {offer.name: (offer.closes, offer.closes_earliest, offer.is_closing_certain) for offer in offers}


def _reason(decision: Decision) -> object:
    reasons = [item.reason for item in _first(decision) if item.reason]
    if not reasons:
        return None
    codes = {rule.id: rule.refuse.code for rule in decision.policy.rules if rule.refuse}
    return reasons[0].code, codes.get(reasons[0].rule)


def _rules(decision: Decision) -> object:
    told = explain(decision, audience="auditor")
    items = [each for item, each in zip(decision.items, told.items, strict=True) if item.place == 0]
    rules = [*(rule for each in items for rule in each.rules), *told.rules]
    return {(rule.floor, rule.rule) for rule in rules if rule.outcome is Outcome.SPOKE}


def _asks(decision: Decision) -> object:
    lacking = {d.wanted.name for i in _first(decision) for d in i.demands if d.is_certain and not d.is_met}
    return lacking | {path for item in _first(decision) for path in item.missing}


def _terms(decision: Decision) -> set[Any]:
    offers = {offer.name for offer in _standing(decision)}
    own = {
        (o.name, term.kind, term.name, term.source, _said(term))
        for o in _standing(decision)
        for term in o.terms
    }
    of_return = {(t.offer, t.term.kind, t.term.name, t.term.source, _said(t.term)) for t in decision.terms}
    return {each for each in own | of_return if each[0] in offers}


def _said(term: Any) -> tuple[str, ...]:
    return tuple(f"{said.effect} {said.rule is None}" for said in term.possible)


NAIVE: Final[dict[str, Callable[[Decision], object]]] = {
    "verdict": _verdict,
    "offers": lambda decision: {offer.name for offer in _standing(decision)},
    "until": _until,
    "reason": _reason,
    "rules": _rules,
    "asks": _asks,
    "terms": _terms,
    "approval": lambda decision: decision.approval,
}
