"""Effects are read from the short forms that merchants write."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from returnkit.facts import Resolution
from returnkit.policy import Offer, Refusal, Review, Rule


def a_rule(**fields: Any) -> Rule:
    return Rule.model_validate({"id": "a"} | fields)


REFUND = Offer(name="refund", gives=Resolution.REFUND)
LATE = Offer(name="late", gives=Resolution.STORE_CREDIT)


@pytest.mark.parametrize(
    ("given", "offers"),
    [
        ("refund", (REFUND,)),
        (["refund"], (REFUND,)),
        ({"late": Resolution.STORE_CREDIT}, (LATE,)),
        ({"late": {"gives": Resolution.STORE_CREDIT}}, (LATE,)),
        ([REFUND, LATE], (REFUND, LATE)),
    ],
)
def test_offers_are_a_name_a_list_or_a_mapping(given: object, offers: tuple[Offer, ...]) -> None:
    made = Rule.model_validate({"id": "a", "offer": given}, strict=False)

    assert made.offer == offers


@pytest.mark.parametrize(
    "given", [3, [3], {"late": {}}, {"late": 3}, {3: "refund"}, {"late": {"gives": "cash"}}]
)
def test_what_is_no_offer_is_refused(given: object) -> None:
    with pytest.raises(ValidationError):
        Rule.model_validate({"id": "a", "offer": given}, strict=False)


def test_a_text_is_the_sentence_of_a_refusal() -> None:
    assert a_rule(refuse="Final sale.").refuse == Refusal(code="refused", say="Final sale.")


def test_a_refusal_can_have_a_code_without_a_sentence() -> None:
    assert a_rule(refuse={"code": "final_sale"}).refuse == Refusal(code="final_sale")


@pytest.mark.parametrize("given", [{"code": "Final Sale"}, {"say": ""}, {"say": "x" * 501}, 3])
def test_what_is_no_refusal_is_refused(given: object) -> None:
    with pytest.raises(ValidationError):
        a_rule(refuse=given)


def test_true_is_a_review_without_words() -> None:
    assert a_rule(review=True).review == Review()
    assert a_rule(review="Looks used.").review == Review(say="Looks used.")


def test_false_is_no_review() -> None:
    with pytest.raises(ValidationError):
        a_rule(review=False)


def test_one_name_stands_for_a_list_of_one() -> None:
    assert a_rule(withhold="refund").withhold == ("refund",)
    assert a_rule(**{"for": "refund", "allow": True}).scope == ("refund",)
