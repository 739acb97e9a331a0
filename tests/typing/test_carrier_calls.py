"""Calls of carriers that must type-check under `mypy --strict`, and hold when run."""

from __future__ import annotations

from datetime import timedelta
from typing import assert_type

from returnkit.carriers import (
    STATUS_WORDS,
    Capability,
    Carrier,
    ContentHash,
    DocumentStore,
    FolderDocumentStore,
    Label,
    LabelRequest,
    ManualCarrier,
    MemoryDocumentStore,
    RatingCarrier,
    RegisteredCarrier,
    TrackingStatus,
    VoidingCarrier,
    bought_label,
    carriers,
    label_far_side,
    label_intent,
    open_carrier,
)
from returnkit.effects import FarSide, Guarantees, Intent, MemoryEffectLedger, perform
from returnkit.testing import FakeCarrier, FakeFindingCarrier, MovableClock
from tests.carrier_requests import a_request


class Own:
    """A carrier is one by its methods; it derives from nothing."""

    name = "own"
    capabilities = frozenset({Capability.LABEL})
    guarantees = Guarantees(timedelta(minutes=2))

    def buy(self, request: LabelRequest) -> Label:
        return Label(reference="lb_1", form=request.form)


def test_ports_are_met_by_shape() -> None:
    clock, documents = MovableClock(), MemoryDocumentStore()
    stores: list[DocumentStore] = [documents, FolderDocumentStore("labels")]
    fake = FakeFindingCarrier(clock, documents)
    found: list[Carrier] = [Own(), ManualCarrier(documents=documents), FakeCarrier(clock, documents), fake]
    rating: RatingCarrier = fake
    voiding: VoidingCarrier = fake

    assert len(stores) + len(found) == 6
    assert rating.name == voiding.name


def test_a_label_is_bought_by_the_protocol_of_effects() -> None:
    clock, intent = MovableClock(), label_intent(a_request())
    assert_type(intent, Intent)
    far_side = label_far_side(Own())
    assert_type(far_side, FarSide)

    label = bought_label(perform(intent, far_side, MemoryEffectLedger(), clock=clock))

    assert_type(label, Label | None)
    assert label is not None
    assert label.reference == "lb_1"


def test_what_is_registered_and_what_words_mean_have_their_types() -> None:
    assert_type(carriers(), tuple[RegisteredCarrier, ...])
    assert_type(open_carrier("manual", documents=MemoryDocumentStore()), Carrier)
    assert_type(STATUS_WORDS["shippo"].read("TRANSIT").status, TrackingStatus)
    assert_type(MemoryDocumentStore().put(b"%PDF-1.4"), ContentHash)
