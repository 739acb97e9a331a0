"""Tenders: what was received by which means, by the transactions of either API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

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
Means: TypeAlias = tuple[TenderKind, str | None]


@dataclass(frozen=True, slots=True)
class Movement:
    """A transaction that went through: its kind as the GraphQL API writes it, its means and its amount."""

    kind: str
    means: Means
    amount: Money


def payment(order: Node, currency: str, warnings: Warnings) -> Payment:
    """Return what is known of the payment of *order*."""
    received, outstanding = order["totalReceivedSet"], order["totalOutstandingSet"]
    check_count(order["transactions"], order["transactionsCount"])
    tenders = None
    if order["transactions"].is_given:
        tenders = tenders_of(_movements(order["transactions"], currency), currency)
    captured = shop_money(received, currency) if received.is_given else None
    if tenders is not None:
        parts = captured_by(tenders, currency)
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


def captured_by(tenders: Iterable[Tender], currency: str) -> Money:
    """Return what was received by *tenders*."""
    amounts = (each.amount for each in tenders if each.is_captured and each.amount)
    return sum(amounts, Money.zero(currency))


def tenders_of(movements: Iterable[Movement], currency: str) -> tuple[Tender, ...]:
    """Return the means of payment of an order, those that money was received by first.

    Args:
        movements: The order's transactions, oldest first.
        currency: The order's.
    """
    received: dict[Means, Money] = {}
    reserved: dict[Means, Money] = {}
    for each in movements:
        before = received.get(each.means, Money.zero(currency))
        if each.kind in _RECEIVED:
            received[each.means] = before + each.amount
        elif each.kind == "CHANGE":  # cash handed back at the till
            received[each.means] = before - each.amount
        elif each.kind == "AUTHORIZATION":
            reserved[each.means] = each.amount
        elif each.kind == "VOID":
            reserved.pop(each.means, None)
    found = [Tender(kind=kind, brand=brand, amount=amount) for (kind, brand), amount in received.items()]
    # An authorisation that was captured in part is not counted for its rest: it may have lapsed.
    found += [
        Tender(kind=kind, brand=brand, amount=amount, is_captured=False)
        for (kind, brand), amount in reserved.items()
        if (kind, brand) not in received
    ]
    return tuple(found)


def means_of(kind: TenderKind | None, company: str | None, gateway: str | None) -> Means:
    """Return a means of payment.

    Args:
        kind: Its kind, where the details of the payment say it.
        company: Who issued the card, where they say it.
        gateway: The payment service.
    """
    if kind is not None:
        return kind, company.lower() if company else None
    known = _GATEWAYS.get(gateway or "", TenderKind.OTHER)
    return known, gateway if known is TenderKind.OTHER else None


def _movements(node: Node, currency: str) -> Iterator[Movement]:
    for transaction in node.items():
        if transaction["status"].text() != "SUCCESS":
            continue
        details, kind = transaction["paymentDetails"], None
        if details.is_given:
            kind = _DETAILS.get(details["__typename"].optional_text() or "")
        company = details["company"].optional_text() if kind is not None else None
        means = means_of(kind, company, transaction["gateway"].optional_text())
        yield Movement(transaction["kind"].text(), means, shop_money(transaction["amountSet"], currency))
