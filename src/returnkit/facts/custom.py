"""Custom: names that a policy declares, read from answers and attributes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from returnkit.errors import FaultsError
from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name

from .declaration import Declaration, conform_of, faults_of, kind_of
from .fields import Attributes, Scalar
from .history import ReturnHistory
from .vocabulary import NOT_ASKED, NOT_SUPPLIED, Fact, Subject, Value, Vocabulary

_Place = Callable[[Subject], Mapping[str, Scalar]]
_Read = Callable[[Subject], Value]

_NOTHING: Final = Attributes()
_RECORDED: Final[Mapping[str, tuple[_Place, ...]]] = {
    "order": (lambda s: s.order.attributes,),
    "item": (lambda s: s.line.attributes,),
    "customer": (lambda s: s.order.customer.attributes if s.order.customer else _NOTHING,),
    "inspection": (lambda s: s.inspection.answers if s.inspection else _NOTHING,),
}
_FOUND: Final = _RECORDED["inspection"]
_OF_ITEM: Final[Mapping[str, _Place]] = {
    "shopper": lambda s: s.item.answers,
    "staff": lambda s: s.item.staff_answers,
}
_OF_RETURN: Final[Mapping[str, _Place]] = {
    "shopper": lambda s: s.request.answers,
    "staff": lambda s: s.request.staff_answers,
}
_HOUSEHOLD: Final = "household_"


def declare(vocabulary: Vocabulary, declarations: Mapping[str, Declaration]) -> Vocabulary:
    """Return *vocabulary* with the declared names.

    A value is looked for under the name's attribute in the attributes of the line, the order or the
    customer, and in the counters of the history (`history.household_x` is the household's counter `x`).
    Nobody answers away what is found there. Next come the answers of those who can be asked: for `ask:
    shopper` the staff's, then the shopper's; for `ask: staff` the staff's only; for `ask: inspection` the
    inspection's only. They are the answers about the item for `item.*`, about the return otherwise, about
    both for `request.*`, askable or not.

    Platforms that know only text are understood: `"true"` and `"12.50"` fit `boolean` and `number`. A value
    that does not fit its type is unknown with code `unreadable`. One not given is the default, else unknown
    with code `not_asked` if it can be asked, else null if nullable, else unknown with code `not_supplied`.
    Without a history every name of `history` is unknown with code `not_supplied`.

    A standard name that has a default may be declared again, with the same type and default: the shop's
    attribute, where it is given, then comes before the field of the model.

    Args:
        vocabulary: What the names are added to.
        declarations: By path, such as `item.is_custom`.

    Raises:
        FaultsError: All declarations that cannot be, each with the path of its fault.
    """
    faults = [fault for path, given in declarations.items() for fault in faults_of(vocabulary, path, given)]
    if faults:
        raise FaultsError(tuple(faults))
    return vocabulary.extend(
        _fact(path, declaration, vocabulary.get(path)) for path, declaration in declarations.items()
    )


def _fact(path: str, given: Declaration, standard: Fact | None) -> Fact:
    if standard is not None:
        name = replace(standard.name, doc=given.doc or standard.name.doc)
        return Fact(name, _reader(name, conform_of(given), standard.read), standard.default)
    # What an inspection finds is due with it, declared so or not.
    is_finding = path.startswith("inspection.") and given.default is None
    ask = given.ask or ("inspection" if is_finding else None)
    kind = kind_of(given)
    values = () if isinstance(given.type, str) else tuple(given.type)
    name = Name(
        path=path,
        kind=kind,
        nullable=given.nullable,
        doc=given.doc,
        values=values,
        typical=given.default if given.default is not None else _typical(kind, values),
        ask=ask,
        flip=given.flip,
    )
    return Fact(name, _reader(name, conform_of(given), _always(_otherwise(given, ask))), given.default)


def _typical(kind: Kind, values: tuple[str, ...]) -> Scalar:
    if kind is Kind.STRING:
        return values[0] if values else "other"
    return False if kind is Kind.BOOLEAN else 1


def _otherwise(given: Declaration, ask: str | None) -> Value:
    if given.default is not None:
        return given.default
    if ask is not None:
        return NOT_ASKED
    return None if given.nullable else NOT_SUPPLIED


def _places(name: Name) -> tuple[_Place, ...]:
    # What the shop recorded comes first: nobody answers it away.
    recorded = _RECORDED.get(name.root, ())
    if name.ask == "inspection":
        return recorded if name.root == "inspection" else recorded + _FOUND
    if name.ask is None and name.root != "request":
        return recorded
    # INVARIANT (answers stand apart): a shopper's answer never stands in for the staff's or an inspection's.
    people = ("staff",) if name.ask == "staff" else ("staff", "shopper")
    places = {"item": (_OF_ITEM,), "request": (_OF_ITEM, _OF_RETURN)}.get(name.root, (_OF_RETURN,))
    return recorded + tuple(place[person] for person in people for place in places)


def _count(attribute: str) -> Callable[[ReturnHistory], Scalar | None]:
    if attribute.startswith(_HOUSEHOLD):
        own = attribute.removeprefix(_HOUSEHOLD)
        return lambda history: history.household_counters.get(own)
    return lambda history: history.counters.get(attribute)


def _reader(name: Name, conform: Callable[[Scalar], Value], otherwise: _Read) -> _Read:
    attribute = name.attribute
    if name.root == "history":
        counted = _count(attribute)

        def read_history(subject: Subject) -> Value:
            if subject.history is None:
                return NOT_SUPPLIED
            value = counted(subject.history)
            return otherwise(subject) if value is None else conform(value)

        return read_history
    places = _places(name)

    def read(subject: Subject) -> Value:
        for place in places:
            value = place(subject).get(attribute)
            if value is not None:
                return conform(value)
        return otherwise(subject)

    return read


def _always(value: Value) -> _Read:
    return lambda _: value
