"""Revisions: generated policies changed in a few places, seeded; some changes give, some take."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final

from returnkit.errors import DocumentError
from returnkit.facts import Resolution
from returnkit.policy import Ask, Before, Bonus, Extension, Fee, Offer, Policy, Rule, Window, compile_policy
from tests.seasons import ATOMS

Change = Callable[[Random, list[Rule]], list[Rule] | None]
"""Changes rules; None where there is nothing of the kind."""


def a_revision(random: Random, policy: Policy, *, money: bool = False) -> tuple[Policy, tuple[str, ...]]:
    """Return *policy* with one to three changes, without faults, and the names of the changes.

    With *money* they are also about what is charged, given and asked.
    """
    rules, names = list(policy.rules), []
    changes = (*CHANGES, *MONEY_CHANGES, *MONEY_CHANGES) if money else CHANGES
    for change in random.choices(changes, k=random.choice((1, 1, 2, 3))):
        changed = change(random, list(rules))
        if changed is None or not _is_whole(policy, changed):
            continue
        rules = changed
        names.append(change.__name__)
    return policy.evolve(rules=tuple(rules)), tuple(names)


def _is_whole(policy: Policy, rules: list[Rule]) -> bool:
    try:
        compile_policy(policy.evolve(rules=tuple(rules)))
    except (DocumentError, ValueError):
        return False
    return True


def _some(random: Random, rules: list[Rule], effect: str) -> int | None:
    places = [place for place, rule in enumerate(rules) if rule.does(effect)]
    return random.choice(places) if places else None


def longer_window(random: Random, rules: list[Rule]) -> list[Rule] | None:
    return _resized(random, rules, random.choice((1, 5, 60)))


def shorter_window(random: Random, rules: list[Rule]) -> list[Rule] | None:
    return _resized(random, rules, -random.choice((1, 5)))


def _resized(random: Random, rules: list[Rule], by: int) -> list[Rule] | None:
    place = _some(random, rules, "within")
    window = rules[place].within if place is not None else None
    if place is None or window is None or window.amount is None or window.unit is None:
        return None
    amount = max(1, window.amount + by)
    rules[place] = rules[place].evolve(within=window.evolve(**{window.unit.value: amount}))
    return rules


def unlimited_window(random: Random, rules: list[Rule]) -> list[Rule] | None:
    place = _some(random, rules, "within")
    if place is None:
        return None
    rules[place] = rules[place].evolve(within=Window())
    return rules


def gone(random: Random, rules: list[Rule]) -> list[Rule] | None:
    del rules[random.randrange(len(rules))]
    return rules or None


def gone_stop(random: Random, rules: list[Rule]) -> list[Rule] | None:
    places = [p for p, r in enumerate(rules) if set(r.effects) <= {"refuse", "withhold", "only", "review"}]
    if not places:
        return None
    del rules[random.choice(places)]
    return rules or None


def less_review(random: Random, rules: list[Rule]) -> list[Rule] | None:
    place = _some(random, rules, "review")
    if place is None or rules[place].effects == ("review",):
        return None
    rules[place] = rules[place].evolve(review=None)
    return rules


def other_words(random: Random, rules: list[Rule]) -> list[Rule] | None:
    place = _some(random, rules, "refuse")
    if place is None:
        return None
    rules[place] = rules[place].evolve(refuse={"code": "other", "say": "In other words."})
    return rules


def moved_extension(random: Random, rules: list[Rule]) -> list[Rule] | None:
    place = _some(random, rules, "extend")
    extension = rules[place].extend if place is not None else None
    if place is None or extension is None:
        return None
    by = random.choice((-3, 2, 40))
    if extension.until:
        extension = extension.evolve(until=extension.until + timedelta(days=by))
    else:
        extension = extension.evolve(days=max(1, (extension.days or 0) + by))
    rules[place] = rules[place].evolve(extend=extension)
    return rules


def new_extension(random: Random, rules: list[Rule]) -> list[Rule] | None:
    return _added(random, rules, extend=Extension(days=random.randrange(1, 40)))


def new_allow(random: Random, rules: list[Rule]) -> list[Rule] | None:
    return _added(random, rules, allow=True)


def new_refusal(random: Random, rules: list[Rule]) -> list[Rule] | None:
    return _added(random, rules, refuse={})


def new_window(random: Random, rules: list[Rule]) -> list[Rule] | None:
    return _added(random, rules, within=Window.model_validate("4 days of order"))


def new_offer(random: Random, rules: list[Rule]) -> list[Rule] | None:
    if any(offer.name == "gift" for rule in rules for offer in rule.offer):
        return None
    offer = Offer(name="gift", gives=Resolution.STORE_CREDIT)
    return _added(random, rules, offer=(offer,), within=Window.model_validate("20 days of order"))


def _added(random: Random, rules: list[Rule], **effects: Any) -> list[Rule]:
    names = [offer.name for rule in rules for offer in rule.offer]
    if names and "offer" not in effects and random.random() < 0.3:
        effects["scope"] = (random.choice(names),)
    fields: dict[str, Any] = {"id": f"new-{len(rules)}-{random.randrange(10**6)}"} | effects
    if random.random() < 0.7:
        fields["when"] = random.choice(ATOMS)
    rules.insert(random.randint(0, len(rules)), Rule.model_validate(fields))
    return rules


def swapped(random: Random, rules: list[Rule]) -> list[Rule] | None:
    if len(rules) < 2:
        return None
    place = random.randrange(len(rules) - 1)
    rules[place : place + 2] = reversed(rules[place : place + 2])
    return rules


def other_condition(random: Random, rules: list[Rule]) -> list[Rule] | None:
    place = random.randrange(len(rules))
    rules[place] = rules[place].evolve(when=random.choice(ATOMS))
    return rules


def fewer_withheld(random: Random, rules: list[Rule]) -> list[Rule] | None:
    places = [place for place, rule in enumerate(rules) if len(rule.withhold) > 1]
    if not places:
        return None
    place = random.choice(places)
    rules[place] = rules[place].evolve(withhold=rules[place].withhold[1:])
    return rules


def _changed(
    random: Random, rules: list[Rule], effect: str, change: Callable[[Any], Any]
) -> list[Rule] | None:
    """Return *rules* with one effect of this name changed; one that comes out as None is gone."""
    place = _some(random, rules, effect)
    if place is None:
        return None
    rule = rules[place]
    changed = change(getattr(rule, effect))
    if changed in (None, ()) and rule.effects == (effect,):
        del rules[place]
        return rules or None
    rules[place] = rule.evolve(**{effect: changed})
    return rules


def other_fee(random: Random, rules: list[Rule]) -> list[Rule] | None:
    def change(fees: tuple[Fee, ...]) -> tuple[Fee, ...]:
        fee, *others = fees
        key = random.choice(("flat", "percent", "at_least", "at_most"))
        figure = getattr(fee, key)
        if isinstance(figure, Decimal):
            figure = random.choice((figure / 2, figure + 1, None))
        elif key.startswith("at_"):
            figure = random.choice((Decimal(1), Decimal(30)))
        return (fee.evolve(**{key: figure}), *others)

    try:
        return _changed(random, rules, "fee", change)
    except ValueError:
        return None


def no_fee(random: Random, rules: list[Rule]) -> list[Rule] | None:
    return _changed(random, rules, "fee", lambda fees: fees[1:])


def no_fee_and_no_waive(random: Random, rules: list[Rule]) -> list[Rule] | None:
    names = [fee.name for rule in rules for fee in rule.fee]
    if not names:
        return None
    name, kept = random.choice(names), []
    for rule in rules:
        fees = tuple(fee for fee in rule.fee if fee.name != name)
        waived = tuple(each for each in rule.waive if each != name)
        if rule.effects not in {("fee",), ("waive",), ("fee", "waive")} or fees or waived:
            kept.append(rule.evolve(fee=fees, waive=waived))
    return kept or None


def new_waive(random: Random, rules: list[Rule]) -> list[Rule] | None:
    names = [fee.name for rule in rules for fee in rule.fee if not fee.is_of_return]
    return _added(random, rules, waive=(random.choice(names),)) if names else None


def no_waive(random: Random, rules: list[Rule]) -> list[Rule] | None:
    return _changed(random, rules, "waive", lambda waived: waived[1:])


def other_rate(random: Random, rules: list[Rule]) -> list[Rule] | None:
    return _changed(random, rules, "rate", lambda _: random.choice((Decimal(40), Decimal(95), None)))


def other_bonus(random: Random, rules: list[Rule]) -> list[Rule] | None:
    figures = random.choice(({"percent": 12}, {"flat": 6}, {"percent": 11, "at_most": 30}, {"flat": 4}))
    return _changed(random, rules, "bonus", lambda _: Bonus.model_validate(figures))


def other_question(random: Random, rules: list[Rule]) -> list[Rule] | None:
    def change(ask: Ask) -> Ask:
        questions = tuple(each.evolve(text="What would you say?") for each in ask.questions)
        return (
            ask.evolve(questions=questions) if random.random() < 0.8 else ask.evolve(before=Before.DECISION)
        )

    return _changed(random, rules, "ask", change)


def no_demand(random: Random, rules: list[Rule]) -> list[Rule] | None:
    effect = random.choice(("ask", "limit", "whole", "by", "not_by", "to", "value", "approve", "shipping"))
    return _changed(random, rules, effect, lambda said: () if isinstance(said, tuple) else None)


MONEY_CHANGES: Final[tuple[Change, ...]] = (
    *(other_fee, other_fee, other_fee, no_fee, no_fee_and_no_waive, new_waive, no_waive),
    *(other_rate, other_bonus, other_question, no_demand),
)
CHANGES: Final[tuple[Change, ...]] = (
    *(longer_window, longer_window, shorter_window, unlimited_window, gone, gone_stop, gone_stop),
    *(less_review, other_words, moved_extension, new_extension, new_allow, new_refusal, new_window),
    *(new_offer, swapped, other_condition, fewer_withheld),
)
