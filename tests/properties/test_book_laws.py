"""Laws of books of policies, asked of generated scopes, periods and orders."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests import book_laws as laws
from tests.modes import size

SEEDS = st.integers(0, 10**6)


@settings(max_examples=size(ci=200, full=5_000))
@given(seed=SEEDS)
def test_scopes_meet_where_one_order_is_in_both(seed: int) -> None:
    laws.law_scopes_meet_where_one_order_is_in_both(seed)


@settings(max_examples=size(ci=150, full=5_000))
@given(seed=SEEDS)
def test_a_book_has_one_policy_for_an_order_or_says_why_not(seed: int) -> None:
    laws.law_a_book_has_one_policy_for_an_order_or_says_why_not(seed)
