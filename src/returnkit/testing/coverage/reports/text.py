"""Text: coverage for a terminal: how much is met, and what is missing with what to add."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from returnkit.decision.layout import WIDTH, columns, wrapped

from ..coverage import Coverage
from ..obligations import ObligationKind
from .advice import advice
from .states import State, Stated, share, stated

_WORDS: Final = {State.EXCUSED: "excused", State.INFEASIBLE: "infeasible"}


def as_text(coverage: Coverage) -> str:
    """Return *coverage* as text: its head, what is missing rule by rule, and what does not count.

    Of a policy of which nothing is missing the head is one line. Lines have at most 100 columns; a longer
    word, such as a key, is not broken.
    """
    by_rule = stated(coverage)
    every = [each for several in by_rule.values() for each in several]
    blocks = [list(_head(coverage, every))]
    for rule, several in by_rule.items():
        missing = [each for each in several if each.state is State.MISSING]
        if missing:
            met, of = coverage.tally(rule=rule)
            blocks.append([f"{rule}: {met} of {of}", *_missing(coverage, missing)])
    for state, word in _WORDS.items():
        uncounted = [each for each in every if each.state is state]
        if uncounted:
            blocks.append([f"{word}: {len(uncounted)}", *_reasons(uncounted)])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _head(coverage: Coverage, every: Sequence[Stated]) -> Iterator[str]:
    met, of = coverage.tally()
    if met == of:
        yield from wrapped(f"{coverage.policy.id}: all of {of} met{_uncounted(every)}")
        return
    yield from wrapped(f"{coverage.policy.id}: {met} of {of} met, {share(met, of)} %{_uncounted(every)}")
    counts = ((kind, *coverage.tally(kind)) for kind in ObligationKind)
    yield from columns([(kind, f"{share(met, of):3} %  {met} of {of}") for kind, met, of in counts if of])


def _uncounted(every: Iterable[Stated]) -> str:
    states = [each.state for each in every]
    return "".join(f"; {states.count(state)} {word}" for state, word in _WORDS.items() if state in states)


def _missing(coverage: Coverage, missing: Iterable[Stated]) -> Iterator[str]:
    for each in missing:
        yield from _indented(2, f"{each.obligation.key}: {each.obligation.text}")
        yield from _indented(4, advice(coverage.policy, each.obligation))


def _reasons(several: Iterable[Stated]) -> Iterator[str]:
    for each in several:
        yield from _indented(2, f"{each.obligation.key}: {each.reason}")


def _indented(columns: int, text: str) -> Iterator[str]:
    """Yield the lines of *text*; those that follow the first stand further in."""
    first, *rest = wrapped(" ".join(text.splitlines()), WIDTH - columns - 2)
    yield " " * columns + first
    yield from (" " * (columns + 2) + line for line in rest)
