"""Hostile words: texts that a notation may take for something else, lose, or hide."""

from __future__ import annotations

from random import Random
from typing import Final

TAKEN: Final = (
    "NO", "no", "Yes", "on", "OFF", "y", "N", "~", "null", "Null", "true", "True", "FALSE", "=", "<<", "0",
    "-0", "+1", "007", "012", "0o17", "0x1F", "0b11", "1_000", "1e3", "1E-3", "-1.5e+3", ".5", "5.", "1.50",
    "-.inf", ".INF", ".nan", "1:30", "12:30:00", "190:20:30.15", "2026-11-01", "2026-1-1",
    "2026-11-01T12:00:00Z", "2026-11-01 12:00:00", "1..5", "1.2.3", "12345678901234567890", "0.0000001",
    "50 %", "all", "1,000", "inf",
)  # fmt: skip
"""Words that some reader of YAML, TOML or JSON takes for no text."""

MARKED: Final = (
    "---", "--- a", "...", "... a", "%YAML 1.2", "- a", "-", "-a", "? a", "?", ": a", ":", "a: b", "a:",
    "a:b", "http://a.b/c#d", "a #b", "a#b", "#a", "&a b", "*a", "!a", "!!str a", "| a", "|", "> a", "[a",
    "]", "{a: b}", "{", "}", "a, b", "a]", ",", "`tick`", "@at", "%", "'", "''", '"', '""', "it's",
    "'quoted'", '"quoted"', 'say "no"', "both \" and '", "back\\slash", "\\n", "\\", "ends with \\", '"""',
    "'''", 'a""""b"', '\\"', "\\\\\"", "[rules]", "a = b", "a.b", "\\u0041", "$schema", "`a`",
    "Zwölf Boxkämpfer", "é", "반품할 수 없습니다.", "😀",
)  # fmt: skip
"""Words with the marks of notations in them."""

SPACED: Final = (
    " lead", "trail ", " ", "  ", "a  b", "tab\there", "\ttab", "tab\t", "\u00a0nbsp\u00a0", "\u3000wide",
    "two\nlines", "ended\n", "\nbegun", "a\n\nb", "a\n\n", "\n", "a\n b", " a\nb", "a \nb", "a\r\nb", "\r",
    "a\n# b", "a\n---\nb", "a\n'''\n\"\"\"\nb\"", "a\n\\\nb\\", "- a\n- b\n", "a: b\nc: d", "a\n\tb",
)  # fmt: skip
"""Words whose blanks and breaks matter."""

HIDDEN: Final = (
    "a\u200bb", "\u202eright", "a\u200cb", "\u200c", "\u200dend", "\ufeffmark", "\U000e0041", "a\u2028b",
    "so\u00adft", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u200c",
    "\u0645\u200c\u200b\u0645", "\u0645\u200c\n\u0645", "\U0001f469\u200d\U0001f467", "\uffff", "\ufdd0",
    "\ue000", "\u0645\u200c\\\"", "line\u200b\nline",
)  # fmt: skip
"""Words with characters that a reader cannot see, as some languages need them."""

LONG: Final = (
    "x" * 500,
    " ".join(["word"] * 100),
    " ".join(["Goods and gifts or parts, unopened: they can't come back #1"] * 8),
    "  ".join(["word"] * 80),
    ("한국어 문장 " * 60).strip(),
    '"' * 300,
    "\n".join(["A line that is as long as lines of texts are, and has a : and a # in it."] * 6),
)

WORDS: Final = (*TAKEN, *MARKED, *SPACED, *HIDDEN, *LONG)

_SIGNS: Final = "abc NO019.-+:#,[]{}&*!|>%@`'\"\\\n\t?=~é한😀\u200b\u200c\u00a0\u2028"


def a_word(random: Random) -> str:
    """Return a hostile text of 1 to 500 characters."""
    if random.random() < 0.7:
        return random.choice(WORDS)
    return "".join(random.choice(_SIGNS) for _ in range(random.randrange(1, 14)))
