"""Sources: where the desk finds the orders of a shop, and who may see one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hmac import compare_digest
from typing import Protocol

from returnkit.facts import Order, ReturnHistory
from returnkit.ids import OrderId


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

    Args:
        orders: The orders.
        proofs: Other proofs by order id, such as the code of a gift; more than one each.
        histories: What is known of customers, by order id; an order that is not here has an empty past.
    """

    def __init__(
        self,
        orders: Iterable[Order] = (),
        *,
        proofs: Mapping[OrderId, Iterable[str]] | None = None,
        histories: Mapping[OrderId, ReturnHistory] | None = None,
    ) -> None:
        self._orders = {order.id: order for order in orders}
        self._by_number = {_plain(order.number): order for order in self._orders.values()}
        self._proofs = {id: tuple(words) for id, words in (proofs or {}).items()}
        self._histories = dict(histories or {})

    def find(self, number: str, *, proof: str) -> Order | None:
        """Return the order of that number for whoever proves that it is theirs; else None."""
        order = self._by_number.get(_plain(number))
        given = _plain(proof).encode()
        # All proofs are compared, and something is compared always, so that time tells nothing either.
        fits = [compare_digest(given, _plain(each).encode()) for each in self._proofs_of(order)]
        return order if any(fits) and given else None

    def get(self, order_id: OrderId) -> Order | None:
        """Return the order of that id."""
        return self._orders.get(order_id)

    def history(self, order: Order) -> ReturnHistory | None:
        """Return what is known of the customer."""
        return self._histories.get(order.id, ReturnHistory())

    def _proofs_of(self, order: Order | None) -> tuple[str, ...]:
        if order is None:
            return ("",)
        address = order.shipping_address
        code = (address.postal_code or "") if address else ""
        return (code, *self._proofs.get(order.id, ()))


def _plain(text: str) -> str:
    """Return *text* as it is compared: `# 1001` is `1001`, `sw1a 1aa` is `SW1A1AA`."""
    return "".join(text.upper().split()).lstrip("#")
