"""Faults: what is wrong among the rules of a policy, beside their conditions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from returnkit.diagnostics import Diagnostic, suggest
from returnkit.errors import CalendarError
from returnkit.facts import Resolution
from returnkit.money import exponent

from .calendars import CALENDARS, calendar_of
from .demands import Counted
from .document import Fault, Policy, binds, offers_of
from .rules import Rule
from .things import fees_of_return, is_of_return


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
    yield from _scope_faults(policy)
    yield from _fee_faults(policy)
    yield from _limit_faults(policy)


def _window_faults(policy: Policy, offers: Mapping[str, Resolution]) -> Iterator[Fault]:
    """Yield offers that can be without a window, and windows that can never hold.

    An override is for one return: that windows below it never hold there is what it is for.
    """
    closed: dict[str, str] = {}  # offers that an unconditional window binds, and the rule it stands in
    above = {name for rule in policy.overriding for name in _closed_by(rule, offers)}
    for number, rule in enumerate(policy.rules[len(policy.overriding) :], len(policy.overriding)):
        if rule.within is None:
            continue
        bound = rule.binds or tuple(offers)
        if bound and all(name in closed for name in bound):
            message = f"the window can never hold: `{closed[bound[0]]}` above it always does"
            help_ = "move the rule up, or give the one above a condition"
            yield ("rules", number, "within"), Diagnostic("policy.dead_window", message, help=help_)
        closed |= {name: closed.get(name, rule.id) for name in _closed_by(rule, offers)}
    for number, rule in enumerate(policy.rules):
        for offer in rule.offer:
            if offer.name not in {*above, *closed} and (rule.within is None or not binds(rule, offer.name)):
                message = f"`{offer.name}` can be on offer without a window"
                help_ = "give this rule a `within`, or close the list with a window that has no condition"
                yield ("rules", number, "offer"), Diagnostic("policy.no_window", message, help=help_)


def _closed_by(rule: Rule, offers: Iterable[str]) -> Iterable[str]:
    """Return the offers that *rule* gives a window without condition."""
    return (rule.binds or offers) if rule.within and _is_unconditional(rule) else ()


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


def _scope_faults(policy: Policy) -> Iterator[Fault]:
    """Yield rules that are about items and about the whole return, or ask of items without being of it."""
    fees = fees_of_return(policy)
    for number, rule in enumerate(policy.rules):
        if is_of_return(rule, fees):
            continue
        of_return = [name for name in ("approve", "shipping") if rule.does(name)]
        of_return += ["fee" for fee in rule.fee if fee.is_of_return]
        of_return += ["waive" for name in rule.waive if name in fees]
        if of_return:
            message = f"`{of_return[0]}` is about the whole return here, the rest of the rule about an item"
            help_ = "make it two rules"
            yield ("rules", number, of_return[0]), Diagnostic("policy.mixed_scopes", message, help=help_)
        for key in ("when_any", "when_all"):
            if getattr(rule, key) is not None and not of_return:
                message = f"`{key}` asks about all accepted items, and the rule is about one item"
                yield ("rules", number, key), Diagnostic("policy.quantifier", message, help="say `when`")


def _fee_faults(policy: Policy) -> Iterator[Fault]:
    """Yield fees that are of an item here and of the return there, waived but never charged, or too fine."""
    decimals, charged = exponent(policy.currency), dict[str, tuple[int, bool]]()
    for number, rule in enumerate(policy.rules):
        for fee in rule.fee:
            where, is_of_return = charged.setdefault(fee.name, (number, fee.is_of_return))
            if is_of_return is not fee.is_of_return:
                message = f"`{fee.name}` is charged per {fee.per} here, and otherwise in `rules[{where}]`"
                help_ = "a fee is of the items or of the return: choose another name"
                yield ("rules", number, "fee"), Diagnostic("policy.fee_differs", message, help=help_)
    for number, rule in enumerate(policy.rules):
        for name in rule.waive:
            if name not in charged:
                help_ = suggest(name, charged) or "some rule has to charge a `fee` of this name"
                message = f"nothing charges a fee `{name}`"
                yield ("rules", number, "waive"), Diagnostic("policy.unknown_fee", message, help=help_)
        amounts = [("fee", amount) for fee in rule.fee for amount in (fee.flat, fee.at_least, fee.at_most)]
        amounts += [("bonus", each) for each in (rule.bonus.flat, rule.bonus.at_most)] if rule.bonus else []
        for key, amount in amounts:
            if isinstance(amount, Decimal) and amount != round(amount, decimals):
                message = f"`{amount:f}` has more decimals than {policy.currency} has"
                help_ = f"{policy.currency} has {decimals}" if decimals else f"{policy.currency} has none"
                yield ("rules", number, key), Diagnostic("policy.amount_too_fine", message, help=help_)


def _limit_faults(policy: Policy) -> Iterator[Fault]:
    """Yield counters that count the customer's units here and the household's there."""
    counted: dict[str, tuple[int, Counted]] = {}
    for number, rule in enumerate(policy.rules):
        if rule.limit is not None:
            where, of = counted.setdefault(rule.limit.counter, (number, rule.limit.of))
            if of is not rule.limit.of:
                said = f"the {rule.limit.of}'s units here and the {of}'s in `rules[{where}]`"
                message = f"`{rule.limit.counter}` counts {said}"
                help_ = "a counter is of the customer or of the household: choose another name"
                yield ("rules", number, "limit"), Diagnostic("policy.counter_differs", message, help=help_)
