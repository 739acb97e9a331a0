"""Asking: one order, put to two policies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from returnkit.decision import Decision
from returnkit.errors import DocumentError, SituationError
from returnkit.facts import STANDARD, Attributes, Vocabulary
from returnkit.policy import Policy, compile_policy, over
from returnkit.policy.document import names_of_both
from returnkit.situations import Given, Situation, as_told, decided, situation
from returnkit.situations.told import is_marked, marked


def common(old: Policy, new: Policy) -> Policy | None:
    """Return a policy by which orders are made that both can be asked about: *old* with the names of both.

    None where a name is not the same thing in both; then each is to be told of its own order.
    """
    shared = old.facts.keys() & new.facts.keys()
    if any(old.facts[name].evolve(doc="") != new.facts[name].evolve(doc="") for name in shared):
        return None
    vocabulary = _vocabulary(old, new)
    if vocabulary is None:
        return None
    found = old if shared == new.facts.keys() else old.evolve(facts={**old.facts, **new.facts})
    found = over(found, vocabulary)
    try:
        compile_policy(found)
    except DocumentError:
        return None
    return found


def decided_by_both(
    old: Policy, new: Policy, told: Mapping[str, Given], *, under: Policy | None
) -> tuple[Decision, Decision] | None:
    """Return what *old* and *new* decide of the order that is *told*, or None where there is none such.

    Args:
        old: The one.
        new: The other.
        told: What is told, by key.
        under: What they have in `common`: the order is made once by it, so that a time, a zone or an amount
            is the same for both. None makes it by each of them.
    """
    given = as_told(told)
    try:
        if under is None:
            return decided(old, situation(old, given)), decided(new, situation(new, given))
        made = _with_typical(new, situation(under, given))
    except SituationError:
        return None
    return decided(old, made), decided(new, made)


def _vocabulary(old: Policy, new: Policy) -> Vocabulary | None:
    one, other = old.vocabulary, new.vocabulary
    return names_of_both(one, other) if one is other or STANDARD in (one, other) else None


def _with_typical(policy: Policy, made: Situation) -> Situation:
    """Return *made* with what is typical of a shop's own names that only *policy* reads."""
    if policy.vocabulary is STANDARD:
        return made
    typical = situation(policy).order.attributes
    told = set(map(marked, made.given))
    own = {name: value for name, value in typical.items() if is_marked(name) and name not in told}
    return replace(made, order=made.order.evolve(attributes=Attributes({**own, **made.order.attributes})))
