"""HTML: a page as one article, without style or script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from .page import Page, Piece, Section, Sentence


def html(page: Page) -> str:
    """Return *page* as one `article` to put into a document of yours; every text is escaped."""
    return "\n".join(_lines(page)) + "\n"


def _lines(page: Page) -> Iterator[str]:
    yield f'<article lang="{escape(page.locale)}">'
    yield f"<h1>{escape(page.title)}</h1>"
    for section in page.sections:
        yield from _section(section)
    yield "</article>"


def _section(section: Section) -> Iterator[str]:
    yield "<section>"
    yield f"<h2>{escape(section.title)}</h2>"
    yield from (f"<p>{_text(lead)}</p>" for lead in section.lead)
    yield "<ul>"
    yield from (f"<li>{_text(each)}</li>" for each in section.listed)
    yield "</ul>"
    yield "</section>"


def _text(sentence: Sentence) -> str:
    return "".join(map(_piece, sentence.pieces))


def _piece(piece: Piece) -> str:
    return f"<code>{escape(piece.text)}</code>" if piece.is_code else escape(piece.text)
