"""Golden money: the worked examples of the field, each through the door that a shop would use."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest

from returnkit.facts import LineItem, Shipping
from returnkit.money import Money
from returnkit.settlement import (
    Account,
    AfterReturn,
    ComponentCode,
    ItemChoice,
    MoneyEntry,
    MoneyRules,
    Promotion,
    Replacement,
    TenderOrder,
    opened,
)
from tests.builders import a_line
from tests.settling import NOW, a_paid_order, a_return, balanced, summed

GOLDEN: Final = json.loads((Path(__file__).parents[2] / "data" / "golden_money.json").read_text("utf-8"))
EXAMPLES: Final[dict[str, Any]] = {each["id"]: each for each in GOLDEN["examples"]}  # Any: JSON
PROVED: Final[dict[str, Callable[..., None]]] = {}

ELSEWHERE: Final = {"M29": "tests/unit/test_money.py", "M30": "tests/properties/test_settlement_laws.py"}
"""Examples that are properties, with the place of each."""


def proves(id: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register what proves the example *id*; it takes what is given and what is expected."""

    def register(check: Callable[..., None]) -> Callable[..., None]:
        PROVED[id] = check
        return check

    return register


def test_every_example_is_proved() -> None:
    assert PROVED.keys() | ELSEWHERE.keys() == EXAMPLES.keys()


@pytest.mark.parametrize("id", sorted(EXAMPLES.keys() - ELSEWHERE.keys()))
def test_the_golden_example_comes_out_to_the_cent(id: str) -> None:
    example = EXAMPLES[id]

    PROVED[id](example["currency"], example["input"], example["expected"])


# --- allocation ------------------------------------------------------------------------------------------


@proves("M01")
@proves("M02")
@proves("M05")
def _discount(currency: str, given: Any, expected: Any) -> None:
    weights = [
        Money.of(line["amount"], currency).minor if "amount" in line else line["weight"]
        for line in given["lines"]
    ]
    shares = Money.of(given["order_discount"], currency).allocate(weights)
    found = {line["line"]: str(share.decimal) for line, share in zip(given["lines"], shares, strict=True)}

    assert found == expected["line_discounts"]
    assert str(sum(shares, Money.zero(currency)).decimal) == expected["sum"]


@proves("M03")
def _units(currency: str, given: Any, expected: Any) -> None:
    # Three units cost 19.99: a price per unit that no unit was sold for, less a discount of the line.
    line = a_line(price="6.67", discount="0.02", quantity=given["quantity"])
    assert str((line.unit_price * 3 - line.discount).decimal) == given["line_paid"]
    order = a_paid_order(line)
    ledger, refunds = opened(order), []
    for count in given["successive_returns"]:
        part = a_return(order, units={"line-1": count}, ledger=ledger)
        ledger = ledger.after(part.entries(NOW))
        refunds.append(str(part.total.decimal))

    assert refunds == expected["refund_of_each_return"] == expected["unit_shares"]
    assert str(a_return(order).total.decimal) == expected["refund_when_all_3_returned_at_once"]


@proves("M06")
def _charged_tax(currency: str, given: Any, expected: Any) -> None:
    line = a_line(price=given["unit_price"], tax=given["tax_charged"], quantity=given["quantity"])
    order = a_paid_order(line)
    ledger, taxes = opened(order), []
    for name, count in zip(("first_return", "second_return"), given["successive_returns"], strict=True):
        part = a_return(order, units={"line-1": count}, ledger=ledger)
        ledger = ledger.after(part.entries(NOW))
        taxes.append(Decimal(summed(part, ComponentCode.TAX)))
        assert summed(part, ComponentCode.GOODS) == expected[name]["net"]
        assert summed(part, ComponentCode.TAX) == expected[name]["tax"]
        assert str(part.total.decimal) == expected[name]["total"]

    assert str(sum(taxes)) == expected["sum_of_tax"]


@proves("M07")
@proves("M08")
def _tax_inside(currency: str, given: Any, expected: Any) -> None:
    line = a_line(price=given["gross_paid"], tax=expected["vat"], currency=currency)
    found = a_return(a_paid_order(line, currency=currency, prices_include_tax=True))

    assert str(found.total.decimal) == expected["refund"]
    assert summed(found, ComponentCode.GOODS) == expected["net"]
    assert summed(found, ComponentCode.TAX) == expected["vat"]


# --- fees ------------------------------------------------------------------------------------------------


@proves("M09")
def _restocking(currency: str, given: Any, expected: Any) -> None:
    for row in given["rows"]:
        figure = (
            f"percent: {row['percent']}, of: paid" if "percent" in row else f"flat: {row['flat']}, per: line"
        )
        bounds = "".join(
            f", {key}: {row[name]}"
            for key, name in (("at_least", "minimum"), ("at_most", "maximum"))
            if name in row
        )
        restock = f"{{id: restock, fee: {{name: restocking, {figure}{bounds}}}}}"
        waive = "{id: fault, when: request.reason == 'defective', waive: restocking}"
        order = a_paid_order(a_line(price=row["base"]))
        found = a_return(order, waive, restock, reason=row["reason"])

        fee = str(-Decimal(summed(found, ComponentCode.FEE)) + 0)
        assert (row["row"], fee) == (row["row"], expected["fees"][row["row"]])


