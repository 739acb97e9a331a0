"""Whole: what rules say about the return, once its items are judged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from returnkit.expr.schema import Unknown, is_unknown
from returnkit.facts import Order, Resolution, ReturnHistory, ReturnRequest, Subject, totals_of
from returnkit.ids import PolicyId, RuleId
from returnkit.policy import LATER, Approval, CompiledPolicy, Condition, ReturnCondition

from .floors import charged_by_both
from .judge import Judge
from .values import ItemDecision, ReasonCode, ReturnTerm, Said, Status, Term, Verdict

_OPEN = Unknown("undecided")


@dataclass(frozen=True)
class Whole:
    """The accepted items of a return, ready to be asked about.

    Attributes:
        compiled: The policy.
        views: What rules about the whole return read.
        items: The facts of each item that is accepted or may be, and whether it surely is.
    """

    compiled: CompiledPolicy
    views: tuple[Any, ...]  # Any: a view has the attributes that the policy names
    items: tuple[tuple[tuple[Any, ...], bool], ...]

    def ask(self, condition: ReturnCondition) -> bool | Unknown:
        """Return whether *condition* is true of the return, false, or not known."""
        truth = self.staged(condition)
        return False if truth is LATER else truth

    def staged(self, condition: ReturnCondition) -> bool | Unknown:
        """Return the same, or `LATER` where only the inspection can tell."""
        found: list[bool | Unknown] = [condition.whole.staged(self.views)]
        if condition.of_any:
            found.append(_any(self._asked(condition.of_any)))
        if condition.of_all:
            answers = (_not(truth) for truth in self._asked(condition.of_all, absent=True))
            found.append(_not(_any(answers)))
        return _not(_any(map(_not, found)))

    def _asked(self, condition: Condition, *, absent: bool = False) -> Iterator[bool | Unknown]:
        """Yield the truth for each item; of one that may not be accepted, it may be *absent* instead."""
        for views, is_sure in self.items:
            truth = condition.staged(views)
            yield truth if is_sure or truth is absent else _OPEN

    def positions(self, conditions: Sequence[ReturnCondition]) -> Iterator[ReturnCondition | None]:
        """Yield the conditions that may decide, in order; None last, where it may be that none does."""
        for condition in conditions:
            truth = self.ask(condition)
            if truth is not False:
                yield condition
            if truth is True:
                return
        yield None


def _not(truth: bool | Unknown) -> bool | Unknown:
    return truth if is_unknown(truth) else not truth


def _any(truths: Iterator[bool | Unknown] | Sequence[bool | Unknown]) -> bool | Unknown:
    found: bool | Unknown = False
    for truth in truths:
        if truth is True:
            return True
        if is_unknown(truth) and (found is False or found is LATER):
            found = truth
    return found


def whole_of(
    compiled: CompiledPolicy,
    order: Order,
    request: ReturnRequest,
    history: ReturnHistory | None,
    items: Sequence[ItemDecision],
    judges: Sequence[Judge],
) -> Whole | None:
    """Return those of *items* that are not refused, as a whole; None where nothing is to be asked.

    Each has been asked about by the judge at its place.
    """
    judged = zip(items, judges, strict=True)
    accepted = [(item, judge) for item, judge in judged if item.verdict is not Verdict.INELIGIBLE]
    if not accepted or compiled.whole is None:
        return None
    views_of = tuple((judge.views, not _is_open(item)) for item, judge in accepted)
    is_certain = all(is_sure for _, is_sure in views_of)
    currency = compiled.policy.currency
    totals = totals_of(order, [item.item for item, _ in accepted], currency, is_certain=is_certain)
    first, judge = accepted[0]
    line = order.line(first.line_id)
    assert line  # noqa: S101  # of `prepare`, which refuses other lines; narrows the type
    subject = Subject(order, line, first.item, request, currency, history, None, judge.at)
    vocabulary = compiled.vocabulary
    by_root = dict(
        zip(vocabulary.schema.roots, vocabulary.reader(compiled.whole.names).read(subject), strict=True)
    )
    views = (*(by_root[root] for root in ("order", "customer", "request", "history")), *totals)
    return Whole(compiled, views, views_of)


def _is_open(item: ItemDecision) -> bool:
    """Return whether it may be that *item* is not accepted."""
    return all(Status.NO in offer.statuses for offer in item.offers)


def taken(items: Sequence[ItemDecision], floor: PolicyId | None) -> dict[str, Resolution]:
    """Return the offers of *floor*, or of the policy itself, that some item may take, and what they give."""
    return {
        offer.name: offer.gives
        for item in items
        for offer in item.offers
        if offer.floor == floor and offer.statuses != (Status.NO,)
    }


def terms_of_return(whole: Whole, asked: str) -> Iterator[Term]:
    """Yield the terms of the return for the offer that rules call *asked*."""
    for name, key, conditions in whole.compiled.whole.terms if whole.compiled.whole else ():
        if name == asked:
            said = dict(conditions)
            found = tuple(whole.positions(tuple(said)))
            if found != (None,):
                possible = tuple(Said(said[each], each.rule) if each else Said(None, None) for each in found)
                yield Term(key.kind, key.name, possible, whole.compiled.policy.id)


def return_terms(
    compiled: CompiledPolicy,
    of_policy: Whole | None,
    floors: Iterable[tuple[CompiledPolicy, Sequence[Judge]]],
    order: Order,
    request: ReturnRequest,
    history: ReturnHistory | None,
    items: Sequence[ItemDecision],
) -> tuple[ReturnTerm, ...]:
    """Return what holds for the whole return, for each offer that some item may take.

    Args:
        compiled: The policy.
        of_policy: What its rules read of the return; None where nothing is to be asked.
        floors: Each floor with who was asked about the items, in their order.
        order: The order.
        request: The request.
        history: The customer's past.
        items: What was found of each item.
    """
    terms: list[ReturnTerm] = []
    for floor, judges in floors:
        of_floor, id_ = whole_of(floor, order, request, history, items, judges), floor.policy.id
        for name, gives in taken(items, id_).items():
            found = [*(terms_of_return(of_floor, name) if of_floor else ())]
            same = compiled.first_of(gives)
            found += terms_of_return(of_policy, same) if of_policy and same else ()
            terms += (ReturnTerm(name, term, id_) for term in charged_by_both(found, id_))
    if of_policy is not None:
        for name in taken(items, None):
            terms += (ReturnTerm(name, term) for term in terms_of_return(of_policy, name))
    return tuple(terms)


def approval_of(whole: Whole, items: Sequence[ItemDecision]) -> tuple[Approval, RuleId | None]:
    """Return whether the return is approved by itself, and by which rule."""
    said = dict(whole.compiled.whole.approval) if whole.compiled.whole else {}
    found = tuple(whole.positions(tuple(said)))
    if any(each is None or said[each] is Approval.MANUAL for each in found) or any(map(_holds_back, items)):
        return Approval.MANUAL, None
    rules = [each.rule for each in found if each]
    return Approval.AUTOMATIC, rules[-1]


def _holds_back(item: ItemDecision) -> bool:
    """Return whether something about *item* needs a person to approve the return."""
    if item.verdict is Verdict.INELIGIBLE:
        return False
    return item.verdict is not Verdict.ELIGIBLE or any(
        offer.assumed
        or Status.REVIEW in offer.statuses
        or (len(offer.statuses) > 1 and any(r.code is ReasonCode.REFUSED for r in offer.reasons))
        for offer in item.offers
    )
