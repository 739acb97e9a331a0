"""Account: what is being settled, while it is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Final

from returnkit.decision import ItemDecision, OfferDecision
from returnkit.facts import LineItem, Resolution
from returnkit.ids import LineId, PolicyId, ReturnId, RuleId
from returnkit.money import Money
from returnkit.policy import FeeKind

from .choices import ItemChoice
from .components import Component, ComponentCode
from .ledger import NOT_YET, Counted, Ledger, counted_key
from .rules import MoneyRules
from .shares import first_units
from .stated import UNSTATED, Figures, Stated, Terms


@dataclass(slots=True)
class Pot:
    """What one offer pays over all items that take it, while it is counted. Minor units.

    Attributes:
        offer: Its name.
        floor: The floor that grants it; None is the policy's own.
        gives: What the customer gets.
        takers: The items that take it.
        amount: What is in it so far; below zero is due.
        on_top: What of it is more than was paid; it is never more than is used for a replacement.
        withheld: What promotions took from it less what they gave back, without tax; no bonus is on that.
        bonus: What of it is given as a bonus.
        exchanged: What went from it into replacements.
        due: What the customer owes beside what is in it.
        is_exchange: Whether something is sent instead.
    """

    offer: str
    floor: PolicyId | None
    gives: Resolution
    takers: list[Taken] = field(default_factory=list)
    amount: int = 0
    on_top: int = 0
    withheld: int = 0
    bonus: int = 0
    exchanged: int = 0
    due: int = 0
    is_exchange: bool = field(init=False)

    def __post_init__(self) -> None:
        self.is_exchange = self.gives in EXCHANGES


EXCHANGES: Final = frozenset({Resolution.EXCHANGE, Resolution.REPLACE})
"""What sends something instead."""


@dataclass(slots=True)
class Taken:
    """One item whose offer is taken, while it is counted. Minor units.

    Attributes:
        choice: What was chosen.
        place: Its place in the decision.
        item: The item.
        offer: The offer that is taken.
        line: Its line.
        units: Units that are settled.
        terms: The terms of the offer.
        pot: What the offer pays.
        settled: Units of the line that were settled in earlier returns.
        before: Units of it that were settled before these, in this return too.
        goes_back: Whether the same article goes back to the customer, repaired, replaced or exchanged
            evenly: no money moves, and the units stay those of the line.
        goods: What was paid for the units, tax excluded.
        goods_tax: The tax that was charged on them.
        worth: What they are worth by the value basis of the offer, tax excluded, before its rate.
        worth_tax: The tax that goes back with it.
        left: What is left of the item's payout, which fees are held to; nothing where it goes back.
        earning: What a bonus is of: what these units add to the payout of their line, without tax.
    """

    choice: ItemChoice
    place: int
    item: ItemDecision
    offer: OfferDecision
    line: LineItem
    units: int
    terms: Terms
    pot: Pot
    settled: int = 0
    before: int = 0
    goes_back: bool = False
    goods: int = 0
    goods_tax: int = 0
    worth: int = 0
    worth_tax: int = 0
    left: int = 0
    earning: int = 0

    def share(self, amount: int) -> int:
        """Return the share of these units in *amount*, which is of all units of the line."""
        of = self.line.quantity
        if self.units == of:
            return amount
        upto = first_units(amount, self.before + self.units, of)
        return upto - first_units(amount, self.before, of) if self.before else upto

    def one_by_one(self) -> Iterator[Taken]:
        """Yield each unit by itself, to be counted, and count it in."""
        for number in range(self.units):
            settled, before = self.settled, self.before + number
            one = Taken(
                self.choice,
                self.place,
                self.item,
                self.offer,
                self.line,
                1,
                self.terms,
                self.pot,
                settled,
                before,
                self.goes_back,
            )
            yield one
            for name in _COUNTS:
                setattr(self, name, getattr(self, name) + getattr(one, name))


_COUNTS: Final = ("goods", "goods_tax", "worth", "worth_tax", "left", "earning")
_FEE: Final = ComponentCode.FEE
_FEE_DUE: Final = ComponentCode.FEE_DUE
_NET: Final = (ComponentCode.GOODS, ComponentCode.VALUE, ComponentCode.RATE, ComponentCode.FEE)


@dataclass(slots=True)
class Counting:
    """A settlement while it is counted.

    Attributes:
        ledger: What was settled before.
        rules: How the shop counts.
        figures: The numbers of terms.
        return_id: The return.
        currency: That of the order, and of every amount.
        policy_currency: That of the policy's amounts.
        is_gross: Whether the order's prices have the tax in them.
        shares_have_tax: Whether a percentage of goods is of them with their tax.
        components: The causes so far.
        lines: The lines of which units were counted.
    """

    ledger: Ledger
    rules: MoneyRules
    figures: Figures
    return_id: ReturnId | None
    currency: str
    policy_currency: str
    is_gross: bool
    shares_have_tax: bool
    components: list[Component] = field(default_factory=list)
    lines: set[LineId] = field(default_factory=set)

    def put(self, component: Component, pot: Pot, taken: Taken | None = None) -> None:
        """Add a cause to what *pot* pays, and to the payout of what was *taken*."""
        minor = component.amount.minor
        pot.amount += minor
        if taken is not None:
            taken.left += minor
        self.components.append(component)

    def owe(self, component: Component, pot: Pot) -> None:
        """Add a cause that is not taken from what *pot* pays: the customer owes it beside."""
        pot.due -= component.amount.minor
        self.components.append(component)

    def add(
        self,
        code: ComponentCode,
        amount: int,
        pot: Pot,
        taken: Taken | None = None,
        *,
        units: int = 0,
        name: str = "",
        kind: FeeKind | None = None,
        stated_by: Stated = UNSTATED,
        base: int | None = None,
        figure: str = "",
        stated: int | None = None,
    ) -> None:
        """Add a cause of *amount* to what *pot* pays, and to the payout of what was *taken*."""
        component = Component(
            code,
            Money(amount, self.currency),
            pot.offer,
            None if taken is None else taken.place,
            None if taken is None else taken.line.id,
            units,
            name,
            kind,
            stated_by.rule,
            stated_by.source,
            None if base is None else Money(base, self.currency),
            figure,
            None if stated is None else Money(stated, self.currency),
        )
        self.put(component, pot, taken)

    def merge(self, first: int) -> None:
        """Make one cause of those of the same kind from place *first* on, which were counted by the unit."""
        found: dict[tuple[object, ...], Component] = {}
        for each in self.components[first:]:
            key = (each.code, each.name, each.rule, each.source, each.figure)
            found[key] = each if key not in found else _joined(found[key], each)
        self.components[first:] = found.values()

    def net(self, line_id: LineId) -> int:
        """Return what is paid for the line so far, in this settlement and before, tax excluded."""
        now = [each.amount.minor for each in self.components if each.line_id == line_id and each.code in _NET]
        return sum(now) + sum([self.ledger.given_minor(line_id, code) for code in _NET])

    def counted(
        self, code: ComponentCode, line_id: LineId | None, name: str, rule: RuleId | None, figure: str
    ) -> Counted:
        """Return what was counted so far of a charge or a share, in earlier returns and in this one.

        Of a fee it is what was deducted and what was due.
        """
        found = NOT_YET
        # A return without a name is none of those before.
        is_named = line_id is not None or self.return_id is not None or code is not _FEE
        if is_named and self.ledger.has_counted:
            found = self.ledger.counted(counted_key(code, line_id, self.return_id, name, rule, figure))
        if line_id is None or line_id in self.lines:
            for each in self.components:
                if (
                    (each.code is code or (each.code is _FEE_DUE and code is _FEE))
                    and each.line_id == line_id
                    and (each.name, each.rule, each.figure) == (name, rule, figure)
                ):
                    base = each.base.minor if each.base else 0
                    found = Counted(
                        found.base + base, found.units + each.units, found.amount + each.amount.minor
                    )
        return found


def _joined(first: Component, then: Component) -> Component:
    """Return both as one cause; what was not charged of the first came due with the other."""
    stated = None if then.stated is None else first.amount + then.stated
    base = first.base if first.base is None or then.base is None else first.base + then.base
    units, amount = first.units + then.units, first.amount + then.amount
    return replace(first, amount=amount, units=units, base=base, stated=stated)
