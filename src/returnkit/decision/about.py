"""About: what a rule speaks about, and what it says of it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from returnkit.policy import Evidence, Rule

from .explanation import About


def about_of(rule: Rule) -> tuple[About, ...]:
    """Return what *rule* speaks about, in the order of its effects."""
    return tuple(about for effect in rule.effects for about in _about(rule, effect))


def _about(rule: Rule, effect: str) -> Iterator[About]:
    said, offers = getattr(rule, effect), rule.binds
    match effect:
        case "offer":
            others = [f"{each.name}: {each.gives}" for each in said if each.name != each.gives]
            yield About(effect, tuple(each.name for each in said), said=", ".join(others))
        case "withhold" | "only":
            yield About(effect, said)
        case "allow" | "review":
            yield About(effect, offers)
        case "refuse":
            yield About(effect, offers, said=said.code)
        case "within":
            yield About(effect, offers, said=f"{said}, after {rule.after}" if rule.after else str(said))
        case "fee":
            yield from (About(effect, offers, fee.name, str(fee)) for fee in said)
        case "waive":
            yield from (About(effect, offers, name) for name in said)
        case "rate":
            yield About(effect, offers, said=f"{said:f} %" if isinstance(said, Decimal) else said)
        case "ask":
            for wanted in said.wanted:
                text = str(wanted) if isinstance(wanted, Evidence) else wanted.text
                yield About(effect, offers, wanted.name, text)
        case "limit":
            yield About(effect, offers, said.counter, str(said.units))
        case "by" | "not_by":
            yield About(effect, said=", ".join(said))
        case "whole" | "approve":
            yield About(effect, said=str(said))
        case _:
            yield About(effect, offers, said=str(said))
