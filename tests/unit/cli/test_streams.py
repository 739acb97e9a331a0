"""Files are read with bounds; every fault of one is told by its name."""

from __future__ import annotations

import io
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest

from returnkit.cli import streams
from returnkit.cli.streams import MAX_BYTES, InputFileError, is_coloured, read_text


def fault(path: str) -> tuple[str, str | None]:
    with pytest.raises(InputFileError) as caught:
        read_text(path)
    return str(caught.value), caught.value.help


def test_a_text_is_read_without_its_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("\ufeff한".encode())

    assert read_text(str(tmp_path / "a")) == "한"


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"abc")))

    assert read_text("-") == "abc"


def test_what_is_not_there_or_no_file_is_told(tmp_path: Path) -> None:
    assert fault(f"{tmp_path}/none.json") == (
        f"{tmp_path}/none.json: cannot be read: no such file or directory", None
    )  # fmt: skip
    assert fault(str(tmp_path)) == (f"{tmp_path}: cannot be read: is a directory", None)


def test_a_file_beyond_the_bound_is_not_read_to_its_end(tmp_path: Path) -> None:
    (tmp_path / "most").write_bytes(b"x" * MAX_BYTES)
    (tmp_path / "more").write_bytes(b"x" * (MAX_BYTES + 1))

    assert len(read_text(str(tmp_path / "most"))) == MAX_BYTES
    assert fault(f"{tmp_path}/more")[0] == f"{tmp_path}/more: larger than 10 MB"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs a file that never ends")
def test_a_file_that_never_ends_is_refused() -> None:
    assert fault("/dev/zero")[0] == "/dev/zero: larger than 10 MB"


def test_other_encodings_are_refused_with_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("né".encode("latin-1"))))

    assert fault("-") == ("<stdin>: not UTF-8 text: byte 2 is `0xe9`", "save the file as UTF-8")


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_a_terminal_has_colours_unless_told_otherwise(
    variables: dict[str, str], coloured: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)

    assert is_coloured() is coloured


def test_a_file_is_never_coloured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.StringIO())

    assert not is_coloured()


def test_a_reader_who_left_is_no_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with (tmp_path / "out").open("w", encoding="utf-8") as out:

        def gone(_: str) -> int:
            raise BrokenPipeError

        monkeypatch.setattr(out, "write", gone, raising=False)
        monkeypatch.setattr(sys, "stdout", out)

        streams.put("text")


def test_a_checkout_that_is_not_installed_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def not_found(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(streams, "version", not_found)

    streams.put_version()

    assert capsys.readouterr().out == "returnkit (not installed)\n"
