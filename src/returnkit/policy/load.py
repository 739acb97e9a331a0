"""Load: a policy from its text, with every fault of shape, rules and conditions at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from returnkit.diagnostics import Diagnostic
from returnkit.documents import Document, Format, Path, parse, path_text, validate
from returnkit.errors import DocumentError
from returnkit.facts import STANDARD, Declaration, Vocabulary

from .document import STATUTE, Fault, Policy, joined, names_of_both, over
from .examine import CONDITIONS, examine, read_conditions, remember
from .floors import base_fault
from .rules import ConditionText

_INHERITED: Final = ("currency", "timezone")
"""The settings that a document has from its base where it does not say them; floors add up."""


def load_policy(
    text: str,
    *,
    name: str = "policy.yaml",
    format: Format | None = None,
    library: Mapping[str, Policy] = MappingProxyType({}),
    vocabulary: Vocabulary = STANDARD,
) -> Policy:
    """Return the policy written in *text*.

    Args:
        text: The document, in YAML, TOML or JSON.
        name: What messages call it, usually a file name.
        format: The notation; None takes it from the suffix of *name*.
        library: The policies that `base` and `floor` may name; they keep their vocabularies.
        vocabulary: The names that conditions may use beside those the document declares, such as one of
            `vocabulary_of`. A document on top of its base may use the names of both.

    Raises:
        DocumentError: With every fault found, each with its place in *text*.
        VocabularyError: *vocabulary* lacks a standard name.
    """
    document = parse(text, name=name, format=format)
    try:
        written = validate(document, Policy)
    except DocumentError as exc:
        more = [document.placed(fault, path) for path, fault in _salvage(document, library, vocabulary)]
        raise _refused([*exc.faults, *more], document) from exc
    policy, clashes = _with_base(written, library, vocabulary)
    compiled, found = examine(policy, known=library)
    faults = [*clashes, *_at_home(found, written, policy, is_told=bool(clashes))]
    if compiled is None or faults:
        raise _refused([document.placed(fault, path) for path, fault in faults], document)
    remember(policy, compiled)
    return policy


def _with_base(
    written: Policy, library: Mapping[str, Policy], vocabulary: Vocabulary
) -> tuple[Policy, tuple[Fault, ...]]:
    """Return *written* on top of its base, with its floors, and where the two contradict each other.

    A name that is not in *library* stays a name.
    """
    base = None if written.base is None else library.get(written.base)
    names = vocabulary if base is None else names_of_both(vocabulary, base.vocabulary)
    floors = tuple(_floor(floor, library, names) for floor in written.floor)
    policy = over(written.evolve(floor=floors), vocabulary)
    if base is None:
        return policy, ()
    unsaid = {key: getattr(base, key) for key in _INHERITED if key not in written.model_fields_set}
    whole, clashes = joined(policy.evolve(base=None, **unsaid), base)
    return whole, tuple((path or ("base",), fault) for path, fault in clashes)


def _floor(floor: str | Policy, library: Mapping[str, Policy], vocabulary: Vocabulary) -> str | Policy:
    if isinstance(floor, Policy):
        return over(floor, vocabulary)  # written out, it is part of the document
    return floor if floor == STATUTE else library.get(floor, floor)


def _at_home(found: Iterable[Fault], written: Policy, policy: Policy, *, is_told: bool) -> Iterator[Fault]:
    """Yield *found* with what is wrong with inherited parts placed where the document names its base.

    Args:
        found: The faults of the document on top of its base.
        written: The document alone.
        policy: The document on top of its base.
        is_told: Whether it was told already where it contradicts its base.
    """
    for path, fault in found:
        match path:
            case ("rules", int(number), *_) if number >= len(written.rules):
                part: str = policy.rules[number].id
            case ("floor", int(number), *_) if number >= len(written.floor):
                part = path_text(path)
            case ("facts" | "define" as key, str(name), *_) if name not in getattr(written, key):
                part = name
            case _:
                yield path, fault
                continue
        if not (is_told and fault.code == "policy.duplicate_rule"):
            message = f"`{part}` of `{written.base}`, under these rules: {fault.message}"
            yield ("base",), replace(fault, message=message, span=None)


def _salvage(document: Document, library: Mapping[str, Policy], vocabulary: Vocabulary) -> list[Fault]:
    """Check the conditions of a document whose shape is faulty, so that all faults are told at once."""
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get("rules"), list):
        return []
    try:
        facts = validate(Document(document.source, data.get("facts", {})), dict[str, Declaration])
        definitions = validate(Document(document.source, data.get("define", {})), dict[str, ConditionText])
    except DocumentError:
        return []  # without its names no condition can be judged
    if (name := data.get("base")) is not None:
        base = library.get(name) if isinstance(name, str) else None
        if base is None:  # nor without those of its base
            return [(("base",), base_fault(name, library))] if isinstance(name, str) else []
        facts, definitions = {**base.facts, **facts}, {**base.define, **definitions}
        vocabulary = names_of_both(vocabulary, base.vocabulary)
    texts: dict[Path, str] = {
        ("rules", number, key): rule[key]
        for number, rule in enumerate(data["rules"])
        if isinstance(rule, dict)
        for key in CONDITIONS
        if isinstance(rule.get(key), str)
    }
    return read_conditions(vocabulary, facts, definitions, texts)[-1]


def _refused(faults: list[Diagnostic], document: Document) -> DocumentError:
    return DocumentError(tuple(sorted(faults, key=_place)), source=document.source)


def _place(fault: Diagnostic) -> tuple[int, int]:
    return (fault.span.line, fault.span.column) if fault.span else (0, 0)
