"""Faults of ladders, periods, moves, calendars and computed amounts: each with its place in the document."""

from __future__ import annotations

import pytest

from returnkit.policy import load_policy
from tests.unit.policy.test_load import HEAD, faults_of

FACTS = """\
facts:
  item.days: {type: number}
  item.maybe: {type: number, nullable: true}
  item.size: {type: string}
"""
MONEY = "- {id: money, offer: refund, within: 3 days of order}\n"
KEPT = "- {id: kept, offer: keep, within: 3 days of order, after: %s}\n"
TURNING = "- {id: money, offer: refund, within: 3 days of order, after: %s}\n"
NUMBER = "write a number, such as `(fact ?? 30)`"


def told(rules: str) -> list[tuple[str, str, str, str, str | None]]:
    """Return of each fault its code, its path, the text it marks, its message, and the way out."""
    found = faults_of(f"{FACTS}rules:\n{rules}")
    return [(fault.code, fault.path, marked, fault.message, fault.help) for fault, marked in found]


def test_the_offer_above_has_to_be_offered() -> None:
    assert told(MONEY + KEPT % "refnd") == [
        (
            "policy.unknown_offer",
            "rules[1].after",
            "refnd",
            "nothing offers `refnd`",
            "did you mean `refund`?",
        )
    ]


def test_two_offers_cannot_open_after_each_other() -> None:
    assert told(TURNING % "keep" + KEPT % "refund") == [
        (
            "policy.ladder_circle",
            f"rules[{number}].after",
            after,
            f"`{name}` would open after itself",
            f"`{after}` opens after it, directly or not: break the circle",
        )
        for number, (name, after) in enumerate((("refund", "keep"), ("keep", "refund")))
    ]


def test_a_longer_circle_is_found_and_what_only_leads_to_it_is_not_told() -> None:
    fixed = "- {id: fix, offer: repair, within: 3 days of order, after: refund}\n"
    outside = "- {id: swap, offer: exchange, within: 3 days of order, after: refund}\n"

    found = told(TURNING % "keep" + KEPT % "repair" + fixed + outside)

    assert [(code, path) for code, path, *_ in found] == [
        ("policy.ladder_circle", f"rules[{number}].after") for number in range(3)
    ]


def test_a_window_for_every_offer_cannot_open_after_one_of_them() -> None:
    ((code, path, marked, message, _),) = told(
        "- {id: both, offer: [keep, refund]}\n- {id: w, within: 3 days of order, after: refund}\n"
    )

    assert (code, path, marked) == ("policy.ladder_circle", "rules[1].after", "refund")
    assert message == "`refund` would open after itself"


def test_a_circle_of_false_conditions_is_one() -> None:
    never = KEPT.replace("within", "when: false, within") % "refund"

    assert {code for code, *_ in told(TURNING % "keep" + never)} >= {"policy.ladder_circle"}


@pytest.mark.parametrize(
    ("rule", "marked", "message"),
    [
        (
            "{id: b, after: refund, refuse: no}",
            None,
            "`after` says when a window opens: give the rule a `within`",
        ),
        (
            "{id: b, offer: keep, within: 3 days of order, after: keep}",
            None,
            "`keep` cannot open after itself",
        ),
        (
            "{id: b, extend: 5 months}",
            "5 months",
            "`5 months` extends nothing: write it as `until 2027-01-15` or `20 days`",
        ),
        ("{id: b, extend: 0 days}", "0 days", "nothing is below 1"),
        (
            "{id: b, defer: 2026-12-01}",
            "2026-12-01",
            "`2026-12-01` defers nothing: write it as `to 2027-01-02`",
        ),
        (
            "{id: b, refuse: no, placed: 2026-12-01..2026-11-01}",
            "2026-12-01..2026-11-01",
            "the period ends on 2026-11-01, before it begins on 2026-12-01",
        ),
        (
            "{id: b, placed: 2026-12-01..}",
            None,
            "the rule does nothing: give it an effect such as `offer` or `refuse`",
        ),
    ],
)
def test_what_has_no_meaning_is_told_where_it_stands(rule: str, marked: str | None, message: str) -> None:
    ((code, _, text, said, _),) = told(f"{MONEY}- {rule}\n")

    assert (code, text, said.lower()) == ("document.value", marked or rule, message.lower())


@pytest.mark.parametrize(
    ("within", "name", "help"),
    [
        ("3 business days of order, calendar DEE", "DEE", "did you mean `DE`?"),
        (
            "3 days of order, roll next_working_day, calendar XYZ",
            "XYZ",
            "use one of `DE`, `FR`, `KR`, `weekends`",
        ),
    ],
)
def test_a_calendar_has_to_be_there(within: str, name: str, help: str) -> None:
    ((code, path, marked, message, way_out),) = told(f'- {{id: a, offer: refund, within: "{within}"}}\n')

    assert (code, path, marked) == ("policy.unknown_calendar", "rules[0].within", f'"{within}"')
    assert message == f"unknown calendar `{name}`"
    assert way_out is not None
    assert way_out.startswith(help.split(" `", maxsplit=1)[0])


def test_a_calendar_of_a_part_has_to_be_there() -> None:
    rules = (
        "- id: a\n  offer: refund\n  within:\n"
        "    longest: [3 days of order, '3 business days of order, calendar DEE']\n"
    )

    ((code, path, *_),) = told(rules)

    assert (code, path) == ("policy.unknown_calendar", "rules[0].within")


@pytest.mark.parametrize(
    ("text", "code", "message", "help"),
    [
        ("item.size", "expr.type", "`item.size` is no number", NUMBER),
        ("item.maybe", "expr.type", "`item.maybe` may be null", NUMBER),
        ("item.days > 3", "expr.type", "`item.days > 3` is no number", NUMBER),
        ("item.dayz", "expr.unknown_name", "unknown name `item.dayz`", "did you mean `item.days`?"),
        ("item.days +", "expr.syntax", "the condition ends too early", None),
    ],
)
def test_a_computed_amount_is_a_number(text: str, code: str, message: str, help: str | None) -> None:
    within = f'{{days: "{text}", of: order}}'

    assert told(f"- {{id: a, offer: refund, within: {within}}}\n") == [
        (code, "rules[0].within", within, message, help)
    ]


def test_every_amount_of_a_combination_is_checked() -> None:
    rules = (
        "- {id: a, offer: refund, within: {longest: [{days: item.dayz, of: order}, "
        "{days: item.size, of: order}]}}\n"
    )

    assert [message for *_, message, _ in told(rules)] == [
        "unknown name `item.dayz`",
        "`item.size` is no number",
    ]


def test_an_amount_with_a_fallback_is_a_number() -> None:
    rules = '- {id: a, offer: refund, within: {days: "(item.maybe ?? 30)", of: order}}\n'

    policy = load_policy(f"{HEAD}{FACTS}rules:\n{rules}", name="policy.yaml")

    assert str(policy.rules[0].within) == "((item.maybe ?? 30)) days of order"


def test_a_window_with_a_period_does_not_close_the_list() -> None:
    winter = "- {id: winter, placed: 2026-11-01.., within: 3 days of order}\n"

    ((code, path, *_),) = told(f"{winter}- {{id: money, offer: refund}}\n")

    assert (code, path) == ("policy.no_window", "rules[1].offer")
    load_policy(f"{HEAD}rules:\n{winter}{MONEY}", name="policy.yaml")
