"""Intents: keys and payloads."""

from __future__ import annotations

import subprocess
import sys
from decimal import Decimal
from enum import Enum, IntEnum

import pytest
from pydantic import ValidationError

from returnkit.effects import Intent, checked_key, effect_key
from returnkit.errors import EffectKeyError
from returnkit.money import Money


def an_intent(**payload: object) -> Intent:
    return Intent(key=effect_key("refund", "R-1", 1), kind="refund", payload=payload)


def test_a_key_is_its_parts() -> None:
    assert effect_key("refund", "R-7", "card", 1) == "refund:R-7:card:1"


def test_other_parts_are_another_key() -> None:
    parts = [
        ("a", "b:c"),
        ("a:b", "c"),
        ("a", "b", "c"),
        ("a%3Ab", "c"),
        ("a b", "c"),
        ("a+b", "c"),
        ("é", "c"),
    ]

    assert len({effect_key(*each) for each in parts}) == len(parts)


@pytest.mark.parametrize("key", ["", ":", "a:", ":a", "a::b", "a b", "é", "a\n", "a/b", "x" * 201])
def test_what_no_far_side_would_take_is_no_key(key: str) -> None:
    with pytest.raises(EffectKeyError) as raised:
        checked_key(key)

    assert raised.value.key == key
    assert raised.value.help is not None


def test_an_empty_part_is_refused() -> None:
    with pytest.raises(EffectKeyError):
        effect_key("refund", "", 1)


def test_an_intent_takes_no_other_key() -> None:
    with pytest.raises(ValidationError):
        Intent.model_validate({"key": "a b", "kind": "refund", "payload": {}})


def test_money_is_minor_units_and_currency() -> None:
    intent = an_intent(amount=Money.of("1.001", "KWD"))

    assert intent.payload == {"amount": {"minor": 1001, "currency": "KWD"}}


class Reason(str, Enum):  # noqa: UP042 - its `str` is its name
    DAMAGED = "damaged"


class Pieces(IntEnum):
    TWO = 2


def test_members_of_enumerations_are_their_values() -> None:
    intent = an_intent(reason=Reason.DAMAGED, pieces=Pieces.TWO, by={Reason.DAMAGED: 1})
    plain = an_intent(reason="damaged", pieces=2, by={"damaged": 1})

    assert intent.payload == plain.payload
    assert {type(intent.payload[name]) for name in ("reason", "pieces")} == {str, int}
    assert intent.payload_hash == plain.payload_hash
    assert intent.model_dump_json() == plain.model_dump_json()


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), Decimal("1.5"), b"x", {1: "x"}, {1, 2}, "\ud800", object()]
)
def test_what_is_not_exact_json_is_refused(value: object) -> None:
    with pytest.raises(ValidationError, match=r"payload\.deep\[0\]"):
        an_intent(deep=[value])


def test_a_float_is_refused_with_the_way_out() -> None:
    with pytest.raises(ValidationError, match=r"`payload\.amount` is the float `19\.99`: give Money"):
        an_intent(amount=19.99)


def test_a_payload_that_nests_without_end_is_refused() -> None:
    endless: list[object] = []
    endless.append(endless)

    with pytest.raises(ValidationError, match="nested deeper than"):
        an_intent(deep=endless)


def test_a_payload_is_an_object() -> None:
    with pytest.raises(ValidationError, match="a payload is an object"):
        Intent.model_validate({"key": "a", "kind": "refund", "payload": [1]})


def test_a_payload_does_not_change_with_what_it_was_made_of() -> None:
    given = {"lines": [1, 2]}
    intent = an_intent(**given)

    given["lines"].append(3)

    assert intent.payload == {"lines": (1, 2)}


def test_a_hash_is_that_of_the_meaning() -> None:
    one = an_intent(a=1, b=[{"c": "é", "d": None}])

    assert an_intent(b=({"d": None, "c": "é"},), a=1).payload_hash == one.payload_hash
    assert one.evolve(key="another").payload_hash == one.payload_hash
    assert one.evolve(kind="label").payload_hash != one.payload_hash
    others = [an_intent(a=True, b=[]), an_intent(a=1, b=[]), an_intent(a="1", b=[]), an_intent(a=1, b={})]
    assert len({each.payload_hash for each in others}) == len(others)


def test_a_hash_is_the_same_in_every_process() -> None:
    code = """
from returnkit.effects import Intent
from returnkit.money import Money
print(Intent(key="a", kind="refund", payload={"b": Money(1, "USD"), "a": "é"}).payload_hash)
"""
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert ran.stdout.strip() == "dc84ece212b01806ffb939d7f1ae7cab7167e31b0c20abec424d15b1c347fe4f"


def test_an_intent_is_read_from_what_is_written() -> None:
    intent = an_intent(amount=Money(1, "USD"), texts=["é", None, True], empty={})

    assert Intent.model_validate_json(intent.model_dump_json()) == intent
