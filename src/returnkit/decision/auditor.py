"""Auditor: what staff read, and all that it follows from: the policy, the facts, every leaf of every rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from returnkit.expr.schema import Unknown
from returnkit.facts import ReturnHistory
from returnkit.policy import ClockName, CompiledPolicy, Counted, Limit, Policy, content_hash

from .agent import without_outcomes
from .bracketed import condition_texts, fact_text
from .explanation import FactRead, ItemExplanation, Line, Outcome, RuleExplanation
from .floors import floors_of
from .judge import Judge
from .layout import BETWEEN
from .replay import Replay, fact_of
from .values import Decision
from .wording import about_text, start_text
from .writing import Writer, one_line, quoted


def for_auditor(
    write: Writer, decision: Decision, replay: Replay, titles: Sequence[str], place: int
) -> ItemExplanation:
    """Return what auditors read about the item at *place* of *decision*.

    Args:
        write: The language.
        decision: The decision.
        replay: The item, decided again.
        titles: What each decided item is called.
        place: Its place among them.
    """
    at = decision.at
    of_staff = without_outcomes(write, replay, titles[place], at)
    known = _known(replay, decision.history)
    asked = [(each.compiled, rule) for each in (replay, *replay.floors) for rule in each.rules]
    return ItemExplanation(
        of_staff.decision,
        of_staff.verdict,
        of_staff.head,
        (*of_staff.lines, *_assumed(write, replay, at), *_fact_lines(write, replay, known)),
        tuple(rule for _, rule in asked),
        tuple(line for compiled, rule in asked for line in rule_lines(write, compiled, rule, titles)),
        tuple(fact for facts in known.values() for fact in facts),
    )


def about_lines(write: Writer, decision: Decision) -> Iterator[Line]:
    """Yield by what, when and on what *decision* was made."""
    policy = decision.policy
    yield write.words(_version(write, policy), "policy")
    yield write.line("auditor.hash", "hash", hash=content_hash(policy))
    if policy.floor:
        floors = [floor.policy for floor in floors_of(policy, decision.order)]
        told = [
            write.say("auditor.floor", policy=_version(write, floor), hash=content_hash(floor))
            for floor in floors
        ]
        yield write.words(BETWEEN.join(told) or write.say("auditor.none"), "floors")
    for each in policy.overrides:
        rules = write.listed(quoted(rule.id) for rule in each.rules)
        until = _utc(each.until)
        who, why = one_line(each.who), one_line(each.why)
        yield write.line("auditor.override", "overrides", rules=rules, who=who, until=until, why=why)
    yield write.line("auditor.instant", "instant", at=_utc(decision.at), zone=write.zone.key)
    is_known = decision.history is not None
    yield write.line("auditor.given" if is_known else "auditor.not_given", "history")
    looked_at = sum(found is not None for found in decision.inspections)
    number = str(len(decision.request.items))
    yield write.line("auditor.inspected", "inspections", number=str(looked_at), of=number)
    asked = dict.fromkeys(name for item in decision.items for each in item.offers for name in each.calendars)
    yield write.words(write.listed(asked) or write.say("auditor.none"), "calendars")


def return_rule_lines(
    write: Writer, again: Sequence[Replay], rules: Sequence[RuleExplanation], titles: Sequence[str]
) -> Iterator[Line]:
    """Yield the same of *rules* about the whole return as `rule_lines` of those about items."""
    policies = {each.compiled.policy.id: each.compiled for replay in again[:1] for each in replay.floors}
    for rule in rules:
        compiled = policies[rule.floor] if rule.floor is not None else again[0].compiled
        yield from rule_lines(write, compiled, rule, titles)


def rule_lines(
    write: Writer, compiled: CompiledPolicy, rule: RuleExplanation, titles: Sequence[str]
) -> Iterator[Line]:
    """Yield what became of *rule* of *compiled*, what it speaks about, and its condition leaf by leaf."""
    label = quoted(rule.rule)
    if rule.floor is not None:
        label = write.say("auditor.rule_of", rule=label, floor=quoted(rule.floor))
    outcome = write.say(f"outcome.{rule.outcome.value}")
    if rule.awaits_inspection:
        outcome = write.say("outcome.awaits")
    elif rule.outcome is Outcome.NOT_NEEDED and rule.decided_by:
        outcome = write.say("outcome.decided", rules=write.listed(map(quoted, rule.decided_by)))
    marks = [write.say("auditor.internal")] if rule.is_internal else []
    written = next(each for each in compiled.policy.rules if each.id == rule.rule)
    told = [outcome, *marks, *(about_text(write, written, about) for about in rule.about)]
    yield write.under(label, BETWEEN.join(told))
    for text in condition_texts(write, compiled, rule, titles):
        yield write.under(label, text)


def _version(write: Writer, policy: Policy) -> str:
    version = policy.version
    if version is None:
        return write.say("auditor.unversioned", policy=quoted(policy.id))
    return write.say(
        "auditor.version",
        policy=quoted(policy.id),
        orders=str(version.orders),
        revision=str(version.revision),
    )


def _utc(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")


def _assumed(write: Writer, replay: Replay, at: datetime) -> Iterator[Line]:
    """Yield which events stand in for those that windows should count from."""
    texts: dict[str, None] = {}
    for each in (replay, *replay.floors):
        judge, windows = Judge(each.compiled, each.prepared, at), each.compiled.policy.rules
        made = {offer.name for offer in each.item.offers}
        for span in (s for o in each.compiled.offers if o.name in made for s in judge.spans(o)):
            window = next(rule.within for rule in windows if rule.id == span.rule)
            if not span.closing.assumed or window is None:
                continue
            rule, clock = quoted(span.rule), span.closing.clock
            if clock is None or window.of is None:
                texts[write.say("auditor.assumed.some", rule=rule)] = None
            else:
                missing = write.say(f"clock.{window.of.value}")
                texts[
                    write.say("auditor.assumed", rule=rule, clock=missing, instead=start_text(write, clock))
                ] = None
    yield write.words(BETWEEN.join(texts) or write.say("auditor.nothing"), "assumed")


def _known(replay: Replay, history: ReturnHistory | None) -> dict[str, tuple[FactRead, ...]]:
    """Return every fact that the policy and its floors read of the item, by who tells it."""
    found: dict[str, dict[str, FactRead]] = {source: {} for source in _SOURCES}
    for each in (replay, *replay.floors):
        schema, roots = each.compiled.vocabulary.schema, each.compiled.roots
        for path in sorted(each.compiled.names):
            root, _, attribute = path.partition(".")
            name = schema.get(path)  # a counter has none
            source = (name.ask if name else None) or (root if root in _SOURCES else "order")
            found[source][path] = fact_of(path, getattr(each.prepared.views[roots.index(root)], attribute))
        for limit in (rule.limit for rule in each.compiled.policy.rules if rule.limit):
            path, value = _counted(limit, history)
            found["history"][path] = fact_of(path, value)
    return {source: tuple(facts.values()) for source, facts in found.items()}


def _fact_lines(write: Writer, replay: Replay, known: Mapping[str, Sequence[FactRead]]) -> Iterator[Line]:
    events = _clocks(write, replay)
    yield write.line("auditor.facts", "facts", source=write.say("source.clocks"), facts=events)
    for source, facts in known.items():
        if facts:
            texts = BETWEEN.join(fact_text(write, fact) for fact in facts)
            yield write.line("auditor.facts", "facts", source=write.say(f"source.{source}"), facts=texts)


def _counted(limit: Limit, history: ReturnHistory | None) -> tuple[str, object]:
    """Return the counter of *limit*, and what it counted before this request."""
    is_of_household = limit.of is Counted.HOUSEHOLD
    path = f"history.{'household_' if is_of_household else ''}{limit.counter}"
    if history is None:
        return path, Unknown("not_supplied")
    counters = history.household_counters if is_of_household else history.counters
    return path, counters.get(limit.counter, 0)


def _clocks(write: Writer, replay: Replay) -> str:
    """Return when the order was placed, and every other event that windows may count from."""
    clocks = replay.prepared.clocks
    events = {event for each in (replay, *replay.floors) for event in each.compiled.events}
    texts = []
    for event in ClockName:
        if event is ClockName.ORDER or event in events:
            at, name = clocks.start(event), write.say(f"clock.{event.value}")
            texts.append(
                write.say("auditor.clock", clock=name, at=_utc(at))
                if at is not None
                else write.say("auditor.clock.unknown", clock=name)
            )
    return BETWEEN.join(texts)


_SOURCES: Final = ("order", "request", "shopper", "staff", "history", "inspection")
"""Who tells facts; those that nobody is asked for and are of none of these roots come with the order."""
