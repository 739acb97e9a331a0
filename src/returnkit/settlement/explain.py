"""Explain: a settlement in words, one line for each cause and one for each payout."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, Literal, TypeAlias

from returnkit.decision import Audience, Line
from returnkit.decision.writing import Writer, one_line, quoted
from returnkit.diagnostics import suggest
from returnkit.errors import UnknownAudienceError
from returnkit.facts import TenderKind
from returnkit.messages import STANDARD, Catalogue
from returnkit.money import Money
from returnkit.policy import FeeKind, PaidTo, zone_of_windows
from returnkit.record import record

from .components import Component, ComponentCode
from .values import Payout, Settlement

Shown: TypeAlias = Callable[[Money], str]
"""Writes an amount for people, such as `lambda m: format_currency(m.decimal, m.currency, locale="de")`."""

_KNOWN: Final = tuple(audience.value for audience in Audience)
_OF_FEES: Final = frozenset({ComponentCode.FEE, ComponentCode.FEE_DUE, ComponentCode.FEE_TAX})


@record
class ComponentLine:
    """One cause in words.

    Attributes:
        component: The cause.
        line: Its line.
    """

    component: Component
    line: Line


@record
class SettlementExplanation:
    """A settlement in words; `str()` of it is plain text.

    Attributes:
        audience: Who reads.
        locale: The language.
        causes: One for each component, same order; shoppers are not told of those that come to nothing.
        outcome: The total, where money goes, and what is due.
    """

    audience: Audience
    locale: str
    causes: tuple[ComponentLine, ...]
    outcome: tuple[Line, ...]

    def __str__(self) -> str:
        return "\n".join(line.text for line in (*(each.line for each in self.causes), *self.outcome))


def explain_settlement(
    settlement: Settlement,
    *,
    audience: Audience | Literal["shopper", "agent", "auditor"] = Audience.SHOPPER,
    locale: str = "en",
    show: Shown = str,
    catalogue: Catalogue = STANDARD,
) -> SettlementExplanation:
    """Return what *settlement* consists of, in words.

    Args:
        settlement: As `settle` made it.
        audience: `shopper` for the customer, who never sees a rule; `agent` for staff, who see figures, bases
            and rules; `auditor` for whoever checks: with the policy of each rule too.
        locale: The language, such as `ko`; a message without a text in it is English.
        show: Writes amounts; by default `49.01 USD`.
        catalogue: The messages.

    Raises:
        UnknownAudienceError: There is no such audience.
    """
    if audience not in _KNOWN:
        help_ = suggest(str(audience), _KNOWN) or f"use one of {', '.join(f'`{name}`' for name in _KNOWN)}"
        raise UnknownAudienceError(f"unknown audience `{audience}`", help=help_)
    reader, decision = Audience(audience), settlement.decision
    write = Writer(catalogue, locale, zone_of_windows(decision.policy.timezone, decision.order))
    told = [each for each in settlement.components if each.amount or reader is not Audience.SHOPPER]
    causes = tuple(ComponentLine(each, _cause(write, settlement, each, reader, show)) for each in told)
    return SettlementExplanation(reader, locale, causes, tuple(_outcome(write, settlement, show)))


def _cause(write: Writer, settlement: Settlement, cause: Component, reader: Audience, show: Shown) -> Line:
    figure = cause.figure
    if cause.code is ComponentCode.VALUE:
        figure = write.say(f"phrase.value.{figure}")
    said = write.say(
        f"component.{cause.code.value}",
        item=_item(write, settlement, cause, reader),
        figure=figure,
        name=one_line(cause.name),
        fee=_fee(write, cause) if cause.code in _OF_FEES else "",
    )
    if reader is not Audience.SHOPPER and cause.rule is not None:
        rule = quoted(cause.rule)
        if reader is Audience.AUDITOR and cause.source is not None:
            rule = write.say("settled.source", rule=rule, policy=quoted(cause.source))
        if cause.base is None:
            said = write.say("settled.said", said=said, figure=figure, rule=rule)
        else:
            said = write.say("settled.said.of", said=said, figure=figure, base=show(cause.base), rule=rule)
    if cause.stated is not None and reader is not Audience.SHOPPER:
        said = write.say("settled.capped", said=said, stated=show(cause.stated))
    return write.line("settled.line", cause=said[:1].upper() + said[1:], amount=show(cause.amount))


def _item(write: Writer, settlement: Settlement, cause: Component, reader: Audience) -> str:
    """Return what the units of *cause* are called, with the line for staff."""
    if cause.place is None:
        return ""
    item = settlement.decision.items[cause.place]
    title = write.titled(settlement.decision.order, item.line_id, cause.units)
    if reader is Audience.SHOPPER:
        return title
    return write.say("settled.item.line", item=title, line=one_line(item.line_id))


def _fee(write: Writer, cause: Component) -> str:
    said = write.say(f"phrase.fee.{(cause.kind or FeeKind.OTHER).value}")
    if cause.name == cause.kind:
        return said
    return write.say("page.fee.named", fee=said, name=one_line(cause.name).replace("_", " "))


def _outcome(write: Writer, settlement: Settlement, show: Shown) -> Iterator[Line]:
    yield write.line("settled.total", amount=show(settlement.total))
    for payout in settlement.payouts:
        yield _paid(write, settlement, payout, show)
    for each in settlement.exchanged:
        yield write.line("settled.exchanged", amount=show(each.amount))
    if settlement.due:
        yield write.line("settled.due", amount=show(settlement.due))
    for item in settlement.items:
        if not item.settles and item.quantity:
            line_id = settlement.decision.items[item.choice.place].line_id
            title = write.titled(settlement.decision.order, line_id, item.quantity)
            yield write.line("settled.goes_back", item=title, offer=write.offer_called(item.offer))
    if settlement.points_back:
        yield write.line("settled.points", points=str(settlement.points_back))
    if not (settlement.payouts or settlement.due or settlement.exchanged):
        yield write.line("settled.nothing")


def _paid(write: Writer, settlement: Settlement, payout: Payout, show: Shown) -> Line:
    amount, to = show(payout.amount), write.say(f"phrase.to.{payout.to.value}")
    if payout.instead_of is not None:
        return write.line("settled.paid.instead", amount=amount, to=to)
    if payout.bonus:
        return write.line("settled.paid.bonus", amount=amount, to=to, bonus=show(payout.bonus))
    tenders = settlement.decision.order.payment.tenders or ()
    if payout.to is PaidTo.ORIGINAL and payout.tender is not None and payout.tender < len(tenders):
        kind: TenderKind = tenders[payout.tender].kind
        return write.line("settled.paid.tender", amount=amount, tender=write.say(f"tender.{kind.value}"))
    return write.line("settled.paid", amount=amount, to=to)
