"""Asked: the options of a command as a request, checked against the order and the policy."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from returnkit.clock import to_utc
from returnkit.diagnostics import suggest
from returnkit.errors import InstantError, ReturnkitError
from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name
from returnkit.facts import Attributes, LineItem, Order, RequestedItem, Resolution, ReturnRequest
from returnkit.policy import Policy, compile_policy

_OPTIONS: Final = {
    "request.reason": "reason",
    "request.condition": "condition",
    "request.resolution": "resolution",
}
_STATED: Final = ("request.is_opened", "request.method", "request.has_proof_of_purchase")
"""Names of the standard vocabulary that a request has a place of its own for."""
_NUMBER: Final = re.compile(r"-?[0-9]{1,30}(\.[0-9]{1,30})?")


class OptionError(ReturnkitError, ValueError):
    """An option does not fit.

    Attributes:
        option: Its name, such as `--item`.
    """

    code = "option"

    def __init__(self, option: str, message: str, *, help: str | None = None) -> None:
        super().__init__(message, help=help)
        self.option = option


class NothingLeftError(ReturnkitError):
    """Nothing of an order can be asked back: no units are left."""

    code = "nothing_left"


def instant(text: str) -> datetime:
    """Return the ISO 8601 date and time *text* in UTC.

    Raises:
        OptionError: It is none, has no offset, or is centuries away.
    """
    try:
        return to_utc(datetime.fromisoformat(text))
    except InstantError as exc:
        raise OptionError("--at", str(exc), help=exc.help) from exc
    except ValueError:
        help_ = "write it as `2026-12-05T18:00:00Z`"
        raise OptionError("--at", f"`{text}` is not a date and time", help=help_) from None


def request(
    order: Order,
    policy: Policy,
    *,
    items: Sequence[str] = (),
    reason: str | None = None,
    condition: str | None = None,
    resolution: Resolution | None = None,
    answers: Sequence[str] = (),
    evidence: Sequence[str] = (),
) -> ReturnRequest:
    """Return the request that the options describe.

    Args:
        order: The order.
        policy: The policy, which says what can be asked.
        items: `LINE` or `LINE:QUANTITY`; none for every line with units left, all of them.
        reason: The stated reason of every item.
        condition: The stated condition of every item.
        resolution: The wish.
        answers: `NAME=VALUE`, each for every item.
        evidence: `KIND` or `KIND=NUMBER`, handed in for the whole return.

    Raises:
        OptionError: An option does not fit the order or the policy.
        NothingLeftError: No line has units left.
    """
    said = _answers(policy, answers)
    wanted = [_item(order, text) for text in items] or [
        (line, line.current_quantity) for line in order.lines if line.current_quantity
    ]
    if not wanted:
        raise NothingLeftError(f"order `{order.number}` has no units left to return")
    answered, staff_answered = said.about(is_item=True)
    answered_for_all, staff_answered_for_all = said.about(is_item=False)
    return ReturnRequest(
        items=tuple(
            RequestedItem(
                line_id=line.id,
                quantity=quantity,
                reason=reason,
                condition=condition,
                is_opened=said.truth("request.is_opened"),
                answers=answered,
                staff_answers=staff_answered,
            )
            for line, quantity in wanted
        ),
        resolution=resolution,
        method=said.texts.get("request.method"),
        proof_of_purchase=said.truth("request.has_proof_of_purchase"),
        answers=answered_for_all,
        staff_answers=staff_answered_for_all,
        evidence=dict(map(_handed_in, evidence)),
    )


@dataclass(frozen=True, slots=True)
class _Answers:
    """Answers by name, and who gave each."""

    texts: Mapping[str, str]
    askable: Mapping[str, Name]
    questions: Mapping[str, str]

    def truth(self, path: str) -> bool | None:
        text = self.texts.get(path)
        return None if text is None else text == "true"

    def about(self, *, is_item: bool) -> tuple[Attributes, Attributes]:
        """Return the shopper's answers and the staff's, about the item or about the whole return."""
        shopper: dict[str, str] = {} if is_item else dict(self.questions)
        staff: dict[str, str] = {}
        for path, text in self.texts.items():
            name = self.askable[path]
            if (name.root == "item") is is_item and path not in _STATED:
                (staff if name.ask == "staff" else shopper)[name.attribute] = text
        return Attributes(shopper), Attributes(staff)


def _item(order: Order, text: str) -> tuple[LineItem, int]:
    lines: Mapping[str, LineItem] = {line.id: line for line in order.lines}
    name, colon, count = (
        (text, "", "") if text in lines else text.rpartition(":") if ":" in text else (text, "", "")
    )
    line = lines.get(name)
    if line is None:
        known = ", ".join(f"`{id}`" for id in list(lines)[:8])
        message = f"order `{order.number}` has no line `{name}`"
        raise OptionError("--item", message, help=f"its lines are {known}")
    if colon and not re.fullmatch(r"[0-9]{1,9}", count):
        raise OptionError("--item", f"`{count}` is not a quantity", help="write it as `LINE:2`")
    quantity = int(count) if colon else max(1, line.current_quantity)
    if not 1 <= quantity <= line.current_quantity:
        left = f"line `{name}` has {line.current_quantity} of {line.quantity} units left, not {quantity}"
        raise OptionError("--item", left)
    return line, quantity


def _answers(policy: Policy, answers: Sequence[str]) -> _Answers:
    schema = compile_policy(policy).vocabulary.schema
    declared = (schema[path] for path in policy.facts if schema[path].ask in ("shopper", "staff"))
    askable = {name.path: name for name in (*declared, *(schema[path] for path in _STATED))}
    asked = {question.name for rule in policy.rules if rule.ask for question in rule.ask.questions}
    found: dict[str, str] = {}
    answered: dict[str, str] = {}
    for text in answers:
        path, equals, value = text.partition("=")
        if not equals:
            raise OptionError("--answer", f"`{text}` is not an answer", help="write it as `NAME=VALUE`")
        if path in _OPTIONS:
            raise OptionError("--answer", f"`{path}` has its own option", help=f"use `--{_OPTIONS[path]}`")
        if path in asked and path not in answered:
            answered[path] = value
            continue
        if path not in askable:
            known = ", ".join(f"`{each}`" for each in (*askable, *asked))
            help_ = suggest(path, (*askable, *asked)) or f"it asks for {known}"
            raise OptionError("--answer", f"policy `{policy.id}` does not ask for `{path}`", help=help_)
        if path in found or path in answered:
            raise OptionError("--answer", f"`{path}` is answered twice")
        _check(askable[path], value)
        found[path] = value
    return _Answers(found, askable, answered)


def _handed_in(text: str) -> tuple[str, int]:
    kind, equals, count = text.partition("=")
    if not kind or (equals and not re.fullmatch(r"[0-9]{1,4}", count)):
        raise OptionError(
            "--evidence", f"`{text}` is no evidence", help="write it as `photo=3`, or `receipt`"
        )
    return kind, int(count) if equals else 1


def _check(name: Name, value: str) -> None:
    """Refuse a value that the facts could not read: it would count as not known."""
    choices = ("true", "false") if name.kind is Kind.BOOLEAN else name.values
    if choices and value not in choices:
        help_ = suggest(value, choices) or f"use one of {', '.join(f'`{each}`' for each in choices)}"
        raise OptionError("--answer", f"`{value}` is no value of `{name.path}`", help=help_)
    if name.kind is Kind.NUMBER and not _NUMBER.fullmatch(value):
        raise OptionError("--answer", f"`{value}` is not a number, which `{name.path}` is")
    if not value:
        raise OptionError("--answer", f"`{name.path}` has no value")
