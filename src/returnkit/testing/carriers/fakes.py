"""Fake carriers: they sell labels as real ones do, fail on order, and log what was really sold."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Final

from returnkit.carriers import (
    Capability,
    DocumentStore,
    Label,
    LabelForm,
    LabelFormat,
    LabelRequest,
    Quote,
    Rate,
    RateRequest,
    StatusWords,
    Tracking,
    TrackingEvent,
    TrackingStatus,
    UnknownParcelError,
    VoidReceipt,
    VoidRequest,
    VoidState,
    check_capable,
    kept_document,
    label_intent,
    needed,
    void_intent,
)
from returnkit.clock import Clock
from returnkit.effects import Guarantees
from returnkit.errors import RefusedError
from returnkit.money import Money
from returnkit.testing.effects.faults import Fault
from returnkit.testing.effects.wire import SETTLE_WINDOW, Happened, Wire

WORDS: Final = StatusWords(
    statuses={
        "announced": TrackingStatus.PRE_TRANSIT,
        "moving": TrackingStatus.IN_TRANSIT,
        "handed_over": TrackingStatus.DELIVERED,
    },
    details={"nowhere_to_be_found": TrackingStatus.LOST},
)
"""The words of a fake carrier."""
_BEGINNINGS: Final = {
    LabelFormat.PDF: b"%PDF-1.4\n% ",
    LabelFormat.PNG: b"\x89PNG\r\n\x1a\n",
    LabelFormat.ZPL: b"^XA^FD",
}


class FakeCarrier:
    """A carrier in memory, without a way to look. Threads may share it.

    Args:
        clock: What time it is there.
        documents: Where the bytes of its labels are kept.
        capabilities: What it can do; `find` is not among it.
        currency: What most of its rates are in.
        honours_keys: Whether a key is known for a day from the first request under it, whatever became of
            that one: the same request again is answered and not executed.
        settle_window: What it guarantees; a late request is executed after a third of it.
    """

    name = "fake"

    def __init__(
        self,
        clock: Clock,
        documents: DocumentStore,
        *,
        capabilities: Collection[Capability] = tuple(Capability),
        currency: str = "USD",
        honours_keys: bool = True,
        settle_window: timedelta = SETTLE_WINDOW,
    ) -> None:
        self._documents = documents
        self._capabilities = frozenset(capabilities) - {Capability.FIND}
        self._rates = _rates(currency)
        self._voids: dict[str, VoidState] = {}
        self._news: dict[str, list[TrackingEvent]] = {}
        self._wire = Wire(
            self._sell,
            label_intent,
            clock,
            honours_keys=honours_keys,
            settle_window=settle_window,
            declined="the carrier does not take that parcel",
        )
        self._void_wire = Wire(
            self._take_back,
            void_intent,
            clock,
            honours_keys=honours_keys,
            settle_window=settle_window,
            declined="the carrier does not take that label back",
        )

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What it can do."""
        return self._capabilities

    @property
    def guarantees(self) -> Guarantees:
        """What it guarantees."""
        return self._wire.guarantees()

    @property
    def log(self) -> tuple[Happened[LabelRequest, Label], ...]:
        """Every label that it really sold until now, in order."""
        return self._wire.happened()

    @property
    def void_log(self) -> tuple[Happened[VoidRequest, VoidReceipt], ...]:
        """Every label that was really asked back until now, in order."""
        return self._void_wire.happened()

    @property
    def quoted(self) -> tuple[Rate, ...]:
        """The rates that it has."""
        return self._rates

    def inject(self, *faults: Fault | None) -> None:
        """Let the next requests for a label fail so, in this order; None is no fault."""
        self._wire.inject(*faults)

    def inject_void(self, *faults: Fault | None) -> None:
        """Let the next requests to take one back fail so, likewise."""
        self._void_wire.inject(*faults)

    def forget_faults(self) -> None:
        """Let no request fail any more."""
        self._wire.forget_faults()
        self._void_wire.forget_faults()

    def void_state(self, label: str) -> VoidState | None:
        """Return how far the taking back of a label came; None where it was not asked for."""
        self._void_wire.happened()  # what was late has come in by now
        return self._voids.get(label)

    def decide_void(self, label: str, state: VoidState) -> None:
        """Let it decide about a label that was asked back."""
        self._voids[label] = state

    def report(self, tracking_number: str, word: str, detail: str | None = None, *, at: datetime) -> None:
        """Let it have news of a parcel, in its own words."""
        read = WORDS.read(word, detail)
        event = TrackingEvent(
            at=at,
            status=read.status,
            raw_status=read.raw_status,
            raw_detail=read.raw_detail,
            is_action_required=read.is_action_required,
        )
        self._news.setdefault(tracking_number, []).append(event)

    def rates(self, request: RateRequest) -> Quote:
        """Return what labels cost."""
        check_capable(self, needed(request))
        return Quote(rates=self._rates, warnings=("fake-sea: no sailing this week",))

    def buy(self, request: LabelRequest) -> Label:
        """Sell a label, unless a fault was ordered."""
        check_capable(self, needed(request))
        return self._wire.send(request)

    def void(self, request: VoidRequest) -> VoidReceipt:
        """Take the request to take a label back, unless a fault was ordered."""
        check_capable(self, frozenset({Capability.VOID}))
        return self._void_wire.send(request)

    def find_void(self, request: VoidRequest) -> VoidReceipt | None:
        """Return how far that came by now."""
        found = self._void_wire.look(request, lag=timedelta(0))
        return found and found.evolve(state=self._voids[request.label])

    def track(self, tracking_number: str, carrier: str | None = None) -> Tracking:
        """Return where a parcel is."""
        check_capable(self, frozenset({Capability.TRACK}))
        if tracking_number not in {each.receipt.tracking_number for each in self.log}:
            raise UnknownParcelError(f"there is no parcel `{tracking_number}`")
        news = tuple(self._news.get(tracking_number, ()))
        return Tracking(tracking_number=tracking_number, carrier=carrier, events=news)

    def _sell(self, request: LabelRequest) -> Label:
        if request.rate is not None and request.rate not in self._rates:
            raise RefusedError(f"there is no rate `{request.rate.reference}`")
        rate = request.rate or self._rates[0]
        number = len(self._wire.happened()) + 1
        document = None
        if request.form is not LabelForm.LABEL_LESS:
            as_ = LabelFormat.PNG if request.form is LabelForm.QR_CODE else request.format
            content = _BEGINNINGS[as_] + f"label {number}".encode()
            document = kept_document(content, self._documents, form=request.form)
        return Label(
            reference=f"lb_{number}",
            form=request.form,
            documents=(document,) if document else (),
            carrier=rate.carrier,
            service=rate.service,
            tracking_number=f"FAKE{number:09}",
            price=rate.price,
            is_pay_on_use=request.is_pay_on_use,
        )

    def _take_back(self, request: VoidRequest) -> VoidReceipt:
        if request.label not in {each.receipt.reference for each in self.log}:
            raise UnknownParcelError(f"there is no label `{request.label}`")
        if request.label in self._voids:
            raise RefusedError(f"label `{request.label}` was asked back already")
        self._voids[request.label] = VoidState.PENDING
        return VoidReceipt(reference=f"void_{request.label}", state=VoidState.PENDING)


