"""Decided: a decision that a test in Python asks for, and what it expects of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from returnkit.decision import Decision, Verdict
from returnkit.decision.layout import columns
from returnkit.diagnostics import Diagnostic, Source
from returnkit.documents import Document, validate
from returnkit.errors import CasesError, SituationError
from returnkit.facts import Order, ReturnRequest
from returnkit.policy import Policy, load_policy
from returnkit.situations import Situation, decided, situation

from .expectations import Expectations, contradictions
from .failures import Failure, failures_of
from .files import policy_at
from .found import asked_of, deadlines_of, reasons_of, spoken_of, standing_of, terms_of, verdicts_of
from .trace import trace_of
from .words import unknown_words, unread_keys, words_of

NOTHING: Final[Mapping[str, object]] = MappingProxyType({})
"""Nothing is told: the typical situation."""

_TWO_WORDS: Final = "household_counters"
_TYPICAL: Final = "policy: typical\nrules:\n- {id: all, offer: refund, within: 30 days of delivery}\n"


@dataclass(frozen=True, slots=True, eq=False)
class Decided:
    """The decision about a situation.

    It equals what `expects` makes of expectations that it meets.

    Attributes:
        decision: The decision.
        situation: What was told, over what is typical.
    """

    decision: Decision
    situation: Situation

    @property
    def verdict(self) -> Verdict:
        """The answer; where a limit splits the units, that of the first ones."""
        return next(iter(verdicts_of(self.decision)))

    @property
    def offers(self) -> tuple[str, ...]:
        """The offers that surely stand, in the policy's order."""
        return tuple(standing_of(self.decision))

    @property
    def until(self) -> Mapping[str, str]:
        """When each offer ends that stands, or where none does, that is on the table."""
        return {offer: str(deadline) for offer, deadline in deadlines_of(self.decision).items()}

    @property
    def reason(self) -> str | None:
        """Why the answer is no: the code of the refusal, or the kind of reason; None where it is not no."""
        return next(iter(reasons_of(self.decision)), None)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that spoke, in the policy's order."""
        return spoken_of(self.decision)

    @property
    def asks(self) -> tuple[str, ...]:
        """What the answer waits for."""
        return asked_of(self.decision)

    @property
    def terms(self) -> Mapping[str, Mapping[str, str]]:
        """The terms of each offer that stands."""
        return terms_of(self.decision)


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """Expectations that a decision is compared with by `==`."""

    expectations: Expectations

    def __eq__(self, other: object) -> bool:
        decision = _decision(other)
        return NotImplemented if decision is None else not self.failures(decision)

    __hash__ = None  # type: ignore[assignment] # what equals many things has no hash

    def failures(self, decision: Decision) -> tuple[Failure, ...]:
        """Return where *decision* is not as expected.

        Raises:
            CasesError: A name is expected that its policy does not have.
        """
        strange = unknown_words(self.expectations, words_of(decision.policy))
        _refuse((f"unknown_{kind}", aspect, message, help_) for aspect, kind, message, help_ in strange)
        return failures_of(decision, self.expectations)


def expects(**expected: Any) -> Expected:  # Any: each expectation has its own kind, which is checked
    """Return expectations that a decision can be compared with, by `==`.

    Args:
        expected: As in a table: `verdict`, `offers`, `until`, `reason`, `rule`, `rules`, `asks`, `terms`,
            `approval`; at least one.

    Raises:
        CasesError: Nothing is expected, or what cannot hold together.
        DocumentError: An expectation is not of its kind.
    """
    found = validate(Document(Source("expects", ""), dict(expected)), Expectations)
    if not found.said:
        _refuse([("nothing_expected", "", "nothing is expected", "say `verdict`, `reason` or `rule`")])
    _refuse(("contradiction", name, why, "leave one of the two out") for name, why in contradictions(found))
    return Expected(found)


def decide_case(policy: Policy | Path, given: Mapping[str, object] = NOTHING, /, **names: object) -> Decided:
    """Return what *policy* decides in the typical situation, but for what is told.

    Args:
        policy: The policy, or its file.
        given: What is told, by key: `{"item.category": "boots"}`.
        names: The same as keywords, `_` for the dot: `item_category="boots"`.

    Raises:
        CasesError: Something is told twice.
        SituationError: Something told is unknown, or cannot be.
        DocumentError: The policy has faults.
    """
    asked = policy if isinstance(policy, Policy) else policy_at(policy)
    joined = _joined(given, names)
    told = situation(asked, joined)
    if unread := tuple(unread_keys(joined, words_of(asked))):
        raise SituationError(unread)
    return Decided(decided(asked, told), told)


def typical_order(
    given: Mapping[str, object] = NOTHING, /, *, policy: Policy | None = None, **names: object
) -> Order:
    """Return the typical order, but for what is told; its line that is asked about is `line-1`.

    Args:
        given: What is told, by key.
        policy: Whose declared names may be told, and whose currency and zone count; None has none and is in
            dollars and UTC.
        names: The same as *given* as keywords, `_` for the dot.
    """
    return _typical(given, policy, names).order


def typical_request(
    given: Mapping[str, object] = NOTHING, /, *, policy: Policy | None = None, **names: object
) -> ReturnRequest:
    """Return the typical request for the typical order, but for what is told; see `typical_order`."""
    return _typical(given, policy, names).request


def keys_of_keywords(names: Mapping[str, object]) -> dict[str, object]:
    """Return what is told as keywords by the keys that are meant: `item_category` is `item.category`."""
    found: dict[str, object] = {}
    for name, value in names.items():
        root, _, rest = name.partition("_")
        if name.startswith(f"{_TWO_WORDS}_"):
            root, rest = _TWO_WORDS, name.removeprefix(f"{_TWO_WORDS}_")
        found[f"{root}.{rest}" if rest else root] = value
    return found


def lines_of_difference(left: object, right: object) -> Iterator[str]:
    """Yield why a decision is not as expected; either may be which."""
    expected = left if isinstance(left, Expected) else right
    decision = _decision(right if expected is left else left)
    if isinstance(expected, Expected) and decision is not None:
        trace = trace_of(decision)
        failures = expected.failures(decision)
        yield "the decision is not as expected"
        rows = [(each.aspect, str(each).removeprefix(f"{each.aspect}: ")) for each in failures]
        yield from columns([*rows, *trace.lines])
        yield from (f"  {line}" for line in trace.shown())


def _typical(given: Mapping[str, object], policy: Policy | None, names: Mapping[str, object]) -> Situation:
    return situation(policy or load_policy(_TYPICAL), _joined(given, names))


def _joined(given: Mapping[str, object], names: Mapping[str, object]) -> dict[str, object]:
    more = keys_of_keywords(names)
    _refuse(
        ("twice", key, f"`{key}` is told twice", "tell it by its key or as a keyword")
        for key in more
        if key in given
    )
    return {**given, **more}


def _decision(asked: object) -> Decision | None:
    match asked:
        case Decided():
            return asked.decision
        case Decision():
            return asked
        case _:
            return None


def _refuse(found: Iterable[tuple[str, str, str, str]]) -> None:
    """Refuse what was *found*: code, path, message and help of each."""
    faults = tuple(
        Diagnostic(f"cases.{code}", message, path=path, help=help_) for code, path, message, help_ in found
    )
    if faults:
        raise CasesError(faults)
