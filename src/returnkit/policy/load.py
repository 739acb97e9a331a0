"""Load: a policy from its text, with every fault of shape, rules and conditions at once."""

from __future__ import annotations

from returnkit.diagnostics import Diagnostic
from returnkit.documents import Document, Format, Path, parse, validate
from returnkit.errors import DocumentError
from returnkit.facts import Declaration

from .compiled import examine, read_conditions, remember
from .document import ConditionText, Policy
from .faults import Fault


def load_policy(text: str, *, name: str = "policy.yaml", format: Format | None = None) -> Policy:
    """Return the policy written in *text*.

    Args:
        text: The document, in YAML, TOML or JSON.
        name: What messages call it, usually a file name.
        format: The notation; None takes it from the suffix of *name*.

    Raises:
        DocumentError: With every fault found, each with its place in *text*.
    """
    document = parse(text, name=name, format=format)
    try:
        policy = validate(document, Policy)
    except DocumentError as exc:
        more = [document.placed(fault, path) for path, fault in _salvage(document)]
        raise _refused([*exc.faults, *more], document) from exc
    compiled, faults = examine(policy)
    if compiled is None:
        raise _refused([document.placed(fault, path) for path, fault in faults], document)
    remember(policy, compiled)
    return policy


def _salvage(document: Document) -> list[Fault]:
    """Check the conditions of a document whose shape is faulty, so that all faults are told at once."""
    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get("rules"), list):
        return []
    try:
        facts = validate(Document(document.source, data.get("facts", {})), dict[str, Declaration])
        definitions = validate(Document(document.source, data.get("define", {})), dict[str, ConditionText])
    except DocumentError:
        return []  # without its names no condition can be judged
    texts: dict[Path, str] = {
        ("rules", number, key): rule[key]
        for number, rule in enumerate(data["rules"])
        if isinstance(rule, dict)
        for key in ("when", "unless")
        if isinstance(rule.get(key), str)
    }
    return read_conditions(facts, definitions, texts)[-1]


def _refused(faults: list[Diagnostic], document: Document) -> DocumentError:
    return DocumentError(tuple(sorted(faults, key=_place)), source=document.source)


def _place(fault: Diagnostic) -> tuple[int, int]:
    return (fault.span.line, fault.span.column) if fault.span else (0, 0)
