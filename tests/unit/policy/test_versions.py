"""A version tells for which orders a policy is, and which text of it this is."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from returnkit.errors import DocumentError
from returnkit.policy import Period, Version, load_policy

RULES = "rules: [{id: all, offer: refund, within: unlimited}]\n"


def test_a_version_is_read_from_a_document() -> None:
    policy = load_policy(
        "policy: shop\nversion:\n  orders: 2026-11-01..\n  revision: 2\n"
        "  published: 2026-11-20T09:00:00-06:00\n"
        f"  against_shopper: A carrier stopped serving Alaska.\n{RULES}"
    )

    assert policy.version == Version(
        orders=Period(first=date(2026, 11, 1)),
        revision=2,
        published=datetime(2026, 11, 20, 15, tzinfo=UTC),
        against_shopper="A carrier stopped serving Alaska.",
    )
    assert str(policy.version) == "orders 2026-11-01.., revision 2"


def test_a_version_is_its_first_revision_unless_it_says_otherwise() -> None:
    policy = load_policy(f"policy: shop\nversion: {{orders: ..2026-12-31}}\n{RULES}")

    assert policy.version is not None
    assert (policy.version.revision, policy.version.published) == (1, None)


def test_a_version_is_written_as_json_that_loads_to_an_equal_one() -> None:
    policy = load_policy(
        "policy: shop\n"
        f"version: {{orders: 2026-11-01.., revision: 3, published: '2026-12-01T00:00:00Z'}}\n{RULES}"
    )

    written = policy.model_dump_json(by_alias=True, exclude_defaults=True)

    assert load_policy(written, name="again.json") == policy


@pytest.mark.parametrize(
    ("version", "path", "message"),
    [
        ("{revision: 1}", "version.orders", "`orders` is missing"),
        (
            "{orders: 2026-11}",
            "version.orders",
            "`2026-11` is not a period: write it as `2026-11-01..2026-12-31`",
        ),
        ("{orders: 2026-11-01.., revision: 0}", "version.revision", "0 is below 1"),
        (
            "{orders: 2026-11-01.., published: 2026-11-20T09:00:00}",
            "version.published",
            "the time `2026-11-20T09:00:00` has no zone",
        ),
        (
            "{orders: 2026-11-01.., against_shopper: Because.}",
            "version",
            "`against_shopper` compares with the revision before, and this is the first",
        ),
    ],
)
def test_what_is_no_version_is_refused(version: str, path: str, message: str) -> None:
    with pytest.raises(DocumentError) as refused:
        load_policy(f"policy: shop\nversion: {version}\n{RULES}")

    ((found, said),) = [(fault.path, fault.message) for fault in refused.value.faults]
    assert found == path
    assert said.startswith(message)


@pytest.mark.parametrize("fields", [{"published": 1_700_000_000}, {"revision": True}, {"revision": "1"}])
def test_a_version_takes_no_number_for_an_instant_and_no_text_for_a_number(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Version.model_validate({"orders": "2026-11-01.."} | fields)
