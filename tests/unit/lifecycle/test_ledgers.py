"""Ledgers: the money and the units of an order, over all of its returns."""

from __future__ import annotations

from returnkit.ids import LineId
from returnkit.lifecycle import Cancel, Expire, Reopen, order_ledger, units_claimed
from returnkit.money import Money
from returnkit.settlement import Account, Units, opened
from tests.lives import Life, a_life, a_settled, an_approved, an_order_of, receive

LINE = LineId("line-1")


def two() -> tuple[Life, Life]:
    """Return two returns of one order of six units."""
    order = an_order_of(6)
    one = an_approved(2, order=order)
    other = a_life(3, order=order, ledger=opened(order), return_id="R-2")
    return one, other


def test_the_ledger_is_of_all_returns_of_an_order() -> None:
    one, other = two()
    one.do(receive(1))
    one.do(a_settled(one, {0: 1}))
    ledger = order_ledger(one.return_.order, [other.return_, one.return_])

    counts = [ledger.units(LINE, each) for each in Units]
    assert counts == [6, 0, 5, 2, 1, 1, 0]
    assert ledger.money(Account.REFUNDED) == Money.of("40", "USD")
    assert ledger.money(Account.CAPTURED) == Money.of("240", "USD")


def test_what_the_order_began_with_is_counted_once() -> None:
    one, other = two()

    assert one.return_.opening == opened(one.return_.order).entries
    assert other.return_.opening == ()


def test_the_order_of_returns_does_not_matter() -> None:
    one, other = two()
    returns = [one.return_, other.return_]

    assert order_ledger(returns[0].order, returns).entries == (
        order_ledger(returns[0].order, returns[::-1]).entries
    )


def test_entries_of_several_returns_stand_by_their_dates() -> None:
    one, other = two()
    other.do(Cancel())
    one.wait(days=1).do(receive(1))
    entries = order_ledger(one.return_.order, [one.return_, other.return_]).entries

    assert [each.at for each in entries] == sorted(each.at for each in entries)


def test_units_are_claimed_by_open_returns_as_far_as_they_are_not_settled() -> None:
    one, other = two()
    assert units_claimed([one.return_, other.return_], LINE) == 5

    one.do(a_settled(one, {0: 1}))
    assert units_claimed([one.return_], LINE) == 1
    assert units_claimed([an_approved(2).do(Expire()).return_], LINE) == 0
    assert units_claimed([an_approved(2).do(Expire(), Reopen(reason="x")).return_], LINE) == 2
    assert units_claimed([an_approved(2, accepted=(1,)).return_], LINE) == 1
