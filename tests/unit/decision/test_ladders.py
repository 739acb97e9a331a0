"""Ladders: offers that open when another closes.

The order was placed on 30 October 2026 and delivered on 5 November; days are Chicago's.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from returnkit.decision import (
    ItemDecision,
    OfferDecision,
    ReasonCode,
    Status,
    Verdict,
    decide,
    explain,
    verdict,
)
from returnkit.facts import Attributes, ReturnHistory
from returnkit.policy import load_policy
from tests.builders import PLACED, a_request, an_item, an_order

MONEY = "- {id: money, offer: refund, within: 14 days of delivery}\n"
CREDIT = "- {id: credit, offer: store_credit, within: 30 days of delivery, after: refund}\n"
SWAP = "- {id: swap, offer: exchange, within: 60 days of delivery, after: store_credit}\n"
LADDER = MONEY + CREDIT + SWAP
DAY_14 = datetime(2026, 11, 20, 6, tzinfo=UTC)
DAY_30, DAY_60 = DAY_14 + timedelta(days=16), DAY_14 + timedelta(days=46)
LEAST = timedelta(microseconds=1)
NO, YES, MAYBE = (Status.NO,), (Status.YES,), (Status.NO, Status.YES)
FACTS = """\
facts:
  item.opened: {type: boolean, ask: shopper}
  item.term: {type: number, ask: shopper}
  history.swaps: {type: number}
