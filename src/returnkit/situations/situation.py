"""Situation: an item, its order and its request, put together from what is told of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from pydantic import ValidationError

from returnkit.decision import Decision, decide
from returnkit.diagnostics import Diagnostic
from returnkit.errors import InstantError, SituationError
from returnkit.expr.schema import Name, is_unknown
from returnkit.facts import (
    Address,
    Attributes,
    Customer,
    Inspection,
    Order,
    Payment,
    ReturnHistory,
    ReturnRequest,
    Shipping,
    Subject,
    Tender,
    Value,
)
from returnkit.ids import CustomerId, OrderId
from returnkit.money import Money
from returnkit.policy import Policy, compile_policy

from .draft import Draft, Fields
from .goods import items_of, lines_of, parcels_of
from .keys import AT, FAMILIES, key_of, nearest
from .moments import EVENTS, After, local
from .past import history_of
from .told import can_be_told, coded, marked, over_told
from .values import Given, read_value
from .writers import WRITERS

TYPICAL_DAY: Final = datetime(2026, 3, 3, tzinfo=UTC)
"""The day on which an order is placed of which nothing is told, at noon."""
_SHIPPED_AFTER, _DELIVERED_AFTER, _ASKED_AFTER = 1, 3, 1

_NO_GIVEN: Final[Mapping[str, object]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Situation:
    """What `decide` takes beside a policy, and what was told to make it.

    Attributes:
        order: The order; its line `line-1` is the one that is asked about.
        request: The request; its first item is the one that is asked about.
        at: The instant that it is judged for, UTC.
        history: The customer's past; None is not known.
        inspections: What was found, one a requested item; none where nobody looked.
        given: What was told, by key, in that order.
    """

    order: Order
    request: ReturnRequest
    at: datetime
    history: ReturnHistory | None
    inspections: tuple[Inspection | None, ...]
    given: Mapping[str, Given]


def situation(policy: Policy, given: Mapping[str, object] = _NO_GIVEN) -> Situation:
    """Return the typical situation under *policy*, but for what is *given*.

    Typically one shirt for 40 in the policy's currency is ordered on a Tuesday at noon, arrives three days
    later, and is asked back the day after that, unused and in full, because it is not wanted; everything that
    the policy can ask is answered, nothing was sent back before, and nobody looked at the goods yet. An event
    that is told moves those that follow it.

    Args:
        policy: The policy; what is told is read in its zone and its currency.
        given: Values by key, see `keys_of`; as a document, a cell or Python has them. `UNKNOWN` and None
            are told, too.

    Raises:
        SituationError: With everything in *given* that cannot be; the path of each is its key.
        DocumentError: The policy has faults.
    """
    told = _read(policy, given)
    draft = _draft(policy, told)
    try:
        found = _assembled(policy, draft, told)
    except (ValidationError, InstantError, ValueError) as exc:
        raise SituationError(_faults(exc)) from exc
    return _checked(policy, found)


def decided(policy: Policy, situation: Situation) -> Decision:
    """Return what *policy* says in *situation*, computed names read as they are told."""
    is_told = any(name.startswith("=") for name in situation.order.attributes)
    return decide(
        over_told(policy) if is_told else policy,
        situation.order,
        situation.request,
        at=situation.at,
        history=situation.history,
        inspections=situation.inspections,
    )


def facts_in(policy: Policy, situation: Situation, paths: tuple[str, ...]) -> dict[str, Value]:
    """Return what *policy* reads in *situation* under each of *paths*, names of its vocabulary."""
    vocabulary = compile_policy(over_told(policy)).vocabulary
    order, request = situation.order, situation.request
    item = request.items[0]
    found = situation.inspections[0] if situation.inspections else None
    subject = Subject(
        order, order.lines[0], item, request, policy.currency, situation.history, found, situation.at
    )
    facts = {path: vocabulary.get(path) for path in paths}
    return {path: fact.read(subject) for path, fact in facts.items() if fact is not None}


def _read(policy: Policy, given: Mapping[str, object]) -> dict[str, Given]:
    """Return *given* as values of keys."""
    found: dict[str, Given] = {}
    faults: list[Diagnostic] = []
    for path, value in given.items():
        key = key_of(policy, path)
        if key is None:
            message = f"unknown name `{path}`"
            faults.append(Diagnostic("situation.unknown", message, path=path, help=nearest(policy, path)))
            continue
        try:
            found[path] = read_value(key, value, policy.zone)
        except ValueError as exc:
            faults.append(Diagnostic("situation.value", str(exc), path=path))
    if faults:
        raise SituationError(tuple(faults))
    return found


# --- when ------------------------------------------------------------------------------------------


def _instants(policy: Policy, told: Mapping[str, Given]) -> dict[str, datetime]:
    """Return the instants of the order's life, those that are told and those that follow from them."""
    zone = policy.zone
    life = (*EVENTS.values(), AT)
    known = {path: value for path, value in told.items() if isinstance(value, datetime) and path in life}
    relative = {path: value for path, value in told.items() if isinstance(value, After)}

    def days(start: datetime, number: int) -> datetime:
        return After(number, "days", "order").from_(start, zone)

    def settle() -> None:
        # Those that another tells: as often as one more is found.
        while ready := [p for p, v in relative.items() if p not in known and EVENTS[v.event] in known]:
            known.update({p: relative[p].from_(known[EVENTS[relative[p].event]], zone) for p in ready})

    settle()
    anchors = (
        ("order.placed_at", 0),
        ("order.shipped_at", _SHIPPED_AFTER),
        ("order.delivered_at", _DELIVERED_AFTER),
    )
    at_after = _DELIVERED_AFTER + _ASKED_AFTER
    if "order.placed_at" not in known:
        for path, after in (*anchors, (AT, at_after)):
            if path in known:
                known["order.placed_at"] = days(known[path], -after)
                break
        else:
            known["order.placed_at"] = local(TYPICAL_DAY.date(), time(12), zone)
    settle()
    for path, after in anchors:
        if path not in told:
            known.setdefault(path, days(known["order.placed_at"], after))
        settle()
    if AT not in told:
        start = known.get("order.delivered_at", days(known["order.placed_at"], _DELIVERED_AFTER))
        known.setdefault(AT, days(start, _ASKED_AFTER))
    settle()
    if missing := [path for path in relative if path not in known]:
        faults = [
            Diagnostic(
                "situation.event",
                f"`{path}` is told by `{relative[path].event}`, which is not known here",
                path=path,
                help=f"tell `{EVENTS[relative[path].event]}`, or give `{path}` a time of its own",
            )
            for path in missing
        ]
        raise SituationError(tuple(faults))
    return known


