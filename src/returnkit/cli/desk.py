"""Desk: the commands of a returns centre, from request to refund, over one database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Annotated, Any, Final, overload

import typer

from returnkit.effects import EffectState
from returnkit.errors import AmountError
from returnkit.facts import Inspection
from returnkit.facts.fields import MAX_TEXT
from returnkit.ids import EffectKey
from returnkit.lifecycle import Found, Return
from returnkit.money import Money
from returnkit.policy import DecidedBy, Policy
from returnkit.service import Wanted
from returnkit.service.deciding import policy_of
from returnkit.settlement import explain_settlement
from returnkit.storage.language import parse_search

from . import returns
from .asked import OptionError, instant, request
from .counter import desk_of, far_side, zone
from .inputs import SHOPIFY, Origin, order_of
from .leaving import FAULTS, leaving
from .options import (
    Answers,
    Condition,
    EvidenceGiven,
    From,
    Items,
    Number,
    OrderFile,
    ReasonCode,
    Refunds,
    Timezone,
    Wish,
)
from .show import page
from .streams import complain, is_terminal, put

desk_app: Final = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Take returns in, and see them through.",
)

Database = Annotated[
    str,
    typer.Option(
        "--db", envvar="RETURNKIT_DB", metavar="FILE|URL", help="Where returns are kept. Default: returns.db."
    ),
]
Shop = Annotated[str, typer.Option(envvar="RETURNKIT_SHOP", help="The shop. Default: shop.")]
Policies = Annotated[
    list[str] | None,
    typer.Option(
        "--policy", envvar="RETURNKIT_POLICY", metavar="FILE", help="A policy of the shop, repeatable."
    ),
]
Who = Annotated[
    str, typer.Option("--as", metavar="KIND:ID", help="Who does it, such as `staff:ann`. Default: staff:cli.")
]
Rma = Annotated[str, typer.Argument(metavar="RMA", help="The number of the return, as it is read aloud.")]
Json = Annotated[bool, typer.Option("--json", help="Print the return as JSON.")]
Key = Annotated[
    str | None, typer.Option(metavar="KEY", help="An idempotency key: the same command again does nothing.")
]
DB: Final = "returns.db"
SHOP: Final = "shop"
WHO: Final = "staff:cli"


@desk_app.command("submit")
def submit_command(
    order: OrderFile,
    *,
    policy: Policies = None,
    source: From = SHOPIFY,
    number: Number = None,
    refunds: Refunds = None,
    timezone: Timezone = None,
    item: Items = None,
    reason: ReasonCode = None,
    condition: Condition = None,
    resolution: Wish = None,
    answer: Answers = None,
    evidence: EvidenceGiven = None,
    captured: Annotated[
        str | None,
        typer.Option(metavar="AMOUNT", help="What was received for the order. Default: what the order says."),
    ] = None,
    withdrawal: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The customer withdraws by law, in these words.")
    ] = None,
    key: Key = None,
    db: Database = DB,
    shop: Shop = SHOP,
    who: Who = WHO,
    as_json: Json = False,
) -> None:
    """Ask for a return, and keep it where the policy lets the goods come back.

    Exits with 0 when it was kept; 1 when the goods may not come back, and why is told, or an input has
    faults; 2 when the command is not well formed.
    """
    with leaving():
        found = order_of(Origin(order, source, number, refunds, timezone))
        with desk_of(db, shop, policy, who, needs_policy=True) as (desk, by):
            rules = desk.keeper.policies.for_order(found.order, at=desk.clock.now(), shop=desk.shop)
            asked = request(
                found.order,
                rules,
                items=item or (),
                reason=reason,
                condition=condition,
                resolution=resolution,
                answers=answer or (),
                evidence=evidence or (),
            )
            paid = None if captured is None else _amount("--captured", captured, found.order.currency)
            filed = desk.submit(found.order, asked, by=by, key=key, statement=withdrawal, captured=paid)
    if filed.return_ is None:
        put(
            returns.json_of_decision(filed.decision)
            if as_json
            else page(filed.decision, returns.READERS, "en")
        )
        raise typer.Exit(FAULTS)
    _put(filed.return_, as_json=as_json)


@desk_app.command("list")
def list_command(
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUERY", help="What to look for, such as `status:approved reason:too_small -country:US`."
        ),
    ] = None,
    *,
    limit: Annotated[int, typer.Option(min=1, max=200, help="Returns of a page.")] = 50,
    after: Annotated[str | None, typer.Option(metavar="CURSOR", help="Go on after a page.")] = None,
    timezone: Annotated[str, typer.Option(metavar="ZONE", help="The zone that dates are meant in.")] = "UTC",
    db: Database = DB,
    shop: Shop = SHOP,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """List returns, the newest first.

    Exits with 0, also where there are none; 1 when the query has faults; 2 when the command is not well
    formed.
    """
    with leaving():
        search = parse_search(
            " ".join(query or ()), zone=zone("--timezone", timezone), limit=limit, after=after
        )
        with desk_of(db, shop, None, WHO) as (desk, _):
            found = desk.search(search)
    if as_json:
        put(returns.json_of_page(found))
        return
    put(returns.table_of(found) if is_terminal() else returns.text_of(found))
    if found.next:
        complain(f"more: --after {found.next}")


@desk_app.command("show")
def show_command(
    rma: Rma,
    *,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="ISO", help="Show it as it stood at that instant.")
    ] = None,
    log: Annotated[bool, typer.Option("--log", help="Print what happened to it, one event a line.")] = False,
    db: Database = DB,
    shop: Shop = SHOP,
    as_json: Json = False,
) -> None:
    """Show a return: how it stands, its goods, its money, and what waits.

    Exits with 0; 1 when there is no such return; 2 when the command is not well formed.
    """
    with leaving(), desk_of(db, shop, None, WHO) as (desk, _):
        found = desk.find(rma)
        if as_of is not None:
            found = desk.show(found.id, as_of=_instant("--as-of", as_of))
        events = desk.log(found.id)[: found.version] if log else ()
    if log:
        put(returns.log_json(events) if as_json else returns.log_text(events))
        return
    _put(found, as_json=as_json)


@desk_app.command("approve")
def approve_command(
    rma: Rma,
    *,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            metavar="ITEM=N", help="Let only so many units of an item come back, from 0; repeatable."
        ),
    ] = None,
    key: Key = None,
    db: Database = DB,
    shop: Shop = SHOP,
    who: Who = WHO,
    as_json: Json = False,
) -> None:
    """Let a return come back.

    Exits with 0; 1 when it cannot be, and why is told; 2 when the command is not well formed.
    """
    with leaving(), desk_of(db, shop, None, who) as (desk, by):
        before = desk.find(rma)
        counts = None
        if accept:
            given = _counts("--accept", accept, least=0)
            _check_places("--accept", given, before)
            counts = [given.get(place, item.asked.quantity) for place, item in enumerate(before.items)]
        after = desk.approve(before.id, by=by, accepted=counts, key=key)
    _put(after, as_json=as_json)


@desk_app.command("reject")
def reject_command(
    rma: Rma,
    *,
    reason: Annotated[str, typer.Option(help="Why; the customer is told.")],
    key: Key = None,
    db: Database = DB,
    shop: Shop = SHOP,
    who: Who = WHO,
    as_json: Json = False,
) -> None:
    """Refuse a return.

    Exits with 0; 1 when it cannot be, and why is told; 2 when the command is not well formed.
    """
    with leaving(), desk_of(db, shop, None, who) as (desk, by):
        after = desk.reject(desk.find(rma).id, _words("--reason", reason), by=by, key=key)
    _put(after, as_json=as_json)


@desk_app.command("receive")
def receive_command(
    rma: Rma,
    *,
    item: Annotated[
        list[str] | None,
        typer.Option(metavar="ITEM=N", help="Units that came in. Default: all that are still out."),
    ] = None,
    location: Annotated[str | None, typer.Option(metavar="ID", help="Where they came in.")] = None,
    key: Key = None,
    db: Database = DB,
    shop: Shop = SHOP,
    who: Who = WHO,
    as_json: Json = False,
) -> None:
    """Record units that came in.

    Exits with 0; 1 when more came in than was accepted; 2 when the command is not well formed.
    """
    with leaving(), desk_of(db, shop, None, who) as (desk, by):
        counts = _counts("--item", item) if item else None
        place = _words("--location", location)
        after = desk.receive(desk.find(rma).id, counts, by=by, location_id=place, key=key)
    _put(after, as_json=as_json)


@desk_app.command("inspect")
def inspect_command(
    rma: Rma,
    *,
    item: Annotated[str, typer.Option(metavar="ITEM=N", help="The units that were found alike.")],
    grade: Annotated[str | None, typer.Option(help="The shop's grade, such as `as_new`.")] = None,
    found: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="What was found, such as `is_worn`, or `not is_worn`; repeatable."),
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help="In the inspector's words.")] = None,
    key: Key = None,
    db: Database = DB,
    shop: Shop = SHOP,
    who: Who = WHO,
    as_json: Json = False,
) -> None:
    """Record what was found on units that came in.

    Exits with 0; 1 when they are not in, or were looked at; 2 when the command is not well formed.
    """
    with leaving(), desk_of(db, shop, None, who) as (desk, by):
        ((place, quantity),) = _counts("--item", [item]).items()
        inspection = Inspection(grade=_words("--grade", grade), **_flags(found or ()))
        seen = Found(place=place, quantity=quantity, inspection=inspection, note=_words("--note", note))
        after = desk.inspect(desk.find(rma).id, [seen], by=by, key=key)
    _put(after, as_json=as_json)


@desk_app.command("refund")
def refund_command(
    rma: Rma,
    *,
    policy: Policies = None,
    offer: Annotated[
        str | None, typer.Option(help="The offer that is taken. Default: what the customer wished.")
    ] = None,
    set_fee: Annotated[
        list[str] | None,
        typer.Option("--set-fee", metavar="ITEM:NAME=AMOUNT", help="A fee that the inspection has set."),
    ] = None,
    in_advance: Annotated[
        bool, typer.Option("--in-advance", help="Settle units that have not come in, too.")
    ] = False,
    quote: Annotated[bool, typer.Option("--quote", help="Only tell what it would come to.")] = False,
    key: Key = None,
    db: Database = DB,
    shop: Shop = SHOP,
    who: Who = WHO,
    as_json: Json = False,
) -> None:
    """Settle what came in, and order what is to be paid. `work` pays it.

    Exits with 0; 1 when it cannot be settled, and why is told; 2 when the command is not well formed.
    """
    with leaving(), desk_of(db, shop, policy, who, needs_policy=True) as (desk, by):
        if quote and as_json:
            raise OptionError("--json", "a quote is told in words", help="leave out `--quote` or `--json`")
        before = desk.find(rma)
        fees = _fees(set_fee or (), before.order.currency)
        _check_places("--set-fee", fees, before)
        if fees:
            _check_names(fees, policy_of(desk.keeper.policies, before, at=desk.clock.now()))
        wanted = Wanted(offer=offer, set_fees=fees, in_advance=in_advance)
        if quote:
            put(f"{explain_settlement(desk.quote(before.id, wanted))}\n")
            return
        # Not quoted first: under a key that was used, nothing is left to quote.
        after = desk.settle(before.id, wanted, by=by, key=key)
    _put(after, as_json=as_json)


@desk_app.command("resolve")
def resolve_command(
    rma: Rma, *, key: Key = None, db: Database = DB, shop: Shop = SHOP, who: Who = WHO, as_json: Json = False
) -> None:
    """Close a return: all that was to be done was done.

    Exits with 0; 1 when something is not paid; 2 when the command is not well formed.
    """
    with leaving(), desk_of(db, shop, None, who) as (desk, by):
        after = desk.resolve(desk.find(rma).id, by=by, key=key)
    _put(after, as_json=as_json)


@desk_app.command("work")
def work_command(
    *,
    refunds: Annotated[
        str | None,
        typer.Option(metavar="MODULE:NAME", help="The refund gateway, or a function that makes it."),
    ] = None,
    gateway: Annotated[
        str | None,
        typer.Option("--shop-gateway", metavar="MODULE:NAME", help="The shop's system, likewise."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="About how many messages at most.")] = 1_000,
    db: Database = DB,
    shop: Shop = SHOP,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Do what is due: act on timers, pay what was ordered. It never waits for what is due later.

    Exits with 0, whatever is left to do; 2 when a gateway cannot be loaded, or the command is not well
    formed.
    """
    with leaving(), desk_of(db, shop, None, WHO) as (desk, _):
        desk.refunds = far_side("--refunds", refunds)
        desk.shop_gateway = far_side("--shop-gateway", gateway)
        report = desk.work(limit=limit)
        waiting = desk.unresolved()
    unknown = [each for each in waiting if each.state is EffectState.UNKNOWN]
    if as_json:
        told = {name: getattr(report, name) for name in ("timers", "done", "postponed", "buried", "errors")}
        told["unresolved"] = returns.unresolved(waiting)
        put(json.dumps({"returnkit": 1, **told}, ensure_ascii=False, indent=2) + "\n")
        return
    counts = f"{report.done} done, {report.postponed} postponed, {report.buried} given up"
    put(
        f"{report.timers} timers; {counts}\n{len(waiting)} effects are open, {len(unknown)} of them unknown\n"
    )
    for each in waiting:
        put(f"  {each.state:9} {each.intent.key}\n")


