"""Bugs planted into the life of a return: the machine that plays with returns must notice each."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from returnkit.errors import ReturnkitError
from returnkit.lifecycle import CheckedNumbers, ReturnSubmitted
from returnkit.settlement import Units
from tests.properties.test_lifecycle_machine import Lives

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
# Any, below: what is planted has the signature of what it replaces.

folding: Any = import_module("returnkit.lifecycle.folding")
handling: Any = import_module("returnkit.lifecycle.handling")
answers: Any = import_module("returnkit.lifecycle.answers")
goods: Any = import_module("returnkit.lifecycle.goods")
payments: Any = import_module("returnkit.lifecycle.payments")
fitting: Any = import_module("returnkit.lifecycle.fitting")
drafts: Any = import_module("returnkit.lifecycle.draft")
ledgers: Any = import_module("returnkit.lifecycle.ledgers")
rma: Any = import_module("returnkit.lifecycle.rma")


ROUNDS = 4
"""What is drawn depends on the modules that are loaded: a bug that one round misses is met by the next."""


def notices(examples: int = 500, *, derandomize: bool = True) -> bool:
    """Return whether the machine fails, whichever way it shows."""
    sizes = settings(
        max_examples=examples, stateful_step_count=30, deadline=None, phases=[Phase.generate], database=None
    )
    try:
        run_state_machine_as_test(Lives, settings=settings(sizes, derandomize=derandomize, print_blob=False))
    except (AssertionError, ValueError, IndexError, ReturnkitError, ExceptionGroup):
        return True
    return False


def entries_are_forgotten(patch: Patch) -> None:
    apply = folding.apply

    def wrong(return_: Any, event: Any) -> Any:
        return apply(return_, event if isinstance(event, ReturnSubmitted) else event.evolve(entries=()))

    plant(patch, "apply", wrong)


def plant(patch: Patch, name: str, wrong: Any) -> None:
    """Put *wrong* where the machine, and replaying, find the function of that name."""
    patch.setattr(folding, name, wrong)
    patch.setattr(import_module("tests.lifecycle_play"), name, wrong)


def more_comes_in_than_was_accepted(patch: Patch) -> None:
    patch.setattr(goods, "of_counts", lambda *args: [])


def what_expires_keeps_its_units(patch: Patch) -> None:
    def wrong(draft: Any, command: Any) -> Any:
        yield draft.made(answers.ReturnExpired)

    patch.setattr(answers, "expired", wrong)


def what_was_given_up_is_given_up_again(patch: Patch) -> None:
    patch.setattr(drafts.Draft, "released", lambda draft: tuple(draft._held(-1)))


def what_is_opened_again_is_not_taken_up(patch: Patch) -> None:
    patch.setattr(drafts.Draft, "claimed", lambda draft: ())


def a_number_is_skipped(patch: Patch) -> None:
    made = drafts.Draft.made

    def wrong(draft: Any, kind: Any, /, **told: Any) -> Any:
        if kind.__name__ == "ExceptionRaised":
            draft._number += 1
        return made(draft, kind, **told)

    patch.setattr(drafts.Draft, "made", wrong)


def units_are_settled_twice(patch: Patch) -> None:
    def wrong(return_: Any, command: Any) -> Any:
        items = [item.evolve(settled_unseen=0, gradings=()) for item in return_.items]
        return of_settled(return_.evolve(items=tuple(items), effects=()), command)

    of_settled = fitting.of_settled
    patch.setattr(payments, "of_settled", wrong)


def what_was_paid_unseen_is_forgotten_when_it_is_looked_at(patch: Patch) -> None:
    inspected = folding._inspected

    def wrong(return_: Any, event: Any) -> Any:
        fields = inspected(return_, event)
        items = []
        for item in fields["items"]:
            gradings = tuple(each.evolve(settled=0) for each in item.gradings)
            items.append(item.evolve(gradings=gradings))
        return {"items": tuple(items)}

    patch.setattr(folding, "_inspected", wrong)


def what_is_paid_is_not_compared_with_what_is_counted(patch: Patch) -> None:
    patch.setattr(fitting, "_of_amounts", lambda command: [])


def what_is_paid_by_hand_is_counted_again(patch: Patch) -> None:
    """The correction's reversed entries are left out."""
    made = drafts.Draft.made

    def wrong(draft: Any, kind: Any, /, **told: Any) -> Any:
        if kind.__name__ == "EntriesCorrected":
            kept = tuple(each for each in told["entries"] if not getattr(each, "is_reversed", False))
            told["entries"] = kept
        return made(draft, kind, **told)

    patch.setattr(drafts.Draft, "made", wrong)


