"""A machine that plays with the returns of one order: commands that fit and commands that do not."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from returnkit.decision import decide
from returnkit.effects import effect_key
from returnkit.errors import SettlementError
from returnkit.facts import Inspection, Payment, Tender, TenderKind
from returnkit.ids import ReturnId
from returnkit.lifecycle import (
    HELD,
    SHOPPER_MAY,
    SYSTEM,
    Actor,
    ActorKind,
    AddNote,
    Approve,
    Attach,
    AttachShipment,
    Cancel,
    Clear,
    Command,
    Correct,
    Dispose,
    Disposed,
    Disposition,
    Document,
    Edit,
    Expire,
    Found,
    Inspect,
    Note,
    OrderAgain,
    Outlook,
    Raise,
    Receive,
    Received,
    RecordDelivered,
    RecordDone,
    RecordFailed,
    RecordSent,
    Reject,
    Reopen,
    Resolve,
    ReturnEffect,
    SettledUnits,
    VoidShipment,
    due,
    timers,
)
from returnkit.money import Money
from returnkit.settlement import Account, ItemChoice, settle
from tests.builders import a_line, a_request, an_item, an_order
from tests.lifecycle_play import Play, Played, check_ledger, check_log, check_status, check_units
from tests.lives import POLICY, SHOPPER, STAFF, START, a_shipment, a_submit, moved, settled
from tests.modes import size

# What fits is given more often than what does not, so that returns get somewhere.
UNITS = st.sampled_from((1, 1, 1, 2, 3))
PLACES = st.sampled_from((0, 0, 0, 1))
ACTORS = st.sampled_from((*(STAFF,) * 7, SYSTEM, SYSTEM, SHOPPER))
OFTEN = (
    "approve",
    "move_parcel",
    "move_parcel",
    "handle_goods",
    "handle_goods",
    "settle",
    "settle",
    "hear",
    "hear",
)
MOVES = (*OFTEN * 2, *("approve", "wait", "answer", "submit", "give_up") * 2, "charge_back")
TAMPERED: tuple[dict[str, Any], ...] = ({"effects": ()}, {"entries": ()}, {"total": Money(1, "USD")})
OFTEN_TAKEN = {
    *("submit", "approve", "attach_shipment", "record_sent", "record_delivered", "receive", "inspect"),
    *("dispose", "settle", "record_done", "record_failed", "correct", "raise", "resolve"),
    *("expire", "reject", "cancel"),
}
SEEN: Counter[tuple[str, bool]] = Counter()
"""How often each command was taken, and refused."""


class Lives(RuleBasedStateMachine):
    """Returns of one order: asked for, answered, sent, settled, paid, and everything out of turn."""

    def __init__(self) -> None:
        super().__init__()
        self.play: Play
        self.touched: Played | None = None
        self.minutes = 0
        self.number = 0

    @initialize(
        quantities=st.lists(UNITS, min_size=1, max_size=2),
        prices=st.lists(st.integers(1, 9_999), min_size=2, max_size=2),
        parts=st.lists(st.integers(0, 5), min_size=1, max_size=2),
        begun=st.sampled_from((0, 1, 1, 2, 3)),
    )
    def sell(self, quantities: list[int], prices: list[int], parts: list[int], begun: int) -> None:
        lines = []
        for number, (quantity, price) in enumerate(zip(quantities, prices, strict=False), 1):
            line = a_line(f"line-{number}", quantity=quantity)
            lines.append(
                line.evolve(unit_price=Money(price, "USD"), tax=Money(price * quantity // 11, "USD"))
            )
        order = an_order(lines)
        shares = order.total.allocate(parts)
        kinds = (TenderKind.CARD, TenderKind.GIFT_CARD)
        paid = tuple(Tender(kind=kind, amount=share) for kind, share in zip(kinds, shares, strict=False))
        self.play = Play(order.evolve(payment=Payment(tenders=paid, captured=order.total)))
        self.submit_some(quantities)  # it may have come in already, so that there is more to play with
        in_ = Received(place=0, quantity=1)
        for command in (Approve(), Receive(items=(in_,)), AttachShipment(shipment=a_shipment("a")))[:begun]:
            assert self.give(self.play.returns[0], command)

    @property
    def at(self) -> datetime:
        return START + timedelta(minutes=self.minutes)

    def give(self, played: Played, command: Command, by: Actor = STAFF) -> bool:
        self.touched = played
        held = played.return_ is not None and bool(played.return_.exceptions)
        taken = self.play.give(played, command, by=by, at=self.at)
        SEEN[command.command, taken] += 1
        assert not (taken and by.kind is ActorKind.SHOPPER and command.command not in SHOPPER_MAY)
        assert not (taken and held and by == SYSTEM and command.command in HELD)
        return taken

    def some(self, data: st.DataObject) -> Played:
        return data.draw(st.sampled_from(self.play.returns))

    # --- what happens ------------------------------------------------------------------------------------

    @rule(data=st.data(), move=st.sampled_from(MOVES), by=ACTORS)
    def go(self, data: st.DataObject, move: str, by: Actor) -> None:
        """Let something happen: one rule, so that each move is as likely as its share of `MOVES`."""
        getattr(self, move)(data, by)

    def wait(self, data: st.DataObject, by: Actor) -> None:
        """A clock may go back, too."""
        self.minutes = max(0, self.minutes + data.draw(st.sampled_from((-30, 1, 60, 2_000))))

    def submit(self, data: st.DataObject, by: Actor) -> None:
        if len(self.returns) < 3:
            self.submit_some(data.draw(st.lists(UNITS, min_size=1, max_size=2)), by)

    def submit_some(self, units: list[int], by: Actor = SHOPPER) -> None:
        items = [an_item(f"line-{n}", count) for n, count in enumerate(units, 1)]
        self.number += 1
        ledger = self.play.ledger if self.returns else None
        name = ReturnId(f"R-{self.number}")
        command = a_submit(order=self.play.order, ledger=ledger, request=a_request(*items), return_id=name)
        self.give(Played(), command, by)

    def approve(self, data: st.DataObject, by: Actor) -> None:
        waiting = [each for each in self.returns if each.approval == "submitted"]
        units = data.draw(st.sampled_from((None, None, (1,), (0, 1), (2, 2))))
        self.give(data.draw(st.sampled_from(waiting or self.returns)), Approve(accepted=units), by)

    def answer(self, data: st.DataObject, by: Actor) -> None:
        units = data.draw(st.lists(UNITS, min_size=1, max_size=2))
        items = tuple(an_item(f"line-{n}", count) for n, count in enumerate(units, 1))
        commands: list[Command] = [Reopen(reason="x"), Clear(reason="x"), AddNote(note=Note(text="x"))]
        commands += [Raise(reason="x"), Resolve(), Edit(request=a_request(*items))]
        commands += [Attach(document=Document(reference="p", kind="x", place=data.draw(PLACES)))]
        self.give(self.some(data), data.draw(st.sampled_from(commands)), by)

    def give_up(self, data: st.DataObject, by: Actor) -> None:
        commands: list[Command] = [Expire(), Expire(), Cancel(), Reject(reason="x")]
        self.give(self.some(data), data.draw(st.sampled_from(commands)), by)

    def move_parcel(self, data: st.DataObject, by: Actor) -> None:
        parcel = data.draw(st.sampled_from(("a", "b")))
        commands: list[Command] = [
            AttachShipment(shipment=a_shipment(parcel)),
            RecordSent(shipment_id=parcel),
            RecordDelivered(shipment_id=parcel),
            VoidShipment(shipment_id=parcel),
        ]
        self.give(self.some(data), data.draw(st.sampled_from(commands)), by)

    def handle_goods(self, data: st.DataObject, by: Actor) -> None:
        place, units = data.draw(PLACES), data.draw(UNITS)
        found = Found(place=place, quantity=units, inspection=Inspection(grade="as_new"))
        gone = Disposed(place=place, quantity=units, disposition=data.draw(st.sampled_from(Disposition)))
        played = self.some(data)
        come, look = Receive(items=(Received(place=place, quantity=units),)), Inspect(items=(found,))
        is_in = any(item.received > item.graded for item in played.found.items)
        commands: list[Command] = [come, look if is_in else come, look, Dispose(items=(gone,))]
        self.give(played, data.draw(st.sampled_from(commands)), by)

    def settle(self, data: st.DataObject, by: Actor) -> None:
        """Settle some units by the real `settle`, seen or unseen; what was tampered with is refused."""
        played = self.some(data)
        return_, offer = played.found, data.draw(st.sampled_from(("refund", "store_credit")))
        place, units = data.draw(PLACES) % len(return_.items), data.draw(UNITS)
        grading = data.draw(st.sampled_from((None, *range(len(return_.items[place].gradings)))))
        decision = decide(POLICY, return_.order, return_.request, at=return_.submitted_at)
        choice = ItemChoice(place=place, offer=offer, quantity=units)
        try:
            found = settle(decision, [choice], self.play.ledger, return_id=return_.id)
        except SettlementError:
            return
        taken = SettledUnits(place=place, grading=grading, quantity=units, offer=offer)
        command = settled(found, [taken], at=self.at)
        changes = data.draw(st.sampled_from(({}, {}, *TAMPERED))) if command.effects else {}
        tampered = command.evolve(**changes)
        was_taken = self.give(played, tampered, by)
        assert not was_taken or tampered == command
        if was_taken and command.effects:
            assert not self.give(played, command, by)

    def hear(self, data: st.DataObject, by: Actor) -> None:
        """Hear what became of an effect, late and twice perhaps, and see to it."""
        busy = [(each, effect) for each in self.returns for effect in each.found.effects]
        if not busy:
            return
        failed = [(each, effect) for each, effect in busy if effect.outlook is Outlook.FAILED]
        played, effect = data.draw(st.sampled_from(failed or busy))
        again = ReturnEffect(
            key=effect_key("again", played.found.id, data.draw(st.integers(0, 9))),
            kind=effect.kind,
            amount=effect.amount,
            tender=effect.tender,
        )
        done, fail = RecordDone(key=effect.key, reference="re"), RecordFailed(key=effect.key, reason="x")
        order_again = OrderAgain(key=effect.key, effect=again)
        by_hand = [Correct(reason="by hand", instead_of=effect.key), self._by_hand(played, effect)]
        is_failed = effect.outlook is Outlook.FAILED
        commands: list[Command] = [order_again, done, fail, *(by_hand if is_failed else [fail, by_hand[0]])]
        self.give(played, data.draw(st.sampled_from(commands)), by)

    def _by_hand(self, played: Played, effect: ReturnEffect) -> Command:
        """Return that the effect was paid by transfer instead."""
        assert effect.amount is not None
        account = Account.REFUNDED if effect.kind == "refund" else Account.CREDITED
        back = moved(account, effect.amount, tender=effect.tender, is_reversed=True)
        there = moved(Account.REFUNDED, effect.amount)
        entries = tuple(each.evolve(return_id=played.found.id) for each in (back, there))
        return Correct(entries=entries, reason="by transfer", instead_of=effect.key)

    def charge_back(self, data: st.DataObject, by: Actor) -> None:
        played, amount = self.some(data), Money(data.draw(st.integers(1, 5_000)), "USD")
        entry = moved(Account.CHARGED_BACK, amount, tender=0).evolve(return_id=played.found.id)
        self.give(played, Correct(entries=(entry,), reason="the bank took it back"), by)

    # --- what always holds -------------------------------------------------------------------------------

    @invariant()
    def the_log_explains_everything(self) -> None:
        if self.touched and self.touched.log:
            check_log(self.touched)

    @invariant()
    def units_are_counted_once(self) -> None:
        for played in self.returns:
            check_units(played)

    @invariant()
    def one_word_follows_from_the_axes(self) -> None:
        for played in self.returns:
            check_status(played)

    @invariant()
    def the_ledger_counts_each_unit_and_each_cent(self) -> None:
        if self.returns:
            check_ledger(self.play)

    @invariant()
    def timers_are_of_what_goes_on(self) -> None:
        for played in self.returns:
            found = timers(played.found)
            assert len({timer.key for timer in found}) == len(found)
            assert all(timer.cause for timer in found)
            assert set(due(played.found, self.at)) <= set(found)

    @property
    def returns(self) -> list[Played]:
        play: Play | None = getattr(self, "play", None)
        return play.returns if play else []

    def teardown(self) -> None:
        """Whatever happened, a person can bring every return to an end."""
        for played in self.returns:
            self._end(played)
            assert played.found.closed_at is not None or played.approval == "cancelled"
        if self.returns:
            check_ledger(self.play)

    def _end(self, played: Played) -> None:
        for effect in played.found.effects:
            if effect.outlook is Outlook.ORDERED:
                assert self.give(played, RecordDone(key=effect.key, reference="re"))
            elif effect.outlook is Outlook.FAILED:
                assert self.give(played, Correct(reason="by hand", instead_of=effect.key))
        if played.approval == "submitted":
            assert self.give(played, Reject(reason="x"))
        elif played.approval in ("approved", "expired"):
            assert self.give(played, Resolve())


SIZES = settings(
    max_examples=size(ci=120, full=5_000), stateful_step_count=size(ci=30, full=60), deadline=None
)


def test_whatever_is_asked_the_log_and_the_ledger_stay_true() -> None:
    """Every command is taken by one of its returns and refused by another."""
    SEEN.clear()
    run_state_machine_as_test(Lives, settings=SIZES)

    taken, refused = ({name for name, was_taken in SEEN if was_taken is each} for each in (True, False))
    assert taken >= OFTEN_TAKEN
    assert refused >= {
        "approve",
        "receive",
        "inspect",
        "settle",
        "resolve",
        "expire",
        "order_again",
        "correct",
    }
