"""Parse: text to tree. The only door to rule_engine.

rule_engine's own tree is private to it and folds constants while it parses, so it is copied at once
into ours; a class of node that is not known here is refused by name.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import Any, Final

import rule_engine
from rule_engine import errors as engine_errors

from returnkit.diagnostics import Diagnostic
from returnkit.errors import ExpressionError

from .guards import guard
from .ir import (
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
    Scalar,
    Trait,
    children,
    with_children,
)
from .tokens import Lexeme, Token, span_of
from .types import DECIMAL

# Times without an offset never reach it (the guards refuse them); the zone is fixed all the same.
_CONTEXT: Final = rule_engine.Context(default_timezone="utc", decimal_context=DECIMAL)

_KEYWORDS: Final = frozenset({"and", "or", "not", "in", "true", "false", "null"})
_TRAITS: Final = frozenset(Trait)
_AFFIXES: Final = frozenset(Affix)
_CALLS: Final = tuple(f".{affix}" for affix in Affix)
_COMPARISONS: Final = {
    "eq": Comparison.EQ,
    "ne": Comparison.NE,
    "lt": Comparison.LT,
    "le": Comparison.LE,
    "gt": Comparison.GT,
    "ge": Comparison.GE,
}
_OPERATIONS: Final = {
    "add": Operation.ADD,
    "sub": Operation.SUBTRACT,
    "mul": Operation.MULTIPLY,
    "tdiv": Operation.DIVIDE,
    "fdiv": Operation.FLOOR_DIVIDE,
    "mod": Operation.MODULO,
}


def parse(text: str) -> Node:
    """Return the untyped tree of *text*, with the place of each name.

    Raises:
        ExpressionError: The text is too costly, not of the language, or has a constant that fails.
    """
    tokens = guard(text)
    try:
        with localcontext(DECIMAL):  # constants are folded while parsing, else in the caller's context
            parsed: Any = rule_engine.Rule(text, context=_CONTEXT).statement.expression
    except engine_errors.SyntaxError as exc:
        raise ExpressionError((_syntax_fault(exc, text),)) from exc
    except engine_errors.EngineError as exc:
        whole = span_of(text, 0, len(text))
        fault = Diagnostic("expr.constant", f"a constant part fails: {exc.message}", span=whole)
        raise ExpressionError((fault,)) from exc
    except ArithmeticError as exc:  # not all of them are wrapped: an instant beyond the year 9999
        message = "a constant part fails: its result is out of range"
        fault = Diagnostic("expr.constant", message, span=span_of(text, 0, len(text)))
        raise ExpressionError((fault,)) from exc
    return _place(_convert(parsed), text, tokens)


def _syntax_fault(exc: engine_errors.SyntaxError, text: str) -> Diagnostic:
    token = getattr(exc, "token", None)
    if token is None:
        end = len(text.rstrip())
        return Diagnostic(
            "expr.syntax",
            "the condition ends too early" if not getattr(exc, "value", None) else exc.message,
            span=span_of(text, max(end - 1, 0), max(end, 1)),
        )
    start = token.lexpos
    found = str(token.value).split("\n")[0][:20]
    help_ = None
    if token.value in ("<", "<=", ">", ">=", "==", "!="):
        help_ = "comparisons do not chain: write `1 < x and x < 3`"
    elif found.startswith("="):
        help_ = "equality is written `==`"
    span = span_of(text, start, start + max(1, len(found)))
    return Diagnostic("expr.syntax", f"`{found}` is not expected here", span=span, help=help_)


def _place(tree: Node, text: str, tokens: tuple[Token, ...]) -> Node:
    """Give each name its offset; refuse a text of which the parser has dropped a part.

    The names of a tree stand in the order of the text, so a name that is passed over was dropped.
    """
    chains = iter(_chains(tokens))
    dropped: list[tuple[int, str]] = []

    def place(node: Node) -> Node:
        if isinstance(node, Field):
            for start, chain in chains:
                if chain == node.path or (chain.rpartition(".")[0] == node.path and chain.endswith(_CALLS)):
                    return Field(node.path, start=start)
                dropped.append((start, chain))
        below = tuple(place(child) for child in children(node))
        return with_children(node, below) if below else node

    placed = place(tree)
    faults = [
        Diagnostic(
            "expr.constant",
            f"`{chain}` stands in a part that never counts",
            span=span_of(text, start, start + len(chain)),
            help="remove that part",
        )
        for start, chain in (*dropped, *chains)
    ]
    if faults:
        raise ExpressionError(tuple(faults))
    return placed


def _chains(tokens: tuple[Token, ...]) -> list[tuple[int, str]]:
    """Return the dotted names of the text with their offsets, in order."""
    chains: list[tuple[int, str]] = []
    previous = ""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.lexeme is Lexeme.NAME and token.text not in _KEYWORDS and previous != ".":
            parts = [token.text]
            while (
                index + 2 < len(tokens)
                and tokens[index + 1].text == "."
                and tokens[index + 2].lexeme is Lexeme.NAME
            ):
                parts.append(tokens[index + 2].text)
                index += 2
            chains.append((token.start, ".".join(parts)))
        previous = tokens[index].text
        index += 1
    return chains


def _convert(node: Any) -> Node:
    name = type(node).__name__
    convert = _CONVERSIONS.get(name)
    if convert is None:
        word = name.removesuffix("Expression").lower()
        message = f"`{word}` is not part of the rule language"
        raise ExpressionError((Diagnostic("expr.unsupported", message),))
    return convert(node)


def _literal(node: Any) -> Node:
    return Literal(node.value)


def _choices(node: Any) -> Node:
    values: list[Scalar] = []
    for member in node.value:
        converted = _convert(member)
        if not isinstance(converted, Literal):
            message, help_ = "a list holds constants only", "compare with `==` and join with `or`"
            raise ExpressionError((Diagnostic("expr.literal", message, help=help_),))
        values.append(converted.value)
    if type(node).__name__ == "SetExpression":  # a set has no order of its own; ours must not vary
        values.sort(key=lambda value: (type(value).__name__, str(value)))
    distinct = {(type(value), value): value for value in values}
    return Choices(tuple(distinct.values()))


def _symbol(node: Any) -> Node:
    return Field(node.name)


def _attribute(node: Any) -> Node:
    owner = _convert(node.object)
    if isinstance(owner, Field):
        return Field(f"{owner.path}.{node.name}")
    if node.name in _TRAITS:
        return Read(Trait(node.name), owner)
    message = f"nothing has `.{node.name}` here"
    raise ExpressionError((Diagnostic("expr.unknown_name", message),))


def _call(node: Any) -> Node:
    function = node.function
    name = str(getattr(function, "name", ""))
    if (
        type(function).__name__ != "GetAttributeExpression"
        or name not in _AFFIXES
        or len(node.arguments) != 1
    ):
        message = f"`{name}` cannot be called" if name else "only a name can be called"
        help_ = "texts have `.starts_with(part)` and `.ends_with(part)`"
        raise ExpressionError((Diagnostic("expr.unsupported", message, help=help_),))
    return Ends(Affix(name), _convert(function.object), _convert(node.arguments[0]))


def _logic(node: Any) -> Node:
    kind, terms = node.type, []
    while type(node).__name__ == "LogicExpression" and node.type == kind:  # `a and b and c` leans left
        terms.append(_convert(node.right))
        node = node.left
    terms.append(_convert(node))
    terms.reverse()
    joined = And if kind == "and" else Or
    flat = [inner for term in terms for inner in (term.terms if isinstance(term, joined) else (term,))]
    while len(flat) > 2 and _is_truth(flat[0]) and _is_truth(flat[1]):
        # The parser folds constants that begin a chain; ours may have come together only by flattening.
        flat[:2] = [flat[1] if flat[0] == Literal(joined is And) else flat[0]]
    return joined(tuple(flat))


def _is_truth(node: Node) -> bool:
    return isinstance(node, Literal) and isinstance(node.value, bool)


def _unary(node: Any) -> Node:
    operand = _convert(node.right)
    return Not(operand) if node.type == "not" else Negate(operand)


def _compare(node: Any) -> Node:
    return Compare(_COMPARISONS[node.type], _convert(node.left), _convert(node.right))


def _matches(node: Any) -> Node:
    pattern = _convert(node.right)
    if not isinstance(pattern, Literal) or not isinstance(pattern.value, str):
        raise ExpressionError((Diagnostic("expr.regex", "a pattern is a constant text"),))
    found = Matches(_convert(node.left), pattern.value, anchored=node.type.endswith("fzm"))
    return Not(found) if node.type.startswith("ne") else found


def _arithmetic(node: Any) -> Node:
    if node.type not in _OPERATIONS:
        raise ExpressionError(
            (Diagnostic("expr.unsupported", f"`{node.type}` is not part of the rule language"),)
        )
    return Arithmetic(_OPERATIONS[node.type], _convert(node.left), _convert(node.right))


_CONVERSIONS: Final[dict[str, Callable[[Any], Node]]] = {
    "BooleanExpression": _literal,
    "FloatExpression": lambda node: Literal(Decimal(node.value)),
    "StringExpression": _literal,
    "NullExpression": _literal,
    "DatetimeExpression": _literal,
    "TimedeltaExpression": _literal,
    "ArrayExpression": _choices,
    "SetExpression": _choices,
    "SymbolExpression": _symbol,
    "GetAttributeExpression": _attribute,
    "FunctionCallExpression": _call,
    "LogicExpression": _logic,
    "UnaryExpression": _unary,
    "ComparisonExpression": _compare,
    "ArithmeticComparisonExpression": _compare,
    "FuzzyComparisonExpression": _matches,
    "AddExpression": _arithmetic,
    "SubtractExpression": _arithmetic,
    "ArithmeticExpression": _arithmetic,
    "ContainsExpression": lambda node: Member(_convert(node.member), _convert(node.container)),
    "CoalesceExpression": lambda node: Coalesce(_convert(node.left), _convert(node.right)),
    "TernaryExpression": lambda node: If(
        _convert(node.condition), _convert(node.case_true), _convert(node.case_false)
    ),
}
