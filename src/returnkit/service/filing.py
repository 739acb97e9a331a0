"""Filing: a request becomes a return, or is told why not; of two that meet one is first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from returnkit.decision import Decision, Verdict, decide
from returnkit.errors import ConflictError, NoPolicyError, ReturnkitError
from returnkit.facts import Order, ReturnRequest
from returnkit.ids import ReturnId
from returnkit.lifecycle import (
    SYSTEM,
    Actor,
    Approve,
    Edit,
    Event,
    GrantOverride,
    RequestKind,
    Return,
    RmaNumbers,
    Submit,
    Use,
    handle,
    order_ledger,
)
from returnkit.money import Money
from returnkit.policy import Approval, Override, overridden
from returnkit.settlement import Ledger, opened

from .deciding import (
    check_claims,
    goods_back_by,
    is_refused,
    policy_of,
    policy_pin,
    rules_of,
    uses_of,
)
from .keeping import TRIES, Decided, Keeper, answer_of, folded, guarded, stamped, written


@dataclass(frozen=True, slots=True)
class Filed:
    """What a request came to.

    Attributes:
        decision: What the policy says: its items tell why not, and `questions` what is open.
        return_: The return; None where units may not come back, or too little is known, and nothing was kept.
    """

    decision: Decision
    return_: Return | None


@dataclass(frozen=True, slots=True)
class Filing:
    """What is asked for.

    Attributes:
        order: The order as it stands.
        request: What is asked.
        statement: Of a withdrawal by law, the customer's words; else None.
        captured: What was received for the order; None is what the order says.
        override: Rules that staff put above all others; None is none.
    """

    order: Order
    request: ReturnRequest
    statement: str | None = None
    captured: Money | None = None
    override: Override | None = None


def file(
    keeper: Keeper,
    filing: Filing,
    *,
    by: Actor,
    key: str | None,
    numbers: RmaNumbers,
    draw: Callable[[int], int],
) -> Filed:
    """Return what *filing* came to; where it is kept, it is stored when this returns.

    Raises:
        ConflictError: Others were first each time.
    """
    order, request = filing.order, filing.request
    stamp = ""
    if key is not None:
        stamp = stamped(by, "submit", order.id, written(request), filing.statement, filing.override)
    for _ in range(TRIES):
        guards = keeper.store.guards(keeper.shop, guarded(order))
        # relies on (read last): the same call that was stored before that is found by its key here.
        if again := keeper.again(key, stamp):
            return Filed(keeper.decision_of(again), again)
        try:
            decision, events = _decided(keeper, filing, by, numbers, draw)
        except ReturnkitError:
            if keeper.is_current(guards):
                raise
            continue
        if not events:
            if keeper.is_current(guards):
                return Filed(decision, None)
            continue
        return_ = folded(None, events)
        with suppress(ConflictError):  # the number may be taken, too: another one is drawn
            keeper.save(return_, events, guards=guards, answer=answer_of(key, stamp, return_))
            return Filed(decision, return_)
    raise ConflictError(f"order:{order.id}")


def _decided(
    keeper: Keeper,
    filing: Filing,
    by: Actor,
    numbers: RmaNumbers,
    draw: Callable[[int], int],
) -> tuple[Decision, list[Event]]:
    """Return the decision, and the events of the return; none where it may not be."""
    order, request, override = filing.order, filing.request, filing.override
    others = keeper.store.of_order(keeper.shop, order.id)
    ledger = order_ledger(order, others) if others else opened(order, captured=filing.captured)
    check_claims(request, ledger, others)
    at, history = keeper.clock.now(), keeper.history(order)
    kept = keeper.policies.for_order(order, at=at, shop=keeper.shop)
    policy = kept if override is None else overridden(kept, override, at=at)
    decision = decide(policy, order, request, at=at, history=history)
    # A withdrawal is received whatever is said of it: to be told so is a right of its own.
    if is_refused(decision) and filing.statement is None:
        return decision, []
    command = Submit(
        shop=keeper.shop,
        return_id=ReturnId(f"{draw(1 << 80):020x}"),
        rma=numbers.number(draw(numbers.many)),
        kind=RequestKind.RETURN if filing.statement is None else RequestKind.WITHDRAWAL,
        statement=filing.statement,
        order=order,
        request=request,
        policy=policy_pin(kept),
        opening=() if others else ledger.entries,
        uses=uses_of(decision),
        goods_back_by=goods_back_by(decision),
        history=history,
        rules=rules_of(decision),
    )
    events = list(handle(None, command, by=by, at=at))
    if override is not None:
        events += handle(folded(None, events), GrantOverride(override=override), by=by, at=at)
    if _is_automatic(decision):
        rules = (decision.approved_by,) if decision.approved_by else ()
        events += handle(folded(None, events), Approve(rules=rules), by=SYSTEM, at=at)
    return decision, events


def edited(keeper: Keeper, return_: Return, request: ReturnRequest, found: list[Decision]) -> Decided:
    """Return the command that asks for *request* instead, none where it may not be; tell the decision."""
    others = keeper.others(return_)
    check_claims(request, _ledger_without(return_, others), others)
    policy = policy_of(keeper.policies, return_, at=keeper.clock.now())
    history = keeper.history(return_.order, but=return_.id)
    decision = decide(policy, return_.order, request, at=return_.submitted_at, history=history)
    found[:] = [decision]
    if is_refused(decision) and return_.kind is not RequestKind.WITHDRAWAL:
        return (), ()
    return (
        Edit(
            request=request,
            uses=uses_of(decision),
            goods_back_by=goods_back_by(decision),
            history=history,
            rules=rules_of(decision),
        ),
    ), ()


def uses_accepted(keeper: Keeper, return_: Return, accepted: Sequence[int]) -> tuple[Use, ...] | None:
    """Return what the accepted units take from limits; None, as it was, where its policy is not at hand."""
    if not return_.uses:
        return ()
    pairs = zip(return_.items, accepted, strict=False)
    items = tuple(
        item.asked.evolve(quantity=min(count, item.asked.quantity)) for item, count in pairs if count
    )
    if not items:
        return ()
    try:
        policy = policy_of(keeper.policies, return_, at=keeper.clock.now())
    except NoPolicyError:
        return None
    request = return_.request.evolve(items=items)
    given = (policy, return_.order, request)
    return uses_of(decide(*given, at=return_.submitted_at, history=return_.history))


def _ledger_without(return_: Return, others: tuple[Return, ...]) -> Ledger:
    """Return the ledger of the order as it is but for the entries of *return_*."""
    return order_ledger(return_.order, (*others, return_.evolve(entries=())))


def _is_automatic(decision: Decision) -> bool:
    eligible = all(item.verdict is Verdict.ELIGIBLE for item in decision.items)
    return decision.approval is Approval.AUTOMATIC and eligible
