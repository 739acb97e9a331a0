"""Payments: what is settled, and what becomes of what was ordered."""

from __future__ import annotations

from typing import Any

import pytest

from returnkit.effects import effect_key
from returnkit.errors import CommandError
from returnkit.ids import LineId
from returnkit.lifecycle import (
    Approve,
    Correct,
    EffectKind,
    MoneyStatus,
    OrderAgain,
    Outlook,
    RecordDone,
    RecordFailed,
    Return,
    ReturnEffect,
    ReturnException,
    Settle,
    SettledUnits,
    order_ledger,
)
from returnkit.money import Money
from returnkit.settlement import Account, ComponentCode, ComponentEntry, Units, UnitsEntry
from tests.lives import (
    ID,
    START,
    Life,
    a_life,
    a_settled,
    a_settlement,
    an_approved,
    inspect,
    moved,
    receive,
    settled,
)


def usd(amount: str) -> Money:
    return Money.of(amount, "USD")


def a_paying(*outlooks: str) -> Life:
    """Return a return with a unit of 40.00 refunded for each of *outlooks*: `done`, `failed`, `ordered`."""
    life = an_approved(len(outlooks))
    for outlook in outlooks:
        life.do(a_settled(life, {0: 1}))
        key = life.return_.effects[-1].key
        if outlook == "done":
            life.do(RecordDone(key=key, reference=f"re-{key[-1]}"))
        elif outlook == "failed":
            life.do(RecordFailed(key=key, reason="card closed"))
    return life


def key_of(return_: Return, place: int = 0) -> Any:
    return return_.effects[place].key


# --- settling ----------------------------------------------------------------------------------------


def test_a_settlement_is_taken_as_it_is() -> None:
    life = an_approved(2)
    life.do(a_settled(life))
    return_ = life.return_

    assert [each.amount for each in return_.effects] == [usd("80.00")]
    assert (return_.items[0].settled, return_.items[0].unsettled) == (2, 0)
    assert return_.offers == ("refund",)
    ledger = order_ledger(return_.order, [return_])
    assert ledger.money(Account.REFUNDED) == usd("80.00")
    assert ledger.remaining == usd("40.00")


def test_no_unit_is_settled_twice() -> None:
    life = an_approved(2)
    command = a_settled(life)
    life.do(command)

    with pytest.raises(CommandError, match="2 units would be settled, 0 are left"):
        life.do(command)


def test_units_are_settled_by_their_gradings() -> None:
    life = an_approved(3).do(receive(3), inspect(0, 2), inspect(0, 1, "worn"))
    settlement = a_settlement(life, {0: 1})

    def of_grading(number: int | None) -> Settle:
        item = SettledUnits(place=0, grading=number, quantity=1, offer="refund")
        return settled(settlement, [item], at=life.now)

    life.do(of_grading(1))
    assert [each.settled for each in life.return_.items[0].gradings] == [0, 1]
    with pytest.raises(CommandError, match="1 units would be settled, 0 are left"):
        life.do(of_grading(1))
    with pytest.raises(CommandError, match="1 units would be settled, 0 are left"):
        life.do(of_grading(None))
    with pytest.raises(CommandError, match="there are no such units"):
        life.do(of_grading(2))


def test_what_was_settled_when_it_came_in_is_settled_once_it_is_looked_at() -> None:
    """One of three came and was paid for unseen: looking at it makes it no other unit."""
    life = an_approved(3).do(receive(1))
    life.do(a_settled(life, {0: 1}), inspect(0, 1))
    (item,) = life.return_.items

    assert (item.gradings[0].settled, item.settled_unseen, item.unsettled) == (1, 0, 2)


def test_what_was_settled_in_advance_stays_settled_however_it_comes_in() -> None:
    life = an_approved(3)
    life.do(a_settled(life, {0: 2}))
    life.do(receive(1), inspect(0, 1), receive(2), inspect(0, 2, "worn"))
    (item,) = life.return_.items

    assert [each.settled for each in item.gradings] == [1, 1]
    assert (item.settled, item.settled_unseen, item.unsettled) == (2, 0, 1)


