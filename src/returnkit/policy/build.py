"""Build: policies in Python, as values that combine."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final, TypeAlias

from returnkit.expr.condition import Condition, when
from returnkit.facts import Resolution
from returnkit.ids import RuleId

from .charges import Collect, DecidedBy, Fee, FeeBase, FeeKind, FeePer
from .demands import Ask, Before, Counted, Limit, Whole
from .effects import Offer, Refusal, Review
from .payouts import Approval, Bonus, PaidTo, ShippingBack, ValueBasis
from .periods import Deferral, Extension, Period
from .rules import Rule
from .windows import Window

Effect = dict[str, Any]
"""Fields of a rule; what the functions here give and `rule` joins."""

Number: TypeAlias = int | Decimal | str
"""A number, exact, or an expression of the rule language that computes one."""

_ADD_UP: Final = ("fee", "waive")


def rule(id: str, *parts: Condition | Effect, internal: bool = False) -> Rule:
    """Return the rule *id* of conditions and effects, in any order.

    `rule("final-sale", when("item.is_final_sale"), refuse("Final sale."))`

    Several fees of one rule add up, and so do the fees it waives.

    Raises:
        ValueError: Two parts speak about the same thing.
        pydantic.ValidationError: A part does not fit.
    """
    fields: Effect = {}
    for part in parts:
        given = {"when": part.text} if isinstance(part, Condition) else part
        several = {key: (*fields.pop(key, ()), *given[key]) for key in _ADD_UP if key in given}
        if twice := fields.keys() & given.keys():
            raise ValueError(f"rule `{id}` says `{min(twice)}` twice: join conditions with `&` or `|`")
        fields |= given | several
    return Rule(id=RuleId(id), internal=internal, **fields)


def offer(*names: str, **gives: str | Resolution) -> Effect:
    """Put offers on the table: `offer("refund")`, `offer(late_credit="store_credit")`."""
    named = [Offer(name=name, gives=Resolution(name)) for name in names]
    return {"offer": (*named, *(Offer(name=name, gives=Resolution(gives[name])) for name in gives))}


def within(window: str | Window, *, after: str | None = None) -> Effect:
    """Give offers a window: `within("30 days of delivery")`.

    With *after* they open when the offer of that name closes.
    """
    given: Effect = {"within": Window.model_validate(window)}
    return given if after is None else given | {"after": after}


def placed(period: str | Period) -> Effect:
    """Speak about orders of a period, both days included: `placed("2026-11-01..2026-12-31")`."""
    return {"placed": Period.model_validate(period)}


def extend(until: str | Extension) -> Effect:
    """Move a closing back, never forward: `extend("until 2027-01-15")`, `extend("20 days")`."""
    return {"extend": Extension.model_validate(until)}


def defer(to: str | Deferral) -> Effect:
    """Let no clock start before a day: `defer("to 2027-01-02")`."""
    return {"defer": Deferral.model_validate(to)}


def refuse(say: str | None = None, *, code: str = "refused") -> Effect:
    """Refuse, with a sentence for the shopper and a word for reports."""
    return {"refuse": Refusal(code=code, say=say)}


def review(say: str | None = None) -> Effect:
    """Let a person look."""
    return {"review": Review(say=say)}


def allow() -> Effect:
    """Shelter from refusals and reviews below."""
    return {"allow": True}


def withhold(*offers: str) -> Effect:
    """Take offers off the table."""
    return {"withhold": offers}


def only(*offers: str) -> Effect:
    """Withhold all offers but these."""
    return {"only": offers}


def scope(*offers: str) -> Effect:
    """Bind the rule's effects to these offers; `for:` in a document."""
    return {"scope": offers}


def when_any(condition: str | Condition) -> Effect:
    """Let a rule about the whole return apply when this is true of an accepted item."""
    return {"when_any": _text(condition)}


def when_all(condition: str | Condition) -> Effect:
    """Let a rule about the whole return apply when this is true of every accepted item."""
    return {"when_all": _text(condition)}


