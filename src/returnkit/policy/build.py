"""Build: policies in Python, as values that combine."""

from __future__ import annotations

from typing import Any

from returnkit.expr.condition import Condition, when
from returnkit.facts import Resolution
from returnkit.ids import RuleId

from .document import Rule
from .effects import Offer, Refusal, Review
from .periods import Deferral, Extension, Period
from .windows import Window

Effect = dict[str, Any]
"""Fields of a rule; what the functions here give and `rule` joins."""


def rule(id: str, *parts: Condition | Effect, internal: bool = False) -> Rule:
    """Return the rule *id* of conditions and effects, in any order.

    `rule("final-sale", when("item.is_final_sale"), refuse("Final sale."))`

    Raises:
        ValueError: Two parts speak about the same thing.
        pydantic.ValidationError: A part does not fit.
    """
    fields: Effect = {}
    for part in parts:
        given = {"when": part.text} if isinstance(part, Condition) else part
        if twice := fields.keys() & given.keys():
            raise ValueError(f"rule `{id}` says `{min(twice)}` twice: join conditions with `&` or `|`")
        fields |= given
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


__all__ = [
    "Effect",
    "allow",
    "defer",
    "extend",
    "offer",
    "only",
    "placed",
    "refuse",
    "review",
    "rule",
    "scope",
    "when",
    "withhold",
    "within",
]
