"""Charges: fees that come to more than what they are taken from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_DOWN, Context, Decimal
from typing import Any, Final, NamedTuple

from returnkit.expr.ir import Compare, Comparison, Field, Kind, Literal
from returnkit.expr.ranges import ANYTHING
from returnkit.facts import Resolution

from ..charges import DecidedBy, Fee, FeeBase, FeePer
from ..document import Fault
from ..figures import figure_text
from ..payouts import ValueBasis
from ..things import TermKind
from .reach import Rules, places, rules_at
from .speech import Thing
from .survey import Survey, warning

_PAYING: Final = (Resolution.REFUND, Resolution.STORE_CREDIT)
"""What pays the worth of the goods, out of which fees are taken; for others a shop may be paid."""

_WORTH: Final = {ValueBasis.PAID: "item.unit_paid", ValueBasis.PRICE: "item.unit_price"}
"""What a unit is worth, where that has a name that is never null."""

_DOWN: Final = Context(prec=28, rounding=ROUND_DOWN)
_NONE: Final = Decimal(0)
_WHOLE: Final = Decimal(100)


class Tariff(NamedTuple):
    """What may be charged on an offer.

    Attributes:
        sure: The rules that surely charge a share of something or an amount a unit, by the fee.
        is_full: Whether all shares together are more than the least rate pays.
    """

    sure: Mapping[Thing, Rules]
    is_full: bool


class Charge(NamedTuple):
    """What fees on a unit come to at least.

    Attributes:
        percent: The share of what it is worth.
        flat: What is charged beside it, in major units.
        rules: The rules that charge it.
    """

    percent: Decimal = _NONE
    flat: Decimal = _NONE
    rules: Rules = 0


def charges_above(found: Survey) -> Iterator[Fault]:
    """Yield the fees that always come to more than the offer pays out of which they are taken."""
    paying = [offer.name for offer in found.compiled.offers if offer.gives in _PAYING]
    tariffs = {offer: _tariff(found, offer) for offer in paying}
    told: set[tuple[str, Rules]] = set()
    for number, rule in found.speaking:
        for offer in paying if rule.fee or rule.rate is not None else ():
            if not _may_be_above(found, number, tariffs[offer]):
                continue
            charge = _charged(found, number, offer, tariffs[offer])
            key = "fee" if charge.rules >> number & 1 else "rate"
            why = _why_above(found, number, offer, charge)
            # Of fees and rates that meet, the rule that applies with all the others is told.
            is_deciding = key == "fee" or number in found.deciding(number, (TermKind.RATE, "", offer))[0]
            if why is None or not is_deciding or (why, charge.rules) in told:
                continue
            if found.can_be_offered(offer, number):
                told.add((why, charge.rules))
                yield _told(found, number, key, offer, charge, why)


def _may_be_above(found: Survey, number: int, tariff: Tariff) -> bool:
    """Return whether the rule *number* may have to do with charges that are above what is paid."""
    if tariff.is_full and found.policy.rules[number].rate is not None:
        return True
    if not any(rules >> number & 1 for rules in tariff.sure.values()):
        return False
    bounds = found.premises[number].whole.bounds or {}
    worths = (bounds.get(Field(path, Kind.NUMBER), ANYTHING) for path in _WORTH.values())
    return tariff.is_full or any(values.greatest is not None for values in worths)


def _told(found: Survey, number: int, key: str, offer: str, charge: Charge, why: str) -> Fault:
    others = tuple(places(charge.rules & ~(1 << number)))
    fees = f" with that of {found.named(others)}" if others else ""
    message = f"`fee`{fees} comes to more than `{offer}` pays: {why}"
    if key == "rate":
        message = f"`rate` pays less of `{offer}` than the `fee` of {found.named(others)} takes: {why}"
    help_ = "charge less, or not where so little is paid"
    return warning(("rules", number, key), "policy.charges_above", message, help_)


def _tariff(found: Survey, offer: str) -> Tariff:
    """Return what may be charged on *offer*."""
    sure, percents = dict[Thing, Rules](), list[Decimal]()
    for thing, speaking in found.speakers.items():
        if thing[0] == TermKind.FEE and thing[2] == offer:
            said = {n: found.term(n, TermKind.FEE, thing[1], offer) for n in places(speaking)}
            fees = {n: fee for n, fee in said.items() if fee is not None and _is_sure(fee)}
            shares = (fee.percent for fee in fees.values() if isinstance(fee.percent, Decimal))
            sure |= {thing: rules_at(fees)} if fees else {}
            percents.append(max(shares, default=_NONE))
    rating = places(found.speakers.get((TermKind.RATE, "", offer), 0))
    rates = [_figure(found.term(n, TermKind.RATE, "", offer)) for n in rating]
    return Tariff(sure, sum(percents, _NONE) > min(rates, default=_WHOLE))


def _is_sure(fee: Fee) -> bool:
    """Return whether *fee* is what is written: an inspection may set it lower, a bound may be less."""
    figures = (fee.percent, fee.flat, fee.at_least) if fee.per is FeePer.UNIT else (fee.percent,)
    is_lower = fee.decided is DecidedBy.INSPECTION or fee.at_most is not None
    return not is_lower and not fee.is_of_return and any(isinstance(each, Decimal) for each in figures)


def _charged(found: Survey, number: int, offer: str, tariff: Tariff) -> Charge:
    """Return what is charged on *offer* at least, wherever the rule *number* applies."""
    total, basis = Charge(), _basis(found, number, offer)
    own_first = sorted(tariff.sure.items(), key=lambda each: not each[1] >> number & 1)
    for thing, sure in own_first:
        if total.percent > _WHOLE:
            break  # enough to tell
        if not any(found.implies(number, n) for n in places(sure & found.reach.wider(number))):
            continue
        deciding, _ = found.deciding(number, thing)
        if sure & rules_at(deciding) != rules_at(deciding):
            continue
        least = [_least(found.term(n, TermKind.FEE, thing[1], offer), basis) for n in deciding]
        percent, flat = (min(each[place] for each in least) for place in (0, 1))
        rules = rules_at(deciding) if percent or flat else 0
        total = Charge(total.percent + percent, total.flat + flat, total.rules | rules)
    return total


def _least(fee: Fee, basis: ValueBasis | None) -> tuple[Decimal, Decimal]:
    """Return the share of the worth and the amount beside it that *fee* comes to at least, of a unit."""
    is_of_worth = fee.of is FeeBase.VALUE or (fee.of is not None and fee.of.value == basis)
    percent = fee.percent if is_of_worth and isinstance(fee.percent, Decimal) else _NONE
    amounts = (fee.flat,) if percent else (fee.flat, fee.at_least)
    flat = max((each for each in amounts if isinstance(each, Decimal)), default=_NONE)
    return percent, flat if fee.per is FeePer.UNIT else _NONE


def _why_above(found: Survey, number: int, offer: str, charge: Charge) -> str | None:
    """Return why *charge* is more than *offer* pays wherever the rule *number* applies, or None."""
    if not charge.rules or found.deciding(number, (TermKind.BONUS, "", offer))[0]:
        return None  # more than the worth is paid
    rate = max(map(_figure, _said(found, number, TermKind.RATE, offer, _WHOLE)))
    left, charged = rate - charge.percent, f"{figure_text(charge.percent)} %"
    if left < 0 < rate:
        return f"{charged} of the worth is charged, and {figure_text(rate)} % is paid"
    basis = _basis(found, number, offer)
    if not charge.flat or left <= 0 or basis not in _WORTH:
        return None
    enough, worth = _DOWN.divide(_WHOLE * charge.flat, left), Field(_WORTH[basis], Kind.NUMBER)
    if not found.follows(number, Compare(Comparison.LT, worth, Literal(enough))):
        return None
    rest = "" if left == _WHOLE else f"the {figure_text(left)} % left of "
    return f"{figure_text(charge.flat)} is charged a unit, and {rest}`{worth.path}` is less there"


def _basis(found: Survey, number: int, offer: str) -> ValueBasis | None:
    """Return what goods are worth in *offer* wherever the rule *number* applies; None where it varies."""
    said = set(_said(found, number, TermKind.VALUE, offer, ValueBasis.PAID))
    return said.pop() if len(said) == 1 else None


def _said(found: Survey, number: int, kind: TermKind, offer: str, default: Any) -> list[Any]:
    """Return all that may be said of a term of *offer* where the rule *number* applies."""
    # Any: each term has its own form.
    deciding, is_sure = found.deciding(number, (kind, "", offer))
    return [found.term(n, kind, "", offer) for n in deciding] + ([] if is_sure else [default])


def _figure(rate: Decimal | str) -> Decimal:
    """Return *rate*; one that is computed may be the whole."""
    return rate if isinstance(rate, Decimal) else _WHOLE
