"""Ledger: the money and the units of an order, as a fold over its entries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from typing import Final, NamedTuple, Self, TypeAlias

from returnkit.diagnostics import Diagnostic
from returnkit.errors import LedgerError
from returnkit.facts import Order
from returnkit.ids import LineId, ReturnId, RuleId
from returnkit.money import Money

from .components import ComponentCode
from .entries import Account, ComponentEntry, LedgerEntry, MoneyEntry, Units, UnitsEntry
from .rules import Rounding
from .shares import divided

GIVEN_OUT: Final = (Account.REFUNDED, Account.CREDITED, Account.EXCHANGED, Account.CHARGED_BACK)
"""What lessens the money that can still be given back."""


CountedKey: TypeAlias = tuple[ComponentCode, str, str, RuleId | None, str]
"""What a charge, a share or a bonus is counted by over the returns of an order: what it is; the line or the
return that it is counted for, empty for the order; of a fee its name; the rule that says so; and what that
says, as other figures of one rule are counted apart."""


class Counted(NamedTuple):
    """What was counted so far: the amount it is of, the units, and what it came to, signed. Minor units."""

    base: int = 0
    units: int = 0
    amount: int = 0


_CAPTURED: Final = Account.CAPTURED
_ORDERED, _REMOVED, _REFUNDED = Units.ORDERED, Units.REMOVED, Units.REFUNDED
NOT_YET: Final = Counted()
_OF_ORDER: Final = frozenset(
    {
        ComponentCode.DISCOUNT,
        ComponentCode.DISCOUNT_TAX,
        ComponentCode.GIFT,
        ComponentCode.SHIPPING,
        ComponentCode.DUTIES,
        ComponentCode.BONUS,
        ComponentCode.BONUS_BACK,
    }
)


def counted_key(
    code: ComponentCode,
    line_id: LineId | None,
    return_id: ReturnId | None,
    name: str,
    rule: RuleId | None,
    figure: str,
) -> CountedKey:
    """Return what a component is counted by: over the order, its line or its return.

    What is deducted of a charge and what is due of it are counted together.
    """
    scope = "" if code in _OF_ORDER else (line_id or return_id or "")
    code = ComponentCode.FEE if code is ComponentCode.FEE_DUE else code
    return code, scope, name, rule, figure


class Ledger:
    """What the entries of an order come to. It is never changed: `after` gives another one.

    Attributes:
        order: The order.
        entries: Every entry, oldest first.
        presentment: The currency that the customer saw, where that is another; None where it is not.
        tenders: The places of the means of payment that money was received from, in the order's order.
    """

    __slots__ = (
        "_counted",
        "_given",
        "_left",
        "_money",
        "_of_tender",
        "_presented",
        "_units",
        "entries",
        "order",
        "presentment",
        "tenders",
    )

    def __init__(self, order: Order, entries: Iterable[LedgerEntry] = ()) -> None:
        """Count *entries*.

        Raises:
            LedgerError: Entries do not fit the order, or each other.
        """
        self.order = order
        self.entries: tuple[LedgerEntry, ...] = ()
        self._units: dict[tuple[LineId, Units], int] = {}
        self._money: dict[Account, int] = {}
        self._of_tender: dict[tuple[Account, int | None], int] = {}
        self._left: dict[int, int] = {}
        self.tenders: tuple[int, ...] = ()
        self._presented: dict[tuple[Account, int | None], int] = {}
        self.presentment: str | None = None
        self._given: dict[tuple[str, ComponentCode], int] = {}
        self._counted: dict[CountedKey, Counted] = {}
        self._count(tuple(entries))

    def after(self, entries: Iterable[LedgerEntry]) -> Self:
        """Return the ledger with *entries* counted too; this one stays as it is.

        Raises:
            LedgerError: Entries do not fit the order, or what was counted before.
        """
        made = copy(self)
        made._count(tuple(entries))  # noqa: SLF001  # a copy of this one, which nobody has seen yet
        return made

    def __copy__(self) -> Self:
        made = type(self)(self.order)
        for name in self.__slots__:
            counts = getattr(self, name)
            setattr(made, name, dict(counts) if isinstance(counts, dict) else counts)
        return made

    def units(self, line_id: LineId, counter: Units) -> int:
        """Return how many units of the line are counted so."""
        return self._units.get((line_id, counter), 0)

    def units_left(self, line_id: LineId) -> int:
        """Return how many units of the line were neither removed nor settled."""
        get, line = self._units.get, line_id
        return get((line, _ORDERED), 0) - get((line, _REMOVED), 0) - get((line, _REFUNDED), 0)

    def money(self, account: Account) -> Money:
        """Return how much money went there, what was reversed taken off."""
        return Money(self._money.get(account, 0), self.order.currency)

    @property
    def has_received(self) -> bool:
        """Whether anything was received."""
        return self._money.get(_CAPTURED, 0) > 0

    @property
    def remaining(self) -> Money:
        """What was received and not yet given back: more can never be refunded, credited or exchanged."""
        return Money(self.remaining_minor, self.order.currency)

    @property
    def remaining_minor(self) -> int:
        """The same in minor units."""
        money = self._money
        return money.get(_CAPTURED, 0) - sum([money.get(account, 0) for account in GIVEN_OUT])

    def remaining_of(self, tender: int) -> Money:
        """Return what the means of payment at that place paid and did not get back."""
        return Money(self.remaining_of_minor(tender), self.order.currency)

    def remaining_of_minor(self, tender: int) -> int:
        """Return the same in minor units."""
        return self._left.get(tender, 0)

    def presented(self, account: Account, amount: Money, tender: int | None = None) -> Money | None:
        """Return what *amount* more for *account* is in the currency that the customer saw; None is the same.

        At the rate at which the order was paid, and rounded over all that went there: the whole of what was
        received comes to the whole of what the customer saw.
        """
        if self.presentment is None:
            return None
        received = self._of(Account.CAPTURED, tender, self._of_tender)
        if not received:
            return None
        before = self._of_tender.get((account, tender), 0)
        shown = self._of(Account.CAPTURED, tender, self._presented)
        due = divided((before + amount.minor) * shown, received, Rounding.HALF_UP)
        return Money(due - self._presented.get((account, tender), 0), self.presentment)

    @staticmethod
    def _of(account: Account, tender: int | None, counts: Mapping[tuple[Account, int | None], int]) -> int:
        """Return what *counts* have of the account, of one means of payment or of all."""
        if tender is not None:
            return counts.get((account, tender), 0)
        return sum(count for (each, _), count in counts.items() if each is account)

    def given_minor(self, line_id: LineId | None, code: ComponentCode) -> int:
        """Return what was settled so far under *code* for the line, or for the order; minor units."""
        return self._given.get((line_id or "", code), 0)

    @property
    def has_counted(self) -> bool:
        """Whether any charge, share or bonus was counted."""
        return bool(self._counted)

    def counted(self, key: CountedKey) -> Counted:
        """Return what was counted under *key*."""
        return self._counted.get(key, NOT_YET)

    # --- the fold ------------------------------------------------------------------------------------

    def _count(self, entries: tuple[LedgerEntry, ...]) -> None:
        faults = [each for place, entry in enumerate(entries) for each in self._faults(place, entry)]
        if faults:
            raise LedgerError(tuple(faults))
        for entry in entries:
            self._take(entry)
        self.entries += entries
        if found := tuple(self._impossible(_touched(entries))):
            raise LedgerError(found)

    def _take(self, entry: LedgerEntry) -> None:
        match entry:
            case UnitsEntry():
                key = (entry.line_id, entry.counter)
                self._units[key] = self._units.get(key, 0) + entry.quantity
            case MoneyEntry():
                minor = -entry.amount.minor if entry.is_reversed else entry.amount.minor
                self._money[entry.account] = self._money.get(entry.account, 0) + minor
                place = (entry.account, entry.tender)
                self._of_tender[place] = self._of_tender.get(place, 0) + minor
                if entry.tender is not None:
                    self._move(entry.account, entry.tender, minor)
                if (shown := entry.presentment) is not None:
                    minor = -shown.minor if entry.is_reversed else shown.minor
                    self._presented[place] = self._presented.get(place, 0) + minor
                    self.presentment = shown.currency
            case ComponentEntry():
                minor = entry.amount.minor
                given = (entry.line_id or "", entry.code)
                self._given[given] = self._given.get(given, 0) + minor
                if entry.rule is None and not entry.name:
                    return  # nothing is counted by it but what was given
                key_ = counted_key(
                    entry.code, entry.line_id, entry.return_id, entry.name, entry.rule, entry.figure
                )
                before = self._counted.get(key_, NOT_YET)
                base = entry.base.minor if entry.base else 0
                self._counted[key_] = Counted(
                    before.base + base, before.units + entry.units, before.amount + minor
                )

    def _move(self, account: Account, tender: int, minor: int) -> None:
        if account is Account.CAPTURED:
            self._left[tender] = self._left.get(tender, 0) + minor
            self.tenders = tuple(sorted({*self.tenders, tender}))
        elif account in GIVEN_OUT:
            self._left[tender] = self._left.get(tender, 0) - minor

    def _faults(self, place: int, entry: LedgerEntry) -> Iterator[Diagnostic]:
        """Yield what is wrong with the entry at *place* by itself."""
        path, order = f"entries[{place}]", self.order
        line_id = None if isinstance(entry, MoneyEntry) else entry.line_id
        if line_id is not None and order.line(line_id) is None:
            known = ", ".join(f"`{line.id}`" for line in order.lines[:8])
            message = f"order `{order.number}` has no line `{line_id}`"
            yield Diagnostic("ledger.line", message, path=f"{path}.line_id", help=f"its lines are {known}")
        amount = None if isinstance(entry, UnitsEntry) else entry.amount
        if amount is not None and amount.currency != order.currency:
            message = f"`{amount}` is not in the order's currency {order.currency}"
            help_ = "refunds in the currency that the customer saw go into `presentment`"
            yield Diagnostic("ledger.currency", message, path=f"{path}.amount", help=help_)
        shown = entry.presentment if isinstance(entry, MoneyEntry) else None
        if shown is not None and self.presentment not in (None, shown.currency):
            message = f"`{shown}` is not in {self.presentment}, which the customer saw before"
            yield Diagnostic("ledger.currency", message, path=f"{path}.presentment")
        if isinstance(entry, MoneyEntry) and entry.tender is not None:
            count = max(1, len(order.payment.tenders or ()))
            if entry.tender >= count:
                message = f"the order has {count} means of payment, none at place {entry.tender}"
                yield Diagnostic("ledger.tender", message, path=f"{path}.tender", help="places begin at 0")

    def _impossible(self, touched: _Touched) -> Iterator[Diagnostic]:
        """Yield what cannot be, of what *touched* counts."""
        for line_id, counter in touched.units:
            if (count := self.units(line_id, counter)) < 0:
                message = f"{count} units of line `{line_id}` would be {counter.value}"
                yield Diagnostic("ledger.below_zero", message, path=f"units.{line_id}.{counter.value}")
        for line_id in dict.fromkeys(line for line, _ in touched.units):
            if (left := self.units_left(line_id)) < 0:
                ordered = self.units(line_id, Units.ORDERED)
                message = (
                    f"{ordered - left} units of line `{line_id}` would be settled or removed of {ordered}"
                )
                yield Diagnostic("ledger.too_many_units", message, path=f"units.{line_id}")
        if not touched.accounts:
            return
        for account, count in ((each, self._money.get(each, 0)) for each in touched.accounts):
            if count < 0:
                message = f"`{Money(count, self.order.currency)}` would be {account.value}"
                yield Diagnostic("ledger.below_zero", message, path=f"money.{account.value}")
        if self.remaining_minor < 0:
            over = Money(-self.remaining_minor, self.order.currency)
            message = f"`{over}` more would be given back than `{self.money(Account.CAPTURED)}` received"
            yield Diagnostic("ledger.over_refund", message, path="money", help=_OVER)
        for tender in touched.tenders:
            if (left := self.remaining_of_minor(tender)) < 0:
                message = f"`{Money(-left, self.order.currency)}` more would go to it than it paid"
                yield Diagnostic("ledger.over_refund", message, path=f"tenders[{tender}]", help=_OVER)


_OVER: Final = "settle against the ledger as it is now, with every refund that was made in between"


class _Touched(NamedTuple):
    """What entries count anew."""

    units: tuple[tuple[LineId, Units], ...]
    accounts: tuple[Account, ...]
    tenders: tuple[int, ...]


def _touched(entries: tuple[LedgerEntry, ...]) -> _Touched:
    units = [(each.line_id, each.counter) for each in entries if isinstance(each, UnitsEntry)]
    money = [each for each in entries if isinstance(each, MoneyEntry)]
    tenders = [each.tender for each in money if each.tender is not None]
    accounts = [each.account for each in money]
    return _Touched(
        tuple(dict.fromkeys(units)), tuple(dict.fromkeys(accounts)), tuple(dict.fromkeys(tenders))
    )
