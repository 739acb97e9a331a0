"""`returnkit explain` in this process: why, what is open, and what could be otherwise, for each reader."""

from __future__ import annotations

import json
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from tests.e2e.shell import ORDER
from tests.unit.cli.conftest import Shell

AT = ("--at", "2026-11-20T12:00:00Z")
SWEATER = ("--item", "910001")
OPEN, OTHERWISE = "── What is open ──", "── What could be otherwise ──"

SHOP = """\
returnkit: 1
policy: shop
timezone: America/Chicago
facts:
  item.fit: {type: [tight, loose], ask: shopper, doc: How does it fit?}
  item.scratches: {type: number, ask: staff, doc: How many scratches has it?}
rules:
- {id: risk, internal: true, when: request.reason == "ordered_several" and item.fit == "loose", review: true}
- {id: worn, when: request.is_opened, refuse: Opened goods stay sold.}
- {id: scratched, when: item.scratches > 3, refuse: Scratched goods stay sold.}
- {id: receipt, ask: {receipt: 1, before: decision, serial: Which serial number has it?}}
- {id: dresses, when: item.category == "dresses", refuse: Dresses stay sold.}
- {id: dear, when: item.unit_paid > 40, not_by: mail}
- {id: fast, when_any: item.category == "dresses", approve: automatic}
- {id: offers, offer: refund, within: 30 days of delivery}
"""
ANSWERED = (
    *("--reason", "unwanted", "--answer", "request.method=store"),
    *("--answer", "items[0].request.is_opened=false", "--answer", "items[0].item.scratches=0"),
    *("--answer", "items[0].evidence.receipt=1", "--answer", "items[0].answers.serial=A=1"),
)


@pytest.fixture
def policy(tmp_path: Path) -> str:
    path = tmp_path / "shop.yaml"
    path.write_text(SHOP, encoding="utf-8")
    return str(path)


def explained(shell: Shell, policy: str, *options: str) -> CompletedProcess[str]:
    ran = shell("explain", ORDER, policy, *AT, *options)
    assert ran.returncode == 0, ran.stderr
    return ran


