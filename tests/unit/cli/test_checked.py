"""`returnkit check` in this process: what it prints, and every way to leave."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from returnkit.cli import main
from returnkit.cli.checked import MANY

SOUND = "policy: shop\nrules:\n- {id: all, offer: refund, within: 30 days of delivery}\n"
WARNED = SOUND + "- {id: again, when: item.quantity > 1, offer: refund}\n"
FAULTY = SOUND.replace("delivery", "delivry")
NEVER = """\
warned.yaml:4:47  rules[1].offer: warning: `offer` never counts: `all` above always speaks first
    4 | - {id: again, when: item.quantity > 1, offer: refund}
                                                      ^^^^^^
   drop it: `all` above puts it on the table
"""


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("sound", SOUND), ("warned", WARNED), ("faulty", FAULTY)):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "code", "last"),
    [
        (["sound.yaml"], 0, "1 policy: no faults, no warnings"),
        (["sound.yaml", "--strict"], 0, "1 policy: no faults, no warnings"),
        (["warned.yaml"], 0, "1 policy: no faults, 1 warning"),
        (["warned.yaml", "--strict"], 1, "1 policy: no faults, 1 warning"),
        (["faulty.yaml"], 2, "1 policy: 1 fault, no warnings"),
        (["faulty.yaml", "warned.yaml", "--strict"], 2, "2 policies: 1 fault, 1 warning"),
        (["warned.yaml", "--strict", "--ignore", "never_speaks"], 0, "1 policy: no faults, no warnings"),
        (["warned.yaml", "--strict", "--ignore", "policy.never_true"], 1, "1 policy: no faults, 1 warning"),
        (["faulty.yaml", "--ignore", "never_speaks"], 2, "1 policy: 1 fault, no warnings"),
        (["nowhere.yaml", "sound.yaml"], 2, "2 policies: 1 fault, no warnings"),
        (["sound.yaml", "sound.yaml"], 0, "1 policy: no faults, no warnings"),
    ],
)
def test_the_exit_code_tells_faults_and_with_strict_warnings(
    arguments: list[str], code: int, last: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *arguments]) == code
    assert capsys.readouterr().out.splitlines()[-1] == last


def test_what_was_found_is_shown_with_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "warned.yaml"])

    assert capsys.readouterr().out == NEVER + "1 policy: no faults, 1 warning\n"


def test_every_policy_is_checked_whatever_is_wrong_with_others(capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "nowhere.yaml", "faulty.yaml", "warned.yaml"])
    written = capsys.readouterr()

    assert written.err == ""
    assert "nowhere.yaml: cannot be read: no such file or directory\n" in written.out
    assert "faulty.yaml:3:36  rules[0].within: unknown event `delivry`" in written.out
    assert NEVER in written.out


def test_a_policy_is_read_from_standard_input(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(WARNED.encode())))

    assert main(["check", "-", "--strict"]) == 1
    assert capsys.readouterr().out.startswith("<stdin>:4:47  rules[1].offer: warning: ")


def test_json_has_a_shape_that_stays(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["check", "sound.yaml", "warned.yaml", "nowhere.yaml", "--json"])
    found = json.loads(capsys.readouterr().out)
    sound, warned, nowhere = found.pop("policies")

    assert code == 2
    assert found == {"returnkit": 1, "faults": 1, "warnings": 1}
    assert sound == {"name": "sound.yaml", "found": [], "overlaps": None}
    assert warned == {
        "name": "warned.yaml",
        "found": [
            {
                "code": "policy.never_speaks",
                "severity": "warning",
                "message": "`offer` never counts: `all` above always speaks first",
                "help": "drop it: `all` above puts it on the table",
                "path": "rules[1].offer",
                "line": 4,
                "column": 47,
                "length": 6,
            }
        ],
        "overlaps": None,
    }
    (unread,) = nowhere["found"]
    assert (unread["code"], unread["severity"], unread["path"], unread["line"]) == (
        "input_file",
        "error",
        "",
        None,
    )


def test_a_command_without_policies_is_not_well_formed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 2
    assert "Missing argument 'POLICY" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("code", "help"),
    [("never_speak", "did you mean `policy.never_speaks`?"), ("document.type", "there are `never_true`, ")],
)
def test_a_warning_that_there_is_not_cannot_be_ignored(
    code: str, help: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "sound.yaml", "--ignore", code]) == 2
    written = " ".join(capsys.readouterr().err.split())
    assert f"no warning is called `{code}`; {help}" in written


def _checked(number: int, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """Check *number* policies and return what stood on standard error."""
    names = [f"{place}.yaml" for place in range(number)]
    for name in names:
        Path(name).write_text(SOUND, encoding="utf-8")
    main(["check", *names, *options])
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("number", "is_terminal", "options"),
    [(MANY, True, ()), (MANY + 1, True, ("--json",)), (MANY + 1, False, ())],
)
def test_few_policies_json_and_pipes_are_told_nothing_of_the_progress(
    number: int,
    is_terminal: bool,
    options: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: is_terminal, raising=False)

    assert _checked(number, capsys, *options) == ""


def test_a_terminal_is_told_how_far_it_is_and_the_line_is_gone_at_the_end(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    shown = _checked(MANY + 1, capsys).split("\r")

    assert shown[1:3] == ["0 of 21", "1 of 21"]
    assert shown[-3:] == ["20 of 21", " " * len("20 of 21"), ""]


CROSSING = SOUND.replace(
    "- {id: all",
    """\
- {id: many, when: item.quantity > 1, within: 9 days of delivery}
- {id: gifts, when: item.is_free_gift, within: 5 days of delivery}
- {id: all""",
)


def test_overlaps_are_told_where_they_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    Path("crossing.yaml").write_text(CROSSING, encoding="utf-8")

    assert main(["check", "crossing.yaml", "--strict"]) == 0
    assert capsys.readouterr().out == "1 policy: no faults, no warnings\n"
    assert main(["check", "crossing.yaml", "faulty.yaml", "sound.yaml", "--overlaps"]) == 2
    told = capsys.readouterr().out.splitlines()
    assert told[0] == (
        "crossing.yaml:4:48  rules[1].within: overlap: `many` and `gifts` may both apply: "
        "the window of `refund` is `9 days of delivery` by the first, `5 days of delivery` by the second"
    )
    assert told[-1] == "3 policies: 1 fault, no warnings, 1 overlap"


def test_overlaps_are_in_the_json_where_they_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    Path("crossing.yaml").write_text(CROSSING, encoding="utf-8")
    main(["check", "crossing.yaml", "faulty.yaml", "--overlaps", "--json"])
    crossing, faulty = json.loads(capsys.readouterr().out)["policies"]
    main(["check", "crossing.yaml", "--json"])
    (unasked,) = json.loads(capsys.readouterr().out)["policies"]

    assert crossing["overlaps"] == [
        {
            "upper": "many",
            "lower": "gifts",
            "thing": "the window of `refund`",
            "above": "`9 days of delivery`",
            "below": "`5 days of delivery`",
            "path": "rules[1].within",
            "line": 4,
            "column": 48,
            "length": 18,
        }
    ]
    assert faulty["overlaps"] is None
    assert unasked["overlaps"] is None
