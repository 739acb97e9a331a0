"""Producers for the rule language: kinds, operators, values, limits and faults, read from the code."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final

from returnkit.errors import DefinitionError, ExpressionError
from returnkit.expr import backtracking, guards, literals, nesting, regex
from returnkit.expr.backends.kleene import kleene_and, kleene_if, kleene_not, kleene_or
from returnkit.expr.backends.printer import to_text
from returnkit.expr.backends.twins import compile_kleene
from returnkit.expr.compile import define, read
from returnkit.expr.guards import _ATTRIBUTES, _BUILTINS, _OPERATORS, _WORDS
from returnkit.expr.ir import NODES, Affix, Kind, walk
from returnkit.expr.parse import parse
from returnkit.expr.regex import check_pattern
from returnkit.expr.schema import Unknown, is_unknown
from returnkit.expr.types import TRAITS
from returnkit.facts import STANDARD

from .language_examples import CASES, FAULTS, PATTERNS, Case, FaultExample
from .markdown import code, summary, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from returnkit.diagnostics import Diagnostic
    from returnkit.expr.backends.kleene import Truth

KINDS: Final = {
    Kind.BOOLEAN: ("true or false", "`true`, `false`"),
    Kind.NUMBER: ("a decimal number, exact", "`30`, `0.5`, `-2`, `1e3`"),
    Kind.STRING: ("a text", '`"shirts"`, `\'shirts\'`, raw: `r"AB[0-9]"`'),
    Kind.INSTANT: ("a point in time", '`d"2026-11-01T00:00:00Z"`'),
    Kind.DURATION: ("a length of time", '`t"P30D"`, `t"PT48H"`, `t"P2W"`'),
    Kind.STRINGS: ("a set of texts, without order", "none; a list of constants is `[…]`"),
}

# Strongest first. What binds how is not said here: the last two columns show how the parser reads each.
OPERATORS: Final = (
    ("`.trait`, `.starts_with(…)`, `.ends_with(…)`", "left", "-a.length"),
    ("`-` before a value", "right", "-a * b"),
    ("`*` `/` `//` `%`", "left", "a * b + c"),
    ("`+` `-`", "left", "a + b in c"),
    ("`<` `<=` `>` `>=` `in` `not in` `=~` `=~~` `!~` `!~~`", "one only", "a < b == c"),
    ("`==` `!=`", "one only", "a == b ?? c"),
    ("`??`", "right", "not a ?? b"),
    ("`not`", "right", "not a and b"),
    ("`and`", "left", "a and b or c"),
    ("`or`", "left", "a or b ? c : d"),
    ("`… ? … : …`", "right", "a ? b : c ? d : e"),
)

LIMITS: Final[tuple[tuple[ModuleType, str, str], ...]] = (
    (guards, "MAX_CHARACTERS", "characters of a condition"),
    (guards, "MAX_TOKENS", "words and signs of a condition"),
    (guards, "MAX_FAULTS", "faults of one text told at once"),
    (nesting, "MAX_BRACKETS", "brackets open at one place"),
    (nesting, "MAX_DEPTH", "operators and brackets on one path of the tree"),
    (nesting, "MAX_TERMS", "terms joined by `and` and `or` on one path"),
    (nesting, "MAX_PREFIXES", "`not` and minus signs in a row"),
    (literals, "MAX_DIGITS", "digits of a number"),
    (literals, "MAX_EXPONENT", "exponent of a number, either sign"),
    (literals, "MAX_DURATION_DAYS", "days of a duration"),
    (regex, "MAX_PATTERN", "characters of a pattern"),
    (regex, "MAX_COUNT", "count in `{m,n}` of a pattern"),
    (regex, "MAX_GROUPS_DEEP", "groups of a pattern inside each other"),
    (backtracking, "MAX_STEPS", "steps of one try of a pattern, long repeats weighted"),
)


def kinds() -> str:
    """Return the kinds of value and how each is written."""
    return table(("kind", "what it is", "written"), [(code(kind.value), *KINDS[kind]) for kind in Kind])


def operators() -> str:
    """Return the operators, strongest first, each with a text and how it is read."""
    rows = [(signs, groups, code(text), code(to_text(parse(text)))) for signs, groups, text in OPERATORS]
    return table(("operators, strongest first", "groups", "the text", "is read as"), rows)


def traits() -> str:
    """Return what can be read off a value."""
    rows = [
        (code(f".{trait.value}"), ", ".join(sorted(kind.value for kind in of)), gives.value)
        for trait, (of, gives) in TRAITS.items()
    ]
    rows += [(code(f".{affix.value}(part)"), "string", "boolean") for affix in Affix]
    return table(("written after a value", "of a", "gives a"), rows)


def nodes() -> str:
    """Return every class of node with what it means and cases that were run."""
    parts = []
    for node in NODES:
        parts.append(f"**{node.__name__}**: {summary(node)}")
        rows = [_case_row(case) for case in CASES if case.node == node.__name__]
        parts.append(table(("condition", "facts", "result"), rows))
    return "\n\n".join(parts)


def truth_tables() -> str:
    """Return the three-valued results of `not`, `and`, `or` and the choice."""
    unknown = Unknown("not_asked")
    values: tuple[Truth, ...] = (True, False, unknown)
    rows = [
        (_truth(a), _truth(b), _truth(kleene_and(a, b)), _truth(kleene_or(a, b)), _truth(kleene_not(a)))
        for a, b in product(values, values)
    ]
    choices = [(_truth(a), _truth(b), _truth(kleene_if(unknown, a, b))) for a, b in product(values, values)]
    return "\n\n".join(
        [
            table(("a", "b", "a and b", "a or b", "not a"), rows),
            table(("a", "b", "unknown ? a : b"), choices),
        ]
    )


def limits() -> str:
    """Return the limits, each from the constant that enforces it."""
    return table(("at most", "of what"), [(f"{getattr(m, name):,}", what) for m, name, what in LIMITS])


def refused() -> str:
    """Return what the parser knows and the language refuses, with the way out."""
    rows = [(code(sign), "operator", way_out) for sign, way_out in _OPERATORS.items()]
    rows += [(code(word), "word", way_out) for word, (_, way_out) in _WORDS.items()]
    rows += [(code(name), reason, way_out) for name, (reason, way_out) in _BUILTINS.items()]
    rows += [
        (code(f".{name}"), reason, "declare a fact with the value that is meant")
        for name, reason in _ATTRIBUTES.items()
    ]
    return table(("refused", "what it is, or why", "the way out"), rows)


def patterns() -> str:
    """Return patterns and what the check says about each."""
    rows = [(code(pattern), "; ".join(check_pattern(pattern)) or "accepted") for pattern in PATTERNS]
    return table(("pattern", "verdict"), rows)


def faults() -> str:
    """Return every code of a condition's faults with texts that have it and what is said."""
    rows = []
    for example in FAULTS:
        fault = fault_of(example)
        rows.append((code(example.code), code(example.label), fault.message, fault.help or ""))
    return table(("code", "condition", "message", "way out"), rows)


