"""A model is told in the shortest form that reads as the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

import pytest
from pydantic import BeforeValidator, Field, model_validator

from returnkit.documents import Manner, plain
from returnkit.errors import WritingError
from returnkit.model import Frozen


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def bare(given: Any) -> Any:
    return given if isinstance(given, list | tuple) else [given]


class Part(Frozen):
    name: str
    colour: Colour = Colour.RED
    weight: Decimal | None = None


class Toy(Frozen):
    """A thing with most kinds of fields."""

    id: Annotated[str, Field(alias="toy")]
    colour: Colour = Colour.RED
    is_sold: bool = False
    price: Decimal | None = None
    count: int = 1
    since: date | None = None
    tags: frozenset[str] = frozenset()
    words: Annotated[tuple[str, ...], BeforeValidator(bare)] = ()
    parts: tuple[Part, ...] = ()
    sizes: Mapping[str, Decimal] = Field(default_factory=dict)


def told(**fields: Any) -> dict[str, Any]:
    return plain(Toy.model_validate({"toy": "bear"} | fields), Manner())


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, {}),
        ({"colour": Colour.RED, "is_sold": False, "count": 1}, {}),
        (
            {"colour": Colour.BLUE, "is_sold": True, "count": 0},
            {"colour": "blue", "is_sold": True, "count": 0},
        ),
        ({"price": Decimal("6.50")}, {"price": Decimal("6.50")}),
        ({"price": Decimal("1E+3")}, {"price": 1000}),
        ({"since": date(2026, 11, 1)}, {"since": "2026-11-01"}),
        ({"tags": frozenset({"b", "a"})}, {"tags": ["a", "b"]}),
        ({"words": ("a",)}, {"words": "a"}),
        ({"words": ("a", "b")}, {"words": ["a", "b"]}),
        ({"parts": (Part(name="ear"),)}, {"parts": [{"name": "ear"}]}),
        ({"sizes": {"s": Decimal("0.5"), "l": Decimal(3)}}, {"sizes": {"s": Decimal("0.5"), "l": 3}}),
    ],
)
def test_a_field_is_told_where_it_differs(fields: dict[str, Any], expected: dict[str, Any]) -> None:
    assert told(**fields) == {"toy": "bear"} | expected


def test_decimals_are_kept_and_powers_of_ten_written_out() -> None:
    assert repr(told(price=Decimal("6.50"))["price"]) == "Decimal('6.50')"
    assert repr(told(price=Decimal("1E+3"))["price"]) == "1000"
    assert repr(told(price=Decimal("1E-7"))["price"]) == "Decimal('1E-7')"


def test_keys_stand_where_the_manner_says_and_some_are_always_told() -> None:
    manner = Manner(first=("count", "none"), last=("toy",), always=("colour", "none"))
    toy = Toy.model_validate({"toy": "bear", "count": 2, "is_sold": True})

    assert list(plain(toy, manner).items()) == [
        ("count", 2), ("colour", "red"), ("is_sold", True), ("toy", "bear"),
    ]  # fmt: skip


class Ball(Frozen):
    """Its size goes with its game, unless it is told."""

    game: str
    size: int = 1
    colour: str = "white"

    @model_validator(mode="before")
    @classmethod
    def _the_game_tells_the_size(cls, given: Any) -> Any:
        if isinstance(given, dict) and given.get("game") == "tennis":
            return {"size": 7, "colour": "yellow"} | given
        return given


def test_what_a_model_fills_in_by_other_keys_is_told_only_where_it_is_otherwise() -> None:
    assert plain(Ball(game="golf"), Manner()) == {"game": "golf"}
    assert plain(Ball(game="tennis", size=7, colour="yellow"), Manner()) == {"game": "tennis"}
    assert plain(Ball(game="tennis", size=1, colour="yellow"), Manner()) == {"game": "tennis", "size": 1}
    assert plain(Ball(game="tennis", size=1, colour="white"), Manner()) == {
        "game": "tennis", "size": 1, "colour": "white",
    }  # fmt: skip


class Cup(Frozen):
    """Its name and its size."""

    name: str
    size: int = 1


def by_name(given: Any) -> Any:
    if not isinstance(given, dict):
        return given
    return [{"name": name, "size": size} for name, size in given.items()]


class Shelf(Frozen):
    """Its cups are a list, or a mapping by name."""

    cups: Annotated[tuple[Cup, ...], BeforeValidator(by_name)]


def test_several_are_told_by_name_where_that_is_read() -> None:
    blue, tall = Cup(name="blue", size=2), Cup(name="tall", size=3)

    assert plain(Shelf(cups=(blue, tall)), Manner()) == {"cups": {"blue": 2, "tall": 3}}
    assert plain(Shelf(cups=(blue, blue)), Manner()) == {
        "cups": [{"name": "blue", "size": 2}, {"name": "blue", "size": 2}]
    }


class Odd(Frozen):
    """It reads nothing of what it holds."""

    even: Annotated[int, BeforeValidator(lambda given: given + 1)] = 1


def test_what_no_form_gives_back_is_refused_with_its_place() -> None:
    with pytest.raises(WritingError, match="even: no document gives `3`"):
        plain(Odd(even=2), Manner())