@desk_app.command("unresolved")
def unresolved_command(
    *,
    db: Database = DB,
    shop: Shop = SHOP,
    as_json: Annotated[bool, typer.Option("--json", help="Print them as JSON.")] = False,
) -> None:
    """List effects that are neither done nor failed, without doing anything about them.

    Exits with 0, also where there are none; 2 when the command is not well formed.
    """
    with leaving(), desk_of(db, shop, None, WHO) as (desk, _):
        waiting = desk.unresolved()
    put(returns.json_of_unresolved(waiting) if as_json else returns.text_of_unresolved(waiting))


@desk_app.command("settle-effect")
def settle_effect_command(
    effect: Annotated[str, typer.Argument(metavar="KEY", help="The key, as `unresolved` tells it.")],
    *,
    done: Annotated[
        str | None, typer.Option(metavar="REFERENCE", help="It happened: what it is called there.")
    ] = None,
    failed: Annotated[
        str | None, typer.Option(metavar="REASON", help="It did not, and will not be tried.")
    ] = None,
    db: Database = DB,
    shop: Shop = SHOP,
    who: Who = WHO,
    as_json: Json = False,
) -> None:
    """Say what became of an effect, after looking at the far side.

    Exits with 0; 1 when there is no such effect, or it is known already; 2 when the command is not well
    formed.
    """
    with leaving(), desk_of(db, shop, None, who) as (desk, by):
        if (done is None) is (failed is None):
            raise OptionError("--done", "say either that it happened, or that it did not")
        reference, why = _words("--done", done), _words("--failed", failed)
        after = desk.resolve_effect(EffectKey(effect), by=by, as_done=reference, as_failed=why)
    _put(after, as_json=as_json)


