"""Document: a policy as it is written, in YAML, TOML, JSON or Python, and how two become one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Final, Literal, Self, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, PlainSerializer, model_validator

from returnkit.diagnostics import Diagnostic, Source
from returnkit.documents import Path, path_text
from returnkit.errors import DocumentError, VocabularyError
from returnkit.facts import STANDARD, Currency, Declaration, Resolution, Vocabulary
from returnkit.ids import PolicyId
from returnkit.model import Entries, Frozen

from .overrides import Override
from .rules import SLUG, ConditionText, Rule
from .versions import Version
from .zones import TimeZone, zone_of_shop

STATUTE: Final = "statute"
"""The floor that is the law of the shopper's country; no policy of a library is meant by it."""


def _nothing() -> Any:  # Any: as `Field` gives it
    return Field(default_factory=lambda: Entries({}))


_FROZEN = (AfterValidator(Entries), PlainSerializer(dict))

PolicyName: TypeAlias = Annotated[str, SLUG]
"""What a document calls another policy: its id."""


def _one_or_a_list(given: Any) -> Any:  # Any: what a document holds
    # A mapping stays one: the places of what is wrong inside it are those of a list's entries.
    return (given,) if isinstance(given, str) else tuple(given) if isinstance(given, list) else given


def _each_once(floors: tuple[str | Policy, ...]) -> tuple[str | Policy, ...]:
    names = [floor if isinstance(floor, str) else floor.id for floor in floors]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ValueError(f"the floor `{twice}` stands twice")
    return floors


_OVER: Final = "_vocabulary"  # beside the fields: neither equality nor a document knows of it


