"""Streams: files and standard input read with bounds, output that survives a reader who leaves."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from returnkit.errors import ReturnkitError

MAX_BYTES: Final = 10_000_000
STDIN: Final = "-"


class InputFileError(ReturnkitError, ValueError):
    """A file cannot be read as text."""

    code = "input_file"


def prepare() -> None:
    """Let output replace what the terminal's encoding cannot show, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def put(text: str) -> None:
    """Write *text* to standard output; a reader who is gone, as `head` is, is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still buffered would fail again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def put_version() -> None:
    """Write the program's name and version."""
    try:
        number = version("returnkit")
    except PackageNotFoundError:
        number = "(not installed)"  # run from a checkout
    put(f"returnkit {number}\n")


def complain(text: str) -> None:
    """Write *text* to standard error."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def is_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return sys.stdout.isatty()


def is_coloured() -> bool:
    """Return whether standard output is a terminal whose user wants colours."""
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def counted(paths: Sequence[str]) -> Iterator[str]:
    """Yield *paths*; a terminal on standard error shows how many of them are done."""
    if not sys.stderr.isatty():
        yield from paths
        return
    width = 0
    try:
        for done, path in enumerate(paths):
            shown = f"{done} of {len(paths)}"
            width = len(shown)
            _show(f"\r{shown}")
            yield path
    finally:  # the line is gone before anything else is said
        _show(f"\r{' ' * width}\r")


def stepped(done: int, of: int) -> None:
    """Show a terminal on standard error that *done* of so many steps are done; nothing once all are."""
    if sys.stderr.isatty():
        shown = f"{done} of {of}"
        _show(f"\r{shown}" if done < of else f"\r{' ' * len(shown)}\r")


def _show(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def shown_name(path: str) -> str:
    """Return what messages call the file at *path*."""
    return "<stdin>" if path == STDIN else path


def read_text(path: str) -> str:
    """Return the text of the file at *path*; `-` is standard input.

    Raises:
        InputFileError: It is not there, cannot be read, is larger than 10 MB, or is not UTF-8.
    """
    name = shown_name(path)
    try:
        content = _read(path)
    except OSError as exc:
        reason = (exc.strerror or "it cannot be read").lower()
        raise InputFileError(f"{name}: cannot be read: {reason}") from exc
    if len(content) > MAX_BYTES:
        raise InputFileError(f"{name}: larger than {MAX_BYTES // 1_000_000} MB", help="give one order a file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        message = f"{name}: not UTF-8 text: byte {exc.start + 1} is `0x{content[exc.start]:02x}`"
        raise InputFileError(message, help="save the file as UTF-8") from exc


def _read(path: str) -> bytes:
    # One byte more than allowed tells too much from enough, whatever the file claims to be.
    if path == STDIN:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(path).open("rb") as file:
        return file.read(MAX_BYTES + 1)
