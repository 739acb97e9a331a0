"""What auditors read beside what staff read: the policy, the facts, and every leaf of every rule."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from returnkit.decision import (
    About,
    Audience,
    Decision,
    Explanation,
    FactRead,
    Outcome,
    Truth,
    decide,
    explain,
)
from returnkit.facts import Address, Inspection, ReturnHistory
from returnkit.policy import (
    allow,
    approve,
    content_hash,
    fee,
    load_policy,
    offer,
    override,
    refuse,
    rule,
    when,
    when_any,
    within,
)
from tests.builders import a_line, a_request, an_item, an_order
from tests.unit.decision.situations import AT, OPEN_30_DAYS, SITUATIONS, decided
from tests.unit.decision.written import decided as decided_by

REGIONS = '["AL", "CO", "HI", "IA", "MS", "OH"]'


def told(decision: Decision, locale: str = "en") -> Explanation:
    return explain(decision, audience="auditor", locale=locale)


def about(decision: Decision) -> dict[str, str]:
    return {line.label: line.text for line in told(decision).about}


def evidence(decision: Decision, name: str) -> list[str]:
    """Return the lines about the rule *name*."""
    explained = told(decision)
    lines = (*explained.items[0].evidence, *explained.evidence)
    return [line.text for line in lines if line.label == f"`{name}`"]


@pytest.mark.parametrize("name", SITUATIONS)
def test_auditors_read_all_that_staff_read(name: str) -> None:
    decision = SITUATIONS[name]()
    staff, audit = explain(decision, audience="agent"), told(decision)

    assert audit.head == staff.head
    assert audit.lines == staff.lines
    for of_staff, of_audit in zip(staff.items, audit.items, strict=True):
        lists = ("spoke", "silent", "unknown", "not needed")  # told rule by rule instead
        assert of_audit.head == of_staff.head
        assert of_audit.rules == of_staff.rules
        assert set(of_audit.lines) >= {line for line in of_staff.lines if line.label not in lists}


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_leaf_of_every_rule_is_there(name: str) -> None:
    decision = SITUATIONS[name]()

    shown = " ".join(str(told(decision)).split())

    for found in told(decision).items[0].rules:
        assert f"`{found.rule}`" in shown
        assert all(f"[{leaf.text} → " in shown for leaf in found.leaves)


def test_a_report_begins_with_what_the_decision_was_made_by() -> None:
    decision = decided(OPEN_30_DAYS)

    assert about(decision) == {
        "policy": "`acme`, for all orders",
        "hash": f"sha256 {content_hash(decision.policy)}",
        "instant": "2026-11-20T17:00:00Z, days counted in America/Chicago",
        "history": "not given",
        "inspected": "0 of 1",
        "calendars": "none",
    }


def test_a_version_a_history_and_an_inspection_are_told() -> None:
    head = "version: {orders: 2026-01-01.., revision: 2}\n"

    found = about(decided_by(head=head, history=ReturnHistory(), inspections=(Inspection(grade="new"),)))

    assert found["policy"] == "`acme`, orders placed 2026-01-01.., revision 2"
    assert (found["history"], found["inspected"]) == ("given", "1 of 1")


def test_what_staff_overrode_is_told() -> None:
    until = datetime(2026, 12, 1, tzinfo=UTC)
    base = decided(rule("never", refuse()), OPEN_30_DAYS)
    policy = override(base.policy, [rule("anna-1", allow())], who="anna", why="A known customer", until=until)

    found = about(decide(policy, base.order, base.request, at=base.at))

    assert found["override"] == "`anna-1` by anna, until 2026-12-01T00:00:00Z: A known customer"


def test_facts_stand_under_who_tells_them() -> None:
    decision = decided_by(
        """{id: a, when: 'request.reason == "x" and item.category == "y"', refuse: {}}""",
        """{id: b, when: 'history.return_rate_365d > 0.5 and request.region == "z"', refuse: {}}""",
    )

    (item,) = told(decision).items

    assert item.facts == (
        FactRead("item.category", "shirts"),
        FactRead("request.region", "CA"),
        FactRead("request.reason", None, "not_asked"),
        FactRead("history.return_rate_365d", None, "not_supplied"),
    )
    assert [line.text for line in item.lines if line.label == "facts"] == [
        "events: order 2026-10-30T12:00:00Z · delivery 2026-11-05T15:30:00Z",
        'order: item.category is "shirts"',
        'request: request.region is "CA"',
        "shopper: request.reason is not known: not asked yet",
        "history: history.return_rate_365d is not known: not supplied",
    ]


def test_what_a_counter_counted_is_a_fact() -> None:
    few = "{id: few, limit: {units: 1, counter: swaps}}"

    assert "history: history.swaps is not known: not supplied" in str(told(decided_by(few)))
    assert "history: history.swaps is 3" in str(
        told(decided_by(few, history=ReturnHistory(counters={"swaps": 3})))
    )


def test_a_defined_name_stands_with_its_body() -> None:
    decision = decided(
        rule("far", when("abroad and item.quantity > most"), refuse()),
        OPEN_30_DAYS,
        define={"abroad": f"not (order.region in {REGIONS})", "most": "0"},
    )

    assert evidence(decision, "far") == [
        "spoke · refuses every offer (refused)",
        f'(abroad := not [order.region in {REGIONS} → false: order.region is "CA"])',
        "and [item.quantity > most → true: item.quantity is 1, most := 0]",
    ]


def test_a_leaf_that_is_a_fact_tells_its_value_once_and_one_that_was_not_asked_tells_none() -> None:
    decision = decided(rule("a", when('item.is_gift_card and item.category == "x"'), refuse()), OPEN_30_DAYS)

    assert evidence(decision, "a")[1:] == [
        "[item.is_gift_card → false]",
        'and [item.category == "x" → not reached]',
    ]


def test_a_long_value_is_told_whole() -> None:
    tags = frozenset({"one", "two", "three", "four", "five"})
    order = an_order([a_line(tags=tags, title="Hat", category="c" * 60)])
    decision = decided(
        rule("a", when('"six" in item.tags'), refuse()),
        rule("b", when('item.category == "x"'), refuse()),
        OPEN_30_DAYS,
        order=order,
    )

    assert 'item.tags is ["five", "four", "one", "three", "two"]' in evidence(decision, "a")[1]
    assert "c" * 60 in evidence(decision, "b")[1]


def test_a_part_that_fails_says_so() -> None:
    decision = decided(rule("a", when("1 / (item.quantity - 1) > 2"), refuse()), OPEN_30_DAYS)

    assert evidence(decision, "a")[1] == "[(1 / (item.quantity - 1)) > 2 → fails: item.quantity is 1]"


def test_an_internal_rule_is_marked() -> None:
    decision = decided(rule("a", when("item.quantity > 5"), refuse(), internal=True), OPEN_30_DAYS)

    assert evidence(decision, "a")[0] == "silent · internal · refuses every offer (refused)"


def test_what_a_rule_speaks_about_is_data_too() -> None:
    decision = decided(
        rule("a", when("item.quantity > 5"), fee("restocking", percent=15, of="paid")), OPEN_30_DAYS
    )

    found = told(decision).items[0].rules

    assert found[0].about == (About("fee", (), "restocking", "15 % of paid per line"),)
    assert found[1].about == (
        About("offer", ("refund", "exchange")),
        About("within", ("refund", "exchange"), said="30 days of delivery"),
    )


def test_a_rule_about_the_return_is_asked_of_every_accepted_item() -> None:
    lines = [a_line("line-1", title="Hat"), a_line("line-2", title="Coat", category="x")]
    request = a_request(an_item("line-1"), an_item("line-2"))
    small = rule(
        "small", when("accepted.value < 100"), when_any('item.category == "x"'), approve("automatic")
    )
    decision = decided(small, OPEN_30_DAYS, order=an_order(lines), request=request)

    (found,) = told(decision).rules

    assert evidence(decision, "small") == [
        "spoke · approval automatic",
        "[accepted.value < 100 → true: accepted.value is 80.00]",
        'when_any, Hat: [item.category == "x" → false: item.category is "shirts"]',
        'when_any, Coat: [item.category == "x" → true: item.category is "x"]',
    ]
    assert (found.is_of_return, found.outcome) == (True, Outcome.SPOKE)
    assert [(leaf.part, leaf.item, leaf.is_deciding) for leaf in found.leaves] == [
        ("when", None, True),
        ("when_any", 0, False),
        ("when_any", 1, True),
    ]


def test_of_two_rules_about_the_return_the_second_was_not_needed() -> None:
    decision = decided(rule("a", approve("automatic")), rule("b", approve("manual")), OPEN_30_DAYS)

    assert [(r.rule, r.outcome, r.decided_by) for r in told(decision).rules] == [
        ("a", Outcome.SPOKE, ()),
        ("b", Outcome.NOT_NEEDED, ("a",)),
    ]


def test_an_event_that_stands_in_for_another_is_an_assumption() -> None:
    decision = decided(rule("all", offer("refund"), within("30 days of invoice else delivery + 2 days")))

    assert "assumed  `all` counts from delivery + 2 days, as invoice is not known" in str(told(decision))


def test_an_event_that_stands_in_inside_a_combination_is_an_assumption_too() -> None:
    windows = within("longest of (30 days of invoice else order; 40 days of order)")

    shown = str(told(decided(rule("all", offer("refund"), windows))))

    assert "assumed  `all` counts from an event that stands in for another" in shown


def test_a_choice_stands_as_it_is_written() -> None:
    decision = decided(
        rule(
            "a",
            when("item.is_gift_card ? item.quantity > 5 : (item.quantity > 7 or item.quantity < 2)"),
            refuse(),
        ),
        OPEN_30_DAYS,
    )

    assert evidence(decision, "a")[1] == (
        "[item.is_gift_card → false] ? [item.quantity > 5 → not reached] : ([item.quantity > 7 → false:"
        " item.quantity is 1] or [item.quantity < 2 → true: item.quantity is 1])"
    )


def test_a_very_long_id_has_a_line_of_its_own() -> None:
    long = "a-rule-whose-id-is-longer-than-any-column-should-be"

    lines = str(told(decided(rule(long, when("item.quantity > 5"), refuse()), OPEN_30_DAYS))).splitlines()

    place = lines.index(f"  `{long}`")
    assert lines[place + 1] == "              silent · refuses every offer (refused)"
    assert lines[place + 3].startswith("  `standard`  spoke")


def test_floors_are_told_with_their_hash_and_every_rule() -> None:
    policy = load_policy("""\
