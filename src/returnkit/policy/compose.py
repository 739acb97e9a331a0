"""Compose: policies put together from others. `a + b` is written with the values themselves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from returnkit.clock import to_utc
from returnkit.diagnostics import suggest
from returnkit.errors import UnknownRuleError
from returnkit.expr.compile import define, read
from returnkit.expr.condition import Condition, when
from returnkit.expr.ir import Literal, fields
from returnkit.facts import declare

from .document import Policy, check_ids
from .overrides import Override
from .rules import ConditionText, Rule
from .things import fees_of_return, is_of_return


def replace(policy: Policy, rule: Rule) -> Policy:
    """Return *policy* with *rule* in the place of the rule of its id.

    Raises:
        UnknownRuleError: There is no rule of that id.
    """
    ids = [each.id for each in policy.rules]
    if rule.id not in ids:
        help_ = suggest(rule.id, ids) or "put it above or below the others with `+`"
        raise UnknownRuleError(f"`{policy.id}` has no rule `{rule.id}`", help=help_)
    return policy.evolve(rules=tuple(rule if each.id == rule.id else each for each in policy.rules))


def scoped(policy: Policy, condition: str | Condition) -> Policy:
    """Return *policy* with every rule only where *condition* is true.

    Where the condition reads facts of items, a rule about the whole return asks it of every accepted item:
    such a rule decides for all of them. A window without condition gets one, so something below has to
    close the list of windows.

    Args:
        policy: The policy.
        condition: In its names: of its vocabulary, declared or defined.

    Raises:
        ExpressionError: *condition* is none, or reads a name that *policy* does not know.
        ValueError: *policy* has floors; a floor holds for all orders of the policy that names it.
    """
    joins = when(condition) if isinstance(condition, str) else condition
    vocabulary = declare(policy.vocabulary, policy.facts)
    node = read(joins.text, vocabulary.schema, define(policy.define, vocabulary.schema))
    if node == Literal(value=True):
        return policy
    if policy.floor:
        raise ValueError(f"the floors of `{policy.id}` hold for all orders: scope the policy without them")
    fees, is_of_item = fees_of_return(policy), any(vocabulary.is_of_item(each.path) for each in fields(node))

    def narrowed(rule: Rule) -> Rule:
        if is_of_item and is_of_return(rule, fees):
            return rule.evolve(when_all=_both(joins, rule.when_all))
        return rule.evolve(when=_both(joins, rule.when))

    rules = tuple(map(narrowed, policy.rules))
    overrides = tuple(each.evolve(rules=tuple(map(narrowed, each.rules))) for each in policy.overrides)
    return policy.evolve(rules=rules, overrides=overrides)


def _both(condition: Condition, text: ConditionText | None) -> ConditionText:
    return condition.text if text in (None, "true") else (condition & when(text)).text


def override(policy: Policy, rules: Iterable[Rule], *, who: str, why: str, until: datetime) -> Policy:
    """Return *policy* for one return, with *rules* above all others; it carries who, why and until when.

    Nothing ends here: ask `in_force` for the policy of a later instant.

    Args:
        policy: The policy of the return.
        rules: In order of priority; their ids are new to *policy*.
        who: Who did it, as the shop names its staff.
        why: The reason.
        until: The exclusive instant until which the rules apply; aware.

    Raises:
        DocumentError: *policy* has a rule of the id of one of *rules*.
        pydantic.ValidationError: There are no rules, or *until* has no zone.
    """
    return _put(policy, Override(who=who, why=why, until=until, rules=tuple(rules)))


def overridden(policy: Policy, override: Override, *, at: datetime) -> Policy:
    """Return *policy* with the rules of *override* above all others, or as it is when that has ended by *at*.

    Raises:
        DocumentError: *policy* has a rule of the id of one of its rules.
        InstantError: *at* has no zone.
    """
    return _put(policy, override) if to_utc(at) < override.until else policy


def in_force(policy: Policy, *, at: datetime) -> Policy:
    """Return *policy* without the overrides that have ended by *at*.

    Raises:
        InstantError: *at* has no zone.
    """
    instant = to_utc(at)
    kept = tuple(each for each in policy.overrides if instant < each.until)
    if kept == policy.overrides:
        return policy
    rules = tuple(rule for each in kept for rule in each.rules) + policy.rules[len(policy.overriding) :]
    return policy.evolve(rules=rules, overrides=kept)


def _put(policy: Policy, override: Override) -> Policy:
    check_ids(override.rules, policy.rules, policy.id)
    return policy.evolve(rules=(*override.rules, *policy.rules), overrides=(override, *policy.overrides))
