"""Listed: the sources of orders, as a table, as text or as JSON.

Keys are only ever added; `returnkit` is raised when one has to change. What does not apply is null.

```
{
  "returnkit": 1,
  "sources": [{
    "name": "csv",                      what `--from` takes
    "origin": "returnkit",              the package that brings it, with its version where it is a plugin
    "summary": "a table of orders, one row a line",
    "error": null                       why nothing can be read from it
  }]
}
```
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from returnkit.decision.writing import one_line
from returnkit.importers import Source

from .streams import is_coloured

FORM: Final = 1
HEAD: Final = ("name", "origin", "reads")
_FAILS: Final = "broken: "


def json_of(found: Sequence[Source]) -> str:
    """Return *found* as JSON."""
    names = ("name", "origin", "summary", "error")
    listed = [{name: getattr(each, name) for name in names} for each in found]
    return json.dumps({"returnkit": FORM, "sources": listed}, ensure_ascii=False, indent=2) + "\n"


def text_of(found: Sequence[Source]) -> str:
    """Return *found* as aligned text, one source a line, for programs and files."""
    rows = list(map(_row, found))
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(2)]
    return "".join(f"{name:{widths[0]}}  {origin:{widths[1]}}  {said}\n" for name, origin, said in rows)


def table_of(found: Sequence[Source]) -> str:
    """Return *found* as a table that fits the terminal, in colour where it is wanted."""
    from io import StringIO

    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in HEAD:
        table.add_column(title, no_wrap=title == "name")
    for source in found:
        name, origin, said = map(Text, _row(source))
        name.stylize("bold")
        said.stylize("red" if source.error else "")
        table.add_row(name, origin, said)
    out = StringIO()
    Console(file=out, force_terminal=is_coloured(), highlight=False).print(table)
    return out.getvalue()


def _row(source: Source) -> tuple[str, str, str]:
    said = f"{_FAILS}{source.error}" if source.error else source.summary
    return one_line(source.name), one_line(source.origin), one_line(said)
