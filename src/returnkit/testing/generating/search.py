"""Search: a situation in which a policy shows what is wanted, by what its rules read.

First the rule's own names are set, so that its condition comes out as it has to; then, as long as the rule
does not matter there, another rule is made to apply or not to. What is found has been decided; what is not
found may exist all the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain, combinations, islice, product
from types import MappingProxyType, SimpleNamespace
from typing import Any, Final

from returnkit.decision import Decision, OfferDecision
from returnkit.errors import SituationError
from returnkit.expr.schema import is_unknown
from returnkit.policy import Condition, Policy, compile_policy
from returnkit.situations import After, Given, as_told, decided, facts_in, situation, spread

from ..coverage.meeting import met_by
from ..coverage.obligations import (
    Decides,
    Ends,
    Meets,
    Obligation,
    Precedes,
    Side,
    conditions_by_rule,
    obligations,
)
from ..coverage.seen import Seen
from .levers import levers_of
from .totals import TYPICAL, Told, values_of_totals, without_totals

_NOTHING: Final[Mapping[str, Given]] = MappingProxyType({})

MAX_WAYS: Final = 20_000
"""How many combinations of a rule's own names are looked at."""
MAX_TRIES: Final = 900
"""How many situations are decided for one obligation."""
_OWN: Final = 10
"""How many ways to set a rule's own names are tried in each context."""
_ALIKE: Final = 3
"""How many of them may tell the same names."""
_SECOND: Final = timedelta(seconds=1)
_PAID: Final = "item.unit_paid"


