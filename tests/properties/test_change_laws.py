"""What is changed in a policy's text is told, once, of the rule it is in.

Broken by (tests/planted/test_changes_planted.py): a rule that moved being told with each that it passed;
a key of conditions being left out.
"""

from __future__ import annotations

from random import Random
from typing import Final

from returnkit.policy import load_policy
from returnkit.verify import ChangeKind, changes
from tests.edits import an_edit
from tests.modes import SEED, size
from tests.repo.tracked import ROOT

EDITS: Final = size(ci=60, full=1_000)


def test_an_edit_is_told_as_one_change_of_its_rule() -> None:
    random, kinds = Random(SEED), set[str]()
    policies = [
        load_policy(path.read_text(encoding="utf-8"), name=path.name)
        for path in sorted((ROOT / "examples" / "policies").glob("*.yaml"))
    ]

    for _ in range(EDITS):
        policy = random.choice(policies)
        edit = an_edit(random, policy)
        kinds.add(edit.kind)

        (told,) = changes(policy, edit.policy)

        assert (told.kind is ChangeKind.MOVED) is (edit.kind == "order"), edit.where
        assert told.rule in edit.where.replace(":", " ").split(), edit.where
        assert changes(edit.policy, edit.policy) == ()
    assert kinds == {"threshold", "operator", "days", "offer", "order"}
