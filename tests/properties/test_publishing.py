"""Publishing laws, asked of generated policies that say everything a policy can say."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from returnkit import Policy
from tests import publishing_laws as laws
from tests import written_policies
from tests.cases import cases
from tests.modes import size
from tests.whole_cases import whole_cases

SOME = settings(max_examples=size(ci=40, full=2_000))

written = st.integers(0, written_policies.COUNT - 1).map(written_policies.policy)
policies = st.one_of(
    cases.map(lambda case: case.policy),
    whole_cases.map(lambda case: case.policy),
    written.filter(lambda policy: policy.base is None),
)


@SOME
@given(policy=policies)
def test_everything_public_is_on_the_page_and_traced(policy: Policy) -> None:
    laws.law_everything_public_is_on_the_page_and_traced(policy)


@SOME
@given(policy=policies)
def test_an_internal_rule_leaves_no_trace_but_its_words(policy: Policy) -> None:
    laws.law_an_internal_rule_leaves_no_trace_but_its_words(policy)


@SOME
@given(policy=policies)
def test_what_is_not_in_the_data_is_unsaid(policy: Policy) -> None:
    laws.law_what_is_not_in_the_data_is_unsaid(policy)
