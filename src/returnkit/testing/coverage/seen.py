"""Seen: a part of a rule, asked of facts, and what it shows of the part's leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from returnkit.expr.backends.kleene import Truth
from returnkit.expr.backends.python import LOWERINGS
from returnkit.expr.ir import Node, children
from returnkit.expr.schema import is_unknown
from returnkit.policy import Condition

from .obligations import DAY, Decides, Meets, Obligation, Wants

Path = tuple[int, ...]
Views = Sequence[Any]  # Any: a view has the attributes that the policy names


class Seen:
    """A part of a rule, asked of facts.

    Attributes:
        part: The key of the rule that it is.
        condition: What was asked.
        views: The facts.
    """

    def __init__(self, part: str, condition: Condition, views: Views) -> None:
        self.part, self.condition, self.views = part, condition, views
        self._truths: dict[Path, Truth] = {}
        self._deciding: dict[Path, bool] = {}
        if condition.node is not None:
            _gather(condition.node, (), iter(condition.outcomes(views)), self._truths)

    def meets(self, wants: Wants) -> bool:
        """Return whether this shows what an obligation *wants* of a leaf, where the rule matters."""
        if not isinstance(wants, Decides | Meets) or wants.part != self.part:
            return False
        truth = self._truths[wants.path]
        if isinstance(wants, Decides):
            return truth is wants.truth and self._decides(wants.path)
        return self._decides(wants.path) and self._has(wants, truth)

    def _has(self, wants: Meets, truth: Truth) -> bool:
        value = self._value_of(wants.fact)
        if isinstance(wants.value, datetime):
            return isinstance(value, datetime) and wants.value <= value < wants.value + DAY
        return bool(value == wants.value) and (truth is True or not isinstance(wants.value, str))

    def _decides(self, path: Path) -> bool:
        """Return whether the truth of the whole would be another if the leaf's alone were."""
        if path not in self._deciding:
            self._deciding[path] = self._turns(path)
        return self._deciding[path]

    def _turns(self, path: Path) -> bool:
        node, leaf = self.condition.node, self._truths[path]
        if node is None or is_unknown(leaf):
            return False
        now, then = _value(node, (), self._truths), _value(node, (), {**self._truths, path: not leaf})
        return not is_unknown(now) and not is_unknown(then) and now is not then

    def _value_of(self, fact: str) -> Any:  # Any: a value of the fact
        root, field = next(each for each in self.condition.fields if each[1].path == fact)
        return getattr(self.views[root], field.attribute)


def shown_by(seen: Seen, several: Sequence[Obligation]) -> list[str]:
    """Return the keys of those of *several* that *seen* shows."""
    return [each.key for each in several if seen.meets(each.wants)]


def _gather(node: Node, path: Path, outcomes: Iterator[Truth | None], truths: dict[Path, Truth]) -> None:
    if LOWERINGS[type(node)].joins is None:
        outcome = next(outcomes)
        assert outcome is not None  # noqa: S101  # the three-valued twin asks every leaf; narrows the type
        truths[path] = outcome
        return
    for number, child in enumerate(children(node)):
        _gather(child, (*path, number), outcomes, truths)


def _value(node: Node, path: Path, truths: Mapping[Path, Truth]) -> Truth:
    joins = LOWERINGS[type(node)].joins
    if joins is None:
        return truths[path]
    return joins(*(_value(child, (*path, number), truths) for number, child in enumerate(children(node))))
