"""Check: the faults of a text, or its warnings, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from returnkit import check_policy, load_policy
from returnkit.diagnostics import Diagnostic, Severity
from returnkit.ids import PolicyId
from returnkit.policy import Policy, offer, only, rule, warnings_of, when, withhold, within
from returnkit.policy.document import Fault
from returnkit.policy.statutes import STATUTES, Statute
from returnkit.policy.warnings.kinds import KINDS
from returnkit.policy.warnings.survey import Survey, survey
from tools.warned import WARNINGS

FOLDER = Path(__file__).resolve().parents[3] / "examples"
EXAMPLES = sorted((FOLDER / "policies").glob("*.yaml"))
OTHERS = [FOLDER / "acme.yaml", *sorted((FOLDER / "constructs").glob("*.yaml"))]
WARNED = """\
policy: shop
facts:
  item.carrier: {type: string}
define:
  small: >-
    item.quantity < 3
rules:
- id: offers
  offer: refund
- id: many
  when: item.quantity > 2
  within: 10 days of delivery
- id: more
  when: item.quantity > 4
  within: 20 days of delivery
- {id: rest, within: 30 days of delivery}
"""


def marked(text: str, found: Diagnostic) -> str:
    """Return the part of *text* that is marked."""
    assert found.span is not None
    return text.splitlines()[found.span.line - 1][found.span.column - 1 :][: found.span.length]


def test_warnings_stand_in_the_order_of_the_text_each_at_its_place() -> None:
    found = check_policy(WARNED)

    assert [(warning.code, warning.path, marked(WARNED, warning)) for warning in found] == [
        ("policy.unused_name", 'facts["item.carrier"]', "item.carrier"),
        ("policy.unused_name", "define.small", "small"),
        ("policy.never_speaks", "rules[2].within", "20 days of delivery"),
    ]
    assert {warning.severity for warning in found} == {Severity.WARNING}
    assert all(warning.help for warning in found)


def test_a_policy_with_warnings_loads() -> None:
    assert len(warnings_of(load_policy(WARNED))) == 3


def test_a_text_with_faults_has_its_faults_and_no_warnings() -> None:
    found = check_policy(WARNED.replace("item.quantity > 4", "item.quantty > 4"))

    assert [(fault.code, fault.severity) for fault in found] == [("expr.unknown_name", Severity.ERROR)]
    assert [fault.code for fault in check_policy("policy: shop\n")] == ["document.missing"]
    assert [fault.code for fault in check_policy("", name="policy.txt")] == ["document.format"]


def test_every_notation_is_checked() -> None:
    toml = 'policy = "shop"\n[[rules]]\nid = "a"\nwhen = "false"\nrefuse = "No."\n[[rules]]\nid = "b"\n'
    toml += 'offer = "refund"\nwithin = "3 days of order"\n'
    json = '{"policy": "shop", "rules": [{"id": "a", "when": false, "refuse": "No."},'
    json += ' {"id": "b", "offer": "refund", "within": "3 days of order"}]}'

    (of_toml,) = check_policy(toml, name="policy.toml")
    (of_json,) = check_policy(json, format="json")

    assert of_toml.code == of_json.code == "policy.never_true"
    assert (marked(toml, of_toml), marked(json, of_json)) == ('"false"', "false")


def test_a_byte_order_mark_moves_no_place() -> None:
    assert check_policy("\ufeff" + WARNED) == check_policy(WARNED)


def test_a_policy_in_python_is_warned_of_by_path() -> None:
    rules = (
        rule("a", when("item.quantity > 1"), only("exchange")),
        rule("b", when("item.quantity > 2"), withhold("refund")),
        rule("c", offer("refund", "exchange"), within("30 days of delivery")),
    )
    policy = Policy(id=PolicyId("shop"), rules=rules)

    ((path, warning),) = warnings_of(policy)

    assert (path, warning.code, warning.span) == (("rules", 1, "withhold"), "policy.never_speaks", None)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_kind_of_warning_has_its_own_code(kind: Callable[[Survey], Iterable[Fault]]) -> None:
    of_kind = f"policy.{kind.__name__}"
    found = [
        fault.code
        for example in WARNINGS
        if example.code == of_kind
        for _, fault in kind(survey(load_policy(example.text)))
    ]

    assert set(found) == {of_kind}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_what_retailers_promise_gives_no_false_alarm(example: Path) -> None:
    found = check_policy(example.read_text(encoding="utf-8"), name=example.name)

    # Those that charge a label or a parcel do depend on how goods are split, as retailers mean it.
    splits = {"policy.split_sensitive"} if example.stem in ("hm", "musinsa", "wayfair") else set()
    assert {fault.code for fault in found} == splits


@pytest.mark.parametrize("example", OTHERS, ids=lambda path: path.stem)
def test_what_shows_a_construct_gives_no_false_alarm(example: Path) -> None:
    found = check_policy(example.read_text(encoding="utf-8"), name=example.name)

    assert {fault.code for fault in found} <= {"policy.split_sensitive"}


@pytest.mark.parametrize("statute", STATUTES.values(), ids=lambda statute: str(statute.id))
def test_what_a_law_grants_gives_no_false_alarm(statute: Statute) -> None:
    assert {fault.code for _, fault in warnings_of(statute.policy)} <= {"policy.split_sensitive"}
