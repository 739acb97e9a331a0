"""Type check: every fault with its code, its place and the way out; all of a text at once."""

from __future__ import annotations

import pytest

from returnkit.diagnostics import Span
from returnkit.expr.compile import define
from tests.unit.expr.vocabulary import SCHEMA, fault, faults, marked, tree

NULL_HELP = "write `({} ?? {})` with the value that null stands for"

# text, code, message, the part of the text marked, help
FAULTS = [
    (
        "item.pricee > 1",
        "unknown_name",
        "unknown name `item.pricee`",
        "item.pricee",
        "did you mean `item.price`?",
    ),
    ("itm.price > 1", "unknown_name", "unknown name `itm.price`", "itm.price", "did you mean `item.price`?"),
    (
        "item.tagz.length > 1",
        "unknown_name",
        "unknown name `item.tagz.length`",
        "item.tagz.length",
        "did you mean `item.tags`?",
    ),
    ("item.xyzzy > 1", "unknown_name", "unknown name `item.xyzzy`", "item.xyzzy", None),
    ('item.channel == "a"', "unknown_name", "unknown name `item.channel`", "item.channel", None),
    ("weather", "unknown_name", "unknown name `weather`", "weather", None),
    ("item", "unknown_name", "unknown name `item`", "item", "name a fact of it, such as `item.price`"),
    (
        "item.price.lenght > 1",
        "unknown_name",
        "a number has no `.lenght`",
        "item.price.lenght",
        "did you mean `length`?",
    ),
    ("item.price.length > 1", "type", "a number has no `.length`", "item.price", None),
    ("item.sealed.days > 1", "type", "true or false has no `.days`", "item.sealed", None),
    (
        "item.brand.length > 1",
        "nullable",
        "`item.brand` may be null here",
        "item.brand",
        NULL_HELP.format("item.brand", '""'),
    ),
    (
        "item.price",
        "type",
        "`item.price` is a number, not true or false",
        "item.price",
        "compare it with something",
    ),
    (
        "item.sealed and item.sku",
        "type",
        "`item.sku` is a text, not true or false",
        "item.sku",
        "compare it with something",
    ),
    (
        "item.sealed or 1",
        "type",
        "`1` is a number, not true or false",
        "item.sealed or 1",
        "compare it with something",
    ),
    (
        "not item.tags",
        "type",
        "`item.tags` is a set of texts, not true or false",
        "item.tags",
        "compare it with something",
    ),
    (
        "item.gift",
        "nullable",
        "`item.gift` may be null here",
        "item.gift",
        NULL_HELP.format("item.gift", "false"),
    ),
    (
        "not item.gift",
        "nullable",
        "`item.gift` may be null here",
        "item.gift",
        NULL_HELP.format("item.gift", "false"),
    ),
    (
        "item.weight > 1",
        "nullable",
        "`item.weight` may be null here",
        "item.weight",
        NULL_HELP.format("item.weight", "0"),
    ),
    (
        'item.brand < "b"',
        "nullable",
        "`item.brand` may be null here",
        "item.brand",
        NULL_HELP.format("item.brand", '""'),
    ),
    (
        "order.shipped_at > order.placed_at",
        "nullable",
        "`order.shipped_at` may be null here",
        "order.shipped_at",
        NULL_HELP.format("order.shipped_at", 'd"2026-01-01T00:00:00Z"'),
    ),
    ('"a" in item.labels', "nullable", "`item.labels` may be null here", "item.labels", None),
    (
        "item.weight + 1 > 2",
        "nullable",
        "`item.weight` may be null here",
        "item.weight",
        NULL_HELP.format("item.weight", "0"),
    ),
    (
        "-item.weight > 2",
        "nullable",
        "`item.weight` may be null here",
        "item.weight",
        NULL_HELP.format("item.weight", "0"),
    ),
    (
        'item.brand =~ "a"',
        "nullable",
        "`item.brand` may be null here",
        "item.brand",
        NULL_HELP.format("item.brand", '""'),
    ),
    (
        'item.brand.starts_with("a")',
        "nullable",
        "`item.brand` may be null here",
        "item.brand",
        NULL_HELP.format("item.brand", '""'),
    ),
    ("item.price == null", "never_null", "`item.price` is never null", "item.price", None),
    ("null != item.sku", "never_null", "`item.sku` is never null", "item.sku", None),
    (
        "(item.price ?? 3) > 2",
        "never_null",
        "`item.price` is never null, so `??` does nothing",
        "item.price",
        "leave `?? …` out",
    ),
    (
        'item.price == "a"',
        "type",
        '`item.price` is a number, `"a"` is a text: they are never equal',
        "item.price",
        None,
    ),
    (
        "item.sealed == 1",
        "type",
        "`item.sealed` is true or false, `1` is a number: they are never equal",
        "item.sealed",
        None,
    ),
    (
        "item.price < item.sku",
        "type",
        "`item.price` is a number, `item.sku` is a text: `<` cannot order them",
        "item.price",
        None,
    ),
    (
        "item.sealed > false",
        "type",
        "`item.sealed` is true or false, `false` is true or false: `>` cannot order them",
        "item.sealed",
        None,
    ),
    ("item.tags == item.labels", "type", "a list or set is asked with `in`", "item.tags", 'write `"…" in …`'),
    ('item.sku == ["a"]', "type", "a list or set is asked with `in`", "item.sku", 'write `"…" in …`'),
    (
        'item.category == "shoos"',
        "unknown_value",
        "`item.category` is never `shoos`",
        "item.category",
        "did you mean `shoes`?",
    ),
    (
        '"hat" != item.category',
        "unknown_value",
        "`item.category` is never `hat`",
        "item.category",
        "it is one of `shirts`, `shoes`, `bags`",
    ),
    (
        'item.category in ["shoes", "hat"]',
        "unknown_value",
        "`item.category` is never `hat`",
        "item.category",
        "it is one of `shirts`, `shoes`, `bags`",
    ),
    ('item.price in ["a"]', "type", "`item.price` is a number, the list holds a text", "item.price", None),
    (
        "item.sealed in [true]",
        "type",
        "`item.sealed` is true or false: not a thing to look up",
        "item.sealed",
        None,
    ),
    ("item.tags in []", "type", "`item.tags` is a set of texts: not a thing to look up", "item.tags", None),
    (
        'item.sku in [1, "a"]',
        "type",
        "a list holds constants of one kind, and no null",
        'item.sku in [1, "a"]',
        None,
    ),
    (
        "item.weight in [1, null]",
        "type",
        "a list holds constants of one kind, and no null",
        "item.weight in [1, null]",
        None,
    ),
    ("item.price in item.tags", "type", "a set of texts never holds a number", "item.price", None),
    (
        "item.price in item.sku",
        "type",
        "`item.price` is a number: a part of a text is a text",
        "item.price",
        None,
    ),
    (
        "item.brand in item.sku",
        "nullable",
        "`item.brand` may be null here",
        "item.brand",
        NULL_HELP.format("item.brand", '""'),
    ),
    ("item.sku in item.price", "type", "nothing is `in` a number", "item.price", None),
    ("item.sku + 1 > 2", "type", "`+` does not take a text and a number", "item.sku", None),
    (
        "order.placed_at + order.placed_at > order.placed_at",
        "type",
        "`+` does not take an instant and an instant",
        "order.placed_at",
        None,
    ),
    (
        "order.age - order.placed_at > order.age",
        "type",
        "`-` does not take a duration and an instant",
        "order.age",
        None,
    ),
    ("order.age * 2 > order.age", "type", "`*` does not take a duration and a number", "order.age", None),
    ("item.price / 0 > 1", "constant", "division by zero", "item.price", None),
    ("item.price // 0 > 1", "constant", "division by zero", "item.price", None),
    ("item.price % 0.00 > 1", "constant", "division by zero", "item.price", None),
    ("-item.sku == 1", "type", "`item.sku` is a text: minus is for numbers and durations", "item.sku", None),
    (
        'item.price =~ "a"',
        "type",
        "`item.price` is a number: a pattern is looked for in a text",
        "item.price",
        None,
    ),
    (
        'item.price.starts_with("a")',
        "type",
        "`item.price` is a number: only a text starts or ends with something",
        "item.price",
        None,
    ),
    ("item.sku.ends_with(1)", "type", "`1` is a number: the part is a text", "item.sku.ends_with(1)", None),
    (
        "(item.sealed ? item.price : item.sku) == 1",
        "type",
        "the two outcomes differ: a number and a text",
        "item.price",
        None,
    ),
    (
        "item.price ? item.sealed : item.sealed",
        "type",
        "`item.price` is a number, not true or false",
        "item.price",
        "compare it with something",
    ),
    (
        '(item.brand ?? 1) == "a"',
        "type",
        "a text cannot fall back to a number",
        "item.brand",
        "`??` binds weaker than `==`: write `(item.brand ?? …)` in brackets",
    ),
    (
        "item.brand ?? item.price == 1",
        "type",
        "a text cannot fall back to true or false",
        "item.brand",
        "`??` binds weaker than `==`: write `(item.brand ?? …)` in brackets",
    ),
]


