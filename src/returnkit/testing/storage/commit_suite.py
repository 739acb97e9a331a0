"""The suite for commits: all of one is stored or nothing, and of two who change one thing only one does."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from returnkit.effects import EffectState
from returnkit.errors import (
    ConflictError,
    IntentConflictError,
    LogError,
    StorageError,
    UnknownEffectError,
    UnknownReturnError,
)
from returnkit.facts import Address
from returnkit.ids import CustomerId, OrderId, ReturnId
from returnkit.lifecycle import AddNote, Approve, Cancel, Note, Return, ReturnApproved, replay
from returnkit.storage import Answer, Commit, ReturnStore, Search, Topic
from returnkit.testing.builders import an_order

from .base import FORGED, THREADS, StoreSuite, at_once, error_of
from .lives import AT, HOUR, OTHER, REFUND, SHOP, after, intent, message, of_customer, submission, whole_life

LEASE = HOUR


class CommitConformance(StoreSuite):
    """What a store does with commits."""

    def test_what_is_committed_is_there(self) -> None:
        with self.store() as store:
            commit = submission()
            store.commit(commit)

            for each in (store, self.reopened(store)):
                assert each.load(SHOP, commit.return_.id) == commit.return_
                assert each.by_rma(SHOP, commit.return_.rma) == commit.return_
                assert each.events(SHOP, commit.return_.id) == commit.events

    def test_a_return_is_what_its_log_says_after_each_commit(self) -> None:
        with self.store() as store:
            order = an_order(
                attributes={"gift": True, "weight": 7},
                shipping_address=Address(country="IE", city="Baile Átha Cliath", postal_code="D02 X285"),
            )
            store.commit(submission(order=order))
            log = store.events(SHOP, ReturnId("return-1"))

            for command, by in whole_life():
                return_ = store.load(SHOP, ReturnId("return-1"))
                commit = after(return_, command, by=by)
                store.commit(commit)
                log += commit.events

                found = self.reopened(store)
                assert found.events(SHOP, return_.id) == log
                assert found.load(SHOP, return_.id) == replay(log) == commit.return_

    def test_nothing_is_found_by_what_is_not_there(self) -> None:
        with self.store() as store:
            store.commit(submission(commit={"answer": _answer(), "guards": {"order:1": 0}}))

            for text in (*FORGED, "return-2", "RETURN-1"):
                for call in (
                    partial(store.load, SHOP, ReturnId(text)),
                    partial(store.by_rma, SHOP, text),
                    partial(store.events, SHOP, ReturnId(text)),
                ):
                    error = error_of(call)
                    assert isinstance(error, UnknownReturnError), f"`{text[:20]!a}` was found by {call}"
                assert store.of_order(SHOP, OrderId(text)) == ()
                assert store.of_customer(SHOP, CustomerId(text)) == ()
                assert store.answered(SHOP, text) is None
                assert store.guards(SHOP, [text]) == {text: 0}
                assert not store.revive(SHOP, Topic.EFFECT, text, due_at=AT)

    def test_who_read_an_earlier_version_changes_nothing(self) -> None:
        with self.store() as store:
            first = _stored(store, submission())
            store.commit(after(first, Approve()))
            late = _full(after(first, Cancel()))

            error = error_of(lambda: store.commit(late))

            assert isinstance(error, ConflictError)
            assert error.what == "return"
            _nothing_of(store, late)
            assert store.load(SHOP, first.id).version == 2

    def test_a_return_is_not_changed_before_it_is_there(self) -> None:
        with self.store() as store, self.store() as elsewhere:
            return_ = _stored(elsewhere, submission())

            error = error_of(lambda: store.commit(after(return_, Approve())))

            assert isinstance(error, ConflictError)
            assert isinstance(error_of(lambda: store.load(SHOP, return_.id)), UnknownReturnError)

    def test_identifiers_and_numbers_are_taken_once_in_a_shop(self) -> None:
        with self.store() as store:
            first = _stored(store, submission())
            twice = {
                "return": _full(submission(2, id="return-1")),
                "rma": _full(submission(3, rma="R-1")),
            }

            for what, commit in twice.items():
                error = error_of(partial(store.commit, commit))
                assert isinstance(error, ConflictError), f"the {what} was taken twice"
                assert error.what == what
                _nothing_of(store, commit)
            store.commit(submission(shop=OTHER))

            assert store.by_rma(SHOP, "R-1") == first
            assert store.by_rma(OTHER, "R-1").shop == OTHER

    def test_a_guard_is_raised_by_one_and_has_to_be_as_it_was_read(self) -> None:
        with self.store() as store:
            assert store.guards(SHOP, ["order:1", "customer:1"]) == {"order:1": 0, "customer:1": 0}
            guards = {"order:1": 0, "customer:1": 0}
            first = _stored(store, submission(commit={"guards": guards}))
            store.commit(after(first, Approve(), commit={"guards": {"order:1": 1}}))

            assert store.guards(SHOP, ["order:1", "customer:1"]) == {"order:1": 2, "customer:1": 1}
            for stale in (0, 1, 3):
                guards = {"customer:1": 1, "order:1": stale}
                commit = _full(submission(2, commit={"guards": guards}))
                error = error_of(partial(store.commit, commit))
                assert isinstance(error, ConflictError), f"a guard of version 2 was taken for {stale}"
                assert error.what == "order:1"
                _nothing_of(store, commit)
            assert store.guards(SHOP, ["order:1", "customer:1"]) == {"order:1": 2, "customer:1": 1}

    def test_a_commit_may_have_no_events(self) -> None:
        with self.store() as store:
            first = _stored(store, submission())
            due = AT + HOUR

            store.commit(
                after(first, commit={"guards": {"order:1": 0}, "due_at": due, "intents": (intent(),)})
            )

            assert store.load(SHOP, first.id) == first
            assert store.guards(SHOP, ["order:1"]) == {"order:1": 1}
            assert store.due(now=due, limit=10) == ((SHOP, first.id),)
            assert store.effects.get(REFUND).state is EffectState.INTENDED
            store.commit(after(first, Approve()))
            error = error_of(lambda: store.commit(after(first, commit={"guards": {"order:1": 1}})))
            assert isinstance(error, ConflictError), "it rested on a version that was gone"

    def test_the_answer_of_a_key_is_given_again(self) -> None:
        with self.store() as store:
            answer = _answer()
            store.commit(submission(commit={"answer": answer}))
            again = _full(submission(2), but="answer", answer=_answer("return-2"))

            error = error_of(lambda: store.commit(again))

            assert self.reopened(store).answered(SHOP, "key-1") == answer
            assert store.answered(SHOP, "KEY-1") is None
            assert isinstance(error, ConflictError)
            assert error.what == "answer"
            _nothing_of(store, again, but_answer=True)

    def test_intents_are_recorded_with_what_decided_about_them(self) -> None:
        with self.store() as store:
            first = _stored(store, submission())
            commit = after(first, Approve(), commit={"intents": (intent(1), intent(2), intent(1))})

            store.commit(commit)

            records = self.reopened(store).effects.unresolved()
            assert [record.intent for record in records] == [intent(1), intent(2)]
            assert {record.recorded_at for record in records} == {commit.return_.updated_at}
            store.commit(after(commit.return_, _note(), commit={"intents": (intent(1),)}))
            assert store.effects.unresolved() == records, "the same intent again is the record that is there"

    def test_an_intent_under_a_key_of_another_stores_nothing(self) -> None:
        with self.store() as store:
            first = _stored(store, submission(commit={"intents": (intent(1),)}))
            other = intent(1, amount="41.00")
            for intents in ((intent(3), other), (intent(3), intent(2), intent(2, amount="1.00"))):
                commit = _full(after(first, Approve()), but="intents", intents=intents)

                error = error_of(partial(store.commit, commit))

                assert isinstance(error, IntentConflictError)
                _nothing_of(store, commit, but_return=True)
                assert store.load(SHOP, first.id) == first
                assert [each.intent for each in store.effects.unresolved()] == [intent(1)]

    def test_what_is_not_of_the_return_is_refused(self) -> None:
        with self.store() as store:
            first = _stored(store, submission())
            second = submission(2).return_
            approved = after(first, Approve())
            wrong: list[tuple[type[Exception], Commit]] = [
                (LogError, Commit(approved.return_, (*approved.events, *approved.events))),
                (LogError, Commit(approved.return_, submission(2).events)),
                (LogError, Commit(approved.return_, (_numbered(approved.events[0], 7),))),
                (StorageError, after(first, Approve(), commit={"messages": (message(second, "m"),)})),
                (StorageError, after(first, Approve(), commit={"answer": _answer("return-2")})),
            ]
            for text in ("x" * 401, "\x00", ""):
                guards: dict[str, Any] = {"guards": {text: 0}}
                wrong.append((StorageError, after(first, Approve(), commit=guards)))
            wrong += [(StorageError, submission(3, id=id)) for id in ("\x00", "\n")]

            for kind, commit in wrong:
                assert isinstance(error_of(partial(store.commit, commit)), kind)
            assert store.load(SHOP, first.id) == first
            assert len(store.search(SHOP, Search()).returns) == 1

    def test_returns_of_an_order_and_of_a_customer_come_as_they_were_submitted(self) -> None:
        with self.store() as store:
            order = an_order(id=OrderId("Order-1"), customer=of_customer("Ann"))
            other = an_order(id=OrderId("order-1"), customer=of_customer("ann"))
            store.commit(submission(1, order=order, at=AT + HOUR))
            store.commit(submission(2, order=order, at=AT))
            store.commit(submission(3, order=order, at=AT))
            store.commit(submission(4, order=other, at=AT))
            store.commit(after(store.load(SHOP, ReturnId("return-2")), Approve(), at=AT + 9 * HOUR))

            of_order = store.of_order(SHOP, OrderId("Order-1"))
            assert [each.id for each in of_order] == ["return-2", "return-3", "return-1"]
            assert of_order == store.of_customer(SHOP, CustomerId("Ann"))
            assert of_order[0] == store.load(SHOP, ReturnId("return-2"))
            assert [each.id for each in store.of_order(SHOP, OrderId("order-1"))] == ["return-4"]
            assert [each.id for each in store.of_customer(SHOP, CustomerId("ann"))] == ["return-4"]

    def test_of_eight_who_change_one_return_one_does(self) -> None:
        with self.store() as store:
            first = _stored(store, submission())

            tried = at_once(lambda number: store.commit(after(first, _note(f"note {number}"))))

            assert sum(each is None for each in tried) == 1
            assert all(each is None or isinstance(each, ConflictError) for each in tried)
            return_ = store.load(SHOP, first.id)
            assert return_ == replay(store.events(SHOP, first.id))
            assert len(return_.notes) == 1

    def test_of_eight_who_rest_on_one_guard_one_commits(self) -> None:
        for version in (0, 1):
            with self.store() as store:
                if version:
                    store.commit(submission(99, commit={"guards": {"order:1": 0}}))
                guards = {f"order:{number}": 0 for number in range(2, 5)} | {"order:1": version}
                commits = [submission(number, commit={"guards": guards}) for number in range(THREADS)]

                tried = at_once(partial(_commit_one, store, commits))

                assert sum(each is None for each in tried) == 1, "two took the last of it"
                assert all(each is None or isinstance(each, ConflictError) for each in tried)
                assert store.guards(SHOP, ["order:1"]) == {"order:1": version + 1}
                assert len(store.search(SHOP, Search()).returns) == 1 + version

    def test_of_eight_with_one_number_or_key_one_commits(self) -> None:
        for commits in (
            [submission(number, rma="R-1") for number in range(THREADS)],
            [submission(number, id="return-1") for number in range(THREADS)],
            [submission(n, commit={"answer": _answer(f"return-{n}")}) for n in range(THREADS)],
        ):
            with self.store() as store:
                tried = at_once(partial(_commit_one, store, commits))

                assert sum(each is None for each in tried) == 1
                assert all(each is None or isinstance(each, ConflictError) for each in tried)
                (shown,) = store.search(SHOP, Search()).returns
                answer = store.answered(SHOP, "key-1")
                assert answer is None or answer.return_id == shown.id

    def test_a_timer_is_that_of_the_last_commit(self) -> None:
        with self.store() as store:
            for number, hours in ((1, 3), (2, 1), (3, 2)):
                store.commit(submission(number, commit={"due_at": AT + hours * HOUR}))
            store.commit(submission(4, shop=OTHER, commit={"due_at": AT}))
            second = store.load(SHOP, ReturnId("return-2"))

            mine = [ReturnId(f"return-{number}") for number in (2, 3, 1)]
            assert store.due(now=AT + 9 * HOUR, limit=9, shop=SHOP) == tuple((SHOP, id) for id in mine)
            assert store.due(now=AT + 9 * HOUR, limit=2) == ((OTHER, ReturnId("return-4")), (SHOP, mine[0]))
            assert store.due(now=AT + 2 * HOUR, limit=9, shop=SHOP) == ((SHOP, mine[0]), (SHOP, mine[1]))
            store.commit(after(second, _note()))
            assert store.due(now=AT + 2 * HOUR, limit=9, shop=SHOP) == ((SHOP, mine[1]),)

    def test_a_shop_sees_and_changes_nothing_of_another_one(self) -> None:
        with self.store() as store:
            commit = _full(submission(commit={"guards": {"order:1": 0}, "due_at": AT}))
            store.commit(commit)
            return_ = commit.return_
            lease = store.claim(now=AT, lease=LEASE, limit=1)[0]
            store.bury(lease, error="no", at=AT)

            assert isinstance(error_of(lambda: store.load(OTHER, return_.id)), UnknownReturnError)
            assert isinstance(error_of(lambda: store.by_rma(OTHER, return_.rma)), UnknownReturnError)
            assert isinstance(error_of(lambda: store.events(OTHER, return_.id)), UnknownReturnError)
            assert store.of_order(OTHER, return_.order.id) == ()
            assert store.of_customer(OTHER, CustomerId("customer-1")) == ()
            assert store.guards(OTHER, ["order:1"]) == {"order:1": 0}
            assert store.answered(OTHER, "key-1") is None
            assert store.search(OTHER, Search()).returns == ()
            assert store.due(now=AT, limit=9, shop=OTHER) == ()
            assert store.claim(now=AT, lease=LEASE, limit=9, shop=OTHER) == ()
            assert store.dead_letters(OTHER) == ()
            assert not store.revive(OTHER, Topic.EFFECT, lease.message.id, due_at=AT)
            theirs = _full(
                submission(shop=OTHER, commit={"guards": {"order:1": 0}}), but="intents", intents=()
            )
            store.commit(theirs)

            assert store.load(SHOP, return_.id) == return_
            assert store.guards(SHOP, ["order:1"]) == {"order:1": 1}
            assert [each.message.shop for each in store.dead_letters(SHOP)] == [SHOP]


def _stored(store: ReturnStore, commit: Commit) -> Return:
    store.commit(commit)
    return store.load(commit.return_.shop, commit.return_.id)


def _commit_one(store: ReturnStore, commits: Sequence[Commit], number: int) -> None:
    store.commit(commits[number])


def _answer(return_id: str = "return-1") -> Answer:
    return Answer("key-1", "0" * 64, ReturnId(return_id), 1)


def _note(text: str = "é\x00") -> AddNote:
    return AddNote(note=Note(text=text))


def _numbered(event: Any, number: int) -> ReturnApproved:  # Any: an event, whose number is to be wrong
    approved: ReturnApproved = event.evolve(number=number)
    return approved


def _full(commit: Commit, *, but: str = "", **fields: Any) -> Commit:  # Any: fields of the commit
    """Return *commit* with something of all that one may have."""
    return_ = commit.return_
    told: dict[str, Any] = {
        "guards": {**commit.guards, "full": 0},
        "messages": (message(return_, f"m:{return_.id}:{return_.version}"),),
        "intents": (intent(9),),
        "answer": _answer(return_.id),
        "due_at": AT - HOUR,
    }
    told.pop(but, None)
    return Commit(return_, commit.events, **told | fields)


def _nothing_of(
    store: ReturnStore, commit: Commit, *, but_answer: bool = False, but_return: bool = False
) -> None:
    """Assert that nothing of a full commit is there."""
    return_ = commit.return_
    assert store.guards(SHOP, ["full"]) == {"full": 0}, "a guard of what was refused was raised"
    claimed = store.claim(now=AT + 99 * HOUR, lease=LEASE, limit=99)
    ids = {each.message.id for each in claimed}
    assert not ids & {each.id for each in commit.messages}, "a message of what was refused is there"
    assert isinstance(error_of(lambda: store.effects.get(intent(9).key)), UnknownEffectError)
    assert but_answer or store.answered(SHOP, "key-1") is None, "an answer of what was refused is there"
    assert store.due(now=AT, limit=99, shop=SHOP) == (), "a timer of what was refused is there"
    if not but_return and return_.id != "return-1":
        assert isinstance(error_of(lambda: store.load(SHOP, return_.id)), UnknownReturnError)
