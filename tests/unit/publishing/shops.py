"""Shops: policies with one thing to say, and the retailers'."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

from returnkit import Policy, load_policy
from returnkit.publishing import Page, Sentence, StructuredPolicy, merchant_return_policy, policy_page
from tests.schema_org import faults_of

RETAILERS: Final = sorted((Path(__file__).resolve().parents[3] / "examples" / "policies").glob("*.yaml"))

STANDARD: Final = """\
- {id: offers, offer: [refund, exchange]}
- {id: standard, within: 30 days of delivery}
"""

HEAD: Final = "facts:\n  item.size: {type: number, default: 3, doc: Its size.}\n"


def a_policy(*rules: str, head: str = "", rest: str = STANDARD) -> Policy:
    """Return a policy in dollars with *rules* above a refund or an exchange within 30 days of delivery."""
    return load_policy(f"policy: shop\n{head}rules:\n" + "".join(f"- {rule}\n" for rule in rules) + rest)


def retailer(name: str) -> Policy:
    """Return the policy of a retailer."""
    path = next(path for path in RETAILERS if path.stem == name)
    return load_policy(path.read_text(encoding="utf-8"), name=path.name)


def of_rule(page: Page, rule: str) -> list[str]:
    """Return the sentences that come from this one rule."""
    return [each.text for each in page.sentences if each.rules == (rule,)]


def said(rule: str, *more: str, head: str = "", locale: str = "en") -> str:
    """Return the first sentence for the rule `it` on the page of a policy with it and *more*."""
    return of_rule(policy_page(a_policy(rule, *more, head=head), locale), "it")[0]


def condition(text: str, *, head: str = "", locale: str = "en") -> str:
    """Return the condition *text* as the page says it."""
    quoted = text.replace("'", "''")
    sentence = said(f"{{id: it, when: '{quoted}', review: true}}", head=head, locale=locale)
    if locale == "ko":
        return sentence.removeprefix("담당자 확인 후 안내 (조건: ").removesuffix(").")
    return sentence.removeprefix("We look at the case before we answer, if ").removesuffix(".")


def texts(sentences: tuple[Sentence, ...]) -> list[str]:
    """Return *sentences* as texts."""
    return [each.text for each in sentences]


def plain(*rules: str, rest: str = STANDARD, **more: Any) -> dict[str, Any]:
    """Return the properties for a policy with *rules*, its members without their address."""
    found = merchant_return_policy(a_policy(*rules, head=HEAD, rest=rest), **more)
    assert faults_of(found.data) == []
    bare = json.loads(json.dumps(found.data).replace("https://schema.org/", ""))
    return {name: value for name, value in bare.items() if not name.startswith("@")}


def unsaid(found: StructuredPolicy, rule: str = "it") -> list[tuple[str, bool]]:
    """Return the effects of a rule that are not in the data, and whether a part of each is."""
    return [(each.effect, each.is_rest) for each in found.unsaid if each.rule == rule]
