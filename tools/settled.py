"""Producers for the page of settlements: causes, choices, the shop's rules, and a fault for each code."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from returnkit.decision import decide
from returnkit.errors import LedgerError, SettlementError
from returnkit.facts import (
    Bundle,
    LineItem,
    Order,
    Payment,
    RequestedItem,
    ReturnRequest,
    Shipping,
    Tender,
    TenderKind,
)
from returnkit.ids import LineId, OrderId
from returnkit.messages import text
from returnkit.money import Money
from returnkit.policy import Fee, FeeKind, load_policy
from returnkit.settlement import (
    Account,
    Component,
    ComponentCode,
    ItemChoice,
    MoneyEntry,
    MoneyRules,
    Payout,
    Promotion,
    Replacement,
    Rewards,
    Settlement,
    Units,
    UnitsEntry,
    opened,
    settle,
)

from .markdown import attributes, block, code, summary, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from enum import StrEnum

    from returnkit.model import Frozen

AT: Final = datetime(2026, 11, 10, 12, tzinfo=UTC)
POLICY: Final = """\
policy: shop
facts:
  item.grade: {type: [worn, fine], ask: shopper, doc: How it is.}
rules:
- {id: offers, offer: [refund, exchange], within: 30 days of delivery}
- {id: worn, for: refund, when: item.grade == "worn", rate: 50 %}
- {id: look, for: exchange, fee: {name: condition, percent: 30, of: paid, decided: inspection}}
"""


def component_codes() -> str:
    """Return every cause of an amount, in the order in which a settlement counts."""
    rows = [
        (code(each.value), doc, code(f"component.{each.value}"), _example(each))
        for each, doc in _documented(ComponentCode)
    ]
    return table(("code", "what it is for", "label", "a shopper reads"), rows)


def component_fields() -> str:
    """Return what a component, a payout and a settlement carry."""
    parts = {"Component": Component, "Payout": Payout, "Settlement": Settlement}
    return "\n\n".join(
        f"**{code(name)}**: {summary(each)}\n\n{_attributes(each)}" for name, each in parts.items()
    )


def settlement_inputs() -> str:
    """Return what is told to `settle`, and how the shop counts."""
    parts: dict[str, type[Frozen]] = {
        "ItemChoice": ItemChoice,
        "Replacement": Replacement,
        "MoneyRules": MoneyRules,
        "Promotion": Promotion,
        "Rewards": Rewards,
    }
    return "\n\n".join(
        f"**{code(name)}**: {summary(each)}\n\n{_fields(each)}" for name, each in parts.items()
    )


def fee_keys() -> str:
    """Return what a fee says, and what each word of it does to the money."""
    rows = [(code(name), meaning) for name, meaning in attributes(Fee).items()]
    kinds = ", ".join(code(kind.value) for kind in FeeKind)
    return f"{table(('key', 'meaning'), rows)}\n\nKinds, which floors compare: {kinds}."


def ledger_accounts() -> str:
    """Return where money and units are counted."""
    money = table(("account", "what it is"), [(code(e.value), doc) for e, doc in _documented(Account)])
    units = table(("counter", "what it is"), [(code(e.value), doc) for e, doc in _documented(Units)])
    return f"{money}\n\n{units}"


def settlement_faults() -> str:
    """Return every fault of a settlement or a ledger, with one that was really told."""
    return "\n\n".join(f"{code(each)}\n\n{block(_told(each))}" for each in sorted(FAULTS))


PRODUCERS: Final[dict[str, Callable[[], str]]] = {
    "component-codes": component_codes,
    "component-fields": component_fields,
    "settlement-inputs": settlement_inputs,
    "fee-keys": fee_keys,
    "ledger-accounts": ledger_accounts,
    "settlement-faults": settlement_faults,
}


def _documented(words: type[StrEnum]) -> list[tuple[StrEnum, str]]:
    """Return the members of *words* with the text below each in the source."""
    import ast
    import inspect

    (tree,) = ast.parse(inspect.getsource(words)).body
    assert isinstance(tree, ast.ClassDef)  # noqa: S101  # of a class; narrows the type
    found: dict[str, str] = {}
    last = ""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            last = node.targets[0].id
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and last:
            found[last] = " ".join(str(node.value.value).split())
    return [(each, found.get(each.name, "")) for each in words]


def _example(each: StrEnum) -> str:
    values = {"item": "2 × Linen shirt", "figure": "50 %", "name": "SPRING", "fee": "restocking fee"}
    said = text(f"component.{each.value}", "en", **values)
    return said[:1].upper() + said[1:]


def _attributes(thing: type) -> str:
    return table(("attribute", "meaning"), [(code(name), doc) for name, doc in attributes(thing).items()])


def _fields(model: type[Frozen]) -> str:
    documented = attributes(model)
    rows = []
    for name, field in model.model_fields.items():
        default = field.get_default(call_default_factory=True) if not field.is_required() else "required"
        shown = "" if default in (None, (), {}) else default if default == "required" else code(str(default))
        rows.append((code(name), str(shown), documented[name]))
    return table(("field", "default", "meaning"), rows)


# --- faults, each really told ----------------------------------------------------------------------------


def _usd(amount: str) -> Money:
    return Money.of(amount, "USD")


def _order(**fields: object) -> Order:
    lines = (
        LineItem(
            id=LineId("910001"),
            title="Merino sweater",
            quantity=2,
            current_quantity=2,
            unit_price=_usd("40.00"),
            discount=_usd("0"),
            tax=_usd("0"),
        ),
    )
    known: dict[str, object] = {
        "id": OrderId("1"),
        "number": "#1042",
        "placed_at": datetime(2026, 11, 1, tzinfo=UTC),
        "currency": "USD",
        "total": _usd("80.00"),
        "lines": lines,
        "payment": Payment(tenders=(Tender(kind=TenderKind.CARD, amount=_usd("80.00")),)),
    }
    return Order.model_validate(known | fields)


def _set_of_two() -> Order:
    order = _order()
    line = order.lines[0].evolve(bundle=Bundle(id="pot", components=frozenset({"pot", "lid"})))
    return order.evolve(lines=(line,))


def _settle(
    policy: str = "", choices: tuple[ItemChoice, ...] = (), order: Order | None = None, **how: object
) -> None:
    order = order or _order()
    found = load_policy(POLICY.replace("30 days of delivery", "unlimited") + policy, name="policy.yaml")
    told = {"answers": how.pop("answers", {"grade": "fine"}), "components": how.pop("components", None)}
    item = RequestedItem.model_validate({"line_id": LineId("910001"), "quantity": 2, **told})
    decision = decide(found, order, ReturnRequest(items=(item,)), at=AT)
    taken = choices or (ItemChoice(place=0, offer="refund"),)
    settle(decision, taken, how.pop("ledger", None) or opened(order), **how)  # type: ignore[arg-type]  # of a fault


def _entry(account: Account, amount: Money, **more: object) -> None:
    opened(_order()).after(
        [MoneyEntry.model_validate({"at": AT, "account": account, "amount": amount, **more})]
    )


def _open(order: Order) -> None:
    opened(order)


def _units(counter: Units, line_id: str, quantity: int) -> None:
    opened(_order()).after([UnitsEntry(at=AT, counter=counter, line_id=LineId(line_id), quantity=quantity)])


_EUR: Final = Money.of("5.00", "EUR")
_SHIPPED: Final = Shipping(
    price=Money.of("9.00", "USD"), discount=Money.of("0", "USD"), tax=Money.of("0", "USD")
)
_OUT: Final = Replacement(price=Money.of("40.00", "USD"), tax=Money.of("0", "USD"), is_in_stock=False)
_NO_REFUND: Final = "- {id: never, withhold: refund}\n"

FAULTS: Final[dict[str, Callable[[], None]]] = {
    "ledger.line": lambda: _units(Units.REFUNDED, "910002", 1),
    "ledger.currency": lambda: _entry(Account.REFUNDED, _EUR),
    "ledger.tender": lambda: _entry(Account.REFUNDED, _usd("1.00"), tender=3),
    "ledger.below_zero": lambda: _entry(Account.REFUNDED, _usd("1.00"), is_reversed=True),
    "ledger.too_many_units": lambda: _units(Units.REFUNDED, "910001", 3),
    "ledger.over_refund": lambda: _entry(Account.REFUNDED, _usd("80.01")),
    "ledger.received_unknown": lambda: _open(_order(payment=Payment())),
    "settlement.order": lambda: _settle(ledger=opened(_order(id=OrderId("2"), number="#1043"))),
    "settlement.parts": lambda: _settle(order=_set_of_two(), components=frozenset({"lid"})),
    "settlement.place": lambda: _settle(choices=(ItemChoice(place=4, offer="refund"),)),
    "settlement.offer": lambda: _settle(choices=(ItemChoice(place=0, offer="refnd"),)),
    "settlement.offer_is_closed": lambda: _settle(_NO_REFUND),
    "settlement.offer_is_open": lambda: _settle(
        '- {id: soiled, when: item.grade == "worn", refuse: Worn goods.}\n',
        answers={},
    ),
    "settlement.quantity": lambda: _settle(choices=(ItemChoice(place=0, offer="refund", quantity=3),)),
    "settlement.currency": lambda: _settle(labels=(_EUR,)),
    "settlement.amount": lambda: _settle(labels=(_usd("-1.00"),)),
    "settlement.parcels": lambda: _settle(parcels=-1),
    "settlement.tender": lambda: _settle(closed_tenders=(3,)),
    "settlement.promotion": lambda: _settle(
        promotions=[Promotion(label="SPRING", amount_off=_usd("5.00")) for _ in range(2)]
    ),
    "settlement.line": lambda: _settle(
        promotions=[Promotion(label="SPRING", amount_off=_usd("5.00"), lines=(LineId("910002"),))]
    ),
    "settlement.replacement": lambda: _settle(choices=(ItemChoice(place=0, offer="exchange"),)),
    "settlement.out_of_stock": lambda: _settle(
        _NO_REFUND, (ItemChoice(place=0, offer="exchange", replacement=_OUT),)
    ),
    "settlement.open_term": lambda: _settle(answers={}),
    "settlement.open_figure": lambda: _settle(
        "- {id: dear, for: refund, fee: {name: wear, flat: 10 / history.returns_30d, per: line}}\n"
    ),
    "settlement.label_cost": lambda: _settle(
        "- {id: label, for: refund, fee: {name: label, percent: 100, of: label}}\n"
    ),
    "settlement.fee_not_set": lambda: _settle(
        choices=(ItemChoice(place=0, offer="exchange", replacement=_OUT.evolve(is_in_stock=True)),)
    ),
    "settlement.standard_delivery": lambda: _settle(
        "- {id: law, shipping: refund_standard}\n", order=_order(shipping=_SHIPPED)
    ),
    "settlement.nothing_received": lambda: _settle(ledger=opened(_order(), captured=_usd("0"))),
}
"""What is told, by code: a call that raises it."""


def _told(fault: str) -> str:
    try:
        FAULTS[fault]()
    except (LedgerError, SettlementError) as exc:
        told = [each for each in exc.faults if each.code == fault]
        lines = [f"{each.path}: {each.message}" + (f"\n   {each.help}" if each.help else "") for each in told]
        if lines:
            return lines[0]
    raise AssertionError(f"nothing told `{fault}`")
