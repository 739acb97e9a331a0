"""Two policies are compared for orders: each kind of difference has its simplest example."""

from __future__ import annotations

from pydantic import Field

from returnkit.facts import LineItem, vocabulary_of
from returnkit.policy import Policy, load_policy, write_policy
from returnkit.situations import decided, situation
from returnkit.verify import diff
from tests.unit.verify.test_changes import RULES, a_shop


def test_policies_that_say_the_same_are_not_asked() -> None:
    found = diff(a_shop(), a_shop())

    assert (found.is_empty, found.asked) == (True, 0)
    assert str(found) == "The policies say the same."


def test_the_example_of_a_threshold_lies_beside_it() -> None:
    stricter = RULES["final"].replace(">= 70", ">= 60")

    found = diff(a_shop(), a_shop(final=stricter))

    first = found.examples[0]
    assert first.told == {"item.discount_percent": "69.9"}
    assert (first.before["verdict"], first.after["verdict"]) == ("eligible", "ineligible")
    assert first.differs[0] == "verdict"


def test_the_example_of_a_day_is_asked_as_the_window_ends() -> None:
    found = diff(a_shop(), a_shop(standard="{id: standard, within: 31 days of delivery}"))

    first = found.examples[0]
    assert first.told == {"at": "31 days after delivery, 00:00"}
    assert (first.before["verdict"], first.after["verdict"]) == ("ineligible", "eligible")


def test_every_example_is_an_order_that_the_two_decide_differently() -> None:
    old, new = a_shop(), a_shop("final", "offers", "standard")

    found = diff(old, new)

    assert found.examples
    for example in found.examples:
        one, two = (decided(policy, situation(policy, example.told)) for policy in (old, new))
        assert one.items != two.items


def test_a_change_that_no_order_shows_is_told_and_proves_nothing() -> None:
    found = diff(a_shop("members", "final", "offers", "standard"), a_shop())

    assert [each.rule for each in found.changes] == ["members"]
    assert found.examples == ()
    assert not found.is_empty
    assert "That proves nothing of the others." in str(found)


def test_rules_that_say_the_same_count_where_nothing_else_differs() -> None:
    twice = "{id: standard, within: 60 days of delivery}"
    old = a_shop(standard=twice)
    new = load_policy(
        "policy: shop\ntimezone: America/Chicago\nrules:\n"
        f"- {RULES['final']}\n- {RULES['offers']}\n- {twice}\n",
        name="shop.yaml",
    )

    found = diff(old, new)

    assert {example.differs for example in found.examples} == {("rules",)}


SEALED = "{id: sealed, when: item.category == 'mattress', only: OFFER, ask: {photo_id: 1, before: decision}"
"""Asks for something before its effect shows."""


def a_shop_with(sealed: str) -> Policy:
    rules = "".join(f"- {rule}\n" for rule in (sealed, RULES["offers"], RULES["standard"]))
    return load_policy(f"policy: shop\ntimezone: America/Chicago\nrules:\n{rules}", name="shop.yaml")


def test_what_a_changed_rule_asks_for_is_handed_in_so_that_its_effect_shows() -> None:
    old, new = (a_shop_with(SEALED.replace("OFFER", offer) + "}") for offer in ("exchange", "refund"))

    found = diff(old, new)

    (first, *_) = found.examples
    assert first.told == {"item.category": "mattress", "evidence.photo_id": "1"}
    assert (first.before["offers"], first.after["offers"]) == ("exchange", "refund")


def test_an_example_tells_nothing_that_it_could_leave_out() -> None:
    """A limit is shown by two units, which the difference of the offers does not need."""
    limited = SEALED + ", limit: {units: 1, counter: mattresses}, say: Once.}"
    old, new = (a_shop_with(limited.replace("OFFER", offer)) for offer in ("exchange", "refund"))

    found = diff(old, new)

    assert {"item.category": "mattress", "evidence.photo_id": "1"} in [
        dict(each.told) for each in found.examples
    ]


SILENT = "policy: shop\nrules:\n- {id: all, offer: refund, within: 40 days of delivery}\n"
OUTSPOKEN = """\
policy: shop
rules:
- {id: proof, when: item.is_final_sale, ask: {photo: 1, before: refund}}
- {id: half, when: item.is_final_sale, rate: 50}
- {id: dear, when: accepted.value > 100, approve: automatic}
- {id: all, offer: refund, within: 30 days of delivery}
"""


def test_what_one_policy_has_no_word_about_differs_only_where_the_other_says_something() -> None:
    found = diff(load_policy(OUTSPOKEN), load_policy(SILENT))

    shown = [(each.before[aspect], each.after[aspect]) for each in found.examples for aspect in each.differs]
    assert [pair for pair in shown if pair[0] == pair[1]] == []
    (deadline,) = (each for each in found.examples if not each.told)
    assert deadline.differs == ("until",)
    by_itself = [each for each in found.examples if "approval" in each.differs]
    assert {(each.before["approval"], each.after["approval"]) for each in by_itself} == {
        ("automatic", "manual")
    }


WORN = "{id: worn, when: is_dear and item.is_final_sale and item.category == 'rug', refuse: {code: worn}}"


def a_shop_where(dear: str, *, head: str = "") -> Policy:
    """Return a shop in which the one rule that uses `is_dear` asks for two things beside it."""
    return a_shop("worn", "offers", "standard", head=f"{head}define:\n  is_dear: {dear}\n", worn=WORN)