@pytest.mark.parametrize(("text", "code", "message", "part", "help"), FAULTS, ids=lambda each: str(each)[:40])
def test_a_fault_tells_what_where_and_the_way_out(
    text: str, code: str, message: str, part: str, help: str | None
) -> None:
    found = fault(text)

    assert (found.code, found.message, found.help) == (f"expr.{code}", message, help)
    assert marked(text, found) == part


def test_all_faults_of_a_text_are_told_each_on_its_line() -> None:
    text = 'item.price == "a" and\n  item.weight < 3 or\n\titem.skuu == 4 and item.category == "hat"'

    found = faults(text)

    assert [(each.code, each.span) for each in found] == [
        ("expr.type", Span(1, 1, 10)),
        ("expr.nullable", Span(2, 3, 11)),
        ("expr.unknown_name", Span(3, 2, 9)),
        ("expr.unknown_value", Span(3, 21, 13)),
    ]


def test_a_faulty_part_is_not_judged_again_further_up() -> None:
    assert [each.message for each in faults("(item.skuu + 1) * 2 > item.price")] == [
        "unknown name `item.skuu`"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "item.weight == null",
        "item.weight != 3",
        "(item.weight ?? 0) > 1",
        "(item.gift ?? false) and item.sealed",
        "(item.weight ?? item.weight ?? 1) > 1",
        "item.weight in [1, 2]",
        "item.brand in item.tags",
        '(item.sealed ? item.weight : 3) == null',
        "(item.sealed ? null : 3) == item.price",
        "((item.gift == true) ? order.age : -order.age) > t\"P1D\"",
        "order.placed_at + t\"P1D\" - order.placed_at < order.age + order.age",
        "(order.shipped_at ?? order.placed_at) - t\"P1D\" < order.placed_at",
        "(order.placed_at - order.placed_at).days < 3",
        "order.age.total_seconds / 60 > 3",
        "item.price.floor % 2 == 0 and item.price.ceiling // 2 == 0",
        "item.sku.as_lower.as_upper.length == 3",
        "item.tags.is_empty or item.sku.is_empty",
        '"a" in item.sku and item.sku in "abc"',
        'item.sku !~ "a"',
    ],
)  # fmt: skip
def test_what_cannot_fail_for_its_types_passes(text: str) -> None:
    tree(text)


def test_closed_values_are_checked_through_a_defined_list() -> None:
    names = define({"few": '["shirts", "hats"]'}, SCHEMA)

    assert fault("item.category in few", names).message == "`item.category` is never `hats`"


def test_an_offer_has_the_same_root_as_the_unknown_name() -> None:
    assert fault("order.price > 1").help is None
    assert fault('order.chanel == "a"').help == "did you mean `order.channel`?"
