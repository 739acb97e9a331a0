"""Compile: definitions in any order, none of which can hide, loop, cascade or explode."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap

import pytest

from returnkit.errors import DefinitionError, ExpressionError
from returnkit.expr.backends.python import compile_predicate
from returnkit.expr.backends.twins import compile_kleene, compile_traced
from returnkit.expr.compile import MAX_LEVELS, MAX_PARTS, define, read
from returnkit.expr.ir import And, Named, depth
from returnkit.expr.rewrite import rewrite
from returnkit.expr.stored import dump
from tests.unit.expr.vocabulary import ROOTS, SCHEMA, facts, fault, faults, field, marked, tree


def refused(definitions: dict[str, str]) -> dict[str, list[str]]:
    with pytest.raises(DefinitionError) as refusal:
        define(definitions, SCHEMA)
    return {name: [found.code for found in each] for name, each in refusal.value.by_name.items()}


def test_definitions_use_each_other_in_any_order() -> None:
    names = define(
        {"dear_gift": "dear and wrapped", "dear": "item.price > 50", "wrapped": "item.sealed"}, SCHEMA
    )

    assert names["dear_gift"] == And(
        (Named("dear", tree("item.price > 50")), Named("wrapped", field("item.sealed")))
    )
    assert list(names) == ["dear_gift", "dear", "wrapped"]


def test_a_definition_may_stand_for_any_value() -> None:
    names = define({"total": "item.price * item.quantity", "sizes": '["S", "M"]'}, SCHEMA)

    assert rewrite(tree("total > 3", names)) == tree("item.price * item.quantity > 3")
    assert rewrite(tree("item.sku in sizes", names)) == tree('item.sku in ["S", "M"]')


def test_nothing_inside_a_definition_is_captured_by_what_stands_around_it() -> None:
    names = define({"either": "item.sealed or item.price > 3"}, SCHEMA)

    asked = compile_predicate(rewrite(tree("either and item.price > 9", names)), ROOTS)

    assert asked(*facts(sealed=True, price=1)) is False


@pytest.mark.parametrize(
    ("definitions", "circle"),
    [
        ({"a": "a"}, "`a` is defined by itself: a -> a"),
        ({"a": "b", "b": "a and item.sealed"}, "`b` is defined by itself: a -> b -> a"),
        ({"x": "a", "a": "b", "b": "c", "c": "a"}, "`c` is defined by itself: a -> b -> c -> a"),
    ],
)
def test_a_circle_is_reported_once_with_its_way(definitions: dict[str, str], circle: str) -> None:
    with pytest.raises(DefinitionError) as refusal:
        define(definitions, SCHEMA)

    (found,) = refusal.value.faults
    assert (found.code, found.message, found.help) == ("expr.cycle", circle, "break the circle")


def test_a_faulty_definition_does_not_cascade_to_those_that_use_it() -> None:
    found = refused({"a": "b and item.sealed", "b": "item.prise > 3", "c": "a or b", "d": "item.price"})

    assert found == {"b": ["expr.unknown_name"]}


def test_every_faulty_definition_is_reported_at_once() -> None:
    found = refused({"a": "item.prise > 3 and item.skuu == 1", "b": "(", "c": "item.sealed + 1"})

    assert found == {"b": ["expr.syntax"], "a": ["expr.unknown_name"] * 2, "c": ["expr.type"]}


@pytest.mark.parametrize(
    "name", ["not", "in", "nan", "class", "two words", "é", "1st", "", "item.new", "a-b"]
)
def test_what_reads_otherwise_is_no_name(name: str) -> None:
    with pytest.raises(DefinitionError) as refusal:
        define({name: "item.sealed"}, SCHEMA)

    assert refusal.value.faults[0].code == "expr.name"
    assert refusal.value.faults[0].message == f"`{name}` cannot be a name"


@pytest.mark.parametrize("name", ["item", "order"])
def test_a_name_does_not_hide_the_vocabulary(name: str) -> None:
    with pytest.raises(DefinitionError, match=f"`{name}` is already a word of the vocabulary"):
        define({name: "item.sealed"}, SCHEMA)


def test_a_fault_about_a_name_stands_where_the_name_is_used() -> None:
    names = define({"cost": "          item.price * 2"}, SCHEMA)
    text = "item.sealed and\n  cost"

    found = fault(text, names)

    assert (found.message, marked(text, found)) == ("`cost` is a number, not true or false", "cost")


def test_an_unknown_word_is_offered_the_nearest_name() -> None:
    names = define({"wrapped": "item.sealed"}, SCHEMA)

    assert fault("wraped", names).help == "did you mean `wrapped`?"


def test_names_of_names_cannot_double_without_end() -> None:
    found = refused({f"n{i}": f"n{i - 1} or n{i - 1}" if i else "item.sealed" for i in range(60)})

    assert list(found.values()) == [["expr.too_long"]]


@pytest.mark.parametrize("step", [1, -1])
def test_names_of_names_cannot_go_deep_without_end(step: int) -> None:
    found = refused({f"n{i}": f"not n{i + step}" if 0 < i < 1500 else "item.sealed" for i in range(1501)})

    assert {code for codes in found.values() for code in codes} == {"expr.too_deep"}


def test_the_deepest_names_allowed_compile_every_way() -> None:
    names = define(
        {f"n{i}": f"not n{i - 1}" if i else "item.sealed" for i in range(MAX_LEVELS // 2 - 1)}, SCHEMA
    )
    node = list(names.values())[-1]
    values = facts(sealed=True)

    assert depth(node) == MAX_LEVELS - 3
    plain = compile_predicate(node, ROOTS)(*values)
    assert compile_kleene(node, ROOTS)(*values)[0] is plain
    assert compile_traced([node], ROOTS)(*values) == ((plain, (True,)),)
    assert rewrite(node) == field("item.sealed")


def test_a_condition_of_many_uses_is_refused_like_a_definition() -> None:
    names = define({"many": " or ".join(f"item.price == {n}" for n in range(100))}, SCHEMA)
    text = " and ".join(["many"] * 40)

    found = faults(text, names)

    assert found[0].message == f"with its names written out it has more than {MAX_PARTS} parts"


def test_a_stored_tree_is_loaded_and_asked_without_the_parser() -> None:
    names = define({"dear": "item.price * item.quantity > 100.50"}, SCHEMA)
    node = tree('dear and item.sku =~ "A[0-9]+$" and order.placed_at > d"2026-01-01T00:00:00Z"', names)
    program = """
        import json, sys
        sys.modules["rule_engine"] = None
        from datetime import UTC, datetime
        from types import SimpleNamespace
        from returnkit.expr.backends.python import compile_predicate
        from returnkit.expr.rewrite import rewrite
        from returnkit.expr.stored import load
        asked = compile_predicate(rewrite(load(json.loads(sys.argv[1]))), ("item", "order"))
        order = SimpleNamespace(placed_at=datetime(2026, 2, 1, tzinfo=UTC))
        print([asked(SimpleNamespace(price=51, quantity=n, sku="A1"), order) for n in (1, 2)])
    """

    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), json.dumps(dump(node))],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stderr == ""
    assert done.stdout.strip() == "[False, True]"


def test_a_refused_condition_shows_its_text_and_the_place() -> None:
    with pytest.raises(ExpressionError) as refused:
        read("item.bogus == 1", SCHEMA)

    assert str(refused.value).splitlines()[:3] == [
        "condition:1:1: unknown name `item.bogus`",
        "    1 | item.bogus == 1",
        "        ^^^^^^^^^^",
    ]
