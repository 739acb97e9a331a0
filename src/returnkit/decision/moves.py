"""Moves: which facts somebody could state now, and what each of them moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from math import prod
from typing import Any, Final, Literal, cast

from returnkit.expr.ir import fields
from returnkit.expr.schema import Name, is_unknown
from returnkit.facts import TOTALS, ReturnRequest
from returnkit.policy import Before, CompiledPolicy, Evidence, compile_policy

from .decide import decide
from .possible import Stated, conditions_of, methods_of, possible_values
from .stated import SOURCES, answers, can_be_stated, hands_in, is_of_item, states
from .values import Decision, Demand, Status, Verdict

MOST_WAYS: Final = 256
"""Up to how many ways to answer everything that a verdict rests on are tried out."""

ANSWERED: Final = "-"
"""An answer to a question in words: that it is there is all that a decision looks at."""

_METHOD: Final = "request.method"
_TIMES: Final = ("within", "extend", "defer")
_MONEY: Final = (
    *("offer", "refuse", "withhold", "only", "allow", "review", "limit", "whole"),  # which offers there are
    *("fee", "waive", "rate", "value", "bonus", "to", "shipping", "approve"),  # and what they are worth
)


class Moves(StrEnum):
    """What an answer moves, in order of weight."""

    VERDICT = "verdict"
    DEADLINE = "deadline"
    MONEY = "money"


class Asked(StrEnum):
    """What is asked for."""

    FACT = "fact"
    EVIDENCE = "evidence"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that somebody can be asked for now.

    Attributes:
        asks: What is asked for.
        title: The path of the fact, or the name of the evidence or the answer.
        place: The item, from 0; None for the whole return.
        of: Who is asked.
        values: What may be said, one of each kind that the policy treats alike.
        name: The fact; None where something is demanded.
        demand: What is demanded; None for a fact.
    """

    asks: Asked
    title: str
    place: int | None
    of: Literal["shopper", "staff"]
    values: tuple[Stated, ...]
    name: Name | None = None
    demand: Demand | None = None

    @property
    def key(self) -> str:
        """What it is called in a form."""
        below = {Asked.FACT: "", Asked.EVIDENCE: "evidence.", Asked.ANSWER: "answers."}[self.asks]
        return f"{'' if self.place is None else f'items[{self.place}].'}{below}{self.title}"

    def says(self, request: ReturnRequest, value: Stated) -> ReturnRequest:
        """Return *request* with *value* as the answer."""
        place = self.place or 0
        match self.asks:
            case Asked.EVIDENCE:
                return hands_in(request, place, self.title, int(value))
            case Asked.ANSWER:
                return answers(request, place, self.title, str(value))
            case _:
                return states(request, place, cast("Name", self.name), value)  # a fact has a name


@dataclass(frozen=True, slots=True)
class Moved:
    """What a candidate moves.

    Attributes:
        moves: In order of weight; none when the answer changes nothing.
        settled: How much of its answers settles every verdict, 0 to 1.
    """

    moves: tuple[Moves, ...]
    settled: float

    def __bool__(self) -> bool:
        return bool(self.moves)


def candidates(decision: Decision) -> tuple[Candidate, ...]:
    """Return what can be asked for now, in the order in which the policy first reads it."""
    compiled = compile_policy(decision.policy)
    found: dict[str, Candidate] = {}
    for place in range(len(decision.request.items)):
        for each in (*_facts(decision, compiled, place), *_demands(decision, place)):
            found.setdefault(each.key, each)
    methods = methods_of(compiled)
    if methods and decision.request.method is None and _METHOD not in found:
        name = compiled.vocabulary.schema[_METHOD]
        found[_METHOD] = Candidate(Asked.FACT, _METHOD, None, "shopper", methods, name=name)
    return tuple(found.values())


def _facts(decision: Decision, compiled: CompiledPolicy, place: int) -> Iterator[Candidate]:
    """Yield the facts about an item that are not known and can be stated, as far as the shopper may know."""
    schema, paths = compiled.vocabulary.schema, _paths(compiled)
    inspections = (*decision.inspections, *[None] * len(decision.request.items))
    views = compiled.vocabulary.prepare(
        decision.order,
        decision.request.items[place],
        decision.request,
        currency=decision.policy.currency,
        names=paths,
        history=decision.history,
        inspection=inspections[place],
        at=decision.at,
    )
    by_root = dict(zip(schema.roots, views, strict=True))
    for path in paths:
        root, _, attribute = path.partition(".")
        name = schema[SOURCES.get(path, path)]
        is_open = is_unknown(getattr(by_root[root], attribute))
        if is_open and name.ask in ("shopper", "staff") and can_be_stated(name, decision.request):
            of = cast("Literal['shopper', 'staff']", name.ask)  # of these two, as tested
            where = place if is_of_item(name, compiled.vocabulary) else None
            values = possible_values(compiled, name, decision.at)
            yield Candidate(Asked.FACT, name.path, where, of, values, name=name)


def _paths(compiled: CompiledPolicy) -> tuple[str, ...]:
    """Return the names that rules read which are not internal, in the order written."""
    totals = {name.path for name in TOTALS}
    nodes = [each.node for each in conditions_of(compiled) if each.node is not None]
    found = dict.fromkeys(field.path for node in nodes for field in fields(node))
    for rule in compiled.policy.rules:
        for _, text in rule.expressions if not rule.internal else ():
            found |= dict.fromkeys(field.path for _, field in compiled.facts_of_amount(text))
    return tuple(path for path in found if path not in totals)


