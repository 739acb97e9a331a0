"""Names: what a policy defines or declares and never uses."""

from __future__ import annotations

from collections.abc import Iterator

from returnkit.expr.ir import Named, fields, walk

from ..document import Fault
from .survey import Survey, warning


def unused_name(found: Survey) -> Iterator[Fault]:
    """Yield the defined names that no rule uses, and the declared facts that nothing reads."""
    policy, code, help_ = found.policy, "policy.unused_name", "drop it, or use it in a rule"
    asked = [*found.nodes.values(), *found.amounts.values()]
    used = {part.name for node in asked for part in walk(node) if isinstance(part, Named)}
    # A fact that only an unused definition reads is used: the definition is told.
    bodies = found.definitions.values()
    read = {field.path for node in (*asked, *bodies) for field in fields(node)}
    for name in policy.define:
        if name not in used:
            yield warning(("define", name), code, f"no rule uses `{name}`", help_)
    for path in policy.facts:
        if path not in read:
            yield warning(("facts", path), code, f"no condition reads `{path}`", help_)
