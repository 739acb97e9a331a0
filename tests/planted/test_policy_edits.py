"""Mutation check of the kit: policies edited by one token, which generated cases must notice.

The cases are those of `generate(policy)`: rules, constants and windows on both sides, every part of a
condition. Nothing is drawn anew: what no case notices is told, with an order that shows it, or with why none
does, or with how many were asked in vain. The bound is on the edits that are not proved to change nothing;
those are on neither side of it, though many are noticed by the order in which rules are told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Final

import pytest

from returnkit.errors import DocumentError, SituationError
from returnkit.expr.propositions import Proposition
from returnkit.ids import RuleId
from returnkit.policy import CompiledPolicy, Policy, compile_policy, load_policy
from returnkit.policy.warnings import Thing, said_by
from returnkit.situations import Given, decided, situation
from returnkit.testing.coverage.obligations import conditions_by_rule
from returnkit.testing.generating import Generated, generate
from returnkit.testing.tables import Expectations, expected_of, failures_of
from returnkit.verify import diff
from tests.edits import Edit, an_edit
from tests.evidence import Evidence
from tests.modes import SEED, size
from tests.repo.tracked import ROOT

pytestmark = pytest.mark.fuzz

FOLDER: Final = ROOT / "examples" / "policies"
NAMES: Final = sorted(path.stem for path in FOLDER.glob("*.yaml"))
EDITS: Final = size(ci=50, full=200)
LEAST_NOTICED: Final = 0.95


@cache
def policy(name: str) -> Policy:
    path = FOLDER / f"{name}.yaml"
    return load_policy(path.read_text(encoding="utf-8"), name=path.name)


@cache
def suite(name: str) -> tuple[tuple[Generated, Expectations], ...]:
    return tuple((case, expected_of(case.decision)) for case in generate(policy(name)).cases)


def edits() -> list[tuple[str, Edit]]:
    """Return edits of policies by name."""
    random, found = Random(SEED), list[tuple[str, Edit]]()
    for _ in range(EDITS):
        name = random.choice(NAMES)
        found.append((name, an_edit(random, policy(name))))
    return found


def changes_nothing(original: Policy, edit: Edit) -> bool:
    """Return whether it is proved that *edit* changes no answer: two rules changed places that never vie.

    They never both apply, or never speak of one thing. The first offer that stands is what one gets by
    default, so where offers change places with them, no order may have both.
    """
    if edit.kind != "order":
        return False
    was, now = compile_policy(original), compile_policy(edit.policy)
    place = next(n for n, rule in enumerate(original.rules) if rule.id != edit.policy.rules[n].id)
    never_together = premise(was, place).excludes(premise(was, place + 1))
    if [offer.name for offer in was.offers] == [offer.name for offer in now.offers]:
        return never_together or things(was, place).isdisjoint(things(was, place + 1))
    offered = Counter(offer.name for rule in original.rules for offer in rule.offer)
    pair = (*original.rules[place].offer, *original.rules[place + 1].offer)
    return never_together and not original.floor and all(offered[offer.name] == 1 for offer in pair)


def premise(compiled: CompiledPolicy, number: int) -> Proposition:
    """Return what is true wherever the rule *number* applies."""
    when = conditions_by_rule(compiled)[number].get("when")
    return Proposition.of(when.node if when else None, compiled.schema)


def things(compiled: CompiledPolicy, number: int) -> set[Thing]:
    """Return what the rule *number* speaks of, but that offers are on the table."""
    offers = tuple(offer.name for offer in compiled.offers)
    said = said_by(compiled.policy.rules[number], offers, compiled.methods)
    return {each.thing for each in said if each.word.key != "offer"}


def is_noticed(name: str, edit: Edit) -> bool:
    """Return whether a case of the suite fails under the edited policy."""
    for case, expected in suite(name):
        try:
            decision = decided(edit.policy, situation(edit.policy, case.told))
        except SituationError:
            return True  # the case cannot even be told
        if failures_of(decision, expected):
            return True
    return False


def test_generated_cases_notice_what_a_slip_of_the_hand_changes(evidence: Evidence) -> None:
    found = edits()

    missed = [(name, edit) for name, edit in found if not is_noticed(name, edit)]
    telling = [(name, edit) for name, edit in found if not changes_nothing(policy(name), edit)]
    real = [(name, edit) for name, edit in missed if not changes_nothing(policy(name), edit)]

    share = 1 - len(real) / len(telling)
    assert share >= LEAST_NOTICED, [(name, edit.where) for name, edit in real]
    kinds, of_kind = Counter(edit.kind for _, edit in found), Counter(edit.kind for _, edit in missed)
    counts: dict[str, object] = {"edits": len(found), "noticed": len(found) - len(missed)}
    counts["proved to change nothing"] = len(found) - len(telling)
    counts["others"], counts["others noticed"] = len(telling), len(telling) - len(real)
    counts["percent of all"] = round(100 * (1 - len(missed) / len(found)), 1)
    counts["percent of others"] = round(100 * share, 1)
    counts["by kind"] = {kind: f"{kinds[kind] - of_kind[kind]} of {kinds[kind]}" for kind in sorted(kinds)}
    drawn = Counter(f"{name}: {edit.where}" for name, edit in missed)
    whys = {f"{name}: {edit.where}": why_missed(name, edit) for name, edit in missed}
    counts["missed"] = {what: f"{drawn[what]} ×: {why}" for what, why in whys.items()}
    evidence("policy-edits", counts)


def test_what_is_proved_to_change_nothing_is_decided_alike() -> None:
    """Every pair of neighbours of every policy; names of rules and the order of terms aside."""
    swaps = [
        (name, edit)
        for name in NAMES
        for place in range(len(policy(name).rules) - 1)
        if (edit := swapped(policy(name), place)) and changes_nothing(policy(name), edit)
    ]

    differing = [
        (name, edit.where)
        for name, edit in swaps
        if any(answer(policy(name), case.told) != answer(edit.policy, case.told) for case, _ in suite(name))
    ]

    assert len(swaps) > 40
    assert differing == []


def swapped(original: Policy, place: int) -> Edit | None:
    """Return *original* with the rules at *place* and below it in each other's places; None does not load."""
    rules = list(original.rules)
    rules[place], rules[place + 1] = rules[place + 1], rules[place]
    edit = Edit(
        "order", f"{rules[place].id} above {rules[place + 1].id}", original.evolve(rules=tuple(rules))
    )
    try:
        compile_policy(edit.policy)
    except DocumentError:
        return None
    return edit


