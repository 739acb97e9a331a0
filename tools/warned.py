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
        beside: The codes of what it is warned of as well.
    """

    code: str
    meaning: str
    rules: tuple[str, ...]
    head: str = ""
    beside: tuple[str, ...] = ()

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
        "policy.constant_part",
        "A condition, or a part of one, is always true or always false where it is asked: leaving it out "
        "changes nothing where all facts are known. A part is asked beside the others: in `and` where "
        "they are true, in `or` where they are false; `when` where `unless` is not in the way.",
        (
            "{id: dear, when: item.unit_paid > 100 and item.unit_paid > 50, review: true}",
            _ALL,
        ),
    ),
    WarnedPolicy(
        "policy.constant_part",
        "",
        (
            "{id: some, when: 'item.quantity >= 1 and item.is_final_sale', refuse: Final sale.}",
            _ALL,
        ),
    ),
    WarnedPolicy(
        "policy.equality_after_division",
        "A quotient is rounded to 28 digits before it is compared, so `==`, `!=` and `in` may miss what "
        "they are meant to find: `item.unit_paid / 3 * 3` need not be `item.unit_paid`. Not told where "
        "the divisor is a constant such as 4 or 10, by which every number can be divided without a rest.",
        (
            "{id: third, when: item.unit_paid / item.unit_price == 0.7, refuse: Outlet goods stay.}",
            _ALL,
        ),
    ),
    WarnedPolicy(
        "policy.written_twice",
        "The same is said again, under conditions that follow from each other: a whole rule, an `extend`,"
        " `defer` or `review` of it, or a term of a condition. What else a rule says again is told as "
        "`policy.never_speaks`, whose rules need not say the same; a rule that repeats all of another is "
        "told here alone.",
        (
            "{id: worn, when: request.condition == 'worn', refuse: Worn.}",
            "{id: used, when: 'request.condition in [\"worn\"]', refuse: Worn.}",
            _ALL,
        ),
    ),
    WarnedPolicy(
        "policy.written_twice",
        "",
        (
            "{id: gifts, when: item.is_free_gift or item.is_gift_card or item.is_free_gift, refuse: No.}",
            _ALL,
        ),
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
        "A `waive` counts above its fee only. Below, the fee is charged first; or nothing charges it "
        "where this rule applies.",
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
        "It moves long windows as well, which the season need not: `extend: until` a day never shortens "
        "and leaves them alone.",
        (
            _SEASON,
            "{id: phones, when: item.category == 'phone', within: 15 days of delivery}",
            "{id: all, offer: refund, within: 90 days of delivery}",
        ),
    ),
    WarnedPolicy(
        "policy.defer_reaches",
        "It starts all clocks of a `longest` or `shortest` on one day, so that the longer or shorter "
        "amount decides.",
        (_SEASON, "{id: all, offer: refund, within: longest of (30 days of delivery; 45 days of order)}"),
    ),
    WarnedPolicy(
        "policy.defer_reaches",
        "An `extend` by days counts from the deferred end. Told where each order that has the one has the"
        " other.",
        (
            _SEASON,
            "{id: gold, placed: 2026-11-01..2026-12-31, when: customer.tier == 'gold', extend: 20 days}",
            _ALL,
        ),
    ),
    WarnedPolicy(
        "policy.closes_before_it_opens",
        "A window `after` an offer counts from its own clock, not from the closing of that offer. This "
        "one closes no later than the windows of that offer do, so it is never open while that offer "
        "stands. Told where both count from the same event, and everything that moves the one moves the "
        "other.",
        (
            "{id: money, offer: refund}",
            "{id: credit, offer: store_credit, after: refund, within: 14 days of delivery}",
            "{id: standard, within: 30 days of delivery}",
        ),
    ),
    WarnedPolicy(
        "policy.charges_above",
        "Fees that surely apply together come to more than a refund or store credit pays out of which "
        "they are taken. Settlement takes no more than there is, so less is charged than is written. Not "
        "told of fees that an inspection sets, that have `at_most`, or that are of the whole return.",
        (
            "{id: opened, when: request.is_opened, fee: {name: opened, percent: 50, of: paid}}",
            "{id: restocking, fee: {name: restocking, percent: 60, of: paid}}",
            _ALL,
        ),
    ),
    WarnedPolicy(
        "policy.charges_above",
        "",
        (
            "{id: small, when: item.unit_paid < 5, fee: {name: handling, flat: 6.50, per: unit}}",
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
        "policy.never_asked",
        "Only rules that never apply or never count read a fact that somebody is asked for, so no answer "
        "changes the decision. Told of declared facts, and of what a standard name asks the shopper.",
        (
            "{id: gifts, when: item.is_gift_card, rate: 50}",
            "{id: used, when: item.is_gift_card and item.is_used, rate: 80}",
            _ALL,
        ),
        head="facts:\n  item.is_used: {type: boolean, ask: shopper}\n",
        beside=("policy.never_speaks",),
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
        ValueError: It has no such warning, or one that it does not name.
    """
    found = check_policy(example.text, name=_NAME)
    if sorted(each.code for each in found) != sorted((example.code, *example.beside)):
        told = ", ".join(f"`{each.code}`" for each in found) or "nothing"
        raise ValueError(f"the example of `{example.code}` has {told}")
    return next(each for each in found if each.code == example.code), Source(_NAME, example.text)


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
