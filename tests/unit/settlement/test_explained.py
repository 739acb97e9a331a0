"""A settlement in words: every cause for every reader, in both languages; and what may still come of it."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from returnkit.decision import decide
from returnkit.errors import SettlementError, UnknownAudienceError
from returnkit.facts import Resolution, TenderKind
from returnkit.ids import LineId
from returnkit.messages import STANDARD
from returnkit.money import Money
from returnkit.settlement import (
    AfterReturn,
    ComponentCode,
    DutiesBack,
    ItemChoice,
    MoneyRules,
    Promotion,
    Replacement,
    Rewards,
    Settlement,
    default_choices,
    explain_settlement,
    opened,
    settle,
    simulate,
)
from tests.builders import a_line, a_policy, a_request, an_item
from tests.settling import NOW, OFFERS, a_paid_order, a_return


def usd(amount: str) -> Money:
    return Money.of(amount, "USD")


FEES = (
    "{id: restock, fee: {name: restocking, percent: 10, of: paid}}",
    "{id: wrap, fee: {name: gift_wrap, flat: 99, per: line}}",
)


def test_a_shopper_reads_every_cause_and_no_rule() -> None:
    order = a_paid_order(a_line(price="20.00", quantity=2, tax="3.20"))

    assert str(explain_settlement(a_return(order, *FEES))).splitlines() == [
        "2 × Linen shirt: 40.00 USD",
        "Tax: 3.20 USD",
        "Restocking fee: -4.00 USD",
        "Fee (gift wrap): -39.20 USD",
        "Total: 0.00 USD",
        "Nothing is to be paid",
    ]


def test_staff_read_figures_bases_rules_and_what_was_cut() -> None:
    order = a_paid_order(a_line(price="20.00", quantity=2))

    assert str(explain_settlement(a_return(order, *FEES), audience="agent")).splitlines() == [
        "2 × Linen shirt (`line-1`): 40.00 USD",
        "Restocking fee — 10 % of paid per line, on 40.00 USD, `restock`: -4.00 USD",
        "Fee (gift wrap) — 99 per line, `wrap`; uncapped it is -99.00 USD: -36.00 USD",
        "Total: 0.00 USD",
        "Nothing is to be paid",
    ]


def test_auditors_read_whose_rule_it_is() -> None:
    found = explain_settlement(a_return(a_paid_order(), FEES[0]), audience="auditor")

    assert "`restock` of `acme`" in str(found)


def test_korean_and_amounts_of_ones_own() -> None:
    order = a_paid_order(a_line(price="40000", currency="KRW"), currency="KRW")
    found = a_return(order, FEES[0])

    told = explain_settlement(found, locale="ko", show=lambda amount: f"{amount.decimal:,}원")

    assert str(told).splitlines() == [
        "Linen shirt: 40,000원",
        "재입고 수수료: -4,000원",
        "합계: 36,000원",
        "36,000원 카드로 환불",
    ]


def test_an_unknown_reader_is_an_error() -> None:
    with pytest.raises(UnknownAudienceError, match="shoper"):
        explain_settlement(a_return(a_paid_order()), audience="shoper")  # type: ignore[arg-type]


def of_every_kind() -> list[Settlement]:
    """Return settlements that together have every cause and every way to be paid."""
    gift = a_line("gift", price="5.00", discount="5.00")
    lines = [a_line("a", price="40.00", discount="8.00", tax="2.56", lowest_recent_price=usd("20.00")), gift]
    order = a_paid_order(*lines, shipping={"price": usd("5"), "discount": usd("0"), "tax": usd("0")})
    deal = Promotion(
        label="gift from 30",
        percent_off=Decimal(20),
        spend_at_least=usd("30"),
        lines=(LineId("a"),),
        gifts=(gift.id,),
        after=AfterReturn.REEVALUATE,
    )
    dutied = order.evolve(duties=usd("3.00"))
    sent = ItemChoice(place=0, offer="exchange", replacement=Replacement(price=usd("20"), tax=usd("1")))
    rest = "{id: s, shipping: refund_paid, fee: {name: label, flat: 1, per: return, collect: due}}"
    taxed = MoneyRules(fees_are_taxed=True, duties=DutiesBack.SHARE)
    low = "{id: v, value: lowest_recent_price, rate: 80 %}"
    rewards = Rewards(points=9, bonus=usd("1.00"))
    many = a_paid_order(
        *(a_line(f"l{n}", price="10.00") for n in range(len(TenderKind))),
        tenders={kind.value: "10.00" for kind in TenderKind},
    )
    half = order.evolve(payment=order.payment.evolve(captured=usd("10.00"), tenders=None))
    clawed = a_paid_order(
        a_line("a", price="70.00", discount="14.00", tax="4.48"),
        a_line("b", price="50.00", discount="10.00", tax="3.20"),
    )
    anew = Promotion(
        label="20 off",
        percent_off=Decimal(20),
        spend_at_least=usd("100"),
        after=AfterReturn.REEVALUATE,
    )
    return [
        a_return(order, low, FEES[0], units={"a": 1}, rules=taxed),
        a_return(dutied, rest, units={"a": 1}, promotions=[deal], rewards=rewards, rules=taxed),
        a_return(clawed, units={"b": 1}, promotions=[anew]),
        a_return(order, "{id: t, bonus: 10 %}", offer="store_credit", units={"a": 1}),
        a_return(order, "{id: p, value: price}", choices=[sent], units={"a": 1}),
        a_return(order, offer="repair", units={"a": 1}),
        a_return(many),
        a_return(many, closed_tenders=[0]),
        a_return(half, units={"a": 1}, ledger=opened(half)),
    ]


def test_staff_read_the_basis_of_a_value_in_words() -> None:
    line = a_line(price="40.00", lowest_recent_price=usd("25.00"))
    found = a_return(a_paid_order(line), "{id: low, value: lowest_recent_price}")

    said = str(explain_settlement(found, audience="agent"))

    assert "lowest_recent_price" not in said
    assert "`low`: -15.00 USD" in said


@pytest.mark.parametrize("locale", ["en", "ko"])
@pytest.mark.parametrize("audience", ["shopper", "agent", "auditor"])
def test_every_cause_is_told_to_everybody_without_a_gap(locale: str, audience: str) -> None:
    settlements = of_every_kind()
    told = [
        explain_settlement(each, audience=audience, locale=locale)  # type: ignore[arg-type]
        for each in settlements
    ]

    assert {each.code for found in settlements for each in found.components} == set(ComponentCode)
    for found, said in zip(settlements, told, strict=True):
        lines = str(said).splitlines()
        assert len(lines) == len(said.causes) + len(said.outcome)
        assert all(re.fullmatch(r"\S.*\S", line) for line in lines)
        assert not any("{" in line or "  " in line or line.startswith(":") for line in lines)
        if audience == "shopper":
            rules = {each.rule for each in found.components if each.rule}
            assert not any(f"`{rule}`" in line for line in lines for rule in rules)


def test_the_label_of_a_cause_is_a_key_of_the_catalogue() -> None:
    assert {f"component.{code}" for code in ComponentCode} <= STANDARD.texts.keys()
    assert {f"tender.{kind}" for kind in TenderKind} <= STANDARD.texts.keys()


# --- simulate --------------------------------------------------------------------------------------------

GRADED = {"item.grade": {"type": ("worn", "fine"), "ask": "shopper", "doc": "How it is."}}
WORN = "{id: worn, when: item.grade == 'worn', fee: {name: worn, flat: 5, per: line}, rate: 50 %}"


def test_what_is_open_is_told_as_the_least_and_the_most() -> None:
    order = a_paid_order(a_line("a", price="40.00"), a_line("b", price="10.00"))
    policy = a_policy(OFFERS, WORN, facts=GRADED)
    decision = decide(policy, order, a_request(an_item("a"), an_item("b", answers={"grade": "fine"})), at=NOW)
    choices = [ItemChoice(place=place, offer="refund") for place in (0, 1)]

    found = simulate(decision, choices, opened(order))

    assert (found.least.total, found.most.total) == (usd("25.00"), usd("50.00"))
    assert not found.is_certain
    with pytest.raises(SettlementError, match="not certain"):
        settle(decision, choices, opened(order))


def test_a_fee_that_nobody_set_is_between_nothing_and_its_ceiling() -> None:
    order = a_paid_order(a_line(price="40.00"))
    fee = "{id: r, fee: {name: condition, percent: 50, of: value, decided: inspection}}"
    decision = decide(a_policy(OFFERS, fee), order, a_request("line-1"), at=NOW)

    found = simulate(decision, [ItemChoice(place=0, offer="refund")], opened(order))

    assert (found.least.total, found.most.total) == (usd("20.00"), usd("40.00"))


def test_where_nothing_is_open_both_are_what_is_settled() -> None:
    order = a_paid_order()
    decision = decide(a_policy(OFFERS, FEES[0]), order, a_request("line-1"), at=NOW)
    choices = default_choices(decision)

    found = simulate(decision, choices, opened(order))

    assert found.is_certain
    assert found.least == found.most == settle(decision, choices, opened(order))


def test_faults_are_told_when_simulating_too() -> None:
    order = a_paid_order()
    decision = decide(a_policy(OFFERS), order, a_request("line-1"), at=NOW)

    with pytest.raises(SettlementError, match="none at place 4"):
        simulate(decision, [ItemChoice(place=4, offer="refund")], opened(order))


@pytest.mark.parametrize(
    ("wish", "expected"),
    [(None, "refund"), (Resolution.STORE_CREDIT, "store_credit"), (Resolution.EXCHANGE, "exchange")],
)
def test_where_nobody_chose_it_is_what_was_wished(wish: Resolution | None, expected: str) -> None:
    decision = decide(a_policy(OFFERS), a_paid_order(), a_request("line-1").evolve(resolution=wish), at=NOW)

    assert [each.offer for each in default_choices(decision)] == [expected]


def test_an_item_of_which_no_offer_stands_is_left_out() -> None:
    policy = a_policy(OFFERS, "{id: no, when: item.category == 'shirts', refuse: No shirts.}")
    order = a_paid_order(a_line("a"), a_line("b", category="coats"))
    decision = decide(policy, order, a_request("a", "b"), at=NOW)

    assert [each.place for each in default_choices(decision)] == [1]
