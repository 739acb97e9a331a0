"""A part of a policy that is added later is written without a word about it in the writer."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import Field

from returnkit.documents import load
from returnkit.model import Frozen
from returnkit.policy import Period, Policy, Rule, write_policy


class Route(Frozen):
    """A part that no policy of today has."""

    to: str
    by: tuple[str, ...] = ()
    most: Decimal | None = None


class LaterRule(Rule):
    """A rule with one more effect."""

    route: Route | None = None
    tags: frozenset[str] = frozenset()


class Season(Frozen):
    """A part of a policy that none of today has."""

    orders: Period
    colour: int = 1


class LaterPolicy(Policy):
    """A policy with a season, neighbours and counts."""

    season: Season | None = None
    words: str | tuple[str, ...] = "none"
    neighbours: tuple[str | Policy, ...] = ()
    counts: Mapping[str, int] = Field(default_factory=dict)
    rules: Annotated[tuple[LaterRule, ...], Field(min_length=1, strict=False)]


LATER = """\
returnkit: 1
policy: shop
currency: USD
timezone: UTC
season: {orders: 2026-11-01.., colour: 2}
words: [UTC, Asia/Seoul]

neighbours:
- statute
- returnkit: 1
  policy: law
  currency: USD
  timezone: UTC
  define:
    old: item.quantity > 2
  rules:
  - {id: fourteen, offer: refund, within: 14 days of delivery}

counts:
  swaps: 3

rules:
- id: all
  offer: refund
  within: 30 days of delivery
  route: {to: Ulm, by: [mail, truck], most: 2.50}
  tags: [a, b]
"""


@pytest.mark.parametrize("format", ["yaml", "toml", "json"])
def test_a_field_that_is_added_later_is_written_without_a_word_here(format: Any) -> None:
    policy = load(LATER, LaterPolicy, name="later.yaml")

    written = write_policy(policy, format)

    assert load(written, LaterPolicy, name="later", format=format) == policy
    assert format != "yaml" or written == LATER
