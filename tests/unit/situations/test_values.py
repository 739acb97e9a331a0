from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from returnkit.expr.schema import is_unknown
from returnkit.policy import Counted, Limit, load_policy
from returnkit.situations import (
    UNKNOWN,
    After,
    Given,
    Key,
    as_told,
    counter_of,
    key_of,
    keys_of,
    quoted,
    read_value,
    written_value,
)

ZONE = ZoneInfo("America/Chicago")
POLICY = load_policy(
    """
policy: shop
timezone: America/Chicago
facts:
  item.grade: {type: [a, b], ask: shopper}
  item.volume: {type: number, default: 1}
  history.swaps: {type: number, default: 0}
rules:
- {id: all, offer: refund, within: 30 days of delivery}
""",
    name="shop.yaml",
)


def key(path: str) -> Key:
    found = key_of(POLICY, path)
    assert found is not None
    return found


READ: Final[tuple[tuple[str, object, Given], ...]] = (
    ("item.is_final_sale", True, True),
    ("item.is_final_sale", "Yes", True),
    ("item.is_final_sale", "false", False),
    ("item.unit_paid", "39.99", Decimal("39.99")),
    ("item.quantity", 2, Decimal(2)),
    ("item.category", "shoes", "shoes"),
    ("item.category", 7, "7"),
    ("item.category", True, "true"),
    ("item.category", None, None),
    ("item.category", "null", None),
    ("item.category", '"null"', "null"),
    ("item.tags", "a, b", frozenset("ab")),
    ("item.tags", "[]", frozenset()),
    ("item.tags", ["a", "b"], frozenset("ab")),
    ("item.tags", 'a, "b, c", "say ""d"""', frozenset({"a", "b, c", 'say "d"'})),
    ("item.tags", '12" wide, a "b" c', frozenset({'12" wide', 'a "b" c'})),
    ("item.tags", ["unknown"], frozenset({"unknown"})),
    ("item.tags", ["null", "", " a ", "[]", "[a]", '"'], frozenset({"null", "", " a ", "[]", "[a]", '"'})),
    ("item.category", '"unknown"', "unknown"),
    ("item.category", '""', ""),
    ("item.category", '""x""', '"x"'),
    ("item.category", '"', '"'),
    ("item.volume", "1E+27", Decimal("1E+27")),
    ("item.volume", "1.1E-20", Decimal("1.1E-20")),
    ("evidence.photo", "2.0", Decimal(2)),
    ("at", After(3, "days", "order"), After(3, "days", "order")),
    ("at", After(-1, "days", "request", time(0)), After(-1, "days", "request", time(0))),
    ("item.grade", "a", "a"),
    ("at", "2026-03-10", datetime(2026, 3, 10, 17, tzinfo=UTC)),
    ("at", datetime(2026, 3, 10, tzinfo=UTC), datetime(2026, 3, 10, tzinfo=UTC)),
    ("evidence.photo", 3, Decimal(3)),
    ("counters.swaps", "2", Decimal(2)),
)


@pytest.mark.parametrize(("path", "given", "value"), READ)
def test_a_value_is_read_as_what_its_key_is(path: str, given: object, value: Given) -> None:
    assert read_value(key(path), given, ZONE) == value


def test_the_word_unknown_tells_that_something_is_not_known() -> None:
    for path in ("request.reason", "item.tags", "order.delivered_at", "history.returns_90d", "history"):
        assert is_unknown(read_value(key(path), "unknown", ZONE))
        assert is_unknown(read_value(key(path), UNKNOWN, ZONE))


