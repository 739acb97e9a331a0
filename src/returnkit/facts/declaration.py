"""Declaration: a custom name as a policy writes it, and what can be wrong with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Annotated, Final

from pydantic import BeforeValidator, PlainSerializer

from returnkit.diagnostics import Diagnostic, suggest
from returnkit.expr.ir import Kind
from returnkit.expr.schema import is_unknown
from returnkit.model import Frozen

from .fields import Scalar, tagged, untagged
from .vocabulary import UNREADABLE, Fact, Value, Vocabulary, is_path

_TRUTHS: Final[Mapping[object, bool]] = {"true": True, "false": False}
KINDS: Final = {"boolean": Kind.BOOLEAN, "number": Kind.NUMBER, "string": Kind.STRING}
"""The words for the types of declared names."""
_NUMBER: Final = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")
ASKED: Final = ("shopper", "staff", "inspection")
"""The words for who can be asked."""


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
    default: Annotated[
        Scalar | None, BeforeValidator(untagged), PlainSerializer(tagged, when_used="json")
    ] = None
    nullable: bool = False
    ask: str | None = None
    flip: bool = False
    doc: str = ""


def faults_of(vocabulary: Vocabulary, path: str, given: Declaration) -> Iterator[Diagnostic]:
    """Yield why *given* cannot be added to *vocabulary* as *path*."""
    roots, root = vocabulary.schema.roots, path.partition(".")[0]
    if root not in roots:
        known = suggest(root, roots) or f"begin it with {_one_of(roots)}"
        yield Diagnostic("facts.unknown_root", f"`{path}` belongs to nothing", path=path, help=known)
    elif not is_path(path):
        known = "write a root, a dot, and a word of lower-case letters, digits and `_`"
        yield Diagnostic("facts.bad_name", f"`{path}` is not a name", path=path, help=known)
    elif (taken := vocabulary.get(path)) is not None and not _restates(given, taken):
        known = "choose another name, or use the one that is there"
        yield Diagnostic("facts.name_taken", f"`{path}` is already a name", path=path, help=known)
    if given.default is not None and given.ask is not None:
        known = "drop `default` to have it asked, or `ask` to keep the default"
        message = "a name with a default is never asked"
        yield Diagnostic("facts.default_and_ask", message, path=f"{path}.ask", help=known)
    if given.ask is not None and given.ask not in ASKED:
        known = suggest(given.ask, ASKED) or f"ask {_one_of(ASKED)}"
        yield Diagnostic("facts.unknown_person", f"cannot ask `{given.ask}`", path=f"{path}.ask", help=known)
    if isinstance(given.type, str) and given.type not in KINDS:
        known = suggest(given.type, KINDS) or f"use {_one_of(KINDS)}, or a list of values"
        yield Diagnostic(
            "facts.unknown_type", f"unknown type `{given.type}`", path=f"{path}.type", help=known
        )
    elif not isinstance(given.type, str) and not _are_different_words(given.type):
        known = "list one or more different words"
        yield Diagnostic("facts.bad_values", "this is no list of values", path=f"{path}.type", help=known)
    elif given.default is not None and not _fits(given, given.default):
        message = f"the default `{given.default}` does not fit the type"
        yield Diagnostic("facts.bad_default", message, path=f"{path}.default")


def _restates(given: Declaration, fact: Fact) -> bool:
    """Return whether *given* says of a name with a default what is known of it."""
    name = fact.name
    same = (kind_of(given), given.nullable, given.ask, given.flip) == (
        name.kind,
        name.nullable,
        name.ask,
        name.flip,
    )
    return fact.default is not None and same and given.default in (None, fact.default)


def _one_of(words: Iterable[str]) -> str:
    return ", ".join(f"`{word}`" for word in words)


def _are_different_words(values: Sequence[object]) -> bool:
    return 0 < len(set(values)) == len(values) and all(isinstance(value, str) and value for value in values)


def _fits(given: Declaration, value: Scalar) -> bool:
    # A document has types of its own: a default is not read from text as a platform's value is.
    is_text = isinstance(value, str)
    return is_text is (kind_of(given) is Kind.STRING) and not is_unknown(conform_of(given)(value))


def kind_of(given: Declaration) -> Kind:
    """Return the shape of the declared values; an unknown type has one that no fact has."""
    return KINDS.get(given.type, Kind.DURATION) if isinstance(given.type, str) else Kind.STRING


def conform_of(given: Declaration) -> Callable[[Scalar], Value]:
    """Return what makes a custom value one of the declared type, or says that it does not fit."""
    kind, values = kind_of(given), None if isinstance(given.type, str) else frozenset(given.type)

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
