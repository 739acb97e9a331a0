"""Sources: whoever proves that an order is theirs finds it, and nobody learns anything else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta

import pytest

from returnkit.facts import Order, ReturnHistory
from returnkit.ids import OrderId
from returnkit.service import MemoryOrderSource, OrderSource
from returnkit.testing import (
    PLACED,
    KnownOrder,
    OrderSourceConformance,
    SourceBench,
    a_past_return,
    an_order,
)


def sold(id: str, number: str, postal_code: str | None = "94107", **fields: object) -> Order:
    order = an_order(id=OrderId(id), number=number, **fields)  # type: ignore[arg-type]  # the model's own
    assert order.shipping_address is not None
    return order.evolve(shipping_address=order.shipping_address.evolve(postal_code=postal_code))


ORDERS = (
    sold("order-1", "#1001", "94107"),
    sold("order-2", "N-1002", "SW1A 1AA"),
    sold("order-3", "1003", None),
    an_order(id=OrderId("order-4"), number="1004", shipping_address=None),
)
PROOFS = {OrderId("order-1"): ["GIFT-77"], OrderId("order-4"): ["Größe 7", ""]}
KNOWN = (
    KnownOrder(OrderId("order-1"), "#1001", "94107"),
    KnownOrder(OrderId("order-1"), "1001", "gift-77"),
    KnownOrder(OrderId("order-2"), "N-1002", "SW1A 1AA"),
    KnownOrder(OrderId("order-4"), "1004", "Größe 7"),
)


def a_source() -> MemoryOrderSource:
    return MemoryOrderSource(ORDERS, proofs=PROOFS)


class TestMemory(OrderSourceConformance):
    def bench(self) -> AbstractContextManager[SourceBench]:
        return nullcontext(SourceBench(a_source(), KNOWN))


@pytest.mark.parametrize("number", ["1003", "1004"])
@pytest.mark.parametrize("proof", ["", " ", "#", "94107"])
def test_without_a_proof_nobody_finds_it(number: str, proof: str) -> None:
    assert a_source().find(number, proof=proof) is None


def test_of_numbers_that_are_alike_the_proof_tells_which() -> None:
    source = MemoryOrderSource([sold("a", "#7", "1000"), sold("b", "7", "2000")])

    found = [source.find("7", proof=proof) for proof in ("1000", "2000", "3000")]

    assert [order and order.id for order in found] == ["a", "b", None]


def test_where_a_proof_fits_several_the_last_placed_is_meant() -> None:
    later = sold("b", "#7", placed_at=PLACED + timedelta(days=1), shipped_at=None, delivered_at=None)
    source = MemoryOrderSource([later, sold("a", "7")])

    assert source.find("7", proof="94107") == later


def test_an_id_is_of_one_order() -> None:
    with pytest.raises(ValueError, match="the order id `a` is there twice"):
        MemoryOrderSource([sold("a", "1"), sold("a", "2")])


def test_as_much_is_compared_whatever_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    lengths: list[tuple[int, int]] = []

    def compared(given: bytes, seal: bytes) -> bool:
        lengths.append((len(given), len(seal)))
        return given == seal

    monkeypatch.setattr("returnkit.service.sources.compare_digest", compared)
    counts = set()
    for number, proof in [("1001", "94107"), ("1002", "x"), ("N-1002", "x" * 999), ("no", ""), ("1004", "")]:
        lengths.clear()
        a_source().find(number, proof=proof)
        counts.add((len(lengths), *set(lengths)))

    assert counts == {(2, (32, 32))}


def test_the_past_is_what_was_told_or_empty() -> None:
    past = ReturnHistory(returns=(a_past_return(),))
    source = MemoryOrderSource(ORDERS, histories={OrderId("order-1"): past})

    assert [source.history(order) for order in ORDERS[:2]] == [past, ReturnHistory()]


# --- the suite notices ------------------------------------------------------------------------------


class Wrapped:
    """A source that does what the one behind it does."""

    def __init__(self) -> None:
        self.source = a_source()

    def find(self, number: str, *, proof: str) -> Order | None:
        return self.source.find(number, proof=proof)

    def get(self, order_id: OrderId) -> Order | None:
        return self.source.get(order_id)

    def history(self, order: Order) -> ReturnHistory | None:
        return self.source.history(order)


class AsksNoProof(Wrapped):
    def find(self, number: str, *, proof: str) -> Order | None:
        return next((each for each in ORDERS if each.number.strip("#") == number.strip("#")), None)


class TakesAnEmptyProof(Wrapped):
    def find(self, number: str, *, proof: str) -> Order | None:
        if not proof:
            return next((each for each in ORDERS if each.number == number), None)
        return super().find(number, proof=proof)


class TakesTheProofOfAny(Wrapped):
    def find(self, number: str, *, proof: str) -> Order | None:
        for known in KNOWN:
            if found := super().find(number, proof=known.proof):
                fits = [super(TakesTheProofOfAny, self).find(each.number, proof=proof) for each in KNOWN]
                return found if any(fits) else None
        return None


class TakesABeginning(Wrapped):
    def find(self, number: str, *, proof: str) -> Order | None:
        fits = [each.proof for each in KNOWN if proof and each.proof.startswith(proof)]
        return super().find(number, proof=fits[0] if fits else proof)


class SaysWhatIsMissing(Wrapped):
    def find(self, number: str, *, proof: str) -> Order | None:
        if not any(each.number.casefold() == number.casefold() for each in ORDERS):
            raise LookupError("there is no such order")
        return super().find(number, proof=proof)


class TakesNumbersAsTyped(Wrapped):
    def find(self, number: str, *, proof: str) -> Order | None:
        found = super().find(number, proof=proof)
        return found if found and found.number == number else None


class TakesDigitsOfAnyScript(Wrapped):
    def find(self, number: str, *, proof: str) -> Order | None:
        plain = number.strip("# ")
        return super().find(str(int(plain)) if plain.isdecimal() else number, proof=proof)


class CannotEncode(Wrapped):
    def find(self, number: str, *, proof: str) -> Order | None:
        proof.encode()
        return super().find(number, proof=proof)


class ReadsPatterns(Wrapped):
    def find(self, number: str, *, proof: str) -> Order | None:
        return super().find(number, proof=KNOWN[0].proof if proof in ("%", "*") else proof)


class GetsByNumber(Wrapped):
    def get(self, order_id: OrderId) -> Order | None:
        return next((each for each in ORDERS if order_id in (each.number, each.number.strip("#"))), None)


class RaisesForTheUnknown(Wrapped):
    def get(self, order_id: OrderId) -> Order | None:
        return {each.id: each for each in ORDERS}[order_id]


class RaisesForAStranger(Wrapped):
    def history(self, order: Order) -> ReturnHistory | None:
        return {each.id: ReturnHistory() for each in ORDERS}[order.id]


def failing(suite: OrderSourceConformance) -> set[str]:
    """Return the scenarios of *suite* that do not hold."""
    found = set()
    for name in dir(suite):
        if name.startswith("test_"):
            try:
                getattr(suite, name)()
            except (AssertionError, LookupError, ValueError):
                found.add(name.removeprefix("test_"))
    return found


@pytest.mark.parametrize(
    ("source", "caught"),
    [
        (AsksNoProof, {"a_wrong_proof_is_a_miss", "no_proof_is_a_miss", "the_proof_of_another_is_a_miss"}),
        (TakesAnEmptyProof, {"no_proof_is_a_miss"}),
        (TakesTheProofOfAny, {"the_proof_of_another_is_a_miss"}),
        (TakesABeginning, {"a_wrong_proof_is_a_miss"}),
        (SaysWhatIsMissing, {"an_unknown_number_is_a_miss", "odd_texts_are_a_miss"}),
        (TakesNumbersAsTyped, {"an_order_is_found_however_its_number_is_typed"}),
        (TakesDigitsOfAnyScript, {"odd_texts_are_a_miss"}),
        (CannotEncode, {"odd_texts_are_a_miss"}),
        (ReadsPatterns, {"odd_texts_are_a_miss"}),
        (GetsByNumber, {"an_order_is_had_by_its_id_alone"}),
        (RaisesForTheUnknown, {"an_order_is_had_by_its_id_alone"}),
        (RaisesForAStranger, {"a_past_is_known_or_it_is_not"}),
    ],
)
def test_a_faulty_source_is_caught(source: Callable[[], OrderSource], caught: set[str]) -> None:
    class Suite(OrderSourceConformance):
        def bench(self) -> AbstractContextManager[SourceBench]:
            return nullcontext(SourceBench(source(), KNOWN))

    assert caught <= failing(Suite())


def test_a_source_without_fault_passes() -> None:
    class Suite(OrderSourceConformance):
        def bench(self) -> AbstractContextManager[SourceBench]:
            return nullcontext(SourceBench(Wrapped(), KNOWN))

    assert failing(Suite()) == set()
