"""Candidates: what to tell of an order so that what is said otherwise shows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, islice, product
from typing import Final, NamedTuple

from returnkit.expr.ir import Field, Named, Node, walk
from returnkit.expr.schema import is_unknown
from returnkit.ids import RuleId
from returnkit.policy import Policy, compile_policy
from returnkit.policy.examine import CONDITIONS
from returnkit.policy.warnings import survey
from returnkit.situations import Given, spread
from returnkit.testing.generating import Level, generate
from returnkit.testing.generating.levers import levers_of

from .changes import NAMES, Change

_WHOLE: Final = 400
"""How many combinations of the names of one changed rule are asked."""

_ASKED: Final = ("evidence.", "answers.")
"""Begin the keys of what a rule may ask for."""

_IDLE: Final = ("returnkit", "policy", "version")
"""Settings by which no order is decided."""


class _Touched(NamedTuple):
    """Rules of a policy, or of a floor, that something was changed about."""

    policy: Policy
    rules: frozenset[RuleId]


def candidates(old: Policy, new: Policy, changes: Sequence[Change]) -> Iterator[dict[str, Given]]:
    """Yield what to tell: nothing, single names, what shows the changed rules, then several names at once.

    What a changed rule asks for is handed in as well: as long as it is lacking, its effects may not show.
    """
    yield {}
    touched = tuple(_touched(old, new, changes))
    values = _values([each.policy for each in touched])
    singles = [{path: value} for path, several in values.items() for value in several]
    yield from singles
    shown = [told for each in touched for told in _showing(each)]
    yield from shown
    levers = [lever for each in touched for lever in _levers(each)]
    for told in ({}, *shown):
        yield from (told | lever for lever in levers if told.keys().isdisjoint(lever))
    for told in shown:
        yield from ({**told, **single} for single in singles if told.keys().isdisjoint(single))
    for paths in (paths for each in touched for paths in _names_of(each)):
        several = [[(path, value) for value in values.get(path, ())] for path in paths]
        yield from (dict(each) for each in islice(product(*several), _WHOLE))
    for one, two in combinations(singles, 2):
        if one.keys().isdisjoint(two):
            yield one | two


def _touched(old: Policy, new: Policy, changes: Sequence[Change]) -> Iterator[_Touched]:
    """Yield the rules of both that *changes* are about, and those of the floors that only one has.

    A name that is defined or declared otherwise is about the rules that use it, any other setting about all.
    """
    named = {change.rule for change in changes if change.rule is not None}
    settings = [change.key.partition(" ") for change in changes if change.rule is None]
    names = frozenset(name for setting, _, name in settings if setting in NAMES)
    is_all = any(setting not in (*NAMES, *_IDLE) for setting, _, _ in settings)
    for policy in (old, new):
        # What only a setting is about says the same in both, so that showing it once does.
        rules = (rule.id for rule in policy.rules if rule.id in named or (is_all and policy is new))
        yield _Touched(policy, frozenset(rules) | _using(policy, names))
    for one, other in ((old, new), (new, old)):
        floors = (floor for floor in one.floor if floor not in other.floor)
        for floor in floors:
            if isinstance(floor, Policy):
                yield _Touched(floor, frozenset(rule.id for rule in floor.rules))


def _using(policy: Policy, names: Collection[str]) -> frozenset[RuleId]:
    """Return the rules of *policy* that use one of *names*, by way of a definition or not."""
    if not names:
        return frozenset()
    found = survey(policy)
    nodes = {
        rule.id: (
            *(found.nodes.get(("rules", number, key)) for key in CONDITIONS),
            *(found.amounts[text] for _, text in rule.expressions),
        )
        for number, rule in enumerate(policy.rules)
    }
    return frozenset(id for id, several in nodes.items() if any(_uses(node, names) for node in several))


def _uses(node: Node | None, names: Collection[str]) -> bool:
    for part in () if node is None else walk(node):
        if (isinstance(part, Named) and part.name in names) or (
            isinstance(part, Field) and part.path in names
        ):
            return True
    return False


def _values(policies: Sequence[Policy]) -> dict[str, list[Given]]:
    """Return the values of each name that one of *policies* tells apart."""
    found: dict[str, dict[str, Given]] = {}
    for policy in policies:
        for path, several in spread(policy).items():
            found.setdefault(path, {}).update({repr(value): value for value in several[1:]})
    return {path: [v for v in several.values() if not is_unknown(v)] for path, several in found.items()}


def _levers(touched: _Touched) -> Iterator[dict[str, Given]]:
    """Yield what to tell so that the effects of rules show: what one asks for, alone and with the rest."""
    for rule in touched.policy.rules:
        if rule.id in touched.rules:
            levers = levers_of(rule)
            asked = {path: values[0] for path, values in levers.items() if path.startswith(_ASKED)}
            if asked:
                yield asked
            for path, values in levers.items():
                yield from (asked | {path: value} for value in values)


def _showing(touched: _Touched) -> Iterator[dict[str, Given]]:
    if touched.rules:
        cases = generate(touched.policy, Level.MCDC, rules=touched.rules).cases
        yield from (dict(case.told) for case in cases)


def _names_of(touched: _Touched) -> Iterator[list[str]]:
    for condition in compile_policy(touched.policy).conditions:
        if condition.rule in touched.rules and condition.fields:
            yield [field.path for _, field in condition.fields]
