"""The twins of the plain function: the trace stops where it stops; three values never raise."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from returnkit.errors import UnknownFactError
from returnkit.expr.backends.python import compile_predicate, is_leaf, leaves
from returnkit.expr.backends.twins import compile_kleene, compile_traced, leaf_count
from returnkit.expr.compile import define
from returnkit.expr.schema import Unknown, is_unknown
from tests.unit.expr.vocabulary import ROOTS, SCHEMA, facts, field, tree

ASKED = Unknown("not_asked")


def traced(text: str, **values: Any) -> Any:
    (found,) = compile_traced([tree(text)], ROOTS)(*facts(**values))
    return found


def known(text: str, **values: Any) -> Any:
    return compile_kleene(tree(text), ROOTS)(*facts(**values))


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("item.sealed and item.price > 1", {"sealed": False, "price": 2}, (False, (False, None))),
        ("item.sealed and item.price > 1", {"sealed": True, "price": 2}, (True, (True, True))),
        ("item.sealed or item.price > 1", {"sealed": True, "price": 2}, (True, (True, None))),
        ("not (item.sealed or item.price > 1)", {"sealed": False, "price": 1}, (True, (False, False))),
        (
            "item.sealed ? item.price > 1 : item.price > 5",
            {"sealed": False, "price": 2},
            (False, (False, None, False)),
        ),
        ("(item.gift ?? item.sealed) == true", {"gift": None, "sealed": True}, (True, (True,))),
        ("(item.sealed and item.price > 1) == true", {"sealed": False, "price": 2}, (False, (False,))),
        ("(item.sealed ? 1 : 2) == item.price", {"sealed": False, "price": 2}, (True, (True,))),
    ],
)
def test_a_trace_notes_each_leaf_it_asked(text: str, values: dict[str, Any], expected: Any) -> None:
    assert traced(text, **values) == expected


def test_several_conditions_are_traced_apart() -> None:
    nodes = [tree("item.sealed and item.price > 1"), None, tree("item.price > 1")]

    found = compile_traced(nodes, ROOTS)(*facts(sealed=False, price=2))

    assert found == ((False, (False, None)), (True, ()), (True, (True,)))


def test_a_trace_of_conditions_without_leaves_is_true() -> None:
    assert compile_traced([None], ROOTS)(*facts()) == ((True, ()),)


def test_a_trace_raises_where_the_plain_function_does() -> None:
    node, values = tree("item.price / item.quantity > 1"), facts(price=1, quantity=0)

    with pytest.raises(ZeroDivisionError):
        compile_predicate(node, ROOTS)(*values)
    with pytest.raises(ZeroDivisionError):
        compile_traced([node], ROOTS)(*values)


def test_an_unknown_fact_raises_in_the_plain_function_and_the_trace() -> None:
    values = facts(sealed=ASKED)

    for asked in (
        compile_predicate(field("item.sealed"), ROOTS),
        compile_traced([field("item.sealed")], ROOTS),
    ):
        with pytest.raises(UnknownFactError, match="not_asked"):
            asked(*values)


def test_an_unknown_part_beside_a_deciding_one_is_not_needed() -> None:
    assert known("item.price > 1 and item.sealed", price=ASKED, sealed=False)[0] is False
    assert known("item.price > 1 or item.sealed", price=ASKED, sealed=True)[0] is True


def test_an_unknown_answer_is_the_fact_that_is_missing() -> None:
    result, found = known("item.price > 1 and item.sealed", price=ASKED, sealed=True)

    assert result is ASKED
    assert found[0] is ASKED
    assert found[1] is True


def test_a_failure_is_unknown_and_keeps_its_cause() -> None:
    result, _ = known("item.price / item.quantity > 1", price=1, quantity=0)

    assert is_unknown(result)
    assert result.code == "failed: DivisionByZero"


def test_a_failure_beside_an_unknown_fact_names_the_fact() -> None:
    result, _ = known("item.price / item.quantity > 1", price=ASKED, quantity=0)

    assert result is ASKED


def test_no_condition_is_true_and_has_no_leaves() -> None:
    assert compile_kleene(None, ROOTS)(*facts()) == (True, ())
    assert leaf_count(None) == 0


def test_leaves_are_numbered_by_their_path_in_the_order_asked() -> None:
    names = define({"either": "item.sealed or item.price > 1"}, SCHEMA)
    node = tree("either and not item.tags.is_empty", names)

    assert [path for path, _ in leaves(node)] == [(0, 0, 0), (0, 0, 1), (1, 0)]
    assert leaf_count(node) == 3
    assert [is_leaf(leaf) for _, leaf in leaves(node)] == [True] * 3


def test_an_instant_out_of_the_calendar_is_unknown() -> None:
    last = datetime.max.replace(tzinfo=UTC)

    result, _ = known('order.placed_at + t"P1D" > order.placed_at', order_placed_at=last)

    assert is_unknown(result)
    assert result.code == "failed: OverflowError"
