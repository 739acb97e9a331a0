"""Words: the names of a policy that expectations may use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from returnkit.decision import ReasonCode
from returnkit.diagnostics import suggest
from returnkit.policy import STATUTE, Policy, TermKind, compile_policy
from returnkit.policy.statutes import STATUTES

from .expectations import Expectations

_MOST_LISTED: Final = 12


@dataclass(frozen=True, slots=True)
class Words:
    """The names of a policy and of its floors, by what they name.

    Attributes:
        policy: The policy's id.
        offers: Its offers.
        reasons: Why an answer may be no: the kinds of reason, and codes of its refusals.
        rules: Its rules; those of floors as `FLOOR/RULE`.
        questions: What an answer may wait for: facts, evidence, questions.
        terms: Fees by their names, and the other kinds of terms.
    """

    policy: str
    offers: frozenset[str]
    reasons: frozenset[str]
    rules: frozenset[str]
    questions: frozenset[str]
    terms: frozenset[str]


def words_of(policy: Policy) -> Words:
    """Return the names that expectations of cases of *policy* may use.

    Raises:
        DocumentError: The policy has faults.
    """
    floors = tuple(_floors(policy))
    rules = [rule for each in (policy, *floors) for rule in each.rules]
    codes = {rule.refuse.code for rule in policy.rules if rule.refuse}
    limits = [rule.limit for rule in rules if rule.limit]
    counters = {f"history.{own}{limit.counter}" for limit in limits for own in ("", "household_")}
    names = {name for rule in rules if rule.ask for name in rule.ask.names}
    fees = {fee.name for rule in rules for fee in rule.fee} | {name for rule in rules for name in rule.waive}
    return Words(
        policy.id,
        offers=frozenset(offer.name for rule in rules for offer in rule.offer),
        reasons=frozenset({*ReasonCode, *codes, *(f"refused as {code}" for code in codes & {*ReasonCode})}),
        rules=frozenset(
            {str(rule.id) for rule in policy.rules}
            | {f"{floor.id}/{rule.id}" for floor in floors for rule in floor.rules}
        ),
        questions=frozenset({*names, *counters, *compile_policy(policy).vocabulary.schema.paths}),
        terms=frozenset(fees | {kind.value for kind in TermKind if kind is not TermKind.FEE}),
    )


def unknown_words(expected: Expectations, words: Words) -> Iterator[tuple[str, str, str, str]]:
    """Yield what is expected under names that the policy does not have.

    Yields:
        The name of the expectation, what kind of name it is, what is wrong, and the way out.
    """
    until = () if expected.until is None or isinstance(expected.until, str) else tuple(expected.until)
    terms = [key.rpartition(".") for key in expected.terms or ()]
    asked: tuple[tuple[str, str, Iterable[str], frozenset[str]], ...] = (
        ("offers", "offer", expected.offers or (), words.offers),
        ("until", "offer", until, words.offers),
        ("reason", "reason", filter(None, [expected.reason]), words.reasons),
        ("rule", "rule", expected.rule or (), words.rules),
        ("rules", "rule", expected.rules or (), words.rules),
        ("asks", "question", expected.asks or (), words.questions),
        ("terms", "offer", (offer for offer, dot, _ in terms if dot), words.offers),
        ("terms", "term", (name for _, _, name in terms), words.terms),
    )
    for aspect, kind, names, known in asked:
        for name in names:
            if name not in known:
                help_ = suggest(name, known) or f"there are {_listed(known)}"
                yield aspect, kind, f"`{words.policy}` has no {kind} `{name}`", help_


def _floors(policy: Policy) -> Iterator[Policy]:
    for floor in policy.floor:
        if isinstance(floor, Policy):
            yield floor
        elif floor == STATUTE:
            yield from (statute.policy for statute in STATUTES.values())


def _listed(words: Iterable[str]) -> str:
    found = sorted(words)
    more = f" and {len(found) - _MOST_LISTED} more" if len(found) > _MOST_LISTED else ""
    return ", ".join(f"`{word}`" for word in found[:_MOST_LISTED]) + more or "none"
