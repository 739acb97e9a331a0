"""Told: what the readers of a retailer's case read, and the files that hold it.

`RETURNKIT_WRITE=1 python3 dev.py test -- tests/explanations` writes the files anew, and fails where they
change: read what changed, and run again.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

import pytest

from returnkit.decision import Decision, decide, explain
from returnkit.facts import Order
from tests.retailers import facts_of
from tests.unit.policy.test_retailers import CASES, policy_of

Told: TypeAlias = Mapping[str, Mapping[str, str]]
"""Texts by reader and language, then by the ids of the cases that read alike.

Auditors read much, and much of it again and again: of all cases but the first of each policy, the lines by
which they differ from that one.
"""

READERS: Final = ("shopper", "agent", "auditor")
LOCALES: Final = ("en", "ko")
WRITES: Final = bool(os.environ.get("RETURNKIT_WRITE"))

_CASES: Final = {case["id"]: (retailer, name, case) for retailer, name, case in CASES}

IDS: Final = tuple(_CASES)


@cache
def decided(id: str) -> Decision:
    """Return the decision of the case *id*; its line is called by its category."""
    _, name, case = _CASES[id]
    policy = policy_of(name)
    facts = facts_of(case, policy)
    return decide(policy, **{**facts, "order": _called(facts["order"])})


def _called(order: Order) -> Order:
    lines = []
    for line in order.lines:
        words = (line.category or "thing").replace("_", " ")
        lines.append(line.evolve(title=words.upper() if len(words) == 2 else words.capitalize()))
    return order.evolve(lines=tuple(lines))


@cache
def told(id: str, reader: str, locale: str) -> str:
    """Return what *reader* reads of the case *id*, or by what it differs from the first of its policy."""
    text = str(explain(decided(id), audience=reader, locale=locale))  # type: ignore[arg-type]  # of READERS
    first = next(other for other, (_, name, _) in _CASES.items() if name == _CASES[id][1])
    if reader != "auditor" or id == first:
        return text
    before = told(first, reader, locale)
    if text == before:
        return text
    _, _, *lines = unified_diff(before.splitlines(), text.splitlines(), n=0, lineterm="")
    return "\n".join("@@" if line.startswith("@@") else line for line in lines)


def ids_of(retailer: str) -> list[str]:
    """Return the ids of the cases of *retailer*."""
    return [id for id, (name, _, _) in _CASES.items() if name == retailer]


def each(texts: Told) -> pytest.MarkDecorator:
    """Return the parameters of a test: every case with its reader, its language and its text."""
    found = [
        pytest.param(id, *key.split(), text, id=f"{id}-{key.replace(' ', '-')}")
        for key, by_ids in texts.items()
        for ids, text in by_ids.items()
        for id in ids.split()
    ]
    return pytest.mark.parametrize(("id", "reader", "locale", "text"), found)


def check_complete(texts: Told, retailer: str) -> None:
    """Assert that every case of *retailer* is told to every reader in every language."""
    wanted = {f"{reader} {locale}" for reader in READERS for locale in LOCALES}
    assert texts.keys() == wanted
    for by_ids in texts.values():
        assert sorted(id for ids in by_ids for id in ids.split()) == sorted(ids_of(retailer))


def write(path: Path, retailer: str) -> None:
    """Write the texts of *retailer* into the file at *path*, all else in it kept."""
    head, _, rest = path.read_text(encoding="utf-8").partition("TOLD: Final[Told] = {")
    path.write_text(head + "".join(_written(retailer)) + rest.partition("\n}")[2], encoding="utf-8")


def _written(retailer: str) -> Iterator[str]:
    yield "TOLD: Final[Told] = {\n"
    for reader in READERS:
        for locale in LOCALES:
            alike: dict[str, list[str]] = {}
            for id in ids_of(retailer):
                alike.setdefault(told(id, reader, locale), []).append(id)
            yield f'    "{reader} {locale}": {{\n'
            for text, ids in alike.items():
                yield f'        "{" ".join(ids)}": """\\\n{text}\n""",\n'
            yield "    },\n"
    yield "}"
