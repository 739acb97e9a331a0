"""Laws of unknown facts.

They fail with the bugs that `tests/planted/test_expr_planted.py` plants: an unknown part taken for false
in `and`, `or`, `not` and in the test of a choice.
"""

from __future__ import annotations

from collections import Counter
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from returnkit.expr.backends.kleene import Truth, kleene_and, kleene_if, kleene_not, kleene_or
from returnkit.expr.schema import Unknown, is_unknown
from tests.differential import shown
from tests.evidence import Evidence
from tests.modes import SEED, size
from tests.unknown_law import decided_without

TRUTHS: dict[str, Truth] = {"true": True, "false": False, "a": Unknown("a"), "b": Unknown("b")}
truths = st.sampled_from(sorted(TRUTHS)).map(lambda word: TRUTHS[word])  # Hypothesis compares its samples


def completions(value: Truth) -> tuple[bool, ...]:
    return (True, False) if is_unknown(value) else (bool(value),)


def test_no_completion_contradicts_what_was_decided_without_it(evidence: Evidence) -> None:
    random, seen = Random(SEED), Counter[str]()
    examples = size(ci=400, full=20_000)

    for _ in range(examples):
        decided_without(random, seen)

    assert seen["decided without"] >= examples // 10
    assert seen["undecided"] >= examples // 10
    evidence("expr-unknown", {"examples": examples, **{key.replace(" ", "_"): seen[key] for key in seen}})


@given(st.lists(truths, min_size=1, max_size=4))
@settings(max_examples=size(ci=100, full=1_000))
def test_and_and_or_are_dual(operands: list[Truth]) -> None:
    negated = [kleene_not(operand) for operand in operands]

    assert shown(kleene_not(kleene_and(*operands))) == shown(kleene_or(*negated))
    assert shown(kleene_not(kleene_or(*operands))) == shown(kleene_and(*negated))


@given(truths, truths, truths)
@settings(max_examples=size(ci=100, full=1_000))
def test_a_choice_is_decided_when_all_completions_agree(test: Truth, then: Truth, other: Truth) -> None:
    possible = {
        second if first else third
        for first in completions(test)
        for second in completions(then)
        for third in completions(other)
    }

    decided = kleene_if(test, then, other)

    assert shown(decided) == ("unknown" if len(possible) == 2 else possible.pop())
