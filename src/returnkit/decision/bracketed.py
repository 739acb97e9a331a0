"""Bracketed: a condition as it is written, with what became of each leaf in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from returnkit.expr.backends.python import is_leaf
from returnkit.expr.ir import And, If, Named, Node, Not, Or, children
from returnkit.policy import CompiledPolicy

from .explanation import FactRead, Leaf, RuleExplanation, Truth
from .replayed_whole import parts_of
from .writing import Writer, value_text

_Path: TypeAlias = tuple[int, ...]


def condition_texts(
    write: Writer, compiled: CompiledPolicy, rule: RuleExplanation, titles: Sequence[str]
) -> Iterator[str]:
    """Yield the condition of *rule*, one term of its top a text.

    Args:
        write: The language.
        compiled: The policy that it is a rule of.
        rule: The rule.
        titles: What each decided item is called.
    """
    if rule.condition is None:
        yield write.say("because.always")
    elif not rule.leaves:
        yield write.say("auditor.leaf", leaf=rule.condition, truth=write.say("truth.not_reached"))
    for key, node in _parts(compiled, rule):
        of_part = [leaf for leaf in rule.leaves if leaf.part == key]
        for place in dict.fromkeys(leaf.item for leaf in of_part):
            leaves = {leaf.path: leaf for leaf in of_part if leaf.item == place}
            for text in _terms(write, node, leaves):
                if place is None:
                    yield text
                else:
                    yield write.say("auditor.of_item", part=key, item=titles[place], condition=text)


def leaf_text(write: Writer, leaf: Leaf) -> str:
    """Return *leaf* in brackets: its source, what became of it, and the values that it read."""
    fails = leaf.truth is Truth.UNKNOWN and not any(fact.unknown for fact in leaf.facts)
    truth = write.say("truth.failed" if fails else f"truth.{leaf.truth.value}")
    if leaf.truth is Truth.NOT_REACHED:
        return write.say("auditor.leaf", leaf=leaf.text, truth=truth)
    told = [text for fact in leaf.facts if (text := _told(write, fact, leaf))]
    told += [write.say("auditor.name", name=name, body=body) for name, body in leaf.names]
    if not told:
        return write.say("auditor.leaf", leaf=leaf.text, truth=truth)
    return write.say("auditor.leaf.facts", leaf=leaf.text, truth=truth, facts=write.listed(told))


def fact_text(write: Writer, fact: FactRead) -> str:
    """Return *fact* with its whole value in the notation of conditions, or why it is not known."""
    if fact.unknown is None:
        return write.say("because.fact", fact=fact.path, value=value_text(fact.value, whole=True))
    return write.say("because.unknown", fact=fact.path, why=_why_unknown(write, fact.unknown))


def _told(write: Writer, fact: FactRead, leaf: Leaf) -> str:
    """Return *fact*; of a leaf that is the fact itself only what the leaf's truth does not tell."""
    if fact.path != leaf.text:
        return fact_text(write, fact)
    return "" if fact.unknown is None else _why_unknown(write, fact.unknown)


def _why_unknown(write: Writer, code: str) -> str:
    key = f"unknown.{code}"
    return write.say(key) if key in write.catalogue else code


def _parts(compiled: CompiledPolicy, rule: RuleExplanation) -> Iterator[tuple[str, Node]]:
    if rule.is_of_return:
        whole = compiled.whole.conditions if compiled.whole else ()
        found = next(each for each in whole if each.rule == rule.rule)
        yield from ((key, part.node) for key, part in parts_of(found) if part.node is not None)
    else:
        node = next(each.node for each in compiled.conditions if each.rule == rule.rule)
        if node is not None:
            yield "when", node


def _terms(write: Writer, node: Node, leaves: Mapping[_Path, Leaf]) -> Iterator[str]:
    """Yield the terms of *node* where it joins several, each but the first with the word that joins it."""
    match node:
        case And(terms) | Or(terms):
            word = "and" if isinstance(node, And) else "or"
            for number, term in enumerate(terms):
                text = _inner(write, term, (number,), leaves)
                yield f"{word} {text}" if number else text
        case _:
            yield _written(write, node, (), leaves)


def _written(write: Writer, node: Node, path: _Path, leaves: Mapping[_Path, Leaf]) -> str:
    if is_leaf(node):
        return leaf_text(write, leaves[path])
    parts = [_inner(write, child, (*path, number), leaves) for number, child in enumerate(children(node))]
    match node:
        case And():
            return " and ".join(parts)
        case Or():
            return " or ".join(parts)
        case Not():
            return f"not {parts[0]}"
        case If():
            return f"{parts[0]} ? {parts[1]} : {parts[2]}"
        case Named(name, _):
            return write.say("auditor.name", name=name, body=parts[0])
        case _:
            raise NotImplementedError(type(node).__name__)


def _inner(write: Writer, node: Node, path: _Path, leaves: Mapping[_Path, Leaf]) -> str:
    text = _written(write, node, path, leaves)
    return f"({text})" if isinstance(node, And | Or | If | Named) else text
