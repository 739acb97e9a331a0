"""Catalogue: every command and every event, whole, as it is written and read."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import get_args

import pytest

from returnkit.effects import effect_key
from returnkit.facts import Inspection, ReturnHistory
from returnkit.lifecycle import (
    COMMAND,
    COMMANDS,
    EVENT,
    AddNote,
    Approve,
    Attach,
    AttachShipment,
    Cancel,
    Clear,
    Command,
    Correct,
    Dispose,
    Disposed,
    Disposition,
    Document,
    Edit,
    EffectKind,
    Event,
    Expire,
    Found,
    GrantOverride,
    Inspect,
    Note,
    OrderAgain,
    Raise,
    RecordDelivered,
    RecordDone,
    RecordFailed,
    RecordSent,
    RecordTimer,
    Reject,
    Reopen,
    RequestKind,
    Resolve,
    Return,
    ReturnEffect,
    TimerKind,
    Use,
    VoidShipment,
    read_command,
    replay,
)
from returnkit.money import Money
from returnkit.policy import Counted, Override
from tests.builders import a_past_order, a_policy
from tests.lives import START, Life, a_settled, a_shipment, a_submit, receive, request_of

USE = Use(counter="shirts", of=Counted.HOUSEHOLD, units=2)
OVERRIDE = Override(who="sam", why="a gesture", until=START + timedelta(days=9), rules=a_policy().rules)


def everything() -> tuple[list[Command], tuple[Event, ...]]:
    """Return commands and events of every kind, of a few returns."""
    given: list[Command] = []
    logs: list[Event] = []

    def live(*commands: Command, life: Life | None = None) -> Life:
        if life is None:
            submit = a_submit(
                2,
                kind=RequestKind.WITHDRAWAL,
                uses=(USE,),
                goods_back_by=START + timedelta(days=90),
                history=ReturnHistory(orders=(a_past_order(),), counters={"shirts": 1}),
            )
            given.append(submit)
            life = Life(submit)
        given.extend(commands)
        return life.do(*commands)

    life = live(
        Edit(request=request_of(3), uses=(USE,)),
        GrantOverride(override=OVERRIDE, cost=Money.of("-4", "USD")),
        Approve(accepted=(3,), uses=(USE,)),
        AttachShipment(shipment=a_shipment("a", label_cost=Money.of("4", "USD"), carrier="post")),
        AttachShipment(shipment=a_shipment("b")),
        VoidShipment(shipment_id="b"),
        RecordSent(shipment_id="a"),
        RecordDelivered(shipment_id="a"),
        Expire(),
        Reopen(reason="it came"),
        receive(2, shipment_id="a", location_id="north"),
        Inspect(
            items=(
                Found(
                    place=0,
                    quantity=2,
                    inspection=Inspection(grade="as_new"),
                    fees={"cleaning": Money.of("1", "USD")},
                    note="fine",
                    images=("i",),
                ),
            )
        ),
        Dispose(
            items=(Disposed(place=0, quantity=2, disposition=Disposition.RESTOCK, location_id="north"),),
            effects=(ReturnEffect(key=effect_key("restock", "R-1"), kind=EffectKind.RESTOCK),),
        ),
        RecordDone(key=effect_key("restock", "R-1"), reference="s"),
        RecordTimer(kind=TimerKind.INSPECT, key="inspect:1", cause="2 days after units came in"),
        AddNote(note=Note(text="a note", is_public=True)),
        Attach(document=Document(reference="p", kind="photo", place=0)),
        Raise(reason="odd"),
        Clear(reason="fine"),
    )
    settle = a_settled(life, {0: 1})
    live(settle, RecordFailed(key=settle.effects[0].key, reason="closed"), life=life)
    again = settle.effects[0].evolve(key=effect_key("again"))
    live(OrderAgain(key=settle.effects[0].key, effect=again), life=life)
    live(RecordFailed(key=again.key, reason="closed"), life=life)
    live(Correct(reason="by hand", instead_of=again.key), Resolve(), life=life)
    logs += life.log
    for end in (Reject(reason="x"), Cancel(reason="y")):
        logs += live(end).log
    return given, tuple(logs)


GIVEN, LOG = everything()
EVENTS = {each.model_fields["event"].default: each for each in get_args(get_args(Event)[0])}


def test_every_command_and_every_event_is_here() -> None:
    assert {command.command for command in GIVEN} == set(COMMANDS)
    assert {event.event for event in LOG} == set(EVENTS)


@pytest.mark.parametrize("command", GIVEN, ids=lambda command: command.command)
def test_a_command_is_read_as_it_was_written(command: Command) -> None:
    text = COMMAND.dump_json(command)

    assert COMMAND.validate_json(text) == command
    assert read_command(text.decode()) == command
    assert COMMAND.dump_json(COMMAND.validate_json(text)) == text


@pytest.mark.parametrize("event", LOG, ids=lambda event: event.event)
def test_an_event_is_read_as_it_was_written(event: Event) -> None:
    text = EVENT.dump_json(event)

    assert EVENT.validate_json(text) == event
    assert EVENT.dump_json(EVENT.validate_json(text)) == text
    assert json.loads(text)["event"] == event.event


def test_a_return_is_read_as_it_was_written() -> None:
    count = next(n for n, event in enumerate(LOG) if n and event.number == 1)
    return_ = replay(LOG[:count])

    assert Return.model_validate_json(return_.model_dump_json()) == return_


def test_names_of_commands_and_events_are_their_classes() -> None:
    def words(name: str) -> str:
        return "".join("_" + sign.lower() if sign.isupper() else sign for sign in name).lstrip("_")

    named = {**COMMANDS, **EVENTS}

    assert [words(model.__name__) for model in named.values()] == list(named)


@pytest.mark.parametrize("model", [*COMMANDS.values(), *EVENTS.values()], ids=lambda model: model.__name__)
def test_every_command_and_event_says_what_it_is(model: type) -> None:
    assert model.__doc__
    assert len(model.__doc__.splitlines()[0]) <= 110
