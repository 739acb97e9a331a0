"""The suite for sources of orders: who proves that an order is theirs finds it; all else is one miss."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

from returnkit.facts import Order, ReturnHistory
from returnkit.ids import OrderId
from returnkit.service import OrderSource

from .builders import an_order

# Digits and letters of other scripts that look like ours, or count as digits.
_LIKENESSES: Final = (
    str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    str.maketrans("0123456789", "०१२३४५६७८९"),
    str.maketrans("0123456789AEOPSaeops", "О12З456789АЕОРЅаеорѕ"),  # noqa: RUF001 - Cyrillic letters are meant
)
_ODD: Final = (
    "' OR '1'='1",
    "'; DROP TABLE orders; --",
    '" OR ""="',
    "%",
    "_",
    "*",
    ".*",
    "#",
    "##",
    "-1",
    "0",
    "1e3",
    "None",
    "null",
    "\0",
    "\ud800",
    "\N{ZERO WIDTH SPACE}",
    "\N{RIGHT-TO-LEFT OVERRIDE}",
    "\N{PILE OF POO}",
    "../../etc/passwd",
    "{0}",
    "%s",
    "\r\n",
    "9" * 100_000,
    "é" * 100_000,
)


@dataclass(frozen=True, slots=True)
class KnownOrder:
    """An order that a source has: its id, its number, and a proof that fits it."""

    id: OrderId
    number: str
    proof: str


@dataclass(frozen=True, slots=True)
class SourceBench:
    """A source under test, and orders that it has: two at least, with proofs that differ."""

    source: OrderSource
    known: tuple[KnownOrder, ...]


class OrderSourceConformance:
    """What every source of orders has to do. Derive a class `Test…` from it that gives a bench."""

    def bench(self) -> AbstractContextManager[SourceBench]:
        """Open a source with orders."""
        raise NotImplementedError("a suite for a source gives a bench")

    def test_an_order_is_found_by_its_number_and_proof(self) -> None:
        with self.bench() as bench:
            assert len({each.id for each in bench.known}) > 1, "the bench has two orders at least"
            for known in bench.known:
                _finds(bench, known, known.number, known.proof)

    def test_an_order_is_found_however_its_number_is_typed(self) -> None:
        with self.bench() as bench:
            for known in bench.known:
                for number in _typed(known.number):
                    _finds(bench, known, number, known.proof)

    def test_an_order_is_found_however_its_proof_is_typed(self) -> None:
        with self.bench() as bench:
            for known in bench.known:
                for proof in (known.proof.upper(), known.proof.lower(), f" {known.proof}\t"):
                    _finds(bench, known, known.number, proof)

    def test_an_unknown_number_is_a_miss(self) -> None:
        with self.bench() as bench:
            for known in bench.known:
                for number in (f"{known.number}0", f"9{known.number}", known.number[:-1], "no-such-order"):
                    _misses(bench, number, known.proof)

    def test_a_wrong_proof_is_a_miss(self) -> None:
        with self.bench() as bench:
            for known in bench.known:
                proof = known.proof
                for wrong in (f"{proof}0", f"0{proof}", proof[:-1], proof[:1], proof[::-1] + "1", "wrong"):
                    _misses(bench, known.number, wrong)

    def test_no_proof_is_a_miss(self) -> None:
        with self.bench() as bench:
            for known in bench.known:
                for nothing in ("", " ", "\t\n", "\N{NO-BREAK SPACE}"):
                    _misses(bench, known.number, nothing)

    def test_the_proof_of_another_is_a_miss(self) -> None:
        with self.bench() as bench:
            for known in bench.known:
                own = {each.proof for each in bench.known if each.id == known.id}
                for other in bench.known:
                    if other.proof not in own:
                        _misses(bench, known.number, other.proof)

    def test_odd_texts_are_a_miss(self) -> None:
        with self.bench() as bench:
            for known in bench.known:
                for odd in _ODD:
                    _misses(bench, odd, known.proof)
                    _misses(bench, known.number, odd)
                    _misses(bench, odd, odd)
                    _misses(bench, f"{known.number}{odd}" if odd.strip("\r\n#") else "#", known.proof)
                for number in _alike(known.number):
                    _misses(bench, number, known.proof)
                for proof in _alike(known.proof):
                    _misses(bench, known.number, proof)

    def test_an_order_is_had_by_its_id_alone(self) -> None:
        with self.bench() as bench:
            for known in bench.known:
                found = bench.source.get(known.id)
                assert found is not None, f"`{known.id}` is there"
                assert found.id == known.id, f"`{known.id}` was asked for, and `{found.id}` came"
            for unknown in ("no-such-order", "", *_ODD):
                assert bench.source.get(OrderId(unknown)) is None, f"`{unknown[:80]!r}` is not there"

    def test_a_past_is_known_or_it_is_not(self) -> None:
        with self.bench() as bench:
            stranger = an_order(id=OrderId("no-such-order"), number="no-such-order")
            orders = [bench.source.get(each.id) for each in bench.known]
            for order in (*filter(None, orders), stranger, stranger.evolve(customer=None)):
                past = bench.source.history(order)
                assert past is None or isinstance(past, ReturnHistory), f"of `{order.id}`: {past!r}"


def _finds(bench: SourceBench, known: KnownOrder, number: str, proof: str) -> None:
    found = bench.source.find(number, proof=proof)
    assert found is not None, f"`{number}` with `{proof}` is `{known.id}`"
    assert found.id == known.id, f"`{number}` with `{proof}` is `{known.id}`, and `{found.id}` came"


def _misses(bench: SourceBench, number: str, proof: str) -> None:
    told = f"{number[:80]!r} with {proof[:80]!r}"
    try:
        found: Order | None = bench.source.find(number, proof=proof)
    except Exception as exc:  # another's code may raise anything, and it tells too much
        raise AssertionError(f"{told} raises `{type(exc).__name__}`") from exc
    assert found is None, f"{told} finds an order"


def _typed(number: str) -> Iterator[str]:
    """Yield the ways to type *number*."""
    bare = number.lstrip("# ")
    yield from (bare, f"#{bare}", f"# {bare}", f"  {number}  ", f"{number}\n", " ".join(bare))
    yield from (number.upper(), number.lower(), bare.upper(), f"#{bare.lower()}")


def _alike(text: str) -> Iterator[str]:
    """Yield other texts that look like *text*, or read as the same number."""
    for likeness in _LIKENESSES:
        other = text.translate(likeness)
        if other != text:
            yield other
