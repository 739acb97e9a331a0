"""A policy is checked over the vocabulary it is given, and whatever is made from it is over the same."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from returnkit.errors import BookError, DocumentError, ExpressionError, VocabularyError
from returnkit.facts import STANDARD, Vocabulary
from returnkit.ids import PolicyId
from returnkit.policy import (
    Policy,
    PolicyBook,
    allow,
    check_policy,
    compile_policy,
    content_hash,
    entry,
    in_force,
    load_policy,
    offer,
    over,
    overridden,
    override,
    refuse,
    replace,
    rule,
    scoped,
    warnings_of,
    when,
    within,
    write_policy,
)
from tests.own_facts import OTHER, SHOP

AT = datetime(2026, 11, 20, tzinfo=UTC)
TEXT = """\
policy: shop
rules:
- {id: freight, when: item.is_bulky, refuse: Freight stays.}
- {id: wool, when: 'item.fabric == "wool"', refuse: Wool stays.}
- {id: all, offer: refund, within: {days: item.trial_days, at_least: 14, at_most: 90, of: delivery}}
"""
LOADED = load_policy(TEXT, vocabulary=SHOP)
ALL = rule("open", offer("refund"), within("30 days of delivery"))
WOOL = rule("wool", when('item.fabric == "wool"'), refuse("Wool stays."))
BUILT = over(Policy(id=PolicyId("built"), rules=(WOOL, ALL)), SHOP)
PLAIN = Policy(id=PolicyId("plain"), rules=(ALL,))


def faults_of(make: Callable[[], object]) -> list[tuple[str, str, str, str | None]]:
    with pytest.raises((DocumentError, BookError)) as refused:
        make()
    return [(fault.code, fault.path, fault.message, fault.help) for fault in refused.value.faults]


def loading(text: str, vocabulary: Vocabulary = SHOP, **library: Policy) -> Callable[[], Policy]:
    return lambda: load_policy(text, vocabulary=vocabulary, library=library)


# --- checked -----------------------------------------------------------------------------------------


def test_a_document_names_facts_of_the_shop() -> None:
    assert LOADED.vocabulary is SHOP
    assert compile_policy(LOADED).names == {"item.is_bulky", "item.fabric", "item.trial_days"}


def test_without_the_vocabulary_the_same_document_has_faults() -> None:
    found = faults_of(loading(TEXT, STANDARD))

    assert [message for _, _, message, _ in found] == [
        "unknown name `item.is_bulky`",
        "unknown name `item.fabric`",
        "unknown name `item.trial_days`",
    ]


def test_a_policy_built_in_python_is_put_over_a_vocabulary() -> None:
    plain = BUILT.evolve()

    assert compile_policy(BUILT).names == {"item.fabric"}
    assert over(plain, SHOP) is plain
    assert [code for code, *_ in faults_of(lambda: compile_policy(over(BUILT, STANDARD)))] == [
        "expr.unknown_name"
    ]


def test_a_policy_that_was_ready_is_checked_again_over_another_vocabulary() -> None:
    ready = load_policy(TEXT, vocabulary=SHOP)

    with pytest.raises(DocumentError, match=r"unknown name `item\.is_bulky`"):
        compile_policy(over(ready, OTHER))


def test_what_is_declared_comes_on_top_of_the_names_of_the_shop() -> None:
    facts = "facts: {item.grade: {type: [a, b], default: a}}\n"
    text = TEXT.replace("when: item.is_bulky", """when: 'item.grade == "b" and item.is_bulky'""") + facts

    policy = load_policy(text, vocabulary=SHOP)

    assert compile_policy(policy).names >= {"item.grade", "item.is_bulky"}
    assert warnings_of(policy) == ()
    assert faults_of(loading(TEXT + "facts: {item.fabric: {type: string}}\n"))[0][0] == "facts.name_taken"


@pytest.mark.parametrize(
    ("condition", "code", "help"),
    [
        ("item.is_bulk", "expr.unknown_name", "did you mean `item.is_bulky`?"),
        ("item.fabrik == 'wool'", "expr.unknown_name", "did you mean `item.fabric`?"),
        ("item.fabric == 'woll'", "expr.unknown_value", "did you mean `wool`?"),
        ("item.trial_days == 'long'", "expr.type", None),
    ],
)
def test_faults_speak_of_the_names_of_the_shop(condition: str, code: str, help: str | None) -> None:
    rules = f'rules:\n- {{id: a, when: "{condition}", offer: refund, within: unlimited}}\n'

    found = faults_of(loading(f"policy: shop\n{rules}"))

    assert [(each, way_out) for each, _, _, way_out in found] == [(code, help)]


def test_a_document_of_faulty_shape_is_checked_over_the_names_of_the_shop() -> None:
    faulty = TEXT.replace("item.is_bulky", "item.is_bulk") + "curency: USD\n"

    assert {code for code, *_ in faults_of(loading(faulty))} == {
        "document.unknown_key", "expr.unknown_name",
    }  # fmt: skip
    assert {code for code, *_ in faults_of(loading(TEXT + "curency: USD\n"))} == {"document.unknown_key"}


def test_a_text_is_checked_over_the_names_of_the_shop() -> None:
    never = TEXT.replace("item.is_bulky", "item.is_bulky and not item.is_bulky")

    assert check_policy(TEXT, vocabulary=SHOP) == ()
    assert {fault.code for fault in check_policy(TEXT)} == {"expr.unknown_name"}
    assert [(each.code, each.path) for each in check_policy(never, vocabulary=SHOP)] == [
        ("policy.never_true", "rules[0].when")
    ]
    assert [path for path, _ in warnings_of(load_policy(never, vocabulary=SHOP))] == [("rules", 0, "when")]


def test_a_vocabulary_without_the_standard_names_is_refused() -> None:
    bare = Vocabulary(fact for fact in SHOP.facts if fact.name.path != "order.placed_at")

    with pytest.raises(VocabularyError, match=r"without `order\.placed_at`"):
        over(BUILT, bare)
    with pytest.raises(VocabularyError, match=r"without `order\.placed_at`"):
        load_policy(TEXT, vocabulary=bare)


# --- beside the fields -------------------------------------------------------------------------------


def test_the_vocabulary_is_no_part_of_equality_hash_or_document() -> None:
    plain = over(LOADED, STANDARD)

    assert plain == LOADED
    assert content_hash(plain) == content_hash(LOADED)
    assert "vocabulary" not in write_policy(LOADED)
    assert load_policy(write_policy(LOADED), vocabulary=SHOP) == LOADED


def test_a_copy_is_over_the_same_vocabulary_and_ready() -> None:
    copied = copy.copy(LOADED)

    assert copied.vocabulary is SHOP
    assert compile_policy(copied) is compile_policy(LOADED)


# --- kept --------------------------------------------------------------------------------------------

KIND = rule("kind", when("item.is_bulky"), allow())
KINDER = override(LOADED, [KIND], who="kim", why="Kindness.", until=AT)


@pytest.mark.parametrize(
    "made",
    [
        LOADED.evolve(id="other"),
        KIND + LOADED,
        LOADED + ALL,
        LOADED + PLAIN,
        PLAIN.evolve(rules=(rule("plain", allow()),)) + LOADED,
        LOADED + BUILT.evolve(rules=(ALL,)),
        replace(LOADED, WOOL),
        scoped(LOADED, 'item.fabric == "linen"'),
        KINDER,
        in_force(KINDER, at=AT),
        overridden(LOADED, KINDER.overrides[0], at=AT.replace(day=1)),
        load_policy(
            "policy: top\nbase: shop\nrules: [{id: a, when: item.is_bulky, allow: true}]",
            library={"shop": LOADED},
        ),
        load_policy(
            "policy: top\nbase: plain\nrules: [{id: a, when: item.is_bulky, allow: true}]",
            library={"plain": PLAIN},
            vocabulary=SHOP,
        ),
        PolicyBook.of(entry(LOADED, market="de")).get("shop"),
    ],
    ids=[
        *("evolve", "rule above", "rule below", "plain below", "plain above", "both", "replace", "scoped"),
        *("override", "in_force", "overridden", "base", "on a base", "book"),
    ],
)
def test_what_is_made_from_a_policy_is_over_its_vocabulary(made: Policy) -> None:
    assert made.vocabulary is SHOP


def test_a_scope_speaks_of_the_names_of_the_shop_only_over_its_vocabulary() -> None:
    narrow = scoped(LOADED, "item.is_bulky")

    assert narrow.rules[1].when == '(item.is_bulky) and (item.fabric == "wool")'
    with pytest.raises(ExpressionError, match=r"unknown name `item\.is_bulky`"):
        scoped(PLAIN, "item.is_bulky")


# --- put together ------------------------------------------------------------------------------------

DIFFERS = (
    "policy.vocabulary_differs",
    "",
    "`shop` and `other` are over two vocabularies",
    "load both with one `vocabulary`, or put them `over` one",
)


def test_policies_over_two_vocabularies_do_not_add_up() -> None:
    other = over(PLAIN.evolve(id="other"), OTHER)

    assert faults_of(lambda: LOADED + other) == [DIFFERS]
    assert (LOADED + over(other, SHOP)).vocabulary is SHOP


def test_a_base_over_another_vocabulary_is_told_where_it_is_named_and_nothing_else_of_it() -> None:
    rare = rule("rare", when("item.is_rare"), refuse("Rare ones stay."))
    base = over((rare + PLAIN).evolve(id="other"), OTHER)
    text = "policy: shop\nbase: other\nrules: [{id: a, when: item.is_bulky, allow: true}]\n"

    assert faults_of(loading(text, other=base)) == [(DIFFERS[0], "base", *DIFFERS[2:])]


def test_a_faulty_document_on_a_base_is_checked_over_the_names_of_the_base() -> None:
    text = "policy: top\nbase: shop\ncurency: USD\nrules: [{id: a, when: item.is_bulky, allow: true}]\n"

    found = faults_of(loading(text, STANDARD, shop=LOADED))

    assert [code for code, *_ in found] == ["document.unknown_key"]


# --- floors ------------------------------------------------------------------------------------------

LAW = """\
policy: law
rules:
- {id: wool-law, when: 'item.fabric == "wool"', offer: {law: refund}, within: unlimited}
"""


def test_a_floor_of_the_library_keeps_its_vocabulary() -> None:
    law = load_policy(LAW, vocabulary=OTHER)
    text = (
        "policy: shop\nfloor: law\nrules: [{id: a, when: item.is_bulky, offer: refund, within: unlimited}]\n"
    )

    policy = load_policy(text, vocabulary=SHOP, library={"law": law})

    assert policy.vocabulary is SHOP
    assert policy.floor == (law,)
    assert isinstance(policy.floor[0], Policy)
    assert policy.floor[0].vocabulary is OTHER


def test_a_floor_that_is_written_out_is_over_the_vocabulary_of_its_document() -> None:
    written = "floor:\n- " + LAW.replace("\n", "\n  ").rstrip() + "\n"
    top = "policy: top\nbase: shop\nrules: [{id: kind, allow: true}]\n"

    floors = (
        *load_policy(TEXT + written, vocabulary=SHOP).floor,
        *load_policy(top + written, library={"shop": LOADED}).floor,
    )

    assert [floor.vocabulary for floor in floors if isinstance(floor, Policy)] == [SHOP, SHOP]


# --- books -------------------------------------------------------------------------------------------


def test_a_revision_over_another_vocabulary_may_be_less_generous() -> None:
    head = "version: {orders: 2026-11-01.., revision: 1}\n"
    second = "version: {orders: 2026-11-01.., revision: 2, published: '2026-12-01T00:00:00Z'}\n"
    text = write_policy(PLAIN)
    first, revised = load_policy(text + head, vocabulary=OTHER), load_policy(text + second, vocabulary=SHOP)

    found = faults_of(lambda: PolicyBook.of(first, revised))

    assert [each[:3] for each in found] == [
        (
            "book.less_generous",
            "entries[1].policy",
            "its names are those of another vocabulary than before: put both `over` one",
        )
    ]
    assert PolicyBook.of(over(first, SHOP), revised).entries[0].policy.vocabulary is SHOP


def test_one_text_over_two_vocabularies_is_two_policies() -> None:
    entries = entry(over(PLAIN, SHOP), channel="web"), entry(over(PLAIN, OTHER), channel="store")

    assert [code for code, *_ in faults_of(lambda: PolicyBook.of(*entries))] == ["book.namesake"]
