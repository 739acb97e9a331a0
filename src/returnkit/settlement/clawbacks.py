"""Claw-backs: what a promotion gave that is no longer earned by what is kept. Counted over all returns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from returnkit.diagnostics import Diagnostic
from returnkit.facts import LineItem
from returnkit.ids import LineId
from returnkit.money import Money

from .account import Counting, Pot
from .components import ComponentCode
from .entries import Units
from .goods import goods_of
from .ledger import Ledger
from .promotions import AfterReturn, Promotion, Rewards
from .rules import Rounding
from .shares import divided, first_units, percent_of

_DISCOUNT: Final = ComponentCode.DISCOUNT
_DISCOUNT_TAX: Final = ComponentCode.DISCOUNT_TAX


@dataclass(frozen=True, slots=True)
class _Part:
    """The units of one line, as a promotion sees them. Minor units, as prices are shown.

    Attributes:
        line: The line.
        settled: Units that were settled before.
        now: Units that are settled now.
        units: Units that were not removed before they were sent.
        full: What all units of the line cost without the promotion.
        paid: What was paid for them.
    """

    line: LineItem
    settled: int
    now: int
    units: int
    full: int
    paid: int

    @property
    def kept(self) -> int:
        return self.units - self.settled - self.now

    def of_kept(self, amount: int) -> int:
        return self._upto(amount, self.units) - self._upto(amount, self.settled + self.now)

    def of_now(self, amount: int) -> int:
        return self._upto(amount, self.settled + self.now) - self._upto(amount, self.settled)

    def of_sent(self, amount: int) -> int:
        return self._upto(amount, self.units)

    def _upto(self, amount: int, units: int) -> int:
        return first_units(amount, units, self.line.quantity)


def promotion_faults(promotions: Sequence[Promotion], ledger: Ledger) -> list[Diagnostic]:
    """Return what of *promotions* does not fit the order."""
    faults: list[Diagnostic] = []
    order, labels = ledger.order, [each.label for each in promotions]
    for number, each in enumerate(promotions):
        path = f"promotions[{number}]"
        if each.label in labels[:number]:
            message = f"there are two promotions `{each.label}`"
            faults.append(Diagnostic("settlement.promotion", message, path=f"{path}.label"))
        for key in ("lines", "gifts"):
            for line_id in getattr(each, key):
                if order.line(line_id) is None:
                    message = f"order `{order.number}` has no line `{line_id}`"
                    faults.append(Diagnostic("settlement.line", message, path=f"{path}.{key}"))
        amounts = [each.spend_at_least, each.amount_off, *each.discounts.values()]
        if wrong := next((one for one in amounts if one and one.currency != order.currency), None):
            message = f"`{wrong}` is not in the order's currency {order.currency}"
            faults.append(Diagnostic("settlement.currency", message, path=path))
    return faults


def add_clawbacks(counting: Counting, pots: Sequence[Pot], promotions: Sequence[Promotion]) -> None:
    """Take back, or give back, what each promotion gave, as its terms say; never below zero."""
    if not promotions:
        return
    now: dict[LineId, int] = {}
    for pot in pots:
        for taken in pot.takers:
            now[taken.line.id] = now.get(taken.line.id, 0) + (0 if taken.goes_back else taken.units)
    for promotion in promotions:
        if promotion.after is AfterReturn.KEEP:
            continue
        lines = counting.ledger.order.lines
        earning = [_part(counting.ledger, line, now, promotion) for line in lines if _earns(promotion, line)]
        gifts = [_part(counting.ledger, line, now, promotion) for line in lines if line.id in promotion.gifts]
        if promotion.after is AfterReturn.PRORATE:
            owed = _prorated([*earning, *gifts], counting.currency)
            _claw(counting, pots, promotion, [*earning, *gifts], owed)
            continue
        is_earned = _is_earned(promotion, earning)
        if promotion.discounts_goods:
            _claw(counting, pots, promotion, earning, _reevaluated(counting, promotion, earning, is_earned))
        _charge_gifts(counting, pots, promotion, gifts, is_earned)


def _earns(promotion: Promotion, line: LineItem) -> bool:
    return line.id in promotion.lines if promotion.lines else line.id not in promotion.gifts


def _part(ledger: Ledger, line: LineItem, now: dict[LineId, int], promotion: Promotion) -> _Part:
    price = line.unit_price.minor * line.quantity
    of = promotion.discounts.get(line.id)
    share = line.discount.minor if of is None else of.minor
    if not promotion.discounts_goods and line.id not in promotion.gifts:
        share = 0
    return _Part(
        line,
        ledger.units(line.id, Units.REFUNDED),
        now.get(line.id, 0),
        ledger.units(line.id, Units.ORDERED) - ledger.units(line.id, Units.REMOVED),
        price - line.discount.minor + share,
        price - line.discount.minor,
    )


def _is_earned(promotion: Promotion, parts: Sequence[_Part]) -> bool:
    spent, units = sum(part.of_kept(part.full) for part in parts), sum(part.kept for part in parts)
    least, count = promotion.spend_at_least, promotion.units_at_least
    return units > 0 and (least is None or spent >= least.minor) and (count is None or units >= count)


def _prorated(parts: Sequence[_Part], currency: str) -> int:
    """Return what the units of now are worth with the discount spread over all lines by their prices."""
    whole = Money(sum(part.full - part.paid for part in parts), currency)
    shares = whole.allocate([part.full for part in parts])
    return sum(part.of_now(part.full - share.minor) for part, share in zip(parts, shares, strict=True))


def _reevaluated(counting: Counting, promotion: Promotion, parts: Sequence[_Part], is_earned: bool) -> int:
    """Return what is to be given back now, so that what is kept costs what it would have cost alone."""
    kept = sum(part.of_kept(part.full) for part in parts)
    cost = kept - (_reward(promotion, parts, kept) if is_earned else 0)
    paid = sum(part.of_sent(part.paid) for part in parts)
    codes = (ComponentCode.GOODS, ComponentCode.TAX)
    of_goods = codes if counting.is_gross else codes[:1]
    given = sum(counting.ledger.given_minor(part.line.id, code) for part in parts for code in of_goods)
    return paid - cost - given - _clawed(counting, promotion)


def _reward(promotion: Promotion, parts: Sequence[_Part], kept: int) -> int:
    if promotion.percent_off is not None:
        return percent_of(kept, promotion.percent_off, Rounding.HALF_UP)
    if promotion.amount_off is not None:
        return min(kept, promotion.amount_off.minor)
    units = sorted(
        (part.full // part.line.quantity for part in parts for _ in range(part.kept)), reverse=True
    )
    every = promotion.one_free_of or len(units) + 1
    return sum(units[every - 1 :: every])


def _clawed(counting: Counting, promotion: Promotion) -> int:
    """Return what was taken back so far, signed, as prices are shown."""
    net, tax = (_so_far(counting, code, promotion) for code in (_DISCOUNT, _DISCOUNT_TAX))
    return net + tax if counting.is_gross else net


def _so_far(counting: Counting, code: ComponentCode, promotion: Promotion) -> int:
    return counting.counted(code, None, promotion.label, None, "").amount


def _claw(
    counting: Counting, pots: Sequence[Pot], promotion: Promotion, parts: Sequence[_Part], owed: int
) -> None:
    """Add what makes the units of now worth *owed* instead of what was paid for them, and its tax."""
    is_gross = counting.is_gross
    ids = {part.line.id for part in parts}
    plain = 0
    for pot in pots:
        for taken in pot.takers:
            if taken.line.id in ids and not taken.goes_back:
                plain += taken.goods + (taken.goods_tax if is_gross else 0)
    stated, amount = owed - plain, max(0, owed) - plain
    paid, tax = sum(part.paid for part in parts), sum(part.line.tax.minor for part in parts)
    before = _clawed(counting, promotion)
    of_tax = divided((before + amount) * tax, paid, Rounding.HALF_UP) if paid else 0
    of_tax -= _so_far(counting, _DISCOUNT_TAX, promotion)
    net = amount - of_tax if is_gross else amount
    _add(counting, pots, _DISCOUNT, promotion.label, net, stated - of_tax if is_gross else stated)
    _add(counting, pots, _DISCOUNT_TAX, promotion.label, of_tax, of_tax)


def _charge_gifts(
    counting: Counting,
    pots: Sequence[Pot],
    promotion: Promotion,
    gifts: Sequence[_Part],
    is_earned: bool,
) -> None:
    code = ComponentCode.GIFT
    owed = 0 if is_earned else -sum(part.of_kept(part.full) - part.of_kept(part.paid) for part in gifts)
    due = owed - _so_far(counting, code, promotion)
    _add(counting, pots, code, promotion.label, due, due)


def _add(
    counting: Counting,
    pots: Sequence[Pot],
    code: ComponentCode,
    label: str,
    amount: int,
    stated: int,
) -> None:
    """Add *amount* to the pots in their order: what is taken is never more than they hold."""

    def add(pot: Pot, part: int, told: int | None) -> None:
        counting.add(code, part, pot, name=label, stated=told)

    is_net = code is not _DISCOUNT_TAX  # no bonus is of tax
    if amount > 0:
        add(pots[0], amount, None)
        pots[0].withheld -= amount if is_net else 0
        return
    for pot in pots:
        if share := max(amount, -max(0, pot.amount)):
            add(pot, share, stated if share != stated else None)
            pot.withheld -= share if is_net else 0
            amount, stated = amount - share, 0
    if stated:  # nothing could be taken, and it is told what would have been
        add(pots[0], 0, stated)


def add_rewards_back(counting: Counting, pots: Sequence[Pot], rewards: Rewards) -> int:
    """Take back the bonus that the goods were bought with; return the points to take back."""
    if not rewards.points and rewards.bonus is None:
        return 0
    before, now, whole = goods_of(counting, pots)
    if not whole:
        return 0
    if rewards.bonus is not None:
        code = ComponentCode.BONUS_BACK
        owed = -first_units(rewards.bonus.minor, min(whole, before + now), whole)
        due = owed - counting.ledger.given_minor(None, code)
        if due < 0:
            _add(counting, pots, code, "", due, due)
    points = rewards.points
    return points * min(whole, before + now) // whole - points * min(whole, before) // whole
