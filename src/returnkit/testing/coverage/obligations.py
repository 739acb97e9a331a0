"""Obligations: what tests of a policy have to show, one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_FLOOR, Context, Decimal
from enum import StrEnum
from typing import Final, TypeAlias

from returnkit.expr.backends.printer import to_text
from returnkit.expr.backends.python import leaves
from returnkit.expr.ir import Choices, Compare, Comparison, Field, Literal, Member, Node
from returnkit.expr.propositions import Proposition
from returnkit.expr.schema import Name, Schema
from returnkit.ids import RuleId
from returnkit.money import exponent
from returnkit.policy import CompiledPolicy, Condition, Policy, Rule, Window, compile_policy
from returnkit.policy.warnings import said_by

DAY: Final = timedelta(days=1)
HOUR: Final = timedelta(hours=1)
_EXACT: Final = Context(prec=100)  # more digits than a constant has


class ObligationKind(StrEnum):
    """The kinds of obligations, in the order in which they are reported."""

    RULE = "rule"
    CONDITION = "condition"
    BOUNDARY = "boundary"
    WINDOW = "window"
    ORDER = "order"


class Aspect(StrEnum):
    """What a rule is seen to do."""

    SPEAKS = "speaks"
    """It decides something."""
    BLOCKS = "blocks"
    """Its limit, its set or its doors are in the way."""
    PASSES = "passes"
    """It speaks of a limit, a set or doors, and they are not in the way."""
    LEAVES = "leaves"
    """An offer that it leaves with `only` stands."""


class Side(StrEnum):
    """When a request is made, beside the ends of a window."""

    EARLY = "early"
    FIRST = "first"
    LAST = "last"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Does:
    """A rule is seen to do something."""

    aspect: Aspect


@dataclass(frozen=True, slots=True)
class Decides:
    """A leaf has a truth from which that of the condition follows, and the rule matters.

    Attributes:
        part: The key of the rule that the leaf is of: `when`, `when_any`, `when_all`.
        path: The leaf's place in the condition.
        leaf: The leaf.
        truth: What it is.
    """

    part: str
    path: tuple[int, ...]
    leaf: Node
    truth: bool


@dataclass(frozen=True, slots=True)
class Meets:
    """Likewise, and the fact that it compares has a value beside or on a constant.

    Attributes:
        part: As in `Decides`.
        path: Likewise.
        leaf: Likewise.
        fact: The name of the fact.
        value: The value; of an instant the first of a day of values.
    """

    part: str
    path: tuple[int, ...]
    leaf: Node
    fact: str
    value: Decimal | datetime | str


@dataclass(frozen=True, slots=True)
class Ends:
    """A request is made in the last or the first unit of time on one side of an end of its window.

    Attributes:
        side: Where it is made.
        unit: A day or an hour: what the window counts.
    """

    side: Side
    unit: timedelta


@dataclass(frozen=True, slots=True)
class Precedes:
    """Two rules apply at once, and the decision would be another if the lower one stood above.

    Attributes:
        lower: The id of the lower rule.
    """

    lower: RuleId


Wants: TypeAlias = Does | Decides | Meets | Ends | Precedes
"""What has to be seen."""


@dataclass(frozen=True, slots=True)
class Obligation:
    """Something that a test of a policy has to show.

    Attributes:
        key: What it is called; the same for the same text of a policy.
        kind: Its kind.
        rule: The rule that it is about.
        wants: What has to be seen.
        text: The same in words.
    """

    key: str
    kind: ObligationKind
    rule: RuleId
    wants: Wants
    text: str


def obligations(policy: Policy) -> tuple[Obligation, ...]:
    """Return what tests of *policy* have to show, rule by rule.

    Its floors are left out: their own tests cover them.

    Raises:
        DocumentError: The policy has faults.
    """
    compiled = compile_policy(policy)
    conditions, below = conditions_by_rule(compiled), rivals(compiled)
    found: list[Obligation] = []
    for number, rule in enumerate(policy.rules):
        found += _of_rule(policy, rule, conditions[number], compiled)
        for place in below[number]:
            lower = policy.rules[place].id
            text = f"it decides, and `{lower}` would if it stood above"
            found.append(
                Obligation(f"{rule.id}/above/{lower}", ObligationKind.ORDER, rule.id, Precedes(lower), text)
            )
    return tuple(found)


def conditions_by_rule(compiled: CompiledPolicy) -> dict[int, dict[str, Condition]]:
    """Return the parts of each rule that ask something, by the rule's place and their keys."""
    found = {condition.number: {"when": condition} for condition in compiled.conditions}
    for each in compiled.whole.conditions if compiled.whole else ():
        parts = (("when", each.whole), ("when_any", each.of_any), ("when_all", each.of_all))
        found[each.whole.number] = {key: part for key, part in parts if part is not None}
    return found


