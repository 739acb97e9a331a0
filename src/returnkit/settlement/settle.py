"""Settle: what is paid, sent and withheld for a return, every minor unit with its cause."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Final, ParamSpec

from returnkit.decision import Decision, terms_over
from returnkit.diagnostics import Diagnostic
from returnkit.errors import SettlementError
from returnkit.facts import Resolution
from returnkit.ids import ReturnId
from returnkit.money import Money
from returnkit.policy import TermKind
from returnkit.record import record

from .account import Counting, Pot, Taken
from .bonuses import add_bonus
from .charges import add_fees, add_fees_of_return
from .choices import ItemChoice
from .clawbacks import add_clawbacks, add_rewards_back, promotion_faults
from .delivery import add_delivery, add_duties
from .exchanges import add_replacements, goes_back, lacks_replacement
from .goods import add_goods, add_rate, add_value
from .ledger import Ledger
from .paying import hold_to_received, payouts_of, presented
from .promotions import Promotion, Rewards
from .rules import MoneyRules, ShareOf
from .stated import Figures, Open, Pick, Terms, certain
from .taking import taken_of
from .tenders import spread
from .values import Exchanged, SettledItem, Settlement

AS_USUAL: Final = MoneyRules()
NO_REWARDS: Final = Rewards()
_REFUND: Final = Resolution.REFUND
_Of = ParamSpec("_Of")


@record
class How:
    """What a settlement rests on beside the decision, the choices and the ledger: as `settle` takes it."""

    rules: MoneyRules
    return_id: ReturnId | None
    labels: Sequence[Money] | None
    parcels: int
    standard_delivery: Money | None
    closed_tenders: Collection[int]
    promotions: Sequence[Promotion]
    rewards: Rewards
    is_approved: bool


def settle(
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
    is_approved: bool = False,
) -> Settlement:
    """Return what is paid, sent and withheld for what was chosen of *decision*.

    Nothing is done and nothing is changed: `Settlement.entries` are what the ledger counts once it is done.

    Args:
        decision: The decision, with the inspections that were made.
        choices: What is taken, in the order in which it is counted; `default_choices` where nobody chose.
        ledger: What happened to the money and the units of the order so far; `opened` begins one.
        rules: How the shop counts and pays.
        return_id: The return; fees of a return are charged once for each name of it.
        labels: What each label costs the shop; None is not known.
        parcels: How many parcels the goods travel in, where *labels* do not say; of a return that is settled
            in parts, those that were not counted before.
        standard_delivery: What the cheapest delivery cost that the shop offered, tax included.
        closed_tenders: Places of means of payment that can take no money back, such as an expired card.
        promotions: What the shop says of its promotions once a part of the order comes back, in order.
        rewards: What the customer had from the order beside its goods.
        is_approved: Whether a person approved offers that do not surely stand.

    Raises:
        SettlementError: With every fault of what was chosen, or of what is not certain; nothing was settled.
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
        is_approved=is_approved,
    )
    return settled(decision, choices, ledger, how, certain)


def settled(
    decision: Decision, choices: Sequence[ItemChoice], ledger: Ledger, how: How, pick: Pick
) -> Settlement:
    """Return what `settle` does, with *pick* to say what holds of terms that are not certain."""
    counting = _counting(decision, ledger, how)
    taken, pots, faults = taken_of(decision, choices, counting, pick, may_be_open=how.is_approved)
    _refuse(_faults(how, ledger) + faults)
    for number, each in enumerate(taken):
        if each.offer.gives is not _REFUND:
            each.goes_back = goes_back(counting, each)
            if fault := lacks_replacement(each, number):
                faults.append(fault)
                continue
        try:
            _count_item(counting, each)
        except Open as open_:
            faults.append(open_.at(f"choices[{number}]"))
    _refuse(faults)
    of_return, faults = _terms_of_return(decision, taken, pots, pick)
    costs = None if how.labels is None else [label.minor for label in how.labels]
    parcels = how.parcels if how.labels is None else len(how.labels)
    faults += _at("labels", add_fees_of_return, counting, of_return, costs, parcels)
    add_clawbacks(counting, pots, how.promotions)
    points = add_rewards_back(counting, pots, how.rewards)
    faults += _at("standard_delivery", add_delivery, counting, of_return, how.standard_delivery)
    _refuse(faults)
    add_duties(counting, pots)
    if not ledger.has_received and any(pot.amount > 0 for pot in pots):
        raise SettlementError((_nothing_received(ledger),))
    hold_to_received(counting, pots)
    for pot in pots:
        faults += _at("choices", add_bonus, counting, pot)
        if pot.is_exchange:
            add_replacements(counting, pot)
    _refuse(faults)
    return _concluded(counting, decision, taken, pots, how.closed_tenders, points)


def _counting(decision: Decision, ledger: Ledger, how: How) -> Counting:
    rules, of, currency = how.rules, how.return_id, ledger.order.currency
    is_gross = ledger.order.prices_include_tax
    shares_have_tax = is_gross and rules.share_of is ShareOf.AS_PRICED
    own = decision.policy.currency
    return Counting(ledger, rules, Figures(decision), of, currency, own, is_gross, shares_have_tax)


def _refuse(faults: Sequence[Diagnostic]) -> None:
    if faults:
        raise SettlementError(tuple(faults))


