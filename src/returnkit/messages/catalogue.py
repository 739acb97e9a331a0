"""Catalogue: templates by key and locale, checked when they enter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from string import Formatter
from types import MappingProxyType
from typing import ClassVar, Final

from returnkit.diagnostics import suggest
from returnkit.errors import MessageError

from .texts import FALLBACK, MESSAGES


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The texts of every message.

    Attributes:
        texts: Templates by key, then by locale; `{name}` stands for a value.
        locales: The locales in which some key has a text.
    """

    OPEN: ClassVar[tuple[str, ...]] = ("refused.", "question.", "choice.")
    """Keys that begin so may be added: `refused.CODE` tells the shopper what a refusal's code means,
    `question.NAME` puts the question for a fact, `choice.WORD` or `choice.NAME.WORD` calls an answer."""

    texts: Mapping[str, Mapping[str, str]]
    locales: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        frozen = {key: MappingProxyType(dict(texts)) for key, texts in self.texts.items()}
        object.__setattr__(self, "texts", MappingProxyType(frozen))
        object.__setattr__(
            self, "locales", frozenset(locale for texts in frozen.values() for locale in texts)
        )

    def __contains__(self, key: object) -> bool:
        return key in self.texts

    def text(self, key: str, locale: str = FALLBACK, /, **values: object) -> str:
        """Return the message *key* with its *values* filled in.

        Args:
            key: A key of this catalogue.
            locale: Such as `ko` or `ko-KR`; where a key has no such text, it is English.
            values: One for each placeholder of the template.

        Raises:
            MessageError: There is no such key, or a value is missing.
        """
        found = self.texts.get(key)
        if found is None:
            raise MessageError(f"unknown message `{key}`", help=suggest(key, self.texts))
        template = (
            found.get(locale) or found.get(locale.replace("_", "-").partition("-")[0]) or found[FALLBACK]
        )
        try:
            return template.format_map(values)
        except KeyError as exc:
            raise MessageError(f"message `{key}` needs a value for `{exc.args[0]}`") from exc

    def day(self, day: date, locale: str = FALLBACK, *, short: bool = False) -> str:
        """Return *day* as prose writes it: `5 December 2026`, or short: `5 Dec 2026`."""
        form = ".short" if short else ""
        months = self.text(f"date.months{form}", locale).split("|")
        return self.text(f"date{form}", locale, day=day.day, month=months[day.month - 1], year=day.year)

    def with_texts(self, locale: str, texts: Mapping[str, str]) -> Catalogue:
        """Return a catalogue in which *texts* stand for *locale*, others as before.

        `catalogue.with_texts("en", {"refused.final_sale": "Sale goods stay sold."})`; a new locale is a
        third language.

        Args:
            locale: The language, such as `de`.
            texts: Templates by key. A key must be known, or begin as those of `OPEN` do.

        Raises:
            MessageError: A key is unknown, or a template's placeholders are not those of its English text.
        """
        merged = {key: dict(found) for key, found in self.texts.items()}
        for key, template in texts.items():
            if key not in merged and not key.startswith(self.OPEN):
                raise MessageError(f"unknown message `{key}`", help=suggest(key, self.texts))
            known = merged.setdefault(key, {})
            used, expected = placeholders(template), placeholders(known.get(FALLBACK, ""))
            if used != expected:
                names = ", ".join(f"`{{{name}}}`" for name in sorted(expected)) or "no placeholders"
                raise MessageError(f"the text of `{key}` does not fit", help=f"it has {names}")
            if key.startswith("date.months") and template.count("|") != 11:
                raise MessageError(
                    f"the text of `{key}` does not fit", help="write twelve names with `|` between"
                )
            known[locale] = template
            known.setdefault(FALLBACK, template)
        return Catalogue(merged)


def placeholders(template: str) -> frozenset[str]:
    """Return the names of the values that *template* takes.

    Raises:
        MessageError: It is no template: a bracket is left open, or holds more than a name.
    """
    try:
        parts = list(Formatter().parse(template))
    except ValueError as exc:
        raise MessageError(f"`{template}` is not a template", help="write a bare bracket twice") from exc
    names = [(name, spec, conversion) for _, name, spec, conversion in parts if name is not None]
    for name, spec, conversion in names:
        if not name.isidentifier() or spec or conversion:
            raise MessageError(
                f"`{{{name}}}` is not a placeholder", help="write a name in brackets, nothing else"
            )
    return frozenset(name for name, _, _ in names)


STANDARD: Final = Catalogue({message.key: message.texts for message in MESSAGES})
"""What the house says, in English and Korean."""

text = STANDARD.text
"""`text(key, locale, /, **values)`: a message of the standard catalogue."""
