"""A search finds the rules that decide a thing: one when all is known, else all that may."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from returnkit.expr.compile import read
from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name, Schema, Unknown, is_unknown
from returnkit.ids import RuleId
from returnkit.policy import NOBODY, Condition, Rule, Search

SCHEMA = Schema(
    [
        Name(path="item.a", kind=Kind.BOOLEAN),
        Name(path="item.b", kind=Kind.BOOLEAN, ask="shopper"),
        Name(path="item.weight", kind=Kind.NUMBER),
        Name(path="item.grade", kind=Kind.STRING, ask="inspection"),
        Name(path="item.whole", kind=Kind.BOOLEAN, ask="inspection"),
    ]
)
LACKING = Unknown("not_asked")


def condition(text: str | None, number: int = 0) -> Condition:
    rule = Rule(id=RuleId(f"r{number}"), when=text, allow=True)
    node = None if text is None else read(text, SCHEMA)
    return Condition(rule, number, node, SCHEMA.roots, SCHEMA)


def search(*texts: str | None) -> Search[int]:
    conditions = [condition(text, number) for number, text in enumerate(texts)]
    return Search(conditions, list(range(len(texts))), SCHEMA.roots)


def views(**known: Any) -> tuple[SimpleNamespace]:
    facts = {"a": LACKING, "b": LACKING, "weight": LACKING, "grade": LACKING, "whole": LACKING}
    return (SimpleNamespace(**facts | known),)


def test_the_first_true_rule_ends_the_search() -> None:
    assert search("item.a", "item.b", None).positions(views(a=False, b=True)) == (1,)


def test_where_no_rule_is_true_nobody_speaks() -> None:
    assert search("item.a").positions(views(a=False)) == (NOBODY,)
    assert search().positions(views()) == (NOBODY,)


def test_an_unknown_rule_may_speak_and_the_search_goes_on() -> None:
    assert search("item.a", "item.b", "item.a").positions(views(b=False)) == (0, 2, NOBODY)


def test_a_true_rule_ends_the_search_below_unknown_ones() -> None:
    assert search("item.a", "item.b", "item.a").positions(views(b=True)) == (0, 1)


def test_a_rule_that_fails_on_the_facts_counts_as_unknown() -> None:
    assert search("100 / item.weight > 3", "item.a").positions(views(a=True, weight=0)) == (0, 1)


def test_a_missing_fact_that_cannot_matter_leaves_the_search_certain() -> None:
    assert search("item.a and item.b").positions(views(a=False)) == (NOBODY,)
    assert search("item.a or item.b").positions(views(a=True)) == (0,)


def test_long_lists_are_searched_alike() -> None:
    texts = [f"item.weight == {number}" for number in range(60)]

    assert search(*texts, "item.a").positions(views(weight=41, a=True)) == (41,)
    assert search(*texts, "item.a").positions(views(weight=99, a=True)) == (60,)
    assert search(*texts, "item.a").positions(views(a=False)) == (*range(60), NOBODY)


@pytest.mark.parametrize(
    ("text", "known", "waits"),
    [
        ('item.grade == "a"', {}, True),
        ('item.grade == "a" or item.whole', {}, True),
        ('item.grade == "a" and item.a', {"a": True}, True),
        # What is certain waits for nobody.
        ('item.grade == "a" and item.a', {"a": False}, False),
        ('item.grade == "a"', {"grade": "b"}, False),
        # Two causes: the other one can be asked for now.
        ('item.grade == "a" and item.b', {}, False),
        ('item.grade == "a" or item.b', {}, False),
        # The other one is missing too, but cannot matter.
        ('item.grade == "a" or (item.b and item.a)', {"a": False}, True),
        ('item.grade == "a" and (item.b or item.a)', {"a": True}, True),
        # A part that fails is unknown for another reason.
        ('item.grade == "a" or 100 / item.weight > 3', {"weight": 0}, False),
        ('item.a ? item.grade == "a" : item.b', {"a": True}, True),
        ('item.a ? item.grade == "a" : item.b', {"a": False}, False),
        ('item.whole ? item.a : item.b', {"a": True}, False),
        ('not (item.grade == "a")', {}, True),
    ],
)  # fmt: skip
def test_a_rule_waits_for_the_inspection_when_nothing_else_leaves_it_open(
    text: str, known: dict[str, Any], waits: bool
) -> None:
    asked = condition(text)

    assert asked.is_subject(views(**known)) is waits
    if waits:
        assert asked.ask(views(**known)) is False


def test_a_rule_that_is_unknown_now_stays_unknown() -> None:
    assert is_unknown(condition('item.grade == "a" and item.b').ask(views()))


def test_a_condition_tells_what_it_lacks() -> None:
    asked = condition('item.a and item.b and item.grade == "a"')

    assert asked.missing(views(a=True)) == ("item.b", "item.grade")
    assert condition(None).missing(views()) == ()
    assert condition(None).ask(views()) is True


def test_a_trace_tells_each_leaf_that_was_asked() -> None:
    asked = condition("item.a and item.b")

    assert asked.trace(views(a=False, b=True)) == (False, (False, None))
    truth, leaves = asked.trace(views(a=False))
    assert (truth, leaves[0]) == (False, False)
    truth, leaves = asked.trace(views(a=True))
    assert is_unknown(truth)
    assert leaves[0] is True
    assert is_unknown(leaves[1])
