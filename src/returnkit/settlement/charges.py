"""Charges: what rules withhold, each counted over all returns and held to what it is taken from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from returnkit.ids import LineId
from returnkit.money import Money, exponent
from returnkit.policy import Collect, DecidedBy, Fee, FeeBase, FeePer
from returnkit.record import record

from .account import Counting, Pot, Taken
from .components import Component, ComponentCode
from .goods import line_net
from .rules import Rounding
from .shares import divided, percent_of
from .stated import Open, Stated, Terms

_FEE: Final = ComponentCode.FEE
_FEE_DUE: Final = ComponentCode.FEE_DUE
# Members of enumerations that every unit asks for: in Python 3.11 each look-up is a call.
_DUE: Final = Collect.DUE
_DEDUCTED: Final = Collect.DEDUCTED
_INSPECTION: Final = DecidedBy.INSPECTION
_PRICE: Final = FeeBase.PRICE
_VALUE: Final = FeeBase.VALUE
_REPEATED: Final = frozenset({FeePer.UNIT, FeePer.PARCEL})


@record
class _Owed:
    """A fee as it would be if nothing capped it. Minor units.

    Attributes:
        stated: Who states it.
        fee: The fee, with every figure a number.
        figure: What it says, in words.
        due: What it comes to now.
        base: What its percentage is of; None without one.
    """

    stated: Stated
    fee: Fee
    figure: str
    due: int
    base: int | None


def add_fees(counting: Counting, taken: Taken) -> None:
    """Add the fees on the units of *taken*: the percentages first, then the flat ones, in document order.

    Each is what it is of all units so far, less what was charged for those before, and never more than is
    left of what the units pay now. Where the article goes back nothing is paid, and a fee is due.

    Raises:
        Open: A figure is not known, is in another currency, or the inspection has to set it.
    """
    owed = [_of_item(counting, taken, stated, fee) for stated, fee in taken.terms.fees]
    for each in _lower(owed, taken.terms) if taken.terms.is_floor else owed:
        collect = _DUE if taken.goes_back else each.fee.collect
        charged = _deducted(collect, each.due, taken.left)
        _charge(counting, each, charged, collect, taken.pot, taken, taken.units, each.due)
        if counting.rules.fees_are_taxed and charged and taken.worth_tax and taken.worth:
            relief = divided(taken.worth_tax * charged, taken.worth, counting.rules.fee_rounding)
            counting.add(
                ComponentCode.FEE_TAX,
                -min(relief, taken.left),
                taken.pot,
                taken,
                name=each.fee.name,
                kind=each.fee.kind,
                stated_by=each.stated,
            )


def add_fees_of_return(
    counting: Counting, pots: Sequence[tuple[Pot, Terms]], labels: Sequence[int] | None, parcels: int
) -> None:
    """Add the fees that are charged once for the return, or for each of its parcels.

    Each is charged once, whatever offers it is for, and taken from what these pay, in their order. Where
    none of them pays, because every article goes back, it is due.

    Args:
        counting: The settlement.
        pots: What each offer pays, with the terms of the return for it.
        labels: What each label costs the shop, minor units; None is not known.
        parcels: How many parcels the goods travel in.

    Raises:
        Open: A figure or the cost of a label is not known, or is in another currency.
    """
    by_name: dict[str, tuple[_Owed, list[Pot]]] = {}
    for pot, terms in pots:
        first = pot.takers[0]
        owed = [_of_return(counting, first, *each, labels, parcels) for each in terms.fees_of_return]
        for each in _lower(owed, terms) if terms.is_floor else owed:
            by_name.setdefault(each.fee.name, (each, []))[1].append(pot)
    found = list(by_name.values())
    if len(found) > 1:
        found.sort(key=lambda each: each[0].fee.percent is None)
    for each, payers in found:
        _charge_return(counting, each, payers, parcels)


def _charge_return(counting: Counting, owed: _Owed, payers: Sequence[Pot], parcels: int) -> None:
    """Charge a fee once, from the first that pays on; what none of them pays is due, or told of the last."""
    due, is_first = owed.due, True
    is_due = owed.fee.collect is _DUE
    able = [pot for pot in payers if not (is_due or _all_go_back(pot.takers))]
    paying, collect = (able, owed.fee.collect) if able else (payers[:1], _DUE)
    for pot in paying:
        charged = _deducted(collect, due, sum([taken.left for taken in pot.takers]))
        is_last = pot is paying[-1]
        if is_first or charged or (is_last and due):
            told = due if is_last else charged
            _charge(counting, owed, charged, collect, pot, None, parcels, told, is_first=is_first)
        due, is_first = due - charged, False
        for taken in pot.takers:
            if charged <= 0:
                break
            part = min(taken.left, charged)
            taken.left -= part
            charged -= part


def _deducted(collect: Collect, due: int, left: int) -> int:
    """Return what of a fee is taken from a payout of which that much is *left*."""
    return 0 if collect is _DUE or left < 0 else min(due, left)


def _all_go_back(takers: Sequence[Taken]) -> bool:
    return not [taken for taken in takers if not taken.goes_back]


def _charge(
    counting: Counting,
    owed: _Owed,
    charged: int,
    collect: Collect,
    pot: Pot,
    taken: Taken | None,
    units: int,
    due: int,
    *,
    is_first: bool = True,
) -> None:
    """Add what is *charged* of *due*; the rest is due, or told where the fee ends with the payout.

    The first part of a fee that several pay has its base and its units.
    """
    rest = due - charged
    units, base = (units, owed.base) if is_first else (0, None)
    if collect is _DUE:
        counting.owe(_component(counting, owed, _FEE_DUE, -due, pot, taken, units, base, None), pot)
        return
    is_cut = rest > 0 and collect is _DEDUCTED
    told = -due if is_cut else None
    counting.put(_component(counting, owed, _FEE, -charged, pot, taken, units, base, told), pot, taken)
    if rest > 0 and not is_cut:
        counting.owe(_component(counting, owed, _FEE_DUE, -rest, pot, taken, 0, None, None), pot)


def _component(
    counting: Counting,
    owed: _Owed,
    code: ComponentCode,
    amount: int,
    pot: Pot,
    taken: Taken | None,
    units: int,
    base: int | None,
    stated: int | None,
) -> Component:
    fee, by, currency = owed.fee, owed.stated, counting.currency
    return Component(
        code,
        Money(amount, currency),
        pot.offer,
        None if taken is None else taken.place,
        None if taken is None else taken.line.id,
        units,
        fee.name,
        fee.kind,
        by.rule,
        by.source,
        None if base is None else Money(base, currency),
        owed.figure,
        None if stated is None else Money(stated, currency),
    )


def _owed(
    counting: Counting,
    taken: Taken,
    line_id: LineId | None,
    stated: Stated,
    fee: Fee,
    base: int | None,
    units: int,
) -> _Owed:
    """Return the fee with what it comes to, over *units* more of what it is per; bounds hold for each."""
    name, figure = fee.name, str(fee)
    before = counting.counted(_FEE, line_id, name, stated.rule, figure)
    due, times = 0, before.units + units if fee.per in _REPEATED else 1
    if base is not None:
        assert isinstance(fee.percent, Decimal)  # noqa: S101  # of `Figures.fee`; narrows the type
        due = percent_of(before.base + base, fee.percent, counting.rules.fee_rounding)
    if fee.flat is not None:
        due += minor_of(fee.flat, counting, name) * times
    if fee.at_least is not None:
        due = max(due, minor_of(fee.at_least, counting, name) * times)
    if fee.at_most is not None:
        due = min(due, minor_of(fee.at_most, counting, name) * times)
    due = max(0, due + before.amount)
    if fee.decided is _INSPECTION:
        due = _set_by_inspection(taken, fee, due)
    return _Owed(stated, fee, figure, due, base)


def _of_item(counting: Counting, taken: Taken, stated: Stated, fee: Fee) -> _Owed:
    if fee.expressions:
        fee = counting.figures.fee(fee, stated, taken.item)
    base = None if fee.percent is None else _base(counting, taken, fee.of)
    return _owed(counting, taken, taken.line.id, stated, fee, base, taken.units)


def _of_return(
    counting: Counting, first: Taken, stated: Stated, fee: Fee, labels: Sequence[int] | None, parcels: int
) -> _Owed:
    if fee.expressions:
        fee = counting.figures.fee(fee, stated, first.item)
    base = None
    if fee.of is FeeBase.LABEL:
        if labels is None:
            raise Open(
                "settlement.label_cost",
                f"the fee `{fee.name}` is a share of what the label costs, which is not known",
                help="give what each label costs: `labels=(Money.of(...),)`",
            )
        base = sum(labels)
    return _owed(counting, first, None, stated, fee, base, parcels)


def _base(counting: Counting, taken: Taken, of: FeeBase | None) -> int:
    """Return what a percentage is of: with or without the tax in prices, as the shop counts."""
    goods, tax = taken.goods, taken.goods_tax
    if of is _VALUE:
        goods, tax = taken.worth, taken.worth_tax
    elif of is _PRICE:
        goods, tax = _price(counting, taken)
    return goods + tax if counting.shares_have_tax else goods


def _price(counting: Counting, taken: Taken) -> tuple[int, int]:
    """Return the price of the units before discounts, without tax, and the tax that is in it."""
    line, tax = taken.line, 0
    price, paid = line.unit_price.minor * line.quantity, line_net(counting, taken)
    if counting.is_gross and line.tax.minor:
        tax = divided(line.tax.minor * price, paid + line.tax.minor, Rounding.HALF_UP)
    return taken.share(price - tax), taken.share(tax)


def minor_of(figure: Decimal | str, counting: Counting, name: str) -> int:
    """Return an amount of the policy in minor units of the order's currency.

    Raises:
        Open: The policy is in another currency.
    """
    assert isinstance(figure, Decimal)  # noqa: S101  # of `Figures`; narrows the type
    if counting.policy_currency != counting.currency:
        raise Open(
            "settlement.currency",
            f"`{name}` is {figure:f} {counting.policy_currency}, and the order is in {counting.currency}",
            help=f"settle it under a policy in {counting.currency}",
        )
    numerator, denominator = figure.as_integer_ratio()
    return divided(numerator * 10 ** exponent(counting.currency), denominator, counting.rules.fee_rounding)


def _set_by_inspection(taken: Taken, fee: Fee, ceiling: int) -> int:
    amount = taken.choice.set_fees.get(fee.name)
    if amount is None:
        raise Open(
            "settlement.fee_not_set",
            f"the inspection sets the fee `{fee.name}`, and has not",
            help=f"give it with the choice, `set_fees={{'{fee.name}': ...}}`; the policy is its ceiling",
        )
    return min(amount.minor, ceiling)


def _lower(owed: list[_Owed], terms: Terms) -> list[_Owed]:
    """Return of a floor's offer, for each kind of fee, those of the policy that charges less."""
    kept: list[_Owed] = []
    for kind in dict.fromkeys(each.fee.kind for each in owed):
        of_kind = [each for each in owed if each.fee.kind is kind]
        sums = [sum(each.due for each in of_kind if each.stated.source == source) for source in terms.sources]
        lowest = terms.sources[sums.index(min(sums))]
        kept += [each for each in of_kind if each.stated.source == lowest]
    return kept
