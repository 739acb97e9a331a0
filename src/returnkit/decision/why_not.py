"""Why not: what kept one rule from deciding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from returnkit.diagnostics import suggest
from returnkit.errors import UnknownAudienceError, UnknownRuleError
from returnkit.ids import PolicyId
from returnkit.messages import STANDARD, Catalogue
from returnkit.policy import CompiledPolicy, zone_of_windows

from .agent import missing_text
from .bracketed import condition_texts, leaf_text
from .explanation import Audience, Line, Outcome, RuleExplanation, shown
from .layout import wrapped
from .replay import Replay, replays
from .replayed_whole import rules_of_return
from .values import Decision
from .wording import about_text
from .writing import Writer, quoted

_READERS: Final = (Audience.AGENT, Audience.AUDITOR)

_Known = tuple[CompiledPolicy, RuleExplanation]
"""What became of a rule, and the policy that has it."""


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why one rule did not decide about an item, for one reader in one language. `str()` gives plain text.

    Attributes:
        audience: Who reads.
        locale: The language that was asked for.
        rule: What became of it.
        head: The answer, a sentence.
        lines: What it follows from.
    """

    audience: Audience
    locale: str
    rule: RuleExplanation
    head: str
    lines: tuple[Line, ...]

    def __str__(self) -> str:
        return "\n".join([*wrapped(self.head), *shown(self.lines)])


def why_not(
    decision: Decision,
    rule_id: str,
    *,
    item: int = 0,
    audience: Audience | Literal["agent", "auditor"] = Audience.AGENT,
    locale: str = "en",
    catalogue: Catalogue = STANDARD,
) -> WhyNot:
    """Return why a rule did not decide: false, decided above, not known, or that it did.

    Args:
        decision: As `decide` made it.
        rule_id: A rule of its policy, or of a floor.
        item: The place of the decided item; of no matter for a rule about the whole return.
        audience: `agent` reads the parts of the condition that it follows from, `auditor` all of them.
            Shoppers do not read about rules.
        locale: The language, such as `ko`; a message without a text in it is English.
        catalogue: The messages.

    Raises:
        IndexError: There is no such item.
        ReplayError: The policy does not decide so on these facts.
        UnknownAudienceError: The reader is another one.
        UnknownRuleError: Neither the policy nor a floor has the rule.
    """
    if audience not in _READERS:
        message = f"`{audience}` does not read about rules"
        raise UnknownAudienceError(message, help="use `agent` or `auditor`")
    reader, place = Audience(audience), range(len(decision.items))[item]
    write = Writer(catalogue, locale, zone_of_windows(decision.policy.timezone, decision.order))
    again = tuple(replays(decision, decision.items))
    rules = tuple(_rules(decision, again, place))
    found = next((known for known in rules if known[1].rule == rule_id), None)
    if found is None:
        help_ = suggest(rule_id, [rule.rule for _, rule in rules])
        raise UnknownRuleError(f"`{decision.policy.id}` has no rule `{rule_id}`", help=help_)
    titles = [write.title(decision.order, each) for each in decision.items]
    told = _WhyNot(write, rules, found, titles, place)
    lines = (*told.because(), *(told.all() if reader is Audience.AUDITOR else ()))
    return WhyNot(reader, locale, found[1], told.head(), lines)


def _rules(decision: Decision, again: Sequence[Replay], place: int) -> Iterator[_Known]:
    """Yield what became of every rule: of the policy about the item and the return, then of its floors."""
    own, *floors = again[place], *again[place].floors
    compiled: dict[PolicyId | None, CompiledPolicy] = {None: own.compiled}
    compiled |= {floor.compiled.policy.id: floor.compiled for floor in floors}
    yield from ((own.compiled, rule) for rule in own.rules)
    yield from ((compiled[rule.floor], rule) for rule in rules_of_return(decision, again))
    yield from ((floor.compiled, rule) for floor in floors for rule in floor.rules)


class _WhyNot:
    def __init__(
        self, write: Writer, rules: Sequence[_Known], found: _Known, titles: Sequence[str], place: int
    ) -> None:
        self._write, self._titles = write, titles
        self._compiled, self._rule = found
        self._beside = {rule.rule: rule for compiled, rule in rules if compiled is self._compiled}
        self._item = write.say("why_not.return") if self._rule.is_of_return else titles[place]

    def head(self) -> str:
        rule, values = self._rule, {"rule": quoted(self._rule.rule), "item": self._item}
        if rule.awaits_inspection:
            return self._write.say("why_not.awaits", facts=self._write.listed(self._unknown()), **values)
        if rule.outcome is not Outcome.NOT_NEEDED:
            return self._write.say(f"why_not.{rule.outcome.value}", **values)
        if rule.decided_by:
            rules = self._write.listed(map(quoted, rule.decided_by))
            return self._write.say("why_not.decided", rules=rules, **values)
        is_unasked = rule.is_of_return and rule.condition is not None and not rule.leaves
        return self._write.say("why_not.nothing_accepted" if is_unasked else "why_not.moot", **values)

    def because(self) -> Iterator[Line]:
        """Yield what the answer follows from."""
        if self._rule.outcome is Outcome.UNKNOWN:
            schema = self._compiled.vocabulary.schema
            paths = [missing_text(self._write, schema, path) for path in self._unknown()]
            yield from (self._write.words(path, "missing") for path in paths)
        if self._rule.outcome is Outcome.NOT_NEEDED and not self._rule.decided_by:
            return  # its condition is of no matter
        for name in self._rule.decided_by or (self._rule.rule,):
            lead = f"{quoted(name)} " if self._rule.decided_by else ""
            leaves = [leaf for leaf in self._beside[name].leaves if leaf.is_deciding]
            texts = dict.fromkeys(leaf_text(self._write, leaf) for leaf in leaves)
            always = self._write.say("because.always")
            yield from (self._write.words(f"{lead}{text}", "because") for text in texts or (always,))

    def all(self) -> Iterator[Line]:
        """Yield the whole condition, and what the rule speaks about."""
        for text in condition_texts(self._write, self._compiled, self._rule, self._titles):
            yield self._write.words(text, "condition")
        written = next(each for each in self._compiled.policy.rules if each.id == self._rule.rule)
        for about in self._rule.about:
            yield self._write.words(about_text(self._write, written, about), "about")

    def _unknown(self) -> tuple[str, ...]:
        """Return the facts that are not known, of those that the answer follows from."""
        return tuple(dict.fromkeys(fact.path for fact in self._rule.because if fact.unknown is not None))
