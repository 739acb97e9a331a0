"""Situation laws: what is told is what a policy reads, and what is written is read again."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import Any, Final

from returnkit.diagnostics import Diagnostic
from returnkit.errors import SituationError
from returnkit.expr.schema import is_unknown
from returnkit.policy import Policy, load_policy
from returnkit.situations import as_told, facts_in, situation, spread
from returnkit.situations.keys import key_of
from returnkit.situations.values import Given, read_value, written_value
from tests.repo.tracked import ROOT

POLICIES: Final = tuple(sorted((ROOT / "examples" / "policies").glob("*.yaml")))
RELATED: Final = """
policy: related
rules:
- {id: rate, when: history.return_rate_90d > 0.5 or history.returns_90d > 3, review: true}
- {id: worn, when: request.has_wardrobing_signs or inspection.is_weight_off == true, review: true}
- {id: fault, when: 'request.fault == "merchant" and request.reason != "defective"', refuse: No.}
- {id: price, when: item.unit_paid > 50 and item.unit_price > 80 and item.discount_percent > 20, refuse: No.}
- {id: photos, when: 'request.photos > 2 and "receipt" in request.evidence', refuse: No.}
- {id: cards, when: 'order.paid_by_gift_card_only and not ("cash" in order.paid_by)', refuse: No.}
- {id: past, unless: '(customer.registered_at ?? d"2020-01-01T00:00Z") < d"2025-06-01T00:00Z"', review: true}
- {id: all, offer: refund, within: 30 days of delivery}
"""
"""A policy whose names follow from one another, or from a whole past."""
TEXTS: Final = ("null", "unknown", " a ", "", '"', '""', '"a"', '"a', 'a "b" c', '""a""', "[]", "a, b")
"""Texts that are read as something else where they are told bare."""
_WITH_MORE: Final = ("order.paid_by", "request.evidence")


def a_policy(random: Random) -> Policy:
    """Return a policy, read anew: what is kept beside it is not shared."""
    if random.random() < 0.3:
        return load_policy(RELATED, name="related.yaml")
    path = random.choice(POLICIES)
    return load_policy(path.read_text(encoding="utf-8"), name=path.name)


def some_given(random: Random, policy: Policy) -> dict[str, Given]:
    """Return values of up to four names that *policy* reads, told in any order."""
    among = spread(policy)
    paths = random.sample(sorted(among), min(len(among), random.randint(1, 4)))
    return {path: random.choice(among[path]) for path in paths}


def law_what_is_told_is_what_a_policy_reads(seed: int) -> int:
    """Return how many names were told; each is read as told, or refused under its own name.

    Broken by: a writer that writes to another field; contradictions that pass; what is told of computed
    names left out.
    """
    random = Random(seed)
    policy = a_policy(random)
    told = some_given(random, policy)
    refused: tuple[Diagnostic, ...] = ()
    try:
        found = situation(policy, as_told(told))
    except SituationError as exc:
        refused = exc.faults
    if refused:
        assert all(fault.path in told for fault in refused), (seed, told)
        assert len(told) > 1, (seed, told, "one name alone contradicts nothing")
        return 0

    for path, seen in facts_in(policy, found, told).items():
        assert is_read(path, told[path], seen), (seed, path, told[path], seen)
    return len(told)


def is_read(path: str, told: Any, seen: Any) -> bool:  # Any: any value of a fact
    """Return whether *seen* is what is *told* of *path*."""
    if is_unknown(told) or is_unknown(seen):
        return is_unknown(told) and is_unknown(seen)
    return bool(told <= seen if path in _WITH_MORE else told == seen)


def law_what_is_written_is_read_again(seed: int) -> int:
    """Return how many values were written; the text of each is read as the same value.

    Broken by: `null` written without quotes where it is a text; instants written without their second; words
    with a comma written bare; a quote in quotes that is not doubled.
    """
    random = Random(seed)
    policy = a_policy(random)
    written: Mapping[str, tuple[Given, ...]] = spread(policy)
    count = 0
    for path, values in written.items():
        key = key_of(policy, path)
        assert key is not None
        for value in (
            *values,
            *(TEXTS if key.kind == "string" and not _closed(key) else ()),
            *((_some_words(random) for _ in range(3)) if key.kind == "strings" else ()),
        ):
            for text in (written_value(value, policy.zone), as_told({path: value})[path]):
                again = read_value(key, text, policy.zone)
                assert is_unknown(again) if is_unknown(value) else again == value, (seed, path, value, again)
            count += 1
    return count


def _some_words(random: Random) -> frozenset[str]:
    return frozenset(random.sample(TEXTS, random.randint(0, 3)))


def _closed(key: Any) -> bool:
    return key.name is None or bool(key.name.values)
