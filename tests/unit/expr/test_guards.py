"""Guards: each refusal has its code, its place and the way out; limits hold on both sides."""

from __future__ import annotations

import pytest
from rule_engine import Context, Rule

from returnkit.diagnostics import Diagnostic, Span
from returnkit.errors import ExpressionError
from returnkit.expr import guards, literals, nesting
from returnkit.expr.guards import guard


def faults(text: str) -> tuple[Diagnostic, ...]:
    try:
        guard(text)
    except ExpressionError as error:
        return error.faults
    return ()


@pytest.mark.parametrize(
    ("text", "code", "message", "help_part", "span"),
    [
        ("$now > a", "expr.forbidden", "`$now`: time enters only through windows", "within", Span(1, 1, 4)),
        ("$today > a", "expr.forbidden", "`$today`: time enters only", "placed", Span(1, 1, 6)),
        ("$random() > 1", "expr.forbidden", "a policy must decide the same twice", "fact", Span(1, 1, 7)),
        ("$abs(a) > 1", "expr.forbidden", "not part of the language", "vocabulary", Span(1, 1, 4)),
        ("a << 1", "expr.forbidden", "`<<`", "", Span(1, 3, 2)),
        ("a && b", "expr.forbidden", "`&`", "and", Span(1, 3, 1)),
        ("a || b", "expr.forbidden", "`|`", "or", Span(1, 3, 1)),
        ("a&.b", "expr.forbidden", "`&.`", "??", Span(1, 2, 2)),
        ("a&[0]", "expr.forbidden", "`&[`", "in", Span(1, 2, 2)),
        ("a[0]", "expr.forbidden", "a part of a value", "in", Span(1, 2, 1)),
        ("'ab'[0]", "expr.forbidden", "a part of a value", "in", Span(1, 5, 1)),
        ("a[1:2]", "expr.forbidden", "a slice", "in", Span(1, 4, 1)),
        ("{'a': 1}", "expr.forbidden", "a mapping", "==", Span(1, 5, 1)),
        ("a in {}", "expr.forbidden", "mapping", "[]", Span(1, 7, 1)),
        ("[x for x in a]", "expr.forbidden", "comprehension", "in", Span(1, 4, 3)),
        ("a if b", "expr.forbidden", "`if`", "?", Span(1, 3, 2)),
        ("else", "expr.forbidden", "`else`", "?", Span(1, 1, 4)),
        ("a.__class__", "expr.forbidden", "`__class__`", "", Span(1, 3, 9)),
        ("order.placed_at.weekday == 'Monday'", "expr.forbidden", "language", "fact", Span(1, 17, 7)),
        ("b'x' == a", "expr.literal", "bytes", "string", Span(1, 1, 4)),
        ("0x1f > a", "expr.number", "`0x1f`", "decimal", Span(1, 1, 4)),
        ("0b11 > a", "expr.number", "`0b11`", "decimal", Span(1, 1, 4)),
        ("007 > a", "expr.number", "zeros", "string", Span(1, 1, 3)),
        ("a < inf", "expr.number", "`inf`", "decimal", Span(1, 5, 3)),
        ("a == nan", "expr.number", "`nan`", "decimal", Span(1, 6, 3)),
        ("1e31 > a", "expr.number", "exponent", "", Span(1, 1, 4)),
        ('d"2026-11-01" > a', "expr.literal", "no instant", "offset", Span(1, 1, 13)),
        ('d"2026-11-01T00:00" > a', "expr.literal", "no offset", "Z", Span(1, 1, 19)),
        ('d"2026-02-30T00:00Z" > a', "expr.literal", "no instant", "offset", Span(1, 1, 20)),
        ('d"2026-11-01T24:00Z" > a', "expr.literal", "no instant", "offset", Span(1, 1, 20)),
        ('t"P1Y" > a', "expr.literal", "years and months", "P30D", Span(1, 1, 6)),
        ('t"P1M" > a', "expr.literal", "years and months", "P30D", Span(1, 1, 6)),
        ('t"PT" > a', "expr.literal", "no duration", "P30D", Span(1, 1, 5)),
        ('t"PT0.5H" > a', "expr.literal", "no duration", "whole", Span(1, 1, 9)),
        ('t"P36526D" > a', "expr.literal", "longer", "", Span(1, 1, 10)),
        (r'a == "\d"', "expr.literal", r"`\d`", "raw", Span(1, 6, 4)),
        ('a == "\u200b"', "expr.character", "U+200B", r"\u200b", Span(1, 7, 1)),
        ("a\r\nb", "expr.character", "U+000D", "remove", Span(1, 2, 1)),
        (r'a == "\x00"', "expr.character", "U+0000", "remove", Span(1, 6, 6)),
        (r'a =~ "\d+"', "expr.literal", r"`\d`", "raw", Span(1, 6, 5)),
        ("a =~ b", "expr.regex", "one string", "item.sku", Span(1, 3, 2)),
        ("a =~ 'x' + 'y'", "expr.regex", "one string", "item.sku", Span(1, 3, 2)),
        ("a =~ 'x'.as_lower", "expr.regex", "one string", "item.sku", Span(1, 3, 2)),
        ("a =~", "expr.regex", "one string", "item.sku", Span(1, 3, 2)),
        ("a =~~ '(a+)+'", "expr.regex", "a repeat stands inside a repeat", "", Span(1, 7, 7)),
        ("(a", "expr.syntax", "`(` is not closed", "", Span(1, 1, 1)),
        ("a)", "expr.syntax", "closes nothing", "", Span(1, 2, 1)),
        ("[a)", "expr.syntax", "`]` is due", "", Span(1, 3, 1)),
        ("a : b", "expr.syntax", "without a `?`", "?", Span(1, 3, 1)),
    ],
)
def test_a_refusal_names_the_fault_its_place_and_the_way_out(
    text: str, code: str, message: str, help_part: str, span: Span
) -> None:
    found = [fault for fault in faults(text) if fault.span == span]

    assert [fault.code for fault in found] == [code]
    assert message in found[0].message
    assert help_part in (found[0].help or "")


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_an_empty_condition_is_refused(text: str) -> None:
    assert [fault.message for fault in faults(text)] == ["the condition is empty"]


