"""RMA numbers: read tolerantly, and never taken for another one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnkit.errors import RmaError
from returnkit.lifecycle import CheckedNumbers
from returnkit.lifecycle.rma import ALPHABET

NUMBERS = CheckedNumbers()
DRAWN = st.integers(0, NUMBERS.many - 1)
KINDS = st.builds(CheckedNumbers, length=st.integers(4, 12), prefix=st.sampled_from(("", "R", "RMA", "ox7")))


def body(number: str) -> str:
    return number.rsplit("-", maxsplit=1)[-1]


@given(numbers=KINDS, data=st.data())
def test_a_number_is_read_as_it_was_written(numbers: CheckedNumbers, data: st.DataObject) -> None:
    number = numbers.number(data.draw(st.integers(0, numbers.many - 1)))

    assert numbers.read(number) == number
    assert numbers.read(body(number)) == number


@given(drawn=DRAWN, place=st.integers(0, 6), sign=st.sampled_from(ALPHABET))
def test_every_single_wrong_sign_is_noticed(drawn: int, place: int, sign: str) -> None:
    number = NUMBERS.number(drawn)
    signs = body(number)
    wrong = signs[:place] + sign + signs[place + 1 :]

    if wrong != signs:
        with pytest.raises(RmaError, match="one of its signs is wrong"):
            NUMBERS.read(wrong)


@given(numbers=KINDS, data=st.data())
def test_any_two_signs_that_changed_places_are_noticed(numbers: CheckedNumbers, data: st.DataObject) -> None:
    signs = body(numbers.number(data.draw(st.integers(0, numbers.many - 1))))
    places = st.integers(0, len(signs) - 1)
    one, other = sorted((data.draw(places), data.draw(places)))
    wrong = signs[:one] + signs[other] + signs[one + 1 : other] + signs[one] + signs[other + 1 :]

    if one != other and wrong != signs:
        with pytest.raises(RmaError):
            numbers.read(wrong)


@given(drawn=DRAWN, data=st.data())
def test_case_separators_and_signs_that_look_alike_do_not_matter(drawn: int, data: st.DataObject) -> None:
    number = NUMBERS.number(drawn)
    alike = {"1": "1ILil", "0": "0OQoq", "V": "VUvu"}
    typed = ""
    for sign in body(number):
        typed += data.draw(st.sampled_from(alike.get(sign, sign + sign.lower())))
        typed += data.draw(st.sampled_from(("", "-", " ", ".", "\u2013", "\u00a0", "\n")))

    assert NUMBERS.read(data.draw(st.sampled_from(("", "R", "r-", " R "))) + typed) == number


def test_a_wrong_prefix_is_named() -> None:
    number = NUMBERS.number(12_345)

    with pytest.raises(RmaError, match="numbers begin with `R`"):
        NUMBERS.read(f"X-{body(number)}")


@pytest.mark.parametrize("text", ["", "R-", "R-123", "#######", "R-123456789", "Ω" * 7, "7" * 1_000_000])
def test_what_is_no_number_is_refused_and_shown_short(text: str) -> None:
    with pytest.raises(RmaError) as caught:
        NUMBERS.read(text)

    assert len(str(caught.value)) < 200


def test_numbers_are_of_signs_that_are_not_taken_for_others() -> None:
    assert not set("ILOQU") & set(ALPHABET)
    assert len(set(ALPHABET)) == 31


@pytest.mark.parametrize("drawn", [-1, NUMBERS.many])
def test_what_cannot_be_drawn_is_refused(drawn: int) -> None:
    with pytest.raises(ValueError, match="is not between 0 and"):
        NUMBERS.number(drawn)


@pytest.mark.parametrize("settings", [{"length": 3}, {"length": 13}, {"prefix": "R-"}, {"prefix": "X" * 9}])
def test_numbers_that_cannot_be_are_refused(settings: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        CheckedNumbers(**settings)  # type: ignore[arg-type]


def test_numbers_without_a_prefix_have_none() -> None:
    numbers = CheckedNumbers(prefix="")

    assert numbers.read(numbers.number(7)) == numbers.number(7)
    assert "-" not in numbers.number(7)
