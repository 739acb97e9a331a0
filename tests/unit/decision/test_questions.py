"""Questions: what is asked, of whom, and what it moves."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from pydantic import Field

from returnkit.decision import Decision, Moves, OpenQuestion, QuestionKind, Verdict, answer, decide, questions
from returnkit.errors import AnswerError
from returnkit.facts import RequestedItem, ReturnRequest, vocabulary_of
from returnkit.messages import STANDARD
from returnkit.policy import load_policy
from tests.builders import PLACED, a_line, a_request, an_item, an_order

HEAD = """\
returnkit: 1
policy: shop
timezone: America/Chicago
facts:
  item.is_sealed: {type: boolean, ask: staff, doc: Whether the seal is whole.}
  item.fit: {type: [tight, loose], ask: shopper, doc: How does it fit?}
  item.days_worn: {type: number, ask: shopper, doc: On how many days was it worn?}
  item.is_listed: {type: boolean, ask: shopper, doc: Whether it is on a list.}
  item.grade: {type: [a, b], ask: inspection}
rules:
"""
OPEN = "- {id: open, offer: [refund, exchange], within: 30 days of delivery}\n"


def decided(rules: str, *items: object, days: int = 10) -> Decision:
    policy = load_policy(HEAD + rules + OPEN, name="shop.yaml")
    lines = [a_line(f"line-{n}") for n in range(1, (len(items) or 1) + 1)]
    asked = [an_item(line) for line in lines]
    return decide(policy, an_order(lines), a_request(*asked), at=PLACED + timedelta(days=days))


def asked(rules: str, **more: object) -> dict[str, OpenQuestion]:
    return {each.key: each for each in questions(decided(rules), **more)}  # type: ignore[arg-type]  # its own arguments


def test_nothing_is_asked_where_nothing_is_open() -> None:
    assert questions(decided("")) == ()


def test_a_closed_list_of_values_is_a_choice() -> None:
    found = asked("- {id: no, when: item.fit == 'tight', refuse: No.}\n")["items[0].item.fit"]

    assert (found.kind, found.is_closed, found.of) == (QuestionKind.CHOICE, True, "shopper")
    assert [(each.value, each.label) for each in found.choices] == [("tight", "tight"), ("loose", "loose")]
    assert found.text == "How does it fit?"
    assert found.moves == (Moves.VERDICT, Moves.MONEY)


def test_a_truth_is_answered_with_yes_or_no_in_the_language_asked_for() -> None:
    rule = "- {id: no, when: request.is_opened, refuse: No.}\n"

    found = asked(rule, locale="ko")["items[0].request.is_opened"]

    assert found.kind is QuestionKind.TRUTH
    assert found.text == "개봉하셨나요?"
    assert [each.label for each in found.choices] == ["예", "아니요"]


def test_a_number_has_its_bounds_and_no_choices() -> None:
    found = asked("- {id: no, when: item.days_worn > 3, refuse: No.}\n")["items[0].item.days_worn"]

    assert (found.kind, found.choices) == (QuestionKind.NUMBER, ())


def test_reasons_are_those_of_the_catalogue_by_their_labels() -> None:
    found = asked("- {id: no, when: request.reason == 'unwanted', refuse: No.}\n")["items[0].request.reason"]

    labels = {each.value: each.label for each in found.choices}
    assert labels["too_small"] == "Too small"
    assert "fit" not in labels  # a group of reasons is none
    assert not found.is_closed  # a code that the catalogue does not know is kept


def test_a_fact_that_follows_from_another_is_asked_by_the_other() -> None:
    assert list(asked("- {id: no, when: request.fault == 'shopper', refuse: No.}\n")) == [
        "items[0].request.reason"
    ]


def test_staff_are_asked_what_staff_can_tell() -> None:
    rules = "- {id: no, when: not item.is_sealed and item.fit == 'tight', refuse: No.}\n"

    assert list(asked(rules, of="staff")) == ["items[0].item.is_sealed"]
    assert list(asked(rules, of="shopper")) == ["items[0].item.fit"]


def test_what_only_the_inspection_tells_is_asked_of_nobody() -> None:
    assert asked("- {id: no, when: item.grade == 'b', refuse: No.}\n") == {}


def test_what_can_no_longer_matter_is_not_asked() -> None:
    rules = (
        "- {id: never, refuse: No.}\n"
        "- {id: tight, when: item.fit == 'tight', allow: true}\n"
        "- {id: fee, when: item.is_listed, fee: {name: label, flat: 5.00, per: line}}\n"
    )

    assert asked(rules) == {}


def test_two_facts_that_matter_only_together_are_both_asked() -> None:
    rules = (
        "- {id: one, when: item.fit == 'tight' and item.is_listed, refuse: No.}\n"
        "- {id: two, when: item.fit == 'loose' and not item.is_listed, refuse: No.}\n"
    )

    found = asked(rules)

    assert list(found) == ["items[0].item.fit", "items[0].item.is_listed"]
    assert all(Moves.VERDICT in each.moves for each in found.values())


@pytest.mark.parametrize(
    ("rule", "moves"),
    [
        ("{id: x, when: item.is_listed, extend: 10 days}", (Moves.DEADLINE,)),
        ("{id: x, when: item.is_listed, within: 60 days of delivery}", (Moves.DEADLINE,)),
        ("{id: x, when: item.is_listed, fee: {name: label, flat: 5.00, per: line}}", (Moves.MONEY,)),
        ("{id: x, when: item.is_listed, for: refund, bonus: {percent: 5}}", (Moves.MONEY,)),
        ("{id: x, when: item.is_listed, withhold: refund}", (Moves.MONEY,)),
        ("{id: x, for: refund, rate: item.days_worn}", (Moves.MONEY,)),
        (
            "{id: x, for: refund, within: {days: item.days_worn, of: delivery, at_least: 20}}",
            (Moves.DEADLINE,),
        ),
    ],
)
def test_a_question_says_what_its_answer_moves(rule: str, moves: tuple[Moves, ...]) -> None:
    (found,) = asked(f"- {rule}\n").values()

    assert found.moves == moves


def test_evidence_is_asked_for_with_how_many() -> None:
    found = asked("- {id: x, ask: {photo: 2..5, before: decision}}\n")["items[0].evidence.photo"]

    assert found.kind is QuestionKind.EVIDENCE
    assert (found.least, found.most) == (Decimal(2), Decimal(5))
    assert (found.moves, found.before) == ((Moves.VERDICT,), "decision")


def test_what_is_due_before_the_refund_moves_the_money() -> None:
    found = asked("- {id: x, ask: {serial: What is its serial number?, before: refund}}\n")

    question = found["items[0].answers.serial"]
    assert (question.text, question.moves) == ("What is its serial number?", (Moves.MONEY,))


def test_the_method_is_asked_where_doors_differ() -> None:
    found = asked("- {id: x, not_by: store}\n- {id: y, when: item.is_listed, by: [mail, store]}\n")

    assert [each.value for each in found["request.method"].choices] == ["store", "mail"]
    assert found["request.method"].place is None


def test_each_item_is_asked_about_on_its_own() -> None:
    decision = decided("- {id: no, when: item.is_listed, refuse: No.}\n", None, None)

    assert [each.key for each in questions(decision)] == [
        "items[0].item.is_listed",
        "items[1].item.is_listed",
    ]


def test_an_internal_rule_asks_nothing_and_offers_none_of_its_values() -> None:
    rules = (
        "- {id: secret, internal: true, when: item.is_listed or request.reason == 'zebra', refuse: No.}\n"
        "- {id: no, when: request.reason == 'unwanted', refuse: No.}\n"
    )

    found = asked(rules)

    assert list(found) == ["items[0].request.reason"]
    assert "zebra" not in repr(found)


def test_a_shop_puts_questions_in_its_own_words() -> None:
    own = STANDARD.with_texts(
        "en", {"question.item.fit": "Is it tight?", "choice.item.fit.tight": "Very tight"}
    )

    found = asked("- {id: no, when: item.fit == 'tight', refuse: No.}\n", catalogue=own)["items[0].item.fit"]

    assert found.text == "Is it tight?"
    assert [each.label for each in found.choices] == ["Very tight", "loose"]


# --- answers -----------------------------------------------------------------------------------------


def test_a_decision_goes_on_with_an_answer() -> None:
    start = decided("- {id: no, when: item.fit == 'tight', refuse: No.}\n")

    assert start.items[0].verdict is Verdict.NEEDS_INFO
    assert answer(start, {"items[0].item.fit": "loose"}).items[0].verdict is Verdict.ELIGIBLE
    assert answer(start, {"items[0].item.fit": "tight"}).items[0].verdict is Verdict.INELIGIBLE


def test_a_forms_texts_are_read() -> None:
    start = decided("- {id: no, when: item.days_worn > 3 and item.is_listed, refuse: No.}\n")

    end = answer(start, {"items[0].item.days_worn": "4.0", "items[0].item.is_listed": "true"})

    assert end.items[0].verdict is Verdict.INELIGIBLE


def test_an_answer_without_an_item_is_about_all_of_them() -> None:
    start = decided("- {id: no, when: item.is_listed, refuse: No.}\n", None, None)

    end = answer(start, {"item.is_listed": True})

    assert [item.verdict for item in end.items] == [Verdict.INELIGIBLE] * 2


def test_evidence_and_words_are_taken() -> None:
    rules = "- {id: x, ask: {photo: 2..5, serial: Which serial number?, before: decision}}\n"

    end = answer(decided(rules), {"items[0].evidence.photo": 2, "items[0].answers.serial": "A-17"})

    assert end.items[0].verdict is Verdict.ELIGIBLE
    assert all(demand.is_met for demand in end.items[0].demands)


@pytest.mark.parametrize(
    ("given", "message", "help"),
    [
        ({"items[0].item.fitt": "tight"}, "nobody is asked for `item.fitt`", "did you mean `item.fit`?"),
        ({"items[0].item.fit": "tigth"}, "`tigth` is not one of its values", "did you mean `tight`?"),
        ({"items[0].item.fit": ""}, "`` is not a text", "answer with a word"),
        ({"items[7].item.fit": "tight"}, "there is no item 7", "count the items from 0 to 0"),
        ({"items[0].item.is_listed": 1.0}, "`1.0` is not true or false", "answer `true` or `false`"),
        ({"items[0].item.days_worn": 1.5}, "`1.5` is not an exact number", None),
        ({"items[0].item.days_worn": True}, "`True` is not an exact number", None),
        ({"items[0].evidence.photo": Decimal("1.5")}, "`1.5` is not a number of pieces", None),
        ({"items[0].answers.serial": " "}, "this is no answer", "answer in words"),
        ({"item.grade": "a"}, "nobody is asked for `item.grade`", None),
        ({"request.fault": "shopper"}, "nobody is asked for `request.fault`", "`request.reason`"),
    ],
)
def test_an_answer_that_does_not_fit_is_told_with_its_key_and_the_way_out(
    given: dict[str, object], message: str, help: str | None
) -> None:
    rules = (
        "- {id: x, ask: {photo: 1, serial: Which serial number?, before: decision}}\n"
        "- {id: no, when: item.fit == 'tight' and item.is_listed and item.days_worn > 3, refuse: No.}\n"
    )

    with pytest.raises(AnswerError) as caught:
        answer(decided(rules), given)

    (fault,) = caught.value.faults
    assert (fault.path, fault.message) == (next(iter(given)), message)
    assert help is None or help in (fault.help or "")


def test_all_answers_that_do_not_fit_are_told_at_once_and_none_is_taken() -> None:
    start = decided("- {id: no, when: item.fit == 'tight', refuse: No.}\n")

    with pytest.raises(AnswerError) as caught:
        answer(start, {"item.fit": "x", "item.is_listed": "maybe", "items[0].request.reason": "unwanted"})

    assert [fault.path for fault in caught.value.faults] == ["item.fit", "item.is_listed"]


def test_where_there_are_too_many_facts_to_try_out_each_that_matters_is_asked() -> None:
    names = [f"item.f{n}" for n in range(9)]
    facts = "".join(f"  {name}: {{type: boolean, ask: shopper}}\n" for name in names)
    rule = f"- {{id: no, when: {' and '.join(names)}, refuse: No.}}\n"
    text = HEAD.replace("rules:", facts + "rules:") + rule + OPEN

    decision = decide(load_policy(text, name="shop.yaml"), an_order(), a_request(an_item()), at=PLACED)

    assert [each.name for each in questions(decision) if Moves.VERDICT in each.moves] == names


def test_what_is_asked_about_the_order_is_said_of_the_return() -> None:
    head = HEAD.replace("rules:", "  order.is_gift: {type: boolean, ask: shopper}\nrules:")
    policy = load_policy(f"{head}- {{id: no, when: order.is_gift, refuse: No.}}\n{OPEN}", name="shop.yaml")
    lines = [a_line("line-1"), a_line("line-2")]
    start = decide(policy, an_order(lines), a_request(*map(an_item, lines)), at=PLACED)

    end = answer(start, {"order.is_gift": True})

    assert [each.key for each in questions(start)] == ["order.is_gift"]
    assert [item.verdict for item in end.items] == [Verdict.INELIGIBLE] * 2
    assert end.request.answers == {"is_gift": True}


class _ShopItem(RequestedItem):
    shade: str | None = Field(None, description="Which shade it is.", json_schema_extra={"ask": "shopper"})


class _ShopRequest(ReturnRequest):
    items: tuple[_ShopItem, ...]
    is_urgent: bool | None = Field(
        None, description="Whether it is urgent.", json_schema_extra={"ask": "shopper"}
    )


def test_a_field_of_a_shops_own_request_is_asked_and_filled_in() -> None:
    shop = vocabulary_of(item_type=_ShopItem, request_type=_ShopRequest)
    rules = "- {id: no, when: request.shade == 'blue' and request.is_urgent, refuse: No.}\n"
    policy = load_policy(HEAD + rules + OPEN, name="shop.yaml", vocabulary=shop)
    order = an_order()
    request = _ShopRequest(items=(_ShopItem(line_id=order.lines[0].id),))
    start = decide(policy, order, request, at=PLACED)

    end = answer(start, {"items[0].request.shade": "blue", "request.is_urgent": True})

    assert {each.name for each in questions(start)} == {"request.shade", "request.is_urgent"}
    assert isinstance(end.request, _ShopRequest)
    assert (end.request.items[0].shade, end.request.is_urgent) == ("blue", True)
    assert end.items[0].verdict is Verdict.INELIGIBLE


def test_a_number_out_of_its_bounds_is_refused() -> None:
    class _Item(RequestedItem):
        miles: int | None = Field(
            None, ge=0, le=10, description="How far it went.", json_schema_extra={"ask": "shopper"}
        )

    shop = vocabulary_of(item_type=_Item)
    rules = "- {id: no, when: request.miles > 3, refuse: No.}\n"
    policy = load_policy(HEAD + rules + OPEN, name="shop.yaml", vocabulary=shop)
    order = an_order()
    start = decide(policy, order, ReturnRequest(items=(_Item(line_id=order.lines[0].id),)), at=PLACED)

    with pytest.raises(AnswerError, match="out of bounds"):
        answer(start, {"items[0].request.miles": 11})
