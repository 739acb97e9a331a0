"""Tenders: the payment of the GraphQL API, with what was received by which means."""

from __future__ import annotations

from typing import Final

from returnkit.facts import Payment, Tender, TenderKind
from returnkit.importers.payload import Node
from returnkit.importers.result import Warnings
from returnkit.money import Money

from .connections import check_count, shop_money, signed_shop_money

# Source: Shopify GraphQL Admin API 2026-01, OrderTransaction `gateway` and the union PaymentDetails.
_GATEWAYS: Final = {
    "gift_card": TenderKind.GIFT_CARD,
    "shopify_store_credit": TenderKind.STORE_CREDIT,
    "cash": TenderKind.CASH,
    "paypal": TenderKind.WALLET,
    "Cash on Delivery (COD)": TenderKind.CASH_ON_DELIVERY,
    "Bank Deposit": TenderKind.BANK_TRANSFER,
}
_DETAILS: Final = {
    "CardPaymentDetails": TenderKind.CARD,
    "ShopPayInstallmentsPaymentDetails": TenderKind.PAY_LATER,
    "PaypalWalletPaymentDetails": TenderKind.WALLET,
}
_RECEIVED: Final = frozenset({"SALE", "CAPTURE"})
_MEANS = tuple[TenderKind, str | None]


def payment(order: Node, currency: str, warnings: Warnings) -> Payment:
    """Return what is known of the payment of *order*."""
    received, outstanding = order["totalReceivedSet"], order["totalOutstandingSet"]
    check_count(order["transactions"], order["transactionsCount"])
    tenders = _tenders(order["transactions"], currency)
    captured = shop_money(received, currency) if received.is_given else None
    if tenders is not None:
        parts = sum(
            (each.amount for each in tenders if each.is_captured and each.amount), Money.zero(currency)
        )
        if captured is not None and captured != parts:
            message = f"the transactions come to `{parts}`, the order says `{captured}`, which is kept"
            warnings.add("payments_differ", received, message)
        captured = parts if captured is None else captured
    status = order["displayFinancialStatus"].optional_text()
    return Payment(
        status=status.lower() if status else None,
        tenders=tenders,
        captured=captured,
        outstanding=signed_shop_money(outstanding, currency) if outstanding.is_given else None,
        gateways=tuple(
            name for each in order["paymentGatewayNames"].items() if (name := each.optional_text())
        ),
    )


def _tenders(node: Node, currency: str) -> tuple[Tender, ...] | None:
    if not node.is_given:
        return None
    received: dict[_MEANS, Money] = {}
    reserved: dict[_MEANS, Money] = {}
    for transaction in node.items():
        kind = transaction["kind"].text()
        if transaction["status"].text() != "SUCCESS":
            continue
        means = _means(transaction)
        if kind in _RECEIVED:
            amount = shop_money(transaction["amountSet"], currency)
            received[means] = received.get(means, Money.zero(currency)) + amount
        elif kind == "CHANGE":  # cash handed back at the till
            amount = shop_money(transaction["amountSet"], currency)
            received[means] = received.get(means, Money.zero(currency)) - amount
        elif kind == "AUTHORIZATION":
            reserved[means] = shop_money(transaction["amountSet"], currency)
        elif kind == "VOID":
            reserved.pop(means, None)
    found = [Tender(kind=kind, brand=brand, amount=amount) for (kind, brand), amount in received.items()]
    # An authorisation that was captured in part is not counted for its rest: it may have lapsed.
    found += [
        Tender(kind=kind, brand=brand, amount=amount, is_captured=False)
        for (kind, brand), amount in reserved.items()
        if (kind, brand) not in received
    ]
    return tuple(found)


def _means(transaction: Node) -> _MEANS:
    details, gateway = transaction["paymentDetails"], transaction["gateway"].optional_text() or ""
    if details.is_given and (kind := _DETAILS.get(details["__typename"].optional_text() or "")):
        company = details["company"].optional_text()
        return kind, company.lower() if company else None
    kind = _GATEWAYS.get(gateway, TenderKind.OTHER)
    return kind, gateway or None if kind is TenderKind.OTHER else None
