"""Checked: policies with everything that is to say about them, as text or as JSON.

Keys are only ever added; `returnkit` is raised when one has to change. What does not apply is null.

```
{
  "returnkit": 1,
  "faults": 0, "warnings": 1,           of all policies
  "policies": [{
    "name": "policy.yaml",              as it was given; <stdin> for `-`
    "found": [{
      "code": "policy.never_speaks",
      "severity": "warning",            error | warning
      "message": …, "help": …,
      "path": "rules[3].within",        empty for the whole text
      "line": 12, "column": 11, "length": 19     from 1
    }],
    "overlaps": [{                      null without `--overlaps`, and of a policy with faults
      "upper": "members", "lower": "season",     ids of rules
      "thing": "the window of `refund`",
      "above": "`60 days of delivery`", "below": "`90 days of delivery`",
      "path": "rules[3].within",        of the lower rule
      "line": 12, "column": 11, "length": 19
    }]
  }]
}
```
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from returnkit.diagnostics import Diagnostic, Severity, Source, Span, render, suggest
from returnkit.documents import Format, parse, path_text
from returnkit.policy import WARNING_CODES, check_policy, load_policy
from returnkit.verify import Overlap, overlaps

from .asked import OptionError
from .streams import STDIN, InputFileError, counted, put, read_text, shown_name

FORM: Final = 1
WARNED: Final = 1
FAULTY: Final = 2
MANY: Final = 20
"""Checking more policies than these takes so long that a terminal is told how far it is."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A policy and what was found in it.

    Attributes:
        name: What messages call it.
        source: Its text; None where it cannot be read.
        found: Its faults, or its warnings.
        overlaps: Where its rules cross, each with its place; None where nobody asked, or it has faults.
    """

    name: str
    source: Source | None
    found: tuple[Diagnostic, ...]
    overlaps: tuple[tuple[Overlap, Span | None], ...] | None = None


def check(
    paths: Sequence[str], *, strict: bool, ignored: Sequence[str], crossing: bool, as_json: bool
) -> int:
    """Print what there is to say about the policies at *paths*, and return the exit code.

    Args:
        paths: Files, or `-` for standard input.
        strict: Whether warnings count.
        ignored: Codes of warnings that are not told, with or without `policy.`.
        crossing: Whether to tell where rules cross.
        as_json: Whether to print JSON instead of text.

    Raises:
        OptionError: There is no warning of an ignored code.
    """
    codes = frozenset(map(_code, ignored))
    distinct = tuple(dict.fromkeys(paths))
    is_long = len(distinct) > MANY and not as_json
    checked = [
        _checked(path, codes, crossing=crossing) for path in (counted(distinct) if is_long else distinct)
    ]
    faults = _count(checked, Severity.ERROR)
    warnings = _count(checked, Severity.WARNING)
    if as_json:
        put(json.dumps(_shape(checked, faults, warnings), ensure_ascii=False, indent=2) + "\n")
    else:
        put("".join(map(_text, checked)))
        told = f"{_several(faults, 'fault')}, {_several(warnings, 'warning')}"
        if crossing:
            told += f", {_several(sum(len(each.overlaps or ()) for each in checked), 'overlap')}"
        put(f"{_several(len(checked), 'policy', 'policies')}: {told}\n")
    return FAULTY if faults else WARNED if warnings and strict else 0


def _code(text: str) -> str:
    code = f"policy.{text.removeprefix('policy.')}"
    if code not in WARNING_CODES:
        known = ", ".join(f"`{each.removeprefix('policy.')}`" for each in WARNING_CODES)
        help_ = suggest(code, WARNING_CODES) or f"there are {known}"
        raise OptionError("--ignore", f"no warning is called `{text}`", help=help_)
    return code


def _checked(path: str, ignored: Collection[str], *, crossing: bool) -> Checked:
    name = shown_name(path)
    try:
        text = read_text(path)
    except InputFileError as exc:
        return Checked(name, None, (Diagnostic(exc.code, str(exc), help=exc.help),))
    form: Format | None = "yaml" if path == STDIN else None
    found = check_policy(text, name=name, format=form)
    told = tuple(each for each in found if each.code not in ignored)
    if not crossing or any(each.severity is Severity.ERROR for each in found):
        return Checked(name, Source(name, text), told)
    document = parse(text, name=name, format=form)
    crossings = overlaps(load_policy(text, name=name, format=form))
    placed = tuple((each, document.span(each.path)) for each in crossings)
    return Checked(name, Source(name, text), told, placed)


def _text(checked: Checked) -> str:
    """Return what was found in a policy, its overlaps last."""
    lines = [render(found, checked.source) for found in checked.found]
    for each, span in checked.overlaps or ():
        where = f"{checked.name}:{span.line}:{span.column}" if span else checked.name
        lines.append(f"{where}  {path_text(each.path)}: overlap: {each}")
    return "".join(f"{line}\n" for line in lines)


def _count(checked: Iterable[Checked], severity: Severity) -> int:
    return sum(found.severity is severity for each in checked for found in each.found)


def _several(count: int, one: str, many: str | None = None) -> str:
    return f"{count or 'no'} {one if count == 1 else many or one + 's'}"


def _shape(checked: Sequence[Checked], faults: int, warnings: int) -> dict[str, Any]:  # Any: what JSON holds
    return {
        "returnkit": FORM,
        "faults": faults,
        "warnings": warnings,
        "policies": [
            {
                "name": each.name,
                "found": list(map(said, each.found)),
                "overlaps": None if each.overlaps is None else [_crossed(*found) for found in each.overlaps],
            }
            for each in checked
        ],
    }


def _crossed(found: Overlap, span: Span | None) -> dict[str, Any]:
    return {
        "upper": found.upper,
        "lower": found.lower,
        "thing": found.thing,
        "above": found.above,
        "below": found.below,
        "path": path_text(found.path),
        **_place(span),
    }


def said(found: Diagnostic) -> dict[str, Any]:
    """Return a fault or a warning as plain values."""
    return {
        "code": found.code,
        "severity": found.severity.value,
        "message": found.message,
        "help": found.help,
        "path": found.path,
        **_place(found.span),
    }


def _place(span: Span | None) -> dict[str, int | None]:
    return {
        "line": span.line if span else None,
        "column": span.column if span else None,
        "length": span.length if span else None,
    }