def _put(return_: Return, *, as_json: bool) -> None:
    put(returns.json_of(return_) if as_json else returns.told(return_))


@overload
def _words(option: str, text: str) -> str: ...
@overload
def _words(option: str, text: str | None) -> str | None: ...
def _words(option: str, text: str | None) -> str | None:
    """Return *text* if an event can keep it."""
    if text is not None and not 0 < len(text.strip()) <= len(text) <= MAX_TEXT:
        raise OptionError(option, f"it takes 1 to {MAX_TEXT} characters, not only blanks")
    return text


def _instant(option: str, text: str) -> datetime:
    try:
        return instant(text)
    except OptionError as exc:
        raise OptionError(option, str(exc), help=exc.help) from exc


def _counts(option: str, texts: Sequence[str], *, least: int = 1) -> dict[int, int]:
    found: dict[int, int] = {}
    for text in texts:
        place, equals, count = text.partition("=")
        if not (equals and place.isdecimal() and count.isdecimal()) or len(text) > 20:
            raise OptionError(option, f"`{text}` is not a count", help="write it as `0=2`: item 0, 2 units")
        if int(count) < least:
            raise OptionError(option, f"`{text}` is less than {least}", help="leave out what has none")
        if int(place) in found:
            raise OptionError(option, f"item {int(place)} is told twice")
        found[int(place)] = int(count)
    return found


