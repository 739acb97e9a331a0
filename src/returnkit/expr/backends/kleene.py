"""Three-valued logic: what follows when some parts are not known."""

from __future__ import annotations

from ..schema import Unknown

Truth = bool | Unknown


def kleene_not(operand: Truth) -> Truth:
    """Return the opposite; unknown stays unknown."""
    return not operand if isinstance(operand, bool) else operand


def kleene_and(*operands: Truth) -> Truth:
    """Return false if any is, true if all are, else the first unknown."""
    unknown: Truth = True
    for operand in operands:
        if operand is False:
            return False
        if operand is not True and unknown is True:
            unknown = operand
    return unknown


def kleene_or(*operands: Truth) -> Truth:
    """Return true if any is, false if all are, else the first unknown."""
    unknown: Truth = False
    for operand in operands:
        if operand is True:
            return True
        if operand is not False and unknown is False:
            unknown = operand
    return unknown


def kleene_if(test: Truth, then: Truth, otherwise: Truth) -> Truth:
    """Return the outcome of a known test; of an unknown one what both outcomes agree on."""
    if test is True:
        return then
    if test is False:
        return otherwise
    return then if isinstance(then, bool) and then is otherwise else test
