"""Custom: names that a policy declares, read from answers and attributes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from keyword import iskeyword
from typing import Final

from returnkit.diagnostics import Diagnostic, suggest
from returnkit.errors import FaultsError
from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name, is_unknown
from returnkit.model import Frozen

from .fields import Attributes, Scalar
from .vocabulary import NOT_ASKED, NOT_SUPPLIED, UNREADABLE, Fact, Subject, Value, Vocabulary

_Place = Callable[[Subject], Mapping[str, Scalar]]

_NOTHING: Final = Attributes()
_RECORDED: Final[Mapping[str, tuple[_Place, ...]]] = {
    "order": (lambda s: s.order.attributes,),
    "item": (lambda s: s.line.attributes,),
    "customer": (lambda s: s.order.customer.attributes if s.order.customer else _NOTHING,),
}
_ANSWERS: Final[Mapping[str, tuple[_Place, ...]]] = {
    "order": (lambda s: s.request.answers,),
    "item": (lambda s: s.item.answers,),
    "customer": (lambda s: s.request.answers,),
    "request": (lambda s: s.item.answers, lambda s: s.request.answers),
}
_TRUTHS: Final[Mapping[object, bool]] = {"true": True, "false": False}
_PATH: Final = re.compile(r"[a-z]+\.[a-z][a-z0-9_]*")
_KINDS: Final = {"boolean": Kind.BOOLEAN, "number": Kind.NUMBER, "string": Kind.STRING}
_NUMBER: Final = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
_ASKED: Final = ("shopper", "staff", "inspection")


class Declaration(Frozen):
    """A custom name, as a policy writes it.

    Attributes:
        type: `boolean`, `number`, `string`, or the closed list of a string's values.
        default: The value where none is given; None for none.
        nullable: Whether a value not given is null.
        ask: Who can be asked when it is not given.
        flip: Whether the shopper could change it.
        doc: What it means.
    """

    type: str | tuple[str, ...]
    default: Scalar | None = None
    nullable: bool = False
    ask: str | None = None
    flip: bool = False
    doc: str = ""


def declare(vocabulary: Vocabulary, declarations: Mapping[str, Declaration]) -> Vocabulary:
    """Return *vocabulary* with the declared names.

    A value is looked for under the name's attribute in the attributes of the line, the order or the
    customer; for an askable name also in the answers, of the item for `item.*`, of the return otherwise,
    of both for `request.*`, askable or not. Platforms that know only text are understood: `"true"` and
    `"12.50"` fit `boolean` and `number`. A value that does not fit its type is unknown with code
    `unreadable`. One not given is the default, else unknown with code `not_asked` if it can be asked, else
    null if nullable, else unknown with code `not_supplied`.

    Args:
        vocabulary: What the names are added to.
        declarations: By path, such as `item.is_custom`.

    Raises:
        FaultsError: All declarations that cannot be, each with the path of its fault.
    """
    faults = [fault for path, given in declarations.items() for fault in _faults(vocabulary, path, given)]
    if faults:
        raise FaultsError(tuple(faults))
    return vocabulary.extend(_fact(path, declaration) for path, declaration in declarations.items())


def _faults(vocabulary: Vocabulary, path: str, given: Declaration) -> Iterator[Diagnostic]:
    roots, root = vocabulary.schema.roots, path.partition(".")[0]
    if root not in roots:
        known = suggest(root, roots) or f"begin it with {_one_of(roots)}"
        yield Diagnostic("facts.unknown_root", f"`{path}` belongs to nothing", path=path, help=known)
    elif not _PATH.fullmatch(path) or iskeyword(path.partition(".")[2]):
        known = "write a root, a dot, and a word of lower-case letters, digits and `_`"
        yield Diagnostic("facts.bad_name", f"`{path}` is not a name", path=path, help=known)
    elif path in vocabulary.schema:
        known = "choose another name, or use the one that is there"
        yield Diagnostic("facts.name_taken", f"`{path}` is already a name", path=path, help=known)
    if given.default is not None and given.ask is not None:
        known = "drop `default` to have it asked, or `ask` to keep the default"
        message = "a name with a default is never asked"
        yield Diagnostic("facts.default_and_ask", message, path=f"{path}.ask", help=known)
    if given.ask is not None and given.ask not in _ASKED:
        known = suggest(given.ask, _ASKED) or f"ask {_one_of(_ASKED)}"
        yield Diagnostic("facts.unknown_person", f"cannot ask `{given.ask}`", path=f"{path}.ask", help=known)
    if isinstance(given.type, str) and given.type not in _KINDS:
        known = suggest(given.type, _KINDS) or f"use {_one_of(_KINDS)}, or a list of values"
        yield Diagnostic(
            "facts.unknown_type", f"unknown type `{given.type}`", path=f"{path}.type", help=known
        )
    elif not isinstance(given.type, str) and not _are_different_words(given.type):
        known = "list one or more different words"
        yield Diagnostic("facts.bad_values", "this is no list of values", path=f"{path}.type", help=known)
    elif given.default is not None and not _fits(given, given.default):
        message = f"the default `{given.default}` does not fit the type"
        yield Diagnostic("facts.bad_default", message, path=f"{path}.default")


def _one_of(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _are_different_words(values: Sequence[object]) -> bool:
    return 0 < len(set(values)) == len(values) and all(isinstance(value, str) and value for value in values)


def _fits(given: Declaration, value: Scalar) -> bool:
    # A document has types of its own: a default is not read from text as a platform's value is.
    is_text = isinstance(value, str)
    return is_text is (_kind(given) is Kind.STRING) and not is_unknown(_conform(given)(value))


def _kind(given: Declaration) -> Kind:
    return _KINDS[given.type] if isinstance(given.type, str) else Kind.STRING


def _fact(path: str, given: Declaration) -> Fact:
    kind = _kind(given)
    values = () if isinstance(given.type, str) else tuple(given.type)
    name = Name(
        path=path,
        kind=kind,
        nullable=given.nullable,
        doc=given.doc,
        values=values,
        typical=given.default if given.default is not None else _typical(kind, values),
        ask=given.ask,
        flip=given.flip,
    )
    places, attribute, conform, otherwise = _places(name), name.attribute, _conform(given), _otherwise(given)

    def read(subject: Subject) -> Value:
        for place in places:
            value = place(subject).get(attribute)
            if value is not None:
                return conform(value)
        return otherwise

    return Fact(name, read)


def _typical(kind: Kind, values: tuple[str, ...]) -> Scalar:
    if kind is Kind.STRING:
        return values[0] if values else "other"
    return False if kind is Kind.BOOLEAN else 1


def _otherwise(given: Declaration) -> Value:
    if given.default is not None:
        return given.default
    if given.ask is not None:
        return NOT_ASKED
    return None if given.nullable else NOT_SUPPLIED


def _conform(given: Declaration) -> Callable[[Scalar], Value]:
    kind, values = _kind(given), None if isinstance(given.type, str) else frozenset(given.type)

    def conform(value: Scalar) -> Value:
        if kind is Kind.BOOLEAN:
            return value if isinstance(value, bool) else _TRUTHS.get(value, UNREADABLE)
        if kind is Kind.NUMBER:
            if isinstance(value, str):
                return Decimal(value) if _NUMBER.fullmatch(value) else UNREADABLE
            return UNREADABLE if isinstance(value, bool) else value
        if not isinstance(value, str) or (values is not None and value not in values):
            return UNREADABLE
        return value

    return conform


def _places(name: Name) -> tuple[_Place, ...]:
    # What the shop recorded comes first: nobody answers it away.
    recorded, answers = _RECORDED.get(name.root, ()), _ANSWERS[name.root]
    return recorded + answers if name.ask is not None or name.root == "request" else recorded
