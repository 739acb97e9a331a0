"""Delivery: what was paid for sending the order, and its duties, as far as they are given back."""

from __future__ import annotations

from returnkit.money import Money
from returnkit.policy import ShippingBack, TermKind

from .account import Counting, Pot
from .components import ComponentCode
from .goods import goods_of
from .ledger import Ledger
from .rules import DutiesBack
from .shares import first_units
from .stated import UNSTATED, Open, Stated, Terms


def add_delivery(counting: Counting, pots: list[tuple[Pot, Terms]], standard: Money | None) -> None:
    """Add what is given back of the delivery; of several offers that say so, the one that gives most.

    Never more than was paid for it and not given back yet.

    Args:
        counting: The settlement.
        pots: What each offer pays, with the terms of the return for it.
        standard: What the cheapest delivery cost that the shop offered, tax included; None is not known.

    Raises:
        Open: The cheapest delivery is asked for and not known.
    """
    paid, given = _paid(counting.ledger), counting.ledger.given_minor(None, ComponentCode.SHIPPING)
    if paid <= given:
        return
    best: tuple[int, Pot, Stated] | None = None
    for pot, terms in pots:
        for stated in terms.of(TermKind.SHIPPING):
            back = 0 if stated is UNSTATED else _back(stated, paid, standard)
            if back > given and (best is None or back > best[0]):
                best = back, pot, stated
    if best is not None:
        back, pot, stated = best
        counting.add(
            ComponentCode.SHIPPING,
            back - given,
            pot,
            stated_by=stated,
            figure=f"{stated.effect}",
        )


def _paid(ledger: Ledger) -> int:
    shipping = ledger.order.shipping
    if shipping is None:
        return 0
    taxed = 0 if ledger.order.prices_include_tax else shipping.tax.minor
    return shipping.price.minor - shipping.discount.minor + taxed


def _back(stated: Stated, paid: int, standard: Money | None) -> int:
    match stated.effect:
        case ShippingBack.REFUND_PAID:
            return paid
        case ShippingBack.REFUND_STANDARD:
            if standard is None:
                raise Open(
                    "settlement.standard_delivery",
                    f"rule `{stated.rule}` gives back what the cheapest delivery cost, which is not known",
                    help="give it as `standard_delivery`; without a choice of deliveries it is what was paid",
                )
            return min(paid, standard.minor)
        case _:
            return 0


def add_duties(counting: Counting, pots: list[Pot]) -> None:
    """Add the share of the import duties that the goods bear, where the shop gives them back."""
    duties = counting.ledger.order.duties
    if counting.rules.duties is DutiesBack.NONE or duties is None or not pots:
        return
    before, now, whole = goods_of(counting, pots)
    if whole:
        owed = first_units(duties.minor, min(before + now, whole), whole)
        if (due := owed - counting.ledger.given_minor(None, ComponentCode.DUTIES)) > 0:
            counting.add(ComponentCode.DUTIES, due, pots[0])
