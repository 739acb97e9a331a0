"""Forms: what a page does that knows nothing of a policy, and how few questions would have done."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, product
from typing import Any

from returnkit.decision import Decision, Moves, OpenQuestion, Verdict, answer, questions
from returnkit.decision.moves import Candidate, again, candidates
from returnkit.facts import Attributes, ReturnRequest

Telling = Callable[[OpenQuestion | Candidate], Any]
"""What somebody says when asked; None is that they cannot say. Any: a value of the kind asked for."""


def bare(request: ReturnRequest) -> ReturnRequest:
    """Return *request* with nothing said that somebody can be asked for."""
    unsaid: dict[str, Any] = {
        "evidence": {},
        "answers": Attributes({}),
        "staff_answers": Attributes({}),
    }
    items = tuple(
        item.evolve(reason=None, condition=None, is_opened=None, **unsaid) for item in request.items
    )
    return request.evolve(items=items, resolution=None, method=None, proof_of_purchase=None, **unsaid)


def told_by(request: ReturnRequest) -> Telling:
    """Return somebody who says what *request* says."""

    def tell(asked: OpenQuestion | Candidate) -> Any:
        item, name = request.items[asked.place or 0], asked.key.rpartition("].")[2]
        if name.startswith("evidence."):
            kind = name.removeprefix("evidence.")
            return (item.evidence.get(kind, 0) + request.evidence.get(kind, 0)) or None
        stated = {
            "request.reason": item.reason,
            "request.condition": item.condition,
            "request.is_opened": item.is_opened,
            "request.method": request.method,
            "request.has_proof_of_purchase": request.proof_of_purchase,
            "request.resolution": request.resolution.value if request.resolution else None,
        }
        said = (item.answers, item.staff_answers, request.answers, request.staff_answers)
        last = name.rpartition(".")[2]
        return stated[name] if name in stated else next((s[last] for s in said if last in s), None)

    return tell


def filled_in(decision: Decision, tell: Telling) -> tuple[Decision, list[tuple[Decision, OpenQuestion]]]:
    """Return the decision once no verdict hangs on an answer, and every question asked with what it met."""
    asked: list[tuple[Decision, OpenQuestion]] = []
    cannot_say: set[str] = set()
    while True:
        moving = (each for each in questions(decision) if Moves.VERDICT in each.moves)
        question = next((each for each in moving if each.key not in cannot_say), None)
        if question is None:
            return decision, asked
        assert question.key not in {each.key for _, each in asked}, "what was answered is asked again"
        asked.append((decision, question))
        if (said := tell(question)) is None:
            cannot_say.add(question.key)
        else:
            decision = answer(decision, {question.key: said})


def outcome(decision: Decision) -> object:
    """Return the verdicts with the offers under them."""
    return [
        (item.item.quantity, item.verdict, [(offer.name, offer.statuses) for offer in item.offers])
        for item in decision.items
    ]


def completions(
    decision: Decision, among: Sequence[Candidate], most: int = 4_000
) -> Iterator[tuple[Mapping[str, object], Decision]]:
    """Yield every way to answer all of *among*, or to leave each out, with what is decided then."""
    ways = product(*([None, *each.values] for each in among))
    for number, chosen in enumerate(ways):
        assert number < most, "too many facts to try out"
        request = decision.request
        for each, value in zip(among, chosen, strict=True):
            request = request if value is None else each.says(request, value)
        said = {each.key: value for each, value in zip(among, chosen, strict=True)}
        yield said, again(decision, request)


def can_move(decision: Decision, question: OpenQuestion) -> bool:
    """Return whether two ways to answer everything that differ in this answer alone end otherwise."""
    among = candidates(decision)
    ends: dict[object, list[object]] = {}
    for said, found in completions(decision, among):
        others = tuple((key, value) for key, value in said.items() if key != question.key)
        ends.setdefault(others, []).append(outcome(found))
    return any(end != group[0] for group in ends.values() for end in group)


def fewest(decision: Decision, tell: Telling) -> int:
    """Return how many true answers are needed at least for a verdict that no other answer moves."""
    said = {each: value for each in candidates(decision) if (value := tell(each)) is not None}
    for size in range(len(said) + 1):
        for chosen in combinations(said, size):
            request = decision.request
            for each in chosen:
                request = each.says(request, said[each])
            found = again(decision, request)
            if all(item.verdict is not Verdict.NEEDS_INFO for item in found.items) and not any(
                Moves.VERDICT in each.moves for each in questions(found)
            ):
                return size
    return len(said)
