"""Runs: what becomes of tables, as text and as JUnit XML."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from returnkit.testing.tables import Outcome, junit
from returnkit.testing.tables.report import text_of
from returnkit.testing.tables.run import Run, Wanted, run_tables
from returnkit.testing.tables.shown import below, excused, shown_in
from tools.cases import POLICY

TABLE = """\
defaults: {expect: eligible}
cases:
- case: in time
  given: {at: day 30}
- case: "too late <&>"
  given: {at: day 31}
- case: later
  skip: nobody knows
- case: a pass
  given: {item.category: gift_card}
  expect: ineligible
- case: boots
  given: {item.category: boots}
  reviewed: false
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "shop.yaml").write_text(POLICY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ran(text: str = TABLE, wanted: Wanted | None = None, name: str = "shop.policytest.yaml") -> Run:
    Path(name).write_text(text, encoding="utf-8")
    return run_tables([Path()], wanted or Wanted())


def test_a_run_counts_what_became_of_each_case(folder: Path) -> None:
    run = ran()

    assert {outcome: run.count(outcome) for outcome in Outcome} == {
        Outcome.PASSED: 2,
        Outcome.FAILED: 1,
        Outcome.SKIPPED: 1,
        Outcome.FAULTY: 1,
    }
    assert run.not_reviewed == 1
    assert run.has_faults


def test_a_report_tells_tables_then_troubles_then_the_counts(folder: Path) -> None:
    text = text_of(ran())

    parts = text.split("\n\n")
    counts = "2 passed, 1 failed, 1 skipped, 1 proving nothing"
    assert parts[0] == f"shop.policytest.yaml (shop): {counts}"
    assert parts[1].splitlines() == [
        "shop.policytest.yaml:5: failed: too late <&>",
        "  verdict  expected `eligible`, found `ineligible` (`window` by `standard`)",
        "  given    at: 31 days after delivery",
        "  window   `standard` 30 days of delivery (delivered 6 Mar 2026) → closed 5 Apr 2026 24:00 UTC",
        "    final-sale  silent because item.is_final_sale is false",
        '    restocking  silent because item.category is "shirts"',
        '    offers      spoke because item.category is "shirts"',
        "    standard    spoke because it has no condition",
    ]
    assert parts[2].startswith("shop.policytest.yaml:9:9  case: no rule of `shop` speaks about this case")
    assert (
        parts[3] == "5 cases in 1 table: 2 passed, 1 failed, 1 skipped, 1 proving nothing; 1 not reviewed\n"
    )


def test_the_slowest_cases_are_told_on_demand(folder: Path) -> None:
    lines = text_of(ran(), slowest=2).split("slowest:\n")[1].splitlines()

    assert [" ms  shop.policytest.yaml:" in line for line in lines[:2]] == [True, True]
    assert lines[2] == ""


def test_a_table_at_fault_stops_no_other(folder: Path) -> None:
    Path("bad.policytest.yaml").write_text("policy: shop.yaml\ncases: []\n", encoding="utf-8")

    run = ran("cases:\n- {case: a, expect: eligible}\n")

    assert run.count(Outcome.PASSED) == 1
    assert run.has_faults
    assert text_of(run).startswith(
        "bad.policytest.yaml: faults\nshop.policytest.yaml (shop): 1 passed\n\nbad."
    )


def test_a_table_that_nobody_confirmed_is_warned_of(folder: Path) -> None:
    run = ran("cases:\n- {case: a, expect: eligible, reviewed: false}\n")

    assert not run.has_faults
    assert "1 passed; warning: nobody confirmed any of them" in text_of(run)


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        (Wanted("LATE"), ["too late <&>", "later"]),
        (Wanted("shop.policytest"), None),
        (Wanted(reviewed_only=True), ["in time", "too late <&>", "later", "a pass"]),
    ],
)
def test_some_cases_are_run_on_demand(folder: Path, wanted: Wanted, names: list[str] | None) -> None:
    run = ran(wanted=wanted)

    found = [result.case.name for result in run.tables[0].results]
    assert found == names or (names is None and len(found) == 5)


def test_a_run_of_skipped_cases_only_proves_nothing(folder: Path) -> None:
    assert [fault.code for fault in ran(wanted=Wanted("later")).faults] == ["cases.none_meant"]


def test_junit_xml_tells_each_case_once(folder: Path) -> None:
    root = ET.fromstring(junit.junit_of(ran()))

    (suite,) = root
    cases = {case.get("name"): case for case in suite}
    assert suite.attrib | {"time": ""} == {
        "name": "shop.policytest.yaml",
        "tests": "5",
        "failures": "1",
        "errors": "1",
        "skipped": "1",
        "time": "",
    }
    assert [child.tag for case in suite for child in case] == ["failure", "skipped", "error"]
    late = cases["too late <&>"]
    assert (late.get("line"), late.get("file")) == ("5", "shop.policytest.yaml")
    assert "standard    spoke because it has no condition" in (late[0].text or "")


def test_junit_xml_holds_no_character_that_xml_does_not_have() -> None:
    assert ET.fromstring(f"<a>{junit._text(chr(27) + '<&>')}</a>").text == "\ufffd<&>"


def test_junit_xml_tells_faults_as_errors(folder: Path) -> None:
    faulty = ET.fromstring(junit.junit_of(ran("cases: []\n")))
    nothing = ET.fromstring(junit.junit_of(run_tables([folder / "none"], Wanted())))

    for root in (faulty, nothing):
        (error,) = root.iter("error")
        assert error.get("message")
        assert root[0].get("errors") == "1"


def test_two_tables_of_a_policy_show_together(folder: Path) -> None:
    Path("more.policytest.csv").write_text(
        "case,policy,item.is_final_sale,expect\nfinal,shop.yaml,true,ineligible\n", encoding="utf-8"
    )

    (shown,) = shown_in(ran())

    assert shown.file == Path("shop.yaml")
    assert shown.coverage.met["final-sale/speaks"] == ("final",)
    assert "boots" in shown.coverage.met["restocking/speaks"]
    assert below([shown], 101) == "less than 101 % is shown of `shop` 100 %"
    assert below([shown], 1) == ""


def test_excuses_stand_beside_the_policy_or_the_table(folder: Path) -> None:
    key = "final-sale/speaks"
    for name in ("shop.coverage.yaml", "more.coverage.yaml"):
        Path(name).write_text(f"excused: {{{key}: nothing is final here}}\n", encoding="utf-8")
        run = ran(TABLE.replace("defaults", "policy: shop.yaml\ndefaults", 1), name="more.policytest.yaml")

        (shown,) = excused(shown_in(run))

        assert shown.coverage.excused == {key: "nothing is final here"}
        Path(name).unlink()
