"""HTML: coverage as one page that needs nothing else: no script, no file, no network."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from returnkit.diagnostics import Source
from returnkit.ids import RuleId
from returnkit.policy import Policy

from ..coverage import Coverage
from ..obligations import ObligationKind
from .advice import advice
from .passages import Passage, passages
from .states import State, Stated, share, stated
from .style import SHEET

_CODE: Final = re.compile(r"`([^`]*)`")
_NAMED: Final = 2
"""So many cases are named beside what they met before the rest is folded."""

_SHOWN: Final = {
    "all": ("✓", "all shown", "Cases show everything that this rule owes. Its lines have a solid edge."),
    "partly": ("◐", "partly shown", "Some of it is missing. Its lines have a dashed edge."),
    "none": ("✗", "not shown", "No case shows anything of this rule. Its lines have a double edge."),
    "uncounted": ("–", "nothing counts", "All of it is excused or infeasible. A dotted edge."),
}
_STATES: Final = {
    State.MET: ("all", "✓ met", "A case meets it."),
    State.MISSING: ("none", "✗ missing", "No case meets it; what to add stands below it."),
    State.EXCUSED: ("uncounted", "– excused", "Somebody wrote why it need not be met; it does not count."),
    State.INFEASIBLE: (
        "uncounted",
        "– infeasible",
        "It is proved that no order meets it; it does not count.",
    ),
}
_KINDS: Final = {
    ObligationKind.RULE: "the rule decides something; where it can be in the way, it is, and it is not; "
    "what it leaves stands",
    ObligationKind.CONDITION: "a part of a condition is true, or false, and the decision rests on it",
    ObligationKind.BOUNDARY: "a value is on a constant, just below it, or just above it",
    ObligationKind.WINDOW: "somebody asks just before, or just after, a window ends or opens",
    ObligationKind.ORDER: "two rules apply, and the decision rests on which of them stands above",
}


def as_html(coverages: Sequence[tuple[Coverage, Source | None]]) -> str:
    """Return *coverages* as one page, each beside the text of its policy.

    Args:
        coverages: Coverages, each with the text of its policy; None where there is none to show.
    """
    return "\n".join(_page(coverages)) + "\n"


def _page(coverages: Sequence[tuple[Coverage, Source | None]]) -> Iterator[str]:
    ids = [coverage.policy.id for coverage, _ in coverages]
    title = f"Coverage of {ids[0] if len(ids) == 1 else f'{len(ids)} policies'}"
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title>\n<style>{SHEET}</style>\n</head>\n<body>\n<main>"
    yield f'<h1>{escape(title)}</h1>\n<p><a href="#legend">What the marks mean</a></p>'
    if len(coverages) > 1:
        yield from _overview([coverage for coverage, _ in coverages])
    for number, (coverage, source) in enumerate(coverages, start=1):
        yield from _policy(number, coverage, source)
    yield from _legend()
    yield "</main>\n</body>\n</html>"


def _overview(coverages: Sequence[Coverage]) -> Iterator[str]:
    rows = (
        (f'<a href="#policy-{number}">{escape(each.policy.id)}</a>', *each.tally())
        for number, each in enumerate(coverages, start=1)
    )
    yield from _figures("All policies", "Policy", rows)


def _figures(caption: str, head: str, rows: Iterable[tuple[str, int, int]]) -> Iterator[str]:
    """Yield a table of how much is met; the names of its rows are HTML."""
    yield f"<table>\n<caption>{caption}</caption>"
    heads = "".join(f'<th scope="col" class="figure">{each}</th>' for each in ("Met", "Of", "Percent"))
    yield f'<thead><tr><th scope="col">{head}</th>{heads}</tr></thead>\n<tbody>'
    for name, met, of in rows:
        cells = "".join(f'<td class="figure">{each}</td>' for each in (met, of, f"{share(met, of)} %"))
        yield f'<tr><th scope="row">{name}</th>{cells}</tr>'
    yield "</tbody>\n</table>"


def _policy(number: int, coverage: Coverage, source: Source | None) -> Iterator[str]:
    by_rule = stated(coverage)
    yield f'<section id="policy-{number}">\n<h2>{escape(coverage.policy.id)}</h2>'
    if source:
        yield f'<p class="quiet">{escape(source.name)}</p>'
    kinds = [(kind.value, *coverage.tally(kind)) for kind in ObligationKind]
    yield from _figures(
        "What is met", "Kind", [*(each for each in kinds if each[2]), ("all", *coverage.tally())]
    )
    told: set[RuleId] = set()
    for passage in passages(source) if source else ():
        rules = [rule for rule in passage.rules if rule in by_rule]
        told.update(rules)
        if rules:
            yield from _beside(coverage.policy, passage, {rule: by_rule[rule] for rule in rules})
        elif any(line.strip() for line in passage.lines):  # a gap shows by the numbers
            yield _text(passage)
    for rule, several in by_rule.items():
        if rule not in told:
            yield f'<section class="rule {_mark_of(several)}">\n{_heading(rule, several)}'
            yield from _owed(coverage.policy, several)
            yield "</section>"
    yield from _uncounted(several for each in by_rule.values() for several in each)
    yield "</section>"


def _beside(policy: Policy, passage: Passage, by_rule: dict[RuleId, tuple[Stated, ...]]) -> Iterator[str]:
    """Yield the lines of rules, and beside them what the rules owe."""
    mark = _mark_of([each for several in by_rule.values() for each in several])
    (first, owed_by_first), *others = by_rule.items()
    yield f'<section class="rule beside {mark}">\n{_heading(first, owed_by_first)}\n{_text(passage)}\n<div>'
    yield from _owed(policy, owed_by_first)
    for rule, several in others:
        yield _heading(rule, several)
        yield from _owed(policy, several)
    yield "</div>\n</section>"


def _text(passage: Passage) -> str:
    lines = "".join(
        f'<span class="line"><span class="number">{number}</span>{escape(line)}</span>'
        for number, line in enumerate(passage.lines, start=passage.first)
    )
    return f'<pre class="text">{lines}</pre>'


def _mark_of(several: Sequence[Stated]) -> str:
    states = {each.state for each in several} & {State.MET, State.MISSING}
    if len(states) == len({State.MET, State.MISSING}):
        return "partly"
    return "all" if State.MET in states else "none" if states else "uncounted"


def _heading(rule: RuleId, several: Sequence[Stated]) -> str:
    mark = _mark_of(several)
    sign, words, _ = _SHOWN[mark]
    states = [each.state for each in several]
    met, missing = states.count(State.MET), states.count(State.MISSING)
    of = f", {met} of {met + missing}" if met + missing else ""
    return f'<h3><code>{escape(rule)}</code> <span class="mark is-{mark}">{sign} {words}{of}</span></h3>'


def _owed(policy: Policy, several: Iterable[Stated]) -> Iterator[str]:
    yield '<ul class="owed">'
    for each in several:
        kind = f'<span class="quiet">{each.obligation.kind.value}:</span>'
        yield f"<li>{_state(each.state)} {kind} {_prose(each.obligation.text)}"
        match each.state:
            case State.MISSING:
                yield f"<p>Advice: {_prose(advice(policy, each.obligation))}</p>"
                yield f'<p class="shown quiet">Key: <code>{escape(each.obligation.key)}</code></p>'
            case State.EXCUSED | State.INFEASIBLE:
                yield f"<p>Why: {_prose(each.reason or '')}</p>"
            case State.MET:
                yield _cases(each.cases)
        yield "</li>"
    yield "</ul>"


def _state(state: State) -> str:
    mark, words, _ = _STATES[state]
    return f'<span class="mark is-{mark}">{words}</span>'


def _cases(names: Sequence[str]) -> str:
    first = " · ".join(_prose(name) for name in names[:_NAMED])
    if len(names) <= _NAMED:
        return f'<p class="shown quiet">by {first}</p>'
    rest = "".join(f"<li>{_prose(name)}</li>" for name in names[_NAMED:])
    more = f"· and {len(names) - _NAMED} more"
    return f'<details class="shown quiet"><summary>by {first} {more}</summary><ul>{rest}</ul></details>'


def _uncounted(every: Iterable[Stated]) -> Iterator[str]:
    several = [each for each in every if each.reason is not None]
    if not several:
        return
    yield "<table>\n<caption>What does not count</caption>"
    heads = "".join(f'<th scope="col">{each}</th>' for each in ("Key", "State", "Why"))
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for each in several:
        key = f"<code>{escape(each.obligation.key)}</code>"
        cells = f"<td>{_state(each.state)}</td><td>{_prose(each.reason or '')}</td>"
        yield f'<tr><th scope="row">{key}</th>{cells}</tr>'
    yield "</tbody>\n</table>"


def _legend() -> Iterator[str]:
    yield '<section class="legend" id="legend">\n<h2>Legend</h2>\n<h3>Rules</h3>\n<dl>'
    for mark, (sign, words, doc) in _SHOWN.items():
        yield f'<dt><span class="mark is-{mark}">{sign} {words}</span></dt><dd>{doc}</dd>'
    yield "</dl>\n<h3>What rules owe</h3>\n<dl>"
    yield from (f"<dt>{_state(state)}</dt><dd>{doc}</dd>" for state, (_, _, doc) in _STATES.items())
    yield "</dl>\n<h3>Kinds</h3>\n<dl>"
    yield from (f"<dt>{kind.value}</dt><dd>{doc}</dd>" for kind, doc in _KINDS.items())
    yield "</dl>\n</section>"


def _prose(text: str) -> str:
    """Return *text* escaped, with what stands in backticks as code."""
    return _CODE.sub(r"<code>\1</code>", escape(text))
