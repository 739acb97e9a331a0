"""Handling: who may ask what, when, and what every event tells."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from returnkit.errors import ActorError, CommandError, HeldError, InstantError, TransitionError
from returnkit.ids import RuleId
from returnkit.lifecycle import (
    COMMANDS,
    HELD,
    PEOPLE_MAY,
    SHOPPER_MAY,
    SYSTEM,
    TRANSITIONS,
    AddNote,
    Approve,
    Cancel,
    Clear,
    Command,
    Correct,
    Edit,
    Expire,
    GrantOverride,
    Inspect,
    Note,
    OrderAgain,
    Raise,
    Receive,
    RecordFailed,
    Reject,
    Reopen,
    Resolve,
    ReturnException,
    handle,
    order_ledger,
)
from returnkit.policy import Override
from returnkit.settlement import Account, Ledger
from tests.builders import a_policy
from tests.lives import (
    PIN,
    SHOP,
    SHOPPER,
    STAFF,
    START,
    SUPPORT,
    Life,
    a_life,
    a_settled,
    a_submit,
    an_approved,
    inspect,
    moved,
    receive,
    request_of,
)
from tests.settling import a_paid_order

RULES = (RuleId("first"), RuleId("second"))
OVERRIDE = Override(who="sam", why="a good customer", until=START + timedelta(days=1), rules=a_policy().rules)


def every_command(life: Life) -> dict[str, Command]:
    """Return commands by name, for those that only staff or a program gives."""
    return {
        "approve": Approve(),
        "reject": Reject(reason="worn"),
        "expire": Expire(),
        "reopen": Reopen(reason="late"),
        "resolve": Resolve(),
        "receive": receive(1),
        "inspect": inspect(),
        "settle": a_settled(life),
        "grant_override": GrantOverride(override=OVERRIDE),
        "raise": Raise(reason="odd"),
        "clear": Clear(reason="fine"),
    }


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - SHOPPER_MAY))
def test_a_shopper_may_only_what_is_theirs(name: str) -> None:
    states = [state for state, command in TRANSITIONS if command == name and state is not None]
    submitted, approved = a_life(), an_approved()
    life = submitted if states[0] is submitted.return_.approval else approved
    commands = every_command(approved)
    if name not in commands or life.return_.approval not in states:
        return

    with pytest.raises(ActorError, match="is not for a `shopper`"):
        life.do(commands[name], by=SHOPPER)


def test_what_a_shopper_may_is_taken_from_them() -> None:
    life = a_life(2).do(Edit(request=request_of(1)), AddNote(note=Note(text="please")), by=SHOPPER)

    assert life.do(Cancel(), by=SHOPPER).return_.approval == "cancelled"


@pytest.mark.parametrize("command", [GrantOverride(override=OVERRIDE), Clear(reason="fine")])
def test_what_only_people_do_is_not_for_a_program(command: Command) -> None:
    life = an_approved().do(Raise(reason="odd"))

    assert command.command in PEOPLE_MAY
    with pytest.raises(ActorError, match="is not for a `system`"):
        life.do(command, by=SYSTEM)
    assert life.do(command, by=SUPPORT).last.by == SUPPORT


@pytest.mark.parametrize("command", [Expire(), Resolve(), Reject(reason="worn")])
def test_while_an_exception_waits_nothing_happens_by_itself(command: Command) -> None:
    life = an_approved().do(Raise(exception=ReturnException.LABEL_FAILED, reason="no such street"))

    assert command.command in HELD
    with pytest.raises(HeldError, match="`label_failed` waits for a person"):
        life.do(command, by=SYSTEM)
    assert life.do(command, by=STAFF).return_.version == 4


def test_once_a_person_saw_to_it_things_go_on_by_themselves() -> None:
    life = an_approved().do(Raise(reason="odd"), Clear(reason="fine")).do(Expire(), by=SYSTEM)

    assert life.return_.approval == "expired"


def test_a_failed_refund_is_not_ordered_again_by_itself() -> None:
    life = an_approved(1)
    life.do(a_settled(life))
    (effect,) = life.return_.effects
    life.do(RecordFailed(key=effect.key, reason="card closed"))

    with pytest.raises(HeldError):
        life.do(OrderAgain(key=effect.key, effect=effect.evolve(key="again")), by=SYSTEM)


def test_what_comes_in_is_recorded_while_an_exception_waits() -> None:
    assert an_approved(1).do(Raise(reason="odd")).do(receive(1), by=SYSTEM).return_.items[0].received == 1


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"submit"}))
def test_before_it_was_asked_for_only_submit_is_taken(name: str) -> None:
    command = every_command(an_approved()).get(name, AddNote(note=Note(text="x")))

    with pytest.raises(TransitionError, match="in state `none`"):
        handle(None, command, by=STAFF, at=START)


def test_every_event_tells_who_when_where_and_by_which_policy_and_rules() -> None:
    life = a_life(2, rules=RULES)
    life.do(Approve(rules=RULES), receive(2, rules=RULES), Raise(reason="odd", rules=RULES))
    life.do(Clear(reason="fine", rules=RULES), AddNote(note=Note(text="x"), rules=RULES))

    for number, event in enumerate(life.log, 1):
        assert (event.shop, event.return_id, event.number) == (SHOP, "R-1", number)
        assert event.by == (SHOPPER if number == 1 else STAFF)
        assert event.at == START + timedelta(minutes=number - 1)
        assert (event.policy, event.rules) == (PIN, RULES)
        assert event.id == f"R-1:{number}"
    assert all(entry.return_id == "R-1" for event in life.log for entry in event.entries)


def test_dates_never_go_back() -> None:
    life = an_approved()
    events = handle(life.return_, Raise(reason="odd"), by=STAFF, at=START - timedelta(days=7))

    assert events[0].at == life.return_.updated_at


def test_entries_of_a_settlement_are_dated_as_the_event_is() -> None:
    life = an_approved(1)
    command = a_settled(life)
    life.wait(hours=5).do(command)

    assert {entry.at for entry in life.last.entries} == {life.last.at}


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(InstantError, match="has no zone"):
        handle(None, a_submit(), by=SHOPPER, at=datetime(2026, 11, 10))  # noqa: DTZ001


def test_nothing_is_changed_by_handling() -> None:
    life = an_approved(2)
    before = life.return_.model_dump_json()
    handle(life.return_, receive(2), by=STAFF, at=life.now)

    assert life.return_.model_dump_json() == before


def test_what_the_ledger_of_the_order_could_not_count_is_refused() -> None:
    """Two returns of one order promise what is left of it, and only one can have it."""
    order = a_paid_order()
    one = an_approved(1, order=order)
    other = an_approved(1, order=order, ledger=order_ledger(order, [one.return_]), return_id="R-2")
    command = a_settled(other, ledger=ledger_of(one, other))
    one.do(a_settled(one, ledger=ledger_of(one, other)))

    handle(other.return_, command, by=STAFF, at=other.now)
    with pytest.raises(CommandError) as caught:
        handle(other.return_, command, by=STAFF, at=other.now, ledger=ledger_of(one, other))
    assert {fault.code for fault in caught.value.faults} >= {"ledger.over_refund", "ledger.too_many_units"}


def test_a_correction_that_cannot_be_is_refused_with_the_ledger() -> None:
    life = an_approved(1)
    money = life.return_.order.total
    entry = moved(Account.REFUNDED, money * 2, tender=0)
    command = Correct(entries=(entry,), reason="by hand")

    with pytest.raises(CommandError, match="more would be given back"):
        handle(life.return_, command, by=STAFF, at=life.now, ledger=ledger_of(life))


def ledger_of(*lives: Life) -> Ledger:
    returns = [life.return_ for life in lives]
    return order_ledger(returns[0].order, returns)


def test_a_refused_command_names_every_fault() -> None:
    life = an_approved(1, 1)
    items = (*receive(2, 2).items, *receive(0, 0, 0, 1).items)

    with pytest.raises(CommandError) as caught:
        life.do(Receive(items=items))
    assert [fault.path for fault in caught.value.faults] == [
        "items[0].quantity",
        "items[1].quantity",
        "items[2].place",
    ]
    assert {fault.code for fault in caught.value.faults} == {"command.quantity", "command.item"}


def test_inspections_need_something_to_look_at() -> None:
    with pytest.raises(CommandError, match="1 units would be graded, 0 are in and not graded yet"):
        an_approved(1).do(Inspect(items=inspect().items))
