"""Carriers in tests: fakes with faults on order, and suites for whoever writes a carrier or a store."""

from .bench import CarrierBench, FakeCarrierBench, SoldLabel
from .carrier_suite import CarrierConformance
from .document_suite import DocumentStoreConformance
from .fakes import FakeCarrier, FakeFindingCarrier

__all__ = [
    "CarrierBench",
    "CarrierConformance",
    "DocumentStoreConformance",
    "FakeCarrier",
    "FakeCarrierBench",
    "FakeFindingCarrier",
    "SoldLabel",
]
