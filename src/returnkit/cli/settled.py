"""Settled: what a return comes to, as text or as JSON.

Keys are only ever added; `returnkit` is raised when one has to change. Amounts are texts of major units.
What does not apply is null. It names rules: it is for staff and systems, not for shoppers.

```
{
  "returnkit": 1,
  "policy": "wayfair-us", "order": "#1042", "currency": "USD", "return": null,
  "total": "81.60",                     below zero where the customer owes
  "due": "0.00",
  "items": [{
    "item": 0, "line": "910001",        item: its place in the decision
    "offer": "refund", "quantity": 1,
    "settles": true                     whether the units count as settled
  }],
  "components": [{                      they sum to the total
    "code": "fee", "label": "component.fee", "amount": "-18.40",
    "offer": "refund", "item": null, "line": null, "units": 1,
    "name": "label", "kind": "label", "rule": "label-is-deducted", "source": "wayfair-us",
    "base": "18.40", "figure": "100 % of label per parcel",
    "stated": null                      what it would be if nothing capped it
  }],
  "payouts": [{
    "offer": "refund", "to": "original", "amount": "81.60", "bonus": "0.00",
    "tender": 0, "instead_of": null     places among the order's means of payment
  }],
  "exchanged": [],                      [{"offer": …, "amount": …, "tender": 0}]
  "granted": "0.00", "points_back": 0,
  "entries": […]                        what the ledger counts; `--after` reads them back
}
```
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any, Final

import typer
from pydantic import TypeAdapter, ValidationError

from returnkit.clock import SystemClock
from returnkit.decision import Audience, Decision
from returnkit.errors import AmountError, LedgerError
from returnkit.facts import Order
from returnkit.ids import ReturnId
from returnkit.money import Money
from returnkit.settlement import (
    ItemChoice,
    Ledger,
    LedgerEntry,
    MoneyRules,
    Settlement,
    TenderOrder,
    default_choices,
    explain_settlement,
    opened,
    settle,
    simulate,
)

from .asked import OptionError
from .decided import decided
from .inputs import SHOPIFY, Origin
from .leaving import leaving
from .options import (
    Answers,
    At,
    Condition,
    EvidenceGiven,
    From,
    Items,
    Lang,
    Language,
    Number,
    OrderFile,
    PolicyFile,
    ReasonCode,
    Refunds,
    Timezone,
    Wish,
)
from .streams import put, read_text

FORM: Final = 1
_ENTRIES: Final[TypeAdapter[tuple[LedgerEntry, ...]]] = TypeAdapter(tuple[LedgerEntry, ...])

Captured = Annotated[
    str | None,
    typer.Option(metavar="AMOUNT", help="What was received for the order. Default: what the order says."),
]
Offers = Annotated[
    list[str] | None,
    typer.Option(
        "--offer",
        metavar="[ITEM=]NAME",
        help="The offer that is taken, of every item or of the one at that place, from 0. "
        "Default: what the customer wishes, else the first that stands.",
    ),
]
Labels = Annotated[
    list[str] | None,
    typer.Option("--label", metavar="AMOUNT", help="What a label costs the shop, repeatable."),
]
Standard = Annotated[
    str | None,
    typer.Option(metavar="AMOUNT", help="What the cheapest delivery on offer cost, tax included."),
]
SetFees = Annotated[
    list[str] | None,
    typer.Option("--set-fee", metavar="NAME=AMOUNT", help="A fee that the inspection has set, repeatable."),
]
After = Annotated[
    list[str] | None,
    typer.Option(metavar="FILE", help="An earlier settlement of the order, as `--json` printed it."),
]


def settle_command(
    order: OrderFile,
    policy: PolicyFile,
    *,
    source: From = SHOPIFY,
    number: Number = None,
    refunds: Refunds = None,
    timezone: Timezone = None,
    at: At = None,
    item: Items = None,
    reason: ReasonCode = None,
    condition: Condition = None,
    resolution: Wish = None,
    answer: Answers = None,
    evidence: EvidenceGiven = None,
    offer: Offers = None,
    captured: Captured = None,
    label: Labels = None,
    standard_delivery: Standard = None,
    set_fee: SetFees = None,
    tenders: Annotated[
        TenderOrder, typer.Option(help="In which order the means that paid are refunded.")
    ] = TenderOrder.AS_PAID,
    return_id: Annotated[
        str | None, typer.Option("--return", metavar="ID", help="The return that it is for.")
    ] = None,
    after: After = None,
    approved: Annotated[
        bool, typer.Option("--approved", help="A person approved offers that do not surely stand.")
    ] = False,
    audience: Annotated[
        Audience, typer.Option(help="Whom it is for; a shopper is told no rule.")
    ] = Audience.AGENT,
    lang: Lang = None,
    spread: Annotated[
        bool, typer.Option("--range", help="Print the least and the most, while something is still open.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the settlement as JSON.")] = False,
) -> None:
    """Settle a return: what is paid, withheld and owed, every cent with its cause.

    Exits with 0 when it was settled; 1 when an input has faults, or something is not certain; 2 when the
    command is not well formed.
    """
    with leaving():
        if as_json and spread:
            raise OptionError("--range", "JSON holds one settlement", help="leave out one of the two")
        found = decided(
            Origin(order, source, number, refunds, timezone),
            policy,
            at=at,
            items=item or (),
            reason=reason,
            condition=condition,
            resolution=resolution,
            answers=answer or (),
            evidence=evidence or (),
        )
        decision, of = found.decision, found.decision.order
        ledger = _after(_opened(of, captured), after or ())
        choices = _choices(decision, offer or (), set_fee or ())
        rules = MoneyRules(tender_order=tenders)
        name = None if return_id is None else ReturnId(return_id)
        labels = None if label is None else [_amount("--label", each, of) for each in label]
        standard = None
        if standard_delivery is not None:
            standard = _amount("--standard-delivery", standard_delivery, of)
        if spread:
            both = simulate(
                decision,
                choices,
                ledger,
                rules=rules,
                return_id=name,
                labels=labels,
                standard_delivery=standard,
            )
            told = [both.least] if both.is_certain else [both.least, both.most]
        else:
            one = settle(
                decision,
                choices,
                ledger,
                rules=rules,
                return_id=name,
                labels=labels,
                standard_delivery=standard,
                is_approved=approved,
            )
            told = [one]
    found.warn()
    if as_json:
        put(json.dumps(_shape(told[0]), ensure_ascii=False, indent=2) + "\n")
        return
    locale = (lang or Language.EN).value
    pages = [str(explain_settlement(each, audience=audience, locale=locale)) for each in told]
    put("\n\n".join(pages) + "\n")


def _opened(order: Order, captured: str | None) -> Ledger:
    if captured is not None:
        return opened(order, captured=_amount("--captured", captured, order))
    try:
        return opened(order)
    except LedgerError as exc:
        if all(fault.code == "ledger.received_unknown" for fault in exc.faults):
            help_ = f"if all of it was, give `--captured {order.total.decimal}`"
            raise OptionError("--captured", "the order does not say what was received", help=help_) from exc
        raise


def _amount(option: str, text: str, order: Order) -> Money:
    try:
        return Money.of(text, order.currency)
    except AmountError as exc:
        raise OptionError(option, str(exc), help=f"write it in {order.currency}, such as `4.99`") from exc


def _choices(decision: Decision, offers: Sequence[str], fees: Sequence[str]) -> list[ItemChoice]:
    everywhere, named = "", dict[int, str]()
    for text in offers:
        before, equals, name = text.rpartition("=")
        if not equals:
            everywhere = name
        elif before.isdecimal() and int(before) < len(decision.items):
            named[int(before)] = name
        else:
            help_ = f"places are 0 to {len(decision.items) - 1}; write it as `refund`, or `0=refund`"
            raise OptionError("--offer", f"there is no item at place `{before}`", help=help_)
    set_fees = dict(_set(decision, text) for text in fees)
    found = {each.place: each for each in default_choices(decision)}
    for place in range(len(decision.items)):
        if taken := named.get(place, everywhere):
            found[place] = ItemChoice(place=place, offer=taken)
    if not found:
        help_ = "see what is open with `returnkit explain`, or name an offer and give `--approved`"
        raise OptionError("--offer", "no offer surely stands for any item", help=help_)
    return [found[place].evolve(set_fees=set_fees) for place in sorted(found)]


def _set(decision: Decision, text: str) -> tuple[str, Money]:
    name, equals, amount = text.partition("=")
    if not equals:
        raise OptionError("--set-fee", f"`{text}` is no fee", help="write it as `NAME=AMOUNT`")
    return name, _amount("--set-fee", amount, decision.order)


def _after(ledger: Ledger, files: Sequence[str]) -> Ledger:
    for file in files:
        try:
            earlier = json.loads(read_text(file))
            entries = _ENTRIES.validate_json(json.dumps(earlier["entries"]))
        except (ValueError, KeyError, TypeError, ValidationError) as exc:
            help_ = "give a file that `returnkit settle --json` wrote"
            raise OptionError("--after", f"`{file}` is no settlement", help=help_) from exc
        ledger = ledger.after(entries)
    return ledger


def _shape(settlement: Settlement) -> dict[str, Any]:  # Any: what JSON holds
    decision = settlement.decision
    return {
        "returnkit": FORM,
        "policy": decision.policy.id,
        "order": decision.order.number,
        "currency": settlement.total.currency,
        "return": settlement.return_id,
        "total": _text(settlement.total),
        "due": _text(settlement.due),
        "items": [
            {
                "item": each.choice.place,
                "line": decision.items[each.choice.place].line_id,
                "offer": each.offer,
                "quantity": each.quantity,
                "settles": each.settles,
            }
            for each in settlement.items
        ],
        "components": [
            {
                "code": each.code.value,
                "label": each.label,
                "amount": _text(each.amount),
                "offer": each.offer,
                "item": each.place,
                "line": each.line_id,
                "units": each.units,
                "name": each.name,
                "kind": each.kind,
                "rule": each.rule,
                "source": each.source,
                "base": None if each.base is None else _text(each.base),
                "figure": each.figure,
                "stated": None if each.stated is None else _text(each.stated),
            }
            for each in settlement.components
        ],
        "payouts": [
            {
                "offer": each.offer,
                "to": each.to.value,
                "amount": _text(each.amount),
                "bonus": _text(each.bonus),
                "tender": each.tender,
                "instead_of": each.instead_of,
            }
            for each in settlement.payouts
        ],
        "exchanged": [
            {"offer": each.offer, "amount": _text(each.amount), "tender": each.tender}
            for each in settlement.exchanged
        ],
        "granted": _text(settlement.granted),
        "points_back": settlement.points_back,
        "entries": _ENTRIES.dump_python(settlement.entries(SystemClock().now()), mode="json"),
    }


def _text(amount: Money) -> str:
    return str(amount.decimal)
