"""Bugs planted into the page and the structured data: the laws of publishing must notice each."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from returnkit.publishing.reach import EVERYBODY, Reach
from tests import written_policies
from tests.cases import case
from tests.publishing_laws import LAWS
from tests.whole_cases import whole_case

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
ENOUGH = 60
# Any, below: what is planted has the signature of what it replaces.

charged: Any = import_module("returnkit.publishing.charged")
data: Any = import_module("returnkit.publishing.jsonld")
granted: Any = import_module("returnkit.publishing.ordinary")
pages: Any = import_module("returnkit.publishing.page")


def fees_are_left_out_of_the_page(patch: Patch) -> None:
    listed = pages._listed
    patch.setattr(
        pages, "_listed", lambda voice, about: listed(voice, [s for s in about if s.effect != "fee"])
    )


def internal_rules_are_said_as_others(patch: Patch) -> None:
    statements = pages.statements
    patch.setattr(
        pages,
        "statements",
        lambda voice, rule, **more: statements(voice, rule.evolve(internal=False), **more),
    )


def internal_rules_sign_their_words(patch: Patch) -> None:
    made = pages._made

    def wrong(voice: Any, key: str, text: str, values: Any, rules: Any, head: Any = ()) -> Any:
        internal = tuple(rule.id for rule in voice.policy.rules if rule.internal)
        return made(voice, key, text, values, internal if key == "page.some" else rules, head)

    patch.setattr(pages, "_made", wrong)


def every_rule_holds_for_everybody(patch: Patch) -> None:
    patch.setattr(granted, "reach_of", lambda voice, rule, country: Reach(EVERYBODY, placed=rule.placed))


def amounts_are_floats(patch: Patch) -> None:
    wrong = {"@type": "MonetaryAmount", "currency": "USD", "value": 4.9}
    patch.setattr(charged, "monetary", lambda amount, currency: wrong)


def every_window_is_unlimited(patch: Patch) -> None:
    wrong = "https://schema.org/MerchantReturnUnlimitedWindow"
    patch.setattr(data, "category", lambda window: wrong)


def a_category_has_no_address(patch: Patch) -> None:
    patch.setattr(data, "term", lambda name: name)


def what_is_said_in_part_is_said(patch: Patch) -> None:
    unsaid = data._unsaid
    patch.setattr(data, "_unsaid", lambda found, said: [] if said else unsaid(found, said))


PLANTED = [
    fees_are_left_out_of_the_page,
    internal_rules_are_said_as_others,
    internal_rules_sign_their_words,
    every_rule_holds_for_everybody,
    amounts_are_floats,
    every_window_is_unlimited,
    a_category_has_no_address,
    what_is_said_in_part_is_said,
]


@pytest.mark.parametrize("plant", PLANTED, ids=lambda plant: plant.__name__)
def test_a_planted_bug_is_caught(plant: Callable[[Patch], None], monkeypatch: Patch) -> None:
    plant(monkeypatch)

    assert noticed()


def noticed() -> bool:
    """Return whether some law fails for one of the first policies."""
    for seed in range(ENOUGH):
        policies = (case(seed).policy, whole_case(seed).policy, written_policies.policy(seed))
        for policy in policies:
            try:
                for law in LAWS if policy.base is None else ():
                    law(policy)
            except AssertionError:
                return True
    return False
