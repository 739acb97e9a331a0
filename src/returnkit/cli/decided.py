"""Decided: what the options of a command ask for, as a decision."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from returnkit.clock import SystemClock
from returnkit.decision import Decision, answer, decide
from returnkit.diagnostics import Diagnostic, Source, render
from returnkit.errors import AnswerError
from returnkit.facts import Resolution

from .asked import OptionError, instant, request
from .inputs import Origin, inputs
from .streams import complain, shown_name

_KEY: Final = re.compile(r"(items\[[0-9]+\]|evidence|answers)\..+")
"""What a question is called, where that is more than the name of a fact."""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision, and what was lost or assumed when its order was read.

    Attributes:
        decision: The decision.
        source: The order's file, which warnings name.
        warnings: What was lost or assumed.
    """

    decision: Decision
    source: Source
    warnings: tuple[Diagnostic, ...]

    def warn(self) -> None:
        """Write the warnings to standard error."""
        for warning in self.warnings:
            complain(render(warning, self.source))


def decided(
    origin: Origin,
    policy: str,
    *,
    at: str | None = None,
    items: Sequence[str] = (),
    reason: str | None = None,
    condition: str | None = None,
    resolution: Resolution | None = None,
    answers: Sequence[str] = (),
    evidence: Sequence[str] = (),
) -> Decided:
    """Return what is decided; the options are those of `request`, and of `at` None is now.

    Args:
        origin: Where the order comes from.
        policy: The policy's file.
        at: The instant, ISO 8601 with an offset.
        items: As `request` takes them.
        reason: Likewise.
        condition: Likewise.
        resolution: Likewise.
        answers: Likewise, or by the keys of questions.
        evidence: As `request` takes it.

    Raises:
        OptionError: An option does not fit.
        ReturnkitError: An input has faults, or nothing is left to return.
    """
    moment = SystemClock().now() if at is None else instant(at)
    found, rules = inputs(origin, policy)
    keyed = [text for text in answers if _KEY.fullmatch(text.partition("=")[0])]
    asked = request(
        found.order,
        rules,
        items=items,
        reason=reason,
        condition=condition,
        resolution=resolution,
        answers=[text for text in answers if text not in keyed],
        evidence=evidence,
    )
    decision = decide(rules, found.order, asked, at=moment)
    if keyed:
        decision = _answered(decision, keyed)
    return Decided(decision, Source(shown_name(origin.path), ""), found.warnings)


def _answered(decision: Decision, texts: Sequence[str]) -> Decision:
    try:
        return answer(decision, _by_key(texts))
    except AnswerError as exc:
        told = "; ".join(f"`{fault.path}`: {fault.message}" for fault in exc.faults)
        raise OptionError("--answer", told, help=exc.faults[0].help) from exc


def _by_key(texts: Sequence[str]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for text in texts:
        key, equals, value = text.partition("=")
        if not equals:
            raise OptionError("--answer", f"`{text}` is not an answer", help="write it as `NAME=VALUE`")
        if key in found:
            raise OptionError("--answer", f"`{key}` is answered twice")
        found[key] = value
    return found
