"""Restitution: refunds of the GraphQL API, as stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from returnkit.facts import Adjustment, Refund, RefundedLine
from returnkit.ids import LineId
from returnkit.importers.payload import Node
from returnkit.importers.result import Warnings
from returnkit.money import Money

from .connections import nodes_of, number_of, page_of, shop_money, signed_shop_money


def refunded_quantities(order: Node) -> Counter[str]:
    """Return how many units of each line were refunded."""
    counted: Counter[str] = Counter()
    for refund in order["refunds"].items():
        for part in page_of(refund["refundLineItems"]) if refund["refundLineItems"].is_given else ():
            counted[number_of(part["lineItem"]["id"], "LineItem")] += part["quantity"].whole()
    return counted


def refunds(order: Node, currency: str, warnings: Warnings) -> tuple[Refund, ...]:
    """Return the refunds of *order*, as stored; nothing is recomputed."""
    found = tuple(_refund(node, currency, warnings) for node in order["refunds"].items())
    stated = order["totalRefundedSet"]
    if stated.is_given and all(refund.amount is not None for refund in found):
        parts = sum((refund.amount for refund in found if refund.amount is not None), Money.zero(currency))
        if (amount := shop_money(stated, currency)) != parts:
            message = f"the refunds come to `{parts}`, the order says `{amount}`"
            warnings.add("refunds_differ", stated, message, help="ask for all `refunds` of the order")
    return found


def _refund(node: Node, currency: str, warnings: Warnings) -> Refund:
    lines = [part for part in nodes_of(node["refundLineItems"], warnings) if part["quantity"].whole()]
    adjustments = tuple(_adjustments(node, currency, warnings))
    return node.build(
        lambda: Refund(
            id=number_of(node["id"], "Refund"),
            at=node["processedAt" if node["processedAt"].is_given else "createdAt"].instant(),
            amount=_amount(node, currency, warnings),
            lines=tuple(
                RefundedLine(
                    line_id=LineId(number_of(part["lineItem"]["id"], "LineItem")),
                    quantity=part["quantity"].whole(),
                    amount=shop_money(part["subtotalSet"], currency),
                    tax=shop_money(part["totalTaxSet"], currency),
                )
                for part in lines
            ),
            adjustments=adjustments,
        )
    )


def _amount(node: Node, currency: str, warnings: Warnings) -> Money | None:
    stated, given = node["totalRefundedSet"], node["transactions"]
    returned = Money.zero(currency)
    for transaction in nodes_of(given, warnings):
        if transaction["kind"].text() == "REFUND" and transaction["status"].text() == "SUCCESS":
            returned += shop_money(transaction["amountSet"], currency)
    if not stated.is_given:
        if not given.is_given:
            warnings.add("refund_amount_unknown", stated, "what went back is not said, it is not known")
            return None
        return returned
    amount = shop_money(stated, currency)
    if given.is_given and returned != amount:
        message = f"its transactions come to `{returned}`, the refund says `{amount}`, which is kept"
        warnings.add("refund_differs", stated, message)
    return amount


def _adjustments(node: Node, currency: str, warnings: Warnings) -> Iterator[Adjustment]:
    # Kinds and signs are those of the REST API, where refunded shipping is one of the adjustments.
    for part in nodes_of(node["refundShippingLines"], warnings):
        amount, tax = (
            shop_money(part["subtotalAmountSet"], currency),
            shop_money(part["taxAmountSet"], currency),
        )
        yield Adjustment(kind="shipping_refund", amount=-amount, tax=-tax)
    for part in nodes_of(node["orderAdjustments"], warnings):
        yield Adjustment(
            kind="refund_discrepancy",
            amount=signed_shop_money(part["amountSet"], currency),
            tax=signed_shop_money(part["taxAmountSet"], currency),
        )
