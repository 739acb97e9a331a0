"""JSON-LD: a policy as schema.org's `MerchantReturnPolicy`, with what that cannot say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from returnkit.facts import Resolution
from returnkit.ids import RuleId
from returnkit.messages import STANDARD, Catalogue
from returnkit.policy import PaidTo, Policy, ValueBasis

from .charged import charges
from .ordinary import Mark, Ordinary, Part, mark, ordinary
from .page import always, notes
from .seasons import category, days_of, is_told_whole, seasons
from .statements import sentence, statements
from .voice import Voice, bare, public_rules, voice_of
from .words import CONTEXT, METHODS, REFUND_TYPES, one_or_several, term


@dataclass(frozen=True, slots=True)
class Unsaid:
    """Something that the structured data does not say.

    Attributes:
        rule: The rule that says it; None where the head of the policy does.
        effect: The effect of the rule, or the key of the head.
        key: The message of what it says.
        text: What it says, as a sentence for the merchant: that of an internal rule has its condition.
        is_rest: Whether the data says a part of it.
        is_internal: Whether it is of an internal rule.
    """

    rule: RuleId | None
    effect: str
    key: str
    text: str
    is_rest: bool = False
    is_internal: bool = False


@dataclass(frozen=True, slots=True)
class StructuredPolicy:
    """A policy as structured data.

    Attributes:
        data: A `MerchantReturnPolicy` of schema.org, plain enough for `json`: texts, whole numbers, lists,
            mappings.
        unsaid: What it does not say, in the order of the rules, then the head's.
    """

    data: Mapping[str, Any]  # Any: as JSON-LD has it
    unsaid: tuple[Unsaid, ...]


def merchant_return_policy(
    policy: Policy,
    *,
    url: str | None = None,
    country: str | None = None,
    day: date | None = None,
    locale: str = "en",
    catalogue: Catalogue = STANDARD,
) -> StructuredPolicy:
    """Return *policy* as schema.org's `MerchantReturnPolicy`.

    It tells what an ordinary return is granted: one that only rules without a condition speak about. Periods
    of orders become overrides for seasons, and rules on `request.fault` the properties for goods at fault.
    Everything else is listed as unsaid. Nothing of an internal rule is in the data.

    Args:
        policy: The policy.
        url: Where the page of the policy is.
        country: Where its shoppers are, ISO 3166-1.
        day: Seasons that ended before it are left out of the data.
        locale: The language of what is unsaid.
        catalogue: The texts.

    Raises:
        DocumentError: The policy has faults.
    """
    voice = voice_of(policy, locale, catalogue)
    found = ordinary(voice, public_rules(policy), country)
    data: dict[str, Any] = {"@context": CONTEXT, "@type": "MerchantReturnPolicy"}
    data |= {"merchantReturnLink": url} if url else {}
    data |= {"applicableCountry": country} if country else {}
    said: dict[Mark, bool] = {}
    for part in _parts(found, day):
        data |= part.data
        said |= part.said
    return StructuredPolicy(data, (*_unsaid(found, said), *_unsaid_of_head(voice)))


def json_ld(found: StructuredPolicy) -> str:
    """Return the data as JSON that may stand inside a `script` element of a page."""
    text = json.dumps(found.data, ensure_ascii=False, indent=2)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _parts(found: Ordinary, day: date | None) -> Iterator[Part]:
    if set(found.voice.offers) <= found.closing.keys():
        yield Part({"returnPolicyCategory": term("MerchantReturnNotPermitted")}, _closing(found))
        return
    yield _time(found)
    yield _offers(found)
    yield _doors(found)
    yield charges(found)
    yield seasons(found, _days(found), day)


# --- time ------------------------------------------------------------------------------------------


def _time(found: Ordinary) -> Part:
    rule, window = found.window_rule, found.window
    if rule is None or window is None:
        windows = [each.within for each in found.rules if each.within and not each.internal]
        categories = {category(each) for each in windows}
        return Part({"returnPolicyCategory": categories.pop()} if len(categories) == 1 else {}, {})
    data: dict[str, Any] = {"returnPolicyCategory": category(window)}
    said: dict[Mark, bool] = {(rule.id, "within", "within"): is_told_whole(window) and not rule.after}
    if (days := _days(found)) is not None:
        data["merchantReturnDays"] = days
        said |= {(each, "extend", "moves"): True for each in _extending(found)}
    return Part(data, said)


def _days(found: Ordinary) -> int | None:
    """Return for how many days after delivery an ordinary return can be asked for."""
    days = days_of(found.window) if found.window else None
    return None if days is None else days + max(_extending(found).values(), default=0)


def _extending(found: Ordinary) -> Mapping[RuleId, int]:
    """Return the rules that always add days to the ordinary window, with how many."""
    rules = (rule for rule in found.always if rule.extend and rule.extend.days and found.covers(rule))
    return {rule.id: rule.extend.days for rule in rules if rule.extend and rule.extend.days}


# --- what is given, and how it comes back ----------------------------------------------------------


def _offers(found: Ordinary) -> Part:
    gives = {name: found.voice.offers[name] for name in found.offers}
    unsayable = None if _is_full(found) else Resolution.REFUND
    told = {name for name, each in gives.items() if each in REFUND_TYPES and each is not unsayable}
    types = dict.fromkeys(REFUND_TYPES[each] for name, each in gives.items() if name in told)
    data: dict[str, Any] = {}
    if types:
        data["refundType"] = one_or_several([term(name) for name in types])
    keeps = {name for name, each in gives.items() if each is Resolution.KEEP}
    if keeps and keeps == set(gives):
        data["returnMethod"] = term("KeepProduct")
        told |= keeps
    said: dict[Mark, bool] = {}
    for rule in found.always:
        names = {offer.name for offer in rule.offer}
        if names & told:
            said[rule.id, "offer", "offer"] = names <= told
    if types:  # what is not among them is not on offer
        said |= _closing(found)
    return Part(data, said)


def _closing(found: Ordinary) -> dict[Mark, bool]:
    """Return the statements that always close an offer; their words are in no property."""
    return {
        (rule.id, effect, "standing"): not (rule.refuse and rule.refuse.say)
        for rule in found.closing.values()
        for effect in ("refuse", "withhold", "only")
        if rule.does(effect)
    }


_CREDIT: Final = (PaidTo.GIFT_CARD, PaidTo.STORE_CREDIT)


def _is_full(found: Ordinary) -> bool:
    """Return whether a refund gives back all that was paid, fees aside."""
    refunds = {name for name in found.offers if found.voice.offers[name] is Resolution.REFUND}
    return not any(
        rule.value not in (None, ValueBasis.PAID) or rule.rate not in (None, _ALL) or rule.to in _CREDIT
        for rule in found.always
        if not rule.binds or not refunds.isdisjoint(rule.binds)
    )


_ALL: Final = Decimal(100)


def _doors(found: Ordinary) -> Part:
    """Return the ways of return, where a rule always closes all others."""
    rules = [rule for rule in found.always if rule.by or rule.not_by]
    last = next((number for number, rule in enumerate(rules) if rule.by), None)
    keeps = [found.voice.offers[name] is Resolution.KEEP for name in found.offers]
    if last is None or (keeps and all(keeps)):
        return Part({}, {})
    opening, above = rules[last], rules[:last]
    closed = {method for rule in above for method in rule.not_by}
    names = [method for method in opening.by if method not in closed]
    known = [term(METHODS[name]) for name in names if name in METHODS]
    if not known:
        return Part({}, {})
    said: dict[Mark, bool] = {(rule.id, "not_by", "doors"): not rule.say for rule in above}
    said[opening.id, "by", "doors"] = len(known) == len(names) and not opening.say
    return Part({"returnMethod": one_or_several(known)}, said)


# --- what is left over -----------------------------------------------------------------------------


def _unsaid(found: Ordinary, said: Mapping[Mark, bool]) -> Iterator[Unsaid]:
    voice = found.voice
    for rule in found.rules:
        for each in statements(voice, rule, is_for_staff=True):
            is_whole = said.get(mark(each))
            if not is_whole:
                text = bare(sentence(voice, each))
                yield Unsaid(rule.id, each.effect, each.key, text, is_whole is False, rule.internal)


def _unsaid_of_head(voice: Voice) -> Iterator[Unsaid]:
    for each in always(voice):
        yield Unsaid(None, "floor", each.key, each.text)
    for each in notes(voice):
        if each.head != ("currency",):  # every amount names its own
            yield Unsaid(None, each.head[0], each.key, each.text)
