"""Shops: policies with one thing to say, and the retailers'."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from returnkit import Policy, load_policy
from returnkit.publishing import Page, Sentence, policy_page

RETAILERS: Final = sorted((Path(__file__).resolve().parents[3] / "examples" / "policies").glob("*.yaml"))

STANDARD: Final = """\
- {id: offers, offer: [refund, exchange]}
- {id: standard, within: 30 days of delivery}
"""


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
