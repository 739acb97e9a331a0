"""Questions: what a carrier is asked that changes nothing, and is refused where it cannot answer."""

from __future__ import annotations

from .capabilities import Capability
from .errors import UnsupportedError
from .labels import Quote, RateRequest, needed
from .port import Carrier, RatingCarrier, TrackingCarrier
from .purchases import check_capable
from .tracking import Tracking


def ask_rates(carrier: Carrier, request: RateRequest) -> Quote:
    """Return what labels cost at *carrier*.

    Raises:
        UnsupportedError: It tells no rates, or none of such labels; nothing was sent.
        FarSideError: As `rates` of the carrier.
    """
    check_capable(carrier, needed(request))
    if isinstance(carrier, RatingCarrier):
        return carrier.rates(request)
    raise UnsupportedError(carrier=carrier.name, missing=(Capability.RATES,))


def ask_tracking(carrier: Carrier, tracking_number: str, *, carried_by: str | None = None) -> Tracking:
    """Return where a parcel is.

    Args:
        carrier: The carrier, or the aggregator that it was bought from.
        tracking_number: The number of the parcel.
        carried_by: Who carries, where the number alone does not say.

    Raises:
        UnsupportedError: It does not tell where parcels are; nothing was sent.
        UnknownParcelError: It knows no such parcel.
        FarSideError: As `track` of the carrier.
    """
    check_capable(carrier, frozenset({Capability.TRACK}))
    if isinstance(carrier, TrackingCarrier):
        return carrier.track(tracking_number, carried_by)
    raise UnsupportedError(carrier=carrier.name, missing=(Capability.TRACK,))
