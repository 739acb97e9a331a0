"""A double of a shop's system, in memory: it answers as a client of its HTTP API would be answered.

It refuses what such a system would refuse, knows a key for as long as it lives, and fails on order. It knows
nothing of returnkit.

    shop = ShopDouble()
    shop.sold("order-1", currency="USD", lines={"line-1": "shirt-m"})
    shop.post("/credits", {"order": "order-1", "amount": 1999, "currency": "USD"}, key="a")
    shop.done
"""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

FAULTS = ("silent", "done_silent", "done_dropped", "later_silent", "error_500", "error_429", "declined")
LATER = timedelta(seconds=20)

# Any, below: what JSON holds.
Body = Mapping[str, Any]
Answer = tuple[int, dict[str, Any]]


class ShopDouble:
    """The system: orders, stock, and what was done for them."""

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:  # noqa: TID251
        self._now = now
        self._orders: dict[str, dict[str, Any]] = {}
        self._stock: dict[str, int] = {}
        self._done: list[dict[str, Any]] = []
        self._later: list[tuple[datetime, str, Body, str]] = []
        self._faults: deque[str | None] = deque()
        self._lock = threading.RLock()

    @property
    def done(self) -> list[dict[str, Any]]:
        """All that was done until now: path, key and body of each."""
        with self._lock:
            self._catch_up()
            return list(self._done)

    def sold(self, id: str, *, currency: str, lines: Mapping[str, str], payload: Body | None = None) -> None:
        """Let an order be there: the variant of each line, and what is answered to who asks for it."""
        self._orders[id] = {"currency": currency, "lines": dict(lines), "payload": dict(payload or {})}

    def stocked(self, variant: str, units: int) -> None:
        """Let there be so many units; of what was never counted there is enough."""
        self._stock[variant] = units

    def fail(self, *faults: str | None) -> None:
        """Let the next requests to do something fail so, in this order; None lets one pass."""
        unknown = {*faults} - {None, *FAULTS}
        if unknown:
            raise ValueError(f"no such faults: {unknown}")
        self._faults.extend(faults)

    # --- the API ------------------------------------------------------------------------------------

    def post(self, path: str, body: Body, key: str) -> Answer:
        """Answer `POST /orders`, `/credits` or `/stock`.

        Raises:
            TimeoutError: No answer came in time.
            ConnectionResetError: The connection was dropped.
        """
        with self._lock:
            self._catch_up()
            fault = self._faults.popleft() if self._faults else None
            match fault:
                case "error_500":
                    return 500, {"error": "something went wrong on our side"}
                case "error_429":
                    return 429, {"error": "too many requests", "retry_after": 30}
                case "declined":
                    return 422, {"error": "the shop does not do that"}
                case "later_silent":
                    self._later.append((self._now() + LATER, path, body, key))
                    raise TimeoutError("no answer in time")
                case "silent":
                    raise TimeoutError("no answer in time")
            answer = self._execute(path, body, key)
            if fault == "done_dropped":
                raise ConnectionResetError("the connection was dropped")
            if fault == "done_silent":
                raise TimeoutError("no answer in time")
            return answer

    def get(self, path: str, **query: str) -> Answer:
        """Answer `GET /done?key=…`, `/orders/ID` or `/orders?name=…`."""
        with self._lock:
            self._catch_up()
            if path == "/done":
                found = [each["id"] for each in self._done if each["key"] == query["key"]]
                return (200, {"id": found[0]}) if found else (404, {"error": "nothing was done"})
            if path == "/orders":
                payloads = [each["payload"] for each in self._orders.values()]
                named = [each for each in payloads if each.get("name", "").upper() == query["name"]]
                return 200, {"orders": named}
            order = self._orders.get(unquote(path.removeprefix("/orders/")))
            return (200, order["payload"]) if order else (404, {"error": "there is no such order"})

    def _catch_up(self) -> None:
        due = [each for each in self._later if each[0] <= self._now()]
        self._later = [each for each in self._later if each[0] > self._now()]
        for _, path, body, key in due:
            self._execute(path, body, key)

    def _execute(self, path: str, body: Body, key: str) -> Answer:
        for each in self._done:
            if each["key"] == key:
                if (each["path"], each["body"]) != (path, body):
                    return 409, {"error": "the key was used for another request"}
                return 201, {"id": each["id"]}
        if error := self._error(path, body):
            return 422, {"error": error}
        if path == "/orders":
            for variant, units in self._wanted(body).items():
                if variant in self._stock:
                    self._stock[variant] -= units
        made = {"id": f"{path[1:]}-{len(self._done) + 1}", "path": path, "key": key, "body": dict(body)}
        self._done.append(made)
        return 201, {"id": made["id"]}

    def _error(self, path: str, body: Body) -> str | None:
        order = self._orders.get(body["order"])
        if order is None:
            return f"there is no order {body['order']}"
        if "currency" in body and body["currency"] != order["currency"]:
            return f"the order is in {order['currency']}"
        if "line" in body and body["line"] not in order["lines"]:
            return f"the order has no line {body['line']}"
        if path == "/orders":
            for variant, units in self._wanted(body).items():
                if self._stock.get(variant, units) < units:
                    return f"{variant} is out of stock"
        return None

    def _wanted(self, body: Body) -> Counter[str]:
        """Return the units of each variant; the variant of the line where the item names none."""
        lines, wanted = self._orders[body["order"]]["lines"], Counter[str]()
        for item in body["items"]:
            wanted[item["variant"] or lines[item["line"]]] += item["quantity"]
        return wanted
