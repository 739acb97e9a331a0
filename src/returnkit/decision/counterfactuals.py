"""Counterfactuals: until when an item can come back, and what would have to be otherwise that it could.

Each is applied and decided again before it is told. They change only what the reader could: a shopper the
method, the evidence, the day and facts declared `flip`; staff every fact that somebody can be asked for.

# INVARIANT (nothing of an internal rule): to others than auditors no fact is flipped that only internal rules
# read, and where an internal rule is among the reasons a shopper is told nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import combinations, product
from typing import Final, Literal

from returnkit.expr.ir import fields
from returnkit.expr.schema import Name, is_unknown
from returnkit.facts import ReturnRequest
from returnkit.messages import STANDARD, Catalogue
from returnkit.policy import CompiledPolicy, compile_policy, zone_of_windows

from .decide import decide
from .possible import OTHER, Stated, conditions_of, literals, methods_of, possible_values
from .questions import called, put
from .stated import SOURCES, can_be_stated, hands_in, states
from .values import Decision, OfferDecision, Verdict
from .writing import Writer

MOST_TRIES: Final = 2_000
"""How many changes are tried out at most."""

_EVIDENCE: Final = ("request.evidence", "request.photos")


@dataclass(frozen=True, slots=True)
class Flip:
    """One thing that would have to be otherwise.

    Attributes:
        name: The fact, `evidence.KIND`, or `at`.
        becomes: What it would have to be: a value, a number of pieces, or an instant (UTC).
    """

    name: str
    becomes: Stated | datetime


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """What would make an item eligible, all of it together.

    Attributes:
        flips: In the order of the vocabulary, evidence and time last.
        text: The same as a sentence, in the language asked for.
    """

    flips: tuple[Flip, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Counterfactuals:
    """What could be otherwise about one item.

    Attributes:
        place: The item, from 0.
        is_eligible: Whether it is eligible now.
        until: The exclusive instant (UTC) at which it no longer is, if nothing changes but the time; None is
            never, not certain, or that it is not eligible now.
        ways: The smallest sets of flips that make it eligible, where it is not; fewest first, then in the
            order of the vocabulary, then of the values.
        is_complete: Whether every smaller or equal set was tried out.
    """

    place: int
    is_eligible: bool
    until: datetime | None
    ways: tuple[Counterfactual, ...]
    is_complete: bool


@dataclass(frozen=True, slots=True)
class _Option:
    """One thing that may be flipped, with everything it may become, nearest first."""

    name: str
    values: tuple[Stated | datetime, ...]
    apply: Callable[[Decision, Stated | datetime], Decision]


def counterfactuals(
    decision: Decision,
    *,
    place: int = 0,
    audience: Literal["shopper", "agent", "auditor"] = "shopper",
    most: int = 3,
    locale: str = "en",
    catalogue: Catalogue = STANDARD,
) -> Counterfactuals:
    """Return until when an item is eligible, or what would make it so.

    Args:
        decision: As `decide` made it.
        place: The item, from 0.
        audience: Who reads; it says what may be flipped.
        most: How many flips at once are tried out.
        locale: The language of the texts.
        catalogue: The messages.

    Raises:
        IndexError: The request has no such item.
    """
    if not 0 <= place < len(decision.request.items):
        raise IndexError(f"the request has no item {place}")
    if _is_eligible(decision, place):
        return Counterfactuals(place, True, _until(decision, place), (), is_complete=True)
    verdicts = {item.verdict for item in decision.items if item.place == place}
    is_hidden = audience == "shopper" and _is_internally_refused(decision, place)
    if is_hidden or Verdict.NEEDS_INFO in verdicts:  # what is not known is asked, not supposed
        return Counterfactuals(place, False, None, (), is_complete=True)
    options = tuple(_options(decision, place, audience))
    found, is_complete = _smallest(decision, place, options, most)
    write = Writer(catalogue, locale, zone_of_windows(decision.policy.timezone, decision.order))
    ways = tuple(Counterfactual(flips, _text(write, decision, place, flips)) for flips in found)
    return Counterfactuals(place, False, None, ways, is_complete)


def _is_eligible(decision: Decision, place: int) -> bool:
    return all(item.verdict is Verdict.ELIGIBLE for item in decision.items if item.place == place)


def _is_internally_refused(decision: Decision, place: int) -> bool:
    internal = {rule.id for rule in decision.policy.rules if rule.internal}
    parts = [item for item in decision.items if item.place == place]
    reasons = [reason for part in parts for reason in (part.reason, *part.refusals) if reason]
    marks = [mark for part in parts for offer in part.offers for mark in offer.reviewed_by]
    return not internal.isdisjoint({*(reason.rule for reason in reasons), *marks})


# --- time --------------------------------------------------------------------------------------------


def at_instant(decision: Decision, at: datetime) -> Decision:
    """Return *decision* as it would be made at another instant."""
    given = (decision.policy, decision.order, decision.request)
    return decide(*given, at=at, history=decision.history, inspections=decision.inspections)


def _instants(decision: Decision, place: int) -> list[datetime]:
    """Return the later instants at which an offer of the item opens or ends."""

    def ends(offer: OfferDecision) -> tuple[datetime | None, ...]:
        return offer.opens, offer.closes, offer.closes_earliest, offer.accepted_until

    offers = [offer for item in decision.items if item.place == place for offer in item.offers]
    found = {instant for offer in offers for instant in ends(offer) if instant is not None}
    return sorted(instant for instant in found if instant > decision.at)


def _until(decision: Decision, place: int) -> datetime | None:
    for instant in _instants(decision, place):
        if not _is_eligible(at_instant(decision, instant), place):
            return instant
    return None


# --- what may be flipped -----------------------------------------------------------------------------


def _options(decision: Decision, place: int, audience: str) -> Iterator[_Option]:
    compiled, is_auditor = compile_policy(decision.policy), audience == "auditor"
    nodes = [each.node for each in conditions_of(compiled, internal=is_auditor) if each.node is not None]
    read = {SOURCES.get(field.path, field.path) for node in nodes for field in fields(node)}
    if methods_of(compiled, internal=is_auditor):
        read.add("request.method")
    for name in compiled.vocabulary.schema:
        asked = name.ask in ("shopper", "staff") and audience != "shopper"
        if name.path in read and (name.flip or asked) and can_be_stated(name, decision.request):
            yield _stating(place, name, _other_values(decision, compiled, place, name, is_auditor))
    yield from _evidence(decision, compiled, place, internal=is_auditor)
    if instants := _instants(decision, place):
        yield _Option("at", tuple(instants), lambda asked, at: at_instant(asked, _instant(at)))


def _stating(place: int, name: Name, values: tuple[Stated, ...]) -> _Option:
    def apply(asked: Decision, value: Stated | datetime) -> Decision:
        return _of(asked, states(asked.request, place, name, _value(value)))

    return _Option(name.path, values, apply)


def _other_values(
    decision: Decision, compiled: CompiledPolicy, place: int, name: Name, internal: bool
) -> tuple[Stated, ...]:
    """Return what *name* could be but is not: in the order of its values, numbers nearest first."""
    inspections = (*decision.inspections, *[None] * len(decision.request.items))
    views = compiled.vocabulary.prepare(
        decision.order,
        decision.request.items[place],
        decision.request,
        currency=decision.policy.currency,
        names=(name.path,),
        inspection=inspections[place],
        history=decision.history,
        at=decision.at,
    )
    view = views[compiled.vocabulary.schema.roots.index(name.root)]
    now = getattr(view, name.attribute)
    values = possible_values(compiled, name, decision.at, internal=internal)
    if is_unknown(now) or now is None:
        return tuple(value for value in values if value != OTHER)
    others = [value for value in values if value not in (now, OTHER)]
    if isinstance(now, int | Decimal) and not isinstance(now, bool):
        others.sort(key=lambda value: abs(Decimal(str(value)) - now))
    return tuple(others)


def _evidence(
    decision: Decision, compiled: CompiledPolicy, place: int, *, internal: bool
) -> Iterator[_Option]:
    """Yield the evidence that rules ask for or look at, and that is not there."""
    wanted: dict[str, dict[int, None]] = {}
    for path in _EVIDENCE:
        for value in literals(compiled, path, internal=internal):
            if path == "request.photos" and isinstance(value, Decimal):
                wanted.setdefault("photo", {}).update(dict.fromkeys((int(value), int(value) + 1)))
            elif isinstance(value, str):
                wanted.setdefault(value, {})[1] = None
    for rule in compiled.policy.rules:
        for each in rule.ask.evidence if rule.ask and (internal or not rule.internal) else ():
            wanted.setdefault(each.name, {})[each.least] = None
    for kind, counts in wanted.items():
        had = decision.request.items[place].evidence.get(kind, 0) + decision.request.evidence.get(kind, 0)
        more = tuple(Decimal(count) for count in sorted(counts) if count > had)
        if more:
            yield _handing_in(kind, more, place)


def _handing_in(kind: str, counts: tuple[Decimal, ...], place: int) -> _Option:
    def apply(asked: Decision, count: Stated | datetime) -> Decision:
        return _of(asked, hands_in(asked.request, place, kind, int(_value(count))))

    return _Option(f"evidence.{kind}", counts, apply)


def _of(decision: Decision, request: ReturnRequest) -> Decision:
    """Return *decision* about another request, not made again yet: the last flip decides once."""
    return replace(decision, request=request)


def _value(value: Stated | datetime) -> Stated:
    assert not isinstance(value, datetime)  # noqa: S101  # only `at` is an instant; narrows the type
    return value


def _instant(value: Stated | datetime) -> datetime:
    assert isinstance(value, datetime)  # noqa: S101  # `at` is an instant; narrows the type
    return value


# --- the search --------------------------------------------------------------------------------------


def _smallest(
    decision: Decision, place: int, options: Sequence[_Option], most: int
) -> tuple[list[tuple[Flip, ...]], bool]:
    """Return the smallest sets of flips that make the item eligible, and whether all were tried."""
    tries = 0
    for size in range(1, min(most, len(options)) + 1):
        found: list[tuple[Flip, ...]] = []
        for chosen in combinations(options, size):
            for values in product(*(option.values for option in chosen)):
                tries += 1
                if tries > MOST_TRIES:
                    return found, False
                changed = decision
                for option, value in zip(chosen, values, strict=True):
                    changed = option.apply(changed, value)
                if _is_eligible(at_instant(changed, changed.at), place):
                    flips = zip(chosen, values, strict=True)
                    found.append(tuple(Flip(option.name, value) for option, value in flips))
        if found:
            return found, True
    return [], True


# --- in words ----------------------------------------------------------------------------------------


def _text(write: Writer, decision: Decision, place: int, flips: Sequence[Flip]) -> str:
    item = next(each for each in decision.items if each.place == place)
    texts = [_flip(write, decision, flip) for flip in flips]
    return write.say("counterfactual", item=write.title(decision.order, item), flips=write.listed(texts))


def _flip(write: Writer, decision: Decision, flip: Flip) -> str:
    if isinstance(flip.becomes, datetime):
        return write.say("counterfactual.at", at=write.instant(flip.becomes))
    kind, _, name = flip.name.partition(".")
    if kind == "evidence":
        key = f"evidence.{name}"
        shown = write.say(key) if key in write.catalogue else name.replace("_", " ")
        if flip.becomes != 1:
            shown = write.say("evidence", name=shown, count=str(flip.becomes))
        return write.say("counterfactual.evidence", wanted=shown)
    doc = compile_policy(decision.policy).vocabulary.schema[flip.name].doc
    return write.say(
        "counterfactual.fact",
        question=put(write, flip.name, doc),
        value=called(write, decision, flip.name, flip.becomes),
    )
