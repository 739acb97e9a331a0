"""Nesting: brackets that match, and a tree that no recursion would find too deep.

No tree is built. Within one element (the text between two brackets or commas) operators are counted;
a path from the root of the real tree to a leaf meets no more of them than that. `and` and `or` are
counted apart, as *terms*: their chains are flattened soon, and the parser alone descends through them.
"""

from __future__ import annotations

from dataclasses import dataclass

from .tokens import Found, Lexeme, Token, ends_value

MAX_BRACKETS = 30  # open at the same place
MAX_DEPTH = 50  # operators and brackets on one path
MAX_TERMS = 150  # joined by `and` and `or` on one path; the parser alone would fail near 490
MAX_PREFIXES = 5  # of `not` and unary minus in a row

_CLOSING = {"(": ")", "[": "]", "&[": "]", "{": "}"}
_PLAIN_DOTS = 2  # of one name, such as `item.tags.length`; they nest no deeper than any leaf
_WAY_OUT = "name a part of it with `define`, or use `in [...]`"


@dataclass(slots=True)
class _Frame:
    """What is counted inside one pair of brackets, or in the whole text.

    Attributes:
        bracket: The token that opened it; None for the whole text.
        done: Greatest depth and number of terms of the elements before the last comma.
        choices: Ternaries of this element.
        waiting: Those of them whose `:` is still to come.
        terms: How often `and` and `or` joined in this element.
        terms_below: Greatest number of terms of a bracket in this element.
        parts: Greatest depth of the parts before the last `and`, `or`, `?` or `:`.
        operators: Operators of the part now read.
        below: Greatest depth of a bracket in that part.
    """

    bracket: Token | None = None
    done: tuple[int, int] = (0, 0)
    choices: int = 0
    waiting: int = 0
    terms: int = 0
    terms_below: int = 0
    parts: int = 0
    operators: int = 0
    below: int = 0

    def depth_and_terms(self) -> tuple[int, int]:
        depth = self.choices + max(self.parts, self.operators + self.below)
        return max(self.done[0], depth), max(self.done[1], self.terms + self.terms_below)

    def end_part(self) -> None:
        self.parts = max(self.parts, self.operators + self.below)
        self.operators = self.below = 0

    def absorb(self, inner: _Frame) -> None:
        depth, terms = inner.depth_and_terms()
        self.below = max(self.below, 1 + depth)
        self.terms_below = max(self.terms_below, terms)

    def count(self, token: Token, *, dots: int) -> None:
        text = token.text
        if text in ("and", "or"):
            self.terms += 1
            self.end_part()
        elif text in ("?", ":"):
            step = 1 if text == "?" else -1
            self.choices += max(step, 0)
            self.waiting += step
            self.end_part()
        elif text in ("not", "in") or (token.lexeme is Lexeme.OPERATOR and not 0 < dots <= _PLAIN_DOTS):
            self.operators += 1


def check(tokens: tuple[Token, ...]) -> Found:
    """Yield the faults of brackets, of depth and of `:`, as token, code, message and help."""
    frames = [_Frame()]
    prefixes = dots = 0
    reported: set[str] = set()
    before: Token | None = None
    for token in tokens:
        frame = frames[-1]
        text = token.text if token.lexeme in (Lexeme.OPERATOR, Lexeme.NAME) else ""
        value_before = before is not None and ends_value(before)
        prefixes = prefixes + 1 if text == "not" or (text == "-" and not value_before) else 0
        dots = _dots(token, before, dots)
        if text in _CLOSING:
            frame.operators += value_before  # a call
            frames.append(_Frame(token))
        elif text in _CLOSING.values():
            if frame.bracket is None or _CLOSING[frame.bracket.text] != text:
                yield token, "expr.syntax", _mismatch(frame.bracket, text), "close first what was opened last"
                return
            if before is frame.bracket and text == "}":
                yield token, "expr.forbidden", "`{}` would be a mapping", "an empty list is `[]`"
            frames.pop()
            frames[-1].absorb(frame)
        elif text == ",":
            frames[-1] = _Frame(frame.bracket, frame.depth_and_terms())
        elif text == ":" and not frame.waiting:
            yield token, *_stray_colon(frame.bracket)
        else:
            frame.count(token, dots=dots)
        for message in _excess(frames, prefixes):
            if message not in reported:
                reported.add(message)
                yield token, "expr.too_deep", message, _WAY_OUT
        before = token
    if (opened := frames[-1].bracket) is not None:
        yield opened, "expr.syntax", f"`{opened.text}` is not closed", None


def _dots(token: Token, before: Token | None, dots: int) -> int:
    """Return the number of dots since the name began; a dot after anything but a name counts in full."""
    if token.text == "." and before is not None:
        return dots + 1 if before.lexeme is Lexeme.NAME else _PLAIN_DOTS + 1
    return dots if token.lexeme is Lexeme.NAME and before is not None and before.text == "." else 0


def _excess(frames: list[_Frame], prefixes: int) -> list[str]:
    """Return what is too deep at this token; frames above the last count as they stand."""
    messages = []
    depth, terms = frames[-1].depth_and_terms()
    if len(frames) - 1 > MAX_BRACKETS:
        messages.append(f"brackets are nested more than {MAX_BRACKETS} deep")
    if prefixes > MAX_PREFIXES:
        messages.append(f"more than {MAX_PREFIXES} of `not` and `-` in a row")
    if depth > MAX_DEPTH:
        messages.append(f"operators are nested more than {MAX_DEPTH} deep")
    if terms > MAX_TERMS:
        messages.append(f"`and` and `or` join more than {MAX_TERMS} terms")
    return messages


def _mismatch(bracket: Token | None, text: str) -> str:
    if bracket is None:
        return f"`{text}` closes nothing"
    return f"`{text}` stands where `{_CLOSING[bracket.text]}` is due"


def _stray_colon(bracket: Token | None) -> tuple[str, str, str | None]:
    if bracket is not None and bracket.text == "{":
        return "expr.forbidden", "a mapping (`{...: ...}`) is not used", "ask for each value with `==`"
    if bracket is not None and bracket.text != "(":
        return "expr.forbidden", "a slice (`[...:...]`) is not used", "ask for a member with `in`"
    return "expr.syntax", "`:` without a `?` before it", "write `condition ? one : other`"
