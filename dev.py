"""Everything a contributor runs: `python3 dev.py COMMAND`.

Needs Python 3.11 or newer and nothing else. The first run of a command creates `.venv` and installs the
hash-pinned `requirements/NAME.txt`; later runs reuse it and need no network.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

if sys.version_info < (3, 11):  # noqa: UP036 - this file is what an older Python meets first
    sys.exit("returnkit needs Python 3.11 or newer; this is " + sys.version.split()[0])

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
NO_TESTS_COLLECTED = 5
WHOLE_LAWS = "tests/properties/test_whole_laws.py"

# What each requirements file holds: extras and dependency groups of pyproject.toml.
PINS = {
    "test": ["--extra", "all", "--group", "build", "--group", "test", "--group", "lint"],
    "demo": ["--extra", "cli", "--extra", "sql", "--group", "build"],
    "bench": ["--extra", "cli", "--extra", "sql", "--group", "build", "--group", "bench"],
}


def say(text: str) -> None:
    """Print one line of our own to stderr: stdout belongs to the tools."""
    print(f"dev.py: {text}", file=sys.stderr, flush=True)


def run(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Run *command* in the repository and return its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, env=env, check=False).returncode


def need(*command: str | Path) -> None:
    """Run *command* and leave with its exit code when it fails."""
    code = run(*command)
    if code:
        sys.exit(code)


# --- the environment -------------------------------------------------------------------------------


def ensure_venv() -> None:
    """Create `.venv` unless one made by this version of Python is there."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}."
    config = VENV / "pyvenv.cfg"
    if PYTHON.exists() and config.exists() and f"version = {version}" in config.read_text(encoding="utf-8"):
        return
    if not (importlib.util.find_spec("venv") and importlib.util.find_spec("ensurepip")):
        say("this Python cannot create a virtual environment. On Debian or Ubuntu:")
        say("sudo apt install python3-venv")
        sys.exit(2)
    say(f"creating .venv with Python {sys.version.split()[0]}")
    need(sys.executable, "-m", "venv", "--clear", VENV)


