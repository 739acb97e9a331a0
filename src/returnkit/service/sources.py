"""Sources: where the desk finds the orders of a shop, and who may see one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hmac import compare_digest, digest
from secrets import token_bytes
from typing import Final, Protocol

from returnkit.facts import Order, ReturnHistory
from returnkit.ids import OrderId

_NO_SEAL: Final = bytes(32)


class OrderSource(Protocol):
    """Finds orders. `returnkit.testing.OrderSourceConformance` asks all of it."""

    def find(self, number: str, *, proof: str) -> Order | None:
        """Return the order of that number for whoever proves that it is theirs; else None.

        INVARIANT (uniform miss): a number that is not there and a proof that does not fit are told alike, so
        that nobody learns which numbers are there.

        Args:
            number: What the shopper calls the order.
            proof: What only its buyer, or whoever got the gift, knows, such as the postal code it went to.
        """
        ...

    def get(self, order_id: OrderId) -> Order | None:
        """Return the order of that id, for the shop's own staff and programs; None where there is none."""
        ...

    def history(self, order: Order) -> ReturnHistory | None:
        """Return what the shop knows of the customer beside the returns that the desk keeps.

        None is not known: rules about the past are open then, and so are limits.
        """
        ...


class MemoryOrderSource:
    """Orders in memory, proved by the postal code that they went to, or by a word told for each.

    Neither case nor blanks matter, nor a `#` before a number. Of orders whose numbers are alike then, the
    proof tells which; where it fits several, the last placed is meant.

    Args:
        orders: The orders.
        proofs: Other proofs by order id, such as the code of a gift; more than one each.
        histories: What is known of customers, by order id; an order that is not here has an empty past.

    Raises:
        ValueError: Two orders have one id.
    """

    def __init__(
        self,
        orders: Iterable[Order] = (),
        *,
        proofs: Mapping[OrderId, Iterable[str]] | None = None,
        histories: Mapping[OrderId, ReturnHistory] | None = None,
    ) -> None:
        self._orders: dict[OrderId, Order] = {}
        self._secret = token_bytes(32)
        self._by_number: dict[str, list[tuple[Order, bytes]]] = {}
        self._histories = dict(histories or {})
        for order in orders:
            if order.id in self._orders:
                raise ValueError(f"the order id `{order.id}` is there twice")
            self._orders[order.id] = order
            for proof in {*map(_plain, _proofs(order, proofs or {}))} - {""}:
                sealed = self._by_number.setdefault(_plain(order.number), [])
                sealed.append((order, self._sealed(proof)))
        self._most = max(map(len, self._by_number.values()), default=1)

    def find(self, number: str, *, proof: str) -> Order | None:
        """Return the order of that number for whoever proves that it is theirs; else None."""
        known = self._by_number.get(_plain(number), [])
        given = self._sealed(_plain(proof))
        # relies on (uniform miss): as many seals of one length are compared whatever the number, so that
        # time tells no more than the answer.
        padded = [*known, *[(None, _NO_SEAL)] * (self._most - len(known))]
        fitting = [order for order, seal in padded if compare_digest(given, seal) and order]
        return max(fitting, key=lambda order: order.placed_at, default=None)

    def get(self, order_id: OrderId) -> Order | None:
        """Return the order of that id."""
        return self._orders.get(order_id)

    def history(self, order: Order) -> ReturnHistory | None:
        """Return what is known of the customer."""
        return self._histories.get(order.id, ReturnHistory())

    def _sealed(self, proof: str) -> bytes:
        return digest(self._secret, proof.encode("utf-8", "surrogatepass"), "sha256")


def _proofs(order: Order, others: Mapping[OrderId, Iterable[str]]) -> Iterator[str]:
    if order.shipping_address is not None:
        yield order.shipping_address.postal_code or ""
    yield from others.get(order.id, ())


def _plain(text: str) -> str:
    """Return *text* as it is compared: `# 1001` is `1001`, `sw1a 1aa` is `SW1A1AA`."""
    return "".join(text.upper().split()).lstrip("#")
