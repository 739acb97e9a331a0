"""Charges: what rules withhold, each counted over all returns and held to what it is taken from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Final

from returnkit.money import Money, exponent
from returnkit.policy import Collect, DecidedBy, Fee, FeeBase, FeePer, TermKind

from .account import Counting, Pot, Taken
from .components import ComponentCode
from .goods import line_net, merchandise
from .ledger import Counted
from .rules import Rounding
from .shares import divided, percent_of
from .stated import Open, Stated, Terms

_FEE: Final = ComponentCode.FEE
_FEE_DUE: Final = ComponentCode.FEE_DUE


@dataclass(frozen=True, slots=True)
class _Owed:
    """A fee as it would be if nothing capped it. Minor units."""

    stated: Stated
    fee: Fee
    due: int
    base: int | None
    figure: str


def add_fees(counting: Counting, taken: Taken) -> None:
    """Add the fees on the units of *taken*: the percentages first, then the flat ones, in document order.

    Each is what it is of all units so far, less what was charged for those before, and never more than is
    left of what the units pay now.

    Raises:
        Open: A figure is not known, is in another currency, or the inspection has to set it.
    """
    if not taken.terms.fees:
        return
    fees = [
        (each, each.effect)
        for each in taken.terms.fees
        if isinstance(each.effect, Fee) and not each.effect.is_of_return
    ]
    fees.sort(key=lambda each: each[1].percent is None)
    owed = _lower([_of_item(counting, taken, stated, fee) for stated, fee in fees], taken.terms)
    for each in owed:
        charged = _deducted(each, taken.left)
        _charge(counting, each, charged, taken.pot, taken, units=taken.units)
        if counting.rules.fees_are_taxed and taken.worth_tax and taken.worth:
            relief = divided(taken.worth_tax * charged, taken.worth, counting.rules.fee_rounding)
            counting.add(
                ComponentCode.FEE_TAX,
                -min(relief, taken.left),
                taken.pot,
                taken,
                name=each.fee.name,
                kind=each.fee.kind,
                rule=each.stated.rule,
                source=each.stated.source,
            )


def charges_by_the_unit(taken: Taken) -> bool:
    """Return whether the fees on *taken* are to be counted unit by unit, so that any split comes to the same.

    A percentage of something else than the payout may come due with a unit that does not pay that much, when
    it is rounded; which unit that is must not depend on how many come back at once.
    """
    fees = [each.effect for each in taken.terms.fees if isinstance(each.effect, Fee)]
    if any(fee.decided is DecidedBy.INSPECTION for fee in fees):
        return False
    shares = [fee for fee in fees if fee.percent is not None and not fee.is_of_return]
    is_whole = not any(stated.effect is not None for stated in taken.terms.of(TermKind.RATE))
    return len(shares) > 1 or any(fee.of is not FeeBase.PAID or not is_whole for fee in shares)


def add_fees_of_return(
    counting: Counting,
    pots: Sequence[tuple[Pot, Terms, Sequence[Taken]]],
    labels: Sequence[int] | None,
    parcels: int,
) -> None:
    """Add the fees that are charged once for the return, or for each of its parcels.

    Each is charged once, whatever offers it is for, and taken from what these pay, in their order.

    Args:
        counting: The settlement.
        pots: What each offer pays, the terms of the return for it, and the items that take it.
        labels: What each label costs the shop, minor units; None is not known.
        parcels: How many parcels the goods travel in.

    Raises:
        Open: A figure or the cost of a label is not known, or is in another currency.
    """
    by_name: dict[str, tuple[_Owed, list[tuple[Pot, Sequence[Taken]]]]] = {}
    for pot, terms, takers in pots:
        fees = [(each, each.effect) for each in terms.fees if isinstance(each.effect, Fee)]
        owed = [
            _of_return(counting, takers[0], stated, fee, labels, parcels)
            for stated, fee in fees
            if fee.is_of_return
        ]
        for each in _lower(owed, terms):
            by_name.setdefault(each.fee.name, (each, []))[1].append((pot, takers))
    for each, payers in sorted(by_name.values(), key=lambda found: found[0].fee.percent is None):
        due = each.due
        for number, (pot, takers) in enumerate(payers):
            charged = _deducted(each, sum([taken.left for taken in takers]), due)
            is_first, is_last = number == 0, number == len(payers) - 1
            if is_first or is_last or charged:
                rest = replace(each, due=due if is_last else charged, base=each.base if is_first else None)
                _charge(counting, rest, charged, pot, None, units=parcels if is_first else 0)
            due -= charged
            for taken in takers:
                part = min(taken.left, charged)
                taken.left -= part
                charged -= part


def _deducted(owed: _Owed, left: int, due: int | None = None) -> int:
    """Return what of the fee is taken from a payout of which that much is *left*."""
    if owed.fee.collect is Collect.DUE:
        return 0
    return max(0, min(owed.due if due is None else due, left))


def _charge(
    counting: Counting, owed: _Owed, charged: int, pot: Pot, taken: Taken | None, *, units: int
) -> None:
    """Add what is *charged*; what it does not cover is due, or told where the fee ends with the payout."""
    said = partial(
        counting.add,
        pot=pot,
        taken=taken,
        name=owed.fee.name,
        kind=owed.fee.kind,
        rule=owed.stated.rule,
        source=owed.stated.source,
        figure=owed.figure,
    )
    rest = owed.due - charged
    is_cut = rest > 0 and owed.fee.collect is Collect.DEDUCTED
    if owed.fee.collect is not Collect.DUE:
        told = -owed.due if is_cut else None
        said(_FEE, -charged, units=units, base=owed.base, stated=told)
        units, base = 0, None
    else:
        base = owed.base
    if rest > 0 and not is_cut:
        said(_FEE_DUE, -rest, units=units, base=base, is_due=True)


def _before(counting: Counting, taken: Taken | None, stated: Stated, fee: Fee, figure: str) -> Counted:
    """Return what was charged before, deducted and due."""
    found = counting.counted(_FEE, taken, fee.name, stated, figure)
    if fee.collect is Collect.DEDUCTED:
        return found
    due = counting.counted(_FEE_DUE, taken, fee.name, stated, figure)
    return Counted(*map(sum, zip(found, due, strict=True)))


def _of_item(counting: Counting, taken: Taken, stated: Stated, fee: Fee) -> _Owed:
    fee = counting.figures.fee(fee, stated, taken.item)
    figure, base = str(fee), None if fee.percent is None else _base(counting, taken, fee)
    before = _before(counting, taken, stated, fee, figure)
    times = before.units + taken.units if fee.per is FeePer.UNIT else 1
    due = _set_by_inspection(counting, taken.choice.set_fees, fee, _due(counting, fee, before, base, times))
    return _Owed(stated, fee, due, base, figure)


def _of_return(
    counting: Counting, first: Taken, stated: Stated, fee: Fee, labels: Sequence[int] | None, parcels: int
) -> _Owed:
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
    figure = str(fee)
    before = _before(counting, None, stated, fee, figure)
    times = before.units + parcels if fee.per is FeePer.PARCEL else 1
    due = _set_by_inspection(counting, first.choice.set_fees, fee, _due(counting, fee, before, base, times))
    return _Owed(stated, fee, due, base, figure)


def _base(counting: Counting, taken: Taken, fee: Fee) -> int:
    match fee.of:
        case FeeBase.PRICE:
            line, tax = taken.line, 0
            price, paid = line.unit_price.minor * line.quantity, line_net(counting, taken)
            if counting.ledger.order.prices_include_tax and line.tax.minor:
                tax = divided(line.tax.minor * price, paid + line.tax.minor, Rounding.HALF_UP)
            return merchandise(counting, taken.share(price - tax), taken.share(tax))
        case FeeBase.VALUE:
            return merchandise(counting, taken.worth, taken.worth_tax)
        case _:
            return merchandise(counting, taken.goods, taken.goods_tax)


def _due(counting: Counting, fee: Fee, before: Counted, base: int | None, times: int) -> int:
    """Return what the fee is of all so far, less what was charged *before*; bounds hold *times* times."""
    assert isinstance(fee.percent, Decimal | None)  # noqa: S101  # of `Figures.fee`; narrows the type
    due = 0
    if fee.percent is not None:
        due = percent_of(before.base + (base or 0), fee.percent, counting.rules.fee_rounding)
    if fee.flat is not None:
        due += minor_of(fee.flat, counting, fee.name) * times
    if fee.at_least is not None:
        due = max(due, minor_of(fee.at_least, counting, fee.name) * times)
    if fee.at_most is not None:
        due = min(due, minor_of(fee.at_most, counting, fee.name) * times)
    return max(0, due + before.amount)


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


def _set_by_inspection(counting: Counting, found: Mapping[str, Money], fee: Fee, ceiling: int) -> int:
    if fee.decided is not DecidedBy.INSPECTION:
        return ceiling
    amount = found.get(fee.name)
    if amount is None:
        raise Open(
            "settlement.fee_not_set",
            f"the inspection sets the fee `{fee.name}`, and has not",
            help=f"give it with the choice, `set_fees={{'{fee.name}': ...}}`; the policy is its ceiling",
        )
    if amount.currency != counting.currency:
        message = f"the fee `{fee.name}` is set to `{amount}`, and the order is in {counting.currency}"
        raise Open("settlement.currency", message, help="set it in the currency of the order")
    return max(0, min(amount.minor, ceiling))


def _lower(owed: list[_Owed], terms: Terms) -> list[_Owed]:
    """Return of a floor's offer, for each kind of fee, those of the policy that charges less; else all."""
    if not terms.is_floor:
        return owed
    kept: list[_Owed] = []
    for kind in dict.fromkeys(each.fee.kind for each in owed):
        of_kind = [each for each in owed if each.fee.kind is kind]
        sums = [sum(each.due for each in of_kind if each.stated.source == source) for source in terms.sources]
        lowest = terms.sources[sums.index(min(sums))]
        kept += [each for each in of_kind if each.stated.source == lowest]
    return kept
