"""Worked by hand from the page of the semantics: limits, sets and doors."""

from __future__ import annotations

import pytest

from returnkit.facts import Order, RequestedItem, ReturnHistory
from tests.builders import a_line, an_item, an_order
from tests.worked import NONE_YET, OPENED, SEALED, a_set, reasons, said, standing

TABLE = frozenset({"table", "chair"})


# --- step 5: limits -----------------------------------------------------------------------------------------

TWO = "limit: {units: 2, counter: swaps}"


def used(count: int, household: int = 0) -> ReturnHistory:
    return ReturnHistory(counters={"swaps": count}, household_counters={"swaps": household})


@pytest.mark.parametrize(
    ("rules", "history", "expected"),
    [
        pytest.param(
            f"a {TWO}",
            NONE_YET,
            ["2 refund:yes exchange:yes = eligible", "1 refund:no exchange:no = ineligible"],
            id="two of three",
        ),
        pytest.param(
            f"a {TWO}",
            used(1),
            ["1 refund:yes exchange:yes = eligible", "2 refund:no exchange:no = ineligible"],
            id="one was used before",
        ),
        pytest.param(f"a {TWO}", used(5), ["3 refund:no exchange:no = ineligible"], id="more than all used"),
        pytest.param(
            f"a {TWO}",
            None,
            ["2 refund:no/yes exchange:no/yes = review", "1 refund:no exchange:no = ineligible"],
            id="nobody knows what was used before, and no third unit is ever allowed",
        ),
        pytest.param(
            f"a for: exchange, {TWO}",
            NONE_YET,
            ["2 refund:yes exchange:yes = eligible", "1 refund:yes exchange:no = eligible"],
            id="of one offer",
        ),
        pytest.param(
            f"a for: exchange, limit: {{units: 1, counter: swaps}}\nb for: refund, {TWO}",
            NONE_YET,
            [
                "1 refund:yes exchange:yes = eligible",
                "1 refund:yes exchange:no = eligible",
                "1 refund:no exchange:no = ineligible",
            ],
            id="the more generous offer takes",
        ),
        pytest.param(
            "a limit: {units: 2, counter: swaps, of: household}",
            used(0, household=2),
            ["3 refund:no exchange:no = ineligible"],
            id="the household's past counts",
        ),
        pytest.param(
            f"a for: refund, {TWO}\nb for: exchange, limit: {{units: 1, counter: rare}}",
            NONE_YET,
            [
                "1 refund:yes exchange:yes = eligible",
                "1 refund:yes exchange:no = eligible",
                "1 refund:no exchange:no = ineligible",
            ],
            id="two counters, one after the other",
        ),
        pytest.param(
            f"a limit: {{units: 3, counter: swaps}}\nb {TWO}",
            NONE_YET,
            ["3 refund:yes exchange:yes = eligible"],
            id="the first limit of a counter decides",
        ),
        pytest.param(
            f"a when: item.opened, {TWO}",
            NONE_YET,
            ["2 refund:yes exchange:yes = eligible", "1 refund:no/yes exchange:no/yes = needs_info"],
            id="a limit that may hold",
        ),
        pytest.param(
            f"a for: refund, refuse: No.\nb {TWO}",
            NONE_YET,
            ["2 refund:no exchange:yes = eligible", "1 refund:no exchange:no = ineligible"],
            id="what is no already takes nothing, and the other offer does",
        ),
        pytest.param(
            f"a refuse: No.\nb {TWO}", NONE_YET, ["3 refund:no exchange:no = ineligible"], id="all refused"
        ),
    ],
)
def test_a_limit_divides_three_units(rules: str, history: ReturnHistory | None, expected: list[str]) -> None:
    assert standing(said(rules, an_item(quantity=3), history=history)) == expected


def test_a_counter_is_used_up_in_the_order_of_the_request() -> None:
    found = said(f"a {TWO}", an_item("line-1", 1), an_item("line-2", 2))

    assert standing(found) == [
        "1 refund:yes exchange:yes = eligible",
        "1 refund:yes exchange:yes = eligible",
        "1 refund:no exchange:no = ineligible",
    ]
    assert [(part.place, part.line_id) for part in found.parts] == [
        (0, "line-1"),
        (1, "line-2"),
        (1, "line-2"),
    ]
    assert reasons(found) == ["", "", "limit by a"]


