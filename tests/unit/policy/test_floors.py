"""A floor is another policy, by name or written out; what does not go with the policy is told."""

from __future__ import annotations

import pytest

from returnkit.documents import Format
from returnkit.errors import DocumentError
from returnkit.ids import PolicyId
from returnkit.policy import Policy, compile_policy, load_policy, offer, rule, within, write_policy

RULES = "rules: [{id: all, offer: refund, within: 30 days of delivery}]\n"
LAW = load_policy(
    "policy: eu-law\nrules: [{id: law, offer: {law_refund: refund}, within: 14 days of delivery}]\n"
)
LIBRARY = {"eu-law": LAW}


def loaded(head: str) -> Policy:
    return load_policy(f"policy: shop\n{head}{RULES}", library=LIBRARY)


def faults_of(head: str, library: dict[str, Policy] = LIBRARY) -> list[tuple[str, str, str, str | None]]:
    with pytest.raises(DocumentError) as refused:
        load_policy(f"policy: shop\n{head}{RULES}", library=library)
    return [(f.code, f.path, f.message, f.help) for f in refused.value.faults]


def test_a_named_floor_is_the_policy_of_that_name() -> None:
    policy = loaded("floor: eu-law\n")

    assert policy.floor == (LAW,)
    assert policy.floor[0] is LAW
    assert loaded("floor: [statute, eu-law]\n").floor == ("statute", LAW)


def test_the_statute_is_no_policy_of_the_library() -> None:
    policy = load_policy(f"policy: shop\nfloor: statute\n{RULES}", library={"statute": LAW})

    assert policy.floor == ("statute",)


def test_a_floor_may_be_written_out_and_is_ready_to_decide() -> None:
    policy = loaded(
        "floor:\n- policy: eu-law\n  rules:\n"
        "  - {id: law, offer: {law_refund: refund}, within: 14 days of delivery}\n"
    )

    assert policy.floor == (LAW,)
    assert "_compiled" in vars(policy.floor[0])


@pytest.mark.parametrize("format", ["yaml", "toml", "json"])
def test_a_policy_with_floors_is_written_in_every_notation(format: Format) -> None:
    version = "version: {orders: 2026-11-01.., published: '2026-10-01T00:00:00Z'}\n"
    policy = loaded(f"floor: [statute, eu-law]\n{version}")

    assert load_policy(write_policy(policy, format), name="again", format=format) == policy


def test_a_policy_with_floors_is_written_as_json_that_loads_to_an_equal_one() -> None:
    policy = loaded("floor: [statute, eu-law]\n")

    written = policy.model_dump_json(by_alias=True, exclude_defaults=True)

    assert load_policy(written, name="again.json") == policy


def test_every_fault_inside_a_floor_is_told_where_it_stands() -> None:
    found = faults_of(
        "floor:\n- policy: law\n  rules:\n"
        "  - {id: a, when: item.sku == 3, offer: {law: refund}, within: unlimited}\n"
        "  - {id: a, offer: {b: keep}}\n"
    )

    assert [(code, path) for code, path, *_ in found] == [
        ("expr.type", "floor[0].rules[0].when"),
        ("policy.duplicate_rule", "floor[0].rules[1].id"),
        ("policy.no_window", "floor[0].rules[1].offer"),
    ]


def test_a_floor_that_is_not_at_hand_is_told_with_the_one_that_may_be_meant() -> None:
    assert faults_of("floor: [eu-lw, statut, x]\n") == [
        ("policy.unknown_floor", "floor[0]", "no policy `eu-lw` is at hand", "did you mean `eu-law`?"),
        ("policy.unknown_floor", "floor[1]", "no policy `statut` is at hand", "did you mean `statute`?"),
        (
            "policy.unknown_floor",
            "floor[2]",
            "no policy `x` is at hand",
            "hand it to `load_policy` in `library`",
        ),
    ]


def test_a_floor_has_no_floor() -> None:
    found = faults_of("floor: strict\n", {"strict": LAW.evolve(id="strict", floor=("statute",))})

    assert found == [
        (
            "policy.floor_of_floor",
            "floor[0]",
            "the floor `strict` has a floor of its own",
            "name that one here beside it",
        )
    ]


def test_offers_of_a_policy_and_its_floors_have_different_names() -> None:
    other = LAW.evolve(id="other-law")
    own = load_policy("policy: own\nrules: [{id: a, offer: refund, within: unlimited}]\n")

    found = faults_of("floor: [eu-law, other, own]\n", LIBRARY | {"other": other, "own": own})

    assert [(code, path, message) for code, path, message, _ in found] == [
        (
            "policy.floor_offer_clash",
            "floor[1]",
            "`law_refund` is an offer of `eu-law` and of the floor `other-law`",
        ),
        ("policy.floor_offer_clash", "floor[2]", "`refund` is an offer of `shop` and of the floor `own`"),
    ]


def test_a_floor_counts_in_the_currency_of_the_policy() -> None:
    ((code, path, message, _),) = faults_of("currency: EUR\nfloor: eu-law\n")

    assert (code, path) == ("policy.currency_differs", "floor[0]")
    assert message == "the amounts of `shop` are in EUR, those of `eu-law` in USD"


def test_a_policy_built_in_python_has_its_floors_checked() -> None:
    rules = (rule("all", offer("refund"), within("unlimited")),)
    policy = Policy(id=PolicyId("shop"), floor=("law", LAW), rules=rules)

    with pytest.raises(DocumentError) as refused:
        compile_policy(policy)

    assert [(fault.code, fault.path) for fault in refused.value.faults] == [
        ("policy.unknown_floor", "floor[0]")
    ]
    assert compile_policy(policy.evolve(floor=(LAW,))).policy.floor == (LAW,)


@pytest.mark.parametrize("floor", ["[statute, statute]", "[eu-law, {policy: eu-law, " + RULES.strip() + "}]"])
def test_a_floor_stands_once(floor: str) -> None:
    ((code, path, message, _),) = faults_of(f"floor: {floor}\n")

    assert (code, path) == ("document.value", "floor")
    assert message.endswith("stands twice")


def test_a_floor_that_is_a_bare_mapping_is_asked_to_be_a_list() -> None:
    ((code, path, message, _),) = faults_of("floor: {policy: law, " + RULES.strip() + "}\n")

    assert (code, path, message) == ("document.type", "floor", "expected a list, found a mapping")