def rivals(compiled: CompiledPolicy) -> dict[int, tuple[int, ...]]:
    """Return by the place of each rule those below that speak of a thing of its and may apply with it.

    Rules about items alone; which of several rules puts an offer on the table shows nowhere.
    """
    things = {condition.number: _things(compiled, condition.number) for condition in compiled.conditions}
    premises = {each.number: Proposition.of(each.node, compiled.schema) for each in compiled.conditions}
    found: dict[int, tuple[int, ...]] = dict.fromkeys(range(len(compiled.policy.rules)), ())
    for upper, spoken in things.items():
        found[upper] = tuple(
            lower
            for lower, also in things.items()
            if lower > upper and _meet(spoken, also) and not premises[upper].excludes(premises[lower])
        )
    return found


_Things: TypeAlias = dict[tuple[str, ...], set[str]]
"""What a rule speaks about, with the effects by which it does."""


def _things(compiled: CompiledPolicy, number: int) -> _Things:
    offers = tuple(offer.name for offer in compiled.offers)
    found: _Things = {}
    for said in said_by(compiled.policy.rules[number], offers, compiled.methods):
        if said.word.key != "offer":
            found.setdefault(said.thing, set()).add(said.word.key)
    return found


def _meet(one: _Things, two: _Things) -> bool:
    """Return whether two rules speak of one thing so that their order matters."""
    # A review marks whatever stands: only an `allow` above shelters from it.
    return any(
        (of_one - {"review"} and of_two - {"review"}) or ("allow" in of_one | of_two)
        for thing, of_one in one.items()
        if (of_two := two.get(thing))
    )


def _of_rule(
    policy: Policy, rule: Rule, parts: Mapping[str, Condition], compiled: CompiledPolicy
) -> Iterator[Obligation]:
    def one(kind: ObligationKind, tail: str, wants: Wants, text: str) -> Obligation:
        return Obligation(f"{rule.id}/{tail}", kind, rule.id, wants, text)

    for aspect in _aspects(rule):
        yield one(ObligationKind.RULE, aspect, Does(aspect), _DOES[aspect])
    for part, condition in parts.items():
        for path, leaf in leaves(condition.node) if condition.node is not None else ():
            where = "/".join([part, *map(str, path)])
            for truth in (True, False):
                text = f"`{to_text(leaf)}` is {'true' if truth else 'false'}, and that decides"
                wants = Decides(part, path, leaf, truth)
                yield one(ObligationKind.CONDITION, f"{where}/{str(truth).lower()}", wants, text)
            for fact, value, said in _boundaries(leaf, compiled.schema, policy):
                meets = Meets(part, path, leaf, fact, value)
                yield one(ObligationKind.BOUNDARY, f"{where}/{_shown(value)}", meets, said)
    if rule.within is not None:
        for side in _sides(rule, rule.within):
            wants_end = Ends(side, _unit_of(rule.within))
            yield one(ObligationKind.WINDOW, f"window/{side}", wants_end, _ENDS[side])


