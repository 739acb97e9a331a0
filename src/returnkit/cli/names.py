"""Names: what cases of a policy can tell, as text or as JSON.

Keys are only ever added; `returnkit` is raised when one has to change. What does not apply is null.

```
{
  "returnkit": 1,
  "policy": "shop",
  "names": [{
    "name": "item.category",            a column of a table, or a key of `given`
    "kind": "string",                   boolean | number | string | instant | strings
    "values": [],                       where there are no others
    "can_be_null": true, "can_be_unknown": false,
    "doc": …
  }]
}
```
"""

from __future__ import annotations

import json
from typing import Final

from returnkit.policy import Policy
from returnkit.situations import Key, keys_of

FORM: Final = 1


def json_of(policy: Policy) -> str:
    """Return every key of situations under *policy* as JSON."""
    names = [
        {
            "name": key.path,
            "kind": key.kind.value,
            "values": list(key.name.values) if key.name and key.name.values else [],
            "can_be_null": key.can_be_null,
            "can_be_unknown": key.can_be_unknown,
            "doc": key.doc,
        }
        for key in keys_of(policy)
    ]
    told = {"returnkit": FORM, "policy": policy.id, "names": names}
    return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def text_of_names(policy: Policy) -> str:
    """Return them as aligned text, one a line."""
    keys = keys_of(policy)
    name, kind = max(len(key.path) for key in keys), max(len(key.kind) for key in keys)
    return "".join(f"{key.path:{name}}  {key.kind:{kind}}  {_said(key)}\n" for key in keys)


def _said(key: Key) -> str:
    values = ", ".join(key.name.values) if key.name and key.name.values else ""
    also = [word for word, can in (("null", key.can_be_null), ("unknown", key.can_be_unknown)) if can]
    told = [f"one of {values}" if values else "", f"or {', '.join(also)}" if also else ""]
    more = "; ".join(filter(None, told))
    return f"{key.doc} ({more})" if more else key.doc
