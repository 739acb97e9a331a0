"""Told: all that a decision says, in lines that can stand in a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from returnkit.decision import Decision, Demand, Door, ItemDecision, OfferDecision, Reason, Said, Status, Term
from returnkit.policy import Approval, Policy

MINUTE = timedelta(minutes=1)


def told(decision: Decision) -> list[str]:
    """Return what *decision* says: each item, then its offers, demands and doors, then the return."""
    lines = [line for item in decision.items for line in _item(decision, item)]
    of_return: dict[str, list[str]] = {}
    for each in decision.terms:
        of_return.setdefault(term(each.term), []).append(each.offer)
    lines += [f"return, {', '.join(names)}: {tail}" for tail, names in of_return.items()]
    if decision.approval is Approval.AUTOMATIC:
        lines.append(f"return: approved ({decision.approved_by})")
    return lines


def _item(decision: Decision, item: ItemDecision) -> Iterator[str]:
    """Yield the verdict with its reason or what it waits for, then what stands and what is asked."""
    which = f"{item.line_id} × {item.item.quantity}: " if len(decision.items) > 1 else ""
    why = ", ".join(item.missing)
    if item.reason:
        why = _reason(decision.policy, item.reason)
    yield f"{which}{item.verdict.value}{f': {why}' if why else ''}"
    tails: dict[str, list[str]] = {}
    for offer in item.offers:
        if offer.statuses != (Status.NO,):
            tails.setdefault(_offer(offer, decision.policy), []).append(offer.name)
    yield from (f"{', '.join(names)} {tail}" for tail, names in tails.items())
    yield from map(_demand, item.demands)
    if item.doors:
        yield "doors: " + ", ".join(map(_door, item.doors))
    yield from (f"unless the inspection finds: {rule}" for rule in item.subject_to)


def _reason(policy: Policy, reason: Reason) -> str:
    rule = next((rule for rule in policy.rules if rule.id == reason.rule), None)
    code = f" as {rule.refuse.code}" if rule and rule.refuse else ""
    return f"{reason.code.value}{code}{f' ({reason.rule})' if reason.rule else ''}"


def _offer(offer: OfferDecision, policy: Policy) -> str:
    """Return how an offer stands: perhaps, until when and by which rule, on which terms."""
    parts = ["perhaps "] if Status.NO in offer.statuses else []
    parts.append("until " + _last(offer.closes, policy) if offer.closes else "without end")
    if not offer.is_closing_certain:
        parts[-1] = f"until {_last(offer.closes_earliest, policy)} at least"
    parts.append(f" ({offer.window_rule})" if offer.window_rule else "")
    parts.append(", assumed" if offer.assumed else "")
    if offer.goods_back_by:
        parts.append(f", goods here by {_last(offer.goods_back_by, policy)}")
    parts += [f", reviewed ({rule})" for rule in offer.reviewed_by]
    parts += [f"; {term(each)}" for each in offer.terms]
    return "".join(parts)


def _last(closes: datetime | None, policy: Policy) -> str:
    """Return the last day of what ends at a midnight, else the minute at which it ends."""
    if closes is None:
        return "?"
    local = closes.astimezone(policy.zone)
    is_midnight = local.timetz().replace(tzinfo=None) == datetime.min.time()
    return (
        f"{(closes - MINUTE).astimezone(policy.zone):%Y-%m-%d}" if is_midnight else f"{local:%Y-%m-%d %H:%M}"
    )


def term(each: Term) -> str:
    """Return a term with all that may hold of it."""
    name = f" {each.name}" if each.name else ""
    return f"{each.kind.value}{name} {' or '.join(map(_said, each.possible))}"


def _said(said: Said) -> str:
    if said.rule is None:
        return "none"
    effect = "waived" if said.effect is None else str(said.effect)
    return f"{effect}{' %' if isinstance(said.effect, Decimal) else ''} ({said.rule})"


def _demand(demand: Demand) -> str:
    perhaps = "" if demand.is_certain else "perhaps "
    return (
        f"{perhaps}{'has' if demand.is_met else 'lacks'} {demand.wanted.name}, "
        f"due before the {demand.before.value} ({demand.rule})"
    )


def _door(door: Door) -> str:
    rules = f" ({', '.join(door.rules)})" if door.rules else ""
    return f"{door.method} {' or '.join('open' if is_open else 'shut' for is_open in door.possible)}{rules}"
