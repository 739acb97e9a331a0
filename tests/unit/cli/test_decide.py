"""`returnkit decide` in this process: every option, every way to leave."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from returnkit.cli import main
from returnkit.clock import zone_data
from returnkit.policy import content_hash, load_policy
from tests.e2e.shell import AT, ORDER, POLICY, ROOT
from tests.unit.cli.conftest import Shell

UNUSED = ("--answer", "item.condition=unused")
SWEATER = ("--item", "910001")

KOREAN = """\
기준 시각 2026-12-05T18:00:00Z

── 고객용 ──

Merino sweater: 2027년 1월 28일까지 반품하실 수 있습니다. 처리 방법(선택): 환불 또는 교환.
"""


def test_one_reader_and_a_language_can_be_chosen(shell: Shell) -> None:
    ran = shell.decide(*SWEATER, *UNUSED, "--audience", "shopper", "--lang", "ko")

    assert (ran.returncode, ran.stdout) == (0, KOREAN)


def test_an_auditor_is_told_when_asked_for_and_is_none_of_both(shell: Shell) -> None:
    alone = shell.decide(*SWEATER, *UNUSED, "--audience", "auditor").stdout
    both = shell.decide(*SWEATER, *UNUSED, "--audience", "both").stdout

    assert [line for line in alone.splitlines() if line.startswith("──")] == ["── For auditors ──"]
    assert "  hash       sha256 " in alone
    assert both == shell.decide(*SWEATER, *UNUSED).stdout
    assert [line for line in both.splitlines() if line.startswith("──")] == [
        "── For the shopper ──",
        "── For staff ──",
    ]


def test_a_no_is_a_decision_too(shell: Shell) -> None:
    ran = shell.decide("--item", "910004", "--answer", "item.condition=used", "--audience", "shopper")

    assert ran.returncode == 0
    assert "Leather weekender can't be returned." in ran.stdout


def test_a_policy_is_read_from_standard_input(shell: Shell) -> None:
    ran = shell("decide", ORDER, "-", *AT, *SWEATER, *UNUSED, stdin=(ROOT / POLICY).read_bytes())

    assert (ran.returncode, ran.stdout) == (0, shell.decide(*SWEATER, *UNUSED).stdout)


def test_json_has_a_shape_that_stays(shell: Shell) -> None:
    ran = shell.decide(
        *SWEATER, "--item", "910004", "--answer", "item.condition=used", "--json", "--reason", "unwanted"
    )

    found = json.loads(ran.stdout)
    sweater, bag = found.pop("items")
    offer = {
        "name": "refund",
        "gives": "refund",
        "statuses": ["no"],
        "opens": "2026-10-30T16:14:00Z",
        "closes": "2027-01-29T08:00:00Z",
        "closes_earliest": "2027-01-29T08:00:00Z",
        "is_closing_certain": True,
        "accepted_until": "2027-01-29T08:00:00Z",
        "goods_back_by": None,
        "assumed": False,
        "calendars": [],
        "window_rule": "standard",
        "reasons": [{"code": "refused", "rule": "used-by-non-members"}],
        "reviewed_by": [],
        "floor": None,
        "terms": [],
    }
    assert ran.returncode == 0
    assert found == {
        "returnkit": 1,
        "policy": "rei-us",
        "order": "#1042",
        "at": "2026-12-05T18:00:00Z",
        "policy_hash": content_hash(load_policy((ROOT / POLICY).read_text(encoding="utf-8"), name=POLICY)),
        "zone_data": zone_data(),
        "terms": [],
        "approval": "manual",
        "approved_by": None,
    }
    assert bag == {
        "line": "910004",
        "title": "Leather weekender",
        "quantity": 1,
        "stated_reason": "unwanted",
        "stated_condition": None,
        "verdict": "ineligible",
        "open_until": None,
        "reason": {"code": "refused", "rule": "used-by-non-members"},
        "refusals": [],
        "offers": [offer, offer | {"name": "exchange", "gives": "exchange"}],
        "missing": [],
        "subject_to": [],
        "demands": [],
        "doors": [],
    }
    assert sweater.keys() == bag.keys()


def test_json_states_terms_demands_and_doors_as_the_policy_writes_them(tmp_path: Path, shell: Shell) -> None:
    policy = tmp_path / "policy.yaml"
    policy.write_text(
        encoding="utf-8",
        data="returnkit: 1\npolicy: acme\nrules:\n"
        "- {id: offers, offer: refund, within: unlimited}\n"
        "- {id: fee, fee: {name: restocking, percent: 15, of: paid, at_most: 25.00}}\n"
        "- {id: half, rate: 50 %}\n"
        "- {id: photos, ask: {photo: 1..5, before: refund}}\n"
        "- {id: shop, by: store}\n"
        "- {id: label, fee: {name: label, flat: 6.50, per: return}}\n"
        "- {id: fast, approve: automatic}\n",
    )
    ran = shell("decide", ORDER, str(policy), "--item", "910001", "--at", "2026-12-05T10:00-08:00", "--json")

    found = json.loads(ran.stdout)
    (item,) = found["items"]
    rate, fee = item["offers"][0]["terms"]
    label = {"name": "label", "kind": "label", "flat": "6.50", "per": "return", "decided": "request"}
    label |= {"collect": "deducted"}
    restocking = {"name": "restocking", "kind": "restocking", "percent": "15", "of": "paid"}
    assert rate["possible"] == [{"rule": "half", "effect": "50"}]
    assert (fee["kind"], fee["name"], fee["source"]) == ("fee", "restocking", "acme")
    assert fee["possible"][0]["effect"].items() >= (restocking | {"at_most": "25.00"}).items()
    assert item["demands"][0]["wanted"] == "1..5"
    assert item["doors"] == [{"method": "store", "possible": [True], "rules": ["shop"]}]
    assert found["terms"][0]["offer"] == "refund"
    assert found["terms"][0]["possible"] == [{"rule": "label", "effect": label}]
    assert (found["approval"], found["approved_by"]) == ("automatic", "fast")


def test_evidence_and_answers_to_questions_are_handed_in(tmp_path: Path, shell: Shell) -> None:
    policy = tmp_path / "policy.yaml"
    rules = "{id: ask, ask: {photo: 2.., receipt: 1, serial: Which serial number?, before: decision}}"
    rules = f"- {rules}\n- {{id: all, offer: refund, within: unlimited}}\n"
    policy.write_text(f"returnkit: 1\npolicy: acme\nrules:\n{rules}", encoding="utf-8")
    asked = ("decide", ORDER, str(policy), "--item", "910001", "--at", "2026-12-05T10:00-08:00", "--json")
    given = ("--evidence", "photo=2", "--evidence", "receipt", "--answer", "serial=A-1")

    without, with_all = (json.loads(shell(*asked, *more).stdout)["items"][0] for more in ((), given))
    assert (without["verdict"], with_all["verdict"]) == ("needs_info", "eligible")
    assert [demand["is_met"] for demand in with_all["demands"]] == [True, True, True]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--evidence", "photo=many"], "`photo=many` is no evidence"),
        (["--item", "1"], "order `#1042` has no line `1`; its lines are `910001`, `910002`"),
        (["--item", "910002:3"], "line `910002` has 2 of 2 units left, not 3"),
        (
            ["--answer", "item.conditon=used"],
            "does not ask for `item.conditon`; did you mean `item.condition`?",
        ),
        (["--at", "2026-12-05"], "has no zone; give an offset, such as `Z` or `-08:00`"),
        (["--json", "--lang", "ko"], "JSON has no texts; leave out `--audience` and `--lang`"),
        (["--resolution", "money"], "'money' is not one of"),
        (["--audience", "lawyer"], "'lawyer' is not one of"),
        (["--frobnicate"], "No such option"),
    ],
)
def test_a_command_that_is_not_well_formed_exits_with_2(
    shell: Shell, options: list[str], message: str
) -> None:
    ran = shell.decide(*options)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert message in " ".join(ran.stderr.split())


def test_both_inputs_cannot_be_standard_input(shell: Shell) -> None:
    ran = shell("decide", "-", "-")

    assert ran.returncode == 2
    assert "standard input cannot be both" in ran.stderr


@pytest.mark.parametrize("arguments", [["decide"], ["decide", ORDER], ["undecide", ORDER, POLICY]])
def test_missing_arguments_and_unknown_commands_exit_with_2(shell: Shell, arguments: list[str]) -> None:
    assert shell(*arguments).returncode == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"orders": []}', "there is no order in it\n"),
        ('{"customers": []}', "this is not an order\n   it was read as `shopify-rest`; name another source"),
        ("{", "this is not JSON"),
        ("", "this is not JSON"),
        ("[" * 100_000, "this is nested too deeply"),
        ('{"order": {"id": 1}}', "order.currency: this is missing"),
    ],
)
def test_what_is_no_order_exits_with_1(shell: Shell, text: str, message: str) -> None:
    ran = shell("decide", "-", POLICY, stdin=text.encode())

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith(f"<stdin>: {message}")


def test_an_order_without_units_left_exits_with_1(shell: Shell) -> None:
    order = json.loads((ROOT / ORDER).read_text(encoding="utf-8"))
    for line in order["order"]["line_items"]:
        line["current_quantity"] = 0

    ran = shell("decide", "-", POLICY, stdin=json.dumps(order).encode())

    assert (ran.returncode, ran.stderr) == (1, "order `#1042` has no units left to return\n")


def test_without_a_command_the_help_is_shown(shell: Shell) -> None:
    ran = shell()

    assert ran.returncode == 2
    assert "decide" in ran.stdout + ran.stderr


def test_the_version_is_told_without_more(shell: Shell) -> None:
    for arguments in (["--version"], ["--version", "decide"]):
        ran = shell(*arguments)

        assert (ran.returncode, ran.stderr) == (0, "")
        assert ran.stdout.startswith("returnkit ")


def test_the_arguments_of_the_process_are_taken(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["returnkit", "--version"])

    assert main() == 0


def test_a_missing_extra_is_told_with_the_line_to_run(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "returnkit.cli.app", raising=False)
    monkeypatch.setitem(sys.modules, "typer", None)

    ran = shell("decide")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "this needs the `cli` extra\npip install 'returnkit[cli]'\n"


def test_a_defect_of_ours_is_not_taken_for_a_missing_extra(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "returnkit.cli.app", raising=False)
    monkeypatch.setitem(sys.modules, "returnkit.importers", None)

    with pytest.raises(ModuleNotFoundError):
        shell("decide")


def test_a_page_is_coloured_on_a_terminal(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("returnkit.cli.app.is_coloured", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)

    shown = shell.decide(*SWEATER, *UNUSED).stdout

    assert "\x1b[1m── For the shopper ──\x1b[0m" in shown
    assert "\x1b[1;32meligible\x1b[0m" in shown
    assert "\x1b[2m  window\x1b[0m" in shown


def test_both_faulty_files_are_told_by_name(shell: Shell) -> None:
    ran = shell("decide", "none.json", "none.yaml")

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        "none.json: cannot be read: no such file or directory\n"
        "none.yaml: cannot be read: no such file or directory\n"
    )
