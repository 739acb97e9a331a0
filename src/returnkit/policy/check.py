"""Check: everything that is to say about the text of a policy, without using it."""

from __future__ import annotations

from returnkit.diagnostics import Diagnostic
from returnkit.documents import Document, Format, Path, parse, path_text
from returnkit.errors import DocumentError
from returnkit.facts import STANDARD, Vocabulary

from .load import load_policy
from .warnings import warnings_of


def check_policy(
    text: str,
    *,
    name: str = "policy.yaml",
    format: Format | None = None,
    vocabulary: Vocabulary = STANDARD,
) -> tuple[Diagnostic, ...]:
    """Return the faults of the policy written in *text*; where it has none, its warnings.

    A policy with warnings loads and decides. What is warned of is proved, see `warnings_of`.

    Args:
        text: The document, in YAML, TOML or JSON.
        name: What messages call it, usually a file name.
        format: The notation; None takes it from the suffix of *name*.
        vocabulary: The names that conditions may use beside those the document declares.

    Returns:
        Each with its place in *text*, in the order of the text.
    """
    try:
        policy = load_policy(text, name=name, format=format, vocabulary=vocabulary)
    except DocumentError as exc:
        return exc.faults
    document = parse(text, name=name, format=format)
    found = (_placed(fault, path, document) for path, fault in warnings_of(policy))
    return tuple(sorted(found, key=_place))


def _placed(fault: Diagnostic, path: Path, document: Document) -> Diagnostic:
    # What is told of a name is marked at the name, not at what stands behind it.
    return fault.at(path=path_text(path), span=document.span(path, key=path[0] in ("define", "facts")))


def _place(found: Diagnostic) -> tuple[int, int]:
    return (found.span.line, found.span.column) if found.span else (0, 0)
