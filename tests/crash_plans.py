"""Crash plans: what is asked of a desk in one run, and of which far sides, made of a seed alone."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from returnkit.facts import Order, Resolution, ReturnRequest, Tender, TenderKind
from tests.builders import a_request, an_item
from tests.counting import Kind
from tests.desks import a_paid_order, usd

TASKS: Final[dict[str, tuple[str, ...]]] = {
    "parts": ("submit", "approve", "receive_one", "refund", "receive", "inspect", "refund"),
    "exchange": ("submit", "approve", "note", "receive", "exchange"),
    "credit": ("submit", "approve", "receive", "credit", "restock"),
    "advance": ("submit", "note", "approve", "refund_first", "receive", "restock"),
}
"""What is done with a return, by what it is an example of."""
GIVEN_UP: Final = frozenset({"note", "refund", "refund_first", "credit", "exchange", "restock"})
"""What whoever asked may not ask again where no answer came: it was done, or not, and never by half."""
OPEN: Final = frozenset({"approve", "note"})
"""What may be asked without an idempotency key: again, it is refused or adds a word."""


@dataclass(frozen=True, slots=True)
class Step:
    """One call of the desk: of a task, with its idempotency key if it has one.

    It is given up after it was asked once where no answer came, or it is asked until one comes.
    """

    number: int
    task: int
    what: str
    key: str | None
    is_given_up: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done in a run, made of its seed alone; each life goes on where the last one was acknowledged.

    Attributes:
        seed: The seed.
        tasks: What is done with each return.
        refunds: What the gateway can that refunds.
        shop: What the shop's system can.
        is_patient: Whether nobody looks at what is unknown until its message is given up.
        steps: The calls, in order.
    """

    seed: str
    tasks: tuple[str, ...]
    refunds: Kind
    shop: Kind
    is_patient: bool
    steps: tuple[Step, ...]

    @classmethod
    def of(cls, seed: str, *, tasks: int = 2) -> Plan:
        """Return the plan of *seed*."""
        luck = Random(seed)
        names = tuple(luck.choice(sorted(TASKS)) for _ in range(tasks))
        left = {number: list(TASKS[name]) for number, name in enumerate(names)}
        steps: list[Step] = []
        while left:
            task = luck.choice(sorted(left))
            what = left[task].pop(0)
            if not left[task]:
                del left[task]
            has_key = what not in OPEN or luck.random() < 0.5
            gives_up = what in GIVEN_UP and luck.random() < 0.5
            key = f"step-{len(steps)}" if has_key else None
            steps.append(Step(len(steps), task, what, key, gives_up))
            if luck.random() < 0.3:
                steps.append(Step(len(steps), task, "work", None))
        refunds, shop = luck.choice(list(Kind)), luck.choice(list(Kind))
        return cls(seed, names, refunds, shop, luck.random() < 0.15, tuple(steps))

    def order(self, task: int) -> Order:
        """Return the order of a task; every other one was paid by two means."""
        order = a_paid_order(f"order-{task}")
        tenders = (
            Tender(kind=TenderKind.CARD, amount=usd("150.00")),
            Tender(kind=TenderKind.GIFT_CARD, amount=usd("60.00")),
        )
        return order.evolve(payment=order.payment.evolve(tenders=tenders)) if task % 2 else order

    def request(self, task: int) -> ReturnRequest:
        """Return what is asked back of the order of a task."""
        match self.tasks[task]:
            case "parts":
                return a_request(an_item("coat", 2), "hat")
            case "exchange":
                return a_request(an_item("coat", 2), resolution=Resolution.EXCHANGE)
            case "credit":
                return a_request("hat")
            case _:
                return a_request(an_item("coat", 1), "hat")
