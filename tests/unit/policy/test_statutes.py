"""Statutes: what the table says of itself, and which statute holds for an order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import pytest

from returnkit.facts import Resolution
from returnkit.policy import PaidTo, Rule, compile_policy
from returnkit.policy.statutes import STATUTES, Statute, statutes_for
from tests.repo.tracked import ROOT

DATA: Final[dict[str, dict[str, Any]]] = {  # Any: JSON
    entry["id"]: entry
    for entry in json.loads((ROOT / "tests/data/statutory.json").read_text(encoding="utf-8"))
}
MEMBER_STATES: Final = {
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT",
    "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
}  # fmt: skip

every = pytest.mark.parametrize("statute", STATUTES.values(), ids=STATUTES)


@every
def test_a_statute_names_where_each_part_comes_from_and_when_it_was_read(statute: Statute) -> None:
    assert statute.sources
    for source in statute.sources:
        assert source.document
        assert source.about
        assert re.fullmatch(r"20[0-9]{2}-(0[1-9]|1[0-2])", source.read)


@every
def test_the_status_of_the_data_is_carried_through(statute: Statute) -> None:
    recorded = DATA[statute.law]

    assert statute.status == recorded["status"]
    assert statute.is_confirmed is ("unconfirmed" not in recorded["status"])
    if "read" not in recorded["status"]:
        own = set(statute.sources) - set(STATUTES["EU-CRD-NL"].sources)
        assert own
        assert not any(source.is_confirmed for source in own)


@every
def test_a_statute_holds_in_countries_of_two_letters_from_a_day_on(statute: Statute) -> None:
    assert statute.countries
    assert all(re.fullmatch("[A-Z]{2}", country) for country in statute.countries)
    assert statute.applies.first is not None


@every
def test_the_policy_of_a_statute_has_no_faults(statute: Statute) -> None:
    compiled = compile_policy(statute.policy)

    assert statute.policy.id == statute.id
    assert {offer.gives for offer in compiled.offers} == {Resolution.REFUND}
    assert not any(rule.internal for rule in statute.policy.rules)


@every
def test_the_offers_of_a_statute_have_names_that_are_no_resolutions(statute: Statute) -> None:
    names = {offer.name for offer in compile_policy(statute.policy).offers}

    assert "withdrawal" in names
    assert names.isdisjoint(resolution.value for resolution in Resolution)


@every
def test_every_exclusion_of_the_data_is_a_refusal_and_no_other_is(statute: Statute) -> None:
    recorded = DATA[DATA[statute.law].get("base", statute.law)]
    codes = [rule.refuse.code for rule in statute.policy.rules if rule.refuse]

    assert len(codes) == len(set(codes)) == len(recorded["exclusions"])


@every
def test_what_a_shop_may_record_is_explained_and_never_asked_of_the_shopper(statute: Statute) -> None:
    for declared in statute.policy.facts.values():
        assert declared.doc
        assert declared.ask in (None, "inspection")
        assert declared.ask or declared.nullable or declared.default is not None


@pytest.mark.parametrize(
    ("statute", "terms"),
    [
        (
            "DE",
            {
                "diminished-value": (
                    "not late and not never",
                    "condition up to 100 % of value by inspection",
                ),
                "outbound-cost": ("kept.quantity == 0", "refund_standard"),
                "return-cost": ("order.is_informed_of_return_cost", "label up to 100 % of label by request"),
            },
        ),
        (
            "KR",
            {
                "return-cost": (None, "withdrawal: label up to 100 % of label by request"),
                "outbound-cost": (
                    'order.currency == "KRW" and order.outbound_cost > 0',
                    "withdrawal: label up to order.outbound_cost by request",
                ),
                "outbound-paid": ("kept.quantity == 0", "mismatch: refund_paid"),
            },
        ),
    ],
)
def test_a_statute_charges_and_gives_back_no_more_than_this(
    statute: str, terms: dict[str, tuple[str | None, str]]
) -> None:
    found = {
        rule.id: (rule.when, "".join(f"{offer}: " for offer in rule.scope) + " ".join(_terms(rule)))
        for rule in STATUTES[statute].policy.rules
        if rule.fee or rule.shipping
    }

    assert found == terms
    assert not any(rule.bonus or rule.rate or rule.value for rule in STATUTES[statute].policy.rules)


def _terms(rule: Rule) -> Iterator[str]:
    for fee in rule.fee:
        share = fee.flat if fee.percent is None else f"{fee.percent} % of {fee.of}"
        yield f"{fee.kind} up to {share} by {fee.decided}"
    if rule.shipping:
        yield rule.shipping


@every
def test_a_statute_pays_back_by_the_means_that_paid(statute: Statute) -> None:
    offering = [rule for rule in statute.policy.rules if rule.offer]

    assert all(rule.to is PaidTo.ORIGINAL and rule.when for rule in offering)


def test_the_period_is_that_of_the_data() -> None:
    europe, korea = DATA["EU-CRD"], DATA["KR"]

    for statute in STATUTES.values():
        days = korea["period"]["days"] if statute.law == "KR" else europe["period"]["days"]
        window = next(rule.within for rule in statute.policy.rules if rule.id == "goods")
        assert window
        assert window.days == days
        assert window.rolls
        assert not window.counts_inclusively
    mismatch = next(r.within for r in STATUTES["KR"].policy.rules if r.id == "mismatch-of-goods")
    assert mismatch
    assert mismatch.shortest[0].months == korea["mismatch"]["months_from_supply"]
    assert mismatch.shortest[1].at_least == korea["mismatch"]["days_from_knowledge"]


def test_each_member_state_has_one_statute_and_korea_has_one() -> None:
    countries = [country for statute in STATUTES.values() for country in statute.countries]

    assert len(countries) == len(set(countries))
    assert set(countries) == MEMBER_STATES | {"KR"}


def test_a_statute_without_a_calendar_says_so() -> None:
    for statute in STATUTES.values():
        calendars = {
            rule.within.calendar for rule in statute.policy.rules if rule.within and rule.within.days
        }
        says_so = any("no calendar of this country" in note for note in statute.notes)
        assert (calendars == {"weekends"}) is says_so
        assert len(calendars) == 1


@pytest.mark.parametrize(
    ("country", "placed", "found"),
    [
        ("DE", "2026-11-01", ["DE"]),
        ("FR", "2026-11-01", ["FR"]),
        ("NL", "2026-11-01", ["EU-CRD-NL"]),
        ("KR", "2026-11-01", ["KR"]),
        ("US", "2026-11-01", []),
        ("GB", "2026-11-01", []),
        (None, "2026-11-01", []),
        ("DE", "2014-06-12", []),
        ("DE", "2014-06-13", ["DE"]),
        ("NL", "2014-06-13", []),
        ("NL", "2014-06-14", ["EU-CRD-NL"]),
        ("KR", "2016-09-29", []),
        ("KR", "2016-09-30", ["KR"]),
    ],
)
def test_an_order_has_the_statutes_of_its_country_and_day(
    country: str | None, placed: str, found: list[str]
) -> None:
    assert [statute.id for statute in statutes_for(country, date.fromisoformat(placed))] == found


def test_a_policy_is_written_once() -> None:
    assert STATUTES["DE"].policy is STATUTES["DE"].policy
