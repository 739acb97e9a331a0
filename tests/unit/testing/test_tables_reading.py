"""Reading tables: every fault at its place, all at once; defaults; what comes out of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from returnkit.errors import CasesError, DocumentError
from returnkit.policy import compile_policy, load_policy
from returnkit.policy.statutes import STATUTES
from returnkit.testing.tables import Outcome, Table, load_table, run_case, written
from returnkit.testing.tables import reading as module
from tests.own_facts import SHOP
from tools import cases

POLICY = load_policy(cases.POLICY)
SOURCES = Path(module.__file__).parent


def load(text: str, name: str = "t.yaml") -> Table:
    return load_table(text, POLICY, name=name)


def faults(text: str, name: str = "t.yaml") -> list[tuple[str, int, int, str]]:
    with pytest.raises(CasesError) as raised:
        load(text, name)
    found = raised.value.faults
    return [(each.code, each.span.line, each.span.column, each.path) for each in found if each.span]


@pytest.mark.parametrize("example", cases.FAULTS, ids=lambda example: example.code)
def test_an_example_of_a_faulty_table_has_its_code(example: cases.FaultyTable) -> None:
    fault, _ = cases.fault_of(example)

    assert fault.code == example.code
    assert "\n" not in fault.message


def test_every_code_of_a_table_has_an_example() -> None:
    texts = [path.read_text(encoding="utf-8") for path in SOURCES.glob("*.py")]
    told = {word for text in texts for word in re.findall(r"\"cases\.([a-z_]+)\"", text)}
    told |= {word for text in texts for word in re.findall(r"_fault\(\s*\"([a-z_]+)\"", text)}
    told |= {word for text in texts for word in re.findall(r"_refused\(path, \"([a-z_]+)\"", text)}
    told |= {f"unknown_{kind}" for kind in ("offer", "reason", "rule", "question", "term")}

    assert len(told) > 20
    assert {f"cases.{word}" for word in told} == {example.code for example in cases.FAULTS}


def test_a_case_tells_its_name_its_place_and_what_holds_with_the_defaults() -> None:
    table = load("""\
policy_id: shop
defaults: {given: {item.category: boots, at: day 3}, expect: {verdict: eligible, offers: [refund, exchange]}}
cases:
- case: in time
  given: {at: day 30}
  note: the last day
- case: too late
  given: {at: day 31}
  expect: {verdict: ineligible, reason: window}
  reviewed: false
- case: another day
  expect: {rule: offers}
  skip: nobody knows yet
""")

    first, second, third = table.cases
    assert [case.place.line for case in table.cases] == [4, 7, 11]
    assert first.given == {"item.category": "boots", "at": "30 days after delivery"}
    assert (first.note, first.reviewed, first.skip) == ("the last day", True, "")
    assert written(second.expect) == {"verdict": "ineligible", "reason": "window"}
    assert not second.reviewed
    assert written(third.expect) == {
        "verdict": "eligible",
        "offers": ["refund", "exchange"],
        "rule": "offers",
    }
    assert [run_case(case).outcome for case in table.cases] == [
        Outcome.PASSED,
        Outcome.PASSED,
        Outcome.SKIPPED,
    ]


def test_a_case_called_defaults_holds_for_those_below_it() -> None:
    table = load("""\
cases:
- {case: above, expect: eligible}
- {case: defaults, given: {item.category: boots, item.quantity: 2}, expect: {rule: restocking}}
- {case: below, given: {item.quantity: 1}, expect: eligible}
- {case: defaults, given: {at: day 31}, expect: ineligible}
- {case: further below}
""")

    above, below, further = table.cases
    assert above.given == {}
    assert below.given == {"item.category": "boots", "item.quantity": "1"}
    assert further.given == {"item.category": "boots", "item.quantity": "2", "at": "31 days after delivery"}
    assert written(further.expect) == {"verdict": "ineligible", "rule": "restocking"}


def test_all_faults_of_a_table_are_told_at_once_in_their_order() -> None:
    found = faults("""\
policy_id: outlet
defaults: {given: {item.catgory: boots}}
cases:
- case: a
  given: {at: 31 days aftr delivery, item.quantity: many}
  expect: {until: soon, rule: standart}
- case: a
  expect: {verdict: eligible, reason: windw}
- case: b
- case: c
  expct: eligible
- expect: eligible
""")

    assert found == [
        ("cases.other_policy", 1, 12, "policy_id"),
        ("situation.unknown", 2, 20, 'defaults.given["item.catgory"]'),
        ("situation.value", 5, 15, "cases[0].given.at"),
        ("situation.value", 5, 53, 'cases[0].given["item.quantity"]'),
        ("document.value", 6, 19, "cases[0].expect.until"),
        ("cases.twice", 7, 9, "cases[1].case"),
        ("cases.contradiction", 8, 39, "cases[1].expect.reason"),
        ("cases.unknown_reason", 8, 39, "cases[1].expect.reason"),
        ("cases.nothing_expected", 9, 9, "cases[2].case"),
        ("document.unknown_key", 11, 3, "cases[3].expct"),
        ("document.missing", 12, 3, "cases[4].case"),
    ]


def test_what_is_impossible_together_is_told_at_the_value_or_at_the_case() -> None:
    found = faults("""\
