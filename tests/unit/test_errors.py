"""Errors: one tree, stable codes, and what each tells."""

from __future__ import annotations

import inspect

import pytest

from returnkit import errors
from returnkit.diagnostics import Diagnostic, Source, Span
from returnkit.errors import (
    DocumentError,
    ExpressionError,
    FaultsError,
    MissingExtraError,
    PayloadError,
    ReturnkitError,
    UnknownFactError,
)

CLASSES = [
    found for _, found in inspect.getmembers(errors, inspect.isclass) if issubclass(found, ReturnkitError)
]
TREE = [line for line in (errors.__doc__ or "").splitlines() if line]


def depth_in_tree(error: type[Exception]) -> int:
    (line,) = (line for line in TREE if line.strip("│├└─ ").split(" ")[0] == error.__name__)
    return len(line) - len(line.lstrip("│├└─ "))


@pytest.mark.parametrize("error", CLASSES)
def test_every_error_stands_in_the_tree_below_its_parent(error: type[ReturnkitError]) -> None:
    parents = [base for base in error.__bases__ if issubclass(base, ReturnkitError)]

    assert [parent for parent in parents if depth_in_tree(parent) >= depth_in_tree(error)] == []
    assert depth_in_tree(error) >= 0


@pytest.mark.parametrize("builtin", [ValueError, LookupError, ImportError])
def test_every_error_is_also_the_builtin_that_the_tree_says(builtin: type[Exception]) -> None:
    said = {line.strip("│├└─ ").split(" ")[0] for line in TREE if f"(also {builtin.__name__})" in line}

    assert said
    assert said == {error.__name__ for error in CLASSES if builtin in error.__bases__}


def test_every_code_is_its_own() -> None:
    codes = [error.code for error in CLASSES]

    assert len(set(codes)) == len(codes)


def test_the_message_of_one_fault_shows_its_place_and_its_help() -> None:
    fault = Diagnostic("x", "odd", span=Span(1, 2), help="even it out")

    raised = ExpressionError((fault,), source=Source("condition", "abc"))

    assert str(raised).split("\n") == ["condition:1:2: odd", "    1 | abc", "         ^", "   even it out"]
    assert raised.help == "even it out"


def test_several_faults_are_all_shown_and_have_no_common_help() -> None:
    raised = FaultsError((Diagnostic("x", "one", help="a"), Diagnostic("x", "two", help="b")))

    assert str(raised) == "one\n   a\ntwo\n   b"
    assert raised.help is None


@pytest.mark.parametrize(
    ("count", "words"), [(1, "1 fault, nothing loaded"), (2, "2 faults, nothing loaded")]
)
def test_a_document_error_counts_its_faults(count: int, words: str) -> None:
    raised = DocumentError((Diagnostic("x", "odd"),) * count)

    assert str(raised).splitlines()[-1] == words
    assert len(raised.faults) == count


def test_an_unknown_fact_keeps_its_reason() -> None:
    raised = UnknownFactError("not_asked")

    assert raised.reason == "not_asked"
    assert str(raised) == "the fact is not known (not_asked)"


def test_a_payload_error_begins_with_its_place() -> None:
    assert str(PayloadError("no number", path="lines[2].price", help="h")) == "lines[2].price: no number"
    assert str(PayloadError("no object", path="")) == "no object"


def test_a_missing_extra_tells_how_to_install_it() -> None:
    raised = MissingExtraError("cli")

    assert raised.extra == "cli"
    assert raised.help == "pip install 'returnkit[cli]'"
