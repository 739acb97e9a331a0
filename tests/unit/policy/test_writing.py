"""A policy is written the way a merchant would write it."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from returnkit.documents import load, parse
from returnkit.errors import WritingError
from returnkit.policy import (
    Ask,
    Before,
    Fee,
    Policy,
    Question,
    Review,
    load_policy,
    write_policy,
)

EXAMPLES = sorted((Path(__file__).parents[3] / "examples" / "policies").glob("*.yaml"))
NOTE = re.compile(r"(?m)^#.*\n| +# [^\"\n]*$")

HEAD = "returnkit: 1\npolicy: p\ncurrency: USD\ntimezone: UTC\n"


def rule_of(text: str) -> str:
    """Return what is written for the rule that *text* writes, without its id and the rules around it."""
    lines = text.strip("\n").replace("\n", "\n  ")
    first = "- {id: offers, offer: [refund, exchange], fee: {name: worn, flat: 1, per: unit}}"
    last = "- {id: last, within: unlimited}"
    policy = load(f"{HEAD}rules:\n{first}\n- id: r\n  {lines}\n{last}\n", Policy, name="p.yaml")
    written = write_policy(policy).partition("- id: r\n")[2].partition("\n\n- id: last")[0]
    return "\n".join(line[2:] for line in written.split("\n"))


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_policies_of_retailers_are_written_in_the_words_that_we_chose(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    written = write_policy(load_policy(text))

    # The order of keys and where a long text breaks is ours here and the author's there.
    assert parse(written, name="p.yaml").data == parse(text, name="p.yaml").data


@pytest.mark.parametrize("name", ["rei", "target", "wayfair", "zalando"])
def test_a_policy_is_written_as_its_author_wrote_it_but_for_the_notes(name: str) -> None:
    text = next(path for path in EXAMPLES if path.stem == name).read_text(encoding="utf-8")

    assert write_policy(load_policy(text)) == NOTE.sub("", text)


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("within: {days: 30, of: delivery}", "within: 30 days of delivery"),
        (
            "within: {longest: [30 days of delivery, {days: 45, of: [order]}]}",
            "within: longest of (30 days of delivery; 45 days of order)",
        ),
        (
            "within: {hours: 48, of: [delivery, shipment + 2 days], grace: 3 days}",
            "within: 48 hours of delivery else shipment + 2 days, grace 3 days",
        ),
        ("offer: [refund]\nwithin: unlimited", "offer: refund\nwithin: unlimited"),
        ("offer: {refund: refund}", "offer: refund"),
        ("offer: {refund: refund, exchange: {gives: exchange}}", "offer: [refund, exchange]"),
        ("offer: {late: {gives: store_credit}}", "offer: {late: store_credit}"),
        (
            "offer: [refund, {name: late, gives: store_credit}]",
            "offer: {refund: refund, late: store_credit}",
        ),
        ("refuse: {say: Sold as seen.}", "refuse: Sold as seen."),
        ("refuse: {code: refused}", "refuse: {}"),
        ("refuse: {code: final_sale}", "refuse: {code: final_sale}"),
        ("review: {}", "review: true"),
        ("review: {say: We look.}", "review: We look."),
        ("rate: 50", "rate: 50 %"),
        ("rate: '12.50'", "rate: 12.50 %"),
        ("rate: 0", "rate: 0 %"),
        ("rate: item.quantity * 10", "rate: item.quantity * 10"),
        ("bonus: {percent: 10}", "bonus: 10 %"),
        ("bonus: {percent: 10 %, at_most: 25.00}", "bonus: {percent: 10, at_most: 25.00}"),
        ("bonus: {flat: '6.50'}", "bonus: {flat: 6.50}"),
        (
            "fee: [{name: label, flat: 6.50, per: return, kind: label}]",
            "fee: {name: label, flat: 6.50, per: return}",
        ),
        (
            "fee: {name: restocking, percent: 15 %, of: paid, per: line}",
            "fee: {name: restocking, percent: 15, of: paid}",
        ),
        (
            "fee: {name: restocking, kind: other, percent: 15, of: paid}",
            "fee: {name: restocking, kind: other, percent: 15, of: paid}",
        ),
        ("waive: [worn]", "waive: worn"),
        ("ask: {photo: '1..5', before: decision}", "ask: {photo: 1..5, before: decision}"),
        (
            "ask: {photo: '2', why: What broke?, before: refund}",
            "ask: {photo: 2, why: What broke?, before: refund}",
        ),
        ("limit: {units: 1, counter: swaps, of: customer}", "limit: {units: 1, counter: swaps}"),
        ("by: [store, mail]", "by: [store, mail]"),
        ("extend: {until: 2027-01-15}", "extend: until 2027-01-15"),
        ("defer: {to: 2027-01-02}", "defer: to 2027-01-02"),
        ("allow: true\ninternal: false", "allow: true"),
        ("for: [refund]\nallow: true", "for: refund\nallow: true"),
        ("when: 'true'\nallow: true", "when: true\nallow: true"),
        (
            "allow: true\nunless: item.quantity > 2\nwhen: item.is_final_sale",
            "when: item.is_final_sale\nunless: item.quantity > 2\nallow: true",
        ),
    ],
)
def test_a_rule_is_written_in_its_shortest_form(given: str, written: str) -> None:
    assert rule_of(given) == written


def test_keys_stand_in_an_order_that_reads() -> None:
    given = (
        "fee: {name: late_fee, flat: 1, per: line}\nwithin: 30 days of delivery\nafter: refund\n"
        "for: exchange\nreview: true\ninternal: true\nunless: item.is_gift_card\nwhen: item.is_final_sale\n"
        "placed: ..2026-12-31"
    )

    assert [line.partition(":")[0] for line in rule_of(given).splitlines()] == [
        *("placed", "when", "unless", "internal", "for", "after", "within", "review", "fee")
    ]


def test_what_does_not_fit_a_line_is_a_block_and_a_long_text_is_folded() -> None:
    condition = " or ".join(
        f'item.category == "{word}"' for word in ("tent", "stove", "rope", "boots", "skis")
    )
    say = (
        "Tents, stoves, ropes, boots and skis that were used in the mountains can't come back to us any more."
    )

    written = rule_of(f"when: >-\n  {condition}\nrefuse:\n  code: mountains\n  say: >-\n    {say} {say}")

    assert written == (
        "when: >-\n"
        '  item.category == "tent" or item.category == "stove" or item.category == "rope"\n'
        '  or item.category == "boots" or item.category == "skis"\n'
        "refuse:\n"
        "  code: mountains\n"
        "  say: >-\n"
        "    Tents, stoves, ropes, boots and skis that were used in the mountains can't come back to us any\n"
        "    more. Tents, stoves, ropes, boots and skis that were used in the mountains can't come back to\n"
        "    us any more."
    )


def test_a_text_of_several_lines_keeps_them() -> None:
    assert rule_of('review: "Please wait.\\nWe look."') == "review: |-\n  Please wait.\n  We look."
    assert rule_of('refuse: {code: a, say: "Please wait.\\nWe look.\\n"}') == (
        "refuse:\n  code: a\n  say: |\n    Please wait.\n    We look."
    )


def test_several_fees_are_a_list_of_short_mappings() -> None:
    fees = (
        "fee:\n- {name: restocking, percent: 15, of: paid, at_least: 2.00}\n"
        "- {name: handling, flat: 6.50, per: unit, at_most: 20.00, decided: inspection}"
    )

    assert rule_of(fees) == fees


TEXT = """\
returnkit: 1
policy: shop
currency: USD
timezone: UTC

