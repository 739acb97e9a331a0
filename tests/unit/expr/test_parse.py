"""Parse: rule_engine's tree becomes ours; what it folds, drops or renames is noticed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Context, Decimal, localcontext

import pytest
import rule_engine.ast

from returnkit.errors import ExpressionError
from returnkit.expr import parse as parse_module
from returnkit.expr.ir import (
    Affix,
    And,
    Arithmetic,
    Choices,
    Coalesce,
    Compare,
    Comparison,
    Ends,
    Field,
    If,
    Literal,
    Matches,
    Member,
    Negate,
    Node,
    Not,
    Operation,
    Or,
    Read,
    Trait,
    walk,
)
from returnkit.expr.parse import parse

CHAINED = "comparisons do not chain: write `1 < x and x < 3`"
A, B, C = Field("a"), Field("b"), Field("c")

TREES: list[tuple[str, Node]] = [
    ("true", Literal(True)),
    ("a", A),
    ("a.b", Field("a.b")),
    ("not a", Not(A)),
    ("-a", Negate(A)),
    ("a and b and c", And((A, B, C))),
    ("a and (b and c)", And((A, B, C))),
    ("(a or b) or c", Or((A, B, C))),
    ("a and b or c", Or((And((A, B)), C))),
    ("true and (false and a)", And((Literal(False), A))),
    ("(false or (true or a)) or b", Or((Literal(True), A, B))),
    ("a ? b : c", If(A, B, C)),
    ("a ?? b ?? c", Coalesce(A, Coalesce(B, C))),
    ("a == null", Compare(Comparison.EQ, A, Literal(None))),
    ("a <= 1.50", Compare(Comparison.LE, A, Literal(Decimal("1.50")))),
    ("a in [1, 2, 1.0]", Member(A, Choices((Decimal(1), Decimal(2))))),
    ("a in []", Member(A, Choices(()))),
    ('a in {"c", "b"}', Member(A, Choices(("b", "c")))),
    ('a not in "text"', Not(Member(A, Literal("text")))),
    ('a =~ "x"', Matches(A, "x", anchored=True)),
    ('a =~~ "x"', Matches(A, "x", anchored=False)),
    ('a !~ "x"', Not(Matches(A, "x", anchored=True))),
    ('a !~~ "x"', Not(Matches(A, "x", anchored=False))),
    ("a + b - c", Arithmetic(Operation.SUBTRACT, Arithmetic(Operation.ADD, A, B), C)),
    ("a * b / c", Arithmetic(Operation.DIVIDE, Arithmetic(Operation.MULTIPLY, A, B), C)),
    ("a // b % c", Arithmetic(Operation.MODULO, Arithmetic(Operation.FLOOR_DIVIDE, A, B), C)),
    ("(a + b).floor", Read(Trait.FLOOR, Arithmetic(Operation.ADD, A, B))),
    ("a.b.starts_with(c)", Ends(Affix.STARTS_WITH, Field("a.b"), C)),
    ("(a ?? b).ends_with(c)", Ends(Affix.ENDS_WITH, Coalesce(A, B), C)),
    ('d"2026-01-02T03:04:05.5+01:00"', Literal(datetime(2026, 1, 2, 2, 4, 5, 500_000, tzinfo=UTC))),
    ('t"P1W"', Literal(timedelta(weeks=1))),
    ('-t"PT90S"', Literal(timedelta(seconds=-90))),
]


@pytest.mark.parametrize(("text", "expected"), TREES, ids=lambda each: each if isinstance(each, str) else "")
def test_a_text_becomes_its_tree(text: str, expected: Node) -> None:
    assert parse(text) == expected


def starts(text: str) -> list[tuple[str, int]]:
    return [(found.path, found.start) for found in walk(parse(text)) if isinstance(found, Field)]


def test_every_name_keeps_its_place() -> None:
    text = 'a.x.starts_with(b) and\n a.x == "c" or (b ?? a.x.length).floor in [1]'

    assert starts(text) == [("a.x", 0), ("b", 16), ("a.x", 24), ("b", 39), ("a.x.length", 44)]


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("true ? a : b", ["b"]),
        ("a and (false ? a : b)", ["a"]),
        ("a and (true ? b : b)", ["b"]),
        ("(null ?? a) == b or (true ? 1 : c.x) == a", ["c.x"]),
    ],
)
def test_a_part_that_the_parser_drops_is_refused(text: str, dropped: list[str]) -> None:
    with pytest.raises(ExpressionError) as refusal:
        parse(text)

    assert [found.code for found in refusal.value.faults] == ["expr.constant"] * len(dropped)
    assert [found.message for found in refusal.value.faults] == [
        f"`{name}` stands in a part that never counts" for name in dropped
    ]


def test_constants_are_folded_in_one_decimal_context_whatever_the_callers() -> None:
    expected = parse("a > 1 / 3")

    with localcontext(Context(prec=3)):
        assert parse("a > 1 / 3") == expected
        assert parse("a > -1.23456") == parse("a > -(1.23456)")


@pytest.mark.parametrize(
    "text", ["1 / 0 > a", 'd"9999-12-31T00:00:00Z" + t"P36525D" > a', '"a" + 1 == a', "0 % 0 == a"]
)
def test_a_constant_part_that_fails_is_a_fault(text: str) -> None:
    with pytest.raises(ExpressionError, match="a constant part fails") as refusal:
        parse(text)

    assert [found.code for found in refusal.value.faults] == ["expr.constant"]


@pytest.mark.parametrize(
    ("text", "code", "message", "help"),
    [
        ("1 < a < 3", "syntax", "`<` is not expected here", CHAINED),
        ("a b", "syntax", "`b` is not expected here", None),
        ("a and", "syntax", "the condition ends too early", None),
        ("a in [b, 1]", "literal", "a list holds constants only", "compare with `==` and join with `or`"),
        ("[1].length == a and (a + 1).colour == 1", "unknown_name", "nothing has `.colour` here", None),
        ("a.contains(b)", "unsupported", "`contains` cannot be called",
         "texts have `.starts_with(part)` and `.ends_with(part)`"),
        ("a.starts_with(b, c)", "unsupported", "`starts_with` cannot be called",
         "texts have `.starts_with(part)` and `.ends_with(part)`"),
    ],
)  # fmt: skip
def test_what_is_not_of_the_language_is_refused(text: str, code: str, message: str, help: str | None) -> None:
    with pytest.raises(ExpressionError) as refusal:
        parse(text)

    (found,) = refusal.value.faults
    assert (found.code, found.message, found.help) == (f"expr.{code}", message, help)


# --- canary: what the installed rule_engine looks like -------------------------------------------

ATTRIBUTES: dict[str, set[str]] = {
    "SymbolExpression": {"name"},
    "GetAttributeExpression": {"name", "object"},
    "FunctionCallExpression": {"function", "arguments"},
    "ContainsExpression": {"member", "container"},
}
REFUSED = {
    "BitwiseExpression", "BitwiseShiftExpression", "BytesExpression", "ComprehensionExpression",
    "FunctionExpression", "GetItemExpression", "GetSliceExpression", "MappingExpression",
}  # fmt: skip
BASES = {"BinaryExpressionBase", "ExpressionBase", "LeftOperatorRightExpressionBase", "LiteralExpressionBase"}


def test_every_class_of_node_of_rule_engine_is_converted_or_refused_by_name() -> None:
    found = {
        name
        for name in vars(rule_engine.ast)
        if name.endswith(("Expression", "ExpressionBase")) and name[0].isupper()
    }

    assert found - BASES == set(parse_module._CONVERSIONS) | REFUSED


@pytest.mark.parametrize("name", ATTRIBUTES)
def test_the_attributes_that_the_adapter_reads_are_there(name: str) -> None:
    slots = set(getattr(rule_engine.ast, name).__slots__)

    assert slots >= ATTRIBUTES[name]


def test_a_class_of_node_that_is_not_known_is_refused_by_name() -> None:
    class SpaceshipExpression:
        """What a later rule_engine may bring."""

    with pytest.raises(ExpressionError, match="`spaceship` is not part of the rule language"):
        parse_module._convert(SpaceshipExpression())


def test_an_operation_or_pattern_that_is_not_known_is_refused() -> None:
    class ArithmeticExpression:
        """An operation that a later rule_engine may bring."""

        type = "hyper"

    class FuzzyComparisonExpression:
        """A pattern that is computed; the guards refuse it before."""

        type = "eq_fzm"
        left = right = rule_engine.Rule("a").statement.expression

    with pytest.raises(ExpressionError, match="`hyper` is not part of the rule language"):
        parse_module._convert(ArithmeticExpression())
    with pytest.raises(ExpressionError, match="a pattern is a constant text"):
        parse_module._convert(FuzzyComparisonExpression())
