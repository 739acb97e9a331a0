"""Tokens: a condition cut into words, at the same places where rule-engine cuts.

Cutting takes one pass, so a hostile text costs no more than its length. Comments are refused:
rule-engine would take one at the end of a text and nowhere else, and a document has its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from returnkit.diagnostics import Diagnostic, Source, Span
from returnkit.errors import ExpressionError


class Lexeme(StrEnum):
    """The kinds of token. Keywords are names; `$now` and its like are builtins."""

    NAME = "name"
    BUILTIN = "builtin"
    NUMBER = "number"
    STRING = "string"
    INSTANT = "instant"
    DURATION = "duration"
    BYTES = "bytes"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a condition.

    Attributes:
        lexeme: Its kind.
        text: The characters as written, quotes and prefix included.
        start: Offset of its first character in the text.
        end: Offset after its last character.
    """

    lexeme: Lexeme
    text: str
    start: int
    end: int


Found = Iterator[tuple[Token, str, str, str | None]]
"""Faults of a check: the token, the code, the message, the help."""

_JOINING = frozenset({"and", "or", "not", "in", "if", "for"})  # names with which no value ends

_QUOTED = r"(?:\"(?:[^\\\n\"]|\\.)*\"|'(?:[^\\\n']|\\.)*')"

# The order is rule-engine's: literals before names, numbers before the dot, long operators first.
_WORD = re.compile(
    rf"""
      (?P<bytes>b{_QUOTED})
    | (?P<instant>d{_QUOTED})
    | (?P<duration>t{_QUOTED})
    | (?P<string>[rs]?{_QUOTED})
    | (?P<builtin>\$[a-zA-Z_][a-zA-Z0-9_]*)
    | (?P<name>[a-zA-Z_][a-zA-Z0-9_]*)
    | (?P<number>0(?:b[01]+|o[0-7]+|x[0-9a-fA-F]+)
        | [0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)? | \.[0-9]+(?:[eE][+-]?[0-9]+)?)
    | (?P<operator>\*\*?|//?|<[=<]?|>[=>]?|=~~?|!~~?|==|!=|\?\??
        | (?<=\S)&\.(?=[a-zA-Z_]) | (?<=\S)\.(?=[a-zA-Z_]) | (?<=\S)&\[ | [&|^()\[\]{{}}:,+%-])
    """,
    re.VERBOSE,
)
_SPACE = re.compile(r"[ \t\n]*")
_REST_OF_LINE = re.compile(r"[^\n]*")

_HELP = {
    "=": "compare with `==`",
    "!": "write `not`, or `!=` to compare",
    "~": "a pattern is compared with `=~` (from the start) or `=~~` (anywhere)",
    "#": "put the note into the document, outside the condition",
    ".": "a dot stands between two names, without blanks: `item.category`",
    ";": "a condition is one expression",
    "$": "a condition has no variables of its own",
}

_ESCAPE = re.compile(r"\\(?:([\\'\"nt])|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.?))", re.DOTALL)
_SHORT_ESCAPES = {"n": "\n", "t": "\t"}


def tokenize(text: str) -> tuple[Token, ...]:
    """Return the tokens of *text*, in order.

    Raises:
        ExpressionError: Some characters begin no token; all such places are listed.
    """
    tokens, faults = scan(text)
    if faults:
        raise ExpressionError(faults, source=Source("condition", text))
    return tokens


def scan(text: str) -> tuple[tuple[Token, ...], tuple[Diagnostic, ...]]:
    """Return the tokens of *text* and the places that could not be read, both in order."""
    tokens: list[Token] = []
    faults: list[Diagnostic] = []
    offset = _skip(_SPACE, text, 0)
    while offset < len(text):
        if match := _WORD.match(text, offset):
            end = match.end()
            tokens.append(Token(Lexeme(match.lastgroup or ""), match.group(), offset, end))
        else:
            end = _skip(_REST_OF_LINE, text, offset) if text[offset] in "\"'#" else offset + 1
            faults.append(_unreadable(text, offset, end))
        offset = _skip(_SPACE, text, end)
    return tuple(tokens), tuple(faults)


def span_of(text: str, start: int, end: int) -> Span:
    """Return the place of *text* from offset *start* to *end*; it stays on the line of *start*."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", start)
    stop = end if line_end < 0 else min(end, line_end)
    return Span(text.count("\n", 0, start) + 1, start - line_start + 1, max(1, stop - start))


def string_value(token: Token) -> str:
    r"""Return the characters a string token stands for.

    A raw string (`r"..."`) stands for itself. Elsewhere `\\`, `\"`, `\'`, `\n`, `\t`, `\xHH` and
    `\uHHHH` are read.

    Raises:
        ValueError: An escape is none of these; the message is the escape.
    """
    if token.text.startswith("r"):
        return token.text[2:-1]
    return _ESCAPE.sub(_unescape, token.text.removeprefix("s")[1:-1])


def ends_value(token: Token) -> bool:
    """Whether a value can end with *token*, so that a `[` after it would take a part."""
    if token.lexeme is Lexeme.OPERATOR:
        return token.text in (")", "]", "}")
    return token.lexeme is not Lexeme.NAME or token.text not in _JOINING


def shown(token: Token) -> str:
    """Return the token's text for a message, cut when long."""
    return token.text if len(token.text) <= 40 else f"{token.text[:37]}..."


def _unescape(match: re.Match[str]) -> str:
    short, two, four, unknown = match.groups()
    if unknown is not None:
        # rule-engine keeps some of these and garbles others (`\é`), with a warning from Python.
        raise ValueError(f"\\{unknown}")
    return _SHORT_ESCAPES.get(short, short) if short else chr(int(two or four, 16))


def _skip(pattern: re.Pattern[str], text: str, offset: int) -> int:
    match = pattern.match(text, offset)
    return match.end() if match else offset


def _unreadable(text: str, start: int, end: int) -> Diagnostic:
    char = text[start]
    way_out = _HELP.get(char)
    if char in "\"'":
        message, way_out = f"a string is not closed: no `{char}` follows on its line", None
    elif char == "#":
        message = "a comment is not part of a condition"
    else:
        shown = char if char.isprintable() else f"U+{ord(char):04X}"
        message = f"`{shown}` is not understood here"
    return Diagnostic("expr.syntax", message, span=span_of(text, start, end), help=way_out)
