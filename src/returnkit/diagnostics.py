"""Diagnostics: what is wrong with a text, where, and the way out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

_CONTEXT: Final = 200  # characters of a line shown before and from a marked place on


class Severity(StrEnum):
    """How much a diagnostic matters: an error stops loading, a warning does not."""

    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a text.

    Attributes:
        line: Line number, from 1.
        column: Column in characters, from 1.
        length: How many characters are meant, at least 1.
    """

    line: int
    column: int
    length: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """A named text, kept so that a diagnostic can show the line it is about."""

    name: str
    text: str

    def line(self, number: int) -> str:
        """Return line *number* (from 1) without its line break, or an empty string."""
        lines = self.text.splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault or warning.

    Attributes:
        code: Stable, documented identifier such as `expr.unknown_name`.
        message: What is wrong: lower case, one line, user input in backticks.
        severity: Error or warning.
        path: Where in the document, such as `rules[5].when`; empty for a bare text.
        span: Where in the text, when known.
        help: What to do about it.
    """

    code: str
    message: str
    severity: Severity = Severity.ERROR
    path: str = ""
    span: Span | None = None
    help: str | None = None

    def at(self, *, path: str | None = None, span: Span | None = None) -> Diagnostic:
        """Return the same diagnostic placed at *path* and *span*; what is not given stays."""
        return replace(
            self, path=self.path if path is None else path, span=self.span if span is None else span
        )


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Return the *known* word closest to *word*, or None when nothing is close."""
    matches = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return matches[0] if matches else None


def suggest(word: str, known: Iterable[str]) -> str | None:
    """Return the help line "did you mean `x`?" for *word*, or None when nothing is close."""
    match = did_you_mean(word, known)
    return f"did you mean `{match}`?" if match else None


def render(diagnostic: Diagnostic, source: Source | None = None) -> str:
    """Return *diagnostic* as text: place and message, the line with a marker, the help."""
    span = diagnostic.span
    where = source.name if source else ""
    if span:
        where += f":{span.line}:{span.column}"
    parts = [part for part in (where, diagnostic.path) if part]
    level = "warning: " if diagnostic.severity is Severity.WARNING else ""
    head = "  ".join(parts)
    lines = [f"{head}: {level}{diagnostic.message}" if head else f"{level}{diagnostic.message}"]
    if source and span and (text := source.line(span.line)):
        first = max(0, span.column - 1 - _CONTEXT)
        text = text[first : span.column - 1 + _CONTEXT]  # one line can be as long as the whole text
        column = span.column - 1 - first
        gutter = f"{span.line:>5} | "
        lead = "".join("\t" if char == "\t" else " " for char in text[:column])
        length = max(1, min(span.length, len(text) - column))
        lines += [gutter + text, " " * len(gutter) + lead + "^" * length]
    if diagnostic.help:
        lines.append(f"   {diagnostic.help}")
    return "\n".join(lines)
