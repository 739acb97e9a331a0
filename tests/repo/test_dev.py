"""The development commands set themselves up and say what is missing."""

from __future__ import annotations

import importlib.machinery
import importlib.util
from typing import TYPE_CHECKING

import pytest

import dev

if TYPE_CHECKING:
    from pathlib import Path


def test_a_python_without_venv_gets_the_one_line_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = importlib.util.find_spec

    def without_ensurepip(name: str) -> importlib.machinery.ModuleSpec | None:
        return None if name == "ensurepip" else real(name)

    monkeypatch.setattr(dev, "VENV", tmp_path / "venv")
    monkeypatch.setattr(dev, "PYTHON", tmp_path / "venv" / "python")
    monkeypatch.setattr(importlib.util, "find_spec", without_ensurepip)

    with pytest.raises(SystemExit) as stopped:
        dev.ensure_venv()

    assert stopped.value.code == 2
    assert "sudo apt install python3-venv" in capsys.readouterr().err


def test_what_is_installed_is_reused_until_its_requirements_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[tuple[str, ...]] = []
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "demo.txt").write_text("one", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("", encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "ensure_venv", lambda: None)
    monkeypatch.setattr(dev, "pip_install", lambda *arguments: installed.append(arguments))

    dev.install("demo")
    dev.install("demo")
    assert len(installed) == 2  # the requirements, then the package itself

    (tmp_path / "requirements" / "demo.txt").write_text("two", encoding="utf-8")
    dev.install("demo")
    assert len(installed) == 4
