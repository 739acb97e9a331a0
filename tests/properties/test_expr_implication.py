"""Laws of propositions.

They fail with the bugs that `tests/planted/test_implication_planted.py` plants.
"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from returnkit.expr.ir import Comparison
from returnkit.expr.ranges import NOTHING, Values
from tests.evidence import Evidence
from tests.implication_law import law_no_facts_contradict
from tests.modes import SEED, size

NUMBERS = [Decimal(number) for number in range(-1, 5)]
constants = st.sampled_from([None, *NUMBERS])
sets = st.recursive(
    st.builds(Values.of, st.lists(constants, max_size=3))
    | st.builds(Values.beside, st.sampled_from(Comparison), st.sampled_from(NUMBERS)),
    lambda below: (
        st.builds(lambda a, b: a & b, below, below)
        | st.builds(lambda a, b: a | b, below, below)
        | st.builds(lambda a: ~a, below)
    ),
    max_leaves=6,
)
BETWEEN = [None, *(Decimal(step) / 2 for step in range(-4, 12))]  # the constants, and a value between any two


def test_no_facts_contradict_what_is_proved(evidence: Evidence) -> None:
    random, seen = Random(SEED), Counter[str]()
    pairs = size(ci=600, full=30_000)

    for _ in range(pairs):
        law_no_facts_contradict(random, seen)

    assert seen["implies"] >= pairs // 10
    assert seen["excludes"] >= pairs // 40
    assert seen["true"] >= pairs // 2
    evidence("expr-implication", {"pairs": pairs, **dict(sorted(seen.items()))})


@given(sets, sets)
@settings(max_examples=size(ci=200, full=5_000))
def test_a_set_holds_what_its_parts_say(one: Values, other: Values) -> None:
    for value in BETWEEN:
        assert (value in one & other) is (value in one and value in other)
        assert (value in one | other) is (value in one or value in other)
        assert (value in ~one) is (value not in one)
    assert (one <= other) is all(value in other for value in BETWEEN if value in one)
    assert one.is_empty is (one == NOTHING)
    assert one.is_empty is not any(value in one for value in BETWEEN)


@given(sets)
@settings(max_examples=size(ci=200, full=5_000))
def test_the_ends_of_a_set_and_its_points_hold_all_of_it(one: Values) -> None:
    inside = {value for value in BETWEEN if value in one}

    assert one.points is None or one.points == inside
    assert one.points is not None or len(inside) > len(one.cuts) // 2
    for value in inside - {None}:
        assert one.least is None or (value, True) > one.least
        assert one.greatest is None or (value, False) < one.greatest
