"""Components: the signed causes that an amount consists of."""

from __future__ import annotations

from enum import StrEnum

from returnkit.ids import LineId, PolicyId, RuleId
from returnkit.money import Money
from returnkit.policy import FeeKind
from returnkit.record import record


class ComponentCode(StrEnum):
    """What an amount is for, in the order in which a settlement counts. The sign is the customer's.

    A plus goes to the customer, a minus is withheld from them.
    """

    GOODS = "goods"
    """What was paid for the units, tax excluded."""
    TAX = "tax"
    """Their share of the tax that was charged."""
    VALUE = "value"
    """What they are worth more, or less, than what was paid."""
    VALUE_TAX = "value_tax"
    """The tax on that."""
    RATE = "rate"
    """The share of their worth that is not given."""
    RATE_TAX = "rate_tax"
    """The tax on that share."""
    DISCOUNT = "discount"
    """A promotion that what is kept no longer earns."""
    DISCOUNT_TAX = "discount_tax"
    """The tax on it."""
    GIFT = "gift"
    """A gift that is kept though what earned it comes back."""
    FEE = "fee"
    """A charge of a rule, by its name."""
    FEE_DUE = "fee_due"
    """A charge, or the part of one, that is not taken from the payout: the customer pays it beside."""
    FEE_TAX = "fee_tax"
    """The tax on a charge, where charges are taxed."""
    SHIPPING = "shipping"
    """What was paid for delivery, tax included."""
    DUTIES = "duties"
    """Import duties that were charged."""
    BONUS = "bonus"
    """What is given on top."""
    BONUS_BACK = "bonus_back"
    """A bonus that is taken back, because what was bought with it comes back."""
    REPLACEMENT = "replacement"
    """What is sent instead, tax excluded."""
    REPLACEMENT_TAX = "replacement_tax"
    """The tax on it."""
    UNUSED = "unused"
    """What was given on top for an exchange, and is more than what is sent instead."""
    CEILING = "ceiling"
    """What is more than the money that was received and not yet given back."""

    __hash__ = str.__hash__  # that of an enumeration is a call for every look-up


@record
class Component:
    """One cause of an amount.

    Attributes:
        code: What it is for.
        amount: Signed: a plus goes to the customer, a minus is withheld.
        offer: The offer that it belongs to.
        place: The item of the decision, from 0; None is the whole return.
        line_id: The order line; None is no line.
        units: Units that it is for; 0 is none in particular.
        name: Of a fee its name, of a promotion its label; else empty.
        kind: Of a fee, its kind; else None.
        rule: The rule that says so; None is that no rule had to.
        source: The policy of that rule; None likewise.
        base: The amount that it is a share of; None where it is no share.
        figure: The share, or the amount for each, as the policy states it, such as `15 % of paid`.
        stated: What it would be if nothing capped it; None where nothing does.
    """

    code: ComponentCode
    amount: Money
    offer: str
    place: int | None = None
    line_id: LineId | None = None
    units: int = 0
    name: str = ""
    kind: FeeKind | None = None
    rule: RuleId | None = None
    source: PolicyId | None = None
    base: Money | None = None
    figure: str = ""
    stated: Money | None = None

    @property
    def label(self) -> str:
        """The key of its text in the message catalogues."""
        return f"component.{self.code.value}"
