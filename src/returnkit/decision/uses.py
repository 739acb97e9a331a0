"""Uses: what a request takes from the limits of its policy, to be counted against the next one."""

from __future__ import annotations

from dataclasses import dataclass

from returnkit.policy import Counted, compile_policy

from .decide import judged
from .parts import limits_taken
from .values import Decision, Verdict


@dataclass(frozen=True, slots=True)
class LimitUse:
    """Units that a request takes from a limit.

    Attributes:
        counter: The counter of the limit, as the history's counters name it.
        of: Whose units are counted.
        units: How many; where that is not certain, the most.
    """

    counter: str
    of: Counted
    units: int


def limits_used(decision: Decision) -> tuple[LimitUse, ...]:
    """Return what the request of *decision* takes from each limit of its policy, in the policy's order.

    Units that are refused, by the limit itself, or with the set or at the door, take nothing.
    """
    compiled = compile_policy(decision.policy)
    if not any(rule.limit for rule in compiled.policy.rules):
        return ()
    history = decision.history
    # Within a request nothing is given back to a limit; past it, what was refused with its set was never had.
    stands = {item.place for item in decision.items if item.verdict is not Verdict.INELIGIBLE}
    parts = judged(
        compiled,
        decision.order,
        decision.request,
        decision.at,
        history=history,
        inspections=decision.inspections,
    )
    found = limits_taken(compiled, [part for part in parts if part.place in stands], history)
    return tuple(LimitUse(counter, of, units) for of, counter, units in found)
