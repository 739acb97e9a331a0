"""Failures: where a decision is not what a case expects, each with what was found and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from returnkit.decision import Decision, Verdict

from .expectations import NONE, Expectations
from .found import (
    WAIVED,
    asked_of,
    at_rest,
    deadlines_of,
    parts_of,
    reasons_of,
    same_term,
    spoken_of,
    standing_of,
    terms_of,
    verdicts_of,
)
from .trace import trace_of


@dataclass(frozen=True, slots=True)
class Failure:
    """One expectation that is not met.

    Attributes:
        aspect: Its name, such as `verdict`.
        expected: What was expected.
        found: What the decision says.
        why: What that follows from; empty where the trace tells it.
    """

    aspect: str
    expected: str
    found: str
    why: str = ""

    def __str__(self) -> str:
        why = f" ({self.why})" if self.why else ""
        return f"{self.aspect}: expected {self.expected}, found {self.found}{why}"


def failures_of(decision: Decision, expected: Expectations) -> tuple[Failure, ...]:
    """Return where *decision* is not what is *expected*; none where it is.

    Args:
        decision: As `decided` or `decide` made it; it is about the first item of its request.
        expected: What is expected; what it does not say is not compared.

    Raises:
        ReplayError: The policy does not decide so on the facts of the decision.
    """
    return tuple(failure for aspect in expected.said for failure in _COMPARED[aspect](decision, expected))


_Failures = Iterator[Failure]


def _verdict(decision: Decision, expected: Expectations) -> _Failures:
    wanted, found = expected.verdict, verdicts_of(decision)
    is_met = found.keys() == {wanted} if isinstance(wanted, Verdict) else found == wanted
    if wanted is not None and not is_met:
        units = {wanted: 0} if isinstance(wanted, Verdict) else wanted
        yield Failure("verdict", _units(units), _units(found), _reason(decision))


def _units(verdicts: Mapping[Verdict, int]) -> str:
    if len(verdicts) == 1:
        return f"`{next(iter(verdicts))}`"
    return ", ".join(f"`{verdict}` {units}" for verdict, units in verdicts.items())


def _offers(decision: Decision, expected: Expectations) -> _Failures:
    wanted, found = expected.offers or (), standing_of(decision)
    if found.keys() != set(wanted):
        why = (_why_closed(decision, name) for name in wanted if name not in found)
        yield Failure("offers", _listed(wanted), _listed(found), "; ".join(filter(None, why)))


def _until(decision: Decision, expected: Expectations) -> _Failures:
    wanted, found = expected.until or {}, deadlines_of(decision)
    named = dict.fromkeys(found, wanted) if isinstance(wanted, str) else wanted
    wrong = [name for name, text in named.items() if name not in found or not found[name].is_told_by(text)]
    if wrong or not named:
        said = wanted if isinstance(wanted, str) else _by_name(wanted)
        texts = {name: str(found[name]) if name in found else "not on the table" for name in (wrong or found)}
        is_one = isinstance(wanted, str) and len({str(deadline) for deadline in found.values()}) == 1
        shown = next(iter(texts.values()), "no offer on the table") if is_one else _by_name(texts)
        yield Failure("until", said, shown or "no offer on the table", _windows(decision, texts))


def _reason_why(decision: Decision, expected: Expectations) -> _Failures:
    found = reasons_of(decision)
    if expected.reason not in found:
        yield Failure("reason", f"`{expected.reason}`", _listed(found[:1]), _reason(decision))


def _rule(decision: Decision, expected: Expectations) -> _Failures:
    wanted, found = expected.rule or (), spoken_of(decision)
    if missing := [name for name in wanted if name not in found]:
        yield Failure("rule", _listed(wanted), _listed(found), _why_silent(decision, missing))


def _rules(decision: Decision, expected: Expectations) -> _Failures:
    wanted, found = expected.rules or (), spoken_of(decision)
    if wanted != found:
        missing = [name for name in wanted if name not in found]
        why = _why_silent(decision, missing) if set(wanted) != set(found) else "the order differs"
        yield Failure("rules", _listed(wanted), _listed(found), why)


def _asks(decision: Decision, expected: Expectations) -> _Failures:
    wanted, found = expected.asks or (), asked_of(decision)
    if set(wanted) != set(found):
        yield Failure("asks", _listed(wanted), _listed(found))


def _terms(decision: Decision, expected: Expectations) -> _Failures:
    found, told = terms_of(decision), set[tuple[str, str]]()
    for key, text in (expected.terms or {}).items():
        offer, dot, name = key.partition(".")
        if dot and offer not in found:
            # What does not stand has no terms: that it costs nothing says nothing of it.
            yield Failure(
                f"terms.{key}", f"`{text}`", f"no `{offer}` that stands", _why_closed(decision, offer)
            )
            continue
        offers, name = ((offer,), name) if dot else (tuple(found), key)
        told |= {(each, name) for each in offers}
        wrong = {each: found.get(each, {}).get(name, NONE) for each in offers}
        wrong = {each: said for each, said in wrong.items() if not _same(text, said)}
        if wrong or not offers:
            shown = next(iter(wrong.values()), NONE) if len(set(wrong.values())) <= 1 else _by_name(wrong)
            where = f" for {_listed(wrong)}" if wrong and len(wrong) < len(found) else ""
            yield Failure(f"terms.{key}", f"`{text}`", f"{_quoted(shown)}{where}")
    more: dict[str, str] = {}
    for offer, terms in found.items():
        more |= {f"{offer}.{name}": text for name, text in at_rest(terms) if (offer, name) not in told}
    if more:
        yield Failure("terms", "no others" if expected.terms else NONE, _by_name(more))


def _same(expected: str, found: str) -> bool:
    return found in (NONE, WAIVED) if expected == NONE else same_term(expected, found)


def _approval(decision: Decision, expected: Expectations) -> _Failures:
    if expected.approval is not decision.approval:
        yield Failure("approval", f"`{expected.approval}`", f"`{decision.approval}`")


_COMPARED: Final[Mapping[str, Callable[[Decision, Expectations], _Failures]]] = {
    "verdict": _verdict,
    "offers": _offers,
    "until": _until,
    "reason": _reason_why,
    "rule": _rule,
    "rules": _rules,
    "asks": _asks,
    "terms": _terms,
    "approval": _approval,
}


# --- why -----------------------------------------------------------------------------------------------


def _reason(decision: Decision) -> str:
    """Return what the answer follows from: why it is no, or what it waits for."""
    for item in parts_of(decision):
        if item.reason:
            rule = f" by `{item.reason.rule}`" if item.reason.rule else ""
            return f"`{item.reason.code}`{rule}"
        if item.missing:
            return f"not known: {_listed(item.missing)}"
    return ""


def _why_closed(decision: Decision, name: str) -> str:
    offers = [offer for item in parts_of(decision) for offer in item.offers if offer.name == name]
    if not offers:
        return f"no rule puts `{name}` on the table"
    reasons = dict.fromkeys(reason for offer in offers for reason in offer.reasons)
    said = (f"`{each.code}`" + (f" by `{each.rule}`" if each.rule else "") for each in reasons)
    return f"`{name}`: {', '.join(said)}" if reasons else ""


def _windows(decision: Decision, names: Iterable[str]) -> str:
    wanted = set(names)
    rules = dict.fromkeys(
        offer.window_rule
        for item in parts_of(decision)
        for offer in item.offers
        if offer.name in wanted and offer.window_rule
    )
    return f"window of {_listed(rules)}" if rules else ""


def _why_silent(decision: Decision, rules: Iterable[str]) -> str:
    tried = {each.rule: each for each in trace_of(decision).rules}
    return "; ".join(f"`{name}` {tried[name]}" for name in rules if name in tried)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or NONE


def _by_name(said: Mapping[str, str]) -> str:
    return ", ".join(f"{name}: {text}" for name, text in said.items())


def _quoted(text: str) -> str:
    return text if text == NONE else f"`{text}`"
