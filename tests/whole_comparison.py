"""The laws that a decision on a whole return is what the naive interpreter says, part by part.

Each raises AssertionError when it does not hold for a case.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tests.naive_return import NaiveDemand, NaivePart
from tests.whole_cases import WholeCase
from tests.whole_laws import decided, judged, name_of


def law_parts_are_naive(case: WholeCase) -> None:
    """Broken by: units taken by offers that are no; a counter that starts anew at each item."""
    for _ in _both(case):
        pass


def law_verdicts_are_naive(case: WholeCase) -> None:
    """Broken by: codes told in another order; evidence of an internal rule that asks the shopper."""
    for found, expected in _both(case):
        is_asked_too_much = _may_ask_too_much(case) and found.missing != expected.missing
        wanted = {expected.verdict, "needs_info"} if is_asked_too_much else {expected.verdict}
        assert found.verdict in wanted, name_of(expected)
        assert found.reasons == expected.reasons, name_of(expected)


def law_offers_are_naive(case: WholeCase) -> None:
    """Broken by: a set that falls for a maybe; a limit of another offer; a second kind of set that is not
    asked; a list of doors that closes no other; an item that has the events of the one above; a door that
    reaches a floor; a floor that forgets the past.
    """
    for found, expected in _both(case):
        for one, other in zip(found.offers, expected.offers, strict=True):
            assert replace(one, terms={}) == replace(other, terms={}), name_of(expected)


def law_terms_are_naive(case: WholeCase) -> None:
    """Broken by: the last rule wins a term; a waiver taken for silence; a rate of an offer that is not
    bound; a term known by its name and not by its rules.
    """
    for found, expected in _both(case):
        for one, other in zip(found.offers, expected.offers, strict=True):
            assert one.terms == other.terms, (name_of(expected), other.name)


def law_demands_are_naive(case: WholeCase) -> None:
    """Broken by: evidence that is counted for the item only; an answer of the staff that is not read; a
    range that asks for its most.
    """
    for found, expected in _both(case):
        assert set(map(_uncertainly, found.demands)) == set(map(_uncertainly, expected.demands))
        # Where a rule surely asks before one offer and perhaps before another, both words are right.
        certain: dict[tuple[str, str, str | None], set[bool]] = {}
        for demand in expected.demands:
            certain.setdefault(_asked(demand), set()).add(demand.is_certain)
        for demand in found.demands:
            assert demand.is_certain in certain[_asked(demand)], name_of(expected)


def law_questions_are_naive(case: WholeCase) -> None:
    """Broken by: facts that move only a fee told as leaving the verdict open; a condition guessed; an
    inspection of the item at the other end.
    """
    for found, expected in _both(case):
        assert set(found.missing) >= set(expected.missing), name_of(expected)
        assert _may_ask_too_much(case) or found.missing == expected.missing, name_of(expected)
        assert found.subject_to == expected.subject_to, name_of(expected)


def law_the_return_is_naive(case: WholeCase) -> None:
    """Broken by: totals over what is refused; `when_all` taken for `when_any`; a maybe that approves."""
    expected, found = judged(case), decided(case)

    assert found.terms == expected.terms
    assert found.approval == expected.approval


def _both(case: WholeCase) -> Iterator[tuple[NaivePart, NaivePart]]:
    expected, found = _alike(judged(case).parts), _alike(decided(case).parts)
    assert [name_of(part) for part in found] == [name_of(part) for part in expected]
    for one, other in zip(found, expected, strict=True):
        assert [offer.name for offer in one.offers] == [offer.name for offer in other.offers], name_of(other)
        yield one, other


def _may_ask_too_much(case: WholeCase) -> bool:
    """Whether units of one item may rest on different facts: the engine asks for those of all of them."""
    return any(rule.limit for rule in case.policy.rules)


def _alike(parts: Sequence[NaivePart]) -> list[NaivePart]:
    """Return *parts*, neighbours that differ only in what they ask for as one that asks for all of it."""
    found: list[NaivePart] = []
    for part in parts:
        above = found[-1] if found else part
        if found and (above.place, above.offers, above.reasons) == (part.place, part.offers, part.reasons):
            missing = tuple(sorted({*above.missing, *part.missing}))
            verdict = "needs_info" if part.verdict == "needs_info" else above.verdict
            quantity = above.quantity + part.quantity
            found[-1] = replace(above, quantity=quantity, missing=missing, verdict=verdict)
        else:
            found.append(part)
    return found


def _uncertainly(demand: NaiveDemand) -> NaiveDemand:
    return replace(demand, is_certain=False)


def _asked(demand: NaiveDemand) -> tuple[str, str, str | None]:
    return demand.name, demand.before, demand.rule
