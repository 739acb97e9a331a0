"""A machine that drives a desk: whatever is asked of it, its log explains it, and no cent moves twice."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from returnkit.errors import ReturnkitError
from returnkit.ids import ReturnId
from returnkit.lifecycle import (
    EVENT,
    Actor,
    Disposed,
    Disposition,
    Outlook,
    Return,
    apply,
    replay,
)
from returnkit.money import Money
from returnkit.service import Exchange
from returnkit.settlement import Account
from returnkit.testing import Fault
from tests.builders import a_request, an_item
from tests.desks import ANN, AUTOMATIC, LABEL, PLAIN, SHOPPER, Case, a_desk, a_paid_order, found, usd
from tests.modes import size

LIMIT = "{id: some, limit: {units: 5, counter: pieces}}"
ORDERS = ("order-1", "order-2")
KEYS = st.none() | st.sampled_from(["key-1", "key-2", "key-3"])
WHO = st.sampled_from([ANN, SHOPPER])
COUNTS = st.integers(1, 3)


class Desk(RuleBasedStateMachine):
    """Returns of two orders of one customer, a gateway with faults, a clock that goes on."""

    returns = Bundle("returns")

    def __init__(self) -> None:
        super().__init__()
        self.case: Case
        self.ids: list[ReturnId] = []
        self.seen: dict[ReturnId, tuple[int, datetime, Return]] = {}

    @initialize(automatic=st.booleans(), limited=st.booleans())
    def open(self, automatic: bool, limited: bool) -> None:
        rules = (PLAIN, LABEL) + (AUTOMATIC,) * automatic + (LIMIT,) * limited
        self.case = a_desk(*rules)
        for id in ORDERS:
            self.case.gateway.capture(id, a_paid_order(id).total)

    def attempt(self, act: object) -> None:
        """Ask something; what is refused changes nothing."""
        before = {id: self.case.desk.log(id) for id in self.ids}
        try:
            act()  # type: ignore[operator]
        except ReturnkitError:
            assert {id: self.case.desk.log(id) for id in self.ids} == before

    @rule(
        target=returns, id=st.sampled_from(ORDERS), coats=st.integers(0, 3), hats=st.integers(0, 1), key=KEYS
    )
    def submit(self, id: str, coats: int, hats: int, key: str | None) -> int:
        items = [an_item(line, count) for line, count in (("coat", coats), ("hat", hats)) if count]

        def act() -> None:
            filed = self.case.desk.submit(a_paid_order(id), a_request(*items), by=SHOPPER, key=key)
            if filed.return_ is not None and filed.return_.id not in self.ids:
                self.ids.append(filed.return_.id)

        if items:
            self.attempt(act)
        return max(0, len(self.ids) - 1)

    def id_of(self, number: int) -> ReturnId | None:
        return self.ids[number] if number < len(self.ids) else None

    @rule(
        number=returns,
        what=st.sampled_from(["approve", "reject", "cancel", "expire", "reopen", "resolve"]),
        by=WHO,
        key=KEYS,
    )
    def answer(self, number: int, what: str, by: Actor, key: str | None) -> None:
        id, desk = self.id_of(number), self.case.desk
        if id is None:
            return
        match what:
            case "approve":
                self.attempt(lambda: desk.approve(id, by=by, key=key))
            case "reject":
                self.attempt(lambda: desk.reject(id, "No.", by=by, key=key))
            case "cancel":
                self.attempt(lambda: desk.cancel(id, by=by, key=key))
            case "expire":
                self.attempt(lambda: desk.expire(id, by=by, key=key))
            case "reopen":
                self.attempt(lambda: desk.reopen(id, "After all.", by=by, key=key))
            case _:
                self.attempt(lambda: desk.resolve(id, by=by, key=key))

    @rule(number=returns, place=st.integers(0, 1), count=COUNTS, key=KEYS)
    def receive(self, number: int, place: int, count: int, key: str | None) -> None:
        if (id := self.id_of(number)) is not None:
            self.attempt(lambda: self.case.desk.receive(id, {place: count}, by=ANN, key=key))

    @rule(number=returns, place=st.integers(0, 1), count=COUNTS)
    def look(self, number: int, place: int, count: int) -> None:
        if (id := self.id_of(number)) is not None:
            self.attempt(lambda: self.case.desk.inspect(id, [found(place, count, grade="b")], by=ANN))

    @rule(number=returns, place=st.integers(0, 1), count=COUNTS)
    def restock(self, number: int, place: int, count: int) -> None:
        goods = Disposed(place=place, quantity=count, disposition=Disposition.RESTOCK)
        if (id := self.id_of(number)) is not None:
            self.attempt(lambda: self.case.desk.dispose(id, [goods], by=ANN))

    @rule(number=returns, advance=st.booleans(), key=KEYS)
    def refund(self, number: int, advance: bool, key: str | None) -> None:
        if (id := self.id_of(number)) is not None:
            self.attempt(lambda: self.case.desk.refund(id, by=ANN, in_advance=advance, key=key))

    @rule(number=returns, price=st.integers(1, 30_000))
    def exchange(self, number: int, price: int) -> None:
        sent = Exchange(place=0, variant_id="other", price=Money(price, "USD"), tax=usd("0"))
        if (id := self.id_of(number)) is not None:
            self.attempt(lambda: self.case.desk.exchange(id, [sent], by=ANN))

    @rule(fault=st.sampled_from([None, *Fault]))
    def work(self, fault: Fault | None) -> None:
        if fault is not None:
            self.case.gateway.inject(fault)
        self.case.desk.work()

    @rule(number=returns)
    def order_again(self, number: int) -> None:
        if (id := self.id_of(number)) is None:
            return
        failed = [each.key for each in self.case.show(id).effects if each.outlook is Outlook.FAILED]
        if failed:
            self.attempt(lambda: self.case.desk.order_again(id, failed[0], by=ANN))

    @rule(days=st.sampled_from([0, 1, 8, 30]))
    def time_passes(self, days: int) -> None:
        self.case.clock.advance(timedelta(days=days, minutes=5))

    @invariant()
    def the_log_explains_the_return_and_its_past(self) -> None:
        for id in self.ids:
            log, now = self.case.desk.log(id), self.case.show(id)
            assert replay(log) == now
            assert [EVENT.validate_json(EVENT.dump_json(each)) for each in log] == list(log)
            if id in self.seen:
                version, at, then = self.seen[id]
                assert replay(log[:version]) == then
                travelled = self.case.desk.show(id, as_of=at)
                assert travelled.version >= version
                for event in log[version : travelled.version]:
                    then = apply(then, event)
                assert travelled == then
            self.seen[id] = (now.version, now.updated_at, now)

    @invariant()
    def no_more_is_given_back_than_was_received(self) -> None:
        for id in ORDERS:
            order = a_paid_order(id)
            ledger = self.case.desk.ledger(order)
            moved = sum(each.amount.minor for each in self.case.gateway.log if each.payment == id)
            assert moved <= ledger.money(Account.REFUNDED).minor <= order.total.minor

    @invariant()
    def every_effect_happened_once_and_what_is_done_happened(self) -> None:
        happened = Counter(each.key for each in self.case.gateway.log)
        assert all(count == 1 for count in happened.values())
        for id in self.ids:
            for effect in self.case.show(id).effects:
                if effect.outlook is Outlook.DONE:
                    assert happened[effect.key] == 1

    @invariant()
    def a_limit_is_kept(self) -> None:
        limits = [
            rule_.limit for rule_ in self.case.desk.keeper.policies.entries[0].policy.rules if rule_.limit
        ]
        used = sum(
            use.units
            for id in self.ids
            if (each := self.case.show(id)).approval.value in ("submitted", "approved", "done")
            for use in each.uses
        )
        assert not limits or used <= 5


Desk.TestCase.settings = settings(
    max_examples=size(ci=60, full=2_000), stateful_step_count=size(ci=25, full=40), deadline=None
)
TestDesk = Desk.TestCase
