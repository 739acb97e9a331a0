"""Facts that are asked for in vain, and those that some rule needs."""

from __future__ import annotations

import pytest

from returnkit.facts import vocabulary_of
from returnkit.policy import load_policy, warnings_of
from tests.unit.policy.warnings.warned import ALL, told

HEAD = "policy: shop\nfacts:\n  item.is_used: {type: boolean, ask: shopper}\n"
ABOVE = "{id: above, rate: 50}"
DEAD = "{id: dead, when: item.is_used, rate: 80}"


def vain(*rules: str, head: str = HEAD) -> list[str]:
    """Return where facts are told to be asked for in vain."""
    found = told(*rules, ALL, head=head, names="")
    return [where.removeprefix("never_asked ") for where in found if where.startswith("never_asked")]


def test_a_fact_that_only_a_rule_reads_which_never_counts_is_told_where_it_is_declared() -> None:
    assert vain(ABOVE, DEAD) == ['facts["item.is_used"]']
    assert vain(DEAD, ABOVE) == []


@pytest.mark.parametrize(
    ("rule", "is_vain"),
    [
        ("{id: never, when: item.is_used and not item.is_used, refuse: No.}", True),
        ("{id: never, when: item.is_used and item.quantity < 1, refuse: No.}", True),
        ("{id: more, when: item.is_used, refuse: No.}", False),
        ("{id: more, when: item.is_used, rate: 80, extend: 2 days}", False),
        ("{id: more, when: item.is_used, rate: 80, defer: to 2027-01-02}", False),
        ("{id: more, unless: item.is_used, review: true}", False),
        ('{id: more, rate: "item.is_used ? 80 : 90"}', True),
        ('{id: more, rate: "item.is_used ? 80 : 90", to: cash}', True),
        ('{id: more, bonus: {flat: "item.is_used ? 8 : 9"}}', False),
        ("{id: more, when_any: item.is_used, approve: automatic}", False),
    ],
)
def test_a_fact_is_asked_for_wherever_something_that_counts_reads_it(rule: str, is_vain: bool) -> None:
    assert bool(vain(ABOVE, rule)) is is_vain


def test_a_fact_that_nobody_is_asked_for_is_not_told() -> None:
    assert vain(ABOVE, DEAD, head=HEAD.replace(", ask: shopper", "")) == []
    assert vain(ABOVE, DEAD, head=HEAD.replace("shopper", "inspection")) != []


STANDARD_NAMES = [
    ("request.condition == 'worn'", True),
    ("request.reason == 'late'", True),
    ("request.has_proof_of_purchase", True),
    ("request.resolution == 'refund'", False),
    ("item.is_final_sale", False),
    ("inspection.is_worn", False),
]


@pytest.mark.parametrize(("condition", "is_vain"), STANDARD_NAMES)
def test_a_standard_name_is_told_where_it_is_read(condition: str, is_vain: bool) -> None:
    dead = f"{{id: dead, when: {condition}, rate: 80}}"

    assert vain(ABOVE, dead, head="policy: shop\n") == (["rules[1].when"] if is_vain else [])


@pytest.mark.parametrize(
    ("read", "also"),
    [
        ("request.reason == 'late'", "request.fault == 'merchant'"),
        ("request.fault == 'merchant'", "request.reason == 'late'"),
        ("request.condition == 'worn'", "request.has_wardrobing_signs"),
    ],
)
def test_an_answer_that_tells_something_else_is_not_in_vain(read: str, also: str) -> None:
    dead, living = f"{{id: dead, when: {read}, rate: 80}}", f"{{id: living, when: {also}, refuse: No.}}"

    assert vain(ABOVE, dead, living, head="policy: shop\n") == []


def test_the_method_is_asked_for_where_doors_depend_on_it() -> None:
    dead = "{id: dead, when: request.method == 'mail', rate: 80}"

    assert vain(ABOVE, dead, head="policy: shop\n") == ["rules[1].when"]
    assert vain(ABOVE, dead, "{id: doors, when: item.is_gift_card, by: store}", head="policy: shop\n") == []


def test_a_floor_may_read_standard_names_and_no_declared_ones() -> None:
    dead = "{id: dead, when: request.condition == 'worn', rate: 80}"
    statute = "policy: shop\nfloor: statute\n"

    assert vain(ABOVE, dead, head=statute) == []
    assert vain(ABOVE, DEAD, head=HEAD.replace("policy: shop\n", statute)) == ['facts["item.is_used"]']


def test_the_message_says_what_is_read() -> None:
    assert told(ABOVE, DEAD, ALL, head=HEAD, names="")['never_asked facts["item.is_used"]'] == (
        "asking for `item.is_used` changes nothing: only rules that never count read it"
    )


def test_over_names_of_a_programs_own_nothing_is_told() -> None:
    text = f"{HEAD}rules:\n" + "".join(f"- {rule}\n" for rule in (ABOVE, DEAD, ALL))
    of_standard, of_own = (
        {fault.code for _, fault in warnings_of(policy)}
        for policy in (load_policy(text), load_policy(text, vocabulary=vocabulary_of()))
    )

    assert of_standard - of_own == {"policy.never_asked"}
