"""Account: what is being settled, while it is counted."""

from __future__ import annotations

from dataclasses import dataclass, field

from returnkit.decision import ItemDecision, OfferDecision
from returnkit.facts import LineItem
from returnkit.ids import PolicyId, ReturnId, RuleId
from returnkit.money import Money

from .choices import Choice
from .components import Component, ComponentCode
from .ledger import NOT_YET, Counted, CountedKey, Ledger, counted_key
from .rules import MoneyRules
from .stated import Figures, Stated, Terms


@dataclass(slots=True)
class Pot:
    """What one offer pays over all items that take it, while it is counted. Minor units.

    Attributes:
        offer: Its name.
        floor: The floor that grants it; None is the policy's own.
        amount: What is in it so far.
        bonus: What of it is given on top.
        exchanged: What went from it into replacements.
    """

    offer: str
    floor: PolicyId | None
    amount: int = 0
    bonus: int = 0
    exchanged: int = 0


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
        goods: What was paid for the units, tax excluded.
        tax: The tax that was charged on them.
        worth: What they are worth by the offer, tax excluded, before its rate.
        left: What is left of the item's payout.
        earning: What a bonus is of.
    """

    choice: Choice
    place: int
    item: ItemDecision
    offer: OfferDecision
    line: LineItem
    units: int
    terms: Terms
    pot: Pot
    goods: int = 0
    tax: int = 0
    worth: int = 0
    left: int = 0
    earning: int = 0


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
        components: The causes so far.
    """

    ledger: Ledger
    rules: MoneyRules
    figures: Figures
    return_id: ReturnId | None
    currency: str
    policy_currency: str
    components: list[Component] = field(default_factory=list)
    _now: dict[CountedKey, Counted] = field(default_factory=dict)

    def add(
        self,
        code: ComponentCode,
        amount: int,
        pot: Pot,
        taken: Taken | None = None,
        *,
        units: int = 0,
        name: str = "",
        rule: RuleId | None = None,
        source: PolicyId | None = None,
        base: int | None = None,
        figure: str = "",
        stated: int | None = None,
    ) -> None:
        """Add a cause of *amount* to what *pot* pays, and to the payout of what was *taken*."""
        currency = self.currency
        pot.amount += amount
        if taken is not None:
            taken.left += amount
        self.components.append(
            Component(
                code,
                Money(amount, currency),
                pot.offer,
                None if taken is None else taken.place,
                None if taken is None else taken.line.id,
                units,
                name,
                rule,
                source,
                None if base is None else Money(base, currency),
                figure,
                None if stated is None else Money(stated, currency),
            )
        )
        if base is not None:
            key = self._key(code, taken, name, rule, figure)
            before = self.counted(code, taken, name, Stated(None, rule, source), figure)
            self._now[key] = Counted(before.base + base, before.units + units, before.amount + amount)

    def counted(
        self, code: ComponentCode, taken: Taken | None, name: str, stated: Stated, figure: str
    ) -> Counted:
        """Return what was counted so far of this charge or share, in earlier returns and in this one."""
        key = self._key(code, taken, name, stated.rule, figure)
        if (found := self._now.get(key)) is not None:
            return found
        if code is ComponentCode.FEE and taken is None and self.return_id is None:
            return NOT_YET  # a return without a name is none of those before
        return self.ledger.counted(key)

    def _key(
        self, code: ComponentCode, taken: Taken | None, name: str, rule: RuleId | None, figure: str
    ) -> CountedKey:
        return counted_key(code, taken and taken.line.id, self.return_id, name, rule, figure)


