"""Explanations as data: rules, leaves, values, and the replay they come from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from returnkit.decision import (
    FactRead,
    Outcome,
    RuleExplanation,
    Truth,
    Verdict,
    explain,
)
from returnkit.decision.writing import value_text
from returnkit.errors import ReplayError, UnknownAudienceError
from returnkit.facts import Declaration
from returnkit.messages import STANDARD
from returnkit.policy import Approval, Condition, allow, offer, refuse, review, rule, when, within
from tests.builders import a_line, a_request, an_item, an_order
from tests.unit.decision.situations import AT, GRADE, OPEN_30_DAYS, SITUATIONS, decided


def the_rule(condition: str, **fields: Any) -> RuleExplanation:
    """Return what becomes of a refusal under *condition*, above the standard rule."""
    decision = decided(rule("it", when(condition), refuse()), OPEN_30_DAYS, **fields)
    return explain(decision, audience="agent").items[0].rules[0]


def deciding(found: RuleExplanation) -> list[str]:
    return [leaf.text for leaf in found.leaves if leaf.is_deciding]


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_rule_is_accounted_for_and_every_line_stands_in_the_text(name: str) -> None:
    decision = SITUATIONS[name]()

    explanation = explain(decision, audience="agent")

    item = explanation.items[0]
    assert item.decision == decision.items[0]
    assert item.verdict is decision.items[0].verdict
    assert [found.rule for found in item.rules] == [given.id for given in decision.policy.rules]
    assert all(f"`{found.rule}`" in str(explanation) for found in item.rules)
    shown = " ".join(str(explanation).split())
    assert all(" ".join(line.text.split()) in shown for line in item.lines)
    assert max(map(len, str(explanation).splitlines())) <= 100


@pytest.mark.parametrize("name", SITUATIONS)
def test_the_shopper_gets_sentences_and_no_rules(name: str) -> None:
    item = explain(SITUATIONS[name]()).items[0]

    assert item.decision is None
    assert item.rules == ()
    assert item.head == ""
    assert all(line.text and not line.label for line in item.lines)


def test_a_sentence_can_be_said_again_from_its_key_and_values() -> None:
    line = explain(SITUATIONS["open"](), locale="ko").items[0].lines[0]

    assert line.key == "shopper.eligible"
    assert STANDARD.text(line.key, "ko", **dict(line.values)) == line.text


def test_a_leaf_tells_its_text_its_truth_and_the_values_it_read() -> None:
    found = the_rule('item.category == "shirts" and item.quantity * 2 > order.total or item.is_gift_card')

    assert (
        found.condition
        == '(item.category == "shirts" and (item.quantity * 2) > order.total) or item.is_gift_card'
    )
    assert found.outcome is Outcome.SILENT
    first, second, third = found.leaves
    assert (first.truth, first.facts) == (Truth.TRUE, (FactRead("item.category", "shirts"),))
    assert second.text == "(item.quantity * 2) > order.total"
    assert second.facts == (FactRead("item.quantity", 1), FactRead("order.total", Decimal("40.00")))
    assert third.truth is Truth.FALSE
    assert found.because == (*second.facts, FactRead("item.is_gift_card", value=False))


def test_what_was_not_asked_is_said_to_be() -> None:
    found = the_rule("item.is_gift_card and item.quantity > 1")

    assert [leaf.truth for leaf in found.leaves] == [Truth.FALSE, Truth.NOT_REACHED]
    assert deciding(found) == ["item.is_gift_card"]


@pytest.mark.parametrize(
    ("condition", "texts"),
    [
        ("item.quantity > 0 and item.is_gift_card and item.quantity > 5", ["item.is_gift_card"]),
        ("item.quantity > 0 or item.is_gift_card", ["item.quantity > 0"]),
        ("item.quantity > 0 and item.quantity < 5", ["item.quantity > 0", "item.quantity < 5"]),
        ("not (item.is_gift_card or item.quantity > 5)", ["item.is_gift_card", "item.quantity > 5"]),
        (
            "item.is_gift_card ? item.quantity > 5 : item.quantity > 7",
            ["item.is_gift_card", "item.quantity > 7"],
        ),
        ('item.is_gift_card and request.reason == "x"', ["item.is_gift_card"]),
        ('item.quantity > 0 and request.reason == "x"', ['request.reason == "x"']),
        ('item.is_gift_card or request.reason == "x"', ['request.reason == "x"']),
        ('request.reason == "x" ? item.quantity > 0 : item.is_gift_card', None),
    ],
)
def test_the_deciding_leaves_are_those_the_outcome_follows_from(
    condition: str, texts: list[str] | None
) -> None:
    found = the_rule(condition)

    assert deciding(found) == (texts or [leaf.text for leaf in found.leaves])


def test_a_defined_name_stands_for_itself_and_its_leaves_are_asked() -> None:
    found = the_rule("big or item.is_gift_card", define={"big": "item.quantity > 5"})

    assert found.condition == "big or item.is_gift_card"
    assert deciding(found) == ["item.quantity > 5", "item.is_gift_card"]


def test_a_fact_that_is_not_known_says_why() -> None:
    found = the_rule('request.reason == "x"')

    assert found.outcome is Outcome.UNKNOWN
    assert found.because == (FactRead("request.reason", None, "not_asked"),)


def test_a_part_that_fails_is_shown() -> None:
    decision = decided(rule("it", when("1 / (item.quantity - 1) > 2"), refuse()), OPEN_30_DAYS)

    shown = str(explain(decision, audience="agent"))

    assert "unknown  `it` (item.quantity is 1" not in shown
    assert "`it` (`(1 / (item.quantity - 1)) > 2` fails)" in shown


def test_a_rule_below_the_one_that_decides_is_not_needed() -> None:
    decision = decided(rule("shelter", allow()), rule("late", refuse()), rule("look", review()), OPEN_30_DAYS)

    rules = explain(decision, audience="agent").items[0].rules

    assert [found.outcome for found in rules] == [Outcome.SPOKE, *[Outcome.NOT_NEEDED] * 2, Outcome.SPOKE]
    assert rules[1].decided_by == rules[2].decided_by == ("shelter",)


def test_a_rule_about_an_offer_that_is_not_made_changes_nothing() -> None:
    gold = rule("gold", when('customer.tier == "gold"'), offer("repair"), within("9 days of delivery"))
    decision = decided(gold, rule("no-repair", refuse(), {"scope": ("repair",)}), OPEN_30_DAYS)

    assert "not needed  `no-repair` (changes nothing here)" in str(explain(decision, audience="agent"))


def test_what_the_inspection_may_change_waits_for_it() -> None:
    found = the_rule('item.grade == "dirty"', facts={"item.grade": GRADE})

    assert (found.outcome, found.awaits_inspection) == (Outcome.SILENT, True)


def test_every_item_is_explained_by_itself() -> None:
    lines = [a_line("line-1", title="Hat"), a_line("line-2", title="", category="x")]
    decision = decided(
        rule("no", when('item.category == "x"'), refuse("Never.")),
        OPEN_30_DAYS,
        order=an_order(lines),
        request=a_request(an_item("line-2"), an_item("line-1")),
    )

    assert str(explain(decision)).split("\n\n") == [
        "This item can't be returned. Never.",
        "Hat can be returned until 5 December 2026. You can choose a refund or an exchange.",
    ]


def test_staff_can_be_asked_too() -> None:
    seal = Declaration(type="boolean", ask="staff")
    decision = decided(
        rule("open", when("item.is_open"), refuse()), OPEN_30_DAYS, facts={"item.is_open": seal}
    )

    assert decision.items[0].verdict is Verdict.NEEDS_INFO
    assert str(explain(decision)) == "Linen shirt: we have to find something out before we can answer."
    assert "missing  item.is_open (ask the staff)" in str(explain(decision, audience="agent"))


def test_a_decision_that_does_not_follow_from_its_facts_is_not_explained() -> None:
    decision = SITUATIONS["open"]()

    with pytest.raises(ReplayError, match="is not what its policy says on its facts"):
        explain(replace(decision, at=AT + timedelta(days=400)))


def test_a_return_whose_approval_does_not_follow_is_not_explained() -> None:
    decision = replace(SITUATIONS["open"](), approval=Approval.AUTOMATIC)

    with pytest.raises(ReplayError, match="the decision about the return is not what its policy says"):
        explain(decision)


def test_a_trace_that_tells_another_story_is_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    def lie(condition: Condition, views: Sequence[object]) -> tuple[bool, tuple[bool, ...]]:
        return condition.rule == "members", tuple(True for _ in condition.fields)

    monkeypatch.setattr(Condition, "trace", lie)

    with pytest.raises(ReplayError, match="the traces of line `line-1` differ from its decision"):
        explain(SITUATIONS["open"]())


def test_an_unknown_audience_is_refused() -> None:
    with pytest.raises(UnknownAudienceError, match="unknown audience `shoper`") as caught:
        explain(SITUATIONS["open"](), audience="shoper")  # type: ignore[arg-type]  # what must not work

    assert caught.value.help == "did you mean `shopper`?"


def test_the_words_of_the_caller_are_used() -> None:
    ours = STANDARD.with_texts("en", {"refused.final_sale": "Sold is sold."})

    assert str(explain(SITUATIONS["refused by a code"](), catalogue=ours)) == (
        "Linen shirt can't be returned. Sold is sold."
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "null"),
        (True, "true"),
        (3, "3"),
        (Decimal("0.50"), "0.50"),
        ('say "hi"\n', '"say \\"hi\\"\\x0a"'),
        ("x" * 60, f'"{"x" * 39}…"'),
        (frozenset("edcba"), '["a", "b", "c", "d", …]'),
        (frozenset(), "[]"),
        (datetime(2026, 1, 2, 3, tzinfo=UTC), 'd"2026-01-02T03:00:00+00:00"'),
    ],
)
def test_values_are_written_as_the_rule_language_writes_them(value: Any, shown: str) -> None:
    assert value_text(value) == shown
