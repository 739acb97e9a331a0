"""Reports of coverage say what is missing, and nothing of a policy gets out of its text."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from returnkit import load_policy
from returnkit.diagnostics import Source
from returnkit.errors import DocumentError
from returnkit.policy import Policy
from returnkit.situations import decided, situation
from returnkit.testing.coverage import (
    Coverage,
    Obligation,
    as_html,
    as_json,
    as_text,
    covered,
    met_by,
    obligations,
    read_excuses,
)
from returnkit.testing.coverage.reports.advice import advice
from returnkit.testing.coverage.reports.passages import passages
from returnkit.testing.coverage.reports.states import share
from returnkit.testing.coverage.reports.style import COLOURS

ROOT = Path(__file__).resolve().parents[3]
SHOP = """\
policy: shop
timezone: Europe/Berlin
rules:
- id: final
  when: item.is_final_sale
  refuse: {code: final_sale, say: This was a final sale.}

# the two that tell a window
- id: large
  when: item.category in ["sofa", "bed"] and order.total > 800
  within: 14 days of delivery
- {id: all, offer: [refund], within: 30 days of delivery}
"""
DOORS = """\
policy: doors
rules:
- {id: doors, by: [mail, store]}
- {id: box, whole: bundle}
- {id: few, limit: {units: 2, counter: shoes}}
- {id: season, placed: 2026-11-01..2026-12-31, within: 60 days of delivery}
- {id: quick, when: customer.tier != "plus", within: 48 hours of delivery}
- {id: all, offer: [refund], within: 30 days of delivery}
- {id: trusted, when_any: item.is_final_sale, approve: manual}
"""


@cache
def policy_of(text: str) -> Policy:
    return load_policy(text, name="shop.yaml")


def shop() -> Coverage:
    """The coverage of `SHOP` by two cases."""
    policy = policy_of(SHOP)
    cases = {"sale": {"item.is_final_sale": True}, "plain": {}}
    return covered(policy, [(name, decided(policy, situation(policy, told))) for name, told in cases.items()])


def everything(policy: Policy) -> Coverage:
    owed = Coverage(policy).obligations
    return Coverage(policy, {each.key: ("case",) for each in owed})


def advised(text: str) -> dict[str, str]:
    policy = policy_of(text)
    return {each.key: advice(policy, each) for each in obligations(policy)}


def test_text_tells_of_a_rule_only_what_is_missing() -> None:
    told = as_text(shop())

    assert "final/when/true" not in told
    assert "  large/when/1/800: `order.total` is 800\n    add `order.total: 800`, while" in told


def test_text_tells_how_much_of_each_kind_is_met() -> None:
    coverage = shop()
    met, of = coverage.tally()

    head = as_text(coverage).split("\n\n")[0].splitlines()

    assert head[0] == f"shop: {met} of {of} met, {100 * met // of} %"
    assert [line.split()[0] for line in head[1:]] == ["rule", "condition", "boundary", "window", "order"]


def test_text_is_one_line_when_nothing_is_missing() -> None:
    coverage = everything(policy_of(SHOP))

    assert as_text(coverage) == f"shop: all of {len(coverage.obligations)} met\n"


def test_all_is_never_said_of_nearly_all() -> None:
    assert [share(met, 1_000) for met in (0, 9, 994, 995, 999, 1_000)] == [0, 0, 99, 99, 99, 100]
    assert share(0, 0) == 100


def test_text_gives_the_reason_for_what_does_not_count() -> None:
    policy = policy_of(
        SHOP.replace("item.is_final_sale", 'item.category == "sofa" and item.category == "bed"')
    )
    coverage = Coverage(policy).with_excuses({"all/window/late": "Late requests go to a person."})
    assert coverage.infeasible

    told = as_text(coverage)

    assert f"; 1 excused; {len(coverage.infeasible)} infeasible" in told.splitlines()[0]
    assert "excused: 1\n  all/window/late: Late requests go to a person." in told
    assert all(f"  {key}: {reason}" in told for key, reason in coverage.infeasible.items())


def test_a_reason_of_several_lines_stays_indented() -> None:
    told = as_text(shop().with_excuses({"all/window/late": "By hand,\nshop: as ever."}))

    assert "  all/window/late: By hand, shop: as ever." in told.splitlines()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "examples/policies").glob("*.yaml")), ids=lambda path: str(path.stem)
)
def test_lines_of_text_fit_into_a_hundred_columns(path: Path) -> None:
    policy = load_policy(path.read_text("utf-8"), name=path.name)

    lines = as_text(Coverage(policy)).splitlines()

    assert [line for line in lines if len(line) > 100 and " " in line.strip()] == []


def test_json_holds_every_obligation_with_who_met_it() -> None:
    coverage = shop().with_excuses({"all/window/late": "By hand."})

    found = json.loads(json.dumps(as_json(coverage)))

    told = {each["key"]: each for rule in found["rules"] for each in rule["obligations"]}
    assert list(told) == [each.key for each in obligations(coverage.policy)]
    assert told["final/when/true"]["met_by"] == ["sale"]
    assert told["all/window/late"]["excused"] == "By hand."
    assert told["large/when/1/800"]["advice"].startswith("add `order.total: 800`")
    assert (found["met"], found["of"]) == coverage.tally()
    assert sum(kind["of"] for kind in found["kinds"].values()) == found["of"]
    assert sum(rule["met"] for rule in found["rules"]) == found["met"]
    assert found["hash"] == coverage.hash


def test_json_has_the_keys_that_its_module_documents() -> None:
    from returnkit.testing.coverage.reports import json as module

    documented = set(re.findall(r'"(\w+)": ', module.__doc__ or ""))

    assert _keys(as_json(shop())) - {"condition", "boundary", "window", "order"} == documented


def _keys(value: Any) -> set[str]:  # Any: what JSON holds
    if isinstance(value, dict):
        return {*value, *(key for each in value.values() for key in _keys(each))}
    return {key for each in value for key in _keys(each)} if isinstance(value, list) else set()


def test_what_the_advice_adds_meets_what_is_owed() -> None:
    policy = policy_of(SHOP)
    added: dict[str, dict[str, object]] = {
        "final/when/true": {},
        "large/when/0/true": {"order.total": 900},
        "large/when/0/sofa": {"order.total": 900},
        "large/when/0/bed": {"order.total": 900},
        "large/when/1/800": {"item.category": "bed"},
        "large/when/1/800.01": {"item.category": "bed"},
    }

    for key, beside in added.items():
        found = re.match(r"add `(\S+): ([^`]+)`", advice(policy, by_key(policy, key)))
        assert found, key
        told = situation(policy, {**beside, found[1]: found[2], "at": "20 days after delivery"})
        assert key in met_by(decided(policy, told)), key


def test_a_day_is_advised_at_its_end_that_is_nearest_to_the_constant() -> None:
    policy = policy_of(DOORS)
    days = [each for each in obligations(policy) if "is within a day" in each.text]

    for each in days:
        path, value = re.findall(r"`(\S+): ([^`]+)`", advice(policy, each))[0]
        assert each.key in met_by(decided(policy, situation(policy, {path: value}))), each.key
    assert len(days) == 4


def by_key(policy: Policy, key: str) -> Obligation:
    return next(each for each in obligations(policy) if each.key == key)


def test_advice_is_in_the_words_of_tables() -> None:
    told = {**advised(SHOP), **advised(DOORS)}

    assert told["large/window/last"] == "ask on the last day of its window"
    assert told["quick/window/late"] == "ask in the first hour after its window"
    assert told["quick/when/true"] == 'a case in which `customer.tier != "plus"` is true'
    assert told["quick/when/false"] == "add `customer.tier: plus`"
    assert told["large/when/0/false"] == (
        'a case in which `item.category in ["sofa", "bed"]` is false, while `order.total > 800` is true'
    )
    assert told["doors/blocks"] == "add a `request.method` other than `mail`, `store`"
    assert told["doors/passes"] == "add `request.method: mail`"
    assert told["box/blocks"] == "add `request.is_bundle_complete: false` of an item with an `item.bundle`"
    assert told["few/blocks"] == "add `counters.shoes: 2`"
    assert told["few/passes"] == "add `counters.shoes: 0`"
    assert told["trusted/when_any/true"] == "add `item.is_final_sale: true` of an accepted item"
    assert told["large/above/all"] == (
        'a case in which `item.category in ["sofa", "bed"] and order.total > 800` is true, '
        "and `all` would decide otherwise"
    )
    assert told["all/speaks"] == "a case that no rule above decides"


def test_every_line_of_a_policy_stands_in_one_passage() -> None:
    found = passages(Source("shop.yaml", SHOP))

    assert [line for each in found for line in each.lines] == SHOP.splitlines()
    assert [each.first for each in found] == [1, 4, 7, 9, 12]
    assert [each.rules for each in found] == [(), ("final",), (), ("large",), ("all",)]


def test_rules_that_share_a_line_share_a_passage() -> None:
    text = '{"policy": "shop", "rules": [{"id": "a", "offer": ["refund"]}, {"id": "b",\n"allow": true}]}'

    assert [(each.first, len(each.lines), each.rules) for each in passages(Source("shop.json", text))] == [
        (1, 2, ("a", "b"))
    ]


def test_rules_of_toml_reach_to_the_end_of_what_they_say() -> None:
    text = (
        'policy = "a"\n\n[[rules]]\nid = "a"\n[rules.refuse]\ncode = "x"\n\n[[rules]]\nid = "b"\nallow = true'
    )

    found = [each for each in passages(Source("shop.toml", text)) if each.rules]

    assert [(each.first, len(each.lines), each.rules) for each in found] == [(3, 4, ("a",)), (8, 3, ("b",))]


class Page(HTMLParser):
    """A page as a browser sees it.

    Attributes:
        tags: The elements, with their attributes.
        text: What can be read.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] != "style":
            self.text += data


