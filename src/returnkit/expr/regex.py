r"""Patterns: the regular expressions that Python, RE2 and Rust read alike, and none that can hang.

Allowed: characters, `.`, classes with ranges, `\d \w \s \D \W \S` and `\b` (ASCII meaning), `^`, `$`
(the end of the text), groups `( )` and `(?: )`, `|`, and `* + ? {m} {m,} {m,n}` with their lazy forms.
"""

from __future__ import annotations

import re

from .backtracking import (
    UNBOUNDED,
    Chars,
    Choice,
    Node,
    Ranges,
    Repeat,
    Sequence,
    complement,
    faults_of,
    united,
)

MAX_PATTERN = 200  # characters
MAX_COUNT = 100  # in {m,n}; RE2 stops at 1,000
MAX_GROUPS_DEEP = 10

_COUNT = re.compile(r"\{([0-9]{1,5})(?:(,)([0-9]{0,5}))?\}")
_SETS: dict[str, tuple[Ranges, str]] = {
    "d": (((48, 57),), "0-9"),
    "w": (((48, 57), (65, 90), (95, 95), (97, 122)), "0-9A-Z_a-z"),
    "s": (((9, 10), (12, 13), (32, 32)), r"\t\n\f\r "),  # RE2 leaves the vertical tab out
}
_NOT_LINE_BREAK = complement(((10, 10),))
_ESCAPABLE = "\\.+*?()|[]{}^$-/#&~\"'"
_CONTROLS = {"t": "\t", "n": "\n"}
_GROUPS = {
    "(?=": "lookahead",
    "(?!": "lookahead",
    "(?<=": "lookbehind",
    "(?<!": "lookbehind",
    "(?>": "an atomic group",
    "(?P": "a named group",
    "(?<": "a named group",
    "(?#": "a comment",
    "(?(": "a conditional",
    "(?": "a flag",
}


class _PatternError(ValueError):
    """The pattern is outside the subset; the message says how."""


def check_pattern(pattern: str) -> tuple[str, ...]:
    """Return what is wrong with *pattern*, one sentence each; nothing when it is fine."""
    if len(pattern) > MAX_PATTERN:
        return (f"a pattern of {len(pattern)} characters is longer than {MAX_PATTERN}",)
    try:
        node = _Reader(pattern).read()
    except _PatternError as error:
        return (str(error),)
    return faults_of(node)


def to_python(pattern: str) -> re.Pattern[str]:
    """Compile *pattern* in the meaning all targets share.

    Raises:
        ValueError: check_pattern refuses it.
    """
    if messages := check_pattern(pattern):
        raise ValueError("; ".join(messages))
    reader = _Reader(pattern)
    reader.read()
    return re.compile("".join(reader.python), re.ASCII)


