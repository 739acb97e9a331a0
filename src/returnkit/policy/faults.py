"""Faults: what is wrong among the rules of a policy, beside their conditions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from returnkit.diagnostics import Diagnostic, suggest
from returnkit.documents import Path
from returnkit.errors import CalendarError
from returnkit.facts import Resolution

from .calendars import CALENDARS, calendar_of
from .document import Policy, Rule, binds, offers_of

Fault: TypeAlias = tuple[Path, Diagnostic]
"""Where in the policy, and what is wrong there; a span counts inside the text at that place."""


def structure_faults(policy: Policy) -> Iterator[Fault]:
    """Yield what is wrong among the rules: their ids, the offers they name, their windows."""
    seen: dict[str, int] = {}
    gives: dict[str, Resolution] = {}
    offers = offers_of(policy)
    for number, rule in enumerate(policy.rules):
        if rule.id in seen:
            message = f"`{rule.id}` is already the id of `rules[{seen[rule.id]}]`"
            yield (
                ("rules", number, "id"),
                Diagnostic("policy.duplicate_rule", message, help="choose another id"),
            )
        seen.setdefault(rule.id, number)
        for offer in rule.offer:
            if gives.setdefault(offer.name, offer.gives) is not offer.gives:
                message = f"`{offer.name}` gives {offer.gives.value} here and {gives[offer.name].value} above"
                help_ = "one name is one offer: choose another name"
                yield ("rules", number, "offer"), Diagnostic("policy.offer_differs", message, help=help_)
        after = (rule.after,) if rule.after else ()
        named_by = (("for", rule.scope), ("withhold", rule.withhold), ("only", rule.only), ("after", after))
        for key, named in named_by:
            for name in named:
                if name not in offers:
                    help_ = suggest(name, offers) or "some rule has to `offer` it"
                    message = f"nothing offers `{name}`"
                    yield ("rules", number, key), Diagnostic("policy.unknown_offer", message, help=help_)
    yield from _window_faults(policy, offers)
    yield from _ladder_faults(policy, offers)
    yield from _calendar_faults(policy)


def _window_faults(policy: Policy, offers: Mapping[str, Resolution]) -> Iterator[Fault]:
    """Yield offers that can be without a window, and windows that can never hold."""
    closed: dict[str, str] = {}  # offers that an unconditional window binds, and the rule it stands in
    for number, rule in enumerate(policy.rules):
        if rule.within is None:
            continue
        bound = rule.binds or tuple(offers)
        if bound and all(name in closed for name in bound):
            message = f"the window can never hold: `{closed[bound[0]]}` above it always does"
            help_ = "move the rule up, or give the one above a condition"
            yield ("rules", number, "within"), Diagnostic("policy.dead_window", message, help=help_)
        if _is_unconditional(rule):
            closed.update({name: closed.get(name, rule.id) for name in bound})
    for number, rule in enumerate(policy.rules):
        for offer in rule.offer:
            if offer.name not in closed and (rule.within is None or not binds(rule, offer.name)):
                message = f"`{offer.name}` can be on offer without a window"
                help_ = "give this rule a `within`, or close the list with a window that has no condition"
                yield ("rules", number, "offer"), Diagnostic("policy.no_window", message, help=help_)


def _is_unconditional(rule: Rule) -> bool:
    always = rule.unless is None and rule.placed is None
    return always and (rule.when is None or rule.when.strip() == "true")


def _ladder_faults(policy: Policy, offers: Mapping[str, Resolution]) -> Iterator[Fault]:
    """Yield offers that would open after themselves, by way of others."""
    above: dict[str, set[str]] = {}  # what an offer may open after
    for rule in policy.rules:
        for name in (rule.binds or tuple(offers)) if rule.after else ():
            above.setdefault(name, set()).add(str(rule.after))
    for number, rule in enumerate(policy.rules):
        bound = rule.binds or tuple(offers)
        reached = _reached(rule.after, above) if rule.after else set()
        if turning := next((name for name in bound if name in reached), None):
            message = f"`{turning}` would open after itself"
            help_ = f"`{rule.after}` opens after it, directly or not: break the circle"
            yield ("rules", number, "after"), Diagnostic("policy.ladder_circle", message, help=help_)


def _reached(name: str, above: Mapping[str, set[str]]) -> set[str]:
    found, left = {name}, [name]
    while left:
        for other in above.get(left.pop(), set()) - found:
            found.add(other)
            left.append(other)
    return found


def _calendar_faults(policy: Policy) -> Iterator[Fault]:
    """Yield windows of calendars that are not there."""
    for number, rule in enumerate(policy.rules):
        for part in (rule.within, *rule.within.parts) if rule.within else ():
            try:
                calendar_of(part.calendar, CALENDARS)
            except CalendarError as exc:
                yield (
                    ("rules", number, "within"),
                    Diagnostic("policy.unknown_calendar", str(exc), help=exc.help),
                )
