"""Bugs planted into policies and decisions: the laws must notice each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from itertools import count
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from returnkit.decision import Answer, Reason, ReasonCode
from returnkit.documents import Document
from returnkit.expr.ir import Comparison
from returnkit.policy import NOBODY, Extension, Policy, Rule, Search, Standing, Window, closing
from returnkit.policy.search import Condition
from tests import decision_laws as laws
from tests.cases import LEAST, Case, case

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
# Any, below: what is planted has the signature of what it replaces.

compiling: Any = import_module("returnkit.policy.compiled")
examining: Any = import_module("returnkit.policy.examine")
loading: Any = import_module("returnkit.policy.load")
deciding, judging = laws.deciding, laws.judging
searching: Any = import_module("returnkit.decision.judge")
timing: Any = import_module("returnkit.decision.spans")
causing: Any = import_module("returnkit.decision.causes")


def noticed(law: Callable[[Case], None], *, tries: int = 300) -> bool:
    """Whether *law* fails for one of the first cases, each made anew under the bug."""
    for seed in range(tries):
        try:
            law(case.__wrapped__(seed))
        except AssertionError:
            return True
    return False


def _closing_a_moment_later(window: Window, start: datetime, zone: ZoneInfo) -> datetime | None:
    closes = closing(window, start, zone)
    return None if closes is None else closes + LEAST


def _plain_closing(patch: Patch, changed: Callable[[Window, datetime, ZoneInfo], datetime | None]) -> None:
    for module in (timing, searching):
        patch.setattr(module, "plain_closing", changed)


def inclusive_closing(patch: Patch) -> None:
    _plain_closing(patch, _closing_a_moment_later)


def what_is_plain_stands_whatever_its_standing(patch: Patch) -> None:
    plainly = searching.Judge._judge_plainly

    def standing(self: Any, offer: Any) -> Any:
        return plainly(self, replace(offer, standing=Search((), (), ())))

    patch.setattr(searching.Judge, "_judge_plainly", standing)


def what_is_plain_opens_before_the_order(patch: Patch) -> None:
    plainly = searching.Judge._judge_plainly

    def early(self: Any, offer: Any) -> Any:
        clocks = self._prepared.clocks
        self._prepared = replace(
            self._prepared, clocks=replace(clocks, order=clocks.order - timedelta(days=999))
        )
        found = plainly(self, offer)
        self._prepared = replace(self._prepared, clocks=clocks)
        return found

    patch.setattr(searching.Judge, "_judge_plainly", early)


def last_day_missed_in_the_compiled_form(patch: Patch) -> None:
    inside = judging._inside

    def exclusive(window: Window) -> Any:
        test = inside(window)
        return test and replace(test, comparison=Comparison.LT)

    patch.setattr(judging, "_inside", exclusive)


def last_rule_wins(patch: Patch) -> None:
    def positions(self: Search[Any], views: Any) -> tuple[int, ...]:
        true = [n for n, condition in enumerate(self.conditions) if condition.ask(views) is True]
        return (true[-1],) if true else (NOBODY,)

    patch.setattr(Search, "positions", positions)


def search_goes_on_below_a_true_rule(patch: Patch) -> None:
    positions = Search.positions
    patch.setattr(Search, "positions", lambda self, views: (*positions(self, views)[:1], NOBODY))


def allow_does_not_shelter(patch: Patch) -> None:
    said = compiling.standing_of
    patch.setattr(
        compiling,
        "standing_of",
        lambda rule, offer: None if (found := said(rule, offer)) is Standing.ALLOWED else found,
    )


def a_true_rule_silences_all_below(patch: Patch) -> None:
    ask = searching.Judge.ask

    def silenced(self: Any, search: Any) -> Any:
        views = self._prepared.views
        first = next((each.number for each in self._compiled.conditions if each.ask(views) is True), 0)
        found = ask(self, search)
        if all(search is not offer.standing for offer in self._compiled.offers):
            return found
        kept = [place for place in found if place != NOBODY and search.conditions[place].number <= first]
        return (*kept, NOBODY)

    patch.setattr(searching.Judge, "ask", silenced)


def review_below_allow_marks(patch: Patch) -> None:
    marks = searching.Judge._marks
    patch.setattr(
        searching.Judge, "_marks", lambda self, reviews, speaker, silent: marks(self, reviews, None, silent)
    )


def review_shelters_from_refusals(patch: Patch) -> None:
    said = compiling.standing_of

    def sheltering(rule: Rule, offer: str) -> Standing | None:
        found: Standing | None = said(rule, offer)
        marks = rule.review is not None and compiling.binds(rule, offer)
        return found or (Standing.ALLOWED if marks else None)

    patch.setattr(compiling, "standing_of", sheltering)


def _span(patch: Patch, change: Callable[[Any, datetime, Any], Any]) -> None:
    """Change every span; *change* is told the order's instant, that of the decision, and the span."""
    spans_of = timing.spans_of

    def changed(compiled: Any, offer: Any, positions: Any, prepared: Any, at: Any, opens: Any) -> Any:
        found = spans_of(compiled, offer, positions, prepared, at, opens)
        return [change(prepared.clocks.order, at, span) for span in found]

    patch.setattr(searching, "spans_of", changed)


