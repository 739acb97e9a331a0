"""Page: a policy as a page for people: sections of sentences, each with the rules it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from returnkit.expr.compile import read, read_number
from returnkit.expr.ir import Node, fields
from returnkit.ids import PolicyId, RuleId
from returnkit.messages import STANDARD, Catalogue
from returnkit.policy import DESTINATION, DecidedBy, Policy, Rule

from . import times
from .speech import claim
from .statements import Statement, Topic, conditions, sentence, statements
from .voice import CODE, Voice, bare, place, plain, public_rules, voice_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a sentence.

    Attributes:
        text: The text.
        is_code: Whether it is in the notation of rules, where there are no words for it.
    """

    text: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and where it comes from: from rules or from the policy's head, never from neither.

    Attributes:
        key: The message of what it says.
        values: The values of that message.
        pieces: The whole sentence, its condition included.
        rules: The rules it comes from; empty where it comes from the head, or from rules that are internal.
        head: The keys of the document that it comes from: `rules` for the words of an internal rule, whose
            id is nobody's business.
        policy: Whose rules they are: those of the page, or of one of its floors.
    """

    key: str
    values: tuple[tuple[str, str], ...]
    pieces: tuple[Piece, ...]
    rules: tuple[RuleId, ...]
    head: tuple[str, ...]
    policy: PolicyId

    @property
    def text(self) -> str:
        """The sentence; notation is in backticks."""
        return "".join(f"`{piece.text}`" if piece.is_code else piece.text for piece in self.pieces)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Section:
    """Sentences about one thing, in the order of the rules.

    Attributes:
        topic: What they are about.
        title: Its heading.
        lead: What holds of the sentences together: how to read them. It has its rules, too.
        sentences: The sentences, the lead first.
    """

    topic: Topic
    title: str
    lead: tuple[Sentence, ...]
    listed: tuple[Sentence, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """The lead and what is listed below it."""
        return (*self.lead, *self.listed)


@dataclass(frozen=True, slots=True)
class Page:
    """A policy as people read it.

    Attributes:
        policy: The policy's id.
        locale: The language.
        title: The title.
        sections: Those that have something to say, in the order of `Topic`.
    """

    policy: PolicyId
    locale: str
    title: str
    sections: tuple[Section, ...]

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Every sentence."""
        return tuple(each for section in self.sections for each in section.sentences)


_TITLES: Final = {
    Topic.GOODS: "page.goods",
    Topic.TIME: "page.time",
    Topic.OFFERS: "page.offers",
    Topic.COSTS: "page.costs",
    Topic.WANTED: "page.wanted",
    Topic.METHODS: "page.methods",
    Topic.LIMITS: "page.limits",
    Topic.CHECKS: "page.checks",
    Topic.ALWAYS: "page.always",
    Topic.NOTES: "page.notes",
}


def policy_page(policy: Policy, locale: str = "en", *, catalogue: Catalogue = STANDARD) -> Page:
    """Return *policy* as a page for people.

    Of an internal rule it shows what that rule says to the shopper, and nothing else. The rules of overrides
    are about one return and are left out.

    Args:
        policy: The policy; its floors, where they are written out, stand on the page as well.
        locale: The language, such as `en` or `ko`.
        catalogue: The texts.

    Raises:
        DocumentError: The policy has faults.
    """
    voice = voice_of(policy, locale, catalogue)
    sections = _sections(voice)
    return Page(policy.id, locale, voice.say("page.title"), tuple(each for each in sections if each.listed))


def _sections(voice: Voice) -> Iterator[Section]:
    spoken = tuple(_spoken(voice))
    for topic in Topic:
        about = [each for each in spoken if each.topic is topic]
        more = _OTHERS[topic](voice) if topic in _OTHERS else ()
        listed = (*_listed(voice, about), *more)
        yield Section(topic, voice.say(_TITLES[topic]), tuple(_lead(voice, about)), listed)


def _spoken(voice: Voice) -> Iterator[Statement]:
    """Yield what all rules of the page say, internal ones included."""
    windows: list[Rule] = []
    for rule in public_rules(voice.policy):
        is_always = not any(conditions(voice, rule))
        is_rest = is_always and any(_overlap(rule, above) for above in windows if not above.internal)
        yield from statements(voice, rule, is_rest=is_rest)
        if rule.within:
            windows.append(rule)


def _overlap(one: Rule, other: Rule) -> bool:
    return not one.binds or not other.binds or not set(one.binds).isdisjoint(other.binds)


# --- sentences of rules ----------------------------------------------------------------------------


def _listed(voice: Voice, about: Iterable[Statement]) -> tuple[Sentence, ...]:
    found: dict[Sentence, None] = {}
    # What moves windows stands below them: it is about all of them.
    for each in sorted(about, key=lambda statement: statement.thing == "moves"):
        if not each.rule.internal:
            found[_made(voice, each.key, sentence(voice, each), each.values, (each.rule.id,))] = None
        elif own := _own_words(each):
            said = voice.say("page.some", words=own)
            found[_made(voice, "page.some", said, (("words", own),), (), ("rules",))] = None
    return tuple(found)


def _own_words(statement: Statement) -> str:
    """Return what an internal rule itself says to the shopper; a code's text is not its own."""
    rule = statement.rule
    said = {
        "refuse": rule.refuse.say if rule.refuse else None,
        "review": rule.review.say if rule.review else None,
    }
    return plain(said.get(statement.effect, statement.words or None) or "")