cases:
- case: a
  given: {item.quantity: 2, order.quantity_ordered: 1}
  expect: eligible
- case: b
  given: {order.delivered_at: 3 days after collection}
  expect: eligible
""")

    assert [(line, column) for _, line, column, _ in found] == [(3, 53), (6, 31)]


ASKING = """
policy: shop
facts:
  request.worn: {type: boolean, ask: shopper}
  history.swaps: {type: number, default: 0}
rules:
- {id: torn, when: request.reason == "defective", ask: {photo_id: 1, serial: Which one?, before: decision}}
- {id: few, limit: {units: 2, counter: shirts}}
- {id: fewer, limit: {units: 2, counter: boots, of: household}}
- {id: proof, when: '"receipt" in request.evidence or request.worn or history.swaps > 1', waive: fee}
- {id: fee, for: refund, fee: {name: fee, percent: 15, of: paid}}
- {id: all, offer: refund, within: 30 days of delivery}
"""


@pytest.mark.parametrize(
    ("key", "help"),
    [
        ("evidence.photo_if", "did you mean `evidence.photo_id`?"),
        (
            "evidence.xxx",
            "of `evidence`, `shop` reads `evidence.photo`, `evidence.photo_id`, `evidence.receipt`",
        ),
        ("answers.serail", "did you mean `answers.serial`?"),
        ("counters.shrts", "did you mean `counters.shirts`?"),
        ("counters.boots", "did you mean `household_counters.boots`?"),
        ("household_counters.shirts", "did you mean `counters.shirts`?"),
        ("counters.household_boots", "did you mean `household_counters.boots`?"),
    ],
)
def test_a_key_with_a_name_that_the_policy_does_not_have_is_unknown(key: str, help: str) -> None:
    text = f"cases:\n- case: a\n  given: {{at: dey 3, {key}: 1}}\n  expect: eligible\n"

    with pytest.raises(CasesError) as raised:
        load_table(text, load_policy(ASKING), name="t.yaml")

    moment, fault = raised.value.faults
    assert moment.code == "situation.value"  # one fault hides no other
    assert (fault.code, fault.message, fault.help) == ("situation.unknown", f"unknown name `{key}`", help)
    assert fault.span is not None
    assert (fault.span.line, fault.span.column, fault.span.length) == (3, 22, len(key))


def test_keys_with_a_name_that_the_policy_asks_for_or_counts_are_known() -> None:
    told = ["evidence.photo_id: 1", "evidence.photo: 1", "evidence.receipt: 1", "answers.serial: A1"]
    told += ["answers.worn: no", "counters.shirts: 1", "counters.swaps: 1", "household_counters.boots: 1"]
    text = f"cases:\n- case: a\n  given: {{{', '.join(told)}}}\n  expect: eligible\n"

    table = load_table(text, load_policy(ASKING), name="t.yaml")

    assert len(table.cases[0].given) == len(told)


def test_keys_with_a_name_that_only_a_floor_reads_or_counts_are_known() -> None:
    floor = """
floor:
- policy: law
  rules:
  - {id: few, limit: {units: 2, counter: hats}}
  - {id: stamped, when: '"stamp" in request.evidence', offer: {law_refund: refund}, within: unlimited}