def answer(asked: Policy, told: Mapping[str, Given]) -> object:
    """Return all that *asked* decides in the situation that is *told*."""
    decision = decided(asked, situation(asked, told))
    return decision.items, frozenset(map(repr, decision.terms)), decision.approval


@pytest.mark.parametrize(
    ("name", "upper", "lower"),
    [
        ("hm", "mail-for-members", "mail"),  # about the whole return: the fee is another
        ("hm", "money", "late"),  # the first offer is another
    ],
)
def test_neighbours_that_decide_something_together_are_not_proved_idle(
    name: str, upper: str, lower: str
) -> None:
    original = policy(name)
    place = [rule.id for rule in original.rules].index(RuleId(upper))
    assert original.rules[place + 1].id == lower

    edit = swapped(original, place)

    assert edit is not None
    assert not changes_nothing(original, edit)


def why_missed(name: str, edit: Edit) -> str:
    """Return the order that shows an edit, why there is none, or that none was found."""
    if changes_nothing(policy(name), edit):
        return "proved to change nothing: the two never vie"
    found = diff(policy(name), edit.policy)
    if not found.examples:
        return f"decided alike in all {found.asked} situations asked"
    told = ", ".join(f"{key}: {value}" for key, value in found.examples[0].told.items())
    return f"shown by {told or 'the typical order'}"


def test_the_unedited_policy_fails_none_of_its_cases() -> None:
    for name in NAMES:
        for case, expected in suite(name):
            decision = decided(policy(name), situation(policy(name), case.told))

            assert failures_of(decision, expected) == ()
