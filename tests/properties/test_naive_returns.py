"""Worked by hand from the page of the semantics: floors, and rules about the whole return."""

from __future__ import annotations

from typing import Any

import pytest

from returnkit.facts import RequestedItem
from returnkit.policy import Policy
from tests import whole_laws as laws
from tests.builders import an_item
from tests.modes import size
from tests.whole_cases import floor_case, whole_case
from tests.worked import OPENED, PHOTO, SEALED, a_policy, a_set, reasons, return_terms, said, standing

WEB = 'order.channel == "web"'


# --- step 4: floors ---------------------------------------------------------------------------------


def a_statute(rules: str = "") -> Policy:
    return a_policy(rules, offers="{withdrawal: refund}", name="statute")


@pytest.mark.parametrize(
    ("rules", "statute", "expected"),
    [
        pytest.param("a refuse: No.", "", "1 withdrawal:yes refund:no = eligible", id="a refusal"),
        pytest.param("a review: true", "", "1 withdrawal:yes refund:review = eligible", id="a review"),
        pytest.param(f"a {PHOTO}", "", "1 withdrawal:yes refund:no/yes = eligible", id="a demand"),
        pytest.param(
            "a limit: {units: 0, counter: swaps}", "", "1 withdrawal:yes refund:no = eligible", id="a limit"
        ),
        pytest.param("a whole: order", "", "1 withdrawal:yes refund:no = eligible", id="a set"),
        pytest.param("a not_by: mail", "", "1 withdrawal:yes refund:no = eligible", id="a door"),
        pytest.param(
            "", "s refuse: Sealed.", "1 withdrawal:no refund:yes = eligible", id="its own refusal holds"
        ),
        pytest.param(
            "a refuse: No.",
            "s when: item.opened, refuse: Sealed.",
            "1 withdrawal:no/yes refund:no = needs_info",
            id="its own question is asked",
        ),
        pytest.param(
            "a refuse: No.",
            f"s when: {WEB}, within: 0 days of order",
            "1 withdrawal:no refund:no = ineligible",
            id="its window is its own",
        ),
        pytest.param(
            "", "s not_by: mail", "1 withdrawal:yes refund:yes = eligible", id="it has no doors of its own"
        ),
    ],
)
def test_nothing_of_the_policy_touches_a_floor(rules: str, statute: str, expected: str) -> None:
    found = said(rules, floors=[a_statute(statute)], method="mail", offers="refund")

    assert standing(found) == [expected]


def test_the_reasons_of_an_item_are_those_of_the_policy() -> None:
    found = said("a refuse: No.", floors=[a_statute("s refuse: Sealed.")], offers="refund")

    assert reasons(found) == ["refused by a"]


def test_a_set_looks_at_the_offers_of_the_policy_only() -> None:
    rules = "a when: item.opened, refuse: Opened.\nb whole: bundle"
    items = an_item("table", answers=OPENED), an_item("lamp", answers=SEALED)

    found = said(rules, *items, order=a_set(), floors=[a_statute()], offers="refund")

    assert standing(found) == ["1 withdrawal:yes refund:no = eligible"] * 2


# --- step 7: the return -----------------------------------------------------------------------------

LABEL = "fee: {name: label, flat: 6.50, per: return}"