def _check_places(option: str, places: Iterable[int], return_: Return) -> None:
    most = len(return_.items) - 1
    for place in places:
        if place > most:
            known = f"its items are 0 to {most}" if most else "its only item is 0"
            raise OptionError(option, f"{return_.rma} has no item {place}", help=known)


def _check_names(fees: Mapping[int, Mapping[str, Money]], policy: Policy) -> None:
    """Refuse a fee that the policy leaves to nobody: it would be left out without a word."""
    if any(isinstance(floor, str) for floor in policy.floor):
        return  # which statute it is, and what fees that has, the order says
    stating = [policy, *(floor for floor in policy.floor if isinstance(floor, Policy))]
    charged = [fee for each in stating for rule in each.rules for fee in rule.fee]
    known = sorted({fee.name for fee in charged if fee.decided is DecidedBy.INSPECTION})
    for name in dict.fromkeys(name for each in fees.values() for name in each):
        if name not in known:
            help_ = f"it can be {', '.join(known)}" if known else "its fees are set by the policy alone"
            raise OptionError("--set-fee", f"no inspection sets a fee `{name}`", help=help_)


def _flags(texts: Sequence[str]) -> dict[str, Any]:  # Any: fields of an inspection
    known = [name for name, field in Inspection.model_fields.items() if field.annotation == (bool | None)]
    found: dict[str, Any] = {}
    for text in texts:
        name = text.removeprefix("not ").strip()
        if name not in known:
            raise OptionError(
                "--found", f"`{name}` is nothing that is found", help=f"it can be {', '.join(known)}"
            )
        found[name] = not text.startswith("not ")
    return found


def _fees(texts: Sequence[str], currency: str) -> dict[int, dict[str, Money]]:
    found: dict[int, dict[str, Money]] = {}
    for text in texts:
        where, equals, amount = text.partition("=")
        place, colon, name = where.partition(":")
        if not (equals and colon and place.isdecimal() and name) or len(place) > 9:
            raise OptionError("--set-fee", f"`{text}` is not a fee", help="write it as `0:condition=4.99`")
        of_item = found.setdefault(int(place), {})
        if name in of_item:
            raise OptionError("--set-fee", f"fee `{name}` of item {int(place)} is set twice")
        of_item[name] = _amount("--set-fee", amount, currency)
    return found


def _amount(option: str, text: str, currency: str) -> Money:
    try:
        return Money.of(text, currency)
    except AmountError as exc:
        raise OptionError(option, str(exc), help=f"write it in {currency}, such as `4.99`") from exc
