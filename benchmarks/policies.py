"""Policies: the one that every rival plays."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from returnkit.decision.verdict import FastVerdict, compile_verdict
from returnkit.policy import CompiledPolicy, compile_policy, load_policy

DOCUMENT: Final = Path(__file__).parent / "policy.yaml"


@cache
def the_policy() -> CompiledPolicy:
    """Return the policy of 25 rules, ready to decide."""
    return compile_policy(load_policy(DOCUMENT.read_text(encoding="utf-8"), name=DOCUMENT.name))


def fast(compiled: CompiledPolicy) -> FastVerdict:
    """Return the compiled verdict of a policy that has one function."""
    found = compile_verdict(compiled)
    if found is None or len(found.functions) != 1:
        raise ValueError("a benchmark's policy asks for no review, and its offers share their rules")
    return found
