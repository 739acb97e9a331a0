"""Bugs planted into situations: their laws must notice each."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from tests.situation_laws import (
    law_what_is_told_is_what_a_policy_reads,
    law_what_is_written_is_read_again,
)

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
# Any, below: what is planted has the signature of what it replaces.

# Any: the package gives the function of this name.
putting: Any = import_module("returnkit.situations.situation")
values: Any = import_module("returnkit.situations.values")
writers: Any = import_module("returnkit.situations.writers")
SEEDS = range(120)


def notices(law: Callable[[int], int]) -> bool:
    """Return whether *law* fails for one of the seeds, whichever way it shows."""
    try:
        for seed in SEEDS:
            law(seed)
    except (AssertionError, ValueError, LookupError):
        return True
    return False


def test_without_a_bug_the_laws_hold() -> None:
    assert not notices(law_what_is_told_is_what_a_policy_reads)


def a_writer_writes_elsewhere(patch: Patch) -> None:
    patch.setitem(writers.WRITERS, "item.category", writers._field("line", "title"))


def contradictions_pass(patch: Patch) -> None:
    patch.setattr(putting, "_is_so", lambda path, wanted, seen: True)


def nothing_is_told_over(patch: Patch) -> None:
    patch.setattr(putting, "can_be_told", lambda policy, path: False)


def unknown_is_forgotten(patch: Patch) -> None:
    patch.setattr(writers, "is_unknown", lambda value: False)
    patch.setitem(writers.WRITERS, "request.is_opened", lambda draft, value: None)


@pytest.mark.parametrize(
    "bug", [a_writer_writes_elsewhere, contradictions_pass, nothing_is_told_over, unknown_is_forgotten]
)
def test_a_bug_in_what_is_told_is_noticed(bug: Callable[[Patch], None], monkeypatch: Patch) -> None:
    bug(monkeypatch)

    assert notices(law_what_is_told_is_what_a_policy_reads)


def words_are_not_quoted(patch: Patch) -> None:
    patch.setattr(values, "_WORDS", ())


def seconds_are_left_out(patch: Patch) -> None:
    shown = values.shown_instant
    patch.setattr(values, "shown_instant", lambda instant, zone: shown(instant.replace(second=0), zone))


def words_with_a_comma_are_bare(patch: Patch) -> None:
    patch.setattr(values, "_word", values.quoted)


def a_quote_within_is_not_doubled(patch: Patch) -> None:
    patch.setattr(values, "_in_quotes", lambda text: f'"{text}"')


@pytest.mark.parametrize(
    "bug",
    [words_are_not_quoted, seconds_are_left_out, words_with_a_comma_are_bare, a_quote_within_is_not_doubled],
)
def test_a_bug_in_what_is_written_is_noticed(bug: Callable[[Patch], None], monkeypatch: Patch) -> None:
    bug(monkeypatch)

    assert notices(law_what_is_written_is_read_again)