@pytest.mark.parametrize(
    ("changes", "path", "message"),
    [
        ({"total": usd("81.00")}, "total", "is not what is paid less what is due"),
        ({"due": usd("1.00")}, "total", "is not what is paid less what is due"),
        ({"total": Money.of("80", "EUR")}, "total", "is not in the order's currency USD"),
        ({"entries": ()}, "entries", "the causes do not sum to `80.00 USD`"),
        ({"effects": (), "total": usd("0")}, "entries", "the causes do not sum to `0.00 USD`"),
    ],
)
def test_what_does_not_add_up_is_refused(changes: dict[str, Any], path: str, message: str) -> None:
    life = an_approved(2)
    command = a_settled(life).evolve(**changes)

    with pytest.raises(CommandError) as caught:
        life.do(command)
    assert (path, True) in [(fault.path, message in fault.message) for fault in caught.value.faults]


def test_what_effects_pay_is_what_the_ledger_counts() -> None:
    life = an_approved(2)
    command = a_settled(life)
    entries = [each for each in command.entries if each.entry != "money"]

    with pytest.raises(CommandError, match=r"they do not count the `80\.00 USD` that the effects pay"):
        life.do(command.evolve(entries=tuple(entries)))


def test_the_ledger_counts_no_other_units_than_are_settled() -> None:
    life = an_approved(2)
    command = a_settled(life)
    entry = next(each for each in command.entries if isinstance(each, UnitsEntry))
    more = UnitsEntry(at=START, return_id=ID, counter=Units.REFUNDED, line_id=entry.line_id, quantity=1)
    other = more.evolve(counter=Units.RECEIVED)

    for entries in ((*command.entries, more), (*command.entries, other)):
        with pytest.raises(CommandError, match="it counts other units of line `line-1` than are settled"):
            life.do(command.evolve(entries=entries))


def test_what_the_customer_owes_is_never_below_zero() -> None:
    life = an_approved(2)

    with pytest.raises(ValueError, match="is negative"):
        a_settled(life).evolve(due=usd("-1.00"))


def test_entries_of_another_return_or_line_or_currency_are_refused() -> None:
    life = an_approved(2)
    command = a_settled(life)
    cause = ComponentEntry(
        at=START, code=ComponentCode.GOODS, amount=Money.of("1", "EUR"), line_id=LineId("line-9")
    )
    paid = moved(Account.REFUNDED, usd("1"), tender=4)

    with pytest.raises(CommandError) as caught:
        life.do(command.evolve(entries=(cause, paid)))
    assert [(fault.code, fault.path) for fault in caught.value.faults] == [
        ("command.entry", "entries[0].return_id"),
        ("command.line", "entries[0].line_id"),
        ("command.currency", "entries[0].amount"),
        ("command.tender", "entries[1].tender"),
    ]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"outlook": Outlook.DONE}, "effects[0].outlook"),
        ({"reference": "re-1"}, "effects[0].outlook"),
        ({"kind": EffectKind.RESTOCK, "amount": None}, "effects[0].kind"),
        ({"amount": None}, "effects[0].amount"),
        ({"amount": usd("0")}, "effects[0].amount"),
        ({"amount": Money.of("80", "EUR")}, "effects[0].amount"),
        ({"kind": EffectKind.EXCHANGE_ORDER}, "effects[0].amount"),
    ],
)
def test_effects_that_cannot_be_ordered_are_refused(changes: dict[str, Any], path: str) -> None:
    life = an_approved(2)
    command = a_settled(life)
    effect = command.effects[0].evolve(**changes)

    with pytest.raises(CommandError) as caught:
        life.do(command.evolve(effects=(effect,)))
    assert path in [fault.path for fault in caught.value.faults]


def test_a_key_stands_for_one_effect() -> None:
    life = a_paying("ordered", "ordered")
    other = an_approved(1)
    command = a_settled(other)
    twice = command.evolve(effects=(command.effects[0], command.effects[0]))

    assert len({each.key for each in life.return_.effects}) == 2
    with pytest.raises(CommandError, match="is there already"):
        other.do(twice)


# --- what becomes of it ------------------------------------------------------------------------------


def test_what_happened_is_recorded_once() -> None:
    life = a_paying("done")
    log = life.log

    assert life.return_.effects[0].reference == "re-0"
    assert life.do(RecordDone(key=key_of(life.return_), reference="re-9")).log == log
    assert life.do(RecordFailed(key=key_of(life.return_), reason="late")).log == log


