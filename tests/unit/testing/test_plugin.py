"""The plugin: tables as items, fixtures, coverage over processes, and nothing where it is not used."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest

# Loaded here: an inner run forgets what it imports itself, and a class must not be there twice.
from returnkit.testing import plugin, pytest_tables  # noqa: F401 - see above
from tools.cases import POLICY

WITH: Final = ("-p", "no:returnkit", "-p", "returnkit.testing.plugin", "-p", "no:cacheprovider")
TABLE: Final = """\
defaults: {expect: {verdict: eligible, offers: [refund, exchange]}}
cases:
- case: in time
  given: {at: day 30}
- case: too late
  given: {at: day 31}
  expect: {verdict: ineligible, reason: window}
"""
HEAVY: Final = ("pydantic", "ruamel", "rule_engine", "hypothesis", "typer", "rich")


@pytest.fixture
def shop(pytester: pytest.Pytester) -> pytest.Pytester:
    """A folder with a policy and a table."""
    write(pytester, "shop.yaml", POLICY)
    write(pytester, "shop.policytest.yaml", TABLE)
    return pytester


def write(folder: pytest.Pytester, name: str, text: str) -> None:
    (folder.path / name).write_text(text, encoding="utf-8")


def test_each_case_is_an_item_with_its_place(shop: pytest.Pytester) -> None:
    found = shop.runpytest_inprocess(*WITH, "-v")

    found.assert_outcomes(passed=2)
    found.stdout.fnmatch_lines(
        ["shop.policytest.yaml::in time PASSED*", "shop.policytest.yaml::too late PASSED*"]
    )


def test_every_notation_of_a_table_is_collected(shop: pytest.Pytester) -> None:
    write(shop, "a.policytest.csv", "case,policy,expect\nall,shop.yaml,eligible\n")
    write(
        shop, "b.policytest.json", '{"policy": "shop.yaml", "cases": [{"case": "a", "expect": "eligible"}]}'
    )
    write(shop, "c.policytest.toml", 'policy = "shop.yaml"\n[[cases]]\ncase = "a"\nexpect = "eligible"\n')
    write(shop, "d.policytest.txt", "no table")

    shop.runpytest_inprocess(*WITH).assert_outcomes(passed=5)


def test_a_failure_tells_its_line_and_what_every_rule_made_of_it(shop: pytest.Pytester) -> None:
    write(
        shop,
        "shop.policytest.yaml",
        TABLE.replace("day 30", "day 32").replace("in time\n", "in time\n  note: why\n"),
    )

    found = shop.runpytest_inprocess(*WITH)

    found.assert_outcomes(passed=1, failed=1)
    found.stdout.fnmatch_lines(
        [
            "*_ in time _*",
            "shop.policytest.yaml:3: in time",
            "  verdict  expected `eligible`, found `ineligible` (`window` by `standard`)",
            "  given    at: 32 days after delivery",
            "  note     why",
            "    final-sale  silent because item.is_final_sale is false",
            "FAILED shop.policytest.yaml::in time*",
        ]
    )
    assert "Traceback" not in found.stdout.str()


def test_faults_of_a_table_are_one_error_of_collection(shop: pytest.Pytester) -> None:
    write(shop, "shop.policytest.yaml", TABLE.replace("day 30", "dey 30").replace("reason", "reson"))

    found = shop.runpytest_inprocess(*WITH)

    found.assert_outcomes(errors=1)
    found.stdout.fnmatch_lines(
        [
            "shop.policytest.yaml:4:15  cases?0?.given.at: `dey 30` is no time*",
            "*unknown key `reson`",
            "2 faults, no case run",
        ]
    )
    assert found.ret == pytest.ExitCode.INTERRUPTED


def test_faults_of_a_policy_are_told_in_its_text(shop: pytest.Pytester) -> None:
    write(shop, "shop.yaml", POLICY.replace("delivery", "delivry"))

    found = shop.runpytest_inprocess(*WITH)

    found.assert_outcomes(errors=1)
    found.stdout.fnmatch_lines(["shop.yaml:6:26  rules?3?.within: unknown event `delivry`*"])


def test_a_case_that_proves_nothing_fails(shop: pytest.Pytester) -> None:
    write(
        shop,
        "shop.policytest.yaml",
        "cases:\n- {case: a, given: {item.category: gift_card}, expect: ineligible}\n",
    )

    found = shop.runpytest_inprocess(*WITH)

    found.assert_outcomes(failed=1)
    found.stdout.fnmatch_lines(["shop.policytest.yaml:2:10  case: no rule of `shop` speaks about this case*"])


def test_a_case_may_be_skipped_or_wait_for_a_person(shop: pytest.Pytester) -> None:
    write(
        shop,
        "shop.policytest.yaml",
        TABLE.replace("given: {at: day 31}", "reviewed: false\n  given: {at: day 31}"),
    )
    skipped, run = "{case: a, skip: why, expect: eligible}", "{case: b, expect: eligible, given: {at: day 2}}"
    write(shop, "more.policytest.yaml", f"policy: shop.yaml\ncases:\n- {skipped}\n- {run}\n")

    found = shop.runpytest_inprocess(*WITH, "-rs")
    strict = shop.runpytest_inprocess(*WITH, "--policy-require-reviewed")

    found.assert_outcomes(passed=3, skipped=1)
    found.stdout.fnmatch_lines(
        ["returnkit: 1 case of tables ran that nobody confirmed", "SKIPPED ?1? more.policytest.yaml*: why"]
    )
    strict.assert_outcomes(passed=2, skipped=1, failed=1)
    strict.stdout.fnmatch_lines(["*nobody confirmed `too late`*"])


def test_a_test_in_python_tells_only_what_differs(shop: pytest.Pytester) -> None:
    shop.makepyfile(
        """
        from returnkit.testing import expects

        def test_decided(decide_case):
            found = decide_case("shop.yaml", {"item.category": "boots"}, at="day 30", item_quantity=2)

            assert found == expects(verdict="eligible", offers=["refund", "exchange"], rule="restocking")
            assert found != expects(reason="window")

        def test_facts(typical_order, typical_request):
            order, request = typical_order(item_category="boots"), typical_request(item_quantity=2)

            assert order.lines[0].category == "boots"
            assert request.items[0].quantity == 2
        """
    )

    shop.runpytest_inprocess(*WITH, "--policy-cov").assert_outcomes(passed=4)


def test_an_assertion_that_fails_is_explained_with_the_rules(shop: pytest.Pytester) -> None:
    shop.makepyfile(
        """
        from returnkit.testing import expects

        def test_decided(decide_case):
            assert decide_case("shop.yaml", at="day 31") == expects(verdict="eligible", rule="standard")

        def test_of_another_kind():
            assert 1 == expects(verdict="eligible")
        """
    )

    found = shop.runpytest_inprocess(*WITH)

    found.assert_outcomes(passed=2, failed=2)
    found.stdout.fnmatch_lines(
        [
            "E * assert the decision is not as expected",
            "E *  verdict  expected `eligible`, found `ineligible` (`window` by `standard`)",
            "E *  window   `standard` 30 days of delivery (delivered 6 Mar 2026)*",
            "E *    standard    spoke because it has no condition",
            "E * assert 1 == *",
        ]
    )


def test_what_is_expected_under_an_unknown_name_is_an_error(shop: pytest.Pytester) -> None:
    shop.makepyfile(
        """
        from returnkit.testing import expects

        def test_decided(decide_case):
            assert decide_case("shop.yaml") != expects(rule="standart")
        """
    )

    found = shop.runpytest_inprocess(*WITH)

    found.assert_outcomes(passed=2, failed=1)
    found.stdout.fnmatch_lines(["*`shop` has no rule `standart`*"])


def test_coverage_is_told_and_may_fail_a_run(shop: pytest.Pytester) -> None:
    enough = shop.runpytest_inprocess(*WITH, "--policy-cov-fail-under=10", "--policy-cov-json=c.json")
    less = shop.runpytest_inprocess(*WITH, "--policy-cov-fail-under=99", "--policy-cov-html=c.html")
    none = shop.runpytest_inprocess(*WITH, "--policy-cov-fail-under=99", "-k", "nothing")

    enough.assert_outcomes(passed=2)
    enough.stdout.fnmatch_lines(["*coverage of policies*", "shop: * met, * %"])
    assert enough.ret == 0
    assert less.ret == pytest.ExitCode.TESTS_FAILED
    less.stdout.fnmatch_lines(["less than 99 % is shown of `shop` *"])
    none.stdout.fnmatch_lines(["no policy was tested, and 99 % of each is wanted"])
    (told,) = json.loads((shop.path / "c.json").read_text(encoding="utf-8"))["policies"]
    assert told["policy"] == "shop"
    assert "standard" in (shop.path / "c.html").read_text(encoding="utf-8")


def test_an_excuse_for_nothing_fails_a_run_that_measures(shop: pytest.Pytester) -> None:
    write(shop, "shop.coverage.yaml", "excused: {standart/window/late: never}\n")

    assert shop.runpytest_inprocess(*WITH).ret == 0
    found = shop.runpytest_inprocess(*WITH, "--policy-cov")
    assert found.ret == pytest.ExitCode.TESTS_FAILED
    found.stdout.fnmatch_lines(["*owes nothing called `standart/window/late`*"])


def test_several_processes_share_the_work_and_add_up(shop: pytest.Pytester) -> None:
    write(shop, "shop.policytest.yaml", TABLE + "  reviewed: false\n")
    shop.makepyfile(
        """
        def test_decided(decide_case):
            assert decide_case("shop.yaml", item_is_final_sale=True).reason == "final_sale"
        """
    )

    alone = shop.runpytest_inprocess(*WITH, "--policy-cov-json=alone.json")
    shared = shop.runpytest_subprocess(*WITH, "-n", "2", "--policy-cov-json=shared.json")

    shared.assert_outcomes(passed=3)
    shared.stdout.fnmatch_lines(["*shop: * met*", "returnkit: 1 case of tables ran that nobody confirmed"])
    assert alone.ret == shared.ret == 0
    assert (shop.path / "alone.json").read_bytes() == (shop.path / "shared.json").read_bytes()


# --- invisible where it is not used ----------------------------------------------------------------------

PLAIN: Final = """
import sys
import pytest

