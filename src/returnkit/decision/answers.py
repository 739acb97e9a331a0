"""Answers: a decision that goes on with what somebody answered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from returnkit.diagnostics import Diagnostic, suggest
from returnkit.errors import AnswerError
from returnkit.expr.ir import Kind
from returnkit.expr.schema import Name
from returnkit.facts import ReturnRequest
from returnkit.policy import CompiledPolicy, compile_policy

from .moves import again
from .possible import Stated
from .stated import SOURCES, answers, can_be_stated, hands_in, states
from .values import Decision

_KEY: Final = re.compile(r"(?:items\[(?P<place>[0-9]{1,4})\]\.)?(?P<name>.+)")
_TRUTHS: Final[Mapping[object, bool]] = {"true": True, "false": False, True: True, False: False}
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,10})?")


def answer(decision: Decision, given: Mapping[str, object]) -> Decision:
    """Return *decision* made again, at the same instant, with what was answered.

    Args:
        decision: As `decide` made it.
        given: Answers by the keys of questions. Other names that somebody can be asked for are taken, too;
            without `items[…]` an answer about an item is about all of them. A form's texts are read:
            `"true"`, `"12.50"`.

    Raises:
        AnswerError: With every answer that cannot be: to what nobody is asked, of another kind, or to an item
            that was not asked back.
    """
    compiled = compile_policy(decision.policy)
    request, faults = decision.request, list[Diagnostic]()
    for key, value in given.items():
        try:
            request = _said(compiled, request, key, value)
        except AnswerError as exc:
            faults += exc.faults
    if faults:
        raise AnswerError(tuple(faults))
    return again(decision, request)


def _said(compiled: CompiledPolicy, request: ReturnRequest, key: str, value: object) -> ReturnRequest:
    match = _KEY.fullmatch(key)
    place, title = (match["place"], match["name"]) if match else (None, key)
    if place is not None and int(place) >= len(request.items):
        raise _fault(key, f"there is no item {place}", f"count the items from 0 to {len(request.items) - 1}")
    places = range(len(request.items)) if place is None else (int(place),)
    kind, _, rest = title.partition(".")
    if kind == "evidence" and rest in _evidence(compiled):
        count = _number(key, value)
        if count != int(count) or not 0 <= count < 10_000:
            raise _fault(key, f"`{value}` is not a number of pieces", "count what is handed in")
        for each in places:
            request = hands_in(request, each, rest, int(count))
        return request
    if kind == "answers" and rest in _asked(compiled):
        if not isinstance(value, str) or not value.strip():
            raise _fault(key, "this is no answer", "answer in words")
        for each in places:
            request = answers(request, each, rest, value)
        return request
    name = compiled.vocabulary.schema.get(title)
    if name is None or not _can_be_asked(name, request):
        raise _fault(key, f"nobody is asked for `{title}`", _way_out(compiled, request, title))
    said = _fitting(key, name, value)
    for each in places:
        request = states(request, each, name, said)
    return request


def _can_be_asked(name: Name, request: ReturnRequest) -> bool:
    return name.ask in ("shopper", "staff") and can_be_stated(name, request)


def _fitting(key: str, name: Name, value: object) -> Stated:
    """Return *value* as the fact *name* takes it."""
    if name.kind is Kind.BOOLEAN:
        if isinstance(value, bool | str) and value in _TRUTHS:
            return _TRUTHS[value]
        raise _fault(key, f"`{value}` is not true or false", "answer `true` or `false`")
    if name.kind is Kind.NUMBER:
        number = _number(key, value)
        if not name.allows(number):
            low, high = name.minimum, name.maximum
            bounds = " and ".join(
                [
                    *([f"at least {low}"] if low is not None else []),
                    *([f"at most {high}"] if high is not None else []),
                ]
            )
            raise _fault(key, f"`{value}` is out of bounds", f"it is {bounds}")
        return number
    if not isinstance(value, str) or not value:
        raise _fault(key, f"`{value}` is not a text", "answer with a word")
    if name.values and value not in name.values:
        known = ", ".join(f"`{each}`" for each in name.values)
        raise _fault(
            key, f"`{value}` is not one of its values", suggest(value, name.values) or f"choose {known}"
        )
    return value


def _number(key: str, value: object) -> Decimal:
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and Decimal(value).is_finite():
        return Decimal(value)
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    raise _fault(key, f"`{value}` is not an exact number", "give a whole number, a Decimal, or its text")


def _evidence(compiled: CompiledPolicy) -> frozenset[str]:
    asks = (rule.ask for rule in compiled.policy.rules if rule.ask)
    return frozenset(each.name for ask in asks for each in ask.evidence)


def _asked(compiled: CompiledPolicy) -> frozenset[str]:
    asks = (rule.ask for rule in compiled.policy.rules if rule.ask)
    return frozenset(each.name for ask in asks for each in ask.questions)


def _way_out(compiled: CompiledPolicy, request: ReturnRequest, title: str) -> str:
    names = [each.path for each in compiled.vocabulary.schema if _can_be_asked(each, request)]
    known: Iterable[str] = (*names, *(f"evidence.{each}" for each in sorted(_evidence(compiled))))
    if source := SOURCES.get(title):
        return f"it follows from `{source}`: answer that"
    return suggest(title, known) or "ask `questions(decision)` what can be answered"


def _fault(key: str, message: str, help: str) -> AnswerError:
    return AnswerError((Diagnostic("answer", message, path=key, help=help),))
