"""Errors of carriers: what an answer means, so that nobody sends again what may have happened."""

from __future__ import annotations

import pytest

from returnkit.carriers import (
    AddressError,
    CredentialsError,
    FundsError,
    RateLimitError,
    UnreadableAnswerError,
    error_of_status,
)
from returnkit.errors import AnswerLostError, FarSideError, RefusedError


@pytest.mark.parametrize(
    ("statuses", "error", "is_retryable", "is_ambiguous"),
    [
        ((200, 201, 299), UnreadableAnswerError, False, True),
        ((301, 307, 399), AnswerLostError, False, True),
        ((400, 404, 405, 410, 413, 422, 451), RefusedError, False, False),
        ((401, 403), CredentialsError, True, False),
        ((402,), FundsError, True, False),
        ((408, 409, 500, 502, 503, 504, 520), AnswerLostError, False, True),
        ((429,), RateLimitError, True, False),
        ((0, 100, -1, 999), AnswerLostError, False, True),
    ],
)
def test_a_status_means_whether_anything_happened(
    statuses: tuple[int, ...], error: type[FarSideError], is_retryable: bool, is_ambiguous: bool
) -> None:
    for status in statuses:
        found = error_of_status(status, "no")

        assert type(found) is error, status
        assert (found.is_retryable, found.is_ambiguous) == (is_retryable, is_ambiguous)


@pytest.mark.parametrize("status", [401, 402, 429, 503])
def test_how_long_to_wait_is_kept(status: int) -> None:
    assert error_of_status(status, "no", retry_after_seconds=7).retry_after_seconds == 7


def test_an_address_error_names_its_fields() -> None:
    assert AddressError("no such street", fields=["customer.lines"]).fields == ("customer.lines",)
