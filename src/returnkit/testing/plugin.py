"""Plugin: tables of cases as items of pytest, and fixtures for tests in Python.

It is loaded in every pytest of an environment that returnkit is installed in. So nothing is imported here but
what pytest has loaded already, until a table is collected, a fixture used or an option given; no hook of it
runs for each test, and for each file only its name is looked at.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from returnkit.facts import Order, ReturnRequest

    from .tables import Decided

_ENDINGS = tuple(f".policytest{suffix}" for suffix in (".yaml", ".yml", ".toml", ".json", ".csv"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("returnkit", "tests of return policies")
    group.addoption(
        "--policy-require-reviewed",
        action="store_true",
        help="A case of a table that nobody confirmed (`reviewed: false`) is an error.",
    )
    group.addoption(
        "--policy-cov", action="store_true", help="Tell what the tests show of policies, and what not."
    )
    group.addoption(
        "--policy-cov-fail-under",
        type=float,
        metavar="PERCENT",
        help="Fail where less of a policy is shown. Tells it, too.",
    )
    group.addoption("--policy-cov-html", metavar="FILE", help="Write what is shown as a page.")
    group.addoption("--policy-cov-json", metavar="FILE", help="Write what is shown as JSON.")


def pytest_configure(config: pytest.Config) -> None:
    """Count from the start, where it is asked what the tests show: also of none something is told."""
    option = config.option
    asked = (option.policy_cov_fail_under, option.policy_cov_html, option.policy_cov_json)
    if option.policy_cov or any(each is not None for each in asked):
        from .pytest_tables import tally_of

        tally_of(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect a table of cases, which its name tells."""
    if not file_path.name.lower().endswith(_ENDINGS):
        return None
    from .pytest_tables import TableFile

    return TableFile.from_parent(parent, path=file_path)


def pytest_assertrepr_compare(op: str, left: object, right: object) -> list[str] | None:
    """Say why a decision is not what a test expects."""
    known = sys.modules.get("returnkit.testing.tables.decided")
    if known is None or op != "==" or not any(isinstance(each, known.Expected) for each in (left, right)):
        return None
    return list(known.lines_of_difference(left, right)) or None


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:  # Any: a worker of pytest-xdist, which is perhaps not installed
    """Take what a worker that is done has to tell."""
    if "returnkit" in getattr(node, "workeroutput", {}):
        from .pytest_tables import tally_of

        tally_of(node.config).add(node.workeroutput["returnkit"])


@pytest.fixture(scope="session")
def typical_order() -> Callable[..., Order]:
    """Make the typical order, but for what is told: `typical_order(item_category="boots")`."""
    from .tables import typical_order

    return typical_order


@pytest.fixture(scope="session")
def typical_request() -> Callable[..., ReturnRequest]:
    """Make the typical request for the typical order, but for what is told."""
    from .tables import typical_request

    return typical_request


@pytest.fixture
def decide_case(request: pytest.FixtureRequest) -> Callable[..., Decided]:
    """Decide the typical situation, but for what is told: `decide_case(policy, at="day 31")`.

    A policy may be its file, seen from the folder of the test. Compare what it returns with `expects(…)`.
    """
    from .pytest_tables import decider

    return decider(request)
