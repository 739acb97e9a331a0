"""What several decisions have shown, added up, handed on and excused."""

from __future__ import annotations

import json
from functools import cache
from itertools import permutations

import pytest

from returnkit import load_policy
from returnkit.errors import CoverageError
from returnkit.policy import Policy
from returnkit.situations import decided, situation
from returnkit.testing.coverage import Coverage, ObligationKind, covered, from_json, to_json

SHOP = """\
policy: shop
rules:
- {id: final, when: item.is_final_sale, refuse: No.}
- {id: large, when: order.total > 800 and order.total > 500, within: 14 days of delivery}
- {id: all, offer: [refund], within: 30 days of delivery}
"""
BARE = "policy: bare\nrules:\n- {id: all, offer: refund, within: 30 days of delivery}\n"
OTHER = SHOP.replace("14 days", "15 days")
CASES: dict[str, dict[str, object]] = {
    "sale": {"item.is_final_sale": True},
    "sofa": {"order.total": 900},
    "late": {"at": "day 31"},
}


@cache
def policy_of(text: str = SHOP) -> Policy:
    return load_policy(text, name="shop.yaml")


@cache
def shown(*names: str) -> Coverage:
    policy = policy_of()
    return covered(policy, [(name, decided(policy, situation(policy, CASES[name]))) for name in names])


def everything() -> Coverage:
    return Coverage(policy_of(), {each.key: ("one",) for each in Coverage(policy_of()).obligations})


# --- what was met ------------------------------------------------------------------------------------


def test_what_is_met_names_its_cases() -> None:
    found = shown("sofa", "sale")

    assert found.met["final/when/true"] == ("sale",)
    assert found.met["large/speaks"] == ("sofa",)


def test_a_case_that_is_told_twice_counts_once() -> None:
    policy = policy_of()
    decision = decided(policy, situation(policy, CASES["sale"]))

    found = covered(policy, [("sale", decision), ("sale", decision)])

    assert set(found.met.values()) == {("sale",)}


def test_a_decision_of_another_text_covers_nothing_here() -> None:
    other = policy_of(OTHER)

    with pytest.raises(CoverageError, match="`sale` was decided by another text than that of `shop`"):
        covered(policy_of(), [("sale", decided(other, situation(other, CASES["sale"])))])


def test_the_same_text_read_twice_is_the_same_policy() -> None:
    again = load_policy(SHOP, name="again.yaml")

    found = covered(policy_of(), [("sale", decided(again, situation(again, CASES["sale"])))])

    assert found.met == shown("sale").met


def test_no_decision_shows_nothing() -> None:
    found = covered(policy_of(), [])

    assert found.tally()[0] == 0
    assert found.missing == found.counted


# --- how much ----------------------------------------------------------------------------------------


def test_tallies_of_the_kinds_add_up_to_the_whole() -> None:
    found = shown("sale", "sofa")

    tallies = [found.tally(kind) for kind in ObligationKind]

    assert tuple(map(sum, zip(*tallies, strict=True))) == found.tally()


def test_tallies_of_the_rules_add_up_to_the_whole() -> None:
    found = shown("sale", "sofa")

    tallies = [found.tally(rule=rule.id) for rule in policy_of().rules]

    assert tuple(map(sum, zip(*tallies, strict=True))) == found.tally()


def test_met_and_missing_are_what_counts() -> None:
    found = shown("sale", "sofa")
    missing = {each.key for each in found.missing}

    assert missing.isdisjoint(found.met)
    assert {each.key for each in found.counted} - missing <= found.met.keys()
    assert found.tally() == (len(found.counted) - len(missing), len(found.counted))


def test_of_nothing_all_is_met() -> None:
    assert shown("sale").percent(ObligationKind.ORDER) < 100
    assert Coverage(policy_of(BARE)).percent(ObligationKind.ORDER) == 100


def test_what_is_infeasible_does_not_count() -> None:
    found = everything()

    assert "large/when/1/false" in found.infeasible
    assert "large/when/1/false" not in {each.key for each in (*found.counted, *found.obligations)}
    assert found.percent() == 100


# --- added up ----------------------------------------------------------------------------------------


def test_both_together_are_what_all_cases_show() -> None:
    assert shown("sale") | shown("sofa", "late") == shown("sale", "sofa", "late")


def test_the_order_of_adding_up_does_not_matter() -> None:
    sums = [one | two | three for one, two, three in permutations(map(shown, CASES))]
    sums += [one | (two | three) for one, two, three in permutations(map(shown, CASES))]

    assert all(each == sums[0] for each in sums)


def test_the_same_added_twice_stays_the_same() -> None:
    assert shown("sale", "sofa") | shown("sale", "sofa") == shown("sale", "sofa")
    assert shown("sale") | Coverage(policy_of()) == shown("sale")


def test_of_two_reasons_the_same_is_kept_whichever_side_comes_first() -> None:
    one = shown("sale").with_excuses({"all/window/late": "By hand."})
    two = shown("sofa").with_excuses({"all/window/late": "Never.", "all/window/last": "Rare."})

    assert one | two == two | one
    assert (one | two).excused == {"all/window/last": "Rare.", "all/window/late": "By hand."}


def test_two_texts_do_not_add_up() -> None:
    with pytest.raises(CoverageError, match="coverage of two texts of `shop` does not add up"):
        shown("sale") | Coverage(policy_of(OTHER))


# --- handed on ---------------------------------------------------------------------------------------


def test_what_is_handed_on_is_read_as_it_was() -> None:
    found = shown("sale", "late").with_excuses({"large/window/late": "By hand."})

    assert from_json(to_json(found), policy_of()) == found


def test_coverage_of_another_text_is_not_read() -> None:
    with pytest.raises(CoverageError, match="the coverage of another text than that of `shop`"):
        from_json(to_json(shown("sale")), policy_of(OTHER))


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"met": 3}', '{"returnkit": 1, "met": {"a": null}}'])
def test_what_is_no_coverage_is_refused(text: str) -> None:
    with pytest.raises(CoverageError, match="this is no coverage as it is handed on"):
        from_json(text, policy_of())


def test_a_form_of_another_version_is_refused() -> None:
    document = json.loads(to_json(shown("sale"))) | {"returnkit": 2}

    for other in (document, {"returnkit": 2, "seen": {}}):  # whatever else the other form has
        with pytest.raises(CoverageError, match="this coverage has the form 2, and 1 is read"):
            from_json(json.dumps(other), policy_of())


# --- excused -----------------------------------------------------------------------------------------


def test_what_is_excused_does_not_count() -> None:
    found = shown("sale").with_excuses({"all/window/late": "By hand."})

    assert found.tally() == (shown("sale").tally()[0], shown("sale").tally()[1] - 1)
    assert "all/window/late" not in {each.key for each in found.missing}


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("all/window/never", "policy `shop` owes nothing called `all/window/never`"),
        ("final/speaks", "`final/speaks` is excused, and `sale` meets it"),
        ("large/when/1/false", "`large/when/1/false` is excused, and no order can meet it: "),
    ],
)
def test_an_excuse_for_nothing_is_an_error(key: str, message: str) -> None:
    with pytest.raises(CoverageError) as caught:
        shown("sale").with_excuses({"all/window/late": "By hand.", key: "Because."})

    assert str(caught.value).startswith(message)


def test_more_excuses_leave_those_that_are_there() -> None:
    found = shown("sale").with_excuses({"all/window/late": "By hand."})

    assert found.with_excuses({"all/window/last": "Rare."}).excused.keys() == {
        "all/window/late",
        "all/window/last",
    }
