"""Expectations: what a case says of the decision; what it does not say is not compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Final, TypeAlias, TypeVar

from pydantic import BeforeValidator, model_validator

from returnkit.decision import ReasonCode, Verdict
from returnkit.diagnostics import suggest
from returnkit.model import Frozen
from returnkit.policy import Approval

NONE: Final = "none"
"""What stands where there is nothing: no offer, no term, no rule."""

AT_LEAST: Final = " at least"
"""Ends a deadline that may turn out to be later."""

_ENTRY: Final = re.compile(r"(?P<name>[a-z][a-z0-9_.]*) *: +(?P<said>.+)")
_UNITS: Final = re.compile(r"(?P<verdict>[a-z_]+) +(?P<units>[1-9][0-9]{0,8})")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*")
_HOW: Final = "write `2026-04-05`, `2026-04-05 14:30`, `never` or `unknown`"

_Word = TypeVar("_Word", Verdict, Approval)


def _word(words: type[_Word], given: str) -> _Word:
    if given in list(words):
        return words(given)
    help_ = suggest(given, words) or f"use one of {', '.join(f'`{each}`' for each in words)}"
    raise ValueError(f"`{given}` is no {words.__name__.lower()}: {help_}")


def _read_verdict(given: Any) -> Any:  # Any, here and below: what a document or a cell holds
    """Read `eligible`, or the units of each: `{eligible: 2, ineligible: 1}`, `eligible 2, ineligible 1`."""
    if isinstance(given, str) and (parts := [_UNITS.fullmatch(part.strip()) for part in given.split(",")]):
        if None not in parts:
            _refuse_twice(part["verdict"] for part in parts if part)
            given = {part["verdict"]: int(part["units"]) for part in parts if part}
        else:
            return _word(Verdict, given)
    if isinstance(given, Mapping):
        if any(
            not isinstance(units, int) or isinstance(units, bool) or units < 1 for units in given.values()
        ):
            raise ValueError("say how many units have each verdict: `{eligible: 2, ineligible: 1}`")
        return {_word(Verdict, str(word)): units for word, units in given.items()}
    return given


def _read_approval(given: Any) -> Any:
    return _word(Approval, given) if isinstance(given, str) else given


def _read_names(given: Any) -> Any:
    """Read a list, or names with commas between them; `none` is no name."""
    if isinstance(given, str):
        given = [part.strip() for part in given.split(",") if part.strip()]
    if isinstance(given, list | tuple | set | frozenset):
        names = list(given)
        _refuse_twice(names)
        return () if names == [NONE] else tuple(names)
    return given


def _read_until(given: Any) -> Any:
    """Read a deadline, or a deadline for each offer."""
    if isinstance(given, str):
        if (entries := _entries(given, r"[;,]")) is None:
            return _deadline(given)
        given = entries
    if isinstance(given, Mapping):
        return {offer: _deadline(said) for offer, said in given.items()}
    return given


def _read_terms(given: Any) -> Any:
    """Read what each term is: `{restocking: 15 % of paid}`, `restocking: 15 % of paid; rate: 50 %`."""
    if isinstance(given, str):
        if given.strip() == NONE:
            return {}
        given = _entries(given, ";") or given
    if isinstance(given, Mapping):
        return {name: _said(said) for name, said in given.items()}
    if isinstance(given, str):
        raise ValueError(
            f"`{given}` names no term: write `restocking: 15 % of paid`, several with `;`, or `none`"
        )
    return given


def _entries(text: str, between: str) -> dict[str, str] | None:
    found = [_ENTRY.fullmatch(part.strip()) for part in re.split(between, text) if part.strip()]
    if not found or None in found:
        return None
    _refuse_twice(entry["name"] for entry in found if entry)
    return {entry["name"]: entry["said"].strip() for entry in found if entry}


def _refuse_twice(names: Iterable[Any]) -> None:
    seen: list[Any] = []
    for name in names:
        if name in seen:
            raise ValueError(f"`{name}` stands twice: keep one of the two")
        seen.append(name)


def _said(given: Any) -> Any:
    if isinstance(given, int | Decimal) and not isinstance(given, bool):
        return format(Decimal(given), "f")
    return " ".join(given.split()) if isinstance(given, str) else given


def _deadline(given: Any) -> Any:
    if not isinstance(given, str):
        return given
    text = " ".join(given.split())
    said = text.removesuffix(AT_LEAST)
    if said in ("never", "unknown") and said == text:
        return text
    if not (_DAY.fullmatch(said) or _INSTANT.fullmatch(said)):
        raise ValueError(f"`{given}` is no deadline: {_HOW}")
    try:
        date.fromisoformat(said) if _DAY.fullmatch(said) else datetime.fromisoformat(said).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"`{given}` is no day of the calendar: {_HOW}") from None
    return text


Names: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(_read_names)]
"""Names, in any order; none is a claim too."""

Verdicts: TypeAlias = Annotated[Verdict | Mapping[Verdict, int], BeforeValidator(_read_verdict)]
Deadlines: TypeAlias = Annotated[str | Mapping[str, str], BeforeValidator(_read_until)]
Terms: TypeAlias = Annotated[Mapping[str, str], BeforeValidator(_read_terms)]


class Expectations(Frozen):
    """What is expected of the decision about one item. In a document a bare text is the verdict.

    Attributes:
        verdict: The answer: `eligible`, `ineligible`, `needs_info`, `review`. Where a limit splits the units,
            how many have each: `{eligible: 2, ineligible: 1}`.
        offers: The offers that surely stand, open or under review, these and no others; or `none`.
        until: The last local day on which every offer that stands is open, or the instant at which they
            end; `never`, `unknown`, or `2026-04-05 at least` where it may be later. A mapping says it of each
            offer that it names. Where no offer stands it is said of all that are on the table, so that a
            deadline can be told of a no.
        reason: Why the answer is no: `refused`, `limit`, `set`, `method`, `withheld`, `window`,
            `nothing_offered`, or the code of the refusal, such as `final_sale`.
        rule: Rules that spoke, perhaps among others. One of a floor is written `FLOOR/RULE`.
        rules: The rules that spoke, these and no others, in the order of the policy; or `none`.
        asks: What the answer waits for, this and nothing else: facts that are not known and leave it open,
            and evidence and answers that the policy asks for and does not have; or `none`.
        terms: What the offers that stand cost and give, by name, this and nothing else; or `none`. A fee has
            its own name, the others are `value`, `rate`, `bonus`, `to` and `shipping`; `OFFER.NAME` is said
            of one offer, a bare name of each that stands.
        approval: Whether the return is approved by itself: `automatic` or `manual`.
    """

    verdict: Verdicts | None = None
    offers: Names | None = None
    until: Deadlines | None = None
    reason: str | None = None
    rule: Names | None = None
    rules: Names | None = None
    asks: Names | None = None
    terms: Terms | None = None
    approval: Annotated[Approval | None, BeforeValidator(_read_approval)] = None

    @model_validator(mode="before")
    @classmethod
    def _a_text_is_the_verdict(cls, given: Any) -> Any:
        return {"verdict": given} if isinstance(given, str) else given

    @property
    def said(self) -> tuple[str, ...]:
        """The names of what is expected, in the order above."""
        return tuple(name for name in ASPECTS if getattr(self, name) is not None)


ASPECTS: Final = tuple(Expectations.model_fields)
"""The names of all that can be expected."""


def beside(defaults: Expectations, own: Expectations) -> Expectations:
    """Return *own* with those of the *defaults* that it does not say itself and that can hold beside it."""
    found = own
    for aspect in defaults.said:
        if getattr(own, aspect) is None:
            more = found.evolve(**{aspect: getattr(defaults, aspect)})
            # One default that contradicts another is not left out: that is a fault of theirs.
            if own.said == () or not any(True for _ in contradictions(more, against=own)):
                found = more
    return found


def contradictions(
    expected: Expectations, *, against: Expectations | None = None
) -> Iterator[tuple[str, str]]:
    """Yield what cannot hold together: the name of one of the two, and why not.

    Args:
        expected: What is expected.
        against: Only what contradicts one of these is wanted; None is all.
    """
    for one, other, why in _contradictions(expected):
        if against is None or one in against.said or other in against.said:
            yield other, why


def _contradictions(expected: Expectations) -> Iterator[tuple[str, str, str]]:
    verdicts = verdicts_in(expected.verdict)
    if verdicts and Verdict.INELIGIBLE not in verdicts and expected.reason is not None:
        yield "verdict", "reason", f"`reason` is why the answer is no, and `{_listed(verdicts)}` is none"
    if verdicts == {Verdict.INELIGIBLE}:
        for aspect, what in (("offers", "offer stands"), ("terms", "offer stands, so there are no terms")):
            if getattr(expected, aspect):
                yield "verdict", aspect, f"`ineligible` means that no {what}"
        if expected.approval is Approval.AUTOMATIC:
            yield "verdict", "approval", "nothing of what is `ineligible` is approved"
    elif Verdict.ELIGIBLE in verdicts and expected.offers == ():
        yield "verdict", "offers", "`eligible` means that some offer stands"
    if expected.offers == () and expected.terms:
        yield "offers", "terms", "terms are those of offers that stand, and none does"
    if expected.offers and expected.terms:
        named = (key.partition(".")[0] for key in expected.terms if "." in key)
        if missing := next((offer for offer in named if offer not in expected.offers), None):
            yield "offers", "terms", f"`{missing}` is not among the `offers` that stand, so it has no terms"
    rules = expected.rules
    if rules is not None and (silent := [rule for rule in expected.rule or () if rule not in rules]):
        yield "rules", "rule", f"`{silent[0]}` is not among the `rules` that spoke"
    if expected.rule == ():
        yield "rule", "rule", "`rule` names one that spoke; that none did is `rules: none`"
    if expected.reason == ReasonCode.NOTHING_OFFERED and expected.offers:
        yield "reason", "offers", "`nothing_offered` means that no offer stands"


def verdicts_in(verdict: Verdict | Mapping[Verdict, int] | None) -> frozenset[Verdict]:
    """Return the verdicts that are expected, whatever their units."""
    if verdict is None:
        return frozenset()
    return frozenset({verdict} if isinstance(verdict, Verdict) else verdict)


def _listed(verdicts: frozenset[Verdict]) -> str:
    return ", ".join(verdict for verdict in Verdict if verdict in verdicts)


def written(expected: Expectations) -> dict[str, Any]:  # Any: what a document holds
    """Return *expected* as a document holds it, shortest form; reading it gives it back."""
    found: dict[str, Any] = {}
    for aspect in expected.said:
        value = getattr(expected, aspect)
        match value:
            case Verdict() | Approval():
                found[aspect] = value.value
            case tuple():
                found[aspect] = NONE if not value else value[0] if len(value) == 1 else list(value)
            case Mapping():
                found[aspect] = {str(key): said for key, said in value.items()} or NONE
            case _:
                found[aspect] = value
    return found
