"""Transactions: what was received, which the REST API keeps beside the order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from returnkit.facts import Payment, TenderKind
from returnkit.importers.payload import Node, parse
from returnkit.importers.result import Warnings

from .tenders import Movement, captured_by, means_of, tenders_of


def transactions_of(given: Mapping[str, object] | Sequence[object] | str | bytes) -> tuple[Node, ...]:
    """Return the transactions of `{"transactions": [...]}`, or of its list alone."""
    root = parse(given)
    listed = root if root.is_list else root["transactions"]
    return tuple(listed.at("transactions").required_items())


def with_transactions(
    payment: Payment, order: Node, transactions: Sequence[Node], currency: str, warnings: Warnings
) -> Payment:
    """Return *payment* with what was received, and by which means.

    Args:
        payment: What the order says of it.
        order: The order.
        transactions: Its transactions.
        currency: The order's.
        warnings: Where to warn.
    """
    for transaction in transactions:
        named = transaction["order_id"]
        if named.is_given and named.identifier() != order["id"].identifier():
            named.refuse(f"this is of the order `{named.identifier()}`")
        paid_in = transaction["currency"].optional_text() or currency
        if paid_in != currency:
            message = f"paid in {paid_in}; what was received in {currency} is not known"
            warnings.add("payment_in_other_currency", transaction["currency"], message)
            return payment
    tenders = tenders_of(_movements(transactions, currency), currency)
    return payment.evolve(tenders=tenders, captured=captured_by(tenders, currency))


def _movements(transactions: Sequence[Node], currency: str) -> Iterator[Movement]:
    for transaction in transactions:
        if transaction["status"].text() != "success":
            continue
        company = None
        if transaction["payment_details"].is_given:
            company = transaction["payment_details"]["credit_card_company"].optional_text()
        kind = TenderKind.CARD if company else None
        means = means_of(kind, company, transaction["gateway"].optional_text())
        yield Movement(transaction["kind"].text().upper(), means, transaction["amount"].money(currency))
