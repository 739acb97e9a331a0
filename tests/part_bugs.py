"""Bugs in what of an item its offers are good for, to be planted: limits, sets, doors and floors.

Each is called what a law of whole returns says that breaks it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import islice
from typing import Any

import pytest

from returnkit.decision import OfferDecision, ReasonCode, Status
from returnkit.facts import Order, ReturnHistory, ReturnRequest
from returnkit.policy import CompiledPolicy, Counted, Policy, Rule, compile_policy

Patch = pytest.MonkeyPatch
# Any, below: what is planted has the signature of what it replaces.

compiling: Any = import_module("returnkit.policy.compiled")
deciding: Any = import_module("returnkit.decision.decide")
parting: Any = import_module("returnkit.decision.parts")


def wrap(patch: Patch, place: Any, name: str, wrong: Callable[..., Any]) -> None:
    """Replace a function of a module or a class by *wrong*, which is given the right one first."""
    right = getattr(place, name)
    patch.setattr(place, name, lambda *args, **more: wrong(right, *args, **more))


def unbound(patch: Patch, name: str) -> None:
    """Let what rules say hold for every offer, whichever they are bound to."""
    wrap(
        patch,
        compiling,
        name,
        lambda right, rule, offer: right(rule, rule.binds[0] if rule.binds else offer),
    )


# --- limits -------------------------------------------------------------------------------------------


def a_division_that_drops_what_a_limit_leaves_over(patch: Patch) -> None:
    wrap(patch, parting, "_cut", lambda right, *given: islice(right(*given), 1))


def _remembering(patch: Patch, change: Callable[[ReturnHistory | None, str], ReturnHistory | None]) -> None:
    """Let limits read another past."""
    wrap(
        patch,
        parting,
        "_Allowance",
        lambda right, counter, of, history: right(counter, of, change(history, counter)),
    )


def an_unknown_counter_taken_for_zero(patch: Patch) -> None:
    _remembering(patch, lambda history, _: history or ReturnHistory())


def the_past_forgotten(patch: Patch) -> None:
    _remembering(patch, lambda history, _: history and ReturnHistory())


def a_counter_that_is_not_there_taken_for_unknown(patch: Patch) -> None:
    def known(history: ReturnHistory | None, counter: str) -> ReturnHistory | None:
        there = history and {*history.counters, *history.household_counters}
        return history if there and counter in there else None

    _remembering(patch, known)


def a_household_counted_for_the_customer(patch: Patch) -> None:
    wrap(
        patch,
        parting,
        "_Allowance",
        lambda right, counter, _of, history: right(counter, Counted.HOUSEHOLD, history),
    )


def a_counter_that_starts_anew_at_each_item(patch: Patch) -> None:
    def wrong(right: Any, self: Any, *given: Any) -> Iterator[Any]:
        before = dict(vars(self))
        yield from right(self, *given)
        vars(self).update(before)

    wrap(patch, parting._Allowance, "_divided", wrong)


def units_taken_by_offers_that_are_no(patch: Patch) -> None:
    def wrong(right: Any, self: Any, part: Any, searches: Any) -> list[Any]:
        before = dict(vars(self))
        found = [*right(self, part, searches)]
        vars(self).update(before)
        offers = tuple(replace(offer, statuses=(Status.YES,)) for offer in part.offers)
        for _ in right(self, replace(part, offers=offers), searches):
            pass  # what it yields is not asked for; it counts
        return found

    wrap(patch, parting._Allowance, "_divided", wrong)


def a_limit_of_another_offer(patch: Patch) -> None:
    unbound(patch, "limits_of")


# --- sets and doors -----------------------------------------------------------------------------------


def a_set_that_falls_for_a_maybe(patch: Patch) -> None:
    patch.setattr(parting.Part, "is_surely_no", property(lambda self: self.is_maybe_no))


def a_member_that_is_no_and_does_not_count(patch: Patch) -> None:
    def wrong(right: Any, part: Any, group: Any, search: Any, parts: Any, *more: Any) -> Any:
        return right(part, group, search, [each for each in parts if not each.is_surely_no], *more)

    wrap(patch, parting, "_as_a_whole", wrong)


def lines_that_were_not_asked_back_left_out(patch: Patch) -> None:
    def wrong(right: Any, request: ReturnRequest, line: Any) -> bool:
        is_asked = any(item.line_id == line.id for item in request.items)
        return not is_asked or right(request, line)

    wrap(patch, parting, "comes_back_whole", wrong)


def components_that_stay_and_are_not_missed(patch: Patch) -> None:
    def wrong(right: Any, request: ReturnRequest, line: Any) -> Any:
        items = tuple(item.evolve(components=None) for item in request.items)
        return right(request.evolve(items=items), line)

    wrap(patch, parting, "comes_back_whole", wrong)


def a_set_that_is_judged_while_it_is_passed(patch: Patch) -> None:
    def wrong(right: Any, part: Any, group: Any, search: Any, parts: Any, *more: Any) -> Any:
        found = right(part, group, search, parts, *more)
        parts[next(n for n, each in enumerate(parts) if each is part)] = found
        return found

    wrap(patch, parting, "_as_a_whole", wrong)


def a_second_kind_of_set_that_is_not_asked(patch: Patch) -> None:
    groups = CompiledPolicy.groups.func  # type: ignore[attr-defined]  # a cached property
    patch.setattr(CompiledPolicy, "groups", property(lambda self: groups(self)[:1]))


def a_door_that_closes_for_those_who_did_not_say_how(patch: Patch) -> None:
    def wrong(right: Any, compiled: Any, parts: Any, order: Any, request: Any, history: Any) -> Any:
        method = request.method or next(iter(compiled.methods), None)
        return right(compiled, parts, order, request.evolve(method=method), history)

    wrap(patch, deciding, "limited", wrong)


def a_list_of_doors_that_closes_no_other(patch: Patch) -> None:
    def wrong(right: Any, rule: Rule, method: str) -> bool | None:
        return right(rule, method) or (None if rule.by else right(rule, method))

    wrap(patch, compiling, "door_of", wrong)


# --- floors -------------------------------------------------------------------------------------------


def _reaching(part: Any, found: Any) -> Any:
    """Return *found* with the offers of its floors closed, where one of its own was."""
    if found.offers == part.offers:
        return found

    def closed(offers: Sequence[OfferDecision]) -> tuple[OfferDecision, ...]:
        return tuple(parting._closed(offer, ReasonCode.METHOD, (), is_certain=True) for offer in offers)

    return replace(found, granted=tuple((judge, closed(offers)) for judge, offers in part.granted))


def a_limit_that_reaches_a_floor(patch: Patch) -> None:
    def wrong(right: Any, part: Any, *more: Any) -> Iterator[Any]:
        yield from (_reaching(part, found) for found in right(part, *more))

    wrap(patch, parting, "_cut", wrong)


def a_set_that_reaches_a_floor(patch: Patch) -> None:
    wrap(patch, parting, "_as_a_whole", lambda right, part, *more: _reaching(part, right(part, *more)))


def a_door_that_reaches_a_floor(patch: Patch) -> None:
    wrap(patch, parting, "_through", lambda right, part, *more: _reaching(part, right(part, *more)))


def _above_floors(patch: Patch, effect: str) -> None:
    """Put the rules of a policy that have only this effect above those of its floors."""

    def wrong(right: Any, policy: Policy, order: Order) -> tuple[CompiledPolicy, ...]:
        above = [rule for rule in policy.rules if [*rule.effects] == [effect] and not rule.binds]
        floors = [floor.policy for floor in right(policy, order)]
        return tuple(compile_policy(floor.evolve(rules=(*above, *floor.rules))) for floor in floors)

    wrap(patch, deciding, "floors_of", wrong)


def a_refusal_that_reaches_a_floor(patch: Patch) -> None:
    _above_floors(patch, "refuse")


def a_demand_that_reaches_a_floor(patch: Patch) -> None:
    _above_floors(patch, "ask")


def a_floor_that_forgets_the_past(patch: Patch) -> None:
    def wrong(
        right: Any, floor: Any, order: Any, item: Any, request: Any, at: Any, _: Any, found: Any
    ) -> Any:
        return right(floor, order, item, request, at, None, found)

    wrap(patch, deciding, "granted", wrong)
