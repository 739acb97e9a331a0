"""What a model writes of itself as JSON it reads as the same, and what it could not is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from returnkit.facts import Declaration
from returnkit.model import Frozen
from returnkit.policy import Ask, Before, Evidence, Question, Rule, Window

QUOTING = 'item.a == "\\"; b" ? 1 : 2'


def a_rule(**fields: Any) -> Rule:
    return Rule.model_validate({"id": "a"} | fields)


@pytest.mark.parametrize(
    "model",
    [
        Declaration(type="number", default=Decimal("1.50")),
        Declaration(type="number", default=7),
        Declaration(type=("a", "b"), default="a"),
        Window.model_validate({"days": "item.term\n* 2", "of": "delivery"}),
        Window.model_validate({"longest": ({"days": QUOTING, "of": "order"}, "2 days of order")}),
        Ask.model_validate({"evidence": "1..", "questions": 2, "before": "decision"}),
        a_rule(rate=0),
        a_rule(rate=Decimal("0.0000000001")),
        a_rule(fee={"name": "label", "flat": Decimal("999999999999999.50"), "per": "unit"}),
        a_rule(fee={"name": "restocking", "kind": "other", "flat": 1, "per": "unit"}),
    ],
    ids=repr,
)  # fmt: skip
def test_a_model_reads_what_it_writes(model: Frozen) -> None:
    again = type(model).model_validate_json(model.model_dump_json(by_alias=True))

    assert again == model
    assert repr(again) == repr(model)


def test_a_rate_of_nothing_is_an_effect() -> None:
    assert a_rule(rate=0).effects == ("rate",)
    assert a_rule(rate=Decimal("0.00")).does("rate")
    assert not a_rule(rate=0).does("allow")


@pytest.mark.parametrize("figure", [10**15, Decimal("1E+20"), Decimal("0.00000000001"), 12345678901234567])
def test_a_figure_that_would_be_read_as_an_expression_is_refused(figure: int | Decimal) -> None:
    """Its text had too many digits for a number, so JSON gave an expression back."""
    with pytest.raises(ValidationError, match="more than 15 digits, or more than 10 decimals"):
        a_rule(fee={"name": "label", "flat": figure, "per": "unit"})


def test_a_zero_has_no_sign() -> None:
    fee = a_rule(fee={"name": "label", "flat": Decimal("-0.00"), "per": "unit"}).fee[0]

    assert str(fee.flat) == "0.00"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"questions": (Question(name="before", text="When?"),)}, "`before` cannot name two things"),
        (
            {"evidence": (Evidence(name="photo"),), "questions": (Question(name="photo", text="Why?"),)},
            "`photo` cannot name two things",
        ),
    ],
)
def test_each_name_that_is_asked_for_is_a_key_of_its_own(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        Ask(**fields, before=Before.DECISION)


@pytest.mark.parametrize("text", ["2", "1..5", " 1.. "])
def test_a_question_is_no_range(text: str) -> None:
    with pytest.raises(ValidationError, match="is how many, not the words of a question"):
        Question(name="photo", text=text)


def test_no_more_pieces_are_asked_for_than_a_range_can_say() -> None:
    with pytest.raises(ValidationError, match="less than or equal to 9999"):
        Evidence(name="photo", least=10_000)


def test_evidence_and_questions_may_be_names_of_what_is_asked_for() -> None:
    asked = Ask.model_validate({"evidence": "1..5", "questions": "Which ones?", "before": "refund"})

    assert asked.names == ("evidence", "questions")
