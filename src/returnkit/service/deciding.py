"""Deciding: what the policy of a return says, when it is asked for and each time after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from returnkit.decision import Decision, Status, Verdict, decide, limits_used
from returnkit.diagnostics import Diagnostic
from returnkit.errors import CommandError, PolicyChangedError
from returnkit.facts import Inspection, ReturnRequest
from returnkit.ids import RuleId
from returnkit.lifecycle import PolicyPin, Return, Use, units_claimed
from returnkit.money import Money
from returnkit.policy import Policy, PolicyBook, compile_policy, overridden
from returnkit.settlement import Ledger


@dataclass(frozen=True, slots=True)
class Group:
    """Accepted units of an item that are alike: found alike, or looked at by nobody.

    Attributes:
        place: The item.
        grading: Which of its gradings; None is looked at by nobody.
        quantity: How many.
        here: How many of them came in and were not settled.
        open: How many of them were not settled, whether they came in or not.
        inspection: What was found; None is looked at by nobody.
        fees: Fees that the inspection set for all of them, by name.
    """

    place: int
    grading: int | None
    quantity: int
    here: int
    open: int
    inspection: Inspection | None
    fees: Mapping[str, Money]


def policy_pin(policy: Policy) -> PolicyPin:
    """Return what a return keeps of *policy*."""
    return PolicyPin(id=policy.id, version=policy.version, hash=compile_policy(policy).hash)


def policy_of(book: PolicyBook, return_: Return, *, at: datetime) -> Policy:
    """Return the policy that *return_* keeps, with the overrides that are in force.

    Raises:
        NoPolicyError: The book has it no more.
        PolicyChangedError: The book has another text of it.
    """
    pin = return_.policy
    policy = book.get(pin.id, pin.version)
    if compile_policy(policy).hash != pin.hash:
        raise PolicyChangedError(pin.id)
    for override in reversed(return_.overrides):
        policy = overridden(policy, override, at=at)
    return policy


def groups_of(return_: Return) -> tuple[Group, ...]:
    """Return the accepted units of *return_* by what was found, each item's together."""
    return tuple(group for place in range(len(return_.items)) for group in _groups(return_, place))


def _groups(return_: Return, place: int) -> Iterator[Group]:
    item = return_.items[place]
    for number, grading in enumerate(item.gradings):
        left = grading.quantity - grading.settled
        yield Group(place, number, grading.quantity, left, left, grading.inspection, grading.fees)
    unseen = item.accepted - item.graded
    if unseen > 0:
        here = max(0, item.received - item.graded - item.settled_unseen)
        yield Group(place, None, unseen, here, unseen - item.settled_unseen, None, {})


def decided_again(return_: Return, policy: Policy, groups: tuple[Group, ...]) -> Decision:
    """Return what *policy* says of what was accepted, with what was found, as of when it was asked."""
    items = tuple(return_.items[each.place].asked.evolve(quantity=each.quantity) for each in groups)
    request = return_.request.evolve(items=items)
    inspections = [each.inspection for each in groups]
    return decide(
        policy,
        return_.order,
        request,
        at=return_.submitted_at,
        history=return_.history,
        inspections=inspections if any(inspections) else (),
    )


def uses_of(decision: Decision) -> tuple[Use, ...]:
    """Return what the request of *decision* takes from limits, as a return keeps it."""
    return tuple(Use(counter=each.counter, of=each.of, units=each.units) for each in limits_used(decision))


def goods_back_by(decision: Decision) -> datetime | None:
    """Return by when the goods have to be in, exclusive: the last of what the offers that stand ask for."""
    found: list[datetime] = []
    for item in decision.items:
        of_item = [offer.goods_back_by for offer in item.offers if offer.statuses != (Status.NO,)]
        if not of_item or None in of_item:
            return None
        found += [each for each in of_item if each is not None]
    return max(found, default=None)


def rules_of(decision: Decision) -> tuple[RuleId, ...]:
    """Return the rules that let the offers stand, or leave them to a person; each once, in order."""
    named = (
        rule
        for item in decision.items
        for offer in item.offers
        if offer.statuses != (Status.NO,)
        for rule in (offer.window_rule, *offer.reviewed_by)
        if rule is not None
    )
    return tuple(dict.fromkeys(named))


def is_refused(decision: Decision) -> bool:
    """Return whether units are asked back that may not come back, or that too little is known of."""
    return any(item.verdict in (Verdict.INELIGIBLE, Verdict.NEEDS_INFO) for item in decision.items)


def check_claims(request: ReturnRequest, ledger: Ledger, others: tuple[Return, ...]) -> None:
    """Refuse a request for units that were settled, removed or asked back already.

    Raises:
        CommandError: With every item of which too few units are left.
    """
    faults: list[Diagnostic] = []
    asked: dict[str, int] = {}
    for number, item in enumerate(request.items):
        line = ledger.order.line(item.line_id)
        if line is None:
            continue  # `handle` tells that
        # The platform may know of units that went back beside the desk since the first return of the order.
        left = min(ledger.units_left(line.id), line.current_quantity) - units_claimed(others, line.id)
        asked[item.line_id] = units = asked.get(item.line_id, 0) + item.quantity
        if units > left:
            message = f"{units} units of line `{item.line_id}` are asked back, {max(0, left)} are left"
            help_ = "the others were settled, removed, or are asked back in another return"
            path = f"request.items[{number}].quantity"
            faults.append(Diagnostic("command.claimed", message, path=path, help=help_))
    if faults:
        raise CommandError(tuple(faults))
