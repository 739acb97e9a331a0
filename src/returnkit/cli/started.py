"""Started: a folder with a policy, its cases and an order to begin with."""

from __future__ import annotations

import shlex
from importlib.resources import files
from pathlib import Path
from typing import Final

from returnkit.errors import ReturnkitError

POLICY: Final = "policy.yaml"
CASES: Final = "policy.policytest.yaml"
ORDER: Final = "order.json"
AT: Final = "2026-11-12T10:00-05:00"
"""An instant at which nothing of the starter's order is too late."""


class StarterError(ReturnkitError, OSError):
    """A starter cannot be written: files are there already, or the folder takes none."""

    code = "starter"


def start(folder: str, *, force: bool) -> tuple[Path, ...]:
    """Write the starter's files into *folder*, which is made where it is not there, and return their paths.

    Args:
        folder: The folder.
        force: Whether to replace files that are there.

    Raises:
        StarterError: Files are there already, or the folder takes none; nothing is written then.
    """
    home = Path(folder)
    paths = tuple(home / name for name in (POLICY, CASES, ORDER))
    # A link that leads nowhere is there, too: writing would create what it names.
    there = [path for path in paths if path.exists() or path.is_symlink()]
    if there and not force:
        *others, last = (f"`{path}`" for path in there)
        names = f"{', '.join(others)} and {last}" if others else last
        message = f"{names} {'is' if len(there) == 1 else 'are'} there already"
        raise StarterError(message, help="name another folder, or replace with `--force`")
    source = files("returnkit.cli") / "starter"
    try:
        home.mkdir(parents=True, exist_ok=True)
        for path in paths:
            path.write_bytes((source / path.name).read_bytes())
    except OSError as exc:
        reason = (exc.strerror or "it cannot be written").lower()
        raise StarterError(f"{exc.filename or folder}: cannot be written: {reason}") from exc
    return paths


def next_steps(paths: tuple[Path, ...]) -> str:
    """Return what was written, and the commands to try next."""
    policy, cases, order = (shlex.quote(str(path)) for path in paths)
    return (
        f"Wrote {paths[0]}, {paths[1]} and {paths[2]}. Try next:\n\n"
        f"  returnkit check {policy} --strict\n"
        f"  returnkit test {cases}\n"
        f"  returnkit decide {order} {policy} --at {AT} --reason unwanted --condition unused\n"
        f"  returnkit explain {order} {policy} --at {AT} --audience shopper\n"
    )
