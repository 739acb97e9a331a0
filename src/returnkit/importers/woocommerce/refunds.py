"""Refunds: resources of their own; the order holds their totals only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from returnkit.facts import Adjustment, Refund, RefundedLine
from returnkit.ids import LineId
from returnkit.importers.instants import utc_instant
from returnkit.importers.payload import Node, parse
from returnkit.importers.result import Warnings
from returnkit.money import Money

_OF_LINE: Final = "_refunded_item_id"
_BESIDE: Final = {"shipping_lines": "shipping_refund", "fee_lines": "fee_refund"}


def resources_of(given: Sequence[object] | str | bytes, *, of: str | None = None) -> tuple[Node, ...]:
    """Return the refund resources of a list or its JSON text; their paths begin with `refund_resources`.

    Args:
        given: The list.
        of: The id of their order, where there are several.
    """
    root = parse(given)
    return tuple(root.at("refund_resources" if of is None else f"refund_resources({of})").required_items())


def refunded_quantities(resources: Sequence[Node]) -> Counter[str]:
    """Return how many units of each line were refunded."""
    counted: Counter[str] = Counter()
    for resource in resources:
        for part in resource["line_items"].items():
            if quantity := _units(part):
                counted[_line_of(part)] += quantity
    return counted


def refunds(
    order: Node, resources: Sequence[Node], currency: str, warnings: Warnings, *, gross: bool
) -> tuple[Refund, ...]:
    """Return the refunds of *order*, oldest first; nothing is recomputed.

    Args:
        order: The order.
        resources: Its refund resources, as far as given.
        currency: The order's.
        warnings: Where to warn.
        gross: Whether prices include tax.
    """
    embedded = {node["id"].identifier(): node for node in order["refunds"].items()}
    found = []
    for resource in resources:
        id = resource["id"].identifier()
        listed = embedded.pop(id, None)
        if listed is None and order["refunds"].is_given:
            help_ = "give the refunds of this order, and the order as it is now"
            resource["id"].refuse(
                f"the order does not list the refund `{id}`, or it is given twice", help=help_
            )
        refund = _refund(resource, currency, warnings, gross=gross)
        if listed is not None and _total(listed, currency) != refund.amount:
            message = (
                f"the order says `{_total(listed, currency)}`, the refund `{refund.amount}`, which is kept"
            )
            warnings.add("refund_total_differs", listed["total"], message)
        found.append(refund)
    found += [_without_resource(order, node, currency, warnings) for node in embedded.values()]
    return tuple(sorted(found, key=lambda refund: refund.at))


def _without_resource(order: Node, node: Node, currency: str, warnings: Warnings) -> Refund:
    amount = _total(node, currency)
    message = (
        f"only the total of `{amount}` is known of this refund, not its units; "
        "its time is that of the order's last change"
    )
    warnings.add("refund_without_resource", node, message, help="give the refund resources as `refunds`")
    return node.build(
        lambda: Refund(id=node["id"].identifier(), at=utc_instant(order["date_modified_gmt"]), amount=amount)
    )


def _refund(node: Node, currency: str, warnings: Warnings, *, gross: bool) -> Refund:
    amount, nothing = node["amount"].money(currency), Money.zero(currency)
    lines = tuple(
        _refunded_line(part, currency, gross=gross) for part in node["line_items"].items() if _units(part)
    )
    adjustments = tuple(_adjustments(node, currency, warnings, gross=gross))
    if node["currency"].is_given and node["currency"].text() != currency:
        node["currency"].refuse(f"the order is in {currency}")
    parts = sum((part.amount + (nothing if gross else part.tax) for part in lines), nothing)
    parts -= sum((part.amount + (nothing if gross else part.tax) for part in adjustments), nothing)
    if parts != amount:
        message = f"`{amount}` went back, its lines and adjustments come to `{parts}`"
        warnings.add("refund_differs", node["amount"], message)
    return node.build(
        lambda: Refund(
            id=node["id"].identifier(),
            at=utc_instant(node["date_created_gmt"]),
            amount=amount,
            lines=lines,
            adjustments=adjustments,
        )
    )


def _refunded_line(part: Node, currency: str, *, gross: bool) -> RefundedLine:
    amount, tax = _given_back(part, currency, gross=gross)
    return part.build(
        lambda: RefundedLine(line_id=LineId(_line_of(part)), quantity=_units(part), amount=amount, tax=tax)
    )


def _adjustments(node: Node, currency: str, warnings: Warnings, *, gross: bool) -> Iterator[Adjustment]:
    for part in node["line_items"].items():
        amount, tax = _given_back(part, currency, gross=gross)
        if not _units(part) and (amount.minor or tax.minor):
            message = f"`{amount}` for line `{_line_of(part)}` without units, kept as an adjustment"
            warnings.add("refund_without_units", part["quantity"], message)
            yield Adjustment(kind="line_refund", amount=-amount, tax=-tax)
    for key, kind in _BESIDE.items():
        for part in node[key].items():
            amount, tax = _given_back(part, currency, gross=gross)
            if amount.minor or tax.minor:
                yield Adjustment(kind=kind, amount=-amount, tax=-tax)


def _given_back(part: Node, currency: str, *, gross: bool) -> tuple[Money, Money]:
    amount, tax = -part["total"].signed_money(currency), Money.zero(currency)
    if part["total_tax"].is_given:
        tax = -part["total_tax"].signed_money(currency)
    return (amount + tax if gross else amount), tax


def _units(part: Node) -> int:
    quantity = part["quantity"].signed_whole()
    if quantity > 0:
        part["quantity"].refuse(f"`{quantity}` units of a refund are not below zero")
    return -quantity


def _line_of(part: Node) -> str:
    named = [entry["value"] for entry in part["meta_data"].items() if entry["key"].text() == _OF_LINE]
    if not named:
        part["meta_data"].refuse(f"no `{_OF_LINE}` says which line was refunded")
    return named[0].identifier()


def _total(node: Node, currency: str) -> Money:
    return -node["total"].signed_money(currency)
