"""Worked by hand from the page of the semantics: terms and demands of one item."""

from __future__ import annotations

from typing import Any

import pytest

from returnkit.facts import Attributes
from tests.builders import an_item
from tests.worked import OPENED, PHOTO, SEALED, said, standing, terms

# --- step 3: terms --------------------------------------------------------------------------------------

FEE = "fee: {name: restocking, percent: 15, of: paid}"
MORE = "fee: {name: restocking, percent: 25, of: paid}"


@pytest.mark.parametrize(
    ("rules", "answers", "expected"),
    [
        pytest.param("a rate: 50 %", OPENED, {"rate": "a"}, id="a true rule says the rate"),
        pytest.param("", OPENED, {}, id="where no rule speaks nothing is told"),
        pytest.param(f"a when: item.opened, {FEE}", SEALED, {}, id="a false rule is silent"),
        pytest.param(
            f"a when: item.opened, {FEE}\nb {MORE}", OPENED, {"restocking": "a"}, id="the first of two fees"
        ),
        pytest.param(
            f"a when: item.opened, {FEE}\nb {MORE}", SEALED, {"restocking": "b"}, id="the second fee"
        ),
        pytest.param(
            f"a when: item.opened, {FEE}\nb {MORE}", {}, {"restocking": "a, b"}, id="either of two fees"
        ),
        pytest.param(
            f"a when: item.opened, {FEE}", {}, {"restocking": "a, nobody"}, id="a fee or none at all"
        ),
        pytest.param(
            f"a waive: restocking\nb {FEE}",
            OPENED,
            {"restocking": "waived by a"},
            id="a waiver above is first",
        ),
        pytest.param(
            f"a {FEE}\nb waive: restocking", OPENED, {"restocking": "a"}, id="a waiver below is too late"
        ),
        pytest.param(
            f"a when: item.opened, waive: restocking\nb {FEE}",
            {},
            {"restocking": "b, waived by a"},
            id="a waiver that may hold",
        ),
        pytest.param("a for: exchange, rate: 50 %", OPENED, {}, id="a rate of another offer"),
        pytest.param(
            "a bonus: 10 %, value: price\nb rate: 50 %, value: paid, to: gift_card",
            OPENED,
            {"bonus": "a", "value": "a", "rate": "b", "to": "b"},
            id="each thing by itself",
        ),
        pytest.param(
            'a when: item.grade == "b", rate: 50 %', OPENED, {}, id="what the inspection may find is silent"
        ),
        pytest.param(
            "a fee: {name: label, flat: 5, per: return}", OPENED, {}, id="a fee of the return is none here"
        ),
    ],
)
def test_a_term_is_what_the_first_speaking_rule_says(
    rules: str, answers: Attributes, expected: dict[str, str]
) -> None:
    found = said(rules, an_item(answers=Attributes(answers)))

    assert terms(found) == expected
    assert standing(found) == ["1 refund:yes exchange:yes = eligible"]


# --- demands ----------------------------------------------------------------------------------------------

SERIAL = "ask: {serial: Which one?, before: decision}"
OPEN = "1 refund:no/yes exchange:no/yes = "


@pytest.mark.parametrize(
    ("rules", "item", "request_", "expected"),
    [
        pytest.param(f"a {PHOTO}", {}, {}, OPEN + "needs_info", id="nothing was handed in"),
        pytest.param(
            f"a {PHOTO}",
            {"evidence": {"photo": 1}},
            {"evidence": {"photo": 1}},
            "1 refund:yes exchange:yes = eligible",
            id="one photo of the item and one of the return are two",
        ),
        pytest.param(f"a {PHOTO}", {"evidence": {"photo": 1}}, {}, OPEN + "needs_info", id="one of two"),
        pytest.param(f"a internal: true, {PHOTO}", {}, {}, OPEN + "review", id="nobody tells of it"),
        pytest.param(
            "a ask: {photo: 2, before: refund}",
            {},
            {},
            "1 refund:yes exchange:yes = eligible",
            id="before the refund is early enough",
        ),
        pytest.param(
            f"a for: refund, {PHOTO}",
            {},
            {},
            "1 refund:no/yes exchange:yes = eligible",
            id="another offer asks for nothing",
        ),
        pytest.param(f"a when: item.opened, {PHOTO}", {}, {}, OPEN + "needs_info", id="it may be asked for"),
        pytest.param(
            f"a when: item.opened, {PHOTO}",
            {"answers": SEALED},
            {},
            "1 refund:yes exchange:yes = eligible",
            id="it is not asked for",
        ),
        pytest.param(
            f"a ask: {{photo: 1, before: refund}}\nb {PHOTO}",
            {},
            {},
            "1 refund:yes exchange:yes = eligible",
            id="the first that asks for photos decides by when",
        ),
        pytest.param(f"a {SERIAL}", {}, {}, OPEN + "needs_info", id="a question is not answered"),
        pytest.param(
            f"a {SERIAL}",
            {},
            {"staff_answers": Attributes({"serial": "7"})},
            "1 refund:yes exchange:yes = eligible",
            id="the staff answered for the whole return",
        ),
        pytest.param(
            f"a refuse: No.\nb {PHOTO}",
            {},
            {},
            "1 refund:no exchange:no = ineligible",
            id="evidence does not open what is refused",
        ),
        pytest.param(
            f"a review: true\nb {PHOTO}",
            {},
            {},
            "1 refund:no/review exchange:no/review = needs_info",
            id="the greatest status stays a review",
        ),
        pytest.param(
            f"a for: exchange, review: true\nb for: refund, {PHOTO}",
            {},
            {},
            "1 refund:no/yes exchange:review = needs_info",
            id="evidence turns a review into a yes",
        ),
    ],
)
def test_what_is_missing_before_the_decision_may_be_a_no(
    rules: str, item: dict[str, Any], request_: dict[str, Any], expected: str
) -> None:
    assert standing(said(rules, an_item(**item), **request_)) == [expected]


def test_a_demand_tells_who_asks_and_whether_it_is_met() -> None:
    found = said(f"a when: item.opened, {PHOTO}\nb for: refund, ask: {{photo: 1, before: refund}}")

    (part,) = found.parts
    assert {(d.offer, d.before, d.rule, d.is_met, d.is_certain) for d in part.demands} == {
        ("refund", "decision", "a", False, False),
        ("refund", "refund", "b", False, False),
        ("exchange", "decision", "a", False, False),
    }
    assert part.missing == ("item.opened",)


def test_a_fact_that_decides_whether_evidence_is_asked_for_is_missing_only_without_the_evidence() -> None:
    rules = f"a when: item.opened, {PHOTO}"

    lacking, handed_in = said(rules), said(rules, an_item(evidence={"photo": 2}))

    assert [part.missing for part in (*lacking.parts, *handed_in.parts)] == [("item.opened",), ()]
