"""Expected: everything that a decision says, as the expectations of a case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from returnkit.decision import Decision, Verdict
from returnkit.policy import Approval, Policy, TermKind

from .expectations import Expectations
from .found import asked_of, deadlines_of, reasons_of, spoken_of, standing_of, terms_of, verdicts_of
from .words import with_floors

_TERMS: Final = ("waive", *(kind.value for kind in TermKind))


def expected_of(decision: Decision, *, with_rules: bool = True) -> Expectations:
    """Return all that *decision* says of its item; what its policy has no word about is left out.

    # INVARIANT (the whole of it): `failures_of` finds nothing, and something where a decision of that policy
    # says otherwise.

    Args:
        decision: A decision.
        with_rules: Whether to tell which rules spoke, for which all of them are asked once more.

    Raises:
        ReplayError: The policy does not decide so on the facts of the decision.
    """
    policy, verdicts = decision.policy, verdicts_of(decision)
    standing = tuple(standing_of(decision))
    deadlines = {offer: str(deadline) for offer, deadline in deadlines_of(decision).items()}
    asked, terms = asked_of(decision), _terms(terms_of(decision))
    approves = any(rule.approve for rule in policy.rules)
    return Expectations(
        verdict=next(iter(verdicts)) if len(verdicts) == 1 else verdicts,
        offers=None if verdicts.keys() == {Verdict.INELIGIBLE} else standing,
        until=_until(deadlines),
        reason=next(iter(reasons_of(decision)), None),
        rules=spoken_of(decision) if with_rules else None,
        asks=asked or (() if any(rule.ask for rule in policy.rules) else None),
        terms=terms or ({} if standing and _states_terms(policy) else None),
        approval=decision.approval if approves or decision.approval is Approval.AUTOMATIC else None,
    )


def _states_terms(policy: Policy) -> bool:
    return any(rule.does(effect) for each in with_floors(policy) for rule in each.rules for effect in _TERMS)


def _until(deadlines: Mapping[str, str]) -> str | Mapping[str, str] | None:
    texts = set(deadlines.values())
    if len(texts) == 1:
        return texts.pop()
    return deadlines or None


def _terms(terms: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return *terms* by bare names where every offer has the same, else by offer and name."""
    found: dict[str, str] = {}
    names = dict.fromkeys(name for of_offer in terms.values() for name in of_offer)
    for name in names:
        texts = {of_offer.get(name) for of_offer in terms.values()}
        if len(texts) == 1:
            found[name] = str(texts.pop())
        else:
            found |= {f"{offer}.{name}": each[name] for offer, each in terms.items() if name in each}
    return found
