"""Bugs planted into what is expected of decisions: the laws must notice each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any

import pytest

from tests.table_laws import LAWS, Found, Law, decisions, policies

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
ENOUGH = 8
# Any, below: what is planted has the signature of what it replaces.

comparing: Any = import_module("returnkit.testing.tables.failures")
finding: Any = import_module("returnkit.testing.tables.found")
telling: Any = import_module("returnkit.testing.tables.expected")
reading: Any = import_module("returnkit.testing.tables.expectations")


def nothing_is_compared(aspect: str) -> Callable[[Patch], None]:
    def plant(patch: Patch) -> None:
        patch.setitem(comparing._COMPARED, aspect, lambda decision, expected: iter(()))

    plant.__name__ = f"the_{aspect}_is_not_compared"
    return plant


def some_offers_are_enough(patch: Patch) -> None:
    def wrong(decision: Any, expected: Any) -> Any:
        found = finding.standing_of(decision)
        if not set(expected.offers or ()) <= found.keys():
            yield comparing.Failure("offers", "", "")

    patch.setitem(comparing._COMPARED, "offers", wrong)


def offers_that_only_may_stand_count(patch: Patch) -> None:
    def wrong(decision: Any) -> Any:
        offers = (offer for item in finding.parts_of(decision) for offer in item.offers)
        return {offer.name: offer for offer in offers if offer.statuses[-1] != "no"}

    for module in (finding, comparing, telling):
        patch.setattr(module, "standing_of", wrong)


def the_time_of_a_deadline_is_dropped(patch: Patch) -> None:
    def wrong(self: Any, text: str) -> bool:
        end = self.closes or self.earliest
        return str(self) == text or (end is not None and self._last_day(end) == text[:10])

    patch.setattr(finding.Deadline, "is_told_by", wrong)


def a_deadline_that_may_be_later_is_certain(patch: Patch) -> None:
    def wrong(decision: Any) -> Any:
        offers = finding.standing_of(decision) or {
            offer.name: offer for item in finding.parts_of(decision) for offer in item.offers
        }
        zone = decision.policy.zone
        return {
            name: finding.Deadline(
                o.closes or o.closes_earliest, o.closes_earliest, is_certain=True, zone=zone
            )
            for name, o in offers.items()
        }

    for module in (comparing, telling):
        patch.setattr(module, "deadlines_of", wrong)


def the_first_deadline_tells_all(patch: Patch) -> None:
    patch.setattr(telling, "_until", lambda deadlines: next(iter(deadlines.values()), None))


def every_refusal_is_called_refused(patch: Patch) -> None:
    def wrong(decision: Any) -> Any:
        return tuple(item.reason.code.value for item in finding.parts_of(decision) if item.reason)[:1]

    for module in (comparing, telling):
        patch.setattr(module, "reasons_of", wrong)


def silent_rules_speak(patch: Patch) -> None:
    def wrong(decision: Any) -> Any:
        return tuple(str(rule.id) for rule in decision.policy.rules)

    for module in (comparing, telling):
        patch.setattr(module, "spoken_of", wrong)


def rules_of_floors_are_left_out(patch: Patch) -> None:
    spoken_of = finding.spoken_of
    for module in (comparing, telling):
        patch.setattr(module, "spoken_of", lambda d: tuple(r for r in spoken_of(d) if "/" not in r))


def what_is_handed_in_is_asked_for(patch: Patch) -> None:
    def wrong(decision: Any) -> Any:
        items = finding.parts_of(decision)
        demands = [demand.wanted.name for item in items for demand in item.demands]
        return tuple(dict.fromkeys((*(path for item in items for path in item.missing), *demands)))

    for module in (comparing, telling):
        patch.setattr(module, "asked_of", wrong)


def facts_that_are_missing_are_not_asked_for(patch: Patch) -> None:
    asked_of = finding.asked_of
    for module in (comparing, telling):
        patch.setattr(module, "asked_of", lambda d: tuple(n for n in asked_of(d) if "." not in n))


def terms_of_the_return_are_left_out(patch: Patch) -> None:
    def wrong(decision: Any) -> Any:
        standing = finding.standing_of(decision)
        return {
            name: {finding._name(term): finding._text(term) for term in offer.terms}
            for name, offer in standing.items()
        }

    for module in (comparing, telling):
        patch.setattr(module, "terms_of", wrong)


def other_terms_are_not_noticed(patch: Patch) -> None:
    patch.setattr(comparing, "at_rest", lambda terms: iter(()))


def a_term_is_that_of_every_offer(patch: Patch) -> None:
    terms = telling._terms

    def wrong(found: Any) -> Any:
        return {key.rpartition(".")[2]: text for key, text in terms(found).items()}

    patch.setattr(telling, "_terms", wrong)


def units_of_a_split_are_dropped(patch: Patch) -> None:
    def wrong(decision: Any) -> Any:
        return {finding.parts_of(decision)[0].verdict: 1}

    for module in (comparing, telling):
        patch.setattr(module, "verdicts_of", wrong)


def other_items_count(patch: Patch) -> None:
    patch.setattr(comparing, "parts_of", lambda decision: decision.items[1:])
    patch.setattr(finding, "parts_of", lambda decision: decision.items[-1:])


def none_is_left_unsaid(patch: Patch) -> None:
    written = reading.written
    wrong = lambda expected: {k: v for k, v in written(expected).items() if v != "none"}  # noqa: E731 - planted
    patch.setattr(import_module("tests.table_laws"), "written", wrong)


PLANTED = [
    *map(nothing_is_compared, ("verdict", "offers", "until", "reason", "rules", "asks", "terms", "approval")),
    some_offers_are_enough,
    offers_that_only_may_stand_count,
    the_time_of_a_deadline_is_dropped,
    a_deadline_that_may_be_later_is_certain,
    the_first_deadline_tells_all,
    every_refusal_is_called_refused,
    silent_rules_speak,
    rules_of_floors_are_left_out,
    what_is_handed_in_is_asked_for,
    facts_that_are_missing_are_not_asked_for,
    terms_of_the_return_are_left_out,
    other_terms_are_not_noticed,
    a_term_is_that_of_every_offer,
    units_of_a_split_are_dropped,
    other_items_count,
    none_is_left_unsaid,
]


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_bug_is_caught(plant: Callable[[Patch], None], monkeypatch: Patch) -> None:
    found = told_apart()

    plant(monkeypatch)

    assert any(_fails(law, found) for law in LAWS)


@cache
def told_apart() -> Found:
    found = decisions(policies()[0], 0, ENOUGH)
    assert found.kinds  # before anything is planted
    return found


def _fails(law: Law, found: Found) -> bool:
    try:
        law(policies()[0], found, Counter())
    except (AssertionError, ValueError, KeyError):
        return True
    return False


def test_nothing_is_caught_where_nothing_is_planted() -> None:
    assert not any(_fails(law, told_apart()) for law in LAWS)