class _Reader:
    """Reads a pattern once, into nodes and into Python's spelling."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.offset = 0
        self.python: list[str] = []

    def read(self) -> Node:
        node = self._choice(0)
        if self.offset < len(self.pattern):
            raise _PatternError("a `)` closes no group")
        return node

    def _peek(self) -> str:
        return self.pattern[self.offset : self.offset + 1]

    def _take(self) -> str:
        char = self._peek()
        if not char:
            raise _PatternError("the pattern ends too early")
        self.offset += 1
        return char

    def _choice(self, depth: int) -> Node:
        branches = [self._sequence(depth)]
        while self._peek() == "|":
            self.python.append(self._take())
            branches.append(self._sequence(depth))
        return branches[0] if len(branches) == 1 else Choice(tuple(branches))

    def _sequence(self, depth: int) -> Node:
        parts: list[Node] = []
        while self._peek() not in ("", "|", ")"):
            parts.append(self._quantified(self._atom(depth)))
        if not parts:
            raise _PatternError("a pattern, group or branch is empty")
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _atom(self, depth: int) -> Node:
        char = self._take()
        match char:
            case "(":
                return self._group(depth + 1)
            case "[":
                return self._class()
            case "\\":
                return self._escape()
            case "^" | "$":
                self.python.append("^" if char == "^" else r"\Z")
                return Sequence()
            case ".":
                self.python.append(char)
                return Chars(_NOT_LINE_BREAK)
            case "*" | "+" | "?":
                raise _PatternError(f"`{char}` repeats nothing, or what is repeated already")
            case "{" | "}" | "]":
                raise _PatternError(f"write `\\{char}` for the character `{char}`")
        self.python.append(char)
        return Chars(((ord(char), ord(char)),))

    def _group(self, depth: int) -> Node:
        if depth > MAX_GROUPS_DEEP:
            raise _PatternError(f"groups are nested more than {MAX_GROUPS_DEEP} deep")
        opening = "(?:" if self.pattern.startswith("?:", self.offset) else "("
        self.offset += len(opening) - 1
        if self._peek() == "?":
            rest = self.pattern[self.offset - 1 :]
            kind = next(name for start, name in _GROUPS.items() if rest.startswith(start))
            raise _PatternError(f"{kind} (`{rest[:4]}`) is not understood by every target")
        self.python.append(opening)
        node = self._choice(depth)
        if self._peek() != ")":
            raise _PatternError("a `(` is not closed")
        self.python.append(self._take())
        return node

    def _quantified(self, atom: Node) -> Node:
        start = self.offset
        char = self._peek()
        if char not in ("*", "+", "?", "{"):
            return atom
        least, most = self._counts()
        if self._peek() == "?":
            self.offset += 1
        self.python.append(self.pattern[start : self.offset])
        if self._peek() in ("*", "+", "?", "{"):
            raise _PatternError(f"`{self.pattern[start : self.offset + 1]}` repeats a repeat")
        return Repeat(atom, least, most)

    def _counts(self) -> tuple[int, int]:
        if (char := self._peek()) != "{":
            self.offset += 1
            return {"*": (0, UNBOUNDED), "+": (1, UNBOUNDED), "?": (0, 1)}[char]
        match = _COUNT.match(self.pattern, self.offset)
        if not match:
            raise _PatternError("a count is written `{2}`, `{2,}` or `{2,5}`; the character is `\\{`")
        self.offset = match.end()
        low, comma, high = match.groups()
        least = int(low)
        most = int(high) if high else UNBOUNDED if comma else least
        if least > MAX_COUNT or MAX_COUNT < most < UNBOUNDED:
            raise _PatternError(f"`{match.group()}` counts above {MAX_COUNT}")
        if most < max(least, 1):
            raise _PatternError(f"`{match.group()}` can never hold")
        return least, most

    def _escape(self) -> Node:
        char = self._take()
        if char == "b":
            self.python.append(r"\b")
            return Sequence()
        if char.lower() in _SETS:
            ranges, inside = _SETS[char.lower()]
            self.python.append(f"[{inside}]" if char.islower() else f"[^{inside}]")
            return Chars(ranges if char.islower() else complement(ranges))
        literal = self._literal_escape(char)
        self.python.append(f"\\{char}")
        return Chars(((ord(literal), ord(literal)),))

    def _literal_escape(self, char: str) -> str:
        if char in _ESCAPABLE:
            return char
        if char not in _CONTROLS:
            raise _PatternError(f"`\\{char}` is not understood by every target")
        return _CONTROLS[char]

    def _class(self) -> Node:
        self.python.append("[")
        negated = self._peek() == "^"
        if negated:
            self.python.append(self._take())
        ranges: list[tuple[int, int]] = []
        first = True
        while first or self._peek() != "]":
            ranges += self._member(first)
            first = False
        self.python.append(self._take())
        return Chars(complement(united(ranges)) if negated else united(ranges))

    def _member(self, first: bool) -> Ranges:
        start = self.offset
        low = self._class_char(first)
        if low.lower() in ("\\d", "\\w", "\\s"):
            if low[1].isupper():
                raise _PatternError(f"`{low}` may not stand in a class; write `[^...]`")
            ranges, inside = _SETS[low[1]]
            self.python.append(inside)
            return ranges
        high = low
        if self._peek() == "-" and self.pattern[self.offset + 1 : self.offset + 2] not in ("", "]"):
            self.offset += 1
            high = self._class_char(first=False)
        if len(high) > 1 or high < low:
            raise _PatternError(f"`{self.pattern[start : self.offset]}` is no range")
        self.python.append(self.pattern[start : self.offset])
        return ((ord(low), ord(high)),)

    def _class_char(self, first: bool) -> str:
        r"""Return the next character of a class, or a set such as `\d` with its backslash."""
        char = self._take()
        if char == "\\":
            escaped = self._take()
            return f"\\{escaped}" if escaped.lower() in _SETS else self._literal_escape(escaped)
        if char in "[]" or (char == "^" and first):
            raise _PatternError(f"write `\\{char}` for `{char}` in a class; an empty class holds nothing")
        if char in "&~|-" and self._peek() == char:
            raise _PatternError(f"`{char}{char}` in a class is an operator elsewhere; write `{char}` once")
        if char == "-" and not first and self._peek() != "]":
            raise _PatternError("in a class, `-` stands first, last or after a backslash")
        return char
