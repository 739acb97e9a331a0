"""Limits, sets and doors: what of an item its offers are good for beside the others."""

from __future__ import annotations

import pytest

from returnkit.decision import Decision, Verdict, decide, explain, verdict
from returnkit.facts import Bundle, ReturnHistory
from tests.builders import a_line, a_request, an_item, an_order
from tests.unit.decision.written import AT, OFFERS, a_policy, decided

LIMIT = "{id: twice, limit: {units: 2, counter: shirts}}"
SET = "{id: sets, whole: bundle}"


def told(decision: Decision) -> list[tuple[int, int, str, str | None]]:
    """Return place, quantity, verdict and code of the reason of each part."""
    return [
        (item.place, item.item.quantity, item.verdict.value, item.reason.code.value if item.reason else None)
        for item in decision.items
    ]


def test_units_beyond_the_limit_are_set_apart() -> None:
    order = an_order([a_line(quantity=3)])
    decision = decided(LIMIT, order=order, request=a_request(an_item(quantity=3)), history=ReturnHistory())

    assert told(decision) == [(0, 2, "eligible", None), (0, 1, "ineligible", "limit")]
    assert decision.items[1].reason is not None
    assert decision.items[1].reason.rule == "twice"


def test_items_take_from_a_limit_in_the_order_of_the_request() -> None:
    order = an_order(3)
    request = a_request("line-3", "line-1", "line-2")
    decision = decided(LIMIT, order=order, request=request, history=ReturnHistory())

    assert [item.verdict.value for item in decision.items] == ["eligible", "eligible", "ineligible"]
    assert decision.items[2].line_id == "line-2"


def test_what_came_back_before_counts() -> None:
    history = ReturnHistory(counters={"shirts": 2})

    assert told(decided(LIMIT, history=history)) == [(0, 1, "ineligible", "limit")]


def test_a_household_has_its_own_counter() -> None:
    limit = "{id: once, limit: {units: 1, counter: shirts, of: household}}"

    assert told(decided(limit, history=ReturnHistory(counters={"shirts": 5})))[0][2] == "eligible"
    assert told(decided(limit, history=ReturnHistory(household_counters={"shirts": 1})))[0][2] == "ineligible"


def test_without_a_history_a_person_looks() -> None:
    decision = decided(LIMIT)

    assert told(decision) == [(0, 1, "review", None)]
    assert decision.items[0].missing == ("history.shirts",)


def test_without_a_history_more_than_the_limit_is_still_a_no() -> None:
    order = an_order([a_line(quantity=3)])
    decision = decided(LIMIT, order=order, request=a_request(an_item(quantity=3)))

    assert told(decision) == [(0, 2, "review", None), (0, 1, "ineligible", "limit")]


def test_a_refused_item_takes_nothing() -> None:
    order = an_order([a_line(category="hats"), a_line("line-2"), a_line("line-3")])
    decision = decided(
        "{id: hats, when: item.category == 'hats', refuse: No hats.}",
        LIMIT,
        order=order,
        request=a_request("line-1", "line-2", "line-3"),
        history=ReturnHistory(),
    )

    assert [item.verdict.value for item in decision.items] == ["ineligible", "eligible", "eligible"]


def test_a_limit_of_one_offer_leaves_the_other() -> None:
    decision = decided(
        "{id: once, for: exchange, limit: {units: 0, counter: swaps}}", history=ReturnHistory()
    )

    assert decision.items[0].verdict is Verdict.ELIGIBLE
    assert [offer.name for offer in decision.items[0].open_offers] == ["refund"]


def test_an_unknown_rule_may_limit() -> None:
    limit = "{id: worn, when: request.condition == 'worn', limit: {units: 0, counter: worn}}"
    decision = decided(limit, history=ReturnHistory())

    assert decision.items[0].verdict is Verdict.NEEDS_INFO
    assert decision.items[0].missing == ("request.condition",)


def test_units_that_stand_alike_after_one_limit_are_counted_at_once_by_the_next() -> None:
    order = an_order([a_line(quantity=4)])
    decision = decided(
        "{id: worn, when: request.condition == 'worn', limit: {units: 1, counter: worn}}",
        "{id: thrice, limit: {units: 3, counter: shirts}}",
        order=order,
        request=a_request(an_item(quantity=4)),
    )

    # The fourth is beyond both limits, whether the goods are worn and however many came back before.
    assert told(decision) == [(0, 3, "needs_info", None), (0, 1, "ineligible", "limit")]


