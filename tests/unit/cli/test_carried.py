"""`returnkit carriers` in this process: carriers as lines and JSON, and what one does not keep."""

from __future__ import annotations

import json

import pytest

from returnkit.carriers import Capability, RegisteredCarrier
from returnkit.cli.carried import text_of
from tests.unit.cli.conftest import Shell


def test_every_carrier_is_listed_a_line(shell: Shell) -> None:
    ran = shell("carriers", "list")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[0] == (
        "manual  returnkit  label, qr_code, label_less: labels that the merchant has from elsewhere, or none"
    )


def test_json_has_a_shape_that_stays(shell: Shell) -> None:
    found = json.loads(shell("carriers", "list", "--json").stdout)

    assert found["returnkit"] == 1
    assert found["carriers"][0] == {
        "name": "manual",
        "origin": "returnkit",
        "summary": "labels that the merchant has from elsewhere, or none",
        "capabilities": ["label", "qr_code", "label_less"],
        "settings": [],
        "options": ["drop_off"],
        "error": None,
    }


def test_a_broken_plugin_is_told_with_its_error() -> None:
    working = RegisteredCarrier("acme", "acme 1.2", "parcels", frozenset({Capability.LABEL}))
    broken = RegisteredCarrier("swift", "swift-parcels 2.0", error="no\nlicence")

    assert text_of((working, broken)) == (
        "acme   acme 1.2           label: parcels\nswift  swift-parcels 2.0  broken: no licence\n"
    )


def test_a_carrier_without_faults_is_told_so(shell: Shell) -> None:
    ran = shell("carriers", "check", "manual")

    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith("manual: no faults; ")


def test_what_a_carrier_does_not_keep_is_told(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("returnkit.cli.carried.examine", lambda name: ("it has no `buy`", "nor `track`"))

    ran = shell("carriers", "check", "acme")

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "acme: it has no `buy`\nacme: nor `track`\n"