def data(ran: CompletedProcess[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def section(text: str, title: str) -> str:
    """Return what stands under *title*."""
    return text.partition(f"{title}\n\n")[2].partition("\n\n──")[0]


def test_staff_read_why_then_what_is_open_then_what_could_be_otherwise(shell: Shell, policy: str) -> None:
    text = explained(shell, policy, *SWEATER).stdout

    assert [line for line in text.splitlines() if line.startswith("──")] == [
        "── For staff ──",
        OPEN,
        OTHERWISE,
    ]
    assert "Merino sweater · needs info" in text
    assert section(text, OTHERWISE) == (
        "Merino sweater: this is not certain yet; what is open comes first.\n"
    )


def test_each_question_is_told_with_its_key_its_answers_and_what_it_moves(shell: Shell, policy: str) -> None:
    text = section(explained(shell, policy, *SWEATER).stdout, OPEN)

    blocks = {block.partition(":")[0]: block for block in text.split("\n\n")}
    assert blocks["items[0].request.is_opened"] == (
        "items[0].request.is_opened: Has it been opened?\n"
        "  asked of  the shopper\n"
        "  answer    true (Yes) · false (No)\n"
        "  moves     verdict · money"
    )
    assert blocks["items[0].item.scratches"] == (
        "items[0].item.scratches: How many scratches has it?\n"
        "  asked of  staff\n"
        "  answer    a number\n"
        "  moves     verdict · money"
    )
    assert "  answer    how many are handed in · at least 1" in blocks["items[0].evidence.receipt"]
    assert "  answer    in words\n" in blocks["items[0].answers.serial"]


def test_a_shopper_is_shown_no_rule_and_no_question_to_staff(shell: Shell, policy: str) -> None:
    text = explained(shell, policy, *SWEATER, "--audience", "shopper").stdout

    assert "items[0].request.is_opened: Has it been opened?\n  answer  true (Yes) · false (No)\n" in text
    for hidden in ("scratches", "asked of", "`", "silent", "risk", "item.fit"):
        assert hidden not in text


def test_answers_by_the_keys_of_questions_go_on_with_the_decision(shell: Shell, policy: str) -> None:
    text = explained(shell, policy, *SWEATER, *ANSWERED).stdout

    assert "Merino sweater · eligible" in text
    assert section(text, OPEN) == "Nothing is open."
    assert section(text, OTHERWISE) == (
        "Merino sweater can be returned until 5 Dec 2026 24:00 CST, if nothing changes but the time.\n"
    )


def test_decide_takes_the_keys_of_questions_too(shell: Shell, policy: str) -> None:
    ran = shell("decide", ORDER, policy, *AT, *SWEATER, *ANSWERED, "--json")

    assert data(ran)["items"][0]["verdict"] == "eligible"


def test_what_would_let_an_item_be_returned_is_told(shell: Shell, policy: str) -> None:
    answers = [text.replace("is_opened=false", "is_opened=true") for text in ANSWERED]

    staff, shopper = (
        section(explained(shell, policy, *SWEATER, *answers, "--audience", reader).stdout, OTHERWISE)
        for reader in ("agent", "shopper")
    )

    assert "Merino sweater could be returned: if “Has it been opened?” is answered with “No”." in staff
    assert shopper == "Merino sweater: nothing that could be changed lets it be returned.\n"


def test_an_item_without_an_end_says_so(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text("policy: acme\nrules:\n- {id: all, offer: refund, within: unlimited}\n", encoding="utf-8")

    text = explained(shell, str(path), *SWEATER).stdout

    assert section(text, OTHERWISE) == "Merino sweater can be returned; no end of that is known.\n"


def test_an_auditor_reads_every_leaf(shell: Shell, policy: str) -> None:
    text = explained(shell, policy, *SWEATER, "--audience", "auditor").stdout

    assert "── For auditors ──" in text
    assert "  hash       sha256 " in text


def test_all_of_it_is_told_in_the_language_asked_for(shell: Shell, policy: str) -> None:
    text = explained(shell, policy, *SWEATER, *ANSWERED, "--lang", "ko").stdout

    assert section(text, "── 더 알아야 할 것 ──") == "더 알아야 할 것이 없습니다."
    assert "시간 외에 달라지는 것이 없으면" in section(text, "── 달라질 수 있는 것 ──")


def test_json_has_a_shape_that_stays(shell: Shell, policy: str) -> None:
    found = data(explained(shell, policy, *SWEATER, "--json"))
    explanation, asked, otherwise = (
        found.pop(key) for key in ("explanation", "questions", "counterfactuals")
    )
    (item,) = explanation.pop("items")
    rules = {rule["rule"]: rule for rule in item.pop("rules")}

    assert found == {
        "returnkit": 1,
        "policy": "shop",
        "order": "#1042",
        "at": "2026-11-20T12:00:00Z",
        "audience": "agent",
        "locale": "en",
    }
    assert explanation.keys() == {"head", "about", "lines", "rules", "evidence"}
    assert item.keys() == {"line", "verdict", "head", "lines", "evidence", "facts"}
    assert item["lines"][0].keys() == {"key", "label", "text", "values"}
    assert rules["dear"] == {
        "rule": "dear",
        "floor": None,
        "outcome": "spoke",
        "condition": "item.unit_paid > 40",
        "leaves": [
            {
                "text": "item.unit_paid > 40",
                "part": "when",
                "truth": "true",
                "is_deciding": True,
                "facts": [{"path": "item.unit_paid", "value": "70.20", "unknown": None}],
            }
        ],
        "decided_by": [],
        "awaits_inspection": False,
        "is_internal": False,
        "is_of_return": False,
    }
    assert next(each for each in asked if each["kind"] == "number") == {
        "key": "items[0].item.scratches",
        "name": "item.scratches",
        "item": 0,
        "of": "staff",
        "kind": "number",
        "text": "How many scratches has it?",
        "choices": [],
        "is_closed": False,
        "least": None,
        "most": None,
        "unit": "",
        "moves": ["verdict", "money"],
        "before": "decision",
    }
    assert next(each for each in asked if each["kind"] == "truth")["choices"] == [
        {"value": True, "label": "Yes"},
        {"value": False, "label": "No"},
    ]
    assert otherwise == [{"item": 0, "is_eligible": False, "until": None, "ways": [], "is_complete": True}]


def test_json_says_until_when_and_what_would_have_to_be(shell: Shell, policy: str) -> None:
    opened = [text.replace("is_opened=false", "is_opened=true") for text in ANSWERED]

    (until,) = data(explained(shell, policy, *SWEATER, *ANSWERED, "--json"))["counterfactuals"]
    (ways,) = data(explained(shell, policy, *SWEATER, *opened, "--json"))["counterfactuals"]

    assert (until["is_eligible"], until["until"]) == (True, "2026-12-06T06:00:00Z")
    assert ways["ways"][0]["flips"] == [{"name": "request.is_opened", "becomes": False}]
    assert ways["ways"][0]["text"].startswith("Merino sweater could be returned: ")


def test_json_for_an_auditor_has_lists_and_instants_as_json_has_them(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "policy.yaml"
    path.write_text(
        "policy: acme\nrules:\n"
        "- {id: old, when: '\"sale\" in item.tags or customer.registered_at == null', refuse: No.}\n"
        "- {id: all, offer: refund, within: unlimited}\n",
        encoding="utf-8",
    )

    (item,) = data(explained(shell, str(path), *SWEATER, "--audience", "auditor", "--json"))["explanation"][
        "items"
    ]

    assert {fact["path"]: fact["value"] for fact in item["facts"]}["item.tags"] == ["autumn", "wool"]


def test_json_for_a_shopper_names_no_rule(shell: Shell, policy: str) -> None:
    ran = explained(shell, policy, *SWEATER, "--audience", "shopper", "--json")
    found = data(ran)

    assert found["explanation"]["items"][0]["rules"] == []
    assert {question["of"] for question in found["questions"]} == {"shopper"}
    assert not any(word in ran.stdout for word in ("scratches", "risk", "item.fit"))


def test_why_a_rule_did_not_decide_is_told_for_each_item(shell: Shell, policy: str) -> None:
    ran = explained(shell, policy, "--item", "910001", "--item", "910003", "--rule", "dresses")

    assert ran.stdout == (
        "`dresses` does not apply to Merino sweater: its condition is false.\n"
        '  because  [item.category == "dresses" → false: item.category is "knitwear"]\n'
        "\n"
        "`dresses` does apply to Cotton dress.\n"
        '  because  [item.category == "dresses" → true: item.category is "dresses"]\n'
    )


def test_of_a_rule_about_the_whole_return_it_is_told_once(shell: Shell, policy: str) -> None:
    asked = ("--item", "910001", "--item", "910003", "--rule", "fast")

    text = explained(shell, policy, *asked).stdout
    found = data(explained(shell, policy, *asked, "--json"))

    assert text.count("`fast`") == 1
    assert [each["line"] for each in found["why_not"]] == [None]


def test_json_says_why_a_rule_did_not_decide(shell: Shell, policy: str) -> None:
    found = data(explained(shell, policy, *SWEATER, "--rule", "dresses", "--json"))

    assert found == {
        "returnkit": 1,
        "policy": "shop",
        "order": "#1042",
        "at": "2026-11-20T12:00:00Z",
        "audience": "agent",
        "locale": "en",
        "rule": "dresses",
        "why_not": [
            {
                "line": "910001",
                "outcome": "silent",
                "text": "`dresses` does not apply to Merino sweater: its condition is false.",
                "lines": [
                    {
                        "key": "say",
                        "label": "because",
                        "text": '[item.category == "dresses" → false: item.category is "knitwear"]',
                        "values": {},
                    }
                ],
            }
        ],
    }


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--rule", "dreses"], "`shop` has no rule `dreses`; did you mean `dresses`?"),
        (["--rule", "dresses", "--audience", "shopper"], "shoppers do not read about rules; use"),
        (["--audience", "both"], "'both' is not one of"),
        (["--answer", "items[0].item.fit=lose"], "is not one of its values; did you mean `loose`?"),
        (["--answer", "items[7].item.fit=loose"], "`items[7].item.fit`: there is no item 7"),
        (["--answer", "items[0].item.fit"], "`items[0].item.fit` is not an answer; write it as"),
        (["--answer", "evidence.receipt=1", "--answer", "evidence.receipt=2"], "is answered twice"),
    ],
)
def test_an_option_that_does_not_fit_exits_with_2_and_nothing_else_is_told(
    shell: Shell, policy: str, options: list[str], message: str
) -> None:
    ran = shell("explain", ORDER, policy, *AT, *SWEATER, *options)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert message in " ".join(ran.stderr.split())
    assert "warning" not in ran.stderr


def test_faulty_inputs_exit_with_1(shell: Shell) -> None:
    ran = shell("explain", "none.json", "none.yaml")

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.count("cannot be read: no such file or directory") == 2


def test_a_page_is_coloured_on_a_terminal(shell: Shell, policy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("returnkit.cli.app.is_coloured", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)

    shown = explained(shell, policy, *SWEATER).stdout

    assert f"\x1b[1m{OPEN}\x1b[0m" in shown
    assert "\x1b[2m  answer\x1b[0m" in shown