@proves("M10")
def _of_items_or_of_the_return(currency: str, given: Any, expected: Any) -> None:
    lines = [a_line(f"line-{number}", price=price) for number, price in enumerate(given["items"])]
    fee = f"{{id: restock, fee: {{name: restocking, percent: {given['percent']}, of: paid}}}}"
    found = a_return(a_paid_order(*lines), fee)

    fees = [str(-each.amount.decimal) for each in found.components if each.code is ComponentCode.FEE]
    assert fees == expected["per_item_fees"]
    assert str(-Decimal(summed(found, ComponentCode.FEE))) == expected["per_item_total"]
    whole = sum((line.unit_price for line in lines), Money.zero(currency))
    of_whole = whole.times(Decimal(given["percent"]) / 100)
    assert str(of_whole.decimal) == expected["per_return_total"]


@proves("M27")
def _percent_first(currency: str, given: Any, expected: Any) -> None:
    fees = [
        f"{{id: label, fee: {{name: label, flat: {given['label_fee']}, per: return}}}}",
        f"{{id: restock, fee: {{name: restocking, percent: {given['restocking_percent']}, of: paid}}}}",
    ]
    found = a_return(a_paid_order(a_line(price=given["merchandise_refund"])), *fees)

    by_name = {each.name: str(-each.amount.decimal) for each in found.components if each.name}
    expected = expected["default"]
    assert by_name == {"restocking": expected["restocking"], "label": expected["label"]}
    assert str(found.total.decimal) == expected["refund"]


@proves("M26")
def _both_legs(currency: str, given: Any, expected: Any) -> None:
    outbound, back = given["outbound_delivery"]["cost"], given["return_delivery_cost"]
    fault = "{id: fault, when: request.reason == 'defective', waive: [outbound, way_back]}"
    legs = (
        f"{{id: legs, fee: [{{name: outbound, kind: label, flat: {outbound}, per: line}}, "
        f"{{name: way_back, kind: label, flat: {back}, per: line}}]}}"
    )
    order = a_paid_order(a_line(price=given["item_paid"], currency=currency), currency=currency)
    for row in given["rows"]:
        found = a_return(order, fault, legs, reason=row["reason"])

        assert str(found.total.decimal) == expected["refunds"][row["row"]]


# --- promotions and gifts --------------------------------------------------------------------------------


def _discounted(given: Any, discounts: dict[str, str]) -> list[LineItem]:
    return [
        a_line(line["line"], price=line["price"], discount=discounts[line["line"]]) for line in given["lines"]
    ]


@proves("M15")
def _threshold(currency: str, given: Any, expected: Any) -> None:
    promotion = given["promotion"]
    order = a_paid_order(*_discounted(given, expected["line_discounts"]))
    assert str(order.total.decimal) == given["order_paid"]
    for after, refund in (
        (AfterReturn.KEEP, expected["prorate_refund"]),
        (AfterReturn.PRORATE, expected["prorate_refund"]),
        (AfterReturn.REEVALUATE, expected["reevaluate"]["refund"]),
    ):
        known = Promotion(
            label="20 % off from 100",
            spend_at_least=Money.of(promotion["spend_at_least"], currency),
            percent_off=Decimal(promotion["percent_off"]),
            after=after,
        )
        found = a_return(order, units=dict.fromkeys(given["returned"], 1), promotions=[known])

        assert (after, str(found.total.decimal)) == (after, refund)


@proves("M16")
def _never_below_zero(currency: str, given: Any, expected: Any) -> None:
    off = Money.of(given["promotion"]["amount_off"], currency)
    shares = off.allocate([Money.of(line["price"], currency).minor for line in given["lines"]])
    discounts = {line["line"]: str(share.decimal) for line, share in zip(given["lines"], shares, strict=True)}
    order = a_paid_order(*_discounted(given, discounts))
    assert str(order.total.decimal) == given["order_paid"]
    known = Promotion(
        label="30 off from 100",
        spend_at_least=Money.of(given["promotion"]["spend_at_least"], currency),
        amount_off=off,
        after=AfterReturn.REEVALUATE,
    )
    found = a_return(order, units=dict.fromkeys(given["returned"], 1), promotions=[known])

    assert str(found.total.decimal) == expected["refund"]
    discount = next(each for each in found.components if each.code is ComponentCode.DISCOUNT)
    assert discount.stated is not None
    raw = found.total - discount.amount + discount.stated
    assert str(raw.decimal) == expected["raw"]


