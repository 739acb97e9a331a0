"""Why nots: why one rule did not decide, of every item, as text or as JSON.

Keys are only ever added; `returnkit` is raised when one has to change.

```
{
  "returnkit": 1,
  "policy": "rei-us", "order": "#1042", "at": "2026-12-05T18:00:00Z",
  "audience": "agent", "locale": "en",
  "rule": "members",
  "why_not": [{                         one an item; one in all where the rule is about the whole return
    "line": "910001",                   null for the whole return
    "outcome": "silent",                spoke | silent | unknown | not_needed
    "text": …,
    "lines": [{"key": …, "label": "because", "text": …, "values": {}}]
  }]
}
```
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from returnkit.decision import Audience, Decision, WhyNot, why_not
from returnkit.errors import UnknownRuleError

from .asked import OptionError
from .explained import head, lines


@dataclass(frozen=True, slots=True)
class WhyNots:
    """Why one rule did not decide.

    Attributes:
        decision: What it is about.
        audience: Who reads.
        locale: The language.
        rule: The rule's id.
        told: One an item, in the order of the decision; one in all where it is about the whole return.
    """

    decision: Decision
    audience: Audience
    locale: str
    rule: str
    told: tuple[WhyNot, ...]

    def __str__(self) -> str:
        return "\n\n".join(map(str, self.told)) + "\n"


def why_nots(decision: Decision, rule: str, audience: Audience, locale: str) -> WhyNots:
    """Return why *rule* did not decide about each item.

    Raises:
        OptionError: There is no such rule, or the reader does not read about rules.
    """
    if audience is Audience.SHOPPER:
        help_ = "use `--audience agent`, or `auditor`"
        raise OptionError("--rule", "shoppers do not read about rules", help=help_)
    told: list[WhyNot] = []
    try:
        for place in range(len(decision.items)):
            told.append(why_not(decision, rule, item=place, audience=audience, locale=locale))
            if told[-1].rule.is_of_return:
                break
    except UnknownRuleError as exc:
        raise OptionError("--rule", str(exc), help=exc.help) from exc
    return WhyNots(decision, audience, locale, rule, tuple(told))


def shape(found: WhyNots) -> dict[str, Any]:  # Any: what JSON holds
    """Return *found* as plain values, ready for `json.dumps`."""
    items = zip(found.decision.items, found.told, strict=False)  # of the whole return there is one only
    return head(found.decision, found.audience, found.locale) | {
        "rule": found.rule,
        "why_not": [
            {
                "line": None if each.rule.is_of_return else item.line_id,
                "outcome": each.rule.outcome.value,
                "text": each.head,
                "lines": lines(each.lines),
            }
            for item, each in items
        ],
    }
