"""Laws of the facts: what rules read keeps to its entry, and what does not count changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name, is_unknown
from returnkit.facts import (
    STANDARD,
    STANDARD_REASONS,
    Bundle,
    Inspection,
    Order,
    PastItem,
    PastOrder,
    PastOutcome,
    PastReturn,
    Payment,
    Resolution,
    ReturnHistory,
    ReturnRequest,
    Tender,
    TenderKind,
)
from returnkit.facts.metrics import currencies, largest_day_minor
from returnkit.ids import OrderId
from returnkit.money import Money
from tests.builders import PLACED, a_line, a_request, an_item, an_order
from tests.modes import size

HISTORY: Final = tuple(name.path for name in STANDARD.schema if name.root == "history")
EVERYTHING: Final = frozenset(STANDARD.schema.paths)
TYPES: Final[dict[Kind, str]] = {
    Kind.BOOLEAN: "bool",
    Kind.STRING: "str",
    Kind.STRINGS: "frozenset",
    Kind.INSTANT: "datetime",
}
# Boundaries of the metrics; a microsecond beside them is the other side.
DAYS: Final = (-1, 0, 1, 2, 7, 29, 30, 31, 90, 364, 365, 400)
REASONS: Final = (*(reason.code for reason in STANDARD_REASONS.reasons), "unheard_of", None)

seeds: Final = st.integers(0, 2**32 - 1).map(Random)
many: Final = settings(max_examples=size(ci=150, full=5_000))


def maybe(random: Random, *values: Any) -> Any:
    return random.choice((*values, None))


def an_age(random: Random) -> timedelta:
    return timedelta(days=random.choice(DAYS), microseconds=random.choice((-1, 0, 0, 1)))


def an_inspection(random: Random) -> Inspection:
    claims = {
        name: maybe(random, True, False) for name in Inspection.model_fields if name[:3] in ("is_", "has")
    }
    return Inspection(grade=maybe(random, "a"), weight_grams=maybe(random, 0, 50, 400), **claims)


def a_history(random: Random) -> ReturnHistory:
    currency = "EUR" if random.random() < 0.35 else "USD"

    def worth() -> Money:
        return Money(random.choice((0, 1, 999, 10_000)), random.choice((currency, *["USD"] * 20)))

    def units() -> PastItem:
        return PastItem(
            quantity=random.randint(1, 3),
            value=worth(),
            outcome=random.choice(tuple(PastOutcome)),
            product_id=maybe(random, "p"),
            variant_id=maybe(random, "s", "m"),
            reason=random.choice(REASONS),
            inspection=an_inspection(random) if random.random() < 0.5 else None,
        )

    orders = tuple(
        PastOrder(id=OrderId(f"order-{number}"), placed_at=PLACED - an_age(random), value=worth())
        for number in range(random.randint(0, 12))
    )
    returns = tuple(
        PastReturn(
            order_id=OrderId(f"order-{random.randint(0, 12)}"),
            requested_at=PLACED - an_age(random),
            items=tuple(units() for _ in range(random.randint(1, 3))),
        )
        for _ in range(random.randint(0, 8))
    )
    return ReturnHistory(orders=orders, returns=returns)


def a_case(random: Random) -> tuple[Order, ReturnRequest]:
    bundle = Bundle(id="set", components=frozenset({"cup", "lid"}))
    lines = []
    for number in range(random.randint(1, 4)):
        quantity = random.randint(1, 3)
        line = a_line(
            f"line-{number}",
            price=random.choice(("0", "0.01", "40.00")),
            quantity=quantity,
            current_quantity=random.randint(0, quantity),
            product_id=maybe(random, "p"),
            variant_id=maybe(random, "s", "m", "l"),
            category=maybe(random, "dresses", "shirts"),
            bundle=maybe(random, bundle),
            weight_grams=maybe(random, 0, 100),
        )
        share = random.choice((0, 0, 1, 3))
        lines.append(line.evolve(discount=Money(line.unit_price.minor * quantity * share // 3, "USD")))
    items = tuple(
        an_item(
            line,
            quantity=random.randint(1, line.quantity),
            reason=random.choice(REASONS),
            condition=maybe(random, "worn", "unused"),
            is_opened=maybe(random, True, False),
            components=maybe(random, frozenset({"cup"})),
            evidence={"photo": random.randint(0, 2)},
        )
        for line in random.sample(lines, random.randint(1, len(lines)))
    )
    tenders = (Tender(kind=random.choice(tuple(TenderKind)), brand=maybe(random, "visa")),)
    order = an_order(lines, payment=Payment(tenders=maybe(random, tenders, ())))
    wish = maybe(random, *Resolution)
    return order, a_request(*items, resolution=wish, proof_of_purchase=maybe(random, True, False))


def fits(found: Any, name: Name) -> bool:
    if is_unknown(found):
        return True
    if found is None:
        return name.nullable
    if name.kind is not Kind.NUMBER:
        return type(found).__name__ == TYPES[name.kind] and (not name.values or found in name.values)
    exact = type(found) is Decimal if name.unit == "money" or name.scale else type(found) in (int, Decimal)
    number = Decimal(found)
    within = name.minimum is None or number >= name.minimum
    within = within and (name.maximum is None or number <= name.maximum)
    return exact and within and (name.scale is None or number == round(number, name.scale))


def read(
    order: Order, request: ReturnRequest, paths: frozenset[str] = EVERYTHING, **more: Any
) -> dict[str, object]:
    views = STANDARD.prepare(order, request.items[0], request, currency="USD", names=paths, **more)
    by_root = dict(zip(STANDARD.schema.roots, views, strict=True))
    return {path: getattr(by_root[path.partition(".")[0]], path.partition(".")[2]) for path in paths}


def past(history: ReturnHistory, case: tuple[Order, ReturnRequest] | None = None) -> dict[str, str]:
    order, request = case or (an_order(), a_request())
    found = read(order, request, frozenset(HISTORY), history=history, at=PLACED)
    return {path: repr(value) for path, value in found.items()}


@many
@given(random=seeds)
def test_what_rules_read_fits_its_entry(random: Random) -> None:
    """Broken by: a share above one, an amount as a whole number, null of a name that is never null."""
    order, request = a_case(random)

    found = read(order, request, history=a_history(random), inspection=an_inspection(random), at=PLACED)

    assert {path: value for path, value in found.items() if not fits(value, STANDARD.schema[path])} == {}


@many
@given(random=seeds)
def test_what_comes_later_changes_nothing(random: Random) -> None:
    """Broken by: a metric without an upper bound in time."""
    case, history = a_case(random), a_history(random)

    known = history.evolve(
        orders=tuple(order for order in history.orders if order.placed_at <= PLACED),
        returns=tuple(each for each in history.returns if each.requested_at <= PLACED),
    )

    assert past(history, case) == past(known, case)


@many
@given(random=seeds)
def test_cancelled_units_change_nothing(random: Random) -> None:
    """Broken by: a count of returns, or of units, that does not look at what became of them."""
    case, history = a_case(random), a_history(random)

    kept = []
    for each in history.returns:
        items = tuple(item for item in each.items if item.outcome is not PastOutcome.CANCELLED)
        kept += [each.evolve(items=items)] if items else []

    assert past(history, case) == past(history.evolve(returns=tuple(kept)), case)


@many
@given(random=seeds)
def test_the_order_of_the_entries_changes_nothing(random: Random) -> None:
    """Broken by: the most of a day taken over returns in the order given."""
    case, history = a_case(random), a_history(random)

    shuffled = history.evolve(
        orders=tuple(random.sample(history.orders, len(history.orders))),
        returns=tuple(random.sample(history.returns, len(history.returns))),
    )

    assert past(history, case) == past(shuffled, case)


@many
@given(random=seeds)
def test_the_most_of_a_day_is_found_by_trying_every_day(random: Random) -> None:
    """Broken by: a day of 25 hours, or one that starts at midnight."""
    history = a_history(random)
    given_back = [
        (each.requested_at, item.value.minor)
        for each in history.returns
        for item in each.items
        if item.outcome in (PastOutcome.ACCEPTED, PastOutcome.KEPT)
        and PLACED - timedelta(days=90) < each.requested_at <= PLACED
    ]

    days = [
        sum(minor for when, minor in given_back if start <= when < start + timedelta(days=1))
        for start, _ in given_back
    ]

    assert largest_day_minor(history, PLACED, 90) == max(days, default=0)


def test_the_generated_histories_reach_the_edges() -> None:
    histories = [a_history(Random(seed)) for seed in range(400)]
    edges: dict[str, Callable[[ReturnHistory], bool]] = {
        "at a boundary": lambda h: any(
            PLACED - each.requested_at in {timedelta(days=days) for days in (7, 30, 90, 365)}
            for each in h.returns
        ),
        "beside a boundary": lambda h: any((PLACED - each.requested_at).microseconds for each in h.returns),
        "a rate above zero": lambda h: (
            past(h)["history.return_rate_365d"] not in ("Decimal('0')", "Decimal('0.0000')")
        ),
        "in two currencies": lambda h: len(currencies(h, PLACED)) > 1,
        "a part cancelled": lambda h: any(
            1 <= sum(item.outcome is PastOutcome.CANCELLED for item in each.items) < len(each.items)
            for each in h.returns
        ),
    }

    shares = {name: sum(map(reaches, histories)) / len(histories) for name, reaches in edges.items()}

    assert {name: share for name, share in shares.items() if share < 0.1} == {}