def missing_clock_is_closed(patch: Patch) -> None:
    _span(patch, lambda _order, _at, span: span if span.is_certain else replace(span, inside=(False,)))


def missing_clock_is_open(patch: Patch) -> None:
    _span(patch, lambda _order, _at, span: span if span.is_certain else replace(span, inside=(True,)))


def missing_clock_is_placement(patch: Patch) -> None:
    def certain(_order: Any, _at: Any, span: Any) -> Any:
        closing = replace(span.closing, is_certain=True)
        return replace(span, closing=closing, latest=closing)

    _span(patch, certain)


def offers_stand_before_they_open(patch: Patch) -> None:
    _span(patch, lambda order, at, span: replace(span, inside=(True,)) if at < order else span)


def windows_open_again(patch: Patch) -> None:
    def again(_order: Any, at: Any, span: Any) -> Any:
        closes = span.closing.closes
        return replace(span, inside=(True,)) if closes and at > closes + timedelta(days=3) else span

    _span(patch, again)


def _reckoned(patch: Patch, extends: Callable[[list[Extension]], list[Extension]]) -> None:
    """Reckon with other extensions than those that hold."""
    reckon = timing.reckon

    def changed(window: Window, clocks: Any, *, extends: Any = (), defers: Any = ()) -> Any:
        return reckon(window, clocks, extends=change(list(extends)), defers=defers)

    change = extends
    patch.setattr(timing, "reckon", changed)


def the_first_extension_wins(patch: Patch) -> None:
    _reckoned(patch, lambda extends: extends[:1])


def extensions_add_up(patch: Patch) -> None:
    def added(extends: list[Extension]) -> list[Extension]:
        days = sum(each.days or 0 for each in extends)
        return [*extends, Extension(days=days)] if days else extends

    _reckoned(patch, added)


def the_first_deferral_wins(patch: Patch) -> None:
    reckon = timing.reckon
    patch.setattr(
        timing,
        "reckon",
        lambda window, clocks, *, extends=(), defers=(): reckon(
            window, clocks, extends=extends, defers=list(defers)[:1]
        ),
    )


def what_may_move_does_not(patch: Patch) -> None:
    moves = timing._moves
    patch.setattr(timing, "_moves", lambda *given: (moves(*given)[0], []))


def what_may_move_does(patch: Patch) -> None:
    moves = timing._moves
    patch.setattr(timing, "_moves", lambda *given: ([*moves(*given)[0], *moves(*given)[1]], []))


def ladders_open_with_the_order(patch: Patch) -> None:
    def opens(self: Any, _name: str) -> Any:
        return [(self._prepared.clocks.order,) * 2]

    patch.setattr(searching.Judge, "_opens_after", opens)


def a_rung_that_does_not_stand_delays(patch: Patch) -> None:
    opens_after = searching.Judge._opens_after

    def opens(self: Any, name: str) -> Any:
        self.standings = lambda offer: [searching.Stand(Standing.ALLOWED, None, ())]
        found = opens_after(self, name)
        del self.standings
        return found

    patch.setattr(searching.Judge, "_opens_after", opens)


def only_the_first_rung_delays(patch: Patch) -> None:
    opens_after = searching.Judge._opens_after

    def opens(self: Any, name: str) -> Any:
        is_first = self._compiled.offers[0].name == name
        return opens_after(self, name) if is_first else [(self._prepared.clocks.order,) * 2]

    patch.setattr(searching.Judge, "_opens_after", opens)


def openings_are_told_that_are_not_certain(patch: Patch) -> None:
    patch.setattr(searching, "_one", lambda found: next(iter(found), None))


def amounts_that_are_not_known_are_none(patch: Patch) -> None:
    number = timing._number
    patch.setattr(timing, "_number", lambda *given: number(*given) or 0)


def facts_of_amounts_are_not_asked_for(patch: Patch) -> None:
    patch.setattr(causing, "_amounts", lambda judge, offer: ())