class Searcher:
    """Finds situations under one policy; what it learns of the rules is kept for the next search.

    Attributes:
        policy: The policy.
        tries: How many situations have been decided.
    """

    def __init__(self, policy: Policy) -> None:
        self.policy, self.tries = policy, 0
        self._compiled = compile_policy(policy)
        self._conditions = conditions_by_rule(self._compiled)
        asked = [condition for parts in self._conditions.values() for condition in parts.values()]
        totals = values_of_totals(self._compiled, asked)
        known = facts_in(policy, situation(policy), {_PAID, *spread(policy)})
        # Of several constants each is typical of something: what is not told is as in the typical situation.
        self._typical: dict[str, Any] = {**TYPICAL, "accepted.value": known[_PAID], **known}
        self._spread: dict[str, tuple[Given, ...]] = {
            path: tuple(value for value in values if not is_unknown(value))
            for path, values in spread(policy).items()
        }
        self._spread |= {path: (self._typical[path], *values) for path, values in totals.items()}
        for wants in (each.wants for each in obligations(policy)):
            if isinstance(wants, Meets) and wants.value not in self._spread.get(wants.fact, (wants.value,)):
                self._spread[wants.fact] += (wants.value,)
        self._settings: dict[int, tuple[Told, ...]] = {}
        self._turnings: dict[tuple[int, tuple[tuple[str, str], ...]], tuple[Told, ...]] = {}

    def witness(self, wanted: Obligation) -> Told | None:
        """Return the fewest things to tell so that *wanted* is met, or None where nothing is found."""
        number = self._compiled.numbers[wanted.rule]
        budget = self.tries + MAX_TRIES
        ways = list(islice(self._own(number, wanted), _OWN))
        candidates = map(without_totals, self._candidates(number, ways))
        for told in _each_once(each for each in candidates if each is not None):
            if self.tries >= budget:
                return None
            for timed in self._timed(told, wanted):
                if self.meets(timed, wanted):
                    return self._fewest(timed, wanted)
        return None

    def _candidates(self, number: int, ways: Sequence[Told]) -> Iterator[Told]:
        """Yield *ways* to set the rule's own names, then with one other rule turned, then with two."""
        yield from ways
        turned = [(told, told | more) for told in ways for more in self._turns(number, told)]
        yield from (both for _, both in turned)
        for _, told in turned:
            yield from (told | more for more in self._turns(number, told))

    def _turns(self, number: int, told: Told) -> Iterator[Told]:
        """Yield what more to tell so that another rule applies where it did not, or no longer does."""
        # What stands nearest decides most often whether a rule matters.
        others = sorted(range(len(self.policy.rules)), key=lambda other: abs(other - number))
        for other in others[1:]:
            yield from self._turned(other, told)
        for other in others[1:]:
            levers = _combined(levers_of(self.policy.rules[other]))
            yield from (each for each in levers if each.keys().isdisjoint(told.keys()))

    def _turned(self, number: int, told: Told) -> Iterator[Told]:
        """Yield up to three ways to turn the condition of the rule *number* beside what is *told*."""
        condition = self._conditions[number].get("when")
        if condition is None or condition.node is None:
            return
        fixed = {field.path: told[field.path] for _, field in condition.fields if field.path in told}
        key = (number, tuple((path, repr(value)) for path, value in fixed.items()))
        if key not in self._turnings:
            self._turnings[key] = tuple(islice(self._turning(condition, fixed), 3))
        yield from self._turnings[key]

    def _turning(self, condition: Condition, fixed: Told) -> Iterator[Told]:
        now: object = None
        names: set[tuple[str, ...]] = set()
        for told, views in self._ways(condition, fixed):
            found = condition.ask(views)
            if not told:
                now = found
            elif not is_unknown(found) and found is not now and tuple(told) not in names:
                names.add(tuple(told))  # a second way is one by other names
                yield told

    def meets(self, told: Mapping[str, Given], wanted: Obligation) -> bool:
        """Return whether the situation that is *told* meets *wanted*."""
        decision = self.decide(told)
        return decision is not None and wanted.key in met_by(decision, among=(wanted.key,))

    def decide(self, told: Mapping[str, Given]) -> Decision | None:
        """Return what is decided in the situation that is *told*, or None where there is none such."""
        self.tries += 1
        try:
            return decided(self.policy, situation(self.policy, as_told(told)))
        except SituationError:
            return None

    def _own(self, number: int, wanted: Obligation) -> Iterator[Told]:
        """Yield ways to set the rule's own names so that *wanted* may be met, the fewest first."""
        if isinstance(wanted.wants, Decides | Meets):
            ways = self._showing(number, wanted.wants)
        elif isinstance(wanted.wants, Precedes):
            ways = self._both(number, self._compiled.numbers[wanted.wants.lower])
        else:
            ways = iter(self._applying(number))
        # What its effects rest on: a limit's counter, the season of an extension.
        levers = [{}, *_combined(levers_of(self.policy.rules[number]))]
        seen = Counter[tuple[str, ...]]()
        for told in ways:
            seen[tuple(told)] += 1
            if seen[tuple(told)] > _ALIKE:
                continue  # other names show more than other values of the same
            for each in levers:
                if each.keys().isdisjoint(told.keys()):
                    yield told | each

    def _both(self, upper: int, lower: int) -> Iterator[Told]:
        """Yield ways in which two rules about items apply at once, the fewest names first."""
        conditions = tuple(self._conditions[lower].values())
        for told in self._applying(upper):
            yield from islice(self._true(conditions, told), 1)

    def _true(self, conditions: Sequence[Condition], told: Told) -> Iterator[Told]:
        """Yield ways in which all *conditions* are true beside what is *told*, the fewest names first."""
        if not conditions:
            yield told
            return
        first, *others = conditions
        for more, views in self._ways(first, told):
            if first.node is None or first.ask(views) is True:
                yield from self._true(others, told | more)

    def _showing(self, number: int, wants: Decides | Meets) -> Iterator[Told]:
        """Yield ways in which the rule's condition comes out by the leaf that is wanted."""
        parts = self._conditions[number]
        others = [condition for key, condition in parts.items() if key != wants.part]
        for told, views in self._ways(parts[wants.part]):
            if Seen(wants.part, parts[wants.part], views).meets(wants):
                yield from islice(self._true(others, told), 1)

    def _ways(
        self, condition: Condition, fixed: Mapping[str, Given] = _NOTHING
    ) -> Iterator[tuple[Told, Sequence[Any]]]:
        """Yield every setting of the names that *condition* reads and are not *fixed*, the fewest first.

        With each come the facts as the condition reads them.
        """
        if condition.node is None:
            yield {}, ()
            return
        read = {field.path for _, field in condition.fields} - fixed.keys()
        paths = [path for path in self._spread if path in read]
        paths.sort(key=lambda path: len(self._spread[path]))
        levers = {path: self._spread[path][self._is_typical_told(path) :] for path in paths}
        for told in chain(({},), islice(_combined(levers), MAX_WAYS)):
            yield told, self._views(condition, {**fixed, **told})

    def _is_typical_told(self, path: str) -> bool:
        """Return whether the first value of the name is the typical one, which need not be told.

        Of what is not known without being told, such as a finding, it is not.
        """
        return not is_unknown(self._typical[path])

    def _views(self, condition: Condition, told: Told) -> Sequence[Any]:
        roots: dict[int, dict[str, Any]] = {}
        for root, field in condition.fields:
            value = told[field.path] if field.path in told else self._typical[field.path]
            roots.setdefault(root, {})[field.attribute] = value
        return [SimpleNamespace(**roots.get(root, {})) for root in range(len(condition.roots))]

    def _applying(self, number: int) -> tuple[Told, ...]:
        """Return ways to make the rule *number* apply, the fewest names first."""
        if number not in self._settings:
            self._settings[number] = tuple(islice(self._setting(number), _OWN))
        return self._settings[number]

    def _setting(self, number: int) -> Iterator[Told]:
        names: set[tuple[str, ...]] = set()
        for told in self._true(tuple(self._conditions[number].values()), {}):
            if tuple(told) not in names:
                names.add(tuple(told))  # a second way is one by other names
                yield told

    def _timed(self, told: Told, wanted: Obligation) -> Iterator[Told]:
        """Yield *told*, for what is wanted of a window's ends at the instants beside them."""
        if not isinstance(wanted.wants, Ends):
            yield told
            return
        decision = self.decide(told)
        if decision is None:
            return
        offers = [o for item in decision.items for o in item.offers if o.window_rule == wanted.rule]
        for offer in offers:
            at = _beside(offer, wanted.wants.side)
            if at is not None:
                yield told | {"at": self._at(at, decision)}

    def _at(self, at: datetime, decision: Decision) -> After:
        """Return the instant *at* told by the delivery; by the order where none is known."""
        zone, order = self.policy.zone, decision.order
        arrived = max((each.delivered_at for each in order.fulfillments if each.delivered_at), default=None)
        event, start = ("order", order.placed_at) if arrived is None else ("delivery", arrived)
        there = at.astimezone(zone)
        return After((there.date() - start.astimezone(zone).date()).days, "days", event, there.time())

    def _fewest(self, told: Told, wanted: Obligation) -> Told:
        """Return *told* without what is not needed."""
        for path in [*told]:
            fewer = {key: value for key, value in told.items() if key != path}
            if self.meets(fewer, wanted):
                told = fewer
        return told


def _beside(offer: OfferDecision, side: Side) -> datetime | None:
    match side:
        case Side.FIRST:
            return offer.opens
        case Side.EARLY:
            return offer.opens and offer.opens - _SECOND
        case Side.LAST:
            return offer.accepted_until and offer.accepted_until - _SECOND
        case Side.LATE:
            return offer.accepted_until


def _each_once(candidates: Iterable[Told]) -> Iterator[Told]:
    seen: set[str] = set()
    for told in candidates:
        mark = repr(sorted(told.items(), key=lambda each: each[0]))
        if mark not in seen:
            seen.add(mark)
            yield told


def _combined(levers: Mapping[str, tuple[Given, ...]]) -> Iterator[Told]:
    """Yield every combination of *levers* that tells something, single ones first."""
    for count in range(1, len(levers) + 1):
        for paths in combinations(levers, count):
            for chosen in product(*(levers[path] for path in paths)):
                yield dict(zip(paths, chosen, strict=True))
