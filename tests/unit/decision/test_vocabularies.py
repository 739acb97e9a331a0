"""A policy over a shop's own vocabulary decides, and explains, by the shop's own facts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from returnkit.decision import Verdict, decide, explain, verdict
from returnkit.facts import STANDARD, Order, RequestedItem
from returnkit.policy import Policy, compile_policy, load_policy, over
from tests.builders import a_request, an_item, an_order
from tests.own_facts import SHOP, Fabric, ShopOrder, a_shop_line, a_shop_order

AT = datetime(2026, 11, 20, tzinfo=UTC)  # delivered on the 5th
POLICY = load_policy(
    """\
policy: shop
rules:
- {id: moths, when: 'request.fault == "merchant"', offer: {moths: refund}, within: unlimited}
- {id: shelved, when: 'order.shelf == "z"', refuse: Shelf z stays.}
- {id: freight, when: item.is_bulky, refuse: Freight stays.}
- {id: wool, when: 'item.fabric == "wool"', refuse: Wool stays.}
- {id: all, offer: refund, within: {days: item.trial_days, at_least: 7, at_most: 90, of: delivery}}
""",
    vocabulary=SHOP,
)
ITEM = an_item(reason="too_small")


def answer(order: Order, item: RequestedItem = ITEM, policy: Policy = POLICY) -> tuple[Verdict, str | None]:
    """Return the verdict on the only item, and the rule that refused it; the bare verdict is the same."""
    (decided,) = decide(policy, order, a_request(item), at=AT).items
    assert verdict(policy, order, item, a_request(item), at=AT).verdict is decided.verdict
    return decided.verdict, decided.reason.rule if decided.reason else None


@pytest.mark.parametrize(
    ("order", "verdict", "rule"),
    [
        (a_shop_order(), Verdict.ELIGIBLE, None),
        (a_shop_order(a_shop_line(fabric=Fabric.WOOL)), Verdict.INELIGIBLE, "wool"),
        (a_shop_order(a_shop_line(fabric=None)), Verdict.ELIGIBLE, None),
        (a_shop_order(a_shop_line(weight_grams=25_000)), Verdict.INELIGIBLE, "freight"),
        (a_shop_order(shelf="z"), Verdict.INELIGIBLE, "shelved"),
        (a_shop_order(a_shop_line(trial_days=10)), Verdict.INELIGIBLE, "all"),
    ],
)
def test_a_decision_reads_the_facts_of_the_shop(order: ShopOrder, verdict: Verdict, rule: str | None) -> None:
    assert answer(order) == (verdict, rule)


def test_the_reasons_of_the_shop_tell_whose_fault_it_is() -> None:
    order = a_shop_order(a_shop_line(trial_days=10))

    assert answer(order, an_item(reason="moths_on_arrival"))[0] is Verdict.ELIGIBLE
    assert answer(order, an_item(reason="defective"))[0] is Verdict.INELIGIBLE


def test_an_explanation_names_the_facts_of_the_shop() -> None:
    order = a_shop_order(a_shop_line(fabric=Fabric.WOOL))

    told = str(explain(decide(POLICY, order, a_request(ITEM), at=AT), audience="agent"))

    assert "item.fabric" in told
    assert "wool" in told


def test_an_order_without_the_facts_of_the_shop_is_never_decided_as_if_it_had_them() -> None:
    plain = an_order()  # somebody forgot to read it as an order of the shop

    assert answer(plain) == (Verdict.REVIEW, None)
    (decided,) = decide(POLICY, plain, a_request(ITEM), at=AT).items
    assert decided.missing == ("item.fabric", "item.trial_days", "order.shelf")


def test_a_floor_is_decided_over_its_own_vocabulary() -> None:
    text = (
        "rules: [{id: law, when: 'request.fault == \"merchant\"', offer: {law: refund}, within: unlimited}]"
    )
    law, own = load_policy(f"policy: law\n{text}\n"), load_policy(f"policy: law\n{text}\n", vocabulary=SHOP)
    order = a_shop_order(a_shop_line(fabric=Fabric.WOOL))

    def of(floor: Policy, reason: str) -> Verdict:
        return answer(order, an_item(reason=reason), POLICY.evolve(floor=(floor,)))[0]

    assert law == own
    assert [of(law, reason) for reason in ("defective", "moths")] == [Verdict.ELIGIBLE, Verdict.INELIGIBLE]
    assert [of(own, reason) for reason in ("defective", "moths")] == [Verdict.INELIGIBLE, Verdict.ELIGIBLE]


def test_a_policy_over_another_vocabulary_is_made_ready_once_for_itself() -> None:
    standard = load_policy("policy: p\nrules: [{id: all, offer: refund, within: unlimited}]\n")
    ready, own = compile_policy(standard), over(standard, SHOP)

    found = compile_policy(own)

    assert found is compile_policy(own)
    assert (found.vocabulary.reasons, ready.vocabulary.reasons) == (SHOP.reasons, STANDARD.reasons)
    assert compile_policy(standard) is ready
