"""Goods: what units are worth by the offer that is taken: their price, their tax, its basis and its rate."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Final

from returnkit.policy import TermKind, ValueBasis

from .account import Counting, Taken
from .components import ComponentCode
from .ledger import Ledger
from .rules import Rounding, ShareOf
from .shares import divided, first_units, next_units, percent_of
from .stated import UNSTATED, Stated
from .entries import Units

TAX: Final = "tax"
"""The name of the part of a component that is tax."""
_WHOLE: Final = Decimal(100)


def add_goods(counting: Counting, taken: Taken, before: int) -> None:
    """Add what was paid for the units of *taken*, and their share of the tax that was charged.

    Args:
        counting: The settlement.
        taken: The item.
        before: Units of the line that earlier items of the same return settle.
    """
    line, ledger = taken.line, counting.ledger
    price = line.unit_price.minor * line.quantity - line.discount.minor
    tax = line.tax.minor
    net = price - tax if ledger.order.prices_include_tax else price
    settled = ledger.units(line.id, Units.REFUNDED)
    taken.goods = _share(ledger, taken, ComponentCode.GOODS, net, settled, before)
    taken.tax = _share(ledger, taken, ComponentCode.TAX, tax, settled, before) if tax else 0
    counting.add(ComponentCode.GOODS, taken.goods, taken.pot, taken, units=taken.units)
    if taken.tax:
        counting.add(ComponentCode.TAX, taken.tax, taken.pot, taken, units=taken.units)
    taken.worth = taken.goods


def _share(ledger: Ledger, taken: Taken, code: ComponentCode, amount: int, settled: int, before: int) -> int:
    """Return the share of the units in *amount*, after those that were settled and those of this return."""
    line_id, of = taken.line.id, taken.line.quantity
    if not settled:
        return first_units(amount, before + taken.units, of) - first_units(amount, before, of)
    given = ledger.given_minor(line_id, code)
    return next_units(amount, settled, before + taken.units, of, given) - next_units(
        amount, settled, before, of, given
    )


def add_value(counting: Counting, taken: Taken) -> None:
    """Add what the units are worth more or less than was paid, by the basis of the offer."""
    best: tuple[int, int, Stated] | None = None
    for stated in taken.terms.of(TermKind.VALUE):
        found = _worth(counting, taken, stated)
        if best is None or sum(found) > best[0] + best[1]:
            best = (*found, stated)
    if best is None:
        return
    worth, tax, stated = best
    if worth == taken.goods and tax == taken.tax:
        return
    said = partial(
        counting.add,
        ComponentCode.VALUE,
        pot=taken.pot,
        taken=taken,
        rule=stated.rule,
        source=stated.source,
        figure=f"{stated.effect}",
    )
    said(amount=worth - taken.goods, units=taken.units)
    if tax != taken.tax:
        said(amount=tax - taken.tax, name=TAX)
    taken.worth, taken.tax = worth, tax


def _worth(counting: Counting, taken: Taken, stated: Stated) -> tuple[int, int]:
    """Return what the units are worth without tax, and the tax that goes back with it."""
    line, basis = taken.line, stated.effect
    paid, tax, is_gross = taken.goods, taken.tax, counting.ledger.order.prices_include_tax
    if basis is ValueBasis.PRICE:
        price = line.unit_price.minor * taken.units
        return max(paid, price - tax if is_gross else price), tax
    if basis is ValueBasis.LOWEST_RECENT_PRICE and line.lowest_recent_price is not None:
        lowest = line.lowest_recent_price.minor * taken.units
        whole = paid + tax if is_gross else paid
        if lowest < whole:
            less_tax = divided(tax * lowest, whole, Rounding.HALF_UP)
            return lowest - less_tax if is_gross else lowest, less_tax
    return paid, tax


def add_rate(counting: Counting, taken: Taken) -> None:
    """Add what the rate of the offer withholds. A rate rounds the payout, counted over all returns."""
    rates: list[tuple[Decimal, Stated]] = []
    for stated in taken.terms.of(TermKind.RATE):
        if stated is UNSTATED:
            return
        assert isinstance(stated.effect, Decimal | str)  # noqa: S101  # what a rule says of a rate
        rates.append((counting.figures.percent(stated.effect, stated, taken.item), stated))
    percent, stated = max(rates, key=lambda each: each[0])
    if percent >= _WHOLE:
        return
    figure, rounding = f"{percent:f} %", counting.rules.rounding
    of_goods = counting.counted(ComponentCode.RATE, taken, "", stated, figure)
    of_tax = counting.counted(ComponentCode.RATE, taken, TAX, stated, figure)
    tax = percent_of(of_tax.base + taken.tax, percent, rounding) - of_tax.base - of_tax.amount
    base, given = taken.worth, of_goods.base + of_goods.amount
    if counting.ledger.order.prices_include_tax:
        # The payout as priced is what is rounded; its tax is a part of it.
        base, given = base + taken.tax, given + of_tax.amount
        goods = percent_of(of_goods.base + base, percent, rounding) - given - tax
    else:
        goods = percent_of(of_goods.base + base, percent, rounding) - given
    goods, tax = max(0, goods), max(0, tax)
    add, units, rule, source = counting.add, taken.units, stated.rule, stated.source
    less, less_tax = goods - taken.worth, tax - taken.tax
    said = partial(add, ComponentCode.RATE, pot=taken.pot, taken=taken, rule=rule, source=source, figure=figure)
    said(amount=less, units=units, base=base)
    if taken.tax:
        said(amount=less_tax, name=TAX, base=taken.tax)
    taken.worth, taken.tax = goods, tax


def merchandise(counting: Counting, goods: int, tax: int) -> int:
    """Return what a percentage of *goods* is of, as the shop counts: with or without the tax in prices."""
    if counting.rules.share_of is ShareOf.AS_PRICED and counting.ledger.order.prices_include_tax:
        return goods + tax
    return goods
