"""The law of unknown facts: what is decided without them, no completion of them contradicts."""

from __future__ import annotations

from collections import Counter
from random import Random

from returnkit.errors import ExpressionError
from returnkit.expr.backends.index import compile_indexed
from returnkit.expr.backends.python import compile_predicate
from returnkit.expr.backends.twins import compile_kleene, compile_traced
from returnkit.expr.compile import read
from returnkit.expr.ir import Node
from returnkit.expr.ir import fields as fields_of
from returnkit.expr.rewrite import rewrite
from returnkit.expr.schema import is_unknown
from tests.differential import blamed, check, consistent, outcome, shown
from tests.generated_facts import fact, facts, things
from tests.generators import SCHEMA, Conditions

COMPLETIONS = 12


def condition(random: Random) -> Node:
    """Return a generated condition that is accepted."""
    while True:
        writer = Conditions(random, daring=random.random() < 0.2)
        try:
            written = writer.joined(random.choice(("and", "or")), random.choice((2, 3)))
            return rewrite(read(written.text, SCHEMA))
        except ExpressionError:
            continue


def decided_without(random: Random, seen: Counter[str]) -> None:
    """Check the law for one condition and one set of facts, some of them unknown.

    Raises:
        DifferenceError: A completion contradicts what was decided.
    """
    node, roots = condition(random), SCHEMA.roots
    plain, kleene = compile_predicate(node, roots), compile_kleene(node, roots)
    values = facts(random, unknown=random.choice((0.1, 0.3, 0.6)))
    truth, _ = kleene(*things(values))
    found = outcome(plain, *things(values))
    unknown = [each.path for each in fields_of(node) if is_unknown(values[each.path])]
    seen["undecided" if is_unknown(truth) else "decided without" if unknown else "all known"] += 1
    with blamed(f"{node}\nof {values}"):
        check(isinstance(found, type) or shown(truth) is found, f"three-valued {truth}, plain {found}")
        traced = outcome(compile_traced([node], roots), *things(values))
        check(isinstance(found, type) == isinstance(traced, type), f"traced {traced}, plain {found}")
        first = outcome(compile_indexed([node, None], roots), *things(values))
        if not isinstance(first, type):
            consistent(first, [shown(truth)], [found], 1)
        if is_unknown(truth):
            return
        for _ in range(COMPLETIONS):
            complete = values | {path: fact(random, SCHEMA[path]) for path in unknown}
            with blamed(f"completed by { {path: complete[path] for path in unknown} }"):
                check(shown(kleene(*things(complete))[0]) == truth, f"decided {truth}, completed otherwise")
                again = outcome(plain, *things(complete))
                check(isinstance(again, type) or again is truth, f"decided {truth}, plain completed {again}")