def test_all_faults_are_reported_in_the_order_of_the_text() -> None:
    found = faults("$now > 1e99\nand a[0] @ 0x1")

    assert [(fault.code, fault.span.line, fault.span.column) for fault in found if fault.span] == [
        ("expr.forbidden", 1, 1),
        ("expr.number", 1, 8),
        ("expr.forbidden", 2, 6),
        ("expr.syntax", 2, 10),
        ("expr.number", 2, 12),
    ]


def test_no_more_faults_are_reported_than_a_reader_wants() -> None:
    assert len(faults("@ " * 1_000)) == guards.MAX_FAULTS


def test_hidden_characters_do_not_reach_the_report() -> None:
    with pytest.raises(ExpressionError) as caught:
        guard('a == "\u202e\ud800"')

    assert 'a == "\ufffd\ufffd"' in str(caught.value)
    assert not {"\u202e", "\ud800"} & set(str(caught.value))


@pytest.mark.parametrize("text", ['a == "\\u200d"', 'a == "한국어"', 'a == "é – ß"', 'a == "\U0001f600"'])
def test_letters_of_all_languages_are_fine_and_escapes_may_hide(text: str) -> None:
    assert faults(text) == ()


LIMITS = [
    (
        '"' + "x" * (guards.MAX_CHARACTERS - 2) + '"',
        '"' + "x" * (guards.MAX_CHARACTERS - 1) + '"',
        "expr.too_long",
    ),
    ("[" + "1," * 499 + "]", "[" + "1," * 499 + "1]", "expr.too_long"),
    (
        "(" * nesting.MAX_BRACKETS + "a" + ")" * nesting.MAX_BRACKETS,
        "(" * 31 + "a" + ")" * 31,
        "expr.too_deep",
    ),
    ("not " * nesting.MAX_PREFIXES + "a", "not " * (nesting.MAX_PREFIXES + 1) + "a", "expr.too_deep"),
    ("-" * nesting.MAX_PREFIXES + "1 > a", "-" * (nesting.MAX_PREFIXES + 1) + "1 > a", "expr.too_deep"),
    ("+".join(["i.p.c"] * 51), "+".join(["i.p.c"] * 52), "expr.too_deep"),
    ("a ? b : " * 50 + "c", "a ? b : " * 51 + "c", "expr.too_deep"),
    (" ?? ".join("a" * 51), " ?? ".join("a" * 52), "expr.too_deep"),
    (" or ".join(["i.c == 'x'"] * 151), " and ".join(["a"] * 152), "expr.too_deep"),
    ("9" * literals.MAX_DIGITS, "9" * (literals.MAX_DIGITS + 1), "expr.number"),
    ("1." + "9" * (literals.MAX_DIGITS - 1), "1." + "9" * literals.MAX_DIGITS, "expr.number"),
    ("1e30", "1e31", "expr.number"),
    ("1e-30", "1e-31", "expr.number"),
    ('t"P36525D" > a', 't"P36525DT1S" > a', "expr.literal"),
]


@pytest.mark.parametrize(("most", "above", "code"), LIMITS)
def test_a_limit_admits_its_own_value_and_refuses_the_next(most: str, above: str, code: str) -> None:
    assert faults(most) == ()
    assert code in [fault.code for fault in faults(above)]


@pytest.mark.parametrize(
    "text",
    [
        " and ".join(["a"] * 150 + ["(" * 30 + "+".join("a" * 20) + ")" * 30]),
        "(a or " * 30 + "a" + ")" * 30,
        "[" * 30 + "a ? b : " * 20 + "c" + "]" * 30,
        "not not not not not (" * 7 + "a" + ")" * 7,
        "f(" * 24 + "a" + ")" * 24,
    ],
)
def test_the_deepest_admitted_texts_leave_the_parser_room(text: str) -> None:
    guard(text)

    assert Rule(text, context=Context(default_timezone="utc"))


def test_a_ternary_in_a_set_is_no_mapping() -> None:
    assert faults("a in {b ? 'x' : 'y', 'z'}") == ()


def test_an_escape_that_cannot_be_seen_is_named_by_its_code() -> None:
    with pytest.raises(ExpressionError) as refused:
        guard("'\\\t'")

    (fault,) = refused.value.faults
    assert fault.message == "the escape `\\U+0009` is not known"
