"""Parcels: what travels back, and the two ends of its way: the customer's and the merchant's."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from returnkit.facts.fields import CountryCode, PositiveCount, Text
from returnkit.model import Frozen

Lines = Annotated[tuple[Text, ...], Field(min_length=1, max_length=4)]


class Parcel(Frozen):
    """A parcel; whole grams and millimetres, which an adapter turns into what its carrier counts in.

    Attributes:
        weight_grams: What it weighs, packing included.
        length_mm: Its longest side; None is not known, as are the others then.
        width_mm: Its width.
        height_mm: Its height.
    """

    weight_grams: PositiveCount
    length_mm: PositiveCount | None = None
    width_mm: PositiveCount | None = None
    height_mm: PositiveCount | None = None

    @model_validator(mode="after")
    def _sides_are_known_all_or_none(self) -> Self:
        sides = (self.length_mm, self.width_mm, self.height_mm)
        if any(sides) and not all(sides):
            raise ValueError("a parcel has three sides: give all of them or none")
        return self


class PostalAddress(Frozen):
    """An address as it is written on a parcel.

    Attributes:
        name: Who lives or works there.
        company: The company; None where there is none.
        lines: Street and number, and what else there is above the city.
        city: The city.
        region: Subdivision code without the country, such as `CA`.
        postal_code: As the post of the country writes it; None where it has none.
        country: ISO 3166-1 code, such as `US`.
        phone: A telephone number; some carriers ask for one.
        email: An e-mail address; carriers send codes there.
    """

    name: Text
    company: Text | None = None
    lines: Lines
    city: Text
    region: Text | None = None
    postal_code: Text | None = None
    country: CountryCode
    phone: Text | None = None
    email: Text | None = None
