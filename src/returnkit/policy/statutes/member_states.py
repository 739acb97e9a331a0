"""Member states: the right of withdrawal of the European Union, country by country."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from types import MappingProxyType
from typing import Final

from ..calendars import CALENDARS, WEEKENDS
from ..document import Policy
from ..periods import Period
from .europe import withdrawal
from .statute import LegalSource, Statute, paragraphs

ZONES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "AT": "Europe/Vienna",
        "BE": "Europe/Brussels",
        "BG": "Europe/Sofia",
        "CY": "Asia/Nicosia",
        "CZ": "Europe/Prague",
        "DE": "Europe/Berlin",
        "DK": "Europe/Copenhagen",
        "EE": "Europe/Tallinn",
        "ES": "Europe/Madrid",
        "FI": "Europe/Helsinki",
        "FR": "Europe/Paris",
        "GR": "Europe/Athens",
        "HR": "Europe/Zagreb",
        "HU": "Europe/Budapest",
        "IE": "Europe/Dublin",
        "IT": "Europe/Rome",
        "LT": "Europe/Vilnius",
        "LU": "Europe/Luxembourg",
        "LV": "Europe/Riga",
        "MT": "Europe/Malta",
        "NL": "Europe/Amsterdam",
        "PL": "Europe/Warsaw",
        "PT": "Europe/Lisbon",
        "RO": "Europe/Bucharest",
        "SE": "Europe/Stockholm",
        "SI": "Europe/Ljubljana",
        "SK": "Europe/Bratislava",
    }
)
"""The member states, each with the zone of its capital."""

_ELSEWHERE: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = MappingProxyType(
    {
        "ES": {"canaries": ('(order.postal_code ?? "") =~ "(35|38)"', "Atlantic/Canary")},
        "PT": {"azores": ('(order.postal_code ?? "") =~ "9[5-9]"', "Atlantic/Azores")},
    }
)
"""Parts of a member state with a zone of their own, told by the postal code."""

_READ: Final = "2026-11"


def _source(document: str, articles: str, about: str, *, is_confirmed: bool = False) -> LegalSource:
    return LegalSource(document, articles, about, _READ, is_confirmed)


_EU: Final = (
    _source("Directive 2011/83/EU", "arts 9 to 16", "the right, its period, costs and exceptions"),
    _source(
        "Directive 2011/83/EU",
        "art. 11a, added by Directive (EU) 2023/2673",
        "the withdrawal function",
        is_confirmed=True,
    ),
    _source("Regulation 1182/71", "art. 3", "how days are counted and when a last day moves"),
    _source("CJEU C-681/17 and C-485/17", "", "sealed goods and business premises"),
)

_NOTES: Final = paragraphs("""
The day of the first orders is that from which the law applies (contracts concluded after 13 June 2014, in
Germany on that day too); unconfirmed.

A withdrawal is in time when it was sent in time: a request is judged as of its sending.

Possession is the delivery, or the collection where no delivery is recorded; the decision then says `assumed`.
Goods of a subscription count order by order, where the law starts with the first good.

Goods made or cut for the order count as made to the customer's specifications.

The 12 months of a customer who was not informed are counted from the end of the first 14 days as it was
before a weekend or a holiday moved it.

The way back: the 14 days from the withdrawal are for sending the goods off. A policy knows when goods arrive;
what was sent in time and arrives later is in time.

Outbound delivery: the standard cost, when nothing of the order is kept. For a part of an order the law is
unsettled, and nothing is granted here.

Not terms of a policy: the refund is due within 14 days of the withdrawal and may wait for the goods or proof
that they were sent; since 2026-06-19 a withdrawal function has to be offered.

Not covered: contracts away from business premises, the guarantee for faulty goods, territories with a country
code of their own, and the other states of the European Economic Area.
""")

_NO_CALENDAR: Final = paragraphs("""
Holidays: no calendar of this country comes with the package. Saturdays and Sundays move a last day, public
holidays do not, so a period that ends on one is shown as ending too early.
""")


def _policy(country: str, id: str) -> Callable[[], Policy]:
    return partial(
        withdrawal,
        id,
        zone=ZONES[country],
        calendar=country if country in CALENDARS else WEEKENDS.name,
        elsewhere=_ELSEWHERE.get(country, {}),
    )


def _of_directive(country: str) -> Statute:
    id = f"EU-CRD-{country}"
    return Statute(
        id=id,
        law="EU-CRD",
        name="Right of withdrawal, Directive 2011/83/EU",
        countries=(country,),
        applies=Period.model_validate("2014-06-14.."),
        status="art. 11a read 2026-11; the rest unconfirmed",
        sources=_EU,
        notes=_NOTES if country in CALENDARS else (*_NOTES, *_NO_CALENDAR),
        write=_policy(country, id),
    )


_DE: Final = Statute(
    id="DE",
    law="DE",
    name="Widerrufsrecht, BGB 312g and 355",
    countries=("DE",),
    applies=Period.model_validate("2014-06-13.."),
    status="unconfirmed",
    sources=(
        _source("BGB", "312g, 355 to 357a", "the right, its period, costs and exceptions"),
        _source("BGB", "187, 188, 193", "how days are counted and when a last day moves"),
        *_EU,
    ),
    notes=(
        *_NOTES,
        "Holidays: those of the whole country, without those of some states only.",
    ),
    write=_policy("DE", "DE"),
)

_FR: Final = Statute(
    id="FR",
    law="FR",
    name="Droit de rétractation, Code de la consommation L221-18",
    countries=("FR",),
    applies=Period.model_validate("2014-06-14.."),
    status="unconfirmed",
    sources=(
        _source(
            "Code de la consommation",
            "L221-18 to L221-28",
            "the right, its period, costs and exceptions",
        ),
        _source("Code de la consommation", "L242-4", "surcharges on a late refund"),
        *_EU,
    ),
    notes=(
        *_NOTES,
        "Holidays: those of the whole country, without those of Alsace and Moselle only.",
        "Not a term of a policy: the surcharges on a refund that is late (L242-4).",
    ),
    write=_policy("FR", "FR"),
)

_NATIONAL: Final = {"DE": _DE, "FR": _FR}

EUROPEAN: Final = tuple(_NATIONAL.get(country) or _of_directive(country) for country in ZONES)
"""One statute for each member state; what is written of its own law comes before the directive."""
