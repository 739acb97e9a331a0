"""Bugs planted into warnings: the laws must notice each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from returnkit.policy import Rule
from returnkit.policy.document import binds
from returnkit.policy.warnings.premises import Premise
from returnkit.policy.warnings.survey import Survey
from tests.cases import case
from tests.warning_laws import LAWS, law_less_is_possible_without_what_never_counts, warned_case

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
ENOUGH = 300
# Any, below: what is planted has the signature of what it replaces.

moving: Any = import_module("returnkit.policy.warnings.moves")
silencing: Any = import_module("returnkit.policy.warnings.silence")
speaking: Any = import_module("returnkit.policy.warnings.speech")
surveying: Any = import_module("returnkit.policy.warnings.survey")
vain: Any = import_module("returnkit.policy.warnings.vanity")


def every_rule_implies_every_other(patch: Patch) -> None:
    patch.setattr(Premise, "implies", lambda self, other: True)


def implication_is_turned_round(patch: Patch) -> None:
    implies = Premise.implies
    patch.setattr(Premise, "implies", lambda self, other: implies(other, self))


def every_rule_excludes_every_other(patch: Patch) -> None:
    excludes = Survey.excludes
    patch.setattr(Survey, "excludes", lambda self, n, other: n != other or excludes(self, n, other))


def things_are_those_of_any_offer(patch: Patch) -> None:
    said_by = speaking.said_by

    def wrong(*given: Any) -> Any:
        for word, thing, offer in said_by(*given):
            yield speaking.Said(word, tuple("any" if part == offer else part for part in thing), offer)

    patch.setattr(surveying, "said_by", wrong)


def reviews_silence(patch: Patch) -> None:
    said_by = speaking.said_by

    def wrong(*given: Any) -> Any:
        for said in said_by(*given):
            yield said
            if said.word.key == "review":
                yield said._replace(word=speaking.Word("allow"))

    patch.setattr(surveying, "said_by", wrong)


def one_silent_thing_silences_a_word(patch: Patch) -> None:
    dead_words = silencing.dead_words

    def wrong(found: Any, number: int, said: Any) -> Any:
        each = [dead_words(found, number, [one]) for one in said]
        return {word: deciders for words in each for word, deciders in words.items()}

    patch.setattr(silencing, "dead_words", wrong)


def a_waive_looks_only_above(patch: Patch) -> None:
    def wrong(found: Survey) -> Any:
        for number, rule in found.speaking:
            above = {fee.name for n, other in found.speaking for fee in other.fee if n < number}
            for fee in rule.waive:
                if fee not in above:
                    yield surveying.warning(("rules", number, "waive"), "policy.waives_nothing", f"`{fee}`")

    kinds = import_module("returnkit.policy.warnings.kinds")
    patch.setattr(kinds, "KINDS", (wrong,))


def an_allow_shelters_only_from_what_always_applies(patch: Patch) -> None:
    striking = vain._striking

    def wrong(found: Survey, offer: str) -> int:
        always = (n for n, _ in found.speaking if found.premises[n].is_always_true)
        return sum(1 << n for n in always) & int(striking(found, offer))

    patch.setattr(vain, "_striking", wrong)


def an_allow_above_is_overlooked(patch: Patch) -> None:
    said = vain.standing_of

    def wrong(rule: Rule, offer: str) -> Any:
        return None if rule.allow and binds(rule, offer) else said(rule, offer)

    patch.setattr(vain, "standing_of", wrong)


def only_one_rule_offers(patch: Patch) -> None:
    def wrong(self: Survey, offer: str, number: int) -> bool:
        rule = next(n for n, rule in self.speaking if any(each.name == offer for each in rule.offer))
        return not self.excludes(rule, number)

    patch.setattr(Survey, "can_be_offered", wrong)


def the_longest_window_tells(patch: Patch) -> None:
    patch.setattr(moving, "min", max, raising=False)


def a_window_lasts_a_week_longer(patch: Patch) -> None:
    least_days = moving.least_days
    patch.setattr(moving, "least_days", lambda window: least_days(window) + 7)


PLANTED = [
    every_rule_implies_every_other,
    implication_is_turned_round,
    every_rule_excludes_every_other,
    things_are_those_of_any_offer,
    reviews_silence,
    one_silent_thing_silences_a_word,
    a_waive_looks_only_above,
    an_allow_shelters_only_from_what_always_applies,
    an_allow_above_is_overlooked,
    only_one_rule_offers,
    the_longest_window_tells,
    a_window_lasts_a_week_longer,
]


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_bug_is_caught(plant: Callable[[Patch], None], monkeypatch: Patch) -> None:
    plant(monkeypatch)

    assert noticed()


def noticed() -> bool:
    """Return whether some law fails for one of the first cases."""
    seen = Counter[str]()
    for seed in range(ENOUGH):
        asked = warned_case(seed)
        try:
            for law in LAWS:
                law(asked, seen)
            law_less_is_possible_without_what_never_counts(asked, case(seed))
        except (AssertionError, ValueError):  # also a policy that no longer loads
            return True
    return False
