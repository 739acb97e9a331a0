"""Charged: the fees of an ordinary return as structured data, for goods at fault and for others."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from returnkit.policy import DecidedBy, Fee, FeeBase, FeeKind, FeePer, Rule

from .ordinary import Mark, Ordinary, Part
from .reach import Side
from .words import monetary, number, one_or_several, term

_WHOLE: Final = Decimal(100)
_PREFIX: Final = {Side.REMORSE: "customerRemorse", Side.DEFECT: "itemDefect"}


@dataclass(frozen=True, slots=True)
class _Decided:
    """What becomes of one fee.

    Attributes:
        rule: The rule that surely decides it; None where no rule does.
        fee: The fee; None where the rule waives it, or there is no rule.
        may_differ: Whether some other rule may charge it, or some offers are charged and others not.
    """

    rule: Rule | None
    fee: Fee | None
    may_differ: bool

    @property
    def is_free(self) -> bool:
        """Whether it is surely not charged."""
        return not self.may_differ and (self.fee is None or _is_nothing(self.fee))


@dataclass(slots=True)
class _Charges:
    """What is charged for one sort of return, as it is found.

    Attributes:
        fees: Members of `ReturnFeesEnumeration`, each once.
        shipping: What sending it back costs: an amount, or None where none can be told.
        restocking: What restocking costs, likewise.
        said: The statements that are in it.
    """

    fees: dict[str, None] = field(default_factory=dict)
    shipping: list[Any] = field(default_factory=list)  # Any: as JSON-LD has it
    restocking: list[Any] = field(default_factory=list)
    said: dict[Mark, bool] = field(default_factory=dict)

    @property
    def shown(self) -> tuple[object, ...]:
        """All that a reader can see of it."""
        return tuple(self.fees), self.shipping, self.restocking


def charges(ordinary: Ordinary) -> Part:
    """Return the fees of an ordinary return."""
    sides = {side: _charges(ordinary, side) for side in Side}
    remorse, defect = sides.values()
    if remorse.shown == defect.shown:
        same = _data("returnFees", "returnShippingFeesAmount", remorse)
        if amount := _single(remorse.restocking):
            same["restockingFee"] = amount
        return Part(same, remorse.said | defect.said)
    data: dict[str, Any] = {}
    said: dict[Mark, bool] = {}
    for side, found in sides.items():
        head = _PREFIX[side]
        data |= _data(f"{head}ReturnFees", f"{head}ReturnShippingFeesAmount", found)
        # Both sorts share one property for the amount of a restocking fee, and here they differ.
        said |= {each: is_all and not found.restocking for each, is_all in found.said.items()}
    return Part(data, said)


def _data(fees: str, amount: str, found: _Charges) -> dict[str, Any]:  # Any: as JSON-LD has it
    data: dict[str, Any] = {}
    if found.fees:
        data[fees] = one_or_several([term(name) for name in found.fees])
    if shipping := _single(found.shipping):
        data[amount] = shipping
    return data


def _single(amounts: list[Any]) -> Any:  # Any: as JSON-LD has it
    """Return the one amount there is; None where there are several, or one that cannot be told."""
    return amounts[0] if len(amounts) == 1 else None


def _charges(ordinary: Ordinary, side: Side) -> _Charges:
    names = dict.fromkeys(fee.name for rule in ordinary.rules for fee in rule.fee)
    decided = {name: _decided(ordinary, name, side) for name in names}
    found = _Charges()
    for each in decided.values():
        if each.rule and each.fee and not each.is_free:
            _charge(found, each.rule, each.fee, ordinary.voice.policy.currency)
    if all(each.is_free for each in decided.values()):
        found.fees["FreeReturn"] = None
        for name, each in decided.items():
            if each.rule:
                found.said[each.rule.id, "fee" if each.fee else "waive", f"fee {name}"] = True
    for amounts, kind in ((found.shipping, "shipping"), (found.restocking, "restocking")):
        if len(amounts) > 1:  # one property has one amount: of several none is told
            found.said |= {each: False for each in found.said if _kind_of(ordinary, each) == kind}
    return found


def _kind_of(ordinary: Ordinary, each: Mark) -> str:
    fees = (fee for rule in ordinary.rules if rule.id == each[0] for fee in rule.fee)
    fee = next(fee for fee in fees if f"fee {fee.name}" == each[2])
    return "restocking" if fee.kind is FeeKind.RESTOCKING else "shipping"


def _decided(ordinary: Ordinary, name: str, side: Side) -> _Decided:
    """Return what becomes of the fee *name* for returns of *side*."""
    may_differ = False
    for rule, reach in ordinary.pairs:
        fee = next((fee for fee in rule.fee if fee.name == name), None)
        if (fee is None and name not in rule.waive) or not ordinary.touches(rule):
            continue
        if not reach.holds(side):
            is_possible = reach.may_hold or side in reach.sides
            may_differ = may_differ or (fee is not None and is_possible)
        elif ordinary.covers(rule):
            return _Decided(rule, fee, may_differ)
        else:
            return _Decided(None, None, may_differ=True)
    return _Decided(None, None, may_differ)


def _is_nothing(fee: Fee) -> bool:
    return not fee.flat and not fee.percent and not fee.at_least and fee.decided is DecidedBy.REQUEST


def _charge(found: _Charges, rule: Rule, fee: Fee, currency: str) -> None:
    """Add *fee* to what is charged, as far as schema.org has words for it."""
    each = (rule.id, "fee", f"fee {fee.name}")
    if fee.decided is DecidedBy.INSPECTION or any(isinstance(part, str) for part in (fee.flat, fee.percent)):
        return  # what it comes to is not known, nor whether it is anything
    is_bounded = fee.at_least is not None or fee.at_most is not None
    flat = fee.flat if isinstance(fee.flat, Decimal) and not fee.percent and not is_bounded else None
    share = fee.percent if isinstance(fee.percent, Decimal) and not fee.flat and not is_bounded else None
    if fee.kind is FeeKind.LABEL and share == _WHOLE and fee.of is FeeBase.LABEL:
        found.fees["ReturnFeesCustomerResponsibility"] = None
        found.said[each] = True
    elif fee.kind is FeeKind.LABEL:
        found.fees["ReturnShippingFees"] = None
        amount = monetary(flat, currency) if flat is not None else None
        found.shipping.append(amount)
        found.said[each] = amount is not None and fee.per is FeePer.RETURN
    elif fee.kind is FeeKind.RESTOCKING:
        found.fees["RestockingFees"] = None
        amount = _restocking(flat, share, fee, currency)
        found.restocking.append(amount)
        found.said[each] = amount is not None and fee.per in (FeePer.UNIT, FeePer.LINE)


def _restocking(flat: Decimal | None, share: Decimal | None, fee: Fee, currency: str) -> Any:
    # Any: as JSON-LD has it, an amount or a percentage of what was paid.
    if flat is not None:
        return monetary(flat, currency)
    return number(share) if share is not None and fee.of is FeeBase.PAID else None
