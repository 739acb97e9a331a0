"""Show: explanations on a page, in colour on a terminal."""

from __future__ import annotations

import re
from collections.abc import Sequence

from returnkit.decision import Audience, Decision, Verdict, explain
from returnkit.messages import STANDARD

from .shape import iso

_COLOURS = {
    Verdict.ELIGIBLE: "bold green",
    Verdict.REVIEW: "bold yellow",
    Verdict.NEEDS_INFO: "bold cyan",
    Verdict.INELIGIBLE: "bold red",
}


def page(decision: Decision, audiences: Sequence[Audience], locale: str) -> str:
    """Return the explanations of *decision*, one section for each of *audiences*."""
    parts = [STANDARD.text("page.at", locale, at=iso(decision.at))]
    for audience in audiences:
        title = STANDARD.text(f"page.{audience.value}", locale)
        shown = explain(decision, audience=audience, locale=locale)
        parts += [f"── {title} ──", str(shown)]
    return "\n\n".join(parts) + "\n"


def coloured(text: str, locale: str) -> str:
    """Return *text*, a page, with the escapes of a terminal."""
    from io import StringIO

    from rich.console import Console
    from rich.text import Text

    styled = Text(text)
    styled.highlight_regex(r"(?m)^── .+ ──$", "bold")
    styled.highlight_regex(r"(?m)^  \S+(?: \S+)*(?=  )", "dim")
    for verdict, style in _COLOURS.items():
        word = re.escape(STANDARD.text(f"verdict.{verdict.value}", locale))
        styled.highlight_regex(rf"(?m)(?<= · ){word}(?= ·|$)", style)
    out = StringIO()
    Console(file=out, force_terminal=True, highlight=False, soft_wrap=True).print(styled, end="")
    return out.getvalue()
