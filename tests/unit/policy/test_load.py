"""Every fault of a policy is told: its code, where it stands, and the way out."""

from __future__ import annotations

import json

import pytest

from returnkit.diagnostics import Diagnostic
from returnkit.errors import DocumentError
from returnkit.policy import load_policy

HEAD = "returnkit: 1\npolicy: shop\n"
ALL = "- {id: all, offer: refund, within: 30 days of delivery}\n"
RULE = "  offer: refund\n  within: unlimited\n"
RESOLUTIONS = "`refund`, `store_credit`, `exchange`, `replace`, `repair`, `keep`"
FOREIGN_WINDOW = """\
rules:
- {id: a, when: customer.is_guest, offer: refund, for: keep, within: 1 day of order}
- {id: b, offer: keep, within: unlimited}
"""
LATE_WINDOW = """\
rules:
- {id: a, offer: refund}
- {id: w, within: unlimited}
- {id: late, when: item.is_gift_card, within: 5 days of order}
"""


def faults_of(body: str, *, name: str = "policy.yaml") -> list[tuple[Diagnostic, str]]:
    """Return the faults of a document and the text that each one marks."""
    with pytest.raises(DocumentError) as refused:
        load_policy(HEAD + body if name.endswith("yaml") else body, name=name)
    source = refused.value.source
    assert source is not None
    found = []
    for fault in refused.value.faults:
        assert fault.span is not None
        line = source.line(fault.span.line)
        found.append((fault, line[fault.span.column - 1 :][: fault.span.length]))
    return found


