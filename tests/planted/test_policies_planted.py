"""Bugs planted into policies put together, compared, named and kept in books: the laws must notice each."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from returnkit.expr.condition import when
from returnkit.policy import BookScope, Rule, zone_of_shop
from tests import book_laws, policy_laws
from tests.cases import case
from tests.policy_laws import comparing, composing, hashing
from tests.whole_cases import whole_case

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
# Any, below: what is planted has the signature of what it replaces.

documents: Any = import_module("returnkit.policy.document")
preparing: Any = import_module("returnkit.decision.prepare")
examining: Any = import_module("returnkit.policy.examine")
booking, faulting = book_laws.booking, book_laws.faulting


def noticed(law: Callable[[Any], None], *, tries: int = 300) -> bool:
    """Whether *law* fails for one of the first cases or seeds; no bug here is in how a case is made."""
    make = int if law.__module__ == book_laws.__name__ else whole_case if law is OF_WHOLE else case
    for seed in range(tries):
        try:
            law(make(seed))
        except AssertionError:
            return True
    return False


def wrap(patch: Patch, module: Any, name: str, wrong: Callable[..., Any]) -> None:
    """Replace a function by *wrong*, which is given the right one first."""
    right = getattr(module, name)
    patch.setattr(module, name, lambda *args, **more: wrong(right, *args, **more))


# --- put together ------------------------------------------------------------------------------------


def rules_are_put_above_the_last(patch: Patch) -> None:
    def wrong(right: Any, above: Any, below: Any) -> Any:
        policy, faults = right(above, below)
        ids = {rule.id for rule in documents._rules(below)}
        added = [rule for rule in policy.rules if rule.id in ids]
        kept = [rule for rule in policy.rules if rule.id not in ids]
        return policy.evolve(rules=(*kept[:-1], *added, *kept[-1:])), faults

    wrap(patch, documents, "joined", wrong)


def a_scope_forgets_rules_without_a_condition(patch: Patch) -> None:
    def wrong(right: Any, policy: Any, condition: Any) -> Any:
        pairs = zip(policy.rules, right(policy, condition).rules, strict=True)
        # A window that stays without a condition would close the list, which is told when it loads.
        rules = (old if old.when is None and not old.within else new for old, new in pairs)
        return policy.evolve(rules=tuple(rules))

    wrap(patch, composing, "scoped", wrong)


def a_scope_is_an_alternative(patch: Patch) -> None:
    wrap(
        patch,
        composing,
        "_both",
        lambda right, scope, text: right(scope, text) if text is None else (scope | when(text)).text,
    )


def a_scope_falls_apart(patch: Patch) -> None:
    def wrong(right: Any, scope: Any, text: Any) -> Any:
        return right(scope, text) if text is None else f"{scope.text} and {text}"

    wrap(patch, composing, "_both", wrong)


def a_replaced_rule_goes_to_the_top(patch: Patch) -> None:
    def wrong(right: Any, policy: Any, rule: Rule) -> Any:
        others = [each for each in right(policy, rule).rules if each.id != rule.id]
        return policy.evolve(rules=(rule, *others))

    wrap(patch, composing, "replace", wrong)


def an_override_never_ends(patch: Patch) -> None:
    wrap(patch, composing, "in_force", lambda right, policy, at: policy)


def an_override_ends_at_once(patch: Patch) -> None:
    wrap(patch, composing, "in_force", lambda right, policy, at: right(policy, at=at.replace(year=8999)))


# --- compared ----------------------------------------------------------------------------------------


def ladders_do_not_matter(patch: Patch) -> None:
    right = comparing._Rules.__init__

    def wrong(self: Any, *args: Any) -> None:
        right(self, *args)
        self._rungs = set()

    patch.setattr(comparing._Rules, "__init__", wrong)


def always(patch: Patch, name: str, effect: str) -> None:
    right = getattr(comparing._Rules, name)
    patch.setattr(comparing._Rules, name, lambda self, *args: args[-1] == effect or right(self, *args))


def a_new_refusal_is_harmless(patch: Patch) -> None:
    always(patch, "_may_come", "refuse")


def a_new_window_is_harmless(patch: Patch) -> None:
    always(patch, "_may_come", "within")


def an_earlier_extension_is_harmless(patch: Patch) -> None:
    always(patch, "_may_change", "extend")


def a_shorter_window_is_harmless(patch: Patch) -> None:
    always(patch, "_may_change", "within")


def conditions_may_change(patch: Patch) -> None:
    patch.setattr(comparing, "_CONDITIONS", ())


def the_order_of_rules_does_not_matter(patch: Patch) -> None:
    def unordered(right: Any, self: Any) -> Any:
        return [(path, said) for path, said in right(self) if "another place" not in said]

    wrap(patch, comparing._Rules, "told", unordered)


def a_fee_may_rise(patch: Patch) -> None:
    always(patch, "_may_change", "fee")


def a_bonus_may_fall(patch: Patch) -> None:
    always(patch, "_may_change", "bonus")


def a_lost_waiver_is_harmless(patch: Patch) -> None:
    always(patch, "_may_go", "waive")


# --- named -------------------------------------------------------------------------------------------


def a_hash_forgets_the_order_of_rules(patch: Patch) -> None:
    def wrong(right: Any, value: Any) -> Any:
        return sorted(map(right, value), key=repr) if isinstance(value, tuple) else right(value)

    wrap(patch, hashing, "_canonical", wrong)


def a_hash_is_of_the_text_of_an_object(patch: Patch) -> None:
    def wrong(right: Any, value: Any) -> Any:
        return repr(value) + str(id(value)) if isinstance(value, Rule) else right(value)

    wrap(patch, hashing, "_canonical", wrong)


# --- zones -------------------------------------------------------------------------------------------


def windows_count_in_the_shop(patch: Patch) -> None:
    patch.setattr(preparing, "zone_of_windows", lambda timezone, order: zone_of_shop(timezone))


def periods_count_at_the_destination(patch: Patch) -> None:
    right = examining.midnight
    seoul = ZoneInfo("Asia/Seoul")
    patch.setattr(examining, "midnight", lambda day, zone: right(day, seoul))


# --- books -------------------------------------------------------------------------------------------


def two_tags_contradict_each_other(patch: Patch) -> None:
    def wrong(right: Any, one: BookScope, other: BookScope) -> Any:
        return right(one, other) and not (one.tag and other.tag and not set(one.tag) & set(other.tag))

    wrap(patch, BookScope, "meets", wrong)


def a_barred_market_is_no_contradiction(patch: Patch) -> None:
    def wrong(right: Any, one: BookScope, other: BookScope) -> Any:
        free = {"not_market": ()}
        return right(one.model_copy(update=free), other.model_copy(update=free))

    wrap(patch, BookScope, "meets", wrong)


def a_last_day_is_left_out(patch: Patch) -> None:
    def wrong(right: Any, versions: Any) -> Any:
        found = list(right(versions))
        days = {each.first for each in versions} & {each.last for each in versions}
        return [fault for fault in found if not any(f"placed on {day} " in fault.message for day in days)]

    wrap(patch, faulting, "_overlaps", wrong)


def a_hole_of_one_day_is_none(patch: Patch) -> None:
    def wrong(right: Any, versions: Any) -> Any:
        def is_one_day(fault: Any) -> bool:
            words = fault.message.split()
            return bool(words[2] == words[4])

        return [fault for fault in right(versions) if not is_one_day(fault)]

    wrap(patch, faulting, "_gaps", wrong)


def the_first_revision_counts(patch: Patch) -> None:
    patch.setattr(booking, "_is_published", lambda policy, at: policy.version.revision == 1)


def a_revision_counts_after_the_instant_it_is_published(patch: Patch) -> None:
    def wrong(right: Any, policy: Any, at: Any) -> Any:
        published = policy.version.published
        return right(policy, at) and (published is None or published < at)

    wrap(patch, booking, "_is_published", wrong)


ADDING = policy_laws.law_addition_is_associative
SCOPED = policy_laws.law_a_scope_is_a_condition_of_every_rule
ENDING = policy_laws.law_an_ended_override_leaves_no_trace
TAKING = policy_laws.law_a_revision_that_passes_takes_nothing
OF_WHOLE = policy_laws.law_a_revision_that_passes_takes_nothing_from_a_whole_return
HASHED = policy_laws.law_one_hash_in_every_notation
ABROAD = policy_laws.law_windows_count_where_the_goods_arrived
MEETING = book_laws.law_scopes_meet_where_one_order_is_in_both
KEEPING = book_laws.law_a_book_has_one_policy_for_an_order_or_says_why_not
BUGS: list[tuple[Callable[[Patch], None], Callable[[Any], None]]] = [
    (rules_are_put_above_the_last, ADDING),
    (a_scope_forgets_rules_without_a_condition, SCOPED),
    (a_scope_is_an_alternative, SCOPED),
    (a_scope_falls_apart, SCOPED),
    (a_replaced_rule_goes_to_the_top, policy_laws.law_a_replaced_rule_keeps_its_place),
    (an_override_never_ends, ENDING),
    (an_override_ends_at_once, ENDING),
    (ladders_do_not_matter, TAKING),
    (a_new_refusal_is_harmless, TAKING),
    (a_new_window_is_harmless, TAKING),
    (an_earlier_extension_is_harmless, TAKING),
    (a_shorter_window_is_harmless, TAKING),
    (conditions_may_change, TAKING),
    (the_order_of_rules_does_not_matter, TAKING),
    (a_fee_may_rise, OF_WHOLE),
    (a_bonus_may_fall, OF_WHOLE),
    (a_lost_waiver_is_harmless, OF_WHOLE),
    (a_hash_forgets_the_order_of_rules, HASHED),
    (a_hash_is_of_the_text_of_an_object, HASHED),
    (windows_count_in_the_shop, ABROAD),
    (periods_count_at_the_destination, ABROAD),
    (two_tags_contradict_each_other, MEETING),
    (a_barred_market_is_no_contradiction, MEETING),
    (a_last_day_is_left_out, KEEPING),
    (a_hole_of_one_day_is_none, KEEPING),
    (the_first_revision_counts, KEEPING),
    (a_revision_counts_after_the_instant_it_is_published, KEEPING),
]


@pytest.mark.parametrize(
    ("plant", "law"), BUGS, ids=[f"{plant.__name__}-{law.__name__}" for plant, law in BUGS]
)
def test_a_planted_bug_is_noticed(
    plant: Callable[[Patch], None], law: Callable[[Any], None], monkeypatch: Patch
) -> None:
    plant(monkeypatch)

    assert noticed(law)


@pytest.fixture(autouse=True, scope="module")
def _forget_the_cases() -> object:
    yield
    case.cache_clear()
    whole_case.cache_clear()


def test_every_law_has_a_bug_that_breaks_it() -> None:
    modules = (policy_laws, book_laws)
    stated = {law for module in modules for name, law in vars(module).items() if name.startswith("law_")}

    assert stated == {law for _, law in BUGS}
