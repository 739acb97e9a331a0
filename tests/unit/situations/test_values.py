from datetime import UTC, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

import pytest

from returnkit.expr.schema import is_unknown
from returnkit.policy import load_policy
from returnkit.situations import UNKNOWN, Given, Key, key_of, keys_of, read_value, written_value

ZONE = ZoneInfo("America/Chicago")
POLICY = load_policy(
    """
policy: shop
timezone: America/Chicago
facts:
  item.grade: {type: [a, b], ask: shopper}
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
    ("at", "tomorrow", "`tomorrow` is no time"),
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


def test_the_keys_are_the_vocabulary_with_the_declared_names_and_what_stands_beside_it() -> None:
    paths = [each.path for each in keys_of(POLICY)]

    assert {"at", "order.delivered_at", "item.category", "item.grade", "evidence.KIND"} <= set(paths)
    assert len(paths) == len(set(paths))
    assert all(each.doc.endswith(".") or each.path == "item.grade" for each in keys_of(POLICY))


def test_a_key_of_a_family_is_a_word_after_the_dot() -> None:
    assert key_of(POLICY, "evidence.photo") is not None
    assert key_of(POLICY, "evidence.") is None
    assert key_of(POLICY, "evidence.Photo") is None
    assert key_of(POLICY, "nothing.photo") is None