@pytest.mark.parametrize(
    ("body", "code", "path", "marked", "message", "help"),
    [
        (
            f"rules:\n{ALL}- {{id: all, refuse: no}}\n",
            "policy.duplicate_rule",
            "rules[1].id",
            "all",
            "`all` is already the id of `rules[0]`",
            "choose another id",
        ),
        (
            f"rules:\n{ALL}- {{id: b, for: refnd, refuse: no}}\n",
            "policy.unknown_offer",
            "rules[1].for",
            "refnd",
            "nothing offers `refnd`",
            "did you mean `refund`?",
        ),
        (
            f"rules:\n{ALL}- {{id: b, withhold: [refund, keep]}}\n",
            "policy.unknown_offer",
            "rules[1].withhold",
            "[refund, keep]",
            "nothing offers `keep`",
            "some rule has to `offer` it",
        ),
        (
            f"rules:\n{ALL}- {{id: b, only: refunds}}\n",
            "policy.unknown_offer",
            "rules[1].only",
            "refunds",
            "nothing offers `refunds`",
            "did you mean `refund`?",
        ),
        (
            f"rules:\n{ALL}- {{id: b, offer: {{refund: store_credit}}}}\n",
            "policy.offer_differs",
            "rules[1].offer",
            "{refund: store_credit}",
            "`refund` gives store_credit here and refund above",
            "one name is one offer: choose another name",
        ),
        (
            "rules:\n- {id: a, offer: refund}\n",
            "policy.no_window",
            "rules[0].offer",
            "refund",
            "`refund` can be on offer without a window",
            "give this rule a `within`, or close the list with a window that has no condition",
        ),
        (
            "rules:\n- {id: a, offer: refund}\n- {id: b, unless: customer.is_guest, within: unlimited}\n",
            "policy.no_window",
            "rules[0].offer",
            "refund",
            "`refund` can be on offer without a window",
            "give this rule a `within`, or close the list with a window that has no condition",
        ),
        (
            FOREIGN_WINDOW,
            "policy.no_window",
            "rules[0].offer",
            "refund",
            "`refund` can be on offer without a window",
            "give this rule a `within`, or close the list with a window that has no condition",
        ),
        (
            LATE_WINDOW,
            "policy.dead_window",
            "rules[2].within",
            "5 days of order",
            "the window can never hold: `w` above it always does",
            "move the rule up, or give the one above a condition",
        ),
        (
            f"rules:\n{ALL}- {{id: b, when: item.is_gift_card}}\n",
            "document.value",
            "rules[1]",
            "{id: b, when: item.is_gift_card}",
            "the rule does nothing: give it an effect such as `offer` or `refuse`",
            None,
        ),
        (
            f"rules:\n{ALL}- {{id: b, refuse: no, allow: true}}\n",
            "document.value",
            "rules[1]",
            "{id: b, refuse: no, allow: true}",
            "`refuse` and `allow` in one rule contradict each other: make it two rules",
            None,
        ),
        (
            f"rules:\n{ALL}- {{id: b, withhold: refund, only: refund}}\n",
            "document.value",
            "rules[1]",
            "{id: b, withhold: refund, only: refund}",
            "`withhold` and `only` in one rule contradict each other: make it two rules",
            None,
        ),
        (
            f"timezone: Mars/Base\nrules:\n{ALL}",
            "document.value",
            "timezone",
            "Mars/Base",
            "unknown zone `Mars/Base`: use an IANA name such as `America/Chicago`",
            None,
        ),
        (
            f"currency: XXQ\nrules:\n{ALL}",
            "document.value",
            "currency",
            "XXQ",
            "unknown currency `XXQ`",
            "use an ISO 4217 code such as `USD`",
        ),
        (
            "rules:\n- {id: a, offer: refund, within: a month}\n",
            "document.value",
            "rules[0].within",
            "a month",
            "`a month` is not a window: write it as `30 days of delivery` or `unlimited`",
            None,
        ),
        (
            "rules:\n- {id: a, offer: refund, within: 30}\n",
            "document.value",
            "rules[0].within",
            "30",
            "`30` is not a window: write it as `30 days of delivery` or `unlimited`",
            None,
        ),
        (
            "rules:\n- {id: a, offer: refund, within: 40000 days of order}\n",
            "document.value",
            "rules[0].within",
            "40000 days of order",
            "`40000 days of order` is longer than a hundred years: write `unlimited`",
            None,
        ),
        (
            "rules:\n- {id: a, offer: refnd, within: unlimited}\n",
            "document.value",
            "rules[0].offer",
            "refnd",
            "`refnd` is nothing that a customer can get: did you mean `refund`?",
            None,
        ),
        (
            "rules:\n- {id: a, offer: {late: {gives: cash}}, within: unlimited}\n",
            "document.value",
            "rules[0].offer",
            "{late: {gives: cash}}",
            f"`cash` is nothing that a customer can get: use one of {RESOLUTIONS}",
            None,
        ),
        (
            "rules:\n- {id: a, offer: {Late: refund}, within: unlimited}\n",
            "document.value",
            "rules[0].offer",
            "{Late: refund}",
            "`Late` cannot name an offer: use lower-case letters, digits and `_`",
            None,
        ),
        (
            "rules:\n- {id: a, offr: refund, within: unlimited}\n",
            "document.unknown_key",
            "rules[0].offr",
            "offr",
            "unknown key `offr`",
            "did you mean `offer`?",
        ),
        ("rules: []\n", "document.value", "rules", "[]", "0 of at least 1 entry", None),
        (
            "define: {a: b, b: a}\nrules:\n" + ALL,
            "expr.cycle",
            "define.b",
            "a",
            "`b` is defined by itself: a -> b -> a",
            "break the circle",
        ),
        (
            "define: {item: 'true'}\nrules:\n" + ALL,
            "expr.name",
            "define.item",
            "'true'",
            "`item` is already a word of the vocabulary",
            "choose another name",
        ),
        (
            "facts: {item.grade: {type: numbr}}\nrules:\n" + ALL,
            "facts.unknown_type",
            'facts["item.grade"].type',
            "numbr",
            "unknown type `numbr`",
            "did you mean `number`?",
        ),
        (
            "facts: {itm.x: {type: string}}\nrules:\n" + ALL,
            "facts.unknown_root",
            'facts["itm.x"]',
            "{type: string}",
            "`itm.x` belongs to nothing",
            "did you mean `item`?",
        ),
        (
            "facts: {item.grade: {type: number, default: 3, ask: shopper}}\nrules:\n" + ALL,
            "facts.default_and_ask",
            'facts["item.grade"].ask',
            "shopper",
            "a name with a default is never asked",
            "drop `default` to have it asked, or `ask` to keep the default",
        ),
    ],
)
def test_a_fault_is_told_with_its_place_and_the_way_out(
    body: str, code: str, path: str, marked: str, message: str, help: str | None
) -> None:
    ((fault, text),) = faults_of(body)

    assert (fault.code, fault.path, text) == (code, path, marked)
    assert (fault.message, fault.help) == (message, help)


