"""Timers: what is to happen when, and why."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from returnkit.errors import InstantError
from returnkit.lifecycle import (
    AttachShipment,
    Cancel,
    Clear,
    Expire,
    Raise,
    RecordDelivered,
    RecordDone,
    RecordSent,
    RecordTimer,
    Reject,
    Reopen,
    RequestKind,
    Timer,
    TimerRules,
    due,
    timers,
)
from tests.lives import START, Life, a_life, a_settled, a_shipment, an_approved, inspect, receive

DAY = timedelta(days=1)
APPROVED = START + timedelta(minutes=1)
NEVER = TimerRules(answer_after=None, remind_after=(), expire_after=None, inspect_after=None)


def found(life: Life, rules: TimerRules | None = None) -> list[tuple[str, timedelta]]:
    """Return kinds of timers and how long after approval they run out."""
    return [
        (each.kind.value, each.at - APPROVED) for each in timers(life.return_, *([rules] if rules else []))
    ]


def the(life: Life, kind: str, rules: TimerRules | None = None) -> Timer:
    (timer,) = (each for each in timers(life.return_, *([rules] if rules else [])) if each.kind == kind)
    return timer


def test_somebody_who_waits_for_an_answer_is_not_forgotten() -> None:
    timer = the(a_life(), "answer")

    assert timer.at == START + 3 * DAY
    assert timer.cause == "3 days after it was asked for"
    assert timer.key == "answer:20261113T090000Z"


def test_after_approval_the_customer_is_reminded_and_at_last_it_expires() -> None:
    assert found(an_approved()) == [("remind", 7 * DAY), ("remind", 21 * DAY), ("expire", 28 * DAY)]
    assert [each.cause for each in timers(an_approved().return_)] == [
        "7 days after approval",
        "21 days after approval",
        "28 days without news",
    ]
    assert len({each.key for each in timers(an_approved().return_)}) == 3


def test_news_of_a_parcel_puts_expiry_off_and_a_sent_one_needs_no_reminder() -> None:
    life = an_approved().wait(days=5).do(AttachShipment(shipment=a_shipment()))
    heard = life.last.at - APPROVED

    assert found(life)[-1] == ("expire", heard + 28 * DAY)
    life.wait(days=5).do(RecordSent(shipment_id="parcel-1"))
    assert found(life) == [("expire", life.last.at - APPROVED + 28 * DAY)]


def test_the_deadline_of_the_policy_counts_while_nothing_is_sent() -> None:
    life = an_approved(goods_back_by=START + 10 * DAY)
    goods = next(each for each in timers(life.return_) if each.key.startswith("goods:"))

    assert (goods.kind, goods.at) == ("expire", START + 10 * DAY)
    assert goods.cause == "the policy's deadline for the goods"
    life.do(AttachShipment(shipment=a_shipment()), RecordSent(shipment_id="parcel-1"))
    assert [each for each in timers(life.return_) if each.key.startswith("goods:")] == []


def test_a_deadline_that_had_passed_when_it_was_opened_again_does_not_close_it_at_once() -> None:
    life = an_approved(goods_back_by=START + 10 * DAY).wait(days=11)
    assert due(life.return_, life.now) != ()
    life.do(Expire(), Reopen(reason="wrote to us"))

    assert [each for each in due(life.return_, life.now) if each.kind == "expire"] == []


def test_after_it_was_opened_again_reminders_are_others() -> None:
    life = an_approved()
    before = {each.key for each in timers(life.return_)}
    life.wait(days=30).do(Expire(), Reopen(reason="wrote to us"))

    assert not before & {each.key for each in timers(life.return_)}


def test_what_only_tells_tells_once() -> None:
    life = an_approved()
    first, *rest = timers(life.return_)
    life.do(RecordTimer(kind=first.kind, key=first.key, cause=first.cause))
    log = life.log

    assert list(timers(life.return_)) == rest
    assert life.do(RecordTimer(kind=first.kind, key=first.key, cause=first.cause)).log == log


def test_the_warning_of_the_law_is_not_told_again_after_approval() -> None:
    life = a_life(kind=RequestKind.WITHDRAWAL)
    warning = next(each for each in timers(life.return_) if each.key.startswith("law:warn"))
    told = RecordTimer(kind=warning.kind, key=warning.key, cause=warning.cause)
    approved = an_approved(kind=RequestKind.WITHDRAWAL)

    assert warning.key in {each.key for each in timers(approved.return_)}
    assert warning.key not in {each.key for each in timers(approved.do(told).return_)}


def test_what_was_handed_over_counts_as_received_where_the_shop_wants_it() -> None:
    rules = TimerRules(receive_after=2 * DAY)
    life = an_approved().do(AttachShipment(shipment=a_shipment()), RecordDelivered(shipment_id="parcel-1"))

    assert found(life) == []
    timer = the(life, "receive", rules)
    assert (timer.at, timer.cause) == (life.last.at + 2 * DAY, "2 days after delivery")
    assert the(life.do(receive(1)), "inspect", rules).cause == "2 days after units came in"


def test_what_came_in_is_to_be_looked_at_each_time() -> None:
    life = an_approved(2).do(receive(1))
    first = the(life, "inspect")
    assert (first.at, first.cause) == (life.last.at + 2 * DAY, "2 days after units came in")

    life.do(inspect(0, 1))
    assert found(life) == []
    assert the(life.do(receive(1)), "inspect").key != first.key


@pytest.mark.parametrize("command", [Cancel(), Reject(reason="x"), Expire()])
def test_what_is_over_has_no_timers(command: Cancel | Reject | Expire) -> None:
    assert found(an_approved(kind=RequestKind.WITHDRAWAL).do(command)) == []


def test_what_came_in_or_was_settled_does_not_expire() -> None:
    in_advance = an_approved(2)
    in_advance.do(a_settled(in_advance, {0: 1}))

    assert [kind for kind, _ in found(an_approved(2).do(receive(1)))] == ["inspect"]
    assert found(in_advance) == []


def test_what_would_happen_by_itself_is_not_due_while_an_exception_waits() -> None:
    life = an_approved().do(Raise(reason="odd"))

    assert found(life) == []
    assert len(found(life.do(Clear(reason="fine")))) == 3


def test_the_law_gives_fourteen_days_for_the_money_and_warns_before() -> None:
    life = a_life(kind=RequestKind.WITHDRAWAL)
    warning, last = (each for each in timers(life.return_) if each.kind == "refund_by_law")

    assert (warning.at, last.at) == (START + 11 * DAY, START + 14 * DAY)
    assert last.cause == "14 days after the withdrawal, Directive 2011/83/EU, Article 13(1)"
    assert warning.cause == f"3 days before {last.cause}"


def test_the_law_is_kept_once_every_accepted_unit_is_paid_for_and_no_sooner() -> None:
    life = an_approved(2, kind=RequestKind.WITHDRAWAL)

    def by_law() -> int:
        return sum(each.kind == "refund_by_law" for each in timers(life.return_))

    for number in range(2):
        assert by_law() == 2
        life.do(a_settled(life, {0: 1}))
        assert by_law() == 2
        life.do(RecordDone(key=life.return_.effects[number].key, reference="re"))
    assert by_law() == 0


def test_a_plain_return_knows_no_such_law() -> None:
    assert [kind for kind, _ in found(a_life())] == ["answer"]


def test_timers_that_are_switched_off_do_not_run() -> None:
    assert found(a_life(), NEVER) == []
    assert found(an_approved(), NEVER) == []
    assert found(an_approved().do(receive(1)), NEVER) == []


def test_a_timer_is_due_at_its_instant() -> None:
    life = an_approved()
    (first, *_) = timers(life.return_)

    assert due(life.return_, first.at) == (first,)
    assert due(life.return_, first.at - timedelta(microseconds=1)) == ()
    assert due(life.return_, datetime(2030, 1, 1, tzinfo=UTC)) == timers(life.return_)


def test_now_has_a_zone() -> None:
    with pytest.raises(InstantError, match="has no zone"):
        due(a_life().return_, datetime(2026, 11, 10))  # noqa: DTZ001
