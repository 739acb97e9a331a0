"""Wording: windows, charges and effects in the reader's language; English is close to a policy's."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from returnkit.policy import (
    Bonus,
    Collect,
    DecidedBy,
    Evidence,
    Extension,
    Fee,
    Offer,
    PaidTo,
    Per,
    Question,
    Rule,
    ShippingBack,
    Span,
    Start,
    Unit,
    ValueBasis,
    Window,
)

from .explanation import About
from .values import Effect
from .writing import Writer, quoted


def window_text(write: Writer, window: Window) -> str:
    """Return *window*: how long, counted from what, and whatever else it says."""
    return write.listed([_length(write, window), *_clauses(write, window)])


def effect_text(write: Writer, effect: Effect) -> str:
    """Return what a rule says of a term; a figure that is computed stands as its expression."""
    match effect:
        case Fee():
            return fee_text(write, effect)
        case Bonus():
            return _bonus(write, effect)
        case Decimal():
            return f"{effect:f} %"
        case ValueBasis() | PaidTo() | ShippingBack():
            return write.say(f"word.{effect.value}")
        case _:
            return effect


def fee_text(write: Writer, fee: Fee) -> str:
    """Return what *fee* charges, its name left out."""
    parts = [] if fee.flat is None else [_figure(fee.flat)]
    if fee.percent is not None and fee.of is not None:
        base = write.say(f"fee.of.{fee.of.value}")
        parts.append(write.say("fee.share", percent=_figure(fee.percent), base=base))
    text = write.say(f"fee.per.{fee.per.value}", charge=" + ".join(parts))
    if fee.at_least is not None:
        text = write.say("fee.at_least", charge=text, amount=_figure(fee.at_least))
    if fee.at_most is not None:
        text = write.say("fee.at_most", charge=text, amount=_figure(fee.at_most))
    if fee.decided is DecidedBy.INSPECTION:
        text = write.say("fee.inspection", charge=text)
    return text if fee.collect is Collect.DEDUCTED else write.say(f"fee.{fee.collect.value}", charge=text)


def about_text(write: Writer, rule: Rule, about: About) -> str:
    """Return *about*, something that *rule* speaks about, with what it says of it."""
    offers = write.listed(map(write.offer_called, about.offers)) or write.say("effect.every")
    key, name, said = f"effect.{about.effect}", quoted(about.name), about.said
    match about.effect:
        case "offer":
            offers = write.listed(_offered(write, offer) for offer in rule.offer)
        case "within" if rule.within:
            said = window_text(write, rule.within)
            if rule.after:
                said = write.say("effect.after", said=said, offer=write.offer_called(rule.after))
        case "fee":
            said = next(fee_text(write, fee) for fee in rule.fee if fee.name == about.name)
        case "rate" | "value" | "bonus" | "to" | "shipping":
            said = effect_text(write, getattr(rule, about.effect))
        case "ask" if rule.ask:
            name = next(wanted_in_policy(each) for each in rule.ask.wanted if each.name == about.name)
            said = write.say(f"before.{rule.ask.before.value}")
        case "extend" if rule.extend:
            said = extension_text(write, rule.extend)
        case "by" | "not_by":
            said = write.listed(map(quoted, getattr(rule, about.effect)))
        case "whole" | "approve":
            said = write.say(f"word.{said}")
    return write.say(key, offers=offers, name=name, said=said)


def _offered(write: Writer, offer: Offer) -> str:
    name = write.offer_called(offer.name)
    if offer.name == offer.gives:
        return name
    return write.say("offer.as", offer=name, gives=write.offer_called(offer.gives))


def wanted_in_policy(wanted: Evidence | Question) -> str:
    """Return what is asked for as the policy writes it."""
    return f"{wanted.name} {wanted}" if isinstance(wanted, Evidence) else f"{wanted.name}: {wanted.text}"


def _length(write: Writer, window: Window) -> str:
    if window.parts:
        how = "longest" if window.longest else "shortest"
        return write.say(
            f"window.{how}", windows="; ".join(window_text(write, part) for part in window.parts)
        )
    if window.unit is None:
        return write.say("window.unlimited")
    amount = f"({window.computed.text})" if window.computed else str(window.amount)
    chain = [start_text(write, start) for start in window.chain]
    clock = chain.pop()
    for first in reversed(chain):
        clock = write.say("clock.else", first=first, other=clock)
    suffix = "" if window.amount == 1 else "s"
    return write.say(f"window.{window.unit.value[:-1]}{suffix}", amount=amount, clock=clock)


def start_text(write: Writer, start: Start) -> str:
    """Return an event with what is added to it: `shipment + 7 days`."""
    text = write.say(f"clock.{start.event.value}")
    for each in start.plus:
        added = span_text(write, each) if isinstance(each, Span) else write.say(f"clock.{each}")
        text = write.say("clock.plus", clock=text, added=added)
    return text


def span_text(write: Writer, span: Span) -> str:
    """Return an amount of time: `3 days`."""
    return write.say(f"span.{span.unit.value[:-1]}{'' if span.amount == 1 else 's'}", amount=str(span.amount))


def extension_text(write: Writer, extension: Extension) -> str:
    """Return by how much a closing is moved; a date stands as the policy writes it."""
    if extension.days is None:
        return str(extension)
    return span_text(write, Span(amount=extension.days, unit=Unit.DAYS))


def _clauses(write: Writer, window: Window) -> Iterator[str]:
    """Yield what *window* says beside its length, in the order in which a policy writes it."""
    for bound in ("at_least", "at_most"):
        if (amount := getattr(window, bound)) is not None:
            yield write.say(f"clause.{bound}", amount=str(amount))
    if window.per is not Per.LINE:
        yield write.say(f"clause.per.{window.per.value}")
    if window.counts_inclusively:
        yield write.say("clause.counting")
    if window.calendar:
        yield write.say("clause.calendar", calendar=window.calendar)
    if window.zone:
        yield write.say("clause.zone", zone=window.zone)
    if window.rolls:
        yield write.say("clause.roll")
    if window.grace:
        yield write.say("clause.grace", span=span_text(write, window.grace))
    if back := window.goods_back:
        span = span_text(write, back.span)
        if back.of is None:
            yield write.say("clause.goods_back", span=span)
        else:
            yield write.say("clause.goods_back.of", span=span, clock=write.say(f"clock.{back.of}"))


def _bonus(write: Writer, bonus: Bonus) -> str:
    parts = [] if bonus.flat is None else [_figure(bonus.flat)]
    parts += [] if bonus.percent is None else [f"{_figure(bonus.percent)} %"]
    text = " + ".join(parts)
    if bonus.at_most is None:
        return text
    return write.say("fee.at_most", charge=text, amount=_figure(bonus.at_most))


def _figure(figure: Decimal | str) -> str:
    return figure if isinstance(figure, str) else format(figure, "f")