def test_without_a_history_it_matters_which_limit_holds() -> None:
    decision = decided(
        "{id: worn, when: request.condition == 'worn', limit: {units: 1, counter: shirts}}",
        "{id: twice, limit: {units: 2, counter: shirts}}",
    )

    # If one came back before, it is a no where the goods are worn, and else not.
    assert decision.items[0].verdict is Verdict.NEEDS_INFO
    assert decision.items[0].missing == ("history.shirts", "request.condition")


def test_a_set_with_a_member_missing_stays_together() -> None:
    board, men = a_line(bundle=Bundle(id="chess")), a_line("line-2", bundle=Bundle(id="chess"))
    order = an_order([board, men, a_line("line-3")])

    alone = decided(SET, order=order, request=a_request("line-1", "line-3"))
    together = decided(SET, order=order, request=a_request("line-1", "line-2"))

    assert told(alone) == [(0, 1, "ineligible", "set"), (1, 1, "eligible", None)]
    assert [item.verdict.value for item in together.items] == ["eligible", "eligible"]


def test_a_set_with_a_refused_member_stays_together() -> None:
    lines = [a_line(bundle=Bundle(id="chess")), a_line("line-2", category="men", bundle=Bundle(id="chess"))]
    decision = decided(
        "{id: men, when: item.category == 'men', refuse: {code: hygiene}}",
        SET,
        order=an_order(lines),
        request=a_request("line-1", "line-2"),
    )

    assert told(decision) == [(0, 1, "ineligible", "set"), (1, 1, "ineligible", "refused")]


def test_a_limit_breaks_a_set_and_nothing_is_given_back() -> None:
    lines = [a_line(f"line-{n}", bundle=Bundle(id="chess")) for n in (1, 2)]
    decision = decided(
        "{id: once, limit: {units: 1, counter: games}}",
        SET,
        order=an_order([*lines, a_line("line-3")]),
        request=a_request("line-1", "line-2", "line-3"),
        history=ReturnHistory(),
    )

    assert told(decision) == [
        (0, 1, "ineligible", "set"),
        (1, 1, "ineligible", "limit"),
        (2, 1, "ineligible", "limit"),
    ]


@pytest.mark.parametrize(("units", "answer"), [(2, "ineligible"), (3, "eligible")])
def test_all_units_of_a_line(units: int, answer: str) -> None:
    order = an_order([a_line(quantity=3), a_line("line-2")])
    decision = decided("{id: packs, whole: line}", order=order, request=a_request(an_item(quantity=units)))

    assert decision.items[0].verdict.value == answer


def test_a_whole_order() -> None:
    order = an_order(2)

    assert told(decided("{id: all, whole: order}", order=order))[0][3] == "set"
    assert told(decided("{id: all, whole: order}", order=order, request=a_request("line-1", "line-2"))) == [
        (0, 1, "eligible", None),
        (1, 1, "eligible", None),
    ]


def test_a_member_that_may_be_refused_leaves_the_set_open() -> None:
    lines = [a_line(bundle=Bundle(id="chess")), a_line("line-2", category="men", bundle=Bundle(id="chess"))]
    decision = decided(
        "{id: worn, when: item.category == 'men' and request.condition == 'worn', refuse: {code: hygiene}}",
        SET,
        order=an_order(lines),
        request=a_request("line-1", "line-2"),
    )

    assert [item.verdict for item in decision.items] == [Verdict.NEEDS_INFO, Verdict.NEEDS_INFO]
    assert decision.items[0].missing == ("request.condition",)


