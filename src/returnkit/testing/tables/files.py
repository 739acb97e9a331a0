"""Files: tables found in folders and read with the policies beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from returnkit.diagnostics import Diagnostic, Source, Span
from returnkit.documents import Document
from returnkit.errors import CasesError
from returnkit.policy import Policy, load_policy

from .reading import read_document, table_of
from .table import Table

MAX_BYTES: Final = 4_000_000
MARK: Final = ".policytest"
"""Stands in the name of every table before its suffix."""
SUFFIXES: Final = (".yaml", ".yml", ".toml", ".json", ".csv")
_OF_POLICIES: Final = (".yaml", ".yml", ".toml", ".json")
_LEFT_OUT: Final = frozenset({"node_modules", "__pycache__", "build", "dist", "venv"})


def is_table(path: Path) -> bool:
    """Return whether a file of this name is a table of cases."""
    return path.suffix.lower() in SUFFIXES and path.stem.lower().endswith(MARK)


def tables_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the tables among *paths* and in folders below them, each once, by name.

    Folders whose name begins with a dot, and those of built or installed things, are left out.

    Raises:
        CasesError: One of *paths* is not there, or a file that is no table by its name.
    """
    seen: set[Path] = set()
    for path in paths:
        if not _is_there(path):
            raise _refused(path, "no_file", f"there is no file or folder `{path.as_posix()}`", None)
        if path.is_dir():
            found = sorted(_below(path))
        elif is_table(path):
            found = [path]
        else:
            help_ = f"call it NAME{MARK}.yaml, or {', '.join(SUFFIXES[1:])}"
            raise _refused(path, "no_table", f"`{path.as_posix()}` has not the name of a table", help_)
        yield from (each for each in found if not (each in seen or seen.add(each)))  # type: ignore[func-returns-value] # add returns nothing, which is false


def read_table(path: Path, *, known: dict[Path, Policy] | None = None) -> Table:
    """Return the table in the file at *path*, with the policy that it names or that stands beside it.

    Args:
        path: The table.
        known: Policies that were read before, by file; those that are read are added.

    Raises:
        CasesError: With every fault of the table.
        DocumentError: With every fault of its notation, or of the policy.
    """
    document = read_document(text_at(path), name=path.as_posix())
    policies = {} if known is None else known
    file = _policy_file(document, path)
    if file not in policies:
        policies[file] = policy_at(file)
    return replace(table_of(document, policies[file]), file=file)


def policy_at(path: Path) -> Policy:
    """Return the policy in the file at *path*.

    Raises:
        CasesError: The file cannot be read.
        DocumentError: With every fault of the policy.
    """
    return load_policy(text_at(path), name=path.as_posix())


def _below(folder: Path) -> Iterator[Path]:
    try:
        inside = list(folder.iterdir())
    except OSError as exc:
        raise _unread(folder, exc) from exc
    for path in inside:
        if path.is_dir():
            if not path.name.startswith(".") and path.name not in _LEFT_OUT and not path.is_symlink():
                yield from _below(path)
        elif is_table(path):
            yield path


def _policy_file(document: Document, path: Path) -> Path:
    """Return the file of the policy that a table is for."""
    named = document.value(("policy",))
    if isinstance(named, str):
        file = path.parent / named
        if is_file(file):
            return file
        message, help_ = f"there is no policy `{named}`, seen from the folder of the table", None
    else:
        name = path.stem[: -len(MARK)]
        above = path.parent / ".." if path.parent.name in ("", "..") else path.parent.parent
        for folder in (path.parent, above):
            for suffix in _OF_POLICIES:
                if is_file(file := folder / f"{name}{suffix}"):
                    return file
        message = f"there is no policy `{name}{_OF_POLICIES[0]}` beside the table or in the folder above"
        help_ = "name it: `policy: ../policies/shop.yaml`"
    fault = Diagnostic("cases.no_policy", message, path="policy", span=document.span(("policy",)), help=help_)
    raise CasesError((fault,), source=document.source)


def is_file(path: Path) -> bool:
    """Return whether there is a file at *path*; at one that no file can have there is none."""
    return _is_there(path) and path.is_file()


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long a name, or a character that no name has
        return False


def text_at(path: Path) -> str:
    """Return the text of the file at *path*.

    Raises:
        CasesError: It is not there, cannot be read, is larger than 4 MB, or is not UTF-8.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as exc:
        raise _unread(path, exc) from exc
    if len(content) > MAX_BYTES:
        raise _refused(path, "file", f"larger than {MAX_BYTES // 1_000_000} MB", "write several tables")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        line = content.count(b"\n", 0, exc.start) + 1
        message = f"not UTF-8 text: byte {exc.start + 1} is `0x{content[exc.start]:02x}`"
        raise _refused(path, "file", message, "save the file as UTF-8", Span(line, 1)) from exc


def _unread(path: Path, exc: OSError) -> CasesError:
    reason = (exc.strerror or "it cannot be read").lower()
    return _refused(path, "file", f"`{path.as_posix()}` cannot be read: {reason}", None)


def _refused(path: Path, code: str, message: str, help: str | None, span: Span | None = None) -> CasesError:
    fault = Diagnostic(f"cases.{code}", message, span=span, help=help)
    return CasesError((fault,), source=Source(path.as_posix(), ""))
