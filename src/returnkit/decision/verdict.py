"""Verdict: the bare answer, from one function that a policy is compiled to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache

from returnkit.clock import to_utc
from returnkit.expr.backends.lists import Branch, Choose, compile_lists
from returnkit.expr.backends.twins import FAILURES
from returnkit.expr.ir import Compare, Comparison, Field, Kind, Literal, Node
from returnkit.facts import Inspection, Order, RequestedItem, ReturnHistory, ReturnRequest
from returnkit.policy import (
    ELAPSED,
    CompiledOffer,
    CompiledPolicy,
    Condition,
    Policy,
    Standing,
    Window,
    compile_policy,
)

from .decide import decide, decide_item
from .judge import RANK
from .prepare import Prepared, prepare
from .values import Reason, ReasonCode, Verdict


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict and, on a no, why."""

    verdict: Verdict
    reason: Reason | None = None


def verdict(
    policy: Policy,
    order: Order,
    item: RequestedItem,
    request: ReturnRequest,
    *,
    at: datetime,
    history: ReturnHistory | None = None,
    inspection: Inspection | None = None,
) -> Answer:
    """Return the verdict that `decide` gives *item*, and nothing else, in a fraction of the time.

    Args:
        policy: The policy.
        order: The order the goods come from.
        item: One item of *request*.
        request: What the customer asks.
        at: The instant the request is judged for; aware, any zone.
        history: The customer's past, without this request; None is not known.
        inspection: What was found when the item came in; None is not inspected.

    Raises:
        InstantError: *at* has no zone.
        UnknownLineError: The order has no such line.
        DocumentError: A policy built in Python has faults.
    """
    at, compiled = to_utc(at), compile_policy(policy)
    if policy.floor or not compiled.is_of_items_alone:
        found = [None] * request.items.index(item)
        whole = decide(policy, order, request, at=at, history=history, inspections=(*found, inspection))
        return next(Answer(each.verdict, each.reason) for each in whole.items if each.place == len(found))
    prepared = prepare(compiled, order, item, request, at, history=history, inspection=inspection)
    return answer(compiled, item, prepared, at)


def answer(compiled: CompiledPolicy, item: RequestedItem, prepared: Prepared, at: datetime) -> Answer:
    """Return the verdict for an item that is prepared for *at* (UTC)."""
    fast = compile_verdict(compiled)
    if fast is not None and at >= prepared.clocks.order:  # before it no offer has opened
        try:
            codes = [ask(*prepared.views) for ask in fast.functions]
        except FAILURES:
            pass  # some fact is missing or some part fails: the whole decision is needed
        else:
            best = min(codes)
            if best != fast.nothing:
                return fast.answers[best]
    whole = decide_item(compiled, item, prepared, at)
    return Answer(whole.verdict, whole.reason)


@dataclass(frozen=True, slots=True)
class FastVerdict:
    """A policy as functions of an item's views.

    Attributes:
        functions: One for each group of offers that stand and fall together. Each gives the number of
            an answer; the least number among them is the answer of the item.
        answers: What the numbers mean; 0 is yes, then every no in the order in which it is told.
        nothing: The number that says that the group offers nothing.
    """

    functions: tuple[Callable[..., int], ...]
    answers: tuple[Answer, ...]
    nothing: int


@lru_cache(maxsize=256)
def compile_verdict(compiled: CompiledPolicy) -> FastVerdict | None:
    """Return the fast form of *compiled*; None where `decide` has to judge.

    That is where rules ask for a review or for evidence, move windows or let an offer open after another,
    and where time since the order, the shipment or the delivery alone does not tell whether a window is open.
    """
    if any(offer.reviews or offer.is_moved or offer.asks for offer in compiled.offers):
        return None
    if not all(window.is_plain for window in compiled.windows) or any(r.after for r in compiled.policy.rules):
        return None
    answers = _answers(compiled)
    numbers = {answer.reason: number for number, answer in enumerate(answers)}
    groups: dict[tuple[int, int], list[CompiledOffer]] = {}
    for offer in compiled.offers:
        groups.setdefault((id(offer.standing), id(offer.window)), []).append(offer)
    functions = tuple(
        compile_lists(_lists(offers, numbers), len(answers) - 1, compiled.roots) for offers in groups.values()
    )
    return FastVerdict(functions, answers, len(answers) - 1)


def _answers(compiled: CompiledPolicy) -> tuple[Answer, ...]:
    """Return every answer there can be: yes, then each no in the order of its reason."""
    reasons = {
        Reason(code, condition.rule): (RANK[code], condition.number)
        for offer in compiled.offers
        for code, condition in _refusals(offer)
    }
    ordered = sorted(reasons, key=reasons.__getitem__)
    noes = (Answer(Verdict.INELIGIBLE, reason) for reason in (*ordered, _NOTHING))
    return (Answer(Verdict.ELIGIBLE), *noes)


_NOTHING = Reason(ReasonCode.NOTHING_OFFERED, None)
_CODES = {Standing.REFUSED: ReasonCode.REFUSED, Standing.WITHHELD: ReasonCode.WITHHELD}


def _refusals(offer: CompiledOffer) -> Iterable[tuple[ReasonCode, Condition]]:
    for condition, standing in zip(offer.standing.conditions, offer.standing.effects, strict=True):
        if standing in _CODES:
            yield _CODES[standing], condition
    for condition in offer.window.conditions:
        yield ReasonCode.WINDOW, condition


def _lists(offers: list[CompiledOffer], numbers: dict[Reason | None, int]) -> list[list[Branch]]:
    """Return the decision lists of offers that share their rules: on offer, standing, window."""
    exists = dict.fromkeys(condition.fast for offer in offers for condition in offer.exists.conditions)
    on_offer = [Branch(condition, None) for condition in exists]
    if None not in exists:
        on_offer.append(Branch(None, numbers[_NOTHING]))
    first = offers[0]
    standing = [
        Branch(condition.fast, numbers[Reason(_CODES[said], condition.rule)] if said in _CODES else None)
        for condition, said in zip(first.standing.conditions, first.standing.effects, strict=True)
    ]
    windows = [
        Branch(condition.fast, _outcome(window, numbers[Reason(ReasonCode.WINDOW, condition.rule)]))
        for condition, window in zip(first.window.conditions, first.window.effects, strict=True)
    ]
    return [on_offer if None not in exists else [], standing, windows]


def _outcome(window: Window, closed: int) -> int | Choose:
    test = _inside(window)
    return 0 if test is None else Choose(test, 0, closed)


def _inside(window: Window) -> Node | None:
    """Return the condition that the window is open, over prepared time; None is always."""
    if window.of is None:
        return None
    root = f"{ELAPSED}.{window.of.value}"
    if window.hours is not None:
        limit = Literal(timedelta(hours=window.hours))
        return Compare(Comparison.LT, Field(root, Kind.DURATION), limit)
    last = Literal(Decimal(window.days_inside or 0))
    return Compare(Comparison.LE, Field(f"{root}_days", Kind.NUMBER), last)
