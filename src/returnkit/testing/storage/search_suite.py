"""The suite for searches: every store finds what memory finds, in its order, page by page."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import replace
from functools import partial
from typing import Any, Final

from returnkit.errors import QueryError
from returnkit.facts import Address, Resolution
from returnkit.ids import EffectKey, OrderId, ReturnId, ShopId
from returnkit.lifecycle import Approve, EffectKind, Raise, RequestKind, Return, ReturnEffect
from returnkit.storage import (
    FIELDS,
    Filter,
    InstantField,
    Match,
    MemoryStore,
    ReturnStore,
    Search,
    Sort,
)
from returnkit.testing.builders import a_line, a_request, an_item, an_order

from .base import FORGED, StoreSuite, error_of
from .lives import AT, HOUR, OTHER, POLICY, SHOP, STAFF, after, submission, whole_life
from .worlds import SEARCHES, a_search, a_world

HOSTILE: Final = ("%", "_", "' or 1=1 --", "\\", "*", "[a-z]", "\x00", "\ud800", "é", "\n", "x" * 2_000)
"""Texts that are no pattern and no statement."""


class SearchConformance(StoreSuite):
    """What a store finds."""

    def test_each_order_comes_both_ways_and_page_by_page(self) -> None:
        with self.store() as store:
            hours = {3: 1, 1: 0, 4: 2, 2: 1, 100: 2}
            for number, hour in hours.items():
                store.commit(submission(number, at=AT + hour * HOUR))
            first = store.load(SHOP, ReturnId("return-1"))
            store.commit(after(first, Approve(), at=AT + 9 * HOUR))

            for sort, numbers in (
                (Sort.REQUESTED, (1, 3, 2, 4, 100)),
                (Sort.UPDATED, (3, 2, 4, 100, 1)),
                (Sort.ORDER, (1, 2, 3, 4, 100)),
            ):
                ids = [f"return-{number}" for number in numbers]
                for limit in (1, 2, 5, 200):
                    up = Search(sort=sort, descending=False, limit=limit)
                    assert _found(store, up) == ids, f"{sort}, pages of {limit}"
                    down = replace(up, descending=True)
                    assert _found(store, down) == ids[::-1], f"{sort} descending, pages of {limit}"

    def test_what_comes_between_two_pages_moves_none_of_the_others(self) -> None:
        with self.store() as store:
            for number in (1, 2, 3, 4):
                store.commit(submission(number, at=AT + number * HOUR))
            first = store.search(SHOP, Search(limit=2))
            store.commit(submission(5, at=AT + 5 * HOUR))

            rest = store.search(SHOP, Search(limit=2, after=first.next))

            assert [each.id for each in first.returns] == ["return-4", "return-3"]
            assert [each.id for each in rest.returns] == ["return-2", "return-1"]
            assert rest.next is None

    def test_a_list_shows_what_the_return_is(self) -> None:
        with self.store() as store:
            store.commit(submission(1))
            store.commit(submission(2, order=an_order(number="n", customer=None)))
            first = store.load(SHOP, ReturnId("return-1"))
            store.commit(after(first, Approve()))
            return_ = store.load(SHOP, first.id)

            guest, shown = store.search(SHOP, Search()).returns

            assert guest.customer_id is None
            assert (shown.id, shown.rma, shown.order_id) == (return_.id, return_.rma, return_.order.id)
            assert (shown.order_number, shown.customer_id) == ("#1001", "customer-1")
            assert (shown.status, shown.approval) == (return_.status, return_.approval)
            assert (shown.shipping, shown.money) == (return_.shipping, return_.money)
            assert (shown.submitted_at, shown.updated_at) == (return_.submitted_at, return_.updated_at)

    def test_every_field_finds_its_return_and_no_other(self) -> None:
        with self.store() as store:
            _whole(store)
            asked = dict(_WHOLE)
            assert {name for name, field in FIELDS.items() if not isinstance(field, InstantField)} == {*asked}

            for name, value in asked.items():
                for given in (value, value.upper(), value.lower()):
                    is_it = Filter(name, Match.IS, (given,))
                    for sort in Sort:
                        found = _found(store, Search((is_it,), sort=sort))
                        assert found == ["return-1"], f"{name}:{given} by {sort} found {found}"
                        found = _found(store, Search((replace(is_it, is_not=True),), sort=sort))
                        assert found == ["return-2"], f"-{name}:{given} by {sort} found {found}"

    def test_instants_are_compared_half_open(self) -> None:
        with self.store() as store:
            return_ = _whole(store)
            early = AT - HOUR * 24 * 365

            for name, field in FIELDS.items():
                if not isinstance(field, InstantField):
                    continue
                at = field.read(return_)
                assert at is not None
                tick = HOUR / 3_600_000_000
                for filter_, holds in (
                    (Filter(name, Match.FROM, (at,)), True),
                    (Filter(name, Match.FROM, (at + tick,)), False),
                    (Filter(name, Match.BEFORE, (at,)), False),
                    (Filter(name, Match.BEFORE, (at + tick,)), True),
                    (Filter(name, Match.WITHIN, (at, at + tick)), True),
                    (Filter(name, Match.WITHIN, (early, at)), False),
                    (Filter(name, Match.WITHIN, (at, at)), False),
                ):
                    for sort in Sort:
                        found = _found(store, Search((filter_,), sort=sort))
                        assert ("return-1" in found) is holds, f"{filter_} by {sort} found {found}"
                        found = _found(store, Search((replace(filter_, is_not=True),), sort=sort))
                        assert ("return-1" in found) is not holds, f"not {filter_} by {sort} found {found}"

    def test_what_has_changed_is_found_by_what_it_is_now(self) -> None:
        with self.store() as store:
            store.commit(submission())
            first = store.load(SHOP, ReturnId("return-1"))
            store.commit(after(first, Approve(), Raise(reason="look at it")))

            for status, ids in (("pending", []), ("approved", []), ("exception", ["return-1"])):
                assert _found(store, _by("status", status)) == ids
            assert _found(store, _by("approval", "approved")) == ["return-1"]
            assert _found(store, _by("approval", "submitted")) == []
            assert _found(store, _by("exception", "flagged")) == ["return-1"]

    def test_words_are_beginnings_of_numbers_and_codes(self) -> None:
        with self.store() as store:
            _whole(store)

            for word in ("r-1", "R-", "#1001", "1001", "10", "1z-9", "1Z-999", "sku-a", "SKU-ALPHA"):
                assert _found(store, Search(words=(word,))) == ["return-1"], f"`{word}`"
                assert _found(store, Search(words=(word, "r-1"), sort=Sort.UPDATED)) == ["return-1"]
            for word in ("-1", "001", "z-9", "1001x", "shirts", "customer-1", *HOSTILE[:-2]):
                assert _found(store, Search(words=(word,))) == [], f"`{word}`"
            assert _found(store, Search(words=("r-1", "s-2"))) == []

    def test_what_looks_like_a_pattern_or_a_statement_is_plain_text(self) -> None:
        with self.store() as store:
            for number, text in enumerate(HOSTILE[:-4]):
                line = a_line(sku=f"{text}{number}")
                store.commit(submission(number, order=an_order([line], number=f"n{number}")))
            before = _found(store, Search())

            for number, text in enumerate(HOSTILE[:-4]):
                assert _found(store, _by("sku", f"{text}{number}")) == [f"return-{number}"]
                assert _found(store, Search(words=(f"{text}{number}",))) == [f"return-{number}"]
            for name, field in FIELDS.items():
                if not isinstance(field, InstantField) and not field.values:
                    for text in HOSTILE:
                        error = error_of(partial(store.search, SHOP, _by(name, text)))
                        assert error is None or isinstance(error, QueryError)
            assert _found(store, Search()) == before

    def test_a_text_may_be_as_long_as_it_likes(self) -> None:
        with self.store() as store:
            texts = ["é" * 2_000, "é" * 1_999 + "x", "\U0001f600" * 2_000]
            for number, text in enumerate(texts):
                line = a_line(sku=text, category=text)
                tags = frozenset({text})
                order = an_order([line], number=text, tags=tags, market=text, channel=text)
                store.commit(submission(number, order=order))

            for number, text in enumerate(texts):
                for name in ("sku", "category", "order", "tag", "market"):
                    assert _found(store, _by(name, text)) == [f"return-{number}"]
            assert _found(store, Search(words=("é" * 60,), descending=False)) == ["return-0", "return-1"]

    def test_a_forged_cursor_is_refused(self) -> None:
        with self.store() as store:
            for number in range(6):
                store.commit(submission(number))
                store.commit(submission(number, shop=OTHER))
            search = Search((Filter("status", Match.IS, ("pending",)),), limit=2)
            page = store.search(SHOP, search)
            cursor = page.next
            assert cursor is not None
            assert len(store.search(SHOP, replace(search, after=cursor)).returns) == 2
            assert store.search(SHOP, replace(search, after=cursor, limit=3)).returns, "of another length"

            for forged in (
                *FORGED,
                cursor[:-2],
                cursor[2:],
                cursor.swapcase(),
                *(
                    urlsafe_b64encode(text).decode()
                    for text in (b"[]", b"[1,2,3]", b"{}", b'["a",1,1]', b"[" * 90)
                ),
            ):
                error = error_of(partial(store.search, SHOP, replace(search, after=forged)))
                assert isinstance(error, QueryError), f"`{forged[:40]!a}` was taken"
                assert [fault.code for fault in error.faults] == ["query.cursor"]
            for other in (
                replace(search, after=cursor, descending=False),
                replace(search, after=cursor, sort=Sort.ORDER),
                replace(search, after=cursor, words=("r",)),
                replace(search, after=cursor, filters=()),
            ):
                assert isinstance(error_of(partial(store.search, SHOP, other)), QueryError)
            assert isinstance(
                error_of(lambda: store.search(OTHER, replace(search, after=cursor))), QueryError
            )

    def test_what_cannot_be_asked_is_refused_with_every_fault(self) -> None:
        with self.store() as store:
            wrong: dict[str, Any] = {
                "filters": (
                    Filter("statuss", Match.IS, ("pending",)),
                    Filter("status", Match.IS, ("pendingg",)),
                    Filter("status", Match.IS, ()),
                    Filter("sku", Match.FROM, ("a",)),
                    Filter("requested", Match.IS, ("2026-11-01",)),
                    Filter("requested", Match.WITHIN, (AT,)),
                    Filter("requested", Match.FROM, (AT.replace(tzinfo=None),)),
                    Filter("sku", Match.IS, ("a",) * 101),
                ),
                "words": ("", "x" * 61),
                "limit": 201,
            }

            error = error_of(lambda: store.search(SHOP, Search(**wrong)))

            assert isinstance(error, QueryError)
            assert [(fault.code, fault.path) for fault in error.faults] == [
                ("query.field", "filters[0].name"),
                ("query.value", "filters[1].values[0]"),
                ("query.empty", "filters[2].values"),
                ("query.match", "filters[3].match"),
                ("query.match", "filters[4].match"),
                ("query.match", "filters[5].values"),
                ("query.instant", "filters[6].values[0]"),
                ("query.long", "filters[7].values"),
                ("query.empty", "words[0]"),
                ("query.long", "words[1]"),
                ("query.limit", "limit"),
            ]
            assert error.faults[0].help == "did you mean `status`?"
            for text in FORGED:
                assert store.search(ShopId(text), Search()).returns == ()

    def test_whatever_is_asked_is_answered_as_in_memory(self) -> None:
        with self.store() as store:
            memory = MemoryStore()
            for commit in a_world():
                memory.commit(commit)
                store.commit(commit)

            seen = 0
            for number in range(SEARCHES):
                search = a_search(number)
                expected = _found(memory, search)
                assert _found(store, search) == expected, f"search {number}: {search}"
                seen += bool(expected)
            assert seen > SEARCHES // 4, "most searches found nothing: they ask for too much"


_WHOLE: Final = {
    "rma": "R-1",
    "order": "#1001",
    "order_id": "order-1",
    "exchange": "exchange:1",
    "customer": "customer-1",
    "sku": "SKU-alpha",
    "product": "product-1",
    "variant": "variant-1",
    "category": "shirts",
    "tracking": "1Z-999",
    "carrier": "Post",
    "country": "US",
    "region": "CA",
    "postal_code": "94107",
    "status": "exception",
    "approval": "done",
    "shipping": "received",
    "money": "paid",
    "exception": "flagged",
    "kind": "withdrawal",
    "filed_by": "shopper",
    "outcome": "refund",
    "method": "mail",
    "reason": "too_small",
    "policy": "acme",
    "tag": "vip",
    "product_tag": "linen",
    "channel": "web",
    "market": "north",
}


def _whole(store: ReturnStore) -> Return:
    """Commit a return that has something in every field, and one that has other things or nothing."""
    line = a_line(
        sku="SKU-alpha", product_id="product-1", variant_id="variant-1", tags=frozenset({"linen", "new"})
    )
    order = an_order(
        [line], id=OrderId("order-1"), number="#1001", tags=frozenset({"vip", "gift"}), market="north"
    )
    request = a_request(an_item(reason="too_small"), resolution=Resolution.REFUND, method="mail")
    store.commit(
        submission(order=order, request=request, kind=RequestKind.WITHDRAWAL, statement="I withdraw.")
    )
    exchange = ReturnEffect(key=EffectKey("exchange:1"), kind=EffectKind.EXCHANGE_ORDER)
    for command, by in (*whole_life(exchange), (Raise(reason="look at it"), STAFF)):
        store.commit(after(store.load(SHOP, ReturnId("return-1")), command, by=by))
    other = an_order(
        [a_line(sku="beta", category="shoes", product_id="product-2")],
        placed_at=AT - 900 * 24 * HOUR,
        id=OrderId("order-2"),
        number="n-2",
        customer=None,
        channel=None,
        shipping_address=Address(country="CA", region="QC"),
    )
    asked = a_request(an_item(reason="faulty"), resolution=Resolution.EXCHANGE)
    policy = POLICY.evolve(id="other")
    store.commit(
        submission(2, rma="S-2", order=other, request=asked, policy=policy, by=STAFF, at=AT - 800 * 24 * HOUR)
    )
    return store.load(SHOP, ReturnId("return-1"))


def _by(name: str, *values: str) -> Search:
    return Search((Filter(name, Match.IS, values),))


def _found(store: ReturnStore, search: Search) -> list[str]:
    """Return the identifiers on all pages of *search*."""
    found: list[str] = []
    while True:
        page = store.search(SHOP, search)
        assert len(page.returns) <= search.limit
        ids = [each.id for each in page.returns]
        assert len({*found, *ids}) == len(found) + len(ids), "a return is on two pages"
        found += ids
        if page.next is None:
            return found
        assert len(page.returns) == search.limit, "a page is full where another one follows"
        search = replace(search, after=page.next)
