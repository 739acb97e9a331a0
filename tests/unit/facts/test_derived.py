"""Names that a shop computes itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest

from returnkit.errors import VocabularyError
from returnkit.expr.ir import Kind
from returnkit.expr.schema import Unknown, is_unknown
from returnkit.facts import (
    NOT_ASKED,
    STANDARD,
    Inspection,
    ReturnHistory,
    derived,
    past,
    vocabulary_of,
)
from returnkit.facts.metrics import return_rate
from returnkit.money import Money
from tests.builders import PLACED, a_line, a_past_order, a_past_return, an_order
from tests.unit.facts.reading import value


class Size(StrEnum):
    SMALL = "small"
    LARGE = "large"


def raises(_: object) -> object:
    raise ZeroDivisionError


@pytest.mark.parametrize(
    ("kind", "result", "found"),
    [
        (Kind.BOOLEAN, True, True),
        (Kind.BOOLEAN, 1, "unreadable"),
        (Kind.NUMBER, 3, 3),
        (Kind.NUMBER, Decimal("1.5"), Decimal("1.5")),
        (Kind.NUMBER, Decimal("NaN"), "unreadable"),
        (Kind.NUMBER, 1.5, "unreadable"),
        (Kind.NUMBER, True, "unreadable"),
        (Kind.NUMBER, Money.of("2.50", "USD"), Decimal("2.50")),
        (Kind.NUMBER, Money.of("2.50", "EUR"), "foreign_currency"),
        (Kind.STRING, "red", "red"),
        (Kind.STRING, Size.SMALL, "small"),
        (Kind.STRING, None, "not_supplied"),
        (Kind.STRINGS, frozenset({"a"}), frozenset({"a"})),
        (Kind.STRINGS, frozenset({1}), "unreadable"),
        (Kind.STRINGS, ["a"], "unreadable"),
        (
            Kind.INSTANT,
            datetime(2026, 1, 1, 9, tzinfo=timezone(timedelta(hours=9))),
            datetime(2026, 1, 1, tzinfo=UTC),
        ),
        (Kind.INSTANT, datetime(2026, 1, 1), "unreadable"),  # noqa: DTZ001
        pytest.param(Kind.STRING, NOT_ASKED, "not_asked", id="an unknown fact"),
    ],
)
def test_what_a_function_gives_is_checked(kind: Kind, result: object, found: object) -> None:
    fact = derived("item.own", kind, lambda _: result, doc="The shop's own.")

    read = value("item.own", vocabulary=vocabulary_of(derived=(fact,)))

    assert (read.code if is_unknown(read) else read) == found
    assert type(read) is not Size


@pytest.mark.parametrize(
    ("read", "why"),
    [
        (raises, "failed"),
        (lambda s: s.line.colour, "failed"),
        (lambda s: Unknown("not_asked") == 1, "not_asked"),
    ],
)
def test_a_function_that_fails_leaves_its_name_unknown(read: Callable[[Any], object], why: str) -> None:
    vocabulary = vocabulary_of(derived=[derived("item.own", Kind.BOOLEAN, read, doc="The shop's own.")])

    found = value("item.own", vocabulary=vocabulary)

    assert is_unknown(found)
    assert found.code == why


def test_a_derived_name_is_typed_like_any_other() -> None:
    vocabulary = vocabulary_of(
        derived=[
            derived(
                "item.is_bulky",
                Kind.BOOLEAN,
                lambda s: (s.line.weight_grams or 0) > 20_000,
                doc="Whether it is big.",
            ),
            derived("item.size", Kind.STRING, lambda s: "huge", doc="Its size.", values=("small", "large")),
            derived("item.gap", Kind.NUMBER, lambda s: None, doc="A gap.", nullable=True, unit="days"),
            derived(
                "item.worth",
                Kind.NUMBER,
                lambda s: 3,
                doc="What it is worth.",
                unit="money",
                typical=Decimal(1),
            ),
        ]
    )

    name = vocabulary.schema["item.is_bulky"]
    assert (name.kind, name.typical, name.doc) == (Kind.BOOLEAN, False, "Whether it is big.")
    assert vocabulary.schema["item.size"].typical == "small"
    assert value("item.is_bulky", an_order([a_line(weight_grams=20_001)]), vocabulary=vocabulary) is True
    assert value("item.is_bulky", an_order([a_line(weight_grams=20_000)]), vocabulary=vocabulary) is False
    assert is_unknown(value("item.size", vocabulary=vocabulary))
    assert value("item.gap", vocabulary=vocabulary) is None
    assert type(value("item.worth", vocabulary=vocabulary)) is Decimal
    assert vocabulary.schema.roots == STANDARD.schema.roots


@pytest.mark.parametrize(
    ("path", "kind", "doc", "sentence"),
    [
        ("thing.own", Kind.BOOLEAN, "Own.", "`thing.own` is not a name"),
        ("item", Kind.BOOLEAN, "Own.", "is not a name"),
        ("item.Own", Kind.BOOLEAN, "Own.", "is not a name"),
        ("item.own.more", Kind.BOOLEAN, "Own.", "is not a name"),
        ("item.is", Kind.BOOLEAN, "Own.", "is not a name"),
        ("item.own", Kind.DURATION, "Own.", "cannot be a duration"),
        ("item.own", Kind.BOOLEAN, "Own", "is not documented"),
        ("item.sku", Kind.STRING, "Own.", "`item.sku` is already a name"),
    ],
)
def test_a_name_that_cannot_be_is_refused(path: str, kind: Kind, doc: str, sentence: str) -> None:
    with pytest.raises(VocabularyError, match=sentence) as caught:
        vocabulary_of(derived=[derived(path, kind, lambda _: None, doc=doc)])

    assert caught.value.help


def test_a_derived_name_is_there_once() -> None:
    fact = derived("item.own", Kind.BOOLEAN, lambda _: True, doc="Own.")

    with pytest.raises(VocabularyError, match="already a name"):
        vocabulary_of(derived=[fact, fact])


def test_what_a_name_belongs_to_has_to_be_there() -> None:
    vocabulary = vocabulary_of(
        derived=[
            derived(
                "history.return_rate_60d",
                Kind.NUMBER,
                past(lambda h, at, _: return_rate(h, at, days=60, settling_days=20, least_orders=1)),
                doc="Share of two months' value given back.",
                scale=4,
            ),
            derived(
                "inspection.is_clean",
                Kind.BOOLEAN,
                lambda s: s.inspection is not None and not s.inspection.is_worn,
                doc="Whether clean.",
            ),
        ]
    )
    history = ReturnHistory(
        orders=(
            a_past_order("a", days_ago=30),
            a_past_order("b", days_ago=19),
            a_past_order("c", days_ago=60),
        ),
        returns=(a_past_return("a", days_ago=5, value="25.00"),),
    )

    def read(path: str, **more: Any) -> object:
        found = value(path, vocabulary=vocabulary, **more)
        return found.code if is_unknown(found) else found

    assert read("history.return_rate_60d", history=history, at=PLACED) == Decimal("0.2500")
    assert read("history.return_rate_60d", at=PLACED) == "not_supplied"
    assert read("history.return_rate_60d", history=history) == "not_supplied"
    assert read("inspection.is_clean") == "not_asked"
    assert read("inspection.is_clean", inspection=Inspection(is_worn=False)) is True
    assert vocabulary.schema["inspection.is_clean"].ask == "inspection"