# --- what ------------------------------------------------------------------------------------------


def _draft(policy: Policy, told: Mapping[str, Given]) -> Draft:
    """Return the typical facts with what is *told* written into them."""
    instants = _instants(policy, told)
    currency = str(told.get("order.currency", policy.currency))
    draft = Draft(currency, told, instants[AT])
    draft.order |= {path.partition(".")[2]: instant for path, instant in instants.items() if path != AT}
    draft.order |= {"currency": currency, "number": "#1001", "channel": "web", "tags": frozenset()}
    draft.order["tenders"] = ({"kind": "card"},)
    draft.address |= {"country": "US"}
    draft.customer |= {"tags": frozenset()}
    draft.line |= {"title": "Linen shirt", "category": "shirts", "tags": frozenset()}
    draft.item |= {"reason": "unwanted", "condition": "unused", "is_opened": False}
    draft.request |= {"has_proof_of_purchase": True, "method": "mail"}
    for name in _declared(policy):
        if name.path not in told and _needs_typical(policy, name):
            _write_own(policy, draft, name, name.typical)
    for path, value in told.items():
        if path in instants and not is_unknown(value):
            continue
        if isinstance(value, After):
            value = value.from_(instants[EVENTS[value.event]], policy.zone)
        if (writer := WRITERS.get(path)) is not None:
            writer(draft, value)
        elif path in policy.facts:
            _write_own(policy, draft, compile_policy(policy).vocabulary.schema[path], value)
        elif path.partition(".")[0] == "evidence":
            draft.item.setdefault("evidence", {})[path.partition(".")[2]] = int(str(value))
        elif path.partition(".")[0] == "answers":
            draft.attribute("answers", path.partition(".")[2], value)
    return draft


def _declared(policy: Policy) -> tuple[Name, ...]:
    schema = compile_policy(policy).vocabulary.schema
    return tuple(schema[path] for path in policy.facts)


def _needs_typical(policy: Policy, name: Name) -> bool:
    """Return whether *name* is unknown unless something is told of it, and would be known typically."""
    given = policy.facts[name.path]
    return (
        given.default is None and not given.nullable and name.ask != "inspection" and name.path not in WRITERS
    )


def _write_own(policy: Policy, draft: Draft, name: Name, value: Any) -> None:
    """Write a name that *policy* declares where its reader looks for it."""
    if value is None or is_unknown(value):
        return
    stored = int(value) if isinstance(value, Decimal) and value == int(value) else value
    if name.root == "history":
        draft.past.setdefault("counters", {})[name.attribute] = int(str(stored))
    elif name.ask == "inspection" or name.root == "inspection":
        draft.inspection.setdefault("answers", {})[name.attribute] = stored
    elif name.ask == "staff":
        draft.attribute("staff_answers", name.attribute, stored)
        draft.attribute("staff_answers_of_all", name.attribute, stored)
    elif name.ask == "shopper" or name.root == "request":
        draft.attribute("answers", name.attribute, stored)
        draft.attribute("answers_of_all", name.attribute, stored)
    else:
        draft.attribute({"item": "line"}.get(name.root, name.root), name.attribute, stored)


def _assembled(policy: Policy, draft: Draft, told: Mapping[str, Given]) -> Situation:
    reasons = compile_policy(policy).vocabulary.reasons
    lines = lines_of(draft)
    order = _order(draft, lines)
    request = _request(draft, items_of(draft, lines, reasons))
    history = _history(draft, order.id, told)
    found = _inspection(draft, told)
    inspections = () if found is None else (found,)
    return Situation(order, request, draft.at, history, inspections, MappingProxyType(dict(told)))


