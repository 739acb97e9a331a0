"""Laws of written policies: what is written is read, by us and by others, and its schema admits it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from returnkit.documents import parse
from returnkit.policy import Policy, examine, load_policy
from tests import writing_laws as laws
from tests.cases import SIZE, case
from tests.hostile_words import WORDS
from tests.json_schema import Validator
from tests.modes import size
from tests.written_policies import COUNT, document, policy, policy_of

if TYPE_CHECKING:
    from tests.evidence import Evidence

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples" / "policies").glob("*.yaml"))

seeds = st.integers(0, COUNT - 1)
SOME = settings(max_examples=size(ci=60, full=4_000))


def loaded(path: Path) -> Policy:
    return load_policy(path.read_text(encoding="utf-8"), name=path.name)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_laws_hold_for_the_policies_of_retailers(path: Path) -> None:
    laws.law_what_is_written_is_read(loaded(path))
    laws.law_json_gives_the_model_back(loaded(path))
    laws.law_notations_hold_the_same(loaded(path))
    laws.law_other_readers_read_the_same(loaded(path))
    data = parse(path.read_text(encoding="utf-8"), name=path.name).data
    laws.law_the_schema_admits_it(data, Validator(laws.schema()))


@SOME
@given(seed=seeds)
def test_what_is_written_is_read(seed: int) -> None:
    laws.law_what_is_written_is_read(policy(seed))


@settings(max_examples=size(ci=25, full=2_000))
@given(seed=st.integers(0, SIZE - 1))
def test_what_is_written_of_the_policies_that_decide_is_read(seed: int) -> None:
    laws.law_what_is_written_is_read(case(seed).policy)


@pytest.mark.parametrize("word", WORDS, ids=lambda word: ascii(word[:20]))
def test_a_hostile_word_is_written_and_read(word: str) -> None:
    rules = [
        {"id": "alone", "offer": "refund", "within": "unlimited", "review": word},
        {"id": "among-others", "refuse": {"code": "word", "say": word}},
    ]
    facts = {"item.word": {"type": [word], "default": word, "doc": word}}
    said = policy_of({"policy": "words", "facts": facts, "rules": rules})

    laws.law_what_is_written_is_read(said)
    laws.law_notations_hold_the_same(said)
    laws.law_other_readers_read_the_same(said)


@SOME
@given(seed=seeds)
def test_json_gives_the_model_back(seed: int) -> None:
    laws.law_json_gives_the_model_back(policy(seed))


@SOME
@given(seed=seeds)
def test_all_notations_hold_the_same(seed: int) -> None:
    laws.law_notations_hold_the_same(policy(seed))


@settings(max_examples=size(ci=30, full=4_000))
@given(seed=seeds)
def test_other_readers_read_the_same(seed: int) -> None:
    laws.law_other_readers_read_the_same(policy(seed))


@settings(max_examples=size(ci=1_000, full=20_000))
@given(seed=st.integers(0, 2**32), number=seeds)
def test_the_schema_refuses_other_shapes_and_nothing_that_loads(seed: int, number: int) -> None:
    laws.law_the_schema_refuses_other_shapes(seed, document(number), Validator(laws.schema()))


def test_the_schema_admits_every_form_and_each_of_its_forms_is_written_by_someone() -> None:
    validator = Validator(laws.schema())
    for seed in range(COUNT):
        laws.law_the_schema_admits_it(document(seed), validator)

    assert set(laws.branches_of(laws.schema())) == validator.taken


# --- what the generated policies reach ---------------------------------------------------------------


def models_in(kind: Any, found: dict[type[BaseModel], None]) -> dict[type[BaseModel], None]:
    """Return *found* with the models that a model, or a type, is made of."""
    inner = getattr(kind, "__args__", ())
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind not in found:
        found[kind] = None
        inner = [field.annotation for field in kind.model_fields.values()]
    for one in inner:
        models_in(one, found)
    return found


def words_in(kind: Any) -> Iterator[Enum]:
    if isinstance(kind, type) and issubclass(kind, Enum):
        yield from kind
    for inner in getattr(kind, "__args__", ()):
        yield from words_in(inner)


def said_in(value: Any) -> Iterator[object]:
    """Yield the fields and words that *value* says, beyond what its models assume."""
    match value:
        case BaseModel():
            for name, field in type(value).model_fields.items():
                found = getattr(value, name)
                if field.is_required() or found != field.get_default(call_default_factory=True):
                    yield type(value), name
                yield from said_in(found)
        case Enum():
            yield value
        case tuple():
            for one in value:
                yield from said_in(one)
        case _ if hasattr(value, "values"):
            yield from said_in(tuple(value.values()))


def test_the_policies_say_everything_that_can_be_said_and_have_no_faults(evidence: Evidence) -> None:
    reached: set[object] = set()
    for seed in range(COUNT):
        reached.update(said_in(policy(seed)))
        assert examine(policy(seed).evolve(base=None))[1] == (), seed
    models = models_in(Policy, {})
    fields = {(model, name) for model in models for name in model.model_fields if name != "returnkit"}
    words = {
        word
        for model in models
        for field in model.model_fields.values()
        for word in words_in(field.annotation)
    }

    assert len(models) > 15
    assert len(words) > 40
    assert (fields | words) - reached == set(), "write them in tests/written_policies.py"
    evidence("written-policies", {"policies": COUNT, "fields": len(fields), "words": len(words)})


@pytest.fixture(autouse=True, scope="module")
def _forget_the_policies() -> object:
    yield
    document.cache_clear()
    policy.cache_clear()
    case.cache_clear()
