"""Table: the vocabularies that policies are checked against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from returnkit.errors import VocabularyError

from .customer import Customer
from .inspection import Inspection
from .line import LineItem
from .names.customer import CUSTOMER
from .names.history import history_facts
from .names.inspection import INSPECTION
from .names.item import ITEM
from .names.order import ORDER
from .names.reasons import reason_facts
from .names.request import OF_RETURN, REQUEST
from .order import Order
from .reasons import ReasonCatalogue
from .request import RequestedItem, ReturnRequest
from .standard_reasons import STANDARD_REASONS
from .subclasses import field_facts
from .vocabulary import Fact, Vocabulary


def vocabulary_of(
    *,
    order_type: type[Order] = Order,
    line_type: type[LineItem] = LineItem,
    customer_type: type[Customer] = Customer,
    item_type: type[RequestedItem] = RequestedItem,
    request_type: type[ReturnRequest] = ReturnRequest,
    inspection_type: type[Inspection] = Inspection,
    reasons: ReasonCatalogue = STANDARD_REASONS,
    derived: Iterable[Fact] = (),
) -> Vocabulary:
    """Return the standard names, read through *reasons*, and the names of a shop's own.

    Args:
        order_type: A subclass of Order; its further fields become names of `order`.
        line_type: A subclass of LineItem; its further fields become names of `item`.
        customer_type: A subclass of Customer; its further fields become names of `customer`.
        item_type: A subclass of RequestedItem; its further fields become names of `request`.
        request_type: A subclass of ReturnRequest; its further fields become names of `request`.
        inspection_type: A subclass of Inspection; its further fields become names of `inspection`.
        reasons: The catalogue that tells a reason's group and fault.
        derived: Facts made with `derived`; none may have a path that is taken.

    Raises:
        VocabularyError: A field or a derived fact cannot be a name.
    """
    standard = Vocabulary(
        (
            *ORDER,
            *ITEM,
            *CUSTOMER,
            *(replace(fact, is_of_item=fact.name.path not in OF_RETURN) for fact in REQUEST),
            *reason_facts(reasons),
            *history_facts(reasons),
            *INSPECTION,
        ),
        reasons=reasons,
    )
    own = (
        *field_facts("order", Order, order_type, lambda subject: subject.order),
        *field_facts("item", LineItem, line_type, lambda subject: subject.line),
        *field_facts("customer", Customer, customer_type, lambda subject: subject.order.customer),
        *field_facts("request", RequestedItem, item_type, lambda subject: subject.item),
        *(
            replace(fact, is_of_item=False)
            for fact in field_facts("request", ReturnRequest, request_type, lambda subject: subject.request)
        ),
        *field_facts("inspection", Inspection, inspection_type, lambda subject: subject.inspection),
        *derived,
    )
    taken = set(standard.schema.paths)
    for fact in own:
        if fact.name.path in taken:
            message = f"`{fact.name.path}` is already a name"
            raise VocabularyError(message, help="choose another name, or use the one that is there")
        taken.add(fact.name.path)
    return standard.extend(own) if own else standard


STANDARD: Final = vocabulary_of()
"""The names every policy can use. Roots: order, item, customer, request, history, inspection."""