def test_an_effect_that_there_is_not_has_no_outcome() -> None:
    with pytest.raises(CommandError, match="the return has no effect `refund:x`"):
        a_life().do(RecordDone(key=effect_key("refund", "x"), reference="re"))


def test_what_failed_waits_for_a_person() -> None:
    life = a_paying("failed")

    assert life.return_.exceptions == (ReturnException.REFUND_FAILED,)
    assert life.return_.effects[0].reason == "card closed"
    log = life.log
    assert life.do(RecordFailed(key=key_of(life.return_), reason="again")).log == log


def test_what_failed_and_happened_after_all_waits_for_nobody() -> None:
    life = a_paying("failed")
    life.do(RecordDone(key=key_of(life.return_), reference="re-1"))

    assert life.return_.exceptions == ()
    assert life.return_.effects[0].outlook is Outlook.DONE
    assert life.return_.effects[0].reason is None
    assert life.return_.money is MoneyStatus.PAID


def test_another_effect_in_its_place_sees_to_it() -> None:
    life = a_paying("failed")
    (failed,) = life.return_.effects
    again = ReturnEffect(key=effect_key("again"), kind=failed.kind, amount=failed.amount, tender=0)
    before = life.return_.entries
    life.do(OrderAgain(key=failed.key, effect=again))

    assert [each.outlook for each in life.return_.effects] == [Outlook.REPLACED, Outlook.ORDERED]
    assert life.return_.exceptions == ()
    assert life.return_.entries == before
    assert life.do(RecordDone(key=again.key, reference="re")).return_.money is MoneyStatus.PAID


def test_an_exception_stays_while_another_effect_holds_it_up() -> None:
    life = a_paying("failed", "failed")
    first, second = life.return_.effects
    life.do(OrderAgain(key=first.key, effect=again_of(first, "a")))

    assert life.return_.exceptions == (ReturnException.REFUND_FAILED,)
    assert life.do(OrderAgain(key=second.key, effect=again_of(second, "b"))).return_.exceptions == ()


def again_of(effect: ReturnEffect, name: str, **changes: Any) -> ReturnEffect:
    return effect.evolve(key=effect_key("again", name), outlook=Outlook.ORDERED, reason=None, **changes)


@pytest.mark.parametrize("outlook", ["done", "ordered"])
def test_only_what_failed_is_ordered_again(outlook: str) -> None:
    life = a_paying(outlook)
    (effect,) = life.return_.effects

    with pytest.raises(CommandError, match=f"has not failed: it is {outlook}"):
        life.do(OrderAgain(key=effect.key, effect=again_of(effect, "a", reference=None)))


def test_what_is_ordered_again_pays_as_much() -> None:
    life = a_paying("failed")
    (effect,) = life.return_.effects

    with pytest.raises(CommandError, match=r"it was of `40\.00 USD`"):
        life.do(OrderAgain(key=effect.key, effect=again_of(effect, "a", amount=usd("41.00"))))


def test_a_credit_in_the_place_of_a_refund_is_counted_as_one() -> None:
    life = a_paying("failed")
    (effect,) = life.return_.effects
    credit = again_of(effect, "a", kind=EffectKind.PAYOUT, tender=None)
    back = moved(Account.REFUNDED, usd("40.00"), tender=0, is_reversed=True)
    there = moved(Account.CREDITED, usd("40.00"), tender=0)

    for entries in ((), (back,), (there,)):
        with pytest.raises(CommandError, match="entries"):
            life.do(OrderAgain(key=effect.key, effect=credit, entries=entries))
    life.do(OrderAgain(key=effect.key, effect=credit, entries=(back, there)))
    ledger = order_ledger(life.return_.order, [life.return_])
    assert (ledger.money(Account.REFUNDED), ledger.money(Account.CREDITED)) == (usd("0"), usd("40.00"))


def test_what_goes_where_it_was_to_go_is_not_counted_again() -> None:
    life = a_paying("failed")
    (effect,) = life.return_.effects
    entry = moved(Account.REFUNDED, usd("40.00"), tender=0)

    with pytest.raises(CommandError, match="entries say what goes elsewhere"):
        life.do(OrderAgain(key=effect.key, effect=again_of(effect, "a"), entries=(entry,)))


