"""Faults of documents, policies and declarations: one small document a code, each really loaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from returnkit.diagnostics import Diagnostic, Source, render
from returnkit.documents import parse
from returnkit.errors import DocumentError
from returnkit.policy import load_policy

from .markdown import block, code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_HEAD: Final = "policy: shop\n"
_RULES: Final = "rules:\n- {id: all, offer: refund, within: 30 days of delivery}\n"


@dataclass(frozen=True, slots=True)
class FaultyDocument:
    """A document with a fault.

    Attributes:
        code: The code of the fault it shows.
        text: The document.
        name: Its name; the suffix says its notation.
    """

    code: str
    text: str
    name: str = "policy.yaml"


def _fact(declared: str) -> str:
    return f"{_HEAD}facts:\n  {declared}\n{_RULES}"


def _rules(*rules: str) -> str:
    return _HEAD + "rules:\n" + "".join(f"- {rule}\n" for rule in rules)


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

POLICIES: Final = (
    FaultyDocument(
        "policy.dead_window",
        _rules(
            "{id: all, offer: refund, within: 30 days of delivery}", "{id: late, within: 60 days of delivery}"
        ),
    ),
    FaultyDocument(
        "policy.duplicate_rule",
        _rules("{id: all, offer: refund, within: 30 days of delivery}", "{id: all, refuse: Sold as seen.}"),
    ),
    FaultyDocument(
        "policy.ladder_circle",
        _rules(
            "{id: money, offer: refund, after: store_credit, within: 30 days of delivery}",
            "{id: credit, offer: store_credit, after: refund, within: 60 days of delivery}",
        ),
    ),
    FaultyDocument(
        "policy.unknown_calendar",
        _rules("{id: all, offer: refund, within: {business_days: 5, of: delivery, calendar: GERMANY}}"),
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

_WIDTH: Final = 100


def report(example: FaultyDocument) -> tuple[Diagnostic, Source | None]:
    """Return the fault of *example* with its code, and the text it is about.

    Raises:
        ValueError: It has no such fault.
    """
    try:
        parse(example.text, name=example.name)
        load_policy(example.text, name=example.name)
    except DocumentError as exc:
        for fault in exc.faults:
            if fault.code == example.code:
                return fault, exc.source
    raise ValueError(f"the example of `{example.code}` has no such fault")


def shown(examples: Iterable[FaultyDocument]) -> str:
    """Return each code with the report of its example, as users see it; long lines are cut."""
    parts = []
    for example in examples:
        lines = render(*report(example)).splitlines()
        cut = [line if len(line) <= _WIDTH else line[: _WIDTH - 1].rstrip() + "…" for line in lines]
        parts.append(f"{code(example.code)}\n\n{block(chr(10).join(cut))}")
    return "\n\n".join(parts)


PRODUCERS: Final[dict[str, Callable[[], str]]] = {
    "document-faults": lambda: shown(DOCUMENTS),
    "policy-faults": lambda: shown(POLICIES),
    "facts-faults": lambda: shown(DECLARATIONS),
}
