"""Tokens: the cuts are rule-engine's, and places are those a reader counts."""

from __future__ import annotations

import itertools

import pytest
from rule_engine import Context
from rule_engine.parser import Parser

from returnkit.diagnostics import Span
from returnkit.errors import ExpressionError
from returnkit.expr.guards import guard
from returnkit.expr.tokens import Lexeme, span_of, string_value, tokenize

ACCEPTED = [
    "true",
    "item.is_custom",
    "not item.is_opened",
    "fault and member",
    'item.category == "phone"',
    "item.category == 'phone'",
    'item.category != "phone"',
    'item.category in ["digital", "prepaid_card"] or item.is_custom',
    'item.category not in {"drone", "camera"}',
    'item.category in ["drone", "camera",]',
    "item.tags == []",
    'request.reason in ["defective", "damaged"] and item.unit_paid > 50',
    "history.return_rate_365d > 0.6",
    "accepted.value < 100 and history.return_rate_365d < 0.3",
    "item.unit_paid>=50and item.unit_paid<=100",
    "item.unit_paid * item.quantity - 1 > 10 / 3",
    "item.quantity % 2 == 1",
    "item.quantity // 2 == 1",
    "-item.unit_paid < -5",
    "- 5 < item.unit_paid",
    "1.5e3 > item.unit_paid",
    "1E-3 < .5",
    "5. < 6",
    "1e30 > 1e-30",
    "12345678901234567890.12345678 > 0",
    'item.sku =~ r"^AB\\d+$"',
    'item.sku =~~ "phone"',
    'item.sku !~ "phone" and true',
    'item.sku !~~ "phone|tablet"',
    '(item.sku =~ "a") == true',
    'item.sku =~ "a" ? 1 : 2',
    "item.bundle != null",
    "item.bundle ?? 'none' == 'none'",
    "a ? b : c ? d : e",
    "a?b:c",
    "(a ? b : c)??d",
    "item.tags.length > 2",
    "item.sku.as_lower == 'x'",
    "item.sku.starts_with('AB')",
    'd"2026-11-01T00:00:00Z" < order.placed_at',
    "d'2026-11-01T00:00-05:00' <= order.placed_at",
    'd"2026-11-01T00:00:00.123456+09:00" > order.placed_at',
    't"P30D" > item.age',
    "t'P2WT12H' > item.age",
    't"PT48H30M5S" > item.age',
    'item.name == "한국어 – é"',
    r'item.name == "a \"quoted\" \\ word\n\t"',
    r"item.name == 'it\'s'",
    r'item.name == r"C:\dir\"x"',
    r'item.name == s"\u00e9\x41"',
    'item.name == ""',
    "item.name == \"d'x'\"",
    "item.name\n  == 'x'\n\tand true\n",
    "  true  ",
    "((((item.a))))",
    "[[1, 2], [3]] == [[1, 2], [3]]",
    "f(1, a, 'x')",
    "trueish or android and nothing and inform and iffy",
    "_x.y_1 == 1",
    "b == d and t == r and s == b",
    "a<b and c>d and e<=f",
    'a=="x"and b!="y"or not(c)',
    "{1, 2}",
    "d.d == t.t",
    "a in b",
]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


@pytest.mark.parametrize("text", ACCEPTED)
def test_tokens_are_those_of_rule_engine(parser: Parser, text: str) -> None:
    lexer = parser._lexer
    lexer.input(text)
    theirs = [token.lexpos for token in iter(lexer.token, None)]

    ours = guard(text)

    assert [token.start for token in ours] == theirs
    assert all(text[token.start : token.end] == token.text for token in ours)
    gaps = [text[one.end : other.start] for one, other in itertools.pairwise(ours)]
    assert all(not gap.strip(" \t\n") for gap in gaps)


@pytest.mark.parametrize(
    ("text", "lexeme"),
    [
        ("a", Lexeme.NAME),
        ("and", Lexeme.NAME),
        ("$now", Lexeme.BUILTIN),
        ("1.5e-3", Lexeme.NUMBER),
        ("0x1f", Lexeme.NUMBER),
        ("'a'", Lexeme.STRING),
        ('r"a"', Lexeme.STRING),
        ('d"x"', Lexeme.INSTANT),
        ("t'x'", Lexeme.DURATION),
        ("b'x'", Lexeme.BYTES),
        ("<=", Lexeme.OPERATOR),
        ("!~~", Lexeme.OPERATOR),
    ],
)
def test_each_kind_of_word_is_told_apart(text: str, lexeme: Lexeme) -> None:
    (token,) = tokenize(text)

    assert (token.lexeme, token.text, token.start, token.end) == (lexeme, text, 0, len(text))


@pytest.mark.parametrize(
    "literal", [r'"a\\b\"c\'d"', r"'\n\t'", r'r"\d\\"', r's"\u00e9"', r'"\x41\\u0041"', '"한é\\\\é"']
)
def test_a_string_stands_for_what_rule_engine_reads(parser: Parser, literal: str) -> None:
    (token,) = tokenize(literal)

    assert string_value(token) == parser.parse(literal, Context()).expression.value


@pytest.mark.parametrize("escape", [r"\d", r"\é", r"\N{BULLET}", r"\0", r"\x4", r"\u12", r"\U0001f600"])
def test_an_escape_that_readers_take_differently_has_no_value(escape: str) -> None:
    (token,) = tokenize(f'"{escape}"')

    with pytest.raises(ValueError, match=r"^\\"):
        string_value(token)


@pytest.mark.parametrize(
    ("text", "line", "column", "length", "help_part"),
    [
        ("a = 1", 1, 3, 1, "=="),
        ("a\n  @ b", 2, 3, 1, ""),
        ("!a", 1, 1, 1, "not"),
        ("a and # note\nb", 1, 7, 6, "document"),
        ("a # note", 1, 3, 6, "document"),
        ("item .sku", 1, 6, 1, "without blanks"),
        ("item. sku", 1, 5, 1, "without blanks"),
        ('a == "open', 1, 6, 5, ""),
        ("é", 1, 1, 1, ""),
    ],
)
def test_what_is_not_understood_is_located(
    text: str, line: int, column: int, length: int, help_part: str
) -> None:
    with pytest.raises(ExpressionError) as caught:
        tokenize(text)

    (fault,) = caught.value.faults
    assert fault.code == "expr.syntax"
    assert fault.span == Span(line, column, length)
    assert help_part in (fault.help or "")


def test_all_places_that_are_not_understood_are_listed() -> None:
    with pytest.raises(ExpressionError) as caught:
        tokenize("a @ b ; c")

    assert [fault.span for fault in caught.value.faults] == [Span(1, 3), Span(1, 7)]


@pytest.mark.parametrize(
    ("start", "end", "span"),
    [
        (0, 2, Span(1, 1, 2)),
        (3, 5, Span(2, 1, 2)),
        (4, 9, Span(2, 2, 1)),
        (6, 6, Span(3, 1, 1)),
        (7, 7, Span(3, 2)),
    ],
)
def test_a_place_counts_lines_and_columns_from_one(start: int, end: int, span: Span) -> None:
    assert span_of("ab\ncd\ne", start, end) == span
