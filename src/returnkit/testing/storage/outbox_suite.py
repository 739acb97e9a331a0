"""The suite for the outbox: each message has one worker at a time, and none is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from returnkit.ids import ReturnId, ShopId
from returnkit.storage import Lease, ReturnStore, Topic

from .base import FORGED, THREADS, StoreSuite, at_once
from .lives import AT, HOUR, OTHER, SHOP, after, message, submission

SECOND: Final = timedelta(seconds=1)
MINUTE: Final = timedelta(minutes=1)


class OutboxConformance(StoreSuite):
    """What a store does with messages."""

    def test_what_is_due_is_claimed_the_earliest_first(self) -> None:
        with self.store() as store:
            _told(store, (1, 3), (2, 1), (3, 2), (4, 2), (5, 9))

            leases = store.claim(now=AT + 3 * SECOND, lease=MINUTE, limit=3)

            assert [lease.message.id for lease in leases] == ["m2", "m3", "m4"]
            assert {(lease.attempt, lease.until) for lease in leases} == {(1, AT + 3 * SECOND + MINUTE)}
            rest = store.claim(now=AT + 3 * SECOND, lease=MINUTE, limit=3)
            assert [lease.message.id for lease in rest] == ["m1"], "what is not due yet is left alone"

    def test_a_message_is_claimed_as_it_was_told(self) -> None:
        with self.store() as store:
            commit = submission()
            told = message(commit.return_, "a:b%:é", topic=Topic.EVENT, due_at=AT)
            store.commit(replace(commit, messages=(told,)))

            (lease,) = self.reopened(store).claim(now=AT, lease=MINUTE, limit=9)

            assert lease.message == told

    def test_the_same_name_may_be_of_two_topics_and_two_shops(self) -> None:
        with self.store() as store:
            for shop in (SHOP, OTHER):
                commit = submission(shop=shop)
                both = tuple(message(commit.return_, "m", topic=topic) for topic in Topic)
                store.commit(replace(commit, messages=both))

            mine = store.claim(now=AT, lease=MINUTE, limit=9, shop=SHOP)
            assert [lease.message.topic for lease in mine] == [*Topic]
            assert {lease.message.shop for lease in mine} == {SHOP}
            assert all(store.finish(lease) for lease in mine)
            (effect,) = store.claim(now=AT, lease=MINUTE, limit=9, topic=Topic.EFFECT)
            assert effect.message.topic is Topic.EFFECT
            none = store.claim(now=AT, lease=MINUTE, limit=9, shop=SHOP, topic=Topic.EVENT)
            assert none == (), "the one that is left is of another shop"
            assert len(store.claim(now=AT, lease=MINUTE, limit=9)) == 1

    def test_a_message_that_waits_already_stays_as_it_is(self) -> None:
        with self.store() as store:
            _told(store, (1, 5))
            return_ = store.load(SHOP, ReturnId("return-1"))
            again = message(return_, "m1", due_at=AT)

            store.commit(after(return_, commit={"messages": (again,)}))

            assert store.claim(now=AT, lease=MINUTE, limit=9) == ()
            (lease,) = store.claim(now=AT + 5 * SECOND, lease=MINUTE, limit=9)
            assert store.finish(lease)
            assert store.claim(now=AT + HOUR, lease=MINUTE, limit=9) == ()

    def test_a_message_that_was_not_finished_comes_back_after_its_lease(self) -> None:
        with self.store() as store:
            _told(store, (1, 0))
            (first,) = store.claim(now=AT, lease=MINUTE, limit=9)

            assert store.claim(now=AT + MINUTE - SECOND, lease=MINUTE, limit=9) == (), (
                "its lease has not ended"
            )
            (second,) = self.reopened(store).claim(now=AT + MINUTE, lease=MINUTE, limit=9)

            assert (second.attempt, second.message) == (2, first.message)
            assert second.token != first.token

    def test_who_lost_a_lease_changes_nothing(self) -> None:
        with self.store() as store:
            _told(store, (1, 0))
            (first,) = store.claim(now=AT, lease=MINUTE, limit=9)
            (second,) = store.claim(now=AT + MINUTE, lease=MINUTE, limit=9)

            assert not store.finish(first)
            assert not store.postpone(first, due_at=AT, error="late")
            assert not store.bury(first, error="late", at=AT)
            assert store.claim(now=AT + MINUTE, lease=MINUTE, limit=9) == ()
            assert store.dead_letters(SHOP) == ()
            assert store.finish(second)

    def test_a_lease_that_ended_counts_until_somebody_else_has_one(self) -> None:
        with self.store() as store:
            _told(store, (1, 0))
            (lease,) = store.claim(now=AT, lease=MINUTE, limit=9)

            assert store.finish(lease)
            assert not store.finish(lease), "it is finished once"
            assert store.claim(now=AT + HOUR, lease=MINUTE, limit=9) == ()

    def test_a_message_can_be_given_back(self) -> None:
        with self.store() as store:
            _told(store, (1, 0))
            (first,) = store.claim(now=AT, lease=MINUTE, limit=9)

            assert store.postpone(first, due_at=AT + HOUR, error="no connection")
            assert not store.finish(first), "it has given its lease up"
            assert store.claim(now=AT + HOUR - SECOND, lease=MINUTE, limit=9) == ()
            (second,) = store.claim(now=AT + HOUR, lease=MINUTE, limit=9)

            assert second.attempt == 2
            assert second.message == replace(first.message, due_at=AT + HOUR)

    def test_what_is_given_up_is_listed_and_can_be_tried_again(self) -> None:
        with self.store() as store:
            _told(store, (1, 0), (2, 0), (3, 0))
            leases = store.claim(now=AT, lease=MINUTE, limit=3)
            for number, lease in enumerate(reversed(leases)):
                assert store.bury(lease, error="é\x00\ud800", at=AT + number * SECOND)

            letters = self.reopened(store).dead_letters(SHOP)

            assert [letter.message.id for letter in letters] == ["m3", "m2", "m1"]
            assert [letter.at for letter in letters] == [AT, AT + SECOND, AT + 2 * SECOND]
            assert {letter.attempts for letter in letters} == {1}
            assert letters[0].error == "é\\x00\\ud800"
            assert store.claim(now=AT + HOUR, lease=MINUTE, limit=9) == ()
            assert not store.revive(SHOP, Topic.EVENT, "m2", due_at=AT)
            assert store.revive(SHOP, Topic.EFFECT, "m2", due_at=AT + HOUR)
            assert not store.revive(SHOP, Topic.EFFECT, "m2", due_at=AT), "it is not dead any more"
            assert [letter.message.id for letter in store.dead_letters(SHOP)] == ["m3", "m1"]
            (lease,) = store.claim(now=AT + HOUR, lease=MINUTE, limit=9)
            assert (lease.message.id, lease.attempt, lease.message.due_at) == ("m2", 1, AT + HOUR)
            assert not store.finish(leases[1]), "a lease from before it was given up"

    def test_a_forged_lease_is_none(self) -> None:
        with self.store() as store:
            _told(store, (1, 0))
            (lease,) = store.claim(now=AT, lease=MINUTE, limit=9)

            for text in FORGED:
                for forged in (replace(lease, token=text), _of(lease, id=text), _of(lease, shop=text)):
                    assert not store.finish(forged)
                    assert not store.postpone(forged, due_at=AT, error="")
                    assert not store.bury(forged, error="", at=AT)
                assert store.claim(now=AT + HOUR, lease=MINUTE, limit=9, shop=ShopId(text)) == ()
            assert store.finish(lease)

    def test_eight_workers_take_each_message_once(self) -> None:
        with self.store() as store:
            many = 10 * THREADS
            _told(store, *((number, 0) for number in range(many)))

            def worked(_number: int) -> list[str]:
                taken: list[str] = []
                for _ in range(many):
                    leases = store.claim(now=AT, lease=MINUTE, limit=3)
                    taken += [lease.message.id for lease in leases if store.finish(lease)]
                    if not leases:
                        break
                return taken

            taken = [id for each in at_once(worked) if isinstance(each, list) for id in each]

            assert sorted(taken) == sorted(f"m{number}" for number in range(many))


def _told(store: ReturnStore, *messages: tuple[int, int]) -> None:
    """Commit a return with messages: a number, and how many seconds from now each is due."""
    commit = submission()
    told = tuple(
        message(commit.return_, f"m{number}", due_at=AT + seconds * SECOND) for number, seconds in messages
    )
    store.commit(replace(commit, messages=told))


def _of(lease: Lease, **fields: str) -> Lease:
    forged: dict[str, Any] = dict(fields)  # Any: texts in the place of identifiers
    return replace(lease, message=replace(lease.message, **forged))
