"""Loading: a text to a model, or all its faults at once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from returnkit.diagnostics import Diagnostic, Source
from returnkit.errors import DocumentError

from . import json, toml, yaml
from .characters import check_text
from .faults import MAX_CHARACTERS, Faults, refusal, shown
from .mismatch import diagnose
from .schema import reader
from .tree import Document, Format, Tree

M = TypeVar("M")

_SUFFIXES: dict[str, Format] = {".yaml": "yaml", ".yml": "yaml", ".toml": "toml", ".json": "json"}
_READERS = {"yaml": yaml.read, "toml": toml.read, "json": json.read}


def parse(text: str, *, name: str, format: Format | None = None) -> Document:
    """Read *text* to plain values that know their places.

    Args:
        text: The document; at most 1,048,576 characters, 100,000 values and 40 levels.
        name: What reports call it, usually a file name.
        format: The notation; None takes it from the suffix of *name*.

    Raises:
        DocumentError: The text is not in that notation, or breaks a rule of the house.
    """
    if len(text) > MAX_CHARACTERS:
        message = f"{len(text):,} characters, more than {MAX_CHARACTERS:,}"
        raise _refused(name, Diagnostic("document.size", message, help="split the document"))
    notation = format or _format_of(name)
    source = Source(name, text.removeprefix("\ufeff"))
    check_text(source)
    faults = Faults(source)
    if not source.text.strip():
        faults.add("empty", "the document is empty", (0, 1))
        faults.stop()
    said, root = _READERS[notation](faults)
    faults.check()
    return Document(source, said, Tree(faults.lines, root))


def load(
    text: str,
    model: type[M],
    *,
    name: str,
    format: Format | None = None,
    context: Mapping[str, object] | None = None,
) -> M:
    """Read *text* as a *model*.

    Args:
        text: The document, see `parse`.
        model: A pydantic model, or any type pydantic can check.
        name: What reports call the document.
        format: The notation; None takes it from the suffix of *name*.
        context: Handed to the model's validators.

    Raises:
        DocumentError: With every fault that was found, in the order of the text.
    """
    return validate(parse(text, name=name, format=format), model, context=context)


def validate(document: Document, model: type[M], *, context: Mapping[str, object] | None = None) -> M:
    """Return *document* as a *model*.

    Numbers, truths and texts are never turned into one another. A list becomes a tuple or a set,
    and a text a date, a time, a member of an enum or an exact number, where the model wants one.

    Raises:
        DocumentError: With every fault that was found, in the order of the text.
    """
    checked = reader(cast("Hashable", model))  # a type is hashable; mypy cannot say so of `type[M]`
    try:
        value: Any = checked.validator.validate_python(
            document.data, context=None if context is None else dict(context)
        )
    except ValidationError as exc:
        raise refusal(diagnose(exc, document, checked.schema), document.source) from exc
    return value  # type: ignore[no-any-return]  # the schema is the model's own


def _format_of(name: str) -> Format:
    for suffix, notation in _SUFFIXES.items():
        if name.lower().endswith(suffix):
            return notation
    message = f"the name {shown(name)} does not tell the format"
    help = "end it in .yaml, .toml or .json, or pass `format`"
    raise _refused(name, Diagnostic("document.format", message, help=help))


def _refused(name: str, fault: Diagnostic) -> DocumentError:
    return DocumentError((fault,), source=Source(name, ""))
