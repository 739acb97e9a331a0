"""Past: what earlier returns are to the next decision."""

from __future__ import annotations

import pytest

from returnkit.decision import decide, limits_used
from returnkit.facts import PastOutcome, ReturnHistory
from returnkit.lifecycle import (
    Approve,
    Cancel,
    Command,
    Expire,
    RecordDone,
    Reject,
    Resolve,
    Return,
    Use,
    history_of,
)
from returnkit.policy import Counted
from tests.builders import a_past_order, a_past_return, a_policy, an_item
from tests.lives import START, Life, a_life, a_settled, an_approved, an_order_of, inspect, receive, request_of

USE = Use(counter="coats", of=Counted.CUSTOMER, units=2)
NOTHING = ReturnHistory()


def outcomes(return_: Return) -> dict[str, int]:
    """Return units by what became of them."""
    (past,) = history_of(NOTHING, [return_]).returns
    found: dict[str, int] = {}
    for item in past.items:
        found[item.outcome.value] = found.get(item.outcome.value, 0) + item.quantity
    return found


def paid(life: Life, units: int | None = None) -> Life:
    """Settle and pay units that nobody looked at."""
    life.do(a_settled(life, None if units is None else {0: units}))
    return life.do(RecordDone(key=life.return_.effects[-1].key, reference="re"))


def test_what_a_customer_bought_and_sent_back_is_counted_once() -> None:
    one, other = a_life(1), a_life(1, return_id="R-2")
    history = history_of(
        ReturnHistory(orders=(a_past_order(),), returns=(a_past_return(),)),
        [
            other.return_,
            one.return_,
        ],
    )

    assert [order.id for order in history.orders] == ["past-1", "order-1"]
    assert [each.order_id for each in history.returns] == ["past-1", "order-1", "order-1"]
    assert history.orders[1].value == one.return_.order.total


def test_units_are_open_until_something_became_of_them() -> None:
    assert outcomes(a_life(2).return_) == {"open": 2}
    assert outcomes(an_approved(2).do(receive(1)).return_) == {"open": 2}


def test_units_are_told_by_what_became_of_each() -> None:
    life = an_approved(6, accepted=(5,)).do(receive(3), inspect(0, 1), inspect(0, 1, "worn"))
    paid(life, 2)

    assert outcomes(life.return_) == {"accepted": 2, "open": 3, "rejected": 1}
    assert outcomes(life.do(Resolve()).return_) == {
        "accepted": 1,
        "kept": 1,
        "rejected": 3,
        "cancelled": 1,
    }


def test_what_was_found_stands_with_its_units() -> None:
    life = an_approved(3).do(receive(2), inspect(0, 2, "worn"))
    (past,) = history_of(NOTHING, [life.return_]).returns

    assert [(each.quantity, each.inspection and each.inspection.grade) for each in past.items] == [
        (2, "worn"),
        (1, None),
    ]


def test_what_was_paid_for_and_never_came_was_kept() -> None:
    life = paid(an_approved(2))

    assert outcomes(life.return_) == {"accepted": 2}
    assert outcomes(life.do(Resolve()).return_) == {"kept": 2}


@pytest.mark.parametrize(
    ("command", "outcome"),
    [
        (Reject(reason="x"), PastOutcome.REJECTED),
        (Cancel(), PastOutcome.CANCELLED),
        (Expire(), PastOutcome.CANCELLED),
    ],
)
def test_what_was_given_up_is_told_so(command: Command, outcome: PastOutcome) -> None:
    assert outcomes(an_approved(2).do(command).return_) == {outcome.value: 2}


# --- limits ------------------------------------------------------------------------------------------


def counted(*lives: Life) -> int:
    counters = history_of(NOTHING, [life.return_ for life in lives]).counters
    return counters.get("coats", 0)


def test_two_returns_take_from_one_counter() -> None:
    lives = [a_life(2, return_id=f"R-{n}", uses=(USE,)) for n in range(2)]

    assert counted(*lives) == 4


def test_what_was_accepted_is_counted() -> None:
    assert counted(a_life(2, uses=(USE,)).do(Approve())) == 2
    assert counted(a_life(2, uses=(USE,)).do(Approve(accepted=(1,), uses=(USE.evolve(units=1),)))) == 1


@pytest.mark.parametrize("command", [Reject(reason="x"), Cancel(), Expire()])
def test_what_was_given_up_takes_nothing(command: Command) -> None:
    assert counted(an_approved(2, uses=(USE,)).do(command)) == 0


def test_what_expired_and_was_closed_takes_nothing_either() -> None:
    assert counted(an_approved(2, uses=(USE,)).do(Expire(), Resolve())) == 0
    assert counted(paid(an_approved(2, uses=(USE,))).do(Resolve())) == 2


def test_counters_that_the_shop_knows_are_kept_and_households_are_apart() -> None:
    known = ReturnHistory(counters={"coats": 1, "hats": 0}, household_counters={"coats": 7})
    ours = USE.evolve(of=Counted.HOUSEHOLD, units=1)
    history = history_of(known, [a_life(2, uses=(USE, ours)).return_])

    assert dict(history.counters) == {"coats": 3, "hats": 0}
    assert dict(history.household_counters) == {"coats": 8}


def test_the_second_return_finds_what_the_first_took() -> None:
    """A limit of three coats, two of which an open return takes: one is left, and it alone is taken."""
    order = an_order_of(9)
    policy = a_policy(
        "{id: offers, offer: refund, within: unlimited}", "{id: three, limit: {units: 3, counter: coats}}"
    )
    first = decide(policy, order, request_of(2), at=START, history=NOTHING)
    (taken,) = limits_used(first)
    use = Use(counter=taken.counter, of=taken.of, units=taken.units)
    history = history_of(NOTHING, [a_life(2, order=order, uses=(use,)).return_])
    second = decide(policy, order, request_of(2), at=START, history=history)

    assert use == USE
    assert [item.item.quantity for item in second.items] == [1, 1]
    assert [each.units for each in limits_used(second)] == [1]


def test_the_request_of_a_past_return_need_not_be_of_one_line_only() -> None:
    life = a_life(request=request_of(1).evolve(items=(an_item("line-1"), an_item("line-1", 2))))

    assert outcomes(life.return_) == {"open": 3}