@pytest.mark.parametrize(
    ("rules", "items", "expected"),
    [
        pytest.param(f"a {LABEL}", [an_item()], {"label": "a"}, id="a fee without condition"),
        pytest.param(f"a when: accepted.value > 39, {LABEL}", [an_item()], {"label": "a"}, id="worth 40"),
        pytest.param(f"a when: accepted.value > 40, {LABEL}", [an_item()], {}, id="worth no more than 40"),
        pytest.param(
            f"a when: accepted.value > 79 and accepted.quantity == 2 and accepted.lines == 2, {LABEL}",
            [an_item("line-1"), an_item("line-2")],
            {"label": "a"},
            id="two units of two lines",
        ),
        pytest.param(
            f"a when: kept.quantity == 4 and kept.value == 160, {LABEL}",
            [an_item(quantity=2)],
            {"label": "a"},
            id="of six units two come back",
        ),
        pytest.param(
            f"a when_any: item.opened, {LABEL}",
            [an_item(answers=OPENED), an_item("line-2", answers=SEALED)],
            {"label": "a"},
            id="one is opened",
        ),
        pytest.param(
            f"a when_all: item.opened, {LABEL}",
            [an_item(answers=OPENED), an_item("line-2", answers=SEALED)],
            {},
            id="not all are opened",
        ),
        pytest.param(
            f"a when_any: item.opened, {LABEL}",
            [an_item(), an_item("line-2", answers=SEALED)],
            {"label": "a, nobody"},
            id="one may be opened",
        ),
        pytest.param(
            f"a when_all: item.opened, {LABEL}",
            [an_item(), an_item("line-2", answers=SEALED)],
            {},
            id="one may be opened, and one is not",
        ),
        pytest.param(
            f"x when: item.opened, refuse: No.\na when_all: not item.opened, {LABEL}",
            [an_item(answers=OPENED), an_item("line-2", answers=SEALED)],
            {"label": "a"},
            id="what is refused is not asked",
        ),
        pytest.param(
            f"x when: item.opened, refuse: No.\na when: accepted.quantity == 1, {LABEL}",
            [an_item(), an_item("line-2", answers=SEALED)],
            {"label": "a, nobody"},
            id="nobody knows how many are accepted",
        ),
        pytest.param(
            f"x refuse: No.\na {LABEL}", [an_item()], {}, id="where nothing is accepted nothing is charged"
        ),
        pytest.param(
            f"a when: accepted.quantity > 1, waive: label\nb {LABEL}\nc shipping: refund_paid",
            [an_item(quantity=2)],
            {"label": "waived by a", "shipping": "c"},
            id="a waiver above, and the delivery",
        ),
        pytest.param(f"a for: exchange, {LABEL}", [an_item()], {}, id="a fee of another offer"),
        pytest.param(
            f'a when_any: item.grade == "b", {LABEL}', [an_item()], {}, id="what may be found is silent"
        ),
    ],
)
def test_a_term_of_the_return_is_what_the_first_speaking_rule_says(
    rules: str, items: list[RequestedItem], expected: dict[str, str]
) -> None:
    assert return_terms(said(rules, *items)) == expected


AUTOMATIC = "z approve: automatic"


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        pytest.param("", "manual", id="where no rule speaks"),
        pytest.param(AUTOMATIC, "automatic", id="a rule approves"),
        pytest.param(f"a approve: manual\n{AUTOMATIC}", "manual", id="the first rule decides"),
        pytest.param("z when: accepted.quantity == 1, approve: automatic", "automatic", id="one unit"),
        pytest.param("z when: accepted.quantity > 1, approve: automatic", "manual", id="not more than one"),
        pytest.param("z when_any: item.opened, approve: automatic", "manual", id="perhaps"),
        pytest.param(
            "y when_any: item.opened, approve: automatic\nz approve: automatic",
            "automatic",
            id="by either rule",
        ),
        pytest.param(f"a for: exchange, review: true\n{AUTOMATIC}", "manual", id="one offer is reviewed"),
        pytest.param(f"a {PHOTO}\n{AUTOMATIC}", "manual", id="something is missing"),
        pytest.param(f"a refuse: No.\n{AUTOMATIC}", "manual", id="nothing is accepted"),
        pytest.param(
            f"a for: exchange, refuse: No.\n{AUTOMATIC}", "automatic", id="one offer is surely refused"
        ),
        pytest.param(
            f"a for: exchange, when: item.weight > 5, refuse: No.\n{AUTOMATIC}",
            "manual",
            id="one offer may be refused",
        ),
        pytest.param(
            f"a for: exchange, when: item.weight > 5, within: 0 days of order\n{AUTOMATIC}",
            "automatic",
            id="the window of one offer may be closed",
        ),
        pytest.param(
            f"a when: {WEB}, within: {{days: 30, of: [collection, delivery]}}\n{AUTOMATIC}",
            "manual",
            id="a fallback stands in",
        ),
        pytest.param(
            f'a when: item.grade == "b", refuse: No.\n{AUTOMATIC}',
            "automatic",
            id="the inspection may refuse",
        ),
    ],
)
def test_a_return_is_approved_by_itself_only_without_a_doubt(rules: str, expected: str) -> None:
    assert said(rules).approval == expected


# --- the laws that hold whoever answers -------------------------------------------------------------

LAWS = [law for name, law in vars(laws).items() if name.startswith("law_")]


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_the_naive_interpreter_obeys_the_laws(law: Any) -> None:
    for seed in range(size(ci=40, full=1_000)):
        law(whole_case(seed), laws.judged)
        law(floor_case(seed), laws.judged)