def what_a_ladder_rests_on_is_not_asked_for(patch: Patch) -> None:
    patch.setattr(causing, "_above", lambda judge, offer: ())


def grace_moves_the_closing(patch: Patch) -> None:
    def moved(_order: Any, _at: Any, span: Any) -> Any:
        return replace(span, closing=replace(span.closing, closes=span.closing.accepted_until))

    _span(patch, moved)


def moved_windows_are_compiled_as_if_not(patch: Patch) -> None:
    compile_verdict = judging.compile_verdict

    def plain(compiled: Any) -> Any:
        offers = tuple(replace(offer, extends=(), defers=()) for offer in compiled.offers)
        kept = SimpleNamespace(**{name: getattr(compiled, name) for name in ("policy", "windows", "roots")})
        kept.offers = offers
        return compile_verdict.__wrapped__(kept)

    patch.setattr(judging, "compile_verdict", plain)


def periods_are_forgotten(patch: Patch) -> None:
    patch.setattr(examining, "_placed", lambda rule, policy: None)


def periods_end_a_day_early(patch: Patch) -> None:
    placed = examining._placed

    def early(rule: Rule, policy: Policy) -> Any:
        period = rule.placed
        if period is None or period.last is None or period.last == period.first:
            return placed(rule, policy)
        shorter = period.evolve(last=period.last - timedelta(days=1))
        return placed(rule.evolve(placed=shorter), policy)

    patch.setattr(examining, "_placed", early)


def the_past_is_forgotten(patch: Patch) -> None:
    prepare = deciding.prepare
    patch.setattr(
        deciding,
        "prepare",
        lambda *given, history=None, inspection=None, like=None: prepare(*given, inspection=inspection),
    )


def the_inspection_is_forgotten(patch: Patch) -> None:
    prepare = judging.prepare
    patch.setattr(
        judging, "prepare", lambda *given, history=None, inspection=None: prepare(*given, history=history)
    )


def windows_wrap_around(patch: Patch) -> None:
    def wrapped(window: Window, start: datetime, zone: ZoneInfo) -> datetime | None:
        days = window.days if window.days is None else window.days % 4
        return closing(window.evolve(days=days), start, zone)

    _plain_closing(patch, wrapped)


def unknown_is_false(patch: Patch) -> None:
    ask = Condition.ask
    patch.setattr(Condition, "ask", lambda self, views: ask(self, views) is True)


def unknown_is_true(patch: Patch) -> None:
    ask = Condition.ask
    patch.setattr(Condition, "ask", lambda self, views: ask(self, views) is not False)


def unknown_ends_the_search(patch: Patch) -> None:
    positions = Search.positions

    def ended(self: Search[Any], views: Any) -> tuple[int, ...]:
        found = positions(self, views)
        return (found[0], NOBODY) if len(found) > 1 else found

    patch.setattr(Search, "positions", ended)


def inspection_is_waited_for(patch: Patch) -> None:
    patch.setattr(Condition, "is_subject", lambda self, views: False)


def any_inspection_fact_silences(patch: Patch) -> None:
    patch.setattr(Condition, "is_subject", lambda self, views: self.can_wait and bool(self.missing(views)))


def withheld_is_told_before_refused(patch: Patch) -> None:
    swapped = {
        ReasonCode.WITHHELD: 0,
        ReasonCode.REFUSED: 1,
        ReasonCode.WINDOW: 2,
        ReasonCode.NOTHING_OFFERED: 3,
    }
    patch.setattr(deciding, "RANK", swapped)
    patch.setattr(searching, "RANK", swapped)
    patch.setattr(judging, "RANK", swapped)


def facts_of_internal_rules_are_told(patch: Patch) -> None:
    init = Condition.__init__

    def open_to_all(self: Condition, rule: Rule, *more: Any) -> None:
        init(self, rule.evolve(internal=False), *more)

    patch.setattr(Condition, "__init__", open_to_all)


def every_unknown_is_asked_for(patch: Patch) -> None:
    def all_unknown(judge: Any, *_: Any) -> Any:
        return [condition for condition in judge.compiled.conditions if condition.fields]

    patch.setattr(causing, "_unsettled", all_unknown)


def codes_swapped(patch: Patch) -> None:
    answers = judging._answers

    def swapped(compiled: Any) -> tuple[Answer, ...]:
        first, *noes, nothing = answers(compiled)
        return (first, *reversed(noes), nothing)

    patch.setattr(judging, "_answers", swapped)


def reasons_in_any_order(patch: Patch) -> None:
    reasons, turn = deciding._reasons, count()

    def turning(*given: Any) -> list[Reason]:
        found = list(reasons(*given))
        return found[::-1] if next(turn) % 2 else found

    patch.setattr(deciding, "_reasons", turning)