facts:
  item.weight: {type: number, default: 2.50}

define:
  heavy: item.weight > 5

rules:
- id: heavy
  when: heavy
  refuse: {code: heavy, say: "It's \\"heavy\\"."}

- id: all
  offer: refund
  within: 30 days of delivery
"""


def test_toml_has_a_table_for_each_rule() -> None:
    assert write_policy(load_policy(TEXT.replace('"It\'s \\"heavy\\"."', "Too heavy.")), "toml") == (
        'returnkit = 1\npolicy = "shop"\ncurrency = "USD"\ntimezone = "UTC"\n\n'
        '[facts]\n"item.weight" = {type = "number", default = 2.50}\n\n'
        '[define]\nheavy = "item.weight > 5"\n\n'
        '[[rules]]\nid = "heavy"\nwhen = "heavy"\nrefuse = {code = "heavy", say = "Too heavy."}\n\n'
        '[[rules]]\nid = "all"\noffer = "refund"\nwithin = "30 days of delivery"\n'
    )


def test_toml_puts_what_is_too_long_for_a_line_behind_dots() -> None:
    say = (
        "Tents, stoves, ropes, boots and skis that were used in the mountains can't come back to us any more."
    )
    policy = load_policy(TEXT.replace('"It\'s \\"heavy\\"."', f'"{say}\\n{say}"'))

    assert f'refuse.code = "heavy"\nrefuse.say = """\n{say}\n{say}"""\n' in write_policy(policy, "toml")


def test_json_keeps_small_things_on_a_line() -> None:
    text = write_policy(load_policy(TEXT), "json")

    assert '\n    "item.weight": {"type": "number", "default": 2.50}\n' in text
    assert '\n      "refuse": {"code": "heavy", "say": "It\'s \\"heavy\\"."}\n' in text


def test_amounts_keep_their_decimals() -> None:
    fee = Fee.model_validate({"name": "label", "flat": Decimal("6.50"), "per": "unit"})
    policy = load_policy(TEXT)
    policy = policy.evolve(rules=(policy.rules[0].evolve(refuse=None, fee=(fee,)), policy.rules[1]))

    for format in ("yaml", "toml", "json"):
        assert re.search(r"flat.{,4}6\.50\b", write_policy(policy, format))


WHOLE = """\
returnkit: 1
policy: acme
version: {orders: 2026-01-01.., revision: 2, published: "2026-02-01T00:00:00Z", against_shopper: It was dear.}
currency: USD
timezone: [destination, Europe/Berlin]

