"""Settling: what a return comes to now, by its policy, what was found, and the ledger of its order."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from returnkit.errors import ReturnkitError
from returnkit.lifecycle import ActorKind, Return, SettledUnits, Shipment
from returnkit.lifecycle.transitions import after
from returnkit.money import Money
from returnkit.policy import Override, overridden
from returnkit.settlement import MoneyRules, Settlement, settle

from .deciding import decided_again, groups_of, policy_of
from .keeping import Keeper
from .paying import Wanted, choices_of, nothing_to_settle


def settlement_of(
    keeper: Keeper,
    return_: Return,
    wanted: Wanted,
    rules: MoneyRules,
    *,
    labels: Sequence[Money] | None = None,
    closed_tenders: Collection[int] = (),
    override: Override | None = None,
) -> tuple[Settlement, tuple[SettledUnits, ...]]:
    """Return what *wanted* comes to now, and the units of the return that each of its items is of.

    Args:
        keeper: Where the return and its order are kept.
        return_: The return.
        wanted: What is settled, and how.
        rules: How the shop counts and pays.
        labels: What each label cost the shop; None is what its parcels say.
        closed_tenders: Places of means of payment that can take no money back.
        override: Rules above all others that are not granted yet; None is none.

    Raises:
        TransitionError: Nothing is settled of the return as it stands.
        CommandError: There is nothing to settle.
        SettlementError: It cannot be settled so, with every fault.
    """
    after(return_.approval, "settle")  # a return that takes none is told so, whatever it would come to
    now = keeper.clock.now()
    policy = policy_of(keeper.policies, return_, at=now)
    if override is not None:
        policy = overridden(policy, override, at=now)
    groups = groups_of(return_)
    if not groups:
        raise nothing_to_settle()
    decision = decided_again(return_, policy, groups)
    chosen = choices_of(decision, groups, wanted)
    settlement = settle(
        decision,
        [choice for choice, _ in chosen],
        keeper.ledger(return_.order),
        rules=rules,
        return_id=return_.id,
        labels=_labels(return_) if labels is None else labels,
        parcels=_parcels(return_),
        closed_tenders=closed_tenders,
        is_approved=return_.approved_by is not None and return_.approved_by.kind is not ActorKind.SYSTEM,
    )
    return settlement, tuple(units for _, units in chosen)


def cost_of(keeper: Keeper, return_: Return, override: Override, rules: MoneyRules) -> Money | None:
    """Return what *override* costs the shop: all that is left settled with it, less the same without it.

    None where one of the two cannot be settled, as before an answer, or without the override at all.
    """
    everything = Wanted(in_advance=True)
    try:
        plain, _ = settlement_of(keeper, return_, everything, rules)
        with_it, _ = settlement_of(keeper, return_, everything, rules, override=override)
    except ReturnkitError:
        return None
    return with_it.total - plain.total


def new_shipments(return_: Return) -> tuple[Shipment, ...]:
    """Return the parcels that no settlement has counted fees for."""
    return tuple(each for each in return_.shipments if not (each.is_void or each.is_charged))


def _labels(return_: Return) -> list[Money] | None:
    """Return what the labels of new parcels cost, where all of them say so; none of no new ones."""
    costs = [each.label_cost for each in new_shipments(return_)]
    known = [cost for cost in costs if cost is not None]
    is_known = len(known) == len(costs) and (known or any(each.is_charged for each in return_.shipments))
    return known if is_known else None


def _parcels(return_: Return) -> int:
    """Return how many parcels are new; where none is known of, all units came in one."""
    if any(not each.is_void for each in return_.shipments):
        return len(new_shipments(return_))
    return 0 if any(item.settled for item in return_.items) else 1
