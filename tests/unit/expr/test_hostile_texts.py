"""Hostile texts never reach the parser, and refusing them is cheap."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from returnkit.diagnostics import Diagnostic
from returnkit.errors import ExpressionError
from returnkit.expr import guards, tokens
from returnkit.expr.guards import guard
from returnkit.expr.tokens import Token
from tests.modes import size
from tests.unit.expr.hostile import TEXTS, not_refused

pytest.importorskip("resource", reason="limits of a process exist on POSIX systems only")

_SIGNS = "()[]{},.:?+-*/%<>&|^#=!~$\"'\\ \n\t@;"
_WORDS = [
    *_SIGNS,
    *[
        "a",
        "item.sku",
        "and",
        "or",
        "not",
        "",
        "in",
        "if",
        "for",
        "true",
        "null",
        "inf",
        "1",
        "1e9",
        "0x1",
        ".5",
        "=~",
        "=~~",
        "!~",
        "??",
        "**",
        "<<",
        "&.",
        "&[",
        "$now",
    ],
    *['r"(a+)+"', '"a"', "'b'", 'd"x"', 't"P1D"', "b'x'"],
    *["\u202e", "\x00", "\ud800", "한", "é", "\x85", "\u2028", "\x0c", "\r"],
]
_RUNS = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12).map("".join)
_LONG = st.tuples(_RUNS, _RUNS, st.integers(1, 5_000)).map(lambda t: (t[0] + t[1] * t[2])[:5_000])
_TEXTS = _LONG | _RUNS | st.text(st.characters(), max_size=5_000)


def test_every_hostile_text_is_refused_before_the_parser() -> None:
    assert not_refused(TEXTS) == {}


@given(text=_TEXTS)
@settings(max_examples=size(ci=150, full=20_000))
@example(text="")
def test_any_text_is_admitted_or_refused_with_faults(text: str) -> None:
    faults, admitted = _outcome(text)

    assert bool(faults) != bool(admitted)
    assert len(faults) <= guards.MAX_FAULTS
    assert len(admitted) <= guards.MAX_TOKENS
    for fault in faults:
        assert fault.code.startswith("expr.")
        assert fault.message.isprintable(), "one line, nothing hidden"
        assert fault.span is None or fault.span.line <= text.count("\n") + 1


def _outcome(text: str) -> tuple[tuple[Diagnostic, ...], tuple[Token, ...]]:
    try:
        return (), guard(text)
    except ExpressionError as error:
        return error.faults, ()


@pytest.mark.parametrize(
    "unit", ["(", "a ", '"', "'\\", "@", "not ", "1e", ".a", "a.", "&", '"a"', "\n@", "?:", "[a,"]
)
def test_scanning_looks_at_each_character_a_bounded_number_of_times(unit: str) -> None:
    """Counts the attempts to read a word, which is what a text can multiply."""

    class Counting:
        def __init__(self) -> None:
            self.attempts = 0

        def match(self, text: str, offset: int) -> object:
            self.attempts += 1
            return word.match(text, offset)

    word, counting = tokens._WORD, Counting()
    text = (unit * 4_000)[:4_000]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "_WORD", counting)
        tokens.scan(text)

    assert counting.attempts <= len(text)
