"""The modes, real parts and evidence of the test suite, wired into pytest."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.evidence import Evidence
from tests.modes import FULL, SEED
from tests.realparts import NOT_RUN_HERE, third_party_data

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from tests.postgres import PostgresServer

# Tests that fork and kill their children, where no process can fork.
collect_ignore = (
    []
    if hasattr(os, "fork")
    else ["fuzz/test_crash_law.py", "fuzz/test_concurrency.py", "planted/test_crashes_planted.py"]
)

# No deadline and no complaint about slow generation: machines differ, and the whole run has its own limit.
_COMMON = settings(
    settings.get_profile("default"),
    deadline=None,
    print_blob=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("ci", _COMMON, derandomize=True, max_examples=100)
settings.register_profile("full", _COMMON, derandomize=False, max_examples=1_000)
settings.load_profile("full" if FULL else "ci")

_EVIDENCE = pytest.StashKey[Evidence]()


@pytest.fixture(scope="session")
def full() -> bool:
    """Whether this run uses full sizes."""
    return FULL


@pytest.fixture(scope="session")
def evidence(pytestconfig: pytest.Config) -> Evidence:
    """Record counts: `evidence("expr-fuzz", {"comparisons": 200_000})`."""
    return pytestconfig.stash[_EVIDENCE]


@pytest.fixture(scope="session")
def third_party() -> Path:
    """The folder of other people's payloads and datasets; mark the test `third_party` as well."""
    return third_party_data()


@pytest.fixture(scope="session")
def postgres() -> Generator[PostgresServer]:
    """A real PostgreSQL, started when the first test asks for it, stopped with the session."""
    from tests.postgres import running_postgres  # most sessions need no database driver

    with running_postgres() as server:
        yield server


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Generator[str]:
    """The SQLAlchemy URL of a fresh database in the real PostgreSQL, gone after the test."""
    with postgres.database() as url:
        yield url


@pytest.hookimpl(tryfirst=True)  # before Hypothesis's plugin reads the option
def pytest_configure(config: pytest.Config) -> None:
    config.stash[_EVIDENCE] = Evidence()
    if FULL and config.option.hypothesis_seed is None:
        config.option.hypothesis_seed = str(SEED)


def pytest_report_header() -> str:
    return f"returnkit: full sizes, seed {SEED}" if FULL else "returnkit: small sizes, derandomised"


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("full") and not FULL:
        pytest.skip("full size only: dev.py test --full")
    if item.get_closest_marker("third_party"):
        third_party_data()


def pytest_sessionfinish(session: pytest.Session) -> None:
    session.config.stash[_EVIDENCE].write()


@pytest.hookimpl(wrapper=True, tryfirst=True)  # outermost: these lines come last, just before the totals
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Generator[None]:
    yield
    for name, counts in sorted(terminalreporter.config.stash[_EVIDENCE].counts.items()):
        terminalreporter.write_line(f"counted: {name} {counts}")
    absent = Counter(
        report.longrepr[2].removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple) and NOT_RUN_HERE in report.longrepr[2]
    )
    for reason, tests in sorted(absent.items()):
        terminalreporter.write_line(f"{reason} [{tests} {'test' if tests == 1 else 'tests'}]")
