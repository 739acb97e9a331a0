"""The walk of one return: an order of a shop, a policy, an answer, and why. `python3 dev.py demo` runs it."""

from __future__ import annotations

import io
import json
import os
import sys
from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from returnkit import (
    Decision,
    Inspection,
    ItemChoice,
    Money,
    Order,
    Policy,
    RequestedItem,
    ReturnHistory,
    ReturnRequest,
    answer,
    counterfactuals,
    decide,
    explain,
    explain_settlement,
    load_policy,
    opened,
    questions,
    settle,
    why_not,
)
from returnkit.errors import DocumentError, NotAnOrderError, PayloadError
from returnkit.facts import Address
from returnkit.ids import ShopId
from returnkit.importers import ImportResult, csv_orders, shopify, woocommerce
from returnkit.lifecycle import Actor, ActorKind, Found, replay
from returnkit.service import ReturnDesk
from returnkit.storage.sql import SqlStore
from returnkit.testing import FakeRefundGateway, Fault, MovableClock
from returnkit.testing.coverage import ObligationKind, covered
from returnkit.testing.tables import load_table, read_table, run_case
from returnkit.verify import diff

HERE = Path(__file__).resolve().parent
ORDER = HERE / "data" / "shopify_order.json"
POLICY = HERE / "policies" / "rei.yaml"
TERMS = HERE / "acme.yaml"
TESTED = HERE / "policy-repo" / "policies" / "returns.yaml"
OTHERS = HERE.parents[1] / "shared" / "data" / "payloads" / "shopify"
AT = datetime.fromisoformat("2026-12-05T10:00-08:00")

FAULTY = """\
policy: our-shop
rules:
- id: electronics
  when: item.catgory == "electronics"
  refuse: Electronics can't be returned.
- id: dear
  when: item.unit_paid > "100"
  review: true
- id: standard
  offer: refund
  within: 30 days of delivry
"""


def main() -> None:
    """Run the walk and print every step."""
    policy = load_policy(POLICY.read_text(encoding="utf-8"), name=POLICY.name)
    found = shopify.order_from_rest(ORDER.read_text(encoding="utf-8"))
    print(f"A Shopify order ({ORDER.name}) meets the policy of a retailer ({POLICY.name}).")
    for line in found.order.lines:
        print(f"  {line.id}  {line.current_quantity} × {line.title} at {line.unit_price}")
    for warning in found.warnings:
        print(f"  noted: {warning.message}")

    decision = decide(policy, found.order, asked_for(found.order), at=AT)
    section("What the shopper reads", explain(decision))
    section("The same in Korean", explain(decision, locale="ko"))
    section("What staff read", explain(decision, audience="agent"))
    section("What is asked of the towels, and what an answer changes", form(decision))
    section("Why a rule did not decide, and what would have", otherwise(decision))
    section("What fees, limits and demands of another policy come to", terms(found.order))
    section("What it comes to, to the cent", settled(found.order))
    section("The same return from request to refund, kept in a database", kept(found.order))
    section("What a policy with faults gets", faults(FAULTY))
    section("Orders of other systems", "\n".join(others()))
    section("A policy's own tests, and a change that they notice", "\n".join(tested()))
    if OTHERS.is_dir():
        section("The same walk over every sample order of the platform", "\n".join(walk(policy, OTHERS)))


def terms(order: Order) -> str:
    """Return what staff read about the first line under a policy with terms: as asked, and by the law too."""
    policy = load_policy(TERMS.read_text(encoding="utf-8"), name=TERMS.name)
    items = (RequestedItem(line_id=order.lines[0].id, quantity=2, reason="too_small"),)
    request, past = ReturnRequest(items=items), ReturnHistory(counters={"sweaters": 1})
    told = explain(decide(policy, order, request, at=AT, history=past), audience="agent")
    germany = order.evolve(shipping_address=Address(country="DE"))
    by_law = policy.evolve(floor=("statute",), timezone="Europe/Berlin")
    at = datetime.fromisoformat("2026-11-18T12:00+01:00")
    also = explain(decide(by_law, germany, request, at=at, history=past), audience="agent")
    return f"{told}\n\nDelivered to Germany, with the law as a floor:\n\n{also}"


