"""Words: the names of a policy that cases may use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from returnkit.decision import ReasonCode
from returnkit.decision.possible import literals
from returnkit.diagnostics import Diagnostic, did_you_mean, suggest
from returnkit.facts import STANDARD
from returnkit.policy import STATUTE, Policy, TermKind, compile_policy
from returnkit.policy.statutes import STATUTES
from returnkit.situations import counter_of
from returnkit.situations.keys import FAMILIES

from .expectations import Expectations

_MOST_LISTED: Final = 12
_PHOTO: Final = "photo"
"""The kind of evidence that `request.photos` counts."""
_HOUSEHOLD: Final = "household_"


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
        told: The keys with a name of the policy's own that it reads, such as `evidence.photo`.
    """

    policy: str
    offers: frozenset[str]
    reasons: frozenset[str]
    rules: frozenset[str]
    questions: frozenset[str]
    terms: frozenset[str]
    told: frozenset[str]


def words_of(policy: Policy) -> Words:
    """Return the names that cases of *policy* may use.

    Raises:
        DocumentError: The policy has faults.
    """
    policies = with_floors(policy)
    rules = [rule for each in policies for rule in each.rules]
    codes = {rule.refuse.code for rule in policy.rules if rule.refuse}
    limits = [rule.limit for rule in rules if rule.limit]
    counters = {f"history.{own}{limit.counter}" for limit in limits for own in ("", _HOUSEHOLD)}
    names = {name for rule in rules if rule.ask for name in rule.ask.names}
    # No condition of a statute reads evidence, so none is compiled for its kinds.
    compiled = [compile_policy(policy), *(compile_policy(f) for f in policy.floor if isinstance(f, Policy))]
    kinds = {_PHOTO} | {
        kind for each in compiled for kind in literals(each, "request.evidence", internal=True)
    }
    own = {key for each in policies for key in _own_keys(each)}
    fees = {fee.name for rule in rules for fee in rule.fee} | {name for rule in rules for name in rule.waive}
    return Words(
        policy.id,
        offers=frozenset(offer.name for rule in rules for offer in rule.offer),
        reasons=frozenset({*ReasonCode, *codes, *(f"refused as {code}" for code in codes & {*ReasonCode})}),
        rules=frozenset(
            {str(rule.id) for rule in policy.rules}
            | {f"{floor.id}/{rule.id}" for floor in policies[1:] for rule in floor.rules}
        ),
        questions=frozenset({*names, *counters, *compiled[0].vocabulary.schema.paths}),
        terms=frozenset(fees | {kind.value for kind in TermKind if kind is not TermKind.FEE}),
        told=frozenset({f"evidence.{kind}" for kind in kinds} | own),
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


def with_floors(policy: Policy) -> tuple[Policy, ...]:
    """Return *policy* and the policies of its floors, all statutes where the law is one."""
    found = [policy]
    for floor in policy.floor:
        if isinstance(floor, Policy):
            found.append(floor)
        elif floor == STATUTE:
            found += (statute.policy for statute in STATUTES.values())
    return tuple(found)


def unread_keys(given: Iterable[str], words: Words) -> Iterator[Diagnostic]:
    """Yield the keys among *given* with a name of the policy's own that it does not have."""
    for key in given:
        if key.partition(".")[0] in FAMILIES and key not in words.told:
            message, help_ = f"unknown name `{key}`", _way_out(key, words)
            yield Diagnostic("situation.unknown", message, path=key, help=help_)


def _way_out(key: str, words: Words) -> str:
    family, _, word = key.partition(".")
    split = {each: each.partition(".") for each in sorted(words.told)}
    # Words are compared without their family: keys of one family are alike however unlike their words are.
    own = [name for root, _, name in split.values() if root == family]
    same = [each for each, (_, _, name) in split.items() if name == word.removeprefix(_HOUSEHOLD)]
    if near := did_you_mean(word, own):
        same.append(f"{family}.{near}")
    if same:
        return f"did you mean `{same[0]}`?"
    return f"of `{family}`, `{words.policy}` reads {_listed(f'{family}.{name}' for name in own)}"


def _own_keys(policy: Policy) -> Iterator[str]:
    """Yield the keys of evidence, answers and counters that *policy* asks for or counts."""
    for reason in policy.vocabulary.reasons.reasons:
        yield from (f"evidence.{kind}" for kind in reason.evidence)
    for rule in policy.rules:
        if rule.ask:
            yield from (f"evidence.{wanted.name}" for wanted in rule.ask.evidence)
            yield from (f"answers.{wanted.name}" for wanted in rule.ask.questions)
        if rule.limit:
            yield counter_of(rule.limit)
    # Names that the policy or its vocabulary declares may be read from answers and counters.
    asked = {name.path: name.ask for name in policy.vocabulary.schema if name.path not in STANDARD.schema}
    for path, ask in (asked | {path: each.ask for path, each in policy.facts.items()}).items():
        root, _, word = path.partition(".")
        if root == "history" and word.startswith(_HOUSEHOLD):
            yield f"household_counters.{word.removeprefix(_HOUSEHOLD)}"
        elif root == "history":
            yield f"counters.{word}"
        elif ask == "shopper" or root == "request":
            yield f"answers.{word}"


def _listed(words: Iterable[str]) -> str:
    found = sorted(words)
    more = f" and {len(found) - _MOST_LISTED} more" if len(found) > _MOST_LISTED else ""
    return ", ".join(f"`{word}`" for word in found[:_MOST_LISTED]) + more or "none"
