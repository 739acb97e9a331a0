"""Warnings of policies: what each means, with a small policy that really has it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

from returnkit.diagnostics import Diagnostic, Source, render
from returnkit.policy import check_policy

from .markdown import block, code

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME: Final = "policy.yaml"
_ALL: Final = "{id: all, offer: [refund, exchange], within: 30 days of delivery}"
_SEASON: Final = "{id: season, placed: 2026-11-01..2026-12-31, defer: to 2027-01-02}"


@dataclass(frozen=True, slots=True)
class WarnedPolicy:
    """A policy with a warning.

    Attributes:
        code: The code of the warning that it shows.
        meaning: What the warning says of the policy, and why it matters; Markdown.
        rules: The rules of the policy, each on a line.
        head: What stands above the rules.
    """

    code: str
    meaning: str
    rules: tuple[str, ...]
    head: str = ""

    @property
    def text(self) -> str:
        """The whole policy."""
        return f"policy: shop\n{self.head}rules:\n" + "".join(f"- {rule}\n" for rule in self.rules)


WARNINGS: Final = (
    WarnedPolicy(
        "policy.never_true",
        "No order meets the condition: its parts exclude each other, or a fact never has that value.",
        ("{id: risk, when: history.return_rate_365d > 60, review: true}", _ALL),
    ),
    WarnedPolicy(
        "policy.never_speaks",
        "Wherever the rule applies, rules above it have spoken about the same thing: the effect never "
        "counts. A `review` is silenced by a rule above it that decides the standing.",
        (
            '{id: members, when: \'customer.tier in ["plus", "total"]\', within: 60 days of delivery}',
            "{id: plus, when: customer.tier == 'plus', within: 90 days of delivery}",
            _ALL,
        ),
    ),
    WarnedPolicy(
        "policy.never_stands",
        "Where the rule makes the offer, another rule always refuses or withholds it.",
        (
            "{id: swaps, when: item.category == 'mattress', only: exchange}",
            "{id: mattress, when: item.category == 'mattress', offer: keep, within: 9 days of delivery}",
            _ALL,
        ),
    ),
    WarnedPolicy(
        "policy.never_offered",
        "The rule names an offer that nothing makes where the rule applies. `after` then opens with the "
        "order, and `only` leaves nothing.",
        (
            "{id: money, when: request.has_proof_of_purchase, offer: refund}",
            "{id: lost, unless: request.has_proof_of_purchase, for: refund, rate: 50}",
            "{id: credit, offer: store_credit}",
            "{id: standard, within: 30 days of delivery}",
        ),
    ),
    WarnedPolicy(
        "policy.shelters_nothing",
        "No rule below an `allow` could refuse, withhold or review what it is about.",
        (
            "{id: worn, when: item.category == 'shoes', refuse: Shoes stay.}",
            "{id: gold, when: customer.tier == 'gold', allow: true}",
            _ALL,
        ),
    ),
    WarnedPolicy(
        "policy.waives_nothing",
        "A `waive` counts above its fee only. Below, the fee is charged first; or nothing charges it where "
        "this rule applies.",
        (
            "{id: drones, when: item.category == 'drone', fee: {name: restocking, percent: 15, of: paid}}",
            "{id: gold, when: customer.tier == 'gold', waive: restocking}",
            _ALL,
        ),
    ),
    WarnedPolicy(
        "policy.never_moves",
        "After the `extend` or `defer` no window closes later than before: its day is too early for any "
        "order of the period, the windows never close, or a deferral has gone past it.",
        ("{id: season, placed: 2026-11-01..2026-12-31, extend: until 2026-01-15}", _ALL),
    ),
    WarnedPolicy(
        "policy.defer_reaches",
        "A `defer` starts every clock of its offers no earlier than its day, also that of a window whose "
        "clock is of another kind: hours, working days, or another part of the order's life.",
        (_SEASON, "{id: fridges, when: item.category == 'fridge', within: 48 hours of delivery}", _ALL),
    ),
    WarnedPolicy(
        "policy.defer_reaches",
        "It moves long windows as well, which the season need not: `extend: until` a day never shortens and "
        "leaves them alone.",
        (
            _SEASON,
            "{id: phones, when: item.category == 'phone', within: 15 days of delivery}",
            "{id: all, offer: refund, within: 90 days of delivery}",
        ),
    ),
    WarnedPolicy(
        "policy.defer_reaches",
        "It starts all clocks of a `longest` or `shortest` on one day, so that the longer or shorter amount "
        "decides.",
        (_SEASON, "{id: all, offer: refund, within: longest of (30 days of delivery; 45 days of order)}"),
    ),
    WarnedPolicy(
        "policy.defer_reaches",
        "An `extend` by days counts from the deferred end. Told where each order that has the one has the "
        "other.",
        (
            _SEASON,
            "{id: gold, placed: 2026-11-01..2026-12-31, when: customer.tier == 'gold', extend: 20 days}",
            _ALL,
        ),
    ),
    WarnedPolicy(
        "policy.split_sensitive",
        "What depends on the whole return depends on how the customer splits it: charges per return or "
        "parcel, and thresholds on `accepted` or `kept`. It is often meant; then `--ignore` it.",
        ("{id: label, for: refund, fee: {name: label, flat: 6.50, per: return}}", _ALL),
    ),
    WarnedPolicy(
        "policy.split_sensitive",
        "",
        ("{id: small, when: accepted.value < 100, approve: automatic}", _ALL),
    ),
    WarnedPolicy(
        "policy.unused_name",
        "A definition that no rule uses, or a declared fact that nothing reads.",
        (_ALL,),
        head='define:\n  fault: request.reason in ["defective", "damaged"]\n',
    ),
)


def report(example: WarnedPolicy) -> tuple[Diagnostic, Source]:
    """Return the warning of *example* with its code, and the text it is about.

    Raises:
        ValueError: It has no such warning, or another as well.
    """
    found = check_policy(example.text, name=_NAME)
    if [each.code for each in found] != [example.code]:
        told = ", ".join(f"`{each.code}`" for each in found) or "nothing"
        raise ValueError(f"the example of `{example.code}` has {told}")
    return found[0], Source(_NAME, example.text)


def policy_warnings() -> str:
    """Return each code with what it means, and policies that have it with what is told of them."""
    parts: list[str] = []
    for name, examples in groupby(WARNINGS, key=lambda each: each.code):
        parts.append(f"### {code(name)}")
        for example in examples:
            parts += [example.meaning] if example.meaning else []
            parts += [block(example.text.strip(), "yaml"), block(render(*report(example)))]
    return "\n\n".join(parts)


PRODUCERS: Final[dict[str, Callable[[], str]]] = {"policy-warnings": policy_warnings}
