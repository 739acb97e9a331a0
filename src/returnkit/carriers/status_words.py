"""Status words: what the words of EasyPost, Shippo, karrio and AfterShip mean, each list whole.

Source: the vocabularies of easypost 10.7, shippo 3.9 and karrio 2026.1, and AfterShip's list of tags, read
2026-11-23; of AfterShip's subtags only those are listed that were seen.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from .tracking import StatusWords
from .tracking import TrackingStatus as S

EASYPOST: Final = StatusWords(
    statuses={
        "unknown": S.UNKNOWN,
        "pre_transit": S.PRE_TRANSIT,
        "in_transit": S.IN_TRANSIT,
        "out_for_delivery": S.OUT_FOR_DELIVERY,
        "delivered": S.DELIVERED,
        "available_for_pickup": S.AVAILABLE_FOR_PICKUP,
        "return_to_sender": S.RETURN_TO_SENDER,
        "failure": S.EXCEPTION,
        "cancelled": S.CANCELLED,
        "error": S.EXCEPTION,
    },
    details={
        "address_correction": S.EXCEPTION,
        "arrived_at_pickup_location": S.AVAILABLE_FOR_PICKUP,
        "cancelled": S.CANCELLED,
        "damaged": S.EXCEPTION,
        "delivery_exception": S.EXCEPTION,
        "expired": S.EXPIRED,
        "failure": S.EXCEPTION,
        "label_created": S.PRE_TRANSIT,
        "lost": S.LOST,
        "out_for_delivery": S.OUT_FOR_DELIVERY,
        "received_at_origin_facility": S.ACCEPTED,
        "refused": S.ATTEMPT_FAILED,
        "return": S.RETURN_TO_SENDER,
        "transit_exception": S.EXCEPTION,
    },
)
"""EasyPost's `status` and `status_detail`."""

SHIPPO: Final = StatusWords(
    statuses={
        "unknown": S.UNKNOWN,
        "pre_transit": S.PRE_TRANSIT,
        "transit": S.IN_TRANSIT,
        "delivered": S.DELIVERED,
        "returned": S.RETURN_TO_SENDER,
        "failure": S.EXCEPTION,
    },
    details={
        "information_received": S.PRE_TRANSIT,
        "address_issue": S.EXCEPTION,
        "contact_carrier": S.EXCEPTION,
        "delayed": S.IN_TRANSIT,
        "delivery_attempted": S.ATTEMPT_FAILED,
        "delivery_rescheduled": S.IN_TRANSIT,
        "delivery_scheduled": S.IN_TRANSIT,
        "location_inaccessible": S.ATTEMPT_FAILED,
        "notice_left": S.ATTEMPT_FAILED,
        "out_for_delivery": S.OUT_FOR_DELIVERY,
        "package_accepted": S.ACCEPTED,
        "package_arrived": S.IN_TRANSIT,
        "package_damaged": S.EXCEPTION,
        "package_departed": S.IN_TRANSIT,
        "package_forwarded": S.IN_TRANSIT,
        "package_held": S.EXCEPTION,
        "package_processed": S.IN_TRANSIT,
        "package_processing": S.IN_TRANSIT,
        "pickup_available": S.AVAILABLE_FOR_PICKUP,
        "reschedule_delivery": S.ATTEMPT_FAILED,
        "delivered": S.DELIVERED,
        "return_to_sender": S.RETURN_TO_SENDER,
        "package_unclaimed": S.ATTEMPT_FAILED,
        "package_undeliverable": S.EXCEPTION,
        "package_disposed": S.EXCEPTION,
        "package_lost": S.LOST,
    },
    actions=frozenset(
        {
            "address_issue",
            "contact_carrier",
            "delivery_attempted",
            "location_inaccessible",
            "notice_left",
            "package_damaged",
            "package_held",
            "pickup_available",
            "reschedule_delivery",
            "package_unclaimed",
            "package_undeliverable",
            "package_lost",
        }
    ),
)
"""Shippo's `status` and the `code` of its substatus."""

KARRIO: Final = StatusWords(
    statuses={
        "pending": S.PRE_TRANSIT,
        "picked_up": S.ACCEPTED,
        "on_hold": S.EXCEPTION,
        "cancelled": S.CANCELLED,
        "delivered": S.DELIVERED,
        "in_transit": S.IN_TRANSIT,
        "delivery_failed": S.ATTEMPT_FAILED,
        "delivery_delayed": S.IN_TRANSIT,
        "out_for_delivery": S.OUT_FOR_DELIVERY,
        "ready_for_pickup": S.AVAILABLE_FOR_PICKUP,
        "return_to_sender": S.RETURN_TO_SENDER,
        "unknown": S.UNKNOWN,
    },
    details={},
)
"""The status of karrio, whatever carrier is behind it."""

AFTERSHIP: Final = StatusWords(
    statuses={
        "inforeceived": S.PRE_TRANSIT,
        "intransit": S.IN_TRANSIT,
        "outfordelivery": S.OUT_FOR_DELIVERY,
        "attemptfail": S.ATTEMPT_FAILED,
        "delivered": S.DELIVERED,
        "availableforpickup": S.AVAILABLE_FOR_PICKUP,
        "exception": S.EXCEPTION,
        "expired": S.EXPIRED,
        "pending": S.UNKNOWN,
    },
    details={
        "exception_003": S.ATTEMPT_FAILED,
        "exception_010": S.RETURN_TO_SENDER,
        "exception_011": S.RETURN_TO_SENDER,
        "exception_013": S.LOST,
    },
)
"""AfterShip's `tag` and `subtag`; a subtag that is not listed adds nothing to its tag."""

STATUS_WORDS: Final = MappingProxyType(
    {"aftership": AFTERSHIP, "easypost": EASYPOST, "karrio": KARRIO, "shippo": SHIPPO}
)
"""Every vocabulary by its name."""