def _order(draft: Draft, lines: tuple[Any, ...]) -> Order:
    fields: Fields = dict(draft.order)
    tenders = fields.pop("tenders")
    paid = (
        None
        if tenders is None
        else tuple(Tender(**{**each, "kind": _kind(each["kind"])}) for each in tenders)
    )
    payment = Payment(status=fields.pop("payment_status", None), tenders=paid)
    shipping_paid = fields.pop("shipping_paid", None)
    zero = Money.zero(draft.currency)
    shipping = None if shipping_paid is None else Shipping(price=shipping_paid, discount=zero, tax=zero)
    for event in ("shipped_at", "delivered_at", "ready_at", "collected_at", "last_scan_at"):
        fields.pop(event, None)
    goods = sum(line.unit_price.minor * line.quantity - line.discount.minor for line in lines)
    total = fields.pop("total", None) or Money(
        goods + (shipping_paid.minor if shipping_paid else 0), draft.currency
    )
    attributes = Attributes(draft.attributes.get("order", {}))
    return Order(
        id=OrderId("order-1"),
        total=total,
        lines=lines,
        fulfillments=parcels_of(draft, lines),
        shipping=shipping,
        payment=payment,
        customer=_customer(draft),
        shipping_address=None if draft.address.get("country") is None else Address(**draft.address),
        attributes=attributes,
        **fields,
    )


def _kind(kind: Any) -> Any:
    from returnkit.facts import TenderKind

    return TenderKind(kind)


def _customer(draft: Draft) -> Customer:
    attributes = Attributes(draft.attributes.get("customer", {}))
    return Customer(id=CustomerId("customer-1"), attributes=attributes, **draft.customer)


def _request(draft: Draft, items: tuple[Any, ...]) -> ReturnRequest:
    fields = dict(draft.request)
    place = None
    if draft.place:
        merged = {"country": draft.address.get("country")} | draft.place
        place = Address(**merged)
    return ReturnRequest(
        items=items,
        ships_from=place,
        proof_of_purchase=fields.pop("has_proof_of_purchase"),
        answers=Attributes(draft.attributes.get("answers_of_all", {})),
        staff_answers=Attributes(draft.attributes.get("staff_answers_of_all", {})),
        **fields,
    )


def _history(draft: Draft, order_id: OrderId, told: Mapping[str, Given]) -> ReturnHistory | None:
    if any(path.partition(".")[0] == "history" and is_unknown(value) for path, value in told.items()):
        return None
    own, household = dict(draft.past.pop("counters", {})), {}
    for name in [name for name in own if name.startswith("household_")]:
        household[name.removeprefix("household_")] = own.pop(name)
    for path, value in told.items():
        family, _, name = path.partition(".")
        if family in FAMILIES and family.endswith("counters"):
            (own if family == "counters" else household)[name] = int(str(value))
    return history_of(draft, order_id, own, household)


def _inspection(draft: Draft, told: Mapping[str, Given]) -> Inspection | None:
    fields = dict(draft.inspection)
    if "inspection" in told or not fields:
        return None
    return Inspection(answers=Attributes(fields.pop("answers", {})), **fields)


# --- what came of it -------------------------------------------------------------------------------


def _checked(policy: Policy, found: Situation) -> Situation:
    """Return *found* with what is told of computed names; refuse what the facts contradict."""
    schema = compile_policy(policy).vocabulary.schema
    paths = tuple(path for path in found.given if path in schema)
    read = facts_in(policy, found, paths)
    told: dict[str, Any] = {}
    faults: list[Diagnostic] = []
    for path in paths:
        wanted, seen = found.given[path], read[path]
        if isinstance(wanted, After) or _is_same(path, wanted, seen):
            continue
        if can_be_told(policy, path) and path not in policy.facts:
            told[marked(path)] = coded(schema[path], wanted)
            continue
        shown = "not known" if is_unknown(seen) else f"`{seen}`"
        message = f"`{path}` cannot be `{wanted}` here: what else is told makes it {shown}"
        faults.append(Diagnostic("situation.contradiction", message, path=path))
    if faults:
        raise SituationError(tuple(faults))
    if not told:
        return found
    order = found.order.evolve(attributes=Attributes({**found.order.attributes, **told}))
    return Situation(order, found.request, found.at, found.history, found.inspections, found.given)


def _is_same(path: str, wanted: Given, seen: Value) -> bool:
    if is_unknown(wanted) or is_unknown(seen):
        return is_unknown(wanted) and is_unknown(seen)
    if (
        path in ("order.paid_by", "request.evidence")
        and isinstance(wanted, frozenset)
        and isinstance(seen, frozenset)
    ):
        return wanted <= seen  # the kind of a tender stands beside its programme
    return bool(wanted == seen)


def _faults(exc: Exception) -> tuple[Diagnostic, ...]:
    if isinstance(exc, ValidationError):
        return tuple(
            Diagnostic(
                "situation.impossible",
                str(error.get("ctx", {}).get("error", error["msg"])),
                path=".".join(map(str, error["loc"])),
            )
            for error in exc.errors()
        )
    return (Diagnostic("situation.impossible", str(exc)),)
