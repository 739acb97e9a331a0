"""Explain: a decision in words, from its own facts asked again."""

from __future__ import annotations

from typing import Final, Literal, assert_never

from returnkit.diagnostics import suggest
from returnkit.errors import UnknownAudienceError
from returnkit.messages import STANDARD, Catalogue
from returnkit.policy import zone_of_windows

from .agent import for_agent
from .explanation import Audience, Explanation, ItemExplanation
from .replay import Replay, replays
from .shopper import for_shopper
from .terms import return_lines
from .values import Decision
from .writing import Writer, one_line

_KNOWN: Final = tuple(audience.value for audience in Audience)


def explain(
    decision: Decision,
    *,
    audience: Audience | Literal["shopper", "agent"] = Audience.SHOPPER,
    locale: str = "en",
    catalogue: Catalogue = STANDARD,
) -> Explanation:
    """Return why *decision* is as it is; `str()` of it is plain text.

    Every condition is asked again, traced, on the facts that the decision carries.

    Args:
        decision: As `decide` made it.
        audience: `shopper` for the customer, who never sees a rule; `agent` for staff, who see all.
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
    again = replays(decision, decision.items)
    items = tuple(_item(write, decision, replay, reader) for replay in again)
    lines = tuple(return_lines(write, decision)) if reader is Audience.AGENT else ()
    return Explanation(reader, locale, _head(write, decision, reader), items, lines)


def _item(write: Writer, decision: Decision, again: Replay, audience: Audience) -> ItemExplanation:
    title = write.title(decision.order, again.item)
    match audience:
        case Audience.SHOPPER:
            return for_shopper(write, again, title)
        case Audience.AGENT:
            return for_agent(write, again, title, decision.at)
        case _:
            assert_never(audience)


def _head(write: Writer, decision: Decision, audience: Audience) -> str:
    if audience is Audience.SHOPPER:
        return ""
    order = one_line(decision.order.number)
    return write.say("agent.head", order=order, policy=decision.policy.id, at=write.instant(decision.at))
