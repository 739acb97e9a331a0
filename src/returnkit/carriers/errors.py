"""What carriers refuse, and how an answer of theirs is told: whether anything happened, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from returnkit.errors import AnswerLostError, FarSideError, NotSentError, RefusedError

from .capabilities import Capability

_TIMED_OUT: Final = frozenset({408, 409})
"""A request that took too long, and one that meets another under the same key: it may have happened."""


class UnsupportedError(RefusedError):
    """A carrier cannot do what it is asked; nothing was sent.

    Attributes:
        carrier: The carrier.
        missing: What it cannot do.
    """

    code = "carrier_unsupported"

    def __init__(self, *, carrier: str, missing: Iterable[Capability]) -> None:
        self.carrier, self.missing = carrier, frozenset(missing)
        listed = ", ".join(f"`{each}`" for each in sorted(self.missing))
        super().__init__(f"carrier `{carrier}` does not do {listed}", help="ask another carrier")


class AddressError(RefusedError):
    """A carrier refused an address.

    Attributes:
        fields: The fields that it names, such as `customer.postal_code`.
    """

    code = "carrier_address"

    def __init__(self, message: str, *, fields: Iterable[str] = ()) -> None:
        super().__init__(message, help="mend the address, and order again under another key")
        self.fields = tuple(fields)


class RateExpiredError(RefusedError):
    """The rate that was chosen stands no more; nothing was bought."""

    code = "carrier_rate_expired"


class UnknownParcelError(RefusedError, LookupError):
    """A carrier knows no parcel or label by that name."""

    code = "carrier_unknown_parcel"


class CredentialsError(NotSentError):
    """A carrier does not take the shop's credentials; once they are mended, the same request may go out."""

    code = "carrier_credentials"


class FundsError(NotSentError):
    """The shop's account has no money or no billing; once it has, the same request may go out."""

    code = "carrier_funds"


class RateLimitError(NotSentError):
    """A carrier was asked too often; nothing happened."""

    code = "carrier_rate_limit"


class UnreadableAnswerError(AnswerLostError):
    """A carrier took the request, and its answer cannot be read: it may have happened."""

    code = "carrier_answer"


def error_of_status(status: int, message: str, *, retry_after_seconds: int | None = None) -> FarSideError:
    """Return what an HTTP answer means that is not the one hoped for.

    What may have happened is told so: whoever forgets a case does not buy a second label by it.

    Args:
        status: The status of the answer; 2xx is one whose body cannot be read.
        message: What the carrier said.
        retry_after_seconds: How long it asks to wait; None where it does not say.
    """
    if 200 <= status < 300:
        return UnreadableAnswerError(message)
    if status in (401, 403):
        return CredentialsError(message, retry_after_seconds=retry_after_seconds)
    if status == 402:
        return FundsError(message, retry_after_seconds=retry_after_seconds)
    if status == 429:
        return RateLimitError(message, retry_after_seconds=retry_after_seconds)
    if 400 <= status < 500 and status not in _TIMED_OUT:
        return RefusedError(message)
    return AnswerLostError(message, retry_after_seconds=retry_after_seconds)
