"""Builders: good defaults, and everything else as it is told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from returnkit import decide, refuse, rule, when
from returnkit.decision import Verdict
from returnkit.errors import DocumentError
from returnkit.facts import FulfillmentStatus, PastOutcome, ReturnHistory, Shipping
from returnkit.money import Money
from returnkit.testing import (
    DELIVERED,
    PLACED,
    SHIPPED,
    a_line,
    a_past_order,
    a_past_return,
    a_policy,
    a_request,
    a_shipment,
    an_item,
    an_order,
)


def test_what_is_built_by_default_can_be_returned() -> None:
    decision = decide(a_policy(), an_order(), a_request(), at=DELIVERED + timedelta(days=1))

    assert decision.items[0].verdict is Verdict.ELIGIBLE
    assert [offer.name for offer in decision.items[0].offers] == ["refund", "exchange"]


def test_an_order_costs_what_its_lines_and_its_delivery_cost() -> None:
    lines = [a_line(quantity=2, discount="10.00", tax="5.00"), a_line("line-2", price="7.50")]
    shipping = Shipping(price=Money.of("6", "USD"), discount=Money.of("1", "USD"), tax=Money.of("0", "USD"))

    assert an_order(lines).total == Money.of("82.50", "USD")
    assert an_order(lines, prices_include_tax=True).total == Money.of("77.50", "USD")
    assert an_order(lines, shipping=shipping).total == Money.of("87.50", "USD")


def test_an_order_whose_prices_include_tax_costs_no_more_for_that_of_its_delivery() -> None:
    shipping = Shipping(price=Money.of("6", "USD"), discount=Money.of("0", "USD"), tax=Money.of("1", "USD"))

    gross = an_order([a_line(tax="5.00")], prices_include_tax=True, shipping=shipping)

    assert gross.total == Money.of("46.00", "USD")
    assert an_order([a_line(tax="5.00")], shipping=shipping).total == Money.of("52.00", "USD")


def test_an_order_costs_its_duties_and_its_tip_as_well() -> None:
    order = an_order([a_line(tax="5.00")], tip=Money.of("3", "USD"), duties=Money.of("2", "USD"))

    assert order.total == Money.of("50.00", "USD")


def test_a_total_that_is_told_stands() -> None:
    assert an_order(total=Money.of("1.00", "USD")).total == Money.of("1.00", "USD")


def test_lines_are_made_by_their_number() -> None:
    order = an_order(3)

    assert [line.id for line in order.lines] == ["line-1", "line-2", "line-3"]
    assert [part.line_id for part in order.fulfillments[0].lines] == ["line-1", "line-2", "line-3"]


def test_an_order_that_was_not_sent_has_no_parcel() -> None:
    assert an_order(shipped_at=None, delivered_at=None).fulfillments == ()
    assert an_order(delivered_at=None).fulfillments[0].status is FulfillmentStatus.SHIPPED


def test_a_shipment_is_delivered_where_it_has_arrived() -> None:
    assert a_shipment([a_line()]).status is FulfillmentStatus.DELIVERED
    assert a_shipment([a_line()], status=FulfillmentStatus.FAILED).status is FulfillmentStatus.FAILED


def test_an_order_happens_in_order() -> None:
    parcel = an_order().fulfillments[0]

    assert (an_order().placed_at, parcel.shipped_at, parcel.delivered_at) == (PLACED, SHIPPED, DELIVERED)
    assert PLACED < SHIPPED < DELIVERED


def test_a_request_takes_lines_their_ids_and_items() -> None:
    line = a_line("line-7")

    request = a_request(line, "line-8", an_item("line-9", 2, reason="damaged"), method="mail")

    assert [(item.line_id, item.quantity) for item in request.items] == [
        ("line-7", 1),
        ("line-8", 1),
        ("line-9", 2),
    ]
    assert request.items[2].reason == "damaged"
    assert request.method == "mail"
    assert a_request().items == (an_item("line-1"),)


def test_a_past_is_counted_from_the_instant_that_is_judged_for() -> None:
    order = a_past_order(days_ago=10, value="5.00", currency="EUR", at=DELIVERED)
    kept = a_past_return("past-1", days_ago=2, currency="EUR", outcome=PastOutcome.KEPT, at=DELIVERED)

    assert order.placed_at == DELIVERED - timedelta(days=10)
    assert kept.requested_at == DELIVERED - timedelta(days=2)
    assert kept.items[0].value == Money.of("40.00", "EUR")
    assert ReturnHistory(orders=(order,), returns=(kept,)).returns[0].order_id == order.id


def test_a_policy_is_made_of_texts_and_of_values() -> None:
    final = rule("final-sale", when("item.is_final_sale"), refuse("Final sale."))

    policy = a_policy(
        final,
        "{id: opened, when: item.opened, review: true}",
        "- {id: offers, offer: refund}\n- {id: all, within: 30 days of delivery}",
        id="shop",
        timezone="Europe/Berlin",
        facts={"item.opened": {"type": "boolean", "ask": "shopper"}},
    )

    assert policy.id == "shop"
    assert [each.id for each in policy.rules] == ["final-sale", "opened", "offers", "all"]
    assert policy.zone.key == "Europe/Berlin"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{id: x, refus: Final sale.}", "document.unknown_key"),
        ("{id: x, when: item.colour, refuse: No.}", "expr.unknown_name"),
        ("{id: x, offer: refund}", "policy.no_window"),
    ],
)
def test_a_policy_with_a_fault_is_refused_where_it_is_built(text: str, code: str) -> None:
    with pytest.raises(DocumentError) as refused:
        a_policy(text)

    assert code in [fault.code for fault in refused.value.faults]
