"""Vocabulary: the names that rules may use, and how each is read from an order and a request."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from keyword import iskeyword
from typing import Any, Final, NamedTuple, TypeAlias

from returnkit.errors import UnknownLineError
from returnkit.expr.schema import Name, Schema, Unknown

from .history import ReturnHistory
from .inspection import Inspection
from .line import LineItem
from .order import Order
from .reasons import ReasonCatalogue
from .request import RequestedItem, ReturnRequest
from .standard_reasons import STANDARD_REASONS

Value: TypeAlias = bool | int | Decimal | str | datetime | frozenset[str] | Unknown | None
"""What a rule sees: a plain value, null, or that it is not known and why."""

ROOTS: Final = ("order", "item", "customer", "request", "history", "inspection")
"""What names belong to, in the order in which conditions get their views."""

_OF_ITEM: Final = ("item", "request", "inspection")  # of `request`, what each unit group can state anew

_PATH: Final = re.compile(r"[a-z]+\.[a-z][a-z0-9_]*")

NOT_SUPPLIED: Final = Unknown("not_supplied")
"""The platform did not hand it on."""
NOT_ASKED: Final = Unknown("not_asked")
"""It can be asked, and nobody has answered yet."""
FOREIGN_CURRENCY: Final = Unknown("foreign_currency")
"""It is an amount in a currency other than the policy's."""
UNREADABLE: Final = Unknown("unreadable")
"""There is a custom value, and it does not fit its declared type."""


def is_path(path: str) -> bool:
    """Return whether *path* is a root, a dot, and a word that conditions can read."""
    return bool(_PATH.fullmatch(path)) and not iskeyword(path.partition(".")[2])


