"""Folding: the log explains the state, at any instant."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from returnkit.errors import InstantError, LogError
from returnkit.lifecycle import (
    AddNote,
    Approve,
    Attach,
    AttachShipment,
    Document,
    ItemsReceived,
    Note,
    Raise,
    Received,
    RecordDone,
    RecordSent,
    Resolve,
    ReturnSettled,
    SettledUnits,
    apply,
    replay,
)
from returnkit.money import Money
from tests.lives import START, Life, a_life, a_settled, a_shipment, an_approved, inspect, receive


def a_whole() -> Life:
    """Return a return from the request to the last cent."""
    life = a_life(2, 1).do(
        AddNote(note=Note(text="please")), Approve(), AttachShipment(shipment=a_shipment())
    )
    life.do(RecordSent(shipment_id="parcel-1"), receive(2, 1), inspect(0, 2), inspect(1, 1, "worn"))
    items = [SettledUnits(place=n, grading=0, quantity=q, offer="refund") for n, q in ((0, 2), (1, 1))]
    life.do(a_settled(life).evolve(items=tuple(items)))
    for effect in life.return_.effects:
        life.do(RecordDone(key=effect.key, reference="re-1"))
    return life.do(Attach(document=Document(reference="p", kind="photo")), Resolve())


def test_replaying_the_log_gives_the_same_return() -> None:
    life = a_whole()

    assert replay(life.log) == life.return_
    assert life.return_.version == len(life.log) == 12


def test_at_any_instant_it_is_what_had_happened_by_then() -> None:
    life = a_whole()

    for count, event in enumerate(life.log, 1):
        assert replay(life.log, as_of=event.at) == replay(life.log[:count])
        assert replay(life.log, as_of=event.at + timedelta(seconds=59)).version == count


def test_before_it_was_asked_for_there_is_nothing() -> None:
    with pytest.raises(LogError, match="nothing had happened yet"):
        replay(a_life().log, as_of=START - timedelta(seconds=1))
    with pytest.raises(LogError, match="nothing had happened yet"):
        replay([])


def test_an_instant_without_a_zone_is_none() -> None:
    with pytest.raises(InstantError, match="has no zone"):
        replay(a_life().log, as_of=datetime(2026, 11, 10))  # noqa: DTZ001


def test_a_log_has_no_hole_and_no_other_order() -> None:
    log = a_whole().log

    for events in (log[1:], (*log[:2], *log[3:]), (log[0], log[2], log[1]), (*log, log[-1]), (*log, log[0])):
        with pytest.raises(LogError):
            replay(events)


@pytest.mark.parametrize("changes", [{"shop": "other"}, {"return_id": "R-9"}, {"number": 3}])
def test_an_event_of_something_else_is_refused(changes: dict[str, Any]) -> None:
    life = a_life()
    event = an_approved().last.evolve(**changes)

    with pytest.raises(LogError):
        apply(life.return_, event)


def test_no_event_is_dated_before_the_one_that_it_follows() -> None:
    life = a_life()
    event = an_approved().last.evolve(at=START - timedelta(seconds=1))

    with pytest.raises(LogError, match="is dated before the one that it follows"):
        apply(life.return_, event)


def test_a_return_begins_with_its_policy() -> None:
    with pytest.raises(LogError, match="names no policy"):
        apply(None, a_life().last.evolve(policy=None))


@pytest.mark.parametrize(
    "changes",
    [
        {"items": (Received(place=7, quantity=1),)},
        {"items": (Received(place=0, quantity=9),)},
    ],
)
def test_an_event_that_cannot_have_happened_is_refused(changes: dict[str, Any]) -> None:
    life = an_approved(2).do(receive(1))
    assert isinstance(life.last, ItemsReceived)

    with pytest.raises(LogError, match="does not fit what happened before"):
        apply(replay(life.log[:-1]), life.last.evolve(**changes))


def test_units_that_there_are_not_cannot_have_been_settled() -> None:
    life = an_approved(2)
    event = ReturnSettled(
        **{name: getattr(life.last, name) for name in ("shop", "return_id", "at", "by", "policy")},
        number=3,
        items=(SettledUnits(place=0, grading=2, quantity=1, offer="refund"),),
        total=Money.zero("USD"),
        due=Money.zero("USD"),
    )

    with pytest.raises(LogError, match="does not fit what happened before"):
        apply(life.return_, event)


def test_entries_are_kept_in_the_order_of_the_log() -> None:
    life = a_whole()

    assert life.return_.entries == tuple(entry for event in life.log for entry in event.entries)


def test_who_asked_and_who_answered_are_kept() -> None:
    life = a_whole().do(Raise(reason="odd"))

    assert life.return_.filed_by.kind == "shopper"
    assert life.return_.approved_by is not None
    assert life.return_.approved_by.id == "sam"
    assert life.return_.updated_at == life.last.at
