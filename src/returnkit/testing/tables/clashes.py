"""Clashes: expectations of two cases that tell the same, which no decision can meet both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from returnkit.decision import ReasonCode, Verdict
from returnkit.policy import zone_of_windows

from .expectations import AT_LEAST, NONE, Expectations, contradictions
from .found import WAIVED, Deadline, same_term
from .table import Case

_REFUSED_AS: Final = f"{ReasonCode.REFUSED} as "
_DAY: Final = len("2026-04-05")


def clash(one: Case, other: Case) -> bool:
    """Return whether what the two expect cannot hold of one decision."""
    if any(_differs(name, one, other) for name in one.expect.said if name in other.expect.said):
        return True
    return any(True for _ in contradictions(_both(one.expect, other.expect)))


def _differs(name: str, one: Case, other: Case) -> bool:
    said, others = getattr(one.expect, name), getattr(other.expect, name)
    differs = _DIFFERS.get(name)
    return bool(said != others if differs is None else differs(one, said, others))


def _both(one: Expectations, other: Expectations) -> Expectations:
    """Return what is expected of a decision that meets the two."""
    said = {name: getattr(each, name) for each in (other, one) for name in each.said}
    if one.rule is not None and other.rule is not None:
        said["rule"] = tuple(dict.fromkeys((*one.rule, *other.rule)))
    return Expectations(**said)


# --- each aspect ---------------------------------------------------------------------------------------
# Any, below: each expectation has its own kind.


def _verdicts(_: Case, one: Any, other: Any) -> bool:
    """Return whether verdicts differ; a bare one says nothing of units."""
    if isinstance(one, Verdict) is isinstance(other, Verdict):
        return bool(one != other)
    bare, units = (one, other) if isinstance(one, Verdict) else (other, one)
    return bool({bare} != units.keys())


def _names(_: Case, one: Any, other: Any) -> bool:
    return set(one) != set(other)


def _rule(_case: Case, _one: Any, _other: Any) -> bool:
    """Return that they never differ: of the rules that spoke each may name others."""
    return False


def _reasons(case: Case, one: Any, other: Any) -> bool:
    """Return whether reasons differ; a refusal has a code of its own beside `refused`."""
    codes = {rule.refuse.code for rule in case.policy.rules if rule.refuse}
    names = {one.removeprefix(_REFUSED_AS), other.removeprefix(_REFUSED_AS)}
    return len(names) > 1 and not (ReasonCode.REFUSED in names and names & codes)


def _deadlines(case: Case, one: Any, other: Any) -> bool:
    """Return whether deadlines differ; a bare one is of every offer, a mapping of those that it names."""
    zone = zone_of_windows(case.policy.timezone, case.situation.order)
    if isinstance(one, str):
        one = dict.fromkeys([""] if isinstance(other, str) else other, one)
    if isinstance(other, str):
        other = dict.fromkeys(one, other)
    pairs = [(text, other[offer]) for offer, text in one.items() if offer in other]
    return not all(_same_deadline(*pair, zone) for pair in pairs)


def _same_deadline(one: str, other: str, zone: ZoneInfo) -> bool:
    """Return whether two texts may tell the same deadline: a day tells every instant in it."""
    if one == other:
        return True
    if {one, other} & {"never", "unknown"} or one.endswith(AT_LEAST) is not other.endswith(AT_LEAST):
        return False
    # The one that tells more is first: an instant, or where both are one, either.
    exact, told = sorted((one.removesuffix(AT_LEAST), other.removesuffix(AT_LEAST)), key=len, reverse=True)
    if len(exact) == _DAY:
        return False
    end = datetime.fromisoformat(exact)
    return Deadline(end if end.tzinfo else end.replace(tzinfo=zone), None, True, zone).is_told_by(told)


def _terms(_: Case, one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return any(
        not _same_term(text, found)
        for these, those in ((one, other), (other, one))
        for key, text in these.items()
        for found in _of_term(key, those)
    )


def _of_term(key: str, terms: Mapping[str, str]) -> tuple[str, ...]:
    """Return what *terms* say of the term *key*: of an offer, or where it is bare, of each."""
    offer, _, name = key.rpartition(".")
    if (own := terms.get(key, terms.get(name))) is not None:
        return (own,)
    of_offers = (text for each, text in terms.items() if not offer and each.endswith(f".{name}"))
    return tuple(of_offers) or (NONE,)


def _same_term(one: str, other: str) -> bool:
    nothing = {NONE, WAIVED}
    return same_term(one, other) or (one in nothing and other in nothing and NONE in (one, other))


_DIFFERS: Final[Mapping[str, Callable[[Case, Any, Any], bool]]] = {
    "verdict": _verdicts,
    "offers": _names,
    "until": _deadlines,
    "reason": _reasons,
    "rule": _rule,
    "asks": _names,
    "terms": _terms,
}
"""How what is expected is compared, where it is not by `!=`."""
