"""The base model: frozen, strict, and evolved by validation."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from returnkit.model import Frozen


class Parcel(Frozen):
    weight: int
    note: str = ""


def test_a_value_does_not_change() -> None:
    parcel = Parcel(weight=1)

    with pytest.raises(ValidationError, match="frozen"):
        parcel.weight = 2  # type: ignore[misc]  # what is tested


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        Parcel.model_validate({"weight": 1, "wieght": 2})


def test_a_value_of_another_type_is_not_read_as_one() -> None:
    with pytest.raises(ValidationError, match="valid integer"):
        Parcel.model_validate({"weight": "1"})


def test_evolving_gives_a_changed_copy() -> None:
    parcel = Parcel(weight=1, note="fragile")

    heavier = parcel.evolve(weight=2)

    assert (heavier.weight, heavier.note, parcel.weight) == (2, "fragile", 1)


def test_evolving_validates_the_change() -> None:
    with pytest.raises(ValidationError, match="valid integer"):
        Parcel(weight=1).evolve(weight="2")

    with pytest.raises(ValidationError, match="Extra inputs"):
        Parcel(weight=1).evolve(colour="red")
