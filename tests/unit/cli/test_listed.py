"""`returnkit sources` in this process: a table for people, lines and JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from returnkit.cli.listed import table_of, text_of
from returnkit.importers import Source
from tests.unit.cli.conftest import Shell

BROKEN = Source("acme-till", "acme-returnkit 1.2", "sales of a till", error="`acme:read` cannot be loaded")
FOUND: Sequence[Source] = (Source("csv", "returnkit", "a table of orders"), BROKEN)


def test_every_source_is_listed_a_line(shell: Shell) -> None:
    ran = shell("sources")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert "csv              returnkit  a table of orders, one row a line\n" in ran.stdout
    assert [line.split()[0] for line in ran.stdout.splitlines()][:2] == ["csv", "shopify-graphql"]


def test_json_has_a_shape_that_stays(shell: Shell) -> None:
    found = json.loads(shell("sources", "--json").stdout)

    assert found["returnkit"] == 1
    assert found["sources"][0] == {
        "name": "csv",
        "origin": "returnkit",
        "summary": "a table of orders, one row a line",
        "error": None,
    }


def test_a_broken_source_is_told_with_its_error() -> None:
    assert text_of(FOUND) == (
        "csv        returnkit           a table of orders\n"
        "acme-till  acme-returnkit 1.2  broken: `acme:read` cannot be loaded\n"
    )


def test_a_terminal_is_shown_a_table(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("returnkit.cli.app.is_terminal", lambda: True)

    first, rule, *rows = [line for line in shell("sources").stdout.splitlines() if line.strip()]

    assert first.split() == ["name", "origin", "reads"]
    assert set(rule.strip()) == {"─"}
    assert len(rows) >= 4


@pytest.mark.parametrize("coloured", [False, True])
def test_a_table_has_colours_where_they_are_wanted(coloured: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("returnkit.cli.listed.is_coloured", lambda: coloured)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)

    assert ("\x1b[31m" in table_of(FOUND)) is coloured
