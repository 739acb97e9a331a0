"""Overlaps: rules that may apply together and say different things, so that their order decides.

That is a question, not a fault: where one rule stands inside the other, the exception above the general
one, somebody chose the order. Where two cross, perhaps nobody did.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from returnkit.documents import Path
from returnkit.ids import RuleId
from returnkit.policy import Asked, Limit, Policy, Rule, Standing
from returnkit.policy.things import asked_by, door_of, limits_of, standing_of, terms_of
from returnkit.policy.warnings import OTHER_METHODS, Said, Survey, Thing, places, survey


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two rules that may apply together, of which the upper decides something that the lower says otherwise.

    Attributes:
        upper: The rule that stands above, and so decides.
        lower: The rule below.
        thing: What both speak about, in words: ``the window of `refund` ``.
        above: What the upper rule says of it, as the policy writes it.
        below: What the lower rule says of it.
        path: Where in the policy the lower rule says so.
    """

    upper: RuleId
    lower: RuleId
    thing: str
    above: str
    below: str
    path: Path

    def __str__(self) -> str:
        said = f"{self.thing} is {self.above} by the first, {self.below} by the second"
        return f"`{self.upper}` and `{self.lower}` may both apply: {said}"


def overlaps(policy: Policy) -> tuple[Overlap, ...]:
    """Return where rules of *policy* cross: both may apply, and neither whenever the other does.

    Told where they speak about one thing and say different things of it, and neither is silenced there by
    a third rule that applies whenever it does. What refuses an offer and what withholds it both take it
    away, whatever the words. That no order meets both is seen only as far as the conditions tell.

    Returns:
        In the order of the lower rules; of several offers about which the same is said, one for all.

    Raises:
        DocumentError: The policy has faults.
    """
    found = survey(policy)
    return tuple(overlap for number, _ in found.speaking for overlap in _below(found, number))


class _Crossing(NamedTuple):
    """What two rules say of something, whichever offers it is of."""

    upper: int
    key: str
    name: str
    above: str
    below: str


def _below(found: Survey, number: int) -> Iterator[Overlap]:
    """Yield what rules above decide otherwise than the rule *number* says, the first rule first."""
    crossings: dict[_Crossing, dict[str, None]] = {}
    rule = found.policy.rules[number]
    for said in found.said[number]:
        if said.word.key == "review" or not _counts(found, number, said):
            continue
        below = _value(rule, said.thing)
        for upper in places(found.speakers[said.thing] & ((1 << number) - 1) & found.reach.meeting(number)):
            above = _value(found.policy.rules[upper], said.thing)
            if _is_other(above, below) and _counts(found, upper, said) and _cross(found, upper, number):
                name = said.thing[1] if len(said.thing) > 1 and said.thing[1] != said.offer else ""
                crossing = _Crossing(upper, said.word.key, name, _text(above), _text(below))
                crossings.setdefault(crossing, {})[said.offer or ""] = None
    for crossing in sorted(crossings, key=lambda each: each.upper):
        thing = _thing(crossing, [offer for offer in crossings[crossing] if offer])
        by, path = found.policy.rules[crossing.upper].id, ("rules", number, crossing.key)
        yield Overlap(by, rule.id, thing, crossing.above, crossing.below, path)


def _counts(found: Survey, number: int, said: Said) -> bool:
    """Return whether what the rule *number* says of the thing may decide it."""
    if found.silencer(number, said.thing) is not None:
        return False
    return said.offer is None or found.can_be_offered(said.offer, number)


def _is_other(above: Any, below: Any) -> bool:
    taken = (Standing.REFUSED, Standing.WITHHELD)
    return bool(above != below) and not (above in taken and below in taken)


def _cross(found: Survey, number: int, other: int) -> bool:
    if found.excludes(number, other):
        return False
    return not found.implies(number, other) and not found.implies(other, number)


def _value(rule: Rule, thing: Thing) -> Any:  # Any: each thing has its own kind of effect
    """Return what *rule* says of *thing*, of which it speaks."""
    match thing:
        case ("window", _):
            return (rule.within, rule.after)
        case ("standing", offer):
            return standing_of(rule, offer)
        case ("asked", name, offer):
            return dict(asked_by(rule, offer))[name]
        case ("limit", counter, offer):
            return dict(limits_of(rule, offer))[counter]
        case ("door", method):
            return door_of(rule, method)
        case ("approval",):
            return rule.approve
        case (kind, name, offer):
            return next(said for key, said in terms_of(rule, offer) if key == (kind, name))
        case _:
            return None  # an offer that is there, a set that is one: all rules say the same of it


_STANDINGS: Final = {
    Standing.REFUSED: "`refuse`",
    Standing.WITHHELD: "`withhold`",
    Standing.ALLOWED: "`allow`",
}


def _text(value: Any) -> str:
    """Return *value* as a policy writes it."""
    match value:
        case None:
            return "`waive`"
        case Standing():
            return _STANDINGS[value]
        case bool():
            return "`by`" if value else "`not_by`"
        case Asked(wanted, before):
            return f"`{wanted} before {before.value}`"
        case Limit(units=units, of=of):
            return f"`{units} of a {of.value}`"
        case (window, after):
            return f"`{window} after {after}`" if after else f"`{window}`"
        case _:
            return f"`{value}`"


_THINGS: Final = {
    "within": "the window", "ask": "what is asked for as", "limit": "the limit", "by": "the method",
    "not_by": "the method", "approve": "the approval", "fee": "the fee", "waive": "the fee",
    "rate": "the rate", "value": "the value", "bonus": "the bonus", "to": "the place of payment",
    "shipping": "the delivery cost",
}  # fmt: skip


def _thing(crossing: _Crossing, offers: list[str]) -> str:
    """Return the words for what *crossing* is about."""
    words = _THINGS.get(crossing.key, "the standing")
    if crossing.name:
        words = "every other method" if crossing.name == OTHER_METHODS else f"{words} `{crossing.name}`"
    *others, last = [f"`{offer}`" for offer in offers] or [""]
    of = f"{', '.join(others)} and {last}" if others else last
    return f"{words} of {of}" if of else words
