"""The catalogue: complete in every language, documented, and checked when texts enter."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import returnkit
from returnkit.errors import MessageError
from returnkit.messages import MESSAGES, STANDARD, Catalogue, Message, text
from returnkit.messages.catalogue import placeholders

SOURCES = Path(returnkit.__file__ or "").parent


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.key)
def test_every_message_has_a_text_in_every_language_with_the_same_placeholders(message: Message) -> None:
    assert message.texts.keys() == STANDARD.locales == {"en", "ko"}
    assert len({placeholders(template) for template in message.texts.values()}) == 1
    assert all(message.texts.values())


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.key)
def test_every_message_is_documented_in_a_sentence(message: Message) -> None:
    assert re.fullmatch(r"[A-Z].+\.", message.doc)


def test_no_key_is_there_twice() -> None:
    assert len(STANDARD.texts) == len(MESSAGES)


def test_every_message_is_said_somewhere() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py") if path.parent.name != "messages"
    )
    # Put together where they are said, from a value of an enum.
    heads = "date page. label. verdict. resolution. offer. refused. person. unknown. "
    heads += "clock. event. window. ends. when. term. evidence. before. door. status. limit set method "
    heads += "source. truth. outcome. effect. span. clause. fee. word. why_not. question. choice. phrase. "
    heads += "asked. moves. answer. component. tender."
    built = tuple(heads.split())

    assert [m.key for m in MESSAGES if f'"{m.key}"' not in code and not m.key.startswith(built)] == []


def test_no_korean_particle_depends_on_the_value_before_it() -> None:
    particles = re.compile(r"\}(?:을|를|은|는|이|가|와|과|으로|로)(?![가-힣])")

    assert [m.key for m in MESSAGES if particles.search(m.texts["ko"])] == []


def test_a_message_is_said_in_the_language_asked_for() -> None:
    assert text("when.day", "en", date="today") == "until today"
    assert text("when.day", "ko", date="오늘") == "오늘까지"
    assert text("when.day", "ko-KR", date="오늘") == "오늘까지"
    assert text("when.day", "ko_KR", date="오늘") == "오늘까지"


@pytest.mark.parametrize("locale", ["de", "", "x-y-z", "EN"])
def test_an_unknown_language_is_answered_in_english(locale: str) -> None:
    assert text("verdict.eligible", locale) == "eligible"


def test_an_unknown_key_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(MessageError, match=r"unknown message `verdict\.eligble`") as caught:
        text("verdict.eligble")

    assert caught.value.help == "did you mean `verdict.eligible`?"
    assert caught.value.code == "message"


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(MessageError, match=r"`when\.day` needs a value for `date`"):
        text("when.day", "en", day="today")


@pytest.mark.parametrize(
    ("locale", "short", "shown"),
    [
        ("en", False, "5 December 2026"),
        ("ko", False, "2026년 12월 5일"),
        ("en", True, "5 Dec 2026"),
        ("ko", True, "2026.12.5"),
        ("fr", False, "5 December 2026"),
    ],
)
def test_days_read_as_in_prose(locale: str, short: bool, shown: str) -> None:
    assert STANDARD.day(date(2026, 12, 5), locale, short=short) == shown


def test_a_caller_overrides_texts_and_the_house_keeps_its_own() -> None:
    ours = STANDARD.with_texts("en", {"when.day": "through {date}"})

    assert ours.text("when.day", date="today") == "through today"
    assert ours.text("when.day", "ko", date="오늘") == "오늘까지"
    assert text("when.day", date="today") == "until today"


def test_a_third_language_falls_back_key_by_key() -> None:
    german = STANDARD.with_texts("de", {"when.day": "bis {date}", "date.months": "|".join(["Dezember"] * 12)})

    assert german.locales == {"en", "ko", "de"}
    assert german.text("when.day", "de-AT", date="heute") == "bis heute"
    assert german.text("verdict.eligible", "de") == "eligible"
    assert german.day(date(2026, 12, 5), "de") == "5 Dezember 2026"


def test_a_refusal_code_of_the_caller_gets_its_words() -> None:
    ours = STANDARD.with_texts("ko", {"refused.perishable": "신선 식품입니다."})

    assert "refused.perishable" in ours
    assert ours.text("refused.perishable", "ko") == ours.text("refused.perishable") == "신선 식품입니다."


@pytest.mark.parametrize(
    ("key", "template", "message", "help"),
    [
        ("when.dya", "x", "unknown message `when.dya`", "did you mean `when.day`?"),
        ("when.day", "until then", "the text of `when.day` does not fit", "it has `{date}`"),
        ("verdict.eligible", "yes {x}", "`verdict.eligible` does not fit", "it has no placeholders"),
        ("date.months", "Jan|Feb", "`date.months` does not fit", "write twelve names with `|` between"),
        ("when.day", "{date.__class__}", "is not a placeholder", "write a name in brackets, nothing else"),
        ("when.day", "{date!r}", "is not a placeholder", "write a name in brackets, nothing else"),
        ("when.day", "{date:>9}", "is not a placeholder", "write a name in brackets, nothing else"),
        ("when.day", "{}", "is not a placeholder", "write a name in brackets, nothing else"),
        ("when.day", "{date", "is not a template", "write a bare bracket twice"),
    ],
)
def test_a_text_that_cannot_be_is_refused(key: str, template: str, message: str, help: str) -> None:
    with pytest.raises(MessageError, match=re.escape(message)) as caught:
        STANDARD.with_texts("en", {key: template})

    assert caught.value.help == help


def test_nothing_in_a_catalogue_can_be_changed() -> None:
    texts = {"a": {"en": "x"}}
    ours = Catalogue(texts)

    texts["a"]["en"] = "y"
    texts["b"] = {"en": "z"}

    assert ours.text("a") == "x"
    assert "b" not in ours
    with pytest.raises(TypeError):
        ours.texts["a"]["en"] = "y"  # type: ignore[index]  # what must not work
