"""Failures: what is said where a decision is not as expected."""

from __future__ import annotations

from typing import Any

import pytest

from returnkit.decision import Decision
from returnkit.diagnostics import Source
from returnkit.documents import Document, validate
from returnkit.policy import load_policy
from returnkit.situations import decided, situation
from returnkit.testing.tables import Expectations, expected_of, failures_of, trace_of
from returnkit.testing.tables import trace as tracing

POLICY = load_policy("""
policy: shop
timezone: Europe/Berlin
rules:
- {id: final, when: item.is_final_sale, refuse: {code: final_sale}}
- {id: few, limit: {units: 2, counter: shirts}}
- {id: torn, when: request.reason == "defective", ask: {photo: 1, before: decision}}
- {id: gold, when: customer.tier == "gold", waive: restocking}
- {id: restocking, for: refund, fee: {name: restocking, percent: 15, of: paid}}
- {id: label, when: request.method == "mail", fee: {name: label, flat: 6.50, per: return}}
- {id: flowers, when: item.category == "flowers", within: 48 hours of delivery}
- {id: offers, offer: [refund, exchange]}
- {id: credit, offer: store_credit, within: 60 days of delivery}
- {id: standard, within: 30 days of delivery}
- {id: small, when: accepted.value < 100, approve: automatic}
""")


def decision(**given: object) -> Decision:
    told = {name.replace("__", "."): value for name, value in given.items()}
    return decided(POLICY, situation(POLICY, told))


def failures(found: Decision, **said: Any) -> list[str]:
    expected = validate(Document(Source("", ""), said), Expectations)
    return [str(failure) for failure in failures_of(found, expected)]


MET: list[tuple[dict[str, object], dict[str, Any]]] = [
    ({}, {"verdict": "eligible", "offers": ["store_credit", "exchange", "refund"], "approval": "automatic"}),
    ({}, {"until": {"refund": "2026-04-05", "store_credit": "2026-05-05"}}),
    ({}, {"until": {"refund": "2026-04-06 00:00"}}),
    ({}, {"until": {"refund": "2026-04-05T22:00:00+00:00"}}),
    ({}, {"rule": ["standard", "offers"]}),
    ({}, {"terms": {"label": "6.5 per return", "refund.restocking": "15% of paid per line"}}),
    ({"customer__tier": "gold", "request__method": "store"}, {"terms": "none"}),
    ({"customer__tier": "gold"}, {"terms": {"label": "6.50 per return", "restocking": "none"}}),
    ({"item__is_final_sale": True}, {"verdict": "ineligible", "reason": "final_sale"}),
    ({"item__is_final_sale": True}, {"reason": "refused", "until": {"refund": "2026-04-05"}}),
    ({"at": "day 61"}, {"reason": "window", "rules": ["few", "restocking", "offers", "credit", "standard"]}),
    ({"item__quantity": 3}, {"verdict": {"eligible": 2, "ineligible": 1}, "reason": "limit"}),
    ({"request__reason": "defective"}, {"verdict": "needs_info", "asks": "photo"}),
    ({"request__reason": "unknown"}, {"asks": "request.reason"}),
    ({"item__category": "flowers"}, {"until": {"refund": "2026-03-08"}}),
    ({"item__category": "flowers"}, {"until": {"refund": "2026-03-08 12:00"}}),
    ({"order__delivered_at": "unknown"}, {"until": {"refund": "2026-04-02 at least"}}),
]


@pytest.mark.parametrize(("given", "said"), MET)
def test_what_the_decision_says_is_no_failure(given: dict[str, object], said: dict[str, Any]) -> None:
    assert failures(decision(**given), **said) == []


