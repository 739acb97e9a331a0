"""Counterfactuals: until when, and what would have to be otherwise; each is applied before it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from importlib import import_module
from random import Random
from typing import Any, Final

import pytest

from returnkit.decision import (
    Counterfactuals,
    Decision,
    Flip,
    Verdict,
    counterfactuals,
    decide,
)
from returnkit.decision.counterfactuals import at_instant
from returnkit.policy import load_policy
from tests.builders import PLACED, a_request, an_item, an_order
from tests.modes import size
from tests.small_policies import FACTS, NAMES, law_counterfactuals_are_the_smallest, small_decision

HEAD: Final = f"""\
returnkit: 1
policy: shop
timezone: America/Chicago
facts:
  item.fit: {{type: [tight, good, loose], ask: shopper, flip: true}}
  item.miles: {{type: number, ask: shopper, flip: true}}
  item.is_sealed: {{type: boolean, ask: staff}}
{FACTS}rules:
"""
OPEN: Final = "- {id: open, offer: refund, within: 30 days of delivery}\n"
LEAST: Final = timedelta(microseconds=1)


def decided(
    rules: str, *, days: int = 10, answers: Mapping[str, Any] | None = None, **asked: Any
) -> Decision:
    policy = load_policy(HEAD + rules, name="shop.yaml")
    item = an_item(answers=answers or {}, **{key: asked.pop(key) for key in ("reason",) if key in asked})
    return decide(policy, an_order(), a_request(item, **asked), at=PLACED + timedelta(days=days))


def flips(found: Counterfactuals) -> list[tuple[Flip, ...]]:
    return [way.flips for way in found.ways]


# --- time --------------------------------------------------------------------------------------------


def test_an_eligible_item_is_so_until_its_window_closes() -> None:
    decision = decided(OPEN)

    found = counterfactuals(decision)

    assert found.is_eligible
    assert found.until is not None
    assert found.until == decision.items[0].open_until
    assert at_instant(decision, found.until - LEAST).items[0].verdict is Verdict.ELIGIBLE
    assert at_instant(decision, found.until).items[0].verdict is Verdict.INELIGIBLE


def test_a_ladder_is_followed_to_its_end() -> None:
    credit = "- {id: credit, offer: store_credit, after: refund, within: 60 days of delivery}\n"

    decision = decided(credit + OPEN)

    assert counterfactuals(decision).until == max(o.closes for o in decision.items[0].offers if o.closes)


def test_without_an_end_there_is_no_until() -> None:
    assert counterfactuals(decided("- {id: open, offer: refund, within: unlimited}\n")).until is None


def test_grace_counts_until_the_last_instant_that_is_accepted() -> None:
    rules = "- {id: open, offer: refund, within: {days: 30, of: delivery, grace: 12 hours}}\n"
    decision = decided(rules)
    (offer,) = decision.items[0].offers

    assert counterfactuals(decision).until == offer.accepted_until != offer.closes


def test_what_is_not_open_yet_opens_at_an_instant() -> None:
    decision = decided("- {id: x, defer: to 2027-01-02}\n" + OPEN, days=-1)

    (way,) = counterfactuals(decision).ways

    assert way.flips == (Flip("at", decision.items[0].offers[0].opens or PLACED),)
    assert "from 30 Oct 2026" in way.text


# --- what may be flipped -----------------------------------------------------------------------------


def test_the_shopper_may_choose_another_method() -> None:
    decision = decided("- {id: door, not_by: store}\n- {id: post, by: mail}\n" + OPEN, method="store")

    found = counterfactuals(decision)

    assert flips(found) == [(Flip("request.method", "mail"),)]
    assert found.ways[0].text == (
        "Linen shirt could be returned: if “How do you want to return it?” is answered with “By mail”."
    )
    korean = counterfactuals(decision, locale="ko").ways[0].text
    assert korean == (
        "Linen shirt: 다음의 경우 반품하실 수 있습니다. “어떤 방법으로 반품하시겠어요?” 답변: “우편·택배”."
    )


def test_the_shopper_may_hand_something_in() -> None:
    rules = "- {id: no, unless: '\"receipt\" in request.evidence', refuse: No receipt.}\n"

    assert flips(counterfactuals(decided(rules + OPEN))) == [(Flip("evidence.receipt", Decimal(1)),)]


def test_as_many_photos_as_a_rule_wants_are_handed_in() -> None:
    (way,) = counterfactuals(
        decided("- {id: no, when: request.photos < 2, refuse: No photos.}\n" + OPEN)
    ).ways[:1]

    assert way.flips == (Flip("evidence.photo", Decimal(2)),)
    assert "with photos (2)" in way.text


@pytest.mark.parametrize(("audience", "told"), [("shopper", 0), ("agent", 2), ("auditor", 2)])
def test_a_reason_is_flipped_for_staff_only(audience: Any, told: int) -> None:
    rules = """- {id: no, unless: 'request.reason in ["damaged", "wrong_item"]', refuse: No.}\n"""
    decision = decided(rules + OPEN, reason="unwanted")

    found = flips(counterfactuals(decision, audience=audience))

    assert found == [(Flip("request.reason", "wrong_item"),), (Flip("request.reason", "damaged"),)][:told]


def test_values_come_in_their_order_and_numbers_nearest_first() -> None:
    rules = "- {id: no, when: item.fit == 'tight' or item.miles > 100, refuse: No.}\n" + OPEN

    fits = counterfactuals(decided(rules, answers={"fit": "tight", "miles": 5}))
    near = counterfactuals(decided(rules, answers={"fit": "good", "miles": 250}))

    assert flips(fits) == [(Flip("item.fit", "good"),), (Flip("item.fit", "loose"),)]
    assert flips(near) == [(Flip("item.miles", Decimal(100)),), (Flip("item.miles", Decimal(99)),)]


def test_what_has_to_be_otherwise_at_once_is_told_together() -> None:
    rules = (
        "- {id: a, when: item.one, refuse: No.}\n"
        "- {id: b, when: item.two, refuse: No.}\n"
        "- {id: c, when: item.three and item.four, refuse: No.}\n"
    )
    answers = {"one": True, "two": True, "three": False, "four": True}

    found = counterfactuals(decided(rules + OPEN, answers=answers))

    assert flips(found) == [(Flip("item.one", False), Flip("item.two", False))]


def test_what_is_not_known_is_asked_and_not_supposed() -> None:
    assert counterfactuals(decided("- {id: a, when: item.one, refuse: No.}\n" + OPEN)).ways == ()


def test_more_than_can_be_tried_out_is_told_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    searching = import_module("returnkit.decision.counterfactuals")  # the package gives the function
    monkeypatch.setattr(searching, "MOST_TRIES", 1)
    rules = "- {id: a, when: item.one and item.two, refuse: No.}\n- {id: b, when: item.one, refuse: No.}\n"

    found = counterfactuals(decided(rules + OPEN, answers={"one": True, "two": True}))

    assert not found.is_complete


def test_an_item_that_was_not_asked_back_has_none() -> None:
    with pytest.raises(IndexError, match="no item 3"):
        counterfactuals(decided(OPEN), place=3)


# --- nothing of internal rules -----------------------------------------------------------------------

INTERNAL = "- {id: zebra, internal: true, when: item.one, refuse: {code: okapi}}\n"


def test_behind_an_internal_refusal_the_shopper_is_told_nothing() -> None:
    decision = decided(
        INTERNAL + "- {id: b, when: item.one, fee: {name: x, flat: 1, per: line}}\n" + OPEN,
        answers={"one": True},
    )

    assert counterfactuals(decision).ways == ()
    assert flips(counterfactuals(decision, audience="agent")) == [(Flip("item.one", False),)]


def test_what_only_internal_rules_read_is_flipped_for_auditors_alone() -> None:
    decision = decided(INTERNAL + OPEN, answers={"one": True})

    assert counterfactuals(decision, audience="agent").ways == ()
    assert flips(counterfactuals(decision, audience="auditor")) == [(Flip("item.one", False),)]


# --- against every possibility -----------------------------------------------------------------------


def test_every_counterfactual_holds_and_none_smaller_does() -> None:
    told = sum(law_counterfactuals_are_the_smallest(seed) for seed in range(size(ci=150, full=2_000)))

    assert told > size(ci=50, full=500)


def test_the_same_decision_has_the_same_counterfactuals() -> None:
    decision = small_decision(Random(3), dict.fromkeys(NAMES, True))

    assert counterfactuals(decision) == counterfactuals(replace(decision))
