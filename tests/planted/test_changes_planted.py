"""Bugs planted into the comparison of texts, which its laws must catch."""

from __future__ import annotations

import pytest

from returnkit.verify import changes
from tests.properties.test_change_laws import test_an_edit_is_told_as_one_change_of_its_rule as told_once

pytestmark = pytest.mark.fuzz


def _every_place(was: list[str], now: list[str]) -> frozenset[str]:
    return frozenset(one for one, other in zip(was, now, strict=True) if one != other)


def test_a_rule_that_moved_told_with_each_that_it_passed_breaks_the_law(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(changes.__globals__, "_moved", _every_place)

    with pytest.raises(ValueError, match="too many values"):
        told_once()


def test_a_condition_left_out_breaks_the_law(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = changes.__globals__["_of_rule"]

    def without_conditions(
        old: object, new: object, was: dict[str, object], now: dict[str, object]
    ) -> object:
        return compared(old, new, was, {**now, **{key: was[key] for key in ("when",) if key in was}})

    monkeypatch.setitem(changes.__globals__, "_of_rule", without_conditions)

    with pytest.raises(ValueError, match="not enough values"):
        told_once()
