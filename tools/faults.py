"""Faults of documents, policies and declarations: one small document a code, each really loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from returnkit.diagnostics import Diagnostic, Source, render
from returnkit.documents import parse
from returnkit.errors import BookError, DocumentError
from returnkit.facts import STANDARD, vocabulary_of
from returnkit.policy import PolicyBook, entry, load_policy

from .markdown import block, code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from returnkit.policy import Policy

_HEAD: Final = "policy: shop\n"
_RULES: Final = "rules:\n- {id: all, offer: refund, within: 30 days of delivery}\n"


@dataclass(frozen=True, slots=True)
class FaultyDocument:
    """A document with a fault.

    Attributes:
        code: The code of the fault it shows.
        text: The document.
        name: Its name; the suffix says its notation.
        library: The policies it may name.
        is_over_another: Whether it is over one vocabulary of a shop's own, and they are over another.
    """

    code: str
    text: str
    name: str = "policy.yaml"
    library: tuple[str, ...] = ()
    is_over_another: bool = False


def _fact(declared: str) -> str:
    return f"{_HEAD}facts:\n  {declared}\n{_RULES}"


def _rules(*rules: str) -> str:
    return _HEAD + "rules:\n" + "".join(f"- {rule}\n" for rule in rules)


_OFFER: Final = "{id: all, offer: refund, within: 30 days of delivery}"
_STANDARD: Final = "{id: standard, within: 30 days of delivery}"

DOCUMENTS: Final = (
    FaultyDocument("document.alias", f"{_HEAD}define: &names {{}}\n{_RULES}"),
    FaultyDocument("document.character", "policy: shop\u200b\n" + _RULES),
    FaultyDocument("document.depth", "policy: " + "[" * 60 + "]" * 60),
    FaultyDocument("document.directive", f"%YAML 1.1\n---\n{_HEAD}{_RULES}"),
    FaultyDocument("document.duplicate_key", f"{_HEAD}{_HEAD}{_RULES}"),
    FaultyDocument("document.empty", "# nothing yet\n"),
    FaultyDocument("document.format", f"{_HEAD}{_RULES}", name="policy.txt"),
    FaultyDocument("document.key", f"{_HEAD}404: gone\n{_RULES}"),
    FaultyDocument("document.merge", f"{_HEAD}define:\n  <<: {{}}\n{_RULES}"),
    FaultyDocument("document.missing", _HEAD),
    FaultyDocument("document.more", "policy: [" + "!a b, " * 60 + "]"),
    FaultyDocument("document.number", '{"policy": "shop", "rules": NaN}', name="policy.json"),
    FaultyDocument("document.several", f"{_HEAD}{_RULES}---\n{_HEAD}"),
    FaultyDocument("document.size", "policy: " + "x" * (1 << 20)),
    FaultyDocument("document.syntax", "policy: shop\nrules: [\n"),
    FaultyDocument("document.tag", f"policy: !!str shop\n{_RULES}"),
    FaultyDocument("document.type", f"policy: 7\n{_RULES}"),
    FaultyDocument("document.unknown_key", f"{_HEAD}curency: USD\n{_RULES}"),
    FaultyDocument("document.value", f"{_HEAD}timezone: America/Chicgo\n{_RULES}"),
)

_EU: Final = """\
policy: eu-shop
currency: EUR
facts:
  item.opened: {type: boolean, ask: shopper}
define:
  gift: item.is_gift_card
