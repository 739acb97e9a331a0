"""Cases generated for a policy: each shows what it is for, and what is not found is told."""

from __future__ import annotations

from functools import cache

import pytest

from returnkit import load_policy
from returnkit.ids import RuleId
from returnkit.policy import Policy
from returnkit.situations import decided, situation
from returnkit.testing.coverage import ObligationKind, met_by, obligations
from returnkit.testing.generating import Level, Searcher, Suite, as_table, generate
from returnkit.testing.tables import load_table, run_case

EVERYTHING = """\
policy: shop
timezone: Europe/Berlin
facts:
  item.opened: {type: boolean, ask: shopper}
  item.weight: {type: number}
rules:
- {id: final, when: item.is_final_sale, refuse: No.}
- {id: heavy, when: 'item.weight > 2.5 and not item.opened', withhold: exchange}
- {id: kinds, when: 'item.category in ["sofa", "bed", "lamp"]', fee: {name: label, flat: 3, per: unit}}
- {id: spring, placed: 2026-03-01..2026-03-31, within: 60 days of delivery}
- {id: few, when: order.total < 20, limit: {units: 2, counter: small}}
- {id: box, whole: bundle}
- {id: doors, not_by: [store]}
- {id: all, offer: [refund, exchange], within: 30 days of delivery}
- {id: later, offer: store_credit, after: refund, within: 90 days of delivery}
- {id: quick, when: 'accepted.quantity < 3', approve: automatic}
"""
NEVER = """\
policy: shop
rules:
- {id: first, refuse: No.}
- {id: below, when: item.is_final_sale, refuse: Final.}
- {id: all, offer: refund, within: 30 days of delivery}
"""
PROVED = """\
policy: shop
rules:
- {id: one, when: order.total > 50 and order.total > 30, refuse: No.}
- {id: all, offer: refund, within: 30 days of delivery}
"""


@cache
def policy_of(text: str = EVERYTHING) -> Policy:
    return load_policy(text, name="shop.yaml")


@cache
def suite_of(text: str = EVERYTHING, level: Level = Level.MCDC) -> Suite:
    return generate(policy_of(text), level)


def test_all_that_can_be_shown_is_found() -> None:
    assert [each.key for each in suite_of().missing] == []


@pytest.mark.parametrize(
    ("currency", "asks"),
    [
        ("USD", "when: order.total > 100 and order.shipping_paid > 7"),
        ("USD", "when: accepted.value > 50 and customer.is_guest"),
        ("USD", "when: accepted.value >= 50 and accepted.value < 100"),
        ("USD", "when: accepted.value < 49.995"),
        ("JPY", "when: accepted.value < 5000"),
        ("KWD", "when: accepted.value < 50"),
        ("USD", "when: kept.value < 50 and accepted.value > 30"),
        ("USD", "when: kept.quantity >= 2 or accepted.quantity > 3"),
        ("USD", "when: order.total > 30, when_any: item.is_gift_card, when_all: item.quantity < 3"),
    ],
)
def test_what_a_rule_about_the_return_reads_is_brought_about(currency: str, asks: str) -> None:
    rule = f"- {{id: quick, {asks}, approve: automatic}}\n"
    head = f"policy: shop\ncurrency: {currency}\nrules:\n"
    suite = suite_of(f"{head}{rule}- {{id: all, offer: refund, within: 30 days of delivery}}\n")

    assert suite.cases
    assert [each.key for each in suite.missing] == []


def test_what_only_an_inspection_finds_is_told() -> None:
    found = "when: inspection.is_damaged or inspection.has_missing_parts, refuse: No."
    text = "policy: shop\nrules:\n- {id: found, %s}\n- {id: all, offer: refund, within: unlimited}\n"

    assert not suite_of(text % found).missing


@pytest.mark.parametrize("text", ["unknown", "null", "", '\\"x\\"', " x "])
def test_a_text_that_is_told_in_quotes_is_searched_and_written_as_itself(text: str) -> None:
    written = f"""policy: shop
rules:
- {{id: odd, when: 'item.vendor == "{text}" or item.title == "{text}"', refuse: No.}}
- {{id: all, offer: refund, within: 30 days of delivery}}
"""
    policy = load_policy(written, name="shop.yaml")
    suite = suite_of(written)

    assert "odd" in {key.partition("/")[0] for case in suite.cases for key in case.shows}
    table = load_table(as_table(suite, "shop.yaml"), policy, name="cases.yaml")
    assert [dict(case.situation.given) for case in table.cases] == [dict(case.told) for case in suite.cases]


