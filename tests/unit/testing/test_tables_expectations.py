"""Expectations: how they are read, and what cannot hold together."""

from __future__ import annotations

from typing import Any

import pytest

from returnkit.decision import Verdict
from returnkit.diagnostics import Source
from returnkit.documents import Document, validate
from returnkit.errors import DocumentError
from returnkit.testing.tables import Expectations, contradictions, written
from returnkit.testing.tables.expectations import beside


def read(said: Any) -> Expectations:
    return validate(Document(Source("", ""), said), Expectations)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("ineligible", {"verdict": "ineligible"}),
        ({"verdict": "eligible 2, ineligible 1"}, {"verdict": {"eligible": 2, "ineligible": 1}}),
        ({"offers": "refund, exchange"}, {"offers": ["refund", "exchange"]}),
        ({"offers": "none"}, {"offers": []}),
        ({"rules": "none"}, {"rules": []}),
        (
            {"until": "refund: 2026-04-05, credit: never"},
            {"until": {"refund": "2026-04-05", "credit": "never"}},
        ),
        ({"terms": "none"}, {"terms": {}}),
        (
            {"terms": "label: 6.50 per return; rate: 50 %"},
            {"terms": {"label": "6.50 per return", "rate": "50 %"}},
        ),
    ],
)
def test_a_short_form_reads_as_the_long_one(short: Any, long: Any) -> None:
    assert read(short) == read(long)
    assert read(written(read(long))) == read(long)


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"verdict": "elegible"}, "`elegible` is no verdict: did you mean `eligible`?"),
        ({"verdict": {"eligible": 0}}, "say how many units have each verdict"),
        ({"approval": "auto"}, "`auto` is no approval: did you mean `automatic`?"),
        ({"until": "soon"}, "`soon` is no deadline"),
        ({"until": "2026-02-30"}, "`2026-02-30` is no day of the calendar"),
        ({"until": "2026-04-05 25:00"}, "is no day of the calendar"),
        ({"until": "never at least"}, "is no deadline"),
        ({"terms": "free of charge"}, "`free of charge` names no term"),
        ({"verdikt": "eligible"}, "unknown key `verdikt`"),
        ({"offers": 3}, "expected a list, found a number"),
        ({"verdict": "eligible 2, eligible 1"}, "`eligible` stands twice"),
        ({"offers": "refund, refund"}, "`refund` stands twice"),
        ({"rules": ["a", "b", "a"]}, "`a` stands twice"),
        ({"until": "refund: never; refund: 2026-04-05"}, "`refund` stands twice"),
        ({"terms": "rate: 50 %; rate: none"}, "`rate` stands twice"),
    ],
)
def test_what_is_no_expectation_is_refused(said: Any, message: str) -> None:
    with pytest.raises(DocumentError) as raised:
        read(said)

    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"verdict": "eligible", "reason": "window"}, "reason"),
        ({"verdict": "needs_info", "reason": "window"}, "reason"),
        ({"verdict": "ineligible", "offers": "refund"}, "offers"),
        ({"verdict": "ineligible", "terms": {"rate": "50 %"}}, "terms"),
        ({"verdict": "ineligible", "approval": "automatic"}, "approval"),
        ({"verdict": "eligible", "offers": "none"}, "offers"),
        ({"offers": "none", "terms": {"rate": "50 %"}}, "terms"),
        ({"offers": "refund", "terms": {"exchange.label": "none"}}, "terms"),
        ({"rules": "none", "rule": "a"}, "rule"),
        ({"rules": ["a", "b"], "rule": "c"}, "rule"),
        ({"rule": "none"}, "rule"),
        ({"reason": "nothing_offered", "offers": "refund"}, "offers"),
    ],
)
def test_what_cannot_hold_together_is_told_where_it_stands(said: Any, where: str) -> None:
    assert [aspect for aspect, _ in contradictions(read(said))] == [where]


@pytest.mark.parametrize(
    "said",
    [
        {"verdict": "ineligible", "offers": "none", "terms": "none", "reason": "window"},
        {"verdict": {"eligible": 2, "ineligible": 1}, "offers": "refund", "reason": "limit"},
        {"verdict": "needs_info", "offers": "none"},
        {"verdict": "review", "offers": "none"},  # nobody can be asked for what it depends on
        {"rules": ["a", "b"], "rule": "b"},
        {"offers": "refund", "terms": {"refund.label": "none", "rate": "50 %"}},
    ],
)
def test_what_can_hold_together_is_no_contradiction(said: Any) -> None:
    assert tuple(contradictions(read(said))) == ()


def test_a_default_gives_way_to_what_it_contradicts() -> None:
    defaults = read({"verdict": "eligible", "offers": "refund", "approval": "automatic", "rule": "standard"})

    found = beside(defaults, read({"verdict": "ineligible", "reason": "window"}))

    assert written(found) == {"verdict": "ineligible", "reason": "window", "rule": "standard"}


def test_defaults_that_contradict_each_other_are_not_hidden() -> None:
    found = beside(read({"verdict": "eligible", "reason": "window"}), read({}))

    assert [aspect for aspect, _ in contradictions(found)] == ["reason"]


def test_what_a_case_says_stands_above_its_defaults() -> None:
    found = beside(read({"verdict": "eligible", "offers": "refund"}), read({"offers": "exchange"}))

    assert found.verdict is Verdict.ELIGIBLE
    assert found.offers == ("exchange",)
