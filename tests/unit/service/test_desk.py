"""The desk: a return from request to refund, and what it refuses on the way."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from returnkit.decision import Verdict
from returnkit.effects import EffectState, resolve
from returnkit.errors import (
    CommandError,
    ConflictError,
    EffectConcludedError,
    HeldError,
    IdempotencyError,
    LedgerError,
    NoPolicyError,
    PolicyChangedError,
    TransitionError,
    UnknownEffectError,
    UnknownReturnError,
)
from returnkit.facts import Payment, Tender, TenderKind
from returnkit.ids import EffectKey, LineId, ReturnId, ShopId
from returnkit.lifecycle import (
    ApprovalStatus,
    Disposed,
    Disposition,
    EffectKind,
    MoneyStatus,
    Outlook,
    OverrideGranted,
    RequestKind,
    Return,
    ReturnEffect,
    ReturnException,
    ReturnStatus,
    Settle,
    SettledUnits,
    replay,
)
from returnkit.policy import PolicyBook
from returnkit.service import Exchange, ReturnDesk, Wanted
from returnkit.settlement import Account, MoneyEntry, Units
from returnkit.storage import Answer, Topic
from returnkit.storage.memory import MemoryStore
from returnkit.testing import FakeRefundGateway, FakeShopGateway, Fault, MovableClock
from tests.builders import a_policy, a_request, an_item
from tests.desks import (
    ANN,
    AT,
    AUTOMATIC,
    DAY,
    LABEL,
    PLAIN,
    SHOP,
    SHOPPER,
    a_desk,
    a_paid_order,
    found,
    names,
    usd,
)

COAT, HAT = LineId("coat"), LineId("hat")
ONCE = "{id: once, limit: {units: 1, counter: coats}}"


# --- from request to refund --------------------------------------------------------------------------


def test_a_return_goes_from_request_to_refund_and_its_log_explains_it() -> None:
    case = a_desk(PLAIN, LABEL)
    return_ = case.received()

    case.desk.refund(return_.id, by=ANN)
    report = case.desk.work()
    closed = case.desk.resolve(return_.id, by=ANN)
    case.desk.work()

    assert (closed.status, closed.money) == (ReturnStatus.RESOLVED, MoneyStatus.PAID)
    assert [moved.amount for moved in case.gateway.log] == [usd("205.00")]
    assert report.done
    assert case.desk.work().is_idle
    assert replay(case.desk.log(return_.id)) == closed
    assert case.desk.ledger(closed.order).remaining == usd("5.00")


def test_the_policy_approves_by_itself_and_the_submission_is_told_as_one() -> None:
    case = a_desk(PLAIN, AUTOMATIC)

    return_ = case.submitted()

    assert return_.approval is ApprovalStatus.APPROVED
    submitted, approved = case.desk.log(return_.id)
    assert names([submitted, approved]) == ["return_submitted", "return_approved"]
    assert approved.rules == ("by-itself",)


def test_what_may_not_come_back_is_told_and_not_kept() -> None:
    case = a_desk(PLAIN)
    case.clock.advance(100 * DAY)

    filed = case.desk.submit(a_paid_order(), a_request("hat"), by=SHOPPER)

    assert filed.return_ is None
    assert filed.decision.items[0].verdict is Verdict.INELIGIBLE
    assert not case.desk.store.of_order(SHOP, filed.decision.order.id)


def test_a_request_is_assessed_before_anybody_knows_what_was_paid_and_nothing_is_kept() -> None:
    case = a_desk()
    order = a_paid_order().evolve(payment=Payment())

    decision = case.desk.assess(order, a_request("hat"))

    assert decision.items[0].verdict is Verdict.ELIGIBLE
    assert case.desk.store.of_order(SHOP, order.id) == ()
    with pytest.raises(LedgerError, match="does not say what was received"):
        case.desk.submit(order, a_request("hat"), by=SHOPPER)
    case.submitted(a_request("hat"))
    with pytest.raises(CommandError, match="0 are left"):
        case.desk.assess(order, a_request("hat"))


def test_units_that_are_asked_back_already_cannot_be_asked_back_again() -> None:
    case = a_desk()
    case.submitted(a_request(an_item("coat", 1)))

    second = case.desk.submit(a_paid_order(), a_request(an_item("coat", 1)), by=SHOPPER)
    with pytest.raises(CommandError, match="1 units of line `coat` are asked back, 0 are left"):
        case.desk.submit(a_paid_order(), a_request(an_item("coat", 1)), by=SHOPPER)

    assert second.return_ is not None


@pytest.mark.parametrize("how", ["cancel", "reject", "expire"])
def test_units_that_were_given_up_can_be_asked_back_again(how: str) -> None:
    case = a_desk()
    return_ = case.approved()

    match how:
        case "cancel":
            case.desk.cancel(return_.id, by=SHOPPER)
        case "reject":
            case.desk.reject(return_.id, "An empty box.", by=ANN)
        case _:
            case.desk.expire(return_.id)

    again = case.submitted()

    assert [item.asked.quantity for item in again.items] == [2, 1]


def test_a_limit_counts_what_other_returns_took_and_gives_it_back_when_they_are_cancelled() -> None:
    case = a_desk(PLAIN, ONCE)
    first = case.submitted(a_request(an_item("coat", 1)))

    refused = case.desk.submit(a_paid_order("order-2"), a_request("hat"), by=SHOPPER)
    case.desk.cancel(first.id, by=SHOPPER)
    again = case.desk.submit(a_paid_order("order-2"), a_request("hat"), by=SHOPPER)

    assert refused.return_ is None
    assert again.return_ is not None


def test_a_request_can_be_edited_until_it_is_answered() -> None:
    case = a_desk()
    return_ = case.submitted(a_request(an_item("coat", 2)))

    edited = case.desk.edit(return_.id, a_request("hat"), by=SHOPPER)
    case.desk.approve(return_.id, by=ANN)

    assert edited.return_ is not None
    assert [item.line_id for item in edited.return_.items] == ["hat"]
    with pytest.raises(TransitionError, match="`edit` is not taken in state `approved`"):
        case.desk.edit(return_.id, a_request("coat"), by=SHOPPER)
    ledger = case.desk.ledger(a_paid_order())
    assert (ledger.units(COAT, Units.REQUESTED), ledger.units(HAT, Units.REQUESTED)) == (0, 1)


def test_a_withdrawal_is_kept_whatever_the_policy_says_and_its_receipt_is_confirmed() -> None:
    case = a_desk(PLAIN)
    case.clock.advance(100 * DAY)

    return_ = case.submitted(statement="I withdraw from the contract.")

    assert return_.kind is RequestKind.WITHDRAWAL
    assert return_.confirmed_at == AT + 100 * DAY
    assert names(case.desk.log(return_.id)) == ["return_submitted", "withdrawal_received"]


# --- what was found ----------------------------------------------------------------------------------


WORN = "{id: worn, fee: {name: condition, percent: 50, of: paid, decided: inspection}}"


def test_units_that_were_found_unlike_are_settled_apart() -> None:
    case = a_desk(PLAIN, WORN)
    return_ = case.received()
    none = {"condition": usd("0")}
    worn = found(0, 1, is_worn=True, fees={"condition": usd("20.00")})

    case.desk.inspect(return_.id, [worn, found(0, 1, fees=none), found(1, fees=none)], by=ANN)

    assert case.desk.quote(return_.id).total == usd("190.00")


def test_a_fee_told_for_an_item_is_spread_over_its_units_and_stands_above_the_inspections() -> None:
    case = a_desk(PLAIN, WORN)
    return_ = case.received(a_request(an_item("coat", 2)))
    case.desk.inspect(return_.id, [found(0, 1, fees={"condition": usd("44.00")}), found(0, 1)], by=ANN)

    settlement = case.desk.quote(return_.id, Wanted(set_fees={0: {"condition": usd("10.01")}}))

    assert settlement.total == usd("169.99")


def test_what_is_not_in_is_not_settled_and_what_is_settled_is_not_settled_again() -> None:
    case = a_desk()
    return_ = case.approved()

    with pytest.raises(CommandError, match="there is nothing to settle"):
        case.desk.refund(return_.id, by=ANN)
    case.desk.receive(return_.id, {0: 1}, by=ANN)
    one = case.desk.refund(return_.id, by=ANN)
    with pytest.raises(CommandError, match="there is nothing to settle"):
        case.desk.refund(return_.id, by=ANN)
    rest = case.desk.refund(return_.id, by=ANN, in_advance=True)

    assert [effect.amount for effect in one.effects] == [usd("90.00")]
    assert [effect.amount for effect in rest.effects] == [usd("90.00"), usd("120.00")]


def test_restocked_units_are_told_to_the_shop_and_the_ledger() -> None:
    case = a_desk()
    return_ = case.received()

    goods = [Disposed(place=0, quantity=2, disposition=Disposition.RESTOCK)]
    after = case.desk.dispose(return_.id, goods, by=ANN)

    assert case.desk.ledger(after.order).units(COAT, Units.RESTOCKED) == 2
    assert [record.intent.kind for record in case.desk.unresolved()] == ["restock"]


# --- money -------------------------------------------------------------------------------------------


def test_an_exchange_orders_what_is_sent_and_tells_what_is_due() -> None:
    case = a_desk()
    return_ = case.received(a_request(an_item("coat", 2)))

    dearer = Exchange(place=0, variant_id="coat-xl", price=usd("200.00"), tax=usd("0"))
    after = case.desk.exchange(return_.id, [dearer], by=ANN)

    assert after.due == usd("20.00")
    (record,) = case.desk.unresolved()
    assert record.intent.kind == "exchange_order"
    assert record.intent.payload["paid"] == {"minor": 18000, "currency": "USD"}
    assert case.desk.ledger(after.order).money(Account.EXCHANGED) == usd("180.00")


def test_store_credit_is_paid_by_the_shop_and_not_by_the_gateway() -> None:
    case = a_desk()
    return_ = case.received(a_request("hat"))

    after = case.desk.refund(return_.id, by=ANN, offer="store_credit")
    report = case.desk.work()

    assert [record.intent.kind for record in case.desk.unresolved()] == ["payout"]
    assert report.postponed == 1
    assert "nothing performs `payout` here" in report.errors[0]
    assert after.money is MoneyStatus.DUE


def test_the_shop_sends_credits_and_restocks_what_was_ordered_and_the_return_says_so() -> None:
    clock = MovableClock(AT)
    shop = FakeShopGateway(clock, [a_paid_order()])
    case = a_desk(clock=clock, shop_gateway=shop)
    return_ = case.received()
    even = Exchange(place=0, price=usd("180.00"), tax=usd("0"), variant_id="coat-m", is_same_article=True)

    case.desk.exchange(return_.id, [even], by=ANN)
    case.desk.refund(return_.id, by=ANN, offer="store_credit")
    case.desk.dispose(return_.id, [Disposed(place=1, quantity=1, disposition=Disposition.RESTOCK)], by=ANN)
    case.desk.work()

    after = case.show(return_.id)
    assert [each.kind for each in after.effects] == ["exchange_order", "payout", "restock"]
    assert {each.outlook for each in after.effects} == {Outlook.DONE}
    assert [each.key for each in shop.log] == [each.key for each in after.effects]
    assert case.desk.resolve(return_.id, by=ANN).status is ReturnStatus.RESOLVED


def test_what_is_out_of_stock_is_refunded_and_an_order_that_the_shop_refuses_waits_for_a_person() -> None:
    clock = MovableClock(AT)
    shop = FakeShopGateway(clock, [a_paid_order()])
    shop.stock("coat-xl", 0)
    case = a_desk(clock=clock, shop_gateway=shop)
    gone = Exchange(place=0, price=usd("180.00"), tax=usd("0"), variant_id="coat-xl")
    return_ = case.received()

    refunded = case.desk.exchange(return_.id, [replace(gone, place=1, is_in_stock=False)], by=ANN)
    case.desk.exchange(return_.id, [gone], by=ANN)
    case.desk.work()

    assert [each.kind for each in refunded.effects] == ["refund"]
    assert case.show(return_.id).exceptions == (ReturnException.EXCHANGE_FAILED,)


def test_each_means_of_payment_gets_its_own_refund() -> None:
    tenders = (
        Tender(kind=TenderKind.CARD, amount=usd("150.00")),
        Tender(kind=TenderKind.GIFT_CARD, amount=usd("60.00")),
    )
    case = a_desk()
    order = a_paid_order().evolve(payment=a_paid_order().payment.evolve(tenders=tenders))
    return_ = case.received(order=order)

    after = case.desk.refund(return_.id, by=ANN)

    told = [record.intent.payload["payment"] for record in case.desk.unresolved()]
    assert told == ["order-1", "order-1/1"]
    assert [(effect.tender, effect.amount) for effect in after.effects] == [
        (0, usd("150.00")),
        (1, usd("60.00")),
    ]


def test_a_refund_that_was_refused_waits_for_a_person_and_can_be_ordered_again() -> None:
    case = a_desk()
    return_ = case.received()
    case.desk.refund(return_.id, by=ANN)
    case.gateway.inject(Fault.DECLINED)

    case.desk.work()
    failed = case.show(return_.id)
    with pytest.raises(CommandError, match="is failed"):
        case.desk.resolve(return_.id, by=ANN)
    case.desk.order_again(return_.id, failed.effects[0].key, by=ANN)
    case.desk.work()

    assert (failed.status, failed.exceptions) == (ReturnStatus.EXCEPTION, (ReturnException.REFUND_FAILED,))
    after = case.show(return_.id)
    assert (after.exceptions, after.money) == ((), MoneyStatus.PAID)
    assert [moved.amount for moved in case.gateway.log] == [usd("210.00")]


def test_a_refund_made_by_hand_takes_the_place_of_one_that_failed() -> None:
    case = a_desk()
    return_ = case.received(a_request("hat"))
    case.desk.refund(return_.id, by=ANN)
    case.gateway.inject(Fault.DECLINED)
    case.desk.work()
    (effect,) = case.show(return_.id).effects

    by_hand = [
        MoneyEntry(
            at=AT,
            return_id=return_.id,
            account=Account.REFUNDED,
            amount=usd("30.00"),
            tender=0,
            is_reversed=True,
        ),
        MoneyEntry(
            at=AT, return_id=return_.id, account=Account.REFUNDED, amount=usd("30.00"), reference="cash"
        ),
    ]
    after = case.desk.correct(return_.id, by_hand, "Paid in cash.", by=ANN, instead_of=effect.key)

    assert (after.exceptions, after.money) == ((), MoneyStatus.PAID)
    assert case.desk.resolve(return_.id, by=ANN).status is ReturnStatus.RESOLVED


def test_a_lost_answer_is_not_sent_again_and_is_found_later() -> None:
    case = a_desk()
    return_ = case.received()
    case.desk.refund(return_.id, by=ANN)
    case.gateway.inject(Fault.LATE)

    first = case.desk.work()
    assert [record.state for record in case.desk.unresolved()] == [EffectState.UNKNOWN]
    case.clock.advance(timedelta(minutes=10))
    case.desk.work()

    assert first.postponed == 1
    assert case.show(return_.id).money is MoneyStatus.PAID
    assert len(case.gateway.log) == 1


def test_a_person_says_what_became_of_an_effect_that_nobody_can_look_for() -> None:
    clock = MovableClock(AT)
    case = a_desk(clock=clock, gateway=FakeRefundGateway(clock, honours_keys=False))
    return_ = case.received()
    case.desk.refund(return_.id, by=ANN)
    case.gateway.inject(Fault.TIMEOUT_AFTER)
    case.desk.work()
    (unknown,) = case.desk.unresolved()

    after = case.desk.resolve_effect(unknown.intent.key, by=ANN, as_done="re_by_hand")
    case.clock.advance(DAY)
    case.desk.work()

    assert (after.money, after.effects[0].reference) == (MoneyStatus.PAID, "re_by_hand")
    assert len(case.gateway.log) == 1
    with pytest.raises(UnknownEffectError):
        case.desk.resolve_effect(EffectKey("refund:nobody:1"), by=ANN, as_done="x")


def test_an_override_lets_a_late_return_in_and_tells_what_it_costs() -> None:
    case = a_desk(PLAIN, LABEL)
    return_ = case.received()

    rules = a_policy("{id: goodwill, for: refund, waive: label}", PLAIN, LABEL).rules[:1]
    after = case.desk.override(return_.id, rules, why="Our mistake.", until=AT + 7 * DAY, by=ANN)

    granted = case.desk.log(return_.id)[-1]
    assert isinstance(granted, OverrideGranted)
    assert granted.cost == usd("5.00")
    assert case.desk.quote(return_.id).total == usd("210.00")
    assert after.overrides[0].who == "ann"


# --- once, and only for those who may ----------------------------------------------------------------


def test_the_same_key_gives_the_same_answer_and_another_command_is_refused() -> None:
    case = a_desk()
    first = case.submitted(key="k-1")
    again = case.submitted(key="k-1")

    case.desk.approve(first.id, by=ANN, key="k-2")
    approved = case.desk.receive(first.id, {0: 1}, by=ANN, key="k-3")
    twice = case.desk.receive(first.id, {0: 1}, by=ANN, key="k-3")

    assert first == again
    assert approved == twice
    assert twice.items[0].received == 1
    with pytest.raises(IdempotencyError):
        case.desk.receive(first.id, {0: 2}, by=ANN, key="k-3")
    with pytest.raises(IdempotencyError):
        case.desk.approve(first.id, by=ANN, key="k-1")


def test_a_desk_of_another_shop_sees_and_changes_nothing() -> None:
    store = MemoryStore()
    case = a_desk(store=store)
    return_ = case.received()
    case.desk.refund(return_.id, by=ANN)
    other = a_desk(store=store, shop=ShopId("other"))

    for attempt in (
        lambda: other.desk.show(return_.id),
        lambda: other.desk.find(return_.rma),
        lambda: other.desk.log(return_.id),
        lambda: other.desk.approve(return_.id, by=ANN),
        lambda: other.desk.refund(return_.id, by=ANN),
        lambda: other.desk.note(return_.id, "hello", by=ANN),
    ):
        with pytest.raises(UnknownReturnError):
            attempt()
    with pytest.raises(UnknownEffectError):
        other.desk.resolve_effect(case.desk.unresolved()[0].intent.key, by=ANN, as_done="x")
    assert other.desk.unresolved() == ()
    assert other.desk.work().is_idle
    assert case.show(return_.id).version == len(case.desk.log(return_.id))


def test_nothing_goes_on_by_itself_while_a_person_has_to_see_to_it() -> None:
    case = a_desk()
    return_ = case.approved()
    case.desk.flag(return_.id, "Too many returns.", by=ANN)

    case.clock.advance(60 * DAY)
    with pytest.raises(HeldError):
        case.desk.expire(return_.id)
    case.desk.work()
    flagged = case.show(return_.id)
    case.desk.clear(return_.id, "It is fine.", by=ANN)
    case.desk.work()

    assert flagged.status is ReturnStatus.EXCEPTION
    assert case.show(return_.id).status is ReturnStatus.EXPIRED


# --- work --------------------------------------------------------------------------------------------


def test_handlers_are_told_of_every_event_and_again_where_they_fail() -> None:
    case = a_desk(publishes=True)
    told: list[str] = []
    failing = [True]

    def handler(event: object) -> None:
        if failing and failing.pop():
            fails(event)
        told.append(event.event)  # type: ignore[attr-defined]

    case.desk.subscribe(handler)
    case.approved()

    first = case.desk.work()
    case.clock.advance(timedelta(minutes=1))
    second = case.desk.work()

    assert (first.done, first.postponed, second.done) == (1, 1, 1)
    assert sorted(told) == ["return_approved", "return_submitted"]


def test_a_desk_without_handlers_leaves_events_to_those_who_are_told_of_them() -> None:
    store = MemoryStore()
    paying, telling = a_desk(store=store, publishes=True), a_desk(store=store, publishes=True)
    told: list[str] = []
    telling.desk.subscribe(lambda event: told.append(event.event))
    paying.submitted()

    assert paying.desk.work().is_idle
    telling.desk.work()

    assert told == ["return_submitted"]
    with pytest.raises(ValueError, match="publishes=True"):
        a_desk().desk.subscribe(fails)


def test_an_effect_is_not_ordered_without_what_performs_it() -> None:
    case = a_desk()
    return_ = case.received(a_request("hat"))
    dangling = ReturnEffect(
        key=EffectKey("refund:r:1"), kind=EffectKind.REFUND, amount=usd("30.00"), tender=0
    )
    units = SettledUnits(place=0, quantity=1, offer="refund")

    with pytest.raises(CommandError, match="nothing would perform `refund:r:1`"):
        case.desk.perform(
            return_.id,
            Settle(items=(units,), total=usd("30.00"), due=usd("0"), effects=(dangling,)),
            by=ANN,
        )


def test_what_a_person_said_of_an_effect_reaches_the_return_though_the_process_died() -> None:
    case = a_desk()
    return_ = case.received(a_request("hat"))
    case.desk.refund(return_.id, by=ANN)
    (waiting,) = case.desk.unresolved()
    resolve(waiting.intent.key, case.desk.store.effects, as_done="re_1", by="ann", at=AT)  # and then it died

    after = case.desk.resolve_effect(waiting.intent.key, by=ANN, as_done="re_1")

    assert after.money is MoneyStatus.PAID
    with pytest.raises(EffectConcludedError):
        case.desk.resolve_effect(waiting.intent.key, by=ANN, as_done="re_1")


def fails(_: object) -> None:
    raise RuntimeError("the mail server is down")


def test_a_message_that_always_fails_is_given_up_and_can_be_revived() -> None:
    case = a_desk(publishes=True)
    case.desk.subscribe(fails)
    return_ = case.submitted()

    for _ in range(30):
        case.desk.work()
        case.clock.advance(timedelta(hours=2))

    (dead,) = case.desk.dead_letters()
    assert (dead.message.return_id, dead.error) == (return_.id, "RuntimeError: the mail server is down")
    assert case.desk.revive(Topic.EVENT, dead.message.id)
    assert case.desk.work().postponed == 1


def test_timers_remind_once_and_give_a_return_up_in_time() -> None:
    case = a_desk()
    return_ = case.approved()

    for _ in range(30):
        case.desk.work()
        case.clock.advance(DAY)

    log = names(case.desk.log(return_.id))
    assert log == ["return_submitted", "return_approved", "timer_elapsed", "timer_elapsed", "return_expired"]
    late = case.desk.receive(return_.id, by=ANN)
    assert late.approval is ApprovalStatus.APPROVED


# --- policies ----------------------------------------------------------------------------------------


def test_a_return_keeps_its_policy_and_refuses_another_text_of_it() -> None:
    store = MemoryStore()
    case = a_desk(PLAIN, store=store)
    return_ = case.received()
    changed = a_desk(PLAIN, LABEL, store=store)

    with pytest.raises(PolicyChangedError, match="`acme`"):
        changed.desk.refund(return_.id, by=ANN)
    with pytest.raises(NoPolicyError):
        ReturnDesk(store, PolicyBook(()), shop=SHOP).refund(return_.id, by=ANN)


def test_who_is_always_first_wins_only_so_often() -> None:
    class Contested(MemoryStore):
        def commit(self, commit: object) -> None:
            raise ConflictError("return")

    case = a_desk(store=Contested())

    with pytest.raises(ConflictError):
        case.submitted()


# --- others who are first ----------------------------------------------------------------------------


class MetStore(MemoryStore):
    """A store in which others are first: what they do is done the next time that *when* is asked."""

    def __init__(self, when: str) -> None:
        super().__init__()
        self.when, self.others = when, list[Callable[[], object]]()

    def _meet(self, asked: str) -> None:
        if asked == self.when and self.others:
            self.others.pop()()

    def load(self, shop: ShopId, return_id: ReturnId) -> Return:
        self._meet("load")
        return super().load(shop, return_id)

    def guards(self, shop: ShopId, names: Collection[str]) -> Mapping[str, int]:
        self._meet("guards")
        found = super().guards(shop, names)
        self._meet("after guards")
        return found

    def answered(self, shop: ShopId, key: str) -> Answer | None:
        self._meet("answered")
        found = super().answered(shop, key)
        self._meet("after answered")
        return found


MEETINGS = pytest.mark.parametrize("when", ["load", "guards", "after guards", "answered", "after answered"])


@MEETINGS
def test_the_same_call_at_the_same_time_is_told_the_same(when: str) -> None:
    case = a_desk(store=(store := MetStore(when)))
    return_ = case.approved(a_request("hat"))

    def receive() -> Return:
        return case.desk.receive(return_.id, {0: 1}, by=ANN, key="once")

    store.others.append(receive)
    after = receive()

    assert not store.others
    assert after == case.show(return_.id)
    assert after.items[0].received == 1


@MEETINGS
def test_the_same_request_at_the_same_time_is_one_return(when: str) -> None:
    case = a_desk(PLAIN, ONCE, store=(store := MetStore(when)))

    def submit() -> Return:
        return case.submitted(a_request(an_item("coat", 1)), key="once")

    store.others.append(submit)
    after = submit()

    assert store.of_order(SHOP, after.order.id) == (after,)


def test_a_refund_is_decided_anew_where_another_was_first_while_it_was_decided() -> None:
    case = a_desk(store=(store := MetStore("after guards")))
    return_ = case.received()

    store.others.append(lambda: case.desk.refund(return_.id, by=ANN, places=[0]))
    after = case.desk.refund(return_.id, by=ANN)

    assert [effect.amount for effect in after.effects] == [usd("180.00"), usd("30.00")]


def test_no_more_is_given_back_by_hand_than_was_received() -> None:
    case = a_desk()
    return_ = case.received()
    case.desk.refund(return_.id, by=ANN)
    more = MoneyEntry(at=AT, return_id=return_.id, account=Account.REFUNDED, amount=usd("0.01"), tender=0)

    with pytest.raises(CommandError, match="more would be given back"):
        case.desk.correct(return_.id, [more], "A cent.", by=ANN)
