"""Laws of settlements, each a function that raises `AssertionError` for a case that breaks it."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from returnkit.errors import SettlementError
from returnkit.money import Money
from returnkit.settlement import Account, ComponentCode, Ledger, Rounding, Settlement, Units
from tests.settlement_cases import SettlementCase
from tests.settling import NOW, balanced

OF_RULES = frozenset(
    {ComponentCode.FEE, ComponentCode.RATE, ComponentCode.VALUE, ComponentCode.BONUS, ComponentCode.SHIPPING}
)
"""Causes that a rule has to give."""


def law_every_minor_unit_has_a_cause(case: SettlementCase, found: Settlement) -> None:
    assert balanced(found)
    assert all(
        each.rule and each.source and each.figure for each in found.components if each.code in OF_RULES
    )
    assert all(each.amount.minor > 0 for each in found.payouts)


def law_nothing_goes_below_zero_or_over_what_was_received(case: SettlementCase, found: Settlement) -> None:
    assert found.total.minor >= 0
    after = case.ledger.after(found.entries(NOW))
    given = found.paid_out - found.granted

    assert given <= case.ledger.remaining
    assert after.remaining == case.ledger.remaining - given
    assert all(after.remaining_of(place).minor >= 0 for place in after.tenders)
    fees = [each for each in found.components if each.code is ComponentCode.FEE and each.line_id]
    for each in fees:
        payout = sum(
            part.amount.minor
            for part in found.components
            if part.place == each.place and part.amount.minor > 0
        )
        assert -each.amount.minor <= payout


def law_any_split_comes_to_the_same(case: SettlementCase, found: Settlement) -> None:
    if found.granted and any(each.code is ComponentCode.CEILING for each in found.components):
        return  # how much of what was never received earns a bonus depends on when it is noticed
    ledger, total, granted = case.ledger, 0, 0
    by_code: Counter[ComponentCode] = Counter()
    for number, part in enumerate(case.parts):
        each = case.settled(part, ledger, f"part-{number}")
        ledger = ledger.after(each.entries(NOW))
        total, granted = total + each.total.minor, granted + each.granted.minor
        for one in each.components:
            by_code[one.code] += one.amount.minor

    assert total == found.total.minor
    assert granted == found.granted.minor
    whole: Counter[ComponentCode] = Counter()
    for one in found.components:
        whole[one.code] += one.amount.minor
    assert by_code == whole or ComponentCode.CEILING in whole


def law_more_units_never_give_less(case: SettlementCase, found: Settlement) -> None:
    last, count = case.whole[-1]
    fewer = [*case.whole[:-1], *([(last, count - 1)] if count > 1 else [])]

    if fewer:
        assert case.settled(fewer, case.ledger).total <= found.total


def law_the_order_of_lines_does_not_matter(case: SettlementCase, found: Settlement) -> None:
    turned = case.order.evolve(lines=tuple(reversed(case.order.lines)))
    ledger = Ledger(turned, case.ledger.entries)
    other = SettlementCase(turned, ledger, case.policy, case.offer, case.rules, case.parts)
    back = other.settled(tuple(reversed(case.whole)), ledger)

    assert back.total == found.total
    assert sums(back) == sums(found)
    assert back.payouts == found.payouts


def law_twice_is_the_same_and_after_it_nothing_is_left(case: SettlementCase, found: Settlement) -> None:
    assert case.settled(case.whole, case.ledger) == found

    after = case.ledger.after(found.entries(NOW))
    if any(2 * count > case.ledger.units_left(line_id) for line_id, count in case.whole):
        assert refused(case, after)


def refused(case: SettlementCase, ledger: Ledger) -> bool:
    """Return whether settling all of *case* is refused, because the units are not there any more."""
    try:
        case.settled(case.whole, ledger)
    except SettlementError as exc:
        return {fault.code for fault in exc.faults} == {"settlement.quantity"}
    return False


def law_a_line_closes_at_what_was_paid(case: SettlementCase, found: Settlement) -> None:
    after = case.ledger.after(found.entries(NOW))
    for line in case.order.lines:
        if after.units(line.id, Units.REFUNDED) == line.quantity:
            paid = line.unit_price.minor * line.quantity - line.discount.minor
            net = paid - line.tax.minor if case.order.prices_include_tax else paid
            assert after.given_minor(line.id, ComponentCode.GOODS) == net
            assert after.given_minor(line.id, ComponentCode.TAX) == line.tax.minor


def law_a_share_is_exact_and_rounded_once(case: SettlementCase, found: Settlement) -> None:
    for each in found.components:
        if each.base is None or each.stated is not None:
            continue
        if case.policy == "percent":
            exact = Fraction(each.base.minor * 15, 100)
            assert -each.amount.minor == rounded(exact, case.rules.fee_rounding)
        # Of prices with tax inside, the payout as priced is what is rounded; its tax is a part of it.
        if case.policy == "rate" and not case.order.prices_include_tax:
            exact = Fraction(each.base.minor * 85, 100)
            assert each.base.minor + each.amount.minor == rounded(exact, case.rules.rounding)


def rounded(exact: Fraction, rounding: Rounding) -> int:
    """Return *exact*, from zero up, as a whole number."""
    whole, rest = divmod(exact, 1)
    if rest == Fraction(1, 2):
        up = {Rounding.HALF_UP: 1, Rounding.DOWN: 0, Rounding.HALF_EVEN: int(whole) % 2}[rounding]
        return int(whole) + up
    return int(whole) + (1 if rest > Fraction(1, 2) and rounding is not Rounding.DOWN else 0)


def law_what_leaves_is_what_the_ledger_counts(case: SettlementCase, found: Settlement) -> None:
    after = case.ledger.after(found.entries(NOW))
    moved = (
        after.money(account) - case.ledger.money(account) for account in (Account.REFUNDED, Account.CREDITED)
    )

    assert sum(moved, Money.zero(case.order.currency)) == found.paid_out - found.granted


def sums(settlement: Settlement) -> Counter[tuple[ComponentCode, str]]:
    """Return what the components of each line come to."""
    found: Counter[tuple[ComponentCode, str]] = Counter()
    for each in settlement.components:
        found[each.code, each.line_id or ""] += each.amount.minor
    return found


LAWS = {name.removeprefix("law_"): law for name, law in globals().items() if name.startswith("law_")}


def broken(case: SettlementCase) -> dict[str, Exception]:
    """Return the laws that *case* breaks; what was never received can only be refused."""
    if not case.whole or not case.ledger.money(Account.CAPTURED):
        return {}
    found = case.settled(case.whole, case.ledger)
    failed: dict[str, Exception] = {}
    for name, law in LAWS.items():
        try:
            law(case, found)
        except (AssertionError, ValueError) as exc:  # what cannot be is refused by the values themselves
            failed[name] = exc
    return failed
