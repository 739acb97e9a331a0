"""Leaving: errors as words on standard error and an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import typer

from returnkit.errors import ReturnkitError

from .asked import OptionError
from .inputs import told
from .streams import complain

FAULTS: Final = 1
APART: Final = 2
"""The code of faults where 1 is an answer of the command: something differs, or failed, or was not found."""


@contextmanager
def leaving(faults: int = FAULTS) -> Iterator[None]:
    """Leave with 2 where an option does not fit, with *faults* where an input has faults, and say which."""
    try:
        yield
    except OptionError as exc:
        text = f"{exc}; {exc.help}" if exc.help else str(exc)
        raise typer.BadParameter(text, param_hint=exc.option) from exc
    except ReturnkitError as exc:
        complain(told(exc))
        raise typer.Exit(faults) from exc
