"""What does not fit is told in our words; of a choice, only for the branch that was meant."""

from __future__ import annotations

from typing import Annotated

import pytest
from pydantic import (
    AliasChoices,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
)

from returnkit.model import Frozen
from tests.unit.documents.models import Fee, Rule, faults, rule


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fee: {name: x, percent: 150}", "4:27 value rules[0].fee.percent: 150 is above 100"),
        ("fee: {name: x, percent: -1}", "4:27 value rules[0].fee.percent: -1 is below 0"),
        ("fee: {name: x, percent: 1.001}", "4:27 value rules[0].fee.percent: 1.001 has more than 2 decimals"),
        ("fee: {name: x, percent: true}", "4:27 type rules[0].fee.percent: expected a number, found `true`"),
        ("fee: {name: x, percent: '1_0'}", "4:27 type rules[0].fee.percent: expected a number, found a text"),
        ("fee: {name: 1.5}",
         "4:15 type rules[0].fee.name: expected a text, found a number with a fraction / write it in quotes"),
        ("fee: {}", "4:8 missing rules[0].fee.name: `name` is missing"),
        ("fee: [x]", "4:8 type rules[0].fee: expected a mapping, found a list"),
        ("fee: {name: n, precent: 1}",
         "4:18 unknown_key rules[0].fee.precent: unknown key `precent` / did you mean `percent`?"),
        ("fee: {name: n, q: 1}",
         "4:18 unknown_key rules[0].fee.q: unknown key `q` / known here: `name`, `percent`"),
        ("fro: refund", "4:3 unknown_key rules[0].fro: unknown key `fro` / did you mean `for`?"),
        ("nested: [{id: b, wen: x}]",
         "4:20 unknown_key rules[0].nested[0].wen: unknown key `wen` / did you mean `when`?"),
        ("tags: x", "4:9 type rules[0].tags: expected a list, found a text"),
        ("tags: {a: 1}", "4:9 type rules[0].tags: expected a list, found a mapping"),
        ("internal: yes", "4:13 type rules[0].internal: expected true or false, found a text / write `true`"),
        ("internal: 1", "4:13 type rules[0].internal: expected true or false, found a number"),
        ("internal:", "4:3 type rules[0].internal: expected true or false, found nothing"),
        ("grade: wron",
         "4:10 value rules[0].grade: `wron` is not one of `as_new`, `worn` / did you mean `worn`?"),
        ("mode: manul",
         "4:9 value rules[0].mode: `manul` is not one of `manual`, `automatic` / did you mean `manual`?"),
        ("by_name: {wron: 1}",
         "4:13 value rules[0].by_name.wron: `wron` is not one of `as_new`, `worn` / did you mean `worn`?"),
        ("by_name: {worn: 0}", "4:19 value rules[0].by_name.worn: 0 is not above 0"),
        ("within: 7", "4:11 type rules[0].within: expected a text, a list or a mapping, found a number"),
        ("within: [a, 1]",
         "4:15 type rules[0].within[1]: expected a text, found a number / write it in quotes"),
        ("within: {name: a, percent: 101}", "4:30 value rules[0].within.percent: 101 is above 100"),
        ("act: {kind: ofer}",
         ("4:15 value rules[0].act.kind: `ofer` is not one of `offer`, `refuse`, `reject`"
          " / did you mean `offer`?")),
        ("act: {}",
         "4:8 missing rules[0].act.kind: `kind` is missing / it is one of `offer`, `refuse`, `reject`"),
        ("act: x", "4:8 type rules[0].act: expected a mapping, found a text"),
        ("act: {kind: refuse, sya: x, say: Hi}",
         "4:23 unknown_key rules[0].act.sya: unknown key `sya` / did you mean `say`?"),
        ("act: {kind: refuse, say: Abc, xyzzy: 1}",
         "4:33 unknown_key rules[0].act.xyzzy: unknown key `xyzzy` / known here: `kind`, `say`"),
        ("act: {kind: reject, say: X}", "4:28 value rules[0].act.say: `X` is shorter than 2 characters"),
        ("act: {kind: reject, say: ABCDEFGHIJ}",
         "4:28 value rules[0].act.say: `ABCDEFGHIJ` is longer than 9 characters"),
        ("act: {kind: reject, say: abc}", "4:28 value rules[0].act.say: `abc` does not match `^[A-Z]`"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_told_in_our_words(text: str, expected: str) -> None:
    assert rule(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("since: 20261101", "type since: expected a date such as `2026-11-30`, found a number"),
        ("since: '20261101'", "type since: expected a date such as `2026-11-30`, found a text"),
        ("since: 2026-02-30", "value since: `2026-02-30` is not a date of the calendar"),
        ("at: 1700000000", "type at: expected an instant such as `2026-11-30T12:00:00Z`, found a number"),
        ("at: 2026-11-01T12:00:00", "value at: `2026-11-01T12:00:00` names no time zone"),
        ("at: 2026-13-01T12:00:00Z", "value at: `2026-13-01T12:00:00Z` is not an instant of the calendar"),
        ("noon: 25:00:00", "value noon: `25:00:00` is not a time of day"),
        ("lasts: 5", "type lasts: expected a duration such as `P30D`, found a number"),
        ("level: true", "value level: true is not one of `1`"),
        ("count: 1.0", "type count: expected a whole number, found a number with a fraction"),
        ("count: '1'", "type count: expected a whole number, found a text"),
    ],
)
def test_one_kind_of_value_is_never_taken_for_another(text: str, expected: str) -> None:
    column = text.index(":") + 3

    assert faults(f"policy: p\nrules: [{{id: a}}]\n{text}\n") == [f"3:{column} {expected}"]


class ByName(Frozen):
    model_config = ConfigDict(populate_by_name=True)

    one: Annotated[int, Field(validation_alias=AliasChoices("first", "eins"))] = 0
    kind: Annotated[
        Annotated[Fee, Tag("fee")] | Annotated[int, Tag("int")],
        Discriminator(lambda value: {dict: "fee", int: "int"}.get(type(value))),
    ] = 0
    other: Fee | Rule | None = None
    pair: tuple[int, str] = (0, "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("eisn: 1", "1:1 unknown_key eisn: unknown key `eisn` / did you mean `eins`?"),
        ("noe: 1", "1:1 unknown_key noe: unknown key `noe` / did you mean `one`?"),
        ("kind: {nam: 1, name: a}", "1:8 unknown_key kind.nam: unknown key `nam` / did you mean `name`?"),
        ("kind: {name: 1}", "1:14 type kind.name: expected a text, found a number / write it in quotes"),
        ("kind: []", "1:7 type kind: expected a mapping, found a list"),
        ("other: {name: a, precent: 1}",
         "1:18 unknown_key other.precent: unknown key `precent` / did you mean `percent`?"),
        ("other: {id: a, mode: x}", "1:22 value other.mode: `x` is not one of `manual`, `automatic`"),
        ("pair: [1, 2]", "1:11 type pair[1]: expected a text, found a number / write it in quotes"),
    ],
)  # fmt: skip
def test_of_a_choice_only_the_branch_that_was_meant_is_reported(text: str, expected: str) -> None:
    assert faults(text, ByName)[0] == expected
    assert len(faults(text, ByName)) == 1
