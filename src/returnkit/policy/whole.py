"""Whole: what rules say about the return as a whole, compiled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from returnkit.expr.ir import Node
from returnkit.expr.schema import Schema
from returnkit.facts import TOTALS, Vocabulary
from returnkit.ids import RuleId

from .document import Policy
from .payouts import Approval
from .search import Condition
from .things import TermKey, terms_of

ELAPSED: Final = "elapsed"
"""The root of prepared time: civil days and durations since each clock. No condition can name it."""

RETURN_ROOTS: Final = ("order", "customer", "request", "history", "accepted", "kept")
"""What rules about the whole return may read."""


@dataclass(frozen=True, eq=False)
class ReturnCondition:
    """The condition of a rule about the whole return.

    Attributes:
        whole: What it asks of the return.
        of_any: What it asks of some accepted item; None is nothing.
        of_all: What it asks of every accepted item; None is nothing.
    """

    whole: Condition
    of_any: Condition | None
    of_all: Condition | None

    @property
    def rule(self) -> RuleId:
        """The rule's id."""
        return self.whole.rule


@dataclass(frozen=True, eq=False)
class CompiledReturn:
    """What rules say about the whole return.

    Attributes:
        conditions: In document order.
        names: The paths that they read of the return itself; `accepted` and `kept` are not among them.
        approval: The rules about the approval, with what they say.
        terms: The rules about each term of each offer, likewise.
    """

    conditions: tuple[ReturnCondition, ...]
    names: frozenset[str]
    approval: tuple[tuple[ReturnCondition, Approval], ...]
    terms: tuple[tuple[str, TermKey, tuple[tuple[ReturnCondition, Any], ...]], ...]


@dataclass(frozen=True)
class RuleNodes:
    """The checked conditions of one rule; None is always true.

    Attributes:
        when: Its period, `when` and `unless`, joined.
        when_any: What it asks of some accepted item.
        when_all: What it asks of every accepted item.
    """

    when: Node | None = None
    when_any: Node | None = None
    when_all: Node | None = None


def compile_return(
    policy: Policy, vocabulary: Vocabulary, nodes: Mapping[int, RuleNodes], offers: Sequence[str]
) -> CompiledReturn:
    """Return what the rules of *policy* say whose places *nodes* has, ready to be asked.

    Args:
        policy: The policy.
        vocabulary: Its names.
        nodes: The checked conditions of the rules about the whole return, by their places.
        offers: The names of its offers.
    """
    schema, of_item = Schema((*vocabulary.schema, *TOTALS)), (*vocabulary.schema.roots, ELAPSED)

    def condition(number: int, node: Node | None, roots: Sequence[str]) -> Condition:
        return Condition(policy.rules[number], number, node, roots, schema)

    def asked(number: int, node: Node | None) -> Condition | None:
        return None if node is None else condition(number, node, of_item)

    rules = [
        (
            ReturnCondition(
                condition(number, each.when, RETURN_ROOTS),
                asked(number, each.when_any),
                asked(number, each.when_all),
            ),
            policy.rules[number],
        )
        for number, each in nodes.items()
    ]
    terms: dict[tuple[str, TermKey], list[tuple[ReturnCondition, Any]]] = {}
    for each, rule in rules:
        for offer in offers:
            for key, said in terms_of(rule, offer):
                terms.setdefault((offer, key), []).append((each, said))
    read = {field.path for each, _ in rules for _, field in each.whole.fields}
    return CompiledReturn(
        tuple(each for each, _ in rules),
        frozenset(path for path in read if vocabulary.get(path)),
        tuple((each, rule.approve) for each, rule in rules if rule.approve),
        tuple((offer, key, tuple(found)) for (offer, key), found in terms.items()),
    )