@pytest.mark.parametrize(
    ("written", "line", "column"),
    [
        ('  when: item.categry == "x"\n', 5, 9),
        ("  when: 'item.sku == ''x'' and item.categry == ''y'''\n", 5, 32),
        ('  when: "item.sku == \\"x\\" and item.categry == \'y\'"\n', 5, 32),
        ('  when: |\n    item.is_gift_card or\n    item.categry == "y"\n', 7, 5),
        ('  unless: >\n    item.is_gift_card or\n      not (item.categry == "y")\n', 7, 12),
    ],
)
def test_a_fault_in_a_condition_is_placed_in_the_notation_that_holds_it(
    written: str, line: int, column: int
) -> None:
    ((fault, text),) = faults_of(f"rules:\n- id: a\n{written}{RULE}")

    assert (fault.code, text) == ("expr.unknown_name", "item.categry")
    assert fault.help == "did you mean `item.category`?"
    assert fault.span is not None
    assert (fault.span.line, fault.span.column) == (line, column)


def test_a_fault_in_a_definition_is_told_once_and_where_it_is_defined() -> None:
    rules = f"rules:\n- id: a\n  when: vip\n{RULE}- {{id: b, when: vip, refuse: no}}\n"
    body = f"define:\n  vip: customer.teir == 1\n{rules}"

    ((fault, text),) = faults_of(body)

    assert (fault.path, text, fault.help) == ("define.vip", "customer.teir", "did you mean `customer.tier`?")


def test_a_name_whose_declaration_is_faulty_is_not_told_again() -> None:
    ((fault, _),) = faults_of(
        f"facts: {{item.grade: {{type: numbr}}}}\nrules:\n- id: a\n  when: item.grade > 3\n{RULE}"
    )

    assert fault.code == "facts.unknown_type"


def test_faults_of_shape_and_of_conditions_are_told_at_once_in_the_order_of_the_text() -> None:
    body = (
        "timezone: Mars/Base\nrules:\n- id: a\n  when: item.categry == 1\n  offer: refund\n"
        "  within: 30 dys of order\n- {id: b, unless: customer.teir == 1, refuse: no}\n"
    )

    found = faults_of(body)

    assert [fault.path for fault, _ in found] == [
        "timezone",
        "rules[0].when",
        "rules[0].within",
        "rules[1].unless",
    ]


def test_without_readable_facts_no_condition_is_judged() -> None:
    ((fault, _),) = faults_of(f"facts: 3\nrules:\n- id: a\n  when: item.grade > 3\n{RULE}")

    assert (fault.path, fault.message) == ("facts", "expected a mapping, found a number")


@pytest.mark.parametrize(("body", "path"), [("rules: 3\n", "rules"), ("rules: [3]\n", "rules[0]")])
def test_rules_that_are_no_rules_are_told_alone(body: str, path: str) -> None:
    ((fault, _),) = faults_of(body)

    assert (fault.code, fault.path) == ("document.type", path)


def test_a_document_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(DocumentError, match="expected a mapping, found a list"):
        load_policy("- a\n")


def test_a_fault_is_placed_in_toml_and_json_too() -> None:
    rule = {"id": "a", "when": "item.categry == 1", "offer": "refund", "within": "unlimited"}
    lines = [f"{key} = {json.dumps(value)}" for key, value in rule.items()]
    as_toml = "\n".join(['policy = "shop"', "[[rules]]", *lines])
    as_json = json.dumps({"policy": "shop", "rules": [rule]})

    for name, text in (("shop.toml", as_toml), ("shop.json", as_json)):
        ((fault, marked),) = faults_of(text, name=name)
        assert (fault.code, marked) == ("expr.unknown_name", "item.categry")


def test_the_report_names_the_document() -> None:
    with pytest.raises(DocumentError, match=r"^shop\.yaml:3:8  rules: "):
        load_policy(f"{HEAD}rules: []\n", name="shop.yaml")


def test_a_loaded_policy_is_ready_to_decide() -> None:
    policy = load_policy(f"{HEAD}rules:\n{ALL}")

    assert "_compiled" in vars(policy)
