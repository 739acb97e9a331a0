"""Decisions: whole answers for orders of five lines, against other ways to get them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from returnkit.cli.shape import shape
from returnkit.decision import Decision, Status, Verdict, decide, verdict
from returnkit.facts import Order, ReturnRequest
from returnkit.policy import Policy, load_policy

from .handwritten_decide import ItemTold, OfferTold, handwritten_decide
from .inputs import Case, cases, prepared_items
from .measure import race
from .opponents import rule_engine
from .policies import the_policy
from .results import Result, at_least, at_most, printed
from .verdicts import Effort, UnequalError

LINES: Final = 5
INPUTS: Final = 1000
_RETAILER: Final = Path(__file__).parent.parent / "examples" / "policies" / "bestbuy-2019.yaml"


def told(decision: Decision) -> list[ItemTold]:
    """Return what a decision says in the words of the handwritten one."""
    return [
        ItemTold(
            item.verdict is Verdict.ELIGIBLE,
            (item.reason.code.value, item.reason.rule) if item.reason else None,
            tuple(
                OfferTold(each.name, each.statuses == (Status.YES,), *_times(each), str(each.window_rule))
                for each in item.offers
            ),
        )
        for item in decision.items
    ]


def _times(offer: Any) -> tuple[datetime, datetime]:  # Any: an offer of these policies always has both
    return offer.opens, offer.closes


def five_line_orders(effort: Effort) -> Iterator[Result]:
    """Measure decisions about five lines against handwritten Python, rule_engine and validation."""
    policy, given = the_policy().policy, cases(INPUTS, lines=LINES)
    _check(policy, given)
    retailer = load_policy(_RETAILER.read_text(encoding="utf-8"), name=_RETAILER.name)
    texts = [(case.order.model_dump_json(), case.request.model_dump_json(), case.at) for case in given]
    engine = rule_engine(the_policy(), prepared_items(the_policy(), given))
    slow = max(1, len(given) // 20)  # rule_engine takes its share of the inputs in turn
    start = 0

    def asking_rule_engine() -> int:
        nonlocal start
        things = engine.inputs[start * LINES : (start + slow) * LINES]
        for thing in things:
            engine.ask(thing)
        start = (start + slow) % len(given)
        return len(things) // LINES

    rivals: dict[str, Callable[[], int]] = {
        "decide": lambda: _each(given, lambda c: decide(policy, c.order, c.request, at=c.at)),
        "verdict": lambda: _each(given, lambda c: _verdicts(policy, c)),
        "retailer": lambda: _each(given, lambda c: decide(retailer, c.order, c.request, at=c.at)),
        "retailer's verdict": lambda: _each(given, lambda c: _verdicts(retailer, c)),
        "handwritten": lambda: _each(given, lambda c: handwritten_decide(c.order, c.request, c.at)),
        "rule_engine": asking_rule_engine,
        "validate": lambda: _validating(texts),
        "validate, decide, dump": lambda: _whole(policy, texts),
    }
    times = race(rivals, effort.rounds // 3 if not effort.is_smoke else effort.rounds)
    what = "five lines, 25 rules"
    yield at_least(f"rule_engine's bare answers / decide, {what}", times.ratio("rule_engine", "decide"), 5)
    ratio = times.ratio("validate, decide, dump", "validate")
    yield at_most(f"validate + decide + dump / validate, {what}", ratio, 6)
    yield at_most(f"decide / handwritten decision, {what}", times.ratio("decide", "handwritten"), 3)
    yield printed(f"decide, {what}", times.of("decide"), "us")
    yield printed(f"verdict of every line, {what}", times.of("verdict"), "us")
    yield printed(f"handwritten decision, {what}", times.of("handwritten"), "us")
    yield printed("decide, five lines, Best Buy 2019", times.of("retailer"), "us")
    yield printed("verdict of every line, five lines, Best Buy 2019", times.of("retailer's verdict"), "us")
    yield printed(f"validate + decide + dump, {what}", times.of("validate, decide, dump"), "us")


def _check(policy: Policy, given: Sequence[Case]) -> None:
    for number, case in enumerate(given):
        ours = told(decide(policy, case.order, case.request, at=case.at))
        if ours != (theirs := handwritten_decide(case.order, case.request, case.at)):
            raise UnequalError(f"input {number}: {ours} instead of {theirs}")


def _each(given: Sequence[Case], ask: Callable[[Case], object]) -> int:
    for case in given:
        ask(case)
    return len(given)


def _verdicts(policy: Policy, case: Case) -> None:
    for item in case.request.items:
        verdict(policy, case.order, item, case.request, at=case.at)


def _validating(texts: Sequence[tuple[str, str, datetime]]) -> int:
    for order, request, _ in texts:
        Order.model_validate_json(order)
        ReturnRequest.model_validate_json(request)
    return len(texts)


def _whole(policy: Policy, texts: Sequence[tuple[str, str, datetime]]) -> int:
    for order, request, at in texts:
        parsed, asked = Order.model_validate_json(order), ReturnRequest.model_validate_json(request)
        json.dumps(shape(decide(policy, parsed, asked, at=at)))
    return len(texts)
