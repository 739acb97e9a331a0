"""The demo: runs anywhere, offline, and shows what it promises."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.e2e.shell import ROOT, python

OFFLINE = """
import runpy, socket, sys

def refuse(*_, **__):
    raise OSError("the demo went online")

socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
runpy.run_path(sys.argv[1], run_name="__main__")
"""


def test_it_prints_both_explanations_and_a_located_fault_without_a_network(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "checkout" / "examples")

    ran = python("-c", OFFLINE, str(tmp_path / "checkout" / "examples" / "demo.py"))

    assert (ran.returncode, ran.stderr) == (0, "")
    for text in (
        "Merino sweater can be returned until 28 January 2027. You can choose a refund or an exchange.",
        "Merino sweater: 2027년 1월 28일까지 반품하실 수 있습니다.",
        "Linen tea towel: we need to know more",
        "Cotton dress can no longer be returned. This was possible until 29 November 2026.",
        "Leather weekender · ineligible\n  refused by  `used-by-non-members` (condition)",
        "items[1].item.condition\n  How the goods are now (choice: unused, used, worn out, damaged)",
        "answered “unused”: 2 × Linen tea towel can be returned until 28 January 2027.",
        'because  [customer.tier == "member" → false: customer.tier is null]',
        "Leather weekender could be returned: if “How the goods are now” is answered with “unused”.",
        "WooCommerce: order N-5012, 2 lines, 71.77 EUR, 1 refunds, 1 noted",
        "refund: fee `restocking` 15 % of paid per line (`restocking`)",
        "refused by  `once` limit reached",
        "`DE` `withdrawal` yes closes",
        "returns.policytest.csv: 14 of 14 pass; with 45 days for electronics 5 fail",
        "shown: rule 13 of 13, condition 32 of 32",
        "~ electronics  within: 30 days of delivery → 45 days of delivery",
        "shop.yaml:4:9  rules[0].when: unknown name `item.catgory`",
        "did you mean `item.category`?",
        "3 faults, nothing loaded",
    ):
        assert text in ran.stdout
    assert "sample order" not in ran.stdout
    assert max(map(len, ran.stdout.splitlines())) <= 100


@pytest.mark.third_party
def test_it_walks_over_the_platforms_samples_where_they_are(third_party: Path) -> None:
    ran = python("examples/demo.py")

    assert ran.returncode == 0
    assert "27 decided, 1 nothing left to return, 30 no order, 2 refused" in ran.stdout