def test_what_is_refused_leaves_the_counter_to_the_next() -> None:
    rules = f"a when: item.opened, refuse: Opened.\nb {TWO}"
    items = an_item(quantity=2, answers=OPENED), an_item("line-2", 2, answers=SEALED)

    found = said(rules, *items)

    assert standing(found) == ["2 refund:no exchange:no = ineligible", "2 refund:yes exchange:yes = eligible"]
    assert reasons(found) == ["refused by a", ""]


def test_what_may_be_refused_may_leave_the_counter_to_the_next() -> None:
    rules = f"a when: item.opened, refuse: Opened.\nb {TWO}"

    found = said(rules, an_item(quantity=2), an_item("line-2", 2, answers=SEALED))

    # Whether the second item is within the limit hangs on what the shopper says of the first.
    may_be = "2 refund:no/yes exchange:no/yes = needs_info"
    assert standing(found) == [may_be, may_be]
    assert [part.missing for part in found.parts] == [("item.opened",), ("item.opened",)]


def test_the_least_that_was_taken_leaves_the_most_to_the_next() -> None:
    rules = f"a when: item.opened, refuse: Opened.\nb {TWO}"

    found = said(rules, an_item(quantity=1), an_item("line-2", 2, answers=SEALED))

    assert standing(found) == [
        "1 refund:no/yes exchange:no/yes = needs_info",
        "1 refund:yes exchange:yes = eligible",
        "1 refund:no/yes exchange:no/yes = needs_info",
    ]


def test_a_sure_limit_is_told_and_a_refusal_that_may_be_is_not() -> None:
    found = said(f"a when: item.weight > 5, refuse: Heavy.\nb {TWO}", an_item(quantity=3), history=used(2))

    assert standing(found) == ["3 refund:no exchange:no = ineligible"]
    assert reasons(found) == ["limit by b"]


# --- step 5: sets -------------------------------------------------------------------------------------------


WHOLE_SET = "a whole: bundle"
YES, NO, MAY_BE = (f"1 refund:{word} = " for word in ("yes", "no", "no/yes"))


@pytest.mark.parametrize(
    ("rules", "order", "items", "expected"),
    [
        pytest.param(
            WHOLE_SET,
            a_set(),
            [an_item("table"), an_item("lamp")],
            [YES + "eligible", YES + "eligible"],
            id="both come back",
        ),
        pytest.param(WHOLE_SET, a_set(), [an_item("table")], [NO + "ineligible"], id="the lamp stays"),
        pytest.param(
            WHOLE_SET,
            a_set(left=0),
            [an_item("table")],
            [YES + "eligible"],
            id="no lamp is left to come back",
        ),
        pytest.param(
            WHOLE_SET, a_set(), [an_item("rug")], [YES + "eligible"], id="goods on their own are no set"
        ),
        pytest.param(
            WHOLE_SET,
            a_set(parts=TABLE),
            [an_item("table", components=frozenset({"table"})), an_item("lamp")],
            [NO + "ineligible", NO + "ineligible"],
            id="the chair of the set stays",
        ),
        pytest.param(
            WHOLE_SET,
            a_set(parts=TABLE),
            [an_item("table", components=TABLE), an_item("lamp")],
            [YES + "eligible", YES + "eligible"],
            id="all parts are named",
        ),
        pytest.param(
            "a when: item.opened, refuse: Opened.\nb whole: bundle",
            a_set(),
            [
                an_item("table", answers=OPENED),
                an_item("lamp", answers=SEALED),
                an_item("rug", answers=SEALED),
            ],
            [NO + "ineligible", NO + "ineligible", YES + "eligible"],
            id="a refused member takes the set with it and nothing else",
        ),
        pytest.param(
            "a when: item.opened, refuse: Opened.\nb whole: bundle",
            a_set(),
            [an_item("table"), an_item("lamp", answers=SEALED)],
            [MAY_BE + "needs_info", MAY_BE + "needs_info"],
            id="a member that may be refused",
        ),
        pytest.param(
            "a when: item.opened, whole: bundle",
            a_set(),
            [an_item("table", answers=OPENED)],
            [NO + "ineligible"],
            id="the rule holds for this item",
        ),
        pytest.param(
            "a when: item.opened, whole: bundle",
            a_set(),
            [an_item("table")],
            [MAY_BE + "needs_info"],
            id="the rule may hold",
        ),
        pytest.param(
            "a internal: true, when: item.opened, whole: bundle",
            a_set(),
            [an_item("table")],
            [MAY_BE + "review"],
            id="the rule may hold and is hidden",
        ),
        pytest.param("a whole: line", a_set(), [an_item("rug")], [NO + "ineligible"], id="one rug of two"),
        pytest.param(
            "a whole: line",
            a_set(),
            [an_item("rug", reason="damaged"), an_item("rug")],
            [YES + "eligible", YES + "eligible"],
            id="both rugs, as two items",
        ),
        pytest.param(
            "a whole: order",
            a_set(left=0),
            [an_item("table"), an_item("rug", 2)],
            [YES + "eligible", "2 refund:yes = eligible"],
            id="all that is left of the order",
        ),
        pytest.param(
            "a whole: order",
            a_set(),
            [an_item("table"), an_item("lamp")],
            [NO + "ineligible"] * 2,
            id="not all",
        ),
        pytest.param(
            "a limit: {units: 1, counter: swaps}\nb whole: line",
            a_set(),
            [an_item("rug", 2)],
            ["1 refund:no = ineligible", "1 refund:no = ineligible"],
            id="the limit comes first, and then the line is not whole",
        ),
        pytest.param(
            "a when: item.opened, whole: line\nb whole: order",
            a_set(left=0),
            [an_item("rug", answers=OPENED), an_item("table", answers=SEALED)],
            [NO + "ineligible", NO + "ineligible"],
            id="one pass for each kind of group",
        ),
    ],
)
def test_a_set_comes_back_whole_or_not_at_all(
    rules: str, order: Order, items: list[RequestedItem], expected: list[str]
) -> None:
    assert standing(said(rules, *items, order=order, offers="refund")) == expected


