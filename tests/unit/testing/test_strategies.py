"""Strategies: what they draw is without faults, what they name is all there, and the simplest is simple."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeVar

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from returnkit.decision import Verdict
from returnkit.errors import DocumentError, ExpressionError, InstantError
from returnkit.expr.compile import read
from returnkit.expr.ir import Kind, Literal, walk
from returnkit.expr.schema import Name, Schema
from returnkit.facts import STANDARD, Order
from returnkit.policy import Policy, compile_policy, load_policy
from returnkit.policy.rules import EFFECTS
from returnkit.situations import decided
from returnkit.testing import (
    a_line,
    a_policy,
    an_order,
    cases,
    conditions,
    histories,
    orders,
    policies,
    requests,
)
from returnkit.testing.strategies.cases import possible
from returnkit.testing.strategies.domain import domain
from returnkit.testing.strategies.terms import Term
from tests.generators import SCHEMA
from tests.modes import size
from tests.strategy_laws import (
    drawn,
    law_a_condition_is_without_faults,
    law_a_policy_is_without_faults,
    law_a_request_is_of_its_order,
    law_what_is_told_tells_the_case,
)

T = TypeVar("T")

EXAMPLES: Final = Path(__file__).parents[3] / "examples"
TEXTS: Final = (EXAMPLES / "acme.yaml", *sorted((EXAMPLES / "policies").glob("*.yaml")))
AT: Final = datetime(2026, 6, 1, 12, tzinfo=UTC)
FEW: Final = size(ci=25, full=500)

DEMANDING: Final = a_policy(
    "- {id: photos, when: item.unit_paid >= 50, ask: {photo: 1..2, serial: 'Which?', before: decision}}",
    "- {id: once, limit: {units: 2, counter: swaps}}",
    "- {id: by-post, by: mail}",
    "- {id: sets, whole: bundle}",
    "- {id: grade, when: item.grade == 'worn', refuse: {}}",
    "- {id: opened, when: item.opened, refuse: {}}",
    "- {id: late, offer: {late_credit: store_credit}, within: 60 days of collection}",
    "- {id: all, offer: refund, within: '(item.term) days of invoice'}",
    facts={
        "item.grade": {"type": ("new", "worn"), "ask": "inspection"},
        "item.opened": {"type": "boolean", "ask": "shopper"},
        "item.term": {"type": "number"},
    },
)


def policy_of(path: Path) -> Policy:
    return load_policy(path.read_text(encoding="utf-8"), name=path.name)


def simplest(strategy: st.SearchStrategy[T]) -> T:
    """Return what Hypothesis tries first, and what it shrinks to where nothing matters."""
    return drawn(strategy, 1)[0]


# --- conditions --------------------------------------------------------------------------------------


@given(conditions(STANDARD.schema))
def test_a_condition_over_the_vocabulary_passes_the_type_check(text: str) -> None:
    law_a_condition_is_without_faults(text, STANDARD.schema)


@given(conditions(SCHEMA))
def test_a_condition_over_names_of_every_kind_passes_the_type_check(text: str) -> None:
    law_a_condition_is_without_faults(text, SCHEMA)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_condition_over_a_policy_reads_what_the_policy_reads(path: Path) -> None:
    schema = compile_policy(policy_of(path)).vocabulary.schema

    for text in drawn(conditions(policy_of(path)), FEW):
        law_a_condition_is_without_faults(text, schema)


def test_a_condition_reads_only_the_names_it_is_given() -> None:
    for text in drawn(conditions(STANDARD.schema, "item.category", "order.total"), FEW):
        assert "item.category" in text or "order.total" in text
        assert "request." not in text


def test_a_policys_constant_and_its_neighbours_are_what_names_are_compared_with() -> None:
    policy = a_policy(
        "{id: dear, when: order.total > 70, refuse: {}}", "{id: o, offer: refund, within: 9 days of order}"
    )

    texts = drawn(conditions(policy, "order.total"), 200)

    compared = {bound for text in texts for bound in re.findall(r"[0-9.]+[0-9]", text)}
    assert compared >= {"70", "69.99", "70.01"}


def test_the_simplest_condition_compares_a_name_with_its_typical_value() -> None:
    assert simplest(conditions(STANDARD.schema, "item.unit_price")) == "item.unit_price >= 40.00"


def test_names_that_no_condition_can_read_are_refused() -> None:
    sets = Schema([Name(path="item.labels", kind=Kind.STRINGS, nullable=True)])

    with pytest.raises(ValueError, match="no condition can read any of these names"):
        conditions(sets)
    with pytest.raises(KeyError):
        conditions(STANDARD.schema, "item.colour")


def test_constants_are_written_so_that_they_are_read_back() -> None:
    odd = Schema(
        [
            Name(path="item.sku", kind=Kind.STRING, typical='a"\\\n"b'),
            Name(path="item.held", kind=Kind.DURATION, typical=timedelta(hours=36)),
            Name(path="item.sold_at", kind=Kind.INSTANT, typical=AT, nullable=True),
        ]
    )

    for text in drawn(conditions(odd), FEW):
        read(text, odd)


@pytest.mark.parametrize(
    "typical",
    [
        "a\u2028b",
        "tab\tbed",
        timedelta(hours=36, microseconds=5),
        timedelta(days=-2),
        AT.replace(microsecond=5),
    ],
    ids=repr,
)
def test_the_typical_value_is_written_whole_whatever_it_is(typical: object) -> None:
    kinds = {str: Kind.STRING, timedelta: Kind.DURATION, datetime: Kind.INSTANT}
    schema = Schema([Name(path="item.odd", kind=kinds[type(typical)], typical=typical)])

    for text in drawn(conditions(schema), FEW):
        constants = [node.value for node in walk(read(text, schema)) if isinstance(node, Literal)]
        assert set(constants) <= {typical, str(typical)[:2]}


# --- policies ----------------------------------------------------------------------------------------


def test_policies_are_without_faults_and_have_every_effect() -> None:
    found = drawn(policies(), size(ci=250, full=2_000))

    for policy in found[:: size(ci=6, full=1)]:
        law_a_policy_is_without_faults(policy)
    rules = [rule for policy in found for rule in policy.rules]
    assert {effect for rule in rules for effect in rule.effects} == set(EFFECTS)
    said = {"unless", "placed", "after", "when_any", "when_all", "say", "scope", "internal"}
    assert {key for key in said if any(getattr(rule, key) for rule in rules)} == said


def test_the_simplest_policy_refunds_within_thirty_days() -> None:
    policy = simplest(policies())

    assert [rule.effects for rule in policy.rules] == [("offer",), ("within",)]
    assert str(policy.rules[1].within) == "30 days of delivery"


def test_policies_have_no_more_rules_than_asked_for() -> None:
    # Beside those asked for: one that offers each of three, the one that closes, and fees that are waived.
    assert max(len(policy.rules) for policy in drawn(policies(max_rules=0), FEW)) == 4


# --- cases -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_what_is_told_tells_the_case(path: Path) -> None:
    policy = policy_of(path)

    for case in drawn(cases(policy), FEW):
        law_what_is_told_tells_the_case(policy, case)
        decided(policy, case)


@settings(max_examples=FEW)
@given(st.data())
def test_cases_are_drawn_for_any_policy(data: st.DataObject) -> None:
    policy = data.draw(policies())
    case = data.draw(cases(policy))

    law_what_is_told_tells_the_case(policy, case)
    assert decided(policy, case).items


def test_the_simplest_case_is_the_typical_one() -> None:
    assert simplest(cases(DEMANDING)).given == {}


def test_a_case_shrinks_to_what_matters() -> None:
    policy = policy_of(EXAMPLES / "policies" / "bestbuy-2019.yaml")

    case = find(
        cases(policy),
        lambda case: decided(policy, case).items[0].verdict is Verdict.NEEDS_INFO,
        settings=settings(database=None, max_examples=2_000),
    )

    assert len(case.given) == 1


def test_what_a_policy_demands_is_told_on_both_sides_of_it() -> None:
    found = drawn(cases(DEMANDING), 400)

    told = {(key, str(value)) for case in found for key, value in case.given.items()}
    wanted = {
        *(("evidence.photo", count) for count in "0123"),
        *(("counters.swaps", count) for count in "123"),
        ("answers.serial", "yes"),
        ("request.method", "mail"),
        ("request.method", "elsewhere"),
        ("request.is_bundle_complete", "False"),
        ("item.unit_paid", "49.99"),
        ("item.quantity", "3"),
        ("item.term", "7"),
    }
    assert wanted - told == set()
    assert any(key == "order.collected_at" for key, _ in told)
    assert any(key == "order.invoiced_at" for key, _ in told)


def test_each_value_that_is_told_can_be_and_is_there_once() -> None:
    events = ("shipment", "delivery", "invoice", "last_scan", "ready", "collection")
    policy = a_policy(
        "- {id: never, limit: {units: 0, counter: swaps}}",
        "- {id: once, limit: {units: 1, counter: home, of: household}}",
        "- {id: photo, ask: {photo: 1..1, before: decision}}",
        "- {id: by-post, by: mail}",
        "- {id: dear, when: accepted.value > 70 or accepted.value < 70.01, approve: manual}",
        *(
            f"{{id: by-{event.replace('_', '-')}, when: item.category == '{event}', "
            f"offer: {{from_{event}: exchange}}, within: 9 days of {event}}}"
            for event in events
        ),
        "{id: all, offer: refund, within: 30 days of delivery}",
    )

    told = [near for group in domain(policy).groups for term in group.terms for near in term.near.items()]

    assert {f"{key}_at" for key in ("order.invoiced", "order.ready")} <= {key for key, _ in told}
    for key, values in told:
        assert len(set(map(str, values))) == len(values)
        for value in values:
            assert key in possible(policy, {key: value}).given


def test_a_policy_that_reads_nothing_has_cases_all_the_same() -> None:
    policy = a_policy("{id: all, offer: refund, within: unlimited}")

    found = drawn(cases(policy), 30)

    assert {decided(policy, case).items[0].verdict for case in found} == {Verdict.ELIGIBLE}
    assert any("at" in case.given for case in found)


def test_a_total_of_the_return_is_told_by_its_item() -> None:
    policy = a_policy(
        "{id: small, when: accepted.value < 70, approve: automatic}",
        "{id: all, offer: refund, within: 30 days of delivery}",
    )

    approved = {
        str(case.given["item.unit_paid"]): decided(policy, case).approval.value
        for case in drawn(cases(policy), 300)
        if case.given.keys() == {"item.unit_paid"}
    }

    assert approved == {"69.99": "automatic", "70": "manual", "70.01": "manual"}


@pytest.mark.parametrize(
    ("currency", "asked", "told"),
    [
        ("USD", "accepted.value < 70", {"70", "69.99", "70.01"}),
        ("JPY", "accepted.value < 7000", {"7000", "6999", "7001"}),
        ("KWD", "accepted.value < 7", {"7", "6.999", "7.001"}),
        ("USD", "accepted.value < 0.01", {"0.01", "0.02"}),
        ("USD", "accepted.value > 40", {"39.99", "40.01"}),
        ("USD", "accepted.quantity > 1", {"2"}),
        ("USD", "accepted.quantity > 2", {"2", "3"}),
    ],
)
def test_a_total_is_told_on_each_side_of_its_constant(currency: str, asked: str, told: set[str]) -> None:
    policy = a_policy(
        f"{{id: small, when: {asked}, approve: automatic}}",
        "{id: all, offer: refund, within: 30 days of delivery}",
        currency=currency,
    )

    (term,) = domain(policy).groups[0].terms

    ((key, values),) = term.near.items()
    assert {str(value) for value in values} == told
    assert all(key in possible(policy, {key: value}).given for value in values)


@pytest.mark.parametrize(
    "sizes",
    [
        (2, 3),
        (16, 20),
        (21, 22, 2),
        (5, 150),
        (4, 299),
        (7, 5, 3, 20, 6, 4, 10, 3),
        (2,) * 20,
        (2, 400),
        (484, 3),
    ],
    ids=str,
)
def test_every_value_of_every_key_is_told_however_many_there_are(sizes: tuple[int, ...]) -> None:
    near = {f"key-{nth}": tuple(map(Decimal, range(1, size))) for nth, size in enumerate(sizes)}

    ways = Term(near).ways

    told = {(key, value) for way in ways for key, value in way.items()}
    assert told == {(key, value) for key, values in near.items() for value in values}
    assert all(any(key not in way for way in ways) for key in near)
    assert ways[0] == {}
    assert len(ways) <= max(307, *sizes) + 1


def test_every_constant_of_a_long_rule_is_told_where_it_holds() -> None:
    brands, categories = ([f"{letter}{number}" for number in range(20)] for letter in "bc")
    named = f"item.category in {json.dumps(categories)} or item.brand in {json.dumps(brands)}"
    policy = a_policy(
        f"{{id: named, when: '{named}', refuse: {{}}}}",
        "{id: all, offer: refund, within: 30 days of delivery}",
    )

    (term,) = domain(policy).groups[0].terms

    assert {told.get("item.brand") for told in term.holding} >= set(brands)
    assert {told.get("item.category") for told in term.holding} >= set(categories)


def test_what_contradicts_the_rest_is_left_out() -> None:
    found = possible(a_policy(), {"item.unit_price": Decimal(10), "item.unit_paid": Decimal(20)})

    assert dict(found.given) == {"item.unit_price": Decimal(10)}


def test_what_no_model_takes_is_left_out_and_nothing_else() -> None:
    found = possible(a_policy(), {"order.country": "Germany", "item.category": "boots", "order.channel": ""})

    assert dict(found.given) == {"item.category": "boots"}


def test_a_policy_with_faults_has_no_cases() -> None:
    policy = a_policy().evolve(define={"odd": "item.colour"})

    with pytest.raises((DocumentError, ExpressionError)):
        cases(policy)


# --- orders, requests, histories ---------------------------------------------------------------------


@pytest.mark.parametrize("path", TEXTS[:5], ids=lambda path: path.stem)
def test_orders_requests_and_histories_go_together(path: Path) -> None:
    policy = policy_of(path)

    @settings(max_examples=FEW)
    @given(st.data())
    def together(data: st.DataObject) -> None:
        order = data.draw(orders(policy))
        request = data.draw(requests(policy, order))
        history = data.draw(histories(policy, at=AT))
        law_a_request_is_of_its_order(policy, order, request, history, AT)

    together()


def test_an_order_adds_up_whatever_its_lines() -> None:
    policy = policy_of(EXAMPLES / "acme.yaml")

    found = drawn(orders(policy), FEW)

    assert {len(order.lines) for order in found} == {1, 2, 3}
    for order in found:
        parts = sum(line.unit_price.minor * line.quantity - line.discount.minor for line in order.lines)
        assert order.total.minor == parts


def test_an_order_tells_nothing_that_is_asked_of_the_shopper() -> None:
    assert all("opened" not in order.lines[0].attributes for order in drawn(orders(DEMANDING), FEW))
    told = {
        item.answers.get("opened")
        for request in drawn(requests(DEMANDING, an_order()), 100)
        for item in request.items
    }
    assert told == {True, False, None}


def test_a_request_is_for_any_units_that_are_left() -> None:
    order = an_order([a_line(quantity=3), a_line("line-2", quantity=2, current_quantity=0)])

    found = drawn(requests(a_policy(), order), FEW)

    assert {item.line_id for request in found for item in request.items} == {"line-1"}
    assert {item.quantity for request in found for item in request.items} == {1, 2, 3}
    with pytest.raises(ValueError, match="nothing of order `#1001` is left"):
        requests(a_policy(), an_order([a_line(current_quantity=0)]))


def test_a_history_counts_what_the_policy_counts() -> None:
    policy = policy_of(EXAMPLES / "acme.yaml")  # more than five returns of the last thirty days

    found = drawn(histories(policy, at=AT), 400)

    known = [history for history in found if history is not None]
    since = AT - timedelta(days=30)
    counts = {sum(past.requested_at >= since for past in history.returns) for history in known}
    assert {4, 5, 6} <= counts
    assert None in found


def test_a_history_is_judged_for_an_instant() -> None:
    with pytest.raises(InstantError):
        histories(a_policy(), at=AT.replace(tzinfo=None))


def test_orders_are_typical_at_their_simplest() -> None:
    order: Order = simplest(orders(DEMANDING))

    assert [line.title for line in order.lines] == ["Linen shirt"]