"""


def item_of(rules: str, *, at: datetime = DAY_14, **given: Any) -> ItemDecision:
    """Return the decision of a policy of *rules*; an order or an item can be *given*, and what is known."""
    policy = load_policy(
        f"returnkit: 1\npolicy: shop\ntimezone: America/Chicago\n{FACTS}rules:\n{rules}", name="policy.yaml"
    )
    order, item = given.pop("order", None) or an_order(), given.pop("item", None) or an_item()
    decision = decide(policy, order, a_request(item), at=at, **given)
    (found,) = decision.items
    explain(decision, audience="agent")  # a decision is one that can be given again
    past = given.get("history")
    answer = verdict(policy, order, item, decision.request, at=at, history=past)
    assert (answer.verdict, answer.reason) == (found.verdict, found.reason)
    return found


def offers_of(rules: str, **given: Any) -> dict[str, OfferDecision]:
    return {offer.name: offer for offer in item_of(rules, **given).offers}


@pytest.mark.parametrize(
    ("at", "statuses"),
    [
        (PLACED - LEAST, (NO, NO, NO)),
        (PLACED, (YES, NO, NO)),
        (DAY_14 - LEAST, (YES, NO, NO)),
        (DAY_14, (NO, YES, NO)),
        (DAY_30 - LEAST, (NO, YES, NO)),
        (DAY_30, (NO, NO, YES)),
        (DAY_60 - LEAST, (NO, NO, YES)),
        (DAY_60, (NO, NO, NO)),
    ],
)
def test_each_rung_opens_when_the_one_above_closes(at: datetime, statuses: tuple[object, ...]) -> None:
    assert tuple(offer.statuses for offer in item_of(LADDER, at=at).offers) == statuses


def test_openings_and_closings_are_told_at_any_time() -> None:
    for at in (PLACED, DAY_30):
        money, credit, swap = item_of(LADDER, at=at).offers

        assert (money.opens, money.closes) == (PLACED, DAY_14)
        assert (credit.opens, credit.closes) == (DAY_14, DAY_30)
        assert (swap.opens, swap.closes) == (DAY_30, DAY_60)


@pytest.mark.parametrize("rungs", [*permutations((MONEY, CREDIT, SWAP))])
def test_the_order_in_which_rungs_are_written_does_not_matter(rungs: tuple[str, ...]) -> None:
    assert offers_of("".join(rungs)) == offers_of(LADDER)


@pytest.mark.parametrize(
    "silent",
    [
        "- {id: no, for: refund, refuse: No money.}\n",
        "- {id: no, withhold: refund}\n",
        "- {id: no, only: [store_credit, exchange]}\n",
    ],
)
def test_a_rung_that_is_refused_or_withheld_delays_nothing(silent: str) -> None:
    offers = offers_of(silent + LADDER, at=PLACED)

    assert (offers["refund"].statuses, offers["store_credit"].statuses) == (NO, YES)
    assert offers["store_credit"].opens == PLACED
    assert offers["exchange"].opens == DAY_30


def test_a_rung_that_is_not_made_delays_nothing() -> None:
    vip = MONEY.replace("offer", "when: customer.is_guest, offer")

    credit, swap = item_of(vip + CREDIT + SWAP, at=PLACED).offers

    assert (credit.opens, swap.opens) == (PLACED, DAY_30)


def test_a_rung_under_review_delays_as_any_other() -> None:
    offers = offers_of("- {id: look, for: refund, review: true}\n" + LADDER, at=PLACED)

    assert offers["refund"].statuses == (Status.REVIEW,)
    assert offers["store_credit"].opens == DAY_14


def test_a_holiday_that_extends_one_rung_moves_the_next() -> None:
    offers = offers_of(f"- {{id: holidays, for: refund, extend: 5 days}}\n{LADDER}")

    assert offers["refund"].closes == offers["store_credit"].opens == DAY_14 + timedelta(days=5)
    assert (offers["refund"].statuses, offers["store_credit"].statuses) == (YES, NO)


def test_grace_does_not_delay_the_next_rung() -> None:
    graced = MONEY.replace("14 days of delivery", "'14 days of delivery, grace 3 days'")

    offers = offers_of(graced + CREDIT)

    assert (offers["refund"].statuses, offers["store_credit"].statuses) == (YES, YES)
    assert offers["store_credit"].opens == DAY_14


def test_below_an_unlimited_rung_nothing_ever_opens() -> None:
    unlimited = MONEY.replace("14 days of delivery", "unlimited")

    _, credit = item_of(unlimited + CREDIT, at=DAY_14).offers

    assert (credit.statuses, credit.opens, credit.closes) == (NO, None, DAY_30)


def test_a_rung_that_may_be_refused_may_delay() -> None:
    maybe = "- {id: opened, when: item.opened, for: refund, refuse: No money.}\n"
    item = item_of(maybe + MONEY + CREDIT, at=PLACED)
    money, credit = item.offers

    assert (money.statuses, credit.statuses, credit.opens) == (MAYBE, MAYBE, None)
    assert (item.verdict, item.missing) == (Verdict.NEEDS_INFO, ("item.opened",))
    told = {
        answer: offers_of(
            maybe + MONEY + CREDIT, at=PLACED, item=an_item(answers=Attributes({"opened": answer}))
        )
        for answer in (True, False)
    }
    assert told[True]["store_credit"].opens == PLACED
    assert told[False]["store_credit"].opens == DAY_14


def test_a_rung_whose_closing_is_not_certain_may_delay() -> None:
    first, later = (
        offers_of(LADDER, order=an_order(delivered_at=None), at=at)
        for at in (PLACED + timedelta(days=14), PLACED + timedelta(days=15))
    )

    assert (first["refund"].statuses, first["store_credit"].statuses) == (YES, NO)
    assert (later["refund"].statuses, later["store_credit"].statuses) == (MAYBE, MAYBE)
    assert (later["store_credit"].opens, later["store_credit"].closes) == (None, None)


def test_what_extends_the_rung_above_is_asked_for() -> None:
    maybe = "- {id: more, when: item.opened, for: refund, extend: 5 days}\n"
    withheld = "- {id: no, when: history.swaps > 2, for: refund, refuse: Enough.}\n"

    item = item_of(maybe + withheld + MONEY + CREDIT, history=ReturnHistory(counters={"swaps": 0}))

    assert (item.verdict, item.missing) == (Verdict.NEEDS_INFO, ("item.opened",))


def test_the_amount_of_the_rung_above_is_asked_for() -> None:
    computed = "- {id: money, offer: refund, within: {days: item.term, of: delivery, at_least: 3}}\n"

    item = item_of(computed + CREDIT)

    assert (item.verdict, item.missing) == (Verdict.NEEDS_INFO, ("item.term",))


def test_a_window_that_is_not_there_asks_nothing() -> None:
    maybe = "- {id: money, when: item.opened, offer: refund, within: 14 days of delivery}\n"
    guests = (
        "- {id: guests, when: customer.is_guest, for: store_credit, within: 9 days of order, after: refund}\n"
    )
    credit = "- {id: credit, offer: store_credit, within: 30 days of delivery}\n"
    term = "- {id: term, when: item.term > 3, for: store_credit, within: 3 days of delivery}\n"

    item = item_of(maybe + guests + term + credit)

    assert (item.verdict, item.missing) == (Verdict.NEEDS_INFO, ("item.term",))


def test_on_a_no_before_a_rung_opens_the_window_is_the_reason() -> None:
    gap = "- {id: late, offer: keep, within: 90 days of delivery, after: exchange}\n"
    refused = "- {id: no, for: [refund, store_credit], refuse: No.}\n"
    item = item_of(refused + LADDER + gap, at=DAY_60 - timedelta(days=1))

    assert item.verdict is Verdict.ELIGIBLE
    assert [offer.statuses for offer in item.offers] == [NO, NO, YES, NO]
    (reason,) = item.offers[3].reasons
    assert (reason.code, reason.rule) == (ReasonCode.WINDOW, "late")


def test_an_offer_may_open_after_different_offers() -> None:
    rules = (
        MONEY
        + "- {id: repair, offer: repair, within: 20 days of delivery}\n"
        + "- {id: gold, when: item.opened, for: store_credit, within: 40 days of delivery, after: repair}\n"
        + CREDIT
    )
    opened = an_item(answers=Attributes({"opened": True}))

    assert offers_of(rules, item=opened)["store_credit"].opens == DAY_14 + timedelta(days=6)
    unknown = offers_of(rules)["store_credit"]
    assert (unknown.opens, unknown.window_rule, unknown.closes) == (None, None, None)
    assert unknown.closes_earliest == DAY_30


@pytest.mark.parametrize("why_not", ["order.channel == 'kiosk'", "true"])
def test_nobody_is_asked_for_the_terms_of_a_rung_that_delays_nothing(why_not: str) -> None:
    """A rung that is not made, or is withheld, leaves those below alone, whatever its window would be."""
    rules = (
        f'- {{id: money, when: "{why_not}", offer: refund}}\n'
        "- {id: terms, for: refund, within: {days: item.term, of: delivery, at_least: 14}}\n"
        "- {id: no-money, withhold: refund}\n"
    )

    item = item_of(rules + CREDIT, at=DAY_60, order=an_order(delivered_at=None))

    assert item.verdict is Verdict.REVIEW  # when it was delivered is not known, and nobody can be asked
    assert item.missing == ()