REFUSED: Final[tuple[tuple[str, object, str], ...]] = (
    ("item.is_final_sale", "maybe", "write `true` or `false`"),
    ("item.is_final_sale", None, "`item.is_final_sale` is never null"),
    ("item.is_final_sale", "unknown", "`item.is_final_sale` is always known"),
    ("item.unit_paid", "much", "`much` is not a number"),
    ("item.unit_paid", "NaN", "`NaN` is not a number"),
    ("item.unit_paid", True, "`True` is not a number"),
    ("item.unit_paid", "-1", "is 0 or more, not -1"),
    ("item.discount_percent", "101", "is between 0 and 100, not 101"),
    ("item.quantity", "1.5", "`item.quantity` is whole, not 1.5"),
    ("item.discount_percent", "1.25", "is of 1 decimals, not 1.25"),
    ("item.sold_condition", "opne_box", "did you mean `open_box`?"),
    ("item.grade", "z", "use one of `a`, `b`"),
    ("item.tags", 3, "is a set of words"),
    ("item.category", ["a"], "`item.category` is a text"),
    ("item.category", "x" * 2001, "a text of at most 2000 characters"),
    ("item.volume", "1E+28", "at most 28 digits"),
    ("item.volume", "1E-29", "at most 28 digits"),
    ("item.volume", "1" * 29, "at most 28 digits"),
    ("item.volume", 10**1000, "at most 28 digits"),
    ("item.volume", "0." + "1" * 29, "at most 28 digits"),
    ("item.volume", "1e999999999999999999999999", "at most 28 digits"),
    ("item.volume", Decimal("Infinity"), "at most 28 digits"),
    ("item.volume", Decimal("sNaN"), "is not a number"),
    ("item.volume", "1_000", "`1_000` is not a number"),
    ("evidence.photo", "1.5", "`evidence.photo` is whole, not 1.5"),
    ("evidence.photo", "-1", "`evidence.photo` is 0 or more, not -1"),
    ("counters.swaps", "1.5", "`counters.swaps` is whole, not 1.5"),
    ("household_counters.swaps", "1.5", "`household_counters.swaps` is whole, not 1.5"),
    ("history.swaps", "1.5", "`history.swaps` is whole, not 1.5"),
    ("order.promised_lead_days", "1.5", "`order.promised_lead_days` is whole, not 1.5"),
    ("order.promised_transit_days", "-1", "`order.promised_transit_days` is 0 or more, not -1"),
    ("history.returns_90d", "1e20", "`history.returns_90d` is between 0 and 10000"),
    ("at", "tomorrow", "`tomorrow` is no time"),
    ("at", datetime(2026, 3, 10), "has no zone"),  # noqa: DTZ001 - what is refused
    ("at", "9001-01-01", "is not between 1900 and 9000"),
    ("at", After(3, "days", "delivrey"), "did you mean `delivery`?"),
    ("at", After(3, "weeks", "order"), "use `days` or `hours`"),
    ("at", After(100_000, "days", "order"), "99999 at most"),
    ("at", After(True, "days", "order"), "whole ones"),
    ("at", After(3, "hours", "order", time(12)), "hours are elapsed time"),
    ("history", "3", "is either told by its names, or `unknown`"),
)


@pytest.mark.parametrize(("path", "given", "said"), REFUSED)
def test_what_is_no_value_of_a_key_is_refused_with_the_way_out(path: str, given: object, said: str) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        read_value(key(path), given, ZONE)

    assert said in str(refused.value)


@pytest.mark.parametrize(("path", "given", "value"), READ)
def test_a_value_is_written_so_that_it_is_read_again(path: str, given: object, value: Given) -> None:
    assert read_value(key(path), written_value(value, ZONE), ZONE) == value


@pytest.mark.parametrize(
    "text", ["unknown", "null", "", '"', '""', '"x"', '""x""', " x", "x", "a, b", 'a "b" c']
)
def test_a_text_is_told_so_that_it_is_read_as_itself(text: str) -> None:
    assert read_value(key("item.category"), quoted(text), ZONE) == text
    assert as_told({"item.category": text, "item.tags": frozenset({text})}) == {
        "item.category": quoted(text),
        "item.tags": frozenset({text}),
    }


def test_a_text_that_is_read_as_itself_is_told_bare() -> None:
    for text in ("shoes", "a, b", '12" wide', "true", "7"):
        assert quoted(text) == text


def test_the_keys_are_the_vocabulary_with_the_declared_names_and_what_stands_beside_it() -> None:
    paths = [each.path for each in keys_of(POLICY)]

    assert {"at", "order.delivered_at", "item.category", "item.grade", "evidence.KIND"} <= set(paths)
    assert len(paths) == len(set(paths))
    assert all(each.doc.endswith(".") or each.path in POLICY.facts for each in keys_of(POLICY))


def test_a_key_of_a_family_is_a_word_after_the_dot() -> None:
    assert key_of(POLICY, "evidence.photo") is not None
    assert key_of(POLICY, "evidence.") is None
    assert key_of(POLICY, "evidence.Photo") is None
    assert key_of(POLICY, "nothing.photo") is None


@pytest.mark.parametrize("of", Counted)
def test_what_a_limit_counts_is_told_under_a_key(of: Counted) -> None:
    told = counter_of(Limit(units=2, counter="shirts", of=of))

    assert told == {"customer": "counters.shirts", "household": "household_counters.shirts"}[of]
    assert key_of(POLICY, told) is not None
