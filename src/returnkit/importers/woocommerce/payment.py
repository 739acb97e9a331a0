"""Payment: what is known of the money, by the payment method and the payment date."""

from __future__ import annotations

from typing import Final

from returnkit.facts import Payment, Tender, TenderKind
from returnkit.importers.payload import Node
from returnkit.importers.result import Warnings
from returnkit.money import Money

# Source: WooCommerce core and its own payment extensions, ids of payment gateways (read 2026-11).
_METHODS: Final[dict[str, tuple[TenderKind, str | None]]] = {
    "bacs": (TenderKind.BANK_TRANSFER, None),
    "cod": (TenderKind.CASH_ON_DELIVERY, None),
    "paypal": (TenderKind.WALLET, "paypal"),
    "ppcp-gateway": (TenderKind.WALLET, "paypal"),
    "stripe": (TenderKind.CARD, None),
    "woocommerce_payments": (TenderKind.CARD, None),
    "square_credit_card": (TenderKind.CARD, None),
    "klarna_payments": (TenderKind.PAY_LATER, "klarna"),
    "stripe_sepa": (TenderKind.DIRECT_DEBIT, None),
    "ppcp-pay-upon-invoice-gateway": (TenderKind.INVOICE, None),
}
# In these the platform waits for the money, or has given up on it.
_UNPAID: Final = frozenset({"pending", "on-hold", "failed", "cancelled", "checkout-draft", "trash"})


def payment(order: Node, total: Money, warnings: Warnings) -> Payment:
    """Return what is known of the payment of *order*.

    Args:
        order: The order.
        total: What was charged for it.
        warnings: Where to warn.
    """
    status, method = order["status"].text(), order["payment_method"].optional_text()
    is_paid = order["date_paid_gmt"].is_given
    captured = total if is_paid else Money.zero(total.currency) if status in _UNPAID else None
    if captured is None:
        message = f"no payment date, yet the order is `{status}`: what was received is not known"
        warnings.add("payment_unknown", order["date_paid_gmt"], message)
    if method is None:
        return Payment(status=status, captured=captured, tenders=() if not total.minor else None)
    if method not in _METHODS:
        message = f"payment method `{method}` is of no kind that is known here, it counts as `other`"
        warnings.add("other_tender", order["payment_method"], message)
    kind, brand = _METHODS.get(method, (TenderKind.OTHER, method))
    tender = Tender(kind=kind, brand=brand, amount=total, is_captured=is_paid)
    return Payment(status=status, captured=captured, tenders=(tender,), gateways=(method,))
