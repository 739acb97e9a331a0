"""Markdown: a page as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .page import Page, Piece, Sentence

_SIGNS: Final = re.compile(r"[\\`*_\[\]<>&#|~]")
_AT_START: Final = re.compile(r"^(?:[-+=:]|[0-9]+(?=[.)]))")


def markdown(page: Page) -> str:
    """Return *page* as Markdown: headings, paragraphs and lists. No text of the policy is markup in it."""
    return "\n".join(_lines(page))


def _lines(page: Page) -> Iterator[str]:
    yield f"# {_escaped(page.title)}"
    for section in page.sections:
        yield from ("", f"## {_escaped(section.title)}", "")
        for lead in section.lead:
            yield from (_line(lead), "")
        yield from (f"- {_line(each)}" for each in section.listed)
    yield ""


def _line(sentence: Sentence) -> str:
    text = "".join(map(_piece, sentence.pieces))
    return _AT_START.sub(
        lambda found: f"{found[0][:-1]}\\{found[0][-1]}" if not found[0].isdigit() else found[0] + "\\", text
    )


def _piece(piece: Piece) -> str:
    return _span(piece.text) if piece.is_code else _escaped(piece.text)


def _escaped(text: str) -> str:
    return _SIGNS.sub(lambda found: f"\\{found[0]}", text)


def _span(text: str) -> str:
    """Return *text* as a code span whose fence is longer than any run of backticks in it."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence, space = "`" * (longest + 1), " " if "`" in text else ""
    return f"{fence}{space}{text}{space}{fence}"
