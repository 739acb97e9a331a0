"""Diagnostics: the place is where a reader looks, the line is the one meant."""

from __future__ import annotations

import pytest

from returnkit.diagnostics import Diagnostic, Severity, Source, Span, did_you_mean, render, suggest

FAULT = Diagnostic("expr.unknown_name", "unknown name `item.catgory`", help="did you mean `item.category`?")


def test_a_bare_fault_is_its_message_and_its_help() -> None:
    assert render(FAULT) == "unknown name `item.catgory`\n   did you mean `item.category`?"


def test_place_line_and_marker_stand_above_the_help() -> None:
    placed = FAULT.at(path="rules[1].when", span=Span(2, 5, 12))

    shown = render(placed, Source("policy.yaml", "rules:\n  - item.catgory == 1\n"))

    assert shown.split("\n") == [
        "policy.yaml:2:5  rules[1].when: unknown name `item.catgory`",
        "    2 |   - item.catgory == 1",
        "            ^^^^^^^^^^^^",
        "   did you mean `item.category`?",
    ]


def test_a_warning_says_so() -> None:
    assert render(Diagnostic("x", "odd", severity=Severity.WARNING, path="say")) == "say: warning: odd"


def test_tabs_before_the_marker_stay_tabs() -> None:
    shown = render(Diagnostic("x", "odd", span=Span(1, 3, 2)), Source("a", "\t\tab"))

    assert shown.split("\n")[1:] == ["    1 | \t\tab", "        \t\t^^"]


def test_a_marker_stops_at_the_end_of_the_line() -> None:
    shown = render(Diagnostic("x", "odd", span=Span(1, 3, 99)), Source("a", "abcd\nefgh"))

    assert shown.split("\n")[-1] == "          ^^"


def test_a_place_after_the_end_of_the_line_has_one_marker() -> None:
    shown = render(Diagnostic("x", "ends too early", span=Span(1, 5)), Source("a", "abcd"))

    assert shown.split("\n")[-1] == " " * 12 + "^"


def test_a_marker_counts_korean_text_in_characters() -> None:
    shown = render(Diagnostic("x", "odd", span=Span(1, 4, 2)), Source("정책.yaml", "상품 가격"))

    assert shown.split("\n")[0] == "정책.yaml:1:4: odd"
    assert shown.split("\n")[1] == "    1 | 상품 가격"
    assert shown.split("\n")[2].count("^") == 2


@pytest.mark.parametrize("span", [Span(9, 1), Span(2, 1)])
def test_a_line_that_is_empty_or_absent_is_not_shown(span: Span) -> None:
    shown = render(Diagnostic("x", "odd", span=span), Source("a", "one\n"))

    assert shown == f"a:{span.line}:1: odd"


def test_placing_keeps_what_is_not_given() -> None:
    placed = FAULT.at(path="a", span=Span(1, 2)).at(path="b")

    assert (placed.path, placed.span, placed.help) == ("b", Span(1, 2), FAULT.help)


def test_the_closest_word_is_offered_and_a_distant_one_is_not() -> None:
    known = ["item.category", "item.price", "order.total"]

    assert did_you_mean("item.catgory", known) == "item.category"
    assert suggest("item.catgory", known) == "did you mean `item.category`?"
    assert did_you_mean("weather", known) is None
    assert suggest("weather", known) is None


def test_the_offer_does_not_depend_on_the_order_of_the_words() -> None:
    assert did_you_mean("ab", ["ac", "ad"]) == did_you_mean("ab", ["ad", "ac"])