_DOES: Final = {
    Aspect.SPEAKS: "it decides something",
    Aspect.BLOCKS: "it is in the way",
    Aspect.PASSES: "it is not in the way",
    Aspect.LEAVES: "what it leaves stands",
}
_ENDS: Final = {
    Side.EARLY: "asked just before its window opens",
    Side.FIRST: "asked as its window opens",
    Side.LAST: "asked as its window ends, in time",
    Side.LATE: "asked as its window has ended, too late",
}


def _aspects(rule: Rule) -> tuple[Aspect, ...]:
    found = [Aspect.SPEAKS]
    if rule.limit is not None or rule.whole is not None or rule.by or rule.not_by:
        found.append(Aspect.BLOCKS)
        if rule.limit is None or rule.limit.units:
            found.append(Aspect.PASSES)
    if rule.only:
        found.append(Aspect.LEAVES)
    return tuple(found)


def _sides(rule: Rule, window: Window) -> tuple[Side, ...]:
    ends = () if window.is_unlimited else (Side.LAST, Side.LATE)
    return ((Side.EARLY, Side.FIRST) if rule.after else ()) + ends


def _unit_of(window: Window) -> timedelta:
    """Return the unit of time in which requests beside an end of *window* are beside it."""
    units = {part.unit for part in (window.parts or (window,))}
    return HOUR if all(unit is not None and unit.is_elapsed for unit in units) else DAY


def _boundaries(
    leaf: Node, schema: Schema, policy: Policy
) -> Iterator[tuple[str, Decimal | datetime | str, str]]:
    """Yield the values that *leaf* has to meet: the fact, the value, and the same in words."""
    match leaf:
        case Compare(comparison, Field() as field, Literal(value)) | Compare(
            comparison, Literal(value), Field() as field
        ) if isinstance(value, Decimal):
            for number in neighbours(schema[field.path], value, policy):
                yield field.path, number, f"`{field.path}` is {_shown(number)}"
        case Compare(comparison, Field() as field, Literal(datetime() as value)) | Compare(
            comparison, Literal(datetime() as value), Field() as field
        ):
            if comparison not in (Comparison.EQ, Comparison.NE):
                yield from _days(field.path, value, policy)
        case Member(Field() as field, Choices(values)) if len(values) > 1:
            for each in values:
                is_none = isinstance(each, Decimal) and each not in neighbours(
                    schema[field.path], each, policy
                )
                if isinstance(each, str | Decimal) and not is_none:
                    yield field.path, each, f"`{field.path}` is {_quoted(each)}"


def neighbours(name: Name, constant: Decimal, policy: Policy) -> tuple[Decimal, ...]:
    """Return *constant* and the values of *name* beside it, as far as facts can be so.

    Of a constant that no fact can be, such as half a cent, only the values beside it.
    """
    step = Decimal(1).scaleb(-_scale(name, constant, policy))
    floor = _EXACT.multiply(_EXACT.divide(constant, step).to_integral_value(ROUND_FLOOR), step)
    above = _EXACT.add(floor, step)
    near = (constant, _EXACT.subtract(floor, step), above) if floor == constant else (floor, above)
    return tuple(filter(name.allows, near))


def _scale(name: Name, constant: Decimal, policy: Policy) -> int:
    """Return how many decimals count; of a number with any, as many as the constant has."""
    if name.unit == "money":
        return exponent(policy.currency)
    if name.scale is not None:
        return name.scale
    digits = constant.normalize(_EXACT).as_tuple().exponent
    return max(0, -digits) if isinstance(digits, int) else 0


def _days(path: str, constant: datetime, policy: Policy) -> Iterator[tuple[str, datetime, str]]:
    for first, side in ((constant - DAY, "before"), (constant, "from")):
        shown = constant.astimezone(policy.zone)
        yield path, first, f"`{path}` is within a day {side} {shown:%Y-%m-%d %H:%M}"


def _shown(value: Decimal | datetime | str) -> str:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return value.isoformat()
    # A choice that is called as a truth is has another key than the truth.
    return f'"{value}"' if value in ("", "true", "false") or value.startswith('"') else value


def _quoted(value: Decimal | str) -> str:
    return f"`{value}`" if isinstance(value, str) else _shown(value)