def test_nothing_that_a_set_takes_is_given_back_by_its_counter() -> None:
    rules = "a limit: {units: 1, counter: swaps}\nb whole: bundle"

    found = said(rules, an_item("table"), an_item("rug"), order=a_set(), offers="refund")

    assert standing(found) == [NO + "ineligible", NO + "ineligible"]
    assert reasons(found) == ["set by b", "limit by a"]


def test_a_set_is_judged_by_what_was_before_its_pass() -> None:
    rules = 'a when: item.title == "Lamp", whole: line\nb whole: order'
    lines = [a_line("lamp", title="Lamp", quantity=2), a_line("table", title="Table")]

    # The lamp's line falls in the first pass; the table falls with the order in the second.
    found = said(rules, an_item("table"), an_item("lamp"), order=an_order(lines), offers="refund")

    assert standing(found) == [NO + "ineligible", NO + "ineligible"]
    assert reasons(found) == ["set by b", "set by a"]


# --- step 5: doors ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rules", "method", "expected"),
    [
        pytest.param("a by: store", "store", "yes", id="the door that is named"),
        pytest.param("a by: store", "mail", "no", id="every other door"),
        pytest.param("a not_by: mail", "mail", "no", id="the door that is closed"),
        pytest.param("a not_by: mail", "store", "yes", id="a door that nobody closes"),
        pytest.param("a by: store", None, "yes", id="nobody said how"),
        pytest.param("a not_by: mail\nb by: [mail, store]", "mail", "no", id="the first rule decides"),
        pytest.param("a not_by: courier\nb by: store", "mail", "no", id="a rule that is silent about mail"),
        pytest.param("a when: item.opened, by: store", "mail", "no/yes", id="it may be closed"),
        pytest.param(
            'a when: item.grade == "b", by: store', "mail", "yes", id="what is found later is silent"
        ),
        pytest.param(
            "a when: item.opened, not_by: mail\nb by: store", "mail", "no", id="closed by one or by the other"
        ),
    ],
)
def test_goods_come_back_by_an_open_door(rules: str, method: str | None, expected: str) -> None:
    found = said(rules, method=method, offers="refund")

    verdict = {"yes": "eligible", "no": "ineligible", "no/yes": "needs_info"}[expected]
    assert standing(found) == [f"1 refund:{expected} = {verdict}"]


def test_every_rule_that_may_close_a_door_is_told() -> None:
    found = said("a when: item.opened, not_by: mail\nb by: store", method="mail", offers="refund")

    assert reasons(found) == ["method by a, method by b"]


def test_of_several_reasons_the_first_in_their_order_is_told() -> None:
    rules = (
        "a for: refund, withhold: refund\nb for: exchange, limit: {units: 0, counter: swaps}\n"
        "c for: store_credit, refuse: No.\nd for: replace, within: 0 days of order\ne not_by: mail"
    )

    found = said(rules, method="mail", offers="[refund, exchange, store_credit, replace, repair]")

    assert reasons(found) == ["refused by c, limit by b, method by e, withheld by a, window by d"]
