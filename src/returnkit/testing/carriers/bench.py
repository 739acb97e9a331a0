"""Carrier benches: a carrier beside what it talks to, as the suite needs them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, Self

from returnkit.carriers import (
    Capability,
    Carrier,
    DocumentStore,
    LabelForm,
    LabelRequest,
    MemoryDocumentStore,
    PostalAddress,
    Rate,
    VoidState,
)
from returnkit.money import Money
from returnkit.testing.effects.clock import MovableClock
from returnkit.testing.effects.faults import Fault

from .fakes import FakeCarrier, FakeFindingCarrier


@dataclass(frozen=True, slots=True)
class SoldLabel:
    """A label that was really sold, as it stands at the carrier.

    Attributes:
        ships_from: Where the parcel is handed in.
        ships_to: Where it is carried to.
        weight_grams: What it weighs, in grams whatever the carrier counts in.
        sides_mm: Length, width and height in millimetres; None where they were not told.
        form: How it is handed over.
        is_pay_on_use: Whether it is charged only once it is used.
        rate: The rate it was sold for; None where the carrier has none.
        price: What is charged; None where the carrier does not know.
    """

    ships_from: PostalAddress
    ships_to: PostalAddress
    weight_grams: int
    sides_mm: tuple[int, int, int] | None
    form: LabelForm
    is_pay_on_use: bool
    rate: str | None
    price: Money | None

    @classmethod
    def of(cls, request: LabelRequest, price: Money | None = None) -> Self:
        """Return what is sold when *request* is carried out to the letter."""
        parcel = request.parcel
        sides = (parcel.length_mm, parcel.width_mm, parcel.height_mm)
        known = (sides[0] or 0, sides[1] or 0, sides[2] or 0) if all(sides) else None
        return cls(
            ships_from=request.customer,
            ships_to=request.merchant,
            weight_grams=parcel.weight_grams,
            sides_mm=known,
            form=request.form,
            is_pay_on_use=request.is_pay_on_use,
            rate=request.rate.reference if request.rate else None,
            price=price,
        )


class CarrierBench(Protocol):
    """A carrier under test, and what it talks to seen from behind.

    What a carrier cannot do, its bench is not asked for: those methods may raise `NotImplementedError`.
    """

    @property
    def carrier(self) -> Carrier:
        """The carrier under test."""
        ...

    @property
    def clock(self) -> MovableClock:
        """The clock; what the carrier talks to has to go by it too where it does something late."""
        ...

    @property
    def documents(self) -> DocumentStore:
        """Where the carrier keeps the bytes of labels."""
        ...

    def prepare(self, request: LabelRequest) -> LabelRequest:
        """Return *request* with what this carrier needs beside it: a rate that it quoted, or a label."""
        ...

    def sold(self) -> tuple[SoldLabel, ...]:
        """Return every label that was really sold, oldest first, asked of the carrier itself."""
        ...

    def requests(self) -> int:
        """Return how many requests have reached the carrier, of whatever kind."""
        ...

    def quoted(self) -> tuple[Rate, ...]:
        """Return the rates that the carrier has, to the minor unit."""
        ...

    def inject(self, fault: Fault | None) -> None:
        """Let the next request for a label fail so; None lets one pass before the fault ordered next."""
        ...

    def inject_void(self, fault: Fault | None) -> None:
        """Let the next request to take a label back fail so, likewise."""
        ...

    def asked_back(self) -> tuple[str, ...]:
        """Return the labels that were really asked back, oldest first, by the carrier's references."""
        ...

    def decide_void(self, label: str, state: VoidState) -> None:
        """Let the carrier decide about a label that was asked back."""
        ...

    def report(self, tracking_number: str, word: str, *, at: datetime) -> None:
        """Let the carrier have news of a parcel, by a word that may be none of its own."""
        ...


class FakeCarrierBench:
    """The bench of a fake carrier, or of one that is derived from it."""

    def __init__(self, fake: FakeCarrier, documents: DocumentStore, clock: MovableClock) -> None:
        self.fake = fake
        self.documents = documents
        self.clock = clock

    @classmethod
    @contextmanager
    def opened(
        cls,
        *,
        make: type[FakeCarrier] = FakeFindingCarrier,
        honours_keys: bool = True,
        capabilities: Collection[Capability] = tuple(Capability),
    ) -> Iterator[Self]:
        """Open the bench of a fake carrier."""
        clock, documents = MovableClock(), MemoryDocumentStore()
        fake = make(clock, documents, honours_keys=honours_keys, capabilities=capabilities)
        yield cls(fake, documents, clock)

    @property
    def carrier(self) -> Carrier:
        """The carrier under test."""
        return self.fake

    def prepare(self, request: LabelRequest) -> LabelRequest:
        """Return *request* for the rate with a discount, where there are rates."""
        if Capability.RATES not in self.fake.capabilities:
            return request
        return request.evolve(rate=self.fake.quoted[0])

    def sold(self) -> tuple[SoldLabel, ...]:
        """Return every label that was really sold."""
        return tuple(SoldLabel.of(each.order, each.receipt.price) for each in self.fake.log)

    def requests(self) -> int:
        """Return how many requests had something come of them."""
        return len(self.fake.log) + len(self.fake.void_log)

    def quoted(self) -> tuple[Rate, ...]:
        """Return the rates that it has."""
        return self.fake.quoted

    def inject(self, fault: Fault | None) -> None:
        """Let the next request for a label fail so."""
        self.fake.inject(fault)

    def inject_void(self, fault: Fault | None) -> None:
        """Let the next request to take one back fail so."""
        self.fake.inject_void(fault)

    def asked_back(self) -> tuple[str, ...]:
        """Return the labels that were really asked back."""
        return tuple(each.order.label for each in self.fake.void_log)

    def decide_void(self, label: str, state: VoidState) -> None:
        """Let it decide about a label."""
        self.fake.decide_void(label, state)

    def report(self, tracking_number: str, word: str, *, at: datetime) -> None:
        """Let it have news of a parcel."""
        self.fake.report(tracking_number, word, at=at)
