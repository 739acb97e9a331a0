"""Bugs planted into checks: the laws must notice each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from importlib import import_module
from random import Random
from typing import Any

import pytest

from returnkit.expr.ranges import Values
from returnkit.policy.warnings.survey import Survey
from tests.cases import Case
from tests.check_laws import (
    Theme,
    charges,
    checked_case,
    law_a_rung_that_closes_before_it_opens_is_closed,
    law_an_answer_in_vain_changes_nothing,
    law_constant_parts_can_go,
    law_nothing_is_out_of_reach,
    law_what_is_charged_above_is_more_than_is_paid,
    law_what_is_written_twice_can_go,
    of_every_kind,
    repeats,
    rungs,
)
from tests.differential import DifferenceError
from tests.implication_law import law_constant_parts_can_go_from_a_condition
from tests.quotient_law import law_what_is_not_rounded_is_exact

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
Law = Callable[[Case, Counter[str]], None]
ENOUGH = 400
CONDITIONS = 2_000
# Any, below: what is planted has the signature of what it replaces.

charging: Any = import_module("returnkit.policy.warnings.charges")
constants: Any = import_module("returnkit.expr.constants")
laddering: Any = import_module("returnkit.policy.warnings.ladders")
lasting: Any = import_module("returnkit.policy.warnings.lengths")
parting: Any = import_module("returnkit.policy.warnings.parts")
questioning: Any = import_module("returnkit.policy.warnings.questions")
quotients: Any = import_module("returnkit.policy.warnings.quotients")
reaching: Any = import_module("returnkit.policy.warnings.reach")
repeating: Any = import_module("returnkit.policy.warnings.repeats")


# --- parts of conditions -----------------------------------------------------------------------------


def all_that_repeat_each_other_go(patch: Patch) -> None:
    search, terms = constants._Search, constants._Search._terms

    def wrong(self: Any, given: Any, beside: Any, *, joined: bool) -> Any:
        for place, _ in enumerate(given):  # each beside all the others, those told included
            rest = (*given[:place], *given[place + 1 :], given[place])
            found = list(terms(self, rest, beside, joined=joined))
            yield from (each for each in found if each.part is given[place])

    patch.setattr(search, "_terms", wrong)


def terms_of_or_are_asked_where_the_others_hold(patch: Patch) -> None:
    terms = constants._Search._terms

    def wrong(self: Any, given: Any, beside: Any, *, joined: bool) -> Any:
        return terms(self, given, beside, joined=True)

    patch.setattr(constants._Search, "_terms", wrong)


def outcomes_are_asked_whatever_the_test(patch: Patch) -> None:
    inside = constants._Search._inside

    def wrong(self: Any, node: Any, beside: Any) -> Any:
        if isinstance(node, constants.If):
            node = constants.If(node.test, node.otherwise, node.then)
        return inside(self, node, beside)

    patch.setattr(constants._Search, "_inside", wrong)


def what_is_once_true_is_always(patch: Patch) -> None:
    value = constants._Search._value

    def wrong(self: Any, node: Any, beside: Any) -> Any:
        found = value(self, node, beside)
        return True if found is None and not beside and isinstance(node, constants.Or) else found

    patch.setattr(constants._Search, "_value", wrong)


def when_is_asked_where_unless_is_in_the_way(patch: Patch) -> None:
    patch.setattr(parting, "Not", lambda node: node)


# --- repeats -----------------------------------------------------------------------------------------


def one_condition_need_only_follow(patch: Patch) -> None:
    def wrong(found: Any, number: int, above: int) -> Any:
        return next((n for n in reaching.places(above) if found.implies(n, number)), None)

    patch.setattr(repeating, "_equal_to", wrong)


def what_is_said_of_other_offers_is_the_same(patch: Patch) -> None:
    patch.setattr(repeating, "_covers", lambda found, rule, other, key: bool(getattr(rule, key)))


def only_the_kinds_of_effects_count(patch: Patch) -> None:
    repeated_rules = repeating.repeated_rules

    def wrong(found: Any) -> Any:
        effects = [rule.effects for rule in found.policy.rules]
        alike = {
            number: effects.index(rule.effects)
            for number, rule in found.speaking
            if rule.effects not in (("offer",), ("within",)) and effects.index(rule.effects) < number
        }
        return {n: m for n, m in alike.items() if found.implies(n, m)} | repeated_rules(found)

    patch.setattr(repeating, "repeated_rules", wrong)


# --- ladders -----------------------------------------------------------------------------------------


def months_have_four_weeks(patch: Patch) -> None:
    days = {unit: min(most, 28) for unit, most in lasting._MOST_DAYS.items()}
    patch.setattr(lasting, "_MOST_DAYS", {unit: 1 if most == 1 else most for unit, most in days.items()})


def the_day_of_the_event_is_overlooked(patch: Patch) -> None:
    most_days = lasting.most_days

    def wrong(window: Any) -> Any:
        found = most_days(window)
        return None if found is None else found - 1

    patch.setattr(laddering, "most_days", wrong)


def one_window_above_is_enough(patch: Patch) -> None:
    patch.setattr(laddering, "all", any, raising=False)


def every_event_is_the_same(patch: Patch) -> None:
    closes = laddering.closes_no_later

    def wrong(window: Any, other: Any) -> Any:
        if window.is_unlimited or other.is_unlimited or window.parts or other.parts:
            return closes(window, other)
        return closes(window, other.evolve(of=window.of, plus=window.plus, fallbacks=window.fallbacks))

    patch.setattr(laddering, "closes_no_later", wrong)


def grace_is_overlooked(patch: Patch) -> None:
    closes = laddering.closes_no_later
    patch.setattr(
        laddering, "closes_no_later", lambda window, other: closes(window.evolve(grace=None), other)
    )


def moves_of_the_lower_window_are_overlooked(patch: Patch) -> None:
    patch.setattr(laddering, "_moves_along", lambda *_: True)


# --- charges -----------------------------------------------------------------------------------------


def fees_that_may_be_waived_count(patch: Patch) -> None:
    charged = charging._charged

    def wrong(found: Any, number: int, offer: str, sure: Any) -> Any:
        class Sure:
            def __getattr__(self, name: str) -> Any:
                return getattr(found, name)

            def deciding(self, number: int, thing: Any) -> Any:
                may, is_sure = found.deciding(number, thing)
                return tuple(n for n in may if sure.sure.get(thing, 0) >> n & 1) or may, is_sure

        return charged(Sure(), number, offer, sure)

    patch.setattr(charging, "_charged", wrong)


def the_least_rate_is_paid(patch: Patch) -> None:
    patch.setattr(
        charging,
        "max",
        lambda values, **more: min(values) if not more else max(values, **more),
        raising=False,
    )


def every_share_is_of_the_worth(patch: Patch) -> None:
    least = charging._least

    def wrong(fee: Any, basis: Any) -> Any:
        return least(fee if fee.of is None else fee.evolve(of="value"), basis)

    patch.setattr(charging, "_least", wrong)


def at_most_is_overlooked(patch: Patch) -> None:
    is_sure = charging._is_sure
    patch.setattr(charging, "_is_sure", lambda fee: is_sure(fee.evolve(at_most=None)))


def a_fee_of_a_line_is_of_each_unit(patch: Patch) -> None:
    least, is_sure = charging._least, charging._is_sure

    def of_unit(fee: Any) -> Any:
        return fee if fee.is_of_return else fee.evolve(per="unit")

    patch.setattr(charging, "_least", lambda fee, basis: least(of_unit(fee), basis))
    patch.setattr(charging, "_is_sure", lambda fee: is_sure(of_unit(fee)))


def every_unit_costs_less_than_the_fee(patch: Patch) -> None:
    patch.setattr(Survey, "follows", lambda self, number, condition: True)


# --- questions and reach -----------------------------------------------------------------------------


def facts_of_rules_that_count_are_asked_in_vain(patch: Patch) -> None:
    read = questioning._read
    patch.setattr(questioning, "_read", lambda found: ((*given, False) for *given, _ in read(found)))


def one_silent_effect_silences_a_rule(patch: Patch) -> None:
    read = questioning._read

    def wrong(found: Any) -> Any:
        silent = {n for n, said in found.said.items() if questioning.dead_words(found, n, said)}
        for path, field, counts in read(found):
            yield path, field, counts and path[1] not in silent

    patch.setattr(questioning, "_read", wrong)


def ranges_that_touch_do_not_meet(patch: Patch) -> None:
    patch.setattr(reaching._Ends, "before", lambda self, cut: self.not_after(cut) & ~self.not_before(cut))


def a_range_that_begins_with_another_is_no_wider(patch: Patch) -> None:
    patch.setattr(reaching._Ends, "not_after", reaching._Ends.before)


def null_is_out_of_reach(patch: Patch) -> None:
    meeting = reaching._Table.meeting
    patch.setattr(reaching._Table, "meeting", lambda self, values: meeting(self, values & ~Values(null=True)))


def one_constant_is_enough_to_be_wider(patch: Patch) -> None:
    patch.setattr(reaching._Table, "wider", lambda self, values: self.bound if values.points else 0)


PLANTED = {
    (law_constant_parts_can_go, of_every_kind): (when_is_asked_where_unless_is_in_the_way,),
    (law_what_is_written_twice_can_go, repeats): (
        one_condition_need_only_follow,
        what_is_said_of_other_offers_is_the_same,
        only_the_kinds_of_effects_count,
    ),
    (law_a_rung_that_closes_before_it_opens_is_closed, rungs): (
        months_have_four_weeks,
        the_day_of_the_event_is_overlooked,
        one_window_above_is_enough,
        every_event_is_the_same,
        grace_is_overlooked,
        moves_of_the_lower_window_are_overlooked,
    ),
    (law_what_is_charged_above_is_more_than_is_paid, charges): (
        fees_that_may_be_waived_count,
        the_least_rate_is_paid,
        every_share_is_of_the_worth,
        at_most_is_overlooked,
        a_fee_of_a_line_is_of_each_unit,
        every_unit_costs_less_than_the_fee,
    ),
    (law_an_answer_in_vain_changes_nothing, of_every_kind): (
        facts_of_rules_that_count_are_asked_in_vain,
        one_silent_effect_silences_a_rule,
    ),
    (law_nothing_is_out_of_reach, of_every_kind): (
        ranges_that_touch_do_not_meet,
        a_range_that_begins_with_another_is_no_wider,
        null_is_out_of_reach,
        one_constant_is_enough_to_be_wider,
    ),
}
IN_CONDITIONS = [
    all_that_repeat_each_other_go,
    terms_of_or_are_asked_where_the_others_hold,
    outcomes_are_asked_whatever_the_test,
    what_is_once_true_is_always,
]


@pytest.mark.parametrize(
    ("law", "theme", "plant"),
    [(law, theme, plant) for (law, theme), plants in PLANTED.items() for plant in plants],
    ids=lambda each: each.__name__,
)
def test_a_planted_bug_is_caught(
    law: Law, theme: Theme, plant: Callable[[Patch], None], monkeypatch: Patch
) -> None:
    plant(monkeypatch)

    assert noticed(law, theme)


@pytest.mark.parametrize("plant", IN_CONDITIONS, ids=lambda plant: plant.__name__)
def test_a_planted_bug_in_conditions_is_caught(plant: Callable[[Patch], None], monkeypatch: Patch) -> None:
    plant(monkeypatch)

    with pytest.raises(DifferenceError):
        ask_often(Random(0))


def test_a_divisor_that_leaves_a_rest_is_caught(monkeypatch: Patch) -> None:
    monkeypatch.setattr(quotients, "_PRIMES", (2, 3, 5))

    with pytest.raises(AssertionError):
        divide_often()


def noticed(law: Law, theme: Theme) -> bool:
    """Return whether *law* fails for one of the first cases."""
    for seed in range(ENOUGH):
        try:
            law(checked_case(seed, theme), Counter())
        except (AssertionError, ValueError):  # also a policy that no longer loads
            return True
    return False


def ask_often(random: Random) -> None:
    for _ in range(CONDITIONS):
        law_constant_parts_can_go_from_a_condition(random, Counter())


def divide_often() -> None:
    for seed in range(ENOUGH):
        law_what_is_not_rounded_is_exact(Random(seed))
