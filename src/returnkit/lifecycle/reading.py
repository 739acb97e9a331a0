"""Reading: a command as JSON, or all that is wrong with it, each with its place."""

from __future__ import annotations

from pydantic import ValidationError

from returnkit.documents import parse
from returnkit.documents.mismatch import diagnose
from returnkit.documents.schema import reader
from returnkit.errors import CommandError, DocumentError

from .commands import Command


def read_command(text: str) -> Command:
    """Read *text*, a JSON object whose `command` tells what it is.

    Args:
        text: At most 1,048,576 characters, 100,000 values and 40 levels.

    Raises:
        CommandError: With every fault, each with its path and its place in the text.
    """
    try:
        document = parse(text, name="command", format="json")
    except DocumentError as exc:
        raise CommandError(exc.faults, source=exc.source) from exc
    checked = reader(Command)
    try:
        command: Command = checked.validator.validate_json(document.source.text)
    except ValidationError as exc:
        faults = tuple(diagnose(exc, document, checked.schema))
        raise CommandError(faults, source=document.source) from exc
    return command
