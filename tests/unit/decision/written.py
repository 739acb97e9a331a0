"""Written: small policies as documents, decided for small orders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from returnkit.decision import Decision, Effect, Said, decide
from returnkit.facts import Inspection, Order, ReturnHistory, ReturnRequest
from returnkit.ids import RuleId
from returnkit.policy import Policy, load_policy
from tests.builders import a_request, an_order

AT: Final = datetime(2026, 11, 20, 17, tzinfo=UTC)
OFFERS: Final = "{id: offers, offer: [refund, exchange], within: 30 days of delivery}"


def a_policy(*rules: str, head: str = "") -> Policy:
    """Return the policy of *rules*, each in flow style; *head* is what stands above them."""
    lines = "".join(f"- {rule}\n" for rule in rules)
    return load_policy(f"returnkit: 1\npolicy: acme\n{head}rules:\n{lines}")


def says(rule: str, effect: Effect | None = None) -> Said:
    """Return what *rule* says of a term; without an effect it waives a fee."""
    return Said(effect, RuleId(rule))


def decided(
    *rules: str,
    order: Order | None = None,
    request: ReturnRequest | None = None,
    history: ReturnHistory | None = None,
    inspections: Sequence[Inspection | None] = (),
    at: datetime = AT,
    head: str = "",
) -> Decision:
    """Return what the policy of *rules* and the usual offers decides."""
    policy = a_policy(*rules, OFFERS, head=head)
    return decide(
        policy,
        order or an_order(),
        request or a_request(),
        at=at,
        history=history,
        inspections=inspections,
    )
