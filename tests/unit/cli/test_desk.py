"""`returnkit desk` and `returnkit db` in this process: a return from a form to the last cent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.shell import ORDER
from tests.unit.cli.conftest import Shell

ACME = "examples/acme.yaml"


class Desk:
    """The commands of a desk over one database."""

    def __init__(self, shell: Shell, file: Path) -> None:
        self._shell, self.file = shell, file

    def __call__(self, command: str, *arguments: str, code: int = 0) -> str:
        ran = self._shell("desk", command, *arguments, "--db", str(self.file))
        assert ran.returncode == code, ran.stderr
        return ran.stdout if code == 0 else ran.stderr or ran.stdout

    def submit(self, *more: str, **told: Any) -> str:
        """Ask for the sweater; return its number."""
        asked = ("--policy", ACME, "--item", "910001", "--reason", "too_small", "--captured", "299.56")
        return str(json.loads(self("submit", ORDER, *asked, "--json", *more, **told))["rma"])


@pytest.fixture
def desk(shell: Shell, tmp_path: Path) -> Desk:
    return Desk(shell, tmp_path / "returns.db")


def test_a_return_goes_from_the_form_to_the_last_cent(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend("tests")
    rma = desk.submit()
    typed = rma.lower().replace("-", " ").replace("0", "o").replace("1", "l")

    assert "received 1" in desk("receive", typed)
    desk("inspect", rma, "--item", "0=1", "--grade", "b", "--found", "is_worn", "--note", "A stain.")
    quoted = desk("refund", rma, "--policy", ACME, "--quote")
    settled = desk("refund", rma, "--policy", ACME, "--key", "refund-1")
    worked = desk("work", "--refunds", "tests.cli_gateway:gateway")
    shown = desk("show", rma)
    log = desk("show", rma, "--log").splitlines()

    assert quoted.endswith("Total: 58.79 USD\n58.79 USD to the means you paid with\n")
    assert "refund 58.79 USD: ordered" in settled
    assert worked == "0 timers; 1 done, 0 postponed, 0 given up\n0 effects are open, 0 of them unknown\n"
    assert "refund 58.79 USD: done (re_1)" in shown
    assert [line.split()[3] for line in log] == [
        "return_submitted",
        "return_approved",
        "items_received",
        "items_inspected",
        "return_settled",
        "effect_done",
    ]
    assert f"{rma} · order #1042 · resolved" in desk("resolve", rma)


def test_returns_are_listed_page_by_page_and_found_by_what_they_are(desk: Desk) -> None:
    rma = desk.submit()

    listed = desk("list", "status:approved", "reason:too_small", "order:1042")
    page = json.loads(desk("list", "--json"))

    assert listed.split()[:4] == [rma, "#1042", "approved", "no_label"]
    assert [each["rma"] for each in page["returns"]] == [rma]
    assert page["next"] is None
    assert desk("list", "status:rejected") == ""


def test_what_may_not_come_back_is_told_and_not_kept(desk: Desk, tmp_path: Path) -> None:
    closed = tmp_path / "closed.yaml"
    closed.write_text(
        "policy: shop\nrules:\n- {id: no, refuse: {code: closed, say: We closed.}}\n", encoding="utf-8"
    )

    told = desk("submit", ORDER, "--policy", str(closed), "--item", "910001", "--captured", "299.56", code=1)

    assert "ineligible" in told
    assert desk("list") == ""


def test_units_asked_back_twice_are_refused_and_a_key_gives_the_same_return(desk: Desk) -> None:
    rma = desk.submit("--key", "form-1")

    assert desk.submit("--key", "form-1") == rma
    told = desk("submit", ORDER, "--policy", ACME, "--item", "910001", "--reason", "too_small", code=1)
    assert "1 units of line `910001` are asked back, 0 are left" in told


def test_a_refund_without_a_gateway_waits_and_a_person_can_say_what_became_of_it(desk: Desk) -> None:
    rma = desk.submit()
    desk("receive", rma)
    desk("refund", rma, "--policy", ACME)

    looked = desk("unresolved")
    listed = json.loads(desk("unresolved", "--json"))
    report = json.loads(desk("work", "--json"))
    (waiting,) = report["unresolved"]
    after = desk("settle-effect", waiting["key"], "--done", "re_by_hand")

    assert looked == f"intended  {waiting['key']}\n"
    assert listed == {"returnkit": 1, "unresolved": [waiting]}
    assert desk("unresolved") == ""
    assert (waiting["state"], report["postponed"]) == ("intended", 0)
    assert "done (re_by_hand)" in after


def test_a_refund_under_the_same_key_gives_the_same_return_and_orders_nothing_more(desk: Desk) -> None:
    rma = desk.submit()
    desk("receive", rma)

    first = desk("refund", rma, "--policy", ACME, "--key", "K1")

    assert desk("refund", rma, "--policy", ACME, "--key", "K1") == first
    assert "nothing to settle" in desk("refund", rma, "--policy", ACME, code=1)


def test_a_return_is_shown_as_it_stood(desk: Desk) -> None:
    rma = desk.submit()
    found = json.loads(desk("show", rma, "--json"))
    at = found["return"]["submitted_at"]
    desk("receive", rma)

    then = json.loads(desk("show", rma, "--as-of", at, "--json"))

    assert (then["version"], then["shipping"]) == (2, "no_label")


def test_a_database_of_another_shop_shows_nothing(desk: Desk) -> None:
    rma = desk.submit()

    assert "there is no return" in desk("show", rma, "--shop", "other", code=1)
    assert desk("list", "--shop", "other") == ""


def test_a_database_is_carried_over_with_all_it_has(desk: Desk, shell: Shell, tmp_path: Path) -> None:
    rma = desk.submit()

    copied = shell("db", "copy", str(desk.file), str(tmp_path / "other.db"))
    upgraded = shell("db", "upgrade", str(desk.file))
    desk.file = tmp_path / "other.db"

    assert copied.returncode == 0
    assert copied.stdout.endswith(" rows copied and compared\n")
    assert upgraded.stdout.startswith("the tables are of version ")
    assert f"{rma} · order #1042 · approved" in desk("show", rma)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--as", "nobody"), "write it as `staff:ann`"),
        (("--as", "king:ann"), "kinds: shopper, staff, support, system"),
        (("--refunds", "json"), "is not `module:name`"),
    ],
)
def test_options_that_do_not_fit_say_how_they_would(
    desk: Desk, arguments: tuple[str, str], told: str
) -> None:
    command = ("work",) if arguments[0] == "--refunds" else ("approve", "R-0000000")

    assert told in " ".join(desk(*command, *arguments, code=2).split()).replace("│ ", "").replace(" │", "")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("approve", "RMA", "--accept", "1=0"), "its only item is 0"),
        (("approve", "RMA", "--accept", "0=1", "--accept", "0=0"), "item 0 is told twice"),
        (("receive", "RMA", "--item", "0=1", "--item", "0=1"), "item 0 is told twice"),
        (("receive", "RMA", "--item", "0=0"), "`0=0` is less than 1"),
        (("refund", "RMA", "--policy", ACME, "--set-fee", "1:wear=1"), "its only item is 0"),
        (
            ("refund", "RMA", "--policy", ACME, "--set-fee", "0:wear=1", "--set-fee", "0:wear=2"),
            "fee `wear` of item 0 is set twice",
        ),
        (("refund", "RMA", "--policy", ACME, "--set-fee", "0:wear=1"), "no inspection sets a fee `wear`"),
        (("refund", "RMA", "--policy", ACME, "--quote", "--json"), "a quote is told in words"),
        (("reject", "RMA", "--reason", ""), "it takes 1 to 2000 characters"),
        (("settle-effect", "refund:none:1", "--done", ""), "it takes 1 to 2000 characters"),
        (("show", "RMA", "--as-of", "tomorrow"), "--as-of"),
    ],
)
def test_what_a_command_cannot_use_is_refused_and_nothing_is_done(
    desk: Desk, command: tuple[str, ...], told: str
) -> None:
    rma = desk.submit()
    before = desk("show", rma)

    refused = desk(*(rma if word == "RMA" else word for word in command), code=2)

    assert told in " ".join(refused.replace("│", " ").split())
    assert desk("show", rma) == before


def test_a_fee_is_set_by_a_name_that_the_policy_leaves_to_the_inspection(desk: Desk, tmp_path: Path) -> None:
    policy = tmp_path / "wear.yaml"
    policy.write_text(
        "policy: shop\nrules:\n- {id: all, offer: refund, within: 40 days of delivery}\n"
        "- {id: auto, approve: automatic}\n"
        "- {id: wear, for: refund, fee: {name: wear, percent: 50, of: paid, decided: inspection}}\n",
        encoding="utf-8",
    )
    rules = ("--policy", str(policy))
    asked = ("--item", "910001", "--captured", "299.56", "--json")
    rma = json.loads(desk("submit", ORDER, *rules, *asked))["rma"]
    desk("receive", rma)

    refused = desk("refund", rma, *rules, "--set-fee", "0:waer=5.00", code=2)
    quoted = desk("refund", rma, *rules, "--set-fee", "0:wear=5.00", "--quote")

    assert "it can be wear" in refused
    assert "5.00" in quoted


def test_a_database_that_is_not_there_is_not_copied_and_nothing_is_made(shell: Shell, tmp_path: Path) -> None:
    ran = shell("db", "copy", str(tmp_path / "nosuch.db"), str(tmp_path / "new.db"))

    assert ran.returncode == 1
    assert "there is no database" in ran.stderr
    assert list(tmp_path.iterdir()) == []