def _count_item(counting: Counting, taken: Taken) -> None:
    if not taken.units:
        return
    if taken.units > 1 and taken.terms.is_by_the_unit:
        first = len(counting.components)
        for one in taken.one_by_one():
            _count_units(counting, one)
            counting.lines.add(taken.line.id)
            counting.merge(first)  # at once, as the next unit asks what was counted
    else:
        _count_units(counting, taken)
        counting.lines.add(taken.line.id)
    if taken.pot.is_exchange and not taken.goes_back:
        more = taken.worth + taken.worth_tax - taken.goods - taken.goods_tax
        taken.pot.on_top += max(0, min(more, taken.left))


def _count_units(counting: Counting, taken: Taken) -> None:
    terms = taken.terms
    if terms.is_plain:
        add_goods(counting, taken)
        if terms.fees:
            add_fees(counting, taken)
        return
    earns = terms.states(TermKind.BONUS)
    before = max(0, counting.net(taken.line.id)) if earns else 0
    add_goods(counting, taken)
    if not taken.goes_back:
        add_value(counting, taken)
        add_rate(counting, taken)
    add_fees(counting, taken)
    if earns:
        taken.earning = max(0, counting.net(taken.line.id)) - before


def _terms_of_return(
    decision: Decision, taken: Sequence[Taken], pots: Sequence[Pot], pick: Pick
) -> tuple[list[tuple[Pot, Terms]], list[Diagnostic]]:
    """Return the terms of the whole return as they are for what was chosen and came in, and what is open."""
    said, own = decision.terms, decision.policy.id
    if said and not _is_all(decision, taken):
        items = [
            replace(each.item, item=each.item.item.evolve(quantity=each.units), offers=(each.offer,))
            for each in taken
            if each.units
        ]
        said = terms_over(decision, items)
    found: list[tuple[Pot, Terms]] = []
    faults: list[Diagnostic] = []
    for pot in pots:
        terms = [each.term for each in said if each.offer == pot.offer and each.floor == pot.floor]
        try:
            found.append((pot, Terms(terms, own, pot.floor, pick)))
        except Open as fault:
            faults.append(fault.at(f"offers.{pot.offer}"))
    return found, faults


def _is_all(decision: Decision, taken: Sequence[Taken]) -> bool:
    """Return whether everything that was asked back is taken, whole."""
    asked = sum([item.item.quantity for item in decision.items])
    return sum([each.units for each in taken]) == asked  # none is taken twice: `taken_of` refuses that


def _concluded(
    counting: Counting,
    decision: Decision,
    taken: Sequence[Taken],
    pots: Sequence[Pot],
    closed: Collection[int],
    points: int,
) -> Settlement:
    currency, ledger = counting.currency, counting.ledger
    used: dict[int, int] = {}
    exchanged: list[Exchanged] = []
    for pot in pots:
        received = pot.exchanged - pot.on_top
        for place, share in spread(received, ledger, counting.rules, used) if received > 0 else ():
            used[place] = used.get(place, 0) + share
            exchanged.append(Exchanged(pot.offer, Money(share, currency), place))
    payouts = presented(tuple(payouts_of(counting, pots, closed, used)), ledger)
    for pot in pots:
        pot.takers.clear()  # each knows its pot: such a circle would wait for the garbage collector
    items = [SettledItem(each.choice, each.offer.name, each.units, not each.goes_back) for each in taken]
    return Settlement(
        decision=decision,
        items=tuple(items),
        components=tuple(counting.components),
        total=Money(sum([each.amount.minor for each in counting.components]), currency),
        payouts=payouts,
        due=Money(sum([pot.due for pot in pots]), currency),
        exchanged=tuple(exchanged),
        granted=Money(sum([pot.on_top if pot.is_exchange else pot.bonus for pot in pots]), currency),
        points_back=points,
        return_id=counting.return_id,
    )


def _at(path: str, count: Callable[_Of, None], *of: _Of.args, **named: _Of.kwargs) -> list[Diagnostic]:
    """Count something, and return what is not certain about it, placed at *path*."""
    try:
        count(*of, **named)
    except Open as fault:
        return [fault.at(path)]
    return []


def _faults(how: How, ledger: Ledger) -> list[Diagnostic]:
    currency, faults = ledger.order.currency, promotion_faults(how.promotions, ledger)
    named = [(f"labels[{number}]", label) for number, label in enumerate(how.labels or ())]
    named += [("standard_delivery", how.standard_delivery)] if how.standard_delivery is not None else []
    named += [("rewards.bonus", how.rewards.bonus)] if how.rewards.bonus is not None else []
    for path, amount in named:
        if amount.currency != currency:
            message = f"`{amount}` is not in the order's currency {currency}"
            faults.append(Diagnostic("settlement.currency", message, path=path))
        elif amount.minor < 0:
            faults.append(Diagnostic("settlement.amount", f"`{amount}` is below zero", path=path))
    if how.parcels < 0:
        message = f"the goods cannot travel in {how.parcels} parcels"
        faults.append(Diagnostic("settlement.parcels", message, path="parcels"))
    for number, place in enumerate(how.closed_tenders):
        if not 0 <= place < max(1, len(ledger.order.payment.tenders or ())):
            message = f"the order has no means of payment at place {place}"
            faults.append(Diagnostic("settlement.tender", message, path=f"closed_tenders[{number}]"))
    return faults


def _nothing_received(ledger: Ledger) -> Diagnostic:
    return Diagnostic(
        "settlement.nothing_received",
        f"nothing was received for order `{ledger.order.number}`, so nothing can be given back",
        path="ledger",
        help="cancel the order, or capture the payment first",
    )
