"""Exchanges: what is sent instead, against what comes back. The difference is paid out, or due."""

from __future__ import annotations

from returnkit.diagnostics import Diagnostic
from returnkit.facts import Resolution

from .account import Counting, Pot, Taken
from .choices import Replacement
from .components import ComponentCode

_SAME_AGAIN = frozenset({Resolution.REPLACE, Resolution.REPAIR})


def goes_back(counting: Counting, taken: Taken) -> bool:
    """Return whether the same article goes back, so that no money moves and the line stays as it was."""
    if taken.offer.gives in _SAME_AGAIN:
        return True
    sent = taken.choice.replacement
    same = sent is not None and sent.is_same_article and counting.rules.same_article_is_even
    return taken.offer.gives is Resolution.EXCHANGE and same


def lacks_replacement(taken: Taken, number: int) -> Diagnostic | None:
    """Return the fault that nobody said what is sent instead, or None."""
    if taken.offer.gives is not Resolution.EXCHANGE or taken.choice.replacement is not None:
        return None
    return Diagnostic(
        "settlement.replacement",
        f"offer `{taken.offer.name}` is an exchange, and nothing is said to be sent instead",
        path=f"choices[{number}].replacement",
        help="give its price and tax: `Replacement(price=..., tax=...)`",
    )


def add_replacements(counting: Counting, pot: Pot) -> None:
    """Add what is sent instead of the items of *pot*, and take back what was given on top and not used."""
    sent_for = [(taken, taken.choice.replacement) for taken in pot.takers if not taken.goes_back]
    for taken, sent in sent_for:
        if sent is not None:
            net, tax = _net(counting, sent)
            counting.add(ComponentCode.REPLACEMENT, -net, pot, taken)
            if tax:
                counting.add(ComponentCode.REPLACEMENT_TAX, -tax, pot, taken)
            pot.exchanged += net + tax
    unused = max(0, min(pot.amount, pot.on_top))
    if unused:
        counting.add(ComponentCode.UNUSED, -unused, pot)
        pot.bonus -= min(pot.bonus, unused)
        pot.on_top -= unused
    # What was sent and not covered is due; only the rest was put towards it.
    owed = max(0, -pot.amount)
    pot.due += owed
    pot.amount += owed
    pot.exchanged = max(0, pot.exchanged - owed)


def _net(counting: Counting, sent: Replacement) -> tuple[int, int]:
    price, tax = sent.price.minor, sent.tax.minor
    return (price - tax if counting.is_gross else price), tax