@pytest.mark.parametrize(
    ("given", "said", "told"),
    [
        (
            {"item__is_final_sale": True},
            {"verdict": "eligible"},
            "verdict: expected `eligible`, found `ineligible` (`refused` by `final`)",
        ),
        (
            {"request__reason": "unknown"},
            {"verdict": "eligible"},
            "verdict: expected `eligible`, found `needs_info` (not known: `request.reason`)",
        ),
        (
            {"item__quantity": 3},
            {"verdict": "eligible"},
            "verdict: expected `eligible`, found `eligible` 2, `ineligible` 1 (`limit` by `few`)",
        ),
        (
            {"at": "day 31"},
            {"offers": ["refund", "store_credit"]},
            (
                "offers: expected `refund`, `store_credit`, found `store_credit` "
                "(`refund`: `window` by `standard`)"
            ),
        ),
        (
            {},
            {"offers": ["refund", "exchange", "store_credit", "repair"]},
            (
                "offers: expected `refund`, `exchange`, `store_credit`, `repair`, found `refund`, "
                "`exchange`, `store_credit` (no rule puts `repair` on the table)"
            ),
        ),
        (
            {},
            {"until": {"refund": "2026-04-06"}},
            "until: expected refund: 2026-04-06, found refund: 2026-04-05 (window of `standard`)",
        ),
        (
            {},
            {"until": "2026-04-05"},
            "until: expected 2026-04-05, found store_credit: 2026-05-05 (window of `credit`)",
        ),
        (
            {"item__category": "flowers", "order__delivered_at": "2026-03-06 09:00", "at": "day 1"},
            {"until": {"refund": "2026-03-08 12:00"}},
            "until: expected refund: 2026-03-08 12:00, found refund: 2026-03-08 09:00 (window of `flowers`)",
        ),
        (
            {"order__delivered_at": "unknown"},
            {"until": {"refund": "2026-04-02"}},
            "until: expected refund: 2026-04-02, found refund: 2026-04-02 at least (window of `standard`)",
        ),
        ({}, {"reason": "window"}, "reason: expected `window`, found none"),
        (
            {"item__is_final_sale": True},
            {"reason": "window"},
            "reason: expected `window`, found `final_sale` (`refused` by `final`)",
        ),
        (
            {},
            {"rule": "flowers"},
            (
                "rule: expected `flowers`, found `few`, `restocking`, `label`, `offers`, `credit`, "
                '`standard`, `small` (`flowers` silent because item.category is "shirts")'
            ),
        ),
        (
            {"request__method": "store"},
            {"rules": ["restocking", "few", "offers", "credit", "standard", "small"]},
            (
                "rules: expected `restocking`, `few`, `offers`, `credit`, `standard`, `small`, found "
                "`few`, `restocking`, `offers`, `credit`, `standard`, `small` (the order differs)"
            ),
        ),
        ({"request__reason": "defective"}, {"asks": "none"}, "asks: expected none, found `photo`"),
        (
            {"request__method": "store"},
            {"terms": {"restocking": "15 % of paid"}},
            "terms.restocking: expected `15 % of paid`, found none for `exchange`, `store_credit`",
        ),
        (
            {"request__method": "store"},
            {"terms": {"refund.restocking": "10 % of paid"}},
            "terms.refund.restocking: expected `10 % of paid`, found `15 % of paid` for `refund`",
        ),
        (
            {"request__method": "store"},
            {"terms": "none"},
            "terms: expected none, found refund.restocking: 15 % of paid",
        ),
        (
            {"at": "day 31"},
            {"terms": {"refund.restocking": "none", "label": "6.50 per return"}},
            (
                "terms.refund.restocking: expected `none`, found no `refund` that stands "
                "(`refund`: `window` by `standard`)"
            ),
        ),
        ({"at": "day 61"}, {"approval": "automatic"}, "approval: expected `automatic`, found `manual`"),
    ],
)
def test_a_failure_tells_what_was_found_and_why(
    given: dict[str, object], said: dict[str, Any], told: str
) -> None:
    assert failures(decision(**given), **said) == [told]


@pytest.mark.parametrize(("floor", "terms"), [("", None), ("floor: statute\n", {})])
def test_that_there_are_no_terms_is_expected_where_a_floor_could_state_some(floor: str, terms: Any) -> None:
    rule = "{id: all, offer: refund, within: 30 days of delivery}"
    policy = load_policy(f"policy: shop\n{floor}rules:\n- {rule}\n")

    expected = expected_of(decided(policy, situation(policy, {})))

    assert expected.terms == terms


def test_every_expectation_that_is_not_met_is_told() -> None:
    found = failures(decision(), verdict="ineligible", reason="window", rule="final", approval="manual")

    assert [each.partition(":")[0] for each in found] == ["verdict", "reason", "rule", "approval"]


def test_a_trace_tells_of_every_rule_what_became_of_it() -> None:
    lines = trace_of(decision(item__category="flowers", request__reason="unknown")).shown()

    assert "  final       silent because item.is_final_sale is false" in lines
    assert "  torn        may speak because request.reason is not known: not asked yet" in lines
    assert '  flowers     spoke because item.category is "flowers"' in lines
    assert "  restocking  spoke because it has no condition" in lines
    assert "  standard    not needed: `flowers` decides" in lines


def test_a_long_trace_is_cut_after_the_silent_rules_that_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tracing, "MANY", 2)

    lines = trace_of(decision()).shown()

    assert lines[-1] == "  … and 2 more rules that were silent or not needed"
    assert [line.split()[0] for line in lines[:-1]] == [
        *("final", "few", "torn", "restocking", "label", "offers", "credit", "standard", "small"),
    ]


def test_what_a_decision_says_can_be_had_without_the_rules_that_spoke() -> None:
    found = decision(request__method="mail")

    assert expected_of(found).rules is not None
    assert expected_of(found, with_rules=False) == expected_of(found).evolve(rules=None)
