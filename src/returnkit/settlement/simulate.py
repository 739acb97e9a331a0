"""Simulate: the least and the most that a settlement may come to, while something is still open."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from returnkit.decision import Decision, Said, Term
from returnkit.ids import ReturnId
from returnkit.money import Money
from returnkit.policy import DecidedBy, Fee
from returnkit.record import record

from .choices import ItemChoice
from .ledger import Ledger
from .promotions import Promotion, Rewards
from .rules import MoneyRules
from .settle import AS_USUAL, NO_REWARDS, How, settled
from .values import Settlement

_MORE_THAN_ANY: Final = 10**15
"""Minor units of a fee that its ceiling cuts."""


@record
class Simulation:
    """What may come of a return.

    Attributes:
        least: The settlement that gives the customer least.
        most: The one that gives most; equal to *least* when nothing is open.
    """

    least: Settlement
    most: Settlement

    @property
    def is_certain(self) -> bool:
        """Whether both come to the same."""
        return self.least.total == self.most.total


def simulate(
    decision: Decision,
    choices: Sequence[ItemChoice],
    ledger: Ledger,
    *,
    rules: MoneyRules = AS_USUAL,
    return_id: ReturnId | None = None,
    labels: Sequence[Money] | None = None,
    parcels: int = 1,
    standard_delivery: Money | None = None,
    closed_tenders: Collection[int] = (),
    promotions: Sequence[Promotion] = (),
    rewards: Rewards = NO_REWARDS,
) -> Simulation:
    """Return the least and the most that *choices* may come to; what is taken of it is as `settle` takes it.

    A term that is not certain is tried with each rule that may state it, and with none where none may. A fee
    that the inspection sets and has not is between nothing and the policy's ceiling.

    Raises:
        SettlementError: With every fault of what was chosen; that terms are open is none.
    """
    how = How(
        rules=rules,
        return_id=return_id,
        labels=labels,
        parcels=parcels,
        standard_delivery=standard_delivery,
        closed_tenders=closed_tenders,
        promotions=promotions,
        rewards=rewards,
        is_approved=True,
    )
    free = [_set(each, decision, at_ceiling=False) for each in choices]
    dear = [_set(each, decision, at_ceiling=True) for each in choices]
    least = _extreme(decision, dear, ledger, how, sign=1)
    return Simulation(least, _extreme(decision, free, ledger, how, sign=-1))


def _set(choice: ItemChoice, decision: Decision, *, at_ceiling: bool) -> ItemChoice:
    """Return *choice* with every fee that the inspection may still set at its ceiling, or at nothing."""
    if not 0 <= choice.place < len(decision.items):
        return choice  # a fault, which is told when it is settled
    item, currency = decision.items[choice.place], decision.order.currency
    terms = [term for offer in item.offers if offer.name == choice.offer for term in offer.terms]
    terms += [each.term for each in decision.terms if each.offer == choice.offer]
    said = [said.effect for term in terms for said in term.possible]
    names = {fee.name for fee in said if isinstance(fee, Fee) and fee.decided is DecidedBy.INSPECTION}
    amount = Money(_MORE_THAN_ANY if at_ceiling else 0, currency)
    return choice.evolve(set_fees=dict.fromkeys(names, amount) | dict(choice.set_fees))


def _extreme(
    decision: Decision, choices: Sequence[ItemChoice], ledger: Ledger, how: How, *, sign: int
) -> Settlement:
    """Return the settlement that gives least, or with a *sign* of -1 most.

    Each open term moves the total one way whatever becomes of the others, so each is tried by itself.
    """
    picked: dict[Term, Said] = {}

    def pick(term: Term) -> Said:
        return picked.setdefault(term, term.possible[0])

    best = settled(decision, choices, ledger, how, pick)
    tried: set[Term] = set()
    while left := [term for term in picked if term not in tried]:
        term = left[0]
        tried.add(term)
        for said in term.possible[1:]:
            kept, picked[term] = picked[term], said
            found = settled(decision, choices, ledger, how, pick)
            if sign * found.total.minor < sign * best.total.minor:
                best = found
            else:
                picked[term] = kept
    return best
