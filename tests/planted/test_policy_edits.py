"""Mutation check of the kit: policies edited by one token, which generated cases must notice.

The cases are those of `generate(policy)`: rules, constants and windows on both sides, every part of a
condition. Two neighbours that change places and are no rivals say the same as before, for every order: such
an edit is drawn anew, and counted.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from random import Random
from typing import Final

import pytest

from returnkit.errors import SituationError
from returnkit.policy import Policy, compile_policy, load_policy
from returnkit.situations import decided, situation
from returnkit.testing.coverage.obligations import rivals
from returnkit.testing.generating import Generated, generate
from returnkit.testing.tables import Expectations, expected_of, failures_of
from returnkit.verify import diff
from tests.edits import Edit, an_edit
from tests.evidence import Evidence
from tests.modes import SEED, size
from tests.repo.tracked import ROOT

pytestmark = pytest.mark.fuzz

FOLDER: Final = ROOT / "examples" / "policies"
NAMES: Final = sorted(path.stem for path in FOLDER.glob("*.yaml"))
EDITS: Final = size(ci=50, full=200)
LEAST_NOTICED: Final = 0.95


@cache
def policy(name: str) -> Policy:
    path = FOLDER / f"{name}.yaml"
    return load_policy(path.read_text(encoding="utf-8"), name=path.name)


@cache
def suite(name: str) -> tuple[tuple[Generated, Expectations], ...]:
    return tuple((case, expected_of(case.decision)) for case in generate(policy(name)).cases)


def edits() -> tuple[list[tuple[str, Edit]], int]:
    """Return edits of policies by name, and how many were drawn that change nothing for any order."""
    random, found, equal = Random(SEED), list[tuple[str, Edit]](), 0
    while len(found) < EDITS:
        name = random.choice(NAMES)
        edit = an_edit(random, policy(name))
        if edit.kind == "order" and not are_rivals(policy(name), edit):
            equal += 1
        else:
            found.append((name, edit))
    return found, equal


def are_rivals(original: Policy, edit: Edit) -> bool:
    """Return whether the two rules that changed places speak of one thing and may apply at once."""
    pairs = zip(original.rules, edit.policy.rules, strict=True)
    place = next(place for place, (was, now) in enumerate(pairs) if was.id != now.id)
    return place + 1 in rivals(compile_policy(original))[place]


def is_noticed(name: str, edit: Edit) -> bool:
    """Return whether a case of the suite fails under the edited policy."""
    for case, expected in suite(name):
        try:
            decision = decided(edit.policy, situation(edit.policy, case.told))
        except SituationError:
            return True  # the case cannot even be told
        if failures_of(decision, expected):
            return True
    return False


def test_generated_cases_notice_what_a_slip_of_the_hand_changes(evidence: Evidence) -> None:
    found, equal = edits()

    missed = [(name, edit) for name, edit in found if not is_noticed(name, edit)]

    assert len(found) - len(missed) >= LEAST_NOTICED * len(found), [edit.where for _, edit in missed]
    kinds, of_kind = Counter(edit.kind for _, edit in found), Counter(edit.kind for _, edit in missed)
    counts: dict[str, object] = {"edits": len(found), "noticed": len(found) - len(missed)}
    counts["by kind"] = {kind: f"{kinds[kind] - of_kind[kind]} of {kinds[kind]}" for kind in sorted(kinds)}
    counts["drawn anew, as they change nothing"] = equal
    counts["missed"] = {f"{name}: {edit.where}": shown_by(name, edit) for name, edit in missed}
    evidence("policy-edits", counts)


def shown_by(name: str, edit: Edit) -> str:
    """Return the order that shows an edit, or that none was found."""
    found = diff(policy(name), edit.policy)
    if not found.examples:
        return f"decided alike in all {found.asked} situations asked"
    return (
        ", ".join(f"{key}: {value}" for key, value in found.examples[0].told.items()) or "the typical order"
    )


def test_the_unedited_policy_fails_none_of_its_cases() -> None:
    for name in NAMES:
        for case, expected in suite(name):
            decision = decided(policy(name), situation(policy(name), case.told))

            assert failures_of(decision, expected) == ()
