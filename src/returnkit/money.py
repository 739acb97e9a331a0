"""Money: an amount that cannot forget its currency."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from typing import Final

from returnkit.errors import AmountError, CurrencyError

# Source: ISO 4217 list one (active codes) as of 2026-01.
_CODES: Final = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    2: """AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE
      CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD
      HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP
      MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD
      SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS
      VED VES WST XCD XCG YER ZAR ZMW ZWG""",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_EXPONENTS: Final = {code: digits for digits, codes in _CODES.items() for code in codes.split()}
CURRENCIES: Final = tuple(sorted(_EXPONENTS))
"""The codes of ISO 4217."""
_PLAIN: Final = re.compile(r"[!-^`-~]+").fullmatch  # ASCII that shows, without `_`
# Wide enough that no step of our arithmetic rounds by itself; ambient decimal contexts are never used.
_EXACT: Final = Context(prec=60)
_times: Final = _EXACT.multiply
_MINOR_UNITS: Final = {code: Decimal(1).scaleb(-digits, _EXACT) for code, digits in _EXPONENTS.items()}


def exponent(currency: str) -> int:
    """Return how many decimals *currency* (ISO 4217) has: 2 for USD, 0 for KRW, 3 for KWD.

    Raises:
        CurrencyError: The code is not in ISO 4217.
    """
    if currency in _EXPONENTS:
        return _EXPONENTS[currency]
    raise CurrencyError(f"unknown currency `{currency}`", help="use an ISO 4217 code such as `USD`")


def split(minor: int, weights: Sequence[int]) -> list[int]:
    """Split *minor* units by *weights*, as `Money.allocate` does.

    Raises:
        AmountError: There are no weights, or one is below zero or no whole number.
    """
    if not weights or [weight for weight in weights if type(weight) is not int or weight < 0]:
        raise AmountError("an amount is split by one or more weights from zero up, whole numbers")
    whole, total = abs(minor), sum(weights)
    if not total:
        weights, total = [1] * len(weights), len(weights)
    parts = [whole * weight // total for weight in weights]
    if over := whole - sum(parts):
        rests = [whole * weight % total for weight in weights]
        for part in sorted(range(len(parts)), key=rests.__getitem__, reverse=True)[:over]:
            parts[part] += 1
    return parts if minor >= 0 else [-part for part in parts]


@dataclass(frozen=True, slots=True, order=False, init=False)
class Money:
    """An exact amount: integer minor units of one currency.

    Attributes:
        minor: Minor units (cents for USD, won for KRW); may be negative.
        currency: ISO 4217 code.
    """

    minor: int
    currency: str

    def __init__(self, minor: int, currency: str) -> None:
        """Make an amount of *minor* units of *currency*.

        Raises:
            AmountError: *minor* is no whole number.
            CurrencyError: The code is not in ISO 4217.
        """
        if type(minor) is not int:
            raise AmountError(f"`{minor!r}` is not a whole number of minor units")
        if currency not in _EXPONENTS:
            exponent(currency)
        # Every sum makes one: straight into the slots takes half as long as what a dataclass writes.
        _set_minor(self, minor)
        _set_currency(self, currency)

    def __post_init__(self) -> None:  # of a reader that fills the fields by itself
        type(self)(self.minor, self.currency)

    @classmethod
    def of(cls, amount: str | int | Decimal, currency: str) -> Money:
        """Read *amount* in major units, exactly.

        Raises:
            AmountError: Not a finite decimal number, or more decimals than the currency has.
        """
        if isinstance(amount, bool) or not isinstance(amount, str | int | Decimal):
            raise AmountError(
                f"`{amount!r}` is not an exact amount", help='give a string or a Decimal, such as "19.99"'
            )
        try:
            if isinstance(amount, str) and not _PLAIN(amount):  # `Decimal` reads `1_000` and other digits too
                raise InvalidOperation
            value = Decimal(amount)
        except InvalidOperation:
            raise AmountError(f"`{amount}` is not a number") from None
        if not value.is_finite() or abs(value.adjusted()) > 30:
            raise AmountError(f"`{amount}` is not a usable amount")
        minor = value.scaleb(exponent(currency), _EXACT)
        if minor != minor.to_integral_value():
            raise AmountError(f"`{amount}` has more decimals than {currency} has ({exponent(currency)})")
        return cls(int(minor), currency)

    @classmethod
    def zero(cls, currency: str) -> Money:
        """Return nothing, in *currency*."""
        return cls(0, currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, with the currency's decimals."""
        return _times(self.minor, _MINOR_UNITS[self.currency])

    def times(self, rate: Decimal | int, *, rounding: str = ROUND_HALF_UP) -> Money:
        """Return this amount times *rate*, rounded once to a minor unit.

        Raises:
            AmountError: *rate* is not an exact, finite number.
        """
        if type(rate) not in (int, Decimal) or not Decimal(rate).is_finite():
            raise AmountError(
                f"`{rate!r}` is not an exact rate", help='give a Decimal, such as Decimal("0.15")'
            )
        product = _EXACT.multiply(Decimal(self.minor), Decimal(rate))
        return Money(int(product.to_integral_value(rounding)), self.currency)

    def allocate(self, weights: Sequence[int]) -> tuple[Money, ...]:
        """Split this amount by *weights* so that the parts sum to the whole.

        Largest remainder, ties to the earlier part. Weights are whole numbers from zero up; if all
        are zero, the parts are equal but for the remainder.

        Args:
            weights: One weight a part, at least one.

        Returns:
            One amount a weight, same order.
        """
        return tuple([Money(part, self.currency) for part in split(self.minor, weights)])

    def _same(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise CurrencyError(f"{self.currency} and {other.currency} never meet")
        return other

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other).minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other).minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __mul__(self, count: int) -> Money:
        return Money(self.minor * count, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other).minor

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other).minor

    def __gt__(self, other: Money) -> bool:
        return self.minor > self._same(other).minor

    def __ge__(self, other: Money) -> bool:
        return self.minor >= self._same(other).minor

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        return f"{self.decimal} {self.currency}"


_set_minor, _set_currency = (vars(Money)[name].__set__ for name in ("minor", "currency"))
