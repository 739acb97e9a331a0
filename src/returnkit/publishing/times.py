"""Times: windows, what moves them and periods of orders as prose."""

from __future__ import annotations

from typing import Literal, TypeAlias

from returnkit.policy import Deferral, Extension, Per, Period, Span, Start, Unit, Window

from .operands import number
from .voice import Voice, place

Addition: TypeAlias = Span | Literal["transit", "lead"]
"""Time added to an event."""


def window(voice: Voice, within: Window) -> str:
    """Return a window as prose. Its grace is left out: the window that is shown does not move."""
    said = _amount(voice, within)
    if within.counts_inclusively:
        said = voice.say("page.inclusive", window=said)
    if within.calendar:
        said = voice.say("page.calendar", window=said, calendar=within.calendar)
    if within.zone:
        said = voice.say("page.zone", window=said, zone=place(within.zone))
    if within.rolls:
        said = voice.say("page.rolls", window=said)
    if within.goods_back:
        event = _goods_event(voice, within)
        span = voice.span(within.goods_back.span)
        said = voice.say("page.goods_back", window=said, span=span, event=event)
    return said


def _amount(voice: Voice, within: Window) -> str:
    if within.parts:
        key = "page.longest" if within.longest else "page.shortest"
        return voice.say(key, windows="; ".join(window(voice, part) for part in within.parts))
    if within.unit is None:
        return voice.say("page.unlimited")
    span = voice.span(within.span) if within.span else _computed(voice, within, within.unit)
    return voice.say("page.within", span=span, event=_events(voice, within))


def _computed(voice: Voice, within: Window, unit: Unit) -> str:
    text = within.computed.text if within.computed else ""
    said = voice.length(number(voice, text), unit)
    if within.at_least is not None:
        said = voice.say("page.least", said=said, least=voice.length(str(within.at_least), unit))
    if within.at_most is not None:
        said = voice.say("page.most", said=said, most=voice.length(str(within.at_most), unit))
    return said


def _events(voice: Voice, within: Window) -> str:
    first, *others = (_event(voice, start, within.per) for start in within.chain)
    for other in others:
        first = voice.say("page.else", event=first, other=other)
    return first


def _event(voice: Voice, start: Start, per: Per) -> str:
    said = _whose(voice, voice.say(f"phrase.clock.{start.event}"), per)
    for added in start.plus:
        said = voice.say("page.plus", event=said, added=_added(voice, added))
    return said


def _added(voice: Voice, added: Addition) -> str:
    if isinstance(added, Span):
        return voice.span(added)
    return voice.say("page.transit" if added == "transit" else "page.lead")


def _whose(voice: Voice, event: str, per: Per) -> str:
    match per:
        case Per.ORDER_LAST:
            return voice.say("page.last", event=event)
        case Per.ORDER_FIRST:
            return voice.say("page.first_item", event=event)
        case _:
            return event


def _goods_event(voice: Voice, within: Window) -> str:
    of = within.goods_back.of if within.goods_back else None
    if of is None:
        return _events(voice, within)
    said = voice.say(f"phrase.clock.{of}")
    return said if of == "request" else _whose(voice, said, within.per)


def extension(voice: Voice, extend: Extension) -> str:
    """Return what moves a closing back as prose."""
    if extend.until is None:
        return voice.say("page.longer", span=voice.length(str(extend.days), Unit.DAYS))
    said = voice.say("page.until", date=voice.day(extend.until))
    return voice.say("page.zone", window=said, zone=place(extend.zone)) if extend.zone else said


def deferral(voice: Voice, defer: Deferral) -> str:
    """Return what lets clocks start later as prose."""
    return voice.say("page.deferred", date=voice.day(defer.to))


def period(voice: Voice, placed: Period) -> str:
    """Return a period of orders as a clause."""
    first = voice.day(placed.first) if placed.first else ""
    last = voice.day(placed.last) if placed.last else ""
    if first and last:
        return voice.say("page.placed", first=first, last=last)
    return voice.say("page.placed.from", first=first) if first else voice.say("page.placed.until", last=last)
