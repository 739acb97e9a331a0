"""Producers for the pages on the life of a return: axes, commands, events, parts, timers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, get_args

from returnkit.lifecycle import (
    ACTING,
    COMMANDS,
    HELD,
    PEOPLE_MAY,
    SHIPPING,
    SHOPPER_MAY,
    TRANSITIONS,
    Actor,
    ActorKind,
    ApprovalStatus,
    Disposal,
    Disposition,
    Document,
    EffectKind,
    Event,
    Grading,
    MoneyStatus,
    Move,
    Note,
    Outlook,
    PolicyPin,
    RequestKind,
    Return,
    ReturnEffect,
    ReturnException,
    ReturnItem,
    ReturnStatus,
    Shipment,
    ShipmentSource,
    ShippingStatus,
    Timer,
    TimerKind,
    TimerRules,
    Use,
)

from .effects import meanings, members
from .markdown import attributes, block, code, summary, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from enum import StrEnum

    from pydantic import BaseModel

PARTS: Final = (
    *(Return, ReturnItem, Grading, Disposal, Shipment, ReturnEffect, PolicyPin, Use, Note, Document, Actor),
)
EVENTS: Final[dict[str, type[BaseModel]]] = {
    each.model_fields["event"].default: each for each in get_args(get_args(Event)[0])
}
_ENUMS: Final[tuple[type[StrEnum], ...]] = (
    *(ActorKind, RequestKind, Disposition, ShipmentSource, EffectKind, Outlook),
)
_WORDS: Final = {"string": "text", "integer": "whole number", "boolean": "true or false", "number": "number"}


def approval() -> str:
    """Return whether a return is to be, in order of life."""
    return members(ApprovalStatus, "approval")


def shipping() -> str:
    """Return where goods are, in order of life."""
    return members(ShippingStatus, "shipping")


def money() -> str:
    """Return how much reached the customer, in order of life."""
    return members(MoneyStatus, "money")


def exceptions() -> str:
    """Return what waits for a person."""
    return members(ReturnException, "exception")


def statuses() -> str:
    """Return the one word for a return."""
    return members(ReturnStatus, "status")


def approval_diagram() -> str:
    """Return the states of the approval and what leads between them, as a drawing in text."""
    return _drawn(TRANSITIONS, [None, *ApprovalStatus])


def shipping_diagram() -> str:
    """Return the states of the goods and what moves them, as a drawing in text."""
    moves = {(start, move.value): end for (start, move), end in SHIPPING.items()}
    return _drawn(moves, list(ShippingStatus))


def moves() -> str:
    """Return what moves goods."""
    return members(Move, "move")


def allowed() -> str:
    """Return what a return takes as it stands, what changes nothing of its approval included."""
    rows = []
    for state in (None, *ApprovalStatus):
        names = [name for start, name in TRANSITIONS if start is state]
        rows.append((code("none" if state is None else state.value), ", ".join(code(name) for name in names)))
    return table(("approval", "commands that it takes"), rows)


def commands() -> str:
    """Return every command with its fields."""
    return _catalogue(COMMANDS, "command", skipped={"rules"})


def events() -> str:
    """Return every event with its fields, but for those that all of them have."""
    return _catalogue(EVENTS, "event", skipped=set(_common()))


def event_head() -> str:
    """Return what every event tells."""
    return table(("field", "what it is"), [(code(name), text) for name, text in _common().items()])


def actors() -> str:
    """Return who may ask what."""
    rows = [
        ("a shopper may only", SHOPPER_MAY),
        ("no program may", PEOPLE_MAY),
        ("no program may while an exception waits", HELD),
    ]
    return table(("who", "commands"), [(who, _named(names)) for who, names in rows])


def parts() -> str:
    """Return the attributes of a return and of its parts."""
    rows = []
    for part in PARTS:
        rows.append((code(part.__name__), "", summary(part)))
        rows += [("", code(name), text) for name, text in attributes(part).items()]
    return table(("value", "attribute", "what it is"), rows)


def words() -> str:
    """Return the members of the closed sets that parts are told in."""
    rows = []
    for enum in _ENUMS:
        says = meanings(enum)
        rows += [(code(enum.__name__), code(each.value), says.get(each.name, "")) for each in enum]
    return table(("set", "word", "meaning"), rows)


def timers() -> str:
    """Return the timers, and which of them change the return."""
    says = meanings(TimerKind)
    rows = [(code(each.value), says[each.name], "yes" if each in ACTING else "") for each in TimerKind]
    return table(("timer", "what is to happen", "changes the return"), rows)


def timer_rules() -> str:
    """Return when timers run, with what holds unless the shop says otherwise."""
    usual, rows = TimerRules(), []
    for name, text in attributes(TimerRules).items():
        rows.append((code(name), _span(getattr(usual, name)), text))
    return table(("setting", "unless told", "what it is"), rows)


def timer_values() -> str:
    """Return what a timer tells."""
    return table(("attribute", "what it is"), [(code(n), text) for n, text in attributes(Timer).items()])


# --- how it is written -------------------------------------------------------------------------------


def _drawn(ways: Mapping[tuple[Any, str], Any], states: list[Any]) -> str:  # Any: states of one axis
    names = ["none" if state is None else str(state.value) for state in states]
    width = max(len(name) for name in names) + 1
    lines = []
    for state, name in zip(states, names, strict=True):
        ends: dict[Any, list[str]] = {}
        for (start, way), end in ways.items():
            if start is state and end is not start:
                ends.setdefault(end, []).append(way)
        arrows = [f" ── {', '.join(taken)} ──► {end.value}" for end, taken in ends.items()]
        heads = [name, *[""] * len(arrows)]
        lines += [f"{head:<{width}}{way}".rstrip() for head, way in zip(heads, arrows or [""], strict=False)]
    return block("\n".join(lines))


def _catalogue(models: Mapping[str, type[BaseModel]], kind: str, *, skipped: set[str]) -> str:
    rows = []
    for name, model in models.items():
        rows.append((code(name), "", "", summary(model)))
        says, schema = attributes(model), model.model_json_schema()
        for field, about in schema["properties"].items():
            if field != kind and field not in skipped:
                needed = "" if field in schema.get("required", ()) else " (optional)"
                rows.append(("", code(field), _type(about) + needed, says.get(field, "")))
    return table((kind, "field", "type", "what it is"), rows)


def _common() -> dict[str, str]:
    return attributes(EVENTS["return_submitted"].__bases__[0])


def _type(about: Mapping[str, Any]) -> str:  # Any: JSON Schema
    if "$ref" in about:
        return code(about["$ref"].rpartition("/")[2])
    if "anyOf" in about or "oneOf" in about:
        parts = dict.fromkeys(_type(each) for each in about.get("anyOf", about.get("oneOf", ())))
        return " or ".join(part for part in parts if part != "nothing") or "nothing"
    match about.get("type"):
        case "array":
            return f"list of {_type(about.get('items', {}))}"
        case "object":
            return "mapping"
        case "null":
            return "nothing"
        case "string" if about.get("format") == "date-time":
            return "instant"
        case kind:
            return _WORDS.get(str(kind), "value")


def _named(names: Iterable[str]) -> str:
    return ", ".join(code(name) for name in COMMANDS if name in set(names))


def _span(value: object) -> str:
    spans = value if isinstance(value, tuple) else (value,)
    told = [f"{each.days} days" if each is not None else "never" for each in spans]
    return ", ".join(told)


PRODUCERS: Final[dict[str, Callable[[], str]]] = {
    "return-approval": approval,
    "return-approval-diagram": approval_diagram,
    "return-allowed": allowed,
    "return-shipping": shipping,
    "return-shipping-diagram": shipping_diagram,
    "return-moves": moves,
    "return-money": money,
    "return-exceptions": exceptions,
    "return-statuses": statuses,
    "return-commands": commands,
    "return-event-head": event_head,
    "return-events": events,
    "return-actors": actors,
    "return-parts": parts,
    "return-words": words,
    "return-timers": timers,
    "return-timer-rules": timer_rules,
    "return-timer-values": timer_values,
}
