"""Record: what a frozen dataclass with slots is, made more quickly."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, dataclass, field, fields, replace

import pytest

from returnkit.decision import ItemDecision, OfferDecision
from returnkit.record import record


@record
class Parcel:
    """A parcel."""

    number: str
    weight_grams: int = 100
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Twin:
    """The same as a dataclass."""

    number: str
    weight_grams: int = 100
    tags: tuple[str, ...] = ()


def test_a_record_is_made_by_place_by_name_and_by_default() -> None:
    assert Parcel("A1", 250) == Parcel(number="A1", weight_grams=250, tags=())
    assert Parcel("A1").weight_grams == 100


def test_a_record_is_of_its_own_class_once_it_is_made() -> None:
    parcel = Parcel("A1")

    assert type(parcel) is Parcel
    assert repr(parcel) == "Parcel(number='A1', weight_grams=100, tags=())"


def test_a_record_cannot_be_changed() -> None:
    parcel = Parcel("A1")

    with pytest.raises(FrozenInstanceError):
        parcel.number = "A2"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del parcel.number
    with pytest.raises((AttributeError, TypeError)):
        parcel.colour = "red"  # type: ignore[attr-defined]


def test_a_record_is_equal_hashed_and_copied_as_a_dataclass_is() -> None:
    parcel, twin = Parcel("A1", 250, ("x",)), Twin("A1", 250, ("x",))

    assert hash(parcel) == hash(twin)
    assert parcel != twin  # type: ignore[comparison-overlap]
    assert replace(parcel, number="A2") == Parcel("A2", 250, ("x",))
    assert copy.deepcopy(parcel) == parcel
    assert pickle.loads(pickle.dumps(parcel)) == parcel


def test_a_record_names_the_argument_that_is_missing() -> None:
    with pytest.raises(TypeError, match="number"):
        Parcel()  # type: ignore[call-arg]


@pytest.mark.parametrize("made", [OfferDecision, ItemDecision])
def test_the_parts_of_a_decision_take_their_fields_in_order(made: type) -> None:
    names = [each.name for each in fields(made)]

    value = made(*names)

    assert [getattr(value, name) for name in names] == names


def test_what_is_more_than_a_record_is_refused() -> None:
    class Counted:
        marks: list[str] = field(default_factory=list)

    class Checked:
        number: str

        def __post_init__(self) -> None: ...

    class Heavier(Parcel):
        shelf: int = 0

    for more in (Counted, Checked, Heavier):
        with pytest.raises(TypeError, match="more than a record"):
            record(more)
