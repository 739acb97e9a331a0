"""Terms: charges, payouts and demands as prose."""

from __future__ import annotations

from returnkit.policy import Ask, Bonus, Collect, DecidedBy, Evidence, Fee, FeeKind, Limit, Question

from .operands import amount, percent
from .voice import Voice, plain, word


def fee_name(voice: Voice, name: str, kind: FeeKind) -> str:
    """Return what a shopper calls a fee."""
    said = voice.say(f"phrase.fee.{kind.value}")
    return said if name == kind.value else voice.say("page.fee.named", fee=said, name=word(name))


def fee(voice: Voice, charged: Fee) -> tuple[str, dict[str, str]]:
    """Return the message for a fee and its values."""
    parts = [] if charged.flat is None else [amount(voice, charged.flat)]
    if charged.percent is not None and charged.of is not None:
        parts.append(voice.say(f"phrase.of.{charged.of.value}", percent=percent(voice, charged.percent)))
    said = voice.say(f"phrase.per.{charged.per.value}", amount=_sum(voice, parts))
    if charged.at_least is not None:
        said = voice.say("page.least", said=said, least=amount(voice, charged.at_least))
    if charged.at_most is not None:
        said = voice.say("page.most", said=said, most=amount(voice, charged.at_most))
    if charged.collect is not Collect.DEDUCTED:
        said = voice.say(f"page.fee.{charged.collect.value}", said=said)
    key = "page.fee.inspected" if charged.decided is DecidedBy.INSPECTION else "page.fee"
    return key, {"fee": fee_name(voice, charged.name, charged.kind), "amount": said}


def waived(voice: Voice, name: str) -> str:
    """Return what a shopper calls the fee *name* of the policy."""
    fees = (charged for rule in voice.policy.rules for charged in rule.fee)
    kind = next((charged.kind for charged in fees if charged.name == name), FeeKind.OTHER)
    return fee_name(voice, name, kind)


def bonus(voice: Voice, given: Bonus) -> str:
    """Return what is given on top."""
    parts = [] if given.flat is None else [amount(voice, given.flat)]
    if given.percent is not None:
        parts.append(voice.say("page.share", percent=percent(voice, given.percent)))
    said = _sum(voice, parts)
    return (
        said
        if given.at_most is None
        else voice.say("page.most", said=said, most=amount(voice, given.at_most))
    )


def wanted(voice: Voice, ask: Ask) -> str:
    """Return what a request has to bring, as a list."""
    return voice.all_of([_wanted(voice, each) for each in ask.wanted])


def _wanted(voice: Voice, each: Evidence | Question) -> str:
    if isinstance(each, Question):
        return voice.say("page.answer", question=plain(each.text))
    name = voice.known(f"evidence.{each.name}") or word(each.name)
    if (each.least, each.most) == (1, 1):
        return name
    return voice.say("evidence", name=name, count=_count(voice, each))


def _count(voice: Voice, each: Evidence) -> str:
    if each.most is None:
        return voice.say("page.or_more", least=str(each.least))
    if each.most == each.least:
        return str(each.least)
    return voice.say("page.range", least=str(each.least), most=str(each.most))


def methods(voice: Voice, names: tuple[str, ...]) -> str:
    """Return ways of return as a choice."""
    return voice.any_of(
        [
            voice.known(f"phrase.request.method.{name}") or voice.say("page.by.other", method=word(name))
            for name in names
        ]
    )


def limit(limited: Limit) -> tuple[str, dict[str, str]]:
    """Return the message for a limit and its values."""
    values = {"units": str(limited.units), "counter": word(limited.counter)}
    return f"phrase.limit.{limited.of.value}", values


def _sum(voice: Voice, parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else voice.say("page.sum", first=parts[0], last=parts[1])
