"""Worked: questions to the naive interpreter, and its answers, written as short as a hand writes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from returnkit.facts import Attributes, Bundle, Inspection, Order, RequestedItem, ReturnHistory
from returnkit.policy import Policy, load_policy
from tests.builders import DELIVERED, a_line, a_request, an_order
from tests.naive import RANK
from tests.naive_return import NaiveReturn, judge_return

PHOTO = "ask: {photo: 2.., before: decision}"
OPENED = Attributes({"opened": True})
SEALED = Attributes({"opened": False})
NONE_YET = ReturnHistory()


def a_policy(rules: str, *, offers: str = "[refund, exchange]", name: str = "shop") -> Policy:
    """Return *rules*, one a line, above a policy that offers *offers* within 30 days of delivery."""
    head = (
        f"returnkit: 1\npolicy: {name}\nfacts:\n"
        "  item.opened: {type: boolean, ask: shopper}\n"
        "  item.weight: {type: number}\n"
        "  item.grade: {type: [a, b], ask: inspection}\n"
        "rules:\n"
    )
    lines = [f"- {{id: {line.strip().replace(' ', ', ', 1)}}}\n" for line in rules.strip().splitlines()]
    tail = f"- {{id: offers, offer: {offers}}}\n- {{id: days, within: 30 days of delivery}}\n"
    return load_policy(head + "".join(lines) + tail)


def said(
    rules: str,
    *items: RequestedItem,
    order: Order | None = None,
    history: ReturnHistory | None = NONE_YET,
    inspections: Sequence[Inspection | None] = (),
    floors: Sequence[Policy] = (),
    offers: str = "[refund, exchange]",
    **request: Any,  # as the model has it
) -> NaiveReturn:
    """Return what is said of *items*, or of one unit of the first line, on the day after delivery."""
    return judge_return(
        a_policy(rules, offers=offers),
        order or an_order([a_line("line-1", quantity=4), a_line("line-2", quantity=2)]),
        a_request(*items, **request),
        DELIVERED,
        history,
        inspections,
        floors,
    )


def a_set(*, parts: frozenset[str] = frozenset(), left: int = 1) -> Order:
    """Return an order of a set of two lines and a third line on its own."""
    bundle = Bundle(id="set-1", components=parts)
    return an_order(
        [
            a_line("table", bundle=bundle),
            a_line("lamp", bundle=Bundle(id="set-1"), current_quantity=left),
            a_line("rug", quantity=2),
        ]
    )


def standing(found: NaiveReturn) -> list[str]:
    """Return each part as `2 refund:yes exchange:no/yes (limit) = eligible`."""
    told = []
    for part in found.parts:
        offers = [
            f"{offer.name}:{'/'.join(status for status in RANK if status in offer.statuses)}"
            for offer in part.offers
        ]
        told.append(" ".join([str(part.quantity), *offers, "=", part.verdict]))
    return told


def reasons(found: NaiveReturn) -> list[str]:
    """Return each part's reasons as `limit by a, window by days`."""
    return [
        ", ".join(code + (f" by {rule}" if rule else "") for code, rule in part.reasons)
        for part in found.parts
    ]


def terms(found: NaiveReturn, offer: str = "refund") -> dict[str, str]:
    """Return the terms of *offer* of the first part: who may have said them."""
    (part, *_) = found.parts
    return _told(next(each.terms for each in part.offers if each.name == offer))


def return_terms(found: NaiveReturn, offer: str = "refund") -> dict[str, str]:
    return _told(found.terms.get(offer, {}))


def _told(terms: Any) -> dict[str, str]:
    return {
        key.name or key.kind.value: ", ".join(
            sorted(
                f"waived by {rule}" if effect is None and rule else (rule or "nobody")
                for effect, rule in each
            )
        )
        for key, each in terms.items()
    }