class Policy(Frozen):
    """An immutable list of rules; the first rule that speaks about a thing decides that thing.

    `a + b` puts the rules of *a* above those of *b*; either may be a single rule. The settings are those
    of the left policy, with the floors of both.

    Attributes:
        returnkit: Version of the form of the document.
        id: The policy's name; `policy:` in a document.
        version: Which orders it is for, and which revision; None is all orders.
        currency: ISO 4217; every amount in a rule is in it.
        timezone: IANA name of the zone whose civil days count, or several. Windows are counted in the
            first that is known, `placed` and the periods of versions in the last, the shop's.
            `destination` is the zone of the place the goods were delivered to.
        floor: What shoppers get at least: other policies, by name or written out; `statute` is the law of
            the shopper's country.
        base: The policy that it changes: its rules stand above those of the base, and what it does not
            say is as there. Followed when the document is loaded.
        facts: Names that conditions may use beyond the standard vocabulary.
        define: Named conditions and constants.
        rules: In order of priority.
        overrides: What staff put above all other rules for one return, the latest first; its rules are the
            first of `rules`.
    """

    model_config = ConfigDict(populate_by_name=True, validate_by_name=True, validate_by_alias=True)

    returnkit: Literal[1] = 1
    id: Annotated[PolicyId, SLUG, Field(alias="policy")]
    version: Version | None = None
    currency: Currency = "USD"
    timezone: TimeZone = "UTC"
    floor: Annotated[
        tuple[PolicyName | Policy, ...], BeforeValidator(_one_or_a_list), AfterValidator(_each_once)
    ] = ()
    base: PolicyName | None = None
    facts: Annotated[Mapping[str, Declaration], *_FROZEN] = _nothing()
    define: Annotated[Mapping[str, ConditionText], *_FROZEN] = _nothing()
    rules: Annotated[tuple[Rule, ...], Field(min_length=1, strict=False)]
    overrides: Annotated[tuple[Override, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _the_rules_of_overrides_stand_first(self) -> Self:
        first = self.overriding
        if first and self.rules[: len(first)] != first:
            raise ValueError("the rules of its overrides are not the first of its rules")
        return self

    @cached_property
    def zone(self) -> ZoneInfo:
        """The shop's zone: whose civil days periods count."""
        return zone_of_shop(self.timezone)

    @property
    def vocabulary(self) -> Vocabulary:
        """The names that its conditions may use beside those it declares: the standard ones, but for `over`.

        A document names facts and the program supplies them, so this is part of neither.
        """
        vocabulary: Vocabulary = vars(self).get(_OVER, STANDARD)
        return vocabulary

    @property
    def overriding(self) -> tuple[Rule, ...]:
        """The rules of its overrides."""
        return tuple(rule for override in self.overrides for rule in override.rules)

    def evolve(self, **changes: Any) -> Self:  # Any: as in any model
        """Return a copy with *changes*, validated as a new value is, over the same vocabulary.

        Raises:
            pydantic.ValidationError: A change does not fit its field.
        """
        return _put_over(super().evolve(**changes), self.vocabulary)

    def __getstate__(self) -> dict[Any, Any]:
        # What is kept beside the fields is made of functions; it is made again where the policy arrives.
        state = super().__getstate__()
        kept = {*type(self).model_fields, _OVER}
        return {**state, "__dict__": {name: value for name, value in vars(self).items() if name in kept}}

    def __deepcopy__(self, memo: dict[int, Any] | None = None) -> Self:
        return self  # nothing in it can change

    def __add__(self, other: object) -> Policy:
        return _joined(self, other) if isinstance(other, Policy | Rule) else NotImplemented

    def __radd__(self, other: object) -> Policy:
        return _joined(other, self) if isinstance(other, Rule) else NotImplemented


_P = TypeVar("_P", bound=Policy)


def _put_over(policy: _P, vocabulary: Vocabulary) -> _P:
    if vocabulary is not STANDARD:
        vars(policy)[_OVER] = vocabulary
    return policy


def over(policy: Policy, vocabulary: Vocabulary) -> Policy:
    """Return *policy* with the names of *vocabulary* for its conditions, such as one of `vocabulary_of`.

    Every policy that is made from it is over the same. Its floors keep the vocabularies they have.

    Raises:
        VocabularyError: *vocabulary* lacks a standard name.
    """
    if vocabulary is policy.vocabulary:
        return policy
    if lacking := next((path for path in STANDARD.schema.paths if path not in vocabulary.schema), None):
        message = f"a vocabulary without `{lacking}` is none for policies"
        raise VocabularyError(message, help="make it with `vocabulary_of`, or extend `STANDARD`")
    copy = policy.evolve()
    vars(copy).pop(_OVER, None)
    return _put_over(copy, vocabulary)


Fault: TypeAlias = tuple[Path, Diagnostic]
"""Where in a policy, and what is wrong there; a span counts inside the text at that place."""


def _joined(above: Policy | Rule, below: Policy | Rule) -> Policy:
    policy, faults = joined(above, below)
    _check(faults, policy.id)
    return policy


def check_ids(above: tuple[Rule, ...], below: tuple[Rule, ...], name: str) -> None:
    """Refuse rules that are to stand above others and share an id with one of them.

    Raises:
        DocumentError: Naming the document *name*.
    """
    _check(tuple(_rules_twice(above, below)), name)


def _check(faults: tuple[Fault, ...], name: str) -> None:
    if faults:
        placed = tuple(fault.at(path=path_text(path)) for path, fault in faults)
        raise DocumentError(placed, source=Source(name, ""))


def joined(above: Policy | Rule, below: Policy | Rule) -> tuple[Policy, tuple[Fault, ...]]:
    """Return *above* and *below* as one policy, and where in *above* they contradict each other.

    What is said twice is as *above* has it. At least one of the two is a policy.
    """
    policies = [each for each in (above, below) if isinstance(each, Policy)]
    rules = tuple(rule for each in (above, below) for rule in _rules(each))
    first, last = policies[0], policies[-1]
    floors = (*first.floor, *(floor for floor in last.floor if floor not in first.floor))
    policy = first.evolve(
        floor=floors,
        facts={**last.facts, **first.facts},
        define={**last.define, **first.define},
        rules=rules,
        overrides=above.overrides if isinstance(above, Policy) else (),
    )
    policy = over(policy, names_of_both(first.vocabulary, last.vocabulary))
    faults = [*_rules_twice(_rules(above), _rules(below)), *_contradictions(first, last)]
    if isinstance(below, Policy) and below.overrides:
        message = f"`{below.id}` is overridden for one return, and nothing stands above an override"
        help_ = "put policies together first, then override"
        faults.append(((), Diagnostic("policy.override_below", message, help=help_)))
    return policy, tuple(faults)


def _rules(part: Policy | Rule) -> tuple[Rule, ...]:
    return part.rules if isinstance(part, Policy) else (part,)


def _rules_twice(above: tuple[Rule, ...], below: tuple[Rule, ...]) -> Iterator[Fault]:
    known = {rule.id for rule in below}
    for number, rule in enumerate(above):
        if rule.id in known:
            message = f"`{rule.id}` is also the id of a rule below"
            help_ = "choose another id; in Python `replace` puts one rule in the place of the other"
            yield ("rules", number, "id"), Diagnostic("policy.duplicate_rule", message, help=help_)


def names_of_both(above: Vocabulary, below: Vocabulary) -> Vocabulary:
    """Return the vocabulary of two policies put together: a shop's own comes before the standard one.

    Policies over two of a shop's own do not go together; that one has the names of both keeps their faults
    to this one.
    """
    if above is below or below is STANDARD:
        return above
    return below if above is STANDARD else below.extend(above.facts)


def vocabularies_of(policy: Policy) -> tuple[Vocabulary, ...]:
    """Return the vocabularies of *policy* and of its floors, which are no part of equality."""
    return tuple(each.vocabulary for each in (policy, *policy.floor) if isinstance(each, Policy))


def _contradictions(above: Policy, below: Policy) -> Iterator[Fault]:
    if above.vocabulary is not below.vocabulary and STANDARD not in (above.vocabulary, below.vocabulary):
        message = f"`{above.id}` and `{below.id}` are over two vocabularies"
        help_ = "load both with one `vocabulary`, or put them `over` one"
        yield (), Diagnostic("policy.vocabulary_differs", message, help=help_)
    for name, given in above.facts.items():
        other = below.facts.get(name, given)
        if other.evolve(doc="") != given.evolve(doc=""):
            message = f"`{name}` is declared otherwise in `{below.id}`"
            help_ = "declare it alike, or under another name"
            yield ("facts", name), Diagnostic("policy.fact_differs", message, help=help_)
    for name, text in above.define.items():
        if below.define.get(name, text) != text:
            message = f"`{name}` is defined otherwise in `{below.id}`: `{below.define[name]}`"
            help_ = "choose another name"
            yield ("define", name), Diagnostic("policy.definition_differs", message, help=help_)
    if above.currency != below.currency:
        yield ("currency",), currencies_differ(above, below)


def currencies_differ(one: Policy, other: Policy) -> Diagnostic:
    """Return the fault that two policies that belong together count in different currencies."""
    message = f"the amounts of `{one.id}` are in {one.currency}, those of `{other.id}` in {other.currency}"
    return Diagnostic("policy.currency_differs", message, help="write both in one currency")


def offers_of(policy: Policy) -> dict[str, Resolution]:
    """Return the resolution of every offer by its name, in the order they first appear."""
    found: dict[str, Resolution] = {}
    for rule in policy.rules:
        for offer in rule.offer:
            found.setdefault(offer.name, offer.gives)
    return found


def binds(rule: Rule, offer: str) -> bool:
    """Return whether the effects of *rule* are about *offer*."""
    return not rule.binds or offer in rule.binds
