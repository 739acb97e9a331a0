"""From pydantic's errors to faults: our words, the document's places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time, timedelta
from decimal import Decimal
from enum import Enum

from pydantic import ValidationError

from returnkit.diagnostics import Diagnostic, suggest
from returnkit.errors import FaultsError

from .branches import Mismatch, prune
from .faults import shown
from .schema import TAG, Schema
from .tree import Document, Path, path_text
from .walk import KEY, Location, known_keys, path_of, schema_at

_BOUNDS = {
    "greater_than": ("gt", "is not above"),
    "greater_than_equal": ("ge", "is below"),
    "less_than": ("lt", "is not below"),
    "less_than_equal": ("le", "is above"),
    "multiple_of": ("multiple_of", "is not a multiple of"),
}
_PLAIN_TYPE = re.compile(r"\b(string|integer|dictionary|boolean|tuple|list|frozenset|set)\b")
_PLAIN_WORDS = {
    "string": "text", "integer": "whole number", "dictionary": "mapping", "boolean": "true or false",
    "tuple": "list", "frozenset": "list", "set": "list", "list": "list",
}  # fmt: skip


def diagnose(error: ValidationError, document: Document, schema: Schema) -> list[Diagnostic]:
    """Return the faults *error* found in *document*, which was read by *schema*."""
    errors = [Mismatch.of(item) for item in error.errors(include_url=False, include_input=False)]
    kept = [item for item in prune(errors) if not _is_echo(item, document)]
    return [fault for item in kept for fault in _faults(item, document, schema)]


def _is_echo(error: Mismatch, document: Document) -> bool:
    # pydantic counts only the entries that fit, so a faulty entry can make its list "too short" as well.
    found = document.value(path_of(error.location))
    return (
        error.kind == "too_short"
        and isinstance(found, list)
        and len(found) >= error.context["min_length"]
        and len({repr(item) for item in found}) >= error.context["min_length"]
    )


def _faults(error: Mismatch, document: Document, schema: Schema) -> Iterable[Diagnostic]:
    path = path_of(error.location)
    cause = error.context.get("error")
    if isinstance(cause, FaultsError):
        return [_placed(fault, document, path) for fault in cause.faults]
    found = document.value(path)
    help = getattr(cause, "help", None)
    key = error.location[-1:] == (KEY,)
    if error.kind == "missing":
        code, message = "missing", f"{shown(str(path[-1]))} is missing"
    elif error.kind == "extra_forbidden":
        key = True
        code, message = "unknown_key", f"unknown key {shown(str(path[-1]))}"
        help = _keys_help(str(path[-1]), document, path, schema_at(schema, error.location[:-1]))
    elif error.kind in ("union_tag_not_found", "union_tag_invalid"):
        code, message, path, help = _tag_fault(error, document, path, schema)
    elif error.wanted:
        code = "type"
        message = f"expected {_either(error.wanted)}, found {_kind(path[-1] if key else found)}"
        help = _type_help(found, error.wanted)
    else:
        shown_value = path[-1] if key else found
        code, message = "value", _value_message(error, shown_value)
        if error.kind in ("literal_error", "enum") and isinstance(shown_value, str):
            help = suggest(shown_value, _members(error.location, schema))
    return [
        Diagnostic(
            f"document.{code}", message, path=path_text(path), span=document.span(path, key=key), help=help
        )
    ]


def _placed(fault: Diagnostic, document: Document, path: Path) -> Diagnostic:
    if isinstance(document.value(path), str):
        return document.placed(fault, path)
    inner = ("" if not path or fault.path[:1] in ("", "[") else ".") + fault.path
    return fault.at(path=path_text(path) + inner, span=document.span(path))


def _tag_fault(
    error: Mismatch, document: Document, path: Path, schema: Schema
) -> tuple[str, str, Path, str | None]:
    union = schema_at(schema, error.location) or {}
    about = union.get("metadata") or {}
    key, tags = about.get("key"), about.get("tags", [])
    found = document.value(path)
    if not isinstance(found, dict):
        return "type", f"expected a mapping, found {_kind(found)}", path, None
    known = f"one of {_listed(tags)}"
    if error.kind == "union_tag_not_found" or key is None:
        message = f"{shown(key)} is missing" if key else "no form fits"
        return "missing" if key else "value", message, (*path, key) if key else path, f"it is {known}"
    word = str(error.context.get("tag", "")).removeprefix(TAG)
    return "value", f"{shown(word)} is not {known}", (*path, key), suggest(word, tags)


def _value_message(error: Mismatch, found: object) -> str:
    context, value = error.context, _written(found)
    if error.kind in ("value_error", "assertion_error"):
        said = str(context.get("error") or error.said).strip()
        return " ".join(said.split()) or "this value is not accepted"
    if error.kind in _BOUNDS:
        name, words = _BOUNDS[error.kind]
        return f"{value} {words} {_written(context[name], bare=True)}"
    match error.kind:
        case "literal_error" | "enum":
            expected = re.findall(r"'((?:[^'\\]|\\.)*)'|([^\s',]+)", str(context.get("expected", "")))
            return f"{value} is not one of {_listed(text or word for text, word in expected if word != 'or')}"
        case "too_short":
            least = _counted(context["min_length"], "entry", "entries")
            return f"{context['actual_length']} of at least {least}"
        case "too_long":
            count = len(found) if isinstance(found, list | dict) else "more"
            return f"{count} of at most {_counted(context['max_length'], 'entry', 'entries')}"
        case "string_too_short":
            return f"{value} is shorter than {_counted(context['min_length'], 'character', 'characters')}"
        case "string_too_long":
            return f"{value} is longer than {_counted(context['max_length'], 'character', 'characters')}"
        case "string_pattern_mismatch":
            return f"{value} does not match {shown(str(context['pattern']))}"
        case "decimal_max_places":
            return f"{value} has more than {_counted(context['decimal_places'], 'decimal', 'decimals')}"
        case "decimal_max_digits":
            return f"{value} has more than {_counted(context['max_digits'], 'digit', 'digits')}"
        case "timezone_aware":
            return f"{value} names no time zone"
        case "date_parsing" | "date_from_datetime_parsing":
            return f"{value} is not a date of the calendar"
        case "datetime_parsing" | "datetime_from_date_parsing":
            return f"{value} is not an instant of the calendar"
        case "time_parsing":
            return f"{value} is not a time of day"
        case _:
            said = _PLAIN_TYPE.sub(lambda word: _PLAIN_WORDS[word[0]], " ".join(error.said.split()))
            said = said.removeprefix("Input ").removeprefix("Value error, ")
            return said[:1].lower() + said[1:].replace("'", "`")


def _keys_help(word: str, document: Document, path: Path, schema: Schema | None) -> str | None:
    known = known_keys(schema)
    around = document.value(path[:-1])
    used = set(around) if isinstance(around, dict) else set()
    if close := suggest(word, [key for key in known if key not in used]) or suggest(word, known):
        return close
    return f"known here: {_listed(known)}" if known else None


def _members(location: Location, schema: Schema) -> list[str]:
    if location[-1:] == (KEY,):
        location = (*location[:-2], KEY)
    there = schema_at(schema, location) or {}
    options = there.get("expected") or there.get("members") or ()
    return [str(option.value if isinstance(option, Enum) else option) for option in options]


def _type_help(found: object, wanted: tuple[str, ...]) -> str | None:
    if "true or false" in wanted and isinstance(found, str):
        word = found.lower()
        meant = {"true": "true", "yes": "true", "on": "true", "false": "false", "no": "false", "off": "false"}
        return f"write `{meant[word]}`" if word in meant else None
    if wanted == ("a text",) and isinstance(found, bool | int | Decimal):
        return "write it in quotes"
    return None


def _kind(value: object) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return f"`{_written(value, bare=True)}`"
        case int():
            return "a number"
        case Decimal():
            return "a number with a fraction"
        case str():
            return "a text"
        case list():
            return "a list"
        case _:
            return "a mapping"


def _written(value: object, *, bare: bool = False) -> str:
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return f"{value:g}"
        case Decimal():
            return format(value, "f")
        case date() | time():
            return value.isoformat() if bare else f"`{value.isoformat()}`"
        case timedelta():
            return str(value)
        case str():
            return value if bare else shown(value)
        case list():
            return "a list"
        case _:
            return "a mapping"


def _either(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " or " + words[-1]


def _listed(words: Iterable[str]) -> str:
    quoted = [shown(word) for word in words]
    return ", ".join(quoted[:12]) + (", …" if len(quoted) > 12 else "")


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
