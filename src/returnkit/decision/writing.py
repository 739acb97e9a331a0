"""Writing: days, instants, names and values as a reader of one language reads them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from returnkit.expr.backends.printer import scalar_text
from returnkit.facts import Order, Resolution
from returnkit.ids import LineId
from returnkit.messages import Catalogue
from returnkit.policy import civil_day, midnight

from .explanation import Line, Scalar
from .values import ItemDecision, OfferDecision

_LONGEST_TITLE = 80
_LONGEST_VALUE = 40
_MANY = 4
_RESOLUTIONS = frozenset(resolution.value for resolution in Resolution)
_MOMENT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Writer:
    """Says things from one catalogue, in one language and one zone."""

    catalogue: Catalogue
    locale: str
    zone: ZoneInfo

    def say(self, key: str, **values: str) -> str:
        """Return the message *key*."""
        return self.catalogue.text(key, self.locale, **values)

    def line(self, key: str, label: str = "", **values: str) -> Line:
        """Return the message *key* as a line, under a label where one is named."""
        shown = self.say(f"label.{label}") if label else ""
        return Line(key, tuple(values.items()), self.say(key, **values), shown)

    def words(self, text: str, label: str = "") -> Line:
        """Return the policy's own words, or a line put together from others."""
        return Line("say", (), one_line(text), self.say(f"label.{label}") if label else "")

    def under(self, label: str, text: str) -> Line:
        """Return *text* under a label that is no message."""
        return Line("say", (), one_line(text), label)

    def title(self, order: Order, item: ItemDecision) -> str:
        """Return what the customer sees of an item, and how many of it."""
        return self.titled(order, item.line_id, item.item.quantity)

    def titled(self, order: Order, line_id: LineId, quantity: int) -> str:
        """Return what the customer sees of a line, and how many units of it; 0 is none in particular."""
        line = order.line(line_id)
        title = one_line(line.title if line else "", _LONGEST_TITLE) or self.say("item.untitled")
        if quantity <= 1:
            return self.say("item", title=title)
        return self.say("item.several", title=title, quantity=str(quantity))

    def choice(self, texts: Sequence[str]) -> str:
        """Return *texts* as a choice: `a, b or c`."""
        first, last = self.listed(texts[:-1]), texts[-1]
        return self.say("list.or", first=first, last=last) if first else last

    def listed(self, texts: Iterable[str]) -> str:
        """Return *texts* with commas."""
        return self.say("list.comma").join(texts)

    def day(self, instant: datetime, *, short: bool = False) -> str:
        """Return the civil day of *instant*."""
        return self.catalogue.day(date.fromordinal(civil_day(instant, self.zone)), self.locale, short=short)

    def until(self, closes: datetime | None, *, least: bool = False) -> str:
        """Return how long something stands that ends at the exclusive instant *closes*.

        Args:
            closes: The end; None is never.
            least: Whether it may stand longer.
        """
        if closes is None:
            return self.say("when.unlimited")
        suffix = ".least" if least else ""
        if self._ends_a_day(closes):
            return self.say(f"when.day{suffix}", date=self.day(closes - _MOMENT))
        return self.say(
            f"when.instant{suffix}", date=self.day(closes), time=self._time(closes), zone=self.city
        )

    def instant(self, instant: datetime) -> str:
        """Return *instant* for agents, with the city of its zone."""
        day = self.day(instant, short=True)
        return self.say("instant", date=day, time=self._time(instant), zone=self.city)

    def end(self, closes: datetime) -> str:
        """Return an exclusive end for agents; the midnight that ends a day is its 24:00."""
        last = (closes - _MOMENT).astimezone(self.zone)
        time = "24:00" if self._ends_a_day(closes) else self._time(closes)
        day = self.day(last if time == "24:00" else closes, short=True)
        name = last.tzname() or ""
        return self.say("instant", date=day, time=time, zone=name if name.isalpha() else self.city)

    @property
    def city(self) -> str:
        """The zone as people say it: `Los Angeles`."""
        return self.zone.key.rpartition("/")[2].replace("_", " ")

    def offer(self, offer: OfferDecision) -> str:
        """Return an offer's name for agents."""
        return (
            self.say(f"offer.{offer.gives.value}") if offer.name == offer.gives.value else f"`{offer.name}`"
        )

    def offer_called(self, name: str) -> str:
        """Return the offer that rules call *name*, likewise."""
        return self.say(f"offer.{name}") if name in _RESOLUTIONS else quoted(name)

    def _time(self, instant: datetime) -> str:
        return f"{instant.astimezone(self.zone):%H:%M}"

    def _ends_a_day(self, instant: datetime) -> bool:
        return instant == midnight(civil_day(instant, self.zone), self.zone)


def one_line(text: str, limit: int | None = None) -> str:
    """Return *text* without line breaks and signs that do not print, clipped to *limit* characters."""
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return plain if limit is None or len(plain) <= limit else plain[: limit - 1].rstrip() + "…"


def value_text(value: Scalar, *, whole: bool = False) -> str:
    """Return a fact's value as the rule language writes it, clipped where it is long unless *whole*."""
    match value:
        case frozenset():
            many = len(value) if whole else _MANY
            shown = [value_text(each, whole=whole) for each in sorted(value)[:many]]
            return "[" + ", ".join([*shown, *(["…"] if len(value) > many else [])]) + "]"
        case str() if len(value) > _LONGEST_VALUE and not whole:
            return scalar_text(value[: _LONGEST_VALUE - 1] + "…")
        case int() if not isinstance(value, bool):
            return scalar_text(Decimal(value))
        case _:
            return scalar_text(value)


def quoted(text: str) -> str:
    """Return a word of the policy as prose shows it: in backticks."""
    return f"`{text}`"
