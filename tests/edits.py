"""Edits: policies with one token changed, as a slip of the hand would change it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

from returnkit.documents import parse, write
from returnkit.errors import DocumentError
from returnkit.policy import Policy, content_hash, load_policy, write_policy

CONDITIONS: Final = ("when", "unless", "when_any", "when_all")
OFFERS: Final = ("offer", "for", "only", "withhold")
_NUMBER: Final = re.compile(r"(?<![\w.\"'])\d+(?:\.\d+)?(?![\w.\"'])")
_OPERATOR: Final = re.compile(r"==|!=|<=|>=|<|>|\band\b|\bor\b|\bnot in\b|\bnot ")
_OTHERS: Final = {
    "==": ("!=",),
    "!=": ("==",),
    "<=": ("<", ">="),
    ">=": (">", "<="),
    "<": ("<=", ">"),
    ">": (">=", "<"),
    "and": ("or",),
    "or": ("and",),
    "not in": ("in",),
    "not ": ("",),
}
_SPAN: Final = re.compile(r"^(?P<amount>\d+)(?= )")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")

Rules = list[dict[str, Any]]
"""The rules of a document. Any: what a document holds."""


@dataclass(frozen=True)
class Edit:
    """A policy and what was changed in it.

    Attributes:
        kind: `threshold`, `operator`, `days`, `offer` or `order`.
        where: The rule, and what became of what there.
        policy: The policy with the change.
    """

    kind: str
    where: str
    policy: Policy


def an_edit(random: Random, policy: Policy) -> Edit:
    """Return *policy* with one token changed, so that it loads and says something else."""
    name = "edited.json"
    while True:
        document: Any = parse(write_policy(policy, "json"), name=name).data
        kind = random.choice(tuple(KINDS))
        where = KINDS[kind](random, document["rules"])
        if where is None:
            continue
        try:
            edited = load_policy(write(document, "json"), name=name)
        except DocumentError:
            continue
        if content_hash(edited) != content_hash(policy):
            return Edit(kind, where, edited)


def _threshold(random: Random, rules: Rules) -> str | None:
    return _in_text(random, rules, _NUMBER, lambda found: _beside(random, found))


def _operator(random: Random, rules: Rules) -> str | None:
    return _in_text(random, rules, _OPERATOR, lambda found: random.choice(_OTHERS[found]))


def _in_text(random: Random, rules: Rules, token: re.Pattern[str], other: Callable[[str], str]) -> str | None:
    """Change one token of one condition."""
    places = [
        (rule, key, found)
        for rule in rules
        for key in CONDITIONS
        if isinstance(rule.get(key), str)
        for found in token.finditer(_without_texts(rule[key]))
    ]
    if not places:
        return None
    rule, key, found = random.choice(places)
    text = rule[key]
    new = other(found[0])
    rule[key] = text[: found.start()] + new + text[found.end() :]
    return f"{rule['id']}: {key}: {found[0].strip()} → {new.strip() or 'nothing'}"


def _without_texts(text: str) -> str:
    """Return *text* with what stands in quotes blotted out, so that places stay."""
    return re.sub(r'"[^"]*"', lambda found: '"' + "_" * (len(found[0]) - 2) + '"', text)


def _beside(random: Random, number: str) -> str:
    value = Decimal(number)
    step = Decimal(1).scaleb(value.as_tuple().exponent if "." in number else 0)  # type: ignore[arg-type]
    return format(value + random.choice((-step, step)) if value else value + step, "f")


def _days(random: Random, rules: Rules) -> str | None:
    """Change the length of a window, or a day of a season, by one."""
    places = [
        (rule, key, found)
        for rule in rules
        for key, token in (("within", _SPAN), ("extend", _DATE), ("defer", _DATE), ("placed", _DATE))
        if isinstance(rule.get(key), str)
        for found in token.finditer(rule[key])
    ]
    if not places:
        return None
    rule, key, found = random.choice(places)
    by = random.choice((-1, 1))
    if _DATE.fullmatch(found[0]):
        new = (date.fromisoformat(found[0]) + timedelta(days=by)).isoformat()
    else:
        new = str(max(1, int(found[0]) + by))
    rule[key] = rule[key][: found.start()] + new + rule[key][found.end() :]
    return f"{rule['id']}: {key}: {found[0]} → {new}"


def _offer(random: Random, rules: Rules) -> str | None:
    """Drop one of several offers, or put another in its place."""
    places = [(rule, key) for rule in rules for key in OFFERS if rule.get(key)]
    known = list(dict.fromkeys(name for rule in rules for name in _names(rule.get("offer"))))
    if not places:
        return None
    rule, key = random.choice(places)
    if isinstance(rule[key], dict):
        return None
    names = list(_names(rule[key]))
    place = random.randrange(len(names))
    others = [None, *(name for name in (*known, "repair") if name not in names)]
    new = random.choice(others if len(names) > 1 else others[1:])
    old, names[place : place + 1] = names[place], [new] if new else []
    rule[key] = names
    return f"{rule['id']}: {key}: {old} → {new or 'nothing'}"


def _names(given: object) -> Iterator[str]:
    if isinstance(given, str):
        yield given
    elif isinstance(given, list | dict):
        yield from (str(name) for name in given)


def _order(random: Random, rules: Rules) -> str | None:
    """Let two neighbouring rules change places."""
    place = random.randrange(len(rules) - 1)
    rules[place], rules[place + 1] = rules[place + 1], rules[place]
    return f"{rules[place]['id']} above {rules[place + 1]['id']}"


KINDS: Final[dict[str, Callable[[Random, Rules], str | None]]] = {
    "threshold": _threshold,
    "operator": _operator,
    "days": _days,
    "offer": _offer,
    "order": _order,
}