@pytest.mark.parametrize("number", range(20))
def test_plain(number):
    assert number >= 0

def test_modules():
    ours = sorted(name for name in sys.modules if name.partition(".")[0] == "returnkit")
    heavy = sorted(set(sys.modules) & set({heavy!r}))
    print("modules:", *ours, *heavy)
"""
COUNTING: Final = """
from collections import Counter

CALLS = Counter()

def pytest_configure(config):
    from returnkit.testing import plugin

    def before(name, impls, kwargs):
        CALLS.update(name for impl in impls if impl.plugin is plugin)

    config.pluginmanager.add_hookcall_monitoring(before, lambda *given: None)

def pytest_unconfigure(config):
    print("calls:", dict(sorted(CALLS.items())))
"""


def test_a_suite_that_does_not_use_it_pays_next_to_nothing(pytester: pytest.Pytester) -> None:
    """Counted: the modules that it imports, and the calls of its hooks for 22 tests in two files."""
    pytester.makepyfile(test_plain=PLAIN.format(heavy=HEAVY), test_more="def test_more():\n    pass\n")
    pytester.makeconftest(COUNTING)

    found = pytester.runpytest_subprocess(*WITH, "-p", "no:hypothesispytest", "-p", "no:randomly", "-s")

    found.assert_outcomes(passed=22)
    found.stdout.fnmatch_lines(["*modules: returnkit returnkit.testing returnkit.testing.plugin"])
    calls = {"pytest_collect_file": 5}  # both, `conftest.py`, and two that hold output
    found.stdout.fnmatch_lines([f"calls: {calls}"])


def test_it_has_no_hook_that_runs_for_each_test() -> None:
    hooks = {name for name in vars(plugin) if name.startswith("pytest_")}

    assert hooks == {
        *("pytest_addoption", "pytest_configure", "pytest_collect_file"),
        *("pytest_assertrepr_compare", "pytest_testnodedown"),
    }


def test_a_suite_may_do_without_it(shop: pytest.Pytester) -> None:
    found = shop.runpytest_subprocess("-p", "no:returnkit", "-p", "no:cacheprovider")

    found.assert_outcomes()
    assert found.ret == pytest.ExitCode.NO_TESTS_COLLECTED


def test_tables_are_where_the_plugin_looks_for_them() -> None:
    """The endings are written out, so that no file is looked at more closely."""
    from returnkit.testing.tables import is_table

    assert all(is_table(Path(f"shop{ending}")) for ending in plugin._ENDINGS)
    assert len(plugin._ENDINGS) == 5