def test_a_set_that_is_broken_anyway_asks_nothing_about_its_members() -> None:
    chess = [
        a_line(f"line-{n}", category=kind, bundle=Bundle(id="chess"))
        for n, kind in ((1, "men"), (2, "pawns"))
    ]
    decision = decided(
        "{id: men, when: item.category == 'men', refuse: {code: hygiene}}",
        "{id: worn, when: item.category == 'pawns' and request.condition == 'worn', refuse: {code: hygiene}}",
        "{id: sets, when: request.reason == 'unwanted', whole: bundle}",
        order=an_order([*chess, a_line("line-3", bundle=Bundle(id="chess"))]),
        request=a_request("line-1", "line-2", "line-3"),
    )

    assert decision.items[2].verdict is Verdict.NEEDS_INFO
    assert decision.items[2].missing == ("request.reason",)


def test_a_set_does_not_hang_on_the_review_of_a_member() -> None:
    lines = [a_line(bundle=Bundle(id="chess")), a_line("line-2", category="men", bundle=Bundle(id="chess"))]
    decision = decided(
        "{id: photos, ask: {photo: 1, before: decision}}",
        "{id: look, when: item.category == 'men' and request.condition == 'worn', review: {}}",
        SET,
        order=an_order(lines),
        request=a_request("line-1", "line-2"),
    )

    # It may fall for want of photos, and whether the men are worn is asked for the men alone.
    assert [item.verdict for item in decision.items] == [Verdict.NEEDS_INFO, Verdict.NEEDS_INFO]
    assert [item.missing for item in decision.items] == [(), ("request.condition",)]


DOORS = "{id: counter, when: item.category == 'shirts', by: [store, locker]}"


@pytest.mark.parametrize(
    ("method", "answer"), [("store", "eligible"), ("mail", "ineligible"), (None, "eligible")]
)
def test_a_method_outside_the_doors_closes_every_offer(method: str | None, answer: str) -> None:
    decision = decided(DOORS, request=a_request(method=method))

    assert decision.items[0].verdict.value == answer


def test_the_first_rule_about_a_method_decides_it() -> None:
    decision = decided(
        "{id: islands, not_by: locker}", DOORS, "{id: mail, by: mail}", request=a_request(method="locker")
    )

    doors = {door.method: (door.possible, door.rules) for door in decision.items[0].doors}
    assert decision.items[0].verdict is Verdict.INELIGIBLE
    assert doors == {
        "locker": ((False,), ("islands",)),
        "store": ((True,), ("counter",)),
        "mail": ((False,), ("counter",)),
    }


def test_a_door_that_may_be_closed_asks() -> None:
    door = "{id: worn, when: request.condition == 'worn', not_by: mail}"
    decision = decided(door, request=a_request(method="mail"))

    assert decision.items[0].verdict is Verdict.NEEDS_INFO
    assert decision.items[0].doors[0].possible == (False, True)


def test_a_sure_reason_is_told_before_one_that_may_be() -> None:
    decision = decided(LIMIT, "{id: shut, not_by: mail}", request=a_request(method="mail"))

    assert told(decision) == [(0, 1, "ineligible", "method")]
    assert decision.items[0].refusals == ()


def test_a_shopper_reads_why_in_plain_words() -> None:
    assert "choose another" in str(explain(decided(DOORS, request=a_request(method="mail"))))
    assert "No more of these" in str(explain(decided(LIMIT, history=ReturnHistory(counters={"shirts": 2}))))


def test_a_rule_in_the_way_has_words_of_its_own() -> None:
    limit = "{id: once, limit: {units: 1, counter: shirts}, say: A shirt can be returned once.}"
    decision = decided(limit, history=ReturnHistory(counters={"shirts": 1}))

    assert "A shirt can be returned once." in str(explain(decision))


def test_every_part_is_explained() -> None:
    order = an_order([a_line(quantity=3)])
    decision = decided(LIMIT, order=order, request=a_request(an_item(quantity=3)), history=ReturnHistory())

    explained = explain(decision, audience="agent")
    assert [item.verdict.value for item in explained.items] == ["eligible", "ineligible"]
    assert "`twice` limit reached" in str(explained)


def test_the_bare_verdict_sees_the_other_items() -> None:
    policy, order, request = a_policy(LIMIT, OFFERS), an_order(3), a_request("line-1", "line-2", "line-3")
    answers = [
        verdict(policy, order, item, request, at=AT, history=ReturnHistory()).verdict
        for item in request.items
    ]

    assert answers == [
        each.verdict for each in decide(policy, order, request, at=AT, history=ReturnHistory()).items
    ]
