"""Notation: policies read, printed in another notation, and the form that all notations share."""

from __future__ import annotations

import json
from enum import StrEnum

from returnkit.documents import Format, load
from returnkit.policy import Policy, load_policy, policy_schema, write_policy

from .streams import STDIN, read_text, shown_name


class Notation(StrEnum):
    """How a document is written."""

    YAML = "yaml"
    TOML = "toml"
    JSON = "json"


def read_policy(path: str) -> Policy:
    """Return the policy in the file at *path*; `-` is standard input, which is YAML.

    Raises:
        InputFileError: The file cannot be read.
        DocumentError: With every fault of the policy.
    """
    return load_policy(read_text(path), name=shown_name(path), format=_format(path))


def converted(path: str, notation: Notation) -> str:
    """Return the policy in the file at *path* as a text in *notation*.

    A base stays a name, and what is wrong among the rules stays as it is.

    Raises:
        InputFileError: The file cannot be read.
        DocumentError: With every fault of the policy's shape.
        WritingError: The notation cannot hold the policy.
    """
    return write_policy(
        load(read_text(path), Policy, name=shown_name(path), format=_format(path)), notation.value
    )


def schema() -> str:
    """Return the JSON Schema of a policy document as a text."""
    return json.dumps(policy_schema(), ensure_ascii=False, indent=2) + "\n"


def _format(path: str) -> Format | None:
    return "yaml" if path == STDIN else None  # of a file its suffix tells
