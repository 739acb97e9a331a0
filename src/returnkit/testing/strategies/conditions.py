"""Conditions: texts of the rule language that are true or false, over a vocabulary."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from hypothesis import strategies as st

from returnkit.decision.possible import SIZES
from returnkit.expr.backends.printer import scalar_text
from returnkit.expr.ir import Kind, Scalar
from returnkit.expr.schema import Name, Schema, is_unknown
from returnkit.policy import Policy, compile_policy
from returnkit.situations import Given, as_given, spread

_ORDERED: Final = (">=", "<", ">", "<=", "==", "!=")
_EQUAL: Final = ("==", "!=")
_MEMBER: Final = ("in", "not in")
_LENGTHS: Final = ('t"P30D"', 't"P14D"', 't"PT48H"', 't"P0D"')
_FALLBACKS: Final = {Kind.BOOLEAN: "false", Kind.NUMBER: "0", Kind.STRING: '""'}
_MOST_LEAVES: Final = 6


def conditions(over: Schema | Policy, *names: str) -> st.SearchStrategy[str]:
    """Return texts of conditions without faults, the simplest a name compared with its typical value.

    Args:
        over: What they read: a vocabulary, or a policy, whose own constants and their neighbours are
            then what names are compared with.
        names: The paths that they read. None given: those that the policy reads, or all of the
            vocabulary; names that no condition can ask alone, durations and sets that may be null, are
            left out.

    Raises:
        KeyError: A path is not in the vocabulary.
        ValueError: No condition can read any of *names*.
        DocumentError: The policy has faults.
    """
    schema = over if isinstance(over, Schema) else compile_policy(over).vocabulary.schema
    told = {} if isinstance(over, Schema) else spread(over)
    paths = names or tuple(told) or schema.paths
    asked = [schema[path] for path in paths]
    leaves = [leaf for name in asked for leaf in _leaves(name, _known(name, told), schema)]
    if not leaves:
        raise ValueError("no condition can read any of these names")
    return st.recursive(st.one_of(leaves), _joined, max_leaves=_MOST_LEAVES)


def _joined(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({}) and ({})".format, parts, parts),
        st.builds("({}) or ({})".format, parts, parts),
        st.builds("not ({})".format, parts),
        st.builds("(({}) ? ({}) : ({}))".format, parts, parts, parts),
    )


def _leaves(name: Name, values: Sequence[object], schema: Schema) -> Iterator[st.SearchStrategy[str]]:
    """Yield the ways to ask *name* alone, or beside another of its kind; the plainest first."""
    constants = tuple(scalar_text(value) for value in values if isinstance(value, Scalar))
    match name.kind:
        case Kind.BOOLEAN:
            asked = _guarded(name, constants)
            yield st.sampled_from((asked, f"not {asked}"))
        case Kind.STRINGS:
            yield from _of_a_set(name, values)
        case Kind.NUMBER | Kind.INSTANT | Kind.DURATION if constants:
            yield _put("{} {} {}", (_guarded(name, constants),), _ORDERED, constants)
            yield _listed(name, constants)
        case Kind.STRING if constants:
            yield _put("{} {} {}", (name.path,), _EQUAL, constants)
            yield _listed(name, constants)
            starts = tuple(dict.fromkeys(scalar_text(str(value)[:2]) for value in values))
            if not name.values:
                yield _put("{}.starts_with({})", (_guarded(name, constants),), starts)
    if name.nullable and name.kind is not Kind.STRINGS:
        yield _put("{} {} null", (name.path,), _EQUAL)
    if name.kind is Kind.INSTANT and not name.nullable:
        others = [each.path for each in schema if each.kind is name.kind and not each.nullable]
        if earlier := tuple(path for path in others if path != name.path):
            yield _put("{} - {} {} {}", (name.path,), earlier, _ORDERED, _LENGTHS)


def _of_a_set(name: Name, values: Sequence[object]) -> Iterator[st.SearchStrategy[str]]:
    if not name.nullable:  # else no condition can ask it
        words = {word: None for value in values if isinstance(value, frozenset) for word in sorted(value)}
        yield _put("{} {} {}", tuple(map(scalar_text, words)) or ('"vip"',), _MEMBER, (name.path,))
        yield _put("{}{}", (name.path,), (".is_empty", ".length > 1"))


def _listed(name: Name, constants: Sequence[str]) -> st.SearchStrategy[str]:
    several = st.lists(st.sampled_from(constants), min_size=1, max_size=3, unique=True).map(", ".join)
    return st.builds("{} {} [{}]".format, st.just(name.path), st.sampled_from(_MEMBER), several)


def _put(form: str, *parts: Sequence[str]) -> st.SearchStrategy[str]:
    """Return *form* filled with one of each of *parts*."""
    return st.builds(form.format, *map(st.sampled_from, parts))


def _guarded(name: Name, constants: Sequence[str]) -> str:
    """Return *name* as it can be ordered or asked: where it may be null, with what null stands for."""
    fallback = _FALLBACKS.get(name.kind) or constants[0]
    return f"({name.path} ?? {fallback})" if name.nullable else name.path


# --- what is asked for ------------------------------------------------------------------------------


def _known(name: Name, told: Mapping[str, Sequence[Given]]) -> tuple[object, ...]:
    """Return known values of *name* that are not null: the typical one, then what is *told* of it."""
    found = [as_given(name.typical), *(as_given(value) for value in told.get(name.path, _usual(name)))]
    # All are of its one kind, so that none is equal to another as true is to 1.
    return tuple(dict.fromkeys(value for value in found if value is not None and not is_unknown(value)))


def _usual(name: Name) -> Iterator[object]:
    """Yield values of a name of which no policy says anything."""
    match name.kind:
        case Kind.BOOLEAN:
            yield from (False, True)
        case Kind.NUMBER:
            bounds = [bound for bound in (name.minimum, name.maximum) if bound is not None]
            yield from (*bounds, *filter(name.allows, SIZES))
        case _:
            yield from name.values