floor:
- statute
- returnkit: 1
  policy: law
  currency: USD
  timezone: UTC
  rules:
  - {id: law, offer: {by_law: refund}, within: 14 days of delivery}

rules:
- id: once
  limit: {units: 1, counter: shirts}
  say: A shirt comes back once.

- id: all
  offer: refund
  within: 30 days of delivery
"""


@pytest.mark.parametrize("format", ["yaml", "toml", "json"])
def test_versions_floors_and_zones_come_back(format: Any) -> None:
    policy = load_policy(WHOLE)

    written = write_policy(policy, format)

    assert load_policy(written, format=format) == policy
    assert format != "yaml" or written == WHOLE


# --- what cannot be written --------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["yaml", "toml", "json"])
def test_a_text_that_no_document_may_hold_is_refused_with_its_place(format: Any) -> None:
    policy = load_policy(TEXT)
    rules = (policy.rules[0].evolve(refuse=None, review=Review(say="Wait.\x07")), policy.rules[1])

    with pytest.raises(WritingError, match=r"rules\[0\]\.review: character U\+0007 \(a control\)"):
        write_policy(policy.evolve(rules=rules), format)


def test_a_value_that_no_document_gives_is_refused_with_its_place() -> None:
    policy = load_policy(TEXT)
    faulty = policy.rules[0].model_copy(update={"review": Review.model_construct(say="")})

    with pytest.raises(WritingError, match=r"rules\[0\]\.review\.say: no document gives"):
        write_policy(policy.model_copy(update={"rules": (faulty, policy.rules[1])}))


def test_a_text_form_that_its_model_reads_otherwise_is_refused() -> None:
    policy = load_policy(TEXT)
    question = Question.model_construct(name="photo", text="1..5")
    ask = Ask.model_construct(evidence=(), questions=(question,), before=Before.DECISION)
    faulty = policy.rules[1].model_copy(update={"ask": ask})

    with pytest.raises(WritingError, match=r"rules\[0\]\.ask: no document gives"):
        write_policy(policy.model_copy(update={"rules": (faulty,)}))


def test_a_policy_that_is_too_large_for_a_document_is_refused() -> None:
    policy = load_policy(TEXT)
    define = {f"name_{number}": "item.weight > 5 or item.weight < 4" for number in range(30_000)}

    with pytest.raises(WritingError, match="more than 1,048,576"):
        write_policy(policy.evolve(define=define), "json")


def test_a_policy_with_faults_among_its_rules_is_written_as_it_is() -> None:
    policy = load_policy(TEXT)
    faulty = policy.evolve(rules=(policy.rules[0].evolve(when="item.wieght > 5"), policy.rules[1]))

    assert "when: item.wieght > 5" in write_policy(faulty)