def fault_of(example: FaultExample) -> Diagnostic:
    """Return the first fault that reading *example* gives.

    Raises:
        ValueError: It has none.
    """
    try:
        names = define(dict(example.definitions), STANDARD.schema)
        read(example.text, STANDARD.schema, names)
    except DefinitionError as exc:
        return next(iter(exc.by_name.values()))[0]
    except ExpressionError as exc:
        return exc.faults[0]
    raise ValueError(f"`{example.label}` has no fault")


def result_of(case: Case) -> Truth:
    """Return the three-valued result of *case*."""
    schema = STANDARD.schema
    names = define(dict(case.definitions), schema)
    views = [SimpleNamespace() for _ in schema.roots]
    for path, value in case.facts.items():
        root, _, attribute = path.partition(".")
        setattr(views[schema.roots.index(root)], attribute, value)
    truth: Truth = compile_kleene(read(case.text, schema, names), schema.roots)(*views)[0]
    return truth


def node_classes(case: Case) -> set[str]:
    """Return the names of the classes of node that the condition of *case* holds."""
    names = define(dict(case.definitions), STANDARD.schema)
    return {type(part).__name__ for part in walk(read(case.text, STANDARD.schema, names))}


def _case_row(case: Case) -> tuple[str, str, str]:
    given = ", ".join(f"{code(path)} {_value(value)}" for path, value in case.facts.items())
    defined = "".join(f"`{name}` is `{body}`; " for name, body in case.definitions)
    return code(case.text), defined + given, _truth(result_of(case))


def _truth(value: Truth) -> str:
    if is_unknown(value):
        return "unknown" if value.code == "not_asked" else f"unknown (`{value.code}`)"
    return "true" if value else "false"


def _value(value: object) -> str:
    if is_unknown(value):
        return "unknown" if value.code == "not_asked" else f"unknown (`{value.code}`)"
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return code('"' + value.replace("\n", "\\n") + '"')
        case frozenset():
            return code("{" + ", ".join(f'"{each}"' for each in sorted(value)) + "}")
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
        case _:
            return str(value)


PRODUCERS: Final[dict[str, Callable[[], str]]] = {
    "rule-language-kinds": kinds,
    "rule-language-operators": operators,
    "rule-language-traits": traits,
    "rule-language-nodes": nodes,
    "rule-language-truth-tables": truth_tables,
    "rule-language-limits": limits,
    "rule-language-refused": refused,
    "rule-language-patterns": patterns,
    "rule-language-faults": faults,
}
