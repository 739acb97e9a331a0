"""The laws of propositions: what is proved of conditions and their parts, no facts contradict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from random import Random
from typing import Final

from returnkit.errors import ExpressionError
from returnkit.expr.backends.twins import compile_kleene
from returnkit.expr.compile import define, read
from returnkit.expr.constants import constants_in
from returnkit.expr.ir import And, If, Kind, Literal, Named, Node, Not, Or, children, with_children
from returnkit.expr.propositions import Proposition
from tests.differential import blamed, check, shown
from tests.generated_facts import facts, things
from tests.generators import SCHEMA, Conditions, definitions

TRIES: Final = 40
"""How many facts each pair is asked about."""


def pair(random: Random) -> tuple[Node, Node]:
    """Return two conditions that share leaves, so that one often follows from the other."""
    names = definitions(random)
    texts = {name: written.text for name, (_, written) in names.items()}
    writer = Conditions(random, {name: (kind, written.expanded) for name, (kind, written) in names.items()})
    while True:
        leaves = [writer.bound if random.random() < 0.7 else writer.flag for _ in range(2)]
        pool = [leaf().text for leaf in leaves] + [writer.condition(random.choice((1, 2))).text]
        pool += _about_null(random, writer) if random.random() < 0.5 else _about_a_number(random)
        try:
            defined = define(texts, SCHEMA)
            return read(_some(random, pool), SCHEMA, defined), read(_some(random, pool), SCHEMA, defined)
        except ExpressionError:
            names = definitions(random)
            texts = {name: written.text for name, (_, written) in names.items()}


def _about_null(random: Random, writer: Conditions) -> list[str]:
    """Return leaves about one value that may be null, some of them with a constant in its place."""
    kind = random.choice((Kind.NUMBER, Kind.STRING))
    path, constants = writer.nullable(kind, 0).text, [writer.literal(kind).text for _ in range(2)]
    compared = random.choice(("==", "!=", "<", ">="))
    return [
        f"{path} {random.choice(('==', '!='))} {random.choice(('null', constants[0]))}",
        f"({path} ?? {random.choice(constants)}) {compared} {constants[0]}",
    ]


def _about_a_number(random: Random) -> list[str]:
    """Return leaves about one number, written from either side."""
    path, constants = random.choice(("item.price", "item.quantity")), random.sample(("1", "2", "3"), 2)
    compared = random.choices(("<", "<=", ">", ">=", "==", "!="), k=3)
    return [
        f"{path} {compared[0]} {constants[0]}",
        f"{constants[0]} {compared[1]} {path}",
        f"{path} {compared[2]} {constants[1]}",
    ]


def _some(random: Random, pool: list[str], depth: int = 2) -> str:
    """Return a condition made of *pool*."""
    if depth == 0 or random.random() < 0.3:
        leaf = random.choice(pool)
        return f"not ({leaf})" if random.random() < 0.2 else f"({leaf})"
    parts = [_some(random, pool, depth - 1) for _ in range(random.choice((2, 2, 3)))]
    if random.random() < 0.1:
        return "({} ? {} : {})".format(*(parts * 2)[:3])
    return f"({random.choice((' and ', ' or ')).join(parts)})"


def law_no_facts_contradict(random: Random, seen: Counter[str]) -> None:
    """Broken by: a range that is off by one; null forgotten; `or` taken for `and`.

    Raises:
        DifferenceError: Some facts contradict what was proved.
    """
    first, second = pair(random)
    one, other = Proposition.of(first, SCHEMA), Proposition.of(second, SCHEMA)
    implies, excludes, never = one.implies(other), one.excludes(other), one.is_never_true
    always = one.is_always_true
    seen["implies"] += implies and not never
    seen["excludes"] += excludes and not never and not other.is_never_true
    seen["never"] += never
    ask, ask_other = compile_kleene(first, SCHEMA.roots), compile_kleene(second, SCHEMA.roots)
    was_true = was_both = False
    with blamed(f"{first}\n{second}"):
        for _ in range(TRIES):
            values = facts(random, unknown=random.choice((0.0, 0.1, 0.4)))
            truth, other_truth = shown(ask(*things(values))[0]), shown(ask_other(*things(values))[0])
            with blamed(str(values)):
                check(not always or truth is True, f"always true, and {truth}")
                if truth is True:
                    was_true = True
                    was_both |= other_truth is True
                    check(not never, "never true, and it is")
                    check(not implies or other_truth is True, f"implied, and {other_truth}")
                    check(not excludes or other_truth is not True, "excluded, and both are true")
    seen["true"] += was_true
    seen["both"] += was_both


def law_constant_parts_can_go_from_a_condition(random: Random, seen: Counter[str]) -> None:
    """Broken by: a part that is asked beside what need not hold; two that stand for each other, both gone.

    Raises:
        DifferenceError: Without its constant parts a condition is otherwise for some facts.
    """
    condition, beside = pair(random)
    given = beside if random.random() < 0.3 else None
    values = {id(each.part): each.value for each in constants_in(condition, SCHEMA, given)}
    seen["constant"] += bool(values)
    ask, ask_rest = (compile_kleene(each, SCHEMA.roots) for each in (condition, without(condition, values)))
    ask_beside = compile_kleene(given, SCHEMA.roots)
    with blamed(f"{condition}\n{given}"):
        for _ in range(TRIES if values else 0):
            known = facts(random, unknown=random.choice((0.0, 0.0, 0.3)))
            truth, leaves = ask(*things(known))
            rest = shown(ask_rest(*things(known))[0])
            if shown(ask_beside(*things(known))[0]) is True:
                seen[str(shown(truth)).lower()] += 1
                is_known = all(isinstance(leaf, bool) for leaf in leaves)
                with blamed(str(known)):
                    check({truth, rest} != {True, False} if isinstance(truth, bool) else True, "the opposite")
                    check(not is_known or rest is truth, f"{truth}, and {rest} without its constant parts")


def without(node: Node, values: Mapping[int, bool]) -> Node:
    """Return *node* without the parts that have these values, by their identities; a name is one part."""
    if id(node) in values:
        return Literal(values[id(node)])
    below = tuple(without(each, values) for each in children(node))
    match node:
        case Named():
            return node
        case Not() if isinstance(below[0], Literal):
            return Literal(not below[0].value)
        case If() if isinstance(below[0], Literal):
            return below[1] if below[0].value else below[2]
        case And() | Or():
            left = tuple(each for each in below if each != Literal(isinstance(node, And)))
            if any(isinstance(each, Literal) for each in left) or not left:
                return Literal(isinstance(node, And) is not bool(left))
            return with_children(node, left) if len(left) > 1 else left[0]
        case _:
            return with_children(node, below) if below else node
