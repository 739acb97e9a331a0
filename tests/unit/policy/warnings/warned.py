"""Small policies as texts, and what they are warned of."""

from __future__ import annotations

from returnkit.documents import path_text
from returnkit.policy import load_policy
from returnkit.policy.warnings import warnings_of

HEAD = """\
policy: shop
timezone: America/Chicago
facts:
  item.grade: {type: [new, worn, dirty], ask: shopper}
  item.is_opened: {type: boolean, ask: shopper}
define:
  member: customer.tier in ["plus", "total"]
"""
ALL = "{id: all, offer: [refund, exchange], within: 30 days of delivery}"
# What reads every name of the head, so that none of them is unused.
NAMES = '{id: names, unless: member or item.is_opened or item.grade == "new", extend: 1 day}'


def found_in(*rules: str, head: str = HEAD, names: str = NAMES) -> list[tuple[str, str]]:
    """Return code and path, and message, of each warning of a policy with *rules*."""
    text = head + "rules:\n" + "".join(f"- {rule}\n" for rule in (*rules, names) if rule)
    found = warnings_of(load_policy(text))
    return [(f"{each.code.removeprefix('policy.')} {path_text(path)}", each.message) for path, each in found]


def told(*rules: str, head: str = HEAD, names: str = NAMES) -> dict[str, str]:
    """Return the messages of the warnings of a policy with *rules*, by their codes and paths."""
    return dict(found_in(*rules, head=head, names=names))


def warned(*rules: str, head: str = HEAD, names: str = NAMES) -> list[str]:
    """Return the codes and paths of the warnings of a policy with *rules*."""
    return [where for where, _ in found_in(*rules, head=head, names=names)]
