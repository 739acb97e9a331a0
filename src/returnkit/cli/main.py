"""Main: the entry point, quick where the answer is cheap and clear where a package is missing."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from returnkit.errors import MissingExtraError

from .streams import complain, prepare, put_version

USAGE = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code.

    Args:
        arguments: What stands behind the program's name; None takes it from the process.

    Returns:
        0 when the question was answered, whatever the answer; 1 when an input has faults; 2 when the
        command is not well formed, or the `cli` extra is not installed. `check` has codes of its own.
    """
    prepare()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--version"]:  # before anything is loaded
        put_version()
        return 0
    try:
        from .app import run
    except ModuleNotFoundError as exc:
        if (exc.name or "").partition(".")[0] not in ("typer", "click", "rich"):
            raise
        missing = MissingExtraError("cli")
        complain(f"{missing}\n{missing.help}")
        return USAGE
    return run(given)
