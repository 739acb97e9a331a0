"""Orders: rows of a table that share an order number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeVar

from pydantic import ValidationError

from returnkit.diagnostics import Diagnostic, Source, Span
from returnkit.documents.cells import Cell
from returnkit.errors import TableError
from returnkit.facts import (
    Address,
    Attributes,
    Customer,
    Discount,
    LineItem,
    Order,
    Payment,
    Shipping,
    Tender,
    sums_of,
)
from returnkit.ids import CustomerId, LineId, OrderId
from returnkit.importers.attributes import words
from returnkit.importers.instants import zone_of
from returnkit.importers.payload import Node
from returnkit.importers.result import ImportResult
from returnkit.money import Money

from .history import Given, fulfillments, given_back, refunds
from .reading import OrderRows, amount_in, nearest, positive, tender_kind, truth, whole
from .table import Faults, Row, rows_of

T = TypeVar("T")

_WIDEST: Final = "CLF"  # a currency of four decimals: every amount of another has its form


def orders_from_csv(
    text: str | bytes,
    *,
    name: str = "orders.csv",
    columns: Mapping[str, str | None] | None = None,
    timezone: str | None = None,
    delimiter: str | None = None,
) -> tuple[ImportResult, ...]:
    """Read a table of orders: one row a line, orders in the order of their first rows.

    Args:
        text: The table with its header, UTF-8 where it is bytes.
        name: What faults call it.
        columns: Columns that the shop calls otherwise, `{"Order No.": "order_number"}`; None as the name
            leaves a column out without a warning.
        timezone: IANA name of the zone in which times are written that do not say.
        delimiter: What separates cells; by default the comma, semicolon or tab that the header has most.

    Raises:
        TableError: The table has faults: all of them, each with line, column and the column's name.
        InstantError: There is no such zone.
    """
    zone, faults = zone_of(timezone), Faults()
    decoded = _decoded(text, name)
    groups: dict[str, list[Row]] = {}
    for row in rows_of(decoded, columns or {}, delimiter, faults):
        number = row.cells.get("order_number")
        if number is not None and not number.text:
            faults.add("blank", number, "`order_number` is blank")
        elif number is not None:
            groups.setdefault(number.text, []).append(row)
    results = [_order(OrderRows(rows, faults, zone)) for rows in groups.values()]
    _check_ids(groups, results, faults)
    if faults.found:
        raise TableError(tuple(sorted(faults.found, key=_place)), source=Source(name, decoded))
    return tuple(result for result in results if result is not None)


def _check_ids(
    groups: Mapping[str, list[Row]], results: Sequence[ImportResult | None], faults: Faults
) -> None:
    """Note every id that an order of another number has, too."""
    numbers: dict[str, str] = {}
    for (number, rows), result in zip(groups.items(), results, strict=True):
        if result is None:
            continue
        id = result.order.id
        if numbers.setdefault(id, number) != number:
            cells = (row.cells.get("order_id") for row in rows)
            cell = next((each for each in cells if each and each.text), rows[0].start)
            faults.add("value", cell, f"the order id `{id}` is that of order `{numbers[id]}`")


def _place(fault: Diagnostic) -> tuple[int, int]:
    return (fault.span.line, fault.span.column) if fault.span else (0, 0)


def _decoded(text: str | bytes, name: str) -> str:
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    try:
        return text.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        span = Span(text.count(b"\n", 0, exc.start) + 1, exc.start - text.rfind(b"\n", 0, exc.start))
        fault = Diagnostic("csv.encoding", "this is not UTF-8", span=span, help="save the table as UTF-8")
        raise TableError((fault,), source=Source(name, "")) from exc


def _order(rows: OrderRows) -> ImportResult | None:
    """Return the order, or None when something in its rows is at fault."""
    before, start = len(rows.faults.found), rows.start
    # Without its currency, amounts of the order are still read for their form, and thrown away.
    currency = rows.read(_filled(rows, "currency"), Node.currency) or _WIDEST
    placed_at = rows.instant(_filled(rows, "placed_at"))
    gross = rows.read(rows.cell("prices_include_tax"), truth) or False
    lines, given = _lines(rows, currency)
    parcels = fulfillments(rows, lines)
    nothing = Money.zero(currency)
    shipping = _shipping(rows, currency)
    total_cell, bought = rows.cell("total"), tuple(line for _, line in lines)
    total = rows.read(total_cell, amount_in(currency))
    parts = sums_of(bought, currency, shipping=shipping, prices_include_tax=gross).total
    if total is None:
        rows.warn("total_assumed", start, f"no total is given; what it consists of comes to `{parts}`")
    elif total != parts:
        message = f"lines, discounts, delivery and tax come to `{parts}`, the order says `{total}`"
        rows.warn("total_differs", total_cell or start, message)
    customer, address = _customer(rows), _address(rows)
    payment = _payment(rows, parts if total is None else total)
    code = rows.text("discount_code")
    attributes = _order_attributes(rows, "order.")
    texts = {name: rows.text(name) for name in ("order_id", "channel", "market", "order_tags")}
    is_cancelled = rows.read(rows.cell("is_cancelled"), truth) or False
    _warn_of_unread(rows)
    if placed_at is None or len(rows.faults.found) > before:
        return None
    order = _built(
        rows,
        start,
        lambda: Order(
            id=OrderId(texts["order_id"] or start.text),
            number=start.text,
            placed_at=placed_at,
            currency=currency,
            total=parts if total is None else total,
            lines=bought,
            fulfillments=parcels,
            refunds=refunds(given, currency, gross=gross),
            discounts=(Discount(label=code),) if code else (),
            shipping=shipping if shipping != Shipping(price=nothing, discount=nothing, tax=nothing) else None,
            payment=payment,
            prices_include_tax=gross,
            customer=customer,
            shipping_address=address,
            channel=texts["channel"],
            market=texts["market"],
            tags=words(texts["order_tags"] or ""),
            is_cancelled=is_cancelled,
            attributes=attributes,
        ),
    )
    return None if order is None else ImportResult(order, tuple(rows.warnings))


def _filled(rows: OrderRows, name: str) -> Cell | None:
    """Return the filled cell of a required column about the order; none is a fault, if it is a column."""
    cell = rows.cell(name)
    if cell is None and name in rows.rows[0].cells:
        rows.faults.add("blank", rows.rows[0].cells[name], f"`{name}` is blank")
    return cell


def _lines(rows: OrderRows, currency: str) -> tuple[list[tuple[Row, LineItem]], list[Given]]:
    lines: list[tuple[Row, LineItem]] = []
    given: list[Given] = []
    ids: set[str] = set()
    for place, row in enumerate(rows.rows, start=1):
        id = rows.read(row.cells.get("line_id"), Node.text) or str(place)
        if id in ids:
            rows.faults.add(
                "value", row.cells.get("line_id", row.start), f"the line id `{id}` is there twice"
            )
            continue
        ids.add(id)
        quantity = rows.required(row, "quantity", positive)
        refunded = given_back(rows, row, id, quantity, currency) if quantity else None
        line = _line(rows, row, id, quantity, refunded.quantity if refunded else 0, currency)
        if line is not None:
            lines.append((row, line))
        if refunded is not None:
            given.append(refunded)
    return lines, given


def _line(
    rows: OrderRows, row: Row, id: str, quantity: int | None, refunded: int, currency: str
) -> LineItem | None:
    money, nothing = amount_in(currency), Money.zero(currency)
    price = rows.required(row, "unit_price", money)
    amounts = {name: rows.read(row.cells.get(name), money) or nothing for name in ("discount", "tax")}
    texts = {
        name: rows.read(row.cells.get(name), Node.text)
        for name in ("title", "sku", "category", "vendor", "brand", "tags", "product_id", "variant_id")
    }
    said = {
        name: rows.read(row.cells.get(name), truth)
        for name in ("is_gift_card", "is_final_sale", "requires_shipping")
    }
    attributes = Attributes(
        {
            name.removeprefix("item."): cell.text
            for name, cell in row.cells.items()
            if name.startswith("item.") and cell.text
        }
    )
    weight = rows.read(row.cells.get("weight_grams"), whole)
    if quantity is None or price is None or refunded > quantity:
        return None
    return _built(
        rows,
        row.cells["unit_price"],
        lambda: LineItem(
            id=LineId(id),
            title=texts["title"] or "",
            sku=texts["sku"],
            category=texts["category"],
            vendor=texts["vendor"],
            brand=texts["brand"],
            tags=words(texts["tags"]) if texts["tags"] is not None else None,
            quantity=quantity,
            current_quantity=quantity - refunded,
            unit_price=price,
            discount=amounts["discount"],
            tax=amounts["tax"],
            weight_grams=weight,
            is_gift_card=said["is_gift_card"] or False,
            is_final_sale=said["is_final_sale"] or False,
            requires_shipping=said["requires_shipping"] is not False,
            product_id=texts["product_id"],
            variant_id=texts["variant_id"],
            attributes=attributes,
        ),
    )


def _shipping(rows: OrderRows, currency: str) -> Shipping:
    parts = {
        name: rows.money(f"shipping_{name}", currency) or Money.zero(currency)
        for name in ("price", "discount", "tax")
    }
    return Shipping(price=parts["price"], discount=parts["discount"], tax=parts["tax"])


def _payment(rows: OrderRows, total: Money) -> Payment:
    paid = rows.money("paid", total.currency)
    kind = rows.read(rows.cell("payment_method"), tender_kind)
    is_captured = paid is not None and paid >= total
    tenders = (Tender(kind=kind, amount=total, is_captured=is_captured),) if kind else None
    return Payment(status=rows.text("payment_status"), tenders=tenders, captured=paid)


def _customer(rows: OrderRows) -> Customer | None:
    cell, tier, tags = rows.cell("customer_id"), rows.text("customer_tier"), rows.text("customer_tags")
    attributes = _order_attributes(rows, "customer.")
    if cell is None:
        if "customer_id" not in rows.rows[0].cells:
            rows.warn("no_customer", rows.start, "no customer; the order counts as a guest's")
        return None
    return _built(
        rows,
        cell,
        lambda: Customer(
            id=CustomerId(cell.text),
            tier=tier,
            tags=words(tags) if tags is not None else None,
            attributes=attributes,
        ),
    )


def _address(rows: OrderRows) -> Address | None:
    country = rows.cell("country")
    texts = {name: rows.text(name) for name in ("region", "postal_code", "city")}
    if country is None:
        if any(texts.values()):
            rows.warn("no_country", rows.start, "no country code; the address is left out")
        return None
    return _built(rows, country, lambda: Address(country=country.text, **texts))


def _order_attributes(rows: OrderRows, prefix: str) -> Attributes:
    found = {name: rows.cell(name) for name in rows.rows[0].cells if name.startswith(prefix)}
    return Attributes({name.removeprefix(prefix): cell.text for name, cell in found.items() if cell})


def _built(rows: OrderRows, cell: Cell, make: Callable[[], T]) -> T | None:
    """Return what *make* makes; a value that the facts refuse is a fault of *cell*."""
    try:
        return make()
    except ValidationError as exc:
        first = exc.errors(include_url=False, include_input=False, include_context=False)[0]
        rows.faults.add("refused", cell, str(first["msg"]).removeprefix("Value error, "))
        return None


def _warn_of_unread(rows: OrderRows) -> None:
    told: set[str] = set()
    for row in rows.rows:
        for cell in row.unread:
            if cell.header not in told:
                told.add(cell.header)
                message = f"the column `{cell.header}` is not read"
                rows.warn("unknown_column", cell, message, help=nearest(cell.header))
