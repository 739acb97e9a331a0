"""Opening: the ledger of an order as a platform hands it over."""

from __future__ import annotations

from collections.abc import Iterator

from returnkit.diagnostics import Diagnostic
from returnkit.errors import LedgerError
from returnkit.facts import Adjustment, Order, Refund
from returnkit.money import Money

from .components import ComponentCode
from .entries import Account, ComponentEntry, LedgerEntry, MoneyEntry, Units, UnitsEntry
from .ledger import Ledger

_OF_DELIVERY = "shipping_refund"


def opened(order: Order, *, captured: Money | None = None, presentment: Money | None = None) -> Ledger:
    """Return the ledger of *order*: what was ordered, received and given back, as the platform stored it.

    Nothing is computed anew: refunded units keep the amounts that their refund stored. A refund that does not
    say which means of payment it went to is spread over them by what is left of what they paid.

    Args:
        order: The order as it stands now.
        captured: What was received, refunds not taken off; None: what the order says.
        presentment: The same in the currency that the customer saw, as they paid it; None where that is the
            order's. Refunds, earlier ones too, are told in it at that rate, whatever the rate is then.

    Raises:
        LedgerError: What was received is not known, is of another currency, or less than was given back.
    """
    received = tuple(_received(order, captured))
    shown = _shown(received, presentment)
    left = [sum(amount.minor for place, amount in received if place == n) for n in _places(order)]
    entries: list[LedgerEntry] = [*_units(order)]
    entries += [
        MoneyEntry(
            at=order.placed_at, account=Account.CAPTURED, amount=amount, tender=place, presentment=seen
        )
        for (place, amount), seen in zip(received, shown, strict=True)
        if amount
    ]
    ledger = Ledger(order, entries)
    for refund in order.refunds:
        ledger = ledger.after(_given_back(ledger, refund, left))
    return ledger


def _shown(received: tuple[tuple[int, Money], ...], whole: Money | None) -> tuple[Money | None, ...]:
    """Return what the customer saw of each part of what was received."""
    if whole is None or not received:
        return (None,) * len(received)
    return whole.allocate([amount.minor for _, amount in received])


def _places(order: Order) -> range:
    return range(max(1, len(order.payment.tenders or ())))


def _units(order: Order) -> Iterator[UnitsEntry]:
    at = order.placed_at
    for line in order.lines:
        yield UnitsEntry(at=at, counter=Units.ORDERED, line_id=line.id, quantity=line.quantity)
        refunded = sum(
            part.quantity for refund in order.refunds for part in refund.lines if part.line_id == line.id
        )
        removed = line.quantity - line.current_quantity - refunded
        if removed > 0:
            yield UnitsEntry(at=at, counter=Units.REMOVED, line_id=line.id, quantity=removed)


def _received(order: Order, captured: Money | None) -> Iterator[tuple[int, Money]]:
    """Yield what each means of payment paid, by its place."""
    tenders = [each for each in order.payment.tenders or () if each.is_captured]
    places = [place for place, each in enumerate(order.payment.tenders or ()) if each.is_captured]
    amounts = [each.amount for each in tenders]
    known = [amount for amount in amounts if amount is not None]
    total = order.payment.captured if captured is None else captured
    if total is not None and total.currency != order.currency:
        message = f"`{total}` was received, the order is in {order.currency}"
        raise LedgerError((Diagnostic("ledger.currency", message, path="captured"),))
    if total is None:
        if not tenders or len(known) < len(amounts):
            raise LedgerError((_unknown(order),))
        yield from zip(places, known, strict=True)
        return
    if len(known) < len(amounts) or not tenders:
        missing = total - sum(known, Money.zero(order.currency))
        unknown = [place for place, amount in zip(places, amounts, strict=True) if amount is None] or [0]
        if len(unknown) > 1 or missing.minor < 0:
            raise LedgerError((_unknown(order),))
        yield from (
            (place, amount) for place, amount in zip(places, amounts, strict=True) if amount is not None
        )
        yield unknown[0], missing
        return
    # Where the parts are not what was received, what was received wins; it is spread as they are.
    if sum(known, Money.zero(order.currency)) == total:
        yield from zip(places, known, strict=True)
    else:
        yield from zip(places, total.allocate([amount.minor for amount in known]), strict=True)


def _unknown(order: Order) -> Diagnostic:
    return Diagnostic(
        "ledger.received_unknown",
        f"order `{order.number}` does not say what was received by each means of payment",
        path="order.payment",
        help="say it: `opened(order, captured=...)`, or give each tender its `amount`",
    )


def _given_back(ledger: Ledger, refund: Refund, left: list[int]) -> Iterator[LedgerEntry]:
    """Yield the entries of a refund that the platform made, and take it off what is *left* of each tender."""
    order = ledger.order
    is_gross, zero = order.prices_include_tax, Money.zero(order.currency)
    total = zero
    for part in refund.lines:
        goods = part.amount - part.tax if is_gross else part.amount
        total += goods + part.tax
        yield UnitsEntry(at=refund.at, counter=Units.REFUNDED, line_id=part.line_id, quantity=part.quantity)
        for code, amount in ((ComponentCode.GOODS, goods), (ComponentCode.TAX, part.tax)):
            if amount:
                yield ComponentEntry(
                    at=refund.at, code=code, amount=amount, line_id=part.line_id, units=part.quantity
                )
    for each in refund.adjustments:
        amount = _with_tax(each, is_gross=is_gross)
        total -= amount
        if each.kind == _OF_DELIVERY and amount:
            yield ComponentEntry(at=refund.at, code=ComponentCode.SHIPPING, amount=-amount)
    went = total if refund.amount is None else refund.amount
    if went.minor > 0:
        for place, share in zip(_places(order), went.allocate(left), strict=True):
            left[place] = max(0, left[place] - share.minor)
            if share:
                yield MoneyEntry(
                    at=refund.at,
                    account=Account.REFUNDED,
                    amount=share,
                    tender=place,
                    presentment=ledger.presented(Account.REFUNDED, share, place),
                    reference=refund.id,
                )


def _with_tax(adjustment: Adjustment, *, is_gross: bool) -> Money:
    return adjustment.amount if is_gross else adjustment.amount + adjustment.tax