def settled(order: Order) -> str:
    """Return what two towels come to: refunded, as store credit, and refunded one by one."""
    policy = load_policy(TERMS.read_text(encoding="utf-8"), name=TERMS.name)
    towels = RequestedItem(line_id=order.lines[1].id, quantity=2, reason="too_small")
    decision = decide(policy, order, ReturnRequest(items=(towels,)), at=AT, history=ReturnHistory())
    ledger = opened(order, captured=order.total)
    whole = settle(decision, [ItemChoice(place=0, offer="refund")], ledger)
    credit = settle(decision, [ItemChoice(place=0, offer="store_credit")], ledger)
    told = [explain_settlement(whole, audience="agent"), explain_settlement(credit)]
    one_by_one, after = Money.zero(order.currency), ledger
    for _ in range(2):
        one = settle(decision, [ItemChoice(place=0, offer="refund", quantity=1)], after)
        goods = [each for each in one.components if each.name != "label"]  # charged for each return
        one_by_one += sum((each.amount for each in goods), Money.zero(order.currency))
        after = after.after(one.entries(AT))
    at_once = sum((each.amount for each in whole.components if each.name != "label"), one_by_one - one_by_one)
    split = f"one by one they come to {one_by_one}, at once to {at_once}; left to refund: {after.remaining}"
    return "\n\n".join([*map(str, told), split])


def kept(order: Order) -> str:
    """Return the life of a return at a desk: asked for, received, inspected, refunded once, and replayed."""
    policy = load_policy(TERMS.read_text(encoding="utf-8"), name=TERMS.name)
    towels = RequestedItem(line_id=order.lines[1].id, quantity=2, reason="too_small")
    paid = order.evolve(payment=order.payment.evolve(captured=order.total))
    clock, shopper = MovableClock(AT), Actor(kind=ActorKind.SHOPPER, id="C-1")
    staff = Actor(kind=ActorKind.STAFF, id="ann")
    gateway = FakeRefundGateway(clock)
    gateway.capture(order.id, order.total)
    with TemporaryDirectory() as folder, closing(SqlStore(f"sqlite:///{folder}/returns.db")) as store:
        desk = ReturnDesk(store, policy, shop=ShopId("acme"), refunds=gateway, clock=clock)
        filed = desk.submit(paid, ReturnRequest(items=(towels,)), by=shopper, key="form-1")
        again = desk.submit(paid, ReturnRequest(items=(towels,)), by=shopper, key="form-1")
        if (return_ := filed.return_) is None:
            return str(explain(filed.decision))
        clock.advance(timedelta(days=3))
        desk.receive(return_.id, {0: 1}, by=staff)
        found = Found(place=0, quantity=1, inspection=Inspection(grade="as_new"))
        desk.inspect(return_.id, [found], by=staff)
        desk.refund(return_.id, by=staff)
        gateway.inject(Fault.TIMEOUT_AFTER)  # the money moves, and the answer is lost
        lost = desk.work()
        clock.advance(timedelta(minutes=10))
        desk.work()
        log, now = desk.log(return_.id), desk.show(return_.id)
    told = [f"{each.at:%d %b %H:%M}  {each.event:17}  {each.by}" for each in log]
    told += [f"the form was sent twice, and is one return: {again.return_ == return_}"]
    told += [f"an answer was lost, {lost.postponed} refund waited, {len(gateway.log)} moved"]
    told += [f"status {now.status}, shipping {now.shipping}, money {now.money}"]
    told += [f"the log alone gives the same return: {replay(log) == now}"]
    return "\n".join(told)


def asked_for(order: Order) -> ReturnRequest:
    """Return a request for every line; of the second the shopper has not said how it is."""
    said = ("unused", None, "unused", "used")
    return ReturnRequest(
        items=tuple(
            RequestedItem(
                line_id=line.id,
                quantity=line.current_quantity,
                answers={} if condition is None else {"condition": condition},
            )
            for line, condition in zip(order.lines, said, strict=True)
        )
    )


def form(decision: Decision) -> str:
    """Return the questions that *decision* leaves open, and what it comes to with the first one answered."""
    told = [
        f"{question.key}\n  {question.text} ({question.kind}: {', '.join(c.label for c in question.choices)})"
        f"\n  moves {', '.join(question.moves)}"
        for question in questions(decision)
    ]
    first = questions(decision)[0]
    answered = answer(decision, {first.key: "unused"})
    return "\n".join([*told, "", f"answered “unused”: {explain(answered).items[1].lines[0].text}"])


def otherwise(decision: Decision) -> str:
    """Return what kept a rule from deciding about the weekender, and what would make it eligible."""
    found = counterfactuals(decision, place=3, audience="agent")
    ways = "\n".join(way.text for way in found.ways)
    return f"{why_not(decision, 'members', item=3)}\n\n{ways}"