def test_every_kind_of_obligation_is_among_what_is_shown() -> None:
    suite = suite_of()
    kinds = {each.key: each.kind for each in obligations(policy_of())}

    assert {kinds[key] for case in suite.cases for key in case.shows} == set(ObligationKind)


def test_a_case_shows_what_it_says() -> None:
    policy = policy_of()

    for case in suite_of().cases:
        decision = decided(policy, situation(policy, case.told))

        assert decision == case.decision
        assert met_by(decision) == case.shows


def test_no_case_can_be_left_out() -> None:
    cases = suite_of().cases

    for case in cases:
        others = set().union(*(each.shows for each in cases if each is not case))

        assert case.shows - others


def test_a_case_tells_nothing_that_is_not_needed() -> None:
    policy, searcher = policy_of(), Searcher(policy_of())

    for wanted in obligations(policy):
        told = searcher.witness(wanted)
        assert told is not None

        for key in told:
            fewer = {each: value for each, value in told.items() if each != key}
            assert not searcher.meets(fewer, wanted), (wanted.key, key)


def test_what_is_searched_twice_is_found_alike() -> None:
    again = generate(load_policy(EVERYTHING, name="again.yaml"))

    assert [case.told for case in again.cases] == [case.told for case in suite_of().cases]


def test_each_level_asks_for_no_less_than_the_one_before() -> None:
    counts = [len(set().union(*(c.shows for c in suite_of(level=level).cases))) for level in Level]

    assert counts == sorted(counts)
    assert len(suite_of(level=Level.RULE).cases) < len(suite_of().cases)


@pytest.mark.parametrize(
    ("level", "kinds"),
    [
        (Level.RULE, {ObligationKind.RULE}),
        (Level.BOUNDARY, {ObligationKind.RULE, ObligationKind.BOUNDARY, ObligationKind.WINDOW}),
    ],
)
def test_a_level_shows_all_of_its_kinds(level: Level, kinds: set[ObligationKind]) -> None:
    shown = set().union(*(case.shows for case in suite_of(level=level).cases))

    assert {each.key for each in obligations(policy_of()) if each.kind in kinds} <= shown


def test_of_some_rules_only_these_are_shown() -> None:
    suite = generate(policy_of(), rules=[RuleId("few")])
    owed = {each.key for each in obligations(policy_of()) if each.rule == "few"}

    assert owed <= set().union(*(case.shows for case in suite.cases))
    assert all(case.shows & owed for case in suite.cases)


def test_what_others_show_is_not_shown_again() -> None:
    every = {each.key for each in obligations(policy_of())}

    assert generate(policy_of(), met=every).cases == ()
    assert generate(policy_of(), met=every).missing == ()


def test_what_cannot_be_found_is_told() -> None:
    missing = {each.key for each in suite_of(NEVER).missing}

    assert missing == {"all/window/last", "all/window/late"}
    assert missing.isdisjoint(*(case.shows for case in suite_of(NEVER).cases))


def test_what_is_proved_never_to_be_met_is_not_looked_for() -> None:
    suite = suite_of(PROVED)

    assert suite.missing == ()
    assert "one/when/1/false" in {each.key for each in obligations(policy_of(PROVED))}


def test_progress_is_told_up_to_the_end() -> None:
    told: list[tuple[int, int]] = []

    generate(policy_of(PROVED), progress=lambda done, of: told.append((done, of)))

    assert [done for done, _ in told] == list(range(len(told)))
    assert told[-1][0] == told[-1][1]


def test_a_currency_without_decimals_is_met_at_its_neighbours() -> None:
    text = "policy: shop\ncurrency: JPY\nrules:\n- {id: dear, when: order.total > 800, refuse: No.}\n"
    text += "- {id: all, offer: refund, within: 30 days of delivery}\n"

    assert suite_of(text).missing == ()


def test_a_generated_table_passes_as_long_as_the_policy_stays() -> None:
    table = load_table(as_table(suite_of(), "shop.yaml"), policy_of(), name="shop.policytest.yaml")

    results = [run_case(case) for case in table.cases]

    assert len(results) == len(suite_of().cases)
    assert [result.case.name for result in results if result.failures] == []
    assert not any(case.reviewed for case in table.cases)


def test_what_was_not_found_stands_in_the_table() -> None:
    suite = suite_of(NEVER)

    text = as_table(suite, "shop.yaml")

    assert [line for line in text.splitlines() if line.startswith("# Not found: ")] == [
        f"# Not found: {each.rule}: {each.text}" for each in suite.missing
    ]
