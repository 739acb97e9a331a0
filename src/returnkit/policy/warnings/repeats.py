"""Repeats: what a policy says a second time, where it has been said already."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Final

from returnkit.expr.backends.printer import to_text

from ..document import Fault, binds
from ..rules import EFFECTS, Rule
from .parts import constants_of
from .reach import Rules, places, rules_at
from .survey import Survey, warning

_ADDING: Final = ("extend", "defer", "review")
"""Effects that count beside those of other rules; of the rest the first decides, see `never_speaks`."""


def written_twice(found: Survey) -> Iterator[Fault]:
    """Yield the rules, the effects and the parts of conditions that stand there already."""
    code, help_ = "policy.written_twice", "drop one of the two, or change what was meant otherwise"
    terms = ((path, to_text(each.part)) for path, _, each in constants_of(found) if each.is_repeated)
    for path, text in dict.fromkeys(terms):
        yield warning(path, code, f"`{path[-1]}` says `{text}` twice", help_)
    repeated = repeated_rules(found)
    for number, rule in found.speaking:
        if number in repeated:
            message = f"{found.named((repeated[number],))} above says the same under the same condition"
            yield warning(("rules", number, "id"), code, message, help_)
            continue
        for key in _ADDING:
            said = _said_above(found, number, key) if rule.does(key) else None
            if said is not None:
                message = f"{found.named((said,))} above says the same `{key}` under the same condition"
                yield warning(("rules", number, key), code, message, help_)


def repeated_rules(found: Survey) -> dict[int, int]:
    """Return the rules that say all that a rule above says under the same condition, with that rule."""
    alike: dict[Hashable, Rules] = {}
    repeated: dict[int, int] = {}
    for number, rule in found.speaking:
        said = (rule.internal, rule.say, rule.after, rule.binds, *(getattr(rule, key) for key in EFFECTS))
        above = _equal_to(found, number, alike.get(said, 0))
        if above is None:
            alike[said] = alike.get(said, 0) | 1 << number
        else:
            repeated[number] = above
    return repeated


def _said_above(found: Survey, number: int, key: str) -> int | None:
    """Return a rule above that says the same *key* of all that the rule *number* says it of, or None."""
    rule, above = found.policy.rules[number], found.reach.alike(number) & ((1 << number) - 1)
    saying = (n for n in places(above) if _covers(found, found.policy.rules[n], rule, key))
    return _equal_to(found, number, rules_at(saying))


def _covers(found: Survey, rule: Rule, other: Rule, key: str) -> bool:
    """Return whether *rule* says the same *key* of all that *other* says it of, and as openly."""
    if getattr(rule, key) != getattr(other, key) or rule.internal is not other.internal:
        return False
    return all(binds(rule, offer) for offer in found.offers if binds(other, offer))


def _equal_to(found: Survey, number: int, above: Rules) -> int | None:
    """Return the first of the rules *above* that applies exactly where the rule *number* does, or None."""
    alike = places(above & found.reach.alike(number))
    return next((n for n in alike if found.implies(number, n) and found.implies(n, number)), None)