def dates_go_back(patch: Patch) -> None:
    def wrong(return_: Any, command: Any, *, by: Any, at: Any, ledger: Any) -> Any:
        events = handle(return_, command, by=by, at=at, ledger=ledger)
        return tuple(event.evolve(at=at) for event in events)

    handle = handling.handle
    patch.setattr(import_module("tests.lifecycle_play"), "handle", wrong)


def the_past_shows_what_came_later(patch: Patch) -> None:
    replay = folding.replay
    plant(patch, "replay", lambda events, as_of=None: replay(events))


def a_late_scan_moves_what_was_handed_over(patch: Patch) -> None:
    patch.setattr(folding, "_move", lambda shipments: folding.Move.SEND)


def exceptions_hold_nothing_up(patch: Patch) -> None:
    patch.setattr(handling, "HELD", frozenset())


def shoppers_answer_themselves(patch: Patch) -> None:
    patch.setattr(handling, "SHOPPER_MAY", handling.SHOPPER_MAY | {"approve"})


def what_is_closed_takes_commands(patch: Patch) -> None:
    patch.setattr(handling, "after", lambda approval, command: approval)


def what_failed_cannot_be_seen_to(patch: Patch) -> None:
    patch.setattr(payments, "_seen_to", lambda draft, effect: ())
    patch.setattr(fitting, "of_corrected", lambda *args: [fitting.fault("x", "", "x")])
    patch.setattr(payments, "of_corrected", fitting.of_corrected)


def restocked_units_are_counted_as_received(patch: Patch) -> None:
    counted = drafts.Draft.counted

    def wrong(draft: Any, given: Any, counter: Any) -> Any:
        return counted(draft, given, Units.RECEIVED if counter is Units.RESTOCKED else counter)

    patch.setattr(drafts.Draft, "counted", wrong)


BUGS = [
    entries_are_forgotten,
    more_comes_in_than_was_accepted,
    what_expires_keeps_its_units,
    what_was_given_up_is_given_up_again,
    what_is_opened_again_is_not_taken_up,
    a_number_is_skipped,
    units_are_settled_twice,
    what_was_paid_unseen_is_forgotten_when_it_is_looked_at,
    what_is_paid_is_not_compared_with_what_is_counted,
    what_is_paid_by_hand_is_counted_again,
    dates_go_back,
    the_past_shows_what_came_later,
    a_late_scan_moves_what_was_handed_over,
    exceptions_hold_nothing_up,
    shoppers_answer_themselves,
    what_is_closed_takes_commands,
    what_failed_cannot_be_seen_to,
    restocked_units_are_counted_as_received,
]


@pytest.mark.parametrize("bug", BUGS)
def test_a_bug_in_the_life_of_a_return_is_noticed(bug: Callable[[Patch], None], monkeypatch: Patch) -> None:
    bug(monkeypatch)

    assert any(notices(derandomize=not number) for number in range(ROUNDS))


def test_without_a_bug_nothing_is_noticed() -> None:
    assert not notices(60)


def test_a_check_character_that_weighs_all_alike_is_noticed(monkeypatch: Patch) -> None:
    """Then two signs that change places go unnoticed: what the test of swaps asks."""
    monkeypatch.setattr(
        rma, "_check", lambda signs: rma.ALPHABET[sum(rma._VALUES[sign] for sign in signs) % 31]
    )
    numbers = CheckedNumbers()
    signs = numbers.number(31)[2:]

    assert numbers.read(signs[:4] + signs[5] + signs[4] + signs[6]) != numbers.number(31)
