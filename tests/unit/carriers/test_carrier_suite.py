"""Every carrier that comes along, and each fake, passes the suite for carriers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime

import pytest

from returnkit.carriers import (
    Capability,
    Carrier,
    Label,
    LabelForm,
    LabelRequest,
    ManualCarrier,
    MemoryDocumentStore,
    Rate,
    SuppliedLabel,
    VoidState,
    carriers,
    kept_document,
)
from returnkit.money import Money
from returnkit.testing import (
    CarrierBench,
    CarrierConformance,
    FakeCarrier,
    FakeCarrierBench,
    FakeFindingCarrier,
    Fault,
    MovableClock,
    SoldLabel,
)
from returnkit.testing.carriers.fakes import WORDS

PLAIN = {Capability.LABEL, Capability.LABEL_LESS}


class TestFakeCarrier(CarrierConformance):
    words = WORDS.statuses

    def bench(self) -> AbstractContextManager[CarrierBench]:
        return FakeCarrierBench.opened(make=FakeCarrier)


class TestFakeCarrierWithoutKeys(CarrierConformance):
    words = WORDS.statuses

    def bench(self) -> AbstractContextManager[CarrierBench]:
        return FakeCarrierBench.opened(make=FakeCarrier, honours_keys=False)


class TestFakeFindingCarrier(CarrierConformance):
    words = WORDS.statuses

    def bench(self) -> AbstractContextManager[CarrierBench]:
        return FakeCarrierBench.opened(make=FakeFindingCarrier, honours_keys=False)


class TestFakeCarrierThatDoesLittle(CarrierConformance):
    def bench(self) -> AbstractContextManager[CarrierBench]:
        return FakeCarrierBench.opened(make=FakeCarrier, capabilities=PLAIN)


class Kept(ManualCarrier):
    """A manual carrier that notes what it handed out; the same label again is no second one."""

    def __init__(self, documents: MemoryDocumentStore) -> None:
        super().__init__(documents=documents)
        self.given: dict[str, tuple[LabelRequest, Label]] = {}

    def buy(self, request: LabelRequest) -> Label:
        label = super().buy(request)
        self.given.setdefault(label.reference, (request, label))
        return label


class ManualBench:
    """The bench of the manual carrier: there is nothing behind it."""

    def __init__(self) -> None:
        self.documents = MemoryDocumentStore()
        self.clock = MovableClock()
        self.manual = Kept(self.documents)

    @property
    def carrier(self) -> Carrier:
        return self.manual

    def prepare(self, request: LabelRequest) -> LabelRequest:
        if request.form is LabelForm.LABEL_LESS:
            return request
        document = kept_document(b"%PDF-1.4", self.documents, form=request.form)
        label = SuppliedLabel(documents=(document,), price=Money(499, "EUR"), tracking_number="00340")
        return request.evolve(supplied=label)

    def sold(self) -> tuple[SoldLabel, ...]:
        return tuple(SoldLabel.of(request, label.price) for request, label in self.manual.given.values())

    def requests(self) -> int:
        return 0

    def quoted(self) -> tuple[Rate, ...]:
        raise NotImplementedError

    def inject(self, fault: Fault | None) -> None:
        raise NotImplementedError

    def inject_void(self, fault: Fault | None) -> None:
        raise NotImplementedError

    def asked_back(self) -> tuple[str, ...]:
        raise NotImplementedError

    def decide_void(self, label: str, state: VoidState) -> None:
        raise NotImplementedError

    def report(self, tracking_number: str, word: str, *, at: datetime) -> None:
        raise NotImplementedError


class TestManualCarrier(CarrierConformance):
    faults = frozenset()

    @contextmanager
    def bench(self) -> Iterator[CarrierBench]:
        yield ManualBench()


def test_a_carrier_can_do_what_it_is_registered_for() -> None:
    (manual,) = (each for each in carriers() if each.name == "manual")

    assert manual.capabilities == ManualCarrier.capabilities


def test_a_suite_without_a_bench_says_so() -> None:
    with pytest.raises(NotImplementedError, match="gives a bench"):
        CarrierConformance().bench()
