"""Strangers: another shop, forged names, commands that no return takes. Nothing changes by any of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from returnkit.errors import (
    CommandError,
    ReturnkitError,
    RmaError,
    TransitionError,
    UnknownEffectError,
    UnknownReturnError,
)
from returnkit.ids import EffectKey, ReturnId, ShopId
from returnkit.lifecycle import (
    COMMAND,
    AddNote,
    Disposed,
    Disposition,
    Document,
    Note,
    Shipment,
    ShipmentSource,
)
from returnkit.service import Exchange, ReturnDesk
from returnkit.settlement import Account, MoneyEntry
from returnkit.storage import ReturnStore, Search
from returnkit.storage.memory import MemoryStore
from returnkit.storage.sql import SqlStore
from tests.builders import a_policy, a_request
from tests.desks import ANN, AT, PLAIN, SHOPPER, Case, a_desk, a_paid_order, found, usd

OTHER = ShopId("other")
PARCEL = Shipment(id="p", source=ShipmentSource.SHOPPER_UPLOAD, at=AT)
ENTRY = MoneyEntry(at=AT, account=Account.CHARGED_BACK, amount=usd("1.00"))

ASKED: dict[str, Callable[[ReturnDesk, ReturnId], object]] = {
    "show": lambda desk, id: desk.show(id),
    "log": lambda desk, id: desk.log(id),
    "edit": lambda desk, id: desk.edit(id, a_request("hat"), by=SHOPPER),
    "approve": lambda desk, id: desk.approve(id, by=ANN),
    "reject": lambda desk, id: desk.reject(id, "No.", by=ANN),
    "cancel": lambda desk, id: desk.cancel(id, by=ANN),
    "expire": lambda desk, id: desk.expire(id, by=ANN),
    "reopen": lambda desk, id: desk.reopen(id, "Again.", by=ANN),
    "resolve": lambda desk, id: desk.resolve(id, by=ANN),
    "override": lambda desk, id: desk.override(
        id, a_policy(PLAIN).rules, why="So.", until=datetime(2030, 1, 1, tzinfo=UTC), by=ANN
    ),
    "attach_shipment": lambda desk, id: desk.attach_shipment(id, PARCEL, by=ANN),
    "record_sent": lambda desk, id: desk.record_sent(id, "p", by=ANN),
    "record_delivered": lambda desk, id: desk.record_delivered(id, "p", by=ANN),
    "void_shipment": lambda desk, id: desk.void_shipment(id, "p", by=ANN),
    "receive": lambda desk, id: desk.receive(id, {0: 1}, by=ANN),
    "inspect": lambda desk, id: desk.inspect(id, [found(0)], by=ANN),
    "dispose": lambda desk, id: desk.dispose(
        id, [Disposed(place=0, quantity=1, disposition=Disposition.RESTOCK)], by=ANN
    ),
    "quote": lambda desk, id: desk.quote(id),
    "settle": lambda desk, id: desk.settle(id, by=ANN),
    "refund": lambda desk, id: desk.refund(id, by=ANN),
    "exchange": lambda desk, id: desk.exchange(
        id, [Exchange(place=0, price=usd("1.00"), tax=usd("0"))], by=ANN
    ),
    "order_again": lambda desk, id: desk.order_again(id, EffectKey(f"refund:{id}:1"), by=ANN),
    "correct": lambda desk, id: desk.correct(id, [ENTRY.evolve(return_id=id)], "So.", by=ANN),
    "note": lambda desk, id: desk.note(id, "hello", by=ANN),
    "attach": lambda desk, id: desk.attach(id, Document(reference="d", kind="photo"), by=ANN),
    "flag": lambda desk, id: desk.flag(id, "Look.", by=ANN),
    "clear": lambda desk, id: desk.clear(id, "Fine.", by=ANN),
    "perform": lambda desk, id: desk.perform(id, AddNote(note=Note(text="x")), by=ANN),
}
FORGED = ("", "' or 1=1 --", "%", "a\x00b", "\ud800", "x" * 100_000, "../../etc", "refund:x:1")


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Any:  # Any: a store of either kind
    if request.param == "memory":
        yield MemoryStore()
        return
    made = SqlStore(f"sqlite:///{tmp_path}/returns.db")
    yield made
    made.close()


@pytest.fixture
def case(store: ReturnStore) -> Case:
    return a_desk(PLAIN, store=store)


def test_every_method_that_names_a_return_is_asked_here() -> None:
    methods = inspect.getmembers(ReturnDesk, inspect.isfunction)
    naming = {name for name, method in methods if "return_id" in inspect.signature(method).parameters}

    assert naming == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_a_return_of_another_shop_is_not_there(name: str, case: Case) -> None:
    return_ = case.received()
    other = a_desk(PLAIN, store=case.desk.store, shop=OTHER)
    log = case.desk.log(return_.id)

    with pytest.raises(UnknownReturnError):
        ASKED[name](other.desk, return_.id)

    assert case.desk.log(return_.id) == log
    assert other.desk.search(Search()).returns == ()


@pytest.mark.parametrize("name", ASKED)
def test_a_forged_name_is_that_of_no_return(name: str, case: Case) -> None:
    case.received()

    for id in FORGED:
        with pytest.raises((UnknownReturnError, UnknownEffectError, CommandError)):
            ASKED[name](case.desk, ReturnId(id))


def test_a_forged_number_or_key_finds_nothing(case: Case) -> None:
    case.received()

    for text in FORGED:
        with pytest.raises((RmaError, UnknownReturnError)):
            case.desk.find(text)
        with pytest.raises(UnknownEffectError):
            case.desk.resolve_effect(EffectKey(text), by=ANN, as_done="x")
        assert case.desk.find_order(text, proof=text) is None


def test_two_shops_may_have_the_same_order_and_the_same_customer(case: Case) -> None:
    other = a_desk(PLAIN, store=case.desk.store, shop=OTHER)

    mine, theirs = case.submitted(key="k"), other.submitted(key="k")

    assert mine.id != theirs.id
    assert len(case.desk.search(Search()).returns) == len(other.desk.search(Search()).returns) == 1


@pytest.mark.parametrize(
    "command",
    [
        '{"command": "receive", "items": [{"place": 0, "quantity": 0}]}',
        '{"command": "receive", "items": []}',
        '{"command": "receive", "items": [{"place": -1, "quantity": 1}]}',
        '{"command": "receive", "items": [{"place": 0, "quantity": 1.5}]}',
        '{"command": "approve", "accepted": [true]}',
        '{"command": "add_note", "note": {"text": ""}}',
        '{"command": "add_note", "note": {"text": "' + "x" * 5_000 + '"}}',
        '{"command": "add_note", "note": {"text": "x"}, "shop": "other"}',
        '{"command": "delete_everything"}',
        '{"command": "correct", "reason": "x", "entries": [{"entry": "money", "amount": 1.5}]}',
        "[" * 10_000,
    ],
)
def test_a_malformed_command_is_not_read(command: str) -> None:
    with pytest.raises(ValueError, match=r"validation error|recursion|nested|JSON"):
        COMMAND.validate_json(command)


def test_a_command_that_does_not_fit_tells_every_fault_and_changes_nothing(case: Case) -> None:
    return_ = case.approved()

    refused: list[Callable[[], object]] = [
        lambda: case.desk.receive(return_.id, {0: 3, 1: 2, 9: 1}, by=ANN),
        lambda: case.desk.receive(return_.id, {}, by=ANN),
        lambda: case.desk.inspect(return_.id, [found(0)], by=ANN),
        lambda: case.desk.approve(return_.id, by=ANN, accepted=[1, 1]),
        lambda: case.desk.record_sent(return_.id, "no parcel", by=ANN),
        lambda: case.desk.clear(return_.id, "Nothing.", by=ANN),
    ]
    for attempt in refused:
        with pytest.raises((ReturnkitError, ValueError)):
            attempt()

    assert case.show(return_.id) == return_
    with pytest.raises(CommandError) as told:
        refused[0]()
    assert [fault.path for fault in told.value.faults] == [
        "items[0].quantity",
        "items[1].quantity",
        "items[2].place",
    ]
    with pytest.raises(TransitionError):
        refused[3]()


def test_a_request_for_what_the_order_does_not_have_is_refused(case: Case) -> None:
    for request in (a_request("scarf"), a_request(*["hat"] * 500)):
        with pytest.raises(ReturnkitError):
            case.desk.submit(a_paid_order(), request, by=SHOPPER)
    assert case.desk.search(Search()).returns == ()
