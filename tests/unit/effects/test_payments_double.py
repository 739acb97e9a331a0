"""The double of a payment service refuses what the service refuses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode

import pytest

from examples.payments_double import SECRET, PaymentsDouble

GOOD = {"payment_intent": "pi_1", "amount": "100"}


@pytest.fixture
def service() -> Iterator[PaymentsDouble]:
    with PaymentsDouble() as found:
        found.captured("pi_1", amount=1000, currency="usd")
        yield found


def ask(
    service: PaymentsDouble, method: str, path: str, fields: dict[str, str] | None = None, **headers: str
) -> tuple[int, Any]:
    connection = HTTPConnection(service.host, timeout=5)
    told = {"Authorization": f"Bearer {SECRET}", "Content-Type": "application/x-www-form-urlencoded"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, urlencode(fields or {}), told)
    response = connection.getresponse()
    found = response.status, json.loads(response.read())
    connection.close()
    return found


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        (GOOD | {"currency": "usd"}, "parameter_unknown"),
        (GOOD | {"Amount": "1"}, "parameter_unknown"),
        ({"amount": "100"}, "parameter_missing"),
        ({"payment_intent": "pi_1"}, "parameter_missing"),
        (GOOD | {"amount": "1.00"}, "parameter_invalid_integer"),
        (GOOD | {"amount": "0"}, "parameter_invalid_integer"),
        (GOOD | {"amount": "-1"}, "parameter_invalid_integer"),
        (GOOD | {"payment_intent": "pi_2"}, "resource_missing"),
        (GOOD | {"amount": "1001"}, None),
        (GOOD | {"reason": "damaged"}, None),
    ],
)
def test_what_the_service_refuses_is_refused(
    service: PaymentsDouble, fields: dict[str, str], code: str | None
) -> None:
    status, answer = ask(service, "POST", "/v1/refunds", fields)

    assert status in (400, 404)
    assert answer["error"]["type"] == "invalid_request_error"
    assert answer["error"].get("code") == code
    assert service.refunds == []


def test_a_key_is_one_refund(service: PaymentsDouble) -> None:
    first, again = (ask(service, "POST", "/v1/refunds", GOOD, Idempotency_Key="k") for _ in range(2))
    status, other = ask(service, "POST", "/v1/refunds", GOOD | {"amount": "99"}, Idempotency_Key="k")

    assert first == again
    assert (status, other["error"]["type"]) == (400, "idempotency_error")
    assert len(service.refunds) == 1


@pytest.mark.parametrize(("fault", "status"), [("error_500", 500), ("declined", 402)])
def test_an_error_is_kept_under_its_key(service: PaymentsDouble, fault: str, status: int) -> None:
    service.fail(fault)

    answers = [ask(service, "POST", "/v1/refunds", GOOD, Idempotency_Key="k") for _ in range(2)]

    assert [each[0] for each in answers] == [status, status]
    assert service.refunds == []


def test_a_rate_limit_is_not_kept_under_its_key(service: PaymentsDouble) -> None:
    service.fail("error_429")

    answers = [ask(service, "POST", "/v1/refunds", GOOD, Idempotency_Key="k") for _ in range(2)]

    assert [each[0] for each in answers] == [429, 200]


def test_without_a_key_every_request_is_a_refund(service: PaymentsDouble) -> None:
    for _ in range(2):
        ask(service, "POST", "/v1/refunds", GOOD)

    assert len(service.refunds) == 2


def test_refunds_are_listed_page_by_page(service: PaymentsDouble) -> None:
    for _ in range(3):
        ask(service, "POST", "/v1/refunds", GOOD)

    _, page = ask(service, "GET", "/v1/refunds?payment_intent=pi_1&limit=2")
    last = page["data"][-1]["id"]
    _, rest = ask(service, "GET", f"/v1/refunds?payment_intent=pi_1&limit=2&starting_after={last}")

    assert [each["id"] for each in page["data"] + rest["data"]] == ["re_3", "re_2", "re_1"]
    assert (page["has_more"], rest["has_more"]) == (True, False)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/v1/refunds?amount=1", 400), ("GET", "/v1/charges", 404), ("POST", "/v1/charges", 404)],
)
def test_what_it_does_not_know_it_refuses(
    service: PaymentsDouble, method: str, path: str, status: int
) -> None:
    assert ask(service, method, path)[0] == status


def test_without_its_secret_nothing_is_told(service: PaymentsDouble) -> None:
    assert ask(service, "GET", "/v1/refunds", Authorization="Bearer x")[0] == 401


def test_a_fault_that_it_does_not_know_is_refused(service: PaymentsDouble) -> None:
    with pytest.raises(ValueError, match="no such faults"):
        service.fail("explodes")