@proves("M18")
def _gift(currency: str, given: Any, expected: Any) -> None:
    gift = given["free_gift"]
    paid = a_line("paid", price=given["line"]["price"])
    free = a_line("gift", price=gift["value"], discount=gift["value"], is_free_gift=True)
    order = a_paid_order(paid, free)
    known = Promotion(
        label="gift from 60",
        spend_at_least=Money.of(gift["condition_spend_at_least"], currency),
        gifts=(free.id,),
        after=AfterReturn.REEVALUATE,
    )
    for row in given["rows"]:
        units = {"paid": 1} | ({"gift": 1} if row["gift_returned"] else {})
        found = a_return(order, units=units, promotions=[known])

        assert str(found.total.decimal) == expected["refunds"][row["row"]]


# --- tenders and ceilings --------------------------------------------------------------------------------

_ORDERS: Final = {
    "card_first": TenderOrder.CARD_FIRST,
    "gift_first": TenderOrder.GIFT_FIRST,
    "pro_rata": TenderOrder.AS_PAID,
}


@proves("M13")
def _two_tenders(currency: str, given: Any, expected: Any) -> None:
    order = a_paid_order(
        a_line("back", price=given["refund"]), a_line("kept", price="40.00"), tenders=given["paid"]
    )
    for strategy in given["strategies"]:
        found = a_return(order, units={"back": 1}, rules=MoneyRules(tender_order=_ORDERS[strategy]))

        names = list(given["paid"])
        paid = {names[each.tender or 0]: str(each.amount.decimal) for each in found.payouts}
        assert paid == expected[strategy]


@proves("M14")
def _exhausted(currency: str, given: Any, expected: Any) -> None:
    order = a_paid_order(
        a_line("back", price="80.00"), a_line("rest", price=given["refund"]), tenders=given["paid"]
    )
    first = opened(order).after(
        MoneyEntry(at=NOW, account=Account.REFUNDED, amount=Money.of(amount, currency), tender=place)
        for place, amount in enumerate(given["already_refunded"].values())
    )
    names = list(given["paid"])
    left = {name: str(first.remaining_of(place).decimal) for place, name in enumerate(names)}
    found = a_return(order, units={"rest": 1}, ledger=first)
    after = first.after(found.entries(NOW + timedelta(days=1)))

    assert left == expected["remaining_before"]
    assert {names[each.tender or 0]: str(each.amount.decimal) for each in found.payouts} == expected["refund"]
    assert after.money(Account.REFUNDED) == order.payment.captured
    assert not after.remaining


@proves("M23")
def _ceiling(currency: str, given: Any, expected: Any) -> None:
    back, kept = a_line("back", price=given["computed_refund"]), a_line("kept", price="70.00")
    order = a_paid_order(back, kept, captured=given["captured"])
    earlier = Money.of(given["already_refunded"], currency)
    before = opened(order).after([MoneyEntry(at=NOW, account=Account.REFUNDED, amount=earlier, tender=0)])
    found = a_return(order, units={"back": 1}, ledger=before)

    assert str(found.total.decimal) == expected["refund"]
    assert summed(found, ComponentCode.CEILING) == f"-{expected['cut_by_cap']}"


# --- exchange, credit, delivery --------------------------------------------------------------------------


@proves("M20")
def _exchange(currency: str, given: Any, expected: Any) -> None:
    credit = given["credit"]
    order = a_paid_order(a_line(price=credit["net"], tax=credit["tax"]))
    for row in given["replacements"]:
        sent = Replacement(price=Money.of(row["price"], currency), tax=Money.of(row["tax"], currency))
        choice = ItemChoice(place=0, offer="exchange", replacement=sent)
        found = a_return(order, choices=[choice])

        assert balanced(found)
        assert str(found.due.decimal) == expected[row["row"]]["due"]
        assert str(found.paid_out.decimal) == expected[row["row"]]["refund"]


@proves("M21")
def _bonus(currency: str, given: Any, expected: Any) -> None:
    top = (
        f"{{id: on-top, for: store_credit, "
        f"bonus: {{percent: {given['bonus_percent']}, at_most: {given['bonus_maximum']}}}}}"
    )
    found = a_return(
        a_paid_order(a_line(price=given["refundable_merchandise"], tax="13.77")), top, offer="store_credit"
    )

    assert summed(found, ComponentCode.BONUS) == expected["bonus"]
    assert str((found.total - Money.of("13.77", currency)).decimal) == expected["store_credit_total"]


@proves("M22")
def _delivery(currency: str, given: Any, expected: Any) -> None:
    paid = {"price": given["delivery_paid"], "discount": "0", "tax": "0"}
    order = a_paid_order(
        a_line(price=given["items_paid"], currency=currency),
        currency=currency,
        shipping=Shipping(**{key: Money.of(amount, currency) for key, amount in paid.items()}),
    )
    found = a_return(
        order,
        "{id: law, when: kept.quantity == 0, shipping: refund_standard}",
        standard_delivery=Money.of(given["standard_delivery_offered"], currency),
    )

    assert summed(found, ComponentCode.GOODS) == expected["items_refund"]
    assert summed(found, ComponentCode.SHIPPING) == expected["delivery_refund"]
    assert str(found.total.decimal) == expected["refund"]
