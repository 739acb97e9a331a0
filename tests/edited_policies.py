"""Edited policies: one of 25 rules, and the changes of one sign that a slip of the hand makes in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final

from hypothesis import strategies as st

from returnkit.decision import Decision
from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name
from returnkit.policy import Policy, compile_policy, load_policy
from returnkit.situations import After, Given, Situation, spread
from returnkit.testing.strategies.cases import possible

TEXT: Final = """\
returnkit: 1
policy: outfitter
currency: EUR
timezone: Europe/Berlin
rules:
- {id: hygiene, when: 'item.category == "hygiene" and request.is_opened', refuse: {code: hygiene}}
- {id: personal, when: item.is_personalised, refuse: {code: custom_made}}
- {id: gift-cards, when: item.is_gift_card, refuse: {code: gift_card}}
- {id: reduced, when: 'item.discount_percent >= 70 and order.country != "DE"', refuse: {code: final_sale}}
- {id: frequent, internal: true, when: history.returns_90d > 8, review: true}
- {id: abuse, internal: true, when: history.return_rate_365d >= 0.75 and history.orders_365d > 4, refuse: {}}
- {id: heavy, when: (item.weight_grams ?? 0) > 20000, not_by: mail}
- {id: unproved, when: not request.has_proof_of_purchase and item.unit_paid > 50, withhold: refund}
- {id: photos, when: 'request.fault == "merchant" and item.unit_paid >= 30', ask: {photo: 1, before: refund}}
- {id: mattresses, when: 'item.category == "mattress"', limit: {units: 2, counter: mattresses}}
- {id: kept-long, when: 'customer.tier == "gold"', waive: restocking}
- {id: restocking, when: 'item.category == "electronics"', fee: {name: restocking, percent: 15, of: paid}}
- {id: costly, when: item.unit_price > 400, fee: {name: handling, flat: 9, per: unit}}
- {id: label, for: refund, when: order.total < 80, fee: {name: label, flat: 4.90, per: return}}
- {id: trusted, when: accepted.value <= 250 and history.returns_365d < 6, approve: automatic}
- {id: thanks, for: exchange, when: item.unit_paid >= 60, bonus: 5 %}
- {id: many, when: item.quantity >= 3, review: true}
- {id: refunds, offer: refund}
- {id: exchanges, when: item.unit_paid > 15, offer: exchange}
- {id: late, offer: {late_credit: store_credit}, within: 60 days of delivery}
- {id: holidays, placed: 2026-11-01..2026-12-24, extend: until 2027-01-15}
- {id: members, when: 'customer.tier == "gold"', within: 90 days of delivery}
- {id: faulty, when: 'request.fault == "merchant"', within: 180 days of delivery}
- {id: electronics, when: 'item.category == "electronics"', within: 14 days of delivery}
- {id: everybody, within: 30 days of delivery}
"""
POLICY: Final = load_policy(TEXT)

_SIGN: Final = re.compile(r" (>=|<=|>|<) ")
_BOUND: Final = re.compile(r"(?<= )(?:>=|<=|>|<) [0-9.]*([0-9])(?=[ ,'])")
_LENGTH: Final = re.compile(r"([0-9]) days of")


@dataclass(frozen=True)
class Edit:
    """A change of one sign.

    Attributes:
        text: The policy with it.
        shown: The line that has it.
    """

    text: str
    shown: str

    @cached_property
    def policy(self) -> Policy:
        """The policy with it, loaded when it is first asked."""
        return load_policy(self.text)


def edits() -> tuple[Edit, ...]:
    """Return every change of a comparison, of the last digit of a bound, or of a window's days."""
    return tuple(_edits())


def _edits() -> Iterator[Edit]:
    other = {">=": ">", "<=": "<", ">": ">=", "<": "<="}
    for found in _SIGN.finditer(TEXT):
        yield _edited(found.span(1), other[found[1]])
    for pattern in (_BOUND, _LENGTH):
        for found in pattern.finditer(TEXT):
            yield _edited(found.span(1), str((int(found[1]) + 1) % 10))


def _edited(span: tuple[int, int], sign: str) -> Edit:
    start, end = span
    text = TEXT[:start] + sign + TEXT[end:]
    return Edit(text, text[:end].rpartition("\n")[2] + text[end:].partition("\n")[0])


def outcome(decision: Decision) -> object:
    """Return what the shopper gets by *decision*, without when the offers close."""
    items = tuple(
        (
            item.verdict,
            tuple((offer.name, offer.statuses, offer.terms) for offer in item.offers),
            item.demands,
            item.doors,
        )
        for item in decision.items
    )
    return items, decision.terms, decision.approval


# --- what knows only the vocabulary ----------------------------------------------------------------


def plain_cases(policy: Policy) -> st.SearchStrategy[Situation]:
    """Return situations of names that *policy* reads, with any values that the vocabulary allows."""
    schema = compile_policy(policy).vocabulary.schema
    return _plain_cases(policy, [schema[path] for path in spread(policy) if path != "order.placed_at"])


@st.composite
def _plain_cases(draw: st.DrawFn, policy: Policy, names: list[Name]) -> Situation:
    given: dict[str, Given] = {}
    for name in draw(st.lists(st.sampled_from(names), max_size=4)):
        given[name.path] = draw(_plain(name))
    if draw(st.booleans()):
        given["at"] = After(draw(st.integers(0, 24 * 200)), "hours", "delivery")
    return possible(policy, given)


def _plain(name: Name) -> st.SearchStrategy[Given]:
    known: st.SearchStrategy[Given]
    match name.kind:
        case Kind.BOOLEAN:
            known = st.booleans()
        case Kind.NUMBER:
            scale = 2 if name.unit == "money" else name.scale or 0
            least, most = name.minimum or Decimal(0), name.maximum or Decimal(1_000)
            steps = st.integers(int(least.scaleb(scale)), int(most.scaleb(scale)))
            known = steps.map(lambda minor: Decimal(minor).scaleb(-scale))
        case _:
            known = (
                st.sampled_from(name.values) if name.values else st.text("abcdefgh", min_size=1, max_size=8)
            )
    return st.none() | known if name.nullable else known
