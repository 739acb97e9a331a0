"""Producers for the page on statutes: the table, what each rests on, and what a shop may record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from returnkit.policy.statutes import STATUTES, LegalSource, Statute

from .markdown import code, table

if TYPE_CHECKING:
    from collections.abc import Callable


def statutes() -> str:
    """Return the statutes by the law they are written from: where and from when they hold, and the status."""
    rows = [
        (
            code(law),
            several[0].name,
            " ".join(country for statute in several for country in statute.countries),
            str(several[0].applies.first),
            ", ".join(code(offer.name) for rule in several[0].policy.rules for offer in rule.offer),
            several[0].status,
        )
        for law, several in _by_law().items()
    ]
    return table(("law", "right", "shopper in", "orders from", "offers", "status"), rows)


def sources() -> str:
    """Return the sources of each law, with what was taken from them; those that laws share stand once."""
    found: dict[LegalSource, list[str]] = {}
    for law, several in _by_law().items():
        for source in several[0].sources:
            found.setdefault(source, []).append(law)
    rows = [
        (each.document, each.articles, each.about, " ".join(laws), each.read, _text(each))
        for each, laws in found.items()
    ]
    return table(("document", "articles", "taken from it", "law", "recorded", "text of the law"), rows)


def windows() -> str:
    """Return the windows as policies write them, of one member state and of every other country."""
    rows = [
        (code(statute.id), code(rule.id), code(rule.when or ""), str(rule.within))
        for statute in (STATUTES["DE"], STATUTES["KR"])
        for rule in statute.policy.rules
        if rule.within
    ]
    return table(("statute", "rule", "when", "within"), rows)


def recorded() -> str:
    """Return the facts that a shop may record for the statutes, with the laws that read them."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for law, several in _by_law().items():
        for path, declared in several[0].policy.facts.items():
            default = (
                "at the inspection" if declared.ask else "" if declared.nullable else str(declared.default)
            )
            found.setdefault((path, default.lower(), declared.doc), []).append(law)
    rows = [(code(path), default, doc, " ".join(laws)) for (path, default, doc), laws in found.items()]
    return table(("fact", "if not recorded", "meaning", "law"), rows)


def notes() -> str:
    """Return the notes of each statute; those that statutes share stand once."""
    found: dict[str, list[str]] = {}
    for statute in STATUTES.values():
        for note in statute.notes:
            found.setdefault(note, []).append(statute.id)
    return "\n".join(f"- {note} ({_named(ids)})" for note, ids in found.items())


def _named(ids: list[str]) -> str:
    if len(ids) > 5:
        others = [id for id in STATUTES if id not in ids and id != "KR"]
        return "all of the European Union" + (f" but {', '.join(map(code, others))}" if others else "")
    return ", ".join(map(code, ids))


def _text(source: LegalSource) -> str:
    return "read" if source.is_confirmed else "unconfirmed"


def _by_law() -> dict[str, list[Statute]]:
    found: dict[str, list[Statute]] = {}
    for statute in STATUTES.values():
        found.setdefault(statute.law, []).append(statute)
    return found


PRODUCERS: Final[dict[str, Callable[[], str]]] = {
    "statutes": statutes,
    "statute-sources": sources,
    "statute-windows": windows,
    "statute-facts": recorded,
    "statute-notes": notes,
}
