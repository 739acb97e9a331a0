"""What a second pair of eyes found at the desk: each would have cost somebody money, or an evening."""

from __future__ import annotations

from datetime import timedelta

import pytest

from returnkit.decision import Verdict
from returnkit.effects import EffectState
from returnkit.errors import ActorError, CommandError, DocumentError, EffectConcludedError, RefusedError
from returnkit.facts import Refund, RefundedLine
from returnkit.ids import LineId
from returnkit.lifecycle import (
    Disposed,
    Disposition,
    MoneyStatus,
    Outlook,
    ReturnException,
    ReturnStatus,
    Shipment,
    ShipmentSource,
    TimerRules,
)
from returnkit.service import Exchange
from returnkit.storage.memory import MemoryStore
from returnkit.testing import Fault
from tests.builders import a_line, a_policy, a_request, an_item
from tests.desks import ANN, AT, DAY, LABEL, PLAIN, SHOPPER, Case, a_desk, a_paid_order, usd

ONE = "{id: one, for: refund, limit: {units: 1, counter: coats}}"
COATS = a_request(an_item("coat", 2))


def amounts(case: Case) -> list[str]:
    """Return what really moved."""
    return [str(moved.amount) for moved in case.gateway.log]


# --- what the platform knows better -------------------------------------------------------------------


def test_units_that_the_platform_gave_back_since_the_first_return_are_not_given_back_again() -> None:
    case = a_desk()
    case.submitted(a_request("hat"))
    order = a_paid_order()
    coat = order.lines[0].evolve(current_quantity=0)
    told = Refund(
        id="platform-1",
        at=AT,
        amount=usd("180.00"),
        lines=(RefundedLine(line_id=LineId("coat"), quantity=2, amount=usd("180.00"), tax=usd("0")),),
    )
    later = order.evolve(lines=(coat, order.lines[1]), refunds=(told,))

    with pytest.raises(CommandError, match="2 units of line `coat` are asked back, 0 are left"):
        case.desk.submit(later, COATS, by=SHOPPER)


def test_a_line_that_was_added_since_the_first_return_can_come_back() -> None:
    case = a_desk()
    case.submitted(a_request("hat"))
    lines = [*a_paid_order().lines, a_line("scarf", price="20.00")]

    filed = case.desk.submit(a_paid_order(lines=lines), a_request("scarf"), by=SHOPPER)

    assert filed.return_ is not None


# --- limits and parcels over partial refunds ---------------------------------------------------------


def test_a_limit_is_felt_by_the_second_partial_refund_too() -> None:
    case = a_desk("{id: offers, offer: refund, within: unlimited}", ONE)
    return_ = case.submitted(COATS, statement="I withdraw.")
    case.desk.approve(return_.id, by=ANN)
    for _ in range(2):
        case.desk.receive(return_.id, {0: 1}, by=ANN)
        if case.show(return_.id).items[0].settled == 0:
            case.desk.refund(return_.id, by=ANN)

    with pytest.raises(CommandError, match="no offer stands for item 0"):
        case.desk.refund(return_.id, by=ANN)
    assert case.desk.ledger(return_.order).remaining == usd("120.00")


def test_a_part_that_may_not_come_back_does_not_hold_up_the_one_that_may() -> None:
    case = a_desk("{id: offers, offer: refund, within: unlimited}", ONE)
    return_ = case.submitted(COATS, statement="I withdraw.")
    case.desk.approve(return_.id, by=ANN)
    case.desk.receive(return_.id, by=ANN)

    assert [str(each.amount) for each in case.desk.refund(return_.id, by=ANN).effects] == ["90.00 USD"]


@pytest.mark.parametrize("fee", ["percent: 100, of: label, per: return", 'flat: "6.00", per: parcel'])
def test_a_parcel_is_charged_once_over_partial_refunds(fee: str) -> None:
    case = a_desk(PLAIN, f"{{id: label, for: refund, fee: {{name: label, {fee}}}}}")
    return_ = case.approved(COATS)
    parcel = Shipment(id="p", source=ShipmentSource.MERCHANT_UPLOAD, label_cost=usd("6.00"), at=AT)
    case.desk.attach_shipment(return_.id, parcel, by=ANN)
    for _ in range(2):
        case.desk.receive(return_.id, {0: 1}, by=ANN)
        case.desk.refund(return_.id, by=ANN)
    case.desk.work()

    assert amounts(case) == ["84.00 USD", "90.00 USD"]


# --- exchanges ---------------------------------------------------------------------------------------


def test_an_exchange_never_becomes_a_refund_that_nobody_asked_for() -> None:
    case = a_desk("{id: offers, offer: [refund, store_credit], within: unlimited}")
    return_ = case.received(COATS)

    with pytest.raises(CommandError, match="no exchange stands for item 0"):
        case.desk.exchange(return_.id, [Exchange(place=0, price=usd("200.00"), tax=usd("0"))], by=ANN)


# --- effects -----------------------------------------------------------------------------------------


def test_only_a_person_of_the_shop_says_what_became_of_an_effect() -> None:
    case = a_desk()
    return_ = case.received(COATS)
    case.desk.refund(return_.id, by=ANN)
    (waiting,) = case.desk.unresolved()

    with pytest.raises(ActorError):
        case.desk.resolve_effect(waiting.intent.key, by=SHOPPER, as_done="x")
    case.desk.work()

    assert amounts(case) == ["180.00 USD"]


