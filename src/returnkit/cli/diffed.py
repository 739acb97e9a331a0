"""Diffed: what changes from one policy to another, as text or as JSON.

Keys are only ever added; `returnkit` is raised when one has to change. What does not apply is null.

```
{
  "returnkit": 1,
  "same_text": false,
  "changes": [{
    "kind": "changed",                  setting | added | removed | renamed | moved | changed
    "rule": "standard",                 null for a setting of the policy
    "key": "within",                    null for the whole rule or its place
    "before": "30 days of delivery", "after": "31 days of delivery",
    "extent": null                      of a condition: no fewer | no more | the same, where that is proved
  }],
  "asked": 512,                         situations asked of both policies; no proof of the others
  "examples": [{                        one of each kind of difference
    "given": {"at": "day 31"},          as a cell of a table holds it
    "differs": ["verdict"],
    "before": {"verdict": "ineligible"}, "after": {"verdict": "eligible"},
    "count": 12                         of those asked that differ in the same way
  }]
}
```
"""

from __future__ import annotations

import json
from typing import Annotated, Any, Final

import typer

from returnkit.verify import Change, Example, PolicyDiff, diff

from .leaving import APART, leaving
from .notation import read_policy
from .streams import put

FORM: Final = 1
DIFFERS: Final = 1


def diff_command(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The policy as it was.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The policy as it is to be.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show what changes from one policy to another: in its text, and for orders.

    Exits with 0 when they say the same; 1 when something differs; 2 when a policy has faults or cannot be
    read, or the command is not well formed.
    """
    with leaving(APART):
        found = diff(read_policy(old), read_policy(new))
    put(json.dumps(_shape(found), ensure_ascii=False, indent=2) + "\n" if as_json else f"{found}\n")
    raise typer.Exit(0 if found.is_empty else DIFFERS)


def _shape(found: PolicyDiff) -> dict[str, Any]:  # Any: what JSON holds
    return {
        "returnkit": FORM,
        "same_text": not found.changes,
        "changes": list(map(_change, found.changes)),
        "asked": found.asked,
        "examples": list(map(_example, found.examples)),
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "rule": change.rule,
        "key": change.key or None,
        "before": change.before or None,
        "after": change.after or None,
        "extent": change.extent.value if change.extent else None,
    }


def _example(example: Example) -> dict[str, Any]:
    return {
        "given": dict(example.told),
        "differs": list(example.differs),
        "before": dict(example.before),
        "after": dict(example.after),
        "count": example.count,
    }
