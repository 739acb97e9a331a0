"""Changes: what the text of one policy says otherwise than that of another, by rule and key."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from returnkit.documents import parse
from returnkit.expr.propositions import Proposition
from returnkit.ids import RuleId
from returnkit.policy import Policy, compile_policy, write_policy
from returnkit.policy.examine import CONDITIONS

_CONDITIONS: Final = ("placed", *CONDITIONS)

NAMES: Final = ("define", "facts")
"""The settings that hold names of the policy's own, each told by itself: `define fault`."""


class ChangeKind(StrEnum):
    """What became of a rule or a setting, in the order in which changes are told."""

    SETTING = "setting"
    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    MOVED = "moved"
    CHANGED = "changed"


class Extent(StrEnum):
    """What is proved of the orders that a changed condition is true of, beside those of before."""

    NO_FEWER = "no fewer"
    """All of before; whether there are more is not proved."""
    NO_MORE = "no more"
    """None but those of before; whether all of them is not proved."""
    SAME = "the same"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is said otherwise.

    Attributes:
        kind: What became of it.
        rule: The rule, by its new id where it has one; None is a setting of the policy.
        key: The key that changed, such as `within`; empty where it is the whole rule or its place.
        before: What was said; for a rule that moved or was renamed, where it stood or its old id.
        after: What is said; likewise.
        extent: Of a condition, of which orders it is true, where that is proved.
    """

    kind: ChangeKind
    rule: RuleId | None
    key: str = ""
    before: str = ""
    after: str = ""
    extent: Extent | None = None

    def __str__(self) -> str:
        match self.kind:
            case ChangeKind.ADDED:
                return f"+ {self.rule}  {self.after}"
            case ChangeKind.REMOVED:
                return f"- {self.rule}"
            case ChangeKind.RENAMED:
                return f"~ {self.rule}  was called {self.before}"
            case ChangeKind.MOVED:
                return f"~ {self.rule}  moved {self.after}"
            case _:
                extent = f"  ({_EXTENTS[self.extent]})" if self.extent else ""
                who = self.rule or "policy"
                return f"~ {who}  {self.key}: {self.before or 'nothing'} → {self.after or 'nothing'}{extent}"


_EXTENTS: Final = {
    Extent.NO_FEWER: "true of all orders as before, and perhaps of more",
    Extent.NO_MORE: "true of no other orders than before, and perhaps of fewer",
    Extent.SAME: "true of the same orders",
}


def changes(old: Policy, new: Policy) -> tuple[Change, ...]:
    """Return what *new* says otherwise than *old*: settings first, then rules in the order of *new*.

    Raises:
        DocumentError: One of them has faults.
    """
    before, after = _document(old), _document(new)
    was = {rule["id"]: rule for rule in before.pop("rules")}
    now = {rule["id"]: rule for rule in after.pop("rules")}
    names = _renamed(was, now)
    found = [*_settings(before, after)]
    moved = _moved([names.get(id, id) for id in was], list(now))
    old_names = {new_name: old_name for old_name, new_name in names.items()}
    for id, rule in now.items():
        old_id = old_names.get(id, id)
        if old_id not in was:
            found.append(Change(ChangeKind.ADDED, RuleId(id), after=_place(list(now), id)))
            continue
        if old_id != id:
            found.append(Change(ChangeKind.RENAMED, RuleId(id), before=old_id, after=id))
        if id in moved:
            found.append(Change(ChangeKind.MOVED, RuleId(id), after=_place(list(now), id)))
        found += _of_rule(old, new, was[old_id], rule)
    gone = (id for id in was if id not in now and id not in names)
    found += [Change(ChangeKind.REMOVED, RuleId(id)) for id in gone]
    return tuple(found)


def _document(policy: Policy) -> dict[str, Any]:  # Any: what a document holds
    found: Any = parse(write_policy(policy, "json"), name="policy.json").data
    return dict(found)


def _settings(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for key in dict.fromkeys([*before, *after]):
        one, two = before.get(key), after.get(key)
        if one == two:
            continue
        if key in NAMES and isinstance(one or {}, Mapping) and isinstance(two or {}, Mapping):
            olds: dict[str, Any] = one or {}
            news: dict[str, Any] = two or {}
            for name in dict.fromkeys([*olds, *news]):
                if olds.get(name) != news.get(name):
                    said = (_text(olds.get(name)), _text(news.get(name)))
                    yield Change(ChangeKind.SETTING, None, f"{key} {name}", *said)
        else:
            yield Change(ChangeKind.SETTING, None, key, _text(one), _text(two))


def _renamed(was: Mapping[str, Any], now: Mapping[str, Any]) -> dict[str, str]:
    """Return the new names of rules that say what they said under another."""
    gone = {id: _body(rule) for id, rule in was.items() if id not in now}
    new = {id: _body(rule) for id, rule in now.items() if id not in was}
    found: dict[str, str] = {}
    for old_id, body in gone.items():
        same = next((id for id, other in new.items() if other == body and id not in found.values()), None)
        if same is not None:
            found[old_id] = same
    return found


def _body(rule: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in rule.items() if key != "id"}


def _moved(was: Sequence[str], now: Sequence[str]) -> frozenset[str]:
    """Return the fewest names of both whose moving turns the one order into the other."""
    places = {name: place for place, name in enumerate(now)}
    common = [name for name in was if name in places]
    tails: list[int] = []
    chains: list[list[str]] = []
    for name in common:
        at = bisect_left(tails, places[name])
        chain = [*(chains[at - 1] if at else []), name]
        tails[at : at + 1], chains[at : at + 1] = [places[name]], [chain]
    return frozenset(common).difference(chains[-1] if chains else ())


def _place(ids: Sequence[str], id: str) -> str:
    """Return between which rules *id* stands."""
    place = ids.index(id)
    above = f"below {ids[place - 1]}" if place else "to the top"
    return f"{above}, above {ids[place + 1]}" if place + 1 < len(ids) else above


def _of_rule(old: Policy, new: Policy, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Change]:
    id = RuleId(now["id"])
    extent = None
    if any(was.get(key) != now.get(key) for key in _CONDITIONS):
        extent = _extent(_proposition(old, was["id"]), _proposition(new, id))
    for key in dict.fromkeys([*was, *now]):
        if key != "id" and was.get(key) != now.get(key):
            said = (_text(was.get(key)), _text(now.get(key)))
            yield Change(ChangeKind.CHANGED, id, key, *said, extent if key in _CONDITIONS else None)


def _extent(before: Proposition | None, after: Proposition | None) -> Extent | None:
    if before is None or after is None:
        return None
    has_all, has_no_other = before.implies(after), after.implies(before)
    if has_all and has_no_other:
        return Extent.SAME
    return Extent.NO_FEWER if has_all else Extent.NO_MORE if has_no_other else None


def _proposition(policy: Policy, id: str) -> Proposition | None:
    compiled = compile_policy(policy)
    condition = next((each for each in compiled.conditions if each.rule == id), None)
    return None if condition is None else Proposition.of(condition.node, compiled.schema)


def _text(value: Any) -> str:  # Any: what a document holds
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case Decimal():
            return format(value, "f")
        case list():
            return "[" + ", ".join(map(_text, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{key}: {_text(each)}" for key, each in value.items()) + "}"
        case _:
            return str(value)
