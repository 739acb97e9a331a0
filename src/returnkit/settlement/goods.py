"""Goods: what units are worth by the offer that is taken: their price, their tax, its basis and its rate."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import partial
from typing import Final

from returnkit.money import Money
from returnkit.policy import TermKind, ValueBasis

from .account import Counting, Pot, Taken
from .components import Component, ComponentCode
from .rules import Rounding
from .shares import divided, first_units, next_units, percent_of
from .stated import UNSTATED, Stated

_WHOLE: Final = Decimal(100)
_GOODS: Final = ComponentCode.GOODS
_TAX: Final = ComponentCode.TAX
_OF_TAX: Final = (_TAX,)
_NET: Final = (_GOODS,)
_GROSS: Final = (_GOODS, _TAX)


def add_goods(counting: Counting, taken: Taken) -> None:
    """Add what was paid for the units of *taken*, and their share of the tax that was charged.

    Of an article that goes back it is only told what a share is of: no money moves.
    """
    line, units = taken.line, taken.units
    of, tax, is_gross = line.quantity, line.tax.minor, counting.is_gross
    goods = line.unit_price.minor * of - line.discount.minor
    if units < of:  # else it is all of it
        if tax:
            tax = _share(counting, taken, tax, _OF_TAX)
        goods = _share(counting, taken, goods, _GROSS if is_gross else _NET)
    if is_gross:
        goods -= tax  # what was paid is authoritative: its share is exact, and the tax is a part of it
    taken.goods = taken.worth = goods
    taken.goods_tax = taken.worth_tax = tax
    if taken.goes_back:
        return
    pot, place, currency, line_id = taken.pot, taken.place, counting.currency, line.id
    paid = Component(_GOODS, Money(goods, currency), pot.offer, place, line_id, units)
    counting.put(paid, pot, taken)
    if tax:
        of_it = Component(_TAX, Money(tax, currency), pot.offer, place, line_id, units)
        counting.put(of_it, pot, taken)


def line_net(counting: Counting, taken: Taken) -> int:
    """Return what was paid for all units of the line, tax excluded."""
    line = taken.line
    price = line.unit_price.minor * line.quantity - line.discount.minor
    return price - line.tax.minor if counting.is_gross else price


def _share(counting: Counting, taken: Taken, amount: int, codes: tuple[ComponentCode, ...]) -> int:
    """Return the share of the units in *amount*, after what was given under *codes* for those before."""
    if settled := taken.settled:
        of, before, line_id = taken.line.quantity, taken.before, taken.line.id
        given = sum([counting.ledger.given_minor(line_id, code) for code in codes])
        if given != first_units(amount, settled, of):  # another system gave it, and rounded in its own way
            upto = partial(next_units, amount, settled, of=of, given=given)
            return upto(units=before - settled + taken.units) - upto(units=before - settled)
    return taken.share(amount)


def add_value(counting: Counting, taken: Taken) -> None:
    """Add what the units are worth more or less than was paid, by the basis of the offer."""
    worths = [(_worth(counting, taken, stated), stated) for stated in taken.terms.of(TermKind.VALUE)]
    (worth, tax), stated = max(worths, key=lambda each: sum(each[0]))
    if worth == taken.goods and tax == taken.goods_tax:
        return
    said = partial(
        counting.add,
        pot=taken.pot,
        taken=taken,
        stated_by=stated,
        figure=f"{stated.effect}",
    )
    said(ComponentCode.VALUE, worth - taken.goods, units=taken.units)
    if tax != taken.goods_tax:
        said(ComponentCode.VALUE_TAX, tax - taken.goods_tax)
    taken.worth, taken.worth_tax = worth, tax


def _worth(counting: Counting, taken: Taken, stated: Stated) -> tuple[int, int]:
    """Return what the units are worth without tax, and the tax that goes back with it."""
    line, basis = taken.line, stated.effect
    paid, tax, is_gross = taken.goods, taken.goods_tax, counting.is_gross
    if basis is ValueBasis.PRICE:
        price = line.unit_price.minor * taken.units
        return max(paid, price - tax if is_gross else price), tax
    if basis is ValueBasis.LOWEST_RECENT_PRICE and line.lowest_recent_price is not None:
        lowest = line.lowest_recent_price.minor * line.quantity
        whole = line.unit_price.minor * line.quantity - line.discount.minor
        if lowest < whole:
            less_tax = divided(line.tax.minor * lowest, whole, Rounding.HALF_UP)
            return taken.share(lowest - less_tax if is_gross else lowest), taken.share(less_tax)
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
    worth, tax = taken.worth, taken.worth_tax
    line_id, rule = taken.line.id, stated.rule
    of_goods = counting.counted(ComponentCode.RATE, line_id, "", rule, figure)
    of_tax = counting.counted(ComponentCode.RATE_TAX, line_id, "", rule, figure)
    less_tax = percent_of(of_tax.base + tax, percent, rounding) - of_tax.base - of_tax.amount
    base, given = of_goods.base + worth, of_goods.base + of_goods.amount
    if counting.is_gross:
        # The payout as priced is what is rounded; its tax is a part of it.
        base, given = base + of_tax.base + tax, given + of_tax.base + of_tax.amount + less_tax
    less = percent_of(base, percent, rounding) - given
    said = partial(counting.add, pot=taken.pot, taken=taken, stated_by=stated, figure=figure)
    said(ComponentCode.RATE, less - worth, units=taken.units, base=worth)
    if tax:
        said(ComponentCode.RATE_TAX, less_tax - tax, base=tax)


def goods_of(counting: Counting, pots: Sequence[Pot]) -> tuple[int, int, int]:
    """Return what was given back for goods before, what is now, and what was paid for all; tax excluded."""
    order, given = counting.ledger.order, counting.ledger.given_minor
    before = sum(given(line.id, ComponentCode.GOODS) for line in order.lines)
    now = sum(taken.goods for pot in pots for taken in pot.takers if not taken.goes_back)
    whole = sum(line.unit_price.minor * line.quantity - line.discount.minor for line in order.lines)
    if order.prices_include_tax:
        whole -= sum(line.tax.minor for line in order.lines)
    return before, now, whole