def _lead(voice: Voice, about: Sequence[Statement]) -> Iterator[Sentence]:
    shown = [each for each in about if not each.rule.internal]
    by_thing: dict[str, list[Statement]] = {}
    for each in shown:
        by_thing.setdefault(each.thing, []).append(each)
    moves = by_thing.pop("moves", [])
    orders = [several for thing, several in by_thing.items() if _order_counts(thing, several)]
    rules = tuple(dict.fromkeys(each.rule.id for several in orders for each in several))
    if rules:
        key = "page.first.time" if "within" in by_thing else "page.first"
        yield _made(voice, key, voice.say(key), (), rules)
    if len(moves) > 1:
        rules = tuple(dict.fromkeys(each.rule.id for each in moves))
        yield _made(voice, "page.latest", voice.say("page.latest"), (), rules)


def _order_counts(thing: str, several: Sequence[Statement]) -> bool:
    """Return whether the order of statements about one thing tells a reader something."""
    if thing in _ADDING_UP or (thing == "standing" and all(each.effect != "allow" for each in several)):
        return False  # two that say no say the same in either order
    rules = {each.rule.id: each.rule for each in several}.values()
    return any(_overlap(one, other) for one, other in combinations(rules, 2))


_ADDING_UP: Final = ("offer", "review", "whole", "ask")


def _made(
    voice: Voice,
    key: str,
    text: str,
    values: tuple[tuple[str, str], ...],
    rules: tuple[RuleId, ...],
    head: tuple[str, ...] = (),
) -> Sentence:
    shown = tuple((name, bare(value)) for name, value in values)
    return Sentence(key, shown, tuple(_pieces(text)), rules, head, voice.policy.id)


def _pieces(text: str) -> Iterator[Piece]:
    before, *marked = text.split(CODE[0])
    if before:
        yield Piece(before)
    for each in marked:
        notation, _, after = each.partition(CODE[1])
        yield Piece(notation, is_code=True)
        if after:
            yield Piece(after)


# --- what is checked, what always holds, and what the head says ------------------------------------


def _checks(voice: Voice) -> Iterator[Sentence]:
    """Yield what the inspection looks at, each with the rules that ask it."""
    asking: dict[str, list[RuleId]] = {}
    amounts: dict[str, tuple[Statement, list[RuleId]]] = {}
    for rule in public_rules(voice.policy):
        if rule.internal:
            continue
        paths = dict.fromkeys(field.path for node in _nodes(voice, rule) for field in fields(node))
        for path in paths:
            if voice.schema[path].ask == "inspection" or path.startswith("inspection."):
                asking.setdefault(path, []).append(rule.id)
        if any(fee.decided is DecidedBy.INSPECTION for fee in rule.fee):
            for each in statements(voice, rule):
                if each.key == "page.fee.inspected":
                    amounts.setdefault(each.thing, (each, []))[1].append(rule.id)
    for path, rules in asking.items():
        key, values = claim(voice, path)
        yield _check(voice, key, values, rules)
    for each, rules in amounts.values():
        yield _check(voice, "page.check.fee", {"fee": dict(each.values)["fee"]}, rules)


def _check(voice: Voice, key: str, values: dict[str, str], rules: Sequence[RuleId]) -> Sentence:
    said = voice.say("page.said", said=voice.say(key, **values))
    return _made(voice, key, said[:1].upper() + said[1:], tuple(values.items()), tuple(rules))


def _nodes(voice: Voice, rule: Rule) -> Iterator[Node]:
    """Yield all that *rule* reads."""
    for text in (rule.when, rule.unless, rule.when_any, rule.when_all):
        if text is not None:
            yield read(text, voice.schema, voice.names)
    for _, text in rule.expressions:
        yield read_number(text, voice.schema, voice.names)


def always(voice: Voice) -> Iterator[Sentence]:
    """Yield what the floors of the policy grant."""
    for floor in voice.policy.floor:
        if isinstance(floor, str):
            yield _made(voice, "page.statute", voice.say("page.statute"), (), (), ("floor",))
            continue
        yield _made(voice, "page.floor", voice.say("page.floor"), (), (), ("floor",))
        own = voice_of(floor, voice.locale, voice.catalogue)
        for section in _sections(own):
            yield from section.sentences


def notes(voice: Voice) -> Iterator[Sentence]:
    """Yield what the head of the policy says."""
    policy = voice.policy
    if policy.version:
        period = times.period(voice, policy.version.orders)
        said = voice.say("page.version", period=period)
        yield _made(voice, "page.version", said, (("period", period),), (), ("version",))
    said = voice.say("page.currency", currency=policy.currency)
    yield _made(voice, "page.currency", said, (("currency", policy.currency),), (), ("currency",))
    zones = (policy.timezone,) if isinstance(policy.timezone, str) else policy.timezone
    key = "page.timezone.place" if zones[0] == DESTINATION else "page.timezone"
    zone = place(policy.zone.key)
    yield _made(voice, key, voice.say(key, zone=zone), (("zone", zone),), (), ("timezone",))


_OTHERS: Final = {Topic.CHECKS: _checks, Topic.ALWAYS: always, Topic.NOTES: notes}
"""What is on the page beside the statements of its rules."""
