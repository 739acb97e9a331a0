"""Show: explanations on a page, in colour on a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from returnkit.decision import Audience, Decision, Verdict, explain
from returnkit.messages import STANDARD

from .outlook import Outlook, sections
from .shape import iso

_COLOURS = {
    Verdict.ELIGIBLE: "bold green",
    Verdict.REVIEW: "bold yellow",
    Verdict.NEEDS_INFO: "bold cyan",
    Verdict.INELIGIBLE: "bold red",
}


def page(decision: Decision, audiences: Sequence[Audience], locale: str) -> str:
    """Return the explanations of *decision*, one section for each of *audiences*."""
    return _page(decision, locale, (_explanation(decision, audience, locale) for audience in audiences))


def explained_page(found: Outlook) -> str:
    """Return the explanation of a decision, with what is open and what could be otherwise below it."""
    first = _explanation(found.decision, found.audience, found.locale)
    return _page(found.decision, found.locale, (first, *sections(found)))


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


def _explanation(decision: Decision, audience: Audience, locale: str) -> tuple[str, str]:
    shown = explain(decision, audience=audience, locale=locale)
    return STANDARD.text(f"page.{audience.value}", locale), str(shown)


def _page(decision: Decision, locale: str, parts: Iterable[tuple[str, str]]) -> str:
    shown = [text for title, body in parts for text in (f"── {title} ──", body)]
    return "\n\n".join([STANDARD.text("page.at", locale, at=iso(decision.at)), *shown]) + "\n"