def test_the_page_shows_each_rule_beside_its_lines() -> None:
    html = as_html([(shop(), Source("shop.yaml", SHOP))])

    cards = html.split('<section class="rule')[1:]
    assert [card.split('"', 1)[0] for card in cards] == [" beside all", " beside none", " beside partly"]
    assert "item.is_final_sale" in cards[0]
    assert "by sale" in Page(html).text
    assert "✗ missing boundary: order.total is 800" in Page(html).text


def test_a_page_without_a_text_shows_every_rule() -> None:
    page = Page(as_html([(shop(), None), (Coverage(policy_of(DOORS)), Source("x.yaml", "rules: ["))]))

    heads = re.findall(r"(\S+) [✓◐✗–] (?:all|partly|not) shown", page.text)
    assert heads == [each.id for text in (SHOP, DOORS) for each in policy_of(text).rules]


def test_nothing_of_a_policy_gets_out_of_its_text() -> None:
    evil = "</code></pre><script>alert(1)</script><img src=x onerror=alert(1)>&amp;`"
    text = SHOP.replace("sofa", evil).replace("# the two", f"# {evil}")
    policy = policy_of(text)
    coverage = everything(policy)
    met = {key: (evil, *map(str, range(4))) for key in coverage.met if not key.startswith("all/")}
    excused = Coverage(policy, met, MappingProxyType({"all/speaks": evil}))

    page = Page(as_html([(excused, Source(f"{evil}.yaml", text)), (Coverage(policy), None)]))

    tags = {tag for tag, _ in page.tags}
    assert tags.isdisjoint({"script", "img", "link", "iframe"})
    assert {name for _, attributes in page.tags for name in attributes} <= {
        "lang", "charset", "name", "content", "href", "id", "class", "scope",
    }  # fmt: skip
    assert (
        page.text.count(evil) > 5
    )  # its name, its comment, its condition, and what is in nothing's backticks