def _demands(decision: Decision, place: int) -> Iterator[Candidate]:
    """Yield what is demanded for an item and not there yet, by rules that the shopper may know."""
    internal = {rule.id for rule in decision.policy.rules if rule.internal}
    for item in decision.items:
        for demand in item.demands if item.place == place else ():
            if not demand.is_met and demand.rule not in internal:
                is_evidence = isinstance(demand.wanted, Evidence)
                asks = Asked.EVIDENCE if is_evidence else Asked.ANSWER
                value: Stated = getattr(demand.wanted, "least", ANSWERED)
                yield Candidate(asks, demand.wanted.name, place, "shopper", (value,), demand=demand)


# --- what moves --------------------------------------------------------------------------------------


def moved_by(decision: Decision, asked: Candidate, among: Sequence[Candidate]) -> Moved:
    """Return what the answer to *asked* moves, *among* everything that can be asked for now."""
    found = [again(decision, asked.says(decision.request, value)) for value in asked.values]
    if asked.demand is not None:
        found.append(decision)
    moves = [Moves.VERDICT] if _moves_a_verdict(decision, asked, among) else []
    if _differ([_closings(each) for each in found]) and _is_read(decision, asked, _TIMES):
        moves.append(Moves.DEADLINE)
    is_due = asked.demand is not None and asked.demand.before is Before.REFUND
    differs = _differ([_terms(each) for each in found]) and _is_read(decision, asked, _MONEY)
    if is_due or differs or _is_counted(decision, asked):
        moves.append(Moves.MONEY)
    settled = sum(Verdict.NEEDS_INFO not in _verdicts(each) for each in found)
    return Moved(tuple(moves), settled / len(found))


def again(decision: Decision, request: ReturnRequest) -> Decision:
    """Return *decision* made again of another *request*."""
    return decide(
        decision.policy,
        decision.order,
        request,
        at=decision.at,
        history=decision.history,
        inspections=decision.inspections,
    )


def _moves_a_verdict(decision: Decision, asked: Candidate, among: Sequence[Candidate]) -> bool:
    """Return whether, whatever else is answered, this answer can still make a difference to a verdict."""
    if asked.title == _METHOD:  # without it no door is closed: what is certain may still become a no
        found = [again(decision, asked.says(decision.request, value)) for value in asked.values]
        if _differ([_verdicts(each) for each in (decision, *found)]):
            return True
    for place in range(len(decision.request.items)):
        open_ones = rests_on(decision, place, among)
        if asked.key not in {each.key for each in open_ones}:
            continue
        others = [each for each in open_ones if each.key != asked.key]
        if prod(len(each.values) + 1 for each in (*others, asked)) > MOST_WAYS:
            return True  # too many to try out: the engine's word that it rests on this is taken
        for chosen in product(*([None, *each.values] for each in others)):
            request = decision.request
            for each, value in zip(others, chosen, strict=True):
                request = request if value is None else each.says(request, value)
            answered = [asked.says(request, value) for value in asked.values]
            if asked.demand is not None:
                answered.append(request)
            if _differ([_standing(again(decision, each), place) for each in answered]):
                return True
    return False


def rests_on(decision: Decision, place: int, among: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Return what the verdict of the item at *place* rests on, of those *among* which can be asked for."""
    parts = [item for item in decision.items if item.place == place]
    if all(part.verdict is not Verdict.NEEDS_INFO for part in parts):
        return ()
    missing = {SOURCES.get(path, path) for part in parts for path in part.missing}
    waited_for = {
        demand.wanted.name
        for part in parts
        for demand in part.demands
        if not demand.is_met and demand.before is Before.DECISION
    }
    return tuple(
        each
        for each in among
        if each.place in (None, place) and each.title in (missing if each.demand is None else waited_for)
    )


def _is_read(decision: Decision, asked: Candidate, effects: Sequence[str]) -> bool:
    """Return whether a rule that is not internal and does one of *effects* reads what is asked for."""
    compiled = compile_policy(decision.policy)
    rules = {rule.id: rule for rule in compiled.policy.rules}
    for condition in conditions_of(compiled):
        if any(rules[condition.rule].does(effect) for effect in effects):
            read = fields(condition.node) if condition.node is not None else ()
            if any(SOURCES.get(field.path, field.path) == asked.title for field in read):
                return True
    return "within" in effects and _is_counted(decision, asked, effect="within")


def _is_counted(decision: Decision, asked: Candidate, effect: str | None = None) -> bool:
    """Return whether a computed figure of a rule reads what is asked for: of this effect, or of a term."""
    compiled = compile_policy(decision.policy)
    texts = [
        text
        for rule in compiled.policy.rules
        for kind, text in rule.expressions
        if not rule.internal and (kind == effect if effect else kind != "within")
    ]
    return any(f.path == asked.title for text in texts for _, f in compiled.facts_of_amount(text))


def _differ(found: Sequence[object]) -> bool:
    return any(each != found[0] for each in found[1:])


def _verdicts(decision: Decision) -> tuple[Verdict, ...]:
    return tuple(item.verdict for item in decision.items)


def _standing(decision: Decision, place: int | None = None) -> Any:  # Any: only compared
    """Return the verdicts, and what stands under them: which offers there are is no less an answer."""
    return [
        (item.place, item.item.quantity, item.verdict, [(each.name, each.statuses) for each in item.offers])
        for item in decision.items
        if place in (None, item.place)
    ]


def _closings(decision: Decision) -> Any:  # Any: only compared
    return [
        (item.place, offer.name, offer.opens, offer.closes, offer.closes_earliest, offer.goods_back_by)
        for item in decision.items
        for offer in item.offers
        if offer.statuses != (Status.NO,)
    ]


def _terms(decision: Decision) -> Any:  # Any: only compared
    offers = [
        (item.place, offer.name, offer.statuses, offer.terms)
        for item in decision.items
        for offer in item.offers
        if offer.statuses != (Status.NO,)
    ]
    return offers, decision.terms, decision.approval
