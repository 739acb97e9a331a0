"""Public holidays: dated data of a few countries, each year as it was known on the day it was read.

The days are those of the whole country; a state or region may have more. Days that a government adds
later, such as an election or a bridge day, are not foreseen. Beyond the years listed nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Listed:
    """The public holidays of one country.

    Attributes:
        version: When the list was read, and its revision on that day.
        source: Where the days come from.
        by_year: The days of each year, as month and day.
    """

    version: str
    source: str
    by_year: Mapping[int, str]

    @property
    def years(self) -> range:
        """The years listed, without a gap."""
        return range(min(self.by_year), max(self.by_year) + 1)

    @property
    def days(self) -> frozenset[date]:
        """Every day listed."""
        listed = ((year, day) for year, days in self.by_year.items() for day in days.split())
        return frozenset(date.fromisoformat(f"{year}-{day}") for year, day in listed)


_DE: Final = Listed(
    "2026-11",
    "holidays of the laws of all sixteen states and Einigungsvertrag art. 2 (2); Easter by the Gregorian "
    "computus; equal to the package holidays 0.109, country DE, read 2026-11",
    {
        2024: "01-01 03-29 04-01 05-01 05-09 05-20 10-03 12-25 12-26",
        2025: "01-01 04-18 04-21 05-01 05-29 06-09 10-03 12-25 12-26",
        2026: "01-01 04-03 04-06 05-01 05-14 05-25 10-03 12-25 12-26",
        2027: "01-01 03-26 03-29 05-01 05-06 05-17 10-03 12-25 12-26",
        2028: "01-01 04-14 04-17 05-01 05-25 06-05 10-03 12-25 12-26",
        2029: "01-01 03-30 04-02 05-01 05-10 05-21 10-03 12-25 12-26",
    },
)  # fmt: skip

_FR: Final = Listed(
    "2026-11",
    "Code du travail art. L3133-1; Easter by the Gregorian computus; equal to the package holidays 0.109, "
    "country FR, read 2026-11",
    {
        2024: "01-01 04-01 05-01 05-08 05-09 05-20 07-14 08-15 11-01 11-11 12-25",
        2025: "01-01 04-21 05-01 05-08 05-29 06-09 07-14 08-15 11-01 11-11 12-25",
        2026: "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25",
        2027: "01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25",
        2028: "01-01 04-17 05-01 05-08 05-25 06-05 07-14 08-15 11-01 11-11 12-25",
        2029: "01-01 04-02 05-01 05-08 05-10 05-21 07-14 08-15 11-01 11-11 12-25",
    },
)  # fmt: skip

# With substitute days, elections and temporary holidays; 1 May and 17 July are holidays from 2026.
_KR: Final = Listed(
    "2026-11",
    "Act on Public Holidays and the regulation on holidays of public agencies, as the package holidays "
    "0.109, country KR, has them, read 2026-11; 2027 is not confirmed by an official calendar",
    {
        2024: "01-01 02-09 02-10 02-11 02-12 03-01 04-10 05-05 05-06 05-15 06-06 08-15 09-16 09-17 "
        "09-18 10-01 10-03 10-09 12-25",
        2025: "01-01 01-27 01-28 01-29 01-30 03-01 03-03 05-05 05-06 06-03 06-06 08-15 10-03 10-05 "
        "10-06 10-07 10-08 10-09 12-25",
        2026: "01-01 02-16 02-17 02-18 03-01 03-02 05-01 05-05 05-24 05-25 06-03 06-06 07-17 08-15 "
        "08-17 09-24 09-25 09-26 10-03 10-05 10-09 12-25",
        2027: "01-01 02-06 02-07 02-08 02-09 03-01 05-01 05-03 05-05 05-13 06-06 07-17 07-19 08-15 "
        "08-16 09-14 09-15 09-16 10-03 10-04 10-09 10-11 12-25 12-27",
    },
)  # fmt: skip

PUBLIC_HOLIDAYS: Final[Mapping[str, Listed]] = MappingProxyType({"DE": _DE, "FR": _FR, "KR": _KR})
"""What is listed, by the code of the country."""