def toml_loses_what_is_internal(patch: Patch) -> None:
    validate = loading.validate

    def losing(document: Document, model: Any) -> Any:
        value = validate(document, model)
        if isinstance(value, Policy) and "[[rules]]" in document.source.text:
            return value.evolve(rules=tuple(rule.evolve(internal=False) for rule in value.rules))
        return value

    patch.setattr(loading, "validate", losing)


NAIVE = laws.law_decide_is_naive

BUGS: list[tuple[Callable[[Patch], None], Callable[[Case], None]]] = [
    (inclusive_closing, NAIVE),
    (inclusive_closing, laws.law_verdict_is_decide),
    (last_day_missed_in_the_compiled_form, laws.law_verdict_is_decide),
    (codes_swapped, laws.law_verdict_is_decide),
    (last_rule_wins, NAIVE),
    (last_rule_wins, laws.law_verdict_is_decide),
    (search_goes_on_below_a_true_rule, laws.law_known_is_certain),
    (allow_does_not_shelter, NAIVE),
    (review_below_allow_marks, NAIVE),
    (review_shelters_from_refusals, NAIVE),
    (missing_clock_is_closed, NAIVE),
    (missing_clock_is_closed, laws.law_more_facts_never_widen),
    (missing_clock_is_open, NAIVE),
    (missing_clock_is_open, laws.law_more_facts_never_widen),
    (missing_clock_is_placement, laws.law_more_facts_never_widen),
    (offers_stand_before_they_open, NAIVE),
    (unknown_is_false, NAIVE),
    (unknown_is_false, laws.law_more_facts_never_widen),
    (unknown_is_true, laws.law_more_facts_never_widen),
    (unknown_ends_the_search, laws.law_more_facts_never_widen),
    (inspection_is_waited_for, NAIVE),
    (any_inspection_fact_silences, NAIVE),
    (withheld_is_told_before_refused, NAIVE),
    (facts_of_internal_rules_are_told, NAIVE),
    (every_unknown_is_asked_for, NAIVE),
    (reasons_in_any_order, laws.law_same_question_same_answer),
    (windows_open_again, laws.law_a_no_is_final),
    (windows_wrap_around, laws.law_widening_never_closes),
    (a_true_rule_silences_all_below, laws.law_strangers_may_swap),
    (toml_loses_what_is_internal, laws.law_notations_agree),
    (the_first_extension_wins, NAIVE),
    (the_first_extension_wins, laws.law_moves_commute),
    (the_first_deferral_wins, laws.law_moves_commute),
    (extensions_add_up, NAIVE),
    (what_may_move_does_not, NAIVE),
    (what_may_move_does_not, laws.law_the_latest_move_holds),
    (what_may_move_does_not, laws.law_more_facts_never_widen),
    (what_may_move_does, laws.law_the_latest_move_holds),
    (ladders_open_with_the_order, NAIVE),
    (a_rung_that_does_not_stand_delays, NAIVE),
    (a_rung_that_does_not_stand_delays, laws.law_a_silent_rung_delays_nothing),
    (only_the_first_rung_delays, laws.law_rungs_in_any_order),
    (openings_are_told_that_are_not_certain, NAIVE),
    (amounts_that_are_not_known_are_none, NAIVE),
    (amounts_that_are_not_known_are_none, laws.law_more_facts_never_widen),
    (facts_of_amounts_are_not_asked_for, NAIVE),
    (what_a_ladder_rests_on_is_not_asked_for, NAIVE),
    (grace_moves_the_closing, NAIVE),
    (moved_windows_are_compiled_as_if_not, laws.law_verdict_is_decide),
    (periods_are_forgotten, NAIVE),
    (periods_end_a_day_early, NAIVE),
    (the_past_is_forgotten, NAIVE),
    (the_inspection_is_forgotten, laws.law_verdict_is_decide),
    (what_is_plain_stands_whatever_its_standing, NAIVE),
    (what_is_plain_opens_before_the_order, NAIVE),
]


@pytest.mark.parametrize(
    ("plant", "law"), BUGS, ids=[f"{plant.__name__}-{law.__name__}" for plant, law in BUGS]
)
def test_a_planted_bug_is_noticed(
    plant: Callable[[Patch], None], law: Callable[[Case], None], monkeypatch: Patch
) -> None:
    plant(monkeypatch)

    assert noticed(law)


def test_every_law_has_a_bug_that_breaks_it() -> None:
    stated = {law for name, law in vars(laws).items() if name.startswith("law_")}

    assert stated == {law for _, law in BUGS}
