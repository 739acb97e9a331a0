"""Bugs in facts, demands, terms and the return, to be planted.

Each is called what a law of whole returns says that breaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any

from returnkit.decision import Decision, ItemDecision, Status, Verdict
from returnkit.facts import totals_of
from returnkit.policy import NOBODY, Approval, Before, Evidence, Rule, Search, Standing
from returnkit.policy.search import Condition
from tests.part_bugs import Patch, compiling, deciding, parting, unbound, wrap

# Any, below: what is planted has the signature of what it replaces.

judging: Any = import_module("returnkit.decision.judge")
causing: Any = import_module("returnkit.decision.causes")
returning: Any = import_module("returnkit.decision.whole")


# --- searches and facts -------------------------------------------------------------------------------


def a_condition_guessed(patch: Patch) -> None:
    wrap(patch, Condition, "ask", lambda right, *given: right(*given) is True)


def a_search_that_goes_on_below_a_true_rule(patch: Patch) -> None:
    def wrong(right: Any, self: Any, views: Any) -> tuple[int, ...]:
        first, *_ = right(self, views)
        return (first,) if first == NOBODY else (first, NOBODY)

    wrap(patch, Search, "positions", wrong)


def an_item_that_has_the_events_of_the_one_above(patch: Patch) -> None:
    def wrong(right: Any, *given: Any, like: Any, **more: Any) -> Any:
        found = right(*given, like=like, **more)
        return replace(found, clocks=like.clocks) if like else found

    wrap(patch, deciding, "prepare", wrong)


class Coarse(dict[Any, Any]):
    """What is known by a part of its key."""

    def __init__(self, part: slice) -> None:
        super().__init__()
        self.part = part

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[self.part], default)

    def __setitem__(self, key: Any, found: Any) -> None:
        super().__setitem__(key[self.part], found)


def a_plain_offer_known_by_its_rules_and_not_by_its_event(patch: Patch) -> None:
    wrap(patch, deciding, "Known", lambda right: right(offers=Coarse(slice(-1))))


def a_term_known_by_its_name_and_not_by_its_rules(patch: Patch) -> None:
    wrap(patch, deciding, "Known", lambda right: right(terms=Coarse(slice(1))))


def an_inspection_of_the_item_at_the_other_end(patch: Patch) -> None:
    def wrong(right: Any, *given: Any, inspections: Any, **more: Any) -> Any:
        return right(*given, inspections=inspections[::-1], **more)

    wrap(patch, deciding, "decide", wrong)


# --- demands ------------------------------------------------------------------------------------------


def _handing_in(patch: Patch, change: Callable[[Any], Any]) -> None:
    """Look for what is asked for in another request."""

    def wrong(right: Any, self: Any, asked: Any) -> Any:
        before = self._prepared
        self._prepared = change(before)
        found = right(self, asked)
        self._prepared = before
        return found

    wrap(patch, judging.Judge, "_is_met", wrong)


def evidence_that_is_counted_for_the_item_only(patch: Patch) -> None:
    _handing_in(patch, lambda given: replace(given, request=given.request.evolve(evidence={})))


def an_answer_for_the_whole_return_that_is_not_read(patch: Patch) -> None:
    _handing_in(patch, lambda given: replace(given, request=given.request.evolve(answers={})))


def an_answer_of_the_staff_that_is_not_read(patch: Patch) -> None:
    _handing_in(patch, lambda given: replace(given, item=given.item.evolve(staff_answers={})))


def a_range_that_asks_for_its_most(patch: Patch) -> None:
    def wrong(right: Any, self: Any, asked: Any) -> Any:
        wanted = asked.wanted
        if isinstance(wanted, Evidence):
            wanted = wanted.evolve(least=wanted.most or wanted.least)
        return right(self, asked._replace(wanted=wanted))

    wrap(patch, judging.Judge, "_is_met", wrong)


def a_demand_before_the_refund_that_leaves_the_verdict_open(patch: Patch) -> None:
    def wrong(right: Any, rule: Rule, offer: str) -> Iterator[Any]:
        for name, asked in right(rule, offer):
            yield name, asked._replace(before=Before.DECISION)

    wrap(patch, compiling, "asked_by", wrong)


def evidence_of_an_internal_rule_that_asks_the_shopper(patch: Patch) -> None:
    def wrong(_right: Any, _self: Any, demands: Any, offers: Any) -> bool:
        asked = [demand for demand in demands if not set(offers).isdisjoint(demand.offers)]
        return any(not demand.is_met and demand.before is Before.DECISION for demand in asked)

    wrap(patch, judging.Judge, "waits_for_any", wrong)


def codes_told_in_another_order(patch: Patch) -> None:
    turned = {code: -rank for code, rank in judging.RANK.items()}
    for module in (deciding, judging, parting):
        patch.setattr(module, "RANK", turned)


# --- terms --------------------------------------------------------------------------------------------


def the_last_rule_wins_a_term(patch: Patch) -> None:
    def wrong(right: Any, self: Any, offer: Any) -> Any:
        roots = self._compiled.roots
        turned = [(key, Search(s.conditions[::-1], s.effects[::-1], roots)) for key, s in offer.terms]
        return right(self, replace(offer, terms=tuple(turned)))

    wrap(patch, judging.Judge, "terms", wrong)


def a_waiver_taken_for_silence(patch: Patch) -> None:
    def wrong(right: Any, *given: Any) -> list[Any]:
        return [(key, said) for key, said in right(*given) if said is not None]

    wrap(patch, compiling, "terms_of", wrong)


def a_rate_of_an_offer_that_is_not_bound(patch: Patch) -> None:
    unbound(patch, "terms_of")


def a_rule_that_charges_and_thereby_allows(patch: Patch) -> None:
    def wrong(right: Any, rule: Rule, offer: str) -> Standing | None:
        return right(rule, offer) or (Standing.ALLOWED if rule.fee and compiling.binds(rule, offer) else None)

    wrap(patch, compiling, "standing_of", wrong)


def facts_that_move_only_a_fee_told_as_leaving_the_verdict_open(patch: Patch) -> None:
    def wrong(right: Any, judge: Any, offer: Any, *given: Any) -> Iterator[Any]:
        yield from right(judge, offer, *given)
        for _, search in offer.terms:
            yield from causing._unknown(judge, search)

    wrap(patch, causing, "_unsettled", wrong)


# --- the return ---------------------------------------------------------------------------------------


def totals_of_the_first_item_only(patch: Patch) -> None:
    def wrong(right: Any, order: Any, items: Any, *more: Any, **certain: Any) -> Any:
        return right(order, items[:1], *more, **certain)

    wrap(patch, returning, "totals_of", wrong)


def totals_over_what_is_refused(patch: Patch) -> None:
    def wrong(
        right: Any, compiled: Any, order: Any, request: Any, history: Any, items: Any, judges: Any
    ) -> Any:
        whole = right(compiled, order, request, history, items, judges)
        if whole is None:
            return None
        is_certain = all(is_sure for _, is_sure in whole.items)
        every = [each.item for each in items]
        totals = totals_of(order, every, compiled.policy.currency, is_certain=is_certain)
        return replace(whole, views=(*whole.views[: -len(totals)], *totals))

    wrap(patch, deciding, "whole_of", wrong)


def when_all_taken_for_when_any(patch: Patch) -> None:
    def wrong(right: Any, self: Any, condition: Any) -> Any:
        return right(self, replace(condition, of_any=condition.of_any or condition.of_all, of_all=None))

    wrap(patch, returning.Whole, "ask", wrong)


def a_maybe_that_approves(patch: Patch) -> None:
    def wrong(right: Any, *given: Any) -> Any:
        with patch.context() as meanwhile:
            wrap(meanwhile, returning.Whole, "ask", lambda ask, *asked: ask(*asked) is not False)
            return right(*given)

    wrap(patch, deciding, "approval_of", wrong)


def an_approval_that_does_not_look_at_reviews(patch: Patch) -> None:
    def wrong(right: Any, item: ItemDecision) -> bool:
        others = tuple(offer for offer in item.offers if Status.REVIEW not in offer.statuses)
        return item.verdict is not Verdict.REVIEW and right(replace(item, offers=others))

    wrap(patch, returning, "_holds_back", wrong)


def nothing_accepted_and_yet_approved(patch: Patch) -> None:
    def wrong(right: Any, *given: Any, **more: Any) -> Any:
        said: Decision = right(*given, **more)
        is_nothing = all(item.verdict is Verdict.INELIGIBLE for item in said.items)
        return replace(said, approval=Approval.AUTOMATIC) if is_nothing else said

    wrap(patch, deciding, "decide", wrong)