def test_a_worker_without_a_gateway_takes_nothing_from_the_one_that_has_it() -> None:
    store = MemoryStore()
    paying = a_desk(store=store)
    return_ = paying.received(COATS)
    paying.desk.refund(return_.id, by=ANN)
    idle = a_desk(store=store, clock=paying.clock)
    idle.desk.refunds = None

    for _ in range(30):
        assert idle.desk.work().is_idle
        paying.clock.advance(timedelta(minutes=1))
    paying.desk.work()

    assert paying.show(return_.id).money is MoneyStatus.PAID


def test_an_answer_longer_than_any_text_is_cut_and_the_effect_is_concluded() -> None:
    case = a_desk()
    return_ = case.received(COATS)
    case.desk.refund(return_.id, by=ANN)

    class Wordy(type(case.gateway)):  # type: ignore[misc]
        def refund(self, order: object) -> object:
            raise RefusedError("<html>" * 1_000)

    case.desk.refunds = Wordy(case.clock)
    case.desk.work()

    assert case.show(return_.id).exceptions == (ReturnException.REFUND_FAILED,)


def test_what_happened_after_all_is_neither_ordered_again_nor_paid_by_hand() -> None:
    case = a_desk()
    return_ = case.received(COATS)
    case.desk.refund(return_.id, by=ANN)
    case.gateway.inject(Fault.DECLINED)
    case.desk.work()
    (failed,) = case.show(return_.id).effects
    ledger = case.desk.store.effects
    record = ledger.get(failed.key)
    done = record.evolve(
        state=EffectState.DONE,
        version=record.version + 1,
        conclusion=record.conclusion.evolve(reference="re_late", reason=None) if record.conclusion else None,
    )
    ledger.advance(done)  # the answer came late, and the worker died before it could tell the return

    with pytest.raises(EffectConcludedError):
        case.desk.correct(return_.id, [], "In cash.", by=ANN, instead_of=failed.key)
    after = case.desk.order_again(return_.id, failed.key, by=ANN)
    case.desk.work()

    assert [each.outlook for each in after.effects] == [Outlook.DONE]
    assert amounts(case) == []


def test_units_are_restocked_one_after_the_other_under_keys_of_their_own() -> None:
    case = a_desk()
    return_ = case.received()
    given = Disposed(place=0, quantity=1, disposition=Disposition.DONATE)
    back = replace_disposition(given)

    case.desk.dispose(return_.id, [given, back], by=ANN)
    after = case.desk.dispose(return_.id, [back.evolve(place=1)], by=ANN)

    assert len({each.key for each in after.effects}) == 2


def replace_disposition(goods: Disposed) -> Disposed:
    """Return the same units put back on sale."""
    return goods.evolve(disposition=Disposition.RESTOCK)


# --- words of staff ----------------------------------------------------------------------------------


def test_an_override_that_does_not_fit_the_policy_is_refused_and_not_kept() -> None:
    case = a_desk(PLAIN)
    return_ = case.received(COATS)

    with pytest.raises(DocumentError):
        case.desk.override(return_.id, a_policy(PLAIN).rules, why="Twice.", until=AT + 7 * DAY, by=ANN)

    assert case.show(return_.id).overrides == ()
    assert case.desk.quote(return_.id).total == usd("180.00")


def test_units_that_are_not_accepted_take_nothing_from_a_limit() -> None:
    case = a_desk(PLAIN, "{id: two, limit: {units: 2, counter: coats}}")
    return_ = case.submitted(COATS)

    after = case.desk.approve(return_.id, by=ANN, accepted=[1])
    other = case.desk.submit(a_paid_order("order-2"), a_request("hat"), by=SHOPPER)

    assert [use.units for use in after.uses] == [1]
    assert other.return_ is not None


def test_an_edited_withdrawal_is_kept_and_says_so() -> None:
    case = a_desk(PLAIN)
    case.clock.advance(100 * DAY)
    return_ = case.submitted(COATS, statement="I withdraw.")

    edited = case.desk.edit(return_.id, a_request("hat"), by=SHOPPER)

    assert edited.decision.items[0].verdict is Verdict.INELIGIBLE
    assert edited.return_ == case.show(return_.id)


# --- timers ------------------------------------------------------------------------------------------


def test_timers_of_other_rules_starve_nobody_and_work_ends_when_nothing_is_due() -> None:
    store = MemoryStore()
    before = a_desk(PLAIN, store=store, timers=TimerRules(answer_after=timedelta(hours=1)))
    for number in range(25):
        before.submitted(a_request("hat"), a_paid_order(f"order-{number}", customer=None))
    case = a_desk(
        PLAIN,
        store=store,
        clock=before.clock,
        timers=TimerRules(answer_after=None, remind_after=(), expire_after=DAY),
    )
    late = [
        case.approved(a_request("hat"), order=a_paid_order(f"late-{number}", customer=None))
        for number in range(30)
    ]

    case.clock.advance(2 * DAY)
    report = case.desk.work()
    report += case.desk.work()

    assert report.timers == 30
    assert {case.show(each.id).status for each in late} == {ReturnStatus.EXPIRED}


def test_the_same_parcel_told_again_at_another_instant_is_the_same() -> None:
    case = a_desk(PLAIN, LABEL)
    return_ = case.approved(COATS)
    parcel = Shipment(id="p", source=ShipmentSource.SHOPPER_UPLOAD, at=AT)

    first = case.desk.attach_shipment(return_.id, parcel, by=SHOPPER, key="k")
    again = case.desk.attach_shipment(return_.id, parcel.evolve(at=AT + DAY), by=SHOPPER, key="k")

    assert first == again
