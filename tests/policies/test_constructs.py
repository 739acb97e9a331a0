"""Constructs: what return policies say, each as a fragment that decides its cases, by number.

The cases stand in `windows`, `times`, `fees`, `payouts`, `standings` and `doors`, one table a fragment.
"""

from __future__ import annotations

import re
from typing import Final

import pytest

from returnkit.decision import explain
from returnkit.errors import DocumentError
from returnkit.policy import Rule, load_policy

from .constructs import FOLDER, Case, decided, policy_of
from .doors import DOORS
from .fees import FEES
from .payouts import PAYOUTS
from .standings import STANDINGS
from .times import TIMES
from .told import told
from .windows import WINDOWS

NUMBERS: Final = range(1, 29)
FILES: Final = sorted(path.stem for path in FOLDER.glob("*.yaml"))
CASES: Final[dict[str, tuple[Case, ...]]] = {
    **WINDOWS, **TIMES, **FEES, **PAYOUTS, **STANDINGS, **DOORS,
}  # fmt: skip
ROWS: Final = [(file, row) for file, rows in sorted(CASES.items()) for row in rows]
by_case = pytest.mark.parametrize(
    ("file", "row"), ROWS, ids=[f"{file.partition('-')[0]} {row.name}" for file, row in ROWS]
)
by_file = pytest.mark.parametrize("file", FILES)


@by_case
def test_a_fragment_decides_its_cases(file: str, row: Case) -> None:
    assert told(decided(policy_of(file), row)) == list(row.says)


@by_case
def test_a_case_is_explained_to_everybody(file: str, row: Case) -> None:
    decision = decided(policy_of(file), row)

    assert str(explain(decision))
    assert str(explain(decision, audience="agent"))


def test_every_fragment_has_cases_and_every_case_a_fragment() -> None:
    assert sorted(CASES) == FILES


def test_every_construct_is_a_fragment_or_said_later() -> None:
    written = {_number(file) for file in FILES}
    later = {number for number, *_ in _table("Said later")}

    assert written | later == set(NUMBERS)
    assert written & later == set()


def test_what_is_said_in_part_has_a_fragment() -> None:
    rows = _table("Said in part")

    assert {number for number, *_ in rows} <= {_number(file) for file in FILES}
    assert all(what and why for _, what, why in rows)


def test_the_table_of_fragments_is_complete() -> None:
    links = [(number, link) for number, _, link in _table("Constructs of return policies")]

    assert sorted(links) == sorted((_number(file), f"[`{file}`]({file}.yaml)") for file in FILES)


@by_file
def test_a_fragment_begins_with_its_number(file: str) -> None:
    text = (FOLDER / f"{file}.yaml").read_text(encoding="utf-8")

    assert re.match(rf"# C{_number(file)}[:,]", text)


def _number(file: str) -> int:
    return int(file[1:3])


def _table(heading: str) -> list[tuple[int, str, str]]:
    """Return the rows of the table below *heading* of the README."""
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    section = re.split(rf"^#+ {heading}\n", text, flags=re.MULTILINE)[1]
    section = re.split(r"^## ", section, flags=re.MULTILINE)[0]
    rows = re.findall(r"^\| C(\d+) \| (.+) \| (.+) \|$", section, re.MULTILINE)
    return [(int(number), what, last) for number, what, last in rows]


@by_file
def test_the_cases_of_a_fragment_differ_in_more_than_their_names(file: str) -> None:
    rows = CASES[file]
    outcomes = {_without_dates(row.says) for row in rows}

    assert len(outcomes) >= 2, "two verdicts, or two terms"
    assert len({row.name for row in rows}) == len(rows)


def _without_dates(says: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(re.sub(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?", "DATE", line) for line in says)


@by_file
def test_no_rule_of_a_fragment_is_idle(file: str) -> None:
    policy = policy_of(file)
    if len(policy.rules) == 1:
        return

    def is_missed(without: Rule) -> bool:
        try:
            less = policy.evolve(rules=tuple(rule for rule in policy.rules if rule is not without))
            return any(told(decided(less, row)) != list(row.says) for row in CASES[file])
        except DocumentError:  # nothing is left without it
            return True

    assert [rule.id for rule in policy.rules if not is_missed(rule)] == []


def test_a_narrower_window_below_one_that_always_holds_is_a_fault() -> None:
    """C1: such a rule could never speak."""
    text = (FOLDER / "c01-window-by-item.yaml").read_text(encoding="utf-8")
    head, last = text.split("- id: everything-else")
    turned = head.replace("- id: own-brand", f"- id: everything-else{last}\n- id: own-brand")

    with pytest.raises(
        DocumentError, match="the window can never hold: `everything-else` above it always does"
    ):
        load_policy(turned, name="turned.yaml")