class Subject(NamedTuple):
    """What facts are read from: one requested item, and what it belongs to.

    Attributes:
        order: The order.
        line: The order's line of the item.
        item: The units asked back.
        request: The whole request.
        currency: The policy's currency.
        history: The customer's past; None when it was not supplied.
        inspection: What was found on the item; None before it was looked at.
        at: The instant that is judged for (UTC); None where nothing depends on it.
    """

    order: Order
    line: LineItem
    item: RequestedItem
    request: ReturnRequest
    currency: str
    history: ReturnHistory | None = None
    inspection: Inspection | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and how to read it.

    Attributes:
        name: The entry of the vocabulary.
        read: Reads it; pure, and never raises.
        default: The value where none was given; None where there is none.
        is_of_item: Whether it may differ from item to item of one return; None is by its root.
    """

    name: Name
    read: Callable[[Subject], Value]
    default: Value = None
    is_of_item: bool | None = None

    @property
    def is_read_of_item(self) -> bool:
        """Whether it may differ from item to item of one return."""
        return self.name.root in _OF_ITEM if self.is_of_item is None else self.is_of_item


class Reader:
    """Reads one set of names. Made once for a policy, used for every item.

    Attributes:
        shared: Of each root, whether its view is the same for every item of one return.
    """

    __slots__ = ("_of_item", "_plan", "shared")

    def __init__(self, roots: Iterable[str], facts: Iterable[Fact]) -> None:
        facts, roots = tuple(facts), tuple(roots)
        self.shared = tuple(
            not any(f.is_read_of_item for f in facts if f.name.root == root) for root in roots
        )
        self._of_item = tuple([place for place, is_shared in enumerate(self.shared) if not is_shared])
        # Any: makes a view that has exactly the attributes that are named.
        self._plan: list[tuple[Callable[[list[Value]], Any], tuple[Callable[[Subject], Value], ...]]] = []
        for root in roots:
            own = [fact for fact in facts if fact.name.root == root]
            attributes = [(fact.name.attribute, Any) for fact in own]
            view = NamedTuple(root, attributes)  # type: ignore[misc]  # its fields are those of the policy
            # Not `view._make`: it counts what `_plan` counts once.
            self._plan.append((partial(tuple.__new__, view), tuple([fact.read for fact in own])))

    def read(self, subject: Subject, like: Sequence[object] = ()) -> tuple[object, ...]:
        """Return one view a root, same order; its attributes are the names' values.

        Args:
            subject: What is read.
            like: Views of another item of the same return; what is the same for both is taken from there.
        """
        if not like:
            return tuple([make([read(subject) for read in reads]) for make, reads in self._plan])
        views = [*like[: len(self._plan)]]
        for place in self._of_item:
            make, reads = self._plan[place]
            views[place] = make([read(subject) for read in reads])
        return tuple(views)


class Vocabulary:
    """An immutable table of facts.

    Attributes:
        facts: Every fact, in order.
        schema: Their names: what conditions are checked against.
        reasons: The catalogue that its names read a stated reason through.
    """

    __slots__ = ("_by_path", "_readers", "facts", "reasons", "schema")

    def __init__(self, facts: Iterable[Fact], *, reasons: ReasonCatalogue = STANDARD_REASONS) -> None:
        self.facts, self.reasons = tuple(facts), reasons
        self.schema = Schema(fact.name for fact in self.facts)
        self._by_path = {fact.name.path: fact for fact in self.facts}
        self._readers: dict[frozenset[str], Reader] = {}

    def get(self, path: str) -> Fact | None:
        """Return the fact of *path*, or None."""
        return self._by_path.get(path)

    def is_of_item(self, path: str) -> bool:
        """Return whether *path* may differ from item to item of one return.

        Raises:
            KeyError: *path* is not in this vocabulary.
        """
        return self._by_path[path].is_read_of_item

    def extend(self, facts: Iterable[Fact]) -> Vocabulary:
        """Return a vocabulary with *facts* added; a path that is there already is replaced."""
        by_path = self._by_path | {fact.name.path: fact for fact in facts}
        return Vocabulary(by_path.values(), reasons=self.reasons)

    def reader(self, names: Iterable[str]) -> Reader:
        """Return the reader of *names*, made once for each set.

        Args:
            names: Paths of this vocabulary; a frozenset is looked up fastest.

        Raises:
            KeyError: A path is not in this vocabulary.
        """
        key = names if isinstance(names, frozenset) else frozenset(names)
        reader = self._readers.get(key)
        if reader is None:
            reader = Reader(self.schema.roots, [self._by_path[path] for path in sorted(key)])
            self._readers[key] = reader
        return reader

    def prepare(
        self,
        order: Order,
        item: RequestedItem,
        request: ReturnRequest,
        *,
        currency: str,
        names: Iterable[str],
        history: ReturnHistory | None = None,
        inspection: Inspection | None = None,
        at: datetime | None = None,
        like: Sequence[object] = (),
    ) -> tuple[object, ...]:
        """Return the values of *names* for *item*, as conditions read them.

        Args:
            order: The order that *item* comes from.
            item: The units asked back.
            request: The whole request.
            currency: The policy's currency; amounts in another are unknown.
            names: The paths that are needed, such as `item.category`.
            history: The customer's past; without it every name of `history` is unknown.
            inspection: What was found on *item*; before, every name of `inspection` is unknown.
            at: The instant that is judged for (UTC); without it every name of `history` is unknown.
            like: What this gave for another item of the same request; what both share is not read again.

        Returns:
            One view a root, in the order of `schema.roots`; `item.category` is the attribute `category`
            of the view of `item`.

        Raises:
            UnknownLineError: The order has no line of that id.
            KeyError: A path is not in this vocabulary.
        """
        line = line_of(order, item)
        subject = Subject(order, line, item, request, currency, history, inspection, at)
        return self.reader(names).read(subject, like)


def line_of(order: Order, item: RequestedItem) -> LineItem:
    """Return the line of *order* that *item* is of.

    Raises:
        UnknownLineError: The order has no line of that id.
    """
    line = order.line(item.line_id)
    if line is None:
        known = ", ".join(f"`{line.id}`" for line in order.lines[:8])
        raise UnknownLineError(
            f"order `{order.number}` has no line `{item.line_id}`", help=f"its lines are {known}"
        )
    return line