policy: acme
currency: EUR
floor: statute
rules:
- {id: all, offer: refund, within: 14 days of delivery}
""")
    order = an_order([a_line(currency="EUR")], currency="EUR", shipping_address=Address(country="DE"))
    decision = decide(policy, order, a_request(), at=AT)

    explained = told(decision)

    floors = [rule for rule in explained.items[0].rules if rule.floor == "DE"]
    assert "floors" in about(decision)
    assert [rule.rule for rule in floors if rule.outcome is Outcome.SPOKE][:2] == ["withdrawal", "goods"]
    assert all(leaf.truth is not Truth.UNKNOWN for rule in floors for leaf in rule.leaves if leaf.is_deciding)
    assert {"`goods` of `DE`", "`return-cost` of `DE`"} <= {
        line.label for line in (*explained.items[0].evidence, *explained.evidence)
    }


def test_the_shopper_and_staff_get_nothing_of_it() -> None:
    decision = decided(rule("a", approve("automatic")), OPEN_30_DAYS)

    for reader in (Audience.SHOPPER, Audience.AGENT):
        found = explain(decision, audience=reader)
        assert (found.about, found.rules, found.evidence, found.items[0].evidence) == ((), (), (), ())


KOREAN = """\
Linen shirt · 정보 필요 · 환불?, 교환?
  기한       `standard` 배송 완료 후 30일 (배송 완료 2026.11.5) → 2026.12.5 24:00 CST 마감
  누락 정보  request.reason (고객에게 확인)
  가정       없음
  사실       시점: 주문 2026-10-30T12:00:00Z · 배송 완료 2026-11-05T15:30:00Z
             고객: request.reason: 알 수 없음, 아직 묻지 않음
  `unwanted`  미확정 · 불가: 모든 제안 (refused)
              [request.reason == "unwanted" → 알 수 없음: request.reason: 알 수 없음, 아직 묻지
              않음]
  `standard`  적용 · 제공: 환불, 교환 · 기한 (환불, 교환): 배송 완료 후 30일
              항상"""


def test_korean_auditors_read_korean() -> None:
    _, item = str(told(SITUATIONS["asks"](), "ko")).split("\n\n")

    assert item == KOREAN
