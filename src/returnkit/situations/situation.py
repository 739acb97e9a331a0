"""Situation: an item, its order and its request, put together from what is told of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import MappingProxyType
from typing import Final

from pydantic import ValidationError

from returnkit.decision import Decision, decide
from returnkit.diagnostics import Diagnostic
from returnkit.errors import SituationError
from returnkit.expr.schema import is_unknown
from returnkit.facts import (
    MAX_TEXT,
    STANDARD,
    Attributes,
    Inspection,
    Order,
    ReturnHistory,
    ReturnRequest,
    Scalar,
    Subject,
    Value,
)
from returnkit.policy import Policy, compile_policy

from .filling import filled
from .keys import key_of, nearest
from .life import at_instants, life_of
from .models import inspection_of, order_of, request_of
from .past import past_of
from .told import can_be_told, coded, is_marked, marked, over_told, unmarked
from .values import Given, as_given, read_value, written_value

_NOTHING: Final[Mapping[str, object]] = MappingProxyType({})
_WITH_MORE: Final = ("order.paid_by", "request.evidence")
"""Sets in which more stands than is told: beside a programme its kind, beside photos other evidence."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What `decide` takes beside a policy, and what was told to make it.

    Attributes:
        order: The order; its line `line-1` is the one that is asked about.
        request: The request; its first item is the one that is asked about.
        at: The instant that it is judged for, UTC.
        history: The customer's past; None is not known.
        inspections: What was found, one a requested item; none where nobody looked.
        given: What was told, by key, in that order.
    """

    order: Order = field(repr=False)
    request: ReturnRequest = field(repr=False)
    at: datetime
    history: ReturnHistory | None = field(repr=False)
    inspections: tuple[Inspection | None, ...] = field(repr=False)
    given: Mapping[str, Given]


def situation(policy: Policy, given: Mapping[str, object] = _NOTHING) -> Situation:
    """Return the typical situation under *policy*, but for what is *given*.

    Typically one shirt for 40 in the policy's currency is ordered on a Tuesday at noon, arrives three days
    later, and is asked back the day after that, unused and in full, because it is not wanted. Everything that
    the policy can ask of shopper and staff is answered, nothing was sent back before, and nobody has looked
    at the goods yet. An event that is told moves the others along.

    Args:
        policy: The policy; times are read in its zone, amounts are in its currency.
        given: Values by key, see `keys_of`: as a document, a cell or Python has them. None is null, and
            `UNKNOWN` that something is not known.

    Raises:
        SituationError: With everything in *given* that cannot be; the path of each is its key.
        DocumentError: The policy has faults.
    """
    told = _read(policy, given)
    life = life_of(told, policy.zone)
    values = at_instants(told, life, policy.zone)
    try:
        made = _made(policy, values, life)
    except SituationError:
        raise
    except ValueError as exc:
        raise SituationError(tuple(_impossible(policy, values, life))) from exc
    line, item = made.order.lines[0], made.request.items[0]
    if item.quantity > line.quantity:
        message = f"`item.quantity` cannot be {item.quantity} here: {line.quantity} were ordered"
        raise SituationError((Diagnostic("situation.contradiction", message, path="item.quantity"),))
    return replace(_told_over(policy, made), given=MappingProxyType(told))


def decided(policy: Policy, situation: Situation) -> Decision:
    """Return what *policy* says in *situation*.

    Raises:
        DocumentError: The policy has faults.
    """
    is_told_over = any(map(is_marked, situation.order.attributes))
    return decide(
        over_told(policy) if is_told_over else policy,
        situation.order,
        situation.request,
        at=situation.at,
        history=situation.history,
        inspections=situation.inspections,
    )


def facts_in(policy: Policy, situation: Situation, paths: Iterable[str]) -> dict[str, Value]:
    """Return what *policy* reads in *situation* under *paths*, by path.

    Raises:
        KeyError: One of *paths* is no name of its vocabulary.
        DocumentError: The policy has faults.
    """
    facts = {fact.name.path: fact for fact in compile_policy(over_told(policy)).vocabulary.facts}
    order, request = situation.order, situation.request
    subject = Subject(
        order,
        order.lines[0],
        request.items[0],
        request,
        policy.currency,
        situation.history,
        situation.inspections[0] if situation.inspections else None,
        situation.at,
    )
    return {path: facts[path].read(subject) for path in paths}


def _read(policy: Policy, given: Mapping[str, object]) -> dict[str, Given]:
    """Return *given* as values of keys."""
    found: dict[str, Given] = {}
    faults: list[Diagnostic] = []
    for path, value in given.items():
        key = key_of(policy, path)
        if key is None:
            message = f"unknown name `{path}`"
            faults.append(Diagnostic("situation.unknown", message, path=path, help=nearest(policy, path)))
            continue
        try:
            found[path] = read_value(key, value, policy.zone)
        except ValueError as exc:
            faults.append(Diagnostic("situation.value", str(exc), path=path))
    if faults:
        raise SituationError(tuple(faults))
    return found


def _made(policy: Policy, told: Mapping[str, Given], life: Mapping[str, datetime]) -> Situation:
    """Return the situation that the models make of what is *told*.

    Raises:
        ValueError: A model refuses it.
        SituationError: An amount does not fit its currency.
    """
    draft = filled(policy, told, life)
    order = order_of(draft)
    request = request_of(draft, order.lines, compile_policy(policy).vocabulary.reasons)
    found = inspection_of(draft)
    past = past_of(draft, order.id)
    return Situation(order, request, draft.at, past, () if found is None else (found,), draft.given)


def _impossible(
    policy: Policy, told: Mapping[str, Given], life: Mapping[str, datetime]
) -> Iterator[Diagnostic]:
    """Yield what a model refuses under the name it is told by: the one without which it is not refused."""
    left, refused = dict(told), _refused(policy, told, life)
    # Models compare no events, and in another currency other amounts would be wrong.
    among = [path for path in told if path not in life and path != "order.currency"]
    while refused and among:
        without = {path: _refused(policy, _but(left, path), life) for path in among}
        # Where only several names together bring it about, the last of them is as good as any.
        path = next((path for path in among if not refused.keys() <= without[path].keys()), among[-1])
        gone = [said for fault, said in refused.items() if fault not in without[path]]
        because = (gone or [*refused.values()])[0]
        message = f"`{path}` cannot be `{written_value(told[path], policy.zone)}` here: {because}"
        yield Diagnostic("situation.impossible", message, path=path)
        left, refused = _but(left, path), without[path]
        among.remove(path)
    yield from (Diagnostic("situation.impossible", said) for said in refused.values())


def _refused(
    policy: Policy, told: Mapping[str, Given], life: Mapping[str, datetime]
) -> dict[tuple[str, ...], str]:
    """Return what the models say against what is *told*, by the model, its field and the kind of fault."""
    try:
        _made(policy, told, life)
    except ValidationError as exc:
        return {
            (exc.title, *map(str, error["loc"]), error["type"]): str(
                error.get("ctx", {}).get("error", error["msg"])
            )
            for error in exc.errors()
        }
    except ValueError as exc:
        return {(type(exc).__name__,): str(exc)}
    return {}


def _but(told: Mapping[str, Given], path: str) -> dict[str, Given]:
    return {key: value for key, value in told.items() if key != path}


def _told_over(policy: Policy, made: Situation) -> Situation:
    """Return *made* with what is told of computed names; refuse what its facts contradict."""
    schema = compile_policy(policy).vocabulary.schema
    read = facts_in(policy, made, [path for path in made.given if path in schema])
    told = _typically_told(policy, made)
    faults: list[Diagnostic] = []
    for path, seen in read.items():
        wanted = made.given[path]
        if _is_so(path, wanted, seen):
            continue
        if can_be_told(policy, path):
            told[marked(path)] = coded(wanted)
            continue
        said, found = (written_value(each, policy.zone) for each in (wanted, seen))
        message = f"`{path}` cannot be `{said}` here: what else is told makes it `{found}`"
        faults.append(Diagnostic("situation.contradiction", message, path=path))
    if faults:
        raise SituationError(tuple(faults))
    if not told:
        return made
    return replace(made, order=_with(made.order, told))


def _typically_told(policy: Policy, made: Situation) -> dict[str, Scalar]:
    """Return typical values of a shop's own names that *policy* reads and the facts here do not have."""
    vocabulary, compiled = policy.vocabulary, compile_policy(policy)
    if vocabulary is STANDARD:
        return {}
    paths = [
        path
        for path in sorted(compiled.names)
        if path not in (*made.given, *policy.facts)
        and can_be_told(policy, path)
        and path not in STANDARD.schema
    ]
    unknown = [path for path, seen in facts_in(policy, made, paths).items() if is_unknown(seen)]
    names = [compiled.vocabulary.schema[path] for path in unknown]
    return {marked(name.path): coded(as_given(name.typical)) for name in names if name.ask != "inspection"}


def _with(order: Order, told: Mapping[str, Scalar]) -> Order:
    try:
        return order.evolve(attributes=Attributes({**order.attributes, **told}))
    except ValidationError as exc:  # longer than an attribute is
        paths = dict.fromkeys(unmarked(str(error["loc"][1])) for error in exc.errors())
        message = f"an attribute cannot hold so much: it has at most {MAX_TEXT} characters"
        raise SituationError(
            tuple(Diagnostic("situation.impossible", message, path=path) for path in paths)
        ) from exc


def _is_so(path: str, wanted: Given, seen: Value) -> bool:
    if is_unknown(wanted) or is_unknown(seen):
        return is_unknown(wanted) and is_unknown(seen)
    if path in _WITH_MORE and isinstance(wanted, frozenset) and isinstance(seen, frozenset):
        return wanted <= seen
    return wanted == seen
