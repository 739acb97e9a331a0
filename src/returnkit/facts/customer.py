"""Customer: who bought, and where the goods went."""

from __future__ import annotations

from pydantic import Field

from returnkit.ids import CustomerId
from returnkit.model import Frozen

from .fields import AttributeMap, Attributes, CountryCode, Instant, Tags, Text, ZoneName


class Address(Frozen):
    """A place, as far as rules and routes need it.

    Attributes:
        country: ISO 3166-1 code, such as `US`.
        region: Subdivision code without the country, such as `CA`.
        postal_code: As the post of the country writes it.
        city: Name of the city.
        timezone: IANA name of the zone the place lies in; None is not known.
    """

    country: CountryCode
    region: Text | None = None
    postal_code: Text | None = None
    city: Text | None = None
    timezone: ZoneName | None = None


class Customer(Frozen):
    """The customer as of the order.

    Attributes:
        id: The shop's identifier.
        tags: The shop's tags, or None when the shop did not hand them on.
        tier: Loyalty tier on the day of purchase. Not today's: a promise made to a gold member outlives
            her membership, and joining later does not lengthen an older order's window.
        registered_at: When the account was opened; None for a guest or when not handed on.
        is_guest: Whether the order was placed without an account.
        attributes: Custom values, read by declared `customer.*` names.
    """

    id: CustomerId
    tags: Tags | None = None
    tier: Text | None = None
    registered_at: Instant | None = None
    is_guest: bool = False
    attributes: AttributeMap = Field(default_factory=Attributes)
