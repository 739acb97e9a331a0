"""A book gives each order exactly one policy, or says all that is wrong with it when it is made."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from returnkit.errors import BookError, InstantError, NoPolicyError
from returnkit.ids import PolicyId
from returnkit.policy import (
    BookEntry,
    BookScope,
    Policy,
    PolicyBook,
    Rule,
    Version,
    allow,
    entry,
    offer,
    override,
    refuse,
    rule,
    when,
    within,
)
from tests.builders import an_order

AT = datetime(2027, 3, 1, tzinfo=UTC)
OPEN = rule("open", offer("refund"), within("30 days of delivery"))


def a_policy(orders: str = "2026-11-01..", *rules: Rule, id: str = "shop", **fields: Any) -> Policy:
    """Return a policy in Chicago; *fields* are of its version."""
    version = Version.model_validate({"orders": orders} | fields)
    return Policy(id=PolicyId(id), timezone="America/Chicago", version=version, rules=rules or (OPEN,))


def faults_of(*entries: Policy | BookEntry) -> list[tuple[str, str, str, str | None]]:
    with pytest.raises(BookError) as refused:
        PolicyBook.of(*entries)
    return [(fault.code, fault.path, fault.message, fault.help) for fault in refused.value.faults]


# --- one policy --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("placed_at", "id"),
    [
        (datetime(2020, 1, 1, tzinfo=UTC), "old"),
        (datetime(2026, 11, 1, 4, 59, 59, tzinfo=UTC), "old"),  # midnight in Chicago is 05:00 UTC
        (datetime(2026, 11, 1, 5, tzinfo=UTC), "new"),
        (datetime(2026, 12, 1, 5, 59, 59, tzinfo=UTC), "new"),  # and 06:00 once the clocks went back
        (datetime(2026, 12, 1, 6, tzinfo=UTC), "newest"),
        (datetime(2999, 1, 1, tzinfo=UTC), "newest"),
    ],
)
def test_an_order_has_the_policy_of_the_day_it_was_placed_on_in_the_shop(
    placed_at: datetime, id: str
) -> None:
    book = PolicyBook.of(
        a_policy("2026-12-01..", id="newest"),
        a_policy("..2026-10-31", id="old"),
        a_policy("2026-11-01..2026-11-30", id="new"),
    )

    assert book.for_order(an_order(placed_at=placed_at), at=AT).id == id


def test_of_the_revisions_the_newest_counts_that_was_published_by_then() -> None:
    second, third = datetime(2026, 12, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
    texts = (
        a_policy("2026-10-01.."),
        a_policy("2026-10-01..", revision=3, published=third),
        a_policy("2026-10-01..", revision=2, published=second),
    )
    book = PolicyBook.of(*texts)

    for at, revision in (
        (second - timedelta(microseconds=1), 1),
        (second, 2),
        (third - timedelta(microseconds=1), 2),
        (third, 3),
    ):
        version = book.for_order(an_order(), at=at).version
        assert version is not None
        assert version.revision == revision


def test_a_policy_without_a_version_is_for_all_orders() -> None:
    policy = a_policy().evolve(version=None)

    book = PolicyBook.of(policy)

    assert book.for_order(an_order(placed_at=datetime(1999, 1, 1, tzinfo=UTC)), at=AT) is policy
    assert book.get("shop") is policy
    ((_, _, message, _),) = faults_of(policy, a_policy(id="next"))
    assert message.endswith("has two policies: `shop` for all orders and `next` for orders 2026-11-01..")


def test_scopes_tell_shops_markets_channels_and_tags_apart() -> None:
    eu = BookScope(market=("de", "fr"))
    book = PolicyBook.of(
        BookEntry(a_policy("..2099-01-01", id="eu"), eu),
        entry(a_policy("..2099-01-01", id="web"), not_market=("de", "fr"), channel="web"),
        entry(a_policy("..2099-01-01", id="b2b"), not_market=("de", "fr"), not_channel="web", tag="b2b"),
        entry(
            a_policy("..2099-01-01", id="outlet"),
            not_market=("de", "fr"),
            not_channel="web",
            not_tag="b2b",
            shop="outlet",
        ),
    )

    def found(shop: str | None = None, **fields: Any) -> str:
        return book.for_order(an_order(**{"channel": None} | fields), at=AT, shop=shop).id

    assert found(market="fr", channel="web") == "eu"
    assert found(market="us", channel="web") == "web"
    assert found(market="us", tags=frozenset({"b2b", "vip"})) == "b2b"
    assert found("outlet", market=None) == "outlet"
    with pytest.raises(NoPolicyError):
        found("main", market=None)
    with pytest.raises(NoPolicyError):
        found(None, market=None)


def test_an_order_of_no_version_is_told() -> None:
    book = PolicyBook.of(a_policy("2026-11-01.."))

    with pytest.raises(NoPolicyError) as refused:
        book.for_order(an_order(), at=AT)

    assert str(refused.value) == "no policy of the book is for order `#1001` of 2026-10-30T12:00:00+00:00"
    assert refused.value.code == "no_policy"


def test_a_version_that_is_not_published_yet_is_told() -> None:
    book = PolicyBook.of(a_policy("2026-10-01..", published=AT))

    book.for_order(an_order(), at=AT)
    with pytest.raises(
        NoPolicyError, match=r"no revision of `shop` for orders 2026-10-01\.\. is published by"
    ):
        book.for_order(an_order(), at=AT - timedelta(microseconds=1))


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(InstantError):
        PolicyBook.of(a_policy()).for_order(an_order(), at=datetime(2026, 12, 1))  # noqa: DTZ001 - what is refused


# --- by name -----------------------------------------------------------------------------------------


def test_a_return_finds_the_text_it_was_submitted_under() -> None:
    first, second = a_policy(), a_policy(revision=2, published=AT)
    book = PolicyBook.of(first, second)

    assert book.get("shop", first.version) is first
    assert book.get("shop", second.version) is second


def test_a_version_is_found_after_its_period_was_ended() -> None:
    kept = a_policy("2026-11-01..").version
    ended = a_policy("2026-11-01..2027-01-31")

    assert PolicyBook.of(ended, a_policy("2027-02-01..")).get("shop", kept) is ended


@pytest.mark.parametrize(
    ("id", "version", "message", "help"),
    [
        ("shp", None, "the book has no policy `shp`", "did you mean `shop`?"),
        ("shop", None, "the book has no `shop`, without a version", "it has orders 2026-11-01.., revision 1"),
        (
            "shop",
            Version.model_validate({"orders": "2026-11-01..", "revision": 2}),
            "the book has no `shop`, orders 2026-11-01.., revision 2",
            "it has orders 2026-11-01.., revision 1",
        ),
    ],
)
def test_a_text_that_is_not_there_is_told(id: str, version: Version | None, message: str, help: str) -> None:
    with pytest.raises(NoPolicyError) as refused:
        PolicyBook.of(a_policy()).get(id, version)

    assert (str(refused.value), refused.value.help) == (message, help)


# --- what makes no book ------------------------------------------------------------------------------


def test_two_versions_of_one_day_overlap() -> None:
    ((code, path, message, _),) = faults_of(a_policy("..2026-11-30"), a_policy("2026-11-30..", id="next"))

    assert (code, path) == ("book.overlap", "entries[1]")
    assert message == (
        "an order placed on 2026-11-30 has two policies: `shop` for orders ..2026-11-30 "
        "and `next` for orders 2026-11-30.."
    )


def test_scopes_that_one_order_can_be_in_overlap() -> None:
    web, vip = a_policy("..2026-11-30"), a_policy("..2026-10-01", id="vip")

    ((code, _, message, _),) = faults_of(entry(web, channel="web"), entry(vip, tag="vip"))

    assert code == "book.overlap"
    assert message.startswith("an order placed before all periods has two policies")


def test_a_hole_between_periods_is_a_gap() -> None:
    ((code, path, message, help),) = faults_of(
        a_policy("2026-12-03.."), a_policy("..2026-11-30"), a_policy("2026-12-01..2026-12-01", id="day")
    )

    assert (code, path) == ("book.gap", "entries[0]")
    assert message == "orders from 2026-12-02 to 2026-12-02 have no policy"
    assert help == (
        "let `shop` for orders 2026-12-03.. begin on 2026-12-02, "
        "or `day` for orders 2026-12-01..2026-12-01 end on 2026-12-02"
    )


def test_a_hole_that_another_scope_leaves_is_none() -> None:
    PolicyBook.of(
        entry(a_policy("..2026-10-31"), channel="web"),
        entry(a_policy("2026-11-01.."), channel="web"),
        entry(a_policy("2026-12-01..", id="others"), not_channel="web"),
    )


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        (
            [a_policy(revision=2, published=AT)],
            "`shop` for orders 2026-11-01.. has a revision 2 where 1 is expected",
        ),
        (
            [a_policy(), a_policy(revision=3, published=AT)],
            "`shop` for orders 2026-11-01.. has a revision 3 where 2 is expected",
        ),
        ([a_policy(), a_policy()], "`shop` for orders 2026-11-01.. has a revision 1 where 2 is expected"),
        (
            [a_policy(), a_policy(revision=2)],
            "revision 2 of `shop` for orders 2026-11-01.. is not published after revision 1",
        ),
        (
            [a_policy(published=AT), a_policy(revision=2, published=AT)],
            "revision 2 of `shop` for orders 2026-11-01.. is not published after revision 1",
        ),
    ],
)
def test_revisions_count_from_one_and_follow_each_other(entries: list[Policy], message: str) -> None:
    ((code, path, said, _),) = faults_of(*entries)

    assert (code, said) == ("book.revision", message)
    assert path == f"entries[{len(entries) - 1}]"


def test_a_revision_that_takes_back_is_told_where_it_does() -> None:
    shorter = rule("open", offer("refund"), within("14 days of delivery"))
    sale = rule("sale", when("item.discount_percent > 50"), refuse("Sold is sold."))
    mean = a_policy("2026-11-01..", sale, shorter, revision=2, published=AT)

    found = faults_of(a_policy(), mean)

    assert [(code, path) for code, path, *_ in found] == [
        ("book.less_generous", "entries[1].policy.rules[0].refuse"),
        ("book.less_generous", "entries[1].policy.rules[1].within"),
    ]
    assert {help for *_, help in found} == {
        "say why in `version: {against_shopper: …}`, or keep what the revision before says"
    }


def test_a_revision_that_says_why_may_take_back() -> None:
    shorter = rule("open", offer("refund"), within("14 days of delivery"))
    why: dict[str, Any] = {
        "revision": 2,
        "published": AT,
        "against_shopper": "A typing error: 30 stood for 14.",
    }
    mean = a_policy("2026-11-01..", shorter, **why)

    assert PolicyBook.of(a_policy(), mean).get("shop", mean.version) is mean


REVISED: list[tuple[int, dict[str, Any]]] = [
    (30, {}),
    (60, {"revision": 2, "published": AT}),
    (45, {"revision": 3, "published": AT + timedelta(days=1)}),
]


def test_each_revision_is_compared_with_the_one_before() -> None:
    texts = [
        a_policy("2026-11-01..", rule("open", offer("refund"), within(f"{days} days of delivery")), **fields)
        for days, fields in REVISED
    ]

    assert [path for _, path, *_ in faults_of(*texts)] == ["entries[2].policy.rules[0].within"]


def test_versions_of_one_scope_count_days_of_one_zone() -> None:
    moved = a_policy("2026-12-01..", id="moved").evolve(timezone="Europe/Berlin")

    ((code, path, message, _),) = faults_of(a_policy("..2026-11-30"), moved)

    assert (code, path) == ("book.zone", "entries[1]")
    assert message.startswith("`moved` for orders 2026-12-01.. counts days of Europe/Berlin")
    PolicyBook.of(entry(a_policy("..2026-11-30"), shop="us"), entry(moved, shop="de"))


def test_one_name_is_one_policy_in_every_scope() -> None:
    other = a_policy("2026-11-01..", rule("open", offer("refund"), within("60 days of delivery")))

    ((code, path, *_),) = faults_of(entry(a_policy(), channel="web"), entry(other, not_channel="web"))

    assert (code, path) == ("book.namesake", "entries[1]")
    PolicyBook.of(entry(a_policy(), channel="web"), entry(a_policy(), not_channel="web"))


def test_an_override_is_of_one_return_and_not_in_a_book() -> None:
    policy = override(a_policy(), [rule("kind", allow())], who="kim", why="Kindness.", until=AT)

    ((code, path, message, _),) = faults_of(policy)

    assert (code, path, message) == ("book.override", "entries[0]", "`shop` is overridden for one return")


def test_faults_of_a_policy_built_in_python_are_told_before_all_others() -> None:
    faulty = a_policy(
        "2026-11-01..", rule("offers", offer("refund")), rule("x", when("item.skoo == 1"), allow())
    )

    found = faults_of(a_policy(), faulty)

    assert [(code, path) for code, path, *_ in found] == [
        ("expr.unknown_name", "entries[1].policy.rules[1].when"),
        ("policy.no_window", "entries[1].policy.rules[0].offer"),
    ]


def test_all_faults_are_told_at_once() -> None:
    found = faults_of(
        a_policy("..2026-11-30"),
        a_policy("2026-11-30..2026-12-01", id="b"),
        a_policy("2026-12-05..", id="c"),
        a_policy("2026-12-05..", id="c", revision=3, published=AT),
    )

    assert [code for code, *_ in found] == ["book.revision", "book.overlap", "book.gap"]


def test_an_empty_book_has_no_policy_for_anybody() -> None:
    with pytest.raises(NoPolicyError):
        PolicyBook.of().for_order(an_order(), at=AT)


# --- scopes ------------------------------------------------------------------------------------------


def test_a_scope_that_no_order_is_in_is_refused() -> None:
    with pytest.raises(ValidationError, match="`market` and `not_market` name the same"):
        entry(a_policy(), market="de", not_market=("de", "fr"))


def test_a_scope_is_the_same_in_any_order_of_its_words() -> None:
    assert BookScope(market=("de", "at", "de")) == BookScope(market=("at", "de"))
    assert str(BookScope(market=("de", "at"), not_tag=("b2b",))) == "market at or de, not_tag b2b"
    assert str(BookScope()) == "all"
