"""Laws of expectations, on the policies of the retailers and on one that differs in everything.

The planted bugs that break each law are in `tests/planted/test_tables_planted.py`.
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.modes import SEED, size
from tests.table_laws import LAWS, Law, decisions, policies

ASPECTS = ("verdict", "offers", "until", "reason", "rules", "asks", "terms", "approval")


@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.__name__)
def test_a_law_of_expectations_holds(law: Law) -> None:
    seen = Counter[str]()

    for number, policy in enumerate(policies()):
        law(policy, decisions(policy, SEED + number, size(ci=12, full=80)), seen)

    if law is LAWS[0]:
        assert [aspect for aspect in ASPECTS if not seen[aspect]] == []
    if law is LAWS[2]:
        assert [aspect for aspect in ASPECTS if not seen[f"differs in {aspect}"]] == []
