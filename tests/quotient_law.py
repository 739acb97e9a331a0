"""The law of quotients: a number that is not taken for rounded is what was divided, to the last digit."""

from __future__ import annotations

from decimal import Context, Decimal
from random import Random
from typing import Final

from returnkit.expr.ir import Arithmetic, Field, Kind, Literal, Operation
from returnkit.expr.types import DECIMAL
from returnkit.policy.warnings.quotients import is_rounded

_EXACT: Final = Context(prec=200)
_DIVISORS: Final = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16, 25, 30, 64, 100, 125, 1000)


def law_what_is_not_rounded_is_exact(random: Random) -> bool:
    """Return whether a quotient is not taken for rounded. Broken by: a divisor that leaves a rest."""
    divisor = Decimal(random.choice(_DIVISORS)).scaleb(-random.choice((0, 0, 1, 2)))
    quotient = Arithmetic(Operation.DIVIDE, Field("order.total", Kind.NUMBER), Literal(divisor), Kind.NUMBER)
    is_exact = not is_rounded(quotient)
    for _ in range(20):
        total = Decimal(random.randrange(10**9)).scaleb(-random.choice((0, 1, 2)))
        if is_exact:
            assert _EXACT.multiply(DECIMAL.divide(total, divisor), divisor) == total
    return is_exact
