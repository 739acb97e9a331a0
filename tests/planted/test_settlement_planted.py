"""Bugs planted into the arithmetic of settlements: the laws must notice each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from importlib import import_module
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from returnkit.errors import ReturnkitError
from returnkit.settlement import Account, Ledger, MoneyEntry, Settlement, Units, UnitsEntry
from tests.properties.test_settlement_machine import Returns
from tests.settlement_cases import settlement_case
from tests.settlement_laws import LAWS, broken

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
# Any, below: what is planted has the signature of what it replaces.

account: Any = import_module("returnkit.settlement.account")
charges: Any = import_module("returnkit.settlement.charges")
goods: Any = import_module("returnkit.settlement.goods")
ledgers: Any = import_module("returnkit.settlement.ledger")
paying: Any = import_module("returnkit.settlement.paying")
room: Any = import_module("returnkit.settlement.settle")
shares: Any = import_module("returnkit.settlement.shares")


def noticed(*, tries: int = 300) -> set[str]:
    """Return the laws that fail for one of the first cases."""
    return {law for seed in range(tries) for law in broken(settlement_case(Random(seed)))}


def a_discount_is_spread_again_over_the_units_that_are_left(patch: Patch) -> None:
    """The whole discount of the line is taken off what its surviving units cost."""

    def wrong(counting: Any, taken: Any, amount: int, *codes: Any) -> int:
        line = taken.line
        if amount != line.unit_price.minor * line.quantity - line.discount.minor:
            return int(right(counting, taken, amount, *codes))
        left = line.quantity - taken.before
        price = line.unit_price.minor * left - line.discount.minor
        return max(0, int(shares.first_units(price, taken.units, left)))

    right = goods._share
    patch.setattr(goods, "_share", wrong)


def a_percentage_is_a_float(patch: Patch) -> None:
    def wrong(amount: int, percent: Decimal, rounding: Any) -> int:
        return round(amount * float(percent) / 100)

    patch.setattr(charges, "percent_of", wrong)
    patch.setattr(goods, "percent_of", wrong)


def plant_share(patch: Patch, wrong: Callable[[int, int, int], int]) -> None:
    for module in (account, goods, shares):
        patch.setattr(module, "first_units", wrong)


def a_share_of_units_loses_its_rest(patch: Patch) -> None:
    def wrong(amount: int, units: int, of: int) -> int:
        return amount // of * units

    plant_share(patch, wrong)


def units_are_rounded_alone(patch: Patch) -> None:
    def wrong(amount: int, units: int, of: int) -> int:
        return round(amount / of) * units

    plant_share(patch, wrong)


def a_refund_is_not_counted(patch: Patch) -> None:
    """What was refunded can be refunded again."""
    right = Settlement.entries

    def wrong(self: Settlement, at: Any) -> Any:
        return tuple(
            entry
            for entry in right(self, at)
            if not (isinstance(entry, UnitsEntry) and entry.counter is Units.REFUNDED)
        )

    patch.setattr(Settlement, "entries", wrong)


def a_fee_is_not_capped(patch: Patch) -> None:
    right = charges._charge

    def wrong(counting: Any, owed: Any, charged: int, *args: Any, **more: Any) -> None:
        right(counting, owed, owed.due, *args, **more)

    patch.setattr(charges, "_charge", wrong)


def a_fee_is_counted_for_each_return(patch: Patch) -> None:
    """What was charged before is forgotten."""
    patch.setattr(Ledger, "counted", lambda self, key: ledgers.NOT_YET)


def refunds_are_not_held_to_what_was_received(patch: Patch) -> None:
    patch.setattr(room, "hold_to_received", lambda counting, pots: None)


def a_tender_gets_all(patch: Patch) -> None:
    """A refund goes to the first means of payment, whatever it paid."""

    def wrong(amount: int, ledger: Ledger, *args: Any) -> Any:
        return ((ledger.tenders[0], amount),) if amount and ledger.tenders else ()

    patch.setattr(paying, "spread", wrong)


def a_bonus_is_of_each_item(patch: Patch) -> None:
    """The cap of a bonus is over nothing but the return."""
    bonuses: Any = import_module("returnkit.settlement.bonuses")
    right = bonuses.Counting.counted

    def wrong(self: Any, code: Any, *args: Any) -> Any:
        return ledgers.NOT_YET if code is bonuses._BONUS else right(self, code, *args)

    patch.setattr(bonuses.Counting, "counted", wrong)


def the_tax_is_left_out(patch: Patch) -> None:
    right = account.Counting.put

    def wrong(self: Any, component: Any, *args: Any) -> None:
        right(self, component, *args)
        if component.code.value == "tax":
            self.components.pop()

    patch.setattr(account.Counting, "put", wrong)


def a_remainder_goes_from_line_to_line(patch: Patch) -> None:
    """What rounding left over on one line is charged on the next."""
    over = [0]

    def wrong(amount: int, percent: Decimal, rounding: Any) -> int:
        whole = amount * percent + over[0]
        over[0] = int(whole % 100)
        return int(whole // 100)

    patch.setattr(charges, "percent_of", wrong)


def a_bonus_comes_out_of_what_was_received(patch: Patch) -> None:
    right = Settlement.entries

    def wrong(self: Settlement, at: Any) -> Any:
        for entry in right(self, at):
            is_bonus = isinstance(entry, MoneyEntry) and entry.account is Account.GRANTED
            yield entry.evolve(account=Account.CREDITED) if is_bonus else entry

    patch.setattr(Settlement, "entries", wrong)


def the_last_unit_bears_the_fee(patch: Patch) -> None:
    """A fee of a line is charged for what is returned less often."""
    right = charges._owed

    def wrong(*args: Any) -> Any:
        owed = right(*args)
        return replace(owed, due=owed.due * args[-1])

    patch.setattr(charges, "_owed", wrong)


FIRST_FAILURE = settings(
    max_examples=200, deadline=None, database=None, phases=(Phase.generate,), report_multiple_bugs=False
)

PLANTED: dict[str, tuple[Callable[[Patch], None], str]] = {
    bug.__name__: (bug, law)
    for bug, law in (
        (a_discount_is_spread_again_over_the_units_that_are_left, "any_split_comes_to_the_same"),
        (a_percentage_is_a_float, "a_share_is_exact_and_rounded_once"),
        (a_share_of_units_loses_its_rest, "a_line_closes_at_what_was_paid"),
        (units_are_rounded_alone, "a_line_closes_at_what_was_paid"),
        (a_refund_is_not_counted, "twice_is_the_same_and_after_it_nothing_is_left"),
        (a_fee_is_not_capped, "nothing_goes_below_zero_or_over_what_was_received"),
        (a_fee_is_counted_for_each_return, "any_split_comes_to_the_same"),
        (refunds_are_not_held_to_what_was_received, "nothing_goes_below_zero_or_over_what_was_received"),
        (a_tender_gets_all, "nothing_goes_below_zero_or_over_what_was_received"),
        (a_bonus_is_of_each_item, "any_split_comes_to_the_same"),
        (a_remainder_goes_from_line_to_line, "the_order_of_lines_does_not_matter"),
        (a_bonus_comes_out_of_what_was_received, "what_leaves_is_what_the_ledger_counts"),
        (the_last_unit_bears_the_fee, "more_units_never_give_less"),
        (the_tax_is_left_out, "every_minor_unit_has_a_cause"),
    )
}
"""Bugs, each with the law that has to notice it."""


def test_without_a_bug_no_law_fails() -> None:
    assert noticed() == set()


def test_every_law_is_broken_by_a_bug() -> None:
    assert {law for _, law in PLANTED.values()} >= LAWS.keys()


@pytest.mark.parametrize("name", PLANTED)
def test_the_law_notices(name: str, monkeypatch: Patch) -> None:
    plant, law = PLANTED[name]
    plant(monkeypatch)

    assert law in noticed()


@pytest.mark.parametrize(
    "name",
    [
        "a_refund_is_not_counted",
        "refunds_are_not_held_to_what_was_received",
        "a_bonus_comes_out_of_what_was_received",
    ],
)
def test_the_machine_notices(name: str, monkeypatch: Patch) -> None:
    plant, _ = PLANTED[name]
    plant(monkeypatch)

    with pytest.raises((AssertionError, ReturnkitError)):
        run_state_machine_as_test(Returns, settings=FIRST_FAILURE)