"""
    told = ("evidence.stamp: 1", "counters.hats: 1")
    text = f"cases:\n- case: a\n  given: {{{', '.join(told)}}}\n  expect: eligible\n"

    table = load_table(text, load_policy(ASKING + floor), name="t.yaml")

    assert len(table.cases[0].given) == len(told)


def test_photos_are_evidence_of_any_policy() -> None:
    policy = load_policy(
        "policy: shop\nrules:\n- {id: all, when: request.photos > 1, offer: refund, within: unlimited}\n",
        vocabulary=SHOP,  # no reason of its catalogue wants evidence
    )

    table = load_table(
        "cases:\n- {case: a, given: {evidence.photo: 2}, expect: eligible}\n", policy, name="t.yaml"
    )

    assert table.cases[0].given == {"evidence.photo": "2"}


def test_no_condition_of_a_statute_reads_a_kind_of_evidence() -> None:
    """So the kinds that a policy knows are told without compiling the law."""
    read = [compile_policy(statute.policy).names for statute in STATUTES.values()]

    assert not any("request.evidence" in names for names in read)


def test_a_fault_of_the_defaults_is_told_once() -> None:
    text = "defaults: {given: {item.quantity: many}, expect: {reason: windw}}\n"
    text += "cases:\n- {case: a}\n- {case: b}\n"

    assert [code for code, *_ in faults(text)] == ["situation.value", "cases.unknown_reason"]


@pytest.mark.parametrize(
    ("one", "other", "is_fault"),
    [
        ("eligible", "ineligible", True),
        ("eligible", "eligible", False),
        ("{verdict: eligible}", "{reason: window}", True),
        ("{rule: offers}", "{rule: standard}", False),
        ("{rules: [offers, standard]}", "{rules: [standard, offers]}", True),
        ("{offers: [refund, exchange]}", "{offers: [exchange, refund]}", False),
        ("eligible", "{offers: [exchange, refund]}", False),
        ("{rule: offers, approval: manual}", "{rule: standard, approval: automatic}", True),
        ("{rule: offers, rules: [offers]}", "{rule: [offers, standard]}", True),
        ("{rule: offers}", "{rule: standard, rules: [offers, standard]}", False),
        ("eligible", "{verdict: {eligible: 1}}", False),
        ("eligible", "{verdict: {ineligible: 1}}", True),
        ("{verdict: {eligible: 1}}", "{verdict: {eligible: 2}}", True),
        ("{asks: [request.reason, item.sku]}", "{asks: [item.sku, request.reason]}", False),
        ("{reason: refused}", "{reason: final_sale}", False),
        ("{reason: refused}", "{reason: window}", True),
        ("{until: 2026-04-05}", "{until: {refund: 2026-04-05}}", False),
        ("{until: 2026-04-05}", "{until: {refund: 2026-04-06}}", True),
        ("{until: {refund: 2026-04-05}}", "{until: {exchange: 2026-04-06}}", False),
        ("{until: {refund: 2026-04-05}}", "{until: {refund: never, exchange: 2026-04-06}}", True),
        ("{until: 2026-04-05}", '{until: "2026-04-06 00:00"}', False),
        ("{until: 2026-04-05}", '{until: "2026-04-06 00:01"}', True),
        ('{until: "2026-04-05 12:00"}', "{until: 2026-04-05T14:00:00+02:00}", False),
        ("{until: 2026-04-05}", "{until: 2026-04-05 at least}", True),
        ("{until: never}", "{until: unknown}", True),
        ('{terms: {restocking: "15% of paid"}}', '{terms: {restocking: "15.0 % of paid"}}', False),
        ('{terms: {restocking: "15 % of paid"}}', '{terms: {restocking: "20 % of paid"}}', True),
        ('{terms: {restocking: "5 USD"}}', '{terms: {refund.restocking: "5 USD"}}', False),
        ('{terms: {restocking: "5 USD"}}', '{terms: {refund.restocking: "6 USD"}}', True),
        ('{terms: {restocking: "5 USD"}}', "{terms: none}", True),
        ("{terms: {restocking: none}}", "{terms: none}", False),
        ("{terms: {restocking: waived}}", "{terms: {restocking: none}}", False),
        ("{terms: {restocking: waived}}", '{terms: {restocking: "5 USD"}}', True),
    ],
)
def test_what_is_told_twice_must_not_be_expected_otherwise(one: str, other: str, is_fault: bool) -> None:
    text = f"cases:\n- {{case: a, given: {{at: day 3}}, expect: {one}}}\n"
    text += f'- {{case: b, given: {{at: "3 days after delivery"}}, expect: {other}}}\n'

    if is_fault:
        assert [code for code, *_ in faults(text)] == ["cases.same_given"]
    else:
        assert len(load(text).cases) == 2


@pytest.mark.parametrize("name", ["t.toml", "t.json"])
def test_the_other_notations_say_the_same(name: str) -> None:
    toml = '[[cases]]\ncase = "a"\nexpect = "eligible"\n[cases.given]\n"item.category" = "boots"\n'
    json = '{"cases": [{"case": "a", "given": {"item.category": "boots"}, "expect": "eligible"}]}'

    (case,) = load(toml if name == "t.toml" else json, name).cases

    assert case.given == {"item.category": "boots"}


def test_a_text_that_is_not_in_its_notation_is_a_fault_of_the_document() -> None:
    with pytest.raises(DocumentError, match="nothing loaded"):
        load("cases: [", "t.yaml")


def test_names_of_floors_are_known() -> None:
    policy = load_policy("""
policy: shop
floor: statute
rules:
- {id: all, offer: refund, within: 30 days of delivery}
""")

    table = load_table(
        "cases:\n- case: a\n  given: {order.country: DE}\n"
        "  expect: {rule: [all, DE/withdrawal], offers: [withdrawal, refund]}\n",
        policy,
        name="t.yaml",
    )

    assert run_case(table.cases[0]).failures == ()