def test_a_late_answer_of_what_was_replaced_is_looked_at_by_a_person() -> None:
    life = a_paying("failed")
    (failed,) = life.return_.effects
    again = again_of(failed, "a")
    life.do(OrderAgain(key=failed.key, effect=again), RecordDone(key=failed.key, reference="late"))

    assert life.return_.exceptions == (ReturnException.FLAGGED,)
    assert [each.outlook for each in life.return_.effects] == [Outlook.DONE, Outlook.ORDERED]
    log = life.log
    assert life.do(RecordDone(key=failed.key, reference="later")).log == log


# --- corrections -------------------------------------------------------------------------------------


def test_a_refund_by_hand_makes_a_failed_one_good() -> None:
    life = a_paying("failed")
    back = moved(Account.REFUNDED, usd("40.00"), tender=0, is_reversed=True)
    by_hand = moved(Account.REFUNDED, usd("40.00"), reference="transfer 7")
    life.do(Correct(entries=(back, by_hand), reason="by transfer", instead_of=key_of(life.return_)))

    assert life.return_.effects[0].outlook is Outlook.MADE_GOOD
    assert (life.return_.money, life.return_.exceptions) == (MoneyStatus.PAID, ())
    assert order_ledger(life.return_.order, [life.return_]).money(Account.REFUNDED) == usd("40.00")


def test_what_was_paid_by_hand_as_it_was_to_be_needs_no_entry() -> None:
    life = a_paying("failed")
    before = life.return_.entries
    life.do(Correct(reason="in the gateway's own pages", instead_of=key_of(life.return_)))

    assert life.return_.entries == before
    assert life.return_.money is MoneyStatus.PAID


def test_what_was_settled_is_not_counted_again_by_hand() -> None:
    life = a_paying("failed")
    entry = moved(Account.REFUNDED, usd("40.00"))

    with pytest.raises(CommandError, match=r"`40\.00 USD` was counted when it was settled"):
        life.do(Correct(entries=(entry,), reason="by hand", instead_of=key_of(life.return_)))


def test_a_late_answer_of_what_was_made_good_is_looked_at_by_a_person() -> None:
    life = a_paying("failed")
    key = key_of(life.return_)
    life.do(Correct(reason="by hand", instead_of=key), RecordDone(key=key, reference="late"))

    assert life.return_.exceptions == (ReturnException.FLAGGED,)
    assert life.return_.effects[0].outlook is Outlook.DONE


def test_only_what_failed_is_made_good() -> None:
    life = a_paying("done")

    with pytest.raises(CommandError, match="has not failed: it is done"):
        life.do(Correct(reason="by hand", instead_of=key_of(life.return_)))


def test_a_correction_says_what_moved() -> None:
    with pytest.raises(CommandError, match="nothing moved"):
        a_life().do(Correct(reason="x"))


@pytest.mark.parametrize("counter", [Units.REQUESTED, Units.ACCEPTED, Units.RECEIVED])
def test_what_the_return_counts_itself_is_not_corrected(counter: Units) -> None:
    life = a_life()
    line_id = life.return_.items[0].line_id
    entry = UnitsEntry(at=START, return_id=ID, counter=counter, line_id=line_id, quantity=-1)

    with pytest.raises(CommandError, match="is counted by the return itself"):
        life.do(Correct(entries=(entry,), reason="x"))


def test_a_charge_back_is_recorded_whatever_became_of_the_return() -> None:
    life = a_life()
    entry = moved(Account.CHARGED_BACK, usd("40.00"), tender=0)
    life.do(Correct(entries=(entry,), reason="the bank took it back"))

    assert order_ledger(life.return_.order, [life.return_]).remaining == usd("80.00")
    assert life.do(Approve()).return_.version == 3


# --- how much is paid --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outlooks", "money"),
    [
        (("ordered",), "due"),
        (("done",), "paid"),
        (("failed",), "due"),
        (("done", "ordered"), "partially_paid"),
        (("done", "failed"), "partially_paid"),
        (("done", "done"), "paid"),
    ],
)
def test_how_much_reached_the_customer(outlooks: tuple[str, ...], money: str) -> None:
    assert a_paying(*outlooks).return_.money == money


def test_what_was_made_good_is_a_part_of_what_is_paid() -> None:
    life = a_paying("failed", "ordered")
    life.do(Correct(reason="by hand", instead_of=key_of(life.return_)))

    assert life.return_.money is MoneyStatus.PARTIALLY_PAID
