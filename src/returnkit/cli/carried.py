"""Carried: the carriers that labels are bought from, and whether each keeps its contract.

Keys are only ever added; `returnkit` is raised when one has to change. What does not apply is null.

```
{
  "returnkit": 1,
  "carriers": [{
    "name": "manual",
    "origin": "returnkit",              the package that brings it, with its version where it is a plugin
    "summary": "labels that the merchant has from elsewhere, or none",
    "capabilities": ["label", "qr_code", "label_less"],
    "settings": [],                     what it needs to be opened
    "options": ["drop_off"],            what may be left out
    "error": null                       why its plugin is disabled
  }]
}
```
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Final

import typer

from returnkit.carriers import Capability, RegisteredCarrier, carriers, examine
from returnkit.decision.writing import one_line

from .leaving import leaving
from .streams import complain, put

FORM: Final = 1
carriers_app: Final = typer.Typer(
    add_completion=False, rich_markup_mode=None, no_args_is_help=True, help="Look at what labels come from."
)


@carriers_app.command("list")
def list_command(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """List the carriers that labels come from, those of plugins among them. Nothing of theirs is loaded.

    Exits with 0, also where a plugin is broken; 2 when the command is not well formed.
    """
    found = carriers()
    put(json_of(found) if as_json else text_of(found))


@carriers_app.command("check")
def check_command(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The carrier, as `list` names it.")],
) -> None:
    """Check whether a carrier keeps its contract, as far as can be told without asking it anything.

    Exits with 0 when it does; 1 when it does not, or there is no such carrier; 2 when the command is not
    well formed.
    """
    with leaving():
        faults = examine(name)
    for fault in faults:
        complain(f"{name}: {fault}")
    if faults:
        raise typer.Exit(1)
    put(f"{name}: no faults; what only shows when it is asked, `returnkit.testing.CarrierConformance` asks\n")


def json_of(found: Sequence[RegisteredCarrier]) -> str:
    """Return *found* as JSON."""
    listed = [
        {
            "name": each.name,
            "origin": each.origin,
            "summary": each.summary,
            "capabilities": _able(each),
            "settings": each.settings,
            "options": each.options,
            "error": each.error,
        }
        for each in found
    ]
    return json.dumps({"returnkit": FORM, "carriers": listed}, ensure_ascii=False, indent=2) + "\n"


def text_of(found: Sequence[RegisteredCarrier]) -> str:
    """Return *found* as aligned text, one carrier a line."""
    rows = [
        (one_line(each.name), one_line(each.origin), one_line(f"broken: {each.error}" if each.error else ""))
        for each in found
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(2)]
    lines = []
    for each, (name, origin, broken) in zip(found, rows, strict=True):
        said = broken or f"{', '.join(_able(each))}: {one_line(each.summary)}"
        lines.append(f"{name:{widths[0]}}  {origin:{widths[1]}}  {said}\n")
    return "".join(lines)


def _able(carrier: RegisteredCarrier) -> list[str]:
    return [each.value for each in Capability if each in carrier.capabilities]