rules:
- {id: gifts, when: gift, refuse: No gift cards.}
- {id: all, offer: refund, within: 30 days of delivery}
"""
_OVERRIDDEN: Final = """\
policy: one-return
overrides:
- {who: kim, why: Broken in our store., until: 2026-12-01T00:00:00Z, rules: [{id: kind, allow: true}]}
rules:
- {id: kind, allow: true}
- {id: all, offer: refund, within: 30 days of delivery}
"""


def _on_eu(*lines: str) -> str:
    return "policy: de-shop\nbase: eu-shop\n" + "".join(f"{line}\n" for line in lines)


_STRICT: Final = """\
policy: strict
floor: [statute]
rules: [{id: all, offer: {law_refund: refund}, within: 14 days of delivery}]
"""

POLICIES: Final = (
    FaultyDocument(
        "policy.currency_differs", _on_eu("currency: USD", "rules: [{id: a, allow: true}]"), library=(_EU,)
    ),
    FaultyDocument(
        "policy.dead_window",
        _rules(
            "{id: all, offer: refund, within: 30 days of delivery}", "{id: late, within: 60 days of delivery}"
        ),
    ),
    FaultyDocument(
        "policy.definition_differs",
        _on_eu("define: {gift: item.quantity > 9}", "rules: [{id: a, allow: true}]"),
        library=(_EU,),
    ),
    FaultyDocument(
        "policy.duplicate_rule",
        _rules("{id: all, offer: refund, within: 30 days of delivery}", "{id: all, refuse: Sold as seen.}"),
    ),
    FaultyDocument(
        "policy.amount_too_fine",
        _rules(_OFFER, "{id: label, fee: {name: label, flat: 6.505, per: return}}"),
    ),
    FaultyDocument(
        "policy.counter_differs",
        _rules(
            _OFFER,
            "{id: once, limit: {units: 1, counter: mattresses}}",
            "{id: home, limit: {units: 2, counter: mattresses, of: household}}",
        ),
    ),
    FaultyDocument(
        "policy.fee_differs",
        _rules(
            _OFFER,
            "{id: dear, when: item.unit_paid > 50, fee: {name: handling, flat: 2.00, per: line}}",
            "{id: other, fee: {name: handling, flat: 5.00, per: return}}",
        ),
    ),
    FaultyDocument(
        "policy.item_in_return",
        _rules(
            _OFFER, "{id: label, unless: item.is_final_sale, fee: {name: label, flat: 5.00, per: return}}"
        ),
    ),
    FaultyDocument(
        "policy.mixed_scopes",
        _rules(_OFFER, "{id: easy, refuse: Sold as seen., approve: automatic}"),
    ),
    FaultyDocument(
        "policy.quantifier",
        _rules(_OFFER, "{id: sale, when_any: item.is_final_sale, refuse: Sold as seen.}"),
    ),
    FaultyDocument(
        "policy.total_in_item",
        _rules(_OFFER, "{id: much, when: accepted.value > 500, review: true}"),
    ),
    FaultyDocument(
        "policy.unknown_fee",
        _rules(
            _OFFER,
            "{id: kind, when: customer.tier == 'gold', waive: lable}",
            "{id: label, fee: {name: label, flat: 5.00, per: line}}",
        ),
    ),
    FaultyDocument(
        "policy.fact_differs",
        _on_eu("facts:", "  item.opened: {type: boolean, ask: staff}", "rules: [{id: a, allow: true}]"),
        library=(_EU,),
    ),
    FaultyDocument("policy.floor_of_floor", f"{_HEAD}floor: [strict]\n{_RULES}", library=(_STRICT,)),
    FaultyDocument(
        "policy.floor_offer_clash", f"{_HEAD}currency: EUR\nfloor: [eu-shop]\n{_RULES}", library=(_EU,)
    ),
    FaultyDocument(
        "policy.ladder_circle",
        _rules(
            "{id: money, offer: refund, after: store_credit, within: 30 days of delivery}",
            "{id: credit, offer: store_credit, after: refund, within: 60 days of delivery}",
        ),
    ),
    FaultyDocument(
        "policy.override_below",
        "policy: de-shop\nbase: one-return\nrules: [{id: a, allow: true}]\n",
        library=(_OVERRIDDEN,),
    ),
    FaultyDocument(
        "policy.unknown_base",
        "policy: de-shop\nbase: eu-sop\nrules: [{id: a, allow: true}]\n",
        library=(_EU,),
    ),
    FaultyDocument("policy.unknown_floor", f"{_HEAD}floor: [statut]\n{_RULES}"),
    FaultyDocument(
        "policy.unknown_calendar",
        _rules("{id: all, offer: refund, within: {business_days: 5, of: delivery, calendar: GERMANY}}"),
    ),
    FaultyDocument(
        "policy.vocabulary_differs",
        _on_eu("currency: EUR", "rules: [{id: a, allow: true}]"),
        library=(_EU,),
        is_over_another=True,
    ),
    FaultyDocument(
        "policy.no_window",
        _rules("{id: all, offer: refund}", "{id: few, when: item.quantity < 3, within: 30 days of delivery}"),
    ),
    FaultyDocument(
        "policy.offer_differs",
        _rules("{id: a, offer: {late: refund}}", "{id: b, offer: {late: store_credit}}", _STANDARD),
    ),
    FaultyDocument(
        "policy.unknown_offer",
        _rules("{id: all, offer: [refund, exchange]}", "{id: sale, withhold: refnd}", _STANDARD),
    ),
)

DECLARATIONS: Final = (
    FaultyDocument("facts.bad_default", _fact("item.grade: {type: [a, b], default: c}")),
    FaultyDocument("facts.bad_name", _fact("item.Grade: {type: string}")),
    FaultyDocument("facts.bad_values", _fact("item.grade: {type: [a, a]}")),
    FaultyDocument("facts.default_and_ask", _fact("item.grade: {type: string, default: a, ask: staff}")),
    FaultyDocument("facts.name_taken", _fact("item.sku: {type: string}")),
    FaultyDocument("facts.unknown_person", _fact("item.grade: {type: string, ask: shoper}")),
    FaultyDocument("facts.unknown_root", _fact("itm.grade: {type: string}")),
    FaultyDocument("facts.unknown_type", _fact("item.grade: {type: text}")),
)


@dataclass(frozen=True, slots=True)
class FaultyBook:
    """Policies that make no book.

    Attributes:
        code: The code of the fault they show.
        policies: The documents.
        channels: The channel that each is for, same order; none is every channel.
    """

    code: str
    policies: tuple[str, ...]
    channels: tuple[str, ...] = ()


def _version(said: str, rules: str = _RULES, name: str = "shop") -> str:
    return f"policy: {name}\nversion: {{{said}}}\n{rules}"


_SECOND: Final = "orders: 2026-11-01.., revision: 2, published: '2026-12-01T00:00:00Z'"

BOOKS: Final = (
    FaultyBook("book.gap", (_version("orders: ..2026-10-31"), _version("orders: 2026-11-03.."))),
    FaultyBook(
        "book.less_generous",
        (_version("orders: 2026-11-01.."), _version(_SECOND, _RULES.replace("30 days", "14 days"))),
    ),
    FaultyBook(
        "book.namesake",
        (_version("orders: 2026-11-01.."), _version("orders: 2026-11-01..", _RULES.replace("30", "60"))),
        channels=("web", "store"),
    ),
    FaultyBook(
        "book.overlap", (_version("orders: ..2026-11-30"), _version("orders: 2026-11-01..", name="next"))
    ),
    FaultyBook("book.override", (_OVERRIDDEN,)),
    FaultyBook("book.revision", (_version("orders: 2026-11-01.."), _version(_SECOND.replace("2,", "3,")))),
    FaultyBook(
        "book.zone",
        (
            _version("orders: ..2026-10-31"),
            "timezone: Europe/Berlin\n" + _version("orders: 2026-11-01..", name="next"),
        ),
    ),
)

_WIDTH: Final = 100


def library_of(example: FaultyDocument) -> dict[str, Policy]:
    """Return the policies that *example* may name."""
    vocabulary = vocabulary_of() if example.is_over_another else STANDARD
    policies = (load_policy(text, vocabulary=vocabulary) for text in example.library)
    return {policy.id: policy for policy in policies}


def report(example: FaultyDocument) -> tuple[Diagnostic, Source | None]:
    """Return the fault of *example* with its code, and the text it is about.

    Raises:
        ValueError: It has no such fault.
    """
    try:
        parse(example.text, name=example.name)
        vocabulary = vocabulary_of() if example.is_over_another else STANDARD
        load_policy(example.text, name=example.name, library=library_of(example), vocabulary=vocabulary)
    except DocumentError as exc:
        for fault in exc.faults:
            if fault.code == example.code:
                return fault, exc.source
    raise ValueError(f"the example of `{example.code}` has no such fault")


def book_report(example: FaultyBook) -> Diagnostic:
    """Return the fault of *example* with its code.

    Raises:
        ValueError: It has no such fault.
    """
    policies = [load_policy(text) for text in example.policies]
    entries = [entry(policy, channel=each) for policy, each in zip(policies, example.channels, strict=False)]
    try:
        PolicyBook.of(*(entries or policies))
    except BookError as exc:
        for fault in exc.faults:
            if fault.code == example.code:
                return fault
    raise ValueError(f"the example of `{example.code}` has no such fault")


def books_shown() -> str:
    """Return each code of a book with the report of its example."""
    parts = [f"{code(each.code)}\n\n{block(_cut(render(book_report(each))))}" for each in BOOKS]
    return "\n\n".join(parts)


def shown(examples: Iterable[FaultyDocument]) -> str:
    """Return each code with the report of its example, as users see it; long lines are cut."""
    parts = [f"{code(each.code)}\n\n{block(_cut(render(*report(each))))}" for each in examples]
    return "\n\n".join(parts)


def _cut(text: str) -> str:
    lines = text.splitlines()
    return "\n".join(line if len(line) <= _WIDTH else line[: _WIDTH - 1].rstrip() + "…" for line in lines)


PRODUCERS: Final[dict[str, Callable[[], str]]] = {
    "document-faults": lambda: shown(DOCUMENTS),
    "policy-faults": lambda: shown(POLICIES),
    "book-faults": books_shown,
    "facts-faults": lambda: shown(DECLARATIONS),
}
