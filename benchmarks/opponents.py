"""Opponents: other engines deciding by the same policy, each in the fastest form found for it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, timedelta
from importlib.util import find_spec
from types import SimpleNamespace
from typing import Any, Final

from returnkit.expr.backends.printer import to_text
from returnkit.expr.ir import Kind
from returnkit.policy import CompiledPolicy

from .dialects import CEDAR, CEL, ZEN, Dialect, Step, facts, steps
from .measure import Views

Ask = Callable[[Any], int]
"""From an input, in the form of the engine, to the number of the answer."""


@dataclass(frozen=True, slots=True)
class Opponent:
    """An engine ready to play.

    Attributes:
        ask: One decision.
        inputs: The inputs in the engine's own form; that they had to be converted is not charged.
    """

    ask: Ask
    inputs: Sequence[Any]


def zen(compiled: CompiledPolicy, views: Sequence[Views]) -> Opponent:
    """Return zen-engine: the policy as one compiled expression over a flat dictionary."""
    import zen as engine

    evaluate = engine.compile_expression(_ternary(ZEN, steps(compiled))).evaluate
    return Opponent(evaluate, [facts(compiled, each) for each in views])


def cel(compiled: CompiledPolicy, views: Sequence[Views]) -> Opponent:
    """Return CEL in Rust: the policy as one program over contexts that are already converted."""
    import cel as engine

    execute = engine.compile(_ternary(CEL, steps(compiled))).execute
    return Opponent(execute, [engine.Context(facts(compiled, each)) for each in views])


def cedar(compiled: CompiledPolicy, views: Sequence[Views]) -> Opponent:
    """Return Cedar: one policy a rule over entities that are already parsed; the least id answers."""
    import cedarpy as engine

    written = [
        f'@id("{place:03} {answer}") permit(principal, action, resource) when {{ {test} }};'
        for place, (test, answer) in enumerate(_outcomes(CEDAR, steps(compiled)))
    ]
    policies = engine.PolicySet.from_str("\n".join(written))
    entities = engine.Entities.from_json_str(
        json.dumps(
            [
                {"uid": {"type": "Input", "id": str(number)}, "attrs": facts(compiled, each), "parents": []}
                for number, each in enumerate(views)
            ]
        )
    )
    is_authorized = engine.is_authorized

    def ask(request: dict[str, str]) -> int:
        reasons = is_authorized(request, policies, entities).diagnostics.id_annotations_by_reason
        return int(min(reasons.values())[4:])

    action = {"action": 'Action::"return"', "resource": 'Shop::"shop"'}
    return Opponent(ask, [{"principal": f'Input::"{number}"', **action} for number in range(len(views))])


PEERS: Final = {
    "zen-engine": ("zen", zen),
    "CEL": ("cel", cel),
    "cedarpy": ("cedarpy", cedar),
}


def is_here(module: str) -> bool:
    """Return whether *module* is installed."""
    return find_spec(module) is not None


def _ternary(dialect: Dialect, entries: Sequence[Step]) -> str:
    """Return the list as one expression: test, outcome, else the next."""
    *tests, (_, otherwise) = [
        ("true" if step.condition is None else dialect.write(step.condition), _result(dialect, step))
        for step in entries
    ]
    return "".join(f"{test} ? {result} : " for test, result in tests) + otherwise


def _result(dialect: Dialect, step: Step) -> str:
    if step.window is None:
        return str(step.answer)
    return dialect.choice.format(dialect.inside(step.window), 0, step.answer)


def _outcomes(dialect: Dialect, entries: Sequence[Step]) -> list[tuple[str, int]]:
    """Return each outcome with its own test, in order: an open window stands before its closed one."""
    found: list[tuple[str, int]] = []
    for step in entries:
        test = "true" if step.condition is None else dialect.write(step.condition)
        if step.window is not None:
            found.append((f"{test} && {dialect.inside(step.window)}", 0))
        found.append((test, step.answer))
    return found


def rule_engine(compiled: CompiledPolicy, views: Sequence[Views]) -> Opponent:
    """Return rule_engine: a rule each, parsed ahead in a typed context, asked in order."""
    import rule_engine as engine

    data = engine.DataType
    kinds = {
        Kind.BOOLEAN: data.BOOLEAN,
        Kind.NUMBER: data.FLOAT,
        Kind.STRING: data.STRING,
        Kind.INSTANT: data.DATETIME,
        Kind.STRINGS: data.SET(data.STRING),
    }
    schema = compiled.vocabulary.schema
    types: dict[str, dict[str, Any]] = {root: {} for root in schema.roots}
    for name in (schema[path] for path in sorted(compiled.names)):
        kind = kinds[name.kind]
        types[name.root][name.attribute] = data.NULLABLE(kind) if name.nullable else kind
    context = engine.Context(
        type_resolver=engine.type_resolver_from_dict(
            {root: data.OBJECT(root, types[root]) for root in types}
        ),
        resolver=lambda thing, name: thing[name],
        default_timezone=UTC,
    )
    rules = [
        (engine.Rule("true" if step.condition is None else to_text(step.condition), context).matches, step)
        for step in steps(compiled)
    ]

    def ask(thing: dict[str, Any]) -> int:
        for matches, step in rules:
            if matches(thing):
                window, elapsed = step.window, thing["elapsed"]
                if window is None:
                    return step.answer
                if window.hours is not None:
                    is_open = getattr(elapsed, str(window.of)) < timedelta(hours=window.hours)
                else:
                    is_open = getattr(elapsed, f"{window.of}_days") <= window.days
                return 0 if is_open else step.answer
        raise AssertionError("the last rule has no condition")

    return Opponent(ask, [_things(compiled, types, each) for each in views])


def _things(
    compiled: CompiledPolicy, types: Mapping[str, Mapping[str, object]], views: Views
) -> dict[str, Any]:
    """Return the views as rule_engine knows them: it has sets, and no frozen ones."""
    things: dict[str, Any] = dict(zip(compiled.roots, views, strict=True))
    for root, names in types.items():
        values = {name: getattr(things[root], name) for name in names}
        thawed = {name: set(v) if isinstance(v, frozenset) else v for name, v in values.items()}
        things[root] = SimpleNamespace(**thawed)
    return things