def test_a_definition_that_changed_is_looked_for_where_rules_use_it() -> None:
    found = diff(a_shop_where("item.unit_price > 500"), a_shop_where("item.unit_price >= 500"))

    assert [str(each) for each in found.changes] == [
        "~ policy  define is_dear: item.unit_price > 500 → item.unit_price >= 500"
    ]
    (example,) = found.examples
    told = {"item.unit_price": "500", "item.is_final_sale": "true", "item.category": "rug"}
    assert example.told == told
    assert (example.before["reason"], example.after["reason"]) == ("none", "worn")


def test_a_declaration_that_changed_is_looked_for_where_rules_use_it() -> None:
    head = "facts:\n  item.volume: {type: number, default: %s}\n"
    when = "item.volume > 3 and item.is_final_sale and item.category == 'rug' and item.unit_price > 500"
    bulky = f'{{id: bulky, when: "{when}", refuse: {{code: bulky}}}}'
    old, new = (a_shop("bulky", "offers", "standard", head=head % each, bulky=bulky) for each in (1, 5))

    (example,) = diff(old, new).examples

    assert example.told == {
        "item.category": "rug",
        "item.unit_price": "500.01",
        "item.is_final_sale": "true",
    }


def test_a_setting_that_changed_is_looked_for_in_every_rule() -> None:
    when = "item.is_final_sale and item.category == 'rug' and item.unit_price > 500"
    rugs = f'{{id: rugs, when: "{when}", within: 30 days of delivery}}'
    always = "{id: standard, within: unlimited}"
    old = a_shop("rugs", "offers", "standard", rugs=rugs, standard=always)

    found = diff(old, old.evolve(timezone="Asia/Tokyo"))

    (example,) = (each for each in found.examples if each.differs == ("until",))
    assert example.told.keys() == {"item.category", "item.is_final_sale", "item.unit_price"}


FLOOR = """\
floor:
- policy: law
  rules:
  - id: right
    when: item.category == "hat" and customer.tier == "plus" and item.unit_price > 700
    offer: {law_refund: refund}
    within: 90 days of delivery
"""


def test_rules_of_a_floor_that_is_new_are_looked_for() -> None:
    found = diff(a_shop("offers", "standard"), a_shop("offers", "standard", head=FLOOR))

    (example,) = (each for each in found.examples if "offers" in each.differs)
    assert example.told == {"item.category": "hat", "customer.tier": "plus", "item.unit_price": "700.01"}
    assert example.after["offers"] == "law_refund, refund, exchange"


CHEAP = "{id: cheap, when: item.unit_paid < 20, refuse: {code: cheap}}"


def test_an_order_is_the_same_for_two_zones() -> None:
    old = a_shop("offers", "standard")
    new = a_shop("offers", "standard").evolve(timezone="Asia/Tokyo")

    found = diff(old, new)

    assert found.examples
    for example in found.examples:
        made = situation(old, example.told)
        one, two = decided(old, made), decided(new, made)
        assert one.items != two.items
        assert example.differs
    deadlines = {(each.before["until"], each.after["until"]) for each in found.examples}
    assert deadlines == {("2026-04-05", "2026-04-06")}


def test_an_amount_is_the_same_for_two_currencies() -> None:
    old = a_shop("cheap", "offers", "standard", cheap=CHEAP)

    found = diff(old, old.evolve(currency="EUR"))

    typical = next(each for each in found.examples if not each.told)
    assert (typical.before["verdict"], typical.after["verdict"]) == ("eligible", "review")
    assert typical.after["asks"] == "item.unit_paid"


def test_what_only_one_policy_declares_is_told_of_the_same_order() -> None:
    head = "facts:\n  item.grade: {type: [new, worn], ask: shopper}\n"
    worn = "{id: worn, when: item.grade == 'worn', refuse: {code: worn}}"

    found = diff(a_shop("offers", "standard"), a_shop("worn", "offers", "standard", head=head, worn=worn))

    (example,) = found.examples
    assert example.told == {"item.grade": "worn"}


def test_a_name_that_is_another_thing_in_each_is_told_of_an_order_of_each() -> None:
    old, new = (
        a_shop(
            "worn",
            "offers",
            "standard",
            head=f"facts:\n  item.grade: {{type: {kinds}, ask: shopper}}\n",
            worn=f"{{id: worn, when: item.grade == '{refused}', refuse: {{code: worn}}}}",
        )
        for kinds, refused in (("[new, worn]", "worn"), ("[new, used, worn]", "new"))
    )

    told = [(dict(each.told), each.after["reason"]) for each in diff(old, new).examples]

    assert ({}, "worn") in told


class Shoe(LineItem):
    """A line of a shop that sells shoes."""

    heel_height: int = Field(default=0, description="Height of the heel.", examples=[3])


def test_a_name_of_a_shop_is_typical_where_only_one_policy_reads_it() -> None:
    high = "{id: high, when: item.heel_height > 5, refuse: {code: heel}}"
    text = write_policy(a_shop("offers", "standard"))
    new = load_policy(f"{text}- {high}\n", vocabulary=vocabulary_of(line_type=Shoe))

    (example,) = diff(a_shop("offers", "standard"), new).examples

    assert example.told == {"item.heel_height": "6"}


def test_a_text_that_is_told_in_quotes_is_asked_as_itself() -> None:
    odd = "{id: odd, when: item.category == 'unknown', refuse: {code: odd}}"

    found = diff(a_shop("offers", "standard"), a_shop("odd", "offers", "standard", odd=odd))

    (example,) = found.examples
    assert example.told == {"item.category": '"unknown"'}
