"""Play: returns of one order under way, and beside them what a naive bookkeeper says of each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from returnkit.errors import LifecycleError
from returnkit.facts import Order
from returnkit.ids import LineId
from returnkit.lifecycle import (
    EVENT,
    TRANSITIONS,
    Actor,
    ApprovalStatus,
    Approve,
    Command,
    Correct,
    Dispose,
    Disposition,
    EffectKind,
    Event,
    Inspect,
    OrderAgain,
    Outlook,
    Receive,
    Return,
    ReturnStatus,
    Settle,
    ShippingStatus,
    apply,
    handle,
    order_ledger,
    replay,
)
from returnkit.settlement import Account, Ledger, MoneyEntry, Units, opened

OPEN = (ApprovalStatus.SUBMITTED, ApprovalStatus.APPROVED)


@dataclass
class Played:
    """A return in play, and what a bookkeeper counted who only heard the commands that were taken.

    Attributes:
        log: Its events.
        return_: What they came to, one by one; None is before the first.
        states: What it was after each of them.
        checked: How many of them were looked at.
        approval: Whether it is to be.
        accepted: Units accepted, by item; the others likewise.
    """

    log: list[Event] = field(default_factory=list)
    return_: Return | None = None
    states: list[Return] = field(default_factory=list)
    checked: int = 0
    approval: ApprovalStatus | None = None
    accepted: Counter[int] = field(default_factory=Counter)
    received: Counter[int] = field(default_factory=Counter)
    graded: Counter[int] = field(default_factory=Counter)
    settled: Counter[int] = field(default_factory=Counter)
    restocked: Counter[int] = field(default_factory=Counter)

    @property
    def found(self) -> Return:
        assert self.return_ is not None
        return self.return_

    def heard(self, command: Command) -> None:
        """Count *command*, which was taken."""
        self.approval = TRANSITIONS[self.approval, command.command]
        match command:
            case Approve(accepted=accepted):
                asked = [item.asked.quantity for item in self.found.items]
                self.accepted.update(dict(enumerate(asked if accepted is None else accepted)))
            case Receive(items=items):
                self.received.update(_units(items))
            case Inspect(items=items):
                self.graded.update(_units(items))
            case Settle(items=items):
                self.settled.update(_units(items))
            case Dispose(items=items):
                back = [each for each in items if each.disposition is Disposition.RESTOCK]
                self.restocked.update(_units(back))
            case _:
                pass


def _units(items: object) -> Counter[int]:
    found: Counter[int] = Counter()
    for each in items:  # type: ignore[attr-defined]  # each has a place and a quantity
        found[each.place] += each.quantity
    return found


@dataclass
class Play:
    """The returns of one order.

    Attributes:
        order: The order.
        returns: Its returns, in the order in which they were asked for.
        out: What left the shop, by account, in minor units.
    """

    order: Order
    returns: list[Played] = field(default_factory=list)
    out: Counter[Account] = field(default_factory=Counter)

    @property
    def ledger(self) -> Ledger:
        if not self.returns:
            return opened(self.order)
        return order_ledger(self.order, [each.found for each in self.returns])

    def give(self, played: Played, command: Command, *, by: Actor, at: datetime) -> bool:
        """Give *command* to a return; return whether it was taken."""
        before = played.return_
        text = None if before is None else before.model_dump_json()
        try:
            events = handle(before, command, by=by, at=at, ledger=self.ledger)
        except LifecycleError:
            assert played.return_ is before
            assert text is None or before is None or before.model_dump_json() == text
            return False
        finally:
            listed = (played.approval, command.command) in TRANSITIONS
        assert listed, f"`{command.command}` was taken in `{played.approval}`"
        for event in events:
            played.return_ = apply(played.return_, event)
            played.states.append(played.return_)
            played.log.append(event)
            assert event.by == by
        if before is None:
            self.returns.append(played)
        played.heard(command)
        for entry in command.entries if isinstance(command, Settle | Correct | OrderAgain) else ():
            if isinstance(entry, MoneyEntry):
                self.out[entry.account] += -entry.amount.minor if entry.is_reversed else entry.amount.minor
        return True


# --- what always holds -------------------------------------------------------------------------------


def check_log(played: Played) -> None:
    """Assert that the log alone explains the return, now and at every instant."""
    log, return_, new = played.log, played.found, played.log[played.checked :]
    assert replay(log) == return_
    assert [event.number for event in log] == list(range(1, len(log) + 1))
    assert all(one.at <= other.at for one, other in pairwise(log))
    assert return_.entries == tuple(entry for event in log for entry in event.entries)
    for event in new:
        assert event.policy == return_.policy
        assert EVENT.validate_json(EVENT.dump_json(event)) == event
    for event in log[:: max(1, len(log) // 3)] if new else ():
        by_then = [each for each in log if each.at <= event.at]
        assert replay(log, as_of=event.at) == played.states[len(by_then) - 1]
    played.checked = len(log)


def check_units(played: Played) -> None:
    """Assert that units are where the bookkeeper has them."""
    for place, item in enumerate(played.found.items):
        counted = (
            played.accepted[place],
            played.received[place],
            played.graded[place],
            played.settled[place],
        )
        assert counted == (item.accepted, item.received, item.graded, item.settled)
        assert item.settled <= item.accepted <= item.asked.quantity
        assert item.graded <= item.received <= item.accepted
        assert 0 <= item.disposed <= item.received
        assert item.settled_unseen <= item.accepted - item.graded


def check_status(played: Played) -> None:
    """Assert that what is said of the return follows from its parts."""
    return_ = played.found
    assert return_.approval is played.approval
    assert return_.shipping is naive_shipping(return_)
    assert return_.status is naive_status(return_)
    assert (return_.closed_at is not None) is (return_.approval not in (*OPEN, ApprovalStatus.EXPIRED))


def check_ledger(play: Play) -> None:
    """Assert that the ledger of the order counts each unit and each cent once."""
    ledger = play.ledger
    expected: Counter[tuple[LineId, Units]] = Counter()
    for played in play.returns:
        is_open = played.approval in OPEN
        is_accepted = played.approval is ApprovalStatus.APPROVED
        for place, item in enumerate(played.found.items):
            id, settled = item.line_id, played.settled[place]
            expected[id, Units.REQUESTED] += item.asked.quantity if is_open else settled
            expected[id, Units.ACCEPTED] += played.accepted[place] if is_accepted else settled
            expected[id, Units.RECEIVED] += played.received[place]
            expected[id, Units.REFUNDED] += settled
            expected[id, Units.RESTOCKED] += played.restocked[place]
    for line in play.order.lines:
        for counter in Units:
            if counter not in (Units.ORDERED, Units.REMOVED):
                assert ledger.units(line.id, counter) == expected[line.id, counter], (line.id, counter)
        assert ledger.units_left(line.id) >= 0
    assert ledger.remaining.minor >= 0
    given = (Account.REFUNDED, Account.CREDITED, Account.CHARGED_BACK)
    assert sum(ledger.money(each).minor for each in given) <= ledger.money(Account.CAPTURED).minor
    for account in Account:
        if account is not Account.CAPTURED:
            assert ledger.money(account).minor == play.out[account] >= 0


def naive_shipping(return_: Return) -> ShippingStatus:
    if any(item.received for item in return_.items):
        is_all = all(item.received == item.accepted for item in return_.items)
        return ShippingStatus.RECEIVED if is_all else ShippingStatus.PARTIALLY_RECEIVED
    known = [each for each in return_.shipments if not each.is_void]
    if not known:
        return ShippingStatus.VOID if return_.shipments else ShippingStatus.NO_LABEL
    if all(each.delivered_at for each in known):
        return ShippingStatus.DELIVERED
    has_left = any(each.delivered_at or each.sent_at for each in known)
    return ShippingStatus.IN_TRANSIT if has_left else ShippingStatus.PENDING


def naive_status(return_: Return) -> ReturnStatus:
    if return_.exceptions:
        return ReturnStatus.EXCEPTION
    closed = {
        "submitted": ReturnStatus.PENDING,
        "done": ReturnStatus.RESOLVED,
        "rejected": ReturnStatus.REJECTED,
        "cancelled": ReturnStatus.CANCELLED,
        "expired": ReturnStatus.EXPIRED,
    }
    if return_.approval.value in closed:
        return closed[return_.approval.value]
    pays = [each for each in return_.effects if each.kind in (EffectKind.REFUND, EffectKind.PAYOUT)]
    stands = [each.outlook for each in pays if each.outlook is not Outlook.REPLACED]
    if stands and set(stands) <= {Outlook.DONE, Outlook.MADE_GOOD}:
        return ReturnStatus.REFUNDED
    if any(item.received for item in return_.items):
        return ReturnStatus.RECEIVED
    is_away = naive_shipping(return_) in (ShippingStatus.IN_TRANSIT, ShippingStatus.DELIVERED)
    return ReturnStatus.SHIPPED if is_away else ReturnStatus.APPROVED
