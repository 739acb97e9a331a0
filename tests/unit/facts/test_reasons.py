"""Reasons: data that a shop can replace."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from returnkit.facts import (
    STANDARD,
    STANDARD_REASONS,
    Declaration,
    FaultSide,
    Reason,
    ReasonCatalogue,
    declare,
    vocabulary_of,
)
from tests.builders import PLACED, a_past_return, an_item
from tests.unit.facts.reading import code, value


def a_reason(code: str, parent: str | None = None, **fields: Any) -> Reason:
    return Reason(code=code, parent=parent, **{"labels": {"en": code}} | fields)


@pytest.mark.parametrize("reason", STANDARD_REASONS.reasons, ids=lambda reason: reason.code)
def test_a_shipped_reason_is_complete(reason: Reason) -> None:
    assert {"en", "ko"} <= reason.labels.keys()
    assert reason.label("ko") != reason.label("en")
    assert reason.label("fr") == reason.label("en")
    assert reason.code == "other" or STANDARD_REASONS.fault(reason.code) is not None
    assert all(question in STANDARD.schema for question in reason.questions)
    assert reason.is_active(PLACED)


@pytest.mark.parametrize(
    ("reason", "parent", "fault"),
    [
        ("too_small", "fit", "shopper"),
        ("fit", "fit", "shopper"),
        ("defective", "defect", "merchant"),
        ("damaged", "transport", "carrier"),
        ("late_to_ship", "delay", "merchant"),
        ("late", "delay", "carrier"),
        ("undeliverable", "undeliverable", "nobody"),
        ("other", "other", None),
        ("smells_of_cheese", None, None),
    ],
)
def test_a_reason_has_a_group_and_a_fault(reason: str, parent: str | None, fault: str | None) -> None:
    item = an_item(reason=reason)

    assert value("request.reason", item=item) == reason
    assert value("request.reason_parent", item=item) == parent
    assert value("request.fault", item=item) == fault


def test_a_reason_that_was_not_stated_is_asked_for() -> None:
    assert code(value("request.reason_parent")) == "not_asked"
    assert code(value("request.fault")) == "not_asked"


def test_a_shop_gives_its_own_catalogue() -> None:
    own = ReasonCatalogue(
        reasons=(
            a_reason("not_arrived"),
            a_reason("lost", "not_arrived", fault=FaultSide.NOBODY),
            a_reason("lost_at_sea", "lost"),
        )
    )
    vocabulary = vocabulary_of(reasons=own)
    item = an_item(reason="lost_at_sea")

    assert value("request.reason_parent", item=item, vocabulary=vocabulary) == "not_arrived"
    assert value("request.fault", item=item, vocabulary=vocabulary) == "nobody"
    assert value("request.fault", item=an_item(reason="too_small"), vocabulary=vocabulary) is None
    assert vocabulary.schema.paths == STANDARD.schema.paths
    assert own.codes_of("not_arrived") == {"not_arrived", "lost", "lost_at_sea"}
    assert own.get("lost") is own.reasons[1]
    assert own.get("found") is None

    from returnkit.facts import ReturnHistory

    history = ReturnHistory(
        returns=(a_past_return(reason="lost_at_sea"), a_past_return(reason="never_arrived"))
    )
    claims = value("history.not_arrived_claims_365d", vocabulary=vocabulary, history=history, at=PLACED)
    assert claims == 1


def test_a_reason_can_be_chosen_while_it_and_those_above_are_active() -> None:
    day = timedelta(days=1)
    catalogue = ReasonCatalogue(
        reasons=(
            a_reason("season", active_from=PLACED, active_to=PLACED + day),
            a_reason("gift", "season"),
            a_reason("always"),
        )
    )

    def codes(at: Any) -> list[str]:
        return [reason.code for reason in catalogue.active(at)]

    assert codes(PLACED - timedelta(microseconds=1)) == ["always"]
    assert codes(PLACED) == ["season", "gift", "always"]
    assert codes(PLACED + day) == ["always"]
    assert catalogue.group("gift") == "season"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: ReasonCatalogue(reasons=(a_reason("a"), a_reason("a"))), "`a` is there twice"),
        (lambda: ReasonCatalogue(reasons=(a_reason("a", "b"),)), "below `b`, which is not there"),
        (lambda: ReasonCatalogue(reasons=(a_reason("a", "b"), a_reason("b", "a"))), "above itself"),
        (lambda: a_reason("a", labels={"ko": "가"}), "a label in `en`"),
        (lambda: a_reason("a", active_from=PLACED, active_to=PLACED), "ends before it begins"),
    ],
)
def test_a_catalogue_that_cannot_be_is_refused(make: Any, sentence: str) -> None:
    with pytest.raises(ValidationError, match=sentence):
        make()


def test_a_catalogue_survives_json() -> None:
    assert ReasonCatalogue.model_validate_json(STANDARD_REASONS.model_dump_json()) == STANDARD_REASONS
    assert hash(STANDARD_REASONS.reasons[0]) == hash(STANDARD_REASONS.reasons[0].evolve())


def test_a_vocabulary_keeps_its_catalogue_whatever_is_added_to_it() -> None:
    own = ReasonCatalogue(reasons=(a_reason("moths"),))
    shop = vocabulary_of(reasons=own)

    grown = declare(shop, {"item.grade": Declaration(type="number", default=1)}).extend(())

    assert STANDARD.reasons is STANDARD_REASONS
    assert shop.reasons is own
    assert grown.reasons is own
