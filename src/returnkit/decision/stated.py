"""Stated: what somebody says, written into the request it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from returnkit.expr.schema import Name
from returnkit.facts import Attributes, RequestedItem, Resolution, ReturnRequest, Scalar, Vocabulary

from .possible import Stated

SOURCES: Final = {
    "request.reason_parent": "request.reason",
    "request.fault": "request.reason",
    "request.has_wardrobing_signs": "request.condition",
}
"""The names that follow from what is stated under another name."""

_OF_ITEM: Final = {
    "request.reason": "reason",
    "request.condition": "condition",
    "request.is_opened": "is_opened",
}
_OF_RETURN: Final = {
    "request.resolution": "resolution",
    "request.method": "method",
    "request.location_id": "location_id",
    "request.has_proof_of_purchase": "proof_of_purchase",
}


def can_be_stated(name: Name, request: ReturnRequest) -> bool:
    """Return whether *request* has a place for what somebody says of *name*."""
    known = name.path in _OF_ITEM or name.path in _OF_RETURN or _field(name, request) is not None
    return known or (name.ask in ("shopper", "staff") and name.path not in SOURCES)


def is_of_item(name: Name, vocabulary: Vocabulary) -> bool:
    """Return whether it is said of each item anew, not once of the whole return."""
    return name.path not in _OF_RETURN and vocabulary.is_of_item(name.path)


def states(request: ReturnRequest, place: int, name: Name, value: Stated) -> ReturnRequest:
    """Return *request* with *value* said of *name*.

    Args:
        request: The request.
        place: The item it is said of, from 0; of no meaning where it is said of the whole return.
        name: What it is said of: a name that `can_be_stated`.
        value: What is said.
    """
    given: Any = Resolution(str(value)) if name.path == "request.resolution" else value
    if field := _OF_RETURN.get(name.path):
        return request.evolve(**{field: given})
    if field := _OF_ITEM.get(name.path):
        return _with_item(request, place, **{field: given})
    if (owner := _field(name, request)) is not None:
        changes = {name.attribute: given}
        return request.evolve(**changes) if owner is request else _with_item(request, place, **changes)
    answers = "staff_answers" if name.ask == "staff" else "answers"
    if name.root in ("item", "request"):
        item = request.items[place]
        return _with_item(request, place, **{answers: _with(getattr(item, answers), name.attribute, value)})
    return request.evolve(**{answers: _with(getattr(request, answers), name.attribute, value)})


def hands_in(request: ReturnRequest, place: int, kind: str, count: int) -> ReturnRequest:
    """Return *request* with *count* pieces of evidence of this *kind* for the item at *place*, in all."""
    return _with_item(request, place, evidence=Attributes({**request.items[place].evidence, kind: count}))


def answers(request: ReturnRequest, place: int, name: str, text: str) -> ReturnRequest:
    """Return *request* with the question *name* answered for the item at *place*."""
    return _with_item(request, place, answers=_with(request.items[place].answers, name, text))


def _field(name: Name, request: ReturnRequest) -> RequestedItem | ReturnRequest | None:
    """Return the model that has a field of its own for *name*: one of a shop's subclasses."""
    if name.root == "request" and name.ask is not None:
        for owner, base in ((request.items[0], RequestedItem), (request, ReturnRequest)):
            if name.attribute in type(owner).model_fields.keys() - base.model_fields.keys():
                return owner
    return None


def _with(given: Mapping[str, Scalar], name: str, value: Stated) -> Attributes:
    return Attributes({**given, name: value})


def _with_item(request: ReturnRequest, place: int, **changes: Any) -> ReturnRequest:
    items = list(request.items)
    items[place] = items[place].evolve(**changes)
    return request.evolve(items=tuple(items))
