"""Writing: plain values to a text that reads as the same values."""

from __future__ import annotations

from typing import Final

from returnkit.errors import DocumentError, WritingError

from .loading import parse
from .plain import Plain
from .tree import Format
from .writers import json, toml, yaml

_WRITERS: Final = {"yaml": yaml.write, "toml": toml.write, "json": json.write}


def write(data: dict[str, Plain], format: Format) -> str:
    """Return *data* as a document in the notation *format*.

    # INVARIANT (what is written is what is read): the text was read again before it is returned.

    Raises:
        WritingError: No document can hold *data*: a text in it has controls, or it is too large.
    """
    text = _WRITERS[format](data)
    try:
        read = parse(text, name="the document", format=format).data
    except DocumentError as exc:
        fault = exc.faults[0]
        raise WritingError(f"{fault.path or 'the document'}: {fault.message}", help=fault.help) from exc
    if read != data:
        raise WritingError(f"{format} would not give the document back as it is")
    return text