def fee(
    name: str,
    *,
    flat: Number | None = None,
    percent: Number | None = None,
    of: str | FeeBase | None = None,
    per: str | FeePer | None = None,
    kind: str | FeeKind | None = None,
    at_least: Number | None = None,
    at_most: Number | None = None,
    decided: str | DecidedBy | None = None,
    collect: str | Collect | None = None,
) -> Effect:
    """Charge a fee: `fee("restocking", percent=15, of="paid")`, `fee("label", flat="6.50", per="return")`.

    Args:
        name: What rules call it.
        flat: An amount in the policy's currency, or an expression that computes it; never a float.
        percent: A share of the base, likewise.
        of: What the percentage is of: `paid`, `price`, `value`, `label`.
        per: What it is charged for once: `unit`, `line`, `return`, `parcel`.
        kind: What it is for; the name where that is a kind.
        at_least: The least it is.
        at_most: The most it is.
        decided: `inspection` makes it the most that the inspection may charge.
        collect: `shortfall_due` makes due what the payout does not cover; `due` deducts nothing.
    """
    said = {"name": name, "flat": flat, "percent": percent, "of": of, "per": per, "kind": kind}
    said |= {"at_least": at_least, "at_most": at_most, "decided": decided, "collect": collect}
    return {"fee": (Fee.model_validate(_said(said)),)}


def waive(*fees: str) -> Effect:
    """Do not charge fees of these names."""
    return {"waive": fees}


def rate(percent: Number) -> Effect:
    """Pay a share of what the goods are worth: `rate(50)`, `rate("50 %")`."""
    return {"rate": percent}


def value(basis: str | ValueBasis) -> Effect:
    """Take the goods at what was `paid`, at their `price`, or at their `lowest_recent_price`."""
    return {"value": basis}


def bonus(
    *, flat: Number | None = None, percent: Number | None = None, at_most: Number | None = None
) -> Effect:
    """Give something on top: `bonus(percent=10, at_most="25.00")`.

    Args:
        flat: An amount in the policy's currency, or an expression that computes it; never a float.
        percent: A share of the payout, likewise.
        at_most: The most it is for one order.
    """
    return {"bonus": Bonus.model_validate(_said({"flat": flat, "percent": percent, "at_most": at_most}))}


def pay_to(place: str | PaidTo) -> Effect:
    """Pay to a place such as `gift_card` or `bank_transfer`; `to:` in a document."""
    return {"to": place}


def ask(*, before: str | Before, **wanted: int | str) -> Effect:
    """Ask for evidence by kind and for answers by name.

    `ask(photo="1..5", serial="What is its serial number?", before="decision")`

    Args:
        before: By when: `decision` or `refund`.
        wanted: By name: for evidence how many, `2`, `"1..5"` or `"1.."`; for an answer the question.
    """
    return {"ask": Ask.model_validate({**wanted, "before": before})}


def by(*methods: str) -> Effect:
    """Let goods come back by these methods only."""
    return {"by": methods}


def not_by(*methods: str) -> Effect:
    """Let goods not come back by these methods."""
    return {"not_by": methods}


def limit(units: int, counter: str, *, of: str | Counted = Counted.CUSTOMER) -> Effect:
    """Let so many units come back ever, under a counter: `limit(1, "mattress_exchanges")`.

    Args:
        units: The most there may be, those of the past included.
        counter: The name under which they are counted.
        of: Whose they are: `customer` or `household`.
    """
    return {"limit": Limit.model_validate({"units": units, "counter": counter, "of": of})}


def whole(group: str | Whole) -> Effect:
    """Take a `bundle`, a `line` or an `order` back as a whole or not at all."""
    return {"whole": group}


def say(text: str) -> Effect:
    """Tell the shopper this where the rule's limit, its set or its doors are in the way."""
    return {"say": text}


def approve(how: str | Approval) -> Effect:
    """Approve the return by itself, `automatic`, or leave it to a person, `manual`."""
    return {"approve": how}


def shipping(back: str | ShippingBack) -> Effect:
    """Give back what was paid for delivery: `refund_paid`, `refund_standard` or `none`."""
    return {"shipping": back}


def _said(fields: Effect) -> Effect:
    return {key: given for key, given in fields.items() if given is not None}


def _text(condition: str | Condition) -> str:
    return condition if isinstance(condition, str) else condition.text


__all__ = [
    "Effect",
    "Number",
    "allow",
    "approve",
    "ask",
    "bonus",
    "by",
    "defer",
    "extend",
    "fee",
    "limit",
    "not_by",
    "offer",
    "only",
    "pay_to",
    "placed",
    "rate",
    "refuse",
    "review",
    "rule",
    "say",
    "scope",
    "shipping",
    "value",
    "waive",
    "when",
    "when_all",
    "when_any",
    "whole",
    "withhold",
    "within",
]
