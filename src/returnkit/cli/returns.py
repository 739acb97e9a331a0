"""Returns: returns of a desk as pages, tables and JSON.

Keys are only ever added; `returnkit` is raised when one has to change. What does not apply is null.

```
{
  "returnkit": 1,
  "id": "9f…", "rma": "R-7K2M9PX", "version": 3,
  "status": "approved", "approval": "approved", "shipping": "no_label", "money": "nothing_due",
  "exceptions": [],
  "return": {…}                         the return as it is stored, without the order
}
```
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from returnkit.decision import Audience, Decision
from returnkit.decision.writing import one_line
from returnkit.effects import EffectRecord
from returnkit.lifecycle import EVENT, Event, Outlook, Return, timers
from returnkit.storage import Page, Summary

from .shape import shape
from .streams import is_coloured

FORM: Final = 1
READERS: Final = (Audience.AGENT,)
HEAD: Final = ("rma", "order", "status", "shipping", "money", "requested")
_NAMES: Final = ("id", "rma", "order_id", "order_number", "customer_id")
_AXES: Final = ("status", "approval", "shipping", "money")
_INSTANTS: Final = ("submitted_at", "updated_at")


def json_of(return_: Return) -> str:
    """Return *return_* as JSON."""
    told: dict[str, Any] = {"returnkit": FORM, "id": return_.id, "rma": return_.rma}  # Any: what JSON holds
    told |= {"version": return_.version} | {name: getattr(return_, name).value for name in _AXES}
    told["exceptions"] = [each.value for each in return_.exceptions]
    told["return"] = return_.model_dump(mode="json", exclude={"order", "history"})
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def json_of_decision(decision: Decision) -> str:
    """Return why nothing was kept, as `returnkit decide --json` tells it."""
    return json.dumps(shape(decision), ensure_ascii=False, indent=2) + "\n"


def told(return_: Return) -> str:
    """Return *return_* as a page for staff."""
    return "\n".join(_page(return_)) + "\n"


def _page(return_: Return) -> Iterator[str]:
    yield f"{return_.rma} · order {one_line(return_.order.number)} · {return_.status.value}"
    axes = f"approval {return_.approval.value} · shipping {return_.shipping.value}"
    yield f"  {axes} · money {return_.money.value}"
    if return_.exceptions:
        yield f"  waits for a person: {', '.join(each.value for each in return_.exceptions)}"
    for place, item in enumerate(return_.items):
        line = return_.order.line(item.line_id)
        title = one_line(line.title) if line and line.title else item.line_id
        counts = f"asked {item.asked.quantity}, accepted {item.accepted}, received {item.received}"
        yield f"  {place}  {title}: {counts}, graded {item.graded}, settled {item.settled}"
    for each in return_.effects:
        amount = f" {each.amount}" if each.amount else ""
        ended = f" ({one_line(each.reference or each.reason or '')})" if each.reference or each.reason else ""
        yield f"  {each.kind.value}{amount}: {each.outlook.value}{ended}"
    if return_.due:
        yield f"  due from the customer: {return_.due}"
    if any(each.outlook is Outlook.ORDERED for each in return_.effects):
        yield "  `returnkit desk work` performs what is ordered"
    for timer in timers(return_):
        yield f"  {timer.at:%Y-%m-%d %H:%M}Z  {timer.kind.value}: {timer.cause}"


def log_text(events: Sequence[Event]) -> str:
    """Return *events*, one a line."""
    return "".join(f"{e.number:3}  {e.at:%Y-%m-%d %H:%M:%S}Z  {e.event:20}  {e.by}\n" for e in events)


def log_json(events: Sequence[Event]) -> str:
    """Return *events* as JSON."""
    listed = [EVENT.dump_python(each, mode="json") for each in events]
    return json.dumps({"returnkit": FORM, "events": listed}, ensure_ascii=False, indent=2) + "\n"


def json_of_page(page: Page) -> str:
    """Return *page* as JSON."""
    listed = [
        {name: getattr(each, name) for name in _NAMES}
        | {name: getattr(each, name).value for name in _AXES}
        | {name: getattr(each, name).isoformat() for name in _INSTANTS}
        for each in page.returns
    ]
    told = {"returnkit": FORM, "returns": listed, "next": page.next}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def text_of(page: Page) -> str:
    """Return *page* as aligned text, one return a line, for programs and files."""
    rows = [_row(each) for each in page.returns]
    widths = [max((len(row[n]) for row in rows), default=0) for n in range(len(HEAD))]
    lines = ("  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)) for row in rows)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def table_of(page: Page) -> str:
    """Return *page* as a table that fits the terminal, in colour where it is wanted."""
    from io import StringIO

    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for title in HEAD:
        table.add_column(title, no_wrap=title == "rma")
    for each in page.returns:
        table.add_row(*map(Text, _row(each)))
    out = StringIO()
    Console(file=out, force_terminal=is_coloured(), highlight=False).print(table)
    return out.getvalue()


def json_of_unresolved(records: Sequence[EffectRecord]) -> str:
    """Return effects that are neither done nor failed as JSON."""
    told = {"returnkit": FORM, "unresolved": unresolved(records)}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def text_of_unresolved(records: Sequence[EffectRecord]) -> str:
    """Return effects that are neither done nor failed, one a line: what is known, and the key."""
    return "".join(f"{each.state:9} {each.intent.key}\n" for each in records)


def unresolved(records: Sequence[EffectRecord]) -> list[dict[str, str]]:
    """Return the key and the state of each of *records*, for JSON."""
    return [{"key": each.intent.key, "state": each.state.value} for each in records]


def _row(each: Summary) -> tuple[str, ...]:
    words = (each.status.value, each.shipping.value, each.money.value)
    return (each.rma, one_line(each.order_number), *words, f"{each.submitted_at:%Y-%m-%d %H:%M}")
