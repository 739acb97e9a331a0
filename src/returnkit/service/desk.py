"""Desk: what the rooms decide, performed in one order: load, decide, act, save, publish."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from returnkit.carriers import (
    Capability,
    Carrier,
    LabelForm,
    LabelFormat,
    LabelRequest,
    Parcel,
    PostalAddress,
    Rate,
    SuppliedLabel,
    check_capable,
    label_far_side,
    needed,
    void_far_side,
)
from returnkit.clock import Clock, SystemClock
from returnkit.decision import Decision, decide
from returnkit.effects import (
    SHOP_KINDS,
    EffectRecord,
    EffectState,
    FarSide,
    Intent,
    RefundGateway,
    Restock,
    ShopGateway,
    effect_key,
    refund_far_side,
    resolve,
    shop_far_side,
    shop_intent,
)
from returnkit.errors import ActorError, EffectConcludedError, UnknownEffectError
from returnkit.facts import Order, ReturnRequest
from returnkit.ids import EffectKey, OrderId, ReturnId, ShopId
from returnkit.lifecycle import (
    SYSTEM,
    Actor,
    ActorKind,
    AddNote,
    Approve,
    Attach,
    AttachShipment,
    Cancel,
    CheckedNumbers,
    Clear,
    Command,
    Correct,
    Dispose,
    Disposed,
    Disposition,
    Document,
    EffectKind,
    Event,
    Expire,
    Found,
    GrantOverride,
    Inspect,
    Note,
    OrderAgain,
    Outlook,
    Raise,
    Receive,
    Received,
    RecordDelivered,
    RecordSent,
    Reject,
    Reopen,
    RequestKind,
    Resolve,
    Return,
    ReturnEffect,
    ReturnException,
    RmaNumbers,
    Shipment,
    TimerRules,
    VoidShipment,
    order_ledger,
    replay,
)
from returnkit.money import Money
from returnkit.policy import Override, Policy, PolicyBook, Rule, compile_policy, overridden
from returnkit.settlement import Ledger, LedgerEntry, MoneyRules, Settlement, opened
from returnkit.storage import DeadLetter, Page, ReturnStore, Search, Topic

from .deciding import check_claims, is_refused, policy_of
from .filing import Filed, Filing, edited, file, uses_accepted
from .keeping import Decided, Keeper, written
from .paying import Exchange, Wanted, settle_command
from .settling import cost_of, new_shipments, settlement_of
from .shipping import label_order, void_order, with_parcel
from .sources import OrderSource
from .working import LEASE, Handler, Worker, WorkReport, outcome, told_of


def by_order(order: Order, place: int) -> str:
    """Return what a gateway calls the payment of the means at *place* that knows payments by their order."""
    return order.id if place == 0 else f"{order.id}/{place}"


class ReturnDesk:
    """Takes returns in, and sees them through to the last cent. Threads and processes may share its store.

    Args:
        store: Where returns are kept.
        policies: The policies of the shop.
        shop: The shop.
        orders: Where orders are found, and what is known of customers; None: orders are given, and the past
            is that of the returns kept here.
        refunds: The gateway that refunds; None: refunds are ordered, and wait.
        shop_gateway: The shop's system, for exchange orders, credit and stock; None: likewise.
        carrier: What labels are bought from; None: likewise.
        clock: What time it is.
        numbers: How returns are numbered.
        money: How the shop counts and pays.
        timers: When timers run.
        publishes: Whether events are kept for those who subscribe, in this process or another one; all desks
            of a shop say the same. What is kept and never told waits.
        payment: What *refunds* calls the payment of an order's means at a place, from 0.
        draw: Draws a number from 0 and below what it is given, that nobody can guess.
    """

    def __init__(
        self,
        store: ReturnStore,
        policies: Policy | PolicyBook,
        *,
        shop: ShopId,
        orders: OrderSource | None = None,
        refunds: RefundGateway | None = None,
        shop_gateway: ShopGateway | None = None,
        carrier: Carrier | None = None,
        clock: Clock | None = None,
        numbers: RmaNumbers | None = None,
        money: MoneyRules | None = None,
        timers: TimerRules | None = None,
        publishes: bool = False,
        payment: Callable[[Order, int], str] = by_order,
        draw: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        book = policies if isinstance(policies, PolicyBook) else PolicyBook.of(policies)
        self.shop, self.store, self.orders = shop, store, orders
        self.refunds, self.shop_gateway, self.carrier = refunds, shop_gateway, carrier
        self.clock: Clock = clock or SystemClock()
        self.keeper = Keeper(store, book, shop, orders, self.clock, timers or TimerRules(), publishes)
        self.money = money or MoneyRules()
        self.numbers: RmaNumbers = numbers or CheckedNumbers()
        self._payment, self._draw = payment, draw
        self._handlers: list[Handler] = []

    # --- asking --------------------------------------------------------------------------------------

    def find_order(self, number: str, *, proof: str) -> Order | None:
        """Return the order of that number for whoever proves that it is theirs; None tells nothing more."""
        return self.orders.find(number, proof=proof) if self.orders else None

    def assess(self, order: Order, request: ReturnRequest, *, at: datetime | None = None) -> Decision:
        """Return what the policy says of *request* now; nothing is kept.

        Args:
            order: The order as it stands.
            request: What the customer asks.
            at: For which instant, aware; None is now.

        Raises:
            NoPolicyError: No policy is for the order.
            CommandError: Units are asked back already, or were settled or removed.
        """
        at = at or self.clock.now()
        returns = self.store.of_order(self.shop, order.id)
        # What was received does not matter yet, and may not be known.
        ledger = order_ledger(order, returns) if returns else opened(order, captured=order.total)
        check_claims(request, ledger, returns)
        policy = self.keeper.policies.for_order(order, at=at, shop=self.shop)
        return decide(policy, order, request, at=at, history=self.keeper.history(order))

    def show(self, return_id: ReturnId, *, as_of: datetime | None = None) -> Return:
        """Return the return as it stands, or as it stood at an instant.

        Raises:
            UnknownReturnError: The shop has none of that id.
            LogError: There was nothing of it yet at *as_of*.
        """
        if as_of is None:
            return self.store.load(self.shop, return_id)
        return replay(self.store.events(self.shop, return_id), as_of=as_of)

    def find(self, rma: str) -> Return:
        """Return the return of a number as somebody typed it.

        Raises:
            RmaError: It is no number of a return.
            UnknownReturnError: The shop has none of that number.
        """
        return self.store.by_rma(self.shop, self.numbers.read(rma))

    def log(self, return_id: ReturnId) -> tuple[Event, ...]:
        """Return all that happened to a return.

        Raises:
            UnknownReturnError: The shop has none of that id.
        """
        return self.store.events(self.shop, return_id)

    def search(self, search: Search) -> Page:
        """Return a page of the returns of the shop.

        Raises:
            QueryError: The cursor is not one of this search.
        """
        return self.store.search(self.shop, search)

    def ledger(self, order: Order) -> Ledger:
        """Return the money and the units of *order* over all of its returns."""
        return self.keeper.ledger(order)

    def unresolved(self) -> tuple[EffectRecord, ...]:
        """Return the effects of the shop that are neither done nor failed, in the order they were meant."""
        return tuple(each for each in self.store.effects.unresolved() if self.keeper.owner(each.intent.key))

    # --- the request ---------------------------------------------------------------------------------

    def submit(
        self,
        order: Order,
        request: ReturnRequest,
        *,
        by: Actor,
        key: str | None = None,
        statement: str | None = None,
        captured: Money | None = None,
        override: Override | None = None,
    ) -> Filed:
        """Ask for a return. It is approved at once where the policy says so.

        Limits, and units that others ask back, are looked at again while it is stored: of two that meet one
        is first, and the other is decided anew.

        Args:
            order: The order as it stands.
            request: What is asked.
            by: Who asks.
            key: An idempotency key: the same call again gives the same return, and no second one.
            statement: The customer withdraws from the contract by law, in these words; its receipt is
                confirmed by an event, whatever the policy says.
            captured: What was received for the order; None is what the order says.
            override: Rules that staff put above all others for this return.

        Raises:
            NoPolicyError: No policy is for the order.
            CommandError: Units are asked back already, or the request does not fit the order.
            LedgerError: What was received for the order is not known.
            IdempotencyError: The key stands for another command.
        """
        filing = Filing(order, request, statement, captured, override)
        return file(self.keeper, filing, by=by, key=key, numbers=self.numbers, draw=self._draw)

    def edit(
        self, return_id: ReturnId, request: ReturnRequest, *, by: Actor, key: str | None = None
    ) -> Filed:
        """Ask for something else, before anybody answered; decided anew, for the instant it was first asked.

        Raises:
            UnknownReturnError: The shop has no such return.
            TransitionError: It was answered already.
            CommandError: Units are asked back in another return, or the request does not fit the order.
        """
        found: list[Decision] = []
        told = ("edit", written(request))
        after = self.keeper.perform(
            return_id, lambda return_: edited(self.keeper, return_, request, found), by=by, key=key, told=told
        )
        decision = found[0] if found else self.keeper.decision_of(after)
        is_kept = after.kind is RequestKind.WITHDRAWAL or not is_refused(decision)
        return Filed(decision, after if is_kept else None)

    # --- the answer ----------------------------------------------------------------------------------

    def approve(
        self,
        return_id: ReturnId,
        *,
        by: Actor,
        accepted: Sequence[int] | None = None,
        key: str | None = None,
    ) -> Return:
        """Let it come back: all of it, or of each item so many units.

        Raises:
            UnknownReturnError: The shop has no such return.
            TransitionError: It was answered already.
            CommandError: The counts do not fit.
        """
        counts = None if accepted is None else tuple(accepted)

        def deciding(return_: Return) -> Decided:
            uses = None if counts is None else uses_accepted(self.keeper, return_, counts)
            return (Approve(accepted=counts, uses=uses),), ()

        return self.keeper.perform(return_id, deciding, by=by, key=key, told=("approve", counts))

    def reject(self, return_id: ReturnId, reason: str, *, by: Actor, key: str | None = None) -> Return:
        """Refuse it, and tell the customer why."""
        return self.perform(return_id, Reject(reason=reason), by=by, key=key)

    def cancel(
        self, return_id: ReturnId, *, by: Actor, reason: str | None = None, key: str | None = None
    ) -> Return:
        """Take it back, while nothing has come in or was settled."""
        return self.perform(return_id, Cancel(reason=reason), by=by, key=key)

    def expire(self, return_id: ReturnId, *, by: Actor = SYSTEM, key: str | None = None) -> Return:
        """Give it up, as nothing came in time."""
        return self.perform(return_id, Expire(), by=by, key=key)

    def reopen(self, return_id: ReturnId, reason: str, *, by: Actor, key: str | None = None) -> Return:
        """Go on with it after it was expired or done.

        Raises:
            CommandError: Its units are asked back in another return meanwhile.
        """

        def deciding(return_: Return) -> Decided:
            others = self.keeper.others(return_)
            left = [
                item.asked.evolve(quantity=item.accepted - item.settled)
                for item in return_.items
                if item.accepted > item.settled
            ]
            if left:
                again = return_.request.evolve(items=tuple(left))
                check_claims(again, self.keeper.ledger(return_.order), others)
            return (Reopen(reason=reason),), ()

        return self.keeper.perform(return_id, deciding, by=by, key=key, told=("reopen", reason))

    def resolve(self, return_id: ReturnId, *, by: Actor, key: str | None = None) -> Return:
        """Close it: all that was to be done was done."""
        return self.perform(return_id, Resolve(), by=by, key=key)

    def override(
        self,
        return_id: ReturnId,
        rules: Sequence[Rule],
        *,
        why: str,
        until: datetime,
        by: Actor,
        key: str | None = None,
    ) -> Return:
        """Put *rules* above all others for this return; what that costs is told by its event.

        Raises:
            DocumentError: The policy has a rule of the id of one of them, or they do not fit it.
        """
        override = Override(who=by.id, why=why, until=until, rules=tuple(rules))

        def deciding(return_: Return) -> Decided:
            now = self.clock.now()
            policy = policy_of(self.keeper.policies, return_, at=now)
            compile_policy(overridden(policy, override, at=now))  # its faults are told before it is granted
            cost = cost_of(self.keeper, return_, override, self.money)
            return (GrantOverride(override=override, cost=cost),), ()

        return self.keeper.perform(return_id, deciding, by=by, key=key, told=("override", written(override)))

    # --- goods ---------------------------------------------------------------------------------------

    def attach_shipment(
        self, return_id: ReturnId, shipment: Shipment, *, by: Actor, key: str | None = None
    ) -> Return:
        """Make a parcel known."""
        command = AttachShipment(shipment=shipment)
        # When it was made known is told by the event: a retry may name another instant.
        told = ("attach_shipment", shipment.model_dump_json(exclude={"at"}))
        return self.keeper.perform(return_id, lambda _: ((command,), ()), by=by, key=key, told=told)

    def record_sent(
        self, return_id: ReturnId, shipment_id: str, *, by: Actor, key: str | None = None
    ) -> Return:
        """Record that a carrier has a parcel."""
        return self.perform(return_id, RecordSent(shipment_id=shipment_id), by=by, key=key)

    def record_delivered(
        self, return_id: ReturnId, shipment_id: str, *, by: Actor, key: str | None = None
    ) -> Return:
        """Record that a carrier handed a parcel over."""
        return self.perform(return_id, RecordDelivered(shipment_id=shipment_id), by=by, key=key)

    def void_shipment(
        self, return_id: ReturnId, shipment_id: str, *, by: Actor, key: str | None = None
    ) -> Return:
        """Call a parcel off."""
        return self.perform(return_id, VoidShipment(shipment_id=shipment_id), by=by, key=key)

    def buy_label(
        self,
        return_id: ReturnId,
        *,
        customer: PostalAddress,
        merchant: PostalAddress,
        parcel: Parcel,
        by: Actor,
        form: LabelForm = LabelForm.LABEL,
        format: LabelFormat = LabelFormat.PDF,
        rate: Rate | None = None,
        is_pay_on_use: bool = False,
        supplied: SuppliedLabel | None = None,
        key: str | None = None,
    ) -> Return:
        """Order a label; `work` buys it once, and makes its parcel known with what the label costs.

        Args:
            return_id: The return.
            customer: Where the parcel travels from.
            merchant: Where it goes.
            parcel: What travels.
            by: Who orders it.
            form: How the customer hands it over.
            format: What its document is to be, where the carrier has several.
            rate: The rate that was chosen; None where the carrier has none.
            is_pay_on_use: Whether it is to be charged only once it is used.
            supplied: The label, where the merchant has it already.
            key: An idempotency key; without one the same order twice is two labels.

        Raises:
            UnsupportedError: The carrier of this desk cannot; nothing was ordered.
        """
        asked = LabelRequest(
            key=effect_key(EffectKind.LABEL, "asked"),  # it is named anew once the return is loaded
            return_id=ReturnId("asked"),
            customer=customer,
            merchant=merchant,
            parcel=parcel,
            form=form,
            format=format,
            rate=rate,
            is_pay_on_use=is_pay_on_use,
            supplied=supplied,
        )

        def deciding(return_: Return) -> Decided:
            if self.carrier is not None:
                check_capable(self.carrier, needed(asked))
            return label_order(return_, asked)

        return self.keeper.perform(return_id, deciding, by=by, key=key, told=("buy_label", written(asked)))

    def void_label(
        self, return_id: ReturnId, shipment_id: str, *, by: Actor, key: str | None = None
    ) -> Return:
        """Call a parcel off, and ask back the label that was bought for it.

        The parcel counts as called off at once. The effect is done when the carrier has the request;
        whether it pays the label back, the carrier tells later.

        Raises:
            CommandError: No label was bought for such a parcel, or it was handed over.
            UnsupportedError: The carrier of this desk takes no labels back; nothing was ordered.
        """

        def deciding(return_: Return) -> Decided:
            if self.carrier is not None:
                check_capable(self.carrier, frozenset({Capability.VOID}))
            return void_order(return_, shipment_id)

        return self.keeper.perform(return_id, deciding, by=by, key=key, told=("void_label", shipment_id))

    def receive(
        self,
        return_id: ReturnId,
        counts: Mapping[int, int] | None = None,
        *,
        by: Actor,
        location_id: str | None = None,
        shipment_id: str | None = None,
        key: str | None = None,
    ) -> Return:
        """Record units that came in now.

        Args:
            return_id: The return.
            counts: Units that came in, by the place of the item, from 0; None is all that is still out.
            by: Who took them in.
            location_id: Where; None is not told.
            shipment_id: In which parcel; None is not told.
            key: An idempotency key; without one the same units told twice count twice.

        Raises:
            CommandError: More came in than was accepted.
        """

        def deciding(return_: Return) -> Decided:
            given = counts
            if given is None:
                given = {
                    place: item.outstanding for place, item in enumerate(return_.items) if item.outstanding
                }
            items = tuple(Received(place=place, quantity=count) for place, count in given.items())
            return (Receive(items=items, location_id=location_id, shipment_id=shipment_id),), ()

        told = ("receive", None if counts is None else sorted(counts.items()), location_id, shipment_id)
        return self.keeper.perform(return_id, deciding, by=by, key=key, told=told)

    def inspect(
        self, return_id: ReturnId, found: Iterable[Found], *, by: Actor, key: str | None = None
    ) -> Return:
        """Record what was found on units that came in, those found alike together."""
        return self.perform(return_id, Inspect(items=tuple(found)), by=by, key=key)

    def dispose(
        self, return_id: ReturnId, goods: Iterable[Disposed], *, by: Actor, key: str | None = None
    ) -> Return:
        """Record what is done with units that came in; what is restocked is told to the shop's system."""
        items = tuple(goods)

        def deciding(return_: Return) -> Decided:
            restocked = [each for each in items if each.disposition is Disposition.RESTOCK]
            made = [
                _restock(return_, each, number)
                for number, each in enumerate(restocked, len(return_.effects) + 1)
                if each.place < len(return_.items)
            ]
            effects = tuple(effect for effect, _ in made)
            return (Dispose(items=items, effects=effects),), tuple(intent for _, intent in made)

        told = ("dispose", [written(each) for each in items])
        return self.keeper.perform(return_id, deciding, by=by, key=key, told=told)

    # --- money ---------------------------------------------------------------------------------------

    def quote(
        self,
        return_id: ReturnId,
        wanted: Wanted = Wanted(),  # noqa: B008  # frozen
        *,
        labels: Sequence[Money] | None = None,
        closed_tenders: Collection[int] = (),
    ) -> Settlement:
        """Return what settling it now would come to; nothing is kept.

        Args:
            return_id: The return.
            wanted: What is settled, and how.
            labels: What each label cost the shop; None is what its parcels say.
            closed_tenders: Places of means of payment that can take no money back.

        Raises:
            CommandError: There is nothing to settle.
            SettlementError: It cannot be settled so, with every fault.
        """
        return_ = self.store.load(self.shop, return_id)
        settlement, _ = settlement_of(
            self.keeper, return_, wanted, self.money, labels=labels, closed_tenders=closed_tenders
        )
        return settlement

    def settle(
        self,
        return_id: ReturnId,
        wanted: Wanted = Wanted(),  # noqa: B008  # frozen
        *,
        by: Actor,
        labels: Sequence[Money] | None = None,
        closed_tenders: Collection[int] = (),
        key: str | None = None,
    ) -> Return:
        """Settle units, and order what is to be paid and sent. `work` performs it.

        Args:
            return_id: The return.
            wanted: What is settled, and how.
            by: Who asks.
            labels: What each label cost the shop; None is what its parcels say.
            closed_tenders: Places of means of payment that can take no money back.
            key: An idempotency key.

        Raises:
            CommandError: There is nothing to settle.
            SettlementError: It cannot be settled so, with every fault; nothing is changed.
        """

        def deciding(return_: Return) -> Decided:
            settlement, units = settlement_of(
                self.keeper, return_, wanted, self.money, labels=labels, closed_tenders=closed_tenders
            )
            command, intents = settle_command(
                return_,
                settlement,
                units,
                wanted,
                payment=self._payment,
                shipments=tuple(each.id for each in new_shipments(return_)),
                at=self.clock.now(),
            )
            return (command,), intents

        told = ("settle", repr(wanted), [str(each) for each in labels or ()], sorted(closed_tenders))
        return self.keeper.perform(return_id, deciding, by=by, key=key, told=told)

    def refund(
        self,
        return_id: ReturnId,
        *,
        by: Actor,
        offer: str | None = None,
        places: Iterable[int] | None = None,
        set_fees: Mapping[int, Mapping[str, Money]] | None = None,
        in_advance: bool = False,
        labels: Sequence[Money] | None = None,
        closed_tenders: Collection[int] = (),
        key: str | None = None,
    ) -> Return:
        """Settle the units that are in and not settled yet, by what the customer wished.

        Args:
            return_id: The return.
            by: Who asks.
            offer: The offer that is taken; None is what the customer wished, else the first that stands.
            places: The items; None is all of them.
            set_fees: Fees of items, by place and name, above those that an inspection set.
            in_advance: Whether units count that have not come in.
            labels: What each label cost the shop; None is what its parcels say.
            closed_tenders: Places of means of payment that can take no money back.
            key: An idempotency key.

        Raises:
            CommandError: There is nothing to settle.
            SettlementError: It cannot be settled so, with every fault; nothing is changed.
        """
        wanted = Wanted(
            places=None if places is None else frozenset(places),
            offer=offer,
            set_fees=set_fees or {},
            in_advance=in_advance,
        )
        return self.settle(return_id, wanted, by=by, labels=labels, closed_tenders=closed_tenders, key=key)

    def exchange(
        self,
        return_id: ReturnId,
        exchanges: Iterable[Exchange],
        *,
        by: Actor,
        in_advance: bool = False,
        key: str | None = None,
    ) -> Return:
        """Settle items by what is sent instead. What is more than what came back is due, never charged.

        Raises:
            CommandError: There is nothing to settle.
            SettlementError: It cannot be settled so, with every fault; nothing is changed.
        """
        given = tuple(exchanges)
        places = frozenset(each.place for each in given)
        wanted = Wanted(places=places, exchanges=given, in_advance=in_advance)
        return self.settle(return_id, wanted, by=by, key=key)

    def order_again(
        self, return_id: ReturnId, effect: EffectKey, *, by: Actor, key: str | None = None
    ) -> Return:
        """Order an effect again that failed, under a key of its own; one that happened after all is not."""

        def deciding(return_: Return) -> Decided:
            before = return_.effect(effect)
            if before is None or before.outlook is not Outlook.FAILED:
                raise UnknownEffectError(effect)
            record = self.store.effects.get(effect)
            if record.state is EffectState.DONE:  # it happened after all, and nobody could tell the return
                return (with_parcel(told_of(record), record, return_),), ()
            again = effect_key(*effect.split(":")[:-1], len(return_.effects) + 1)
            intent = record.intent.evolve(key=again)
            made = before.evolve(key=again, outlook=Outlook.ORDERED, reason=None)
            return (OrderAgain(key=effect, effect=made),), (intent,)

        return self.keeper.perform(return_id, deciding, by=by, key=key, told=("order_again", effect))

    def correct(
        self,
        return_id: ReturnId,
        entries: Iterable[LedgerEntry],
        reason: str,
        *,
        by: Actor,
        instead_of: EffectKey | None = None,
        key: str | None = None,
    ) -> Return:
        """Record money or units that moved outside of the return, such as a refund by hand or a charge-back.

        Raises:
            CommandError: With them more would be given back than was received.
            EffectConcludedError: The effect happened after all.
        """
        command = Correct(entries=tuple(entries), reason=reason, instead_of=instead_of)

        def deciding(return_: Return) -> Decided:
            if instead_of is not None and return_.effect(instead_of) is not None:
                record = self.store.effects.get(instead_of)
                if record.state is EffectState.DONE:
                    raise EffectConcludedError(key=instead_of, state=record.state)
            return (command,), ()

        return self.keeper.perform(return_id, deciding, by=by, key=key, told=("correct", written(command)))

    def resolve_effect(
        self,
        effect: EffectKey,
        *,
        by: Actor,
        as_done: str | None = None,
        as_failed: str | None = None,
    ) -> Return:
        """Conclude an effect by the word of a person who looked at the far side.

        Args:
            effect: The key of an effect that is unknown or intended.
            by: Who says so.
            as_done: It happened: the far side's reference.
            as_failed: It did not and will not be tried: the reason.

        Raises:
            ValueError: Not exactly one of *as_done* and *as_failed* is given.
            UnknownEffectError: The shop has no such effect.
            EffectConcludedError: It is done or failed already.
            ActorError: No person of the shop says so.
        """
        if by.kind not in (ActorKind.STAFF, ActorKind.SUPPORT):
            raise ActorError(command="resolve_effect", actor=by.kind)
        owner = self.keeper.owner(effect)
        if owner is None:
            raise UnknownEffectError(effect)
        known = owner.effect(effect)
        try:
            record = resolve(
                effect,
                self.store.effects,
                as_done=as_done,
                as_failed=as_failed,
                by=str(by),
                at=self.clock.now(),
            )
        except EffectConcludedError:
            if known is None or known.outlook is not Outlook.ORDERED:
                raise
            record = self.store.effects.get(effect)  # it was concluded, and nobody could tell the return
        command = outcome(record)
        if command is None:
            return owner
        return self.perform(owner.id, with_parcel(command, record, owner), by=by)

    # --- words ---------------------------------------------------------------------------------------

    def note(
        self, return_id: ReturnId, text: str, *, by: Actor, is_public: bool = False, key: str | None = None
    ) -> Return:
        """Write something down; the customer sees it only where it is public."""
        return self.perform(return_id, AddNote(note=Note(text=text, is_public=is_public)), by=by, key=key)

    def attach(self, return_id: ReturnId, document: Document, *, by: Actor, key: str | None = None) -> Return:
        """Hand something in that is kept elsewhere, such as a photo."""
        return self.perform(return_id, Attach(document=document), by=by, key=key)

    def flag(self, return_id: ReturnId, reason: str, *, by: Actor, key: str | None = None) -> Return:
        """Let a person look at it; nothing goes on by itself until they have."""
        return self.perform(return_id, Raise(reason=reason), by=by, key=key)

    def clear(
        self,
        return_id: ReturnId,
        reason: str,
        *,
        by: Actor,
        exception: ReturnException = ReturnException.FLAGGED,
        key: str | None = None,
    ) -> Return:
        """Say that a person saw to an exception."""
        return self.perform(return_id, Clear(exception=exception, reason=reason), by=by, key=key)

    # --- any command ---------------------------------------------------------------------------------

    def perform(self, return_id: ReturnId, command: Command, *, by: Actor, key: str | None = None) -> Return:
        """Perform *command* as it is, such as one that a rule or another system has written.

        Raises:
            UnknownReturnError: The shop has no such return.
            LifecycleError: The return does not take it.
        """
        told = (command.command, written(command) if key is not None else "")
        return self.keeper.perform(return_id, lambda _: ((command,), ()), by=by, key=key, told=told)

    # --- work ----------------------------------------------------------------------------------------

    def subscribe(self, handler: Handler) -> None:
        """Tell *handler* of every event, when this desk works.

        It is told at least once, and of several events in no order: it has to know an event by its `id` that
        it was told of before. What it raises lets the event wait, and be told again to every handler. A desk
        without handlers leaves events to another one.

        Raises:
            ValueError: This desk does not publish, so events are not kept.
        """
        if not self.keeper.publishes:
            raise ValueError("this desk keeps no events for subscribers: make it with `publishes=True`")
        self._handlers.append(handler)

    def work(self, *, limit: int = 1_000, batch: int = 20, lease: timedelta = LEASE) -> WorkReport:
        """Do what is due: act on timers, perform effects, tell events. Any number of processes may work.

        It returns when nothing is due any more, and never waits for what is due later.

        Args:
            limit: About how many timers and messages are taken up at most.
            batch: How many messages this worker has at once; those it has when it dies come back once
                their lease has ended.
            lease: How long it has them; longer than what a batch takes.
        """
        worker = Worker(self.keeper, self._far_sides(), tuple(self._handlers), lease)
        report, taken = WorkReport(), 0
        while taken < limit:
            one = worker.round(min(batch, limit - taken))
            report += one
            taken += one.timers + one.done + one.postponed + one.buried
            if not (one.timers + one.done + one.postponed + one.buried):
                break
        return report

    def dead_letters(self) -> tuple[DeadLetter, ...]:
        """Return the messages that were given up, in order."""
        return self.store.dead_letters(self.shop)

    def revive(self, topic: Topic, id: str) -> bool:
        """Let a message that was given up be tried again; False where there is none."""
        return self.store.revive(self.shop, topic, id, due_at=self.clock.now())

    def _far_sides(self) -> dict[str, FarSide]:
        found: dict[str, FarSide] = {}
        if self.refunds is not None:
            found[EffectKind.REFUND.value] = refund_far_side(self.refunds)
        if self.shop_gateway is not None:
            found |= dict.fromkeys(SHOP_KINDS, shop_far_side(self.shop_gateway))
        if self.carrier is not None:
            found[EffectKind.LABEL.value] = label_far_side(self.carrier)
            if Capability.VOID in self.carrier.capabilities:
                found[EffectKind.VOID_LABEL.value] = void_far_side(self.carrier)
        return found


def _restock(return_: Return, goods: Disposed, number: int) -> tuple[ReturnEffect, Intent]:
    key = effect_key(EffectKind.RESTOCK, return_.id, number)
    order = Restock(
        key=key,
        order_id=OrderId(return_.order.id),
        return_id=return_.id,
        line_id=return_.items[goods.place].line_id,
        quantity=goods.quantity,
        location_id=goods.location_id,
    )
    return ReturnEffect(key=key, kind=EffectKind.RESTOCK), shop_intent(order)
