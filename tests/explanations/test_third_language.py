"""A third language: where a catalogue has every message, no English word is left in what anybody reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from string import Formatter
from typing import Final

import pytest

from returnkit.decision import Audience, Decision, Explanation, decide, explain, why_not
from returnkit.facts import ReturnHistory
from returnkit.messages import MESSAGES, STANDARD
from returnkit.policy import Policy, Rule, content_hash, load_policy
from tests.builders import a_line, a_request, an_item, an_order
from tests.explanations.told import IDS, READERS, decided
from tests.modes import size
from tests.unit.decision.situations import AT, SITUATIONS
from tests.unit.decision.test_wording import ALL

LATIN: Final = re.compile(r"[A-Za-z][\w.-]*(?<![.-])")
"""A word, a name with dots, or an id with dashes."""
NOTATION: Final = ("sha256", "d", "true", "false", "null")
"""Words of the language of rules and of hashes."""


def strange(template: str) -> str:
    """Return *template* in quotes, with strange letters for its own; its values stay where they are."""
    parts = [(LATIN.sub("ж", text), name) for text, name, *_ in Formatter().parse(template)]
    text = "".join(text + ("" if name is None else f"{{{name}}}") for text, name in parts)
    return "|".join(f"«{each}»" for each in text.split("|"))


STRANGE: Final = STANDARD.with_texts(
    "xx", {message.key: strange(message.texts["en"]) for message in MESSAGES}
)


def words(texts: Iterable[object]) -> set[str]:
    return {word for text in texts for word in LATIN.findall(str(text))}


def of_rule(rule: Rule) -> Iterator[object]:
    """Yield the words that a rule brings itself: names, sentences, moves and computed figures."""
    yield from (rule.id, *(offer.name for offer in rule.offer), *rule.by, *rule.not_by, *rule.waive, rule.say)
    yield from (
        rule.refuse and rule.refuse.code,
        rule.refuse and rule.refuse.say,
        rule.review and rule.review.say,
    )
    yield from (rule.extend, rule.defer)
    if rule.limit:
        yield from (rule.limit.counter, f"history.{rule.limit.counter}")
    yield from (text for _, text in rule.expressions)
    yield from (fee.name for fee in rule.fee)
    for wanted in rule.ask.wanted if rule.ask else ():
        yield from (wanted.name, getattr(wanted, "text", ""))


def of_policy(policy: Policy) -> Iterator[object]:
    yield from (policy.id, policy.zone.key, content_hash(policy), *policy.define, *policy.define.values())
    for rule in policy.rules:
        yield from of_rule(rule)


def of_facts(decision: Decision, explanation: Explanation) -> Iterator[object]:
    """Yield the words of facts: of the order, of values, of conditions and of zones."""
    yield from (decision.order.number, *(line.title for line in decision.order.lines), *NOTATION)
    yield from re.split("[/_]", decision.policy.zone.key)
    yield from re.findall(r'"[^"]*"', str(explanation))  # no message has such quotes: these are values
    for offer in (offer for item in decision.items for offer in item.offers):
        instants = (offer.opens, offer.closes, offer.closes_earliest)
        yield from (each.astimezone(decision.policy.zone).tzname() for each in instants if each)
    for rule in (*explanation.rules, *(rule for item in explanation.items for rule in item.rules)):
        yield rule.condition
        yield from (fact.path for leaf in rule.leaves for fact in leaf.facts)


def foreign(decision: Decision, text: str) -> set[str]:
    """Return the words of *text* that are not the policy's own, of a fact or of the language of rules."""
    plain = re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z?", "", " ".join(text.split()))
    for said in filter(None, map(str, of_policy(decision.policy))):
        if " " in said:  # a sentence: each of its words would let a leak pass
            plain = plain.replace(" ".join(said.split()), "")
    own = (each for each in of_policy(decision.policy) if " " not in str(each))
    explained = explain(decision, audience="auditor")
    return words([plain]) - words(own) - words(of_facts(decision, explained))


def outside(text: str) -> str:
    """Return what stands outside of all messages in *text*."""
    while "«" in text:
        text = re.sub(r"«[^«»]*»", "", text)
    return text.strip()


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("id", IDS)
def test_a_case_is_told_in_the_third_language_alone(id: str, reader: str) -> None:
    decision = decided(id)

    text = str(explain(decision, audience=Audience(reader), locale="xx", catalogue=STRANGE))

    assert foreign(decision, text) == set()
    assert "ж" in text


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", SITUATIONS)
def test_a_situation_is_told_in_the_third_language_alone(name: str, reader: str) -> None:
    decision = SITUATIONS[name]()

    text = str(explain(decision, audience=Audience(reader), locale="xx", catalogue=STRANGE))

    assert foreign(decision, text) == set()


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("quantity", [1, 20])
def test_every_effect_is_told_in_the_third_language_alone(quantity: int, reader: str) -> None:
    line = a_line(quantity=quantity)
    request = a_request(an_item(line, quantity))
    decision = decide(load_policy(ALL), an_order([line]), request, at=AT, history=ReturnHistory())

    text = str(explain(decision, audience=Audience(reader), locale="xx", catalogue=STRANGE))

    assert foreign(decision, text) == set()


@pytest.mark.parametrize("id", IDS)
def test_all_that_a_shopper_reads_is_a_message_or_said_by_the_policy(id: str) -> None:
    decision = decided(id)
    said = {text for rule in decision.policy.rules for text in of_rule(rule) if text and " " in str(text)}

    text = str(explain(decision, locale="xx", catalogue=STRANGE))

    assert " ".join(outside(text).split()) in {"", *said}


@pytest.mark.parametrize("id", IDS)
def test_why_not_is_told_in_the_third_language_alone(id: str) -> None:
    decision = decided(id)

    texts = [
        str(why_not(decision, rule.id, audience="auditor", locale="xx", catalogue=STRANGE))
        for rule in decision.policy.rules[:: size(ci=3, full=1)]
    ]

    assert foreign(decision, "\n".join(texts)) == set()


def test_an_english_word_would_be_noticed() -> None:
    decision = decided("BB4")
    lacking = {message.key for message in MESSAGES} - {"because.always"}
    catalogue = STANDARD.with_texts("xx", {key: STRANGE.texts[key]["xx"] for key in lacking})

    text = str(explain(decision, audience="agent", locale="xx", catalogue=catalogue))

    assert foreign(decision, text) == {"always"}
