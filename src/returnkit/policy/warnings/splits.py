"""Splits: charges and rules whose outcome depends on how goods are spread over several returns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from returnkit.expr.ir import fields

from ..charges import FeePer
from ..document import Fault
from .survey import Survey, warning

_TOTALS: Final = ("accepted", "kept")


def split_sensitive(found: Survey) -> Iterator[Fault]:
    """Yield what one return and several returns of the same goods need not come to alike."""
    code = "policy.split_sensitive"
    for number, rule in found.speaking:
        for key in ("when", "unless"):
            node = found.nodes.get(("rules", number, key))
            totals = [field.path for field in fields(node) if field.root in _TOTALS] if node else []
            if totals:
                message = f"`{key}` depends on how the goods are split: `{totals[0]}` is of each return alone"
                help_ = "read what does not change with it, such as `order.total`, if that is not meant"
                yield warning(("rules", number, key), code, message, help_)
        for fee in rule.fee:
            if fee.is_of_return:
                message = f"`{fee.name}` depends on how the goods are split: it is charged {_HOW[fee.per]}"
                help_ = "charge it `per: line` or `per: unit` if several returns are to cost what one does"
                yield warning(("rules", number, "fee"), code, message, help_)


_HOW: Final = {FeePer.RETURN: "once a return", FeePer.PARCEL: "once a parcel"}
