"""Transitions: the tables are looked at as a model, whole."""

from __future__ import annotations

from itertools import product

import pytest

from returnkit.errors import TransitionError
from returnkit.lifecycle import CLOSED, COMMANDS, SHIPPING, TRANSITIONS, ApprovalStatus, Move, ShippingStatus
from returnkit.lifecycle.transitions import after, allowed

STATES = (None, *ApprovalStatus)
UNLISTED = [pair for pair in product(STATES, COMMANDS) if pair not in TRANSITIONS]


def reached(starts: set[ApprovalStatus | None]) -> set[ApprovalStatus | None]:
    """Return every state that can be reached from *starts*, themselves included."""
    found = set(starts)
    while more := {end for (start, _), end in TRANSITIONS.items() if start in found} - found:
        found |= more
    return found


def test_every_state_is_reached_from_none() -> None:
    assert reached({None}) == set(STATES)


@pytest.mark.parametrize("state", STATES)
def test_every_state_reaches_an_end(state: ApprovalStatus | None) -> None:
    assert reached({state}) & CLOSED


@pytest.mark.parametrize("state", [ApprovalStatus.REJECTED, ApprovalStatus.CANCELLED])
def test_what_was_refused_or_taken_back_stays_so(state: ApprovalStatus) -> None:
    assert reached({state}) == {state}


def test_every_command_is_taken_somewhere() -> None:
    assert {command for _, command in TRANSITIONS} == set(COMMANDS)


@pytest.mark.parametrize(("state", "command"), UNLISTED)
def test_what_is_not_listed_is_refused_and_names_what_is(state: ApprovalStatus | None, command: str) -> None:
    with pytest.raises(TransitionError) as caught:
        after(state, command)

    assert caught.value.command == command
    assert caught.value.state == ("none" if state is None else state.value)
    assert caught.value.allowed == tuple(name for start, name in TRANSITIONS if start is state)
    assert caught.value.allowed == allowed(state)
    assert all(f"`{name}`" in (caught.value.help or "") for name in caught.value.allowed)


@pytest.mark.parametrize(("state", "command"), TRANSITIONS)
def test_what_is_listed_comes_to_what_the_table_says(state: ApprovalStatus | None, command: str) -> None:
    assert after(state, command) is TRANSITIONS[state, command]


def test_what_the_outside_tells_is_taken_whatever_became_of_the_return() -> None:
    told = {"record_done", "record_failed", "correct", "raise", "clear", "add_note", "attach"}

    assert all(told <= set(allowed(state)) for state in ApprovalStatus)


def test_a_parcel_travels_on_after_its_return_was_given_up() -> None:
    told = {"record_sent", "record_delivered", "void_shipment"}
    states = set(ApprovalStatus) - {ApprovalStatus.SUBMITTED}

    assert all(told <= set(allowed(state)) for state in states)


def test_goods_are_everywhere_that_they_can_be() -> None:
    found = {ShippingStatus.NO_LABEL}
    while more := {end for (start, _), end in SHIPPING.items() if start in found} - found:
        found |= more

    assert found == set(ShippingStatus)


def test_goods_can_come_in_from_everywhere() -> None:
    for state in ShippingStatus:
        assert SHIPPING[state, Move.TAKE_IN_ALL] is ShippingStatus.RECEIVED


def test_every_move_moves_something() -> None:
    moves = {move for (start, move), end in SHIPPING.items() if start is not end}

    assert moves == set(Move)


def test_once_units_are_in_only_units_count() -> None:
    for state in (ShippingStatus.PARTIALLY_RECEIVED, ShippingStatus.RECEIVED):
        moves = {move for start, move in SHIPPING if start is state}
        assert moves <= {Move.TAKE_IN_SOME, Move.TAKE_IN_ALL}