def others() -> list[str]:
    """Return what is read of orders of other systems; what was lost or assumed is counted."""
    data = HERE / "data"
    graphql = shopify.order_from_graphql((data / "shopify_order_graphql.json").read_text(encoding="utf-8"))
    refunds = json.loads((data / "woocommerce_refunds.json").read_text(encoding="utf-8"), parse_float=Decimal)
    woo = woocommerce.order_from_rest(
        (data / "woocommerce_order.json").read_text(encoding="utf-8"), refunds=refunds
    )
    table = csv_orders.orders_from_csv((data / "orders.csv").read_text(encoding="utf-8"), name="orders.csv")
    named = [("Shopify GraphQL", graphql), ("WooCommerce", woo), *(("a table", each) for each in table)]
    return [
        f"{source}: order {result.order.number}, {len(result.order.lines)} lines, {result.order.total}, "
        f"{len(result.order.refunds)} refunds, {len(result.warnings)} noted"
        for source, result in named
    ]


def tested() -> list[str]:
    """Return what the tables of a policy show of it, and what a change of one day means for orders."""
    text = TESTED.read_text(encoding="utf-8")
    edited = load_policy(text.replace("within: 30 days", "within: 45 days"), name=TESTED.name)
    lines, decisions = [], []
    for suffix in ("yaml", "csv"):
        table = read_table(TESTED.with_name(f"returns.policytest.{suffix}"))
        again = load_table(table.source.text, edited, name=table.source.name)
        results, others = map(run_case, table.cases), map(run_case, again.cases)
        pairs = list(zip(results, others, strict=True))
        decisions += [(one.case.name, one.decision) for one, _ in pairs if one.decision]
        passed, failed = (
            sum(not one.failures for one, _ in pairs),
            sum(bool(two.failures) for _, two in pairs),
        )
        told = f"{passed} of {len(pairs)} pass; with 45 days for electronics {failed} fail"
        lines.append(f"{Path(table.source.name).name}: {told}")
    shown = covered(table.policy, decisions)
    tallies = ("{} {} of {}".format(kind.value, *shown.tally(kind)) for kind in ObligationKind)
    lines += [f"shown: {', '.join(tallies)}", ""]
    return lines + str(diff(table.policy, edited)).splitlines()[:10]


def faults(text: str) -> str:
    """Return what is told about the faulty policy *text*."""
    try:
        load_policy(text, name="shop.yaml")
    except DocumentError as error:
        return str(error)
    raise AssertionError("the policy was meant to have faults")


def walk(policy: Policy, folder: Path) -> list[str]:
    """Decide every order in *folder*; return how many there were, and what could not be read."""
    outcomes: Counter[str] = Counter()
    refused = []
    for path in sorted(folder.glob("*.json")):
        try:
            results = orders_in(path.read_text(encoding="utf-8"))
        except NotAnOrderError:
            outcomes["no order"] += 1
            continue
        except PayloadError as error:
            outcomes["refused"] += 1
            refused.append(f"  {path.name}: {error}")
            continue
        for result in results:
            decision = everything(policy, result.order)
            outcomes["decided" if decision else "nothing left to return"] += 1
            if decision:
                outcomes["items"] += len(decision.items)
                outcomes["lines of text"] += sum(str(told).count("\n") + 1 for told in both(decision))
    counts = [
        f"{outcomes[kind]} {kind}" for kind in ("decided", "nothing left to return", "no order", "refused")
    ]
    told = f"{outcomes['items']} items, explained in {outcomes['lines of text']} lines of text"
    return [", ".join(counts), told, *refused]


def orders_in(text: str) -> tuple[ImportResult, ...]:
    """Return the orders of a payload: one, or a list."""
    try:
        return (shopify.order_from_rest(text),)
    except NotAnOrderError:
        return shopify.orders_from_rest(text)


def everything(policy: Policy, order: Order) -> Decision | None:
    """Return the decision about all units that are left of *order*, or None when there are none."""
    items = tuple(
        RequestedItem(line_id=line.id, quantity=line.current_quantity, answers={"condition": "unused"})
        for line in order.lines
        if line.current_quantity
    )
    return decide(policy, order, ReturnRequest(items=items), at=AT) if items else None


def both(decision: Decision) -> tuple[object, object]:
    """Return both explanations, each made from the decision's own facts again."""
    return explain(decision), explain(decision, audience="agent")


def section(title: str, body: object) -> None:
    """Print *body* under *title*."""
    print(f"\n── {title} ──\n\n{body}")


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal may not know every sign
    try:
        main()
    except BrokenPipeError:  # whoever read us has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
