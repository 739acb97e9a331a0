"""Guards: the only door before the parser. What passes is cheap to parse and allowed to mean something.

rule-engine folds constants while it parses, so a hostile text hurts before anything could be checked
in its tree: `1 << 100000000` computes for minutes, a thousand `not` exhaust the stack. Everything here
works on tokens, takes time in proportion to the text, and computes no value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from returnkit.diagnostics import Diagnostic, Source
from returnkit.errors import ExpressionError

from . import literals, nesting
from .regex import check_pattern
from .tokens import Found, Lexeme, Token, ends_value, scan, shown, span_of, string_value

MAX_CHARACTERS = 4_000
MAX_TOKENS = 1_000
MAX_FAULTS = 20  # reported at once; a text with more is not a slip of the pen

# Characters that do not show, or that change how their neighbours show: controls but tab and line
# feed, line separators, directions, zero widths, joiners, fillers, variation selectors, lone halves of
# a pair, tags. Listed here, since Python's own tables change with its version.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\U000e0000-\U000e0fff]"
)

_OPERATORS = {
    "<<": "numbers have no bits here",
    ">>": "numbers have no bits here",
    "**": "write the product",
    "&": "write `and`",
    "|": "write `or`",
    "^": "numbers have no bits here",
    "&.": "write `.`: what may be null is compared with `null`, or given a value with `??`",
    "&[": "ask for a member with `in`",
}
_WORDS = {
    "for": ("a comprehension (`for`)", "ask for a member with `in`"),
    "if": ("`if`", "choose with `condition ? one : other`"),
    "elif": ("`elif`", "choose with `condition ? one : other`"),
    "else": ("`else`", "choose with `condition ? one : other`"),
    "while": ("`while`", "a condition has no loops"),
}
_ATTRIBUTES = {
    "weekday": "its words depend on the machine's language",
    "zone_name": "its words depend on the machine",
    "to_flt": "a text is not read as a number",
    "to_int": "a text is not read as a number",
    "to_epoch": "a time is compared with a time",
    "encode": "there are no bytes",
    "decode": "there are no bytes",
}
_SHORTER = "split it with `define`, or over several rules"
_WINDOWS = ("time enters only through windows", "rewrite with `within`, `after` or `placed`")
_BUILTINS = {
    "$now": _WINDOWS,
    "$today": _WINDOWS,
    "$random": ("a policy must decide the same twice", "split by a fact, such as the order's number"),
}
_NOT_THE_LANGUAGE = ("it is not part of the language", "use the vocabulary's names, or declare a fact")

_MATCHES = frozenset({"=~", "=~~", "!~", "!~~"})
_AFTER_PATTERN = frozenset({")", "]", "}", ",", "and", "or", "?", ":", "==", "!="})


def guard(text: str) -> tuple[Token, ...]:
    """Return the tokens of *text* when it may go to the parser.

    Raises:
        ExpressionError: It may not; all faults are listed, the first MAX_FAULTS of many.
    """
    if len(text) > MAX_CHARACTERS:
        excess = f"the condition has {len(text)} characters, more than {MAX_CHARACTERS}"
        raise ExpressionError((Diagnostic("expr.too_long", excess, help=_SHORTER),))
    tokens, unreadable = scan(_HIDDEN.sub(" ", text))  # what is hidden is reported once, as such
    faults = [*_hidden(text), *unreadable]
    for check in CHECKS:
        for token, code, message, way_out in check(tokens):
            place = span_of(text, token.start, token.end)
            faults.append(Diagnostic(code, message, span=place, help=way_out))
    if not tokens and not faults:
        faults = [Diagnostic("expr.syntax", "the condition is empty", help="write `true` for always")]
    if faults:
        faults.sort(key=lambda fault: (fault.span.line, fault.span.column) if fault.span else (0, 0))
        raise ExpressionError(
            tuple(faults[:MAX_FAULTS]), source=Source("condition", _HIDDEN.sub("\ufffd", text))
        )
    return tokens


def _hidden(text: str) -> Iterator[Diagnostic]:
    """Yield one fault for each hidden character, at its first place."""
    places: dict[str, int] = {}
    for match in _HIDDEN.finditer(text):
        places.setdefault(match.group(), match.start())
    for char, start in places.items():
        escape = f"; in a string it can be written `\\u{ord(char):04x}`" if " " < char < "\ud800" else ""
        yield Diagnostic(
            "expr.character",
            f"the character U+{ord(char):04X} does not show, or changes how others show",
            span=span_of(text, start, start + 1),
            help=f"remove it{escape}",
        )


def _count(tokens: tuple[Token, ...]) -> Found:
    if len(tokens) > MAX_TOKENS:
        message = f"the condition has {len(tokens)} words and signs, more than {MAX_TOKENS}"
        yield tokens[MAX_TOKENS], "expr.too_long", message, _SHORTER


def _operators(tokens: tuple[Token, ...]) -> Found:
    for token in tokens:
        if token.lexeme is Lexeme.OPERATOR and token.text in _OPERATORS:
            yield token, "expr.forbidden", f"the operator `{token.text}` is not used", _OPERATORS[token.text]


def _builtins(tokens: tuple[Token, ...]) -> Found:
    for token in tokens:
        if token.lexeme is Lexeme.BUILTIN:
            reason, way_out = _BUILTINS.get(token.text, _NOT_THE_LANGUAGE)
            yield token, "expr.forbidden", f"`{shown(token)}`: {reason}", way_out


def _names(tokens: tuple[Token, ...]) -> Found:
    for before, token in pairwise((None, *tokens)):
        if token is None or token.lexeme is not Lexeme.NAME:
            continue
        if token.text in _WORDS:
            construct, instead = _WORDS[token.text]
            yield token, "expr.forbidden", f"{construct} is not used", instead
        elif token.text.startswith("__"):
            yield token, "expr.forbidden", f"`{shown(token)}`: names do not begin with `__`", None
        elif before is not None and before.text in (".", "&.") and token.text in _ATTRIBUTES:
            message = f"`.{token.text}`: {_ATTRIBUTES[token.text]}"
            yield token, "expr.forbidden", message, "declare a fact with the value that is meant"


def _subscripts(tokens: tuple[Token, ...]) -> Found:
    for before, token in pairwise(tokens):
        if token.text == "[" and ends_value(before):
            message = "a part of a value (`[...]` after it) is not used"
            yield (
                token,
                "expr.forbidden",
                message,
                "ask for a member with `in`; for a list, put an operator before it",
            )


def _patterns(tokens: tuple[Token, ...]) -> Found:
    for index, token in enumerate(tokens):
        if token.lexeme is not Lexeme.OPERATOR or token.text not in _MATCHES:
            continue
        after = tokens[index + 1 : index + 3]
        if (
            not after
            or after[0].lexeme is not Lexeme.STRING
            or (after[1:] and after[1].text not in _AFTER_PATTERN)
        ):
            message = f"right of `{token.text}` stands one string, written out"
            yield token, "expr.regex", message, 'such as `item.sku =~ r"AB[0-9]+$"`'
            continue
        try:
            pattern = string_value(after[0])
        except ValueError:
            continue  # the string's own fault is reported with the literals
        for message in check_pattern(pattern):
            yield after[0], "expr.regex", f"the pattern is refused: {message}", None


CHECKS: tuple[Callable[[tuple[Token, ...]], Found], ...] = (
    _count,
    nesting.check,
    _operators,
    _builtins,
    _names,
    _subscripts,
    _patterns,
    literals.check,
)
"""What every text is asked; each check yields its faults as token, code, message and help."""
