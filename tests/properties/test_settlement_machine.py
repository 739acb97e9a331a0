"""A machine that plays with the returns of one order, and of whatever was sent for it instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from returnkit.decision import decide
from returnkit.errors import LedgerError
from returnkit.facts import Inspection, Order, Payment, Tender, TenderKind
from returnkit.ids import LineId, OrderId, ReturnId
from returnkit.money import Money
from returnkit.settlement import (
    Account,
    ComponentCode,
    ItemChoice,
    Ledger,
    MoneyEntry,
    MoneyRules,
    Replacement,
    Settlement,
    TenderOrder,
    Units,
    UnitsEntry,
    opened,
    settle,
)
from tests.builders import a_line, a_policy, a_request, an_item, an_order
from tests.modes import size
from tests.settling import NOW, OFFERS, balanced

POLICY = a_policy(
    OFFERS,
    "{id: restock, for: [refund, exchange], fee: {name: restocking, percent: 12.5, of: paid}}",
    "{id: label, for: refund, fee: {name: label, flat: 1.99, per: line}}",
    "{id: service, for: [repair, replace], fee: {name: service, flat: 3.50, per: line}}",
    "{id: top, for: store_credit, bonus: {percent: 10, at_most: 6}}",
)
KEPT = (ComponentCode.FEE,)
"""What a shop keeps of what was received under this policy; what is due is paid beside."""


@dataclass
class Played:
    """An order in play.

    Attributes:
        ledger: What happened to it.
        extra: What was received beside the price of its goods, minor units.
        is_touched: Whether money or units left it beside its returns.
    """

    ledger: Ledger
    extra: int = 0
    is_touched: bool = False

    @property
    def order(self) -> Order:
        return self.ledger.order

    @property
    def units(self) -> dict[LineId, int]:
        """The units of each line that can still come back."""
        left = {line.id: self.ledger.units_left(line.id) for line in self.order.lines}
        return {line_id: count for line_id, count in left.items() if count}


class Returns(RuleBasedStateMachine):
    """Partial returns, credits, exchanges of exchanges, cancellations, rejections, refunds by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.played: list[Played] = []
        self.number = 0
        self.shop = MoneyRules()

    @initialize(
        quantities=st.lists(st.integers(1, 4), min_size=1, max_size=3),
        prices=st.lists(st.integers(1, 9_999), min_size=3, max_size=3),
        parts=st.lists(st.integers(0, 9), min_size=1, max_size=3),
        tenders=st.sampled_from((TenderOrder.AS_PAID, TenderOrder.CARD_FIRST, TenderOrder.GIFT_FIRST)),
    )
    def sell(self, quantities: list[int], prices: list[int], parts: list[int], tenders: TenderOrder) -> None:
        lines = []
        for number, (quantity, price) in enumerate(zip(quantities, prices, strict=False)):
            line = a_line(f"line-{number}", quantity=quantity)
            whole = price * quantity
            amounts = {"unit_price": price, "discount": whole // 7, "tax": whole // 11}
            lines.append(line.evolve(**{key: Money(minor, "USD") for key, minor in amounts.items()}))
        order = an_order(lines)
        kinds = (TenderKind.CARD, TenderKind.GIFT_CARD, TenderKind.STORE_CREDIT)
        shares = order.total.allocate(parts)
        paid = tuple(Tender(kind=kind, amount=share) for kind, share in zip(kinds, shares, strict=False))
        self.shop = MoneyRules(tender_order=tenders)
        self.play(order.evolve(payment=Payment(tenders=paid, captured=order.total)))

    def play(self, order: Order) -> None:
        self.played.append(Played(opened(order)))

    @property
    def at(self) -> Any:
        return NOW + timedelta(minutes=self.number)

    def settled(self, played: Played, back: dict[LineId, int], offer: str, **how: Any) -> Settlement | None:
        """Settle units and count it; None where nothing was ever received for them."""
        self.number += 1
        inspections = how.pop("inspections", ())
        request = a_request(*(an_item(line_id, count) for line_id, count in back.items()))
        decision = decide(POLICY, played.order, request, at=NOW, inspections=inspections)
        choices = [ItemChoice(place=n, offer=offer, **how) for n in range(len(back))]
        before, name = played.ledger, ReturnId(f"R-{self.number}")
        if not before.money(Account.CAPTURED):
            return None  # sent instead of something that was worth nothing
        found = settle(decision, choices, before, rules=self.shop, return_id=name)
        assert balanced(found)
        assert found.paid_out - found.granted <= before.remaining
        played.ledger = before.after(found.entries(self.at))
        return found

    # --- what happens ------------------------------------------------------------------------------------

    @rule(data=st.data(), offer=st.sampled_from(("refund", "store_credit")))
    def come_back(self, data: st.DataObject, offer: str) -> None:
        played = data.draw(st.sampled_from(self.played))
        if played.units:
            self.settled(played, self._some(data, played), offer)

    @rule(data=st.data(), price=st.integers(0, 12_000))
    def exchange(self, data: st.DataObject, price: int) -> None:
        """Send something else; it is an order of its own, paid with what was exchanged and what was due."""
        played = data.draw(st.sampled_from(self.played))
        if not played.units:
            return
        line_id = data.draw(st.sampled_from(sorted(played.units)))
        sent = Replacement(price=Money(price, "USD"), tax=Money(0, "USD"))
        found = self.settled(played, {line_id: 1}, "exchange", replacement=sent)
        if found is None:
            return
        kinds = [tender.kind for tender in played.order.payment.tenders or ()]
        tenders = [Tender(kind=kinds[each.tender], amount=each.amount) for each in found.exchanged]
        if found.due:
            tenders.append(Tender(kind=TenderKind.CARD, amount=found.due))
        paid = sum((tender.amount for tender in tenders if tender.amount), Money.zero("USD"))
        # A fee that the credit did not cover is collected with the difference, and is no price of the goods.
        fees = paid - Money(price, "USD")
        line = a_line("sent").evolve(unit_price=Money(price, "USD"))
        name = OrderId(f"exchange-{self.number}")
        order = an_order([line], id=name, payment=Payment(tenders=tuple(tenders), captured=paid))
        self.play(order)
        assert fees.minor >= 0
        self.played[-1].extra = fees.minor

    @rule(data=st.data(), offer=st.sampled_from(("replace", "repair")))
    def mend(self, data: st.DataObject, offer: str) -> None:
        played = data.draw(st.sampled_from(self.played))
        if played.units:
            before = played.ledger.remaining
            self.settled(played, self._some(data, played), offer)
            assert played.ledger.remaining == before

    @rule(data=st.data())
    def reject(self, data: st.DataObject) -> None:
        """Nothing of what was announced is accepted when it is inspected."""
        played = data.draw(st.sampled_from(self.played))
        if played.units:
            before, back = played.ledger.remaining, self._some(data, played)
            missing = [Inspection(received_quantity=0)] * len(back)
            self.settled(played, back, "refund", inspections=missing)
            assert played.ledger.remaining == before

    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        """Units are taken off before they are sent, and what they cost goes back by hand."""
        played = data.draw(st.sampled_from(self.played))
        if not played.units:
            return
        line_id = data.draw(st.sampled_from(sorted(played.units)))
        removed = UnitsEntry(at=self.at, counter=Units.REMOVED, line_id=line_id, quantity=1)
        played.ledger = played.ledger.after([removed])
        played.is_touched = True

    @precondition(lambda self: self.played)
    @rule(data=st.data(), account=st.sampled_from((Account.REFUNDED, Account.CHARGED_BACK)))
    def take_by_hand(self, data: st.DataObject, account: Account) -> None:
        """Money leaves beside the returns: a refund by hand, or a charge-back of the bank."""
        played = data.draw(st.sampled_from(self.played))
        ledger = played.ledger
        most = {place: ledger.remaining_of(place) for place in ledger.tenders}
        place = data.draw(st.sampled_from([*most] or [0]))
        amount = Money(data.draw(st.integers(1, 500)), "USD")
        entry = MoneyEntry(at=self.at, account=account, amount=amount, tender=place)
        if place in most and amount <= most[place] and amount <= ledger.remaining:
            played.ledger = ledger.after([entry])
            played.is_touched = True
        else:
            with pytest.raises(LedgerError, match="more would"):
                ledger.after([entry])

    @staticmethod
    def _some(data: st.DataObject, played: Played) -> dict[LineId, int]:
        lines = data.draw(st.lists(st.sampled_from(sorted(played.units)), min_size=1, unique=True))
        return {line_id: data.draw(st.integers(1, played.units[line_id])) for line_id in lines}

    # --- what always holds -------------------------------------------------------------------------------

    @invariant()
    def nothing_is_below_zero_or_out_twice(self) -> None:
        for played in self.played:
            ledger = played.ledger
            out = [ledger.money(account) for account in Account]
            assert all(amount.minor >= 0 for amount in out)
            assert ledger.remaining.minor >= 0
            assert all(ledger.remaining_of(place).minor >= 0 for place in ledger.tenders)
            assert all(ledger.units_left(line.id) >= 0 for line in played.order.lines)
            assert Ledger(played.order, ledger.entries).remaining == ledger.remaining

    def teardown(self) -> None:
        """Everything comes back: each order closes at what was received less what the shop keeps."""
        for played in self.played:
            if played.units and not self.settled(played, played.units, "refund"):
                continue
            ledger = played.ledger
            kept = -sum(
                entry.amount.minor
                for entry in ledger.entries
                if entry.entry == "component" and entry.code in KEPT
            )
            lost = sum(
                entry.amount.minor
                for entry in ledger.entries
                if entry.entry == "component" and entry.code is ComponentCode.CEILING
            )
            assert not played.units
            if not played.is_touched:
                assert lost == 0
                assert ledger.remaining.minor == kept + played.extra


Returns.TestCase.settings = settings(
    max_examples=size(ci=100, full=2_000), stateful_step_count=size(ci=15, full=30), deadline=None
)
TestReturns = Returns.TestCase
