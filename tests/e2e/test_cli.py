"""The command line from outside: what it prints where, and how it leaves."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.shell import AT, ORDER, POLICY, ROOT, environment, python, returnkit

UNUSED = ("--answer", "item.condition=unused")
SWEATER = ("--item", "910001")
WARNING = (
    f"{ORDER}  order.fulfillments[0].updated_at: warning: the delivery date is the time of the last change"
)

BOTH = """\
As of 2026-12-05T18:00:00Z

── For the shopper ──

Merino sweater can be returned until 28 January 2027. You can choose a refund or an exchange.

── For staff ──

order #1042 · policy rei-us · as of 5 Dec 2026 10:00 Los Angeles

Merino sweater · eligible · refund, exchange
  window  `standard` 90 days of order (ordered 30 Oct 2026) → closes 28 Jan 2027 24:00 PST
"""


def decide(*options: str, stdin: bytes = b"", **more: str) -> subprocess.CompletedProcess[str]:
    return returnkit("decide", ORDER, POLICY, *AT, *options, stdin=stdin, **more)


def test_a_decision_is_explained_to_both_readers_and_warnings_stand_apart() -> None:
    ran = decide(*SWEATER, *UNUSED)

    assert ran.returncode == 0
    assert ran.stdout.startswith(BOTH)
    assert ran.stderr.startswith(WARNING)
    assert ran.stderr.count("\n") == 1


def test_without_options_everything_that_is_left_is_decided_for_now() -> None:
    ran = returnkit("decide", ORDER, POLICY)

    assert ran.returncode == 0
    assert [ran.stdout.count(title) for title in ("Merino", "2 × Linen", "Cotton", "Leather")] == [2] * 4
    assert ran.stdout.startswith("As of 20")


def test_an_order_is_read_from_standard_input() -> None:
    text = (ROOT / ORDER).read_bytes()

    ran = returnkit("decide", "-", POLICY, *AT, *SWEATER, *UNUSED, stdin=text)

    assert (ran.returncode, ran.stdout) == (0, decide(*SWEATER, *UNUSED).stdout)
    assert ran.stderr.startswith("<stdin>  order.fulfillments[0]")


def test_the_faults_of_both_inputs_are_told_at_once_and_nothing_else(tmp_path: Path) -> None:
    order, policy = tmp_path / "order.json", tmp_path / "policy.yaml"
    order.write_text(
        (ROOT / ORDER).read_text(encoding="utf-8").replace('"price": "78.00"', '"price": "78,00"')
    )
    policy.write_text(
        "policy: p\nrules:\n- id: r\n  when: item.catgory == null\n  offer: refund\n  within: 9 days\n"
    )

    ran = returnkit("decide", str(order), str(policy), *AT)

    assert (ran.returncode, ran.stdout) == (1, "")
    first, second, *rest = ran.stderr.splitlines()
    assert first == f"{order}: order.line_items[0].price: `78,00` is not an amount"
    assert second == f"{policy}:4:9  rules[0].when: unknown name `item.catgory`"
    assert "   did you mean `item.category`?" in rest
    assert rest[-1] == "2 faults, nothing loaded"


def test_a_command_that_is_not_well_formed_exits_with_2() -> None:
    ran = decide("--item", "1")

    assert (ran.returncode, ran.stdout) == (2, "")
    assert "order `#1042` has no line `1`" in ran.stderr


def test_files_that_cannot_be_read_exit_with_1(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes("policy: café".encode("latin-1"))

    ran = returnkit("decide", "none.json", str(tmp_path / "latin.yaml"))

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.splitlines() == [
        "none.json: cannot be read: no such file or directory",
        f"{tmp_path}/latin.yaml: not UTF-8 text: byte 12 is `0xe9`",
        "   save the file as UTF-8",
    ]


def test_a_missing_extra_exits_with_2_and_the_line_to_run() -> None:
    code = (
        "import sys; sys.modules['typer'] = None; from returnkit.cli import main; sys.exit(main(['decide']))"
    )

    ran = python("-c", code)

    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == "this needs the `cli` extra\npip install 'returnkit[cli]'\n"


def test_a_reader_who_leaves_early_is_no_error() -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "returnkit", "decide", ORDER, POLICY, *AT],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert child.stdout
    assert child.stderr
    child.stdout.close()
    complaints = child.stderr.read().decode()
    child.stderr.close()

    assert child.wait() == 0
    assert complaints.count("\n") == 1
    assert complaints.startswith(WARNING)


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a thing of POSIX")
@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_are_for_terminals_that_want_them(variables: dict[str, str], coloured: bool) -> None:
    import pty

    screen, terminal = pty.openpty()
    command = [sys.executable, "-m", "returnkit", "decide", ORDER, POLICY, *AT, *SWEATER, *UNUSED]
    subprocess.run(
        command,
        cwd=ROOT,
        env=environment(TERM="xterm-256color", **variables),
        stdout=terminal,
        stderr=subprocess.DEVNULL,
        check=True,
    )
    os.close(terminal)
    shown = os.read(screen, 100_000).decode(errors="replace")
    os.close(screen)

    assert ("\x1b[" in shown) is coloured
    assert ("\x1b[1;32meligible" in shown) is coloured


def test_output_that_cannot_be_encoded_is_replaced() -> None:
    ran = decide(*SWEATER, *UNUSED, "--lang", "ko", PYTHONIOENCODING="ascii", PYTHONUTF8="0")

    assert ran.returncode == 0
    assert "Merino sweater: 2027? 1? 28???" in ran.stdout


def test_the_help_lists_every_command_and_option() -> None:
    first, second = returnkit("--help"), returnkit("decide", "--help")

    options = [
        "from",
        "order",
        "refunds",
        "timezone",
        "at",
        "item",
        "reason",
        "condition",
        "resolution",
        "answer",
        "evidence",
        "audience",
        "lang",
        "json",
        "help",
    ]
    assert first.returncode == second.returncode == 0
    assert all(word in first.stdout for word in ("--version", "--help", "decide"))
    listed = [line.split()[0] for line in second.stdout.splitlines() if line.startswith("  --")]
    assert listed == [f"--{name}" for name in options]
    assert all(name in second.stdout for name in ("ORDER", "POLICY", "refund|store_credit|exchange"))


def test_a_folder_that_was_empty_answers_after_init(tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        ran = subprocess.run(
            [sys.executable, "-m", "returnkit", *arguments],
            cwd=tmp_path,
            env=environment(),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran

    *_, check, test, decide, explain = run("init").stdout.strip().splitlines()

    assert run(*shlex.split(check)[1:]).stdout == "1 policy: no faults, no warnings\n"
    assert run(*shlex.split(test)[1:]).stdout.endswith("6 cases in 1 table: 6 passed\n")
    assert "Linen shirt can be returned until 3 December 2026." in run(*shlex.split(decide)[1:]).stdout
    assert "── What is open ──" in run(*shlex.split(explain)[1:]).stdout
