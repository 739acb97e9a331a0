"""Questions: facts that somebody would be asked for in vain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from returnkit.documents import Path
from returnkit.expr.ir import Field, fields
from returnkit.facts import STANDARD

from ..document import Fault
from ..examine import CONDITIONS
from .silence import dead_words
from .survey import Survey, warning

_TOGETHER: Final = (
    frozenset({"request.reason", "request.reason_parent", "request.fault"}),
    frozenset({"request.condition", "request.has_wardrobing_signs"}),
)
"""Standard names of which one answer tells all."""

_ASKED_ANYWAY: Final = frozenset({"request.resolution"})
"""What counts though no rule reads it: the wish picks among the offers."""


def never_asked(found: Survey) -> Iterator[Fault]:
    """Yield the facts to ask for that only rules read which never apply or never count."""
    if found.policy.vocabulary is not STANDARD:
        return  # facts of a program's own may be derived from any answer
    counting: set[str] = set(_ASKED_ANYWAY)
    if any(rule.does(key) for rule in found.policy.rules for key in ("by", "not_by")):
        counting.add("request.method")
    in_vain: dict[str, Path] = {}
    for path, field, counts in _read(found):
        if counts:
            counting.add(field.path)
            counting.update(*(several for several in _TOGETHER if field.path in several))
        else:
            in_vain.setdefault(field.path, path)
    for name, path in in_vain.items():
        place: Path = ("facts", name) if name in found.policy.facts else path
        if name not in counting and _is_asked(found, name):
            message = f"asking for `{name}` changes nothing: only rules that never count read it"
            help_ = "drop it with them, or let a rule count that reads it"
            yield warning(place, "policy.never_asked", message, help_)


def _is_asked(found: Survey, name: str) -> bool:
    """Return whether somebody is asked for the fact *name* because this policy reads it."""
    if name in found.policy.facts:
        return found.schema[name].ask is not None
    # Those who inspect look at goods anyway, and a floor reads names of its own accord.
    return found.schema[name].ask == "shopper" and not found.policy.floor


def _read(found: Survey) -> Iterator[tuple[Path, Field, bool]]:
    """Yield each fact that a rule reads, by the place where it does, and whether anything comes of it."""
    said, applying = found.said, {number for number, _ in found.speaking}
    for number, rule in enumerate(found.policy.rules):
        dead = dead_words(found, number, said[number]) if number in applying else {}
        # What adds to what other rules say counts wherever the rule applies.
        counting = {each.word.key for each in said.get(number, ()) if each.word not in dead}
        counting |= {"extend", "defer"}.intersection(rule.effects) if number in applying else set()
        for key in CONDITIONS:
            path: Path = ("rules", number, key)
            if path in found.nodes:
                yield from ((path, field, bool(counting)) for field in fields(found.nodes[path]))
        for key, text in rule.expressions:
            path = ("rules", number, key)
            yield from ((path, field, key in counting) for field in fields(found.amounts[text]))
