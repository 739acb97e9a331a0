"""Terms: what offers cost and give, what is asked for, and by which methods, as staff read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from returnkit.ids import RuleId
from returnkit.policy import Approval, Evidence

from .explanation import Line
from .layout import BETWEEN
from .values import (
    Decision,
    Demand,
    Door,
    ItemDecision,
    OfferDecision,
    ReturnTerm,
    Said,
    Status,
    Term,
    Verdict,
)
from .wording import effect_text, wanted_in_policy
from .writing import Writer, quoted


def term_lines(write: Writer, item: ItemDecision) -> Iterator[Line]:
    """Yield what the offers of *item* cost and give, what is asked for, and its methods."""
    named: dict[Term, list[OfferDecision]] = {}
    for offer in item.offers:
        for term in offer.terms if offer.statuses != (Status.NO,) else ():
            if _moves_something(term):
                named.setdefault(term, []).append(offer)
    terms = [_term(write, term, map(write.offer, offers)) for term, offers in named.items()]
    asks = [_demand(write, demand) for demand in item.demands]
    doors = [_door(write, door) for door in item.doors]
    for label, texts in (("terms", terms), ("asks", asks), ("doors", doors)):
        if texts:
            yield write.words(BETWEEN.join(texts), label)


def floor_lines(write: Writer, item: ItemDecision, at: datetime) -> Iterator[Line]:
    """Yield what the floors of a policy grant of *item*, at *at*."""
    for offer in item.offers:
        if offer.floor is not None:
            said = [write.say(f"status.{status.value}") for status in offer.statuses]
            ends = write.say("ends.never")
            if offer.closes is not None:
                ends = write.say(
                    "ends.open" if at < offer.closes else "ends.closed", at=write.end(offer.closes)
                )
            elif not offer.is_closing_certain and offer.closes_earliest is not None:
                ends = write.say("ends.open.least", at=write.end(offer.closes_earliest))
            rules = dict.fromkeys(
                str(rule) for rule in (offer.window_rule, *(r.rule for r in offer.reasons)) if rule
            )
            yield write.line(
                "agent.floor",
                "floor",
                floor=quoted(offer.floor),
                offer=write.offer(offer),
                status=write.choice(said),
                ends=ends,
                rules=write.listed(quoted(rule) for rule in rules if rule),
            )


def return_lines(write: Writer, decision: Decision) -> Iterator[Line]:
    """Yield what holds for the whole return: its terms, and who approves it."""
    named: dict[Term, list[ReturnTerm]] = {}
    for each in decision.terms:
        if _moves_something(each.term):
            named.setdefault(each.term, []).append(each)
    texts = [_term(write, term, (quoted(each.offer) for each in found)) for term, found in named.items()]
    if all(item.verdict is Verdict.INELIGIBLE for item in decision.items):
        return
    if decision.approval is Approval.AUTOMATIC:
        texts.append(write.say("agent.automatic", rule=quoted(decision.approved_by or "")))
    elif any(rule.approve for rule in decision.policy.rules):
        texts.append(write.say("agent.manual"))
    if texts:
        yield write.words(BETWEEN.join(texts), "return")


def _moves_something(term: Term) -> bool:
    """Return whether it is worth telling: not that a fee is waived or not charged anyway."""
    return len(term.possible) == 1 or any(said.effect is not None for said in term.possible)


def wanted_text(write: Writer, demand: Demand) -> str:
    """Return what is asked for as the shopper reads it: a question in its words, evidence by its name."""
    wanted = demand.wanted
    if not isinstance(wanted, Evidence):
        return wanted.text
    key = f"evidence.{wanted.name}"
    name = write.say(key) if key in write.catalogue else wanted.name.replace("_", " ")
    return name if str(wanted) == "1" else write.say("evidence", name=name, count=_count(wanted))


def _count(wanted: Evidence) -> str:
    return str(wanted).replace("..", "–") if wanted.most else f"{wanted.least}+"


def _term(write: Writer, term: Term, offers: Iterable[str]) -> str:
    said = write.choice([_said(write, each) for each in term.possible])
    what = write.say(f"term.{term.kind.value}", name=term.name)
    return write.say("agent.term", offers=write.listed(offers), term=what, said=said)


def _said(write: Writer, said: Said) -> str:
    if said.rule is None:
        return write.say("agent.term.none")
    if said.effect is None:
        return write.say("agent.term.waived", rule=quoted(said.rule))
    return write.say("agent.term.said", said=effect_text(write, said.effect), rule=quoted(said.rule))


def _demand(write: Writer, demand: Demand) -> str:
    what = wanted_in_policy(demand.wanted)
    before = write.say(f"before.{demand.before.value}")
    text = write.say("agent.asks", wanted=what, before=before, rule=quoted(demand.rule))
    text = write.say("agent.asks.met", asked=text) if demand.is_met else text
    return text if demand.is_certain else write.say("agent.asks.maybe", asked=text)


def _door(write: Writer, door: Door) -> str:
    state = "maybe" if len(door.possible) > 1 else "open" if door.possible[0] else "closed"
    return _ruled(write, door.method, write.say(f"door.{state}"), door.rules)


def _ruled(write: Writer, method: str, state: str, rules: tuple[RuleId, ...]) -> str:
    if not rules:
        return write.say("agent.door.free", method=quoted(method), state=state)
    return write.say("agent.door", method=quoted(method), state=state, rules=write.listed(map(quoted, rules)))
