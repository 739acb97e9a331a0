"""Bugs planted into strategies: the laws must notice each."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from returnkit.errors import ReturnkitError
from returnkit.facts import STANDARD
from returnkit.policy import write_policy
from returnkit.testing import DELIVERED, a_line, a_policy, an_order
from tests.edited_policies import POLICY, Edit
from tests.strategy_laws import (
    drawn,
    first_differences,
    law_a_condition_is_without_faults,
    law_a_policy_is_without_faults,
    law_a_request_is_of_its_order,
    law_what_is_told_tells_the_case,
    shares_on_edges,
)

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
OFFERS = "{id: all, offer: refund, within: 30 days of delivery}"
# Any, below: what is planted has the signature of what it replaces.

# By their modules: the package gives the functions of these names.
aiming: Any = import_module("returnkit.testing.strategies.cases")
asking: Any = import_module("returnkit.testing.strategies.conditions")
knowing: Any = import_module("returnkit.testing.strategies.domain")
ordering: Any = import_module("returnkit.testing.strategies.orders")
ruling: Any = import_module("returnkit.testing.strategies.policies")
telling: Any = import_module("returnkit.testing.strategies.terms")


def conditions_are_noticed() -> None:
    for text in drawn(asking.conditions(STANDARD.schema), 200):
        law_a_condition_is_without_faults(text, STANDARD.schema)


def policies_are_noticed() -> None:
    for policy in drawn(ruling.policies(), 60):
        law_a_policy_is_without_faults(policy)


def cases_are_noticed() -> None:
    found = drawn(aiming.cases(POLICY), 300)
    for case in found:
        law_what_is_told_tells_the_case(POLICY, case)
    assert min(shares_on_edges(POLICY, found).values()) >= 0.08  # less than 0.10: they are few


def changes_are_noticed() -> None:
    text = "{id: dear, when: item.is_final_sale and item.unit_paid %s, refuse: {}}"
    policy, *changed = (a_policy(text % bound, OFFERS) for bound in ("> 70", ">= 70", "> 71"))
    edits = [Edit(write_policy(each), each.rules[0].when or "") for each in changed]
    found = first_differences(policy, edits, drawn(aiming.cases(policy), 150))
    assert len(found) == len(edits)


def requests_are_noticed() -> None:
    order = an_order([a_line(quantity=3), a_line("line-2", quantity=2, current_quantity=1)])
    past = drawn(ordering.histories(POLICY, at=DELIVERED), 60)
    for request, history in zip(drawn(ordering.requests(POLICY, order), 60), past, strict=False):
        law_a_request_is_of_its_order(POLICY, order, request, history, DELIVERED)


def null_is_not_guarded(patch: Patch) -> None:
    patch.setattr(asking, "_guarded", lambda name, constants: name.path)


def texts_are_not_quoted(patch: Patch) -> None:
    right = asking.scalar_text
    patch.setattr(asking, "scalar_text", lambda value: value if isinstance(value, str) else right(value))


def a_waived_fee_is_never_charged(patch: Patch) -> None:
    patch.setattr(ruling, "_charged", lambda rules: rules)


def no_window_closes_the_list(patch: Patch) -> None:
    patch.setattr(
        ruling, "_charged", lambda rules: [{k: v for k, v in r.items() if k != "within"} for r in rules]
    )


def constants_are_not_told(patch: Patch) -> None:
    patch.setattr(knowing, "_is_near", lambda value, constants: value is None)


def turns_are_not_looked_for(patch: Patch) -> None:
    patch.setattr(aiming, "turns_of", lambda policy, found: ((), ()))


def turns_are_passed_by_an_hour(patch: Patch) -> None:
    patch.setattr(aiming, "_BESIDE", (aiming.timedelta(hours=1), aiming.timedelta(hours=-1)))


def nothing_is_missing(patch: Patch) -> None:
    patch.setattr(aiming, "_GAPS", ("none",))


def an_instant_lies_before_the_order(patch: Patch) -> None:
    patch.setattr(
        aiming, "_moment", lambda draw, policy, found, among: found.order.placed_at - aiming.timedelta(1)
    )


def conditions_are_only_told_to_hold(patch: Patch) -> None:
    patch.setattr(telling.Term, "failing", telling.Term.holding)


def removed_units_are_forgotten(patch: Patch) -> None:
    requests = ordering.requests

    def wrong(policy: Any, order: Any) -> Any:
        lines = tuple(line.evolve(current_quantity=line.quantity) for line in order.lines)
        return requests(policy, order.evolve(lines=lines))

    patch.setattr(ordering, "requests", wrong)


def the_past_is_to_come(patch: Patch) -> None:
    patch.setattr(ordering, "timedelta", lambda days: -aiming.timedelta(days))


PLANTED = [
    (null_is_not_guarded, conditions_are_noticed),
    (texts_are_not_quoted, conditions_are_noticed),
    (a_waived_fee_is_never_charged, policies_are_noticed),
    (no_window_closes_the_list, policies_are_noticed),
    (constants_are_not_told, changes_are_noticed),
    (turns_are_not_looked_for, cases_are_noticed),
    (turns_are_passed_by_an_hour, cases_are_noticed),
    (nothing_is_missing, cases_are_noticed),
    (an_instant_lies_before_the_order, cases_are_noticed),
    (conditions_are_only_told_to_hold, changes_are_noticed),
    (removed_units_are_forgotten, requests_are_noticed),
    (the_past_is_to_come, requests_are_noticed),
]


@pytest.mark.parametrize(("plant", "asks"), PLANTED, ids=lambda each: each.__name__)
def test_a_planted_bug_is_caught(
    plant: Callable[[Patch], None], asks: Callable[[], None], monkeypatch: Patch
) -> None:
    plant(monkeypatch)

    with pytest.raises((AssertionError, ReturnkitError, ValueError)):
        asks()


@pytest.mark.parametrize("asks", dict.fromkeys(asks for _, asks in PLANTED), ids=lambda each: each.__name__)
def test_without_a_planted_bug_nothing_is_caught(asks: Callable[[], None]) -> None:
    asks()
