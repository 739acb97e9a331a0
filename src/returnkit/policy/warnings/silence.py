"""Silence: rules that never apply, and effects that rules above have decided whenever theirs applies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from returnkit.documents import Path
from returnkit.expr.ir import Node, Not, fields
from returnkit.expr.propositions import Proposition
from returnkit.expr.schema import Schema

from ..document import Fault
from ..rules import Rule
from .repeats import repeated_rules
from .speech import STANDINGS, Said, Word
from .survey import Survey, warning

_EVEN_ABSENT: Final = ("offer", *STANDINGS)
"""What counts of an offer that is not there: that all are refused is told even where there is none."""

_OF_NO_SCOPE: Final = ("offer", "withhold", "only", "by", "not_by", "whole", "approve")
"""What a rule says whichever offers it is about."""


def never_true(found: Survey) -> Iterator[Fault]:
    """Yield the conditions that nothing can meet."""
    for number, rule in enumerate(found.policy.rules):
        if found.premises[number].is_never_true:
            yield _never_true(found, number, rule)


def _never_true(found: Survey, number: int, rule: Rule) -> Fault:
    code, help_ = "policy.never_true", "change the condition, or drop the rule"
    for key in ("when", "when_any", "when_all", "unless"):
        node = found.nodes.get(("rules", number, key))
        if node is None:
            continue
        asked = Not(node) if key == "unless" else node
        if Proposition.of(asked, found.schema).is_never_true:
            is_ = "can never be false, so the rule never applies" if key == "unless" else "can never be true"
            of_item = " of an item" if key in ("when_any", "when_all") else ""
            path: Path = ("rules", number, key)
            return warning(path, code, f"`{key}` {is_}{of_item}", _bounds(asked, found.schema) or help_)
    met = [key for key in ("placed", "when", "unless") if getattr(rule, key) is not None]
    if not found.premises[number].whole.is_never_true:
        met = ["when_any", "when_all"]
    asked_for = " and ".join(f"not `{key}`" if key == "unless" else f"`{key}`" for key in met)
    message = f"nothing meets {asked_for}: the rule never applies"
    return warning(("rules", number, met[-1]), code, message, help_)


def _bounds(node: Node, schema: Schema) -> str | None:
    """Return between what the numbers of *node* lie, where that is why it can never be true."""
    free = Schema(replace(name, minimum=None, maximum=None) for name in schema)
    if Proposition.of(node, free).is_never_true:
        return None
    names = [schema[field.path] for field in fields(node)]
    said = [
        f"`{name.path}` is {name.minimum} or more"
        if name.maximum is None
        else f"`{name.path}` lies between {name.minimum or 0} and {name.maximum}"
        for name in names
        if name.minimum is not None or name.maximum is not None
    ]
    return "; ".join(said)


def never_speaks(found: Survey) -> Iterator[Fault]:
    """Yield the effects that never count: where their rule applies, rules above have spoken already."""
    repeated = repeated_rules(found)  # told as a whole, see `written_twice`
    for number, said in found.said.items():
        if number not in repeated:
            yield from _told(found, number, said, dead_words(found, number, said))


def dead_words(found: Survey, number: int, said: Iterable[Said]) -> dict[Word, tuple[int, ...]]:
    """Return the words of the rule *number* that never count, each with the rules that speak before it."""
    deciders: dict[Word, list[int | None]] = {}
    for word, thing, offer in said:
        if offer and word.key not in _EVEN_ABSENT and not found.can_be_offered(offer, number):
            continue
        deciders.setdefault(word, []).append(found.silencer(number, thing))
    return {
        word: tuple(sorted({n for n in numbers if n is not None}))
        for word, numbers in deciders.items()
        if None not in numbers
    }


def _told(
    found: Survey, number: int, said: Sequence[Said], dead: dict[Word, tuple[int, ...]]
) -> Iterator[Fault]:
    """Yield one warning an effect that never counts, or one a name of those of which only some do not."""
    words = list(dict.fromkeys(each.word for each in said))
    rule = found.policy.rules[number]
    live = {word.key for word in words if word not in dead} | {"extend", "defer"}.intersection(rule.effects)
    for key in dict.fromkeys(word.key for word in words):
        of_key = [word for word in words if word.key == key]
        silent = [word for word in of_key if word in dead]
        if key == "offer" and not rule.scope and live.difference(_OF_NO_SCOPE):
            continue  # here it says which offers the rest of the rule is about
        if len(silent) == len(of_key):
            yield _silence(found, number, key, "", tuple(n for word in silent for n in dead[word]))
        else:
            yield from (_silence(found, number, key, word.name, dead[word]) for word in silent)


def _silence(found: Survey, number: int, key: str, name: str, above: tuple[int, ...]) -> Fault:
    deciders = sorted(set(above))
    named = found.named(deciders)
    what = f"what `{key}` says of `{name}`" if name else f"`{key}`"
    if all(found.premises[n].is_always_true for n in deciders):
        why = f"{named} above always {'speaks' if len(deciders) == 1 else 'speak'} first"
    else:
        why = (
            f"where this rule applies, {named} above {'has' if len(deciders) == 1 else 'have'} spoken already"
        )
    help_ = f"move this rule above {named}, or drop what never counts"
    if key == "offer":
        help_ = f"drop it: {named} above {'puts' if len(deciders) == 1 else 'put'} it on the table"
    return warning(("rules", number, key), "policy.never_speaks", f"{what} never counts: {why}", help_)
