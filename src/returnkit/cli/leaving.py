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


@contextmanager
def leaving() -> Iterator[None]:
    """Leave with 2 where an option does not fit, with 1 where an input has faults, and say which."""
    try:
        yield
    except OptionError as exc:
        text = f"{exc}; {exc.help}" if exc.help else str(exc)
        raise typer.BadParameter(text, param_hint=exc.option) from exc
    except ReturnkitError as exc:
        complain(told(exc))
        raise typer.Exit(FAULTS) from exc
