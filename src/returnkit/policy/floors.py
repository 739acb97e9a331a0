"""Floors: what is wrong between a policy and the policies it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from returnkit.diagnostics import Diagnostic, suggest
from returnkit.documents import Path

from .document import STATUTE, Fault, Policy, currencies_differ, offers_of


def base_fault(name: str, known: Iterable[str]) -> Diagnostic:
    """Return the fault that no policy *name* is at hand to be a base; *known* are those that are."""
    help_ = suggest(name, known) or "hand it to `load_policy` in `library`"
    return Diagnostic("policy.unknown_base", f"no policy `{name}` is at hand", help=help_)


def floor_faults(policy: Policy, known: Iterable[str]) -> Iterator[Fault]:
    """Yield the floors that are not at hand, and those that do not go with *policy* or one another.

    Args:
        policy: The policy.
        known: Names of the policies that were at hand.
    """
    owner = dict.fromkeys(offers_of(policy), policy.id)
    for number, floor in enumerate(policy.floor):
        path: Path = ("floor", number)
        if isinstance(floor, str):
            if floor != STATUTE:
                help_ = suggest(floor, (*known, STATUTE)) or "hand it to `load_policy` in `library`"
                message = f"no policy `{floor}` is at hand"
                yield path, Diagnostic("policy.unknown_floor", message, help=help_)
            continue
        if floor.floor:
            message = f"the floor `{floor.id}` has a floor of its own"
            help_ = "name that one here beside it"
            yield path, Diagnostic("policy.floor_of_floor", message, help=help_)
        if floor.currency != policy.currency:
            yield path, currencies_differ(policy, floor)
        for offer in offers_of(floor):
            if offer in owner:
                message = f"`{offer}` is an offer of `{owner[offer]}` and of the floor `{floor.id}`"
                help_ = "a floor's offers stand beside all others: choose another name, such as "
                help_ += f"`offer: {{law_{offer}: {offers_of(floor)[offer].value}}}`"
                yield path, Diagnostic("policy.floor_offer_clash", message, help=help_)
            owner.setdefault(offer, floor.id)
