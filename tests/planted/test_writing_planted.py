"""Bugs planted into the writing of policies and into their schema: the laws must notice each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from importlib import import_module
from typing import Any

import pytest

from returnkit.errors import WritingError
from returnkit.policy import Evidence, Policy, Review
from returnkit.policy.terms import read_several
from tests import writing_laws as laws
from tests.json_schema import Validator
from tests.written_policies import document, policy

pytestmark = pytest.mark.fuzz

Patch = pytest.MonkeyPatch
# Any, below: what is planted has the signature of what it replaces.

layout: Any = import_module("returnkit.documents.writers.layout")
plain: Any = import_module("returnkit.documents.plain")
scalars: Any = import_module("returnkit.documents.scalars")
schema: Any = import_module("returnkit.policy.schema")
toml: Any = import_module("returnkit.documents.writers.toml")
wording: Any = import_module("returnkit.policy.wording")
writing: Any = import_module("returnkit.documents.writing")
yaml: Any = import_module("returnkit.documents.writers.yaml")

NEVER = re.compile(r"(?!)")
DOCUMENTS = [document(seed) for seed in range(120)]
POLICIES = [policy(seed) for seed in range(25)]


def noticed(law: Callable[[Policy], None]) -> bool:
    """Whether *law* fails for one of the policies; a writer that notices by itself is as good."""
    for each in POLICIES:
        try:
            law(each)
        except (AssertionError, WritingError, ValueError):
            return True
    return False


def wrap(patch: Patch, owner: Any, name: str, wrong: Callable[..., Any]) -> None:
    """Replace a function by *wrong*, which is given the right one first."""
    right = getattr(owner, name)
    patch.setattr(owner, name, lambda *args, **more: wrong(right, *args, **more))


def words_without_quotes(patch: Patch) -> None:
    patch.setattr(yaml, "_TAKEN", NEVER)


def marks_without_quotes(patch: Patch) -> None:
    patch.setattr(yaml, "_BREAKING", NEVER)


def brackets_without_quotes(patch: Patch) -> None:
    patch.setattr(yaml, "_IN_BRACKETS", NEVER)


def texts_folded_at_any_blank(patch: Patch) -> None:
    patch.setattr(yaml, "WIDTH", 10)
    patch.setattr(yaml, "_folded", lambda text, width: iter(text.split(" or ")))


def hidden_characters_as_they_are(patch: Patch) -> None:
    patch.setattr(layout, "has_hidden", lambda text: False)
    patch.setattr(yaml, "has_hidden", lambda text: False)


def decimals_cut(patch: Patch) -> None:
    def wrong(right: Any, value: Any, text: Any) -> Any:
        return right(value.normalize() if isinstance(value, Decimal) else value, text)

    wrap(patch, yaml, "scalar", wrong)


def a_key_lost(patch: Patch) -> None:
    def wrong(right: Any, mapping: Any) -> Any:
        return right({key: value for key, value in mapping.items() if key != "unless"})

    wrap(patch, toml, "_pairs", wrong)
    patch.setitem(writing._WRITERS, "toml", toml.write)


def short_forms_not_tried(patch: Patch) -> None:
    patch.setattr(plain, "_reads", lambda kind, form, wanted: True)


def truths_taken_for_numbers(patch: Patch) -> None:
    patch.setattr(plain, "_unquoted", lambda value: {"true": 1, "false": 0}.get(str(value), value))
    patch.setattr(plain, "_reads", lambda kind, form, wanted: form == wanted or isinstance(form, dict))


@pytest.mark.parametrize(
    "plant",
    [
        marks_without_quotes,
        brackets_without_quotes,
        texts_folded_at_any_blank,
        hidden_characters_as_they_are,
        decimals_cut,
        a_key_lost,
        short_forms_not_tried,
        truths_taken_for_numbers,
    ],
)
def test_a_writer_that_says_something_else_is_noticed(
    monkeypatch: Patch, plant: Callable[[Patch], None]
) -> None:
    plant(monkeypatch)

    assert noticed(laws.law_what_is_written_is_read)


@pytest.mark.parametrize(
    "law",
    [
        laws.law_what_is_written_is_read,
        laws.law_json_gives_the_model_back,
        laws.law_notations_hold_the_same,
        laws.law_other_readers_read_the_same,
    ],
)
def test_nothing_is_noticed_where_nothing_is_planted(law: Callable[[Policy], None]) -> None:
    assert not noticed(law)


def test_a_word_that_only_our_reader_takes_for_a_text_is_noticed(monkeypatch: Patch) -> None:
    right = yaml._TAKEN
    ours = re.compile(rf"null|~|true|false|<<|{scalars.NUMBER.pattern}|{scalars.NOT_FINITE.pattern}")
    assert right.fullmatch("NO")
    monkeypatch.setattr(yaml, "_TAKEN", ours)

    assert noticed(laws.law_other_readers_read_the_same)
    assert not noticed(laws.law_what_is_written_is_read)


def test_a_notation_that_says_less_is_noticed(monkeypatch: Patch) -> None:
    monkeypatch.setitem(writing._WRITERS, "json", lambda data: '{"policy": "p"}')

    assert noticed(laws.law_notations_hold_the_same)


def windows_of_one_line(patch: Patch) -> None:
    patch.setattr(wording, "_COMPUTED", re.compile(wording._COMPUTED.pattern))


def parts_cut_at_any_semicolon(patch: Patch) -> None:
    patch.setattr(wording, "_PART", re.compile(r"[^;]+"))


def ranges_without_an_end(patch: Patch) -> None:
    patch.setattr(Evidence, "__str__", lambda self: f"{self.least}..")


@pytest.mark.parametrize("plant", [windows_of_one_line, parts_cut_at_any_semicolon, ranges_without_an_end])
def test_a_text_that_its_model_reads_otherwise_is_noticed(
    monkeypatch: Patch, plant: Callable[[Patch], None]
) -> None:
    plant(monkeypatch)

    assert noticed(laws.law_json_gives_the_model_back)


# --- the schema --------------------------------------------------------------------------------------


def a_form_not_known(patch: Patch) -> None:
    patch.delitem(schema._SHORT, Review)


def lists_only(patch: Patch) -> None:
    patch.delitem(schema._READ, read_several)


@pytest.mark.parametrize("plant", [a_form_not_known, lists_only])
def test_a_schema_that_is_too_narrow_is_noticed(monkeypatch: Patch, plant: Callable[[Patch], None]) -> None:
    plant(monkeypatch)
    validator = Validator(schema.policy_schema())

    assert refused_by(lambda data: laws.law_the_schema_admits_it(data, validator), DOCUMENTS)


def any_key(patch: Patch) -> None:
    wrap(
        patch,
        schema._Forms,
        "model_schema",
        lambda right, *args: {
            key: form for key, form in right(*args).items() if key != "additionalProperties"
        },
    )


def no_key_needed(patch: Patch) -> None:
    wrap(
        patch,
        schema._Forms,
        "model_schema",
        lambda right, *args: {key: form for key, form in right(*args).items() if key != "required"},
    )


@pytest.mark.parametrize("plant", [any_key, no_key_needed])
def test_a_schema_that_is_too_wide_is_noticed(monkeypatch: Patch, plant: Callable[[Patch], None]) -> None:
    plant(monkeypatch)
    validator = Validator(schema.policy_schema())

    def refuses(seed: int) -> None:
        laws.law_the_schema_refuses_other_shapes(seed, DOCUMENTS[seed % len(DOCUMENTS)], validator)

    assert refused_by(refuses, range(2_000))


def refused_by(law: Callable[[Any], None], given: Iterable[Any]) -> bool:
    """Return whether *law* fails for one of *given*."""
    for each in given:
        try:
            law(each)
        except AssertionError:
            return True
    return False
