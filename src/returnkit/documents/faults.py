"""Collecting faults: everything found wrong with one text, up to a bound."""

from __future__ import annotations

from typing import NoReturn

from returnkit.diagnostics import Diagnostic, Source
from returnkit.errors import DocumentError

from .tree import Lines, Path, Place, path_text

MAX_CHARACTERS = 1 << 20
MAX_DEPTH = 40
MAX_VALUES = 100_000
MAX_FOUND = 1000  # faults that are looked for
MAX_SHOWN = 50  # faults that are reported
MAX_QUOTED = 100_000  # characters of lines that a report repeats


class Faults:
    """The faults of one text, and the places they name.

    Attributes:
        source: The text.
        lines: Its lines.
        found: What was found so far.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = Lines(source.text)
        self.found: list[Diagnostic] = []
        self._values = 0

    def add(self, code: str, message: str, place: Place, *, path: Path = (), help: str | None = None) -> None:
        """Note a fault of `document.` *code* at *place*."""
        self.found.append(
            Diagnostic(
                f"document.{code}", message, path=path_text(path), span=self.lines.span(place), help=help
            )
        )
        if len(self.found) >= MAX_FOUND:
            self.stop()

    def stop(self) -> NoReturn:
        """Raise what was found."""
        raise refusal(self.found, self.source, self.lines)

    def check(self) -> None:
        """Raise what was found, if anything was."""
        if self.found:
            self.stop()

    def enter(self, depth: int, place: Place) -> None:
        """Count one value at *depth*; stop when the document is too deep or has too many."""
        self._values += 1
        if depth > MAX_DEPTH:
            self.too_deep(place)
        if self._values > MAX_VALUES:
            self.add("size", f"more than {MAX_VALUES:,} values", place, help="split the document")
            self.stop()

    def too_deep(self, place: Place) -> NoReturn:
        """Refuse a document nested beyond the bound, at *place*."""
        self.add("depth", f"nested deeper than {MAX_DEPTH} levels", place)
        self.stop()

    def duplicate(self, key: str, first: Place, second: Place, path: Path) -> None:
        """Note that *key* stands at both places."""
        span = self.lines.span(first)
        self.add(
            "duplicate_key",
            f"key {shown(key)} stands twice, first at {span.line}:{span.column}",
            second,
            path=path,
            help="keep one of the two",
        )


def refusal(found: list[Diagnostic], source: Source, lines: Lines | None = None) -> DocumentError:
    """Return the error for *found*: sorted by place, each once, the first ones if there are many."""
    unique = sorted(dict.fromkeys(found), key=_order)
    lines = lines or Lines(source.text)
    kept, quoted = 0, 0
    for fault in unique[:MAX_SHOWN]:
        quoted += lines.length(fault.span.line) if fault.span else 0
        if kept and quoted > MAX_QUOTED:
            break  # every fault repeats its line, and a line may be the whole document
        kept += 1
    if rest := len(unique) - kept:
        more = Diagnostic("document.more", f"{rest} more fault{'s' if rest > 1 else ''} not shown")
        unique = [*unique[:kept], more]
    return DocumentError(tuple(unique), source=source)


def shown(text: str, limit: int = 60) -> str:
    """Return user input for a message: in backticks, on one line, clipped to *limit* characters."""
    clipped = text if len(text) <= limit else text[: limit - 1] + "…"
    plain = "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in clipped)
    return "`" + plain.replace("`", "'") + "`"


def _order(fault: Diagnostic) -> tuple[int, int, str, str, str]:
    line, column = (fault.span.line, fault.span.column) if fault.span else (0, 0)
    return line, column, fault.path, fault.code, fault.message