def install(name: str) -> None:
    """Install `requirements/NAME.txt` and the package itself, unless both are as they were."""
    ensure_venv()
    requirements = ROOT / "requirements" / f"{name}.txt"
    digest = hashlib.sha256(requirements.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    stamp = VENV / f"installed-{name}.stamp"
    if stamp.exists() and stamp.read_text(encoding="utf-8") == digest:
        return
    say(f"installing requirements/{name}.txt")
    # The file is closed under dependencies: with nothing to resolve, a newer release cannot get in.
    pip_install("--require-hashes", "--no-deps", "-r", str(requirements))
    pip_install("--no-deps", "--no-build-isolation", "-e", str(ROOT))
    stamp.write_text(digest, encoding="utf-8")


def pip_install(*arguments: str) -> None:
    """Install into `.venv`, with uv where it is on PATH and with the venv's own pip otherwise."""
    uv = shutil.which("uv")
    if uv and run(uv, "pip", "install", "--quiet", "--python", PYTHON, *arguments) == 0:
        return
    need(PYTHON, "-m", "pip", "install", "-qq", "--no-input", "--disable-pip-version-check", *arguments)


# --- the commands ----------------------------------------------------------------------------------


def demo() -> int:
    """Decide an example order by an example policy and print both explanations."""
    script = ROOT / "examples" / "demo.py"
    if not script.exists():
        say("there is no examples/demo.py yet")
        return 1
    install("demo")
    return run(PYTHON, script)


def test(*, full: bool, arguments: list[str]) -> int:
    """Run the tests: small sizes with the coverage gate, the given tests only, or everything at full size."""
    install("test")
    pytest = [str(PYTHON), "-m", "pytest", "--durations=10"]
    if full:
        seed = os.environ.get("RETURNKIT_SEED") or str(secrets.randbelow(2**32))
        say(f"full sizes, seed {seed}; RETURNKIT_SEED={seed} repeats this run")
        env = os.environ | {"RETURNKIT_FULL": "1", "RETURNKIT_SEED": seed}
        pytest += ["-o", "faulthandler_timeout=4500"]
        if arguments:
            code = run(*pytest, *arguments, env=env)
        else:
            code = side_by_side([*pytest, WHOLE_LAWS], [*pytest, f"--ignore={WHOLE_LAWS}"], env=env)
        return code or docs([])  # the new counts go into the pages
    if arguments:
        return run(*pytest, *arguments)
    say("side by side: generated cases and planted bugs; all other tests, with branch coverage")
    rest = ["-m", "not fuzz", "--cov", "--cov-report=term"]
    return side_by_side([*pytest, "-m", "fuzz"], [*pytest, *rest])


def side_by_side(one: list[str], other: list[str], *, env: dict[str, str] | None = None) -> int:
    """Run two halves of the tests in two processes, told one after the *other*; return the worse code."""
    with tempfile.TemporaryFile("w+", encoding="utf-8") as told:
        beside = subprocess.Popen(one, cwd=ROOT, env=env, stdout=told, stderr=told)
        code = run(*other, env=env)
        also = beside.wait()
        told.seek(0)
        print(told.read(), flush=True)
    return code or (0 if also == NO_TESTS_COLLECTED else also)


def check() -> int:
    """Run the linters and the type checker; nothing is written."""
    install("test")
    tools = (
        ("ruff", "check", "."),
        ("ruff", "format", "--check", "."),
        ("mypy",),
        ("lint-imports", "--no-cache"),
    )
    failed = [" ".join(tool) for tool in tools if run(BIN / tool[0], *tool[1:])]
    say(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def bench(arguments: list[str]) -> int:
    """Run the benchmarks against their goals."""
    if not (ROOT / "benchmarks" / "__main__.py").exists():
        say("there is no benchmarks/__main__.py yet")
        return 1
    install("bench")
    return run(PYTHON, "-m", "benchmarks", *arguments)


def docs(arguments: list[str]) -> int:
    """Fill the generated blocks of README.md and docs/."""
    install("test")
    return run(PYTHON, "-m", "tools.docs", *arguments)


def pins() -> int:
    """Resolve pyproject.toml again and rewrite requirements/*.txt."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(ROOT / ".tools" / "bin"))
    if not uv:
        say("installing uv into .tools")
        need(sys.executable, "-m", "pip", "install", "--quiet", "--target", ROOT / ".tools", "uv")
        uv = str(ROOT / ".tools" / "bin" / "uv")
    for name, what in PINS.items():
        target = f"requirements/{name}.txt"
        constraint = [] if name == "test" else ["--constraint", "requirements/test.txt"]
        options = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-emit-find-links"]
        options += ["--no-header", "--no-annotate", "--python-version", "3.11", "--upgrade", "--quiet"]
        need(uv, "pip", "compile", *options, *constraint, *what, "pyproject.toml", "-o", target)
        say(f"wrote {target}")
    return 0


def main() -> int:
    """Read the command line and run one command."""
    parser = argparse.ArgumentParser(prog="dev.py", description="returnkit's development commands")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("demo", help="decide an example order and explain the decision")
    tests = commands.add_parser("test", help="run the tests: small sizes, coverage >= 95 %%")
    tests.add_argument("--full", action="store_true", help="sizes of the evidence files, seeded")
    tests.add_argument("arguments", nargs="*", metavar="-- PYTEST ARGUMENTS", help="run these tests only")
    commands.add_parser("check", help="ruff, mypy, import-linter")
    benches = commands.add_parser("bench", help="measure against the goals")
    benches.add_argument("--smoke", action="store_true", help="few rounds: does it run at all")
    benches.add_argument("--json", action="store_true", help="one object a line")
    benches.add_argument("--only", nargs="+", metavar="NAME", help="these measurements")
    doc = commands.add_parser("docs", help="fill the generated blocks of the documentation")
    doc.add_argument("--check", action="store_true", help="write nothing; fail when a block is stale")
    commands.add_parser("pins", help="rewrite requirements/*.txt")
    commands.add_parser("sync-data", help="copy the project's own data into tests/data/")
    given = parser.parse_args()
    flags = [f"--{name}" for name in ("smoke", "json", "check") if getattr(given, name, False)]
    actions: dict[str, Callable[[], int]] = {
        "demo": demo,
        "test": lambda: test(full=given.full, arguments=given.arguments),
        "check": check,
        "bench": lambda: bench([*flags, *(["--only", *given.only] if given.only else [])]),
        "docs": lambda: docs(flags),
        "pins": pins,
        "sync-data": lambda: run(sys.executable, "-m", "tools.sync_data"),
    }
    return actions[given.command]()


if __name__ == "__main__":
    sys.exit(main())
