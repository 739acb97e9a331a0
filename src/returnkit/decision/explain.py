"""Explain: a decision in words, from its own facts asked again."""

from __future__ import annotations

from typing import Final, Literal, assert_never

from returnkit.diagnostics import suggest
from returnkit.errors import UnknownAudienceError
from returnkit.messages import STANDARD, Catalogue
from returnkit.policy import zone_of_windows

from .agent import for_agent
from .auditor import about_lines, for_auditor, return_rule_lines
from .explanation import Audience, Explanation
from .replay import replays
from .replayed_whole import rules_of_return
from .shopper import for_shopper
from .terms import return_lines
from .values import Decision
from .writing import Writer, one_line

_KNOWN: Final = tuple(audience.value for audience in Audience)


def explain(
    decision: Decision,
    *,
    audience: Audience | Literal["shopper", "agent", "auditor"] = Audience.SHOPPER,
    locale: str = "en",
    catalogue: Catalogue = STANDARD,
) -> Explanation:
    """Return why *decision* is as it is; `str()` of it is plain text.

    Every condition is asked again, traced, on the facts that the decision carries.

    Args:
        decision: As `decide` made it.
        audience: `shopper` for the customer, who never sees a rule; `agent` for staff, who see every rule
            and why; `auditor` for whoever checks: the same, with the policy's hash, the facts as known and
            every leaf of every condition.
        locale: The language, such as `ko`; a message without a text in it is English.
        catalogue: The messages.

    Raises:
        ReplayError: The policy does not decide so on these facts.
        UnknownAudienceError: There is no such audience.
    """
    if audience not in _KNOWN:
        help_ = suggest(str(audience), _KNOWN) or f"use one of {', '.join(f'`{name}`' for name in _KNOWN)}"
        raise UnknownAudienceError(f"unknown audience `{audience}`", help=help_)
    reader = Audience(audience)
    # Days are shown in the zone in which the windows counted them.
    zone = zone_of_windows(decision.policy.timezone, decision.order)
    write = Writer(catalogue, locale, zone)
    again = tuple(replays(decision, decision.items))
    titles = [write.title(decision.order, item) for item in decision.items]
    head, lines = _head(write, decision), tuple(return_lines(write, decision))
    match reader:
        case Audience.SHOPPER:
            told = (for_shopper(write, *each) for each in zip(again, titles, strict=True))
            return Explanation(reader, locale, "", tuple(told))
        case Audience.AGENT:
            told = (for_agent(write, *each, decision.at) for each in zip(again, titles, strict=True))
            return Explanation(reader, locale, head, tuple(told), lines)
        case Audience.AUDITOR:
            told = (for_auditor(write, decision, each, titles, n) for n, each in enumerate(again))
            items, about = tuple(told), tuple(about_lines(write, decision))
            rules = tuple(rules_of_return(decision, again))
            evidence = tuple(return_rule_lines(write, again, rules, titles))
            return Explanation(reader, locale, head, items, lines, about, rules, evidence)
        case _:
            assert_never(reader)


def _head(write: Writer, decision: Decision) -> str:
    order = one_line(decision.order.number)
    return write.say("agent.head", order=order, policy=decision.policy.id, at=write.instant(decision.at))
