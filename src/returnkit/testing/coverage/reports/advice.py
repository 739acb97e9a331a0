"""Advice: what to add to a table so that an obligation is met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from returnkit.expr.backends.printer import to_text
from returnkit.expr.ir import Choices, Compare, Comparison, Field, Literal, Member, Named, Node, Not, Or
from returnkit.policy import Policy, Rule, Whole, compile_policy
from returnkit.situations import Given, counter_of, key_of, shown_instant, written_value

from ..feasible import needed_beside
from ..obligations import (
    DAY,
    Aspect,
    Decides,
    Does,
    Ends,
    Meets,
    Obligation,
    Precedes,
    Side,
    conditions_by_rule,
)

_ENDS: Final = {
    (Side.EARLY, True): "ask on the last day before its window opens",
    (Side.FIRST, True): "ask on the first day of its window",
    (Side.LAST, True): "ask on the last day of its window",
    (Side.LATE, True): "ask on the first day after its window",
    (Side.EARLY, False): "ask in the last hour before its window opens",
    (Side.FIRST, False): "ask in the first hour of its window",
    (Side.LAST, False): "ask in the last hour of its window",
    (Side.LATE, False): "ask in the first hour after its window",
}
_OF_PART: Final = {"when": "", "when_any": " of an accepted item", "when_all": " of every accepted item"}
_UNRIVALLED: Final = "a case that no rule above decides"
_MINUTE: Final = timedelta(minutes=1)

Told = tuple[str, str]  # a key of tables, and what to write there


def advice(policy: Policy, obligation: Obligation) -> str:
    """Return what to add so that *obligation* of *policy* is met, in the words of tables: one line."""
    rule = next(each for each in policy.rules if each.id == obligation.rule)
    match obligation.wants:
        case Does(Aspect.SPEAKS):
            holds = _holding(policy, rule)
            return f"a case in which {holds}, and no rule above decides the same" if holds else _UNRIVALLED
        case Does(Aspect.LEAVES):
            offers = " or ".join(f"`{offer}`" for offer in rule.only)
            return f"a case in which {_holding(policy, rule) or 'no rule above decides'}, and {offers} stands"
        case Does(aspect):
            return _in_the_way(rule, blocks=aspect is Aspect.BLOCKS)
        case Ends(side, unit):
            return _ENDS[side, unit == DAY]
        case Precedes(lower):
            below = next(each for each in policy.rules if each.id == lower)
            both = [_holding(policy, each) for each in (rule, below)]
            told = " and ".join(each for each in both if each) or "nothing else decides"
            return f"a case in which {told}, and `{lower}` would decide otherwise"
        case Decides(part, path, leaf, truth):
            said = _telling(policy, leaf, truth=truth)
            return _beside(
                policy, rule, part, path, _add(said) or f"a case in which {_is(leaf, truth=truth)}"
            )
        case Meets(part, path, leaf, fact, value):
            said = (fact, _value(policy, leaf, value)) if key_of(policy, fact) else None
            wanted = f"a case in which {obligation.text}"
            return _beside(policy, rule, part, path, _add(said) or wanted)


def _holding(policy: Policy, rule: Rule) -> str:
    """Return in words that the condition of *rule* is true; empty where it has none."""
    compiled = compile_policy(policy)
    parts = conditions_by_rule(compiled)[compiled.numbers[rule.id]]
    told = [
        f"`{to_text(condition.node)}` is true{_OF_PART[part]}"
        for part, condition in parts.items()
        if condition.node is not None
    ]
    return " and ".join(told)


def _beside(policy: Policy, rule: Rule, part: str, path: tuple[int, ...], wanted: str) -> str:
    """Return *wanted* with what else has to be so for the leaf at *path* to decide."""
    compiled = compile_policy(policy)
    node = conditions_by_rule(compiled)[compiled.numbers[rule.id]][part].node
    needed = () if node is None else needed_beside(node, path) or ()
    told = " and ".join(_is(each, truth=True) for each in needed)
    return f"{wanted}{_OF_PART[part]}{', while ' if told else ''}{told}"


def _is(node: Node, *, truth: bool) -> str:
    while isinstance(node, Not):
        node, truth = node.operand, not truth
    if isinstance(node, Or) and not truth:
        return " and ".join(_is(each, truth=False) for each in node.terms)
    return f"`{to_text(node)}` is {'true' if truth else 'false'}"


def _add(told: Told | None) -> str | None:
    return f"add `{told[0]}: {told[1]}`" if told else None


def _telling(policy: Policy, leaf: Node, *, truth: bool) -> Told | None:
    """Return what to tell so that *leaf* has that truth, where one key alone brings it about."""
    match leaf:
        case Named(_, body):
            return _telling(policy, body, truth=truth)
        case Field(path):
            return (path, str(truth).lower()) if key_of(policy, path) else None
        case Compare(Comparison.EQ | Comparison.NE as sign, Field(path), Literal(str() as value)) if (
            truth is (sign is Comparison.EQ)
        ):
            return (path, written_value(value, policy.zone)) if key_of(policy, path) else None
        case Member(Field(path), Choices((str() as first, *_))) if truth:
            return (path, written_value(first, policy.zone)) if key_of(policy, path) else None
        case _:
            return None


def _value(policy: Policy, leaf: Node, value: Given) -> str:
    """Return how *value* is written; of a day of instants the one that is nearest to the constant."""
    if isinstance(value, datetime):
        constants = [each.value for each in _literals(leaf)]
        return shown_instant(value if value in constants else value + DAY - _MINUTE, policy.zone)
    return written_value(value, policy.zone)


def _literals(leaf: Node) -> Iterable[Literal]:
    return (
        (each for each in (leaf.left, leaf.right) if isinstance(each, Literal))
        if isinstance(leaf, Compare)
        else ()
    )


def _in_the_way(rule: Rule, *, blocks: bool) -> str:
    told: list[str] = []
    if rule.limit:
        told.append(f"add `{counter_of(rule.limit)}: {rule.limit.units if blocks else 0}`")
    if rule.whole is Whole.BUNDLE:
        told.append(
            f"add `request.is_bundle_complete: {str(not blocks).lower()}` of an item with an `item.bundle`"
        )
    elif rule.whole:
        told.append(f"add `item.is_returned_in_full: {str(not blocks).lower()}`")
    if rule.by or rule.not_by:
        told.append(_method(rule.by or rule.not_by, named=bool(rule.by) is not blocks))
    return (", or " if blocks else ", and ").join(told)


def _method(methods: Sequence[str], *, named: bool) -> str:
    if named:
        return f"add `request.method: {methods[0]}`"
    return f"add a `request.method` other than {', '.join(f'`{each}`' for each in methods)}"
