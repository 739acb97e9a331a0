"""A double of a payment service: a real HTTP server on this machine, in the shape of a well-known API.

It refuses what the service would refuse, a field that it does not know or misses too, and fails on order. As
the service does, it keeps under a key whatever it answered once a request was executed, a 500 too. It
knows nothing of returnkit: what it does is written from the wire, not from the gateway that talks to it.

    with PaymentsDouble() as service:
        service.captured("pi_1", amount=5000, currency="usd")
        ...  # talk to service.host
        service.refunds
"""

from __future__ import annotations

import json
import re
import threading
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

SECRET = "sk_test_double"  # noqa: S105 - it opens nothing
FIELDS = re.compile(r"payment_intent|amount|reason|metadata\[[^\]]{1,40}\]").fullmatch
REASONS = ("duplicate", "fraudulent", "requested_by_customer")
FAULTS = ("silent", "done_silent", "done_dropped", "later_silent", "error_500", "error_429", "declined")
STALL_SECONDS = 2.0
LATER = timedelta(seconds=20)

Answer = tuple[int, dict[str, Any]]


class PaymentsDouble:
    """The service: payments that were captured, and the refunds of them."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:  # noqa: TID251
        self._now = now
        self._payments: dict[str, dict[str, Any]] = {}
        self._refunds: list[dict[str, Any]] = []
        self._answers: dict[str, tuple[dict[str, str], Answer]] = {}
        self._later: list[tuple[datetime, dict[str, str], str]] = []
        self._faults: deque[str | None] = deque()
        self._lock = threading.RLock()
        self._closing = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def host(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def refunds(self) -> list[dict[str, Any]]:
        """All refunds that happened until now."""
        with self._lock:
            self._catch_up()
            return list(self._refunds)

    def captured(self, payment_intent: str, *, amount: int, currency: str) -> None:
        """Let a payment be captured: minor units and a currency in lower case."""
        self._payments[payment_intent] = {"amount": amount, "currency": currency}

    def fail(self, *faults: str | None) -> None:
        """Let the next requests to refund fail so, in this order; None lets one pass."""
        unknown = {*faults} - {None, *FAULTS}
        if unknown:
            raise ValueError(f"no such faults: {unknown}")
        self._faults.extend(faults)

    # --- the API ------------------------------------------------------------------------------------

    def create(self, fields: dict[str, str], key: str) -> Answer | None:
        """Answer `POST /v1/refunds`; None where no answer comes."""
        with self._lock:
            self._catch_up()
            fault = self._faults.popleft() if self._faults else None
            match fault:
                case "silent":
                    return None
                case "later_silent":
                    self._later.append((self._now() + LATER, fields, key))
                    return None
                case "error_500":
                    broken = _error(500, "api_error", "something went wrong on our side")
                    return self._keyed(fields, key, lambda _: broken)
                case "error_429":  # before it is executed, so it is not kept under the key
                    return _error(429, "invalid_request_error", "too many requests", code="rate_limit")
                case "declined":
                    declined = _error(402, "card_error", "the card was declined", code="card_declined")
                    return self._keyed(fields, key, lambda _: declined)
            answer = self._keyed(fields, key, self._refund)
            return answer if fault is None else None

    def dropping(self) -> bool:
        """Return whether the next request ends with a dropped connection."""
        return bool(self._faults) and self._faults[0] == "done_dropped"

    def listed(self, query: dict[str, str]) -> Answer:
        """Answer `GET /v1/refunds`: newest first, page by page."""
        for name in query:
            if name not in ("payment_intent", "limit", "starting_after"):
                return _error(400, "invalid_request_error", "unknown", code="parameter_unknown", param=name)
        with self._lock:
            self._catch_up()
            found = [each for each in reversed(self._refunds) if self._is_asked(each, query)]
        if "starting_after" in query:
            ids = [each["id"] for each in found]
            found = found[ids.index(query["starting_after"]) + 1 :]
        limit = int(query.get("limit", "10"))
        return 200, {"object": "list", "data": found[:limit], "has_more": len(found) > limit}

    def payment(self, intent: str) -> Answer:
        """Answer `GET /v1/payment_intents/ID`."""
        payment = self._payments.get(intent)
        if payment is None:
            return _missing("intent")
        told = {"amount_received": payment["amount"], "currency": payment["currency"]}
        return 200, {"id": intent, "object": "payment_intent", "status": "succeeded", **told}

    def _is_asked(self, refund: dict[str, Any], query: dict[str, str]) -> bool:
        return query.get("payment_intent") in (None, refund["payment_intent"])

    def _keyed(self, fields: dict[str, str], key: str, execute: Callable[[dict[str, str]], Answer]) -> Answer:
        if not key:
            return execute(fields)
        if key in self._answers:
            first, answer = self._answers[key]
            if first != fields:
                return _error(400, "idempotency_error", "the key was used with other parameters")
            return answer
        answer = execute(fields)
        if answer[0] not in (400, 404):  # it was executed, or broke while it was
            self._answers[key] = fields, answer
        return answer

    def _refund(self, fields: dict[str, str]) -> Answer:
        faulty = _faulty(fields)
        if faulty:
            return faulty
        intent = fields["payment_intent"]
        payment = self._payments.get(intent)
        if payment is None:
            return _missing("payment_intent")
        mine = [each["amount"] for each in self._refunds if each["payment_intent"] == intent]
        left, amount = payment["amount"] - sum(mine), int(fields["amount"])
        if not left:
            return _error(
                400, "invalid_request_error", "already been refunded", code="charge_already_refunded"
            )
        if amount > left:  # the service gives this one no code
            return _error(
                400, "invalid_request_error", f"{amount} is more than the unrefunded {left}", param="amount"
            )
        metadata = {name[9:-1]: text for name, text in fields.items() if name.startswith("metadata[")}
        refund = {
            "id": f"re_{len(self._refunds) + 1}",
            "object": "refund",
            "amount": amount,
            "currency": payment["currency"],
            "payment_intent": fields["payment_intent"],
            "reason": fields.get("reason"),
            "metadata": metadata,
            "status": "succeeded",
        }
        self._refunds.append(refund)
        return 200, refund

    def _catch_up(self) -> None:
        now = self._now()
        due = [each for each in self._later if each[0] <= now]
        self._later = [each for each in self._later if each[0] > now]
        for _, fields, key in due:
            self._keyed(fields, key, self._refund)

    def stall(self) -> None:
        """Say nothing for longer than anybody waits."""
        self._closing.wait(STALL_SECONDS)


def _faulty(fields: dict[str, str]) -> Answer | None:
    kind = "invalid_request_error"
    for name in fields:
        if not FIELDS(name):
            return _error(400, kind, "unknown parameter", code="parameter_unknown", param=name)
    for name in ("payment_intent", "amount"):
        if name not in fields:
            return _error(400, kind, "missing parameter", code="parameter_missing", param=name)
    if not re.fullmatch(r"[1-9][0-9]{0,7}", fields["amount"]):
        return _error(400, kind, "invalid integer", code="parameter_invalid_integer", param="amount")
    if fields.get("reason", REASONS[0]) not in REASONS:
        return _error(400, kind, "invalid reason", param="reason")
    return None


def _missing(name: str) -> Answer:
    return _error(404, "invalid_request_error", "no such payment", code="resource_missing", param=name)


def _error(status: int, kind: str, message: str, **more: str) -> Answer:
    return status, {"error": {"type": kind, "message": message, **more}}


NOT_THERE = _error(404, "invalid_request_error", "unrecognized request URL")


def _handler(service: PaymentsDouble) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            """Take a refund."""
            body = self.rfile.read(int(self.headers.get("Content-Length", "0"))).decode("ascii")
            if not self._is_allowed():
                return
            if self.path != "/v1/refunds":
                self._say(NOT_THERE)
                return
            if self.headers.get("Content-Type") != "application/x-www-form-urlencoded":
                self._say(_error(400, "invalid_request_error", "send a form"))
                return
            pairs = parse_qsl(body, keep_blank_values=True, strict_parsing=True)
            if len(dict(pairs)) != len(pairs):
                self._say(_error(400, "invalid_request_error", "a parameter is given twice"))
                return
            is_dropped = service.dropping()
            answer = service.create(dict(pairs), self.headers.get("Idempotency-Key", ""))
            if answer is not None:
                self._say(answer)
                return
            if not is_dropped:
                service.stall()
            self.close_connection = True

        def do_GET(self) -> None:
            """List refunds, or show a payment."""
            if not self._is_allowed():
                return
            path, query = urlsplit(self.path).path, dict(parse_qsl(urlsplit(self.path).query))
            if path == "/v1/refunds":
                self._say(service.listed(query))
            elif path.startswith("/v1/payment_intents/") and not query:
                self._say(service.payment(path.rpartition("/")[2]))
            else:
                self._say(NOT_THERE)

        def _is_allowed(self) -> bool:
            if self.headers.get("Authorization") != f"Bearer {SECRET}":
                self._say(_error(401, "invalid_request_error", "no valid key"))
                return False
            return True

        def _say(self, answer: Answer) -> None:
            status, content = answer
            text = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            if status == 429:
                self.send_header("Retry-After", "30")
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    return Handler