class FakeFindingCarrier(FakeCarrier):
    """One that can be looked at too.

    Args:
        clock: What time it is there.
        documents: Where the bytes of its labels are kept.
        capabilities: What it can do beside `find`.
        currency: What most of its rates are in.
        honours_keys: Whether a key is known for a day.
        settle_window: What it guarantees.
        lag: How long a label takes to show; at most a sixth of the window where looks are final.
        is_find_final: Whether it guarantees that what a look does not see after the window has not happened.
    """

    def __init__(
        self,
        clock: Clock,
        documents: DocumentStore,
        *,
        capabilities: Collection[Capability] = tuple(Capability),
        currency: str = "USD",
        honours_keys: bool = True,
        settle_window: timedelta = SETTLE_WINDOW,
        lag: timedelta = timedelta(0),
        is_find_final: bool = True,
    ) -> None:
        super().__init__(
            clock,
            documents,
            capabilities=capabilities,
            currency=currency,
            honours_keys=honours_keys,
            settle_window=settle_window,
        )
        self._lag = lag
        self._is_find_final = is_find_final

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What it can do."""
        return super().capabilities | {Capability.FIND}

    @property
    def guarantees(self) -> Guarantees:
        """What it guarantees."""
        return self._wire.guarantees(is_find_final=self._is_find_final)

    def fail_finds(self, count: int) -> None:
        """Let the next *count* looks fail."""
        self._wire.fail_looks(count)

    def find(self, request: LabelRequest) -> Label | None:
        """Return the first label under the key of *request* that shows by now."""
        return self._wire.look(request, lag=self._lag)


def _rates(currency: str) -> tuple[Rate, ...]:
    """Return rates as they come: with a discount, for nothing, and in another currency."""
    other = "EUR" if currency != "EUR" else "USD"
    return (
        Rate(
            reference="rate_ground",
            carrier="fake-post",
            service="ground",
            price=Money(457, currency),
            list_price=Money(519, currency),
            retail_price=Money(1057, currency),
            days=5,
        ),
        Rate(reference="rate_own", carrier="fake-van", service="own account", price=Money.zero(currency)),
        Rate(reference="rate_far", carrier="fake-post", service="abroad", price=Money(1999, other), days=9),
    )