def test_the_page_needs_nothing_else() -> None:
    html = as_html([(shop(), Source("shop.yaml", SHOP))])

    links = [attributes["href"] for tag, attributes in Page(html).tags if tag == "a"]
    assert [link for link in links if not (link or "").startswith("#")] == []
    assert re.findall(r"https?:|url\(|@import|<script|<link", html) == []


def test_the_page_can_be_read_without_colours_and_by_its_headings() -> None:
    page = Page(as_html([(shop(), Source("shop.yaml", SHOP)), (Coverage(policy_of(DOORS)), None)]))

    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))
    marks = [attributes for tag, attributes in page.tags if "mark" in (attributes.get("class") or "").split()]
    assert len(marks) == len(
        re.findall(r"[✓◐✗–] (?:\w+ )?(?:shown|counts|met|missing|excused|infeasible)", page.text)
    )
    assert all(attributes.get("scope") for tag, attributes in page.tags if tag == "th")


@pytest.mark.parametrize("name", COLOURS)
def test_every_colour_can_be_told_from_the_one_behind_it(name: str) -> None:
    text, ground = map(_luminance, COLOURS[name])

    assert (max(text, ground) + 0.05) / (min(text, ground) + 0.05) >= 4.5


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_excuses_are_read_by_key() -> None:
    found = read_excuses("returnkit: 1\nexcused:\n  all/window/late: By hand.\n", "shop.coverage.yaml")

    assert found == {"all/window/late": "By hand."}
    assert shop().with_excuses(found).excused == found


@pytest.mark.parametrize(
    ("text", "path", "line"),
    [
        ("returnkit: 2\nexcused: {a: b}\n", "returnkit", 1),
        ("returnkit: 1\n", "excused", 1),
        ("excused:\n  a: b\n  all/speaks: 1\n", "excused.all/speaks", 3),
        ("excused:\n  all/speaks: ' '\n", "excused.all/speaks", 2),
        ("excused: {a: b}\nwhy: no\n", "why", 2),
    ],
)
def test_faults_of_excuses_are_told_where_they_are(text: str, path: str, line: int) -> None:
    with pytest.raises(DocumentError) as caught:
        read_excuses(text, "shop.coverage.yaml")

    (fault,) = caught.value.faults
    assert fault.path == path
    assert fault.span is not None
    assert fault.span.line == line
