"""Examples of the rule language: conditions with facts, refused conditions, patterns. All are really run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from returnkit.facts import NOT_ASKED, NOT_SUPPLIED


@dataclass(frozen=True, slots=True)
class Case:
    """A condition on some facts, listed under the class of node it shows."""

    node: str
    text: str
    facts: Mapping[str, object] = field(default_factory=dict)
    definitions: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FaultExample:
    """A refused condition.

    Attributes:
        code: The code of its first fault.
        text: The condition.
        shown: What the page shows where the text is too long to show; empty: the text.
        definitions: Defined names and their texts.
    """

    code: str
    text: str
    shown: str = ""
    definitions: tuple[tuple[str, str], ...] = ()

    @property
    def label(self) -> str:
        """What the page shows."""
        return self.shown or self.text


_PLACED: Final = datetime(2026, 10, 30, 12, tzinfo=UTC)
_VIP: Final = (("is_vip", '"vip" in customer.tags'),)

CASES: Final = (
    Case("Literal", "true"),
    Case("Choices", 'item.category in ["bags", "shoes"]', {"item.category": "bags"}),
    Case("Choices", 'item.category in ["bags", "shoes"]', {"item.category": None}),
    Case("Choices", "item.quantity in [1, 2, 2.0]", {"item.quantity": 2}),
    Case("Choices", "item.category in []", {"item.category": "bags"}),
    Case("Field", "item.is_gift_card", {"item.is_gift_card": True}),
    Case("Field", "item.is_gift_card", {"item.is_gift_card": NOT_SUPPLIED}),
    Case("Named", "is_vip", {"customer.tags": frozenset({"vip"})}, _VIP),
    Case("Named", "not is_vip", {"customer.tags": NOT_SUPPLIED}, _VIP),
    Case("Not", "not item.is_gift_card", {"item.is_gift_card": False}),
    Case("Not", 'not (request.reason == "faulty")', {"request.reason": NOT_ASKED}),
    Case(
        "And",
        'item.is_gift_card and request.reason == "faulty"',
        {"item.is_gift_card": False, "request.reason": NOT_ASKED},
    ),
    Case(
        "And",
        'item.is_gift_card and request.reason == "faulty"',
        {"item.is_gift_card": True, "request.reason": NOT_ASKED},
    ),
    Case(
        "Or",
        'item.is_gift_card or request.reason == "faulty"',
        {"item.is_gift_card": True, "request.reason": NOT_ASKED},
    ),
    Case(
        "Or",
        'item.is_gift_card or request.reason == "faulty"',
        {"item.is_gift_card": False, "request.reason": NOT_ASKED},
    ),
    Case(
        "If",
        "item.is_gift_card ? item.quantity > 1 : item.quantity > 5",
        {"item.is_gift_card": False, "item.quantity": 3},
    ),
    Case(
        "If",
        "item.is_gift_card ? item.quantity > 1 : item.quantity > 5",
        {"item.is_gift_card": NOT_SUPPLIED, "item.quantity": 7},
    ),
    Case(
        "If",
        "item.is_gift_card ? item.quantity > 1 : item.quantity > 5",
        {"item.is_gift_card": NOT_SUPPLIED, "item.quantity": 3},
    ),
    Case("Coalesce", '(customer.tier ?? "none") == "none"', {"customer.tier": None}),
    Case("Coalesce", '(customer.tier ?? "none") == "none"', {"customer.tier": "gold"}),
    Case("Coalesce", '(customer.tier ?? "none") == "none"', {"customer.tier": NOT_SUPPLIED}),
    Case("Compare", 'order.country == "US"', {"order.country": None}),
    Case("Compare", 'order.country != "US"', {"order.country": None}),
    Case("Compare", "order.country == null", {"order.country": None}),
    Case("Compare", "item.quantity >= 3", {"item.quantity": 3}),
    Case("Compare", 'order.placed_at < d"2026-11-01T00:00:00+01:00"', {"order.placed_at": _PLACED}),
    Case("Compare", 'request.reason == "faulty"', {"request.reason": NOT_ASKED}),
    Case("Member", '"vip" in order.tags', {"order.tags": frozenset({"vip", "b2b"})}),
    Case("Member", '"shirt" in item.title', {"item.title": "Linen shirt"}),
    Case("Member", 'not ("vip" in order.tags)', {"order.tags": frozenset()}),
    Case("Member", '"vip" in item.tags', {"item.tags": NOT_SUPPLIED}),
    Case("Matches", 'item.title =~ "shirt"', {"item.title": "Linen shirt"}),
    Case("Matches", 'item.title =~~ "shirt"', {"item.title": "Linen shirt"}),
    Case("Matches", 'item.title !~~ "shirt$"', {"item.title": "Linen shirt\n"}),
    Case(
        "Arithmetic",
        "item.unit_price - item.unit_paid == 0.3",
        {"item.unit_price": Decimal("40.3"), "item.unit_paid": Decimal(40)},
    ),
    Case(
        "Arithmetic",
        "item.unit_paid / item.unit_price > 0.5",
        {"item.unit_price": Decimal(0), "item.unit_paid": Decimal(0)},
    ),
    Case("Arithmetic", "item.quantity // 2 == 3", {"item.quantity": 7}),
    Case(
        "Arithmetic",
        "(item.quantity - 10) // 2 == -1 and (item.quantity - 10) % 2 == -1",
        {"item.quantity": 7},
    ),
    Case("Arithmetic", 'order.placed_at + t"P30D" > d"2026-11-28T00:00:00Z"', {"order.placed_at": _PLACED}),
    Case("Negate", "-item.quantity < 0", {"item.quantity": 1}),
    Case("Read", "item.tags.is_empty", {"item.tags": frozenset()}),
    Case("Read", 'item.title.as_lower == "linen shirt"', {"item.title": "Linen Shirt"}),
    Case("Read", "order.tags.length > 1", {"order.tags": frozenset({"vip"})}),
    Case("Ends", 'item.title.starts_with("Linen")', {"item.title": "Linen shirt"}),
    Case("Ends", 'item.title.ends_with("linen")', {"item.title": "Linen shirt"}),
)

FAULTS: Final = (
    FaultExample("expr.character", 'item.title == "shirt\u202e"', 'item.title == "shirt⟨U+202E⟩"'),
    FaultExample("expr.constant", "item.quantity / 0 > 1"),
    FaultExample("expr.constant", "1 / 0 > item.quantity"),
    FaultExample("expr.constant", "(true ? item.is_gift_card : order.is_cancelled)"),
    FaultExample("expr.cycle", "a", "a", (("a", "not b"), ("b", "not a"))),
    FaultExample("expr.forbidden", "$now > order.placed_at"),
    FaultExample("expr.forbidden", "item.quantity ** 2 > 4"),
    FaultExample("expr.forbidden", 'item.tags[0] == "vip"'),
    FaultExample("expr.literal", 'order.placed_at > d"2026-11-01"'),
    FaultExample("expr.literal", 'order.placed_at > d"2026-11-01T00:00:00"'),
    FaultExample("expr.literal", 'order.placed_at + t"P1M" > order.placed_at'),
    FaultExample("expr.literal", "item.quantity in [1, item.quantity_ordered]"),
    FaultExample("expr.name", "true", "define: {order: …}", (("order", "true"),)),
    FaultExample("expr.name", "true", "define: {not: …}", (("not", "true"),)),
    FaultExample("expr.never_null", "item.quantity == null"),
    FaultExample("expr.never_null", "(item.quantity ?? 1) > 1"),
    FaultExample("expr.nullable", 'item.category.starts_with("b")'),
    FaultExample("expr.number", "item.quantity > 0x10"),
    FaultExample("expr.number", "item.quantity > 1e99"),
    FaultExample("expr.regex", 'item.title =~ "(a+)+"'),
    FaultExample("expr.regex", "item.title =~ item.vendor"),
    FaultExample("expr.syntax", "item.quantity = 1"),
    FaultExample("expr.syntax", "(item.quantity > 1"),
    FaultExample("expr.syntax", "1 < item.quantity < 3"),
    FaultExample("expr.syntax", "item.quantity > 1 and"),
    FaultExample("expr.too_deep", "not " * 6 + "item.is_gift_card"),
    FaultExample("expr.too_long", "item.quantity > 1 or " * 250 + "true", "item.quantity > 1 or …"),
    FaultExample("expr.type", 'item.quantity == "1"'),
    FaultExample("expr.type", 'item.quantity < "1"'),
    FaultExample("expr.type", "item.quantity"),
    FaultExample("expr.type", 'item.category ?? "" == "bags"'),
    FaultExample("expr.unknown_name", 'item.categroy == "bags"'),
    FaultExample("expr.unknown_value", 'request.resolution == "refnd"'),
    FaultExample("expr.unsupported", 'item.title.contains("shirt")'),
)

PATTERNS: Final = (
    r"AB[0-9]{4}$",
    r"^(red|green|blue)-\d+$",
    r".*@example\.com$",
    r"(?:[A-Z]{2})?[0-9]+",
    r"(a+)+$",
    r"(a|a)*b",
    r".*.*",
    r"\w+\d+",
    r"a?a?a?a?a?a?a?a?a?",
    r"(?=x)y",
    r"(?P<year>[0-9]{4})",
    r"(?i)shirt",
    r"(a)\1",
    r"[0-9]{200}",
    r"[[:alpha:]]",
    r"\p{L}+",
    r"a++",
    r"a|",
)
