"""The schema, and the fact that is not known: it is never a value."""

from __future__ import annotations

import copy
import operator
import pickle
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from returnkit.errors import UnknownFactError
from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name, Schema, Unknown, is_unknown
from tests.unit.expr.vocabulary import SCHEMA

UNKNOWN = Unknown("not_asked")

USES: dict[str, Callable[[Any], Any]] = {  # Any: everything is tried
    "==": lambda fact: fact == 1,
    "!=": lambda fact: fact != 1,
    "== itself": lambda fact: fact == fact,  # noqa: PLR0124 - what is tested
    "<": lambda fact: fact < 1,
    "<=": lambda fact: fact <= 1,
    ">": lambda fact: fact > 1,
    ">=": lambda fact: fact >= 1,
    "reversed": lambda fact: 1 == fact,  # noqa: SIM300 - what is tested
    "hash": hash,
    "bool": bool,
    "not": operator.not_,
    "len": len,
    "iter": iter,
    "in": lambda fact: 1 in fact,
    "in a set": lambda fact: fact in {1, 2},
    "in a list": lambda fact: fact in [1, 2],
    "-": operator.neg,
    "attribute": lambda fact: fact.lower,
}


@pytest.mark.parametrize("use", USES)
def test_an_unknown_fact_is_no_value(use: str) -> None:
    with pytest.raises(UnknownFactError) as refusal:
        USES[use](UNKNOWN)

    assert refusal.value.reason == "not_asked"


@pytest.mark.parametrize(
    "use",
    [lambda fact: fact + 1, lambda fact: 1 - fact, lambda fact: fact[0], lambda fact: fact(), float, int],
)
def test_what_python_refuses_by_itself_is_refused_too(use: Callable[[Any], Any]) -> None:
    with pytest.raises((TypeError, UnknownFactError)):
        use(UNKNOWN)


def test_an_unknown_fact_can_be_looked_at() -> None:
    assert is_unknown(UNKNOWN)
    assert not is_unknown(None)
    assert UNKNOWN.code == "not_asked"
    assert repr(UNKNOWN) == "Unknown('not_asked')"
    assert Unknown().code == "not_supplied"


def test_an_unknown_fact_can_be_copied_and_sent() -> None:
    again = pickle.loads(pickle.dumps(UNKNOWN))

    assert copy.copy(UNKNOWN) is UNKNOWN
    assert copy.deepcopy({"fact": UNKNOWN})["fact"] is UNKNOWN
    assert is_unknown(again)
    assert again.code == "not_asked"


def test_an_entry_knows_its_root_and_its_attribute() -> None:
    assert (SCHEMA["item.price"].root, SCHEMA["item.price"].attribute) == ("item", "price")


def test_numbers_of_money_and_of_fixed_decimals_come_as_decimals() -> None:
    assert Name(path="a.b", kind=Kind.NUMBER, unit="money").is_decimal
    assert Name(path="a.b", kind=Kind.NUMBER, scale=2).is_decimal
    assert not Name(path="a.b", kind=Kind.NUMBER, scale=0).is_decimal
    assert not Name(path="a.b", kind=Kind.NUMBER).is_decimal


@pytest.mark.parametrize(
    ("low", "high", "allowed"),
    [(None, None, "-1 0 2 3"), (0, None, "0 2 3"), (None, 2, "-1 0 2"), (0, 2, "0 2"), (2, 2, "2")],
)
def test_a_name_allows_the_numbers_from_its_least_to_its_greatest(
    low: int | None, high: int | None, allowed: str
) -> None:
    bounds = [bound if bound is None else Decimal(bound) for bound in (low, high)]
    name = Name(path="a.b", kind=Kind.NUMBER, minimum=bounds[0], maximum=bounds[1])

    assert [number for number in ("-1", "0", "2", "3") if name.allows(Decimal(number))] == allowed.split()


def test_a_schema_is_a_table_in_order() -> None:
    schema = Schema([Name(path="b.x", kind=Kind.NUMBER), Name(path="a.y", kind=Kind.STRING)])

    assert schema.paths == ("b.x", "a.y")
    assert schema.roots == ("b", "a")
    assert len(schema) == 2
    assert "b.x" in schema
    assert "b" not in schema
    assert schema.get("c.z") is None
    assert [entry.path for entry in schema] == ["b.x", "a.y"]


def test_a_schema_can_be_copied() -> None:
    names = list(copy.copy(SCHEMA))

    assert Schema(names).paths == SCHEMA.paths
