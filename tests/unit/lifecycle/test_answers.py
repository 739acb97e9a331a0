"""Answers: what is asked, whether it is to be, and when it is over."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest

from returnkit.errors import CommandError, TransitionError
from returnkit.facts import Order, ReturnRequest
from returnkit.ids import LineId
from returnkit.lifecycle import (
    SYSTEM,
    AddNote,
    ApprovalStatus,
    Approve,
    Attach,
    AttachShipment,
    Cancel,
    Clear,
    Command,
    Correct,
    Document,
    Edit,
    Expire,
    GrantOverride,
    Note,
    Raise,
    RecordDone,
    RecordSent,
    Reject,
    Reopen,
    RequestKind,
    Resolve,
    Return,
    ReturnException,
    Use,
    WithdrawalReceived,
    order_ledger,
    units_claimed,
)
from returnkit.lifecycle.fitting import MOST
from returnkit.money import Money
from returnkit.policy import Counted, Override
from returnkit.settlement import Account, Units, UnitsEntry
from tests.builders import a_policy, a_request, an_item
from tests.lives import (
    SHOPPER,
    START,
    Life,
    a_life,
    a_settled,
    a_shipment,
    a_submit,
    an_approved,
    an_order_of,
    moved,
    receive,
    request_of,
)


def counts(return_: Return, line: str = "line-1") -> dict[str, int]:
    """Return what the ledger counts of units of *line* by this return, where it is not zero."""
    found: Counter[str] = Counter()
    for entry in return_.entries:
        if isinstance(entry, UnitsEntry) and entry.line_id == line:
            found[entry.counter.value] += entry.quantity
    return {name: count for name, count in found.items() if count}


# --- asking ------------------------------------------------------------------------------------------


def test_what_is_asked_is_counted() -> None:
    return_ = a_life(2, 1).return_

    assert return_.approval is ApprovalStatus.SUBMITTED
    assert [item.asked.quantity for item in return_.items] == [2, 1]
    assert counts(return_) == {"requested": 2}
    assert counts(return_, "line-2") == {"requested": 1}


def test_a_return_of_a_line_that_there_is_not_is_refused() -> None:
    request = a_request(an_item("line-9"), an_item("line-1", 5))

    with pytest.raises(CommandError) as caught:
        Life(a_submit(2, request=request))
    assert [fault.path for fault in caught.value.faults] == [
        "request.items[0].line_id",
        "request.items[1].quantity",
    ]


def test_units_of_one_line_are_counted_over_the_items_of_a_request() -> None:
    request = a_request(an_item("line-1", 2), an_item("line-1", 2))

    with pytest.raises(CommandError, match="4 units are asked back of 3"):
        Life(a_submit(2, request=request))


def test_what_a_log_could_not_keep_is_refused() -> None:
    class OwnOrder(Order):
        colour: str = "red"

    class OwnRequest(ReturnRequest):
        mood: str = "glad"

    order = an_order_of(3)
    own = OwnOrder(**{name: getattr(order, name) for name in Order.model_fields})
    request = OwnRequest(items=request_of(1).items)

    with pytest.raises(CommandError) as caught:
        Life(a_submit(2, order=own, request=request))
    assert [fault.path for fault in caught.value.faults] == ["order", "request"]


def test_an_opening_that_is_not_of_the_order_is_refused() -> None:
    entry = UnitsEntry(at=START, counter=Units.ORDERED, line_id=LineId("line-9"), quantity=1)

    with pytest.raises(CommandError, match="has no line `line-9`") as caught:
        Life(a_submit(2, opening=(entry,)))
    assert caught.value.faults[0].path == "opening: entries[0].line_id"


@pytest.mark.parametrize("name", ["shop", "return_id", "rma"])
@pytest.mark.parametrize("value", ["", "x" * 200])
def test_names_are_neither_empty_nor_endless(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=name):
        a_submit().evolve(**{name: value})


def test_a_gift_return_is_kept_as_one() -> None:
    request = a_request(an_item(), is_gift_return=True)

    assert a_life(request=request).return_.request.is_gift_return


# --- withdrawals -------------------------------------------------------------------------------------


def test_the_receipt_of_a_withdrawal_is_confirmed_with_instant_and_statement() -> None:
    life = a_life(1, kind=RequestKind.WITHDRAWAL, statement="I withdraw.")

    assert isinstance(life.last, WithdrawalReceived)
    assert (life.last.statement, life.last.received_at) == ("I withdraw.", START)
    assert life.return_.confirmed_at == START
    assert life.return_.kind is RequestKind.WITHDRAWAL


@pytest.mark.parametrize(
    ("kind", "statement"), [(RequestKind.WITHDRAWAL, None), (RequestKind.RETURN, "I withdraw.")]
)
def test_a_withdrawal_and_nothing_else_has_a_statement(kind: RequestKind, statement: str | None) -> None:
    with pytest.raises(CommandError, match="has the statement of the customer"):
        Life(a_submit(1).evolve(kind=kind, statement=statement))


# --- editing -----------------------------------------------------------------------------------------


def test_before_an_answer_something_else_can_be_asked() -> None:
    life = a_life(2, 1, uses=(Use(counter="shirts", of=Counted.CUSTOMER, units=2),))
    life.do(Edit(request=request_of(1, 0)), by=SHOPPER)

    assert [item.asked.quantity for item in life.return_.items] == [1]
    assert counts(life.return_) == {"requested": 1}
    assert counts(life.return_, "line-2") == {}
    assert life.return_.uses == ()


def test_after_the_answer_it_cannot() -> None:
    with pytest.raises(TransitionError, match="is not taken in state `approved`"):
        an_approved(2).do(Edit(request=request_of(1)), by=SHOPPER)


def test_a_photo_stays_with_its_line_or_with_the_whole_return() -> None:
    life = a_life(2, 1)
    life.do(*(Attach(document=Document(reference=f"p{n}", kind="photo", place=n)) for n in range(2)))
    life.do(Edit(request=a_request(an_item("line-1"))), by=SHOPPER)

    assert [each.place for each in life.return_.documents] == [0, None]


def test_what_does_not_fit_the_order_is_not_asked_for_afterwards_either() -> None:
    with pytest.raises(CommandError, match="9 units are asked back of 3"):
        a_life(2).do(Edit(request=request_of(9)), by=SHOPPER)


# --- answering ---------------------------------------------------------------------------------------


def test_all_that_was_asked_is_accepted_unless_told() -> None:
    return_ = an_approved(2, 1).return_

    assert [item.accepted for item in return_.items] == [2, 1]
    assert counts(return_) == {"requested": 2, "accepted": 2}


def test_a_part_of_it_can_be_accepted() -> None:
    return_ = an_approved(2, 1, accepted=(1, 0)).return_

    assert [item.accepted for item in return_.items] == [1, 0]
    assert counts(return_) == {"requested": 2, "accepted": 1}
    assert counts(return_, "line-2") == {"requested": 1}


@pytest.mark.parametrize(
    ("accepted", "path"), [((3, 1), "accepted[0]"), ((2,), "accepted"), ((0, 0), "accepted")]
)
def test_counts_that_cannot_be_accepted_are_refused(accepted: tuple[int, ...], path: str) -> None:
    with pytest.raises(CommandError) as caught:
        an_approved(2, 1, accepted=accepted)
    assert [fault.path for fault in caught.value.faults] == [path]


def test_what_is_taken_from_limits_can_be_told_anew_with_the_answer() -> None:
    asked, less = (Use(counter="shirts", of=Counted.CUSTOMER, units=units) for units in (2, 1))

    assert a_life(2, uses=(asked,)).do(Approve()).return_.uses == (asked,)
    assert a_life(2, uses=(asked,)).do(Approve(accepted=(1,), uses=(less,))).return_.uses == (less,)


@pytest.mark.parametrize("command", [Reject(reason="worn"), Cancel(reason="kept it"), Expire()])
def test_units_are_given_up_with_the_return(command: Command) -> None:
    life = an_approved(2).do(command)

    assert counts(life.return_) == {}
    assert units_claimed([life.return_], life.return_.items[0].line_id) == 0


@pytest.mark.parametrize("commands", [(Reject(reason="late"),), (Resolve(),)])
def test_what_expired_is_not_given_up_twice(commands: tuple[Command, ...]) -> None:
    life = an_approved(2).do(Expire(), *commands)

    assert counts(life.return_) == {}
    order_ledger(life.return_.order, [life.return_])


def test_what_expired_and_is_opened_again_is_taken_up_again_once() -> None:
    life = an_approved(2).do(Expire(), Reopen(reason="wrote to us"))

    assert counts(life.return_) == {"requested": 2, "accepted": 2}
    assert life.return_.approval is ApprovalStatus.APPROVED
    assert life.return_.approved_at == life.last.at


def test_a_late_parcel_opens_what_expired_again() -> None:
    life = an_approved(2).do(Expire(), receive(1))

    assert life.return_.approval is ApprovalStatus.APPROVED
    assert counts(life.return_) == {"requested": 2, "accepted": 2, "received": 1}


def test_what_was_settled_is_not_given_up_when_it_is_closed() -> None:
    life = an_approved(3).do(receive(1))
    life.do(a_settled(life, {0: 1}))
    life.do(RecordDone(key=life.return_.effects[0].key, reference="r"), Resolve())

    assert counts(life.return_) == {"requested": 1, "accepted": 1, "received": 1, "refunded": 1}
    assert life.return_.closed_at == life.last.at
    life.do(Reopen(reason="the rest came"))
    assert counts(life.return_) == {"requested": 3, "accepted": 3, "received": 1, "refunded": 1}
    assert life.return_.closed_at is None


@pytest.mark.parametrize("command", [Reject(reason="x"), Cancel(), Expire()])
def test_what_was_settled_is_neither_rejected_nor_cancelled_and_does_not_expire(command: Command) -> None:
    life = an_approved(2)
    life.do(a_settled(life, {0: 1}))

    with pytest.raises(CommandError, match="something was settled"):
        life.do(command)


@pytest.mark.parametrize("command", [Cancel(), Expire()])
def test_what_came_in_is_not_cancelled_and_does_not_expire(command: Command) -> None:
    with pytest.raises(CommandError, match="units came in"):
        an_approved(2).do(receive(1), command)


def test_an_empty_parcel_is_rejected() -> None:
    life = an_approved(2).do(receive(2), Reject(reason="stones"))

    assert counts(life.return_) == {"received": 2}
    assert life.return_.reason == "stones"


def test_a_shopper_does_not_cancel_what_is_under_way_and_the_shop_may() -> None:
    life = an_approved(2).do(AttachShipment(shipment=a_shipment()), RecordSent(shipment_id="parcel-1"))

    with pytest.raises(CommandError, match="the goods are on their way"):
        life.do(Cancel(), by=SHOPPER)
    assert life.do(Cancel()).return_.approval is ApprovalStatus.CANCELLED


# --- closing -----------------------------------------------------------------------------------------


def test_it_is_not_closed_while_something_is_ordered_or_failed() -> None:
    life = an_approved(1)
    life.do(a_settled(life))

    with pytest.raises(CommandError, match=r"`refund:.*` is ordered"):
        life.do(Resolve())


def test_what_the_customer_owes_is_waived_by_a_person_only() -> None:
    life = owing()

    assert life.return_.owed == Money.of("5.00", "USD")
    with pytest.raises(CommandError, match=r"owes `5\.00 USD` still"):
        life.do(Resolve(), by=SYSTEM)
    assert life.do(Resolve()).return_.approval is ApprovalStatus.DONE


def test_what_the_customer_owed_and_paid_is_not_owed_any_more() -> None:
    life = owing()
    owed = life.return_.owed
    entry = moved(Account.COLLECTED, owed)
    life.do(Correct(entries=(entry,), reason="paid by card"))

    assert not life.return_.owed
    assert life.do(Resolve(), by=SYSTEM).return_.approval is ApprovalStatus.DONE


def owing() -> Life:
    """Return a return that was repaired at a price: its total is below zero."""
    policy = a_policy(
        "{id: offers, offer: repair, within: unlimited}",
        "{id: fee, for: repair, fee: {name: repair, flat: 5, per: line, collect: due}}",
        currency="USD",
    )
    life = an_approved(1)
    life.do(a_settled(life, offer="repair", policy=policy))
    assert life.return_.due == Money.of("5.00", "USD")
    return life


# --- what is beside it -------------------------------------------------------------------------------


def test_staff_override_with_reason_and_cost_newest_first() -> None:
    until = START + timedelta(days=3)
    made = [Override(who=who, why="a gesture", until=until, rules=a_policy().rules) for who in ("a", "b")]
    life = a_life().do(*(GrantOverride(override=each, cost=Money.of("4", "USD")) for each in made))

    assert [each.who for each in life.return_.overrides] == ["b", "a"]
    with pytest.raises(CommandError, match="not in the order's currency"):
        life.do(GrantOverride(override=made[0], cost=Money.of("4", "EUR")))


def test_exceptions_stand_in_the_order_of_the_catalogue_and_once() -> None:
    life = a_life().do(Raise(exception=ReturnException.LABEL_FAILED, reason="x"), Raise(reason="odd"))
    before = life.log
    life.do(Raise(reason="odd still"))

    assert life.log == before
    assert life.return_.exceptions == (ReturnException.FLAGGED, ReturnException.LABEL_FAILED)
    assert not life.return_.is_automatic


def test_what_is_not_raised_is_not_cleared() -> None:
    with pytest.raises(CommandError, match="`flagged` is not raised"):
        a_life().do(Clear(reason="fine"))


def test_notes_and_documents_are_kept_in_order() -> None:
    life = a_life(1).do(AddNote(note=Note(text="a")), AddNote(note=Note(text="b", is_public=True)))
    life.do(Attach(document=Document(reference="p", kind="photo", place=0)))

    assert [each.text for each in life.return_.notes] == ["a", "b"]
    assert life.return_.documents[0].reference == "p"


def test_a_document_about_an_item_that_there_is_not_is_refused() -> None:
    with pytest.raises(CommandError, match="none at place 4") as caught:
        a_life(1).do(Attach(document=Document(reference="p", kind="photo", place=4)))
    assert caught.value.faults[0].path == "document.place"


def test_nobody_fills_a_return_without_end() -> None:
    life = a_life()
    note = AddNote(note=Note(text="again"))
    life.found = life.return_.evolve(notes=(note.note,) * MOST)

    with pytest.raises(CommandError, match="keeps 500 notes at most"):
        life.do(note, by=SHOPPER)
