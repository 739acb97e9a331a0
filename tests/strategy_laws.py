"""Laws of strategies: what they draw is without faults, and lies where policies turn. Counted by tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final, TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from returnkit.decision import decide
from returnkit.decision.possible import literals
from returnkit.expr.compile import read
from returnkit.expr.schema import Schema, is_unknown
from returnkit.facts import Order, ReturnHistory, ReturnRequest
from returnkit.policy import Policy, compile_policy, load_policy, write_policy
from returnkit.situations import Situation, as_told, decided, facts_in, situation, spread
from tests.edited_policies import Edit, outcome

T = TypeVar("T")

EDGES: Final = ("boundary", "closing", "unknown", "null")
"""What a case can lie on: a constant or its neighbour, a closing or beside it, a fact that is missing."""


def drawn(strategy: st.SearchStrategy[T], examples: int, *, first: int = 0) -> list[T]:
    """Return the *examples* that Hypothesis draws first from the seed *first*."""
    found: list[T] = []

    @seed(first)
    @settings(
        max_examples=examples,
        phases=[Phase.generate],
        database=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(example: T) -> None:
        found.append(example)

    collect()
    return found


def law_a_condition_is_without_faults(text: str, schema: Schema) -> None:
    """Broken by: a name that may be null and is not guarded; a constant of another kind."""
    read(text, schema)


def law_a_policy_is_without_faults(policy: Policy) -> None:
    """Broken by: a list that no window closes; a fee that is waived and never charged."""
    assert load_policy(write_policy(policy)) == policy


def law_what_is_told_tells_the_case(policy: Policy, case: Situation) -> None:
    """Broken by: an instant that moves the order along; what is told and does not come to be."""
    assert situation(policy, as_told(case.given)) == case
    assert case.at >= case.order.placed_at


def law_a_request_is_of_its_order(
    policy: Policy, order: Order, request: ReturnRequest, history: ReturnHistory | None, at: datetime
) -> None:
    """Broken by: more units asked back than are left; a line twice; a past that is still to come."""
    asked = [item.line_id for item in request.items]
    assert len(set(asked)) == len(asked)
    for item in request.items:
        line = order.line(item.line_id)
        assert line is not None
        assert item.quantity <= line.current_quantity
    if history:
        assert all(past.placed_at <= at for past in history.orders)
        assert all(past.requested_at <= at for past in history.returns)
    decide(policy, order, request, at=at, history=history)


def shares_on_edges(policy: Policy, cases: Sequence[Situation]) -> dict[str, float]:
    """Return which share of *cases* lies on each kind of edge.

    Broken by: constants that are not told, closings that are not looked for, facts that are never missing.
    """
    paths = tuple(spread(policy))
    seen = Counter(kind for case in cases for kind in _edges(policy, case, paths))
    return {kind: round(seen[kind] / len(cases), 3) for kind in EDGES}


def _edges(policy: Policy, case: Situation, paths: tuple[str, ...]) -> Iterator[str]:
    facts = facts_in(policy, case, paths)
    # What is told tells of events, too, which no condition reads.
    values = [*facts.values(), *case.given.values()]
    if any(is_unknown(value) for value in values):
        yield "unknown"
    if any(value is None for value in case.given.values()):
        yield "null"
    if any(_is_at_a_boundary(policy, path, value) for path, value in facts.items()):
        yield "boundary"
    closings = (offer.closes for item in decided(policy, case).items for offer in item.offers)
    if any(closing and abs(closing - case.at) <= timedelta(seconds=1) for closing in closings):
        yield "closing"


def _is_at_a_boundary(policy: Policy, path: str, value: object) -> bool:
    compiled = compile_policy(policy)
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        return False
    name = compiled.vocabulary.schema[path]
    step = Decimal(1).scaleb(-(2 if name.unit == "money" else name.scale or 0))
    bounds = (bound for bound in literals(compiled, path, internal=True) if isinstance(bound, Decimal))
    return any(abs(value - bound) <= step for bound in bounds)


def first_differences(policy: Policy, edits: Iterable[Edit], cases: Sequence[Situation]) -> dict[str, int]:
    """Return after how many *cases* each edit of *policy* first decides otherwise, by the line it shows.

    Broken by: constants that are not told, conditions that are only told to hold.
    """
    first: dict[str, int] = {}
    left = {edit.shown: edit for edit in edits}
    for number, case in enumerate(cases, start=1):
        before = outcome(decided(policy, case))
        found = [shown for shown, edit in left.items() if outcome(decided(edit.policy, case)) != before]
        for shown in found:
            first[shown] = number
            del left[shown]
    return first
