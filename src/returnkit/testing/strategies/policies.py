"""Policies: small ones without faults, which together have every effect a rule can have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from hypothesis import strategies as st

from returnkit.expr.schema import Schema
from returnkit.facts import STANDARD, TOTALS, Declaration, Resolution, Vocabulary, declare
from returnkit.ids import PolicyId
from returnkit.policy import Policy, Rule, compile_policy

from .conditions import conditions

Fields: TypeAlias = dict[str, Any]
"""Fields of a rule, as a document writes them. Any: the model validates them."""

DECLARED: Final[Mapping[str, Declaration]] = {
    "item.opened": Declaration(type="boolean", ask="shopper", doc="Whether it was opened."),
    "item.grade": Declaration(type=("as_new", "used", "broken"), ask="inspection", doc="How it came back."),
    "item.fragile": Declaration(type="boolean", default=False, doc="Whether it breaks in the post."),
}
"""Facts that every generated policy declares: one for the shopper, one for the inspection, one by default."""

_OFFERS: Final = {
    "refund": Resolution.REFUND,
    "exchange": Resolution.EXCHANGE,
    "late_credit": Resolution.STORE_CREDIT,
}
_OF_ITEM: Final = (
    "item.category",
    "item.unit_paid",
    "item.is_final_sale",
    "item.opened",
    "item.fragile",
    "item.grade",
    "request.reason",
    "request.fault",
    "customer.tier",
    "order.country",
    "order.placed_at",
    "history.returns_90d",
)
_OF_RETURN: Final = ("accepted.value", "accepted.quantity", "kept.value", "order.total", "order.channel")
_WINDOWS: Final = (
    "30 days of delivery",
    "14 days of order",
    "48 hours of delivery",
    "2 weeks of shipment",
    "1 month of delivery",
    "10 business days of delivery",
    "unlimited",
    "30 days of delivery else order + 10 days, grace 3 days",
)
_PERIODS: Final = ("2026-03-03..2026-12-31", "..2026-03-02", "2026-03-04..")
_METHODS: Final = ("mail", "store", "pickup")
_FEES: Final = (
    {"name": "restocking", "percent": 15, "of": "paid"},
    {"name": "restocking", "percent": 50, "of": "price", "at_most": "20.00"},
    {"name": "cleaning", "flat": 5, "per": "unit", "decided": "inspection"},
)
_FEES_OF_RETURN: Final = (
    {"name": "label", "flat": "6.50", "per": "return"},
    {"name": "label", "percent": 50, "of": "label"},
)

_EFFECTS: Final[Mapping[str, tuple[Any, ...]]] = {  # Any: each effect has its own form
    "refuse": ({}, {"code": "final_sale", "say": "Final sale."}),
    "allow": (True,),
    "review": ({}, {"say": "We look at it."}),
    "extend": ("10 days", "until 2026-04-30"),
    "defer": ("to 2026-03-20",),
    "fee": tuple((fee,) for fee in _FEES),
    "waive": (("restocking",), ("cleaning",)),
    "rate": ("50 %", "item.unit_paid > 100 ? 80 : 90"),
    "value": ("price", "lowest_recent_price"),
    "bonus": ("10 %", {"flat": "5.00", "at_most": "25.00"}),
    "to": ("gift_card", "original"),
    "ask": ({"photo": "1..3", "before": "decision"}, {"serial": "What is its number?", "before": "refund"}),
    "limit": ({"units": 2, "counter": "swaps"}, {"units": 0, "counter": "home", "of": "household"}),
}
"""What a rule about items can do to the offers it is about."""

_EFFECTS_OF_ALL: Final[Mapping[str, tuple[Any, ...]]] = {
    "by": (("mail",), ("store", "pickup")),
    "not_by": (("store",),),
    "whole": ("bundle", "line", "order"),
}
"""What a rule about items can do to all offers at once."""

_EFFECTS_ON_RETURN: Final[Mapping[str, tuple[Any, ...]]] = {
    "approve": ("automatic", "manual"),
    "shipping": ("refund_paid", "none"),
    "fee": tuple((fee,) for fee in _FEES_OF_RETURN),
    "waive": (("label",),),
}
"""What a rule about the whole return can do."""

_VOCABULARY: Final[Vocabulary] = declare(STANDARD, DECLARED)
_SCHEMA: Final = Schema((*_VOCABULARY.schema, *TOTALS))
_about_items: Final = conditions(_SCHEMA, *_OF_ITEM)
_about_return: Final = conditions(_SCHEMA, *_OF_RETURN)


def policies(*, max_rules: int = 6) -> st.SearchStrategy[Policy]:
    """Return policies without faults, the simplest one that refunds within 30 days of delivery.

    They offer up to three resolutions, each in a window, and have every effect there is, conditions over a
    dozen names, periods, rules for some offers only, ladders, and rules about the whole return.

    Args:
        max_rules: The most rules beside those that offer something and close the list.
    """
    return _policies(max_rules)


@st.composite
def _policies(draw: st.DrawFn, max_rules: int) -> Policy:
    offers = draw(st.lists(st.sampled_from(tuple(_OFFERS)), min_size=1, max_size=3, unique=True))
    rules = [_offering(draw, name) for name in offers]
    for _ in range(draw(st.integers(0, max_rules))):
        make = draw(st.sampled_from((_about_an_item, _about_an_item, _about_an_item, _about_the_return)))
        rules.insert(draw(st.integers(0, len(rules))), make(draw, offers))
    rules.append({"within": draw(st.sampled_from(_WINDOWS))})
    numbered = [Rule.model_validate({"id": f"r{n}"} | fields) for n, fields in enumerate(_charged(rules))]
    policy = Policy(
        id=PolicyId("generated"),
        timezone=draw(st.sampled_from(("UTC", "America/New_York", "Europe/Berlin"))),
        facts=DECLARED,
        rules=tuple(numbered),
    )
    compile_policy(policy)  # a policy with faults is an error here, not of the test that asked for one
    return policy


def _offering(draw: st.DrawFn, name: str) -> Fields:
    # A window of its own always has a condition, so that the one that closes the list can hold.
    fields: Fields = {"offer": ({"name": name, "gives": _OFFERS[name]},)}
    match draw(st.integers(0, 3)):
        case 2:
            fields["when"] = draw(_about_items)
        case 3:
            fields |= {"when": draw(_about_items), "within": draw(st.sampled_from(_WINDOWS))}
    return fields


def _about_an_item(draw: st.DrawFn, offers: list[str]) -> Fields:
    fields: Fields = {"when": draw(_about_items)}
    match draw(st.integers(0, 5)):
        case 0 | 1 | 2:
            kind = draw(st.sampled_from(tuple(_EFFECTS)))
            fields[kind] = draw(st.sampled_from(_EFFECTS[kind]))
            fields |= _for_some(draw, offers)
        case 3:
            kind = draw(st.sampled_from(("only", "withhold")))
            fields[kind] = tuple(_some(draw, offers))
        case 4:
            kind = draw(st.sampled_from(tuple(_EFFECTS_OF_ALL)))
            fields[kind] = draw(st.sampled_from(_EFFECTS_OF_ALL[kind]))
            if draw(st.booleans()):
                fields["say"] = "Only so."
        case _:
            fields["within"] = draw(st.sampled_from(_WINDOWS))
            fields |= _for_some(draw, offers)
            if len(offers) > 1 and draw(st.booleans()):
                # Always a later offer after an earlier one, so that no ladder is a circle.
                upper = draw(st.integers(0, len(offers) - 2))
                fields |= {"after": offers[upper], "scope": tuple(offers[upper + 1 :])}
    return fields | _where(draw)


def _about_the_return(draw: st.DrawFn, offers: list[str]) -> Fields:
    kind = draw(st.sampled_from(tuple(_EFFECTS_ON_RETURN)))
    fields: Fields = {kind: draw(st.sampled_from(_EFFECTS_ON_RETURN[kind]))}
    if draw(st.booleans()):
        fields["when"] = draw(_about_return)
    if draw(st.booleans()):
        fields[draw(st.sampled_from(("when_any", "when_all")))] = draw(_about_items)
    return fields if kind == "approve" else fields | _for_some(draw, offers)


def _for_some(draw: st.DrawFn, offers: list[str]) -> Fields:
    return {"scope": tuple(_some(draw, offers))} if draw(st.booleans()) else {}


def _some(draw: st.DrawFn, offers: list[str]) -> list[str]:
    return draw(st.lists(st.sampled_from(offers), min_size=1, unique=True))


def _where(draw: st.DrawFn) -> Fields:
    """Return what else says when a rule applies, and who sees it."""
    match draw(st.integers(0, 7)):
        case 5:
            return {"unless": draw(_about_items)}
        case 6:
            return {"placed": draw(st.sampled_from(_PERIODS))}
        case 7:
            return {"internal": True}
        case _:
            return {}


def _charged(rules: list[Fields]) -> list[Fields]:
    """Return *rules* with a fee at the end for each that is waived and never charged."""
    every = {fee["name"]: fee for fee in (*_FEES, *_FEES_OF_RETURN)}
    charged = {fee["name"] for fields in rules for fee in fields.get("fee", ())}
    waived = dict.fromkeys(name for fields in rules for name in fields.get("waive", ()))
    return [*rules, *({"fee": (every[name],)} for name in waived if name not in charged)]
