"""Payloads: foreign JSON, changed at one place or at random."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from hypothesis import strategies as st

from returnkit.importers import ImportResult

# Any: payloads are foreign JSON, changed at will.
Place: TypeAlias = tuple[str | int, ...]


def put(*path: str | int, value: object) -> Callable[[Any], None]:
    """Return a change that puts *value* at *path*; `...` as the value removes what is there."""

    def change(node: Any) -> None:
        for step in path[:-1]:
            node = node[step]
        if value is ...:
            del node[path[-1]]
        else:
            node[path[-1]] = value

    return change


def codes(result: ImportResult) -> list[str]:
    """Return the codes of the warnings, in order."""
    return [warning.code for warning in result.warnings]


def places(node: object, path: Place = ()) -> list[Place]:
    """Return the paths of everything in *node*."""
    steps = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    return [path, *(place for step, child in steps for place in places(child, (*path, step)))]


JUNK: st.SearchStrategy[object] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.decimals() | st.just(...)
    | st.sampled_from(["", "USD", "KRW", "-1", "1e9", "9" * 50, 10**50, "2026-10-30T00:00:00Z", 0, -1]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)  # fmt: skip
"""What may stand where something else should."""


def mutations(payload: object) -> st.SearchStrategy[list[tuple[Place, object]]]:
    """Return up to four places of *payload*, each with what comes there."""
    return st.lists(
        st.tuples(st.sampled_from([place for place in places(payload) if place]), JUNK),
        min_size=1,
        max_size=4,
    )


def mutate(payload: Any, changes: list[tuple[Place, object]]) -> Any:
    """Make *changes* in *payload* and return it; those whose place is gone are left out."""
    for place, junk in changes:
        try:
            put(*place, value=junk)(payload)
        except (LookupError, TypeError):
            continue  # an earlier one has removed the place
    return payload
