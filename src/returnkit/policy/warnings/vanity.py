"""Vanity: effects that change nothing: there is nothing that they could change where their rule applies."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Fault, binds
from ..things import Standing, TermKind, standing_of
from .reach import places, rules_at
from .survey import Survey, warning


def shelters_nothing(found: Survey) -> Iterator[Fault]:
    """Yield each `allow` below which nothing refuses, withholds or marks what it is about."""
    striking = {offer: _striking(found, offer) for offer in found.offers}
    for number, rule in found.speaking:
        # Of offers that are not there too: that all are refused is told even then.
        below = found.reach.meeting(number) & -(2 << number)
        if rule.allow and not any(
            not found.excludes(number, n)
            for offer in found.offers
            if binds(rule, offer)
            for n in places(striking[offer] & below)
        ):
            message = (
                "`allow` shelters from nothing: no rule below refuses, withholds or reviews what it is about"
            )
            help_ = "move it above the rules that it is meant to shelter from, or drop it"
            yield warning(("rules", number, "allow"), "policy.shelters_nothing", message, help_)


def _striking(found: Survey, offer: str) -> int:
    """Return the rules that refuse, withhold or mark *offer*, as bits."""
    deciding = places(found.speakers.get(("standing", offer), 0))
    struck = (n for n in deciding if standing_of(found.policy.rules[n], offer) is not Standing.ALLOWED)
    return rules_at(struck) | rules_at(n for n, rule in found.speaking if rule.review and binds(rule, offer))


def waives_nothing(found: Survey) -> Iterator[Fault]:
    """Yield each `waive` of a fee that no rule below charges; what is charged above has been decided."""
    for number, rule in found.speaking:
        offers = found.offers_of(number)
        for fee in rule.waive:
            speaking = 0
            for offer in offers:
                speaking |= found.speakers.get((TermKind.FEE, fee, offer), 0)
            charging = [
                n
                for n in places(speaking & found.reach.meeting(number))
                if fee not in found.policy.rules[n].waive and not found.excludes(number, n)
            ]
            if any(n > number for n in charging) or not offers:
                continue
            if any(found.implies(number, n) for n in charging):
                continue  # told as an effect that never counts
            if charging:
                named = found.named(charging)
                why, help_ = f"{named} above charges it first", f"move this rule above {named}"
                if len(charging) > 1:
                    why = f"{named} above charge it first"
            else:
                why = "no rule charges it where this one applies"
                help_ = "drop it, or widen the condition"
            message = f"`waive` of `{fee}` changes nothing: {why}"
            yield warning(("rules", number, "waive"), "policy.waives_nothing", message, help_)


def never_stands(found: Survey) -> Iterator[Fault]:
    """Yield each offer that is refused or withheld wherever the rule that makes it applies."""
    for number, rule in found.speaking:
        for offer in rule.offer:
            striking = _struck_by(found, number, offer.name)
            if striking is not None:
                named = found.named((striking,))
                message = f"`{offer.name}` never stands: wherever it is offered here, {named} takes it away"
                help_ = f"narrow {named}, or do not offer it here"
                yield warning(("rules", number, "offer"), "policy.never_stands", message, help_)


def _struck_by(found: Survey, number: int, offer: str) -> int | None:
    """Return the rule that surely strikes *offer* where the rule *number* applies, or None."""
    for n in places(found.speakers.get(("standing", offer), 0) & found.reach.meeting(number)):
        if found.excludes(number, n):
            continue
        if standing_of(found.policy.rules[n], offer) is Standing.ALLOWED:
            return None
        if found.implies(number, n):
            return n
    return None


def never_offered(found: Survey) -> Iterator[Fault]:
    """Yield each offer that a rule names and that nothing offers where the rule applies."""
    for number, rule in found.speaking:
        after = (rule.after,) if rule.after else ()
        for key, names in (
            ("for", rule.scope),
            ("withhold", rule.withhold),
            ("only", rule.only),
            ("after", after),
        ):
            absent = [name for name in names if not found.can_be_offered(name, number)]
            if key == "only" and len(absent) < len(names):
                continue  # of several that are left one may be there
            for name in absent:
                message = f"`{name}` is never on offer where this rule applies"
                help_ = "drop it here, or offer it under the same condition"
                yield warning(("rules", number, key), "policy.never_offered", message, help_)
